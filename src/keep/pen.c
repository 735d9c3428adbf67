/* pen.c - statements into acts, acts into the log */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utc.h"
#include "keep/archive.h"
#include "audit/handed.h"
#include "vault/vault.h"

#define STREAM_BYTES ((size_t)64 << 20) /* memory of one act in the making */
#define MINTED_STEP 1024

/* An act in the making. */
struct stream {
	int count;
	struct span line[STMT_ACT_COMMITMENTS];
	uint8_t commitment[STMT_ACT_COMMITMENTS][CRYPT_HASH];
	bool withheld[STMT_ACT_COMMITMENTS];
	struct arena mem;
};

struct keep_pen {
	struct keep_archive *archive;
	const struct crypt_secret *keeper[STMT_ACT_SIGS];
	int keeper_count;
	struct tlog_writer *log;
	struct stream *stream[STMT_VERBS][2];
	struct stmt_act *act; /* room for one */
	struct buf *handed;   /* acts go here and not into the log */
	bool stands;          /* our keys were seen to be good */
	int64_t time;
	uint64_t count;
	uint64_t *minted;     /* open addressing: ids of this command */
	size_t minted_room, minted_used;
	bool hides; /* an act of it withholds what was public */
};

static int latest_time(struct keep_archive *a, int64_t *out, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 20 };
	SCOPED(tlog) *log = NULL;
	struct stmt_act *act = arena_take(&mem, 1, sizeof(*act));
	struct err why = { 0 };
	struct span entry;

	*out = INT64_MIN;
	if (a->head.size == 0)
		return 0;
	if (tlog_open(&log, a->public_fd, a->head.size, e) < 0 ||
	    tlog_entry(log, a->head.size - 1, &mem, &entry, e) < 0)
		return -1;
	if (stmt_act_parse(entry, act, &why) == 0)
		*out = act->time;
	return 0;
}

static int by_name(const void *x, const void *y)
{
	return span_cmp(
	    crypt_secret_name(*(const struct crypt_secret *const *)x),
	    crypt_secret_name(*(const struct crypt_secret *const *)y));
}

int keep_pen_open(struct keep_pen **out, struct keep_archive *a,
    const struct crypt_secret *const *keepers, int keeper_count,
    struct err *e)
{
	SCOPED(keep_pen) *p = calloc(1, sizeof(*p));
	int64_t latest;

	if (p == NULL || (p->act = calloc(1, sizeof(*p->act))) == NULL)
		return err_set(e, ERR_IO, "out of memory");
	p->archive = a;
	p->time = utc_now();
	for (int i = 0; i < keeper_count && i < STMT_ACT_SIGS; i++)
		p->keeper[p->keeper_count++] = keepers[i];
	qsort(p->keeper, (size_t)p->keeper_count, sizeof(p->keeper[0]),
	    by_name);
	if (latest_time(a, &latest, e) < 0)
		return -1;
	if (p->time < latest)
		return err_set(e, ERR_DENIED, "FORMAT 9.2: this machine's"
		    " clock is behind the latest act: set it right");
	if (tlog_writer_open(&p->log, a->fd, &a->head, e) < 0)
		return -1;
	*out = p;
	p = NULL; /* the caller owns it now */
	return 0;
}

void keep_pen_closep(struct keep_pen **pen)
{
	struct keep_pen *p = *pen;

	if (p == NULL)
		return;
	for (int v = 0; v < STMT_VERBS; v++)
		for (int w = 0; w < 2; w++)
			if (p->stream[v][w] != NULL) {
				arena_closep(&p->stream[v][w]->mem);
				free(p->stream[v][w]);
			}
	tlog_writer_closep(&p->log);
	free(p->minted);
	free(p->act);
	free(p);
	*pen = NULL;
}

uint64_t keep_pen_count(const struct keep_pen *p)
{
	return p->count;
}

struct tlog_writer *keep_pen_log(struct keep_pen *p)
{
	return p->log;
}

/* ---- ids ---- */

static bool mint_once(struct keep_pen *p, uint64_t bits)
{
	size_t i = (size_t)(bits * 0x9E3779B97F4A7C15ULL >> 20) &
	    (p->minted_room - 1);

	while (p->minted[i] != 0) {
		if (p->minted[i] == bits)
			return false;
		i = (i + 1) & (p->minted_room - 1);
	}
	p->minted[i] = bits;
	p->minted_used++;
	return true;
}

