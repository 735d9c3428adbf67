/* said.c - everything that is said about one thing */
#include <stdlib.h>
#include <string.h>

#include "export/inside.h"

struct gathering {
	struct index *ix;
	bool with_private;
	struct arena *a;
	struct export_said *at;
	int count, room;
};

static struct export_said *add(struct gathering *g)
{
	struct export_said *s;

	if (g->count == g->room) {
		int room = g->room == 0 ? 32 : g->room * 2;
		struct export_said *more = arena_take(g->a, (size_t)room,
		    sizeof(*more));

		if (g->count > 0)
			memcpy(more, g->at, (size_t)g->count * sizeof(*more));
		g->at = more;
		g->room = room;
	}
	s = &g->at[g->count];
	s->order = g->count++;
	return s;
}

/* "source/<id>" to its id. */
static struct span source_id(struct span from)
{
	return span_starts(from, SPAN("source/")) ? span_skip(from, 7) : from;
}

/* Words about rows come as facts; findings stand at what they weigh. */
static bool is_machinery(struct span says)
{
	return span_is(says, "row") || span_is(says, "row.private") ||
	    span_is(says, "finding");
}

static void add_stmt(struct gathering *g, const struct index_stmt *x,
    const char *record)
{
	struct export_said *s;

	if (x->hidden || x->is_void || (x->withheld && !g->with_private) ||
	    is_machinery(x->s.says))
		return;
	s = add(g);
	s->property = x->s.says;
	s->value = x->s.value;
	s->lang = x->s.lang;
	s->who = x->s.who;
	s->from = source_id(x->s.from);
	s->at = x->s.at;
	s->on = x->s.on;
	s->re = x->s.re;
	s->finding = x->finding;
	s->act = x->act;
	s->time = x->time;
	s->denies = x->s.denies;
	s->withheld = x->withheld;
	memcpy(s->id, x->id, sizeof(s->id));
	memcpy(s->record, record, strlen(record) + 1);
}

static bool has_column(const struct stmt_cell *cells, int count,
    struct span column)
{
	for (int i = 0; i < count; i++)
		if (span_eq(cells[i].column, column))
			return true;
	return false;
}

static void add_fact(struct gathering *g, const struct index_record *r,
    const struct index_fact *f, bool withheld)
{
	struct export_said *s = add(g);

	s->property = f->property;
	s->value = f->value;
	s->lang = f->lang;
	s->who = f->who.n > 0 ? f->who : r->row.s.who;
	s->from = (struct span){ r->source.id, strlen(r->source.id) };
	s->at = r->at;
	s->on = r->row.s.on;
	s->column = f->column;
	s->denies = f->denies;
	s->refused = f->refused;
	s->withheld = withheld;
	s->finding = f->finding;
	s->act = r->row.act;
	s->time = r->row.time;
	memcpy(s->id, withheld && r->private_id[0] != '\0' ? r->private_id
	    : r->row_id, sizeof(s->id));
}

/* The cells of a record's latest row, those of its withheld part too. */
static int add_row(struct gathering *g, const struct index_thing *record,
    const char *id, struct err *e)
{
	struct index_record *r = arena_take(g->a, 1, sizeof(*r));
	struct stmt_cell *cells;
	int got, count;

	got = index_record(g->ix, record, g->a, r, e);
	if (got <= 0)
		return got;
	if (stmt_row_cells(r->row.s.value, g->a, &cells, &count, e) < 0)
		return -1;
	for (int i = 0; i < r->fact_count; i++) {
		bool withheld = r->row.withheld ||
		    !has_column(cells, count, r->facts[i].column);

		if (withheld && !g->with_private)
			continue;
		add_fact(g, r, &r->facts[i], withheld);
		memcpy(g->at[g->count - 1].record, id, strlen(id) + 1);
	}
	return 0;
}

static int add_thing(struct gathering *g, const struct index_thing *thing,
    const char *record, struct err *e)
{
	struct index_list list;

	if (index_about(g->ix, thing, g->a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++)
		add_stmt(g, &list.at[i], record);
	if (thing->kind != STMT_RECORD)
		return 0;
	return add_row(g, thing, record, e);
}

static int by_property(const void *a, const void *b)
{
	const struct export_said *x = a, *y = b;
	int way = span_cmp(x->property, y->property);

	/* Columns without a meaning come last. */
	if ((x->property.n == 0) != (y->property.n == 0))
		return x->property.n == 0 ? 1 : -1;
	return way != 0 ? way : x->order - y->order;
}

int export_said(struct index *ix, const struct index_thing *thing,
    bool with_private, struct arena *a, struct export_said **out, int *count,
    struct err *e)
{
	struct gathering g = { ix, with_private, a, NULL, 0, 0 };
	struct index_thing *one;
	int n = 0;

	if (add_thing(&g, thing, "", e) < 0)
		return -1;
	if (thing->kind == STMT_PERSON &&
	    index_whole(ix, thing, a, &one, &n, e) < 0)
		return -1;
	/* The person who leads, for all that is one with them. */
	for (int i = 1; i < n && one[0].num == thing->num; i++)
		if (add_thing(&g, &one[i], one[i].kind == STMT_RECORD
		    ? one[i].id : "", e) < 0)
			return -1;
	if (g.count > 0)
		qsort(g.at, (size_t)g.count, sizeof(*g.at), by_property);
	*out = g.at;
	*count = g.count;
	return 0;
}

bool export_asserts(const struct export_said *s)
{
	return !s->denies && !s->refused && !span_is(s->finding, "refuted");
}
