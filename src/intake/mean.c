/* mean.c - what the columns of a list seem to mean, for comparing lists */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "intake/inside.h"

#define ROWS 1000
#define MEMORY ((size_t)64 << 20)

struct look {
	struct intake_map *map;
	struct intake_looks *looks;
	struct arena *a, row;
	bool families;
};

static void look_closep(struct look *l)
{
	arena_closep(&l->row);
}

static void see_cells(struct look *l, const struct stmt_cell *cell,
    int count, bool private_ones)
{
	const struct intake_map *map = l->map;

	for (int at = 0, c = 0; c < count && at < map->column_count; at++) {
		bool is_private = map->columns[at].use == INTAKE_PRIVATE;

		if (is_private != private_ones || !span_eq(
		    map->columns[at].name, cell[c].column))
			continue;
		intake_looks_add(&l->looks[at], cell[c++].text, l->a);
	}
}

static int see_rows(struct look *l, int fd, struct err *e)
{
	SCOPED(intake_rows) *r = NULL;
	struct intake_row row;
	int got = 1;

	if (intake_rows_open(&r, fd, l->a, l->map, e) < 0)
		return -1;
	for (int i = 0; i < ROWS && got > 0; i++) {
		arena_clear(&l->row);
		got = intake_rows_next(r, &l->row, &row, e);
		if (got <= 0 || row.bad)
			continue;
		see_cells(l, row.public_cells, row.public_count, false);
		see_cells(l, row.private_cells, row.private_count, true);
	}
	if (got < 0)
		return -1;
	if (lseek(fd, 0, SEEK_SET) != 0)
		return err_set(e, ERR_IO, "going back to the start: %s",
		    strerror(errno));
	return 0;
}

static const char *order_of(const struct intake_looks *l)
{
	if (l->ymd > 0 && l->ymd >= l->dmy + l->mdy)
		return "ymd";
	return l->mdy > l->dmy ? "mdy" : "dmy";
}

/* Nothing is known of the name: what do the cells look like? */
static enum intake_sort by_looks(const struct intake_looks *l)
{
	int letters = 0;

	for (int i = 1; i < 6; i++)
		letters += l->script[i];
	if (l->cells == 0)
		return INTAKE_NOTHING;
	return l->emails + l->phones + l->numbers > 0 || letters * 2 < l->cells
	    ? INTAKE_CODES : INTAKE_WORDS;
}

static void sense_of(struct look *l, int at, struct intake_sense *out)
{
	const struct intake_column *c = &l->map->columns[at];
	const struct intake_looks *looks = &l->looks[at];
	const struct stmt_property *p;
	struct intake_guess g;

	*out = (struct intake_sense){ .order = order_of(looks) };
	if (c->map_count > 0) {
		out->sort = INTAKE_MEANING;
		out->property = c->maps[0].property;
		if (c->maps[0].format.n > 0)
			out->order = arena_cstr(l->a, c->maps[0].format);
		return;
	}
	if (span_eq(c->name, l->map->key) || intake_words_of_list(c->name,
	    l->a) || (at == 0 && looks->cells > 1 && looks->rising ==
	    looks->cells)) {
		out->sort = INTAKE_ROW_ID;
		return;
	}
	intake_words_guess(c->name, l->families, l->a, &g);
	p = g.property == NULL ? NULL : stmt_property(span_of(g.property));
	if (g.sure == INTAKE_MEANS && p != NULL && (p->type != STMT_DATE ||
	    (looks->dates + looks->integers) * 2 >= looks->cells)) {
		out->sort = INTAKE_MEANING;
		out->property = span_of(g.property);
	} else if (g.sure == INTAKE_SHOWN) {
		out->sort = strncmp(g.why, "a place", 7) == 0 ? INTAKE_PLACES
		    : strncmp(g.why, "the number", 10) == 0 && (at == 0 ||
		    looks->rising == looks->cells) ? INTAKE_ROW_ID
		    : by_looks(looks);
	} else if (g.sure == INTAKE_SECRET && strcmp(g.why, "notes") != 0 &&
	    strcmp(g.why, "relatives") != 0 && strcmp(g.why, "a witness") !=
	    0) {
		out->sort = by_looks(looks);
	} else if (g.sure == INTAKE_UNKNOWN) {
		out->sort = by_looks(looks);
	}
	if (out->sort == INTAKE_NOTHING)
		out->why = looks->cells == 0 ? "empty" : g.why;
}

int intake_map_senses(int fd, struct arena *a, struct intake_map *map,
    struct intake_sense *out, struct err *e)
{
	SCOPED(look) l = { .map = map, .a = a, .row = { .cap = MEMORY } };
	struct intake_guess g;

	l.looks = arena_take(a, INTAKE_COLUMNS_MAX, sizeof(*l.looks));
	if (see_rows(&l, fd, e) < 0)
		return -1;
	for (int i = 0; i < map->column_count; i++) {
		intake_words_guess(map->columns[i].name, false, a, &g);
		l.families |= g.property != NULL && strcmp(g.property,
		    "name.family") == 0;
	}
	for (int i = 0; i < map->column_count; i++)
		sense_of(&l, i, &out[i]);
	return 0;
}
