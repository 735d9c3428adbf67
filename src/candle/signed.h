/*
 * signed.h - the candles of all days that keepers signed (FORMAT 7.8), added
 * up: for pages of copies, where nobody lights any
 *
 * Filled by one thread, then read only and shared; the last user's closep
 * ends it.
 */
#ifndef CANDLE_SIGNED_H
#define CANDLE_SIGNED_H

#include "candle/candle.h"

struct candle_signed;
/* of: of which files it is, as whoever fills it reckons. */
int candle_signed_open(struct candle_signed **out,
    const uint8_t of[CRYPT_HASH], struct err *e) MUST_CHECK;
struct candle_signed *candle_signed_share(struct candle_signed *s);
void candle_signed_closep(struct candle_signed **s);
bool candle_signed_is_of(const struct candle_signed *s,
    const uint8_t of[CRYPT_HASH]);

/* Adds the file of a day ("2026-01-02") after candle_day_check; ERR_FORMAT
 * says what of it does not hold, and it is not counted. */
int candle_signed_add(struct candle_signed *s, struct span text,
    struct span day, struct arena *a, struct err *e) MUST_CHECK;

struct candle_sum {
	uint64_t proven, waited;
	int64_t day;    /* the last that has any (days since 1970); -1: none */
};
/* Of a person, of "all", or (empty) of everything. */
void candle_signed_of(const struct candle_signed *s, struct span whom,
    struct candle_sum *out);
/* Everybody who has any, in no order: false after the last. */
bool candle_signed_next(const struct candle_signed *s, size_t *at,
    struct span *whom);

#endif
