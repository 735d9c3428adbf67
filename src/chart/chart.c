#include "chart/chart.h"

#include <math.h>

#include "base/utf8.h"

#define WIDE 720       /* of the drawing, in its own units */
#define LEFT 250       /* where the plot begins */
#define RIGHT 640      /* and ends; figures stand behind it */
#define ROW 40
#define TOP 56
#define LABEL_CHARS 30 /* characters of a label */
#define NOTE_CHARS 42

static const char style[] = "<style>"
    ".wf{font-family:sans-serif;--ink:#1a1a1a;--soft:#5a5a5a;--line:#999;"
    "--more:#1f5f8b;--less:#fff;--paper:#fff}"
    "@media(prefers-color-scheme:dark){.wf{--ink:#eee;--soft:#aaa;--line:#777;"
    "--more:#7fb6dc;--less:#1b1b1b;--paper:#1b1b1b}}"
    ".wf .paper{fill:var(--paper)}.wf text{fill:var(--ink);font-size:14px}"
    ".wf .head{font-size:16px;font-weight:bold}"
    ".wf .note{fill:var(--soft);font-size:11px}"
    ".wf .num{font-variant-numeric:tabular-nums}"
    ".wf .more{fill:var(--more);stroke:var(--more)}"
    ".wf .less{fill:var(--less);stroke:var(--ink);stroke-dasharray:4 2;"
    "stroke-width:1.5}"
    ".wf .sum{fill:var(--soft);stroke:var(--ink)}"
    ".wf line{stroke:var(--line)}.wf .zero{stroke:var(--ink)}</style>\n";

double chart_bits(int probability)
{
	double p = probability <= 0 ? 0.00005 : probability >= 10000 ? 0.99995
	    : probability / 10000.0;

	return log2(p / (1 - p));
}

struct scale {
	double low, high;
};

static double place(const struct scale *s, double bits)
{
	return LEFT + (bits - s->low) / (s->high - s->low) * (RIGHT - LEFT);
}

static bool sound(double bits)
{
	return isfinite(bits) && fabs(bits) < 1e6;
}

static void stretch(struct scale *s, double bits)
{
	s->low = bits < s->low ? bits : s->low;
	s->high = bits > s->high ? bits : s->high;
}

/* At most `most` characters, isolated: FSI and PDI. */
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

/* "+9.31" and "−2.10", with a true minus. */
static void signed_bits(struct buf *out, double bits)
{
	buf_fmt(out, "%s%.2f", bits < 0 ? "−" : "+", fabs(bits));
}

static void odds(struct buf *out, const struct chart_waterfall *w)
{
	if (w->has_probability)
		buf_fmt(out, ", probability %d.%04d", w->probability / 10000,
		    w->probability % 10000);
}

static void describe(const struct chart_waterfall *w, double sum,
    struct buf *out)
{
	buf_str(out, "<title id=\"wf-t\">");
	buf_html(out, w->title);
	buf_str(out, "</title>\n<desc id=\"wf-d\">Evidence in bits. ");
	if (w->has_prior) {
		buf_str(out, "Before anything was compared ");
		signed_bits(out, w->prior);
		buf_str(out, ". ");
	}
	for (int i = 0; i < w->count; i++) {
		text(out, w->bar[i].label, LABEL_CHARS);
		buf_byte(out, ' ');
		signed_bits(out, w->bar[i].bits);
		buf_str(out, ". ");
	}
	buf_str(out, "Sum ");
	signed_bits(out, sum);
	odds(out, w);
	buf_str(out, ".</desc>\n");
}

struct row {
	const char *kind; /* class: more, less, sum */
	struct span label, note;
	double from, to;
	bool whole;       /* from zero: the prior, the sum */
	bool last;
};

static void draw(const struct scale *s, const struct row *r, int at,
    struct buf *out)
{
	int y = TOP + at * ROW;
	double x = place(s, r->from < r->to ? r->from : r->to);
	double wide = fabs(place(s, r->to) - place(s, r->from));

