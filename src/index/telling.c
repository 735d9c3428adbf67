/* telling.c - days, places and marks of one thing, gathered and put */
#include <stddef.h>
#include <string.h>

#include "base/utf8.h"
#include "index/build.h"
#include "index/telling.h"
#include "when/when.h"

#define KEY_MAX 240 /* bytes of a place that count */

static struct span clip(struct span s)
{
	size_t n = KEY_MAX;

	s = span_trim(s);
	if (s.n <= KEY_MAX)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return (struct span){ s.p, n };
}

struct span index_telling_head(struct span s)
{
	static const char *const stop[] = { ",", ";", "(", "[", "\u060c",
		"\u061b", "\uff0c", "\uff08" };
	size_t n = s.n;

	for (size_t i = 0; i < sizeof(stop) / sizeof(stop[0]); i++) {
		const char *at = memmem(s.p, n, stop[i], strlen(stop[i]));

		n = at == NULL ? n : (size_t)(at - s.p);
	}
	return span_trim((struct span){ s.p, n });
}

struct span index_telling_key(struct span s, struct arena *a)
{
	struct err why = { 0 };
	struct span out;

	return uni_fold(clip(s), a, &out, &why) == 0 ? out : clip(s);
}

static bool says_any(struct span property, const char *const *list)
{
	for (; *list != NULL; list++)
		if (span_is(property, *list))
			return true;
	return false;
}

/* Two words for the same are no contradiction of these. */
static bool exact(struct span property)
{
	const struct stmt_property *p = stmt_property(property);

	return p != NULL && !span_is(property, "category") &&
	    (p->type == STMT_DATE || p->type == STMT_TIME ||
	    p->type == STMT_INTEGER || p->type == STMT_CODE);
}

/* How it came about, told by two, is told in two ways. */
static const char *const told[] = { "circumstances", "died.cause",
	"died.weapon", "body", NULL };

static void compare(struct index_telling *t, struct span property,
    const struct index_told *x)
{
	bool dated = exact(property);

	if (!dated && !says_any(property, told))
		return;
	for (int i = 0; i < t->count; i++)
		if (span_eq(t->at[i].property, property) &&
		    !span_eq(t->at[i].value, x->value) &&
		    (dated || !span_eq(t->at[i].who, x->who)))
			t->mark[INDEX_ACCOUNTS] = true;
	if (t->count < INDEX_TELLINGS)
		t->at[t->count++] = (struct index_told){ .property = property,
			.value = x->value, .who = x->who };
}

static void add_day(struct index_telling *t, struct span value)
{
	struct when w;
	struct err why = { 0 };

	if (when_parse(value, &w, &why) < 0 || !when_is_day(&w)) {
		t->vague = true;
		return;
	}
	for (int i = 0; i < t->days; i++)
		if (t->day[i] == w.first)
			return;
	if (t->days < INDEX_TELLING_DAYS)
		t->day[t->days++] = w.first;
}

static void add_spot(struct index_telling *t, const struct index_told *x)
{
	for (int i = 0; i < t->spots; i++)
		if (span_eq(t->spot[i].value, x->value))
			return;
	if (t->spots < INDEX_TELLING_SPOTS && span_trim(x->value).n > 0)
		t->spot[t->spots++] = *x;
}

void index_telling_add(struct index_telling *t, const struct index_told *x)
{
	struct span p = x->property;

	if (span_is(p, "label"))
		t->mark[INDEX_LABEL] = true;
	else if (x->answers && !span_ends(p, SPAN(".alt")) &&
	    !span_starts(p, SPAN("finding")) && !span_starts(p, SPAN("same")))
		t->mark[INDEX_ACCOUNTS] = true;
	if (x->denies && !x->refuted && span_is(p, "died.date"))
		t->vague = true;
	if (x->denies || x->refuted)
		return;
	if (span_is(p, "refused") || span_is(p, "classified"))
		t->mark[INDEX_SILENT] = true;
	else if (span_is(p, "toll"))
		t->mark[INDEX_TOLL] = true;
	else if (span_is(p, "event.kind") && span_is(x->value, "order"))
		t->mark[INDEX_ORDERS] = true;
	else if (span_is(p, "place"))
		t->mark[INDEX_SCENE] = true;
	else if (span_is(p, "died.date"))
		add_day(t, x->value);
	else if (span_is(p, "died.place"))
		add_spot(t, x);
	compare(t, p, x);
}

