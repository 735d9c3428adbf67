/* find.c - a question taken apart, asked of each segment, answered */
#include "find/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "find/inside.h"
#include "uni/uni.h"

#define WORK_MAX 30000 /* forms passed over or weighed for one question;
			  weighing one counts once more for each word */
#define ENDING_MAX 110 /* how wrong the ending of a father's name may be */
#define JOIN_GAP 3     /* bytes between words that may be one */
#define JOIN_ABOVE 150 /* cost of the best answer */
#define JOIN_WORK 5000
#define FAR_ANSWER 240 /* costs of answers that are weak */
#define FAR_APART 40
#define YEAR_FIRST 1000
#define YEAR_LAST 2200

/* ---- opening ---- */

int find_open(struct find **out, const char *path, struct err *e)
{
	SCOPED(find) *f = calloc(1, sizeof(*f));
	char part[FIND_PATH_MAX];

	if (f == NULL)
		return err_set(e, ERR_LIMIT, "search: out of memory");
	if (find_segment_open(&f->seg[0], path, e) < 0)
		return -1;
	f->segs = 1;
	for (int i = 1; i < FIND_SEGMENTS; i++) {
		struct find_segment *s = &f->seg[f->segs];
		struct err why = { 0 };

		if (find_part(path, i, part, e) < 0)
			return -1;
		if (find_segment_open(s, part, &why) < 0) {
			if (why.kind == ERR_ABSENT)
				continue;
			*e = why;
			return -1;
		}
		/* What was added to an earlier file is in this one. */
		if (s->head.beneath != s[-1].head.sum)
			find_segment_closep(s);
		else
			f->level[f->segs++] = i;
	}
	*out = f;
	f = NULL; /* the caller owns it now */
	return 0;
}

void find_closep(struct find **p)
{
	struct find *f = *p;

	if (f == NULL)
		return;
	for (int i = 0; i < FIND_SEGMENTS; i++)
		find_segment_closep(&f->seg[i]);
	find_scratch_closep(&f->scratch);
	free(f);
	*p = NULL;
}

void find_state(const struct find *f, struct find_state *out)
{
	*out = f->seg[f->segs - 1].head.state;
}

uint64_t find_bytes(const struct find *f)
{
	uint64_t n = 0;

	for (int i = 0; i < f->segs; i++)
		n += f->seg[i].bytes;
	return n;
}

uint64_t find_people(const struct find *f)
{
	uint64_t n = 0;

	for (int i = 0; i < f->segs; i++)
		n += f->seg[i].thing_n;
	return n;
}

/* ---- the question ---- */

/* How far a word may be from what it means, by its length. */
static int limit_of(int sounds)
{
	static const uint8_t limit[] = { 0, 40, 60, 100, 130, 160, 190, 210 };

	return sounds < 8 ? limit[sounds] : 230;
}

static void first_sounds(struct find_asked *w)
{
	struct name_skel a = { .n = 1, .code = { w->skel.code[0] } };

	for (int i = 0; i < NAME_SOUNDS; i++) {
		struct name_skel b = { .n = 1, .code = { (uint8_t)i } };
		int d = name_skel_distance(&a, &b, NAME_EDIT);

		w->first[i] = (uint8_t)(d > NAME_EDIT ? NAME_EDIT : d);
	}
}

static void add_reading(struct find_asked *w, int sounds, uint8_t flag,
    int cost)
{
	struct find_reading *r = &w->reading[w->readings++];

	r->skel = (struct name_skel){ .n = (uint8_t)sounds, .flags = flag };
	memcpy(r->skel.code, w->skel.code, (size_t)sounds);
	r->bones = find_bones(&r->skel);
	r->cost = cost;
}

