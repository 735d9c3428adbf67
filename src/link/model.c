/* model.c - how rare values are, how often chance alone agrees, and what the
 * pairs of one person and those of one family look like
 *
 * Expectation maximisation over the counts of agreement patterns (A. P.
 * Dempster, N. M. Laird, D. B. Rubin, J. R. Stat. Soc. B 39 (1977); for
 * record linkage W. E. Winkler, US Bureau of the Census RR2000/05).  The
 * chance of agreement is not fitted but measured on random pairs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "link/inside.h"

#define SAMPLE 1000000      /* random pairs */
#define FIT_PAIRS 4000000   /* candidates that the fit looks at */
#define ROUNDS 80
#define COMMON (1.0 / 300)  /* share of rows from which a value is common */
#define RARE (1.0 / 5000)
#define SMOOTH 2.0          /* pairs that a level has at least had */

/* ---- rarity ---- */

static uint32_t slot_value(const struct link *l, const struct link_feature *f,
    uint32_t v)
{
	return f->how == HOW_WORDS && (v & LINK_IS_CODE) != 0
	    ? l->counted_words + (v & ~LINK_IS_CODE) : v;
}

uint32_t link_value(const struct link *l, const struct link_feature *f,
    const uint32_t *row)
{
	return slot_value(l, f, row[f->slot]);
}

static uint32_t values_of(const struct link *l, const struct link_feature *f)
{
	switch (f->how) {
	case HOW_FAMILY:
	case HOW_GIVEN:
	case HOW_FATHER:
		return l->words.count + 1;
	case HOW_WORDS:
		return l->counted_words + l->codes.count + 1;
	case HOW_SEX:
		return 4;
	case HOW_INITIAL:
	case HOW_ORDER:
		return 1;
	default:
		return l->codes.count + 1;
	}
}

/* Which alphabet a value is of: those without vowels count for themselves,
 * since they share no value with the others. */
static int alphabet(const struct link *l, const struct link_feature *f,
    uint32_t v)
{
	bool words = f->how <= HOW_FATHER || (f->how == HOW_WORDS &&
	    v < l->counted_words);

	return words && (l->words.at[v].skel.flags & NAME_ABJAD) != 0;
}

static void set_shares(struct link *l, struct link_feature *f)
{
	double all[2] = { 0 };

	for (uint32_t v = 1; v < f->values; v++)
		if (f->count[0][v] + f->count[1][v] > 0)
			all[alphabet(l, f, v)] += (double)f->count[0][v] +
			    (double)f->count[1][v];
	for (uint32_t v = 1; v < f->values; v++) {
		double n = (double)f->count[0][v] + (double)f->count[1][v];
		double share;
		int b;

		if (n == 0)
			continue;
		share = n / all[alphabet(l, f, v)];
		b = share >= COMMON ? LEVEL_SAME : share >= RARE
		    ? LEVEL_SAME + 1 : LEVEL_RARE;
		f->bucket[v] = (uint8_t)b;
		f->mass[b] += n / (all[0] + all[1]);
		f->log_share[v] = (float)log2(n < 2 ? share * 2 / n : share);
	}
}

static void count_values(struct link *l, struct link_feature *f)
{
	f->values = values_of(l, f);
	for (int k = 0; k < 2; k++)
		f->count[k] = arena_take(&l->mem, f->values,
		    sizeof(uint32_t));
	f->bucket = arena_take(&l->mem, f->values, 1);
	f->log_share = arena_take(&l->mem, f->values, sizeof(float));
	if (f->how == HOW_ORDER || f->how == HOW_INITIAL)
		return;
	for (uint32_t r = 0; r < l->rows; r++) {
		uint32_t v = link_value(l, f, link_row(l, r));
		int list = r >= l->list0;

		if (v == 0)
			continue;
		f->count[list][v]++;
		f->filled[list]++;
	}
	set_shares(l, f);
}

/* ---- chance ---- */

/* That two random rows have the same value of bucket b. */
static double same_by_chance(const struct link *l,
    const struct link_feature *f, int b)
{
	double sum = 0, n = (double)f->filled[0], m = (double)f->filled[1];

	for (uint32_t v = 1; v < f->values; v++) {
		double x = f->count[0][v], y = f->count[1][v];

		if (f->bucket[v] == b)
			sum += l->lists == 2 ? x * y : x * (x - 1);
	}
	return l->lists == 2 ? (n * m > 0 ? sum / (n * m) : 0)
	    : n > 1 ? sum / (n * (n - 1)) : 0;
}

