/* keyring.c - which keys of the log this archive goes by */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/take.h"

#define CONF_BYTES 65536

/* The lines of archive.conf that name no key stay as they are. */
static int other_lines(struct keep_archive *a, struct arena *mem,
    struct buf *b, struct err *e)
{
	struct span s;

	if (file_read(a->fd, "archive.conf", CONF_BYTES, mem, &s, e) != 1)
		return err_set(e, ERR_ABSENT, "archive.conf cannot be read");
	while (s.n > 0) {
		struct span line = { s.p, span_find(s, '\n') };

		s = span_skip(s, line.n + 1);
		if (span_starts(line, SPAN("vkey = ")))
			continue;
		buf_add(b, line);
		buf_byte(b, '\n');
	}
	return 0;
}

int cli_keyring_pin(struct keep_archive *a, const struct note_key *key,
    int count, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 20 };
	struct buf conf, vkeys;
	struct span s, v;

	buf_open(&conf, &mem, CONF_BYTES * 2);
	buf_open(&vkeys, &mem, CONF_BYTES);
	if (other_lines(a, &mem, &conf, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		buf_str(&conf, "vkey = ");
		note_key_print(&key[i], &conf);
		note_key_print(&key[i], &vkeys);
		buf_byte(&conf, '\n');
		buf_byte(&vkeys, '\n');
	}
	if (buf_end(&conf, &s, e) < 0 || buf_end(&vkeys, &v, e) < 0 ||
	    file_replace(a->fd, "archive.conf", 0644, s, e) < 0 ||
	    file_replace(a->public_fd, "log/vkey", 0644, v, e) < 0)
		return -1;
	memcpy(a->log_key, key, (size_t)count * sizeof(*key));
	a->log_keys = count;
	return 0;
}

/* Kept, but under a name by which nothing is signed any more. */
static int shelve_one(struct keep_archive *a, const char *file,
    const struct crypt_secret *s, struct err *e)
{
	char from[64], to[64], hex[9] = "";

	code_hex(crypt_secret_public(s), 4, hex);
	(void)snprintf(from, sizeof(from), "keys/%s", file);
	(void)snprintf(to, sizeof(to), "keys/log.retired-%s", hex);
	if (renameat(a->private_fd, from, a->private_fd, to) < 0)
		return err_set(e, ERR_IO, "private/%s: %s", from,
		    strerror(errno));
	fprintf(stderr, "the retired key's secret is now private/%s\n", to);
	return 0;
}

int cli_keyring_shelve(struct keep_archive *a, const struct note_key *key,
    int count, struct err *e)
{
	static const char *const file[KEEP_LOG_KEYS] = { "log", "log-2",
	    "log-3", "log-4" };
	const struct keep_login none = { 0 };

	for (int i = 0; i < KEEP_LOG_KEYS; i++) {
		SCOPED(crypt_secret) *s = NULL;
		struct err why = { 0 };
		bool kept = false;

		if (keep_archive_secret(a, file[i], none, &s, &why) < 0)
			continue;
		for (int k = 0; k < count; k++)
			kept |= memcmp(key[k].key, crypt_secret_public(s),
			    CRYPT_KEY) == 0;
		if (!kept && shelve_one(a, file[i], s, e) < 0)
			return -1;
	}
	return 0;
}
