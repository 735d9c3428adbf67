/* lists.c - the lists that were read */
#include "folio/inside.h"

int folio_lists(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "lists");
	struct index_source *list;
	int64_t match[INDEX_MATCHES];
	int count;

	(void)ask;
	if (index_lists(j->from->ix, j->a, &list, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		const struct page_cite *c;
		struct tmpl_map *m = tmpl_row(rows);

		if (page_cite(j, STMT_SOURCE, span_of(list[i].thing.id), &c,
		    e) < 0 || index_match_count(j->from->ix, &list[i].thing,
		    match, e) < 0)
			return -1;
		page_number(j, m, "matched", (uint64_t)match[INDEX_MATCHED]);
		page_number(j, m, "alone", (uint64_t)match[INDEX_ALONE]);
		page_number(j, m, "open", (uint64_t)match[INDEX_OPEN]);
		page_text(j, m, "words", c->title.n > 0 ? c->title : c->text,
		    c->title.n > 0 ? c->title_lang : c->lang);
		tmpl_text(m, "href", span_of(arena_fmt(j->a, "list/%s.html",
		    list[i].thing.id)));
		tmpl_text(m, "date", tongue_date(j->tongue, c->date, j->a));
		page_number(j, m, "rows", (uint64_t)list[i].rows);
		page_number(j, m, "gone", (uint64_t)list[i].gone);
	}
	page_count(j, j->model, "all", TONGUE_MANY("{n} list", "{n} lists"),
	    (uint64_t)count);
	page_title(j, TONGUE("Lists"));
	return 0;
}
