/* kept.c - answers kept as long as nobody writes, and long orders among them */
#include <stdlib.h>
#include <string.h>

#include "index/inside.h"
#include "index/kept.h"

#define PLACES 4096
#define TRIES 8
#define BYTES ((size_t)48 << 20) /* all goes when more is kept */
#define LINKS (4 << 20)          /* 8 MB of bits at most */
#define ROWS (1 << 20)           /* of the longest order that is kept */

struct entry {
	struct index_ask ask;
	void *answer;
};

struct index_kept {
	int64_t written; /* as SQLite counts what other connections write */
	struct arena mem;
	struct entry at[PLACES];
};

void index_inside_kept_closep(struct index_kept **p)
{
	if (*p == NULL)
		return;
	arena_closep(&(*p)->mem);
	free(*p);
	*p = NULL;
}

static void forget(struct index_kept *k)
{
	memset(k->at, 0, sizeof(k->at));
	arena_clear(&k->mem);
}

/* The entry of ask; where there is none a free one, or one is freed. */
static struct entry *place(struct index_kept *k, const struct index_ask *ask)
{
	uint64_t n = (uint64_t)ask->what;
	struct entry *at;

	for (int i = 0; i < 4; i++) {
		n = (n ^ (uint64_t)ask->of[i]) * 0x9e3779b97f4a7c15u;
		n ^= n >> 29;
	}
	for (int i = 0; i < TRIES; i++) {
		at = &k->at[(n + (uint64_t)i) % PLACES];
		if (at->ask.what == INDEX_KEPT_NONE)
			break;
		if (at->ask.what == ask->what && memcmp(at->ask.of, ask->of,
		    sizeof(ask->of)) == 0)
			return at;
	}
	if (at->ask.what != INDEX_KEPT_NONE)
		at = &k->at[n % PLACES];
	*at = (struct entry){ .ask = *ask };
	return at;
}

int index_inside_kept(struct index *ix, const struct index_ask *ask,
    struct index_keep *out, struct err *e)
{
	struct index_kept *k = ix->kept;
	struct entry *at;
	int64_t written = ix->memo_written;

	if (!ix->keeps)
		return 0;
	if (!ix->held && index_inside_number(ix, Q_WRITTEN, -1, &written,
	    e) < 0)
		return -1;
	if (k == NULL) {
		k = ix->kept = calloc(1, sizeof(*k));
		if (k == NULL)
			return err_set(e, ERR_IO, "index: out of memory");
		k->mem.cap = INDEX_ARENA;
	} else if (k->written != written || k->mem.used > BYTES) {
		forget(k);
	}
	k->written = written;
	at = place(k, ask);
	*out = (struct index_keep){ &at->answer, &k->mem };
	return 1;
}

