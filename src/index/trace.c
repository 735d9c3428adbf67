#include "index/trace.h"

#include <stdlib.h>
#include <string.h>

#include "index/inside.h"

#define MANY 4 /* where a fourth of all acts is new, all is made again */
#define RECENT 32 /* keys looked back at before one is added again */

void index_trace(struct index *ix, struct index_trace *t)
{
	ix->trace = t;
}

void index_inside_note(struct index_trace *t, uint32_t key)
{
	for (size_t i = t->count; i > 0 && t->count - i < RECENT; i--)
		if (t->key[i - 1] == key)
			return;
	if (t->count == t->room) {
		size_t room = t->room == 0 ? 32 : t->room * 2;
		uint32_t *more = arena_take(t->mem, room, sizeof(*more));

		if (t->count > 0)
			memcpy(more, t->key, t->count * sizeof(*more));
		t->key = more;
		t->room = room;
	}
	t->key[t->count++] = key;
}

/* FNV-1a, folded. */
uint32_t index_inside_key(char what, struct span id)
{
	uint64_t h = 0xcbf29ce484222325;

	h = (h ^ (unsigned char)what) * 0x100000001b3;
	for (size_t i = 0; i < id.n; i++)
		h = (h ^ (unsigned char)id.p[i]) * 0x100000001b3;
	return (uint32_t)(h ^ h >> 32);
}

uint32_t index_inside_key_n(char what, int64_t n)
{
	return index_inside_key(what, (struct span){ (const char *)&n,
	    sizeof(n) });
}

static void note(struct index_trace *t, char what, struct span id)
{
	if (t != NULL && !t->all)
		index_inside_note(t, index_inside_key(what, id));
}

static void note_number(struct index_trace *t, char what, int64_t n)
{
	note(t, what, (struct span){ (const char *)&n, sizeof(n) });
}

static void note_thing(struct index_trace *t, enum stmt_kind kind,
    struct span id)
{
	note(t, (char)('a' + (int)kind), id);
}

void index_inside_on_thing(struct index *ix, enum stmt_kind kind,
    struct span id)
{
	note_thing(ix->trace, kind, id);
}

void index_inside_on(struct index *ix, enum index_rests what,
    const struct index_thing *thing)
{
	static const char letter[] = { [INDEX_ON_THING] = 0,
		[INDEX_ON_FROM] = 'S', [INDEX_ON_ROWS] = 'R' };

	if (what == INDEX_ON_THING)
		note_thing(ix->trace, thing->kind, span_of(thing->id));
	else
		note(ix->trace, letter[what], span_of(thing->id));
}

void index_inside_on_act(struct index *ix, uint64_t act)
{
	note_number(ix->trace, 'A', (int64_t)act);
}

void index_inside_on_h(struct index *ix, int64_t h)
{
	note_number(ix->trace, 'H', h);
}

void index_inside_on_kind(struct index *ix, enum stmt_kind kind)
{
	note_number(ix->trace, 'K', kind);
}

void index_inside_on_wall(struct index *ix)
{
	note(ix->trace, INDEX_KEY_WALL, SPAN(""));
}

void index_inside_on_day(struct index *ix, int kind, int of_year)
{
	if (of_year == 0)
		note_number(ix->trace, INDEX_KEY_DAYS, kind);
	else
		note_number(ix->trace, INDEX_KEY_DAY, (int64_t)kind << 16 |
		    of_year);
}

void index_inside_on_called(struct index *ix, enum stmt_kind kind,
    struct span key)
{
	char text[INDEX_KEY_BYTES];
	size_t n = key.n < sizeof(text) - 1 ? key.n : sizeof(text) - 1;

	text[0] = (char)('0' + (int)kind);
	memcpy(text + 1, key.p, n);
	note(ix->trace, INDEX_KEY_CALLED, (struct span){ text, n + 1 });
}

