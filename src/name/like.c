/* like.c - parts laid side by side, and what each pair is worth
 *
 * The weights are after I. P. Fellegi, A. B. Sunter, "A Theory for Record
 * Linkage", JASA 64 (1969), with term frequencies (W. E. Winkler 1988) and a
 * third class for families. */
#include "name/like.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "name/words.h"

#define JOIN_MAX 4      /* parts read as one */
#define FAR 250         /* hundredths of an edit: certainly another name */
#define LEFT_OUT 40     /* hundredths: the least for a sound that is lost */
#define ALIKE 45        /* hundredths: another spelling, no slip */
#define WOMAN 60        /* hundredths that -ina makes of -in: another name */
#define WRITTEN 8       /* times: long vowels that Arabic does write */
#define UNITS_MAX (NAME_PARTS_MAX * JOIN_MAX)
#define CHANCES_MAX 1200

/* Parts read as one word. */
struct unit {
	uint8_t first, count;
	uint8_t role, flags;
	uint8_t script;
	bool whole;       /* all of a group */
	bool known;       /* or its stem: a common given name */
	struct name_skel skel;
	double share;
};
struct side {
	const struct name *n;
	struct unit unit[UNITS_MAX];
	int count, singles;      /* the first ones are single parts */
	uint32_t used;           /* parts, a bit each */
};
struct chance {
	int16_t a, b;
	uint8_t kind;
	float weight, rank;
};
struct like {
	struct side a, b;
	const struct name_prior *prior;
	struct chance chance[CHANCES_MAX];
	int chances;
	double siblings; /* log2 */
	struct name_like *out;
};

static bool is_core(const struct name_part *p)
{
	return p->role <= NAME_NICK && !(p->flags & NAME_NO_NAME);
}

/* ---- how rare a name is ---- */

/* Is it a common given name, or a surname made of one: Асанов? */
static bool is_known(const struct name_skel *s, enum name_role role)
{
	struct name_skel stem = *s;

	stem.flags = 0;
	if ((s->flags & NAME_FATHERS) != 0 ? name_words_father(s) :
	    name_words_given(&stem))
		return true;
	if (role == NAME_GIVEN || !(s->flags & NAME_SURNAME) || s->n < 5)
		return false;
	stem.n = (uint8_t)(s->n - 2);
	/* Nothing may stand behind the last sound. */
	memset(&stem.code[stem.n], 0, sizeof(stem.code) - stem.n);
	return name_words_given(&stem);
}

double name_like_share(const void *ctx, const struct name_skel *s,
    enum name_role role)
{
	bool known = is_known(s, role);

	(void)ctx;
	if (!known)
		return 1.0 / 2500;
	return role == NAME_GIVEN || role == NAME_PATRONYMIC ||
	    role == NAME_NICK || (role == NAME_UNCLEAR &&
	    !(s->flags & NAME_SURNAME)) ? 1.0 / 150 : 1.0 / 400;
}

struct name_prior name_like_prior(double people)
{
	return (struct name_prior){ .same = 1 / (people > 1 ? people : 1),
		.siblings = 0.25 / (people > 1 ? people : 1),
		.share = name_like_share };
}

/* Of given names that begin so: estimates, not counted from a source. */
static double initial_share(uint8_t sound)
{
	static const uint8_t hundredths[NAME_SOUNDS] = {
		[NAME_NONE] = 5, [NAME_A] = 17, [NAME_E] = 9, [NAME_I] = 6,
		[NAME_O] = 4, [NAME_U] = 4, [NAME_B] = 7, [NAME_P] = 2,
		[NAME_V] = 4, [NAME_F] = 2, [NAME_D] = 6, [NAME_T] = 5,
		[NAME_Z] = 4, [NAME_S] = 10, [NAME_TS] = 1, [NAME_J] = 7,
		[NAME_SH] = 3, [NAME_CH] = 1, [NAME_G] = 5, [NAME_K] = 7,
		[NAME_H] = 2, [NAME_L] = 3, [NAME_M] = 8, [NAME_N] = 6,
		[NAME_R] = 5
	};

	return sound < NAME_SOUNDS ? hundredths[sound] / 100.0 : 0.05;
}

