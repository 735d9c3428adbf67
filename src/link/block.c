/* block.c - blocking: which pairs are worth comparing
 *
 * A union of rules; a rule's key is made of parts of a row, and rows that
 * share a key are compared.  A key that too many rows share is made finer,
 * part by part; what is too large even then is left out and counted. */
#include <stdlib.h>
#include <string.h>

#include "link/inside.h"

enum part { PART_NONE, PART_FAMILY, PART_GIVEN, PART_FATHER, PART_BOTH,
	PART_FAMILY_BONES, PART_GIVEN_BONES, PART_FATHER_BONES,
	PART_BONES_BOTH, PART_FAMILY_HEAD, PART_FAMILY_TAIL, PART_GIVEN_HEAD,
	PART_GIVEN_TAIL, PART_FAMILY_ROUGH, PART_GIVEN_ROUGH,
	PART_FATHER_ROUGH, PART_AGE, PART_GIVEN_FIRST, PART_BORN, PART_BORN_YEAR,
	PART_DIED, PART_SEX, PART_SLOT };
#define PARTS 3
#define PAIRS_A_ROW 4      /* of one rule, in the mean; or */
#define PAIRS_LEAST 8000000
#define BLOCK_LEAST 40     /* rows of a block that is small enough anyway */

struct rule {
	const char *title;
	int part[PARTS];
	bool initials;  /* only pairs in which a given name is an initial */
};
static const struct rule rules[] = {
	{ "surname and given name", { PART_BOTH }, false },
	{ "consonants of both names", { PART_BONES_BOTH }, false },
	{ "surname, date of birth", { PART_FAMILY, PART_BORN }, false },
	{ "given name, date of birth", { PART_GIVEN, PART_BORN }, false },
	{ "given name, patronymic", { PART_GIVEN, PART_FATHER }, false },
	{ "surname, patronymic", { PART_FAMILY, PART_FATHER }, false },
	{ "surname, first consonants of given name",
	    { PART_FAMILY, PART_GIVEN_HEAD }, false },
	{ "surname, last consonants of given name",
	    { PART_FAMILY, PART_GIVEN_TAIL }, false },
	{ "given name, first consonants of surname",
	    { PART_GIVEN, PART_FAMILY_HEAD }, false },
	{ "given name, last consonants of surname",
	    { PART_GIVEN, PART_FAMILY_TAIL }, false },
	{ "surname, year of birth", { PART_FAMILY, PART_BORN_YEAR }, false },
	{ "patronymic, date of birth", { PART_FATHER, PART_BORN }, false },
	{ "dates of birth and death", { PART_BORN, PART_DIED }, false },
	{ "consonants of surname, initial, year of birth",
	    { PART_FAMILY_BONES, PART_GIVEN_FIRST, PART_BORN_YEAR }, false },
	{ "consonants of given name and patronymic",
	    { PART_GIVEN_BONES, PART_FATHER_BONES }, false },
	{ "consonants of surname and patronymic, initial",
	    { PART_FAMILY_BONES, PART_FATHER_BONES, PART_GIVEN_FIRST }, false },
	{ "given name, year of birth, date of death",
	    { PART_GIVEN, PART_BORN_YEAR, PART_DIED }, false },
};
/* Where one alphabet leaves vowels out and another does not. */
static const struct rule across[] = {
	{ "rough consonants of both names",
	    { PART_FAMILY_ROUGH, PART_GIVEN_ROUGH }, false },
	{ "rough consonants of given name and patronymic",
	    { PART_GIVEN_ROUGH, PART_FATHER_ROUGH }, false },
	{ "rough consonants of given name, year of birth",
	    { PART_GIVEN_ROUGH, PART_BORN_YEAR }, false },
	{ "rough consonants of given name, age",
	    { PART_GIVEN_ROUGH, PART_AGE }, false },
};
/* The last of all, so that no rule asks whether it gave a pair. */
static const struct rule by_initial = { "surname, initial",
	{ PART_FAMILY, PART_GIVEN_FIRST }, true };
