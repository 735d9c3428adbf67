/*
 * tongue.h - the languages of the interface: words, codes, labels, dates
 *
 * English is the source; every other language is a file of po/.  Pages,
 * cards, calendars and feeds say the same thing in the same words.  Spans
 * live as long as the program, those made in an arena as long as that.
 */
#ifndef TONGUE_TONGUE_H
#define TONGUE_TONGUE_H

#include "base/arena.h"
#include "base/span.h"
#include "stmt/act.h"
#include "stmt/stmt.h"

/* English words of the interface, for tongue_word; tools/po.py finds them. */
#define TONGUE(text) ("" text)

struct tongue {
	const char *tag;  /* BCP 47, and the first part of an address: "kk" */
	const char *name; /* what it calls itself */
	bool rtl;
};
/* In the order in which a page offers them; English is among them. */
extern const struct tongue tongue_list[];
extern const int tongue_count;

/* NULL where we have none of that tag. */
const struct tongue *tongue_find(struct span tag);
const struct tongue *tongue_english(void);

/* The text for an English one, which itself where there is none. */
struct span tongue_word(const struct tongue *t, struct span english);
/* A code of a property ("killed"), a verb of an act, a property's name. */
struct span tongue_code(const struct tongue *t, struct span property,
    struct span code);
struct span tongue_verb(const struct tongue *t, enum stmt_verb verb);
struct span tongue_label(const struct tongue *t, struct span property);
/* An EDTF date in words; what is none stays as it is. */
struct span tongue_date(const struct tongue *t, struct span edtf,
    struct arena *a);
/* What the language of a tag is called; else the tag. */
struct span tongue_language(const struct tongue *t, struct span tag);

#endif
