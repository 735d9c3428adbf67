#include "find/table.h"

#include <stdlib.h>
#include <string.h>

int find_rows_room(struct find_rows *r, size_t count, struct err *e)
{
	size_t room = r->room < 64 ? 64 : r->room;
	void *p;

	if (r->n + count <= r->room)
		return 0;
	while (room < r->n + count)
		room *= 2;
	p = room > UINT32_MAX ? NULL : calloc(room, r->size);
	if (p == NULL)
		return err_set(e, ERR_LIMIT, "search: no room for more names");
	if (r->n > 0)
		memcpy(p, r->p, r->n * r->size);
	free(r->p);
	r->p = p;
	r->room = room;
	return 0;
}

void find_rows_closep(struct find_rows *r)
{
	free(r->p);
	r->p = NULL;
	r->n = r->room = 0;
}

uint32_t find_table_get(const struct find_table *t, uint64_t hash,
    find_same *same, const void *ctx, const void *key)
{
	uint32_t tag = (uint32_t)(hash >> 32);

	if (t->room == 0)
		return UINT32_MAX;
	for (size_t i = tag & (t->room - 1); t->slot[i].at != 0;
	    i = (i + 1) & (t->room - 1))
		if (t->slot[i].hash == tag && same(ctx, t->slot[i].at - 1,
		    key))
			return t->slot[i].at - 1;
	return UINT32_MAX;
}

static void place(struct find_table *t, struct find_slot x)
{
	size_t i = x.hash & (t->room - 1);

	while (t->slot[i].at != 0)
		i = (i + 1) & (t->room - 1);
	t->slot[i] = x;
}

static int grow(struct find_table *t, struct err *e)
{
	struct find_table big = { .used = t->used,
	    .room = t->room == 0 ? 256 : t->room * 2 };

	big.slot = calloc(big.room, sizeof(*big.slot));
	if (big.slot == NULL)
		return err_set(e, ERR_LIMIT, "search: no room for more names");
	for (size_t i = 0; i < t->room; i++)
		if (t->slot[i].at != 0)
			place(&big, t->slot[i]);
	free(t->slot);
	*t = big;
	return 0;
}

int find_table_put(struct find_table *t, uint64_t hash, uint32_t row,
    struct err *e)
{
	if (t->used * 2 >= t->room && grow(t, e) < 0)
		return -1;
	place(t, (struct find_slot){ (uint32_t)(hash >> 32), row + 1 });
	t->used++;
	return 0;
}

void find_table_closep(struct find_table *t)
{
	free(t->slot);
	t->slot = NULL;
	t->used = t->room = 0;
}
