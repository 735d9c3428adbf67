/* parse.c - a template and its partials, each source once, to chains of ops */
#include "tmpl/tmpl.h"

#include <string.h>

#include "base/utf8.h"
#include "tmpl/tree.h"

struct cursor { /* in one source */
	struct arena *a;
	struct tmpl *all, *file; /* the template; what is read now */
	tmpl_source *source;
	void *ctx;
	size_t at; /* what is before it is in ops */
	struct tmpl_op **tail;
	struct tmpl_op *open[TMPL_DEPTH_MAX]; /* sections not closed yet */
	int depth;
};

struct tag {
	char sigil; /* one of # ^ / ! > & { or 0 for a plain variable */
	bool words;
	struct span name;
	size_t start, end;
};

int tmpl_in(const struct tmpl *f, const char *at, struct err *e)
{
	int line = 1;

	for (const char *p = f->source.p; p < at; p++)
		line += *p == '\n';
	return err_in(e, "%.*s.mustache:%d", (int)f->name.n, f->name.p, line);
}

static size_t find(struct span s, size_t from, struct span what)
{
	const char *at = from >= s.n ? NULL
	    : memmem(s.p + from, s.n - from, what.p, what.n);

	return at == NULL ? s.n : (size_t)(at - s.p);
}

static bool is_name(struct span s, bool dotted)
{
	static const char BYTES[] = "abcdefghijklmnopqrstuvwxyz_-0123456789"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	char last = '.';

	if (dotted && span_is(s, "."))
		return true;
	for (size_t i = 0; i < s.n; last = s.p[i++])
		if (s.p[i] == '.' ? !dotted || last == '.'
		    : memchr(BYTES, s.p[i], sizeof(BYTES) - 1) == NULL)
			return false;
	return last != '.' && s.n <= TMPL_NAME_MAX;
}

/* Reads the tag that opens at start. */
static int read_tag(struct span s, size_t start, struct tag *out,
    struct err *e)
{
	struct tag t = { .start = start };
	size_t body = start + 2;
	bool triple = body < s.n && s.p[body] == '{';
	struct span stop = triple ? SPAN("}}}") : SPAN("}}"), inside;

	t.end = find(s, body, stop);
	if (t.end == s.n)
		return err_set(e, ERR_FORMAT, "a tag is never closed");
	inside = (struct span){ s.p + body, t.end - body };
	t.end += stop.n;
	if (inside.n != 0 && memchr("#^/!>&{", inside.p[0], 7) != NULL) {
		t.sigil = inside.p[0];
		inside = span_skip(inside, 1);
	}
	t.name = span_trim(inside);
	if (t.sigil != '!' && !is_name(t.name, t.sigil != '>'))
		return err_set(e, ERR_FORMAT, "a tag without a proper name");
	t.words = t.sigil != '!' && span_is(t.name, "_");
	if (t.words && t.sigil != '#' && t.sigil != '/')
		return err_set(e, ERR_FORMAT, "'_' is for words only");
	*out = t;
	return 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A tag that prints nothing and has its line for itself takes the whole line
 * away: widens the tag from the first blank of the line to its newline. */
static void take_line(struct span s, struct tag *t)
{
	size_t from = t->start, to = t->end;

	if (t->sigil == 0 || t->sigil == '&' || t->sigil == '{' || t->words)
		return;
	while (from > 0 && is_blank(s.p[from - 1]))
		from--;
	while (to < s.n && (is_blank(s.p[to]) || s.p[to] == '\r'))
		to++;
	if ((from > 0 && s.p[from - 1] != '\n') ||
	    (to < s.n && s.p[to] != '\n'))
		return;
	t->start = from;
	t->end = to < s.n ? to + 1 : to;
}

static struct tmpl_op *add(struct cursor *c, enum tmpl_op_kind kind,
    struct span text)
{
	struct tmpl_op *op = arena_take(c->a, 1, sizeof(*op));

	*op = (struct tmpl_op){ .kind = kind, .file = c->file, .text = text,
		.first = span_find(text, '.') };
	*c->tail = op;
	c->tail = &op->next;
	return op;
}

static int open_section(struct cursor *c, const struct tag *t, struct err *e)
{
	if (c->depth == TMPL_DEPTH_MAX)
		return err_set(e, ERR_LIMIT, "sections more than %d deep",
		    TMPL_DEPTH_MAX);
	c->open[c->depth++] = add(c, t->sigil == '#'
	    ? TMPL_OP_SECTION : TMPL_OP_INVERTED, t->name);
	if (c->file->depth < c->depth)
		c->file->depth = c->depth;
	return 0;
}

static int close_section(struct cursor *c, struct span name, struct err *e)
{
	struct tmpl_op *from = c->depth == 0 ? NULL : c->open[c->depth - 1];

	if (from == NULL || !span_eq(from->text, name))
		return err_set(e, ERR_FORMAT, "section '%.*s' is closed but"
		    " not the one open", (int)name.n, name.p);
	c->depth--;
	from->to = add(c, TMPL_OP_END, name);
	from->to->to = from;
	return 0;
}

/* Words as po files have them: trimmed, one space for all white space. */
static struct span one_line(struct arena *a, struct span s)
{
	char *p = arena_take(a, s.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool space = memchr(" \t\r\n", s.p[i], 4) != NULL;

		if (!space || (n != 0 && p[n - 1] != ' '))
			p[n++] = space ? ' ' : s.p[i];
	}
	return span_trim((struct span){ p, n });
}

/* The words behind {{#_}}, and their end tag. */
static int add_words(struct cursor *c, struct tag *t, struct err *e)
{
	struct span s = c->file->source, words;
	size_t next = find(s, t->end, SPAN("{{"));
	struct tag end;

	if (t->sigil == '/' || next == s.n)
		return err_set(e, ERR_FORMAT, "words without both ends");
	if (read_tag(s, next, &end, e) < 0)
		return -1;
	words = one_line(c->a, (struct span){ s.p + t->end, next - t->end });
	if (!end.words || end.sigil != '/' || words.n == 0)
		return err_set(e, ERR_FORMAT, "words are text without tags");
	(void)add(c, TMPL_OP_WORDS, words);
	t->end = end.end;
	return 0;
}

/* The file of this name, which joins the chain where it is new. */
static int file_of(struct cursor *c, struct span name, struct tmpl **out,
    struct err *e)
{
	struct tmpl **f = &c->all;
	struct span source;

