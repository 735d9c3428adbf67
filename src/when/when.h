/*
 * when.h - dates known in part: EDTF level 1; and times of day known in part
 *
 * Pure.  Source: Extended Date/Time Format specification, Library of
 * Congress 2019 (ISO 8601-2:2019 Annex A), levels 0 and 1, complete.
 * One value, one spelling: what has another spelling is refused.
 */
#ifndef WHEN_WHEN_H
#define WHEN_WHEN_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

#define WHEN_MAX 64 /* bytes of a date */

enum when_precision { WHEN_CENTURY, WHEN_DECADE, WHEN_YEAR, WHEN_SEASON,
	WHEN_MONTH, WHEN_DAY, WHEN_SECOND };

/* One end of an interval, or a single date. */
struct when_point {
	bool open;      /* ".." : goes on, or since ever */
	bool unknown;   /* empty end of an interval */
	bool uncertain; /* ? or % */
	bool approximate; /* ~ or % */
	enum when_precision precision;
	int64_t year;   /* astronomical: 0 is 1 BCE; 0 for each X */
	int month;      /* 1 to 12, season 21 to 24, 0 not given or XX */
	int day;        /* 1 to 31, 0 not given or XX */
	bool month_x, day_x; /* written as XX: exists, not known */
	int year_x;     /* how many last digits of the year are X: 0, 1, 2 */
	int32_t second; /* of the day, with WHEN_SECOND */
	bool has_zone;
	bool zone_hours; /* the shift is written in hours alone: +06 */
	int zone_minutes; /* east of UTC */
};
struct when {
	bool interval;
	struct when_point from, to; /* a single date: from alone */
	int64_t first, last; /* days since 1970-01-01 that it may cover, both
	    in; INT64_MIN, INT64_MAX where open or unknown.  ~ and ? widen
	    nothing.  A season may be any day of its year, since level 1
	    does not say in which half of the world; summer and winter,
	    which cross the year's end in one of them, go on to the end of
	    the next February.  A date with a time covers its local day. */
};

/* ERR_FORMAT says which clause: "month 13 is above 12". */
int when_parse(struct span text, struct when *out, struct err *e) MUST_CHECK;

#define WHEN_TIME_MAX 24 /* bytes of a time of day */

/* A time of day: HH, HH:MM, HH:MM:SS, two of them with "/" between, or a
 * part of the day: night morning day evening; each may end in ~ or ?.
 * Local to the place it is said of.  00 to 23; no 24. */
struct when_time {
	bool interval;
	int first, last; /* seconds of the day it may cover, both in;
			    over midnight: last < first */
	bool approximate, uncertain;
	int part; /* 0, or 1 night (22-06) 2 morning (06-12) 3 day (12-18)
		     4 evening (18-24) */
};
int when_time_parse(struct span text, struct when_time *out, struct err *e)
    MUST_CHECK;

/* Does it name one day, or a time on it, without ~ or ?  Its day is first. */
bool when_is_day(const struct when *w);

/* Words for people in a language (kk kk-Latn ru en; others as en):
 * "7 January 2022", "7 января 2022 года", "2022 жылғы 7 қаңтар";
 * intervals as "from ... to ..." in its way, ~ as "about",
 * ? as "perhaps", X as "some day in January 2022".  Source: CLDR 42; Kazakh
 * Latin in the alphabet of 2021.  text is what *t was parsed from: it knows
 * how exact each end is. */
void when_words(const struct when *w, struct span lang, struct buf *out);
void when_time_words(const struct when_time *t, struct span text,
    struct span lang, struct buf *out);
/* A day of any year: "7 January", "7 января", "7 қаңтар"; day 0: the month. */
void when_day_of_year_words(int month, int day, struct span lang,
    struct buf *out);

/* <0, 0, >0 by first day, then last day. */
int when_cmp(const struct when *a, const struct when *b);

#endif
