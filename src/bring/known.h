/*
 * known.h - a list on its way in, and the records that it has already; for
 * list.c and known.c
 */
#ifndef BRING_KNOWN_H
#define BRING_KNOWN_H

#include "bring/bring.h"

#define BRING_SAID_MAX 20 /* records that are named to the keeper */

struct known { /* a record of the list's earlier version */
	struct known *next;     /* of one key */
	struct span key;
	struct index_thing thing;
	bool used, gone;
};
struct withheld { /* an earlier row, withheld and stated again without */
	struct withheld *next;
	struct known *known;
	struct span value;      /* what it showed */
};
struct list {
	struct bring_taking *t;
	const char *path;
	struct intake_map map;
	struct index_thing source; /* num 0: a new list */
	struct span about, from;   /* "source/<id>" */
	bool fresh;                /* nothing of it is in the record */
	bool refused;              /* rows of it are bad */
	struct known *known;       /* all of them, by first row */
	int known_count;
	struct known **by_key;
	struct known **by_num;     /* open addressing over thing numbers */
	size_t num_room;
	struct withheld *withheld;
	uint8_t *found;            /* bits: rows that are in the record as
	                              they are; by row number */
	uint64_t found_room, left; /* bits; rows that are not */
	uint64_t bared, kept_back; /* rows: see restate */
	char today[11];
	struct arena *mem;         /* of the row that is being taken */
};

/* All records of the list. */
int bring_known_read(struct list *l, struct err *e) MUST_CHECK;
/* A record whose cells are all those of the row, or else (changed) one that
 * has its key, or that was withheld as the row is: 1 and it is the row's from
 * now on, stated again where it differs; 0 there is none. */
int bring_known_same(struct list *l, const struct intake_row *row,
    struct err *e) MUST_CHECK;
int bring_known_changed(struct list *l, const struct intake_row *row,
    struct err *e) MUST_CHECK;
/* Of the records that no row is the same as: rows that are withheld. */
int bring_known_withheld(struct list *l, struct err *e) MUST_CHECK;
/* States the row's shown or private cells of a record, whose earlier ones
 * are the statement re; that its row is gone, or back. */
struct bring_cells {
	const struct intake_row *row;
	bool hidden;
	const char *record, *re; /* ids; re may be "" */
};
int bring_known_put(struct list *l, const struct bring_cells *c, struct err *e)
    MUST_CHECK;
int bring_known_gone(struct list *l, const struct index_thing *record,
    bool back, struct err *e) MUST_CHECK;
/* Words about the list; its name may hold anything. */
void bring_known_tell(const struct list *l, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

#endif
