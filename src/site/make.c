/* make.c - pages to files, by as many threads as there are cores */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "card/card.h"
#include "draw/draw.h"
#include "export/data.h"
#include "site/inside.h"

#define PAGE_ARENA ((size_t)2 << 30) /* bytes one page may take to make */
#define CHUNK 128 /* pages for which the index is held */

struct work {
	const struct site_making *m;
	atomic_size_t next, next_data;
	atomic_bool failed;
	pthread_mutex_t lock; /* over what follows */
	struct err *e;
};

struct worker {
	pthread_t thread;
	struct work *work;
	struct arena *mem; /* of what pages rest on: it outlives the worker */
	struct arena page;
	struct page_from from;
};

static void fail(struct work *w, const struct err *e)
{
	(void)pthread_mutex_lock(&w->lock);
	if (!atomic_exchange(&w->failed, true))
		*w->e = *e;
	(void)pthread_mutex_unlock(&w->lock);
}

/* Its own index and log; everything else is read only. */
static int open_from(struct worker *r, struct err *e)
{
	const struct site_place *p = r->work->m->place;

	r->from = *p->from;
	r->from.ix = NULL;
	r->from.log = NULL;
	if (index_open(&r->from.ix, p->db_path, p->public_fd, -1, e) < 0 ||
	    tlog_open(&r->from.log, p->public_fd, r->work->m->acts,
	    e) < 0)
		return -1;
	return 0;
}

/* The keys that a page rests on, kept for the list. */
static void keep_keys(struct worker *r, struct index_trace *t,
    struct site_entry *out)
{
	index_trace_sort(t);
	out->all = t->all;
	out->keys = t->all ? 0 : t->count;
	if (out->keys == 0)
		return;
	out->key = arena_raw(r->mem, out->keys * sizeof(*out->key));
	memcpy(out->key, t->key, out->keys * sizeof(*out->key));
}

static int make_card(struct worker *r, struct site_page *p,
    struct span *body, struct err *e)
{
	const struct card_from from = { r->from.ix, r->from.address };
	struct card card = { .missing = 0 };
	int rc = card_make(&from, p->address, &r->page, &card, e);

	if (rc == 0)
		return err_set(e, ERR_ABSENT, "no such card");
	p->missing = card.missing > 0;
	*body = card.body;
	return rc < 0 ? -1 : 0;
}

static int make_page(struct worker *r, struct site_page *p, struct err *e)
{
	struct index_trace t = { .mem = &r->page };
	struct page page = { 0 };
	int rc;

	arena_clear(&r->page);
	index_trace(r->from.ix, &t);
	if (p->card)
		rc = make_card(r, p, &page.body, e);
	else
		rc = folio_make(&r->from, p->address, SPAN(""), &r->page,
		    &page, e);
	index_trace(r->from.ix, NULL);
	if (rc < 0)
		return -1;
	if (page.status == 302)
		return err_set(e, ERR_FORMAT, "a redirect has no file");
	rc = site_put(r->work->m->place->out_fd, p->made.path, page.body, e);
	if (rc < 0)
		return -1;
	p->written = rc == 1;
	p->made.size = (int64_t)page.body.n;
	keep_keys(r, &t, &p->made);
	return 0;
}

/* The index is held for some pages at a time, so that a keeper's command
 * need not wait long; what it then brings in is for the next build. */
static int make_some(struct worker *r, size_t from, size_t to,
    struct err *e)
{
	struct index_head head;
	int rc = 0;

	const struct site_making *m = r->work->m;

	while (from < to && m->page[from].keep)
		from++;
	if (from == to)
		return 0;
	if (index_hold(r->from.ix, true, e) < 0 ||
	    index_head(r->from.ix, &head, e) < 0)
		return -1;
	if (head.acts != m->acts)
		return err_set(e, ERR_IO, "the archive changed meanwhile");
	for (size_t i = from; i < to && rc == 0; i++) {
		struct site_page *p = &m->page[i];

		if (!p->keep && make_page(r, p, e) < 0)
			rc = err_in(e, "%.*s", (int)p->address.n,
			    p->address.p);
		index_tidy(r->from.ix);
	}
	return rc < 0 ? -1 : index_let_go(r->from.ix, e);
}

/* The files of data/ first: each is the work of many pages. */
static int make_data(struct worker *r, struct err *e)
{
	const struct site_making *m = r->work->m;
	const struct site_data d = { r->from.ix, m->place->public_fd,
		m->place->out_fd, m->acts };
	size_t i;

	while ((i = atomic_fetch_add(&r->work->next_data, 1)) < EXPORT_DATA) {
		struct site_page *x = &m->data[i];
		int rc = x->keep ? 0 : site_data_put(&d,
		    &export_data_files[i], &x->made.size, e);

		if (rc < 0)
			return -1;
		x->written = rc == 1;
	}
	return 0;
}

static void *run(void *arg)
{
	struct worker *r = arg;
	struct work *w = r->work;
	struct err e = { 0 };
	int rc = open_from(r, &e) < 0 ? -1 : make_data(r, &e);

	while (rc == 0 && !atomic_load(&w->failed)) {
		size_t from = atomic_fetch_add(&w->next, CHUNK);

		if (from >= w->m->count)
			break;
		rc = make_some(r, from, from + CHUNK < w->m->count
		    ? from + CHUNK : w->m->count, &e);
	}
	if (rc < 0)
		fail(w, &e);
	if (r->from.cards)
		draw_thread_stop();
	arena_closep(&r->page);
	index_closep(&r->from.ix);
	tlog_closep(&r->from.log);
	return NULL;
}

static unsigned threads_for(size_t pages)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = pages / CHUNK + 1;

	if (cores < 1)
		cores = 1;
	if (cores > SITE_THREADS)
		cores = SITE_THREADS;
	return (size_t)cores < most ? (unsigned)cores : (unsigned)most;
}

int site_make(const struct site_making *m, struct err *e)
{
	struct work w = { .m = m, .e = e, .lock = PTHREAD_MUTEX_INITIALIZER };
	struct worker worker[SITE_THREADS] = { 0 };
	unsigned n = threads_for(m->count), started = 0;
	int rc = 0;

	for (unsigned i = 0; i < n; i++) {
		worker[i].work = &w;
		worker[i].mem = &m->mem[i];
		m->mem[i].cap = SITE_PATHS_BYTES;
		worker[i].page.cap = PAGE_ARENA;
	}
	for (; started + 1 < n && rc == 0; started += rc == 0)
		rc = pthread_create(&worker[started].thread, NULL, run,
		    &worker[started]);
	(void)run(&worker[started]); /* this thread works too */
	for (unsigned i = 0; i < started; i++)
		(void)pthread_join(worker[i].thread, NULL);
	return atomic_load(&w.failed) ? -1 : 0;
}