/* Without vowels names of few consonants are many people's. */
static double unpointed_share(const struct name_skel *s, double share)
{
	int consonants = 0;

	for (int i = 0; i < s->n; i++)
		consonants += s->code[i] > NAME_U;
	share = 3 * share + 0.3 * exp2(-3 * consonants);
	return share < 0.2 ? share : 0.2;
}

/* ---- units ---- */

static void add_unit(struct side *s, int first, int count,
    const struct name_prior *prior)
{
	struct unit *u = &s->unit[s->count];
	const struct name_part *p = &s->n->part[first];

	assert(s->count < UNITS_MAX);
	*u = (struct unit){ .first = (uint8_t)first,
		.count = (uint8_t)count, .role = p->role, .flags = p->flags,
		.script = p->script, .skel = p->skel };
	for (int i = 1; i < count; i++) {
		const struct name_skel *more = &p[i].skel;
		bool article = i + 1 < count && p[i].role == NAME_PARTICLE &&
		    (name_words_of(p[i].text) & WORD_ARTICLE) &&
		    (name_words_of(p[i - 1].text) & WORD_ABD);

		if (u->role == NAME_PARTICLE || is_core(&p[i]))
			u->role = p[i].role;
		u->skel.flags = more->flags;
		for (int k = 0; k < more->n && u->skel.n < NAME_SKEL_MAX; k++)
			/* Doubled where they meet: Abd-dulla. */
			if (k > 0 || u->skel.n == 0 ||
			    u->skel.code[u->skel.n - 1] != more->code[0])
				u->skel.code[u->skel.n++] = article &&
				    more->code[k] <= NAME_U ? NAME_U :
				    more->code[k]; /* Abd al-: Abdul- */
	}
	u->whole = (first == 0 || p[-1].group != p->group) &&
	    (first + count == s->n->count || p[count].group != p->group) &&
	    p[count - 1].group == p->group;
	u->known = is_known(&u->skel, (enum name_role)u->role);
	u->share = prior->share(prior->ctx, &u->skel,
	    (enum name_role)u->role);
	s->count++;
}

/* Neighbours may be one word elsewhere: of one group, or both of one role. */
static bool joins(const struct name *n, int i)
{
	const struct name_part *p = &n->part[i], *next = &n->part[i + 1];
	const uint8_t bad = NAME_INITIAL | NAME_NO_NAME;

	if (i + 1 >= n->count || ((p->flags | next->flags) & bad) ||
	    p->role == NAME_TITLE || next->role >= NAME_TITLE)
		return false;
	return p->group == next->group || p->role == next->role ||
	    p->role == NAME_PARTICLE ||
	    (p->role != NAME_PARTICLE && next->role == NAME_PARTICLE);
}

static void take_units(struct side *s, const struct name *n,
    const struct name_prior *prior)
{
	s->n = n;
	for (int i = 0; i < n->count; i++)
		if (is_core(&n->part[i]))
			add_unit(s, i, 1, prior);
	s->singles = s->count;
	for (int i = 0; i < n->count; i++) {
		bool core = is_core(&n->part[i]);

		for (int k = i; k + 1 < n->count && k - i < JOIN_MAX - 1 &&
		    joins(n, k); k++) {
			core = core || is_core(&n->part[k + 1]);
			if (core && is_core(&n->part[k + 1]))
				add_unit(s, i, k + 2 - i, prior);
		}
	}
}

/* ---- one pair ---- */

/* How often a name is written just so, at that distance from what it is;
 * foreign: in a script that is not its own, each country has its habits. */
static double spelling(int distance, bool foreign)
{
	if (distance == 0)
		return 0.8;
	return foreign ? 0.35 * exp(-distance / 25.0) :
	    0.3 * exp(-distance / 26.0);
}

