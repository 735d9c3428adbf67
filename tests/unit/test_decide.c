/* What keepers and the linkage hand in: drafts and pairs, read and refused. */
#include <string.h>

#include "decide/inside.h"
#include "name/skel.h"
#include "tap.h"

#define A "record/000000000000"
#define B "person/00000000001B"

static const struct {
	const char *line;
	int count;          /* decisions; -1 refused */
	enum decide_word word;
	int shown;
	const char *reason; /* or what the refusal says */
} drafts[] = {
	{ "", 0, 0, 0, "" },
	{ "# words\n\n  \t\n- same " A " " B "\n#same x\n", 0, 0, 0, "" },
	{ "same " A " " B, 1, DECIDE_SAME, -1, "" },
	{ "  same\t" A "   " B "  # 0.5 \"x\"\r\n", 1, DECIDE_SAME, -1, "" },
	{ "different " A " " B " 0.0", 1, DECIDE_DIFFERENT, 0, "" },
	{ "undo " A " " B " 1", 1, DECIDE_UNDO, 10000, "" },
	{ "same " A " " B " 0.9931 \"\\u0441ын \\\"a\\\"\" # b", 1,
	    DECIDE_SAME, 9931, "сын \"a\"" },
	{ "unsure " A " " B "\nskip " B " " A "\n", 2, DECIDE_UNSURE, -1, "" },
	{ "same " A " " B "#words", -1, 0, 0, "line 1: after same" },
	{ "\nsame " A, -1, 0, 0, "line 2: after same" },
	{ "same " A " place/000000000000", -1, 0, 0, "line 1: after same" },
	{ "same " A " record/000000000001", -1, 0, 0, "line 1: after same" },
	{ "Same " A " " B, -1, 0, 0, "line 1: a line begins" },
	{ "same " A " " B " 1.5", -1, 0, 0, "line 1: what follows" },
	{ "same " A " " B " 0.12345", -1, 0, 0, "line 1: what follows" },
	{ "same " A " " B " .5", -1, 0, 0, "line 1: what follows" },
	{ "same " A " " B " 00.5", -1, 0, 0, "line 1: what follows" },
	{ "same " A " " B " \"open", -1, 0, 0, "line 1: the reason" },
	{ "same " A " " B " \"open\\\"", -1, 0, 0, "line 1: the reason" },
	{ "same " A " " B " \"\"", -1, 0, 0, "line 1: the reason" },
	{ "same " A " " B " \"a\" 0.5", -1, 0, 0, "line 1: what follows" },
	{ "same " A " " B " \xff", -1, 0, 0, "not UTF-8" },
};

