/*
 * ahead.h - acts read, checked and worked out ahead of the one writer
 *
 * While one act goes into the database, threads read those that come next.
 * The writer takes them in order, and meets what is wrong with one when its
 * turn comes: which thread read it changes nothing.
 */
#ifndef INDEX_AHEAD_H
#define INDEX_AHEAD_H

#include "index/reading.h"

/* Acts 0 to acts; NULL in *out where this machine has one core. */
int index_ahead_open(struct index_ahead **out, const struct index_place *p,
    uint64_t acts, struct err *e) MUST_CHECK;
void index_ahead_closep(struct index_ahead **p);
/* Act n, the next in order; it stays until done. */
int index_ahead_next(struct index_ahead *h, uint64_t n,
    struct build_act **out, struct err *e) MUST_CHECK;
void index_ahead_done(struct index_ahead *h);
/* Of the maps of a source those that the wall needs: in a; or where ahead
 * is not NULL in its memory, and from now on rows are worked out by them. */
int index_ahead_maps(struct build *b, int64_t source,
    const struct index_maps *all, struct arena *a,
    const struct index_maps **out, struct err *e) MUST_CHECK;

#endif
