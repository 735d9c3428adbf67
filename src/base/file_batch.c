#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_disk.h"

/* Up to this many files or directories are synced one by one; from there on
 * one sync of the file system is quicker (measured with three files: two
 * syncs of the whole took 0.6 of the time of six of the parts). */
#define FEW 1

struct put {
	struct put *next;
	int fd; /* of the first FEW, else -1 */
	char path[];
};

struct file_batch {
	int dirfd;
	dev_t device;
	bool apart; /* some directory is on another file system */
	bool broken; /* a put failed: its aside must not be renamed */
	struct arena arena;
	struct put *first, **end;
	void *by_path; /* of tsearch */
	size_t count, dir_count;
	const char *dirs[FEW + 1]; /* distinct; the last means "many" */
};

int file_batch_open(struct file_batch **out, int dirfd, struct err *e)
{
	struct stat st;
	struct file_batch *b;

	if (fstatat(dirfd, ".", &st, 0) < 0)
		return file_disk_err(e, ".");
	b = calloc(1, sizeof(*b));
	if (b == NULL)
		return err_set(e, ERR_IO, "out of memory");
	b->dirfd = dirfd;
	b->device = st.st_dev;
	b->arena.cap = (size_t)FILE_BATCH_MAX * (PATH_MAX / 8);
	b->end = &b->first;
	*out = b;
	return 0;
}

