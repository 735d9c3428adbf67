#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "uni/uni.h"

struct founding {
	const struct cli_call *call;
	struct span origin, title;
	char archive[STMT_SUBJECT_MAX]; /* "archive/<id>" */
	struct crypt_secret *log, *keeper;
	struct keep_archive ar;
	char path[PATH_MAX], aside[PATH_MAX];
};

/* The language a title is most likely written in. */
static const char *language_of(struct span title)
{
	uint32_t cp;

	switch (uni_script(title)) {
	case UNI_CYRILLIC:
		while (utf8_next(&title, &cp))
			switch (cp) {
			case 0x4D8: case 0x4D9: case 0x492: case 0x493:
			case 0x49A: case 0x49B: case 0x4A2: case 0x4A3:
			case 0x4E8: case 0x4E9: case 0x4B0: case 0x4B1:
			case 0x4AE: case 0x4AF: case 0x4BA: case 0x4BB:
			case 0x406: case 0x456:
				return "kk-Cyrl";
			default:
				break;
			}
		return "ru";
	case UNI_ARABIC: return "ar";
	case UNI_HEBREW: return "he";
	case UNI_LATIN: return "en";
	default: return "und";
	}
}

static int read_call(struct founding *f, struct err *e)
{
	const char *title = cli_option(f->call, "title");
	const char *origin = cli_option(f->call, "origin");
	struct stat st;

	if (title == NULL || title[0] == '\0' || origin == NULL)
		return err_set(e, ERR_MISUSED, "--title and --origin are"
		    " needed: kulpytas init DIR --title T --origin NAME");
	if (!note_name_valid(span_of(origin)) || strlen(origin) > 200)
		return err_set(e, ERR_MISUSED, "FORMAT 3.3: --origin '%s': no"
		    " spaces, no plus, at most 200 bytes; best a name you own,"
		    " like memorial.example/qantar", origin);
	f->origin = span_of(origin);
	f->title = span_of(title);
	if ((size_t)snprintf(f->path, PATH_MAX, "%s", f->call->word[0]) +
	    8 >= PATH_MAX)
		return err_set(e, ERR_LIMIT, "path too long");
	while (f->path[0] != '\0' && f->path[strlen(f->path) - 1] == '/')
		f->path[strlen(f->path) - 1] = '\0';
	(void)snprintf(f->aside, PATH_MAX, "%.4080s.making", f->path);
	if (stat(f->path, &st) == 0 && rmdir(f->path) < 0)
		return err_set(e, ERR_DENIED, "%s is there already; nothing"
		    " was touched", f->path);
	return 0;
}

static int make_folders(struct founding *f, struct err *e)
{
	static const char *const priv[] = { "keys", "held", "originals",
	    "inbox", "cache" };
	struct keep_archive *a = &f->ar;

	if (mkdir(f->aside, 0755) < 0)
		return err_set(e, ERR_IO, "%s: %s", f->aside,
		    errno == EEXIST ? "an earlier init was interrupted:"
		    " remove this folder" : strerror(errno));
	if (file_open_dir(AT_FDCWD, f->aside, &a->fd, e) < 0 ||
	    file_make_dirs(a->fd, "public/log", 0755, e) < 0 ||
	    file_make_dirs(a->fd, "private", 0700, e) < 0 ||
	    file_make_dirs(a->fd, "cache", 0755, e) < 0 ||
	    file_open_dir(a->fd, "public", &a->public_fd, e) < 0 ||
	    file_open_dir(a->fd, "private", &a->private_fd, e) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(priv) / sizeof(priv[0]); i++)
		if (file_make_dirs(a->private_fd, priv[i], 0700, e) < 0)
			return -1;
	return 0;
}

static int vkey_of(const struct crypt_secret *s, struct arena *mem,
    struct span *out, struct err *e)
{
	struct note_key k;
	struct buf b;

	buf_open(&b, mem, 1024);
	if (note_key_of(crypt_secret_name(s), NOTE_ED25519,
	    crypt_secret_public(s), &k, e) < 0)
		return -1;
	note_key_print(&k, &b);
	return buf_end(&b, out, e);
}

