/* counts.c - the numbers of dead that were announced, by whom, and when */
#include "base/scan.h"
#include "chart/chart.h"
#include "index/told.h"
#include "folio/sides.h"
#include "when/when.h"

#define CHART_BYTES ((size_t)1 << 20)
#define GAP_DAYS 14 /* more between two: the axis is broken there */
#define LONG 15 /* more numbers than a sheet of paper has room for, drawn */

struct counts {
	struct tmpl_list *rows[2]; /* of others, of the state */
	struct chart_count *at;
	int count;
	int64_t day;         /* of the one before; INT64_MIN: not known */
	bool official, back; /* is there one at all? */
};

/* Who is counted: toll.of with re this toll, else any of the event. */
static const struct page_say *counted(const struct page_talk *t, int toll)
{
	const struct page_say *any = NULL;

	for (int i = 0; i < t->count; i++) {
		if (!span_is(t->at[i].property, "toll.of"))
			continue;
		if (t->at[i].parent == toll)
			return &t->at[i];
		if (t->at[i].parent < 0)
			any = &t->at[i];
	}
	return any;
}

/* Taken back: whoever said it denies it, in answer to it. */
static struct page_say *taken_back(struct page_talk *t, int toll)
{
	for (int i = 0; i < t->count; i++)
		if (t->at[i].parent == toll && t->at[i].denies &&
		    span_is(t->at[i].property, "toll") &&
		    span_eq(t->at[i].who, t->at[toll].who))
			return &t->at[i];
	return NULL;
}

static void put_point(struct page_job *j, struct counts *c,
    const struct page_say *s, struct span date)
{
	struct chart_count *p = &c->at[c->count];
	struct scan number = scan_of(s->value);
	struct when w;
	struct err why = { 0 };

	if (c->count == CHART_COUNTS_MAX || s->denies ||
	    !scan_u64(&number, 999999999, &p->number))
		return;
	p->when = date.n == 0 ? page_word(j, TONGUE("Day not known"))
	    : tongue_date(j->tongue, date, j->a);
	if (when_parse(date, &w, &why) < 0)
		w.first = INT64_MIN;
	p->gap = c->day > INT64_MIN && w.first > c->day + GAP_DAYS
	    ? tongue_count_of(j->tongue, TONGUE_MANY("{n} day in between",
	    "{n} days in between"), (uint64_t)(w.first - c->day), j->a)
	    : (struct span){ 0 };
	c->day = w.first;
	p->who = s->who.n > 0 ? s->who : page_word(j,
	    TONGUE("the keepers of this archive"));
	c->official |= p->official;
	c->back |= p->back;
	c->count++;
}

/* What the words on a speaker are called by, where they are a thing. */
static int who_of(struct page_job *j, const struct page_say *s,
    struct page_say *out, struct err *e)
{
	const struct page_cite *c;
	struct stmt_subject to;
	struct err why = { 0 };
	int got = 0;

	*out = *s;
	if ((span_starts(s->who, SPAN("body/")) ||
	    span_starts(s->who, SPAN("person/"))) &&
	    stmt_subject_parse(s->who, &to, &why) == 0)
		got = page_cite(j, to.kind, to.id, &c, e);
	if (got == 1)
		out->who = c->text;
	return got < 0 ? -1 : 0;
}

static int put_toll(struct page_job *j, struct page_talk *t, int i,
    struct counts *c, struct err *e)
{
	const struct page_say *s = &t->at[i], *of = counted(t, i);
	struct page_say *back = taken_back(t, i);
	struct page_say named;
	struct span date = s->on;
	struct tmpl_map *m;
	int official;

	if (!page_fits(j, s))
		return 0;
	for (int k = 0; k < t->count && date.n == 0; k++)
		if (span_is(t->at[k].property, "date"))
			date = t->at[k].value;
	official = folio_official(j, s->who, e);
	if (official < 0 || who_of(j, s, &named, e) < 0)
		return -1;
	m = tmpl_row(c->rows[official]);
	tmpl_text(m, "date", tongue_date(j->tongue, date, j->a));
	tmpl_flag(m, "official", official == 1);
	tmpl_flag(m, "of", false);
	tmpl_flag(m, "taken_back", back != NULL);
	if (of != NULL)
		page_text(j, m, "of", of->value, of->lang);
	c->at[c->count].official = official == 1;
	c->at[c->count].back = back != NULL;
	put_point(j, c, &named, date);
	if (page_value_put(j, t, s, m, e) < 0 || page_say_put(j, s, m, e) < 0)
		return -1;
	tmpl_text(m, "s_on", (struct span){ 0 }); /* it is the date above */
	for (int k = 0; k < t->count; k++)
		t->at[k].used = t->at[k].used || &t->at[k] == back ||
		    span_is(t->at[k].property, "toll.of");
	return page_say_answers(j, t, i, m, e);
}

