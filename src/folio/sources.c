/* sources.c - all sources */
#include "folio/inside.h"

int folio_sources(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "sources");
	struct index_thing *source;
	int count;

	if (index_things(j->from->ix, STMT_SOURCE, ask->skip, ask->most, j->a,
	    &source, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		const struct page_cite *c;
		struct tmpl_map *m = tmpl_row(rows);

		if (page_cite(j, STMT_SOURCE, span_of(source[i].id), &c,
		    e) < 0)
			return -1;
		page_text(j, m, "words", c->text, c->lang);
		page_text(j, m, "name", span_eq(c->title, c->text) ?
		    (struct span){ 0 } : c->title, c->title_lang);
		tmpl_text(m, "href", page_href(j, &source[i]));
		tmpl_text(m, "date", tongue_date(j->tongue, c->date, j->a));
	}
	page_count(j, j->model, "all", TONGUE_MANY("{n} source",
	    "{n} sources"), (uint64_t)ask->all);
	page_title(j, TONGUE("Sources"));
	return 0;
}
