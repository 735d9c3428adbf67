#include "serve/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utc.h"

#define SLOTS 16384 /* of the table; entries beyond make chains */
#define ENTRY_COST 3584 /* bytes of one besides its text: twice its headers */

struct entry {
	struct entry *chain;        /* of the same slot */
	struct entry *newer, *older;
	struct httpd_made *made;
	size_t bytes;
	int64_t at_ms, quarter;
	struct candle_count count;  /* when it was made */
	char lit[CODE_ID_CHARS + 1]; /* whose candles it counts, or "" */
	size_t path_bytes;
	char path[];
};

struct serve_cache {
	struct candles *candles;
	pthread_mutex_t lock; /* over all that follows */
	struct serve_stamp stamp;
	struct entry *slot[SLOTS];
	struct entry *newest, *oldest;
	size_t bytes, most;
	int64_t remade_s; /* in this second so many were young and left */
	int remade;
};

int serve_cache_open(struct serve_cache **out, struct candles *candles,
    size_t bytes, struct err *e)
{
	struct serve_cache *c = calloc(1, sizeof(*c));

	if (c == NULL || pthread_mutex_init(&c->lock, NULL) != 0) {
		free(c);
		return err_set(e, ERR_IO, "serve: out of memory");
	}
	c->candles = candles;
	c->most = bytes;
	*out = c;
	return 0;
}

static struct entry **place_of(struct serve_cache *c, struct span path)
{
	uint64_t h = 0xcbf29ce484222325; /* FNV-1a */

	for (size_t i = 0; i < path.n; i++)
		h = (h ^ (unsigned char)path.p[i]) * 0x100000001b3;
	return &c->slot[(h ^ h >> 32) % SLOTS];
}

static struct span path_of(const struct entry *x)
{
	return (struct span){ x->path, x->path_bytes };
}

/* Where the pointer to this one is, or the NULL at the chain's end. */
static struct entry **find(struct serve_cache *c, struct span path)
{
	struct entry **at = place_of(c, path);

	while (*at != NULL && !span_eq(path_of(*at), path))
		at = &(*at)->chain;
	return at;
}

static void unlink_age(struct serve_cache *c, struct entry *x)
{
	*(x->newer == NULL ? &c->newest : &x->newer->older) = x->older;
	*(x->older == NULL ? &c->oldest : &x->older->newer) = x->newer;
}

static void link_newest(struct serve_cache *c, struct entry *x)
{
	x->newer = NULL;
	x->older = c->newest;
	*(c->newest == NULL ? &c->oldest : &c->newest->newer) = x;
	c->newest = x;
}

static void drop(struct serve_cache *c, struct entry **at)
{
	struct entry *x = *at;

	*at = x->chain;
	unlink_age(c, x);
	c->bytes -= x->bytes;
	httpd_made_closep(&x->made);
	free(x);
}

static void drop_oldest(struct serve_cache *c)
{
	drop(c, find(c, path_of(c->oldest)));
}

void serve_cache_closep(struct serve_cache **p)
{
	struct serve_cache *c = *p;

	if (c == NULL)
		return;
	while (c->oldest != NULL)
		drop_oldest(c);
	(void)pthread_mutex_destroy(&c->lock);
	free(c);
	*p = NULL;
}

size_t serve_cache_bytes(struct serve_cache *c)
{
	size_t n;

	(void)pthread_mutex_lock(&c->lock);
	n = c->bytes;
	(void)pthread_mutex_unlock(&c->lock);
	return n;
}

/* A page may name the day.  Wherever it is, a day begins with a quarter of an
 * hour of UTC. */
static int64_t quarter(void)
{
	return utc_now() / 900;
}

/* ---- candles ---- */

static void count_now(struct serve_cache *c, struct span whom,
    struct candle_count *out)
{
	*out = (struct candle_count){ 0 };
	if (c->candles != NULL && whom.n > 0)
		candle_count_of(c->candles, folio_candle_counted(whom),
		    utc_now(), out);
}

static bool same_count(const struct candle_count *a,
    const struct candle_count *b)
{
	return a->proven == b->proven && a->waited == b->waited &&
	    a->burning == b->burning;
}