#define RULES ((int)(sizeof(rules) / sizeof(rules[0])))
static const int finer[] = { PART_GIVEN_FIRST, PART_SEX, PART_DIED,
	PART_BORN_YEAR, PART_GIVEN, PART_FATHER, PART_FAMILY, PART_BORN };
#define FINER ((int)(sizeof(finer) / sizeof(finer[0])))

struct link_keys {
	int rules;
	struct rule rule[LINK_RULES_MAX];
	uint64_t left_out[LINK_RULES_MAX];
	uint32_t *key;           /* by row, then rule; 0: none */
	uint32_t *order[LINK_RULES_MAX]; /* rows by key, those that share one */
	uint32_t count[LINK_RULES_MAX];
	struct {             /* where a key's block begins, plus 1; made for
				link_near */
		uint32_t *slot, room;
	} at[LINK_RULES_MAX];
};

static uint64_t mix(uint64_t h, uint64_t part)
{
	return link_mix(h ^ part) + 0x9e3779b97f4a7c15ULL;
}

static uint32_t short_key(uint64_t key)
{
	return (uint32_t)(key >> 32) | 1;
}

/* ---- parts of a key ---- */

static const struct link_sound *sound(const struct link *l, uint32_t n)
{
	return &l->words.at[n];
}

static uint64_t bones(const struct link *l, uint32_t n)
{
	return n == 0 || sound(l, n)->initial ? 0 : sound(l, n)->bones;
}

static uint64_t whole(const struct link *l, uint32_t n)
{
	return n == 0 || sound(l, n)->initial ? 0 : sound(l, n)->hash;
}

/* Consonants without what Hebrew and Arabic write alike, or as a vowel. */
static uint64_t rough(const struct link *l, uint32_t n)
{
	static const uint8_t class[NAME_SOUNDS] = {
		[NAME_B] = 1, [NAME_P] = 1, [NAME_F] = 1, [NAME_D] = 3,
		[NAME_T] = 3, [NAME_Z] = 4, [NAME_S] = 4, [NAME_TS] = 4,
		[NAME_J] = 4, [NAME_SH] = 4, [NAME_CH] = 6, [NAME_G] = 6,
		[NAME_K] = 6, [NAME_H] = 6, [NAME_L] = 7, [NAME_M] = 8,
		[NAME_N] = 9, [NAME_R] = 10
	};
	const struct name_skel *s = &sound(l, n)->skel;
	uint64_t out = 0;
	uint8_t last = 0;

	if (n == 0 || sound(l, n)->initial)
		return 0;
	for (int i = 0; i < s->n && out >> 56 == 0; i++) {
		uint8_t c = class[s->code[i]];

		if (c != 0 && c != last)
			out = out << 4 | c;
		last = c != 0 ? c : last;
	}
	return out;
}

/* The first two consonants; the last two, of a surname without those of its
 * ending. */
static uint64_t head(uint64_t b)
{
	return b >> 4 == 0 ? 0 : b & 0xff;
}

static uint64_t tail(uint64_t b, bool surname)
{
	if (surname)
		b &= ~(15ull << (b == 0 ? 0 : (63 - __builtin_clzll(b)) &
		    ~3));
	while (b >> 8 != 0)
		b >>= 4;
	return b >> 4 == 0 ? 0 : b;
}

/* The class of a first sound: vowels are one. */
static uint64_t first(const struct link *l, uint32_t n)
{
	struct name_skel head = { .n = 1 };
	uint64_t b;

	if (n == 0)
		return 0;
	head.code[0] = sound(l, n)->skel.code[0];
	b = name_skel_bones(&head);
	return b == 0 ? 15 : b;
}

/* Both in either order. */
static uint64_t both(uint64_t x, uint64_t y)
{
	return x == 0 || y == 0 ? 0 : x + y == 0 ? 1 : x + y;
}

