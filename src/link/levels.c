/* levels.c - how a pair agrees, comparison by comparison
 *
 * A level is a small number; 0 says nothing, 1 to 3 are "the same" (of a
 * common, a middling, a rare value), then what is less and less alike. */
#include <stdlib.h>
#include <string.h>

#include "link/inside.h"

#define MEMO_BITS 17
#define FAR 220             /* hundredths; beyond that all is far */
#define CODE_BYTES 40       /* of a code that are compared */

struct level_text {
	const char *text;
	enum link_level_class sort;
};
static const struct level_text names[] = {
	{ "", LINK_SAYS_NOTHING }, { "same", LINK_AGREES },
	{ "same", LINK_AGREES }, { "same, a rare one", LINK_AGREES },
	{ "another spelling", LINK_NEARLY }, { "a letter apart", LINK_NEARLY },
	{ "two letters apart", LINK_NEARLY }, { "initial", LINK_NEARLY },
	{ "differs", LINK_DISAGREES }, { "another initial", LINK_DISAGREES },
};
/* Whether a list has initials is the list's habit, not the pair's: given that
 * one of the two is an initial, does the other name begin so? */
static const struct level_text initials[] = {
	{ "", LINK_SAYS_NOTHING }, { "", LINK_AGREES }, { "", LINK_AGREES },
	{ "", LINK_AGREES }, { "initial", LINK_AGREES },
	{ "another initial", LINK_DISAGREES },
};
static const struct level_text orders[] = {
	{ "", LINK_SAYS_NOTHING }, { "", LINK_SAYS_NOTHING },
	{ "given name and surname changed places", LINK_NEARLY },
};
static const struct level_text births[] = {
	{ "", LINK_SAYS_NOTHING }, { "same day", LINK_AGREES },
	{ "same day", LINK_AGREES }, { "same day", LINK_AGREES },
	{ "same as far as known", LINK_AGREES },
	{ "day and month changed places", LINK_NEARLY },
	{ "day, month or year differs", LINK_NEARLY },
	{ "a year apart", LINK_NEARLY },
	{ "within ten years", LINK_DISAGREES },
	{ "more than ten years apart", LINK_DISAGREES },
};
static const struct level_text days[] = {
	{ "", LINK_SAYS_NOTHING }, { "same day", LINK_AGREES },
	{ "same day", LINK_AGREES }, { "same day", LINK_AGREES },
	{ "same as far as known", LINK_AGREES },
	{ "day and month changed places", LINK_NEARLY },
	{ "a day apart", LINK_NEARLY }, { "within a week", LINK_NEARLY },
	{ "in one month", LINK_DISAGREES }, { "differs", LINK_DISAGREES },
};
static const struct level_text sexes[] = {
	{ "", LINK_SAYS_NOTHING }, { "same", LINK_AGREES },
	{ "same", LINK_AGREES }, { "same", LINK_AGREES },
	{ "differs", LINK_DISAGREES },
};
static const struct level_text words[] = {
	{ "", LINK_SAYS_NOTHING }, { "same", LINK_AGREES },
	{ "same", LINK_AGREES }, { "same, a rare one", LINK_AGREES },
	{ "another spelling", LINK_NEARLY }, { "alike", LINK_NEARLY },
	{ "differs", LINK_DISAGREES },
};
#define TABLE(t) { t, (int)(sizeof(t) / sizeof(t[0])) }
static const struct { const struct level_text *text; int count; } tables[] = {
	[HOW_FAMILY] = TABLE(names), [HOW_GIVEN] = TABLE(names),
	[HOW_FATHER] = TABLE(names), [HOW_INITIAL] = TABLE(initials),
	[HOW_ORDER] = TABLE(orders),
	[HOW_BORN] = TABLE(births), [HOW_DIED] = TABLE(days),
	[HOW_DATE] = TABLE(days), [HOW_SEX] = TABLE(sexes),
	[HOW_WORDS] = TABLE(words), [HOW_CODE] = TABLE(words),
};

int link_level_count(enum link_how how)
{
	return tables[how].count;
}

const char *link_level_text(const struct link_feature *f, int level,
    enum link_level_class *sort)
{
	const struct level_text *t = &tables[f->how].text[level];

