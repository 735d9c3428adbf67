/* share.c - Open Graph, JSON-LD, the canonical address, what to pass on
 *
 * Neither says what somebody is called by a state, nor a date that accounts
 * differ on; of who is missing, no death. */
#include <string.h>

#include "folio/inside.h"
#include "folio/sides.h"
#include "uni/uni.h"
#include "when/when.h"

#define SAY_MAX 200     /* bytes of a description */
#define NAMES_MAX 16      /* other names in JSON-LD */
#define SOURCES_MAX 20
#define TEXT_MAX 400      /* bytes of a title or place in it */
#define JSON_MAX ((size_t)256 << 10) /* bytes */
#define CARD_WIDTH 1200   /* of a picture at card/ID.png */
#define CARD_HEIGHT 630

/* Languages with the country that Open Graph wants. */
static const struct { const char *tag, *locale; } locales[] = {
	{ "kk", "kk_KZ" }, { "ru", "ru_RU" }, { "en", "en_GB" },
};

static struct span locale_of(const struct page_job *j)
{
	for (size_t i = 0; i < sizeof(locales) / sizeof(locales[0]); i++)
		if (span_is(j->lang, locales[i].tag))
			return span_of(locales[i].locale);
	return (struct span){ 0 };
}

static void share_frame(struct page_job *j)
{
	struct tmpl_map *m = tmpl_sub(j->model, "share");
	bool nowhere = j->nowhere || j->absent ||
	    span_find(j->rest, '?') < j->rest.n;

	tmpl_text(m, "canonical", nowhere ? (struct span){ 0 } : page_url(j,
	    span_is(j->rest, "index.html") ? "" : arena_cstr(j->a,
	    j->rest)));
	tmpl_text(m, "feed", span_of(arena_fmt(j->a, "%.*sfeed.atom",
	    (int)j->here.n, j->here.p)));
	tmpl_text(m, "calendar", span_of(arena_fmt(j->a, "%.*scalendar.ics",
	    (int)j->here.n, j->here.p)));
}

int folio_frame(struct page_job *j, const char *menu, struct err *e)
{
	if (page_frame(j, menu, e) < 0)
		return -1;
	share_frame(j);
	return 0;
}

/* ---- what may be said ---- */

bool folio_asserts(const struct page_say *s, const char *property)
{
	return span_is(s->property, property) && !s->denies &&
	    !s->refused_cell && !span_is(s->finding, "refuted");
}

struct span folio_agreed(const struct page_talk *t, const char *property)
{
	struct span one = { 0 };

	for (int i = 0; i < t->count; i++) {
		const struct page_say *s = &t->at[i];
		bool answers = s->parent >= 0 && span_is(
		    t->at[s->parent].property, property);

		if (answers && s->denies)
			return (struct span){ 0 };
		if (!span_is(s->property, property))
			continue;
		if (s->denies || span_is(s->finding, "disputed"))
			return (struct span){ 0 };
		if (!folio_asserts(s, property))
			continue;
		if (one.n > 0 && !span_eq(one, s->value))
			return (struct span){ 0 };
		one = s->value;
	}
	return one;
}

/* Their life as the page's reader can read it, and as the state does not
 * tell it; else nothing. */
static int life_of(struct page_job *j, const struct page_talk *t,
    struct span *out, struct err *e)
{
	int state = 1;

	for (int i = 0; i < t->count && state == 1; i++) {
		if (!folio_asserts(&t->at[i], "life") || t->at[i].parent >= 0 ||
		    !span_starts(t->at[i].lang, j->lang))
			continue;
		state = folio_official(j, t->at[i].who, e);
		if (state == 0)
			*out = t->at[i].value;
	}
	return state < 0 ? -1 : 0;
}

/* Their life in a line where it is told in this language; else the dates
 * that nobody disputes; else a plain word. */
static struct span line_of(struct page_job *j, const struct page_talk *t,
    struct span life)
{
	struct span born, died;

	if (life.n > 0)
		return page_clip(j, life, SAY_MAX);
	if (t->status == INDEX_MISSING)
		return page_word(j, TONGUE("Missing."));
	born = tongue_date(j->tongue, folio_agreed(t, "born.date"), j->a);
	died = t->status == INDEX_DEAD ? tongue_date(j->tongue,
	    folio_agreed(t, "died.date"), j->a) : (struct span){ 0 };
	if (born.n > 0 && died.n > 0)
		return span_of(arena_fmt(j->a, "%.*s – %.*s", (int)born.n,
		    born.p, (int)died.n, died.p));
	if (died.n > 0)
		return died;
	return page_word(j, TONGUE("The life and what is known, with its"
	    " sources."));
}

/* ---- JSON-LD ---- */

