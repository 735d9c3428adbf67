/*
 * find.h - a person found by a name in any script and spelling
 *
 * A search file is made from an index (find/rebuild.h) and holds every form
 * of every name once, with who bears it.  It is mapped and never trusted: a
 * file that is broken or of another version is ERR_FORMAT, a file that is
 * not there ERR_ABSENT; both are cured by making it again.  What is answered
 * is bounded in work and in size, whatever is asked.
 *
 * name_start comes first.  Not shared between threads: open one each.
 */
#ifndef FIND_FIND_H
#define FIND_FIND_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "index/index.h"

#define FIND_WORDS 8         /* of a question; what it has more is dropped */
#define FIND_TEXT_MAX 16384  /* bytes of a question; the rest is dropped */
#define FIND_MOST 100        /* forms in one answer */
#define FIND_THINGS 16       /* bearers shown of one form */

/* What a file was made from. */
struct find_state {
	uint64_t acts;       /* of the log */
	uint8_t root[32];
	int64_t last;        /* greatest number of a thing in the index */
};

struct find;
int find_open(struct find **out, const char *path, struct err *e) MUST_CHECK;
void find_closep(struct find **f);
void find_state(const struct find *f, struct find_state *out);
uint64_t find_bytes(const struct find *f);
uint64_t find_people(const struct find *f); /* bearers of forms */

/* Why a word of the question fits; the better first. */
enum find_how {
	FIND_SPELLED,    /* letter by letter, but for case */
	FIND_SOUNDS,     /* another spelling or script of the same sounds */
	FIND_BEGINS,     /* the name begins with what was typed so far */
	FIND_INITIAL,    /* one of the two is only a first letter */
	FIND_NEAR,       /* some sounds differ */
	FIND_YEAR,       /* a year of birth or death */
	FIND_PLACE,      /* a word of a place or a list */
	FIND_NOT         /* nothing fits it */
};
struct find_why {
	struct span asked;   /* in the question */
	struct span found;   /* in the form, the place; empty for FIND_NOT */
	enum find_how how;
	int cost;            /* hundredths of a letter changed */
};
struct find_thing {
	char id[13];
	bool record;         /* a row of a list; else a person */
	int born, died;      /* years, 0: not known */
};
struct find_hit {
	struct span form;    /* as it is spelt in the record */
	int cost;            /* 0 is the same name; hundredths */
	struct find_why why[FIND_WORDS];
	int words;
	struct find_thing *thing; /* whom a year or place fits first */
	int things;          /* shown */
	uint64_t bearers;    /* there are */
};
struct find_ask {
	struct span text;    /* any bytes */
	int most;            /* forms, at most FIND_MOST */
	bool typing;         /* the last word may be unfinished */
};
struct find_answer {
	struct find_hit *hit; /* best first */
	int count;
	int words;           /* of the question that were looked for */
	bool cut;            /* not all of it was looked at: a long question,
				or more answers than can be weighed */
};
int find_ask(struct find *f, const struct find_ask *q, struct arena *a,
    struct find_answer *out, struct err *e) MUST_CHECK;

/* The people of an answer as the index knows them now: each once, best
 * first; a row that is joined stands for its person; what the index does not
 * have is left out. */
struct find_person {
	struct index_thing thing;
	const struct find_hit *hit;
	int born, died;
	uint64_t others;     /* bearers of this form that are not shown; only
				at its last */
};
int find_people_of(struct index *ix, const struct find_answer *answer,
    int most, struct arena *a, struct find_person **out, int *count,
    struct err *e) MUST_CHECK;
/* "spelled", "sounds", "begins" ... for programs. */
const char *find_how_name(enum find_how how);

#endif
