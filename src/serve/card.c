#include "serve/card.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "card/card.h"
#include "draw/draw.h"

#define PATH_BYTES 64
#define THREADS_MAX 8
#define QUIETER 10 /* of nice(2) */

struct kept {
	char path[PATH_BYTES]; /* empty: a free place */
	uint64_t acts;         /* the state it shows */
	uint64_t used;         /* when, by a count of questions */
	const char *type;
	struct span body;
	struct arena mem;
};

/* Somebody who waits: lives in the arena of the request, so that nothing is
 * left of one who went away. */
struct waiter {
	char path[PATH_BYTES];
	struct httpd_work *work;
	uint64_t acts;         /* when it was asked for: of none before */
	struct waiter *next;
	int got;               /* of card_make */
	struct err err;
};

struct serve_cards {
	struct serve_views *views;
	pthread_mutex_t lock;
	pthread_cond_t some;
	pthread_t thread[THREADS_MAX];
	unsigned threads;
	bool stop;
	struct waiter *first, *last;
	int waiting;
	struct kept *kept;
	size_t bytes;
	uint64_t count;
};

/* ---- what is kept; under the lock ---- */

static struct kept *seek(struct serve_cards *c, const char *path)
{
	for (int i = 0; i < SERVE_CARDS; i++)
		if (strcmp(c->kept[i].path, path) == 0)
			return &c->kept[i];
	return NULL;
}

static void drop(struct serve_cards *c, struct kept *k)
{
	c->bytes -= k->body.n;
	arena_closep(&k->mem);
	memset(k, 0, sizeof(*k));
}

/* A place for n bytes; what was asked for longest ago makes room. */
static struct kept *make_room(struct serve_cards *c, size_t n)
{
	for (;;) {
		struct kept *free = NULL, *oldest = NULL;

		for (int i = 0; i < SERVE_CARDS; i++) {
			struct kept *k = &c->kept[i];

			if (k->path[0] == '\0')
				free = k;
			else if (oldest == NULL || k->used < oldest->used)
				oldest = k;
		}
		if (free != NULL && c->bytes + n <= SERVE_CARD_BYTES)
			return free;
		if (oldest == NULL)
			return NULL; /* larger than all the room */
		drop(c, oldest);
	}
}

static void keep(struct serve_cards *c, const char *path, uint64_t acts,
    const struct card *card)
{
	struct kept *k;
	bool newer;

	(void)pthread_mutex_lock(&c->lock);
	k = seek(c, path);
	newer = k != NULL && k->acts > acts; /* another thread was quicker */
	if (k != NULL && !newer)
		drop(c, k);
	k = newer ? NULL : make_room(c, card->body.n);
	if (k != NULL) {
		memcpy(k->path, path, PATH_BYTES);
		k->acts = acts;
		k->used = ++c->count;
		k->type = card->type;
		k->mem.cap = 2 * SERVE_CARD_BYTES;
		k->body = arena_copy(&k->mem, card->body);
		c->bytes += k->body.n;
	}
	(void)pthread_mutex_unlock(&c->lock);
}

static bool is_kept(struct serve_cards *c, const char *path, uint64_t acts)
{
	struct kept *k;
	bool is;

	(void)pthread_mutex_lock(&c->lock);
	k = seek(c, path);
	is = k != NULL && k->acts == acts;
	(void)pthread_mutex_unlock(&c->lock);
	return is;
}

/* Of that state; or, drawn since it was asked for, of a newer one. */
static bool give(struct serve_cards *c, const char *path, uint64_t acts,
    bool or_newer, struct arena *a, struct httpd_answer *out)
{
	struct kept *k;
	bool is;

	(void)pthread_mutex_lock(&c->lock);
	k = seek(c, path);
	is = k != NULL && (or_newer ? k->acts >= acts : k->acts == acts);
	if (is) {
		k->used = ++c->count;
		*out = (struct httpd_answer){ .status = 200, .type = k->type,
		    .body = arena_copy(a, k->body) };
	}
	(void)pthread_mutex_unlock(&c->lock);
	return is;
}

/* ---- drawing ---- */

static int draw(struct serve_cards *c, struct waiter *w)
{
	struct serve_view *v = NULL;
	struct card card = { .missing = 0 };
	struct card_from from;
	int got;

	if (serve_view_take(c->views, &v, &w->err) < 0)
		return -1;
	from = (struct card_from){ v->from.ix, v->from.address };
	got = 1;
	if (!is_kept(c, w->path, v->acts)) {
		got = card_make(&from, span_of(w->path), &v->scratch, &card,
		    &w->err);
		if (got == 1)
			keep(c, w->path, v->acts, &card);
	}
	if (got < 0)
		serve_view_closep(&v);
	else
		serve_view_give(c->views, v);
	return got;
}

