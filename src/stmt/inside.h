/*
 * inside.h - what the files of stmt share and nobody else needs
 */
#ifndef STMT_INSIDE_H
#define STMT_INSIDE_H

#include "base/scan.h"
#include "stmt/stmt.h"

/* What stands between the quotes of a canonical JSON string. */
enum {
	STMT_ESCAPED = 1, /* has escapes: decode before use */
	STMT_UNFIT = 2,   /* has characters that a text may not (FORMAT 4.4) */
	STMT_NUL = 4      /* has U+0000 */
};
struct stmt_string {
	struct span raw;
	unsigned marks;
};
/* Takes the byte c. */
static inline bool stmt_take(struct scan *s, char c)
{
	bool is = s->at < s->end && *s->at == c;

	s->at += is;
	return is;
}
/* Takes one canonical string with its quotes, checking UTF-8 and escapes. */
int stmt_string_scan(struct scan *s, struct stmt_string *out, struct err *e)
    MUST_CHECK;
/* Its text; borrows where nothing is escaped. */
struct span stmt_string_text(const struct stmt_string *s, struct arena *a);

/* An object of strings, cell by cell, at s: columns in ascending order. */
struct stmt_row {
	struct scan s; /* after the end: behind the brace */
	int count;     /* cells so far */
	struct stmt_string column, cell;
};
/* 1 a cell, 0 the end, -1 not canonical.  Begin with { .s = ... }. */
int stmt_row_next(struct stmt_row *r, struct err *e) MUST_CHECK;

/* No control characters, no overrides, valid UTF-8 (FORMAT 4.4). */
bool stmt_text_fits(struct span text);
/* Might this be a property's name, in some table? */
bool stmt_property_name_valid(struct span name);
/* The type's own rules alone; the text is known to fit. */
int stmt_value_type(const struct stmt_property *p, struct span value,
    struct err *e) MUST_CHECK;
/* Is name one of the words of "a,b,c"? */
bool stmt_word_in(struct span words, struct span word);
/* Takes the next field up to stop or the end; false when nothing is left. */
bool stmt_field(struct span *rest, char stop, struct span *out);

#endif
