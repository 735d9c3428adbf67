/* map.c - the places of death on a map, and the same in words below it */
#include "map/map.h"

#include "index/told.h"
#include "folio/sides.h"

#define SPOTS 300 /* texts that are no place's, on the page */
#define PLACES 1000
#define MAP_BYTES ((size_t)2 << 20)

struct drawn {
	struct map_point at[MAP_POINTS_MAX];
	int count;
};

/* A row of the list, and a point on the map where coordinates are told. */
static int put_place(struct page_job *j, const struct index_thing *place,
    int64_t dead, struct drawn *d, struct tmpl_map *m, struct err *e)
{
	struct map_point *p = &d->at[d->count];
	const struct page_cite *c;
	int got = 0;

	if (page_cite(j, STMT_PLACE, span_of(place->id), &c, e) < 0)
		return -1;
	if (d->count < MAP_POINTS_MAX)
		got = folio_place_at(j, place, &p->lat, &p->lon, e);
	if (got < 0)
		return -1;
	page_text(j, m, "place", page_clip(j, c->text, 200), c->lang);
	tmpl_text(m, "href", page_href(j, place));
	page_number(j, m, "dead", (uint64_t)dead);
	tmpl_flag(m, "off", got == 0);
	if (got == 0)
		return 0;
	p->label = c->text;
	p->href = page_href(j, place);
	p->dead = (uint64_t)dead;
	d->count++;
	return 0;
}

static int put_dead(struct page_job *j, struct drawn *d,
    struct page_whole *known, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "places");
	struct index_place_dead *list;
	struct index_thing *thing;
	int count;

	if (index_places(j->from->ix, PLACES, j->a, &list, &count, e) < 0)
		return -1;
	thing = arena_take(j->a, (size_t)count + 1, sizeof(*thing));
	for (int i = 0; i < count; i++) {
		thing[i] = list[i].place;
		if (put_place(j, &list[i].place, list[i].dead, d,
		    tmpl_row(rows), e) < 0)
			return -1;
	}
	*known = (struct page_whole){ thing, count };
	tmpl_flag(j->model, "has_places", count > 0);
	return 0;
}

/* Places that events name and of which no death is told. */
static int put_scenes(struct page_job *j, struct drawn *d,
    const struct page_whole *known, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "scenes");
	struct page_whole places, events;
	int shown = 0;

	if (folio_place_scenes(j, NULL, &places, &events, e) < 0)
		return -1;
	for (int i = 0; i < places.count; i++) {
		bool is = false;

		for (int k = 0; k < known->count && !is; k++)
			is = known->at[k].num == places.at[i].num;
		if (is)
			continue;
		shown++;
		if (put_place(j, &places.at[i], 0, d, tmpl_row(rows), e) < 0)
			return -1;
	}
	tmpl_flag(j->model, "has_scenes", shown > 0);
	return 0;
}

/* What is on no map: texts that belong to no place, and silence. */
static int put_rest(struct page_job *j, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "spots");
	struct index_spot *spot;
	int64_t people, records, placed;
	int count;

	if (index_spots(j->from->ix, 0, SPOTS + 1, j->a, &spot, &count,
	    e) < 0 || index_wall_count(j->from->ix, INDEX_DEAD, &people,
	    &records, e) < 0 || index_placed(j->from->ix, &placed, e) < 0)
		return -1;
	for (int i = 0; i < count && i < SPOTS; i++) {
		struct tmpl_map *m = tmpl_row(rows);

		page_text(j, m, "place", page_clip(j, spot[i].text, 200),
		    spot[i].lang);
		page_number(j, m, "dead", (uint64_t)spot[i].dead);
	}
	tmpl_flag(j->model, "has_spots", count > 0);
	tmpl_flag(j->model, "more_spots", count > SPOTS);
	page_number(j, j->model, "unplaced", people + records > placed
	    ? (uint64_t)(people + records - placed) : 0);
	return 0;
}

int folio_map(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct drawn *d = arena_take(j->a, 1, sizeof(*d) + sizeof(d->at[0]));
	struct map_of map = { .at = d->at,
		.title = page_word(j, TONGUE("Map of the places of death")),
		.about = page_word(j, TONGUE("Circles stand for places; the"
		" larger, the more people are known to have died there. The"
		" list below says the same.")) };
	struct page_whole known;
	struct buf b;
	struct span svg;

	(void)ask;
	tmpl_flag(j->model, "map", false);
	if (put_dead(j, d, &known, e) < 0 || put_scenes(j, d, &known, e) < 0 ||
	    put_rest(j, e) < 0)
		return -1;
	page_title(j, TONGUE("Places"));
	if (folio_share_page(j, TONGUE("Places"), e) < 0)
		return -1;
	if (d->count == 0)
		return 0;
	map.count = d->count;
	buf_open(&b, j->a, MAP_BYTES);
	if (map_draw(&map, &b, e) < 0 || buf_end(&b, &svg, e) < 0)
		return -1;
	tmpl_html(j->model, "map", svg);
	return 0;
}
