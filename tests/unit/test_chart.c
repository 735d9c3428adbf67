/* The waterfall: figures as text, nothing by colour alone, bounded. */
#include <string.h>

#include "chart/chart.h"
#include "tap.h"

static bool holds(struct span s, const char *text)
{
	return memmem(s.p, s.n, text, strlen(text)) != NULL;
}

static void test_drawn(void)
{
	static const struct chart_bar bars[] = {
		{ { "family", 6 }, { "<Доу> / \"Doe\"", 16 }, 9.31 },
		{ { "born.date", 9 }, { "", 0 }, -2.1 },
	};
	const struct chart_waterfall w = { .title = SPAN("A & B"),
	    .has_prior = true, .prior = -7, .bar = bars, .count = 2,
	    .probability = 5530, .has_probability = true };
	static const char *const has[] = { "role=\"img\"", "<title", "<desc",
		"A &amp; B", "&lt;Доу&gt;", "+9.31", "−2.10", "−7.00",
		"+0.21", "probability 0.5530", "prefers-color-scheme:dark",
		"class=\"more\"", "class=\"less\"", "before comparing" };
	static const char *const not_has[] = { "<Доу>", "http://www.w3.org/19",
		"<script", "href", "url(", "nan", "inf" };
	SCOPED(arena) a = { .cap = 1 << 22 };
	struct err e = { 0 };
	struct buf b;

	buf_open(&b, &a, 1 << 20);
	CHECK(chart_waterfall(&w, &b, &e) == 0, "drawn %s", e.text);
	for (size_t i = 0; i < sizeof(has) / sizeof(has[0]); i++)
		CHECK(holds(buf_span(&b), has[i]), "has %s", has[i]);
	for (size_t i = 0; i < sizeof(not_has) / sizeof(not_has[0]); i++)
		CHECK(!holds(buf_span(&b), not_has[i]), "no %s", not_has[i]);
}

static void test_edges(void)
{
	static struct chart_bar bars[CHART_BARS_MAX + 1];
	struct chart_waterfall w = { .title = SPAN("x"), .bar = bars,
	    .count = CHART_BARS_MAX };
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct err e = { 0 };
	struct buf b;

	buf_open(&b, &a, 1 << 20);
	CHECK(chart_waterfall(&w, &b, &e) == 0, "bars of nothing");
	CHECK(!holds(buf_span(&b), "nan"), "no division by nothing");
	w.count++;
	CHECK(chart_waterfall(&w, &b, &e) < 0 && e.kind == ERR_LIMIT,
	    "too many bars");
	w.count = 1;
	bars[0].bits = 1e300;
	CHECK(chart_waterfall(&w, &b, &e) < 0 && e.kind == ERR_FORMAT,
	    "beyond all sense");
	bars[0].bits = 1;
	buf_open(&b, &a, 100);
	CHECK(chart_waterfall(&w, &b, &e) < 0 && e.kind == ERR_LIMIT,
	    "no room");
	CHECK(chart_bits(5000) > -1e-9 && chart_bits(5000) < 1e-9,
	    "evens are no bits");
	CHECK(chart_bits(0) < -14 && chart_bits(10000) > 14 &&
	    chart_bits(10000) < 15, "sure is not for ever");
}

int main(void)
{
	test_drawn();
	test_edges();
	return DONE();
}
