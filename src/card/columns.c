/*
 * columns.c - names in columns: the largest letters at which all fit
 *
 * All names are of one size: a long one takes a second line rather than
 * smaller letters, and letters are not larger than lets nearly all stand on
 * one line.
 * A heading stays with what follows it; who was killed together stays in one
 * column where that costs little.
 */
#include <math.h>
#include <stdlib.h>

#include "card/inside.h"

#define CAPITAL 0.63   /* ems that a capital letter is high */
#define COLUMNS_MAX 24
#define LEAST (CARD_CAPITAL_MM / CAPITAL)
#define LINE 1.32      /* ems from name to name */
#define TURN 1.08      /* from line to line within a name */
#define HEAD 1.9       /* ems that a heading takes */
#define CODE_EM 0.46   /* size of a code in letters */
#define CODE_WIDE 3.9  /* ems of a name that it takes, its gap too */
#define GAP 1.4        /* ems between columns */
#define AIR 1.5        /* mm between codes to scan */
#define USUAL 0.94     /* of all names stand on one line */
#define AIRY 1.45      /* times as far from name to name, at most */
#define SLACK 0.03     /* a name may be that much smaller than others */

static double column_width(const struct card_columns *c)
{
	return (c->w - (c->columns - 1) * GAP * c->em) / c->columns;
}

/* What a name has of its column. */
static double name_width(const struct card_columns *c)
{
	double w = column_width(c);

	return c->scan ? w - CARD_CODE_MM - 0.45 * c->em : w - CODE_WIDE *
	    c->em;
}

static int lines_of(const struct card_columns *c, const struct card_entry *n)
{
	double w = (double)n->width * c->em, room = name_width(c);

	/* Lines end where words do: two hold less than twice as much. */
	return w <= room * (1 + SLACK) ? 1 : w <= room * 1.7 ? 2 : 3;
}

static double height_of(const struct card_columns *c,
    const struct card_entry *n)
{
	double h = (LINE + (lines_of(c, n) - 1) * TURN) * c->em;

	return c->scan ? fmax(h + CODE_EM * c->em, CARD_CODE_MM + AIR) : h;
}

static bool begins_head(const struct card_columns *c, int i)
{
	return c->heads && c->entry[i].head.n > 0 && (i == 0 || !span_eq(c->entry[i].head,
	    c->entry[i - 1].head));
}

/* Entries from i on that should stay together. */
static int together(const struct card_columns *c, int i)
{
	int n = 1;

	while (c->entry[i].group > 0 && i + n < c->count &&
	    c->entry[i + n].group == c->entry[i].group &&
	    !begins_head(c, i + n))
		n++;
	return n;
}

/* Gives each entry its column and place; returns how many columns of that
 * height it takes. */
static int fill(struct card_columns *c, double high)
{
	int column = 0, n;
	double y = 0;

	for (int i = 0; i < c->count; i += n) {
		bool head = begins_head(c, i);
		double need = head ? HEAD * c->em : 0, all = need;

		n = together(c, i);
		for (int k = 0; k < n; k++)
			all += height_of(c, &c->entry[i + k]);
		if (all > high * 0.34) {
			n = 1;
			all = need + height_of(c, &c->entry[i]);
		}
		if (y > 0 && y + all > high) {
			column++;
			y = 0;
		}
		y += need;
		for (int k = 0; k < n; k++) {
			c->entry[i + k].column = column;
			c->entry[i + k].y = (float)y;
			c->entry[i + k].high = (float)height_of(c,
			    &c->entry[i + k]);
			y += (double)c->entry[i + k].high;
		}
	}
	return column + 1;
}

static bool all_fit(struct card_columns *c, double em)
{
	c->em = em;
	if (name_width(c) < 5 * em)
		return false;
	return fill(c, c->h) <= c->columns * c->sheets;
}

/* The em at which that width fills what a name has of its column. */
static double em_of(const struct card_columns *c, double width)
{
	double code = c->scan ? 0.45 : CODE_WIDE;
	double room = c->w - (c->scan ? CARD_CODE_MM * c->columns : 0);

	return room / (c->columns * (width + code) + (c->columns - 1) * GAP);
}

/* The largest em for that many columns, or 0. */
static double largest(struct card_columns *c, double most)
{
	double low = LEAST, high = fmax(low, fmin(most, em_of(c, c->usual)));

	if (!all_fit(c, low))
		return 0;
	if (all_fit(c, high))
		return high;
	for (int i = 0; i < 16; i++) {
		double mid = (low + high) / 2;

		*(all_fit(c, mid) ? &low : &high) = mid;
	}
	return low;
}

/* Columns of even height rather than a last one that is empty. */
static void level(struct card_columns *c)
{
	double low = 0, high = c->h;

	for (int i = 0; i < 24; i++) {
		double mid = (low + high) / 2;

		*(fill(c, mid) <= c->columns * c->sheets ? &high : &low) =
		    mid;
	}
	(void)fill(c, high);
	/* What is left of the height goes between the names. */
	c->air = fmin(AIRY, c->h / high);
}

