/* Days of remembrance: cases in facts/days.t; calendar text by hand. */
#include "days/days.h"

#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "base/scan.h"
#include "base/utc.h"
#include "when/when.h"

#include "tap.h"

#define FACTS_MAX ((size_t)1 << 20) /* bytes */
#define FACTS_LEAST 47

static int64_t day_of(struct span date)
{
	struct err e = { 0 };
	struct when w;

	return when_parse(date, &w, &e) == 0 && when_is_day(&w) ? w.first
	    : INT64_MIN;
}

static void put_day(int64_t day, struct buf *b)
{
	SCOPED(arena) a = { .cap = 4096 };

	if (day == INT64_MIN)
		buf_str(b, "none");
	else
		buf_add(b, days_edtf(day, &a));
}

static void clocks(struct span question, struct span in, struct buf *b)
{
	struct span name = span_skip(question, 3);
	char text[UTC_CHARS + 1] = "", out[UTC_CHARS];
	SCOPED(arena) a = { .cap = 1 << 20 };
	bool show = span_ends(question, SPAN(" clocks show"));
	struct err e = { 0 };
	struct zone z;
	int64_t t;

	name.n = span_find(name, ' ');
	if (zone_read(name, &a, &z, &e) < 0) {
		buf_str(b, e.text);
		return;
	}
	memcpy(text, in.p, in.n < UTC_CHARS ? in.n : UTC_CHARS);
	text[UTC_CHARS - 1] = 'Z';
	if (!utc_parse(span_of(text), &t))
		return;
	utc_print(show ? t + zone_shift(&z, t) : zone_utc(&z, t), out);
	buf_add(b, (struct span){ out, UTC_CHARS - (show ? 1 : 0) });
}

static void answer(struct span q, struct span in, struct buf *b)
{
	int of_year;
	char text[6];

	if (span_is(q, "is a day of death")) {
		put_day(day_of(in), b);
	} else if (span_is(q, "has its fortieth day on")) {
		put_day(days_fortieth(day_of(in)), b);
	} else if (span_is(q, "is the day of the year")) {
		if (days_of_year_parse(in, &of_year))
			days_of_year_print(of_year, text);
		buf_str(b, days_of_year_parse(in, &of_year) ? text : "none");
	} else {
		clocks(q, in, b);
	}
}

static void test_facts(void)
{
	SCOPED(arena) a = { .cap = 4 * FACTS_MAX };
	struct err e = { 0 };
	struct span all, line[3];
	struct scan s;
	int n = 0, at = 0;

	if (file_read(AT_FDCWD, TEST_DIR "/facts/days.t", FACTS_MAX, &a, &all,
	    &e) != 1) {
		CHECK(false, "facts/days.t can be read");
		return;
	}
	for (s = scan_of(all); !scan_done(&s);) {
		struct span l;
		struct buf b;

		if (!scan_until(&s, '\n', FACTS_MAX, &l))
			break;
		if (l.n == 0 || l.p[0] == '#')
			continue;
		line[at++] = l;
		if (at < 3)
			continue;
		at = 0;
		n++;
		buf_open(&b, &a, 1024);
		answer(line[0], line[1], &b);
		CHECK(span_eq(buf_span(&b), line[2]), "%.*s | %.*s | %.*s"
		    " (got %.*s)", (int)line[0].n, line[0].p, (int)line[1].n,
		    line[1].p, (int)line[2].n, line[2].p,
		    (int)buf_span(&b).n, buf_span(&b).p);
	}
	CHECK(n >= FACTS_LEAST && at == 0, "%d cases, all whole", n);
}

/* ---- calendar text ---- */

/* No line above 75 octets, each ends with CRLF, none is cut in a character. */
static bool folded_well(struct span text)
{
	while (text.n > 0) {
		size_t n = span_find(text, '\n');

		if (n == text.n || n == 0 || text.p[n - 1] != '\r' ||
		    n - 1 > 75 || ((unsigned char)text.p[0] & 0xc0) == 0x80 ||
		    (text.p[0] == ' ' &&
		    ((unsigned char)text.p[1] & 0xc0) == 0x80))
			return false;
		text = span_skip(text, n + 1);
	}
	return true;
}

static struct span unfolded(struct span text, struct arena *a)
{
	struct buf b;

	buf_open(&b, a, text.n + 1);
	for (size_t i = 0; i < text.n; i++) {
		if (text.n - i >= 3 && memcmp(text.p + i, "\r\n ", 3) == 0)
			i += 2;
		else
			buf_byte(&b, text.p[i]);
	}
	return buf_span(&b);
}

static void test_fold(void)
{
	for (size_t n = 0; n < 400; n++) {
		SCOPED(arena) a = { .cap = 1 << 16 };
		struct buf value, b;
		bool ok;

		buf_open(&value, &a, 8192);
		for (size_t i = 0; i < n; i++) /* one to four bytes each */
			buf_str(&value, i % 4 == 0 ? "a" : i % 4 == 1 ? "қ"
			    : i % 4 == 2 ? "अ" : "𐍈");
		buf_open(&b, &a, 8192);
		days_ics_line(&b, "SUMMARY", buf_span(&value));
		ok = folded_well(buf_span(&b)) && span_eq(unfolded(
		    buf_span(&b), &a), span_of(arena_fmt(&a, "SUMMARY:%.*s\r\n",
		    (int)value.n, value.p)));
		if (!ok || n == 399)
			CHECK(ok, "%zu characters are folded well", n);
		if (!ok)
			return;
	}
}

static void test_text(void)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "a, b; c\\d", "a\\, b\\; c\\\\d" },
		{ "one\ntwo", "one\\ntwo" },
		{ "tab\there", "tab here" },
		{ "BEGIN:VEVENT\r\nX", "BEGIN:VEVENT\\nX" },
		{ "\xe2\x80\xaeover", "over" },
		{ "қырқы", "қырқы" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 12 };

		CHECK(span_is(days_ics_text(span_of(cases[i].in), &a),
		    cases[i].out), "text %zu is escaped", i + 1);
	}
}

static void test_event(void)
{
	static const struct { int64_t day; const char *has, *lacks; } cases[] = {
		{ 18997, "DTSTART;VALUE=DATE:20220105\r\n"
		    "DTEND;VALUE=DATE:20220106\r\nRRULE:FREQ=YEARLY\r\n",
		    "BYMONTH" },
		{ 18321, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n",
		    "TZID" },
		{ INT64_C(-719530), "", "VEVENT" }, /* 1 BCE */
		{ INT64_C(2932896), "", "VEVENT" }, /* its end would be 10000 */
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 14 };
		struct days_event v = { .uid = SPAN("u@example"),
			.day = cases[i].day, .yearly = true,
			.summary = SPAN("Jane Doe") };
		struct span out;
		struct buf b;

		buf_open(&b, &a, 4096);
		days_ics_event(&b, &v);
		out = buf_span(&b);
		CHECK(cases[i].has[0] == '\0' ? out.n == 0 : memmem(out.p,
		    out.n, cases[i].has, strlen(cases[i].has)) != NULL,
		    "event %zu has what it should", i + 1);
		CHECK(out.n == 0 || memmem(out.p, out.n, cases[i].lacks,
		    strlen(cases[i].lacks)) == NULL, "event %zu has nothing"
		    " else", i + 1);
		CHECK(folded_well(out), "event %zu is folded", i + 1);
	}
}

int main(void)
{
	test_facts();
	test_fold();
	test_text();
	test_event();
	return DONE();
}
