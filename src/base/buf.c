#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void buf_open(struct buf *b, struct arena *a, size_t max)
{
	*b = (struct buf){ .arena = a, .max = max };
}

/* Room for n more bytes, or NULL once the text is over. */
static char *room_for(struct buf *b, size_t n)
{
	if (b->over || n > b->max - b->n) {
		b->over = true;
		return NULL;
	}
	if (n > b->room - b->n) {
		size_t room = (b->n + n) * 2;
		char *p;

		if (room < 64)
			room = 64;
		if (room > b->max)
			room = b->max;
		p = arena_raw(b->arena, room);
		if (b->n != 0)
			memcpy(p, b->p, b->n);
		b->p = p;
		b->room = room;
	}
	return b->p + b->n;
}

void buf_add(struct buf *b, struct span s)
{
	char *p;

	if (s.n == 0)
		return;
	p = room_for(b, s.n);
	if (p != NULL) {
		memcpy(p, s.p, s.n);
		b->n += s.n;
	}
}

void buf_str(struct buf *b, const char *cstr)
{
	buf_add(b, span_of(cstr));
}

void buf_byte(struct buf *b, char c)
{
	char *p = room_for(b, 1);

	if (p != NULL) {
		*p = c;
		b->n++;
	}
}

void buf_u64(struct buf *b, uint64_t v)
{
	char digits[20];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + v % 10);
		v /= 10;
	} while (v != 0);
	buf_add(b, (struct span){ digits + at, sizeof(digits) - at });
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	char small[256];
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	if (n < 0) {
		b->over = true;
	} else if ((size_t)n < sizeof(small)) {
		buf_add(b, (struct span){ small, (size_t)n });
	} else {
		/* vsnprintf ends with a NUL, so it needs one byte of room
		 * more than the text has; that byte is not kept. */
		struct arena aside = { .cap = (size_t)n + 64 };
		char *p = arena_raw(&aside, (size_t)n + 1);

		vsnprintf(p, (size_t)n + 1, fmt, again);
		buf_add(b, (struct span){ p, (size_t)n });
		arena_closep(&aside);
	}
	va_end(again);
	va_end(ap);
}

static struct span html_name(char c)
{
	switch (c) {
	case '&': return SPAN("&amp;");
	case '<': return SPAN("&lt;");
	case '>': return SPAN("&gt;");
	case '"': return SPAN("&quot;");
	case '\'': return SPAN("&#39;");
	default: return (struct span){ NULL, 0 };
	}
}

void buf_html(struct buf *b, struct span s)
{
	static const bool SPECIAL[256] = { ['&'] = true, ['<'] = true,
		['>'] = true, ['"'] = true, ['\''] = true };
	size_t from = 0, i;

	for (i = 0; i < s.n; i++) {
		if (!SPECIAL[(unsigned char)s.p[i]])
			continue;
		buf_add(b, (struct span){ s.p + from, i - from });
		buf_add(b, html_name(s.p[i]));
		from = i + 1;
	}
	buf_add(b, span_skip(s, from));
}

/* RFC 8785 3.2.2.2: the seven short escapes, \u00xx for other controls,
 * everything else as it is. */
static void json_escape(struct buf *b, unsigned char c)
{
	static const char SHORT[] = "\b\t\n\f\r\"\\", NAME[] = "btnfr\"\\";
	static const char HEX[] = "0123456789abcdef";
	const char *at = c == 0 ? NULL : strchr(SHORT, c);
	char out[6] = { '\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 15] };

	if (at != NULL)
		out[1] = NAME[at - SHORT];
	buf_add(b, (struct span){ out, at != NULL ? 2 : sizeof(out) });
}

void buf_json(struct buf *b, struct span s)
{
	size_t from = 0, i;

	buf_byte(b, '"');
	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(b, (struct span){ s.p + from, i - from });
		json_escape(b, c);
		from = i + 1;
	}
	buf_add(b, span_skip(s, from));
	buf_byte(b, '"');
}

void buf_csv(struct buf *b, struct span s)
{
	bool quote = false;
	size_t at;

	for (size_t i = 0; i < s.n && !quote; i++)
		quote = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' ||
		    s.p[i] == '\r';
	if (!quote) {
		buf_add(b, s);
		return;
	}
	buf_byte(b, '"');
	while ((at = span_find(s, '"')) < s.n) {
		buf_add(b, (struct span){ s.p, at + 1 });
		buf_byte(b, '"');
		s = span_skip(s, at + 1);
	}
	buf_add(b, s);
	buf_byte(b, '"');
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	b->over = false;
}

struct span buf_span(const struct buf *b)
{
	return (struct span){ b->p, b->n };
}

int buf_end(struct buf *b, struct span *out, struct err *e)
{
	if (b->over)
		return err_set(e, ERR_LIMIT, "text above %zu bytes", b->max);
	*out = buf_span(b);
	return 0;
}
