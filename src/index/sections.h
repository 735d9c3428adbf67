/*
 * sections.h - the wall in parts: the dead by letter, by place, by day
 *
 * Part of index: what holds for index.h holds here.
 */
#ifndef INDEX_SECTIONS_H
#define INDEX_SECTIONS_H

#include "index/index.h"

enum index_part { INDEX_BY_LETTER, INDEX_BY_PLACE, INDEX_BY_DAY };
#define INDEX_SECTIONS_MAX 4096 /* of one kind; the rest is counted nowhere */
struct index_section {
	int64_t key;        /* the letter; day since 1970-01-01; a hash of the
			       place's folded name; INDEX_OTHERS: those of no
			       place, of no exact day */
	struct span name;   /* the letter; the place as it is first spelt */
	int64_t count;      /* people, and rows of nobody */
};
#define INDEX_OTHERS INT64_MIN
/* Letters and days in their order, places the fullest first; who is
 * told of with two days or places stands in both; what is denied or refuted
 * does not count, nor a day that is not exact. */
int index_sections(struct index *ix, struct span lang, enum index_part part,
    struct arena *a, struct index_section **out, int *count, struct err *e)
    MUST_CHECK;
/* Its names in the order of lang. */
struct index_range {
	enum index_part part;
	int64_t key, skip;
	int most;
};
int index_section(struct index *ix, struct span lang,
    const struct index_range *r, struct arena *a, struct index_name **out,
    int *count, struct err *e) MUST_CHECK;
/* Some of the names, from every letter: one of each two letters that names
 * begin with, in their order. */
int index_sample(struct index *ix, struct span lang, int most,
    struct arena *a, struct index_name **out, int *count, struct err *e)
    MUST_CHECK;

#endif
