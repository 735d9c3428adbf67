/* calendar.c - days of remembrance as iCalendar: of all, of one person */
#include <string.h>

#include "base/utc.h"
#include "base/utf8.h"
#include "folio/inside.h"

#define EACH_MAX 800           /* people with an event of their own; of more,
				  one event for each day on which any died */
#define CEREMONIES 1000
#define CALENDAR_MAX ((size_t)16 << 20) /* bytes */

struct calendar {
	struct page_job *j;
	struct buf out;
	struct span site, origin;
	int64_t stamp;          /* of the log's latest act */
	struct zone zone;
};

/* "ID-what@origin"; the origin may hold a slash, which a UID may too. */
static struct span uid_of(struct calendar *c, const char *what, const char *id)
{
	return span_of(arena_fmt(c->j->a, "%s-%s@%.*s", id, what,
	    (int)c->origin.n, c->origin.p));
}

static struct span join(struct page_job *j, struct span a, const char *mark,
    struct span b)
{
	return span_of(arena_fmt(j->a, "%.*s%s%.*s", (int)a.n, a.p, mark,
	    (int)b.n, b.p));
}

static int begin(struct calendar *c, struct page_job *j, struct span name,
    const char *rest, struct err *e)
{
	struct days_calendar cal = { .lang = j->lang };
	struct err why = { 0 };

	c->j = j;
	if (folio_archive_text(j, "archive.title", &c->site, e) < 0 ||
	    days_zone(j->from->ix, j->a, &c->zone, &cal.zone, &why, e) < 0)
		return -1;
	c->origin = page_origin(j);
	cal.name = name.n == 0 ? c->site : join(j, name, " · ", c->site);
	cal.about = page_word(j, TONGUE("Days of remembrance"));
	cal.url = page_url(j, rest);
	buf_open(&c->out, j->a, CALENDAR_MAX);
	days_ics_begin(&c->out, &cal);
	return 0;
}

static int end(struct calendar *c, struct err *e)
{
	days_ics_end(&c->out);
	return buf_end(&c->out, &c->j->body, e);
}

/* Who says so, as words: a body by what it is called. */
static int who_of(struct page_job *j, struct span who, struct span *out,
    struct err *e)
{
	const struct page_cite *cite;
	struct stmt_subject to;
	struct err why = { 0 };
	int got = 0;

	*out = who.n > 0 ? who : page_word(j,
	    TONGUE("the keepers of this archive"));
	if ((span_starts(who, SPAN("body/")) || span_starts(who,
	    SPAN("person/"))) && stmt_subject_parse(who, &to, &why) == 0)
		got = page_cite(j, to.kind, to.id, &cite, e);
	if (got == 1)
		*out = cite->text;
	return got < 0 ? -1 : 0;
}

static int note_of(struct page_job *j, const struct days_person *p, int i,
    struct span url, struct span *out, struct err *e)
{
	struct span date = tongue_date(j->tongue, days_edtf(p->at[i].day,
	    j->a), j->a), who = { 0 };
	struct buf b;

	buf_open(&b, j->a, 8192);
	buf_add(&b, page_word(j, TONGUE("Day of death")));
	buf_fmt(&b, ": %.*s", (int)date.n, date.p);
	if (p->differ) {
		if (who_of(j, p->at[i].who, &who, e) < 0)
			return -1;
		buf_str(&b, "\n");
		buf_add(&b, page_word(j,
		    TONGUE("accounts of the day differ; this one")));
		buf_str(&b, ": ");
		buf_add(&b, page_clip(j, who, 2000));
	}
	if (url.n > 0) {
		buf_str(&b, "\n");
		buf_add(&b, url);
	}
	return buf_end(&b, out, e);
}

/* The day of death with its anniversaries, and the fortieth; for each day
 * that is told, once. */
static int put_person(struct calendar *c, const struct index_thing *t,
    struct span name, struct err *e)
{
	struct page_job *j = c->j;
	struct days_person p;

	if (days_of(j->from->ix, t, j->a, &p, e) < 0)
		return -1;
	for (int i = 0; i < p.count; i++) {
		struct days_event v = { .stamp = p.at[i].time,
			.day = p.at[i].day, .yearly = true,
			.url = page_url(j, arena_fmt(j->a, "%s/%s.html",
			    stmt_kind_name(t->kind), t->id)) };
		struct span date = days_edtf(v.day, j->a);
		bool seen = false;

		for (int k = 0; k < i; k++)
			seen |= p.at[k].day == v.day;
		if (seen)
			continue;
		v.uid = uid_of(c, arena_fmt(j->a, "died-%.*s", (int)date.n,
		    date.p), t->id);
		v.summary = join(j, name, ": ", page_word(j,
		    TONGUE("day of remembrance")));
		if (note_of(j, &p, i, v.url, &v.text, e) < 0)
			return -1;
		days_ics_event(&c->out, &v);
		v.day = days_fortieth(v.day);
		v.yearly = false;
		v.uid = uid_of(c, arena_fmt(j->a, "40th-%.*s", (int)date.n,
		    date.p), t->id);
		v.summary = join(j, name, ": ", page_word(j,
		    TONGUE("the fortieth day")));
		days_ics_event(&c->out, &v);
	}
	return 0;
}

