/*
 * candle.h - candles: the line that is one, and how many there are
 *
 * A line is a head, "p.<second>.<bits>.<16 chars>.<whom>", a space and eight
 * hex digits, and its SHA-256 begins with that many zero bits; or, of who
 * could give no proof and waited, a head "w..." with 00 bits alone.  whom is
 * an id of twelve characters, or "all".  Why: doc/design/0010-candles.md.
 * Pure but for candle_count_of, which may be called from any thread, and
 * candle_day_make, which reads journals.
 */
#ifndef CANDLE_CANDLE_H
#define CANDLE_CANDLE_H

#include "base/arena.h"
#include "base/code.h"
#include "base/err.h"
#include "base/span.h"
#include "crypt/crypt.h"

#define CANDLE_CHANCE 12    /* bytes: four of chance, eight of a number */
#define CANDLE_HEAD_MAX 47  /* bytes, with a NUL */
#define CANDLE_LINE_MAX 55  /* bytes, without the newline */
#define CANDLE_PROOF 8      /* hex digits */
#define CANDLE_BITS_MIN 8
#define CANDLE_BITS_MAX 30
#define CANDLE_GOOD_S 300   /* seconds that a token is good for */
#define CANDLE_ALL "all"

struct candle_head {
	bool proven;            /* p, or w */
	int64_t time;           /* given out, or (w) good from then on */
	int bits;
	uint8_t chance[CANDLE_CHANCE];
	char whom[CODE_ID_CHARS + 1];
};
bool candle_head_parse(struct span s, struct candle_head *out);
size_t candle_head_print(const struct candle_head *h,
    char out[CANDLE_HEAD_MAX]);
/* A whole line, without its newline, whose proof holds. */
bool candle_line_parse(struct span line, struct candle_head *out);
bool candle_proof_holds(struct span line, int bits);
bool candle_whom_valid(struct span whom);

struct candle_count {
	uint64_t proven, waited; /* ever */
	uint64_t burning;        /* lit in the last 24 hours, by whole hours */
};
struct candles;
/* Of a person, of "all", or (empty) of all persons and "all" together. */
void candle_count_of(struct candles *c, struct span whom, int64_t now,
    struct candle_count *out);

/* For whom the last candles were lit that burn now, the latest first, each
 * person once. */
#define CANDLE_RECENT 96
int candle_recent(struct candles *c, int64_t now,
    char out[CANDLE_RECENT][CODE_ID_CHARS + 1]);

/* ---- a day as a keeper signs it (FORMAT 7.8) ---- */
#define CANDLE_SIGNED_MAX ((size_t)1 << 30) /* bytes: 18 million candles */
#define CANDLE_SIGNED_ROOM ((size_t)8 << 30) /* of arena to make or check */
#define CANDLE_OVER_S 3600 /* after its end a day gets no more candles */

/* The file of a day (days since 1970) from the journals in dirfd. */
int candle_day_make(int dirfd, int64_t day, struct arena *a,
    struct span *out, struct candle_count *sum, struct err *e) MUST_CHECK;
/* Is text the file of that day ("2026-01-02"), and are its counts those of
 * its lines?  ERR_FORMAT says what is not so. */
int candle_day_check(struct span text, struct span day, struct arena *a,
    struct err *e) MUST_CHECK;

#endif
