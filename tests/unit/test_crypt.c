/* Hashes, signatures, randomness, key files. */
#include "crypt/crypt.h"
#include "crypt/secret.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/code.h"
#include "base/file.h"

#include "../tap.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static struct span span_mem(const void *p, size_t n)
{
	return (struct span){ p, n };
}

/* FIPS 180-4 examples. */
static void test_hash(void)
{
	static const struct { const char *in, *hex; } T[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb924"
		    "27ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223"
		    "b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		    "248d6a61d20638b8e5c026930c3e6039"
		    "a33ce45964ff2167f6ecedd419db06c1" },
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		struct span in = span_of(T[i].in);
		uint8_t want[CRYPT_HASH], whole[CRYPT_HASH], parts[CRYPT_HASH];
		struct crypt_hash h;

		CHECK(code_unhex(span_of(T[i].hex), want, sizeof(want)),
		    "hash %zu: the case is hex", i);
		crypt_sha256(in, whole);
		crypt_hash_open(&h);
		for (size_t k = 0; k < in.n; k++)
			crypt_hash_add(&h, span_mem(in.p + k, 1));
		crypt_hash_add(&h, (struct span){ NULL, 0 });
		crypt_hash_end(&h, parts);
		CHECK(memcmp(whole, want, sizeof(want)) == 0,
		    "hash %zu: whole", i);
		CHECK(memcmp(parts, want, sizeof(want)) == 0,
		    "hash %zu: byte by byte", i);
	}
}

/* A bound wide enough for a sanitizer build on a busy machine; what it was
 * is printed. */
static void test_speed(void)
{
	uint8_t node[65] = { 1 }, salt[16];
	double start = now();

	for (int i = 0; i < 1000000; i++)
		crypt_sha256(span_mem(node, sizeof(node)), node + 1);
	printf("# a million hashes of 65 bytes: %.3f s\n", now() - start);
	CHECK(now() - start < 5, "hashing nodes is quick");
	start = now();
	for (int i = 0; i < 1000000; i++)
		crypt_random(salt, sizeof(salt));
	printf("# a million salts: %.3f s\n", now() - start);
	CHECK(now() - start < 5, "salts are cheap");
}

struct ed25519_case {
	const char *key, *text, *sig;
	bool ok;
};

/* RFC 8032 section 7.1, tests 1 to 3, then what must not pass. */
static const struct ed25519_case ED25519[] = {
	{ "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
	    "",
	    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
	    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
	    true },
	{ "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
	    "72",
	    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
	    true },
	{ "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
	    "af82",
	    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
	    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
	    true },
	/* another text */
	{ "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
	    "af83",
	    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
	    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
	    false },
	/* test 1 with L added to s: the same point, spelled twice */
	{ "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
	    "",
	    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
	    "4c8c7872aa064e049dbb3013fbf29380d25bf5f0595bbe24655141438e7a101b",
	    false },
	/* the neutral element as key: everything would hold */
	{ "0100000000000000000000000000000000000000000000000000000000000000",
	    "",
	    "0100000000000000000000000000000000000000000000000000000000000000"
	    "0000000000000000000000000000000000000000000000000000000000000000",
	    false },
};

static void test_verify(void)
{
	for (size_t i = 0; i < sizeof(ED25519) / sizeof(ED25519[0]); i++) {
		const struct ed25519_case *t = &ED25519[i];
		uint8_t key[CRYPT_KEY], sig[CRYPT_SIG], text[8];
		size_t n = strlen(t->text) / 2;

		CHECK(code_unhex(span_of(t->key), key, sizeof(key)) &&
		    code_unhex(span_of(t->text), text, n) &&
		    code_unhex(span_of(t->sig), sig, sizeof(sig)),
		    "ed25519 %zu: the case is hex", i);
		CHECK(crypt_verify(key, span_mem(text, n), sig) == t->ok,
		    "ed25519 %zu", i);
	}
}

