/* wall.c - every name, once a person: all at once where they fit, else in
 * sections by letter, place or day; and those who are missing */
#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "folio/inside.h"
#include "index/told.h"
#include "when/when.h"

#define FORM_MAX 300 /* bytes of a name on the wall; its page has it whole */
#define FEW 60       /* names that are set large */
#define SOME 500
#define SAMPLE 240 /* names of a wall that is too large for one stone */
#define DAY 86400 /* seconds */
#define GROUPS_MAX 1024 /* headings on a wall that is shown whole */

void folio_wall_name(struct page_job *j, const struct index_name *n,
    struct tmpl_map *m)
{
	page_name(j, m, "form", page_clip(j, n->form, FORM_MAX), n->lang);
	tmpl_text(m, "href", page_href(j, &n->thing));
	tmpl_flag(m, "row", n->thing.kind == STMT_RECORD);
	tmpl_flag(m, "burns", folio_candle_burns(j, &n->thing));
	tmpl_text(m, "category", span_is(n->category, "security-force")
	    ? tongue_code(j->tongue, SPAN("category"), n->category)
	    : (struct span){ 0 });
}

static void put_names(struct page_job *j, const struct index_name *name,
    int count, struct tmpl_list *rows)
{
	for (int i = 0; i < count; i++)
		folio_wall_name(j, &name[i], tmpl_row(rows));
}

static int put_wall(struct page_job *j, enum index_status status,
    const struct folio_ask *ask, const char *key, struct err *e)
{
	struct index_name *name;
	int count;

	if (index_wall(j->from->ix, j->lang, status, ask->skip, ask->most,
	    j->a, &name, &count, e) < 0)
		return -1;
	put_names(j, name, count, tmpl_rows(j->model, key));
	return 0;
}

static int put_missing(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	int64_t people, records;

	if (index_wall_count(j->from->ix, INDEX_MISSING, &people, &records,
	    e) < 0)
		return -1;
	tmpl_flag(j->model, "missing_people", people + records > 0);
	page_count(j, j->model, "missing_said", TONGUE_MANY("{n} person is"
	    " missing.", "{n} people are missing."),
	    (uint64_t)(people + records));
	tmpl_flag(j->model, "more_missing", people + records > ask->most);
	return put_wall(j, INDEX_MISSING, ask, "missing", e);
}

/* ---- sections ---- */

/* How a key stands in an address: a letter's number, a hash, a day. */
static struct span key_text(struct page_job *j, enum index_part part,
    int64_t key)
{
	char day[UTC_CHARS];

	if (key == INDEX_OTHERS)
		return SPAN("other");
	if (part != INDEX_BY_DAY)
		return span_of(arena_fmt(j->a, part == INDEX_BY_PLACE
		    ? "%010llx" : "%llx", (unsigned long long)key));
	utc_print(key * DAY, day);
	return span_of(arena_fmt(j->a, "%.4s%.2s%.2s", day, day + 5,
	    day + 8));
}

static bool day_of(struct span text, int64_t *out)
{
	char room[11];
	struct err why = { 0 };
	struct when w;

	if (text.n != 8)
		return false;
	(void)snprintf(room, sizeof(room), "%.4s-%.2s-%.2s", text.p,
	    text.p + 4, text.p + 6);
	if (when_parse(span_of(room), &w, &why) < 0 || w.interval ||
	    w.first != w.last)
		return false;
	*out = w.first;
	return true;
}

bool folio_section_key(struct span text, enum index_part part, int64_t *out)
{
	static const char digits[] = "0123456789abcdef";

	if (span_is(text, "other")) {
		*out = INDEX_OTHERS;
		return part != INDEX_BY_LETTER;
	}
	if (part == INDEX_BY_DAY)
		return day_of(text, out);
	if (text.n == 0 || text.n > 10 || (part == INDEX_BY_PLACE &&
	    text.n != 10) || (part == INDEX_BY_LETTER && text.p[0] == '0'))
		return false;
	*out = 0;
	for (size_t i = 0; i < text.n; i++) {
		const char *digit = memchr(digits, text.p[i], 16);

		if (digit == NULL)
			return false;
		*out = *out << 4 | (digit - digits);
	}
	return true;
}

