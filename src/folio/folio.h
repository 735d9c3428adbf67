/*
 * folio.h - the pages themselves: one table of addresses, a file for each
 *
 * `build` walks folio_each, `serve` asks folio_make: they cannot disagree.
 * Same index, same bytes.
 */
#ifndef FOLIO_FOLIO_H
#define FOLIO_FOLIO_H

#include "page/page.h"

/* The page at an address ("/", "/kk/", "/ru/person/2V7K....html",
 * "/static/style.css", "/proof/17.tlog-proof").  An address that there is no
 * page for gives the 404 page in the language of the address (English where
 * it names none).  languages is Accept-Language, used for "/" alone. */
int folio_make(const struct page_from *from, struct span path,
    struct span languages, struct arena *a, struct page *out, struct err *e)
    MUST_CHECK;

/* "/kk/search" and "/kk/search.json" for what was asked, which may be any
 * bytes; typing: the last word may be unfinished.  1, or 0 where the path is
 * neither or there is no search. */
int folio_search(const struct page_from *from, struct span path,
    struct span text, bool typing, struct arena *a, struct page *out,
    struct err *e) MUST_CHECK;

/* Is the address in one of our languages ("/kk/...")? */
bool folio_tongue(struct span path);

/* ---- candles: what serve says to who lights one without a script ---- */
enum folio_candle_what { FOLIO_CANDLE_FIRST, FOLIO_CANDLE_EARLY,
	FOLIO_CANDLE_AGAIN, FOLIO_CANDLE_FULL, FOLIO_CANDLE_FAILED };
struct folio_candling {
	enum folio_candle_what what;
	struct span whom;     /* folio_candle_for has said 1 */
	struct span token;    /* or empty */
	int64_t seconds;      /* till it is good */
};
/* The body and type of "/kk/candle"; status is the caller's. */
int folio_candle(const struct page_from *from, struct span path,
    const struct folio_candling *ask, struct arena *a, struct page *out,
    struct err *e) MUST_CHECK;
/* Can a candle be lit for whom ("all", the id of a person who is not only
 * missing, and not found alive)?  1, 0. */
int folio_candle_for(const struct page_from *from, struct span whom,
    struct err *e) MUST_CHECK;
/* Where its count is shown: "person/ID.html#candles". */
struct span folio_candle_home(struct span whom, struct arena *a);
/* The count in words, in the language of an address. */
struct folio_candles_said {
	struct span lit, burning;
};
void folio_candles_said(struct span path, const struct candle_count *n,
    struct arena *a, struct folio_candles_said *out);
/* Whose count that is: that of "all" is of everything. */
struct span folio_candle_counted(struct span whom);

/* Every address there is, in a fixed order; "/kk/" is kk/index.html and "/"
 * is index.html, a page to choose a language. */
typedef int folio_each_path(void *ctx, struct span path, struct err *e);
int folio_each(const struct page_from *from, folio_each_path *each, void *ctx,
    struct err *e) MUST_CHECK;

#endif
