/*
 * cli.h - the commands: a table of rows, one file a command
 *
 * Results go to stdout, words to stderr.  Exit 0 done, 1 failed, 2 misused.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"
#include "keep/archive.h"

#define CLI_ARGS_MAX 4096 /* words of one command */

/* What was said on the command line.  Options are "--name value" or, for
 * flags, "--name"; "--" ends them. */
struct cli_call {
	const char *archive;     /* -C, $KULPYTAS or "." */
	int count;               /* words that are no options */
	const char *word[CLI_ARGS_MAX];
	int option_count;
	struct { const char *name, *value; } option[32];
};
/* The option's value ("" for a flag), or NULL. */
const char *cli_option(const struct cli_call *c, const char *name);

struct cli_command {
	const char *name, *args, *help;
	int least, most;         /* words; most -1: any number */
	const char *options;     /* "json dry-run map=" : = takes a value */
	int (*run)(const struct cli_call *c, struct err *e);
	/* -1 with ERR_NONE in e: failed, and everything was said already. */
};
extern const struct cli_command cli_commands[];
extern const int cli_command_count;

int cli_init(const struct cli_call *c, struct err *e);
int cli_import(const struct cli_call *c, struct err *e);
int cli_record(const struct cli_call *c, struct err *e);
int cli_find(const struct cli_call *c, struct err *e);
int cli_show(const struct cli_call *c, struct err *e);
int cli_name(const struct cli_call *c, struct err *e);
int cli_withhold(const struct cli_call *c, struct err *e);
int cli_disclose(const struct cli_call *c, struct err *e);
int cli_key(const struct cli_call *c, struct err *e);
int cli_sign(const struct cli_call *c, struct err *e);
int cli_append(const struct cli_call *c, struct err *e);
int cli_verify(const struct cli_call *c, struct err *e);
int cli_prove(const struct cli_call *c, struct err *e);
int cli_check(const struct cli_call *c, struct err *e);
int cli_rebuild(const struct cli_call *c, struct err *e);
int cli_export(const struct cli_call *c, struct err *e);
int cli_build(const struct cli_call *c, struct err *e);
int cli_serve(const struct cli_call *c, struct err *e);
int cli_compare(const struct cli_call *c, struct err *e);
int cli_link(const struct cli_call *c, struct err *e);
int cli_decide(const struct cli_call *c, struct err *e);
int cli_review(const struct cli_call *c, struct err *e);
int cli_candles(const struct cli_call *c, struct err *e);
int cli_poster(const struct cli_call *c, struct err *e);
int cli_release(const struct cli_call *c, struct err *e);

/* --key and --passphrase-file. */
struct keep_login cli_login(const struct cli_call *c);
/* --address: where the copy is published; empty where it is not given. */
int cli_address(const struct cli_call *c, struct span *out, struct err *e)
    MUST_CHECK;
/* Writes bytes to stdout; ERR_IO where that fails (a full disk, a pipe). */
int cli_out(struct span s, struct err *e) MUST_CHECK;
/* Text that came from outside, for a terminal: control characters and
 * bidirectional overrides are shown as \u{...}. */
void cli_print_safe(FILE *f, struct span s);
/* The same of newlines and tabs: a name must not look like further lines. */
void cli_print_line(FILE *f, struct span s);

#endif
