/* file.c - files that are written only where they change */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "site/inside.h"

#define CHUNK 65536

bool site_path_fits(struct span path)
{
	if (path.n == 0 || path.n > SITE_PATH_MAX - 8)
		return false; /* with room for the aside's name */
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '\0' || path.p[i] == '\n' ||
		    path.p[i] == '\t' || path.p[i] == '\\')
			return false;
	if (path.p[path.n - 1] == '/')
		return false;
	for (size_t i = 0; i < path.n; i++)
		if ((i == 0 || path.p[i - 1] == '/') &&
		    (path.p[i] == '.' || path.p[i] == '/'))
			return false;
	return true;
}

static int fail(struct err *e, const char *path)
{
	return err_set(e, errno == ENOENT ? ERR_ABSENT : ERR_IO, "%s: %s",
	    path, strerror(errno));
}

/* Where bytes come from: memory, or an open file. */
struct origin {
	int fd;
	struct span bytes;
	int64_t size;
};

/* Fills buf with up to CHUNK bytes from place at on; -1 with errno. */
static ssize_t read_at(const struct origin *o, int64_t at, char *buf)
{
	struct span rest = span_skip(o->bytes, (size_t)at);
	size_t n = rest.n < CHUNK ? rest.n : CHUNK, got = 0;

	if (o->fd < 0) {
		if (n > 0)
			memcpy(buf, rest.p, n);
		return (ssize_t)n;
	}
	while (got < CHUNK) {
		ssize_t more = pread(o->fd, buf + got, CHUNK - got,
		    at + (int64_t)got);

		if (more < 0 && errno == EINTR)
			continue;
		if (more < 0)
			return -1;
		if (more == 0)
			break;
		got += (size_t)more;
	}
	return (ssize_t)got;
}

/* Opens a regular file; 1, 0 where there is none, -1. */
static int open_file(int dirfd, const char *path, struct origin *out,
    struct err *e)
{
	struct stat st;
	SCOPED_FD fd = openat(dirfd, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
	    O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0 || fstat(fd, &st) < 0)
		return fail(e, path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_IO, "%s: not a regular file", path);
	*out = (struct origin){ .fd = fd, .size = st.st_size };
	fd = -1;
	return 1;
}

/* Is what lies at path the same?  1, 0 or -1. */
static int is_same(int out_fd, const char *path, const struct origin *o,
    struct err *e)
{
	char mine[CHUNK], theirs[CHUNK];
	struct origin old = { .fd = -1 };
	int rc = open_file(out_fd, path, &old, e);

	if (rc <= 0)
		return rc;
	rc = old.size == o->size;
	for (int64_t at = 0; rc == 1 && at < o->size; at += CHUNK) {
		ssize_t n = read_at(o, at, mine);
		ssize_t m = read_at(&old, at, theirs);

		if (n < 0 || m < 0)
			rc = fail(e, path);
		else if (n != m || memcmp(mine, theirs, (size_t)n) != 0)
			rc = 0;
	}
	file_close(&old.fd);
	return rc;
}

static int write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t put = write(fd, p, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		p += put;
		n -= (size_t)put;
	}
	return 0;
}

/* "a/b" becomes "a/.b.new". */
void site_aside(const char *path, char out[SITE_PATH_MAX + 1])
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;

	(void)snprintf(out, SITE_PATH_MAX + 1, "%.*s.%s.new",
	    (int)(name - path), path, name);
}

/* Makes path's folders where they are missing and a new file aside. */
static int create(int out_fd, const char *path, const char *aside,
    struct err *e)
{
	const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW |
	    O_CLOEXEC;
	int fd = openat(out_fd, aside, flags, 0644);
	char folder[SITE_PATH_MAX + 1];
	const char *slash = strrchr(path, '/');

	if (fd < 0 && errno == ENOENT && slash != NULL) {
		(void)snprintf(folder, sizeof(folder), "%.*s",
		    (int)(slash - path), path);
		if (file_make_dirs(out_fd, folder, 0755, e) < 0)
			return -1;
		fd = openat(out_fd, aside, flags, 0644);
	}
	return fd < 0 ? fail(e, aside) : fd;
}

/* What was not there before is written in its place: an interrupted build
 * makes it again.  1, or 0 where it is there. */
static int write_first(int out_fd, const char *path, const struct origin *o,
    struct err *e)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	char folder[SITE_PATH_MAX + 1];
	const char *slash = strrchr(path, '/');
	SCOPED_FD fd = openat(out_fd, path, flags, 0644);

	if (fd < 0 && errno == ENOENT && slash != NULL) {
		(void)snprintf(folder, sizeof(folder), "%.*s",
		    (int)(slash - path), path);
		if (file_make_dirs(out_fd, folder, 0755, e) < 0)
			return -1;
		fd = openat(out_fd, path, flags, 0644);
	}
	if (fd < 0)
		return errno == EEXIST ? 0 : fail(e, path);
	if (write_all(fd, o->bytes.p, o->bytes.n) < 0) {
		(void)fail(e, path);
		(void)unlinkat(out_fd, path, 0);
		return -1;
	}
	return 1;
}

bool site_has(int out_fd, struct span path, int64_t size)
{
	char name[SITE_PATH_MAX + 1];
	struct stat st;

	(void)snprintf(name, sizeof(name), "%.*s", (int)path.n, path.p);
	return fstatat(out_fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode) && st.st_size == size;
}

