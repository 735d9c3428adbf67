/* sums.c - what many rows say together, as a number for each key
 *
 * Of a list (a day of the year, the wall) nobody could say later who left it.
 * So its rows are summed: whoever kept the sum sees that they differ. */
#include <stdlib.h>
#include <string.h>

#include "index/days.h"
#include "index/candles.h"
#include "index/inside.h"

struct sums {
	struct index *ix;
	struct arena *a;
	struct index_sum *at;
	size_t count, room;
	uint64_t *wall;         /* by number of a thing: its names there */
	uint64_t all;           /* of the wall, by name, place and day */
	int64_t last;           /* number of a thing */
};

/* A row: its columns from one on, each with its length. */
static uint64_t sum_of(struct db *db, int from, int to)
{
	struct crypt_hash h;
	uint8_t out[CRYPT_HASH];

	crypt_hash_open(&h);
	for (int i = from; i < to; i++) {
		bool none = db_is_null(db, i);
		struct span s = db_blob(db, i);
		uint32_t n = none ? UINT32_MAX : (uint32_t)s.n;

		crypt_hash_add(&h, (struct span){ (char *)&n, sizeof(n) });
		crypt_hash_add(&h, s);
	}
	crypt_hash_end(&h, out);
	return (uint64_t)index_inside_h(out);
}

static void add(struct sums *s, uint32_t key, uint64_t sum)
{
	if (s->count > 0 && s->at[s->count - 1].key == key) {
		s->at[s->count - 1].sum += sum;
		return;
	}
	if (s->count == s->room) {
		size_t room = s->room == 0 ? 256 : s->room * 2;
		struct index_sum *more = arena_take(s->a, room,
		    sizeof(*more));

		if (s->count > 0)
			memcpy(more, s->at, s->count * sizeof(*more));
		s->at = more;
		s->room = room;
	}
	s->at[s->count++] = (struct index_sum){ key, sum };
}

static int sum_wall(struct sums *s, struct err *e)
{
	struct db *db = s->ix->db;
	int got;

	if (db_start(db, Q_SUM_WALL, e) < 0)
		return -1;
	while ((got = db_next(db, e)) == 1) {
		int64_t num = db_i64(db, 0);
		uint64_t sum = sum_of(db, 1, 12);

		if (num > 0 && num <= s->last)
			s->wall[num] += sum;
		s->all += sum;
	}
	db_rest(db);
	return got;
}

static int sum_fell(struct sums *s, struct err *e)
{
	int got;

	if (db_start(s->ix->db, Q_SUM_FELL, e) < 0)
		return -1;
	while ((got = db_next(s->ix->db, e)) == 1)
		s->all += sum_of(s->ix->db, 0, 4);
	db_rest(s->ix->db);
	return got;
}

/* Of fortieth days: [month * 100 + day], and which there are. */
struct sums_40th {
	uint64_t sum[1300];
	bool any[1300];
};

static void add_40th(struct sums *s, const struct sums_40th *x)
{
	for (unsigned md = 0; md < 1300; md++) {
		if (!x->any[md])
			continue;
		add(s, index_inside_key_n(INDEX_KEY_DAYS, INDEX_DAY_40TH),
		    (uint64_t)md * UINT64_C(0x9E3779B97F4A7C15));
		add(s, index_inside_key_n(INDEX_KEY_DAY,
		    (int64_t)INDEX_DAY_40TH << 16 | md), x->sum[md]);
	}
}

/* Who belongs to a day, with the names; and which days somebody has. */
static int sum_days(struct sums *s, struct err *e)
{
	struct db *db = s->ix->db;
	struct sums_40th forty = { .any = { false } };
	int64_t kind = -1, md = -1;
	int got;

	if (db_start(db, Q_SUM_DAY, e) < 0)
		return -1;
	while ((got = db_next(db, e)) == 1) {
		int64_t num = db_i64(db, 0);
		uint64_t sum = sum_of(db, 3, 5);
		bool next = db_i64(db, 1) != kind || db_i64(db, 2) != md;

		kind = db_i64(db, 1);
		md = db_i64(db, 2);
		s->all += kind == INDEX_DAY_DIED ? sum : 0;
		if (num > 0 && num <= s->last)
			sum += s->wall[num];
		if (kind == INDEX_DAY_DIED) {
			int on = index_day_of_year(db_i64(db, 3) +
			    INDEX_40TH);

			forty.any[on] = true;
			forty.sum[on] += sum;
		}
		if (next)
			add(s, index_inside_key_n(INDEX_KEY_DAYS, kind),
			    sum_of(db, 2, 3));
		add(s, index_inside_key_n(INDEX_KEY_DAY, kind << 16 | md),
		    sum);
	}
	db_rest(db);
	add_40th(s, &forty);
	return got;
}

static int sum_called(struct sums *s, struct err *e)
{
	struct db *db = s->ix->db;
	int got;

	if (db_start(db, Q_SUM_CALLED, e) < 0)
		return -1;
	while ((got = db_next(db, e)) == 1) {
		struct span key = db_text(db, 0);

		if (key.n > INDEX_KEY_BYTES)
			key.n = INDEX_KEY_BYTES;
		add(s, index_inside_key(INDEX_KEY_CALLED, key), sum_of(db, 1,
		    3));
	}
	db_rest(db);
	return got;
}

int index_sums(struct index *ix, struct arena *a, struct index_sums *out,
    struct err *e)
{
	SCOPED(arena) work = { .cap = INDEX_ARENA };
	struct sums s = { .ix = ix, .a = a };
	const struct index_sums none = { 0 };

	if (index_inside_number(ix, Q_LAST_THING, -1, &s.last, e) < 0)
		return -1;
	s.wall = arena_take(&work, (size_t)s.last + 1, sizeof(*s.wall));
	if (sum_wall(&s, e) < 0 || sum_fell(&s, e) < 0 ||
	    sum_days(&s, e) < 0 || sum_called(&s, e) < 0)
		return -1;
	add(&s, index_inside_key(INDEX_KEY_WALL, SPAN("")), s.all);
	*out = (struct index_sums){ s.at, s.count };
	index_candles_sum(out, a, &none); /* in order, each once */
	return 0;
}

void index_sums_differ(const struct index_sums *a, const struct index_sums *b,
    struct index_trace *out)
{
	size_t i = 0, k = 0;

	while (i < a->count || k < b->count) {
		const struct index_sum *x = i < a->count ? &a->at[i] : NULL;
		const struct index_sum *y = k < b->count ? &b->at[k] : NULL;

		if (x != NULL && y != NULL && x->key == y->key) {
			if (x->sum != y->sum)
				index_inside_note(out, x->key);
			i++;
			k++;
		} else if (y == NULL || (x != NULL && x->key < y->key)) {
			index_inside_note(out, x->key);
			i++;
		} else {
			index_inside_note(out, y->key);
			k++;
		}
	}
	index_trace_sort(out);
}
