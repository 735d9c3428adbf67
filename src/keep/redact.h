/*
 * redact.h - lines that leave the public payload, and come back (FORMAT 7.3)
 */
#ifndef KEEP_REDACT_H
#define KEEP_REDACT_H

#include "keep/archive.h"

/* Which lines words of this command move.  Lines of one act are moved
 * together, however many words there are. */
struct keep_redact;
int keep_redact_open(struct keep_redact **out, struct keep_archive *a,
    struct index *keepers, struct err *e) MUST_CHECK;
void keep_redact_closep(struct keep_redact **r);

/* A word about statement/<id> or act/<N> of this log.  ERR_DENIED, with the
 * clause, for structure and what acts say of keys; ERR_ABSENT where the log
 * has no such thing.  Returns how many lines it changes, 0 where they were
 * so already. */
int keep_redact_word(struct keep_redact *r, const struct stmt_subject *about,
    bool withhold, struct err *e) MUST_CHECK;

/* Changes the payloads and private/held in the same instant as what pen
 * publishes.  Disclosing a line that is not held is ERR_ABSENT. */
int keep_redact_write(struct keep_redact *r, struct keep_pen *pen,
    struct err *e) MUST_CHECK;

/* After publishing: where words were about files, or always, removes from
 * public/evidence what no statement in force releases. */
int keep_redact_files(struct keep_redact *r, bool always, struct err *e)
    MUST_CHECK;

#endif
