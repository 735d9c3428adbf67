#include "draw/draw.h"

#include <cairo.h>
#include <stdlib.h>
#include <string.h>

#include "draw/inside.h"

static int check(const struct draw_sheet *s, struct err *e)
{
	bool points = s->kind == DRAW_PNG;
	double most = points ? 32767 : DRAW_SIDE_MAX;

	if (!(s->w >= 1) || !(s->h >= 1) || s->w > most || s->h > most ||
	    (points && s->w * s->h > DRAW_PIXELS_MAX))
		return err_set(e, ERR_LIMIT, "a sheet of %.0f by %.0f %s is"
		    " more than is drawn", s->w, s->h, points ? "pixels"
		    : "mm");
	return 0;
}

int draw_open(struct draw **out, const struct draw_sheet *sheet,
    struct err *e)
{
	SCOPED(draw) *d = NULL;

	if (check(sheet, e) < 0)
		return -1;
	d = calloc(1, sizeof(*d));
	if (d == NULL)
		return err_set(e, ERR_IO, "draw: out of memory");
	d->mem.cap = DRAW_MEM;
	d->sheet = *sheet;
	d->sheet.title = arena_copy(&d->mem, sheet->title);
	d->sheet.lang = arena_copy(&d->mem, sheet->lang);
	if (draw_text_open(d, e) < 0 || (sheet->kind == DRAW_PNG
	    ? draw_point_open(d, e) : draw_line_open(d, e)) < 0)
		return -1;
	*out = d;
	d = NULL; /* the caller owns it now */
	return 0;
}

void draw_closep(struct draw **p)
{
	struct draw *d = *p;

	if (d == NULL)
		return;
	draw_point_close(d);
	draw_text_close(d);
	arena_closep(&d->mem);
	free(d);
	*p = NULL;
}

int draw_page(struct draw *d, struct err *e)
{
	if (d->sheet.kind != DRAW_PDF)
		return err_set(e, ERR_LIMIT, "only a PDF has several sheets");
	return draw_line_open(d, e);
}

int draw_end(struct draw *d, struct arena *a, struct span *out,
    struct err *e)
{
	if (d->err.kind != ERR_NONE) {
		*e = d->err;
		return -1;
	}
	switch (d->sheet.kind) {
	case DRAW_PNG:
		return draw_point_end(d, a, out, e);
	case DRAW_SVG:
		return draw_svg_end(d, a, out, e);
	default:
		return draw_pdf_end(d, a, out, e);
	}
}

void draw_rect(struct draw *d, struct draw_box at, uint32_t rgb)
{
	if (d->sheet.kind == DRAW_PDF) {
		draw_pdf_rect(d, at, rgb);
	} else if (d->sheet.kind == DRAW_SVG) {
		draw_svg_rect(d, at, rgb);
	} else {
		draw_point_rgb(d->cr, rgb);
		cairo_rectangle(d->cr, at.x, at.y, at.w, at.h);
		cairo_fill(d->cr);
	}
}

static double part(uint32_t rgb, int shift)
{
	return (double)((rgb >> shift) & 255) / 255;
}

static void stop(cairo_pattern_t *p, double at, uint32_t rgb, double alpha)
{
	cairo_pattern_add_color_stop_rgba(p, at, part(rgb, 16), part(rgb, 8),
	    part(rgb, 0), alpha);
}

void draw_shade(struct draw *d, struct draw_box at, uint32_t top,
    uint32_t bottom)
{
	cairo_pattern_t *p;

	if (d->sheet.kind != DRAW_PNG) {
		draw_rect(d, at, top);
		return;
	}
	p = cairo_pattern_create_linear(0, at.y, 0, at.y + at.h);
	stop(p, 0, top, 1);
	stop(p, 1, bottom, 1);
	cairo_set_source(d->cr, p);
	cairo_rectangle(d->cr, at.x, at.y, at.w, at.h);
	cairo_fill(d->cr);
	cairo_pattern_destroy(p);
}

void draw_glow(struct draw *d, struct draw_box at, uint32_t rgb,
    double strength)
{
	/* Near to what light does: quickly at first, long at the end. */
	static const double fall[][2] = { { 0, 1 }, { .15, .76 }, { .3, .5 },
		{ .5, .24 }, { .7, .09 }, { .85, .025 }, { 1, 0 } };
	cairo_pattern_t *p;

	if (d->sheet.kind != DRAW_PNG)
		return;
	p = cairo_pattern_create_radial(0, 0, 0, 0, 0, 1);
	for (size_t i = 0; i < sizeof(fall) / sizeof(fall[0]); i++)
		stop(p, fall[i][0], rgb, strength * fall[i][1]);
	cairo_save(d->cr);
	cairo_rectangle(d->cr, at.x, at.y, at.w, at.h);
	cairo_clip(d->cr);
	cairo_translate(d->cr, at.x + at.w / 2, at.y + at.h / 2);
	cairo_scale(d->cr, at.w / 2, at.h / 2);
	cairo_set_source(d->cr, p);
	cairo_paint(d->cr);
	cairo_restore(d->cr);
	cairo_pattern_destroy(p);
}

void draw_link(struct draw *d, struct draw_box at, struct span address)
{
	if (d->sheet.flat || address.n == 0)
		return;
	if (d->sheet.kind == DRAW_PDF)
		draw_pdf_link(d, at, address);
	else if (d->sheet.kind == DRAW_SVG)
		draw_svg_link(d, at, address);
}

void draw_put(struct draw *d, const struct draw_set *set, double x, double y,
    struct draw_ink ink)
{
	if (set->count == 0 || d->err.kind != ERR_NONE)
		return;
	if (d->sheet.kind == DRAW_PDF)
		draw_pdf_put(d, set, x, y, ink.rgb);
	else if (d->sheet.kind == DRAW_SVG)
		draw_svg_put(d, set, x, y, ink.rgb);
	else
		draw_point_put(d, set, x, y, ink);
}
