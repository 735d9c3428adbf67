/* One line of a list in JSON: jdoc and the members that intake takes. */
#include <assert.h>

#include "base/utf8.h"
#include "intake/inside.h"
#include "jdoc/jdoc.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	SCOPED(arena) a = { .cap = (size_t)32 << 20 };
	struct span line = { (const char *)p, n };
	struct intake_member *m;
	struct err e = { 0 };
	struct jdoc *v;
	int count;

	if (jdoc_parse(line, &a, &v, &e) < 0) {
		assert(e.kind == ERR_FORMAT || e.kind == ERR_LIMIT);
		return 0;
	}
	if (intake_json_members(line, &a, &m, &count, &e) < 0)
		return 0;
	for (int i = 0; i < count; i++) {
		assert(m[i].name.n > 0 && utf8_valid(m[i].name));
		assert(utf8_valid(m[i].text));
		assert(span_find(m[i].text, '\0') == m[i].text.n);
		for (int j = 0; j < i; j++)
			assert(!span_eq(m[i].name, m[j].name));
	}
	return 0;
}
