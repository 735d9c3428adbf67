/* record.c - one row of a list, as it stands there */
#include "folio/inside.h"

static int put_row(struct page_job *j, const struct index_record *r,
    struct err *e)
{
	static const char *const key[2] = { "list", "source_href" };
	struct tmpl_list *rows = tmpl_rows(j->model, "cells");
	struct stmt_cell *cell;
	int count;

	if (stmt_row_cells(r->row.s.value, j->a, &cell, &count, e) < 0 ||
	    page_mention(j, j->model, key, r->row.s.from, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		struct tmpl_map *m = tmpl_row(rows);

		tmpl_text(m, "column", cell[i].column);
		page_text(j, m, "cell", cell[i].text, (struct span){ 0 });
	}
	tmpl_text(j->model, "list_href", span_of(arena_fmt(j->a,
	    "%.*slist/%s.html", (int)j->here.n, j->here.p, r->source.id)));
	tmpl_text(j->model, "at", tongue_at(j->tongue, r->at, j->a));
	tmpl_flag(j->model, "gone", r->gone);
	tmpl_text(j->model, "row_proof", page_act_href(j, r->row.act,
	    arena_copy(j->a, span_of(r->row_id))));
	return 0;
}

/* A row that changed has earlier versions, which stay public until they are
 * withheld too. */
static void put_earlier(struct page_job *j, const struct page_talk *t,
    const struct index_record *r)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "earlier");

	for (int i = 0; i < t->list.count; i++) {
		const struct index_stmt *x = &t->list.at[i];

		if (!x->hidden && span_is(x->s.says, "row") && !x->s.denies &&
		    !span_is(span_of(x->id), r->row_id))
			tmpl_text(tmpl_row(rows), "earlier_proof",
			    page_act_href(j, x->act, arena_copy(j->a,
			    span_of(x->id))));
	}
}

static int put_person(struct page_job *j, const struct index_thing *record,
    struct err *e)
{
	static const char *const key[2] = { "person", "person_href" };
	struct index_thing person;
	int got = index_person_of(j->from->ix, record, &person, e);

	if (got < 0 || page_joined_put(j, record, tmpl_sub(j->model, "own"),
	    tmpl_rows(j->model, "apart"), e) < 0)
		return -1;
	if (got == 0)
		return 0;
	return page_mention(j, j->model, key, span_of(arena_fmt(j->a,
	    "%s/%s", stmt_kind_name(person.kind), person.id)), e);
}

int folio_record(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct index_record *r = arena_take(j->a, 1, sizeof(*r));
	struct index_name name = { 0 };
	struct page_talk t;
	int got = index_record(j->from->ix, &ask->thing, j->a, r, e);

	if (got < 0 || page_talk_about(j, &ask->thing, r->fact_count, &t,
	    e) < 0)
		return -1;
	if (got == 1) {
		if (put_row(j, r, e) < 0)
			return -1;
		put_earlier(j, &t, r);
		page_talk_facts(&t, r, j->a);
	}
	page_talk_thread(&t);
	got = index_name_of(j->from->ix, &ask->thing, j->lang, j->a, &name,
	    e);
	if (got < 0 || put_person(j, &ask->thing, e) < 0)
		return -1;
	page_title(j, TONGUE("A row of a list"));
	if (got == 1)
		page_name(j, j->model, "title", name.form, name.lang);
	return page_section(j, &t, NULL, tmpl_rows(j->model, "sections"),
	    TONGUE("What the row says"), e);
}
