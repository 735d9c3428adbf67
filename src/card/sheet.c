/* sheet.c - one person's sheet: a page that a child can hold */
#include <math.h>

#include "card/inside.h"

struct page {
	struct draw *d;
	struct arena *a;
	const struct card_poster *p;
	struct card_colours ink;
	struct card_posted *out;
	double k;             /* of an A4 */
	double margin, y;
	const struct card_person *person;
	bool drawn;           /* else words are only measured */
};

static struct draw_text text_of(const struct page *g, struct span text,
    double size, int lines)
{
	return (struct draw_text){ .text = text, .size = size * g->k,
	    .least = size * g->k * 0.6, .lines = lines,
	    .align = DRAW_MIDDLE, .w = g->p->w - 2 * g->margin,
	    .h = size * g->k * 1.5 * lines };
}

/* Puts it at y and goes on below; what fonts cannot write is left out. */
static int put(struct page *g, const struct draw_text *t, uint32_t rgb,
    struct err *e)
{
	struct draw_set set;

	if (t->text.n == 0)
		return 0;
	if (draw_fit(g->d, t, g->a, &set, e) < 0)
		return -1;
	if (set.missing > 0) {
		g->out->missing += set.missing;
		return 0;
	}
	draw_put(g->d, &set, g->margin, g->y, (struct draw_ink){ rgb,
	    DRAW_PLAIN });
	g->y += set.h;
	return 0;
}

static int put_name(struct page *g, const struct card_person *p,
    struct err *e)
{
	struct draw_text t = text_of(g, p->name, 21, 4);
	struct draw_set set;
	int which;

	t.least = 4 * g->k;
	t.leading = 1.1;
	t.h = 92 * g->k;
	which = card_fit_name(g->d, p, &t, g->a, &set, e);
	if (which < -1)
		return -1;
	g->out->missing += which >= 0;
	draw_put(g->d, &set, g->margin, g->y, (struct draw_ink){ g->ink.ink,
	    DRAW_PLAIN });
	g->y += set.h;
	for (int i = 0; i < p->others && !g->p->engrave; i++) {
		t = text_of(g, p->other[i].form, 7.2, 1);
		if (i != which && put(g, &t, g->ink.dim, e) < 0)
			return -1;
	}
	return 0;
}

static int put_lines(struct page *g, const struct card_person *p,
    struct err *e)
{
	struct card_lines lines;
	struct draw_text t;

	card_tell(p, g->p->tongue, g->a, &lines);
	if (lines.dates.n == 0)
		return 0;
	g->y += 5 * g->k;
	if (!g->p->engrave)
		draw_rect(g->d, (struct draw_box){ g->p->w / 2 - 9 * g->k,
		    g->y, 18 * g->k, 0.35 * g->k }, g->ink.rule);
	g->y += 5 * g->k;
	t = text_of(g, lines.dates, 8.2, 2);
	if (put(g, &t, g->ink.ink, e) < 0)
		return -1;
	/* The place alone: the life stands below. */
	t = text_of(g, p->status == INDEX_MISSING ? lines.place
	    : p->died_place.n > 0 ? p->died_place : p->lives > 0
	    ? (struct span){ 0 } : lines.place, 6.4, 2);
	if (span_eq(t.text, lines.dates))
		return 0;
	return put(g, &t, g->ink.dim, e);
}

