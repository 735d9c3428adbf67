/*
 * rows.h - the state of reading a list, for rows.c and head.c
 */
#ifndef INTAKE_ROWS_H
#define INTAKE_ROWS_H

#include "intake/inside.h"

#define INTAKE_COLUMN_NAME_MAX 1024 /* bytes */

struct intake_rows {
	struct intake_map *map;
	struct arena *arena;     /* of whoever opened it */
	struct arena *row_arena; /* of the row that is being read */
	struct arena scratch;    /* of one line of JSON */
	bool grows;              /* columns are taken as they come */
	int key;                 /* the map's column, or -1 */
	int width;               /* cells that a record should have */
	uint64_t number;         /* of the row given last */
	uint64_t line;           /* lines read so far */

	bool held;               /* a row is read and not yet given */
	bool blank;              /* the row just read says nothing */
	uint64_t blanks;         /* such rows before it, to be named first */
	struct span json;        /* the row held: a line of JSON, or */
	struct intake_record record;

	int from[INTAKE_COLUMNS_MAX]; /* the map's columns in the file */
	struct span cells[INTAKE_COLUMNS_MAX]; /* in the map's order; p NULL:
	                                          absent */
	struct intake_feed feed;
};

/* 1 a row is held, 0 the end, -1. */
int intake_rows_pull(struct intake_rows *r, struct err *e) MUST_CHECK;
/* head.c: reads the header; joins it to the map, or fills the map from it. */
int intake_rows_head(struct intake_rows *r, struct err *e) MUST_CHECK;

#endif
