#include "base/code.h"

#include <string.h>

static const char STANDARD[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char URL[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char CROCKFORD[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void code_hex(const uint8_t *in, size_t n, char *out)
{
	static const char HEX[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = HEX[in[i] >> 4];
		out[2 * i + 1] = HEX[in[i] & 15];
	}
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool code_unhex(struct span in, uint8_t *out, size_t n)
{
	if (in.n % 2 != 0 || in.n / 2 != n)
		return false;
	for (size_t i = 0; i < in.n; i++)
		if (hex_value(in.p[i]) < 0)
			return false;
	for (size_t i = 0; i < n; i++)
		out[i] = (uint8_t)(hex_value(in.p[2 * i]) << 4 |
		    hex_value(in.p[2 * i + 1]));
	return true;
}

/* Three bytes to four characters; a rest of 1 or 2 bytes to 2 or 3.
 * Returns the characters written. */
static size_t encode(const char *alphabet, const uint8_t *in, size_t n,
    char *out)
{
	char *start = out;

	for (; n > 0; in += 3) {
		size_t take = n < 3 ? n : 3;
		uint32_t v = (uint32_t)in[0] << 16;

		if (take > 1)
			v |= (uint32_t)in[1] << 8;
		if (take > 2)
			v |= in[2];
		for (size_t i = 0; i <= take; i++)
			*out++ = alphabet[v >> (18 - 6 * i) & 63];
		n -= take;
	}
	return (size_t)(out - start);
}

void code_base64_put(const uint8_t *in, size_t n, char *out)
{
	size_t at = encode(STANDARD, in, n, out);

	while (at % 4 != 0)
		out[at++] = '=';
}

void code_base64url_put(const uint8_t *in, size_t n, char *out)
{
	(void)encode(URL, in, n, out);
}

void code_base64(struct buf *b, const uint8_t *in, size_t n)
{
	char chars[1024];

	while (n > 0) {
		size_t take = n < 768 ? n : 768; /* a multiple of 3 */

		code_base64_put(in, take, chars);
		buf_add(b, (struct span){ chars, (take + 2) / 3 * 4 });
		in += take;
		n -= take;
	}
}

/* 1 + the value of a letter or digit, 0 for others.  A table, since branches
 * over random text are guessed wrong half the time. */
static const uint8_t VALUE[128] = {
	['A'] = 1, ['B'] = 2, ['C'] = 3, ['D'] = 4, ['E'] = 5, ['F'] = 6,
	['G'] = 7, ['H'] = 8, ['I'] = 9, ['J'] = 10, ['K'] = 11, ['L'] = 12,
	['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16, ['Q'] = 17,
	['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22,
	['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27,
	['b'] = 28, ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32,
	['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37,
	['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42,
	['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47,
	['v'] = 48, ['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52,
	['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56, ['4'] = 57,
	['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62,
};

static int value64(char c, char c62, char c63)
{
	int v = VALUE[(unsigned char)c & 127];

	if (v != 0 && (unsigned char)c < 128)
		return v - 1;
	return c == c62 ? 62 : c == c63 ? 63 : -1;
}

/* Decodes in, which has no padding; n is the number of bytes it stands for.
 * Called with out NULL it only checks. */
static bool decode(struct span in, const char *alphabet, uint8_t *out,
    size_t n)
{
	uint32_t held = 0;
	unsigned bits = 0;
	size_t at = 0;

	for (size_t i = 0; i < in.n; i++) {
		int v = value64(in.p[i], alphabet[62], alphabet[63]);

		if (v < 0)
			return false;
		held = held << 6 | (uint32_t)v;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			if (out != NULL)
				out[at] = (uint8_t)(held >> bits);
			at++;
			held &= (1u << bits) - 1;
		}
	}
	return at == n && bits < 6 && held == 0;
}

bool code_unbase64(struct span in, uint8_t *out, size_t max, size_t *n)
{
	size_t bytes;

	if (in.n % 4 != 0)
		return false;
	bytes = in.n / 4 * 3;
	for (int pad = 0; pad < 2 && in.n > 0 && in.p[in.n - 1] == '='; pad++) {
		in.n--;
		bytes--;
	}
	if (bytes > max || !decode(in, STANDARD, NULL, bytes))
		return false;
	*n = bytes;
	return decode(in, STANDARD, out, bytes);
}

bool code_unbase64url(struct span in, uint8_t *out, size_t n)
{
	return n <= SIZE_MAX / 4 && in.n == (n * 4 + 2) / 3 &&
	    decode(in, URL, NULL, n) && decode(in, URL, out, n);
}

static int crockford_value(char c)
{
	static const int8_t LETTER[26] = { 10, 11, 12, 13, 14, 15, 16, 17, -1,
		18, 19, -1, 20, 21, -1, 22, 23, 24, 25, 26, -1, 27, 28, 29,
		30, 31 };

	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'Z' ? LETTER[c - 'A'] : -1;
}

/* FORMAT 4.3: the sum of value times position over the first eleven. */
static char check_char(const char *id)
{
	int sum = 0;

	for (int i = 0; i < CODE_ID_CHARS - 1; i++)
		sum += crockford_value(id[i]) * (i + 1);
	return CROCKFORD[sum % 32];
}

void code_id(uint64_t random, char out[CODE_ID_CHARS])
{
	for (int i = CODE_ID_CHARS - 2; i >= 0; i--) {
		out[i] = CROCKFORD[random & 31];
		random >>= 5;
	}
	out[CODE_ID_CHARS - 1] = check_char(out);
}

bool code_id_valid(struct span s)
{
	if (s.n != CODE_ID_CHARS)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (crockford_value(s.p[i]) < 0)
			return false;
	return s.p[CODE_ID_CHARS - 1] == check_char(s.p);
}

bool code_id_bits(struct span s, uint64_t *bits)
{
	uint64_t n = 0;

	if (!code_id_valid(s))
		return false;
	for (size_t i = 0; i < CODE_ID_CHARS - 1; i++)
		n = n << 5 | (uint64_t)crockford_value(s.p[i]);
	*bits = n;
	return true;
}

static char forgiven(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	return c == 'I' || c == 'L' ? '1' : c == 'O' ? '0' : c;
}

bool code_id_forgive(struct span s, char out[CODE_ID_CHARS])
{
	char id[CODE_ID_CHARS];
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '-' || s.p[i] == ' ')
			continue;
		if (n == sizeof(id))
			return false;
		id[n++] = forgiven(s.p[i]);
	}
	if (!code_id_valid((struct span){ id, n }))
		return false;
	memcpy(out, id, sizeof(id));
	return true;
}
