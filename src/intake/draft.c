/* A map proposed from a list's header and its first rows. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "intake/inside.h"
#include "uni/uni.h"

#define ROWS 1000
#define MEMORY ((size_t)64 << 20)

struct draft {
	struct intake_map map;
	struct intake_looks *looks; /* by column */
	struct arena arena, row;
	struct buf *out;
	bool families;          /* there is a column of family names */
	const char *no_header;  /* why the first row was not taken for one */
	struct span key;
};

static void draft_closep(struct draft *d)
{
	arena_closep(&d->arena);
	arena_closep(&d->row);
}

/* ---- looking ---- */

static int look(struct draft *d, struct intake_rows *r, struct err *e)
{
	struct intake_row row;
	int got = 1;

	for (int i = 0; i < ROWS && got > 0; i++) {
		arena_clear(&d->row);
		got = intake_rows_next(r, &d->row, &row, e);
		if (got <= 0 || row.bad)
			continue;
		for (int at = 0, c = 0; c < row.private_count; at++) {
			/* Cells are in the columns' order, some missing. */
			if (!span_eq(d->map.columns[at].name,
			    row.private_cells[c].column))
				continue;
			intake_looks_add(&d->looks[at],
			    row.private_cells[c++].text, &d->arena);
		}
	}
	return got < 0 ? -1 : 0;
}

static int open_rows(struct draft *d, int fd, struct intake_rows **out,
    struct err *e)
{
	if (intake_rows_open(out, fd, &d->arena, &d->map, e) == 0)
		return 0;
	if (d->map.format == INTAKE_JSONL || e->kind != ERR_FORMAT ||
	    lseek(fd, 0, SEEK_SET) != 0)
		return -1;
	d->no_header = arena_fmt(&d->arena, "%s", e->text);
	d->map.header = false;
	return intake_rows_open(out, fd, &d->arena, &d->map, e);
}

static int gather(struct draft *d, struct span file_name, int fd,
    struct err *e)
{
	SCOPED(intake_rows) *r = NULL;
	struct intake_guess g;

	if (intake_map_default(file_name, fd, &d->arena, &d->map, e) < 0)
		return -1;
	d->looks = arena_take(&d->arena, INTAKE_COLUMNS_MAX,
	    sizeof(*d->looks));
	if (open_rows(d, fd, &r, e) < 0 || look(d, r, e) < 0)
		return -1;
	if (lseek(fd, 0, SEEK_SET) != 0)
		return err_set(e, ERR_IO, "going back to the start: %s",
		    strerror(errno));
	if (d->map.column_count == 0)
		return err_set(e, ERR_FORMAT, "the list is empty");
	for (int i = 0; i < d->map.column_count; i++) {
		intake_words_guess(d->map.columns[i].name, false, &d->arena,
		    &g);
		if (g.property != NULL &&
		    strcmp(g.property, "name.family") == 0)
			d->families = true;
	}
	return 0;
}

/* ---- saying ---- */

static void put_line(struct draft *d, struct span column, const char *what,
    const char *why)
{
	if (why != NULL)
		buf_fmt(d->out, "; %s\n", why);
	intake_ini_put(d->out, column);
	buf_fmt(d->out, " = %s\n", what);
}

/* The order in which day, month and year stand; "" EDTF; NULL unknown. */
static const char *date_format(const struct intake_looks *l)
{
	const int kinds = (l->ymd > 0) + (l->dmy > 0) + (l->mdy > 0);

	if ((l->dates + l->years) * 2 < l->cells || kinds > 1)
		return NULL;
	if (l->ymd > 0)
		return " format=ymd";
	if (l->mdy > 0)
		return " format=mdy";
	if (l->dmy > 0 || (l->dates > 0 && l->slashes == 0))
		return " format=dmy";
	return l->dates > 0 ? NULL : "";
}

/* values=... where every word that was seen is known; else NULL. */
static const char *code_values(struct draft *d, const char *property,
    const struct intake_looks *l)
{
	struct span text;
	struct err e = { 0 };
	struct buf b;

	if (l->many || l->seen_count == 0)
		return NULL;
	buf_open(&b, &d->arena, 2048);
	for (int i = 0; i < l->seen_count; i++) {
		const struct span cell = l->seen[i];
		const char *code = intake_words_code(property, cell,
		    &d->arena);

		if (code == NULL || span_find(cell, ',') < cell.n ||
		    span_find(cell, '"') < cell.n)
			return NULL;
		buf_fmt(&b, "%s%.*s:%s", i > 0 ? "," : "", (int)cell.n,
		    cell.p, code);
	}
	if (buf_end(&b, &text, &e) < 0)
		return NULL;
	return arena_fmt(&d->arena, " values=\"%.*s\"", (int)text.n, text.p);
}

/* The options that a column needs to mean that; NULL where its cells do not
 * look like it. */
