/* report.c - what is on both lists, on one alone, and where they disagree */
#include <stdlib.h>
#include <string.h>

#include "compare/inside.h"

#define PIECE ((size_t)1 << 20)

struct report {
	struct compare *c;
	compare_sink *sink;
	void *ctx;
	struct arena mem;
	struct buf b;
	uint32_t *partner;   /* by row of A: one of B it counts with; or none */
	uint32_t *likely;    /* by row: best pair that does not count */
	float *how;          /* its probability */
	uint64_t disagree[LINK_FEATURES_MAX];
};
#define NOBODY UINT32_MAX

static int flush(struct report *r, bool end, struct err *e)
{
	struct span s;

	if (r->b.n < PIECE && !end && !r->b.over)
		return 0;
	if (buf_end(&r->b, &s, e) < 0 || (s.n > 0 && r->sink(r->ctx, s,
	    e) < 0))
		return -1;
	buf_clear(&r->b);
	return 0;
}

struct span compare_name(const struct compare *c, uint32_t row,
    struct arena *a)
{
	static const enum link_kind order[] = { LINK_NAME, LINK_FAMILY,
		LINK_GIVEN, LINK_FATHER };
	struct buf b;

	buf_open(&b, a, 4 * LINK_CELL_MAX);
	for (int k = 0; k < 4; k++)
		for (int i = 0; i < c->fields; i++) {
			struct span s = compare_rows_cell(c, row, i);

			if (c->field[i].kind != order[k] || s.n == 0)
				continue;
			if (b.n > 0)
				buf_byte(&b, ' ');
			buf_add(&b, s);
			if (k == 0)
				return buf_span(&b);
		}
	return buf_span(&b);
}

/* Text of a list in a line of Markdown. */
static void put_text(struct report *r, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\n' || c == '\r' || c == '\t')
			c = ' ';
		if (c != '\0' && strchr("\\`*_[]<>|#&", c) != NULL)
			buf_byte(&r->b, '\\');
		buf_byte(&r->b, c);
	}
}

static void put_row(struct report *r, uint32_t row)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct span name = compare_name(r->c, row, &a);

	if (name.n == 0)
		name = SPAN("(no name)");
	put_text(r, name);
	buf_str(&r->b, " (");
	put_text(r, r->c->id[row]);
	buf_byte(&r->b, ')');
}

static bool is_of_b(const struct compare *c, uint32_t row)
{
	return c->lists == 2 && row >= c->list[0].rows;
}

/* Who counts with whom, by clusters; and what is left open. */
static void join(struct report *r)
{
	struct compare *c = r->c;
	uint32_t n = link_rows(c->link);
	uint32_t *first = arena_take(&r->mem, n, sizeof(*first));

	r->partner = arena_raw(&r->mem, n * sizeof(*r->partner));
	r->likely = arena_raw(&r->mem, n * sizeof(*r->likely));
	r->how = arena_take(&r->mem, n, sizeof(*r->how));
	for (uint32_t i = 0; i < n; i++) {
		r->partner[i] = r->likely[i] = NOBODY;
		first[i] = NOBODY;
	}
	for (uint32_t i = 0; i < n; i++)
		if (is_of_b(c, i) && first[c->label[i]] == NOBODY)
			first[c->label[i]] = i;
	for (uint32_t i = 0; i < n; i++)
		if (c->lists == 2 && !is_of_b(c, i))
			r->partner[i] = first[c->label[i]];
		else if (c->lists == 1 && c->label[i] != i)
			r->partner[i] = c->label[i];
	for (uint64_t k = 0; k < c->found.pairs; k++) {
		const struct link_pair *p = &c->found.pair[k];
		uint32_t end[2] = { p->a, p->b };

		if (c->label[p->a] == c->label[p->b])
			continue;
		for (int x = 0; x < 2; x++)
			if (p->probability > r->how[end[x]]) {
				r->how[end[x]] = p->probability;
				r->likely[end[x]] = end[1 - x];
			}
	}
}

static int put_both(struct report *r, struct err *e)
{
	struct compare *c = r->c;

	buf_str(&r->b, c->lists == 2 ? "\n## On both\n\n"
	    : "\n## Twice\n\n");
	for (uint32_t i = 0; i < link_rows(c->link); i++) {
		struct link_why why[LINK_WHY_MAX];
		bool first = true;
		double p;
		int n;

		if (r->partner[i] == NOBODY)
			continue;
		if (link_explain(c->link, i, r->partner[i], why, &n, &p,
		    e) < 0)
			return -1;
		buf_str(&r->b, "- ");
		put_row(r, i);
		buf_str(&r->b, " = ");
		put_row(r, r->partner[i]);
		for (int k = 0; k < n; k++) {
			if (why[k].sort != LINK_DISAGREES)
				continue;
			r->disagree[why[k].feature]++;
			buf_fmt(&r->b, "%s %s", first ? "; disagree:" : ",",
			    why[k].field);
			first = false;
		}
		buf_byte(&r->b, '\n');
		if (flush(r, false, e) < 0)
			return -1;
	}
	return 0;
}

