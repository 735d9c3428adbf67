#include "days/days.h"

#include <stdlib.h>
#include <string.h>

#include "base/scan.h"
#include "base/utc.h"
#include "index/told.h"
#include "when/when.h"

/* ---- reckoning ---- */

int64_t days_fortieth(int64_t died)
{
	return died + INDEX_40TH;
}

bool days_of_year_parse(struct span text, int *out)
{
	struct scan s = scan_of(text);
	uint64_t m, d;
	int64_t y;
	int month, day;

	if (!scan_digits(&s, 2, &m) || !scan_lit(&s, SPAN("-")) ||
	    !scan_digits(&s, 2, &d) || !scan_done(&s) || m < 1 || m > 12 ||
	    d < 1 || d > 31)
		return false;
	utc_civil(utc_days(2000, (int)m, (int)d), &y, &month, &day);
	if (day != (int)d)
		return false; /* not even in a leap year */
	*out = month * 100 + day;
	return true;
}

void days_of_year_print(int of_year, char out[6])
{
	const int m = of_year / 100, d = of_year % 100;

	out[0] = (char)('0' + m / 10);
	out[1] = (char)('0' + m % 10);
	out[2] = '-';
	out[3] = (char)('0' + d / 10);
	out[4] = (char)('0' + d % 10);
	out[5] = '\0';
}

struct span days_edtf(int64_t day, struct arena *a)
{
	int64_t y;
	int m, d;

	utc_civil(day, &y, &m, &d);
	return span_of(arena_fmt(a, "%04lld-%02d-%02d", (long long)y, m, d));
}

int days_zone(struct index *ix, struct arena *a, struct zone *out,
    struct span *name, struct err *why, struct err *e)
{
	*out = (struct zone){ .rule = true };
	*name = SPAN("UTC");
	if (index_archive_text(ix, "archive.zone", SPAN("en"), a, name,
	    e) < 0)
		return -1;
	if (name->n > 0 && zone_read(*name, a, out, why) == 0)
		return 1;
	*name = SPAN("UTC");
	return 0;
}

/* ---- one who died ---- */

#define CLAIMS_MAX 64

struct told { /* what is said of one human being */
	struct days_claim claim[CLAIMS_MAX];
	int count;
	struct when vague[CLAIMS_MAX]; /* not exact to a day */
	int vagues;
	bool denied;            /* somebody says that a date is not so */
};

static int rank_of(struct span finding)
{
	if (span_is(finding, "established"))
		return 0;
	if (span_is(finding, "disputed"))
		return 2;
	return span_is(finding, "refuted") ? 3 : 1;
}

static void tell_date(struct told *t, struct days_claim c)
{
	struct err why = { 0 };
	struct when w;

	if (when_parse(c.value, &w, &why) < 0)
		return;
	if (!when_is_day(&w)) {
		if (t->vagues < CLAIMS_MAX && c.rank < 3)
			t->vague[t->vagues++] = w;
		return;
	}
	if (t->count == CLAIMS_MAX)
		return;
	c.day = w.first;
	t->claim[t->count++] = c;
}

static struct span source_of(struct span from)
{
	return span_starts(from, SPAN("source/")) ? span_skip(from, 7)
	    : (struct span){ 0 };
}

static void by_statements(struct told *t, const struct index_list *list)
{
	for (int i = 0; i < list->count; i++) {
		const struct index_stmt *x = &list->at[i];

		if (x->hidden || x->is_void || span_is(x->finding, "refuted"))
			continue;
		t->denied |= x->s.denies && span_is(x->s.says, "died.date");
		if (x->s.denies)
			continue;
		if (span_is(x->s.says, "died.date"))
			tell_date(t, (struct days_claim){
			    .value = x->s.value, .who = x->s.who,
			    .source = source_of(x->s.from), .on = x->s.on,
			    .id = { x->id, STMT_ID_CHARS }, .act = x->act,
			    .time = x->time, .rank = rank_of(x->finding),
			    .answer = x->s.re.n > 0 });
	}
}

static void by_row(struct told *t, const struct index_record *r,
    struct arena *a)
{
	for (int i = 0; i < r->fact_count; i++) {
		const struct index_fact *f = &r->facts[i];

		t->denied |= f->denies && span_is(f->property, "died.date") &&
		    !f->refused && !span_is(f->finding, "refuted");
		if (!index_fact_counts(f))
			continue;
		if (span_is(f->property, "died.date"))
			tell_date(t, (struct days_claim){
			    .value = f->value, .who = f->who,
			    .source = arena_copy(a, span_of(r->source.id)),
			    .on = r->row.s.on, .id = arena_copy(a,
				span_of(r->row_id)), .column = f->column,
			    .act = r->row.act, .time = r->row.time,
			    .rank = rank_of(f->finding) });
	}
}

