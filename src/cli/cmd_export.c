#include <string.h>

#include "cli/cli.h"
#include "export/export.h"

static int give(void *ctx, struct span bytes, struct err *e)
{
	(void)ctx;
	return cli_out(bytes, e);
}

/* The place of word among words; -1. */
static int choose(const char *word, const char *const *words, int count)
{
	for (int i = 0; i < count && word != NULL; i++)
		if (strcmp(word, words[i]) == 0)
			return i;
	return -1;
}

static int read_call(const struct cli_call *c, struct export_call *out,
    struct err *e)
{
	static const char *const whats[] = { "people", "statements",
	    "sources" };
	static const char *const formats[] = { "csv", "jsonl" };
	int what = choose(cli_option(c, "what"), whats, 3);
	int format = choose(cli_option(c, "format"), formats, 2);

	if (what < 0 || format < 0)
		return err_set(e, ERR_MISUSED, "say --what people, statements"
		    " or sources, and --format csv or jsonl");
	*out = (struct export_call){ .what = (enum export_what)what,
	    .format = (enum export_format)format, .sink = give,
	    .with_private = cli_option(c, "private") != NULL };
	return 0;
}

int cli_export(const struct cli_call *c, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(index) *ix = NULL;
	struct export_done done;
	struct export_call call;

	if (read_call(c, &call, e) < 0 ||
	    keep_archive_open(&a, c->archive, KEEP_READ, NULL, e) < 0 ||
	    keep_archive_index(&a, call.with_private, &ix, e) < 0 ||
	    export_run(ix, &call, &done, e) < 0)
		return -1;
	fprintf(stderr, "%llu line%s", (unsigned long long)done.lines,
	    done.lines == 1 ? "" : "s");
	if (done.hidden > 0)
		fprintf(stderr, "; %llu statements are withheld",
		    (unsigned long long)done.hidden);
	if (done.voids > 0)
		fprintf(stderr, "; %llu void statements were left out",
		    (unsigned long long)done.voids);
	fprintf(stderr, "\n");
	return 0;
}
