/*
 * inside.h - what the files of intake share; the parsers here are pure, so
 * that they are tested and fuzzed without a jail
 */
#ifndef INTAKE_INSIDE_H
#define INTAKE_INSIDE_H

#include "intake/intake.h"

#define INTAKE_RAW_MAX ((size_t)1 << 20) /* bytes of a row as it is written */

/* ---- text.c: words of a file ---- */
/* At most 60 bytes of s, whole characters, with '?' for what would move a
 * terminal: for messages, intake_snip(s).text. */
struct intake_snip {
	char text[64];
};
struct intake_snip intake_snip(struct span s);
/* Bytes that s takes within a JSON string. */
size_t intake_json_bytes(struct span s);
/* A handle made from a file's name. */
struct span intake_handle_of(struct span file_name, struct arena *a);

/* ---- feed.c: the bytes of a list, in UTF-8, through a window ---- */
struct jail;
struct intake_feed {
	int fd;
	struct jail *jail;      /* where an encoding is to be converted */
	size_t at, n;           /* the window's bytes: at to n */
	bool ended;             /* nothing comes after them */
	char window[INTAKE_RAW_MAX + 65536];
};
/* A byte order mark at the front is skipped. */
int intake_feed_open(struct intake_feed *f, int fd, const char *encoding,
    struct err *e) MUST_CHECK;
/* Moves what is left to the front and fills the window.  ERR_LIMIT where it
 * is full. */
int intake_feed_more(struct intake_feed *f, struct err *e) MUST_CHECK;
void intake_feed_close(struct intake_feed *f);
/* The encoding that the head of fd seems to have. */
int intake_feed_guess(struct span head, int fd, struct arena *a,
    const char **encoding, struct err *e) MUST_CHECK;

/* ---- csv.c: RFC 4180, one record at a time ---- */
struct intake_record {
	int count;              /* cells; may be more than are kept */
	struct span cells[INTAKE_COLUMNS_MAX];
	bool doubled[INTAKE_COLUMNS_MAX]; /* holds doubled quotes */
	int junk;               /* cell with text after its closing quote; -1 */
	uint64_t lines;         /* that it takes */
	size_t bytes;           /* that it takes, line end included */
};
/* Takes one record from the front of p.  1 and *out; 0 where more bytes are
 * needed (never where they are the last); -1 a quote that is never closed.
 * Cells are parts of p, where doubled quotes are undone in place. */
int intake_csv_record(char *p, size_t n, bool last, char delimiter,
    struct intake_record *out, struct err *e) MUST_CHECK;
/* The delimiter that the first line uses most. */
char intake_csv_delimiter(struct span head);

/* ---- jsonl.c: one object a line ---- */
struct intake_member {
	struct span name, text; /* text: verbatim where it is no string */
};
/* The members of the object on that line, but those that are null. */
int intake_json_members(struct span line, struct arena *a,
    struct intake_member **out, int *count, struct err *e) MUST_CHECK;

/* ---- map.c ---- */
struct intake_word {        /* one line of an INI file */
	int line;
	struct span section, name, value; /* value: trimmed, no comment */
};
/* ini.c: the next line that says something: 1, 0 at the end, -1. */
struct intake_ini {
	struct span rest, section;
	int line;
};
int intake_ini_next(struct intake_ini *in, struct arena *a,
    struct intake_word *out, struct err *e) MUST_CHECK;
/* A text in double quotes, doubled inside, from the front of *s. */
int intake_ini_quoted(struct span *s, struct arena *a, struct span *out,
    struct err *e) MUST_CHECK;
/* Writes a column's name or a value, quoted where it must be. */
void intake_ini_put(struct buf *b, struct span s);
/* column.c: adds one line of [columns] to map->columns, which has room for
 * INTAKE_COLUMNS_MAX. */
#define INTAKE_MAPS_MAX 16 /* properties of one column */
int intake_map_column(struct intake_map *map, const struct intake_word *w,
    struct arena *a, struct err *e) MUST_CHECK;

/* ---- draft.c, words.c, looks.c: what a column may be ---- */
enum intake_sure { INTAKE_UNKNOWN, INTAKE_SECRET, INTAKE_SHOWN, INTAKE_MEANS };
struct intake_guess {
	enum intake_sure sure;
	const char *property;   /* where it means one */
	const char *why;        /* for the keeper who reads the draft */
};
/* What a column's name says.  families: the list has a column of family names
 * too, so that "name" is a given name. */
void intake_words_guess(struct span column, bool families, struct arena *a,
    struct intake_guess *out);
/* "m" to male, "погиб" to killed: the code that a cell means, or NULL. */
const char *intake_words_code(const char *property, struct span cell,
    struct arena *a);

/* A column of row numbers, of what stands for nobody: which list, script,
 * cluster.  By its name. */
bool intake_words_of_list(struct span column, struct arena *a);

/* What the cells of one column look like: how many of each. */
#define INTAKE_SEEN_MAX 8
struct intake_looks {
	int cells;              /* that are not empty */
	int emails, phones, numbers, streets;
	int dates, ymd, dmy, mdy, slashes; /* the last four: whose order is
	                           seen; which are written with / */
	int years, times, integers, rising;
	int kazakh, script[6];  /* by enum uni_script */
	uint64_t last;          /* integer */
	bool many;              /* more different cells than seen has */
	int seen_count;
	struct span seen[INTAKE_SEEN_MAX];
};
void intake_looks_add(struct intake_looks *l, struct span cell,
    struct arena *a);
/* Why these cells should stay private whatever the column is called, or
 * NULL. */
const char *intake_looks_private(const struct intake_looks *l);
/* Their language as far as letters show it, or NULL. */
const char *intake_looks_lang(const struct intake_looks *l);

#endif
