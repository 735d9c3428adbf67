/* archive.c - what an archive holds, into the comparison */
#include <string.h>

#include "compare/inside.h"
#include "export/export.h"

#define MOST 512              /* things asked for at once */
#define MEMORY ((size_t)512 << 20)

/* A name twice: a second spelling stands beside the first. */
static const char *const properties[] = { "name", "name", "name.official",
	"name.family", "name.given", "name.patronymic", "born.date",
	"died.date", "age", "sex", "died.place", "home", "born.place",
	"work" };
#define PROPERTIES ((int)(sizeof(properties) / sizeof(properties[0])))

static void set_columns(struct compare_list *l)
{
	for (int i = 0; i < PROPERTIES; i++) {
		struct compare_column col = { .title =
			span_of(properties[i]), .at = i };

		if (!compare_columns_property(col.title, &col))
			continue;
		if (i == 1)
			col.key = SPAN("another name");
		l->column[l->columns++] = col;
	}
}

static int add_list(struct compare *c, struct index *ix,
    const struct index_thing *source, struct err *e)
{
	struct compare_list *l = &c->list[c->lists];

	if (c->lists == 2)
		return err_set(e, ERR_FORMAT, "more than two lists");
	l->ix = ix;
	l->id = -1;
	l->name = SPAN("all persons and records of the archive");
	if (source != NULL) {
		l->source = *source;
		l->name = span_of(arena_fmt(&c->mem, "source/%s",
		    source->id));
	}
	set_columns(l);
	c->lists++;
	return 0;
}

int compare_source(struct compare *c, struct index *ix,
    const struct index_thing *source, struct err *e)
{
	return add_list(c, ix, source, e);
}

int compare_everybody(struct compare *c, struct index *ix, struct err *e)
{
	return add_list(c, ix, NULL, e);
}

/* The first value of each property that is said, and of a name the second
 * too, where there is a field for it. */
static int add_thing(struct compare *c, int list,
    const struct index_thing *thing, struct arena *mem, struct err *e)
{
	struct compare_list *l = &c->list[list];
	struct span cell[LINK_FIELDS_MAX] = { { 0 } };
	struct export_said *said;
	int count;

	if (export_said(l->ix, thing, true, mem, &said, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		for (int k = 0; k < l->columns; k++) {
			int field = l->column[k].field;

			if (field >= 0 && !said[i].denies && !said[i].refused
			    && cell[field].n == 0 && !span_is(said[i].finding,
			    "refuted") && span_eq(said[i].property,
			    l->column[k].title)) {
				cell[field] = said[i].value;
				break;
			}
		}
	return compare_rows_add(c, list, span_of(arena_fmt(mem, "%s/%s",
	    stmt_kind_name(thing->kind), thing->id)), l->rows + 1, cell, e);
}

static int add_of_kind(struct compare *c, int list, enum stmt_kind kind,
    struct err *e)
{
	struct compare_list *l = &c->list[list];
	struct index_thing *thing;
	int64_t skip = 0;
	int n = MOST;

	for (; n == MOST; skip += n) {
		SCOPED(arena) page = { .cap = MEMORY };

		if ((l->source.num != 0 ? index_rows(l->ix, &l->source, skip,
		    MOST, &page, &thing, &n, e) : index_things(l->ix, kind,
		    skip, MOST, &page, &thing, &n, e)) < 0)
			return -1;
		for (int i = 0; i < n; i++) {
			SCOPED(arena) mem = { .cap = MEMORY };

			if (add_thing(c, list, &thing[i], &mem, e) < 0)
				return -1;
		}
	}
	return 0;
}

int compare_rows_archive(struct compare *c, int list, struct err *e)
{
	if (c->list[list].source.num != 0)
		return add_of_kind(c, list, STMT_RECORD, e);
	return add_of_kind(c, list, STMT_PERSON, e) < 0 ? -1
	    : add_of_kind(c, list, STMT_RECORD, e);
}
