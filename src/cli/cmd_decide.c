/* cmd_decide.c - two are the same, or different, or neither any more */
#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "cli/decision.h"

#define ROOM ((size_t)2 << 30)

/* Exactly one of --same --different --undo. */
static int word_of(const struct cli_call *c, enum decide_word *out,
    struct err *e)
{
	int n = 0;

	for (int w = DECIDE_SAME; w <= DECIDE_UNDO; w++)
		if (cli_option(c, decide_word_name((enum decide_word)w)) !=
		    NULL) {
			*out = (enum decide_word)w;
			n++;
		}
	return n == 1 ? 0 : err_set(e, ERR_MISUSED, "say one of --same,"
	    " --different or --undo");
}

/* "0.9931", as link prints it. */
static int shown_of(const char *text, int *out, struct err *e)
{
	*out = -1;
	if (text == NULL || decide_draft_probability(span_of(text), out))
		return 0;
	return err_set(e, ERR_MISUSED, "--shown: a probability"
	    " from 0 to 1 with at most 4 decimals: 0.9931");
}

static int two_of(const struct cli_call *c, struct arena *mem,
    struct decide_one *x, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(index) *ix = NULL;

	if (keep_archive_open(&a, c->archive, KEEP_READ, NULL, e) < 0 ||
	    keep_archive_index(&a, true, &ix, e) < 0 ||
	    cli_decision_subject(ix, c->word[0], mem, &x->a, e) < 0)
		return -1;
	return cli_decision_subject(ix, c->word[1], mem, &x->b, e);
}

static int from_draft(const struct cli_call *c, const char *file,
    struct arena *mem, struct decide_one **out, int *count, struct err *e)
{
	const char *reason = cli_option(c, "reason");
	struct span text;
	int got = file_read(AT_FDCWD, file, DECIDE_DRAFT_BYTES, mem, &text,
	    e), n, kept = 0;

	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "%s: no such file", file);
	if (decide_draft_read(text, mem, out, &n, e) < 0)
		return err_in(e, "%s", file);
	for (int i = 0; i < n; i++) {
		struct decide_one *x = &(*out)[i];

		if (x->word > DECIDE_UNDO)
			continue; /* unsure: decides nothing */
		if (reason != NULL && x->reason.n == 0)
			x->reason = span_of(reason);
		(*out)[kept++] = *x;
	}
	*count = kept;
	return 0;
}

int cli_decide(const struct cli_call *c, struct err *e)
{
	const char *file = cli_option(c, "file");
	SCOPED(arena) mem = { .cap = ROOM };
	struct decide_one one = { .line = 0 }, *list = &one;
	struct decide_done done;
	int count = 1;

	if (file != NULL && (c->count > 0 || cli_option(c, "same") != NULL ||
	    cli_option(c, "different") != NULL ||
	    cli_option(c, "undo") != NULL || cli_option(c, "shown") != NULL))
		return err_set(e, ERR_MISUSED, "--file says all itself: no"
		    " other two, no word beside it");
	if (file == NULL && c->count != 2)
		return err_set(e, ERR_MISUSED, "which two? kulpytas decide A B"
		    " --same, or --file DRAFT");
	if (file != NULL) {
		if (from_draft(c, file, &mem, &list, &count, e) < 0)
			return -1;
	} else {
		one.reason = span_of(cli_option(c, "reason"));
		if (word_of(c, &one.word, e) < 0 || shown_of(cli_option(c,
		    "shown"), &one.shown, e) < 0 || two_of(c, &mem, &one,
		    e) < 0)
			return -1;
	}
	if (cli_decision_sign(c, list, count, &done, e) < 0)
		return -1;
	printf("decided %d, new persons %d, statements %d\n", done.said,
	    done.persons, done.statements);
	if (done.said < count)
		fprintf(stderr, "%d of %d follow from what was decided"
		    " before: nothing was said again\n", count - done.said,
		    count);
	return 0;
}
