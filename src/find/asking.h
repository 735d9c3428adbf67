/*
 * asking.h - what is at hand while one segment is asked
 *
 * Shared by ask.c (which forms are looked at), weigh.c (what a form costs)
 * and compare.c (what a word costs).
 */
#ifndef FIND_ASKING_H
#define FIND_ASKING_H

#include "find/inside.h"

#define CANDIDATES 4096  /* sounds near one word */
#define RANGE_MAX 4096   /* rows of consonants that begin as a word does */
#define COMPARED_MAX 6000 /* sounds compared with words */
#define LAZY_MAX 2500    /* and while forms are weighed */
#define FAR 250          /* a word that fits none of those left */
#define ABSENT 220       /* a word for which the form has none left */
#define EXTENDED 240     /* looked at where the other words fit */
#define SAME 45          /* with such an answer nobody looks further */
#define GOOD -30          /* nor with such a one, and so much more for each */
#define GOOD_WORD 75     /* word, at names nobody bears */
#define CLOSE 60         /* with one, words this far off at most */
#define SURE 30          /* a word this near is the one that was meant */
#define ENOUGH 180       /* nor at forms without the rarest sure word */
#define DEEP 240         /* above this words two consonants off as well */
#define LOOKED 50        /* the least of a word that must be looked up */
#define SPELLING 3       /* the same sounds otherwise spelt */
#define LEFT_OVER 2      /* a word of the form that was not asked */
#define ORDER 2          /* the words stand in another order */
#define FATHERS 70       /* a father's name for a name, or one for it */
#define FEMININE 25
#define INITIAL 2        /* asked Р., found Руслан */
#define LETTER 8         /* of initials that only sound alike */
#define INITIAL_FOUND 190 /* asked Руслан, found Р. */
#define SECOND 30        /* asked Р., found А. Р. */
#define FIRST_MAX 60
#define BEGINS 4
#define YEAR_UNKNOWN 20
#define YEAR_OTHER 60
#define TAG_MAX 60
#define TAG 6
#define TAGS_MAX 4096    /* words of places that are compared */
#define BEARERS 64       /* of a form that are looked at */

enum { FIND_UNKNOWN = 0, FIND_BEYOND = 254, FIND_NONE = 255 }; /* else the cost + 1 */

#define TOUCHED 8192

struct candidate {
	uint32_t skel;
	uint8_t cost;
};
struct find_scratch {
	uint8_t *cost[FIND_WORDS];     /* by skel */
	size_t room;
	uint32_t *touched[FIND_WORDS]; /* what to make FIND_UNKNOWN again */
	int touches[FIND_WORDS];
	bool tagged[FIND_WORDS];       /* may be a word of a place */
	bool sure[FIND_WORDS];         /* there is a sound that is its own */
	struct candidate *candidate[FIND_WORDS];
	int candidates[FIND_WORDS];
	int walked[FIND_WORDS];        /* of the candidates */
	uint64_t weight[FIND_WORDS];
	int lazy, compared;            /* that may still be */
	struct { uint32_t *skel; int n; } initial[FIND_SEGMENTS];
};

struct target { /* a form, taken apart */
	uint32_t skel[FIND_FORM_WORDS], fold[FIND_FORM_WORDS];
	int8_t chunk[FIND_FORM_WORDS], word[FIND_FORM_WORDS];
	int n;
};

struct ask {
	const struct find_segment *s;
	struct find_scratch *x;
	struct find_question *q;
	int segment;
	bool look;           /* words that do not fit are compared whole */
};


struct pairing {
	int8_t of[FIND_WORDS]; /* word of the form, or -1 */
	int cost[FIND_WORDS];
	uint32_t used;         /* words of the form */
	int free;              /* words of the question without one */
};

/* ---- compare.c: the cost of a word for a sound, FIND_NONE above limit ---- */
int find_compare(const struct find_asked *w, const struct name_skel *s,
    int limit);

/* ---- weigh.c ---- */
void find_weigh_note(struct find_scratch *x, int w, uint32_t skel, int cost);
/* The cost of word w for the sound, as far as it was looked up already. */
int find_weigh_known(struct ask *k, int w, uint32_t skel);
void find_weigh_open(const struct find_segment *s, uint32_t form,
    struct target *t);
/* The cost of a form; above worst it need not be exact. */
int find_weigh(struct ask *k, uint32_t form, const struct target *t,
    int worst, struct pairing *p);

#endif
