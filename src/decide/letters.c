/*
 * letters.c - word by word, which letters of two texts have no fellow
 *
 * Plain on purpose: words that are alike are paired, then the longest common
 * subsequence of their letters stays unmarked.  Case is no difference.
 */
#include <string.h>

#include "base/utf8.h"
#include "decide/inside.h"
#include "uni/uni.h"

#define WORDS 48   /* of one side that are compared */
#define LETTERS 48 /* of one word */

struct word {
	struct span text;
	size_t at;             /* byte in the whole text */
	int count;
	uint32_t letter[LETTERS]; /* folded, the first of what one becomes */
	size_t place[LETTERS + 1];
	enum uni_script script;
	int fellow;            /* on the other side, or -1 */
};

static bool between_words(uint32_t cp)
{
	if (cp == '\'' || cp == 0x2018 || cp == 0x2019)
		return false; /* apostrophes are letters of a name */
	return cp <= 0x2f || (cp >= 0x3a && cp <= 0x40) || cp == 0xa0 ||
	    (cp >= 0x5b && cp <= 0x60) || (cp >= 0x7b && cp <= 0xa9) ||
	    (cp >= 0x2000 && cp <= 0x206f);
}

static int fold_one(struct span letter, struct arena *mem, uint32_t *out,
    struct err *e)
{
	struct span folded;

	if (uni_fold(letter, mem, &folded, e) < 0)
		return -1;
	if (!utf8_next(&folded, out))
		*out = 0;
	return 0;
}

/* The words of text; one that is too long has no letters. */
static int split(struct span text, struct arena *mem, struct word *w,
    int *count, struct err *e)
{
	struct span rest = text;
	int n = 0;

	while (rest.n > 0 && n < WORDS) {
		struct word *x = &w[n];
		struct span was = rest;
		uint32_t cp;

		memset(x, 0, sizeof(*x));
		x->fellow = -1;
		x->at = text.n - rest.n;
		while (rest.n > 0 && utf8_next(&rest, &cp) &&
		    !between_words(cp)) {
			struct span letter = { was.p, was.n - rest.n };

			x->text.n += letter.n;
			if (x->count < LETTERS) {
				x->place[x->count] = (size_t)(was.p - text.p);
				if (fold_one(letter, mem,
				    &x->letter[x->count], e) < 0)
					return -1;
			}
			x->count++;
			was = rest;
		}
		x->text.p = text.p + x->at;
		if (x->text.n == 0)
			continue;
		x->script = uni_script(x->text);
		n++;
	}
	*count = n;
	return 0;
}

/* The length of the longest common subsequence; keep: which letters of x and
 * y are in it. */
static int common(const struct word *x, const struct word *y, bool *in_x,
    bool *in_y)
{
	uint8_t t[LETTERS + 1][LETTERS + 1] = { { 0 } };
	int i, j;

	for (i = x->count - 1; i >= 0; i--)
		for (j = y->count - 1; j >= 0; j--)
			t[i][j] = x->letter[i] == y->letter[j]
			    ? (uint8_t)(t[i + 1][j + 1] + 1)
			    : t[i + 1][j] > t[i][j + 1] ? t[i + 1][j]
			    : t[i][j + 1];
	for (i = j = 0; in_x != NULL && i < x->count && j < y->count; ) {
		if (x->letter[i] == y->letter[j])
			in_x[i++] = in_y[j++] = true;
		else if (t[i + 1][j] >= t[i][j + 1])
			i++;
		else
			j++;
	}
	return t[0][0];
}

static bool comparable(const struct word *x, const struct word *y)
{
	return x->script == y->script && x->count <= LETTERS &&
	    y->count <= LETTERS;
}

/* Pairs words, the most alike first; words less than half alike have none. */
static void pair_words(struct word *x, int nx, struct word *y, int ny)
{
	for (;;) {
		int best = 0, bi = -1, bj = -1;

		for (int i = 0; i < nx; i++)
			for (int j = 0; j < ny; j++) {
				int is;

				if (x[i].fellow >= 0 || y[j].fellow >= 0 ||
				    !comparable(&x[i], &y[j]))
					continue;
				is = 2000 * common(&x[i], &y[j], NULL, NULL) /
				    (x[i].count + y[j].count);
				if (is > best) {
					best = is;
					bi = i;
					bj = j;
				}
			}
		if (best < 500)
			return;
		x[bi].fellow = bj;
		y[bj].fellow = bi;
	}
}

static void mark(uint8_t *marks, const struct word *w, const bool *in)
{
	for (int i = 0; i < w->count; i++) {
		size_t end = i + 1 < w->count ? w->place[i + 1]
		    : w->at + w->text.n;

		if (!in[i])
			memset(marks + w->place[i], 1, end - w->place[i]);
	}
}

/* A word that has no fellow, though one of its script could have been. */
static void mark_alone(uint8_t *marks, const struct word *w,
    const struct word *other, int count)
{
	for (int i = 0; i < count; i++)
		if (w->fellow < 0 && other[i].script == w->script) {
			memset(marks + w->at, 1, w->text.n);
			return;
		}
}

int decide_inside_letters(struct decide_line *l, struct arena *mem,
    struct err *e)
{
	struct word *x = arena_take(mem, 2 * WORDS, sizeof(*x));
	struct word *y = x + WORDS;
	int nx, ny;

	if (l->a.n == 0 || l->b.n == 0 || span_eq(l->a, l->b))
		return 0;
	if (split(l->a, mem, x, &nx, e) < 0 || split(l->b, mem, y, &ny,
	    e) < 0)
		return -1;
	pair_words(x, nx, y, ny);
	for (int i = 0; i < nx; i++) {
		bool in_x[LETTERS] = { false }, in_y[LETTERS] = { false };
		int k = x[i].fellow;

		if (k < 0)
			continue;
		(void)common(&x[i], &y[k], in_x, in_y);
		mark(l->mark_a, &x[i], in_x);
		mark(l->mark_b, &y[k], in_y);
	}
	for (int i = 0; i < nx; i++)
		mark_alone(l->mark_a, &x[i], y, ny);
	for (int i = 0; i < ny; i++)
		mark_alone(l->mark_b, &y[i], x, nx);
	return 0;
}
