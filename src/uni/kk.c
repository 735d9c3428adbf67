/* kk.c - Kazakh Cyrillic to Latin
 *
 * Source: the alphabet of 31 letters presented by the government of
 * Kazakhstan on 28 January 2021. */
#include "uni/uni.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

static const struct {
	uint16_t upper, lower;
	const char *lone, *caps, *small; /* lone: as in a capitalised word */
} LETTERS[] = {
	{ 0x0410, 0x0430, "A", "A", "a" },       /* А */
	{ 0x04d8, 0x04d9, "Ä", "Ä", "ä" },       /* Ә */
	{ 0x0411, 0x0431, "B", "B", "b" },       /* Б */
	{ 0x0412, 0x0432, "V", "V", "v" },       /* В */
	{ 0x0413, 0x0433, "G", "G", "g" },       /* Г */
	{ 0x0492, 0x0493, "Ğ", "Ğ", "ğ" },       /* Ғ */
	{ 0x0414, 0x0434, "D", "D", "d" },       /* Д */
	{ 0x0415, 0x0435, "E", "E", "e" },       /* Е */
	{ 0x0401, 0x0451, "İo", "İO", "io" },    /* Ё */
	{ 0x0416, 0x0436, "J", "J", "j" },       /* Ж */
	{ 0x0417, 0x0437, "Z", "Z", "z" },       /* З */
	{ 0x0418, 0x0438, "İ", "İ", "i" },       /* И */
	{ 0x0419, 0x0439, "İ", "İ", "i" },       /* Й */
	{ 0x041a, 0x043a, "K", "K", "k" },       /* К */
	{ 0x049a, 0x049b, "Q", "Q", "q" },       /* Қ */
	{ 0x041b, 0x043b, "L", "L", "l" },       /* Л */
	{ 0x041c, 0x043c, "M", "M", "m" },       /* М */
	{ 0x041d, 0x043d, "N", "N", "n" },       /* Н */
	{ 0x04a2, 0x04a3, "Ñ", "Ñ", "ñ" },       /* Ң */
	{ 0x041e, 0x043e, "O", "O", "o" },       /* О */
	{ 0x04e8, 0x04e9, "Ö", "Ö", "ö" },       /* Ө */
	{ 0x041f, 0x043f, "P", "P", "p" },       /* П */
	{ 0x0420, 0x0440, "R", "R", "r" },       /* Р */
	{ 0x0421, 0x0441, "S", "S", "s" },       /* С */
	{ 0x0422, 0x0442, "T", "T", "t" },       /* Т */
	{ 0x0423, 0x0443, "U", "U", "u" },       /* У */
	{ 0x04b0, 0x04b1, "Ū", "Ū", "ū" },       /* Ұ */
	{ 0x04ae, 0x04af, "Ü", "Ü", "ü" },       /* Ү */
	{ 0x0424, 0x0444, "F", "F", "f" },       /* Ф */
	{ 0x0425, 0x0445, "H", "H", "h" },       /* Х */
	{ 0x04ba, 0x04bb, "H", "H", "h" },       /* Һ */
	{ 0x0426, 0x0446, "Ts", "TS", "ts" },    /* Ц */
	{ 0x0427, 0x0447, "Tş", "TŞ", "tş" },    /* Ч */
	{ 0x0428, 0x0448, "Ş", "Ş", "ş" },       /* Ш */
	{ 0x0429, 0x0449, "Ştş", "ŞTŞ", "ştş" }, /* Щ */
	{ 0x042a, 0x044a, "", "", "" },          /* Ъ */
	{ 0x042b, 0x044b, "Y", "Y", "y" },       /* Ы */
	{ 0x0406, 0x0456, "I", "I", "ı" },       /* І */
	{ 0x042c, 0x044c, "", "", "" },          /* Ь */
	{ 0x042d, 0x044d, "E", "E", "e" },       /* Э */
	{ 0x042e, 0x044e, "İu", "İU", "iu" },    /* Ю */
	{ 0x042f, 0x044f, "İa", "İA", "ia" },    /* Я */
};
#define LETTER_COUNT ((int)(sizeof(LETTERS) / sizeof(LETTERS[0])))

/* Its row, or -1; *upper tells which of the two it is. */
static int row_of(uint32_t cp, bool *upper)
{
	for (int i = 0; i < LETTER_COUNT; i++) {
		*upper = LETTERS[i].upper == cp;
		if (*upper || LETTERS[i].lower == cp)
			return i;
	}
	return -1;
}

int uni_kk_latin(struct span in, struct arena *a, struct span *out,
    struct err *e)
{
	bool upper, after_upper = false, before_upper;
	struct buf b;
	uint32_t cp, next;

	if (in.n > UNI_TEXT_MAX || uni_nfc(in, a, &in, e) < 0)
		return in.n <= UNI_TEXT_MAX ? -1
		    : err_set(e, ERR_LIMIT, "the text is too long");
	buf_open(&b, a, 3 * in.n);
	for (struct span rest = in; utf8_next(&rest, &cp); ) {
		struct span ahead = rest;
		int i = row_of(cp, &upper), k = -1;

		if (utf8_next(&ahead, &next))
			k = row_of(next, &before_upper);
		if (i < 0)
			buf_add(&b, (struct span){ in.p, (size_t)(rest.p -
			    in.p) });
		else if (!upper)
			buf_str(&b, LETTERS[i].small);
		else if (k >= 0 ? before_upper : after_upper)
			buf_str(&b, LETTERS[i].caps);
		else
			buf_str(&b, LETTERS[i].lone);
		after_upper = i >= 0 && upper;
		in = rest;
	}
	return buf_end(&b, out, e);
}