struct sample {
	const struct link *l;
	struct link_memo *memo[LINK_THREADS_MAX];
	struct arena mem[LINK_THREADS_MAX];
	uint64_t (*count)[LINK_FEATURES_MAX][LINK_LEVELS]; /* by task */
};

static uint64_t pairs_there_are(const struct link *l)
{
	uint64_t n = l->rows;

	return l->lists == 2 ? (uint64_t)l->list0 * (n - l->list0)
	    : n * (n - 1) / 2;
}

/* Random rows, the same in every run (splitmix64, S. Vigna, 2015). */
static uint64_t random_of(uint64_t x)
{
	x = (x + 1) * 0x9e3779b97f4a7c15ULL;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
	return x ^ x >> 31;
}

static void sample_task(void *ctx, int task, int thread)
{
	struct sample *s = ctx;
	const struct link *l = s->l;
	uint64_t from = SAMPLE * (uint64_t)task / LINK_TASKS;
	uint64_t end = SAMPLE * (uint64_t)(task + 1) / LINK_TASKS;
	uint32_t n = l->rows, n0 = l->lists == 2 ? l->list0 : n;

	if (s->memo[thread] == NULL) {
		s->mem[thread].cap = (size_t)1 << 28;
		s->memo[thread] = link_memo_open(&s->mem[thread]);
	}
	for (uint64_t i = from; i < end; i++) {
		uint64_t x = random_of(i);
		uint32_t a = (uint32_t)((x & 0xffffffff) * n0 >> 32);
		uint32_t b = l->lists == 2 ? n0 + (uint32_t)((x >> 32) *
		    (n - n0) >> 32) : (uint32_t)((x >> 32) * n >> 32);
		uint64_t pattern;

		if (a == b)
			continue;
		pattern = link_levels(l, s->memo[thread], a, b);
		for (int k = 0; k < l->features; k++)
			s->count[task][k][link_level(pattern, k)]++;
	}
}

/* u: the levels above "same" from the sample, "same" from the counts. */
static void measure_chance(struct link *l)
{
	SCOPED(arena) mem = { .cap = (size_t)1 << 28 };
	struct sample s = { .l = l };

	s.count = arena_take(&mem, LINK_TASKS, sizeof(*s.count));
	link_tasks(l, LINK_TASKS, sample_task, &s, "chance");
	for (int i = 0; i < LINK_THREADS_MAX; i++)
		arena_closep(&s.mem[i]);
	for (int k = 0; k < l->features; k++) {
		struct link_feature *f = &l->feature[k];
		double n[LINK_LEVELS] = { 0 }, sum = 0, same = 0, all;

		if (f->how == HOW_ORDER) {
			f->u[1] = f->u[2] = 0.5;
			continue;
		}
		for (int t = 0; t < LINK_TASKS; t++)
			for (int i = LEVEL_SAME; i < f->levels; i++)
				n[i] += (double)s.count[t][k][i];
		for (int i = LEVEL_RARE + 1; i < f->levels; i++)
			sum += n[i] += 0.5;
		/* Of values in two alphabets only the sample knows. */
		all = sum + n[1] + n[2] + n[3];
		for (int b = LEVEL_SAME; b <= LEVEL_RARE; b++) {
			f->u[b] = same_by_chance(l, f, b) + 1e-12;
			if (n[b] > 100 && n[b] / all > f->u[b])
				f->u[b] = n[b] / all;
			same += f->u[b];
		}
		for (int i = LEVEL_RARE + 1; i < f->levels; i++)
			f->u[i] = n[i] / sum * (1 - same);
	}
}

/* ---- patterns ---- */

struct count {
	uint64_t pattern;   /* never 0: bit 63 is set */
	double n;
};
struct counts {
	struct count *at;
	uint32_t room, used;
	struct arena mem;
	struct link_memo *memo;
	uint64_t rule_pairs[LINK_RULES_MAX];
};
struct counting {
	struct link *l;
	uint32_t of;
	struct counts thread[LINK_THREADS_MAX];
	int now[LINK_TASKS]; /* which thread has a task */
};
#define IN_USE ((uint64_t)1 << 63)

