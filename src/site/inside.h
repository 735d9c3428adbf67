/*
 * inside.h - what the files of site share
 */
#ifndef SITE_INSIDE_H
#define SITE_INSIDE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

#define SITE_PATH_MAX 255 /* bytes of a path below the folder */

/* ---- file.c: files that are written only where they change ---- */
/* 1 it was written, 0 it was so already.  *size: bytes of it. */
int site_put(int out_fd, struct span path, struct span bytes, struct err *e)
    MUST_CHECK;
int site_copy(int from_fd, int out_fd, struct span path, int64_t *size,
    struct err *e) MUST_CHECK;
/* Removes a file and the folders above it that it leaves empty: 1, or 0
 * where there is none. */
int site_remove(int out_fd, struct span path, struct err *e) MUST_CHECK;
/* A path that stays in the folder and names nothing hidden. */
bool site_path_fits(struct span path);

/* What lies below out_fd under another name. */
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

/* ---- paths.c: sets of paths ---- */
struct site_paths {
	struct arena mem;
	struct span *at;
	size_t count, room;
};
#define SITE_PATHS_BYTES ((size_t)4 << 30)
void site_paths_add(struct site_paths *p, struct span path); /* copies */
void site_paths_sort(struct site_paths *p); /* bytewise, each once */
void site_paths_closep(struct site_paths *p);
/* The list as a file: its first line is SITE_LIST_HEAD. */
#define SITE_LIST ".kulpytas-site"
#define SITE_LIST_HEAD SPAN("kulpytas-site/v1\n")
int site_paths_read(struct site_paths *p, int out_fd, struct err *e)
    MUST_CHECK; /* 1, or 0 where there is none */
/* Writes what is in a or in b (both sorted). */
int site_paths_write(const struct site_paths *a, const struct site_paths *b,
    int out_fd, struct err *e) MUST_CHECK;
/* Calls each for what is in a and not in b (both sorted). */
typedef int site_path_each(void *ctx, struct span path, struct err *e);
int site_paths_without(const struct site_paths *a,
    const struct site_paths *b, site_path_each *each, void *ctx,
    struct err *e) MUST_CHECK;

#endif
