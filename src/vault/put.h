/*
 * put.h - power to put files into the vault.  See FLOORS for who may open
 * this.
 */
#ifndef VAULT_PUT_H
#define VAULT_PUT_H

#include "vault/vault.h"

/* Keeps all bytes of fd (from its start) in private/originals, durable, under
 * their hash; a file already there stays.  At most max bytes: ERR_LIMIT. */
int vault_keep(int private_fd, int fd, uint64_t max,
    uint8_t hash[CRYPT_HASH], struct err *e) MUST_CHECK;

/* Copies an original to public/evidence: the release of FORMAT 7.5.
 * ERR_ABSENT where the original is not here. */
int vault_release(int private_fd, int public_fd,
    const uint8_t hash[CRYPT_HASH], struct err *e) MUST_CHECK;

#endif
