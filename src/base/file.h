/*
 * file.h - files that survive a crash
 *
 * Paths are relative to a directory descriptor, never absolute, never with
 * "..": FILE_PATH_MAX bytes at most; "." is the directory itself.  With
 * AT_FDCWD the path is the user's own: any path, symbolic links followed.
 * Errors: ERR_IO with path and reason; ERR_ABSENT where a file or a directory
 * on the way is not there; ERR_LIMIT where one is larger than accepted.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

#define FILE_PATH_MAX 255 /* bytes */

/* Opens a directory for use as dirfd below; closes one (accepts -1). */
int file_open_dir(int dirfd, const char *path, int *out, struct err *e)
    MUST_CHECK;
void file_close(int *fd);
#define SCOPED_FD __attribute__((cleanup(file_close))) int

/* Makes path and what is missing above it, durably; what is there already
 * is fine. */
int file_make_dirs(int dirfd, const char *path, mode_t mode, struct err *e)
    MUST_CHECK;

/* Reads a whole regular file of at most max bytes into a.  Returns 1, or 0
 * where there is none, or -1. */
int file_read(int dirfd, const char *path, size_t max, struct arena *a,
    struct span *out, struct err *e) MUST_CHECK;
bool file_exists(int dirfd, const char *path); /* of any kind */
/* Durable.  A file that is not there is removed already. */
int file_remove(int dirfd, const char *path, struct err *e) MUST_CHECK;

/* Replaces dir/path with bytes so that after a crash at any moment a reader
 * sees the old file or the new one: write aside, fsync, rename, fsync dir. */
int file_replace(int dirfd, const char *path, mode_t mode, struct span bytes,
    struct err *e) MUST_CHECK;

/* Many files at once, with as few syncs as that allows.  put writes aside
 * (".<name>.new"; missing directories are made); commit makes all of them
 * durable, then renames them into place, then makes the directories durable;
 * a crash before commit leaves only asides, a crash within leaves each file
 * old or new and whole.  closep without commit removes the asides.  The last
 * put of a path counts; at most FILE_BATCH_MAX paths; after a put that failed
 * commit fails too.  dirfd must stay open. */
#define FILE_BATCH_MAX (1 << 20)
struct file_batch;
int file_batch_open(struct file_batch **out, int dirfd, struct err *e)
    MUST_CHECK;
int file_batch_put(struct file_batch *b, const char *path, mode_t mode,
    struct span bytes, struct err *e) MUST_CHECK;
int file_batch_commit(struct file_batch *b, struct err *e) MUST_CHECK;
/* The same in two steps: place makes the files durable and renames them;
 * settle makes their names durable; or last, for one more file that speaks of
 * the others: settles, makes that file durable too, and only then puts it
 * into place. */
int file_batch_place(struct file_batch *b, struct err *e) MUST_CHECK;
int file_batch_settle(struct file_batch *b, struct err *e) MUST_CHECK;
int file_batch_last(struct file_batch *b, const char *path, mode_t mode,
    struct span bytes, struct err *e) MUST_CHECK;
void file_batch_closep(struct file_batch **b);

/* A file that grows.  open: of one that is there; *bytes is its size.
 * file_append: at the end, durable when it returns 0.  On -1 nothing was
 * added, but where *unsure: then what is on the disk is known only to who
 * reads it after a restart.  cut: all behind bytes goes, durably. */
int file_append_open(int dirfd, const char *path, int *out, int64_t *bytes,
    struct err *e) MUST_CHECK;
int file_append(int fd, struct span bytes, bool *unsure, struct err *e)
    MUST_CHECK;
int file_append_cut(int fd, int64_t bytes, struct err *e) MUST_CHECK;

/* Takes an exclusive lock (flock: it belongs to the open file, so closing
 * another descriptor of the same file does not lose it).  Waits up to
 * wait_ms; ERR_DENIED where another process holds it longer.  Unlock by
 * closing *out. */
int file_lock(int dirfd, const char *path, int wait_ms, int *out,
    struct err *e) MUST_CHECK;

/* Calls each for every regular file below directory path, in bytewise order
 * of path (asides included); symbolic links and other kinds are given with
 * bytes -1.  Paths are given from dirfd on ("log/tile/0/000"), so that
 * file_read(dirfd, ...) takes them.  each returns 0 to go on, -1 to stop with
 * *e set.  Depth at most FILE_DEPTH_MAX, names in one directory at most
 * FILE_NAMES_MAX: ERR_LIMIT. */
#define FILE_DEPTH_MAX 16
#define FILE_NAMES_MAX (1 << 20)
typedef int file_each(void *ctx, const char *path, int64_t bytes,
    struct err *e);
int file_walk(int dirfd, const char *path, file_each *each, void *ctx,
    struct err *e) MUST_CHECK;

/* file_replace without a sync: whole or old while the machine runs, perhaps
 * empty or old after it stopped. For what can be made again. */
int file_replace_lax(int dirfd, const char *path, mode_t mode,
    struct span bytes, struct err *e) MUST_CHECK;

/* The same for a file that is replaced often and never holds what may have to
 * go: what stood there stays as its aside and is written over next time,
 * since making and removing files is dear. */
int file_swap_lax(int dirfd, const char *path, mode_t mode,
    struct span bytes, struct err *e) MUST_CHECK;

/* A file as a mark: one byte, on or off.  It stays, since making and removing
 * files is dear; not durable. */
int file_mark(int dirfd, const char *path, bool on, struct err *e)
    MUST_CHECK;
bool file_marked(int dirfd, const char *path);
/* Removes the files of one folder and the folder; what is not there is
 * fine.  A folder within it is an error. */
int file_remove_tree(int dirfd, const char *path, struct err *e) MUST_CHECK;

/* Test builds only: the n-th disk call from now fails or kills the program
 * (n from 0; -1 never).  Also set by $KULPYTAS_FAULT="eio:12", "enospc:12",
 * "short:12" (writes half, then ENOSPC), "kill:12"; when that call comes, the
 * file $KULPYTAS_FAULT_HIT is made, so that a test knows when it has passed
 * the last call.  In other builds file_fault_at does nothing. */
enum file_fault { FILE_FAULT_EIO, FILE_FAULT_ENOSPC, FILE_FAULT_SHORT,
	FILE_FAULT_KILL };
void file_fault_at(long n, enum file_fault what);

#endif
