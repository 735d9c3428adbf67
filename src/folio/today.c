/* today.c - who is remembered on a day: today, a day of the year, the year */
#include <string.h>

#include "base/utc.h"
#include "folio/inside.h"

#define TODAY_MOST 500   /* people of one day on the page of today */
#define LINE_MOST 6      /* named in the wall's line */
#define NEAR_DAYS 3      /* days before and after that are named */
#define NEAR_MOST 12     /* people named of each */
#define CEREMONIES 200
#define PAST_DAYS 31     /* ceremonies held so long ago still stand */
#define FORM_MAX 300     /* bytes of a name */

/* ---- one who died, one ceremony ---- */

static void put_name(struct page_job *j, const struct index_name *n,
    struct tmpl_map *m)
{
	struct span form = n->form.n > 0 ? n->form : page_word(j,
	    TONGUE("A person whose name is not known"));

	page_name(j, m, "form", page_clip(j, form, FORM_MAX), n->lang);
	tmpl_text(m, "href", page_href(j, &n->thing));
}

/* Who says that it was this day; only where others name another. */
static int put_says(struct page_job *j, const struct days_person *p,
    int64_t died, struct tmpl_map *m, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(m, "says");

	for (int i = 0; i < p->count && p->differ; i++) {
		const struct days_claim *c = &p->at[i];
		struct page_say s = { .who = c->who, .source = c->source,
			.on = c->on, .id = c->id, .column = c->column,
			.act = c->act };

		if (c->day == died && page_fits(j, &s) &&
		    page_say_put(j, &s, tmpl_row(rows), e) < 0)
			return -1;
	}
	return 0;
}

/* Nothing where a finding has refuted it since. */
static int put_person(struct page_job *j, const struct index_on *on,
    int64_t died, struct tmpl_list *rows, struct err *e)
{
	struct days_person p;
	struct tmpl_map *m;
	bool told = false;

	if (days_of(j->from->ix, &on->name.thing, j->a, &p, e) < 0)
		return -1;
	for (int i = 0; i < p.count; i++)
		told |= p.at[i].day == died;
	if (!told)
		return 0;
	m = tmpl_row(rows);
	put_name(j, &on->name, m);
	tmpl_text(m, "died_on", tongue_date(j->tongue, days_edtf(died, j->a),
	    j->a));
	tmpl_flag(m, "differs", p.differ);
	tmpl_flag(m, "burns", folio_candle_burns(j, &on->name.thing));
	return put_says(j, &p, died, m, e);
}

static int put_people(struct page_job *j, const struct index_on *on,
    int count, int64_t back, struct tmpl_list *rows, struct err *e)
{
	for (int i = 0; i < count; i++)
		if (put_person(j, &on[i], on[i].day - back, rows, e) < 0)
			return -1;
	return 0;
}

static struct span hours(struct page_job *j, const struct days_ceremony *c)
{
	char from[UTC_CHARS], to[UTC_CHARS];

	if (!c->timed)
		return (struct span){ 0 };
	utc_print(c->start, from);
	utc_print(c->end, to);
	return span_of(c->ends ? arena_fmt(j->a, "%.5s–%.5s UTC", from + 11,
	    to + 11) : arena_fmt(j->a, "%.5s UTC", from + 11));
}

static int put_ceremony(struct page_job *j, const struct index_on *on,
    const struct zone *z, struct tmpl_list *rows, struct err *e)
{
	struct days_ceremony c;
	struct page_say s;
	struct tmpl_map *m;
	int got = days_ceremony(j->from->ix, &on->name.thing, z, j->lang, j->a,
	    &c, e);

	if (got <= 0)
		return got;
	s = (struct page_say){ .who = c.who, .source = c.source, .id = c.id,
		.act = c.act };
	m = tmpl_row(rows);
	page_text(j, m, "form", c.title.n > 0 ? c.title : page_word(j,
	    TONGUE("Ceremony")), c.title_lang);
	page_text(j, m, "place", c.place, c.place_lang);
	tmpl_text(m, "href", page_href(j, &on->name.thing));
	tmpl_text(m, "date", tongue_date(j->tongue, days_edtf(c.day, j->a),
	    j->a));
	tmpl_text(m, "time", tongue_time(j->tongue, c.time, j->a));
	tmpl_text(m, "utc", hours(j, &c));
	return page_say_put(j, &s, m, e);
}

