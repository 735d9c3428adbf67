/* date.c - dates and times in words.  when/ has those of kk, ru and en, where
 * every ending is right; other languages have CLDR's dates within the phrases
 * of their po file. */
#include <string.h>

#include "tongue/inside.h"
#include "uni/uni.h"
#include "when/when.h"

struct voice {
	const struct tongue *t;
	const struct uni_local *l;
	struct arena *a;
};

static bool known_to_when(const struct tongue *t)
{
	struct span tag = span_of(t->of != NULL ? t->of : t->tag);

	return span_is(tag, "kk") || span_is(tag, "ru") || span_is(tag, "en");
}

/* A phrase with {date} and {to} filled in. */
static struct span phrase(const struct voice *v, const char *english,
    struct span date, struct span to)
{
	struct span rest = tongue_word(v->t, span_of(english));
	struct buf b;

	buf_open(&b, v->a, rest.n + 2 * (date.n + to.n));
	while (rest.n > 0) {
		if (span_starts(rest, SPAN("{date}"))) {
			buf_add(&b, date);
			rest = span_skip(rest, 6);
		} else if (span_starts(rest, SPAN("{to}"))) {
			buf_add(&b, to);
			rest = span_skip(rest, 4);
		} else {
			buf_byte(&b, rest.p[0]);
			rest = span_skip(rest, 1);
		}
	}
	return buf_span(&b);
}

static struct span marked(const struct voice *v, struct span s, bool about,
    bool perhaps)
{
	const struct span none = { 0 };

	if (about)
		s = phrase(v, TONGUE("about {date}"), s, none);
	return perhaps ? phrase(v, TONGUE("perhaps {date}"), s, none) : s;
}

/* Years count from 1 BCE, which is 0, downwards. */
static struct span day_of(const struct voice *v, int64_t year, int month,
    int day)
{
	struct uni_day d = { year > 0 ? year : 1 - year, month, day };
	struct buf b;

	buf_open(&b, v->a, 512);
	uni_local_date(v->l, &d, &b);
	if (year > 0)
		return buf_span(&b);
	return phrase(v, TONGUE("{date} BCE"), buf_span(&b),
	    (struct span){ 0 });
}

static struct span season_of(const struct voice *v,
    const struct when_point *p)
{
	static const char *const seasons[4] = { TONGUE("spring {date}"),
		TONGUE("summer {date}"), TONGUE("autumn {date}"),
		TONGUE("winter {date}") };

	return phrase(v, seasons[p->month - 21], day_of(v, p->year, 0, 0),
	    (struct span){ 0 });
}

static struct span clock_of(const struct voice *v, const struct when_point *p,
    struct span day)
{
	int m = p->zone_minutes < 0 ? -p->zone_minutes : p->zone_minutes;
	struct buf b;

	buf_open(&b, v->a, day.n + 64);
	buf_add(&b, day);
	buf_fmt(&b, ", %02d:%02d:%02d", (int)(p->second / 3600),
	    (int)(p->second / 60 % 60), (int)(p->second % 60));
	if (p->has_zone && m == 0)
		buf_str(&b, " (UTC)");
	else if (p->has_zone)
		buf_fmt(&b, " (UTC%s%02d:%02d)", p->zone_minutes < 0 ? "−"
		    : "+", m / 60, m % 60);
	return buf_span(&b);
}

static struct span point_of(const struct voice *v, const struct when_point *p)
{
	const struct span none = { 0 };
	struct span s;

	if (p->year_x != 0) {
		int64_t more = p->year_x == 2 ? 99 : 9;
		bool down = p->year < 0;

		s = phrase(v, TONGUE("some year from {date} to {to}"),
		    day_of(v, p->year - (down ? more : 0), 0, 0),
		    day_of(v, p->year + (down ? 0 : more), 0, 0));
	} else if (p->month > 12) {
		s = season_of(v, p);
	} else {
		s = day_of(v, p->year, p->month_x ? 0 : p->month,
		    p->day_x || p->month_x ? 0 : p->day);
		if (p->month_x || p->day_x)
			s = phrase(v, TONGUE("some day in {date}"), s, none);
	}
	if (p->precision == WHEN_SECOND)
		s = clock_of(v, p, s);
	return marked(v, s, p->approximate, p->uncertain);
}