/* So that no text can end the script it stands in. */
static struct span for_script(struct page_job *j, struct span json)
{
	struct buf b;

	buf_open(&b, j->a, 6 * json.n + 1);
	for (size_t i = 0; i < json.n; i++) {
		unsigned char c = (unsigned char)json.p[i];

		if (c == '<' || c == '>' || c == '&')
			buf_fmt(&b, "\\u%04x", c);
		else if (c == 0xe2 && json.n - i >= 3 &&
		    (unsigned char)json.p[i + 1] == 0x80 &&
		    ((unsigned char)json.p[i + 2] & 0xfe) == 0xa8) {
			buf_fmt(&b, "\\u%04x", 0x2000 +
			    ((unsigned char)json.p[i + 2] & 0x3f));
			i += 2;
		} else {
			buf_byte(&b, (char)c);
		}
	}
	return buf_span(&b);
}

static void put(struct buf *b, const char *key, struct span value)
{
	if (value.n == 0)
		return;
	buf_fmt(b, ",\"%s\":", key);
	buf_json(b, value);
}

/* A whole date, or nothing. */
static struct span whole(struct span date)
{
	struct err why = { 0 };
	struct when w;

	return date.n > 0 && when_parse(date, &w, &why) == 0 &&
	    when_is_day(&w) && w.from.precision == WHEN_DAY ? date
	    : (struct span){ 0 };
}

static void put_names(struct buf *b, const struct page_talk *t,
    struct span lead)
{
	struct span seen[NAMES_MAX];
	int n = 0;

	for (int i = 0; i < t->count && n < NAMES_MAX; i++) {
		const struct page_say *s = &t->at[i];
		bool old = span_eq(s->value, lead) ||
		    (!folio_asserts(s, "name") &&
		    !folio_asserts(s, "name.official"));

		for (int k = 0; k < n && !old; k++)
			old = span_eq(seen[k], s->value);
		if (old)
			continue;
		buf_str(b, n == 0 ? ",\"alternateName\":[" : ",");
		buf_json(b, s->value);
		seen[n++] = s->value;
	}
	buf_str(b, n > 0 ? "]" : "");
}

static int put_sources(struct page_job *j, struct buf *b,
    const struct page_talk *t, struct err *e)
{
	struct span seen[SOURCES_MAX];
	int n = 0;

	for (int i = 0; i < t->count && n < SOURCES_MAX; i++) {
		const struct page_cite *c;
		bool old = t->at[i].source.n == 0;
		int got;

		for (int k = 0; k < n && !old; k++)
			old = span_eq(seen[k], t->at[i].source);
		if (old)
			continue;
		got = page_cite(j, STMT_SOURCE, t->at[i].source, &c, e);
		if (got < 0)
			return -1;
		if (got == 0)
			continue;
		buf_str(b, n == 0 ? ",\"subjectOf\":[" : ",");
		buf_str(b, "{\"@type\":\"CreativeWork\"");
		put(b, "name", page_clip(j, c->title.n > 0 ? c->title
		    : c->text, TEXT_MAX));
		if (!span_eq(c->title, c->text)) {
			buf_str(b, ",\"publisher\":{\"@type\":"
			    "\"Organization\"");
			put(b, "name", page_clip(j, c->text, TEXT_MAX));
			buf_byte(b, '}');
		}
		put(b, "datePublished", whole(c->date));
		put(b, "url", page_url(j, arena_fmt(j->a, "source/%s.html",
		    c->thing.id)));
		buf_byte(b, '}');
		seen[n++] = t->at[i].source;
	}
	buf_str(b, n > 0 ? "]" : "");
	return 0;
}

static int put_json(struct page_job *j, const struct page_talk *t,
    struct span name, struct span line, struct span url, struct err *e)
{
	struct span place = folio_agreed(t, "died.place"), json;
	bool dead = t->status == INDEX_DEAD;
	struct buf b;

	buf_open(&b, j->a, JSON_MAX);
	buf_str(&b, "{\"@context\":\"https://schema.org\","
	    "\"@type\":\"Person\"");
	put(&b, "@id", url);
	put(&b, "name", name);
	put_names(&b, t, name);
	put(&b, "birthDate", whole(folio_agreed(t, "born.date")));
	if (dead)
		put(&b, "deathDate", whole(folio_agreed(t, "died.date")));
	if (dead && place.n > 0) {
		buf_str(&b, ",\"deathPlace\":{\"@type\":\"Place\"");
		put(&b, "name", page_clip(j, place, TEXT_MAX));
		buf_byte(&b, '}');
	}
	put(&b, "url", url);
	put(&b, "description", line);
	if (put_sources(j, &b, t, e) < 0)
		return -1;
	buf_byte(&b, '}');
	if (buf_end(&b, &json, e) < 0)
		return -1;
	tmpl_html(j->model, "json_ld", for_script(j, json));
	return 0;
}