static const char *const part_names[] = { "letter", "place", "day" };

static struct span section_href(struct page_job *j, enum index_part part,
    int64_t key)
{
	struct span text = key_text(j, part, key);

	return span_of(arena_fmt(j->a, "%.*swall/%s/%.*s.html",
	    (int)j->here.n, j->here.p, part_names[part], (int)text.n,
	    text.p));
}

static struct span section_title(struct page_job *j, enum index_part part,
    const struct index_section *s)
{
	char day[UTC_CHARS];

	if (s->key == INDEX_OTHERS)
		return part == INDEX_BY_DAY
		    ? page_word(j, TONGUE("The day is not known exactly"))
		    : page_word(j, TONGUE("The place is not known"));
	if (part != INDEX_BY_DAY)
		return s->name;
	utc_print(s->key * DAY, day);
	return tongue_date(j->tongue, arena_copy(j->a,
	    (struct span){ day, 10 }), j->a);
}

void folio_section_text(struct page_job *j, enum index_part part, int64_t key,
    char out[CODE_ID_CHARS + 1])
{
	struct span text = key_text(j, part, key);

	if (text.n > CODE_ID_CHARS)
		text.n = CODE_ID_CHARS;
	memcpy(out, text.p, text.n);
	out[text.n] = '\0';
}

/* A place is called as readers of the page call it. */
static int put_title(struct page_job *j, enum index_part part,
    const struct index_section *s, struct tmpl_map *m, const char *key,
    struct err *e)
{
	struct index_said title = { section_title(j, part, s), { 0 } };

	if (part == INDEX_BY_PLACE && s->key != INDEX_OTHERS &&
	    index_place_name(j->from->ix, title.text, j->lang, j->a, &title,
	    e) < 0)
		return -1;
	title.text = page_clip(j, title.text, FORM_MAX);
	if (part == INDEX_BY_LETTER)
		page_name(j, m, key, title.text, title.lang);
	else
		page_text(j, m, key, title.text, title.lang);
	return 0;
}

static int put_section(struct page_job *j, enum index_part part,
    const struct index_section *s, struct tmpl_map *m, struct err *e)
{
	if (put_title(j, part, s, m, "label", e) < 0)
		return -1;
	tmpl_text(m, "section_href", section_href(j, part, s->key));
	page_number(j, m, "section_count", (uint64_t)s->count);
	return 0;
}

/* The links that lead from one way of looking at the wall to the others. */
static void put_parts(struct page_job *j, int current, int64_t all)
{
	static const char *const files[] = { "index", "by-place", "by-day" };
	static const char *const words[] = { TONGUE("by name"),
		TONGUE("by place"), TONGUE("by day") };
	struct tmpl_list *rows = tmpl_rows(j->model, "parts");

	for (int i = 0; i < 3; i++) {
		struct tmpl_map *m = tmpl_row(rows);

		tmpl_text(m, "part_href", span_of(arena_fmt(j->a,
		    "%.*s%s.html", (int)j->here.n, j->here.p, files[i])));
		tmpl_text(m, "part", page_word(j, words[i]));
		tmpl_flag(m, "current", i == current);
	}
	tmpl_text(j->model, "size", all <= FEW ? SPAN("few") : all <= SOME
	    ? SPAN("some") : SPAN("many"));
}

/* A group for each section: with its names where all fit on one wall. */
static int put_groups(struct page_job *j, enum index_part part, bool names,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "sections");
	struct index_section *list;
	int count;

	if (index_sections(j->from->ix, j->lang, part, j->a, &list, &count, e) < 0)
		return -1;
	names = names && count <= GROUPS_MAX;
	tmpl_flag(j->model, "grouped", names);
	for (int i = 0; i < count; i++) {
		struct index_range r = { part, list[i].key, 0,
			FOLIO_WALL_MOST };
		struct tmpl_map *m = tmpl_row(rows);
		struct index_name *name;
		int n = 0;

		if (put_section(j, part, &list[i], m, e) < 0)
			return -1;
		if (names && index_section(j->from->ix, j->lang, &r, j->a,
		    &name, &n, e) < 0)
			return -1;
		put_names(j, name, n, tmpl_rows(m, "names"));
	}
	return 0;
}