/* A father's name with a slip in its ending has the ending on it still. */
static void misspelt_ending(struct find_asked *w)
{
	static const char *const ending[] = { "ovich", "evich", "ovna",
		"evna", "uly", "kyzy", "ichna" };
	int best = ENDING_MAX + 1, cut = 0;

	for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++) {
		struct name_skel end, tail;

		name_skel(span_of(ending[i]), &end, NULL);
		for (int at = w->skel.n - 6; at < w->skel.n - 1; at++) {
			int d;

			if (at < 3)
				continue;
			tail = (struct name_skel){ .n = (uint8_t)(w->skel.n -
			    at) };
			memcpy(tail.code, w->skel.code + at, tail.n);
			d = name_skel_distance(&tail, &end, best - 1);
			if (d < best) {
				best = d;
				cut = at;
			}
		}
	}
	while (cut > 3 && w->skel.code[cut - 1] <= NAME_U)
		cut--;
	if (cut > 0)
		add_reading(w, cut, NAME_FATHERS, best / 2 + 10);
	if (w->skel.n > 4 && w->skel.code[w->skel.n - 1] == NAME_A &&
	    (w->skel.flags & NAME_FEMININE) == 0)
		add_reading(w, w->skel.n - 1, NAME_FEMININE, 0);
}

static bool is_year(const struct find_word *w)
{
	return w->number >= YEAR_FIRST && w->number <= YEAR_LAST;
}

static bool asked_of(const struct find_word *w, struct find_asked *out)
{
	*out = (struct find_asked){ .w = *w };
	out->sounds = find_sounds(w, &out->skel);
	if (!is_year(w))
		out->w.number = 0;
	if (!out->sounds)
		return out->w.number > 0;
	out->initial = (out->skel.flags & FIND_INITIAL_FLAG) != 0;
	out->bones = find_bones(&out->skel);
	out->limit = limit_of(out->skel.n);
	first_sounds(out);
	if (!out->initial && (out->skel.flags & (NAME_FATHERS |
	    NAME_ABJAD)) == 0)
		misspelt_ending(out);
	return true;
}

/* Valid UTF-8 in normal form; what is neither becomes spaces. */
static int clean(struct span text, struct arena *a, struct span *out,
    bool *cut, struct err *e)
{
	char *p;

	*cut = text.n > FIND_TEXT_MAX;
	text.n = *cut ? FIND_TEXT_MAX : text.n;
	p = arena_raw(a, text.n + 1);
	if (text.n > 0)
		memcpy(p, text.p, text.n);
	*out = (struct span){ p, text.n };
	for (size_t at = 0; at < text.n; at++) {
		at += utf8_valid_bytes(span_skip(*out, at));
		if (at < text.n)
			p[at] = ' ';
	}
	if (uni_is_nfc(*out))
		return 0;
	return uni_nfc(*out, a, out, e) == 0 || e->kind == ERR_LIMIT ? 0 : -1;
}

static int parse(const struct find_ask *ask, struct arena *a,
    struct find_question *q, struct err *e)
{
	struct find_word w;
	struct span text, rest, last = { 0 };

	if (clean(ask->text, a, &text, &q->cut, e) < 0)
		return -1;
	rest = text;
	while (find_words(rest, &w, 1, &rest) == 1) {
		if (q->words == FIND_WORDS) {
			q->cut = true;
			break;
		}
		last = w.text;
		q->words += asked_of(&w, &q->word[q->words]);
	}
	/* Nothing behind it: it may go on. */
	if (ask->typing && q->words > 0 && last.n > 0 &&
	    last.p + last.n == text.p + text.n &&
	    last.p == q->word[q->words - 1].w.text.p)
		q->word[q->words - 1].begins =
		    !q->word[q->words - 1].initial;
	return 0;
}

/* ---- words that may be one ---- */

/* Нур Султан, for Нурсултан: words i and the next without what is between
 * them; false where they are too far apart or make no known word. */
static bool join(const struct find *f, const struct find_question *q, int i,
    struct arena *a, struct find_asked *out)
{
	struct span x = q->word[i].w.text, y = q->word[i + 1].w.text;
	struct find_word w;
	char *p;

