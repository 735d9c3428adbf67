/*
 * write.c - decisions as statements (FORMAT 7.1)
 *
 * A word stands on the pair that was judged wherever the format has one.  Two
 * records have none that joins them: they get a person in common, so that
 * each can leave later without the other.
 */
#include <string.h>

#include "decide/inside.h"

#define STATEMENTS_MAX 8 /* of one decision, at most */

struct writing {
	struct decide *d;
	struct keep_pen *pen;
	struct arena mem;
	struct decide_done done;
	char word[STMT_ID_CHARS + 1]; /* the last `same` or `differs` */
};

static struct span subject(struct writing *w, int node)
{
	const struct index_thing *t = &w->d->node[node].thing;

	return span_of(arena_fmt(&w->mem, "%s/%s", stmt_kind_name(t->kind),
	    t->id));
}

static int put(struct writing *w, struct stmt *s, bool withheld, char *id,
    struct err *e)
{
	w->done.statements++;
	return keep_pen_put(w->pen, STMT_DECIDE, s, withheld, id, e);
}

static int say(struct writing *w, const char *says, struct span about,
    struct span value, bool denies, struct span re, struct err *e)
{
	struct stmt s = { .says = span_of(says), .about = about,
	    .value = value, .denies = denies, .re = re,
	    .stance = denies ? SPAN("denies") : SPAN("") };

	return put(w, &s, false, w->word, e);
}

static bool is_person(const struct writing *w, int node)
{
	return w->d->node[node].thing.kind == STMT_PERSON;
}

/* Which of two is said to be the same as the other, or not: the record of
 * the person, the later person of the earlier, the lower record of the
 * higher. */
static bool goes_first(const struct writing *w, int a, int b)
{
	const struct index_thing *x = &w->d->node[a].thing;
	const struct index_thing *y = &w->d->node[b].thing;

	if (x->kind != y->kind)
		return x->kind == STMT_RECORD;
	return x->kind == STMT_PERSON ? x->num > y->num
	    : strcmp(x->id, y->id) < 0;
}

/* ---- taking back ---- */

/* The word in force by the index on this pair, if it is of that kind. */
static int take_back(struct writing *w, int a, int b, enum decide_tie tie,
    struct err *e)
{
	const struct decide_node *n = &w->d->node[a];

	for (int i = 0; i < n->count; i++) {
		const struct decide_edge *x = &n->at[i];
		struct index_stmt was;
		struct stmt s;
		int got;

		if (x->to != b || (tie != DECIDE_NONE && x->tie != tie))
			continue;
		got = index_line(w->d->ix, x->act, x->line, &w->mem, &was, e);
		if (got < 0)
			return -1;
		if (got == 0)
			return err_set(e, ERR_FORMAT, "the index is broken:"
			    " run rebuild");
		s = (struct stmt){ .says = span_is(was.s.says, "differs")
		    ? SPAN("differs") : SPAN("same"), .about = was.s.about,
		    .value = was.s.value, .denies = true,
		    .stance = SPAN("denies"), .re = arena_copy(&w->mem,
		    span_of(was.id)) };
		/* It names the pair too: withheld with the word. */
		return put(w, &s, was.withheld, w->word, e);
	}
	return 0;
}

/* The pairs that the newest effects of this decision untied. */
static int write_undo(struct writing *w, int said, struct err *e)
{
	for (int i = 0; i < w->d->effects; i++) {
		const struct decide_effect *x = &w->d->effect[i];

		if (x->said == said && take_back(w, x->node[0], x->node[1],
		    DECIDE_NONE, e) < 0)
			return -1;
	}
	return 0;
}

/* ---- the same ---- */

/* The person that a record is directly joined to, the earliest made: by this
 * writing, or by the index where the session does not say otherwise. */
static int person_of(struct writing *w, int record, struct span *out,
    int64_t *num, struct err *e)
{
	struct decide *d = w->d;
	int64_t best = INT64_MAX;

	*out = d->node[record].person;
	*num = INT64_MAX;
	for (int i = 0; i < d->node[record].count; i++) {
		int to = d->node[record].at[i].to;
		enum decide_tie tie;

		if (!is_person(w, to) || d->node[to].thing.num >= best)
			continue;
		if (decide_inside_pair(d, record, to, &tie, NULL, e) < 0)
			return -1;
		if (tie != DECIDE_TIED)
			continue;
		best = *num = d->node[to].thing.num;
		*out = subject(w, to);
	}
	return 0;
}

static int join(struct writing *w, int record, struct span person,
    struct err *e)
{
	if (w->d->node[record].person.n == 0)
		w->d->node[record].person = arena_copy(&w->d->mem, person);
	return say(w, "same", subject(w, record), person, false,
	    (struct span){ 0 }, e);
}

