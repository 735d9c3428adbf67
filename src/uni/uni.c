#include "uni/uni.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/utf8.h"

/* ---- wide text: what ICU works on ---- */
#define WIDE_SMALL 256 /* names fit, and cost no allocation */

struct wide {
	UChar small[WIDE_SMALL];
	UChar *p; /* small, or memory of a */
	int32_t n;
	struct arena a;
};
#define WIDE { .a.cap = 64 * (size_t)UNI_TEXT_MAX }

static void wide_closep(struct wide *w)
{
	arena_closep(&w->a);
}

/* Room for as many units as ICU has just asked for in w->n. */
static int32_t wide_grow(struct wide *w)
{
	w->p = arena_raw(&w->a, (size_t)w->n * sizeof(*w->p));
	return w->n;
}

/* True where all is ASCII, Latin below U+0300, or Cyrillic, but for the
 * Cyrillic combining marks: such text is in NFC whatever the order. */
static bool is_plain(struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		uint8_t c = (uint8_t)s.p[i];
		uint8_t next = i + 1 < s.n ? (uint8_t)s.p[i + 1] : 0;

		if (c < 0x80)
			continue;
		if (c >= 0xcc && c != 0xd0 && c != 0xd1 && c != 0xd3 &&
		    !(c == 0xd2 && !(next >= 0x83 && next <= 0x87)))
			return false;
		i++;
	}
	return true;
}

/* ICU's time grows with the square of the marks behind one letter. */
static bool has_too_many_marks(struct span in)
{
	int marks = 0;
	uint32_t cp;

	while (marks <= UNI_MARKS_MAX && utf8_next(&in, &cp))
		marks = u_getCombiningClass((UChar32)cp) == 0 ? 0 : marks + 1;
	return marks > UNI_MARKS_MAX;
}

static int widen(struct wide *w, struct span in, struct err *e)
{
	UErrorCode code = U_ZERO_ERROR;
	int32_t room = WIDE_SMALL;

	w->p = w->small;
	if (in.n > UNI_TEXT_MAX)
		return err_set(e, ERR_LIMIT, "a text of more than %d bytes",
		    UNI_TEXT_MAX);
	if (in.n > WIDE_SMALL) { /* there are never more units than bytes */
		w->n = (int32_t)in.n;
		room = wide_grow(w);
	}
	u_strFromUTF8(w->p, room, &w->n, in.n == 0 ? "" : in.p,
	    (int32_t)in.n, &code);
	if (U_FAILURE(code))
		return err_set(e, ERR_FORMAT, "no valid UTF-8");
	if (!is_plain(in) && has_too_many_marks(in))
		return err_set(e, ERR_LIMIT, "more than %d marks on a letter",
		    UNI_MARKS_MAX);
	return 0;
}

static int narrow(const struct wide *w, struct arena *a, struct span *out,
    struct err *e)
{
	UErrorCode code = U_ZERO_ERROR;
	size_t room = (size_t)w->n * 3 + 1;
	char small[WIDE_SMALL * 3 + 1];
	char *p = room <= sizeof(small) ? small : arena_raw(a, room);
	int32_t n;

	u_strToUTF8(p, (int32_t)room, &n, w->p, w->n, &code);
	if (U_FAILURE(code))
		return err_set(e, ERR_FORMAT, "%s", u_errorName(code));
	*out = (struct span){ p, (size_t)n };
	if (p == small)
		*out = arena_copy(a, *out);
	return 0;
}

/* ---- normal form ---- */
bool uni_is_nfc(struct span in)
{
	SCOPED(wide) w = WIDE;
	UErrorCode code = U_ZERO_ERROR;
	struct err e;

	return is_plain(in) || (widen(&w, in, &e) == 0 &&
	    unorm2_isNormalized(unorm2_getNFCInstance(&code), w.p, w.n,
	    &code) && U_SUCCESS(code));
}

/* One of ICU's functions that make text of text. */
typedef int32_t change(UChar *to, int32_t room, const struct wide *from,
    UErrorCode *code);

static int32_t to_nfc(UChar *to, int32_t room, const struct wide *from,
    UErrorCode *code)
{
	return unorm2_normalize(unorm2_getNFCInstance(code), from->p,
	    from->n, to, room, code);
}

static int32_t to_folded(UChar *to, int32_t room, const struct wide *from,
    UErrorCode *code)
{
	return u_strFoldCase(to, room, from->p, from->n, U_FOLD_CASE_DEFAULT,
	    code);
}

static int run(change *f, const struct wide *in, struct wide *out,
    struct err *e)
{
	UErrorCode code = U_ZERO_ERROR;

	out->p = out->small;
	out->n = f(out->p, WIDE_SMALL, in, &code);
	if (code == U_BUFFER_OVERFLOW_ERROR) {
		int32_t room = wide_grow(out);

		code = U_ZERO_ERROR;
		out->n = f(out->p, room, in, &code);
	}
	return U_SUCCESS(code) ? 0
	    : err_set(e, ERR_FORMAT, "%s", u_errorName(code));
}

