/* group.c - what is said of one property: its values side by side */
#include <stddef.h>

#include "page/job.h"

/* Established first, refuted last; what nobody ranked is reported. */
static int rank_of(const struct page_say *s)
{
	if (span_is(s->finding, "established"))
		return 0;
	if (span_is(s->finding, "disputed"))
		return 2;
	return span_is(s->finding, "refuted") ? 3 : 1;
}
#define RANKS 4

/* Two that may share one line of value: nothing is said of either alone. */
static bool alike(const struct page_say *a, const struct page_say *b)
{
	return a->kids == 0 && b->kids == 0 && a->denies == b->denies &&
	    a->finding_id.n == 0 && b->finding_id.n == 0 &&
	    a->refused_cell == b->refused_cell &&
	    span_eq(a->value, b->value) && span_eq(a->lang, b->lang) &&
	    span_eq(a->re, b->re);
}

static bool of_group(const struct page_say *s, struct span property)
{
	return !s->used && s->parent < 0 && span_eq(s->property, property);
}

static int put_value(struct page_job *j, struct page_talk *t, int i,
    struct tmpl_map *m, struct err *e)
{
	struct page_say *first = &t->at[i];
	struct tmpl_list *says = tmpl_rows(m, "says");

	if (page_value_put(j, t, first, m, e) < 0)
		return -1;
	for (int k = i; k < t->count; k++) {
		struct page_say *s = &t->at[k];

		if (k != i && (!of_group(s, first->property) ||
		    !alike(first, s)))
			continue;
		s->used = true;
		if (k != i && !page_fits(j, s))
			continue;
		if (page_say_put(j, s, tmpl_row(says), e) < 0)
			return -1;
	}
	return page_say_answers(j, t, i, m, e);
}

/* Do the accounts of a date, a number, a code differ? */
static bool differ(const struct page_talk *t, struct span property)
{
	struct span seen = { 0 };

	for (int i = 0; i < t->count; i++) {
		const struct page_say *s = &t->at[i];

		if (!of_group(s, property) || s->denies || s->kind == NULL ||
		    (s->kind->type != STMT_DATE && s->kind->type != STMT_TIME &&
		    s->kind->type != STMT_INTEGER &&
		    s->kind->type != STMT_CODE))
			continue;
		if (seen.n > 0 && !span_eq(seen, s->value))
			return true;
		seen = s->value;
	}
	return false;
}

/* "Name": of a town it is another word than of a person, in most languages. */
static struct span label_of(struct page_job *j, const struct page_talk *t,
    struct span property)
{
	if (span_is(property, "name") && (t->kind == STMT_PLACE ||
	    t->kind == STMT_BODY))
		return page_word(j, TONGUE("Name"));
	return tongue_label(j->tongue, property);
}

static int put_group(struct page_job *j, struct page_talk *t,
    struct span property, struct tmpl_list *rows, struct err *e)
{
	struct tmpl_list *values = NULL;
	bool apart = differ(t, property);

	for (int rank = 0; rank < RANKS; rank++)
		for (int i = 0; i < t->count; i++) {
			struct page_say *s = &t->at[i];
			struct tmpl_map *m;

			if (!of_group(s, property) || rank_of(s) != rank)
				continue;
			if (!page_fits(j, s)) {
				s->used = true;
				continue;
			}
			if (values == NULL) {
				m = tmpl_row(rows);
				tmpl_text(m, "g_label", label_of(j, t,
				    property));
				tmpl_text(m, "g_property", property);
				tmpl_flag(m, "g_differ", apart);
				tmpl_flag(m, "g_title", span_is(property,
				    "title"));
				tmpl_flag(m, "g_named",
				    !span_is(property, "title") &&
				    !span_is(property, "what") &&
				    !span_is(property, "life") &&
				    !span_is(property, "photo"));
				values = tmpl_rows(m, "values");
			}
			if (put_value(j, t, i, tmpl_row(values), e) < 0)
				return -1;
		}
	return 0;
}

int page_groups(struct page_job *j, struct page_talk *t,
    const char *const *properties, struct tmpl_list *rows, struct err *e)
{
	int rc = 0;

	for (; properties != NULL && *properties != NULL && rc == 0;
	    properties++)
		rc = put_group(j, t, span_of(*properties), rows, e);
	for (int i = 0; properties == NULL && i < t->count && rc == 0; i++)
		if (of_group(&t->at[i], t->at[i].property))
			rc = put_group(j, t, t->at[i].property, rows, e);
	return rc;
}

static bool has_any(const struct page_talk *t, const char *const *properties)
{
	for (int i = 0; i < t->count; i++) {
		const struct span p = t->at[i].property;

		if (!of_group(&t->at[i], p))
			continue;
		if (properties == NULL)
			return true;
		for (const char *const *q = properties; *q != NULL; q++)
			if (span_is(p, *q))
				return true;
	}
	return false;
}

int page_section(struct page_job *j, struct page_talk *t,
    const char *const *properties, struct tmpl_list *sections,
    const char *title, struct err *e)
{
	struct tmpl_map *m;

	if (!has_any(t, properties))
		return 0;
	m = tmpl_row(sections);
	tmpl_text(m, "heading", page_word(j, title));
	return page_groups(j, t, properties, tmpl_rows(m, "groups"), e);
}