	if (!q->word[i].sounds || !q->word[i + 1].sounds ||
	    q->word[i].initial || q->word[i + 1].initial ||
	    y.p < x.p + x.n || y.p > x.p + x.n + JOIN_GAP)
		return false;
	p = arena_raw(a, x.n + y.n);
	memcpy(p, x.p, x.n);
	memcpy(p + x.n, y.p, y.n);
	if (find_words((struct span){ p, x.n + y.n }, &w, 1, NULL) != 1 ||
	    !asked_of(&w, out) || !find_ask_known(f, &out->skel))
		return false;
	out->w.text = (struct span){ x.p, (size_t)(y.p - x.p) + y.n };
	return true;
}

static int ask_segments(struct find *f, struct find_question *q,
    struct err *e)
{
	for (int i = 0; i < f->segs; i++)
		if (find_ask_segment(f, i, q, e) < 0)
			return -1;
	return 0;
}

/* Where nothing good was found, with two neighbours as one word. */
static int ask_joined(struct find *f, struct find_question *q,
    struct arena *a, struct err *e)
{
	struct find_question *r = arena_take(a, 1, sizeof(*r));
	int best = q->heap.count == 0 ? INT32_MAX : q->heap.at[0].cost;
	const struct find_question was = *q;

	for (int i = 0; i + 1 < was.words && best > JOIN_ABOVE; i++) {
		struct find_asked one;

		if (!join(f, &was, i, a, &one))
			continue;
		*r = was;
		r->word[i] = one;
		r->words--;
		memmove(&r->word[i + 1], &r->word[i + 2],
		    (size_t)(r->words - i - 1) * sizeof(r->word[0]));
		r->heap.count = 0;
		r->work = was.work < JOIN_WORK ? was.work : JOIN_WORK;
		if (ask_segments(f, r, e) < 0)
			return -1;
		if (r->heap.count > 0 && r->heap.at[0].cost < best) {
			best = r->heap.at[0].cost;
			*q = *r;
		}
	}
	return 0;
}

/* ---- the answer ---- */

/* The word of a text that was numbered when its sounds were taken. */
static struct span word_of(struct span text, int number)
{
	struct find_word w[FIND_CHUNK_WORDS];
	int n = find_words(text, w, FIND_CHUNK_WORDS, NULL);
	struct name_skel k;

	for (int i = 0; i < n; i++)
		if (find_sounds(&w[i], &k) && number-- == 0)
			return w[i].text;
	return (struct span){ 0 };
}

/* Years that were asked and fit come first, then words of places; among
 * equals the order of the file. */
static int suits(const struct find_segment *s, const struct find_bearer *b,
    const struct find_question *q)
{
	int n = 0;

	(void)s;
	for (int i = 0; i < q->words; i++)
		n += q->word[i].w.number > 0 &&
		    (b->born == q->word[i].w.number ||
		    b->died == q->word[i].w.number);
	return n;
}

static void put_things(const struct find_segment *s, uint32_t form,
    const struct find_question *q, struct arena *a, struct find_hit *hit)
{
	uint32_t from = s->form_thing[form], to = s->form_thing[form + 1];

	hit->bearers = to - from;
	hit->thing = arena_take(a, FIND_THINGS, sizeof(*hit->thing));
	for (int want = FIND_WORDS; want >= 0; want--)
		for (uint32_t i = from; i < to &&
		    hit->things < FIND_THINGS && i - from < 4096; i++) {
			const struct find_bearer *b = &s->thing[i];
			struct find_thing *t = &hit->thing[hit->things];

			if (suits(s, b, q) != want)
				continue;
			find_id_text(b->id, t->id, &t->record);
			t->born = b->born;
			t->died = b->died;
			hit->things++;
		}
}

