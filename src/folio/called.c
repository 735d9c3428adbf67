/*
 * called.c - what the dead were called, each with what answers it
 *
 * The person leads, then what they were called and what courts and offices
 * of the state said; beside it the answers, and what others documented.
 */
#include <string.h>

#include "index/told.h"
#include "folio/sides.h"
#include "uni/uni.h"

#define RECORDS_MAX 64 /* joined rows that are looked at */
#define WORDS_MAX 200  /* different words on one page */

int folio_talk_all(struct page_job *j, const struct index_thing *thing,
    struct page_talk *t, struct err *e)
{
	struct page_whole whole = { thing, 1 };
	struct index_record *record;
	struct index_thing *one;
	int count, records = 0, facts = 0;

	if (thing->kind == STMT_PERSON) {
		if (index_whole(j->from->ix, thing, j->a, &one, &count,
		    e) < 0)
			return -1;
		whole = (struct page_whole){ one, count };
	}
	record = arena_take(j->a, RECORDS_MAX, sizeof(*record));
	for (int i = 0; i < whole.count && records < RECORDS_MAX; i++) {
		int got = whole.at[i].kind != STMT_RECORD ? 0
		    : index_record(j->from->ix, &whole.at[i], j->a,
		    &record[records], e);

		if (got < 0)
			return -1;
		facts += got == 1 ? record[records].fact_count : 0;
		records += got;
	}
	if (whole.count > RECORDS_MAX)
		whole.count = RECORDS_MAX;
	if (page_talk_whole(j, whole, facts, t, e) < 0)
		return -1;
	for (int i = 0; i < records; i++)
		page_talk_facts(t, &record[i], j->a);
	page_talk_thread(t);
	return 0;
}

int folio_lead(struct page_job *j, const struct index_thing *thing,
    struct tmpl_map *m, struct err *e)
{
	const struct page_cite *c;

	if (page_cite(j, thing->kind, span_of(thing->id), &c, e) < 0)
		return -1;
	if (thing->kind == STMT_PERSON || thing->kind == STMT_RECORD)
		page_name(j, m, "lead", page_clip(j, c->text, 300), c->lang);
	else
		page_text(j, m, "lead", page_clip(j, c->text, 300), c->lang);
	tmpl_text(m, "href", page_href(j, thing));
	return 0;
}

/* ---- words that were used, and of how many ---- */

struct word {
	struct span key, value, lang;
	int people;
	struct span who[8];
	int whos;
};
struct words {
	struct word at[WORDS_MAX];
	int count;
};

static void add_who(struct word *w, struct span who)
{
	for (int i = 0; i < w->whos; i++)
		if (span_eq(w->who[i], who))
			return;
	if (w->whos < 8)
		w->who[w->whos++] = who;
}

static void add_word(struct page_job *j, struct words *all,
    const struct page_say *s)
{
	struct err why = { 0 };
	struct word *w = NULL;
	struct span key;

	if (uni_fold(s->value, j->a, &key, &why) < 0)
		key = s->value;
	for (int i = 0; i < all->count && w == NULL; i++)
		if (span_eq(all->at[i].key, key))
			w = &all->at[i];
	if (w == NULL) {
		if (all->count == WORDS_MAX)
			return;
		w = &all->at[all->count++];
		*w = (struct word){ key, s->value, s->lang, 0, { { 0 } }, 0 };
	}
	w->people++;
	add_who(w, s->who);
}

static int put_words(struct page_job *j, const struct words *all,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "words_used");

	for (int i = 0; i < all->count; i++) {
		const struct word *w = &all->at[i];
		struct tmpl_map *m = tmpl_row(rows);
		struct tmpl_list *by = tmpl_rows(m, "by");

		page_text(j, m, "words", page_clip(j, w->value, 600),
		    w->lang);
		page_number(j, m, "people", (uint64_t)w->people);
		for (int k = 0; k < w->whos; k++) {
			struct page_say s = { .who = w->who[k] };

			if (page_say_put(j, &s, tmpl_row(by), e) < 0)
				return -1;
		}
	}
	return 0;
}

/* ---- one person ---- */

/* Is it on the side of the claim?  1; 0: on the other; 2: on neither; -1. */
static int side_of(struct page_job *j, const struct page_say *s,
    struct err *e)
{
	if (s->parent >= 0)
		return 2;
	if (span_is(s->property, "label"))
		return !s->denies;
	if (!span_is(s->property, "proceedings") &&
	    !span_is(s->property, "examination"))
		return 2;
	return s->denies ? 0 : folio_official(j, s->who, e);
}