/* Letters of one Latin habit for the sounds of others: Z for Ж, Y for Я. */
static bool initial_fits(const struct unit *initial, const struct unit *full)
{
	static const struct { uint8_t as, too[4]; } habits[] = {
		{ NAME_Z, { NAME_J } }, { NAME_S, { NAME_SH, NAME_TS, NAME_Z } },
		{ NAME_K, { NAME_H, NAME_CH } },
		{ NAME_T, { NAME_TS, NAME_CH } },
		{ NAME_I, { NAME_E, NAME_J, NAME_U, NAME_A } },
		{ NAME_G, { NAME_J, NAME_H, NAME_K } }, { NAME_TS, { NAME_CH,
		NAME_K } }, { NAME_H, { NAME_K, NAME_G } },
		{ NAME_A, { NAME_E } }, { NAME_U, { NAME_O, NAME_V } },
		{ NAME_E, { NAME_I, NAME_A } }, { NAME_D, { NAME_J } },
		{ NAME_J, { NAME_I, NAME_G } }, { NAME_CH, { NAME_SH } },
		{ NAME_V, { NAME_U, NAME_B } }, { NAME_O, { NAME_U } },
	};
	uint8_t x = initial->skel.code[0], y = full->skel.code[0];
	bool scripts = initial->script != full->script;
	int n = initial->skel.n;

	if (n > 2 || (n > 1 && initial->skel.code[0] != NAME_I)) {
		struct name_skel head = full->skel;

		if (head.n > n) {
			head.n = (uint8_t)n;
			memset(&head.code[n], 0, sizeof(head.code) -
			    (size_t)n);
		}
		return name_skel_distance(&initial->skel, &head, FAR) <=
		    25 * n;
	}
	if (x == y)
		return true;
	for (size_t i = 0; i < sizeof(habits) / sizeof(habits[0]); i++)
		for (int k = 0; k < 4 && habits[i].too[k] != 0 &&
		    habits[i].as == x; k++)
			/* within one script a vowel stands for itself */
			if (habits[i].too[k] == y && (scripts ||
			    (x > NAME_U && initial->script == NAME_LATIN)))
				return true;
	return false;
}

static bool same_text(const struct like *l, const struct unit *x,
    const struct unit *y)
{
	char s[256], t[256];
	size_t n = 0, m = 0;

	for (int i = 0; i < x->count; i++)
		n += name_words_fold(l->a.n->part[x->first + i].text, s + n,
		    sizeof(s) - n);
	for (int i = 0; i < y->count; i++)
		m += name_words_fold(l->b.n->part[y->first + i].text, t + m,
		    sizeof(t) - m);
	return n == m && n > 0 && memcmp(s, t, n) == 0;
}

/* What another role costs: names that changed places. */
static double role_cost(const struct like *l, const struct unit *x,
    const struct unit *y)
{
	bool guessed = ((l->a.n->flags | l->b.n->flags) & NAME_GUESSED) != 0;
	int low = x->role < y->role ? x->role : y->role;
	int high = x->role < y->role ? y->role : x->role;

	if (low == high || low == NAME_UNCLEAR)
		return 0;
	if (low == NAME_FAMILY && high == NAME_BIRTH)
		return 0;
	if (high == NAME_NICK)
		return 1;
	if (low == NAME_FAMILY && high == NAME_PATRONYMIC)
		return 1; /* Серікұлы stands for a family name, too */
	if (high == NAME_PATRONYMIC)
		return guessed ? 1 : 8; /* a father and his son */
	return guessed ? 0.5 : 3;
}

/* How often a name is another one altogether, of one person. */
static double another(const struct unit *x, const struct unit *y)
{
	bool woman = ((x->skel.flags | y->skel.flags) & NAME_FEMININE) != 0;

	if (x->role == NAME_FAMILY || y->role == NAME_FAMILY)
		return woman ? 0.1 : 0.005;
	return x->role == NAME_PATRONYMIC || y->role == NAME_PATRONYMIC ?
	    0.02 : 0.01;
}

