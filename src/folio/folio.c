#include "folio/folio.h"

#include <string.h>

#include "base/scan.h"
#include "days/days.h"
#include "index/told.h"
#include "folio/inside.h"

#define DEPTH_MAX 64     /* folders in an address that links climb out of */
#define BATCH 1024       /* things asked for at once */
#define ADDRESS_MAX 128  /* bytes of an address of ours */
#define BATCH_ROOM ((size_t)1 << 20)  /* bytes of arena for them */
#define COUNT_ROOM ((size_t)64 << 20) /* and for counting one's pages */

/* What is counted to know how many pages there are of a kind. */
enum of { OF_ONE, OF_WALL, OF_MISSING, OF_TOLLS, OF_CALLED, OF_SILENT,
	OF_ACCOUNTS, OF_DEAD_AT, OF_EVENTS, OF_SOURCES, OF_ACTS, OF_LIST,
	OF_SOURCE, OF_ACT, OF_DATE,
	/* parts of the wall: all of a kind, and one of them */
	OF_PLACES, OF_DAYS, OF_LETTER, OF_PLACE, OF_DAY };

/* "name", "name-2", ...; "name/" is followed by the id of a thing of kind, by
 * the number of an act, or by a day of the year ("01-05").  A template that
 * begins with a dot is none: the ending of a file that its maker writes. */
static const struct route {
	const char *name, *template, *menu;
	folio_maker *make;
	enum of of;
	int most; /* things on a page */
	enum stmt_kind kind;
} routes[] = {
	{ "wall", "wall", "wall", folio_wall, OF_WALL, 1, 0 },
	{ "by-place", "parts", "wall", folio_parts, OF_PLACES, 1, 0 },
	{ "by-day", "parts", "wall", folio_parts, OF_DAYS, 1, 0 },
	{ "wall/letter/", "section", "wall", folio_section_of, OF_LETTER,
	    FOLIO_WALL_MOST, 0 },
	{ "wall/place/", "section", "wall", folio_section_of, OF_PLACE,
	    FOLIO_WALL_MOST, 0 },
	{ "wall/day/", "section", "wall", folio_section_of, OF_DAY,
	    FOLIO_WALL_MOST, 0 },
	{ "missing", "missing", "wall", folio_missing, OF_MISSING,
	    FOLIO_MISSING_MOST, 0 },
	{ "timeline", "timeline", "timeline", folio_timeline, OF_EVENTS, 200,
	    0 },
	{ "counts", "counts", "counts", folio_counts, OF_TOLLS, 200, 0 },
	{ "lists", "lists", "lists", folio_lists, OF_ONE, 1, 0 },
	{ "sources", "sources", "sources", folio_sources, OF_SOURCES, 100, 0 },
	{ "method", "method", "method", folio_method, OF_ONE, 1, 0 },
	{ "log", "log", "log", folio_log, OF_ONE, 1, 0 },
	{ "acts", "acts", "log", folio_acts, OF_ACTS, 200, 0 },
	{ "404", "absent", NULL, folio_absent, OF_ONE, 1, 0 },
	{ "person/", "person", "wall", folio_person, OF_ONE, 1, STMT_PERSON },
	{ "record/", "record", "lists", folio_record, OF_ONE, 1, STMT_RECORD },
	{ "event/", "thing", "timeline", folio_thing, OF_ONE, 1, STMT_EVENT },
	{ "place/", "thing", "map", folio_thing, OF_DEAD_AT, 500, STMT_PLACE },
	{ "body/", "thing", NULL, folio_thing, OF_ONE, 1, STMT_BODY },
	{ "source/", "source", "sources", folio_source, OF_SOURCE, 200,
	    STMT_SOURCE },
	{ "list/", "list", "lists", folio_list, OF_LIST, 200, STMT_SOURCE },
	{ "act/", "act", "log", folio_act, OF_ACT, 1, 0 },
	{ "today", "today", "today", folio_today, OF_ONE, 1, 0 },
	{ "day/", "day", "today", folio_day, OF_DATE, 200, 0 },
	{ "data", "data", "data", folio_data, OF_ONE, 1, 0 },
	{ "embed/wall", "embed_wall", NULL, folio_embed_wall, OF_ONE, 1, 0 },
	{ "embed/", "embed", NULL, folio_embed, OF_ONE, 1, STMT_PERSON },
	{ "calendar", ".ics", NULL, folio_calendar, OF_ONE, 1, 0 },
	{ "person/", ".ics", NULL, folio_person_calendar, OF_ONE, 1,
	    STMT_PERSON },
	{ "feed", ".atom", NULL, folio_feed, OF_ONE, 1, 0 },
	{ "map", "map", "map", folio_map, OF_ONE, 1, 0 },
	{ "official", "official", "official", folio_official_all, OF_ONE, 1,
	    0 },
	{ "called", "called", "official", folio_called_all, OF_CALLED, 100, 0 },
	{ "refused", "refused", "official", folio_silent, OF_SILENT, 100, 0 },
	{ "accounts", "accounts", "official", folio_accounts, OF_ACCOUNTS, 100,
	    0 },
};
#define ROUTES ((int)(sizeof(routes) / sizeof(routes[0])))
static const struct route home = { "", "home", NULL, folio_home, OF_ONE, 1, 0 };

