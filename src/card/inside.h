/*
 * inside.h - what the files of module card share
 *
 * read.c knows what is said of somebody, places.c where, words.c how it is told in a line,
 * picture.c draws cards, sheet.c one person's page, poster.c the wall.
 */
#ifndef CARD_INSIDE_H
#define CARD_INSIDE_H

#include "card/card.h"
#include "draw/draw.h"

#define CARD_OTHERS 2    /* other spellings on a card */
#define CARD_TEXTS 6     /* words about a life on a sheet */
#define CARD_WITH 64     /* killed together */

struct card_words {
	struct span text, lang, who;
	bool quote, life;          /* life: what somebody was, or wished */
};
struct card_person {
	struct index_thing thing;  /* who leads */
	struct span name, lang;    /* empty: not known */
	struct { struct span form; } other[CARD_OTHERS];
	int others;
	enum index_status status;  /* as the wall has it */
	/* What nobody contests, or empty. */
	struct span born, died, seen;   /* EDTF */
	struct span died_place, seen_place;
	struct span work;               /* or study; in the reader's language */
	int age;                        /* -1 */
	struct card_words life[CARD_TEXTS];
	int lives;
	struct span with[CARD_WITH];    /* ids of persons */
	int withs;
};

/* ---- read.c ---- */
/* The person or record of an id: 1, or 0. */
int card_find(const struct card_from *from, struct span id,
    struct index_thing *out, struct err *e) MUST_CHECK;
int card_read(const struct card_from *from, const struct tongue *t,
    const struct index_thing *thing, struct arena *a,
    struct card_person *out, struct err *e) MUST_CHECK;

/* ---- agree.c: what accounts have in common ---- */
#define CARD_WITHIN 4
struct card_said {
	struct span property, value, lang, who;
	bool denies, established, disputed, state;
	/* Of a place of death: whose name the text is, and what that is part
	 * of, the narrowest first (index_thing.num); 0: no more is known. */
	int64_t place[CARD_WITHIN];
};
struct card_all {
	struct card_said *at;
	int count, room;
};
struct span card_agreed_date(const struct card_all *all,
    const char *property);
struct span card_agreed_text(const struct card_all *all,
    const char *property, const struct tongue *t);
int card_agreed_number(const struct card_all *all, const char *property);
/* Those that count: where keepers found some established these alone, else
 * all; none where somebody says that it is not so, or keepers found one
 * disputed. */
#define CARD_CLAIMS 64
int card_agree_claims(const struct card_all *all, const char *property,
    const struct card_said *out[CARD_CLAIMS]);
bool card_in_tongue(struct span lang, const struct tongue *t);

/* ---- places.c: the same place in another language is no other place ---- */
int card_places(const struct card_from *from, struct card_all *all,
    struct arena *a, struct err *e) MUST_CHECK;
/* The place that all accounts allow, in the reader's language if somebody
 * said it in that; empty where one may tell of another. */
struct span card_places_agreed(const struct card_all *all,
    const char *property, const struct tongue *t);

/* ---- words.c: lines ---- */
struct card_lines {
	struct span dates;  /* "1995 - 6 January 2022, aged 26" */
	struct span place;  /* where, or a word of the life */
};
void card_tell(const struct card_person *p, const struct tongue *t,
    struct arena *a, struct card_lines *out);
/* The language of t, in whatever letters: "kk" of kk-Latn too. */
struct span card_lang(const struct tongue *t);
/* The archive's title, in the letters of t. */
int card_title(const struct card_from *from, const struct tongue *t,
    struct arena *a, struct span *out, struct err *e) MUST_CHECK;
/* "238 names" */
#define CARD_NAMES TONGUE_MANY("{n} name", "{n} names")
/* "memorial.example/kk/person/ID.html" with and without "https://"; where the
 * address is not known both are empty. */
struct card_address {
	struct span whole, shown, code; /* code: "2V7K-..." or empty */
};
int card_address_of(const struct card_from *from, const struct tongue *t,
    const struct index_thing *thing, struct arena *a,
    struct card_address *out, struct err *e) MUST_CHECK;

/* ---- picture.c, sheet.c ---- */
struct card_job {
	const struct card_from *from;
	const struct tongue *t;
	struct arena *a;
	bool story;
};
int card_of_person(struct card_job *j, const struct index_thing *thing,
    struct card *out, struct err *e) MUST_CHECK;
int card_of_wall(struct card_job *j, struct card *out, struct err *e)
    MUST_CHECK;
int card_sheet(const struct card_from *from, const struct card_poster *p,
    struct arena *a, struct card_posted *out, struct err *e) MUST_CHECK;
/* The lead form that fonts can write, else another, else the code: fitted as
 * t says; which of them, -1 the lead, -2 the code. */
int card_fit_name(struct draw *d, const struct card_person *p,
    struct draw_text *t, struct arena *a, struct draw_set *out,
    struct err *e);

/* ---- poster.c, columns.c ---- */
struct card_entry {
	struct span name, lang, code, link;
	struct span head, key;      /* the heading above, what orders these */
	float width;                /* of the name, in ems */
	int group;                  /* who was killed together: the same */
	int rank;                   /* in the order of names */
	bool apart;                 /* the missing: after all others */
	int column;                 /* columns.c: where it stands */
	float y, high;              /* from the column's top, without what
				       stands above it; mm */
	char id[CODE_ID_CHARS + 1];
};
struct card_colours {
	uint32_t back, ink, dim, rule;
	bool ground;                /* is the back painted? */
};
struct card_colours card_colours_of(const struct card_poster *p);
/* "6 January 2022 ... root" for the foot. */
int card_foot(const struct card_from *from, const struct tongue *t,
    struct arena *a, struct span *out, struct err *e) MUST_CHECK;
struct card_columns {
	const struct card_poster *p;
	struct card_entry *entry;
	int count;
	bool scan;                  /* a code to scan beside each */
	int columns, sheets;
	double x, y, w, h;          /* where the names stand, mm */
	bool heads;                 /* there are headings */
	double usual;               /* width of all but the widest, ems */
	double em;                  /* of a name, mm */
	double air;                 /* times as far apart as they need be */
};
/* How wide names are: before card_columns_fit. */
void card_columns_measure(struct card_columns *c, struct arena *a);
/* The largest letters at which all fit; em 0 where they do not. */
void card_columns_fit(struct card_columns *c);
int card_columns_draw(const struct card_columns *c, struct draw *d, int sheet,
    struct card_posted *out, struct err *e) MUST_CHECK;

#endif
