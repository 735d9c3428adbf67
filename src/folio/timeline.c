/*
 * timeline.c - what happened, day by day, as it is told; who died that day
 *
 * Events come in the order of their dates.  Those of one date stand under one
 * heading, a vague date ("some day in June") under its own, said as vaguely
 * as it is told.  Days on which people died but nothing else is told of have
 * a heading too.
 */
#include <string.h>

#include "base/utc.h"
#include "index/told.h"
#include "folio/sides.h"
#include "when/when.h"

#define NAMED 40        /* names a day */
#define NAMED_ALL 1200  /* and a page */
#define DAYS 366        /* days of deaths a page */

static const char *const when_keys[] = { "date", "time", NULL };
static const char *const what_keys[] = { "title", "what", "place", "event.by",
	"toll", NULL };
static const char *const silence_keys[] = { "refused", "classified", NULL };

struct group {
	struct when w;
	struct span edtf;   /* as it was said; empty: nobody says when */
	struct tmpl_list *rows;
};
struct table {
	struct group group; /* the last one */
	struct tmpl_list *groups, *months, *nav;
	struct span month;  /* whose days nav has: "2022-01" */
	const struct index_day *day;
	int days, told;     /* of them: shown already */
	int named;          /* names that may still stand on this page */
};

/* Does all that is told of it come from one mouth and one source?  Then that
 * is said once. */
static const struct page_say *one_voice(const struct page_talk *t)
{
	const struct page_say *voice = NULL;

	for (int i = 0; i < t->count; i++) {
		const struct page_say *s = &t->at[i];

		if (span_is(s->property, "event.kind") ||
		    span_is(s->property, "toll.of"))
			continue;
		if (s->finding_id.n > 0 || s->denies || (voice != NULL &&
		    (!span_eq(voice->who, s->who) ||
		    !span_eq(voice->source, s->source) ||
		    (voice->on.n > 0 && s->on.n > 0 &&
		    !span_eq(voice->on, s->on)))))
			return NULL;
		if (voice == NULL || voice->on.n == 0)
			voice = s;
	}
	return voice;
}

/* An order, an announcement, a trial: said in a word before the title. */
static void put_kind(struct page_job *j, const struct page_talk *t,
    struct tmpl_map *m)
{
	struct span kind = { 0 };

	for (int i = 0; i < t->count; i++)
		if (span_is(t->at[i].property, "event.kind") &&
		    !t->at[i].denies)
			kind = t->at[i].value;
	tmpl_flag(m, "is_order", span_is(kind, "order"));
	tmpl_text(m, "kind", kind.n == 0 || span_is(kind, "happening")
	    ? (struct span){ 0 } : tongue_code(j->tongue, SPAN("event.kind"),
	    kind));
}

/* The date stands in the heading; it is said again where there are two, or
 * somebody answers it. */
static void drop_date(struct page_talk *t, struct span heading)
{
	struct page_say *only = NULL;
	int dates = 0;

	for (int i = 0; i < t->count; i++)
		if (span_is(t->at[i].property, "date")) {
			dates++;
			only = &t->at[i];
		}
	if (dates == 1 && only->kids == 0 && !only->denies &&
	    only->finding_id.n == 0 && span_eq(only->value, heading))
		only->used = true;
}

/* A title that only begins what is told at greater length is left out. */
static void drop_title(struct page_talk *t)
{
	for (int i = 0; i < t->count; i++) {
		struct page_say *title = &t->at[i];

		if (!span_is(title->property, "title") || title->kids > 0 ||
		    title->denies || title->finding_id.n > 0)
			continue;
		for (int k = 0; k < t->count; k++)
			if (span_is(t->at[k].property, "what") &&
			    !t->at[k].denies && t->at[k].parent < 0 &&
			    span_eq(t->at[k].lang, title->lang) &&
			    span_eq(t->at[k].who, title->who) &&
			    span_eq(t->at[k].source, title->source) &&
			    span_starts(t->at[k].value, title->value))
				title->used = true;
	}
}

int folio_event_put(struct page_job *j, const struct index_thing *event,
    struct page_talk *t, struct span heading, struct tmpl_map *m,
    struct err *e)
{
	const struct page_say *voice = one_voice(t);

	tmpl_text(m, "href", page_href(j, event));
	put_kind(j, t, m);
	tmpl_flag(m, "one_voice", voice != NULL);
	if (voice != NULL && page_say_put(j, voice, m, e) < 0)
		return -1;
	drop_date(t, heading);
	drop_title(t);
	for (int i = 0; i < t->count; i++) /* no answer: whom a number counts */
		t->at[i].used |= span_is(t->at[i].property, "toll.of");
	if (page_groups(j, t, when_keys, tmpl_rows(m, "when"), e) < 0 ||
	    page_groups(j, t, what_keys, tmpl_rows(m, "groups"), e) < 0)
		return -1;
	return page_groups(j, t, silence_keys, tmpl_rows(m, "silence"), e);
}