/* One of the words about a life at a size; how high, or -1. */
static int put_words(struct page *g, const struct card_words *w, double size,
    double room, struct err *e)
{
	const bool drawn = g->drawn;
	struct draw_text t = { .text = w->text, .lang = w->lang,
	    .face = w->quote ? DRAW_ITALIC : DRAW_ROMAN, .size = size,
	    .least = size, .lines = (int)fmax(1, (room - 1.1 * size) / (1.38
	    * size) + 1), .leading = 1.38, .w = g->p->w - 2 * g->margin - 8 *
	    g->k, .h = room };
	struct draw_set set;

	if (t.lines > DRAW_LINES_MAX)
		t.lines = DRAW_LINES_MAX;
	if (room < size * 1.2)
		return 0;
	if (draw_fit(g->d, &t, g->a, &set, e) < 0)
		return -1;
	if (set.missing > 0) {
		g->out->missing += drawn ? set.missing : 0;
		return 0;
	}
	if (drawn)
		draw_put(g->d, &set, g->margin + 4 * g->k, g->y,
		    (struct draw_ink){ g->ink.ink, DRAW_PLAIN });
	g->y += set.h;
	if (w->who.n > 0 && room > set.h + size * 1.2) {
		t.text = span_of(arena_fmt(g->a, "\u2014 %.*s",
		    (int)(w->who.n < 400 ? w->who.n : 400), w->who.p));
		t.face = DRAW_ITALIC;
		t.lines = 1;
		t.least = size * 0.4;
		t.size = size * 0.82;
		t.align = w->lang.n > 0 && set.rtl ? DRAW_LEFT : DRAW_RIGHT;
		if (draw_fit(g->d, &t, g->a, &set, e) < 0)
			return -1;
		if (drawn && set.missing == 0)
			draw_put(g->d, &set, g->margin + 4 * g->k, g->y -
			    size * 0.1, (struct draw_ink){ g->ink.dim,
			    DRAW_PLAIN });
		g->y += set.h;
	}
	return set.cut;
}

/* All of them at that size: true in *fits where nothing is cut.  A long life
 * leaves the short words behind it their room. */
static int put_each(struct page *g, struct draw_box in, double size,
    bool *fits, struct err *e)
{
	const struct card_person *p = g->person;
	const bool drawn = g->drawn;
	double after[CARD_TEXTS + 1] = { 0 };

	*fits = true;
	g->drawn = false;
	for (int i = p->lives - 1; i > 0 && drawn; i--) {
		g->y = in.y;
		if (put_words(g, &p->life[i], size, in.h, e) < 0)
			return -1;
		after[i] = after[i + 1] + fmin(g->y - in.y + size * 0.5,
		    in.h * 0.12);
	}
	g->y = in.y;
	g->drawn = drawn;
	for (int i = 0; i < p->lives; i++) {
		double room = in.y + in.h - g->y - after[i + 1];
		int cut = put_words(g, &p->life[i], size, room, e);

		if (cut < 0)
			return -1;
		*fits = *fits && cut == 0 && room > size * 1.2;
		g->y += size * 0.5;
	}
	return 0;
}

/* As large as they fit; at the smallest size the longest are cut. */
static int put_lives(struct page *g, double bottom, struct err *e)
{
	const double y = g->y + 8 * g->k;
	const struct draw_box in = { 0, y, 0, bottom - y };
	double size = 6.2 * g->k;
	bool fits = false;

	for (;; size *= 0.93) {
		if (put_each(g, in, size, &fits, e) < 0)
			return -1;
		if (fits || size < 3.4 * g->k)
			break;
	}
	g->drawn = true;
	return put_each(g, in, size, &fits, e);
}

