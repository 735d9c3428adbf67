#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/code.h"
#include "base/scan.h"
#include "base/utc.h"
#include "base/utf8.h"

#include "../tap.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static void spans(void)
{
	static const struct { const char *a, *b; int cmp; bool starts, ends; }
	T[] = {
		{ "", "", 0, true, true }, { "a", "", 1, true, true },
		{ "", "a", -1, false, false }, { "ab", "a", 1, true, false },
		{ "ab", "b", -1, false, true }, { "\xff", "a", 1, false, false },
	};

	for (size_t i = 0; i < COUNT(T); i++) {
		struct span a = span_of(T[i].a), b = span_of(T[i].b);
		int cmp = span_cmp(a, b);

		CHECK((cmp > 0) - (cmp < 0) == T[i].cmp &&
		    span_eq(a, b) == (T[i].cmp == 0) &&
		    span_starts(a, b) == T[i].starts &&
		    span_ends(a, b) == T[i].ends, "span '%s' and '%s'",
		    T[i].a, T[i].b);
	}
	CHECK(span_is(span_trim(SPAN(" \t x y\t ")), "x y") &&
	    span_trim(SPAN(" \t")).n == 0, "span_trim");
	CHECK(span_find(SPAN("a\0b"), 'b') == 2 && span_find(SPAN("a"), 'b') == 1
	    && span_find(span_of(NULL), 'x') == 0, "span_find");
	CHECK(span_is(span_skip(SPAN("abc"), 2), "c") &&
	    span_skip(SPAN("abc"), 9).n == 0, "span_skip");
}

static void numbers(void)
{
	static const struct { const char *in; uint64_t max, want; bool ok; }
	T[] = {
		{ "0", 9, 0, true }, { "42;", 99, 42, true },
		{ "10", 9, 0, false }, { "", 9, 0, false },
		{ "-1", 9, 0, false }, { "+7", 9, 0, false },
		{ "007", 9, 0, false }, { "00", 9, 0, false },
		{ "18446744073709551615", UINT64_MAX, UINT64_MAX, true },
		{ "18446744073709551616", UINT64_MAX, 0, false },
	};

	for (size_t i = 0; i < COUNT(T); i++) {
		struct scan s = scan_of(span_of(T[i].in));
		const char *before = s.at;
		uint64_t got = 0;
		bool ok = scan_u64(&s, T[i].max, &got);

		CHECK(ok == T[i].ok && got == T[i].want &&
		    (ok || s.at == before), "scan_u64 '%s'", T[i].in);
	}
}

static void steps(void)
{
	struct scan s = scan_of(SPAN("ab;;00712\n\nlast"));
	struct span out = SPAN("untouched");
	uint64_t n;

	CHECK(!scan_until(&s, ';', 1, &out) && span_is(out, "untouched"),
	    "scan_until stops at its maximum");
	CHECK(scan_until(&s, ';', 2, &out) && span_is(out, "ab"), "scan_until");
	CHECK(scan_until(&s, ';', 0, &out) && out.n == 0, "an empty field");
	CHECK(!scan_digits(&s, 6, &n) && scan_digits(&s, 3, &n) && n == 7,
	    "scan_digits takes leading zeroes, and that many");
	CHECK(!scan_line(&s, 1, &out) && scan_line(&s, 2, &out) &&
	    span_is(out, "12"), "scan_line within its maximum");
	CHECK(!scan_line(&s, 9, &out), "an empty line is none");
	CHECK(scan_lit(&s, SPAN("\n")) && !scan_line(&s, 9, &out),
	    "a line without its newline is none");
	CHECK(!scan_done(&s) && span_is(scan_rest(&s), "last") &&
	    scan_lit(&s, SPAN("last")) && scan_done(&s), "the rest");
	CHECK(!scan_lit(&s, SPAN("x")) && !scan_u64(&s, 9, &n) &&
	    !scan_until(&s, 0, SIZE_MAX, &out), "nothing comes after the end");
}

