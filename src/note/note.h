/*
 * note.h - C2SP signed notes, checkpoints, tlog proofs
 *
 * Pure: no disk, no clock, no allocation.  Spans in a result borrow from
 * the input and die with it.  Sources: https://c2sp.org/signed-note,
 * tlog-checkpoint, tlog-cosignature, tlog-proof.
 */
#ifndef NOTE_NOTE_H
#define NOTE_NOTE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"
#include "crypt/crypt.h"
#include "merkle/merkle.h"

#define NOTE_BYTES_MAX 65535 /* of a whole note */
#define NOTE_NAME_MAX 255    /* bytes of a key name or an origin */
#define NOTE_SIGS_MAX 64     /* signatures on one note */
#define NOTE_SIG_BYTES_MAX 8192 /* of one decoded signature with key id */

enum note_type { NOTE_ED25519 = 1, NOTE_COSIGNATURE = 4 };

/* A public key: "name+hexid+base64(type || key)". */
struct note_key {
	char name[NOTE_NAME_MAX + 1];
	enum note_type type;
	uint32_t id;
	uint8_t key[CRYPT_KEY];
};
int note_key_parse(struct span vkey, struct note_key *out, struct err *e)
    MUST_CHECK;
int note_key_of(struct span name, enum note_type type,
    const uint8_t key[CRYPT_KEY], struct note_key *out, struct err *e)
    MUST_CHECK;
void note_key_print(const struct note_key *k, struct buf *out);
/* Valid UTF-8 without ASCII control characters but newline. */
bool note_text_valid(struct span text);
/* Non-empty, no Unicode space, no plus, no control, at most NOTE_NAME_MAX. */
bool note_name_valid(struct span name);

struct note_sig {
	struct span name;
	uint32_t id;
	struct span base64; /* of id and signature bytes, checked spelling */
};
struct note {
	struct span text; /* with its final newline */
	int sig_count;    /* 1 to NOTE_SIGS_MAX */
	struct note_sig sig[NOTE_SIGS_MAX];
};
/* Only form; says nothing about who signed. */
int note_parse(struct span bytes, struct note *out, struct err *e) MUST_CHECK;

/* Does key sign this note?  1 yes; 0 no signature with its name and id;
 * -1 there is one and it is wrong (ERR_DENIED).  A cosignature's time (unix
 * seconds; the latest, where it signed twice) goes to *when where that is
 * not NULL. */
int note_verify(const struct note *n, const struct note_key *key,
    uint64_t *when, struct err *e) MUST_CHECK;

/* Adds "— <name> <base64>\n"; key is of type NOTE_ED25519. */
void note_sig_print(const struct note_key *key, const uint8_t sig[CRYPT_SIG],
    struct buf *out);

struct note_checkpoint {
	struct span origin;
	uint64_t size; /* entries */
	uint8_t root[CRYPT_HASH];
	struct span extension; /* lines after the third, mostly empty */
};
int note_checkpoint_parse(struct span text, struct note_checkpoint *out,
    struct err *e) MUST_CHECK;
/* The three lines. */
void note_checkpoint_print(struct span origin, uint64_t size,
    const uint8_t root[CRYPT_HASH], struct buf *out);

/* c2sp.org/tlog-proof@v1.  Form only, the checkpoint's too, and that the
 * entry's index is below the checkpoint's size; says nothing about whether
 * the hashes lead to its root or who signed it. */
#define NOTE_EXTRA_MAX 262144 /* bytes, as base64 */
struct note_proof {
	bool has_extra;
	struct span extra; /* base64, not empty */
	uint64_t index;
	struct merkle_proof hashes;
	struct span checkpoint; /* a whole signed note */
};
int note_proof_parse(struct span bytes, struct note_proof *out, struct err *e)
    MUST_CHECK;
void note_proof_print(const struct note_proof *p, struct buf *out);

#endif
