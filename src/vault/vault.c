#include "vault/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/code.h"
#include "base/file.h"
#include "vault/put.h"

#define PIECE 65536 /* bytes read at once */

static void path_of(const char *folder, const uint8_t hash[CRYPT_HASH],
    char out[VAULT_PATH_MAX])
{
	char hex[2 * CRYPT_HASH + 1] = "";

	code_hex(hash, CRYPT_HASH, hex);
	(void)snprintf(out, VAULT_PATH_MAX, "%s/sha256/%.2s/%s", folder, hex,
	    hex);
}

void vault_evidence_path(const uint8_t hash[CRYPT_HASH],
    char out[VAULT_PATH_MAX])
{
	path_of("evidence", hash, out);
}

void vault_original_path(const uint8_t hash[CRYPT_HASH],
    char out[VAULT_PATH_MAX])
{
	path_of("originals", hash, out);
}

bool vault_hash_parse(struct span value, uint8_t out[CRYPT_HASH])
{
	struct span head = SPAN("sha256:");

	return span_starts(value, head) && value.n == head.n +
	    2 * CRYPT_HASH && code_unhex(span_skip(value, head.n), out,
	    CRYPT_HASH);
}

/* Hashes what fd gives; copies it to copy_fd where that is not -1. */
static int hash_fd(int fd, int copy_fd, uint64_t max,
    uint8_t out[CRYPT_HASH], struct err *e)
{
	struct crypt_hash h;
	char piece[PIECE];
	uint64_t total = 0;

	crypt_hash_open(&h);
	for (;;) {
		ssize_t n = read(fd, piece, sizeof(piece));
		char *p = piece;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(e, ERR_IO, "%s", strerror(errno));
		if (n == 0)
			break;
		total += (uint64_t)n;
		if (total > max)
			return err_set(e, ERR_LIMIT, "larger than %llu bytes",
			    (unsigned long long)max);
		crypt_hash_add(&h, (struct span){ piece, (size_t)n });
		while (copy_fd >= 0 && n > 0) {
			ssize_t k = write(copy_fd, p, (size_t)n);

			if (k < 0 && errno == EINTR)
				continue;
			if (k <= 0)
				return err_set(e, ERR_IO, "%s",
				    strerror(errno));
			p += k;
			n -= k;
		}
	}
	crypt_hash_end(&h, out);
	return 0;
}

int vault_check(int dirfd, const char *path, const uint8_t hash[CRYPT_HASH],
    struct err *e)
{
	SCOPED_FD fd = openat(dirfd, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW |
	    O_NONBLOCK);
	uint8_t got[CRYPT_HASH];

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		return err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
	if (hash_fd(fd, -1, UINT64_MAX, got, e) < 0)
		return err_in(e, "%s", path);
	if (memcmp(got, hash, CRYPT_HASH) != 0)
		return err_set(e, ERR_DENIED, "%s does not hash to its name",
		    path);
	return 1;
}

/* Copies fd into dirfd/path by way of an aside, durable. */
static int store(int dirfd, const char *path, int fd, mode_t mode,
    struct err *e)
{
	struct span dir = { path, strlen(path) };
	char up[VAULT_PATH_MAX] = "", aside[VAULT_PATH_MAX + 8];
	SCOPED_FD out = -1;
	SCOPED_FD folder = -1;
	uint8_t hash[CRYPT_HASH];

	while (dir.n > 0 && dir.p[dir.n - 1] != '/')
		dir.n--;
	memcpy(up, path, dir.n - 1);
	(void)snprintf(aside, sizeof(aside), "%s/.%s.new", up, path + dir.n);
	if (file_make_dirs(dirfd, up, mode == 0600 ? 0700 : 0755, e) < 0 ||
	    file_open_dir(dirfd, up, &folder, e) < 0)
		return -1;
	out = openat(dirfd, aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
	    mode);
	if (out < 0)
		return err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
	if (lseek(fd, 0, SEEK_SET) < 0 ||
	    hash_fd(fd, out, UINT64_MAX, hash, e) < 0)
		return err_in(e, "%s", path);
	if (fsync(out) < 0 || renameat(dirfd, aside, dirfd, path) < 0 ||
	    fsync(folder) < 0)
		return err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
	return 0;
}

int vault_keep(int private_fd, int fd, uint64_t max,
    uint8_t hash[CRYPT_HASH], struct err *e)
{
	char path[VAULT_PATH_MAX];
	uint8_t got[CRYPT_HASH];

	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_set(e, ERR_IO, "%s", strerror(errno));
	if (hash_fd(fd, -1, max, got, e) < 0)
		return -1;
	vault_original_path(got, path);
	if (!file_exists(private_fd, path) &&
	    store(private_fd, path, fd, 0600, e) < 0)
		return -1;
	memcpy(hash, got, CRYPT_HASH);
	return 0;
}

int vault_release(int private_fd, int public_fd,
    const uint8_t hash[CRYPT_HASH], struct err *e)
{
	char from[VAULT_PATH_MAX], to[VAULT_PATH_MAX];
	SCOPED_FD fd = -1;
	int got;

	vault_original_path(hash, from);
	vault_evidence_path(hash, to);
	got = vault_check(private_fd, from, hash, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "the original %s is not in this"
		    " archive", from);
	fd = openat(private_fd, from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return err_set(e, ERR_IO, "%s: %s", from, strerror(errno));
	return store(public_fd, to, fd, 0644, e);
}
