/*
 * span.h - borrowed bytes
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Borrowed bytes.  The span never owns them and adds no final NUL. */
struct span {
	const char *p;
	size_t n; /* bytes */
};
#define SPAN(literal) ((struct span){ "" literal, sizeof(literal) - 1 })

/* Asked millions of times, mostly of words that the compiler knows: here, so
 * that it can count their bytes. */
static inline struct span span_of(const char *cstr) /* NULL: empty */
{
	return (struct span){ cstr, cstr == NULL ? 0 : strlen(cstr) };
}

static inline bool span_eq(struct span a, struct span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool span_is(struct span a, const char *cstr)
{
	return span_eq(a, span_of(cstr));
}

static inline bool span_starts(struct span s, struct span head)
{
	return head.n == 0 ||
	    (s.n >= head.n && memcmp(s.p, head.p, head.n) == 0);
}

int span_cmp(struct span a, struct span b); /* bytewise: <0, 0, >0 */
bool span_ends(struct span s, struct span tail);

/* The place of byte c in s, or s.n where there is none. */
size_t span_find(struct span s, char c);

/* s without its first n bytes; empty where n is beyond its end. */
struct span span_skip(struct span s, size_t n);

/* s without ASCII spaces and tabs at both ends. */
struct span span_trim(struct span s);

#endif
