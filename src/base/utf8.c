#include "base/utf8.h"

#include <string.h>

/* Bytes of the valid sequence at p, 0 where there is none. */
static size_t sequence(const unsigned char *p, size_t n)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t len;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	len = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (n < len)
		return 0;
	switch (p[0]) { /* table 3-7: the second byte is bound by the first */
	case 0xe0: low = 0xa0; break;
	case 0xed: high = 0x9f; break;
	case 0xf0: low = 0x90; break;
	case 0xf4: high = 0x8f; break;
	default: break;
	}
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

size_t utf8_valid_bytes(struct span s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	const uint64_t tops = 0x8080808080808080;
	size_t at = 0;

	while (at < s.n) {
		uint64_t eight;
		size_t n;

		if (s.n - at >= sizeof(eight)) {
			memcpy(&eight, p + at, sizeof(eight));
			if ((eight & tops) == 0) {
				at += sizeof(eight);
				continue;
			}
		}
		n = sequence(p + at, s.n - at);
		if (n == 0)
			break;
		at += n;
	}
	return at;
}

bool utf8_valid(struct span s)
{
	return utf8_valid_bytes(s) == s.n;
}

bool utf8_next(struct span *s, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)s->p;
	size_t n = s->n == 0 ? 0 : sequence(p, s->n);
	uint32_t cp;

	if (n == 0)
		return false;
	cp = n == 1 ? p[0] : p[0] & (0xffu >> (n + 1));
	for (size_t i = 1; i < n; i++)
		cp = cp << 6 | (p[i] & 0x3fu);
	*s = span_skip(*s, n);
	*out = cp;
	return true;
}

size_t utf8_put(uint32_t cp, char out[4])
{
	static const uint32_t HEAD[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;

	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		return 0;
	for (size_t i = n - 1; i > 0; i--) {
		out[i] = (char)(unsigned char)(0x80 | (cp & 0x3f));
		cp >>= 6;
	}
	out[0] = (char)(unsigned char)(HEAD[n] | cp);
	return n;
}

size_t utf8_count(struct span s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.n; i++)
		count += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return count;
}

bool utf8_unfit(uint32_t cp)
{
	if (cp < 0x20)
		return cp != '\t' && cp != '\n';
	if (cp < 0x7f)
		return false;
	return cp <= 0x9f || (cp >= 0x202a && cp <= 0x202e) ||
	    (cp >= 0x2066 && cp <= 0x2069) || (cp >= 0xfdd0 && cp <= 0xfdef) ||
	    (cp & 0xfffe) == 0xfffe || cp > 0x10ffff;
}