static uint64_t part_of(const struct link *l, const uint32_t *row, int part)
{
	const struct link_day *born;

	switch (part) {
	case PART_FAMILY:
		return whole(l, row[SLOT_FAMILY]);
	case PART_GIVEN:
		return whole(l, row[SLOT_GIVEN]);
	case PART_FATHER:
		return whole(l, row[SLOT_FATHER]);
	case PART_BOTH:
		return both(whole(l, row[SLOT_FAMILY]), whole(l,
		    row[SLOT_GIVEN]));
	case PART_FAMILY_BONES:
		return bones(l, row[SLOT_FAMILY]);
	case PART_GIVEN_BONES:
		return bones(l, row[SLOT_GIVEN]);
	case PART_FATHER_BONES:
		return bones(l, row[SLOT_FATHER]);
	case PART_BONES_BOTH:
		return both(mix(1, bones(l, row[SLOT_FAMILY])) *
		    (bones(l, row[SLOT_FAMILY]) != 0), mix(1, bones(l,
		    row[SLOT_GIVEN])) * (bones(l, row[SLOT_GIVEN]) != 0));
	case PART_FAMILY_HEAD:
		return head(bones(l, row[SLOT_FAMILY]));
	case PART_FAMILY_TAIL:
		return tail(bones(l, row[SLOT_FAMILY]), true);
	case PART_GIVEN_HEAD:
		return head(bones(l, row[SLOT_GIVEN]));
	case PART_GIVEN_TAIL:
		return tail(bones(l, row[SLOT_GIVEN]), false);
	case PART_FAMILY_ROUGH:
		return rough(l, row[SLOT_FAMILY]);
	case PART_GIVEN_ROUGH:
		return rough(l, row[SLOT_GIVEN]);
	case PART_FATHER_ROUGH:
		return rough(l, row[SLOT_FATHER]);
	case PART_AGE:
		return row[SLOT_AGE];
	case PART_GIVEN_FIRST:
		return first(l, row[SLOT_GIVEN]);
	case PART_BORN:
		born = &l->days[row[SLOT_BORN]];
		return row[SLOT_BORN] != 0 && born->day != 0
		    ? row[SLOT_BORN] : 0;
	case PART_BORN_YEAR:
		return row[SLOT_BORN] == 0 ? 0
		    : (uint64_t)l->days[row[SLOT_BORN]].year + 1;
	case PART_DIED:
		return row[SLOT_DIED];
	case PART_SEX:
		return row[SLOT_SEX];
	default:
		return row[part - PART_SLOT];
	}
}

static uint64_t key_of(const struct link *l, const uint32_t *row,
    const struct rule *r)
{
	uint64_t h = 0x9e3779b97f4a7c15ULL;

	for (int i = 0; i < PARTS && r->part[i] != PART_NONE; i++) {
		uint64_t p = part_of(l, row, r->part[i]);

		if (p == 0)
			return 0;
		h = mix(h, p);
	}
	return h == 0 ? 1 : h;
}

/* ---- rules ---- */

static void add_rule(struct link_keys *k, struct rule r)
{
	if (k->rules < LINK_RULES_MAX - (r.initials ? 0 : 1))
		k->rule[k->rules++] = r;
}

/* Has the column enough different values that a key of it is of use? */
static bool tells_apart(const struct link *l, const struct link_feature *f)
{
	uint32_t values = 0;

	for (uint32_t v = 1; v < f->values; v++)
		values += f->bucket[v] != 0;
	return values > 50 && values > l->rows / 1000;
}

static bool two_alphabets(const struct link *l)
{
	uint32_t without = 0;

	for (uint32_t i = 1; i < l->words.count; i++)
		without += (l->words.at[i].skel.flags & NAME_ABJAD) != 0;
	return without > 0 && without + 1 < l->words.count;
}

