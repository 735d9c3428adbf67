/* parse.c - what each part of a name is */
#include "name/name.h"

#include <string.h>

#include "name/split.h"

/* Parts that stand for one name, as the order of names has them. */
struct core {
	int first, last;  /* parts */
	int score;        /* how much like a family name */
	bool male, female, uly; /* ends like a patronymic */
	bool slavic;      /* "-ovic": a surname of the South Slavs, too */
	bool comma;       /* behind the comma */
};
struct reading {
	struct name *n;
	struct name_look look[NAME_PARTS_MAX];
	bool set[NAME_PARTS_MAX];     /* its role is settled */
	struct core core[NAME_PARTS_MAX];
	int cores, comma;             /* comma: first part behind it, or 0 */
	bool family;                  /* it is known to be a family name */
};

const char *name_role_text(enum name_role r)
{
	static const char *const text[NAME_ROLES] = { "unclear", "given",
		"family", "patronymic", "birth", "nick", "particle", "title",
		"suffix" };

	return text[r];
}

static void set_role(struct reading *r, int i, enum name_role role)
{
	r->n->part[i].role = (uint8_t)role;
	r->set[i] = true;
}

static bool is(const struct reading *r, int i, uint32_t kinds)
{
	return i >= 0 && i < r->n->count && (r->look[i].kinds & kinds) != 0;
}

/* A word that may still be part of the name itself. */
static bool is_open(const struct reading *r, int i)
{
	return i >= 0 && i < r->n->count && !r->set[i] && !r->look[i].aside;
}

static int open_after(const struct reading *r, int i)
{
	int n = 0;

	for (i++; i < r->n->count; i++)
		n += is_open(r, i) && !(r->n->part[i].flags & NAME_INITIAL);
	return n;
}

static int open_before(const struct reading *r, int i)
{
	int n = 0;

	while (--i >= 0)
		n += is_open(r, i) && !(r->n->part[i].flags & NAME_INITIAL);
	return n;
}

/* ---- words: titles, particles, initials ---- */

/* Two words that mean something together: "он же", "г-н", "van der". */
static void see_pairs(struct reading *r)
{
	struct name *n = r->n;

	for (int i = 0; i + 1 < n->count; i++) {
		struct name_look *l = &r->look[i];
		uint32_t kinds;

		if (l[1].between == 0 || l[0].aside != l[1].aside)
			continue;
		kinds = name_words_pair(n->part[i].text, l[1].between,
		    n->part[i + 1].text);
		if (kinds == 0)
			continue;
		l[0].kinds = l[1].kinds = kinds;
		i++;
	}
}

static void see_initials(struct reading *r)
{
	for (int i = 0; i < r->n->count; i++) {
		const struct name_look *l = &r->look[i];
		bool cut = l->dot && !(l->kinds & ~(uint32_t)(WORD_FILLER |
		    WORD_ARTICLE | WORD_SURNAME)) && (l->letters == 2 ||
		    (l->letters < 6 && i + 1 < r->n->count &&
		    !l[1].comma));

		if ((l->letters == 1 && !(l->kinds & (WORD_TITLE | WORD_BORN |
		    WORD_ALIAS | WORD_NOBODY))) || cut)
			r->n->part[i].flags |= NAME_INITIAL;
	}
}

/* Nothing but words that say so: "неизвестный мужчина", "N/A", "". */
static bool is_nobody(const struct reading *r)
{
	bool found = r->n->count == 0;

	for (int i = 0; i < r->n->count; i++) {
		if (!is(r, i, WORD_NOBODY | WORD_FILLER | WORD_SON) &&
		    r->look[i].letters > 1)
			return false;
		found = found || is(r, i, WORD_NOBODY | WORD_FILLER);
	}
	return found;
}

static void see_nobody(struct reading *r)
{
	for (int i = 0; i < r->n->count; i++)
		if (is(r, i, WORD_NOBODY)) {
			r->n->part[i].flags |= NAME_NO_NAME;
			set_role(r, i, NAME_UNCLEAR);
		}
}

static void see_titles(struct reading *r)
{
	for (int i = 0; i < r->n->count; i++) {
		int after = open_after(r, i), before = open_before(r, i);

		if (!is_open(r, i))
			continue;
		if (is(r, i, WORD_SUFFIX) && after == 0 && before > 0)
			set_role(r, i, NAME_SUFFIX);
		else if (is(r, i, WORD_TITLE) && after + before > 0 &&
		    r->n->part[i].text.n > 1)
			set_role(r, i, NAME_TITLE);
		else if (is(r, i, WORD_TITLE_OR) && before == 0 && after > 1)
			set_role(r, i, NAME_TITLE);
	}
}

