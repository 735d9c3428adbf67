/*
 * journal.c - files that must change in one instant
 *
 * private/journal: a line "kulpytas/journal/v1", then for each file the line
 * "<octal mode> <bytes> <path>" and its bytes and a newline, then the line
 * "end <hex SHA-256 of all before>".  A journal that is not whole was never
 * decided and is dropped.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/code.h"
#include "base/scan.h"
#include "tlog/append.h"
#include "tlog/inside.h"

#define JOURNAL "private/journal"
#define JOURNAL_MAX ((size_t)1 << 30) /* bytes */

static const char HEAD[] = "kulpytas/journal/v1\n";

int tlog_journal_write(int archive_fd, const struct tlog_change *list,
    struct err *e)
{
	SCOPED(arena) a = { .cap = JOURNAL_MAX * 3 };
	uint8_t hash[CRYPT_HASH];
	char hex[2 * CRYPT_HASH];
	struct buf b;
	struct span s;

	buf_open(&b, &a, JOURNAL_MAX);
	buf_str(&b, HEAD);
	for (; list != NULL; list = list->next) {
		buf_fmt(&b, "%03o %zu %s\n", (unsigned)list->mode,
		    list->bytes.n, list->path);
		buf_add(&b, list->bytes);
		buf_byte(&b, '\n');
	}
	if (buf_end(&b, &s, e) < 0)
		return err_in(e, "too much changes at once");
	crypt_sha256(s, hash);
	code_hex(hash, CRYPT_HASH, hex);
	buf_fmt(&b, "end %.*s\n", (int)sizeof(hex), hex);
	if (buf_end(&b, &s, e) < 0)
		return -1;
	return file_replace(archive_fd, JOURNAL, 0600, s, e);
}

int tlog_journal_apply(int archive_fd, const struct tlog_change *list,
    struct err *e)
{
	struct file_batch *batch = NULL;
	int rc = file_batch_open(&batch, archive_fd, e);

	for (; rc == 0 && list != NULL; list = list->next)
		rc = file_batch_put(batch, list->path, list->mode, list->bytes,
		    e);
	if (rc == 0)
		rc = file_batch_commit(batch, e);
	file_batch_closep(&batch);
	return rc;
}

int tlog_journal_drop(int archive_fd, struct err *e)
{
	return file_remove(archive_fd, JOURNAL, e);
}

static bool read_mode(struct scan *s, mode_t *out)
{
	mode_t mode = 0;

	for (int i = 0; i < 3; i++) {
		if (scan_done(s) || *s->at < '0' || *s->at > '7')
			return false;
		mode = mode * 8 + (mode_t)(*s->at++ - '0');
	}
	*out = mode;
	return true;
}

/* False where the journal is not whole. */
static bool read_journal(struct span bytes, struct arena *a,
    struct tlog_change **out)
{
	const size_t tail = 4 + 2 * CRYPT_HASH + 1;
	uint8_t hash[CRYPT_HASH], said[CRYPT_HASH];
	struct tlog_change *first = NULL, **link = &first;
	struct scan s;

	if (bytes.n < tail + sizeof(HEAD) - 1)
		return false;
	s = scan_of(span_skip(bytes, bytes.n - tail));
	if (!scan_lit(&s, SPAN("end ")) || !code_unhex((struct span){ s.at,
	    2 * CRYPT_HASH }, said, CRYPT_HASH))
		return false;
	bytes.n -= tail;
	crypt_sha256(bytes, hash);
	if (memcmp(hash, said, CRYPT_HASH) != 0)
		return false;
	s = scan_of(bytes);
	if (!scan_lit(&s, span_of(HEAD)))
		return false;
	while (!scan_done(&s)) {
		struct tlog_change *c = arena_take(a, 1, sizeof(*c));
		struct span path;
		uint64_t n;

		if (!read_mode(&s, &c->mode) || !scan_lit(&s, SPAN(" ")) ||
		    !scan_u64(&s, JOURNAL_MAX, &n) ||
		    !scan_lit(&s, SPAN(" ")) ||
		    !scan_line(&s, FILE_PATH_MAX, &path) ||
		    n >= scan_rest(&s).n)
			return false;
		c->path = arena_cstr(a, path);
		c->bytes = (struct span){ s.at, (size_t)n };
		s.at += n;
		if (!scan_lit(&s, SPAN("\n")))
			return false;
		*link = c;
		link = &c->next;
	}
	*out = first;
	return true;
}

int tlog_recover(int archive_fd, bool *finished, struct err *e)
{
	SCOPED(arena) a = { .cap = JOURNAL_MAX * 3 };
	struct tlog_change *list = NULL;
	struct span bytes;
	int got = file_read(archive_fd, JOURNAL, JOURNAL_MAX, &a, &bytes, e);

	*finished = false;
	if (got <= 0)
		return got;
	if (read_journal(bytes, &a, &list)) {
		if (tlog_journal_apply(archive_fd, list, e) < 0)
			return err_in(e, "finishing an interrupted command");
		*finished = true;
	}
	return tlog_journal_drop(archive_fd, e);
}
