/* score.c - the pairs, weighed; one to one; clusters; why */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "link/inside.h"

/* Relatives agree in all that families share, twins in birth too: without
 * something alike in the given name, or in birth where no given name speaks
 * against it, or an equal number, no pair passes one half. */
static bool is_held(const struct link *l, uint64_t pattern)
{
	bool given = false, other = false, birth = false, any = false;

	for (int k = 0; k < l->features; k++) {
		const struct link_feature *f = &l->feature[k];
		int level = link_level(pattern, k);
		bool alike = level != 0 && level <= 6;

		if (f->how == HOW_CODE && level != 0 && level <= LEVEL_RARE)
			return false;
		any |= f->how == HOW_GIVEN || f->how == HOW_BORN;
		if (f->how == HOW_GIVEN) {
			given |= alike;
			other |= level >= 8;
		}
		if (f->how == HOW_BORN)
			birth |= alike;
		if (f->how == HOW_INITIAL && f->slot == SLOT_GIVEN)
			given |= level == 4;
	}
	return any && !given && (other || !birth);
}

/* How frequent the value is that both have; of two alphabets, the more
 * frequent of the two. */
static double share(const struct link *l, const struct link_feature *f,
    const uint32_t *a, const uint32_t *b)
{
	uint32_t x = link_value(l, f, a), y = link_value(l, f, b);
	double of_x = x < f->values ? (double)f->log_share[x] : 0;
	double of_y = y < f->values ? (double)f->log_share[y] : 0;

	if (x == y || x == 0 || y == 0 || of_x == 0 || of_y == 0)
		return x != 0 && of_x != 0 ? of_x : of_y;
	return of_x > of_y ? of_x : of_y;
}

void link_score(const struct link *l, const uint32_t *a, const uint32_t *b,
    uint64_t pattern, struct link_score *out)
{
	double m = l->log_prior, f = l->log_family, u = l->log_rest;
	double rest;

	for (int k = 0; k < l->features; k++) {
		const struct link_feature *x = &l->feature[k];
		int level = link_level(pattern, k);
		double by_chance = x->log_u[level], family = x->log_f[level];

		if (level == 0) {
			out->bits[k] = 0;
			continue;
		}
		if (level <= LEVEL_RARE && x->how != HOW_ORDER) {
			by_chance = share(l, x, a, b);
			if (x->how == HOW_GIVEN)
				family += by_chance;
		}
		m += x->log_m[level];
		f += family;
		u += by_chance;
		out->bits[k] = x->log_m[level] - by_chance;
	}
	rest = f > u ? f + log2(1 + exp2(u - f)) : u + log2(1 + exp2(f - u));
	out->prior = l->log_prior - l->log_rest;
	out->family = u - rest;
	out->odds = m - rest;
	out->held = is_held(l, pattern);
}

double link_probability(double odds, bool held)
{
	double p = 1 / (1 + exp2(-odds));

	return held && p > 0.49 ? 0.49 : p;
}

/* ---- all candidates ---- */

#define PART 4096 /* pairs of one piece of memory */
#define NOTHING -14.0 /* log2 odds of pairs that do not count at all */

struct piece {
	struct piece *next;
	int count;
	struct link_pair pair[PART];
};
struct scoring {
	struct link *l;
	double keep;
	struct {
		struct link_memo *memo;
		struct arena mem;
		uint64_t rule_pairs[LINK_RULES_MAX];
		double expected;
	} thread[LINK_THREADS_MAX];
	int now[LINK_TASKS];
	struct piece *first[LINK_TASKS], *last[LINK_TASKS];
	double expected[LINK_TASKS];
};

/* Two alphabets may have one name in two values. */
static double alphabet_most(const struct link *l,
    const struct link_feature *f, uint32_t x, uint32_t y)
{
	return ((l->words.brief[x] ^ l->words.brief[y]) & LINK_BRIEF_ABJAD)
	    != 0 ? f->most : f->nearly;
}

/* Of one feature, at most; cheaply. */
static double most_of(const struct link *l, const struct link_feature *f,
    const uint32_t *a, const uint32_t *b, bool *alike)
{
	uint32_t x = a[f->slot], y = b[f->slot];
	int level;

	*alike = true;
	switch (f->how) {
	case HOW_FAMILY:
	case HOW_GIVEN:
	case HOW_FATHER:
		if (x == y)
			return x == 0 ? f->nearly : f->log_m[1] - (double)
			    f->log_share[x];
		if (x == 0 || y == 0)
			return f->nearly;
		if (!link_strangers(l->words.brief[x], l->words.brief[y]))
			return alphabet_most(l, f, x, y);
		*alike = false;
		return f->log_m[8] - f->log_u[8];
	case HOW_BORN:
		level = link_birth_level(l, f, a, b);
		return level == 0 ? 0 : level <= LEVEL_RARE ? f->most
		    : f->log_m[level] - f->log_u[level];
	case HOW_SEX:
		return x == y || x == 0 || y == 0 ? f->most : f->log_m[4] -
		    f->log_u[4];
	default:
		return x == y ? f->most : f->nearly;
	}
}

/* Can the pair come to anything?  False only where all that it might have
 * is not enough; names that may have changed places are looked at. */
static bool is_worth(const struct link *l, const uint32_t *a,
    const uint32_t *b)
{
	double odds = l->log_prior - l->log_rest;
	bool alike, any = false;

	if ((a[SLOT_FAMILY2] | a[SLOT_GIVEN2] | b[SLOT_FAMILY2] |
	    b[SLOT_GIVEN2]) != 0)
		return true;
	for (int k = 0; k < l->features; k++) {
		const struct link_feature *f = &l->feature[k];

		if (f->how == HOW_ORDER)
			continue;
		odds += most_of(l, f, a, b, &alike);
		any |= alike && (f->how == HOW_FAMILY || f->how == HOW_GIVEN);
	}
	return !any || odds >= NOTHING;
}

