/*
 * draw.h - the one door to cairo, pango and libqrencode: pictures of points
 * (PNG) and drawings of lines (SVG, PDF)
 *
 * Text is shaped by HarfBuzz, its direction that of its first strong
 * character, and becomes outlines: a drawing needs no font where it is read.
 * Same input and same fonts, same bytes: nothing asks the clock.
 *
 * Fonts are those of the machine (fontconfig), Gentium Plus first.  What no
 * font has is counted in draw_set.missing and not drawn: whoever draws
 * decides, no empty boxes are shown.
 *
 * Units: pixels of a PNG, else millimetres; from the left, from the top.
 * A drawing that became too large says so at draw_end.
 * Threads: each opens its own; fonts are held once a thread, till it says
 * draw_thread_stop.
 */
#ifndef DRAW_DRAW_H
#define DRAW_DRAW_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

#define DRAW_PIXELS_MAX (16 << 20)        /* of a PNG */
#define DRAW_SIDE_MAX 3000.0              /* mm of an SVG or PDF */
#define DRAW_PAGES_MAX 200                /* of a PDF */
#define DRAW_BYTES_MAX ((size_t)96 << 20) /* of what comes out */
#define DRAW_TEXT_MAX 16384               /* bytes; more is cut, with ... */
#define DRAW_LINES_MAX 200                /* of one text */

enum draw_kind { DRAW_PNG, DRAW_SVG, DRAW_PDF };
struct draw_sheet {
	enum draw_kind kind;
	double w, h;
	bool flat;          /* for machines that cut: each letter where it
			       stands, no links, nothing but filled paths */
	struct span title;  /* of the document, or empty */
	struct span lang;   /* of most of it, or empty */
	int64_t time;       /* a PDF's date: the caller's own */
};

struct draw;
int draw_open(struct draw **out, const struct draw_sheet *sheet,
    struct err *e) MUST_CHECK;
void draw_closep(struct draw **d);
/* The next page; of a PDF alone. */
int draw_page(struct draw *d, struct err *e) MUST_CHECK;
/* All of it, in a. */
int draw_end(struct draw *d, struct arena *a, struct span *out,
    struct err *e) MUST_CHECK;

/* ---- shapes.  Colours are 0xRRGGBB ---- */
struct draw_box {
	double x, y, w, h;
};
void draw_rect(struct draw *d, struct draw_box at, uint32_t rgb);
/* From one colour above to another below; in a drawing of lines evenly the
 * first. */
void draw_shade(struct draw *d, struct draw_box at, uint32_t top,
    uint32_t bottom);
/* Light that falls off from the middle of a box to its edges, strength 0 to
 * 1; only in a picture of points. */
void draw_glow(struct draw *d, struct draw_box at, uint32_t rgb,
    double strength);
/* Makes a place in a drawing lead to an address. */
void draw_link(struct draw *d, struct draw_box at, struct span address);

/* ---- codes to be read by a telephone ---- */
/* Modules of a side, its quiet margin too; 0: too long for one. */
int draw_qr_side(struct span text);
/* As large as fits into the box (a square), with its margin; whole pixels in
 * a PNG.  ERR_LIMIT where the text is too long. */
int draw_qr(struct draw *d, struct span text, struct draw_box at,
    uint32_t rgb, struct err *e) MUST_CHECK;

/* ---- text ---- */
enum draw_face { DRAW_ROMAN, DRAW_ITALIC, DRAW_CAPS };
enum draw_align { DRAW_START, DRAW_LEFT, DRAW_MIDDLE, DRAW_RIGHT };
struct draw_text {
	struct span text;    /* any bytes; what is no UTF-8 is left out */
	struct span lang;    /* BCP 47, or empty */
	enum draw_face face; /* capitals: small ones for small letters */
	enum draw_align align;
	double size, least;  /* of an em: as wished, and still readable */
	int lines;           /* at most */
	double leading;      /* from line to line, in ems; 0: 1.25 */
	int spacing;         /* between letters, in thousandths of an em */
	bool name;           /* no line ends behind a hyphen */
	double w, h;         /* the box */
};
struct draw_glyph {
	uint32_t font, glyph;
	float x, y;          /* in ems */
};
struct draw_set {
	struct draw_glyph *glyph;
	int count, lines;
	double size;         /* as it fits */
	double w, h;         /* what it takes of the box */
	double left;         /* where that begins */
	bool cut, rtl;
	int missing;         /* characters that no font has */
};
/* Fits a text into its box: by a smaller size, then by more lines, then by
 * an ellipsis behind a whole letter.  The set lives in a. */
int draw_fit(struct draw *d, const struct draw_text *t, struct arena *a,
    struct draw_set *out, struct err *e) MUST_CHECK;
enum draw_look { DRAW_PLAIN, DRAW_CARVED };
struct draw_ink {
	uint32_t rgb;
	enum draw_look look; /* carved: an edge of shadow, an edge of light;
				in a picture of points */
};
/* x, y: the corner of the box. */
void draw_put(struct draw *d, const struct draw_set *set, double x, double y,
    struct draw_ink ink);
/* Gives back the fonts that this thread holds: before it ends. */
void draw_thread_stop(void);
/* Is the face that all is made for there?  Without it another is taken. */
bool draw_has_face(void);

#endif
