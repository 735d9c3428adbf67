/* joined.c - who is one with whom, who decided it, and what speaks against */
#include <string.h>

#include "page/job.h"

/* "origin/keeper/first" is known here by its last word. */
static struct span pseudonym(struct span key)
{
	const char *at = memmem(key.p, key.n, "/keeper/", 8);

	return at == NULL ? key : span_skip(key, (size_t)(at - key.p) + 8);
}

/* The probability that the keeper was shown with that word, or nothing. */
static int find_shown(struct page_job *j, const struct index_stmt *x,
    struct span *out, struct err *e)
{
	struct index_list list;

	*out = (struct span){ 0 };
	if (index_answers(j->from->ix, x->commitment, j->a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct stmt *s = &list.at[i].s;
		unsigned n = 0;

		if (list.at[i].is_void || s->denies ||
		    !span_is(s->says, "same.shown") || s->value.n > 5)
			continue;
		for (size_t k = 0; k < s->value.n; k++)
			n = n * 10 + (unsigned)(s->value.p[k] - '0');
		if (n <= 10000)
			*out = span_of(arena_fmt(j->a, "%u.%04u", n / 10000,
			    n % 10000));
	}
	return 0;
}

static int put_word(struct page_job *j, const struct index_join *w,
    struct tmpl_map *m, struct err *e)
{
	struct index_stmt x;
	struct span shown = { 0 }, time;
	int got = index_line(j->from->ix, w->act, w->line, j->a, &x, e);

	if (got < 0)
		return -1;
	if (got == 0 || x.hidden)
		return err_set(e, ERR_FORMAT, "the index is broken: run"
		    " rebuild");
	if (find_shown(j, &x, &shown, e) < 0)
		return -1;
	time = page_utc(j, x.time);
	time.n = 10;
	tmpl_text(m, "j_by", pseudonym(x.keeper));
	tmpl_text(m, "j_on", tongue_date(j->tongue, time, j->a));
	tmpl_text(m, "j_shown", shown);
	tmpl_text(m, "j_href", page_act_href(j, x.act, arena_copy(j->a,
	    span_of(x.id))));
	return 0;
}

int page_joined_put(struct page_job *j, const struct index_thing *thing,
    struct tmpl_map *m, struct tmpl_list *apart, struct err *e)
{
	static const char *const key[2] = { "other", "other_href" };
	struct tmpl_list *joins = tmpl_rows(m, "joins");
	struct index_join *w;
	int n;

	if (index_joins(j->from->ix, thing, j->a, &w, &n, e) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		struct tmpl_map *row;

		if (!w[i].force || w[i].word == INDEX_BACK ||
		    (w[i].word == INDEX_JOINED && !w[i].about))
			continue;
		row = tmpl_row(w[i].word == INDEX_JOINED ? joins : apart);
		if (put_word(j, &w[i], row, e) < 0)
			return -1;
		if (w[i].word == INDEX_APART && page_mention(j, row, key,
		    span_of(arena_fmt(j->a, "%s/%s",
		    stmt_kind_name(w[i].other.kind), w[i].other.id)), e) < 0)
			return -1;
	}
	return 0;
}

/* Do words in force say that two of these are different? */
int page_joined_contested(struct page_job *j, const struct index_thing *one,
    int count, struct err *e)
{
	for (int i = 0; i < count; i++) {
		struct index_join *w;
		int n;

		if (index_joins(j->from->ix, &one[i], j->a, &w, &n, e) < 0)
			return -1;
		for (int k = 0; k < n; k++)
			for (int o = 0; o < count; o++)
				if (w[k].force && w[k].word == INDEX_APART &&
				    w[k].other.num == one[o].num)
					return 1;
	}
	return 0;
}
