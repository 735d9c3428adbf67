/* weigh.c - what a form costs: which of its words fits which that was asked */
#include "find/asking.h"

#include <string.h>

void find_weigh_note(struct find_scratch *x, int w, uint32_t skel, int cost)
{
	if (x->cost[w][skel] == FIND_UNKNOWN) {
		if (x->touches[w] < TOUCHED)
			x->touched[w][x->touches[w]] = skel;
		x->touches[w] += x->touches[w] <= TOUCHED;
	}
	x->cost[w][skel] = (uint8_t)cost;
}


/* ---- a form is weighed ---- */

void find_weigh_open(const struct find_segment *s, uint32_t form,
    struct target *t)
{
	uint32_t chunk[FIND_CHUNKS];
	int n = find_segment_chunks(s, form, chunk);

	t->n = 0;
	for (int i = 0; i < n; i++) {
		uint32_t from = s->chunk_word[chunk[i]];
		uint32_t to = s->chunk_word[chunk[i] + 1];

		for (uint32_t k = from; k < to && t->n < FIND_FORM_WORDS;
		    k++) {
			t->skel[t->n] = s->word[k].skel;
			t->fold[t->n] = s->word[k].fold;
			t->chunk[t->n] = (int8_t)i;
			t->word[t->n++] = (int8_t)(k - from);
		}
	}
}

/* The cost of word w for the sound, as far as it was looked up already. */
int find_weigh_known(struct ask *k, int w, uint32_t skel)
{
	const struct find_asked *asked = &k->q->word[w];
	const struct name_skel *s = &k->s->skel[skel];
	int c = k->x->cost[w][skel];

	if (c == FIND_UNKNOWN && (asked->initial ||
	    (s->flags & FIND_INITIAL_FLAG) != 0)) {
		c = find_compare(asked, s, asked->limit);
		c = c == FIND_NONE ? FIND_NONE : c + 1;
		find_weigh_note(k->x, w, skel, c);
	}
	return c == FIND_UNKNOWN || c >= FIND_BEYOND ? FIND_NONE : c - 1;
}

/* The same of one that was not near by its consonants. */
static int looked_up(struct ask *k, int w, uint32_t skel)
{
	int c = k->x->cost[w][skel];

	if ((c == FIND_UNKNOWN || c == FIND_BEYOND) && k->x->lazy > 0) {
		k->x->lazy--;
		c = find_compare(&k->q->word[w], &k->s->skel[skel], EXTENDED);
		c = c == FIND_NONE ? FIND_NONE : c + 1 < FIND_BEYOND ? c + 1 : FIND_BEYOND - 1;
		find_weigh_note(k->x, w, skel, c);
	}
	return c == FIND_UNKNOWN || c >= FIND_BEYOND ? FIND_NONE : c - 1;
}

static int spelling_cost(const struct ask *k, int w, uint32_t skel)
{
	bool one = (k->s->skel[skel].flags & FIND_INITIAL_FLAG) != 0;

	return !k->q->word[w].initial ? SPELLING : one ? LETTER : 0;
}

/* The cheapest pairs first; of equals the first words. */
static void pair_up(struct ask *k, const struct target *t, bool look,
    struct pairing *p)
{
	int c[FIND_WORDS][FIND_FORM_WORDS];
	const struct find_question *q = k->q;

	for (int w = 0; w < q->words; w++)
		for (int i = 0; i < t->n; i++) {
			c[w][i] = FIND_NONE;
			if (!q->word[w].sounds || p->of[w] >= 0 ||
			    (p->used >> i & 1) != 0)
				continue;
			c[w][i] = look ? looked_up(k, w, t->skel[i])
			    : find_weigh_known(k, w, t->skel[i]);
			if (c[w][i] < FIND_NONE && t->fold[i] !=
			    q->word[w].w.fold)
				c[w][i] += spelling_cost(k, w, t->skel[i]);
		}
	for (;;) {
		int best = FIND_NONE, bw = 0, bi = 0;

		for (int w = 0; w < q->words; w++)
			for (int i = 0; p->of[w] < 0 && i < t->n; i++)
				if (c[w][i] < best &&
				    (p->used >> i & 1) == 0) {
					best = c[w][i];
					bw = w;
					bi = i;
				}
		if (best == FIND_NONE)
			return;
		p->of[bw] = (int8_t)bi;
		p->cost[bw] = best;
		p->used |= (uint32_t)1 << bi;
		p->free--;
	}
}

