/* RFC 4180.  More is read than it allows, where only one reading is
 * possible: other delimiters, LF alone, quotes within an unquoted cell. */
#include <string.h>

#include "intake/inside.h"

struct cursor {
	const char *p;
	size_t n, at;
	bool last;
	char delimiter;
};

enum { MORE = 0, TAKEN = 1, OPEN = -1 };

static uint64_t count_lines(const char *p, size_t n)
{
	const char *end = p + n;
	uint64_t lines = 0;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		lines++;
		p++;
	}
	return lines;
}

/* To the next delimiter or line end, which is not taken. */
static int plain_cell(struct cursor *c, struct span *out)
{
	const char delimiter = c->delimiter;
	size_t i = c->at;

	while (i < c->n && c->p[i] != delimiter && c->p[i] != '\n')
		i++;
	if (i == c->n && !c->last)
		return MORE;
	*out = (struct span){ c->p + c->at, i - c->at };
	c->at = i;
	if (out->n > 0 && out->p[out->n - 1] == '\r' &&
	    (i == c->n || c->p[i] == '\n'))
		out->n--;
	return TAKEN;
}

/* From its opening quote to behind its closing one. */
static int quoted_cell(struct cursor *c, struct span *out, bool *doubled)
{
	size_t from = c->at + 1, i = from;

	for (;;) {
		const char *q = memchr(c->p + i, '"', c->n - i);

		if (q == NULL)
			return c->last ? OPEN : MORE;
		i = (size_t)(q - c->p) + 1;
		if (i == c->n && !c->last)
			return MORE;
		if (i == c->n || c->p[i] != '"')
			break;
		*doubled = true;
		i++;
	}
	*out = (struct span){ c->p + from, i - 1 - from };
	c->at = i;
	return TAKEN;
}

/* One cell, and whether other words follow its closing quote. */
static int take_cell(struct cursor *c, struct span *out, bool *doubled,
    bool *junk)
{
	struct span rest;
	int got;

	*doubled = *junk = false;
	if (c->at == c->n || c->p[c->at] != '"')
		return plain_cell(c, out);
	got = quoted_cell(c, out, doubled);
	if (got != TAKEN)
		return got;
	got = plain_cell(c, &rest);
	*junk = got == TAKEN && rest.n > 0;
	return got;
}

/* "" to ", in place. */
static void undouble(char *cell, size_t *n)
{
	size_t to = 0;

	for (size_t i = 0; i < *n; i++) {
		cell[to++] = cell[i];
		if (cell[i] == '"')
			i++;
	}
	*n = to;
}

int intake_csv_record(char *p, size_t n, bool last, char delimiter,
    struct intake_record *out, struct err *e)
{
	struct cursor c = { p, n, 0, last, delimiter };
	struct span cell;
	bool doubled, junk;

	out->count = 0;
	out->junk = -1;
	for (;;) {
		int got = take_cell(&c, &cell, &doubled, &junk);

		if (got == OPEN)
			return err_set(e, ERR_FORMAT, "a quote that is never "
			    "closed");
		if (got == MORE)
			return 0;
		if (out->count < INTAKE_COLUMNS_MAX) {
			out->cells[out->count] = cell;
			out->doubled[out->count] = doubled;
		}
		if (junk && out->junk < 0)
			out->junk = out->count;
		out->count++;
		if (c.at == n || p[c.at] == '\n')
			break;
		c.at++; /* the delimiter: one more cell follows */
	}
	out->bytes = c.at < n ? c.at + 1 : c.at;
	out->lines = c.at < n ? count_lines(p, c.at) + 1 : count_lines(p, n);
	for (int i = 0; i < out->count && i < INTAKE_COLUMNS_MAX; i++)
		if (out->doubled[i])
			undouble(p + (out->cells[i].p - p), &out->cells[i].n);
	return 1;
}

char intake_csv_delimiter(struct span head)
{
	static const char KNOWN[] = ",;\t";
	size_t seen[3] = { 0 }, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < head.n; i++) {
		const char *at = memchr(KNOWN, head.p[i], 3);

		if (head.p[i] == '"')
			quoted = !quoted;
		else if (head.p[i] == '\n' && !quoted)
			break;
		else if (at != NULL && !quoted)
			seen[at - KNOWN]++;
	}
	for (size_t i = 1; i < 3; i++)
		if (seen[i] > seen[best])
			best = i;
	return KNOWN[best];
}
