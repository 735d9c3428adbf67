/*
 * inside.h - what the files of site share
 */
#ifndef SITE_INSIDE_H
#define SITE_INSIDE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "index/trace.h"
#include "site/site.h"

#define SITE_PATH_MAX 255 /* bytes of a path below the folder */

/* ---- file.c: files that are written only where they change ---- */
/* 1 it was written, 0 it was so already.  *size: bytes of it. */
int site_put(int out_fd, struct span path, struct span bytes, struct err *e)
    MUST_CHECK;
int site_copy(int from_fd, int out_fd, struct span path, int64_t *size,
    struct err *e) MUST_CHECK;
/* Is there a file in out_fd that is not as it is in from_fd?  1, 0, -1. */
int site_differs(int from_fd, int out_fd, struct span path, struct err *e)
    MUST_CHECK;
/* Removes a file and the folders above it that it leaves empty: 1, or 0
 * where there is none. */
int site_remove(int out_fd, struct span path, struct err *e) MUST_CHECK;
/* Where that file is written before it takes its place: "a/.b.new". */
void site_aside(const char *path, char out[SITE_PATH_MAX + 1]);
/* Removes what an interrupted build left aside of that path. */
void site_sweep(int out_fd, struct span path);
/* A path that stays in the folder and names nothing hidden. */
bool site_path_fits(struct span path);
/* Is there a regular file of that many bytes? */
bool site_has(int out_fd, struct span path, int64_t size);
/* A hash of the program that runs; false where it cannot be read. */
bool site_program(uint8_t out[CRYPT_HASH]);

/* What lies below out_fd under another name, which it then has no more. */
int site_put_file(int out_fd, const char *aside, struct span path,
    int64_t *size, struct err *e) MUST_CHECK;

/* ---- data.c ---- */
struct export_data;
struct site_data {
	struct index *ix;
	int public_fd, out_fd;
	uint64_t acts;
};
int site_data_put(const struct site_data *d, const struct export_data *which,
    int64_t *size, struct err *e) MUST_CHECK;

/* ---- paths.c: sets of paths, and what each was made from ---- */
struct site_entry {
	struct span path;
	int64_t size;         /* bytes; -1: not known, to be made again */
	uint32_t *key;        /* index_trace: what it rests on */
	size_t keys;
	bool all;
};
struct site_paths {
	struct arena mem;     /* of texts */
	struct arena list;    /* of the array */
	struct site_entry *at;
	size_t count, room;
};
#define SITE_PATHS_BYTES ((size_t)8 << 30)
/* An array with room for twice as many; the old one is let go. */
void *site_grow(struct arena *a, const void *at, size_t *room, size_t size);
/* The first copies the path; the second borrows it and the keys. */
void site_paths_add(struct site_paths *p, struct span path);
void site_paths_note(struct site_paths *p, const struct site_entry *x);
void site_paths_sort(struct site_paths *p); /* bytewise, each once */
const struct site_entry *site_paths_find(const struct site_paths *p,
    struct span path); /* NULL: not there; p is sorted */
void site_paths_closep(struct site_paths *p);

/* What a list was made of. */
struct site_state {
	bool known;
	uint64_t acts;
	uint8_t root[CRYPT_HASH];
	uint8_t program[CRYPT_HASH]; /* and what was asked of it */
	struct index_sums sums;
};
/* The list as a file; of version 1, it says nothing of what was made from
 * what. */
#define SITE_LIST ".kulpytas-site"
#define SITE_LIST_HEAD SPAN("kulpytas-site/v2\n")
#define SITE_LIST_OLD SPAN("kulpytas-site/v1\n")
int site_paths_read(struct site_paths *p, struct site_state *state,
    int out_fd, struct err *e) MUST_CHECK; /* 1, or 0 where there is none */
/* Writes what is in a or in b (both sorted). */
int site_paths_write(const struct site_paths *a, const struct site_paths *b,
    const struct site_state *state, int out_fd, struct err *e) MUST_CHECK;
/* Calls each for what is in a and not in b (both sorted). */
typedef int site_path_each(void *ctx, struct span path, struct err *e);
int site_paths_without(const struct site_paths *a,
    const struct site_paths *b, site_path_each *each, void *ctx,
    struct err *e) MUST_CHECK;

/* ---- make.c: pages to files, by several threads ---- */
struct site_page {
	struct span address;
	struct site_entry made; /* its path; the rest when it is made */
	uint64_t order;         /* the same thing's pages stand together */
	bool card;              /* a picture or a sheet */
	bool missing;           /* of that: letters */
	bool keep;              /* as it is */
	bool written;
};
#define SITE_THREADS 16
struct site_making {
	const struct site_place *place;
	uint64_t acts;
	struct site_page *page;
	size_t count;
	struct site_page *data;  /* EXPORT_DATA of them, in their order */
	struct arena *mem;       /* SITE_THREADS: holds what pages rest on */
};
/* Makes all that are not to be kept. */
int site_make(const struct site_making *m, struct err *e) MUST_CHECK;

#endif
