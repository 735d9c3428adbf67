/* names.c - cells of names to the numbers of their words */
#include <string.h>

#include "base/utf8.h"
#include "match/inside.h"
#include "uni/uni.h"

#define WORDS_MAX 8   /* of one name that are looked at */
#define JOINED_MAX 256 /* bytes of words written together */

struct word {
	struct span text;
	struct name_skel skel;
	bool initial;   /* one letter, or one with a dot */
	bool comma;     /* a comma follows */
};
struct cell {
	int count;
	struct word word[WORDS_MAX];
};

/* Words that join what follows and name nobody: taken off a surname. */
static bool is_particle(struct span s)
{
	static const char *const words[] = { "al", "el", "ul", "ad", "ash",
		"as", "an", "at", "az", "de", "del", "da", "do", "dos", "das",
		"di", "du", "la", "le", "van", "von", "der", "den", "ibn",
		"bin", "ben", "bint", "al-", "аль", "эль", "ибн", "бин",
		"фон", "де" };
	char low[8];

	if (s.n >= sizeof(low))
		return false;
	for (size_t i = 0; i < s.n; i++)
		low[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 32)
		    : s.p[i];
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (span_is((struct span){ low, s.n }, words[i]))
			return true;
	return false;
}

static bool parts_words(uint32_t cp)
{
	return cp <= ' ' || cp == '.' || cp == ',' || cp == ';' || cp == '-' ||
	    cp == '(' || cp == ')' || cp == '"' || cp == '/' || cp == '_' ||
	    cp == 0xa0 || cp == 0xab || cp == 0xbb || cp == 0x60c ||
	    (cp >= 0x2000 && cp <= 0x200a) || (cp >= 0x2010 && cp <= 0x2015) ||
	    cp == 0x201c || cp == 0x201d || cp == 0x201e || cp == 0x5be;
}

static void add_word(struct cell *c, struct span text, uint32_t behind)
{
	struct word *w = &c->word[c->count];
	size_t letters = utf8_count(text);

	if (text.n == 0 || c->count == WORDS_MAX)
		return;
	w->text = text;
	name_skel(text, &w->skel, NULL);
	w->initial = letters == 1 || (letters == 2 && behind == '.');
	w->comma = behind == ',' || behind == 0x60c;
	if (w->skel.n > 0)
		c->count++;
}

static void read_words(struct span s, struct cell *c)
{
	struct span rest = s;
	const char *from = s.p;
	uint32_t cp;

	c->count = 0;
	while (rest.n > 0) {
		const char *here = rest.p;

		if (!utf8_next(&rest, &cp)) {
			rest = span_skip(rest, 1);
			continue;
		}
		if (!parts_words(cp))
			continue;
		add_word(c, (struct span){ from, (size_t)(here - from) }, cp);
		/* Only a comma behind the word counts, also after a space. */
		if (cp == ',' && c->count > 0)
			c->word[c->count - 1].comma = true;
		from = rest.p;
	}
	add_word(c, (struct span){ from, (size_t)(s.p + s.n - from) }, 0);
}

/* Words from to to - 1 written as one. */
static uint32_t joined(struct link *l, const struct cell *c, int from, int to)
{
	char text[JOINED_MAX];
	struct name_skel s;
	size_t n = 0;

	while (to - from > 1 && is_particle(c->word[from].text))
		from++;
	if (to - from == 1)
		return link_words_put(&l->words, &c->word[from].skel,
		    c->word[from].initial);
	for (int i = from; i < to; i++) {
		struct span t = c->word[i].text;

		if (t.n > sizeof(text) - n)
			break;
		memcpy(text + n, t.p, t.n);
		n += t.n;
	}
	name_skel((struct span){ text, n }, &s, NULL);
	return link_words_put(&l->words, &s, false);
}

/* The Arabic article, written together with the surname. */
static void drop_article(struct word *w)
{
	struct name_skel *s = &w->skel;

	if ((s->flags & NAME_ABJAD) == 0 || s->n < 5 ||
	    s->code[0] != NAME_A || s->code[1] != NAME_L)
		return;
	s->n = (uint8_t)(s->n - 2);
	memmove(s->code, s->code + 2, s->n);
	memset(s->code + s->n, 0, (size_t)(NAME_SKEL_MAX - s->n));
}

/* A column of one part: "Нур Султан", "Нурсултан", "Р. Е." */
static void read_part(struct link *l, enum link_kind kind, struct cell *c,
    struct link_names *out)
{
	int n = c->count;

	if (n == 0)
		return;
	if (kind == LINK_FAMILY) {
		drop_article(&c->word[n - 1]);
		out->family = joined(l, c, 0, n);
		if (n > 1)
			out->family2 = joined(l, c, n - 1, n);
	} else if (kind == LINK_FATHER) {
		out->father = joined(l, c, 0, n);
	} else {
		if (n > 1 && (c->word[n - 1].skel.flags & NAME_FATHERS ||
		    (c->word[0].initial && c->word[1].initial)))
			out->father = joined(l, c, --n, c->count);
		out->given = joined(l, c, 0, n);
		if (n > 1)
			out->given2 = joined(l, c, 0, 1);
	}
}