	buf_fmt(out, "<g><text x=\"8\" y=\"%d\">", y + 16);
	text(out, r->label, LABEL_CHARS);
	buf_str(out, "</text>");
	if (r->note.n > 0) {
		buf_fmt(out, "<text class=\"note\" x=\"8\" y=\"%d\">", y + 31);
		text(out, r->note, NOTE_CHARS);
		buf_str(out, "</text>");
	}
	buf_fmt(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\""
	    " height=\"20\"/>", r->kind, x, y + 6, wide < 1 ? 1 : wide);
	buf_fmt(out, "<text class=\"num\" x=\"%d\" y=\"%d\""
	    " text-anchor=\"end\">", WIDE - 6, y + 21);
	signed_bits(out, r->whole ? r->to : r->to - r->from);
	buf_str(out, "</text>");
	if (!r->last)
		buf_fmt(out, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\""
		    " y2=\"%d\"/>", place(s, r->to), place(s, r->to), y + 26,
		    y + ROW + 6);
	buf_str(out, "</g>\n");
}

static struct span finish(const struct chart_waterfall *w, char room[64])
{
	struct arena a = { .cap = 4096 };
	struct buf b;
	size_t n;

	buf_open(&b, &a, 63);
	buf_str(&b, "Sum");
	odds(&b, w);
	n = b.n;
	for (size_t i = 0; i < n; i++)
		room[i] = b.p[i];
	arena_closep(&a);
	return (struct span){ room, n };
}

int chart_waterfall(const struct chart_waterfall *w, struct buf *out,
    struct err *e)
{
	double sum = w->has_prior ? w->prior : 0;
	struct scale s = { 0, 0 };
	char room[64];
	int at = 0, tall;

	if (w->count > CHART_BARS_MAX || w->count < 0)
		return err_set(e, ERR_LIMIT, "a chart has at most %d bars",
		    CHART_BARS_MAX);
	stretch(&s, sum);
	for (int i = 0; i < w->count; i++) {
		sum += w->bar[i].bits;
		if (!sound(sum) || !sound(w->bar[i].bits))
			return err_set(e, ERR_FORMAT, "a bar that is no"
			    " number");
		stretch(&s, sum);
	}
	if (s.high - s.low < 1)
		s.high = s.low + 1;
	tall = TOP + (w->count + 1 + w->has_prior) * ROW + 16;
	buf_fmt(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"wf\""
	    " viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
	    " aria-labelledby=\"wf-t wf-d\">\n", WIDE, tall, WIDE, tall);
	describe(w, sum, out);
	buf_str(out, style);
	buf_fmt(out, "<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n"
	    "<text class=\"head\" x=\"8\" y=\"24\">", WIDE, tall);
	text(out, w->title, 80);
	buf_fmt(out, "</text><text class=\"note\" x=\"8\" y=\"42\">bits: one"
	    " more doubles the odds. Filled: speaks for; dashed: speaks"
	    " against</text>\n<line class=\"zero\" x1=\"%.1f\" x2=\"%.1f\""
	    " y1=\"%d\" y2=\"%d\"/>\n", place(&s, 0), place(&s, 0), TOP,
	    tall - 12);
	sum = w->has_prior ? w->prior : 0;
	if (w->has_prior)
		draw(&s, &(struct row){ "sum", SPAN("before comparing"),
		    SPAN("how rare pairs are among all"), 0, sum, true, false },
		    at++, out);
	for (int i = 0; i < w->count; i++) {
		double to = sum + w->bar[i].bits;

		draw(&s, &(struct row){ to < sum ? "less" : "more",
		    w->bar[i].label, w->bar[i].note, sum, to, false, false }, at++,
		    out);
		sum = to;
	}
	draw(&s, &(struct row){ "sum", finish(w, room), { 0 }, 0, sum, true,
	    true }, at, out);
	buf_str(out, "</svg>\n");
	return out->over ? err_set(e, ERR_LIMIT, "the chart is too large")
	    : 0;
}
