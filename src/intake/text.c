#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "intake/inside.h"

struct intake_snip intake_snip(struct span s)
{
	struct intake_snip out = { "" };
	size_t n = 0;
	uint32_t cp;

	while (n < 56 && utf8_next(&s, &cp))
		n += utf8_put(cp < 0x20 || utf8_unfit(cp) ? '?' : cp,
		    out.text + n);
	if (s.n > 0)
		memcpy(out.text + n, "...", 4);
	return out;
}

size_t intake_json_bytes(struct span s)
{
	size_t n = s.n;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			n += 1;
		else if (c < 0x20)
			n += 5;
	}
	return n;
}

/* ---- a handle from a file's name ---- */

/* The Cyrillic letters of Russian and Kazakh: a file's name has to become a
 * handle of its own, not a beautiful one.  "" is left out. */
static const char *latin_of(uint32_t cp)
{
	static const char *const TABLE[32] = { "a", "b", "v", "g", "d", "e",
		"zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s",
		"t", "u", "f", "kh", "ts", "ch", "sh", "sch", "", "y", "", "e",
		"yu", "ya" };
	static const struct { uint32_t cp; char latin[3]; } MORE[] = {
		{ 0x401, "e" }, { 0x451, "e" }, { 0x406, "i" }, { 0x456, "i" },
		{ 0x492, "g" }, { 0x493, "g" }, { 0x49a, "q" }, { 0x49b, "q" },
		{ 0x4a2, "n" }, { 0x4a3, "n" }, { 0x4ae, "u" }, { 0x4af, "u" },
		{ 0x4b0, "u" }, { 0x4b1, "u" }, { 0x4ba, "h" }, { 0x4bb, "h" },
		{ 0x4d8, "a" }, { 0x4d9, "a" }, { 0x4e8, "o" }, { 0x4e9, "o" },
	};

	if (cp >= 0x410 && cp <= 0x44f)
		return TABLE[(cp - 0x410) % 32];
	for (size_t i = 0; i < sizeof(MORE) / sizeof(MORE[0]); i++)
		if (MORE[i].cp == cp)
			return MORE[i].latin;
	return NULL;
}

static void put_letter(struct buf *b, uint32_t cp)
{
	struct span now = buf_span(b);
	const char *latin = latin_of(cp);

	if (cp >= 'A' && cp <= 'Z')
		cp += 'a' - 'A';
	if ((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9'))
		buf_byte(b, (char)cp);
	else if (latin != NULL)
		buf_str(b, latin);
	else if (cp >= 0x80) /* another script: still a name of its own */
		buf_fmt(b, "%x", (unsigned)cp);
	else if (now.n > 0 && now.p[now.n - 1] != '-')
		buf_byte(b, '-');
}

struct span intake_handle_of(struct span file_name, struct arena *a)
{
	uint32_t sum = 2166136261u, cp; /* FNV-1a */
	size_t slash, dot;
	struct span s = file_name;
	struct buf b;

	while ((slash = span_find(s, '/')) < s.n)
		s = span_skip(s, slash + 1);
	for (dot = s.n; dot > 1 && s.p[dot - 1] != '.'; dot--)
		continue;
	if (dot > 1)
		s.n = dot - 1;
	for (size_t i = 0; i < s.n; i++)
		sum = (sum ^ (unsigned char)s.p[i]) * 16777619u;
	buf_open(&b, a, 4096);
	while (s.n > 0) {
		if (!utf8_next(&s, &cp)) {
			cp = (unsigned char)s.p[0];
			s = span_skip(s, 1);
		}
		put_letter(&b, cp);
	}
	s = buf_span(&b);
	while (s.n > 0 && s.p[s.n - 1] == '-')
		s.n--;
	if (s.n == 0)
		return SPAN("list");
	if (s.n > 64) /* cut, and still unlike its neighbours */
		s = span_of(arena_fmt(a, "%.*s-%08x", 55, s.p, sum));
	return s;
}