void index_inside_on_all(struct index *ix)
{
	if (ix->trace != NULL)
		ix->trace->all = true;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void index_trace_sort(struct index_trace *t)
{
	size_t n = 0;

	if (t->count == 0)
		return;
	qsort(t->key, t->count, sizeof(*t->key), by_number);
	for (size_t i = 0; i < t->count; i++)
		if (n == 0 || t->key[n - 1] != t->key[i])
			t->key[n++] = t->key[i];
	t->count = n;
}

bool index_trace_meet(const struct index_trace *a,
    const struct index_trace *b)
{
	size_t i = 0, k = 0;

	if (a->all || b->all)
		return true;
	while (i < a->count && k < b->count) {
		if (a->key[i] == b->key[k])
			return true;
		if (a->key[i] < b->key[k])
			i++;
		else
			k++;
	}
	return false;
}

/* ---- what changed ---- */

/* Things that were touched, by their numbers; grows while it is walked. */
struct touch {
	struct index *ix;
	struct arena mem, work;
	struct index_trace *out;
	int64_t *num;
	size_t count, room;
	bool *seen;           /* by number */
	int64_t last;         /* number of a thing */
};

static void touch_closep(struct touch *t)
{
	arena_closep(&t->mem);
	arena_closep(&t->work);
}

static void touch(struct touch *t, int64_t num)
{
	if (num <= 0 || num > t->last || t->seen[num])
		return;
	t->seen[num] = true;
	if (t->count == t->room) {
		size_t room = t->room == 0 ? 64 : t->room * 2;
		int64_t *more = arena_take(&t->mem, room, sizeof(*more));

		if (t->count > 0)
			memcpy(more, t->num, t->count * sizeof(*more));
		t->num = more;
		t->room = room;
	}
	t->num[t->count++] = num;
}

/* Rows of numbers of a query, read to its end before another is asked. */
struct numbers {
	int64_t (*at)[4];
	size_t count;
};

static int numbers_of(struct touch *t, int query, int64_t bind, int columns,
    struct numbers *out, struct err *e)
{
	struct db *db = t->ix->db;
	size_t room = 16;
	int got;

	out->count = 0;
	out->at = arena_take(&t->work, room, sizeof(*out->at));
	if (db_start(db, query, e) < 0)
		return -1;
	db_bind_i64(db, 1, bind);
	while ((got = db_next(db, e)) == 1) {
		if (out->count == room) {
			int64_t (*more)[4] = arena_take(&t->work, room * 2,
			    sizeof(*more));

			memcpy(more, out->at, room * sizeof(*more));
			out->at = more;
			room *= 2;
		}
		for (int i = 0; i < columns; i++)
			out->at[out->count][i] = db_i64(db, i);
		out->count++;
	}
	db_rest(db);
	return got;
}

static int source_said(struct touch *t, int64_t num, struct err *e)
{
	struct index_thing *thing;
	int n;

	if (num <= 0)
		return 0;
	if (db_start(t->ix->db, Q_THING_NUM, e) < 0)
		return -1;
	db_bind_i64(t->ix->db, 1, num);
	if (index_inside_things(t->ix, &t->work, 1, &thing, &n, e) < 0)
		return -1;
	if (n == 1)
		note(t->out, 'S', span_of(thing->id));
	return 0;
}

/* Statement columns: seq, h, thing, src. */
static int said(struct touch *t, const int64_t s[4], struct err *e)
{
	note_number(t->out, 'A', s[0] >> 8);
	note_number(t->out, 'H', s[1]);
	touch(t, s[2]);
	return source_said(t, s[3], e);
}

/* What statements of the act answer, and what they are about. */
static int answered(struct touch *t, const struct numbers *links,
    struct err *e)
{
	for (size_t i = 0; i < links->count; i++) {
		const int64_t *l = links->at[i];
		struct numbers to;

		if (l[1] == INDEX_ABOUT_ACT) {
			note_number(t->out, 'A', l[0]);
			continue;
		}
		note_number(t->out, 'H', l[0]);
		if (numbers_of(t, Q_CHANGED_H, l[0], 4, &to, e) < 0)
			return -1;
		for (size_t k = 0; k < to.count; k++)
			if (said(t, to.at[k], e) < 0)
				return -1;
	}
	return 0;
}

/* Where the meaning of columns changed, all rows of the list did. */
static int mapped(struct touch *t, int64_t source, struct err *e)
{
	struct numbers rows;

	if (numbers_of(t, Q_RECORDS_OF_SOURCE, source, 1, &rows, e) < 0)
		return -1;
	for (size_t i = 0; i < rows.count; i++)
		touch(t, rows.at[i][0]);
	return 0;
}

static int act_changed(struct touch *t, uint64_t act, struct err *e)
{
	const int map = stmt_property_index(SPAN("map"));
	const int candles = stmt_property_index(SPAN("candles"));
	struct numbers all, props, pairs;

	arena_clear(&t->work);
	note_number(t->out, 'A', (int64_t)act);
	if (numbers_of(t, Q_CHANGED_STMT, (int64_t)act, 4, &all, e) < 0 ||
	    numbers_of(t, Q_CHANGED_PROP, (int64_t)act, 2, &props, e) < 0 ||
	    numbers_of(t, Q_SAME_OF_ACT, (int64_t)act, 2, &pairs, e) < 0)
		return -1;
	for (size_t i = 0; i < all.count; i++)
		if (said(t, all.at[i], e) < 0)
			return -1;
	for (size_t i = 0; i < pairs.count; i++) {
		touch(t, pairs.at[i][0]);
		touch(t, pairs.at[i][1]);
	}
	for (size_t i = 0; i < props.count; i++) {
		if (props.at[i][0] == 0 && props.at[i][1] != candles)
			t->out->all = true; /* of the archive */
		if (props.at[i][1] == map && mapped(t, props.at[i][0], e) < 0)
			return -1;
	}
	return 0;
}

/* Who is one with a thing that was touched was so too: names and records
 * stand together.  A pair that was parted has both its ends among them. */
static int spread(struct touch *t, int64_t num, struct err *e)
{
	struct index_thing *thing, *one;
	struct numbers row;
	int n;

	arena_clear(&t->work);
	if (db_start(t->ix->db, Q_THING_NUM, e) < 0)
		return -1;
	db_bind_i64(t->ix->db, 1, num);
	if (index_inside_things(t->ix, &t->work, 1, &thing, &n, e) < 0)
		return -1;
	if (n == 0)
		return 0;
	note_thing(t->out, thing->kind, span_of(thing->id));
	note_number(t->out, 'K', thing->kind);
	if (thing->kind != STMT_PERSON && thing->kind != STMT_RECORD)
		return 0;
	if (index_whole(t->ix, thing, &t->work, &one, &n, e) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		touch(t, one[i].num);
	if (thing->kind != STMT_RECORD)
		return 0;
	if (numbers_of(t, Q_ROW, num, 1, &row, e) < 0)
		return -1;
	if (row.count == 0)
		return 0;
	if (db_start(t->ix->db, Q_THING_NUM, e) < 0)
		return -1;
	db_bind_i64(t->ix->db, 1, row.at[0][0]);
	if (index_inside_things(t->ix, &t->work, 1, &one, &n, e) < 0)
		return -1;
	if (n == 1)
		note(t->out, 'R', span_of(one->id));
	return 0;
}

/* Do these acts change single things alone? */
static int plain(struct touch *t, uint64_t since, uint64_t until,
    struct err *e)
{
	for (uint64_t n = since; n < until; n++) {
		struct index_act *act;
		int count;

		arena_clear(&t->work);
		if (index_acts(t->ix, n, 1, &t->work, &act, &count, e) < 0)
			return -1;
		if (count == 0 || act->is_void || (act->verb != STMT_IMPORT &&
		    act->verb != STMT_DO_RECORD && act->verb != STMT_DECIDE &&
		    act->verb != STMT_CANDLES))
			return 0;
	}
	return 1;
}

static int changed(struct touch *t, uint64_t since, uint64_t until,
    struct err *e)
{
	struct numbers links;

	if (index_inside_number(t->ix, Q_LAST_THING, -1, &t->last, e) < 0)
		return -1;
	t->seen = arena_take(&t->mem, (size_t)t->last + 1, 1);
	for (uint64_t n = since; n < until; n++)
		if (act_changed(t, n, e) < 0)
			return -1;
	arena_clear(&t->work);
	if (numbers_of(t, Q_CHANGED_LINKS, (int64_t)since, 2, &links, e) < 0 ||
	    answered(t, &links, e) < 0)
		return -1;
	for (size_t i = 0; i < t->count; i++)
		if (spread(t, t->num[i], e) < 0)
			return -1;
	return 0;
}

int index_changed(struct index *ix, uint64_t since, struct index_trace *out,
    struct err *e)
{
	SCOPED(touch) t = { .ix = ix, .out = out, .mem.cap = INDEX_ARENA,
	    .work.cap = INDEX_ARENA };
	struct index_head head;
	int got;

	if (index_inside_state(ix, &head, e) < 0)
		return -1;
	out->all = out->all || since > head.acts ||
	    head.acts - since > head.acts / MANY + MANY;
	if (out->all)
		return 0;
	got = plain(&t, since, head.acts, e);
	if (got == 1)
		got = changed(&t, since, head.acts, e) < 0 ? -1 : 1;
	else if (got == 0)
		out->all = true;
	index_trace_sort(out);
	return got < 0 ? -1 : 0;
}