static int put_claim(struct page_job *j, struct page_talk *t, int i,
    struct tmpl_map *m, struct err *e)
{
	struct page_say *s = &t->at[i];
	int official = folio_official(j, s->who, e);

	if (official < 0)
		return -1;
	s->used = true;
	tmpl_flag(m, "claim", true);
	tmpl_flag(m, "official", official == 1);
	tmpl_text(m, "c_label", span_is(s->property, "label")
	    ? (struct span){ 0 } : tongue_label(j->tongue, s->property));
	(void)tmpl_rows(m, "more");
	tmpl_flag(m, "silent", s->kids == 0);
	return page_say_whole(j, t, i, m, e);
}

static int put_more(struct page_job *j, struct page_talk *t, int i,
    struct tmpl_list *rows, struct err *e)
{
	struct tmpl_map *m = tmpl_row(rows);

	t->at[i].used = true;
	tmpl_text(m, "c_label", span_is(t->at[i].property, "label")
	    ? (struct span){ 0 } : tongue_label(j->tongue,
	    t->at[i].property));
	return page_say_whole(j, t, i, m, e);
}

/* Claims, what they were called first; *first is the first of the rows, and
 * *beside becomes true where something stands on the other side that answers
 * none of them alone. */
static int put_claims(struct page_job *j, struct page_talk *t,
    struct tmpl_list *pairs, struct words *words, struct tmpl_map **first,
    bool *beside, struct err *e)
{
	static const char *const kinds[] = { "label", "proceedings",
		"examination" };

	for (int k = 0; k < 3; k++) {
		int *order, n = page_talk_by_day(j, t, span_of(kinds[k]),
		    &order);

		for (int i = 0; i < n; i++) {
			int side = side_of(j, &t->at[order[i]], e);
			struct tmpl_map *m;

			if (side < 0)
				return -1;
			*beside |= side == 0;
			if (side != 1 || !page_fits(j, &t->at[order[i]]))
				continue;
			if (k == 0)
				add_word(j, words, &t->at[order[i]]);
			m = tmpl_row(pairs);
			*first = *first == NULL ? m : *first;
			if (put_claim(j, t, order[i], m, e) < 0)
				return -1;
		}
	}
	return 0;
}

static int put_person(struct page_job *j, const struct index_thing *thing,
    struct tmpl_map *m, struct words *words, struct err *e)
{
	struct tmpl_list *pairs = tmpl_rows(m, "pairs"), *more;
	struct tmpl_map *first = NULL;
	bool beside = false;
	struct page_talk t;

	if (folio_talk_all(j, thing, &t, e) < 0 || folio_lead(j, thing, m,
	    e) < 0 || put_claims(j, &t, pairs, words, &first, &beside,
	    e) < 0)
		return -1;
	if (first == NULL) { /* only denials are recorded */
		first = tmpl_row(pairs);
		tmpl_flag(first, "claim", false);
		(void)tmpl_rows(first, "answers");
	}
	more = tmpl_rows(first, "more");
	if (beside)
		tmpl_flag(first, "silent", false);
	for (int i = 0; i < t.count; i++) {
		int side = side_of(j, &t.at[i], e);

		if (side < 0)
			return -1;
		if (side == 0 && page_fits(j, &t.at[i]) &&
		    put_more(j, &t, i, more, e) < 0)
			return -1;
	}
	return 0;
}

int folio_called_put(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "called");
	struct words *words = arena_take(j->a, 1, sizeof(*words));
	struct index_thing *thing;
	int64_t all;
	int count;

	if (index_marked_count(j->from->ix, INDEX_LABEL, &all, e) < 0 ||
	    index_marked(j->from->ix, INDEX_LABEL, j->lang, ask->skip,
	    ask->most, j->a, &thing, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (put_person(j, &thing[i], tmpl_row(rows), words, e) < 0)
			return -1;
	tmpl_flag(j->model, "any_called", count > 0);
	page_number(j, j->model, "all_called", (uint64_t)all);
	tmpl_flag(j->model, "more_called", all > ask->skip + count ||
	    ask->skip > 0);
	return put_words(j, words, e);
}

int folio_called_all(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	tmpl_flag(j->model, "alone", true); /* its headings are the second */
	page_title(j, TONGUE("What the dead were called, and the answers"));
	return folio_called_put(j, ask, e);
}
