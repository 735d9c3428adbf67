/* The one-shot SHA256() of OpenSSL 3 looks its algorithm up on each call:
 * for 65-byte nodes that is four times the hashing itself.  The old names
 * go straight to the SHA-NI code. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "crypt/crypt.h"

#include <assert.h>
#include <openssl/sha.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/scan.h"

static_assert(sizeof(SHA256_CTX) <= sizeof(struct crypt_hash), "room");
static_assert(_Alignof(SHA256_CTX) <= 16, "alignment");
static_assert(CRYPT_HASH == SHA256_DIGEST_LENGTH, "hash");
static_assert(CRYPT_KEY == crypto_sign_PUBLICKEYBYTES, "key");
static_assert(CRYPT_SIG == crypto_sign_BYTES, "signature");

#define POOL_BYTES 4096

/* Random bytes fetched ahead: a system call for each 16-byte salt would
 * cost more than the act it is for.  One per thread, so no lock. */
struct pool {
	uint8_t bytes[POOL_BYTES];
	size_t left;       /* unused bytes, at the end */
	pid_t pid;         /* whose bytes: a child must not share them */
	unsigned seeding;  /* the seeding they come from */
};
static _Thread_local struct pool pool;

/* Test builds: how often a seed was set (0 never), the seed, the blocks
 * made from it. */
static atomic_uint seeding;
#ifdef KULPYTAS_TESTING
static atomic_uint_fast64_t seed_value, seed_blocks;
#endif

static int seed_from_env(struct err *e)
{
#ifdef KULPYTAS_TESTING
	const char *text = getenv("KULPYTAS_SEED");
	struct scan s;
	uint64_t seed;

	if (text == NULL || atomic_load(&seeding) != 0)
		return 0;
	s = scan_of(span_of(text));
	if (!scan_u64(&s, UINT64_MAX, &seed) || !scan_done(&s))
		return err_set(e, ERR_FORMAT,
		    "KULPYTAS_SEED: not a decimal number");
	crypt_random_seed(seed);
#else
	(void)e;
#endif
	return 0;
}

int crypt_start(struct err *e)
{
	if (sodium_init() < 0)
		return err_set(e, ERR_IO, "libsodium could not start");
	return seed_from_env(e);
}

void crypt_sha256(struct span in, uint8_t out[CRYPT_HASH])
{
	struct crypt_hash h;

	crypt_hash_open(&h);
	crypt_hash_add(&h, in);
	crypt_hash_end(&h, out);
}

void crypt_hash_open(struct crypt_hash *h)
{
	SHA256_Init((SHA256_CTX *)(void *)h->state);
}

void crypt_hash_add(struct crypt_hash *h, struct span in)
{
	if (in.n > 0)
		SHA256_Update((SHA256_CTX *)(void *)h->state, in.p, in.n);
}

void crypt_hash_end(struct crypt_hash *h, uint8_t out[CRYPT_HASH])
{
	SHA256_Final(out, (SHA256_CTX *)(void *)h->state);
}

void crypt_mac(const uint8_t key[CRYPT_KEY], struct span text,
    uint8_t out[CRYPT_HASH])
{
	crypto_auth_hmacsha256(out, (const uint8_t *)text.p, text.n, key);
}

bool crypt_verify(const uint8_t key[CRYPT_KEY], struct span text,
    const uint8_t sig[CRYPT_SIG])
{
	/* Strict: libsodium refuses s >= L, small orders and keys spelled
	 * in a second way. */
	return crypto_sign_verify_detached(sig, (const uint8_t *)text.p,
	    text.n, key) == 0;
}

/* The key of the next block; the kernel stops us where it has none. */
static void next_key(uint8_t key[randombytes_SEEDBYTES], unsigned now)
{
#ifdef KULPYTAS_TESTING
	uint64_t from[4] = { atomic_load(&seed_value), 0, 0, 0 };

	static_assert(sizeof(from) == randombytes_SEEDBYTES, "seed");
	if (now > 0) {
		from[1] = atomic_fetch_add(&seed_blocks, 1);
		memcpy(key, from, sizeof(from));
		return;
	}
#else
	(void)now;
#endif
	randombytes_buf(key, randombytes_SEEDBYTES);
}

/* A block is ChaCha20 under a fresh key: one system call for 4096 bytes. */
static void fill(unsigned now)
{
	uint8_t key[randombytes_SEEDBYTES];

	next_key(key, now);
	randombytes_buf_deterministic(pool.bytes, POOL_BYTES, key);
	crypt_wipe(key, sizeof(key));
	pool.left = POOL_BYTES;
	pool.pid = getpid();
	pool.seeding = now;
}

void crypt_random(void *out, size_t n)
{
	unsigned now = atomic_load(&seeding);
	uint8_t *to = out;

	if (pool.seeding != now || pool.pid != getpid())
		pool.left = 0;
	while (n > 0) {
		uint8_t *from;
		size_t part;

		if (pool.left == 0)
			fill(now);
		part = n < pool.left ? n : pool.left;
		from = pool.bytes + POOL_BYTES - pool.left;
		memcpy(to, from, part);
		crypt_wipe(from, part); /* what is given out is forgotten */
		pool.left -= part;
		to += part;
		n -= part;
	}
}

void crypt_random_seed(uint64_t seed)
{
#ifdef KULPYTAS_TESTING
	atomic_store(&seed_value, seed);
	atomic_store(&seed_blocks, 0);
	atomic_fetch_add(&seeding, 1);
#else
	(void)seed;
#endif
}

bool crypt_same(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

void crypt_wipe(void *p, size_t n)
{
	explicit_bzero(p, n);
}
