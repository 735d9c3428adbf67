/* audit_lines.c - the lines beside the log, each read and hashed once */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "audit/audit.h"

#define ACTS_AT_ONCE 16 /* acts that a thread takes */

struct work {
	struct audit *a;
	_Atomic uint64_t *next;
	struct arena mem;
	struct audit_words words;
	struct audit_files files;
	bool tell; /* the second look: findings are told, words known */
	int rc;
	struct err e;
};

/* One act being read. */
struct reading {
	uint64_t n;
	struct audit_act *act;
	char path[VAULT_PATH_MAX];
	struct span line[STMT_ACT_COMMITMENTS];
	int count;
	int wrong, first_wrong; /* lines that hash to something else */
};

static void look(struct work *w, struct reading *r, const char *rule,
    const char *reason)
{
	struct audit_finding f = { .act = r->n };

	r->act->mark |= AUDIT_LOOK;
	if (!w->tell)
		return;
	(void)snprintf(f.rule, sizeof(f.rule), "%s", rule);
	memcpy(f.file, r->path, sizeof(f.file));
	audit_tell(&w->a->failures, &f, "%s", reason);
}

/* A statement that has no effect. */
static void void_line(struct work *w, struct reading *r, int i,
    const char *rule, const char *reason)
{
	struct audit_finding f = { .act = r->n };
	char id[STMT_ID_CHARS];

	*audit_flag(w->a, r->act->first + (uint32_t)i) |= AUDIT_VOID;
	r->act->mark |= AUDIT_LOOK;
	if (!w->tell)
		return;
	(void)snprintf(f.rule, sizeof(f.rule), "%s", rule);
	stmt_id(audit_commitment(w->a, r->act->first + (uint32_t)i), id);
	audit_tell(&w->a->voids, &f, "statement %.*s: %s", STMT_ID_CHARS,
	    id, reason);
}

/* ---- what a statement says of others ---- */

static int take_word(struct work *w, const struct reading *r, int i,
    const struct stmt *s, struct err *e)
{
	struct audit_word x = { .seq = r->n << 8 | (uint64_t)i,
	    .withheld = span_is(s->says, "withheld"),
	    .whole_act = s->subject.kind == STMT_ACT,
	    .lost = span_is(s->value, "lost") };
	uint8_t id[CRYPT_HASH];

	if (x.whole_act) {
		x.target = s->subject.act == UINT64_MAX ? r->n
		    : s->subject.act;
	} else {
		if (s->subject.kind != STMT_STATEMENT ||
		    !stmt_id_parse(s->subject.id, id))
			return 0;
		x.target = audit_place(w->a, id);
		if (x.target == UINT32_MAX)
			return 0;
	}
	if (audit_room((void **)&w->words.at, &w->words.room,
	    w->words.count, sizeof(x), e) < 0)
		return -1;
	w->words.at[w->words.count++] = x;
	return 0;
}

static int take_file(struct work *w, const struct reading *r, int i,
    const struct stmt *s, struct err *e)
{
	struct audit_file x = { .place = r->act->first + (uint32_t)i,
	    .released = span_is(s->says, "released"),
	    .candles = span_is(s->says, "candles") };

	if (s->denies || !vault_hash_parse(s->value, x.hash))
		return 0;
	if (x.candles && s->on.n == sizeof(x.day))
		memcpy(x.day, s->on.p, sizeof(x.day));
	if (audit_room((void **)&w->files.at, &w->files.room,
	    w->files.count, sizeof(x), e) < 0)
		return -1;
	w->files.at[w->files.count++] = x;
	return 0;
}

static bool is_file(struct span says)
{
	return span_is(says, "released") || span_is(says, "evidence") ||
	    span_is(says, "photo") || span_is(says, "candles");
}

/* Is it about its own act, or a statement of it? */
static bool about_self(const struct work *w, const struct reading *r,
    const struct stmt *s)
{
	uint8_t id[CRYPT_HASH];
	uint32_t at;

	if (s->subject.kind == STMT_ACT)
		return s->subject.act == UINT64_MAX;
	if (s->subject.kind != STMT_STATEMENT ||
	    !stmt_id_parse(s->subject.id, id))
		return false;
	at = audit_place(w->a, id);
	return at != UINT32_MAX && at >= r->act->first &&
	    at - r->act->first < r->act->count;
}

