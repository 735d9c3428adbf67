/* Strict JSON: what is read, what is refused, and where. */
#include "jdoc/jdoc.h"

#include <string.h>

#include "base/buf.h"

#include "../tap.h"

/* The value as a line of its own making: kind letter, name, text. */
static void show(const struct jdoc *v, struct buf *b)
{
	static const char KIND[] = "zft#sao";
	const struct jdoc *stack[JDOC_DEPTH_MAX + 1];
	int depth = 0;

	for (stack[0] = v; depth >= 0;) {
		const struct jdoc *at = stack[depth];

		if (at == NULL) {
			if (--depth >= 0)
				buf_byte(b, ')');
			continue;
		}
		buf_byte(b, KIND[at->kind]);
		if (at->name.n > 0) {
			buf_add(b, at->name);
			buf_byte(b, '=');
		}
		stack[depth] = at == v ? NULL : at->next;
		if (at->kind >= JDOC_ARRAY) {
			buf_byte(b, '(');
			stack[++depth] = at->first;
		} else {
			buf_byte(b, '\'');
			buf_add(b, at->text);
			buf_byte(b, '\'');
		}
	}
}

static void test_good(void)
{
	static const struct { const char *in, *out; } table[] = {
		{ "null", "z'null'" }, { " true ", "t'true'" },
		{ "false\n", "f'false'" }, { "0", "#'0'" },
		{ "-0", "#'-0'" }, { "1.50", "#'1.50'" },
		{ "123456789012345678901234567890",
		    "#'123456789012345678901234567890'" },
		{ "-1E+10", "#'-1E+10'" }, { "0.0e-1", "#'0.0e-1'" },
		{ "\"\"", "s''" }, { "\"a b\"", "s'a b'" },
		{ "\"\\u0041\\n\\/\\\"\\\\\"", "s'A\n/\"\\'" },
		{ "\"\\ud83d\\ude00\"", "s'\xf0\x9f\x98\x80'" },
		{ "\"\\u04D9\xd3\x99\"", "s'\xd3\x99\xd3\x99'" },
		{ "\"\x7f\"", "s'\x7f'" },
		{ "[]", "a()" }, { "{}", "o()" }, { "[ 1 , 2 ]", "a(#'1'#'2')" },
		{ "{\"a\":1,\"b\":\"x\"}", "o(#a='1'sb='x')" },
		{ "{\"\\u0061\":[{}]}", "o(aa=(o()))" },
		{ "[[[]],[]]", "a(a(a())a())" },
	};
	SCOPED(arena) a = { .cap = JDOC_ROOM };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct err e = { 0 };
		struct jdoc *v;
		struct span out = SPAN("");
		struct buf b;
		int rc;

		arena_clear(&a);
		buf_open(&b, &a, 4096);
		rc = jdoc_parse(span_of(table[i].in), &a, &v, &e);
		if (rc == 0)
			show(v, &b);
		CHECK(rc == 0 && buf_end(&b, &out, &e) == 0 &&
		    span_is(out, table[i].out), "read: text %zu %s", i,
		    e.text);
	}
}

