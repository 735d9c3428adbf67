#include "tlog/tlog.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "tlog/inside.h"

struct tlog {
	int public_fd;
	uint64_t size;
	struct tlog_tile slot[TLOG_SLOTS];
	unsigned turn;
	struct arena bundle_mem;
	struct tlog_bytes bundle;
	uint64_t bundle_index;
	bool has_bundle;
	uint32_t offset[MERKLE_TILE_WIDTH + 1];
};

int tlog_head_of(struct span bytes, const struct note_key *keys,
    int key_count, struct tlog_head *out, struct err *e)
{
	struct note n;
	struct note_checkpoint c;
	int good = 0;

	if (note_parse(bytes, &n, e) < 0 ||
	    note_checkpoint_parse(n.text, &c, e) < 0)
		return err_in(e, "checkpoint");
	for (int i = 0; i < key_count; i++) {
		int yes = note_verify(&n, &keys[i], NULL, e);

		if (yes < 0)
			return err_in(e, "checkpoint");
		if (yes == 0)
			continue;
		if (!span_is(c.origin, keys[i].name))
			return err_set(e, ERR_DENIED, "checkpoint: of origin"
			    " '%.*s', but the key is %s's", (int)c.origin.n,
			    c.origin.p, keys[i].name);
		good++;
	}
	if (good == 0)
		return err_set(e, ERR_DENIED, "checkpoint: not signed by the"
		    " log's key");
	if (c.extension.n != 0)
		return err_set(e, ERR_FORMAT, "FORMAT 2.2: checkpoint: more"
		    " than three lines");
	memcpy(out->origin, c.origin.p, c.origin.n);
	out->origin[c.origin.n] = '\0';
	out->size = c.size;
	memcpy(out->root, c.root, CRYPT_HASH);
	return 0;
}

int tlog_head_read(int public_fd, const struct note_key *keys, int key_count,
    struct arena *a, struct tlog_head *out, struct span *bytes,
    struct err *e)
{
	struct span s;
	int got = file_read(public_fd, "log/checkpoint", NOTE_BYTES_MAX, a, &s,
	    e);

	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "log/checkpoint is missing");
	if (tlog_head_of(s, keys, key_count, out, e) < 0)
		return err_in(e, "log/checkpoint");
	if (bytes != NULL)
		*bytes = s;
	return 0;
}

int tlog_open(struct tlog **out, int public_fd, uint64_t size, struct err *e)
{
	struct tlog *t;

	if (size > MERKLE_SIZE_MAX)
		return err_set(e, ERR_LIMIT, "log: more than 2^40 entries");
	t = calloc(1, sizeof(*t));
	if (t == NULL)
		return err_set(e, ERR_IO, "log: out of memory");
	t->public_fd = public_fd;
	t->size = size;
	t->bundle_mem.cap = (size_t)TLOG_BUNDLE_MAX * 3;
	*out = t;
	return 0;
}

void tlog_closep(struct tlog **p)
{
	if (*p == NULL)
		return;
	arena_closep(&(*p)->bundle_mem);
	free(*p);
	*p = NULL;
}

uint64_t tlog_inside_size(const struct tlog *t)
{
	return t->size;
}

void tlog_inside_path(const struct merkle_tile *tile, char out[TLOG_PATH_MAX])
{
	char path[MERKLE_PATH_MAX];

	merkle_tile_path(tile, path);
	(void)snprintf(out, TLOG_PATH_MAX, "log/%s", path);
}

/* A partial tile may be gone once its full one is there (tlog-tiles). */
int tlog_inside_read(struct tlog *t, const struct merkle_tile *tile,
    struct arena *a, struct tlog_bytes *out, struct err *e)
{
	char path[TLOG_PATH_MAX];
	struct merkle_tile full = *tile;
	size_t max = tile->level == MERKLE_ENTRIES ? TLOG_BUNDLE_MAX
	    : MERKLE_TILE_WIDTH * CRYPT_HASH;
	int got;

	out->whole = tile->width == MERKLE_TILE_WIDTH;
	tlog_inside_path(tile, path);
	got = file_read(t->public_fd, path, max, a, &out->bytes, e);
	if (got == 0 && !out->whole) {
		char whole[TLOG_PATH_MAX];

		full.width = MERKLE_TILE_WIDTH;
		tlog_inside_path(&full, whole);
		got = file_read(t->public_fd, whole, max, a, &out->bytes, e);
		out->whole = true;
	}
	if (got == 0)
		return err_set(e, ERR_ABSENT, "%s is missing", path);
	return got < 0 ? -1 : 0;
}

int tlog_inside_hashes(struct tlog *t, const struct merkle_tile *tile,
    uint8_t hash[MERKLE_TILE_WIDTH][CRYPT_HASH], struct err *e)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	char path[TLOG_PATH_MAX];
	struct tlog_bytes got;
	size_t want;

	if (tlog_inside_read(t, tile, &a, &got, e) < 0)
		return -1;
	want = (size_t)(got.whole ? MERKLE_TILE_WIDTH : tile->width) *
	    CRYPT_HASH;
	if (got.bytes.n != want) {
		tlog_inside_path(tile, path);
		return err_set(e, ERR_FORMAT, "%s has %zu bytes, not %zu",
		    path, got.bytes.n, want);
	}
	memcpy(hash, got.bytes.p, (size_t)tile->width * CRYPT_HASH);
	return 0;
}

/* A tile through the small cache. */
static int cached(struct tlog *t, const struct merkle_tile *tile,
    const struct tlog_tile **out, struct err *e)
{
	struct tlog_tile *c;

	for (int i = 0; i < TLOG_SLOTS; i++) {
		c = &t->slot[i];
		if (c->tile.width == tile->width &&
		    c->tile.level == tile->level &&
		    c->tile.index == tile->index) {
			*out = c;
			return 0;
		}
	}
	c = &t->slot[t->turn++ % TLOG_SLOTS];
	c->tile.width = 0;
	if (tlog_inside_hashes(t, tile, c->hash, e) < 0)
		return -1;
	c->tile = *tile;
	*out = c;
	return 0;
}

