/*
 * forged.h - logs as somebody forges them who holds the log's key, or a
 * keeper's: acts with whatever lines, published in a folder under /tmp
 *
 * Included by one test each; forged_start first, forged_stop last.
 */
#ifndef FORGED_H
#define FORGED_H

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "crypt/secret.h"
#include "stmt/act.h"
#include "stmt/stmt.h"
#include "tlog/append.h"
#include "vault/vault.h"

#define ORIGIN "forged.test/log"
#define NOW 1900000000

enum { LOG, FIRST, SECOND, THIEF, SECRETS };
static const char *const NAME[SECRETS] = { ORIGIN,
	ORIGIN "/keeper/first", ORIGIN "/keeper/second",
	ORIGIN "/keeper/thief" };
static struct crypt_secret *secret[SECRETS];
static struct note_key key[SECRETS];
static struct arena mem = { .cap = 1 << 28 };
static struct err e;

/* ---- making acts ---- */

struct made {
	struct span entry;
	int count;
	struct span line[16];
};

static const char *vkey(int who)
{
	struct buf b;

	buf_open(&b, &mem, 1024);
	note_key_print(&key[who], &b);
	return arena_cstr(&mem, buf_span(&b));
}

/* "about|says|value" or a line as it is, where it begins with a brace. */
static struct span line_of(const char *text)
{
	struct span rest = span_of(text), part[3];
	char salt[STMT_SALT_CHARS];
	struct stmt s;
	struct span out = { 0 };
	struct buf b;

	if (text[0] == '{')
		return rest;
	for (int i = 0; i < 3; i++) {
		part[i] = (struct span){ rest.p, i < 2 ? span_find(rest, '|')
		    : rest.n };
		rest = span_skip(rest, part[i].n + 1);
	}
	stmt_salt(salt);
	s = (struct stmt){ .about = part[0], .says = part[1],
	    .value = part[2], .salt = { salt, sizeof(salt) },
	    .lang = span_is(part[1], "work") ? SPAN("en") : SPAN("") };
	buf_open(&b, &mem, STMT_LINE_MAX);
	stmt_print(&s, &b);
	(void)!buf_end(&b, &out, &e);
	return out;
}

static int by_commitment(const void *x, const void *y)
{
	uint8_t a[CRYPT_HASH], b[CRYPT_HASH];

	stmt_commit(*(const struct span *)x, a);
	stmt_commit(*(const struct span *)y, b);
	return memcmp(a, b, CRYPT_HASH);
}

static struct made act_of(enum stmt_verb verb, const struct tlog_head *base,
    int signer, const char *const *lines)
{
	struct stmt_act *act = arena_take(&mem, 1, sizeof(*act));
	struct made m = { .count = 0 };
	uint8_t sig[CRYPT_SIG];
	struct span text;
	struct buf b;

	while (lines[m.count] != NULL) {
		m.line[m.count] = line_of(lines[m.count]);
		m.count++;
	}
	qsort(m.line, (size_t)m.count, sizeof(m.line[0]), by_commitment);
	act->origin = SPAN(ORIGIN);
	act->base_size = base->size;
	memcpy(act->base_root, base->root, CRYPT_HASH);
	if (base->size == 0)
		memset(act->base_root, 0, CRYPT_HASH);
	act->time = NOW;
	act->verb = verb;
	act->count = m.count;
	for (int i = 0; i < m.count; i++)
		stmt_commit(m.line[i], act->commitment[i]);
	buf_open(&b, &mem, STMT_ACT_BYTES);
	(void)!stmt_act_print(act, &b, &e);
	text = arena_copy(&mem, buf_span(&b));
	buf_byte(&b, '\n');
	crypt_secret_sign(secret[signer], text, sig);
	note_sig_print(&key[signer], sig, &b);
	(void)!buf_end(&b, &m.entry, &e);
	return m;
}

/* ---- a log on disk ---- */

struct log {
	char dir[64];
	int fd, public_fd;
	struct tlog_head head;
};

static int sign_head(void *ctx, struct span text, struct buf *lines,
    struct err *why)
{
	uint8_t sig[CRYPT_SIG];

	(void)ctx;
	(void)why;
	crypt_secret_sign(secret[LOG], text, sig);
	note_sig_print(&key[LOG], sig, lines);
	return 0;
}

