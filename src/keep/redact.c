/* redact.c - lines from the public payload into private/held, and back */
#include "keep/redact.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "base/file.h"

#define REDACT_BYTES ((size_t)1 << 30) /* memory of one command */

/* An act whose lines move. */
struct moved {
	struct moved *next;
	uint64_t act;
	struct index_list list;
	bool keys; /* found or keys */
	signed char to[STMT_ACT_COMMITMENTS]; /* 1 withhold, -1 disclose */
};
struct keep_redact {
	struct keep_archive *a;
	struct index *ix;
	struct moved *moved;
	bool files; /* words are about statements that name files */
	struct arena mem;
};

int keep_redact_open(struct keep_redact **out, struct keep_archive *a,
    struct index *keepers, struct err *e)
{
	struct keep_redact *r = calloc(1, sizeof(*r));

	if (r == NULL)
		return err_set(e, ERR_IO, "out of memory");
	r->a = a;
	r->ix = keepers;
	r->mem.cap = REDACT_BYTES;
	*out = r;
	return 0;
}

void keep_redact_closep(struct keep_redact **r)
{
	if (*r == NULL)
		return;
	arena_closep(&(*r)->mem);
	free(*r);
	*r = NULL;
}

/* ---- what words say ---- */

static int moved_of(struct keep_redact *r, uint64_t n, struct moved **out,
    struct err *e)
{
	struct index_act *act;
	struct moved *m;
	int count;

	for (m = r->moved; m != NULL && m->act != n; m = m->next)
		continue;
	*out = m;
	if (m != NULL)
		return 0;
	if (n >= r->a->head.size)
		return err_set(e, ERR_ABSENT, "there is no act %" PRIu64
		    ": the log has %" PRIu64 ", from act/0 on", n,
		    r->a->head.size);
	m = arena_take(&r->mem, 1, sizeof(*m));
	if (index_acts(r->ix, n, 1, &r->mem, &act, &count, e) < 0 ||
	    index_of_act(r->ix, n, &r->mem, &m->list, e) < 0)
		return -1;
	m->act = n;
	m->keys = count == 1 && (act->verb == STMT_FOUND ||
	    act->verb == STMT_KEYS);
	m->next = r->moved;
	r->moved = m;
	*out = m;
	return 0;
}

static bool is_structure(const struct index_stmt *x)
{
	return !x->hidden && x->s.property != NULL &&
	    x->s.property->sense == STMT_STRUCTURE;
}

static int move(struct keep_redact *r, struct moved *m,
    const struct index_stmt *x, bool withhold)
{
	bool was = m->to[x->line] != 0 ? m->to[x->line] > 0 : x->withheld;

	r->files = r->files || (!x->hidden && x->s.property != NULL &&
	    x->s.property->type == STMT_HASH);
	m->to[x->line] = withhold ? 1 : -1;
	return was != withhold;
}

static int one_statement(struct keep_redact *r, struct span id, bool withhold,
    struct err *e)
{
	uint8_t commitment[CRYPT_HASH];
	struct index_stmt x;
	struct moved *m;
	int got;

	if (!stmt_id_parse(id, commitment))
		return err_set(e, ERR_FORMAT, "no statement's id");
	got = index_statement(r->ix, commitment, &r->mem, &x, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "no statement %.*s in this"
		    " archive", (int)id.n, id.p);
	if (is_structure(&x))
		return err_set(e, ERR_DENIED, "FORMAT 5.3: `%.*s` is structure"
		    " and may never be withheld", (int)x.s.says.n,
		    x.s.says.p);
	if (moved_of(r, x.act, &m, e) < 0)
		return -1;
	if (m->keys)
		return err_set(e, ERR_DENIED, "FORMAT 5.3: what act %" PRIu64
		    " says of keys must stay readable, or nobody could check"
		    " who signs", m->act);
	return move(r, m, &x, withhold);
}

int keep_redact_word(struct keep_redact *r, const struct stmt_subject *about,
    bool withhold, struct err *e)
{
	struct moved *m;
	int changed = 0;

	if (about->kind == STMT_STATEMENT)
		return one_statement(r, about->id, withhold, e);
	if (moved_of(r, about->act, &m, e) < 0)
		return -1;
	if (m->keys)
		return err_set(e, ERR_DENIED, "FORMAT 5.3: what act %" PRIu64
		    " says of keys must stay readable, or nobody could check"
		    " who signs", m->act);
	for (int i = 0; i < m->list.count; i++)
		if (!is_structure(&m->list.at[i]))
			changed += move(r, m, &m->list.at[i], withhold);
	return changed;
}

/* ---- the files of one act ---- */

struct sheet {
	struct span line[STMT_ACT_COMMITMENTS], held[STMT_ACT_COMMITMENTS];
	struct span safe[STMT_ACT_COMMITMENTS]; /* all that is or was held */
	int count, held_count;
	bool back; /* a line comes back */
};

static int read_sheet(struct keep_archive *a, uint64_t act, struct arena *mem,
    struct sheet *s, struct err *e)
{
	char path[VAULT_PATH_MAX];

	vault_payload_path(act, path);
	if (vault_lines(a->public_fd, path, mem, s->line,
	    STMT_ACT_COMMITMENTS, &s->count, e) < 0)
		return -1;
	vault_held_path(act, path);
	if (vault_lines(a->private_fd, path, mem, s->held,
	    STMT_ACT_COMMITMENTS, &s->held_count, e) < 0)
		return -1;
	if (s->held_count != 0 && s->held_count != s->count)
		return err_set(e, ERR_FORMAT, "FORMAT 1.3: private/%s has %d"
		    " lines for %d", path, s->held_count, s->count);
	memcpy(s->safe, s->held, sizeof(s->safe));
	return 0;
}

