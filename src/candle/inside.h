/*
 * inside.h - what the files of module candle share; nobody else opens this
 */
#ifndef CANDLE_INSIDE_H
#define CANDLE_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "candle/light.h"

/* ---- count.c: who has how many; not locked ---- */
struct candle_counts {
	struct candle_slot *slot; /* open addressing */
	size_t room, used;
	struct candle_slot *sum;  /* of everything */
	char recent[CANDLE_RECENT][CODE_ID_CHARS]; /* the latest first */
	int recents;
};
int candle_counts_open(struct candle_counts *c, struct err *e) MUST_CHECK;
void candle_counts_closep(struct candle_counts *c);
/* False where there is no room for one more person: only the sum has it. */
bool candle_counts_add(struct candle_counts *c, const struct candle_head *h);
/* Who has the i-th slot, or empty. */
struct span candle_counts_whom(const struct candle_counts *c, size_t i);
/* Who was lit a candle last, the latest first, each once; not "all". */
int candle_counts_recent(const struct candle_counts *c, int64_t now,
    char out[CANDLE_RECENT][CODE_ID_CHARS + 1]);
/* So many more of a day, of whom a keeper counted; "" is everything. */
bool candle_counts_more(struct candle_counts *c, struct span whom,
    const struct candle_count *n, int64_t day);
/* The latest of those days; -1: none. */
int64_t candle_counts_day(const struct candle_counts *c, struct span whom);
void candle_counts_of(const struct candle_counts *c, struct span whom,
    int64_t now, struct candle_count *out);

/* ---- day.c ---- */
/* candle_day_check; *out is its lines of counts, from a. */
int candle_day_counts(struct span text, struct span day, struct arena *a,
    struct span *out, struct err *e) MUST_CHECK;

/* ---- issue.c: tokens, each good once ---- */
#define CANDLE_RING ((uint64_t)1 << 27) /* tokens whose spending is known */
struct candle_issuer {
	uint8_t key[CRYPT_KEY];
	atomic_uint_fast64_t next;       /* number of the next token */
	atomic_uint_fast64_t *spent;     /* one bit a token */
	atomic_int_fast64_t turn_ms;     /* the next free turn */
};
int candle_issuer_open(struct candle_issuer *i, struct err *e) MUST_CHECK;
void candle_issuer_closep(struct candle_issuer *i);

struct candles {
	struct candle_issuer issuer;
	int bits;
	int dirfd, lock_fd, fd;    /* fd: the day's file */
	int64_t day, bytes;        /* of fd */
	pthread_mutex_t lock;      /* of all below */
	pthread_cond_t more;
	pthread_t writer;
	bool started, stop, broken;
	struct err why;            /* the last that failed */
	struct candle *first, **last;
	struct candle_counts counts;
	uint32_t recent[16];       /* candles by second, modulo 16 */
	int64_t recent_at;
};

#endif
