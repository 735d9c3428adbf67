/* counts.c - numbers announced over time, one below the other */
#include <inttypes.h>

#include "base/utf8.h"
#include "chart/chart.h"

#define LINE_CHARS 40  /* what 288 pixels hold */
#define TOP 26         /* pixels above the first row: figures of the scale */
#define DATE_TALL 26
#define ROW_TALL 46
#define GAP_TALL 36
#define TICKS 5        /* on the scale, at most, beside 0 */

struct draw {
	const struct chart_counts *c;
	struct buf *out;
	uint64_t top;          /* the end of the scale */
	double wide;           /* of the plot, in hundredths of the width */
	int y;
};

/* Where a number stands, in hundredths from the left. */
static double place(const struct draw *d, uint64_t n)
{
	double x = d->top == 0 ? 0 : (double)n / (double)d->top * d->wide;

	return d->c->rtl ? 100 - x : x;
}

static int toward(const struct draw *d, int pixels)
{
	return d->c->rtl ? -pixels : pixels;
}

static void text(struct buf *out, struct span s, int most)
{
	struct span rest = s;
	uint32_t cp;
	int n = 0;

	while (n < most && utf8_next(&rest, &cp))
		n++;
	buf_str(out, "\xe2\x81\xa8");
	buf_html(out, (struct span){ s.p, s.n - rest.n });
	buf_str(out, rest.n > 0 ? "…\xe2\x81\xa9" : "\xe2\x81\xa9");
}

static void line_of(const struct draw *d, const char *kind, struct span words,
    int down)
{
	buf_fmt(d->out, "<text class=\"%s\" fill=\"currentColor\" x=\"%d%%\""
	    " y=\"%d\">", kind, d->c->rtl ? 100 : 0, d->y + down);
	text(d->out, words, LINE_CHARS);
	buf_str(d->out, "</text>");
}

/* The least of 1, 2, 5, 10, 20, 50 ... of which TICKS reach the top. */
static uint64_t step_of(uint64_t top)
{
	uint64_t ten = 1;

	for (;; ten *= 10)
		for (int i = 0; i < 3; i++) {
			static const uint64_t of[] = { 1, 2, 5 };

			if (of[i] * ten * TICKS >= top)
				return of[i] * ten;
		}
}

static void scale(struct draw *d, int tall)
{
	uint64_t step = step_of(d->top);

	for (uint64_t n = 0; n <= d->top; n += step) {
		double x = place(d, n);

		buf_fmt(d->out, "<line class=\"cn-grid\""
		    " stroke=\"currentColor\" stroke-opacity=\".25\""
		    " x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" y2=\"%d\"/>"
		    "<text class=\"cn-tick\" fill=\"currentColor\""
		    " text-anchor=\"%s\" x=\"%.2f%%\" y=\"14\">%" PRIu64
		    "</text>\n", x, x, TOP, tall,
		    n == 0 ? "start" : "middle", x, n);
	}
}

/* Around 0, 0: at (x%, y) by a nested drawing. */
static void shape(bool official, bool back, struct buf *out)
{
	const char *fill = back ? "none" : "currentColor";

	if (official)
		buf_fmt(out, "<rect x=\"-5\" y=\"-5\" width=\"10\""
		    " height=\"10\" fill=\"%s\" stroke=\"currentColor\""
		    " stroke-width=\"2\"/>", fill);
	else
		buf_fmt(out, "<circle r=\"5\" fill=\"%s\""
		    " stroke=\"currentColor\" stroke-width=\"2\"/>", fill);
	if (back)
		buf_str(out, "<path d=\"M-8 8 8-8\" stroke=\"currentColor\""
		    " stroke-width=\"2\"/>");
}

void chart_counts_mark(bool official, bool back, struct buf *out)
{
	buf_str(out, "<svg class=\"cn-mark\" xmlns=\"http://www.w3.org/2000/"
	    "svg\" width=\"20\" height=\"20\" viewBox=\"-10 -10 20 20\""
	    " aria-hidden=\"true\">");
	shape(official, back, out);
	buf_str(out, "</svg>");
}

