/* Text that fits whatever it is, drawings that are the same each time. */
#include <pthread.h>
#include <string.h>

#include "draw/draw.h"
#include "tap.h"

static const struct draw_sheet png = { .kind = DRAW_PNG, .w = 600, .h = 300 };
static const struct draw_sheet pdf = { .kind = DRAW_PDF, .w = 210, .h = 297,
	.title = { "Мысал", 10 }, .lang = { "kk", 2 }, .time = 1925000000 };
static const struct draw_sheet svg = { .kind = DRAW_SVG, .w = 210, .h = 297,
	.title = { "A <b> & c", 9 } };

static bool holds(struct span s, const char *text)
{
	return memmem(s.p, s.n, text, strlen(text)) != NULL;
}

static struct draw_text text_of(const char *text)
{
	return (struct draw_text){ .text = span_of(text), .size = 40,
	    .least = 10, .lines = 3, .w = 180, .h = 150 };
}

/* One sheet with some of everything. */
static int sheet(const struct draw_sheet *s, struct arena *a,
    struct span *out, struct err *e)
{
	const struct draw_box all = { 0, 0, s->w, s->h },
	    code = { 20, 150, 100, 100 };
	struct draw_text t = text_of("Әйгерім Үлгіәліқызы محمد");
	struct draw_set set;
	struct draw *d = NULL;
	int rc = -1;

	if (draw_open(&d, s, e) < 0)
		return -1;
	draw_shade(d, all, 0x1d1a17, 0x101010);
	draw_glow(d, all, 0xffb457, 0.2);
	draw_link(d, code, SPAN("https://memorial.example/x?a=(1)&b=\"2\""));
	if (draw_fit(d, &t, a, &set, e) == 0 &&
	    draw_qr(d, SPAN("https://memorial.example/"), code, 0, e) == 0) {
		draw_put(d, &set, 10, 10, (struct draw_ink){ 0xf2e6d0,
		    DRAW_CARVED });
		rc = draw_end(d, a, out, e);
	}
	draw_closep(&d);
	return rc;
}

static uint32_t be32(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 |
	    (uint32_t)u[2] << 8 | u[3];
}

static void test_same(void)
{
	const struct draw_sheet *const kinds[] = { &png, &pdf, &svg };
	SCOPED(arena) a = { .cap = 1 << 26 };
	struct span one[3], two[3];
	struct err e = { 0 };

	for (int i = 0; i < 3; i++) {
		CHECK(sheet(kinds[i], &a, &one[i], &e) == 0, "%d drawn %s", i,
		    e.text);
		CHECK(sheet(kinds[i], &a, &two[i], &e) == 0 &&
		    span_eq(one[i], two[i]), "%d again, the same", i);
	}
	CHECK(be32(one[0].p + 16) == 600 && be32(one[0].p + 20) == 300,
	    "as large as it was asked for");
	CHECK(!holds(one[0], "tIME") && !holds(one[0], "tEXt"), "no time");
	CHECK(!holds(one[1], "/Font") && holds(one[1], "/Form"),
	    "PDF: outlines, no font");
	CHECK(holds(one[1], "D:20310101") && holds(one[1], "\\(1\\)"),
	    "PDF: the date given; brackets escaped");
	CHECK(!holds(one[2], "<text") && !holds(one[2], "font"),
	    "SVG: outlines, no font");
	CHECK(holds(one[2], "A &lt;b&gt; &amp; c") &&
	    holds(one[2], "b=&quot;2&quot;"), "SVG: what is from outside is"
	    " escaped");
}