static void count_add(struct counts *c, uint64_t pattern, double n)
{
	uint32_t i;

	if (c->used * 2 >= c->room) {
		struct count *old = c->at;
		uint32_t room = c->room;

		c->room = room == 0 ? 4096 : room * 2;
		c->at = arena_take(&c->mem, c->room, sizeof(*c->at));
		c->used = 0;
		for (uint32_t k = 0; k < room; k++)
			if (old[k].pattern != 0)
				count_add(c, old[k].pattern, old[k].n);
	}
	pattern |= IN_USE;
	i = (uint32_t)(random_of(pattern) >> 32) & (c->room - 1);
	while (c->at[i].pattern != 0 && c->at[i].pattern != pattern)
		i = (i + 1) & (c->room - 1);
	c->used += c->at[i].pattern == 0;
	c->at[i].pattern = pattern;
	c->at[i].n += n;
}

static void count_pair(void *ctx, int task, uint32_t a, uint32_t b)
{
	struct counting *x = ctx;
	struct counts *c = &x->thread[x->now[task]];

	count_add(c, link_levels(x->l, c->memo, a, b), 1);
}

static void count_task(void *ctx, int task, int thread)
{
	struct counting *x = ctx;
	struct counts *c = &x->thread[thread];
	struct link_walk w = { count_pair, x, x->of };

	if (c->memo == NULL) {
		c->mem.cap = (size_t)8 << 30;
		c->memo = link_memo_open(&c->mem);
	}
	x->now[task] = thread;
	link_keys_walk(x->l, task, &w, c->rule_pairs);
}

static int by_pattern(const void *x, const void *y)
{
	const struct count *a = x, *b = y;

	return a->pattern < b->pattern ? -1 : a->pattern > b->pattern;
}

/* All patterns of (a part of) the candidates, in order. */
static struct count *count_patterns(struct link *l, struct arena *mem,
    uint32_t *count, double *scale)
{
	struct counting *x = arena_take(mem, 1, sizeof(*x));
	struct counts all = { .mem.cap = (size_t)8 << 30 };
	uint64_t total = link_keys_total(l);
	struct count *out;

	x->l = l;
	x->of = (uint32_t)(total / FIT_PAIRS + 1);
	*scale = x->of;
	link_tasks(l, LINK_TASKS, count_task, x, "looking");
	for (int t = 0; t < LINK_THREADS_MAX; t++) {
		for (uint32_t i = 0; i < x->thread[t].room; i++)
			if (x->thread[t].at[i].pattern != 0)
				count_add(&all, x->thread[t].at[i].pattern,
				    x->thread[t].at[i].n);
		arena_closep(&x->thread[t].mem);
	}
	out = arena_take(mem, all.used + 1, sizeof(*out));
	*count = 0;
	for (uint32_t i = 0; i < all.room; i++)
		if (all.at[i].pattern != 0)
			out[(*count)++] = all.at[i];
	arena_closep(&all.mem);
	qsort(out, *count, sizeof(*out), by_pattern);
	return out;
}

/* ---- the fit ---- */

struct fit {
	struct link *l;
	double all;              /* pairs there are */
	double rate[LINK_FEATURES_MAX][LINK_LEVELS]; /* among random pairs */
	double m[LINK_FEATURES_MAX][LINK_LEVELS]; /* sums of one round */
	double f[LINK_FEATURES_MAX][LINK_LEVELS];
	double sum_m, sum_f;
};

/* What comes before looking: mostly the same, now and then another spelling,
 * seldom anything else; of one family: surname, father and place the same,
 * the rest by chance.  Levels that no pair can reach get nothing: ages alone
 * are never the same day. */
static void start_feature(struct link_feature *f)
{
	static const double weight[] = { [LINK_AGREES] = 0.85,
		[LINK_NEARLY] = 0.11, [LINK_DISAGREES] = 0.04 };
	double same = 0, sum = 0, start[LINK_LEVELS] = { 0 };
	int count[LINK_DISAGREES + 1] = { 0 };
	enum link_level_class sort;

	if (f->how == HOW_ORDER) {
		f->m[1] = f->f[1] = 0.97;
		f->m[2] = f->f[2] = 0.03;
		return;
	}
	for (int b = LEVEL_SAME; b <= LEVEL_RARE; b++)
		same += f->u[b];
	for (int i = LEVEL_RARE + 1; i < f->levels; i++) {
		(void)link_level_text(f, i, &sort);
		count[sort] += f->u[i] > 1e-5;
	}
	count[LINK_AGREES] += same > 1e-10;
	for (int i = 1; i < f->levels; i++) {
		(void)link_level_text(f, i, &sort);
		start[i] = i <= LEVEL_RARE
		    ? (same > 1e-10 ? weight[sort] * f->mass[i] : 0)
		    : (f->u[i] > 1e-5 ? weight[sort] : 0.01);
		if (count[sort] > 0)
			start[i] /= count[sort];
		sum += start[i];
	}
	for (int i = 1; i < f->levels; i++) {
		f->m[i] = start[i] / sum;
		f->f[i] = f->shared ? f->m[i] : f->u[i];
	}
}

