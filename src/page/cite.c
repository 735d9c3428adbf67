/* cite.c - what things are called where another page mentions them */
#include "page/job.h"

#define CITES 128 /* kept while a page is made */

/* How well a title suits: the reader's language, then any. */
static int suits(const struct page_job *j, const struct index_stmt *x)
{
	return stmt_lang_fit(x->s.lang, j->lang);
}

static void from_statements(struct page_job *j, const struct index_list *list,
    struct page_cite *c)
{
	static const struct { const char *property; int weight; } leads[] = {
		{ "publisher", 8 }, { "title", 4 }, { "name", 4 },
	};
	int best = 0, title = 0;

	for (int i = 0; i < list->count; i++) {
		const struct index_stmt *x = &list->at[i];

		if (x->hidden || x->s.denies)
			continue;
		if (span_is(x->s.says, "published") && c->date.n == 0)
			c->date = x->s.value;
		if (span_is(x->s.says, "title") && (suits(j, x) > title ||
		    suits(j, x) == 3)) {
			title = suits(j, x);
			c->title = x->s.value;
			c->title_lang = x->s.lang;
		}
		for (size_t k = 0; k < sizeof(leads) / sizeof(leads[0]); k++) {
			int fit = leads[k].weight + suits(j, x);

			if (!span_is(x->s.says, leads[k].property) ||
			    fit <= best)
				continue;
			best = fit;
			c->text = x->s.value;
			c->lang = x->s.lang;
		}
	}
}

static int fill(struct page_job *j, struct page_cite *c, struct err *e)
{
	struct index_list list;
	struct index_name name;
	int got = 0;

	if (c->thing.kind == STMT_PERSON || c->thing.kind == STMT_RECORD) {
		got = index_name_of(j->from->ix, &c->thing, j->lang, j->a,
		    &name, e);
		if (got < 0)
			return -1;
	}
	if (got == 1) {
		c->text = name.form;
		c->lang = name.lang;
		return 0;
	}
	if (c->thing.kind == STMT_RECORD)
		return 0; /* its list does not name it */
	if (index_about(j->from->ix, &c->thing, j->a, &list, e) < 0)
		return -1;
	from_statements(j, &list, c);
	return 0;
}

int page_called(struct page_job *j, const struct index_thing *thing,
    struct index_name *out, struct err *e)
{
	int got = index_name_of(j->from->ix, thing, j->lang, j->a, out, e);

	if (got == 1)
		(void)tongue_name(j->tongue, &out->form, &out->lang, j->a);
	return got;
}

int page_cite(struct page_job *j, enum stmt_kind kind, struct span id,
    const struct page_cite **out, struct err *e)
{
	struct page_cite *c;
	int got;

	for (int i = 0; i < j->cites; i++)
		if (j->cite[i].thing.kind == kind &&
		    span_is(id, j->cite[i].thing.id)) {
			*out = &j->cite[i];
			return 1;
		}
	if (j->cite == NULL)
		j->cite = arena_take(j->a, CITES, sizeof(*j->cite));
	c = j->cites < CITES ? &j->cite[j->cites]
	    : arena_take(j->a, 1, sizeof(*c));
	got = index_thing(j->from->ix, kind, id, &c->thing, e);
	if (got <= 0)
		return got;
	if (fill(j, c, e) < 0)
		return -1;
	if (c->text.n == 0)
		c->text = arena_copy(j->a, id);
	j->cites += j->cites < CITES;
	*out = c;
	return 1;
}

int page_mention(struct page_job *j, struct tmpl_map *m,
    const char *const key[2], struct span subject, struct err *e)
{
	const struct page_cite *c;
	struct stmt_subject to;
	struct err why = { 0 };
	int got = 0;

	tmpl_flag(m, key[0], false);
	if (stmt_subject_parse(subject, &to, &why) == 0 &&
	    to.kind <= STMT_SOURCE)
		got = page_cite(j, to.kind, to.id, &c, e);
	if (got <= 0)
		return got;
	if (to.kind == STMT_PERSON || to.kind == STMT_RECORD)
		page_name(j, m, key[0], c->text, c->lang);
	else
		page_text(j, m, key[0], c->text, c->lang);
	tmpl_text(m, key[1], page_href(j, &c->thing));
	return 1;
}