static int read_statement(struct work *w, struct reading *r, int i,
    struct err *e)
{
	uint8_t *flag = audit_flag(w->a, r->act->first + (uint32_t)i);
	struct err why = { 0 };
	struct stmt s;

	if (stmt_parse(r->line[i], &w->mem, &s, &why) < 0) {
		void_line(w, r, i, span_starts(span_of(why.text),
		    SPAN("FORMAT 4")) ? "stmt.form" : "stmt.property",
		    why.text);
		return 0;
	}
	if (s.property != NULL && s.property->sense == STMT_STRUCTURE)
		*flag |= AUDIT_STRUCTURE;
	if (stmt_act_allows((enum stmt_verb)r->act->verb, &s,
	    about_self(w, r, &s), &why) < 0) {
		void_line(w, r, i, "act.verb", why.text);
		return 0;
	}
	if (w->tell || (r->act->mark & AUDIT_STANDS) == 0)
		return 0;
	if (span_is(s.says, "withheld") || span_is(s.says, "disclosed"))
		return take_word(w, r, i, &s, e);
	return is_file(s.says) ? take_file(w, r, i, &s, e) : 0;
}

/* ---- one act ---- */

/* What is withheld should lie in private/held; without it the archive
 * stands, so this is no failure. */
static void read_held(struct work *w, struct reading *r)
{
	struct span held[STMT_ACT_COMMITMENTS];
	char path[VAULT_PATH_MAX];
	struct err why = { 0 };
	int count = 0;

	vault_held_path(r->n, path);
	if (vault_lines(w->a->private_fd, path, &w->mem, held,
	    STMT_ACT_COMMITMENTS, &count, &why) < 0)
		count = 0;
	for (int i = 0; i < r->act->count; i++) {
		uint32_t place = r->act->first + (uint32_t)i;
		uint8_t *flag = audit_flag(w->a, place);
		uint8_t hash[CRYPT_HASH];

		if ((*flag & AUDIT_HIDDEN) == 0)
			continue;
		if (count == r->act->count && held[i].n > 0) {
			stmt_commit(held[i], hash);
			if (memcmp(hash, audit_commitment(w->a, place),
			    CRYPT_HASH) == 0)
				continue;
		}
		*flag |= AUDIT_UNHELD;
	}
}

static int read_line(struct work *w, struct reading *r, int i, bool *hidden,
    struct err *e)
{
	uint32_t place = r->act->first + (uint32_t)i;
	uint8_t hash[CRYPT_HASH];

	stmt_commit(r->line[i], hash);
	if (memcmp(hash, audit_commitment(w->a, place), CRYPT_HASH) == 0)
		return read_statement(w, r, i, e);
	if (stmt_is_withheld_line(r->line[i], hash) && memcmp(hash,
	    audit_commitment(w->a, place), CRYPT_HASH) == 0) {
		*audit_flag(w->a, place) |= AUDIT_HIDDEN;
		*hidden = true;
		return 0;
	}
	*audit_flag(w->a, place) |= AUDIT_FAULT;
	if (r->wrong++ == 0)
		r->first_wrong = i + 1;
	return 0;
}

static void no_lines(struct work *w, struct reading *r, const char *rule,
    const char *reason)
{
	for (int i = 0; i < r->act->count; i++)
		*audit_flag(w->a, r->act->first + (uint32_t)i) |=
		    AUDIT_FAULT;
	look(w, r, rule, reason);
}

