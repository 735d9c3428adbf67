/* Statements, subjects, properties, values, rows and maps (FORMAT 4 to 6). */
#include "stmt/stmt.h"

#include <stdlib.h>
#include <string.h>

#include "../tap.h"

#define ID "00000000001B"   /* ten zeros, 1, its check 1 * 11 */
#define ID2 "00000000002P"  /* 2 * 11 */
#define SALT "AAAAAAAAAAAAAAAAAAAAAA"
#define HASH43 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define HEX64 "0123456789abcdef0123456789abcdef" \
	"0123456789abcdef0123456789abcdef"

static struct arena a = { .cap = 1 << 26 };

/* A copy of its own length, so that a byte too far is seen. */
static struct span exact(const char *text, size_t n)
{
	char *p = malloc(n == 0 ? 1 : n);

	if (p != NULL && n != 0)
		memcpy(p, text, n);
	return (struct span){ p, n };
}

/* "" where the line is a statement, else the reason. */
static const char *refused(struct span line)
{
	static char why[300];
	struct span copy = exact(line.p, line.n);
	struct err e = { 0 };
	struct stmt s;

	why[0] = '\0';
	if (stmt_parse(copy, &a, &s, &e) < 0)
		snprintf(why, sizeof(why), "%s", e.text);
	else {
		struct buf b;

		buf_open(&b, &a, STMT_LINE_MAX);
		stmt_print(&s, &b);
		if (!span_eq(buf_span(&b), copy))
			snprintf(why, sizeof(why), "printed differently");
	}
	free((void *)(uintptr_t)copy.p);
	return why;
}

