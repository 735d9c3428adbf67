/*
 * compare.h - two lists, or one with itself: which rows may be one person
 *
 * Lists are files (CSV, TSV, JSON lines), or what an archive holds.  What the
 * columns mean is said by a map, or guessed by their names.  Private columns
 * are compared too: what is written here is for keepers, never for the public.
 */
#ifndef COMPARE_COMPARE_H
#define COMPARE_COMPARE_H

#include "base/buf.h"
#include "index/index.h"
#include "link/link.h"

struct compare;
int compare_open(struct compare **out, struct err *e) MUST_CHECK;
void compare_closep(struct compare **c);

/* The lists, A first; a second file makes B.  map: an INI file, or NULL. */
int compare_file(struct compare *c, const char *path, const char *map,
    struct err *e) MUST_CHECK;
/* The rows of a source of an archive. */
int compare_source(struct compare *c, struct index *ix,
    const struct index_thing *source, struct err *e) MUST_CHECK;
/* All persons of an archive, and all records, those of persons too: what
 * keepers decided on them teaches the calibration. */
int compare_everybody(struct compare *c, struct index *ix, struct err *e)
    MUST_CHECK;

struct compare_options {
	struct link_options link;
	bool keep_cells;        /* for reports and reasons with their words */
	double at;              /* probability from which rows count as one */
};
/* Reads the rows and compares. */
int compare_run(struct compare *c, const struct compare_options *o,
    struct err *e) MUST_CHECK;

/* What keepers said of a pair: 1 the same, 0 different, -1 nothing. */
typedef int compare_verdict(void *ctx, struct span a, struct span b);
struct compare_learned {
	uint64_t same, different; /* pairs with a verdict */
	bool applied;             /* there were enough of both */
	double slope, shift;      /* of the log2 odds */
};
/* Learns from verdicts how far the probabilities are to be trusted, and
 * corrects them (logistic regression on the log odds: J. C. Platt, 1999,
 * with a prior that leaves them as they are). */
int compare_learn(struct compare *c, compare_verdict *verdict, void *ctx,
    struct compare_learned *out, struct err *e) MUST_CHECK;

/* ---- what came out; sinks take whole lines ---- */
typedef int compare_sink(void *ctx, struct span bytes, struct err *e);
/* a,b,row_a,row_b,probability,weight,tie,through, the bits of each field,
 * and in words what disagrees. */
int compare_pairs(struct compare *c, compare_sink *sink, void *ctx,
    struct err *e) MUST_CHECK;
/* For `review`: probability,weight,a,b,why; likeliest first; pairs that skip
 * says were decided are left out. */
typedef bool compare_skip(void *ctx, struct span a, struct span b);
struct compare_out {
	compare_sink *sink;
	compare_skip *skip;     /* or NULL */
	void *ctx;              /* of both */
	uint64_t given;         /* pairs that came out */
};
int compare_proposals(struct compare *c, struct compare_out *out,
    struct err *e) MUST_CHECK;
/* cluster,list,id,row: one line a row; clusters are numbered from 1. */
int compare_clusters(struct compare *c, compare_sink *sink, void *ctx,
    struct err *e) MUST_CHECK;
/* On both, only on A, only on B, disagreeing in which fields: counts that add
 * up, and the rows. */
int compare_report(struct compare *c, compare_sink *sink, void *ctx,
    struct err *e) MUST_CHECK;
/* Pairs that agree exactly in all of these fields, as a draft that a keeper
 * strikes from: "same record/A record/B". */
int compare_draft(struct compare *c, struct span rule,
    struct compare_out *out, struct err *e) MUST_CHECK;
/* Columns and how they were read, rules and how many pairs each gave; what
 * to expect of it. */
int compare_tell(struct compare *c, compare_sink *sink, void *ctx,
    struct err *e) MUST_CHECK;

#endif
