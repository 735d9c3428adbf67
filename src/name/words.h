/*
 * words.h - words and endings that tell what a part of a name is; inside the
 * module alone.  Tables: data/names/words.tsv, given.tsv, forms.tsv
 */
#ifndef NAME_WORDS_H
#define NAME_WORDS_H

#include "base/err.h"
#include "base/span.h"
#include "name/skel.h"

/* The kinds of words.tsv, one bit each. */
enum name_word {
	WORD_TITLE = 1 << 0, WORD_TITLE_OR = 1 << 1, WORD_SUFFIX = 1 << 2,
	WORD_PARTICLE = 1 << 3, WORD_PARTICLE_OR = 1 << 4,
	WORD_ARTICLE = 1 << 5, WORD_WHOLE = 1 << 6, WORD_SON = 1 << 7,
	WORD_BEN = 1 << 8, WORD_CHILD = 1 << 9, WORD_ABU = 1 << 10,
	WORD_ABD = 1 << 11, WORD_BORN = 1 << 12, WORD_ALIAS = 1 << 13,
	WORD_NOBODY = 1 << 14, WORD_FILLER = 1 << 15,
	WORD_SURNAME = 1 << 16, END_FAMILY = 1 << 17,
	END_FAMILY_OR = 1 << 18, END_MALE = 1 << 19, END_FEMALE = 1 << 20,
	END_ULY = 1 << 21
};

/* Called by name_start, after the letters were read. */
int name_words_start(struct err *e) MUST_CHECK;

/* What a word may be; 0 where it is in no table. */
uint32_t name_words_of(struct span word);
/* Of two words with that character between them. */
uint32_t name_words_pair(struct span first, char between, struct span second);
/* By its longest known ending, END_ bits. */
uint32_t name_words_ending(struct span word);
/* Does a common given name sound so? */
bool name_words_given(const struct name_skel *s);
/* What is left of a patronymic: is it a common given name? */
bool name_words_father(const struct name_skel *s);
/* Are both forms of one given name (Иван, John; Александр, Саша)? */
bool name_words_forms(const struct name_skel *s, const struct name_skel *t);

/* The word without case, marks and apostrophes, Kazakh letters as Russian
 * ones; its bytes, 0 where it is longer than max. */
size_t name_words_fold(struct span word, char *out, size_t max);

#endif
