/*
 * ask.c - one segment asked: which forms are near the question
 *
 * Each word of the question is compared with each sound of the dictionary at
 * most once, and only with those whose consonants are nearly its own.  Then
 * the forms that have the rarest of the words are weighed; others only where
 * none of these is good.  A form without that word costs at least ABSENT.
 */
#include "find/asking.h"

#include <stdlib.h>
#include <string.h>

void find_scratch_closep(struct find_scratch **p)
{
	struct find_scratch *x = *p;

	if (x == NULL)
		return;
	for (int i = 0; i < FIND_WORDS; i++) {
		free(x->cost[i]);
		free(x->touched[i]);
		free(x->candidate[i]);
	}
	for (int i = 0; i < FIND_SEGMENTS; i++)
		free(x->initial[i].skel);
	free(x);
	*p = NULL;
}

/* The sounds of a segment that are initials. */
static bool list_initials(struct find_scratch *x, int segment,
    const struct find_segment *s)
{
	for (int pass = 0; pass < 2; pass++) {
		int n = 0;

		for (uint32_t i = 0; i < s->skel_n && n < TOUCHED / 2; i++)
			if ((s->skel[i].flags & FIND_INITIAL_FLAG) != 0) {
				if (pass == 1)
					x->initial[segment].skel[n] = i;
				n++;
			}
		x->initial[segment].n = n;
		if (pass == 0)
			x->initial[segment].skel = calloc((size_t)n + 1,
			    sizeof(uint32_t));
		if (x->initial[segment].skel == NULL)
			return false;
	}
	return true;
}

static int open_scratch(struct find *f, struct err *e)
{
	struct find_scratch *x = calloc(1, sizeof(*x));
	bool whole = x != NULL;

	f->scratch = x;
	for (int i = 0; whole && i < f->segs; i++)
		if (f->seg[i].skel_n > x->room)
			x->room = f->seg[i].skel_n;
	for (int i = 0; whole && i < FIND_WORDS; i++) {
		x->cost[i] = calloc(x->room + 1, 1);
		x->touched[i] = calloc(TOUCHED, sizeof(*x->touched[i]));
		x->candidate[i] = calloc(CANDIDATES,
		    sizeof(*x->candidate[i]));
		whole = x->cost[i] != NULL && x->touched[i] != NULL &&
		    x->candidate[i] != NULL;
	}
	for (int i = 0; whole && i < f->segs; i++)
		whole = list_initials(x, i, &f->seg[i]);
	if (whole)
		return 0;
	find_scratch_closep(&f->scratch);
	return err_set(e, ERR_LIMIT, "search: out of memory");
}

static void forget(struct find_scratch *x)
{
	for (int i = 0; i < FIND_WORDS; i++) {
		if (x->touches[i] > TOUCHED)
			memset(x->cost[i], 0, x->room);
		for (int k = 0; k < x->touches[i] && k < TOUCHED &&
		    x->touches[i] <= TOUCHED; k++)
			x->cost[i][x->touched[i][k]] = FIND_UNKNOWN;
		x->touches[i] = x->candidates[i] = x->walked[i] = 0;
		x->tagged[i] = x->sure[i] = false;
		x->weight[i] = 0;
	}
	x->lazy = LAZY_MAX;
	x->compared = COMPARED_MAX;
}

/* ---- which sounds may be near ---- */

/* Seen for the first time: compared, and kept where it fits. */
static void consider(struct ask *k, int w, uint32_t skel)
{
	const struct find_asked *asked = &k->q->word[w];
	struct find_scratch *x = k->x;
	int c;

	if (x->cost[w][skel] != FIND_UNKNOWN || x->compared <= 0)
		return;
	x->compared--;
	c = find_compare(asked, &k->s->skel[skel], asked->limit);
	if (c == FIND_NONE || x->candidates[w] == CANDIDATES) {
		find_weigh_note(x, w, skel, FIND_BEYOND);
		return;
	}
	find_weigh_note(x, w, skel, c + 1);
	x->candidate[w][x->candidates[w]++] = (struct candidate){ skel,
		(uint8_t)c };
	x->weight[w] += k->s->skel_forms[skel];
}

