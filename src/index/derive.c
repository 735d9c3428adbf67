/* derive.c - what is worked out for one person, record or event */
#include <string.h>

#include "index/ahead.h"
#include "index/days.h"
#include "index/wall.h"
#include "when/when.h"

#define DAY_SECONDS 86400

static int drop(struct build *b, int query, int64_t thing, struct err *e)
{
	if (db_start(b->ix->db, query, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, thing);
	return index_build_done(b, e);
}

/* ---- rows ---- */

static struct build_maps *maps_of(struct build *b, int64_t source,
    struct err *e)
{
	struct build_maps *m = NULL;

	for (int i = 0; i < BUILD_SOURCES && m == NULL; i++)
		if (b->maps[i].source == source)
			m = &b->maps[i];
	if (m == NULL)
		m = &b->maps[b->turn++ % BUILD_SOURCES];
	if (m->source == source && m->fresh)
		return m;
	arena_closep(&m->mem);
	m->mem.cap = INDEX_ARENA;
	m->source = source;
	m->fresh = false;
	if (index_inside_maps(b->ix, source, &m->mem, &m->maps, e) < 0)
		return NULL;
	if (index_ahead_maps(b, source, &m->maps, &m->mem, &m->wall, e) < 0)
		return NULL;
	m->fresh = true;
	return m;
}

static int put_row(struct build *b, int64_t record, int64_t source,
    const int64_t n[6], struct err *e)
{
	struct db *db = b->ix->db;

	if (db_start(db, Q_PUT_ROW, e) < 0)
		return -1;
	db_bind_i64(db, 1, record);
	db_bind_i64(db, 2, source);
	for (int i = 0; i < 4; i++)
		db_bind_i64(db, 3 + i, n[i]);
	db_bind_i64(db, 7, n[4]);
	db_bind_i64(db, 8, n[5]);
	return index_build_done(b, e);
}

int index_build_fresh_row(struct build *b, const struct build_fresh *x,
    struct err *e)
{
	struct build_maps *m = maps_of(b, x->source, e);
	const struct index_row_work *w = x->work;
	struct index_row_work own;
	int64_t n[6] = { 0, x->seq, 0, 0, 0, INDEX_OPEN };
	int64_t rows = 0;

	arena_clear(&b->row_mem);
	if (m == NULL)
		return -1;
	/* What was worked out ahead counts where it was by these maps. */
	if (w == NULL || w->maps != m->wall) {
		if (index_wall_work(x->s, m->wall, b->reader.order,
		    &b->row_mem, &own, e) < 0)
			return -1;
		w = &own;
	}
	n[0] = w->number;
	n[4] = w->hash;
	(void)index_build_map_get(&b->rowed, (uint64_t)x->source, &rows);
	if (index_build_map_put(&b->rowed, (uint64_t)x->source, rows + 1,
	    e) < 0 || put_row(b, x->record, x->source, n, e) < 0 ||
	    index_telling_put(b, x->record, &w->tale, e) < 0)
		return -1;
	return index_wall_put(b, x->record, &w->wall, e);
}

int index_build_row_private(struct build *b, int64_t record, int64_t seq,
    const struct stmt *s, struct err *e)
{
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct stmt_cell *cell;
	uint64_t h;
	int count, got;

	if (stmt_row_cells(s->value, &a, &cell, &count, e) < 0 ||
	    db_start(b->ix->db, Q_ROW, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, record);
	got = db_next(b->ix->db, e);
	if (got <= 0 || db_i64(b->ix->db, 3) != 0)
		return got < 0 ? -1 : index_build_map_put(&b->dirty,
		    (uint64_t)record, 1, e);
	h = (uint64_t)db_i64(b->ix->db, 5) + index_row_hash(cell, count);
	if (db_start(b->ix->db, Q_ADD_ROW_HASH, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, record);
	db_bind_i64(b->ix->db, 2, (int64_t)h);
	db_bind_i64(b->ix->db, 3, seq);
	return index_build_done(b, e);
}

/* The maps of the list that a record's rows are from; NULL with no error:
 * it has no row. */
static struct build_maps *source_maps(struct build *b,
    const struct index_list *list, struct err *e)
{
	struct index_thing source;

	for (int i = list->count - 1; i >= 0; i--) {
		const struct stmt *s = &list->at[i].s;
		int got;

		if (list->at[i].hidden || s->denies || !span_is(s->says,
		    "row"))
			continue;
		got = index_thing(b->ix, STMT_SOURCE, span_skip(s->from, 7),
		    &source, e);
		return got == 1 ? maps_of(b, source.num, e) : NULL;
	}
	return NULL;
}

/* ---- who is one with whom ---- */

/* Do statements tell of this person, beyond who they are? */
static int has_own(struct build *b, const struct index_thing *person,
    struct arena *a, struct err *e)
{
	static const char *const none[] = { "same", "same.shown", "handle",
		"finding", "finding.reason" };
	struct index_list list;
	int own = 0;

	if (index_inside_about(b->ix, person, a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count && own == 0; i++) {
		const struct stmt *s = &list.at[i].s;

		own = !list.at[i].hidden && (s->property == NULL ||
		    s->property->sense != STMT_PRIVATE);
		for (size_t k = 0; k < sizeof(none) / sizeof(none[0]); k++)
			own &= !span_is(s->says, none[k]);
	}
	return own;
}

/* The list that tells of a record; 0 where none does. */
static int source_of(struct build *b, const struct index_thing *record,
    struct arena *a, int64_t *out, struct err *e)
{
	struct index_list list;
	struct index_thing source;

	*out = 0;
	if (index_inside_about(b->ix, record, a, &list, e) < 0)
		return -1;
	for (int i = list.count - 1; i >= 0; i--) {
		const struct stmt *s = &list.at[i].s;
		int got;

		if (list.at[i].hidden || s->denies || !span_is(s->says,
		    "row"))
			continue;
		got = index_thing(b->ix, STMT_SOURCE, span_skip(s->from, 7),
		    &source, e);
		if (got == 1)
			*out = source.num;
		return got < 0 ? -1 : 0;
	}
	return 0;
}

static int weigh(struct build *b, const struct index_thing *one, int count,
    struct arena *a, enum index_match *out, struct err *e)
{
	int64_t first = 0;

	*out = INDEX_ALONE;
	for (int i = 0; i < count && *out == INDEX_ALONE; i++) {
		int64_t source = 0;
		int own = 0;

		if (one[i].kind == STMT_PERSON)
			own = has_own(b, &one[i], a, e);
		else if (source_of(b, &one[i], a, &source, e) < 0)
			return -1;
		if (own < 0)
			return -1;
		if (own == 1 || (source != 0 && first != 0 &&
		    source != first))
			*out = INDEX_MATCHED;
		first = first == 0 ? source : first;
	}
	return 0;
}

static int64_t match_of(const struct build *b, int64_t thing)
{
	int64_t match;

	return index_build_map_get(&b->whole, (uint64_t)thing, &match) ? match
	    : INDEX_OPEN;
}

int index_build_whole(struct build *b, int64_t num, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct index_thing *one;
	enum index_match match = INDEX_OPEN;
	int64_t known;
	int n;

	if (index_build_map_get(&b->whole, (uint64_t)num, &known))
		return 0;
	if (db_start(b->ix->db, Q_THING_NUM, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, num);
	if (index_inside_things(b->ix, &a, 1, &one, &n, e) < 0)
		return -1;
	if (n == 0 || (one->kind != STMT_PERSON && one->kind != STMT_RECORD))
		return 0;
	if (index_whole(b->ix, one, &a, &one, &n, e) < 0 ||
	    (n > 1 && weigh(b, one, n, &a, &match, e) < 0))
		return -1;
	for (int i = 0; n > 1 && i < n; i++)
		if (index_build_map_put(&b->whole, (uint64_t)one[i].num,
		    match, e) < 0 || index_build_map_put(&b->dirty,
		    (uint64_t)one[i].num, 1, e) < 0)
			return -1;
	return 0;
}

/* What statements tell; of a record, beside its row. */
static int of_things(struct build *b, const struct index_thing *t,
    struct index_facts *f, struct index_telling *told, struct arena *a,
    struct err *e)
{
	struct index_list list;

	if (index_about(b->ix, t, a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		index_wall_stmt(f, &list.at[i]);
		index_telling_stmt(told, &list.at[i]);
	}
	return 0;
}

static int put_all(struct build *b, int64_t thing,
    const struct index_facts *f, const struct index_telling *told,
    struct err *e)
{
	struct index_wall w;
	struct index_tale tale;

	if (index_wall_of(f, b->reader.order, &b->row_mem, &w, e) < 0)
		return -1;
	index_telling_tale(told, w.dead, &b->row_mem, &tale);
	return index_telling_put(b, thing, &tale, e) < 0 ? -1
	    : index_wall_put(b, thing, &w, e);
}

static int derive_record(struct build *b, const struct index_thing *t,
    struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct build_maps *maps;
	struct index_record r;
	struct index_facts f;
	struct index_list list;
	struct index_telling *told = arena_take(&a, 1, sizeof(*told));
	int64_t n[6] = { 0 };
	uint64_t h = 0;
	int got;

	index_wall_open(&f);
	if (index_inside_about(b->ix, t, &a, &list, e) < 0)
		return -1;
	maps = source_maps(b, &list, e);
	if (maps == NULL)
		return e->kind == ERR_NONE ? 0 : -1;
	got = index_inside_record(b->ix, &list, &maps->maps, &a, &r, e);
	if (got <= 0)
		return got;
	for (int i = 0; i < list.count; i++) {
		struct index_stmt *x = &list.at[i];
		struct stmt_cell *cell;
		int count;

		if (x->hidden || !x->s.is_row)
			continue;
		if (strcmp(x->id, r.row_id) != 0 &&
		    strcmp(x->id, r.private_id) != 0)
			continue;
		n[strcmp(x->id, r.row_id) == 0 ? 1 : 2] =
		    INDEX_SEQ(x->act, x->line);
		if (stmt_row_cells(x->s.value, &a, &cell, &count, e) < 0)
			return -1;
		h += index_row_hash(cell, count);
	}
	n[0] = index_wall_number(&r.row.s);
	n[3] = r.gone;
	n[4] = (int64_t)h;
	n[5] = match_of(b, t->num);
	if (put_row(b, t->num, r.source.num, n, e) < 0)
		return -1;
	if (n[5] != INDEX_OPEN)
		return 0; /* the person who leads stands on the wall */
	index_wall_row(&f, r.facts, r.fact_count, &a);
	for (int i = 0; i < r.fact_count; i++)
		index_telling_fact(told, &r.facts[i]);
	if (of_things(b, t, &f, told, &a, e) < 0)
		return -1;
	return put_all(b, t->num, &f, told, e);
}

/* ---- persons and events ---- */

/* The person who leads stands on the wall, for all that is one with them. */
static int derive_person(struct build *b, const struct index_thing *t,
    struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct index_thing *one;
	struct index_facts f;
	struct index_telling *told = arena_take(&a, 1, sizeof(*told));
	int count;

	index_wall_open(&f);
	if (index_whole(b->ix, t, &a, &one, &count, e) < 0)
		return -1;
	if (one[0].num != t->num)
		return 0;
	for (int i = 0; i < count; i++) {
		struct index_facts more;
		struct index_record r;
		int got = 0;

		index_wall_open(&more);
		if (one[i].kind == STMT_RECORD)
			got = index_record(b->ix, &one[i], &a, &r, e);
		if (got < 0 || of_things(b, &one[i], &f, told, &a, e) < 0)
			return -1;
		if (got == 1)
			index_wall_row(&more, r.facts, r.fact_count, &a);
		for (int k = 0; got == 1 && k < r.fact_count; k++)
			index_telling_fact(told, &r.facts[k]);
		index_wall_join(&f, &more);
	}
	return put_all(b, t->num, &f, told, e);
}

/* Where in its day an event stands: what has no hour stands last. */
static int64_t clock_of(const struct index_stmt *x)
{
	struct when_time t;
	struct err why = { 0 };

	return !x->hidden && !x->s.denies && span_is(x->s.says, "time") &&
	    when_time_parse(x->s.value, &t, &why) == 0 ? t.first
	    : DAY_SECONDS;
}

static int derive_event(struct build *b, const struct index_thing *t,
    struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct index_list list;
	struct index_telling *told = arena_take(&a, 1, sizeof(*told));
	struct index_tale tale;
	int64_t first = INT64_MAX, last = INT64_MAX;
	int64_t clock = DAY_SECONDS;
	bool ceremony = false, day = false;

	if (index_about(b->ix, t, &a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct stmt *s = &list.at[i].s;
		struct when w;
		struct err why = { 0 };

		index_telling_stmt(told, &list.at[i]);
		if (clock == DAY_SECONDS)
			clock = clock_of(&list.at[i]);
		if (list.at[i].hidden || s->denies)
			continue;
		if (span_is(s->says, "event.kind"))
			ceremony |= span_is(s->value, "ceremony") &&
			    !span_is(list.at[i].finding, "refuted");
		if (first != INT64_MAX || !span_is(s->says, "date") ||
		    when_parse(s->value, &w, &why) < 0)
			continue;
		first = w.first;
		last = w.last;
		day = when_is_day(&w);
	}
	told->mark[INDEX_ACCOUNTS] = false; /* of persons alone */
	index_telling_tale(told, false, &a, &tale);
	if ((ceremony && day && index_wall_day(b, t->num,
	    INDEX_DAY_CEREMONY, first, e) < 0) ||
	    index_telling_put(b, t->num, &tale, e) < 0)
		return -1;
	if (db_start(b->ix->db, Q_PUT_EVENT, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, t->num);
	db_bind_i64(b->ix->db, 2, first);
	db_bind_i64(b->ix->db, 3, last);
	db_bind_i64(b->ix->db, 4, clock);
	return index_build_done(b, e);
}

int index_build_derive(struct build *b, int64_t num, struct err *e)
{
	SCOPED(arena) a = { .cap = 4096 };
	struct index_thing *t;
	int64_t has;
	int n;

	arena_clear(&b->row_mem);
	if (db_start(b->ix->db, Q_THING_NUM, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, num);
	if (index_inside_things(b->ix, &a, 1, &t, &n, e) < 0)
		return -1;
	if (n == 0)
		return 0;
	b->named |= t->kind == STMT_PERSON || t->kind == STMT_RECORD;
	if (drop(b, Q_DROP_WALL, num, e) < 0 ||
	    drop(b, Q_DROP_ROW, num, e) < 0 ||
	    drop(b, Q_DROP_EVENT, num, e) < 0 ||
	    drop(b, Q_DROP_DAY, num, e) < 0 ||
	    drop(b, Q_DROP_FELL, num, e) < 0 ||
	    drop(b, Q_DROP_CALLED, num, e) < 0 ||
	    drop(b, Q_DROP_MARK, num, e) < 0 ||
	    index_inside_number(b->ix, Q_THING_HAS, num, &has, e) < 0)
		return -1;
	if (has == 0)
		return drop(b, Q_DROP_THING, num, e);
	switch (t->kind) {
	case STMT_PERSON: return derive_person(b, t, e);
	case STMT_RECORD: return derive_record(b, t, e);
	case STMT_EVENT: return derive_event(b, t, e);
	case STMT_PLACE:
	case STMT_BODY: return index_telling_names(b, t, e);
	default: return 0;
	}
}
