#include "keep/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/code.h"
#include "base/file.h"
#include "base/scan.h"
#include "index/rebuild.h"

#define LOCK_WAIT_MS 20000

/* ---- where things lie ---- */

static int hex_of(struct span s, char out[17])
{
	uint8_t hash[CRYPT_HASH];

	crypt_sha256(s, hash);
	code_hex(hash, 8, out);
	out[16] = '\0';
	return 0;
}

/* $env/kulpytas/NAME or ~/fallback/kulpytas/NAME; makes the folder. */
static int user_path(const char *env, const char *fallback, const char *name,
    char out[PATH_MAX], struct err *e)
{
	const char *base = getenv(env), *home = getenv("HOME");
	char dir[PATH_MAX];
	int n;

	if (base != NULL && base[0] == '/')
		n = snprintf(dir, sizeof(dir), "%s/kulpytas", base);
	else if (home != NULL && home[0] == '/')
		n = snprintf(dir, sizeof(dir), "%s/%s/kulpytas", home,
		    fallback);
	else
		return err_set(e, ERR_ABSENT, "neither $%s nor $HOME is set",
		    env);
	if (n < 0 || n + 40 > PATH_MAX)
		return err_set(e, ERR_LIMIT, "$%s: path too long", env);
	if (access(dir, W_OK | X_OK) < 0 &&
	    file_make_dirs(AT_FDCWD, dir, 0700, e) < 0)
		return -1;
	(void)snprintf(out, PATH_MAX, "%.4000s/%.80s", dir, name);
	return 0;
}

static int vkey_text(const struct note_key *k, struct arena *a,
    struct span *out, struct err *e)
{
	struct buf b;

	buf_open(&b, a, 1024);
	note_key_print(k, &b);
	return buf_end(&b, out, e);
}

static int state_path(const struct keep_archive *a, char out[PATH_MAX],
    struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 16 };
	struct span vkey;
	char name[17];

	if (vkey_text(&a->log_key[0], &mem, &vkey, e) < 0)
		return -1;
	hex_of(vkey, name);
	return user_path("XDG_STATE_HOME", ".local/state", name, out, e);
}

/* ---- keys of the log ---- */

static int add_log_key(struct keep_archive *a, struct span vkey,
    struct err *e)
{
	struct note_key k;

	if (note_key_parse(span_trim(vkey), &k, e) < 0)
		return -1;
	for (int i = 0; i < a->log_keys; i++)
		if (a->log_key[i].id == k.id)
			return 0;
	if (a->log_keys == KEEP_LOG_KEYS)
		return err_set(e, ERR_LIMIT, "more than %d keys of the log",
		    KEEP_LOG_KEYS);
	a->log_key[a->log_keys++] = k;
	return 0;
}

/* One vkey a line; in archive.conf after "vkey =". */
static int keys_of_file(struct keep_archive *a, int dirfd, const char *path,
    struct span prefix, struct err *e)
{
	struct span s;
	int got = file_read(dirfd, path, 1 << 16, &a->mem, &s, e);

	while (got == 1 && s.n > 0) {
		struct span line = { s.p, span_find(s, '\n') };

		s = span_skip(s, line.n + 1);
		if (line.n == 0 || !span_starts(line, prefix))
			continue;
		if (add_log_key(a, span_skip(line, prefix.n), e) < 0)
			return err_in(e, "%s", path);
	}
	return got < 0 ? -1 : 0;
}

static int read_keys(struct keep_archive *a, const char *vkey, struct err *e)
{
	if (vkey != NULL && add_log_key(a, span_of(vkey), e) < 0) {
		e->kind = ERR_MISUSED;
		return err_in(e, "--vkey");
	}
	if (vkey != NULL)
		return 0;
	if (a->fd >= 0 && keys_of_file(a, a->fd, "archive.conf",
	    SPAN("vkey = "), e) < 0)
		return -1;
	/* What the owner pinned counts; the copy's own word only else. */
	if (a->log_keys == 0 && keys_of_file(a, a->public_fd, "log/vkey",
	    SPAN(""), e) < 0)
		return -1;
	if (a->log_keys == 0)
		return err_set(e, ERR_ABSENT, "%s: no key of the log known:"
		    " give --vkey", a->path);
	return 0;
}

