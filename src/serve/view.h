/*
 * view.h - what a request looks at: one state of the archive, with an index
 * and a log opened for one thread at a time
 *
 * A view's checkpoint is that of the acts that its index holds, so that
 * pages, tiles and proofs of one request agree.  When the archive grows,
 * requests see the older state till the index has the new one.
 */
#ifndef SERVE_VIEW_H
#define SERVE_VIEW_H

#include <sys/stat.h>
#include <time.h>

#include "folio/folio.h"
#include "serve/serve.h"

/* What tells that something changed: the checkpoint, the index and its
 * write-ahead file, the search files. */
#define SERVE_FINDS 3
struct serve_stamp {
	struct { dev_t dev; ino_t ino; off_t size; struct timespec time; }
	    file[3 + SERVE_FINDS];
};

struct serve_views; /* shared by all threads */
int serve_views_open(struct serve_views **out, const struct serve_place *p,
    struct candles *candles, struct err *e) MUST_CHECK;
void serve_views_closep(struct serve_views **v);

void serve_views_stamp(const struct serve_views *all,
    struct serve_stamp *out);

struct serve_view {
	struct page_from from;
	uint64_t acts;
	struct arena scratch; /* for the making of a page, emptied after */
	struct serve_stamp *stamp; /* of the files when it was taken */
	bool behind; /* it shows an older state than the files have */
	/* view.c only */
	struct candle_signed *kept; /* of from */
	struct arena mem;
	struct serve_view *next;
};
/* A view of the newest state that the index has.  Give it back, or close it
 * where it turned out to be of no use. */
int serve_view_take(struct serve_views *all, struct serve_view **out,
    struct err *e) MUST_CHECK;
void serve_view_give(struct serve_views *all, struct serve_view *v);
void serve_view_closep(struct serve_view **v);

#endif
