/*
 * name.h - a person's name, understood: its parts and what each one is
 *
 * Any text is taken and nothing of it is lost: each part is a piece of the
 * text as it was written, in its order; what stands between them (spaces,
 * dots, brackets, digits) belongs to none.  Pure: no disk, no allocation;
 * time grows with the length of the text and never faster.
 * Words and endings: data/names/words.tsv and given.tsv.
 */
#ifndef NAME_NAME_H
#define NAME_NAME_H

#include "base/span.h"
#include "name/skel.h"

#define NAME_BYTES_MAX 1024 /* of a text; more is not read */
#define NAME_PARTS_MAX 16

enum name_order { NAME_ORDER_UNKNOWN, NAME_FAMILY_FIRST, NAME_GIVEN_FIRST };

enum name_role {
	NAME_UNCLEAR,
	NAME_GIVEN,
	NAME_FAMILY,
	NAME_PATRONYMIC,    /* of the father, or his name itself (ibn X) */
	NAME_BIRTH,         /* the family name before marriage */
	NAME_NICK,          /* nickname, kunya, another name */
	NAME_PARTICLE,      /* de, van, al-, ibn, уулу, "born": no name */
	NAME_TITLE,
	NAME_SUFFIX,        /* Jr., мл. */
	NAME_ROLES
};
/* "given", "family", ...: for people, programs and tests. */
const char *name_role_text(enum name_role r);

enum name_script { NAME_NO_SCRIPT, NAME_CYRILLIC, NAME_LATIN, NAME_ARABIC,
	NAME_HEBREW, NAME_OTHER_SCRIPT };

enum name_part_flag {
	NAME_INITIAL = 1,   /* one letter, or a word cut short by a dot */
	NAME_JOINED = 2,    /* a hyphen, or nothing, between it and the part
			       before: one compound */
	NAME_LOOKALIKE = 4, /* it has letters of another script, see odd */
	NAME_NO_NAME = 8    /* a word such as "unknown" */
};

struct name_part {
	struct span text;   /* of the text that was read; no dot, no hyphen */
	uint8_t role;       /* enum name_role */
	uint8_t script;     /* enum name_script: of most letters */
	uint8_t flags;      /* enum name_part_flag */
	uint8_t group;      /* parts of one group belong together: de la Cruz,
			       Abd al-Rahman, Римский-Корсаков */
	struct name_skel skel;
};

enum name_flag {
	NAME_NOBODY = 1,    /* there is no name: empty, "unknown", a number */
	NAME_TOO_LONG = 2,  /* more than NAME_BYTES_MAX or NAME_PARTS_MAX: the
			       rest was not read */
	NAME_SCRIPTS = 4,   /* words of more than one script */
	NAME_ODD = 8,       /* a letter of another script within a word */
	NAME_UNSEEN = 16,   /* zero-width characters, passed over */
	NAME_DIGITS = 32,
	NAME_BROKEN = 64,   /* bytes that are not UTF-8, passed over */
	NAME_GUESSED = 128  /* which is given and which family name was
			       guessed from their order alone */
};

struct name {
	struct span text;
	struct span odd;    /* with NAME_ODD: the first such letter */
	uint16_t flags;     /* enum name_flag */
	uint8_t count;
	struct name_part part[NAME_PARTS_MAX];
};

/* A whole name.  order is what the source does; UNKNOWN: by endings, words,
 * commas and capitals. */
void name_parse(struct span text, enum name_order order, struct name *out);

/* A cell of a column whose role is known: GIVEN, FAMILY, PATRONYMIC, BIRTH or
 * NICK; with UNCLEAR the same as name_parse. */
void name_parse_part(struct span text, enum name_role role, struct name *out);

/* Adds the parts of more behind those of n: the cells of one row.  text and
 * odd of n stay, where n has them. */
void name_add(struct name *n, const struct name *more);

/* How many of the first words only join what follows and name nobody ("van
 * der", "аль", "ibn"); never all of them. */
int name_words_particles(const struct span *word, int count);

#endif
