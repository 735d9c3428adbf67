/* Addresses that need no archive: redirects, languages, static files. */
#include "folio/folio.h"
#include "tap.h"

static const struct {
	const char *path, *languages;
	int status;
	const char *location;
} cases[] = {
	{ "/", "kk", 302, "/kk/" },
	{ "/", "de-DE, ru-RU;q=0.8, en;q=0.5", 302, "/ru/" },
	{ "/", "en-GB,en;q=0.9", 302, "/en/" },
	{ "/", "kkj, engine, ru", 302, "/ru/" },
	{ "/", "  en  ", 302, "/en/" },
	{ "/", "en;q=0.4, ru;q=0.9", 302, "/ru/" },
	{ "/", "kk-Latn", 302, "/kk-Latn/" },
	{ "/kk-Latn", "ru", 302, "/kk-Latn/" },
	{ "/kk", "", 302, "/kk/" },
	{ "/ru", "en", 302, "/ru/" },
	{ "/static/style.css", "", 200, "" },
	{ "/static/stone.svg", "", 200, "" },
};

static void test_addresses(const struct page_set *set)
{
	const struct page_from from = { .set = set };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		SCOPED(arena) a = { .cap = 1 << 20 };
		struct err e = { 0 };
		struct page p;
		int rc = folio_make(&from, span_of(cases[i].path),
		    span_of(cases[i].languages), &a, &p, &e);

		CHECK(rc == 0 && p.status == cases[i].status &&
		    span_is(p.location, cases[i].location),
		    "%s for '%s' is %d %s", cases[i].path,
		    cases[i].languages, cases[i].status, cases[i].location);
	}
}

/* An id as it is typed from a stone leads to the page. */
static void test_typed(const struct page_set *set)
{
	const struct page_from from = { .set = set };
	SCOPED(arena) a = { .cap = 1 << 20 };
	char id[CODE_ID_CHARS + 1] = "", typed[CODE_ID_CHARS + 1] = "";
	struct err e = { 0 };
	struct page p;
	int rc;

	code_id(0x1234567890abcdef, id);
	for (int i = 0; i < CODE_ID_CHARS; i++)
		typed[i] = id[i] >= 'A' ? (char)(id[i] - 'A' + 'a')
		    : id[i] == '0' ? 'o' : id[i];
	rc = folio_make(&from, span_of(arena_fmt(&a, "/ru/person/%s.html",
	    typed)), SPAN(""), &a, &p, &e);
	CHECK(rc == 0 && p.status == 302 && span_is(p.location,
	    arena_fmt(&a, "/ru/person/%s.html", id)), "%s is %s", typed, id);
}

int main(void)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct page_set *set = NULL;
	const struct page_from none = { 0 };
	struct err e = { 0 };
	struct page p;
	int rc = page_open(&set, &e);

	CHECK(rc == 0, "all templates are sound: %s", e.text);
	if (rc == 0) {
		test_addresses(set);
		test_typed(set);
	}
	rc = folio_make(&none, SPAN("/static/style.css"), SPAN(""), &a, &p,
	    &e);
	CHECK(rc == 0 && span_is(span_of(p.type), "text/css; charset=utf-8"),
	    "the style sheet has its type");
	page_closep(&set);
	page_closep(&set);
	return DONE();
}
