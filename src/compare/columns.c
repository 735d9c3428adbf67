/* columns.c - what the columns of lists are, and which belong together */
#include <string.h>

#include "compare/inside.h"
#include "stmt/stmt.h"

static const struct {
	const char *property;
	enum link_kind kind;
} kinds[] = {
	{ "name", LINK_NAME }, { "name.official", LINK_NAME },
	{ "name.family", LINK_FAMILY }, { "name.given", LINK_GIVEN },
	{ "name.patronymic", LINK_FATHER }, { "born.date", LINK_BORN },
	{ "died.date", LINK_DIED }, { "age", LINK_AGE }, { "sex", LINK_SEX },
	{ "died.place", LINK_PLACE }, { "home", LINK_PLACE },
	{ "born.place", LINK_PLACE }, { "buried.place", LINK_PLACE },
	{ "work", LINK_WORDS }, { "study", LINK_WORDS },
	{ "citizenship", LINK_WORDS }, { "nationality", LINK_WORDS },
	{ "died.cause", LINK_WORDS }, { "wounded.date", LINK_DATE },
	{ "buried.date", LINK_DATE }, { "found.date", LINK_DATE },
	{ "detained.date", LINK_DATE },
};

bool compare_columns_property(struct span property,
    struct compare_column *out)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (span_is(property, kinds[i].property)) {
			out->kind = kinds[i].kind;
			out->key = property;
			return true;
		}
	return false;
}

/* A title without its case and what parts words: "Date_of birth". */
static struct span folded(struct span title, struct arena *a)
{
	struct buf b;

	buf_open(&b, a, title.n + 1);
	for (size_t i = 0; i < title.n; i++) {
		char c = title.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 32);
		if (c != ' ' && c != '_' && c != '-' && c != '.')
			buf_byte(&b, c);
	}
	return buf_span(&b);
}

static bool is_compared(const struct intake_sense *s,
    struct compare_column *out)
{
	static const enum link_kind by_sort[] = {
		[INTAKE_PLACES] = LINK_PLACE, [INTAKE_WORDS] = LINK_WORDS,
		[INTAKE_CODES] = LINK_CODE };

	out->order = strcmp(s->order, "dmy") == 0 ? LINK_DMY
	    : strcmp(s->order, "mdy") == 0 ? LINK_MDY : LINK_YMD;
	if (s->sort == INTAKE_MEANING)
		return compare_columns_property(s->property, out);
	if (s->sort == INTAKE_NOTHING || s->sort == INTAKE_ROW_ID)
		return false;
	out->kind = by_sort[s->sort];
	return true;
}

/* A second column of whole names: the same name written otherwise. */
static void set_another(struct compare_list *l, struct compare_column *col,
    struct arena *a)
{
	int before = 0;

	for (int i = 0; i < l->columns; i++)
		before += l->column[i].kind == LINK_NAME;
	if (col->kind == LINK_NAME && before > 0)
		col->key = span_of(arena_fmt(a, "name %d", before + 1));
}

static void pass_over(struct compare *c, struct compare_list *l,
    struct span column)
{
	l->passed_over = span_of(arena_fmt(&c->mem, "%.*s%s%.*s",
	    (int)l->passed_over.n, l->passed_over.n > 0 ? l->passed_over.p
	    : "", l->passed_over.n > 0 ? ", " : "", (int)column.n, column.p));
}

int compare_columns_file(struct compare *c, struct compare_list *l,
    struct err *e)
{
	struct intake_sense *sense = arena_take(&c->mem, INTAKE_COLUMNS_MAX,
	    sizeof(*sense));

	if (intake_map_senses(l->fd, &c->mem, &l->map, sense, e) < 0)
		return -1;
	l->id = -1;
	for (int i = 0; i < l->map.column_count; i++) {
		struct compare_column col = { .title =
			l->map.columns[i].name, .at = i };

		if (l->id < 0 && sense[i].sort == INTAKE_ROW_ID)
			l->id = i;
		if (!is_compared(&sense[i], &col) ||
		    l->columns == COMPARE_COLUMNS) {
			pass_over(c, l, col.title);
			continue;
		}
		if (col.key.n == 0)
			col.key = folded(col.title, &c->mem);
		set_another(l, &col, &c->mem);
		l->column[l->columns++] = col;
	}
	if (l->columns == 0)
		return err_set(e, ERR_FORMAT, "no column of %.*s can be"
		    " compared (%.*s); say with a map what they mean, and"
		    " what parts them",
		    (int)l->name.n, l->name.p, (int)l->passed_over.n,
		    l->passed_over.p);
	return 0;
}