static int mint_room(struct keep_pen *p, struct err *e)
{
	uint64_t *old = p->minted;
	size_t room = p->minted_room;

	if (p->minted_used * 2 < room)
		return 0;
	p->minted_room = room == 0 ? MINTED_STEP : room * 2;
	p->minted_used = 0;
	p->minted = calloc(p->minted_room, sizeof(*p->minted));
	if (p->minted == NULL) {
		p->minted = old;
		p->minted_room = room;
		return err_set(e, ERR_IO, "out of memory");
	}
	for (size_t i = 0; i < room; i++)
		if (old[i] != 0)
			(void)mint_once(p, old[i]);
	free(old);
	return 0;
}

int keep_pen_mint(struct keep_pen *p, struct index *ix,
    char id[CODE_ID_CHARS + 1], struct err *e)
{
	if (mint_room(p, e) < 0)
		return -1;
	for (;;) {
		uint64_t bits;
		int used;

		crypt_random(&bits, sizeof(bits));
		bits &= ((uint64_t)1 << 55) - 1;
		if (bits == 0 || !mint_once(p, bits))
			continue;
		code_id(bits, id);
		id[CODE_ID_CHARS] = '\0';
		used = index_id_used(ix, (struct span){ id, CODE_ID_CHARS },
		    e);
		if (used <= 0)
			return used;
	}
}

/* ---- acts ---- */

/* Lines and commitments in ascending order of commitments. */
static void sort_lines(struct stream *s)
{
	for (int i = 1; i < s->count; i++) {
		uint8_t c[CRYPT_HASH];
		struct span line = s->line[i];
		bool withheld = s->withheld[i];
		int k = i;

		memcpy(c, s->commitment[i], CRYPT_HASH);
		for (; k > 0 && memcmp(s->commitment[k - 1], c,
		    CRYPT_HASH) > 0; k--) {
			memcpy(s->commitment[k], s->commitment[k - 1],
			    CRYPT_HASH);
			s->line[k] = s->line[k - 1];
			s->withheld[k] = s->withheld[k - 1];
		}
		memcpy(s->commitment[k], c, CRYPT_HASH);
		s->line[k] = line;
		s->withheld[k] = withheld;
	}
}

struct payload {
	int count;
	const uint8_t *commitment; /* CRYPT_HASH bytes each */
	const struct span *line;
	const bool *withheld;
};

/* The payload of act n, and what of it is held back. */
static int put_payload(struct keep_pen *p, uint64_t n,
    const struct payload *x, struct err *e)
{
	SCOPED(arena) mem = { .cap = STREAM_BYTES };
	char below[VAULT_PATH_MAX], path[VAULT_PATH_MAX + 16];
	struct buf shown, held;
	bool any = false;

	buf_open(&shown, &mem, VAULT_LINES_MAX);
	buf_open(&held, &mem, VAULT_LINES_MAX);
	for (int i = 0; i < x->count; i++) {
		if (x->withheld[i]) {
			stmt_withheld_line(x->commitment + i * CRYPT_HASH,
			    &shown);
			buf_add(&held, x->line[i]);
			any = true;
		} else {
			buf_add(&shown, x->line[i]);
		}
		buf_byte(&shown, '\n');
		buf_byte(&held, '\n');
	}
	vault_payload_path(n, below);
	(void)snprintf(path, sizeof(path), "public/%s", below);
	if (tlog_writer_file(p->log, path, 0644, buf_span(&shown), e) < 0)
		return -1;
	if (!any)
		return 0;
	vault_held_path(n, below);
	(void)snprintf(path, sizeof(path), "private/%s", below);
	return tlog_writer_file(p->log, path, 0600, buf_span(&held), e);
}

static int sign_act(struct keep_pen *p, struct buf *note, struct err *e)
{
	struct span text = buf_span(note);

	buf_byte(note, '\n');
	for (int i = 0; i < p->keeper_count; i++) {
		uint8_t sig[CRYPT_SIG];
		struct note_key k;

		crypt_secret_sign(p->keeper[i], text, sig);
		if (note_key_of(crypt_secret_name(p->keeper[i]), NOTE_ED25519,
		    crypt_secret_public(p->keeper[i]), &k, e) < 0)
			return -1;
		note_sig_print(&k, sig, note);
	}
	return 0;
}

/* Would a reader take our signature?  Asked of the first act: a retired key
 * would sign in vain. */
