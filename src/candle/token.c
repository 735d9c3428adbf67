/* token.c - the line that is a candle, read and checked */
#include <string.h>

#include "base/scan.h"
#include "candle/candle.h"

#define CHANCE_CHARS 16

bool candle_whom_valid(struct span whom)
{
	return span_is(whom, CANDLE_ALL) || code_id_valid(whom);
}

bool candle_head_parse(struct span s, struct candle_head *out)
{
	struct candle_head h = { 0 };
	struct scan c = scan_of(s);
	uint64_t time, bits;
	struct span chance, whom;

	h.proven = scan_lit(&c, SPAN("p."));
	if ((!h.proven && !scan_lit(&c, SPAN("w."))) ||
	    !scan_digits(&c, 10, &time) || !scan_lit(&c, SPAN(".")) ||
	    !scan_digits(&c, 2, &bits) || !scan_lit(&c, SPAN(".")) ||
	    !scan_until(&c, '.', CHANCE_CHARS, &chance) ||
	    !code_unbase64url(chance, h.chance, CANDLE_CHANCE))
		return false;
	whom = scan_rest(&c);
	if (!candle_whom_valid(whom) || (h.proven ? bits < CANDLE_BITS_MIN ||
	    bits > CANDLE_BITS_MAX : bits != 0))
		return false;
	h.time = (int64_t)time;
	h.bits = (int)bits;
	memcpy(h.whom, whom.p, whom.n);
	*out = h; /* only now */
	return true;
}

static char *put_digits(char *at, int count, uint64_t v)
{
	for (int i = count; i-- > 0; v /= 10)
		at[i] = (char)('0' + v % 10);
	at[count] = '.';
	return at + count + 1;
}

size_t candle_head_print(const struct candle_head *h,
    char out[CANDLE_HEAD_MAX])
{
	char *at = out;
	size_t n = strlen(h->whom);

	*at++ = h->proven ? 'p' : 'w';
	*at++ = '.';
	at = put_digits(at, 10, (uint64_t)h->time);
	at = put_digits(at, 2, (uint64_t)h->bits);
	code_base64url_put(h->chance, CANDLE_CHANCE, at);
	at += CHANCE_CHARS;
	*at++ = '.';
	memcpy(at, h->whom, n + 1);
	return (size_t)(at - out) + n;
}

bool candle_proof_holds(struct span line, int bits)
{
	uint8_t hash[CRYPT_HASH];
	uint32_t word;

	crypt_sha256(line, hash);
	word = (uint32_t)hash[0] << 24 | (uint32_t)hash[1] << 16 |
	    (uint32_t)hash[2] << 8 | hash[3];
	return bits > 0 && bits <= CANDLE_BITS_MAX && word >> (32 - bits) == 0;
}

bool candle_line_parse(struct span line, struct candle_head *out)
{
	struct span head = { line.p, span_find(line, ' ') };
	struct span digits = span_skip(line, head.n + 1);
	struct candle_head h;
	uint8_t proof[CANDLE_PROOF / 2];

	if (!candle_head_parse(head, &h))
		return false;
	if (h.proven ? !code_unhex(digits, proof, sizeof(proof)) ||
	    !candle_proof_holds(line, h.bits) : line.n != head.n)
		return false;
	*out = h;
	return true;
}
