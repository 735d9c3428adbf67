/* Languages, plurals, numbers, dates: what pages say, in each language. */
#include <string.h>

#include "tap.h"
#include "tongue/tongue.h"
#include "uni/uni.h"
#include "when/when.h"

static const struct tongue *of(const char *tag)
{
	return tongue_find(span_of(tag));
}

static void test_list(void)
{
	static const char *const tags[] = { "kk", "kk-Latn", "ru", "en" };

	CHECK(tongue_count == 4, "four languages are offered");
	for (int i = 0; i < tongue_count && i < 4; i++)
		CHECK(span_is(span_of(tongue_list[i].tag), tags[i]),
		    "%s is number %d", tags[i], i);
	CHECK(tongue_english() == of("en") && of("de") == NULL &&
	    of("KK") == NULL && of("") == NULL, "others are none");
	CHECK(span_is(span_of(of("kk-Latn")->name), "Qazaqşa") &&
	    span_is(span_of(of("kk-Latn")->of), "kk"),
	    "kk-Latn is kk by rule");
#ifdef KULPYTAS_TESTING
	CHECK(of("ar-XB") != NULL && of("ar-XB")->rtl &&
	    of("ar-XB") >= tongue_list + tongue_count,
	    "ar-XB is there and is not offered");
	CHECK(span_is(tongue_word(of("ar-XB"), SPAN("The wall")),
	    "تهع والل"), "its words are the English ones in other letters");
	CHECK(span_is(tongue_label(of("ar-XB"), SPAN("died.date")),
	    "ديعد: داتع"), "its labels too");
#else
	CHECK(of("ar-XB") == NULL, "no reader meets ar-XB");
#endif
}

static const struct {
	const char *accept, *tag; /* "": none */
} wishes[] = {
	{ "ru", "ru" }, { "", "" }, { "de", "" }, { "*", "" },
	{ "de, *;q=0.5", "" }, { "en, ru, kk", "en" },
	{ "en;q=0.4, ru;q=0.9, kk;q=0.8", "ru" },
	{ "en;q=0.9,ru;q=0.9", "en" }, { "en;q=0,ru;q=0.1", "ru" },
	{ "en;q=0.001", "en" }, { "en;q=0.000", "" }, { "en;q=0", "" },
	{ "ru-KZ", "ru" }, { "en-GB-oxendict;q=0.3", "en" },
	{ "kk-Latn", "kk-Latn" }, { "kk-latn-KZ", "kk-Latn" },
	{ "KK-CYRL, ru", "kk" }, { "kk-Arab;q=0.8, ru;q=0.7", "kk" },
	{ "kk-Latn;q=0, kk", "kk" }, { "kk-Latn;q=0, kk-Latn-KZ", "kk" },
	{ "kk;q=0, kk-KZ, ru;q=0.1", "ru" }, { "kkj, engine, rus", "" },
	{ " ru ; q=0.5 ,\ten ; q=0.6 ", "en" }, { "ru;q=1.000", "ru" },
	{ "ru;q=1.001, en;q=0.1", "en" }, { "ru;q=2, en;q=0.1", "en" },
	{ "ru;q=0.1234, en;q=0.1", "en" }, { "ru;q=, en;q=0.1", "en" },
	{ "ru;q=-1, en;q=0.1", "en" }, { "ru;Q=0.2, en;q=0.1", "ru" },
	{ "ru;level=1, en;q=0.1", "en" }, { ",,ru,,", "ru" },
	{ ";q=1", "" }, { "-", "" }, { "--,ru", "ru" }, { "ar-XB", "" },
	{ "\xff\xfe, ru;q=0.5", "ru" },
	{ "ru;q=1.0000, kk-Latn-;q=0.9, en;q=0.5", "kk-Latn" },
};

static void test_wanted(void)
{
	for (size_t i = 0; i < sizeof(wishes) / sizeof(wishes[0]); i++) {
		const struct tongue *t = tongue_wanted(span_of(
		    wishes[i].accept));

		CHECK(span_is(span_of(t == NULL ? "" : t->tag),
		    wishes[i].tag), "'%s' is %s", wishes[i].accept,
		    t == NULL ? "none" : t->tag);
	}
}

/* ---- numbers ---- */

static const struct {
	const char *tag;
	uint64_t n;
	const char *words;
} counts[] = {
	{ "en", 0, "0 people" }, { "en", 1, "1 person" },
	{ "en", 2, "2 people" }, { "en", 1234, "1,234 people" },
	{ "ru", 0, "0 человек" }, { "ru", 1, "1 человек" },
	{ "ru", 2, "2 человека" }, { "ru", 5, "5 человек" },
	{ "ru", 11, "11 человек" }, { "ru", 21, "21 человек" },
	{ "ru", 22, "22 человека" }, { "ru", 112, "112 человек" },
	{ "ru", 1234567, "1\u202f234\u202f567 человек" },
	{ "kk", 1, "1 адам" }, { "kk", 238, "238 адам" },
	{ "kk", 20000, "20\u202f000 адам" }, { "kk-Latn", 7, "7 adam" },
};

