/* audit.c - the log: entries, acts and keys; the table of commitments */
#include "audit/audit.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define START_SLOTS 4096
#define ENTRY_BYTES ((size_t)1 << 20) /* memory for one act and its lines */

/* ---- findings ---- */

void audit_tell(struct audit_list *l,
    const struct audit_finding *f, const char *fmt, ...)
{
	struct audit_finding *x;
	va_list ap;

	if (l->at == NULL)
		l->at = calloc(AUDIT_MOST, sizeof(*l->at));
	if (l->count == AUDIT_MOST || l->at == NULL) {
		l->more++;
		return;
	}
	x = &l->at[l->count++];
	*x = *f;
	va_start(ap, fmt);
	(void)vsnprintf(x->reason, sizeof(x->reason), fmt, ap);
	va_end(ap);
}

void audit_list_closep(struct audit_list *l)
{
	free(l->at);
	*l = (struct audit_list){ 0 };
}

static int on_found(void *ctx, const char *rule, const char *file,
    const char *reason, struct err *e)
{
	struct audit_finding f = { .act = AUDIT_NO_ACT };
	struct audit *a = ctx;

	(void)e;
	(void)snprintf(f.rule, sizeof(f.rule), "%s", rule);
	(void)snprintf(f.file, sizeof(f.file), "%s", file);
	audit_tell(&a->failures, &f, "%s", reason);
	return 0;
}

/* ---- the table of commitments ---- */

int audit_room(void **at, size_t *room, size_t count, size_t size,
    struct err *e)
{
	size_t bigger = *room == 0 ? 64 : *room * 2;
	void *p;

	if (count < *room)
		return 0;
	p = calloc(bigger, size);
	if (p == NULL)
		return err_set(e, ERR_IO, "out of memory");
	if (count > 0)
		memcpy(p, *at, count * size);
	free(*at);
	*at = p;
	*room = bigger;
	return 0;
}

uint8_t *audit_commitment(const struct audit *a, uint32_t place)
{
	return a->block[place / AUDIT_BLOCK]->
	    commitment[place % AUDIT_BLOCK];
}

uint8_t *audit_flag(const struct audit *a, uint32_t place)
{
	return &a->block[place / AUDIT_BLOCK]->
	    flag[place % AUDIT_BLOCK];
}

/* Where c is or would be.  Commitments are as hostile as all else, so the
 * hash has random factors: nobody can choose them to collide. */
static size_t slot_of(const struct audit *a, const uint8_t *c)
{
	uint64_t w[4], sum = 0;
	size_t i;

	memcpy(w, c, sizeof(w));
	for (int k = 0; k < 4; k++)
		sum += (w[k] ^ w[k] >> 32) * a->random[k];
	i = (size_t)(sum >> 20) & (a->slots - 1);
	while (a->slot[i] != 0 && memcmp(audit_commitment(a,
	    a->slot[i] - 1), c, CRYPT_HASH) != 0)
		i = (i + 1) & (a->slots - 1);
	return i;
}

uint32_t audit_place(const struct audit *a,
    const uint8_t commitment[CRYPT_HASH])
{
	return a->slots == 0 ? UINT32_MAX
	    : a->slot[slot_of(a, commitment)] - 1;
}

static int grow_slots(struct audit *a, struct err *e)
{
	uint32_t *old = a->slot;
	size_t was = a->slots;

	if ((size_t)a->statements * 2 < a->slots)
		return 0;
	a->slots = was == 0 ? START_SLOTS : was * 2;
	a->slot = calloc(a->slots, sizeof(*a->slot));
	if (a->slot == NULL) {
		a->slot = old;
		a->slots = was;
		return err_set(e, ERR_IO, "out of memory");
	}
	for (size_t i = 0; i < was; i++)
		if (old[i] != 0)
			a->slot[slot_of(a, audit_commitment(a,
			    old[i] - 1))] = old[i];
	free(old);
	return 0;
}

/* Puts a commitment into the table; *again where the log holds it. */
static int put_commitment(struct audit *a, const uint8_t *c, bool *again,
    struct err *e)
{
	size_t block = a->statements / AUDIT_BLOCK, i;

	if (a->statements == UINT32_MAX - 1)
		return err_set(e, ERR_LIMIT, "more than 2^32 statements");
	if (grow_slots(a, e) < 0)
		return -1;
	if (a->statements % AUDIT_BLOCK == 0) {
		if (audit_room((void **)&a->block, &a->block_room, block,
		    sizeof(struct audit_block *), e) < 0)
			return -1;
		a->block[block] = calloc(1, sizeof(**a->block));
		if (a->block[block] == NULL)
			return err_set(e, ERR_IO, "out of memory");
	}
	memcpy(audit_commitment(a, a->statements), c, CRYPT_HASH);
	i = slot_of(a, c);
	a->statements++;
	if (a->slot[i] == 0)
		a->slot[i] = a->statements;
	else
		*again = true;
	return 0;
}

