#include "index/candles.h"

#include <stdlib.h>
#include <string.h>

#include "index/inside.h"

int index_candles(struct index *ix, struct arena *a, struct index_list *out,
    struct err *e)
{
	struct index_list all;

	/* Said of the archive: thing 0. */
	if (db_start(ix->db, Q_ABOUT_PROP, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, 0);
	db_bind_i64(ix->db, 2, stmt_property_index(SPAN("candles")));
	if (index_inside_list(ix, a, &all, e) < 0)
		return -1;
	*out = (struct index_list){ all.at, 0 };
	for (int i = 0; i < all.count; i++)
		if (!all.at[i].hidden && !all.at[i].withheld &&
		    !all.at[i].s.denies)
			out->at[out->count++] = all.at[i];
	return 0;
}

void index_candles_on(struct index *ix, struct span whom)
{
	if (ix->trace != NULL && !ix->trace->all)
		index_inside_note(ix->trace, index_inside_key(
		    INDEX_KEY_CANDLES, whom));
}

struct index_sum index_candles_count(struct span whom, uint64_t sum)
{
	return (struct index_sum){ index_inside_key(INDEX_KEY_CANDLES, whom),
		sum };
}

static int by_key(const void *a, const void *b)
{
	const struct index_sum *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

void index_candles_sum(struct index_sums *sums, struct arena *a,
    const struct index_sums *counts)
{
	struct index_sum *at = arena_take(a, sums->count + counts->count + 1,
	    sizeof(*at));
	size_t all = sums->count + counts->count, n = 0;

	if (sums->count > 0)
		memcpy(at, sums->at, sums->count * sizeof(*at));
	if (counts->count > 0)
		memcpy(at + sums->count, counts->at, counts->count *
		    sizeof(*at));
	if (all > 0)
		qsort(at, all, sizeof(*at), by_key);
	for (size_t i = 0; i < all; i++) {
		if (n > 0 && at[n - 1].key == at[i].key)
			at[n - 1].sum += at[i].sum;
		else
			at[n++] = at[i];
	}
	*sums = (struct index_sums){ at, n };
}
