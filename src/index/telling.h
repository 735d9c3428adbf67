/*
 * telling.h - days, places and marks of one thing, for the making of an index
 */
#ifndef INDEX_TELLING_H
#define INDEX_TELLING_H

#include "index/build.h"
#include "index/told.h"

#define INDEX_TELLINGS 128     /* values that are held against each other */
#define INDEX_TELLING_DAYS 16
#define INDEX_TELLING_SPOTS 16
#define INDEX_MARK_COUNT (INDEX_DATES + 1)

struct index_told {
	struct span property, value, lang, who;
	bool denies, answers, refuted;
};
struct index_telling { /* of all that is one with a thing */
	bool mark[INDEX_MARK_COUNT];
	struct index_told at[INDEX_TELLINGS], spot[INDEX_TELLING_SPOTS];
	int64_t day[INDEX_TELLING_DAYS];
	int count, spots, days;
	bool vague; /* a date of death that is no single day */
};
void index_telling_add(struct index_telling *t, const struct index_told *x);
void index_telling_stmt(struct index_telling *t, const struct index_stmt *x);
void index_telling_fact(struct index_telling *t, const struct index_fact *f);
/* What had been put for the thing must have been dropped. */
int index_telling_put(struct build *b, int64_t thing, bool on_wall,
    const struct index_telling *t, struct err *e) MUST_CHECK;
/* By which names a place or an institution is found. */
int index_telling_names(struct build *b, const struct index_thing *thing,
    struct err *e) MUST_CHECK;

/* As names are compared; what stands before a comma or bracket. */
struct span index_telling_key(struct span s, struct arena *a);
struct span index_telling_head(struct span s);

#endif
