#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "audit/audit.h"
#include "base/file.h"
#include "cli/cli.h"

#define TRIES 3         /* while another command writes */
#define ALL_LOG_KEYS 64 /* of one archive, ever */

struct verify {
	const struct cli_call *call;
	struct keep_archive ar;
	struct audit *audit;
	struct span note;          /* the checkpoint as it lies there */
	struct span since_note;    /* of --since, or empty */
	struct tlog_head since, seen;
	bool has_since, has_seen;
	bool unsigned_yet; /* no trusted key signed: the log must lead there */
	struct audit_list failures; /* of the checkpoint itself */
};

/* ---- the checkpoint ---- */

static void tell(struct verify *v, const char *rule, const char *reason)
{
	struct audit_finding f = { .act = AUDIT_NO_ACT };

	(void)snprintf(f.rule, sizeof(f.rule), "%s", rule);
	(void)snprintf(f.file, sizeof(f.file), "log/checkpoint");
	audit_tell(&v->failures, &f, "%s", reason);
}

/* What a checkpoint says, whoever signed it. */
static int read_unsigned(struct span bytes, struct tlog_head *out,
    struct err *e)
{
	struct note_checkpoint c;
	struct note n;

	if (note_parse(bytes, &n, e) < 0 ||
	    note_checkpoint_parse(n.text, &c, e) < 0)
		return -1;
	if (c.extension.n > 0)
		return err_set(e, ERR_FORMAT, "FORMAT 2.2: more than three"
		    " lines");
	memcpy(out->origin, c.origin.p, c.origin.n);
	out->origin[c.origin.n] = '\0';
	out->size = c.size;
	memcpy(out->root, c.root, CRYPT_HASH);
	return 0;
}

/* The checkpoints to compare with: --since, and what this user saw last. */
static int read_earlier(struct verify *v, struct err *e)
{
	const char *path = cli_option(v->call, "since");
	struct keep_archive *a = &v->ar;
	struct err why = { 0 };
	int got;

	if (path != NULL && v->since_note.n == 0 && file_read(AT_FDCWD, path,
	    NOTE_BYTES_MAX, &a->mem, &v->since_note, e) != 1)
		return err_set(e, ERR_ABSENT, "--since %s cannot be read",
		    path);
	v->has_since = path != NULL && tlog_head_of(v->since_note, a->log_key,
	    a->log_keys, &v->since, &why) == 0;
	got = keep_archive_remembered(a, &v->seen, &why);
	if (got < 0)
		fprintf(stderr, "kulpytas verify: what was seen last is not"
		    " known: %s\n", why.text);
	v->has_seen = got == 1;
	return 0;
}

/* False where there is nothing to go on with. */
static bool read_checkpoint(struct verify *v)
{
	struct keep_archive *a = &v->ar;
	struct err why = { 0 }, other = { 0 };
	int got = file_read(a->public_fd, "log/checkpoint", NOTE_BYTES_MAX,
	    &a->mem, &v->note, &why);

	if (got <= 0) {
		tell(v, "log.checkpoint", got == 0 ? "is missing" : why.text);
		return false;
	}
	v->unsigned_yet = false;
	if (tlog_head_of(v->note, a->log_key, a->log_keys, &a->head,
	    &why) == 0)
		return true;
	if (read_unsigned(v->note, &a->head, &other) < 0) {
		tell(v, "log.checkpoint", other.text);
		return false;
	}
	v->unsigned_yet = true;
	if (why.kind == ERR_DENIED && (v->has_since || v->has_seen) &&
	    strcmp(a->head.origin, v->has_since ? v->since.origin
	    : v->seen.origin) == 0)
		return true;
	memset(&a->head, 0, sizeof(a->head));
	tell(v, "log.checkpoint", why.text);
	fprintf(stderr, "kulpytas verify: if the log has a new key, it is"
	    " believed with a checkpoint that the old one signed (--since)\n");
	return false;
}

/* All log keys that this log named, in force or not. */
static int all_log_keys(const struct verify *v, bool in_force,
    struct note_key key[ALL_LOG_KEYS])
{
	const struct stmt_keys *keys = v->audit->keys;
	int n = 0;

	for (int i = 0; i < stmt_keys_count(keys) && n < ALL_LOG_KEYS; i++) {
		const struct stmt_key_info *k = stmt_keys_at(keys, i);

		if (k->log || (!in_force && strcmp(k->key.name,
		    v->ar.head.origin) == 0))
			key[n++] = k->key;
	}
	return n;
}

static void check_extends(struct verify *v, const struct tlog_head *old,
    const char *what)
{
	struct err why = { 0 };

	if (tlog_extends(v->audit->log, old, &why) == 0)
		return;
	(void)err_in(&why, "%s", what);
	tell(v, "log.consistency", why.text);
}

