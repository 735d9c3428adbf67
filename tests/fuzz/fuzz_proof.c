/* note_proof_parse, merkle_inclusion_check on what it takes, and back. */
#include <assert.h>

#include "note/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span in = { (const char *)p, n };
	SCOPED(arena) a = { .cap = 1 << 24 };
	static const uint8_t LEAF[CRYPT_HASH] = { 1 };
	struct note_checkpoint c;
	struct note_proof proof;
	struct err e = { 0 };
	struct note note;
	struct buf b;

	if (note_proof_parse(in, &proof, &e) < 0)
		return 0;
	buf_open(&b, &a, 1 << 20);
	note_proof_print(&proof, &b);
	assert(b.over || span_eq(buf_span(&b), in));
	if (note_parse(proof.checkpoint, &note, &e) < 0 ||
	    note_checkpoint_parse(note.text, &c, &e) < 0)
		assert(false);
	assert(merkle_inclusion_check(proof.index, c.size, LEAF,
	    &proof.hashes, c.root, &e) < 0 && e.kind == ERR_DENIED);
	return 0;
}