/* Every single bit of key, text and signature counts. */
static void test_verify_bits(const struct crypt_secret *s)
{
	uint8_t all[CRYPT_KEY + CRYPT_SIG + 4];
	uint8_t *key = all, *sig = all + CRYPT_KEY, *text = sig + CRYPT_SIG;
	int passed = 0;

	memcpy(key, crypt_secret_public(s), CRYPT_KEY);
	memcpy(text, "text", 4);
	crypt_secret_sign(s, span_mem(text, 4), sig);
	CHECK(crypt_verify(key, span_mem(text, 4), sig), "own signature");
	for (size_t bit = 0; bit < 8 * sizeof(all); bit++) {
		all[bit / 8] ^= (uint8_t)(1 << bit % 8);
		passed += crypt_verify(key, span_mem(text, 4), sig);
		all[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	CHECK(passed == 0, "a flipped bit never passes (%d did)", passed);
	CHECK(!crypt_verify(key, span_mem(text, 3), sig), "shorter text");
}

static bool all_zero(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != 0)
			return false;
	return true;
}

/* A child must not get the bytes its parent gets. */
static void test_random_fork(void)
{
	uint8_t mine[32], other[32];
	int ends[2], status;
	pid_t child;

	crypt_random(mine, 1); /* the pool is full */
	if (pipe(ends) < 0)
		return;
	child = fork();
	if (child == 0) {
		crypt_random(other, sizeof(other));
		_exit(write(ends[1], other, sizeof(other)) !=
		    (ssize_t)sizeof(other));
	}
	crypt_random(mine, sizeof(mine));
	CHECK(read(ends[0], other, sizeof(other)) == (ssize_t)sizeof(other) &&
	    waitpid(child, &status, 0) == child && status == 0,
	    "the child has random bytes");
	CHECK(memcmp(mine, other, sizeof(mine)) != 0,
	    "a child's bytes are its own");
	(void)close(ends[0]);
	(void)close(ends[1]);
}

static void test_random(void)
{
	static uint8_t many[100000];
	uint8_t a[32], b[32];
	int seen[256] = { 0 }, missing = 0;

	crypt_random(many, sizeof(many));
	for (size_t i = 0; i < sizeof(many); i++)
		seen[many[i]]++;
	for (int i = 0; i < 256; i++)
		missing += seen[i] < 200 || seen[i] > 600; /* 390 +- 20 */
	CHECK(missing == 0, "bytes are spread evenly");
	crypt_random(a, sizeof(a));
	crypt_random(b, sizeof(b));
	CHECK(memcmp(a, b, sizeof(a)) != 0, "never the same twice");
	crypt_random(a, 0);
	crypt_wipe(b, sizeof(b));
	CHECK(all_zero(b, sizeof(b)), "wipe");
}

static void test_random_seeded(void)
{
#ifdef KULPYTAS_TESTING
	static uint8_t a[9000], b[9000];
	struct err e = { 0 };
	uint8_t c[16];

	crypt_random_seed(7);
	crypt_random(a, sizeof(a));
	crypt_random_seed(7);
	for (size_t i = 0; i < sizeof(b); i += 100)
		crypt_random(b + i, 100);
	CHECK(memcmp(a, b, sizeof(a)) == 0, "same seed, same bytes");
	CHECK(!all_zero(a + 8968, 32) && memcmp(a, a + 4096, 64) != 0,
	    "blocks differ");
	crypt_random_seed(8);
	crypt_random(c, sizeof(c));
	CHECK(memcmp(a, c, sizeof(c)) != 0, "another seed, other bytes");
	CHECK(crypt_start(&e) == 0, "starting twice is fine");
#else
	uint8_t a[16], b[16];

	crypt_random_seed(7);
	crypt_random(a, sizeof(a));
	crypt_random_seed(7);
	crypt_random(b, sizeof(b));
	CHECK(memcmp(a, b, sizeof(a)) != 0, "only test builds have seeds");
#endif
}

static void put_file(int dir, const char *name, struct span text, mode_t mode)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	CHECK(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n &&
	    fchmod(fd, mode) == 0 && close(fd) == 0, "%s: written", name);
}

static int files_in(int dir)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	int n = -2; /* "." and ".." are no files */

	if (d == NULL)
		return -1;
	while (readdir(d) != NULL)
		n++;
	(void)closedir(d);
	return n;
}

