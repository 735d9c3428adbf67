/* embed.c - one name or the wall in a frame of another site's page: no
 * script, nothing of the visitor */
#include "folio/inside.h"

#define WALL_MOST 500 /* names in a frame; behind them a link to all */

/* Is it asserted, and denied by nobody? */
static bool stands(const struct page_talk *t, int i, const char *property)
{
	if (!folio_asserts(&t->at[i], property))
		return false;
	for (int k = 0; k < t->count; k++) {
		const struct page_say *s = &t->at[k];

		if (s->denies && span_is(s->property, property) &&
		    !span_is(s->finding, "refuted") &&
		    (s->parent == i || span_eq(s->value, t->at[i].value)))
			return false;
	}
	return true;
}

/* Each date that is told, " / " between; a frame has no room for who denies
 * one: that is left out. */
static struct span told(struct page_job *j, const struct page_talk *t,
    const char *property)
{
	struct buf b;

	buf_open(&b, j->a, 4096);
	for (int i = 0; i < t->count; i++) {
		const struct page_say *s = &t->at[i];
		bool seen = !stands(t, i, property);

		for (int k = 0; k < i && !seen; k++)
			seen = stands(t, k, property) &&
			    span_eq(t->at[k].value, s->value);
		if (seen || b.n > 1024)
			continue;
		buf_str(&b, b.n > 0 ? " / " : "");
		buf_add(&b, tongue_date(j->tongue, s->value, j->a));
	}
	return buf_span(&b);
}

int folio_embed(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct index_thing lead = ask->thing;
	struct index_name name = { 0 };
	struct days_person p;
	struct page_talk t;
	int got = index_person_of(j->from->ix, &ask->thing, &lead, e);

	if (got >= 0)
		got = index_name_of(j->from->ix, &lead, j->lang, j->a, &name,
		    e);
	if (got < 0 || page_talk_person(j, &lead, &t, e) < 0 ||
	    days_of(j->from->ix, &lead, j->a, &p, e) < 0)
		return -1;
	if (got == 0)
		name.form = page_word(j, TONGUE("A person whose name is not"
		    " known"));
	page_name(j, j->model, "title", name.form, name.lang);
	tmpl_text(j->model, "href", page_href(j, &lead));
	tmpl_text(j->model, "born_on", told(j, &t, "born.date"));
	tmpl_text(j->model, "died_on", p.dead ? told(j, &t, "died.date")
	    : (struct span){ 0 });
	tmpl_flag(j->model, "is_missing", p.missing);
	if (p.dead)
		folio_candles_put(j, lead.id);
	return 0;
}

int folio_embed_wall(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "names");
	struct index_name *name;
	int64_t people, records;
	int count;

	(void)ask;
	if (index_wall(j->from->ix, j->lang, INDEX_DEAD, 0, WALL_MOST, j->a,
	    &name, &count, e) < 0 || index_wall_count(j->from->ix, INDEX_DEAD,
	    &people, &records, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		struct tmpl_map *m = tmpl_row(rows);

		page_name(j, m, "form", page_clip(j, name[i].form, 300),
		    name[i].lang);
		tmpl_text(m, "href", page_href(j, &name[i].thing));
	}
	page_further(j, j->model, (uint64_t)(people + records - count));
	tmpl_text(j->model, "href", span_of(arena_fmt(j->a, "%.*sindex.html",
	    (int)j->here.n, j->here.p)));
	folio_candles_put(j, CANDLE_ALL);
	page_title(j, TONGUE("The wall"));
	return 0;
}
