/* take.c - acts that were signed outside the pen, into the log */
#include "cli/take.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "base/utc.h"
#include "cli/cli.h"

struct cli_take {
	struct keep_archive *a;
	const struct cli_call *call;
	struct index *ix;
	struct stmt_keys *keys;
	struct tlog *log;
	struct keep_redact *redact;
	int count;
	const struct audit_handed *act[CLI_TAKE_ACTS];
	int64_t latest;      /* time of the newest act */
	bool keys_changed, compromised;
	int exposed;         /* statements to be withheld again */
	char (*again)[STMT_ID_CHARS + 1];
	struct crypt_secret *keeper;
	struct arena mem;
};

int cli_take_open(struct cli_take **out, struct keep_archive *a,
    const struct cli_call *call, struct err *e)
{
	SCOPED(cli_take) *t = calloc(1, sizeof(*t));
	struct index_head head;

	if (t == NULL)
		return err_set(e, ERR_IO, "out of memory");
	t->a = a;
	t->call = call;
	t->mem.cap = (size_t)1 << 30;
	if (keep_archive_index(a, true, &t->ix, e) < 0 ||
	    index_keys(t->ix, &t->keys, e) < 0 ||
	    index_head(t->ix, &head, e) < 0 ||
	    tlog_open(&t->log, a->public_fd, a->head.size, e) < 0 ||
	    keep_redact_open(&t->redact, a, t->ix, e) < 0)
		return -1;
	t->latest = head.time;
	*out = t;
	t = NULL; /* the caller owns it now */
	return 0;
}

void cli_take_closep(struct cli_take **p)
{
	struct cli_take *t = *p;

	if (t == NULL)
		return;
	keep_redact_closep(&t->redact);
	crypt_secret_closep(&t->keeper);
	stmt_keys_closep(&t->keys);
	tlog_closep(&t->log);
	index_closep(&t->ix);
	arena_closep(&t->mem);
	free(t);
	*p = NULL;
}

struct stmt_keys *cli_take_keys(struct cli_take *t)
{
	return t->keys;
}

struct index *cli_take_index(struct cli_take *t)
{
	return t->ix;
}

/* ---- checks ---- */

static int check_head(struct cli_take *t, const struct stmt_act *act,
    struct err *e)
{
	uint8_t root[CRYPT_HASH];

	if (!span_is(act->origin, t->a->head.origin))
		return err_set(e, ERR_DENIED, "FORMAT 3: an act of %.*s, and"
		    " this is %s", (int)act->origin.n, act->origin.p,
		    t->a->head.origin);
	if (act->base_size == 0 || act->base_size > t->a->head.size)
		return err_set(e, ERR_DENIED, "FORMAT 3.4: its keeper had"
		    " verified %" PRIu64 " acts, and this log has %" PRIu64,
		    act->base_size, t->a->head.size);
	if (tlog_root(t->log, act->base_size, root, e) < 0)
		return -1;
	if (memcmp(root, act->base_root, CRYPT_HASH) != 0)
		return err_set(e, ERR_DENIED, "FORMAT 3.4: its keeper had"
		    " verified another log than this one");
	if (act->time > utc_now())
		return err_set(e, ERR_DENIED, "FORMAT 9.2: the act is dated"
		    " ahead of this machine's clock");
	if (act->time < t->latest)
		return err_set(e, ERR_DENIED, "FORMAT 9.2: the act is dated"
		    " before the latest act of the log: it must be signed"
		    " anew");
	return 0;
}

