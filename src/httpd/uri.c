/* Addresses: the path and the query of a request, taken apart once. */
#include "httpd/httpd.h"

#include <string.h>

#include "base/utf8.h"

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* One byte of in at *i, decoded; -1 where % is not followed by two digits. */
static int decode_byte(struct span in, size_t *i, bool plus)
{
	int high, low;

	if (in.p[*i] == '+' && plus)
		return ' ';
	if (in.p[*i] != '%')
		return (unsigned char)in.p[*i];
	if (in.n - *i < 3)
		return -1;
	high = hex_value(in.p[*i + 1]);
	low = hex_value(in.p[*i + 2]);
	*i += 2;
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* Decodes once.  False where an escape is broken, where one gives a byte of
 * refuse, or where what comes out is not valid UTF-8. */
static bool decode(struct span in, bool plus, char refuse, struct arena *a,
    struct span *out)
{
	char *p = arena_take(a, in.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < in.n; i++) {
		bool escaped = in.p[i] == '%';
		int c = decode_byte(in, &i, plus);

		if (c <= 0 || (escaped && c == refuse))
			return false;
		p[n++] = (char)c;
	}
	if (!utf8_valid((struct span){ p, n }))
		return false;
	*out = (struct span){ p, n };
	return true;
}

static bool segment_fit(struct span s)
{
	return s.n > 0 && !span_is(s, ".") && !span_is(s, "..");
}

bool httpd_path(struct span raw, struct arena *a, struct span *out)
{
	struct span path, left;
	uint32_t cp;

	if (raw.n == 0 || raw.n > HTTPD_PATH_MAX || raw.p[0] != '/' ||
	    span_find(raw, '#') != raw.n || !decode(raw, false, '/', a, &path))
		return false;
	for (left = path; utf8_next(&left, &cp);)
		if (cp < 0x20 || cp == '\\' || utf8_unfit(cp))
			return false;
	left = span_skip(path, 1);
	while (left.n > 0) { /* the last segment alone may be empty */
		struct span part = { left.p, span_find(left, '/') };

		if (!segment_fit(part))
			return false;
		left = span_skip(left, part.n + 1);
	}
	*out = path;
	return true;
}

bool httpd_query(struct span query, struct span name, struct arena *a,
    struct span *out)
{
	while (query.n > 0) {
		struct span pair = { query.p, span_find(query, '&') };
		struct span key = { pair.p, span_find(pair, '=') };

		if (span_eq(key, name))
			return decode(span_skip(pair, key.n + 1), true, '\0',
			    a, out);
		query = span_skip(query, pair.n + 1);
	}
	return false;
}
