/* poster.c - the wall on paper: who stands on it, in which order, the head
 * and the foot of each sheet */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/code.h"
#include "base/utc.h"
#include "card/inside.h"
#include "index/told.h"
#include "uni/uni.h"
#include "when/when.h"

#define ONE_ROOM ((size_t)64 << 20) /* bytes of arena for reading one */
#define BATCH 2048
#define SCAN_EM 4.5 /* mm: letters so large at the least beside codes */

struct card_colours card_colours_of(const struct card_poster *p)
{
	if (p->engrave)
		return (struct card_colours){ 0, 0, 0, 0, false };
	if (p->dark)
		return (struct card_colours){ 0x171513, 0xf2e6d0, 0xa79a84,
		    0xffb457, true };
	return (struct card_colours){ 0xffffff, 0x171513, 0x6f665a, 0xb08d57,
	    false };
}

int card_foot(const struct card_from *from, const struct tongue *t,
    struct arena *a, struct span *out, struct err *e)
{
	struct index_head head;
	char day[UTC_CHARS], root[45] = "";
	struct span date;

	if (index_head(from->ix, &head, e) < 0)
		return -1;
	utc_print(head.time, day);
	code_base64_put(head.root, CRYPT_HASH, root);
	date = tongue_date(t, (struct span){ day, 10 }, a);
	*out = span_of(arena_fmt(a, "%.*s  \u00b7  %llu  \u00b7  %s",
	    (int)date.n, date.p, (unsigned long long)head.acts, root));
	return 0;
}

/* ---- who ---- */

struct wall {
	const struct card_from *from;
	const struct card_poster *p;
	struct arena *a;
	struct card_entry *entry;
	int count, room, dead;
	int *up;              /* who was killed together: a forest */
	int32_t *slot;        /* ids to entries + 1 */
	uint32_t slots;
	struct uni_order *order;
};

static int top_of(struct wall *w, int i)
{
	while (w->up[i] != i)
		i = w->up[i] = w->up[w->up[i]];
	return i;
}

static uint32_t hash(struct span id)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < id.n; i++)
		h = (h ^ (uint8_t)id.p[i]) * 16777619u;
	return h;
}

static int32_t *slot_of(struct wall *w, struct span id)
{
	uint32_t i = hash(id) % w->slots;

	while (w->slot[i] != 0 && !span_is(id, w->entry[w->slot[i] - 1].id))
		i = (i + 1) % w->slots;
	return &w->slot[i];
}

static int take_names(struct wall *w, enum index_status status,
    struct err *e)
{
	int count = BATCH;

	for (int64_t skip = 0; count == BATCH; skip += BATCH) {
		SCOPED(arena) a = { .cap = ONE_ROOM * 4 };
		struct index_name *name;

		if (index_wall(w->from->ix, card_lang(w->p->tongue),
		    status, skip, BATCH, &a, &name, &count, e) < 0)
			return -1;
		for (int i = 0; i < count && w->count < w->room; i++) {
			struct card_entry *n = &w->entry[w->count];
			struct card_address at;

			n->rank = w->count++;
			memcpy(n->id, name[i].thing.id, sizeof(n->id));
			n->apart = status == INDEX_MISSING;
			(void)tongue_name(w->p->tongue, &name[i].form,
			    &name[i].lang, &a);
			n->name = arena_copy(w->a, name[i].form);
			n->lang = arena_copy(w->a, name[i].lang);
			if (card_address_of(w->from, w->p->tongue,
			    &name[i].thing, w->a, &at, e) < 0)
				return -1;
			n->code = at.code;
			n->link = at.whole;
		}
	}
	return 0;
}

/* The heading that a name stands under, and what orders headings: the
 * unknown come last. */
