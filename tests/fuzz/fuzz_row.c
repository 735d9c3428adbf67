/* stmt_row_cells; what it takes prints to the same bytes. */
#include <assert.h>

#include "stmt/stmt.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span in = { (const char *)p, n };
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct stmt_cell *cells;
	struct err e = { 0 };
	struct buf b;
	int count;

	if (stmt_row_cells(in, &a, &cells, &count, &e) < 0)
		return 0;
	buf_open(&b, &a, STMT_LINE_MAX);
	assert(stmt_row_print(cells, count, &b, &e) == 0);
	assert(span_eq(buf_span(&b), in));
	return 0;
}
