/*
 * page.h - what pages are made from, and what one is; templates and words
 *
 * Links between pages are relative and end in .html, so that a copy works
 * from any folder, web server or USB stick.  Everything is made from the
 * public index alone.  The pages themselves are folio's; job.h is what they
 * are made with.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "candle/signed.h"
#include "find/find.h"
#include "index/index.h"
#include "tlog/tlog.h"

#define PAGE_BYTES_MAX ((size_t)4 << 20) /* of one page */

struct page_set; /* templates and words, read only: shared by threads */
int page_open(struct page_set **out, struct err *e) MUST_CHECK;
void page_closep(struct page_set **p);

/* What a page is made from; one of each a thread. */
struct page_from {
	const struct page_set *set;
	struct index *ix;     /* public */
	struct tlog *log;     /* of the indexed size */
	struct span checkpoint; /* the note as published */
	struct find *find;    /* NULL: there is no search, and no field for it,
				 as on a site of files without a server */
	struct candles *candles; /* NULL: none are lit here, likewise */
	const struct candle_signed *kept; /* then: those that keepers signed;
				 NULL: nothing is told of candles */
	struct span address;  /* where this copy is published, without a slash
				 at its end ("https://memorial.example"); empty:
				 what the archive says of it, if it does */
	int64_t now;          /* UTC; 0: a copy that does not know its
				 reader's day */
	bool cards;           /* are there pictures at /xx/card/ID.png? */
};

/* from->kept, from the files below public/, checked as verify does; a day that
 * does not hold is left out and counted in *bad.  was: as it stood last, or
 * NULL: it is shared where no day was added. */
int page_kept(struct index *ix, int public_fd, struct candle_signed *was,
    struct candle_signed **out, int *bad, struct err *e) MUST_CHECK;

struct page {
	int status;           /* 200, 302, 404 */
	const char *type;     /* "text/html; charset=utf-8" ... */
	struct span body;     /* in the arena */
	struct span location; /* of a 302 */
	bool fixed;           /* static file whose address names its bytes */
	bool framed;          /* made to stand in other sites' pages */
	struct span lit;      /* whose candles it counts: a person's id, "all"
				 for several; empty: nobody's */
};

#endif
