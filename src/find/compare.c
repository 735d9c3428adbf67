/* compare.c - what a word of the question costs for a sound */
#include "find/asking.h"

#include <string.h>

/* What kind of word it is differs: a father's name, a woman's. */
static int flags_cost(const struct name_skel *a, const struct name_skel *b)
{
	int differ = (a->flags ^ b->flags);

	if (((a->flags | b->flags) & NAME_ABJAD) != 0)
		return 0; /* none are seen there */
	return ((differ & NAME_FATHERS) != 0 ? FATHERS : 0) +
	    ((differ & (NAME_FEMININE | NAME_FATHERS)) == NAME_FEMININE
	    ? FEMININE : 0);
}

static int begins_cost(const struct find_asked *w, const struct name_skel *s)
{
	struct name_skel head = *s;
	int d;

	if (s->n <= w->skel.n)
		return FIND_NONE;
	if (memcmp(s->code, w->skel.code, w->skel.n) == 0)
		return BEGINS;
	head.n = w->skel.n;
	memset(head.code + head.n, 0, (size_t)(NAME_SKEL_MAX - head.n));
	d = name_skel_distance(&w->skel, &head, w->limit / 2);
	return d > w->limit / 2 ? FIND_NONE : d + BEGINS;
}

/* What a slip is worth by the length of the word, in sixteenths: in a long
 * one it says less against it. */
static int scaled(int d, int a, int b)
{
	static const uint8_t scale[] = { 20, 20, 20, 20, 18, 17, 16, 15, 14 };
	int n = a > b ? a : b;

	return d * (n > 8 ? 13 : scale[n]) / 16;
}

/* By another reading of the word, for a name of the same kind. */
static int reading_cost(const struct find_asked *w,
    const struct name_skel *s, int limit)
{
	int best = FIND_NONE;

	for (int i = 0; i < w->readings; i++) {
		const struct find_reading *r = &w->reading[i];
		int d;

		if ((s->flags & r->skel.flags) == 0)
			continue;
		d = name_skel_distance(&r->skel, s, limit);
		if (d <= limit)
			d = scaled(d, r->skel.n, s->n) + r->cost;
		best = d <= limit && d < best ? d : best;
	}
	return best;
}

/* A first letter against the beginning of a word, or of it another way. */
static int initial_cost(const struct find_asked *w,
    const struct name_skel *s)
{
	bool one = (s->flags & FIND_INITIAL_FLAG) != 0;
	int n = w->initial && one ? (w->skel.n > s->n ? w->skel.n : s->n)
	    : w->initial ? w->skel.n : s->n;
	int d = w->first[s->code[0]];

	/* Ю is two sounds. */
	for (int i = 1; i < n && d <= FIRST_MAX; i++)
		d += w->skel.code[i] != s->code[i] ? FIRST_MAX / 2 + 1 : 0;
	/* And И is none of them. */
	if (w->initial && !one && n == 1 && s->code[0] == NAME_I &&
	    s->n > 1 && s->code[1] <= NAME_U)
		d += LETTER;
	if (d > FIRST_MAX)
		return FIND_NONE;
	return d + (!one ? INITIAL : !w->initial ? INITIAL_FOUND : 0);
}

/* The cost, or FIND_NONE where it is above limit. */
int find_compare(const struct find_asked *w, const struct name_skel *s,
    int limit)
{
	int apart = (int)w->skel.n - (int)s->n, d, whole, begins = FIND_NONE;

	if (!w->sounds || s->n == 0)
		return FIND_NONE;
	if (w->initial || (s->flags & FIND_INITIAL_FLAG) != 0)
		return initial_cost(w, s);
	if (w->begins)
		begins = begins_cost(w, s);
	else if (w->readings > 0 && (s->flags & (NAME_FATHERS |
	    NAME_FEMININE)) != 0)
		begins = reading_cost(w, s, limit);
	if (((w->skel.flags | s->flags) & NAME_ABJAD) == 0 &&
	    (apart < 0 ? -apart : apart) * 40 > limit)
		return begins;
	d = name_skel_distance(&w->skel, s, limit);
	whole = d > limit ? FIND_NONE : scaled(d, w->skel.n, s->n) +
	    flags_cost(&w->skel, s);
	if (whole > EXTENDED)
		whole = FIND_NONE;
	return whole < begins ? whole : begins;
}

