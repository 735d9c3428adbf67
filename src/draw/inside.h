/*
 * inside.h - what the files of module draw share.  The types of cairo and
 * pango are named by their tags: this header needs none of theirs.
 */
#ifndef DRAW_INSIDE_H
#define DRAW_INSIDE_H

#include "base/buf.h"
#include "draw/draw.h"

#define DRAW_EM 2048 /* units of an outline to the em */
#define DRAW_FONTS_MAX 64
#define DRAW_MEM ((size_t)1 << 30) /* bytes that one drawing may take */

/* A letter as a path, in units of DRAW_EM, y downwards. */
struct draw_outline {
	uint64_t key;        /* font and glyph, +1: 0 is an empty place */
	int number;          /* in a drawing: which form; 0: not used yet */
	int count;           /* of steps; 0: nothing to be seen */
	bool empty;          /* it has ink, but no path: a bitmap */
	uint8_t *step;       /* of cairo_path_data_type_t */
	int32_t *at;         /* x, y pairs: 1, 1, 3, 0 a step */
	int32_t box[4];      /* left, top, right, bottom */
};

struct draw_page {
	struct buf links;    /* of this page: PDF objects without number */
	struct buf body;
	int link_count;
};

struct draw {
	struct draw_sheet sheet;
	struct arena mem;
	struct err err;      /* the first thing that went wrong */

	/* text.c */
	struct _PangoContext *context;
	struct _PangoFont *font[DRAW_FONTS_MAX];
	int fonts;
	struct _cairo_surface *slate; /* where outlines are taken from */
	struct _cairo *pen;
	struct draw_outline *outline; /* a table of hashes */
	size_t outlines, room;
	struct draw_outline **form;   /* those in use, by number - 1 */
	int forms, form_room;

	/* point.c */
	struct _cairo_surface *surface;
	struct _cairo *cr;

	/* line.c: of PDF and SVG */
	struct draw_page *page;
	int pages, page_room;
};

/* ---- text.c ---- */
int draw_text_open(struct draw *d, struct err *e) MUST_CHECK;
void draw_text_close(struct draw *d);
/* NULL where there is no more room: d->err says so. */
struct draw_outline *draw_outline_of(struct draw *d, uint32_t font,
    uint32_t glyph);
/* Its number among those in use, from 1. */
int draw_form(struct draw *d, struct draw_outline *o);

/* ---- clean.c ---- */
/* Valid, on one line, without what has no place in a text, at most
 * DRAW_TEXT_MAX bytes, few marks on a letter. */
struct span draw_clean(struct span in, struct arena *a, bool *cut);
/* The same with hyphens that no line ends behind; a little longer. */
struct span draw_unbroken(struct span s, struct arena *a);

/* ---- point.c: PNG ---- */
int draw_point_open(struct draw *d, struct err *e) MUST_CHECK;
void draw_point_close(struct draw *d);
void draw_point_put(struct draw *d, const struct draw_set *set, double x,
    double y, struct draw_ink ink);
int draw_point_end(struct draw *d, struct arena *a, struct span *out,
    struct err *e) MUST_CHECK;
void draw_point_rgb(struct _cairo *cr, uint32_t rgb);

/* ---- line.c: what SVG and PDF have in common ---- */
struct draw_page *draw_line_page(struct draw *d); /* the one that is open */
int draw_line_open(struct draw *d, struct err *e) MUST_CHECK;
void draw_number(struct buf *b, double v); /* at most three decimals */
/* A path in the notation of each. */
void draw_steps(struct draw *d, struct buf *b, const struct draw_outline *o,
    const double place[3]); /* scale, x, y; NULL: as it is */

/* ---- pdf.c, svg.c ---- */
void draw_pdf_rect(struct draw *d, struct draw_box at, uint32_t rgb);
void draw_pdf_put(struct draw *d, const struct draw_set *set, double x,
    double y, uint32_t rgb);
void draw_pdf_link(struct draw *d, struct draw_box at, struct span address);
int draw_pdf_end(struct draw *d, struct arena *a, struct span *out,
    struct err *e) MUST_CHECK;
void draw_svg_rect(struct draw *d, struct draw_box at, uint32_t rgb);
void draw_svg_put(struct draw *d, const struct draw_set *set, double x,
    double y, uint32_t rgb);
void draw_svg_link(struct draw *d, struct draw_box at, struct span address);
int draw_svg_end(struct draw *d, struct arena *a, struct span *out,
    struct err *e) MUST_CHECK;

/* ---- qr.c: squares, as one path ---- */
/* In a drawing of lines: its dark runs as rectangles of one path. */
void draw_pdf_squares(struct draw *d, const struct draw_box *box, int count,
    uint32_t rgb);
void draw_svg_squares(struct draw *d, const struct draw_box *box, int count,
    uint32_t rgb);

#endif