static void test_drafts(void)
{
	for (size_t i = 0; i < sizeof(drafts) / sizeof(drafts[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 24 };
		struct decide_one *one;
		struct err e = { 0 };
		int n = -1, rc = decide_draft_read(span_of(drafts[i].line),
		    &a, &one, &n, &e);
		bool as = drafts[i].count < 0 ? rc < 0 && strncmp(e.text,
		    drafts[i].reason, strlen(drafts[i].reason)) == 0
		    : rc == 0 && n == drafts[i].count;

		if (as && n > 0)
			as = one[0].word == drafts[i].word &&
			    one[0].shown == drafts[i].shown &&
			    span_is(one[0].reason, drafts[i].reason);
		CHECK(as, "draft %zu: %d %s", i, n, e.text);
	}
}

/* What is printed is read again as it was. */
static void test_printed(void)
{
	SCOPED(arena) a = { .cap = 1 << 24 };
	const struct decide_one x = { .word = DECIDE_DIFFERENT,
	    .a = SPAN(A), .b = SPAN(B), .shown = 70,
	    .reason = SPAN("she \"knew\"\nhim\\") };
	struct decide_one *y;
	struct err e = { 0 };
	struct buf b;
	int n = 0;

	buf_open(&b, &a, 4096);
	decide_draft_print(&x, &b);
	CHECK(decide_draft_read(buf_span(&b), &a, &y, &n, &e) == 0 && n == 1 &&
	    y->word == x.word && span_eq(y->a, x.a) && span_eq(y->b, x.b) &&
	    y->shown == 70 && span_eq(y->reason, x.reason), "%.*s",
	    (int)b.n - 1, b.p);
}

#define HEAD "probability,weight,a,b,why\n"
static const struct {
	const char *text;
	int count, probability;
	double weight;
	const char *why; /* or what the refusal says */
} files[] = {
	{ HEAD, 0, 0, 0, "" },
	{ HEAD "0.9931,14.20," A "," B ",[]\n", 1, 9931, 14.2, "[]" },
	{ HEAD "1.0000,-0.5," A "," B ",[]", 1, 10000, -.5, "[]" },
	{ "probability,weight,a,b,why\r\n0,0," A "," B ",[]\r\n", 1, 0, 0,
	    "[]" },
	{ HEAD "0.5,1.000001," A "," B ",\"[\"\"a\"\",\n1]\"\n", 1, 5000,
	    1.000001, "[\"a\",\n1]" },
	{ "", -1, 0, 0, "not a file of pairs" },
	{ "probability,weight,a,b\n", -1, 0, 0, "not a file of pairs" },
	{ "\xef\xbb\xbf" HEAD, -1, 0, 0, "not a file of pairs" },
	{ HEAD "0.5,1," A "," B "\n", -1, 0, 0, "row 1: 4 cells" },
	{ HEAD "0.5,1," A "," B ",[],\n", -1, 0, 0, "row 1: more than 5" },
	{ HEAD "0.5,1," A "," B ",\"[]\n", -1, 0, 0, "row 1: cell 5" },
	{ HEAD "0.5,1," A "," B ",\"[]\"x\n", -1, 0, 0, "row 1: cell 5" },
	{ HEAD "0.5,1," A "," B ",[\"\"]\n", -1, 0, 0, "row 1: cell 5" },
	{ HEAD "\n", -1, 0, 0, "row 1: 1 cells" },
	{ HEAD "2,1," A "," B ",[]\n", -1, 0, 0, "row 1: probability" },
	{ HEAD "nan,1," A "," B ",[]\n", -1, 0, 0, "row 1: probability" },
	{ HEAD "0.5,inf," A "," B ",[]\n", -1, 0, 0, "row 1: weight" },
	{ HEAD "0.5,1e3," A "," B ",[]\n", -1, 0, 0, "row 1: weight" },
	{ HEAD "0.5,1," A "," A ",[]\n", -1, 0, 0, "row 1: a and b are" },
	{ HEAD "0.5,1," A ",b,[]\n", -1, 0, 0, "row 1: a and b are" },
	{ HEAD "0.5,1," A "," B ",\xff\n", -1, 0, 0, "not UTF-8" },
};

static void test_files(void)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 24 };
		struct decide_pair *p;
		struct err e = { 0 };
		int n = -1, rc = decide_pairs_read(span_of(files[i].text), &a,
		    &p, &n, &e);
		bool as = files[i].count < 0 ? rc < 0 && strncmp(e.text,
		    files[i].why, strlen(files[i].why)) == 0
		    : rc == 0 && n == files[i].count;

		if (as && n > 0) {
			double off = p[0].weight - files[i].weight;

			as = p[0].probability == files[i].probability &&
			    off < 1e-9 && off > -1e-9 && p[0].row == 1 &&
			    span_is(p[0].why, files[i].why);
		}
		CHECK(as, "pairs %zu: %d %s", i, n, e.text);
	}
}

static const struct {
	const char *why;
	int count;
	double bits;
} whys[] = {
	{ "[]", 0, 0 },
	{ "[{\"field\":\"family\",\"a\":\"x\",\"b\":null,\"level\":\"far\","
	    "\"bits\":-3.25,\"more\":[1]}]", 1, -3.25 },
	{ "[{\"field\":\"family\",\"bits\":7}]", 1, 7 },
	{ "", -1, 0 }, { "{}", -1, 0 }, { "[1]", -1, 0 }, { "[{}]", -1, 0 },
	{ "[{\"field\":\"\",\"bits\":1}]", -1, 0 },
	{ "[{\"field\":\"a\",\"bits\":\"1\"}]", -1, 0 },
	{ "[{\"field\":\"a\",\"bits\":1e9}]", -1, 0 },
	{ "[{\"field\":\"a\",\"bits\":999999999}]", -1, 0 },
	{ "[{\"field\":1,\"bits\":1}]", -1, 0 },
};

