/* Acts: form, printing, what a verb may state (FORMAT 3). */
#include "stmt/act.h"

#include <stdlib.h>
#include <string.h>

#include "../tap.h"

#define ORIGIN "example.org/memorial"
#define TEXT ORIGIN "\n0 -\n2031-01-02T03:04:05Z\nfound\n"
#define H0 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define H1 "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define BY(name) "\xe2\x80\x94 " name " AAAAAA" SIG_REST "\n"
/* 92 characters: a key id and 64 bytes */
#define SIG_REST "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" \
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

static struct arena a = { .cap = 1 << 24 };

static void test_form(void)
{
	static const struct {
		const char *entry, *why;
	} T[] = {
#define V1 "kulpytas/act/v1\n"
		{ V1 TEXT "1\n" H0 "\n\n" BY("a"), "" },
		{ V1 TEXT "2\n" H0 "\n" H1 "\n\n" BY("a") BY("b"), "" },
		{ V1 ORIGIN "\n7 " H1 "\n2031-01-02T03:04:05Z\nrecord\n1\n" H0
		    "\n\n" BY("a"), "" },
		{ "", "FORMAT 3" },
		{ V1 TEXT "1\n" H0 "\n", "FORMAT 3" },
		{ V1 TEXT "1\n" H0 "\n\n", "FORMAT 3" },
		{ V1 TEXT "1\n" H0 "\n\n" BY("a") "x\n", "FORMAT 3" },
		{ "kulpytas/act/v2\n" TEXT "1\n" H0 "\n\n" BY("a"), "line 1" },
		{ V1 "a b\n0 -\n2031-01-02T03:04:05Z\nfound\n1\n" H0 "\n\n"
		    BY("a"), "FORMAT 3.3" },
		{ V1 ORIGIN "\n0 " H0 "\n2031-01-02T03:04:05Z\nfound\n1\n" H0
		    "\n\n" BY("a"), "line 3" },
		{ V1 ORIGIN "\n7 -\n2031-01-02T03:04:05Z\nfound\n1\n" H0 "\n\n"
		    BY("a"), "line 3" },
		{ V1 ORIGIN "\n07 " H0 "\n2031-01-02T03:04:05Z\nfound\n1\n" H0
		    "\n\n" BY("a"), "line 3" },
		{ V1 ORIGIN "\n0 -\n2031-01-02 03:04:05\nfound\n1\n" H0 "\n\n"
		    BY("a"), "line 4" },
		{ V1 ORIGIN "\n0 -\n2031-01-02T03:04:05Z\nforge\n1\n" H0 "\n\n"
		    BY("a"), "verb" },
		{ V1 TEXT "0\n\n" BY("a"), "count" },
		{ V1 TEXT "257\n" H0 "\n\n" BY("a"), "count" },
		{ V1 TEXT "01\n" H0 "\n\n" BY("a"), "count" },
		{ V1 TEXT "2\n" H0 "\n\n" BY("a"), "commitment 2" },
		{ V1 TEXT "1\n" H0 "\n" H1 "\n\n" BY("a"), "after" },
		{ V1 TEXT "1\n" H0 "\n\n\n" BY("a"), "after" },
		{ V1 TEXT "2\n" H1 "\n" H0 "\n\n" BY("a"), "FORMAT 3.1" },
		{ V1 TEXT "2\n" H0 "\n" H0 "\n\n" BY("a"), "FORMAT 3.1" },
		{ V1 TEXT "1\nAAAA\n\n" BY("a"), "commitment 1" },
		{ V1 TEXT "1\n" H0 "\n\n" BY("b") BY("a"), "FORMAT 3.2" },
		{ V1 TEXT "1\n" H0 "\n\n" BY("a") BY("a"), "FORMAT 3.2" },
		{ V1 TEXT "1\n" H0 "\n\n\xe2\x80\x94 a AAAAAAAA\n",
		    "Ed25519" },
		{ V1 TEXT "1\n" H0 "\n\n" BY("a") BY("b") BY("c") BY("d")
		    BY("e") BY("f") BY("g") BY("h") BY("i") BY("j") BY("k")
		    BY("l") BY("m") BY("n") BY("o") BY("p"), "" },
		{ V1 TEXT "1\n" H0 "\n\n" BY("a") BY("b") BY("c") BY("d")
		    BY("e") BY("f") BY("g") BY("h") BY("i") BY("j") BY("k")
		    BY("l") BY("m") BY("n") BY("o") BY("p") BY("q"),
		    "more than 16" },
	};
	static struct stmt_act act;

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		struct err e = { 0 };
		int got = stmt_act_parse(span_of(T[i].entry), &act, &e);

		CHECK(T[i].why[0] == '\0' ? got == 0 : got < 0 &&
		    strstr(e.text, T[i].why) != NULL, "act %zu: %s: %s", i,
		    T[i].why, e.text);
	}
}

