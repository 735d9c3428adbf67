/* Keys through time (FORMAT 7, Keys; 7.6, 7.7): which key had which role
 * when an act was made, and what the act's signatures are worth by that. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stmt/act.h"
#include "stmt/inside.h"

/* Bytes for the escaped texts of one act's lines. */
#define LINES_CAP ((size_t)STMT_ACT_COMMITMENTS * (STMT_LINE_MAX + 512))

enum { WARDEN = 1, KEEPER = 2, WITNESS = 4, LOG = 8, ANY = 15 };
static const struct {
	const char *name, *says;
	unsigned bit;
} ROLES[] = {
	{ "warden", "key.warden", WARDEN }, { "keeper", "key.keeper", KEEPER },
	{ "witness", "key.witness", WITNESS }, { "log", "key.log", LOG },
	{ "all", "", ANY },
};
#define ROLE_COUNT 5

struct entry {
	struct stmt_key_info info;
	unsigned roles;            /* now in force */
	uint8_t given[CRYPT_HASH]; /* of a log key: the statement of it */
	uint64_t used; /* 1 + the last act that it gave standing to */
};

struct state {
	int count;
	struct entry entry[STMT_KEYS_MAX];
	uint64_t needed; /* k; 0 before the founding */
};

/* Key is compromised since act `since`, says act `by`. */
struct declaration {
	struct note_key key;
	uint64_t since, by;
};

/* What the statements of one act say of keys. */
struct changes {
	int count;
	struct change {
		struct stmt s;
		uint8_t id[CRYPT_HASH];
	} change[STMT_ACT_COMMITMENTS];
};

struct stmt_keys {
	char origin[NOTE_NAME_MAX + 1];
	struct state now, next; /* next: under construction */
	struct changes changes;
	int declared; /* outlive a rewind */
	struct declaration declaration[STMT_KEYS_MAX];
	bool stale;
};

int stmt_keys_open(struct stmt_keys **out, struct err *e)
{
	struct stmt_keys *k = calloc(1, sizeof(*k));

	if (k == NULL)
		return err_set(e, ERR_LIMIT, "no memory for keys");
	*out = k;
	return 0;
}

void stmt_keys_closep(struct stmt_keys **k)
{
	free(*k);
	*k = NULL;
}

int stmt_keys_copy(const struct stmt_keys *k, struct stmt_keys **out,
    struct err *e)
{
	struct stmt_keys *c;

	if (stmt_keys_open(&c, e) < 0)
		return -1;
	memcpy(c->origin, k->origin, sizeof(c->origin));
	c->now.count = k->now.count;
	c->now.needed = k->now.needed;
	memcpy(c->now.entry, k->now.entry, (size_t)k->now.count *
	    sizeof(c->now.entry[0]));
	c->declared = k->declared;
	memcpy(c->declaration, k->declaration, (size_t)k->declared *
	    sizeof(c->declaration[0]));
	c->stale = k->stale;
	*out = c;
	return 0;
}

/* Says why an act is void; returns false, so that it can be passed on. */
static bool PRINTF_LIKE(3, 4) void_act(struct stmt_standing *out,
    const char *rule, const char *fmt, ...)
{
	va_list ap;

	out->ok = false;
	snprintf(out->rule, sizeof(out->rule), "%s", rule);
	va_start(ap, fmt);
	vsnprintf(out->reason, sizeof(out->reason), fmt, ap);
	va_end(ap);
	return false;
}

static bool same_key(const struct note_key *a, const struct note_key *b)
{
	return a->id == b->id && a->type == b->type &&
	    memcmp(a->key, b->key, CRYPT_KEY) == 0 &&
	    strcmp(a->name, b->name) == 0;
}

/* The newest entry of that name. */
static struct entry *entry_of(struct state *s, struct span name)
{
	for (int i = s->count - 1; i >= 0; i--)
		if (span_is(name, s->entry[i].info.key.name))
			return &s->entry[i];
	return NULL;
}

static void roles_set(struct entry *n, unsigned roles)
{
	n->roles = roles;
	n->info.warden = (roles & WARDEN) != 0;
	n->info.keeper = (roles & KEEPER) != 0;
	n->info.witness = (roles & WITNESS) != 0;
	n->info.log = (roles & LOG) != 0;
}

/* Does the key's signature of act index lend standing? */
static bool trusted(const struct stmt_keys *k, const struct note_key *key,
    uint64_t index)
{
	for (int i = 0; i < k->declared; i++)
		if (k->declaration[i].since <= index &&
		    same_key(&k->declaration[i].key, key))
			return false;
	return true;
}

