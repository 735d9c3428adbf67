/* qr.c - codes that a telephone reads */
#include <errno.h>
#include <math.h>
#include <qrencode.h>
#include <string.h>

#include "draw/inside.h"

#define QUIET 4 /* modules of margin, as the standard has it */
#define TEXT_MAX 500 /* bytes: more is too fine to be read */

static QRcode *encode(struct span text)
{
	if (text.n == 0 || text.n > TEXT_MAX)
		return NULL;
	return QRcode_encodeData((int)text.n, (const unsigned char *)text.p,
	    0, QR_ECLEVEL_M);
}

int draw_qr_side(struct span text)
{
	QRcode *q = encode(text);
	int side = q == NULL ? 0 : q->width + 2 * QUIET;

	QRcode_free(q);
	return side;
}

/* Dark modules that touch in a row are one box. */
static int boxes(const QRcode *q, struct draw_box at, double module,
    struct draw_box *out)
{
	int count = 0;

	for (int y = 0; y < q->width; y++)
		for (int x = 0; x < q->width; x++) {
			const unsigned char *row = q->data + y * q->width;
			int from = x;

			while (x < q->width && (row[x] & 1) != 0)
				x++;
			if (x > from)
				out[count++] = (struct draw_box){
				    at.x + module * (from + QUIET),
				    at.y + module * (y + QUIET),
				    module * (x - from), module };
		}
	return count;
}

int draw_qr(struct draw *d, struct span text, struct draw_box at,
    uint32_t rgb, struct err *e)
{
	bool points = d->sheet.kind == DRAW_PNG;
	QRcode *q = encode(text);
	double side = fmin(at.w, at.h), module;
	struct draw_box *box;
	int count;

	if (q == NULL)
		return err_set(e, ERR_LIMIT, "an address of %zu bytes is too"
		    " long for a code", text.n);
	module = side / (q->width + 2 * QUIET);
	if (points && module >= 1) {
		double free;

		module = floor(module);
		free = side - module * (q->width + 2 * QUIET);
		at.x = floor(at.x + free / 2);
		at.y = floor(at.y + free / 2);
	}
	box = arena_take(&d->mem, (size_t)q->width * (size_t)q->width,
	    sizeof(*box));
	count = boxes(q, at, module, box);
	QRcode_free(q);
	if (d->sheet.kind == DRAW_PDF)
		draw_pdf_squares(d, box, count, rgb);
	else if (d->sheet.kind == DRAW_SVG)
		draw_svg_squares(d, box, count, rgb);
	for (int i = 0; points && i < count; i++)
		draw_rect(d, box[i], rgb);
	return 0;
}