/* Does an account that knows no day leave no room for this one? */
static bool other_day(const struct told *t, int64_t day)
{
	for (int i = 0; i < t->vagues; i++)
		if (day < t->vague[i].first || day > t->vague[i].last)
			return true;
	return false;
}

static int by_lead(const void *a, const void *b)
{
	const struct days_claim *x = a, *y = b;

	if (x->answer != y->answer)
		return x->answer ? 1 : -1;
	if (x->rank != y->rank)
		return x->rank - y->rank;
	if (x->act != y->act)
		return x->act < y->act ? -1 : 1;
	return span_cmp(x->id, y->id);
}

int days_of(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct days_person *out, struct err *e)
{
	struct told *t = arena_take(a, 1, sizeof(*t));
	struct index_list *list;
	struct index_record r;
	struct index_thing *one;
	enum index_status status;
	int count;

	if (index_whole(ix, thing, a, &one, &count, e) < 0 ||
	    index_status_of(ix, &one[0], &status, e) < 0)
		return -1;
	list = arena_take(a, (size_t)count + 1, sizeof(*list));
	for (int i = 0; i < count; i++) {
		int got = one[i].kind != STMT_RECORD ? 0
		    : index_record(ix, &one[i], a, &r, e);

		if (got < 0 || index_about_by(ix, &one[i],
		    "died.date", a, &list[i], e) < 0)
			return -1;
		by_statements(t, &list[i]);
		if (got == 1)
			by_row(t, &r, a);
	}
	*out = (struct days_person){ .at = t->claim,
		.dead = status == INDEX_DEAD,
		.missing = status == INDEX_MISSING };
	for (int i = 0; i < t->count && out->dead; i++)
		if (t->claim[i].rank < 3)
			t->claim[out->count++] = t->claim[i];
	if (out->count > 1)
		qsort(t->claim, (size_t)out->count, sizeof(*t->claim),
		    by_lead);
	out->differ = t->denied;
	for (int i = 0; i < out->count; i++)
		out->differ |= t->claim[i].day != t->claim[0].day ||
		    other_day(t, t->claim[i].day);
	return 0;
}

/* ---- a ceremony ---- */

static void take_text(const struct index_stmt *x, struct span lang,
    struct span *text, struct span *text_lang)
{
	if (text->n > 0 && (span_starts(*text_lang, lang) ||
	    !span_starts(x->s.lang, lang)))
		return;
	*text = x->s.value;
	*text_lang = x->s.lang;
}

static void take_time(struct days_ceremony *c, const struct zone *z)
{
	struct when_time t;
	struct err why = { 0 };

	if (c->time.n == 0 || when_time_parse(c->time, &t, &why) < 0 ||
	    t.part != 0 || t.approximate || t.uncertain)
		return;
	c->timed = true;
	c->start = zone_utc(z, c->day * 86400 + t.first);
	c->ends = t.interval;
	if (t.interval) /* the last minute that was named, not its end */
		c->end = zone_utc(z, (c->day + (t.last < t.first)) * 86400 +
		    t.last / 60 * 60);
	c->ends = c->ends && c->end > c->start;
}

int days_ceremony(struct index *ix, const struct index_thing *event,
    const struct zone *z, struct span lang, struct arena *a,
    struct days_ceremony *out, struct err *e)
{
	struct days_ceremony c = { .day = INT64_MAX };
	struct index_list list;
	bool is = false;

	if (index_about(ix, event, a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct index_stmt *x = &list.at[i];
		struct err why = { 0 };
		struct when w;

		if (x->hidden || x->is_void || x->s.denies ||
		    span_is(x->finding, "refuted"))
			continue;
		c.stamp = x->time > c.stamp ? x->time : c.stamp;
		if (span_is(x->s.says, "event.kind"))
			is |= span_is(x->s.value, "ceremony");
		else if (span_is(x->s.says, "title"))
			take_text(x, lang, &c.title, &c.title_lang);
		else if (span_is(x->s.says, "what"))
			take_text(x, lang, &c.text, &c.text_lang);
		else if (span_is(x->s.says, "place"))
			take_text(x, lang, &c.place, &c.place_lang);
		else if (span_is(x->s.says, "time") && c.time.n == 0)
			c.time = x->s.value;
		if (!span_is(x->s.says, "date") || c.day != INT64_MAX ||
		    when_parse(x->s.value, &w, &why) < 0)
			continue;
		if (!when_is_day(&w))
			return 0; /* as the index has it: the first counts */
		c.day = w.first;
		c.who = x->s.who;
		c.source = source_of(x->s.from);
		c.id = span_of(arena_cstr(a, span_of(x->id)));
		c.act = x->act;
	}
	if (!is || c.day == INT64_MAX)
		return 0;
	take_time(&c, z);
	*out = c;
	return 1;
}