static bool holds(const struct audit_handed *h, const uint8_t *c)
{
	int low = 0, high = h->act.count;

	while (low < high) {
		int middle = (low + high) / 2;
		int d = memcmp(h->act.commitment[middle], c, CRYPT_HASH);

		if (d == 0)
			return true;
		if (d < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static int check_new(struct cli_take *t, const struct audit_handed *h,
    struct err *e)
{
	for (int i = 0; i < h->act.count; i++) {
		SCOPED(arena) mem = { .cap = 1 << 26 };
		struct index_stmt was;
		int got = index_statement(t->ix, h->act.commitment[i], &mem,
		    &was, e);

		for (int k = 0; got == 0 && k < t->count; k++)
			got = holds(t->act[k], h->act.commitment[i]);
		if (got < 0)
			return -1;
		if (got > 0)
			return err_set(e, ERR_DENIED, "FORMAT 3.1: the log"
			    " holds its statement %d already: it was taken in"
			    " before", i + 1);
	}
	return 0;
}

/* What the act says of lines that are in the log, and of keys. */
static int take_words(struct cli_take *t, const struct audit_handed *h,
    struct err *e)
{
	SCOPED(arena) mem = { .cap = 4 * VAULT_LINES_MAX };

	for (int i = 0; i < h->act.count; i++) {
		uint8_t id[CRYPT_HASH];
		struct stmt s;
		bool word;

		if (stmt_parse(h->line[i], &mem, &s, e) < 0)
			return -1;
		t->compromised |= span_is(s.says, "key.compromised");
		if (s.property != NULL && s.property->sense == STMT_PRIVATE &&
		    !h->withheld[i])
			return err_set(e, ERR_DENIED, "FORMAT 5.3: statement"
			    " %d: `%.*s` is always withheld from birth", i + 1,
			    (int)s.says.n, s.says.p);
		word = span_is(s.says, "withheld");
		if ((!word && !span_is(s.says, "disclosed")) ||
		    (s.subject.kind == STMT_ACT &&
		    s.subject.act == UINT64_MAX) ||
		    (s.subject.kind == STMT_STATEMENT &&
		    stmt_id_parse(s.subject.id, id) && holds(h, id)))
			continue;
		if (keep_redact_word(t->redact, &s.subject, word, e) < 0)
			return err_in(e, "statement %d", i + 1);
	}
	return 0;
}

int cli_take_act(struct cli_take *t, const struct audit_handed *h,
    struct err *e)
{
	bool keys = h->act.verb == STMT_KEYS;
	struct stmt_standing st;

	if (t->count == CLI_TAKE_ACTS)
		return err_set(e, ERR_LIMIT, "more than %d acts at once",
		    CLI_TAKE_ACTS);
	if (check_head(t, &h->act, e) < 0 || check_new(t, h, e) < 0 ||
	    stmt_keys_play(t->keys, t->a->head.size + (uint64_t)t->count,
	    &h->act, h->line, h->act.count, &st, e) < 0)
		return -1;
	if (!st.ok)
		return err_set(e, ERR_DENIED, "%s: %s", st.rule, st.reason);
	if (take_words(t, h, e) < 0)
		return -1;
	t->act[t->count++] = h;
	t->latest = h->act.time;
	t->keys_changed |= keys;
	if (t->compromised && t->count > 1)
		return err_set(e, ERR_DENIED, "an act about a compromised key"
		    " is taken in alone");
	return 0;
}

/* ---- a compromised key ---- */

static int note_exposed(struct cli_take *t, const struct audit *audit,
    uint32_t place, struct err *e)
{
	char about[STMT_SUBJECT_MAX] = "statement/";
	struct stmt_subject subject;
	uint8_t flag = *audit_flag(audit, place);

	stmt_id(audit_commitment(audit, place), t->again[t->exposed]);
	if ((flag & AUDIT_HIDDEN) != 0) {
		t->exposed++;
		return 0;
	}
	/* Shown by the compromised key, and withheld before that. */
	memcpy(about + 10, t->again[t->exposed], STMT_ID_CHARS + 1);
	memset(t->again[t->exposed], 0, STMT_ID_CHARS + 1);
	return stmt_subject_parse(span_of(about), &subject, e) < 0 ||
	    keep_redact_word(t->redact, &subject, true, e) < 0 ? -1 : 0;
}

/* The keeper who says it must stand after the act. */
static int find_keeper(struct cli_take *t, const struct stmt_keys *after,
    struct err *e)
{
	const struct stmt_key_info *k;

	if (keep_archive_keeper(t->a, cli_login(t->call), &t->keeper, e) == 0) {
		k = stmt_keys_find(after, crypt_secret_name(t->keeper));
		if (k != NULL && k->keeper && !k->compromised)
			return 0;
	}
	return err_set(e, ERR_DENIED, "%d lines that the compromised key"
	    " withheld would come to light; a keeper who stays must withhold"
	    " them again: name that key with --key", t->exposed);
}

static bool log_key_left(const struct cli_take *t,
    const struct stmt_keys *after)
{
	struct note_key key[KEEP_LOG_KEYS];
	int n = stmt_keys_log(after, key, KEEP_LOG_KEYS);

	for (int i = 0; i < n; i++)
		for (int k = 0; k < t->a->log_keys; k++)
			if (memcmp(key[i].key, t->a->log_key[k].key,
			    CRYPT_KEY) == 0)
				return true;
	return false;
}

/* What the compromised key withheld is undone by the rule (FORMAT 7.6), but
 * nothing comes to light by accident: it is withheld again in the same
 * instant, and a keeper then discloses what should be seen. */
static int find_exposed(struct cli_take *t, struct err *e)
{
	struct audit_extra extra = { .act = &t->act[0]->act,
	    .lines = t->act[0]->line };
	struct audit_place place = { t->a->public_fd, t->a->private_fd,
	    t->a->head };
	SCOPED(audit) *audit = NULL;
	const uint8_t bad = AUDIT_FAULT | AUDIT_STRUCTURE;

	if (!t->compromised)
		return 0;
	if (audit_log(&audit, &place, &extra, e) < 0)
		return -1;
	if (!extra.standing.ok)
		return err_set(e, ERR_DENIED, "%s: %s", extra.standing.rule,
		    extra.standing.reason);
	if (!log_key_left(t, audit->keys))
		return err_set(e, ERR_DENIED, "no key of the log that signs"
		    " here would be in force: what added it would be undone");
	if (audit_lines(audit, e) < 0)
		return -1;
	t->again = arena_take(&t->mem, (size_t)audit->withheld + 1,
	    sizeof(*t->again));
	for (uint64_t n = 0; n < audit->head.size; n++) {
		const struct audit_act *x = &audit->act[n];

		for (uint32_t i = 0; i < x->count; i++) {
			uint8_t flag = *audit_flag(audit, x->first + i);
			bool hidden = (flag & AUDIT_HIDDEN) != 0;
			bool word = (flag & AUDIT_WITHHELD) != 0;

			if ((flag & bad) != 0 || hidden == word ||
			    (x->mark & AUDIT_KEYS) != 0 ||
			    (hidden && (x->mark & AUDIT_STANDS) == 0))
				continue;
			if (note_exposed(t, audit, x->first + i, e) < 0)
				return -1;
		}
	}
	return t->exposed == 0 ? 0 : find_keeper(t, audit->keys, e);
}

static int withhold_again(struct cli_take *t, struct keep_pen *pen,
    struct err *e)
{
	for (int i = 0; i < t->exposed; i++) {
		char about[STMT_SUBJECT_MAX], id[STMT_ID_CHARS + 1];
		struct stmt s = { .says = SPAN("withheld"),
		    .value = SPAN("protection") };

		(void)snprintf(about, sizeof(about), "statement/%s",
		    t->again[i]);
		s.about = span_of(about);
		if (keep_pen_put(pen, STMT_WITHHOLD, &s, false, id, e) < 0)
			return -1;
	}
	if (t->exposed > 0)
		fprintf(stderr, "%d lines that the compromised key withheld"
		    " are withheld again; disclose what should be seen\n",
		    t->exposed);
	return 0;
}

/* ---- publishing ---- */

/* Before: the keys of now and of then, so that at no instant the archive
 * cannot be opened.  After: those in force. */
static int pin_before(struct cli_take *t, struct err *e)
{
	struct note_key key[2 * KEEP_LOG_KEYS];
	int n = stmt_keys_log(t->keys, key, KEEP_LOG_KEYS);
	int all = n;

	for (int i = 0; i < t->a->log_keys; i++) {
		int k = 0;

		while (k < n && memcmp(key[k].key, t->a->log_key[i].key,
		    CRYPT_KEY) != 0)
			k++;
		if (k == n)
			key[all++] = t->a->log_key[i];
	}
	if (all > KEEP_LOG_KEYS)
		return err_set(e, ERR_LIMIT, "more than %d keys of the log at"
		    " once: retire one first", KEEP_LOG_KEYS);
	return all == t->a->log_keys ? 0 : cli_keyring_pin(t->a, key, all, e);
}

static int pin_after(struct cli_take *t, struct err *e)
{
	struct note_key key[KEEP_LOG_KEYS];
	int n = stmt_keys_log(t->keys, key, KEEP_LOG_KEYS);

	if (n == t->a->log_keys)
		return 0;
	if (cli_keyring_pin(t->a, key, n, e) < 0 ||
	    cli_keyring_shelve(t->a, key, n, e) < 0)
		return -1;
	return keep_archive_remember(t->a, e);
}

static int write_all(struct cli_take *t, struct keep_pen *pen, struct err *e)
{
	for (int i = 0; i < t->count; i++)
		if (keep_pen_act(pen, &t->act[i]->act, t->act[i]->entry,
		    t->act[i]->line, t->act[i]->withheld, e) < 0)
			return -1;
	if (withhold_again(t, pen, e) < 0 ||
	    keep_redact_write(t->redact, pen, e) < 0)
		return -1;
	index_closep(&t->ix);
	return keep_pen_publish(pen, e);
}

int cli_take_publish(struct cli_take *t, struct err *e)
{
	SCOPED(keep_pen) *pen = NULL;
	const struct crypt_secret *signers[1];
	struct err why = { 0 };

	if (t->count == 0)
		return 0;
	if (find_exposed(t, e) < 0 ||
	    (t->keys_changed && pin_before(t, e) < 0))
		return -1;
	signers[0] = t->keeper;
	if (keep_pen_open(&pen, t->a, signers, t->keeper != NULL, e) < 0 ||
	    write_all(t, pen, e) < 0)
		return -1;
	if ((t->keys_changed && pin_after(t, &why) < 0) ||
	    keep_redact_files(t->redact, t->compromised, &why) < 0)
		fprintf(stderr, "kulpytas: published, but: %s\n", why.text);
	return 0;
}
