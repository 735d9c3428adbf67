/*
 * light.h - power to light candles: tokens given out, the journal on disk.
 * See FLOORS for who may open this.
 *
 * One process an archive: it holds DIR/lock.  A day's lines are in
 * DIR/<UTC day>, behind a first line; no file is changed but at its end.
 */
#ifndef CANDLE_LIGHT_H
#define CANDLE_LIGHT_H

#include "candle/candle.h"
#include "base/arena.h"
#include "base/err.h"

#define CANDLE_MAC 22          /* characters */
#define CANDLE_TOKEN_MAX (CANDLE_HEAD_MAX + CANDLE_MAC) /* head . mac */
#define CANDLE_WAIT_S 8        /* the slow path: at the least */
#define CANDLE_QUEUE_S 60      /* and at the most */
#define CANDLE_TURN_MS 500     /* one turn of it a half second */
#define CANDLE_BUSY 1000       /* a second: above it proofs get harder */
#define CANDLE_HARDER 4        /* bits, at most */
#define CANDLE_DAY_MAX ((int64_t)4 << 30) /* bytes a day: 75 million */
#define CANDLE_PEOPLE_MAX (1 << 21) /* who have candles: 250 MB */

/* Reads what is there, mends a torn end, starts the writer's thread.
 * ERR_DENIED: another process lights candles here.  *passed: lines of the
 * journal that are no candles. */
int candle_open(struct candles **out, int dirfd, int bits, uint64_t *passed,
    struct err *e) MUST_CHECK;
/* What was taken is written first. */
void candle_closep(struct candles **c);

/* A token for whom; waiting: of the slow path, good from the time in its
 * head on.  False where the queue of those who wait is full. */
bool candle_issue(struct candles *c, struct span whom, bool waiting,
    int64_t now, char out[CANDLE_TOKEN_MAX]);
/* The bits that a token given out now asks for. */
int candle_bits(struct candles *c, int64_t now);
int candle_harder(int bits, uint64_t in_ten_seconds); /* pure */

enum candle_state { CANDLE_LIT, CANDLE_BAD, CANDLE_NO_PROOF, CANDLE_OLD,
	CANDLE_SPENT, CANDLE_EARLY };
struct candle {
	struct candle_head head;
	char line[CANDLE_LINE_MAX + 1]; /* with its newline */
	size_t bytes;
	bool failed;             /* not durable: the disk said no */
	void (*done)(struct candle *c);
	void *ctx;
	struct candle *next;
};
/* Reads a token and a proof (empty for w).  CANDLE_LIT: both hold, and the
 * token is spent from now on; else nothing has changed.  head is set but for
 * CANDLE_BAD. */
enum candle_state candle_check(struct candles *c, struct span token,
    struct span proof, int64_t now, struct candle *out);
/* Hands it to the writer, which calls done, from its own thread, when it is
 * on the disk or has failed; x must live till then. */
void candle_light(struct candles *c, struct candle *x);
void candle_why(struct candles *c, struct err *out); /* failed: the reason */

#endif