static bool is_section(const struct route *r)
{
	return r->of >= OF_LETTER;
}

static enum index_part part_of(const struct route *r)
{
	return r->of == OF_LETTER ? INDEX_BY_LETTER : r->of == OF_PLACE ||
	    r->of == OF_PLACES ? INDEX_BY_PLACE : INDEX_BY_DAY;
}

static bool names_thing(const struct route *r)
{
	return r->of != OF_ACT && r->of != OF_DATE && !is_section(r) &&
	    span_ends(span_of(r->name), SPAN("/"));
}

static const char *ext_of(const struct route *r)
{
	return r->template[0] == '.' ? r->template : ".html";
}

static const char *type_of(const struct route *r)
{
	struct span ext = span_of(ext_of(r));

	return span_is(ext, ".ics") ? "text/calendar; charset=utf-8"
	    : span_is(ext, ".atom") ? "application/atom+xml; charset=utf-8"
	    : "text/html; charset=utf-8";
}

/* ---- how many ---- */

static int count_rows(struct page_job *j, const struct index_thing *source,
    int64_t *out, struct err *e)
{
	int64_t match[INDEX_MATCHES], rows = 0;

	if (index_match_count(j->from->ix, source, match, e) < 0)
		return -1;
	for (int i = 0; i < INDEX_MATCHES; i++)
		rows += match[i];
	*out = rows > 0 ? rows : -1;
	return 0;
}

/* Is there an act of that number?  Asked of it alone: its page does not rest
 * on how many there are. */
static int has_act(struct page_job *j, uint64_t number, struct err *e)
{
	struct index_act *act;
	int count;

	return index_acts(j->from->ix, number, 1, j->a, &act, &count, e) < 0
	    ? -1 : count;
}

static int count_day(struct page_job *j, int of_year, int64_t *out,
    struct err *e)
{
	static const enum index_day_kind kinds[] = { INDEX_DAY_DIED,
		INDEX_DAY_40TH, INDEX_DAY_CEREMONY };
	int64_t all = 0, n = 0;

	for (int i = 0; i < 3; i++) {
		if (index_day_count(j->from->ix, kinds[i], of_year, &n,
		    e) < 0)
			return -1;
		all += n;
	}
	if (of_year == 228 && index_day_count(j->from->ix, INDEX_DAY_DIED,
	    229, &n, e) < 0)
		return -1;
	*out = all + (of_year == 228 ? n : 0);
	*out = *out == 0 ? -1 : *out;
	return 0;
}

