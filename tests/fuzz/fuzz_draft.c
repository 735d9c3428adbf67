/* A draft of decisions: what is read is printed and read again the same. */
#include <assert.h>

#include "decide/decide.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	SCOPED(arena) a = { .cap = (size_t)256 << 20 };
	struct decide_one *x, *y;
	struct err e = { 0 };
	struct buf b;
	int count, again;

	if (n > 65536 || stmt_start(&e) < 0)
		return 0;
	if (decide_draft_read((struct span){ (const char *)p, n }, &a, &x,
	    &count, &e) < 0) {
		assert(e.kind == ERR_FORMAT || e.kind == ERR_LIMIT);
		return 0;
	}
	buf_open(&b, &a, (size_t)64 << 20);
	for (int i = 0; i < count; i++) {
		assert(x[i].word < DECIDE_WORDS && x[i].shown >= -1 &&
		    x[i].shown <= DECIDE_SURE && x[i].line > 0);
		decide_draft_print(&x[i], &b);
	}
	if (decide_draft_read(buf_span(&b), &a, &y, &again, &e) < 0) {
		assert(e.kind == ERR_LIMIT); /* escapes make a reason longer */
		return 0;
	}
	assert(again == count);
	for (int i = 0; i < count; i++)
		assert(x[i].word == y[i].word && x[i].shown == y[i].shown &&
		    span_eq(x[i].a, y[i].a) && span_eq(x[i].b, y[i].b) &&
		    span_eq(x[i].reason, y[i].reason));
	return 0;
}