static void test_counts(void)
{
	const char *many = TONGUE_MANY("{n} person", "{n} people");

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 16 };
		struct span s = tongue_count_of(of(counts[i].tag), many,
		    counts[i].n, &a);

		CHECK(span_is(s, counts[i].words), "%s: %.*s", counts[i].tag,
		    (int)s.n, s.p);
	}
}

static void test_numbers(void)
{
	SCOPED(arena) a = { .cap = 1 << 16 };

	CHECK(span_is(tongue_number(of("en"), 999, &a), "999") &&
	    span_is(tongue_number(of("en"), 1000, &a), "1,000") &&
	    span_is(tongue_number(of("ru"), UINT64_MAX, &a),
	    "18\u202f446\u202f744\u202f073\u202f709\u202f551\u202f615"),
	    "digits stand in threes");
}

/* ---- what another language would have: CLDR by way of uni ---- */

static const struct {
	const char *lang;
	uint64_t n;
	const char *form, *number;
} plurals[] = {
	{ "ar", 0, "zero", "0" }, { "ar", 2, "two", "2" },
	{ "ar", 103, "few", "103" }, { "ar", 11, "many", "11" },
	{ "ar", 100, "other", "100" }, { "pl", 22, "few", "22" },
	{ "pl", 1234, "few", "1234" }, { "pl", 12345, "many",
	    "12\u202f345" }, { "ja", 1, "other", "1" },
	{ "fr", 0, "one", "0" }, { "fr", 1000000, "many",
	    "1\u202f000\u202f000" }, { "hi", 1234567, "other",
	    "12,34,567" }, { "de", 1, "one", "1" },
};

