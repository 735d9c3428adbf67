/*
 * tlog.h - reading a C2SP tlog-tiles log on disk: entries, proofs, audit
 *
 * public_fd is the public/ folder of an archive or a copy of it; the log lies
 * below it in log/.  What is read is hostile until it hashed to a root that
 * someone trusted signed.  Errors: ERR_IO, ERR_ABSENT (a file is missing),
 * ERR_FORMAT, ERR_DENIED (does not hash, not signed).  Not shared between
 * threads.
 */
#ifndef TLOG_TLOG_H
#define TLOG_TLOG_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "merkle/merkle.h"
#include "note/note.h"

#define TLOG_ENTRY_MAX 65535            /* bytes */
#define TLOG_BUNDLE_MAX (256 * (65535 + 2)) /* bytes */
#define TLOG_PATH_MAX (MERKLE_PATH_MAX + 16)

/* The state a checkpoint speaks of. */
struct tlog_head {
	char origin[NOTE_NAME_MAX + 1];
	uint64_t size; /* entries */
	uint8_t root[CRYPT_HASH];
};

/* Reads log/checkpoint: a note by at least one of the keys (each of which,
 * where it signed at all, must have signed rightly), whose origin is the
 * key's name.  bytes, where not NULL, gets the note as it lies there. */
int tlog_head_read(int public_fd, const struct note_key *keys, int key_count,
    struct arena *a, struct tlog_head *out, struct span *bytes,
    struct err *e) MUST_CHECK;
/* The same of a note in memory. */
int tlog_head_of(struct span note, const struct note_key *keys, int key_count,
    struct tlog_head *out, struct err *e) MUST_CHECK;

/* The log as it was at size entries. */
struct tlog;
int tlog_open(struct tlog **out, int public_fd, uint64_t size, struct err *e)
    MUST_CHECK;
void tlog_closep(struct tlog **t);

/* Entry index, copied into a.  Not checked against the root. */
int tlog_entry(struct tlog *t, uint64_t index, struct arena *a,
    struct span *out, struct err *e) MUST_CHECK;

/* Root of the first size entries, as the tiles have it. */
int tlog_root(struct tlog *t, uint64_t size, uint8_t out[CRYPT_HASH],
    struct err *e) MUST_CHECK;
int tlog_inclusion(struct tlog *t, uint64_t index, struct merkle_proof *out,
    struct err *e) MUST_CHECK;
int tlog_consistency(struct tlog *t, uint64_t old, struct merkle_proof *out,
    struct err *e) MUST_CHECK;

/* Is old a prefix of the log?  0, or ERR_DENIED. */
int tlog_extends(struct tlog *t, const struct tlog_head *old, struct err *e)
    MUST_CHECK;

/* Reads every file that the checkpoint needs, hashes everything, gives each
 * entry in order.  What is wrong goes to found (rule of FORMAT 9, file,
 * reason), and the audit goes on as far as it can; entries of a bundle that
 * does not hash are not given.  -1 only where a callback says so. */
typedef int tlog_each(void *ctx, uint64_t index, struct span entry,
    struct err *e);
typedef int tlog_found(void *ctx, const char *rule, const char *file,
    const char *reason, struct err *e);
int tlog_audit(struct tlog *t, const uint8_t root[CRYPT_HASH],
    tlog_each *each, tlog_found *found, void *ctx, struct err *e) MUST_CHECK;

#endif