static int mint(struct writing *w, struct span *out, struct err *e)
{
	char id[CODE_ID_CHARS + 1] = "";

	if (keep_pen_mint(w->pen, w->d->ix, id, e) < 0)
		return -1;
	*out = span_of(arena_fmt(&w->d->mem, "person/%s", id));
	w->done.persons++;
	return 0;
}

/* Two records get the person that one has, of two the earlier, or a new one. */
static int write_records(struct writing *w, int a, int b, struct err *e)
{
	struct span x, y, person;
	int64_t nx, ny;

	if (person_of(w, a, &x, &nx, e) < 0 || person_of(w, b, &y, &ny,
	    e) < 0)
		return -1;
	person = x.n == 0 ? y : y.n == 0 || nx <= ny ? x : y;
	if (person.n == 0 && mint(w, &person, e) < 0)
		return -1;
	if (!span_eq(x, person) && join(w, a, person, e) < 0)
		return -1;
	return span_eq(y, person) ? 0 : join(w, b, person, e);
}

static int write_same(struct writing *w, int a, int b, struct err *e)
{
	int first = goes_first(w, a, b) ? a : b, then = first == a ? b : a;

	if (!is_person(w, then)) {
		if (take_back(w, a, b, DECIDE_PARTED, e) < 0)
			return -1;
		return write_records(w, a, b, e);
	}
	if (is_person(w, first))
		return say(w, "same", subject(w, first), subject(w, then),
		    false, (struct span){ 0 }, e);
	return join(w, first, subject(w, then), e);
}

static int write_different(struct writing *w, int a, int b, struct err *e)
{
	int first = goes_first(w, a, b) ? a : b, then = first == a ? b : a;
	bool records = !is_person(w, then);

	return say(w, records ? "differs" : "same", subject(w, first),
	    subject(w, then), !records, (struct span){ 0 }, e);
}

/* ---- one decision ---- */

/* What the keeper saw, about each of the two that stood side by side. */
static int write_shown(struct writing *w, const struct decide_said *s,
    struct err *e)
{
	const int side[2] = { s->a, s->b };

	if (s->one.shown < 0 || s->one.word == DECIDE_UNDO)
		return 0;
	for (int i = 0; i < 2; i++) {
		char id[STMT_ID_CHARS + 1];
		struct stmt x = { .says = SPAN("same.shown"),
		    .about = subject(w, side[i]), .re = span_of(w->word),
		    .value = span_of(arena_fmt(&w->mem, "%d",
		    s->one.shown)) };

		if (put(w, &x, false, id, e) < 0)
			return -1;
	}
	return 0;
}

static int write_reason(struct writing *w, const struct decide_said *s,
    struct err *e)
{
	char id[STMT_ID_CHARS + 1];
	struct stmt note = { .says = SPAN("note"), .lang = SPAN("und"),
	    .value = s->one.reason, .about = span_of(arena_fmt(&w->mem,
	    "statement/%s", w->word)) };

	if (s->one.reason.n == 0)
		return 0;
	w->done.statements++;
	if (keep_pen_put(w->pen, STMT_DECIDE, &note, true, id, e) < 0)
		return err_in(e, "the reason");
	return 0;
}

static int write_one(struct writing *w, int i, struct err *e)
{
	const struct decide_said *s = &w->d->said[i];
	int rc;

	w->word[0] = '\0';
	if (decide_inside_load(w->d, s->a, e) < 0 ||
	    decide_inside_load(w->d, s->b, e) < 0 ||
	    keep_pen_fit(w->pen, STMT_DECIDE, STATEMENTS_MAX, e) < 0)
		return -1;
	rc = s->one.word == DECIDE_SAME ? write_same(w, s->a, s->b, e)
	    : s->one.word == DECIDE_DIFFERENT
	    ? write_different(w, s->a, s->b, e) : write_undo(w, i, e);
	if (rc < 0)
		return -1;
	w->done.said++;
	if (w->word[0] == '\0')
		return 0; /* what went before made them one already */
	if (write_shown(w, s, e) < 0)
		return -1;
	return write_reason(w, s, e);
}

int decide_write(struct decide *d, struct keep_pen *pen,
    struct decide_done *out, struct err *e)
{
	struct writing w = { .d = d, .pen = pen, .mem = { .cap =
	    (size_t)4 << 30 } };
	int rc = 0;

	for (int i = 0; i < d->nodes; i++)
		d->node[i].person = (struct span){ 0 };
	for (int i = 0; i < d->count && rc == 0; i++)
		rc = write_one(&w, i, e);
	arena_closep(&w.mem);
	*out = w.done;
	return rc;
}
