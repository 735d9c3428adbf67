/*
 * when_parts.h - what the files of this module share
 */
#ifndef WHEN_WHEN_PARTS_H
#define WHEN_WHEN_PARTS_H

#include "base/scan.h"
#include "when/when.h"

/* Takes a last ? ~ or % from *s; false where two stand together. */
bool when_qualifier(struct span *s, bool *uncertain, bool *approximate);

/* HH, HH:MM or HH:MM:SS: *fields says how many there were. */
int when_clock(struct scan *s, int32_t *second, int *fields, struct err *e)
    MUST_CHECK;

#endif
