/* A list's header: judged, then joined to the map. */
#include <string.h>

#include "base/utf8.h"
#include "intake/rows.h"

static int judge_name(struct span name, int column, struct err *e)
{
	if (name.n == 0)
		return err_set(e, ERR_FORMAT, "column %d has no name: give it "
		    "one, or say \"header = no\" in the map", column);
	if (!utf8_valid(name))
		return err_set(e, ERR_FORMAT, "column %d: its name is not "
		    "UTF-8: say which encoding the file has in the map "
		    "(--draft-map proposes one)", column);
	if (memchr(name.p, '\0', name.n) != NULL)
		return err_set(e, ERR_FORMAT, "column %d: a NUL byte in its "
		    "name: is this UTF-16, or no text at all?", column);
	if (name.n > INTAKE_COLUMN_NAME_MAX)
		return err_set(e, ERR_LIMIT, "column %d: a name of %zu bytes: "
		    "at most %d", column, name.n, INTAKE_COLUMN_NAME_MAX);
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '\r' &&
		    (i + 1 == name.n || name.p[i + 1] != '\n'))
			return err_set(e, ERR_FORMAT, "column %d: lines that "
			    "end with CR alone: save the list with LF or "
			    "CRLF", column);
	return 0;
}

/* The names of the columns into r->cells. */
static int read_names(struct intake_rows *r, struct err *e)
{
	const struct intake_record *rec = &r->record;

	r->width = rec->count;
	if (rec->count > INTAKE_COLUMNS_MAX)
		return err_set(e, ERR_LIMIT, "%d columns: at most %d",
		    rec->count, INTAKE_COLUMNS_MAX);
	if (!r->map->header) {
		for (int i = 0; i < rec->count; i++)
			r->cells[i] = span_of(arena_fmt(r->arena, "%d", i + 1));
		return 0;
	}
	if (rec->junk >= 0)
		return err_set(e, ERR_FORMAT, "the header: column %d: text "
		    "after a closing quote", rec->junk + 1);
	for (int i = 0; i < rec->count; i++) {
		r->cells[i] = rec->cells[i];
		if (judge_name(rec->cells[i], i + 1, e) < 0)
			return err_in(e, "the header");
		for (int j = 0; j < i; j++)
			if (span_eq(r->cells[i], r->cells[j]))
				return err_set(e, ERR_FORMAT, "the header: "
				    "columns %d and %d are both called \"%s\":"
				    " give them different names, or say "
				    "\"header = no\" in the map", j + 1, i + 1,
				    intake_snip(r->cells[i]).text);
	}
	return 0;
}

static void fill_map(struct intake_rows *r)
{
	struct intake_map *map = r->map;

	map->column_count = r->width;
	map->columns = arena_take(r->arena, (size_t)r->width,
	    sizeof(*map->columns));
	for (int i = 0; i < r->width; i++) {
		map->columns[i].name = arena_copy(r->arena, r->cells[i]);
		map->columns[i].use = INTAKE_PRIVATE;
		r->from[i] = i;
	}
}

/* Names of the one side that the other lacks: as many as the message holds. */
struct missing {
	char text[160];
	size_t n;
	int more;
};

static void miss(struct missing *m, struct span name)
{
	const struct intake_snip snip = intake_snip(name);
	size_t n = strlen(snip.text);

	if (m->n + n + 5 > sizeof(m->text)) {
		m->more++;
		return;
	}
	if (m->n > 0)
		m->text[m->n++] = ' ';
	m->text[m->n++] = '"';
	memcpy(m->text + m->n, snip.text, n);
	m->n += n;
	m->text[m->n++] = '"';
	m->text[m->n] = '\0';
}

static int join_map(struct intake_rows *r, struct err *e)
{
	const struct intake_map *map = r->map;
	struct missing lacks = { "", 0, 0 }, unnamed = { "", 0, 0 };
	bool named[INTAKE_COLUMNS_MAX] = { false };

	for (int i = 0; i < map->column_count; i++) {
		int at = 0;

		while (at < r->width &&
		    !span_eq(r->cells[at], map->columns[i].name))
			at++;
		r->from[i] = at;
		if (at < r->width)
			named[at] = true;
		else
			miss(&lacks, map->columns[i].name);
	}
	for (int i = 0; i < r->width; i++)
		if (!named[i])
			miss(&unnamed, r->cells[i]);
	if (unnamed.n > 0)
		return err_set(e, ERR_FORMAT, "the map does not name all "
		    "columns: %s%s", unnamed.text, unnamed.more ? " ..." : "");
	if (lacks.n > 0)
		return err_set(e, ERR_FORMAT, "the file lacks columns of the "
		    "map: %s%s", lacks.text, lacks.more ? " ..." : "");
	return 0;
}

int intake_rows_head(struct intake_rows *r, struct err *e)
{
	struct intake_map *map = r->map;
	int got;

	r->grows = map->column_count == 0 && map->format == INTAKE_JSONL;
	if (r->grows)
		map->columns = arena_take(r->arena, INTAKE_COLUMNS_MAX,
		    sizeof(*map->columns));
	if (map->format == INTAKE_JSONL)
		return 0;
	got = intake_rows_pull(r, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_FORMAT, "the list is empty");
	if (map->header) {
		r->held = false;
		r->blanks = 0; /* before the header nothing is a row */
	}
	if (read_names(r, e) < 0)
		return -1;
	if (map->column_count > 0)
		return join_map(r, e);
	fill_map(r);
	return 0;
}
