/*
 * page.h - the pages: one table of addresses, a model and a template each
 *
 * `build` walks page_each, `serve` asks page_make: they cannot disagree.
 * Same index, same bytes.  Links between pages are relative and end in
 * .html, so that a copy works from any folder, web server or USB stick.
 * Everything is made from the public index alone.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "candle/candle.h"
#include "find/find.h"
#include "index/index.h"
#include "tlog/tlog.h"

#define PAGE_BYTES_MAX ((size_t)4 << 20) /* of one page */
#define PAGE_ROOM ((size_t)2 << 30) /* of arena that making one may take */

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
	struct span address;  /* where this copy is published, without a slash
				 at its end ("https://memorial.example"); empty:
				 what the archive says of it, if it does */
	int64_t now;          /* UTC; 0: a copy that does not know its
				 reader's day */
	bool cards;           /* are there pictures at /xx/card/ID.png? */
};

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
/* The page at an address ("/", "/kk/", "/ru/person/2V7K....html",
 * "/static/style.css", "/proof/17.tlog-proof").  An address that there is no
 * page for gives the 404 page in the language of the address (English where
 * it names none).  languages is Accept-Language, used for "/" alone. */
int page_make(const struct page_from *from, struct span path,
    struct span languages, struct arena *a, struct page *out, struct err *e)
    MUST_CHECK;

/* "/kk/search" and "/kk/search.json" for what was asked, which may be any
 * bytes; typing: the last word may be unfinished.  1, or 0 where the path is
 * neither or there is no search. */
int page_search(const struct page_from *from, struct span path,
    struct span text, bool typing, struct arena *a, struct page *out,
    struct err *e) MUST_CHECK;

/* Is the address in one of our languages ("/kk/...")? */
bool page_tongue(struct span path);

/* ---- candles: what serve says to who lights one without a script ---- */
enum page_candle_what { PAGE_CANDLE_FIRST, PAGE_CANDLE_EARLY,
	PAGE_CANDLE_AGAIN, PAGE_CANDLE_FULL, PAGE_CANDLE_FAILED };
struct page_candling {
	enum page_candle_what what;
	struct span whom;     /* page_candle_for has said 1 */
	struct span token;    /* or empty */
	int64_t seconds;      /* till it is good */
};
/* The body and type of "/kk/candle"; status is the caller's. */
int page_candle(const struct page_from *from, struct span path,
    const struct page_candling *ask, struct arena *a, struct page *out,
    struct err *e) MUST_CHECK;
/* Can a candle be lit for whom ("all", the id of a person who is not only
 * missing, and not found alive)?  1, 0. */
int page_candle_for(const struct page_from *from, struct span whom,
    struct err *e) MUST_CHECK;
/* Where its count is shown: "person/ID.html#candles". */
struct span page_candle_home(struct span whom, struct arena *a);
/* The count in words, in the language of an address. */
struct page_candles_said {
	struct span lit, burning;
};
void page_candles_said(struct span path, const struct candle_count *n,
    struct arena *a, struct page_candles_said *out);
/* Whose count that is: that of "all" is of everything. */
struct span page_candle_counted(struct span whom);

/* Every address there is, in a fixed order; "/kk/" is kk/index.html and "/"
 * is index.html, a page to choose a language. */
typedef int page_each_path(void *ctx, struct span path, struct err *e);
int page_each(const struct page_from *from, page_each_path *each, void *ctx,
    struct err *e) MUST_CHECK;

#endif
