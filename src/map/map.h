/*
 * map.h - a map of places as SVG for a page: no tiles, no script, no address
 *
 * Pure.  Outlines of countries are built in (data/map/SOURCE).  The part of
 * the world that is shown follows from the points: an upright rectangle, three
 * to two, equal in degrees but for the cosine of its middle latitude, which
 * may lie across the 180th meridian.  It says nothing of whose a country is:
 * there are lines and no names.
 *
 * The drawing has the width of its place on the page (class map; the page's
 * style gives it the shape 3:2), letters and circles keep their size.  Labels
 * that would lie on each other on a narrow screen have class map-2 or map-3:
 * the page shows them from MAP_WIDE_2, MAP_WIDE_3 pixels on.  What has no
 * label at all is in the list that stands below every map.  Text from
 * outside is escaped and isolated.
 */
#ifndef MAP_MAP_H
#define MAP_MAP_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

#define MAP_POINTS_MAX 500
#define MAP_WIDE_2 600 /* pixels of the drawing */
#define MAP_WIDE_3 880

struct map_point {
	double lat, lon;   /* degrees, WGS 84 */
	struct span label; /* what the place is called */
	struct span href;  /* or empty */
	uint64_t dead;     /* 0: a place and no number */
};
struct map_of {
	struct span title, about; /* for who does not see it */
	const struct map_point *at; /* whose label comes first, first */
	int count;
};
/* ERR_FORMAT: a point that is not on the earth.  ERR_LIMIT: above
 * MAP_POINTS_MAX, or out is full. */
int map_draw(const struct map_of *m, struct buf *out, struct err *e)
    MUST_CHECK;

/* "43.25667,76.92861", as FORMAT 5.2 has points. */
bool map_point_of(struct span text, double *lat, double *lon);

#endif
