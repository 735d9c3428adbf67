/* add.c - a new file, and a few entries more to one that is there */
#include <stdio.h>
#include <unistd.h>

#include "find/inside.h"

/* Entries of the segments above the first; a full one is folded down. */
static const uint64_t room_of[FIND_SEGMENTS] = { UINT64_MAX, 32768, 192 };

int find_part(const char *path, int level, char out[FIND_PATH_MAX],
    struct err *e)
{
	int n = level == 0 ? snprintf(out, FIND_PATH_MAX, "%s", path)
	    : snprintf(out, FIND_PATH_MAX, "%s.%d", path, level);

	return n < 0 || n >= FIND_PATH_MAX ? err_set(e, ERR_LIMIT,
	    "search: path too long") : 0;
}

/* What stood above names another sum, and is not heeded; it goes so that no
 * withheld name stays in it. */
static int drop_above(const char *path, int from, struct err *e)
{
	char part[FIND_PATH_MAX];

	for (int i = from; i < FIND_SEGMENTS; i++) {
		if (find_part(path, i, part, e) < 0)
			return -1;
		(void)unlink(part);
	}
	return 0;
}

int find_maker_write(struct find_maker *m, const char *path,
    const struct find_state *state, struct err *e)
{
	if (find_maker_put(m, path, 0, state, e) < 0)
		return -1;
	return drop_above(path, 1, e);
}

/* The heads of the segments that count; entries 0 in one that does not. */
static int read_heads(const char *path, struct find_head head[FIND_SEGMENTS],
    struct err *e)
{
	char part[FIND_PATH_MAX];
	uint64_t sum = 0;

	for (int i = 0; i < FIND_SEGMENTS; i++) {
		struct err why = { 0 };

		head[i] = (struct find_head){ .sum = 0 };
		if (find_part(path, i, part, e) < 0)
			return -1;
		if (find_segment_head(&head[i], part, &why) < 0) {
			if (i > 0 && why.kind == ERR_ABSENT)
				continue;
			*e = why;
			return -1;
		}
		if (i > 0 && head[i].beneath != sum)
			head[i] = (struct find_head){ .sum = 0 };
		else
			sum = head[i].sum;
	}
	return 0;
}

int find_made_from(const char *path, struct find_state *out, struct err *e)
{
	struct find_head head[FIND_SEGMENTS];

	if (read_heads(path, head, e) < 0)
		return -1;
	for (int i = 0; i < FIND_SEGMENTS; i++)
		if (head[i].sum != 0)
			*out = head[i].state;
	return 0;
}

void find_remove(const char *path)
{
	struct err why = { 0 };

	(void)unlink(path);
	(void)!drop_above(path, 1, &why);
}

static int take_parts(struct find_maker *m, const char *path,
    const struct find_head head[FIND_SEGMENTS], int level, struct err *e)
{
	char part[FIND_PATH_MAX];

	for (int i = level; i < FIND_SEGMENTS; i++) {
		struct find_segment s = { .map = NULL };
		int rc;

		if (head[i].sum == 0)
			continue;
		if (find_part(path, i, part, e) < 0 ||
		    find_segment_open(&s, part, e) < 0)
			return -1;
		rc = find_maker_take(m, &s, e);
		find_segment_closep(&s);
		if (rc < 0)
			return -1;
	}
	return 0;
}

int find_add(const char *path, const struct find_entry *x, int count,
    const struct find_state *state, struct err *e)
{
	SCOPED(find_maker) *m = NULL;
	struct find_head head[FIND_SEGMENTS];
	char part[FIND_PATH_MAX];
	int level = FIND_SEGMENTS - 1;
	uint64_t beneath = 0, n = (uint64_t)count;

	if (read_heads(path, head, e) < 0 || find_maker_open(&m, e) < 0)
		return -1;
	/* The highest level with room for what stands there and above. */
	for (n += head[level].n[FIND_N_THING]; level > 0 &&
	    n > room_of[level];)
		n += head[--level].n[FIND_N_THING];
	for (int i = 0; i < level; i++)
		beneath = head[i].sum != 0 ? head[i].sum : beneath;
	if (take_parts(m, path, head, level, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (find_maker_add(m, &x[i], e) < 0)
			return -1;
	if (find_part(path, level, part, e) < 0 ||
	    find_maker_put(m, part, beneath, state, e) < 0)
		return -1;
	return drop_above(path, level + 1, e);
}
