/* clean.c - text from outside, made fit to be set */
#include <glib.h>

#include "base/utf8.h"
#include "draw/inside.h"

#define MARKS_MAX 4 /* on one letter: more would run through the lines */

/* What breaks a line is a space; what is nothing at all is left out. */
static uint32_t fit_of(uint32_t cp)
{
	if (cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x85 ||
	    cp == 0x2028 || cp == 0x2029 || cp == 0x0b || cp == 0x0c)
		return ' ';
	/* Isolates, embeddings, controls; tags; what is between lines. */
	if (utf8_unfit(cp) || (cp >= 0xe0000 && cp <= 0xe0fff) ||
	    (cp >= 0xfff9 && cp <= 0xfffc) || cp == 0xfeff)
		return 0;
	return cp;
}

struct span draw_clean(struct span in, struct arena *a, bool *cut)
{
	char *out = arena_raw(a, DRAW_TEXT_MAX + 8);
	size_t n = 0;
	int marks = 0;
	uint32_t cp, last = ' ';

	*cut = false;
	while (in.n > 0) {
		if (!utf8_next(&in, &cp)) {
			in = span_skip(in, 1);
			continue;
		}
		cp = fit_of(cp);
		if (cp == 0 || (cp == ' ' && last == ' '))
			continue;
		marks = g_unichar_ismark(cp) ? marks + 1 : 0;
		if (marks > MARKS_MAX)
			continue;
		if (n + 4 > DRAW_TEXT_MAX) {
			*cut = true;
			n += utf8_put(0x2026, out + n);
			break;
		}
		n += utf8_put(cp, out + n);
		last = cp;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	return (struct span){ out, n };
}

struct span draw_unbroken(struct span s, struct arena *a)
{
	char *out = arena_raw(a, 4 * s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		out[n++] = s.p[i];
		if (s.p[i] == '-')
			n += utf8_put(0x2060, out + n);
	}
	return (struct span){ out, n };
}
