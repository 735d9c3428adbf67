/* local.c - how a language writes numbers and dates, and counts things */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "uni/uni.h"

#define UNITS_MAX 64  /* of a pattern or a name, in UTF-16 */
#define BYTES_MAX 192 /* of the same */
#define MONTHS 12
#define SMALL 1000 /* numbers that show which plurals there are */

static const char *const forms[UNI_FORMS] = { "zero", "one", "two", "few",
	"many", "other" };
/* Some languages count round thousands or millions in another way. */
static const uint64_t far[] = { 1000, 100000, 1000000 };

struct uni_local {
	UPluralRules *plurals;
	bool has[UNI_FORMS];
	int group, group_more, group_min; /* digits */
	char separator[BYTES_MAX];
	char pattern[5][BYTES_MAX]; /* year, month, day; the last two alone */
	char month[2][MONTHS][BYTES_MAX]; /* in a date, and alone */
};

/* Text of ICU as UTF-8. */
static bool take(const UChar *from, int32_t n, char to[BYTES_MAX])
{
	UErrorCode code = U_ZERO_ERROR;

	u_strToUTF8(to, BYTES_MAX, NULL, from, n, &code);
	return U_SUCCESS(code) && code != U_STRING_NOT_TERMINATED_WARNING;
}

/* Some languages leave four digits together. */
static bool leaves_four(const char *lang)
{
	UErrorCode code = U_ZERO_ERROR;
	UNumberFormatter *f = unumf_openForSkeletonAndLocale(u"group-auto", -1,
	    lang, &code);
	UFormattedNumber *number = unumf_openResult(&code);
	UChar text[UNITS_MAX];
	int32_t n = 0;

	unumf_formatInt(f, 1000, number, &code);
	n = unumf_resultToString(number, text, UNITS_MAX, &code);
	unumf_closeResult(number);
	unumf_close(f);
	return U_SUCCESS(code) && n == 4;
}

/* Digits stay 0 to 9; a space between them is narrow. */
static bool open_numbers(struct uni_local *l, const char *lang)
{
	UErrorCode code = U_ZERO_ERROR;
	UNumberFormat *f = unum_open(UNUM_DECIMAL, NULL, 0, lang, NULL, &code);
	UChar text[UNITS_MAX];
	int32_t n;

	n = unum_getSymbol(f, UNUM_GROUPING_SEPARATOR_SYMBOL, text, UNITS_MAX,
	    &code);
	if (U_SUCCESS(code)) {
		l->group = unum_getAttribute(f, UNUM_GROUPING_SIZE);
		l->group_more = unum_getAttribute(f,
		    UNUM_SECONDARY_GROUPING_SIZE);
	}
	l->group_min = leaves_four(lang) ? 2 : 1;
	unum_close(f);
	if (l->group_more <= 0)
		l->group_more = l->group;
	if (n == 1 && text[0] == 0xa0)
		text[0] = 0x202f;
	return U_SUCCESS(code) && take(text, n, l->separator);
}

static bool open_patterns(struct uni_local *l, const char *lang)
{
	static const UChar *const skeleton[5] = { u"y", u"yMMMM", u"yMMMMd",
		u"LLLL", u"MMMMd" };
	UErrorCode code = U_ZERO_ERROR;
	UDateTimePatternGenerator *g = udatpg_open(lang, &code);
	UChar text[UNITS_MAX];
	bool good = true;

	for (int i = 0; i < 5 && good; i++) {
		int32_t n = udatpg_getBestPattern(g, skeleton[i], -1, text,
		    UNITS_MAX, &code);

		good = U_SUCCESS(code) && take(text, n, l->pattern[i]);
	}
	udatpg_close(g);
	return good;
}

static bool open_months(struct uni_local *l, const char *lang)
{
	static const UDateFormatSymbolType type[2] = { UDAT_MONTHS,
		UDAT_STANDALONE_MONTHS };
	UErrorCode code = U_ZERO_ERROR;
	UDateFormat *f = udat_open(UDAT_LONG, UDAT_LONG, lang, u"UTC", -1,
	    NULL, 0, &code);
	UChar text[UNITS_MAX];
	bool good = true;

	for (int i = 0; i < 2 * MONTHS && good; i++) {
		int32_t n = udat_getSymbols(f, type[i / MONTHS], i % MONTHS,
		    text, UNITS_MAX, &code);

		good = U_SUCCESS(code) && take(text, n,
		    l->month[i / MONTHS][i % MONTHS]);
	}
	udat_close(f);
	return good;
}

