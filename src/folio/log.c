/* log.c - the log: its size and root, its key, its acts */
#include "base/code.h"
#include "folio/inside.h"

#define LATEST 50 /* acts on the page of the log */
#define LOG_KEYS 8

static struct span base64(struct page_job *j, const uint8_t *p, size_t n)
{
	struct buf b;

	buf_open(&b, j->a, 4 * n + 4);
	code_base64(&b, p, n);
	return buf_span(&b);
}

static int put_acts(struct page_job *j, uint64_t first, int most,
    bool newest_first, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "acts");
	struct index_act *act;
	int count;

	if (index_acts(j->from->ix, first, most, j->a, &act, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		const struct index_act *x = &act[newest_first ? count - 1 - i
		    : i];
		struct tmpl_map *m = tmpl_row(rows);

		tmpl_text(m, "href", page_act_href(j, x->number,
		    (struct span){ 0 }));
		tmpl_u64(m, "number", x->number);
		tmpl_text(m, "time", page_utc(j, x->time));
		tmpl_text(m, "verb", tongue_verb(j->tongue, x->verb));
		tmpl_text(m, "keeper", x->keeper);
		page_number(j, m, "statements", (uint64_t)x->statements);
		page_number(j, m, "withheld", (uint64_t)x->withheld);
		tmpl_text(m, "void_rule", x->is_void ? x->rule
		    : (struct span){ 0 });
	}
	return 0;
}

static int put_keys(struct page_job *j, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "vkeys");
	SCOPED(stmt_keys) *keys = NULL;
	struct note_key log[LOG_KEYS];
	int count;

	if (index_keys(j->from->ix, &keys, e) < 0)
		return -1;
	count = stmt_keys_log(keys, log, LOG_KEYS);
	for (int i = 0; i < count; i++) {
		struct buf b;

		buf_open(&b, j->a, 1024);
		note_key_print(&log[i], &b);
		tmpl_text(tmpl_row(rows), "vkey", buf_span(&b));
	}
	return 0;
}

int folio_log(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct index_head head;

	if (index_head(j->from->ix, &head, e) < 0 || put_keys(j, e) < 0 ||
	    put_acts(j, head.acts > LATEST ? head.acts - LATEST : 0, LATEST,
	    true, e) < 0)
		return -1;
	tmpl_text(j->model, "origin", arena_copy(j->a, span_of(head.origin)));
	page_number(j, j->model, "size", head.acts);
	tmpl_text(j->model, "log_root", base64(j, head.root, CRYPT_HASH));
	tmpl_text(j->model, "time", page_utc(j, head.time));
	page_number(j, j->model, "statements", head.statements);
	page_number(j, j->model, "all_withheld", head.withheld);
	page_number(j, j->model, "voids", head.voids);
	tmpl_text(j->model, "checkpoint", j->from->checkpoint);
	tmpl_flag(j->model, "more_acts", head.acts > LATEST);
	page_title(j, TONGUE("The log"));
	(void)ask;
	return 0;
}

/* Page K holds the same acts for ever once it is full. */
int folio_acts(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	page_title(j, TONGUE("Acts of the log"));
	return put_acts(j, (uint64_t)ask->skip, ask->most, false, e);
}
