/* Dates known in part.  Most cases are in facts/dates.t, for historians. */
#include "when/when.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utc.h"
#include "base/utf8.h"

#include "../tap.h"

#define FACTS_MAX ((size_t)1 << 20) /* bytes */
#define FACTS_LEAST 250             /* cases */

static const char *const PRECISION[] = { "a century", "a decade", "a year",
	"a season", "a month", "a day", "a second" };

/* Parses what the question is about; says why when it is no date. */
static bool date(struct span in, struct when *w, struct buf *b)
{
	struct err e = { 0 };

	if (when_parse(in, w, &e) == 0)
		return true;
	buf_fmt(b, "refused: %s", e.text);
	return false;
}

static bool clock_time(struct span in, struct when_time *t, struct buf *b)
{
	struct err e = { 0 };

	if (when_time_parse(in, t, &e) == 0)
		return true;
	buf_fmt(b, "refused: %s", e.text);
	return false;
}

static void exact(struct span in, struct buf *b)
{
	struct when w;

	if (date(in, &w, b))
		buf_str(b, w.interval ? "an interval" :
		    PRECISION[w.from.precision]);
}

static void one_end(const struct when_point *p, struct buf *b)
{
	buf_str(b, p->open ? "open" : p->unknown ? "unknown" :
	    PRECISION[p->precision]);
}

static void interval_of(struct span in, struct buf *b)
{
	struct when w;

	if (!date(in, &w, b))
		return;
	one_end(&w.from, b);
	buf_str(b, ", ");
	one_end(&w.to, b);
}

static void refused(struct span in, struct buf *b)
{
	struct when w = { .first = 42 };
	struct err e = { 0 };

	if (when_parse(in, &w, &e) == 0)
		buf_str(b, "it is accepted");
	else if (w.first != 42 || (e.kind != ERR_FORMAT &&
	    e.kind != ERR_LIMIT))
		buf_str(b, "the answer was touched, or the kind is wrong");
	else
		buf_str(b, e.text);
}

static void put_day(int64_t days, struct buf *b)
{
	int64_t year;
	int month, day;

	if (days == INT64_MIN || days == INT64_MAX) {
		buf_str(b, "any day");
		return;
	}
	utc_civil(days, &year, &month, &day);
	buf_fmt(b, "%s%s%04lld-%02d-%02d", year > 9999 || year < -9999 ?
	    "Y" : "", year < 0 ? "-" : "",
	    (long long)(year < 0 ? -year : year), month, day);
}

static void covers(struct span in, struct buf *b)
{
	struct when w;

	if (!date(in, &w, b))
		return;
	put_day(w.first, b);
	buf_str(b, " to ");
	put_day(w.last, b);
}

static void certainty(bool uncertain, bool approximate, struct buf *b)
{
	buf_str(b, uncertain && approximate ? "uncertain and approximate" :
	    uncertain ? "uncertain" : approximate ? "approximate" :
	    "certain");
}

static void meant(struct span in, struct buf *b)
{
	struct when w;

	if (date(in, &w, b))
		certainty(w.from.uncertain, w.from.approximate, b);
}

static void shift(struct span in, struct buf *b)
{
	struct when w;
	int m;

	if (!date(in, &w, b))
		return;
	m = w.from.zone_minutes;
	if (!w.from.has_zone || m == 0) {
		buf_str(b, w.from.has_zone ? "Z" : "none");
		return;
	}
	buf_fmt(b, "%c%02d", m < 0 ? '-' : '+', abs(m) / 60);
	if (!w.from.zone_hours)
		buf_fmt(b, ":%02d", abs(m) % 60);
}

/* Inputs between commas, sorted. */
static void order(struct span in, struct buf *b)
{
	struct { struct when w; struct span text; } list[8], one;
	size_t n = 0;

	for (; in.n != 0 && n < 8; n++) {
		size_t end = span_find(in, ',');

		one.text = (struct span){ in.p, end };
		if (!date(one.text, &one.w, b))
			return;
		list[n] = one;
		for (size_t i = n; i > 0 && when_cmp(&list[i].w,
		    &list[i - 1].w) < 0; i--) {
			one = list[i];
			list[i] = list[i - 1];
			list[i - 1] = one;
		}
		in = span_skip(in, end + 1);
	}
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_str(b, when_cmp(&list[i - 1].w, &list[i].w) == 0 ?
			    "=" : ",");
		buf_add(b, list[i].text);
	}
}

static void reads(struct span in, struct span lang, struct buf *b)
{
	struct when w;

	if (date(in, &w, b))
		when_words(&w, lang, b);
}

static void time_reads(struct span in, struct span lang, struct buf *b)
{
	struct when_time t;

	if (clock_time(in, &t, b))
		when_time_words(&t, in, lang, b);
}

