/* data.c - the files of data/: made aside, since they may be large, then put
 * where they changed */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "export/data.h"
#include "site/inside.h"

#define ASIDE ".data.new" /* no page begins with a dot */

static int take(void *ctx, struct span bytes, struct err *e)
{
	FILE *f = ctx;

	return fwrite(bytes.p, 1, bytes.n, f) == bytes.n ? 0
	    : err_set(e, ERR_IO, "data: cannot be written: is the disk full?");
}

int site_data_put(const struct site_data *d, const struct export_data *which,
    int64_t *size, struct err *e)
{
	const int flags = O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(d->out_fd, ASIDE, flags, 0644), rc;
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	struct export_data_from from = { d->ix, d->public_fd, d->acts, take,
		f };

	if (f == NULL) {
		if (fd >= 0)
			(void)close(fd);
		return err_set(e, ERR_IO, "data: no file can be made");
	}
	rc = export_data_make(which, &from, e);
	if (fclose(f) != 0 && rc == 0)
		rc = err_set(e, ERR_IO, "data: cannot be written: is the disk"
		    " full?");
	if (rc == 0)
		rc = site_put_file(d->out_fd, ASIDE, span_of(which->path),
		    size, e);
	(void)unlinkat(d->out_fd, ASIDE, 0);
	return rc < 0 ? err_in(e, "%s", which->path) : rc;
}