/* The place of what n things take in `forms`. */
static int form_of(const UPluralRules *rules, uint64_t n)
{
	UErrorCode code = U_ZERO_ERROR;
	UChar got[UNITS_MAX];
	int32_t units = uplrules_select(rules, (double)n, got, UNITS_MAX,
	    &code);
	char name[BYTES_MAX];

	if (U_SUCCESS(code) && take(got, units, name))
		for (int i = 0; i < UNI_FORMS; i++)
			if (strcmp(forms[i], name) == 0)
				return i;
	return UNI_FORMS - 1;
}

static bool open_plurals(struct uni_local *l, const char *lang)
{
	UErrorCode code = U_ZERO_ERROR;

	l->plurals = uplrules_open(lang, &code);
	if (U_FAILURE(code))
		return false;
	for (uint64_t n = 0; n < SMALL; n++)
		l->has[form_of(l->plurals, n)] = true;
	for (size_t i = 0; i < sizeof(far) / sizeof(far[0]); i++)
		l->has[form_of(l->plurals, far[i])] = true;
	return true;
}

int uni_local_open(struct uni_local **out, const char *lang, struct err *e)
{
	SCOPED(uni_local) *l = calloc(1, sizeof(*l));
	UErrorCode code = U_ZERO_ERROR;
	char tag[ULOC_FULLNAME_CAPACITY], locale[ULOC_FULLNAME_CAPACITY];
	int32_t taken = 0;

	if (l == NULL)
		return err_set(e, ERR_IO, "language: out of memory");
	if (snprintf(tag, sizeof(tag), "%s-u-ca-gregory-nu-latn", lang) >=
	    (int)sizeof(tag))
		return err_set(e, ERR_LIMIT, "'%.40s' is too long", lang);
	uloc_forLanguageTag(tag, locale, sizeof(locale), &taken, &code);
	if (U_FAILURE(code) || code == U_STRING_NOT_TERMINATED_WARNING ||
	    (size_t)taken != strlen(tag))
		return err_set(e, ERR_FORMAT, "'%.40s' is no language tag",
		    lang);
	if (!open_plurals(l, locale) || !open_numbers(l, locale) ||
	    !open_patterns(l, locale) || !open_months(l, locale))
		return err_set(e, ERR_IO, "ICU does not know how '%.40s' is"
		    " written", lang);
	*out = l;
	l = NULL;
	return 0;
}

void uni_local_closep(struct uni_local **l)
{
	if (*l == NULL)
		return;
	uplrules_close((*l)->plurals);
	free(*l);
	*l = NULL;
}

int uni_local_form(const struct uni_local *l, uint64_t n)
{
	int place = form_of(l->plurals, n), i = 0;

	for (int k = 0; k < place; k++)
		i += l->has[k];
	return i;
}

const char *uni_local_form_name(const struct uni_local *l, int i)
{
	for (int k = 0; k < UNI_FORMS; k++)
		if (l->has[k] && i-- == 0)
			return forms[k];
	return NULL;
}

void uni_local_number(const struct uni_local *l, uint64_t n, struct buf *out)
{
	char text[24];
	int count = snprintf(text, sizeof(text), "%llu",
	    (unsigned long long)n);
	bool groups = l->group > 0 && count >= l->group + l->group_min;

	for (int i = 0; i < count; i++) {
		int left = count - i; /* digits from here on */

		if (i > 0 && groups && (left == l->group || (left > l->group
		    && (left - l->group) % l->group_more == 0)))
			buf_str(out, l->separator);
		buf_byte(out, text[i]);
	}
}

/* What a run of one letter in a pattern stands for. */
static void say_field(const struct uni_local *l, char letter, int run,
    const struct uni_day *d, struct buf *out)
{
	if (letter == 'y')
		buf_fmt(out, "%lld", (long long)d->year);
	else if (letter == 'd')
		buf_fmt(out, "%0*d", run, d->day);
	else if ((letter == 'M' || letter == 'L') && run > 2)
		buf_str(out, l->month[letter == 'L'][d->month - 1]);
	else if (letter == 'M' || letter == 'L')
		buf_fmt(out, "%0*d", run, d->month);
}

void uni_local_date(const struct uni_local *l, const struct uni_day *d,
    struct buf *out)
{
	int parts = (d->month != 0) + (d->day != 0);
	const char *p = l->pattern[d->year == 0 ? 2 + parts : parts];
	bool quoted = false;

	while (*p != 0) {
		char c = *p;
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		int run = 1;

		if (c == '\'') {
			if (p[1] == '\'')
				buf_byte(out, *p++);
			else
				quoted = !quoted;
			p++;
			continue;
		}
		while (letter && !quoted && p[run] == c)
			run++;
		if (letter && !quoted)
			say_field(l, c, run, d, out);
		else
			buf_byte(out, c);
		p += run;
	}
}
