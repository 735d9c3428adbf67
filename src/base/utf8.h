/*
 * utf8.h - UTF-8 as Unicode 15 table 3-7 has it: no surrogates, no overlong
 * forms, nothing above U+10FFFF.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdint.h>

#include "base/span.h"

/* True when all of s is valid. */
bool utf8_valid(struct span s);

/* The bytes of s up to the first that is not valid UTF-8. */
size_t utf8_valid_bytes(struct span s);

/* Takes one code point from the front of *s; false at the end or where s is
 * not valid, *s then unmoved. */
bool utf8_next(struct span *s, uint32_t *out);

/* Writes cp into out, returns its bytes (1 to 4); 0 for a cp that is none. */
size_t utf8_put(uint32_t cp, char out[4]);

/* How many code points; s is valid. */
size_t utf8_count(struct span s);

/* True for characters that have no place in a name or a text: C0 and C1
 * controls but tab and newline, and bidirectional overrides and embeddings
 * (U+202A to U+202E, U+2066 to U+2069), non-characters. */
bool utf8_unfit(uint32_t cp);

#endif
