/* check.c - what may be decided: nothing that contradicts what stands */
#include <string.h>

#include "decide/inside.h"

const char *decide_word_name(enum decide_word w)
{
	static const char *const name[DECIDE_WORDS] = { "same", "different",
		"undo", "unsure", "skip" };

	return w < DECIDE_WORDS ? name[w] : "?";
}

/* The first difference between what hangs together with a and with b; the
 * exact pair left out where `but` is set.  1 and the chain, or 0.  joined:
 * they hang together already, with that chain. */
static int between(struct decide *d, int a, int b, bool but, bool *joined,
    struct err *e)
{
	int na, nb;
	unsigned first;

	d->chain_count = 0;
	if (decide_inside_walk(d, a, 0, &na, e) < 0)
		return -1;
	*joined = d->node[b].seen == d->walk;
	if (*joined)
		return decide_inside_way(d, a, b, e) < 0 ? -1 : 0;
	first = d->walk;
	if (decide_inside_walk(d, b, na, &nb, e) < 0)
		return -1;
	for (int i = 0; i < nb; i++) {
		int node = d->queue[na + i], got;
		struct decide_edge edge, back;
		enum decide_tie tie;
		int64_t at = 0;

		while ((got = decide_inside_edge(d, node, &at, &edge,
		    e)) == 1) {
			if (edge.tie != DECIDE_PARTED ||
			    d->node[edge.to].seen != first ||
			    (but && node == b && edge.to == a))
				continue;
			/* a ... x, x is not y, y ... b. */
			if (decide_inside_way(d, a, edge.to, e) < 0 ||
			    decide_inside_pair(d, edge.to, node, &tie, &back,
			    e) < 0 || decide_inside_link(d, edge.to, &back,
			    e) < 0)
				return -1;
			at = d->chain_count;
			if (decide_inside_way(d, b, node, e) < 0)
				return -1;
			for (int k = (int)at, m = d->chain_count - 1; k < m;
			    k++, m--) {
				struct decide_edge x = d->chain[k];
				int from = d->chain_from[k];

				d->chain[k] = d->chain[m];
				d->chain_from[k] = d->chain_from[m];
				d->chain[m] = x;
				d->chain_from[m] = from;
			}
			return 1;
		}
		if (got < 0)
			return -1;
	}
	return 0;
}

int decide_state(struct decide *d, struct span a, struct span b,
    enum decide_state *out, struct err *e)
{
	int x, y, got;
	bool joined;

	if (decide_inside_node(d, a, &x, e) < 0 ||
	    decide_inside_node(d, b, &y, e) < 0)
		return -1;
	got = between(d, x, y, false, &joined, e);
	if (got < 0)
		return -1;
	*out = joined ? DECIDE_JOINED : got == 1 ? DECIDE_APART : DECIDE_OPEN;
	return 0;
}

/* ---- same, different ---- */

static int check_same(struct decide *d, int a, int b, struct err *e)
{
	bool joined;
	int got = between(d, a, b, true, &joined, e);

	if (got < 0 || joined) {
		d->chain_count = 0;
		return got < 0 ? -1 : 0;
	}
	if (got == 1)
		return err_set(e, ERR_DENIED, "these are different by what was"
		    " decided before: a word of this chain would have to be"
		    " taken back first (--undo)");
	return decide_inside_effect(d, a, b, DECIDE_TIED, e) < 0 ? -1 : 1;
}

/* The pair itself may be said anew, as long as nothing else joins them. */
static int check_different(struct decide *d, int a, int b, struct err *e)
{
	enum decide_tie was;
	bool joined;
	int got;

	if (decide_inside_pair(d, a, b, &was, NULL, e) < 0)
		return -1;
	if (was == DECIDE_PARTED)
		return 0;
	if (decide_inside_effect(d, a, b, DECIDE_PARTED, e) < 0)
		return -1;
	got = between(d, a, b, false, &joined, e);
	if (got < 0)
		return -1;
	if (joined)
		return err_set(e, ERR_DENIED, "these are the same by what was"
		    " decided before: a word of this chain would have to be"
		    " taken back first (--undo)");
	d->chain_count = 0;
	return 1;
}