static int put_alone(struct report *r, bool of_b, struct err *e)
{
	struct compare *c = r->c;
	uint32_t n = link_rows(c->link);
	bool *on_both = arena_take(&r->mem, n, sizeof(*on_both));

	for (uint32_t i = 0; i < n; i++)
		if (r->partner[i] != NOBODY)
			on_both[c->label[i]] = true;
	buf_fmt(&r->b, "\n## Only on %s\n\n", of_b ? "B" : "A");
	for (uint32_t i = 0; i < n; i++) {
		if (is_of_b(c, i) != of_b || on_both[c->label[i]])
			continue;
		buf_str(&r->b, "- ");
		put_row(r, i);
		if (r->likely[i] != NOBODY) {
			buf_fmt(&r->b, "; perhaps (%.2f) ",
			    (double)r->how[i]);
			put_row(r, r->likely[i]);
		}
		buf_byte(&r->b, '\n');
		if (flush(r, false, e) < 0)
			return -1;
	}
	return 0;
}

/* How many rows of a list stand in clusters with the other; and people. */
static void put_counts(struct report *r)
{
	struct compare *c = r->c;
	uint32_t n = link_rows(c->link), rows[2][2] = { { 0 } };
	uint8_t *who = arena_take(&r->mem, n, 1);
	uint32_t people[4] = { 0 };

	for (uint32_t i = 0; i < n; i++)
		who[c->label[i]] |= is_of_b(c, i) ? 2 : 1;
	for (uint32_t i = 0; i < n; i++) {
		people[who[i]]++;
		rows[is_of_b(c, i)][who[c->label[i]] == 3]++;
	}
	people[0] = people[1] + people[2] + people[3];
	buf_str(&r->b, "| | rows of A | rows of B | people, as far as these"
	    " rows are one |\n|---|---:|---:|---:|\n");
	buf_fmt(&r->b, "| on both | %u | %u | %u |\n", rows[0][1],
	    rows[1][1], people[3]);
	buf_fmt(&r->b, "| only on A | %u | | %u |\n", rows[0][0], people[1]);
	buf_fmt(&r->b, "| only on B | | %u | %u |\n", rows[1][0], people[2]);
	buf_fmt(&r->b, "| all | %u | %u | %u |\n", rows[0][0] + rows[0][1],
	    rows[1][0] + rows[1][1], people[0]);
}

/* Of one list: how many people are behind its rows. */
static void put_counts_within(struct report *r)
{
	struct compare *c = r->c;
	uint32_t n = link_rows(c->link), people = 0, more = 0;

	for (uint32_t i = 0; i < n; i++) {
		people += c->label[i] == i;
		more += c->label[i] != i;
	}
	buf_fmt(&r->b, "| | rows |\n|---|---:|\n| first of their person | %u"
	    " |\n| again | %u |\n| all | %u |\n", people, more, n);
}

void compare_expected(const struct compare *c, struct buf *b)
{
	double right = 0, all = 0;
	uint64_t n = 0;

	for (uint64_t i = 0; i < c->found.pairs; i++) {
		double p = (double)c->found.pair[i].probability;

		all += p;
		if (p >= c->options.at) {
			right += p;
			n++;
		}
	}
	if (n == 0)
		return;
	buf_fmt(b, "Pairs at or above %.2f: %llu.  By their own"
	    " probabilities %.1f in a hundred of them are right, and %.1f in"
	    " a hundred of all right pairs are among them.\n",
	    c->options.at, (unsigned long long)n, 100 * right / (double)n,
	    100 * right / (all > 0 ? all : 1));
}

static void put_disagreements(struct report *r)
{
	const char *title[LINK_FEATURES_MAX];
	int n = link_titles(r->c->link, title);
	bool any = false;

	for (int i = 0; i < n; i++) {
		if (r->disagree[i] == 0)
			continue;
		if (!any)
			buf_str(&r->b, "\n## Where rows of one person"
			    " disagree\n\n| field | rows |\n|---|---:|\n");
		any = true;
		buf_str(&r->b, "| ");
		put_text(r, span_of(title[i]));
		buf_fmt(&r->b, " | %llu |\n",
		    (unsigned long long)r->disagree[i]);
	}
}

static int put_all(struct report *r, struct err *e)
{
	struct compare *c = r->c;

	buf_str(&r->b, c->lists == 2 ? "# Two lists compared\n\n"
	    : "# A list compared with itself\n\n");
	for (int i = 0; i < c->lists; i++) {
		buf_fmt(&r->b, "- %s: ", i == 0 ? "A" : "B");
		put_text(r, c->list[i].name);
		buf_fmt(&r->b, ", %u rows", c->list[i].rows);
		if (c->list[i].bad > 0)
			buf_fmt(&r->b, ", and %u that cannot be read",
			    c->list[i].bad);
		buf_byte(&r->b, '\n');
	}
	buf_byte(&r->b, '\n');
	join(r);
	if (c->lists == 2)
		put_counts(r);
	else
		put_counts_within(r);
	buf_byte(&r->b, '\n');
	compare_expected(c, &r->b);
	buf_str(&r->b, "\nNo person has looked at them.\n");
	if (put_both(r, e) < 0)
		return -1;
	put_disagreements(r);
	if (c->lists == 2 && (put_alone(r, false, e) < 0 || put_alone(r, true,
	    e) < 0))
		return -1;
	return flush(r, true, e);
}

int compare_report(struct compare *c, compare_sink *sink, void *ctx,
    struct err *e)
{
	struct report r = { .c = c, .sink = sink, .ctx = ctx,
		.mem.cap = (size_t)8 << 30 };
	int rc;

	buf_open(&r.b, &r.mem, 4 * PIECE);
	rc = put_all(&r, e);
	arena_closep(&r.mem);
	return rc;
}