/* Does the act being played declare this key compromised?  Its signature
 * then counts no more, nor does it as a warden who is left. */
static bool declared_here(const struct stmt_keys *k, const char *name)
{
	for (int i = 0; i < k->changes.count; i++) {
		const struct stmt *s = &k->changes.change[i].s;

		if (span_is(s->says, "key.compromised") &&
		    span_is(s->subject.id, name))
			return true;
	}
	return false;
}

/* Are there enough good signatures of keys that have the role now, and no
 * wrong one of any key that we know? */
static bool signed_well(struct stmt_keys *k, uint64_t index,
    const struct stmt_act *act, unsigned role, struct stmt_standing *out)
{
	uint64_t needed = role == WARDEN ? k->now.needed : 1, good = 0;
	struct err why = { 0 };

	for (int i = 0; i < k->now.count; i++) {
		struct entry *n = &k->now.entry[i];
		const struct note_key *key = &n->info.key;
		int signs = key->type != NOTE_ED25519 ? 0 :
		    note_verify(&act->note, key, NULL, &why);

		if (signs < 0) {
			out->keeper[0] = '\0';
			return void_act(out, "act.signature", "FORMAT 9: the"
			    " signature of %.100s is wrong", key->name);
		}
		if (signs == 0 || (n->roles & role) == 0)
			continue;
		n->used = index + 1;
		if (!trusted(k, key, index) || declared_here(k, key->name))
			continue;
		if (good++ == 0 || strcmp(key->name, out->keeper) < 0)
			memcpy(out->keeper, key->name, sizeof(out->keeper));
	}
	if (good >= needed)
		return true;
	out->keeper[0] = '\0';
	return void_act(out, "act.signature", "FORMAT 3.5: signed by %u of the"
	    " %u %s needed", (unsigned)good, (unsigned)needed,
	    role == WARDEN ? "wardens" : "keepers");
}

/* ---- what an act says of keys ---- */

/* Reads the lines into k->changes.  A line that is no statement is void by
 * itself and says nothing (FORMAT 9.1). */
static bool changes_read(struct stmt_keys *k, const struct stmt_act *act,
    const struct span *lines, struct arena *a, struct stmt_standing *out)
{
	struct err e = { 0 };

	k->changes.count = 0;
	for (int i = 0; i < act->count; i++) {
		struct change *c = &k->changes.change[k->changes.count];

		stmt_commit(lines[i], c->id);
		if (memcmp(c->id, act->commitment[i], CRYPT_HASH) != 0)
			return void_act(out, "payload.line", "FORMAT 5.3: line"
			    " %d of an act about keys is not what it commits"
			    " to", i + 1);
		if (stmt_parse(lines[i], a, &c->s, &e) < 0)
			continue;
		if (stmt_act_allows(act->verb, &c->s, false, &e) < 0)
			return void_act(out, "act.verb", "%.150s", e.text);
		if (c->s.property == NULL)
			continue;
		if (c->s.denies && c->s.property->sense == STMT_STRUCTURE)
			return void_act(out, "key.rule", "FORMAT 7: what an"
			    " act says of keys is not denied");
		k->changes.count++;
	}
	return true;
}

static bool rule(struct stmt_standing *out, struct span name, const char *why)
{
	return void_act(out, "key.rule", "FORMAT 7: %.*s: %s",
	    name.n < 80 ? (int)name.n : 80, name.p, why);
}

static bool is_origin(const struct stmt_keys *k, struct span name)
{
	return span_is(name, k->origin);
}

/* Why a key may not have this role, by its name and type; NULL it may. */
static const char *misnamed(const struct stmt_keys *k,
    const struct note_key *key, unsigned role)
{
	struct span name = span_of(key->name), origin = span_of(k->origin);
	struct scan s = scan_of(name);

	if (role != WITNESS && key->type != NOTE_ED25519)
		return "only a witness may have a key of another type";
	if ((role == LOG) != is_origin(k, name))
		return "log keys, and no others, are named as the origin";
	if (role != KEEPER)
		return NULL;
	if (!scan_lit(&s, origin) || !scan_lit(&s, SPAN("/keeper/")) ||
	    scan_done(&s))
		return "a keeper is named <origin>/keeper/<word>";
	for (; !scan_done(&s); s.at++)
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-",
		    *s.at) == NULL)
			return "a keeper's word is of a-z 0-9 -";
	return NULL;
}

