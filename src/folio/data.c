/* data.c - what there is to take away, under which licence, how to cite and
 * verify it */
#include "base/code.h"
#include "folio/inside.h"

int folio_data(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct index_head *head = arena_take(j->a, 1, sizeof(*head));
	struct span licence;
	struct buf root;

	(void)ask;
	if (index_head(j->from->ix, head, e) < 0 || index_archive_text(
	    j->from->ix, "archive.licence", j->lang, j->a, &licence, e) < 0)
		return -1;
	buf_open(&root, j->a, 64);
	code_base64(&root, head->root, CRYPT_HASH);
	tmpl_text(j->model, "log_root", buf_span(&root));
	tmpl_text(j->model, "licence", licence);
	tmpl_text(j->model, "origin", span_of(head->origin));
	tmpl_text(j->model, "published_at", j->address);
	tmpl_text(j->model, "time", page_utc(j, head->time));
	page_number(j, j->model, "acts", head->acts);
	page_number(j, j->model, "statements", head->statements);
	page_number(j, j->model, "people", head->people);
	page_number(j, j->model, "records", head->records);
	page_number(j, j->model, "sources", head->sources);
	tmpl_flag(j->model, "searches", j->from->find != NULL);
	tmpl_text(j->model, "embed_wall", page_url(j, "embed/wall.html"));
	page_title(j, TONGUE("Open data"));
	return 0;
}
