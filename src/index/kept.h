/*
 * kept.h - answers of an index that cost much and are wanted again, kept as
 * long as no other connection writes; and orders that take sorting
 *
 * Shared by the files of module index; nobody else opens this.
 */
#ifndef INDEX_KEPT_H
#define INDEX_KEPT_H

#include "index/inside.h"

enum index_keeps { INDEX_KEPT_NONE, INDEX_KEPT_HEAD, INDEX_KEPT_SECTIONS,
	INDEX_KEPT_TEXT, INDEX_KEPT_COUNT, INDEX_KEPT_LINKS,
	INDEX_KEPT_RANKS, INDEX_KEPT_ORDER };
struct index_ask {
	enum index_keeps what;
	int64_t of[4];
};
struct index_kept;
void index_inside_kept_closep(struct index_kept **k);
/* 1 and where the answer is, NULL if it is not there yet (the caller makes it
 * in mem); 0 where nothing can be kept.  What is there may go at the next
 * call: it is copied. */
struct index_keep {
	void **slot;
	struct arena *mem;
};
int index_inside_kept(struct index *ix, const struct index_ask *ask,
    struct index_keep *out, struct err *e) MUST_CHECK;
/* 0 where nothing is said about the statement of that hash, for certain; 1:
 * look. */
int index_inside_linked(struct index *ix, int64_t target, struct err *e)
    MUST_CHECK;
/* Some of the dead, or of what has a day, by day and then as on the wall of
 * lang.  The query gives them in any order: ?1, ?2 what is asked for, -1
 * where it takes none; columns thing, day (0: the same for all). */
struct index_order {
	int query;
	struct span lang;
	int64_t key, other;
	int64_t skip;
	int most;
};
struct index_standing {
	int64_t num, day;
};
int index_inside_order(struct index *ix, const struct index_order *o,
    struct arena *a, struct index_standing **out, int *count, struct err *e)
    MUST_CHECK;
int index_inside_order_names(struct index *ix, const struct index_order *o,
    struct arena *a, struct index_name **out, int *count, struct err *e)
    MUST_CHECK;
/* The thing of that number, as it stands on the wall; no form where it has
 * no name. */
int index_inside_standing(struct index *ix, int64_t num, struct span lang,
    struct arena *a, struct index_name *out, struct err *e) MUST_CHECK;
/* index_inside_number with two values (-1: one), kept. */
int index_inside_counted(struct index *ix, int query, const int64_t bind[2],
    int64_t *out, struct err *e) MUST_CHECK;

#endif
