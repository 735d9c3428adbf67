/*
 * code.h - bytes as text: hex, base64 (RFC 4648), Crockford base32 ids
 *
 * Decoders take one spelling only: right length, right alphabet, zero
 * trailing bits.
 */
#ifndef BASE_CODE_H
#define BASE_CODE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

#define CODE_ID_CHARS 12 /* eleven random, the last a check (mod 32) */

/* Lower case; out takes 2 * n bytes, no NUL. */
void code_hex(const uint8_t *in, size_t n, char *out);
bool code_unhex(struct span in, uint8_t *out, size_t n);

/* Standard alphabet with padding: 4 * ceil(n / 3) bytes. */
void code_base64(struct buf *b, const uint8_t *in, size_t n);
void code_base64_put(const uint8_t *in, size_t n, char *out);
/* Decodes into out of at most max bytes; *n is how many.  */
bool code_unbase64(struct span in, uint8_t *out, size_t max, size_t *n);

/* URL alphabet without padding: 32 bytes are 43 characters, 16 are 22. */
void code_base64url_put(const uint8_t *in, size_t n, char *out);
bool code_unbase64url(struct span in, uint8_t *out, size_t n);

/* An id of twelve characters from 55 random bits (the low bits of random). */
void code_id(uint64_t random, char out[CODE_ID_CHARS]);
/* True when s is a canonical id: alphabet 0-9A-Z without I L O U, right
 * check character. */
bool code_id_valid(struct span s);
/* The bits of a canonical id; false where it is none. */
bool code_id_bits(struct span s, uint64_t *bits);
/* What a person typed: lower case, i l o for 1 1 0, dashes and spaces
 * between are forgiven.  False where it still is no valid id. */
bool code_id_forgive(struct span s, char out[CODE_ID_CHARS]);

#endif
