/* Numbers over time: each there as text, shapes apart, breaks told. */
#include <string.h>

#include "chart/chart.h"
#include "tap.h"
#include "xml.h"

static bool holds(struct span s, const char *text)
{
	return memmem(s.p, s.n, text, strlen(text)) != NULL;
}

static int count(struct span s, const char *text)
{
	int n = 0;
	const char *at;

	while ((at = memmem(s.p, s.n, text, strlen(text))) != NULL) {
		n++;
		s = span_skip(s, (size_t)(at - s.p) + strlen(text));
	}
	return n;
}

static const struct chart_count told[] = {
	{ { "2 February 2031", 15 }, { "Police of <Exampletown>", 23 }, { 0 },
	    8, true, false },
	{ { "2 February 2031", 15 }, { "A hospital & others", 19 }, { 0 }, 40,
	    false, false },
	{ { "5 February 2031", 15 }, { "Ministry", 8 }, { 0 }, 164, true,
	    true },
	{ { "June 2031", 9 }, { "جين دو", 11 },
	    { "116 days in between", 19 }, 238, false,
	    false },
	{ { "Day not known", 13 }, { "x", 1 }, { 0 }, 0, false, false },
};

static void test_drawn(bool rtl)
{
	const struct chart_counts c = { SPAN("A & B"), SPAN("<desc>"),
		told, 5, rtl };
	SCOPED(arena) a = { .cap = 1 << 22 };
	struct err e = { 0 };
	struct buf b;
	struct span s;

	buf_open(&b, &a, 1 << 20);
	CHECK(chart_counts(&c, &b, &e) == 0, "drawn %s", e.text);
	s = buf_span(&b);
	CHECK(xml_sound(s), "well-formed");
	CHECK(holds(s, "role=\"img\"") && holds(s, "A &amp; B</title>") &&
	    holds(s, "&lt;desc&gt;</desc>"), "said to who does not see it");
	CHECK(count(s, "class=\"cn-number\"") == 5 && holds(s, ">238</text>")
	    && holds(s, ">8</text>"), "each number as text");
	CHECK(count(s, "class=\"cn-when\"") == 4, "a day once");
	CHECK(holds(s, "Police of &lt;Exampletown&gt;"), "who, escaped");
	CHECK(count(s, "<rect") == 2 && count(s, "<circle") == 3,
	    "the state's are squares, others circles");
	CHECK(count(s, "line-through") == 1 && count(s, "<path d=\"M-8") == 1,
	    "taken back: crossed");
	CHECK(count(s, "class=\"cn-break\"") == 1 &&
	    holds(s, "116 days in between"), "a break, and how"
	    " long");
	CHECK(!holds(s, "style=") && !holds(s, "nan") && !holds(s, "--"),
	    "no style, no number that is none");
	CHECK(holds(s, rtl ? "x1=\"100%\"" : "x1=\"0%\""), "from its side");
}

static void test_edges(void)
{
	static struct chart_count many[CHART_COUNTS_MAX + 1];
	struct chart_counts c = { SPAN("t"), SPAN("d"), many, 0,
		false };
	SCOPED(arena) a = { .cap = 1 << 26 };
	struct err e = { 0 };
	struct buf b;

	buf_open(&b, &a, 4 << 20);
	CHECK(chart_counts(&c, &b, &e) == 0 && xml_sound(buf_span(&b)),
	    "nothing");
	for (int i = 0; i <= CHART_COUNTS_MAX; i++)
		many[i] = (struct chart_count){ SPAN("a day"), SPAN("who"),
			SPAN("days"), (uint64_t)(i * 2500000), i % 2 == 0,
			i % 3 == 0 };
	c.count = CHART_COUNTS_MAX;
	buf_open(&b, &a, 4 << 20);
	CHECK(chart_counts(&c, &b, &e) == 0 && xml_sound(buf_span(&b)),
	    "as many as there may be");
	c.count++;
	CHECK(chart_counts(&c, &b, &e) < 0 && e.kind == ERR_LIMIT,
	    "one more");
	c.count = 1;
	many[0].number = 0;
	CHECK(chart_counts(&c, &b, &e) == 0 &&
	    !holds(buf_span(&b), "nan"), "none at all");
	many[0].number = 1000000000;
	CHECK(chart_counts(&c, &b, &e) < 0 && e.kind == ERR_LIMIT,
	    "too large");
	many[0].number = 1;
	buf_open(&b, &a, 100);
	CHECK(chart_counts(&c, &b, &e) < 0 && e.kind == ERR_LIMIT,
	    "no room");
}

int main(void)
{
	test_drawn(false);
	test_drawn(true);
	test_edges();
	return DONE();
}
