/*
 * picture.c - cards: dark stone, a name carved into it, a small light
 *
 * What stands on one is a stack of lines around a middle; the code and the
 * address stand at the foot.  Sizes are pixels.
 */
#include <math.h>

#include "card/inside.h"

#define STONE_ABOVE 0x1d1a17
#define STONE_MIDDLE 0x131110
#define STONE_BELOW 0x1c1610
#define LETTERS 0xf2e6d0
#define DIM 0xbcae96
#define FAINT 0x8d8271
#define FLAME 0xffb457
#define PAPER 0xf2e6d0 /* behind a code to scan: dark on light is read best */
#define NAMES_MAX 320  /* of the wall on a card */
#define PARTS 32       /* of a wall that does not fit */
#define WHOLE_MAX 90   /* bytes of a name that stays on one line there */

struct face {
	double w, h, margin;
	double name, least, form, date, place, title; /* sizes */
	double top, bottom;   /* where the stack stands between */
	double code;          /* side */
	enum draw_align align;
};
static const struct face wide = { 1200, 630, 76, 112, 30, 36, 38, 30, 25,
	112, 486, 140, DRAW_START };
static const struct face story = { 1080, 1920, 96, 132, 40, 46, 46, 38, 34,
	420, 1180, 300, DRAW_MIDDLE };

struct stack {
	struct draw *d;
	struct arena *a;
	const struct face *f;
	bool rtl;             /* of the reader's language */
	struct { struct draw_set set; struct draw_ink ink; double gap;
	    bool rule; } line[8];
	int lines, missing;
	double h;
};

static enum draw_align align_of(const struct stack *s)
{
	if (s->f->align != DRAW_START)
		return s->f->align;
	return s->rtl ? DRAW_RIGHT : DRAW_LEFT;
}

/* Adds a line; one that fonts cannot write is left out, and counted. */
static int add(struct stack *s, const struct draw_text *t, double gap,
    struct draw_ink ink, struct err *e)
{
	struct draw_set set;

	if (t->text.n == 0)
		return 0;
	if (draw_fit(s->d, t, s->a, &set, e) < 0)
		return -1;
	if (set.missing > 0) {
		s->missing += set.missing;
		return 0;
	}
	s->line[s->lines].set = set;
	s->line[s->lines].rule = false;
	s->line[s->lines].ink = ink;
	s->line[s->lines++].gap = gap;
	s->h += set.h + gap;
	return 0;
}

static void add_rule(struct stack *s, double gap)
{
	s->line[s->lines].rule = true;
	s->line[s->lines++].gap = gap;
	s->h += gap + 3;
}

static struct draw_text text_of(const struct stack *s, struct span text,
    double size, int lines)
{
	return (struct draw_text){ .text = text, .size = size,
	    .least = size * 0.62, .lines = lines, .w = s->f->w - 2 *
	    s->f->margin, .h = size * 1.3 * lines + size,
	    .align = align_of(s) };
}

static void put_stack(struct stack *s)
{
	const struct face *f = s->f;
	double y = f->top + fmax(0, (f->bottom - f->top - s->h) / 2);

	for (int i = 0; i < s->lines; i++) {
		double w = f->w * 0.075, x = f->margin;

		y += s->line[i].gap;
		if (!s->line[i].rule) {
			draw_put(s->d, &s->line[i].set, f->margin, y,
			    s->line[i].ink);
			y += s->line[i].set.h;
			continue;
		}
		if (align_of(s) == DRAW_MIDDLE)
			x = (f->w - w) / 2;
		else if (align_of(s) == DRAW_RIGHT)
			x = f->w - f->margin - w;
		draw_glow(s->d, (struct draw_box){ x - w * 0.5, y - w * 0.5,
		    w * 2, w }, FLAME, 0.30);
		draw_rect(s->d, (struct draw_box){ floor(x), floor(y),
		    floor(w), 3 }, FLAME);
		y += 3;
	}
}

/* Light from above that fades; at the foot a little warmth.  Rows of one
 * colour: a picture of few bytes. */
static void put_stone(struct draw *d, const struct face *f)
{
	double middle = floor(f->h * 0.55);

	draw_shade(d, (struct draw_box){ 0, 0, f->w, middle }, STONE_ABOVE,
	    STONE_MIDDLE);
	draw_shade(d, (struct draw_box){ 0, middle, f->w, f->h - middle },
	    STONE_MIDDLE, STONE_BELOW);
}

