#include "uni/uni.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf8.h"

#include "../tap.h"

typedef int text_call(struct span in, struct arena *a, struct span *out,
    struct err *e);

struct pair {
	const char *in, *out; /* out NULL: refused */
};

static const struct pair NFC[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ "Қайтыс болды", "Қайтыс болды" },
	{ "И\xcc\x86од", "Йод" },
	{ "e\xcc\x81", "é" },
	{ "\xe2\x84\xab", "Å" },         /* angstrom sign */
	{ "a\xcc\xa3\xcc\x82", "ậ" },
	{ "a\xcc\x82\xcc\xa3", "ậ" },    /* marks in the other order */
	{ "\xd0\xb0\xd2\x83\xcc\xa3", "\xd0\xb0\xcc\xa3\xd2\x83" },
	{ "\xd8\xa7\xd9\x93", "آ" },
	{ "\xe1\x84\x80\xe1\x85\xa1", "가" },
	{ "\xff", NULL },
	{ "ok \xc3", NULL },
	{ "\xed\xa0\x80", NULL },
	{ "\xc0\xaf", NULL },
	{ NULL, NULL }
};

static const struct pair FOLD[] = {
	{ "", "" },
	{ "ASCII zZ @[`{", "ascii zz @[`{" },
	{ "ҚАЗАҚСТАН Әділ", "қазақстан әділ" },
	{ "Straße", "strasse" },
	{ "ΣΊΣΥΦΟΣ", "σίσυφοσ" },
	{ "İ", "i\xcc\x87" },
	{ "Ԥ", "ԥ" },
	{ "И\xcc\x86", "й" },
	{ "ﬁ", "fi" },
	{ "\xf0\x90\x90\x80", "\xf0\x90\x90\xa8" },
	{ "\x80", NULL },
	{ NULL, NULL }
};

static const struct pair LATIN[] = {
	{ "", "" },
	{ "Қазақстан Республикасы", "Qazaqstan Respublikasy" },
	{ "құлпытас", "qūlpytas" },
	{ "Ғылым және білім", "Ğylym jäne bılım" },
	{ "Іс, өмір, үміт, жаңа", "Is, ömır, ümıt, jaña" },
	{ "Ясмин ЯСМИН Я", "İasmin İASMİN İa" },
	{ "Юлия ЦИРК Цирк Щ ЩИ Ёж", "İuliia TSİRK Tsirk Ştş ŞTŞİ İoj" },
	{ "часы ОЧ объект ольга", "tşasy OTŞ obekt olga" },
	{ "Шаһар, Чехов", "Şahar, Tşehov" },
	{ "Latin 12 қ? עברית", "Latin 12 q? עברית" },
	{ "И\xcc\x86", "İ" },
	{ "\xd0", NULL },
	{ NULL, NULL }
};

static void test_texts(const char *what, text_call *call,
    const struct pair *t)
{
	for (int i = 0; t[i].in != NULL; i++) {
		SCOPED(arena) a = { .cap = 1 << 20 };
		struct span out = SPAN("untouched");
		struct err e = { 0 };
		int got = call(span_of(t[i].in), &a, &out, &e);

		if (t[i].out == NULL)
			CHECK(got < 0 && e.kind == ERR_FORMAT &&
			    span_is(out, "untouched"), "%s %d is refused: %s",
			    what, i, e.text);
		else
			CHECK(got == 0 && span_is(out, t[i].out),
			    "%s %d: %s", what, i, t[i].in);
	}
}

/* The quick answer for every character there is, behind a letter. */
static void test_every_character(void)
{
	static const char *const BEFORE[] = { "a", "И", "\xd7\x90\xd6\xb4" };
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct err e = { 0 };
	long wrong = 0, copied = 0;

	for (int k = 0; k < 3; k++) {
		for (uint32_t cp = 1; cp <= 0x10ffff; cp++) {
			char text[16];
			size_t n = strlen(BEFORE[k]);
			struct span in, out;

			memcpy(text, BEFORE[k], n);
			in = (struct span){ text, n + utf8_put(cp, text + n) };
			if (in.n == n)
				continue; /* a surrogate */
			arena_clear(&a);
			wrong += uni_nfc(in, &a, &out, &e) < 0 ||
			    uni_is_nfc(in) != span_eq(in, out) ||
			    !uni_is_nfc(out);
			copied += out.p != in.p;
		}
	}
	CHECK(wrong == 0, "is_nfc and nfc agree on every character: %ld",
	    wrong);
	CHECK(copied > 1000 && copied < 60000, "copies only where it must:"
	    " %ld", copied);
}

