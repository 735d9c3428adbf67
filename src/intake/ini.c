/* INI as maps use it (doc/map.md). */
#include <string.h>

#include "intake/inside.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void skip_space(struct span *s)
{
	while (s->n > 0 && is_space(s->p[0]))
		*s = span_skip(*s, 1);
}

static bool is_comment(struct span s)
{
	return s.n > 0 && (s.p[0] == ';' || s.p[0] == '#');
}

static struct span trim(struct span s)
{
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	skip_space(&s);
	return s;
}

/* The rest of the line, its newline taken. */
static struct span take_line(struct intake_ini *in)
{
	size_t n = span_find(in->rest, '\n');
	struct span line = { in->rest.p, n };

	in->rest = span_skip(in->rest, n + 1);
	in->line++;
	return line;
}

int intake_ini_quoted(struct span *s, struct arena *a, struct span *out,
    struct err *e)
{
	struct span rest = span_skip(*s, 1);
	struct buf b;

	buf_open(&b, a, INTAKE_CELL_MAX);
	for (;;) {
		size_t n = span_find(rest, '"');

		if (n == rest.n)
			return err_set(e, ERR_FORMAT, "a quote that is not "
			    "closed");
		buf_add(&b, (struct span){ rest.p, n });
		rest = span_skip(rest, n + 1);
		if (rest.n == 0 || rest.p[0] != '"')
			break;
		buf_byte(&b, '"');
		rest = span_skip(rest, 1);
	}
	if (buf_end(&b, out, e) < 0)
		return -1;
	*s = rest;
	return 0;
}

/* The value without the comment behind it.  A comment begins with ; or #
 * after a space, outside of quotes; a quote opens at the front of the value
 * or after =.  A ; that stands alone is a value: a delimiter. */
static struct span cut_comment(struct span v)
{
	bool quoted = false;
	struct span rest;

	v = trim(v);
	rest = span_skip(v, 1);
	skip_space(&rest);
	if (is_comment(v))
		return v.p[0] == ';' && (v.n == 1 || (is_space(v.p[1]) &&
		    is_comment(rest))) ? (struct span){ v.p, 1 } :
		    (struct span){ v.p, 0 };
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '"' && (quoted || i == 0 || v.p[i - 1] == '='))
			quoted = !quoted;
		else if (!quoted && i > 0 && is_space(v.p[i - 1]) &&
		    is_comment(span_skip(v, i)))
			return trim((struct span){ v.p, i });
	}
	return v;
}

static int read_section(struct intake_ini *in, struct err *e)
{
	struct span line = trim(take_line(in));
	size_t n = span_find(line, ']');
	struct span rest = trim(span_skip(line, n + 1));

	if (n == line.n || (rest.n > 0 && !is_comment(rest)))
		return err_set(e, ERR_FORMAT, "line %d: a section is written "
		    "[name]", in->line);
	in->section = trim((struct span){ line.p + 1, n - 1 });
	return 0;
}

/* A name and its =; a quoted name may go over several lines. */
static int read_name(struct intake_ini *in, struct arena *a, struct span *out,
    struct err *e)
{
	const char *from = in->rest.p;
	size_t end;

	if (in->rest.p[0] == '"') {
		if (intake_ini_quoted(&in->rest, a, out, e) < 0)
			return err_in(e, "line %d", in->line + 1);
		for (; from < in->rest.p; from++)
			in->line += *from == '\n';
		skip_space(&in->rest);
	} else {
		end = 0;
		while (end < in->rest.n && in->rest.p[end] != '=' &&
		    in->rest.p[end] != '\n')
			end++;
		*out = trim((struct span){ in->rest.p, end });
		in->rest = span_skip(in->rest, end);
	}
	if (in->rest.n == 0 || in->rest.p[0] != '=')
		return err_set(e, ERR_FORMAT, "line %d: no = after \"%s\"",
		    in->line + 1, intake_snip(*out).text);
	in->rest = span_skip(in->rest, 1);
	if (out->n == 0)
		return err_set(e, ERR_FORMAT, "line %d: no name before =",
		    in->line + 1);
	return 0;
}

int intake_ini_next(struct intake_ini *in, struct arena *a,
    struct intake_word *out, struct err *e)
{
	struct intake_word w = { .line = 0 };

	for (;;) {
		skip_space(&in->rest);
		if (in->rest.n == 0)
			return 0;
		if (in->rest.p[0] == '\n' || is_comment(in->rest)) {
			(void)take_line(in);
			continue;
		}
		if (in->rest.p[0] != '[')
			break;
		if (read_section(in, e) < 0)
			return -1;
	}
	if (in->section.n == 0)
		return err_set(e, ERR_FORMAT, "line %d: no [section] yet",
		    in->line + 1);
	if (read_name(in, a, &w.name, e) < 0)
		return -1;
	w.value = cut_comment(take_line(in));
	w.line = in->line;
	w.section = in->section;
	if (w.value.n == 0)
		return err_set(e, ERR_FORMAT, "line %d: \"%s\" has no value",
		    w.line, intake_snip(w.name).text);
	*out = w;
	return 1;
}

void intake_ini_put(struct buf *b, struct span s)
{
	bool plain = s.n > 0 && !is_space(s.p[0]) &&
	    !is_space(s.p[s.n - 1]);
	size_t at;

	for (size_t i = 0; i < s.n && plain; i++)
		plain = s.p[i] != '\0' && strchr("=;#\"[]\n\t", s.p[i]) == NULL;
	if (plain) {
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