/* Things on all pages of a route; -1: there is no such page at all. */
static int total(struct page_job *j, const struct route *r,
    const struct index_thing *thing, int64_t *out, struct err *e)
{
	struct index_head head;
	int64_t people, records;
	int of_year;

	switch (r->of) {
	case OF_MISSING:
		if (index_wall_count(j->from->ix, INDEX_MISSING, &people,
		    &records, e) < 0)
			return -1;
		*out = people + records;
		return 0;
	case OF_TOLLS:
	case OF_CALLED:
	case OF_SILENT:
	case OF_ACCOUNTS:
		return index_marked_count(j->from->ix, r->of == OF_TOLLS
		    ? INDEX_TOLL : r->of == OF_CALLED ? INDEX_LABEL
		    : r->of == OF_SILENT ? INDEX_SILENT : INDEX_ACCOUNTS, out,
		    e);
	case OF_DEAD_AT:
		return index_died_at_count(j->from->ix, thing, out, e);
	case OF_LIST:
		return count_rows(j, thing, out, e);
	case OF_SOURCE:
		return index_from_count(j->from->ix, thing, out, e);
	case OF_WALL:
	case OF_PLACES:
	case OF_DAYS:
	case OF_ONE:
		*out = 1;
		return 0;
	case OF_DATE:
		*out = -1;
		return days_of_year_parse(span_of(thing->id), &of_year)
		    ? count_day(j, of_year, out, e) : 0;
	default:
		if (index_head(j->from->ix, &head, e) < 0)
			return -1;
		*out = (int64_t)(r->of == OF_EVENTS ? head.events :
		    r->of == OF_SOURCES ? head.sources : head.acts);
		return 0;
	}
}

static uint64_t pages_of(const struct route *r, int64_t all)
{
	return all < 0 ? 0 : all <= r->most ? 1
	    : (uint64_t)((all + r->most - 1) / r->most);
}

/* ---- which page an address is ---- */

struct found {
	const struct route *route;
	struct span id;
	uint64_t number; /* 0: none was given */
};

static bool take_number(struct span s, uint64_t *out)
{
	struct scan c = scan_of(s);

	return scan_u64(&c, MERKLE_SIZE_MAX, out) && scan_done(&c);
}

/* "01-05", "01-05-2" */
static bool find_day(struct span tail, struct found *out)
{
	int of_year;

	out->id = (struct span){ tail.p, tail.n < 5 ? tail.n : 5 };
	if (!days_of_year_parse(out->id, &of_year))
		return false;
	return tail.n == 5 || (tail.p[5] == '-' && take_number(span_skip(tail,
	    6), &out->number) && out->number > 1);
}

/* "person/ID.html", "wall-2.html", "source/ID-3.html", "". */
static bool find(struct span rest, struct found *out)
{
	struct span base, tail;
	size_t dash;

	*out = (struct found){ .route = &routes[0] };
	if (rest.n == 0 || span_is(rest, "index.html"))
		return true;
	for (int i = 0; i < ROUTES; i++) {
		struct span name = span_of(routes[i].name);
		struct span ext = span_of(ext_of(&routes[i]));

		base = rest;
		base.n -= span_ends(rest, ext) ? ext.n : rest.n;
		if (!span_starts(base, name))
			continue;
		if (routes[i].of == OF_DATE) {
			out->route = &routes[i];
			return find_day(span_skip(base, name.n), out);
		}
		out->route = &routes[i];
		tail = span_skip(base, name.n);
		if (routes[i].of == OF_ACT)
			return take_number(tail, &out->number);
		dash = span_find(tail, '-');
		if (names_thing(&routes[i]) || is_section(&routes[i]))
			out->id = (struct span){ tail.p, dash };
		else if (dash != 0 && tail.n != 0)
			continue; /* "acts" is no page of "act" */
		if (dash == tail.n) /* the first page but of these two */
			return routes[i].of != OF_WALL &&
			    routes[i].of != OF_ACTS;
		return take_number(span_skip(tail, dash + 1), &out->number) &&
		    (out->number > 1 || (out->number == 1 &&
		    routes[i].of == OF_ACTS));
	}
	return false;
}

/* ---- making one ---- */

static void open_job(struct page_job *j, struct span path, bool in_tongue)
{
	struct buf b;

	buf_open(&b, j->a, 3 * DEPTH_MAX + 8);
	for (size_t i = 1; i < path.n; i++)
		if (path.p[i] == '/')
			buf_str(&b, "../");
	j->root = buf_span(&b);
	j->here = in_tongue ? span_skip(j->root, 3) : span_of(arena_fmt(j->a,
	    "%.*s%s/", (int)j->root.n, j->root.p, j->tongue->tag));
	j->lang = span_of(j->tongue->tag);
	j->model = tmpl_map(j->a);
	j->room = PAGE_FILL;
}

/* ---- pages of no table ---- */

/* In which language an address is; *rest is what comes behind it, and *whole
 * whether its folder ends with a slash. */
static bool tongue_of(struct span path, const struct tongue **out,
    struct span *rest, bool *whole)
{
	struct span tag = span_skip(path, 1);

