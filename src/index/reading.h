/*
 * reading.h - one act as the log and the payload tell it, before its turn
 *
 * Asks no database and changes nothing: threads may read different acts,
 * each with a reader of its own.
 */
#ifndef INDEX_READING_H
#define INDEX_READING_H

#include "index/build.h"

int index_reading_open(struct build_reader *r, const struct index_place *p,
    uint64_t acts, struct err *e) MUST_CHECK;
void index_reading_close(struct build_reader *r);
/* In a: all that can be known of act n without the acts before it.  -1 where
 * its payload is not what the log says. */
int index_reading_act(struct build_reader *r, uint64_t n, struct arena *a,
    struct build_act **out, struct err *e) MUST_CHECK;

bool index_reading_is_word(const struct stmt *s); /* withheld, disclosed */
/* The place in this act of the statement that a word is about; -1. */
int index_reading_place(const struct build_act *x, const struct stmt *s);

#endif