/* The word of a place that fits word w of the question. */
static struct span tag_word(const struct find_segment *s, uint32_t form,
    const struct find_asked *w)
{
	struct span best = { 0 };
	int least = INT32_MAX;

	for (uint32_t i = s->form_thing[form], n = 0;
	    i < s->form_thing[form + 1] && n < 64; i++, n++) {
		uint32_t set = s->thing[i].set;

		for (uint32_t j = set == 0 ? 0 : s->set_member[set - 1];
		    set != 0 && j < s->set_member[set]; j++) {
			uint32_t tag = s->member[j];

			for (uint32_t v = s->tag_word[tag]; v <
			    s->tag_word[tag + 1]; v++) {
				int d = name_skel_distance(&w->skel,
				    &s->skel[s->tagword[v].skel], NAME_EDIT);

				if (d >= least)
					continue;
				least = d;
				best = word_of(find_segment_tag(s, tag),
				    (int)(v - s->tag_word[tag]));
			}
		}
	}
	return best;
}

static void put_why(struct find *f, int segment, uint32_t form,
    struct find_question *q, struct arena *a, struct find_hit *hit)
{
	const struct find_segment *s = &f->seg[segment];
	struct find_match match[FIND_WORDS];
	uint32_t chunk[FIND_CHUNKS];
	int chunks = find_segment_chunks(s, form, chunk);

	(void)find_ask_match(f, segment, q, form, match);
	hit->words = q->words;
	for (int w = 0; w < q->words; w++) {
		struct find_why *y = &hit->why[w];

		y->asked = q->word[w].w.text;
		y->how = (enum find_how)match[w].how;
		y->cost = match[w].cost;
		if (match[w].chunk >= 0 && match[w].chunk < chunks)
			y->found = word_of(find_segment_chunk(s,
			    chunk[match[w].chunk]), match[w].word);
		else if (y->how == FIND_YEAR)
			y->found = y->asked;
		else if (y->how == FIND_PLACE)
			y->found = tag_word(s, form, &q->word[w]);
		y->found = arena_copy(a, y->found);
	}
}

/* The same form in two segments is one answer. */
static bool joined(struct find_answer *out, const struct find_hit *x)
{
	for (int i = 0; i < out->count; i++) {
		struct find_hit *h = &out->hit[i];

		if (!span_eq(h->form, x->form))
			continue;
		for (int k = 0; k < x->things && h->things < FIND_THINGS; k++)
			h->thing[h->things++] = x->thing[k];
		h->bearers += x->bearers;
		return true;
	}
	return false;
}

static void put_hit(struct find *f, const struct find_found *x,
    struct find_question *q, struct arena *a, struct find_answer *out)
{
	const struct find_segment *s = &f->seg[x->segment];
	struct find_hit *hit = &out->hit[out->count];
	char room[FIND_FORM_BYTES];

	*hit = (struct find_hit){ .cost = x->cost };
	hit->form = arena_copy(a, (struct span){ room,
	    find_segment_form(s, x->form, room) });
	put_things(s, x->form, q, a, hit);
	if (joined(out, hit))
		return;
	put_why(f, x->segment, x->form, q, a, hit);
	out->count++;
}

int find_ask(struct find *f, const struct find_ask *ask, struct arena *a,
    struct find_answer *out, struct err *e)
{
	struct find_question *q = arena_take(a, 1, sizeof(*q));
	struct find_answer answer = { 0 };
	int most = ask->most > FIND_MOST ? FIND_MOST : ask->most < 1 ? 1
	    : ask->most;

	q->work = WORK_MAX;
	q->heap.most = most;
	if (parse(ask, a, q, e) < 0 || ask_segments(f, q, e) < 0 ||
	    ask_joined(f, q, a, e) < 0)
		return -1;
	answer.hit = arena_take(a, (size_t)q->heap.count + 1,
	    sizeof(*answer.hit));
	for (int i = 0; i < q->heap.count; i++) {
		const struct find_found *x = &q->heap.at[i];

		/* Far ones only where there are none that are near. */
		if (x->cost > FAR_ANSWER && x->cost > q->heap.at[0].cost +
		    FAR_APART)
			break;
		put_hit(f, x, q, a, &answer);
	}
	answer.words = q->words;
	answer.cut = q->cut;
	*out = answer;
	return 0;
}