static void test_long(void)
{
	SCOPED(arena) a = { .cap = 64 << 20 };
	struct err e = { 0 };
	struct span out;
	struct buf b;

	buf_open(&b, &a, 1 << 20);
	for (int i = 0; i < 1000; i++)
		buf_str(&b, "И\xcc\x86 ß ﷺ ");
	CHECK(!uni_is_nfc(buf_span(&b)) && uni_nfc(buf_span(&b), &a, &out,
	    &e) == 0 && uni_is_nfc(out) && out.n == b.n - 2000,
	    "a long text, NFC");
	CHECK(uni_fold(buf_span(&b), &a, &out, &e) == 0 &&
	    span_starts(out, SPAN("й ss ﷺ й ss")), "a long text, folded");
	buf_clear(&b);
	for (int i = 0; i < UNI_MARKS_MAX / 2; i++)
		buf_str(&b, "\xcc\x81\xcc\xa3");
	CHECK(!uni_is_nfc(buf_span(&b)) && uni_nfc(buf_span(&b), &a, &out,
	    &e) == 0 && uni_is_nfc(out) && out.n == b.n, "many marks");
	buf_str(&b, "\xcc\x81");
	CHECK(!uni_is_nfc(buf_span(&b)) && uni_nfc(buf_span(&b), &a, &out,
	    &e) < 0 && e.kind == ERR_LIMIT, "too many: %s", e.text);
	out.n = UNI_TEXT_MAX + 1; /* never read */
	CHECK(uni_nfc(out, &a, &out, &e) < 0 && e.kind == ERR_LIMIT &&
	    uni_fold(out, &a, &out, &e) < 0 && e.kind == ERR_LIMIT,
	    "above the limit: %s", e.text);
}

static void test_scripts(void)
{
	static const struct {
		const char *in;
		enum uni_script script;
		bool rtl;
	} T[] = {
		{ "", UNI_NONE, false },
		{ "12 -.!", UNI_NONE, false },
		{ "Test Person", UNI_LATIN, false },
		{ "Тест Адам", UNI_CYRILLIC, false },
		{ "Әділ (Adil)", UNI_CYRILLIC, false },
		{ "abв", UNI_LATIN, false },
		{ "aв", UNI_CYRILLIC, false }, /* equal: the first */
		{ "تست", UNI_ARABIC, true },
		{ "12 تست abc d", UNI_LATIN, true },
		{ "בדיקה", UNI_HEBREW, true },
		{ "«בדיקה», test", UNI_HEBREW, true },
		{ "试验", UNI_OTHER, false },
		{ "თესტი", UNI_OTHER, false },
		{ "é\xcc\x81", UNI_LATIN, false },
		{ NULL, UNI_NONE, false }
	};

	for (int i = 0; T[i].in != NULL; i++) {
		struct span in = span_of(T[i].in);

		CHECK(uni_script(in) == T[i].script && uni_rtl(in) ==
		    T[i].rtl, "script of '%s'", T[i].in);
	}
}

static int compare(const char *lang, const char *x, const char *y)
{
	SCOPED(uni_order) *o = NULL;
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct err e = { 0 };
	struct span kx, ky;

	if (uni_order_open(&o, lang, &e) < 0 ||
	    uni_order_key(o, span_of(x), &a, &kx, &e) < 0 ||
	    uni_order_key(o, span_of(y), &a, &ky, &e) < 0)
		return 2;
	return span_cmp(kx, ky) < 0 ? -1 : span_cmp(kx, ky) > 0;
}

