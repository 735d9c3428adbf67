/* days.c - which days of the year belong to whom */
#include <string.h>

#include "base/utc.h"
#include "index/days.h"
#include "index/inside.h"
#include "index/kept.h"

#define GROW 64

int index_day_of_year(int64_t day)
{
	int64_t year;
	int m, d;

	utc_civil(day, &year, &m, &d);
	return m * 100 + d;
}

static int read_days(struct index *ix, int query, enum index_day_kind kind,
    struct arena *a, struct index_day **out, int *count, struct err *e)
{
	int n = 0, room = GROW, got;
	struct index_day *list = arena_take(a, GROW, sizeof(*list));

	index_inside_on_all(ix);
	if (db_start(ix->db, query, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, kind);
	while ((got = db_next(ix->db, e)) == 1) {
		if (n == room) {
			struct index_day *more = arena_take(a,
			    (size_t)room * 2, sizeof(*list));

			memcpy(more, list, (size_t)n * sizeof(*list));
			list = more;
			room *= 2;
		}
		list[n++] = (struct index_day){ db_i64(ix->db, 0),
			db_i64(ix->db, 1) };
	}
	db_rest(ix->db);
	*out = list;
	*count = n;
	return got;
}

int index_days_of_year(struct index *ix, enum index_day_kind kind,
    struct arena *a, struct index_day **out, int *count, struct err *e)
{
	return read_days(ix, Q_DAYS_OF_YEAR, kind, a, out, count, e);
}

int index_days(struct index *ix, enum index_day_kind kind, struct arena *a,
    struct index_day **out, int *count, struct err *e)
{
	return read_days(ix, Q_DATES, kind, a, out, count, e);
}

static int number(struct index *ix, int query, enum index_day_kind kind,
    int of_year, int64_t *out, struct err *e)
{
	int got;

	if (db_start(ix->db, query, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, kind);
	db_bind_i64(ix->db, 2, of_year);
	got = db_next(ix->db, e);
	if (got == 1)
		*out = db_i64(ix->db, 0);
	db_rest(ix->db);
	return got < 0 ? -1 : 0;
}

int index_day_count(struct index *ix, enum index_day_kind kind, int of_year,
    int64_t *out, struct err *e)
{
	const int64_t bind[] = { kind, of_year };

	index_inside_on_day(ix, (int)kind, of_year);
	return index_inside_counted(ix, Q_COUNT_DAY_OF_YEAR, bind, out, e);
}

int index_day_next(struct index *ix, enum index_day_kind kind, int of_year,
    bool after, int *out, struct err *e)
{
	int64_t md = 0;

	index_inside_on_day(ix, (int)kind, 0);
	if (number(ix, after ? Q_DAY_AFTER : Q_DAY_BEFORE, kind, of_year,
	    &md, e) < 0)
		return -1;
	*out = (int)md;
	return 0;
}

/* On a day of the year. */
static int on_day(struct index *ix, const struct index_on_ask *ask,
    struct arena *a, struct index_on *list, int *count, struct err *e)
{
	struct index_order o = { .query = Q_ON_DAY_OF_YEAR,
		.lang = ask->lang, .key = ask->of_year, .other = ask->kind,
		.skip = ask->skip, .most = ask->most };
	struct index_standing *at;

	index_inside_on_day(ix, (int)ask->kind, ask->of_year);
	if (index_inside_order(ix, &o, a, &at, count, e) < 0)
		return -1;
	for (int i = 0; i < *count; i++) {
		list[i].day = at[i].day;
		if (index_inside_standing(ix, at[i].num, ask->lang, a,
		    &list[i].name, e) < 0)
			return -1;
	}
	return 0;
}

int index_on(struct index *ix, const struct index_on_ask *ask,
    struct arena *a, struct index_on **out, int *count, struct err *e)
{
	struct index_on *list = arena_take(a, (size_t)ask->most + 1,
	    sizeof(*list));
	const bool one = ask->first == ask->last;
	int n = 0, got = 0;

	*out = list;
	if (ask->of_year != 0)
		return on_day(ix, ask, a, list, count, e);
	index_inside_on_all(ix);
	if (db_start(ix->db, one ? Q_ON_DATE : Q_ON_DATES, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, ask->kind);
	db_bind_i64(ix->db, 2, one ? index_day_of_year(ask->first)
	    : ask->first);
	db_bind_i64(ix->db, 3, ask->skip);
	db_bind_i64(ix->db, 4, ask->most);
	db_bind_i64(ix->db, 5, index_inside_tongue(ask->lang));
	db_bind_i64(ix->db, 6, ask->last);
	while (n < ask->most && (got = db_next(ix->db, e)) == 1) {
		index_inside_name_read(ix, ask->lang, a, &list[n].name);
		list[n++].day = db_i64(ix->db, 9);
	}
	db_rest(ix->db);
	*count = n;
	return got < 0 ? -1 : 0;
}
