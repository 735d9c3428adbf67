/*
 * known.h - what a search needs of an index: names, years and places of
 * things, all at once, and what an act touched
 */
#ifndef INDEX_KNOWN_H
#define INDEX_KNOWN_H

#include "index/index.h"

/* What a search needs to know of a thing on the wall, or of a person or
 * record that is looked up. Texts hold a line feed between their parts. */
struct index_known {
	struct index_thing thing;
	struct span form, more;     /* the name that leads, the others */
	int born, died;             /* years, 0: not known */
	struct span places;         /* where they died or lived */
	int64_t source;             /* the list of a record's row, else 0 */
};
/* In the order of their numbers; spans die with the call, in which nothing
 * may be asked of ix. */
typedef int index_known_each(void *ctx, const struct index_known *k,
    struct err *e);
int index_known_all(struct index *ix, index_known_each *each, void *ctx,
    struct err *e) MUST_CHECK;
/* 1, or 0 where it is not on the wall (a record that is joined). */
int index_known_of(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct index_known *out, struct err *e) MUST_CHECK;
/* The things that statements of an act are about. */
int index_touched(struct index *ix, uint64_t act, struct arena *a,
    struct index_thing **out, int *count, struct err *e) MUST_CHECK;

#endif