static void test_order(void)
{
	static const struct { const char *lang, *x, *y; int want; } T[] = {
		{ "en", "a", "B", -1 },
		{ "en", "Ab", "A", 1 },
		{ "en", "", "a", -1 },
		{ "en", "e\xcc\x81", "é", 0 },
		{ "en", "a\xcc\x82\xcc\xa3", "a\xcc\xa3\xcc\x82", 0 },
		{ "en", "Same", "Same", 0 },
		/* the Kazakh alphabet: а ә б, г ғ д, к қ л, і after ы */
		{ "kk", "Әб", "Ая", 1 },
		{ "kk", "Әб", "Ба", -1 },
		{ "kk", "Ғани", "Гүл", 1 },
		{ "kk", "Ғани", "Дана", -1 },
		{ "kk", "Қанат", "Кәрім", 1 },
		{ "kk", "Қанат", "Лаура", -1 },
		{ "kk", "Ілияс", "Ыбырай", 1 },
		{ "kk", "Ілияс", "Эльмира", -1 },
		{ "ru", "Ёлкин", "Елкина", -1 },
		{ "ru", "Ежов", "Жуков", -1 },
		{ "sv", "ö", "z", 1 },
		{ "de", "ö", "z", -1 },
		{ "sr-Latn", "lja", "lz", 1 },
		{ "tlh", "b", "a", 1 }, /* the order of the root */
		{ "no language", "a", "b", 2 },
		{ "", "a", "b", 2 },
		{ "kk_KZ@", "a", "b", 2 },
		{ NULL, NULL, NULL, 0 }
	};
	SCOPED(uni_order) *o = NULL;
	SCOPED(arena) a = { .cap = 4 << 20 };
	struct err e = { 0 };
	struct span key, more, big = { arena_take(&a, 20000, 1), 20000 };

	for (int i = 0; T[i].lang != NULL; i++)
		CHECK(compare(T[i].lang, T[i].x, T[i].y) == T[i].want,
		    "%s: '%s' and '%s'", T[i].lang, T[i].x, T[i].y);
	CHECK(uni_order_open(&o, "kk", &e) == 0 &&
	    uni_order_key(o, SPAN("\xff"), &a, &key, &e) < 0 &&
	    e.kind == ERR_FORMAT, "no key for bad bytes: %s", e.text);
	memset((char *)(uintptr_t)big.p, 'x', big.n);
	CHECK(uni_order_key(o, big, &a, &key, &e) == 0 && key.n > 10000 &&
	    uni_order_key(o, (struct span){ big.p, 19999 }, &a, &more, &e)
	    == 0 && span_cmp(more, key) < 0, "a long name has a long key");
}

/* ---- encodings ---- */
static const struct {
	const char *bytes;
	size_t n;
	const char *name; /* NULL: none */
} GUESS[] = {
#define G(bytes, name) { bytes, sizeof(bytes) - 1, name }
	G("", "UTF-8"),
	G("plain", "UTF-8"),
	G("\xef\xbb\xbf" "a", "UTF-8"),
	G("\xff\xfe" "a\0", "UTF-16LE"),
	G("\xfe\xff\0a", "UTF-16BE"),
	G("\xff\xfe\0\0a\0\0\0", "UTF-32LE"),
	G("\0\0\xfe\xff\0\0\0a", "UTF-32BE"),
	G("cut in a letter: \xd2", "UTF-8"),
	G("cut in a letter: \xe2\x80", "UTF-8"),
	G("cut in a letter: \xf0\x90\x90", "UTF-8"),
	/* "Фамилия;Имя;Дата смерти" and more of the kind */
	G("\xd4\xe0\xec\xe8\xeb\xe8\xff;\xc8\xec\xff;\xc4\xe0\xf2\xe0 "
	    "\xf1\xec\xe5\xf0\xf2\xe8 \xe2 \xe3\xee\xf0\xee\xe4\xe5 \xe8 "
	    "\xed\xe0 \xef\xeb\xee\xf9\xe0\xe4\xe8", "windows-1251"),
	/* a sentence in KOI8-R */
	G("\xf3\xd0\xc9\xd3\xcf\xcb \xcc\xc0\xc4\xc5\xca, \xcb\xcf\xd4"
	    "\xcf\xd2\xd9\xc8 \xce\xc9\xcb\xd4\xcf \xce\xc5 \xda\xce\xc1"
	    "\xc5\xd4: \xcf\xce \xc9 \xcf\xce\xc1 \xd6\xc9\xcc\xc9 \xd7"
	    " \xdc\xd4\xcf\xcd \xc7\xcf\xd2\xcf\xc4\xc5, \xc9 \xcf \xce"
	    "\xc9\xc8 \xd0\xcf\xde\xd4\xc9 \xce\xc9\xde\xc5\xc7\xcf \xce"
	    "\xc5 \xc2\xd9\xcc\xcf \xd3\xcb\xc1\xda\xc1\xce\xcf.", "KOI8-R"),
	{ NULL, 0, NULL }
};