static void test_lines(void)
{
	static const struct {
		const char *line, *why; /* why: part of the error, "" fine */
	} T[] = {
#define NAMED(rest) "{\"about\":\"person/" ID "\"," rest "}"
#define S "\"salt\":\"" SALT "\""
		{ NAMED("\"lang\":\"ru\"," S ",\"says\":\"name\",\"value\":"
		    "\"Пример \\\"А\\\" — \\\\\""), "" },
		{ NAMED("\"at\":\"p=3\",\"from\":\"source/" ID2 "\",\"lang\":"
		    "\"kk-Cyrl\",\"on\":\"2022-01\",\"re\":\"" HASH43 "#Аты\","
		    S ",\"says\":\"note\",\"stance\":\"denies\",\"value\":"
		    "\"а\\tб\\nв\",\"who\":\"body/" ID "\""), "" },
		{ NAMED(S ",\"says\":\"died.date\",\"value\":\"2022-01-06/"
		    "2022-01-07\""), "" },
		{ NAMED(S ",\"says\":\"new.thing\",\"value\":\"v\""), "" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"x.own\",\"value\":"
		    "\"v\""), "" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"a/b é\""), "" },
		/* spelling */
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"a\\/b\""), "escape" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\\u00e9\""), "escape" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\\u000a\""), "escape" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\\u0041\""), "escape" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\\u001F\""), "escape" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"a\tb\""), "not escaped" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\xc3\""), "UTF-8" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\xd0\x41\""), "UTF-8" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\xc0\xaf\""), "UTF-8" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\xed\xa0\x80\""), "UTF-8" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\x80\""), "UTF-8" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\\u001f\""), "FORMAT 4.4" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"a\\rb\""), "FORMAT 4.4" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"a\x7f\""), "FORMAT 4.4" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"a\xc2\x85\""), "FORMAT 4.4" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"a\xe2\x80\xae""b\""), "FORMAT 4.4" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"a\xe2\x81\xa6""b\""), "FORMAT 4.4" },
		{ NAMED("\"lang\":\"en\"," S ",\"says\":\"work\",\"value\":"
		    "\"\""), "FORMAT 4.4" },
		{ NAMED("\"at\":\"\"," S ",\"says\":\"age\",\"value\":\"1\""),
		    "at: FORMAT 4.4" },
		/* the object */
		{ "", "not an object" },
		{ "[]", "not an object" },
		{ "{}", "FORMAT 4" },
		{ "{\"about\":\"person/" ID "\"", "FORMAT 4" },
		{ NAMED(S ",\"says\":\"age\",\"value\":\"1\"") " ", "end" },
		{ NAMED(S ",\"says\":\"age\",\"value\":\"1\"") "}", "end" },
		{ NAMED(S ", \"says\":\"age\",\"value\":\"1\""), "key" },
		{ NAMED(S ",\"says\":\"age\",\"value\":1"), "no string" },
		{ NAMED(S ",\"says\":\"age\",\"value\":null"), "no string" },
		{ NAMED(S ",\"says\":\"age\",\"value\":[\"1\"]"), "no string" },
		{ NAMED(S ",\"says\":\"age\",\"says\":\"age\",\"value\":\"1\""),
		    "there twice" },
		{ NAMED(S ",\"value\":\"1\",\"says\":\"age\""), "order" },
		{ NAMED(S ",\"says\":\"age\",\"value\":\"1\",\"why\":\"x\""),
		    "unknown" },
		{ NAMED(S ",\"says\":\"age\",\"value\":\"1\","), "key" },
		{ NAMED(S ",\"says\":\"age\""), "missing" },
		{ NAMED("\"says\":\"age\",\"value\":\"1\""), "salt" },
		{ NAMED("\"salt\":\"AAAAAAAAAAAAAAAAAAAAAB\",\"says\":\"age\","
		    "\"value\":\"1\""), "salt" },
		{ NAMED("\"salt\":\"AAAA\",\"says\":\"age\",\"value\":\"1\""),
		    "salt" },
		/* members */
		{ "{\"about\":\"person/00000000001C\"," S ",\"says\":\"age\","
		    "\"value\":\"1\"}", "FORMAT 4.3" },
		{ "{\"about\":\"ghost/" ID "\"," S ",\"says\":\"age\","
		    "\"value\":\"1\"}", "FORMAT 4.2" },
		{ "{\"about\":\"place/" ID "\"," S ",\"says\":\"age\","
		    "\"value\":\"1\"}", "not said about a place" },
		{ NAMED("\"from\":\"body/" ID "\"," S ",\"says\":\"age\","
		    "\"value\":\"1\""), "from" },
		{ NAMED("\"from\":\"source/" ID "x\"," S ",\"says\":\"age\","
		    "\"value\":\"1\""), "from" },
		{ NAMED("\"lang\":\"ru\"," S ",\"says\":\"age\",\"value\":"
		    "\"1\""), "lang" },
		{ NAMED(S ",\"says\":\"name\",\"value\":\"A\""),
		    "lang: missing" },
		{ NAMED("\"lang\":\"RU\"," S ",\"says\":\"name\",\"value\":"
		    "\"A\""), "lang" },
		{ NAMED("\"on\":\"7.1.2022\"," S ",\"says\":\"age\",\"value\":"
		    "\"1\""), "on" },
		{ NAMED("\"re\":\"abc\"," S ",\"says\":\"age\",\"value\":"
		    "\"1\""), "re" },
		{ NAMED("\"re\":\"" HASH43 "#\"," S ",\"says\":\"age\","
		    "\"value\":\"1\""), "re" },
		{ NAMED(S ",\"says\":\"age\",\"stance\":\"doubts\",\"value\":"
		    "\"1\""), "stance" },
		{ NAMED(S ",\"says\":\"age\",\"value\":\"1\",\"who\":\"body/x"
		    "\""), "who" },
		{ NAMED(S ",\"says\":\"Age\",\"value\":\"1\""), "says" },
		{ NAMED("\"at\":\"0123456789012345678901234567890123456789"
		    "0123456789012345678901234\"," S ",\"says\":\"age\","
		    "\"value\":\"1\""), "at: more than 64" },
		{ NAMED(S ",\"says\":\"age\",\"value\":{}"), "only rows" },
		{ NAMED(S ",\"says\":\"new.thing\",\"value\":{}"),
		    "only rows" },
