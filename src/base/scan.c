#include "base/scan.h"

#include <string.h>

struct scan scan_of(struct span s)
{
	return (struct scan){ s.p, s.n == 0 ? s.p : s.p + s.n };
}

static size_t left(const struct scan *s)
{
	return (size_t)(s->end - s->at);
}

bool scan_done(const struct scan *s)
{
	return s->at == s->end;
}

struct span scan_rest(const struct scan *s)
{
	return (struct span){ s->at, left(s) };
}

bool scan_lit(struct scan *s, struct span lit)
{
	if (!span_starts(scan_rest(s), lit))
		return false;
	if (lit.n != 0)
		s->at += lit.n;
	return true;
}

bool scan_until(struct scan *s, char stop, size_t max, struct span *out)
{
	struct span seen = scan_rest(s);
	size_t n;

	if (seen.n > max && seen.n - max > 1)
		seen.n = max + 1; /* the stop may stand right after max */
	n = span_find(seen, stop);
	if (n == seen.n)
		return false;
	*out = (struct span){ s->at, n };
	s->at += n + 1;
	return true;
}

bool scan_line(struct scan *s, size_t max, struct span *out)
{
	struct scan ahead = *s;
	struct span line;

	if (!scan_until(&ahead, '\n', max, &line) || line.n == 0)
		return false;
	*out = line;
	*s = ahead;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool scan_u64(struct scan *s, uint64_t max, uint64_t *out)
{
	const char *p = s->at;
	uint64_t v = 0;

	if (p == s->end || !is_digit(*p))
		return false;
	if (*p == '0' && p + 1 < s->end && is_digit(p[1]))
		return false; /* one number, one spelling */
	for (; p < s->end && is_digit(*p); p++) {
		uint64_t d = (uint64_t)(*p - '0');

		if (d > max || v > (max - d) / 10)
			return false;
		v = v * 10 + d;
	}
	s->at = p;
	*out = v;
	return true;
}

bool scan_digits(struct scan *s, int count, uint64_t *out)
{
	uint64_t v = 0;

	if (count < 1 || count > 19 || left(s) < (size_t)count)
		return false;
	for (int i = 0; i < count; i++) {
		if (!is_digit(s->at[i]))
			return false;
		v = v * 10 + (uint64_t)(s->at[i] - '0');
	}
	s->at += count;
	*out = v;
	return true;
}
