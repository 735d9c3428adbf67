/* cmd_compare.c - which rows of two lists may be one person */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/comparing.h"
#include "compare/compare.h"

/* ---- files that appear whole ---- */

static int to_file(void *ctx, struct span bytes, struct err *e)
{
	FILE *f = ctx;

	if (fwrite(bytes.p, 1, bytes.n, f) != bytes.n)
		return err_set(e, ERR_IO, "writing: %s", strerror(errno));
	return 0;
}

typedef int writer(struct compare *c, compare_sink *sink, void *ctx,
    struct err *e);

/* Aside, then renamed: a command that fails leaves what was there.  For the
 * keeper's eyes: private columns were compared. */
static int write_file(struct compare *c, const char *path, writer *w,
    struct err *e)
{
	SCOPED(arena) a = { .cap = 1 << 16 };
	const char *aside = arena_fmt(&a, "%s.new", path);
	int fd = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	int rc;

	if (f == NULL)
		return err_set(e, ERR_IO, "%s: %s%s", aside, strerror(errno),
		    errno == EEXIST ? ": if it is of a run that was stopped,"
		    " remove it" : "");
	rc = w(c, to_file, f, e);
	if (fclose(f) != 0 && rc == 0)
		rc = err_set(e, ERR_IO, "%s: %s", aside, strerror(errno));
	if (rc == 0 && rename(aside, path) != 0)
		rc = err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
	if (rc < 0)
		(void)unlink(aside);
	return rc;
}

/* What is written may be neither a list, a map nor a device. */
static int check_outputs(const struct cli_call *call, struct err *e)
{
	static const char *const outs[] = { "out", "clusters", "report" };
	const char *in[] = { call->word[0], call->count > 1 ? call->word[1]
	    : NULL, cli_option(call, "map"), cli_option(call, "map-b") };
	struct stat x, y;

	for (int i = 0; i < 3; i++) {
		const char *path = cli_option(call, outs[i]);

		for (int k = 0; path != NULL && k < i; k++)
			if (cli_option(call, outs[k]) != NULL && strcmp(path,
			    cli_option(call, outs[k])) == 0)
				return err_set(e, ERR_MISUSED, "--%s and --%s"
				    " name one file", outs[k], outs[i]);
		if (path == NULL || stat(path, &x) < 0)
			continue;
		if (!S_ISREG(x.st_mode))
			return err_set(e, ERR_FORMAT, "--%s %s: no regular"
			    " file; without --out pairs go to the standard"
			    " output", outs[i], path);
		for (int k = 0; k < 4; k++)
			if (in[k] != NULL && stat(in[k], &y) == 0 &&
			    x.st_dev == y.st_dev && x.st_ino == y.st_ino)
				return err_set(e, ERR_DENIED, "--%s %s would"
				    " overwrite what is read", outs[i], path);
	}
	return 0;
}

/* A map of what is no file would go unread. */
static int check_maps(const struct cli_call *call, struct err *e)
{
	static const char *const maps[] = { "map", "map-b" };

	for (int i = 0; i < 2; i++) {
		if (cli_option(call, maps[i]) == NULL)
			continue;
		if (i >= call->count)
			return err_set(e, ERR_MISUSED, "--%s is for a second"
			    " list, and there is one", maps[i]);
		if (access(call->word[i], F_OK) != 0)
			return err_set(e, ERR_FORMAT, "--%s: '%s' is no file,"
			    " and a list of the archive has its meaning"
			    " already", maps[i], call->word[i]);
	}
	return 0;
}

static int to_stderr(void *ctx, struct span bytes, struct err *e)
{
	(void)ctx;
	(void)e;
	cli_print_safe(stderr, bytes);
	return 0;
}

/* ---- compare ---- */

struct archive_of { /* opened when a list is no file */
	struct keep_archive a;
	struct index *ix;
	bool open;
};

static int add_list(const struct cli_call *call, struct compare *c, int i,
    struct archive_of *in, struct err *e)
{
	const char *word = call->word[i];
	struct index_thing source;
	int got;

	if (access(word, F_OK) == 0)
		return compare_file(c, word, cli_option(call, i == 0 ? "map" :
		    "map-b"), e);
	if (!in->open) {
		if (keep_archive_open(&in->a, call->archive, KEEP_READ, NULL,
		    e) < 0)
			return err_in(e, "'%s' is no file, and to look for a"
			    " list of that handle", word);
		in->open = true;
		if (keep_archive_index(&in->a, in->a.private_db[0] != '\0',
		    &in->ix, e) < 0)
			return -1;
	}
	got = index_thing_by_handle(in->ix, STMT_SOURCE, span_of(word),
	    &source, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "'%s' is neither a file nor"
		    " the handle of a list of this archive", word);
	return compare_source(c, in->ix, &source, e);
}

static int write_all(const struct cli_call *call, struct compare *c,
    struct err *e)
{
	const char *out = cli_option(call, "out");
	const char *clusters = cli_option(call, "clusters");
	const char *report = cli_option(call, "report");

	if (compare_tell(c, to_stderr, NULL, e) < 0)
		return -1;
	if (clusters != NULL && write_file(c, clusters, compare_clusters,
	    e) < 0)
		return -1;
	if (report != NULL && write_file(c, report, compare_report, e) < 0)
		return -1;
	if (out != NULL)
		return write_file(c, out, compare_pairs, e);
	if (clusters == NULL && report == NULL)
		return compare_pairs(c, to_file, stdout, e);
	return 0;
}

int cli_compare(const struct cli_call *call, struct err *e)
{
	struct archive_of in = { .a = { .fd = -1, .public_fd = -1,
		.private_fd = -1, .lock_fd = -1 } };
	struct cli_progress p;
	SCOPED(compare) *c = NULL;
	struct compare_options o;
	int rc = cli_comparing(call, &p, &o, e);

	if (rc == 0)
		rc = check_outputs(call, e);
	if (rc == 0)
		rc = check_maps(call, e);
	if (rc == 0)
		rc = compare_open(&c, e);
	for (int i = 0; i < call->count && rc == 0; i++)
		rc = add_list(call, c, i, &in, e);
	o.keep_cells = cli_option(call, "report") != NULL;
	if (rc == 0)
		rc = compare_run(c, &o, e);
	cli_progress_end(&p);
	if (rc == 0)
		rc = write_all(call, c, e);
	index_closep(&in.ix);
	keep_archive_closep(&in.a);
	return rc;
}