/* Now that the keys are known: who signed, and what came before. */
static int check_checkpoint(struct verify *v, struct err *e)
{
	struct note_key key[ALL_LOG_KEYS];
	struct tlog_head head;
	struct err why = { 0 };
	int n = all_log_keys(v, false, key);

	if (v->since_note.n > 0 && !v->has_since) {
		if (tlog_head_of(v->since_note, key, n, &v->since, e) < 0)
			return err_in(e, "--since");
		v->has_since = true;
	}
	if (v->has_since)
		check_extends(v, &v->since, "--since");
	if (v->has_seen)
		check_extends(v, &v->seen, "seen last");
	if (v->unsigned_yet && v->failures.count > 0)
		tell(v, "log.checkpoint", "not signed by the log's key");
	n = all_log_keys(v, true, key);
	if (!v->audit->unjudged &&
	    tlog_head_of(v->note, key, n, &head, &why) < 0)
		tell(v, "log.checkpoint", n == 0 ? "act 0 founds no archive:"
		    " no key of the log is in force" : why.text);
	else if (v->audit->unjudged && v->unsigned_yet)
		tell(v, "log.checkpoint", "not signed by the log's key");
	return 0;
}

/* ---- results ---- */

static bool is_ok(const struct verify *v)
{
	return v->failures.count == 0 && v->audit != NULL &&
	    v->audit->failures.count == 0;
}

static void json_finding(struct buf *b, const struct audit_finding *f,
    bool failure)
{
	buf_str(b, failure ? "{\"rule\":" : "{\"act\":");
	if (!failure)
		buf_fmt(b, "%" PRIu64 ",\"rule\":", f->act);
	buf_json(b, span_of(f->rule));
	if (failure && f->act == AUDIT_NO_ACT)
		buf_str(b, ",\"act\":null");
	else if (failure)
		buf_fmt(b, ",\"act\":%" PRIu64, f->act);
	if (failure) {
		buf_str(b, ",\"file\":");
		buf_json(b, span_of(f->file));
	}
	buf_str(b, ",\"reason\":");
	buf_json(b, span_of(f->reason));
	buf_byte(b, '}');
}

static void json_list(struct buf *b, const struct audit_list *l,
    bool failure, bool *first)
{
	for (int i = 0; l != NULL && i < l->count; i++) {
		if (!*first)
			buf_byte(b, ',');
		*first = false;
		json_finding(b, &l->at[i], failure);
	}
}

static int print_json(const struct verify *v, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 24 };
	const struct audit *a = v->audit;
	bool first = true;
	struct span s;
	struct buf b;

	buf_open(&b, &mem, 1 << 22);
	buf_fmt(&b, "{\"ok\":%s,\"size\":%" PRIu64 ",\"root\":\"",
	    is_ok(v) ? "true" : "false", v->ar.head.size);
	if (a != NULL)
		code_base64(&b, v->ar.head.root, CRYPT_HASH);
	buf_fmt(&b, "\",\"acts\":%" PRIu64 ",\"statements\":%" PRIu32
	    ",\"withheld\":%" PRIu64 ",\"evidence\":%" PRIu64 ",\"void\":[",
	    a == NULL ? 0 : a->head.size, a == NULL ? 0 : a->statements,
	    a == NULL ? 0 : a->withheld, a == NULL ? 0 : a->evidence);
	json_list(&b, a == NULL ? NULL : &a->voids, false, &first);
	buf_str(&b, "],\"failures\":[");
	first = true;
	json_list(&b, &v->failures, true, &first);
	json_list(&b, a == NULL ? NULL : &a->failures, true, &first);
	buf_str(&b, "]}\n");
	return buf_end(&b, &s, e) < 0 ? -1 : cli_out(s, e);
}

static void print_list(const char *head, const struct audit_list *l)
{
	for (int i = 0; i < l->count; i++) {
		const struct audit_finding *f = &l->at[i];

		printf("%s  %s  ", head, f->rule);
		cli_print_safe(stdout, span_of(f->file));
		if (f->act != AUDIT_NO_ACT)
			printf("%sact %" PRIu64, f->file[0] != '\0' ? ", "
			    : "", f->act);
		printf(": ");
		cli_print_safe(stdout, span_of(f->reason));
		printf("\n");
	}
}

static int print_words(const struct verify *v, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 16 };
	const struct audit *a = v->audit;
	struct buf b;

	print_list("broken", &v->failures);
	if (a == NULL)
		return 0;
	print_list("broken", &a->failures);
	print_list("void", &a->voids);
	cli_print_safe(stdout, span_of(a->head.origin));
	printf(": %" PRIu64 " acts, %" PRIu32 " statements, %" PRIu64
	    " withheld, %" PRIu64 " files of evidence\n", a->head.size,
	    a->statements, a->withheld, a->evidence);
	buf_open(&b, &mem, 1024);
	buf_str(&b, "root ");
	code_base64(&b, a->head.root, CRYPT_HASH);
	buf_str(&b, is_ok(v) ? "\nwhole: every byte is what was signed\n"
	    : "\nnot whole: see above\n");
	return cli_out(buf_span(&b), e);
}

