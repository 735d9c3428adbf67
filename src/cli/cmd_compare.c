/* cmd_compare.c - compare and link: which rows may be one person */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/scan.h"
#include "base/utc.h"
#include "cli/cli.h"
#include "compare/compare.h"

#define TELL_AFTER_MS 2000
#define BAR 24

/* ---- progress, on a terminal alone ---- */

struct progress {
	int64_t from, phase;
	const char *what;
	bool shown;
};

static void show(void *ctx, const char *what, double done)
{
	struct progress *p = ctx;
	int64_t now = utc_ticks_ms();
	int full = (int)(done * BAR);
	double left;

	if (p->what == NULL || strcmp(p->what, what) != 0) {
		p->what = what;
		p->phase = now;
	}
	if (now - p->from < TELL_AFTER_MS)
		return;
	p->shown = true;
	if (done < 0) {
		fprintf(stderr, "\r%-10s \033[K", what);
		return;
	}
	left = done > 0.02 ? (double)(now - p->phase) / 1000 * (1 - done) /
	    done : 0;
	fprintf(stderr, "\r%-10s [", what);
	for (int i = 0; i < BAR; i++)
		fputc(i < full ? '=' : ' ', stderr);
	fprintf(stderr, "] %3.0f %%, %.0f s left \033[K", 100 * done, left);
}

static void show_end(const struct progress *p)
{
	if (p->shown)
		fprintf(stderr, "\r\033[K");
}

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

/* Aside, then renamed: a command that fails leaves what was there. */
static int write_file(struct compare *c, const char *path, writer *w,
    struct err *e)
{
	SCOPED(arena) a = { .cap = 1 << 16 };
	const char *aside = arena_fmt(&a, "%s.new", path);
	FILE *f = fopen(aside, "w");
	int rc;

	if (f == NULL)
		return err_set(e, ERR_IO, "%s: %s", aside, strerror(errno));
	rc = w(c, to_file, f, e);
	if (fclose(f) != 0 && rc == 0)
		rc = err_set(e, ERR_IO, "%s: %s", aside, strerror(errno));
	if (rc == 0 && rename(aside, path) != 0)
		rc = err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
	if (rc < 0)
		(void)unlink(aside);
	return rc;
}

/* ---- options ---- */

static int probability(const struct cli_call *c, const char *name,
    double *out, struct err *e)
{
	const char *text = cli_option(c, name);
	char *end;

	if (text == NULL)
		return 0;
	*out = strtod(text, &end);
	if (end == text || *end != '\0' || !(*out >= 0 && *out <= 1))
		return err_set(e, ERR_FORMAT, "--%s is a probability from 0"
		    " to 1, such as 0.5", name);
	return 0;
}

static int options(const struct cli_call *c, struct progress *p,
    struct compare_options *o, struct err *e)
{
	const char *threads = cli_option(c, "threads");
	uint64_t n = 0;
	struct scan s;

	*o = (struct compare_options){ .at = 0.5 };
	o->link.keep = 0.05;
	if (threads != NULL) {
		s = scan_of(span_of(threads));
		if (!scan_u64(&s, 64, &n) || !scan_done(&s) || n == 0)
			return err_set(e, ERR_FORMAT, "--threads is a number"
			    " from 1 to 64");
	}
	o->link.threads = (int)n;
	o->link.one_to_one = cli_option(c, "one-to-one") != NULL;
	if (isatty(STDERR_FILENO)) {
		o->link.progress = show;
		o->link.ctx = p;
	}
	return probability(c, "from", &o->link.keep, e) < 0 ? -1
	    : probability(c, "at", &o->at, e);
}

static int tell(struct compare *c, struct err *e)
{
	return compare_tell(c, to_file, stderr, e);
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

	if (tell(c, e) < 0)
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
	struct progress p = { .from = utc_ticks_ms() };
	SCOPED(compare) *c = NULL;
	struct compare_options o;
	int rc = options(call, &p, &o, e);

	if (rc == 0)
		rc = compare_open(&c, e);
	for (int i = 0; i < call->count && rc == 0; i++)
		rc = add_list(call, c, i, &in, e);
	o.keep_cells = cli_option(call, "report") != NULL;
	if (rc == 0)
		rc = compare_run(c, &o, e);
	show_end(&p);
	if (rc == 0)
		rc = write_all(call, c, e);
	index_closep(&in.ix);
	keep_archive_closep(&in.a);
	return rc;
}
