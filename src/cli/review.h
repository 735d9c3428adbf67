/*
 * review.h - the state of `kulpytas review`, shared by its files
 *
 * Judgements that are not signed yet lie in private/review, as a draft that
 * `decide --file` reads too: written at each judgement, so that whatever ends
 * the program loses none.  What the keeper was unsure of, or skipped, lies in
 * private/cache/review.
 */
#ifndef CLI_REVIEW_H
#define CLI_REVIEW_H

#include "cli/decision.h"

#define REVIEW_DRAFT "review"
#define REVIEW_PUT_OFF "cache/review"
#define REVIEW_LOCK "cache/review.lock"
#define REVIEW_PAIRS "cache/pairs.csv"

/* What was done, to take it back. */
struct review_step {
	int pair;
	enum decide_word word;
	bool is_signed;
};
struct review {
	const struct cli_call *call;
	struct keep_archive archive;
	struct index *ix;
	struct decide *d;          /* of what is not signed yet */
	struct arena mem;
	struct decide_pair *pair;
	int pairs;
	struct decide_one *put_off; /* unsure and skipped */
	int put_offs, put_off_room;
	int older;                 /* those of earlier sessions, which come
				      first, and are asked again */
	struct review_step *step;
	int steps, step_room;
	int from, to;              /* probabilities wanted */
	bool blind, terminal;
	int absent;                /* pairs of things that are not there */
	struct span reason;        /* for the next judgement */
	int lock_fd;
};

/* ---- review.c ---- */
int cli_review_open(struct review *r, struct err *e) MUST_CHECK;
/* Closes what depends on the state of the log, and opens it anew. */
int cli_review_reopen(struct review *r, struct err *e) MUST_CHECK;
void cli_review_close(struct review *r);
/* The next pair from `from` on that is still to be judged; pairs at the end;
 * -1. */
int cli_review_next(struct review *r, int from, struct err *e) MUST_CHECK;
/* 1 taken, 0 it is so already, -1: refused (ERR_DENIED) or failed. */
int cli_review_judge(struct review *r, int pair, enum decide_word word,
    struct err *e) MUST_CHECK;
/* Takes the last step back; its pair in *pair, or -1: there is none. */
int cli_review_undo(struct review *r, int *pair, struct err *e) MUST_CHECK;
int cli_review_sign(struct review *r, struct decide_done *out, struct err *e)
    MUST_CHECK;
/* Throws away what is not signed. */
int cli_review_drop(struct review *r, struct err *e) MUST_CHECK;
int cli_review_put_off(const struct review *r, enum decide_word word);

/* ---- review_view.c ---- */
int cli_review_show(struct review *r, int pair, bool with, struct err *e)
    MUST_CHECK;
/* The fields of a pair, and what each weighs. */
int cli_review_why(struct review *r, int pair, struct err *e) MUST_CHECK;
/* The pair as a page or a drawing (.svg), for this keeper alone. */
int cli_review_draw(struct review *r, const char *file, struct span a,
    struct span b, struct err *e) MUST_CHECK;

#endif