/* ---- what is odd but not wrong ---- */

static int odd_file(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	const struct verify *v = ctx;
	const struct audit_files *f = &v->audit->files;
	char known[VAULT_PATH_MAX];

	(void)e;
	(void)bytes;
	for (size_t i = 0; i < f->count; i++) {
		vault_evidence_path(f->at[i].hash, known);
		if (strcmp(path, known) == 0)
			return 0;
	}
	fprintf(stderr, "kulpytas verify: ");
	cli_print_safe(stderr, span_of(path));
	fprintf(stderr, " is public, and no statement in force releases it\n");
	return 0;
}

static void say_more(const char *what, uint64_t more)
{
	if (more > 0)
		fprintf(stderr, "kulpytas verify: and %" PRIu64 " more %s\n",
		    more, what);
}

static void say_odd(struct verify *v)
{
	const struct audit *a = v->audit;
	struct err why = { 0 };

	if (cli_option(v->call, "vkey") == NULL && v->ar.private_fd < 0)
		fprintf(stderr, "kulpytas verify: the log's key came with this"
		    " copy; compare it with one that you have from elsewhere"
		    " (--vkey)\n");
	if (a == NULL)
		return;
	say_more("failures", v->failures.more + a->failures.more);
	say_more("void", a->voids.more);
	if (a->unjudged)
		fprintf(stderr, "kulpytas verify: what acts say of keys could"
		    " not all be read; who signed was not judged after\n");
	if (a->odd_times > 0)
		fprintf(stderr, "kulpytas verify: %" PRIu64 " acts are dated"
		    " before an earlier act\n", a->odd_times);
	if (a->unheld > 0)
		fprintf(stderr, "kulpytas verify: %" PRIu64 " withheld lines"
		    " are not in private/held, the first of act %" PRIu64
		    "\n", a->unheld, a->unheld_act);
	if (v->ar.private_fd >= 0 && file_exists(v->ar.public_fd, "evidence") &&
	    file_walk(v->ar.public_fd, "evidence", odd_file, v, &why) < 0)
		fprintf(stderr, "kulpytas verify: %s\n", why.text);
}

/* ---- the command ---- */

static int once(struct verify *v, struct err *e)
{
	struct audit_place place;

	if (read_earlier(v, e) < 0)
		return -1;
	if (!read_checkpoint(v))
		return 0;
	place = (struct audit_place){ v->ar.public_fd, v->ar.private_fd,
	    v->ar.head };
	if (audit_log(&v->audit, &place, NULL, e) < 0 ||
	    check_checkpoint(v, e) < 0)
		return -1;
	return audit_lines(v->audit, e);
}

/* Did another command write while we read? */
static bool changed(struct verify *v)
{
	struct err why = { 0 };
	struct span now;

	if (v->ar.private_fd >= 0 && file_exists(v->ar.private_fd, "journal"))
		return true;
	return file_read(v->ar.public_fd, "log/checkpoint", NOTE_BYTES_MAX,
	    &v->ar.mem, &now, &why) == 1 && !span_eq(now, v->note);
}

static void forget(struct verify *v)
{
	audit_closep(&v->audit);
	audit_list_closep(&v->failures);
	keep_archive_closep(&v->ar);
	v->since_note = v->note = (struct span){ 0 };
}

int cli_verify(const struct cli_call *c, struct err *e)
{
	struct verify v = { .call = c, .ar = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 } };
	struct err why = { 0 };
	int rc = -1;

	for (int try = 0; try < TRIES; try++) {
		forget(&v);
		rc = keep_archive_open(&v.ar, c->count > 0 ? c->word[0]
		    : c->archive, KEEP_AUDIT, cli_option(c, "vkey"), e);
		if (rc == 0)
			rc = once(&v, e);
		if (rc < 0 || is_ok(&v) || !changed(&v))
			break;
	}
	if (rc == 0) {
		say_odd(&v);
		rc = cli_option(c, "json") != NULL ? print_json(&v, e)
		    : print_words(&v, e);
	}
	if (rc == 0 && is_ok(&v) && !v.unsigned_yet) {
		v.ar.checkpoint = v.note;
		if (keep_archive_remember(&v.ar, &why) < 0)
			fprintf(stderr, "kulpytas verify: what was seen could"
			    " not be remembered: %s\n", why.text);
	}
	if (rc == 0 && !is_ok(&v))
		rc = -1; /* said already */
	forget(&v);
	return rc;
}
