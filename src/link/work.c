/* work.c - tasks over threads: which thread does a task changes nothing */
#include <pthread.h>
#include <stdatomic.h>

#include "base/utc.h"
#include "link/inside.h"

#define TELL_MS 200

struct pool {
	const struct link *l;
	link_task *task;
	void *ctx;
	const char *what;
	int count;
	atomic_int next, done;
};
struct worker {
	struct pool *pool;
	int thread;
	pthread_t id;
};

static void tell(const struct pool *p, int64_t *last)
{
	const struct link_options *o = &p->l->options;
	int64_t now = utc_ticks_ms();

	if (o->progress == NULL || now - *last < TELL_MS)
		return;
	*last = now;
	o->progress(o->ctx, p->what, (double)atomic_load(&p->done) /
	    p->count);
}

static void *work(void *ctx)
{
	struct worker *w = ctx;
	struct pool *p = w->pool;
	int64_t last = utc_ticks_ms();

	for (;;) {
		int i = atomic_fetch_add(&p->next, 1);

		if (i >= p->count)
			return NULL;
		p->task(p->ctx, i, w->thread);
		atomic_fetch_add(&p->done, 1);
		if (w->thread == 0)
			tell(p, &last);
	}
}

void link_tasks(const struct link *l, int n, link_task *task, void *ctx,
    const char *what)
{
	struct pool p = { .l = l, .task = task, .ctx = ctx, .what = what,
		.count = n };
	struct worker w[LINK_THREADS_MAX];
	int started = 1;

	for (int i = 0; i < LINK_THREADS_MAX; i++)
		w[i] = (struct worker){ .pool = &p, .thread = i };
	while (started < l->threads && started < n && pthread_create(
	    &w[started].id, NULL, work, &w[started]) == 0)
		started++;
	(void)work(&w[0]);
	for (int i = 1; i < started; i++)
		(void)pthread_join(w[i].id, NULL);
}