static void test_guess(void)
{
	for (int i = 0; GUESS[i].bytes != NULL; i++) {
		SCOPED(arena) a = { .cap = 1 << 20 };
		struct err e = { 0 };
		const char *name = "";

		CHECK(uni_guess((struct span){ GUESS[i].bytes, GUESS[i].n },
		    &a, &name, &e) == 0 && strcmp(name, GUESS[i].name) == 0,
		    "guess %d: %s, got %s", i, GUESS[i].name, name);
	}
	CHECK(uni_encoding_known("windows-1251") &&
	    uni_encoding_known("UTF-16LE") && uni_encoding_known("cp866") &&
	    uni_encoding_known("utf8"), "known encodings");
	CHECK(!uni_encoding_known("") && !uni_encoding_known("windows-9999") &&
	    !uni_encoding_known("ISO-2022,locale=ja") &&
	    !uni_encoding_known("a name of an encoding that is very long and"
	    " therefore is not taken"), "unknown encodings");
}

static int file_with(struct span bytes)
{
	int fd = memfd_create("test", 0);

	if (fd < 0 || write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n ||
	    lseek(fd, 0, SEEK_SET) != 0)
		return -1;
	return fd;
}

static int convert(const char *name, struct span in, struct arena *a,
    struct span *out, struct err *e)
{
	int from = file_with(in), to = file_with(SPAN(""));
	int got = uni_convert(name, from, to, e);
	off_t size = lseek(to, 0, SEEK_END);

	*out = (struct span){ arena_take(a, (size_t)size + 1, 1),
		(size_t)size };
	if (pread(to, (char *)(uintptr_t)out->p, out->n, 0) != size)
		got = -2;
	close(from);
	close(to);
	return got;
}

static const struct {
	const char *name, *in;
	size_t n;
	const char *out, *why; /* out NULL: refused, why is the message */
} CONVERT[] = {
#define C(name, bytes, out, why) { name, bytes, sizeof(bytes) - 1, out, why }
	C("UTF-8", "", "", NULL),
	C("UTF-8", "\xef\xbb\xbfҚа\n", "Қа\n", NULL),
	C("UTF-8", "a\xef\xbb\xbf", "a\xef\xbb\xbf", NULL),
	C("windows-1251", "\xd2\xe5\xf1\xf2", "Тест", NULL),
	C("KOI8-R", "\xf4\xc5\xd3\xd4", "Тест", NULL),
	C("cp866", "\x92\xa5\xe1\xe2", "Тест", NULL),
	C("ISO-8859-1", "caf\xe9", "café", NULL),
	C("UTF-16LE", "\xff\xfe\x22\x04\x01\xd8\x00\xdc", "Т𐐀", NULL),
	C("UTF-16BE", "\x04\x22", "Т", NULL),
	C("UTF-16", "\xff\xfe\x22\x04", "Т", NULL),
	C("UTF-32LE", "\xff\xfe\0\0\x22\x04\0\0", "Т", NULL),
	C("Shift_JIS", "\x83\x65", "テ", NULL),
	C("UTF-8", "ab\xff", NULL, "byte 2: not UTF-8"),
	C("UTF-8", "abc\xd0", NULL, "byte 3: not UTF-8"),
	C("UTF-8", "\xed\xa0\x80", NULL, "byte 0: not UTF-8"),
	C("UTF-8", "a\xc0\xaf", NULL, "byte 1: not UTF-8"),
	C("US-ASCII", "abc\x80", NULL, "byte 3: not US-ASCII"),
	C("windows-1253", "abc\xd2", NULL, "byte 3: not windows-1253"),
	C("UTF-16LE", "a\0\x00\xdc", NULL, "byte 2: not UTF-16LE"),
	C("UTF-16LE", "a\0b", NULL, "byte 2: not UTF-16LE"),
	C("UTF-16LE", "\x01\xd8", NULL, "byte 0: not UTF-16LE"),
	C("UTF-32LE", "\0\0\x11\0", NULL, "byte 0: not UTF-32LE"),
	C("Shift_JIS", "ab\x83", NULL, "byte 2: not Shift_JIS"),
	C("no-such", "a", NULL, "'no-such' is no known encoding"),
	C("", "a", NULL, "'' is no known encoding"),
	{ NULL, NULL, 0, NULL, NULL }
};

