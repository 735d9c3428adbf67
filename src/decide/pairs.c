/* pairs.c - the candidate pairs of the linkage, read as hostile input */
#include <string.h>

#include "base/utf8.h"
#include "decide/inside.h"
#include "jdoc/jdoc.h"

#define COLUMNS 5
#define BITS_MAX 100000 /* of a weight: nothing sensible comes near */

/* One cell, with what quotes doubled made single; *last: it ended its row.
 * False where a quote is not closed or words follow it. */
static bool take_cell(struct scan *s, struct arena *a, struct span *out,
    bool *last)
{
	struct buf b;
	const char *p = s->at;

	if (p == s->end || *p != '"') {
		while (p < s->end && *p != ',' && *p != '\n' && *p != '"')
			p++;
		*out = (struct span){ s->at, (size_t)(p - s->at) };
		if (out->n > 0 && out->p[out->n - 1] == '\r' &&
		    (p == s->end || *p == '\n'))
			out->n--;
	} else {
		const char *from = ++p;
		bool doubled = false;

		for (; p < s->end; p++) {
			if (*p != '"')
				continue;
			if (p + 1 == s->end || p[1] != '"')
				break;
			doubled = true;
			p++;
		}
		if (p == s->end)
			return false;
		*out = (struct span){ from, (size_t)(p - from) };
		p++;
		if (doubled) {
			buf_open(&b, a, out->n);
			for (size_t i = 0; i < out->n; i++) {
				buf_byte(&b, out->p[i]);
				i += out->p[i] == '"';
			}
			*out = buf_span(&b);
		}
		if (p < s->end && *p == '\r' && (p + 1 == s->end ||
		    p[1] == '\n'))
			p++;
	}
	*last = p == s->end || *p == '\n';
	if (p < s->end && *p != ',' && *p != '\n')
		return false;
	s->at = p < s->end ? p + 1 : p;
	return true;
}

static int take_row(struct scan *s, struct arena *a,
    struct span cell[COLUMNS], struct err *e)
{
	bool last = false;

	for (int i = 0; i < COLUMNS; i++) {
		if (last)
			return err_set(e, ERR_FORMAT, "%d cells, not %d", i,
			    COLUMNS);
		if (!take_cell(s, a, &cell[i], &last))
			return err_set(e, ERR_FORMAT, "cell %d: a quote that"
			    " is not closed, or words beside one", i + 1);
	}
	return last ? 0 : err_set(e, ERR_FORMAT, "more than %d cells",
	    COLUMNS);
}

/* "-12.34": at most 6 decimals. */
static bool read_bits(struct span text, double *out)
{
	struct scan s = scan_of(text);
	bool minus = scan_lit(&s, SPAN("-"));
	double value, unit = 1;
	uint64_t n;

	if (!scan_u64(&s, BITS_MAX, &n))
		return false;
	value = (double)n;
	if (scan_lit(&s, SPAN("."))) {
		if (!scan_digits(&s, 1, &n))
			return false;
		do {
			unit /= 10;
			value += (double)n * unit;
		} while (unit > 2e-6 && scan_digits(&s, 1, &n));
	}
	if (!scan_done(&s))
		return false;
	*out = minus ? -value : value;
	return true;
}

static int read_pair(const struct span cell[COLUMNS],
    struct decide_pair *out, struct err *e)
{
	struct decide_pair p = { .a = cell[2], .b = cell[3], .why = cell[4] };

	if (!decide_draft_probability(cell[0], &p.probability))
		return err_set(e, ERR_FORMAT, "probability: a number from 0 to"
		    " 1 with at most 4 decimals");
	if (!read_bits(cell[1], &p.weight))
		return err_set(e, ERR_FORMAT, "weight: a number of bits like"
		    " -3.25");
	if (!decide_inside_subject(p.a) || !decide_inside_subject(p.b))
		return err_set(e, ERR_FORMAT, "a and b are record/ID or"
		    " person/ID");
	if (span_eq(p.a, p.b))
		return err_set(e, ERR_FORMAT, "a and b are the same %.*s",
		    (int)p.a.n, p.a.p);
	if (p.why.n > JDOC_BYTES_MAX)
		return err_set(e, ERR_LIMIT, "why is too long");
	*out = p;
	return 0;
}