static void test_save_load(int dir, const struct crypt_secret *s,
    const char *file, const char *passphrase)
{
	SCOPED(crypt_secret) *back = NULL;
	struct err e = { 0 };
	struct stat st;
	uint8_t a[CRYPT_SIG], b[CRYPT_SIG];

	CHECK(crypt_secret_save(s, dir, file, span_of(passphrase), &e) == 0,
	    "%s: saved %s", file, e.text);
	CHECK(fstatat(dir, file, &st, 0) == 0 &&
	    (st.st_mode & 07777) == 0600 && st.st_nlink == 1,
	    "%s: mode 0600, one name", file);
	CHECK(crypt_secret_load(&back, dir, file, span_of(passphrase), &e)
	    == 0, "%s: loaded %s", file, e.text);
	if (back == NULL)
		return;
	crypt_secret_sign(s, SPAN("same"), a);
	crypt_secret_sign(back, SPAN("same"), b);
	CHECK(memcmp(a, b, sizeof(a)) == 0, "%s: the same key", file);
	CHECK(span_eq(crypt_secret_name(s), crypt_secret_name(back)),
	    "%s: the same name", file);
	CHECK(crypt_secret_save(back, dir, file, SPAN(""), &e) < 0 &&
	    e.kind == ERR_DENIED, "%s: is not replaced: %s", file, e.text);
}

static void check_refused(int dir, const char *file, const char *passphrase,
    enum err_kind kind)
{
	struct crypt_secret *s = NULL;
	struct err e = { 0 };
	int rc = crypt_secret_load(&s, dir, file, span_of(passphrase), &e);

	CHECK(rc < 0 && e.kind == kind && s == NULL, "refused: %s", e.text);
	crypt_secret_closep(&s);
}

#define HEAD "kulpytas/secret/v1\n"
#define NAME HEAD "a.example/log\n"
#define SEED "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define SALT "AAAAAAAAAAAAAAAAAAAAAA=="
#define NONCE "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define SEALED NONCE NONCE
#define ARGON(limits) NAME "argon2id " limits " " SALT " " NONCE " " SEALED "\n"

static void test_bad_files(int dir)
{
	static const struct { const char *text; enum err_kind kind; } T[] = {
		{ "", ERR_FORMAT },
		{ "kulpytas/secret/v2\na\nplain " SEED "\n", ERR_FORMAT },
		{ HEAD "\nplain " SEED "\n", ERR_FORMAT },
		{ HEAD "a b\nplain " SEED "\n", ERR_FORMAT },
		{ HEAD "a+b\nplain " SEED "\n", ERR_FORMAT },
		{ HEAD "\xff\nplain " SEED "\n", ERR_FORMAT },
		{ NAME, ERR_FORMAT },
		{ NAME "plain " SEED, ERR_FORMAT }, /* no final newline */
		{ NAME "plain " SEED "\n\n", ERR_FORMAT },
		{ NAME "plain AAAA\n", ERR_FORMAT },
		{ NAME "plain AAAA" SEED "\n", ERR_FORMAT },
		{ NAME "scrypt 1\n", ERR_FORMAT },
		{ ARGON("0 65536"), ERR_FORMAT },
		{ ARGON("17 65536"), ERR_FORMAT },
		{ ARGON("01 65536"), ERR_FORMAT },
		{ ARGON("1 1"), ERR_FORMAT },
		{ ARGON("1 1073741825"), ERR_FORMAT },
		{ ARGON("1 18446744073709551615"), ERR_FORMAT },
		{ NAME "argon2id 1 65536 " SALT " " NONCE "\n", ERR_FORMAT },
		{ ARGON("1 65536"), ERR_DENIED }, /* well formed, not sealed */
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		put_file(dir, "bad", span_of(T[i].text), 0600);
		check_refused(dir, "bad", "x", T[i].kind);
	}
	CHECK(unlinkat(dir, "bad", 0) == 0, "bad: gone");
}