	*sort = t->sort;
	return t->text;
}

/* ---- distances, remembered ---- */

/* One pair of values a place: its mixed bits but the lowest, which are the
 * place, and there the level.  Mixing can be undone, so nothing is mistaken. */
struct link_memo {
	uint64_t seen[1 << MEMO_BITS];
};
#define MEMO_PLACE ((UINT64_C(1) << MEMO_BITS) - 1)

struct link_memo *link_memo_open(struct arena *mem)
{
	return arena_take(mem, 1, sizeof(struct link_memo));
}

enum { SAME_ACROSS = LEVEL_SAME, NEAR = 4, CLOSE, ROUGH, INITIAL, DIFFERS, OTHER_INITIAL };

/* An initial and a name: the initial's sounds begin the name. */
static int of_initial(const struct link_sound *one,
    const struct link_sound *full)
{
	struct name_skel head = full->skel;
	int n = one->skel.n;

	if (head.n > n)
		head.n = (uint8_t)n;
	for (int i = head.n; i < full->skel.n; i++)
		head.code[i] = 0;
	return name_skel_distance(&one->skel, &head, 40) <= 40 ? INITIAL
	    : OTHER_INITIAL;
}

/* The same sounds but one, in whatever order: a hand that slipped. */
static bool shuffled(uint64_t x, uint64_t y)
{
	int n = LINK_BRIEF_COUNT(x), m = LINK_BRIEF_COUNT(y);
	uint64_t apart = (x ^ y) & LINK_BRIEF_SOUNDS;

	/* At most one sound's count differs, by one. */
	return n >= 4 && m >= 4 && (n - m) * (n - m) <= 1 &&
	    (apart == 0 || apart >> (__builtin_ctzll(apart) & ~1) <= 3);
}

/* Rob and Robert: one is how the other begins. */
static bool begins(const struct name_skel *x, const struct name_skel *y)
{
	int n = x->n < y->n ? x->n : y->n;

	return n >= 3 && memcmp(x->code, y->code, (size_t)n) == 0;
}

static int sounds_level(const struct link_words *w, uint32_t a, uint32_t b)
{
	const struct link_sound *x = &w->at[a], *y = &w->at[b];
	int longer = x->skel.n > y->skel.n ? x->skel.n : y->skel.n;
	int d, alike, far = longer * 34;

	if (x->initial || y->initial)
		return x->initial ? of_initial(x, y) : of_initial(y, x);
	far = far > FAR ? FAR : far;
	d = name_skel_distance(&x->skel, &y->skel, far);
	alike = 100 - d / longer;
	if (d > far)
		alike = 0;
	/* Arabic and Hebrew leave vowels out: where the consonants are the
	 * same, so is the name. */
	if (((x->skel.flags ^ y->skel.flags) & NAME_ABJAD) != 0)
		return d <= 32 ? SAME_ACROSS : d <= 60 && alike >= 85 ? NEAR
		    : d <= 100 && alike >= 80 ? CLOSE : alike >= 70 ? ROUGH
		    : DIFFERS;
	return alike >= 91 ? NEAR : d <= 100 && alike >= 78 ? CLOSE
	    : alike >= 66 || shuffled(w->brief[a], w->brief[b]) ||
	    begins(&x->skel, &y->skel) ? ROUGH : DIFFERS;
}

static int letters_apart(struct span x, struct span y)
{
	uint8_t d[CODE_BYTES + 1];

	x.n = x.n > CODE_BYTES ? CODE_BYTES : x.n;
	y.n = y.n > CODE_BYTES ? CODE_BYTES : y.n;
	for (size_t k = 0; k <= y.n; k++)
		d[k] = (uint8_t)k;
	for (size_t i = 0; i < x.n; i++) {
		uint8_t corner = d[0];

		d[0] = (uint8_t)(i + 1);
		for (size_t k = 0; k < y.n; k++) {
			uint8_t v = (uint8_t)(corner + (x.p[i] != y.p[k]));

			corner = d[k + 1];
			v = v < d[k] + 1 ? v : (uint8_t)(d[k] + 1);
			d[k + 1] = v < corner + 1 ? v : (uint8_t)(corner + 1);
		}
	}
	return d[y.n];
}

