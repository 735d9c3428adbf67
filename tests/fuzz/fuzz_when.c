/* Dates and times of day.  What is accepted must have one spelling: written
 * again from the struct alone it gives the same bytes.  And it must make
 * sense: the last day is not before the first, and each language has words
 * for it. */
#include "when/when.h"

#include <assert.h>
#include <stdlib.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void spell_year(const struct when_point *p, struct buf *b)
{
	int64_t y = p->year < 0 ? -p->year : p->year;

	if (y > 9999)
		buf_str(b, "Y");
	if (p->year < 0)
		buf_str(b, "-");
	if (p->year_x == 0)
		buf_fmt(b, "%04lld", (long long)y);
	else if (p->year_x == 1)
		buf_fmt(b, "%03lldX", (long long)y / 10);
	else
		buf_fmt(b, "%02lldXX", (long long)y / 100);
}

static void spell_field(bool x, int value, struct buf *b)
{
	if (x)
		buf_str(b, "-XX");
	else if (value != 0)
		buf_fmt(b, "-%02d", value);
}

static void spell_time(const struct when_point *p, struct buf *b)
{
	int zone = abs(p->zone_minutes);

	buf_fmt(b, "T%02d:%02d:%02d", p->second / 3600, p->second / 60 % 60,
	    p->second % 60);
	if (p->has_zone && zone == 0)
		buf_str(b, "Z");
	if (zone != 0)
		buf_fmt(b, "%c%02d", p->zone_minutes < 0 ? '-' : '+',
		    zone / 60);
	if (zone != 0 && !p->zone_hours)
		buf_fmt(b, ":%02d", zone % 60);
}

static void spell_point(const struct when_point *p, struct buf *b)
{
	if (p->open)
		buf_str(b, "..");
	if (p->open || p->unknown)
		return;
	spell_year(p, b);
	spell_field(p->month_x, p->month, b);
	spell_field(p->day_x, p->day, b);
	if (p->precision == WHEN_SECOND)
		spell_time(p, b);
	if (p->uncertain || p->approximate)
		buf_byte(b, !p->approximate ? '?' : !p->uncertain ? '~' :
		    '%');
}

static void check_words(struct buf *b, const struct when *w,
    const struct when_time *t, struct span text)
{
	static const char *const LANG[] = { "en", "ru", "kk", "kk-Latn" };

	for (int i = 0; i < 4; i++) {
		struct span words;

		buf_clear(b);
		if (w != NULL)
			when_words(w, span_of(LANG[i]), b);
		else
			when_time_words(t, text, span_of(LANG[i]), b);
		words = buf_span(b);
		assert(words.n >= 1 && words.n < 400 && utf8_valid(words));
		assert(span_find(words, '%') == words.n);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	SCOPED(arena) a = { .cap = 1 << 16 };
	struct span text = { (const char *)p, n };
	struct err e = { 0 };
	struct when w;
	struct when_time t;
	struct buf b;

	buf_open(&b, &a, 4096);
	if (when_parse(text, &w, &e) == 0) {
		spell_point(&w.from, &b);
		if (w.interval) {
			buf_str(&b, "/");
			spell_point(&w.to, &b);
		}
		assert(span_eq(buf_span(&b), text));
		assert(w.first <= w.last && when_cmp(&w, &w) == 0);
		check_words(&b, &w, NULL, text);
	} else {
		assert(e.kind != ERR_NONE && utf8_valid(span_of(e.text)));
	}
	e = (struct err){ 0 };
	if (when_time_parse(text, &t, &e) == 0) {
		assert(t.first >= 0 && t.first < 86400 && t.last >= 0 &&
		    t.last < 86400 && t.part >= 0 && t.part <= 4);
		assert(t.interval || t.part == 1 || t.first <= t.last);
		check_words(&b, NULL, &t, text);
	} else {
		assert(e.kind != ERR_NONE);
	}
	return 0;
}