/* ---- the dead of a day ---- */

static int put_dead(struct page_job *j, struct table *to,
    const struct index_day *day, struct tmpl_map *m, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(m, "dead");
	struct index_name *name;
	bool *differ;
	int most = to->named < NAMED ? to->named : NAMED, n;

	if (index_died_on(j->from->ix, day->day, j->lang, most, j->a, &name,
	    &differ, &n, e) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		struct tmpl_map *row = tmpl_row(rows);

		page_name(j, row, "form", page_clip(j, name[i].form, 200),
		    name[i].lang);
		tmpl_text(row, "href", page_href(j, &name[i].thing));
		tmpl_flag(row, "differ", differ[i]);
		tmpl_flag(row, "more", i + 1 < n);
	}
	to->named -= n;
	page_further(j, m, (uint64_t)(day->count - n));
	tmpl_flag(m, "has_dead", true);
	return 0;
}

/* ---- headings ---- */

static struct span anchor(struct page_job *j, struct span edtf)
{
	struct buf b;

	buf_open(&b, j->a, WHEN_MAX + 8);
	buf_str(&b, edtf.n == 0 ? "d-unknown" : "d-");
	for (size_t i = 0; i < edtf.n; i++) {
		char c = edtf.p[i];

		buf_byte(&b, (c >= '0' && c <= '9') || c == '-' ||
		    (c >= 'A' && c <= 'Z') ? c : '_');
	}
	return buf_span(&b);
}

static bool one_day(const struct when *w)
{
	return w->first == w->last;
}

/* "5", "4-5" where both are of one month, else in full. */
static struct span short_of(struct page_job *j, struct span edtf,
    struct span words)
{
	struct span d[2] = { span_skip(edtf, 8), span_skip(edtf, 19) };

	for (int i = 0; i < 2; i++) {
		d[i].n = d[i].n > 2 ? 2 : d[i].n;
		if (d[i].n == 2 && d[i].p[0] == '0')
			d[i] = span_skip(d[i], 1);
	}
	if (edtf.n == 10 && d[0].p[0] != 'X')
		return d[0];
	if (edtf.n == 21 && edtf.p[10] == '/' && d[0].n > 0 && d[1].n > 0 &&
	    memcmp(edtf.p, edtf.p + 11, 8) == 0)
		return span_of(arena_fmt(j->a, "%.*s\u2013%.*s", (int)d[0].n,
		    d[0].p, (int)d[1].n, d[1].p));
	return edtf.n == 7 ? page_word(j, TONGUE("Day not known")) : words;
}

/* The days of a month in one row; what has no month stands alone. */
static void put_nav(struct page_job *j, struct table *to, struct span edtf,
    struct span words)
{
	struct span month = { edtf.p, edtf.n >= 7 && edtf.p[4] == '-' ? 7 : 0 };
	struct span label;
	struct tmpl_map *m;

	if (to->nav == NULL || month.n == 0 || !span_eq(month, to->month)) {
		m = tmpl_row(to->months);
		tmpl_text(m, "month", month.n == 0 ? month
		    : tongue_date(j->tongue, month, j->a));
		to->nav = tmpl_rows(m, "nav");
		to->month = month;
	}
	m = tmpl_row(to->nav);
	tmpl_text(m, "anchor", anchor(j, edtf));
	label = month.n == 0 ? words : short_of(j, edtf, words);
	tmpl_text(m, "label", label);
	/* What is read aloud holds what is seen. */
	tmpl_text(m, "heading", edtf.n == 7 ? span_of(arena_fmt(j->a,
	    "%.*s: %.*s", (int)label.n, label.p, (int)words.n, words.p))
	    : words);
}

static struct tmpl_map *open_group(struct page_job *j, struct table *to,
    struct span edtf, const struct when *w)
{
	struct tmpl_map *m = tmpl_row(to->groups);
	struct span words = edtf.n == 0 ? page_word(j, TONGUE("Day not known"))
	    : tongue_date(j->tongue, edtf, j->a);

	to->group.edtf = edtf;
	to->group.w = *w;
	to->group.rows = tmpl_rows(m, "events");
	tmpl_text(m, "anchor", anchor(j, edtf));
	tmpl_text(m, "heading", words);
	tmpl_flag(m, "vague", edtf.n > 0 && !w->interval &&
	    !one_day(w));
	tmpl_flag(m, "has_dead", false);
	tmpl_flag(m, "has_events", false);
	page_further(j, m, 0);
	(void)tmpl_rows(m, "dead");
	put_nav(j, to, edtf, words);
	return m;
}

