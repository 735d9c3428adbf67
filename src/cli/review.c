/* review.c - which pairs are left, what was judged, what is put off */
#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "cli/review.h"

#define DRAFT_BYTES ((size_t)64 << 20)

static int read_pairs(struct review *r, struct err *e)
{
	const char *file = cli_option(r->call, "pairs");
	struct span text;
	int got = file_read(file != NULL ? AT_FDCWD : r->archive.private_fd,
	    file != NULL ? file : REVIEW_PAIRS, DECIDE_PAIRS_BYTES, &r->mem,
	    &text, e);

	if (got < 0)
		return -1;
	if (got == 0 && file != NULL)
		return err_set(e, ERR_ABSENT, "%s: no such file", file);
	if (got == 0)
		return err_set(e, ERR_ABSENT, "no pairs to judge: run kulpytas"
		    " link first, or give a file with --pairs");
	if (decide_pairs_read(text, &r->mem, &r->pair, &r->pairs, e) < 0)
		return err_in(e, "%s", file != NULL ? file
		    : "private/" REVIEW_PAIRS);
	return 0;
}

static bool same_pair(const struct decide_one *x, const struct decide_pair *p)
{
	return (span_eq(x->a, p->a) && span_eq(x->b, p->b)) ||
	    (span_eq(x->a, p->b) && span_eq(x->b, p->a));
}

/* Forgets what was put off of this pair. */
static void drop_put_off(struct review *r, const struct decide_pair *p)
{
	int kept = 0, older = r->older;

	for (int i = 0; i < r->put_offs; i++) {
		if (same_pair(&r->put_off[i], p))
			r->older -= i < older;
		else
			r->put_off[kept++] = r->put_off[i];
	}
	r->put_offs = kept;
}

static void take_put_off(struct review *r, const struct decide_one *x)
{
	if (r->put_offs == r->put_off_room) {
		int room = r->put_off_room == 0 ? 64 : r->put_off_room * 2;
		struct decide_one *more = arena_take(&r->mem, (size_t)room,
		    sizeof(*more));

		if (r->put_offs > 0)
			memcpy(more, r->put_off, (size_t)r->put_offs *
			    sizeof(*more));
		r->put_off = more;
		r->put_off_room = room;
	}
	r->put_off[r->put_offs++] = *x;
}

/* A lost or broken list of what was put off only asks again. */
static int read_put_off(struct review *r, struct err *e)
{
	struct decide_one *list;
	struct err why = { 0 };
	struct span text;
	int n, got = file_read(r->archive.private_fd, REVIEW_PUT_OFF,
	    DRAFT_BYTES, &r->mem, &text, e);

	if (got <= 0)
		return got;
	if (decide_draft_read(text, &r->mem, &list, &n, &why) < 0) {
		fprintf(stderr, "private/" REVIEW_PUT_OFF ": %s; what was put"
		    " off is asked again\n", why.text);
		return 0;
	}
	for (int i = 0; i < n; i++)
		take_put_off(r, &list[i]);
	r->older = cli_option(r->call, "again") != NULL ? n : 0;
	return 0;
}

static int write_put_off(struct review *r, struct err *e)
{
	SCOPED(arena) a = { .cap = 2 * DRAFT_BYTES };
	struct span s;
	struct buf b;

	buf_open(&b, &a, DRAFT_BYTES);
	for (int i = 0; i < r->put_offs; i++)
		decide_draft_print(&r->put_off[i], &b);
	if (buf_end(&b, &s, e) < 0)
		return -1;
	return file_replace(r->archive.private_fd, REVIEW_PUT_OFF, 0600, s, e);
}

