#include "index/sections.h"

#include "base/utf8.h"
#include "index/days.h"
#include "index/inside.h"
#include "index/kept.h"
#include "uni/uni.h"

int64_t index_inside_spot(struct span key)
{
	uint8_t hash[CRYPT_HASH];
	int64_t spot = 0;

	crypt_sha256(key, hash);
	for (int i = 0; i < 5; i++) /* short: it stands in an address */
		spot = spot << 8 | hash[i];
	return spot;
}

/* ---- by letter: a walk along the order, from one letter to the next ---- */

static struct span letter_text(uint32_t cp, const char *tail,
    struct arena *a)
{
	char room[4];
	size_t n = utf8_put(cp, room);

	return span_of(arena_fmt(a, "%.*s%s", (int)n, room, tail));
}

/* Where in the order names of that letter begin and end. */
static int bounds_of(struct uni_order *o, uint32_t cp, struct arena *a,
    struct span bound[2], struct err *e)
{
	cp = uni_lower(cp); /* before its capital */
	/* U+FFFF sorts behind every letter. */
	return uni_order_key(o, letter_text(cp, "", a), a, &bound[0],
	    e) < 0 || uni_order_key(o, letter_text(cp, "\xef\xbf\xbf", a), a,
	    &bound[1], e) < 0 ? -1 : 0;
}

/* The letter that a name stands under: without its mark where the order
 * makes no difference (Á stands among A, but Й is not И).  1, or 0 where no
 * letter of it is. */
static int letter_of(struct uni_order *o, struct span sort, struct span form,
    struct arena *a, uint32_t *out, struct span bound[2], struct err *e)
{
	uint32_t cp;

	while (form.n > 0 && utf8_next(&form, &cp)) {
		uint32_t try[2] = { uni_upper(uni_base(uni_lower(cp))),
			uni_upper(cp) };

		for (int i = 0; i < 2; i++) {
			if (bounds_of(o, try[i], a, bound, e) < 0)
				return -1;
			*out = try[i];
			if (span_cmp(sort, bound[0]) >= 0 &&
			    span_cmp(sort, bound[1]) < 0)
				return 1;
		}
	}
	return 0;
}

