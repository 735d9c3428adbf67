#include "merkle/merkle.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/scan.h"

#define LEVEL_MAX 63
#define LEVEL_BITS 8 /* of the tree in one tile */

void merkle_number_path(uint64_t n, char out[MERKLE_PATH_MAX])
{
	uint64_t unit = 1; /* of the group of three digits */
	size_t at = 0;

	while (n / unit >= 1000)
		unit *= 1000;
	for (; unit > 1; unit /= 1000)
		at += (size_t)snprintf(out + at, MERKLE_PATH_MAX - at,
		    "x%03" PRIu64 "/", n / unit % 1000);
	snprintf(out + at, MERKLE_PATH_MAX - at, "%03" PRIu64, n % 1000);
}

/* Takes a number path from the front; x000/067 is no spelling of 67. */
static bool take_number(struct scan *s, uint64_t *out)
{
	struct scan c = *s;
	uint64_t n = 0, group;
	bool more, first = true;

	do {
		more = scan_lit(&c, SPAN("x"));
		if (!scan_digits(&c, 3, &group) ||
		    (more && !scan_lit(&c, SPAN("/"))) ||
		    (more && first && group == 0) ||
		    n > (UINT64_MAX - group) / 1000)
			return false;
		n = n * 1000 + group;
		first = false;
	} while (more);
	*s = c;
	*out = n;
	return true;
}

bool merkle_number_parse(struct span path, uint64_t *out)
{
	struct scan s = scan_of(path);
	uint64_t n;

	if (!take_number(&s, &n) || !scan_done(&s))
		return false;
	*out = n;
	return true;
}

void merkle_tile_path(const struct merkle_tile *t, char out[MERKLE_PATH_MAX])
{
	char number[MERKLE_PATH_MAX], level[8] = "entries";
	int n;

	assert(t->level >= MERKLE_ENTRIES && t->level <= LEVEL_MAX);
	assert(t->width >= 1 && t->width <= MERKLE_TILE_WIDTH);
	merkle_number_path(t->index, number);
	if (t->level != MERKLE_ENTRIES)
		snprintf(level, sizeof(level), "%d", t->level);
	n = snprintf(out, MERKLE_PATH_MAX, "tile/%s/%.33s", level, number);
	if (t->width < MERKLE_TILE_WIDTH)
		snprintf(out + n, MERKLE_PATH_MAX - (size_t)n, ".p/%d",
		    t->width);
}

bool merkle_tile_parse(struct span path, struct merkle_tile *out)
{
	struct scan s = scan_of(path);
	struct merkle_tile t = { MERKLE_ENTRIES, 0, MERKLE_TILE_WIDTH };
	uint64_t level, width;

	if (!scan_lit(&s, SPAN("tile/")))
		return false;
	if (!scan_lit(&s, SPAN("entries/"))) {
		if (!scan_u64(&s, LEVEL_MAX, &level) ||
		    !scan_lit(&s, SPAN("/")))
			return false;
		t.level = (int)level;
	}
	if (!take_number(&s, &t.index))
		return false;
	if (scan_lit(&s, SPAN(".p/"))) {
		if (!scan_u64(&s, MERKLE_TILE_WIDTH - 1, &width) || width == 0)
			return false;
		t.width = (int)width;
	}
	if (!scan_done(&s))
		return false;
	*out = t;
	return true;
}

int merkle_tile_width(int level, uint64_t index, uint64_t size)
{
	int shift = LEVEL_BITS * (level == MERKLE_ENTRIES ? 0 : level);
	uint64_t hashes; /* at that level, in the tree */

	if (level < MERKLE_ENTRIES || shift > 63)
		return 0;
	hashes = size >> shift;
	if (index < hashes / MERKLE_TILE_WIDTH)
		return MERKLE_TILE_WIDTH;
	if (index > hashes / MERKLE_TILE_WIDTH)
		return 0;
	return (int)(hashes % MERKLE_TILE_WIDTH);
}

bool merkle_tile_of(int level, uint64_t index, uint64_t size,
    struct merkle_tile *tile, int *first, int *count)
{
	int inside; /* levels between the tile's hashes and the subtree */
	uint64_t at;

	if (level < 0 || level > 63 || index >= size >> level)
		return false;
	inside = level % LEVEL_BITS;
	at = index << inside;
	tile->level = level / LEVEL_BITS;
	tile->index = at / MERKLE_TILE_WIDTH;
	tile->width = merkle_tile_width(tile->level, tile->index, size);
	*first = (int)(at % MERKLE_TILE_WIDTH);
	*count = 1 << inside;
	return true;
}
