/* paths.c - sets of paths, and the list that a build leaves */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "site/inside.h"

void site_paths_add(struct site_paths *p, struct span path)
{
	if (p->mem.cap == 0)
		p->mem.cap = SITE_PATHS_BYTES;
	if (p->count == p->room) {
		size_t room = p->room == 0 ? 256 : p->room * 2;
		struct span *more = arena_take(&p->mem, room, sizeof(*more));

		if (p->count > 0)
			memcpy(more, p->at, p->count * sizeof(*more));
		p->at = more;
		p->room = room;
	}
	p->at[p->count++] = arena_copy(&p->mem, path);
}

static int by_bytes(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

void site_paths_sort(struct site_paths *p)
{
	size_t n = 0;

	if (p->count == 0)
		return;
	qsort(p->at, p->count, sizeof(*p->at), by_bytes);
	for (size_t i = 0; i < p->count; i++)
		if (n == 0 || !span_eq(p->at[n - 1], p->at[i]))
			p->at[n++] = p->at[i];
	p->count = n;
}

void site_paths_closep(struct site_paths *p)
{
	arena_closep(&p->mem);
}

int site_paths_read(struct site_paths *p, int out_fd, struct err *e)
{
	SCOPED(arena) a = { .cap = SITE_PATHS_BYTES };
	struct span rest;
	int got = file_read(out_fd, SITE_LIST, SITE_PATHS_BYTES / 2, &a, &rest,
	    e);

	if (got <= 0)
		return got;
	if (!span_starts(rest, SITE_LIST_HEAD))
		return err_set(e, ERR_FORMAT, SITE_LIST ": not a list of"
		    " ours");
	rest = span_skip(rest, SITE_LIST_HEAD.n);
	while (rest.n > 0) {
		struct span line = { rest.p, span_find(rest, '\n') };

		rest = span_skip(rest, line.n + 1);
		if (!site_path_fits(line))
			return err_set(e, ERR_FORMAT, SITE_LIST ": a line is"
			    " no path of ours; nothing was touched");
		site_paths_add(p, line);
	}
	site_paths_sort(p);
	return 1;
}

/* Takes the lower of two heads; both where they are equal. */
static struct span next_of(const struct site_paths *a, size_t *i,
    const struct site_paths *b, size_t *k, bool *in_b)
{
	int way = *i == a->count ? 1 : *k == b->count ? -1
	    : span_cmp(a->at[*i], b->at[*k]);

	*in_b = way >= 0;
	*k += way == 0;
	return way <= 0 ? a->at[(*i)++] : b->at[(*k)++];
}

int site_paths_write(const struct site_paths *a, const struct site_paths *b,
    int out_fd, struct err *e)
{
	SCOPED(arena) mem = { .cap = SITE_PATHS_BYTES };
	size_t i = 0, k = 0;
	struct span text;
	struct buf out;
	bool in_b;

	buf_open(&out, &mem, SITE_PATHS_BYTES / 4);
	buf_add(&out, SITE_LIST_HEAD);
	while (i < a->count || k < b->count) {
		buf_add(&out, next_of(a, &i, b, &k, &in_b));
		buf_byte(&out, '\n');
	}
	if (buf_end(&out, &text, e) < 0 ||
	    site_put(out_fd, SPAN(SITE_LIST), text, e) < 0)
		return -1;
	return 0;
}

int site_paths_without(const struct site_paths *a,
    const struct site_paths *b, site_path_each *each, void *ctx,
    struct err *e)
{
	size_t i = 0, k = 0;

	while (i < a->count) {
		bool in_b;
		struct span path = next_of(a, &i, b, &k, &in_b);

		if (!in_b && each(ctx, path, e) < 0)
			return -1;
	}
	return 0;
}