bool site_program(uint8_t out[CRYPT_HASH])
{
	SCOPED_FD fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *p;

	if (fd < 0 || fstat(fd, &st) < 0 || st.st_size <= 0)
		return false;
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return false;
	crypt_sha256((struct span){ p, (size_t)st.st_size }, out);
	(void)munmap(p, (size_t)st.st_size);
	return true;
}

static int write_new(int out_fd, const char *path, const struct origin *o,
    struct err *e)
{
	char aside[SITE_PATH_MAX + 1], buf[CHUNK];
	int64_t at = 0;
	ssize_t n = 0;
	int rc = 0;
	SCOPED_FD fd = -1;

	site_aside(path, aside);
	fd = create(out_fd, path, aside, e);
	if (fd < 0)
		return -1;
	while (rc == 0 && (n = read_at(o, at, buf)) > 0) {
		rc = write_all(fd, buf, (size_t)n);
		at += n;
	}
	if (rc < 0 || n < 0 || renameat(out_fd, aside, out_fd, path) < 0) {
		rc = fail(e, path);
		(void)unlinkat(out_fd, aside, 0);
		return rc;
	}
	return 1;
}

static int put(int out_fd, struct span path, const struct origin *o,
    struct err *e)
{
	char name[SITE_PATH_MAX + 1];
	int same;

	(void)snprintf(name, sizeof(name), "%.*s", (int)path.n, path.p);
	if (o->fd < 0 && (same = write_first(out_fd, name, o, e)) != 0)
		return same;
	same = is_same(out_fd, name, o, e);
	if (same != 0)
		return same < 0 ? -1 : 0;
	return write_new(out_fd, name, o, e);
}

int site_put(int out_fd, struct span path, struct span bytes, struct err *e)
{
	const struct origin o = { -1, bytes, (int64_t)bytes.n };

	return put(out_fd, path, &o, e);
}

int site_copy(int from_fd, int out_fd, struct span path, int64_t *size,
    struct err *e)
{
	char name[SITE_PATH_MAX + 1];
	struct origin o = { .fd = -1 };
	int rc;

	(void)snprintf(name, sizeof(name), "%.*s", (int)path.n, path.p);
	rc = open_file(from_fd, name, &o, e);
	if (rc == 0)
		return err_set(e, ERR_ABSENT, "%s went away meanwhile", name);
	if (rc < 0)
		return -1;
	rc = put(out_fd, path, &o, e);
	*size = o.size;
	file_close(&o.fd);
	return rc;
}

int site_differs(int from_fd, int out_fd, struct span path, struct err *e)
{
	char name[SITE_PATH_MAX + 1];
	struct origin o = { .fd = -1 };
	int rc;

	(void)snprintf(name, sizeof(name), "%.*s", (int)path.n, path.p);
	rc = open_file(from_fd, name, &o, e);
	if (rc <= 0)
		return rc < 0 ? -1 : file_exists(out_fd, name);
	rc = is_same(out_fd, name, &o, e);
	file_close(&o.fd);
	return rc < 0 ? -1 : rc == 0 && file_exists(out_fd, name);
}

static int move(int out_fd, const char *from, const char *to, struct err *e)
{
	char folder[SITE_PATH_MAX + 1];
	const char *slash = strrchr(to, '/');

	if (slash != NULL) {
		(void)snprintf(folder, sizeof(folder), "%.*s",
		    (int)(slash - to), to);
		if (file_make_dirs(out_fd, folder, 0755, e) < 0)
			return -1;
	}
	return renameat(out_fd, from, out_fd, to) < 0 ? fail(e, to) : 0;
}

int site_put_file(int out_fd, const char *aside, struct span path,
    int64_t *size, struct err *e)
{
	char name[SITE_PATH_MAX + 1];
	struct origin o = { .fd = -1 };
	int rc = open_file(out_fd, aside, &o, e);

	if (rc <= 0)
		return rc < 0 ? -1 : err_set(e, ERR_ABSENT, "%s went away"
		    " meanwhile", aside);
	*size = o.size;
	(void)snprintf(name, sizeof(name), "%.*s", (int)path.n, path.p);
	rc = is_same(out_fd, name, &o, e);
	file_close(&o.fd);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	return move(out_fd, aside, name, e) < 0 ? -1 : 1;
}

void site_sweep(int out_fd, struct span path)
{
	char name[SITE_PATH_MAX - 8 + 1], aside[SITE_PATH_MAX + 1];

	(void)snprintf(name, sizeof(name), "%.*s", (int)path.n, path.p);
	site_aside(name, aside);
	(void)unlinkat(out_fd, aside, 0);
}

int site_remove(int out_fd, struct span path, struct err *e)
{
	char name[SITE_PATH_MAX + 1], *slash;

	(void)snprintf(name, sizeof(name), "%.*s", (int)path.n, path.p);
	if (unlinkat(out_fd, name, 0) < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return 0;
		return fail(e, name);
	}
	while ((slash = strrchr(name, '/')) != NULL) {
		*slash = '\0';
		if (unlinkat(out_fd, name, AT_REMOVEDIR) < 0)
			break; /* something else is in it */
	}
	return 1;
}
