/* write.c - pairs, clusters and proposals as lines */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "compare/inside.h"

#define PIECE ((size_t)1 << 20) /* bytes gathered before they are given */

/* Lines on their way to a sink. */
struct out {
	struct compare *c;
	compare_sink *sink;
	void *ctx;
	struct arena mem;
	struct buf b;
};

static void out_open(struct out *o, struct compare *c, compare_sink *sink,
    void *ctx)
{
	*o = (struct out){ .c = c, .sink = sink, .ctx = ctx,
		.mem.cap = 64 * PIECE };
	buf_open(&o->b, &o->mem, 2 * PIECE);
}

static int out_line(struct out *o, bool end, struct err *e)
{
	struct span s;

	if (o->b.n < PIECE && !end && !o->b.over)
		return 0;
	if (buf_end(&o->b, &s, e) < 0 || (s.n > 0 && o->sink(o->ctx, s,
	    e) < 0))
		return -1;
	buf_clear(&o->b);
	return 0;
}

static int out_close(struct out *o, int rc, struct err *e)
{
	if (rc == 0)
		rc = out_line(o, true, e);
	arena_closep(&o->mem);
	return rc;
}

/* On one line, whatever the list has in it, and as it reads. */
static void put_line(struct buf *b, struct span s)
{
	uint32_t cp;

	while (s.n > 0) {
		struct span was = s;
		bool whole = utf8_next(&s, &cp);

		if (!whole)
			s = span_skip(s, 1);
		if (!whole || cp < ' ' || utf8_unfit(cp))
			buf_byte(b, ' ');
		else
			buf_add(b, (struct span){ was.p, was.n - s.n });
	}
}

/* ---- pairs ---- */

static int put_header(struct out *o)
{
	const char *title[LINK_FEATURES_MAX];
	int n = link_titles(o->c->link, title);

	buf_str(&o->b, "a,b,row_a,row_b,probability,weight,tie,through");
	for (int i = 0; i < n; i++) {
		buf_byte(&o->b, ',');
		buf_csv(&o->b, span_of(arena_fmt(&o->mem, "bits %s",
		    title[i])));
	}
	buf_str(&o->b, ",nearly,disagrees\n");
	return n;
}

/* The fields of one sort, with "; " between. */
static void put_fields(struct buf *b, const struct link_why *why, int count,
    enum link_level_class sort)
{
	bool first = true, any = false;

	for (int i = 0; i < count; i++)
		any |= why[i].sort == sort;
	if (!any) {
		buf_byte(b, ',');
		return;
	}
	buf_str(b, ",\"");
	for (int i = 0; i < count; i++) {
		struct span s = span_of(why[i].field);

		if (why[i].sort != sort)
			continue;
		if (!first)
			buf_str(b, "; ");
		first = false;
		for (size_t k = 0; k < s.n; k++)
			buf_byte(b, s.p[k] == '"' ? '\'' : s.p[k]);
		buf_fmt(b, ": %s", why[i].level);
	}
	buf_byte(b, '"');
}

/* A pair, and why it is one. */
struct told {
	const struct link_pair *pair;
	struct link_why why[LINK_WHY_MAX];
	int count;
};

static int tell(struct out *o, const struct link_pair *p, struct told *t,
    struct err *e)
{
	double probability;

	t->pair = p;
	return link_explain(o->c->link, p->a, p->b, t->why, &t->count,
	    &probability, e);
}

static void put_ids(struct out *o, const struct link_pair *p)
{
	buf_csv(&o->b, o->c->id[p->a]);
	buf_byte(&o->b, ',');
	buf_csv(&o->b, o->c->id[p->b]);
}

static int put_pair(struct out *o, const struct link_pair *p, int titles,
    struct err *e)
{
	struct told t;

	if (tell(o, p, &t, e) < 0)
		return -1;
	put_ids(o, p);
	buf_fmt(&o->b, ",%u,%u,%.4f,%.2f,%s,%s", o->c->number[p->a],
	    o->c->number[p->b], (double)p->probability, (double)p->weight,
	    p->tie ? "yes" : "", p->through ? "yes" : "");
	for (int i = 0, k = 1; i < titles; i++) {
		if (k < t.count && t.why[k].feature == i)
			buf_fmt(&o->b, ",%.2f", t.why[k++].bits);
		else
			buf_byte(&o->b, ',');
	}
	put_fields(&o->b, t.why, t.count, LINK_NEARLY);
	put_fields(&o->b, t.why, t.count, LINK_DISAGREES);
	buf_byte(&o->b, '\n');
	return out_line(o, false, e);
}

int compare_pairs(struct compare *c, compare_sink *sink, void *ctx,
    struct err *e)
{
	struct out o;
	int titles, rc = 0;

	out_open(&o, c, sink, ctx);
	titles = put_header(&o);
	for (uint64_t i = 0; i < c->found.pairs && rc == 0; i++)
		rc = put_pair(&o, &c->found.pair[i], titles, e);
	return out_close(&o, rc, e);
}

