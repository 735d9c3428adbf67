/*
 * span.h - borrowed bytes
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>

/* Borrowed bytes.  The span never owns them and adds no final NUL. */
struct span {
	const char *p;
	size_t n; /* bytes */
};
#define SPAN(literal) ((struct span){ "" literal, sizeof(literal) - 1 })

struct span span_of(const char *cstr); /* NULL is the empty span */
bool span_eq(struct span a, struct span b);
bool span_is(struct span a, const char *cstr);
int span_cmp(struct span a, struct span b); /* bytewise: <0, 0, >0 */
bool span_starts(struct span s, struct span head);
bool span_ends(struct span s, struct span tail);

/* The place of byte c in s, or s.n where there is none. */
size_t span_find(struct span s, char c);

/* s without its first n bytes; empty where n is beyond its end. */
struct span span_skip(struct span s, size_t n);

/* s without ASCII spaces and tabs at both ends. */
struct span span_trim(struct span s);

#endif
