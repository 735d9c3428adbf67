/*
 * official.c - what the state says, and what is documented: side by side,
 * claim by claim, by what the archive holds alone
 *
 * Numbers, what the dead were called, orders and what followed, what was
 * refused, accounts that differ.  Each part shows its first; the pages
 * called, refused and accounts have all.
 */
#include "base/utc.h"
#include "index/told.h"
#include "folio/sides.h"
#include "when/when.h"

#define SHOWN 40   /* of each part */
#define ORDERS 20
#define AFTER 6    /* days behind an order that are shown */
#define EVENTS 40  /* of them, behind one order */
#define NAMED 20   /* of the dead of a day */

static int put_names(struct page_job *j, const struct index_day *day,
    struct tmpl_map *m, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(m, "dead");
	struct index_name *name;
	bool *differ;
	int n;

	if (index_died_on(j->from->ix, day->day, j->lang, NAMED, j->a, &name,
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
	page_number(j, m, "dead_count", (uint64_t)day->count);
	tmpl_u64(m, "dead_more", (uint64_t)(day->count - n));
	return 0;
}

static int put_days(struct page_job *j, int64_t first, int64_t last,
    struct tmpl_list *rows, struct err *e)
{
	struct index_day *day;
	int count;

	if (index_days_between(j->from->ix, &(struct index_range_of){ first,
	    last }, AFTER + 32, j->a, &day, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		struct tmpl_map *m = tmpl_row(rows);
		int64_t year;
		int month, mday;

		utc_civil(day[i].day, &year, &month, &mday);
		tmpl_text(m, "day", tongue_date(j->tongue, span_of(arena_fmt(
		    j->a, "%04lld-%02d-%02d", (long long)year, month, mday)),
		    j->a));
		if (put_names(j, &day[i], m, e) < 0)
			return -1;
	}
	return 0;
}

static int put_events(struct page_job *j, const struct index_thing *order,
    const struct index_range_of *range, struct tmpl_list *rows,
    struct err *e)
{
	struct index_thing *event;
	int count;

	if (index_events_between(j->from->ix, range, EVENTS, j->a, &event,
	    &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		struct tmpl_map *m;
		struct span date;

		if (event[i].num == order->num)
			continue;
		m = tmpl_row(rows);
		if (folio_lead(j, &event[i], m, e) < 0 ||
		    folio_event_date(j, &event[i], &date, e) < 0)
			return -1;
		tmpl_text(m, "day", tongue_date(j->tongue, date, j->a));
	}
	return 0;
}

static int put_order(struct page_job *j, const struct index_thing *order,
    struct tmpl_map *m, struct err *e)
{
	struct tmpl_list *days = tmpl_rows(m, "days");
	struct tmpl_list *events = tmpl_rows(m, "events");
	struct page_talk t;
	struct when w;
	struct err why = { 0 };
	struct span date = { 0 };

	if (page_talk_about(j, order, 0, &t, e) < 0)
		return -1;
	page_talk_thread(&t);
	for (int i = 0; i < t.count && date.n == 0; i++)
		if (span_is(t.at[i].property, "date") && !t.at[i].denies)
			date = t.at[i].value;
	tmpl_text(m, "on_day", tongue_date(j->tongue, date, j->a));
	if (folio_event_put(j, order, &t, date, m, e) < 0)
		return -1;
	tmpl_flag(m, "dated", false);
	if (when_parse(date, &w, &why) < 0 || w.first == INT64_MIN ||
	    w.last == INT64_MAX || w.last - w.first > 31)
		return 0;
	tmpl_flag(m, "dated", true);
	if (put_days(j, w.first, w.last + AFTER, days, e) < 0)
		return -1;
	return put_events(j, order, &(struct index_range_of){ w.first,
	    w.last + AFTER }, events, e);
}

static int put_orders(struct page_job *j, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "orders");
	struct index_thing *order;
	int count;

	if (index_marked(j->from->ix, INDEX_ORDERS, j->lang, 0, ORDERS, j->a,
	    &order, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (put_order(j, &order[i], tmpl_row(rows), e) < 0)
			return -1;
	tmpl_flag(j->model, "any_orders", count > 0);
	return 0;
}

int folio_official_all(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct folio_ask first = { .number = 1, .most = SHOWN };
	struct folio_ask tolls = { .number = 1, .most = 200 };

	(void)ask;
	tmpl_flag(j->model, "alone", false);
	page_title(j, TONGUE("What the state says, and what is documented"));
	if (folio_share_page(j, TONGUE("What the state says, and what is documented"), e) < 0)
		return -1;
	if (folio_tolls(j, &tolls, true, e) < 0 || folio_named(j, e) < 0 ||
	    folio_called_put(j, &first, e) < 0 || put_orders(j, e) < 0 ||
	    folio_silent_put(j, &first, e) < 0)
		return -1;
	return folio_accounts_put(j, &first, e);
}