/* ---- Open Graph ---- */

static void put_og(struct page_job *j, const char *type, struct span title,
    struct span line, struct span url)
{
	struct tmpl_map *og = tmpl_sub(j->model, "og");

	tmpl_text(og, "og_title", title);
	tmpl_text(og, "og_line", line);
	tmpl_text(og, "og_type", span_of(type));
	tmpl_text(og, "og_url", url);
	tmpl_text(og, "og_locale", locale_of(j));
}

/* A picture needs a whole address. */
static void put_card(struct page_job *j, const char *name, struct span alt)
{
	struct tmpl_map *m;
	struct span url = j->from->cards ? page_url(j, arena_fmt(j->a,
	    "card/%s.png", name)) : (struct span){ 0 };

	tmpl_flag(j->model, "og_image", url.n > 0);
	if (url.n == 0)
		return;
	m = tmpl_sub(j->model, "og_image");
	tmpl_text(m, "og_image_url", url);
	tmpl_u64(m, "og_image_width", CARD_WIDTH);
	tmpl_u64(m, "og_image_height", CARD_HEIGHT);
	tmpl_text(m, "og_image_alt", alt);
}

static void put_pass_on(struct page_job *j, const char *name,
    struct span title, struct span url, bool calendar)
{
	struct tmpl_map *m = tmpl_sub(j->model, "pass_on");

	tmpl_text(m, "pass_name", span_of(name));
	tmpl_text(m, "pass_title", title);
	tmpl_text(m, "pass_url", url);
	tmpl_text(m, "pass_embed", page_url(j, arena_fmt(j->a,
	    "embed/%s.html", name)));
	tmpl_text(m, "pass_calendar", !calendar ? SPAN("") : span_of(
	    arena_fmt(j->a, "%.*sperson/%s.ics", (int)j->here.n, j->here.p,
	    name)));
	tmpl_text(m, "pass_card", !j->from->cards ? SPAN("") : span_of(
	    arena_fmt(j->a, "%.*scard/%s.png", (int)j->here.n, j->here.p,
	    name)));
	tmpl_text(m, "pass_sheet", !j->from->cards || strcmp(name, "wall") ==
	    0 ? SPAN("") : span_of(arena_fmt(j->a, "%.*ssheet/%s.pdf",
	    (int)j->here.n, j->here.p, name)));
	tmpl_text(m, "pass_story", !j->from->cards ? SPAN("") : span_of(
	    arena_fmt(j->a, "%.*scard/%s-story.png", (int)j->here.n,
	    j->here.p, name)));
}

int folio_share_person(struct page_job *j, const struct index_thing *person,
    const struct page_talk *t, struct err *e)
{
	struct index_name name = { 0 };
	struct span line, life = { 0 }, url;
	struct days_person p;
	int got = page_called(j, person, &name, e);

	if (got < 0 || life_of(j, t, &life, e) < 0)
		return -1;
	line = line_of(j, t, life);
	if (got == 0)
		name.form = page_word(j, TONGUE("A person whose name is not"
		    " known"));
	url = page_url(j, arena_fmt(j->a, "person/%s.html", person->id));
	put_og(j, "profile", name.form, line, url);
	put_card(j, person->id, name.form);
	if (days_of(j->from->ix, person, j->a, &p, e) < 0)
		return -1;
	put_pass_on(j, person->id, name.form, url, p.count > 0);
	return put_json(j, t, name.form, line, url, e);
}

int folio_archive_text(struct page_job *j, const char *property,
    struct span *out, struct err *e)
{
	struct index_said said;

	if (index_archive_said(j->from->ix, property, j->lang, j->a, &said,
	    e) < 0)
		return -1;
	(void)tongue_name(j->tongue, &said.text, &said.lang, j->a);
	*out = said.text;
	return 0;
}

int folio_share_page(struct page_job *j, const char *english, struct err *e)
{
	struct span site;

	if (folio_archive_text(j, "archive.title", &site, e) < 0)
		return -1;
	put_og(j, "website", page_word(j, english), (struct span){ 0 },
	    page_url(j, arena_cstr(j->a, j->rest)));
	put_card(j, "wall", site);
	return 0;
}

int folio_share_wall(struct page_job *j, struct err *e)
{
	struct span site, about, url = page_url(j, "");

	if (folio_archive_text(j, "archive.title", &site, e) < 0 ||
	    folio_archive_text(j, "archive.about", &about, e) < 0)
		return -1;
	put_og(j, "website", site, page_clip(j, about, SAY_MAX), url);
	put_card(j, "wall", site);
	put_pass_on(j, "wall", site, url, false);
	return 0;
}
