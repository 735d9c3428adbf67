/* The rows of a list, one at a time: the good ones as cells, the bad ones
 * with the reason. */
#include "intake/rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define SCRATCH ((size_t)32 << 20) /* one line of JSON: JDOC_ROOM and names */

static const struct span ABSENT = { NULL, 0 };

static int in_line(const struct intake_rows *r, struct err *e)
{
	return err_in(e, "line %llu", (unsigned long long)r->line + 1);
}

/* One more row from the window, which is filled as needed: 1, 0, -1. */
static int take_record(struct intake_rows *r, struct err *e)
{
	struct intake_feed *f = &r->feed;
	int got;

	for (;;) {
		size_t n = f->n - f->at;

		if (n == 0 && f->ended)
			return 0;
		got = n == 0 ? 0 : intake_csv_record(f->window + f->at, n,
		    f->ended, r->map->delimiter, &r->record, e);
		if (got > 0)
			break;
		if (got < 0 || intake_feed_more(f, e) < 0)
			return in_line(r, e);
	}
	f->at += r->record.bytes;
	r->line += r->record.lines;
	r->blank = true;
	for (int i = 0; i < r->record.count && i < INTAKE_COLUMNS_MAX; i++)
		if (r->record.cells[i].n > 0)
			r->blank = false;
	return 1;
}

static int take_line(struct intake_rows *r, struct err *e)
{
	struct intake_feed *f = &r->feed;
	struct span left;
	size_t end;

	for (;;) {
		left = (struct span){ f->window + f->at, f->n - f->at };
		end = span_find(left, '\n');
		if (left.n == 0 && f->ended)
			return 0;
		if (end < left.n || f->ended)
			break;
		if (intake_feed_more(f, e) < 0)
			return in_line(r, e);
	}
	f->at += end < left.n ? end + 1 : end;
	r->line++;
	left.n = end;
	if (left.n > 0 && left.p[left.n - 1] == '\r')
		left.n--;
	r->json = left;
	r->blank = span_trim(left).n == 0;
	return 1;
}

/* The next row that says something is held; blank ones before it are
 * counted.  Blank ones at the end of the file are nobody's loss. */
int intake_rows_pull(struct intake_rows *r, struct err *e)
{
	if (r->held)
		return 1;
	for (;;) {
		int got = r->map->format == INTAKE_JSONL ? take_line(r, e) :
		    take_record(r, e);

		if (got <= 0)
			return got;
		if (!r->blank)
			break;
		r->blanks++;
	}
	r->held = true;
	return 1;
}

static void PRINTF_LIKE(3, 4) refuse(struct intake_row *out,
    struct span column, const char *fmt, ...)
{
	struct span text = { out->reason, 0 };
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(out->reason, sizeof(out->reason), fmt, ap);
	va_end(ap);
	text.n = strlen(out->reason);
	out->reason[utf8_valid_bytes(text)] = '\0'; /* cut within a letter */
	out->column = column;
	out->bad = true;
}

static bool cell_fits(struct span cell, struct span column,
    struct intake_row *out)
{
	size_t valid = utf8_valid_bytes(cell);

	if (cell.n > INTAKE_CELL_MAX)
		refuse(out, column, "a cell of %zu bytes: at most %d", cell.n,
		    INTAKE_CELL_MAX);
	else if (valid < cell.n)
		refuse(out, column, "byte %zu of the cell is not UTF-8: is "
		    "another encoding to be named in the map?", valid + 1);
	else if (cell.n > 0 && memchr(cell.p, '\0', cell.n) != NULL)
		refuse(out, column, "the cell holds a NUL byte");
	return !out->bad;
}

/* Puts the record's cells where the map has their columns. */
static void place_record(struct intake_rows *r, struct intake_row *out)
{
	const struct intake_record *rec = &r->record;
	const struct intake_map *map = r->map;

	if (rec->count != r->width) {
		refuse(out, ABSENT, "%d cells where %s has %d", rec->count,
		    map->header ? "the header" : "the first row", r->width);
		return;
	}
	for (int i = 0; i < map->column_count; i++) {
		const struct span column = map->columns[i].name;

		if (rec->junk == r->from[i]) {
			refuse(out, column, "text after a closing quote: "
			    "quotes within a quoted cell are doubled");
			return;
		}
		r->cells[i] = rec->cells[r->from[i]];
		if (!cell_fits(r->cells[i], column, out))
			return;
	}
}

/* The map's column of that name, near the one where it is expected. */
static int find_column(const struct intake_map *map, struct span name,
    int near)
{
	if (near < map->column_count && span_eq(map->columns[near].name, name))
		return near;
	for (int i = 0; i < map->column_count; i++)
		if (span_eq(map->columns[i].name, name))
			return i;
	return -1;
}

/* JSON lines without a map: columns are taken as they come. */
static int add_column(struct intake_rows *r, struct span name,
    struct intake_row *out)
{
	struct intake_map *map = r->map;

