/*
 * inside.h - what the files of module compare share
 */
#ifndef COMPARE_INSIDE_H
#define COMPARE_INSIDE_H

#include "compare/compare.h"
#include "intake/intake.h"

#define COMPARE_COLUMNS 64   /* of one list that can be compared */
#define COMPARE_LINE ((size_t)1 << 20) /* bytes of one line written */

struct compare_column {
	struct span title;       /* as the list has it */
	struct span key;         /* what pairs it with the other list's */
	enum link_kind kind;
	enum link_order order;
	int at;                  /* of a file: column of its map */
	int field;               /* of the link, or -1 */
};
struct compare_list {
	struct span name;
	struct intake_map map;   /* of a file */
	int fd;                  /* -1: of an archive */
	struct index *ix;
	struct index_thing source; /* num 0: everybody */
	int columns;
	struct compare_column column[COMPARE_COLUMNS];
	int id;                  /* column of the map that names rows, or -1 */
	struct span passed_over; /* names of columns that are not compared */
	uint32_t rows, bad;
	char first_bad[300];
};
struct compare {
	int lists, fields;
	struct compare_list list[2];
	struct link_field field[LINK_FIELDS_MAX];
	struct link *link;
	struct link_found found;
	struct compare_options options;
	uint32_t *label;         /* clusters */
	struct span *id;         /* by row; memory is made for chunks */
	uint32_t id_room;
	uint32_t *number;        /* of the row in its file */
	struct span *cells;      /* by row: fields with their lengths */
	struct arena mem;
};

/* columns.c */
int compare_columns_file(struct compare *c, struct compare_list *l,
    struct err *e) MUST_CHECK;
/* By a property; false where it is nothing to compare. */
bool compare_columns_property(struct span property,
    struct compare_column *out);
/* Which columns of both lists are one field. */
int compare_columns_join(struct compare *c, struct err *e) MUST_CHECK;

/* rows.c, archive.c */
int compare_rows_file(struct compare *c, int list, struct err *e) MUST_CHECK;
int compare_rows_archive(struct compare *c, int list, struct err *e)
    MUST_CHECK;
int compare_rows_add(struct compare *c, int list, struct span id,
    uint32_t number, const struct span *cells, struct err *e) MUST_CHECK;
struct span compare_rows_cell(const struct compare *c, uint32_t row,
    int field);

/* report.c: how many pairs count as one person, how many of these are likely
 * to be right, and how many of all that are right: a line, or nothing. */
void compare_expected(const struct compare *c, struct buf *b);
/* report.c: what a row is called: its whole name, or its parts. */
struct span compare_name(const struct compare *c, uint32_t row,
    struct arena *a);

#endif
