/* cmd_review.c - pair after pair: is this one person? */
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/review.h"

#define INPUT_MAX 4096

static const char help[] =
    "  s same       d different    u unsure       k skip\n"
    "  z take back the last        r reason for the next judgement\n"
    "  y why (what each field weighs)             p probability\n"
    "  w sign what was judged      q leave        ? these words\n";

struct desk {
	struct review *r;
	int at;      /* the pair that is shown */
	int judged;  /* the last one, or -1 */
	bool end;    /* nothing more will be read */
	char line[INPUT_MAX];
};

/* ---- keys ---- */

/* The same place on a Cyrillic keyboard. */
static char latin_of(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		char key;
	} keys[] = {
		{ 0x44b, 's' }, { 0x456, 's' }, { 0x432, 'd' },
		{ 0x433, 'u' }, { 0x43b, 'k' }, { 0x44f, 'z' },
		{ 0x43a, 'r' }, { 0x43d, 'y' }, { 0x437, 'p' },
		{ 0x446, 'w' }, { 0x439, 'q' }, { 0x447, 'x' },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i].cp == cp)
			return keys[i].key;
	return cp < 0x80 ? (char)cp : '?';
}

/* A line without its newline; false at the end of the input. */
static bool read_line(struct desk *k)
{
	size_t n;

	if (fgets(k->line, sizeof(k->line), stdin) == NULL)
		return false;
	n = strlen(k->line);
	while (n > 0 && (k->line[n - 1] == '\n' || k->line[n - 1] == '\r'))
		k->line[--n] = '\0';
	return true;
}

/* One key without Enter.  Ctrl-C is a key too: what was judged is asked
 * about, not lost. */
static bool read_raw(struct desk *k)
{
	struct termios was, raw;
	ssize_t n;

	if (tcgetattr(STDIN_FILENO, &was) < 0)
		return read_line(k);
	raw = was;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
	/* What one key sends comes at once: an arrow is three bytes. */
	n = read(STDIN_FILENO, k->line, 16);
	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &was);
	if (n <= 0)
		return false;
	k->line[n] = '\0';
	if (k->line[0] == 3 || k->line[0] == 4)
		memcpy(k->line, "q", 2);
	if (k->line[0] == 27)
		k->line[0] = '?';
	printf("\n");
	return true;
}

/* The key, and what was typed after it on the line. */
static char ask(struct desk *k, const char *prompt, struct span *rest)
{
	struct span text;
	uint32_t cp;

	*rest = (struct span){ 0 };
	printf("%s ", prompt);
	(void)fflush(stdout);
	if (!(k->r->terminal ? read_raw(k) : read_line(k))) {
		printf("\n");
		k->end = true;
		return 'q';
	}
	text = span_trim(span_of(k->line));
	if (!utf8_next(&text, &cp))
		return text.n > 0 ? '?' : '\n';
	*rest = span_trim(text);
	return latin_of(cp);
}

/* ---- what keys do ---- */

static int go_on(struct desk *k, int from, struct err *e)
{
	k->at = cli_review_next(k->r, from, e);
	if (k->at < 0)
		return -1;
	if (k->at == k->r->pairs)
		return 0;
	return cli_review_show(k->r, k->at, !k->r->blind, e);
}

static int judge(struct desk *k, enum decide_word word, struct err *e)
{
	struct err why = { 0 };
	int got = cli_review_judge(k->r, k->at, word, &why);

	if (got < 0 && why.kind != ERR_DENIED)
		return err_set(e, why.kind, "%s", why.text);
	if (got < 0) {
		printf("Refused: ");
		cli_print_safe(stdout, span_of(why.text));
		printf("\n");
		cli_decision_chain(k->r->d, k->r->ix, stdout);
		return 0;
	}
	k->judged = k->at;
	if (k->r->blind && word <= DECIDE_UNDO)
		printf("Judged: %s. p now shows its probability.\n",
		    decide_word_name(word));
	return go_on(k, k->at + 1, e);
}

