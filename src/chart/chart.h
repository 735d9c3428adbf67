/*
 * chart.h - charts as SVG that stands alone: no script, no font, no address
 *
 * Pure.  Every number is there as text, nothing is told by colour alone, and
 * the colours follow the reader's light or dark screen.  Text from outside is
 * escaped and isolated, so that a name from right to left stays in its place.
 */
#ifndef CHART_CHART_H
#define CHART_CHART_H

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

#define CHART_BARS_MAX 64

/* A step of a sum of bits (log2 of a Bayes factor). */
struct chart_bar {
	struct span label;  /* "family" */
	struct span note;   /* what stands under it, or empty */
	double bits;
};
struct chart_waterfall {
	struct span title;
	bool has_prior;
	double prior;       /* bits before anything was compared */
	const struct chart_bar *bar;
	int count;
	int probability;    /* in ten-thousandths, as it was given */
	bool has_probability;
};
/* A probability in ten-thousandths as bits of odds; none and all are taken
 * half a step from the end. */
double chart_bits(int probability);
/* From the prior, bar by bar, to the sum.  ERR_LIMIT above CHART_BARS_MAX or
 * where out is full. */
int chart_waterfall(const struct chart_waterfall *w, struct buf *out,
    struct err *e) MUST_CHECK;

#endif
