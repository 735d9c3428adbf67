/* cmd_withhold.c - withhold and disclose (FORMAT 7.3) */
#include <stdlib.h>
#include <string.h>

#include "base/scan.h"
#include "cli/cli.h"
#include "keep/redact.h"

#define REASON_BYTES 16

struct asked {
	const struct cli_call *call;
	bool withhold;
	struct keep_archive a;
	struct crypt_secret *keeper;
	struct index *ix;
	struct keep_pen *pen;
	struct arena mem;
	struct keep_redact *redact;
	char reason[REASON_BYTES];
};

static bool names_file(const struct index_stmt *x)
{
	return !x->hidden && !x->is_void && (span_is(x->s.says, "photo") ||
	    span_is(x->s.says, "evidence"));
}

/* ---- the words ---- */

static int say_note(struct asked *q, struct span about, struct err *e)
{
	const char *note = cli_option(q->call, "note");
	char id[STMT_ID_CHARS + 1];
	struct stmt s = { .about = about, .says = SPAN("note"),
	    .lang = SPAN("und"), .value = span_of(note) };

	if (note == NULL)
		return 0;
	return keep_pen_put(q->pen, q->withhold ? STMT_WITHHOLD
	    : STMT_DISCLOSE, &s, true, id, e);
}

static int say_word(struct asked *q, struct span about, struct err *e)
{
	char id[STMT_ID_CHARS + 1];
	struct stmt s = { .about = about, .value = span_of(q->reason),
	    .says = q->withhold ? SPAN("withheld") : SPAN("disclosed") };

	return keep_pen_put(q->pen, q->withhold ? STMT_WITHHOLD
	    : STMT_DISCLOSE, &s, false, id, e);
}

/* Court for court, error for error, found for lost; but that a family
 * consented is for the keeper to say. */
static int reason_back(struct asked *q, struct span about, struct err *e)
{
	static const char *const back[][2] = { { "court", "court" },
	    { "error", "error" }, { "lost", "found" } };
	struct index_list list;
	uint8_t id[CRYPT_HASH];

	if (q->reason[0] != '\0')
		return 0;
	if (stmt_id_parse(span_skip(about, 10), id)) {
		if (index_answers(q->ix, id, &q->mem, &list, e) < 0)
			return -1;
		for (int i = list.count - 1; i >= 0; i--) {
			if (!span_is(list.at[i].s.says, "withheld"))
				continue;
			for (int k = 0; k < 3; k++)
				if (span_is(list.at[i].s.value, back[k][0]))
					(void)snprintf(q->reason,
					    REASON_BYTES, "%s", back[k][1]);
			break;
		}
	}
	if (q->reason[0] == '\0')
		(void)snprintf(q->reason, sizeof(q->reason),
		    "decision"); /* consent is never assumed */
	return 0;
}

static int check_reason(struct asked *q, struct err *e)
{
	const char *reason = cli_option(q->call, "reason");
	const struct stmt_property *p = stmt_property(q->withhold
	    ? SPAN("withheld") : SPAN("disclosed"));
	struct err why = { 0 };

	if (reason == NULL && !q->withhold)
		return 0;
	if (reason == NULL)
		return err_set(e, ERR_MISUSED, "say why with --reason"
		    " protection, court, error or lost; the true reason can"
		    " go into --note, which stays private");
	if (stmt_value_check(p, span_of(reason), &why) < 0)
		return err_set(e, ERR_MISUSED, "--reason %s: %s", reason,
		    q->withhold ? "protection, court, error or lost"
		    : "consent, court, error, found or decision");
	(void)snprintf(q->reason, REASON_BYTES, "%s", reason);
	return 0;
}

/* ---- what it is about ---- */

static int say(struct asked *q, struct span about, struct err *e)
{
	struct stmt_subject subject;
	int changed;

	if (stmt_subject_parse(about, &subject, e) < 0)
		return -1;
	changed = keep_redact_word(q->redact, &subject, q->withhold, e);
	if (changed < 0)
		return -1;
	if (changed == 0)
		return err_set(e, ERR_DENIED, "%.*s is %s", (int)about.n,
		    about.p, q->withhold ? "withheld already"
		    : "not withheld");
	if (!q->withhold && reason_back(q, about, e) < 0)
		return -1;
	return say_word(q, about, e);
}

