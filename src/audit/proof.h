/*
 * proof.h - one statement with all that its reader needs (FORMAT 10)
 *
 * Pure: no disk, no clock.  Spans of a result borrow from the input.
 */
#ifndef AUDIT_PROOF_H
#define AUDIT_PROOF_H

#include "stmt/act.h"
#include "tlog/tlog.h"

#define AUDIT_PROOF_HEAD "kulpytas/proof/v1\n"
#define AUDIT_PROOF_MAX ((size_t)64 << 20) /* bytes of one file */
#define AUDIT_PROOF_PARTS 1024

struct audit_proof_part {
	uint64_t index;      /* of the act */
	struct span entry;
	int count;           /* payload lines: of found and keys acts */
	struct span *line;
	struct span proof;   /* c2sp.org/tlog-proof@v1 */
};
struct audit_proof {
	uint64_t act;        /* of the statement */
	struct span line;
	int count;
	struct audit_proof_part *part;
};
/* Form only: which parts there are and in what order. */
int audit_proof_parse(struct span bytes, struct arena *a,
    struct audit_proof *out, struct err *e) MUST_CHECK;
void audit_proof_print(const struct audit_proof *p, struct buf *out);

/* What a checked proof shows. */
struct audit_proof_shown {
	struct tlog_head head;
	struct stmt_act *act;
	struct stmt s;
	uint8_t id[CRYPT_HASH];
	struct stmt_standing standing; /* who signed */
};
/* All that can be checked offline: ERR_DENIED where it does not hold. */
int audit_proof_check(const struct audit_proof *p, const struct note_key *log_key,
    struct arena *a, struct audit_proof_shown *out, struct err *e) MUST_CHECK;

#endif
