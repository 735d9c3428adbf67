/*
 * days.h - days of remembrance: who is remembered when, and who says so
 *
 * The day of death is the first: the fortieth day is 39 days later (5 January,
 * 13 February).  Kazakh and wider Muslim custom and the Orthodox one both
 * count so.  Then each year the day of death; who died on 29 February is
 * remembered on the last day of February.  Only what is told exactly is a
 * day; of accounts that differ each has its own; who is only missing or said
 * to live has none.
 */
#ifndef DAYS_DAYS_H
#define DAYS_DAYS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"
#include "index/days.h"
#include "index/index.h"
#include "tongue/tongue.h"
#include "zone/zone.h"

/* ---- reckoning: days since 1970-01-01 ---- */
int64_t days_fortieth(int64_t died);
/* "01-05", both ways: month * 100 + day; false where there is no such day in
 * any year. */
bool days_of_year_parse(struct span text, int *out);
void days_of_year_print(int of_year, char out[6]);
/* "2022-01-05" */
struct span days_edtf(int64_t day, struct arena *a);

/* ---- the memorial's clock ---- */
/* The zone of archive.zone; 1, or 0 and UTC where none is stated or there is
 * no such zone here (then *why says so); name is static or in a. */
int days_zone(struct index *ix, struct arena *a, struct zone *out,
    struct span *name, struct err *why, struct err *e) MUST_CHECK;

/* ---- one who died ---- */
struct days_claim {
	int64_t day;
	struct span value;      /* EDTF as it was said */
	struct span who;        /* words, "body/ID"; empty: the keepers */
	struct span source;     /* id, or empty */
	struct span on;
	struct span id, column; /* of the statement; of a row's cell */
	uint64_t act;
	int64_t time;           /* of the act */
	int rank;               /* 0 established 1 reported 2 disputed */
	bool answer;            /* it answers another account */
};
struct days_person {
	bool dead;              /* as the wall has it */
	struct days_claim *at;  /* that are exact and not refuted; the one that
				   leads on the page first, then as there */
	int count;
	bool missing;           /* only missing */
	bool differ;            /* they name more than one day, or somebody
				   says that it was another or not that one */
};
int days_of(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct days_person *out, struct err *e) MUST_CHECK;

/* ---- a ceremony ---- */
struct days_ceremony {
	int64_t day;
	bool timed;             /* start is known to the minute; else all day */
	bool ends;
	int64_t start, end;     /* UTC */
	struct span time;       /* as it was said, or empty */
	struct span title, title_lang, text, text_lang, place, place_lang;
	struct span who, source, id;
	uint64_t act;
	int64_t stamp;          /* time of the latest act that speaks of it */
};
/* 1, or 0 where the event is none with an exact day.  Texts in lang where
 * there are any. */
int days_ceremony(struct index *ix, const struct index_thing *event,
    const struct zone *z, struct span lang, struct arena *a,
    struct days_ceremony *out, struct err *e) MUST_CHECK;

/* ---- iCalendar (RFC 5545), for Google, Apple, Thunderbird, Outlook ---- */
struct days_calendar {
	struct span name, about, lang, zone, url;
};
struct days_event {
	struct span uid;        /* stays when the rest changes */
	int64_t stamp;          /* UTC: the log's, never the clock's */
	int64_t day;            /* whole days; years 1 to 9999 */
	bool yearly;
	bool timed, ends;
	int64_t start, end;     /* UTC */
	struct span summary, text, place, url; /* empty where absent */
};
void days_ics_begin(struct buf *b, const struct days_calendar *c);
void days_ics_event(struct buf *b, const struct days_event *v);
void days_ics_end(struct buf *b);
/* One content line, folded at 75 octets between characters. */
void days_ics_line(struct buf *b, const char *name, struct span value);
/* A text value: escaped, without controls. */
struct span days_ics_text(struct span text, struct arena *a);

#endif
