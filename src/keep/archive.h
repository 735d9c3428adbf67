/*
 * archive.h - an archive opened for a command, and the pen that adds to it
 */
#ifndef KEEP_ARCHIVE_H
#define KEEP_ARCHIVE_H

#include <limits.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"
#include "crypt/secret.h"
#include "find/find.h"
#include "index/index.h"
#include "stmt/act.h"
#include "tlog/append.h"
#include "tlog/tlog.h"

#define KEEP_LOG_KEYS 4     /* of the log, in force at once */
#define KEEP_SECRETS 16     /* keepers' keys in private/keys */

/* Words for the keeper about what went on: a library prints nothing itself.
 * Set once, by the door; until then they are dropped. */
void keep_words(void (*say)(const char *text));
void keep_say(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* Which key, and what opens it; NULL where that was not said. */
struct keep_login {
	const char *key;             /* a name in private/keys */
	const char *passphrase_file;
};

struct index_hand;
struct keep_archive {
	int fd, public_fd, private_fd; /* -1: bare public folder, no fd */
	int lock_fd;                   /* -1: opened for reading */
	char path[PATH_MAX];           /* absolute */
	char db[PATH_MAX];             /* public index */
	char private_db[PATH_MAX];     /* keepers' index, or empty */
	char find[PATH_MAX];           /* search files beside them */
	char private_find[PATH_MAX];
	struct note_key log_key[KEEP_LOG_KEYS];
	int log_keys;
	struct tlog_head head;
	struct span checkpoint;        /* the note as published */
	/* NULL: not needed yet, or opened for reading */
	struct index_hand *hand, *private_hand;
	struct arena mem;
};
enum keep_for { KEEP_READ, KEEP_WRITE, KEEP_AUDIT };

/* Opens DIR as an archive, or (for reading) as a bare copy of public/.
 * Takes the log's keys from archive.conf and public/log/vkey, or from vkey
 * where that is not NULL.  KEEP_WRITE: takes the lock (waits 20 s), finishes
 * what an interrupted command left, refuses an archive that is older than
 * the checkpoint this user has seen (FORMAT 1.2).  KEEP_AUDIT: finishes what
 * an interrupted command left where it can, reads no checkpoint (head stays
 * empty), makes no folder. */
int keep_archive_open(struct keep_archive *out, const char *dir,
    enum keep_for what, const char *vkey, struct err *e) MUST_CHECK;
void keep_archive_closep(struct keep_archive *a);

/* The index, brought up to head first.  keepers: with the private lines. */
int keep_archive_index(struct keep_archive *a, bool keepers,
    struct index **out, struct err *e) MUST_CHECK;
/* The search file of such an index, brought up to it first. */
int keep_archive_find(struct keep_archive *a, bool keepers, struct index *ix,
    struct find **out, struct err *e) MUST_CHECK;
/* Both indexes and their search files anew; side by side what can be. */
int keep_archive_remake(struct keep_archive *a, struct err *e) MUST_CHECK;
/* Removes the public one: what it holds was withheld. It is made again when
 * somebody searches. */
void keep_archive_unfind(const struct keep_archive *a);
/* Both indexes up to head. */
int keep_archive_update(struct keep_archive *a, struct err *e) MUST_CHECK;
/* One of them, anew; the keepers' from the public one.  Files are made for
 * the eyes of whoever umask allows.  1 where what a search finds is the same
 * in both, else 0. */
int keep_archive_reindex(struct keep_archive *a, bool keepers,
    struct err *e) MUST_CHECK;
/* The keys as they stand at head, to be played on with. */
int keep_archive_keys(struct keep_archive *a, struct stmt_keys **out,
    struct err *e) MUST_CHECK;
/* Remembers head outside the archive, for this user. */
int keep_archive_remember(const struct keep_archive *a, struct err *e)
    MUST_CHECK;
/* The remembered head of this log: 1, or 0 where there is none. */
int keep_archive_remembered(const struct keep_archive *a,
    struct tlog_head *out, struct err *e) MUST_CHECK;

/* Secret keys of private/keys: the log's, and all keepers' and wardens'. */
int keep_archive_secret(struct keep_archive *a, const char *file,
    struct keep_login login, struct crypt_secret **out, struct err *e)
    MUST_CHECK;
/* The key that signs acts: --key NAME, or the only one of a keeper here. */
int keep_archive_keeper(struct keep_archive *a, struct keep_login login,
    struct crypt_secret **out, struct err *e) MUST_CHECK;

/* ---- the pen: statements into acts, acts into the log ---- */
struct keep_pen;
int keep_pen_open(struct keep_pen **out, struct keep_archive *a,
    const struct crypt_secret *const *keepers, int keeper_count,
    struct err *e) MUST_CHECK;
void keep_pen_closep(struct keep_pen **p); /* unpublished: nothing happened */

/* Adds a statement (salt is made, the line checked as a reader would) to the
 * next act of that verb; withheld: private from birth.  id gets its id. */
int keep_pen_put(struct keep_pen *p, enum stmt_verb verb, struct stmt *s,
    bool withheld, char id[STMT_ID_CHARS + 1], struct err *e) MUST_CHECK;
/* The next count statements of that verb, not withheld, stand in one act. */
int keep_pen_fit(struct keep_pen *p, enum stmt_verb verb, int count,
    struct err *e) MUST_CHECK;
/* A new unused id. */
int keep_pen_mint(struct keep_pen *p, struct index *ix,
    char id[CODE_ID_CHARS + 1], struct err *e) MUST_CHECK;
uint64_t keep_pen_count(const struct keep_pen *p); /* statements so far */
/* The log below, for what acts alone cannot do (tlog_writer_replace ...). */
struct tlog_writer *keep_pen_log(struct keep_pen *p);
/* An act signed elsewhere, with its lines in the order of its commitments;
 * withheld[i]: that line is private from birth. */
int keep_pen_act(struct keep_pen *p, const struct stmt_act *act,
    struct span entry, const struct span *lines, const bool *withheld,
    struct err *e) MUST_CHECK;
/* From now on acts are signed and written to out, as a file to hand in
 * (FORMAT 12), and nothing goes into the log. */
void keep_pen_hand(struct keep_pen *p, struct buf *out);
/* Signs the acts and the checkpoint, publishes, updates both indexes and
 * what is remembered.  Nothing to say: does nothing. */
int keep_pen_publish(struct keep_pen *p, struct err *e) MUST_CHECK;

#endif
