/* whole.c - who is one with whom: words on pairs, the latest of each counts */
#include <stdlib.h>
#include <string.h>

#include "index/inside.h"

enum index_word index_inside_word(const struct stmt *s)
{
	if (!s->denies)
		return span_is(s->says, "same") ? INDEX_JOINED : INDEX_APART;
	/* A denial that names the word it answers takes that one back, and so
	 * does every denial of a difference. */
	return span_is(s->says, "same") && s->re.n == 0 ? INDEX_APART
	    : INDEX_BACK;
}

/* Of two words on one pair the later is in force. */
static void settle(struct index_join *list, int count)
{
	struct index_join *j = &list[count - 1];

	for (int i = count - 2; i >= 0; i--)
		if (list[i].force && list[i].other.num == j->other.num) {
			list[i].force = false;
			break;
		}
	j->force = true;
}

static void read_join(struct index *ix, struct index_join *out)
{
	struct span id = db_text(ix->db, 2);
	int64_t seq = db_i64(ix->db, 4);

	memset(out, 0, sizeof(*out));
	out->other.num = db_i64(ix->db, 0);
	out->other.kind = (enum stmt_kind)db_i64(ix->db, 1);
	if (id.n == CODE_ID_CHARS)
		memcpy(out->other.id, id.p, CODE_ID_CHARS);
	out->word = (enum index_word)db_i64(ix->db, 3);
	out->act = (uint64_t)seq >> 8;
	out->line = (int)(seq & 255);
	out->about = db_i64(ix->db, 5) == 0;
}

int index_joins(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct index_join **out, int *count, struct err *e)
{
	int n = 0, got = 0, room = 4;
	struct index_join *list = arena_take(a, (size_t)room, sizeof(*list));

	index_inside_on(ix, INDEX_ON_THING, thing);
	if (db_start(ix->db, Q_SAME_OF, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, thing->num);
	while (n < INDEX_LIST_MAX && (got = db_next(ix->db, e)) == 1) {
		if (n == room) {
			struct index_join *more = arena_take(a,
			    (size_t)room * 2, sizeof(*more));

			memcpy(more, list, (size_t)n * sizeof(*more));
			list = more;
			room *= 2;
		}
		read_join(ix, &list[n++]);
		settle(list, n);
	}
	db_rest(ix->db);
	if (got < 0)
		return -1;
	*out = list;
	*count = n;
	return 0;
}

struct walk {
	struct index *ix;
	struct arena *a;
	struct index_thing *at;
	bool *points; /* is the same as another person: does not lead */
	int count, room;
};

static void take(struct walk *w, const struct index_thing *t)
{
	for (int i = 0; i < w->count; i++)
		if (w->at[i].num == t->num)
			return;
	if (w->count == INDEX_LIST_MAX)
		return;
	if (w->count == w->room) {
		int room = w->room == 0 ? 8 : w->room * 2;
		struct index_thing *at = arena_take(w->a, (size_t)room,
		    sizeof(*at));
		bool *points = arena_take(w->a, (size_t)room, sizeof(*points));

		if (w->count > 0) {
			memcpy(at, w->at, (size_t)w->count * sizeof(*at));
			memcpy(points, w->points, (size_t)w->count);
		}
		w->at = at;
		w->points = points;
		w->room = room;
	}
	w->at[w->count++] = *t;
}

static int step(struct walk *w, int i, struct err *e)
{
	const struct index_thing from = w->at[i];
	struct index_join *join;
	int n;

	if (index_joins(w->ix, &from, w->a, &join, &n, e) < 0)
		return -1;
	for (int k = 0; k < n; k++) {
		if (!join[k].force || join[k].word != INDEX_JOINED)
			continue;
		w->points[i] |= join[k].about &&
		    join[k].other.kind == STMT_PERSON;
		take(w, &join[k].other);
	}
	return 0;
}

static int by_kind(const void *x, const void *y)
{
	const struct index_thing *a = x, *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->kind == STMT_PERSON)
		return strcmp(a->id, b->id);
	return (a->num > b->num) - (a->num < b->num);
}

/* The person who is not said to be the same as another leads; of several, or
 * where each is, the one of the lowest id: whatever the order of acts. */
static int64_t leader(const struct walk *w)
{
	int best = -1;

	for (int i = 0; i < w->count; i++) {
		if (w->at[i].kind != STMT_PERSON)
			continue;
		if (best < 0 || (w->points[best] && !w->points[i]) ||
		    (w->points[best] == w->points[i] &&
		    strcmp(w->at[i].id, w->at[best].id) < 0))
			best = i;
	}
	return best < 0 ? 0 : w->at[best].num;
}

int index_whole(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct index_thing **out, int *count, struct err *e)
{
	struct walk w = { .ix = ix, .a = a };
	int64_t lead;

	take(&w, thing);
	for (int i = 0; i < w.count; i++)
		if (step(&w, i, e) < 0)
			return -1;
	lead = leader(&w);
	qsort(w.at, (size_t)w.count, sizeof(*w.at), by_kind);
	for (int i = 1; i < w.count; i++) {
		struct index_thing first = w.at[i];

		if (first.num != lead)
			continue;
		memmove(&w.at[1], &w.at[0], (size_t)i * sizeof(first));
		w.at[0] = first;
	}
	*out = w.at;
	*count = w.count;
	return 0;
}

int index_records_of(struct index *ix, const struct index_thing *person,
    struct arena *a, struct index_thing **out, int *count, struct err *e)
{
	int n, from = 0;

	if (index_whole(ix, person, a, out, &n, e) < 0)
		return -1;
	if ((*out)[0].num == person->num)
		while (from < n && (*out)[from].kind == STMT_PERSON)
			from++;
	else
		from = n;
	*out += from;
	*count = n - from;
	return 0;
}

int index_person_of(struct index *ix, const struct index_thing *thing,
    struct index_thing *out, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct index_thing *one;
	int n;

	if (index_whole(ix, thing, &a, &one, &n, e) < 0)
		return -1;
	if (one[0].num == thing->num || one[0].kind != STMT_PERSON)
		return 0;
	*out = one[0];
	return 1;
}

int index_match(struct index *ix, const struct index_thing *record,
    enum index_match *out, struct err *e)
{
	int got;

	index_inside_on(ix, INDEX_ON_THING, record);
	if (db_start(ix->db, Q_ROW, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, record->num);
	got = db_next(ix->db, e);
	*out = got == 1 ? (enum index_match)db_i64(ix->db, 6) : INDEX_OPEN;
	db_rest(ix->db);
	return got < 0 ? -1 : 0;
}

int index_match_count(struct index *ix, const struct index_thing *source,
    int64_t out[INDEX_MATCHES], struct err *e)
{
	index_inside_on(ix, INDEX_ON_ROWS, source);
	for (int i = 0; i < INDEX_MATCHES; i++) {
		struct arena a = { .cap = 4096 };
		int got;

		if (db_start(ix->db, Q_GET_META, e) < 0)
			return -1;
		db_bind_text(ix->db, 1, span_of(arena_fmt(&a, "row%lld-%d",
		    (long long)source->num, i)));
		got = db_next(ix->db, e);
		out[i] = got == 1 ? db_i64(ix->db, 0) : 0;
		db_rest(ix->db);
		arena_closep(&a);
		if (got < 0)
			return -1;
	}
	return 0;
}