static int read_head(struct scan *s, struct arena *a, struct err *e)
{
	static const char *const name[COLUMNS] = { "probability", "weight",
		"a", "b", "why" };
	struct span cell[COLUMNS];
	bool same = take_row(s, a, cell, e) == 0;

	for (int i = 0; same && i < COLUMNS; i++)
		same = span_is(cell[i], name[i]);
	if (same)
		return 0;
	return err_set(e, ERR_FORMAT, "not a file of pairs: its first line is"
	    " probability,weight,a,b,why (kulpytas link writes one)");
}

static size_t count_lines(struct span text)
{
	size_t n = 1;

	for (const char *p = text.p, *end = text.p + text.n; p < end &&
	    (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
		n++;
	return n;
}

int decide_pairs_read(struct span text, struct arena *a,
    struct decide_pair **out, int *count, struct err *e)
{
	struct scan s = scan_of(text);
	struct decide_pair *list;
	size_t most = count_lines(text);
	int n = 0;

	if (text.n > DECIDE_PAIRS_BYTES)
		return err_set(e, ERR_LIMIT, "larger than %zu MB",
		    DECIDE_PAIRS_BYTES >> 20);
	if (!utf8_valid(text))
		return err_set(e, ERR_FORMAT, "not UTF-8");
	if (read_head(&s, a, e) < 0)
		return -1;
	most = most < DECIDE_MAX ? most : DECIDE_MAX;
	list = arena_take(a, most + 1, sizeof(*list));
	while (!scan_done(&s)) {
		struct span cell[COLUMNS];

		if (n == DECIDE_MAX)
			return err_set(e, ERR_LIMIT, "more than %d pairs: keep"
			    " those of a higher probability", DECIDE_MAX);
		if (take_row(&s, a, cell, e) < 0 || read_pair(cell, &list[n],
		    e) < 0)
			return err_in(e, "row %d", n + 1);
		list[n].row = n + 1;
		n++;
	}
	*out = list;
	*count = n;
	return 0;
}

/* ---- why ---- */

static int read_field(const struct jdoc *v, struct decide_field *out,
    struct err *e)
{
	static const char *const name[] = { "field", "a", "b", "level" };
	struct span *to[] = { &out->field, &out->a, &out->b, &out->level };
	const struct jdoc *m;

	memset(out, 0, sizeof(*out));
	for (int i = 0; i < 4; i++) {
		m = jdoc_member(v, span_of(name[i]));
		if (m == NULL || m->kind == JDOC_NULL)
			continue;
		if (m->kind != JDOC_STRING)
			return err_set(e, ERR_FORMAT, "%s is no text",
			    name[i]);
		*to[i] = m->text;
	}
	m = jdoc_member(v, SPAN("bits"));
	if (out->field.n == 0 || m == NULL || m->kind != JDOC_NUMBER ||
	    !read_bits(m->text, &out->bits))
		return err_set(e, ERR_FORMAT, "each has a field and its bits"
		    " like -3.25");
	return 0;
}

int decide_pairs_why(const struct decide_pair *p, struct arena *a,
    struct decide_field **out, int *count, struct err *e)
{
	struct decide_field *list;
	struct jdoc *v;
	int n = 0;

	if (jdoc_parse(p->why, a, &v, e) < 0)
		return err_in(e, "row %d: why", p->row);
	if (v->kind != JDOC_ARRAY || v->count > DECIDE_FIELDS_MAX)
		return err_set(e, ERR_FORMAT, "row %d: why is no array of at"
		    " most %d fields", p->row, DECIDE_FIELDS_MAX);
	list = arena_take(a, (size_t)v->count + 1, sizeof(*list));
	for (const struct jdoc *m = v->first; m != NULL; m = m->next)
		if (read_field(m, &list[n++], e) < 0)
			return err_in(e, "row %d: why", p->row);
	*out = list;
	*count = n;
	return 0;
}
