#include "base/span.h"

#include <string.h>

int span_cmp(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int d = n == 0 ? 0 : memcmp(a.p, b.p, n);

	return d != 0 ? d : (a.n > b.n) - (a.n < b.n);
}

bool span_ends(struct span s, struct span tail)
{
	return tail.n == 0 || (s.n >= tail.n &&
	    memcmp(s.p + s.n - tail.n, tail.p, tail.n) == 0);
}

size_t span_find(struct span s, char c)
{
	const char *at = s.n == 0 ? NULL : memchr(s.p, c, s.n);

	return at == NULL ? s.n : (size_t)(at - s.p);
}

struct span span_skip(struct span s, size_t n)
{
	if (n == 0)
		return s;
	if (n >= s.n)
		return (struct span){ s.n == 0 ? s.p : s.p + s.n, 0 };
	return (struct span){ s.p + n, s.n - n };
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct span span_trim(struct span s)
{
	while (s.n > 0 && is_blank(s.p[0]))
		s = span_skip(s, 1);
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}