static int read_act(struct work *w, uint64_t n, struct err *e)
{
	struct reading r = { .n = n, .act = &w->a->act[n] };
	struct err why = { 0 };
	char reason[160];
	bool hidden = false;

	if ((r.act->mark & AUDIT_PARSED) == 0)
		return 0;
	arena_clear(&w->mem);
	vault_payload_path(n, r.path);
	if (vault_lines(w->a->public_fd, r.path, &w->mem, r.line,
	    STMT_ACT_COMMITMENTS, &r.count, &why) < 0) {
		no_lines(w, &r, why.kind == ERR_FORMAT ? "payload.line"
		    : "payload.missing", why.text);
		return 0;
	}
	if (r.count != r.act->count) {
		bool there = file_exists(w->a->public_fd, r.path);

		(void)snprintf(reason, sizeof(reason), there ? "%d lines for"
		    " %d statements" : "is missing", r.count, r.act->count);
		no_lines(w, &r, there ? "payload.line" : "payload.missing",
		    reason);
		return 0;
	}
	for (int i = 0; i < r.count; i++)
		if (read_line(w, &r, i, &hidden, e) < 0)
			return -1;
	if (r.wrong > 0) {
		(void)snprintf(reason, sizeof(reason), "line %d does not hash"
		    " to its commitment%s", r.first_wrong, r.wrong > 1 ?
		    ", and others" : "");
		look(w, &r, "payload.line", reason);
	}
	if (hidden && !w->tell && w->a->private_fd >= 0)
		read_held(w, &r);
	return 0;
}

/* ---- both cores ---- */

static void *run(void *ctx)
{
	struct work *w = ctx;
	uint64_t size = w->a->head.size;

	for (;;) {
		uint64_t n = atomic_fetch_add(w->next, ACTS_AT_ONCE);

		for (int i = 0; i < ACTS_AT_ONCE && n < size; i++, n++)
			if (read_act(w, n, &w->e) < 0) {
				w->rc = -1;
				return NULL;
			}
		if (n >= size)
			return NULL;
	}
}

/* Adds what a thread found to the whole. */
static int gather(struct audit *a, const struct work *w, struct err *e)
{
	for (size_t i = 0; i < w->words.count; i++) {
		if (audit_room((void **)&a->words.at, &a->words.room,
		    a->words.count, sizeof(*a->words.at), e) < 0)
			return -1;
		a->words.at[a->words.count++] = w->words.at[i];
	}
	for (size_t i = 0; i < w->files.count; i++) {
		if (audit_room((void **)&a->files.at, &a->files.room,
		    a->files.count, sizeof(*a->files.at), e) < 0)
			return -1;
		a->files.at[a->files.count++] = w->files.at[i];
	}
	return 0;
}

static int read_all(struct audit *a, struct work *w, struct err *e)
{
	pthread_t thread[AUDIT_THREADS];
	int started = 0, rc = 0;

	while (started < AUDIT_THREADS - 1 && pthread_create(
	    &thread[started], NULL, run, &w[started + 1]) == 0)
		started++;
	(void)run(&w[0]);
	for (int i = 0; i < started; i++)
		(void)pthread_join(thread[i], NULL);
	for (int i = 0; i < AUDIT_THREADS && rc == 0; i++) {
		rc = w[i].rc;
		if (rc < 0)
			*e = w[i].e;
		else
			rc = gather(a, &w[i], e);
	}
	return rc;
}

/* What was marked is read once more, in the order of acts, and told: so
 * that the threads share nothing and the words are always the same. */
static int tell_marked(struct audit *a, struct work *w, struct err *e)
{
	w->tell = true;
	for (uint64_t n = 0; n < a->head.size; n++)
		if ((a->act[n].mark & AUDIT_LOOK) != 0 &&
		    read_act(w, n, e) < 0)
			return -1;
	return 0;
}

int audit_lines(struct audit *a, struct err *e)
{
	struct work w[AUDIT_THREADS] = { 0 };
	_Atomic uint64_t next = 0;
	int rc;

	for (int i = 0; i < AUDIT_THREADS; i++) {
		w[i].a = a;
		w[i].next = &next;
		w[i].mem.cap = 8 * VAULT_LINES_MAX;
	}
	rc = read_all(a, w, e);
	if (rc == 0)
		rc = tell_marked(a, &w[0], e);
	for (int i = 0; i < AUDIT_THREADS; i++) {
		arena_closep(&w[i].mem);
		free(w[i].words.at);
		free(w[i].files.at);
	}
	if (rc < 0)
		return -1;
	audit_weigh(a);
	return 0;
}