	tag.n = span_find(tag, '/');
	*whole = path.n > tag.n + 1;
	*out = tongue_find(tag);
	if (*out == NULL) {
		*out = tongue_english();
		return false;
	}
	*rest = span_skip(path, tag.n + 2);
	return true;
}

bool folio_tongue(struct span path)
{
	const struct tongue *tongue;
	struct span rest;
	bool whole;

	return path.n > 0 && path.p[0] == '/' &&
	    tongue_of(path, &tongue, &rest, &whole) && whole;
}

bool folio_in_tongue(struct page_job *j, struct span path)
{
	bool whole;

	if (path.n == 0 || path.p[0] != '/' ||
	    !tongue_of(path, &j->tongue, &j->rest, &whole) || !whole)
		return false;
	open_job(j, path, true);
	return true;
}

/* The section of the wall that an address names: 1, 0. */
static int find_section(struct page_job *j, const struct found *f,
    struct folio_ask *ask, struct err *e)
{
	struct index_section *list;
	int64_t key;
	int count;

	if (!folio_section_key(f->id, part_of(f->route), &key))
		return 0;
	if (index_sections(j->from->ix, j->lang, part_of(f->route), j->a, &list,
	    &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		if (list[i].key != key)
			continue;
		ask->section = list[i];
		ask->all = list[i].count;
		folio_section_text(j, part_of(f->route), key, ask->thing.id);
		if (f->route->of == OF_LETTER) /* which only this one has */
			j->abroad = SPAN("index.html");
		return 1;
	}
	return 0;
}

static int make(struct page_job *j, const struct found *f, struct page *out,
    struct err *e)
{
	const struct route *r = f->route;
	struct folio_ask ask = { .most = r->most, .number = f->number };
	uint64_t pages;
	int got = 1;

	ask.part = part_of(r);
	if (names_thing(r))
		got = index_thing(j->from->ix, r->kind, f->id, &ask.thing, e);
	else if (is_section(r))
		got = find_section(j, f, &ask, e);
	if (got <= 0)
		return got;
	if (r->of == OF_DATE)
		memcpy(ask.thing.id, f->id.p, f->id.n);
	if (r->of == OF_ACT) {
		got = has_act(j, ask.number, e);
		if (got <= 0)
			return got;
	} else {
		if (!is_section(r) && total(j, r, &ask.thing, &ask.all,
		    e) < 0)
			return -1;
		pages = pages_of(r, ask.all);
		ask.number += ask.number == 0;
		if (ask.number > pages)
			return 0;
		ask.skip = (int64_t)(ask.number - 1) * r->most;
		page_pager(j, arena_fmt(j->a, "%.*s%s%s", (int)j->here.n,
		    j->here.p, r->name, ask.thing.id), ask.number, pages);
	}
	tmpl_text(j->model, "id", arena_copy(j->a, span_of(ask.thing.id)));
	if (page_where(j, e) < 0 || r->make(j, &ask, e) < 0)
		return -1;
	if (r->template[0] != '.' && (folio_frame(j, r->menu, e) < 0 ||
	    page_render(j, r->template, &j->body, e) < 0))
		return -1;
	out->body = j->body;
	out->type = type_of(r);
	out->framed = r->make == folio_embed || r->make == folio_embed_wall;
	out->lit = j->lit;
	out->status = r->make == folio_absent ? 404 : 200;
	return 1;
}

static int make_absent(struct page_job *j, struct page *out, struct err *e)
{
	struct found f = { .route = &routes[0] };

	while (f.route->make != folio_absent)
		f.route++;
	j->rest = SPAN("");
	j->nowhere = true;
	j->model = tmpl_map(j->a);
	return make(j, &f, out, e) < 0 ? -1 : 0;
}

static int redirect(struct page_job *j, const char *to, struct page *out)
{
	out->status = 302;
	out->type = "text/plain; charset=utf-8";
	out->location = arena_copy(j->a, span_of(to));
	return 0;
}

/* An id as a person typed it: lower case, O for 0. */
static bool retyped(struct page_job *j, const struct found *f,
    struct page *out)
{
	char id[CODE_ID_CHARS + 1] = "";