/* For codes NEAR is a letter, CLOSE alike, ROUGH what differs. */
static int codes_level(struct span x, struct span y)
{
	int longer = (int)(x.n > y.n ? x.n : y.n) - 1; /* behind the kind */
	int d = letters_apart(x, y);

	return d <= 1 + (longer >= 8) && d * 4 <= longer ? NEAR
	    : d * 10 <= longer * 4 ? CLOSE : ROUGH;
}

/* Too few sounds in common, or too different a length, to be worth a closer
 * look: as many sounds are in one alone as the longer has, less one. */
bool link_strangers(uint64_t x, uint64_t y)
{
	int n = LINK_BRIEF_COUNT(x), m = LINK_BRIEF_COUNT(y);
	int longer = n > m ? n : m, shorter = n > m ? m : n;
	uint64_t apart = x ^ y;

	if (((x | y) & LINK_BRIEF_INITIAL) != 0 ||
	    (apart & LINK_BRIEF_ABJAD) != 0)
		return false;
	apart = (apart | apart >> 1) & LINK_BRIEF_SOUNDS &
	    0x5555555555555555ULL;
	/* Two at a time: adding the bits of such a mask. */
	apart = (apart & 0x3333333333333333ULL) + (apart >> 2 &
	    0x3333333333333333ULL);
	apart = (apart + (apart >> 4)) & 0x0f0f0f0f0f0f0f0fULL;
	return (int)(apart * 0x0101010101010101ULL >> 56) >=
	    longer - (longer > 5 && shorter > longer / 2);
}

static int remembered(const struct link *l, struct link_memo *m, uint32_t a,
    uint32_t b, bool codes)
{
	uint64_t x = a < b ? a : b, y = a < b ? b : a, key, *at;
	int level;

	if (!codes && link_strangers(l->words.brief[a], l->words.brief[b]))
		return DIFFERS;
	key = link_mix((x | (codes ? LINK_IS_CODE : 0)) << 32 | y);
	at = &m->seen[key & MEMO_PLACE];
	if ((*at ^ key) >> MEMO_BITS == 0 && (*at & MEMO_PLACE) != 0)
		return (int)(*at & MEMO_PLACE);
	level = codes ? codes_level(l->codes.text[a], l->codes.text[b])
	    : sounds_level(&l->words, a, b);
	*at = (key & ~MEMO_PLACE) | (uint64_t)level;
	return level;
}

/* ---- levels ---- */

/* A value that was not there when values were counted is a rare one. */
static int same(const struct link_feature *f, uint32_t value)
{
	return value < f->values && f->bucket[value] != 0 ? f->bucket[value]
	    : LEVEL_RARE;
}

static int word_level(const struct link *l, struct link_memo *m,
    const struct link_feature *f, uint32_t a, uint32_t b)
{
	int v;

	if (a == 0 || b == 0)
		return 0;
	if (a == b)
		return l->words.at[a].initial ? INITIAL : same(f, a);
	v = remembered(l, m, a, b, false);
	return v == SAME_ACROSS ? same(f, a) : v;
}

/* The nearest of what each is written as besides.  A part of a compound is
 * never more than another spelling; another writing may be the same. */
static int name_level(const struct link *l, struct link_memo *m,
    const struct link_feature *f, const uint32_t *a, const uint32_t *b,
    int beside)
{
	uint32_t x = a[f->slot], y = b[f->slot];
	int best = word_level(l, m, f, x, y);
	const struct { uint32_t x, y, of; } more[] = {
		{ a[beside], y, a[beside] }, { x, b[beside], b[beside] },
		{ a[beside], b[beside], a[beside] & b[beside] },
	};

	if ((best != 0 && best <= LEVEL_RARE) || (a[beside] | b[beside]) == 0)
		return best;
	for (int i = 0; i < 3; i++) {
		bool writing = (more[i].of & LINK_IS_WRITING) != 0;
		int v = i == 2 && !writing ? 0 : word_level(l, m, f,
		    more[i].x & ~LINK_IS_WRITING,
		    more[i].y & ~LINK_IS_WRITING);

		if (v != 0 && v < NEAR && !writing)
			v = NEAR;
		if (v != 0 && (best == 0 || v < best))
			best = v;
	}
	return best;
}

