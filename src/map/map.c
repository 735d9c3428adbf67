#include "map/map.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/scan.h"
#include "base/utf8.h"
#include "map/inside.h"

#define LEAST_TALL 18.0 /* degrees of latitude that are shown at least */
#define MARGIN 1.35     /* the view, of what the points span */
#define RADIUS_MAX 26.0 /* pixels */
#define RADIUS_ONE 7.0  /* of a circle for one who died, where there is room */
#define RADIUS_MIN 3.5
#define LABEL_CHARS 28
#define RADIANS (3.14159265358979323846 / 180)

bool map_point_of(struct span text, double *lat, double *lon)
{
	double v[2] = { 0, 0 };
	struct scan s = scan_of(text);

	for (int i = 0; i < 2; i++) {
		bool minus = scan_lit(&s, SPAN("-"));
		double unit = 1;
		uint64_t n;

		if (!scan_u64(&s, 180, &n))
			return false;
		v[i] = (double)n;
		if (scan_lit(&s, SPAN(".")))
			for (int k = 0; k < 6 && scan_digits(&s, 1, &n); k++)
				v[i] += (double)n * (unit /= 10);
		v[i] = minus ? -v[i] : v[i];
		if (i == 0 && !scan_lit(&s, SPAN(",")))
			return false;
	}
	if (!scan_done(&s) || fabs(v[0]) > 90 || fabs(v[1]) > 180)
		return false;
	*lat = v[0];
	*lon = v[1];
	return true;
}

/* ---- what is shown ---- */

static int by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The shortest arc around the earth that holds all: its west end and length. */
static void arc_of(const struct map_of *m, double *west, double *span)
{
	double lon[MAP_POINTS_MAX], gap;
	int n = m->count, at = 0;

	for (int i = 0; i < n; i++)
		lon[i] = m->at[i].lon;
	qsort(lon, (size_t)n, sizeof(lon[0]), by_value);
	gap = lon[0] + 360 - lon[n - 1];
	for (int i = 1; i < n; i++)
		if (lon[i] - lon[i - 1] > gap) {
			gap = lon[i] - lon[i - 1];
			at = i;
		}
	*west = lon[at];
	*span = 360 - gap;
}

struct map_view map_view_of(const struct map_of *m)
{
	double west = 0, span = 0, low = 90, high = -90, squeeze, mid;
	struct map_view v;

	if (m->count > 0)
		arc_of(m, &west, &span);
	for (int i = 0; i < m->count; i++) {
		low = fmin(low, m->at[i].lat);
		high = fmax(high, m->at[i].lat);
	}
	if (m->count == 0)
		low = high = 0;
	mid = (low + high) / 2;
	squeeze = cos(fmin(fabs(mid), 75) * RADIANS);
	v.tall = fmax((high - low) * MARGIN, LEAST_TALL);
	v.tall = fmax(v.tall, span * MARGIN * squeeze * 2 / 3);
	/* Not more than once around the earth. */
	v.tall = fmin(v.tall, 360 * squeeze * 2 / 3);
	v.wide = v.tall * 3 / 2 / squeeze;
	v.west = west + span / 2 - v.wide / 2;
	v.north = fmin(mid + v.tall / 2, fmax(90, v.tall / 2));
	v.north = fmax(v.north, v.tall - 90);
	return v;
}

void map_view_place(const struct map_view *v, double lat, double lon,
    double *x, double *y)
{
	double east = fmod(lon - v->west, 360);

	*x = (east < 0 ? east + 360 : east) / v->wide;
	*y = (v->north - lat) / v->tall;
}

/* ---- drawing ---- */

static int check(const struct map_of *m, struct err *e)
{
	if (m->count < 0 || m->count > MAP_POINTS_MAX)
		return err_set(e, ERR_LIMIT, "a map has at most %d places",
		    MAP_POINTS_MAX);
	for (int i = 0; i < m->count; i++)
		if (!(fabs(m->at[i].lat) <= 90) || !(fabs(m->at[i].lon) <= 180))
			return err_set(e, ERR_FORMAT, "a place that is not on"
			    " the earth");
	return 0;
}

static int text(struct buf *out, struct span s)
{
	struct span rest = s;
	uint32_t cp;
	int n = 0;

	while (n < LABEL_CHARS && utf8_next(&rest, &cp))
		n++;
	if (out != NULL) {
		buf_str(out, "\xe2\x81\xa8");
		buf_html(out, (struct span){ s.p, s.n - rest.n });
		buf_str(out, rest.n > 0 ? "…\xe2\x81\xa9" : "\xe2\x81\xa9");
	}
	return n + (rest.n > 0);
}

