/* frame.c - what every page has: language, menu, addresses, marks of text */
#include <string.h>

#include "base/utc.h"
#include "page/job.h"
#include "uni/uni.h"

#define WINDOW 2 /* page numbers named on each side of this one */

static const struct { const char *name, *file, *words; } menu[] = {
	{ "wall", "", TONGUE("The wall") },
	{ "today", "today.html", TONGUE("Today we remember") },
	{ "timeline", "timeline.html", TONGUE("Timeline") },
	{ "map", "map.html", TONGUE("Map") },
	{ "official", "official.html", TONGUE("The state's account") },
	{ "counts", "counts.html", TONGUE("Numbers announced") },
	{ NULL, NULL, NULL }, /* what follows stands at the foot */
	{ "lists", "lists.html", TONGUE("Lists") },
	{ "sources", "sources.html", TONGUE("Sources") },
	{ "method", "method.html", TONGUE("How this archive works") },
	{ "log", "log.html", TONGUE("The log") },
	{ "data", "data.html", TONGUE("Open data") },
};

/* Is this the language and script that the page is in? */
static bool at_home(const struct page_job *j, struct span lang)
{
	struct span rest = span_skip(lang, j->lang.n);

	if (!span_starts(lang, j->lang))
		return false;
	return rest.n == 0 || span_is(rest, "-Cyrl") ||
	    (rest.p[0] == '-' && j->tongue == tongue_english());
}

/* "kk-Latn" is marked kk: what the title of the mark says is exact. */
static struct span mark_of(struct span lang)
{
	lang.n = span_find(lang, '-');
	return lang;
}

struct span page_alone(const struct page_job *j, struct span text)
{
	if (uni_rtl(text) == j->tongue->rtl)
		return text;
	return span_of(arena_fmt(j->a, "\u2068%.*s\u2069", (int)text.n,
	    text.p));
}

/* said: as it was, where the letters of text were changed by rule. */
static void put_text(const struct page_job *j,
    struct tmpl_map *m, struct span text, struct span lang, struct span said)
{
	bool home = lang.n == 0 || at_home(j, lang);
	const struct span none = { 0 };

	tmpl_text(m, "text", text);
	tmpl_text(m, "plain", page_alone(j, text));
	tmpl_text(m, "said", said);
	tmpl_text(m, "lang", home ? none : lang);
	tmpl_flag(m, "rtl", uni_rtl(text));
	tmpl_text(m, "tongue", home ? none : mark_of(lang));
	tmpl_text(m, "tongue_name", home ? none : tongue_language(j->tongue, lang));
}

void page_text(const struct page_job *j, struct tmpl_map *m, const char *key,
    struct span text, struct span lang)
{
	if (text.n == 0)
		tmpl_flag(m, key, false);
	else
		put_text(j, tmpl_sub(m, key), text, lang,
		    (struct span){ 0 });
}

void page_name(const struct page_job *j, struct tmpl_map *m, const char *key,
    struct span form, struct span lang)
{
	struct span said = form;

	if (tongue_name(j->tongue, &form, &lang, j->a))
		put_text(j, tmpl_sub(m, key), form, lang, said);
	else
		page_text(j, m, key, form, lang);
}

void page_title(struct page_job *j, const char *english)
{
	page_text(j, j->model, "title", page_word(j, english),
	    (struct span){ 0 });
}

struct span page_clip(struct page_job *j, struct span s, size_t max)
{
	size_t n = max;

	if (s.n <= max)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return span_of(arena_fmt(j->a, "%.*s\u2026", (int)n, s.p));
}

struct span page_href(const struct page_job *j, const struct index_thing *t)
{
	return span_of(arena_fmt(j->a, "%.*s%s/%s.html", (int)j->here.n,
	    j->here.p, stmt_kind_name(t->kind), t->id));
}

struct span page_act_href(const struct page_job *j, uint64_t act,
    struct span id)
{
	return span_of(arena_fmt(j->a, "%.*sact/%llu.html%s%.*s",
	    (int)j->here.n, j->here.p, (unsigned long long)act,
	    id.n > 0 ? "#s-" : "", (int)id.n, id.p));
}

void page_number(const struct page_job *j, struct tmpl_map *m,
    const char *key, uint64_t n)
{
	if (n == 0)
		tmpl_u64(m, key, 0);
	else
		tmpl_text(m, key, tongue_number(j->tongue, n, j->a));
}

void page_count(const struct page_job *j, struct tmpl_map *m,
    const char *key, const char *many, uint64_t n)
{
	tmpl_text(m, key, tongue_count_of(j->tongue, many, n, j->a));
}

