/*
 * sides.h - what the pages of days, numbers, places and claims share; nobody
 * outside module page opens this
 */
#ifndef PAGE_SIDES_H
#define PAGE_SIDES_H

#include "folio/inside.h"

/* ---- counts.c: for the page official too ---- */
/* Chart and rows `tolls` of the numbers announced; apart: those of the state
 * in `tolls_state`, if it has any.  Rows `named` of lists. */
int folio_tolls(struct page_job *j, const struct folio_ask *ask, bool apart,
    struct err *e) MUST_CHECK;
int folio_named(struct page_job *j, struct err *e) MUST_CHECK;
/* wall_said: how many names stand on the wall. */
void folio_wall_said(struct page_job *j, int64_t names);

/* ---- timeline.c ---- */
/* The first date that is told of it, or empty. */
int folio_event_date(struct page_job *j, const struct index_thing *event,
    struct span *edtf, struct err *e) MUST_CHECK;
/* An event as the timeline tells it, for the template told_event; its date
 * is left out where it is that of the heading. */
int folio_event_put(struct page_job *j, const struct index_thing *event,
    struct page_talk *t, struct span heading, struct tmpl_map *m,
    struct err *e) MUST_CHECK;

/* ---- called.c, silent.c, accounts.c: the parts of official.c ---- */
/* All that is said of a person, with rows joined to it; or of another. */
int folio_talk_all(struct page_job *j, const struct index_thing *thing,
    struct page_talk *t, struct err *e) MUST_CHECK;
/* lead and href: what it is called, where its page is. */
int folio_lead(struct page_job *j, const struct index_thing *thing,
    struct tmpl_map *m, struct err *e) MUST_CHECK;
int folio_called_put(struct page_job *j, const struct folio_ask *ask,
    struct err *e) MUST_CHECK;
int folio_silent_put(struct page_job *j, const struct folio_ask *ask,
    struct err *e) MUST_CHECK;
int folio_accounts_put(struct page_job *j, const struct folio_ask *ask,
    struct err *e) MUST_CHECK;

/* ---- place.c: places on maps ---- */
/* Its coordinates: 1, or 0 where none are told. */
int folio_place_at(struct page_job *j, const struct index_thing *place,
    double *lat, double *lon, struct err *e) MUST_CHECK;
/* Who died there, what happened there, a small map. */
int folio_place_put(struct page_job *j, const struct folio_ask *ask,
    struct err *e) MUST_CHECK;
/* Places that events name, each once, the earliest first; the first 400
 * events that name any are looked at.  Where where is not NULL only those of
 * that place: *events then are its events. */
int folio_place_scenes(struct page_job *j, const struct index_thing *where,
    struct page_whole *places, struct page_whole *events, struct err *e)
    MUST_CHECK;

/* ---- speaker.c ---- */
/* Is this speaker an institution of the state, as far as the archive says
 * so?  1, 0. */
int folio_official(struct page_job *j, struct span who, struct err *e)
    MUST_CHECK;

#endif
