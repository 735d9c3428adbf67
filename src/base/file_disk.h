/*
 * file_disk.h - the disk calls of base, each of which a test can make fail
 *
 * Inside base only.  They return what the system call returns, with errno.
 * In a test build the calls are counted, and the n-th fails or kills the
 * program (file_fault_at); otherwise each is the bare system call.
 */
#ifndef BASE_FILE_DISK_H
#define BASE_FILE_DISK_H

#include <limits.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/file.h"

#define FILE_DISK_ASIDE (PATH_MAX + 8) /* with ".", ".new" and the NUL */

/* 0 where path is one that file.h accepts under dirfd. */
int file_disk_path(int dirfd, const char *path, struct err *e) MUST_CHECK;
/* "a/b" becomes "a/.b.new". */
void file_disk_aside(const char *path, char out[FILE_DISK_ASIDE]);
/* The bytes of path before its last name and slash; 0 for none. */
size_t file_disk_parent(const char *path);
/* ERR_IO, or ERR_ABSENT, with path and the reason in errno. */
int file_disk_err(struct err *e, const char *path);

/* A new empty file to write; one of that name goes first. */
int file_disk_create(int dirfd, const char *path, mode_t mode);
/* The same of one that may be there, from its beginning. */
int file_disk_reuse(int dirfd, const char *path, mode_t mode);
/* Each gets the other's name; where to is not there, a rename. */
int file_disk_swap(int dirfd, const char *from, const char *to);
int file_disk_write(int fd, struct span bytes); /* all of it, or -1 */
int file_disk_sync(int fd);
int file_disk_sync_data(int fd); /* and of the rest, the size alone */
int file_disk_sync_all(int fd); /* the whole file system of fd */
int file_disk_rename(int dirfd, const char *from, const char *to);
int file_disk_unlink(int dirfd, const char *path);
int file_disk_rmdir(int dirfd, const char *path);
int file_disk_mkdir(int dirfd, const char *path, mode_t mode);
/* Makes the names in directory path durable ("" or NULL: dirfd itself). */
int file_disk_sync_dir(int dirfd, const char *path);

/* Asks whether the next disk call fails; sets errno.  write: halve it. */
bool file_fault_hit(bool *half);

#endif