/* ---- undo ---- */

/* Was the person made only to join these two, by one act? */
static int only_for_two(struct decide *d, int person, struct err *e)
{
	SCOPED(arena) a = { .cap = (size_t)1 << 30 };
	struct index_list list;
	struct decide_edge edge;
	int64_t at = 0;
	int n = 0, got;

	if (d->node[person].thing.kind != STMT_PERSON)
		return 0;
	while ((got = decide_inside_edge(d, person, &at, &edge, e)) == 1)
		n += edge.tie == DECIDE_TIED;
	if (got < 0 || index_about(d->ix, &d->node[person].thing, &a, &list,
	    e) < 0)
		return -1;
	return n == 2 && list.count == 0;
}

/* Of the chain that joins two, the latest act made them one. */
static int undo_chain(struct decide *d, int a, int b, struct err *e)
{
	uint64_t latest = 0;
	int at[2] = { -1, -1 }, n = 0, got = 0;
	bool joined;

	if (between(d, a, b, false, &joined, e) < 0)
		return -1;
	if (!joined) {
		if (d->chain_count > 0)
			return err_set(e, ERR_DENIED, "nothing was said of"
			    " these two alone; they are different by this"
			    " chain: name the two of one link");
		return err_set(e, ERR_ABSENT, "nothing was decided about these"
		    " two: there is nothing to take back");
	}
	for (int i = 0; i < d->chain_count; i++) {
		if (d->chain[i].said >= 0)
			return err_set(e, ERR_DENIED, "this chain was said"
			    " just now: take that back instead");
		if (d->chain[i].act > latest)
			n = 0;
		if (d->chain[i].act >= latest && n++ < 2)
			at[n - 1] = i;
		latest = d->chain[i].act > latest ? d->chain[i].act : latest;
	}
	if (n == 2 && at[1] == at[0] + 1)
		got = only_for_two(d, d->chain[at[0]].to, e);
	if (got < 0)
		return -1;
	if (n > 2 || (n == 2 && got == 0))
		return err_set(e, ERR_DENIED, "several words of one act join"
		    " these two, and others hang on them: name the record and"
		    " the person that it shall leave");
	for (int i = 0; i < n; i++)
		if (decide_inside_effect(d, d->chain_from[at[i]],
		    d->chain[at[i]].to, DECIDE_NONE, e) < 0)
			return -1;
	d->chain_count = 0;
	return 1;
}

static int check_undo(struct decide *d, int a, int b, struct err *e)
{
	enum decide_tie was;

	if (decide_inside_pair(d, a, b, &was, NULL, e) < 0)
		return -1;
	if (was == DECIDE_NONE)
		return undo_chain(d, a, b, e);
	return decide_inside_effect(d, a, b, DECIDE_NONE, e) < 0 ? -1 : 1;
}

/* ---- the session ---- */

static void drop_effects(struct decide *d, int keep)
{
	while (d->effects > keep) {
		const struct decide_effect *x = &d->effect[--d->effects];

		d->node[x->node[0]].newest = x->next[0];
		d->node[x->node[1]].newest = x->next[1];
	}
}

static int check_words(const struct decide_one *x, struct err *e)
{
	if (x->word > DECIDE_UNDO)
		return err_set(e, ERR_FORMAT, "\"%s\" decides nothing",
		    decide_word_name(x->word));
	if (x->shown < -1 || x->shown > DECIDE_SURE)
		return err_set(e, ERR_FORMAT, "a probability is from 0 to 1");
	if (x->reason.n > DECIDE_REASON_MAX)
		return err_set(e, ERR_LIMIT, "the reason is longer than %d"
		    " bytes", DECIDE_REASON_MAX);
	return 0;
}

/* One pair is decided once in a session. */
static int check(struct decide *d, const struct decide_one *x, int a, int b,
    struct err *e)
{
	struct decide_edge edge;
	enum decide_tie tie;