/* A row that was restated has earlier and later versions: with --versions
 * they go too, else they stay public, and the keeper should know which. */
static int take_versions(struct asked *q, const struct index_stmt *x,
    struct err *e)
{
	const bool all = cli_option(q->call, "versions") != NULL;
	struct index_thing record;
	struct index_list list;
	int got;

	if (!q->withhold || !span_is(x->s.says, "row"))
		return all ? err_set(e, ERR_MISUSED, "--versions is for a row"
		    " of a list: %s is none", x->id) : 0;
	got = index_thing(q->ix, STMT_RECORD, x->s.subject.id, &record, e);
	if (got <= 0 || index_about(q->ix, &record, &q->mem, &list, e) < 0)
		return got == 0 ? 0 : -1;
	for (int i = 0; i < list.count; i++) {
		const char *id = list.at[i].id;

		if (list.at[i].withheld || !span_is(list.at[i].s.says,
		    "row") || strcmp(id, x->id) == 0)
			continue;
		if (!all)
			fprintf(stderr, "another version of this row stays"
			    " public: %s (--versions withholds all)\n", id);
		else if (say(q, span_of(arena_fmt(&q->mem, "statement/%s",
		    id)), e) < 0)
			return -1;
	}
	return 0;
}

/* Where the last evidence of a file is withheld, its hash should not go on
 * standing in `released`: that statement, or NULL. */