static void test_whys(void)
{
	for (size_t i = 0; i < sizeof(whys) / sizeof(whys[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 26 };
		struct decide_pair p = { .row = 3,
		    .why = span_of(whys[i].why) };
		struct decide_field *f;
		struct err e = { 0 };
		int n = -1, rc = decide_pairs_why(&p, &a, &f, &n, &e);
		double off = n > 0 ? f[0].bits - whys[i].bits : 0;

		CHECK(whys[i].count < 0 ? rc < 0 && strncmp(e.text, "row 3:",
		    6) == 0 : rc == 0 && n == whys[i].count && off < 1e-9 &&
		    off > -1e-9, "why %zu: %d %s", i, n, e.text);
	}
}

/* Marked letters in [brackets]. */
static struct span marked(struct span s, const uint8_t *mark, struct arena *a)
{
	struct buf b;

	buf_open(&b, a, 4096);
	for (size_t i = 0; i < s.n; i++) {
		if (mark[i] && (i == 0 || !mark[i - 1]))
			buf_byte(&b, '[');
		if (!mark[i] && i > 0 && mark[i - 1])
			buf_byte(&b, ']');
		buf_byte(&b, s.p[i]);
	}
	if (s.n > 0 && mark[s.n - 1])
		buf_byte(&b, ']');
	return buf_span(&b);
}

static const struct {
	const char *name, *a, *b, *as_a, *as_b;
} letters[] = {
	{ "", "same", "same", "same", "same" },
	{ "", "", "alone", "", "alone" },
	{ "", "Same", "sAME", "Same", "sAME" },
	{ "", "1990-02-03", "1990-02-04", "1990-02-0[3]", "1990-02-0[4]" },
	{ "", "Testville, north", "Testvile, north", "Testvil[l]e, north",
	    "Testvile, north" },
	{ "", "b a", "a b", "b a", "a b" },
	{ "", "школа", "школы", "школ[а]", "школ[ы]" },
	{ "", "school", "школа", "school", "школа" },
	{ "", "one two", "two", "[one] two", "two" },
	{ "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    "b", "[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaa]", "[b]" },
	{ "name", "Jane Example", "Jane Example", "Jane Example",
	    "Jane Example" },
	{ "name", "Jane Example", "Джейн Экзампл | Jane Exumple",
	    "Jane Ex[a]mple", NULL },
	{ "name.given", "Jane", "Jone", "J[a]ne", "J[o]ne" },
};

static void test_letters(void)
{
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 24 };
		struct decide_line l = { .a = span_of(letters[i].a),
		    .b = span_of(letters[i].b) };
		struct err e = { 0 };
		struct span x, y;
		int rc = 0;

		l.mark_a = arena_take(&a, l.a.n + 1, 1);
		l.mark_b = arena_take(&a, l.b.n + 1, 1);
		if (letters[i].name[0] != '\0')
			decide_inside_names(&l, span_of(letters[i].name), &a);
		else
			rc = decide_inside_letters(&l, &a, &e);
		x = marked(l.a, l.mark_a, &a);
		y = marked(l.b, l.mark_b, &a);
		CHECK(rc == 0 && span_is(x, letters[i].as_a) &&
		    (letters[i].as_b == NULL || span_is(y, letters[i].as_b)),
		    "letters: %.*s / %.*s", (int)x.n, x.p, (int)y.n, y.p);
	}
}

int main(void)
{
	struct err e = { 0 };

	CHECK(crypt_start(&e) == 0 && stmt_start(&e) == 0 &&
	    name_start(&e) == 0, "ready");
	test_drafts();
	test_printed();
	test_files();
	test_whys();
	test_letters();
	return DONE();
}
