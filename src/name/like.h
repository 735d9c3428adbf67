/*
 * like.h - how likely two names are one person's, and why
 *
 * The parts of both are laid side by side in whatever order they stand;
 * each pair adds its weight of evidence (log2 of a Bayes factor: how much
 * more often one sees this between two writings of one name than between the
 * names of two people).  Names alone are judged: no dates, no places.
 * Brothers and sisters are a hypothesis of their own, so a shared family
 * name and father never make up for another given name.
 * How the figures were found: doc/design/0006-names.md, bench/name_like.py.
 * Pure; no allocation.
 */
#ifndef NAME_LIKE_H
#define NAME_LIKE_H

#include "base/buf.h"
#include "name/name.h"

/* What is known beforehand.  share: which part of all persons has a name
 * that sounds so, in that role; above 0. */
struct name_prior {
	double same;       /* a pair taken at random is one person: 0 to 1 */
	double siblings;   /* it is two of one family */
	double (*share)(const void *ctx, const struct name_skel *s,
	    enum name_role role);
	const void *ctx;
};
/* For a person among that many, whose names are those of data/names. */
struct name_prior name_like_prior(double people);
double name_like_share(const void *ctx, const struct name_skel *s,
    enum name_role role);

enum name_kind {
	NAME_SAME,       /* the same letters but for case and marks */
	NAME_ALIKE,      /* another spelling or script, the same sounds */
	NAME_FORM,       /* another form of the given name: Иван, John, Ваня */
	NAME_NEAR,       /* some letters differ: a slip, another habit */
	NAME_AS_INITIAL, /* one is the other's first letter */
	NAME_MISSING,    /* only one of the two has it */
	NAME_DIFFERS,    /* another name */
	NAME_KINDS
};

/* Parts of a beside parts of b; counts above 1: joined (Нур Султан, Нурсултан);
 * 0 on one side: missing there. */
struct name_pair {
	uint8_t a, a_count, b, b_count;
	uint8_t kind;      /* enum name_kind */
	uint8_t role;      /* enum name_role: of a, where it is clear */
	bool swapped;      /* b has it in another role */
	float weight;      /* log2 of the Bayes factor */
};
enum name_verdict {
	NAME_ONE,          /* nothing speaks against one name */
	NAME_PERHAPS,      /* letters differ as they do by mistake */
	NAME_TWO,          /* two names */
	NAME_CANNOT_SAY    /* one of them is no name */
};
#define NAME_PAIRS_MAX (2 * NAME_PARTS_MAX)
struct name_like {
	double probability; /* that they are one person's */
	double weight;      /* log2, of all pairs */
	enum name_verdict verdict;
	int count;
	struct name_pair pair[NAME_PAIRS_MAX]; /* in the order of a */
};

/* prior may be NULL: name_like_prior(1000). */
void name_like(const struct name *a, const struct name *b,
    const struct name_prior *prior, struct name_like *out);

/* The letters of a pair that differ, in both texts as they are written. */
struct name_marks {
	int a_count, b_count;
	struct span a[NAME_SKEL_MAX], b[NAME_SKEL_MAX];
};
void name_like_marks(const struct name *a, const struct name *b,
    const struct name_pair *pair, struct name_marks *out);

/* One pair in words: "Русланбек ~ Р.: an initial". */
void name_like_words(const struct name *a, const struct name *b,
    const struct name_pair *pair, struct buf *out);
const char *name_kind_text(enum name_kind k);

#endif