static int digits(uint64_t n)
{
	int count = 1;

	for (; n >= 10; n /= 10)
		count++;
	return count;
}

static void measure(const struct map_of *m, const struct map_view *v,
    struct map_label *l)
{
	uint64_t most = 0;
	double top;

	for (int i = 0; i < m->count; i++)
		most = m->at[i].dead > most ? m->at[i].dead : most;
	top = fmin(RADIUS_MAX, RADIUS_ONE * sqrt((double)most));
	for (int i = 0; i < m->count; i++) {
		const struct map_point *p = &m->at[i];

		map_view_place(v, p->lat, p->lon, &l[i].x, &l[i].y);
		l[i].r = p->dead == 0 ? RADIUS_ONE : fmax(RADIUS_MIN, top *
		    sqrt((double)p->dead / (double)most));
		l[i].chars = text(NULL, p->label) + (p->dead == 0 ? 0
		    : 1 + digits(p->dead));
	}
	map_label_all(l, m->count);
}

static void put_point(const struct map_point *p, const struct map_label *l,
    struct buf *out)
{
	static const char *const tier[] = { "", "map-1", "map-2", "map-3" };

	if (p->href.n > 0) {
		buf_str(out, "<a href=\"");
		buf_html(out, p->href);
		buf_str(out, "\">");
	} else {
		buf_str(out, "<g>");
	}
	buf_str(out, "<title>");
	buf_html(out, p->label);
	if (p->dead > 0)
		buf_fmt(out, ": %" PRIu64, p->dead);
	buf_fmt(out, "</title><circle class=\"map-place\" cx=\"%.2f%%\""
	    " cy=\"%.2f%%\" r=\"%.1f\" %s stroke=\"currentColor\"/>",
	    l->x * 100, l->y * 100, l->r, p->dead == 0
	    ? "fill=\"none\" stroke-width=\"2\"" /* a ring */
	    : "fill=\"currentColor\" fill-opacity=\".35\"");
	if (l->tier > 0) {
		buf_fmt(out, "<text class=\"%s\" fill=\"currentColor\""
		    " font-size=\"14\" x=\"%.2f%%\" y=\"%.2f%%\" dx=\"%.0f\""
		    " dy=\"%.0f\"%s>", tier[l->tier], l->x * 100, l->y * 100,
		    l->dx, l->dy, l->end ? " text-anchor=\"end\"" : "");
		(void)text(out, p->label);
		if (p->dead > 0)
			buf_fmt(out, " <tspan class=\"map-number\">%" PRIu64
			    "</tspan>", p->dead);
		buf_str(out, "</text>");
	}
	buf_str(out, p->href.n > 0 ? "</a>\n" : "</g>\n");
}

int map_draw(const struct map_of *m, struct buf *out, struct err *e)
{
	struct map_label l[MAP_POINTS_MAX];
	struct map_view v;
	bool links = false;

	if (check(m, e) < 0)
		return -1;
	v = map_view_of(m);
	measure(m, &v, l);
	for (int i = 0; i < m->count; i++)
		links |= m->at[i].href.n > 0;
	buf_fmt(out, "<svg xmlns=\"http://www.w3.org/2000/svg\""
	    " class=\"map\" width=\"100%%\" direction=\"ltr\" role=\"%s\""
	    " aria-labelledby=\"map-t map-d\">\n<title id=\"map-t\">",
	    links ? "group" : "img");
	buf_html(out, m->title);
	buf_str(out, "</title>\n<desc id=\"map-d\">");
	buf_html(out, m->about);
	buf_fmt(out, "</desc>\n<svg class=\"map-land\" width=\"100%%\""
	    " height=\"100%%\" viewBox=\"0 0 %d %d\""
	    " preserveAspectRatio=\"none\" aria-hidden=\"true\"><path"
	    " fill=\"currentColor\" fill-opacity=\".08\""
	    " stroke=\"currentColor\" fill-rule=\"evenodd\""
	    " vector-effect=\"non-scaling-stroke\" d=\"", MAP_UNITS_WIDE,
	    MAP_UNITS_TALL);
	if (map_outline(&v, out, e) < 0)
		return -1;
	buf_str(out, "\"/></svg>\n");
	for (int i = 0; i < m->count; i++)
		put_point(&m->at[i], &l[i], out);
	buf_str(out, "</svg>\n");
	return out->over ? err_set(e, ERR_LIMIT, "the map is too large") : 0;
}