static int by_path(const void *a, const void *b)
{
	const struct put *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* Remembers the directory of path for the last step of commit. */
static int note_dir(struct file_batch *b, const char *path, struct err *e)
{
	struct span dir = { path, file_disk_parent(path) };
	struct stat st;
	char *name;

	for (size_t i = 0; i < b->dir_count; i++)
		if (span_is(dir, b->dirs[i]))
			return 0;
	if (dir.n == 0 && path[0] == '/')
		dir.n = 1;
	name = arena_cstr(&b->arena, dir);
	if (fstatat(b->dirfd, dir.n == 0 ? "." : name, &st, 0) < 0)
		return file_disk_err(e, path);
	b->apart = b->apart || st.st_dev != b->device;
	if (b->dir_count <= FEW)
		b->dirs[b->dir_count++] = name;
	return 0;
}

static int create(struct file_batch *b, const char *path, const char *aside,
    mode_t mode, struct err *e)
{
	int fd = file_disk_create(b->dirfd, aside, mode);

	if (fd < 0 && errno == ENOENT && file_disk_parent(path) != 0) {
		struct span dir = { path, file_disk_parent(path) };
		mode_t enter = (mode & 0444) >> 2; /* r lets one enter */
		struct arena a = { .cap = 2 * PATH_MAX };
		int rc = file_make_dirs(b->dirfd, arena_cstr(&a, dir),
		    mode | enter | 0700, e);

		arena_closep(&a);
		if (rc < 0)
			return -1;
		fd = file_disk_create(b->dirfd, aside, mode);
	}
	return fd < 0 ? file_disk_err(e, path) : fd;
}

/* The put of path, new or the one that is there. */
static struct put *put_of(struct file_batch *b, const char *path)
{
	size_t n = strlen(path) + 1;
	struct put *p = arena_raw(&b->arena, sizeof(*p) + n), **found;

	p->next = NULL;
	p->fd = -1;
	memcpy(p->path, path, n);
	found = tsearch(p, &b->by_path, by_path);
	if (found == NULL)
		return NULL;
	if (*found == p) {
		*b->end = p;
		b->end = &p->next;
		b->count++;
	}
	return *found;
}

static int put(struct file_batch *b, const char *path, mode_t mode,
    struct span bytes, struct err *e)
{
	char aside[FILE_DISK_ASIDE];
	SCOPED_FD fd = -1;
	struct put *p;

	if (file_disk_path(b->dirfd, path, e) < 0)
		return -1;
	if (b->count == FILE_BATCH_MAX)
		return err_set(e, ERR_LIMIT, "above %d files at once",
		    FILE_BATCH_MAX);
	file_disk_aside(path, aside);
	fd = create(b, path, aside, mode, e);
	if (fd < 0)
		return -1;
	p = put_of(b, path);
	if (p == NULL)
		return err_set(e, ERR_IO, "out of memory");
	if (note_dir(b, path, e) < 0)
		return -1;
	if (file_disk_write(fd, bytes) < 0 ||
	    (b->apart && file_disk_sync(fd) < 0))
		return file_disk_err(e, path);
	file_close(&p->fd);
	if (b->count <= FEW) {
		p->fd = fd;
		fd = -1;
	}
	return 0;
}

int file_batch_put(struct file_batch *b, const char *path, mode_t mode,
    struct span bytes, struct err *e)
{
	int rc = put(b, path, mode, bytes, e);

	b->broken = b->broken || rc < 0;
	return rc;
}

static int sync_files(struct file_batch *b, struct err *e)
{
	if (b->count > FEW) {
		if (file_disk_sync_all(b->dirfd) < 0)
			return file_disk_err(e, "sync");
		return 0;
	}
	for (struct put *p = b->first; p != NULL; p = p->next) /* a hint */
		(void)sync_file_range(p->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	for (struct put *p = b->first; p != NULL; p = p->next)
		if (file_disk_sync(p->fd) < 0)
			return file_disk_err(e, p->path);
	return 0;
}

static int rename_all(struct file_batch *b, struct err *e)
{
	char aside[FILE_DISK_ASIDE];

	for (struct put *p = b->first; p != NULL; p = p->next) {
		file_close(&p->fd);
		file_disk_aside(p->path, aside);
		if (file_disk_rename(b->dirfd, aside, p->path) < 0)
			return file_disk_err(e, p->path);
	}
	return 0;
}

/* One sync a directory, where neighbours in the batch often share theirs. */
static int sync_each_dir(struct file_batch *b, struct err *e)
{
	struct span last = SPAN("/"); /* no directory of ours */
	char dir[PATH_MAX];

	for (struct put *p = b->first; p != NULL; p = p->next) {
		struct span here = { p->path, file_disk_parent(p->path) };

		if (span_eq(here, last))
			continue;
		memcpy(dir, here.p, here.n);
		dir[here.n] = '\0';
		if (file_disk_sync_dir(b->dirfd, dir) < 0)
			return file_disk_err(e, p->path);
		last = here;
	}
	return 0;
}

static int sync_dirs(struct file_batch *b, struct err *e)
{
	if (b->apart)
		return sync_each_dir(b, e);
	if (b->dir_count > FEW) {
		if (file_disk_sync_all(b->dirfd) < 0)
			return file_disk_err(e, "sync");
		return 0;
	}
	for (size_t i = 0; i < b->dir_count; i++)
		if (file_disk_sync_dir(b->dirfd, b->dirs[i]) < 0)
			return file_disk_err(e, b->dirs[i]);
	return 0;
}

static void keep(void *put) /* in the arena */
{
	(void)put;
}

static void forget(struct file_batch *b)
{
	tdestroy(b->by_path, keep);
	b->by_path = NULL;
	for (struct put *p = b->first; p != NULL; p = p->next)
		file_close(&p->fd);
	b->first = NULL;
	b->end = &b->first;
	b->count = b->dir_count = 0;
	arena_closep(&b->arena);
}

int file_batch_place(struct file_batch *b, struct err *e)
{
	if (b->broken)
		return err_set(e, ERR_IO, "a file before this was not written");
	if (sync_files(b, e) < 0)
		return -1;
	return rename_all(b, e);
}

int file_batch_last(struct file_batch *b, const char *path, mode_t mode,
    struct span bytes, struct err *e)
{
	char aside[FILE_DISK_ASIDE], dir[PATH_MAX] = "";
	SCOPED_FD fd = -1;

	if (file_disk_path(b->dirfd, path, e) < 0)
		return -1;
	file_disk_aside(path, aside);
	memcpy(dir, path, file_disk_parent(path));
	fd = create(b, path, aside, mode, e);
	if (fd < 0)
		return -1;
	if (file_disk_write(fd, bytes) < 0 ||
	    ((b->apart || b->dir_count <= FEW) && file_disk_sync(fd) < 0)) {
		(void)file_disk_err(e, path);
		(void)unlinkat(b->dirfd, aside, 0);
		return -1;
	}
	if (sync_dirs(b, e) < 0) {
		(void)unlinkat(b->dirfd, aside, 0);
		return -1;
	}
	if (file_disk_rename(b->dirfd, aside, path) < 0 ||
	    file_disk_sync_dir(b->dirfd, dir) < 0)
		return file_disk_err(e, path);
	forget(b);
	return 0;
}

int file_batch_settle(struct file_batch *b, struct err *e)
{
	if (sync_dirs(b, e) < 0)
		return -1;
	forget(b);
	return 0;
}

int file_batch_commit(struct file_batch *b, struct err *e)
{
	if (file_batch_place(b, e) < 0)
		return -1;
	return file_batch_settle(b, e);
}

void file_batch_closep(struct file_batch **batch)
{
	struct file_batch *b = *batch;
	char aside[FILE_DISK_ASIDE];

	if (b == NULL)
		return;
	for (struct put *p = b->first; p != NULL; p = p->next) {
		file_disk_aside(p->path, aside);
		(void)unlinkat(b->dirfd, aside, 0);
	}
	forget(b);
	free(b);
	*batch = NULL;
}
