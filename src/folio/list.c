/* list.c - the rows of a list, as they stand there */
#include "folio/inside.h"

#define COLUMNS 12     /* that the table shows; the row's own page has all */
#define CELL_MAX 300   /* bytes of a cell in the table */
#define CELL_ROOM 2048 /* bytes of markup of one, at most */

struct columns {
	struct span name[COLUMNS];
	int count;
	bool more;
};

static int column_of(struct columns *c, struct span name)
{
	for (int i = 0; i < c->count; i++)
		if (span_eq(c->name[i], name))
			return i;
	if (c->count == COLUMNS) {
		c->more = true;
		return -1;
	}
	c->name[c->count] = name;
	return c->count++;
}

static int put_cells(struct page_job *j, const struct index_stmt *row,
    struct columns *c, struct tmpl_list *cells, struct err *e)
{
	struct span at[COLUMNS] = { 0 };
	struct stmt_cell *cell;
	int count;

	if (stmt_row_cells(row->s.value, j->a, &cell, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		int k = column_of(c, cell[i].column);

		if (k >= 0)
			at[k] = page_clip(j, cell[i].text, CELL_MAX);
	}
	for (int i = 0; i < c->count; i++) {
		page_text(j, tmpl_row(cells), "cell", at[i],
		    (struct span){ 0 });
		j->room -= 100 + 6 * at[i].n;
	}
	return 0;
}

static int put_row(struct page_job *j, const struct index_thing *record,
    struct columns *c, struct tmpl_list *rows, struct err *e)
{
	struct index_record r;
	struct index_thing person;
	enum index_match match;
	struct tmpl_map *m;
	int got = index_record(j->from->ix, record, j->a, &r, e);

	if (got <= 0)
		return got;
	got = index_person_of(j->from->ix, record, &person, e);
	if (got < 0 || index_match(j->from->ix, record, &match, e) < 0)
		return -1;
	if (j->room < COLUMNS * CELL_ROOM) {
		j->cut++;
		return 0;
	}
	m = tmpl_row(rows);
	tmpl_text(m, "at", tongue_at(j->tongue, r.at, j->a));
	tmpl_flag(m, "gone", r.gone);
	tmpl_flag(m, "matched", match == INDEX_MATCHED);
	tmpl_flag(m, "alone", match == INDEX_ALONE);
	tmpl_flag(m, "open", match == INDEX_OPEN);
	tmpl_text(m, "href", page_href(j, got == 1 ? &person : record));
	return put_cells(j, &r.row, c, tmpl_rows(m, "cells"), e);
}

int folio_list(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "rows");
	struct columns columns = { .count = 0 };
	const struct page_cite *c;
	struct index_thing *record;
	int64_t match[INDEX_MATCHES];
	int count;

	if (page_cite(j, STMT_SOURCE, span_of(ask->thing.id), &c, e) < 0 ||
	    index_rows(j->from->ix, &ask->thing, ask->skip, ask->most, j->a,
	    &record, &count, e) < 0 || index_match_count(j->from->ix,
	    &ask->thing, match, e) < 0)
		return -1;
	page_number(j, j->model, "matched", (uint64_t)match[INDEX_MATCHED]);
	page_number(j, j->model, "alone", (uint64_t)match[INDEX_ALONE]);
	page_number(j, j->model, "open", (uint64_t)match[INDEX_OPEN]);
	for (int i = 0; i < count; i++)
		if (put_row(j, &record[i], &columns, rows, e) < 0)
			return -1;
	rows = tmpl_rows(j->model, "columns");
	for (int i = 0; i < columns.count; i++)
		tmpl_text(tmpl_row(rows), "column", columns.name[i]);
	tmpl_flag(j->model, "more_columns", columns.more);
	page_number(j, j->model, "all", (uint64_t)ask->all);
	tmpl_text(j->model, "source_href", page_href(j, &ask->thing));
	page_text(j, j->model, "title", c->title.n > 0 ? c->title : c->text,
	    c->title.n > 0 ? c->title_lang : c->lang);
	return 0;
}
