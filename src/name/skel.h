/*
 * skel.h - how one word of a name sounds, whatever script it is written in
 *
 * A skeleton is a row of sounds: "Жубаназаров", "Zhubanazarov", "Jubanazarov"
 * and "Жұбаназаров" have one.  It forgets what spellings of one name disagree
 * in (hard and soft vowels, doubled letters, signs, case, the feminine ending
 * of a surname, the ending of a patronymic); what is left is compared by a
 * distance in which sounds that are often taken for each other are near.
 *
 * Pure: no disk, no allocation after name_start.  Any bytes are taken: what
 * is no letter is passed over.  Tables: data/names/letters.tsv and
 * data/names/near.tsv, with their sources.
 */
#ifndef NAME_SKEL_H
#define NAME_SKEL_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

/* Reads the tables; once, before any other call and any thread. */
int name_start(struct err *e) MUST_CHECK;

#define NAME_SKEL_MAX 30 /* sounds; what a longer word has more is cut */
enum name_sound { NAME_NONE, NAME_A, NAME_E, NAME_I, NAME_O, NAME_U,
	NAME_B, NAME_P, NAME_V, NAME_F, NAME_D, NAME_T, NAME_Z, NAME_S,
	NAME_TS, NAME_J, NAME_SH, NAME_CH, NAME_G, NAME_K, NAME_H, NAME_L,
	NAME_M, NAME_N, NAME_R, NAME_SOUNDS };
enum name_skel_flag {
	NAME_ABJAD = 1,     /* of a script that leaves out short vowels */
	NAME_FATHERS = 2,   /* the ending of a patronymic was taken off:
			       -ұлы -қызы -ович -овна ... */
	NAME_FEMININE = 4,  /* a feminine ending was made masculine: -ова */
	NAME_SURNAME = 8,   /* ends as surnames do: -ов -ев -ин -ский */
	NAME_CUT = 16,      /* the word was longer than NAME_SKEL_MAX */
	NAME_MIXED = 32     /* letters of two scripts; look-alikes (a Latin C
			       in a Cyrillic word) were read as the others */
};
struct name_skel {
	uint8_t n;                   /* sounds; 0: no letter in it */
	uint8_t flags;
	uint8_t code[NAME_SKEL_MAX]; /* enum name_sound; 0 behind the n-th */
};

/* Of one word without spaces.  at, where not NULL, gets for each sound the
 * byte of word where its letter begins, and for the n-th the byte behind the
 * last letter that counted. */
void name_skel(struct span word, struct name_skel *out,
    uint16_t at[NAME_SKEL_MAX + 1]);

/* A hash of the sounds, never 0; equal skeletons (flags aside) have one. */
uint64_t name_skel_hash(const struct name_skel *s);
bool name_skel_same(const struct name_skel *a, const struct name_skel *b);

/* The consonants alone, in ten rough classes of 4 bits from the lowest,
 * doubled ones once, at most 15: what two spellings share when their vowels
 * and voicing differ, and all that Arabic and Hebrew have.  0: no consonant. */
uint64_t name_skel_bones(const struct name_skel *s);

/* How far apart, in hundredths of a plain edit; stops early and returns
 * limit + 1 where it is more than limit.  0 to 100 * NAME_SKEL_MAX. Against
 * a skeleton with NAME_ABJAD the vowels cost next to nothing. */
#define NAME_EDIT 100
int name_skel_distance(const struct name_skel *a, const struct name_skel *b,
    int limit);

/* The steps of that distance, first to last: a's sound i against b's sound
 * k; -1 for none.  Returns how many; cost in hundredths. */
struct name_step {
	int8_t i, k;
	uint8_t cost;
};
#define NAME_STEPS_MAX (2 * NAME_SKEL_MAX)
int name_skel_steps(const struct name_skel *a, const struct name_skel *b,
    struct name_step out[NAME_STEPS_MAX]);

/* For people and tests: "zhubanazarov"; NUL-terminated. */
#define NAME_SKEL_TEXT (2 * NAME_SKEL_MAX + 1)
void name_skel_text(const struct name_skel *s, char out[NAME_SKEL_TEXT]);

#endif
