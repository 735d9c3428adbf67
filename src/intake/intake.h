/*
 * intake.h - reading sources: maps and lists (doc/map.md)
 *
 * All input is hostile.  ICU's converters run in jail; our own readers of
 * CSV, JSON and INI run here.  Nothing is written.  Errors
 * say row and column or line, and the rule; the caller adds the file's name.
 */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"
#include "stmt/stmt.h"

#define INTAKE_COLUMNS_MAX 512
#define INTAKE_CELL_MAX 16384        /* bytes */
#define INTAKE_ROW_MAX 30000         /* bytes of all cells and names */
#define INTAKE_MAP_BYTES (256 * 1024)

/* ---- maps ---- */
enum intake_format { INTAKE_CSV, INTAKE_TSV, INTAKE_JSONL };
enum intake_use { INTAKE_PRIVATE, INTAKE_PUBLIC };
struct intake_column {
	struct span name;
	enum intake_use use;
	int map_count;
	struct stmt_map *maps;   /* what it means; none: shown verbatim */
};
struct intake_fact {        /* what [source] says: property and value */
	struct span property, value, lang;
};
struct intake_map {
	struct span handle;      /* of the source */
	int fact_count;
	struct intake_fact *facts;
	enum intake_format format;
	char delimiter;
	const char *encoding;    /* "UTF-8" */
	bool header;
	struct span key;         /* column, or empty */
	int column_count;
	struct intake_column *columns;
};
int intake_map_read(struct span ini, struct arena *a, struct intake_map *out,
    struct err *e) MUST_CHECK;
/* Without a map: everything private, format by the file's name and first
 * bytes; the handle is made from the name.  all columns are filled when the
 * rows are opened. */
int intake_map_default(struct span file_name, int fd, struct arena *a,
    struct intake_map *out, struct err *e) MUST_CHECK;
/* Proposes a map from the header and the first cells (at most 1,000 rows);
 * fd is at its start.  Columns that look like names, dates, sex, ages,
 * places are mapped; what looks like an identity number, telephone, e-mail,
 * address of a home, relative or witness, or like nothing known, is private. */
int intake_map_draft(struct span file_name, int fd, struct buf *out,
    struct err *e) MUST_CHECK;

/* What a column seems to mean, for comparing lists: by its name and first
 * cells.  A guess; nothing is published by it. */
enum intake_sort { INTAKE_NOTHING, INTAKE_MEANING, INTAKE_ROW_ID,
	INTAKE_PLACES, INTAKE_WORDS, INTAKE_CODES };
struct intake_sense {
	enum intake_sort sort;
	struct span property;   /* of a MEANING: "born.date" */
	const char *order;      /* of a date: "dmy", "mdy", "ymd" */
	const char *why;        /* of NOTHING: for people */
};
/* out has room for INTAKE_COLUMNS_MAX.  Columns that the map gives a meaning
 * have that.  Fills map->columns where the map has none; reads at most 1,000
 * rows, and goes back to the start of fd. */
int intake_map_senses(int fd, struct arena *a, struct intake_map *map,
    struct intake_sense *out, struct err *e) MUST_CHECK;

/* ---- lists ---- */
struct intake_row {
	uint64_t number;         /* 1 is the first after the header */
	int public_count, private_count;
	struct stmt_cell *public_cells, *private_cells; /* verbatim, in the
	    map's order; a cell that the row lacks (short JSON object) is
	    absent */
	struct span key;         /* its cell, or empty */
	bool bad;                /* reason and column say why; cells unset */
	struct span column;
	char reason[200];
};
struct intake_rows;
/* fd is at its start and stays the caller's; map and a outlive the rows.
 * ERR_FORMAT where header and map disagree, naming the columns.  JSON lines
 * without a map have no header: their columns are added as they come. */
int intake_rows_open(struct intake_rows **out, int fd, struct arena *a,
    struct intake_map *map, struct err *e) MUST_CHECK;
/* 1 a row (perhaps a bad one), 0 the end, -1 the file cannot be read on
 * (wrong encoding, a quote never closed...).  Cells live in a, which needs
 * 128 KiB for a row.  A row that is blank or has only empty cells is bad ("an
 * empty row"); such rows at the end of the file are no rows. */
int intake_rows_next(struct intake_rows *r, struct arena *a,
    struct intake_row *out, struct err *e) MUST_CHECK;
void intake_rows_closep(struct intake_rows **r);

#endif
