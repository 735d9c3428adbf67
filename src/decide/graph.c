/*
 * graph.c - records and persons, and what holds them together or apart: the
 * words in force by the index, and over them those of the session
 */
#include <stdlib.h>
#include <string.h>

#include "decide/inside.h"

#define ROOM ((size_t)4 << 30) /* bytes of arena that a session may take */

int decide_open(struct decide **out, struct index *ix, struct err *e)
{
	struct decide *d = calloc(1, sizeof(*d));

	if (d == NULL)
		return err_set(e, ERR_IO, "out of memory");
	d->ix = ix;
	d->mem.cap = ROOM;
	*out = d;
	return 0;
}

void decide_closep(struct decide **p)
{
	if (*p == NULL)
		return;
	arena_closep(&(*p)->mem);
	free(*p);
	*p = NULL;
}

/* Room for one more of a list in the arena. */
static void *grow(struct arena *a, void *list, int count, int *room,
    size_t size)
{
	void *more;

	if (count < *room)
		return list;
	*room = *room == 0 ? 64 : *room * 2;
	more = arena_take(a, (size_t)*room, size);
	if (count > 0)
		memcpy(more, list, (size_t)count * size);
	return more;
}

/* ---- nodes ---- */

static size_t place_of(const struct decide *d, int64_t num)
{
	size_t i = (size_t)((uint64_t)num * 0x9E3779B97F4A7C15ULL >> 20) &
	    (d->slots - 1);

	while (d->slot[i] != 0 && d->node[d->slot[i] - 1].thing.num != num)
		i = (i + 1) & (d->slots - 1);
	return i;
}

static void more_slots(struct decide *d)
{
	if ((size_t)d->nodes * 2 < d->slots)
		return;
	d->slots = d->slots == 0 ? 256 : d->slots * 2;
	d->slot = arena_take(&d->mem, d->slots, sizeof(*d->slot));
	for (int i = 0; i < d->nodes; i++)
		d->slot[place_of(d, d->node[i].thing.num)] = i + 1;
}

static int node_of(struct decide *d, const struct index_thing *t)
{
	size_t at;

	more_slots(d);
	at = place_of(d, t->num);
	if (d->slot[at] != 0)
		return d->slot[at] - 1;
	d->node = grow(&d->mem, d->node, d->nodes, &d->node_room,
	    sizeof(*d->node));
	d->node[d->nodes] = (struct decide_node){ .thing = *t, .newest = -1 };
	d->slot[at] = ++d->nodes;
	return d->nodes - 1;
}

int decide_inside_node(struct decide *d, struct span subject, int *out,
    struct err *e)
{
	struct index_thing t;
	struct stmt_subject s;
	int got;

	if (stmt_subject_parse(subject, &s, e) < 0)
		return -1;
	if (s.kind != STMT_RECORD && s.kind != STMT_PERSON)
		return err_set(e, ERR_FORMAT, "%.*s is neither a record nor a"
		    " person", (int)subject.n, subject.p);
	got = index_thing(d->ix, s.kind, s.id, &t, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "no %.*s in this archive",
		    (int)subject.n, subject.p);
	*out = node_of(d, &t);
	return 0;
}

int decide_inside_new(struct decide *d, struct span subject, int *out,
    struct err *e)
{
	struct index_thing t = { .kind = span_starts(subject,
	    SPAN("person/")) ? STMT_PERSON : STMT_RECORD };
	struct stmt_subject s;
	uint64_t h = 1469598103934665603ULL; /* FNV-1a, 64 bit */
	struct err why = { 0 };

	if (decide_inside_node(d, subject, out, &why) == 0)
		return 0;
	if (why.kind != ERR_ABSENT || stmt_subject_parse(subject, &s, &why) <
	    0 || s.id.n != CODE_ID_CHARS)
		return err_set(e, why.kind, "%s", why.text);
	for (size_t i = 0; i < subject.n; i++)
		h = (h ^ (uint8_t)subject.p[i]) * 1099511628211ULL;
	/* Below all numbers of the index, which has no words on it. */
	t.num = -(int64_t)(h >> 1) - 1;
	memcpy(t.id, s.id.p, CODE_ID_CHARS);
	*out = node_of(d, &t);
	return 0;
}

int decide_inside_load(struct decide *d, int node, struct err *e)
{
	struct index_join *join;
	struct index_thing t = d->node[node].thing;
	struct decide_edge *at;
	int n, kept = 0;

	if (d->node[node].loaded)
		return 0;
	if (index_joins(d->ix, &t, &d->mem, &join, &n, e) < 0)
		return -1;
	at = arena_take(&d->mem, (size_t)n + 1, sizeof(*at));
	for (int i = 0; i < n; i++)
		if (join[i].force && join[i].word != INDEX_BACK)
			at[kept++] = (struct decide_edge){
				.to = node_of(d, &join[i].other),
				.tie = join[i].word == INDEX_JOINED
				    ? DECIDE_TIED : DECIDE_PARTED,
				.said = -1, .act = join[i].act,
				.line = join[i].line,
				.about = join[i].about };
	d->node[node].at = at; /* node_of may have moved the nodes */
	d->node[node].count = kept;
	d->node[node].loaded = true;
	return 0;
}

/* ---- edges ---- */

static int side_of(const struct decide_effect *x, int node)
{
	return x->node[0] == node ? 0 : 1;
}