#define RECORD(value) "{\"about\":\"record/" ID "\"," S ",\"says\":\"row\"," \
	"\"value\":" value "}"
		{ RECORD("{}"), "" },
		{ RECORD("{\"A\":\"\",\"a\":\"\\u0001\\r\xe2\x80\xae\"}"), "" },
		{ RECORD("{\"\\\"\":\"1\",\"#\":\"2\",\"я\":\"3\"}"), "" },
		{ RECORD("{\"#\":\"1\",\"\\\"\":\"2\"}"), "out of order" },
		{ RECORD("{\"a\":\"1\",\"a\":\"1\"}"), "twice" },
		{ RECORD("{\"b\":\"1\",\"a\":\"1\"}"), "out of order" },
		{ RECORD("{\"a\":\"\\u0000\"}"), "NUL" },
		{ RECORD("{\"\":\"1\"}"), "without a name" },
		{ RECORD("{\"a\":\"1\",}"), "no string" },
		{ RECORD("{\"a\":{}}"), "no string" },
		{ RECORD("{\"a\" :\"1\"}"), "colon" },
		{ RECORD("{\"a\":\"1\""), "does not end" },
		{ RECORD("{\"a\":\"1\" \"b\":\"1\"}"), "comma" },
		{ RECORD("\"{}\""), "not an object" },
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		const char *why = refused(span_of(T[i].line));

		CHECK(T[i].why[0] == '\0' ? why[0] == '\0' :
		    strstr(why, T[i].why) != NULL, "line %zu: %s: %s", i,
		    T[i].why, why);
	}
}

static void test_decoding(void)
{
	struct span line = SPAN(NAMED("\"lang\":\"ru\"," S ",\"says\":\"note\""
	    ",\"stance\":\"denies\",\"value\":\"a\\\"\\\\\\n\\tя\""));
	struct err e = { 0 };
	struct arena none = { .cap = 0 };
	struct stmt s = { 0 };
	uint8_t hash[CRYPT_HASH], other[CRYPT_HASH];
	char id[STMT_ID_CHARS], again[STMT_ID_CHARS];

	CHECK(stmt_parse(line, &a, &s, &e) == 0 && s.denies &&
	    span_is(s.value, "a\"\\\n\tя") && s.property != NULL &&
	    s.property->sense == STMT_PRIVATE && !s.is_row &&
	    s.subject.kind == STMT_PERSON && span_is(s.subject.id, ID),
	    "a text is decoded: %s", e.text);
	line = SPAN(RECORD("{\"a\":\"\\n\"}"));
	CHECK(stmt_parse(line, &none, &s, &e) == 0 && s.is_row &&
	    span_is(s.value, "{\"a\":\"\\n\"}"),
	    "a row is kept raw and takes no memory");
	stmt_commit(line, hash);
	stmt_id(hash, id);
	CHECK(stmt_id_parse((struct span){ id, sizeof(id) }, other) &&
	    memcmp(hash, other, sizeof(hash)) == 0, "an id is its hash");
	struct buf b;
	buf_open(&b, &a, 100);
	stmt_withheld_line(hash, &b);
	CHECK(b.n == 13 + STMT_ID_CHARS + 2 &&
	    stmt_is_withheld_line(buf_span(&b), other) &&
	    memcmp(hash, other, sizeof(hash)) == 0, "a withheld line");
	CHECK(!stmt_is_withheld_line(SPAN("{\"withheld\":\"abc\"}"), other) &&
	    !stmt_is_withheld_line(SPAN("{\"withheld\":\"" HASH43 "\"} "),
	    other) && !stmt_is_withheld_line(SPAN(""), other),
	    "no withheld lines");
	stmt_salt(again);
	CHECK(code_unbase64url((struct span){ again, STMT_SALT_CHARS }, other,
	    STMT_SALT_BYTES), "a salt");
}