static void test_modes(int dir)
{
	static const mode_t OPEN[] = { 0640, 0604, 0660, 0610, 0601, 0777 };

	for (size_t i = 0; i < sizeof(OPEN) / sizeof(OPEN[0]); i++) {
		put_file(dir, "open", SPAN(NAME "plain " SEED "\n"), OPEN[i]);
		check_refused(dir, "open", "", ERR_DENIED);
	}
	CHECK(unlinkat(dir, "open", 0) == 0, "open: gone");
	CHECK(mkdirat(dir, "d", 0700) == 0, "a folder");
	check_refused(dir, "d", "", ERR_FORMAT);
	CHECK(mkfifoat(dir, "p", 0600) == 0, "a pipe");
	check_refused(dir, "p", "", ERR_FORMAT);
	CHECK(unlinkat(dir, "d", AT_REMOVEDIR) == 0 &&
	    unlinkat(dir, "p", 0) == 0, "both gone");
}

/* RFC 8032 test 1 as a key file: the right public key comes out. */
static void test_known_file(int dir)
{
	SCOPED(crypt_secret) *s = NULL;
	struct err e = { 0 };
	uint8_t key[CRYPT_KEY], sig[CRYPT_SIG], want[CRYPT_SIG];

	put_file(dir, "known", SPAN(NAME "plain "
	    "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=\n"), 0600);
	CHECK(crypt_secret_load(&s, dir, "known", SPAN(""), &e) == 0,
	    "known: %s", e.text);
	if (s == NULL)
		return;
	CHECK(code_unhex(span_of(ED25519[0].key), key, sizeof(key)) &&
	    code_unhex(span_of(ED25519[0].sig), want, sizeof(want)),
	    "known: the case is hex");
	crypt_secret_sign(s, SPAN(""), sig);
	CHECK(memcmp(crypt_secret_public(s), key, sizeof(key)) == 0,
	    "known: public key");
	CHECK(memcmp(sig, want, sizeof(want)) == 0, "known: signature");
	CHECK(unlinkat(dir, "known", 0) == 0, "known: gone");
}

/* A sealed file is bound to its name and its limits. */
static void test_sealed_changes(int dir, const char *file)
{
	static char text[2048];
	SCOPED_FD fd = openat(dir, file, O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text));
	static const struct { size_t at; char to; const char *what; } T[] = {
		{ 20, 'X', "the name" }, { 49, '3', "the passes" },
		{ 70, 'A', "the salt" }, { 100, 'A', "the nonce" },
		{ 130, 'A', "the seed" }, { 181, 'A', "the tag" },
	};

	check_refused(dir, file, "", ERR_DENIED);
	check_refused(dir, file, "wrong", ERR_DENIED);
	CHECK(n == 183 || n == 184, "%s: read", file);
	for (size_t i = 0; n >= 183 && i < sizeof(T) / sizeof(T[0]); i++) {
		/* the memory has one digit more outside test builds */
		size_t at = T[i].at + (i > 1 ? (size_t)n - 183 : 0);
		char was = text[at];

		text[at] = (char)(T[i].to + (was == T[i].to));
		put_file(dir, "changed", span_mem(text, (size_t)n), 0600);
		check_refused(dir, "changed", "open sesame", ERR_DENIED);
		text[at] = was;
	}
	(void)unlinkat(dir, "changed", 0);
}

static void test_names(void)
{
	static const char *const BAD[] = { "", "a b", "a+b", "a\nb", "\xc3" };
	char longest[CRYPT_NAME_MAX + 2];
	struct err e = { 0 };
	struct crypt_secret *s = NULL;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
		CHECK(crypt_secret_new(&s, span_of(BAD[i]), &e) < 0 &&
		    e.kind == ERR_FORMAT && s == NULL, "no name %zu", i);
	memset(longest, 'n', sizeof(longest));
	CHECK(crypt_secret_new(&s, span_mem(longest, CRYPT_NAME_MAX + 1), &e)
	    < 0 && s == NULL, "a name too long");
	CHECK(crypt_secret_new(&s, span_mem(longest, CRYPT_NAME_MAX), &e) == 0
	    && crypt_secret_name(s).n == CRYPT_NAME_MAX, "the longest name");
	crypt_secret_closep(&s);
	CHECK(s == NULL, "closed");
	crypt_secret_closep(&s);
}