void page_further(const struct page_job *j, struct tmpl_map *m, uint64_t n)
{
	tmpl_flag(m, "others", false);
	if (n > 0)
		page_count(j, m, "others", TONGUE_MANY("and {n} further name",
		    "and {n} further names"), n);
}

struct span page_utc(const struct page_job *j, int64_t time)
{
	char t[UTC_CHARS];

	utc_print(time, t);
	return span_of(arena_fmt(j->a, "%.10s %.5s UTC", t, t + 11));
}

static struct span number_href(struct page_job *j, const char *head,
    uint64_t k)
{
	struct span h = span_of(head);

	if (k == 1 && span_ends(h, SPAN("wall")))
		return span_of(arena_fmt(j->a, "%.*sindex.html",
		    (int)(h.n - 4), head));
	if (k == 1 && !span_ends(h, SPAN("acts")))
		return span_of(arena_fmt(j->a, "%s.html", head));
	return span_of(arena_fmt(j->a, "%s-%llu.html", head,
	    (unsigned long long)k));
}

void page_pager(struct page_job *j, const char *head, uint64_t number,
    uint64_t pages)
{
	const struct span none = { 0 };
	struct tmpl_map *p;
	struct tmpl_list *rows;
	uint64_t last = 0;

	tmpl_flag(j->model, "pager", false);
	tmpl_u64(j->model, "page_number", number);
	if (pages < 2)
		return;
	p = tmpl_sub(j->model, "pager");
	tmpl_text(p, "previous", number > 1 ? number_href(j, head, number - 1)
	    : none);
	tmpl_text(p, "next", number < pages ? number_href(j, head, number + 1)
	    : none);
	rows = tmpl_rows(p, "numbers");
	for (uint64_t k = 1; k <= pages; k++) {
		struct tmpl_map *m;

		if (k != 1 && k != pages && (k + WINDOW < number ||
		    k > number + WINDOW)) {
			k = k < number ? number - WINDOW - 1 : pages - 1;
			continue;
		}
		m = tmpl_row(rows);
		tmpl_u64(m, "number", k);
		tmpl_flag(m, "gap", k != last + 1);
		tmpl_text(m, "href", k == number ? none
		    : number_href(j, head, k));
		last = k;
	}
}

static void put_menu(struct page_job *j, const char *name)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "menu");
	struct tmpl_list *foot = tmpl_rows(j->model, "foot");

	for (size_t i = 0; i < sizeof(menu) / sizeof(menu[0]); i++) {
		struct tmpl_map *m;

		if (menu[i].name == NULL) {
			rows = foot;
			continue;
		}
		m = tmpl_row(rows);
		tmpl_text(m, "href", span_of(arena_fmt(j->a, "%.*s%s",
		    (int)j->here.n, j->here.p, i == 0 ? "index.html"
		    : menu[i].file)));
		/* A copy does not know its reader's day. */
		tmpl_text(m, "words", page_word(j, j->from->now == 0 &&
		    strcmp(menu[i].name, "today") == 0
		    ? TONGUE("Days of remembrance") : menu[i].words));
		tmpl_flag(m, "current", name != NULL &&
		    strcmp(name, menu[i].name) == 0);
	}
}

/* Kazakh in Latin letters has the order and the letters of Kazakh. */
static bool same_order(const struct tongue *a, const struct tongue *b)
{
	return strcmp(a->of != NULL ? a->of : a->tag, b->of != NULL ? b->of
	    : b->tag) == 0;
}

/* What there is of this page in another language. */
static struct span rest_in(const struct page_job *j, const struct tongue *t)
{
	return j->abroad.n == 0 || same_order(t, j->tongue) ? j->rest
	    : j->abroad;
}

static bool is_first(struct span rest)
{
	return rest.n == 0 || span_is(rest, "index.html");
}

/* For machines: a whole address where we know where this copy is. */
static struct span alternate(struct page_job *j, const struct tongue *t)
{
	const char *tag = t == NULL ? "" : t->tag, *slash = t == NULL ? "" : "/";
	bool first = is_first(j->rest);

	if (j->address.n == 0)
		return span_of(arena_fmt(j->a, "%.*s%s%s%.*s",
		    (int)j->root.n, j->root.p, tag, slash, first ? 10
		    : (int)j->rest.n, first ? "index.html" : j->rest.p));
	return span_of(arena_fmt(j->a, "%.*s/%s%s%.*s", (int)j->address.n,
	    j->address.p, tag, slash, first ? 0 : (int)j->rest.n,
	    j->rest.p));
}

static void put_alternate(struct tmpl_list *rows, const char *tag,
    struct span href)
{
	struct tmpl_map *m = tmpl_row(rows);

