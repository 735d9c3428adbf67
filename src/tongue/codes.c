/* codes.c - words for codes, verbs, properties, dates and languages */
#include "tongue/tongue.h"

static const struct {
	const char *property; /* NULL: of any */
	const char *code, *words;
} codes[] = {
	{ "withheld", "protection", TONGUE("to protect someone") },
	{ "withheld", "court", TONGUE("by order of a court") },
	{ "withheld", "error", TONGUE("it was an error") },
	{ "withheld", "lost", TONGUE("it is lost") },
	{ "disclosed", "consent", TONGUE("with consent") },
	{ "disclosed", "decision", TONGUE("by decision of the keepers") },
	{ "disclosed", "court", TONGUE("by order of a court") },
	{ "disclosed", "error", TONGUE("it was withheld in error") },
	{ "disclosed", "found", TONGUE("it was found again") },
	{ NULL, "female", TONGUE("female") },
	{ NULL, "male", TONGUE("male") },
	{ NULL, "other", TONGUE("other") },
	{ NULL, "killed", TONGUE("killed") },
	{ NULL, "died", TONGUE("died") },
	{ NULL, "missing", TONGUE("missing") },
	{ NULL, "found-alive", TONGUE("found alive") },
	{ NULL, "civilian", TONGUE("civilian") },
	{ NULL, "security-force", TONGUE("security forces") },
	{ NULL, "official", TONGUE("official") },
	{ NULL, "foreign-citizen", TONGUE("foreign citizen") },
	{ NULL, "journalist", TONGUE("journalist") },
	{ NULL, "medic", TONGUE("medical worker") },
	{ NULL, "minor", TONGUE("child or minor") },
	{ NULL, "state", TONGUE("state authority") },
	{ NULL, "police", TONGUE("police") },
	{ NULL, "guard", TONGUE("national guard") },
	{ NULL, "army", TONGUE("army") },
	{ NULL, "security", TONGUE("security service") },
	{ NULL, "court", TONGUE("court") },
	{ NULL, "prosecution", TONGUE("prosecution") },
	{ NULL, "media", TONGUE("media") },
	{ NULL, "organisation", TONGUE("organisation") },
	{ NULL, "happening", TONGUE("event") },
	{ NULL, "order", TONGUE("order") },
	{ NULL, "announcement", TONGUE("announcement") },
	{ NULL, "ceremony", TONGUE("ceremony") },
	{ NULL, "proceedings", TONGUE("court proceedings") },
	{ NULL, "established", TONGUE("established") },
	{ NULL, "reported", TONGUE("reported") },
	{ NULL, "disputed", TONGUE("disputed") },
	{ NULL, "refuted", TONGUE("refuted") },
	{ NULL, "list", TONGUE("list") },
	{ NULL, "article", TONGUE("article") },
	{ NULL, "report", TONGUE("report") },
	{ NULL, "broadcast", TONGUE("broadcast") },
	{ NULL, "statement", TONGUE("statement") },
	{ NULL, "verdict", TONGUE("verdict") },
	{ NULL, "decree", TONGUE("decree") },
	{ NULL, "document", TONGUE("document") },
	{ NULL, "book", TONGUE("book") },
	{ NULL, "testimony", TONGUE("testimony") },
	{ NULL, "image", TONGUE("image") },
};

static struct span word(const struct tongue *t, const char *english)
{
	return tongue_word(t, span_of(english));
}

struct span tongue_code(const struct tongue *t, struct span property,
    struct span code)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (span_is(code, codes[i].code) &&
		    (codes[i].property == NULL ||
		    span_is(property, codes[i].property)))
			return word(t, codes[i].words);
	return code;
}

struct span tongue_verb(const struct tongue *t, enum stmt_verb verb)
{
	static const char *const words[STMT_VERBS] = {
		TONGUE("founding of the archive"),
		TONGUE("import"), TONGUE("record"),
		TONGUE("decision"), TONGUE("withholding"),
		TONGUE("disclosure"), TONGUE("change of keys"),
		TONGUE("candles"),
	};

	return word(t, words[verb < STMT_VERBS ? verb : STMT_DO_RECORD]);
}

struct span tongue_language(const struct tongue *t, struct span tag)
{
	static const struct { const char *tag, *words; } known[] = {
		{ "kk-Latn", TONGUE("Kazakh, in Latin letters") },
		{ "kk-Arab", TONGUE("Kazakh, in Arabic letters") },
		{ "kk", TONGUE("Kazakh") }, { "ru", TONGUE("Russian") },
		{ "en", TONGUE("English") }, { "de", TONGUE("German") },
		{ "nl", TONGUE("Dutch") }, { "fr", TONGUE("French") },
		{ "es", TONGUE("Spanish") }, { "pl", TONGUE("Polish") },
		{ "uk", TONGUE("Ukrainian") },
		{ "tr", TONGUE("Turkish") }, { "uz", TONGUE("Uzbek") },
		{ "ky", TONGUE("Kyrgyz") }, { "ug", TONGUE("Uyghur") },
		{ "ka", TONGUE("Georgian") }, { "ar", TONGUE("Arabic") },
		{ "fa", TONGUE("Persian") }, { "he", TONGUE("Hebrew") },
		{ "zh", TONGUE("Chinese") },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		struct span k = span_of(known[i].tag);

		if (span_starts(tag, k) && (tag.n == k.n || tag.p[k.n] == '-'))
			return word(t, known[i].words);
	}
	return tag;
}
