/*
 * scan.h - reading hostile bytes, one bounded step at a time
 */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include <stdint.h>

#include "base/span.h"

/* A cursor over hostile bytes.  Each scan_ call either takes what it names
 * and moves, or returns false and leaves the cursor where it was. */
struct scan {
	const char *at, *end;
};
struct scan scan_of(struct span s);
bool scan_done(const struct scan *s);      /* nothing is left */
struct span scan_rest(const struct scan *s);
bool scan_lit(struct scan *s, struct span lit);

/* A non-empty line of at most max bytes with its newline; *out is without. */
bool scan_line(struct scan *s, size_t max, struct span *out);

/* Everything up to the byte stop, which is taken too and not in *out;
 * *out may be empty and is at most max bytes. */
bool scan_until(struct scan *s, char stop, size_t max, struct span *out);

/* A decimal number up to max; 007 and +7 are refused. */
bool scan_u64(struct scan *s, uint64_t max, uint64_t *out);

/* Exactly count decimal digits, leading zeroes allowed. */
bool scan_digits(struct scan *s, int count, uint64_t *out);

#endif