/* Of a wall too large for one stone: whose candles burn, and some of all. */
static int put_some(struct page_job *j, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "names");
	struct index_name *name;
	int count;

	if (folio_candle_lit(j, e) < 0 || index_sample(j->from->ix, j->lang,
	    SAMPLE, j->a, &name, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (!folio_candle_burns(j, &name[i].thing))
			folio_wall_name(j, &name[i], tmpl_row(rows));
	return put_groups(j, INDEX_BY_LETTER, false, e);
}

static int put_count(struct page_job *j, int64_t *all, struct err *e)
{
	int64_t people, records;

	if (index_wall_count(j->from->ix, INDEX_DEAD, &people, &records,
	    e) < 0)
		return -1;
	page_count(j, j->model, "people", TONGUE_MANY("{n} person",
	    "{n} people"), (uint64_t)people);
	tmpl_flag(j->model, "records", records > 0);
	page_count(j, j->model, "records_said", TONGUE_MANY("{n} further row"
	    " of a list is not yet joined to a person", "{n} further rows of"
	    " lists are not yet joined to a person"), (uint64_t)records);
	*all = people + records;
	return 0;
}

/* ---- pages ---- */

int folio_wall(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct folio_ask whole = { .most = FOLIO_WALL_MOST };
	struct index_said about;
	int64_t all;

	(void)ask;
	if (put_count(j, &all, e) < 0 || index_archive_said(j->from->ix,
	    "archive.about", j->lang, j->a, &about, e) < 0)
		return -1;
	put_parts(j, 0, all);
	tmpl_flag(j->model, "nobody", all == 0);
	tmpl_flag(j->model, "whole", all <= FOLIO_WALL_MOST);
	if (all <= FOLIO_WALL_MOST ? put_wall(j, INDEX_DEAD, &whole, "names",
	    e) < 0 : put_some(j, e) < 0)
		return -1;
	whole.most = FOLIO_MISSING_MOST;
	if (put_missing(j, &whole, e) < 0)
		return -1;
	(void)tongue_name(j->tongue, &about.text, &about.lang, j->a);
	page_text(j, j->model, "about", about.text, about.lang);
	if (all > 0)
		folio_candles_put(j, CANDLE_ALL);
	if (folio_today_put(j, e) < 0 || folio_share_wall(j, e) < 0)
		return -1;
	page_title(j, TONGUE("The wall"));
	return 0;
}

int folio_parts(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	int64_t all;

	if (put_count(j, &all, e) < 0)
		return -1;
	put_parts(j, ask->part == INDEX_BY_PLACE ? 1 : 2, all);
	page_title(j, ask->part == INDEX_BY_PLACE
	    ? TONGUE("The names by place")
	    : TONGUE("The names by day of death"));
	return put_groups(j, ask->part, all <= FOLIO_WALL_MOST, e);
}

int folio_section_of(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct index_range r = { ask->part, ask->section.key, ask->skip,
		ask->most };
	struct index_name *name;
	int count;

	if (index_section(j->from->ix, j->lang, &r, j->a, &name, &count,
	    e) < 0)
		return -1;
	put_parts(j, ask->part == INDEX_BY_LETTER ? 0 : (int)ask->part,
	    ask->all);
	put_names(j, name, count, tmpl_rows(j->model, "names"));
	page_count(j, j->model, "section_count", TONGUE_MANY("{n} name",
	    "{n} names"), (uint64_t)ask->all);
	return put_title(j, ask->part, &ask->section, j->model, "title", e);
}

int folio_missing(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	page_title(j, TONGUE("The missing"));
	tmpl_text(j->model, "size", SPAN("some"));
	return put_missing(j, ask, e);
}
