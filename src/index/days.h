/*
 * days.h - days of the year that belong to somebody: of death, the fortieth,
 * of ceremonies
 *
 * Of death where one is told exactly (a whole date without ~ or ?), by a
 * statement or a row that is neither denied nor refuted, of who is not only
 * missing or alive; each that is told, where accounts differ.  The fortieth
 * counts the day of death as the first, and
 * is worked out of it when it is asked for.
 */
#ifndef INDEX_DAYS_H
#define INDEX_DAYS_H

#include "index/index.h"

#define INDEX_40TH 39 /* days after the day of death */
enum index_day_kind { INDEX_DAY_DIED, INDEX_DAY_40TH, INDEX_DAY_CEREMONY };
int index_day_of_year(int64_t day); /* month * 100 + day of the month */
struct index_day {
	int64_t day;            /* since 1970-01-01; or a day of the year */
	int64_t count;          /* things, each on each of its days */
};
/* Days of the year (not fortieth ones), or days, that have any; in order. */
int index_days_of_year(struct index *ix, enum index_day_kind kind,
    struct arena *a, struct index_day **out, int *count, struct err *e)
    MUST_CHECK;
int index_days(struct index *ix, enum index_day_kind kind, struct arena *a,
    struct index_day **out, int *count, struct err *e) MUST_CHECK;
int index_day_count(struct index *ix, enum index_day_kind kind, int of_year,
    int64_t *out, struct err *e) MUST_CHECK;
/* The next day of the year after of_year, or before it, that has any; 0
 * where there is none till the year's end.  Not of fortieth ones. */
int index_day_next(struct index *ix, enum index_day_kind kind, int of_year,
    bool after, int *out, struct err *e) MUST_CHECK;
/* What stands on a day of the year, or from one day to another (both in), by
 * day and then as on the wall; form is empty where a thing has no name. */
struct index_on {
	int64_t day;
	struct index_name name;
};
struct index_on_ask {
	enum index_day_kind kind;
	int of_year;            /* 0: from first to last */
	int64_t first, last;
	int64_t skip;
	int most;
	struct span lang;
};
int index_on(struct index *ix, const struct index_on_ask *ask,
    struct arena *a, struct index_on **out, int *count, struct err *e)
    MUST_CHECK;

#endif
