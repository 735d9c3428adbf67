/*
 * inside.h - what the files of module tongue share; nobody else opens this
 */
#ifndef TONGUE_INSIDE_H
#define TONGUE_INSIDE_H

#include "tongue/tongue.h"

struct uni_local;
/* What CLDR says of t; NULL before tongue_start. */
const struct uni_local *tongue_inside_local(const struct tongue *t);

#endif