	if (!r->grows) {
		refuse(out, arena_copy(r->row_arena, name), "the map does "
		    "not name the column \"%s\"", intake_snip(name).text);
		return -1;
	}
	if (map->column_count == INTAKE_COLUMNS_MAX) {
		refuse(out, ABSENT, "more than %d columns",
		    INTAKE_COLUMNS_MAX);
		return -1;
	}
	if (name.n > INTAKE_COLUMN_NAME_MAX) {
		refuse(out, ABSENT, "a column's name of %zu bytes: at most %d",
		    name.n, INTAKE_COLUMN_NAME_MAX);
		return -1;
	}
	map->columns[map->column_count] = (struct intake_column){
		.name = arena_copy(r->arena, name), .use = INTAKE_PRIVATE };
	return map->column_count++;
}

static void place_members(struct intake_rows *r, struct intake_row *out)
{
	struct intake_member *all;
	struct err e = { 0 };
	int count, at = -1;

	arena_clear(&r->scratch);
	if (intake_json_members(r->json, &r->scratch, &all, &count, &e) < 0) {
		refuse(out, ABSENT, "%s", e.text);
		return;
	}
	for (int i = 0; i < r->map->column_count; i++)
		r->cells[i] = ABSENT;
	for (int i = 0; i < count; i++) {
		at = find_column(r->map, all[i].name, at + 1);
		if (at < 0)
			at = add_column(r, all[i].name, out);
		if (at < 0)
			return;
		r->cells[at] = all[i].text;
		if (r->cells[at].p == NULL)
			r->cells[at].p = "";
		if (!cell_fits(all[i].text, r->map->columns[at].name, out))
			return;
	}
}

/* Would the public or the private cells be too long for one statement? */
static bool row_fits(const struct intake_rows *r, struct intake_row *out)
{
	size_t bytes[2] = { 0, 0 }, most = 0;

	for (int i = 0; i < r->map->column_count; i++)
		most += 6 * (r->cells[i].n + r->map->columns[i].name.n) + 6;
	if (most <= INTAKE_ROW_MAX)
		return true; /* even if every byte were an escape */
	for (int i = 0; i < r->map->column_count; i++) {
		const struct intake_column *c = &r->map->columns[i];

		if (r->cells[i].p != NULL)
			bytes[c->use] += intake_json_bytes(c->name) +
			    intake_json_bytes(r->cells[i]) + 6;
	}
	for (int use = INTAKE_PRIVATE; use <= INTAKE_PUBLIC; use++)
		if (bytes[use] > INTAKE_ROW_MAX)
			refuse(out, ABSENT, "%zu bytes of %s cells: at most "
			    "%d", bytes[use], use == INTAKE_PUBLIC ? "public" :
			    "private", INTAKE_ROW_MAX);
	return !out->bad;
}

/* Copies the placed cells into a. */
static void give(const struct intake_rows *r, struct arena *a,
    struct intake_row *out)
{
	const struct intake_map *map = r->map;
	struct stmt_cell *cells = arena_raw(a, 2 *
	    (size_t)map->column_count * sizeof(*cells));
	size_t bytes = 0;
	char *p;

	for (int i = 0; i < map->column_count; i++)
		bytes += r->cells[i].n;
	p = arena_raw(a, bytes + 1);
	out->public_cells = cells;
	out->private_cells = cells + map->column_count;
	for (int i = 0; i < map->column_count; i++) {
		const struct intake_column *c = &map->columns[i];
		struct stmt_cell *to;

		if (r->cells[i].p == NULL)
			continue;
		to = c->use == INTAKE_PUBLIC ?
		    &out->public_cells[out->public_count++] :
		    &out->private_cells[out->private_count++];
		memcpy(p, r->cells[i].p, r->cells[i].n);
		*to = (struct stmt_cell){ c->name, { p, r->cells[i].n } };
		p += r->cells[i].n;
		if (i == r->key)
			out->key = to->text;
	}
}

int intake_rows_next(struct intake_rows *r, struct arena *a,
    struct intake_row *out, struct err *e)
{
	int got = intake_rows_pull(r, e);

	if (got <= 0)
		return got;
	memset(out, 0, offsetof(struct intake_row, reason));
	out->reason[0] = '\0';
	out->number = ++r->number;
	if (r->blanks > 0) {
		r->blanks--;
		refuse(out, ABSENT, "an empty row");
		return 1;
	}
	r->held = false;
	r->row_arena = a;
	if (r->map->format == INTAKE_JSONL)
		place_members(r, out);
	else
		place_record(r, out);
	if (!out->bad && row_fits(r, out))
		give(r, a, out);
	return 1;
}

int intake_rows_open(struct intake_rows **out, int fd, struct arena *a,
    struct intake_map *map, struct err *e)
{
	SCOPED(intake_rows) *r = calloc(1, sizeof(*r));

	if (r == NULL)
		return err_set(e, ERR_IO, "out of memory");
	r->map = map;
	r->arena = a;
	r->scratch.cap = SCRATCH;
	r->key = -1;
	if (intake_feed_open(&r->feed, fd, map->encoding, e) < 0)
		return -1;
	if (intake_rows_head(r, e) < 0)
		return -1;
	if (map->key.n > 0)
		r->key = find_column(map, map->key, 0);
	*out = r;
	r = NULL; /* the caller owns it now */
	return 0;
}

void intake_rows_closep(struct intake_rows **p)
{
	struct intake_rows *r = *p;

	if (r == NULL)
		return;
	intake_feed_close(&r->feed);
	arena_closep(&r->scratch);
	free(r);
	*p = NULL;
}
