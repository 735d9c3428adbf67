/*
 * talk.c - what is said of a thing, by statements and by rows of lists, in
 * one shape, and which of it answers which
 */
#include <stdlib.h>
#include <string.h>

#include "page/job.h"

#define DEEP 8 /* answers to answers that are followed */

/* What has a place of its own on a page, or none: handles are names for
 * files, keepers' notes and relatives are for nobody else. */
static bool is_aside(const struct stmt *s)
{
	static const char *const aside[] = { "handle", "finding",
		"finding.reason", "row", "row.gone", "map", "released",
		"withheld", "disclosed", "same", "same.shown", "differs" };

	if (s->property != NULL && s->property->sense == STMT_PRIVATE)
		return true;
	for (size_t i = 0; i < sizeof(aside) / sizeof(aside[0]); i++)
		if (span_is(s->says, aside[i]))
			return true;
	return false;
}

static struct span source_of(struct span from)
{
	return span_starts(from, SPAN("source/")) ? span_skip(from, 7)
	    : (struct span){ 0 };
}

void page_talk_stmt(struct page_talk *t, const struct index_stmt *x)
{
	if (x->hidden || x->is_void || t->count == t->room || is_aside(&x->s))
		return;
	t->at[t->count++] = (struct page_say){
		.property = x->s.says, .value = x->s.value, .lang = x->s.lang,
		.who = x->s.who, .source = source_of(x->s.from),
		.at = x->s.at, .on = x->s.on, .re = x->s.re,
		.kind = x->s.property, .id = { x->id, STMT_ID_CHARS },
		.act = x->act, .denies = x->s.denies, .parent = -1,
		.finding = x->finding,
	};
}

static void add_fact(struct page_talk *t, const struct index_record *r,
    const struct index_fact *f, struct arena *a)
{
	const struct stmt_property *p = stmt_property(f->property);

	if (t->count == t->room || f->property.n == 0 ||
	    (p != NULL && p->sense == STMT_PRIVATE))
		return;
	t->at[t->count++] = (struct page_say){
		.property = f->property, .value = f->value, .lang = f->lang,
		.who = f->who, .source = arena_copy(a,
		    span_of(r->source.id)), .at = r->at, .on = r->row.s.on,
		.kind = p, .id = arena_copy(a, span_of(r->row_id)),
		.column = f->column, .act = r->row.act, .denies = f->denies,
		.refused_cell = f->refused, .parent = -1,
	};
}

void page_talk_facts(struct page_talk *t, const struct index_record *r,
    struct arena *a)
{
	for (int i = 0; i < r->fact_count; i++)
		add_fact(t, r, &r->facts[i], a);
}

static int by_place(const void *a, const void *b)
{
	const struct index_stmt *x = a, *y = b;

	if (x->act != y->act)
		return x->act < y->act ? -1 : 1;
	return x->line - y->line;
}

int page_talk_whole(struct page_job *j, struct page_whole one, int more,
    struct page_talk *t, struct err *e)
{
	struct index_list *list = arena_take(j->a, (size_t)one.count + 1,
	    sizeof(*list));
	int n = 0;

	for (int i = 0; i < one.count; i++) {
		if (index_about(j->from->ix, &one.at[i], j->a, &list[i],
		    e) < 0)
			return -1;
		n += list[i].count;
	}
	t->kind = one.at[0].kind;
	t->list = list[0];
	if (one.count > 1) {
		t->list.at = arena_take(j->a, (size_t)n + 1,
		    sizeof(*t->list.at));
		t->list.count = 0;
		for (int i = 0; i < one.count; i++)
			for (int k = 0; k < list[i].count; k++)
				t->list.at[t->list.count++] = list[i].at[k];
		qsort(t->list.at, (size_t)n, sizeof(*t->list.at), by_place);
	}
	t->room = n + more;
	t->count = 0;
	t->at = arena_take(j->a, (size_t)t->room + 1, sizeof(*t->at));
	for (int i = 0; i < n; i++)
		page_talk_stmt(t, &t->list.at[i]);
	return 0;
}

int page_talk_about(struct page_job *j, const struct index_thing *thing,
    int more, struct page_talk *t, struct err *e)
{
	return page_talk_whole(j, (struct page_whole){ thing, 1 }, more, t,
	    e);
}

/* Does `re` mean this one?  "<id>" or "<id>#<column>". */
static bool means(struct span re, const struct page_say *s)
{
	struct span column;

	if (re.n < STMT_ID_CHARS || s->id.n != STMT_ID_CHARS ||
	    memcmp(re.p, s->id.p, STMT_ID_CHARS) != 0)
		return false;
	column = span_skip(re, STMT_ID_CHARS);
	return column.n == 0 ? s->column.n == 0
	    : s->column.n > 0 && span_eq(span_skip(column, 1), s->column);
}

static const struct index_stmt *row_of(const struct page_talk *t,
    struct span id)
{
	for (int i = 0; i < t->list.count; i++)
		if (span_is(id, t->list.at[i].id))
			return !t->list.at[i].hidden && t->list.at[i].s.is_row
			    ? &t->list.at[i] : NULL;
	return NULL;
}

static bool same_cell(const struct index_stmt *x, const struct index_stmt *y,
    struct span column)
{
	SCOPED(arena) a = { .cap = (size_t)1 << 20 };
	const struct index_stmt *row[2] = { x, y };
	struct span text[2] = { { 0 }, { 0 } };
	struct err why = { 0 };

