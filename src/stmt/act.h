/*
 * act.h - acts, and the keys that were valid when they were made
 * (FORMAT 3, 7)
 */
#ifndef STMT_ACT_H
#define STMT_ACT_H

#include "note/note.h"
#include "stmt/stmt.h"

#define STMT_ACT_COMMITMENTS 256
#define STMT_ACT_BYTES 65535
#define STMT_ACT_SIGS 16

enum stmt_verb { STMT_FOUND, STMT_IMPORT, STMT_DO_RECORD, STMT_DECIDE,
	STMT_WITHHOLD, STMT_DISCLOSE, STMT_KEYS, STMT_CANDLES, STMT_VERBS };
const char *stmt_verb_name(enum stmt_verb v); /* "found" "import" "record" */
bool stmt_verb_of(struct span name, enum stmt_verb *out);

struct stmt_act {
	struct span origin;
	uint64_t base_size;
	uint8_t base_root[CRYPT_HASH]; /* zero where base_size is 0 */
	int64_t time;                  /* UTC seconds */
	enum stmt_verb verb;
	int count;
	uint8_t commitment[STMT_ACT_COMMITMENTS][CRYPT_HASH];
	struct note note;              /* text and signatures; borrows */
};
/* One act, all of clause 3 that can be seen in it alone (form, order of
 * commitments and signatures), but no signature is checked. */
int stmt_act_parse(struct span entry, struct stmt_act *out, struct err *e)
    MUST_CHECK;
/* The text to be signed: commitments are sorted here. */
int stmt_act_print(struct stmt_act *act, struct buf *out, struct err *e)
    MUST_CHECK;

/* May an act of this verb hold this statement?  self: the statement is a
 * withheld/disclosed about act/this or about a statement of the same act.
 * ERR_FORMAT act.verb otherwise. */
int stmt_act_allows(enum stmt_verb verb, const struct stmt *s, bool self,
    struct err *e) MUST_CHECK;

/* ---- keys through time ---- */
#define STMT_KEYS_MAX 1024 /* keys ever named in one archive */

struct stmt_keys; /* the state after some acts */
int stmt_keys_open(struct stmt_keys **out, struct err *e) MUST_CHECK;
void stmt_keys_closep(struct stmt_keys **k);
int stmt_keys_copy(const struct stmt_keys *k, struct stmt_keys **out,
    struct err *e) MUST_CHECK;

/* What an act's signatures are worth in the state before it. */
struct stmt_standing {
	bool ok;
	char rule[16];    /* "act.signature", "act.verb", "key.rule"... */
	char reason[160];
	char keeper[NOTE_NAME_MAX + 1]; /* the first by name whose signature
					   gave standing: a warden for found
					   and keys; "" none */
};
/* Plays act number index into the state.  Acts that do not parse or repeat a
 * commitment are not played.  lines are its payload lines, only looked at for
 * found and keys, where each must hash to its commitment: a withheld or
 * changed line makes the act void ("payload.line").  Reduced checks: origin,
 * verb and index, base size, signatures, key rules.  The statements of void
 * acts change nothing.  -1 only for ERR_LIMIT (STMT_KEYS_MAX). */
int stmt_keys_play(struct stmt_keys *k, uint64_t index,
    const struct stmt_act *act, const struct span *lines, int count,
    struct stmt_standing *out, struct err *e) MUST_CHECK;

/* After a play: a key was declared compromised since an act that was played
 * already, so that earlier standings may have changed.  The caller then,
 * before the next act, calls stmt_keys_rewind and plays all acts again;
 * declarations made so far stay in force from the start (FORMAT 7.6).  Each
 * rewind knows one declaration more, so this ends. */
bool stmt_keys_stale(const struct stmt_keys *k);
void stmt_keys_rewind(struct stmt_keys *k);

/* Questions about the state now. */
struct stmt_key_info {
	struct note_key key;
	bool warden, keeper, witness, log;  /* roles now in force */
	bool retired, compromised;
	uint64_t since;      /* act that named it first */
	uint64_t compromised_since;
};
int stmt_keys_count(const struct stmt_keys *k);
const struct stmt_key_info *stmt_keys_at(const struct stmt_keys *k, int i);
/* By name; of log keys, which share one, the newest. */
const struct stmt_key_info *stmt_keys_find(const struct stmt_keys *k,
    struct span name);
int stmt_keys_wardens_needed(const struct stmt_keys *k);
/* Log keys in force, newest last; at most max; returns how many. */
int stmt_keys_log(const struct stmt_keys *k, struct note_key *out, int max);

#endif