static struct span interval_of(const struct voice *v, const struct when *w)
{
	const struct span none = { 0 };

	if (w->from.open)
		return phrase(v, TONGUE("until {date}"),
		    point_of(v, &w->to), none);
	if (w->from.unknown)
		return phrase(v, TONGUE("until {date}, start unknown"),
		    point_of(v, &w->to), none);
	if (w->to.open)
		return phrase(v, TONGUE("from {date} on"),
		    point_of(v, &w->from), none);
	if (w->to.unknown)
		return phrase(v, TONGUE("from {date}, end unknown"),
		    point_of(v, &w->from), none);
	return phrase(v, TONGUE("from {date} to {to}"),
	    point_of(v, &w->from), point_of(v, &w->to));
}

struct span tongue_date(const struct tongue *t, struct span edtf,
    struct arena *a)
{
	struct voice v = { t, tongue_inside_local(t), a };
	struct err why = { 0 };
	struct when w;
	struct buf b;

	if (edtf.n == 0 || when_parse(edtf, &w, &why) < 0)
		return edtf;
	if (!known_to_when(t) && v.l != NULL)
		return w.interval ? interval_of(&v, &w)
		    : point_of(&v, &w.from);
	buf_open(&b, a, 512);
	when_words(&w, span_of(t->tag), &b);
	return buf_span(&b);
}

struct span tongue_day_of_year(const struct tongue *t, int of_year,
    struct arena *a)
{
	const struct uni_local *l = tongue_inside_local(t);
	struct uni_day d = { 0, of_year / 100, of_year % 100 };
	struct buf b;

	buf_open(&b, a, 512);
	if (!known_to_when(t) && l != NULL)
		uni_local_date(l, &d, &b);
	else
		when_day_of_year_words(d.month, d.day, span_of(t->tag), &b);
	return buf_span(&b);
}

/* ---- times of day ---- */

/* "19:30~" as "19:30"; "19" as "19:00", or an hour later. */
static struct span bare_time(const struct voice *v, struct span text,
    int more)
{
	while (text.n > 0 && (text.p[text.n - 1] == '~' ||
	    text.p[text.n - 1] == '?'))
		text.n--;
	if (text.n != 2)
		return text;
	return span_of(arena_fmt(v->a, "%02d:00", (text.p[0] - '0') * 10 +
	    text.p[1] - '0' + more));
}

static struct span time_of(const struct voice *v, const struct when_time *w,
    struct span text)
{
	static const char *const parts[4] = { TONGUE("at night"),
		TONGUE("in the morning"), TONGUE("in the afternoon"),
		TONGUE("in the evening") };
	size_t slash = span_find(text, '/');
	struct span s;

	if (w->part != 0)
		s = tongue_word(v->t, span_of(parts[w->part - 1]));
	else if (w->interval)
		s = phrase(v, TONGUE("from {date} to {to}"), bare_time(v,
		    (struct span){ text.p, slash }, 0), bare_time(v,
		    span_skip(text, slash + 1), 0));
	else if (span_find(text, ':') == text.n)
		s = phrase(v, TONGUE("between {date} and {to}"),
		    bare_time(v, text, 0), bare_time(v, text, 1));
	else
		s = bare_time(v, text, 0);
	return marked(v, s, w->approximate, w->uncertain);
}

struct span tongue_time(const struct tongue *t, struct span text,
    struct arena *a)
{
	struct voice v = { t, tongue_inside_local(t), a };
	struct err why = { 0 };
	struct when_time w;
	struct buf b;

	if (when_time_parse(text, &w, &why) < 0)
		return text;
	if (!known_to_when(t) && v.l != NULL)
		return time_of(&v, &w, text);
	buf_open(&b, a, 256);
	when_time_words(&w, text, span_of(t->tag), &b);
	return buf_span(&b);
}
