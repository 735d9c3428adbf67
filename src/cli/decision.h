/*
 * decision.h - what the commands decide and review share
 */
#ifndef CLI_DECISION_H
#define CLI_DECISION_H

#include "cli/cli.h"
#include "decide/decide.h"

/* "record/ID", "person/ID", an id alone or a person's handle, as a subject. */
int cli_decision_subject(struct index *ix, const char *word, struct arena *a,
    struct span *out, struct err *e) MUST_CHECK;
/* What something is called: a name, or nothing. */
struct span cli_decision_name(struct index *ix,
    const struct index_thing *thing, struct arena *a);
/* The links that speak against what was refused last, one a line. */
void cli_decision_chain(struct decide *d, struct index *ix, FILE *f);

/* Takes the lock, checks all of them against the newest state, signs and
 * publishes all or none.  Refused: the chain is on stderr already. */
int cli_decision_sign(const struct cli_call *c, const struct decide_one *list,
    int count, struct decide_done *out, struct err *e) MUST_CHECK;

#endif