static struct span edtf_of(struct page_job *j, int64_t day)
{
	int64_t year;
	int month, mday;

	utc_civil(day, &year, &month, &mday);
	return span_of(arena_fmt(j->a, "%04lld-%02d-%02d", (long long)year,
	    month, mday));
}

/* Headings of days of deaths up to that day; the day itself too. */
static int put_days(struct page_job *j, struct table *to, int64_t until,
    struct err *e)
{
	for (; to->told < to->days && to->day[to->told].day <= until;
	    to->told++) {
		const struct index_day *d = &to->day[to->told];
		struct when w = { .first = d->day, .last = d->day };

		if (put_dead(j, to, d, open_group(j, to, edtf_of(j, d->day),
		    &w), e) < 0)
			return -1;
	}
	return 0;
}

static int put_group(struct page_job *j, struct table *to, struct span edtf,
    struct err *e)
{
	struct when w = { .first = INT64_MAX, .last = INT64_MAX };
	struct err why = { 0 };
	struct tmpl_map *m;

	if (edtf.n > 0 && when_parse(edtf, &w, &why) < 0)
		edtf = (struct span){ 0 };
	if (to->group.rows != NULL && span_eq(to->group.edtf, edtf))
		return 0;
	if (w.first > INT64_MIN && put_days(j, to, w.first -
	    (edtf.n > 0 && one_day(&w)), e) < 0)
		return -1;
	m = open_group(j, to, edtf, &w);
	tmpl_flag(m, "has_events", true);
	if (one_day(&w) && to->told < to->days &&
	    to->day[to->told].day == w.first)
		return put_dead(j, to, &to->day[to->told++], m, e);
	return 0;
}

static struct span date_of(const struct page_talk *t)
{
	for (int i = 0; i < t->count; i++)
		if (span_is(t->at[i].property, "date") && !t->at[i].denies)
			return t->at[i].value;
	return (struct span){ 0 };
}

int folio_event_date(struct page_job *j, const struct index_thing *event,
    struct span *edtf, struct err *e)
{
	struct page_talk t;

	if (page_talk_about(j, event, 0, &t, e) < 0)
		return -1;
	*edtf = date_of(&t);
	return 0;
}

static int first_day(struct page_job *j, const struct index_thing *event,
    int64_t *out, struct err *e)
{
	struct span date;
	struct when w;
	struct err why = { 0 };

	if (folio_event_date(j, event, &date, e) < 0)
		return -1;
	*out = when_parse(date, &w, &why) < 0 ? INT64_MAX : w.first;
	return 0;
}

/* The days that belong to this page: from its first event on, to the day
 * before the first of the next. */
static int find_days(struct page_job *j, const struct folio_ask *ask,
    const struct index_thing *event, int count, struct table *to,
    struct err *e)
{
	int64_t low = INT64_MIN, high = INT64_MAX;
	struct index_day *day;

	if (ask->number > 1 && count > 0 &&
	    first_day(j, &event[0], &low, e) < 0)
		return -1;
	if (count > ask->most) {
		if (first_day(j, &event[ask->most], &high, e) < 0)
			return -1;
		high -= high > INT64_MIN;
	}
	if (index_days_between(j->from->ix, &(struct index_range_of){ low,
	    high }, DAYS + 1, j->a, &day, &to->days, e) < 0)
		return -1;
	tmpl_flag(j->model, "more_days", to->days > DAYS);
	to->days = to->days > DAYS ? DAYS : to->days;
	to->day = day;
	return 0;
}

int folio_timeline(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct table to = { .groups = tmpl_rows(j->model, "days"),
		.months = tmpl_rows(j->model, "months"), .named = NAMED_ALL };
	struct index_thing *event;
	int count;

	if (index_events(j->from->ix, ask->skip, ask->most + 1, j->a, &event,
	    &count, e) < 0 || find_days(j, ask, event, count, &to, e) < 0)
		return -1;
	for (int i = 0; i < count && i < ask->most; i++) {
		struct page_talk t;
		struct span date;

		if (page_talk_about(j, &event[i], 0, &t, e) < 0)
			return -1;
		page_talk_thread(&t);
		date = date_of(&t);
		if (put_group(j, &to, date, e) < 0 || folio_event_put(j, &event[i],
		    &t, date, tmpl_row(to.group.rows), e) < 0)
			return -1;
	}
	if (put_days(j, &to, INT64_MAX, e) < 0)
		return -1;
	tmpl_flag(j->model, "empty", to.group.rows == NULL);
	page_title(j, TONGUE("Timeline"));
	return folio_share_page(j, TONGUE("Timeline"), e);
}
