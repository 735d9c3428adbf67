#include "crypt/secret.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/code.h"
#include "base/file.h"
#include "base/scan.h"
#include "base/utf8.h"

#define SEED_BYTES crypto_sign_SEEDBYTES
#define SALT_BYTES crypto_pwhash_argon2id_SALTBYTES
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
#define SEALED_BYTES (SEED_BYTES + TAG_BYTES)
#define BASE64_CHARS(n) (4 * (((n) + 2) / 3))

#define KEY_FILE_MAX 1024 /* bytes */
/* What a file may ask of our memory and time. */
#define OPS_MAX 16
#define MEMORY_MAX ((uint64_t)1 << 30) /* bytes */

#ifdef KULPYTAS_TESTING
#define OPS_NEW crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE
#define MEMORY_NEW crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE
#else
#define OPS_NEW crypto_pwhash_argon2id_OPSLIMIT_MODERATE
#define MEMORY_NEW crypto_pwhash_argon2id_MEMLIMIT_MODERATE
#endif

static const struct span MAGIC = { "kulpytas/secret/v1\n", 19 };

/* Bytes only, so that it may end at a guard page whatever its size. */
struct crypt_secret {
	char name[CRYPT_NAME_MAX + 1];
	uint8_t public[CRYPT_KEY];
	uint8_t secret[crypto_sign_SECRETKEYBYTES]; /* seed, then public */
};

/* How a seed is sealed under a passphrase. */
struct seal {
	uint64_t ops, memory; /* Argon2id passes, bytes */
	uint8_t salt[SALT_BYTES];
	uint8_t nonce[NONCE_BYTES];
	uint8_t bytes[SEALED_BYTES];
};

/* Locked memory for the text of a key file. */
struct page {
	char text[KEY_FILE_MAX];
};

/* Memory for secrets: locked, with guard pages, and empty in every child: a
 * jailed reader of foreign files is a copy of us and may be taken over.
 * sodium_malloc puts the bytes at the end of their pages. */
static void *take_locked(size_t n)
{
	const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	char *p = sodium_malloc(n);
	size_t before = (uintptr_t)p % page;

	if (p != NULL && madvise(p - before, (before + n + page - 1) / page *
	    page, MADV_WIPEONFORK) < 0) {
		sodium_free(p);
		return NULL;
	}
	return p;
}

static void page_closep(struct page **p)
{
	sodium_free(*p); /* wipes */
	*p = NULL;
}

static int page_open(struct page **out, struct err *e)
{
	*out = take_locked(sizeof(struct page));
	if (*out == NULL)
		return err_set(e, ERR_IO, "no locked memory for a key file");
	return 0;
}

static bool name_fits(struct span name)
{
	if (name.n == 0 || name.n > CRYPT_NAME_MAX)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];

		if (c <= ' ' || c == '+' || c == 0x7f)
			return false;
	}
	return utf8_valid(name);
}

/* A secret from its 32-byte seed, or from a fresh one where seed is NULL. */
static int secret_open(struct crypt_secret **out, struct span name,
    const uint8_t *seed, struct err *e)
{
	uint8_t fresh[SEED_BYTES];
	struct crypt_secret *s;

	if (!name_fits(name))
		return err_set(e, ERR_FORMAT, "key name: 1 to %d bytes of UTF-8"
		    " without spaces, plus and controls", CRYPT_NAME_MAX);
	s = take_locked(sizeof(*s));
	if (s == NULL)
		return err_set(e, ERR_IO, "no locked memory for a key");
	memset(s, 0, sizeof(*s));
	memcpy(s->name, name.p, name.n);
	if (seed == NULL)
		crypt_random(fresh, SEED_BYTES);
	crypto_sign_seed_keypair(s->public, s->secret,
	    seed != NULL ? seed : fresh);
	crypt_wipe(fresh, sizeof(fresh));
	sodium_mprotect_readonly(s);
	*out = s;
	return 0;
}

int crypt_secret_new(struct crypt_secret **out, struct span name,
    struct err *e)
{
	return secret_open(out, name, NULL, e);
}

void crypt_secret_closep(struct crypt_secret **s)
{
	sodium_free(*s); /* wipes; accepts NULL */
	*s = NULL;
}

struct span crypt_secret_name(const struct crypt_secret *s)
{
	return span_of(s->name);
}

const uint8_t *crypt_secret_public(const struct crypt_secret *s)
{
	return s->public;
}

void crypt_secret_sign(const struct crypt_secret *s, struct span text,
    uint8_t sig[CRYPT_SIG])
{
	crypto_sign_detached(sig, NULL, (const uint8_t *)text.p, text.n,
	    s->secret);
}