static double product(const struct link *l, uint64_t pattern, int which)
{
	double p = 1;

	for (int k = 0; k < l->features; k++) {
		const struct link_feature *f = &l->feature[k];
		int level = link_level(pattern, k);

		if (level != 0)
			p *= which == 0 ? f->m[level] : which == 1
			    ? f->f[level] : f->u[level];
	}
	return p;
}

static void expect(struct fit *t, const struct count *c, uint32_t count,
    double scale)
{
	const struct link *l = t->l;

	memset(t->m, 0, sizeof(t->m));
	memset(t->f, 0, sizeof(t->f));
	t->sum_m = t->sum_f = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint64_t p = c[i].pattern & ~IN_USE;
		double wm = l->prior * product(l, p, 0);
		double wf = l->prior_family * product(l, p, 1);
		double wu = (1 - l->prior - l->prior_family) * product(l, p,
		    2);
		double n = c[i].n * scale, sum = wm + wf + wu;

		wm *= n / sum;
		wf *= n / sum;
		t->sum_m += wm;
		t->sum_f += wf;
		for (int k = 0; k < l->features; k++) {
			int level = link_level(p, k);

			t->m[k][level] += wm;
			t->f[k][level] += wf;
		}
	}
}

/* New shares of levels from sums; "same" is spread as values are. */
static void set_levels(const struct link_feature *f, const double *sum,
    const double *before, double *out)
{
	double all = 0, same = 0;

	for (int i = 1; i < f->levels; i++)
		all += sum[i] + SMOOTH * before[i];
	if (all <= 0)
		return;
	for (int i = 1; i < f->levels; i++) {
		out[i] = (sum[i] + SMOOTH * before[i]) / all;
		same += i <= LEVEL_RARE ? out[i] : 0;
	}
	for (int i = 1; i <= LEVEL_RARE && f->how != HOW_ORDER; i++)
		out[i] = same * f->mass[i];
}

/* One person's rows do not mostly disagree: where the fit says so it has
 * found something else (cousins, say), and is held back. */
static void hold_match(struct link_feature *f)
{
	double most = f->how <= HOW_GIVEN ? 0.2 : f->how == HOW_BORN ? 0.15
	    : f->how == HOW_WORDS ? 0.6 : 0.3, sum = 0, kept;
	enum link_level_class sort;

	for (int i = 1; i < f->levels; i++) {
		(void)link_level_text(f, i, &sort);
		sum += sort == LINK_DISAGREES ? f->m[i] : 0;
	}
	if (sum <= most)
		return;
	kept = (1 - most) / (1 - sum);
	for (int i = 1; i < f->levels; i++) {
		(void)link_level_text(f, i, &sort);
		f->m[i] *= sort == LINK_DISAGREES ? most / sum : kept;
	}
}

/* Of one family nobody has a brother's name, and twins are few: these stay
 * what chance gives, or a little. */
static void hold_family(struct link_feature *f)
{
	if (f->how == HOW_GIVEN)
		for (int i = 1; i < f->levels; i++)
			f->f[i] = i <= LEVEL_RARE ? f->u[i] / 4 : f->u[i];
	if (f->how == HOW_INITIAL && f->slot == SLOT_GIVEN)
		memcpy(f->f, f->u, sizeof(f->f));
	if (f->how == HOW_BORN)
		for (int i = 1; i <= LEVEL_RARE; i++)
			f->f[i] = 0.01 * f->mass[i];
	if (f->how == HOW_ORDER)
		memcpy(f->f, f->m, sizeof(f->f));
}