/* ---- what was seen last ---- */

int keep_archive_remembered(const struct keep_archive *a,
    struct tlog_head *out, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 20 };
	char path[PATH_MAX];
	struct span s;
	int got;

	if (state_path(a, path, e) < 0)
		return -1;
	got = file_read(AT_FDCWD, path, NOTE_BYTES_MAX, &mem, &s, e);
	if (got <= 0 || s.n == 0) /* empty: the machine stopped meanwhile */
		return got < 0 ? -1 : 0;
	if (tlog_head_of(s, a->log_key, a->log_keys, out, e) < 0)
		return err_in(e, "%s", path);
	return 1;
}

int keep_archive_remember(const struct keep_archive *a, struct err *e)
{
	struct tlog_head was;
	char path[PATH_MAX];
	int got = keep_archive_remembered(a, &was, e);

	if (got == 1 && was.size > a->head.size)
		return 0;
	if (state_path(a, path, e) < 0)
		return -1;
	return file_swap_lax(AT_FDCWD, path, 0600, a->checkpoint, e);
}

static int check_remembered(struct keep_archive *a, struct err *e)
{
	SCOPED(tlog) *log = NULL;
	struct tlog_head was;
	int got = keep_archive_remembered(a, &was, e);

	if (got <= 0)
		return got;
	if (tlog_open(&log, a->public_fd, a->head.size, e) < 0)
		return -1;
	if (tlog_extends(log, &was, e) < 0)
		return err_in(e, "nothing was signed: %s is not what you saw"
		    " last (a restored backup? bring back the newer copy)",
		    a->path);
	return 0;
}

/* ---- opening ---- */

static int read_head(struct keep_archive *a, struct err *e)
{
	return tlog_head_read(a->public_fd, a->log_key, a->log_keys, &a->mem,
	    &a->head, &a->checkpoint, e);
}

/* The copy's own folder is public/.  Where its checkpoint is missing, verify
 * says so in its own way. */
static int open_copy(struct keep_archive *a, const char *dir,
    enum keep_for what, struct err *e)
{
	char name[17], file[32];

	if (!file_exists(a->fd, what == KEEP_AUDIT ? "log" : "log/checkpoint"))
		return err_set(e, ERR_ABSENT, "%s is neither an archive nor a"
		    " copy of a public folder (make one with: kulpytas init)",
		    dir);
	a->public_fd = a->fd;
	a->fd = -1;
	if (what == KEEP_AUDIT)
		return 0;
	hex_of(span_of(a->path), name);
	(void)snprintf(file, sizeof(file), "%s.db", name);
	if (user_path("XDG_CACHE_HOME", ".cache", file, a->db, e) < 0)
		return -1;
	(void)snprintf(file, sizeof(file), "%s.find", name);
	return user_path("XDG_CACHE_HOME", ".cache", file, a->find, e);
}

static int open_folders(struct keep_archive *a, const char *dir,
    enum keep_for what, struct err *e)
{

	if (realpath(dir, a->path) == NULL)
		return err_set(e, ERR_ABSENT, "%s: %s", dir, strerror(errno));
	if (strlen(a->path) + 64 > PATH_MAX)
		return err_set(e, ERR_LIMIT, "%s: path too long", dir);
	if (file_open_dir(AT_FDCWD, a->path, &a->fd, e) < 0)
		return -1;
	if (file_exists(a->fd, "archive.conf")) {
		if (file_open_dir(a->fd, "public", &a->public_fd, e) < 0)
			return -1;
		(void)snprintf(a->db, PATH_MAX, "%.4000s/cache/index.db",
		    a->path);
		(void)snprintf(a->find, PATH_MAX, "%.4000s/cache/find",
		    a->path);
		if (what != KEEP_AUDIT &&
		    file_make_dirs(a->fd, "cache", 0755, e) < 0)
			return -1;
		if (!file_exists(a->fd, "private"))
			return 0;
		(void)snprintf(a->private_db, PATH_MAX,
		    "%.4000s/private/cache/index.db", a->path);
		(void)snprintf(a->private_find, PATH_MAX,
		    "%.4000s/private/cache/find", a->path);
		return file_open_dir(a->fd, "private", &a->private_fd, e);
	}
	return open_copy(a, dir, what, e);
}

