/* still.c - pages of words alone: how it works, not found, which language */
#include "page/inside.h"

int page_method(struct page_job *j, const struct page_ask *ask,
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

int page_absent(struct page_job *j, const struct page_ask *ask,
    struct err *e)
{
	(void)ask;
	(void)e;
	page_title(j, TONGUE("This page is not here"));
	return 0;
}

int page_home(struct page_job *j, const struct page_ask *ask, struct err *e)
{
	(void)ask;
	(void)e;
	page_text(j, j->model, "title", SPAN("Қазақша · Русский · English"),
	    (struct span){ 0 });
	return 0;
}
