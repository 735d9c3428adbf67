/* still.c - pages of words alone: how it works, not found, which language */
#include "folio/inside.h"

int folio_method(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	static const struct { const char *key, *property; } texts[] = {
		{ "contact", "archive.contact" },
		{ "licence", "archive.licence" },
		{ "address", "archive.address" },
	};
	struct index_head head;

	(void)ask;
	if (index_head(j->from->ix, &head, e) < 0)
		return -1;
	tmpl_text(j->model, "origin", arena_copy(j->a, span_of(head.origin)));
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct span text;

		if (index_archive_text(j->from->ix, texts[i].property,
		    j->lang, j->a, &text, e) < 0)
			return -1;
		tmpl_text(j->model, texts[i].key, text);
	}
	page_title(j, TONGUE("How this archive works"));
	return 0;
}

int folio_absent(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	(void)ask;
	(void)e;
	j->absent = true;
	page_title(j, TONGUE("This page is not here"));
	return 0;
}

int folio_home(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "doors");
	struct index_said title, before = { 0 };
	struct buf label;

	(void)ask;
	buf_open(&label, j->a, 4096);
	for (int i = 0; i < tongue_count; i++) {
		const struct tongue *t = &tongue_list[i];
		struct span tag = span_of(t->tag);
		struct tmpl_map *m = tmpl_row(rows);

		if (index_archive_said(j->from->ix, "archive.title", tag,
		    j->a, &title, e) < 0)
			return -1;
		if (stmt_lang_fit(title.lang, tag) > 1)
			(void)tongue_name(t, &title.text, &title.lang, j->a);
		if (title.text.n == 0 || span_eq(title.text, before.text))
			tmpl_flag(m, "door_title", false);
		else
			page_text(j, m, "door_title", title.text, title.lang);
		before = title;
		tmpl_text(m, "tag", tag);
		tmpl_flag(m, "tag_rtl", t->rtl);
		tmpl_text(m, "words", span_of(t->name));
		buf_str(&label, i == 0 ? "" : " · ");
		buf_add(&label, tongue_word(t, SPAN("Language")));
	}
	tmpl_text(j->model, "choose", buf_span(&label));
	page_text(j, j->model, "title", before.text, before.lang);
	return 0;
}