/* The memorial's title above; the code and the address at the foot. */
static int put_frame(struct card_job *j, struct stack *s,
    const struct card_address *at, struct err *e)
{
	const struct face *f = s->f;
	int modules = draw_qr_side(at->whole);
	double side = modules == 0 ? 0 : fmax(1, floor(f->code / modules)) *
	    modules;
	double pad = 0, y = f->h - f->margin * 0.8 - side;
	double x = s->rtl ? f->margin : f->w - f->margin - side;
	struct draw_text t = text_of(s, (struct span){ 0 }, f->title, 1);
	struct draw_set set;

	if (card_title(j->from, j->t, j->a, &t.text, e) < 0)
		return -1;
	t.face = DRAW_CAPS;
	t.spacing = 60;
	t.lines = 2;
	if (draw_fit(s->d, &t, s->a, &set, e) < 0)
		return -1;
	draw_put(s->d, &set, f->margin, j->story ? 230 : f->margin * 0.72,
	    (struct draw_ink){ DIM, DRAW_PLAIN });
	if (j->story) {
		x = floor((f->w - side) / 2);
		y = 1270;
	}
	if (modules > 0) {
		draw_rect(s->d, (struct draw_box){ x, y, side, side }, PAPER);
		if (draw_qr(s->d, at->whole, (struct draw_box){ x, y, side,
		    side }, 0x171513, e) < 0)
			return -1;
		pad = side + 28;
	}
	t = text_of(s, at->shown.n > 0 ? at->shown : at->code, f->title *
	    0.92, 2);
	t.least = t.size * 0.7;
	if (t.text.n == 0)
		return 0;
	if (!j->story)
		t.w -= pad;
	if (draw_fit(s->d, &t, s->a, &set, e) < 0)
		return -1;
	draw_put(s->d, &set, f->margin + (s->rtl && !j->story ? pad : 0),
	    j->story ? y + (pad > 0 ? side + 34 : 0)
	    : f->h - f->margin * 0.8 - set.h * 0.93,
	    (struct draw_ink){ FAINT, DRAW_PLAIN });
	return 0;
}

static int open(struct card_job *j, struct stack *s, struct err *e)
{
	struct draw_sheet sheet = { .kind = DRAW_PNG };

	*s = (struct stack){ .a = j->a, .f = j->story ? &story : &wide,
	    .rtl = j->t->rtl };
	sheet.w = s->f->w;
	sheet.h = s->f->h;
	return draw_open(&s->d, &sheet, e);
}

int card_fit_name(struct draw *d, const struct card_person *p,
    struct draw_text *t, struct arena *a, struct draw_set *out,
    struct err *e)
{
	const struct span none = { 0 };

	t->name = true;
	for (int i = -1; i < p->others; i++) {
		t->text = i < 0 ? p->name : p->other[i].form;
		t->lang = i < 0 ? p->lang : none;
		if (t->text.n == 0)
			continue;
		if (draw_fit(d, t, a, out, e) < 0)
			return -2;
		if (out->missing == 0)
			return i;
	}
	t->lang = none;
	t->text = span_of(arena_fmt(a, "%.4s-%.4s-%.4s", p->thing.id,
	    p->thing.id + 4, p->thing.id + 8));
	return draw_fit(d, t, a, out, e) < 0 ? -2 : CARD_OTHERS;
}

/* With a name of at most that height. */
static int stack_once(struct card_job *j, struct stack *s,
    const struct card_person *p, double high, struct err *e)
{
	const struct face *f = s->f;
	const struct draw_ink carved = { LETTERS, DRAW_CARVED },
	    dim = { DIM, DRAW_PLAIN };
	struct draw_text t = text_of(s, p->name, f->name, j->story ? 4 : 3);
	struct card_lines lines;
	struct draw_set set;
	int which;

	card_tell(p, j->t, j->a, &lines);
	t.least = f->least;
	t.leading = 1.06;
	t.h = high;
	which = card_fit_name(s->d, p, &t, s->a, &set, e);
	if (which < -1)
		return -1;
	s->missing += which >= 0;
	s->line[s->lines].set = set;
	s->line[s->lines].gap = 0;
	s->line[s->lines].rule = false;
	s->line[s->lines++].ink = carved;
	s->h += set.h;
	for (int i = 0; i < p->others; i++) {
		t = text_of(s, p->other[i].form, f->form, 1);
		if (i != which && add(s, &t, i == 0 ? 2 : 0, dim, e) < 0)
			return -1;
	}
	if (lines.dates.n == 0)
		return 0;
	add_rule(s, f->form * 0.62);
	t = text_of(s, lines.dates, f->date, j->story ? 3 : 2);
	if (add(s, &t, f->form * 0.5, (struct draw_ink){ LETTERS,
	    DRAW_PLAIN }, e) < 0)
		return -1;
	t = text_of(s, lines.place, f->place, j->story ? 4 : 2);
	t.lang = card_lang(j->t);
	return add(s, &t, 4, dim, e);
}

/* What the lines below need, the name leaves. */
static int stack_person(struct card_job *j, struct stack *s,
    const struct card_person *p, struct err *e)
{
	double room = s->f->bottom - s->f->top, high = j->story ? 560 : 226;

	if (stack_once(j, s, p, high, e) < 0)
		return -1;
	if (s->h <= room)
		return 0;
	high = fmax(60, fmin(high, s->line[0].set.h) - (s->h - room));
	s->lines = s->missing = 0;
	s->h = 0;
	return stack_once(j, s, p, high, e);
}