/* Rules by what is compared: a code by itself, words with something else. */
static void choose_rules(struct link *l, struct link_keys *k)
{
	for (int i = 0; i < RULES; i++)
		add_rule(k, rules[i]);
	for (int i = 0; i < 4 && two_alphabets(l); i++)
		add_rule(k, across[i]);
	for (int i = 0; i < l->features; i++) {
		const struct link_feature *f = &l->feature[i];
		int part = PART_SLOT + f->slot;

		if (f->how == HOW_CODE)
			add_rule(k, (struct rule){ f->title, { part },
			    false });
		if (f->how != HOW_WORDS || !tells_apart(l, f))
			continue;
		if (!l->has_given)
			add_rule(k, (struct rule){ f->title, { part },
			    false });
		else if (k->rules + 3 <= LINK_RULES_MAX) {
			add_rule(k, (struct rule){ f->title, { part,
			    PART_GIVEN }, false });
			add_rule(k, (struct rule){ f->title, { part,
			    PART_BORN }, false });
		}
	}
	add_rule(k, by_initial);
}

/* ---- order ---- */

#define DIGIT 12 /* bits of a radix sort's pass */

static void radix(const uint64_t *key, uint32_t *from, uint32_t *to,
    uint32_t n, int shift)
{
	static const uint32_t size = 1u << DIGIT;
	uint32_t at[1u << DIGIT] = { 0 }, sum = 0;

	for (uint32_t i = 0; i < n; i++)
		at[key[from[i]] >> shift & (size - 1)]++;
	for (uint32_t i = 0; i < size; i++) {
		uint32_t c = at[i];

		at[i] = sum;
		sum += c;
	}
	for (uint32_t i = 0; i < n; i++)
		to[at[key[from[i]] >> shift & (size - 1)]++] = from[i];
}

/* Rows that share the sorted bits but not the key, set in order: few. */
static void settle_run(const uint64_t *key, uint32_t *order, uint32_t n)
{
	bool one = true;

	for (uint32_t i = 1; i < n && one; i++)
		one = key[order[i]] == key[order[0]];
	for (uint32_t gap = n / 2; gap > 0 && !one; gap /= 2)
		for (uint32_t i = gap; i < n; i++) {
			uint32_t x = order[i], j = i;

			for (; j >= gap && (key[order[j - gap]] > key[x] ||
			    (key[order[j - gap]] == key[x] &&
			    order[j - gap] > x)); j -= gap)
				order[j] = order[j - gap];
			order[j] = x;
		}
}

static void sort_rows(const uint64_t *key, uint32_t *order, uint32_t *aside,
    uint32_t n)
{
	const uint64_t mask = (1ull << 2 * DIGIT) - 1;

	radix(key, order, aside, n, 0);
	radix(key, aside, order, n, DIGIT);
	for (uint32_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n && ((key[order[k]] ^ key[order[i]]) &
		    mask) == 0; k++)
			;
		settle_run(key, order + i, k - i);
	}
}

/* ---- making ---- */

struct maker {           /* of one thread */
	struct link *l;
	struct link_keys *k;
	uint64_t *column;   /* keys of one rule, by row */
	uint32_t *aside;
	struct arena mem;
};

static uint32_t run_end(const uint64_t *key, const uint32_t *order,
    uint32_t from, uint32_t n)
{
	uint32_t k = from + 1;

	while (k < n && key[order[k]] == key[order[from]])
		k++;
	return k;
}

static uint64_t pairs_of(const struct link *l, const uint32_t *order,
    uint32_t n)
{
	uint32_t first_list = 0;

	if (l->lists == 1)
		return (uint64_t)n * (n - 1) / 2;
	for (uint32_t i = 0; i < n; i++)
		first_list += order[i] < l->list0;
	return (uint64_t)first_list * (n - first_list);
}

/* A rule that gives too many pairs for the rows there are has blocks that are
 * too large, however small they are. */
