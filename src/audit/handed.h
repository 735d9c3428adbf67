/*
 * handed.h - acts that travel by themselves, with their lines (FORMAT 12)
 *
 * Pure: no disk, no clock.  Spans of a result borrow from the input.
 */
#ifndef AUDIT_HANDED_H
#define AUDIT_HANDED_H

#include "base/scan.h"
#include "stmt/act.h"

#define AUDIT_HANDED_HEAD "kulpytas/handed/v1\n"
#define AUDIT_HANDED_MAX ((size_t)64 << 20) /* bytes of one file */

struct audit_handed {
	struct span entry;      /* the act's note */
	struct stmt_act act;    /* parsed */
	struct span line[STMT_ACT_COMMITMENTS]; /* in order of commitments */
	bool withheld[STMT_ACT_COMMITMENTS];    /* by words of the act itself */
};

/* Takes the file's first line. */
int audit_handed_head(struct scan *s, struct err *e) MUST_CHECK;
/* Takes one act: 1, or 0 at the end.  Checks form, that each line hashes to
 * its commitment and is a right statement that the act's verb may hold; no
 * signature.  Lines with escapes are decoded into a, and forgotten. */
int audit_handed_next(struct scan *s, struct arena *a, struct audit_handed *out,
    struct err *e) MUST_CHECK;
/* Writes one act; entry and lines of h. */
void audit_handed_print(const struct audit_handed *h, struct buf *out);

#endif
