#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file_disk.h"

int file_touch(int dirfd, const char *path, mode_t mode, struct err *e)
{
	SCOPED_FD fd = -1;

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	if (file_exists(dirfd, path))
		return 0;
	fd = file_disk_create(dirfd, path, mode);
	return fd < 0 ? file_disk_err(e, path) : 0;
}

void file_untouch(int dirfd, const char *path)
{
	struct err e;

	if (file_disk_path(dirfd, path, &e) == 0)
		(void)file_disk_unlink(dirfd, path);
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