void index_telling_stmt(struct index_telling *t, const struct index_stmt *x)
{
	if (x->hidden || x->s.is_row || span_is(x->s.says, "row.gone") ||
	    span_is(x->s.says, "differs") || (x->s.property != NULL &&
	    x->s.property->sense == STMT_PRIVATE))
		return; /* a row is told by its cells */
	index_telling_add(t, &(struct index_told){ .property = x->s.says,
		.value = x->s.value, .lang = x->s.lang, .who = x->s.who,
		.denies = x->s.denies, .answers = x->s.re.n > 0,
		.refuted = span_is(x->finding, "refuted") });
}

void index_telling_fact(struct index_telling *t, const struct index_fact *f)
{
	if (f->property.n == 0 || f->refused)
		return;
	index_telling_add(t, &(struct index_told){ .property = f->property,
		.value = f->value, .lang = f->lang, .who = f->who,
		.denies = f->denies,
		.refuted = span_is(f->finding, "refuted") });
}

void index_telling_open(struct index_telling *t)
{
	memset(t, 0, offsetof(struct index_telling, day));
}

void index_telling_tale(const struct index_telling *t, bool dead,
    struct arena *a, struct index_tale *out)
{
	*out = (struct index_tale){ .marks = 0 };
	for (int i = 0; i < INDEX_MARK_COUNT; i++)
		if (t->mark[i] || (i == INDEX_DATES &&
		    t->days + t->vague >= 2))
			out->marks |= 1U << i;
	if (!dead || t->spots == 0)
		return;
	out->spot = arena_take(a, (size_t)t->spots, sizeof(*out->spot));
	for (; out->spots < t->spots; out->spots++) {
		const struct index_told *x = &t->spot[out->spots];
		struct span key = index_telling_key(x->value, a);

		out->spot[out->spots] = (struct index_tale_spot){
			.num = index_inside_spot(key), .key = key,
			.head = index_telling_key(index_telling_head(
			    x->value), a),
			.text = clip(x->value), .lang = x->lang };
	}
}

/* ---- into the database ---- */

/* The number of a text; a new one where it was not told yet. */
static int spot_of(struct build *b, const struct index_tale_spot *x,
    int64_t *out, struct err *e)
{
	struct db *db = b->ix->db;
	int got;

	for (int turn = 0; turn < 2; turn++) {
		if (db_start(db, Q_SPOT_NUM, e) < 0)
			return -1;
		db_bind_text(db, 1, x->key);
		got = db_next(db, e);
		if (got == 1)
			*out = db_i64(db, 0);
		db_rest(db);
		if (got != 0)
			return got < 0 ? -1 : 0;
		if (db_start(db, Q_PUT_SPOT, e) < 0)
			return -1;
		db_bind_text(db, 1, x->key);
		db_bind_text(db, 2, x->head);
		db_bind_text(db, 3, x->text);
		db_bind_text(db, 4, x->lang);
		db_bind_i64(db, 5, x->num);
		if (index_build_done(b, e) < 0)
			return -1;
	}
	return err_set(e, ERR_FORMAT, "index: a place was not kept");
}

int index_telling_put(struct build *b, int64_t thing,
    const struct index_tale *t, struct err *e)
{
	for (int i = 0; i < INDEX_MARK_COUNT; i++) {
		if ((t->marks >> i & 1) == 0)
			continue;
		if (db_start(b->ix->db, Q_PUT_MARK, e) < 0)
			return -1;
		db_bind_i64(b->ix->db, 1, i);
		db_bind_i64(b->ix->db, 2, thing);
		if (index_build_done(b, e) < 0)
			return -1;
	}
	for (int i = 0; i < t->spots; i++) {
		int64_t spot = 0;

		if (spot_of(b, &t->spot[i], &spot, e) < 0 ||
		    db_start(b->ix->db, Q_PUT_FELL, e) < 0)
			return -1;
		db_bind_i64(b->ix->db, 1, spot);
		db_bind_i64(b->ix->db, 2, thing);
		if (index_build_done(b, e) < 0)
			return -1;
	}
	return 0;
}

int index_telling_names(struct build *b, const struct index_thing *thing,
    struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct index_list list;

	if (index_about(b->ix, thing, &a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct index_stmt *x = &list.at[i];

		if (x->hidden || x->s.denies || span_is(x->finding, "refuted")
		    || (!span_is(x->s.says, "name") &&
		    !span_is(x->s.says, "title")))
			continue;
		if (db_start(b->ix->db, Q_PUT_CALLED, e) < 0)
			return -1;
		db_bind_text(b->ix->db, 1, index_telling_key(x->s.value, &a));
		db_bind_i64(b->ix->db, 2, thing->num);
		db_bind_i64(b->ix->db, 3, thing->kind);
		if (index_build_done(b, e) < 0)
			return -1;
	}
	return 0;
}