static int count_between(struct index *ix, enum index_tongue tongue,
    const struct span bound[2], int64_t *out, struct err *e)
{
	int got;

	if (db_start(ix->db, Q_COUNT_BETWEEN, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, tongue);
	db_bind_blob(ix->db, 2, bound[0]);
	db_bind_blob(ix->db, 3, bound[1]);
	got = db_next(ix->db, e);
	*out = got == 1 ? db_i64(ix->db, 0) : 0;
	db_rest(ix->db);
	return got < 0 ? -1 : 0;
}

/* The name that comes first from a place in the order on: 1, 0. */
static int name_from(struct index *ix, enum index_tongue tongue,
    struct span from, struct arena *a, struct span found[2], struct err *e)
{
	int got;

	if (db_start(ix->db, Q_WALL_FROM, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, tongue);
	db_bind_blob(ix->db, 2, from);
	got = db_next(ix->db, e);
	if (got == 1) {
		found[0] = arena_copy(a, db_blob(ix->db, 0));
		found[1] = arena_copy(a, db_text(ix->db, 1));
	}
	db_rest(ix->db);
	return got;
}

/* The next place in the order: keys hold no zero byte. */
static struct span behind(struct span sort, struct arena *a)
{
	return span_of(arena_fmt(a, "%.*s\x01", (int)sort.n, sort.p));
}

static int by_letter(struct index *ix, enum index_tongue tongue,
    struct arena *a, struct index_section *list, int *count, struct err *e)
{
	SCOPED(uni_order) *o = NULL;
	struct span from = SPAN(""), found[2];
	int got = uni_order_open(&o, INDEX_ORDER, e);

	while (got >= 0 && *count < INDEX_SECTIONS_MAX && (got = name_from(ix,
	    tongue, from, a, found, e)) == 1) {
		struct index_section *s = &list[*count];
		struct span bound[2];
		uint32_t cp = 0;

		got = letter_of(o, found[0], found[1], a, &cp, bound, e);
		if (got < 0)
			break;
		if (got == 0) { /* of no letter: past it */
			from = behind(found[0], a);
			continue;
		}
		s->key = cp;
		s->name = letter_text(cp, "", a);
		got = count_between(ix, tongue, bound, &s->count, e);
		(*count)++;
		from = bound[1];
	}
	return got < 0 ? -1 : 0;
}

/* ---- some of all ---- */

struct sample {
	struct index *ix;
	struct uni_order *o;
	struct span lang;
	enum index_tongue tongue;
	int each;               /* names of one letter, at most */
	struct index_name *list;
	int count, most;
};

/* Behind all names that begin with the same two characters as this one. */
static int past_two(struct sample *s, const struct span found[2],
    struct arena *a, struct span *out, struct err *e)
{
	struct span rest = found[1], head = found[1];
	uint32_t cp;

	for (int i = 0; i < 2 && rest.n > 0 && utf8_next(&rest, &cp);)
		i++;
	head.n -= rest.n;
	if (uni_order_key(s->o, span_of(arena_fmt(a, "%.*s\xef\xbf\xbf",
	    (int)head.n, head.p)), a, out, e) < 0)
		return -1;
	if (span_cmp(*out, found[0]) <= 0)
		*out = behind(found[0], a);
	return 0;
}

static int take_between(struct sample *s, struct span from, struct span to,
    struct arena *a, struct err *e)
{
	struct index_name *name;
	int n;

	if (db_start(s->ix->db, Q_WALL_BETWEEN, e) < 0)
		return -1;
	db_bind_i64(s->ix->db, 1, s->tongue);
	db_bind_blob(s->ix->db, 2, from);
	db_bind_i64(s->ix->db, 3, 0);
	db_bind_i64(s->ix->db, 4, 1);
	db_bind_blob(s->ix->db, 5, to);
	if (index_inside_names_read(s->ix, s->lang, 1, a, &name, &n, e) < 0)
		return -1;
	if (n == 1)
		s->list[s->count++] = name[0];
	return 0;
}

/* From the first names of a letter on; bound: of the letter. */
static int sample_letter(struct sample *s, struct span from,
    const struct span bound[2], struct arena *a, struct err *e)
{
	struct span found[2];
	int got = 1;

	for (int i = 0; i < s->each && s->count < s->most; i++) {
		got = name_from(s->ix, s->tongue, from, a, found, e);
		if (got <= 0 || span_cmp(found[0], bound[1]) >= 0)
			break;
		if (take_between(s, found[0], bound[1], a, e) < 0 ||
		    past_two(s, found, a, &from, e) < 0)
			return -1;
	}
	return got < 0 ? -1 : 0;
}

int index_sample(struct index *ix, struct span lang, int most,
    struct arena *a, struct index_name **out, int *count, struct err *e)
{
	SCOPED(uni_order) *o = NULL;
	struct sample s = { .ix = ix, .lang = lang, .most = most,
		.tongue = index_inside_tongue(lang), .each = most / 24 + 1 };
	struct span from = SPAN(""), found[2];
	int got = uni_order_open(&o, INDEX_ORDER, e);

	index_inside_on_wall(ix);
	s.o = o;
	s.list = arena_take(a, (size_t)most + 1, sizeof(*s.list));
	while (got >= 0 && s.count < most && (got = name_from(ix, s.tongue,
	    from, a, found, e)) == 1) {
		struct span bound[2];
		uint32_t cp = 0;

		got = letter_of(o, found[0], found[1], a, &cp, bound, e);
		if (got == 0) {
			from = behind(found[0], a);
			continue;
		}
		if (got > 0)
			got = sample_letter(&s, found[0], bound, a, e);
		from = bound[1];
	}
	*out = s.list;
	*count = s.count;
	return got < 0 ? -1 : 0;
}

/* ---- all of a kind ---- */

/* Those of no day, of no place. */
static int add_others(struct index *ix, enum index_part part,
    struct index_section *list, int *count, struct err *e)
{
	int64_t people, records, with;

	if (index_wall_count(ix, INDEX_DEAD, &people, &records, e) < 0 ||
	    index_inside_number(ix, part == INDEX_BY_DAY ? Q_WITH_DAY
	    : Q_PLACED, -1, &with, e) < 0)
		return -1;
	if (people + records > with)
		list[(*count)++] = (struct index_section){ .key = INDEX_OTHERS,
			.count = people + records - with };
	return 0;
}

static int by_key(struct index *ix, enum index_part part, struct arena *a,
    struct index_section *list, int *count, struct err *e)
{
	int got = 0;

	if (db_start(ix->db, part == INDEX_BY_DAY ? Q_DAYS : Q_SPOTS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, INDEX_SECTIONS_MAX - 1);
	while (*count < INDEX_SECTIONS_MAX - 1 &&
	    (got = db_next(ix->db, e)) == 1) {
		struct index_section *s = &list[(*count)++];

		s->key = db_i64(ix->db, 0);
		s->count = db_i64(ix->db, 1);
		s->name = arena_copy(a, db_text(ix->db, 2));
	}
	db_rest(ix->db);
	return got < 0 ? -1 : add_others(ix, part, list, count, e);
}

static void copy_sections(const struct index_section *from, int count,
    struct arena *a, struct index_section *out)
{
	for (int i = 0; i < count; i++) {
		out[i] = from[i];
		out[i].name = arena_copy(a, from[i].name);
	}
}

struct kept_sections {
	struct index_section *at;
	int count;
};

int index_sections(struct index *ix, struct span lang, enum index_part part,
    struct arena *a, struct index_section **out, int *count, struct err *e)
{
	const enum index_tongue tongue = index_inside_tongue(lang);
	const struct index_ask ask = { INDEX_KEPT_SECTIONS, { part,
		part == INDEX_BY_LETTER ? tongue : 0 } };
	struct kept_sections *k;
	struct index_keep kept;
	int keeps = index_inside_kept(ix, &ask, &kept, e);

	index_inside_on_wall(ix);
	*out = arena_take(a, INDEX_SECTIONS_MAX, sizeof(**out));
	*count = 0;
	if (keeps == 1 && *kept.slot != NULL) {
		k = *kept.slot;
		*count = k->count;
		copy_sections(k->at, k->count, a, *out);
		return 0;
	}
	if (keeps < 0 || (part == INDEX_BY_LETTER ? by_letter(ix, tongue, a,
	    *out, count, e) : by_key(ix, part, a, *out, count, e)) < 0)
		return -1;
	if (keeps == 1) {
		*kept.slot = k = arena_take(kept.mem, 1, sizeof(*k));
		k->at = arena_take(kept.mem, (size_t)*count + 1,
		    sizeof(*k->at));
		k->count = *count;
		copy_sections(*out, *count, kept.mem, k->at);
	}
	return 0;
}

/* ---- the names of one ---- */

static int start_letter(struct index *ix, enum index_tongue tongue,
    const struct index_range *r, struct arena *a, struct err *e)
{
	SCOPED(uni_order) *o = NULL;
	struct span bound[2];

	if (uni_order_open(&o, INDEX_ORDER, e) < 0 ||
	    bounds_of(o, (uint32_t)r->key, a, bound, e) < 0 ||
	    db_start(ix->db, Q_WALL_BETWEEN, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, tongue);
	db_bind_blob(ix->db, 2, bound[0]);
	db_bind_blob(ix->db, 5, bound[1]);
	return 0;
}

int index_section(struct index *ix, struct span lang,
    const struct index_range *r, struct arena *a, struct index_name **out,
    int *count, struct err *e)
{
	static const int of[2][2] = { { Q_OF_SPOT, Q_NO_SPOT },
		{ Q_OF_DAY, Q_NO_DAY } };
	const bool by_day = r->part == INDEX_BY_DAY;
	struct index_order o = { .lang = lang, .key = r->key, .other = -1,
		.skip = r->skip, .most = r->most };

	index_inside_on_wall(ix);
	if (r->part == INDEX_BY_LETTER) {
		if (start_letter(ix, index_inside_tongue(lang), r, a, e) < 0)
			return -1;
		db_bind_i64(ix->db, 3, r->skip);
		db_bind_i64(ix->db, 4, r->most);
		return index_inside_names_read(ix, lang, r->most, a, out,
		    count, e);
	}
	o.query = of[by_day][r->key == INDEX_OTHERS];
	if (r->key == INDEX_OTHERS)
		o.key = -1;
	if (o.query == Q_OF_DAY)
		o.other = index_day_of_year(r->key);
	return index_inside_order_names(ix, &o, a, out, count, e);
}