static void escapes(void)
{
	static const struct { void (*add)(struct buf *, struct span);
		const char *in, *want; } T[] = {
		{ buf_html, "<Aisha & 'Co'>", "&lt;Aisha &amp; &#39;Co&#39;&gt;" },
		{ buf_html, "\"", "&quot;" }, { buf_html, "Әлия", "Әлия" },
		{ buf_json, "", "\"\"" }, { buf_json, "Әлия/", "\"Әлия/\"" },
		{ buf_json, "a\"\\\b\f\n\r\t\x01\x1f\x7f",
		    "\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"" },
		{ buf_csv, "plain text", "plain text" }, { buf_csv, "", "" },
		{ buf_csv, "a,b", "\"a,b\"" }, { buf_csv, "a\nb", "\"a\nb\"" },
		{ buf_csv, "say \"x\"", "\"say \"\"x\"\"\"" },
	};

	for (size_t i = 0; i < COUNT(T); i++) {
		SCOPED(arena) a = { .cap = 4096 };
		struct buf b;

		buf_open(&b, &a, 256);
		T[i].add(&b, span_of(T[i].in));
		CHECK(span_is(buf_span(&b), T[i].want), "escape %zu", i);
	}
}

static void builder(void)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct span out = SPAN("untouched");
	struct err e = { 0 };
	struct buf b;

	buf_open(&b, &a, 4);
	buf_add(&b, SPAN("abc"));
	buf_add(&b, SPAN("de"));
	buf_byte(&b, 'f');
	CHECK(buf_end(&b, &out, &e) < 0 && e.kind == ERR_LIMIT &&
	    span_is(out, "untouched"), "overflow is sticky: %s", e.text);
	buf_clear(&b);
	buf_str(&b, "abcd");
	CHECK(buf_end(&b, &out, &e) == 0 && span_is(out, "abcd"),
	    "up to the brim, after buf_clear");
	buf_open(&b, &a, 4096);
	buf_u64(&b, 0);
	buf_byte(&b, ' ');
	buf_u64(&b, UINT64_MAX);
	buf_fmt(&b, " %s %d", "x", -1);
	CHECK(span_is(buf_span(&b), "0 18446744073709551615 x -1"),
	    "numbers and formats");
	buf_clear(&b);
	buf_fmt(&b, "%0600d|", 7);
	CHECK(buf_span(&b).n == 601 && span_ends(buf_span(&b), SPAN("007|")),
	    "a long format");
}

static void arenas(void)
{
	SCOPED(arena) a = { .cap = 64 << 20 };
	bool zero = true, apart = true;
	char *last = NULL;

	for (int round = 0; round < 3; round++) {
		for (size_t i = 1; i < 2000; i++) {
			size_t n = i * 7 % 5000;
			char *p = arena_take(&a, n, 1);

			for (size_t k = 0; k < n; k++)
				zero = zero && p[k] == 0;
			apart = apart && (n == 0 || p != last);
			memset(p, 0xee, n);
			last = p;
		}
		arena_clear(&a);
	}
	CHECK(zero && apart && a.used == 0, "arena_take zeroes after clear");
	last = arena_take(&a, 1, 3 << 20);
	last[(3 << 20) - 1] = 1;
	CHECK(((size_t)arena_take(&a, 1, 1)) % 16 == 0, "aligned");
	arena_clear(&a);
	CHECK(strcmp(arena_fmt(&a, "%s-%d", "row", 41), "row-41") == 0 &&
	    strcmp(arena_cstr(&a, SPAN("ab")), "ab") == 0 &&
	    span_is(arena_copy(&a, SPAN("xyz")), "xyz"), "copies");
}

static void utf8(void)
{
	/* Unicode 15 table 3-7, at and beyond each of its edges. */
	static const struct { const char *in; size_t good; } T[] = {
		{ "", 0 }, { "plain", 5 }, { "\x7f", 1 }, { "\x80", 0 },
		{ "\xc1\xbf", 0 }, { "\xc2\x80", 2 }, { "\xc2", 0 },
		{ "\xdf\xbf", 2 }, { "\xe0\x9f\xbf", 0 }, { "\xe0\xa0\x80", 3 },
		{ "\xed\x9f\xbf", 3 }, { "\xed\xa0\x80", 0 },
		{ "\xef\xbf\xbf", 3 }, { "\xf0\x8f\xbf\xbf", 0 },
		{ "\xf0\x90\x80\x80", 4 }, { "\xf4\x8f\xbf\xbf", 4 },
		{ "\xf4\x90\x80\x80", 0 }, { "\xf5\x80\x80\x80", 0 },
		{ "\xe2\x82", 0 }, { "12345678\xd2", 8 },
		{ "Қасым-Жомарт\xff...", 23 },
	};
	static const struct { uint32_t cp; bool unfit; } U[] = {
		{ 0, true }, { '\t', false }, { '\n', false }, { '\r', true },
		{ ' ', false }, { 0x7f, true }, { 0x9f, true }, { 0xa0, false },
		{ 0x200d, false }, { 0x2029, false }, { 0x202a, true },
		{ 0x202e, true }, { 0x2066, true }, { 0x206a, false },
		{ 0xfdd0, true }, { 0xfffd, false }, { 0xfffe, true },
		{ 0x1ffff, true }, { 0x1f600, false },
	};
	struct span s = SPAN("aқ€😀");
	uint32_t cp;
	bool back = true;
	char out[4];

	for (size_t i = 0; i < COUNT(T); i++)
		CHECK(utf8_valid_bytes(span_of(T[i].in)) == T[i].good &&
		    utf8_valid(span_of(T[i].in)) == (strlen(T[i].in) ==
		    T[i].good), "utf8 %zu", i);
	for (size_t i = 0; i < COUNT(U); i++)
		CHECK(utf8_unfit(U[i].cp) == U[i].unfit, "unfit U+%04X",
		    U[i].cp);
	CHECK(utf8_count(s) == 4, "utf8_count");
	while (utf8_next(&s, &cp)) {
		size_t n = utf8_put(cp, out);

		back = back && n > 0 && memcmp(s.p - n, out, n) == 0;
	}
	CHECK(back && s.n == 0 && cp == 0x1f600, "next and put agree");
	CHECK(utf8_put(0xd800, out) == 0 && utf8_put(0x110000, out) == 0,
	    "what is no character is not written");
}