static void log_open(struct log *l)
{
	memset(l, 0, sizeof(*l));
	memcpy(l->dir, "/tmp/kulpytas-forged-XXXXXX", 28);
	if (mkdtemp(l->dir) == NULL ||
	    file_open_dir(AT_FDCWD, l->dir, &l->fd, &e) < 0 ||
	    file_make_dirs(l->fd, "public/log", 0755, &e) < 0 ||
	    file_make_dirs(l->fd, "private", 0755, &e) < 0 ||
	    file_open_dir(l->fd, "public", &l->public_fd, &e) < 0)
		exit(1);
	memcpy(l->head.origin, ORIGIN, sizeof(ORIGIN));
}

static int drop(void *ctx, const char *path, int64_t bytes, struct err *why)
{
	(void)bytes;
	(void)why;
	return unlinkat(*(int *)ctx, path, 0);
}

static void log_close(struct log *l)
{
	char command[128];
	static const char *const folder[] = { "public/log/tile/entries/000.p",
	    "public/log/tile/entries", "public/log/tile/0/000.p",
	    "public/log/tile/0", "public/log/tile", "public/log",
	    "public/payload", "public", "private" };

	(void)!file_walk(l->fd, ".", drop, &l->fd, &e);
	for (size_t i = 0; i < sizeof(folder) / sizeof(folder[0]); i++)
		(void)unlinkat(l->fd, folder[i], AT_REMOVEDIR);
	file_close(&l->public_fd);
	file_close(&l->fd);
	(void)snprintf(command, sizeof(command), "%s", l->dir);
	(void)rmdir(command);
}

/* The log's keeper publishes whatever it likes. */
static void publish(struct log *l, const struct made *m)
{
	SCOPED(tlog_writer) *w = NULL;
	char below[VAULT_PATH_MAX], path[VAULT_PATH_MAX + 8];
	struct buf b;
	uint64_t n;

	buf_open(&b, &mem, 1 << 20);
	for (int i = 0; i < m->count; i++) {
		buf_add(&b, m->line[i]);
		buf_byte(&b, '\n');
	}
	if (tlog_writer_open(&w, l->fd, &l->head, &e) < 0 ||
	    tlog_writer_add(w, m->entry, &n, &e) < 0)
		exit(1);
	vault_payload_path(n, below);
	(void)snprintf(path, sizeof(path), "public/%s", below);
	if ((m->count > 0 && tlog_writer_file(w, path, 0644, buf_span(&b),
	    &e) < 0) ||
	    tlog_writer_publish(w, sign_head, NULL, &l->head, &e) < 0) {
		printf("# %s\n", e.text);
		exit(1);
	}
}

#define ACT(log, verb, signer, ...) publish(log, &(struct made[]){ \
    act_of(verb, &(log)->head, signer, \
    (const char *const[]){ __VA_ARGS__, NULL }) }[0])

static void found(struct log *l)
{
	ACT(l, STMT_FOUND, FIRST,
	    "archive/000000000000|archive.wardens|1",
	    arena_fmt(&mem, "key/%s|key.log|%s", NAME[LOG], vkey(LOG)),
	    arena_fmt(&mem, "key/%s|key.warden|%s", NAME[FIRST],
	    vkey(FIRST)),
	    arena_fmt(&mem, "key/%s|key.keeper|%s", NAME[FIRST],
	    vkey(FIRST)),
	    arena_fmt(&mem, "key/%s|key.keeper|%s", NAME[SECOND],
	    vkey(SECOND)));
}

static int forged_start(void)
{
	if (crypt_start(&e) < 0 || stmt_start(&e) < 0)
		return -1;
	for (int i = 0; i < SECRETS; i++)
		if (crypt_secret_new(&secret[i], span_of(NAME[i]), &e) < 0 ||
		    note_key_of(span_of(NAME[i]), NOTE_ED25519,
		    crypt_secret_public(secret[i]), &key[i], &e) < 0)
			return -1;
	return 0;
}

static void forged_stop(void)
{
	for (int i = 0; i < SECRETS; i++)
		crypt_secret_closep(&secret[i]);
	arena_closep(&mem);
}

#endif
