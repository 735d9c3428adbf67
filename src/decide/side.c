/* side.c - what is said of two, side by side */
#include <string.h>

#include "decide/inside.h"

#define VALUE_MAX 4096 /* bytes of all values of one property */

/* What comes first, in this order; then all else as it comes. */
static const char *const first[] = { "name", "name.official", "name.family",
	"name.given", "name.patronymic", "name.birth", "name.nick", "sex",
	"born.date", "age", "born.place", "status", "died.date", "died.time",
	"died.place", "died.cause", "found.date", "found.place",
	"buried.date", "buried.place", "home", "citizenship", "nationality",
	"work", "study", NULL };
/* What says nothing of the person. */
static const char *const aside[] = { "handle", "same", "same.shown",
	"differs", "finding", "finding.reason", "row", "row.private",
	"row.gone", "released", "photo", "evidence", "withheld", "disclosed",
	NULL };

struct value {
	struct span key;     /* property, or a column without a meaning */
	bool column;
	struct span text;
	int side, rank;
};
struct sides {
	struct index *ix;
	struct arena *mem;
	struct value *at;
	int count, room;
};

static int place_in(const char *const *list, struct span property)
{
	int i = 0;

	for (; list[i] != NULL; i++)
		if (span_is(property, list[i]))
			return i;
	return list == first ? i : -1;
}

#define OURS 999       /* rank of what we say of the two ourselves */
#define COLUMN 1000

static void add(struct sides *s, int side, struct span key, int rank,
    struct span text)
{
	bool column = rank >= OURS;

	if (text.n == 0)
		return;
	for (int i = 0; i < s->count; i++)
		if (s->at[i].side == side && span_eq(s->at[i].key, key) &&
		    span_eq(s->at[i].text, text))
			return;
	if (s->count == s->room) {
		int room = s->room == 0 ? 64 : s->room * 2;
		struct value *more = arena_take(s->mem, (size_t)room,
		    sizeof(*more));

		if (s->count > 0)
			memcpy(more, s->at, (size_t)s->count * sizeof(*more));
		s->at = more;
		s->room = room;
	}
	s->at[s->count++] = (struct value){ key, column, text, side,
	    rank };
}

/* What a source is called. */
static int title_of(struct sides *s, const struct index_thing *source,
    struct span *out, struct err *e)
{
	struct index_list list;
	int best = 0;

