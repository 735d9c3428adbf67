/* Addresses as clients send them: path?query. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "httpd/httpd.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check(bool promise)
{
	if (!promise)
		__builtin_trap();
}

/* Every segment but the last has bytes, and none is "." or "..". */
static void check_path(struct span path)
{
	check(path.n > 0 && path.p[0] == '/' && utf8_valid(path));
	check(memchr(path.p, '\0', path.n) == NULL);
	for (size_t i = 0; i < path.n; i++) {
		struct span rest = span_skip(path, i);

		if (path.p[i] != '/')
			continue;
		check(!span_starts(rest, SPAN("//")));
		check(!span_starts(rest, SPAN("/./")));
		check(!span_starts(rest, SPAN("/../")));
		check(!span_is(rest, "/.") && !span_is(rest, "/.."));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const char *const names[] = { "q", "page", "" };
	SCOPED(arena) a = { .cap = 16 << 20 };
	struct span all = { (const char *)p, n }, raw, out, query;

	if (n > HTTPD_PATH_MAX)
		return 0; /* the door has answered 414 */
	raw = (struct span){ all.p, span_find(all, '?') };
	query = span_skip(all, raw.n + 1);
	if (httpd_path(raw, &a, &out))
		check_path(out);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (httpd_query(query, span_of(names[i]), &a, &out))
			check(out.n <= query.n && utf8_valid(out) &&
			    span_find(out, '\0') == out.n);
	return 0;
}