/* What an interrupted writer had decided is finished by whoever can. */
static void finish_journal(struct keep_archive *a)
{
	SCOPED_FD lock = -1;
	struct err why = { 0 };
	bool finished;

	if (a->private_fd >= 0 && file_exists(a->private_fd, "journal") &&
	    file_lock(a->fd, "private/lock", LOCK_WAIT_MS, &lock, &why) == 0 &&
	    tlog_recover(a->fd, &finished, &why) < 0)
		keep_say("%s", why.text);
}

int keep_archive_open(struct keep_archive *out, const char *dir,
    enum keep_for what, const char *vkey, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1, .mem = { .cap = 1 << 24 } };
	bool finished;

	if (open_folders(&a, dir, what, e) < 0)
		return -1;
	if (what == KEEP_WRITE) {
		if (a.private_fd < 0)
			return err_set(e, ERR_DENIED, "%s is a copy: it can be"
			    " read, not added to", dir);
		if (file_lock(a.fd, "private/lock", LOCK_WAIT_MS, &a.lock_fd,
		    e) < 0)
			return err_in(e, "another command is at work");
		if (tlog_recover(a.fd, &finished, e) < 0)
			return -1;
	}
	if (what == KEEP_AUDIT)
		finish_journal(&a);
	if (read_keys(&a, vkey, e) < 0 || (what != KEEP_AUDIT &&
	    read_head(&a, e) < 0))
		return -1;
	if (what == KEEP_WRITE && check_remembered(&a, e) < 0)
		return -1;
	*out = a;
	a = (struct keep_archive){ .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	return 0;
}

void keep_archive_closep(struct keep_archive *a)
{
	file_close(&a->fd);
	file_close(&a->public_fd);
	file_close(&a->private_fd);
	file_close(&a->lock_fd);
	index_hand_closep(&a->hand);
	index_hand_closep(&a->private_hand);
	arena_closep(&a->mem);
}

/* ---- indexes ---- */

int keep_archive_reindex(struct keep_archive *a, bool keepers,
    struct err *e)
{
	struct index_place public = { a->db, a->public_fd, -1, NULL };
	struct index_place private = { a->private_db, a->public_fd,
	    a->private_fd, NULL };

	if (!keepers)
		return index_rebuild(&public, &a->head, e);
	return file_make_dirs(a->private_fd, "cache", 0700, e) < 0 ? -1
	    : index_make_from(&private, a->db, true, &a->head, e);
}

static int update_public(struct keep_archive *a, struct err *e)
{
	struct index_place p = { a->db, a->public_fd, -1,
	    a->lock_fd < 0 ? NULL : &a->hand };
	mode_t old = umask(022);
	int rc = index_update(&p, &a->head, e);

	(void)umask(old);
	return rc;
}

/* The public index is up to head. */
static int update_keepers(struct keep_archive *a, struct err *e)
{
	struct index_place p = { a->private_db, a->public_fd, a->private_fd,
	    a->lock_fd < 0 ? NULL : &a->private_hand };
	mode_t old;
	int rc;

	if (file_make_dirs(a->private_fd, "cache", 0700, e) < 0)
		return -1;
	old = umask(077);
	rc = index_make_from(&p, a->db, false, &a->head, e);
	(void)umask(old);
	return rc < 0 ? -1 : 0;
}

