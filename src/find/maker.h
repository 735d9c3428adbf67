/*
 * maker.h - what is gathered of entries before it becomes a file
 *
 * Shared by make.c, which gathers, and write.c, which writes.
 */
#ifndef FIND_MAKER_H
#define FIND_MAKER_H

#include "find/inside.h"
#include "find/table.h"

struct maker_chunk {
	uint32_t text, bytes;  /* in texts */
	uint32_t word, words;  /* in sounds */
	uint32_t forms;        /* that have it */
};
struct maker_form {
	uint32_t path;         /* in paths */
	uint32_t chunks;
};
struct maker_thing {
	uint32_t form;
	struct find_bearer b;
};
struct maker_tag {
	uint32_t text, bytes, word, words;
};
struct maker_set {
	uint32_t member, members;
};
struct find_maker {
	struct find_rows texts;  /* bytes of chunks and tags */
	struct find_rows chunks; /* maker_chunk */
	struct find_rows skels;  /* name_skel */
	struct find_rows sounds; /* find_sound, of chunks and tags */
	struct find_rows forms;  /* maker_form */
	struct find_rows paths;  /* uint32_t: chunks of forms */
	struct find_rows things; /* maker_thing */
	struct find_rows tags, sets, members; /* maker_tag, maker_set, u32 */
	struct find_table by_chunk, by_skel, by_form, by_tag, by_set;
};
#define MAKER_AT(rows, type, i) (&((type *)(rows).p)[i])

#endif