/* ---- what an act is worth ---- */

/* Is the root that the act names this log's?  Most acts name the state
 * just before them or the same as their neighbours do. */
static bool base_right(struct audit *a, uint64_t index,
    const struct stmt_act *act)
{
	struct err why = { 0 };

	if (act->base_size == 0 || act->base_size > index)
		return act->base_size == 0 && index == 0;
	if (act->base_size != a->named.size) {
		a->named.size = act->base_size;
		if (act->base_size == index && a->tree.size == index)
			merkle_root(&a->tree, a->named.root);
		else if (tlog_root(a->log, act->base_size, a->named.root,
		    &why) < 0)
			a->named.size = 0; /* a tile is broken: told */
	}
	return a->named.size == 0 || memcmp(a->named.root, act->base_root,
	    CRYPT_HASH) == 0;
}

/* Signed by any key that could sign something now?  Then a wrong base means
 * that acts were dropped, not that somebody made one up. */
static bool signed_by_known(const struct audit *a,
    const struct stmt_act *act)
{
	struct err why = { 0 };

	for (int i = 0; i < stmt_keys_count(a->keys); i++) {
		const struct stmt_key_info *k = stmt_keys_at(a->keys, i);

		if ((k->keeper || k->warden) &&
		    note_verify(&act->note, &k->key, NULL, &why) == 1)
			return true;
	}
	return false;
}

static void tell_void(struct audit *a, uint64_t index, const char *rule,
    const char *reason)
{
	struct audit_finding f = { .act = index };

	(void)snprintf(f.rule, sizeof(f.rule), "%s", rule);
	audit_tell(&a->voids, &f, "%s", reason);
}

/* What came of playing the act. */
static void settle(struct audit *a, uint64_t index,
    const struct stmt_act *act, const struct stmt_standing *st)
{
	struct audit_act *x = &a->act[index];

	x->mark &= (uint8_t)~AUDIT_STANDS;
	if (strcmp(st->rule, "payload.line") == 0)
		a->unjudged = true; /* told when the lines are read */
	if (st->ok || a->unjudged || (strcmp(st->rule, "act.base") == 0 &&
	    signed_by_known(a, act))) /* told as broken */
		x->mark |= AUDIT_STANDS;
	else
		tell_void(a, index, st->rule, st->reason);
}

/* Plays one act that parsed into the keys. */
static int judge(struct audit *a, uint64_t index,
    const struct stmt_act *act, struct err *e)
{
	SCOPED(arena) mem = { .cap = 2 * VAULT_LINES_MAX };
	struct span lines[STMT_ACT_COMMITMENTS];
	struct audit_act *x = &a->act[index];
	struct stmt_standing st;
	struct err why = { 0 };
	char path[VAULT_PATH_MAX];
	int count = 0;

	x->mark |= AUDIT_STANDS;
	if (a->unjudged)
		return 0;
	if ((x->mark & AUDIT_REPLAY) != 0) {
		x->mark &= (uint8_t)~AUDIT_STANDS;
		tell_void(a, index, "act.replay", "FORMAT 3.1: holds a"
		    " commitment that the log holds already");
		return 0;
	}
	vault_payload_path(index, path);
	if ((x->mark & AUDIT_KEYS) != 0 && vault_lines(a->public_fd, path,
	    &mem, lines, STMT_ACT_COMMITMENTS, &count, &why) < 0)
		count = 0;
	if (stmt_keys_play(a->keys, index, act, lines, count, &st, e) < 0)
		return -1;
	settle(a, index, act, &st);
	a->stale = stmt_keys_stale(a->keys);
	return 0;
}

static int take_act(struct audit *a, uint64_t index,
    const struct stmt_act *act, struct err *e)
{
	struct audit_act *x = &a->act[index];
	bool again = false;

	a->odd_times += index > 0 && act->time < a->latest;
	a->latest = act->time;
	*x = (struct audit_act){ a->statements, (uint16_t)act->count,
	    (uint8_t)act->verb, AUDIT_PARSED };
	if (act->verb == STMT_FOUND || act->verb == STMT_KEYS)
		x->mark |= AUDIT_KEYS;
	for (int i = 0; i < act->count; i++)
		if (put_commitment(a, act->commitment[i], &again, e) < 0)
			return -1;
	if (again)
		x->mark |= AUDIT_REPLAY;
	if (!base_right(a, index, act))
		x->mark |= AUDIT_BASE;
	return a->stale ? 0 : judge(a, index, act, e);
}

