/* label.c - where words stand beside their points, so that none covers
 * another, at each of three widths */
#include "map/inside.h"

#define GAP 5 /* pixels between a circle and its words */

struct box {
	double left, top, right, bottom;
};

static const double widths[] = { 0, 280, MAP_WIDE_2, MAP_WIDE_3 };
#define TIERS 3

static bool meet(const struct box *a, const struct box *b)
{
	return a->left < b->right && b->left < a->right &&
	    a->top < b->bottom && b->top < a->bottom;
}

/* Of the words, on a drawing of that width. */
static struct box words_of(const struct map_label *l, double wide)
{
	double long_ = l->chars * MAP_LETTER;
	double x = l->x * wide + l->dx, y = l->y * wide * 2 / 3 + l->dy;

	return (struct box){ l->end ? x - long_ : x, y - MAP_LINE * 0.8,
		l->end ? x : x + long_, y + MAP_LINE * 0.25 };
}

static struct box circle_of(const struct map_label *l, double wide)
{
	double x = l->x * wide, y = l->y * wide * 2 / 3;

	return (struct box){ x - l->r, y - l->r, x + l->r, y + l->r };
}

static bool free_at(const struct map_label *l, int count, int i, int tier)
{
	double wide = widths[tier];
	struct box own = words_of(&l[i], wide);

	if (own.left < 0 || own.right > wide || own.top < 0 ||
	    own.bottom > wide * 2 / 3)
		return false;
	for (int k = 0; k < count; k++) {
		struct box circle = circle_of(&l[k], wide), words;

		if (k == i)
			continue;
		if (meet(&own, &circle))
			return false;
		if (l[k].tier == 0 || l[k].tier > tier)
			continue;
		words = words_of(&l[k], wide);
		if (meet(&own, &words))
			return false;
	}
	return true;
}

/* Right of it, left, above, below: the first that is free at this width and
 * all wider ones. */
static void place(struct map_label *l, int count, int i, int tier)
{
	double side = l[i].r + GAP, half = l[i].chars * MAP_LETTER / 2;
	const struct { double dx, dy; bool end; } try[] = {
		{ side, 5, false }, { -side, 5, true },
		{ -half, -side, false }, { -half, side + MAP_LINE * 0.7, false },
	};

	for (int k = 0; k < 4; k++) {
		bool free = true;

		l[i].dx = try[k].dx;
		l[i].dy = try[k].dy;
		l[i].end = try[k].end;
		for (int t = tier; t <= TIERS && free; t++)
			free = free_at(l, count, i, t);
		if (free) {
			l[i].tier = tier;
			return;
		}
	}
}

void map_label_all(struct map_label *l, int count)
{
	for (int i = 0; i < count; i++)
		l[i].tier = 0;
	for (int tier = 1; tier <= TIERS; tier++)
		for (int i = 0; i < count; i++)
			if (l[i].tier == 0)
				place(l, count, i, tier);
}