static uint32_t largest(const struct maker *m, const uint32_t *order,
    uint32_t n)
{
	uint64_t most = (uint64_t)m->l->rows * PAIRS_A_ROW, sum = 0;

	if (most < PAIRS_LEAST)
		most = PAIRS_LEAST;
	for (uint32_t i = 0, k; i < n && sum <= most; i = k) {
		k = run_end(m->column, order, i, n);
		sum += pairs_of(m->l, order + i, k - i);
	}
	return sum > most ? BLOCK_LEAST : LINK_BLOCK_MAX;
}

/* Blocks that are too large get one more part; false where there is none.
 * The limit never falls again, so that a block's key is a row of parts
 * without gaps (link_keys_block counts on it). */
static bool make_finer(struct maker *m, const uint32_t *order, uint32_t n,
    int part)
{
	uint32_t most = largest(m, order, n);
	bool found = false;

	for (uint32_t i = 0, k; i < n; i = k) {
		k = run_end(m->column, order, i, n);
		if (k - i <= most)
			continue;
		found = true;
		for (uint32_t x = i; x < k; x++)
			m->column[order[x]] = mix(m->column[order[x]],
			    part_of(m->l, link_row(m->l, order[x]), part)) | 1;
	}
	return found;
}

#define NEIGHBOURS 8 /* rows that are compared of a block that is too large */

/* What is too large even now: a row is compared with some neighbours, so that
 * rows that are all alike are seen to be; the rest is left out. */
static void split(struct maker *m, int rule, const uint32_t *order,
    uint32_t n)
{
	uint64_t all = pairs_of(m->l, order, n), kept = 0;

	for (uint32_t i = 0; i < n; i += NEIGHBOURS) {
		uint32_t k = n - i < NEIGHBOURS ? n - i : NEIGHBOURS;

		for (uint32_t x = i; x < i + k; x++)
			m->column[order[x]] = mix(m->column[order[x]],
			    i / NEIGHBOURS + 1) | 1;
		kept += pairs_of(m->l, order + i, k);
	}
	m->k->left_out[rule] += all - kept;
}

static void leave_out(struct maker *m, int rule, uint32_t *order,
    uint32_t *n)
{
	uint32_t kept = 0;

	for (uint32_t i = 0, k; i < *n; i = k) {
		k = run_end(m->column, order, i, *n);
		if (k - i == 1) { /* of use to link_near alone */
			m->k->key[(size_t)order[i] * (size_t)m->k->rules +
			    (size_t)rule] = short_key(m->column[order[i]]);
			continue;
		}
		if (k - i > LINK_BLOCK_MAX)
			split(m, rule, order + i, k - i);
		memmove(order + kept, order + i, (k - i) * sizeof(*order));
		kept += k - i;
	}
	*n = kept;
}

static void make_rule(void *ctx, int rule, int thread)
{
	struct maker *m = (struct maker *)ctx + thread;
	struct link *l = m->l;
	struct link_keys *k = m->k;
	uint32_t *order, n = 0;

	if (m->column == NULL) {
		m->mem.cap = (size_t)4 << 30;
		m->column = arena_take(&m->mem, l->rows, sizeof(*m->column));
		m->aside = arena_take(&m->mem, (size_t)l->rows * 2,
		    sizeof(*m->aside));
	}
	order = m->aside + l->rows;
	for (uint32_t i = 0; i < l->rows; i++) {
		m->column[i] = key_of(l, link_row(l, i), &k->rule[rule]);
		if (m->column[i] != 0)
			order[n++] = i;
	}
	sort_rows(m->column, order, m->aside, n);
	for (int i = 0; i < FINER && make_finer(m, order, n, finer[i]); i++)
		sort_rows(m->column, order, m->aside, n);
	leave_out(m, rule, order, &n);
	k->order[rule] = arena_take(&l->side[thread], n + 1,
	    sizeof(uint32_t));
	memcpy(k->order[rule], order, n * sizeof(uint32_t));
	k->count[rule] = n;
	for (uint32_t i = 0; i < n; i++)
		k->key[(size_t)order[i] * (size_t)k->rules + (size_t)rule] =
		    short_key(m->column[order[i]]);
}

