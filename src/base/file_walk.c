#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_disk.h"

/* One directory on the way down: its names, sorted, and the next to visit. */
struct level {
	struct arena arena;
	const char **names; /* directories end in a slash, which sorts them as
			       the paths below them sort */
	size_t count, next;
	size_t path_bytes; /* of the walk's path up to here, with slash */
};

struct walk {
	int dirfd;
	char path[2 * PATH_MAX];
	struct level levels[FILE_DEPTH_MAX];
	int depth;
};

#define NAME_BYTES ((size_t)FILE_NAMES_MAX * 320) /* of a level's arena */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_dir(DIR *d, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0
	    && S_ISDIR(st.st_mode);
}

struct name {
	struct name *next;
	char text[];
};

static int read_names(DIR *d, struct level *l, struct err *e)
{
	struct name *list = NULL, *name;
	struct dirent *entry;

	while (errno = 0, (entry = readdir(d)) != NULL) {
		size_t n = strlen(entry->d_name);

		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		if (++l->count > FILE_NAMES_MAX)
			return err_set(e, ERR_LIMIT, "above %d names",
			    FILE_NAMES_MAX);
		name = arena_raw(&l->arena, sizeof(*name) + n + 2);
		memcpy(name->text, entry->d_name, n);
		memcpy(name->text + n, is_dir(d, entry) ? "/" : "", 2 -
		    !is_dir(d, entry));
		name->next = list;
		list = name;
	}
	if (errno != 0)
		return err_set(e, ERR_IO, "%s", strerror(errno));
	l->names = arena_take(&l->arena, l->count + 1, sizeof(*l->names));
	for (size_t i = 0; list != NULL; list = list->next)
		l->names[i++] = list->text;
	qsort(l->names, l->count, sizeof(*l->names), by_name);
	return 0;
}

/* Goes down into w->path, which is "" or ends in a slash. */
static int enter(struct walk *w, struct err *e)
{
	const char *path = w->path[0] == '\0' ? "." : w->path;
	struct level *l = &w->levels[w->depth];
	int fd, rc;
	DIR *d;

	if (w->depth == FILE_DEPTH_MAX)
		return err_set(e, ERR_LIMIT, "%s: above %d levels", path,
		    FILE_DEPTH_MAX);
	fd = openat(w->dirfd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return file_disk_err(e, path);
	d = fdopendir(fd);
	if (d == NULL) {
		file_close(&fd);
		return err_set(e, ERR_IO, "%s: out of memory", path);
	}
	*l = (struct level){ .arena = { .cap = NAME_BYTES } };
	l->path_bytes = strlen(w->path);
	w->depth++;
	rc = read_names(d, l, e);
	(void)closedir(d);
	return rc < 0 ? err_in(e, "%s", path) : 0;
}

/* Visits the next name of the lowest level, or leaves the level. */
static int step(struct walk *w, file_each *each, void *ctx, struct err *e)
{
	struct level *l = &w->levels[w->depth - 1];
	const char *name;
	struct stat st;
	size_t n;

	if (l->next == l->count) {
		arena_closep(&l->arena);
		w->depth--;
		return 0;
	}
	name = l->names[l->next++];
	n = strlen(name);
	if (l->path_bytes + n > (w->dirfd == AT_FDCWD ?
	    PATH_MAX - 1 : FILE_PATH_MAX))
		return err_set(e, ERR_LIMIT, "%.*s...: the path is too long",
		    60, w->path);
	memcpy(w->path + l->path_bytes, name, n + 1);
	if (name[n - 1] == '/')
		return enter(w, e);
	if (fstatat(w->dirfd, w->path, &st, AT_SYMLINK_NOFOLLOW) < 0) {
		if (errno == ENOENT)
			return 0; /* gone since its directory was read */
		return file_disk_err(e, w->path);
	}
	return each(ctx, w->path, S_ISREG(st.st_mode) ? st.st_size : -1, e);
}

int file_walk(int dirfd, const char *path, file_each *each, void *ctx,
    struct err *e)
{
	struct walk *w;
	size_t n = strlen(path);
	int rc;

	if (file_disk_path(dirfd, path, e) < 0)
		return -1;
	w = calloc(1, sizeof(*w));
	if (w == NULL)
		return err_set(e, ERR_IO, "out of memory");
	w->dirfd = dirfd;
	if (strcmp(path, ".") != 0) {
		memcpy(w->path, path, n);
		if (path[n - 1] != '/')
			w->path[n] = '/';
	}
	rc = enter(w, e);
	while (rc == 0 && w->depth > 0)
		rc = step(w, each, ctx, e);
	while (w->depth > 0)
		arena_closep(&w->levels[--w->depth].arena);
	free(w);
	return rc;
}
