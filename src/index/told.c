/* told.c - questions about days, places and marks */
#include "index/told.h"

#include <string.h>

#include "index/days.h"
#include "index/inside.h"
#include "index/kept.h"
#include "index/telling.h"

static int number(struct index *ix, int query, int64_t bind, int64_t *out,
    struct err *e)
{
	return index_inside_number(ix, query, bind, out, e);
}

int index_marked(struct index *ix, enum index_mark mark, struct span lang,
    int64_t skip, int most, struct arena *a, struct index_thing **out,
    int *count, struct err *e)
{
	index_inside_on_all(ix);
	if (db_start(ix->db, Q_MARKED, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, mark);
	db_bind_i64(ix->db, 2, index_inside_tongue(lang));
	db_bind_i64(ix->db, 3, skip);
	db_bind_i64(ix->db, 4, most);
	return index_inside_things(ix, a, most, out, count, e);
}

int index_marked_count(struct index *ix, enum index_mark mark, int64_t *out,
    struct err *e)
{
	index_inside_on_all(ix);
	return number(ix, Q_MARKED_COUNT, mark, out, e);
}

int index_events_between(struct index *ix, const struct index_range_of *r,
    int most, struct arena *a, struct index_thing **out, int *count,
    struct err *e)
{
	index_inside_on_kind(ix, STMT_EVENT);
	if (db_start(ix->db, Q_EVENTS_OF, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, r->first);
	db_bind_i64(ix->db, 2, r->last);
	db_bind_i64(ix->db, 3, most);
	return index_inside_things(ix, a, most, out, count, e);
}

/* ---- days ---- */

int index_days_between(struct index *ix, const struct index_range_of *r,
    int most, struct arena *a, struct index_day **out, int *count,
    struct err *e)
{
	struct index_day *list = arena_take(a, (size_t)most + 1,
	    sizeof(*list));
	int n = 0, got = 0;

	index_inside_on_all(ix);
	if (db_start(ix->db, Q_TOLD_DAYS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, r->first);
	db_bind_i64(ix->db, 2, r->last);
	db_bind_i64(ix->db, 3, most);
	while (n < most && (got = db_next(ix->db, e)) == 1) {
		list[n].day = db_i64(ix->db, 0);
		list[n++].count = db_i64(ix->db, 1);
	}
	db_rest(ix->db);
	*out = list;
	*count = n;
	return got < 0 ? -1 : 0;
}

int index_died_on(struct index *ix, int64_t day, struct span lang, int most,
    struct arena *a, struct index_name **out, bool **differ, int *count,
    struct err *e)
{
	int64_t is;

	index_inside_on_all(ix);
	if (db_start(ix->db, Q_DIED_ON, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, day);
	db_bind_i64(ix->db, 2, index_inside_tongue(lang));
	db_bind_i64(ix->db, 3, most);
	db_bind_i64(ix->db, 4, index_day_of_year(day));
	if (index_inside_names_read(ix, lang, most, a, out, count, e) < 0)
		return -1;
	*differ = arena_take(a, (size_t)*count + 1, sizeof(**differ));
	for (int i = 0; i < *count; i++) {
		if (number(ix, Q_DATES_OF, (*out)[i].thing.num, &is, e) < 0)
			return -1;
		(*differ)[i] = is != 0;
	}
	return 0;
}

/* ---- places ---- */

/* 1 and the one thing of that name; 0: none, or more than one. */
static int called(struct index *ix, enum stmt_kind kind, struct span key,
    struct arena *a, struct index_thing *out, struct err *e)
{
	struct index_thing *list;
	int n;

	index_inside_on_called(ix, kind, key);
	if (db_start(ix->db, Q_CALLED, e) < 0)
		return -1;
	db_bind_text(ix->db, 1, key);
	db_bind_i64(ix->db, 2, kind);
	if (index_inside_things(ix, a, 2, &list, &n, e) < 0)
		return -1;
	if (n == 1)
		*out = list[0];
	return n == 1;
}

int index_called(struct index *ix, enum stmt_kind kind, struct span text,
    struct arena *a, struct index_thing *out, struct err *e)
{
	int got = text.n == 0 ? 0 : called(ix, kind,
	    index_telling_key(text, a), a, out, e);

	if (got != 0 || text.n == 0)
		return got;
	text = index_telling_head(text);
	return text.n == 0 ? 0 : called(ix, kind, index_telling_key(text, a),
	    a, out, e);
}

int index_place_name(struct index *ix, struct span text, struct span lang,
    struct arena *a, struct index_said *out, struct err *e)
{
	struct index_list list;
	struct index_thing place;
	int best = 0, got = text.n == 0 ? 0 : called(ix, STMT_PLACE,
	    index_telling_key(text, a), a, &place, e);

	if (got <= 0)
		return got;
	if (index_about(ix, &place, a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct index_stmt *x = &list.at[i];
		int fit = stmt_lang_fit(x->s.lang, lang);

		if (x->hidden || x->s.denies || fit <= best ||
		    span_is(x->finding, "refuted") ||
		    !span_is(x->s.says, "name"))
			continue;
		best = fit;
		*out = (struct index_said){ x->s.value, x->s.lang };
	}
	return best > 0;
}

int index_places(struct index *ix, int most, struct arena *a,
    struct index_place_dead **out, int *count, struct err *e)
{
	struct index_place_dead *list = arena_take(a, (size_t)most + 1,
	    sizeof(*list));
	int n = 0, got = 0;

	index_inside_on_all(ix);
	if (db_start(ix->db, Q_PLACES, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, most);
	while (n < most && (got = db_next(ix->db, e)) == 1) {
		index_inside_thing(ix, &list[n].place);
		list[n++].dead = db_i64(ix->db, 3);
	}
	db_rest(ix->db);
	*out = list;
	*count = n;
	return got < 0 ? -1 : 0;
}

int index_spots(struct index *ix, int64_t skip, int most, struct arena *a,
    struct index_spot **out, int *count, struct err *e)
{
	struct index_spot *list = arena_take(a, (size_t)most + 1,
	    sizeof(*list));
	int n = 0, got = 0;

	index_inside_on_all(ix);
	if (db_start(ix->db, Q_TOLD_SPOTS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, skip);
	db_bind_i64(ix->db, 2, most);
	while (n < most && (got = db_next(ix->db, e)) == 1) {
		list[n].text = arena_copy(a, db_text(ix->db, 0));
		list[n].lang = arena_copy(a, db_text(ix->db, 1));
		list[n++].dead = db_i64(ix->db, 2);
	}
	db_rest(ix->db);
	*out = list;
	*count = n;
	return got < 0 ? -1 : 0;
}

int index_died_at(struct index *ix, const struct index_thing *place,
    struct span lang, int64_t skip, int most, struct arena *a,
    struct index_name **out, int *count, struct err *e)
{
	const struct index_order o = { .query = Q_DIED_AT, .lang = lang,
		.key = place->num, .other = -1, .skip = skip, .most = most };

	index_inside_on_all(ix);
	return index_inside_order_names(ix, &o, a, out, count, e);
}

int index_died_at_count(struct index *ix, const struct index_thing *place,
    int64_t *out, struct err *e)
{
	const int64_t bind[] = { place->num, -1 };

	index_inside_on_all(ix);
	return index_inside_counted(ix, Q_DIED_AT_COUNT, bind, out, e);
}

int index_placed(struct index *ix, int64_t *out, struct err *e)
{
	index_inside_on_all(ix);
	return number(ix, Q_PLACED, -1, out, e);
}

/* ---- speakers ---- */

static bool is_state(struct span kind)
{
	static const char *const kinds[] = { "state", "police", "guard",
		"army", "security", "court", "prosecution" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (span_is(kind, kinds[i]))
			return true;
	return false;
}

int index_official(struct index *ix, struct span who, struct arena *a,
    struct err *e)
{
	struct index_thing body;
	struct index_list list;
	bool is = false;
	int got = span_starts(who, SPAN("body/")) ? index_thing(ix, STMT_BODY,
	    span_skip(who, 5), &body, e) : index_called(ix, STMT_BODY, who, a,
	    &body, e);

	if (got <= 0)
		return got;
	if (index_about(ix, &body, a, &list, e) < 0)
		return -1;
	/* The latest word on its kind that is not denied. */
	for (int i = 0; i < list.count; i++)
		if (!list.at[i].hidden && !list.at[i].s.denies &&
		    span_is(list.at[i].s.says, "body.kind"))
			is = is_state(list.at[i].s.value);
	return is;
}