static int put_each(struct calendar *c, struct err *e)
{
	struct index_on_ask ask = { .kind = INDEX_DAY_DIED,
		.first = INT64_MIN, .last = INT64_MAX,
		.most = 8 * EACH_MAX, .lang = c->j->lang };
	struct page_job *j = c->j;
	struct index_on *on;
	int count;

	if (index_on(j->from->ix, &ask, j->a, &on, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		struct span form = on[i].name.form, lang = on[i].name.lang;
		bool seen = false; /* another of its days stood before */

		for (int k = 0; k < i && !seen; k++)
			seen = on[k].name.thing.num == on[i].name.thing.num;
		(void)tongue_name(j->tongue, &form, &lang, j->a);
		if (form.n == 0)
			form = page_word(j,
			    TONGUE("A person whose name is not known"));
		if (!seen && put_person(c, &on[i].name.thing,
		    page_clip(j, form, 300), e) < 0)
			return -1;
	}
	return 0;
}

/* One event a day, with how many. */
static void put_days(struct calendar *c, const struct index_day *day,
    int count)
{
	struct page_job *j = c->j;

	for (int i = 0; i < count; i++) {
		struct span date = days_edtf(day[i].day, j->a);
		struct days_event v = { .stamp = c->stamp,
			.day = day[i].day, .yearly = true };
		char of_year[6];

		days_of_year_print(index_day_of_year(v.day), of_year);
		v.url = page_url(j, arena_fmt(j->a, "day/%s.html", of_year));
		v.uid = uid_of(c, "died", arena_fmt(j->a, "%.*s",
		    (int)date.n, date.p));
		v.summary = join(j, page_word(j, TONGUE("Day of remembrance:"
		    " people who died on this day")), ": ", span_of(arena_fmt(
		    j->a, "%lld", (long long)day[i].count)));
		v.text = join(j, tongue_date(j->tongue, date, j->a), "\n",
		    v.url);
		days_ics_event(&c->out, &v);
	}
}

static int put_ceremony(struct calendar *c, const struct index_thing *t,
    struct err *e)
{
	struct page_job *j = c->j;
	struct days_ceremony x;
	struct days_event v = { 0 };
	struct span who, time;
	int got = days_ceremony(j->from->ix, t, &c->zone, j->lang, j->a, &x,
	    e);

	if (got <= 0)
		return got;
	if (who_of(j, x.who, &who, e) < 0)
		return -1;
	v = (struct days_event){ .uid = uid_of(c, "ceremony", t->id),
		.stamp = x.stamp, .day = x.day, .timed = x.timed,
		.ends = x.ends, .start = x.start, .end = x.end,
		.place = x.place, .summary = x.title.n > 0 ? x.title
		    : page_word(j, TONGUE("Ceremony")),
		.url = page_url(j, arena_fmt(j->a, "event/%s.html", t->id)) };
	time = tongue_time(j->tongue, x.time, j->a);
	v.text = span_of(arena_fmt(j->a, "%.*s%s%.*s%s%.*s\n%.*s",
	    (int)time.n, time.p, time.n > 0 ? "\n" : "",
	    (int)x.text.n, x.text.p, x.text.n > 0 ? "\n" : "",
	    (int)who.n, who.p, (int)v.url.n, v.url.p));
	days_ics_event(&c->out, &v);
	return 0;
}

static int put_ceremonies(struct calendar *c, struct err *e)
{
	struct index_on_ask ask = { .kind = INDEX_DAY_CEREMONY,
		.first = INT64_MIN, .last = INT64_MAX, .most = CEREMONIES,
		.lang = c->j->lang };
	struct index_on *on;
	int count;

	if (index_on(c->j->from->ix, &ask, c->j->a, &on, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (put_ceremony(c, &on[i].name.thing, e) < 0)
			return -1;
	return 0;
}

int folio_calendar(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct calendar c = { .stamp = 0 };
	struct index_head *head = arena_take(j->a, 1, sizeof(*head));
	struct index_day *day;
	int64_t all = 0;
	int count;

	(void)ask;
	if (index_head(j->from->ix, head, e) < 0 ||
	    begin(&c, j, (struct span){ 0 }, "today.html", e) < 0 ||
	    index_days(j->from->ix, INDEX_DAY_DIED, j->a, &day, &count,
	    e) < 0)
		return -1;
	c.stamp = head->time;
	for (int i = 0; i < count; i++)
		all += day[i].count;
	if (all > EACH_MAX)
		put_days(&c, day, count);
	else if (put_each(&c, e) < 0)
		return -1;
	if (put_ceremonies(&c, e) < 0)
		return -1;
	return end(&c, e);
}

int folio_person_calendar(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct calendar c = { .stamp = 0 };
	struct index_thing lead = ask->thing;
	struct index_name name = { 0 };
	int got = index_person_of(j->from->ix, &ask->thing, &lead, e);

	if (got >= 0)
		got = page_called(j, &lead, &name, e);
	if (got < 0)
		return -1;
	if (got == 0)
		name.form = page_word(j,
		    TONGUE("A person whose name is not known"));
	name.form = page_clip(j, name.form, 300);
	if (begin(&c, j, name.form, arena_fmt(j->a, "person/%s.html",
	    lead.id), e) < 0 || put_person(&c, &lead, name.form,
	    e) < 0)
		return -1;
	return end(&c, e);
}