static void test_local(void)
{
	struct err e = { 0 };
	struct uni_local *l = NULL;

	for (size_t i = 0; i < sizeof(plurals) / sizeof(plurals[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 16 };
		const char *form;
		struct buf b;

		if (uni_local_open(&l, plurals[i].lang, &e) < 0) {
			CHECK(false, "%s: %s", plurals[i].lang, e.text);
			continue;
		}
		form = uni_local_form_name(l, uni_local_form(l,
		    plurals[i].n));
		buf_open(&b, &a, 256);
		uni_local_number(l, plurals[i].n, &b);
		CHECK(form != NULL && span_is(span_of(form), plurals[i].form)
		    && span_is(buf_span(&b), plurals[i].number),
		    "%s: %.*s is %s", plurals[i].lang, (int)b.n,
		    buf_span(&b).p, form);
		uni_local_closep(&l);
	}
	CHECK(uni_local_open(&l, "no tag", &e) < 0, "no tag, no language");
}

/* ---- dates: ours against ICU's ---- */

/* What we say where CLDR abbreviates the word for year. */
static struct span spelled_out(struct span s, const char *from,
    const char *to, struct arena *a)
{
	const char *at = memmem(s.p, s.n, from, strlen(from));

	if (at == NULL)
		return s;
	return span_of(arena_fmt(a, "%.*s%s%.*s", (int)(at - s.p), s.p, to,
	    (int)(s.n - (size_t)(at - s.p) - strlen(from)),
	    at + strlen(from)));
}

static bool says_cldr(const char *tag, const struct uni_local *l,
    const struct uni_day *d, struct arena *a)
{
	const char *edtf = d->month == 0 ? arena_fmt(a, "%04d", (int)d->year)
	    : d->day == 0 ? arena_fmt(a, "%04d-%02d", (int)d->year, d->month)
	    : arena_fmt(a, "%04d-%02d-%02d", (int)d->year, d->month, d->day);
	struct span ours = tongue_date(of(tag), span_of(edtf), a), cldr;
	struct err e = { 0 };
	struct buf b;

	buf_open(&b, a, 512);
	uni_local_date(l, d, &b);
	/* A space that does not break is one of ours. */
	cldr = spelled_out(buf_span(&b), "\u00a0", " ", a);
	cldr = spelled_out(cldr, "\u202f", " ", a);
	if (span_is(span_of(tag), "ru")) {
		cldr = spelled_out(cldr, "г.", "года", a);
		if (d->month == 0)
			cldr = span_of(arena_fmt(a, "%d год", (int)d->year));
	} else if (!span_is(span_of(tag), "en")) {
		cldr = d->month == 0 ? span_of(arena_fmt(a, "%d жыл",
		    (int)d->year)) : spelled_out(cldr, "ж.", "жылғы", a);
	}
	if (span_is(span_of(tag), "kk-Latn") &&
	    uni_kk_latin(cldr, a, &cldr, &e) < 0)
		return false;
	if (!span_eq(ours, cldr))
		printf("# %s %s: '%.*s', CLDR '%.*s'\n", tag, edtf,
		    (int)ours.n, ours.p, (int)cldr.n, cldr.p);
	return span_eq(ours, cldr);
}

static void test_dates(const char *tag, const char *locale)
{
	static const int last[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	struct uni_local *l = NULL;
	struct err e = { 0 };
	int bad = 0;

	if (uni_local_open(&l, locale, &e) < 0) {
		CHECK(false, "%s: %s", locale, e.text);
		return;
	}
	for (int year = 1895; year <= 2095; year += 25)
		for (int month = 0; month <= 12; month++)
			for (int day = 0; day <= (month == 0 ? 0
			    : last[month - 1]); day++) {
				SCOPED(arena) a = { .cap = 1 << 16 };
				struct uni_day d = { year, month, day };

				bad += !says_cldr(tag, l, &d, &a);
			}
	CHECK(bad == 0, "%s: %d dates are not CLDR's", tag, bad);
	uni_local_closep(&l);
}

#ifdef KULPYTAS_TESTING
static const struct {
	const char *edtf, *words; /* English phrases in Arabic letters */
} others[] = {
	{ "2022", "2022" }, { "2022-01", "يناير 2022" },
	{ "2022-01-07", "7 يناير 2022" },
	{ "2022-01-07/2022-02", "فروم 7 يناير 2022 تو فبراير 2022" },
	{ "2022-01-07~", "ابووت 7 يناير 2022" },
	{ "2022-01-07%", "پعرهاپس ابووت 7 يناير 2022" },
	{ "202X", "سومع يعار فروم 2020 تو 2029" },
	{ "2022-01-XX", "سومع داي ين يناير 2022" },
	{ "2022-XX-XX", "سومع داي ين 2022" },
	{ "2022-21", "سپرينغ 2022" }, { "../2022", "ونتيل 2022" },
	{ "2022/..", "فروم 2022 ون" }, { "-0001", "2 بثع" },
	{ "2022-01-07T19:30:00+06:00", "7 يناير 2022, 19:30:00 (UTC+06:00)" },
};

static void test_others(void)
{
	SCOPED(arena) room = { .cap = 1 << 16 };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 16 };
		struct span s = tongue_date(of("ar-XB"), span_of(
		    others[i].edtf), &a);

		CHECK(span_is(s, others[i].words), "%s is %.*s",
		    others[i].edtf, (int)s.n, s.p);
	}
	CHECK(span_is(tongue_day_of_year(of("ar-XB"), 107, &room),
	    "7 يناير") && span_is(tongue_day_of_year(of("ar-XB"), 100, &room),
	    "يناير") && span_is(tongue_day_of_year(of("kk"), 107, &room),
	    "7 қаңтар"), "days of any year");
}
#endif

/* ---- names ---- */

static void test_names(void)
{
	static const struct {
		const char *tag, *form, *lang, *shown, *shown_lang;
	} names[] = {
		{ "kk-Latn", "Жәнікей Доуқызы", "kk-Cyrl", "Jänıkei Douqyzy",
		    "kk-Latn" },
		{ "kk-Latn", "Жанна Доу", "ru", "Janna Dou", "ru-Latn" },
		{ "kk-Latn", "Jane Doe", "en", NULL, NULL },
		{ "kk-Latn", "جين دو", "ar", NULL, NULL },
		{ "kk-Latn", "Джейн", "bg", NULL, NULL },
		{ "kk", "Жанна Доу", "ru", NULL, NULL },
		{ "ru", "Жәнікей Доуқызы", "kk", NULL, NULL },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 16 };
		struct span form = span_of(names[i].form);
		struct span lang = span_of(names[i].lang);
		bool got = tongue_name(of(names[i].tag), &form, &lang, &a);

		CHECK(got == (names[i].shown != NULL) && span_is(form, got
		    ? names[i].shown : names[i].form) && span_is(lang, got ?
		    names[i].shown_lang : names[i].lang), "%s in %s: %.*s",
		    names[i].form, names[i].tag, (int)form.n, form.p);
	}
}

int main(void)
{
	struct err e = { 0 };

	CHECK(stmt_start(&e) == 0 && tongue_start(&e) == 0 &&
	    tongue_start(&e) == 0, "start: %s", e.text);
	test_list();
	test_wanted();
	test_counts();
	test_numbers();
	test_local();
	test_dates("kk", "kk");
	test_dates("kk-Latn", "kk");
	test_dates("ru", "ru");
	test_dates("en", "en-GB");
#ifdef KULPYTAS_TESTING
	test_others();
#endif
	test_names();
	return DONE();
}
