/* cmd_sign.c - signing away from the archive */
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utc.h"
#include "audit/handed.h"
#include "bring/bring.h"
#include "cli/cli.h"
#include "dossier/dossier.h"

/* ---- a dossier ---- */

static int sign_dossier(const struct cli_call *c, struct keep_archive *a,
    struct arena *mem, struct err *e)
{
	SCOPED(crypt_secret) *keeper = NULL;
	SCOPED(index) *ix = NULL;
	SCOPED(keep_pen) *pen = NULL;
	struct bring_done *done = arena_take(mem, 1, sizeof(*done));
	struct bring_taking t = { .archive = a, .done = done, .mem = mem,
	    .record = true };
	const struct crypt_secret *signers[1];
	struct span out;
	struct buf file;

	done->mem.cap = 1 << 24;
	if (keep_archive_keeper(a, cli_login(c), &keeper, e) < 0 ||
	    keep_archive_index(a, true, &ix, e) < 0)
		return -1;
	signers[0] = keeper;
	if (keep_pen_open(&pen, a, signers, 1, e) < 0)
		return -1;
	buf_open(&file, mem, AUDIT_HANDED_MAX);
	keep_pen_hand(pen, &file);
	t.ix = ix;
	t.pen = pen;
	if (bring_dossiers(&t, c->word, 1, e) < 0 ||
	    keep_pen_publish(pen, e) < 0 || buf_end(&file, &out, e) < 0)
		return -1;
	if (keep_pen_count(pen) == 0)
		return err_set(e, ERR_ABSENT, "%s says nothing new",
		    c->word[0]);
	fprintf(stderr, "%" PRIu64 " statements, signed and ready to be"
	    " handed in. The file holds private lines too: send it as you"
	    " would send those.\n", keep_pen_count(pen));
	return cli_out(out, e);
}

/* ---- an act ---- */

struct one {
	const char *name; /* of the signer */
	struct span line; /* with its newline */
};

static int by_name(const void *x, const void *y)
{
	const struct one *a = x, *b = y;

	return strcmp(a->name, b->name);
}

/* The signer sees what it is that is signed, and from which state. */
static int check_base(struct keep_archive *a, const struct audit_handed *h,
    struct err *e)
{
	SCOPED(tlog) *log = NULL;
	uint8_t root[CRYPT_HASH];

	if (!span_is(h->act.origin, a->head.origin))
		return err_set(e, ERR_DENIED, "an act of %.*s, and this is %s",
		    (int)h->act.origin.n, h->act.origin.p, a->head.origin);
	if (h->act.base_size == 0 || h->act.base_size > a->head.size)
		return err_set(e, ERR_DENIED, "FORMAT 3.4: the act builds on"
		    " %" PRIu64 " acts, and this copy has %" PRIu64
		    ": bring it up to date", h->act.base_size, a->head.size);
	if (tlog_open(&log, a->public_fd, a->head.size, e) < 0 ||
	    tlog_root(log, h->act.base_size, root, e) < 0)
		return -1;
	if (memcmp(root, h->act.base_root, CRYPT_HASH) != 0)
		return err_set(e, ERR_DENIED, "FORMAT 3.4: the act builds on"
		    " another log than the one here");
	return 0;
}

static void show(const struct audit_handed *h)
{
	char time[UTC_CHARS];

	utc_print(h->act.time, time);
	fprintf(stderr, "signing an act `%s` of %.*s:\n",
	    stmt_verb_name(h->act.verb), UTC_CHARS, time);
	for (int i = 0; i < h->act.count; i++) {
		fprintf(stderr, "  ");
		cli_print_safe(stderr, h->line[i]);
		fprintf(stderr, "\n");
	}
}

/* The note anew, with one signature more. */
static int add_signature(struct audit_handed *h, const struct crypt_secret *s,
    struct arena *mem, struct err *e)
{
	struct one *sig = arena_take(mem, STMT_ACT_SIGS + 1, sizeof(*sig));
	struct span name = crypt_secret_name(s);
	uint8_t bytes[CRYPT_SIG];
	struct note_key key;
	struct buf b;
	int n = h->act.note.sig_count;

	if (n == STMT_ACT_SIGS)
		return err_set(e, ERR_LIMIT, "FORMAT 3.2: it has %d signatures"
		    " already", n);
	for (int i = 0; i <= n; i++) {
		buf_open(&b, mem, 2048);
		if (i < n) {
			const struct note_sig *x = &h->act.note.sig[i];

			if (span_eq(x->name, name))
				return err_set(e, ERR_DENIED, "%.*s has signed"
				    " it already", (int)name.n, name.p);
			sig[i].name = arena_cstr(mem, x->name);
			buf_fmt(&b, "\xe2\x80\x94 %.*s %.*s\n",
			    (int)x->name.n, x->name.p, (int)x->base64.n,
			    x->base64.p);
		} else {
			crypt_secret_sign(s, h->act.note.text, bytes);
			if (note_key_of(name, NOTE_ED25519,
			    crypt_secret_public(s), &key, e) < 0)
				return -1;
			sig[i].name = arena_cstr(mem, name);
			note_sig_print(&key, bytes, &b);
		}
		if (buf_end(&b, &sig[i].line, e) < 0)
			return -1;
	}
	qsort(sig, (size_t)n + 1, sizeof(*sig), by_name);
	buf_open(&b, mem, STMT_ACT_BYTES);
	buf_add(&b, h->act.note.text);
	buf_byte(&b, '\n');
	for (int i = 0; i <= n; i++)
		buf_add(&b, sig[i].line);
	return buf_end(&b, &h->entry, e);
}

static int sign_act(const struct cli_call *c, struct keep_archive *a,
    struct arena *mem, struct err *e)
{
	SCOPED(crypt_secret) *s = NULL;
	struct span bytes, out;
	struct scan in;
	struct buf file;
	int got;

	if (file_read(AT_FDCWD, c->word[0], AUDIT_HANDED_MAX, mem, &bytes,
	    e) != 1)
		return err_set(e, ERR_ABSENT, "%s cannot be read", c->word[0]);
	in = scan_of(bytes);
	if (audit_handed_head(&in, e) < 0 ||
	    keep_archive_keeper(a, cli_login(c), &s, e) < 0)
		return -1;
	buf_open(&file, mem, AUDIT_HANDED_MAX);
	buf_str(&file, AUDIT_HANDED_HEAD);
	for (;;) {
		struct audit_handed *h = arena_take(mem, 1, sizeof(*h));

		got = audit_handed_next(&in, mem, h, e);
		if (got <= 0)
			break;
		if (check_base(a, h, e) < 0)
			return -1;
		show(h);
		if (add_signature(h, s, mem, e) < 0)
			return -1;
		audit_handed_print(h, &file);
	}
	if (got < 0 || buf_end(&file, &out, e) < 0)
		return -1;
	return cli_out(out, e);
}

int cli_sign(const struct cli_call *c, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(arena) mem = { .cap = (size_t)2 << 30 };

	if (keep_archive_open(&a, c->archive, KEEP_WRITE, NULL, e) < 0)
		return -1;
	return dossier_is(span_of(c->word[0])) ? sign_dossier(c, &a, &mem, e)
	    : sign_act(c, &a, &mem, e);
}