static int take_head(struct wall *w, struct card_entry *n,
    const struct card_person *p, struct err *e)
{
	const struct tongue *t = w->p->tongue;
	const char *unknown = NULL;
	struct span key = { 0 };
	struct when when;
	struct err why = { 0 };

	if (n->apart) {
		n->head = tongue_word(t, span_of(TONGUE("The missing")));
		n->key = SPAN("\xff\xff");
	} else if (w->p->by == CARD_BY_PLACE && p->died_place.n > 0) {
		struct index_said place = { p->died_place, { 0 } };

		if (index_place_name(w->from->ix, p->died_place, card_lang(t),
		    w->a, &place, e) < 0)
			return -1;
		(void)tongue_name(t, &place.text, &place.lang, w->a);
		n->head = arena_copy(w->a, place.text);
		if (uni_order_key(w->order, n->head, w->a, &key, e) < 0)
			return -1;
		n->key = key;
	} else if (w->p->by == CARD_BY_DAY && p->died.n > 0 &&
	    when_parse(p->died, &when, &why) == 0) {
		n->head = tongue_date(t, arena_copy(w->a, p->died), w->a);
		n->key = span_of(arena_fmt(w->a, "%020llu %020llu %.*s",
		    (unsigned long long)when.first + (1ull << 63),
		    (unsigned long long)when.last + (1ull << 63),
		    (int)p->died.n, p->died.p));
	} else if (w->p->by == CARD_BY_PLACE) {
		unknown = TONGUE("Of the place nothing certain is told");
	} else if (w->p->by == CARD_BY_DAY) {
		unknown = TONGUE("The day is not known exactly");
	}
	if (unknown != NULL) {
		n->head = tongue_word(t, span_of(unknown));
		n->key = SPAN("\xff");
	}
	return 0;
}

static int read_one(struct wall *w, int i, struct err *e)
{
	SCOPED(arena) a = { .cap = ONE_ROOM };
	struct card_entry *n = &w->entry[i];
	struct card_person p;
	struct index_thing thing;
	int got = card_find(w->from, span_of(n->id), &thing, e);

	if (got <= 0)
		return got < 0 ? -1 : err_set(e, ERR_ABSENT, "%s is gone",
		    n->id);
	if (card_read(w->from, w->p->tongue, &thing, &a, &p, e) < 0)
		return -1;
	for (int k = 0; k < p.withs; k++) {
		int32_t other = *slot_of(w, p.with[k]);

		if (other > 0)
			w->up[top_of(w, other - 1)] = top_of(w, i);
	}
	return take_head(w, n, &p, e);
}

static int by_order(const void *x, const void *y)
{
	const struct card_entry *a = x, *b = y;
	int way = span_cmp(a->key, b->key);

	return way != 0 ? way : a->rank < b->rank ? -1 : a->rank > b->rank;
}

/* Members of a group follow the first of them under its heading. */
static void draw_together(struct wall *w)
{
	struct card_entry *out = arena_take(w->a, (size_t)w->count + 1,
	    sizeof(*out));
	int *next = arena_take(w->a, (size_t)w->count + 1, sizeof(*next));
	int *last = arena_take(w->a, (size_t)w->count + 1, sizeof(*last));
	int n = 0;

	for (int i = 0; i < w->count; i++) { /* chains, in this order */
		int g = w->entry[i].group;

		if (g > 0 && last[g] > 0)
			next[last[g] - 1] = i + 1;
		if (g > 0)
			last[g] = i + 1;
	}
	for (int i = 0; i < w->count; i++)
		for (int k = i; w->entry[k].name.p != NULL;
		    k = next[k] - 1) {
			if (span_eq(w->entry[k].head, w->entry[i].head)) {
				out[n++] = w->entry[k];
				if (k != i)
					w->entry[k].name.p = NULL;
			}
			if (next[k] == 0)
				break;
		}
	w->entry = out;
}

