/* accounts.c - what is told of a person in more than one way, side by side */
#include "index/told.h"
#include "folio/sides.h"

/* How it came about, told by two, is told in two ways (as in the index). */
static bool of_how(struct span property)
{
	return span_is(property, "circumstances") ||
	    span_is(property, "died.cause") ||
	    span_is(property, "died.weapon") || span_is(property, "body");
}

static bool exact(const struct page_say *s)
{
	return s->kind != NULL && !span_is(s->property, "category") &&
	    (s->kind->type == STMT_DATE || s->kind->type == STMT_TIME ||
	    s->kind->type == STMT_INTEGER || s->kind->type == STMT_CODE);
}

static bool elsewhere(const struct page_say *s)
{
	return span_is(s->property, "label") ||
	    span_is(s->property, "refused") ||
	    span_is(s->property, "classified") ||
	    span_is(s->property, "unknown");
}

/* Is what say i is of told in more than one way, or answered? */
static bool many_ways(const struct page_talk *t, int i)
{
	const struct page_say *a = &t->at[i];

	if (elsewhere(a))
		return false;
	for (int k = 0; k < t->count; k++) {
		const struct page_say *b = &t->at[k];

		if (!span_eq(a->property, b->property) || b->parent >= 0)
			continue;
		if (b->kids > 0)
			return true;
		if (!a->denies && !b->denies && !span_eq(a->value, b->value) &&
		    (exact(a) || (of_how(a->property) &&
		    !span_eq(a->who, b->who))))
			return true;
	}
	return false;
}

static int put_values(struct page_job *j, struct page_talk *t, int first,
    struct tmpl_list *rows, bool state, struct err *e)
{
	const struct span property = t->at[first].property;

	for (int i = 0; i < t->count; i++) {
		struct page_say *s = &t->at[i];
		struct tmpl_map *m;
		int official;

		if (s->used || s->parent >= 0 ||
		    !span_eq(s->property, property))
			continue;
		official = folio_official(j, s->who, e);
		if (official < 0)
			return -1;
		if ((official == 1) != state)
			continue;
		s->used = true;
		if (!page_fits(j, s))
			continue;
		m = tmpl_row(rows);
		tmpl_flag(m, "official", state);
		if (page_say_whole(j, t, i, m, e) < 0)
			return -1;
	}
	return 0;
}

static int put_person(struct page_job *j, const struct index_thing *thing,
    struct tmpl_list *people, struct err *e)
{
	struct tmpl_list *rows = NULL;
	struct page_talk t;

	if (folio_talk_all(j, thing, &t, e) < 0)
		return -1;
	for (int i = 0; i < t.count; i++) {
		struct tmpl_map *m;
		struct tmpl_list *values;

		if (t.at[i].used || t.at[i].parent >= 0 || !many_ways(&t, i))
			continue;
		if (rows == NULL) {
			m = tmpl_row(people);
			if (folio_lead(j, thing, m, e) < 0)
				return -1;
			rows = tmpl_rows(m, "matters");
		}
		m = tmpl_row(rows);
		tmpl_text(m, "matter", tongue_label(j->tongue,
		    t.at[i].property));
		values = tmpl_rows(m, "values");
		if (put_values(j, &t, i, values, true, e) < 0 ||
		    put_values(j, &t, i, values, false, e) < 0)
			return -1;
	}
	return 0;
}

int folio_accounts_put(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "accounts");
	struct index_thing *thing;
	int64_t all;
	int count;

	if (index_marked_count(j->from->ix, INDEX_ACCOUNTS, &all, e) < 0 ||
	    index_marked(j->from->ix, INDEX_ACCOUNTS, j->lang, ask->skip,
	    ask->most, j->a, &thing, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (put_person(j, &thing[i], rows, e) < 0)
			return -1;
	tmpl_flag(j->model, "any_accounts", count > 0);
	page_number(j, j->model, "all_accounts", (uint64_t)all);
	tmpl_flag(j->model, "more_accounts", all > ask->skip + count ||
	    ask->skip > 0);
	return 0;
}

int folio_accounts(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	tmpl_flag(j->model, "alone", true);
	page_title(j, TONGUE("What is told in more than one way"));
	return folio_accounts_put(j, ask, e);
}
