/* stmt_parse; what it takes prints to the same bytes, so that no statement
 * has two spellings. */
#include <assert.h>

#include "stmt/stmt.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span in = { (const char *)p, n };
	SCOPED(arena) a = { .cap = 1 << 24 };
	uint8_t hash[CRYPT_HASH];
	struct stmt_property own;
	struct err e = { 0 };
	struct stmt s;
	struct buf b;

	if (stmt_start(&e) < 0)
		return 0;
	(void)stmt_is_withheld_line(in, hash);
	(void)!stmt_property_parse(in, &own, &e);
	if (stmt_parse(in, &a, &s, &e) < 0)
		return 0;
	buf_open(&b, &a, STMT_LINE_MAX);
	stmt_print(&s, &b);
	assert(!b.over && span_eq(buf_span(&b), in));
	stmt_sameness(&s, hash);
	return 0;
}