void tlog_inside_fold(uint8_t hash[][CRYPT_HASH], int count)
{
	for (; count > 1; count /= 2)
		for (int i = 0; i < count / 2; i++)
			merkle_node(hash[2 * i], hash[2 * i + 1], hash[i]);
}

static int node(void *ctx, int level, uint64_t index,
    uint8_t out[CRYPT_HASH], struct err *e)
{
	uint8_t hash[MERKLE_TILE_WIDTH][CRYPT_HASH];
	struct tlog *t = ctx;
	const struct tlog_tile *c;
	struct merkle_tile tile;
	int first, count;

	if (!merkle_tile_of(level, index, t->size, &tile, &first, &count))
		return err_set(e, ERR_FORMAT, "log: no subtree %d/%" PRIu64
		    " in %" PRIu64 " entries", level, index, t->size);
	if (cached(t, &tile, &c, e) < 0)
		return -1;
	memcpy(hash, c->hash[first], (size_t)count * CRYPT_HASH);
	tlog_inside_fold(hash, count);
	memcpy(out, hash[0], CRYPT_HASH);
	return 0;
}

struct merkle_reader tlog_inside_reader(struct tlog *t)
{
	return (struct merkle_reader){ node, t };
}

int tlog_inside_split(struct span bundle, int width, uint32_t *offset,
    struct err *e)
{
	size_t at = 0;

	for (int i = 0; i < width; i++) {
		size_t n;

		if (bundle.n - at < 2)
			return err_set(e, ERR_FORMAT, "entry %d is cut off", i);
		n = (size_t)(uint8_t)bundle.p[at] << 8 |
		    (uint8_t)bundle.p[at + 1];
		offset[i] = (uint32_t)at;
		at += 2;
		if (bundle.n - at < n)
			return err_set(e, ERR_FORMAT, "entry %d is cut off", i);
		at += n;
	}
	offset[width] = (uint32_t)at;
	return 0;
}

int tlog_inside_bundle(struct tlog *t, uint64_t number, struct span *out,
    const uint32_t **offset, struct err *e)
{
	struct merkle_tile tile = { MERKLE_ENTRIES, number,
	    merkle_tile_width(MERKLE_ENTRIES, number, t->size) };
	char path[TLOG_PATH_MAX];

	if (!t->has_bundle || t->bundle_index != number) {
		t->has_bundle = false;
		arena_clear(&t->bundle_mem);
		if (tlog_inside_read(t, &tile, &t->bundle_mem, &t->bundle,
		    e) < 0)
			return -1;
		tlog_inside_path(&tile, path);
		if (tlog_inside_split(t->bundle.bytes, tile.width, t->offset,
		    e) < 0)
			return err_in(e, "%s", path);
		if (t->bundle.bytes.n != t->offset[tile.width] &&
		    (tile.width == MERKLE_TILE_WIDTH || !t->bundle.whole))
			return err_set(e, ERR_FORMAT, "%s: bytes after its"
			    " last entry", path);
		t->bundle_index = number;
		t->has_bundle = true;
	}
	*out = t->bundle.bytes;
	*offset = t->offset;
	return 0;
}

int tlog_entry(struct tlog *t, uint64_t index, struct arena *a,
    struct span *out, struct err *e)
{
	const uint32_t *offset;
	struct span bundle;
	int i = (int)(index % MERKLE_TILE_WIDTH);

	if (index >= t->size)
		return err_set(e, ERR_ABSENT, "log: no act %" PRIu64
		    " among %" PRIu64, index, t->size);
	if (tlog_inside_bundle(t, index / MERKLE_TILE_WIDTH, &bundle, &offset,
	    e) < 0)
		return -1;
	*out = arena_copy(a, (struct span){ bundle.p + offset[i] + 2,
	    offset[i + 1] - offset[i] - 2 });
	return 0;
}

int tlog_root(struct tlog *t, uint64_t size, uint8_t out[CRYPT_HASH],
    struct err *e)
{
	struct merkle_reader r = tlog_inside_reader(t);

	if (size > t->size)
		return err_set(e, ERR_ABSENT, "log: has only %" PRIu64
		    " acts", t->size);
	return merkle_root_of(&r, size, out, e);
}

int tlog_inclusion(struct tlog *t, uint64_t index, struct merkle_proof *out,
    struct err *e)
{
	struct merkle_reader r = tlog_inside_reader(t);

	return merkle_inclusion(&r, index, t->size, out, e);
}

int tlog_consistency(struct tlog *t, uint64_t old, struct merkle_proof *out,
    struct err *e)
{
	struct merkle_reader r = tlog_inside_reader(t);

	return merkle_consistency(&r, old, t->size, out, e);
}

int tlog_extends(struct tlog *t, const struct tlog_head *old, struct err *e)
{
	uint8_t root[CRYPT_HASH];

	if (old->size > t->size)
		return err_set(e, ERR_DENIED, "this copy ends at act %" PRIu64
		    ", a checkpoint seen earlier at %" PRIu64
		    ": it is an older copy, or acts were removed", t->size,
		    old->size);
	if (tlog_root(t, old->size, root, e) < 0)
		return -1;
	if (memcmp(root, old->root, CRYPT_HASH) != 0)
		return err_set(e, ERR_DENIED, "the first %" PRIu64 " acts are"
		    " not those of the checkpoint seen earlier: history was"
		    " rewritten", old->size);
	return 0;
}
