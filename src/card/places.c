/* places.c - where somebody died, told in several languages: one place or
 * another?  What the record knows of a place by its names decides, then how
 * the words sound; where neither can tell, a card does not either. */
#include <string.h>

#include "base/utf8.h"
#include "card/inside.h"
#include "index/told.h"
#include "name/skel.h"
#include "uni/uni.h"

#define WORDS_MAX 12

/* The place that this one is said to be part of: 1, 0. */
static int part_of(const struct card_from *from,
    const struct index_thing *place, struct arena *a,
    struct index_thing *out, struct err *e)
{
	struct index_list list;

	if (index_about(from->ix, place, a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct index_stmt *x = &list.at[i];

		if (!x->hidden && !x->s.denies && !span_is(x->finding,
		    "refuted") && span_is(x->s.says, "part.of") &&
		    span_starts(x->s.value, SPAN("place/")))
			return index_thing(from->ix, STMT_PLACE,
			    span_skip(x->s.value, 6), out, e);
	}
	return 0;
}

int card_places(const struct card_from *from, struct card_all *all,
    struct arena *a, struct err *e)
{
	for (int i = 0; i < all->count; i++) {
		struct card_said *s = &all->at[i];
		struct index_thing place;
		int got;

		if (!span_is(s->property, "died.place") &&
		    !span_is(s->property, "seen.place"))
			continue;
		got = index_called(from->ix, STMT_PLACE, s->value, a, &place,
		    e);
		for (int k = 0; k < CARD_WITHIN && got == 1; k++) {
			s->place[k] = place.num;
			got = part_of(from, &place, a, &place, e);
		}
		if (got < 0)
			return -1;
	}
	return 0;
}

static bool is_letter(uint32_t cp)
{
	return uni_script_of(cp) != UNI_NONE || uni_is_mark(cp) ||
	    (cp >= '0' && cp <= '9');
}

/* How its words sound; what has no sound (a number) is none of them. */
static int words_of(struct span text, struct name_skel out[WORDS_MAX])
{
	struct span word = { text.p, 0 };
	int n = 0;

	while (n < WORDS_MAX) {
		struct span rest = text;
		uint32_t cp = 0;
		bool more = utf8_next(&rest, &cp);

		if (more && is_letter(cp)) {
			word.n = (size_t)(rest.p - word.p);
		} else {
			name_skel(word, &out[n], NULL);
			n += out[n].n > 0;
			word = (struct span){ rest.p, 0 };
		}
		if (!more)
			break;
		text = rest;
	}
	return n;
}

/* Has each word of y one that sounds so in x?  "Almaty, the square" has the
 * words of "Алматы". */
static bool sounds(struct span x, struct span y)
{
	struct name_skel a[WORDS_MAX], b[WORDS_MAX];
	int n = words_of(x, a), m = words_of(y, b), found = 0;

	for (int k = 0; k < m; k++)
		for (int i = 0; i < n; i++)
			if (name_skel_same(&a[i], &b[k])) {
				found++;
				break;
			}
	return m > 0 && found == m;
}

/* Does x tell of the place that y tells of, or of one in it? */
static bool holds(const struct card_said *x, const struct card_said *y)
{
	for (int i = 0; i < CARD_WITHIN && y->place[0] != 0; i++)
		if (x->place[i] == y->place[0])
			return true;
	/* Both are known, and are not the same: what they sound like is
	 * chance. */
	if (x->place[0] != 0 && y->place[0] != 0)
		return false;
	return memmem(x->value.p, x->value.n, y->value.p, y->value.n) !=
	    NULL || sounds(x->value, y->value);
}

/* The one that all of these hold, of several the shortest; -1: none. */
static int common(const struct card_said **s, int n)
{
	int best = -1;

	for (int k = 0; k < n; k++) {
		bool all = true;

		for (int i = 0; i < n && all; i++)
			all = holds(s[i], s[k]);
		if (all && (best < 0 || s[k]->value.n < s[best]->value.n))
			best = k;
	}
	return best;
}

struct span card_places_agreed(const struct card_all *all,
    const char *property, const struct tongue *t)
{
	const struct card_said *s[CARD_CLAIMS], *own[CARD_CLAIMS];
	int n = card_agree_claims(all, property, s), mine = 0, k;
	int best = common(s, n);

	if (best < 0)
		return (struct span){ 0 };
	for (int i = 0; i < n; i++)
		if (card_in_tongue(s[i]->lang, t))
			own[mine++] = s[i];
	k = common(own, mine);
	return k >= 0 ? own[k]->value : s[best]->value;
}