/* Why this key may not stand beside those that are there; NULL it may. */
static const char *clashes(const struct stmt_keys *k, const struct entry *n,
    const struct note_key *key, unsigned role)
{
	if (n != NULL && !same_key(&n->info.key, key))
		return "a name stands for one key for ever";
	if (n != NULL && n->info.compromised)
		return "the key is compromised";
	if (n != NULL && n - k->next.entry < k->now.count &&
	    (k->now.entry[n - k->next.entry].roles & role) != 0)
		return "has that role already";
	for (int i = 0; i < k->next.count; i++) {
		const struct entry *other = &k->next.entry[i];

		if (other != n && (role == LOG ? strcmp(other->info.key.name,
		    key->name) == 0 : (other->roles & role & WARDEN) != 0) &&
		    memcmp(other->info.key.key, key->key, CRYPT_KEY) == 0)
			return role == LOG ? "was given before" :
			    "another warden has the same key";
	}
	return NULL;
}

/* 1 done or nothing to do, 0 void, -1 no room. */
static int key_add(struct stmt_keys *k, const struct change *c, uint64_t index,
    struct stmt_standing *out, struct err *e)
{
	struct state *s = &k->next;
	struct entry *n = NULL;
	struct note_key key;
	const char *why;
	unsigned role = 0;

	for (int i = 0; i < ROLE_COUNT; i++)
		if (span_is(c->s.says, ROLES[i].says))
			role = ROLES[i].bit;
	if (role == 0)
		return 1;
	if (note_key_parse(c->s.value, &key, e) < 0)
		return rule(out, c->s.subject.id, "not a key");
	if (role != LOG)
		n = entry_of(s, c->s.subject.id);
	why = misnamed(k, &key, role);
	if (why == NULL)
		why = clashes(k, n, &key, role);
	if (why != NULL)
		return rule(out, c->s.subject.id, why);
	if (n == NULL) {
		if (s->count == STMT_KEYS_MAX)
			return err_set(e, ERR_LIMIT, "more than %d keys in one"
			    " archive", STMT_KEYS_MAX);
		n = &s->entry[s->count++];
		*n = (struct entry){ .info = { .key = key, .since = index } };
		memcpy(n->given, c->id, CRYPT_HASH);
	}
	n->info.retired = false;
	roles_set(n, n->roles | role);
	return 1;
}

/* The key that a retirement means: a log key by the statement that gave it,
 * since its name is that of all log keys. */
static struct entry *retired_key(struct stmt_keys *k, const struct stmt *s)
{
	uint8_t id[CRYPT_HASH];

	if (!is_origin(k, s->subject.id))
		return entry_of(&k->next, s->subject.id);
	if (!span_is(s->value, "log") || !stmt_id_parse(s->re, id))
		return NULL;
	for (int i = 0; i < k->next.count; i++)
		if (memcmp(k->next.entry[i].given, id, CRYPT_HASH) == 0)
			return &k->next.entry[i];
	return NULL;
}

static bool key_retire(struct stmt_keys *k, const struct stmt *s,
    struct stmt_standing *out)
{
	struct entry *n;
	unsigned role = 0, had = 0;

	if (!span_is(s->says, "key.retired"))
		return true;
	for (int i = 0; i < ROLE_COUNT; i++)
		if (span_is(s->value, ROLES[i].name))
			role = ROLES[i].bit;
	n = retired_key(k, s);
	if (n != NULL && n - k->next.entry < k->now.count)
		had = k->now.entry[n - k->next.entry].roles;
	if ((had & role) == 0)
		return rule(out, s->subject.id, "does not have the role that"
		    " is to be retired");
	roles_set(n, n->roles & ~role);
	n->info.retired = n->roles == 0;
	return true;
}

/* The act's number: 1 to index.  Act 0 stays, or nothing would stand. */
static bool key_compromise(struct stmt_keys *k, const struct stmt *s,
    uint64_t index, struct stmt_standing *out)
{
	struct scan number = scan_of(s->value);
	uint64_t since;

	if (!span_is(s->says, "key.compromised"))
		return true;
	if (is_origin(k, s->subject.id) ||
	    entry_of(&k->now, s->subject.id) == NULL)
		return rule(out, s->subject.id, "no key of a warden, keeper or"
		    " witness");
	if (!scan_u64(&number, index, &since) || since == 0)
		return rule(out, s->subject.id, "compromised since an act that"
		    " is not from 1 to this one");
	return true;
}