/* Sameness sees all but the salt and the place. */
static void test_sameness(void)
{
	struct stmt s = { .about = SPAN("person/" ID), .at = SPAN("row=1"),
		.salt = SPAN(SALT), .says = SPAN("age"), .value = SPAN("19") };
	struct stmt t = s;
	uint8_t x[CRYPT_HASH], y[CRYPT_HASH];

	t.at = SPAN("row=2");
	t.salt = SPAN("BAAAAAAAAAAAAAAAAAAAAA");
	stmt_sameness(&s, x);
	stmt_sameness(&t, y);
	CHECK(memcmp(x, y, sizeof(x)) == 0, "says the same");
	t.who = SPAN("A");
	stmt_sameness(&t, y);
	CHECK(memcmp(x, y, sizeof(x)) != 0, "someone else says it");
	t = s;
	t.value = SPAN("1");
	t.who = SPAN("9");
	stmt_sameness(&t, y);
	CHECK(memcmp(x, y, sizeof(x)) != 0, "says another thing");
}

static void test_subjects(void)
{
	static const struct {
		const char *text;
		int kind; /* -1 refused */
	} T[] = {
		{ "person/" ID, STMT_PERSON }, { "archive/" ID, STMT_ARCHIVE },
		{ "key/example.org/keeper/one", STMT_KEY },
		{ "statement/" HASH43, STMT_STATEMENT },
		{ "act/0", STMT_ACT }, { "act/this", STMT_ACT },
		{ "act/01", -1 }, { "act/", -1 }, { "act/1 ", -1 },
		{ "act/99999999999999999999", -1 }, { "person", -1 },
		{ "person/", -1 }, { "/" ID, -1 }, { "Person/" ID, -1 },
		{ "person/00000000001b", -1 }, { "person/" ID "0", -1 },
		{ "key/a b", -1 }, { "key/a+b", -1 }, { "key/", -1 },
		{ "statement/abc", -1 }, { "", -1 },
	};
	struct stmt_subject s;
	struct err e = { 0 };

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		int got = stmt_subject_parse(span_of(T[i].text), &s, &e);

		CHECK(got == 0 ? (int)s.kind == T[i].kind : T[i].kind < 0,
		    "subject %s", T[i].text);
	}
	CHECK(stmt_subject_parse(SPAN("act/this"), &s, &e) == 0 &&
	    s.act == UINT64_MAX, "this act");
}

static void test_values(void)
{
	static const struct {
		const char *says, *value;
		bool fine;
	} T[] = {
		{ "age", "0", true }, { "age", "999999999", true },
		{ "age", "1000000000", false }, { "age", "007", false },
		{ "age", "-1", false }, { "age", "19 ", false },
		{ "sex", "female", true }, { "sex", "Female", false },
		{ "sex", "female,male", false }, { "sex", "fem", false },
		{ "died.date", "2022-01-05~", true },
		{ "died.date", "2022-XX", true },
		{ "died.date", "2022-02-30", false },
		{ "died.date", "05.01.2022", false },
		{ "died.time", "19:54", true }, { "died.time", "night", true },
		{ "died.time", "24:00", false }, { "died.time", "7:00", false },
		{ "language", "kk-Latn", true }, { "language", "ru", true },
		{ "language", "en-GB", true }, { "language", "und", true },
		{ "language", "kk-latn", false }, { "language", "EN", false },
		{ "language", "en-gb", false }, { "language", "e", false },
		{ "language", "zh-Hant-TW", true },
		{ "language", "sl-nedis", true },
		{ "language", "de-1901", true },
		{ "language", "en-a-bbb-x-a", true },
		{ "language", "en-a", false }, { "language", "en-", false },
		{ "language", "en--GB", false }, { "language", "-en", false },
		{ "language", "en-x", false }, { "language", "en_GB", false },
		{ "handle", "list-2022.a", true }, { "handle", "-a", false },
		{ "handle", "A", false }, { "handle", ".", false },
		{ "same", "person/" ID, true }, { "same", "record/" ID, false },
		{ "part.of", "place/" ID, true },
		{ "refused", "died.cause", true }, { "refused", "x.y", true },
		{ "refused", "Died", false }, { "refused", "a..b", false },
		{ "link", "https://example.org/a?b", true },
		{ "link", "mailto:a@example.org", true },
		{ "link", "https://", false }, { "link", "ftp://x", false },
		{ "link", "https://a b", false },
		{ "link", "javascript:alert(1)", false },
		{ "place.at", "43.238949,76.889709", true },
		{ "place.at", "-90,180", true }, { "place.at", "0,-0.5", true },
		{ "place.at", "90.1,0", false },
		{ "place.at", "90.000001,0", false },
		{ "place.at", "0,180.5", false }, { "place.at", "-0,0", false },
		{ "place.at", "1.2345678,0", false },
		{ "place.at", "1.,0", false }, { "place.at", "01,0", false },
		{ "place.at", "1, 0", false }, { "place.at", "1", false },
		{ "photo", "sha256:" HEX64, true },
		{ "photo", "sha256:" HEX64 "00", false },
		{ "photo", "md5:" HEX64, false },
		{ "name", "Имя", true }, { "name", "", false },
		{ "name", "a\rb", false }, { "name", "a\xff", false },
		{ "key.keeper", "nonsense", false },
	};
	struct err e = { 0 };

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++)
		CHECK((stmt_value_check(stmt_property(span_of(T[i].says)),
		    span_of(T[i].value), &e) == 0) == T[i].fine,
		    "value %zu, of %s", i, T[i].says);
	CHECK(stmt_value_check(NULL, SPAN("anything"), &e) == 0 &&
	    stmt_value_check(NULL, SPAN(""), &e) < 0 &&
	    stmt_value_check(NULL, SPAN("\x01"), &e) < 0,
	    "a property that we do not know");
}

