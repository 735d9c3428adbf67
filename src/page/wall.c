/* wall.c - every name, once a person; and those who are missing */
#include <string.h>

#include "page/inside.h"

#define FORM_MAX 300 /* bytes of a name on the wall; its page has it whole */
#define OTHERS_MAX 240

/* Each spelling by itself, so that one that runs from right to left does not
 * turn its neighbours. */
static void put_others(struct tmpl_map *m, struct span all)
{
	struct tmpl_list *rows = tmpl_rows(m, "others");

	tmpl_flag(m, "has_others", all.n > 0);
	while (all.n > 0) {
		const char *comma = memmem(all.p, all.n, ", ", 2);
		size_t n = comma == NULL ? all.n : (size_t)(comma - all.p);
		struct tmpl_map *row = tmpl_row(rows);

		tmpl_text(row, "spelling", (struct span){ all.p, n });
		tmpl_flag(row, "more", comma != NULL);
		all = span_skip(all, comma == NULL ? n : n + 2);
	}
}

static int put_names(struct page_job *j, enum index_status status,
    const struct page_ask *ask, const char *key, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, key);
	struct index_name *name;
	int count;

	if (index_wall(j->from->ix, j->lang, status, ask->skip, ask->most,
	    j->a, &name, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		struct tmpl_map *m = tmpl_row(rows);
		const struct index_name *n = &name[i];

		page_text(j, m, "form", page_clip(j, n->form, FORM_MAX),
		    n->lang);
		tmpl_text(m, "href", page_href(j, &n->thing));
		put_others(m, page_clip(j, n->others, OTHERS_MAX));
		tmpl_flag(m, "row", n->thing.kind == STMT_RECORD);
		tmpl_flag(m, "burns", page_candle_burns(j, &n->thing));
		tmpl_text(m, "category", span_is(n->category,
		    "security-force") ? tongue_code(j->tongue, SPAN("category"),
		    n->category) : (struct span){ 0 });
	}
	return 0;
}

static int put_missing(struct page_job *j, const struct page_ask *ask,
    struct err *e)
{
	int64_t people, records;

	if (index_wall_count(j->from->ix, INDEX_MISSING, &people, &records,
	    e) < 0)
		return -1;
	tmpl_u64(j->model, "missing_people", (uint64_t)(people + records));
	tmpl_flag(j->model, "more_missing", people + records > ask->most);
	return put_names(j, INDEX_MISSING, ask, "missing", e);
}

int page_wall(struct page_job *j, const struct page_ask *ask, struct err *e)
{
	int64_t people, records;
	struct span about;

	if (index_wall_count(j->from->ix, INDEX_DEAD, &people, &records,
	    e) < 0 || put_names(j, INDEX_DEAD, ask, "names", e) < 0)
		return -1;
	tmpl_flag(j->model, "first", ask->number == 1);
	if (ask->number == 1) {
		if (index_archive_text(j->from->ix, "archive.about", j->lang,
		    j->a, &about, e) < 0 || put_missing(j, ask, e) < 0)
			return -1;
		tmpl_text(j->model, "about", about);
		page_candles_put(j, CANDLE_ALL);
	}
	tmpl_u64(j->model, "people", (uint64_t)people);
	tmpl_u64(j->model, "records", (uint64_t)records);
	page_title(j, TONGUE("The wall"));
	return 0;
}

int page_missing(struct page_job *j, const struct page_ask *ask,
    struct err *e)
{
	page_title(j, TONGUE("The missing"));
	return put_missing(j, ask, e);
}
