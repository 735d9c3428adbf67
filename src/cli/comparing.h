/*
 * comparing.h - what compare and link share: options, and progress on a
 * terminal
 */
#ifndef CLI_COMPARING_H
#define CLI_COMPARING_H

#include "cli/cli.h"
#include "compare/compare.h"

struct cli_progress {
	int64_t from, phase; /* ms */
	const char *what;
	bool shown;
};
/* --from, --at, --threads, --one-to-one; p is shown after two seconds where
 * stderr is a terminal. */
int cli_comparing(const struct cli_call *c, struct cli_progress *p,
    struct compare_options *out, struct err *e) MUST_CHECK;
void cli_progress_end(const struct cli_progress *p);

#endif
