/* read.c - what is said of somebody in public, for cards */
#include <string.h>

#include "base/code.h"
#include "card/inside.h"
#include "index/told.h"
#include "uni/uni.h"

#define WHOLE_MAX 64 /* things that are one person, of which cards tell */

int card_find(const struct card_from *from, struct span id,
    struct index_thing *out, struct err *e)
{
	static const enum stmt_kind kinds[] = { STMT_PERSON, STMT_RECORD };
	struct index_thing lead;
	int got = 0;

	for (int i = 0; i < 2 && got == 0; i++)
		got = index_thing(from->ix, kinds[i], id, out, e);
	if (got <= 0)
		return got;
	got = index_person_of(from->ix, out, &lead, e);
	if (got == 1)
		*out = lead;
	return got < 0 ? -1 : 1;
}

static struct card_said *more(struct card_all *all)
{
	return all->count < all->room ? &all->at[all->count++] : NULL;
}

/* What is private, withheld or refuted is not there at all. */
static void add_stmt(struct card_all *all, const struct index_stmt *x)
{
	struct card_said *to;

	if (x->hidden || x->withheld || x->is_void ||
	    span_is(x->finding, "refuted") || x->s.property == NULL ||
	    x->s.property->sense == STMT_PRIVATE)
		return;
	to = more(all);
	if (to != NULL)
		*to = (struct card_said){ .property = x->s.says,
		    .value = x->s.value, .lang = x->s.lang, .who = x->s.who,
		    .denies = x->s.denies,
		    .established = span_is(x->finding, "established"),
		    .disputed = span_is(x->finding, "disputed") };
}

static void add_fact(struct card_all *all, const struct index_fact *f)
{
	const struct stmt_property *p = stmt_property(f->property);
	struct card_said *to;

	if (p == NULL || p->sense == STMT_PRIVATE || f->refused ||
	    span_is(f->finding, "refuted"))
		return;
	to = more(all);
	if (to != NULL)
		*to = (struct card_said){ .property = f->property,
		    .value = f->value, .lang = f->lang, .who = f->who,
		    .denies = f->denies,
		    .established = span_is(f->finding, "established"),
		    .disputed = span_is(f->finding, "disputed") };
}

static int gather(const struct card_from *from,
    const struct index_thing *thing, struct arena *a, struct card_all *all,
    struct err *e)
{
	struct index_thing *one;
	struct index_list *list;
	struct index_record *record;
	int count, got = 0;

	if (index_whole(from->ix, thing, a, &one, &count, e) < 0)
		return -1;
	if (count > WHOLE_MAX)
		count = WHOLE_MAX;
	list = arena_take(a, (size_t)count + 1, sizeof(*list));
	record = arena_take(a, (size_t)count + 1, sizeof(*record));
	for (int i = 0; i < count; i++) {
		if (index_about(from->ix, &one[i], a, &list[i], e) < 0)
			return -1;
		if (one[i].kind == STMT_RECORD)
			got = index_record(from->ix, &one[i], a, &record[i],
			    e);
		if (got < 0)
			return -1;
		all->room += list[i].count + record[i].fact_count;
	}
	all->at = arena_take(a, (size_t)all->room + 1, sizeof(*all->at));
	for (int i = 0; i < count; i++) {
		for (int k = 0; k < list[i].count; k++)
			add_stmt(all, &list[i].at[k]);
		for (int k = 0; k < record[i].fact_count; k++)
			add_fact(all, &record[i].facts[k]);
	}
	return 0;
}

/* Other spellings: first those in other scripts than the lead. */
static void take_others(struct card_person *p, struct span all)
{
	enum uni_script lead = uni_script(p->name);

	for (int pass = 0; pass < 2; pass++) {
		struct span rest = all;

		while (rest.n > 0 && p->others < CARD_OTHERS) {
			const char *comma = memmem(rest.p, rest.n, ", ", 2);
			struct span form = { rest.p, comma == NULL ? rest.n
			    : (size_t)(comma - rest.p) };
			enum uni_script script = uni_script(form);
			bool new = script != lead;

			for (int i = 0; i < p->others && new; i++)
				new = uni_script(p->other[i].form) != script;
			if (pass == 0 ? new : p->others == 0 && script ==
			    lead && !span_eq(form, p->name))
				p->other[p->others++].form = form;
			rest = span_skip(rest, form.n + 2);
		}
	}
}

static const char *const tells[] = { "life", "dream", "quote", "memory",
	"family.wish" };

/* What the state tells of a life stands on the page, with its answers. */
static int mark_state(const struct card_from *from, struct card_all *all,
    struct arena *a, struct err *e)
{
	for (int i = 0; i < all->count; i++)
		for (size_t k = 0; k < sizeof(tells) / sizeof(tells[0]); k++) {
			struct card_said *s = &all->at[i];
			int got = !span_is(s->property, tells[k]) ? 0
			    : index_official(from->ix, s->who, a, e);

			if (got < 0)
				return -1;
			s->state |= got == 1;
		}
	return 0;
}

/* The family's words: in the reader's language before others. */
static void take_lives(struct card_person *p, const struct card_all *all,
    const struct tongue *t)
{
	for (size_t k = 0; k < sizeof(tells) / sizeof(tells[0]); k++)
		for (int pass = 0; pass < 2; pass++)
			for (int i = 0; i < all->count &&
			    p->lives < CARD_TEXTS; i++) {
				const struct card_said *s = &all->at[i];

				if (span_is(s->property, tells[k]) &&
				    !s->denies && !s->state && card_in_tongue(s->lang,
				    t) == (pass == 0))
					p->life[p->lives++] =
					    (struct card_words){ s->value,
					    s->lang, s->who, k == 2,
					    k < 2 };
			}
}

static void take_with(struct card_person *p, const struct card_all *all)
{
	for (int i = 0; i < all->count && p->withs < CARD_WITH; i++)
		if (span_is(all->at[i].property, "with") &&
		    !all->at[i].denies &&
		    span_starts(all->at[i].value, SPAN("person/")))
			p->with[p->withs++] = span_skip(all->at[i].value, 7);
}

int card_read(const struct card_from *from, const struct tongue *t,
    const struct index_thing *thing, struct arena *a,
    struct card_person *out, struct err *e)
{
	struct card_person p = { .thing = *thing };
	struct card_all all = { .count = 0 };
	struct index_name name = { 0 };
	int got = index_name_of(from->ix, thing, card_lang(t), a, &name, e);

	if (got < 0 || gather(from, thing, a, &all, e) < 0 ||
	    mark_state(from, &all, a, e) < 0 ||
	    card_places(from, &all, a, e) < 0 ||
	    index_status_of(from->ix, thing, &p.status, e) < 0)
		return -1;
	p.name = name.form;
	p.lang = name.lang;
	if (got == 1)
		take_others(&p, name.others);
	(void)tongue_name(t, &p.name, &p.lang, a);
	p.born = card_agreed_date(&all, "born.date");
	p.age = card_agreed_number(&all, "age");
	/* Of who may live nothing is told that says otherwise. */
	if (p.status == INDEX_DEAD) {
		p.died = card_agreed_date(&all, "died.date");
		p.died_place = card_places_agreed(&all, "died.place", t);
	}
	if (p.status == INDEX_MISSING) {
		p.seen = card_agreed_date(&all, "seen.date");
		p.seen_place = card_places_agreed(&all, "seen.place", t);
	}
	p.work = card_agreed_text(&all, "work", t);
	if (p.work.n == 0)
		p.work = card_agreed_text(&all, "study", t);
	take_lives(&p, &all, t);
	take_with(&p, &all);
	*out = p;
	return 0;
}
