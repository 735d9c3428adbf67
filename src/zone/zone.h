/*
 * zone.h - time zones from tzdata: what a clock on the wall shows
 *
 * Source: RFC 8536 (TZif, versions 1 to 4) and POSIX.1 for the rule at its
 * end.  Not by the C library: its zone is one for the whole process.  Not by
 * ICU, which carries a tzdata of its own age (Debian 12's knows nothing of
 * Kazakhstan's change of 1 March 2024).  Leap seconds are not counted.
 * Errors: ERR_FORMAT (no name of a zone, a broken file), ERR_ABSENT (there
 * is none of that name: is the package tzdata there?), ERR_IO.
 */
#ifndef ZONE_ZONE_H
#define ZONE_ZONE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

#define ZONE_NAME_MAX 64     /* bytes */
#define ZONE_FILE_MAX 131072 /* bytes of a TZif file */
#define ZONE_CHANGES_MAX 4096

/* A day of the year on which clocks change, in the rule at the end. */
struct zone_turn {
	char kind;      /* 'M' month, week, day; 'J' 1 to 365; '0' 0 to 365 */
	int month, week, day;
	int32_t second; /* of the local day, may be below 0 or above 86400 */
};
struct zone {
	int count;
	const int64_t *at;      /* changes, ascending */
	const int32_t *shift;   /* from then on, seconds east of UTC */
	int32_t first;          /* before the first change */
	bool rule;              /* what holds after the last is known */
	bool summer;            /* with summer time */
	int32_t usual, other;   /* shifts of the rule: usual, in summer */
	struct zone_turn begin, end; /* of summer time */
};

/* Pure; *out borrows from a alone. */
int zone_parse(struct span tzif, struct arena *a, struct zone *out,
    struct err *e) MUST_CHECK;
/* "Asia/Almaty": letters, digits, + - _ and / between. */
bool zone_name_valid(struct span name);
/* From the system's tzdata. */
int zone_read(struct span name, struct arena *a, struct zone *out,
    struct err *e) MUST_CHECK;

/* Seconds east of UTC at that moment. */
int32_t zone_shift(const struct zone *z, int64_t utc);
/* The moment when clocks there show local (seconds since 1970-01-01T00:00 as
 * if it were UTC).  Shown twice: the first time; never shown: as if clocks
 * had not gone forward yet. */
int64_t zone_utc(const struct zone *z, int64_t local);
/* The date there: days since 1970-01-01. */
int64_t zone_day(const struct zone *z, int64_t utc);

#endif
