/* data.c - the files of data/: made aside, since they may be large, then put
 * where they changed */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "export/data.h"
#include "site/inside.h"

#define AT_ONCE 256 /* pieces for which the index is held */

struct sink {
	FILE *f;
	struct index *ix;
	unsigned pieces;
};

static int take(void *ctx, struct span bytes, struct err *e)
{
	struct sink *s = ctx;

	if (++s->pieces % AT_ONCE == 0 && (index_let_go(s->ix, e) < 0 ||
	    index_hold(s->ix, false, e) < 0))
		return -1;
	return fwrite(bytes.p, 1, bytes.n, s->f) == bytes.n ? 0
	    : err_set(e, ERR_IO, "data: cannot be written: is the disk full?");
}

int site_data_put(const struct site_data *d, const struct export_data *which,
    int64_t *size, struct err *e)
{
	const int flags = O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
	char aside[SITE_PATH_MAX + 1];
	struct sink s = { .ix = d->ix };
	struct export_data_from from = { d->ix, d->public_fd, d->acts, take,
		&s };
	int fd, rc;

	site_aside(which->path, aside);
	if (file_make_dirs(d->out_fd, "data", 0755, e) < 0)
		return -1;
	fd = openat(d->out_fd, aside, flags, 0644);
	s.f = fd < 0 ? NULL : fdopen(fd, "w");
	if (s.f == NULL) {
		if (fd >= 0)
			(void)close(fd);
		return err_set(e, ERR_IO, "data: no file can be made");
	}
	rc = index_hold(d->ix, false, e);
	if (rc == 0)
		rc = export_data_make(which, &from, e);
	if (rc == 0)
		rc = index_let_go(d->ix, e);
	if (fclose(s.f) != 0 && rc == 0)
		rc = err_set(e, ERR_IO, "data: cannot be written: is the disk"
		    " full?");
	if (rc == 0)
		rc = site_put_file(d->out_fd, aside, span_of(which->path),
		    size, e);
	(void)unlinkat(d->out_fd, aside, 0);
	return rc < 0 ? err_in(e, "%s", which->path) : rc;
}
