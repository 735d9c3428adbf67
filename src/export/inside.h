/*
 * inside.h - what the files of export share
 */
#ifndef EXPORT_INSIDE_H
#define EXPORT_INSIDE_H

#include "export/export.h"

#define EXPORT_PIECE ((size_t)256 << 20) /* bytes of one line at most */
#define EXPORT_ARENA ((size_t)2 << 30)

/* The columns of a CSV of things; count of them. */
struct export_table {
	const char *const *column; /* names of properties, or what we add */
	int count;
};
extern const struct export_table export_people, export_sources;

struct export_rows { /* of a list, for sources */
	int64_t rows, gone;
};
void export_header(const struct export_table *t, struct buf *out);
int export_line(struct index *ix, const struct index_thing *thing,
    const struct export_table *t, bool with_private, struct arena *a,
    struct buf *out, struct err *e) MUST_CHECK;
/* The name or title that leads, with its language; may be empty. */
int export_name(struct index *ix, const struct index_thing *thing,
    const struct export_said *said, int count, struct arena *a,
    struct index_name *out, struct err *e) MUST_CHECK;
/* Rows of the list that a source is; zero where it is none. */
int export_rows_of(struct index *ix, const struct index_thing *source,
    struct arena *a, struct export_rows *out, struct err *e) MUST_CHECK;
/* Has this said a value that may stand alone? */
bool export_asserts(const struct export_said *s);

#endif
