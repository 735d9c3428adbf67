/*
 * link.h - who on one list is who on another: probabilistic record linkage
 *
 * Method: I. P. Fellegi, A. B. Sunter, "A Theory for Record Linkage", J. Am.
 * Stat. Assoc. 64 (1969), with a third class for people of one family, who
 * agree in surname, father, place and day, and are not one person; doc/design/
 * 0009-linkage.md.  In memory; same rows, same result, whatever the number of
 * threads.  Nothing is decided here: what comes out are proposals.
 */
#ifndef LINK_LINK_H
#define LINK_LINK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

#define LINK_FIELDS_MAX 32     /* columns of a list that are looked at */
#define LINK_FEATURES_MAX 14   /* comparisons of a pair */
#define LINK_ROWS_MAX 40000000
#define LINK_CELL_MAX 16384    /* bytes */

enum link_kind {
	LINK_NAME,        /* a whole name, parts in any order */
	LINK_FAMILY, LINK_GIVEN, LINK_FATHER, /* father: a patronymic */
	LINK_BORN, LINK_DIED, LINK_DATE, /* a date: EDTF, or digits and
					    separators in the field's order */
	LINK_AGE, LINK_SEX,
	LINK_PLACE,       /* words, in any script; families share them */
	LINK_WORDS,       /* other words: addresses, occupations */
	LINK_CODE         /* numbers, telephones, e-mail: letter by letter */
};
enum link_order { LINK_YMD, LINK_DMY, LINK_MDY };
struct link_field {
	struct span title;        /* for people: "surname" */
	enum link_kind kind;
	enum link_order order;    /* of dates whose parts are all numbers */
};

struct link;
/* Fields are copied.  lists: 1 (find what stands twice) or 2. */
int link_open(struct link **out, const struct link_field *fields, int count,
    int lists, struct err *e) MUST_CHECK;
void link_closep(struct link **l);

/* A row of list 0 or 1, with a cell for each field (n 0: says nothing).
 * Rows are numbered from 0 in the order they are added, over both lists. */
int link_add(struct link *l, int list, const struct span *cells,
    struct err *e) MUST_CHECK;
uint32_t link_rows(const struct link *l);

struct link_options {
	int threads;              /* 0: as many as there are processors */
	double keep;              /* pairs below this probability are dropped */
	bool one_to_one;          /* a list names a person once */
	/* Called from time to time, done of all; may be NULL. */
	void (*progress)(void *ctx, const char *what, double done);
	void *ctx;
};

/* ---- what was found ---- */
struct link_pair {
	uint32_t a, b;            /* rows; a in list 0 where there are two */
	float probability;
	float weight;             /* log2 of the Bayes factor of all fields */
	bool tie;                 /* one-to-one: another partner is as likely */
	bool through;             /* probable by way of other rows */
};
struct link_rule {            /* of blocking */
	const char *title;
	uint64_t pairs;           /* new with this rule */
	uint64_t left_out;        /* in blocks too large even when refined */
};
#define LINK_RULES_MAX 40
struct link_found {
	struct link_pair *pair;   /* by a, then b */
	uint64_t pairs;
	uint64_t candidates;      /* pairs that were compared */
	int rules;
	struct link_rule rule[LINK_RULES_MAX];
	double prior;             /* that two rows taken at random match */
	double expected;          /* matches among all candidates */
};
/* Compares.  The result lives in l. */
int link_run(struct link *l, const struct link_options *o,
    struct link_found *out, struct err *e) MUST_CHECK;

/* Pairs at or above p joined to clusters in which nobody is a stranger: two
 * are joined only where on average their members fit, and no two of them
 * speak against it.  label[row] is the lowest row of its cluster.  Pairs
 * within a cluster are raised to what follows from the others (a and c are
 * one at least as probably as a and b are and b and c are), and those that
 * were not compared are added to f. */
int link_clusters(struct link *l, struct link_found *f, double p,
    uint32_t *label, struct err *e) MUST_CHECK;

/* One more row against those that were compared: the likeliest rows first, at
 * most LINK_NEAR_MAX, in out; cells as for link_add.  The row is added, but
 * later ones do not find it.  The first call takes longer: it makes a table of
 * the blocks.  Only after link_run. */
#define LINK_NEAR_MAX 32
int link_near(struct link *l, int list, const struct span *cells,
    struct link_pair out[LINK_NEAR_MAX], int *count, struct err *e)
    MUST_CHECK;

/* ---- why ---- */
enum link_level_class { LINK_SAYS_NOTHING, LINK_AGREES, LINK_NEARLY,
	LINK_DISAGREES };
struct link_why {
	int feature;              /* which comparison; -1: none of them */
	const char *field;        /* "given name", or the field's title */
	const char *level;        /* "same", "one letter apart", ... */
	enum link_level_class sort;
	double bits;              /* log2 of m/u */
};
#define LINK_WHY_MAX (LINK_FEATURES_MAX + 2)
/* The parts of a pair's weight: prior bits first ("before looking"), then
 * each field, last what relatives would share ("relatives alike", never
 * above 0).  Their sum is the log2 odds of the probability, but where a rule
 * holds it below one half.  Only after link_run. */
int link_explain(struct link *l, uint32_t a, uint32_t b,
    struct link_why out[LINK_WHY_MAX], int *count, double *probability,
    struct err *e) MUST_CHECK;

/* The comparisons: what they are called, which one a field goes into (-1: a
 * whole name goes into several), whether it is one of names. */
int link_titles(const struct link *l, const char *title[LINK_FEATURES_MAX]);
int link_feature_of(const struct link *l, int field);
bool link_is_name(const struct link *l, int feature);
void link_pairs_sort(struct link_found *f); /* by a, then b */

#endif
