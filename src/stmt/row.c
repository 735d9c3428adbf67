/* Rows of lists: cells to canonical object and back (FORMAT 6.1). */
#include <stdlib.h>

#include "base/utf8.h"
#include "stmt/inside.h"

/* How many cells the object has, which must be all of the text. */
static int cells_count(struct span object, struct err *e)
{
	struct stmt_row r = { .s = scan_of(object) };
	int got;

	if (object.n > STMT_LINE_MAX)
		return err_set(e, ERR_FORMAT, "FORMAT 4: more than %d bytes",
		    STMT_LINE_MAX);
	while ((got = stmt_row_next(&r, e)) > 0)
		;
	if (got < 0)
		return -1;
	if (!scan_done(&r.s))
		return err_set(e, ERR_FORMAT, "FORMAT 4: text after a row");
	return r.count;
}

int stmt_row_cells(struct span object, struct arena *a,
    struct stmt_cell **cells, int *count, struct err *e)
{
	struct stmt_row r = { .s = scan_of(object) };
	int n = cells_count(object, e), at = 0;
	struct stmt_cell *c;

	if (n < 0)
		return -1;
	c = arena_take(a, (size_t)n, sizeof(*c));
	while (stmt_row_next(&r, e) > 0) {
		c[at].column = stmt_string_text(&r.column, a);
		c[at++].text = stmt_string_text(&r.cell, a);
	}
	*cells = c;
	*count = n;
	return 0;
}

static int by_column(const void *x, const void *y)
{
	const struct stmt_cell *a = x, *b = y;

	return span_cmp(a->column, b->column);
}

static bool cell_text_valid(struct span s)
{
	return utf8_valid(s) && (s.n == 0 || span_find(s, '\0') == s.n);
}

static int cells_check(const struct stmt_cell *cells, int count, struct err *e)
{
	for (int i = 0; i < count; i++) {
		struct span column = cells[i].column;

		if (column.n == 0)
			return err_set(e, ERR_FORMAT, "FORMAT 4.4: a column"
			    " without a name");
		if (!cell_text_valid(column) || !cell_text_valid(cells[i].text))
			return err_set(e, ERR_FORMAT, "FORMAT 4.4: a cell is"
			    " not UTF-8 or holds NUL");
		if (i == 0 || !span_eq(cells[i - 1].column, column))
			continue;
		if (column.n > 80)
			column.n = 80;
		return err_set(e, ERR_FORMAT, "FORMAT 4: column \"%.*s\" is"
		    " there twice", (int)utf8_valid_bytes(column), column.p);
	}
	return 0;
}

int stmt_row_print(struct stmt_cell *cells, int count, struct buf *out,
    struct err *e)
{
	size_t before = out->n;

	if (count < 0 || count > STMT_COLUMNS_MAX)
		return err_set(e, ERR_LIMIT, "FORMAT 4: more than %d columns",
		    STMT_COLUMNS_MAX);
	if (count > 1)
		qsort(cells, (size_t)count, sizeof(*cells), by_column);
	if (cells_check(cells, count, e) < 0)
		return -1;
	buf_byte(out, '{');
	for (int i = 0; i < count; i++) {
		if (i > 0)
			buf_byte(out, ',');
		buf_json(out, cells[i].column);
		buf_byte(out, ':');
		buf_json(out, cells[i].text);
	}
	buf_byte(out, '}');
	if (out->over || out->n - before > STMT_LINE_MAX) {
		out->n = before;
		return err_set(e, ERR_LIMIT, "FORMAT 4: a row of more than %d"
		    " bytes", STMT_LINE_MAX);
	}
	return 0;
}
