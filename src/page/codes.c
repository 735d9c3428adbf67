/* codes.c - words for codes, verbs, properties, dates and languages */
#include <stddef.h>

#include "page/inside.h"
#include "when/when.h"

static const struct {
	const char *property; /* NULL: of any */
	const char *code, *words;
} codes[] = {
	{ "withheld", "protection", PAGE_WORD("to protect someone") },
	{ "withheld", "court", PAGE_WORD("by order of a court") },
	{ "withheld", "error", PAGE_WORD("it was an error") },
	{ "withheld", "lost", PAGE_WORD("it is lost") },
	{ "disclosed", "consent", PAGE_WORD("with consent") },
	{ "disclosed", "decision", PAGE_WORD("by decision of the keepers") },
	{ "disclosed", "court", PAGE_WORD("by order of a court") },
	{ "disclosed", "error", PAGE_WORD("it was withheld in error") },
	{ "disclosed", "found", PAGE_WORD("it was found again") },
	{ NULL, "female", PAGE_WORD("female") },
	{ NULL, "male", PAGE_WORD("male") },
	{ NULL, "other", PAGE_WORD("other") },
	{ NULL, "killed", PAGE_WORD("killed") },
	{ NULL, "died", PAGE_WORD("died") },
	{ NULL, "missing", PAGE_WORD("missing") },
	{ NULL, "found-alive", PAGE_WORD("found alive") },
	{ NULL, "civilian", PAGE_WORD("civilian") },
	{ NULL, "security-force", PAGE_WORD("security forces") },
	{ NULL, "official", PAGE_WORD("official") },
	{ NULL, "foreign-citizen", PAGE_WORD("foreign citizen") },
	{ NULL, "journalist", PAGE_WORD("journalist") },
	{ NULL, "medic", PAGE_WORD("medical worker") },
	{ NULL, "minor", PAGE_WORD("child or minor") },
	{ NULL, "state", PAGE_WORD("state authority") },
	{ NULL, "police", PAGE_WORD("police") },
	{ NULL, "guard", PAGE_WORD("national guard") },
	{ NULL, "army", PAGE_WORD("army") },
	{ NULL, "security", PAGE_WORD("security service") },
	{ NULL, "court", PAGE_WORD("court") },
	{ NULL, "prosecution", PAGE_WORD("prosecution") },
	{ NULL, "media", PAGE_WORD("media") },
	{ NULL, "organisation", PAGE_WORD("organisation") },
	{ NULL, "happening", PAGE_WORD("event") },
	{ NULL, "order", PAGE_WORD("order") },
	{ NULL, "announcement", PAGE_WORD("announcement") },
	{ NULL, "ceremony", PAGE_WORD("ceremony") },
	{ NULL, "proceedings", PAGE_WORD("court proceedings") },
	{ NULL, "established", PAGE_WORD("established") },
	{ NULL, "reported", PAGE_WORD("reported") },
	{ NULL, "disputed", PAGE_WORD("disputed") },
	{ NULL, "refuted", PAGE_WORD("refuted") },
	{ NULL, "list", PAGE_WORD("list") },
	{ NULL, "article", PAGE_WORD("article") },
	{ NULL, "report", PAGE_WORD("report") },
	{ NULL, "broadcast", PAGE_WORD("broadcast") },
	{ NULL, "statement", PAGE_WORD("statement") },
	{ NULL, "verdict", PAGE_WORD("verdict") },
	{ NULL, "decree", PAGE_WORD("decree") },
	{ NULL, "document", PAGE_WORD("document") },
	{ NULL, "book", PAGE_WORD("book") },
	{ NULL, "testimony", PAGE_WORD("testimony") },
	{ NULL, "image", PAGE_WORD("image") },
};

struct span page_code(const struct page_job *j, struct span property,
    struct span code)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (span_is(code, codes[i].code) &&
		    (codes[i].property == NULL ||
		    span_is(property, codes[i].property)))
			return page_word(j, codes[i].words);
	return code;
}

struct span page_verb(const struct page_job *j, enum stmt_verb verb)
{
	static const char *const words[STMT_VERBS] = {
		PAGE_WORD("founding of the archive"),
		PAGE_WORD("import"), PAGE_WORD("record"),
		PAGE_WORD("decision"), PAGE_WORD("withholding"),
		PAGE_WORD("disclosure"), PAGE_WORD("change of keys"),
		PAGE_WORD("candles"),
	};

	return page_word(j, words[verb < STMT_VERBS ? verb : STMT_DO_RECORD]);
}

struct span page_label(const struct page_job *j, struct span property)
{
	const struct stmt_property *p = stmt_property(property);

	return p == NULL ? property : stmt_label(p, j->lang);
}

struct span page_date(const struct page_job *j, struct span edtf)
{
	struct when w;
	struct err why = { 0 };
	struct buf b;

	if (edtf.n == 0 || when_parse(edtf, &w, &why) < 0)
		return edtf;
	buf_open(&b, j->a, 512);
	when_words(&w, j->lang, &b);
	return buf_span(&b);
}

struct span page_language(const struct page_job *j, struct span tag)
{
	static const struct { const char *tag, *words; } known[] = {
		{ "kk-Latn", PAGE_WORD("Kazakh, in Latin letters") },
		{ "kk-Arab", PAGE_WORD("Kazakh, in Arabic letters") },
		{ "kk", PAGE_WORD("Kazakh") }, { "ru", PAGE_WORD("Russian") },
		{ "en", PAGE_WORD("English") }, { "de", PAGE_WORD("German") },
		{ "nl", PAGE_WORD("Dutch") }, { "fr", PAGE_WORD("French") },
		{ "es", PAGE_WORD("Spanish") }, { "pl", PAGE_WORD("Polish") },
		{ "uk", PAGE_WORD("Ukrainian") },
		{ "tr", PAGE_WORD("Turkish") }, { "uz", PAGE_WORD("Uzbek") },
		{ "ky", PAGE_WORD("Kyrgyz") }, { "ug", PAGE_WORD("Uyghur") },
		{ "ka", PAGE_WORD("Georgian") }, { "ar", PAGE_WORD("Arabic") },
		{ "fa", PAGE_WORD("Persian") }, { "he", PAGE_WORD("Hebrew") },
		{ "zh", PAGE_WORD("Chinese") },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		struct span t = span_of(known[i].tag);

		if (span_starts(tag, t) && (tag.n == t.n || tag.p[t.n] == '-'))
			return page_word(j, known[i].words);
	}
	return tag;
}