static int abs_of(int x)
{
	return x < 0 ? -x : x;
}

static int born_level(const struct link *l, const struct link_feature *f,
    const uint32_t *a, const uint32_t *b)
{
	const struct link_day *x = &l->days[a[SLOT_BORN]];
	const struct link_day *y = &l->days[b[SLOT_BORN]];
	int apart = abs_of(x->year - y->year);

	if (a[SLOT_BORN] == b[SLOT_BORN] && x->day != 0)
		return same(f, a[SLOT_BORN]);
	if (x->day == 0 || y->day == 0) {
		if (apart == 0 && (x->month == 0 || y->month == 0 ||
		    x->month == y->month))
			return 4;
	} else if (apart == 0 && x->month == y->day && x->day == y->month) {
		return 5;
	} else if ((apart == 0) + (x->month == y->month) +
	    (x->day == y->day) == 2) {
		return 6;
	}
	return apart <= 1 ? 7 : apart <= 10 ? 8 : 9;
}

/* The year of birth by birth, or by age at death (it may be one less); 0
 * unknown.  If the two are one person, the other's death will do. */
static int year_of(const struct link *l, const uint32_t *row,
    const uint32_t *other)
{
	uint32_t died = row[SLOT_DIED] != 0 ? row[SLOT_DIED]
	    : other[SLOT_DIED];

	if (row[SLOT_BORN] != 0)
		return l->days[row[SLOT_BORN]].year;
	if (row[SLOT_AGE] == 0 || died == 0)
		return 0;
	return l->days[died].year - (int)row[SLOT_AGE] + 1;
}

int link_birth_level(const struct link *l, const struct link_feature *f,
    const uint32_t *a, const uint32_t *b)
{
	int x, y, apart;

	if (a[SLOT_BORN] != 0 && b[SLOT_BORN] != 0)
		return born_level(l, f, a, b);
	if (a[SLOT_AGE] != 0 && b[SLOT_AGE] != 0) {
		apart = abs_of((int)a[SLOT_AGE] - (int)b[SLOT_AGE]);
		return apart == 0 ? 4 : apart <= 1 ? 7 : apart <= 10 ? 8 : 9;
	}
	x = year_of(l, a, b);
	y = year_of(l, b, a);
	if (x == 0 || y == 0)
		return 0;
	apart = abs_of(x - y);
	return apart <= 1 ? 4 : apart <= 2 ? 7 : apart <= 10 ? 8 : 9;
}

/* Days since the year 0, near enough to tell a week. */
static int days_of(const struct link_day *d)
{
	return d->year * 372 + d->month * 31 + d->day;
}

static int day_level(const struct link *l, const struct link_feature *f,
    uint32_t a, uint32_t b)
{
	const struct link_day *x = &l->days[a], *y = &l->days[b];
	int apart;

	if (a == 0 || b == 0)
		return 0;
	if (a == b && x->day != 0)
		return same(f, a);
	if (x->day == 0 || y->day == 0)
		return x->year == y->year && (x->month == 0 || y->month == 0 ||
		    x->month == y->month) ? 4 : 9;
	if (x->year == y->year && x->month == y->day && x->day == y->month)
		return 5;
	apart = abs_of(days_of(x) - days_of(y));
	return apart <= 1 ? 6 : apart <= 7 ? 7 : apart <= 31 ? 8 : 9;
}

static int words_level(const struct link *l, struct link_memo *m,
    const struct link_feature *f, uint32_t a, uint32_t b)
{
	int v;

	if (a == 0 || b == 0)
		return 0;
	if (a == b)
		return same(f, a & LINK_IS_CODE ? l->counted_words +
		    (a & ~LINK_IS_CODE) : a);
	if ((a & LINK_IS_CODE) != 0 || (b & LINK_IS_CODE) != 0)
		return (a & b & LINK_IS_CODE) == 0 ? 6 : remembered(l, m,
		    a & ~LINK_IS_CODE, b & ~LINK_IS_CODE, true);
	v = remembered(l, m, a, b, false);
	if (v == SAME_ACROSS)
		return same(f, a);
	return v <= CLOSE ? 4 : v == ROUGH ? 5 : 6;
}

