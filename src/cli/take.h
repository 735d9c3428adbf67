/*
 * take.h - acts that were signed outside the pen, into the log
 *
 * Everything is checked that a reader would check, and what a reader only
 * reports (times) too; nothing is half-taken.
 */
#ifndef CLI_TAKE_H
#define CLI_TAKE_H

#include "cli/cli.h"
#include "audit/handed.h"
#include "keep/redact.h"

#define CLI_TAKE_ACTS 256 /* of one command */

struct cli_take;
/* a is open for writing; call names the key (--key) that withholds again
 * what a compromised key had withheld. */
int cli_take_open(struct cli_take **out, struct keep_archive *a,
    const struct cli_call *call, struct err *e) MUST_CHECK;
void cli_take_closep(struct cli_take **t);

/* Checks an act; h and what it borrows from must live until published. */
int cli_take_act(struct cli_take *t, const struct audit_handed *h,
    struct err *e) MUST_CHECK;
/* Publishes all of them with one checkpoint; pins new keys of the log. */
int cli_take_publish(struct cli_take *t, struct err *e) MUST_CHECK;

/* The keys as they are after the acts taken so far. */
struct stmt_keys *cli_take_keys(struct cli_take *t);
struct index *cli_take_index(struct cli_take *t);

/* keyring.c: archive.conf and public/log/vkey name exactly these keys. */
int cli_keyring_pin(struct keep_archive *a, const struct note_key *key,
    int count, struct err *e) MUST_CHECK;
/* Secrets of the log that are no longer in force are set aside. */
int cli_keyring_shelve(struct keep_archive *a, const struct note_key *key,
    int count, struct err *e) MUST_CHECK;

#endif
