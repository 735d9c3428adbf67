/*
 * utc.h - the clock, and times as RFC 3339 in UTC with whole seconds
 */
#ifndef BASE_UTC_H
#define BASE_UTC_H

#include <stdint.h>

#include "base/span.h"

#define UTC_CHARS 20 /* 2022-01-07T19:54:00Z */

/* Seconds since 1970-01-01T00:00:00Z.  Test builds obey $KULPYTAS_NOW. */
int64_t utc_now(void);
/* Milliseconds from some fixed point, never backwards: for measuring. */
int64_t utc_ticks_ms(void);

/* Years 0001 to 9999. */
void utc_print(int64_t t, char out[UTC_CHARS]);
bool utc_parse(struct span s, int64_t *out);

/* Days since 1970-01-01 of a date of the proleptic Gregorian calendar. */
int64_t utc_days(int64_t year, int month, int day);
void utc_civil(int64_t days, int64_t *year, int *month, int *day);

#endif
