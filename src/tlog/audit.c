#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "tlog/inside.h"
#include "tlog/tlog.h"

struct audit {
	struct tlog *t;
	tlog_each *each;
	tlog_found *found;
	void *ctx;
	struct merkle_tree tree;
};

static int tell(struct audit *a, const char *rule,
    const struct merkle_tile *tile, const char *reason, struct err *e)
{
	char path[TLOG_PATH_MAX];

	tlog_inside_path(tile, path);
	return a->found(a->ctx, rule, path, reason, e);
}

/* Which of the two was changed is not known here: both are named. */
static int tell_apart(struct audit *a, const struct merkle_tile *tile,
    const struct merkle_tile *entries, struct err *e)
{
	char path[TLOG_PATH_MAX], reason[TLOG_PATH_MAX + 64];

	tlog_inside_path(tile, path);
	(void)snprintf(reason, sizeof(reason), "entries do not hash to their"
	    " tile, %s", path);
	return tell(a, "log.entries", entries, reason, e);
}

/* The hashes of a bundle's entries, and whether it is as long as it should.
 * 1 read, 0 told as broken. */
static int hash_bundle(struct audit *a, const struct merkle_tile *tile,
    uint8_t leaf[MERKLE_TILE_WIDTH][CRYPT_HASH], struct span *bundle,
    const uint32_t **offset, struct err *e)
{
	struct err why = { 0 };

	if (tlog_inside_bundle(a->t, tile->index, bundle, offset, &why) < 0)
		return tell(a, "log.entries", tile, why.text, e);
	for (int i = 0; i < tile->width; i++)
		merkle_leaf((struct span){ bundle->p + (*offset)[i] + 2,
		    (*offset)[i + 1] - (*offset)[i] - 2 }, leaf[i]);
	return 1;
}

static int give(struct audit *a, uint64_t number, int width,
    struct span bundle, const uint32_t *offset, struct err *e)
{
	for (int i = 0; i < width; i++)
		if (a->each(a->ctx, number * MERKLE_TILE_WIDTH + (uint64_t)i,
		    (struct span){ bundle.p + offset[i] + 2,
		    offset[i + 1] - offset[i] - 2 }, e) < 0)
			return -1;
	return 0;
}

/* One bundle and its tile of leaf hashes; the tile's hashes go into the
 * tree, so that the root tells whether the tiles are right. */
static int one_bundle(struct audit *a, uint64_t number, struct err *e)
{
	uint8_t leaf[MERKLE_TILE_WIDTH][CRYPT_HASH];
	uint8_t said[MERKLE_TILE_WIDTH][CRYPT_HASH];
	uint64_t size = tlog_inside_size(a->t);
	struct merkle_tile tile = { 0, number,
	    merkle_tile_width(0, number, size) };
	struct merkle_tile entries = { MERKLE_ENTRIES, number, tile.width };
	const uint32_t *offset = NULL;
	struct err why = { 0 };
	struct span bundle;
	bool has_tile = true, same = false;
	int got;

	if (tlog_inside_hashes(a->t, &tile, said, &why) < 0) {
		has_tile = false;
		if (tell(a, "log.tile", &tile, why.text, e) < 0)
			return -1;
	}
	got = hash_bundle(a, &entries, leaf, &bundle, &offset, e);
	if (got < 0)
		return -1;
	if (got == 1 && has_tile) {
		same = memcmp(leaf, said, (size_t)tile.width * CRYPT_HASH) == 0;
		if (!same && tell_apart(a, &tile, &entries, e) < 0)
			return -1;
	}
	for (int i = 0; i < tile.width; i++)
		merkle_add(&a->tree, has_tile ? said[i] : leaf[i]);
	return same ? give(a, number, tile.width, bundle, offset, e) : 0;
}

/* Every tile above level 0 must be what the tiles below it hash to. */
static int one_level(struct audit *a, int level, struct err *e)
{
	uint8_t said[MERKLE_TILE_WIDTH][CRYPT_HASH];
	uint8_t below[MERKLE_TILE_WIDTH][CRYPT_HASH];
	uint64_t size = tlog_inside_size(a->t);

	for (uint64_t n = 0; merkle_tile_width(level, n, size) > 0; n++) {
		struct merkle_tile tile = { level, n,
		    merkle_tile_width(level, n, size) };
		struct err why = { 0 };

		if (tlog_inside_hashes(a->t, &tile, said, &why) < 0) {
			if (tell(a, "log.tile", &tile, why.text, e) < 0)
				return -1;
			continue;
		}
		for (int i = 0; i < tile.width; i++) {
			struct merkle_tile b = { level - 1,
			    n * MERKLE_TILE_WIDTH + (uint64_t)i,
			    MERKLE_TILE_WIDTH };

			if (tlog_inside_hashes(a->t, &b, below, &why) < 0)
				continue; /* told when its level was read */
			tlog_inside_fold(below, MERKLE_TILE_WIDTH);
			if (memcmp(below[0], said[i], CRYPT_HASH) == 0)
				continue;
			if (tell(a, "log.tile", &tile, "does not hash to the"
			    " tiles below it", e) < 0)
				return -1;
			break;
		}
	}
	return 0;
}

int tlog_audit(struct tlog *t, const uint8_t root[CRYPT_HASH],
    tlog_each *each, tlog_found *found, void *ctx, struct err *e)
{
	struct audit a = { .t = t, .each = each, .found = found, .ctx = ctx };
	uint64_t size = tlog_inside_size(t);
	uint8_t got[CRYPT_HASH];

	for (uint64_t n = 0; n * MERKLE_TILE_WIDTH < size; n++)
		if (one_bundle(&a, n, e) < 0)
			return -1;
	for (int level = 1; level < 8; level++)
		if (one_level(&a, level, e) < 0)
			return -1;
	merkle_root(&a.tree, got);
	if (a.tree.size != size || memcmp(got, root, CRYPT_HASH) != 0)
		return found(ctx, "log.root", "log/checkpoint", "the tiles do"
		    " not hash to the root that the checkpoint names", e);
	return 0;
}