static int make_keys(struct founding *f, struct arena *mem, struct err *e)
{
	const char *word = cli_option(f->call, "keeper");
	const char *file = cli_option(f->call, "passphrase-file");
	struct span words = { 0 }, vkey;
	char path[64];
	struct buf b;

	word = word == NULL ? "first" : word;
	if (!stmt_handle_valid(span_of(word)) || strlen(word) > 40 ||
	    strncmp(word, "log", 3) == 0)
		return err_set(e, ERR_MISUSED, "FORMAT 3.3: --keeper '%s': a-z"
		    " 0-9 - and not beginning with log", word);
	if (file != NULL && file_read(AT_FDCWD, file, 4096, mem, &words,
	    e) != 1)
		return err_set(e, ERR_ABSENT, "%s cannot be read", file);
	while (words.n > 0 && words.p[words.n - 1] == '\n')
		words.n--;
	(void)snprintf(path, sizeof(path), "keys/%s", word);
	if (crypt_secret_new(&f->log, f->origin, e) < 0 ||
	    crypt_secret_new(&f->keeper, span_of(arena_fmt(mem,
	    "%.*s/keeper/%s", (int)f->origin.n, f->origin.p, word)), e) < 0 ||
	    crypt_secret_save(f->log, f->ar.private_fd, "keys/log",
	    (struct span){ 0 }, e) < 0 ||
	    crypt_secret_save(f->keeper, f->ar.private_fd, path, words,
	    e) < 0 || vkey_of(f->log, mem, &vkey, e) < 0)
		return -1;
	buf_open(&b, mem, 4096);
	buf_fmt(&b, "# kulpytas archive; everything a reader needs is in the"
	    " log\nvkey = %.*s\n", (int)vkey.n, vkey.p);
	if (file_replace(f->ar.fd, "archive.conf", 0644, buf_span(&b),
	    e) < 0)
		return -1;
	buf_open(&b, mem, 4096);
	buf_add(&b, vkey);
	buf_byte(&b, '\n');
	if (file_replace(f->ar.public_fd, "log/vkey", 0644, buf_span(&b),
	    e) < 0 || file_replace(f->ar.public_fd, "properties", 0644,
	    stmt_table(), e) < 0 ||
	    note_key_parse(vkey, &f->ar.log_key[0], e) < 0)
		return -1;
	f->ar.log_keys = 1;
	return 0;
}

static int say(struct keep_pen *p, const char *about, const char *says,
    struct span value, const char *lang, struct err *e)
{
	char id[STMT_ID_CHARS + 1];
	struct stmt s = { .about = span_of(about), .says = span_of(says),
	    .value = value, .lang = span_of(lang) };

	return keep_pen_put(p, STMT_FOUND, &s, false, id, e);
}

static int say_languages(struct founding *f, struct keep_pen *p,
    struct err *e)
{
	const char *given = cli_option(f->call, "languages");
	struct span rest = span_of(given == NULL ? "kk,ru,en" : given);

	while (rest.n > 0) {
		struct span tag = { rest.p, span_find(rest, ',') };

		rest = span_skip(rest, tag.n + 1);
		if (!stmt_lang_valid(tag))
			return err_set(e, ERR_MISUSED, "--languages: '%.*s' is"
			    " no language tag", (int)tag.n, tag.p);
		if (say(p, f->archive, "archive.language", tag, NULL, e) < 0)
			return -1;
	}
	return 0;
}

/* What a visitor should know first, in the words of who founds it. */
static int say_about(struct founding *f, struct keep_pen *p,
    struct arena *mem, struct err *e)
{
	const char *given = cli_option(f->call, "about");
	struct span text;

	if (given == NULL || given[0] == '\0')
		return 0;
	if (uni_nfc(span_of(given), mem, &text, e) < 0)
		return err_in(e, "--about");
	return say(p, f->archive, "archive.about", text, language_of(text),
	    e);
}