/* "born X", "née X" to the end; in brackets too.  "он же X": a nickname. */
static void see_others(struct reading *r)
{
	enum name_role role = NAME_UNCLEAR;

	for (int i = 0; i < r->n->count; i++) {
		bool open = i == 0 || r->look[i].aside != r->look[i - 1].aside
		    || r->look[i].comma;

		if (open)
			role = r->look[i].aside ? NAME_NICK : NAME_UNCLEAR;
		if (is(r, i, WORD_BORN | WORD_ALIAS) && (i > 0 ||
		    r->look[i].aside)) {
			role = is(r, i, WORD_BORN) ? NAME_BIRTH : NAME_NICK;
			set_role(r, i, NAME_PARTICLE);
		} else if (open && role == NAME_NICK && i > 0 &&
		    is(r, i - 1, END_FAMILY) && is(r, i, END_FAMILY) &&
		    !is(r, i + 1, ~0U)) {
			/* Иванова (Петрова) */
			set_role(r, i, NAME_BIRTH);
		} else if (role != NAME_UNCLEAR && !r->set[i]) {
			set_role(r, i, role);
		}
	}
}

static bool see_article(struct reading *r, int i)
{
	const struct name_look *l = &r->look[i];
	bool hyphen = l[1].between == '-';

	if (l->binds)
		return true;
	return is(r, i, WORD_ARTICLE) && (hyphen || (l[1].between == ' ' &&
	    l->letters > 1 && (l->lower || (open_before(r, i) > 0 &&
	    (is(r, i, WORD_PARTICLE) || l->letters == 2) &&
	    !is(r, i, WORD_FILLER) && l[1].letters > 2))));
}

static bool see_particle(const struct reading *r, int i)
{
	const struct name_look *l = &r->look[i];
	bool first = open_before(r, i) == 0;

	if (l->letters == 1 && (!l->lower || first || l->dot))
		return false;
	if (is(r, i, WORD_PARTICLE))
		return true;
	return is(r, i, WORD_PARTICLE_OR) && (l->lower || !first ||
	    open_after(r, i) > 1);
}

/* abu X, abd X: one name with the next, unless that is all there is. */
static bool see_compound(const struct reading *r, int i)
{
	if (!is(r, i, WORD_ABU | WORD_ABD) || is(r, i, END_ULY))
		return false;
	return open_before(r, i) > 0 || open_after(r, i) > 1 ||
	    !is(r, i + 1, END_FAMILY);
}

/* Words that lean on the next one or on the one before. */
static void see_particles(struct reading *r)
{
	for (int i = 0; i < r->n->count; i++) {
		struct name_look *l = &r->look[i];
		bool next = is_open(r, i + 1) && !l[1].comma &&
		    !(r->n->part[i + 1].flags & NAME_INITIAL);
		bool child = is(r, i, WORD_CHILD) && i > 0 && !l->comma &&
		    (is_open(r, i - 1) || r->n->part[i - 1].role ==
		    NAME_BIRTH);

		if (!is_open(r, i))
			continue;
		if (child) {
			set_role(r, i, NAME_PARTICLE);
			set_role(r, i - 1, NAME_PATRONYMIC);
			r->look[i - 1].binds = true;
		} else if (next && (see_article(r, i) || see_particle(r, i) ||
		    (is(r, i, WORD_SON) && (l->lower || i > 0 ||
		    open_after(r, i) > 1 || l->letters > 2)) ||
		    (is(r, i, WORD_BEN) && (open_before(r, i) > 0 ||
		    r->family ||
		    l->lower != (r->n->part[i].script == NAME_HEBREW) ||
		    l[1].between == '-')))) {
			set_role(r, i, NAME_PARTICLE);
			r->n->part[i].flags &= (uint8_t)~NAME_INITIAL;
			l->binds = true;
		} else if (next && see_compound(r, i)) {
			l->binds = true;
		}
	}
}

/* ---- groups ---- */

static void set_groups(struct reading *r)
{
	uint8_t group = 0;

	for (int i = 0; i < r->n->count; i++) {
		if (i > 0 && !(r->n->part[i].flags & NAME_JOINED &&
		    r->look[i].aside == r->look[i - 1].aside) &&
		    !r->look[i - 1].binds)
			group++;
		r->n->part[i].group = group;
	}
}