	for (int i = 0; i < 2; i++) {
		struct stmt_cell *cell;
		int count;

		if (stmt_row_cells(row[i]->s.value, &a, &cell, &count,
		    &why) < 0)
			return false;
		for (int k = 0; k < count; k++)
			if (span_eq(cell[k].column, column))
				text[i] = cell[k].text;
	}
	return text[0].n > 0 && span_eq(text[0], text[1]);
}

/* What was said of a cell is said of it in later rows of the record, as long
 * as it is as it was (FORMAT 7.2). */
static int find_later(const struct page_talk *t, struct span re)
{
	const struct index_stmt *then = re.n <= STMT_ID_CHARS + 1 ? NULL
	    : row_of(t, (struct span){ re.p, STMT_ID_CHARS });

	for (int i = 0; then != NULL && i < t->count; i++) {
		const struct page_say *s = &t->at[i];
		const struct index_stmt *now;

		if (!span_eq(s->column, span_skip(re, STMT_ID_CHARS + 1)))
			continue;
		now = row_of(t, s->id);
		if (now != NULL && span_eq(now->s.subject.id,
		    then->s.subject.id) && same_cell(then, now, s->column))
			return i;
	}
	return -1;
}

static int find(const struct page_talk *t, struct span re)
{
	for (int i = 0; i < t->count; i++)
		if (means(re, &t->at[i]))
			return i;
	return find_later(t, re);
}

/* The keepers' latest finding on each, and why. */
static void add_findings(struct page_talk *t)
{
	for (int i = 0; i < t->list.count; i++) {
		const struct index_stmt *x = &t->list.at[i];
		bool why = !x->hidden && span_is(x->s.says, "finding.reason");
		int at;

		if (x->hidden || (!why && !span_is(x->s.says, "finding")))
			continue;
		at = find(t, x->s.re);
		if (at < 0)
			continue;
		if (why) {
			t->at[at].why = x->s.denies ? (struct span){ 0 }
			    : x->s.value;
			continue;
		}
		t->at[at].finding = x->s.denies ? (struct span){ 0 }
		    : x->s.value;
		t->at[at].finding_id = (struct span){ x->id, STMT_ID_CHARS };
		t->at[at].finding_act = x->act;
	}
}

void page_talk_thread(struct page_talk *t)
{
	add_findings(t);
	for (int i = 0; i < t->count; i++) {
		bool caption = span_ends(t->at[i].property, SPAN(".alt"));
		int at = t->at[i].re.n > 0 && !caption
		    ? find(t, t->at[i].re) : -1;

		t->at[i].parent = at == i ? -1 : at;
		if (at >= 0 && at != i)
			t->at[at].kids++;
	}
	/* Answers that answer each other in a ring would never be shown. */
	for (int i = 0; i < t->count; i++) {
		int up = i, deep = 0;

		while (t->at[up].parent >= 0 && deep++ < DEEP)
			up = t->at[up].parent;
		if (t->at[up].parent >= 0)
			t->at[i].parent = -1;
	}
}

bool page_talk_has(const struct page_talk *t, const char *property)
{
	for (int i = 0; i < t->count; i++)
		if (span_is(t->at[i].property, property))
			return true;
	return false;
}

/* Was a said before b?  Plain dates are in order as texts. */
static bool sooner(struct span a, struct span b)
{
	return a.n > 0 && (b.n == 0 || span_cmp(a, b) < 0);
}

int page_talk_by_day(struct page_job *j, const struct page_talk *t,
    struct span property, int **order)
{
	int *at = arena_take(j->a, (size_t)t->count + 1, sizeof(*at));
	int n = 0, k;

	for (int i = 0; i < t->count; i++) {
		if (!span_eq(t->at[i].property, property))
			continue;
		for (k = n++; k > 0 && sooner(t->at[i].on,
		    t->at[at[k - 1]].on); k--)
			at[k] = at[k - 1];
		at[k] = i;
	}
	*order = at;
	return n;
}

bool page_talk_released(const struct page_talk *t, struct span hash)
{
	bool is = false;

	for (int i = 0; i < t->list.count; i++) {
		const struct stmt *s = &t->list.at[i].s;

		if (!t->list.at[i].hidden && span_is(s->says, "released") &&
		    span_eq(s->value, hash))
			is = !s->denies;
	}
	return is;
}

int page_talk_person(struct page_job *j, const struct index_thing *person,
    struct page_talk *t, struct err *e)
{
	struct index_record *record;
	struct index_thing *one;
	int count, records = 0, facts = 0;

	if (index_whole(j->from->ix, person, j->a, &one, &count, e) < 0)
		return -1;
	record = arena_take(j->a, (size_t)count + 1, sizeof(*record));
	for (int i = 0; i < count; i++) {
		int got = one[i].kind != STMT_RECORD ? 0 : index_record(
		    j->from->ix, &one[i], j->a, &record[records], e);

		if (got < 0)
			return -1;
		facts += got == 1 ? record[records].fact_count : 0;
		records += got;
	}
	if (page_talk_whole(j, (struct page_whole){ one, count }, facts, t,
	    e) < 0)
		return -1;
	for (int i = 0; i < records; i++)
		page_talk_facts(t, &record[i], j->a);
	page_talk_thread(t);
	return 0;
}