/* All judgements that are not signed; nothing of them: no file. */
static int write_draft(struct review *r, struct err *e)
{
	SCOPED(arena) a = { .cap = 2 * DRAFT_BYTES };
	struct span s;
	struct buf b;

	if (decide_count(r->d) == 0)
		return file_remove(r->archive.private_fd, REVIEW_DRAFT, e);
	buf_open(&b, &a, DRAFT_BYTES);
	buf_str(&b, "# Judgements of kulpytas review that are not signed"
	    " yet\n");
	for (int i = 0; i < decide_count(r->d); i++)
		decide_draft_print(decide_at(r->d, i), &b);
	if (buf_end(&b, &s, e) < 0)
		return -1;
	return file_replace(r->archive.private_fd, REVIEW_DRAFT, 0600, s, e);
}

static int read_draft(struct review *r, struct err *e)
{
	struct decide_one *list;
	struct span text;
	int n, got = file_read(r->archive.private_fd, REVIEW_DRAFT,
	    DRAFT_BYTES, &r->mem, &text, e);

	if (got <= 0)
		return got;
	if (decide_draft_read(text, &r->mem, &list, &n, e) < 0)
		return err_in(e, "private/" REVIEW_DRAFT " (put it right, or"
		    " move it away)");
	for (int i = 0; i < n; i++) {
		struct err why = { 0 };

		if (list[i].word > DECIDE_UNDO || decide_add(r->d, &list[i],
		    &why) >= 0)
			continue;
		fprintf(stderr, "private/" REVIEW_DRAFT " line %d is left"
		    " out: %s\n", list[i].line, why.text);
		cli_decision_chain(r->d, r->ix, stderr);
	}
	if (decide_count(r->d) > 0)
		fprintf(stderr, "taken up: %d judgements of before that are"
		    " not signed yet\n", decide_count(r->d));
	return 0;
}

static int open_state(struct review *r, struct err *e)
{
	if (keep_archive_open(&r->archive, r->call->archive, KEEP_READ, NULL,
	    e) < 0)
		return -1;
	if (r->archive.private_fd < 0)
		return err_set(e, ERR_ABSENT, "this is a copy of the public"
		    " part: decisions are made in the keepers' archive");
	if (keep_archive_index(&r->archive, true, &r->ix, e) < 0)
		return -1;
	return decide_open(&r->d, r->ix, e);
}

static void close_state(struct review *r)
{
	decide_closep(&r->d);
	index_closep(&r->ix);
	keep_archive_closep(&r->archive);
	r->archive.fd = r->archive.public_fd = r->archive.private_fd =
	    r->archive.lock_fd = -1;
}

int cli_review_open(struct review *r, struct err *e)
{
	struct err why = { 0 };

	if (open_state(r, e) < 0)
		return -1;
	/* Two at once would each write over the other's judgements. */
	if (cli_option(r->call, "svg") == NULL && file_lock(
	    r->archive.private_fd, REVIEW_LOCK, 0, &r->lock_fd,
	    &why) < 0)
		return err_set(e, ERR_DENIED, "a review of this archive is"
		    " open already: end that one first");
	if (read_pairs(r, e) < 0 || read_put_off(r, e) < 0)
		return -1;
	return cli_option(r->call, "svg") != NULL ? 0 : read_draft(r, e);
}

int cli_review_reopen(struct review *r, struct err *e)
{
	close_state(r);
	return open_state(r, e) < 0 ? -1 : read_draft(r, e);
}

void cli_review_close(struct review *r)
{
	close_state(r);
	file_close(&r->lock_fd);
	arena_closep(&r->mem);
}

/* ---- which pair ---- */

static bool is_put_off(const struct review *r, const struct decide_pair *p)
{
	for (int i = r->put_offs - 1; i >= r->older; i--)
		if (same_pair(&r->put_off[i], p))
			return true;
	return false;
}

int cli_review_next(struct review *r, int from, struct err *e)
{
	for (int i = from; i < r->pairs; i++) {
		const struct decide_pair *p = &r->pair[i];
		struct err why = { 0 };
		enum decide_state state;

		if (p->probability < r->from || p->probability > r->to ||
		    is_put_off(r, p))
			continue;
		if (decide_state(r->d, p->a, p->b, &state, &why) < 0) {
			if (why.kind != ERR_ABSENT)
				return err_set(e, why.kind, "%s", why.text);
			r->absent++;
			continue;
		}
		if (state == DECIDE_OPEN)
			return i;
	}
	return r->pairs;
}

