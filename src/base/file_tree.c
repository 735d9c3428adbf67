#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file_disk.h"

int file_replace_lax(int dirfd, const char *path, mode_t mode,
    struct span bytes, struct err *e)
{
	char aside[FILE_DISK_ASIDE];
	SCOPED_FD fd = -1;

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	file_disk_aside(path, aside);
	fd = file_disk_create(dirfd, aside, mode);
	if (fd < 0 || file_disk_write(fd, bytes) < 0 ||
	    file_disk_rename(dirfd, aside, path) < 0)
		return file_disk_err(e, path);
	return 0;
}

int file_swap_lax(int dirfd, const char *path, mode_t mode,
    struct span bytes, struct err *e)
{
	char aside[FILE_DISK_ASIDE];
	SCOPED_FD fd = -1;

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	file_disk_aside(path, aside);
	fd = file_disk_reuse(dirfd, aside, mode);
	if (fd < 0 || file_disk_write(fd, bytes) < 0 ||
	    file_disk_swap(dirfd, aside, path) < 0)
		return file_disk_err(e, path);
	return 0;
}

int file_mark(int dirfd, const char *path, bool on, struct err *e)
{
	SCOPED_FD fd = -1;

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	fd = openat(dirfd, path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    0600);
	if (fd < 0 || file_disk_write(fd, on ? SPAN("!") : SPAN(".")) < 0)
		return file_disk_err(e, path);
	return 0;
}

bool file_marked(int dirfd, const char *path)
{
	SCOPED_FD fd = openat(dirfd, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char mark = '.';

	return fd >= 0 && read(fd, &mark, 1) == 1 && mark != '.';
}

static int remove_one(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	(void)bytes;
	return file_disk_unlink(*(int *)ctx, path) < 0 && errno != ENOENT
	    ? file_disk_err(e, path) : 0;
}

int file_remove_tree(int dirfd, const char *path, struct err *e)
{
	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	if (!file_exists(dirfd, path))
		return 0;
	if (file_walk(dirfd, path, remove_one, &dirfd, e) < 0)
		return -1;
	if (file_disk_rmdir(dirfd, path) < 0 && errno != ENOENT)
		return file_disk_err(e, path);
	return 0;
}
