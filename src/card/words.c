/* words.c - the lines of a card */
#include <string.h>

#include "card/inside.h"
#include "when/when.h"

#define LIFE_MAX 150 /* bytes of a life's first words on a card */

/* The text of a word with its one %s replaced. */
static struct span filled(struct span word, struct span with,
    struct arena *a)
{
	const char *at = memmem(word.p, word.n, "%s", 2);
	size_t head;

	if (at == NULL)
		return word;
	head = (size_t)(at - word.p);
	return span_of(arena_fmt(a, "%.*s%.*s%.*s", (int)head, word.p,
	    (int)with.n, with.p, (int)(word.n - head - 2), at + 2));
}

struct span card_lang(const struct tongue *t)
{
	return span_of(t->of != NULL ? t->of : t->tag);
}

int card_title(const struct card_from *from, const struct tongue *t,
    struct arena *a, struct span *out, struct err *e)
{
	struct index_said title;

	if (index_archive_said(from->ix, "archive.title", card_lang(t), a,
	    &title, e) < 0)
		return -1;
	(void)tongue_name(t, &title.text, &title.lang, a);
	*out = title.text;
	return 0;
}

/* Whole years between two days, where both are whole days. */
static int years(struct span born, struct span died)
{
	struct when b, d;
	struct err why = { 0 };
	int64_t n;

	if (born.n != 10 || died.n != 10 || when_parse(born, &b, &why) < 0 ||
	    when_parse(died, &d, &why) < 0 || b.interval || d.interval ||
	    b.from.precision != WHEN_DAY || d.from.precision != WHEN_DAY ||
	    b.from.month_x || b.from.day_x || d.from.month_x ||
	    d.from.day_x || d.first < b.first)
		return -1;
	n = d.from.year - b.from.year;
	if (d.from.month < b.from.month || (d.from.month == b.from.month &&
	    d.from.day < b.from.day))
		n--;
	return n > 130 ? -1 : (int)n;
}

static struct span joined(struct span a, const char *between, struct span b,
    struct arena *mem)
{
	if (a.n == 0 || b.n == 0)
		return a.n == 0 ? b : a;
	return span_of(arena_fmt(mem, "%.*s%s%.*s", (int)a.n, a.p, between,
	    (int)b.n, b.p));
}

static struct span date(const struct tongue *t, struct span edtf,
    struct arena *a)
{
	return edtf.n == 0 ? edtf : tongue_date(t, edtf, a);
}

/* A life told in one short sentence of the reader's language. */
static struct span short_life(const struct card_person *p,
    const struct tongue *t)
{
	for (int i = 0; i < p->lives; i++) {
		struct span s = p->life[i].text;

		if (s.n <= LIFE_MAX && p->life[i].lang.n > 0 &&
		    card_in_tongue(p->life[i].lang, t) && p->life[i].life)
			return s;
	}
	return (struct span){ 0 };
}

static struct span age_of(const struct card_person *p,
    const struct tongue *t, struct arena *a)
{
	int age = p->age >= 0 ? p->age : years(p->born, p->died);

	return age < 0 ? (struct span){ 0 } : tongue_count_of(t,
	    TONGUE_MANY("aged {n}", "aged {n}"), (uint64_t)age, a);
}

static void tell_missing(const struct card_person *p,
    const struct tongue *t, struct arena *a, struct card_lines *out)
{
	struct span seen = joined(date(t, p->seen, a), ", ", p->seen_place,
	    a);

	out->dates = tongue_word(t, span_of(TONGUE("This person is"
	    " missing")));
	out->place = seen.n == 0 ? seen : filled(tongue_word(t,
	    span_of(TONGUE("Last seen: %s"))), seen, a);
}

void card_tell(const struct card_person *p, const struct tongue *t,
    struct arena *a, struct card_lines *out)
{
	struct span born = date(t, p->born, a), died = date(t, p->died, a);
	struct span life = short_life(p, t);

	*out = (struct card_lines){ .place = { 0 } };
	if (p->status == INDEX_MISSING) {
		tell_missing(p, t, a, out);
		return;
	}
	if (p->status == INDEX_ALIVE) {
		out->dates = tongue_word(t, span_of(TONGUE("This person was"
		    " found alive")));
		return;
	}
	if (born.n > 0 && died.n > 0)
		out->dates = joined(born, " \u2013 ", died, a);
	else if (born.n > 0)
		out->dates = filled(tongue_word(t, span_of(TONGUE("born"
		    " %s"))), born, a);
	else
		out->dates = died;
	out->dates = joined(out->dates, "  \u00b7  ", age_of(p, t, a), a);
	out->place = joined(p->died_place, "  \u00b7  ", life.n > 0 ? life
	    : p->work, a);
	if (out->dates.n == 0) {
		out->dates = out->place;
		out->place = (struct span){ 0 };
	}
}

/* The address where all of this is published; without a slash at its end. */
static int base_of(const struct card_from *from, const struct tongue *t,
    struct arena *a, struct span *out, struct err *e)
{
	*out = from->address;
	if (out->n == 0 && index_archive_text(from->ix, "archive.address",
	    card_lang(t), a, out, e) < 0)
		return -1;
	while (span_ends(*out, SPAN("/")))
		out->n--;
	if (!span_starts(*out, SPAN("https://")) &&
	    !span_starts(*out, SPAN("http://")))
		*out = (struct span){ 0 };
	return 0;
}

int card_address_of(const struct card_from *from, const struct tongue *t,
    const struct index_thing *thing, struct arena *a,
    struct card_address *out, struct err *e)
{
	struct card_address got = { .code = { 0 } };
	struct span base;

	if (base_of(from, t, a, &base, e) < 0)
		return -1;
	if (thing != NULL)
		got.code = span_of(arena_fmt(a, "%.4s-%.4s-%.4s", thing->id,
		    thing->id + 4, thing->id + 8));
	if (base.n > 0 && thing != NULL)
		got.whole = span_of(arena_fmt(a, "%.*s/%s/%s/%s.html",
		    (int)base.n, base.p, t->tag,
		    stmt_kind_name(thing->kind), thing->id));
	else if (base.n > 0)
		got.whole = span_of(arena_fmt(a, "%.*s/%s/", (int)base.n,
		    base.p, t->tag));
	got.shown = span_skip(got.whole, span_starts(got.whole,
	    SPAN("https://")) ? 8 : 0);
	*out = got;
	return 0;
}
