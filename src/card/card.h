/*
 * card.h - what is shared and printed (after name_start, tongue_start):
 * pictures of a person and of the wall for other sites, sheets and posters as
 * drawings of outlines
 *
 * Made from the public index alone; same index and fonts, same bytes.  A
 * card says what is not contested: where accounts differ it says what they
 * have in common, or nothing; never what a state called somebody, never that
 * somebody missing is dead.
 *
 * Fonts are those of the machine (draw.h).  A name that they cannot write is
 * shown in another of its spellings, or by the code of its page; what was
 * left out is counted.
 */
#ifndef CARD_CARD_H
#define CARD_CARD_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "index/index.h"
#include "tongue/tongue.h"

/* What a card is made from; one of each a thread. */
struct card_from {
	struct index *ix;     /* public */
	struct span address;  /* "https://memorial.example"; empty: what the
				 archive says, else no code to scan */
};

/* ---- pictures and sheets at addresses ---- */
#define CARD_ROOM ((size_t)256 << 20) /* bytes of arena for one */
struct card {
	const char *type;     /* "image/png", "application/pdf" */
	struct span body;     /* in the arena */
	int missing;          /* characters that no font here has */
};
/* "/kk/card/ID.png" (1200 by 630), "/kk/card/ID-story.png" (1080 by 1920),
 * the same of "wall", "/kk/sheet/ID.pdf" (A4).  ID is a person's, or that of
 * a record which is nobody's yet.  1, or 0 where there is no such card. */
int card_make(const struct card_from *from, struct span path,
    struct arena *a, struct card *out, struct err *e) MUST_CHECK;
/* Could it be one, by its looks? */
bool card_path(struct span path);
/* Every address there is, in a fixed order. */
typedef int card_each_path(void *ctx, struct span path, struct err *e);
int card_each(const struct card_from *from, card_each_path *each, void *ctx,
    struct err *e) MUST_CHECK;

/* ---- posters ---- */
#define CARD_POSTER_NAMES_MAX 60000
#define CARD_SHEETS_MAX 100
#define CARD_CAPITAL_MM 1.5 /* a capital letter is at least so high */
#define CARD_CODE_MM 15.0   /* the side of a code that can be scanned, with
				its quiet margin: 12 mm of it are dark */
enum card_by { CARD_BY_NAME, CARD_BY_PLACE, CARD_BY_DAY };
struct card_poster {
	const struct tongue *tongue;
	double w, h;          /* mm */
	enum card_by by;
	int columns;          /* 0: as many as suits */
	int sheets;           /* 0: one, of a person as many as it takes */
	bool dark, svg;
	bool engrave;         /* black outlines alone, each where it stands */
	struct span person;   /* an id: a sheet for one; empty: the wall */
};
struct card_posted {
	struct span bytes;
	int64_t names;
	int sheets, columns;
	int scanned;          /* names with a code to scan; where none has: */
	bool addressed;       /* it is known where this is published */
	const char *scan_paper; /* the paper that has room for codes; NULL */
	int scan_sheets;      /* so many sheets would, too; 0: none */
	int missing;
	double capital;       /* mm that a capital letter of a name is high */
};
/* ERR_LIMIT where letters would be smaller than CARD_CAPITAL_MM: it says which
 * paper or how many sheets would do.  ERR_ABSENT: no such person. */
int card_poster(const struct card_from *from, const struct card_poster *p,
    struct arena *a, struct card_posted *out, struct err *e) MUST_CHECK;

#endif
