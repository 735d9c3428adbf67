#include "serve/view.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/utc.h"
#include "find/find.h"

#define SCRATCH ((size_t)2 << 30) /* bytes that making one page may take */

struct serve_views {
	const struct serve_place *place;
	struct candles *candles;
	struct page_set *set;
	struct candle_signed *kept; /* as the newest view has them */
	char wal[4096], find[SERVE_FINDS][4096];
	pthread_mutex_t lock;       /* of what follows, and of kept */
	struct serve_view *idle;
	/* The newest checkpoint that an index agreed with. */
	char checkpoint[NOTE_BYTES_MAX];
	size_t checkpoint_bytes;
};

int serve_views_open(struct serve_views **out, const struct serve_place *p,
    struct candles *candles, struct err *e)
{
	SCOPED(serve_views) *all = calloc(1, sizeof(*all));

	if (all == NULL || pthread_mutex_init(&all->lock, NULL) != 0) {
		free(all);
		all = NULL;
		return err_set(e, ERR_IO, "serve: out of memory");
	}
	all->place = p;
	all->candles = candles;
	if ((size_t)snprintf(all->wal, sizeof(all->wal), "%s-wal",
	    p->db_path) >= sizeof(all->wal))
		return err_set(e, ERR_LIMIT, "serve: path too long");
	for (int i = 0; i < SERVE_FINDS; i++) {
		int n = i == 0 ? snprintf(all->find[i], 4096, "%s",
		    p->find_path) : snprintf(all->find[i], 4096, "%s.%d",
		    p->find_path, i);

		if (n < 0 || n >= 4096)
			return err_set(e, ERR_LIMIT, "serve: path too long");
	}
	if (page_open(&all->set, e) < 0)
		return -1;
	*out = all;
	all = NULL; /* the caller owns it now */
	return 0;
}

void serve_views_closep(struct serve_views **p)
{
	struct serve_views *all = *p;

	if (all == NULL)
		return;
	while (all->idle != NULL) {
		struct serve_view *v = all->idle;

		all->idle = v->next;
		serve_view_closep(&v);
	}
	page_closep(&all->set);
	candle_signed_closep(&all->kept);
	(void)pthread_mutex_destroy(&all->lock);
	free(all);
	*p = NULL;
}

void serve_view_closep(struct serve_view **p)
{
	struct serve_view *v = *p;

	if (v == NULL)
		return;
	index_closep(&v->from.ix);
	find_closep(&v->from.find);
	tlog_closep(&v->from.log);
	candle_signed_closep(&v->kept);
	arena_closep(&v->mem);
	arena_closep(&v->scratch);
	free(v);
	*p = NULL;
}

static void note(struct serve_stamp *out, int i, int rc,
    const struct stat *st)
{
	if (rc < 0)
		return;
	out->file[i].dev = st->st_dev;
	out->file[i].ino = st->st_ino;
	out->file[i].size = st->st_size;
	out->file[i].time = st->st_mtim;
}

/* A file that is not there counts as one of no size. */
void serve_views_stamp(const struct serve_views *all,
    struct serve_stamp *out)
{
	struct stat st;

	memset(out, 0, sizeof(*out));
	note(out, 0, fstatat(all->place->public_fd, "log/checkpoint", &st, 0),
	    &st);
	note(out, 1, stat(all->place->db_path, &st), &st);
	note(out, 2, stat(all->wal, &st), &st);
	for (int i = 0; i < SERVE_FINDS; i++)
		note(out, 3 + i, stat(all->find[i], &st), &st);
}

/* Is this the checkpoint of what the index holds? */
static bool agrees(struct span checkpoint, const struct index_head *head)
{
	struct note n;
	struct note_checkpoint c;
	struct err why = { 0 };

	return note_parse(checkpoint, &n, &why) == 0 &&
	    note_checkpoint_parse(n.text, &c, &why) == 0 &&
	    c.size == head->acts && span_is(c.origin, head->origin) &&
	    memcmp(c.root, head->root, CRYPT_HASH) == 0;
}

/* The checkpoint for this state of the index: as it lies there, or the one
 * before where the index is not as far yet. */
static int checkpoint_for(struct serve_views *all,
    const struct index_head *head, struct arena *a, struct span *out,
    struct err *e)
{
	struct span now = { 0 }, was;
	int got = file_read(all->place->public_fd, "log/checkpoint",
	    NOTE_BYTES_MAX, a, &now, e);
	bool fits;

