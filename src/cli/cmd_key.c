/* cmd_key.c - keys of wardens, keepers, witnesses and the log (FORMAT 7) */
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utc.h"
#include "cli/cli.h"
#include "cli/take.h"

#define LINES_MAX 16 /* statements of one such act */

struct ceremony {
	const struct cli_call *call;
	struct keep_archive a;
	struct cli_take *take;
	struct stmt_keys *keys; /* of take: before our act */
	struct arena mem;
	int lines;
	struct span line[LINES_MAX];
	uint8_t commitment[LINES_MAX][CRYPT_HASH];
	int secrets;
	struct crypt_secret *secret[KEEP_SECRETS];
};

/* ---- new ---- */

static int print_vkey(const struct crypt_secret *s, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 16 };
	struct note_key k;
	struct span out;
	struct buf b;

	buf_open(&b, &mem, 1024);
	if (note_key_of(crypt_secret_name(s), NOTE_ED25519,
	    crypt_secret_public(s), &k, e) < 0)
		return -1;
	note_key_print(&k, &b);
	buf_byte(&b, '\n');
	return buf_end(&b, &out, e) < 0 ? -1 : cli_out(out, e);
}

static int read_passphrase(const struct cli_call *c, struct arena *mem,
    struct span *out, struct err *e)
{
	const char *file = cli_option(c, "passphrase-file");

	*out = (struct span){ 0 };
	if (file != NULL && file_read(AT_FDCWD, file, 4096, mem, out, e) != 1)
		return err_set(e, ERR_ABSENT, "%s cannot be read", file);
	while (out->n > 0 && (out->p[out->n - 1] == '\n' ||
	    out->p[out->n - 1] == '\r'))
		out->n--;
	return 0;
}

static int key_new(struct ceremony *k, struct err *e)
{
	SCOPED(crypt_secret) *s = NULL;
	const char *word = k->call->word[1];
	bool log = strcmp(word, "log-2") == 0 || strcmp(word, "log-3") == 0 ||
	    strcmp(word, "log-4") == 0;
	struct span name, words = { 0 };
	char path[64];
	int rc;

	if (k->a.private_fd < 0)
		return err_set(e, ERR_DENIED, "%s has no private/ to keep a"
		    " secret key in", k->a.path);
	if (!log && (!stmt_handle_valid(span_of(word)) || strlen(word) > 40 ||
	    strchr(word, '.') != NULL || strncmp(word, "log", 3) == 0))
		return err_set(e, ERR_FORMAT, "FORMAT 3.3: '%s': a-z 0-9 - and"
		    " not beginning with log (log-2 is a new key of the log)",
		    word);
	name = log ? span_of(k->a.head.origin) : span_of(arena_fmt(&k->mem,
	    "%s/keeper/%s", k->a.head.origin, word));
	(void)snprintf(path, sizeof(path), "keys/%s", word);
	if (read_passphrase(k->call, &k->mem, &words, e) < 0)
		return -1;
	if (log && words.n > 0)
		return err_set(e, ERR_FORMAT, "the log's key signs by itself:"
		    " it takes no passphrase");
	rc = crypt_secret_new(&s, name, e);
	if (rc == 0)
		rc = crypt_secret_save(s, k->a.private_fd, path, words, e);
	if (words.n > 0)
		crypt_wipe((char *)(uintptr_t)words.p, words.n);
	if (rc < 0 || print_vkey(s, e) < 0)
		return -1;
	fprintf(stderr, "the secret is in private/%s; it has no role until a"
	    " warden gives it one: kulpytas key add VKEY --role %s\n", path,
	    log ? "log" : "keeper");
	return 0;
}

/* ---- list ---- */

static void print_roles(struct buf *b, const struct stmt_key_info *i,
    const char *between, const char *quote)
{
	const struct { const char *name; bool has; } role[] = {
		{ "warden", i->warden }, { "keeper", i->keeper },
		{ "witness", i->witness }, { "log", i->log },
		{ "retired", i->retired }, { "compromised", i->compromised },
	};
	bool first = true;

	for (size_t r = 0; r < sizeof(role) / sizeof(role[0]); r++) {
		if (!role[r].has)
			continue;
		buf_fmt(b, "%s%s%s%s", first ? "" : between, quote,
		    role[r].name, quote);
		first = false;
	}
}