static void score_pair(void *ctx, int task, uint32_t a, uint32_t b)
{
	struct scoring *s = ctx;
	int t = s->now[task];
	struct piece *p = s->last[task];
	struct link_score score;
	uint64_t pattern;
	double probability;

	if (!is_worth(s->l, link_row(s->l, a), link_row(s->l, b)))
		return;
	pattern = link_levels(s->l, s->thread[t].memo, a, b);
	link_score(s->l, link_row(s->l, a), link_row(s->l, b), pattern,
	    &score);
	if (score.odds < NOTHING)
		return;
	probability = link_probability(score.odds, score.held);
	s->expected[task] += probability;
	if (probability < s->keep)
		return;
	if (p == NULL || p->count == PART) {
		struct piece *next = arena_raw(&s->l->side[t], sizeof(*next));

		next->next = NULL;
		next->count = 0;
		if (p == NULL)
			s->first[task] = next;
		else
			p->next = next;
		s->last[task] = p = next;
	}
	p->pair[p->count++] = (struct link_pair){ a, b, (float)probability,
		(float)(score.odds - score.prior), false, false };
}

static void score_task(void *ctx, int task, int thread)
{
	struct scoring *s = ctx;
	struct link_walk w = { score_pair, s, 1 };

	if (s->thread[thread].memo == NULL) {
		s->thread[thread].mem.cap = (size_t)1 << 30;
		s->thread[thread].memo = link_memo_open(
		    &s->thread[thread].mem);
	}
	s->now[task] = thread;
	link_keys_walk(s->l, task, &w, s->thread[thread].rule_pairs);
}

static int by_rows(const void *x, const void *y)
{
	const struct link_pair *a = x, *b = y;

	return a->a != b->a ? (a->a < b->a ? -1 : 1)
	    : a->b < b->b ? -1 : a->b > b->b;
}

void link_pairs_sort(struct link_found *f)
{
	qsort(f->pair, f->pairs, sizeof(*f->pair), by_rows);
}

static int by_probability(const void *x, const void *y)
{
	const struct link_pair *a = x, *b = y;

	return a->probability != b->probability ? (a->probability >
	    b->probability ? -1 : 1) : by_rows(x, y);
}

static void gather(struct scoring *s, struct link_found *out)
{
	uint64_t n = 0;

	for (int t = 0; t < LINK_TASKS; t++) {
		for (struct piece *p = s->first[t]; p != NULL; p = p->next)
			n += (uint64_t)p->count;
		out->expected += s->expected[t];
	}
	out->pair = arena_raw(&s->l->mem, (n + 1) * sizeof(*out->pair));
	for (int t = 0; t < LINK_TASKS; t++)
		for (struct piece *p = s->first[t]; p != NULL; p = p->next) {
			memcpy(out->pair + out->pairs, p->pair,
			    (size_t)p->count * sizeof(p->pair[0]));
			out->pairs += (uint64_t)p->count;
		}
	link_pairs_sort(out);
	for (int t = 0; t < LINK_THREADS_MAX; t++) {
		arena_closep(&s->thread[t].mem);
		for (int r = 0; r < out->rules; r++) {
			out->rule[r].pairs += s->thread[t].rule_pairs[r];
			out->candidates += s->thread[t].rule_pairs[r];
		}
	}
}

/* ---- one to one ---- */

#define TIE 0.02f

/* The likeliest pair first, then of what is left; a pair stays where both
 * its rows are free.  Ties are marked, so that a person sees them. */
static void pair_off(struct link *l, struct link_found *f)
{
	SCOPED(arena) mem = { .cap = (size_t)16 << 30 };
	float *best = arena_take(&mem, l->rows, sizeof(*best));
	uint64_t kept = 0;

	qsort(f->pair, f->pairs, sizeof(*f->pair), by_probability);
	for (uint64_t i = 0; i < f->pairs; i++) {
		struct link_pair p = f->pair[i];

		if (best[p.a] > 0 || best[p.b] > 0) {
			/* Too late, but was it as likely as who came first? */
			for (uint64_t k = kept; k-- > 0 && f->pair[k].probability
			    <= p.probability + TIE; )
				if (f->pair[k].a == p.a || f->pair[k].b == p.b)
					f->pair[k].tie = true;
			continue;
		}
		best[p.a] = best[p.b] = p.probability;
		f->pair[kept++] = p;
	}
	f->pairs = kept;
	link_pairs_sort(f);
}

/* ---- the door ---- */

int link_run(struct link *l, const struct link_options *o,
    struct link_found *out, struct err *e)
{
	SCOPED(arena) mem = { .cap = (size_t)1 << 30 };
	struct scoring *s = arena_take(&mem, 1, sizeof(*s));
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	*out = (struct link_found){ 0 };
	l->options = *o;
	l->threads = o->threads > 0 ? o->threads : processors > 0
	    ? (int)processors : 1;
	if (l->threads > LINK_THREADS_MAX)
		l->threads = LINK_THREADS_MAX;
	if (l->features == 0)
		return err_set(e, ERR_FORMAT, "no column can be compared");
	link_settle(l, 0);
	link_model_rarity(l);
	if (link_keys_make(l, out, e) < 0)
		return -1;
	link_model_fit(l);
	s->l = l;
	s->keep = o->keep;
	link_tasks(l, LINK_TASKS, score_task, s, "comparing");
	gather(s, out);
	out->prior = l->prior;
	if (o->one_to_one)
		pair_off(l, out);
	return 0;
}
