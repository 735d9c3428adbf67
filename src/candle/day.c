/* day.c - a day's candles as a keeper signs them (FORMAT 7.8): its lines in
 * order, then the counts, which anybody makes again from the lines */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/scan.h"
#include "base/utc.h"
#include "candle/inside.h"

#define DAY 86400
#define MARK "counts\n"

/* Two candles of one token? */
static bool same_token(struct span a, struct span b)
{
	a.n = span_find(a, ' ');
	b.n = span_find(b, ' ');
	return span_eq(a, b);
}

static int by_bytes(const void *x, const void *y)
{
	return span_cmp(*(const struct span *)x, *(const struct span *)y);
}

/* ---- counts as text ---- */

struct counted {
	struct span whom;
	struct candle_count n;
};

static int by_whom(const void *x, const void *y)
{
	const struct counted *a = x, *b = y;

	return span_cmp(a->whom, b->whom);
}

static void put_count(struct buf *b, struct span whom,
    const struct candle_count *n)
{
	buf_add(b, whom);
	buf_fmt(b, " %llu %llu\n", (unsigned long long)n->proven,
	    (unsigned long long)n->waited);
}

static void put_counts(const struct candle_counts *c, struct arena *a,
    struct buf *b)
{
	struct counted *at = arena_take(a, c->used + 1, sizeof(*at));
	struct candle_count sum;
	size_t n = 0;

	for (size_t i = 0; i < c->room; i++) {
		struct span whom = candle_counts_whom(c, i);

		if (whom.n == 0)
			continue;
		at[n].whom = whom;
		candle_counts_of(c, whom, 0, &at[n++].n);
	}
	qsort(at, n, sizeof(*at), by_whom);
	for (size_t i = 0; i < n; i++)
		put_count(b, at[i].whom, &at[i].n);
	candle_counts_of(c, SPAN(""), 0, &sum);
	put_count(b, SPAN("sum"), &sum);
}

/* ---- made by a keeper ---- */

struct day {
	int64_t day;
	struct span *line;
	size_t count, room;
	struct candle_counts counts;
};

/* Takes the lines of a journal whose second is of this day. */
static void take_lines(struct day *d, struct span text)
{
	struct scan s = scan_of(text);
	struct candle_head h;
	struct span line;

	while (scan_until(&s, '\n', text.n, &line))
		if (candle_line_parse(line, &h) && h.time / DAY == d->day)
			d->line[d->count++] = line;
}

static int read_journal(int dirfd, int64_t day, struct arena *a,
    struct span *out, struct err *e)
{
	char t[UTC_CHARS];
	int got;

	utc_print(day * DAY, t);
	*out = (struct span){ 0 };
	got = file_read(dirfd, arena_fmt(a, "%.10s", t), CANDLE_SIGNED_MAX, a,
	    out, e);
	return got < 0 ? -1 : 0;
}

int candle_day_make(int dirfd, int64_t day, struct arena *a,
    struct span *out, struct candle_count *sum, struct err *e)
{
	struct day d = { .day = day };
	struct span text[3];
	struct candle_head h;
	struct buf b;
	char t[UTC_CHARS];
	size_t bytes = 0;
	int rc = -1;

	utc_print(day * DAY, t);
	for (int i = 0; i < 3; i++) { /* lit a little after, a clock set */
		if (read_journal(dirfd, day - 1 + i, a, &text[i], e) < 0)
			return -1;
		bytes += text[i].n;
	}
	/* A line with its newline has 37 bytes at the least. */
	d.line = arena_take(a, bytes / 37 + 1, sizeof(*d.line));
	for (int i = 0; i < 3; i++)
		take_lines(&d, text[i]);
	qsort(d.line, d.count, sizeof(*d.line), by_bytes);
	if (candle_counts_open(&d.counts, e) < 0)
		goto out;
	buf_open(&b, a, CANDLE_SIGNED_MAX);
	buf_fmt(&b, "kulpytas/candles/v1 %.10s\n", t);
	for (size_t i = 0; i < d.count; i++) {
		if (i > 0 && same_token(d.line[i - 1], d.line[i]))
			continue;
		if (!candle_line_parse(d.line[i], &h) ||
		    !candle_counts_add(&d.counts, &h)) {
			(void)err_set(e, ERR_LIMIT, "candles for too many");
			goto out;
		}
		buf_add(&b, d.line[i]);
		buf_byte(&b, '\n');
	}
	buf_str(&b, MARK);
	put_counts(&d.counts, a, &b);
	candle_counts_of(&d.counts, SPAN(""), 0, sum);
	rc = buf_end(&b, out, e);
out:
	candle_counts_closep(&d.counts);
	return rc;
}

/* ---- read by a stranger ---- */

/* The lines up to the mark; each is a candle of that day, above the last. */
static int count_lines(struct scan *s, int64_t day, struct candle_counts *c,
    struct err *e)
{
	struct span line, last = { 0 };
	struct candle_head h;

	for (uint64_t n = 2; !scan_lit(s, SPAN(MARK)); n++) {
		if (!scan_line(s, CANDLE_LINE_MAX, &line) ||
		    !candle_line_parse(line, &h) || h.time / DAY != day)
			return err_set(e, ERR_FORMAT, "FORMAT 7.8: line %llu"
			    " is no candle of that day",
			    (unsigned long long)n);
		if (last.n > 0 && (span_cmp(last, line) >= 0 ||
		    same_token(last, line)))
			return err_set(e, ERR_FORMAT, "FORMAT 7.8: line %llu"
			    " is out of order or there twice",
			    (unsigned long long)n);
		if (!candle_counts_add(c, &h))
			return err_set(e, ERR_LIMIT, "candles for too many");
		last = line;
	}
	return 0;
}

int candle_day_check(struct span text, struct span day, struct arena *a,
    struct err *e)
{
	struct span counts;

	return candle_day_counts(text, day, a, &counts, e);
}

int candle_day_counts(struct span text, struct span day, struct arena *a,
    struct span *out, struct err *e)
{
	struct scan s = scan_of(text);
	struct candle_counts c = { 0 };
	struct span counts;
	struct buf b;
	int64_t t;
	int rc = -1;

	if (day.n != 10 || !utc_parse(span_of(arena_fmt(a, "%.10sT00:00:00Z",
	    day.p)), &t))
		return err_set(e, ERR_FORMAT, "FORMAT 7.8: `on` is no day");
	if (!scan_lit(&s, span_of(arena_fmt(a, "kulpytas/candles/v1 %.10s\n",
	    day.p))))
		return err_set(e, ERR_FORMAT, "FORMAT 7.8: the file is not of"
		    " the day %.10s", day.p);
	if (candle_counts_open(&c, e) == 0 &&
	    count_lines(&s, t / DAY, &c, e) == 0) {
		buf_open(&b, a, text.n + (64 * (c.used + 2)));
		put_counts(&c, a, &b);
		rc = buf_end(&b, &counts, e);
		if (rc == 0 && !span_eq(counts, scan_rest(&s)))
			rc = err_set(e, ERR_FORMAT, "FORMAT 7.8: the counts"
			    " are not those of the lines");
		*out = counts;
	}
	candle_counts_closep(&c);
	return rc;
}