static void test_fit(void)
{
	static const struct { const char *text; int lines; bool cut, rtl; }
	    cases[] = {
		{ "Доу", 1, false, false },
		{ "Jane Exampletown Doe-Sampleton", 3, false, false },
		{ "محمد عبد الرحمن", 1, false, true },
		{ "דוגמה Doe", 1, false, true },
		{ "Doe דוגמה", 1, false, false },
		{ "ნიმუში", 1, false, false },
		{ "1031 محمد", 1, false, true },
		{ "one two three four five six seven eight nine ten eleven"
		    " twelve thirteen fourteen fifteen sixteen seventeen"
		    " eighteen nineteen twenty twenty-one twenty-two", 3, true,
		    false },
		{ "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 3, true,
		    false },
	};
	SCOPED(arena) a = { .cap = 1 << 26 };
	struct err e = { 0 };
	struct draw *d = NULL;

	CHECK(draw_open(&d, &png, &e) == 0, "open");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct draw_text t = text_of(cases[i].text);
		struct draw_set set = { .lines = -1 };

		CHECK(draw_fit(d, &t, &a, &set, &e) == 0 &&
		    set.lines <= cases[i].lines && set.cut == cases[i].cut &&
		    set.rtl == cases[i].rtl && set.missing == 0,
		    "%.20s: %d lines, size %.1f", cases[i].text, set.lines,
		    set.size);
		CHECK(set.w <= t.w * 1.01 && set.h <= t.h * 1.01,
		    "within its box");
	}
	draw_closep(&d);
}

static void test_missing(void)
{
	static const struct { const char *text; int missing; } cases[] = {
		{ "Доу", 0 }, { "Доу \xcd\xb8\xcd\xb9", 2 },
		{ "a\xe2\x80\x8b" "b\xe2\x80\x8d" "c", 0 }, /* zero width */
		{ "a\x01\x02\x7f" "b\xe2\x80\xae" "c", 0 },  /* controls */
		{ "\xff\xfe" "ab\xc3", 0 },
	};
	SCOPED(arena) a = { .cap = 1 << 26 };
	struct err e = { 0 };
	struct draw *d = NULL;

	CHECK(draw_open(&d, &png, &e) == 0, "open");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct draw_text t = text_of(cases[i].text);
		struct draw_set set = { .missing = -1 };

		CHECK(draw_fit(d, &t, &a, &set, &e) == 0 && set.missing ==
		    cases[i].missing, "case %zu: %d missing", i, set.missing);
	}
	draw_closep(&d);
}

/* Marks that would run through the lines above. */
static void test_marks(void)
{
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct draw_text t = text_of("");
	struct err e = { 0 };
	struct draw *d = NULL;
	struct draw_set set;
	char text[64] = "q";

	for (int i = 0; i < 20; i++)
		memcpy(text + 1 + 2 * i, "\xcc\x96", 3);
	t.text = span_of(text);
	CHECK(draw_open(&d, &png, &e) == 0 && draw_fit(d, &t, &a, &set,
	    &e) == 0 && set.count <= 5, "few marks on a letter: %d",
	    set.count);
	draw_closep(&d);
}

/* Any text, of up to ten kilobytes: it stays in its box. */
static void test_any(void)
{
	static const char *const parts[] = { "Мысал", "Doe", " ", " ", "محمد",
		"דוגמה", "\xe2\x80\x8f", "\xe2\x80\x8b", "\xe2\x81\xa6", "\n",
		"\xf0\x9f\x98\x80", ("e\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85"
		"\xcc\x86\xcc\x87"), "\xff", "\xed\xa0\x80", "\xef\xb7\xbd", "ქა",
		"\x1b[0m", "-", "\xf3\xa0\x80\x81", "\xcc\x81" };
	static char text[10240 + 64];
	uint32_t seed = 7;
	struct err e = { 0 };
	struct draw *d = NULL;
	bool good = true;

	CHECK(draw_open(&d, &png, &e) == 0, "open");
	for (int i = 0; i < 120 && good; i++) {
		SCOPED(arena) a = { .cap = 1 << 26 };
		size_t n = 0, most = i % 20 == 0 ? 10240 : (size_t)(i * 3);
		struct draw_set set = { .size = 0 };
		struct draw_text t = text_of("");

		while (n < most) {
			const char *part;

			seed = seed * 1664525 + 1013904223;
			part = parts[(seed >> 16) % (sizeof(parts) /
			    sizeof(parts[0]))];
			memcpy(text + n, part, strlen(part));
			n += strlen(part);
		}
		t.text = (struct span){ text, n };
		t.face = i % 3 == 0 ? DRAW_CAPS : DRAW_ROMAN;
		t.spacing = i % 2 == 0 ? 60 : 0;
		good = draw_fit(d, &t, &a, &set, &e) == 0 && set.lines <= 3 &&
		    set.w <= t.w * 1.02 && set.h <= t.h * 1.01;
		draw_put(d, &set, 0, 0, (struct draw_ink){ 0xffffff,
		    DRAW_CARVED });
		if (!good)
			printf("# %d: w %.1f h %.1f lines %d %s\n", i, set.w,
			    set.h, set.lines, e.text);
	}
	CHECK(good, "texts of any kind stay in their boxes");
	draw_closep(&d);
}

