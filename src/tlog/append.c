#include "tlog/append.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tlog/inside.h"

#define LEVELS 8          /* tiles of levels 0 to 7: 2^64 entries */
#define CHANGES_MAX ((size_t)3 << 30) /* bytes that change in one instant */
#define UNCLEAN "private/writing" /* on: a writer may have left asides */

/* A level's last, not yet full tile. */
struct edge {
	uint64_t index; /* of the tile */
	int width;      /* hashes so far */
	int was;        /* width in the published state */
	uint8_t hash[MERKLE_TILE_WIDTH][CRYPT_HASH];
};

/* What was put on the disk, to be read back before signing. */
struct written {
	struct written *next;
	const char *path;
	uint8_t hash[CRYPT_HASH];
};

struct tlog_writer {
	int archive_fd;
	struct tlog_head old;
	struct merkle_tree tree;
	struct edge edge[LEVELS];
	struct arena entries_mem; /* of the last bundle */
	struct buf entries;
	struct arena mem;         /* names and changes: the whole command */
	struct file_batch *batch;
	struct written *written;
	struct tlog_change *changes;
	uint64_t filled_from, filled_to; /* bundles that became full */
};

static int clean_one(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	struct span s = span_of(path);
	size_t at = s.n;

	(void)bytes;
	while (at > 0 && s.p[at - 1] != '/')
		at--;
	if (s.p[at] == '.' && span_ends(s, SPAN(".new")))
		return file_remove(*(int *)ctx, path, e);
	return 0;
}

/* Removes what a killed writer left aside, if one may have. */
static int clean(int archive_fd, struct err *e)
{
	if (file_marked(archive_fd, UNCLEAN) &&
	    (file_walk(archive_fd, "public", clean_one, &archive_fd, e) < 0 ||
	    file_walk(archive_fd, "private", clean_one, &archive_fd, e) < 0))
		return err_in(e, "removing what an interrupted command left");
	return file_mark(archive_fd, UNCLEAN, true, e);
}

/* Loads the right edge of the published tree: where we go on. */
static int load(struct tlog_writer *w, struct tlog *t, struct err *e)
{
	struct merkle_reader r = tlog_inside_reader(t);
	uint64_t size = w->old.size;
	uint8_t root[CRYPT_HASH];
	const uint32_t *offset;
	struct span bundle;

	if (merkle_tree_of(&r, size, &w->tree, e) < 0)
		return -1;
	merkle_root(&w->tree, root);
	if (memcmp(root, w->old.root, CRYPT_HASH) != 0)
		return err_set(e, ERR_DENIED, "log: the tiles do not hash to"
		    " the checkpoint; run verify");
	for (int level = 0; level < LEVELS; level++) {
		uint64_t count = size >> (8 * level);
		struct edge *g = &w->edge[level];
		struct merkle_tile tile = { level, count / MERKLE_TILE_WIDTH,
		    (int)(count % MERKLE_TILE_WIDTH) };

		g->index = tile.index;
		g->width = g->was = tile.width;
		if (tile.width > 0 && tlog_inside_hashes(t, &tile, g->hash,
		    e) < 0)
			return -1;
	}
	if (size % MERKLE_TILE_WIDTH == 0)
		return 0;
	if (tlog_inside_bundle(t, size / MERKLE_TILE_WIDTH, &bundle, &offset,
	    e) < 0)
		return -1;
	for (int i = 0; i < w->edge[0].width; i++) {
		uint8_t leaf[CRYPT_HASH];

		merkle_leaf((struct span){ bundle.p + offset[i] + 2,
		    offset[i + 1] - offset[i] - 2 }, leaf);
		if (memcmp(leaf, w->edge[0].hash[i], CRYPT_HASH) != 0)
			return err_set(e, ERR_DENIED, "log: the last bundle"
			    " does not hash to its tile; run verify");
	}
	buf_add(&w->entries, (struct span){ bundle.p,
	    offset[w->edge[0].width] });
	return 0;
}

int tlog_writer_open(struct tlog_writer **out, int archive_fd,
    const struct tlog_head *now, struct err *e)
{
	SCOPED(tlog_writer) *w = calloc(1, sizeof(*w));
	SCOPED(tlog) *t = NULL;
	SCOPED_FD public_fd = -1;

	if (w == NULL)
		return err_set(e, ERR_IO, "log: out of memory");
	w->archive_fd = archive_fd;
	w->old = *now;
	if (now->size == 0) /* the root of nothing, whatever was given */
		merkle_root(&w->tree, w->old.root);
	w->entries_mem.cap = (size_t)TLOG_BUNDLE_MAX * 4;
	w->mem.cap = CHANGES_MAX;
	w->filled_from = w->filled_to = now->size / MERKLE_TILE_WIDTH;
	buf_open(&w->entries, &w->entries_mem, TLOG_BUNDLE_MAX);
	if (clean(archive_fd, e) < 0 ||
	    file_open_dir(archive_fd, "public", &public_fd, e) < 0 ||
	    tlog_open(&t, public_fd, now->size, e) < 0 || load(w, t, e) < 0 ||
	    file_batch_open(&w->batch, archive_fd, e) < 0)
		return -1;
	*out = w;
	w = NULL; /* the caller owns it now */
	return 0;
}