static int take_back(struct desk *k, struct err *e)
{
	struct err why = { 0 };
	int pair, before = decide_count(k->r->d);

	if (cli_review_undo(k->r, &pair, &why) < 0) {
		printf("Not taken back: ");
		cli_print_safe(stdout, span_of(why.text));
		printf("\n");
		return why.kind == ERR_DENIED || why.kind == ERR_ABSENT ? 0
		    : err_set(e, why.kind, "%s", why.text);
	}
	if (pair < 0) {
		printf(decide_count(k->r->d) < before ? "Taken back.\n"
		    : "There is nothing to take back.\n");
		return 0;
	}
	printf(decide_count(k->r->d) > before ? "It is signed already: a"
	    " further word takes it back.\n" : "Taken back.\n");
	k->at = pair;
	k->judged = -1;
	return cli_review_show(k->r, pair, !k->r->blind, e);
}

/* Blind: of the pair that was judged last, never of the one that is open. */
static int tell(struct desk *k, bool fields, struct err *e)
{
	int pair = k->r->blind ? k->judged : k->at;

	if (pair < 0) {
		printf("Judge first: this review is blind.\n");
		return 0;
	}
	if (k->r->blind)
		printf("Of the pair judged last:\n");
	if (fields)
		return cli_review_why(k->r, pair, e);
	printf("Probability %d.%04d\n", k->r->pair[pair].probability /
	    DECIDE_SURE, k->r->pair[pair].probability % DECIDE_SURE);
	return 0;
}

static int sign(struct desk *k, struct err *e)
{
	struct decide_done done;
	struct err why = { 0 };

	if (decide_count(k->r->d) == 0) {
		printf("There is nothing to sign.\n");
		return 0;
	}
	if (cli_review_sign(k->r, &done, &why) < 0) {
		printf("Not signed, and nothing is lost: ");
		cli_print_safe(stdout, span_of(why.text));
		printf("\n");
		return k->r->ix == NULL ? err_set(e, why.kind, "%s",
		    why.text) : 0;
	}
	printf("Signed: %d judgements, %d statements, %d new persons.\n",
	    done.said, done.statements, done.persons);
	return 0;
}

static void take_reason(struct desk *k, struct span rest)
{
	if (k->r->terminal) {
		printf("Why (stays private): ");
		(void)fflush(stdout);
		rest = read_line(k) ? span_trim(span_of(k->line))
		    : (struct span){ 0 };
	}
	if (!utf8_valid(rest)) {
		printf("That is no text; no reason is kept.\n");
		rest = (struct span){ 0 };
	}
	k->r->reason = arena_copy(&k->r->mem, rest);
	printf(rest.n > 0 ? "Kept for the next judgement, as a private note.\n"
	    : "No reason.\n");
}

/* 1: leave. */
static int leave(struct desk *k, struct err *e)
{
	struct span rest;
	int n = decide_count(k->r->d);

	if (n == 0)
		return 1;
	if (k->end) {
		fprintf(stderr, "%d judgements are not signed; they wait in"
		    " private/" REVIEW_DRAFT " for the next review\n", n);
		return 1;
	}
	printf("%d judgements are not signed.\n  w sign them   q keep them for"
	    " next time   x throw them away   any other: go on\n", n);
	switch (ask(k, "leave?", &rest)) {
	case 'w':
		return sign(k, e) < 0 ? -1 : decide_count(k->r->d) == 0;
	case 'q':
		printf("They wait in private/" REVIEW_DRAFT ".\n");
		return 1;
	case 'x':
		return cli_review_drop(k->r, e) < 0 ? -1 : 1;
	default:
		return 0;
	}
}

