/* line.c - what SVG and PDF have in common: pages, numbers, paths */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/inside.h"

int draw_line_open(struct draw *d, struct err *e)
{
	size_t bytes = 0;

	for (int i = 0; i < d->pages; i++)
		bytes += buf_span(&d->page[i].body).n +
		    buf_span(&d->page[i].links).n;
	if (d->pages == DRAW_PAGES_MAX || bytes > DRAW_BYTES_MAX)
		return err_set(e, ERR_LIMIT, "more than %d sheets, or than"
		    " %zu MB", DRAW_PAGES_MAX, DRAW_BYTES_MAX >> 20);
	if (d->pages == d->page_room) {
		int room = d->page_room == 0 ? 4 : d->page_room * 2;
		struct draw_page *more = arena_take(&d->mem, (size_t)room,
		    sizeof(*more));

		if (d->pages > 0)
			memcpy(more, d->page, (size_t)d->pages *
			    sizeof(*more));
		d->page = more;
		d->page_room = room;
	}
	buf_open(&d->page[d->pages].body, &d->mem, DRAW_BYTES_MAX / 2);
	buf_open(&d->page[d->pages].links, &d->mem, DRAW_BYTES_MAX / 8);
	d->pages++;
	return 0;
}

struct draw_page *draw_line_page(struct draw *d)
{
	return &d->page[d->pages - 1];
}

void draw_number(struct buf *b, double v)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%.3f", v);

	if (n < 0 || (size_t)n >= sizeof(text))
		n = 0;
	while (n > 0 && text[n - 1] == '0')
		n--;
	if (n > 0 && text[n - 1] == '.')
		n--;
	if (n == 2 && text[0] == '-' && text[1] == '0')
		buf_byte(b, '0');
	else
		buf_add(b, (struct span){ text, (size_t)n });
}

static void point(struct buf *b, const int32_t *at, const double place[3])
{
	double x = at[0], y = at[1];

	if (place != NULL) {
		x = x * place[0] + place[1];
		y = y * place[0] + place[2];
	}
	draw_number(b, x);
	buf_byte(b, ' ');
	draw_number(b, y);
}

void draw_steps(struct draw *d, struct buf *b, const struct draw_outline *o,
    const double place[3])
{
	static const int points[] = { 1, 1, 3, 0 };
	bool svg = d->sheet.kind == DRAW_SVG;
	const char *const name = svg ? "MLCZ" : "mlch";
	const int32_t *at = o->at;

	for (int i = 0; i < o->count; i++) {
		int step = o->step[i];

		if (svg)
			buf_byte(b, name[step]);
		for (int k = 0; k < points[step]; k++, at += 2) {
			if (k > 0)
				buf_byte(b, ' ');
			point(b, at, place);
		}
		if (svg)
			continue;
		if (points[step] > 0)
			buf_byte(b, ' ');
		buf_byte(b, name[step]);
		buf_byte(b, '\n');
	}
}