/* Changes one line; the commitment is checked, since what lies in
 * private/held is not signed. */
static int move_line(struct sheet *s, int i, bool withhold,
    struct arena *mem, struct err *e)
{
	uint8_t commitment[CRYPT_HASH], got[CRYPT_HASH];
	bool hidden = stmt_is_withheld_line(s->line[i], commitment);
	struct buf b;

	if (withhold) {
		if (hidden)
			return 0;
		stmt_commit(s->line[i], commitment);
		s->held[i] = s->safe[i] = s->line[i];
		buf_open(&b, mem, 256);
		stmt_withheld_line(commitment, &b);
		return buf_end(&b, &s->line[i], e);
	}
	if (!hidden)
		return 0;
	stmt_commit(s->held[i], got);
	if (s->held[i].n == 0 || memcmp(got, commitment, CRYPT_HASH) != 0)
		return err_set(e, ERR_ABSENT, "the line is not in private/held"
		    " (it is lost, or it was never here)");
	s->line[i] = s->held[i];
	s->held[i].n = 0;
	s->back = true;
	return 0;
}

static int put(struct buf *b, const struct span *line, int count,
    struct span *out, struct err *e)
{
	for (int i = 0; i < count; i++) {
		buf_add(b, line[i]);
		buf_byte(b, '\n');
	}
	return buf_end(b, out, e);
}

/* Lines to be held are there before the checkpoint that needs them; lines
 * that come back go only with the one that does not. */
static int write_sheet(struct keep_pen *pen, uint64_t act,
    const struct sheet *s, struct err *e)
{
	SCOPED(arena) mem = { .cap = 8 * VAULT_LINES_MAX };
	struct tlog_writer *w = keep_pen_log(pen);
	char below[VAULT_PATH_MAX], path[VAULT_PATH_MAX + 16];
	struct span shown, held;
	struct buf b, c, d;

	buf_open(&b, &mem, VAULT_LINES_MAX);
	buf_open(&c, &mem, VAULT_LINES_MAX);
	buf_open(&d, &mem, VAULT_LINES_MAX);
	vault_held_path(act, below);
	(void)snprintf(path, sizeof(path), "private/%s", below);
	if (put(&c, s->safe, s->count, &held, e) < 0 ||
	    tlog_writer_file(w, path, 0600, held, e) < 0)
		return -1;
	if (s->back && (put(&d, s->held, s->count, &held, e) < 0 ||
	    tlog_writer_replace(w, path, 0600, held, e) < 0))
		return -1;
	vault_payload_path(act, below);
	(void)snprintf(path, sizeof(path), "public/%s", below);
	return put(&b, s->line, s->count, &shown, e) < 0 ? -1
	    : tlog_writer_replace(w, path, 0644, shown, e);
}

static int write_moved(struct keep_redact *r, struct keep_pen *pen,
    const struct moved *m, struct err *e)
{
	SCOPED(arena) mem = { .cap = 8 * VAULT_LINES_MAX };
	struct sheet s = { .count = 0 };

	if (read_sheet(r->a, m->act, &mem, &s, e) < 0)
		return -1;
	if (s.count != m->list.count)
		return err_set(e, ERR_DENIED, "its payload is not what the log"
		    " says: run verify");
	for (int i = 0; i < s.count; i++)
		if (m->to[i] != 0 && move_line(&s, i, m->to[i] > 0, &mem,
		    e) < 0)
			return err_in(e, "line %d", i + 1);
	return write_sheet(pen, m->act, &s, e);
}

int keep_redact_write(struct keep_redact *r, struct keep_pen *pen,
    struct err *e)
{
	for (const struct moved *m = r->moved; m != NULL; m = m->next)
		if (write_moved(r, pen, m, e) < 0)
			return err_in(e, "act %" PRIu64, m->act);
	return 0;
}

/* ---- files ---- */

struct sweep {
	const struct audit *audit;
	int public_fd;
};

static int sweep_one(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	const struct sweep *s = ctx;
	char known[VAULT_PATH_MAX];

	(void)bytes;
	for (size_t i = 0; i < s->audit->files.count; i++) {
		vault_evidence_path(s->audit->files.at[i].hash, known);
		if (strcmp(path, known) == 0)
			return 0;
	}
	return file_remove(s->public_fd, path, e);
}

int keep_redact_files(struct keep_redact *r, bool always, struct err *e)
{
	SCOPED(audit) *audit = NULL;
	struct keep_archive *a = r->a;
	struct audit_place place = { a->public_fd, a->private_fd, a->head };
	struct sweep s = { .public_fd = a->public_fd };

	if ((!always && !r->files) ||
	    !file_exists(a->public_fd, "evidence"))
		return 0;
	if (audit_log(&audit, &place, NULL, e) < 0 ||
	    audit_lines(audit, e) < 0)
		return -1;
	if (audit->unjudged || audit->failures.count > 0)
		return err_set(e, ERR_DENIED, "public/evidence was not"
		    " touched, since this archive does not verify: run"
		    " verify");
	s.audit = audit;
	return file_walk(a->public_fd, "evidence", sweep_one, &s, e);
}
