/*
 * rebuild.h - power to write search files.  See FLOORS for who may open this.
 *
 * Three files make one: PATH, and for what came since PATH.1 and PATH.2, each
 * of which names the sum of the one beneath it.  One more entry writes only
 * the smallest again; a full one is folded into the one beneath.  Each is
 * made aside and renamed, without a sync: it can be made again.
 */
#ifndef FIND_REBUILD_H
#define FIND_REBUILD_H

#include "find/find.h"
#include "index/index.h"

#define FIND_TAGS 4 /* places and lists of one bearer */
struct find_entry {
	struct span form;    /* any bytes; words beyond the limits are cut */
	char id[13];
	bool record;
	int born, died;      /* years 1 to 65535, 0: not known */
	struct span tag[FIND_TAGS]; /* names of places and lists, or empty */
};

struct find_maker;
int find_maker_open(struct find_maker **out, struct err *e) MUST_CHECK;
void find_maker_closep(struct find_maker **m);
int find_maker_add(struct find_maker *m, const struct find_entry *x,
    struct err *e) MUST_CHECK;
/* The whole, anew: the same entries in the same order, the same bytes. */
int find_maker_write(struct find_maker *m, const char *path,
    const struct find_state *state, struct err *e) MUST_CHECK;

/* These entries more, to files that are there and whole. */
int find_add(const char *path, const struct find_entry *x, int count,
    const struct find_state *state, struct err *e) MUST_CHECK;

/* What the files at path were made from, by their heads alone. */
int find_made_from(const char *path, struct find_state *out, struct err *e)
    MUST_CHECK;
/* Removes them: what they hold may not stay. */
void find_remove(const char *path);

/* Brings the files at path up to the state of ix: adds what is new; or makes
 * them anew where they are missing, broken, of another log or version, or
 * where something that they hold is gone from ix (withheld: not a byte of it
 * stays).  afresh: anew in any case. */
int find_update(const char *path, struct index *ix, bool afresh,
    struct err *e) MUST_CHECK;

#endif
