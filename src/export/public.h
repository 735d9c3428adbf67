/*
 * public.h - which files of public/ are part of the archive (FORMAT 1)
 *
 * One list for what is served and what is copied: a name that is not here
 * does not leave the folder, nor does what no checkpoint covers yet.
 */
#ifndef EXPORT_PUBLIC_H
#define EXPORT_PUBLIC_H

#include <stdint.h>

#include "base/span.h"

enum export_public { EXPORT_NONE, EXPORT_CHECKPOINT, EXPORT_VKEY,
	EXPORT_TILE, EXPORT_PAYLOAD, EXPORT_EVIDENCE, EXPORT_PROPERTIES };

/* What a path below public/ ("log/tile/0/000") is in a log of acts entries.
 * Each file has one spelling. */
enum export_public export_public_of(struct span path, uint64_t acts);

#endif
