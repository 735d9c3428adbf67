/* days.c - which days of the year belong to whom */
#include <assert.h>
#include <string.h>

#include "base/utc.h"
#include "index/days.h"
#include "index/inside.h"

#define GROW 64
#define SORT_MAX 4000 /* on a day of the year, in the order of the wall */

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

static void bind_rows(struct index *ix, const struct rows_of *r, int of_year)
{
	db_bind_i64(ix->db, 1, r->kind);
	db_bind_i64(ix->db, 2, r->md[0]);
	if (!r->each)
		return;
	db_bind_i64(ix->db, 7, r->md[1]);
	db_bind_i64(ix->db, 8, of_year);
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
	int got;

	index_inside_on_day(ix, (int)kind, of_year);
	if (db_start(ix->db, r.each ? Q_COUNT_40TH :
	    Q_COUNT_DAY_OF_YEAR, e) < 0)
		return -1;
	bind_rows(ix, &r, of_year);
	got = db_next(ix->db, e);
	if (got == 1)
		*out = db_i64(ix->db, 0);
	db_rest(ix->db);
	return got < 0 ? -1 : 0;
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

/* Which query, and what names the days. */
static int ask_rows(struct index *ix, const struct index_on_ask *ask,
    const struct rows_of *r, struct err *e)
{
	int64_t all = 0;
	int query;

	if (ask->of_year != 0) {
		if (index_day_count(ix, ask->kind, ask->of_year, &all, e) < 0)
			return -1;
		query = r->each ? Q_ON_40TH : all > SORT_MAX
		    ? Q_ON_FULL_DAY : Q_ON_DAY_OF_YEAR;
		if (db_start(ix->db, query, e) < 0)
			return -1;
		bind_rows(ix, r, ask->of_year);
		return 0;
	}
	query = ask->first == ask->last ? Q_ON_DATE : Q_ON_DATES;
	if (db_start(ix->db, query, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, r->kind);
	db_bind_i64(ix->db, 2, query == Q_ON_DATE ? index_day_of_year(
	    ask->first - r->shift) : ask->first - r->shift);
	db_bind_i64(ix->db, 6, ask->last - r->shift);
	return 0;
}

int index_on(struct index *ix, const struct index_on_ask *ask,
    struct arena *a, struct index_on **out, int *count, struct err *e)
{
	struct index_on *list = arena_take(a, (size_t)ask->most + 1,
	    sizeof(*list));
	struct rows_of r = rows_of(ask->kind, ask->of_year);
	int n = 0, got = 0;

	if (ask->of_year != 0)
		index_inside_on_day(ix, (int)ask->kind, ask->of_year);
	else
		index_inside_on_all(ix);
	if (ask_rows(ix, ask, &r, e) < 0)
		return -1;
	db_bind_i64(ix->db, 3, ask->skip);
	db_bind_i64(ix->db, 4, ask->most);
	db_bind_i64(ix->db, 5, index_inside_tongue(ask->lang));
	while (n < ask->most && (got = db_next(ix->db, e)) == 1) {
		index_inside_name_read(ix, ask->lang, a, &list[n].name);
		list[n++].day = db_i64(ix->db, 9) + r.shift;
	}
	db_rest(ix->db);
	if (got < 0)
		return -1;
	*out = list;
	*count = n;
	return 0;
}
