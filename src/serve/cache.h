/*
 * cache.h - pages that were made are given again while nothing changed
 *
 * Bounded in bytes: what was asked for least recently goes first.  All goes
 * when the archive changes (serve_stamp), and a page that was made within
 * SERVE_CACHE_YOUNG_MS of a change is not kept, since files do not tell two
 * changes of one instant apart.  None outlives its quarter of an hour, since
 * some name the day.  Counts of candles on a page are those of
 * now, or of less than SERVE_CACHE_LIT_MS ago while more than
 * SERVE_CACHE_REMADE pages a second would be made again for them.
 */
#ifndef SERVE_CACHE_H
#define SERVE_CACHE_H

#include "candle/candle.h"
#include "httpd/httpd.h"
#include "folio/folio.h"
#include "serve/view.h"

#define SERVE_CACHE_BYTES ((size_t)32 << 20)
#define SERVE_CACHE_PAGE ((size_t)1 << 20) /* bytes of one that is kept */
#define SERVE_CACHE_YOUNG_MS 1000
#define SERVE_CACHE_LIT_MS 1000
#define SERVE_CACHE_REMADE 50

struct serve_cache;
int serve_cache_open(struct serve_cache **out, struct candles *candles,
    size_t bytes, struct err *e) MUST_CHECK;
void serve_cache_closep(struct serve_cache **c);

/* Given to the caller (httpd_made_take), or NULL. */
struct httpd_made *serve_cache_find(struct serve_cache *c,
    const struct serve_stamp *now, struct span path);
/* What the page that is now to be made may show of now: before it is. */
struct serve_lit {
	struct candle_count all;
	int64_t at_ms, quarter;
};
void serve_cache_before(struct serve_cache *c, struct serve_lit *out);
/* Keeps what was made of that state, when it was looked at. */
void serve_cache_add(struct serve_cache *c, const struct serve_stamp *of,
    struct span path, const struct page *page, struct httpd_made *made,
    const struct serve_lit *before);
size_t serve_cache_bytes(struct serve_cache *c);

#endif