static void test_limits(void)
{
	static char big[STMT_LINE_MAX + 10];
	const char head[] = "{\"about\":\"person/" ID "\",\"lang\":\"en\"," S
	    ",\"says\":\"work\",\"value\":\"";
	size_t n = sizeof(head) - 1;
	struct err e = { 0 };

	memset(big, 'a', sizeof(big));
	memcpy(big, head, n);
	memcpy(big + STMT_LINE_MAX - 2, "\"}", 2);
	CHECK(refused((struct span){ big, STMT_LINE_MAX })[0] == '\0',
	    "a line of 32768 bytes");
	memset(big + n, 'a', sizeof(big) - n);
	memcpy(big + STMT_LINE_MAX - 1, "\"}", 2);
	CHECK(strstr(refused((struct span){ big, STMT_LINE_MAX + 1 }),
	    "32768") != NULL, "a line of 32769 bytes");
	memset(big, 'a', sizeof(big));
	CHECK(stmt_value_check(stmt_property(SPAN("name")), (struct span){ big,
	    STMT_NAME_MAX }, &e) == 0 && stmt_value_check(stmt_property(
	    SPAN("name")), (struct span){ big, STMT_NAME_MAX + 1 }, &e) < 0,
	    "a name of 1024 and of 1025 bytes");
	CHECK(stmt_handle_valid((struct span){ big, 64 }) &&
	    !stmt_handle_valid((struct span){ big, 65 }),
	    "a handle of 64 and of 65 bytes");
}

