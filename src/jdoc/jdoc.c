#include "jdoc/jdoc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* An array or object that is not closed yet. */
struct frame {
	struct jdoc *v, *last;
	size_t from; /* where its bracket stands */
};

struct reader {
	struct span text;
	size_t at;
	int values, depth;
	struct frame open[JDOC_DEPTH_MAX];
	struct arena *arena;
	struct err *e;
};

static int fail(struct reader *r, const char *why)
{
	return err_set(r->e, ERR_FORMAT, "byte %zu: %s", r->at + 1, why);
}

/* The byte at the cursor; 0, which no JSON holds, at the end. */
static char peek(const struct reader *r)
{
	return r->at < r->text.n ? r->text.p[r->at] : '\0';
}

static bool take(struct reader *r, char c)
{
	if (peek(r) != c || r->at == r->text.n)
		return false;
	r->at++;
	return true;
}

static void skip_space(struct reader *r)
{
	char c = peek(r);

	while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
		r->at++;
		c = peek(r);
	}
}

static bool take_digits(struct reader *r)
{
	size_t from = r->at;

	while (peek(r) >= '0' && peek(r) <= '9')
		r->at++;
	return r->at > from;
}

static int read_number(struct reader *r, struct jdoc *v)
{
	size_t from = r->at;

	v->kind = JDOC_NUMBER;
	(void)take(r, '-');
	if (take(r, '0')) {
		if (peek(r) >= '0' && peek(r) <= '9')
			return fail(r, "a number with a leading zero");
	} else if (!take_digits(r)) {
		return fail(r, "not a number");
	}
	if (take(r, '.') && !take_digits(r))
		return fail(r, "no digit after the point");
	if (take(r, 'e') || take(r, 'E')) {
		if (!take(r, '+'))
			(void)take(r, '-');
		if (!take_digits(r))
			return fail(r, "no digit in the exponent");
	}
	v->text = (struct span){ r->text.p + from, r->at - from };
	return 0;
}

/* Four hex digits. */
static bool read_hex4(struct reader *r, uint32_t *out)
{
	uint32_t cp = 0;

	for (int i = 0; i < 4; i++, r->at++) {
		char c = peek(r);
		int digit = c >= '0' && c <= '9' ? c - '0' :
		    c >= 'a' && c <= 'f' ? c - 'a' + 10 :
		    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;

		if (digit < 0)
			return false;
		cp = cp << 4 | (uint32_t)digit;
	}
	*out = cp;
	return true;
}

/* After "\u". */
static int read_code_point(struct reader *r, uint32_t *out)
{
	uint32_t cp, low;

	if (!read_hex4(r, &cp))
		return fail(r, "\\u needs four hex digits");
	if (cp == 0)
		return fail(r, "U+0000 has no place in a text");
	if (cp >= 0xd800 && cp <= 0xdbff) {
		if (!take(r, '\\') || !take(r, 'u') || !read_hex4(r, &low) ||
		    low < 0xdc00 || low > 0xdfff)
			return fail(r, "half of a surrogate pair");
		cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
	} else if (cp >= 0xdc00 && cp <= 0xdfff) {
		return fail(r, "half of a surrogate pair");
	}
	*out = cp;
	return 0;
}

/* After a backslash: what it stands for, into out. */
static int read_escape(struct reader *r, char **out)
{
	static const char NAME[] = "\"\\/bfnrt", VALUE[] = "\"\\/\b\f\n\r\t";
	const char *at = peek(r) == '\0' ? NULL : strchr(NAME, peek(r));
	uint32_t cp = 0;

	if (at != NULL) {
		r->at++;
		*(*out)++ = VALUE[at - NAME];
		return 0;
	}
	if (!take(r, 'u'))
		return fail(r, "an escape that JSON does not have");
	if (read_code_point(r, &cp) < 0)
		return -1;
	*out += utf8_put(cp, *out);
	return 0;
}

/* The string's end, from after its opening quote: the cursor is put behind
 * the closing one. */
static int find_end(struct reader *r, bool *escaped)
{
	*escaped = false;
	for (; r->at < r->text.n; r->at++) {
		unsigned char c = (unsigned char)r->text.p[r->at];

		if (c == '"') {
			r->at++;
			return 0;
		}
		if (c < 0x20)
			return fail(r, "a control character in a string");
		if (c == '\\') {
			*escaped = true;
			r->at++; /* whatever follows is no end */
		}
	}
	r->at = r->text.n;
	return fail(r, "a string that does not end");
}

static int read_string(struct reader *r, struct span *out)
{
	size_t from = r->at + 1, end;
	bool escaped;
	char *p, *to;

	if (!take(r, '"'))
		return fail(r, "a string should stand here");
	if (find_end(r, &escaped) < 0)
		return -1;
	end = r->at - 1;
	*out = (struct span){ r->text.p + from, end - from };
	if (!escaped)
		return 0;
	p = to = arena_raw(r->arena, out->n); /* decoding only shortens */
	for (r->at = from; r->at < end;) {
		if (take(r, '\\')) {
			if (read_escape(r, &to) < 0)
				return -1;
		} else {
			*to++ = r->text.p[r->at++];
		}
	}
	r->at = end + 1;
	*out = (struct span){ p, (size_t)(to - p) };
	return 0;
}

