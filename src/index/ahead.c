#include "index/ahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index/wall.h"

#define SLOTS 12        /* acts read and not yet written */
#define THREADS 4       /* at most */
#define SNAPSHOTS 256   /* of maps; past them rows are worked out in turn */
#define SLOT_KEEP ((size_t)8 << 20) /* bytes */

struct slot {
	struct build_act *act;
	struct arena mem;
	struct err why;
	int rc;
	bool ready;
};
struct maps_of { /* the newest of a source */
	char id[CODE_ID_CHARS];
	const struct index_maps *maps;
};
struct index_ahead {
	const struct index_place *place;
	uint64_t acts, next, done; /* next: to be read; done: written */
	struct slot slot[SLOTS];
	struct maps_of newest[SNAPSHOTS];
	int newests, snapshots;
	struct arena mem;          /* of the snapshots; the writer's alone */
	bool stop;
	pthread_mutex_t lock;      /* of all but what a slot holds */
	pthread_cond_t room, ready;
	pthread_t thread[THREADS];
	struct build_reader reader[THREADS];
	int threads, readers;
};
struct seat {
	struct index_ahead *h;
	int i;
};

static const struct index_maps *newest_of(struct index_ahead *h,
    struct span from)
{
	struct span id = span_skip(from, 7); /* source/ */
	const struct index_maps *maps = NULL;

	(void)pthread_mutex_lock(&h->lock);
	for (int i = 0; i < h->newests && maps == NULL; i++)
		if (span_eq(id, (struct span){ h->newest[i].id,
		    CODE_ID_CHARS }))
			maps = h->newest[i].maps;
	(void)pthread_mutex_unlock(&h->lock);
	return maps;
}

/* Rows that are likely to be new records; the writer knows. */
static void work_rows(struct index_ahead *h, struct build_reader *r,
    struct build_act *x)
{
	const struct index_maps *maps = NULL;
	struct span from = { 0 };

	for (int i = 0; i < x->count; i++) {
		const struct stmt *s = &x->s[i];
		struct index_row_work *w;
		struct err why = { 0 };

		if (x->hidden[i] || x->rule[i][0] != '\0' || !s->is_row ||
		    s->re.n > 0 || s->denies || s->from.n <= 7 ||
		    !span_is(s->says, "row"))
			continue;
		if (!span_eq(from, s->from))
			maps = newest_of(h, s->from);
		from = s->from;
		if (maps == NULL)
			continue;
		w = arena_take(x->mem, 1, sizeof(*w));
		if (index_wall_work(s, maps, r->order, x->mem, w, &why) == 0)
			x->work[i] = w; /* else the writer meets it again */
	}
}

static void read_one(struct index_ahead *h, struct build_reader *r,
    uint64_t n)
{
	struct slot *s = &h->slot[n % SLOTS];

	if (s->mem.used > SLOT_KEEP)
		arena_closep(&s->mem);
	arena_clear(&s->mem);
	s->mem.cap = INDEX_ARENA;
	s->why = (struct err){ 0 };
	s->rc = index_reading_act(r, n, &s->mem, &s->act, &s->why);
	if (s->rc == 0 && !s->act->no_act)
		work_rows(h, r, s->act);
}

static void *work(void *ctx)
{
	struct seat seat = *(struct seat *)ctx;
	struct index_ahead *h = seat.h;

	free(ctx);
	(void)pthread_mutex_lock(&h->lock);
	for (;;) {
		uint64_t n;

		while (!h->stop && h->next < h->acts &&
		    h->next - h->done >= SLOTS)
			(void)pthread_cond_wait(&h->room, &h->lock);
		if (h->stop || h->next >= h->acts)
			break;
		n = h->next++;
		(void)pthread_mutex_unlock(&h->lock);
		read_one(h, &h->reader[seat.i], n);
		(void)pthread_mutex_lock(&h->lock);
		h->slot[n % SLOTS].ready = true;
		(void)pthread_cond_broadcast(&h->ready);
	}
	(void)pthread_mutex_unlock(&h->lock);
	return NULL;
}

static int start(struct index_ahead *h, struct err *e)
{
	struct seat *seat = calloc(1, sizeof(*seat));

	if (seat == NULL)
		return err_set(e, ERR_IO, "index: out of memory");
	*seat = (struct seat){ h, h->threads };
	if (pthread_create(&h->thread[h->threads], NULL, work, seat) != 0) {
		free(seat);
		return err_set(e, ERR_IO, "index: a thread cannot be started");
	}
	h->threads++;
	return 0;
}

