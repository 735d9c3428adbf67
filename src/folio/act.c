/* act.c - one act: who signed it, what it states, what of it is withheld */
#include "base/utf8.h"
#include "folio/inside.h"

#define RAW_MAX 1000 /* bytes of a line that does not fit, or is none */

/* Where another statement stands. */
static int put_link(struct page_job *j, struct span id, struct tmpl_map *m,
    const char *key, struct err *e)
{
	uint8_t commitment[CRYPT_HASH];
	struct index_stmt other;
	int got;

	tmpl_flag(m, key, false);
	if (id.n > STMT_ID_CHARS)
		id.n = STMT_ID_CHARS; /* the rest is a column */
	if (!stmt_id_parse(id, commitment))
		return 0;
	got = index_statement(j->from->ix, commitment, j->a, &other, e);
	if (got == 1)
		tmpl_text(m, key, page_act_href(j, other.act, id));
	return got < 0 ? -1 : 0;
}

static int put_about(struct page_job *j, const struct index_stmt *x,
    struct tmpl_map *m, struct err *e)
{
	static const char *const key[2] = { "about", "about_href" };
	const struct stmt *s = &x->s;
	struct span act = page_word(j, TONGUE("Act")), words = s->about;
	int got;

	tmpl_flag(m, key[1], false);
	got = page_mention(j, m, key, s->about, e);
	if (got != 0)
		return got < 0 ? -1 : 0;
	if (s->subject.kind == STMT_ARCHIVE)
		words = page_word(j, TONGUE("This archive"));
	else if (span_is(s->about, "act/this"))
		words = span_of(arena_fmt(j->a, "%.*s %llu", (int)act.n, act.p,
		    (unsigned long long)x->act));
	page_text(j, m, key[0], words, (struct span){ 0 });
	if (s->subject.kind != STMT_STATEMENT)
		return 0;
	return put_link(j, s->subject.id, m, key[1], e);
}

/* Why a line is withheld: the latest word on it; else that on its act. */
static int put_reason(struct page_job *j, const struct index_stmt *x,
    struct tmpl_map *m, struct err *e)
{
	const struct index_stmt *word = NULL;
	struct index_list answers;
	const struct span none = { 0 };

	if (index_answers(j->from->ix, x->commitment, j->a, &answers, e) < 0)
		return -1;
	for (int i = 0; i < answers.count; i++)
		if (span_is(answers.at[i].s.says, "withheld") &&
		    !answers.at[i].is_void)
			word = &answers.at[i];
	if (word == NULL && index_words(j->from->ix, x->act, j->a, &answers,
	    e) < 0)
		return -1;
	for (int i = 0; i < answers.count && word == NULL; i++)
		if (span_is(answers.at[i].s.says, "withheld"))
			word = &answers.at[i];
	tmpl_text(m, "code", word == NULL ? none : word->s.value);
	tmpl_text(m, "reason", word == NULL ? none : tongue_code(j->tongue,
	    SPAN("withheld"), word->s.value));
	tmpl_text(m, "word_href", word == NULL ? none : page_act_href(j,
	    word->act, arena_copy(j->a, span_of(word->id))));
	tmpl_text(m, "word_time", word == NULL ? none : page_utc(j,
	    word->time));
	return 0;
}

/* A row's cells, or the value. */
static int put_value(struct page_job *j, const struct index_stmt *x,
    struct tmpl_map *m, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(m, "cells");
	struct stmt_cell *cell;
	struct page_say s = { .property = x->s.says, .value = x->s.value,
		.lang = x->s.lang, .who = x->s.who, .kind = x->s.property,
		.at = x->s.at, .on = x->s.on, .re = x->s.re,
		.source = span_starts(x->s.from, SPAN("source/")) ?
		    span_skip(x->s.from, 7) : (struct span){ 0 },
		.id = span_of(x->id), .act = x->act, .denies = x->s.denies };
	int count;

	tmpl_flag(m, "has_cells", x->s.is_row);
	if (x->s.is_row) {
		if (stmt_row_cells(x->s.value, j->a, &cell, &count, e) < 0)
			return -1;
		for (int i = 0; i < count; i++) {
			struct tmpl_map *row = tmpl_row(rows);

			tmpl_text(row, "column", cell[i].column);
			tmpl_text(row, "cell", cell[i].text);
		}
		s.value = (struct span){ 0 };
		s.kind = NULL;
	}
	if (page_value_put(j, NULL, &s, m, e) < 0)
		return -1;
	if (s.kind != NULL && s.kind->type == STMT_HASH)
		page_text(j, m, "v", x->s.value, (struct span){ 0 });
	if (page_say_put(j, &s, m, e) < 0)
		return -1;
	tmpl_flag(m, "s_proof", false); /* it is this page */
	return 0;
}

static int put_statement(struct page_job *j, const struct index_stmt *x,
    struct tmpl_list *rows, struct err *e)
{
	struct page_say size = { .value = x->line_text };
	bool fits = page_fits(j, &size);
	struct tmpl_map *m = tmpl_row(rows);