static void test_table(void)
{
	const struct stmt_property *p = stmt_property(SPAN("sex"));
	struct stmt_property own;
	struct err e = { 0 };
	bool sorted = true, found = true;

	CHECK(stmt_property_count() > 100, "the table");
	for (int i = 0; i < stmt_property_count(); i++) {
		struct span name = stmt_property_at(i)->name;

		found = found && stmt_property_index(name) == i;
		sorted = sorted && (i == 0 ||
		    span_cmp(stmt_property_at(i - 1)->name, name) < 0);
	}
	CHECK(sorted && found, "is sorted, and each is found by its name");
	CHECK(p != NULL && p->type == STMT_CODE && span_is(p->codes,
	    "female,male,other") && p->subjects == (1u << STMT_PERSON |
	    1u << STMT_RECORD) && p->sense == STMT_PUBLIC, "one line of it");
	CHECK(span_is(stmt_label(p, SPAN("ru")), "Пол") &&
	    span_is(stmt_label(p, SPAN("kk-Latn")), "Жынысы") &&
	    span_is(stmt_label(p, SPAN("fr")), "Sex") &&
	    span_is(stmt_label(p, SPAN("")), "Sex"), "labels");
	CHECK(stmt_property(SPAN("")) == NULL &&
	    stmt_property(SPAN("sexx")) == NULL &&
	    stmt_property(SPAN("key.")) == NULL, "what it lacks");
	CHECK(span_starts(stmt_table(), SPAN("# name\ttype")), "its text");
	CHECK(stmt_property_parse(SPAN("x.oath\tcode:yes,no\tperson\tpublic\t"
	    "Oath"), &own, &e) == 0 && own.type == STMT_CODE &&
	    span_is(own.label_kk, "Oath"), "an own property: %s", e.text);
	CHECK(stmt_property_parse(SPAN("oath\ttext\tperson\tpublic\tOath"),
	    &own, &e) < 0 && stmt_property_parse(SPAN("x.a\ttext\tperson\t"
	    "public"), &own, &e) < 0 && stmt_property_parse(SPAN("x.a\ttext\t"
	    "ghost\tpublic\tA"), &own, &e) < 0 && stmt_property_parse(
	    SPAN("x.a\tcode:\tperson\tpublic\tA"), &own, &e) < 0 &&
	    stmt_property_parse(SPAN("x.a\ttext\tperson\tstructure\tA"), &own,
	    &e) < 0, "no own properties");
	CHECK(stmt_start(&e) == 0 && stmt_property_count() > 100,
	    "a second start is nothing");
}

static void test_rows(void)
{
	struct stmt_cell cells[] = { { SPAN("я"), SPAN("1\n\x01") },
		{ SPAN("\""), SPAN("\\") }, { SPAN("#"), SPAN("") } };
	struct stmt_cell twice[] = { { SPAN("a"), SPAN("") },
		{ SPAN("b"), SPAN("") }, { SPAN("a"), SPAN("") } };
	struct stmt_cell odd[] = { { SPAN("a"), { "\0", 1 } } };
	static struct stmt_cell many[STMT_COLUMNS_MAX + 1];
	struct stmt_cell *got;
	struct err e = { 0 };
	struct buf b;
	int count = 0;

	buf_open(&b, &a, 1 << 20);
	CHECK(stmt_row_print(cells, 3, &b, &e) == 0 && span_is(buf_span(&b),
	    "{\"\\\"\":\"\\\\\",\"#\":\"\",\"я\":\"1\\n\\u0001\"}"),
	    "a row: %.*s", (int)b.n, b.p);
	CHECK(stmt_row_cells(buf_span(&b), &a, &got, &count, &e) == 0 &&
	    count == 3 && span_is(got[0].column, "\"") &&
	    span_is(got[0].text, "\\") && span_is(got[1].text, "") &&
	    span_is(got[2].text, "1\n\x01"), "and back");
	CHECK(stmt_row_cells(SPAN("{}"), &a, &got, &count, &e) == 0 &&
	    count == 0 && stmt_row_cells(SPAN("{} "), &a, &got, &count, &e) < 0
	    && stmt_row_cells(SPAN(""), &a, &got, &count, &e) < 0,
	    "no cells, and no row");
	b.n = 0;
	CHECK(stmt_row_print(twice, 3, &b, &e) < 0 && e.kind == ERR_FORMAT &&
	    strstr(e.text, "\"a\"") != NULL && b.n == 0, "a column twice");
	CHECK(stmt_row_print(odd, 1, &b, &e) < 0 && e.kind == ERR_FORMAT,
	    "NUL in a cell");
	for (int i = 0; i <= STMT_COLUMNS_MAX; i++) {
		char *name = arena_fmt(&a, "%04d", i);

		many[i] = (struct stmt_cell){ span_of(name), SPAN("") };
	}
	CHECK(stmt_row_print(many, STMT_COLUMNS_MAX, &b, &e) == 0 &&
	    stmt_row_cells(buf_span(&b), &a, &got, &count, &e) == 0 &&
	    count == STMT_COLUMNS_MAX, "as many columns as may be");
	CHECK(stmt_row_print(many, STMT_COLUMNS_MAX + 1, &b, &e) < 0 &&
	    e.kind == ERR_LIMIT, "one more");
	odd[0].text = (struct span){ arena_take(&a, 1, 40000), 40000 };
	memset((void *)(uintptr_t)odd[0].text.p, 'a', 40000);
	CHECK(stmt_row_print(odd, 1, &b, &e) < 0 && e.kind == ERR_LIMIT,
	    "a row of 40000 bytes");
}