/* The newest effect of the session on a pair; -1. */
static int newest_on(const struct decide *d, int node, int other)
{
	for (int i = d->node[node].newest; i >= 0; ) {
		const struct decide_effect *x = &d->effect[i];
		int side = side_of(x, node);

		if (x->node[1 - side] == other)
			return i;
		i = x->next[side];
	}
	return -1;
}

int decide_inside_effect(struct decide *d, int a, int b, enum decide_tie tie,
    struct err *e)
{
	struct decide_effect *x;

	if (d->effects >= 2 * DECIDE_MAX)
		return err_set(e, ERR_LIMIT, "too many decisions at once");
	d->effect = grow(&d->mem, d->effect, d->effects, &d->effect_room,
	    sizeof(*d->effect));
	x = &d->effect[d->effects];
	*x = (struct decide_effect){ { a, b }, { d->node[a].newest,
	    d->node[b].newest }, tie, d->count };
	d->node[a].newest = d->node[b].newest = d->effects++;
	return 0;
}

static struct decide_edge edge_of(const struct decide *d, int effect,
    int node)
{
	const struct decide_effect *x = &d->effect[effect];

	return (struct decide_edge){ .to = x->node[1 - side_of(x, node)],
	    .tie = x->tie, .said = x->said };
}

int decide_inside_pair(struct decide *d, int a, int b, enum decide_tie *out,
    struct decide_edge *edge, struct err *e)
{
	struct decide_edge found = { .tie = DECIDE_NONE, .said = -1 };
	int newest = newest_on(d, a, b);

	if (decide_inside_load(d, a, e) < 0)
		return -1;
	for (int i = 0; i < d->node[a].count; i++)
		if (d->node[a].at[i].to == b)
			found = d->node[a].at[i];
	if (newest >= 0)
		found = edge_of(d, newest, a);
	*out = found.tie;
	if (edge != NULL)
		*edge = found;
	return 0;
}

/* *at counts the index's edges, then (negative) walks the effects. */
int decide_inside_edge(struct decide *d, int node, int64_t *at,
    struct decide_edge *out, struct err *e)
{
	const int64_t over = INT64_MIN;

	if (*at == 0 && decide_inside_load(d, node, e) < 0)
		return -1;
	while (*at >= 0 && *at < d->node[node].count) {
		*out = d->node[node].at[(*at)++];
		if (newest_on(d, node, out->to) < 0)
			return 1;
	}
	if (*at >= 0)
		*at = d->node[node].newest < 0 ? over
		    : -1 - (int64_t)d->node[node].newest;
	while (*at != over) {
		int i = (int)(-1 - *at);
		const struct decide_effect *x = &d->effect[i];
		int next = x->next[side_of(x, node)];

		*at = next < 0 ? over : -1 - (int64_t)next;
		*out = edge_of(d, i, node);
		if (out->tie != DECIDE_NONE &&
		    newest_on(d, node, out->to) == i)
			return 1;
	}
	return 0;
}

/* ---- walks ---- */

static void push(struct decide *d, int at, int node)
{
	d->queue = grow(&d->mem, d->queue, at, &d->queue_room,
	    sizeof(*d->queue));
	d->queue[at] = node;
}

int decide_inside_walk(struct decide *d, int a, int from, int *count,
    struct err *e)
{
	unsigned walk = ++d->walk;
	int n = 0;

	push(d, from, a);
	n = 1;
	d->node[a].seen = walk;
	d->node[a].from = -1;
	for (int i = 0; i < n; i++) {
		int node = d->queue[from + i], got;
		struct decide_edge edge;
		int64_t at = 0;

		while ((got = decide_inside_edge(d, node, &at, &edge,
		    e)) == 1) {
			if (edge.tie != DECIDE_TIED ||
			    d->node[edge.to].seen == walk)
				continue;
			d->node[edge.to].seen = walk;
			d->node[edge.to].from = node;
			push(d, from + n++, edge.to);
		}
		if (got < 0)
			return -1;
	}
	*count = n;
	return 0;
}

int decide_inside_link(struct decide *d, int node,
    const struct decide_edge *edge, struct err *e)
{
	int room = d->chain_room;

	(void)e;
	d->chain = grow(&d->mem, d->chain, d->chain_count, &room,
	    sizeof(*d->chain));
	d->chain_from = grow(&d->mem, d->chain_from, d->chain_count,
	    &d->chain_room, sizeof(*d->chain_from));
	d->chain[d->chain_count] = *edge;
	d->chain_from[d->chain_count++] = node;
	return 0;
}

int decide_inside_way(struct decide *d, int start, int node, struct err *e)
{
	int first = d->chain_count;

	while (node != start && d->node[node].from >= 0) {
		struct decide_edge edge;
		enum decide_tie tie;
		int from = d->node[node].from;

		if (decide_inside_pair(d, from, node, &tie, &edge, e) < 0 ||
		    decide_inside_link(d, from, &edge, e) < 0)
			return -1;
		node = from;
	}
	for (int i = first, k = d->chain_count - 1; i < k; i++, k--) {
		struct decide_edge edge = d->chain[i];
		int from = d->chain_from[i];

		d->chain[i] = d->chain[k];
		d->chain_from[i] = d->chain_from[k];
		d->chain[k] = edge;
		d->chain_from[k] = from;
	}
	return 0;
}