/* ---- whole names ---- */

/* Takes words out of the cell as one part. */
static uint32_t take(struct link *l, struct cell *c, int from, int count)
{
	uint32_t number = joined(l, c, from, from + count);

	memmove(&c->word[from], &c->word[from + count],
	    (size_t)(c->count - from - count) * sizeof(c->word[0]));
	c->count -= count;
	return number;
}

static void take_fathers(struct link *l, struct cell *c,
    struct link_names *out)
{
	for (int i = 1; i < c->count; i++)
		if (c->word[i].skel.flags & NAME_FATHERS) {
			out->father = take(l, c, i, 1);
			return;
		}
}

/* "Жубаназаров Р. Е.": the first stands for the given name. */
static void take_initials(struct link *l, struct cell *c,
    struct link_names *out)
{
	for (int i = 0; i < c->count; ) {
		if (!c->word[i].initial || c->count == 1) {
			i++;
			continue;
		}
		if (out->given == 0)
			out->given = take(l, c, i, 1);
		else if (out->father == 0)
			out->father = take(l, c, i, 1);
		else
			(void)take(l, c, i, 1);
	}
}

static bool is_capital(struct span s)
{
	uint32_t cp;
	int letters = 0;

	while (utf8_next(&s, &cp)) {
		if (uni_lower(cp) == cp && uni_script_of(cp) != UNI_NONE)
			return false;
		letters++;
	}
	return letters > 1;
}

/* Which word is the surname by its look, or -1. */
static int surname_of(const struct cell *c)
{
	int by_ending = -1, by_case = -1, endings = 0, capitals = 0;

	if (c->count > 1 && c->word[0].comma)
		return 0;
	for (int i = 0; i < c->count; i++) {
		if (c->word[i].skel.flags & NAME_SURNAME) {
			by_ending = i;
			endings++;
		}
		if (is_capital(c->word[i].text)) {
			by_case = i;
			capitals++;
		}
	}
	return capitals == 1 && c->count > 1 ? by_case
	    : endings == 1 ? by_ending : -1;
}

static void read_whole(struct link *l, struct cell *c, bool family_first,
    struct link_names *out)
{
	int at;

	take_fathers(l, c, out);
	take_initials(l, c, out);
	at = surname_of(c);
	if (at < 0 && (c->count > 1 || out->given != 0))
		at = family_first ? 0 : c->count - 1;
	if (at >= 0 && c->count > 0) {
		int from = at;

		/* A particle belongs to the surname behind it. */
		while (from > 0 && at == c->count - 1 &&
		    is_particle(c->word[from - 1].text))
			from--;
		drop_article(&c->word[at]);
		out->family = take(l, c, from, at - from + 1);
	}
	if (c->count > 0 && out->given == 0) {
		/* Given, father's, grandfather's ... */
		if (c->count > 1 && out->father == 0) {
			out->given2 = joined(l, c, 0, c->count);
			out->given = take(l, c, 0, 1);
			out->father = joined(l, c, 0, 1);
		} else {
			if (c->count > 1)
				out->given2 = joined(l, c, 0, 1);
			out->given = joined(l, c, 0, c->count);
		}
	} else if (c->count > 0 && out->father == 0) {
		out->father = joined(l, c, 0, c->count);
	}
}

/* ---- the door ---- */

void link_names_vote(struct link_votes *v, struct span cell)
{
	enum uni_script script = uni_script(cell);
	struct cell c;

	read_words(cell, &c);
	for (int i = 1; i < c.count; i++)
		if (c.word[i].skel.flags & NAME_FATHERS)
			c.count = i; /* what stands before the patronymic */
	if (c.count < 2)
		return;
	v->family_first += c.word[0].skel.flags & NAME_SURNAME ||
	    c.word[0].comma || c.word[c.count - 1].initial;
	v->family_last += (c.word[c.count - 1].skel.flags & NAME_SURNAME) !=
	    0;
	if (script == UNI_LATIN || script == UNI_ARABIC ||
	    script == UNI_HEBREW)
		v->plain_last++;
	else
		v->plain_first++;
}

void link_names_read(struct link *l, enum link_kind kind, int list,
    struct span cell, struct link_names *out)
{
	const struct link_votes *v = &l->votes[list];
	struct cell c;

	*out = (struct link_names){ 0 };
	read_words(cell, &c);
	if (kind == LINK_NAME)
		read_whole(l, &c, v->family_first != v->family_last
		    ? v->family_first > v->family_last
		    : v->plain_first > v->plain_last, out);
	else
		read_part(l, kind, &c, out);
}