/* ---- both lists ---- */

/* Names are compared with names, births, ages and deaths with one another,
 * whatever column they stand in; 0: a column with its like alone. */
static int company(enum link_kind k)
{
	return k == LINK_NAME || k == LINK_FAMILY || k == LINK_GIVEN ||
	    k == LINK_FATHER ? 1 : k == LINK_BORN || k == LINK_AGE ||
	    k == LINK_DIED ? 2 : 0;
}

/* A surname's column without one of given names holds both: "Доу Д." */
static void lone_surname(struct compare_list *l)
{
	for (int i = 0; i < l->columns; i++)
		if (l->column[i].kind == LINK_GIVEN)
			return;
	for (int i = 0; i < l->columns; i++)
		if (l->column[i].kind == LINK_FAMILY)
			l->column[i].kind = LINK_NAME;
}

/* The only column of places that a list has, and of no other kind. */
static int lone_place(const struct compare_list *l)
{
	int at = -1;

	for (int i = 0; i < l->columns; i++) {
		if (l->column[i].kind != LINK_PLACE)
			continue;
		if (at >= 0)
			return -1;
		at = i;
	}
	return at;
}

static bool pairs_with(const struct compare *c, int list, int i)
{
	const struct compare_column *x = &c->list[list].column[i];

	if (c->lists == 1)
		return true;
	for (int k = 0; k < c->list[1 - list].columns; k++) {
		const struct compare_column *y = &c->list[1 - list].column[k];

		if (company(x->kind) != 0 ? company(x->kind) ==
		    company(y->kind) : span_eq(y->key, x->key))
			return true;
	}
	return false;
}

static int field_of(struct compare *c, const struct compare_column *x)
{
	for (int i = 0; i < c->fields; i++)
		if (span_eq(c->field[i].title, x->key) &&
		    c->field[i].kind == x->kind && c->field[i].order ==
		    x->order)
			return i;
	if (c->fields == LINK_FIELDS_MAX)
		return -1;
	c->field[c->fields] = (struct link_field){ x->key, x->kind,
		x->order };
	return c->fields++;
}

int compare_columns_join(struct compare *c, struct err *e)
{
	for (int i = 0; i < c->lists; i++)
		lone_surname(&c->list[i]);
	if (c->lists == 2) {
		int a = lone_place(&c->list[0]), b = lone_place(&c->list[1]);

		if (a >= 0 && b >= 0)
			c->list[1].column[b].key = c->list[0].column[a].key;
	}
	/* One kind a field in both, or it would be two. */
	for (int i = 0; c->lists == 2 && i < c->list[0].columns; i++)
		for (int k = 0; k < c->list[1].columns; k++)
			if (span_eq(c->list[0].column[i].key,
			    c->list[1].column[k].key) &&
			    company(c->list[0].column[i].kind) == 0)
				c->list[1].column[k].kind =
				    c->list[0].column[i].kind;
	for (int l = 0; l < c->lists; l++)
		for (int i = 0; i < c->list[l].columns; i++) {
			struct compare_column *x = &c->list[l].column[i];

			x->field = pairs_with(c, l, i) ? field_of(c, x) : -1;
			if (x->field < 0)
				pass_over(c, &c->list[l], x->title);
		}
	if (c->fields == 0)
		return err_set(e, ERR_FORMAT, "the lists have no column in"
		    " common (A: %.*s; B: %.*s); say with --map and --map-b"
		    " what their columns mean", (int)c->list[0].passed_over.n,
		    c->list[0].passed_over.p,
		    (int)c->list[1].passed_over.n, c->list[1].passed_over.n >
		    0 ? c->list[1].passed_over.p : "");
	return 0;
}
