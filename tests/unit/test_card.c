/* What a card says: nothing that is contested, of nobody missing that he is
 * dead; addresses of cards. */
#include <string.h>

#include "base/code.h"
#include "card/inside.h"
#include "name/skel.h"
#include "tap.h"

#define SAID(p, v, l) { .property = { p, sizeof(p) - 1 }, \
    .value = { v, sizeof(v) - 1 }, .lang = { l, sizeof(l) - 1 } }

static struct card_all all_of(struct card_said *at, int count)
{
	return (struct card_all){ at, count, count };
}

static void test_dates(void)
{
	static struct { const char *what; struct card_said s[3]; int n;
	    const char *want; } cases[] = {
		{ "one", { SAID("d", "2031-02-06", "") }, 1, "2031-02-06" },
		{ "the same", { SAID("d", "2031-02-06", ""),
		    SAID("d", "2031-02-06", "") }, 2, "2031-02-06" },
		{ "the closer one", { SAID("d", "2031-02", ""),
		    SAID("d", "2031-02-06", ""), SAID("d", "2031", "") }, 3,
		    "2031-02-06" },
		{ "two days", { SAID("d", "2031-02-05", ""),
		    SAID("d", "2031-02-06", "") }, 2, "2031-02" },
		{ "two months", { SAID("d", "2031-01-05", ""),
		    SAID("d", "2031-02-06", "") }, 2, "2031" },
		{ "two years", { SAID("d", "2030-02-05", ""),
		    SAID("d", "2031-02-06", "") }, 2, "" },
		{ "none", { SAID("x", "2031-02-06", "") }, 1, "" },
		{ "no date", { SAID("d", "soon", "") }, 1, "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct card_all all = all_of(cases[i].s, cases[i].n);
		struct span got = card_agreed_date(&all, "d");

		CHECK(span_is(got, cases[i].want), "%s: '%.*s'",
		    cases[i].what, (int)got.n, got.p);
	}
}

static void test_claims(void)
{
	struct card_said s[] = { SAID("d", "2031-02-05", ""),
		SAID("d", "2031-02-06", "") };
	const struct card_all all = all_of(s, 2);

	s[1].denies = true;
	CHECK(card_agreed_date(&all, "d").n == 0, "what is denied is not"
	    " said");
	s[0].established = true;
	CHECK(span_is(card_agreed_date(&all, "d"), "2031-02-05"),
	    "but where it is established");
	s[1].denies = false;
	CHECK(span_is(card_agreed_date(&all, "d"), "2031-02-05"),
	    "what is established goes before what is reported");
}

static void test_texts(void)
{
	const struct tongue *kk = tongue_find(SPAN("kk"));
	struct card_said s[] = { SAID("p", "Exampletown", "en"),
		SAID("p", "Үлгіқала, алаң", "kk"),
		SAID("p", "Үлгіқала", "kk"), SAID("p", "Мысалтау", "kk") };
	struct card_said n[] = { SAID("n", "21", ""), SAID("n", "21", ""),
		SAID("n", "22", "") };
	struct card_all all = all_of(s, 3);

	CHECK(span_is(card_agreed_text(&all, "p", kk), "Үлгіқала"),
	    "the reader's language, what both hold");
	all.count = 4;
	CHECK(card_agreed_text(&all, "p", kk).n == 0, "two places: none");
	all.count = 1;
	CHECK(span_is(card_agreed_text(&all, "p", kk), "Exampletown"),
	    "else as it stands");
	all = all_of(n, 2);
	CHECK(card_agreed_number(&all, "n") == 21, "a number");
	all.count = 3;
	CHECK(card_agreed_number(&all, "n") == -1, "two numbers: none");
}

/* Of two languages: the record knows the place, or the words sound alike, or
 * nothing is told. */
static void test_places(void)
{
	enum { TOWN = 7, SQUARE = 8, OTHER = 9 };
	static const struct { const char *what; struct { const char *text,
	    *lang; int64_t at[2]; } s[3]; const char *lang, *want; } cases[] = {
		{ "one, of another language", { { "Exampletown", "en", { 0 }
		    } }, "kk", "Exampletown" },
		{ "the reader's, where the record knows both", { {
		    "Exampletown", "en", { TOWN } }, { "Үлгіқала", "kk",
		    { TOWN } } }, "kk", "Үлгіқала" },
		{ "and for who reads neither", { { "Exampletown", "en", {
		    TOWN } }, { "Үлгіқала", "kk", { TOWN } } }, "ru",
		    "Exampletown" },
		{ "another place, in another language", { { "Exampletown",
		    "en", { TOWN } }, { "Мысалтау", "kk", { OTHER } } }, "en",
		    "" },
		{ "who can tell?", { { "Exampletown", "en", { 0 } }, {
		    "Мысалтау", "kk", { 0 } } }, "en", "" },
		{ "it sounds alike", { { "Shymkala", "en", { 0 } }, {
		    "Шымкала", "ru", { 0 } } }, "en", "Shymkala" },
		{ "and the square in it", { { "Mysaltau, the Old Square",
		    "en", { 0 } }, { "Мысалтау", "kk", { 0 } } }, "en",
		    "Mysaltau, the Old Square" },
		{ "the square is in the town", { { "Old Square", "en", {
		    SQUARE, TOWN } }, { "Үлгіқала", "kk", { TOWN } } }, "kk",
		    "Үлгіқала" },
		{ "and not in the other", { { "Old Square", "en", { SQUARE,
		    TOWN } }, { "Мысалтау", "kk", { OTHER } } }, "en", "" },
		{ "two in one town, told by a third", { { "Old Square", "en",
		    { SQUARE, TOWN } }, { "The market", "en", { OTHER, TOWN }
		    }, { "Үлгіқала", "kk", { TOWN } } }, "en", "Үлгіқала" },
		{ "known, so that a like sound is chance", { { "Mysaltau",
		    "en", { TOWN } }, { "Мысалтау", "kk", { OTHER } } }, "en",
		    "" },
		{ "two in one language", { { "Exampletown", "en", { 0 } }, {
		    "Sampleville", "en", { 0 } } }, "en", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct card_said s[3] = { SAID("p", "", ""), SAID("p", "",
		    ""), SAID("p", "", "") };
		struct card_all all = all_of(s, 0);
		struct span got;

		for (int k = 0; k < 3 && cases[i].s[k].text != NULL; k++) {
			s[k].value = span_of(cases[i].s[k].text);
			s[k].lang = span_of(cases[i].s[k].lang);
			memcpy(s[k].place, cases[i].s[k].at,
			    sizeof(cases[i].s[k].at));
			all.count++;
		}
		got = card_places_agreed(&all, "p", tongue_find(span_of(
		    cases[i].lang)));
		CHECK(span_is(got, cases[i].want), "%s: '%.*s'",
		    cases[i].what, (int)got.n, got.p);
	}
}

static void test_lines(void)
{
	static const struct { enum index_status status; const char *born,
	    *died; int age; const char *lang, *dates, *place; } cases[] = {
		{ INDEX_DEAD, "1995-03-12", "2031-02-06", -1, "en",
		    "12 March 1995 – 6 February 2031  ·  aged 35",
		    "Exampletown" },
		{ INDEX_DEAD, "", "2031-02-06", 21, "ru",
		    "6 февраля 2031 года  ·  21 год", "Exampletown" },
		{ INDEX_DEAD, "", "2031", 42, "ru", "2031 год  ·  42 года",
		    "Exampletown" },
		{ INDEX_DEAD, "", "2031", 11, "ru", "2031 год  ·  11 лет",
		    "Exampletown" },
		{ INDEX_DEAD, "", "", -1, "en", "Exampletown", "" },
		{ INDEX_DEAD, "1995", "2031", -1, "en", "1995 – 2031",
		    "Exampletown" },
		{ INDEX_MISSING, "1995-03-12", "2031-02-06", 35, "en",
		    "This person is missing",
		    "Last seen: 4 February 2031, Seentown" },
		{ INDEX_ALIVE, "", "2031-02-06", -1, "en",
		    "This person was found alive", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 20 };
		const struct card_person p = { .status = cases[i].status,
		    .born = span_of(cases[i].born),
		    .died = span_of(cases[i].died), .age = cases[i].age,
		    .died_place = SPAN("Exampletown"),
		    .seen = SPAN("2031-02-04"), .seen_place =
		    SPAN("Seentown") };
		struct card_lines l;

		card_tell(&p, tongue_find(span_of(cases[i].lang)), &a, &l);
		CHECK(span_is(l.dates, cases[i].dates) && span_is(l.place,
		    cases[i].place), "%.*s / %.*s", (int)l.dates.n, l.dates.p,
		    (int)l.place.n, l.place.p);
	}
}

static void test_counts(void)
{
	static const struct { const char *lang; int64_t n; const char *want; }
	    cases[] = { { "en", 1, "1 name" }, { "en", 238, "238 names" },
		{ "en", 20000, "20,000 names" }, { "ru", 238, "238 имён" },
		{ "ru", 1, "1 имя" }, { "ru", 33, "33 имени" },
		{ "ru", 12, "12 имён" }, { "kk", 238, "238 есім" } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 16 };
		struct span s = tongue_count_of(tongue_find(span_of(
		    cases[i].lang)), CARD_NAMES, (uint64_t)cases[i].n, &a);

		CHECK(span_is(s, cases[i].want), "%.*s", (int)s.n, s.p);
	}
}

static void test_paths(void)
{
	static const struct { const char *path; bool is; } cases[] = {
		{ "/kk/card/wall.png", true },
		{ "/ru/card/wall-story.png", true },
		{ "/kk/sheet/wall.pdf", false },
		{ "/xx/card/wall.png", false }, { "/kk/card/.png", false },
		{ "/kk/card/wall.pdf", false }, { "/kk/card/wall", false },
		{ "/kk/card/-story.png", false }, { "", false },
		{ "/kk/card/../wall.png", false }, { "/kk/card/AAAA.png", false },
	};
	char id[CODE_ID_CHARS + 1] = "", path[64];

	code_id(12345, id);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK(card_path(span_of(cases[i].path)) == cases[i].is, "'%s'",
		    cases[i].path);
	(void)snprintf(path, sizeof(path), "/en/card/%s-story.png", id);
	CHECK(card_path(span_of(path)), "%s", path);
	(void)snprintf(path, sizeof(path), "/en/sheet/%s.pdf", id);
	CHECK(card_path(span_of(path)), "%s", path);
	(void)snprintf(path, sizeof(path), "/en/sheet/%s-story.pdf", id);
	CHECK(!card_path(span_of(path)), "no: %s", path);
}

int main(void)
{
	struct err e = { 0 };

	if (stmt_start(&e) < 0 || name_start(&e) < 0 || tongue_start(&e) < 0)
		return 1;
	test_dates();
	test_claims();
	test_texts();
	test_places();
	test_lines();
	test_counts();
	test_paths();
	return DONE();
}
