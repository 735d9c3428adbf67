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

/* ---- numbers announced, in the order of time ---- */
#define CHART_COUNTS_MAX 400

struct chart_count {
	struct span when, who; /* words, cut where they are long */
	struct span gap;       /* "116 days in between": how long before it
				  nothing was said; or empty */
	uint64_t number;
	bool official;         /* a square, else a circle */
	bool back;             /* taken back: hollow and crossed */
};
struct chart_counts {
	struct span title, about; /* for who does not see it */
	const struct chart_count *at; /* in the order of time */
	int count;
	bool rtl;
};
/* Time goes down the page, one row a number, so that nothing ever overlaps;
 * rows are as far apart as words need, and where there is a gap a break says
 * how long.  How far to the side a mark stands is
 * the number, from 0 on, in one scale.  For a page: its width is the
 * page's and its letters keep their size at any width; colours are the
 * page's (classes cn-..., currentColor), since a page allows no style in it.
 * ERR_LIMIT above CHART_COUNTS_MAX or where out is full. */
int chart_counts(const struct chart_counts *c, struct buf *out, struct err *e)
    MUST_CHECK;
/* The shapes by themselves, 16 by 16, for the words that explain them. */
void chart_counts_mark(bool official, bool back, struct buf *out);

#endif