static int gather(struct wall *w, struct err *e)
{
	int64_t people, records, missing, more;

	if (index_wall_count(w->from->ix, INDEX_DEAD, &people, &records,
	    e) < 0 || index_wall_count(w->from->ix, INDEX_MISSING, &missing,
	    &more, e) < 0)
		return -1;
	people += records + missing + more;
	if (people > CARD_POSTER_NAMES_MAX)
		return err_set(e, ERR_LIMIT, "%lld names are more than a"
		    " poster takes (%d)", (long long)people,
		    CARD_POSTER_NAMES_MAX);
	if (people == 0)
		return err_set(e, ERR_ABSENT, "there is no name yet");
	w->room = (int)people;
	w->slots = (uint32_t)people * 2 + 1;
	w->entry = arena_take(w->a, (size_t)people + 1, sizeof(*w->entry));
	w->slot = arena_take(w->a, w->slots, sizeof(*w->slot));
	w->up = arena_take(w->a, (size_t)people + 1, sizeof(*w->up));
	if (take_names(w, INDEX_DEAD, e) < 0)
		return -1;
	w->dead = w->count;
	if (take_names(w, INDEX_MISSING, e) < 0)
		return -1;
	for (int i = 0; i < w->count; i++) {
		w->up[i] = i;
		*slot_of(w, span_of(w->entry[i].id)) = i + 1;
	}
	for (int i = 0; i < w->count; i++)
		if (read_one(w, i, e) < 0)
			return -1;
	for (int i = 0; i < w->count; i++)
		w->entry[i].group = top_of(w, i) + 1;
	qsort(w->entry, (size_t)w->count, sizeof(*w->entry), by_order);
	draw_together(w);
	return 0;
}

static int measure(struct wall *w, struct draw *d, struct err *e)
{
	for (int i = 0; i < w->count; i++) {
		SCOPED(arena) a = { .cap = 1 << 22 };
		struct draw_text t = { .text = w->entry[i].name,
		    .lang = w->entry[i].lang, .size = 1, .least = 1,
		    .lines = 1, .align = DRAW_LEFT, .w = 60, .h = 2 };
		struct draw_set set;

		if (draw_fit(d, &t, &a, &set, e) < 0)
			return -1;
		w->entry[i].width = set.missing > 0 ? 8 : (float)set.w;
	}
	return 0;
}

/* ---- a sheet ---- */

struct sheet {
	struct draw *d;
	struct wall *w;
	struct card_columns c;
	struct card_posted *out;
	double margin;
};

static int put(struct sheet *s, struct draw_text *t, double x, double y,
    uint32_t rgb, double *high, struct err *e)
{
	struct draw_set set;

	if (draw_fit(s->d, t, s->w->a, &set, e) < 0)
		return -1;
	draw_put(s->d, &set, x, y, (struct draw_ink){ rgb, DRAW_PLAIN });
	if (high != NULL)
		*high = set.h;
	return 0;
}

static int put_top(struct sheet *s, struct err *e)
{
	const struct card_poster *p = s->w->p;
	struct card_colours ink = card_colours_of(p);
	double size = fmin(p->w * 0.062, p->h * 0.05), high;
	struct draw_text t = { .size = size, .least = size * 0.2, .lines = 1,
	    .face = DRAW_CAPS, .spacing = 45, .align = DRAW_MIDDLE,
	    .leading = 1.15, .w = p->w - 2 * s->margin, .h = size * 2.6 };
	double y = s->margin * 0.9;

	if (card_title(s->w->from, p->tongue, s->w->a, &t.text, e) < 0)
		return -1;
	if (t.text.n > 0) {
		if (put(s, &t, s->margin, y, ink.ink, &high, e) < 0)
			return -1;
		y += high;
	}
	t.text = tongue_count_of(p->tongue, CARD_NAMES, (uint64_t)s->w->dead,
	    s->w->a);
	t.size = size * 0.42;
	t.least = t.size * 0.5;
	t.face = DRAW_ROMAN;
	t.spacing = 0;
	return put(s, &t, s->margin, y, ink.dim, NULL, e);
}

