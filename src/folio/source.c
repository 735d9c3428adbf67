/* source.c - a source and what it says */
#include "folio/inside.h"

static const char *const order[] = { "title", "publisher", "published",
	"published.detail", "source.kind", "language", "address", "archived",
	"licence", "source.detail", NULL };

/* Its statements: about whom, which property, what. */
static int put_statements(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	static const char *const key[2] = { "about", "about_href" };
	struct tmpl_list *rows = tmpl_rows(j->model, "statements");
	struct page_talk t = { 0 };

	if (index_from(j->from->ix, &ask->thing, ask->skip, ask->most, j->a,
	    &t.list, e) < 0)
		return -1;
	tmpl_flag(j->model, "has_statements", t.list.count > 0);
	t.at = arena_take(j->a, 1, sizeof(*t.at));
	for (int i = 0; i < t.list.count; i++) {
		struct tmpl_map *m;

		t.count = 0;
		t.room = 1;
		page_talk_stmt(&t, &t.list.at[i]);
		if (t.count == 0 || !page_fits(j, &t.at[0]))
			continue;
		t.at[0].source = (struct span){ 0 }; /* it is this page */
		m = tmpl_row(rows);
		tmpl_text(m, "g_label", tongue_label(j->tongue, t.at[0].property));
		if (page_mention(j, m, key, t.list.at[i].s.about, e) < 0 ||
		    page_value_put(j, &t, &t.at[0], m, e) < 0 ||
		    page_say_put(j, &t.at[0], m, e) < 0)
			return -1;
	}
	return 0;
}

/* What the columns of a list mean, as it was said. */
static void put_maps(struct page_job *j, const struct index_list *list)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "maps");

	for (int i = 0; i < list->count; i++) {
		const struct stmt *s = &list->at[i].s;
		struct err why = { 0 };
		struct tmpl_map *m;
		struct stmt_map map;

		if (list->at[i].hidden || !span_is(s->says, "map") ||
		    stmt_map_parse(s->value, &map, &why) < 0)
			continue;
		tmpl_flag(j->model, "has_maps", true);
		m = tmpl_row(rows);
		tmpl_text(m, "column", map.column);
		tmpl_text(m, "words", tongue_label(j->tongue, map.property));
		tmpl_flag(m, "taken_back", s->denies);
		tmpl_text(m, "proof", page_act_href(j, list->at[i].act,
		    span_of(list->at[i].id)));
	}
}

int folio_source(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	const struct page_cite *c;
	struct index_thing *row;
	struct page_talk t;
	int rows;

	if (page_cite(j, STMT_SOURCE, span_of(ask->thing.id), &c, e) < 0 ||
	    page_talk_about(j, &ask->thing, 0, &t, e) < 0 ||
	    index_rows(j->from->ix, &ask->thing, 0, 1, j->a, &row, &rows,
	    e) < 0)
		return -1;
	page_talk_thread(&t);
	page_text(j, j->model, "title", c->title.n > 0 ? c->title : c->text,
	    c->title.n > 0 ? c->title_lang : c->lang);
	if (rows > 0)
		tmpl_text(j->model, "list_href", span_of(arena_fmt(j->a,
		    "%.*slist/%s.html", (int)j->here.n, j->here.p,
		    ask->thing.id)));
	if (page_groups(j, &t, order, tmpl_rows(j->model, "groups"), e) < 0 ||
	    page_groups(j, &t, NULL, tmpl_rows(j->model, "more_groups"),
	    e) < 0)
		return -1;
	put_maps(j, &t.list);
	return put_statements(j, ask, e);
}
