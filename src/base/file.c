#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file_disk.h"
#include "base/utc.h"

int file_open_dir(int dirfd, const char *path, int *out, struct err *e)
{
	int fd;

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return file_disk_err(e, path);
	*out = fd;
	return 0;
}

void file_close(int *fd)
{
	int why = errno;

	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
	errno = why;
}

/* Makes the directory that the first n bytes of path name. */
static int make_dir(int dirfd, const char *path, size_t n, mode_t mode)
{
	char part[PATH_MAX];
	size_t parent;

	memcpy(part, path, n);
	part[n] = '\0';
	if (file_disk_mkdir(dirfd, part, mode) < 0) {
		struct stat st;

		if (errno != EEXIST)
			return -1;
		if (fstatat(dirfd, part, &st, 0) < 0)
			return -1;
		errno = ENOTDIR;
		return S_ISDIR(st.st_mode) ? 0 : -1;
	}
	parent = file_disk_parent(part);
	part[parent] = '\0';
	if (parent == 0 && path[0] == '/')
		memcpy(part, "/", 2);
	if (file_disk_sync_dir(dirfd, part) == 0)
		return 0;
	/* Else the next try would find it and not sync it. */
	memcpy(part, path, n);
	(void)unlinkat(dirfd, part, AT_REMOVEDIR);
	errno = EIO;
	return -1;
}

int file_make_dirs(int dirfd, const char *path, mode_t mode, struct err *e)
{
	size_t n = 0;

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	while (path[n] != '\0') {
		n += strspn(path + n, "/");
		n += strcspn(path + n, "/");
		if (make_dir(dirfd, path, n, mode) < 0)
			return file_disk_err(e, path);
	}
	return 0;
}

static int read_open(int fd, const char *path, size_t max, struct arena *a,
    struct span *out, struct err *e)
{
	struct stat st;
	size_t n = 0, size;
	char *p;

	if (fstat(fd, &st) < 0)
		return file_disk_err(e, path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_IO, "%s: not a regular file", path);
	if ((uint64_t)st.st_size > max)
		return err_set(e, ERR_LIMIT, "%s: above %zu bytes", path, max);
	size = (size_t)st.st_size;
	p = arena_raw(a, size + 1);
	for (;;) {
		ssize_t got = read(fd, p + n, size + 1 - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return file_disk_err(e, path);
		if (got == 0)
			break;
		n += (size_t)got;
		if (n > size)
			return err_set(e, ERR_IO, "%s: grew while it was read",
			    path);
	}
	*out = (struct span){ p, n };
	return 1;
}

int file_read(int dirfd, const char *path, size_t max, struct arena *a,
    struct span *out, struct err *e)
{
	int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	SCOPED_FD fd = -1;

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	if (dirfd != AT_FDCWD)
		flags |= O_NOFOLLOW;
	fd = openat(dirfd, path, flags);
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		return file_disk_err(e, path);
	return read_open(fd, path, max, a, out, e);
}

bool file_exists(int dirfd, const char *path)
{
	struct stat st;
	struct err e;

	return file_disk_path(dirfd, path, &e) == 0 &&
	    fstatat(dirfd, path, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Makes the directory that holds path durable. */
static int sync_parent(int dirfd, const char *path)
{
	char dir[PATH_MAX];
	size_t n = file_disk_parent(path);

	if (n == 0 && path[0] == '/')
		n = 1;
	memcpy(dir, path, n);
	dir[n] = '\0';
	return file_disk_sync_dir(dirfd, dir);
}

int file_remove(int dirfd, const char *path, struct err *e)
{
	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	if (file_disk_unlink(dirfd, path) < 0)
		return errno == ENOENT ? 0 : file_disk_err(e, path);
	if (sync_parent(dirfd, path) < 0)
		return file_disk_err(e, path);
	return 0;
}

static int write_aside(int dirfd, const char *aside, mode_t mode,
    struct span bytes)
{
	SCOPED_FD fd = file_disk_create(dirfd, aside, mode);

	if (fd < 0 || file_disk_write(fd, bytes) < 0)
		return -1;
	return file_disk_sync(fd);
}

int file_replace(int dirfd, const char *path, mode_t mode, struct span bytes,
    struct err *e)
{
	char aside[FILE_DISK_ASIDE];

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	file_disk_aside(path, aside);
	if (write_aside(dirfd, aside, mode, bytes) < 0 ||
	    file_disk_rename(dirfd, aside, path) < 0) {
		(void)file_disk_err(e, path);
		(void)unlinkat(dirfd, aside, 0);
		return -1;
	}
	if (sync_parent(dirfd, path) < 0)
		return file_disk_err(e, path);
	return 0;
}

int file_lock(int dirfd, const char *path, int wait_ms, int *out,
    struct err *e)
{
	const struct timespec nap = { .tv_nsec = 10 * 1000 * 1000 };
	const int64_t end = utc_ticks_ms() + wait_ms;
	SCOPED_FD fd = -1;

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	fd = openat(dirfd, path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
	    0600);
	if (fd < 0)
		return file_disk_err(e, path);
	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return file_disk_err(e, path);
		if (utc_ticks_ms() >= end)
			return err_set(e, ERR_DENIED,
			    "%s: another program is writing here", path);
		nanosleep(&nap, NULL);
	}
	*out = fd;
	fd = -1; /* the caller owns it now */
	return 0;
}