static int key_list(struct ceremony *k, struct err *e)
{
	bool json = cli_option(k->call, "json") != NULL;
	int n = stmt_keys_count(k->keys);
	struct span out;
	struct buf b;

	buf_open(&b, &k->mem, 1 << 22);
	if (json)
		buf_fmt(&b, "{\"wardens_needed\":%d,\"keys\":[",
		    stmt_keys_wardens_needed(k->keys));
	for (int i = 0; i < n; i++) {
		const struct stmt_key_info *x = stmt_keys_at(k->keys, i);

		if (!json) {
			print_roles(&b, x, ",", "");
			buf_fmt(&b, "  since act %" PRIu64, x->since);
			if (x->compromised)
				buf_fmt(&b, "  compromised since act %" PRIu64,
				    x->compromised_since);
			buf_str(&b, "  ");
			note_key_print(&x->key, &b);
			buf_byte(&b, '\n');
			continue;
		}
		buf_str(&b, i > 0 ? ",{\"name\":" : "{\"name\":");
		buf_json(&b, span_of(x->key.name));
		buf_str(&b, ",\"vkey\":\"");
		note_key_print(&x->key, &b);
		buf_str(&b, "\",\"roles\":[");
		print_roles(&b, x, ",", "\"");
		buf_fmt(&b, "],\"since\":%" PRIu64 "}", x->since);
	}
	if (json)
		buf_str(&b, "]}\n");
	else
		fprintf(stderr, "changes of keys need %d of the wardens\n",
		    stmt_keys_wardens_needed(k->keys));
	return buf_end(&b, &out, e) < 0 ? -1 : cli_out(out, e);
}

/* ---- what the act says ---- */

static int say(struct ceremony *k, struct stmt *s, struct err *e)
{
	char salt[STMT_SALT_CHARS];
	struct stmt back;
	struct buf b;
	int at = k->lines;

	if (at == LINES_MAX)
		return err_set(e, ERR_LIMIT, "too much in one act");
	stmt_salt(salt);
	s->salt = (struct span){ salt, sizeof(salt) };
	buf_open(&b, &k->mem, STMT_LINE_MAX);
	stmt_print(s, &b);
	if (buf_end(&b, &k->line[at], e) < 0 ||
	    stmt_parse(k->line[at], &k->mem, &back, e) < 0 ||
	    stmt_act_allows(STMT_KEYS, &back, false, e) < 0)
		return -1;
	stmt_commit(k->line[at], k->commitment[at]);
	k->lines++;
	return 0;
}

static int say_key(struct ceremony *k, const char *name, const char *says,
    struct span value, struct span re, struct err *e)
{
	struct stmt s = { .about = span_of(arena_fmt(&k->mem, "key/%s",
	    name)), .says = span_of(says), .value = value, .re = re };

	return say(k, &s, e);
}

static int key_add(struct ceremony *k, struct err *e)
{
	const char *role = cli_option(k->call, "role");
	struct span rest = span_of(role), vkey = span_of(k->call->word[1]);
	struct note_key key;

	if (role == NULL)
		return err_set(e, ERR_MISUSED, "say --role warden, keeper,"
		    " witness or log");
	if (note_key_parse(vkey, &key, e) < 0)
		return -1;
	while (rest.n > 0) {
		struct span one = { rest.p, span_find(rest, ',') };
		const char *says = arena_fmt(&k->mem, "key.%.*s", (int)one.n,
		    one.p);

		rest = span_skip(rest, one.n + 1);
		if (!span_is(one, "warden") && !span_is(one, "keeper") &&
		    !span_is(one, "witness") && !span_is(one, "log"))
			return err_set(e, ERR_MISUSED, "--role '%.*s': warden,"
			    " keeper, witness or log", (int)one.n, one.p);
		if (say_key(k, key.name, says, vkey, SPAN(""), e) < 0)
			return -1;
	}
	return 0;
}

