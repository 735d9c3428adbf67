/* stmt_act_parse; what it takes prints to the same text.  Then played: an act
 * that nobody founded never stands. */
#include <assert.h>

#include "stmt/act.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span in = { (const char *)p, n };
	SCOPED(arena) a = { .cap = 1 << 24 };
	SCOPED(stmt_keys) *k = NULL;
	struct stmt_standing st;
	struct stmt_act act;
	struct err e = { 0 };
	struct buf b;

	if (stmt_start(&e) < 0 || stmt_act_parse(in, &act, &e) < 0)
		return 0;
	buf_open(&b, &a, STMT_ACT_BYTES);
	assert(stmt_act_print(&act, &b, &e) == 0);
	assert(span_eq(buf_span(&b), act.note.text));
	if (stmt_keys_open(&k, &e) == 0 &&
	    stmt_keys_play(k, 1, &act, NULL, 0, &st, &e) == 0)
		assert(!st.ok);
	return 0;
}
