/* cmd_link.c - which persons and records of the archive may be one */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/comparing.h"
#include "compare/compare.h"
#include "decide/decide.h"

#define PAIRS "cache/pairs.csv"
#define PAIRS_MAX ((size_t)1 << 30) /* bytes */

struct linking {
	struct keep_archive a;
	struct index *ix;
	struct decide *decided;
	struct compare *c;
	struct arena mem;
	struct buf out;
	struct err why;         /* of what could not be found out */
	bool failed;
};

static int to_buf(void *ctx, struct span bytes, struct err *e)
{
	struct linking *k = ctx;

	buf_add(&k->out, bytes);
	return k->out.over ? err_set(e, ERR_LIMIT, "more pairs than %zu"
	    " bytes; raise --from", PAIRS_MAX) : 0;
}

static enum decide_state state(struct linking *k, struct span a,
    struct span b)
{
	enum decide_state s = DECIDE_OPEN;

	if (!k->failed && decide_state(k->decided, a, b, &s, &k->why) < 0)
		k->failed = true;
	return s;
}

static int verdict(void *ctx, struct span a, struct span b)
{
	enum decide_state s;

	/* A person gathers its records: that it is like them proves nothing. */
	if (!span_starts(a, SPAN("record/")) ||
	    !span_starts(b, SPAN("record/")))
		return -1;
	s = state(ctx, a, b);
	return s == DECIDE_JOINED ? 1 : s == DECIDE_APART ? 0 : -1;
}

/* A record of a person: the person stands for it. */
static bool is_somebodys(struct linking *k, struct span id)
{
	struct stmt_subject s;
	struct index_thing thing, person;
	int got;

	if (!span_starts(id, SPAN("record/")))
		return false;
	if (stmt_subject_parse(id, &s, &k->why) < 0)
		return false;
	got = index_thing(k->ix, s.kind, s.id, &thing, &k->why);
	if (got == 1)
		got = index_person_of(k->ix, &thing, &person, &k->why);
	k->failed |= got < 0;
	return got == 1;
}

static bool is_settled(void *ctx, struct span a, struct span b)
{
	struct linking *k = ctx;

	return is_somebodys(k, a) || is_somebodys(k, b) ||
	    state(k, a, b) != DECIDE_OPEN;
}

/* ---- what the command says ---- */

static int to_stderr(void *ctx, struct span bytes, struct err *e)
{
	(void)ctx;
	(void)e;
	cli_print_safe(stderr, bytes);
	return 0;
}

static void tell_learned(const struct compare_learned *x)
{
	if (x->same + x->different == 0)
		return;
	fprintf(stderr, "decided pairs: %llu the same, %llu different; ",
	    (unsigned long long)x->same, (unsigned long long)x->different);
	if (x->applied)
		fprintf(stderr, "probabilities are corrected by them (log odds"
		    " times %.2f, plus %.2f)\n", x->slope, x->shift);
	else
		fprintf(stderr, "too few of one kind to correct the"
		    " probabilities by\n");
}

static int propose(struct linking *k, const char *draft,
    struct compare_out *out, struct err *e)
{
	struct span text;
	int rc = draft != NULL ? compare_draft(k->c, span_of(draft), out, e)
	    : compare_proposals(k->c, out, e);

	if (rc < 0)
		return -1;
	if (k->failed) {
		*e = k->why;
		return -1;
	}
	if (buf_end(&k->out, &text, e) < 0)
		return -1;
	if (draft != NULL)
		return cli_out(text, e);
	if (file_make_dirs(k->a.private_fd, "cache", 0700, e) < 0)
		return -1;
	return file_replace_lax(k->a.private_fd, PAIRS, 0600, text, e);
}

static int work(struct linking *k, const struct cli_call *call,
    struct err *e)
{
	const char *draft = cli_option(call, "draft");
	struct compare_out out = { .sink = to_buf, .skip = is_settled,
		.ctx = k };
	struct compare_learned learned;
	struct compare_options o;
	struct cli_progress p;
	int rc;

	if (cli_comparing(call, &p, &o, e) < 0 ||
	    keep_archive_open(&k->a, call->archive, KEEP_READ, NULL, e) < 0)
		return -1;
	if (k->a.private_fd < 0)
		return err_set(e, ERR_DENIED, "linking is keepers' work: this"
		    " is a copy of a public folder, without a private one");
	if (keep_archive_index(&k->a, true, &k->ix, e) < 0 ||
	    decide_open(&k->decided, k->ix, e) < 0 ||
	    compare_open(&k->c, e) < 0 ||
	    compare_everybody(k->c, k->ix, e) < 0)
		return -1;
	o.keep_cells = true;
	rc = compare_run(k->c, &o, e);
	cli_progress_end(&p);
	if (rc < 0 || compare_learn(k->c, verdict, k, &learned, e) < 0 ||
	    propose(k, draft, &out, e) < 0 ||
	    compare_tell(k->c, to_stderr, k, e) < 0)
		return -1;
	tell_learned(&learned);
	fprintf(stderr, "open pairs: %llu%s\n", (unsigned long long)out.given,
	    out.given == 0 ? "" : draft != NULL ? "; read them, strike some,"
	    " then: kulpytas decide --file" : "; see them with: kulpytas"
	    " review");
	return 0;
}

int cli_link(const struct cli_call *call, struct err *e)
{
	struct linking *k = calloc(1, sizeof(*k));
	int rc;

	if (k == NULL)
		return err_set(e, ERR_IO, "out of memory");
	k->a.fd = k->a.public_fd = k->a.private_fd = k->a.lock_fd = -1;
	k->mem.cap = 4 * PAIRS_MAX;
	buf_open(&k->out, &k->mem, PAIRS_MAX);
	rc = work(k, call, e);
	compare_closep(&k->c);
	decide_closep(&k->decided);
	index_closep(&k->ix);
	keep_archive_closep(&k->a);
	arena_closep(&k->mem);
	free(k);
	return rc;
}