static int put_foot(struct sheet *s, int number, struct err *e)
{
	const struct card_poster *p = s->w->p;
	struct card_colours ink = card_colours_of(p);
	double side = fmax(CARD_CODE_MM + 2, fmin(p->w, p->h) * 0.055);
	double y = p->h - s->margin * 0.8 - side, size = side * 0.155;
	struct draw_text t = { .size = size, .least = size * 0.4,
	    .align = DRAW_LEFT, .lines = 1, .w = p->w - 2 * s->margin,
	    .h = size * 2 };
	struct card_address at;

	if (card_address_of(s->w->from, p->tongue, NULL, s->w->a, &at,
	    e) < 0 || card_foot(s->w->from, p->tongue, s->w->a, &t.text,
	    e) < 0)
		return -1;
	if (at.whole.n > 0) {
		struct draw_box box = { p->w - s->margin - side, y, side,
		    side };

		if (ink.ground)
			draw_rect(s->d, box, 0xf2e6d0);
		if (draw_qr(s->d, at.whole, box, ink.ground ? 0x171513
		    : ink.ink, e) < 0)
			return -1;
		t.w -= side + size;
	}
	if (put(s, &t, s->margin, p->h - s->margin * 0.8 - size * 1.12, ink.dim,
	    NULL, e) < 0)
		return -1;
	t.text = tongue_word(p->tongue, span_of(TONGUE("The state of the log"
	    " that this sheet was made from: day, entries, root")));
	if (put(s, &t, s->margin, p->h - s->margin * 0.8 - size * 2.5,
	    ink.dim, NULL, e) < 0)
		return -1;
	t.text = at.shown.n > 0 ? at.shown : tongue_word(p->tongue,
	    span_of(TONGUE("The code beside a name is that of its page")));
	if (s->c.sheets > 1)
		t.text = span_of(arena_fmt(s->w->a, "%d / %d  \u00b7  %.*s",
		    number + 1, s->c.sheets, (int)t.text.n, t.text.p));
	t.size = size * 1.25;
	return put(s, &t, s->margin, p->h - s->margin * 0.8 - size * 4.4,
	    ink.ink, NULL, e);
}

static int put_sheets(struct sheet *s, struct err *e)
{
	const struct card_poster *p = s->w->p;
	struct card_colours ink = card_colours_of(p);

	for (int i = 0; i < s->c.sheets; i++) {
		if (i > 0 && draw_page(s->d, e) < 0)
			return -1;
		if (ink.ground)
			draw_rect(s->d, (struct draw_box){ 0, 0, p->w,
			    p->h }, ink.back);
		if (put_top(s, e) < 0 || card_columns_draw(&s->c, s->d, i,
		    s->out, e) < 0 || put_foot(s, i, e) < 0)
			return -1;
	}
	return 0;
}

/* Where names stand on a sheet of that size. */
static void area(struct card_columns *c, double w, double h)
{
	double margin = fmin(w, h) * 0.065;

	c->x = margin;
	c->w = w - 2 * margin;
	c->y = margin * 0.9 + fmin(w * 0.062, h * 0.05) * 2.15;
	c->h = h - c->y - margin * 1.25 - fmax(CARD_CODE_MM + 2, fmin(w, h) *
	    0.055);
}

/* Which larger paper (NULL: none), or how many sheets (0: none), would let
 * letters be that large. */
static void enough(const struct card_columns *c, double em,
    const char **paper, int *sheets)
{
	static const struct { const char *name; double w, h; } papers[] = {
		{ "A4", 210, 297 }, { "A3", 297, 420 }, { "A2", 420, 594 },
		{ "A1", 594, 841 }, { "A0", 841, 1189 } };
	struct card_columns n = *c;

	*paper = NULL;
	*sheets = 0;
	for (size_t i = 0; i < 5 && *paper == NULL; i++) {
		if (papers[i].w * papers[i].h <= c->p->w * c->p->h * 1.01)
			continue;
		area(&n, papers[i].w, papers[i].h);
		card_columns_fit(&n);
		if (n.em > em)
			*paper = papers[i].name;
	}
	area(&n, c->p->w, c->p->h);
	for (n.sheets = c->sheets + 1; n.sheets <= CARD_SHEETS_MAX &&
	    *sheets == 0 && !c->p->svg; n.sheets += 1 + n.sheets / 16) {
		card_columns_fit(&n);
		if (n.em > em)
			*sheets = n.sheets;
	}
}

