/* svg.c - a drawing as SVG: letters once, used many times */
#include "draw/inside.h"

static void number(struct buf *b, const char *name, double v)
{
	buf_fmt(b, " %s=\"", name);
	draw_number(b, v);
	buf_byte(b, '"');
}

static void box(struct buf *b, struct draw_box at)
{
	number(b, "x", at.x);
	number(b, "y", at.y);
	number(b, "width", at.w);
	number(b, "height", at.h);
}

void draw_svg_rect(struct draw *d, struct draw_box at, uint32_t rgb)
{
	struct buf *b = &draw_line_page(d)->body;

	buf_str(b, "<rect");
	box(b, at);
	buf_fmt(b, " fill=\"#%06x\"/>\n", rgb & 0xffffff);
}

void draw_svg_link(struct draw *d, struct draw_box at, struct span address)
{
	struct buf *b = &draw_line_page(d)->body;

	buf_str(b, "<a xlink:href=\"");
	buf_html(b, address);
	buf_str(b, "\"><rect");
	box(b, at);
	buf_str(b, " fill=\"none\" pointer-events=\"all\"/></a>\n");
}

void draw_svg_squares(struct draw *d, const struct draw_box *at, int count,
    uint32_t rgb)
{
	struct buf *b = &draw_line_page(d)->body;

	buf_fmt(b, "<path fill=\"#%06x\" d=\"", rgb & 0xffffff);
	for (int i = 0; i < count; i++) {
		buf_byte(b, 'M');
		draw_number(b, at[i].x);
		buf_byte(b, ' ');
		draw_number(b, at[i].y);
		buf_byte(b, 'h');
		draw_number(b, at[i].w);
		buf_byte(b, 'v');
		draw_number(b, at[i].h);
		buf_byte(b, 'h');
		draw_number(b, -at[i].w);
		buf_byte(b, 'z');
	}
	buf_str(b, "\"/>\n");
}

static void put_flat(struct draw *d, const struct draw_set *set, double x,
    double y, uint32_t rgb)
{
	struct buf *b = &draw_line_page(d)->body;

	buf_fmt(b, "<path fill=\"#%06x\" d=\"", rgb & 0xffffff);
	for (int i = 0; i < set->count; i++) {
		const struct draw_glyph *g = &set->glyph[i];
		const double place[3] = { set->size / DRAW_EM,
		    x + (double)g->x * set->size,
		    y + (double)g->y * set->size };

		draw_steps(d, b, draw_outline_of(d, g->font, g->glyph), place);
	}
	buf_str(b, "\"/>\n");
}

void draw_svg_put(struct draw *d, const struct draw_set *set, double x,
    double y, uint32_t rgb)
{
	struct buf *b = &draw_line_page(d)->body;

	if (d->sheet.flat) {
		put_flat(d, set, x, y, rgb);
		return;
	}
	buf_fmt(b, "<g fill=\"#%06x\" transform=\"translate(", rgb &
	    0xffffff);
	draw_number(b, x);
	buf_byte(b, ' ');
	draw_number(b, y);
	buf_fmt(b, ")scale(%.7f)\">", set->size / DRAW_EM);
	for (int i = 0; i < set->count; i++) {
		const struct draw_glyph *g = &set->glyph[i];

		buf_fmt(b, "<use xlink:href=\"#g%d\" x=\"%.0f\" y=\"%.0f\"/>",
		    draw_form(d, draw_outline_of(d, g->font, g->glyph)),
		    (double)g->x * DRAW_EM, (double)g->y * DRAW_EM);
	}
	buf_str(b, "</g>\n");
}

int draw_svg_end(struct draw *d, struct arena *a, struct span *out,
    struct err *e)
{
	struct span body;
	struct buf b;

	if (buf_end(&d->page[0].body, &body, e) < 0)
		return err_in(e, "the drawing is too large");
	buf_open(&b, &d->mem, DRAW_BYTES_MAX);
	buf_str(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\""
	    " xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"");
	draw_number(&b, d->sheet.w);
	buf_str(&b, "mm\" height=\"");
	draw_number(&b, d->sheet.h);
	buf_str(&b, "mm\" viewBox=\"0 0 ");
	draw_number(&b, d->sheet.w);
	buf_byte(&b, ' ');
	draw_number(&b, d->sheet.h);
	buf_byte(&b, '"');
	if (d->sheet.lang.n > 0) {
		buf_str(&b, " xml:lang=\"");
		buf_html(&b, d->sheet.lang);
		buf_byte(&b, '"');
	}
	buf_str(&b, ">\n<title>");
	buf_html(&b, d->sheet.title);
	buf_str(&b, "</title>\n");
	if (d->forms > 0)
		buf_str(&b, "<defs>\n");
	for (int i = 0; i < d->forms; i++) {
		buf_fmt(&b, "<path id=\"g%d\" d=\"", i + 1);
		draw_steps(d, &b, d->form[i], NULL);
		buf_str(&b, "\"/>\n");
	}
	if (d->forms > 0)
		buf_str(&b, "</defs>\n");
	buf_add(&b, body);
	buf_str(&b, "</svg>\n");
	if (buf_end(&b, out, e) < 0)
		return err_in(e, "the drawing is too large");
	*out = arena_copy(a, *out);
	return 0;
}
