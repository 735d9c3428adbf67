/*
 * rebuild.h - power to write the index.  See FLOORS for who may open this.
 */
#ifndef INDEX_REBUILD_H
#define INDEX_REBUILD_H

#include "index/index.h"
#include "tlog/tlog.h"

/* An index that stays open for who adds act after act: what was prepared
 * and read for one serves the next.  No lock is held between two. */
struct index_hand;
void index_hand_closep(struct index_hand **h);

struct index_place {
	const char *db_path;
	int public_fd;
	int private_fd;  /* -1: the public index */
	struct index_hand **hand; /* NULL: none is kept */
};
/* Brings the index at db_path up to head, which the caller has verified to
 * be this log's: adds the new acts, or makes it anew where there is none, it
 * is of another log or version, or an act reaches back (a compromised key).
 * A new one is made aside and renamed. */
int index_update(const struct index_place *p, const struct tlog_head *head,
    struct err *e) MUST_CHECK;
/* Anew in any case: same log, same bytes. */
int index_rebuild(const struct index_place *p, const struct tlog_head *head,
    struct err *e) MUST_CHECK;
/* The keepers' index likewise, given a public one that is up to head: where
 * it must be made anew, from a copy of that, which is quicker.  1 where it was
 * and no name, year or place on the wall differs; else 0. */
int index_make_from(const struct index_place *p, const char *public_db,
    bool afresh, const struct tlog_head *head, struct err *e) MUST_CHECK;

/* A copy of the keys as they stand after all acts, where the index was
 * brought up to that head: 1; 0 where it was not (or h is NULL).  What is
 * done with it is the caller's. */
int index_hand_keys(struct index_hand *h, const struct tlog_head *head,
    struct stmt_keys **out, struct err *e) MUST_CHECK;

#endif
