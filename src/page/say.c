/* say.c - one thing that is said: its value, who says it, what answers it */
#include "page/job.h"

#define SAY_BYTES 1500 /* of markup that one takes, about */
#define DEEP 8         /* answers to answers that are followed */

bool page_fits(struct page_job *j, const struct page_say *s)
{
	size_t bytes = SAY_BYTES + 6 * (s->value.n + s->who.n);

	if (j->room < bytes) {
		j->cut++;
		return false;
	}
	j->room -= bytes;
	return true;
}

static int put_who(struct page_job *j, const struct page_say *s,
    struct tmpl_map *m, struct err *e)
{
	static const char *const key[2] = { "s_who", "s_who_href" };
	int got = 0;

	tmpl_flag(m, "s_keepers", s->who.n == 0);
	tmpl_flag(m, key[1], false);
	if (span_starts(s->who, SPAN("body/")) ||
	    span_starts(s->who, SPAN("person/")))
		got = page_mention(j, m, key, s->who, e);
	if (got == 0)
		page_text(j, m, key[0], s->who, (struct span){ 0 });
	return got < 0 ? -1 : 0;
}

static int put_source(struct page_job *j, const struct page_say *s,
    struct tmpl_map *m, struct err *e)
{
	const struct page_cite *c;
	int got = 0;

	tmpl_flag(m, "s_source", false);
	tmpl_text(m, "s_at", tongue_at(j->tongue, s->at, j->a));
	if (s->source.n > 0)
		got = page_cite(j, STMT_SOURCE, s->source, &c, e);
	if (got <= 0)
		return got;
	page_text(j, m, "s_source", c->text, c->lang);
	tmpl_text(m, "s_source_href", page_href(j, &c->thing));
	tmpl_text(m, "s_source_date", tongue_date(j->tongue, c->date, j->a));
	return 0;
}

int page_say_put(struct page_job *j, const struct page_say *s,
    struct tmpl_map *m, struct err *e)
{
	if (put_who(j, s, m, e) < 0 || put_source(j, s, m, e) < 0)
		return -1;
	tmpl_text(m, "s_on", tongue_date(j->tongue, s->on, j->a));
	tmpl_text(m, "s_column", s->column);
	tmpl_flag(m, "s_refused_cell", s->refused_cell);
	tmpl_text(m, "s_proof", page_act_href(j, s->act, s->id));
	return 0;
}

/* Is i below top? */
static bool below(const struct page_talk *t, int i, int top)
{
	for (int deep = 0; i >= 0 && deep <= DEEP; deep++) {
		if (t->at[i].parent == top)
			return true;
		i = t->at[i].parent;
	}
	return false;
}

int page_say_answers(struct page_job *j, struct page_talk *t, int i,
    struct tmpl_map *m, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(m, "answers");

	if (t->at[i].kids == 0)
		return 0;
	for (int k = 0; k < t->count; k++) {
		struct page_say *s = &t->at[k];
		struct tmpl_map *row;

		if (s->used || !below(t, k, i))
			continue;
		s->used = true;
		if (!page_fits(j, s))
			continue;
		row = tmpl_row(rows);
		tmpl_text(row, "a_label", span_eq(s->property,
		    t->at[i].property) ? (struct span){ 0 }
		    : tongue_label(j->tongue, s->property));
		tmpl_flag(row, "a_further", s->parent != i);
		if (page_value_put(j, t, s, row, e) < 0 ||
		    page_say_put(j, s, row, e) < 0)
			return -1;
	}
	return 0;
}

int page_say_whole(struct page_job *j, struct page_talk *t, int i,
    struct tmpl_map *m, struct err *e)
{
	if (page_value_put(j, t, &t->at[i], m, e) < 0 ||
	    page_say_put(j, &t->at[i], m, e) < 0)
		return -1;
	return page_say_answers(j, t, i, m, e);
}
