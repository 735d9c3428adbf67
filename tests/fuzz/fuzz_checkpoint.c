/* note_checkpoint_parse; what it takes prints to the same bytes. */
#include <assert.h>

#include "note/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span in = { (const char *)p, n };
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct note_checkpoint c;
	struct err e = { 0 };
	struct buf b;

	if (note_checkpoint_parse(in, &c, &e) < 0)
		return 0;
	buf_open(&b, &a, 1 << 20);
	note_checkpoint_print(c.origin, c.size, c.root, &b);
	buf_add(&b, c.extension);
	assert(b.over || span_eq(buf_span(&b), in));
	return 0;
}