static void test_maps(void)
{
	static const struct {
		const char *value;
		bool fine;
	} T[] = {
		{ "ФИО\tname\tlang=ru", true }, { "ФИО\tname", false },
		{ "Born\tborn.date\tformat=dmy\twho=Example", true },
		{ "Born\tborn.date\twho=Example\tformat=dmy", false },
		{ "Born\tborn.date\tformat=dmy\tformat=mdy", false },
		{ "Born\tborn.date\tformat=dym", false },
		{ "Born\tborn.date\tformat=", false },
		{ "Born\tborn.date\tcolour=red", false },
		{ "Born\tborn.date\tlang=ru", false },
		{ "Age\tage\tformat=dmy", false },
		{ "Sex\tsex\tvalues=м:male,ж:female", true },
		{ "Sex\tsex\tvalues=м:man", false },
		{ "Sex\tsex\tvalues=male", false },
		{ "Sex\tage\tvalues=1:2", false },
		{ "Age\tage\tstance=denies", true },
		{ "Age\tage\tstance=maybe", false },
		{ "Later\tnew.thing\tlang=ru", true }, { "Row\trow", false },
		{ "Kin\trelative\tlang=ru", false }, { "T\ttoll", false },
		{ "\tage", false }, { "age", false }, { "", false },
		{ "Age\tage\t", false }, { "Age\tAge", false },
	};
	struct err e = { 0 };
	struct stmt_map m;
	struct buf b;

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		bool fine = stmt_map_parse(span_of(T[i].value), &m, &e) == 0;

		CHECK(fine == T[i].fine, "map %s", T[i].value);
		buf_open(&b, &a, 1000);
		if (fine)
			stmt_map_print(&m, &b);
		CHECK(!fine || span_is(buf_span(&b), T[i].value),
		    "printed as it was");
	}
}

