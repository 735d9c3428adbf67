/* text.c - text shaped and fitted; letters as outlines */
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "draw/inside.h"

#define FACES "Gentium Plus,Noto Naskh Arabic,Noto Serif Hebrew," \
    "Noto Serif Georgian,Noto Serif Armenian,Noto Serif,serif"
/* All is shaped at this size, without hints, and scaled: DRAW_TEXT_MAX
 * bytes of the widest letters there are stay within pango's 31 bits. */
#define SHAPED 16
#define TOP 0.80    /* ems from a box's top to the first baseline */
#define BELOW 0.30  /* and from the last one to its end */
#define LEADING 1.25
#define ENOUGH 0.72 /* of the size wished: no further line is tried */
#define BALANCED 4  /* lines at most that are made of even length */

static cairo_font_options_t *plain_options(void)
{
	cairo_font_options_t *o = cairo_font_options_create();

	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_GRAY);
	return o;
}

int draw_text_open(struct draw *d, struct err *e)
{
	PangoFontMap *map = pango_cairo_font_map_get_default(); /* a thread's */
	cairo_font_options_t *o;

	d->context = pango_font_map_create_context(map);
	d->slate = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
	d->pen = cairo_create(d->slate);
	if (d->context == NULL || cairo_status(d->pen) != CAIRO_STATUS_SUCCESS)
		return err_set(e, ERR_IO, "draw: out of memory");
	o = plain_options();
	pango_cairo_context_set_font_options(d->context, o);
	cairo_set_font_options(d->pen, o);
	cairo_font_options_destroy(o);
	cairo_set_tolerance(d->pen, 0.1);
	pango_cairo_context_set_resolution(d->context, 72);
	pango_context_set_round_glyph_positions(d->context, FALSE);
	pango_context_set_base_dir(d->context, PANGO_DIRECTION_LTR);
	/* Not what the environment says of languages. */
	pango_context_set_language(d->context, pango_language_from_string(
	    "und"));
	return 0;
}

void draw_text_close(struct draw *d)
{
	for (int i = 0; i < d->fonts; i++)
		g_object_unref(d->font[i]);
	if (d->pen != NULL)
		cairo_destroy(d->pen);
	if (d->slate != NULL)
		cairo_surface_destroy(d->slate);
	if (d->context != NULL)
		g_object_unref(d->context);
}

void draw_thread_stop(void)
{
	pango_cairo_font_map_set_default(NULL);
}

bool draw_has_face(void)
{
	PangoFontMap *map = pango_cairo_font_map_get_default();
	PangoFontFamily **family;
	bool has = false;
	int count;

	pango_font_map_list_families(map, &family, &count);
	for (int i = 0; i < count; i++)
		has = has || strcmp(pango_font_family_get_name(family[i]),
		    "Gentium Plus") == 0;
	g_free(family);
	return has;
}

/* ---- a layout ---- */

/* Letters of scripts that are written joined are not pulled apart. */
static bool joined(struct span s)
{
	for (const char *p = s.p; p < s.p + s.n; p = g_utf8_next_char(p))
		switch (g_unichar_get_script(g_utf8_get_char(p))) {
		case G_UNICODE_SCRIPT_ARABIC:
		case G_UNICODE_SCRIPT_SYRIAC:
		case G_UNICODE_SCRIPT_MONGOLIAN:
		case G_UNICODE_SCRIPT_NKO:
		case G_UNICODE_SCRIPT_DEVANAGARI:
			return true;
		default:
			break;
		}
	return false;
}

static PangoLayout *lay(struct draw *d, const struct draw_text *t,
    struct span text, struct arena *a)
{
	PangoFontDescription *font = pango_font_description_new();
	PangoAttrList *attrs = pango_attr_list_new();
	PangoLayout *l = pango_layout_new(d->context);