static int check_stands(struct keep_pen *p, struct span entry,
    const struct stream *s, struct err *e)
{
	SCOPED(stmt_keys) *keys = NULL;
	struct stmt_standing st;

	if (p->stands)
		return 0;
	if (p->archive->head.size == 0 ? stmt_keys_open(&keys, e) < 0
	    : keep_archive_keys(p->archive, &keys, e) < 0)
		return -1;
	if (stmt_act_parse(entry, p->act, e) < 0 ||
	    stmt_keys_play(keys, tlog_writer_size(p->log), p->act, s->line,
	    s->count, &st, e) < 0)
		return -1;
	if (!st.ok)
		return err_set(e, ERR_DENIED, "nothing was signed for good:"
		    " %s", st.reason);
	p->stands = true;
	return 0;
}

static void hand(struct keep_pen *p, struct span entry,
    const struct stream *s)
{
	buf_fmt(p->handed, "act %zu\n", entry.n);
	buf_add(p->handed, entry);
	for (int i = 0; i < s->count; i++) {
		buf_add(p->handed, s->line[i]);
		buf_byte(p->handed, '\n');
	}
}

void keep_pen_hand(struct keep_pen *p, struct buf *out)
{
	p->handed = out;
	buf_str(out, AUDIT_HANDED_HEAD);
}

/* The word that withholds all other lines of the act. */
static int add_word(struct keep_pen *p, struct stream *s,
    enum stmt_verb verb, struct err *e);

static int flush(struct keep_pen *p, enum stmt_verb verb, struct stream *s,
    bool withheld, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 22 };
	struct stmt_act *act = p->act;
	struct span entry;
	struct buf note;
	uint64_t n;

	if (withheld && add_word(p, s, verb, e) < 0)
		return -1;
	sort_lines(s);
	memset(act, 0, sizeof(*act));
	act->origin = span_of(p->archive->head.origin);
	act->base_size = p->archive->head.size;
	memcpy(act->base_root, p->archive->head.root, CRYPT_HASH);
	if (act->base_size == 0)
		memset(act->base_root, 0, CRYPT_HASH);
	act->time = p->time;
	act->verb = verb;
	p->hides = p->hides || verb == STMT_WITHHOLD;
	act->count = s->count;
	memcpy(act->commitment, s->commitment,
	    (size_t)s->count * CRYPT_HASH);
	buf_open(&note, &mem, STMT_ACT_BYTES);
	if (stmt_act_print(act, &note, e) < 0 || sign_act(p, &note, e) < 0 ||
	    buf_end(&note, &entry, e) < 0 ||
	    check_stands(p, entry, s, e) < 0)
		return -1;
	if (p->handed != NULL)
		hand(p, entry, s);
	else if (tlog_writer_add(p->log, entry, &n, e) < 0 ||
	    put_payload(p, n, &(struct payload){ s->count,
	    s->commitment[0], s->line, s->withheld }, e) < 0)
		return -1;
	arena_clear(&s->mem);
	s->count = 0;
	return 0;
}

/* One checked line into the stream of that verb; self: about its own act. */
static int add_line(struct stream *s, enum stmt_verb verb, struct stmt *st,
    bool withheld, char id[STMT_ID_CHARS + 1], struct err *e)
{
	bool self = span_is(st->about, "act/this");
	char salt[STMT_SALT_CHARS];
	struct stmt back;
	struct span line;
	struct buf b;

	stmt_salt(salt);
	st->salt = (struct span){ salt, sizeof(salt) };
	buf_open(&b, &s->mem, STMT_LINE_MAX);
	stmt_print(st, &b);
	st->salt = (struct span){ 0 };
	if (buf_end(&b, &line, e) < 0)
		return err_in(e, "FORMAT 4: a longer text is an evidence"
		    " file");
	if (stmt_parse(line, &s->mem, &back, e) < 0 ||
	    stmt_act_allows(verb, &back, self, e) < 0)
		return -1;
	stmt_commit(line, s->commitment[s->count]);
	stmt_id(s->commitment[s->count], id);
	id[STMT_ID_CHARS] = '\0';
	s->line[s->count] = line;
	s->withheld[s->count++] = withheld;
	return 0;
}

static int add_word(struct keep_pen *p, struct stream *s,
    enum stmt_verb verb, struct err *e)
{
	char id[STMT_ID_CHARS + 1];
	struct stmt word = { .about = SPAN("act/this"),
	    .says = SPAN("withheld"), .value = SPAN("protection") };

	p->count++;
	return add_line(s, verb, &word, false, id, e);
}