/* Argon2id of the passphrase, in locked memory. */
static int passphrase_key(struct span passphrase, const struct seal *seal,
    uint8_t **out, struct err *e)
{
	uint8_t *key = take_locked(
	    crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

	if (key == NULL)
		return err_set(e, ERR_IO, "no locked memory for a key");
	if (crypto_pwhash(key, crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
	    passphrase.p, passphrase.n, seal->salt, seal->ops,
	    (size_t)seal->memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
		sodium_free(key);
		return err_set(e, ERR_IO, "Argon2id needs %" PRIu64
		    " MiB of memory", seal->memory >> 20);
	}
	*out = key;
	return 0;
}

static int seal_make(const struct crypt_secret *s, struct span passphrase,
    struct span head, struct seal *out, struct err *e)
{
	uint8_t *key;

	out->ops = OPS_NEW;
	out->memory = MEMORY_NEW;
	crypt_random(out->salt, sizeof(out->salt));
	crypt_random(out->nonce, sizeof(out->nonce));
	if (passphrase_key(passphrase, out, &key, e) < 0)
		return -1;
	crypto_aead_xchacha20poly1305_ietf_encrypt(out->bytes, NULL,
	    s->secret, SEED_BYTES, (const uint8_t *)head.p, head.n, NULL,
	    out->nonce, key);
	sodium_free(key);
	return 0;
}

/* Adds one field of base64 and the byte after it. */
static size_t put(char *to, const uint8_t *in, size_t n, char stop)
{
	code_base64_put(in, n, to);
	to[BASE64_CHARS(n)] = stop;
	return BASE64_CHARS(n) + 1;
}

/* Writes the text of a key file into page. */
static int text_make(const struct crypt_secret *s, struct span passphrase,
    struct page *page, struct span *out, struct err *e)
{
	char *text = page->text;
	struct seal seal;
	size_t n;

	n = (size_t)snprintf(text, KEY_FILE_MAX, "%s%s\n", MAGIC.p, s->name);
	if (passphrase.n == 0) {
		n += (size_t)snprintf(text + n, KEY_FILE_MAX - n, "plain ");
		n += put(text + n, s->secret, SEED_BYTES, '\n');
	} else {
		struct span head = { text, n };

		if (seal_make(s, passphrase, head, &seal, e) < 0)
			return -1;
		n += (size_t)snprintf(text + n, KEY_FILE_MAX - n,
		    "argon2id %" PRIu64 " %" PRIu64 " ", seal.ops,
		    seal.memory);
		n += put(text + n, seal.salt, SALT_BYTES, ' ');
		n += put(text + n, seal.nonce, NONCE_BYTES, ' ');
		n += put(text + n, seal.bytes, SEALED_BYTES, '\n');
	}
	assert(n <= KEY_FILE_MAX);
	*out = (struct span){ text, n };
	return 0;
}

/* "keys/log.key" -> "keys/.log.key.<16 hex digits>", new each time, so that
 * two programs cannot save into one aside. */
static int aside_of(const char *path, char out[FILE_PATH_MAX + 1],
    struct err *e)
{
	const char *slash = strrchr(path, '/');
	int head = slash == NULL ? 0 : (int)(slash + 1 - path);
	uint8_t random[8];
	char hex[17] = { 0 };
	int n;

	randombytes_buf(random, sizeof(random)); /* new in test builds, too */
	code_hex(random, sizeof(random), hex);
	n = snprintf(out, FILE_PATH_MAX + 1, "%.*s.%s.%s", head, path,
	    path + head, hex);
	if (n < 0 || n > FILE_PATH_MAX)
		return err_set(e, ERR_LIMIT, "%.80s: path is too long", path);
	return 0;
}

static int sync_parent(int dirfd, const char *path)
{
	char parent[FILE_PATH_MAX + 1] = ".";
	const char *slash = strrchr(path, '/');
	SCOPED_FD fd = -1;

	if (slash != NULL)
		snprintf(parent, sizeof(parent), "%.*s", (int)(slash - path),
		    path);
	fd = openat(dirfd, parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -1 : fsync(fd);
}

static int already(const char *path, struct err *e)
{
	return err_set(e, ERR_DENIED, "%.160s is there already; a key is"
	    " never replaced", path);
}

/* Whole and durable under another name first; then link(2), which never
 * replaces a file, gives it its own. */
static int write_once(int dirfd, const char *path, struct span text,
    struct err *e)
{
	char aside[FILE_PATH_MAX + 1];
	int rc;

	if (aside_of(path, aside, e) < 0)
		return -1;
	rc = file_replace(dirfd, aside, 0600, text, e);
	if (rc == 0 && linkat(dirfd, aside, dirfd, path, 0) < 0)
		rc = errno == EEXIST ? already(path, e) :
		    err_set(e, ERR_IO, "%.160s: %s", path, strerror(errno));
	(void)unlinkat(dirfd, aside, 0);
	if (rc < 0)
		return -1;
	if (sync_parent(dirfd, path) < 0) {
		rc = err_set(e, ERR_IO, "%.160s: %s", path, strerror(errno));
		(void)unlinkat(dirfd, path, 0); /* ours: link made it */
	}
	return rc;
}

int crypt_secret_save(const struct crypt_secret *s, int dirfd,
    const char *path, struct span passphrase, struct err *e)
{
	SCOPED(page) *page = NULL;
	struct span text;

	if (file_exists(dirfd, path)) /* before the slow passphrase */
		return already(path, e);
	if (page_open(&page, e) < 0 ||
	    text_make(s, passphrase, page, &text, e) < 0)
		return err_in(e, "%.160s", path);
	return write_once(dirfd, path, text, e);
}

/* Takes a base64 field of n bytes and the byte after it. */
static bool take(struct scan *s, char stop, uint8_t *out, size_t n)
{
	struct span field;
	size_t got;

	return scan_until(s, stop, BASE64_CHARS(n), &field) &&
	    code_unbase64(field, out, n, &got) && got == n;
}

static int unseal(struct scan *s, struct span head, struct span passphrase,
    uint8_t seed[SEED_BYTES], struct err *e)
{
	struct seal seal;
	uint8_t *key;
	int rc;

	if (!scan_u64(s, OPS_MAX, &seal.ops) || seal.ops == 0 ||
	    !scan_lit(s, SPAN(" ")) ||
	    !scan_u64(s, MEMORY_MAX, &seal.memory) ||
	    seal.memory < crypto_pwhash_argon2id_MEMLIMIT_MIN ||
	    !scan_lit(s, SPAN(" ")))
		return err_set(e, ERR_FORMAT, "line 3: Argon2id limits are not"
		    " within %d passes and 1 GiB", OPS_MAX);
	if (!take(s, ' ', seal.salt, SALT_BYTES) ||
	    !take(s, ' ', seal.nonce, NONCE_BYTES) ||
	    !take(s, '\n', seal.bytes, SEALED_BYTES) || !scan_done(s))
		return err_set(e, ERR_FORMAT, "line 3: salt, nonce or sealed"
		    " key is malformed");
	if (passphrase.n == 0)
		return err_set(e, ERR_DENIED, "needs a passphrase");
	if (passphrase_key(passphrase, &seal, &key, e) < 0)
		return -1;
	rc = crypto_aead_xchacha20poly1305_ietf_decrypt(seed, NULL, NULL,
	    seal.bytes, SEALED_BYTES, (const uint8_t *)head.p, head.n,
	    seal.nonce, key);
	sodium_free(key);
	if (rc != 0)
		return err_set(e, ERR_DENIED, "wrong passphrase, or the file"
		    " was changed");
	return 0;
}

static int text_parse(struct crypt_secret **out, struct span text,
    struct span passphrase, struct err *e)
{
	struct scan s = scan_of(text);
	struct span head, name;
	uint8_t seed[SEED_BYTES];
	int rc = 0;

	if (!scan_lit(&s, MAGIC))
		return err_set(e, ERR_FORMAT, "line 1: no key file of ours");
	if (!scan_line(&s, CRYPT_NAME_MAX, &name) || !name_fits(name))
		return err_set(e, ERR_FORMAT, "line 2: no key name");
	head = (struct span){ text.p, (size_t)(s.at - text.p) };
	if (scan_lit(&s, SPAN("plain "))) {
		if (!take(&s, '\n', seed, SEED_BYTES) || !scan_done(&s))
			rc = err_set(e, ERR_FORMAT, "line 3: seed is"
			    " malformed");
	} else if (scan_lit(&s, SPAN("argon2id "))) {
		rc = unseal(&s, head, passphrase, seed, e);
	} else {
		rc = err_set(e, ERR_FORMAT, "line 3: neither 'plain' nor"
		    " 'argon2id'");
	}
	if (rc == 0)
		rc = secret_open(out, name, seed, e);
	crypt_wipe(seed, sizeof(seed));
	return rc;
}

/* Its own reading, not file_read: the mode is asked of the very file that is
 * read, and the bytes go to locked memory. */
static int page_read(int dirfd, const char *path, struct page *page,
    struct span *out, struct err *e)
{
	SCOPED_FD fd = openat(dirfd, path,
	    O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;
	size_t n = 0;

	if (fd < 0)
		return err_set(e, errno == ENOENT ? ERR_ABSENT :
		    errno == EACCES ? ERR_DENIED : ERR_IO, "%s",
		    strerror(errno));
	if (fstat(fd, &st) < 0)
		return err_set(e, ERR_IO, "%s", strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_FORMAT, "not a regular file");
	if ((st.st_mode & 077) != 0)
		return err_set(e, ERR_DENIED, "mode %04o: others may use this"
		    " key; chmod 600 if nobody has", st.st_mode & 07777U);
	while (n < KEY_FILE_MAX) {
		ssize_t got = read(fd, page->text + n, KEY_FILE_MAX - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set(e, ERR_IO, "%s", strerror(errno));
		if (got == 0)
			break;
		n += (size_t)got;
	}
	if (n == KEY_FILE_MAX)
		return err_set(e, ERR_FORMAT, "too long for a key file");
	*out = (struct span){ page->text, n };
	return 0;
}

int crypt_secret_load(struct crypt_secret **out, int dirfd, const char *path,
    struct span passphrase, struct err *e)
{
	SCOPED(page) *page = NULL;
	struct span text;

	if (page_open(&page, e) < 0 ||
	    page_read(dirfd, path, page, &text, e) < 0 ||
	    text_parse(out, text, passphrase, e) < 0)
		return err_in(e, "%.160s", path);
	return 0;
}
