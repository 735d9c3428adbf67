/* outline.c - the built-in outlines (tools/make-map), cut to what is shown */
#include <math.h>

#include "base/scan.h"
#include "map/data_files.h"
#include "map/inside.h"

#define ARCS_MAX 4096
#define RING_MAX 65536  /* points */
#define ROOM ((size_t)16 << 20)
#define EDGE 12         /* units that outlines go on beyond the view */
#define NEAR 1.2        /* units: points nearer to the last are left out */

struct point {
	double x, y;
};
struct world {
	struct arena *a;
	struct point *at;           /* of all arcs, degrees */
	int count;
	int first[ARCS_MAX + 1];    /* of each arc */
	int arcs;
	struct point *ring, *other; /* room for one, and for it while it is cut */
};

static int broken(struct err *e)
{
	return err_set(e, ERR_FORMAT, "the outlines that are built in are"
	    " broken");
}

/* One number of a polyline; false at the end, and where it is none. */
static bool take(struct span *s, int *out)
{
	unsigned v = 0;

	for (int shift = 0; s->n > 0 && shift < 30; shift += 5) {
		unsigned c = (unsigned char)s->p[0] - 63U;

		*s = span_skip(*s, 1);
		if (c > 63)
			return false;
		v |= (c & 31) << shift;
		if (c < 32) {
			*out = (v & 1) != 0 ? -(int)((v + 1) >> 1)
			    : (int)(v >> 1);
			return true;
		}
	}
	return false;
}

static int read_arc(struct world *w, struct span text, struct err *e)
{
	int x = 0, y = 0, dx, dy;

	if (w->arcs == ARCS_MAX)
		return broken(e);
	w->first[w->arcs++] = w->count;
	while (text.n > 0) {
		if (!take(&text, &dx) || !take(&text, &dy))
			return broken(e);
		x += dx;
		y += dy;
		w->at[w->count++] = (struct point){ x / 100.0, y / 100.0 };
	}
	w->first[w->arcs] = w->count;
	return 0;
}

/* The points of a ring; each arc begins where the one before ended. */
static int read_ring(struct world *w, struct span text, int *count,
    struct err *e)
{
	struct scan s = scan_of(text);
	uint64_t arc;
	int n = 0;

	while (!scan_done(&s)) {
		bool back = scan_lit(&s, SPAN("-"));
		int from, to;

		if (!scan_u64(&s, ARCS_MAX, &arc) || (back && arc-- == 0) ||
		    arc >= (uint64_t)w->arcs)
			return broken(e);
		(void)scan_lit(&s, SPAN(" "));
		from = w->first[arc];
		to = w->first[arc + 1];
		if (n + to - from > RING_MAX)
			return broken(e);
		for (int i = from + (n > 0); i < to; i++)
			w->ring[n++] = w->at[back ? to - 1 - (i - from) : i];
	}
	*count = n;
	return 0;
}

/* ---- cutting: Sutherland and Hodgman, edge by edge ---- */

/* How far inside an edge of the view: left, right, top, bottom. */
static double inside(const struct point *p, int edge)
{
	switch (edge) {
	case 0: return p->x + EDGE;
	case 1: return MAP_UNITS_WIDE + EDGE - p->x;
	case 2: return p->y + EDGE;
	default: return MAP_UNITS_TALL + EDGE - p->y;
	}
}

static int cut(const struct point *in, int count, int edge,
    struct point *out)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		const struct point *a = &in[i], *b = &in[(i + 1) % count];
		double da = inside(a, edge), db = inside(b, edge);

		if (da >= 0)
			out[n++] = *a;
		if ((da >= 0) != (db >= 0)) {
			double t = da / (da - db);

			out[n++] = (struct point){ a->x + t * (b->x - a->x),
				a->y + t * (b->y - a->y) };
		}
	}
	return n;
}

static void print(const struct point *p, int n, struct buf *out)
{
	int x = (int)lround(p[0].x), y = (int)lround(p[0].y), shown = 1;

	buf_fmt(out, "M%d %dl", x, y);
	for (int i = 1; i < n; i++) {
		int dx = (int)lround(p[i].x) - x, dy = (int)lround(p[i].y) - y;

		if (hypot(dx, dy) < NEAR)
			continue;
		buf_fmt(out, shown++ > 1 && dx >= 0 ? " %d" : "%d", dx);
		buf_fmt(out, dy >= 0 ? " %d" : "%d", dy);
		x += dx;
		y += dy;
	}
	buf_str(out, shown > 1 ? "z" : "0 0");
}

static void put_ring(struct world *w, const struct map_view *v, int count,
    double shift, struct buf *out)
{
	struct point *a = w->other, *b = a + 2 * RING_MAX + 16, *swap;
	int n = count;

	for (int i = 0; i < count; i++) {
		map_view_place(v, w->ring[i].y, v->west, &a[i].x, &a[i].y);
		a[i].x = (w->ring[i].x + shift - v->west) / v->wide *
		    MAP_UNITS_WIDE;
		a[i].y *= MAP_UNITS_TALL;
	}
	for (int edge = 0; edge < 4 && n > 0; edge++) {
		n = cut(a, n, edge, b);
		swap = a;
		a = b;
		b = swap;
	}
	if (n > 2)
		print(a, n, out);
}

/* Does it reach into the view, so many degrees further east? */
static bool in_view(const struct world *w, const struct map_view *v,
    int count, double shift)
{
	struct point low = w->ring[0], high = w->ring[0];

	for (int i = 1; i < count; i++) {
		const struct point *p = &w->ring[i];

		low.x = fmin(low.x, p->x);
		low.y = fmin(low.y, p->y);
		high.x = fmax(high.x, p->x);
		high.y = fmax(high.y, p->y);
	}
	return high.x + shift >= v->west && low.x + shift <= v->west + v->wide
	    && high.y >= v->north - v->tall && low.y <= v->north;
}

static int put_line(struct world *w, const struct map_view *v,
    struct span line, struct buf *out, struct err *e)
{
	int count = 0;

	if (span_starts(line, SPAN("a ")))
		return read_arc(w, span_skip(line, 2), e);
	if (!span_starts(line, SPAN("r ")))
		return broken(e);
	if (read_ring(w, span_skip(line, 2), &count, e) < 0)
		return -1;
	for (double shift = -360; count > 2 && shift <= 360; shift += 360)
		if (in_view(w, v, count, shift))
			put_ring(w, v, count, shift, out);
	return 0;
}

int map_outline(const struct map_view *v, struct buf *out, struct err *e)
{
	SCOPED(arena) a = { .cap = ROOM };
	const struct map_data_file *file = map_data_find(SPAN("world"));
	struct world *w = arena_take(&a, 1, sizeof(*w));
	struct scan s;
	struct span line;

	if (file == NULL)
		return broken(e);
	w->at = arena_raw(&a, file->bytes.n / 2 * sizeof(*w->at));
	w->ring = arena_raw(&a, (RING_MAX + 1) * sizeof(*w->ring));
	/* Each edge can add a point for each that it takes away. */
	w->other = arena_raw(&a, 2 * (2 * RING_MAX + 16) * sizeof(*w->ring));
	s = scan_of(file->bytes);
	if (!scan_lit(&s, SPAN("kulpytas/map/v1\n")))
		return broken(e);
	while (scan_line(&s, file->bytes.n, &line))
		if (put_line(w, v, line, out, e) < 0)
			return -1;
	return scan_done(&s) ? 0 : broken(e);
}
