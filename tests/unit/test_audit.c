/* What an audit finds in logs that somebody forged who holds the log's key,
 * or a keeper's. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit/audit.h"
#include "base/code.h"
#include "base/file.h"
#include "crypt/secret.h"
#include "../tap.h"
#include "forged.h"

/* ---- what is found ---- */

static bool listed(const struct audit_list *list, const char *rule,
    uint64_t act)
{
	for (int i = 0; i < list->count; i++)
		if (strcmp(list->at[i].rule, rule) == 0 &&
		    list->at[i].act == act)
			return true;
	return false;
}

static struct audit *audited(struct log *l)
{
	struct audit_place place = { l->public_fd, -1, l->head };
	struct audit *a = NULL;

	if (audit_log(&a, &place, NULL, &e) < 0 || audit_lines(a, &e) < 0) {
		printf("# %s\n", e.text);
		exit(1);
	}
	return a;
}

static void show(const struct audit *a)
{
	for (int i = 0; i < a->failures.count; i++)
		printf("# broken %s act %lld %s: %s\n",
		    a->failures.at[i].rule, (long long)a->failures.at[i].act,
		    a->failures.at[i].file, a->failures.at[i].reason);
	for (int i = 0; i < a->voids.count; i++)
		printf("# void %s act %lld: %s\n", a->voids.at[i].rule,
		    (long long)a->voids.at[i].act, a->voids.at[i].reason);
}

/* The one finding that there is, and no other. */
static void expect(struct log *l, bool broken, const char *rule,
    uint64_t act, const char *what)
{
	SCOPED(audit) *a = audited(l);
	const struct audit_list *list = broken ? &a->failures : &a->voids;
	const struct audit_list *other = broken ? &a->voids : &a->failures;
	bool good = rule == NULL ? list->count == 0 && other->count == 0
	    : listed(list, rule, act) && list->count == 1 &&
	    (broken || other->count == 0);

	CHECK(good, "%s", what);
	if (!good)
		show(a);
}

/* ---- acts dropped, reordered, replaced ---- */

static void test_history(void)
{
	struct log real, l;
	struct made act[4];
	static const char *const says[4][2] = { { NULL },
	    { "person/00000000001B|status|killed", NULL },
	    { "person/00000000002P|status|killed", NULL },
	    { "person/000000000031|status|killed", NULL } };

	log_open(&real);
	found(&real);
	for (int i = 1; i < 4; i++) {
		act[i] = act_of(STMT_DO_RECORD, &real.head, FIRST, says[i]);
		publish(&real, &act[i]);
	}
	(void)act;
	for (int what = 0; what < 3; what++) {
		static const char *const name[] = { "an act dropped",
		    "two acts reordered", "an act replaced" };
		/* What comes after act 0: 4 is an act made up. */
		static const int order[3][3] = { { 1, 3, 0 }, { 2, 1, 3 },
		    { 1, 4, 3 } };
		struct audit_place place;
		struct audit *a = NULL;
		bool good;

		log_open(&l);
		{
			SCOPED(tlog) *t = NULL;
			struct made zero = { .count = 0 };
			char path[VAULT_PATH_MAX];

			vault_payload_path(0, path);
			if (tlog_open(&t, real.public_fd, 4, &e) < 0 ||
			    tlog_entry(t, 0, &mem, &zero.entry, &e) < 0 ||
			    vault_lines(real.public_fd, path, &mem, zero.line,
			    16, &zero.count, &e) < 0)
				exit(1);
			publish(&l, &zero);
		}
		for (int i = 0; i < 3 && order[what][i] != 0; i++) {
			if (order[what][i] == 4)
				ACT(&l, STMT_DO_RECORD, THIEF,
				    "person/00000000004C|status|killed");
			else
				publish(&l, &act[order[what][i]]);
		}
		place = (struct audit_place){ l.public_fd, -1, l.head };
		good = audit_log(&a, &place, NULL, &e) == 0 &&
		    a->failures.count > 0 &&
		    strcmp(a->failures.at[0].rule, "act.base") == 0;
		CHECK(good, "%s by a holder of the log's key", name[what]);
		if (a != NULL && !good)
			show(a);
		audit_closep(&a);
		log_close(&l);
	}
	expect(&real, true, NULL, 0, "the log as it was");
	log_close(&real);
}

/* ---- void acts and statements ---- */