	if (f->id.n == 0 || f->route->of == OF_DATE || code_id_valid(f->id) ||
	    !code_id_forgive(f->id, id))
		return false;
	return redirect(j, arena_fmt(j->a, "/%s/%s%s%s", j->tongue->tag,
	    f->route->name, id, ext_of(f->route)), out) == 0;
}

static int make_home(struct page_job *j, struct span languages,
    struct page *out, struct err *e)
{
	const struct tongue *wanted = tongue_wanted(languages);
	struct found f = { .route = &home };

	if (wanted != NULL)
		return redirect(j, arena_fmt(j->a, "/%s/", wanted->tag),
		    out);
	j->nowhere = true;
	return make(j, &f, out, e) < 0 ? -1 : 0;
}

/* /proof/N.tlog-proof: 1, or 0 where there is no such act. */
static int make_proof(const struct page_job *j, struct span name,
    struct page *out, struct err *e)
{
	struct index_head head;
	uint64_t act;

	if (!span_ends(name, SPAN(".tlog-proof")))
		return 0;
	name.n -= 11;
	if (!take_number(name, &act))
		return 0;
	if (index_head(j->from->ix, &head, e) < 0)
		return -1;
	if (act >= head.acts)
		return 0;
	out->status = 200;
	out->type = "text/plain; charset=utf-8";
	return folio_proof(j->from, act, j->a, &out->body, e) < 0 ? -1 : 1;
}

static int make_other(struct page_job *j, struct span path,
    struct span languages, struct page *out, struct err *e)
{
	int got = 0;

	if (span_is(path, "/") || span_is(path, "/index.html"))
		return make_home(j, path.n == 1 ? languages : SPAN(""), out,
		    e);
	if (span_starts(path, SPAN("/static/")))
		got = page_static(span_skip(path, 8), out);
	else if (span_starts(path, SPAN("/proof/")))
		got = make_proof(j, span_skip(path, 7), out, e);
	return got != 0 ? (got < 0 ? -1 : 0) : make_absent(j, out, e);
}

int folio_make(const struct page_from *from, struct span path,
    struct span languages, struct arena *a, struct page *out, struct err *e)
{
	struct page_job j = { .from = from, .a = a, .tongue = tongue_english() };
	struct found f;
	bool in_tongue, whole;
	int got;

	memset(out, 0, sizeof(*out));
	if (path.n == 0 || path.p[0] != '/')
		path = SPAN("/404.html");
	in_tongue = tongue_of(path, &j.tongue, &j.rest, &whole);
	open_job(&j, path, in_tongue && whole);
	if (!in_tongue)
		return make_other(&j, path, languages, out, e);
	if (!whole)
		return redirect(&j, arena_fmt(a, "/%s/",
		    j.tongue->tag), out);
	if (!find(j.rest, &f))
		return make_absent(&j, out, e);
	if (retyped(&j, &f, out))
		return 0;
	got = make(&j, &f, out, e);
	return got != 0 ? (got < 0 ? -1 : 0) : make_absent(&j, out, e);
}

/* ---- all of them ---- */

struct walk {
	const struct page_from *from;
	const struct tongue *tongue;
	folio_each_path *each;
	void *ctx;
};

static int tell(const struct walk *w, const char *head, const char *tail,
    uint64_t number, struct err *e)
{
	char room[ADDRESS_MAX];
	struct arena a = { .cap = 4096 };
	struct buf b;
	struct span s;
	int rc;

	buf_open(&b, &a, sizeof(room));
	if (number == UINT64_MAX)
		buf_fmt(&b, "%s%s", head, tail);
	else
		buf_fmt(&b, "%s%llu%s", head, (unsigned long long)number,
		    tail);
	rc = buf_end(&b, &s, e) < 0 ? -1 : w->each(w->ctx, s, e);
	arena_closep(&a);
	return rc;
}

/* The pages of one thing, or of what names none. */
static int each_page(struct page_job *j, const struct route *r,
    const struct index_thing *thing, const struct walk *w, struct err *e)
{
	const char *head = arena_fmt(j->a, "/%s/%s%s",
	    j->tongue->tag, r->name, thing->id);
	int64_t all;
	uint64_t pages, first = 1;

	if (total(j, r, thing, &all, e) < 0)
		return -1;
	pages = r->of == OF_ACT ? (uint64_t)all : pages_of(r, all);
	if (r->of == OF_ACT) {
		for (uint64_t i = 0; i < pages; i++)
			if (tell(w, head, ".html", i, e) < 0)
				return -1;
		return 0;
	}
	if (r->of == OF_WALL && tell(w, arena_fmt(j->a, "/%s/",
	    j->tongue->tag), "", UINT64_MAX, e) < 0)
		return -1;
	if (r->of != OF_WALL && r->of != OF_ACTS && pages > 0 &&
	    tell(w, head, ext_of(r), UINT64_MAX, e) < 0)
		return -1;
	head = arena_fmt(j->a, "%s-", head);
	for (first += r->of != OF_ACTS; first <= pages; first++)
		if (tell(w, head, ".html", first, e) < 0)
			return -1;
	return 0;
}

static int each_one(const struct walk *w, const struct route *r,
    const struct index_thing *thing, struct err *e)
{
	SCOPED(arena) a = { .cap = COUNT_ROOM };
	struct page_job j = { .from = w->from, .a = &a, .tongue = w->tongue };

	return each_page(&j, r, thing, w, e);
}

/* Each day of the year that has something; 28 February has what 29 has. */
static int each_day(const struct walk *w, const struct route *r,
    struct err *e)
{
	struct index_thing day = { 0 };

