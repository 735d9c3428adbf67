#include "export/public.h"

#include "tlog/tlog.h"

static bool is_hex(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') ||
		    (s.p[i] >= 'a' && s.p[i] <= 'f')))
			return false;
	return true;
}

/* "<2>/<64>", the two being the first of the 64. */
static bool is_hash_path(struct span s)
{
	const struct span head = { s.p, 2 }, hash = span_skip(s, 3);

	return s.n == 2 + 1 + 2 * CRYPT_HASH && s.p[2] == '/' &&
	    is_hex(hash) && span_starts(hash, head);
}

enum export_public export_public_of(struct span path, uint64_t acts)
{
	const struct span log = SPAN("log/"), payload = SPAN("payload/"),
	    evidence = SPAN("evidence/sha256/");
	struct merkle_tile t;
	uint64_t n;

	if (span_is(path, "log/checkpoint"))
		return EXPORT_CHECKPOINT;
	if (span_is(path, "log/vkey"))
		return EXPORT_VKEY;
	if (span_is(path, "properties"))
		return EXPORT_PROPERTIES;
	if (span_starts(path, log) &&
	    merkle_tile_parse(span_skip(path, log.n), &t) &&
	    t.width <= merkle_tile_width(t.level, t.index, acts))
		return EXPORT_TILE;
	if (span_starts(path, payload) &&
	    merkle_number_parse(span_skip(path, payload.n), &n) && n < acts)
		return EXPORT_PAYLOAD;
	if (span_starts(path, evidence) &&
	    is_hash_path(span_skip(path, evidence.n)))
		return EXPORT_EVIDENCE;
	return EXPORT_NONE;
}