	tmpl_text(m, "s_id", span_of(x->id)); /* the anchor stands always */
	tmpl_flag(m, "hidden", x->hidden);
	tmpl_text(m, "void_rule", x->is_void ? x->void_rule
	    : (struct span){ 0 });
	if (x->hidden)
		return put_reason(j, x, m, e);
	if (!fits || x->s.says.n == 0) { /* or void and no statement at all */
		tmpl_text(m, "raw", utf8_valid(x->line_text)
		    ? page_clip(j, x->line_text, RAW_MAX) : SPAN("?"));
		return 0;
	}
	tmpl_text(m, "raw", (struct span){ 0 });
	tmpl_text(m, "property", x->s.says);
	tmpl_text(m, "g_label", tongue_label(j->tongue, x->s.says));
	if (put_about(j, x, m, e) < 0 || put_link(j, x->s.re, m, "re_href",
	    e) < 0)
		return -1;
	tmpl_text(m, "re", x->s.re);
	return put_value(j, x, m, e);
}

/* Is there that act, too?  Asked so, a page changes once and not with each
 * act. */
static int is_there(struct page_job *j, uint64_t number, bool *out,
    struct err *e)
{
	struct index_act *act;
	int count;

	if (index_acts(j->from->ix, number, 1, j->a, &act, &count, e) < 0)
		return -1;
	*out = count == 1;
	return 0;
}

static int put_entry(struct page_job *j, uint64_t number, bool full,
    struct err *e)
{
	struct stmt_act *act = arena_take(j->a, 1, sizeof(*act));
	struct tmpl_list *rows = tmpl_rows(j->model, "signers");
	char path[MERKLE_PATH_MAX];
	const struct merkle_tile tile = { MERKLE_ENTRIES,
		number / MERKLE_TILE_WIDTH, MERKLE_TILE_WIDTH };
	struct err why = { 0 };
	struct span entry;

	merkle_tile_path(&tile, path);
	tmpl_text(j->model, "bundle", !full ? (struct span){ 0 } :
	    span_of(arena_fmt(j->a, "%.*slog/%s", (int)j->root.n, j->root.p,
	    path)));
	merkle_number_path(number, path);
	tmpl_text(j->model, "payload", span_of(arena_fmt(j->a,
	    "%.*spayload/%s", (int)j->root.n, j->root.p, path)));
	tmpl_text(j->model, "proof", span_of(arena_fmt(j->a,
	    "%.*sproof/%llu.tlog-proof", (int)j->root.n, j->root.p,
	    (unsigned long long)number)));
	if (tlog_entry(j->from->log, number, j->a, &entry, e) < 0)
		return -1;
	if (stmt_act_parse(entry, act, &why) < 0)
		return 0; /* void: what it says of itself counts for nothing */
	for (int i = 0; i < act->note.sig_count; i++)
		tmpl_text(tmpl_row(rows), "signer", act->note.sig[i].name);
	tmpl_text(j->model, "base", span_of(arena_fmt(j->a, "%llu",
	    (unsigned long long)act->base_size)));
	return 0;
}

int folio_act(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "statements");
	struct index_list *list = arena_take(j->a, 1, sizeof(*list));
	const uint64_t tile_end = (ask->number / MERKLE_TILE_WIDTH + 1) *
	    MERKLE_TILE_WIDTH;
	bool full, next;
	struct span word = page_word(j, TONGUE("Act"));
	struct index_act *act;
	int count;

	if (is_there(j, tile_end - 1, &full, e) < 0 ||
	    is_there(j, ask->number + 1, &next, e) < 0)
		return -1;
	if (index_acts(j->from->ix, ask->number, 1, j->a, &act, &count,
	    e) < 0 || index_of_act(j->from->ix, ask->number, j->a, list,
	    e) < 0 || put_entry(j, ask->number, full, e) < 0)
		return -1;
	for (int i = 0; i < list->count; i++)
		if (put_statement(j, &list->at[i], rows, e) < 0)
			return -1;
	tmpl_u64(j->model, "number", ask->number);
	if (count == 1) {
		tmpl_text(j->model, "time", page_utc(j, act->time));
		tmpl_text(j->model, "verb", tongue_verb(j->tongue, act->verb));
		tmpl_text(j->model, "keeper", act->keeper);
		page_number(j, j->model, "withheld", (uint64_t)act->withheld);
		tmpl_text(j->model, "act_void", act->is_void ? act->rule
		    : (struct span){ 0 });
		tmpl_text(j->model, "act_reason", act->reason);
	}
	tmpl_text(j->model, "previous", ask->number == 0 ? (struct span){ 0 }
	    : page_act_href(j, ask->number - 1, (struct span){ 0 }));
	tmpl_text(j->model, "next", !next ? (struct span){ 0 } : page_act_href(j, ask->number + 1,
	    (struct span){ 0 }));
	page_text(j, j->model, "title", span_of(arena_fmt(j->a, "%.*s %llu",
	    (int)word.n, word.p, (unsigned long long)ask->number)),
	    (struct span){ 0 });
	return 0;
}
