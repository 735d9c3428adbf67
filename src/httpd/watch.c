#include "httpd/watch.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "base/utc.h"

#define WATCH_MS 250 /* how often it looks */

struct httpd_watched {
	bool used;
	int fd;
	int64_t until; /* utc_ticks_ms */
};

struct httpd_watch {
	pthread_t thread;
	bool running, ending;
	pthread_mutex_t lock; /* over all that follows */
	pthread_cond_t wake;
	unsigned count;
	struct httpd_watched *all;
};

static void cut_late(struct httpd_watch *w)
{
	const int64_t now = utc_ticks_ms();

	for (unsigned i = 0; i < w->count; i++) {
		struct httpd_watched *c = &w->all[i];

		if (!c->used || c->until > now)
			continue;
		(void)shutdown(c->fd, SHUT_RDWR);
		c->until = INT64_MAX;
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
	int rc;

	if (w == NULL || all == NULL) {
		free(w);
		free(all);
		return err_set(e, ERR_IO, "httpd: out of memory");
	}
	w->all = all;
	w->count = connections;
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
	free(w);
	*p = NULL;
}

struct httpd_watched *httpd_watch_add(struct httpd_watch *w, int fd)
{
	struct httpd_watched *c = NULL;

	(void)pthread_mutex_lock(&w->lock);
	for (unsigned i = 0; i < w->count && c == NULL; i++)
		if (!w->all[i].used)
			c = &w->all[i];
	if (c != NULL)
		*c = (struct httpd_watched){ true, fd, INT64_MAX };
	(void)pthread_mutex_unlock(&w->lock);
	return c;
}

void httpd_watch_set(struct httpd_watch *w, struct httpd_watched *c,
    int64_t ms)
{
	if (c == NULL)
		return;
	(void)pthread_mutex_lock(&w->lock);
	c->until = ms < 0 ? INT64_MAX : utc_ticks_ms() + ms;
	(void)pthread_mutex_unlock(&w->lock);
}

void httpd_watch_remove(struct httpd_watch *w, struct httpd_watched *c)
{
	if (c == NULL)
		return;
	(void)pthread_mutex_lock(&w->lock);
	c->used = false;
	(void)pthread_mutex_unlock(&w->lock);
}