int link_keys_make(struct link *l, struct link_found *f, struct err *e)
{
	struct link_keys *k = arena_take(&l->mem, 1, sizeof(*k));
	struct maker m[LINK_THREADS_MAX];

	if (l->rows < 2)
		return err_set(e, ERR_FORMAT, "there is nothing to compare:"
		    " %s", l->rows == 1 ? "one row alone" : "no row");
	choose_rules(l, k);
	k->key = arena_take(&l->mem, (size_t)l->rows * (size_t)k->rules,
	    sizeof(*k->key));
	for (int i = 0; i < LINK_THREADS_MAX; i++)
		m[i] = (struct maker){ .l = l, .k = k };
	link_tasks(l, k->rules, make_rule, m, "sorting");
	for (int i = 0; i < LINK_THREADS_MAX; i++)
		arena_closep(&m[i].mem);
	for (int i = 0; i < k->rules; i++) {
		f->rule[i].title = k->rule[i].title;
		f->rule[i].left_out = k->left_out[i];
	}
	f->rules = k->rules;
	l->keys = k;
	return 0;
}

/* ---- walking ---- */

/* Did an earlier rule give this pair? */
static bool given_before(const struct link_keys *k, uint32_t a, uint32_t b,
    int rule)
{
	const uint32_t *x = k->key + (size_t)a * (size_t)k->rules;
	const uint32_t *y = k->key + (size_t)b * (size_t)k->rules;

	for (int i = 0; i < rule; i++)
		if (x[i] == y[i] && x[i] != 0)
			return true;
	return false;
}

static bool has_initial(const struct link *l, uint32_t i)
{
	uint32_t given = link_row(l, i)[SLOT_GIVEN];

	return given != 0 && sound(l, given)->initial;
}

static uint64_t walk_block(const struct link *l, int task, int rule,
    const uint32_t *row, uint32_t n, const struct link_walk *w)
{
	uint64_t pairs = 0;

	for (uint32_t i = 0; i < n; i++) {
		if (l->lists == 2 && row[i] >= l->list0)
			break;
		for (uint32_t j = i + 1; j < n; j++) {
			if (l->lists == 2 && row[j] < l->list0)
				continue;
			if (l->keys->rule[rule].initials && !has_initial(l,
			    row[i]) && !has_initial(l, row[j]))
				continue;
			if (given_before(l->keys, row[i], row[j], rule))
				continue;
			w->each(w->ctx, task, row[i], row[j]);
			pairs++;
		}
	}
	return pairs;
}

void link_keys_walk(const struct link *l, int task, const struct link_walk *w,
    uint64_t rule_pairs[LINK_RULES_MAX])
{
	const struct link_keys *k = l->keys;

	for (int r = 0; r < k->rules; r++) {
		const uint32_t *order = k->order[r];
		uint32_t n = k->count[r];
		uint32_t at = (uint32_t)((uint64_t)n * (uint32_t)task /
		    LINK_TASKS);
		uint32_t end = (uint32_t)((uint64_t)n * (uint32_t)(task + 1) /
		    LINK_TASKS);
		size_t width = (size_t)k->rules;

		/* A block belongs to the task in whose part it begins. */
		while (at > 0 && at < end && k->key[order[at] * width +
		    (size_t)r] == k->key[order[at - 1] * width + (size_t)r])
			at++;
		while (at < end) {
			uint64_t key = k->key[order[at] * width + (size_t)r];
			uint32_t stop = at + 1;

			while (stop < n && k->key[order[stop] * width +
			    (size_t)r] == key)
				stop++;
			if (mix(key, 7) % w->of == 0)
				rule_pairs[r] += walk_block(l, task, r,
				    order + at, stop - at, w);
			at = stop;
		}
	}
}

