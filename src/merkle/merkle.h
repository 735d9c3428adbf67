/*
 * merkle.h - RFC 6962 hashing and proofs, and the tiles of C2SP tlog-tiles
 *
 * Pure: no disk, no clock, no allocation.  Source: RFC 6962 section 2.1,
 * https://c2sp.org/tlog-tiles.
 */
#ifndef MERKLE_MERKLE_H
#define MERKLE_MERKLE_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"
#include "crypt/crypt.h"

#define MERKLE_SIZE_MAX ((uint64_t)1 << 40) /* entries in a tree */
#define MERKLE_PROOF_MAX 128                /* hashes in a proof */
#define MERKLE_TILE_WIDTH 256               /* hashes in a full tile */
#define MERKLE_PATH_MAX 64                  /* bytes of a tile's path, NUL in */

void merkle_leaf(struct span entry, uint8_t out[CRYPT_HASH]);
void merkle_node(const uint8_t left[CRYPT_HASH],
    const uint8_t right[CRYPT_HASH], uint8_t out[CRYPT_HASH]);

/* A growing tree, kept as the roots of its full subtrees, largest first.
 * { 0 } is the empty tree. */
struct merkle_tree {
	uint64_t size; /* entries */
	uint8_t peak[64][CRYPT_HASH];
};
void merkle_add(struct merkle_tree *t, const uint8_t leaf[CRYPT_HASH]);
void merkle_root(const struct merkle_tree *t, uint8_t out[CRYPT_HASH]);

struct merkle_proof {
	int count;
	uint8_t hash[MERKLE_PROOF_MAX][CRYPT_HASH]; /* leaf side first */
};

/* Gives the hash of the full subtree at (level, index): the entries
 * index << level up to (index + 1) << level. */
struct merkle_reader {
	int (*node)(void *ctx, int level, uint64_t index,
	    uint8_t out[CRYPT_HASH], struct err *e);
	void *ctx;
};

/* Root of the first size entries. */
int merkle_root_of(const struct merkle_reader *r, uint64_t size,
    uint8_t out[CRYPT_HASH], struct err *e) MUST_CHECK;
/* The tree itself, for going on with merkle_add. */
int merkle_tree_of(const struct merkle_reader *r, uint64_t size,
    struct merkle_tree *out, struct err *e) MUST_CHECK;

/* PATH(index, D[size]) and PROOF(old, D[size]); the latter is empty where
 * old is 0 or size. */
int merkle_inclusion(const struct merkle_reader *r, uint64_t index,
    uint64_t size, struct merkle_proof *out, struct err *e) MUST_CHECK;
int merkle_consistency(const struct merkle_reader *r, uint64_t old,
    uint64_t size, struct merkle_proof *out, struct err *e) MUST_CHECK;

/* Check such proofs: 0, or -1 with ERR_DENIED (ERR_FORMAT where the numbers
 * make no sense).  A proof with too many or too few hashes is refused.
 * Every tree continues the tree of 0 entries, whose root is that of { 0 }. */
int merkle_inclusion_check(uint64_t index, uint64_t size,
    const uint8_t leaf[CRYPT_HASH], const struct merkle_proof *proof,
    const uint8_t root[CRYPT_HASH], struct err *e) MUST_CHECK;
int merkle_consistency_check(uint64_t old, uint64_t size,
    const uint8_t old_root[CRYPT_HASH], const uint8_t root[CRYPT_HASH],
    const struct merkle_proof *proof, struct err *e) MUST_CHECK;

/* One tile: level 0 to 63, or MERKLE_ENTRIES for a bundle of entries. */
#define MERKLE_ENTRIES (-1)
struct merkle_tile {
	int level;
	uint64_t index;
	int width; /* 1 to 256 */
};

/* "tile/0/x001/067.p/12", "tile/entries/000". */
void merkle_tile_path(const struct merkle_tile *t, char out[MERKLE_PATH_MAX]);
/* The one spelling only. */
bool merkle_tile_parse(struct span path, struct merkle_tile *out);
/* "x001/x234/067"; used for payloads too. */
void merkle_number_path(uint64_t n, char out[MERKLE_PATH_MAX]);
bool merkle_number_parse(struct span path, uint64_t *out);

/* The tile that holds the subtree hash (level, index) in a tree of size
 * entries: the tile (with its width in that tree), and which of its 2^k
 * hashes at tile level are to be hashed together: first, count (a power of
 * two).  False where that subtree is not full in the tree. */
bool merkle_tile_of(int level, uint64_t index, uint64_t size,
    struct merkle_tile *tile, int *first, int *count);
/* Width of tile (level, index) in a tree of size entries; 0: no such tile.
 * level may be MERKLE_ENTRIES. */
int merkle_tile_width(int level, uint64_t index, uint64_t size);

#endif
