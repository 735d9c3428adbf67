/* epitaph.c - the lines beneath a name: age, dates and places, as they are
 * said; where accounts differ, all of them */
#include <string.h>

#include "folio/inside.h"

#define MOST 4 /* different accounts that stand in one line */
#define LONG 80 /* bytes: a longer one stands below alone */

struct line { /* what several properties tell together */
	const char *words;
	const char *properties[3];
	bool dead; /* says that somebody is */
};
static const struct line lines[] = {
	{ TONGUE("Born"), { "born.date", "born.place" }, false },
	{ TONGUE("Age"), { "age" }, false },
	{ TONGUE("Last seen"), { "seen.date", "seen.place" }, false },
	{ TONGUE("Died"), { "died.date", "died.time", "died.place" }, true },
	{ TONGUE("Buried"), { "buried.date", "buried.place" }, true },
};
#define LINES (sizeof(lines) / sizeof(lines[0]))

static bool told(const struct page_say *s, struct span property)
{
	return span_eq(s->property, property) && !s->denies &&
	    !s->refused_cell && !span_is(s->finding, "refuted");
}

/* Has room in a line: answers stand below, by what they answer. */
static bool counts(const struct page_say *s, struct span property)
{
	return told(s, property) && s->parent < 0 && s->value.n <= LONG;
}

/* Different accounts of a property that have no room in its line. */
static int others(const struct page_talk *t, struct span property, int shown)
{
	int all = 0;

	for (int i = 0; i < t->count; i++) {
		bool seen = !told(&t->at[i], property);

		for (int k = 0; k < i && !seen; k++)
			seen = told(&t->at[k], property) &&
			    span_eq(t->at[k].value, t->at[i].value);
		all += !seen;
	}
	return all - shown;
}

/* The accounts of one property, each once; of more than have room it is said
 * how many. */
static int put_accounts(struct page_job *j, const struct page_talk *t,
    const char *property, struct tmpl_list *rows, struct err *e)
{
	struct tmpl_list *values = NULL;
	struct tmpl_map *part = NULL;
	int n = 0, more;

	for (int i = 0; i < t->count; i++) {
		const struct page_say *s = &t->at[i];
		bool seen = !counts(s, span_of(property));
		struct tmpl_map *m;

		for (int k = 0; k < i && !seen; k++)
			seen = counts(&t->at[k], s->property) &&
			    span_eq(t->at[k].value, s->value);
		if (seen || n == MOST)
			continue;
		n++;
		if (values == NULL) {
			part = tmpl_row(rows);
			tmpl_text(part, "part_id", span_of(property));
			values = tmpl_rows(part, "accounts");
		}
		m = tmpl_row(values);
		/* Two days exclude each other; of two places one may tell the
		 * other more exactly. */
		tmpl_text(m, "more", n < 2 ? (struct span){ 0 }
		    : s->kind != NULL && s->kind->type == STMT_TEXT
		    ? SPAN("\u00b7") : SPAN("/"));
		if (page_value_put(j, t, s, m, e) < 0)
			return -1;
	}
	more = others(t, span_of(property), n);
	if (part == NULL)
		return 0;
	tmpl_flag(part, "not_shown", more > 0);
	page_count(j, part, "not_shown_said", TONGUE_MANY("{n} other account"
	    " below", "{n} other accounts below"), (uint64_t)more);
	return 0;
}

int folio_epitaph(struct page_job *j, const struct page_talk *t,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "epitaph");

	for (size_t i = 0; i < LINES; i++) {
		const struct line *l = &lines[i];
		struct tmpl_list *parts;
		struct tmpl_map *m;
		bool any = false;

		if (strcmp(l->properties[0], "seen.date") == 0 &&
		    t->status != INDEX_MISSING)
			continue;
		for (int k = 0; k < 3 && l->properties[k] != NULL; k++)
			for (int n = 0; n < t->count && !any; n++)
				any = counts(&t->at[n],
				    span_of(l->properties[k]));
		if (!any || (l->dead && t->status != INDEX_DEAD))
			continue;
		tmpl_flag(j->model, "has_epitaph", true);
		m = tmpl_row(rows);
		tmpl_text(m, "line", page_word(j, l->words));
		parts = tmpl_rows(m, "parts_told");
		for (int k = 0; k < 3 && l->properties[k] != NULL; k++)
			if (put_accounts(j, t, l->properties[k], parts, e) < 0)
				return -1;
	}
	return 0;
}
