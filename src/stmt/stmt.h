/*
 * stmt.h - statements: properties, canonical lines, values (FORMAT 4, 5)
 *
 * Pure: no disk, no clock, no allocation but from the arena given.  Spans in
 * a result borrow from the input.  ERR_FORMAT texts begin with the clause:
 * "FORMAT 4.3: ...".
 */
#ifndef STMT_STMT_H
#define STMT_STMT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/code.h"
#include "base/err.h"
#include "base/span.h"
#include "crypt/crypt.h"

#define STMT_LINE_MAX 32768   /* bytes, without newline */
#define STMT_ID_CHARS 43      /* base64url of a commitment */
#define STMT_SALT_BYTES 16
#define STMT_SALT_CHARS 22
#define STMT_NAME_MAX 1024    /* bytes of a `name` value */
#define STMT_COLUMNS_MAX 1024 /* cells of a row */
#define STMT_SUBJECT_MAX 300  /* bytes: kind, slash, id */

/* ---- subjects ---- */
enum stmt_kind { STMT_PERSON, STMT_RECORD, STMT_EVENT, STMT_PLACE, STMT_BODY,
	STMT_SOURCE, STMT_KEY, STMT_STATEMENT, STMT_ACT, STMT_ARCHIVE,
	STMT_KINDS };
struct stmt_subject {
	enum stmt_kind kind;
	struct span id;  /* after the slash */
	uint64_t act;    /* of act/N; UINT64_MAX for act/this */
};
int stmt_subject_parse(struct span text, struct stmt_subject *out,
    struct err *e) MUST_CHECK;
const char *stmt_kind_name(enum stmt_kind kind); /* "person" */
bool stmt_kind_of(struct span name, enum stmt_kind *out);
/* A 43-character statement id to its 32 bytes. */
bool stmt_id_parse(struct span id, uint8_t out[CRYPT_HASH]);

/* ---- the table of properties ---- */
enum stmt_type { STMT_TEXT, STMT_NAME, STMT_DATE, STMT_TIME, STMT_INTEGER,
	STMT_CODE, STMT_LANG, STMT_HANDLE, STMT_SUBJECT, STMT_PROPERTY,
	STMT_ADDRESS, STMT_POINT, STMT_HASH, STMT_VKEY, STMT_ROW, STMT_MAP };
enum stmt_sense { STMT_PUBLIC, STMT_GUARDED, STMT_PRIVATE, STMT_STRUCTURE };
struct stmt_property {
	struct span name;
	enum stmt_type type;
	struct span codes;   /* "female,male,other" of STMT_CODE */
	unsigned subjects;   /* bit 1 << stmt_kind */
	unsigned targets;    /* the same, for STMT_SUBJECT */
	enum stmt_sense sense;
	struct span label_en, label_ru, label_kk;
};
/* The table, in bytewise order of name; made once from the embedded TSV.
 * stmt_start fails only where the program was built from a broken table. */
int stmt_start(struct err *e) MUST_CHECK;
int stmt_property_count(void);
const struct stmt_property *stmt_property_at(int i);
/* NULL where the table has none of that name. */
const struct stmt_property *stmt_property(struct span name);
int stmt_property_index(struct span name); /* -1 */
/* The archive's own property, as a `property` statement gives it: value
 * "x.name<TAB>type<TAB>subjects<TAB>sensitivity<TAB>label". */
int stmt_property_parse(struct span value, struct stmt_property *out,
    struct err *e) MUST_CHECK;
/* In language kk, ru, else English. */
struct span stmt_label(const struct stmt_property *p, struct span lang);
/* The table's TSV, as it is written to public/properties. */
struct span stmt_table(void);

/* Checks a value by its type and subject; p NULL (unknown property): only
 * what holds for all.  Row values are checked by stmt_parse. */
int stmt_value_check(const struct stmt_property *p, struct span value,
    struct err *e) MUST_CHECK;
bool stmt_lang_valid(struct span tag);
/* How well what is said in `have` suits readers of `want`: 3 theirs ("kk-Cyrl"
 * for "kk"), 2 theirs in other letters ("kk-Latn"), 1 not, or not said. */
int stmt_lang_fit(struct span have, struct span want);
bool stmt_handle_valid(struct span handle);

/* ---- one statement ---- */
struct stmt {
	struct span about, at, from, lang, on, re, salt, says, stance, value,
	    who;          /* decoded text; n == 0: absent */
	bool denies;
	bool is_row;          /* value is the raw canonical object */
	const struct stmt_property *property; /* NULL: not in our table */
	struct stmt_subject subject;
};

/* Reads one canonical line (without newline).  Text with escapes is decoded
 * into a; text without borrows from the line.  Fast: no allocation where
 * nothing is escaped.  Checks everything that FORMAT 4 and 5 say of a single
 * statement; -1 ERR_FORMAT.  The arena needs twice STMT_LINE_MAX at most. */
int stmt_parse(struct span line, struct arena *a, struct stmt *out,
    struct err *e) MUST_CHECK;
/* Is it {"withheld":"<id>"}?  True and the commitment. */
bool stmt_is_withheld_line(struct span line, uint8_t commitment[CRYPT_HASH]);
void stmt_withheld_line(const uint8_t commitment[CRYPT_HASH], struct buf *b);

/* Writes the canonical line of s (salt as given; property, subject, denies
 * need not be set; for a row, is_row and value is the canonical object).
 * The caller then parses it: one check for what we and others write. */
void stmt_print(const struct stmt *s, struct buf *out);
void stmt_salt(char out[STMT_SALT_CHARS]); /* fresh */
void stmt_commit(struct span line, uint8_t out[CRYPT_HASH]);
void stmt_id(const uint8_t commitment[CRYPT_HASH], char out[STMT_ID_CHARS]);
/* Hash of all but the salt and `at`: two statements that say the same. */
void stmt_sameness(const struct stmt *s, uint8_t out[CRYPT_HASH]);

/* ---- rows: the cells of a row value, in bytewise order of column ---- */
struct stmt_cell {
	struct span column, text; /* decoded */
};
int stmt_row_cells(struct span object, struct arena *a,
    struct stmt_cell **cells, int *count, struct err *e) MUST_CHECK;
/* Sorts cells by column and writes the canonical object; ERR_FORMAT for a
 * column twice, ERR_LIMIT above the maxima. */
int stmt_row_print(struct stmt_cell *cells, int count, struct buf *out,
    struct err *e) MUST_CHECK;

/* ---- maps (FORMAT 6.3) ---- */
struct stmt_map {
	struct span column, property;
	struct span format, lang, stance, values, who; /* options or empty */
};
int stmt_map_parse(struct span value, struct stmt_map *out, struct err *e)
    MUST_CHECK;
void stmt_map_print(const struct stmt_map *m, struct buf *out);
/* The cell as a value of the map's property: NFC is the caller's; dates by
 * format, codes by values, trimmed.  1 and *out (in a or borrowed); 0 where
 * the cell says nothing (empty, "-"); -1 where the type refuses it. */
int stmt_map_cell(const struct stmt_map *m, struct span cell, struct arena *a,
    struct span *out, struct err *e) MUST_CHECK;

#endif