/* The statement that gave a log key, which its retirement must name. */
static int given_by(struct ceremony *k, const struct note_key *key,
    char id[STMT_ID_CHARS + 1], struct err *e)
{
	struct index *ix = cli_take_index(k->take);

	for (uint64_t n = 0; n < k->a.head.size; n++) {
		SCOPED(arena) mem = { .cap = 1 << 28 };
		struct index_list list;
		struct index_act *act;
		int count;

		if (index_acts(ix, n, 1, &mem, &act, &count, e) < 0)
			return -1;
		if (count != 1 || act->is_void || (act->verb != STMT_FOUND &&
		    act->verb != STMT_KEYS))
			continue;
		if (index_of_act(ix, n, &mem, &list, e) < 0)
			return -1;
		for (int i = 0; i < list.count; i++) {
			struct note_key got;

			if (span_is(list.at[i].s.says, "key.log") &&
			    note_key_parse(list.at[i].s.value, &got, e) == 0 &&
			    memcmp(got.key, key->key, CRYPT_KEY) == 0) {
				memcpy(id, list.at[i].id, STMT_ID_CHARS + 1);
				return 0;
			}
		}
	}
	return err_set(e, ERR_ABSENT, "no act gave that key");
}

/* A name as people say it: the whole name, the keeper's word, a vkey, or
 * "log" for the oldest key of the log in force. */
static const struct stmt_key_info *find_key(struct ceremony *k,
    const char *word)
{
	const char *full = arena_fmt(&k->mem, "%s/keeper/%s",
	    k->a.head.origin, word);
	struct note_key key = { .id = 0 };
	struct err why = { 0 };
	bool vkey = note_key_parse(span_of(word), &key, &why) == 0;

	for (int i = 0; i < stmt_keys_count(k->keys); i++) {
		const struct stmt_key_info *x = stmt_keys_at(k->keys, i);

		if (vkey ? memcmp(x->key.key, key.key, CRYPT_KEY) == 0 &&
		    strcmp(x->key.name, key.name) == 0
		    : strcmp(x->key.name, full) == 0 ||
		    (strcmp(word, "log") == 0 ? x->log
		    : !x->log && strcmp(x->key.name, word) == 0))
			return x;
	}
	return NULL;
}

static int key_retire(struct ceremony *k, struct err *e)
{
	const struct stmt_key_info *x = find_key(k, k->call->word[1]);
	const char *role = cli_option(k->call, "role");
	char id[STMT_ID_CHARS + 1] = "";

	if (x == NULL)
		return err_set(e, ERR_ABSENT, "no key '%s' in this archive:"
		    " see key list", k->call->word[1]);
	if (x->log && role != NULL && strcmp(role, "log") != 0)
		return err_set(e, ERR_FORMAT, "a log key has the role log"
		    " alone");
	if (x->log && given_by(k, &x->key, id, e) < 0)
		return -1;
	return say_key(k, x->key.name, "key.retired", span_of(x->log ? "log"
	    : role != NULL ? role : "all"), span_of(id), e);
}

static int key_compromised(struct ceremony *k, struct err *e)
{
	const struct stmt_key_info *x = find_key(k, k->call->word[1]);
	const char *since = cli_option(k->call, "since");
	struct span value = span_of(since);
	struct scan act;
	uint64_t n;

	if (since == NULL)
		return err_set(e, ERR_MISUSED, "say --since ACT: the first act"
		    " that the key's holder may not have made");
	if (x == NULL)
		return err_set(e, ERR_ABSENT, "no key '%s' in this archive:"
		    " see key list", k->call->word[1]);
	if (span_starts(value, SPAN("act/")))
		value = span_skip(value, 4);
	act = scan_of(value);
	if (!scan_u64(&act, MERKLE_SIZE_MAX, &n) || !scan_done(&act))
		return err_set(e, ERR_MISUSED, "--since %s: the number of an"
		    " act, as the log shows it", since);
	return say_key(k, x->key.name, "key.compromised", value, SPAN(""), e);
}

