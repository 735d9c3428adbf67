/*
 * inside.h - what the pages share; nobody outside module folio opens this
 */
#ifndef FOLIO_INSIDE_H
#define FOLIO_INSIDE_H

#include "days/days.h"
#include "folio/folio.h"
#include "index/sections.h"
#include "page/job.h"

/* Which page: the thing that the address names is there, the page too. */
struct folio_ask {
	struct index_thing thing;
	uint64_t number;        /* of a page, from 1; of an act */
	int64_t skip;           /* things on the pages before */
	int most;               /* things on a page */
	int64_t all;            /* things on all pages */
	enum index_part part;   /* of the wall, where it is one */
	struct index_section section;
};
#define FOLIO_WALL_MOST 2000   /* names that stand on one wall */
#define FOLIO_MISSING_MOST 500
typedef int folio_maker(struct page_job *j, const struct folio_ask *ask,
    struct err *e);
folio_maker folio_wall, folio_parts, folio_section_of, folio_missing,
    folio_person, folio_record, folio_thing, folio_source,
    folio_sources, folio_timeline, folio_counts, folio_lists,
    folio_list, folio_method, folio_log, folio_acts, folio_act,
    folio_absent, folio_home, folio_today, folio_day, folio_calendar,
    folio_person_calendar, folio_feed, folio_embed, folio_embed_wall,
    folio_data, folio_map, folio_official_all, folio_called_all,
    folio_silent, folio_accounts;

/* ---- folio.c: for what is no page of the table ---- */
bool folio_in_tongue(struct page_job *j, struct span path);

/* ---- wall.c ---- */
/* A name as it stands on the wall: template `names`. */
void folio_wall_name(struct page_job *j, const struct index_name *n,
    struct tmpl_map *m);
/* The key that stands in an address; false where none can. */
bool folio_section_key(struct span text, enum index_part part, int64_t *out);
void folio_section_text(struct page_job *j, enum index_part part, int64_t key,
    char out[CODE_ID_CHARS + 1]);

/* ---- epitaph.c ---- */
/* Rows `epitaph`; of who may live, nothing that says that they are dead. */
int folio_epitaph(struct page_job *j, const struct page_talk *t,
    struct err *e) MUST_CHECK;

/* ---- candle.c ---- */
/* The model's `candles`; false where none are lit here. */
void folio_candles_put(struct page_job *j, const char *whom);
/* Rows `lit`: whose candles burn now, the most first. */
int folio_candle_lit(struct page_job *j, struct err *e) MUST_CHECK;
bool folio_candle_burns(struct page_job *j, const struct index_thing *t);

/* ---- today.c ---- */
/* The model's `today` of who is remembered today; false where nobody is, or
 * the day is not known. */
int folio_today_put(struct page_job *j, struct err *e) MUST_CHECK;

/* ---- share.c: how a page shows where somebody passes it on ---- */
/* page_frame, and the model's `share` of every page: canonical address, feed,
 * calendar. */
int folio_frame(struct page_job *j, const char *menu, struct err *e)
    MUST_CHECK;
/* `og` and `json_ld` of a person, and the block `pass_on`. */
int folio_share_person(struct page_job *j, const struct index_thing *person,
    const struct page_talk *t, struct err *e) MUST_CHECK;
int folio_share_wall(struct page_job *j, struct err *e) MUST_CHECK;
/* What the archive says of itself, as readers of the page read letters. */
int folio_archive_text(struct page_job *j, const char *property,
    struct span *out, struct err *e) MUST_CHECK;
/* Of a page that tells of all: its title, the picture of the wall. */
int folio_share_page(struct page_job *j, const char *english, struct err *e)
    MUST_CHECK;
/* Does it say something of this property that nobody has refuted? */
bool folio_asserts(const struct page_say *s, const char *property);
/* What all accounts of a property say alike, none denied or disputed; else
 * empty. */
struct span folio_agreed(const struct page_talk *t, const char *property);

/* ---- citing.c ---- */
/* The model's `cite`: Chicago, BibTeX, Wikipedia; dated by the log. */
int folio_citing(struct page_job *j, const struct index_thing *person,
    const struct page_talk *t, struct err *e) MUST_CHECK;

int folio_proof(const struct page_from *from, uint64_t act, struct arena *a,
    struct span *out, struct err *e) MUST_CHECK;

#endif