static void test_void(void)
{
	static const struct {
		const char *rule, *what;
		int verb, signer;
		const char *line[3];
	} T[] = {
		{ "act.signature", "signed by nobody who could",
		    STMT_DO_RECORD, THIEF,
		    { "person/00000000001B|status|killed" } },
		{ "act.signature", "keys by a keeper who is no warden",
		    STMT_KEYS, SECOND, { "archive/000000000000|"
		    "archive.wardens|1" } },
		{ "act.verb", "a second founding", STMT_FOUND, FIRST,
		    { "archive/000000000000|archive.wardens|1" } },
		{ "act.verb", "an import that decides", STMT_IMPORT, FIRST,
		    { "person/00000000001B|finding|disputed" } },
		{ "key.rule", "more wardens than there are", STMT_KEYS, FIRST,
		    { "archive/000000000000|archive.wardens|7" } },
		{ "stmt.form", "no JSON", STMT_DO_RECORD, FIRST,
		    { "{no JSON" } },
		{ "stmt.form", "a key too many", STMT_DO_RECORD, FIRST,
		    { "{\"about\":\"person/00000000001B\",\"salt\":\"AAAAAAAA"
		    "AAAAAAAAAAAAAA\",\"says\":\"status\",\"value\":"
		    "\"killed\",\"x\":\"y\"}" } },
		{ "stmt.property", "a value that is no date", STMT_DO_RECORD,
		    FIRST, { "person/00000000001B|died.date|tomorrow" } },
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		struct log l;

		log_open(&l);
		found(&l);
		ACT(&l, (enum stmt_verb)T[i].verb, T[i].signer, T[i].line[0]);
		expect(&l, false, T[i].rule, 1, T[i].what);
		ACT(&l, STMT_DO_RECORD, SECOND,
		    "person/00000000005Q|status|killed");
		expect(&l, false, T[i].rule, 1, "and the archive stands");
		log_close(&l);
	}
}

static void test_no_act(void)
{
	struct made garbage = { .entry = SPAN("not an act\n") };
	struct log l;

	log_open(&l);
	found(&l);
	publish(&l, &garbage);
	ACT(&l, STMT_DO_RECORD, FIRST, "person/00000000001B|status|killed");
	expect(&l, false, "act.form", 1, "an entry that is no act");
	log_close(&l);
}

/* A keeper is added, retired, and the act that added it is put in again. */
static void test_replay(void)
{
	struct log l;
	struct made again;

	log_open(&l);
	found(&l);
	again = act_of(STMT_KEYS, &l.head, FIRST, (const char *const[]){
	    arena_fmt(&mem, "key/%s|key.keeper|%s", NAME[THIEF],
	    vkey(THIEF)), NULL });
	publish(&l, &again);
	ACT(&l, STMT_KEYS, FIRST, arena_fmt(&mem, "key/%s|key.retired|keeper",
	    NAME[THIEF]));
	publish(&l, &again);
	expect(&l, false, "act.replay", 3, "an act put in again");
	ACT(&l, STMT_DO_RECORD, THIEF, "person/00000000001B|status|killed");
	{
		SCOPED(audit) *a = audited(&l);

		CHECK(listed(&a->voids, "act.signature", 4),
		    "brings no key back");
	}
	log_close(&l);
}

/* ---- withholding and compromised keys ---- */

static const char WORK[] = "{\"about\":\"person/00000000001B\",\"lang\":"
    "\"en\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"says\":\"work\","
    "\"value\":\"a gardener\"}";

static void hide(struct log *l, uint64_t act, struct span line)
{
	char path[VAULT_PATH_MAX];
	uint8_t c[CRYPT_HASH];
	struct buf b;

	stmt_commit(line, c);
	buf_open(&b, &mem, 256);
	stmt_withheld_line(c, &b);
	buf_byte(&b, '\n');
	vault_payload_path(act, path);
	if (file_replace(l->public_fd, path, 0644, buf_span(&b), &e) < 0)
		exit(1);
}

static void test_words(void)
{
	uint8_t c[CRYPT_HASH];
	char id[STMT_ID_CHARS + 1] = "";
	const char *word, *back;
	struct log l;

	stmt_commit(span_of(WORK), c);
	stmt_id(c, id);
	word = arena_fmt(&mem, "statement/%s|withheld|protection", id);
	back = arena_fmt(&mem, "statement/%s|disclosed|error", id);
	log_open(&l);
	found(&l);
	ACT(&l, STMT_DO_RECORD, FIRST, WORK);
	ACT(&l, STMT_WITHHOLD, THIEF, word);
	expect(&l, false, "act.signature", 2, "a word of nobody");
	ACT(&l, STMT_WITHHOLD, SECOND, word);
	{
		SCOPED(audit) *a = audited(&l);

		CHECK(listed(&a->failures, "payload.leak", 1),
		    "a line that is withheld and still there");
	}
	hide(&l, 1, span_of(WORK));
	expect(&l, false, "act.signature", 2, "and hidden");
	ACT(&l, STMT_DISCLOSE, FIRST, back);
	{
		SCOPED(audit) *a = audited(&l);

		CHECK(listed(&a->failures, "payload.line", 1),
		    "disclosed, and still hidden");
	}
	ACT(&l, STMT_WITHHOLD, FIRST, "act/1|withheld|court");
	expect(&l, false, "act.signature", 2, "the whole act withheld");
	ACT(&l, STMT_KEYS, FIRST, arena_fmt(&mem,
	    "key/%s|key.compromised|3", NAME[SECOND]));
	{
		SCOPED(audit) *a = audited(&l);

		CHECK(a->failures.count == 0 &&
		    listed(&a->voids, "act.signature", 3),
		    "a compromised key's word falls, the later one holds");
	}
	log_close(&l);
}