void tlog_writer_closep(struct tlog_writer **p)
{
	struct tlog_writer *w = *p;
	struct err e = { 0 };

	if (w == NULL)
		return;
	file_batch_closep(&w->batch);
	/* A mark left behind only costs the next writer a look. */
	(void)!file_mark(w->archive_fd, UNCLEAN, false, &e);
	arena_closep(&w->entries_mem);
	arena_closep(&w->mem);
	free(w);
	*p = NULL;
}

uint64_t tlog_writer_size(const struct tlog_writer *w)
{
	return w->tree.size;
}

int tlog_writer_file(struct tlog_writer *w, const char *path, mode_t mode,
    struct span bytes, struct err *e)
{
	struct written *x = arena_take(&w->mem, 1, sizeof(*x));

	x->path = arena_cstr(&w->mem, span_of(path));
	crypt_sha256(bytes, x->hash);
	x->next = w->written;
	w->written = x;
	return file_batch_put(w->batch, path, mode, bytes, e);
}

int tlog_writer_replace(struct tlog_writer *w, const char *path, mode_t mode,
    struct span bytes, struct err *e)
{
	struct tlog_change *c = arena_take(&w->mem, 1, sizeof(*c));

	if (bytes.n > CHANGES_MAX / 8)
		return err_set(e, ERR_LIMIT, "%s: too large to change", path);
	c->path = arena_cstr(&w->mem, span_of(path));
	c->mode = mode;
	c->bytes = arena_copy(&w->mem, bytes);
	c->next = w->changes;
	w->changes = c;
	return 0;
}

static int put_tile(struct tlog_writer *w, const struct merkle_tile *tile,
    struct span bytes, struct err *e)
{
	char below[TLOG_PATH_MAX], path[TLOG_PATH_MAX + 8];

	tlog_inside_path(tile, below);
	(void)snprintf(path, sizeof(path), "public/%s", below);
	return tlog_writer_file(w, path, 0644, bytes, e);
}

/* A tile that just became full: write it, carry its hash one level up. */
static int carry(struct tlog_writer *w, int level, struct err *e)
{
	struct edge *g = &w->edge[level];
	struct merkle_tile tile = { level, g->index, MERKLE_TILE_WIDTH };
	struct edge *up = &w->edge[level + 1];

	if (put_tile(w, &tile, (struct span){ (const char *)g->hash,
	    sizeof(g->hash) }, e) < 0)
		return -1;
	tlog_inside_fold(g->hash, MERKLE_TILE_WIDTH);
	memcpy(up->hash[up->width++], g->hash[0], CRYPT_HASH);
	g->index++;
	g->width = g->was = 0;
	return 0;
}

int tlog_writer_add(struct tlog_writer *w, struct span entry,
    uint64_t *index, struct err *e)
{
	char head[2] = { (char)(entry.n >> 8), (char)(entry.n & 255) };
	struct merkle_tile bundle = { MERKLE_ENTRIES, w->edge[0].index,
	    MERKLE_TILE_WIDTH };
	uint8_t leaf[CRYPT_HASH];

	if (entry.n > TLOG_ENTRY_MAX)
		return err_set(e, ERR_LIMIT, "FORMAT 2.1: act of %zu bytes",
		    entry.n);
	merkle_leaf(entry, leaf);
	buf_add(&w->entries, (struct span){ head, 2 });
	buf_add(&w->entries, entry);
	memcpy(w->edge[0].hash[w->edge[0].width++], leaf, CRYPT_HASH);
	*index = w->tree.size;
	merkle_add(&w->tree, leaf);
	if (w->edge[0].width < MERKLE_TILE_WIDTH)
		return 0;
	if (put_tile(w, &bundle, buf_span(&w->entries), e) < 0)
		return -1;
	buf_clear(&w->entries);
	w->filled_to = bundle.index + 1;
	for (int level = 0; level < LEVELS - 1 &&
	    w->edge[level].width == MERKLE_TILE_WIDTH; level++)
		if (carry(w, level, e) < 0)
			return -1;
	return 0;
}