static struct waiter *next(struct serve_cards *c)
{
	struct waiter *w;

	(void)pthread_mutex_lock(&c->lock);
	while (c->first == NULL && !c->stop)
		(void)pthread_cond_wait(&c->some, &c->lock);
	w = c->first;
	if (w != NULL) {
		c->first = w->next;
		c->waiting--;
	}
	(void)pthread_mutex_unlock(&c->lock);
	return w;
}

static void *work(void *ctx)
{
	struct serve_cards *c = ctx;
	struct waiter *w;

	(void)setpriority(PRIO_PROCESS, (id_t)gettid(), QUIETER);
	while ((w = next(c)) != NULL) {
		w->got = draw(c, w);
		httpd_resume(w->work); /* w may be gone from here on */
	}
	draw_thread_stop();
	return NULL;
}

/* ---- asking ---- */

static bool wait_for(struct serve_cards *c, const struct httpd_request *q,
    const char *path, uint64_t acts, struct arena *a)
{
	struct waiter *w = arena_take(a, 1, sizeof(*w));
	bool room;

	memcpy(w->path, path, PATH_BYTES);
	w->work = q->work;
	w->acts = acts;
	(void)pthread_mutex_lock(&c->lock);
	room = c->waiting < SERVE_CARD_QUEUE && !c->stop;
	if (room) {
		httpd_wait(q, w);
		if (c->first == NULL)
			c->first = w;
		else
			c->last->next = w;
		c->last = w;
		c->waiting++;
		(void)pthread_cond_signal(&c->some);
	}
	(void)pthread_mutex_unlock(&c->lock);
	return room;
}

static int acts_now(struct serve_cards *c, uint64_t *out, struct err *e)
{
	struct serve_view *v = NULL;

	if (serve_view_take(c->views, &v, e) < 0)
		return -1;
	*out = v->acts;
	serve_view_give(c->views, v);
	return 0;
}

static void say_busy(struct httpd_answer *out)
{
	*out = (struct httpd_answer){ .status = 503, .cache = HTTPD_NO_STORE,
	    .type = "text/plain; charset=utf-8", .body = SPAN("Many pictures"
	    " are being drawn. Please come again in a moment.\n") };
}

int serve_card(struct serve_cards *c, const struct httpd_request *q,
    struct arena *a, struct httpd_answer *out, struct err *e)
{
	const struct waiter *w = q->kept;
	char path[PATH_BYTES] = "";
	uint64_t acts = 0;

	if (q->post || !card_path(q->path) || q->path.n >= PATH_BYTES)
		return 0;
	memcpy(path, q->path.p, q->path.n);
	if (w != NULL && w->got <= 0) {
		*e = w->err;
		return w->got;
	}
	if (w != NULL && give(c, path, w->acts, true, a, out))
		return 1;
	if (w == NULL && acts_now(c, &acts, e) < 0)
		return -1;
	if (w == NULL && give(c, path, acts, false, a, out))
		return 1;
	if (w == NULL && wait_for(c, q, path, acts, a))
		out->later = true;
	else
		say_busy(out);
	return 1;
}

int serve_cards_open(struct serve_cards **out, struct serve_views *views,
    unsigned threads, struct err *e)
{
	struct serve_cards *c = calloc(1, sizeof(*c));

	if (c == NULL || (c->kept = calloc(SERVE_CARDS,
	    sizeof(*c->kept))) == NULL ||
	    pthread_mutex_init(&c->lock, NULL) != 0 ||
	    pthread_cond_init(&c->some, NULL) != 0) {
		if (c != NULL)
			free(c->kept);
		free(c);
		return err_set(e, ERR_IO, "serve: out of memory");
	}
	c->views = views;
	for (unsigned i = 0; i < threads && i < THREADS_MAX; i++)
		c->threads += pthread_create(&c->thread[c->threads], NULL,
		    work, c) == 0;
	*out = c;
	if (c->threads == 0) {
		serve_cards_closep(out);
		return err_set(e, ERR_IO, "serve: no thread for cards");
	}
	return 0;
}

void serve_cards_closep(struct serve_cards **p)
{
	struct serve_cards *c = *p;

	if (c == NULL)
		return;
	(void)pthread_mutex_lock(&c->lock);
	c->stop = true;
	(void)pthread_cond_broadcast(&c->some);
	(void)pthread_mutex_unlock(&c->lock);
	for (unsigned i = 0; i < c->threads; i++)
		(void)pthread_join(c->thread[i], NULL);
	for (int i = 0; i < SERVE_CARDS; i++)
		arena_closep(&c->kept[i].mem);
	(void)pthread_cond_destroy(&c->some);
	(void)pthread_mutex_destroy(&c->lock);
	free(c->kept);
	free(c);
	*p = NULL;
}
