/* review_view.c - a pair as it is shown to the keeper, and nobody else */
#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "chart/chart.h"
#include "cli/columns.h"
#include "cli/review.h"

#define VIEW_ROOM ((size_t)256 << 20)
#define PAGE_BYTES ((size_t)8 << 20)

static void rule(const char *text)
{
	int n = (int)strlen(text);

	printf("-- %s ", text);
	for (n += 4; n < CLI_COLUMNS; n++)
		putchar('-');
	putchar('\n');
}

static void print_odds(const struct decide_pair *p)
{
	printf("Probability %d.%04d, evidence %+.2f bits\n",
	    p->probability / DECIDE_SURE, p->probability % DECIDE_SURE,
	    p->weight);
}

int cli_review_show(struct review *r, int pair, bool with, struct err *e)
{
	const struct decide_pair *p = &r->pair[pair];
	SCOPED(arena) a = { .cap = VIEW_ROOM };
	struct cli_cell cell[2] = { { p->a, NULL }, { p->b, NULL } };
	struct decide_line *line;
	int n;

	if (decide_side(r->ix, p->a, p->b, &a, &line, &n, e) < 0)
		return -1;
	printf("\n");
	rule(arena_fmt(&a, "pair %d of %d", pair + 1, r->pairs));
	cli_columns_row(stdout, SPAN(""), cell, r->terminal);
	for (int i = 0; i < n; i++) {
		cell[0] = (struct cli_cell){ line[i].a, line[i].mark_a };
		cell[1] = (struct cli_cell){ line[i].b, line[i].mark_b };
		cli_columns_row(stdout, line[i].label, cell, r->terminal);
	}
	if (with)
		print_odds(p);
	return 0;
}

int cli_review_why(struct review *r, int pair, struct err *e)
{
	SCOPED(arena) a = { .cap = VIEW_ROOM };
	struct decide_field *f;
	int n;

	if (decide_pairs_why(&r->pair[pair], &a, &f, &n, e) < 0)
		return -1;
	print_odds(&r->pair[pair]);
	for (int i = 0; i < n; i++) {
		const struct cli_cell cell[2] = { { f[i].a, NULL },
		    { f[i].b, NULL } };

		if (f[i].a.n + f[i].b.n > 0) {
			cli_columns_row(stdout, f[i].field, cell,
			    r->terminal);
			printf("%18s", "");
		} else if (f[i].bits == 0) {
			continue; /* was looked at, and says nothing */
		} else {
			cli_print_safe(stdout, f[i].field);
			printf(": ");
		}
		printf("%+.2f bits%s", f[i].bits, f[i].level.n > 0 ? ": "
		    : "");
		cli_print_safe(stdout, f[i].level);
		printf("\n");
	}
	return 0;
}

/* ---- as a file ---- */

static const char head[] = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta"
    " charset=\"utf-8\">\n<meta name=\"viewport\""
    " content=\"width=device-width\">\n<meta http-equiv="
    "\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
    " 'unsafe-inline'\">\n<title>A pair to be judged</title>\n<style>\n"
    ":root{color-scheme:light dark}body{font-family:sans-serif;"
    "max-width:60rem;margin:1rem auto;padding:0 1rem}\n"
    "table{border-collapse:collapse;width:100%}th,td{text-align:start;"
    "vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid}\n"
    "td{unicode-bidi:plaintext;overflow-wrap:anywhere}"
    "mark{background:none;color:inherit;font-weight:bold;"
    "text-decoration:underline}\nsvg{max-width:100%;height:auto}\n"
    "</style>\n<h1>A pair to be judged</h1>\n<p>For the keepers alone: that"
    " two might be the same is nobody else's business.</p>\n";

static void marked(struct buf *b, struct span s, const uint8_t *mark)
{
	buf_str(b, "<td>");
	for (size_t at = 0; at < s.n; ) {
		size_t end = at + 1;

		while (end < s.n && mark[end] == mark[at])
			end++;
		buf_str(b, mark[at] ? "<mark>" : "");
		buf_html(b, (struct span){ s.p + at, end - at });
		buf_str(b, mark[at] ? "</mark>" : "");
		at = end;
	}
	buf_str(b, "</td>");
}

static int put_table(struct review *r, struct span a, struct span b,
    struct arena *mem, struct buf *out, struct err *e)
{
	struct decide_line *line;
	int n;

