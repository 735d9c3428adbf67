#include "httpd/watch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "base/utc.h"

#define WATCH_MS 250 /* how often it looks */
#define FULL(n) ((n) - (n) / 16) /* above this many, ... */
#define KEPT(n) ((n) - (n) / 8)  /* ... some have to go, to this */
#define TAKES (INT64_MAX / 2)    /* ms: after all that are at rest */

/* Times are written by the thread that serves the connection and read by the
 * one that looks: no lock. */
struct httpd_watched {
	bool used;
	int fd;
	unsigned next;         /* free place behind this, plus one */
	void *own;             /* the caller's */
	_Atomic int64_t until; /* utc_ticks_ms */
	_Atomic int64_t turn;  /* to give up its place: at rest since then,
				  takes an answer since then plus TAKES; 0:
				  is being served */
};

struct httpd_watch {
	pthread_t thread;
	bool running, ending;
	pthread_mutex_t lock; /* over all that follows */
	pthread_cond_t wake;
	unsigned count, used, free;
	struct httpd_watched *all;
	int64_t *turns; /* room for those of all */
};

static void cut(struct httpd_watched *c)
{
	(void)shutdown(c->fd, SHUT_RDWR);
	atomic_store(&c->until, INT64_MAX);
	atomic_store(&c->turn, 0);
}

static void cut_late(struct httpd_watch *w)
{
	const int64_t now = utc_ticks_ms();

	for (unsigned i = 0; i < w->count; i++)
		if (w->all[i].used && atomic_load(&w->all[i].until) <= now)
			cut(&w->all[i]);
}

static int by_time(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Those at rest longest give up their places, as many as are wanted, then
 * those that take an answer longest: who reads slowly at all places would
 * keep others out as well. */
static void make_room(struct httpd_watch *w)
{
	unsigned n = 0, wanted;
	int64_t last;

	if (w->used <= FULL(w->count))
		return;
	wanted = w->used - KEPT(w->count);
	for (unsigned i = 0; i < w->count; i++) {
		int64_t turn = atomic_load(&w->all[i].turn);

		if (w->all[i].used && turn > 0)
			w->turns[n++] = turn;
	}
	if (n == 0)
		return;
	qsort(w->turns, n, sizeof(*w->turns), by_time);
	last = w->turns[(wanted < n ? wanted : n) - 1];
	for (unsigned i = 0; i < w->count && wanted > 0; i++) {
		int64_t turn = atomic_load(&w->all[i].turn);

		if (w->all[i].used && turn > 0 && turn <= last) {
			cut(&w->all[i]);
			wanted--;
		}
	}
}

static void *look(void *arg)
{
	struct httpd_watch *w = arg;

	(void)pthread_mutex_lock(&w->lock);
	while (!w->ending) {
		struct timespec t;

		(void)clock_gettime(CLOCK_MONOTONIC, &t);
		t.tv_nsec += WATCH_MS * 1000000L;
		t.tv_sec += t.tv_nsec / 1000000000L;
		t.tv_nsec %= 1000000000L;
		(void)pthread_cond_timedwait(&w->wake, &w->lock, &t);
		cut_late(w);
		make_room(w);
	}
	(void)pthread_mutex_unlock(&w->lock);
	return NULL;
}

int httpd_watch_open(struct httpd_watch **out, unsigned connections,
    struct err *e)
{
	pthread_condattr_t monotonic;
	struct httpd_watch *w = calloc(1, sizeof(*w));
	struct httpd_watched *all = calloc(connections, sizeof(*all));
	int64_t *turns = calloc(connections, sizeof(*turns));
	int rc;

	if (w == NULL || all == NULL || turns == NULL) {
		free(w);
		free(all);
		free(turns);
		return err_set(e, ERR_IO, "httpd: out of memory");
	}
	w->all = all;
	w->turns = turns;
	w->count = connections;
	for (unsigned i = 0; i < connections; i++)
		all[i].next = i + 2 > connections ? 0 : i + 2;
	w->free = connections > 0;
	(void)pthread_mutex_init(&w->lock, NULL);
	(void)pthread_condattr_init(&monotonic);
	(void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&w->wake, &monotonic);
	(void)pthread_condattr_destroy(&monotonic);
	rc = pthread_create(&w->thread, NULL, look, w);
	w->running = rc == 0;
	if (rc != 0) {
		httpd_watch_closep(&w);
		return err_set(e, ERR_IO, "httpd: thread: %s", strerror(rc));
	}
	*out = w;
	return 0;
}

void httpd_watch_closep(struct httpd_watch **p)
{
	struct httpd_watch *w = *p;

	if (w == NULL)
		return;
	if (w->running) {
		(void)pthread_mutex_lock(&w->lock);
		w->ending = true;
		(void)pthread_cond_signal(&w->wake);
		(void)pthread_mutex_unlock(&w->lock);
		(void)pthread_join(w->thread, NULL);
	}
	(void)pthread_cond_destroy(&w->wake);
	(void)pthread_mutex_destroy(&w->lock);
	free(w->all);
	free(w->turns);
	free(w);
	*p = NULL;
}

struct httpd_watched *httpd_watch_add(struct httpd_watch *w, int fd)
{
	struct httpd_watched *c = NULL;

	(void)pthread_mutex_lock(&w->lock);
	if (w->free > 0) {
		c = &w->all[w->free - 1];
		w->free = c->next;
		c->fd = fd;
		c->own = NULL;
		atomic_store(&c->until, INT64_MAX);
		atomic_store(&c->turn, 0);
		c->used = true;
		if (++w->used > FULL(w->count))
			(void)pthread_cond_signal(&w->wake);
	}
	(void)pthread_mutex_unlock(&w->lock);
	return c;
}

/* after: -1, it gives up no place. */
static void set(struct httpd_watched *c, int64_t ms, int64_t after)
{
	const int64_t now = utc_ticks_ms();

	if (c == NULL)
		return;
	atomic_store_explicit(&c->until, ms < 0 ? INT64_MAX : now + ms,
	    memory_order_relaxed);
	atomic_store_explicit(&c->turn, after < 0 ? 0 : now + after,
	    memory_order_relaxed);
}

void httpd_watch_serve(struct httpd_watched *c)
{
	set(c, -1, -1);
}

void httpd_watch_take(struct httpd_watched *c, int64_t ms)
{
	set(c, ms, TAKES);
}

void httpd_watch_rest(struct httpd_watched *c, int64_t ms)
{
	set(c, ms, 0);
}

void **httpd_watch_own(struct httpd_watched *c)
{
	return c == NULL ? NULL : &c->own;
}

void httpd_watch_remove(struct httpd_watch *w, struct httpd_watched *c)
{
	if (c == NULL)
		return;
	(void)pthread_mutex_lock(&w->lock);
	c->used = false;
	c->next = w->free;
	w->free = (unsigned)(c - w->all) + 1;
	w->used--;
	(void)pthread_mutex_unlock(&w->lock);
}
