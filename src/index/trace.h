/*
 * trace.h - for who asks very many questions: one state held meanwhile; what
 * answers rested on, and what later acts changed of it, so that a page that
 * no act touched need not be made again
 *
 * A key stands for one thing that can change (all that is said of a person,
 * what a source says, an act, the answers to a statement): 32 bits of a hash.
 * Two that fall together make a page once too often, never too seldom.
 */
#ifndef INDEX_TRACE_H
#define INDEX_TRACE_H

#include "index/index.h"

/* Holds the state of now until it is let go or closed: for commands that ask
 * very many questions while nobody else writes.  again: lists of statements
 * about a thing or of an act are likely to be asked for again; they live in
 * memory of the index till then, and are not to be changed; what is the same
 * when it is held again is there still. */
int index_hold(struct index *ix, bool again, struct err *e) MUST_CHECK;
int index_let_go(struct index *ix, struct err *e) MUST_CHECK;
/* Between two pieces of work: such lists may go where they are many. */
void index_tidy(struct index *ix);

struct index_trace {
	struct arena *mem;
	uint32_t *key;
	size_t count, room;
	bool all;  /* rests on what every act may change */
};
/* From here on keys of what is asked are added to t; NULL: no more. */
void index_trace(struct index *ix, struct index_trace *t);
/* In order, each once. */
void index_trace_sort(struct index_trace *t);
/* Have two that are sorted a key in common? */
bool index_trace_meet(const struct index_trace *a,
    const struct index_trace *b);

/* Adds, sorted, what the acts from `since` on changed for who knew all
 * before.  all: anything may have changed, since they withhold, disclose,
 * name keys or say something of the archive as a whole, or are very many. */
int index_changed(struct index *ix, uint64_t since, struct index_trace *out,
    struct err *e) MUST_CHECK;

/* What the rows of a list say together (who belongs to a day of the year, the
 * wall, what has a name), as a number for each key: kept, it tells later
 * which lists are others, though nobody knows what they were.  In the order
 * of keys, each once. */
struct index_sum {
	uint32_t key;
	uint64_t sum;
};
struct index_sums {
	struct index_sum *at;
	size_t count;
};
int index_sums(struct index *ix, struct arena *a, struct index_sums *out,
    struct err *e) MUST_CHECK;
/* Adds, sorted, the keys of which the sums differ. */
void index_sums_differ(const struct index_sums *a, const struct index_sums *b,
    struct index_trace *out);

#endif