int compare_clusters(struct compare *c, compare_sink *sink, void *ctx,
    struct err *e)
{
	SCOPED(arena) a = { .cap = (size_t)LINK_ROWS_MAX * 8 };
	uint32_t *number = arena_take(&a, link_rows(c->link) + 1,
	    sizeof(*number)), last = 0;
	struct out o;
	int rc = 0;

	out_open(&o, c, sink, ctx);
	buf_str(&o.b, "cluster,list,id,row\n");
	/* A number, since both lists may use one id; a cluster's first row is
	 * its label. */
	for (uint32_t i = 0; i < link_rows(c->link) && rc == 0; i++) {
		if (c->label[i] == i)
			number[i] = ++last;
		buf_fmt(&o.b, "%u,%s,", number[c->label[i]], c->lists == 2 &&
		    i >= c->list[0].rows ? "B" : "A");
		buf_csv(&o.b, c->id[i]);
		buf_fmt(&o.b, ",%u\n", c->number[i]);
		rc = out_line(&o, false, e);
	}
	return out_close(&o, rc, e);
}

/* ---- proposals ---- */

static int likeliest_first(const void *x, const void *y)
{
	const struct link_pair *a = x, *b = y;

	if (a->probability != b->probability)
		return a->probability > b->probability ? -1 : 1;
	return a->a != b->a ? (a->a < b->a ? -1 : 1)
	    : a->b < b->b ? -1 : a->b > b->b;
}

/* What a row says of a feature, by the kind of its fields. */
static struct span said(const struct compare *c, uint32_t row, int feature)
{
	struct span out = { 0 };

	for (int i = 0; i < c->fields && out.n == 0; i++)
		if (link_feature_of(c->link, i) == feature)
			out = compare_rows_cell(c, row, i);
	/* A whole name says something of each of its parts. */
	for (int i = 0; i < c->fields && out.n == 0; i++)
		if (c->field[i].kind == LINK_NAME && link_is_name(c->link,
		    feature))
			out = compare_rows_cell(c, row, i);
	return out;
}

static void put_why(struct out *o, const struct told *t)
{
	const struct link_why *why = t->why;
	struct buf json;

	buf_open(&json, &o->mem, PIECE / 2);
	buf_byte(&json, '[');
	for (int i = 0; i < t->count; i++) {
		struct span a = { 0 }, b = { 0 };

		if (why[i].feature >= 0) {
			a = said(o->c, t->pair->a, why[i].feature);
			b = said(o->c, t->pair->b, why[i].feature);
		}
		buf_str(&json, i == 0 ? "{\"field\":" : ",{\"field\":");
		buf_json(&json, span_of(why[i].field));
		buf_str(&json, ",\"a\":");
		buf_json(&json, a);
		buf_str(&json, ",\"b\":");
		buf_json(&json, b);
		buf_str(&json, ",\"level\":");
		buf_json(&json, span_of(why[i].level));
		buf_fmt(&json, ",\"bits\":%.2f}", why[i].bits);
	}
	buf_byte(&json, ']');
	buf_csv(&o->b, buf_span(&json));
}

static int put_proposal(struct out *o, const struct link_pair *p,
    struct err *e)
{
	struct told t;

	if (tell(o, p, &t, e) < 0)
		return -1;
	buf_fmt(&o->b, "%.4f,%.2f,", (double)p->probability,
	    (double)p->weight);
	put_ids(o, p);
	buf_byte(&o->b, ',');
	put_why(o, &t);
	buf_byte(&o->b, '\n');
	return out_line(o, false, e);
}

static bool is_skipped(const struct compare *c, const struct compare_out *out,
    const struct link_pair *p)
{
	return out->skip != NULL && out->skip(out->ctx, c->id[p->a],
	    c->id[p->b]);
}

int compare_proposals(struct compare *c, struct compare_out *out,
    struct err *e)
{
	struct link_pair *pair = c->found.pair;
	struct out o;
	int rc = 0;

	qsort(pair, c->found.pairs, sizeof(*pair), likeliest_first);
	out_open(&o, c, out->sink, out->ctx);
	buf_str(&o.b, "probability,weight,a,b,why\n");
	for (uint64_t i = 0; i < c->found.pairs && rc == 0; i++) {
		if (is_skipped(c, out, &pair[i]))
			continue;
		rc = put_proposal(&o, &pair[i], e);
		out->given++;
	}
	link_pairs_sort(&c->found);
	return out_close(&o, rc, e);
}

/* ---- a rule's draft ---- */

/* The features that a rule names: "given name+surname+birth". */
static int read_rule(struct compare *c, struct span rule, bool *wanted,
    struct err *e)
{
	const char *title[LINK_FEATURES_MAX];
	int n = link_titles(c->link, title);