static void put_clock(int s, struct buf *b)
{
	buf_fmt(b, "%02d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
}

static void time_covers(struct span in, struct buf *b)
{
	struct when_time t;

	if (!clock_time(in, &t, b))
		return;
	put_clock(t.first, b);
	buf_str(b, " to ");
	put_clock(t.last, b);
}

static void time_refused(struct span in, struct buf *b)
{
	struct when_time t = { .first = 42 };
	struct err e = { 0 };

	buf_str(b, when_time_parse(in, &t, &e) == 0 ? "it is accepted" :
	    t.first != 42 ? "the answer was touched" : e.text);
}

static void time_meant(struct span in, struct buf *b)
{
	struct when_time t;

	if (clock_time(in, &t, b))
		certainty(t.uncertain, t.approximate, b);
}

static const struct {
	const char *question;
	void (*answer)(struct span in, struct buf *b);
	void (*words)(struct span in, struct span lang, struct buf *b);
	const char *lang;
} QUESTIONS[] = {
	{ "is a date exact to", exact, NULL, NULL },
	{ "is an interval of", interval_of, NULL, NULL },
	{ "is refused because", refused, NULL, NULL },
	{ "covers the days", covers, NULL, NULL },
	{ "is meant as", meant, NULL, NULL },
	{ "gives the shift from UTC", shift, NULL, NULL },
	{ "stand in this order", order, NULL, NULL },
	{ "reads in English", NULL, reads, "en" },
	{ "reads in Russian", NULL, reads, "ru" },
	{ "reads in Kazakh", NULL, reads, "kk" },
	{ "reads in Latin Kazakh", NULL, reads, "kk-Latn" },
	{ "is a time of day that covers", time_covers, NULL, NULL },
	{ "is no time of day because", time_refused, NULL, NULL },
	{ "is a time meant as", time_meant, NULL, NULL },
	{ "is a time that reads in English", NULL, time_reads, "en" },
	{ "is a time that reads in Russian", NULL, time_reads, "ru" },
	{ "is a time that reads in Kazakh", NULL, time_reads, "kk" },
	{ "is a time that reads in Latin Kazakh", NULL, time_reads,
	    "kk-Latn" },
};
#define QUESTION_COUNT (sizeof(QUESTIONS) / sizeof(QUESTIONS[0]))

static int asked[QUESTION_COUNT];

static void ask(const struct span line[3], int number)
{
	SCOPED(arena) a = { .cap = 1 << 16 };
	struct buf b;
	size_t q = 0;
	struct span got;

	while (q < QUESTION_COUNT && !span_is(line[0], QUESTIONS[q].question))
		q++;
	if (q == QUESTION_COUNT) {
		CHECK(false, "dates.t:%d: unknown question '%.*s'", number,
		    (int)line[0].n, line[0].p);
		return;
	}
	asked[q]++;
	buf_open(&b, &a, 4096);
	if (QUESTIONS[q].words != NULL)
		QUESTIONS[q].words(line[1], span_of(QUESTIONS[q].lang), &b);
	else
		QUESTIONS[q].answer(line[1], &b);
	got = buf_span(&b);
	CHECK(span_eq(got, line[2]), "dates.t:%d: %.*s %.*s %.*s", number,
	    (int)line[1].n, line[1].p, (int)line[0].n, line[0].p,
	    (int)got.n, got.p);
	if (!span_eq(got, line[2]))
		printf("# the file says: %.*s\n", (int)line[2].n, line[2].p);
}

static int facts(struct span text)
{
	struct span line[3], one;
	int n = 0, number = 0, cases = 0;

	while (text.n != 0) {
		size_t end = span_find(text, '\n');

		one = (struct span){ text.p, end };
		text = span_skip(text, end + 1);
		number++;
		if (span_starts(one, SPAN("#")))
			continue;
		if (one.n != 0 && n < 3) {
			line[n++] = one;
			continue;
		}
		CHECK(one.n == 0 && (n == 0 || n == 3), "dates.t:%d: a case "
		    "has three lines", number);
		if (n == 3) {
			ask(line, number - 3);
			cases++;
		}
		n = 0;
	}
	if (n == 3) {
		ask(line, number - 2);
		cases++;
	}
	CHECK(n == 0 || n == 3, "dates.t: the last case is whole");
	return cases;
}

/* The folder that the path begins at, and the rest of it. */
static const char *split(const char *path, const char **name, char *room)
{
	const char *last = strrchr(path, '/');
	size_t n = last == NULL ? 0 : (size_t)(last - path) + 1;

	*name = path + n;
	memcpy(room, n == 0 ? "./" : path, n == 0 ? 3 : n);
	room[n == 0 ? 2 : n] = 0;
	return room;
}

/* The file given, or the one in the source tree. */
static void read_facts(const char *given)
{
	SCOPED(arena) a = { .cap = 2 * FACTS_MAX };
	struct err e = { 0 };
	struct span text = SPAN("");
	const char *folder = getenv("MESON_SOURCE_ROOT");
	const char *name = "tests/facts/dates.t";
	SCOPED_FD dir = -1;
	static char room[4096];
	int cases;

#ifdef TEST_DIR
	if (folder == NULL)
		folder = TEST_DIR "/..";
#endif
	if (given != NULL && strlen(given) < sizeof(room))
		folder = split(given, &name, room);
	CHECK(file_open_dir(AT_FDCWD, folder != NULL ? folder : ".", &dir,
	    &e) == 0 && file_read(dir, name, FACTS_MAX, &a, &text, &e) == 1,
	    "read %s: %s", name, e.text);
	cases = facts(text);
	CHECK(cases >= FACTS_LEAST, "%d cases", cases);
	for (size_t q = 0; q < QUESTION_COUNT; q++)
		CHECK(asked[q] > 0, "asked: %s", QUESTIONS[q].question);
}

static bool leap(int64_t y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

/* Every day of 500 years, counted by another rule than the module's: each
 * follows the one before, and what is no day is refused. */
static void every_day(void)
{
	static const int LENGTH[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	int64_t next = utc_days(1800, 1, 1), wrong = 0, days = 0;

	for (int y = 1800; y < 2300; y++)
		for (int i = 0; i < 14 * 40; i++) {
			int m = i / 40, d = i % 40;
			bool is = m >= 1 && m <= 12 && d >= 1 &&
			    d <= LENGTH[m - 1] + (m == 2 && leap(y));
			char text[32];
			struct err e;
			struct when w;
			int n = snprintf(text, sizeof(text), "%04d-%02d-%02d",
			    y, m, d);
			struct span in = { text, (size_t)n };

			if ((when_parse(in, &w, &e) == 0) != is)
				wrong++;
			else if (is && (w.first != next || w.last != next))
				wrong++;
			next += is;
			days += is;
		}
	CHECK(wrong == 0 && days == 182621, "every day from 1800 to 2299: "
	    "%lld days, %lld wrong", (long long)days, (long long)wrong);
}

static void bytes(void)
{
	static const struct { const char *p; size_t n; const char *why; }
	    T[] = {
		{ "", 0, "there is no date" },
		{ "2022\0", 5, "byte 0x00 has no place in a date" },
		{ "\0" "2022", 5, "byte 0x00 has no place in a date" },
		{ "2022-01\0-07", 11, "byte 0x00 has no place in a date" },
		{ "2022\n", 5, "there is a space or a line end in it" },
		{ "2022\r\n", 6, "there is a space or a line end in it" },
		{ " 2022", 5, "there is a space or a line end in it" },
		{ "2022\xff", 5, "byte 0xff has no place in a date" },
		{ "\xef\xbb\xbf" "2022", 7,
		    "byte 0xef has no place in a date" },
		{ "2022\x1b[31m", 9, "byte 0x1b has no place in a date" },
	};
	static char many[1 << 16];
	struct err e = { 0 };
	struct when w;
	struct when_time t;

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++)
		CHECK(when_parse((struct span){ T[i].p, T[i].n }, &w, &e) ==
		    -1 && e.kind == ERR_FORMAT && strcmp(e.text, T[i].why) ==
		    0, "bytes %zu: %s", i, e.text);
	memset(many, '1', sizeof(many));
	CHECK(when_parse((struct span){ many, WHEN_MAX + 1 }, &w, &e) == -1 &&
	    e.kind == ERR_LIMIT, "too long: %s", e.text);
	CHECK(when_parse((struct span){ many, WHEN_MAX }, &w, &e) == -1 &&
	    e.kind == ERR_FORMAT, "long: %s", e.text);
	CHECK(when_time_parse((struct span){ many, sizeof(many) }, &t, &e) ==
	    -1 && e.kind == ERR_LIMIT, "long time: %s", e.text);
	CHECK(when_time_parse(SPAN(""), &t, &e) == -1 && strcmp(e.text,
	    "there is no time of day") == 0, "no time: %s", e.text);
	CHECK(when_time_parse(SPAN("19\0"), &t, &e) == -1, "NUL: %s", e.text);
}

static void languages(void)
{
	static const struct { const char *lang, *want; } T[] = {
		{ "", "January 2022" }, { "fr", "January 2022" },
		{ "en-GB", "January 2022" }, { "rus", "January 2022" },
		{ "ru", "январь 2022 года" }, { "ru-KZ", "январь 2022 года" },
		{ "kk-Cyrl", "2022 жылғы қаңтар" },
		{ "kk-KZ", "2022 жылғы қаңтар" },
		{ "kk-Latn-KZ", "2022 jylğy qañtar" },
		{ "kk-Latin", "2022 жылғы қаңтар" },
	};
	SCOPED(arena) a = { .cap = 1 << 16 };
	struct err e = { 0 };
	struct when w;
	struct buf b;
	struct span out = SPAN("");

	CHECK(when_parse(SPAN("2022-01"), &w, &e) == 0, "parsed");
	buf_open(&b, &a, 200);
	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		buf_clear(&b);
		when_words(&w, span_of(T[i].lang), &b);
		CHECK(span_is(buf_span(&b), T[i].want), "'%s': %s",
		    T[i].lang, T[i].want);
	}
	buf_open(&b, &a, 8);
	when_words(&w, SPAN("kk"), &b);
	CHECK(buf_end(&b, &out, &e) == -1 && e.kind == ERR_LIMIT,
	    "a full buffer is remembered");
}

int main(int argc, char **argv)
{
	read_facts(argc > 1 ? argv[1] : NULL);
	every_day();
	bytes();
	languages();
	return DONE();
}
