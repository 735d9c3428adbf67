/*
 * crypt.h - SHA-256 (OpenSSL), Ed25519 checks and random bytes (libsodium)
 *
 * Pure but for crypt_random.  Threads: safe after crypt_start.
 */
#ifndef CRYPT_CRYPT_H
#define CRYPT_CRYPT_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

#define CRYPT_HASH 32 /* bytes of a SHA-256 */
#define CRYPT_KEY 32  /* bytes of an Ed25519 public key */
#define CRYPT_SIG 64  /* bytes of an Ed25519 signature */

/* Call once before all else. */
int crypt_start(struct err *e) MUST_CHECK;

void crypt_sha256(struct span in, uint8_t out[CRYPT_HASH]);

/* The same over pieces. */
struct crypt_hash {
	_Alignas(16) unsigned char state[128];
};
void crypt_hash_open(struct crypt_hash *h);
void crypt_hash_add(struct crypt_hash *h, struct span in);
void crypt_hash_end(struct crypt_hash *h, uint8_t out[CRYPT_HASH]);

/* HMAC-SHA-256 of text under a key of CRYPT_KEY bytes. */
void crypt_mac(const uint8_t key[CRYPT_KEY], struct span text,
    uint8_t out[CRYPT_HASH]);

/* True when sig is key's signature of text (RFC 8032, strict). */
bool crypt_verify(const uint8_t key[CRYPT_KEY], struct span text,
    const uint8_t sig[CRYPT_SIG]);

/* Unpredictable bytes.  Test builds: after crypt_random_seed, or with
 * $KULPYTAS_SEED set, the same bytes each run. */
void crypt_random(void *out, size_t n);
void crypt_random_seed(uint64_t seed); /* test builds only, else nothing */

/* Are n bytes the same?  Takes the same time whatever they are. */
bool crypt_same(const void *a, const void *b, size_t n);

/* Overwrites n bytes so that the compiler cannot leave it out. */
void crypt_wipe(void *p, size_t n);

#endif
