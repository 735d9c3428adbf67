/* stmt_map_parse on the first line; what it takes prints to the same bytes.
 * The other lines are cells read by that map, or by one of each type. */
#include <assert.h>

#include "base/scan.h"
#include "stmt/stmt.h"

static void read_cell(const struct stmt_map *m, struct span cell,
    struct arena *a)
{
	struct span out = { NULL, 0 };
	struct err e = { 0 };
	int got = stmt_map_cell(m, cell, a, &out, &e);

	if (got > 0)
		assert(stmt_value_check(stmt_property(m->property), out,
		    &e) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const char *const MAPS[] = { "c\tage", "c\tborn.date",
		"c\tborn.date\tformat=dmy", "c\tborn.date\tformat=mdy",
		"c\tborn.date\tformat=ymd", "c\tdied.time",
		"c\tsex\tvalues=a:male,?:female", "c\tname\tlang=en",
		"c\tlink", "c\tnew.thing" };
	struct scan s = scan_of((struct span){ (const char *)p, n });
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct err e = { 0 };
	struct stmt_map m, mine;
	struct span line;
	bool fits = false;

	if (stmt_start(&e) < 0)
		return 0;
	for (int i = 0; i < 8 && scan_until(&s, '\n', n, &line); i++) {
		if (i == 0 && stmt_map_parse(line, &mine, &e) == 0) {
			struct buf b;

			fits = true;
			buf_open(&b, &a, 1 << 20);
			stmt_map_print(&mine, &b);
			assert(b.over || span_eq(buf_span(&b), line));
		}
		if (fits)
			read_cell(&mine, line, &a);
		for (size_t j = 0; j < sizeof(MAPS) / sizeof(MAPS[0]); j++)
			if (stmt_map_parse(span_of(MAPS[j]), &m, &e) == 0)
				read_cell(&m, line, &a);
	}
	return 0;
}