static bool is_family(const struct unit *x)
{
	return x->role == NAME_FAMILY || x->role == NAME_BIRTH;
}

/* A surname of a woman beside one of a man: log2 of how often that is seen of
 * one person (8 % of lists' writings) and of two (a half). */
static double sex_weight(const struct unit *x, const struct unit *y)
{
	if (!is_family(x) || !is_family(y) ||
	    !(x->skel.flags & y->skel.flags & NAME_SURNAME))
		return 0;
	return (x->skel.flags ^ y->skel.flags) & NAME_FEMININE ? -2.6 : 0.9;
}

static bool of_given(const struct unit *x)
{
	return x->role == NAME_GIVEN || x->role == NAME_UNCLEAR;
}

static int distance_of(const struct like *l, const struct unit *x,
    const struct unit *y)
{
	int d;

	if (x->skel.n == 0 || y->skel.n == 0)
		return same_text(l, x, y) ? 0 : FAR + 1;
	/* No vowel is left out for less, but by Arabic and Hebrew. */
	if (!((x->skel.flags | y->skel.flags) & NAME_ABJAD) &&
	    abs(x->skel.n - y->skel.n) * LEFT_OUT > (x->count + y->count >
	    2 ? FAR / 2 : FAR))
		return FAR + 1;
	d = name_skel_distance(&x->skel, &y->skel, FAR);
	if (of_given(x) && of_given(y) && ((x->skel.flags ^ y->skel.flags) &
	    NAME_FEMININE))
		d += WOMAN;
	return d;
}

static double weigh_full(const struct like *l, const struct unit *x,
    const struct unit *y, enum name_kind *kind)
{
	bool scripts = x->script != y->script;
	bool latin = x->script == NAME_LATIN || y->script == NAME_LATIN;
	bool x_bare = (x->skel.flags & NAME_ABJAD) != 0;
	bool y_bare = (y->skel.flags & NAME_ABJAD) != 0;
	double xs = x->share, ys = y->share, q, w;
	int d = distance_of(l, x, y), alike = ALIKE + (scripts ? 5 : 0);
	bool form;

	if (x_bare || y_bare)
		xs = ys = unpointed_share(x_bare ? &x->skel : &y->skel,
		    xs > ys ? xs : ys);
	if (x_bare && y_bare && !scripts)
		d *= WRITTEN;
	q = d > FAR ? 0 : spelling(d, scripts || latin);
	form = d > 0 && !is_family(x) && !is_family(y) &&
	    !name_skel_same(&x->skel, &y->skel) &&
	    name_words_forms(&x->skel, &y->skel);
	if (form)
		q = q > 0.1 ? q : 0.1;
	else if (d > 0 && x->known && y->known && !x_bare && !y_bare)
		q *= 0.1; /* a slip hardly ever makes another real name */
	/* Either may be the true one, the other what became of it. */
	w = log2(q / (2 * xs) + q / (2 * ys) + another(x, y));
	*kind = w < 0 ? NAME_DIFFERS : d > alike ? form ? NAME_FORM :
	    NAME_NEAR : d > 0 || scripts || !same_text(l, x, y) ? NAME_ALIKE :
	    NAME_SAME;
	return w < 0 ? w : w + sex_weight(x, y);
}

static double weigh_initial(const struct unit *x, const struct unit *y,
    enum name_kind *kind)
{
	const struct unit *i = x->flags & NAME_INITIAL ? x : y;
	const struct unit *full = i == x ? y : x;
	bool fits = initial_fits(i, full);

	if (!fits && (full->flags & NAME_INITIAL))
		fits = initial_fits(full, i);
	*kind = fits ? NAME_AS_INITIAL : NAME_DIFFERS;
	return log2(fits ? 0.95 / initial_share(full->skel.code[0]) : 0.04);
}

