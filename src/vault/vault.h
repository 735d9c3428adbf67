/*
 * vault.h - evidence by hash, and lines that are withheld
 *
 * public_fd is public/, private_fd is private/.  Errors as in file.h.
 */
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "crypt/crypt.h"

#define VAULT_PATH_MAX 128 /* bytes of a path below public/ or private/ */
#define VAULT_LINES_MAX ((size_t)256 * (32768 + 1)) /* bytes of a payload */

/* "evidence/sha256/ab/<64 hex>" below public/. */
void vault_evidence_path(const uint8_t hash[CRYPT_HASH],
    char out[VAULT_PATH_MAX]);
/* "originals/sha256/ab/<64 hex>" below private/. */
void vault_original_path(const uint8_t hash[CRYPT_HASH],
    char out[VAULT_PATH_MAX]);
/* "sha256:<64 hex>". */
bool vault_hash_parse(struct span value, uint8_t out[CRYPT_HASH]);

/* 1: the file is there and hashes to its name; 0: it is not there; -1
 * ERR_DENIED: it is another; ERR_IO. */
int vault_check(int dirfd, const char *path, const uint8_t hash[CRYPT_HASH],
    struct err *e) MUST_CHECK;

/* The statement lines of act n below public/ (payload/<N>), or the withheld
 * ones below private/ (held/<N>: as many lines, empty where the public file
 * has the statement).  *lines gets at most max spans; *count how many lines
 * there are, 0 where there is no such file.  ERR_FORMAT where the last line
 * lacks its newline. */
void vault_payload_path(uint64_t act, char out[VAULT_PATH_MAX]);
void vault_held_path(uint64_t act, char out[VAULT_PATH_MAX]);
int vault_lines(int dirfd, const char *path, struct arena *a,
    struct span *lines, int max, int *count, struct err *e) MUST_CHECK;

#endif