static int put_foot(struct page *g, const struct card_from *from,
    const struct card_address *at, struct err *e)
{
	double side = fmax(CARD_CODE_MM + 4, 30 * g->k), size = 3.6 * g->k;
	double x = g->p->w - g->margin - side;
	struct draw_text t = { .text = at->shown.n > 0 ? at->shown : at->code,
	    .size = size, .least = size * 0.5, .lines = 2,
	    .align = DRAW_LEFT, .w = x - g->margin - 4 * g->k,
	    .h = size * 3 };
	struct draw_set set;

	if (at->whole.n > 0) {
		struct draw_box box = { x, g->p->h - g->margin - side, side,
		    side };

		if (g->ink.ground)
			draw_rect(g->d, box, 0xf2e6d0);
		if (draw_qr(g->d, at->whole, box, g->ink.ground ? 0x171513
		    : g->ink.ink, e) < 0)
			return -1;
		draw_link(g->d, box, at->whole);
	}
	if (g->p->engrave)
		return 0;
	if (draw_fit(g->d, &t, g->a, &set, e) < 0)
		return -1;
	draw_put(g->d, &set, g->margin, g->p->h - g->margin - size * 2.5 -
	    set.h, (struct draw_ink){ g->ink.ink, DRAW_PLAIN });
	t.size = size * 0.72;
	t.least = size * 0.3;
	t.lines = 1;
	if (card_foot(from, g->p->tongue, g->a, &t.text, e) < 0 ||
	    draw_fit(g->d, &t, g->a, &set, e) < 0)
		return -1;
	draw_put(g->d, &set, g->margin, g->p->h - g->margin - set.h * 0.92,
	    (struct draw_ink){ g->ink.dim, DRAW_PLAIN });
	t.text = tongue_word(g->p->tongue, span_of(TONGUE("The state of the"
	    " log that this sheet was made from: day, entries, root")));
	if (draw_fit(g->d, &t, g->a, &set, e) < 0)
		return -1;
	draw_put(g->d, &set, g->margin, g->p->h - g->margin - size * 1.85,
	    (struct draw_ink){ g->ink.dim, DRAW_PLAIN });
	return 0;
}

static int put_all(struct page *g, const struct card_from *from,
    const struct card_person *p, struct err *e)
{
	struct card_address at;
	struct draw_text t = text_of(g, (struct span){ 0 }, 5.4, 2);
	double foot = fmax(CARD_CODE_MM + 4, 30 * g->k);

	if (card_address_of(from, g->p->tongue, &p->thing, g->a, &at, e) <
	    0 || card_title(from, g->p->tongue, g->a, &t.text, e) < 0)
		return -1;
	if (g->ink.ground)
		draw_rect(g->d, (struct draw_box){ 0, 0, g->p->w, g->p->h },
		    g->ink.back);
	g->y = g->margin;
	t.face = DRAW_CAPS;
	t.spacing = 60;
	if (!g->p->engrave && put(g, &t, g->ink.dim, e) < 0)
		return -1;
	/* A name alone stands in the middle of the sheet. */
	g->y += (p->lives > 0 && !g->p->engrave ? 14 : 62) * g->k;
	if (put_name(g, p, e) < 0 || put_lines(g, p, e) < 0 ||
	    (p->lives > 0 && !g->p->engrave && put_lives(g, g->p->h - g->margin -
	    foot - 6 * g->k, e) < 0))
		return -1;
	return put_foot(g, from, &at, e);
}

int card_sheet(const struct card_from *from, const struct card_poster *p,
    struct arena *a, struct card_posted *out, struct err *e)
{
	struct draw_sheet sheet = { .kind = p->svg ? DRAW_SVG : DRAW_PDF,
	    .w = p->w, .h = p->h, .flat = p->engrave,
	    .lang = span_of(p->tongue->tag) };
	struct page g = { .a = a, .p = p, .ink = card_colours_of(p),
	    .out = out, .k = p->w / 210, .margin = p->w * 0.1 };
	struct card_person person;
	struct index_thing thing;
	struct index_head head;
	int got = card_find(from, p->person, &thing, e), rc = -1;

	if (got <= 0)
		return got < 0 ? -1 : err_set(e, ERR_ABSENT, "there is nobody"
		    " of the id '%.*s': `kulpytas find NAME` tells ids",
		    (int)(p->person.n < 40 ? p->person.n : 40), p->person.p);
	if (card_read(from, p->tongue, &thing, a, &person, e) < 0 ||
	    index_head(from->ix, &head, e) < 0)
		return -1;
	sheet.title = person.name;
	sheet.time = head.time;
	if (draw_open(&g.d, &sheet, e) < 0)
		return -1;
	g.person = &person;
	if (put_all(&g, from, &person, e) == 0)
		rc = draw_end(g.d, a, &out->bytes, e);
	out->names = 1;
	out->sheets = out->columns = 1;
	out->scanned = 1;
	draw_closep(&g.d);
	return rc;
}
