/* rows.c - the rows of a file into the comparison */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "compare/inside.h"

#define ROW_MEMORY ((size_t)4 << 20)

/* ---- opening ---- */

static int open_list(const char *path, int *fd, struct err *e)
{
	struct stat st;

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0 || fstat(*fd, &st) < 0)
		return err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_FORMAT, "%s is no regular file", path);
	return 0;
}

static int read_map(struct compare *c, struct compare_list *l,
    const char *path, const char *map, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct span ini;
	int got;

	if (map == NULL)
		return intake_map_default(span_of(slash == NULL ? path :
		    slash + 1), l->fd, &c->mem, &l->map, e);
	got = file_read(AT_FDCWD, map, INTAKE_MAP_BYTES, &c->mem, &ini, e);
	if (got == 0)
		return err_set(e, ERR_ABSENT, "there is no %s", map);
	if (got < 0 || intake_map_read(ini, &c->mem, &l->map, e) < 0)
		return err_in(e, "%s", map);
	return 0;
}

int compare_file(struct compare *c, const char *path, const char *map,
    struct err *e)
{
	struct compare_list *l = &c->list[c->lists];

	if (c->lists == 2)
		return err_set(e, ERR_FORMAT, "more than two lists");
	l->name = arena_copy(&c->mem, span_of(path));
	if (open_list(path, &l->fd, e) < 0)
		return -1;
	c->lists++;
	if (read_map(c, l, path, map, e) < 0 ||
	    compare_columns_file(c, l, e) < 0)
		return err_in(e, "%s", path);
	return 0;
}

/* ---- rows ---- */

static void *grown(struct arena *a, const void *old, uint32_t n,
    uint32_t room, size_t size)
{
	void *p = arena_raw(a, (size_t)room * size);

	if (n > 0)
		memcpy(p, old, n * size);
	return p;
}

static void make_room(struct compare *c)
{
	uint32_t n = c->id_room, room = n == 0 ? 4096 : n * 2;

	if (link_rows(c->link) < n)
		return;
	c->id = grown(&c->mem, c->id, n, room, sizeof(*c->id));
	c->number = grown(&c->mem, c->number, n, room, sizeof(*c->number));
	if (c->options.keep_cells)
		c->cells = grown(&c->mem, c->cells, n, room,
		    sizeof(*c->cells));
	c->id_room = room;
}

/* Cells as two bytes of length and the bytes. */
static struct span packed(struct compare *c, const struct span *cells)
{
	struct buf b;

	buf_open(&b, &c->mem, LINK_FIELDS_MAX * (LINK_CELL_MAX + 2));
	for (int i = 0; i < c->fields; i++) {
		size_t n = cells[i].n > LINK_CELL_MAX ? LINK_CELL_MAX :
		    cells[i].n;

		buf_byte(&b, (char)(n & 0xff));
		buf_byte(&b, (char)(n >> 8));
		buf_add(&b, (struct span){ cells[i].p, n });
	}
	return buf_span(&b);
}

struct span compare_rows_cell(const struct compare *c, uint32_t row,
    int field)
{
	struct span s = c->cells[row];

	for (int i = 0; ; i++) {
		size_t n = (size_t)(uint8_t)s.p[0] |
		    (size_t)(uint8_t)s.p[1] << 8;

		if (i == field)
			return (struct span){ s.p + 2, n };
		s = span_skip(s, n + 2);
	}
}

int compare_rows_add(struct compare *c, int list, struct span id,
    uint32_t number, const struct span *cells, struct err *e)
{
	uint32_t row = link_rows(c->link);

	make_room(c);
	c->id[row] = arena_copy(&c->mem, id);
	c->number[row] = number;
	if (c->options.keep_cells)
		c->cells[row] = packed(c, cells);
	c->list[list].rows++;
	return link_add(c->link, list, cells, e);
}

struct reading {
	struct compare *c;
	struct compare_list *l;
	int which;
	int field[INTAKE_COLUMNS_MAX]; /* of each column of the map, or -1 */
	struct span cell[LINK_FIELDS_MAX];
	struct span id;
};

/* The cells of a row stand in the map's order, some perhaps missing. */
static void take_cells(struct reading *r, const struct stmt_cell *cell,
    int count, enum intake_use use)
{
	const struct intake_map *map = &r->l->map;

	for (int at = 0, k = 0; k < count && at < map->column_count; at++) {
		const struct intake_column *col = &map->columns[at];

		if (col->use != use || (col->name.p != cell[k].column.p &&
		    !span_eq(col->name, cell[k].column)))
			continue;
		if (at == r->l->id)
			r->id = cell[k].text;
		if (r->field[at] >= 0 && r->cell[r->field[at]].n == 0)
			r->cell[r->field[at]] = cell[k].text;
		k++;
	}
}

static int take_row(struct reading *r, const struct intake_row *row,
    struct err *e)
{
	char number[24];

	if (row->bad) {
		if (r->l->bad++ == 0)
			(void)snprintf(r->l->first_bad,
			    sizeof(r->l->first_bad), "row %llu: %.*s%s%s",
			    (unsigned long long)row->number,
			    (int)row->column.n, row->column.n > 0
			    ? row->column.p : "", row->column.n > 0 ? ": " :
			    "", row->reason);
		return 0;
	}
	memset(r->cell, 0, (size_t)r->c->fields * sizeof(r->cell[0]));
	r->id = (struct span){ 0 };
	take_cells(r, row->public_cells, row->public_count, INTAKE_PUBLIC);
	take_cells(r, row->private_cells, row->private_count,
	    INTAKE_PRIVATE);
	if (r->id.n == 0) {
		(void)snprintf(number, sizeof(number), "%llu",
		    (unsigned long long)row->number);
		r->id = span_of(number);
	}
	return compare_rows_add(r->c, r->which, r->id, (uint32_t)row->number,
	    r->cell, e);
}

int compare_rows_file(struct compare *c, int list, struct err *e)
{
	SCOPED(arena) mem = { .cap = ROW_MEMORY };
	SCOPED(intake_rows) *rows = NULL;
	struct compare_list *l = &c->list[list];
	struct reading r = { .c = c, .l = l, .which = list };
	struct intake_row row;
	int got;

	for (int i = 0; i < INTAKE_COLUMNS_MAX; i++)
		r.field[i] = -1;
	for (int i = 0; i < l->columns; i++)
		r.field[l->column[i].at] = l->column[i].field;
	if (intake_rows_open(&rows, l->fd, &c->mem, &l->map, e) < 0)
		return err_in(e, "%.*s", (int)l->name.n, l->name.p);
	while ((got = intake_rows_next(rows, &mem, &row, e)) == 1) {
		if (take_row(&r, &row, e) < 0)
			return -1;
		arena_clear(&mem);
		if (l->rows % 65536 == 0 && c->options.link.progress != NULL)
			c->options.link.progress(c->options.link.ctx,
			    "reading", -1.0);
	}
	return got < 0 ? err_in(e, "%.*s", (int)l->name.n, l->name.p) : 0;
}