/* Ceremonies from one day to another. */
static int put_ceremonies(struct page_job *j, int64_t first, int64_t last,
    const struct zone *z, const char *key, struct err *e)
{
	struct index_on_ask ask = { .kind = INDEX_DAY_CEREMONY,
		.first = first, .last = last, .most = CEREMONIES,
		.lang = j->lang };
	struct tmpl_list *rows = tmpl_rows(j->model, key);
	struct index_on *on;
	int count;

	if (index_on(j->from->ix, &ask, j->a, &on, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (put_ceremony(j, &on[i], z, rows, e) < 0)
			return -1;
	return 0;
}

/* ---- a day of the year in short: its words, its address, some names ---- */

static struct span day_href(struct page_job *j, int of_year)
{
	char text[6];

	days_of_year_print(of_year, text);
	return span_of(arena_fmt(j->a, "%.*sday/%s.html", (int)j->here.n,
	    j->here.p, text));
}

static int put_short(struct page_job *j, int of_year, int most,
    struct tmpl_map *m, struct err *e)
{
	struct index_on_ask ask = { .kind = INDEX_DAY_DIED,
		.of_year = of_year, .most = most, .lang = j->lang };
	struct tmpl_list *rows = tmpl_rows(m, "people");
	struct index_on *on;
	int64_t all;
	int count;

	if (index_on(j->from->ix, &ask, j->a, &on, &count, e) < 0 ||
	    index_day_count(j->from->ix, INDEX_DAY_DIED, of_year, &all,
	    e) < 0)
		return -1;
	tmpl_text(m, "words", tongue_day_of_year(j->tongue, of_year, j->a));
	tmpl_text(m, "href", day_href(j, of_year));
	for (int i = 0; i < count; i++) {
		struct tmpl_map *row = tmpl_row(rows);

		put_name(j, &on[i].name, row);
		tmpl_flag(row, "more", i + 1 < count);
	}
	page_further(j, m, (uint64_t)(all - count));
	return 0;
}

/* Up to NEAR_DAYS days after of_year, or before it; on through the year's end
 * only where it has none till there.  Those of skip are left out. */
static int find_near(struct page_job *j, int of_year, bool after,
    const int skip[NEAR_DAYS], int out[NEAR_DAYS], struct err *e)
{
	int n = 0, at = of_year;
	bool turned = false;

	memset(out, 0, NEAR_DAYS * sizeof(*out));
	while (n < NEAR_DAYS) {
		bool seen = false;

		if (index_day_next(j->from->ix, INDEX_DAY_DIED, at, after,
		    &at, e) < 0)
			return -1;
		if (at == 0 && (turned || n > 0))
			break;
		if (at == 0) {
			turned = true;
			at = after ? 0 : 1300;
			continue;
		}
		if (turned && (after ? at >= of_year : at <= of_year))
			break;
		for (int i = 0; i < NEAR_DAYS; i++)
			seen |= skip[i] == at;
		if (!seen)
			out[n++] = at;
	}
	return n;
}

/* The days before and after, each once, in their order. */
static int put_near(struct page_job *j, int of_year, struct err *e)
{
	struct tmpl_list *past = tmpl_rows(j->model, "days_before");
	struct tmpl_list *coming = tmpl_rows(j->model, "days_after");
	const int none[NEAR_DAYS] = { 0 };
	int later[NEAR_DAYS], earlier[NEAR_DAYS];
	int after = find_near(j, of_year, true, none, later, e);
	int before = after < 0 ? -1 : find_near(j, of_year, false, later,
	    earlier, e);

	if (before < 0)
		return -1;
	for (int i = before - 1; i >= 0; i--)
		if (put_short(j, earlier[i], NEAR_MOST, tmpl_row(past),
		    e) < 0)
			return -1;
	for (int i = 0; i < after; i++)
		if (put_short(j, later[i], NEAR_MOST, tmpl_row(coming),
		    e) < 0)
			return -1;
	tmpl_flag(j->model, "has_before", before > 0);
	tmpl_flag(j->model, "has_after", after > 0);
	tmpl_flag(j->model, "has_near", before + after > 0);
	return 0;
}

/* ---- today ---- */

/* The days of the year whose dead are remembered on this day: itself; in a
 * year without 29 February the 28th has both. */
static int days_now(int64_t day, int out[2])
{
	int next = index_day_of_year(day + 1);

	out[0] = index_day_of_year(day);
	out[1] = 229;
	return out[0] == 228 && next != 229 ? 2 : 1;
}

static int today_is(struct page_job *j, struct zone *z, int64_t *day,
    struct err *e)
{
	struct err why = { 0 };
	struct span name;

	if (days_zone(j->from->ix, j->a, z, &name, &why, e) < 0)
		return -1;
	*day = zone_day(z, j->from->now);
	tmpl_text(j->model, "zone", name);
	tmpl_text(j->model, "today_words", tongue_date(j->tongue,
	    days_edtf(*day, j->a), j->a));
	return 0;
}

/* Asks for those of today of one kind; of the fortieth day, this year's. */
static int of_today(struct page_job *j, enum index_day_kind kind,
    int64_t day, int most, struct index_on **on, int *count, int64_t *all,
    struct err *e)
{
	struct index_on_ask ask = { .kind = kind, .most = most,
		.lang = j->lang, .first = day, .last = day };
	struct index_on *part;
	int of[2], n = kind == INDEX_DAY_DIED ? days_now(day, of) : 1, got;
	int64_t more;

	*on = arena_take(j->a, (size_t)(2 * most) + 1, sizeof(**on));
	*count = 0;
	*all = 0;
	for (int i = 0; i < n; i++) {
		if (kind == INDEX_DAY_DIED)
			ask.of_year = of[i];
		if (index_on(j->from->ix, &ask, j->a, &part, &got, e) < 0)
			return -1;
		more = got;
		if (kind == INDEX_DAY_DIED && index_day_count(j->from->ix,
		    kind, of[i], &more, e) < 0)
			return -1;
		*all += more;
		for (int k = 0; k < got; k++)
			if (part[k].day <= day) /* nobody before their death */
				(*on)[(*count)++] = part[k];
	}
	return 0;
}

static int put_today(struct page_job *j, struct err *e)
{
	struct index_on *died, *fortieth;
	struct zone z;
	int64_t day, all, all_40th;
	int n, n_40th;

	if (today_is(j, &z, &day, e) < 0 || of_today(j, INDEX_DAY_DIED, day,
	    TODAY_MOST, &died, &n, &all, e) < 0 || of_today(j,
	    INDEX_DAY_40TH, day, TODAY_MOST, &fortieth, &n_40th, &all_40th,
	    e) < 0 || put_people(j, died, n, 0, tmpl_rows(j->model, "died"),
	    e) < 0 || put_people(j, fortieth, n_40th, INDEX_40TH,
	    tmpl_rows(j->model, "fortieth"), e) < 0)
		return -1;
	tmpl_flag(j->model, "has_died", n > 0);
	tmpl_flag(j->model, "has_fortieth", n_40th > 0);
	tmpl_flag(j->model, "nobody", n + n_40th == 0);
	page_further(j, j->model, all > n ? (uint64_t)(all - n) : 0);
	tmpl_text(j->model, "day_href", day_href(j, index_day_of_year(day)));
	if (put_ceremonies(j, day, day, &z, "ceremonies", e) < 0 ||
	    put_ceremonies(j, day + 1, INT64_MAX, &z, "coming", e) < 0 ||
	    put_ceremonies(j, day - PAST_DAYS, day - 1, &z, "held", e) < 0)
		return -1;
	return put_near(j, index_day_of_year(day), e);
}

/* ---- a year ---- */

static int put_year(struct page_job *j, struct err *e)
{
	struct tmpl_list *months = tmpl_rows(j->model, "months"), *rows = NULL;
	struct err why = { 0 };
	struct index_day *day;
	struct span name;
	struct zone z;
	int count, month = 0;

	if (days_zone(j->from->ix, j->a, &z, &name, &why, e) < 0 ||
	    index_days_of_year(j->from->ix, INDEX_DAY_DIED, j->a, &day,
	    &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		const int of_year = (int)day[i].day;

		if (of_year / 100 != month) {
			struct tmpl_map *m = tmpl_row(months);

			month = of_year / 100;
			tmpl_text(m, "month", tongue_day_of_year(j->tongue,
			    month * 100, j->a));
			rows = tmpl_rows(m, "days");
		}
		if (put_short(j, of_year, NEAR_MOST, tmpl_row(rows), e) < 0)
			return -1;
	}
	return put_ceremonies(j, INT64_MIN, INT64_MAX, &z, "ceremonies", e);
}

int folio_today(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	(void)ask;
	tmpl_flag(j->model, "known_day", j->from->now != 0);
	if (j->from->now == 0) {
		page_title(j, TONGUE("Days of remembrance"));
		return put_year(j, e);
	}
	page_title(j, TONGUE("Today we remember"));
	if (folio_share_page(j, TONGUE("Today we remember"), e) < 0)
		return -1;
	return put_today(j, e);
}

int folio_today_put(struct page_job *j, struct err *e)
{
	struct index_on *died, *fortieth;
	int64_t day, all, all_40th;
	struct tmpl_list *rows;
	struct tmpl_map *m;
	struct zone z;
	int n, n_40th, put = 0;

	tmpl_flag(j->model, "today", false);
	if (j->from->now == 0)
		return 0;
	if (today_is(j, &z, &day, e) < 0 || of_today(j, INDEX_DAY_DIED, day,
	    LINE_MOST, &died, &n, &all, e) < 0 || of_today(j,
	    INDEX_DAY_40TH, day, LINE_MOST, &fortieth, &n_40th, &all_40th,
	    e) < 0)
		return -1;
	if (n + n_40th == 0)
		return 0;
	m = tmpl_sub(j->model, "today");
	rows = tmpl_rows(m, "people");
	for (; put < LINE_MOST && put < n + n_40th; put++) {
		struct tmpl_map *row = tmpl_row(rows);

		put_name(j, put < n ? &died[put].name
		    : &fortieth[put - n].name, row);
		tmpl_flag(row, "more", put + 1 < n + n_40th &&
		    put + 1 < LINE_MOST);
	}
	page_further(j, m, (uint64_t)(all + all_40th - put));
	tmpl_text(m, "today_href", span_of(arena_fmt(j->a, "%.*stoday.html",
	    (int)j->here.n, j->here.p)));
	return 0;
}

/* ---- one day of the year ---- */

/* Those of one kind, from where the page begins: *skip and *left shrink. */
static int put_part(struct page_job *j, struct index_on_ask ask,
    int64_t *skip, int *left, const char *key, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, key);
	struct err why = { 0 };
	struct index_on *on;
	struct span name;
	struct zone z;
	int64_t all;
	int count;

	if (index_day_count(j->from->ix, ask.kind, ask.of_year, &all, e) < 0)
		return -1;
	ask.skip = *skip;
	ask.most = *left;
	ask.lang = j->lang;
	*skip = *skip > all ? *skip - all : 0;
	if (ask.most == 0 || ask.skip >= all)
		return 0;
	if (index_on(j->from->ix, &ask, j->a, &on, &count, e) < 0)
		return -1;
	*left -= count;
	tmpl_flag(j->model, arena_fmt(j->a, "has_%s", key), true);
	if (ask.kind != INDEX_DAY_CEREMONY)
		return put_people(j, on, count, ask.kind == INDEX_DAY_40TH
		    ? INDEX_40TH : 0, rows, e);
	if (days_zone(j->from->ix, j->a, &z, &name, &why, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (put_ceremony(j, &on[i], &z, rows, e) < 0)
			return -1;
	return 0;
}

int folio_day(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct index_on_ask on = { .kind = INDEX_DAY_DIED };
	int64_t skip = ask->skip;
	int left = ask->most, of_year = 0;

	(void)days_of_year_parse(span_of(ask->thing.id), &of_year);
	on.of_year = of_year;
	if (put_part(j, on, &skip, &left, "died", e) < 0)
		return -1;
	on.of_year = 229;
	if (of_year == 228 && put_part(j, on, &skip, &left, "leap", e) < 0)
		return -1;
	on = (struct index_on_ask){ .kind = INDEX_DAY_40TH,
		.of_year = of_year };
	if (put_part(j, on, &skip, &left, "fortieth", e) < 0)
		return -1;
	on.kind = INDEX_DAY_CEREMONY;
	if (put_part(j, on, &skip, &left, "ceremonies", e) < 0 ||
	    put_near(j, of_year, e) < 0)
		return -1;
	page_text(j, j->model, "title", tongue_day_of_year(j->tongue, of_year,
	    j->a), (struct span){ 0 });
	return 0;
}