static int score_of(const struct reading *r, const struct core *c,
    bool mixed_case)
{
	int score = 0;
	bool given = false, bare = c->first == c->last;

	for (int i = c->first; i <= c->last; i++) {
		const struct name_look *l = &r->look[i];

		given = given || l->given;
		if (is(r, i, WORD_PARTICLE | WORD_PARTICLE_OR) &&
		    r->n->part[i].role == NAME_PARTICLE)
			score += 4;
		if (is(r, i, WORD_ARTICLE) && i == c->first)
			score += 2;
		if (mixed_case && l->caps && i == c->last)
			score += 6;
	}
	if (is(r, c->first, WORD_ABD | WORD_TITLE_OR) || (c->first <
	    c->last && is(r, c->first, WORD_ABU)))
		return -4;
	if (bare && given)
		return score - (is(r, c->last, WORD_SURNAME) ? 0 : 3);
	if (is(r, c->last, END_FAMILY | WORD_SURNAME))
		score += 4;
	else if (is(r, c->last, END_FAMILY_OR) &&
	    r->look[c->last].letters > 4)
		score += 2;
	return score - (given && score == 0 ? 2 : 0);
}

/* Some words in capitals, others not: the capitals are family names. */
static bool has_mixed_case(const struct reading *r)
{
	int caps = 0, others = 0;

	for (int i = 0; i < r->n->count; i++)
		if (is_open(r, i) && r->look[i].letters > 1) {
			caps += r->look[i].caps;
			others += !r->look[i].caps && !r->look[i].lower;
		}
	return caps > 0 && others > 0;
}

static void find_cores(struct reading *r)
{
	bool mixed = has_mixed_case(r);
	struct name *n = r->n;

	r->cores = 0;
	for (int i = 0; i < n->count; i++) {
		struct core *c = &r->core[r->cores];
		int last = i;
		uint32_t kinds = 0;
		bool open = false;

		while (last + 1 < n->count && n->part[last + 1].group ==
		    n->part[i].group)
			last++;
		for (int k = i; k <= last; k++) {
			open = open || (is_open(r, k) &&
			    !(n->part[k].flags & NAME_INITIAL));
			kinds |= r->look[k].kinds;
		}
		*c = (struct core){ .first = i, .last = last };
		c->comma = r->comma > 0 && i >= r->comma;
		c->male = (kinds & END_MALE) != 0;
		c->female = (kinds & END_FEMALE) != 0;
		c->uly = (kinds & END_ULY) != 0;
		c->slavic = c->male && (kinds & END_FAMILY) != 0;
		c->score = score_of(r, c, mixed);
		r->cores += open;
		i = last;
	}
}

static void set_core(struct reading *r, const struct core *c,
    enum name_role role)
{
	for (int i = c->first; i <= c->last; i++)
		if (!r->set[i])
			set_role(r, i, role);
}

static void drop_core(struct reading *r, int i)
{
	memmove(&r->core[i], &r->core[i + 1], (size_t)(r->cores - i - 1) *
	    sizeof(r->core[0]));
	r->cores--;
}

/* ---- ibn X, ben X, Abu X ---- */

static void see_fathers(struct reading *r)
{
	for (int i = 0; i < r->cores; i++) {
		struct core *c = &r->core[i];
		bool son = is(r, c->first, WORD_SON) && r->set[c->first];
		bool ben = is(r, c->first, WORD_BEN) && r->set[c->first];
		bool last = i + 1 == r->cores, alone = i == 0;

		if (son && !alone) {
			set_core(r, c, NAME_PATRONYMIC);
		} else if (son || ben) {
			set_core(r, c, last || alone ? NAME_FAMILY :
			    NAME_PATRONYMIC);
		} else if (is(r, c->first, WORD_ABU) && c->last > c->first &&
		    r->cores > 1) {
			if (alone && r->cores > 2) {
				set_core(r, c, NAME_NICK);
			} else if (last) {
				c->score += 4;
				continue;
			} else {
				continue;
			}
		} else {
			continue;
		}
		drop_core(r, i--);
	}
}

/* ---- order ---- */

/* Takes the patronymic out of the cores; returns where it stood, or -1. */
static int take_patronymic(struct reading *r, bool *guessed)
{
	int at = -1;

	for (int i = 0; i < r->cores && at < 0; i++) {
		const struct core *c = &r->core[i];
		bool inside = i > 0 && i + 1 < r->cores;

		if (c->female || c->uly || (c->slavic ? inside :
		    c->male && i > 0))
			at = i;
	}
	if (at < 0 && r->cores == 1 && r->core[0].male && !r->core[0].slavic) {
		at = 0;
		*guessed = true;
	}
	if (at < 0)
		return -1;
	/* "Роман Абрамович" may as well be a given and a family name. */
	if (r->core[at].male && r->cores == 2 && r->core[0].score <= 0)
		*guessed = true;
	set_core(r, &r->core[at], NAME_PATRONYMIC);
	drop_core(r, at);
	return at;
}

