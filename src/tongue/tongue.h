/*
 * tongue.h - the languages of the interface: words, numbers, codes, dates
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
/* The same of things that are counted, for tongue_count_of: "{n} list",
 * "{n} lists". */
#define TONGUE_MANY(one, many) ("" one "\0" many)

struct tongue {
	const char *tag;  /* BCP 47, and the first part of an address: "kk" */
	const char *name; /* what it calls itself */
	bool rtl;
	const char *of;   /* "kk": its words in other letters, by rule; or NULL */
};
/* In the order in which a page offers them; English is among them.  Behind
 * them stand those that are not offered but have addresses: ar-XB of test
 * builds, nobody's language, which is written from right to left. */
extern const struct tongue tongue_list[];
extern const int tongue_count;

/* Once, before any thread asks for plurals, numbers or dates: what CLDR says
 * of our languages.  Again is nothing. */
int tongue_start(struct err *e) MUST_CHECK;

/* NULL where we have none of that tag. */
const struct tongue *tongue_find(struct span tag);
const struct tongue *tongue_english(void);
/* Which of those offered an Accept-Language asks for most (RFC 9110 12.5.4;
 * "ru-KZ" is ru; of equal wishes the first); NULL where it names none of
 * them: "*" names none. */
const struct tongue *tongue_wanted(struct span accept);

/* The text for an English one, which itself where there is none. */
struct span tongue_word(const struct tongue *t, struct span english);
/* n things: "1 list", "12,345 lists".  many is a TONGUE_MANY. */
struct span tongue_count_of(const struct tongue *t, const char *many,
    uint64_t n, struct arena *a);
/* 12345 as readers of t group its digits. */
struct span tongue_number(const struct tongue *t, uint64_t n,
    struct arena *a);
/* A code of a property ("killed"), a verb of an act, a property's name. */
struct span tongue_code(const struct tongue *t, struct span property,
    struct span code);
struct span tongue_verb(const struct tongue *t, enum stmt_verb verb);
struct span tongue_label(const struct tongue *t, struct span property);
/* An EDTF date, a time of day (when.h) in words; what is none stays as it
 * is. */
struct span tongue_date(const struct tongue *t, struct span edtf,
    struct arena *a);
/* Month * 100 + day, of any year; day 0: the month. */
struct span tongue_day_of_year(const struct tongue *t, int of_year,
    struct arena *a);
struct span tongue_time(const struct tongue *t, struct span text,
    struct arena *a);
/* Where in a source (FORMAT 4, `at`): "row=17" is "row 17" in words; what is
 * none of ours stays as it is. */
struct span tongue_at(const struct tongue *t, struct span at,
    struct arena *a);
/* What the language of a tag is called; else the tag. */
struct span tongue_language(const struct tongue *t, struct span tag);

/* A name as readers of t read letters: where t is kk-Latn, Kazakh or Russian
 * in Cyrillic letters becomes Latin by rule, and *lang says so ("kk-Latn").
 * Returns whether it did; what was said is what the record holds. */
bool tongue_name(const struct tongue *t, struct span *name,
    struct span *lang, struct arena *a);

#endif
