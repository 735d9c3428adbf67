/*
 * cell.h - inside the jail: what the child does before and after the work.
 * For jail.c alone.
 */
#ifndef JAIL_CELL_H
#define JAIL_CELL_H

#include <sys/types.h>

#include "jail/jail.h"

struct jail_cell {
	jail_work *work;
	void *arg;
	int in, out, report; /* descriptors as the parent numbers them */
	pid_t parent;
	const struct jail_limits *limits;
};

/* What the child says at its end, in one write: less than PIPE_BUF. */
struct jail_report {
	uint32_t kind;
	char text[sizeof(((struct err *)0)->text)];
};

/* Strips the process it runs in, does the work, ends the process. */
_Noreturn void jail_cell_live(const struct jail_cell *cell);

#endif
