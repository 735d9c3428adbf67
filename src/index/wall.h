/*
 * wall.h - what the wall shows of one thing, worked out of all that is said
 *
 * Gathering and working out ask no database and know no build: threads may
 * do them side by side, each with an order and an arena of its own.
 */
#ifndef INDEX_WALL_H
#define INDEX_WALL_H

#include "index/telling.h"
#include "uni/uni.h"

#define INDEX_FACT_PLACES 3
#define INDEX_FACT_DAYS 8

struct index_facts { /* what the wall needs to know of a thing */
	int count;
	struct index_fate fate;
	struct span category;
	/* For a search alone. */
	struct span place[INDEX_FACT_PLACES];
	int nicks, places, born, died;
	int64_t on[INDEX_FACT_DAYS]; /* each day of death that is told */
	int ons;
	/* The first count and nicks of these; the rest is not set. */
	struct index_form form[INDEX_FORMS];
	struct span nick[INDEX_FORMS];
};
void index_wall_open(struct index_facts *f);
/* A statement, or the facts of a row; both borrow. */
void index_wall_stmt(struct index_facts *f, const struct index_stmt *x);
void index_wall_row(struct index_facts *f, const struct index_fact *fact,
    int n, struct arena *a);
/* Of another that is one with it. */
void index_wall_join(struct index_facts *f, const struct index_facts *more);
/* Does the wall need a cell of that property? */
bool index_wall_needs(struct span property);

/* One row of the table, for a language or for all. */
struct index_wall_line {
	enum index_tongue tongue;
	struct span key, form, lang, others, latin, latin_lang;
};
struct index_wall { /* borrows from the facts */
	enum index_status status;
	bool dead;              /* has a name, and stands among the dead */
	int count, days;
	struct index_wall_line line[INDEX_EN + 1];
	struct span category, more, places;
	int born, died;
	int64_t day[INDEX_FACT_DAYS]; /* of death */
};
int index_wall_of(const struct index_facts *f, struct uni_order *order,
    struct arena *a, struct index_wall *out, struct err *e) MUST_CHECK;
/* Into the database; what had been put must have been dropped. */
int index_wall_put(struct build *b, int64_t thing,
    const struct index_wall *w, struct err *e) MUST_CHECK;
int index_wall_day(struct build *b, int64_t thing, int kind, int64_t day,
    struct err *e) MUST_CHECK;

/* ---- a row of a list, whole ---- */
struct index_row_work {
	const struct index_maps *maps; /* by which it was worked out */
	int64_t number, hash;
	struct index_wall wall;
	struct index_tale tale;
};
int index_wall_work(const struct stmt *s, const struct index_maps *maps,
    struct uni_order *order, struct arena *a, struct index_row_work *out,
    struct err *e) MUST_CHECK;
/* Where in the list a row stood when it was last said: row=17. */
int64_t index_wall_number(const struct stmt *s);

#endif
