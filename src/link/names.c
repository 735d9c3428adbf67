/* names.c - cells of names to the numbers of their words */
#include <string.h>

#include "base/utf8.h"
#include "link/inside.h"
#include "name/name.h"
#include "uni/uni.h"

#define WORDS_MAX 8   /* of one name that are looked at */
#define JOINED_MAX 256 /* bytes of words written together */

struct word {
	struct span text;
	struct name_skel skel;
	bool initial;   /* one letter, or one with a dot */
};
struct cell {
	int count;
	struct word word[WORDS_MAX];
};

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
		from = rest.p;
	}
	add_word(c, (struct span){ from, (size_t)(s.p + s.n - from) }, 0);
}

/* Words from to to - 1 written as one. */
static uint32_t joined(struct link *l, const struct cell *c, int from, int to)
{
	struct span words[WORDS_MAX];
	char text[JOINED_MAX];
	struct name_skel s;
	size_t n = 0;

	/* What joins a surname and names nobody is taken off. */
	for (int i = from; i < to; i++)
		words[i - from] = c->word[i].text;
	from += name_words_particles(words, to - from);
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
		/* As in whole names: the first leads, all stand beside. */
		out->given = joined(l, c, 0, 1);
		if (n > 1)
			out->given2 = joined(l, c, 0, n);
	}
}

/* ---- whole names ---- */

/* The parts of a role, those of one group written as one; n: which group. */
static uint32_t role_word(struct link *l, const struct name *n,
    enum name_role role, int group)
{
	struct cell c = { .count = 0 };

	for (int i = 0; i < n->count && c.count < WORDS_MAX; i++) {
		const struct name_part *p = &n->part[i];

		if (p->role != role || (group >= 0 && p->group != group))
			continue;
		c.word[c.count++] = (struct word){ p->text, p->skel,
			(p->flags & NAME_INITIAL) != 0 };
	}
	if (c.count == 0)
		return 0;
	if (role == NAME_FAMILY)
		drop_article(&c.word[c.count - 1]);
	return joined(l, &c, 0, c.count);
}

/* The first group of a role behind group before; -1 where there is none. */
static int next_group(const struct name *n, enum name_role role, int before)
{
	for (int i = 0; i < n->count; i++)
		if (n->part[i].role == role && n->part[i].group > before)
			return n->part[i].group;
	return -1;
}

static void read_whole(struct link *l, struct span cell,
    enum name_order order, struct link_names *out)
{
	struct name n;
	int group;

	name_parse(cell, order, &n);
	if (n.flags & NAME_NOBODY)
		return;
	out->family = role_word(l, &n, NAME_FAMILY, -1);
	group = next_group(&n, NAME_FAMILY, -1);
	out->family2 = role_word(l, &n, NAME_FAMILY, group);
	if (out->family2 == out->family)
		out->family2 = role_word(l, &n, NAME_BIRTH, -1);
	group = next_group(&n, NAME_GIVEN, -1);
	if (group >= 0)
		out->given = role_word(l, &n, NAME_GIVEN, group);
	out->given2 = role_word(l, &n, NAME_GIVEN, -1);
	if (out->given2 == out->given)
		out->given2 = 0;
	/* Without an ending to show it, what follows the given name is the
	 * father's in half of the world, a second name in the other. */
	group = next_group(&n, NAME_PATRONYMIC, -1);
	if (group >= 0)
		out->father = role_word(l, &n, NAME_PATRONYMIC, group);
	else if ((group = next_group(&n, NAME_GIVEN, next_group(&n,
	    NAME_GIVEN, -1))) >= 0)
		out->father = role_word(l, &n, NAME_GIVEN, group);
	/* One lone word: it may be either. */
	if (out->family == 0 && out->given == 0)
		out->given = role_word(l, &n, NAME_UNCLEAR, -1);
}

/* ---- the door ---- */

void link_names_vote(struct link_votes *v, struct span cell)
{
	enum uni_script script = uni_script(cell);
	struct name n;
	int family = -1, given = -1;

	name_parse(cell, NAME_ORDER_UNKNOWN, &n);
	for (int i = n.count - 1; i >= 0; i--) {
		if (n.part[i].role == NAME_FAMILY)
			family = i;
		if (n.part[i].role == NAME_GIVEN)
			given = i;
	}
	if (family >= 0 && given >= 0 && !(n.flags & NAME_GUESSED)) {
		v->family_first += family < given;
		v->family_last += family > given;
	}
	if (script == UNI_LATIN || script == UNI_ARABIC ||
	    script == UNI_HEBREW)
		v->plain_last++;
	else
		v->plain_first++;
}

/* As most names that show it do; where they differ, each name for itself;
 * where none shows it, as the script is used. */
static enum name_order order_of(const struct link_votes *v)
{
	uint64_t shown = v->family_first + v->family_last;
	uint64_t fewer = v->family_first < v->family_last ? v->family_first
	    : v->family_last;

	if (shown > 0 && fewer * 10 > shown)
		return NAME_ORDER_UNKNOWN;
	if (shown > 0 ? v->family_first > v->family_last : v->plain_first >
	    v->plain_last)
		return NAME_FAMILY_FIRST;
	return NAME_GIVEN_FIRST;
}

void link_names_read(struct link *l, enum link_kind kind, int list,
    struct span cell, struct link_names *out)
{
	struct cell c;

	*out = (struct link_names){ 0 };
	if (kind == LINK_NAME) {
		read_whole(l, cell, order_of(&l->votes[list]), out);
		return;
	}
	read_words(cell, &c);
	read_part(l, kind, &c, out);
}