	tmpl_text(m, "tag", span_of(tag));
	tmpl_text(m, "href", href);
}

/* The same page in other languages, for people; and where it is the same for
 * machines, which are told where to send who reads none of them. */
static void put_tongues(struct page_job *j, bool same)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "tongues");
	struct tmpl_list *alternates = tmpl_rows(j->model, "alternates");

	for (int i = 0; i < tongue_count; i++) {
		const struct tongue *t = &tongue_list[i];
		struct span rest = rest_in(j, t);
		struct tmpl_map *m = tmpl_row(rows);

		if (is_first(rest))
			rest = SPAN("index.html");
		tmpl_text(m, "href", span_of(arena_fmt(j->a, "%.*s%s/%.*s",
		    (int)j->root.n, j->root.p, t->tag, (int)rest.n, rest.p)));
		tmpl_text(m, "tag", span_of(t->tag));
		tmpl_text(m, "words", span_of(t->name));
		tmpl_flag(m, "tag_rtl", t->rtl);
		tmpl_flag(m, "current", t == j->tongue);
		if (same)
			put_alternate(alternates, t->tag, alternate(j, t));
	}
	if (same)
		put_alternate(alternates, "x-default", alternate(j,
		    is_first(j->rest) ? NULL : tongue_english()));
}

/* Which letters a text is in, where its language is not known. */
static struct span script_of(const struct page_job *j,
    const struct index_said *said)
{
	enum uni_script s = uni_script(said->text);

	if (said->lang.n > 0 && !span_starts(said->lang, SPAN("und")))
		return said->lang;
	if (s == UNI_LATIN && j->tongue != tongue_english())
		return SPAN("und-Latn");
	if (s == UNI_CYRILLIC && j->tongue == tongue_english())
		return SPAN("und-Cyrl");
	return (struct span){ 0 };
}

int page_where(struct page_job *j, struct err *e)
{
	j->address = j->from->address;
	if (j->address.n == 0 && index_archive_text(j->from->ix,
	    "archive.address", j->lang, j->a, &j->address, e) < 0)
		return -1;
	while (span_ends(j->address, SPAN("/")))
		j->address.n--;
	if (!span_starts(j->address, SPAN("https://")) &&
	    !span_starts(j->address, SPAN("http://")))
		j->address.n = 0; /* "mailto:" is no place of a page */
	return 0;
}

struct span page_origin(const struct page_job *j)
{
	struct span note = j->from->checkpoint;

	return (struct span){ note.p, span_find(note, '\n') };
}

struct span page_url(const struct page_job *j, const char *rest)
{
	if (j->address.n == 0)
		return (struct span){ 0 };
	return span_of(arena_fmt(j->a, "%.*s/%s/%s", (int)j->address.n,
	    j->address.p, j->tongue->tag, rest));
}

int page_frame(struct page_job *j, const char *name, struct err *e)
{
	struct index_said site;

	if (index_archive_said(j->from->ix, "archive.title", j->lang, j->a,
	    &site, e) < 0 || page_where(j, e) < 0)
		return -1;
	if (site.text.n == 0)
		site = (struct index_said){ page_word(j, TONGUE("A memorial")),
			j->lang };
	tmpl_text(j->model, "page_lang", j->lang);
	tmpl_flag(j->model, "page_rtl", j->tongue->rtl);
	tmpl_text(j->model, "arrow_back", j->tongue->rtl ? SPAN("→")
	    : SPAN("←"));
	tmpl_text(j->model, "arrow_on", j->tongue->rtl ? SPAN("←")
	    : SPAN("→"));
	tmpl_flag(j->model, "by_rule", j->tongue->of != NULL);
	tmpl_text(j->model, "root", j->root);
	tmpl_text(j->model, "here", j->here);
	page_name(j, j->model, "site", site.text, script_of(j, &site));
	tmpl_text(j->model, "home", span_of(arena_fmt(j->a, "%.*sindex.html",
	    (int)j->here.n, j->here.p)));
	tmpl_flag(j->model, "served", j->from->find != NULL ||
	    j->from->candles != NULL); /* not from a disk */
	tmpl_flag(j->model, "cut", j->cut > 0);
	page_count(j, j->model, "cut_said", TONGUE_MANY("{n} statement is left"
	    " out here, for length.", "{n} statements are left out here, for"
	    " length."), (uint64_t)j->cut);
	tmpl_flag(j->model, "field", j->from->find != NULL && (name == NULL
	    || strcmp(name, "wall") == 0));
	put_menu(j, name);
	/* What is not here is nowhere; a letter of one language is no other's. */
	put_tongues(j, j->abroad.n == 0 && !j->absent);
	return 0;
}