	if (decide_side(r->ix, a, b, mem, &line, &n, e) < 0)
		return -1;
	buf_str(out, "<table>\n<thead><tr><td></td><th scope=\"col\">");
	buf_html(out, a);
	buf_str(out, "</th><th scope=\"col\">");
	buf_html(out, b);
	buf_str(out, "</th></tr></thead>\n<tbody>\n");
	for (int i = 0; i < n; i++) {
		buf_str(out, "<tr><th scope=\"row\">");
		buf_html(out, line[i].label);
		buf_str(out, "</th>");
		marked(out, line[i].a, line[i].mark_a);
		marked(out, line[i].b, line[i].mark_b);
		buf_str(out, "</tr>\n");
	}
	buf_str(out, "</tbody>\n</table>\n");
	return 0;
}

static struct span note_of(const struct decide_field *f, struct arena *mem)
{
	return span_of(arena_fmt(mem, "%.*s%s%.*s%s%.*s", (int)f->a.n, f->a.p,
	    f->b.n > 0 ? " / " : "", (int)f->b.n, f->b.p,
	    f->level.n > 0 ? ": " : "", (int)f->level.n, f->level.p));
}

static int put_chart(const struct decide_pair *p, struct arena *mem,
    struct buf *out, struct err *e)
{
	struct decide_field *f;
	struct chart_bar *bar;
	struct chart_waterfall w = { .has_prior = true,
	    .probability = p->probability, .has_probability = true };
	double sum = 0;
	int n;

	if (decide_pairs_why(p, mem, &f, &n, e) < 0)
		return -1;
	bar = arena_take(mem, (size_t)n + 2, sizeof(*bar));
	w.bar = bar;
	w.prior = chart_bits(p->probability) - p->weight;
	for (int i = 0; i < n; i++) {
		/* The prior, as link names it, is no field that was compared;
		 * what both lack and what weighs nothing, neither. */
		if (span_is(f[i].field, "before looking"))
			w.prior = f[i].bits;
		if (span_is(f[i].field, "before looking") || (f[i].bits == 0 &&
		    f[i].a.n + f[i].b.n == 0))
			continue;
		bar[w.count++] = (struct chart_bar){ f[i].field,
		    note_of(&f[i], mem), f[i].bits };
		sum += f[i].bits;
	}
	/* Bars that do not make up the weight would draw another sum. */
	if (w.count < CHART_BARS_MAX && (p->weight - sum > .05 ||
	    sum - p->weight > .05))
		bar[w.count++] = (struct chart_bar){ SPAN("all else"), { 0 },
		    p->weight - sum };
	w.title = span_of(arena_fmt(mem, "%.*s and %.*s", (int)p->a.n, p->a.p,
	    (int)p->b.n, p->b.p));
	return chart_waterfall(&w, out, e);
}

int cli_review_draw(struct review *r, const char *file, struct span a,
    struct span b, struct err *e)
{
	SCOPED(arena) mem = { .cap = VIEW_ROOM };
	bool page = !span_ends(span_of(file), SPAN(".svg"));
	const struct decide_pair *p = NULL;
	struct span s;
	struct buf out;

	for (int i = 0; i < r->pairs && p == NULL; i++)
		if ((span_eq(r->pair[i].a, a) && span_eq(r->pair[i].b, b)) ||
		    (span_eq(r->pair[i].a, b) && span_eq(r->pair[i].b, a)))
			p = &r->pair[i];
	if (p == NULL && !page)
		return err_set(e, ERR_ABSENT, "%.*s and %.*s are no pair of"
		    " that file: there is nothing to draw", (int)a.n, a.p,
		    (int)b.n, b.p);
	buf_open(&out, &mem, PAGE_BYTES);
	if (page) {
		buf_str(&out, head);
		if (put_table(r, p == NULL ? a : p->a, p == NULL ? b : p->b,
		    &mem, &out, e) < 0)
			return -1;
	}
	if (p != NULL && put_chart(p, &mem, &out, e) < 0)
		return -1;
	if (p == NULL)
		buf_str(&out, "<p>The linkage proposed no such pair.</p>\n");
	if (buf_end(&out, &s, e) < 0)
		return -1;
	return file_replace(AT_FDCWD, file, 0600, s, e);
}
