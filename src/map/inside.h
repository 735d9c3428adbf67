/*
 * inside.h - what the files of module map share; nobody else opens this
 */
#ifndef MAP_INSIDE_H
#define MAP_INSIDE_H

#include "map/map.h"

#define MAP_UNITS_WIDE 1200 /* of the outlines' own drawing */
#define MAP_UNITS_TALL 800

/* What is shown: degrees; x grows eastward from `west`, over 180 too. */
struct map_view {
	double west, north;
	double wide, tall;  /* of longitude, of latitude */
};
struct map_view map_view_of(const struct map_of *m);
/* In parts of the view: 0 to 1, top left first. */
void map_view_place(const struct map_view *v, double lat, double lon,
    double *x, double *y);

/* outline.c: the path of all land in view, in units. */
int map_outline(const struct map_view *v, struct buf *out, struct err *e)
    MUST_CHECK;

/* label.c: where each point's words stand. */
struct map_label {
	double x, y;   /* of the point, in parts of the view */
	double r;      /* of its circle, pixels */
	int chars;
	int tier;      /* 0: never shown; 1, 2, 3: from that width on */
	double dx, dy; /* pixels from the point to where the words begin */
	bool end;      /* they end there */
};
void map_label_all(struct map_label *l, int count);
#define MAP_LETTER 7.6 /* pixels, about; generous */
#define MAP_LINE 18

#endif
