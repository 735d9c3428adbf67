/*
 * columns.h - text in columns of a terminal, in any script
 */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H

#include <stdint.h>
#include <stdio.h>

#include "base/span.h"

#define CLI_COLUMNS 80 /* of a terminal */

/* Columns that a character takes: 0 for what combines, 2 for wide ones. */
int cli_columns_of(uint32_t cp);

/* Prints rows of a label and two texts beside each other, each broken where
 * it is too wide.  mark: a byte a byte, letters to mark: underlined on a
 * terminal, in [brackets] elsewhere; NULL for none. */
struct cli_cell {
	struct span text;
	const uint8_t *mark;
};
void cli_columns_row(FILE *f, struct span label, const struct cli_cell cell[2],
    bool terminal);

#endif