static int one_level(const struct link *l, struct link_memo *m,
    const struct link_feature *f, const uint32_t *a, const uint32_t *b)
{
	switch (f->how) {
	case HOW_FAMILY:
		return name_level(l, m, f, a, b, SLOT_FAMILY2);
	case HOW_GIVEN:
		return name_level(l, m, f, a, b, SLOT_GIVEN2);
	case HOW_FATHER:
		return word_level(l, m, f, a[f->slot], b[f->slot]);
	case HOW_BORN:
		return link_birth_level(l, f, a, b);
	case HOW_DIED:
	case HOW_DATE:
		return day_level(l, f, a[f->slot], b[f->slot]);
	case HOW_SEX:
		return a[f->slot] == 0 || b[f->slot] == 0 ? 0
		    : a[f->slot] == b[f->slot] ? 1 : 4;
	case HOW_WORDS:
		return words_level(l, m, f, a[f->slot], b[f->slot]);
	case HOW_CODE:
		if (a[f->slot] == 0 || b[f->slot] == 0)
			return 0;
		return a[f->slot] == b[f->slot] ? same(f, a[f->slot])
		    : remembered(l, m, a[f->slot], b[f->slot], true);
	default:
		return 0;
	}
}

/* Where neither surname nor given name is alike, but crosswise they are; one
 * of the two may be missing. */
static uint64_t changed_places(const struct link *l, struct link_memo *m,
    const uint32_t *a, const uint32_t *b, uint64_t pattern, const int at[3])
{
	const uint64_t straight = pattern | 1ull << 4 * at[2];
	int family = link_level(pattern, at[0]);
	int given = link_level(pattern, at[1]);
	int x, y;

	if ((family != 0 && family < DIFFERS) ||
	    (given != 0 && given < DIFFERS))
		return straight;
	x = word_level(l, m, &l->feature[at[0]], a[SLOT_FAMILY],
	    b[SLOT_GIVEN]);
	y = word_level(l, m, &l->feature[at[1]], a[SLOT_GIVEN],
	    b[SLOT_FAMILY]);
	if (x > CLOSE || y > CLOSE || x + y == 0)
		return family == 0 || given == 0 ? pattern : straight;
	/* The rarity is that of a's words, as they stand. */
	pattern &= ~(15ull << 4 * at[0] | 15ull << 4 * at[1]);
	x = x != 0 && x <= LEVEL_RARE ? LEVEL_SAME : x;
	y = y != 0 && y <= LEVEL_RARE ? LEVEL_SAME : y;
	return pattern | (uint64_t)x << 4 * at[0] | (uint64_t)y << 4 * at[1] |
	    2ull << 4 * at[2];
}

/* Moves what is said of an initial to its own comparison. */
static uint64_t set_initials(const struct link *l, uint64_t pattern)
{
	for (int i = 0; i < l->features; i++) {
		int from, level;

		if (l->feature[i].how != HOW_INITIAL)
			continue;
		from = l->feature[i].slot == SLOT_GIVEN ? l->given_at
		    : l->father_at;
		level = link_level(pattern, from);
		if (level != INITIAL && level != OTHER_INITIAL)
			continue;
		pattern &= ~(15ull << 4 * from);
		pattern |= (level == INITIAL ? 4ull : 5ull) << 4 * i;
	}
	return pattern;
}

uint64_t link_levels(const struct link *l, struct link_memo *m, uint32_t a,
    uint32_t b)
{
	const uint32_t *x = link_row(l, a), *y = link_row(l, b);
	uint64_t pattern = 0;

	for (int i = 0; i < l->features; i++) {
		const struct link_feature *f = &l->feature[i];

		if (f->how != HOW_ORDER && f->how != HOW_INITIAL)
			pattern |= (uint64_t)one_level(l, m, f, x, y) << 4 * i;
	}
	if (l->given_at < 0)
		return pattern;
	pattern = changed_places(l, m, x, y, pattern, (int[]){ l->family_at,
	    l->given_at, l->order_at });
	return set_initials(l, pattern);
}
