/*
 * candles.h - the days of candles that keepers signed (FORMAT 7.8), and on
 * whose counts a page rests: the counts stand in files that the index does
 * not read
 */
#ifndef INDEX_CANDLES_H
#define INDEX_CANDLES_H

#include "index/trace.h"

/* The statements in force, in log order: each names a day and a file. */
int index_candles(struct index *ix, struct arena *a, struct index_list *out,
    struct err *e) MUST_CHECK;
/* What is asked for next rests on the candles of whom (empty: of all). */
void index_candles_on(struct index *ix, struct span whom);
/* Adds such a count to the sums: a later one that differs is a change. */
void index_candles_sum(struct index_sums *sums, struct arena *a,
    const struct index_sums *counts);
struct index_sum index_candles_count(struct span whom, uint64_t sum);

#endif