	if (span_trim(rule).n == 0)
		return err_set(e, ERR_FORMAT, "a rule names at least one"
		    " field, such as surname+birth");
	while (rule.n > 0) {
		struct span word = { rule.p, span_find(rule, '+') };
		bool found = false;

		rule = span_skip(rule, word.n + 1);
		word = span_trim(word);
		for (int i = 0; i < n; i++)
			if (span_is(word, title[i]))
				wanted[i] = found = true;
		if (!found) {
			struct arena *a = &c->mem;
			const char *all = "";

			for (int i = 0; i < n; i++)
				all = arena_fmt(a, "%s%s%s", all, i > 0
				    ? ", " : "", title[i]);
			return err_set(e, ERR_FORMAT, "a rule is fields with +"
			    " between; there is no '%.*s', there is: %s",
			    (int)word.n, word.p, all);
		}
	}
	return 0;
}

static bool agrees(const struct link_why *why, int count, const bool *wanted)
{
	int need = 0, have = 0;

	for (int i = 0; i < LINK_FEATURES_MAX; i++)
		need += wanted[i];
	for (int i = 0; i < count; i++)
		have += why[i].feature >= 0 && wanted[why[i].feature] &&
		    why[i].sort == LINK_AGREES;
	return need > 0 && need == have;
}

static void put_name(struct out *o, const char *before, uint32_t row)
{
	SCOPED(arena) a = { .cap = 1 << 20 };

	buf_str(&o->b, before);
	put_line(&o->b, compare_name(o->c, row, &a));
}

int compare_draft(struct compare *c, struct span rule,
    struct compare_out *out, struct err *e)
{
	bool wanted[LINK_FEATURES_MAX] = { false };
	struct out o;
	int rc = read_rule(c, rule, wanted, e);

	if (rc < 0)
		return -1;
	out_open(&o, c, out->sink, out->ctx);
	buf_fmt(&o.b, "# Rows that agree in %.*s.  Read each line; strike a"
	    " pair with a # in front;\n# then: kulpytas decide --file"
	    " THIS\n", (int)rule.n, rule.p);
	for (uint64_t i = 0; i < c->found.pairs && rc == 0; i++) {
		const struct link_pair *p = &c->found.pair[i];
		struct link_why why[LINK_WHY_MAX];
		double probability;
		int count;

		rc = link_explain(c->link, p->a, p->b, why, &count,
		    &probability, e);
		if (rc < 0 || !agrees(why, count, wanted) ||
		    is_skipped(c, out, p))
			continue;
		out->given++;
		buf_fmt(&o.b, "same %.*s %.*s %.4f  #",
		    (int)c->id[p->a].n, c->id[p->a].p, (int)c->id[p->b].n,
		    c->id[p->b].p, (double)p->probability);
		put_name(&o, " ", p->a);
		put_name(&o, " = ", p->b);
		buf_byte(&o.b, '\n');
		rc = out_line(&o, false, e);
	}
	return out_close(&o, rc, e);
}

/* ---- what was done ---- */

int compare_tell(struct compare *c, compare_sink *sink, void *ctx,
    struct err *e)
{
	struct out o;

	out_open(&o, c, sink, ctx);
	for (int l = 0; l < c->lists; l++) {
		const struct compare_list *x = &c->list[l];

		buf_fmt(&o.b, "%s  ", l == 0 ? "A" : "B");
		put_line(&o.b, x->name);
		buf_fmt(&o.b, ": %u rows", x->rows);
		if (x->bad > 0)
			buf_fmt(&o.b, "; %u cannot be read, the first: %s",
			    x->bad, x->first_bad);
		buf_str(&o.b, "\n   compared:");
		for (int i = 0; i < x->columns; i++)
			if (x->column[i].field >= 0) {
				buf_byte(&o.b, ' ');
				put_line(&o.b, x->column[i].title);
			}
		if (x->passed_over.n > 0) {
			buf_str(&o.b, "; passed over: ");
			put_line(&o.b, x->passed_over);
		}
		buf_byte(&o.b, '\n');
	}
	buf_fmt(&o.b, "pairs looked at: %llu\n",
	    (unsigned long long)c->found.candidates);
	if (c->found.candidates == 0)
		buf_str(&o.b, "no two rows have enough in common to be looked"
		    " at: are the columns above the right ones?  A map says"
		    " what they mean\n");
	for (int i = 0; i < c->found.rules; i++) {
		const struct link_rule *r = &c->found.rule[i];

		if (r->pairs + r->left_out == 0)
			continue;
		buf_fmt(&o.b, "  %12llu  %s", (unsigned long long)r->pairs,
		    r->title);
		if (r->left_out > 0)
			buf_fmt(&o.b, " (left out: %llu pairs of values that"
			    " too many rows share)",
			    (unsigned long long)r->left_out);
		buf_byte(&o.b, '\n');
	}
	compare_expected(c, &o.b);
	return out_close(&o, 0, e);
}