	*out = span_of(source->id);
	if (index_about(s->ix, source, s->mem, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct stmt *x = &list.at[i].s;
		int is = list.at[i].hidden || x->denies ? 0
		    : span_is(x->says, "title") ? 2
		    : span_is(x->says, "handle") ? 1 : 0;

		if (is > best) {
			best = is;
			*out = x->value;
		}
	}
	return 0;
}

static int add_record(struct sides *s, int side,
    const struct index_thing *record, struct err *e)
{
	struct index_record *r = arena_take(s->mem, 1, sizeof(*r));
	struct span title;
	int got = index_record(s->ix, record, s->mem, r, e);

	if (got <= 0)
		return got;
	if (title_of(s, &r->source, &title, e) < 0)
		return -1;
	add(s, side, SPAN("List"), OURS, span_of(arena_fmt(s->mem,
	    "%.*s, %.*s%s", (int)title.n, title.p, (int)r->at.n, r->at.p,
	    r->gone ? " (no longer there)" : "")));
	for (int i = 0; i < r->fact_count; i++) {
		const struct index_fact *f = &r->facts[i];
		bool column = f->property.n == 0 || f->refused;

		add(s, side, column ? f->column : f->property, column
		    ? COLUMN : place_in(first, f->property), f->denies ? span_of(arena_fmt(s->mem, "not %.*s",
		    (int)f->value.n, f->value.p)) : f->value);
	}
	return 0;
}

static int add_about(struct sides *s, int side,
    const struct index_thing *thing, struct err *e)
{
	struct index_list list;

	if (index_about(s->ix, thing, s->mem, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct stmt *x = &list.at[i].s;

		if (list.at[i].hidden || place_in(aside, x->says) >= 0)
			continue;
		add(s, side, x->says, place_in(first, x->says), x->denies
		    ? span_of(arena_fmt(s->mem, "not %.*s", (int)x->value.n,
		    x->value.p)) : x->value);
	}
	return thing->kind == STMT_RECORD ? add_record(s, side, thing, e) : 0;
}

/* A record stands for itself; a person for all that is one with them. */
static int add_side(struct sides *s, int side, struct span subject,
    struct err *e)
{
	struct stmt_subject to;
	struct index_thing t, *one = &t;
	int got, n = 1;

	if (stmt_subject_parse(subject, &to, e) < 0)
		return -1;
	got = index_thing(s->ix, to.kind, to.id, &t, e);
	if (got <= 0)
		return got < 0 ? -1 : err_set(e, ERR_ABSENT, "no %.*s in this"
		    " archive", (int)subject.n, subject.p);
	if (t.kind == STMT_PERSON && index_whole(s->ix, &t, s->mem, &one, &n,
	    e) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (add_about(s, side, &one[i], e) < 0)
			return -1;
	if (t.kind == STMT_PERSON)
		return 0;
	got = index_person_of(s->ix, &t, &t, e);
	if (got == 1)
		add(s, side, SPAN("Joined to"), OURS, span_of(arena_fmt(
		    s->mem, "person/%s", t.id)));
	return got < 0 ? -1 : 0;
}

static struct span label_of(const struct value *v)
{
	const struct stmt_property *p = v->column ? NULL
	    : stmt_property(v->key);

	return p == NULL ? v->key : stmt_label(p, SPAN("en"));
}

/* All values of one key on one side. */
static struct span values_of(struct sides *s, const struct value *v, int side)
{
	struct buf b;

	buf_open(&b, s->mem, VALUE_MAX);
	for (int i = 0; i < s->count; i++) {
		const struct value *x = &s->at[i];

		if (x->side != side || x->column != v->column ||
		    !span_eq(x->key, v->key))
			continue;
		if (b.n > 0)
			buf_str(&b, " | ");
		if (b.n + x->text.n + 8 > VALUE_MAX) {
			buf_str(&b, "…");
			break;
		}
		buf_add(&b, x->text);
	}
	return buf_span(&b);
}

static bool seen(const struct sides *s, int i)
{
	for (int k = 0; k < i; k++)
		if (s->at[k].column == s->at[i].column &&
		    span_eq(s->at[k].key, s->at[i].key))
			return true;
	return false;
}

int decide_side(struct index *ix, struct span a, struct span b,
    struct arena *mem, struct decide_line **out, int *count, struct err *e)
{
	struct sides s = { .ix = ix, .mem = mem };
	struct decide_line *list;
	int n = 0;

	if (add_side(&s, 0, a, e) < 0 || add_side(&s, 1, b, e) < 0)
		return -1;
	list = arena_take(mem, (size_t)s.count + 1, sizeof(*list));
	for (int rank = 0; rank <= COLUMN; rank++)
		for (int i = 0; i < s.count; i++) {
			struct decide_line *l = &list[n];

			if (s.at[i].rank != rank || seen(&s, i))
				continue;
			l->label = label_of(&s.at[i]);
			l->a = values_of(&s, &s.at[i], 0);
			l->b = values_of(&s, &s.at[i], 1);
			l->mark_a = arena_take(mem, l->a.n + 1, 1);
			l->mark_b = arena_take(mem, l->b.n + 1, 1);
			if (rank < OURS && span_starts(s.at[i].key,
			    SPAN("name")))
				decide_inside_names(l, s.at[i].key, mem);
			else if (rank != OURS && decide_inside_letters(l,
			    mem, e) < 0)
				return -1;
			n++;
		}
	*out = list;
	*count = n;
	return 0;
}