static void add_chance(struct like *l, int a, int b)
{
	const struct unit *x = &l->a.unit[a], *y = &l->b.unit[b];
	bool initial = ((x->flags | y->flags) & NAME_INITIAL) != 0;
	enum name_kind kind;
	double w;

	if (l->chances == CHANCES_MAX || (x->count > 1 && y->count > 1 &&
	    !(x->whole && y->whole && is_core(&l->a.n->part[x->first]) &&
	    is_core(&l->b.n->part[y->first]))) || (initial && x->count + y->count > 2))
		return;
	w = initial ? weigh_initial(x, y, &kind) :
	    weigh_full(l, x, y, &kind);
	if (kind == NAME_DIFFERS)
		return;
	w -= role_cost(l, x, y);
	l->chance[l->chances++] = (struct chance){ (int16_t)a, (int16_t)b,
		(uint8_t)kind, (float)w, (float)(w + 4 * (x->count + y->count
		- 2) - (x->role != y->role)) };
}

/* ---- all pairs ---- */

static uint32_t parts_of(const struct unit *u)
{
	return ((1U << u->count) - 1) << u->first;
}

static void add_pair(struct like *l, const struct unit *x,
    const struct unit *y, enum name_kind kind, double w)
{
	struct name_like *o = l->out;
	int xr = x != NULL ? x->role : NAME_UNCLEAR;
	int yr = y != NULL ? y->role : NAME_UNCLEAR;
	int role = xr != NAME_UNCLEAR ? xr : yr;
	bool family = role == NAME_FAMILY || role == NAME_PATRONYMIC ||
	    role == NAME_BIRTH;

	if (o->count == NAME_PAIRS_MAX)
		return;
	o->pair[o->count++] = (struct name_pair){
		.a = x != NULL ? x->first : 0, .a_count = x != NULL ?
		x->count : 0, .b = y != NULL ? y->first : 0,
		.b_count = y != NULL ? y->count : 0, .kind = (uint8_t)kind,
		.role = (uint8_t)role, .swapped = xr != yr &&
		xr != NAME_UNCLEAR && yr != NAME_UNCLEAR,
		.weight = (float)w };
	o->weight += w;
	if (x != NULL)
		l->a.used |= parts_of(x);
	if (y != NULL)
		l->b.used |= parts_of(y);
	/* Of two children of one family: the family's names as here; the
	 * same given name hardly ever, the same initial now and then. */
	if (family)
		/* a brother and a sister */
		l->siblings += w - (w > 0 && x != NULL && y != NULL ?
		    sex_weight(x, y) : 0);
	else if (kind <= NAME_FORM)
		l->siblings += w > 7 ? w - 7 : 0;
	else if (kind == NAME_AS_INITIAL)
		l->siblings += 0.7;
}

/* The best first; each part once. */
static void take_best(struct like *l)
{
	for (;;) {
		const struct chance *best = NULL;

		for (int i = 0; i < l->chances; i++) {
			const struct chance *c = &l->chance[i];

			if (c->weight > 0 && (best == NULL ||
			    c->rank > best->rank) &&
			    !(parts_of(&l->a.unit[c->a]) & l->a.used) &&
			    !(parts_of(&l->b.unit[c->b]) & l->b.used))
				best = c;
		}
		if (best == NULL)
			return;
		add_pair(l, &l->a.unit[best->a], &l->b.unit[best->b],
		    (enum name_kind)best->kind, best->weight);
	}
}

static bool is_free(const struct side *s, int i)
{
	return !(parts_of(&s->unit[i]) & s->used);
}

/* May the two be taken for the same thing, so that they contradict? */
static bool answers(const struct name_like *o, const struct unit *x,
    const struct unit *y)
{
	for (int i = 0; i < o->count; i++)
		if (o->pair[i].swapped && x->role <= NAME_PATRONYMIC &&
		    y->role <= NAME_PATRONYMIC)
			return true; /* they changed places, too */
	return x->role == y->role || x->role == NAME_UNCLEAR ||
	    y->role == NAME_UNCLEAR;
}