static void row(struct draw *d, const struct chart_count *p)
{
	double x = place(d, p->number);
	int y = d->y + 30;

	line_of(d, "cn-who", p->who, 13);
	buf_fmt(d->out, "<line class=\"cn-stem\" stroke=\"currentColor\""
	    "%s x1=\"%d%%\" x2=\"%.2f%%\" y1=\"%d\" y2=\"%d\"/>",
	    p->back ? " stroke-dasharray=\"3 4\"" : "", d->c->rtl ? 100 : 0, x,
	    y, y);
	buf_fmt(d->out, "<svg class=\"cn-%s\" overflow=\"visible\""
	    " x=\"%.2f%%\" y=\"%d\" width=\"1\" height=\"1\">",
	    p->official ? "official" : "other", x, y);
	shape(p->official, p->back, d->out);
	buf_fmt(d->out, "</svg><text class=\"cn-number\""
	    " fill=\"currentColor\"%s x=\"%.2f%%\" dx=\"%d\" y=\"%d\">%" PRIu64
	    "</text>\n", p->back ? " text-decoration=\"line-through\"" : "", x,
	    toward(d, 12), y + 5, p->number);
	d->y += ROW_TALL;
}

static void gap(struct draw *d, struct span words)
{
	int y = d->y + 22;

	buf_fmt(d->out, "<svg class=\"cn-break\" overflow=\"visible\""
	    " x=\"%d%%\" y=\"%d\" width=\"1\" height=\"1\"><path"
	    " d=\"M0-14v5l%d 3 %d 4 %d 3v5\" fill=\"none\""
	    " stroke=\"currentColor\"/></svg><text class=\"cn-gap\""
	    " fill=\"currentColor\" x=\"%d%%\" dx=\"%d\" y=\"%d\">",
	    d->c->rtl ? 100 : 0, y - 4, toward(d, 6), toward(d, -12),
	    toward(d, 6), d->c->rtl ? 100 : 0, toward(d, 18), y);
	text(d->out, words, LINE_CHARS);
	buf_str(d->out, "</text>\n");
	d->y += GAP_TALL;
}

static bool same_day(const struct chart_count *a, const struct chart_count *b)
{
	return span_eq(a->when, b->when);
}

static int height(const struct chart_counts *c)
{
	int tall = TOP;

	for (int i = 0; i < c->count; i++) {
		tall += c->at[i].gap.n > 0 ? GAP_TALL : 0;
		if (i == 0 || !same_day(&c->at[i - 1], &c->at[i]))
			tall += DATE_TALL;
		tall += ROW_TALL;
	}
	return tall;
}

static void begin(const struct draw *d, int tall)
{
	buf_fmt(d->out, "<svg xmlns=\"http://www.w3.org/2000/svg\""
	    " class=\"counts-chart\" width=\"100%%\" height=\"%d\""
	    " role=\"img\" aria-labelledby=\"cn-t cn-d\">\n"
	    "<title id=\"cn-t\">", tall);
	buf_html(d->out, d->c->title);
	buf_str(d->out, "</title>\n<desc id=\"cn-d\">");
	buf_html(d->out, d->c->about);
	buf_str(d->out, "</desc>\n");
}

int chart_counts(const struct chart_counts *c, struct buf *out, struct err *e)
{
	struct draw d = { .c = c, .out = out, .y = TOP };
	int tall, digits = 1;

	if (c->count < 0 || c->count > CHART_COUNTS_MAX)
		return err_set(e, ERR_LIMIT, "a chart has at most %d numbers",
		    CHART_COUNTS_MAX);
	for (int i = 0; i < c->count; i++) {
		if (c->at[i].number > 999999999)
			return err_set(e, ERR_LIMIT, "a number that is too"
			    " large for a chart");
		if (c->at[i].number > d.top)
			d.top = c->at[i].number;
	}
	for (uint64_t n = d.top; n >= 10; n /= 10)
		digits++;
	d.wide = 94 - 3.3 * digits; /* the last figure stands behind it */
	tall = height(c) + 4;
	begin(&d, tall);
	scale(&d, tall);
	for (int i = 0; i < c->count; i++) {
		const struct chart_count *p = &c->at[i];

		if (p->gap.n > 0)
			gap(&d, p->gap);
		if (i == 0 || !same_day(p - 1, p)) {
			line_of(&d, "cn-when", p->when, 20);
			d.y += DATE_TALL;
		}
		row(&d, p);
	}
	buf_str(out, "</svg>\n");
	return out->over ? err_set(e, ERR_LIMIT, "the chart is too large")
	    : 0;
}