/* What an act says of keys cannot be hidden, whatever is said about it. */
static void test_hidden_keys(void)
{
	struct log l;
	struct made m;

	log_open(&l);
	found(&l);
	m = act_of(STMT_KEYS, &l.head, FIRST, (const char *const[]){
	    arena_fmt(&mem, "key/%s|key.retired|all", NAME[SECOND]), NULL });
	publish(&l, &m);
	ACT(&l, STMT_WITHHOLD, SECOND, "act/1|withheld|court");
	hide(&l, 1, m.line[0]);
	{
		SCOPED(audit) *a = audited(&l);

		CHECK(listed(&a->failures, "payload.line", 1),
		    "a retirement that is hidden");
	}
	log_close(&l);
}

/* ---- candles ---- */

/* Publishes text as evidence, and an act that calls it the day's candles. */
static void light(struct log *l, enum stmt_verb verb, const char *text,
    const char *day)
{
	char hex[2 * CRYPT_HASH + 1] = "", path[VAULT_PATH_MAX], salt[64] = "";
	const char *folder;
	uint8_t hash[CRYPT_HASH];

	crypt_sha256(span_of(text), hash);
	code_hex(hash, CRYPT_HASH, hex);
	vault_evidence_path(hash, path);
	folder = arena_fmt(&mem, "evidence/sha256/%.2s", hex);
	if (file_make_dirs(l->public_fd, folder, 0755, &e) < 0 ||
	    file_replace(l->public_fd, path, 0644, span_of(text), &e) < 0)
		exit(1);
	stmt_salt(salt);
	ACT(l, verb, FIRST, arena_fmt(&mem, "{\"about\":\"archive/"
	    "000000000000\",%s\"salt\":\"%.*s\",\"says\":\"candles\","
	    "\"value\":\"sha256:%s\"}", day, STMT_SALT_CHARS, salt, hex));
}

static int drop_evidence(void *ctx, const char *path, int64_t bytes,
    struct err *why)
{
	(void)bytes;
	(void)why;
	(void)unlinkat(*(int *)ctx, path, 0);
	(void)unlinkat(*(int *)ctx, arena_fmt(&mem, "%.*s",
	    (int)(strrchr(path, '/') - path), path), AT_REMOVEDIR);
	return 0;
}

/* A keeper who signs what is not so. */
static void test_candles(void)
{
#define DAY "kulpytas/candles/v1 2026-01-01\n"
#define ONE "w.1767225600.00.AAAAAAAAAAAAAAAB.all\n"
#define ON "\"on\":\"2026-01-01\","
	static const struct {
		const char *text, *on, *rule, *what;
		bool broken;
	} T[] = {
		{ DAY ONE "counts\nall 0 1\nsum 0 1\n", ON, NULL,
		    "a day of candles", true },
		{ DAY ONE "counts\nall 0 2\nsum 0 2\n", ON, "candles.count",
		    "one counted twice", true },
		{ DAY ONE ONE "counts\nall 0 2\nsum 0 2\n", ON,
		    "candles.count", "one token twice", true },
		{ DAY "p.1767225600.30.AAAAAAAAAAAAAAAB.all 00000000\n"
		    "counts\nall 1 0\nsum 1 0\n", ON, "candles.count",
		    "no proof", true },
		{ DAY ONE "counts\nall 0 1\nsum 0 1\n",
		    "\"on\":\"2026-01-02\",", "candles.count",
		    "called another day's", true },
		{ DAY ONE "counts\nall 0 1\nsum 0 1\n", "",
		    "candles.count", "of no day", true },
		{ DAY ONE "counts\nall 0 1\nsum 0 1\n", ON, "act.verb",
		    "in a record", false },
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		bool record = !T[i].broken;
		struct log l;

		log_open(&l);
		found(&l);
		light(&l, record ? STMT_DO_RECORD : STMT_CANDLES, T[i].text,
		    T[i].on);
		expect(&l, T[i].broken, T[i].rule, 1, T[i].what);
		(void)!file_walk(l.public_fd, "evidence", drop_evidence,
		    &l.public_fd, &e);
		(void)unlinkat(l.public_fd, "evidence/sha256", AT_REMOVEDIR);
		(void)unlinkat(l.public_fd, "evidence", AT_REMOVEDIR);
		log_close(&l);
	}
}

int main(void)
{
	if (forged_start() < 0)
		return 1;
	test_history();
	test_void();
	test_no_act();
	test_replay();
	test_words();
	test_hidden_keys();
	test_candles();
	forged_stop();
	return DONE();
}