static int read_word(struct reader *r, struct jdoc *v)
{
	static const struct { enum jdoc_kind kind; struct span word; } table[] =
	    { { JDOC_NULL, { "null", 4 } }, { JDOC_TRUE, { "true", 4 } },
	      { JDOC_FALSE, { "false", 5 } } };

	for (size_t i = 0; i < 3; i++) {
		if (!span_starts(span_skip(r->text, r->at), table[i].word))
			continue;
		v->kind = table[i].kind;
		v->text = table[i].word;
		r->at += v->text.n;
		return 0;
	}
	return fail(r, r->at == r->text.n ? "the text ends too early" :
	    "a value should stand here");
}

static int push(struct reader *r, struct jdoc *v, enum jdoc_kind kind)
{
	if (r->depth == JDOC_DEPTH_MAX)
		return err_set(r->e, ERR_LIMIT, "byte %zu: nested deeper than "
		    "%d", r->at + 1, JDOC_DEPTH_MAX);
	v->kind = kind;
	r->open[r->depth++] = (struct frame){ v, NULL, r->at++ };
	return 0;
}

/* A scalar, or the opening bracket of the rest. */
static int read_value(struct reader *r, struct jdoc *v)
{
	char c = peek(r);

	if (++r->values > JDOC_VALUES_MAX)
		return err_set(r->e, ERR_LIMIT, "byte %zu: more than %d "
		    "values", r->at + 1, JDOC_VALUES_MAX);
	if (c == '{' || c == '[')
		return push(r, v, c == '{' ? JDOC_OBJECT : JDOC_ARRAY);
	if (c == '"') {
		v->kind = JDOC_STRING;
		return read_string(r, &v->text);
	}
	if (c == '-' || (c >= '0' && c <= '9'))
		return read_number(r, v);
	return read_word(r, v);
}

static int by_name(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return span_cmp(*x, *y);
}

static int refuse_twins(struct reader *r, const struct jdoc *v)
{
	struct span *names;
	int i = 0;

	if (v->kind != JDOC_OBJECT || v->count < 2)
		return 0;
	names = arena_raw(r->arena, (size_t)v->count * sizeof(*names));
	for (const struct jdoc *m = v->first; m != NULL; m = m->next)
		names[i++] = m->name;
	qsort(names, (size_t)v->count, sizeof(*names), by_name);
	for (i = 1; i < v->count; i++) {
		struct span s = names[i];

		if (!span_eq(names[i - 1], s))
			continue;
		s.n = s.n < 60 ? s.n : 60; /* enough to know it by */
		s.n = utf8_valid_bytes(s);
		return err_set(r->e, ERR_FORMAT, "byte %zu: the name "
		    "\"%.*s\" stands twice in one object", r->at,
		    (int)s.n, s.p);
	}
	return 0;
}

static int pop(struct reader *r)
{
	struct frame *f = &r->open[--r->depth];

	r->at++;
	f->v->text = (struct span){ r->text.p + f->from, r->at - f->from };
	return refuse_twins(r, f->v);
}

/* In the innermost open bracket: its end, or one more value. */
static int step(struct reader *r)
{
	struct frame *f = &r->open[r->depth - 1];
	const bool object = f->v->kind == JDOC_OBJECT;
	struct span name = { "", 0 };
	struct jdoc *v;

	skip_space(r);
	if (peek(r) == (object ? '}' : ']'))
		return pop(r);
	if (f->v->count > 0) {
		if (!take(r, ','))
			return fail(r, object ? "neither , nor }" :
			    "neither , nor ]");
		skip_space(r);
	}
	if (object) {
		if (read_string(r, &name) < 0)
			return -1;
		skip_space(r);
		if (!take(r, ':'))
			return fail(r, "no : after a name");
		skip_space(r);
	}
	v = arena_take(r->arena, 1, sizeof(*v));
	v->name = name;
	if (f->last != NULL)
		f->last->next = v;
	else
		f->v->first = v;
	f->last = v;
	f->v->count++;
	return read_value(r, v);
}

int jdoc_parse(struct span text, struct arena *a, struct jdoc **out,
    struct err *e)
{
	struct reader r;
	struct jdoc *root;
	size_t valid;

	if (text.n > JDOC_BYTES_MAX)
		return err_set(e, ERR_LIMIT, "longer than %zu bytes",
		    JDOC_BYTES_MAX);
	valid = utf8_valid_bytes(text);
	if (valid < text.n)
		return err_set(e, ERR_FORMAT, "byte %zu: not UTF-8",
		    valid + 1);
	r.text = text;
	r.at = 0;
	r.values = r.depth = 0;
	r.arena = a;
	r.e = e;
	root = arena_take(a, 1, sizeof(*root));
	skip_space(&r);
	if (read_value(&r, root) < 0)
		return -1;
	while (r.depth > 0)
		if (step(&r) < 0)
			return -1;
	skip_space(&r);
	if (r.at < text.n)
		return fail(&r, "something after the value");
	*out = root;
	return 0;
}

const struct jdoc *jdoc_member(const struct jdoc *v, struct span name)
{
	const struct jdoc *m = NULL;

	if (v->kind == JDOC_OBJECT)
		for (m = v->first; m != NULL; m = m->next)
			if (span_eq(m->name, name))
				break;
	return m;
}
