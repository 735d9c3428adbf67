/* choose.c - which of our languages an Accept-Language asks for */
#include <strings.h>

#include "base/scan.h"
#include "tongue/tongue.h"

#define ITEMS_MAX 100 /* wishes that are looked at */
#define ONE 1000      /* q=1 */

/* "0.8" as 800: 0 or 1 with at most three decimals; -1 where it is none. */
static int weight_of(struct span s)
{
	int q, unit = 100;

	if (s.n == 0 || s.n > 5 || (s.p[0] != '0' && s.p[0] != '1') ||
	    (s.n > 1 && s.p[1] != '.'))
		return -1;
	q = (s.p[0] - '0') * ONE;
	for (size_t i = 2; i < s.n; i++, unit /= 10) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		q += (s.p[i] - '0') * unit;
	}
	return q <= ONE ? q : -1;
}

/* The next "ru-KZ;q=0.8" of a list; a wish that is none weighs -1. */
static bool next_wish(struct span *rest, struct span *range, int *q)
{
	size_t n = span_find(*rest, ',');
	struct span item = { rest->p, n }, weight;

	if (rest->n == 0)
		return false;
	*rest = span_skip(*rest, n < rest->n ? n + 1 : n);
	n = span_find(item, ';');
	weight = span_trim(span_skip(item, n < item.n ? n + 1 : n));
	*range = span_trim((struct span){ item.p, n });
	*q = ONE;
	if (weight.n > 0)
		*q = weight.n > 2 && (weight.p[0] | 32) == 'q' &&
		    weight.p[1] == '=' ? weight_of(span_skip(weight, 2)) : -1;
	return true;
}

static bool same_tag(struct span range, const char *tag)
{
	struct span t = span_of(tag);

	return range.n == t.n && strncasecmp(range.p, t.p, t.n) == 0;
}

/* Named with q=0: not wanted, whatever else would lead there. */
static bool refused(struct span accept, const struct tongue *t)
{
	struct span range;
	int q;

	for (int i = 0; i < ITEMS_MAX && next_wish(&accept, &range, &q); i++)
		if (q == 0 && same_tag(range, t->tag))
			return true;
	return false;
}

/* What a range leads to: itself, then without its last part (RFC 4647 3.4). */
static const struct tongue *lookup(struct span range, struct span accept)
{
	while (range.n > 0) {
		for (int i = 0; i < tongue_count; i++)
			if (same_tag(range, tongue_list[i].tag) &&
			    !refused(accept, &tongue_list[i]))
				return &tongue_list[i];
		while (range.n > 0 && range.p[range.n - 1] != '-')
			range.n--;
		range.n -= range.n > 0;
	}
	return NULL;
}

const struct tongue *tongue_wanted(struct span accept)
{
	const struct tongue *best = NULL;
	struct span rest = accept, range;
	int most = 0, q;

	for (int i = 0; i < ITEMS_MAX && next_wish(&rest, &range, &q); i++) {
		const struct tongue *t = q > most ? lookup(range, accept)
		    : NULL;

		if (t != NULL) {
			best = t;
			most = q;
		}
	}
	return best;
}
