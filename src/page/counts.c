/*
 * counts.c - the numbers of dead that were announced, and by whom: those
 * among the events of one page of the timeline, so that pages stay small
 */
#include "page/inside.h"

/* Who is counted: toll.of with re this toll, else any of the event. */
static const struct page_say *counted(const struct page_talk *t, int toll)
{
	const struct page_say *any = NULL;

	for (int i = 0; i < t->count; i++) {
		if (!span_is(t->at[i].property, "toll.of"))
			continue;
		if (t->at[i].parent == toll)
			return &t->at[i];
		if (t->at[i].parent < 0)
			any = &t->at[i];
	}
	return any;
}

static int put_toll(struct page_job *j, const struct page_talk *t, int i,
    struct tmpl_list *rows, struct err *e)
{
	const struct page_say *s = &t->at[i], *of = counted(t, i);
	struct tmpl_map *m;
	struct span date = s->on;

	if (!page_fits(j, s))
		return 0;
	for (int k = 0; k < t->count && date.n == 0; k++)
		if (span_is(t->at[k].property, "date"))
			date = t->at[k].value;
	m = tmpl_row(rows);
	tmpl_text(m, "date", tongue_date(j->tongue, date, j->a));
	tmpl_flag(m, "of", false);
	if (of != NULL)
		page_text(j, m, "of", of->value, of->lang);
	if (page_value_put(j, t, s, m, e) < 0 || page_say_put(j, s, m, e) < 0)
		return -1;
	tmpl_text(m, "s_on", (struct span){ 0 }); /* it is the date above */
	return 0;
}

int page_counts(struct page_job *j, const struct page_ask *ask,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "tolls");
	struct index_thing *event;
	int count;

	if (index_events(j->from->ix, ask->skip, ask->most, j->a, &event,
	    &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		struct page_talk t;

		if (page_talk_about(j, &event[i], 0, &t, e) < 0)
			return -1;
		page_talk_thread(&t);
		for (int k = 0; k < t.count; k++)
			if (span_is(t.at[k].property, "toll") &&
			    put_toll(j, &t, k, rows, e) < 0)
				return -1;
	}
	page_title(j, TONGUE("Numbers announced"));
	return 0;
}