static int found(struct founding *f, struct arena *mem, struct err *e)
{
	const struct crypt_secret *signers[1] = { f->keeper };
	SCOPED(keep_pen) *p = NULL;
	char about_log[STMT_SUBJECT_MAX], about_key[STMT_SUBJECT_MAX];
	struct span log_vkey, keeper_vkey, title, name;
	uint64_t bits;

	memcpy(f->ar.head.origin, f->origin.p, f->origin.n);
	crypt_random(&bits, sizeof(bits));
	memcpy(f->archive, "archive/", 8);
	code_id(bits & (((uint64_t)1 << 55) - 1), f->archive + 8);
	name = crypt_secret_name(f->keeper);
	(void)snprintf(about_log, sizeof(about_log), "key/%.*s",
	    (int)f->origin.n, f->origin.p);
	(void)snprintf(about_key, sizeof(about_key), "key/%.*s",
	    (int)name.n, name.p);
	if (uni_nfc(f->title, mem, &title, e) < 0 ||
	    vkey_of(f->log, mem, &log_vkey, e) < 0 ||
	    vkey_of(f->keeper, mem, &keeper_vkey, e) < 0 ||
	    keep_pen_open(&p, &f->ar, signers, 1, e) < 0 ||
	    say(p, f->archive, "archive.title", title, language_of(title),
	    e) < 0 || say_languages(f, p, e) < 0 ||
	    say_about(f, p, mem, e) < 0 ||
	    say(p, f->archive, "archive.wardens", SPAN("1"), NULL, e) < 0 ||
	    say(p, about_log, "key.log", log_vkey, NULL, e) < 0 ||
	    say(p, about_key, "key.warden", keeper_vkey, NULL, e) < 0 ||
	    say(p, about_key, "key.keeper", keeper_vkey, NULL, e) < 0)
		return -1;
	return keep_pen_publish(p, e);
}

static int make(struct founding *f, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 20 };
	struct keep_archive *a = &f->ar;

	if (make_folders(f, e) < 0 || make_keys(f, &mem, e) < 0)
		return -1;
	if (realpath(f->aside, a->path) == NULL)
		return err_set(e, ERR_IO, "%s: %s", f->aside,
		    strerror(errno));
	(void)snprintf(a->db, PATH_MAX, "%.4000s/cache/index.db", a->path);
	(void)snprintf(a->private_db, PATH_MAX,
	    "%.4000s/private/cache/index.db", a->path);
	if (found(f, &mem, e) < 0)
		return -1;
	if (rename(f->aside, f->path) < 0)
		return err_set(e, ERR_IO, "%s: %s", f->path, strerror(errno));
	return 0;
}

static int drop_file(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	(void)bytes;
	(void)e;
	(void)unlinkat(*(int *)ctx, path, 0);
	return 0;
}

/* What a failed init made goes again: the files, then the folders, deepest
 * first (there are few and we know them). */
static void undo(struct founding *f)
{
	static const char *const folder[] = { "public/log/tile/entries/000.p",
	    "public/log/tile/entries", "public/log/tile/0/000.p",
	    "public/log/tile/0", "public/log/tile", "public/log",
	    "public/payload", "public", "private/keys", "private/held",
	    "private/originals", "private/inbox", "private/cache", "private",
	    "cache" };
	struct err why = { 0 };

	if (f->ar.fd < 0)
		return;
	(void)!file_walk(f->ar.fd, ".", drop_file, &f->ar.fd, &why);
	for (size_t i = 0; i < sizeof(folder) / sizeof(folder[0]); i++)
		(void)unlinkat(f->ar.fd, folder[i], AT_REMOVEDIR);
	(void)rmdir(f->aside);
}

int cli_init(const struct cli_call *c, struct err *e)
{
	struct founding f = { .call = c, .ar = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1, .mem = { .cap = 1 << 24 } } };
	int rc = read_call(&f, e);

	if (rc == 0) {
		rc = make(&f, e);
		if (rc < 0)
			undo(&f);
	}
	if (rc == 0) {
		printf("%s\n", f.path);
		fprintf(stderr, "founded %.*s; the log's key, which visitors"
		    " need from you by another way, is in %s/public/log/vkey\n",
		    (int)f.origin.n, f.origin.p, f.path);
	}
	crypt_secret_closep(&f.log);
	crypt_secret_closep(&f.keeper);
	keep_archive_closep(&f.ar);
	return rc;
}