static void test_cells(void)
{
	static const struct {
		const char *map, *cell, *value; /* NULL refused, "" nothing */
	} T[] = {
		{ "D\tborn.date\tformat=dmy", "07.01.2022", "2022-01-07" },
		{ "D\tborn.date\tformat=dmy", " 7.1.2022\n", "2022-01-07" },
		{ "D\tborn.date\tformat=dmy", "7/1/2022", "2022-01-07" },
		{ "D\tborn.date\tformat=dmy", "7-1-2022", "2022-01-07" },
		{ "D\tborn.date\tformat=dmy", "7 1 2022", "2022-01-07" },
		{ "D\tborn.date\tformat=dmy", "7. 1. 2022", "2022-01-07" },
		{ "D\tborn.date\tformat=dmy", "7.1/2022", NULL },
		{ "D\tborn.date\tformat=dmy", "01.2022", "2022-01" },
		{ "D\tborn.date\tformat=dmy", "2022", "2022" },
		{ "D\tborn.date\tformat=dmy", "2022-01-07", "2022-01-07" },
		{ "D\tborn.date\tformat=dmy", "2022-01-07/2022-01-08",
		    "2022-01-07/2022-01-08" },
		{ "D\tborn.date\tformat=dmy", "07.01.22", NULL },
		{ "D\tborn.date\tformat=dmy", "22", NULL },
		{ "D\tborn.date\tformat=dmy", "31.02.2022", NULL },
		{ "D\tborn.date\tformat=dmy", "01.13.2022", NULL },
		{ "D\tborn.date\tformat=dmy", "007.01.2022", NULL },
		{ "D\tborn.date\tformat=dmy", "7.1.02022", NULL },
		{ "D\tborn.date\tformat=dmy", "1.2.3.2022", NULL },
		{ "D\tborn.date\tformat=dmy", "7 января 2022", NULL },
		{ "D\tborn.date\tformat=dmy", "7.1.2022.", NULL },
		{ "D\tborn.date\tformat=dmy", "7.1.99999999999999999999",
		    NULL },
		{ "D\tborn.date\tformat=mdy", "01/13/2022", "2022-01-13" },
		{ "D\tborn.date\tformat=mdy", "01/2022", "2022-01" },
		{ "D\tborn.date\tformat=mdy", "13/01/2022", NULL },
		{ "D\tborn.date\tformat=ymd", "2022.1.7", "2022-01-07" },
		{ "D\tborn.date\tformat=ymd", "2022.1", "2022-01" },
		{ "D\tborn.date\tformat=ymd", "7.1.2022", NULL },
		{ "D\tborn.date", "7.1.2022", NULL },
		{ "D\tborn.date", "2022-01-05~", "2022-01-05~" },
		{ "D\tborn.date", "", "" }, { "D\tborn.date", "-", "" },
		{ "D\tborn.date", " \xe2\x80\x94 ", "" },
		{ "D\tborn.date", "н/д", "" }, { "D\tborn.date", "?", "" },
		{ "D\tborn.date", "N/A", "" }, { "D\tborn.date", "\xc2\xa0",
		    "" },
		{ "A\tage", "19", "19" }, { "A\tage", "19 лет", "19" },
		{ "A\tage", "19жас", "19" }, { "A\tage", "1 год", "1" },
		{ "A\tage", "19 years old", "19" }, { "A\tage", "19 kg", NULL },
		{ "A\tage", "nineteen", NULL }, { "A\tage", "лет", NULL },
		{ "A\tage", "19-20", NULL }, { "A\tage", "019", NULL },
		{ "S\tsex\tvalues=м:male,ж:female", "ж", "female" },
		{ "S\tsex\tvalues=м:male,ж:female", "male", "male" },
		{ "S\tsex\tvalues=м:male,ж:female", "Ж", NULL },
		{ "S\tsex\tvalues=-:other,a:b:male", "-", "other" },
		{ "S\tsex\tvalues=-:other,a:b:male", "a:b", "male" },
		{ "N\tname\tlang=ru", " Имя  Имя ", "Имя  Имя" },
		{ "N\tname\tlang=ru", "a\x01", NULL },
		{ "N\tname\tlang=ru", "a\xff", NULL },
		{ "T\tdied.time", "19:54", "19:54" },
		{ "L\tlink", "see https://x", NULL },
		{ "Q\tnew.thing", " q ", "q" },
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		struct span value = SPAN(""), cell = exact(T[i].cell,
		    strlen(T[i].cell));
		struct err e = { 0 };
		struct stmt_map m;
		int want = T[i].value == NULL ? -1 : T[i].value[0] != '\0';
		int got = -2;

		if (stmt_map_parse(span_of(T[i].map), &m, &e) == 0)
			got = stmt_map_cell(&m, cell, &a, &value, &e);
		CHECK(got == want && (got != 1 || span_is(value, T[i].value)),
		    "cell %zu of %s: %d %s", i, T[i].map, got, e.text);
		free((void *)(uintptr_t)cell.p);
	}
}

int main(void)
{
	struct err e = { 0 };

	CHECK(crypt_start(&e) == 0 && stmt_start(&e) == 0, "start: %s", e.text);
	test_lines();
	test_decoding();
	test_sameness();
	test_subjects();
	test_values();
	test_limits();
	test_table();
	test_rows();
	test_maps();
	test_cells();
	arena_closep(&a);
	return DONE();
}
