/* point.c - a picture of points: PNG */
#include <cairo.h>
#include <png.h>
#include <setjmp.h>

#include "draw/inside.h"

#define LEVEL 4 /* of compression */

int draw_point_open(struct draw *d, struct err *e)
{
	d->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
	    (int)d->sheet.w, (int)d->sheet.h);
	d->cr = cairo_create(d->surface);
	if (cairo_status(d->cr) != CAIRO_STATUS_SUCCESS)
		return err_set(e, ERR_IO, "draw: out of memory");
	return 0;
}

void draw_point_close(struct draw *d)
{
	if (d->cr != NULL)
		cairo_destroy(d->cr);
	if (d->surface != NULL)
		cairo_surface_destroy(d->surface);
}

static double part(uint32_t rgb, int shift)
{
	return (double)((rgb >> shift) & 255) / 255;
}

void draw_point_rgb(cairo_t *cr, uint32_t rgb)
{
	cairo_set_source_rgb(cr, part(rgb, 16), part(rgb, 8), part(rgb, 0));
}

static void add_path(cairo_t *cr, const struct draw_outline *o)
{
	const int32_t *p = o->at;

	for (int i = 0; i < o->count; i++)
		switch (o->step[i]) {
		case CAIRO_PATH_MOVE_TO:
			cairo_move_to(cr, p[0], p[1]);
			p += 2;
			break;
		case CAIRO_PATH_LINE_TO:
			cairo_line_to(cr, p[0], p[1]);
			p += 2;
			break;
		case CAIRO_PATH_CURVE_TO:
			cairo_curve_to(cr, p[0], p[1], p[2], p[3], p[4], p[5]);
			p += 6;
			break;
		default:
			cairo_close_path(cr);
			break;
		}
}

/* The path of all letters with its corner at x, y; given back as it was. */
static void add_set(struct draw *d, const struct draw_set *set, double x,
    double y)
{
	cairo_save(d->cr);
	cairo_translate(d->cr, x, y);
	cairo_scale(d->cr, set->size / DRAW_EM, set->size / DRAW_EM);
	cairo_new_path(d->cr);
	for (int i = 0; i < set->count; i++) {
		const struct draw_glyph *g = &set->glyph[i];
		struct draw_outline *o = draw_outline_of(d, g->font, g->glyph);

		cairo_save(d->cr);
		cairo_translate(d->cr, (double)g->x * DRAW_EM,
		    (double)g->y * DRAW_EM);
		add_path(d->cr, o);
		cairo_restore(d->cr);
	}
	cairo_restore(d->cr);
}

/* Carved into dark stone, the light from above: the upper edge lies in
 * shadow, the lower one catches light. */
static void carve(struct draw *d, const struct draw_set *set, double x,
    double y)
{
	double deep = set->size / 46;

	if (deep < 0.7)
		deep = 0.7;
	cairo_set_source_rgba(d->cr, 1, 0.86, 0.66, 0.20);
	add_set(d, set, x, y + deep);
	cairo_fill(d->cr);
	cairo_set_source_rgba(d->cr, 0, 0, 0, 0.85);
	add_set(d, set, x, y - deep);
	cairo_fill(d->cr);
}

void draw_point_put(struct draw *d, const struct draw_set *set, double x,
    double y, struct draw_ink ink)
{
	if (ink.look == DRAW_CARVED)
		carve(d, set, x, y);
	draw_point_rgb(d->cr, ink.rgb);
	add_set(d, set, x, y);
	cairo_fill(d->cr);
}

/* ---- the file: libpng itself, since cairo tries every filter on every row,
 * which takes most of the time a card takes; upwards suits a background whose
 * rows are of one colour ---- */

static void take(png_structp png, png_bytep bytes, size_t n)
{
	buf_add(png_get_io_ptr(png), (struct span){ (const char *)bytes, n });
}

static void flush(png_structp png)
{
	(void)png;
}

/* libpng leaves by longjmp: nothing is held here but what it knows. */
static bool write_png(png_structp png, png_infop info,
    cairo_surface_t *surface)
{
	unsigned char *row = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);
	int h = cairo_image_surface_get_height(surface);
	const int one = 1;

	if (setjmp(png_jmpbuf(png)) != 0)
		return false;
	png_set_IHDR(png, info, (png_uint_32)cairo_image_surface_get_width(
	    surface), (png_uint_32)h, 8, PNG_COLOR_TYPE_RGB,
	    PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	    PNG_FILTER_TYPE_DEFAULT);
	png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
	png_set_compression_level(png, LEVEL);
	png_write_info(png, info);
	/* A pixel is a number of the machine: blue first, or nothing first. */
	if (*(const unsigned char *)&one == 1) {
		png_set_bgr(png);
		png_set_filler(png, 0, PNG_FILLER_AFTER);
	} else {
		png_set_filler(png, 0, PNG_FILLER_BEFORE);
	}
	for (int y = 0; y < h; y++)
		png_write_row(png, row + (ptrdiff_t)y * stride);
	png_write_end(png, NULL);
	return true;
}

int draw_point_end(struct draw *d, struct arena *a, struct span *out,
    struct err *e)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL,
	    NULL, NULL);
	png_infop info = png == NULL ? NULL : png_create_info_struct(png);
	bool done = false;
	struct buf b;

	buf_open(&b, &d->mem, DRAW_BYTES_MAX);
	cairo_surface_flush(d->surface);
	if (info != NULL) {
		png_set_write_fn(png, &b, take, flush);
		done = write_png(png, info, d->surface);
	}
	png_destroy_write_struct(&png, &info);
	if (!done)
		return err_set(e, ERR_IO, "draw: the picture cannot be"
		    " written");
	if (buf_end(&b, out, e) < 0)
		return -1;
	*out = arena_copy(a, *out);
	return 0;
}