/* The partial tiles of the new state. */
static int put_edges(struct tlog_writer *w, struct err *e)
{
	struct merkle_tile entries = { MERKLE_ENTRIES, w->edge[0].index,
	    w->edge[0].width };

	if (w->edge[0].width > w->edge[0].was &&
	    put_tile(w, &entries, buf_span(&w->entries), e) < 0)
		return -1;
	for (int level = 0; level < LEVELS; level++) {
		struct edge *g = &w->edge[level];
		struct merkle_tile tile = { level, g->index, g->width };

		if (g->width > g->was && put_tile(w, &tile, (struct span){
		    (const char *)g->hash, (size_t)g->width * CRYPT_HASH },
		    e) < 0)
			return -1;
	}
	return 0;
}

/* Every new file as the disk gives it back, and the root as the tiles on the
 * disk give it: only then may it be signed. */
static int read_back(struct tlog_writer *w, const uint8_t root[CRYPT_HASH],
    struct err *e)
{
	SCOPED(arena) a = { .cap = (size_t)TLOG_BUNDLE_MAX * 4 };
	SCOPED(tlog) *t = NULL;
	SCOPED_FD public_fd = -1;
	uint8_t got[CRYPT_HASH];
	struct span bytes;

	for (struct written *x = w->written; x != NULL; x = x->next) {
		arena_clear(&a);
		if (file_read(w->archive_fd, x->path, TLOG_BUNDLE_MAX, &a,
		    &bytes, e) != 1)
			return err_set(e, ERR_IO, "%s: cannot be read back",
			    x->path);
		crypt_sha256(bytes, got);
		if (memcmp(got, x->hash, CRYPT_HASH) != 0)
			return err_set(e, ERR_IO, "%s: the disk gives back"
			    " other bytes than were written; nothing was"
			    " signed; check disk and memory", x->path);
	}
	if (file_open_dir(w->archive_fd, "public", &public_fd, e) < 0 ||
	    tlog_open(&t, public_fd, w->tree.size, e) < 0 ||
	    tlog_root(t, w->tree.size, got, e) < 0)
		return -1;
	if (memcmp(got, root, CRYPT_HASH) != 0)
		return err_set(e, ERR_IO, "log: the tiles on the disk hash to"
		    " another root; nothing was signed");
	return tlog_extends(t, &w->old, e);
}

/* Partial tiles of bundles that are full now: no checkpoint needs them as
 * the full one is there.  Failing to remove one harms nothing. */
static void prune(struct tlog_writer *w)
{
	struct err e = { 0 };

	for (uint64_t n = w->filled_from; n < w->filled_to; n++) {
		struct merkle_tile t[2] = { { MERKLE_ENTRIES, n, 1 },
		    { 0, n, 1 } };

		for (int i = 0; i < 2; i++) {
			char below[TLOG_PATH_MAX], path[TLOG_PATH_MAX + 8];
			size_t len;

			tlog_inside_path(&t[i], below);
			len = (size_t)snprintf(path, sizeof(path),
			    "public/%s", below);
			path[len - 2] = '\0'; /* "/1": the folder */
			(void)!file_remove_tree(w->archive_fd, path, &e);
		}
	}
}

static int make_checkpoint(struct tlog_writer *w, tlog_sign *sign,
    void *ctx, const uint8_t root[CRYPT_HASH], struct err *e)
{
	struct buf text, note;
	struct span s;

	buf_open(&text, &w->mem, NOTE_BYTES_MAX);
	note_checkpoint_print(span_of(w->old.origin), w->tree.size, root,
	    &text);
	buf_open(&note, &w->mem, NOTE_BYTES_MAX);
	buf_add(&note, buf_span(&text));
	buf_byte(&note, '\n');
	if (sign(ctx, buf_span(&text), &note, e) < 0 ||
	    buf_end(&note, &s, e) < 0)
		return -1;
	return tlog_writer_replace(w, "public/log/checkpoint", 0644, s, e);
}

int tlog_writer_publish(struct tlog_writer *w, tlog_sign *sign, void *ctx,
    struct tlog_head *now, struct err *e)
{
	uint8_t root[CRYPT_HASH];
	struct tlog_change *c;

	merkle_root(&w->tree, root);
	if (put_edges(w, e) < 0 || file_batch_place(w->batch, e) < 0 ||
	    read_back(w, root, e) < 0 ||
	    make_checkpoint(w, sign, ctx, root, e) < 0)
		return -1;
	c = w->changes; /* the checkpoint, put last, is first in the list */
	if (c->next == NULL) {
		if (file_batch_last(w->batch, c->path, c->mode, c->bytes,
		    e) < 0)
			return -1;
	} else if (file_batch_settle(w->batch, e) < 0 ||
	    tlog_journal_write(w->archive_fd, c, e) < 0 ||
	    tlog_journal_apply(w->archive_fd, c, e) < 0 ||
	    tlog_journal_drop(w->archive_fd, e) < 0) {
		return -1;
	}
	prune(w);
	memcpy(now->origin, w->old.origin, sizeof(now->origin));
	now->size = w->tree.size;
	memcpy(now->root, root, CRYPT_HASH);
	return 0;
}