int keep_pen_put(struct keep_pen *p, enum stmt_verb verb, struct stmt *s,
    bool withheld, char id[STMT_ID_CHARS + 1], struct err *e)
{
	struct stream **at = &p->stream[verb][withheld];

	if (*at == NULL) {
		*at = calloc(1, sizeof(**at));
		if (*at == NULL)
			return err_set(e, ERR_IO, "out of memory");
		(*at)->mem.cap = STREAM_BYTES;
	}
	if (add_line(*at, verb, s, withheld, id, e) < 0)
		return -1;
	p->count++;
	if ((*at)->count < STMT_ACT_COMMITMENTS - withheld)
		return 0;
	return flush(p, verb, *at, withheld, e);
}

int keep_pen_fit(struct keep_pen *p, enum stmt_verb verb, int count,
    struct err *e)
{
	struct stream *s = p->stream[verb][0];

	if (s == NULL || s->count + count <= STMT_ACT_COMMITMENTS)
		return 0;
	return flush(p, verb, s, false, e);
}

int keep_pen_act(struct keep_pen *p, const struct stmt_act *act,
    struct span entry, const struct span *lines, const bool *withheld,
    struct err *e)
{
	uint64_t n;

	if (act->time > utc_now())
		return err_set(e, ERR_DENIED, "FORMAT 9.2: the act is dated"
		    " ahead of this machine's clock");
	if (tlog_writer_add(p->log, entry, &n, e) < 0 ||
	    put_payload(p, n, &(struct payload){ act->count,
	    act->commitment[0], lines, withheld }, e) < 0)
		return -1;
	p->count += (uint64_t)act->count;
	p->hides = p->hides || act->verb == STMT_WITHHOLD;
	return 0;
}

/* ---- publishing ---- */

struct signer {
	struct crypt_secret *key[KEEP_LOG_KEYS];
	int count;
};

static int sign_checkpoint(void *ctx, struct span text, struct buf *lines,
    struct err *e)
{
	struct signer *s = ctx;

	for (int i = 0; i < s->count; i++) {
		uint8_t sig[CRYPT_SIG];
		struct note_key k;

		crypt_secret_sign(s->key[i], text, sig);
		if (note_key_of(crypt_secret_name(s->key[i]), NOTE_ED25519,
		    crypt_secret_public(s->key[i]), &k, e) < 0)
			return -1;
		note_sig_print(&k, sig, lines);
	}
	return 0;
}

/* private/keys/log, and log-2 ... while the key is being replaced. */
static int load_signer(struct keep_archive *a, struct signer *s,
    struct err *e)
{
	const struct keep_login none = { 0 };
	static const char *const file[KEEP_LOG_KEYS] = { "log", "log-2",
	    "log-3", "log-4" };

	for (int i = 0; i < KEEP_LOG_KEYS; i++) {
		struct err why = { 0 };
		char path[32];

		(void)snprintf(path, sizeof(path), "keys/%s", file[i]);
		if (!file_exists(a->private_fd, path))
			continue; /* no memory is locked for it */
		if (keep_archive_secret(a, file[i], none, &s->key[s->count],
		    &why) == 0)
			s->count++;
		else if (why.kind != ERR_ABSENT)
			return err_set(e, why.kind, "%s", why.text);
	}
	if (s->count == 0)
		return err_set(e, ERR_ABSENT, "private/keys/log is missing:"
		    " without the log's key nothing can be published");
	return 0;
}

int keep_pen_publish(struct keep_pen *p, struct err *e)
{
	struct keep_archive *a = p->archive;
	struct signer s = { .count = 0 };
	struct err why = { 0 };
	int rc = 0;

	for (int v = 0; v < STMT_VERBS; v++)
		for (int w = 0; w < 2; w++)
			if (p->stream[v][w] != NULL &&
			    p->stream[v][w]->count > 0 &&
			    flush(p, (enum stmt_verb)v, p->stream[v][w],
			    w == 1, e) < 0)
				return -1;
	if (tlog_writer_size(p->log) == a->head.size)
		return 0;
	rc = load_signer(a, &s, e);
	if (rc == 0)
		rc = tlog_writer_publish(p->log, sign_checkpoint, &s,
		    &a->head, e);
	for (int i = 0; i < s.count; i++)
		crypt_secret_closep(&s.key[i]);
	if (rc < 0)
		return -1;
	/* From here on it is published: what fails is said, not undone. */
	if (tlog_head_read(a->public_fd, a->log_key, a->log_keys, &a->mem,
	    &a->head, &a->checkpoint, &why) < 0 ||
	    keep_archive_remember(a, &why) < 0)
		keep_say("published, but the checkpoint could not be"
		    " remembered: %s", why.text);
	if (p->hides)
		keep_archive_unfind(a);
	if (keep_archive_update(a, &why) < 0)
		keep_say("published, but the index could not be made (run"
		    " rebuild): %s", why.text);
	return 0;
}