static int put_chart(struct page_job *j, const struct counts *c,
    struct err *e)
{
	struct chart_counts chart = { .at = c->at, .count = c->count,
		.rtl = j->tongue->rtl,
		.title = page_word(j, TONGUE("Numbers of dead announced, in"
		" the order of time")),
		.about = page_word(j, TONGUE("Each mark is one announcement:"
		" its date, who made it, the number. The table below says the"
		" same.")) };
	struct tmpl_map *m;
	struct buf b;
	struct span svg;

	tmpl_flag(j->model, "chart", false);
	if (c->count < 2)
		return 0;
	buf_open(&b, j->a, CHART_BYTES);
	if (chart_counts(&chart, &b, e) < 0 || buf_end(&b, &svg, e) < 0)
		return -1;
	m = tmpl_sub(j->model, "chart");
	tmpl_flag(m, "long", c->count > LONG);
	tmpl_html(m, "svg", svg);
	for (int i = 0; i < 3; i++) {
		static const char *const key[] = { "mark_other",
			"mark_official", "mark_back" };

		buf_open(&b, j->a, 1024);
		chart_counts_mark(i > 0 && c->official, i == 2, &b);
		tmpl_html(m, key[i], buf_span(&b));
	}
	tmpl_flag(m, "has_official", c->official);
	tmpl_flag(m, "has_back", c->back);
	return 0;
}

void folio_wall_said(struct page_job *j, int64_t names)
{
	page_count(j, j->model, "wall_said", TONGUE_MANY("{n} name stands on"
	    " this wall", "{n} names stand on this wall"), (uint64_t)names);
}

/* Lists that were read, and this wall: how many names each has. */
int folio_named(struct page_job *j, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "named");
	struct index_source *list;
	int64_t people, records;
	int count;

	if (index_wall_count(j->from->ix, INDEX_DEAD, &people, &records,
	    e) < 0 || index_lists(j->from->ix, j->a, &list, &count, e) < 0)
		return -1;
	folio_wall_said(j, people + records);
	for (int i = 0; i < count; i++) {
		const struct page_cite *c;
		struct tmpl_map *m = tmpl_row(rows);

		if (page_cite(j, STMT_SOURCE, span_of(list[i].thing.id), &c,
		    e) < 0)
			return -1;
		page_text(j, m, "words", c->title.n > 0 ? c->title : c->text,
		    c->title.n > 0 ? c->title_lang : c->lang);
		tmpl_text(m, "href", span_of(arena_fmt(j->a,
		    "%.*slist/%s.html", (int)j->here.n, j->here.p,
		    list[i].thing.id)));
		tmpl_text(m, "date", tongue_date(j->tongue, c->date, j->a));
		page_count(j, m, "rows_said", TONGUE_MANY("{n} row",
		    "{n} rows"), (uint64_t)list[i].rows);
	}
	return 0;
}

int folio_tolls(struct page_job *j, const struct folio_ask *ask, bool apart,
    struct err *e)
{
	struct counts c = { .day = INT64_MIN };
	struct index_thing *event;
	int count;

	c.rows[0] = c.rows[1] = tmpl_rows(j->model, "tolls");
	if (apart)
		c.rows[1] = tmpl_rows(j->model, "tolls_state");
	c.at = arena_take(j->a, CHART_COUNTS_MAX + 1, sizeof(*c.at));
	if (index_marked(j->from->ix, INDEX_TOLL, j->lang, ask->skip,
	    ask->most, j->a, &event, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		struct page_talk t;

		if (page_talk_about(j, &event[i], 0, &t, e) < 0)
			return -1;
		page_talk_thread(&t);
		for (int k = 0; k < t.count; k++)
			if (span_is(t.at[k].property, "toll") &&
			    (t.at[k].parent < 0 || !t.at[k].denies) &&
			    put_toll(j, &t, k, &c, e) < 0)
				return -1;
	}
	tmpl_flag(j->model, "none", count == 0);
	tmpl_flag(j->model, "by_state", c.official);
	return put_chart(j, &c, e);
}

int folio_counts(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	page_title(j, TONGUE("Numbers announced"));
	if (folio_share_page(j, TONGUE("Numbers announced"), e) < 0)
		return -1;
	return folio_tolls(j, ask, false, e) < 0 ? -1 : folio_named(j, e);
}
