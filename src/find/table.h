/*
 * table.h - rows that grow, and a way to find one by its bytes
 *
 * For the making of search files alone, where millions of rows are added
 * and none is taken away.
 */
#ifndef FIND_TABLE_H
#define FIND_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct find_rows {
	void *p;
	size_t n, room, size; /* rows in it, rows, bytes of one */
};
/* Room for count more; then the caller writes them and adds to n. */
int find_rows_room(struct find_rows *r, size_t count, struct err *e)
    MUST_CHECK;
void find_rows_closep(struct find_rows *r);

struct find_table {
	struct find_slot { uint32_t hash, at; } *slot; /* at: row + 1 */
	size_t used, room;
};
typedef bool find_same(const void *ctx, uint32_t row, const void *key);
/* The row with this key, or UINT32_MAX; then find_table_put it. */
uint32_t find_table_get(const struct find_table *t, uint64_t hash,
    find_same *same, const void *ctx, const void *key);
int find_table_put(struct find_table *t, uint64_t hash, uint32_t row,
    struct err *e) MUST_CHECK;
void find_table_closep(struct find_table *t);

#endif