/* How many wardens must sign from now on. */
static int key_wardens(struct ceremony *k, struct err *e)
{
	struct index_list list;
	struct stmt s = { .says = SPAN("archive.wardens"),
	    .value = span_of(k->call->word[1]) };

	if (index_of_act(cli_take_index(k->take), 0, &k->mem, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++)
		if (list.at[i].s.subject.kind == STMT_ARCHIVE)
			s.about = list.at[i].s.about;
	return say(k, &s, e);
}

/* ---- the act ---- */

static int find_secret(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	struct ceremony *k = ctx;
	const char *name = strrchr(path, '/');
	const struct stmt_key_info *x;
	struct crypt_secret *s = NULL;
	struct err why = { 0 };

	(void)bytes;
	(void)e;
	name = name == NULL ? path : name + 1;
	if (name[0] == '.' || strncmp(name, "log", 3) == 0 ||
	    k->secrets == KEEP_SECRETS)
		return 0;
	if (keep_archive_secret(&k->a, name, cli_login(k->call), &s, &why) < 0) {
		fprintf(stderr, "kulpytas key: not signed with %s: %s\n",
		    name, why.text);
		return 0;
	}
	x = stmt_keys_find(k->keys, crypt_secret_name(s));
	if (x != NULL && x->warden && !x->compromised &&
	    memcmp(x->key.key, crypt_secret_public(s), CRYPT_KEY) == 0)
		k->secret[k->secrets++] = s;
	else
		crypt_secret_closep(&s);
	return 0;
}

static void sort_lines(struct ceremony *k)
{
	for (int i = 1; i < k->lines; i++)
		for (int j = i; j > 0 && memcmp(k->commitment[j - 1],
		    k->commitment[j], CRYPT_HASH) > 0; j--) {
			uint8_t c[CRYPT_HASH];
			struct span line = k->line[j];

			memcpy(c, k->commitment[j], CRYPT_HASH);
			memcpy(k->commitment[j], k->commitment[j - 1],
			    CRYPT_HASH);
			memcpy(k->commitment[j - 1], c, CRYPT_HASH);
			k->line[j] = k->line[j - 1];
			k->line[j - 1] = line;
		}
}

static int by_name(const void *x, const void *y)
{
	return span_cmp(crypt_secret_name(*(struct crypt_secret *const *)x),
	    crypt_secret_name(*(struct crypt_secret *const *)y));
}

static int sign_with(const struct crypt_secret *s, struct span text,
    struct buf *note, struct err *e)
{
	uint8_t sig[CRYPT_SIG];
	struct note_key key;

	crypt_secret_sign(s, text, sig);
	if (note_key_of(crypt_secret_name(s), NOTE_ED25519,
	    crypt_secret_public(s), &key, e) < 0)
		return -1;
	note_sig_print(&key, sig, note);
	return 0;
}

/* The act as a file to hand in, signed by all wardens whose keys are here. */
static int make_act(struct ceremony *k, struct span *out, struct err *e)
{
	struct audit_handed *h = arena_take(&k->mem, 1, sizeof(*h));
	struct stmt_act *act = &h->act;
	struct span text;
	struct buf note, file;

	sort_lines(k);
	qsort(k->secret, (size_t)k->secrets, sizeof(k->secret[0]), by_name);
	act->origin = span_of(k->a.head.origin);
	act->base_size = k->a.head.size;
	memcpy(act->base_root, k->a.head.root, CRYPT_HASH);
	act->time = utc_now();
	act->verb = STMT_KEYS;
	act->count = k->lines;
	memcpy(act->commitment, k->commitment, (size_t)k->lines * CRYPT_HASH);
	memcpy(h->line, k->line, (size_t)k->lines * sizeof(h->line[0]));
	buf_open(&note, &k->mem, STMT_ACT_BYTES);
	if (stmt_act_print(act, &note, e) < 0)
		return -1;
	text = arena_copy(&k->mem, buf_span(&note));
	buf_byte(&note, '\n');
	for (int i = 0; i < k->secrets; i++)
		if (sign_with(k->secret[i], text, &note, e) < 0)
			return -1;
	if (buf_end(&note, &h->entry, e) < 0)
		return -1;
	buf_open(&file, &k->mem, AUDIT_HANDED_MAX);
	buf_str(&file, AUDIT_HANDED_HEAD);
	audit_handed_print(h, &file);
	return buf_end(&file, out, e);
}

static int publish(struct ceremony *k, struct span file, struct err *e)
{
	struct audit_handed *h = arena_take(&k->mem, 1, sizeof(*h));
	struct scan s = scan_of(file);

	if (audit_handed_head(&s, e) < 0 ||
	    audit_handed_next(&s, &k->mem, h, e) != 1 ||
	    cli_take_act(k->take, h, e) < 0)
		return err_in(e, "nothing was changed");
	if (cli_take_publish(k->take, e) < 0)
		return -1;
	printf("act/%" PRIu64 "\n", k->a.head.size - 1);
	return 0;
}

/* Would it stand, were it signed by all that are needed?  The rules of keys
 * alone are asked here; a reader asks of signatures first, so this is done
 * when all signatures are there.  Until then the file travels. */
static int finish(struct ceremony *k, struct err *e)
{
	int needed = stmt_keys_wardens_needed(k->keys);
	struct span file;

	if (file_walk(k->a.private_fd, "keys", find_secret, k, e) < 0)
		return -1;
	if (k->secrets == 0)
		return err_set(e, ERR_DENIED, "no warden's key in private/keys"
		    " that can be used (--passphrase-file?)");
	if (make_act(k, &file, e) < 0)
		return -1;
	if (k->secrets >= needed)
		return publish(k, file, e);
	fprintf(stderr, "signed by %d of the %d wardens needed: hand this file"
	    " to the others (kulpytas sign ACT), then kulpytas append it\n",
	    k->secrets, needed);
	return cli_out(file, e);
}

/* ---- the command ---- */

static const struct {
	const char *name;
	int words;
	int (*say)(struct ceremony *k, struct err *e);
} ACTS[] = {
	{ "add", 2, key_add }, { "retire", 2, key_retire },
	{ "compromised", 2, key_compromised }, { "wardens", 2, key_wardens },
};

static int run(struct ceremony *k, struct err *e)
{
	const struct cli_call *c = k->call;
	bool reading = strcmp(c->word[0], "new") == 0;
	bool list = strcmp(c->word[0], "list") == 0;

	if (keep_archive_open(&k->a, c->archive, reading || list ? KEEP_READ
	    : KEEP_WRITE, NULL, e) < 0)
		return -1;
	if (reading && c->count == 2)
		return key_new(k, e);
	if (list && c->count == 1) {
		SCOPED(index) *ix = NULL;
		int rc;

		if (keep_archive_index(&k->a, false, &ix, e) < 0 ||
		    index_keys(ix, &k->keys, e) < 0)
			return -1;
		rc = key_list(k, e);
		stmt_keys_closep(&k->keys);
		return rc;
	}
	for (size_t i = 0; i < sizeof(ACTS) / sizeof(ACTS[0]); i++) {
		if (strcmp(c->word[0], ACTS[i].name) != 0 ||
		    c->count != ACTS[i].words)
			continue;
		if (cli_take_open(&k->take, &k->a, c, e) < 0)
			return -1;
		k->keys = cli_take_keys(k->take);
		return ACTS[i].say(k, e) < 0 ? -1 : finish(k, e);
	}
	return err_set(e, ERR_MISUSED, "'%s': say new NAME, add VKEY --role R,"
	    " list, retire NAME, compromised NAME --since ACT or wardens N",
	    c->word[0]);
}

int cli_key(const struct cli_call *c, struct err *e)
{
	struct ceremony *k = calloc(1, sizeof(*k));
	int rc;

	if (k == NULL)
		return err_set(e, ERR_IO, "out of memory");
	k->call = c;
	k->a.fd = k->a.public_fd = k->a.private_fd = k->a.lock_fd = -1;
	k->mem.cap = (size_t)1 << 29;
	rc = run(k, e);
	for (int i = 0; i < k->secrets; i++)
		crypt_secret_closep(&k->secret[i]);
	cli_take_closep(&k->take);
	keep_archive_closep(&k->a);
	arena_closep(&k->mem);
	free(k);
	return rc;
}