static int find_released(struct asked *q, const struct index_stmt *x,
    const struct index_stmt **out, struct err *e)
{
	const struct index_stmt *released = NULL;
	struct index_thing thing;
	struct index_list list;
	int got;

	*out = NULL;
	if (take_versions(q, x, e) < 0)
		return -1;
	if (!q->withhold || !names_file(x))
		return 0;
	got = index_thing(q->ix, x->s.subject.kind, x->s.subject.id, &thing,
	    e);
	if (got <= 0)
		return got;
	if (index_about(q->ix, &thing, &q->mem, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct index_stmt *y = &list.at[i];

		if (y->withheld || y->hidden ||
		    !span_eq(y->s.value, x->s.value))
			continue;
		if (names_file(y) && memcmp(y->commitment, x->commitment,
		    CRYPT_HASH) != 0)
			return 0;
		if (span_is(y->s.says, "released"))
			released = y;
	}
	*out = released;
	return 0;
}

/* Does y name what word x on a pair names: its taking back, or what the
 * keeper was shown, of which each half names one side of the pair? */
static bool names_pair(const struct index_stmt *x, const struct index_stmt *y)
{
	bool answers = span_eq(y->s.re, span_of(x->id));

	if (span_is(y->s.says, "same.shown"))
		return answers || (y->act == x->act && span_eq(y->s.about,
		    x->s.about));
	return answers && (span_is(y->s.says, "same") || span_is(y->s.says,
	    "differs"));
}

/* What names a pair goes where the word on the pair goes.  whole: its act
 * goes as a whole, and needs no word on its parts. */
static int say_pair(struct asked *q, const struct index_stmt *x, bool whole,
    struct err *e)
{
	struct index_thing thing;
	struct index_list list[2] = { 0 };
	int got;

	if (!span_is(x->s.says, "same") && !span_is(x->s.says, "differs"))
		return 0;
	got = index_thing(q->ix, x->s.subject.kind, x->s.subject.id, &thing,
	    e);
	if (got < 0 || index_answers(q->ix, x->commitment, &q->mem, &list[0],
	    e) < 0 || (got == 1 && index_about(q->ix, &thing, &q->mem,
	    &list[1], e) < 0))
		return -1;
	for (int k = 0; k < 2; k++)
		for (int i = 0; i < list[k].count; i++) {
			const struct index_stmt *y = &list[k].at[i];

			/* The second list: but what the first has not. */
			if (!names_pair(x, y) || y->withheld == q->withhold ||
			    (whole && y->act == x->act) ||
			    (k == 1 && span_eq(y->s.re, span_of(x->id))))
				continue;
			if (say(q, span_of(arena_fmt(&q->mem, "statement/%s",
			    y->id)), e) < 0)
				return -1;
		}
	return 0;
}

static int say_statement(struct asked *q, struct span id, struct err *e)
{
	struct span about = span_of(arena_fmt(&q->mem, "statement/%.*s",
	    (int)id.n, id.p));
	const struct index_stmt *released;
	uint8_t commitment[CRYPT_HASH];
	struct index_stmt x;
	int got;

	if (!stmt_id_parse(id, commitment))
		return err_set(e, ERR_FORMAT, "'%s' is neither a statement's"
		    " id (43 characters, `kulpytas show` has it) nor act/N",
		    q->call->word[0]);
	if (say(q, about, e) < 0)
		return -1;
	got = index_statement(q->ix, commitment, &q->mem, &x, e);
	if (got <= 0 || find_released(q, &x, &released, e) < 0 ||
	    say_pair(q, &x, false, e) < 0)
		return -1;
	if (released != NULL && say(q, span_of(arena_fmt(&q->mem,
	    "statement/%s", released->id)), e) < 0)
		return -1;
	return say_note(q, about, e);
}

static int say_act(struct asked *q, struct span about, struct err *e)
{
	struct scan s = scan_of(span_skip(about, 4));
	struct index_list list;
	uint64_t act;

	if (say(q, about, e) < 0)
		return -1;
	if (!scan_u64(&s, MERKLE_SIZE_MAX, &act) || !scan_done(&s))
		return say_note(q, about, e); /* refused already, or will be */
	if (index_of_act(q->ix, act, &q->mem, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++)
		if (say_pair(q, &list.at[i], true, e) < 0)
			return -1;
	return say_note(q, about, e);
}

/* ---- the commands ---- */

static int work(struct asked *q, struct err *e)
{
	struct span word = span_of(q->call->word[0]);

	if (span_starts(word, SPAN("act/")) &&
	    cli_option(q->call, "versions") != NULL)
		return err_set(e, ERR_MISUSED, "--versions is for a row of a"
		    " list, and act/N for all of an act");
	if (span_starts(word, SPAN("act/")))
		return say_act(q, word, e);
	if (span_starts(word, SPAN("statement/")))
		word = span_skip(word, 10);
	return say_statement(q, word, e);
}

static int run(struct asked *q, struct err *e)
{
	const struct crypt_secret *signers[1];
	struct err why = { 0 };
	int rc;

	if (check_reason(q, e) < 0 ||
	    keep_archive_open(&q->a, q->call->archive, KEEP_WRITE, NULL,
	    e) < 0 || keep_archive_keeper(&q->a, cli_login(q->call),
	    &q->keeper, e) < 0 ||
	    keep_archive_index(&q->a, true, &q->ix, e) < 0 ||
	    keep_redact_open(&q->redact, &q->a, q->ix, e) < 0)
		return -1;
	signers[0] = q->keeper;
	if (keep_pen_open(&q->pen, &q->a, signers, 1, e) < 0)
		return -1;
	rc = work(q, e);
	if (rc == 0)
		rc = keep_redact_write(q->redact, q->pen, e);
	index_closep(&q->ix);
	if (rc == 0)
		rc = keep_pen_publish(q->pen, e);
	/* Even where the word was there already: an earlier command may have
	 * been killed before it came to this. */
	if (keep_redact_files(q->redact, false, &why) < 0)
		fprintf(stderr, "kulpytas %s: %s\n", q->withhold ? "withhold"
		    : "disclose", why.text);
	if (rc == 0)
		fprintf(stderr, q->withhold ? "withheld from now on. Copies"
		    " that others took already cannot be recalled.\n"
		    : "public again\n");
	return rc;
}

static int command(const struct cli_call *c, bool withhold, struct err *e)
{
	struct asked *q = calloc(1, sizeof(*q));
	int rc;

	if (q == NULL)
		return err_set(e, ERR_IO, "out of memory");
	q->call = c;
	q->withhold = withhold;
	q->a.fd = q->a.public_fd = q->a.private_fd = q->a.lock_fd = -1;
	q->mem.cap = (size_t)1 << 30;
	rc = run(q, e);
	keep_pen_closep(&q->pen);
	keep_redact_closep(&q->redact);
	index_closep(&q->ix);
	crypt_secret_closep(&q->keeper);
	keep_archive_closep(&q->a);
	arena_closep(&q->mem);
	free(q);
	return rc;
}

int cli_withhold(const struct cli_call *c, struct err *e)
{
	return command(c, true, e);
}

int cli_disclose(const struct cli_call *c, struct err *e)
{
	return command(c, false, e);
}
