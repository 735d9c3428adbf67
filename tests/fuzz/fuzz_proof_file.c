/* audit_proof_parse; what it takes prints to the same bytes.  Then checked
 * against a key that signed nothing: it never holds. */
#include <assert.h>

#include "audit/proof.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const uint8_t nobody[CRYPT_KEY] = { 1 };
	struct span in = { (const char *)p, n };
	SCOPED(arena) a = { .cap = 1 << 28 };
	struct audit_proof_shown shown;
	struct audit_proof proof;
	struct note_key key;
	struct err e = { 0 };
	struct span out;
	struct buf b;

	if (stmt_start(&e) < 0 || audit_proof_parse(in, &a, &proof, &e) < 0)
		return 0;
	buf_open(&b, &a, AUDIT_PROOF_MAX);
	audit_proof_print(&proof, &b);
	assert(buf_end(&b, &out, &e) == 0 && span_eq(out, in));
	assert(note_key_of(SPAN("nobody"), NOTE_ED25519, nobody, &key,
	    &e) == 0);
	assert(audit_proof_check(&proof, &key, &a, &shown, &e) < 0);
	return 0;
}