	if (got < 0)
		return -1;
	fits = got == 1 && agrees(now, head);
	(void)pthread_mutex_lock(&all->lock);
	if (fits) {
		memcpy(all->checkpoint, now.p, now.n);
		all->checkpoint_bytes = now.n;
	}
	was = arena_copy(a, (struct span){ all->checkpoint,
	    all->checkpoint_bytes });
	(void)pthread_mutex_unlock(&all->lock);
	if (!fits && !agrees(was, head))
		return err_set(e, ERR_ABSENT, "the index is not as far as the"
		    " checkpoint, or further");
	*out = fits ? now : was;
	return 0;
}

/* Where no candles are lit, those that keepers signed; read anew only when a
 * day was added. */
static int take_kept(struct serve_views *all, struct serve_view *v,
    struct err *e)
{
	struct candle_signed *was;
	int bad, rc;

	if (all->candles != NULL)
		return 0;
	(void)pthread_mutex_lock(&all->lock);
	was = candle_signed_share(all->kept);
	(void)pthread_mutex_unlock(&all->lock);
	rc = page_kept(v->from.ix, all->place->public_fd, was, &v->kept, &bad,
	    e);
	v->from.kept = v->kept;
	candle_signed_closep(&was);
	if (rc < 0)
		return -1;
	(void)pthread_mutex_lock(&all->lock);
	candle_signed_closep(&all->kept);
	all->kept = candle_signed_share(v->kept);
	(void)pthread_mutex_unlock(&all->lock);
	return 0;
}

static int open_view(struct serve_views *all,
    const struct serve_stamp *stamp, struct serve_view **out, struct err *e)
{
	SCOPED(serve_view) *v = calloc(1, sizeof(*v));
	struct index_head head;
	struct err why = { 0 };

	if (v == NULL)
		return err_set(e, ERR_IO, "serve: out of memory");
	v->mem.cap = 1 << 20;
	v->scratch.cap = SCRATCH;
	v->from.set = all->set;
	v->from.address = all->place->address;
	v->from.cards = true;
	v->from.candles = all->candles;
	v->stamp = arena_take(&v->mem, 1, sizeof(*v->stamp));
	*v->stamp = *stamp;
	if (index_open(&v->from.ix, all->place->db_path,
	    all->place->public_fd, -1, e) < 0 ||
	    index_head(v->from.ix, &head, e) < 0 ||
	    checkpoint_for(all, &head, &v->mem, &v->from.checkpoint, e) < 0 ||
	    tlog_open(&v->from.log, all->place->public_fd, head.acts, e) < 0)
		return -1;
	if (take_kept(all, v, e) < 0)
		return -1;
	v->acts = head.acts;
	if (find_open(&v->from.find, all->place->find_path, &why) < 0)
		v->from.find = NULL;
	*out = v;
	v = NULL; /* the caller owns it now */
	return 0;
}

int serve_view_take(struct serve_views *all, struct serve_view **out,
    struct err *e)
{
	struct serve_view *v, *fresh = NULL;
	const int64_t clock = utc_now();
	struct serve_stamp now;
	struct err why = { 0 };

	(void)pthread_mutex_lock(&all->lock);
	v = all->idle;
	if (v != NULL)
		all->idle = v->next;
	(void)pthread_mutex_unlock(&all->lock);
	serve_views_stamp(all, &now);
	if (v != NULL && memcmp(v->stamp, &now, sizeof(now)) == 0) {
		v->from.now = clock;
		*out = v;
		return 0;
	}
	if (open_view(all, &now, &fresh, v == NULL ? e : &why) < 0) {
		if (v == NULL)
			return -1;
		*v->stamp = now; /* the older state, till more changes */
		v->behind = true;
		v->from.now = clock;
		*out = v;
		return 0;
	}
	serve_view_closep(&v);
	fresh->from.now = clock;
	*out = fresh;
	return 0;
}

/* A question that is not read to its end keeps the index's writer waiting:
 * the last one of a view is for an act that cannot be. */
static void rest(struct serve_view *v)
{
	struct index_act *none;
	struct err why = { 0 };
	int count;

	(void)!index_acts(v->from.ix, MERKLE_SIZE_MAX, 1, &v->scratch, &none,
	    &count, &why);
}

void serve_view_give(struct serve_views *all, struct serve_view *v)
{
	rest(v);
	arena_clear(&v->scratch);
	(void)pthread_mutex_lock(&all->lock);
	v->next = all->idle;
	all->idle = v;
	(void)pthread_mutex_unlock(&all->lock);
}
