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
	bool vague; /* a date of death that is no single day */
	int count, spots, days;
	/* The first days, count and spots of these; the rest is not set. */
	int64_t day[INDEX_TELLING_DAYS];
	struct index_told at[INDEX_TELLINGS], spot[INDEX_TELLING_SPOTS];
};
void index_telling_open(struct index_telling *t);
void index_telling_add(struct index_telling *t, const struct index_told *x);
void index_telling_stmt(struct index_telling *t, const struct index_stmt *x);
void index_telling_fact(struct index_telling *t, const struct index_fact *f);

/* What of it is put: marks, and of who stands among the dead the places. */
struct index_tale_spot {
	int64_t num;
	struct span key, head, text, lang;
};
struct index_tale {
	unsigned marks; /* bits */
	int spots;
	struct index_tale_spot *spot; /* in the arena */
};
void index_telling_tale(const struct index_telling *t, bool dead,
    struct arena *a, struct index_tale *out);
/* What had been put for the thing must have been dropped. */
int index_telling_put(struct build *b, int64_t thing,
    const struct index_tale *t, struct err *e) MUST_CHECK;
/* By which names a place or an institution is found. */
int index_telling_names(struct build *b, const struct index_thing *thing,
    struct err *e) MUST_CHECK;

/* As names are compared; what stands before a comma or bracket. */
struct span index_telling_key(struct span s, struct arena *a);
struct span index_telling_head(struct span s);

#endif
