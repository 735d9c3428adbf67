/* note_parse, and note_verify with a key of each type. */
#include <assert.h>

#include "note/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const uint8_t KEY[CRYPT_KEY] = { 7 };
	struct note_key k = { .name = "a" };
	struct err e = { 0 };
	struct note note;
	uint64_t when;

	if (note_parse((struct span){ (const char *)p, n }, &note, &e) < 0) {
		assert(e.kind == ERR_FORMAT || e.kind == ERR_LIMIT);
		return 0;
	}
	assert(note.sig_count >= 1 && note.sig_count <= NOTE_SIGS_MAX);
	assert(note.text.n > 0 && note.text.n < n);
	assert(note.text.p[note.text.n - 1] == '\n');
	for (int i = 0; i < note.sig_count; i++)
		assert(note_name_valid(note.sig[i].name));
	/* whoever signed first: a key of that name and id */
	if (note_key_of(note.sig[0].name, NOTE_ED25519, KEY, &k, &e) == 0) {
		k.id = note.sig[0].id;
		assert(note_verify(&note, &k, &when, &e) == -1);
		k.type = NOTE_COSIGNATURE;
		assert(note_verify(&note, &k, &when, &e) == -1);
	}
	return 0;
}
