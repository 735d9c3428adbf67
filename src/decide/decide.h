/*
 * decide.h - who is who: keepers' words on pairs (FORMAT 7.1)
 *
 * A session holds decisions that are not signed yet, checked against the
 * keepers' index and against each other: what contradicts is refused at once,
 * with the chain that speaks against it.  Nothing here joins anybody without
 * a word that a person gave.  Errors: ERR_ABSENT (no such record or person,
 * nothing to take back), ERR_DENIED (a contradiction: see decide_chain),
 * ERR_FORMAT, ERR_LIMIT, and those of index and keep.
 */
#ifndef DECIDE_DECIDE_H
#define DECIDE_DECIDE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "index/index.h"
#include "keep/archive.h"

#define DECIDE_MAX (1 << 20)    /* decisions of one session */
#define DECIDE_SURE 10000       /* probabilities are in ten-thousandths */
#define DECIDE_REASON_MAX 8192  /* bytes */

/* unsure and skip are kept for the keeper, and never stated. */
enum decide_word { DECIDE_SAME, DECIDE_DIFFERENT, DECIDE_UNDO, DECIDE_UNSURE,
	DECIDE_SKIP, DECIDE_WORDS };
const char *decide_word_name(enum decide_word w); /* "same" "different" */

struct decide_one {
	enum decide_word word;
	struct span a, b;       /* "record/ID" or "person/ID" */
	int shown;              /* the probability that was seen; -1: none */
	struct span reason;     /* a note that stays private, or empty */
	int line;               /* of a draft, from 1 */
};

struct decide;
/* The index stays open as long as the session. */
int decide_open(struct decide **out, struct index *ix, struct err *e)
    MUST_CHECK;
void decide_closep(struct decide **d);

/* Adds a decision: 1, or 0 where it is so already and nothing need be said. */
int decide_add(struct decide *d, const struct decide_one *x, struct err *e)
    MUST_CHECK;
int decide_count(const struct decide *d);
const struct decide_one *decide_at(const struct decide *d, int i);
/* Forgets the last one. */
void decide_pop(struct decide *d);

/* How two stand, with what this session says. */
enum decide_state { DECIDE_OPEN, DECIDE_JOINED, DECIDE_APART };
int decide_state(struct decide *d, struct span a, struct span b,
    enum decide_state *out, struct err *e) MUST_CHECK;

/* Why the last decide_add was refused, link by link from a to b; 0 links
 * where it was for another reason.  Also after decide_state: what holds two
 * together or apart. */
struct decide_link {
	struct index_thing a, b;
	bool apart;             /* different; else the same */
	bool here;              /* said in this session: what follows is empty */
	struct index_stmt stmt;
};
int decide_chain(struct decide *d, struct arena *a, struct decide_link **out,
    int *count, struct err *e) MUST_CHECK;

/* A word that a keeper states by hand (a `same` or `differs`, in a dossier):
 * taken into the session, so that the next is checked against it too, and
 * refused as decide_add does.  Whoever the index does not know yet is new.
 * Not together with decide_add. */
int decide_take(struct decide *d, const struct stmt *s, struct err *e)
    MUST_CHECK;

/* Gives all of them to the pen as statements, those of one decision in one
 * act; publishing is the caller's.  persons: how many were minted. */
struct decide_done {
	int said, statements, persons;
};
int decide_write(struct decide *d, struct keep_pen *pen,
    struct decide_done *out, struct err *e) MUST_CHECK;

/* ---- two side by side (side.c): for a terminal, a page, a desk ---- */
struct decide_line {
	struct span label;      /* of a property in English, or a column */
	struct span a, b;       /* what either side says; values of one
				   property with " | " between */
	/* A byte for each byte of a and b: not 0 where that letter has no
	 * fellow on the other side: in names, no sound like it, whatever the
	 * scripts; elsewhere words of two scripts are not compared. */
	uint8_t *mark_a, *mark_b;
};
/* The keepers' view: with cells that are withheld. */
int decide_side(struct index *ix, struct span a, struct span b,
    struct arena *mem, struct decide_line **out, int *count, struct err *e)
    MUST_CHECK;

/* ---- a draft: decisions as lines (draft.c) ----
 * "same record/A record/B 0.9931 "why"  # words": a word, two subjects, then
 * if they are known the probability and the reason as a JSON string.  Lines
 * that begin with - or # are struck out; empty ones say nothing. */
#define DECIDE_DRAFT_BYTES ((size_t)256 << 20)
#define DECIDE_LINE_MAX 16384 /* bytes */
int decide_draft_read(struct span text, struct arena *a,
    struct decide_one **out, int *count, struct err *e) MUST_CHECK;
/* "0.9931", "1": at most 4 decimals, to ten-thousandths. */
bool decide_draft_probability(struct span text, int *out);
void decide_draft_print(const struct decide_one *x, struct buf *out);

/* ---- candidate pairs, as link writes them (pairs.c) ----
 * CSV with the header probability,weight,a,b,why. */
#define DECIDE_PAIRS_BYTES ((size_t)512 << 20)
#define DECIDE_FIELDS_MAX 64
struct decide_pair {
	int probability;        /* ten-thousandths */
	double weight;          /* bits */
	struct span a, b;
	struct span why;        /* JSON, still to be read */
	int row;                /* of the file, from 1: the first after the
				   header */
};
struct decide_field {
	struct span field, a, b, level;
	double bits;
};
/* The pairs in the order of the file; a pair twice is refused by nobody. */
int decide_pairs_read(struct span text, struct arena *a,
    struct decide_pair **out, int *count, struct err *e) MUST_CHECK;
int decide_pairs_why(const struct decide_pair *p, struct arena *a,
    struct decide_field **out, int *count, struct err *e) MUST_CHECK;

#endif
