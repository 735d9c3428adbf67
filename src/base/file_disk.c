#include "base/file_disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* True when this disk call must fail. */
static bool faulty(void)
{
#ifdef KULPYTAS_TESTING
	bool half;

	return file_fault_hit(&half);
#else
	return false;
#endif
}

/* Every name between slashes is there, and none is "." or "..". */
static bool is_clean(const char *path)
{
	struct span rest = span_of(path);

	for (;;) {
		size_t n = span_find(rest, '/');
		struct span name = { rest.p, n };

		if (n == 0 || span_is(name, ".") || span_is(name, ".."))
			return false;
		if (n == rest.n)
			return true;
		rest = span_skip(rest, n + 1);
	}
}

int file_disk_path(int dirfd, const char *path, struct err *e)
{
	size_t max = dirfd == AT_FDCWD ? PATH_MAX - 1 : FILE_PATH_MAX;

	if (strlen(path) > max)
		return err_set(e, ERR_LIMIT, "path above %zu bytes", max);
	if (path[0] == '\0')
		return err_set(e, ERR_IO, "the path is empty");
	if (dirfd != AT_FDCWD && strcmp(path, ".") != 0 && !is_clean(path))
		return err_set(e, ERR_IO, "%s: leaves its directory", path);
	return 0;
}

size_t file_disk_parent(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (size_t)(slash - path);
}

void file_disk_aside(const char *path, char out[FILE_DISK_ASIDE])
{
	size_t n = file_disk_parent(path);
	const char *name = n == 0 && path[0] != '/' ? path : path + n + 1;

	snprintf(out, FILE_DISK_ASIDE, "%.*s.%s.new", (int)(name - path), path,
	    name);
}

int file_disk_err(struct err *e, const char *path)
{
	enum err_kind kind = errno == ENOENT ? ERR_ABSENT : ERR_IO;

	return err_set(e, kind, "%s: %s", path, strerror(errno));
}

int file_disk_create(int dirfd, const char *path, mode_t mode)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
	int fd = faulty() ? -1 : openat(dirfd, path, flags, mode);

	if (fd >= 0 || errno != EEXIST)
		return fd;
	/* Left by a crash, perhaps with another mode or a second name. */
	if (file_disk_unlink(dirfd, path) < 0)
		return -1;
	return faulty() ? -1 : openat(dirfd, path, flags, mode);
}

int file_disk_reuse(int dirfd, const char *path, mode_t mode)
{
	return faulty() ? -1 : openat(dirfd, path, O_WRONLY | O_CREAT |
	    O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
}

int file_disk_swap(int dirfd, const char *from, const char *to)
{
	if (faulty())
		return -1;
	if (renameat2(dirfd, from, dirfd, to, RENAME_EXCHANGE) == 0)
		return 0;
	/* Nothing there yet, or a file system that cannot. */
	return errno == ENOENT || errno == EINVAL || errno == ENOSYS
	    ? renameat(dirfd, from, dirfd, to) : -1;
}

static ssize_t write_some(int fd, struct span s)
{
#ifdef KULPYTAS_TESTING
	bool half;

	if (file_fault_hit(&half)) {
		int why = errno;

		if (half && s.n > 1 && write(fd, s.p, s.n / 2) < 0)
			return -1;
		errno = why;
		return -1;
	}
#endif
	return write(fd, s.p, s.n);
}

int file_disk_write(int fd, struct span s)
{
	while (s.n > 0) {
		ssize_t n = write_some(fd, s);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0) {
			errno = EIO;
			return -1;
		}
		s = span_skip(s, (size_t)n);
	}
	return 0;
}

int file_disk_sync(int fd)
{
	return faulty() ? -1 : fsync(fd);
}

int file_disk_sync_data(int fd)
{
	return faulty() ? -1 : fdatasync(fd);
}

int file_disk_sync_all(int fd)
{
	return faulty() ? -1 : syncfs(fd);
}

int file_disk_rename(int dirfd, const char *from, const char *to)
{
	return faulty() ? -1 : renameat(dirfd, from, dirfd, to);
}

int file_disk_unlink(int dirfd, const char *path)
{
	return faulty() ? -1 : unlinkat(dirfd, path, 0);
}

int file_disk_rmdir(int dirfd, const char *path)
{
	return faulty() ? -1 : unlinkat(dirfd, path, AT_REMOVEDIR);
}

int file_disk_mkdir(int dirfd, const char *path, mode_t mode)
{
	return faulty() ? -1 : mkdirat(dirfd, path, mode);
}

int file_disk_sync_dir(int dirfd, const char *path)
{
	int fd, rc, why;

	if (path == NULL || path[0] == '\0')
		path = ".";
	fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	rc = file_disk_sync(fd);
	why = errno;
	(void)close(fd);
	errno = why;
	return rc;
}