int index_inside_counted(struct index *ix, int query, const int64_t bind[2],
    int64_t *out, struct err *e)
{
	const struct index_ask ask = { INDEX_KEPT_COUNT, { query, bind[0],
		bind[1] } };
	struct index_keep kept;
	int keeps = index_inside_kept(ix, &ask, &kept, e), got;

	if (keeps == 1 && *kept.slot != NULL) {
		*out = *(int64_t *)*kept.slot;
		return 0;
	}
	if (keeps < 0 || db_start(ix->db, query, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, bind[0]);
	if (bind[1] >= 0)
		db_bind_i64(ix->db, 2, bind[1]);
	got = db_next(ix->db, e);
	*out = got == 1 ? db_i64(ix->db, 0) : 0;
	db_rest(ix->db);
	if (got >= 0 && keeps == 1) {
		*kept.slot = arena_take(kept.mem, 1, sizeof(*out));
		memcpy(*kept.slot, out, sizeof(*out));
	}
	return got < 0 ? -1 : 0;
}

/* ---- is anything said about a statement? ---- */

/* Bits of the targets of links, four for each: who finds all four may be
 * one, who does not is none. */
struct links {
	uint64_t *bit, mask;
};

static bool links_have(struct links *k, int64_t target, bool put)
{
	uint64_t n = (uint64_t)target, step = n >> 32 | 1; /* of a hash */
	bool all = true;

	for (int i = 0; i < 4; i++, n += step) {
		uint64_t at = n & k->mask;

		all &= (k->bit[at / 64] >> at % 64 & 1) != 0;
		if (put)
			k->bit[at / 64] |= (uint64_t)1 << at % 64;
	}
	return all;
}

static int read_links(struct index *ix, struct index_keep *kept,
    struct err *e)
{
	struct links *k = arena_take(kept->mem, 1, sizeof(*k));
	int64_t count;
	int got;

	*kept->slot = k;
	if (index_inside_number(ix, Q_COUNT_LINKS, -1, &count, e) < 0)
		return -1;
	if (count > LINKS)
		return 0;
	for (k->mask = 64; k->mask < (uint64_t)count * 16;)
		k->mask *= 2;
	k->bit = arena_take(kept->mem, k->mask / 64, sizeof(*k->bit));
	k->mask--;
	if (db_start(ix->db, Q_LINK_TARGETS, e) < 0)
		return -1;
	while ((got = db_next(ix->db, e)) == 1)
		(void)links_have(k, db_i64(ix->db, 0), true);
	db_rest(ix->db);
	return got;
}

int index_inside_linked(struct index *ix, int64_t target, struct err *e)
{
	const struct index_ask ask = { INDEX_KEPT_LINKS, { 0 } };
	struct index_keep kept;
	struct links *k;
	int keeps = ix->held ? index_inside_kept(ix, &ask, &kept, e) : 0;

	if (keeps <= 0)
		return keeps < 0 ? -1 : 1;
	if (*kept.slot == NULL && read_links(ix, &kept, e) < 0) {
		*kept.slot = NULL;
		return -1;
	}
	k = *kept.slot;
	return k->bit == NULL || links_have(k, target, false);
}

/* ---- orders ---- */

/* Where each thing stands on the wall, from 1; 0: nowhere. */
struct ranks {
	uint32_t *of;
	int64_t last;
};

static int read_ranks(struct index *ix, enum index_tongue tongue,
    struct index_keep *kept, struct err *e)
{
	struct ranks *k = arena_take(kept->mem, 1, sizeof(*k));
	uint32_t n = 0;
	int got;

	if (index_inside_number(ix, Q_LAST_THING, -1, &k->last, e) < 0)
		return -1;
	k->of = arena_take(kept->mem, (size_t)k->last + 1, sizeof(*k->of));
	if (db_start(ix->db, Q_RANKS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, tongue);
	while ((got = db_next(ix->db, e)) == 1) {
		int64_t num = db_i64(ix->db, 0);

		if (num >= 0 && num <= k->last && k->of[num] == 0)
			k->of[num] = ++n;
	}
	db_rest(ix->db);
	*kept->slot = k;
	return got;
}

struct order {
	struct index_standing *at;
	int count;
};
struct sorted { /* by day, then by rank */
	struct index_standing is;
	uint32_t rank;
};

static int by_rank(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	if (x->is.day != y->is.day)
		return x->is.day < y->is.day ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->is.num > y->is.num) - (x->is.num < y->is.num);
}

static int read_members(struct index *ix, const struct index_order *o,
    struct arena *a, struct sorted **out, int *count, struct err *e)
{
	int room = 64, got, n = 0;
	struct sorted *list = arena_take(a, (size_t)room, sizeof(*list));

	if (db_start(ix->db, o->query, e) < 0)
		return -1;
	if (o->key != -1)
		db_bind_i64(ix->db, 1, o->key);
	if (o->other != -1)
		db_bind_i64(ix->db, 2, o->other);
	while ((got = db_next(ix->db, e)) == 1) {
		if (n == room) {
			struct sorted *more = arena_take(a, (size_t)room * 2,
			    sizeof(*more));

			memcpy(more, list, (size_t)n * sizeof(*more));
			list = more;
			room *= 2;
		}
		list[n++].is = (struct index_standing){ db_i64(ix->db, 0),
			db_i64(ix->db, 1) };
	}
	db_rest(ix->db);
	*out = list;
	*count = n;
	return got;
}

/* All of them, in order; out->at in mem. */
static int read_order(struct index *ix, const struct index_order *o,
    struct arena *mem, struct order *out, struct err *e)
{
	SCOPED(arena) work = { .cap = INDEX_ARENA }, own = { .cap = INDEX_ARENA };
	const enum index_tongue tongue = index_inside_tongue(o->lang);
	const struct index_ask ask = { INDEX_KEPT_RANKS, { tongue } };
	void *none = NULL;
	struct index_keep kept = { &none, &own };
	const struct ranks *ranks;
	struct sorted *list;

	if (index_inside_kept(ix, &ask, &kept, e) < 0 || (*kept.slot == NULL &&
	    read_ranks(ix, tongue, &kept, e) < 0) || read_members(ix, o,
	    &work, &list, &out->count, e) < 0)
		return -1;
	ranks = *kept.slot;
	for (int i = 0; i < out->count; i++) {
		int64_t num = list[i].is.num;

		list[i].rank = num >= 0 && num <= ranks->last
		    ? ranks->of[num] : 0;
	}
	if (out->count > 1)
		qsort(list, (size_t)out->count, sizeof(*list), by_rank);
	out->at = arena_take(mem, (size_t)out->count + 1, sizeof(*out->at));
	for (int i = 0; i < out->count; i++)
		out->at[i] = list[i].is;
	return 0;
}

int index_inside_order(struct index *ix, const struct index_order *o,
    struct arena *a, struct index_standing **out, int *count, struct err *e)
{
	const struct index_ask ask = { INDEX_KEPT_ORDER, { o->query,
		index_inside_tongue(o->lang), o->key, o->other } };
	struct index_keep kept;
	struct order all, *k = &all;
	int keeps = index_inside_kept(ix, &ask, &kept, e);

	*count = 0;
	if (keeps == 1 && *kept.slot != NULL)
		k = *kept.slot;
	else if (keeps < 0 || read_order(ix, o, a, &all, e) < 0)
		return -1;
	/* Asked anew: the ranks may have taken what room there was. */
	if (k == &all && keeps == 1 && all.count <= ROWS) {
		if (index_inside_kept(ix, &ask, &kept, e) < 0)
			return -1;
		*kept.slot = k = arena_take(kept.mem, 1, sizeof(*k));
		*k = all;
		k->at = arena_take(kept.mem, (size_t)all.count + 1,
		    sizeof(*k->at));
		memcpy(k->at, all.at, (size_t)all.count * sizeof(*k->at));
	}
	if (o->skip < k->count) {
		int left = (int)(k->count - o->skip);

		*count = left < o->most ? left : o->most;
	}
	*out = arena_take(a, (size_t)*count + 1, sizeof(**out));
	memcpy(*out, k->at + (*count > 0 ? o->skip : 0), (size_t)*count *
	    sizeof(**out));
	return 0;
}

int index_inside_standing(struct index *ix, int64_t num, struct span lang,
    struct arena *a, struct index_name *out, struct err *e)
{
	int got;

	if (db_start(ix->db, Q_STANDING, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, num);
	db_bind_i64(ix->db, 2, index_inside_tongue(lang));
	got = db_next(ix->db, e);
	if (got == 1)
		index_inside_name_read(ix, lang, a, out);
	db_rest(ix->db);
	if (got == 0)
		return err_set(e, ERR_FORMAT, "the index is broken: run"
		    " rebuild");
	return got < 0 ? -1 : 0;
}

int index_inside_order_names(struct index *ix, const struct index_order *o,
    struct arena *a, struct index_name **out, int *count, struct err *e)
{
	struct index_standing *at;

	if (index_inside_order(ix, o, a, &at, count, e) < 0)
		return -1;
	*out = arena_take(a, (size_t)*count + 1, sizeof(**out));
	for (int i = 0; i < *count; i++)
		if (index_inside_standing(ix, at[i].num, o->lang, a,
		    &(*out)[i], e) < 0)
			return -1;
	return 0;
}
