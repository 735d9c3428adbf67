/* status.c - dead, missing or alive: one rule, for the wall, pages, cards and
 * days alike */
#include "index/inside.h"

/* A finding outweighs what is only reported, and what is disputed weighs
 * less than that; what is refuted weighs nothing. */
static uint8_t weight_of(struct span finding)
{
	if (span_is(finding, "refuted"))
		return 0;
	if (span_is(finding, "established"))
		return 3;
	return span_is(finding, "disputed") ? 1 : 2;
}

static void add(struct index_fate *f, enum index_status s, uint8_t weight)
{
	if (f->weight[s] < weight)
		f->weight[s] = weight;
}

void index_inside_fate(struct index_fate *f, struct span value,
    struct span finding)
{
	uint8_t weight = weight_of(finding);

	if (span_is(value, "killed") || span_is(value, "died"))
		add(f, INDEX_DEAD, weight);
	else if (span_is(value, "missing"))
		add(f, INDEX_MISSING, weight);
	else if (span_is(value, "found-alive"))
		add(f, INDEX_ALIVE, weight);
}

void index_inside_fates(struct index_fate *f, const struct index_fate *more)
{
	for (int i = INDEX_DEAD; i <= INDEX_ALIVE; i++)
		add(f, (enum index_status)i, more->weight[i]);
}

enum index_status index_inside_fated(const struct index_fate *f)
{
	enum index_status best = INDEX_DEAD;

	if (f->weight[INDEX_ALIVE] > f->weight[best])
		best = INDEX_ALIVE;
	if (f->weight[INDEX_MISSING] > f->weight[best])
		best = INDEX_MISSING;
	return best;
}

/* One that has no name stands on no wall: what is said is asked itself. */
static int nameless(struct index *ix, const struct index_thing *one,
    int count, struct arena *a, enum index_status *out, struct err *e)
{
	struct index_fate f = { { 0 } };

	for (int i = 0; i < count; i++) {
		struct index_list list;
		struct index_record r = { .fact_count = 0 };

		if (index_about(ix, &one[i], a, &list, e) < 0 ||
		    (one[i].kind == STMT_RECORD && index_record(ix, &one[i],
		    a, &r, e) < 0))
			return -1;
		for (int k = 0; k < list.count; k++) {
			const struct index_stmt *x = &list.at[k];

			if (!x->hidden && !x->s.denies && span_is(x->s.says,
			    "status"))
				index_inside_fate(&f, x->s.value, x->finding);
		}
		for (int k = 0; k < r.fact_count; k++)
			if (index_fact_counts(&r.facts[k]) && span_is(
			    r.facts[k].property, "status"))
				index_inside_fate(&f, r.facts[k].value,
				    r.facts[k].finding);
	}
	*out = index_inside_fated(&f);
	return 0;
}

int index_status_of(struct index *ix, const struct index_thing *thing,
    enum index_status *out, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct index_thing *one;
	int64_t n = -1;
	int count;

	if (index_whole(ix, thing, &a, &one, &count, e) < 0)
		return -1;
	/* A row beside which no person stands leads itself. */
	index_inside_on(ix, INDEX_ON_THING, &one[0]);
	if (index_inside_number(ix, Q_STATUS_OF, one[0].num, &n, e) < 0)
		return -1;
	if (n < 0)
		return nameless(ix, one, count, &a, out, e);
	*out = (enum index_status)n;
	return 0;
}