	pango_font_description_set_family_static(font, FACES);
	pango_font_description_set_absolute_size(font, SHAPED * PANGO_SCALE);
	if (t->face == DRAW_ITALIC)
		pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
	pango_layout_set_font_description(l, font);
	pango_font_description_free(font);
	if (t->lang.n > 0 && t->lang.n < 32)
		pango_attr_list_insert(attrs, pango_attr_language_new(
		    pango_language_from_string(arena_cstr(a, t->lang))));
	if (t->face == DRAW_CAPS)
		pango_attr_list_insert(attrs, pango_attr_font_features_new(
		    "smcp=1"));
	if (t->spacing != 0 && !joined(text))
		pango_attr_list_insert(attrs, pango_attr_letter_spacing_new(
		    t->spacing * SHAPED * PANGO_SCALE / 1000));
	pango_layout_set_attributes(l, attrs);
	pango_attr_list_unref(attrs);
	pango_layout_set_wrap(l, PANGO_WRAP_WORD);
	pango_layout_set_text(l, text.p, (int)text.n);
	return l;
}

static int units(double ems)
{
	double v = ems * SHAPED * PANGO_SCALE;

	return v > 2e9 ? 2000000000 : (int)v;
}

static double ems(int v)
{
	return (double)v / (SHAPED * PANGO_SCALE);
}

static int line_width(PangoLayout *l, int i)
{
	PangoRectangle r;

	pango_layout_line_get_extents(pango_layout_get_line_readonly(l, i),
	    NULL, &r);
	return r.width;
}

static double height(const struct draw_text *t, int lines)
{
	double leading = t->leading > 0 ? t->leading : LEADING;

	return TOP + BELOW + (lines - 1) * leading;
}

static bool fits(PangoLayout *l, const struct draw_text *t, double size,
    int most)
{
	int width = units(t->w / size), lines;

	pango_layout_set_width(l, width);
	lines = pango_layout_get_line_count(l);
	if (lines > most || height(t, lines) * size > t->h * 1.0001)
		return false;
	for (int i = 0; i < lines; i++)
		if (line_width(l, i) > width)
			return false;
	return true;
}

/* The largest size at which it fits into so many lines; 0: none. */
static double largest(PangoLayout *l, const struct draw_text *t, int lines)
{
	double low = t->least, high = t->size;

	if (fits(l, t, high, lines))
		return high;
	if (!fits(l, t, low, lines))
		return 0;
	for (int i = 0; i < 12 && high / low > 1.004; i++) {
		double mid = (low + high) / 2;

		*(fits(l, t, mid, lines) ? &low : &high) = mid;
	}
	return low;
}

/* Lines of even length: the narrowest width that takes no further line. */
static void balance(PangoLayout *l, const struct draw_text *t, double size,
    int lines)
{
	struct draw_text n = *t;
	double low = t->w / lines * 0.8, high = t->w;

	if (lines < 2 || t->lines > BALANCED)
		return;
	for (int i = 0; i < 9; i++) {
		n.w = (low + high) / 2;
		*(fits(l, &n, size, lines) ? &high : &low) = n.w;
	}
	n.w = high;
	(void)fits(l, &n, size, lines);
}

/* Sets the layout's width; returns the size. */
static double choose(PangoLayout *l, const struct draw_text *t)
{
	double best = 0, got;
	int lines = 1;

	for (int n = 1; n <= t->lines && n <= DRAW_LINES_MAX; n++) {
		if (t->lines > BALANCED) /* a paragraph: as many as it takes */
			n = t->lines;
		got = largest(l, t, n);
		if (got > best * 1.03) {
			best = got;
			lines = n;
		}
		if (best >= t->size * ENOUGH)
			break;
	}
	if (best > 0) {
		(void)fits(l, t, best, lines);
		balance(l, t, best, pango_layout_get_line_count(l));
		return best;
	}
	lines = t->lines < DRAW_LINES_MAX ? t->lines : DRAW_LINES_MAX;
	while (lines > 1 && height(t, lines) * t->least > t->h * 1.0001)
		lines--;
	pango_layout_set_width(l, units(t->w / t->least));
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
	pango_layout_set_height(l, lines > 1 ? -lines : -1);
	return t->least;
}

/* ---- what was laid out, as glyphs ---- */