#ifdef KULPYTAS_TESTING
/* Whichever disk call fails: no half key, and the next try succeeds. */
static void test_disk_faults(int dir, const struct crypt_secret *s)
{
	int files = files_in(dir);

	for (long n = 0; n < 40; n++) {
		SCOPED(crypt_secret) *back = NULL;
		struct err e = { 0 };
		int rc;

		file_fault_at(n, FILE_FAULT_EIO);
		rc = crypt_secret_save(s, dir, "f", SPAN(""), &e);
		file_fault_at(-1, FILE_FAULT_EIO);
		CHECK((rc == 0) == file_exists(dir, "f"),
		    "fault %ld: saved or not: %s", n, e.text);
		if (rc < 0)
			continue;
		CHECK(crypt_secret_load(&back, dir, "f", SPAN(""), &e) == 0,
		    "fault %ld: whole", n);
		CHECK(n > 3 && unlinkat(dir, "f", 0) == 0, "%ld calls", n);
		CHECK(files_in(dir) == files, "no fault leaves an aside");
		return;
	}
	CHECK(false, "saving never succeeded");
}
#endif

static void test_secret(int dir)
{
	SCOPED(crypt_secret) *s = NULL;
	struct err e = { 0 };
	int files;

	CHECK(crypt_secret_new(&s, SPAN("memorial.example/log"), &e) == 0,
	    "new key %s", e.text);
	if (s == NULL)
		return;
	test_verify_bits(s);
	test_save_load(dir, s, "plain.key", "");
	test_save_load(dir, s, "sealed.key", "open sesame");
	check_refused(dir, "none", "", ERR_ABSENT);
	test_sealed_changes(dir, "sealed.key");
	test_bad_files(dir);
	test_modes(dir);
	test_known_file(dir);
	files = files_in(dir);
	CHECK(files == 2, "two keys and nothing aside (%d files)", files);
	CHECK(mkdirat(dir, "keys", 0700) == 0, "keys/");
	test_save_load(dir, s, "keys/inner", "");
#ifdef KULPYTAS_TESTING
	test_disk_faults(dir, s);
#endif
}

/* A reader in a jail is a copy of us: it may not hold the key. */
static void test_secret_fork(void)
{
	static const uint8_t none[CRYPT_KEY];
	SCOPED(crypt_secret) *s = NULL;
	struct err e = { 0 };
	uint8_t sig[CRYPT_SIG];
	int status = -1;
	pid_t child;

	CHECK(crypt_secret_new(&s, SPAN("example.test/fork"), &e) == 0,
	    "a key before a fork: %s", e.text);
	child = fork();
	if (child == 0) {
		crypt_secret_sign(s, SPAN("text"), sig);
		_exit(memcmp(crypt_secret_public(s), none, CRYPT_KEY) == 0 &&
		    crypt_secret_name(s).n == 0 ? 7 : 1);
	}
	CHECK(child > 0 && waitpid(child, &status, 0) == child &&
	    WIFEXITED(status) && WEXITSTATUS(status) == 7,
	    "a child finds zeros where the key is");
	crypt_secret_sign(s, SPAN("text"), sig);
	CHECK(crypt_verify(crypt_secret_public(s), SPAN("text"), sig),
	    "the parent signs as before");
}

int main(void)
{
	char folder[] = "/tmp/test_crypt.XXXXXX";
	static const char *const LEFT[] = { "plain.key", "sealed.key",
	    "keys/inner" };
	struct err e = { 0 };
	SCOPED_FD dir = -1;

	(void)unsetenv("KULPYTAS_SEED");
	CHECK(crypt_start(&e) == 0, "start %s", e.text);
	test_hash();
	test_speed();
	test_verify();
	test_random();
	test_random_fork();
	test_secret_fork();
	test_names();
	if (mkdtemp(folder) != NULL)
		dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	CHECK(dir >= 0, "a folder for keys");
	if (dir >= 0)
		test_secret(dir);
	test_random_seeded();
	for (size_t i = 0; i < sizeof(LEFT) / sizeof(LEFT[0]); i++)
		(void)unlinkat(dir, LEFT[i], 0);
	(void)unlinkat(dir, "keys", AT_REMOVEDIR);
	CHECK(chdir("/") == 0 && rmdir(folder) == 0, "nothing is left");
	return DONE();
}