/* Are the counts on it still those of now? */
static bool still_lit(struct serve_cache *c, const struct entry *x)
{
	const int64_t ms = utc_ticks_ms();
	struct candle_count now;

	count_now(c, span_of(x->lit), &now);
	if (same_count(&now, &x->count))
		return true;
	if (ms - x->at_ms >= SERVE_CACHE_LIT_MS)
		return false;
	/* Who lit one sees it at once, but not at an anniversary's pace. */
	if (c->remade_s != ms / 1000) {
		c->remade_s = ms / 1000;
		c->remade = 0;
	}
	return c->remade++ >= SERVE_CACHE_REMADE;
}

void serve_cache_before(struct serve_cache *c, struct serve_lit *out)
{
	count_now(c, SPAN(CANDLE_ALL), &out->all);
	out->at_ms = utc_ticks_ms();
	out->quarter = quarter();
}

/* What the page counts: as it is now where no candle was lit since before it
 * was made; else something that is never so, and the page is made again. */
static void count_made(struct serve_cache *c, struct span lit,
    const struct serve_lit *before, struct candle_count *out)
{
	struct candle_count all;

	count_now(c, lit, out);
	count_now(c, SPAN(CANDLE_ALL), &all);
	if (lit.n > 0 && !same_count(&all, &before->all))
		*out = (struct candle_count){ .proven = UINT64_MAX };
}

/* ---- pages ---- */

struct httpd_made *serve_cache_find(struct serve_cache *c,
    const struct serve_stamp *now, struct span path)
{
	struct httpd_made *made = NULL;
	struct entry **at;

	(void)pthread_mutex_lock(&c->lock);
	if (memcmp(&c->stamp, now, sizeof(*now)) != 0) {
		while (c->oldest != NULL)
			drop_oldest(c);
		c->stamp = *now;
	}
	at = find(c, path);
	if (*at != NULL && ((*at)->quarter != quarter() || ((*at)->lit[0] !=
	    '\0' && !still_lit(c, *at)))) {
		drop(c, at);
	} else if (*at != NULL) {
		made = httpd_made_take((*at)->made);
		if (*at != c->newest) {
			unlink_age(c, *at);
			link_newest(c, *at);
		}
	}
	(void)pthread_mutex_unlock(&c->lock);
	return made;
}

/* Did something change a moment ago?  Then it may do so again unseen. */
static bool young(const struct serve_stamp *s)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	for (size_t i = 0; i < sizeof(s->file) / sizeof(s->file[0]); i++) {
		const struct timespec *t = &s->file[i].time;

		if ((now.tv_sec - t->tv_sec) * 1000 + (now.tv_nsec -
		    t->tv_nsec) / 1000000 < SERVE_CACHE_YOUNG_MS)
			return true;
	}
	return false;
}

void serve_cache_add(struct serve_cache *c, const struct serve_stamp *of,
    struct span path, const struct page *page, struct httpd_made *made,
    const struct serve_lit *before)
{
	/* Packed text is held besides the plain one. */
	const size_t bytes = ENTRY_COST + path.n + page->body.n +
	    page->body.n / 2;
	struct entry *x, **at;

	if (page->body.n > SERVE_CACHE_PAGE || page->lit.n > CODE_ID_CHARS ||
	    bytes > c->most || young(of))
		return;
	x = calloc(1, sizeof(*x) + path.n);
	if (x == NULL)
		return;
	memcpy(x->path, path.p, path.n);
	x->path_bytes = path.n;
	memcpy(x->lit, page->lit.p == NULL ? "" : page->lit.p, page->lit.n);
	x->bytes = bytes;
	x->at_ms = before->at_ms;
	x->quarter = before->quarter;
	count_made(c, page->lit, before, &x->count);
	(void)pthread_mutex_lock(&c->lock);
	at = find(c, path);
	if (memcmp(&c->stamp, of, sizeof(*of)) != 0 || *at != NULL) {
		free(x); /* of another state, or another thread was quicker */
	} else {
		x->made = httpd_made_take(made);
		*at = x;
		link_newest(c, x);
		c->bytes += bytes;
		while (c->bytes > c->most)
			drop_oldest(c);
	}
	(void)pthread_mutex_unlock(&c->lock);
}