static bool wardens_set(struct stmt_keys *k, const struct stmt *s,
    bool *seen, struct stmt_standing *out)
{
	struct scan number = scan_of(s->value);
	uint64_t needed;

	if (!span_is(s->says, "archive.wardens"))
		return true;
	if (!scan_u64(&number, STMT_KEYS_MAX, &needed) || needed == 0 || *seen)
		return void_act(out, "key.rule", "FORMAT 7: archive.wardens is"
		    " one number from 1");
	k->next.needed = needed;
	*seen = true;
	return true;
}

/* What must hold after the act. */
static bool rules_hold(const struct stmt_keys *k, struct stmt_standing *out)
{
	uint64_t left = 0, logs = 0;

	for (int i = 0; i < k->next.count; i++) {
		const struct entry *n = &k->next.entry[i];

		logs += (n->roles & LOG) != 0;
		left += (n->roles & WARDEN) != 0 &&
		    !declared_here(k, n->info.key.name);
	}
	if (k->next.needed == 0)
		return void_act(out, "key.rule", "FORMAT 7: archive.wardens is"
		    " missing");
	if (left < k->now.needed || left < k->next.needed)
		return void_act(out, "key.rule", "FORMAT 7: %u wardens would"
		    " be left", (unsigned)left);
	if (logs == 0)
		return void_act(out, "key.rule", "FORMAT 7.7: no log key would"
		    " be left");
	return true;
}

static void state_copy(struct state *to, const struct state *from)
{
	to->count = from->count;
	to->needed = from->needed;
	memcpy(to->entry, from->entry,
	    (size_t)from->count * sizeof(from->entry[0]));
}

/* Makes k->next from k->now and the changes, all of them or none: the order
 * of lines is that of their hashes and means nothing. */
static int changes_apply(struct stmt_keys *k, uint64_t index,
    struct stmt_standing *out, struct err *e)
{
	const struct changes *c = &k->changes;
	bool seen = false;
	int did;

	state_copy(&k->next, &k->now);
	for (int i = 0; i < c->count; i++)
		if ((did = key_add(k, &c->change[i], index, out, e)) <= 0)
			return did;
	for (int i = 0; i < c->count; i++)
		if (!key_retire(k, &c->change[i].s, out) ||
		    !key_compromise(k, &c->change[i].s, index, out) ||
		    !wardens_set(k, &c->change[i].s, &seen, out))
			return 0;
	return rules_hold(k, out);
}

/* Remembers what a standing act declares; what is new may make standings
 * given before wrong. */
static int declare(struct stmt_keys *k, uint64_t index, struct err *e)
{
	for (int i = 0; i < k->changes.count; i++) {
		const struct stmt *s = &k->changes.change[i].s;
		struct declaration d = { .by = index };
		struct scan number = scan_of(s->value);
		const struct entry *n;
		int at = 0;

		if (!span_is(s->says, "key.compromised") ||
		    !scan_u64(&number, index, &d.since))
			continue;
		n = entry_of(&k->now, s->subject.id);
		assert(n != NULL);
		d.key = n->info.key;
		while (at < k->declared && (k->declaration[at].by != index ||
		    k->declaration[at].since != d.since ||
		    !same_key(&k->declaration[at].key, &d.key)))
			at++;
		if (at < k->declared)
			continue; /* known from before a rewind */
		if (k->declared == STMT_KEYS_MAX)
			return err_set(e, ERR_LIMIT, "more than %d keys"
			    " compromised", STMT_KEYS_MAX);
		k->declaration[k->declared++] = d;
		if (n->used > d.since)
			k->stale = true;
	}
	return 0;
}

/* Declarations of act index take roles, whether or not the act still stands:
 * it did when it was made (FORMAT 7.6). */
static void declared_fall(struct stmt_keys *k, uint64_t index)
{
	for (int d = 0; d < k->declared; d++) {
		const struct declaration *dec = &k->declaration[d];

		for (int i = 0; i < k->now.count && dec->by == index; i++) {
			struct entry *n = &k->now.entry[i];

			if (!same_key(&n->info.key, &dec->key))
				continue;
			roles_set(n, 0);
			if (!n->info.compromised ||
			    dec->since < n->info.compromised_since)
				n->info.compromised_since = dec->since;
			n->info.compromised = true;
		}
	}
}

/* ---- acts ---- */

/* Act 0: each warden that it names has signed it. */
static int found_apply(struct stmt_keys *k, const struct stmt_act *act,
    struct stmt_standing *out, struct err *e)
{
	int did;

