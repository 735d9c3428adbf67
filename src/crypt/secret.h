/*
 * secret.h - power to sign: secret keys, their files, signatures.
 * See FLOORS for who may open this.
 *
 * A secret key lives in locked, guarded memory and is wiped when closed.  A
 * child made by fork has zeros in its place (MADV_WIPEONFORK): it can neither
 * sign nor close what its parent opened.
 * Key file (mode 0600, refused where group or others may read it):
 *   kulpytas/secret/v1
 *   <key name>
 *   plain <base64 of the 32-byte seed>
 * or, under a passphrase (Argon2id, then XChaCha20-Poly1305 with lines one
 * and two as associated data):
 *   argon2id <opslimit> <memlimit bytes> <base64 salt 16> <base64 nonce 24>
 *       <base64 of the sealed seed>               (all on line three)
 */
#ifndef CRYPT_SECRET_H
#define CRYPT_SECRET_H

#include "crypt/crypt.h"

#define CRYPT_NAME_MAX 255 /* bytes of a key name */

struct crypt_secret;

int crypt_secret_new(struct crypt_secret **out, struct span name,
    struct err *e) MUST_CHECK;
void crypt_secret_closep(struct crypt_secret **s);

/* An empty passphrase means none.  save refuses to replace a file.  load:
 * ERR_ABSENT, ERR_DENIED (mode, or wrong passphrase: "needs a passphrase"
 * when none was given), ERR_FORMAT. */
int crypt_secret_save(const struct crypt_secret *s, int dirfd,
    const char *path, struct span passphrase, struct err *e) MUST_CHECK;
int crypt_secret_load(struct crypt_secret **out, int dirfd, const char *path,
    struct span passphrase, struct err *e) MUST_CHECK;

struct span crypt_secret_name(const struct crypt_secret *s);
const uint8_t *crypt_secret_public(const struct crypt_secret *s);
void crypt_secret_sign(const struct crypt_secret *s, struct span text,
    uint8_t sig[CRYPT_SIG]);

#endif
