/* Acts handed in; what is taken prints to the same bytes. */
#include <assert.h>

#include "audit/handed.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span in = { (const char *)p, n };
	SCOPED(arena) a = { .cap = 1 << 28 };
	struct audit_handed h;
	struct err e = { 0 };
	struct span out;
	struct scan s = scan_of(in);
	struct buf b;

	if (stmt_start(&e) < 0 || audit_handed_head(&s, &e) < 0)
		return 0;
	while (a.used < 1 << 26) {
		const char *from = s.at;

		if (audit_handed_next(&s, &a, &h, &e) != 1)
			break;
		buf_open(&b, &a, AUDIT_HANDED_MAX);
		audit_handed_print(&h, &b);
		assert(buf_end(&b, &out, &e) == 0);
		assert(span_eq(out, (struct span){ from,
		    (size_t)(s.at - from) }));
	}
	return 0;
}
