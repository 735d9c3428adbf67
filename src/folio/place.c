/* place.c - a place: where it lies, who died there, what happened there */
#include "index/told.h"
#include "map/map.h"
#include "folio/sides.h"

#define SCENES 400 /* events that are looked at */
#define MAP_BYTES ((size_t)1 << 20)

int folio_place_at(struct page_job *j, const struct index_thing *place,
    double *lat, double *lon, struct err *e)
{
	struct index_list list;

	if (index_about(j->from->ix, place, j->a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct index_stmt *x = &list.at[i];

		if (!x->hidden && !x->s.denies &&
		    !span_is(x->finding, "refuted") &&
		    span_is(x->s.says, "place.at") &&
		    map_point_of(x->s.value, lat, lon))
			return 1;
	}
	return 0;
}

/* The places of one event. */
static int scene(struct page_job *j, const struct index_thing *event,
    const struct index_thing *where, struct page_whole *out, bool *there,
    struct err *e)
{
	struct index_thing *list = (struct index_thing *)out->at;
	struct index_list said;

	if (index_about(j->from->ix, event, j->a, &said, e) < 0)
		return -1;
	for (int i = 0; i < said.count; i++) {
		const struct index_stmt *x = &said.at[i];
		struct index_thing place;
		bool known = false;
		int got;

		if (x->hidden || x->s.denies || !span_is(x->s.says, "place"))
			continue;
		got = index_called(j->from->ix, STMT_PLACE, x->s.value, j->a,
		    &place, e);
		if (got < 0)
			return -1;
		if (got == 0 || (where != NULL && place.num != where->num))
			continue;
		*there = true;
		for (int k = 0; k < out->count && !known; k++)
			known = list[k].num == place.num;
		if (!known && out->count < SCENES)
			list[out->count++] = place;
	}
	return 0;
}

int folio_place_scenes(struct page_job *j, const struct index_thing *where,
    struct page_whole *places, struct page_whole *events, struct err *e)
{
	struct index_thing *event, *kept;
	int count;

	if (index_marked(j->from->ix, INDEX_SCENE, j->lang, 0, SCENES, j->a,
	    &event, &count, e) < 0)
		return -1;
	kept = arena_take(j->a, (size_t)count + 1, sizeof(*kept));
	places->at = arena_take(j->a, SCENES, sizeof(*kept));
	places->count = events->count = 0;
	events->at = kept;
	for (int i = 0; i < count; i++) {
		bool there = false;

		if (scene(j, &event[i], where, places, &there, e) < 0)
			return -1;
		if (there)
			kept[events->count++] = event[i];
	}
	return 0;
}

static int put_names(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "names");
	struct index_name *name;
	int count;

	if (index_died_at(j->from->ix, &ask->thing, j->lang, ask->skip,
	    ask->most, j->a, &name, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		folio_wall_name(j, &name[i], tmpl_row(rows));
	tmpl_flag(j->model, "dead_here", count > 0);
	page_count(j, j->model, "dead_said", TONGUE_MANY("{n} name",
	    "{n} names"), (uint64_t)ask->all);
	return 0;
}

static int put_events(struct page_job *j, const struct index_thing *place,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "events");
	struct page_whole places, events;

	if (folio_place_scenes(j, place, &places, &events, e) < 0)
		return -1;
	for (int i = 0; i < events.count; i++) {
		struct tmpl_map *m = tmpl_row(rows);
		struct span date;

		if (folio_lead(j, &events.at[i], m, e) < 0 ||
		    folio_event_date(j, &events.at[i], &date, e) < 0)
			return -1;
		tmpl_text(m, "day", tongue_date(j->tongue, date, j->a));
	}
	tmpl_flag(j->model, "events_here", events.count > 0);
	return 0;
}

static int put_map(struct page_job *j, const struct index_thing *place,
    struct err *e)
{
	struct map_point point = { .dead = 0 };
	struct map_of map = { .at = &point, .count = 1,
		.title = page_word(j, TONGUE("Where this place lies")) };
	const struct page_cite *c;
	struct buf b;
	struct span svg;
	int got = folio_place_at(j, place, &point.lat, &point.lon, e);

	if (got <= 0)
		return got;
	if (page_cite(j, STMT_PLACE, span_of(place->id), &c, e) < 0)
		return -1;
	point.label = c->text;
	map.about = c->text;
	buf_open(&b, j->a, MAP_BYTES);
	if (map_draw(&map, &b, e) < 0 || buf_end(&b, &svg, e) < 0)
		return -1;
	tmpl_html(j->model, "locator", svg);
	return 0;
}

int folio_place_put(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	tmpl_flag(j->model, "locator", false);
	if (put_names(j, ask, e) < 0)
		return -1;
	if (ask->number > 1)
		return 0;
	return put_events(j, &ask->thing, e) < 0 ? -1
	    : put_map(j, &ask->thing, e);
}