/* Random pairs hold some of one person: what chance alone gives is less. */
static void clean_chance(struct fit *t, int k)
{
	struct link_feature *f = &t->l->feature[k];
	double rest = 1 - t->l->prior - t->l->prior_family;

	if (f->how == HOW_ORDER)
		return;
	for (int i = 1; i < f->levels; i++) {
		double u = (t->rate[k][i] - t->l->prior * f->m[i] -
		    t->l->prior_family * f->f[i]) / rest;

		f->u[i] = u > t->rate[k][i] * 0.02 ? u : t->rate[k][i] * 0.02;
	}
}

static double maximise(struct fit *t)
{
	static const double before[LINK_LEVELS] = { 0, .4, .3, .1, .05, .03,
		.03, .03, .03, .03, 0, 0 };
	struct link *l = t->l;
	double prior = t->sum_m / t->all, change;

	prior = prior > 1e-15 ? prior : 1e-15;
	change = fabs(log(prior / l->prior));
	l->prior = prior < 0.5 ? prior : 0.5;
	prior = t->sum_f / t->all;
	l->prior_family = prior > 1e-15 ? prior < 0.4 ? prior : 0.4 : 1e-15;
	for (int k = 0; k < l->features; k++) {
		struct link_feature *f = &l->feature[k];

		set_levels(f, t->m[k], before, f->m);
		hold_match(f);
		set_levels(f, t->f[k], f->u, f->f);
		hold_family(f);
		clean_chance(t, k);
	}
	return change;
}

static double log_of(double x)
{
	return log2(x > 1e-18 ? x : 1e-18);
}

/* What a pair can have at most, for those that need no closer look. */
static void set_most(struct link_feature *f)
{
	double rarest = 0;

	for (uint32_t v = 1; v < f->values; v++)
		if (f->log_share[v] < rarest)
			rarest = (double)f->log_share[v];
	f->nearly = 0;
	for (int i = LEVEL_RARE + 1; i < f->levels; i++)
		if (f->log_m[i] - f->log_u[i] > f->nearly)
			f->nearly = f->log_m[i] - f->log_u[i];
	f->most = f->log_m[1] - rarest;
	if (f->how == HOW_ORDER || f->how == HOW_INITIAL ||
	    f->most < f->nearly)
		f->most = f->nearly;
}

static void set_logs(struct link *l)
{
	for (int k = 0; k < l->features; k++) {
		struct link_feature *f = &l->feature[k];
		double m = 0, family = 0;

		for (int i = 1; i < f->levels; i++) {
			f->log_m[i] = log_of(f->m[i]);
			f->log_f[i] = log_of(f->f[i]);
			f->log_u[i] = log_of(f->u[i]);
			m += i <= LEVEL_RARE ? f->m[i] : 0;
			family += i <= LEVEL_RARE ? f->f[i] : 0;
		}
		/* Names in their order say nothing; changed places speak
		 * against. */
		if (f->how == HOW_ORDER)
			f->log_u[1] = f->log_u[2] = f->log_m[1];
		/* "Same" takes its chance from the value. */
		for (int i = 1; i <= LEVEL_RARE && f->how != HOW_ORDER; i++) {
			f->log_m[i] = log_of(m);
			f->log_f[i] = f->how == HOW_GIVEN ? -2
			    : log_of(family);
			f->log_u[i] = 0;
		}
	}
	for (int k = 0; k < l->features; k++)
		set_most(&l->feature[k]);
	l->log_prior = log_of(l->prior);
	l->log_family = log_of(l->prior_family);
	l->log_rest = log_of(1 - l->prior - l->prior_family);
}

void link_model_rarity(struct link *l)
{
	l->counted_words = l->words.count;
	for (int k = 0; k < l->features; k++)
		count_values(l, &l->feature[k]);
}

void link_model_fit(struct link *l)
{
	SCOPED(arena) mem = { .cap = (size_t)8 << 30 };
	struct fit *t = arena_take(&mem, 1, sizeof(*t));
	struct count *c;
	uint32_t count;
	double scale;

	measure_chance(l);
	c = count_patterns(l, &mem, &count, &scale);
	t->l = l;
	t->all = (double)pairs_there_are(l);
	for (int k = 0; k < l->features; k++) {
		memcpy(t->rate[k], l->feature[k].u, sizeof(t->rate[k]));
		start_feature(&l->feature[k]);
	}
	l->prior = l->rows / t->all / 4;
	l->prior_family = l->rows / t->all / 4;
	for (int i = 0; i < ROUNDS && count > 0; i++) {
		expect(t, c, count, scale);
		if (maximise(t) < 1e-5 && i > 10)
			break;
	}
	set_logs(l);
}