static int by_width(const void *x, const void *y)
{
	const float *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

void card_columns_measure(struct card_columns *c, struct arena *a)
{
	float *width = arena_take(a, (size_t)c->count + 1, sizeof(*width));

	for (int i = 0; i < c->count; i++)
		width[i] = c->entry[i].width;
	qsort(width, (size_t)c->count, sizeof(*width), by_width);
	c->usual = (double)width[(int)((c->count - 1) * USUAL)];
}

void card_columns_fit(struct card_columns *c)
{
	int first = c->p->columns > 0 ? c->p->columns : 1;
	int last = c->p->columns > 0 ? c->p->columns : COLUMNS_MAX, best = 0;
	double em = 0;

	for (int n = first; n <= last; n++) {
		double got;

		c->columns = n;
		got = largest(c, fmin(c->w * 0.042, c->h * 0.05));
		if (got > em * 1.02) {
			em = got;
			best = n;
		}
	}
	c->columns = best > 0 ? best : first;
	c->em = em;
	if (em > 0)
		level(c);
}

/* ---- drawing ---- */

struct pen {
	const struct card_columns *c;
	struct draw *d;
	struct arena *a;
	struct card_colours ink;
	struct card_posted *out;
};

static int put_text(struct pen *p, const struct draw_text *t,
    struct draw_box at, uint32_t rgb, struct err *e)
{
	struct draw_set set;

	if (t->text.n == 0)
		return 0;
	if (draw_fit(p->d, t, p->a, &set, e) < 0)
		return -1;
	p->out->missing += set.missing;
	draw_put(p->d, &set, at.x, at.y, (struct draw_ink){ rgb,
	    DRAW_PLAIN });
	return 0;
}

static int put_name(struct pen *p, const struct card_entry *n,
    struct draw_box at, double *wide, double *high, struct err *e)
{
	const struct card_columns *c = p->c;
	struct draw_text t = { .text = n->name, .lang = n->lang, .name = true,
	    .align = DRAW_LEFT, .size = c->em, .least = c->em * (1 - SLACK),
	    .lines = lines_of(c, n), .leading = TURN, .w = at.w,
	    .h = (1.2 + 3 * TURN) * c->em };
	struct draw_set set;

	if (draw_fit(p->d, &t, p->a, &set, e) < 0)
		return -1;
	if (set.cut) { /* of long words: smaller after all */
		t.least = c->em * 0.4;
		if (draw_fit(p->d, &t, p->a, &set, e) < 0)
			return -1;
	}
	if (set.missing > 0) { /* the code beside it still leads to it */
		p->out->missing += set.missing;
		t.text = n->code;
		if (draw_fit(p->d, &t, p->a, &set, e) < 0)
			return -1;
	}
	if (c->scan) /* in the middle beside its code */
		at.y += fmax(0, (CARD_CODE_MM - set.h - CODE_EM * c->em) /
		    2);
	draw_put(p->d, &set, at.x, at.y, (struct draw_ink){ p->ink.ink,
	    DRAW_PLAIN });
	*wide = set.w;
	*high = at.y + set.h;
	return 0;
}

static int put_entry(struct pen *p, const struct card_entry *n,
    struct draw_box at, struct err *e)
{
	const struct card_columns *c = p->c;
	struct draw_text t = { .text = n->code, .size = c->em * CODE_EM,
	    .least = c->em * CODE_EM, .lines = 1, .align = DRAW_LEFT,
	    .w = c->em * CODE_WIDE * 2, .h = c->em };
	struct draw_box name = { at.x, at.y, name_width(c), at.h };
	double wide, high;

	if (c->scan) {
		struct draw_box code = { at.x, at.y, CARD_CODE_MM,
		    CARD_CODE_MM };

		name.x += CARD_CODE_MM + 0.45 * c->em;
		if (p->ink.ground)
			draw_rect(p->d, code, 0xf2e6d0);
		if (draw_qr(p->d, n->link, code, p->ink.ground ? 0x171513
		    : p->ink.ink, e) < 0)
			return -1;
		p->out->scanned++;
	}
	if (put_name(p, n, name, &wide, &high, e) < 0)
		return -1;
	draw_link(p->d, at, n->link);
	/* Below the name it is clear of what hangs from its letters. */
	return put_text(p, &t, c->scan ? (struct draw_box){ name.x, high +
	    0.02 * c->em, 0, 0 } : (struct draw_box){ name.x + wide + 0.42 *
	    c->em, high - (0.30 + 0.80 * CODE_EM) * c->em, 0, 0 },
	    p->ink.dim, e);
}

static int put_head(struct pen *p, const struct card_entry *n,
    struct draw_box at, struct err *e)
{
	const struct card_columns *c = p->c;
	struct draw_text t = { .text = n->head, .face = DRAW_CAPS,
	    .align = DRAW_LEFT, .size = c->em * 0.8, .least = c->em * 0.4,
	    .lines = 1, .spacing = 50, .w = at.w, .h = c->em * HEAD };

	/* At the top of a column there is no gap above it. */
	at.y -= c->em * (at.y - c->y < HEAD * c->em * 1.01 ? 1.5 : 1.22);
	return put_text(p, &t, at, p->ink.dim, e);
}

int card_columns_draw(const struct card_columns *c, struct draw *d,
    int sheet, struct card_posted *out, struct err *e)
{
	double wide = column_width(c);
	int rc = 0;

	for (int i = 0; i < c->count && rc == 0; i++) {
		SCOPED(arena) a = { .cap = 1 << 22 };
		struct pen p = { c, d, &a, card_colours_of(c->p), out };
		const struct card_entry *n = &c->entry[i];
		struct draw_box at = { .w = wide, .h = (double)n->high };

		if (n->column / c->columns != sheet)
			continue;
		at.x = c->x + (n->column % c->columns) * (wide + GAP * c->em);
		at.y = c->y + (double)n->y * c->air;
		if (begins_head(c, i))
			rc = put_head(&p, n, at, e);
		if (rc == 0)
			rc = put_entry(&p, n, at, e);
	}
	return rc;
}
