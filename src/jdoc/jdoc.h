/*
 * jdoc.h - strict JSON (RFC 8259), read with bounds
 *
 * Pure: no allocation but from the arena given, no recursion.  Refused: names
 * twice in one object, what is no UTF-8, a byte order mark, half of a
 * surrogate pair, U+0000, anything after the value.  Numbers are never
 * computed with: their text is kept as it is written, so that 007 is refused
 * and 1.50 stays 1.50.  Errors: ERR_FORMAT or ERR_LIMIT, with the place
 * ("byte 17: ...", the first is 1).  For writing: buf_json in base.
 */
#ifndef JDOC_JDOC_H
#define JDOC_JDOC_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

#define JDOC_BYTES_MAX ((size_t)1 << 20)
#define JDOC_DEPTH_MAX 32     /* arrays and objects within each other */
#define JDOC_VALUES_MAX 65536
#define JDOC_ROOM ((size_t)16 << 20) /* bytes of arena it may need at most */

enum jdoc_kind { JDOC_NULL, JDOC_FALSE, JDOC_TRUE, JDOC_NUMBER, JDOC_STRING,
	JDOC_ARRAY, JDOC_OBJECT };

/* One value.  Spans borrow from the text where nothing was escaped. */
struct jdoc {
	enum jdoc_kind kind;
	struct span name;           /* of a member, decoded; else empty */
	struct span text;           /* of a string, decoded; of all others,
	                               as it is written */
	int count;                  /* of elements or members */
	struct jdoc *first, *next;  /* in the order of the text */
};

int jdoc_parse(struct span text, struct arena *a, struct jdoc **out,
    struct err *e) MUST_CHECK;

/* The member of that name; NULL where there is none or v is no object. */
const struct jdoc *jdoc_member(const struct jdoc *v, struct span name);

#endif