static int too_small(const struct card_columns *c, struct err *e)
{
	const char *paper;
	int sheets;

	enough(c, 0, &paper, &sheets);
	if (sheets > 0)
		return err_set(e, ERR_LIMIT, "%d names on %d of this paper"
		    " would be too small to be read: %s%s%s--sheets %d",
		    c->count, c->sheets, paper == NULL ? "" : "--paper ",
		    paper == NULL ? "" : paper, paper == NULL ? "" : " or ",
		    sheets);
	return err_set(e, ERR_LIMIT, "%d names on %d of this paper would be"
	    " too small to be read%s%s", c->count, c->sheets, paper == NULL
	    ? "" : ": --paper ", paper == NULL ? "" : paper);
}

/* With codes to scan where there is room for large letters too. */
static int choose(struct sheet *s, struct err *e)
{
	struct card_columns scan = s->c;

	card_columns_fit(&s->c);
	if (s->c.em <= 0)
		return too_small(&s->c, e);
	s->out->addressed = s->w->entry[0].link.n > 0;
	if (!s->out->addressed)
		return 0;
	scan.scan = true;
	card_columns_fit(&scan);
	if (scan.em > SCAN_EM) {
		s->c = scan;
		return 0;
	}
	enough(&scan, SCAN_EM, &s->out->scan_paper, &s->out->scan_sheets);
	card_columns_fit(&s->c); /* the places in the entries are these */
	return 0;
}

static int make(struct wall *w, struct draw *d, struct card_posted *out,
    struct err *e)
{
	struct sheet s = { .d = d, .w = w, .out = out };

	s.c = (struct card_columns){ .p = w->p, .entry = w->entry,
	    .count = w->count, .sheets = w->p->sheets > 0 ? w->p->sheets
	    : 1 };
	s.margin = fmin(w->p->w, w->p->h) * 0.065;
	area(&s.c, w->p->w, w->p->h);
	for (int i = 0; i < w->count; i++)
		s.c.heads = s.c.heads || w->entry[i].head.n > 0;
	if (measure(w, d, e) < 0)
		return -1;
	card_columns_measure(&s.c, w->a);
	if (choose(&s, e) < 0)
		return -1;
	out->names = w->count;
	out->sheets = s.c.sheets;
	out->columns = s.c.columns;
	out->capital = s.c.em * 0.63;
	return put_sheets(&s, e) < 0 ? -1 : draw_end(d, w->a, &out->bytes, e);
}

static int post_wall(const struct card_from *from,
    const struct card_poster *p, struct arena *a, struct card_posted *out,
    struct err *e)
{
	struct wall w = { .from = from, .p = p, .a = a };
	struct draw_sheet sheet = { .kind = p->svg ? DRAW_SVG : DRAW_PDF,
	    .w = p->w, .h = p->h, .flat = p->engrave,
	    .lang = span_of(p->tongue->tag) };
	struct index_head head;
	struct draw *d = NULL;
	int rc = -1;

	if (card_title(from, p->tongue, a, &sheet.title, e) < 0 ||
	    index_head(from->ix, &head, e) < 0 ||
	    uni_order_open(&w.order, p->tongue->of != NULL ? p->tongue->of
	    : p->tongue->tag, e) < 0)
		return -1;
	sheet.time = head.time;
	if (gather(&w, e) == 0 && draw_open(&d, &sheet, e) == 0)
		rc = make(&w, d, out, e);
	draw_closep(&d);
	uni_order_closep(&w.order);
	return rc;
}

int card_poster(const struct card_from *from, const struct card_poster *p,
    struct arena *a, struct card_posted *out, struct err *e)
{
	struct card_posted posted = { .names = 0 };

	if (p->svg && p->sheets > 1)
		return err_set(e, ERR_LIMIT, "an SVG is one sheet: write a PDF"
		    " for several");
	if ((p->person.n > 0 ? card_sheet(from, p, a, &posted, e)
	    : post_wall(from, p, a, &posted, e)) < 0)
		return -1;
	*out = posted;
	return 0;
}
