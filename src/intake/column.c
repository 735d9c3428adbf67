/* What a map says of one column: "Born = born.date format=dmy". */
#include "base/utf8.h"
#include "intake/inside.h"
#include "uni/uni.h"

#define MAP_TEXT 8192 /* bytes of a map statement */

/* The next word of a value: a name, and what stands after its = if any. */
static int take_option(struct span *rest, struct arena *a, struct span *name,
    struct span *value, struct err *e)
{
	size_t n = 0;

	*rest = span_trim(*rest);
	*value = (struct span){ NULL, 0 };
	while (n < rest->n && rest->p[n] != '=' && rest->p[n] != ' ' &&
	    rest->p[n] != '\t')
		n++;
	*name = (struct span){ rest->p, n };
	*rest = span_skip(*rest, n);
	if (rest->n == 0 || rest->p[0] != '=')
		return 0;
	*rest = span_skip(*rest, 1);
	if (rest->n > 0 && rest->p[0] == '"') {
		if (intake_ini_quoted(rest, a, value, e) < 0)
			return -1;
	} else {
		for (n = 0; n < rest->n && rest->p[n] != ' ' &&
		    rest->p[n] != '\t'; n++)
			continue;
		*value = (struct span){ rest->p, n };
		*rest = span_skip(*rest, n);
	}
	if (value->n == 0)
		return err_set(e, ERR_FORMAT, "%s= has no value",
		    intake_snip(*name).text);
	if (rest->n > 0 && rest->p[0] != ' ' && rest->p[0] != '\t')
		return err_set(e, ERR_FORMAT, "%s=: words after a closing "
		    "quote", intake_snip(*name).text);
	return 0;
}

static struct span *option_of(struct stmt_map *m, struct span name)
{
	const struct { const char *name; struct span *at; } table[] = {
		{ "format", &m->format }, { "lang", &m->lang },
		{ "stance", &m->stance }, { "values", &m->values },
		{ "who", &m->who },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (span_is(name, table[i].name))
			return table[i].at;
	return NULL;
}

static int read_options(struct stmt_map *m, struct span rest,
    struct arena *a, struct err *e)
{
	struct span name, value, *to;

	while (span_trim(rest).n > 0) {
		if (take_option(&rest, a, &name, &value, e) < 0)
			return -1;
		to = option_of(m, name);
		if (to == NULL || value.n == 0)
			return err_set(e, ERR_FORMAT, "\"%s\": an option is "
			    "format= lang= stance= values= or who=",
			    intake_snip(name).text);
		if (to->n > 0)
			return err_set(e, ERR_FORMAT, "%s= stands twice",
			    intake_snip(name).text);
		*to = value;
	}
	return 0;
}

/* May a cell of a list mean this?  What every reader of a map checks is
 * checked by stmt_map_parse. */
static int check_map(const struct stmt_map *m, struct arena *a, struct err *e)
{
	const struct span name = m->property;
	const struct stmt_property *p = stmt_property(name);
	struct stmt_map again;
	struct span text;
	struct buf b;

	if (p == NULL && !span_starts(name, SPAN("x.")))
		return err_set(e, ERR_FORMAT, "\"%s\" is neither private nor "
		    "public nor a property (FORMAT 5.1)",
		    intake_snip(name).text);
	if (p != NULL && (p->type == STMT_SUBJECT || p->type == STMT_HASH ||
	    span_starts(name, SPAN("finding")) ||
	    span_starts(name, SPAN("same.")) || span_is(name, "row.gone")))
		return err_set(e, ERR_FORMAT, "a cell of a list cannot mean "
		    "%.*s", (int)name.n, name.p);
	if (span_find(m->column, '\t') < m->column.n)
		return err_set(e, ERR_FORMAT, "a column whose name holds a tab "
		    "can be private or public, but not mapped (FORMAT 5.2)");
	buf_open(&b, a, MAP_TEXT);
	stmt_map_print(m, &b);
	if (buf_end(&b, &text, e) < 0)
		return -1;
	return stmt_map_parse(text, &again, e);
}

static int add_map(struct intake_column *c, const struct stmt_map *m,
    struct arena *a, struct err *e)
{
	for (int i = 0; i < c->map_count; i++)
		if (span_eq(c->maps[i].property, m->property))
			return err_set(e, ERR_FORMAT, "the column is mapped "
			    "to %.*s twice", (int)m->property.n,
			    m->property.p);
	if (c->map_count == INTAKE_MAPS_MAX)
		return err_set(e, ERR_LIMIT, "the column is mapped more than "
		    "%d times", INTAKE_MAPS_MAX);
	if (c->maps == NULL)
		c->maps = arena_take(a, INTAKE_MAPS_MAX, sizeof(*c->maps));
	c->maps[c->map_count++] = *m;
	return 0;
}

static int find_or_add(struct intake_map *map, struct span name, int *at,
    struct err *e)
{
	for (*at = 0; *at < map->column_count; (*at)++)
		if (span_eq(map->columns[*at].name, name))
			return 0;
	if (map->column_count == INTAKE_COLUMNS_MAX)
		return err_set(e, ERR_LIMIT, "more than %d columns",
		    INTAKE_COLUMNS_MAX);
	map->columns[map->column_count++].name = name;
	return 0;
}

int intake_map_column(struct intake_map *map, const struct intake_word *w,
    struct arena *a, struct err *e)
{
	struct stmt_map m = { .column = w->name };
	struct span rest = w->value, no_value;
	const int before = map->column_count;
	struct intake_column *c;
	bool plain;
	int at;

	if (take_option(&rest, a, &m.property, &no_value, e) < 0)
		return -1;
	if (no_value.n > 0)
		return err_set(e, ERR_FORMAT, "first what the column is: "
		    "private, public or a property");
	if (find_or_add(map, w->name, &at, e) < 0)
		return -1;
	c = &map->columns[at];
	plain = span_is(m.property, "private") || span_is(m.property, "public");
	if (at < before && (plain || c->map_count == 0))
		return err_set(e, ERR_FORMAT, "the column stands twice");
	c->use = span_is(m.property, "private") ? INTAKE_PRIVATE :
	    INTAKE_PUBLIC;
	if (plain && span_trim(rest).n > 0)
		return err_set(e, ERR_FORMAT, "%.*s has no options",
		    (int)m.property.n, m.property.p);
	if (plain)
		return 0;
	if (read_options(&m, rest, a, e) < 0)
		return -1;
	if (m.who.n > 0 && uni_nfc(m.who, a, &m.who, e) < 0)
		return -1;
	if (check_map(&m, a, e) < 0)
		return -1;
	return add_map(c, &m, a, e);
}