	if (decide_inside_pair(d, a, b, &tie, &edge, e) < 0)
		return -1;
	if (edge.said >= 0)
		return d->said[edge.said].one.word == x->word ? 0 :
		    err_set(e, ERR_DENIED, "these two were decided just now,"
		    " and otherwise: take that back first");
	return x->word == DECIDE_SAME ? check_same(d, a, b, e) :
	    x->word == DECIDE_DIFFERENT ? check_different(d, a, b, e) :
	    check_undo(d, a, b, e);
}

int decide_add(struct decide *d, const struct decide_one *x, struct err *e)
{
	int a, b, got, before = d->effects;
	struct decide_said *said;

	d->chain_count = 0;
	if (check_words(x, e) < 0 || decide_inside_node(d, x->a, &a, e) < 0 ||
	    decide_inside_node(d, x->b, &b, e) < 0)
		return -1;
	if (a == b)
		return err_set(e, ERR_FORMAT, "%.*s stands on both sides",
		    (int)x->a.n, x->a.p);
	if (d->count == DECIDE_MAX)
		return err_set(e, ERR_LIMIT, "too many decisions at once:"
		    " sign these first");
	got = check(d, x, a, b, e);
	if (got <= 0) {
		drop_effects(d, before);
		return got;
	}
	if (d->count == d->said_room) {
		int room = d->said_room == 0 ? 64 : d->said_room * 2;

		said = arena_take(&d->mem, (size_t)room, sizeof(*said));
		if (d->count > 0)
			memcpy(said, d->said, (size_t)d->count *
			    sizeof(*said));
		d->said = said;
		d->said_room = room;
	}
	said = &d->said[d->count++];
	*said = (struct decide_said){ *x, a, b, d->effects - before };
	said->one.a = arena_copy(&d->mem, x->a);
	said->one.b = arena_copy(&d->mem, x->b);
	said->one.reason = arena_copy(&d->mem, x->reason);
	return 1;
}

int decide_take(struct decide *d, const struct stmt *s, struct err *e)
{
	bool same = span_is(s->says, "same");
	int a, b, got, before = d->effects;

	d->chain_count = 0;
	if (decide_inside_new(d, s->about, &a, e) < 0 ||
	    decide_inside_new(d, s->value, &b, e) < 0)
		return -1;
	if (a == b)
		return err_set(e, ERR_FORMAT, "%.*s stands on both sides",
		    (int)s->about.n, s->about.p);
	if (same && !s->denies)
		got = check_same(d, a, b, e);
	else if (same ? s->re.n == 0 : !s->denies)
		got = check_different(d, a, b, e);
	else
		got = decide_inside_effect(d, a, b, DECIDE_NONE, e);
	if (got < 0)
		drop_effects(d, before);
	return got < 0 ? -1 : 0;
}

int decide_count(const struct decide *d)
{
	return d->count;
}

const struct decide_one *decide_at(const struct decide *d, int i)
{
	return &d->said[i].one;
}

void decide_pop(struct decide *d)
{
	if (d->count == 0)
		return;
	d->count--;
	drop_effects(d, d->effects - d->said[d->count].effects);
}

int decide_chain(struct decide *d, struct arena *a, struct decide_link **out,
    int *count, struct err *e)
{
	struct decide_link *link = arena_take(a, (size_t)d->chain_count + 1,
	    sizeof(*link));

	for (int i = 0; i < d->chain_count; i++) {
		const struct decide_edge *x = &d->chain[i];

		link[i].a = d->node[d->chain_from[i]].thing;
		link[i].b = d->node[x->to].thing;
		link[i].apart = x->tie == DECIDE_PARTED;
		link[i].here = x->said >= 0;
		if (!link[i].here && index_line(d->ix, x->act, x->line, a,
		    &link[i].stmt, e) < 0)
			return -1;
	}
	*out = link;
	*count = d->chain_count;
	return 0;
}