static void test_limits(void)
{
	const struct draw_sheet bad[] = {
		{ .kind = DRAW_PNG, .w = 40000, .h = 10 },
		{ .kind = DRAW_PNG, .w = 9000, .h = 9000 },
		{ .kind = DRAW_PDF, .w = 0, .h = 10 },
		{ .kind = DRAW_SVG, .w = 10, .h = 1e9 },
	};
	static char address[600];
	struct draw_text t = text_of("Doe");
	SCOPED(arena) a = { .cap = 1 << 26 };
	struct err e = { 0 };
	struct draw *d = NULL;
	struct draw_set set;
	struct span out;
	int pages = 1;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(draw_open(&d, &bad[i], &e) == -1 && e.kind ==
		    ERR_LIMIT && d == NULL, "refused: %s", e.text);
	CHECK(draw_open(&d, &svg, &e) == 0 && draw_page(d, &e) == -1,
	    "an SVG is one sheet");
	memset(address, 'a', sizeof(address));
	CHECK(draw_qr_side((struct span){ address, sizeof(address) }) == 0 &&
	    draw_qr(d, (struct span){ address, sizeof(address) },
	    (struct draw_box){ 0, 0, 9, 9 }, 0, &e) == -1,
	    "too long for a code");
	CHECK(draw_qr_side(SPAN("https://memorial.example/")) == 33,
	    "a code of version 2 with its margin");
	t.w = 0;
	CHECK(draw_fit(d, &t, &a, &set, &e) == -1, "no room at all");
	draw_closep(&d);
	CHECK(draw_open(&d, &pdf, &e) == 0, "open");
	while (draw_page(d, &e) == 0)
		pages++;
	CHECK(pages == DRAW_PAGES_MAX && e.kind == ERR_LIMIT, "%d sheets",
	    pages);
	CHECK(draw_end(d, &a, &out, &e) == 0 && holds(out, "/Count 200"),
	    "that many are written");
	draw_closep(&d);
	draw_closep(&d);
	CHECK(draw_has_face(), "fonts-sil-gentiumplus is installed");
}

struct worker {
	struct arena mem;
	struct span out;
	int rc;
};

static void *work(void *ctx)
{
	struct worker *w = ctx;
	struct err e = { 0 };

	for (int i = 0; i < 3 && w->rc == 0; i++)
		w->rc = sheet(&png, &w->mem, &w->out, &e);
	draw_thread_stop();
	return NULL;
}

static void test_threads(void)
{
	struct worker w[4] = { 0 };
	pthread_t t[4];

	for (int i = 0; i < 4; i++) {
		w[i].mem.cap = 1 << 26;
		(void)pthread_create(&t[i], NULL, work, &w[i]);
	}
	for (int i = 0; i < 4; i++)
		(void)pthread_join(t[i], NULL);
	for (int i = 0; i < 4; i++) {
		CHECK(w[i].rc == 0 && span_eq(w[i].out, w[0].out),
		    "thread %d draws the same", i);
		if (i > 0)
			arena_closep(&w[i].mem);
	}
	arena_closep(&w[0].mem);
}

int main(void)
{
	test_same();
	test_fit();
	test_missing();
	test_marks();
	test_any();
	test_limits();
	test_threads();
	draw_thread_stop();
	return DONE();
}