static int year_cost(const struct find_segment *s, uint32_t form,
    uint32_t year)
{
	int best = YEAR_OTHER;

	for (uint32_t i = s->form_thing[form], n = 0;
	    i < s->form_thing[form + 1] && n < BEARERS; i++, n++) {
		const struct find_bearer *b = &s->thing[i];

		if (b->born == year || b->died == year)
			return 0;
		if (b->born == 0 || b->died == 0)
			best = YEAR_UNKNOWN;
	}
	return best;
}

/* A word of the place or list of a bearer. */
static int tag_cost(struct ask *k, uint32_t form, int w)
{
	const struct find_segment *s = k->s;
	int best = FIND_NONE;

	for (uint32_t i = s->form_thing[form], n = 0;
	    i < s->form_thing[form + 1] && n < BEARERS; i++, n++) {
		uint32_t set = s->thing[i].set;

		if (set == 0)
			continue;
		for (uint32_t j = s->set_member[set - 1], m = 0;
		    j < s->set_member[set] && m < FIND_TAGS; j++, m++) {
			uint32_t tag = s->member[j];

			for (uint32_t v = s->tag_word[tag], u = 0;
			    v < s->tag_word[tag + 1] && u < FIND_CHUNK_WORDS;
			    v++, u++) {
				int c = find_weigh_known(k, w, s->tagword[v].skel);

				best = c < best ? c : best;
			}
		}
	}
	return best > TAG_MAX || k->q->word[w].initial ? FIND_NONE : best + TAG;
}

/* An initial alone is that of the given name, not of the father's. */
static int second_initial(struct ask *k, const struct target *t,
    const struct pairing *p, int i)
{
	const struct name_skel *skel = k->s->skel;

	for (int other = 0; other < t->n; other++) {
		const struct name_skel *s = &skel[t->skel[other]];

		if ((p->used >> other & 1) != 0)
			continue;
		if ((skel[t->skel[i]].flags & NAME_FATHERS) != 0 &&
		    (s->flags & NAME_FATHERS) == 0)
			return SECOND;
		if (other == i - 1 && (s->flags & FIND_INITIAL_FLAG) != 0)
			return SECOND;
	}
	return 0;
}

static int rest_cost(struct ask *k, uint32_t form, const struct target *t,
    struct pairing *p)
{
	int cost = 0, left = t->n, last = -1;
	bool turned = false;

	for (int w = 0; w < k->q->words; w++) {
		if (p->of[w] < 0)
			continue;
		turned = turned || p->of[w] < last;
		last = p->of[w];
		cost += k->q->word[w].initial ? second_initial(k, t, p,
		    p->of[w]) : 0;
		cost += p->cost[w];
		left--;
	}
	for (int w = 0; w < k->q->words; w++) {
		const struct find_asked *asked = &k->q->word[w];
		int tag, miss = left > 0 ? FAR : ABSENT;

		if (p->of[w] >= 0)
			continue;
		if (asked->w.number > 0) {
			p->cost[w] = year_cost(k->s, form, asked->w.number);
		} else {
			tag = k->s->tag_n > 0 && asked->sounds ? tag_cost(k,
			    form, w) : FIND_NONE;
			p->cost[w] = tag < miss ? tag : miss;
			left -= tag >= miss && left > 0;
		}
		cost += p->cost[w];
	}
	return cost + (turned ? ORDER : 0) + left * LEFT_OVER;
}

/* Above worst it need not be exact. */
int find_weigh(struct ask *k, uint32_t form, const struct target *t,
    int worst, struct pairing *p)
{
	int sure = 0, missing = 0;

	*p = (struct pairing){ .free = k->q->words };
	memset(p->of, -1, sizeof(p->of));
	pair_up(k, t, false, p);
	for (int w = 0; w < k->q->words; w++) {
		if (p->of[w] >= 0)
			sure += p->cost[w];
		else
			missing += k->q->word[w].sounds &&
			    !k->q->word[w].initial;
	}
	/* Nothing is nearer than a word of another sound costs. */
	if (k->look && missing > 0 && sure + missing * LOOKED < worst &&
	    p->free < k->q->words && t->n > k->q->words - p->free)
		pair_up(k, t, true, p);
	return rest_cost(k, form, t, p);
}