static void base64(void)
{
	/* RFC 4648 section 10, then spellings that are refused. */
	static const struct { const char *in, *text; } T[] = {
		{ "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" },
		{ "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
		{ "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" },
		{ "\xff\xfe\xfd", "//79" },
		{ NULL, "Zg" }, { NULL, "Zh==" }, { NULL, "Zg=" },
		{ NULL, "Zm9=" }, { NULL, "====" }, { NULL, "Z===" },
		{ NULL, "Zg==Zg==" }, { NULL, "Zm9v\n" }, { NULL, "_-79" },
	};

	for (size_t i = 0; i < COUNT(T); i++) {
		SCOPED(arena) a = { .cap = 1 << 14 };
		size_t n = 99, want = T[i].in == NULL ? 0 : strlen(T[i].in);
		uint8_t out[16];
		struct buf b;
		bool ok = code_unbase64(span_of(T[i].text), out, 16, &n);

		buf_open(&b, &a, 64);
		if (T[i].in != NULL)
			code_base64(&b, (const uint8_t *)T[i].in, want);
		CHECK(T[i].in == NULL ? !ok && n == 99 : ok && n == want &&
		    memcmp(out, T[i].in, n) == 0 &&
		    span_is(buf_span(&b), T[i].text), "base64 %zu", i);
	}
}

static void codes(void)
{
	uint8_t bytes[32], back[32];
	char text[64];
	bool ok = true;
	size_t n;

	for (size_t i = 0; i < 32; i++)
		bytes[i] = (uint8_t)(i * 37 + 200);
	code_base64url_put(bytes, 32, text);
	ok = code_unbase64url((struct span){ text, 43 }, back, 32);
	CHECK(ok && memcmp(bytes, back, 32) == 0 && memchr(text, '+', 43) == NULL,
	    "base64url of 32 bytes is 43 characters");
	CHECK(!code_unbase64url((struct span){ text, 42 }, back, 32) &&
	    !code_unbase64url((struct span){ text, 43 }, back, 31),
	    "base64url of another length");
	text[42] = 'B'; /* bits beyond the last byte */
	CHECK(!code_unbase64url((struct span){ text, 43 }, back, 32),
	    "base64url with other trailing bits");
	code_base64_put(bytes, 32, text);
	CHECK(!code_unbase64((struct span){ text, 44 }, back, 31, &n) &&
	    code_unbase64((struct span){ text, 44 }, back, 32, &n) && n == 32,
	    "base64 keeps to max");
	code_hex(bytes, 3, text);
	CHECK(memcmp(text, "c8ed12", 6) == 0 &&
	    code_unhex((struct span){ text, 6 }, back, 3) && back[2] == 0x12,
	    "hex");
	CHECK(!code_unhex(SPAN("C8ED12"), back, 3) &&
	    !code_unhex(SPAN("c8ed1"), back, 3) &&
	    !code_unhex(SPAN("c8ed1g"), back, 3), "other hex is refused");
}

static void ids(void)
{
	char id[CODE_ID_CHARS], again[CODE_ID_CHARS];
	int caught = 0, tried = 0, swaps = 0, swapped = 0;

	code_id(0, id);
	CHECK(memcmp(id, "000000000000", 12) == 0, "the id of 0");
	code_id(1, id); /* value 1 at position 11 */
	CHECK(memcmp(id, "00000000001B", 12) == 0, "the id of 1");
	code_id(0x123456789abcdef, id);
	CHECK(code_id_valid((struct span){ id, 12 }) &&
	    !code_id_valid((struct span){ id, 11 }), "an id checks");
	for (int at = 0; at < 11; at++) {
		char was = id[at];

		for (const char *c = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; *c; c++) {
			id[at] = *c;
			tried += *c != was;
			caught += !code_id_valid((struct span){ id, 12 });
		}
		id[at] = was;
		if (at < 10 && id[at] != id[at + 1]) {
			memcpy(again, id, 12);
			again[at] = id[at + 1];
			again[at + 1] = was;
			swaps++;
			swapped += !code_id_valid((struct span){ again, 12 });
		}
	}
	CHECK(caught * 10 >= tried * 9 && swapped == swaps,
	    "%d of %d slips and %d of %d swaps are caught", caught, tried,
	    swapped, swaps);
	CHECK(code_id_forgive(SPAN("0000-oOOo-O0lb"), again) &&
	    memcmp(again, "00000000001B", 12) == 0, "a typed id is forgiven");
	CHECK(!code_id_forgive(SPAN("0000-0000-00 1C"), again) &&
	    !code_id_forgive(SPAN("0000000000001B"), again) &&
	    !code_id_forgive(SPAN("0000000000U0"), again) &&
	    !code_id_forgive(SPAN(""), again), "but not everything");
}

static void times(void)
{
	static const struct { const char *in; bool ok; int64_t t; } T[] = {
		{ "1970-01-01T00:00:00Z", true, 0 },
		{ "2022-01-07T19:54:00Z", true, 1641585240 },
		{ "1969-12-31T23:59:59Z", true, -1 },
		{ "0001-01-01T00:00:00Z", true, -62135596800 },
		{ "9999-12-31T23:59:59Z", true, 253402300799 },
		{ "2024-02-29T00:00:00Z", true, 1709164800 },
		{ "2023-02-29T00:00:00Z", false, 0 },
		{ "1900-02-29T00:00:00Z", false, 0 },
		{ "0000-01-01T00:00:00Z", false, 0 },
		{ "2022-13-01T00:00:00Z", false, 0 },
		{ "2022-00-01T00:00:00Z", false, 0 },
		{ "2022-04-31T00:00:00Z", false, 0 },
		{ "2022-01-07T24:00:00Z", false, 0 },
		{ "2022-01-07T23:60:00Z", false, 0 },
		{ "2016-12-31T23:59:60Z", false, 0 },
		{ "2022-01-07T19:54:00", false, 0 },
		{ "2022-01-07T19:54:00Z ", false, 0 },
		{ "2022-01-07t19:54:00z", false, 0 },
		{ "2022-01-07T19:54:00+00:00", false, 0 },
		{ "", false, 0 },
	};
	bool same = true;

	for (size_t i = 0; i < COUNT(T); i++) {
		int64_t t = 0;
		char out[UTC_CHARS];
		bool ok = utc_parse(span_of(T[i].in), &t);

		utc_print(T[i].t, out);
		CHECK(ok == T[i].ok && t == T[i].t && (!ok ||
		    span_is((struct span){ out, UTC_CHARS }, T[i].in)),
		    "time '%s'", T[i].in);
	}
	for (int64_t day = -800000; day < 3000000; day += 97) {
		int64_t year;
		int month, dom;

		utc_civil(day, &year, &month, &dom);
		same = same && utc_days(year, month, dom) == day &&
		    month >= 1 && month <= 12 && dom >= 1 && dom <= 31;
	}
	CHECK(same, "days and dates agree from the year -220 to 10183");
	CHECK(utc_ticks_ms() <= utc_ticks_ms(), "ticks do not go back");
#ifdef KULPYTAS_TESTING
	setenv("KULPYTAS_NOW", "2022-01-07T19:54:00Z", 1);
	CHECK(utc_now() == 1641585240, "KULPYTAS_NOW");
	unsetenv("KULPYTAS_NOW");
#endif
	CHECK(utc_now() > 1700000000, "the clock");
}

static void words(void)
{
	struct err e = { 0 };
	char longer[600];

	(void)err_set(&e, ERR_FORMAT, "month %d is above 12", 13);
	(void)err_in(&e, "born");
	(void)err_in(&e, "list.csv: row %d", 41);
	CHECK(strcmp(e.text, "list.csv: row 41: born: month 13 is above 12")
	    == 0 && e.kind == ERR_FORMAT, "%s", e.text);
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	(void)err_set(&e, ERR_IO, "%s", longer);
	(void)err_in(&e, "front");
	CHECK(strncmp(e.text, "front: xxx", 10) == 0 &&
	    strlen(e.text) == sizeof(e.text) - 1, "a long reason is cut");
}

int main(void)
{
	spans();
	numbers();
	steps();
	escapes();
	builder();
	arenas();
	utf8();
	base64();
	codes();
	ids();
	times();
	words();
	return DONE();
}