static int press(struct desk *k, char key, struct span rest, struct err *e)
{
	bool open = k->at < k->r->pairs;

	switch (key) {
	case 's': return open ? judge(k, DECIDE_SAME, e) : 0;
	case 'd': return open ? judge(k, DECIDE_DIFFERENT, e) : 0;
	case 'u': return open ? judge(k, DECIDE_UNSURE, e) : 0;
	case 'k': return open ? judge(k, DECIDE_SKIP, e) : 0;
	case 'z': return take_back(k, e);
	case 'y': return open || k->r->blind ? tell(k, true, e) : 0;
	case 'p': return open || k->r->blind ? tell(k, false, e) : 0;
	case 'r':
		take_reason(k, rest);
		return 0;
	case 'w':
		if (sign(k, e) < 0)
			return -1;
		return go_on(k, k->at, e);
	case 'q': return leave(k, e);
	case '\n':
		return open ? cli_review_show(k->r, k->at, !k->r->blind, e)
		    : 0;
	default:
		printf("%s", help);
		return 0;
	}
}

static void tell_end(const struct review *r)
{
	printf("\nNo pair is left to judge: %d of this file, %d unsure, %d"
	    " skipped%s.\n", r->pairs, cli_review_put_off(r, DECIDE_UNSURE),
	    cli_review_put_off(r, DECIDE_SKIP), r->put_offs > 0
	    ? " (--again asks these again)" : "");
	if (r->absent > 0)
		printf("%d pairs name what is not in this archive: the file is"
		    " of another one, or older.\n", r->absent);
}

static int work(struct review *r, struct err *e)
{
	struct desk *k = arena_take(&r->mem, 1, sizeof(*k));
	int done = 0;

	k->r = r;
	k->judged = -1;
	if (go_on(k, 0, e) < 0)
		return -1;
	if (k->at < r->pairs)
		printf("%s", help);
	while (done == 0) {
		struct span rest;
		char key;

		if (k->at == r->pairs)
			tell_end(r);
		if (k->at == r->pairs && decide_count(r->d) == 0 &&
		    r->steps == 0)
			return 0;
		key = ask(k, k->at == r->pairs ? "[z w q]"
		    : "[s d u k z r y p w q ?]", &rest);
		done = press(k, key, rest, e);
		if (k->end && done == 0)
			done = leave(k, e);
	}
	return done < 0 ? -1 : 0;
}

static int bound(const struct cli_call *c, const char *name, int otherwise,
    int *out, struct err *e)
{
	const char *text = cli_option(c, name);

	*out = otherwise;
	if (text == NULL || decide_draft_probability(span_of(text), out))
		return 0;
	return err_set(e, ERR_MISUSED, "--%s: a probability from 0 to 1 with"
	    " at most 4 decimals", name);
}

static int draw(struct review *r, const char *file, struct err *e)
{
	struct span a, b;

	if (r->call->count != 2)
		return err_set(e, ERR_MISUSED, "which two? kulpytas review"
		    " --svg FILE A B");
	if (cli_decision_subject(r->ix, r->call->word[0], &r->mem, &a,
	    e) < 0 || cli_decision_subject(r->ix, r->call->word[1], &r->mem,
	    &b, e) < 0 || cli_review_draw(r, file, a, b, e) < 0)
		return -1;
	fprintf(stderr, "%s is for the keepers alone: it says who might be"
	    " whom\n", file);
	return 0;
}

int cli_review(const struct cli_call *c, struct err *e)
{
	const char *svg = cli_option(c, "svg");
	struct review r = { .call = c, .lock_fd = -1, .archive = { .fd = -1,
	    .public_fd = -1, .private_fd = -1, .lock_fd = -1 },
	    .mem = { .cap = (size_t)4 << 30 } };
	int rc;

	r.blind = cli_option(c, "blind") != NULL;
	r.terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	if (svg == NULL && c->count > 0)
		return err_set(e, ERR_MISUSED, "review goes through all pairs;"
		    " two alone: kulpytas decide, or --svg FILE A B");
	if (bound(c, "from", 0, &r.from, e) < 0 ||
	    bound(c, "to", DECIDE_SURE, &r.to, e) < 0)
		return -1;
	if (r.from > r.to)
		return err_set(e, ERR_MISUSED, "--from is above --to: no pair"
		    " lies between");
	rc = cli_review_open(&r, e);
	if (rc == 0)
		rc = svg != NULL ? draw(&r, svg, e) : work(&r, e);
	cli_review_close(&r);
	return rc;
}
