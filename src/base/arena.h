/*
 * arena.h - memory with one lifetime
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/cc.h"
#include "base/span.h"

/* Memory with one lifetime: take many, free once.  cap is in bytes; going
 * over it is a bug in our limits, so arena_take stops the program. */
struct arena {
	struct arena_block *last;
	size_t used, cap;
};

/* count * size bytes, zeroed, aligned for any type. */
void *arena_take(struct arena *a, size_t count, size_t size);
/* Bytes that the caller fills at once: like arena_take, not zeroed. */
void *arena_raw(struct arena *a, size_t bytes);
void arena_closep(struct arena *a);

/* Forgets all that was taken, keeps one block for what comes next: for
 * loops that do one small piece of work many times. */
void arena_clear(struct arena *a);

/* Copies into the arena; the second adds a final NUL. */
struct span arena_copy(struct arena *a, struct span s);
char *arena_cstr(struct arena *a, struct span s);
char *arena_fmt(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
