/* note_key_parse; what it takes prints to the same bytes.  The same bytes
 * are tried as a tile's path. */
#include <assert.h>

#include "note/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span in = { (const char *)p, n };
	SCOPED(arena) a = { .cap = 1 << 20 };
	char path[MERKLE_PATH_MAX];
	struct merkle_tile tile;
	struct note_key k;
	struct err e = { 0 };
	struct buf b;

	if (merkle_tile_parse(in, &tile)) {
		merkle_tile_path(&tile, path);
		assert(span_is(in, path));
	}
	if (note_key_parse(in, &k, &e) < 0)
		return 0;
	buf_open(&b, &a, 4096);
	note_key_print(&k, &b);
	assert(span_eq(buf_span(&b), in));
	return 0;
}