	for (int of_year = 101; of_year <= 1231; of_year++) {
		char text[6];
		int same;

		days_of_year_print(of_year, text);
		if (!days_of_year_parse(span_of(text), &same))
			continue;
		memcpy(day.id, text, sizeof(text));
		if (each_one(w, r, &day, e) < 0)
			return -1;
	}
	return 0;
}

static int each_section(const struct walk *w, const struct route *r,
    struct err *e)
{
	SCOPED(arena) a = { .cap = COUNT_ROOM };
	struct page_job j = { .from = w->from, .a = &a, .tongue = w->tongue,
		.lang = span_of(w->tongue->tag) };
	struct index_section *list;
	int count;

	if (index_sections(w->from->ix, j.lang, part_of(r), &a, &list, &count,
	    e) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		uint64_t pages = pages_of(r, list[i].count);
		char id[CODE_ID_CHARS + 1];
		const char *head;

		folio_section_text(&j, part_of(r), list[i].key, id);
		head = arena_fmt(&a, "/%s/%s%s", w->tongue->tag, r->name, id);
		if (tell(w, head, ".html", UINT64_MAX, e) < 0)
			return -1;
		head = arena_fmt(&a, "%s-", head);
		for (uint64_t k = 2; k <= pages; k++)
			if (tell(w, head, ".html", k, e) < 0)
				return -1;
	}
	return 0;
}

static int each_thing(const struct walk *w, const struct route *r,
    struct err *e)
{
	static const struct index_thing none;
	int count = BATCH;

	if (r->of == OF_DATE)
		return each_day(w, r, e);
	if (is_section(r))
		return each_section(w, r, e);
	if (!names_thing(r))
		return each_one(w, r, &none, e);
	for (int64_t skip = 0; count == BATCH; skip += BATCH) {
		SCOPED(arena) a = { .cap = BATCH_ROOM };
		struct index_thing *thing;

		if (index_things(w->from->ix, r->kind, skip, BATCH, &a, &thing,
		    &count, e) < 0)
			return -1;
		for (int i = 0; i < count; i++)
			if (each_one(w, r, &thing[i], e) < 0)
				return -1;
	}
	return 0;
}

int folio_each(const struct page_from *from, folio_each_path *each, void *ctx,
    struct err *e)
{
	struct walk w = { from, tongue_list, each, ctx };
	struct index_head head;

	if (each(ctx, SPAN("/"), e) < 0 || index_head(from->ix, &head, e) < 0)
		return -1;
	for (int i = 0; page_static_name(i) != NULL; i++)
		if (tell(&w, "/static/", page_static_name(i), UINT64_MAX,
		    e) < 0)
			return -1;
	for (w.tongue = tongue_list; w.tongue < tongue_list + tongue_count;
	    w.tongue++)
		for (int r = 0; r < ROUTES; r++)
			if (each_thing(&w, &routes[r], e) < 0)
				return -1;
	for (uint64_t i = 0; i < head.acts; i++)
		if (tell(&w, "/proof/", ".tlog-proof", i, e) < 0)
			return -1;
	return 0;
}
