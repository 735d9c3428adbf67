/*
 * uni.h - the one door to ICU: normal form, script, order, encodings
 *
 * Errors: ERR_FORMAT (no valid UTF-8, no such encoding), ERR_LIMIT (a text
 * above UNI_TEXT_MAX or UNI_MARKS_MAX; uni_is_nfc says false of it).  Answers never depend on the environment's locale.
 * Source: Unicode 15 (ICU 72), CLDR 42.
 */
#ifndef UNI_UNI_H
#define UNI_UNI_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

#define UNI_TEXT_MAX (16 * 1024 * 1024) /* bytes of one text */
#define UNI_MARKS_MAX 64               /* combining marks on one letter */
#define UNI_GUESS_MAX (64 * 1024)      /* bytes that uni_guess looks at */
#define UNI_NAME_MAX 60                /* bytes of an encoding's name */

/* Normalisation Form C.  uni_nfc copies only where it must: out may be in. */
bool uni_is_nfc(struct span in); /* in is valid UTF-8 */
int uni_nfc(struct span in, struct arena *a, struct span *out, struct err *e)
    MUST_CHECK;

/* Full case folding of the NFC form, and NFC again: for comparing, not for
 * showing. */
int uni_fold(struct span in, struct arena *a, struct span *out, struct err *e)
    MUST_CHECK;

/* The script most letters are of, of two equals the first here; UNI_NONE
 * where there are no letters. */
enum uni_script { UNI_NONE, UNI_CYRILLIC, UNI_LATIN, UNI_ARABIC, UNI_HEBREW,
	UNI_OTHER };
enum uni_script uni_script(struct span in);
bool uni_rtl(struct span in); /* its first strong character is right-to-left */

/* One character at a time, for whoever walks through a text. */
enum uni_script uni_script_of(uint32_t cp); /* UNI_NONE: no letter */
uint32_t uni_lower(uint32_t cp);   /* simple case folding */
uint32_t uni_upper(uint32_t cp);
bool uni_is_mark(uint32_t cp);     /* combines with the letter before it */
bool uni_is_unseen(uint32_t cp);   /* zero width: joiners, marks of direction */
/* The two as one character of NFC, or 0. */
uint32_t uni_compose(uint32_t letter, uint32_t mark);
uint32_t uni_base(uint32_t cp);    /* without its marks; cp where it has none */

/* Order of names.  A collator is not shared between threads.  Key bytes
 * compare with span_cmp as the strings do in that language.  lang is a BCP 47
 * tag ("kk"); one without an order of its own has that of Unicode's root.
 * Canonical equivalents have the same key. */
struct uni_order;
int uni_order_open(struct uni_order **out, const char *lang, struct err *e)
    MUST_CHECK;
void uni_order_closep(struct uni_order **o);
int uni_order_key(struct uni_order *o, struct span in, struct arena *a,
    struct span *key, struct err *e) MUST_CHECK;

/* Kazakh Cyrillic to Kazakh Latin (alphabet of January 2021), letter by
 * letter: letters that only foreign words have become two or three (ia, iu,
 * io, ts, tş, ştş), both signs nothing; what is no Kazakh Cyrillic letter
 * stays.  For interface texts, marked as
 * transliterated. */
int uni_kk_latin(struct span in, struct arena *a, struct span *out,
    struct err *e) MUST_CHECK;

/* How a language counts things and writes numbers and days (CLDR): read
 * only, may be shared by threads.  Digits are 0 to 9, in threes as its
 * readers expect them; days are those of the Gregorian calendar, also before
 * there was one.  A tag that CLDR does not know has the words of the root. */
#define UNI_FORMS 6 /* plurals: zero one two few many other */
struct uni_day {
	int64_t year; /* from 1 on; 0: not said */
	int month, day; /* 0: not said */
};
struct uni_local;
int uni_local_open(struct uni_local **out, const char *lang, struct err *e)
    MUST_CHECK;
void uni_local_closep(struct uni_local **l);
/* Which plural n things take, counted among those that whole numbers have
 * in it; what the i-th of them is called, NULL behind the last. */
int uni_local_form(const struct uni_local *l, uint64_t n);
const char *uni_local_form_name(const struct uni_local *l, int i);
void uni_local_number(const struct uni_local *l, uint64_t n, struct buf *out);
void uni_local_date(const struct uni_local *l, const struct uni_day *d,
    struct buf *out);

/* Encodings.  guess: by byte order mark, then valid UTF-8 (head may end
 * within a character), then ICU's detector over UNI_GUESS_MAX bytes; the
 * name is static or lives in a.  convert:
 * reads all of in_fd, writes UTF-8 to out_fd, stops with ERR_FORMAT at bytes
 * that the encoding does not have ("byte 1234: not windows-1251"). A byte
 * order mark is dropped. */
int uni_guess(struct span head, struct arena *a, const char **name,
    struct err *e) MUST_CHECK;
bool uni_encoding_known(const char *name);
int uni_convert(const char *encoding, int in_fd, int out_fd, struct err *e)
    MUST_CHECK;

#endif
