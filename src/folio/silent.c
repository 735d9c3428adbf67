/* silent.c - what was refused or classified, beside what is documented
 * nevertheless */
#include <string.h>

#include "index/told.h"
#include "folio/sides.h"

#define FAMILY 8 /* properties that tell of one thing */

/* Of "returned.date": returned.date, .time, .place, .detail.  Of one that
 * has no dot, itself. */
static void family_of(struct page_job *j, struct span property,
    const char *out[FAMILY])
{
	static const char *const parts[] = { "date", "time", "place",
		"detail" };
	size_t dot = span_find(property, '.');
	int n = 0;

	out[n++] = arena_cstr(j->a, property);
	for (size_t i = 0; dot < property.n && i < 4; i++) {
		const char *name = arena_fmt(j->a, "%.*s.%s", (int)dot,
		    property.p, parts[i]);

		if (!span_is(property, name))
			out[n++] = name;
	}
	out[n] = NULL;
}

static bool is_silence(const struct page_say *s)
{
	return !s->denies && s->parent < 0 && (span_is(s->property,
	    "refused") || span_is(s->property, "classified"));
}

/* All that refuse this property, then what is told of it. */
static int put_pair(struct page_job *j, struct page_talk *t, int first,
    struct tmpl_map *m, struct err *e)
{
	struct tmpl_list *says = tmpl_rows(m, "refusals");
	struct span property = t->at[first].value;
	const char *family[FAMILY];
	struct tmpl_list *groups;
	bool told = false;

	tmpl_text(m, "about", tongue_label(j->tongue, property));
	for (int i = first; i < t->count; i++) {
		struct page_say *s = &t->at[i];
		struct tmpl_map *row;

		if (s->used || !is_silence(s) ||
		    !span_eq(s->value, property))
			continue;
		s->used = true;
		if (!page_fits(j, s))
			continue;
		row = tmpl_row(says);
		tmpl_flag(row, "refused", span_is(s->property, "refused"));
		if (page_say_whole(j, t, i, row, e) < 0)
			return -1;
	}
	family_of(j, property, family);
	for (int k = 0; family[k] != NULL; k++)
		told |= page_talk_has(t, family[k]);
	tmpl_flag(m, "names_here", span_is(property, "name"));
	tmpl_flag(m, "counts_here", span_is(property, "toll"));
	tmpl_flag(m, "told", told);
	groups = tmpl_rows(m, "groups");
	return page_groups(j, t, family, groups, e);
}

static int put_thing(struct page_job *j, const struct index_thing *thing,
    struct tmpl_map *m, struct err *e)
{
	struct tmpl_list *pairs = tmpl_rows(m, "pairs");
	struct page_talk t;

	if (folio_talk_all(j, thing, &t, e) < 0 || folio_lead(j, thing, m,
	    e) < 0)
		return -1;
	for (int i = 0; i < t.count; i++)
		if (!t.at[i].used && is_silence(&t.at[i]) &&
		    put_pair(j, &t, i, tmpl_row(pairs), e) < 0)
			return -1;
	return 0;
}

int folio_silent_put(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "silences");
	struct index_thing *thing;
	int64_t all, people, records;
	int count;

	if (index_marked_count(j->from->ix, INDEX_SILENT, &all, e) < 0 ||
	    index_wall_count(j->from->ix, INDEX_DEAD, &people, &records,
	    e) < 0 || index_marked(j->from->ix, INDEX_SILENT, j->lang,
	    ask->skip, ask->most, j->a, &thing, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (put_thing(j, &thing[i], tmpl_row(rows), e) < 0)
			return -1;
	folio_wall_said(j, people + records);
	tmpl_flag(j->model, "several", true);
	tmpl_flag(j->model, "any_silent", count > 0);
	page_number(j, j->model, "all_silent", (uint64_t)all);
	tmpl_flag(j->model, "more_silent", all > ask->skip + count ||
	    ask->skip > 0);
	return 0;
}

int folio_silent(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	tmpl_flag(j->model, "alone", true);
	page_title(j, TONGUE("What was refused, and what is documented"));
	return folio_silent_put(j, ask, e);
}