static void test_convert(void)
{
	for (int i = 0; CONVERT[i].name != NULL; i++) {
		SCOPED(arena) a = { .cap = 1 << 20 };
		struct err e = { 0 };
		struct span out;
		int got = convert(CONVERT[i].name, (struct span){
		    CONVERT[i].in, CONVERT[i].n }, &a, &out, &e);

		if (CONVERT[i].out != NULL)
			CHECK(got == 0 && span_is(out, CONVERT[i].out),
			    "from %s, %d %s", CONVERT[i].name, i, e.text);
		else
			CHECK(got < 0 && e.kind == ERR_FORMAT &&
			    strcmp(e.text, CONVERT[i].why) == 0,
			    "from %s, %d is refused: %s", CONVERT[i].name, i,
			    e.text);
	}
}

/* Characters that lie across the pieces, at every offset. */
static void test_pieces(void)
{
	static const char *const NAMES[] = { "UTF-8", "UTF-16LE", NULL };
	bool good = true;
	char want[40];

	for (size_t pad = 0; pad < 8; pad++) {
		for (size_t k = 0; NAMES[k] != NULL; k++) {
			SCOPED(arena) a = { .cap = 8 << 20 };
			struct err e = { 0 };
			struct span out;
			struct buf b;

			buf_open(&b, &a, 1 << 20);
			for (size_t i = 0; i < pad / (k + 1); i++)
				buf_add(&b, (struct span){ "x\0", k + 1 });
			for (int i = 0; i < 50000; i++)
				buf_add(&b, k == 0 ? SPAN("𐐀Ж") :
				    SPAN("\x01\xd8\x00\xdc\x16\x04"));
			good = good && convert(NAMES[k], buf_span(&b), &a,
			    &out, &e) == 0 && utf8_valid(out) &&
			    utf8_count(out) == 100000 + pad / (k + 1);
			buf_add(&b, SPAN("\xff"));
			snprintf(want, sizeof(want), "byte %zu: not %s",
			    b.n - 1, NAMES[k]);
			good = good && convert(NAMES[k], buf_span(&b), &a,
			    &out, &e) < 0 && strcmp(e.text, want) == 0;
		}
	}
	CHECK(good, "characters across pieces, and the place of a bad byte");
}

static void test_io(void)
{
	struct err e = { 0 };
	int fd = file_with(SPAN("text"));

	CHECK(uni_convert("UTF-8", -1, fd, &e) < 0 && e.kind == ERR_IO,
	    "cannot read: %s", e.text);
	CHECK(uni_convert("UTF-8", fd, -1, &e) < 0 && e.kind == ERR_IO,
	    "cannot write: %s", e.text);
	close(fd);
}

int main(void)
{
	test_texts("nfc", uni_nfc, NFC);
	test_texts("fold", uni_fold, FOLD);
	test_texts("latin", uni_kk_latin, LATIN);
	test_every_character();
	test_long();
	test_scripts();
	test_order();
	test_guess();
	test_convert();
	test_pieces();
	test_io();
	return DONE();
}
