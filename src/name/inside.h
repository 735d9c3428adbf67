/*
 * inside.h - what the files of module name share; nobody else opens this
 */
#ifndef NAME_INSIDE_H
#define NAME_INSIDE_H

#include "name/skel.h"

/* A line of a table of data/names, its fields trimmed; false at its end.
 * Comments and empty lines are passed over. */
#define NAME_FIELDS 6
bool name_sound_line(struct span *table, struct span field[NAME_FIELDS]);
/* "sh" is NAME_SH; NAME_SOUNDS where there is none of that name. */
enum name_sound name_sound_of(struct span word);
const char *name_sound_text(enum name_sound s);

/* sound.c: the sounds of a word, letter by letter, before endings are taken
 * off and doubles joined; at as in name_skel.  Returns how many, at most
 * NAME_RAW_MAX; *flags gets NAME_ABJAD and NAME_MIXED. */
#define NAME_RAW_MAX 64
struct name_raw {
	int n;
	uint8_t flags;
	uint8_t code[NAME_RAW_MAX];
	uint16_t at[NAME_RAW_MAX + 1];
};
void name_sound_read(struct span word, struct name_raw *out);

int name_near_start(struct err *e) MUST_CHECK;

#endif
