/*
 * inside.h - what the files of module tlog share; nobody else opens this
 */
#ifndef TLOG_INSIDE_H
#define TLOG_INSIDE_H

#include "base/file.h"
#include "tlog/tlog.h"

#define TLOG_SLOTS 8 /* tiles kept in memory */

struct tlog_tile {
	struct merkle_tile tile; /* width 0: empty slot */
	uint8_t hash[MERKLE_TILE_WIDTH][CRYPT_HASH];
};

/* What a file of the log holds; whole: of the full tile. */
struct tlog_bytes {
	struct span bytes;
	bool whole;
};

uint64_t tlog_inside_size(const struct tlog *t);
/* Path below public/. */
void tlog_inside_path(const struct merkle_tile *tile,
    char out[TLOG_PATH_MAX]);
int tlog_inside_read(struct tlog *t, const struct merkle_tile *tile,
    struct arena *a, struct tlog_bytes *out, struct err *e) MUST_CHECK;
int tlog_inside_hashes(struct tlog *t, const struct merkle_tile *tile,
    uint8_t hash[MERKLE_TILE_WIDTH][CRYPT_HASH], struct err *e) MUST_CHECK;
/* Hashes count (a power of two) neighbours into hash[0]. */
void tlog_inside_fold(uint8_t hash[][CRYPT_HASH], int count);
struct merkle_reader tlog_inside_reader(struct tlog *t);
/* offset[i]: where entry i begins (its length first); offset[width]: the
 * end.  Bytes beyond it are the caller's question. */
int tlog_inside_split(struct span bundle, int width, uint32_t *offset,
    struct err *e) MUST_CHECK;
/* A bundle, borrowed until the next call. */
int tlog_inside_bundle(struct tlog *t, uint64_t number, struct span *out,
    const uint32_t **offset, struct err *e) MUST_CHECK;

/* ---- the journal: files that change in one instant ---- */
struct tlog_change {
	struct tlog_change *next;
	const char *path; /* below the archive */
	mode_t mode;
	struct span bytes;
};
int tlog_journal_write(int archive_fd, const struct tlog_change *list,
    struct err *e) MUST_CHECK;
int tlog_journal_apply(int archive_fd, const struct tlog_change *list,
    struct err *e) MUST_CHECK;
int tlog_journal_drop(int archive_fd, struct err *e) MUST_CHECK;

#endif