/* Which core is the family name, where nobody said. */
static int find_family(struct reading *r, int patronymic, bool *guessed)
{
	int last = r->cores - 1;
	int diff = r->core[0].score - r->core[last].score;

	if (diff != 0)
		return diff > 0 ? 0 : last;
	if (patronymic == r->cores) /* it stood last: family given father */
		return 0;
	if (patronymic <= 0)
		*guessed = true;
	return last;
}

/* Names between or beside the given and the family name. */
static enum name_role middle_role(const struct reading *r, int i, int family,
    bool patronymic, enum name_order order)
{
	int last = r->cores - 1;
	const struct core *c = &r->core[i];
	uint8_t script = r->n->part[c->first].script;
	bool inside = i > 0 && i < last;

	if (family == 0 && i == 1 && script == NAME_LATIN && c->score > 3 &&
	    r->cores > 2)
		return NAME_FAMILY; /* García López Juan */
	if (family == last && i == last - 1 && i > 0 && c->score > 1 &&
	    script == NAME_LATIN)
		return NAME_FAMILY; /* Juan García López */
	if (patronymic || !(inside || (i == last && family == 0)))
		return NAME_GIVEN;
	if (inside && script == NAME_ARABIC)
		return NAME_PATRONYMIC; /* given, father, family */
	if (inside && family == last && script == NAME_CYRILLIC &&
	    c->score > 3)
		return NAME_PATRONYMIC; /* Иван Петров Иванов of Bulgaria */
	if (order == NAME_FAMILY_FIRST && i == 2 && script == NAME_CYRILLIC)
		return NAME_PATRONYMIC;
	return NAME_GIVEN;
}

static int initials(const struct reading *r)
{
	int count = 0;

	for (int i = 0; i < r->n->count; i++)
		count += is_open(r, i) && (r->n->part[i].flags & NAME_INITIAL);
	return count;
}

static void set_single(struct reading *r, enum name_order order,
    int patronymic)
{
	const struct core *c = &r->core[0];
	int short_ones = initials(r), i = c->last + 1;

	if (short_ones > 0 && order != NAME_FAMILY_FIRST && c->score < 0 &&
	    i < r->n->count && (r->n->part[i].flags & NAME_INITIAL) &&
	    short_ones == 1) {
		set_core(r, c, NAME_GIVEN); /* Асан К. */
		set_role(r, i, NAME_FAMILY);
		r->n->flags |= NAME_GUESSED;
	} else if (short_ones > 0 && patronymic < 0) {
		set_core(r, c, NAME_FAMILY);
	} else if (patronymic >= 0) {
		set_core(r, c, c->score > 0 ? NAME_FAMILY : NAME_GIVEN);
	} else if (order == NAME_ORDER_UNKNOWN) {
		set_core(r, c, c->score > 3 ? NAME_FAMILY : c->score < 0 ?
		    NAME_GIVEN : NAME_UNCLEAR);
	} else {
		set_core(r, c, order == NAME_FAMILY_FIRST ? NAME_FAMILY :
		    NAME_GIVEN);
	}
}

/* "Family, Given Patronymic". */
static bool set_by_comma(struct reading *r)
{
	int before = 0, after = 0, father = -1;

	for (int i = 0; i < r->cores; i++) {
		const struct core *c = &r->core[i];

		before += !c->comma;
		after += c->comma;
		if (!c->comma && (c->uly || c->female || (c->male && i > 0)))
			return false;
		if (c->comma && (c->uly || c->female || (c->male &&
		    !c->slavic)) && (after > 1 || i + 1 == r->cores))
			father = i;
	}
	for (int i = r->comma; i < r->n->count; i++)
		after += is_open(r, i) &&
		    (r->n->part[i].flags & NAME_INITIAL) != 0;
	if (before == 0 || before > 2 || after == 0)
		return false;
	for (int i = 0; i < r->cores; i++)
		set_core(r, &r->core[i], !r->core[i].comma ? NAME_FAMILY :
		    i == father ? NAME_PATRONYMIC : NAME_GIVEN);
	return true;
}