int keep_archive_update(struct keep_archive *a, struct err *e)
{
	if (update_public(a, e) < 0)
		return -1;
	return a->private_fd < 0 ? 0 : update_keepers(a, e);
}

int keep_archive_index(struct keep_archive *a, bool keepers,
    struct index **out, struct err *e)
{
	if (keepers && a->private_fd < 0)
		return err_set(e, ERR_DENIED, "%s has no private part",
		    a->path);
	/* The keepers' one always by way of the public one: one way, one
	 * sequence of bytes. */
	if (update_public(a, e) < 0 ||
	    (keepers && update_keepers(a, e) < 0))
		return -1;
	return index_open(out, keepers ? a->private_db : a->db, a->public_fd,
	    keepers ? a->private_fd : -1, e);
}

int keep_archive_keys(struct keep_archive *a, struct stmt_keys **out,
    struct err *e)
{
	SCOPED(index) *ix = NULL;

	int got = index_hand_keys(a->hand, &a->head, out, e);

	if (got != 0)
		return got < 0 ? -1 : 0;
	if (update_public(a, e) < 0)
		return -1;
	got = index_hand_keys(a->hand, &a->head, out, e);
	if (got != 0)
		return got < 0 ? -1 : 0;
	/* It was made anew just now. */
	return index_open(&ix, a->db, a->public_fd, -1, e) < 0 ? -1
	    : index_keys(ix, out, e);
}

/* ---- secrets ---- */

static int passphrase(struct keep_login login, struct arena *mem,
    struct span *out, struct err *e)
{
	const char *path = login.passphrase_file;
	int got;

	*out = (struct span){ 0 };
	if (path == NULL)
		return 0;
	got = file_read(AT_FDCWD, path, 4096, mem, out, e);
	if (got == 0)
		return err_set(e, ERR_ABSENT, "%s is not there", path);
	while (out->n > 0 && (out->p[out->n - 1] == '\n' ||
	    out->p[out->n - 1] == '\r'))
		out->n--;
	return got < 0 ? -1 : 0;
}

int keep_archive_secret(struct keep_archive *a, const char *file,
    struct keep_login login, struct crypt_secret **out, struct err *e)
{
	struct arena mem = { .cap = 1 << 16 };
	char path[PATH_MAX];
	struct span words;
	int rc;

	(void)snprintf(path, sizeof(path), "keys/%.200s", file);
	rc = passphrase(login, &mem, &words, e);
	if (rc == 0)
		rc = crypt_secret_load(out, a->private_fd, path, words, e);
	if (words.n > 0)
		crypt_wipe((char *)(uintptr_t)words.p, words.n);
	arena_closep(&mem);
	return rc;
}

struct pick {
	char name[256];
	int count;
};

static int pick_one(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	struct pick *p = ctx;
	const char *name = strrchr(path, '/');

	(void)bytes;
	(void)e;
	name = name == NULL ? path : name + 1;
	if (name[0] == '.' || strncmp(name, "log", 3) == 0)
		return 0;
	p->count++;
	(void)snprintf(p->name, sizeof(p->name), "%s", name);
	return 0;
}

int keep_archive_keeper(struct keep_archive *a, struct keep_login login,
    struct crypt_secret **out, struct err *e)
{
	const char *name = login.key;
	struct pick p = { .count = 0 };

	if (a->private_fd < 0)
		return err_set(e, ERR_DENIED, "%s has no private part, and so"
		    " no key to sign with", a->path);
	if (name != NULL)
		return keep_archive_secret(a, name, login, out, e);
	if (file_walk(a->private_fd, "keys", pick_one, &p, e) < 0)
		return -1;
	if (p.count == 0)
		return err_set(e, ERR_ABSENT, "no keeper's key in"
		    " private/keys: kulpytas key new NAME");
	if (p.count > 1)
		return err_set(e, ERR_ABSENT, "several keys in private/keys:"
		    " say which with --key NAME");
	return keep_archive_secret(a, p.name, login, out, e);
}