	for (; *f != NULL; f = &(*f)->next)
		if (span_eq((*f)->name, name))
			return *out = *f, 0;
	if (!is_name(name, false) || !c->source(c->ctx, name, &source))
		return err_set(e, ERR_ABSENT, "no template '%.*s'",
		    (int)name.n, name.p);
	if (source.n > TMPL_BYTES_MAX || !utf8_valid(source))
		return err_set(e, source.n > TMPL_BYTES_MAX ? ERR_LIMIT
		    : ERR_FORMAT, "'%.*s': above %d bytes, or no valid UTF-8",
		    (int)name.n, name.p, TMPL_BYTES_MAX);
	*f = arena_take(c->a, 1, sizeof(**f));
	(*f)->name = arena_copy(c->a, name);
	(*f)->source = source;
	return *out = *f, 0;
}

static int add_partial(struct cursor *c, struct span name, struct err *e)
{
	struct tmpl_op *op = add(c, TMPL_OP_PARTIAL, name);

	op->depth = c->depth;
	return file_of(c, name, &op->file, e);
}

static int add_tag(struct cursor *c, struct tag *t, struct err *e)
{
	if (t->words)
		return add_words(c, t, e);
	if (t->sigil == '#' || t->sigil == '^')
		return open_section(c, t, e);
	if (t->sigil == '/')
		return close_section(c, t->name, e);
	if (t->sigil == '>')
		return add_partial(c, t->name, e);
	if (t->sigil != '!')
		(void)add(c, t->sigil == 0 ? TMPL_OP_PRINT : TMPL_OP_HTML,
		    t->name);
	return 0;
}

/* Reads c->file; on failure c->at is the place. */
static int read_file(struct cursor *c, struct err *e)
{
	struct span s = c->file->source, text;
	struct tag t;

	for (;;) {
		text = span_skip(s, c->at);
		c->at = find(s, c->at, SPAN("{{"));
		if (c->at == s.n)
			break;
		if (read_tag(s, c->at, &t, e) < 0)
			return -1;
		take_line(s, &t);
		text.n = (size_t)(s.p + t.start - text.p);
		if (text.n != 0)
			(void)add(c, TMPL_OP_TEXT, text);
		if (add_tag(c, &t, e) < 0)
			return -1;
		c->at = t.end;
	}
	if (text.n != 0)
		(void)add(c, TMPL_OP_TEXT, text);
	if (c->depth == 0)
		return 0;
	text = c->open[c->depth - 1]->text;
	c->at = (size_t)(text.p - s.p);
	return err_set(e, ERR_FORMAT, "section '%.*s' is never closed",
	    (int)text.n, text.p);
}

/* Passes depths on from partials to who takes them in until nothing changes;
 * in a circle they grow, so it ends there too. */
static int add_depths(struct tmpl *all, struct err *e)
{
	bool changed = false;

	for (struct tmpl *f = all; f != NULL; f = f->next) {
		for (struct tmpl_op *op = f->ops; op != NULL; op = op->next) {
			int depth = op->kind != TMPL_OP_PARTIAL ? 0
			    : op->depth + 1 + op->file->depth;

			if (depth > TMPL_DEPTH_MAX) {
				err_set(e, ERR_LIMIT, "partials in a circle"
				    " or more than %d deep", TMPL_DEPTH_MAX);
				return tmpl_in(f, op->text.p, e);
			}
			changed |= depth > f->depth;
			f->depth = depth > f->depth ? depth : f->depth;
		}
	}
	return changed;
}

int tmpl_parse(struct tmpl **out, struct arena *a, struct span name,
    tmpl_source *source, void *ctx, struct err *e)
{
	struct cursor c = { .a = a, .source = source, .ctx = ctx };
	struct tmpl *f;
	int more;

	if (file_of(&c, name, &f, e) < 0)
		return -1;
	for (; f != NULL; f = f->next) {
		c = (struct cursor){ .a = a, .source = source, .ctx = ctx,
			.all = c.all, .file = f, .tail = &f->ops };
		if (read_file(&c, e) < 0)
			return tmpl_in(f, f->source.p + c.at, e);
	}
	while ((more = add_depths(c.all, e)) == 1)
		continue;
	if (more == 0)
		*out = c.all;
	return more;
}
