/* agree.c - what accounts have in common: a card has no room for two, and
 * does not choose between them */
#include <string.h>

#include "base/scan.h"
#include "card/inside.h"
#include "when/when.h"

int card_agree_claims(const struct card_all *all, const char *property,
    const struct card_said *out[CARD_CLAIMS])
{
	bool established = false, denied = false;
	int n = 0;

	for (int i = 0; i < all->count; i++)
		if (span_is(all->at[i].property, property)) {
			established = established || (!all->at[i].denies &&
			    all->at[i].established);
			denied = denied || all->at[i].denies ||
			    all->at[i].disputed;
		}
	for (int i = 0; i < all->count && n < CARD_CLAIMS; i++) {
		const struct card_said *s = &all->at[i];

		if (span_is(s->property, property) && !s->denies &&
		    (established ? s->established : !denied))
			out[n++] = s;
	}
	return n;
}

/* The longest of "2022-01", "2022" that all begin with. */
static struct span common(const struct card_said **s, int n)
{
	static const size_t bytes[] = { 7, 4 };

	for (int k = 0; k < 2; k++) {
		struct span head = { s[0]->value.p, bytes[k] };
		struct when w;
		struct err why = { 0 };
		bool all = s[0]->value.n >= head.n;

		for (int i = 1; i < n && all; i++)
			all = span_starts(s[i]->value, head) &&
			    (s[i]->value.n == head.n ||
			    s[i]->value.p[head.n] == '-');
		if (all && when_parse(head, &w, &why) == 0 && !w.interval)
			return head;
	}
	return (struct span){ 0 };
}

struct span card_agreed_date(const struct card_all *all,
    const char *property)
{
	const struct card_said *s[CARD_CLAIMS];
	struct when w[CARD_CLAIMS];
	int n = card_agree_claims(all, property, s), best = 0;
	struct err why = { 0 };

	for (int i = 0; i < n; i++)
		if (when_parse(s[i]->value, &w[i], &why) < 0)
			return (struct span){ 0 };
	if (n == 0)
		return (struct span){ 0 };
	/* One that all the others allow. */
	for (int i = 1; i < n; i++)
		if (w[i].first >= w[best].first && w[i].last <= w[best].last)
			best = i;
	for (int i = 0; i < n; i++)
		if (w[i].first > w[best].first || w[i].last < w[best].last)
			return common(s, n);
	return s[best]->value;
}

bool card_in_tongue(struct span lang, const struct tongue *t)
{
	struct span tag = card_lang(t);

	return lang.n == 0 || (span_starts(lang, tag) && (lang.n == tag.n ||
	    lang.p[tag.n] == '-'));
}

static bool holds(struct span s, struct span part)
{
	return part.n == 0 || memmem(s.p, s.n, part.p, part.n) != NULL;
}

struct span card_agreed_text(const struct card_all *all,
    const char *property, const struct tongue *t)
{
	const struct card_said *s[CARD_CLAIMS];
	int n = card_agree_claims(all, property, s), own = 0;
	struct span least;

	for (int i = 0; i < n; i++)
		if (card_in_tongue(s[i]->lang, t))
			s[own++] = s[i];
	n = own > 0 ? own : n; /* else as it stands, in another language */
	if (n == 0)
		return (struct span){ 0 };
	least = s[0]->value;
	for (int i = 1; i < n; i++)
		if (s[i]->value.n < least.n)
			least = s[i]->value;
	for (int i = 0; i < n; i++)
		if (!holds(s[i]->value, least))
			return (struct span){ 0 };
	return least;
}

int card_agreed_number(const struct card_all *all, const char *property)
{
	const struct card_said *s[CARD_CLAIMS];
	int n = card_agree_claims(all, property, s);
	struct scan c;
	uint64_t v;

	for (int i = 1; i < n; i++)
		if (!span_eq(s[i]->value, s[0]->value))
			return -1;
	if (n == 0)
		return -1;
	c = scan_of(s[0]->value);
	return scan_u64(&c, 150, &v) && scan_done(&c) ? (int)v : -1;
}
