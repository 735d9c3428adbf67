#include "base/utc.h"

#include <string.h>
#include <time.h>
#ifdef KULPYTAS_TESTING
#include <stdlib.h>
#endif

#include "base/scan.h"

#define DAY 86400 /* seconds */

int64_t utc_now(void)
{
	struct timespec t;
#ifdef KULPYTAS_TESTING
	const char *fixed = getenv("KULPYTAS_NOW");
	struct scan s = scan_of(span_of(fixed));
	uint64_t seconds;
	int64_t when;

	if (fixed != NULL && utc_parse(span_of(fixed), &when))
		return when;
	if (scan_u64(&s, INT64_MAX, &seconds) && scan_done(&s))
		return (int64_t)seconds;
#endif
	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec;
}

int64_t utc_ticks_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Days are counted in years that begin in March, so that the leap day is a
 * year's last, and in cycles of 400 years, which all have 146097 days. */
#define CYCLE 146097
#define TO_1970 719468 /* days from 0000-03-01 to 1970-01-01 */

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t utc_days(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t cycle = floor_div(y, 400);
	int64_t in_cycle = y - cycle * 400;
	int64_t from_march = (month + 9) % 12;
	int64_t in_year = (153 * from_march + 2) / 5 + day - 1;

	return cycle * CYCLE + in_cycle * 365 + in_cycle / 4 -
	    in_cycle / 100 + in_year - TO_1970;
}

void utc_civil(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t z = days + TO_1970;
	int64_t cycle = floor_div(z, CYCLE);
	int64_t d = z - cycle * CYCLE; /* 0 to 146096 */
	int64_t y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
	int64_t in_year = d - (365 * y + y / 4 - y / 100);
	int64_t from_march = (5 * in_year + 2) / 153;

	*day = (int)(in_year - (153 * from_march + 2) / 5 + 1);
	*month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
	*year = cycle * 400 + y + (*month <= 2);
}

static void put_digits(char *out, int count, int64_t v)
{
	while (count-- > 0) {
		out[count] = (char)('0' + v % 10);
		v /= 10;
	}
}

void utc_print(int64_t t, char out[UTC_CHARS])
{
	const int64_t first = utc_days(1, 1, 1) * DAY;
	const int64_t end = utc_days(10000, 1, 1) * DAY;
	int64_t year, days, rest;
	int month, day;

	t = t < first ? first : t >= end ? end - 1 : t;
	days = floor_div(t, DAY);
	rest = t - days * DAY;
	utc_civil(days, &year, &month, &day);
	memcpy(out, "0000-00-00T00:00:00Z", UTC_CHARS);
	put_digits(out, 4, year);
	put_digits(out + 5, 2, month);
	put_digits(out + 8, 2, day);
	put_digits(out + 11, 2, rest / 3600);
	put_digits(out + 14, 2, rest / 60 % 60);
	put_digits(out + 17, 2, rest % 60);
}

bool utc_parse(struct span in, int64_t *out)
{
	struct scan s = scan_of(in);
	uint64_t year, month, day, hour, minute, second;
	char again[UTC_CHARS];
	int64_t t;

	if (!scan_digits(&s, 4, &year) || !scan_lit(&s, SPAN("-")) ||
	    !scan_digits(&s, 2, &month) || !scan_lit(&s, SPAN("-")) ||
	    !scan_digits(&s, 2, &day) || !scan_lit(&s, SPAN("T")) ||
	    !scan_digits(&s, 2, &hour) || !scan_lit(&s, SPAN(":")) ||
	    !scan_digits(&s, 2, &minute) || !scan_lit(&s, SPAN(":")) ||
	    !scan_digits(&s, 2, &second) || !scan_lit(&s, SPAN("Z")) ||
	    !scan_done(&s))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	t = utc_days((int64_t)year, (int)month, (int)day) * DAY +
	    (int64_t)(hour * 3600 + minute * 60 + second);
	/* 30 February, 24:00 and leap seconds come out spelt otherwise. */
	utc_print(t, again);
	if (!span_eq(in, (struct span){ again, UTC_CHARS }))
		return false;
	*out = t;
	return true;
}
