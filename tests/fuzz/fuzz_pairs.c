/* The linkage's candidate pairs, and why each is one. */
#include <assert.h>

#include "decide/decide.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	SCOPED(arena) a = { .cap = (size_t)256 << 20 };
	struct decide_pair *pair;
	struct err e = { 0 };
	int count;

	if (n > 65536 || stmt_start(&e) < 0)
		return 0;
	if (decide_pairs_read((struct span){ (const char *)p, n }, &a, &pair,
	    &count, &e) < 0) {
		assert(e.kind == ERR_FORMAT || e.kind == ERR_LIMIT);
		return 0;
	}
	for (int i = 0; i < count && i < 8; i++) {
		SCOPED(arena) one = { .cap = (size_t)64 << 20 };
		struct decide_field *f;
		int fields;

		assert(pair[i].probability >= 0 &&
		    pair[i].probability <= DECIDE_SURE);
		assert(!span_eq(pair[i].a, pair[i].b));
		if (decide_pairs_why(&pair[i], &one, &f, &fields, &e) < 0)
			continue;
		assert(fields <= DECIDE_FIELDS_MAX);
		for (int k = 0; k < fields; k++)
			assert(f[k].field.n > 0 && f[k].bits < 1e6 &&
			    f[k].bits > -1e6);
	}
	return 0;
}
