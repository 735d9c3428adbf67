/*
 * inside.h - what the files of decide share; nobody else opens this
 */
#ifndef DECIDE_INSIDE_H
#define DECIDE_INSIDE_H

#include "base/scan.h"
#include "decide/decide.h"

/* What stands between two: by the index, or by this session. */
enum decide_tie { DECIDE_NONE, DECIDE_TIED, DECIDE_PARTED };
struct decide_edge {
	int to;              /* node */
	enum decide_tie tie;
	int said;            /* of the session, or -1 */
	uint64_t act;        /* of the index */
	int line;
	bool about;          /* the word is about the node it hangs on */
};
struct decide_node {
	struct index_thing thing;
	bool loaded;
	struct decide_edge *at; /* words in force, by the index */
	int count;
	int newest;          /* effect of the session, or -1 */
	unsigned seen;       /* by which walk */
	int from, via;       /* the walk came from that node, by that effect
				or (index) edge of it */
	struct span person;  /* "person/ID" given to it while writing */
};
/* What a decision of the session does to a pair; of one pair the newest
 * counts. */
struct decide_effect {
	int node[2];
	int next[2];         /* the effect before, of that node */
	enum decide_tie tie;
	int said;
};
struct decide_said {
	struct decide_one one;
	int a, b;            /* nodes */
	int effects;         /* how many of the newest are its own */
};
struct decide {
	struct index *ix;
	struct arena mem;
	struct decide_node *node;
	int nodes, node_room;
	int *slot;           /* open addressing by number: node + 1 */
	size_t slots;
	struct decide_effect *effect;
	int effects, effect_room;
	struct decide_said *said;
	int count, said_room;
	unsigned walk;
	int *queue;          /* of walks: [0, first) and [first, both) */
	int queue_room;
	struct decide_edge *chain; /* pairs of node and edge */
	int *chain_from;
	int chain_count, chain_room;
};

/* graph.c: the node of "record/ID"; -1 with ERR_ABSENT. */
int decide_inside_node(struct decide *d, struct span subject, int *out,
    struct err *e) MUST_CHECK;
/* The same, but one that the index does not know is new. */
int decide_inside_new(struct decide *d, struct span subject, int *out,
    struct err *e) MUST_CHECK;
/* How the exact pair stands; edge NULL or filled where it is not NONE. */
int decide_inside_pair(struct decide *d, int a, int b, enum decide_tie *out,
    struct decide_edge *edge, struct err *e) MUST_CHECK;
/* Words in force by the index at this node, read once. */
int decide_inside_load(struct decide *d, int node, struct err *e) MUST_CHECK;
/* All that hangs together with a; count of them, in d->queue from `from`. */
int decide_inside_walk(struct decide *d, int a, int from, int *count,
    struct err *e) MUST_CHECK;
/* The way of the last walk from its start to node, put behind the chain. */
int decide_inside_way(struct decide *d, int start, int node, struct err *e)
    MUST_CHECK;
int decide_inside_link(struct decide *d, int node,
    const struct decide_edge *edge, struct err *e) MUST_CHECK;
/* All edges of a node, of index and session, one after the other: begin with
 * *at = 0; 1, 0 at the end, -1. */
int decide_inside_edge(struct decide *d, int node, int64_t *at,
    struct decide_edge *out, struct err *e) MUST_CHECK;
int decide_inside_effect(struct decide *d, int a, int b, enum decide_tie tie,
    struct err *e) MUST_CHECK;

/* draft.c: "0.9931", "1": at most 4 decimals, in ten-thousandths. */
bool decide_inside_probability(struct scan *s, int *out);
/* letters.c: sets the marks of letters that have no fellow. */
int decide_inside_letters(struct decide_line *l, struct arena *mem,
    struct err *e) MUST_CHECK;
/* names.c: the same of names, by their sounds. */
void decide_inside_names(struct decide_line *l, struct span property,
    struct arena *mem);
/* A record or a person, rightly spelt. */
bool decide_inside_subject(struct span text);

#endif