int uni_nfc(struct span in, struct arena *a, struct span *out, struct err *e)
{
	SCOPED(wide) w = WIDE;
	SCOPED(wide) normal = WIDE;

	if (in.n <= UNI_TEXT_MAX && utf8_valid(in) && uni_is_nfc(in))
		return *out = in, 0;
	if (widen(&w, in, e) < 0 || run(to_nfc, &w, &normal, e) < 0)
		return -1;
	return narrow(&normal, a, out, e);
}

int uni_fold(struct span in, struct arena *a, struct span *out, struct err *e)
{
	SCOPED(wide) w = WIDE;
	SCOPED(wide) x = WIDE;

	if (widen(&w, in, e) < 0 || run(to_nfc, &w, &x, e) < 0 ||
	    run(to_folded, &x, &w, e) < 0 || run(to_nfc, &w, &x, e) < 0)
		return -1;
	return narrow(&x, a, out, e);
}

/* ---- scripts ---- */
enum uni_script uni_script_of(uint32_t cp)
{
	UErrorCode code = U_ZERO_ERROR;

	if (!u_isalpha((UChar32)cp))
		return UNI_NONE;
	switch (uscript_getScript((UChar32)cp, &code)) {
	case USCRIPT_CYRILLIC:
		return UNI_CYRILLIC;
	case USCRIPT_LATIN:
		return UNI_LATIN;
	case USCRIPT_ARABIC:
		return UNI_ARABIC;
	case USCRIPT_HEBREW:
		return UNI_HEBREW;
	case USCRIPT_COMMON:
	case USCRIPT_INHERITED:
		return UNI_NONE;
	default:
		return UNI_OTHER;
	}
}

enum uni_script uni_script(struct span in)
{
	size_t count[UNI_OTHER + 1] = { 0 };
	enum uni_script most = UNI_NONE;
	uint32_t cp;

	while (utf8_next(&in, &cp))
		count[uni_script_of(cp)]++;
	count[UNI_NONE] = 0;
	for (int i = UNI_NONE; i <= UNI_OTHER; i++)
		if (count[i] > count[most])
			most = (enum uni_script)i;
	return most;
}

bool uni_rtl(struct span in)
{
	uint32_t cp;

	while (utf8_next(&in, &cp)) {
		UCharDirection d = u_charDirection((UChar32)cp);

		if (d == U_RIGHT_TO_LEFT || d == U_RIGHT_TO_LEFT_ARABIC)
			return true;
		if (d == U_LEFT_TO_RIGHT)
			return false;
	}
	return false;
}

/* ---- order ---- */
struct uni_order {
	UCollator *coll;
};

int uni_order_open(struct uni_order **out, const char *lang, struct err *e)
{
	SCOPED(uni_order) *o = calloc(1, sizeof(*o));
	UErrorCode code = U_ZERO_ERROR;
	char locale[ULOC_FULLNAME_CAPACITY];
	int32_t taken = 0;

	if (o == NULL)
		return err_set(e, ERR_IO, "order: out of memory");
	uloc_forLanguageTag(lang, locale, sizeof(locale), &taken, &code);
	if (U_FAILURE(code) || code == U_STRING_NOT_TERMINATED_WARNING ||
	    taken == 0 || (size_t)taken != strlen(lang))
		return err_set(e, ERR_FORMAT, "'%.40s' is no language tag",
		    lang);
	o->coll = ucol_open(locale, &code);
	if (U_SUCCESS(code)) /* else marks are compared as they stand */
		ucol_setAttribute(o->coll, UCOL_NORMALIZATION_MODE, UCOL_ON,
		    &code);
	if (U_FAILURE(code))
		return err_set(e, ERR_IO, "order of '%s': %s", lang,
		    u_errorName(code));
	*out = o;
	o = NULL;
	return 0;
}

void uni_order_closep(struct uni_order **o)
{
	if (*o == NULL)
		return;
	ucol_close((*o)->coll);
	free(*o);
	*o = NULL;
}

int uni_order_key(struct uni_order *o, struct span in, struct arena *a,
    struct span *key, struct err *e)
{
	SCOPED(wide) w = WIDE;
	uint8_t small[4 * WIDE_SMALL], *p = small;
	int32_t n;

	if (widen(&w, in, e) < 0)
		return -1;
	n = ucol_getSortKey(o->coll, w.p, w.n, p, sizeof(small));
	if (n > (int32_t)sizeof(small)) {
		p = arena_raw(&w.a, (size_t)n);
		n = ucol_getSortKey(o->coll, w.p, w.n, p, n);
	}
	if (n <= 0)
		return err_set(e, ERR_LIMIT, "no order key");
	/* Without ICU's final NUL. */
	*key = arena_copy(a, (struct span){ (char *)p, (size_t)n - 1 });
	return 0;
}