static const char *options(struct draft *d, const struct stmt_property *p,
    const char *property, struct span column, const struct intake_looks *l)
{
	struct intake_looks header = { 0 };
	const char *lang;

	switch (p->type) {
	case STMT_DATE:
		return date_format(l);
	case STMT_INTEGER:
		return l->integers * 2 >= l->cells ? "" : NULL;
	case STMT_TIME:
		return l->times * 2 >= l->cells ? "" : NULL;
	case STMT_CODE:
		return code_values(d, property, l);
	default:
		lang = intake_looks_lang(l);
		if (l->cells == 0) {
			intake_looks_add(&header, column, &d->arena);
			lang = intake_looks_lang(&header);
		}
		return lang == NULL ? NULL :
		    arena_fmt(&d->arena, " lang=%s", lang);
	}
}

static void say_meaning(struct draft *d, struct span column,
    const char *property, const struct intake_looks *l)
{
	const struct stmt_property *p = stmt_property(span_of(property));
	const char *more;

	if (strcmp(property, "home") == 0 && l->streets > 0) {
		put_line(d, column, "private", "cells that look like the "
		    "addresses of homes");
		return;
	}
	more = p == NULL ? NULL : options(d, p, property, column, l);
	if (more != NULL)
		put_line(d, column, arena_fmt(&d->arena, "%s%s", property,
		    more), NULL);
	else
		put_line(d, column, "public", arena_fmt(&d->arena,
		    "perhaps %s, but the cells do not tell how to read them",
		    property));
}

static void say_column(struct draft *d, int at)
{
	const struct span column = d->map.columns[at].name;
	const struct intake_looks *l = &d->looks[at];
	const char *why = intake_looks_private(l);
	struct intake_guess g;

	intake_words_guess(column, d->families, &d->arena, &g);
	if (g.sure == INTAKE_SECRET)
		put_line(d, column, "private", g.why);
	else if (why != NULL)
		put_line(d, column, "private", why);
	else if (g.sure == INTAKE_UNKNOWN)
		put_line(d, column, "private", "nothing is known of such a "
		    "column");
	else if (g.sure == INTAKE_SHOWN)
		put_line(d, column, "public", g.why);
	else
		say_meaning(d, column, g.property, l);
}

/* A first column of numbers that only rise names the rows. */
static void say_key(struct draft *d)
{
	const struct intake_looks *l = &d->looks[0];

	if (l->cells < 2 || l->rising != l->cells || l->years * 2 > l->cells)
		return;
	buf_str(d->out, "; the numbers of this column are all different: by"
	    " them a row that changed\n; is known again.  Take the line away"
	    " if later versions are numbered anew.\nkey = ");
	intake_ini_put(d->out, d->map.columns[0].name);
	buf_byte(d->out, '\n');
}

static void say_head(struct draft *d)
{
	static const char *const FORMATS[] = { "csv", "tsv", "jsonl" };
	const struct intake_map *map = &d->map;

	buf_str(d->out, "; A proposal.  Read every line: it decides what is "
	    "published.\n\n[source]\n"
	    "; the list, for ever, in all its versions; choose it yourself\n");
	buf_fmt(d->out, "handle = %.*s\n", (int)map->handle.n, map->handle.p);
	buf_str(d->out, "kind = list\n"
	    "; Fill in what you know, and take the ; away.  lang is the "
	    "language of title and\n"
	    "; publisher, language that of the list.\n"
	    "; title = \n; publisher = \n; lang = en\n; published = "
	    "2031-02-20\n; address = https://\n; language = \n\n[file]\n");
	buf_fmt(d->out, "format = %s\n", FORMATS[map->format]);
	if (map->format == INTAKE_CSV)
		buf_fmt(d->out, "delimiter = %c\n", map->delimiter);
	buf_fmt(d->out, "encoding = %s\n", map->encoding);
	if (!map->header)
		buf_fmt(d->out, "; The first row cannot be a header (%s), so "
		    "it is read as\n; the first record.\nheader = no\n",
		    d->no_header);
	say_key(d);
	buf_str(d->out, "\n; Each column is private (withheld), public (shown "
	    "as it is), or means a property\n"
	    "; of the table, which is public too.\n[columns]\n");
}

int intake_map_draft(struct span file_name, int fd, struct buf *out,
    struct err *e)
{
	SCOPED(draft) d = { .arena = { .cap = MEMORY },
		.row = { .cap = 4 << 20 }, .out = out };

	if (gather(&d, file_name, fd, e) < 0)
		return -1;
	say_head(&d);
	for (int i = 0; i < d.map.column_count; i++)
		say_column(&d, i);
	if (out->over)
		return err_set(e, ERR_LIMIT, "the draft is larger than %zu "
		    "bytes", out->max);
	return 0;
}