static void test_bad(void)
{
	static const struct { struct span in; const char *why; } table[] = {
		{ { "", 0 }, "byte 1: the text ends" },
		{ { "nul", 3 }, "byte 1: a value" },
		{ { "nullx", 5 }, "byte 5: something after" },
		{ { "01", 2 }, "byte 2: a number with a leading zero" },
		{ { "-", 1 }, "byte 2: not a number" },
		{ { "+1", 2 }, "byte 1: a value" },
		{ { ".5", 2 }, "byte 1: a value" },
		{ { "1.", 2 }, "byte 3: no digit after the point" },
		{ { "1e", 2 }, "byte 3: no digit in the exponent" },
		{ { "1 2", 3 }, "byte 3: something after" },
		{ { "NaN", 3 }, "byte 1: a value" },
		{ { "\"a", 2 }, "byte 3: a string that does not end" },
		{ { "\"a\\", 3 }, "byte 4: a string that does not end" },
		{ { "\"\\x\"", 4 }, "byte 3: an escape" },
		{ { "\"\\u12g4\"", 8 }, "byte 6: \\u needs four" },
		{ { "\"\\u0000\"", 8 }, "byte 8: U+0000" },
		{ { "\"\\ud800\"", 8 }, "byte 8: half of a surrogate" },
		{ { "\"\\ud800\\u0041\"", 14 }, "half of a surrogate" },
		{ { "\"\\udc00\"", 8 }, "half of a surrogate" },
		{ { "\"\t\"", 3 }, "byte 2: a control character" },
		{ { "\"\0\"", 3 }, "byte 2: a control character" },
		{ { "\"\xff\"", 3 }, "byte 2: not UTF-8" },
		{ { "\"\xed\xa0\x80\"", 5 }, "byte 2: not UTF-8" },
		{ { "\xef\xbb\xbf{}", 5 }, "byte 1: a value" },
		{ { "[1,]", 4 }, "byte 4: a value" },
		{ { "[1 2]", 5 }, "byte 4: neither , nor ]" },
		{ { "[1", 2 }, "byte 3: neither , nor ]" },
		{ { "[1}", 3 }, "byte 3: neither , nor ]" },
		{ { "[,1]", 4 }, "byte 2: a value" },
		{ { "{\"a\" 1}", 7 }, "byte 6: no :" },
		{ { "{\"a\":1,}", 8 }, "byte 8: a string should" },
		{ { "{1:2}", 5 }, "byte 2: a string should" },
		{ { "{\"a\":1 \"b\":2}", 13 }, "byte 8: neither , nor }" },
		{ { "{\"a\":1,\"\\u0061\":2}", 18 }, "\"a\" stands twice" },
		{ { "[{\"a\":{},\"b\":1,\"a\":2}]", 22 }, "\"a\" stands twice" },
		{ { "/**/1", 5 }, "byte 1: a value" },
		{ { "'a'", 3 }, "byte 1: a value" },
		{ { "]", 1 }, "byte 1: a value" },
	};
	SCOPED(arena) a = { .cap = JDOC_ROOM };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct err e = { 0 };
		struct jdoc *v = NULL;
		int rc;

		arena_clear(&a);
		rc = jdoc_parse(table[i].in, &a, &v, &e);
		CHECK(rc == -1 && v == NULL && e.kind == ERR_FORMAT &&
		    strstr(e.text, table[i].why) != NULL, "refused: %s",
		    e.text);
	}
}

static char text[JDOC_BYTES_MAX + 2];

static int parse(size_t n, enum err_kind *kind)
{
	SCOPED(arena) a = { .cap = JDOC_ROOM };
	struct err e = { 0 };
	struct jdoc *v;
	int rc = jdoc_parse((struct span){ text, n }, &a, &v, &e);

	*kind = e.kind;
	return rc;
}

static void test_limits(void)
{
	enum err_kind kind;
	size_t n = 0;

	memset(text, '[', JDOC_DEPTH_MAX);
	memset(text + JDOC_DEPTH_MAX, ']', JDOC_DEPTH_MAX);
	CHECK(parse(2 * JDOC_DEPTH_MAX, &kind) == 0, "the deepest is read");
	memset(text, '[', 100000);
	CHECK(parse(100000, &kind) == -1 && kind == ERR_LIMIT,
	    "deeper is refused");
	text[n++] = '[';
	for (int i = 1; i < JDOC_VALUES_MAX; i++) {
		text[n++] = '1';
		text[n++] = ',';
	}
	text[n - 1] = ']';
	CHECK(parse(n, &kind) == 0, "as many values as may be");
	text[n - 1] = ',';
	text[n++] = '1';
	text[n++] = ']';
	CHECK(parse(n, &kind) == -1 && kind == ERR_LIMIT, "one more is not");
	memset(text, ' ', sizeof(text));
	CHECK(parse(JDOC_BYTES_MAX + 1, &kind) == -1 && kind == ERR_LIMIT,
	    "too long");
	/* The most memory that a text can ask for: short escaped names. */
	n = 0;
	text[n++] = '{';
	for (int i = 0; i < JDOC_VALUES_MAX - 1; i++)
		n += (size_t)snprintf(text + n, 20, "\"\\t%04x\":1,",
		    (unsigned)i);
	text[n - 1] = '}';
	CHECK(n <= JDOC_BYTES_MAX && parse(n, &kind) == 0,
	    "JDOC_ROOM is room enough");
}

static void test_member(void)
{
	SCOPED(arena) a = { .cap = JDOC_ROOM };
	const struct jdoc *m;
	struct err e = { 0 };
	struct jdoc *v;

	if (jdoc_parse(SPAN("{\"a\":1,\"b\":{\"a\":[1, 2]}}"), &a, &v, &e) < 0)
		return;
	m = jdoc_member(v, SPAN("b"));
	CHECK(v->count == 2 && m != NULL && m->kind == JDOC_OBJECT &&
	    span_is(m->text, "{\"a\":[1, 2]}"), "a member, its text as it is");
	CHECK(m != NULL && jdoc_member(m, SPAN("b")) == NULL &&
	    jdoc_member(v->first, SPAN("a")) == NULL, "no such member");
}

int main(void)
{
	test_good();
	test_bad();
	test_limits();
	test_member();
	return DONE();
}