int card_of_person(struct card_job *j, const struct index_thing *thing,
    struct card *out, struct err *e)
{
	struct card_person p;
	struct card_address at;
	struct stack s;
	int rc = -1;

	if (card_read(j->from, j->t, thing, j->a, &p, e) < 0 ||
	    card_address_of(j->from, j->t, thing, j->a, &at, e) < 0 ||
	    open(j, &s, e) < 0)
		return -1;
	put_stone(s.d, s.f);
	if (stack_person(j, &s, &p, e) == 0 &&
	    put_frame(j, &s, &at, e) == 0) {
		put_stack(&s);
		rc = draw_end(s.d, j->a, &out->body, e);
	}
	draw_closep(&s.d);
	out->missing = s.missing;
	return rc;
}

/* ---- the wall ---- */

static void add_name(struct card_job *j, struct buf *b,
    struct index_name *n)
{
	(void)tongue_name(j->t, &n->form, &n->lang, j->a);
	if (buf_span(b).n > 0)
		buf_str(b, "\u2003 ");
	for (size_t k = 0; k < n->form.n; k++)
		/* A name stays whole. */
		if (n->form.p[k] == ' ' && n->form.n < WHOLE_MAX)
			buf_str(b, "\u00a0");
		else
			buf_byte(b, n->form.p[k]);
}

/* All names of the wall, else some from all over it. */
static int take_names(struct card_job *j, struct buf *b, int64_t all,
    struct err *e)
{
	int64_t parts = all <= NAMES_MAX ? 1 : PARTS;

	for (int64_t i = 0; i < parts; i++) {
		struct index_name *name;
		int count;

		if (index_wall(j->from->ix, card_lang(j->t), INDEX_DEAD, i *
		    all / parts, (int)(NAMES_MAX / parts), j->a, &name,
		    &count, e) < 0)
			return -1;
		for (int k = 0; k < count; k++)
			add_name(j, b, &name[k]);
	}
	return 0;
}

/* The stone from afar: all names, where they fit. */
static int put_names(struct card_job *j, struct stack *s, double top,
    double bottom, struct err *e)
{
	const struct face *f = s->f;
	struct draw_text t = text_of(s, (struct span){ 0 }, j->story ? 52
	    : 44, 64);
	int64_t people, records;
	struct draw_set set;
	struct buf b;

	buf_open(&b, j->a, DRAW_TEXT_MAX - 8);
	if (index_wall_count(j->from->ix, INDEX_DEAD, &people, &records,
	    e) < 0 || take_names(j, &b, people + records, e) < 0)
		return -1;
	t.text = buf_span(&b);
	t.name = true;
	t.h = bottom - top;
	t.least = j->story ? 12 : 8.2;
	t.leading = 1.36;
	t.align = DRAW_MIDDLE;
	if (t.text.n == 0)
		return 0;
	if (draw_fit(s->d, &t, s->a, &set, e) < 0)
		return -1;
	s->missing += set.missing;
	draw_put(s->d, &set, f->margin, top + (bottom - top - set.h) / 2,
	    (struct draw_ink){ DIM, set.size > 20 ? DRAW_CARVED
	    : DRAW_PLAIN });
	return 0;
}

static int put_count(struct card_job *j, struct stack *s, double y,
    struct err *e)
{
	struct draw_text t = text_of(s, (struct span){ 0 }, s->f->date, 1);
	int64_t people, records;
	struct draw_set set;

	if (index_wall_count(j->from->ix, INDEX_DEAD, &people, &records,
	    e) < 0)
		return -1;
	t.text = tongue_count_of(j->t, CARD_NAMES, (uint64_t)(people +
	    records), j->a);
	t.w = j->story ? t.w : t.w - s->f->code - 28;
	if (draw_fit(s->d, &t, s->a, &set, e) < 0)
		return -1;
	draw_put(s->d, &set, s->f->margin + (s->rtl && !j->story
	    ? s->f->code + 28 : 0), y - set.h, (struct draw_ink){
	    LETTERS, DRAW_CARVED });
	return 0;
}

int card_of_wall(struct card_job *j, struct card *out, struct err *e)
{
	struct card_address at;
	struct stack s;
	int rc = -1;

	if (card_address_of(j->from, j->t, NULL, j->a, &at, e) < 0 ||
	    open(j, &s, e) < 0)
		return -1;
	put_stone(s.d, s.f);
	if (put_names(j, &s, j->story ? 330 : 112, j->story ? 1080
	    : s.f->h - s.f->margin * 0.8 - s.f->code - 14, e) == 0 &&
	    put_count(j, &s, j->story ? 1200 : s.f->h - s.f->margin *
	    0.8 - 40, e) == 0 && put_frame(j, &s, &at, e) == 0)
		rc = draw_end(s.d, j->a, &out->body, e);
	draw_closep(&s.d);
	out->missing = s.missing;
	return rc;
}