static void set_cores(struct reading *r, enum name_order order)
{
	bool guessed = false;
	int father, family;

	if (r->comma > 0 && set_by_comma(r))
		return;
	father = take_patronymic(r, &guessed);
	for (int i = 0; father < 0 && i < r->n->count; i++)
		if (r->set[i] && r->n->part[i].role == NAME_PATRONYMIC)
			father = i == 0 ? 0 : i >= r->core[r->cores > 0 ?
			    r->cores - 1 : 0].last ? r->cores : 1;
	if (r->cores == 1)
		set_single(r, order, father);
	if (r->cores > 1) {
		family = order == NAME_FAMILY_FIRST ? 0 : order ==
		    NAME_GIVEN_FIRST ? r->cores - 1 :
		    find_family(r, father, &guessed);
		for (int i = 0; i < r->cores; i++)
			set_core(r, &r->core[i], i == family ? NAME_FAMILY :
			    middle_role(r, i, family, father >= 0, order));
	}
	if (guessed && order == NAME_ORDER_UNKNOWN)
		r->n->flags |= NAME_GUESSED;
}

/* ---- initials ---- */

static bool has_role(const struct name *n, enum name_role role)
{
	for (int i = 0; i < n->count; i++)
		if (n->part[i].role == role)
			return true;
	return false;
}

/* Russian and Kazakh custom: given name, then the father's. */
static bool has_fathers(const struct reading *r, int at)
{
	if (r->n->part[at].script != NAME_LATIN)
		return true;
	for (int i = 0; i < r->n->count; i++)
		if (r->n->part[i].role == NAME_FAMILY &&
		    (r->n->part[i].skel.flags & NAME_SURNAME))
			return true;
	return false;
}

static void set_initials(struct reading *r)
{
	struct name *n = r->n;

	for (int i = 0; i < n->count; i++) {
		if (!is_open(r, i) || !(n->part[i].flags & NAME_INITIAL))
			continue;
		if (!has_role(n, NAME_GIVEN))
			set_role(r, i, NAME_GIVEN);
		else if (!has_role(n, NAME_FAMILY) && i + 1 == n->count)
			set_role(r, i, NAME_FAMILY);
		else if (!has_role(n, NAME_PATRONYMIC) && has_fathers(r, i))
			set_role(r, i, NAME_PATRONYMIC);
		else
			set_role(r, i, NAME_GIVEN);
	}
}

/* ---- the door ---- */

static void start(struct reading *r, struct span text, bool family,
    struct name *out)
{
	memset(r, 0, sizeof(*r));
	r->n = out;
	r->family = family;
	name_split(text, out, r->look);
	for (int i = 0; i < out->count && r->comma == 0; i++)
		if (r->look[i].comma && !r->look[i].aside)
			r->comma = i;
	see_pairs(r);
	if (is_nobody(r)) {
		out->flags |= NAME_NOBODY;
		for (int i = 0; i < out->count; i++) {
			out->part[i].flags |= NAME_NO_NAME;
			r->set[i] = true;
		}
		return;
	}
	see_initials(r);
	see_nobody(r);
	see_others(r);
	see_titles(r);
	see_particles(r);
}

void name_parse(struct span text, enum name_order order, struct name *out)
{
	struct reading r;

	start(&r, text, false, out);
	set_groups(&r);
	if (out->flags & NAME_NOBODY)
		return;
	find_cores(&r);
	see_fathers(&r);
	set_cores(&r, order);
	set_initials(&r);
}

void name_parse_part(struct span text, enum name_role role, struct name *out)
{
	struct reading r;
	bool any = false;

	if (role == NAME_UNCLEAR) {
		name_parse(text, NAME_ORDER_UNKNOWN, out);
		return;
	}
	start(&r, text, role == NAME_FAMILY, out);
	set_groups(&r);
	if (out->flags & NAME_NOBODY)
		return;
	for (int i = 0; i < out->count; i++) {
		bool father = any && role == NAME_GIVEN &&
		    is(&r, i, END_ULY | END_FEMALE | END_MALE);

		if (!r.set[i])
			set_role(&r, i, father ? NAME_PATRONYMIC : role);
		any = any || out->part[i].role == role;
	}
}

void name_add(struct name *n, const struct name *more)
{
	int shift = n->count == 0 ? 0 : n->part[n->count - 1].group + 1;
	uint16_t both = n->flags & more->flags & NAME_NOBODY;

	for (int i = 0; i < more->count; i++) {
		if (n->count == NAME_PARTS_MAX) {
			n->flags |= NAME_TOO_LONG;
			break;
		}
		n->part[n->count] = more->part[i];
		n->part[n->count++].group += (uint8_t)shift;
	}
	if (n->text.n == 0)
		n->text = more->text;
	if (n->odd.n == 0)
		n->odd = more->odd;
	n->flags = (uint16_t)(((n->flags | more->flags) & ~NAME_NOBODY) |
	    both);
}