static bool has_pair(const struct name_like *o, enum name_role role)
{
	for (int i = 0; i < o->count; i++)
		if (o->pair[i].role == role && o->pair[i].kind !=
		    NAME_MISSING)
			return true;
	return false;
}

/* Two of one role that are left: they differ, unless another pair of that
 * role agreed (a middle name, a second surname). */
static void take_differing(struct like *l)
{
	for (int i = 0; i < l->a.singles; i++)
		for (int k = 0; k < l->b.singles && is_free(&l->a, i); k++) {
			const struct unit *x = &l->a.unit[i];
			const struct unit *y = &l->b.unit[k];
			bool initial = ((x->flags | y->flags) &
			    NAME_INITIAL) != 0;
			bool more;

			if (!is_free(&l->b, k) || !answers(l->out, x, y) ||
			    x->role == NAME_NICK || y->role == NAME_NICK ||
			    x->role == NAME_BIRTH || y->role == NAME_BIRTH)
				continue;
			more = has_pair(l->out, (enum name_role)x->role);
			add_pair(l, x, y, NAME_DIFFERS, more ? -2 :
			    initial ? log2(0.04) : log2(another(x, y)));
		}
}

static void take_missing(struct like *l, struct side *s)
{
	for (int i = 0; i < s->singles; i++) {
		const struct unit *u = &s->unit[i];
		double w = u->role == NAME_GIVEN || u->role == NAME_FAMILY ?
		    -0.7 : u->role == NAME_PATRONYMIC ? -0.2 : 0;

		if (is_free(s, i))
			add_pair(l, s == &l->a ? u : NULL, s == &l->b ? u :
			    NULL, NAME_MISSING, w);
	}
}

static void sort_pairs(struct name_like *o)
{
	for (int i = 1; i < o->count; i++)
		for (int k = i; k > 0; k--) {
			struct name_pair *p = &o->pair[k], t = *p;
			int x = p->a_count > 0 ? p->a : 100 + p->b;
			int y = p[-1].a_count > 0 ? p[-1].a : 100 + p[-1].b;

			if (x >= y)
				break;
			*p = p[-1];
			p[-1] = t;
		}
}

static enum name_verdict judge(const struct name_like *o)
{
	enum name_verdict v = NAME_TWO;

	for (int i = 0; i < o->count; i++) {
		enum name_kind k = (enum name_kind)o->pair[i].kind;

		if (k == NAME_DIFFERS)
			return NAME_TWO;
		if (k == NAME_NEAR || (k != NAME_MISSING && v == NAME_TWO))
			v = k == NAME_NEAR ? NAME_PERHAPS : NAME_ONE;
	}
	return v;
}

void name_like(const struct name *a, const struct name *b,
    const struct name_prior *prior, struct name_like *out)
{
	struct name_prior plain = name_like_prior(1000);
	struct like l = { .out = out };
	double same, siblings;

	*out = (struct name_like){ 0 };
	l.prior = prior != NULL ? prior : &plain;
	take_units(&l.a, a, l.prior);
	take_units(&l.b, b, l.prior);
	out->probability = l.prior->same;
	if (l.a.singles == 0 || l.b.singles == 0) {
		out->verdict = NAME_CANNOT_SAY;
		return;
	}
	for (int i = 0; i < l.a.count; i++)
		for (int k = 0; k < l.b.count; k++)
			add_chance(&l, i, k);
	take_best(&l);
	take_differing(&l);
	take_missing(&l, &l.a);
	take_missing(&l, &l.b);
	sort_pairs(out);
	same = l.prior->same * exp2(out->weight);
	siblings = l.prior->siblings * exp2(l.siblings);
	out->probability = same / (same + siblings + 1 - l.prior->same -
	    l.prior->siblings);
	out->verdict = judge(out);
}
