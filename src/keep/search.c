/* search.c - the search files of an archive, kept up with its indexes */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "find/rebuild.h"
#include "keep/archive.h"
#include "name/skel.h"

#define LOCK_WAIT_MS 600000 /* a large one may be in the making */
#define COPY_MAX ((size_t)4 << 30) /* bytes */

/* Were they made from a state that this log grew from? */
static bool is_prefix(const struct keep_archive *a, const char *path)
{
	struct tlog_head was = { .size = 0 };
	struct find_state state = { .acts = 0 };
	struct err why = { 0 };
	SCOPED(tlog) *log = NULL;

	if (find_made_from(path, &state, &why) < 0 ||
	    state.acts > a->head.size)
		return false;
	if (state.acts == a->head.size)
		return memcmp(state.root, a->head.root,
		    sizeof(state.root)) == 0;
	was.size = state.acts;
	memcpy(was.root, state.root, sizeof(was.root));
	return tlog_open(&log, a->public_fd, a->head.size, &why) == 0 &&
	    tlog_extends(log, &was, &why) == 0;
}

/* One maker at a time, readers of one copy included. */
static int update(struct keep_archive *a, bool keepers, bool afresh,
    struct index *ix, struct err *e)
{
	const char *path = keepers ? a->private_find : a->find;
	SCOPED_FD lock = -1;
	char name[PATH_MAX];

	(void)snprintf(name, sizeof(name), "%.4000s.lock", path);
	if (file_lock(AT_FDCWD, name, LOCK_WAIT_MS, &lock, e) < 0)
		return -1;
	return find_update(path, ix, afresh || !is_prefix(a, path), e);
}

static int update_for(struct keep_archive *a, bool keepers, bool afresh,
    struct index *ix, struct err *e)
{
	mode_t old = umask(keepers ? 077 : 022);
	int rc = update(a, keepers, afresh, ix, e);

	(void)umask(old);
	return rc;
}

int keep_archive_find(struct keep_archive *a, bool keepers, struct index *ix,
    struct find **out, struct err *e)
{
	const char *path = keepers ? a->private_find : a->find;
	struct err why = { 0 };

	if (name_start(e) < 0 || update_for(a, keepers, false, ix, e) < 0)
		return -1;
	if (find_open(out, path, &why) == 0)
		return 0;
	/* Its head was whole, the rest is not. */
	if (update_for(a, keepers, true, ix, e) < 0)
		return -1;
	return find_open(out, path, e);
}

static int anew(struct keep_archive *a, bool keepers, struct err *e)
{
	SCOPED(index) *ix = NULL;

	if (index_open(&ix, keepers ? a->private_db : a->db, a->public_fd,
	    keepers ? a->private_fd : -1, e) < 0)
		return -1;
	return update(a, keepers, true, ix, e);
}

struct aside { /* what is made beside the keepers' part */
	struct keep_archive *a;
	struct err why;
	int rc;
};

static void *public_find(void *ctx)
{
	struct aside *x = ctx;

	x->rc = anew(x->a, false, &x->why);
	return NULL;
}

/* Where the same is found in both: of the public one, which is whole. */
static int copy_find(struct keep_archive *a, struct err *e)
{
	SCOPED(arena) mem = { .cap = COPY_MAX };
	SCOPED_FD lock = -1;
	char name[PATH_MAX];
	struct span bytes;
	int got;

	(void)snprintf(name, sizeof(name), "%.4000s.lock", a->private_find);
	if (file_lock(AT_FDCWD, name, LOCK_WAIT_MS, &lock, e) < 0)
		return -1;
	got = file_read(AT_FDCWD, a->find, COPY_MAX - 4096, &mem, &bytes, e);
	if (got != 1)
		return got < 0 ? -1 : err_set(e, ERR_ABSENT, "%s", a->find);
	find_remove(a->private_find);
	return file_replace_lax(AT_FDCWD, a->private_find, 0600, bytes, e);
}

/* The keepers' part, beside the making of the public file; *same: that is
 * to be copied.  In a folder that is the keepers' alone; and so the file. */
static int keepers_part(struct keep_archive *a, bool *same, struct err *e)
{
	int got = keep_archive_reindex(a, true, e);

	*same = got == 1;
	if (got != 0)
		return got < 0 ? -1 : 0;
	if (anew(a, true, e) < 0)
		return -1;
	return chmod(a->private_find, 0600) == 0 ? 0 : err_set(e, ERR_IO,
	    "%s: %s", a->private_find, strerror(errno));
}

/* umask is one for all threads: what is public sets it. */
static int remake(struct keep_archive *a, struct err *e)
{
	struct aside x = { .a = a };
	pthread_t thread;
	bool beside, same;
	int rc;

	if (name_start(e) < 0 || keep_archive_reindex(a, false, e) < 0)
		return -1;
	if (a->private_fd < 0)
		return anew(a, false, e);
	beside = pthread_create(&thread, NULL, public_find, &x) == 0;
	rc = keepers_part(a, &same, e);
	if (beside)
		(void)pthread_join(thread, NULL);
	else
		(void)public_find(&x);
	if (rc < 0)
		return -1;
	if (x.rc < 0) {
		*e = x.why;
		return -1;
	}
	return same ? copy_find(a, e) : 0;
}

int keep_archive_remake(struct keep_archive *a, struct err *e)
{
	mode_t old = umask(022);
	int rc = remake(a, e);

	(void)umask(old);
	return rc;
}

void keep_archive_unfind(const struct keep_archive *a)
{
	find_remove(a->find);
}
