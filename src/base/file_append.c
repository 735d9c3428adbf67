#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_disk.h"

int file_append_open(int dirfd, const char *path, int *out, int64_t *bytes,
    struct err *e)
{
	SCOPED_FD fd = -1;
	struct stat st;

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	fd = openat(dirfd, path, O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0)
		return file_disk_err(e, path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_IO, "%s: no file", path);
	*out = fd;
	*bytes = st.st_size;
	fd = -1; /* the caller owns it now */
	return 0;
}

int file_append(int fd, struct span s, bool *unsure, struct err *e)
{
	const off_t was = lseek(fd, 0, SEEK_END);

	*unsure = false;
	if (was < 0)
		return err_set(e, ERR_IO, "append: %s", strerror(errno));
	if (file_disk_write(fd, s) < 0) {
		(void)err_set(e, ERR_IO, "append: %s", strerror(errno));
		*unsure = ftruncate(fd, was) < 0;
		return -1;
	}
	if (file_disk_sync_data(fd) < 0) {
		*unsure = true;
		return err_set(e, ERR_IO, "sync: %s", strerror(errno));
	}
	return 0;
}

int file_append_cut(int fd, int64_t bytes, struct err *e)
{
	if (ftruncate(fd, (off_t)bytes) < 0 || file_disk_sync(fd) < 0)
		return err_set(e, ERR_IO, "cutting off: %s", strerror(errno));
	return 0;
}
