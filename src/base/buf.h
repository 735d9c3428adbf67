/*
 * buf.h - text under construction, with a ceiling
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

/* Text under construction.  Past max bytes it drops the rest and remembers;
 * check once, at buf_end. */
struct buf {
	struct arena *arena;
	char *p;
	size_t n, room, max; /* bytes */
	bool over;
};
void buf_open(struct buf *b, struct arena *a, size_t max);
void buf_add(struct buf *b, struct span s);
void buf_str(struct buf *b, const char *cstr);
void buf_byte(struct buf *b, char c);
void buf_u64(struct buf *b, uint64_t v);
void buf_fmt(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_html(struct buf *b, struct span s); /* escapes & < > " ' */
void buf_json(struct buf *b, struct span s); /* a JSON string with quotes;
						minimal escapes of RFC 8785 */
void buf_csv(struct buf *b, struct span s);  /* one RFC 4180 field, quoted
						where it must be */

/* Empties the text, keeps its memory; forgets that it ran over. */
void buf_clear(struct buf *b);
struct span buf_span(const struct buf *b); /* what is there so far */
int buf_end(struct buf *b, struct span *out, struct err *e) MUST_CHECK;

#endif