static void test_print(void)
{
	static struct stmt_act act, got;
	struct err e = { 0 };
	struct span entry;
	struct buf b;

	act.origin = SPAN(ORIGIN);
	act.base_size = 9;
	act.base_root[0] = 7;
	act.verb = STMT_DO_RECORD;
	act.time = 1925089445;
	act.count = STMT_ACT_COMMITMENTS;
	for (int i = 0; i < act.count; i++)
		act.commitment[i][0] = (uint8_t)(255 - i);
	buf_open(&b, &a, STMT_ACT_BYTES);
	CHECK(stmt_act_print(&act, &b, &e) == 0, "printed: %s", e.text);
	buf_str(&b, "\n" BY("a"));
	CHECK(buf_end(&b, &entry, &e) == 0 &&
	    stmt_act_parse(entry, &got, &e) == 0, "and read: %s", e.text);
	CHECK(got.base_size == 9 && got.base_root[0] == 7 && got.time ==
	    act.time && got.verb == STMT_DO_RECORD && got.count == act.count &&
	    got.commitment[0][0] == 0 && got.commitment[255][0] == 255,
	    "the same, sorted");
	act.commitment[0][0] = act.commitment[1][0];
	CHECK(stmt_act_print(&act, &b, &e) < 0, "a statement twice");
	act.count = 0;
	CHECK(stmt_act_print(&act, &b, &e) < 0 && e.kind == ERR_LIMIT,
	    "an act of nothing");
	act.count = 257;
	CHECK(stmt_act_print(&act, &b, &e) < 0 && e.kind == ERR_LIMIT,
	    "an act of 257");
}

/* Each row: the verbs, by their first letters, that may state it. */
static void test_allows(void)
{
	static const char VERBS[] = "firdwskc"; /* s: disclose */
	static const enum stmt_verb VERB[] = { STMT_FOUND, STMT_IMPORT,
		STMT_DO_RECORD, STMT_DECIDE, STMT_WITHHOLD, STMT_DISCLOSE,
		STMT_KEYS, STMT_CANDLES };
	static const struct {
		const char *says;
		bool self;
		const char *may;
	} T[] = {
		{ "archive.title", false, "fk" }, { "key.keeper", false, "fk" },
		{ "key.future", false, "fk" }, { "property", false, "fk" },
		{ "archived", false, "ir" }, { "keyhole", false, "ir" },
		{ "note", false, "firdwskc" }, { "name", false, "ir" },
		{ "row", false, "i" }, { "row.private", false, "i" },
		{ "row.gone", false, "i" }, { "map", false, "i" },
		{ "same", false, "d" }, { "same.shown", false, "d" },
		{ "differs", false, "d" }, { "finding", false, "d" },
		{ "finding.reason", false, "ird" }, { "released", false, "ir" },
		{ "withheld", false, "w" }, { "withheld", true, "irdwsc" },
		{ "disclosed", false, "s" }, { "disclosed", true, "s" },
		{ "candles", false, "c" }, { "candles", true, "c" },
		{ "x.own", false, "ir" },
	};
	struct err e = { 0 };

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		struct stmt s = { .says = span_of(T[i].says) };

		for (size_t v = 0; v < sizeof(VERB) / sizeof(VERB[0]); v++)
			CHECK((stmt_act_allows(VERB[v], &s, T[i].self, &e) ==
			    0) == (strchr(T[i].may, VERBS[v]) != NULL),
			    "%s states %s%s", stmt_verb_name(VERB[v]),
			    T[i].says, T[i].self ? " of itself" : "");
	}
	for (int v = 0; v < STMT_VERBS; v++) {
		enum stmt_verb got;

		CHECK(stmt_verb_of(span_of(stmt_verb_name((enum stmt_verb)v)),
		    &got) && (int)got == v, "a verb's name");
	}
}

int main(void)
{
	struct err e = { 0 };

	CHECK(crypt_start(&e) == 0 && stmt_start(&e) == 0, "start: %s", e.text);
	test_form();
	test_print();
	test_allows();
	arena_closep(&a);
	return DONE();
}
