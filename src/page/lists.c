/* lists.c - the lists that were read */
#include "page/inside.h"

int page_lists(struct page_job *j, const struct page_ask *ask, struct err *e)
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
		tmpl_u64(m, "matched", (uint64_t)match[INDEX_MATCHED]);
		tmpl_u64(m, "alone", (uint64_t)match[INDEX_ALONE]);
		tmpl_u64(m, "open", (uint64_t)match[INDEX_OPEN]);
		page_text(j, m, "words", c->title.n > 0 ? c->title : c->text,
		    c->title.n > 0 ? c->title_lang : c->lang);
		tmpl_text(m, "href", span_of(arena_fmt(j->a, "list/%s.html",
		    list[i].thing.id)));
		tmpl_text(m, "date", tongue_date(j->tongue, c->date, j->a));
		tmpl_u64(m, "rows", (uint64_t)list[i].rows);
		tmpl_u64(m, "gone", (uint64_t)list[i].gone);
	}
	page_title(j, TONGUE("Lists"));
	return 0;
}