/* Acts that could not be read: what they said of keys is not known. */
static void skip_to(struct audit *a, uint64_t index)
{
	if (index != a->next)
		a->unjudged = true;
	for (; a->next < index; a->next++)
		a->act[a->next].first = a->statements;
}

static int on_entry(void *ctx, uint64_t index, struct span entry,
    struct err *e)
{
	struct audit *a = ctx;
	struct stmt_act act;
	struct err why = { 0 };
	uint8_t leaf[CRYPT_HASH];
	int rc = 0;

	skip_to(a, index);
	a->act[index].first = a->statements;
	a->next = index + 1;
	if (stmt_act_parse(entry, &act, &why) == 0)
		rc = take_act(a, index, &act, e);
	else
		tell_void(a, index, "act.form", why.text);
	merkle_leaf(entry, leaf);
	merkle_add(&a->tree, leaf);
	return rc;
}

/* ---- playing again, and the end ---- */

static int play_again(struct audit *a, struct err *e)
{
	SCOPED(arena) mem = { .cap = ENTRY_BYTES };

	stmt_keys_rewind(a->keys);
	a->stale = false;
	a->voids.count = 0;
	a->voids.more = 0;
	for (uint64_t n = 0; n < a->head.size && !a->stale; n++) {
		struct err why = { 0 };
		struct stmt_act act;
		struct span entry;

		arena_clear(&mem);
		if (tlog_entry(a->log, n, &mem, &entry, &why) < 0) {
			a->unjudged = true; /* told by the audit */
			return 0;
		}
		if (stmt_act_parse(entry, &act, &why) < 0)
			tell_void(a, n, "act.form", why.text);
		else if (judge(a, n, &act, e) < 0)
			return -1;
	}
	return 0;
}

static int play_extra(struct audit *a, struct err *e)
{
	struct audit_extra *x = a->extra;

	if (x == NULL || a->stale)
		return 0;
	if (stmt_keys_play(a->keys, a->head.size, x->act, x->lines,
	    x->act->count, &x->standing, e) < 0)
		return -1;
	a->stale = stmt_keys_stale(a->keys);
	return 0;
}

static void tell_bases(struct audit *a)
{
	for (uint64_t n = 0; n < a->head.size; n++) {
		struct audit_finding f = { .act = n, .rule = "act.base" };
		uint8_t mark = a->act[n].mark;

		if ((mark & AUDIT_BASE) == 0 ||
		    (mark & AUDIT_STANDS) == 0)
			continue;
		(void)snprintf(f.file, sizeof(f.file), "log/checkpoint");
		audit_tell(&a->failures, &f, "FORMAT 3.4: its keeper had"
		    " verified another log: acts were dropped, reordered or"
		    " replaced");
	}
}

int audit_log(struct audit **out, const struct audit_place *place,
    struct audit_extra *extra, struct err *e)
{
	SCOPED(audit) *a = calloc(1, sizeof(*a));

	if (a == NULL)
		return err_set(e, ERR_IO, "out of memory");
	a->public_fd = place->public_fd;
	a->private_fd = place->private_fd;
	a->head = place->head;
	a->extra = extra;
	crypt_random(a->random, sizeof(a->random));
	a->act = calloc((size_t)a->head.size + 1, sizeof(*a->act));
	if (a->act == NULL)
		return err_set(e, ERR_LIMIT, "no memory for %" PRIu64 " acts",
		    a->head.size);
	if (stmt_keys_open(&a->keys, e) < 0 ||
	    tlog_open(&a->log, a->public_fd, a->head.size, e) < 0 ||
	    tlog_audit(a->log, a->head.root, on_entry, on_found, a, e) < 0)
		return -1;
	skip_to(a, a->head.size);
	if (play_extra(a, e) < 0)
		return -1;
	while (a->stale)
		if (play_again(a, e) < 0 || play_extra(a, e) < 0)
			return -1;
	tell_bases(a);
	*out = a;
	a = NULL; /* the caller owns it now */
	return 0;
}

void audit_closep(struct audit **p)
{
	struct audit *a = *p;

	if (a == NULL)
		return;
	for (size_t i = 0; i * AUDIT_BLOCK < a->statements ||
	    (i < a->block_room && a->block[i] != NULL); i++)
		free(a->block[i]);
	free(a->block);
	free(a->act);
	free(a->slot);
	audit_list_closep(&a->failures);
	audit_list_closep(&a->voids);
	free(a->words.at);
	free(a->files.at);
	stmt_keys_closep(&a->keys);
	tlog_closep(&a->log);
	free(a);
	*p = NULL;
}
