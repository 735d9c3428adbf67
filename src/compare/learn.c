/* learn.c - probabilities corrected by what keepers decided */
#include <math.h>

#include "compare/inside.h"

#define LEAST 5          /* verdicts of each kind */
#define ROUNDS 50
#define PRIOR_SLOPE 4.0  /* weight of "the odds are right as they are" */
#define PRIOR_SHIFT 0.5
#define ODDS_MAX 30.0    /* log2: beyond that nobody counts */

struct sums { /* of one Newton step: gradient and curvature */
	double ga, gb, haa, hab, hbb;
};

static double odds_of(double p)
{
	double odds = log2(p / (1 - p));

	return odds > ODDS_MAX ? ODDS_MAX : odds < -ODDS_MAX ? -ODDS_MAX
	    : odds;
}

static double chance(double odds)
{
	return 1 / (1 + exp2(-odds));
}

struct lesson {
	float odds;
	bool same;
};

/* Newton's steps on the penalised likelihood; two numbers are fitted. */
static void fit(const struct lesson *lesson, uint64_t n,
    struct compare_learned *out)
{
	double slope = 1, shift = 0;

	for (int round = 0; round < ROUNDS; round++) {
		struct sums s = { .ga = -PRIOR_SLOPE * (slope - 1),
			.gb = -PRIOR_SHIFT * shift, .haa = PRIOR_SLOPE,
			.hbb = PRIOR_SHIFT };
		double det, da, db;

		for (uint64_t i = 0; i < n; i++) {
			double x = (double)lesson[i].odds;
			double p = chance(slope * x + shift);
			double miss = (lesson[i].same ? 1 : 0) - p;
			double w = p * (1 - p) * M_LN2;

			s.ga += miss * x;
			s.gb += miss;
			s.haa += w * x * x;
			s.hab += w * x;
			s.hbb += w;
		}
		det = s.haa * s.hbb - s.hab * s.hab;
		da = (s.ga * s.hbb - s.gb * s.hab) / det;
		db = (s.gb * s.haa - s.ga * s.hab) / det;
		/* Never a step so wide that it would overshoot. */
		da = da > 0.5 ? 0.5 : da < -0.5 ? -0.5 : da;
		db = db > 2 ? 2 : db < -2 ? -2 : db;
		slope = slope + da < 0.05 ? 0.05 : slope + da;
		shift += db;
		if (fabs(da) + fabs(db) < 1e-9)
			break;
	}
	out->slope = slope;
	out->shift = shift;
}

int compare_learn(struct compare *c, compare_verdict *verdict, void *ctx,
    struct compare_learned *out, struct err *e)
{
	SCOPED(arena) mem = { .cap = (size_t)8 << 30 };
	struct lesson *lesson = arena_raw(&mem, (c->found.pairs + 1) *
	    sizeof(*lesson));
	uint64_t n = 0;

	*out = (struct compare_learned){ .slope = 1 };
	for (uint64_t i = 0; i < c->found.pairs; i++) {
		struct link_why why[LINK_WHY_MAX];
		const struct link_pair *p = &c->found.pair[i];
		int count, v = verdict(ctx, c->id[p->a], c->id[p->b]);
		double probability;

		if (v < 0)
			continue;
		if (link_explain(c->link, p->a, p->b, why, &count,
		    &probability, e) < 0)
			return -1;
		out->same += v == 1;
		out->different += v == 0;
		lesson[n++] = (struct lesson){ (float)odds_of(probability),
			v == 1 };
	}
	out->applied = out->same >= LEAST && out->different >= LEAST;
	if (!out->applied)
		return 0;
	fit(lesson, n, out);
	for (uint64_t i = 0; i < c->found.pairs; i++) {
		struct link_pair *p = &c->found.pair[i];
		double x = odds_of((double)p->probability);

		/* What a rule holds below one half stays there. */
		if (p->probability == 0.49f)
			continue;
		p->probability = (float)chance(out->slope * x + out->shift);
	}
	return 0;
}
