/*
 * jail.h - foreign bytes are parsed in a stripped child process
 *
 * The child may read one descriptor, write one pipe, allocate up to a
 * ceiling, and nothing else: no files (landlock, then seccomp), no network,
 * no new programs, limited processor time, no core dump.  What it wrote is
 * hostile too: the caller parses it with bounds.
 *
 * Asking for a file by name is refused (EACCES); any other call that is not
 * named in cell.c kills the child.  A library that reads a seed or a table
 * at its first use is used once before jail_open.
 *
 * Where the kernel has no landlock, seccomp stands alone; where it has no
 * seccomp, nothing is run.
 *
 * The child is a copy of the caller: what the caller holds in memory, keys
 * above all, a child taken over could write out.  Read keys after jail_end.
 */
#ifndef JAIL_JAIL_H
#define JAIL_JAIL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

struct jail_limits {
	size_t memory;      /* bytes of address space beyond the parent's */
	int cpu_seconds;    /* a child silent for ten times this and 10 s */
	                    /* more is stopped too: it waits for nothing */
	uint64_t out_bytes; /* more than that from the child is ERR_LIMIT */
};

/* Runs in the child: reads in, writes out, both blocking; a reader that went
 * away is EPIPE.  close() does nothing there, the descriptors end with the
 * child.  Returns 0, or -1 with *e, which travels to the parent (text valid
 * UTF-8, made printable). */
typedef int jail_work(int in, int out, void *arg, struct err *e);

struct jail;
/* Starts the child.  in is borrowed: it stays the caller's, but its place
 * in the file moves as the child reads. */
int jail_open(struct jail **out, jail_work *work, void *arg, int in,
    const struct jail_limits *limits, struct err *e) MUST_CHECK;
/* Reads up to n bytes of what the child writes; 0 at its end.  -1: limit. */
int64_t jail_read(struct jail *j, void *buf, size_t n, struct err *e)
    MUST_CHECK;
/* After the end: waits for the child.  0 where work returned 0; else its
 * error, or ERR_LIMIT where it was killed for memory, time or a call it may
 * not make ("the reader of this file was stopped: ..."). */
int jail_end(struct jail *j, struct err *e) MUST_CHECK;
void jail_closep(struct jail **j); /* kills a child still running */

/* All of it at once: everything the child writes, copied into a, which
 * needs room for four times as much. */
int jail_run(jail_work *work, void *arg, int in,
    const struct jail_limits *limits, struct arena *a, struct span *out,
    struct err *e) MUST_CHECK;

/* The version of landlock that this kernel gives; 0 for none. */
int jail_landlock(void);

#endif
