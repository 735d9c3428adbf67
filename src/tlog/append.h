/*
 * append.h - power to write the log.  See FLOORS for who may open this.
 *
 * The order that FORMAT 8 asks for: new files aside, durable, into place,
 * read back and hashed; then the signed checkpoint, with whatever else must
 * change in the same instant.  A crash at any moment leaves the old state or
 * the new one.  The caller holds the archive's lock.
 */
#ifndef TLOG_APPEND_H
#define TLOG_APPEND_H

#include <sys/types.h>

#include "tlog/tlog.h"

/* Finishes what an interrupted writer had decided (private/journal), drops
 * what it had not.  *finished tells whether there was something to finish. */
int tlog_recover(int archive_fd, bool *finished, struct err *e) MUST_CHECK;

struct tlog_writer;
/* now is the verified state of public/log; size 0 for a new log. */
int tlog_writer_open(struct tlog_writer **out, int archive_fd,
    const struct tlog_head *now, struct err *e) MUST_CHECK;
void tlog_writer_closep(struct tlog_writer **w); /* unpublished: undone */

/* Adds an entry; *index is its place. */
int tlog_writer_add(struct tlog_writer *w, struct span entry,
    uint64_t *index, struct err *e) MUST_CHECK;
uint64_t tlog_writer_size(const struct tlog_writer *w);

/* A new file (path below the archive) that must be there before the
 * checkpoint speaks of it. */
int tlog_writer_file(struct tlog_writer *w, const char *path, mode_t mode,
    struct span bytes, struct err *e) MUST_CHECK;

/* A published file that changes in the same instant as the checkpoint. */
int tlog_writer_replace(struct tlog_writer *w, const char *path, mode_t mode,
    struct span bytes, struct err *e) MUST_CHECK;

/* Signs the checkpoint text: adds one signature line for each log key. */
typedef int tlog_sign(void *ctx, struct span text, struct buf *lines,
    struct err *e);

/* Makes everything durable, then publishes.  *now is the new state. */
int tlog_writer_publish(struct tlog_writer *w, tlog_sign *sign, void *ctx,
    struct tlog_head *now, struct err *e) MUST_CHECK;

#endif