/* ---- steps ---- */

static void add_step(struct review *r, int pair, enum decide_word word)
{
	if (r->steps == r->step_room) {
		int room = r->step_room == 0 ? 64 : r->step_room * 2;
		struct review_step *more = arena_take(&r->mem, (size_t)room,
		    sizeof(*more));

		if (r->steps > 0)
			memcpy(more, r->step, (size_t)r->steps *
			    sizeof(*more));
		r->step = more;
		r->step_room = room;
	}
	r->step[r->steps++] = (struct review_step){ pair, word, false };
}

int cli_review_judge(struct review *r, int pair, enum decide_word word,
    struct err *e)
{
	const struct decide_pair *p = &r->pair[pair];
	struct decide_one x = { .word = word, .a = p->a, .b = p->b,
	    .shown = r->blind ? -1 : p->probability, .reason = r->reason };
	int got;

	if (word > DECIDE_UNDO) {
		x.shown = -1;
		drop_put_off(r, p);
		take_put_off(r, &x);
		add_step(r, pair, word);
		return write_put_off(r, e) < 0 ? -1 : 1;
	}
	got = decide_add(r->d, &x, e);
	if (got <= 0)
		return got;
	r->reason = (struct span){ 0 };
	add_step(r, pair, word);
	return write_draft(r, e) < 0 ? -1 : 1;
}

/* A judgement of an earlier session, taken up from the draft. */
static int pop_older(struct review *r, int *pair, struct err *e)
{
	int n = decide_count(r->d);

	if (n == 0)
		return 0;
	for (int i = 0; i < r->pairs && *pair < 0; i++)
		if (same_pair(decide_at(r->d, n - 1), &r->pair[i]))
			*pair = i;
	decide_pop(r->d);
	return write_draft(r, e);
}

int cli_review_undo(struct review *r, int *pair, struct err *e)
{
	struct review_step *s;

	*pair = -1;
	if (r->steps == 0)
		return pop_older(r, pair, e);
	s = &r->step[r->steps - 1];
	*pair = s->pair;
	if (s->word > DECIDE_UNDO) {
		drop_put_off(r, &r->pair[s->pair]);
		r->steps--;
		return write_put_off(r, e);
	}
	if (s->is_signed) { /* the log keeps it: a further word */
		struct decide_one x = { .word = DECIDE_UNDO, .shown = -1,
		    .a = r->pair[s->pair].a, .b = r->pair[s->pair].b };

		if (decide_add(r->d, &x, e) < 0)
			return -1;
	} else {
		decide_pop(r->d);
	}
	r->steps--;
	return write_draft(r, e);
}

/* ---- the end ---- */

int cli_review_drop(struct review *r, struct err *e)
{
	while (decide_count(r->d) > 0)
		decide_pop(r->d);
	r->steps = 0;
	return write_draft(r, e);
}

int cli_review_sign(struct review *r, struct decide_done *out, struct err *e)
{
	int n = decide_count(r->d);
	struct decide_one *list = arena_take(&r->mem, (size_t)n + 1,
	    sizeof(*list));

	for (int i = 0; i < n; i++) {
		list[i] = *decide_at(r->d, i);
		list[i].a = arena_copy(&r->mem, list[i].a);
		list[i].b = arena_copy(&r->mem, list[i].b);
		list[i].reason = arena_copy(&r->mem, list[i].reason);
		list[i].line = 0;
	}
	if (cli_decision_sign(r->call, list, n, out, e) < 0)
		return -1;
	if (file_remove(r->archive.private_fd, REVIEW_DRAFT, e) < 0)
		return -1;
	for (int i = 0; i < r->steps; i++)
		r->step[i].is_signed = true;
	return cli_review_reopen(r, e);
}

int cli_review_put_off(const struct review *r, enum decide_word word)
{
	int n = 0;

	for (int i = 0; i < r->put_offs; i++)
		n += r->put_off[i].word == word;
	return n;
}