static int number_of(struct draw *d, PangoFont *font)
{
	for (int i = 0; i < d->fonts; i++)
		if (d->font[i] == font)
			return i;
	if (d->fonts == DRAW_FONTS_MAX) {
		(void)err_set(&d->err, ERR_LIMIT, "more than %d fonts in one"
		    " drawing", DRAW_FONTS_MAX);
		return -1;
	}
	d->font[d->fonts] = g_object_ref(font);
	return d->fonts++;
}

static void take_run(struct draw *d, PangoGlyphItem *run, double *x,
    double y, struct draw_set *out)
{
	int font = number_of(d, run->item->analysis.font);

	for (int i = 0; font >= 0 && i < run->glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *g = &run->glyphs->glyphs[i];
		struct draw_glyph *to = &out->glyph[out->count];
		double dx = ems(g->geometry.x_offset);

		if (g->glyph == PANGO_GLYPH_EMPTY) {
			*x += ems(g->geometry.width);
			continue;
		}
		*to = (struct draw_glyph){ .font = (uint32_t)font,
		    .glyph = g->glyph, .x = (float)(*x + dx),
		    .y = (float)(y + ems(g->geometry.y_offset)) };
		*x += ems(g->geometry.width);
		if ((g->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
			out->missing++;
		} else {
			struct draw_outline *o = draw_outline_of(d, to->font,
			    to->glyph);

			out->missing += o != NULL && o->empty;
			out->count += o != NULL && o->count > 0;
		}
	}
}

static int count_glyphs(PangoLayout *l)
{
	int n = 0;

	for (int i = 0; i < pango_layout_get_line_count(l); i++)
		for (GSList *r = pango_layout_get_line_readonly(l, i)->runs;
		    r != NULL; r = r->next)
			n += ((PangoGlyphItem *)r->data)->glyphs->num_glyphs;
	return n;
}

static double indent(const struct draw_text *t, bool rtl, double free)
{
	switch (t->align) {
	case DRAW_LEFT:
		return 0;
	case DRAW_MIDDLE:
		return free / 2;
	case DRAW_RIGHT:
		return free;
	default:
		return rtl ? free : 0;
	}
}

static void take(struct draw *d, const struct draw_text *t, PangoLayout *l,
    struct arena *a, struct draw_set *out)
{
	double leading = t->leading > 0 ? t->leading : LEADING;
	double wide = 0, left = 1e9;

	out->glyph = arena_raw(a, ((size_t)count_glyphs(l) + 1) *
	    sizeof(*out->glyph));
	out->lines = pango_layout_get_line_count(l);
	for (int i = 0; i < out->lines; i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(l, i);
		double w = ems(line_width(l, i)), x;

		if (i == 0)
			out->rtl = pango_layout_line_get_resolved_direction(
			    line) == PANGO_DIRECTION_RTL;
		x = indent(t, out->rtl, t->w / out->size - w);
		left = fmin(left, x);
		wide = fmax(wide, x + w);
		for (GSList *r = line->runs; r != NULL; r = r->next)
			take_run(d, r->data, &x, TOP + i * leading, out);
	}
	out->left = left * out->size;
	out->w = (wide - left) * out->size;
	out->h = height(t, out->lines) * out->size;
}

int draw_fit(struct draw *d, const struct draw_text *t, struct arena *a,
    struct draw_set *out, struct err *e)
{
	struct draw_set set = { .count = 0 };
	struct span text = draw_clean(t->text, a, &set.cut);
	PangoLayout *l;

	if (!(t->least > 0) || t->size < t->least || !(t->w > 0) ||
	    t->lines < 1)
		return err_set(e, ERR_LIMIT, "no room for a text");
	if (text.n == 0) {
		*out = set;
		return 0;
	}
	if (t->name)
		text = draw_unbroken(text, a);
	l = lay(d, t, text, a);
	set.size = choose(l, t);
	take(d, t, l, a, &set);
	set.cut = set.cut || pango_layout_is_ellipsized(l);
	g_object_unref(l);
	if (d->err.kind != ERR_NONE) {
		*e = d->err;
		return -1;
	}
	*out = set;
	return 0;
}

/* ---- outlines ---- */

static void take_path(struct draw *d, const cairo_path_t *path,
    struct draw_outline *o)
{
	static const int points[] = { 1, 1, 3, 0 };
	int32_t *at;

	o->step = arena_raw(&d->mem, (size_t)path->num_data + 1);
	o->at = arena_raw(&d->mem, ((size_t)path->num_data + 1) * 2 *
	    sizeof(*o->at));
	at = o->at;
	o->box[0] = o->box[1] = INT32_MAX;
	o->box[2] = o->box[3] = INT32_MIN;
	for (int i = 0; i < path->num_data;
	    i += path->data[i].header.length) {
		const cairo_path_data_t *p = &path->data[i];

		/* A last move_to begins nothing. */
		if (p->header.type == CAIRO_PATH_MOVE_TO &&
		    i + p->header.length >= path->num_data)
			break;
		o->step[o->count++] = (uint8_t)p->header.type;
		for (int k = 1; k <= points[p->header.type]; k++) {
			int32_t x = (int32_t)lround(p[k].point.x);
			int32_t y = (int32_t)lround(p[k].point.y);

			*at++ = x;
			*at++ = y;
			o->box[0] = x < o->box[0] ? x : o->box[0];
			o->box[1] = y < o->box[1] ? y : o->box[1];
			o->box[2] = x > o->box[2] ? x : o->box[2];
			o->box[3] = y > o->box[3] ? y : o->box[3];
		}
	}
}

static void trace(struct draw *d, struct draw_outline *o, uint32_t font,
    uint32_t glyph)
{
	cairo_scaled_font_t *f = pango_cairo_font_get_scaled_font(
	    PANGO_CAIRO_FONT(d->font[font]));
	cairo_glyph_t g = { .index = glyph };
	cairo_text_extents_t ink;
	cairo_path_t *path;

	if (f == NULL)
		return;
	cairo_set_font_face(d->pen, cairo_scaled_font_get_font_face(f));
	cairo_set_font_size(d->pen, DRAW_EM);
	cairo_new_path(d->pen);
	cairo_glyph_path(d->pen, &g, 1);
	path = cairo_copy_path(d->pen);
	if (path->status == CAIRO_STATUS_SUCCESS && path->num_data > 1)
		take_path(d, path, o);
	cairo_path_destroy(path);
	if (o->count == 0) {
		cairo_glyph_extents(d->pen, &g, 1, &ink);
		o->empty = ink.width > 0 && ink.height > 0;
	}
}

static struct draw_outline *seek(struct draw_outline *table, size_t room,
    uint64_t key)
{
	uint64_t h = key * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(h >> 32) & (room - 1);

	while (table[i].key != 0 && table[i].key != key)
		i = (i + 1) & (room - 1);
	return &table[i];
}

static void grow(struct draw *d)
{
	size_t room = d->room == 0 ? 512 : d->room * 2;
	struct draw_outline *more = arena_take(&d->mem, room, sizeof(*more));

	for (size_t i = 0; i < d->room; i++)
		if (d->outline[i].key != 0) {
			struct draw_outline *to = seek(more, room,
			    d->outline[i].key);

			*to = d->outline[i];
			if (to->number > 0)
				d->form[to->number - 1] = to;
		}
	d->outline = more;
	d->room = room;
}

struct draw_outline *draw_outline_of(struct draw *d, uint32_t font,
    uint32_t glyph)
{
	uint64_t key = ((uint64_t)font << 32 | glyph) + 1;
	struct draw_outline *o;

	if (2 * (d->outlines + 1) > d->room)
		grow(d);
	o = seek(d->outline, d->room, key);
	if (o->key == 0) {
		d->outlines++;
		o->key = key;
		trace(d, o, font, glyph);
	}
	return o;
}

int draw_form(struct draw *d, struct draw_outline *o)
{
	if (o->number > 0)
		return o->number;
	if (d->forms == d->form_room) {
		int room = d->form_room == 0 ? 256 : d->form_room * 2;
		struct draw_outline **more = arena_take(&d->mem, (size_t)room,
		    sizeof(struct draw_outline *));

		if (d->forms > 0)
			memcpy(more, d->form, (size_t)d->forms *
			    sizeof(struct draw_outline *));
		d->form = more;
		d->form_room = room;
	}
	d->form[d->forms++] = o;
	o->number = d->forms;
	return o->number;
}