	assert(act->origin.n < sizeof(k->origin));
	memset(k->origin, 0, sizeof(k->origin));
	memcpy(k->origin, act->origin.p, act->origin.n);
	k->now.count = 0;
	k->now.needed = 0;
	did = changes_apply(k, 0, out, e);
	if (did <= 0)
		return did;
	state_copy(&k->now, &k->next);
	k->now.needed = 0;
	for (int i = 0; i < k->now.count; i++)
		k->now.needed += (k->now.entry[i].roles & WARDEN) != 0;
	if (signed_well(k, 0, act, WARDEN, out)) {
		k->now.needed = k->next.needed;
		return 1;
	}
	k->now.count = 0;
	k->now.needed = 0;
	return 0;
}

static int keys_apply(struct stmt_keys *k, uint64_t index,
    const struct stmt_act *act, struct stmt_standing *out, struct err *e)
{
	int did;

	if (!signed_well(k, index, act, WARDEN, out))
		return 0;
	did = changes_apply(k, index, out, e);
	if (did <= 0)
		return did;
	if (declare(k, index, e) < 0)
		return -1;
	state_copy(&k->now, &k->next);
	return 1;
}

/* What can be said before any signature is looked at. */
static bool head_stands(const struct stmt_keys *k, uint64_t index,
    const struct stmt_act *act, struct stmt_standing *out)
{
	bool found = act->verb == STMT_FOUND;

	if (found != (index == 0))
		return void_act(out, "act.verb", "FORMAT 3.5: `found` is act 0"
		    " and only act 0");
	if (found ? act->base_size != 0 :
	    act->base_size == 0 || act->base_size > index)
		return void_act(out, "act.base", "FORMAT 3.4: names a log that"
		    " was not before it");
	if (!found && k->now.needed == 0)
		return void_act(out, "act.signature", "FORMAT 3.5: act 0"
		    " founds no archive, so there are no keys");
	if (!found && !span_is(act->origin, k->origin))
		return void_act(out, "act.origin", "FORMAT 3.3: of another"
		    " archive");
	return true;
}

static int play(struct stmt_keys *k, uint64_t index,
    const struct stmt_act *act, struct stmt_standing *out, struct err *e)
{
	if (act->verb == STMT_FOUND)
		return found_apply(k, act, out, e);
	if (act->verb == STMT_KEYS)
		return keys_apply(k, index, act, out, e);
	return signed_well(k, index, act, KEEPER, out);
}

int stmt_keys_play(struct stmt_keys *k, uint64_t index,
    const struct stmt_act *act, const struct span *lines, int count,
    struct stmt_standing *out, struct err *e)
{
	bool keys = act->verb == STMT_FOUND || act->verb == STMT_KEYS;
	SCOPED(arena) a = { .cap = LINES_CAP };
	struct stmt_standing st = { 0 };
	int did = 0;

	k->changes.count = 0;
	if (!head_stands(k, index, act, &st))
		;
	else if (keys && count != act->count)
		void_act(&st, "payload.line", "FORMAT 5.3: %d lines for %d"
		    " commitments", count, act->count);
	else if (!keys || changes_read(k, act, lines, &a, &st))
		did = play(k, index, act, &st, e);
	k->changes.count = 0; /* its spans die here */
	if (did < 0)
		return -1;
	declared_fall(k, index);
	st.ok = did == 1;
	*out = st;
	return 0;
}

bool stmt_keys_stale(const struct stmt_keys *k)
{
	return k->stale;
}

void stmt_keys_rewind(struct stmt_keys *k)
{
	k->now.count = 0;
	k->now.needed = 0;
	k->stale = false;
}

/* ---- questions ---- */

int stmt_keys_count(const struct stmt_keys *k)
{
	return k->now.count;
}

const struct stmt_key_info *stmt_keys_at(const struct stmt_keys *k, int i)
{
	assert(i >= 0 && i < k->now.count);
	return &k->now.entry[i].info;
}

const struct stmt_key_info *stmt_keys_find(const struct stmt_keys *k,
    struct span name)
{
	for (int i = k->now.count - 1; i >= 0; i--)
		if (span_is(name, k->now.entry[i].info.key.name))
			return &k->now.entry[i].info;
	return NULL;
}

int stmt_keys_wardens_needed(const struct stmt_keys *k)
{
	return (int)k->now.needed;
}

int stmt_keys_log(const struct stmt_keys *k, struct note_key *out, int max)
{
	int logs = 0, skip, n = 0;

	for (int i = 0; i < k->now.count; i++)
		logs += (k->now.entry[i].roles & LOG) != 0;
	skip = logs > max ? logs - max : 0;
	for (int i = 0; i < k->now.count; i++)
		if ((k->now.entry[i].roles & LOG) != 0 && skip-- <= 0)
			out[n++] = k->now.entry[i].info.key;
	return n;
}
