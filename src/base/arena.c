#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
	struct arena_block *prev;
	size_t used, room;
	alignas(max_align_t) char bytes[];
};

/* Blocks double from the first size to the second; what is larger than
 * half of the second gets a block of its own size. */
#define BLOCK_MIN ((size_t)16 << 10) /* bytes, header included */
#define BLOCK_MAX ((size_t)1 << 20)

static _Noreturn void stop(const char *why)
{
	fprintf(stderr, "kulpytas: %s\n", why);
	abort();
}

/* A new block with room for n bytes.  One that n fills alone goes behind the
 * current block, whose rest stays in use. */
static struct arena_block *add_block(struct arena *a, size_t n)
{
	struct arena_block *last = a->last, *b;
	size_t size = BLOCK_MIN;
	bool alone = n > BLOCK_MAX / 2;

	while (last != NULL && size < BLOCK_MAX && size <= last->room)
		size *= 2;
	while (!alone && size < sizeof(*b) + n)
		size *= 2;
	if (alone)
		size = sizeof(*b) + n;
	b = malloc(size);
	if (b == NULL)
		stop("out of memory");
	b->used = 0;
	b->room = size - sizeof(*b);
	if (alone && last != NULL) {
		b->prev = last->prev;
		last->prev = b;
	} else {
		b->prev = last;
		a->last = b;
	}
	return b;
}

void *arena_raw(struct arena *a, size_t bytes)
{
	const size_t step = alignof(max_align_t);
	struct arena_block *b = a->last;
	size_t n;

	if (bytes > SIZE_MAX / 2)
		stop("arena: size overflow");
	n = (bytes + step - 1) / step * step;
	if (n > a->cap - a->used)
		stop("arena: above its cap");
	if (b == NULL || n > b->room - b->used)
		b = add_block(a, n);
	b->used += n;
	a->used += n;
	return b->bytes + b->used - n;
}

void *arena_take(struct arena *a, size_t count, size_t size)
{
	char *p;

	if (size != 0 && count > (SIZE_MAX / 2) / size)
		stop("arena: size overflow");
	p = arena_raw(a, count * size);
	memset(p, 0, count * size);
	return p;
}

static void free_chain(struct arena_block *b)
{
	while (b != NULL) {
		struct arena_block *prev = b->prev;

		free(b);
		b = prev;
	}
}

void arena_closep(struct arena *a)
{
	free_chain(a->last);
	a->last = NULL;
	a->used = 0;
}

void arena_clear(struct arena *a)
{
	a->used = 0;
	if (a->last == NULL)
		return;
	if (a->last->room > BLOCK_MAX) {
		arena_closep(a); /* one large piece is not worth keeping */
		return;
	}
	free_chain(a->last->prev);
	a->last->prev = NULL;
	a->last->used = 0;
}

struct span arena_copy(struct arena *a, struct span s)
{
	char *p;

	if (s.n == 0)
		return (struct span){ "", 0 };
	p = arena_raw(a, s.n);
	memcpy(p, s.p, s.n);
	return (struct span){ p, s.n };
}

char *arena_cstr(struct arena *a, struct span s)
{
	char *p;

	if (s.n >= SIZE_MAX / 2)
		stop("arena: size overflow");
	p = arena_raw(a, s.n + 1);
	if (s.n != 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

char *arena_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char *p, small[256]; /* most are short: printed once */
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	if (n < 0)
		stop("arena: bad format");
	p = arena_raw(a, (size_t)n + 1);
	if ((size_t)n < sizeof(small))
		memcpy(p, small, (size_t)n + 1);
	else
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	va_end(ap);
	return p;
}
