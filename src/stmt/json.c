/* The canonical JSON of statements: strings, and objects of strings.  One
 * pass, no copies: a million lines are read so. */
#include <string.h>

#include "base/utf8.h"
#include "stmt/inside.h"

/* What each byte asks for: '.' nothing, '2' a second byte that goes on,
 * 'w' a look at the whole character, 'x' it must be escaped.  DEL and the
 * leads of U+0080 to U+00BF ask for a look; 0x80 to 0xc1 fail it. */
static const char CLASS[] =
    "xxxxxxxxxxxxxxxx" "xxxxxxxxxxxxxxxx"
    "..\"............." "................"
    "................" "............\\..."
    "................" "...............w"
    "wwwwwwwwwwwwwwww" "wwwwwwwwwwwwwwww"
    "wwwwwwwwwwwwwwww" "wwwwwwwwwwwwwwww"
    "www2222222222222" "2222222222222222"
    "wwwwwwwwwwwwwwww" "wwwwwwwwwwwwwwww";

static char class_of(char c)
{
	return CLASS[(unsigned char)c];
}

static int lower_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The bytes of the escape at p and the character it stands for; 0 where
 * RFC 8785 would not write it so. */
static size_t escape(const char *p, size_t left, unsigned char *out)
{
	static const char NAME[] = "btnfr\"\\", CHAR[] = "\b\t\n\f\r\"\\";
	const char *name;
	int high, low, c;

	if (left < 2 || p[1] == '\0')
		return 0;
	name = strchr(NAME, p[1]);
	if (name != NULL) {
		*out = (unsigned char)CHAR[name - NAME];
		return 2;
	}
	if (left < 6 || memcmp(p, "\\u00", 4) != 0)
		return 0;
	high = lower_hex(p[4]);
	low = lower_hex(p[5]);
	c = high * 16 + low;
	if (high < 0 || high > 1 || low < 0 ||
	    (c != 0 && strchr(CHAR, c) != NULL))
		return 0;
	*out = (unsigned char)c;
	return 6;
}

static int take_escape(const char **p, const char *end, unsigned *marks,
    struct err *e)
{
	unsigned char c = 0;
	size_t n = escape(*p, (size_t)(end - *p), &c);

	if (n == 0)
		return err_set(e, ERR_FORMAT, "FORMAT 4: an escape that"
		    " RFC 8785 does not write so");
	*marks |= STMT_ESCAPED;
	if (utf8_unfit(c))
		*marks |= STMT_UNFIT;
	if (c == 0)
		*marks |= STMT_NUL;
	*p += n;
	return 0;
}

static int take_wide(const char **p, const char *end, unsigned *marks,
    struct err *e)
{
	struct span rest = { *p, (size_t)(end - *p) };
	uint32_t cp;

	if (!utf8_next(&rest, &cp))
		return err_set(e, ERR_FORMAT, "FORMAT 4: not UTF-8");
	if (utf8_unfit(cp))
		*marks |= STMT_UNFIT;
	*p = rest.p;
	return 0;
}

/* Past what needs no look: most of any text.  Two loops, since words are
 * of one script and processors guess well. */
static const char *skip_plain(const char *p, const char *end)
{
	const char *start;

	do {
		start = p;
		while (p < end && class_of(*p) == '.')
			p++;
		while (end - p >= 2 && class_of(*p) == '2' &&
		    (p[1] & 0xc0) == 0x80)
			p += 2;
	} while (p != start);
	return p;
}

int stmt_string_scan(struct scan *s, struct stmt_string *out, struct err *e)
{
	const char *p, *end = s->end;
	unsigned marks = 0;

	if (!stmt_take(s, '"'))
		return err_set(e, ERR_FORMAT, "FORMAT 4: no string where one"
		    " must stand");
	for (p = skip_plain(s->at, end); p < end; p = skip_plain(p, end)) {
		switch (class_of(*p)) {
		case '"':
			out->raw = (struct span){ s->at, (size_t)(p - s->at) };
			out->marks = marks;
			s->at = p + 1;
			return 0;
		case '\\':
			if (take_escape(&p, end, &marks, e) < 0)
				return -1;
			break;
		case 'x':
			return err_set(e, ERR_FORMAT, "FORMAT 4: byte %02x in"
			    " a string is not escaped", (unsigned)*p & 0xff);
		default:
			if (take_wide(&p, end, &marks, e) < 0)
				return -1;
		}
	}
	return err_set(e, ERR_FORMAT, "FORMAT 4: a string has no end");
}

/* The next byte of the text that a checked string stands for, -1 at its
 * end.  Only ASCII is ever escaped. */
static int text_byte(struct span *raw)
{
	unsigned char c;
	size_t n = 1;

	if (raw->n == 0)
		return -1;
	c = (unsigned char)raw->p[0];
	if (c == '\\')
		n = escape(raw->p, raw->n, &c);
	*raw = span_skip(*raw, n);
	return c;
}

struct span stmt_string_text(const struct stmt_string *s, struct arena *a)
{
	struct span raw = s->raw, out;
	char *p;
	int c;

	if ((s->marks & STMT_ESCAPED) == 0)
		return s->raw;
	p = arena_raw(a, raw.n);
	out = (struct span){ p, 0 };
	while ((c = text_byte(&raw)) >= 0)
		p[out.n++] = (char)(unsigned char)c;
	return out;
}

/* Compares what the strings stand for: "\"" sorts as the quote it is. */
static int string_cmp(const struct stmt_string *a, const struct stmt_string *b)
{
	struct span x = a->raw, y = b->raw;
	int c, d;

	if (((a->marks | b->marks) & STMT_ESCAPED) == 0)
		return span_cmp(x, y);
	do {
		c = text_byte(&x);
		d = text_byte(&y);
	} while (c == d && c >= 0);
	return c - d;
}

int stmt_row_next(struct stmt_row *r, struct err *e)
{
	struct stmt_string before = r->column;

	if (r->count == 0 && !stmt_take(&r->s, '{'))
		return err_set(e, ERR_FORMAT, "FORMAT 4: a row is an object of"
		    " strings");
	if (stmt_take(&r->s, '}'))
		return 0;
	if (r->count > 0 && !stmt_take(&r->s, ','))
		return err_set(e, ERR_FORMAT, "FORMAT 4: no comma between"
		    " cells");
	if (r->count == STMT_COLUMNS_MAX)
		return err_set(e, ERR_FORMAT, "FORMAT 4: more than %d columns",
		    STMT_COLUMNS_MAX);
	if (stmt_string_scan(&r->s, &r->column, e) < 0)
		return -1;
	if (!stmt_take(&r->s, ':'))
		return err_set(e, ERR_FORMAT, "FORMAT 4: no colon after a"
		    " column");
	if (stmt_string_scan(&r->s, &r->cell, e) < 0)
		return -1;
	if (r->column.raw.n == 0)
		return err_set(e, ERR_FORMAT, "FORMAT 4.4: a column without a"
		    " name");
	if (((r->column.marks | r->cell.marks) & STMT_NUL) != 0)
		return err_set(e, ERR_FORMAT, "FORMAT 4.4: NUL in a row");
	if (r->count > 0 && string_cmp(&before, &r->column) >= 0)
		return err_set(e, ERR_FORMAT, "FORMAT 4: cell %d: its column is"
		    " out of order or there twice", r->count + 1);
	r->count++;
	return 1;
}
