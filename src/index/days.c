/* days.c - which days of the year belong to whom */
#include <assert.h>
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

/* ---- fortieth days: no rows of their own, but those of the days of death ---- */

/* As it is asked of the rows: kind, days of the year, what to add to their
 * days, and whether each must be looked at, since 29 February decides. */
struct rows_of {
	enum index_day_kind kind;
	int md[2], shift;
	bool each;
};

/* Days of the year whose fortieth is that one, of a leap year and of others. */
static void before(int of_year, struct rows_of *r)
{
	int found = 0;

	for (int i = 0; i < 2; i++) {
		int64_t day = utc_days(2023 + i, of_year / 100,
		    of_year % 100);

		r->md[i] = index_day_of_year(day - INDEX_40TH);
		if (index_day_of_year(day) == of_year)
			found++;
		else
			r->md[i] = 0; /* it is no day of such a year */
	}
	r->each = found < 2 || r->md[0] != r->md[1];
}

static struct rows_of rows_of(enum index_day_kind kind, int of_year)
{
	struct rows_of r = { .kind = kind, .md = { of_year } };

	if (kind != INDEX_DAY_40TH)
		return r;
	r.kind = INDEX_DAY_DIED;
	r.shift = INDEX_40TH;
	if (of_year != 0)
		before(of_year, &r);
	return r;
}

/* Two days of the year as one value of a query. */
static int64_t both(const struct rows_of *r)
{
	return (int64_t)r->md[0] * 10000 + r->md[1];
}

static int read_days(struct index *ix, int query, enum index_day_kind kind,
    struct arena *a, struct index_day **out, int *count, struct err *e)
{
	struct rows_of r = rows_of(kind, 0);
	int n = 0, room = GROW, got;
	struct index_day *list = arena_take(a, GROW, sizeof(*list));

	index_inside_on_all(ix);
	if (db_start(ix->db, query, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, r.kind);
	while ((got = db_next(ix->db, e)) == 1) {
		if (n == room) {
			struct index_day *more = arena_take(a,
			    (size_t)room * 2, sizeof(*list));

			memcpy(more, list, (size_t)n * sizeof(*list));
			list = more;
			room *= 2;
		}
		list[n++] = (struct index_day){ db_i64(ix->db, 0) + r.shift,
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
	assert(kind != INDEX_DAY_40TH);
	return read_days(ix, Q_DAYS_OF_YEAR, kind, a, out, count, e);
}

int index_days(struct index *ix, enum index_day_kind kind, struct arena *a,
    struct index_day **out, int *count, struct err *e)
{
	return read_days(ix, Q_DATES, kind, a, out, count, e);
}

int index_day_count(struct index *ix, enum index_day_kind kind, int of_year,
    int64_t *out, struct err *e)
{
	struct rows_of r = rows_of(kind, of_year);
	const int64_t plain[] = { r.kind, r.md[0] };
	const int64_t each[] = { both(&r), of_year };

	index_inside_on_day(ix, (int)kind, of_year);
	return r.each ? index_inside_counted(ix, Q_COUNT_40TH, each, out, e)
	    : index_inside_counted(ix, Q_COUNT_DAY_OF_YEAR, plain, out, e);
}

int index_day_next(struct index *ix, enum index_day_kind kind, int of_year,
    bool after, int *out, struct err *e)
{
	int64_t md = 0;
	int got;

	assert(kind != INDEX_DAY_40TH);
	index_inside_on_day(ix, (int)kind, 0);
	if (db_start(ix->db, after ? Q_DAY_AFTER : Q_DAY_BEFORE, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, kind);
	db_bind_i64(ix->db, 2, of_year);
	got = db_next(ix->db, e);
	if (got == 1)
		md = db_i64(ix->db, 0);
	db_rest(ix->db);
	*out = (int)md;
	return got < 0 ? -1 : 0;
}

/* On a day of the year. */
static int on_day(struct index *ix, const struct index_on_ask *ask,
    struct arena *a, struct index_on *list, int *count, struct err *e)
{
	struct rows_of r = rows_of(ask->kind, ask->of_year);
	struct index_order o = { .query = Q_ON_DAY_OF_YEAR,
		.lang = ask->lang, .key = r.md[0], .other = r.kind,
		.skip = ask->skip, .most = ask->most };
	struct index_standing *at;

	index_inside_on_day(ix, (int)ask->kind, ask->of_year);
	if (r.each) {
		o.query = Q_ON_40TH;
		o.key = both(&r);
		o.other = ask->of_year;
	}
	if (index_inside_order(ix, &o, a, &at, count, e) < 0)
		return -1;
	for (int i = 0; i < *count; i++) {
		list[i].day = at[i].day + r.shift;
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
	struct rows_of r = rows_of(ask->kind, 0);
	const bool one = ask->first == ask->last;
	int n = 0, got = 0;

	*out = list;
	if (ask->of_year != 0)
		return on_day(ix, ask, a, list, count, e);
	index_inside_on_all(ix);
	if (db_start(ix->db, one ? Q_ON_DATE : Q_ON_DATES, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, r.kind);
	db_bind_i64(ix->db, 2, one ? index_day_of_year(ask->first - r.shift)
	    : ask->first - r.shift);
	db_bind_i64(ix->db, 3, ask->skip);
	db_bind_i64(ix->db, 4, ask->most);
	db_bind_i64(ix->db, 5, index_inside_tongue(ask->lang));
	db_bind_i64(ix->db, 6, ask->last - r.shift);
	while (n < ask->most && (got = db_next(ix->db, e)) == 1) {
		index_inside_name_read(ix, ask->lang, a, &list[n].name);
		list[n++].day = db_i64(ix->db, 9) + r.shift;
	}
	db_rest(ix->db);
	*count = n;
	return got < 0 ? -1 : 0;
}
