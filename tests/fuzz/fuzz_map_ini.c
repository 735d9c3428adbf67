/* A map: what is read keeps its own promises. */
#include <assert.h>

#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	SCOPED(arena) a = { .cap = (size_t)64 << 20 };
	struct intake_map map;
	struct err e = { 0 };
	bool key = false;

	if (stmt_start(&e) < 0)
		return 0;
	if (intake_map_read((struct span){ (const char *)p, n }, &a, &map,
	    &e) < 0) {
		assert(e.kind == ERR_FORMAT || e.kind == ERR_LIMIT);
		return 0;
	}
	assert(stmt_handle_valid(map.handle) && map.encoding != NULL);
	assert(map.column_count > 0 &&
	    map.column_count <= INTAKE_COLUMNS_MAX);
	for (int i = 0; i < map.column_count; i++) {
		const struct intake_column *c = &map.columns[i];

		assert(c->name.n > 0);
		assert(c->map_count == 0 || c->use == INTAKE_PUBLIC);
		key |= span_eq(c->name, map.key);
		for (int j = 0; j < i; j++)
			assert(!span_eq(c->name, map.columns[j].name));
	}
	assert(key || map.key.n == 0);
	for (int i = 0; i < map.fact_count; i++)
		assert(stmt_value_check(stmt_property(map.facts[i].property),
		    map.facts[i].value, &e) == 0);
	return 0;
}
