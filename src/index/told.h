/*
 * told.h - days and places of death as they are told, and of which things
 * more can be asked: who was called something, whose circumstances differ
 *
 * Where accounts differ, a person is found under each of them.  Denied and
 * refuted accounts do not count.  Only who stands on the wall of the dead
 * has a day or a place here.
 */
#ifndef INDEX_TOLD_H
#define INDEX_TOLD_H

#include "index/days.h"
#include "index/index.h"

/* What a thing is looked up by. */
enum index_mark {
	INDEX_LABEL,    /* persons, rows: something they were called */
	INDEX_SILENT,   /* persons, rows, events: refused or classified */
	INDEX_ACCOUNTS, /* persons: told in more than one way, or answered */
	INDEX_TOLL,     /* events: a number of dead announced */
	INDEX_ORDERS,   /* events: an order */
	INDEX_SCENE,    /* events: a place is told */
	INDEX_DATES,    /* persons, rows: more than one date of death */
};
/* Events by date, others as on the wall of that language. */
int index_marked(struct index *ix, enum index_mark mark, struct span lang,
    int64_t skip, int most, struct arena *a, struct index_thing **out,
    int *count, struct err *e) MUST_CHECK;
int index_marked_count(struct index *ix, enum index_mark mark, int64_t *out,
    struct err *e) MUST_CHECK;

/* Events whose first day lies between two, both in, by date. */
struct index_range_of {
	int64_t first, last;
};
int index_events_between(struct index *ix, const struct index_range_of *r,
    int most, struct arena *a, struct index_thing **out, int *count,
    struct err *e) MUST_CHECK;

/* index_about, of one property alone: for who asks of very many things.  What
 * cannot be read here is left out or only its id is set. */
int index_about_by(struct index *ix, const struct index_thing *thing,
    const char *property, struct arena *a, struct index_list *out,
    struct err *e) MUST_CHECK;

/* ---- days: since 1970-01-01 ---- */
/* Days of death (days.h) from first to last. */
int index_days_between(struct index *ix, const struct index_range_of *r,
    int most, struct arena *a, struct index_day **out, int *count,
    struct err *e) MUST_CHECK;
/* In the order of the wall.  differ[i]: another date is told of them too. */
int index_died_on(struct index *ix, int64_t day, struct span lang, int most,
    struct arena *a, struct index_name **out, bool **differ, int *count,
    struct err *e) MUST_CHECK;

/* ---- places ---- */
/* A text belongs to the place that has it as a name or title, in any case
 * and language; else to the one that has what stands before its first comma,
 * semicolon or bracket.  A name of two places belongs to none. */
int index_called(struct index *ix, enum stmt_kind kind, struct span text,
    struct arena *a, struct index_thing *out, struct err *e) MUST_CHECK;
/* What readers of lang call the place whose name text is, all of it; *out
 * stays where it is none.  1, 0. */
int index_place_name(struct index *ix, struct span text, struct span lang,
    struct arena *a, struct index_said *out, struct err *e) MUST_CHECK;
struct index_place_dead {
	struct index_thing place;
	int64_t dead;
};
/* Places where somebody died, most dead first. */
int index_places(struct index *ix, int most, struct arena *a,
    struct index_place_dead **out, int *count, struct err *e) MUST_CHECK;
struct index_spot {
	struct span text, lang;
	int64_t dead;
};
/* Texts that are no place's, most dead first. */
int index_spots(struct index *ix, int64_t skip, int most, struct arena *a,
    struct index_spot **out, int *count, struct err *e) MUST_CHECK;
/* Who died there, as on the wall. */
int index_died_at(struct index *ix, const struct index_thing *place,
    struct span lang, int64_t skip, int most, struct arena *a,
    struct index_name **out, int *count, struct err *e) MUST_CHECK;
int index_died_at_count(struct index *ix, const struct index_thing *place,
    int64_t *out, struct err *e) MUST_CHECK;
/* Of how many any place of death is told. */
int index_placed(struct index *ix, int64_t *out, struct err *e) MUST_CHECK;

/* ---- speakers ---- */
/* Does somebody who is named in `who` speak for the state: a body of a kind
 * of the state's?  1, 0 (of whom nothing says so, too) or -1. */
int index_official(struct index *ix, struct span who, struct arena *a,
    struct err *e) MUST_CHECK;

#endif