static void consider_bones(struct ask *k, int w, uint32_t bones)
{
	for (uint32_t i = k->s->bones_skel[bones];
	    i < k->s->bones_skel[bones + 1]; i++)
		consider(k, w, i);
}

static void consider_near(struct ask *k, int w, uint64_t bones, int left_out)
{
	const struct find_segment *s = k->s;
	uint32_t hash = find_near_hash(bones, left_out);
	uint32_t slot = (uint32_t)((uint64_t)hash * s->slot_n >> 32);

	for (uint32_t i = s->slot[slot]; i < s->slot[slot + 1]; i++)
		if (s->near[i].hash == hash)
			consider_bones(k, w, s->near[i].bones);
}

/* The first row of consonants that is not below. */
static uint32_t lower(const struct find_segment *s, uint64_t bones)
{
	uint32_t from = 0, to = s->bones_n;

	while (from < to) {
		uint32_t mid = from + (to - from) / 2;

		if (s->bones[mid] < bones)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static void consider_begins(struct ask *k, int w)
{
	uint64_t bones = k->q->word[w].bones;
	int count = find_bones_count(bones);
	uint64_t end = bones | (~(uint64_t)0 >> (4 * count));
	uint32_t at;

	if (count == 0)
		return;
	at = lower(k->s, bones);
	for (int n = 0; n < RANGE_MAX && at < k->s->bones_n &&
	    k->s->bones[at] <= end; n++)
		consider_bones(k, w, at++);
	if (at < k->s->bones_n && k->s->bones[at] <= end)
		k->q->cut = true;
}

/* Words of the same consonants. */
static void gather_same(struct ask *k, int w)
{
	const struct find_asked *asked = &k->q->word[w];

	consider_near(k, w, asked->bones, 0);
	if (asked->begins)
		consider_begins(k, w);
	for (int i = 0; i < asked->readings; i++)
		consider_near(k, w, asked->reading[i].bones, 0);
}

/* All within one consonant lost, added, changed or moved. */
static void gather_one(struct ask *k, int w, uint64_t bones)
{
	int count = find_bones_count(bones);

	consider_near(k, w, bones, 1);
	for (int i = 0; i < count && count > 1; i++) {
		uint64_t less = find_bones_less(bones, i);

		if (i > 0 && less == find_bones_less(bones, i - 1))
			continue;
		consider_near(k, w, less, 0);
		consider_near(k, w, less, 1);
	}
}

static void gather(struct ask *k, int w)
{
	const struct find_asked *asked = &k->q->word[w];

	gather_one(k, w, asked->bones);
	for (int i = 0; i < asked->readings; i++)
		gather_one(k, w, asked->reading[i].bones);
}

/* And within two. */
static void gather_deep(struct ask *k, int w)
{
	uint64_t bones = k->q->word[w].bones;
	int count = find_bones_count(bones);

	consider_near(k, w, bones, 2);
	for (int i = 0; i < count && count > 1; i++) {
		uint64_t one = find_bones_less(bones, i);

		consider_near(k, w, one, 2);
		for (int j = i; j < count - 1 && count > 2; j++) {
			uint64_t two = find_bones_less(one, j);

			consider_near(k, w, two, 0);
			consider_near(k, w, two, 1);
			consider_near(k, w, two, 2);
		}
	}
}

static int by_cost(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return (x->skel > y->skel) - (x->skel < y->skel);
}

/* ---- the best so far ---- */

static bool worse(const struct find_found *a, const struct find_found *b)
{
	if (a->cost != b->cost)
		return a->cost > b->cost;
	if (a->segment != b->segment)
		return a->segment > b->segment;
	return a->form > b->form;
}

static int worst_of(const struct find_heap *h)
{
	return h->count < h->most ? INT32_MAX : h->at[h->count - 1].cost;
}

/* Kept in order: they are few, and most that come are no better. One that
 * comes again was looked at more closely. */
static void keep(struct find_heap *h, struct find_found x)
{
	int i = h->count;

	if (h->count == h->most && !worse(&h->at[h->count - 1], &x))
		return;
	for (int k = 0; k < h->count; k++)
		if (h->at[k].form == x.form &&
		    h->at[k].segment == x.segment) {
			if (h->at[k].cost <= x.cost)
				return;
			memmove(&h->at[k], &h->at[k + 1], (size_t)(h->count -
			    k - 1) * sizeof(h->at[0]));
			i = --h->count;
			break;
		}
	while (i > 0 && worse(&h->at[i - 1], &x)) {
		h->at[i] = h->at[i - 1];
		i--;
	}
	h->at[i] = x;
	h->count += h->count < h->most;
}

/* At least this much is the cost of a form reached by word w. Only what was
 * looked up already counts; more than worst need not be exact. */
static int at_least(struct ask *k, uint64_t glance, int w, int cost, int worst)
{
	const uint64_t mask = ((uint64_t)1 << FIND_GLANCE_BITS) - 1;
	const struct find_question *q = k->q;
	const struct find_scratch *x = k->x;
	int words = 0, miss;

	if (glance == FIND_GLANCE_MORE)
		return 0;
	for (uint64_t rest = glance; rest != 0; rest >>= FIND_GLANCE_BITS)
		words++;
	/* With as many words as were asked one is left that does not fit. */
	miss = words >= q->words ? FAR : ABSENT;
	for (int i = 0; i < q->words && cost < worst; i++) {
		int best = x->tagged[i] ? 0 : miss;
		bool look = k->look && !x->sure[i];

		if (i == w || !q->word[i].sounds || q->word[i].initial)
			continue;
		for (uint64_t rest = glance; rest != 0;
		    rest >>= FIND_GLANCE_BITS) {
			uint32_t skel = (uint32_t)(rest & mask) - 1;
			int c = skel >= k->s->skel_n ? 1
			    : x->cost[i][skel];

			if (c == FIND_UNKNOWN || c == FIND_BEYOND)
				c = look ? LOOKED : FIND_NONE;
			if (c - 1 < best)
				best = c - 1;
		}
		cost += best;
	}
	return cost;
}

/* All forms with this sound, which costs that much for word w. */
static void walk(struct ask *k, uint32_t skel, int w, int least)
{
	const struct find_segment *s = k->s;
	const uint8_t *p = s->post + s->skel_post[skel];
	const uint8_t *end = s->post + s->skel_post[skel + 1];
	struct find_heap *h = &k->q->heap;
	uint32_t form = 0, step;

	while (find_varint(&p, end, &step)) {
		int worst = worst_of(h), cost;
		struct pairing pair;
		struct target t;

		form += step;
		if (form >= s->form_n)
			return; /* of a broken file */
		if (k->q->work-- <= 0) {
			k->q->cut = true;
			return;
		}
		if (at_least(k, s->glance[form], w, least, worst) >= worst)
			continue;
		find_weigh_open(s, form, &t);
		k->q->work -= k->q->words; /* each against each */
		cost = find_weigh(k, form, &t, worst, &pair);
		if (cost < worst || h->count < h->most)
			keep(h, (struct find_found){ cost, form,
			    k->segment });
	}
}

static int best_of(const struct find_heap *h)
{
	return h->count == 0 ? INT32_MAX : h->at[0].cost;
}

/* The words that have candidates, the rarest first. */
static int by_rarity(const struct ask *k, int order[FIND_WORDS])
{
	const struct find_scratch *x = k->x;
	int n = 0;

	for (int w = 0; w < k->q->words; w++) {
		int i = n;

		if (x->weight[w] == 0)
			continue;
		for (; i > 0 && x->weight[order[i - 1]] > x->weight[w]; i--)
			order[i] = order[i - 1];
		order[i] = w;
		n++;
	}
	return n;
}

/* Candidates of word w that were not walked yet, as long as what comes by
 * them may be better than what there is. */
static void walk_new(struct ask *k, int w, int without)
{
	struct find_scratch *x = k->x;
	struct candidate *c = x->candidate[w];
	int i = x->walked[w], n = x->candidates[w];

	qsort(c + i, (size_t)(n - i), sizeof(*c), by_cost);
	for (; i < n; i++) {
		if (c[i].cost + without >= worst_of(&k->q->heap) ||
		    (c[i].cost > CLOSE && best_of(&k->q->heap) <= SAME))
			break;
		walk(k, c[i].skel, w, c[i].cost);
	}
	x->walked[w] = i;
}

/* By way of each word in turn. A form without those that had their turn, the
 * first time, costs at least that many absent. */
static void pivot(struct ask *k, bool first)
{
	int order[FIND_WORDS], n = by_rarity(k, order);

	for (int d = 0; d < n; d++) {
		walk_new(k, order[d], first ? d * ABSENT : 0);
		if (best_of(&k->q->heap) <= SAME)
			return;
	}
}

/* By way of words that are sure: the others compared whole. */
static void pivot_sure(struct ask *k)
{
	int order[FIND_WORDS], n = by_rarity(k, order), done = 0;
	const struct find_scratch *x = k->x;

	k->look = true;
	for (int d = 0; d < n; d++) {
		bool sure = false;

		if (done > 0 && best_of(&k->q->heap) <= ENOUGH)
			break;
		for (int i = 0; i < x->candidates[order[d]]; i++) {
			struct candidate c = x->candidate[order[d]][i];

			if (c.cost > SURE)
				continue;
			sure = true;
			walk(k, c.skel, order[d], c.cost);
		}
		done += sure;
	}
	k->look = false;
}

static int open_ask(struct ask *k, struct find *f, int segment,
    struct find_question *q, struct err *e)
{
	if (f->scratch == NULL && open_scratch(f, e) < 0)
		return -1;
	*k = (struct ask){ &f->seg[segment], f->scratch, q, segment, false };
	forget(f->scratch);
	return 0;
}

/* Only initials were asked: names that are nothing else. */
static void gather_initials(struct ask *k)
{
	struct find_scratch *x = k->x;

	for (int i = 0; i < x->initial[k->segment].n; i++) {
		uint32_t skel = x->initial[k->segment].skel[i];

		x->cost[0][skel] = FIND_UNKNOWN;
		consider(k, 0, skel);
	}
}

/* Is there a sound that is the word's own? */
static bool is_sure(const struct ask *k, int w)
{
	const struct find_scratch *x = k->x;

	for (int i = 0; i < x->candidates[w]; i++)
		if (x->candidate[w][i].cost <= SURE)
			return true;
	return false;
}

/* Which words may be of a place: their forms are all weighed. */
static void mark_tags(struct ask *k)
{
	uint64_t n = k->s->head.n[FIND_N_TAGWORD];

	for (int w = 0; w < k->q->words; w++)
		for (uint64_t i = 0; i < n && i < TAGS_MAX &&
		    !k->x->tagged[w]; i++)
			k->x->tagged[w] = k->q->word[w].sounds &&
			    find_weigh_known(k, w, k->s->tagword[i].skel) <= TAG_MAX;
}

/* Each step looks further than the one before, and is taken only where that
 * one found nothing good: words of the same consonants; those nearly so, for
 * words that have none; forms that have the others, whatever is for that
 * one; for all words; for words with two consonants changed. */
static void steps(struct ask *k, const bool whole[FIND_WORDS])
{
	const struct find_question *q = k->q;
	const struct find_heap *h = &q->heap;
	int good = GOOD;
	bool all = true;

	for (int w = 0; w < q->words; w++) {
		k->x->sure[w] = is_sure(k, w);
		all = all && (!whole[w] || k->x->sure[w]);
		good += whole[w] ? GOOD_WORD : 0;
	}
	if (all) {
		pivot(k, true);
		if (best_of(h) <= SAME)
			return;
	}
	for (int w = 0; w < q->words; w++)
		if (whole[w] && !k->x->sure[w])
			gather(k, w);
	pivot(k, !all);
	if (best_of(h) <= good)
		return;
	/* All are names, but of nobody: any of them may be the wrong one. */
	for (int w = 0; w < q->words && all; w++)
		k->x->sure[w] = false;
	pivot_sure(k);
	if (best_of(h) <= good)
		return;
	for (int w = 0; w < q->words; w++)
		if (whole[w])
			gather(k, w);
	pivot(k, false);
	if (best_of(h) <= DEEP)
		return;
	for (int w = 0; w < q->words; w++)
		if (whole[w])
			gather_deep(k, w);
	pivot(k, false);
}

int find_ask_segment(struct find *f, int segment, struct find_question *q,
    struct err *e)
{
	bool whole[FIND_WORDS] = { false }, any = false;
	struct ask k;

	if (open_ask(&k, f, segment, q, e) < 0)
		return -1;
	for (int w = 0; w < q->words; w++) {
		for (int i = 0; i < k.x->initial[segment].n &&
		    q->word[w].sounds; i++)
			(void)find_weigh_known(&k, w, k.x->initial[segment].skel[i]);
		whole[w] = q->word[w].sounds && !q->word[w].initial;
		any = any || whole[w];
		if (whole[w])
			gather_same(&k, w);
	}
	if (!any && q->words > 0 && q->word[0].sounds)
		gather_initials(&k);
	mark_tags(&k);
	steps(&k, whole);
	return 0;
}

bool find_ask_known(const struct find *f, const struct name_skel *want)
{
	uint64_t bones = find_bones(want);

	for (int i = 0; i < f->segs; i++) {
		const struct find_segment *s = &f->seg[i];
		uint32_t at = lower(s, bones);

		if (at == s->bones_n || s->bones[at] != bones)
			continue;
		for (uint32_t k = s->bones_skel[at];
		    k < s->bones_skel[at + 1]; k++)
			if (name_skel_same(&s->skel[k], want))
				return true;
	}
	return false;
}

/* ---- why ---- */

static enum find_how how_of(const struct find_asked *w,
    const struct name_skel *s, bool spelt, int cost)
{
	bool one = (s->flags & FIND_INITIAL_FLAG) != 0;

	if (spelt)
		return FIND_SPELLED;
	if (w->initial || one)
		return FIND_INITIAL;
	/* Arabic and Hebrew write no more than the consonants. */
	if (name_skel_same(&w->skel, s) || (((w->skel.flags | s->flags) &
	    NAME_ABJAD) != 0 && w->bones == find_bones(s)))
		return FIND_SOUNDS;
	return w->begins && cost <= BEGINS + SPELLING ? FIND_BEGINS
	    : FIND_NEAR;
}

int find_ask_match(struct find *f, int segment, struct find_question *q,
    uint32_t form, struct find_match out[FIND_WORDS])
{
	struct err why = { 0 };
	struct pairing p;
	struct target t;
	struct ask k;
	int cost;

	if (open_ask(&k, f, segment, q, &why) < 0)
		return FAR;
	find_weigh_open(k.s, form, &t);
	for (int w = 0; w < q->words; w++) {
		for (int i = 0; i < t.n; i++)
			if (q->word[w].sounds)
				consider(&k, w, t.skel[i]);
		for (uint32_t i = 0; i < k.s->head.n[FIND_N_TAGWORD] &&
		    q->word[w].sounds && i < CANDIDATES; i++)
			consider(&k, w, k.s->tagword[i].skel);
	}
	k.look = true;
	cost = find_weigh(&k, form, &t, INT32_MAX, &p);
	for (int w = 0; w < q->words; w++) {
		int i = p.of[w];
		int c = p.cost[w];

		out[w] = (struct find_match){ -1, -1, FIND_NOT,
			(uint8_t)(c > 255 ? 255 : c) };
		if (i >= 0) {
			bool spelt = t.fold[i] == q->word[w].w.fold;

			out[w].chunk = t.chunk[i];
			out[w].word = t.word[i];
			out[w].how = (uint8_t)how_of(&q->word[w],
			    &k.s->skel[t.skel[i]], spelt, c);
			out[w].cost = (uint8_t)(c - (spelt ? 0 : SPELLING));
		} else if (q->word[w].w.number > 0) {
			out[w].how = c == 0 ? FIND_YEAR : FIND_NOT;
		} else if (c < ABSENT) {
			out[w].how = FIND_PLACE;
		}
	}
	return cost;
}