uint64_t link_keys_total(const struct link *l)
{
	const struct link_keys *k = l->keys;
	uint64_t sum = 0;

	for (int r = 0; r < k->rules; r++) {
		size_t width = (size_t)k->rules;

		for (uint32_t i = 0, j; i < k->count[r]; i = j) {
			for (j = i + 1; j < k->count[r] &&
			    k->key[k->order[r][j] * width + (size_t)r] ==
			    k->key[k->order[r][i] * width + (size_t)r]; j++)
				;
			sum += pairs_of(l, k->order[r] + i, j - i);
		}
	}
	return sum;
}

/* ---- the block of one more row ---- */

static uint32_t key_at(const struct link_keys *k, int rule, uint32_t at)
{
	return k->key[(size_t)k->order[rule][at] * (size_t)k->rules +
	    (size_t)rule];
}

int link_keys_rules(const struct link *l)
{
	return l->keys->rules;
}

/* All rows of a rule by their keys, those too that share theirs with none. */
static void order_all(struct link *l, int rule)
{
	SCOPED(arena) mem = { .cap = (size_t)4 << 30 };
	struct link_keys *k = l->keys;
	uint64_t *column = arena_take(&mem, l->rows, sizeof(*column));
	uint32_t *order = arena_take(&l->mem, l->rows, sizeof(*order)), n = 0;

	for (uint32_t i = 0; i < l->rows; i++) {
		column[i] = k->key[(size_t)i * (size_t)k->rules +
		    (size_t)rule];
		if (column[i] != 0)
			order[n++] = i;
	}
	sort_rows(column, order, arena_take(&mem, l->rows, sizeof(*order)),
	    n);
	k->order[rule] = order;
	k->count[rule] = n;
}

int link_keys_index(struct link *l, struct err *e)
{
	struct link_keys *k = l->keys;

	if (k == NULL)
		return err_set(e, ERR_ABSENT, "no rows were compared yet");
	for (int r = 0; r < k->rules && k->at[r].slot == NULL; r++) {
		uint32_t room = 16;

		order_all(l, r);
		while (room <= k->count[r]) /* an empty slot ends a search */
			room *= 2;
		k->at[r].slot = arena_take(&l->mem, room, sizeof(uint32_t));
		k->at[r].room = room;
		for (uint32_t i = 0; i < k->count[r]; i++) {
			uint32_t slot = key_at(k, r, i) * 2654435761u;

			if (i > 0 && key_at(k, r, i) == key_at(k, r, i - 1))
				continue;
			slot &= room - 1;
			while (k->at[r].slot[slot] != 0)
				slot = (slot + 1) & (room - 1);
			k->at[r].slot[slot] = i + 1;
		}
	}
	return 0;
}

static uint32_t find_block(const struct link_keys *k, int rule, uint32_t key,
    const uint32_t **out)
{
	uint32_t room = k->at[rule].room, slot = key * 2654435761u;
	uint32_t from, n;

	slot &= room - 1;
	for (;; slot = (slot + 1) & (room - 1)) {
		if (k->at[rule].slot[slot] == 0)
			return 0;
		from = k->at[rule].slot[slot] - 1;
		if (key_at(k, rule, from) == key)
			break;
	}
	for (n = 1; from + n < k->count[rule] && key_at(k, rule, from + n) ==
	    key; n++)
		;
	*out = k->order[rule] + from;
	return n;
}

uint32_t link_keys_block(const struct link *l, int rule, const uint32_t *row,
    const uint32_t **out)
{
	const struct link_keys *k = l->keys;
	uint64_t key = key_of(l, row, &k->rule[rule]);
	uint32_t n;

	if (key == 0)
		return 0;
	n = find_block(k, rule, short_key(key), out);
	/* It may have been too large, and made finer. */
	for (int i = 0; i < FINER && n == 0; i++) {
		key = mix(key, part_of(l, row, finer[i])) | 1;
		n = find_block(k, rule, short_key(key), out);
	}
	return n;
}
