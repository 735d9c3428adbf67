/*
 * split.h - a text cut into words, and what each may be; inside the module
 */
#ifndef NAME_SPLIT_H
#define NAME_SPLIT_H

#include "name/name.h"
#include "name/words.h"

/* What was seen of a word beside what stands in its part. */
struct name_look {
	uint32_t kinds;    /* enum name_word: words and endings */
	uint8_t letters;   /* at most 255 */
	char between;      /* the one character between it and the word
			      before: '-', '/', ' '; 0 for anything else */
	bool caps;         /* two letters and more, all capitals */
	bool lower;        /* begins with a small letter */
	bool dot;          /* a dot stands behind it */
	bool comma;        /* a comma stands before it */
	bool aside;        /* in brackets or quotes */
	bool given;        /* a common given name sounds so */
	bool binds;        /* one group with the next word */
};

/* Fills text, odd, flags, count and of each part text, script, flags and
 * skel; roles and groups are the caller's. */
void name_split(struct span text, struct name *out,
    struct name_look look[NAME_PARTS_MAX]);

#endif