int index_ahead_open(struct index_ahead **out, const struct index_place *p,
    uint64_t acts, struct err *e)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	struct index_ahead *h;

	*out = NULL;
	if (cores < 2 || acts < SLOTS)
		return 0;
	h = calloc(1, sizeof(*h));
	if (h == NULL)
		return err_set(e, ERR_IO, "index: out of memory");
	h->place = p;
	h->acts = acts;
	h->mem.cap = INDEX_ARENA;
	(void)pthread_mutex_init(&h->lock, NULL);
	(void)pthread_cond_init(&h->room, NULL);
	(void)pthread_cond_init(&h->ready, NULL);
	while (h->readers < THREADS && h->readers < cores) {
		if (index_reading_open(&h->reader[h->readers++], p, acts,
		    e) < 0 || start(h, e) < 0) {
			index_ahead_closep(&h);
			return -1;
		}
	}
	*out = h;
	return 0;
}

void index_ahead_closep(struct index_ahead **p)
{
	struct index_ahead *h = *p;

	if (h == NULL)
		return;
	(void)pthread_mutex_lock(&h->lock);
	h->stop = true;
	(void)pthread_cond_broadcast(&h->room);
	(void)pthread_mutex_unlock(&h->lock);
	for (int i = 0; i < h->threads; i++)
		(void)pthread_join(h->thread[i], NULL);
	for (int i = 0; i < h->readers; i++)
		index_reading_close(&h->reader[i]);
	for (int i = 0; i < SLOTS; i++)
		arena_closep(&h->slot[i].mem);
	arena_closep(&h->mem);
	(void)pthread_cond_destroy(&h->ready);
	(void)pthread_cond_destroy(&h->room);
	(void)pthread_mutex_destroy(&h->lock);
	free(h);
	*p = NULL;
}

int index_ahead_next(struct index_ahead *h, uint64_t n,
    struct build_act **out, struct err *e)
{
	struct slot *s = &h->slot[n % SLOTS];

	(void)pthread_mutex_lock(&h->lock);
	while (!s->ready)
		(void)pthread_cond_wait(&h->ready, &h->lock);
	(void)pthread_mutex_unlock(&h->lock);
	if (s->rc < 0) {
		*e = s->why;
		return -1;
	}
	*out = s->act;
	return 0;
}

void index_ahead_done(struct index_ahead *h)
{
	(void)pthread_mutex_lock(&h->lock);
	h->slot[h->done % SLOTS].ready = false;
	h->done++;
	(void)pthread_cond_signal(&h->room);
	(void)pthread_mutex_unlock(&h->lock);
}

/* ---- maps ---- */

static void publish(struct index_ahead *h, const char *id,
    const struct index_maps *maps)
{
	int at = 0;

	(void)pthread_mutex_lock(&h->lock);
	while (at < h->newests && memcmp(h->newest[at].id, id,
	    CODE_ID_CHARS) != 0)
		at++;
	memcpy(h->newest[at].id, id, CODE_ID_CHARS);
	h->newest[at].maps = maps;
	h->newests += at == h->newests;
	h->snapshots++;
	(void)pthread_mutex_unlock(&h->lock);
}

static const struct index_maps *needed(const struct index_maps *all,
    struct arena *a)
{
	struct index_maps *m = arena_take(a, 1, sizeof(*m));

	m->map = arena_take(a, (size_t)all->count + 1, sizeof(*m->map));
	for (int i = 0; i < all->count; i++)
		if (index_wall_needs(all->map[i].property))
			m->map[m->count++] = all->map[i];
	return m;
}

int index_ahead_maps(struct build *b, int64_t source,
    const struct index_maps *all, struct arena *a,
    const struct index_maps **out, struct err *e)
{
	struct index_ahead *h = b->ahead;
	struct index_maps again;
	struct index_thing thing;
	int got;

	if (h == NULL || h->snapshots == SNAPSHOTS) {
		*out = needed(all, a);
		return 0;
	}
	/* Once more, into memory that outlives those of the writer. */
	if (index_inside_maps(b->ix, source, &h->mem, &again, e) < 0 ||
	    db_start(b->ix->db, Q_THING_NUM, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, source);
	got = db_next(b->ix->db, e);
	if (got == 1)
		index_inside_thing(b->ix, &thing);
	db_rest(b->ix->db);
	if (got < 0)
		return -1;
	*out = needed(&again, &h->mem);
	if (got == 1)
		publish(h, thing.id, *out);
	return 0;
}
