#include "when/when.h"

#include "base/utc.h"
#include "when/when_parts.h"

#define YEAR_DIGITS 15 /* of a year with Y: its days fit 64 bits */

static const char *const MONTHS[] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many digits and X stand at the cursor. */
static size_t run(const struct scan *s)
{
	size_t n = 0, left = (size_t)(s->end - s->at);

	while (n < left && (digit(s->at[n]) || s->at[n] == 'X'))
		n++;
	return n;
}

static size_t count(struct span s, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

static int days_in(int64_t year, int month)
{
	return (int)(month == 12 ? 31 :
	    utc_days(year, month + 1, 1) - utc_days(year, month, 1));
}

/* The first and the last year that p may mean. */
static void years(const struct when_point *p, int64_t *low, int64_t *high)
{
	int64_t more = p->year_x == 2 ? 99 : p->year_x == 1 ? 9 : 0;

	*low = p->year < 0 ? p->year - more : p->year;
	*high = p->year < 0 ? p->year : p->year + more;
}

/* The days that p may cover, both in. */
static void days_of(const struct when_point *p, int64_t *first, int64_t *last)
{
	int64_t low, high;
	bool day = p->day != 0;

	years(p, &low, &high);
	if (p->month >= 1 && p->month <= 12) {
		*first = utc_days(low, p->month, day ? p->day : 1);
		*last = utc_days(low, p->month,
		    day ? p->day : days_in(low, p->month));
		return;
	}
	*first = utc_days(low, 1, 1);
	*last = utc_days(high, 12, 31);
	if (p->month == 22 || p->month == 24)
		*last = utc_days(high + 1, 2, days_in(high + 1, 2));
}

bool when_qualifier(struct span *s, bool *uncertain, bool *approximate)
{
	char c = s->n == 0 ? 0 : s->p[s->n - 1];

	if (c != '?' && c != '~' && c != '%')
		return true;
	*uncertain = c == '?' || c == '%';
	*approximate = c == '~' || c == '%';
	s->n--;
	c = s->n == 0 ? 0 : s->p[s->n - 1];
	return c != '?' && c != '~' && c != '%';
}

static int two(struct scan *s, const char *what, int max, int *out,
    struct err *e)
{
	uint64_t v;
	struct scan t = *s;

	if (run(s) != 2 || !scan_digits(&t, 2, &v))
		return err_set(e, ERR_FORMAT, "%s %s has two digits",
		    what[0] == 'h' ? "an" : "a", what);
	if ((int)v > max)
		return err_set(e, ERR_FORMAT, "%s %d is above %d%s", what,
		    (int)v, max, v == 24 && span_is(span_of(what), "hour") ?
		    ": midnight is 00 of the next day" :
		    v == 60 && what[0] == 's' ?
		    ": leap seconds are not kept" : "");
	*s = t;
	*out = (int)v;
	return 0;
}

int when_clock(struct scan *s, int32_t *second, int *fields, struct err *e)
{
	static const struct { const char *what; int max, seconds; } F[] = {
		{ "hour", 23, 3600 }, { "minute", 59, 60 },
		{ "second", 59, 1 },
	};
	int32_t sum = 0;
	int v, n = 0;

	do {
		if (two(s, F[n].what, F[n].max, &v, e) < 0)
			return -1;
		sum += v * F[n].seconds;
		n++;
	} while (n < 3 && scan_lit(s, SPAN(":")));
	if (n == 3 && scan_lit(s, SPAN(".")))
		return err_set(e, ERR_FORMAT,
		    "parts of a second are not in EDTF");
	*second = sum;
	*fields = n;
	return 0;
}

/* A year of more than four digits, the cursor after its Y. */
static int read_long_year(struct scan *s, struct when_point *p, struct err *e)
{
	bool minus = scan_lit(s, SPAN("-"));
	size_t n = run(s);
	uint64_t v;

	if (span_find((struct span){ s->at, n }, 'X') < n)
		return err_set(e, ERR_FORMAT, "a year with Y has no X");
	if (n < 5)
		return err_set(e, ERR_FORMAT,
		    "Y is for years of more than four digits");
	if (s->at[0] == '0')
		return err_set(e, ERR_FORMAT,
		    "a year with Y does not begin with 0");
	if (n > YEAR_DIGITS)
		return err_set(e, ERR_LIMIT, "a year has at most %d digits",
		    YEAR_DIGITS);
	(void)scan_digits(s, (int)n, &v);
	if (!scan_done(s))
		return err_set(e, ERR_FORMAT, "a year with Y stands alone");
	p->year = minus ? -(int64_t)v : (int64_t)v;
	p->precision = WHEN_YEAR;
	return 0;
}

static int check_year_run(struct scan *s, struct err *e)
{
	size_t n = run(s);

	if (n == 8 && scan_done(&(struct scan){ s->at + n, s->end }))
		return err_set(e, ERR_FORMAT,
		    "hyphens stand between year, month and day");
	if (n > 4)
		return err_set(e, ERR_FORMAT,
		    "a year of more than four digits takes Y");
	if (n < 4)
		return err_set(e, ERR_FORMAT, "a year has four digits");
	return 0;
}

static int read_year(struct scan *s, struct when_point *p, struct err *e)
{
	bool minus = scan_lit(s, SPAN("-"));
	size_t x;

	if (check_year_run(s, e) < 0)
		return -1;
	x = count((struct span){ s->at, 4 }, 'X');
	if (x > 2 || count((struct span){ s->at + 4 - x, x }, 'X') != x)
		return err_set(e, ERR_FORMAT, "level 2: X in a year, but for "
		    "its last digit or its last two");
	for (int i = 0; i < 4; i++)
		p->year = p->year * 10 +
		    (s->at[i] == 'X' ? 0 : s->at[i] - '0');
	s->at += 4;
	if (minus && p->year == 0 && x == 0)
		return err_set(e, ERR_FORMAT, "year 0 is written 0000");
	if (minus && p->year == 0)
		return err_set(e, ERR_FORMAT, "a year before 0 that ends in X "
		    "begins with a digit other than 0");
	p->year = minus ? -p->year : p->year;
	p->year_x = (int)x;
	p->precision = x == 2 ? WHEN_CENTURY : x == 1 ? WHEN_DECADE :
	    WHEN_YEAR;
	return 0;
}

/* Two digits or XX; *x says which. */
static int read_field(struct scan *s, const char *what, int *out, bool *x,
    struct err *e)
{
	size_t n = run(s), unknown = count((struct span){ s->at, n }, 'X');

	if (n == 2 && unknown == 1)
		return err_set(e, ERR_FORMAT, "level 2: X for one digit of a "
		    "%s", what);
	*x = n == 2 && unknown == 2;
	if (*x) {
		s->at += 2;
		*out = 0;
		return 0;
	}
	if (two(s, what, 99, out, e) < 0)
		return -1;
	if (*out == 0)
		return err_set(e, ERR_FORMAT, "%s 00 does not exist", what);
	return 0;
}

static int read_month(struct scan *s, struct when_point *p, struct err *e)
{
	if (p->year_x != 0)
		return err_set(e, ERR_FORMAT,
		    "level 2: a month after a year with X");
	if (read_field(s, "month", &p->month, &p->month_x, e) < 0)
		return -1;
	if (p->month >= 25 && p->month <= 41)
		return err_set(e, ERR_FORMAT, "level 2: season %d", p->month);
	if (p->month > 12 && (p->month < 21 || p->month > 24))
		return err_set(e, ERR_FORMAT, "month %d is above 12",
		    p->month);
	p->precision = p->month > 12 ? WHEN_SEASON : WHEN_MONTH;
	return 0;
}

static int read_day(struct scan *s, struct when_point *p, struct err *e)
{
	if (p->precision == WHEN_SEASON)
		return err_set(e, ERR_FORMAT, "a season has no day");
	if (read_field(s, "day", &p->day, &p->day_x, e) < 0)
		return -1;
	if (p->month_x && !p->day_x)
		return err_set(e, ERR_FORMAT,
		    "level 2: a known day of an unspecified month");
	if (p->day > 31)
		return err_set(e, ERR_FORMAT, "day %d is above 31", p->day);
	if (p->month == 2 && p->day == 29 && days_in(p->year, 2) == 28)
		return err_set(e, ERR_FORMAT, "29 February does not exist in "
		    "%lld", (long long)p->year);
	if (p->day > 28 && p->day > days_in(p->year, p->month))
		return err_set(e, ERR_FORMAT, "%d %s does not exist", p->day,
		    MONTHS[p->month - 1]);
	p->precision = WHEN_DAY;
	return 0;
}

/* Z, +06, +06:30 or nothing. */
static int read_zone(struct scan *s, struct when_point *p, struct err *e)
{
	bool minus;
	int hours, minutes = 0;

	if (scan_done(s))
		return 0;
	p->has_zone = true;
	if (scan_lit(s, SPAN("Z")))
		return scan_done(s) ? 0 :
		    err_set(e, ERR_FORMAT, "nothing follows Z");
	minus = scan_lit(s, SPAN("-"));
	if (!minus && !scan_lit(s, SPAN("+")))
		return err_set(e, ERR_FORMAT, "after the seconds come Z, + or "
		    "-, or nothing");
	if (two(s, "hour of the shift", 23, &hours, e) < 0)
		return -1;
	p->zone_hours = !scan_lit(s, SPAN(":"));
	if (!p->zone_hours &&
	    two(s, "minute of the shift", 59, &minutes, e) < 0)
		return -1;
	if (!scan_done(s))
		return err_set(e, ERR_FORMAT, "nothing follows the shift");
	if (hours == 0 && minutes == 0)
		return err_set(e, ERR_FORMAT,
		    "a shift of nothing from UTC is written Z");
	p->zone_minutes = (hours * 60 + minutes) * (minus ? -1 : 1);
	return 0;
}

static int read_time(struct scan *s, struct when_point *p, struct err *e)
{
	int fields;

	if (p->precision != WHEN_DAY || p->day_x)
		return err_set(e, ERR_FORMAT,
		    "a time of day needs a whole date before it");
	if (when_clock(s, &p->second, &fields, e) < 0)
		return -1;
	if (fields != 3)
		return err_set(e, ERR_FORMAT,
		    "a time with a date has hours, minutes and seconds");
	if (p->uncertain || p->approximate)
		return err_set(e, ERR_FORMAT,
		    "a date with a time takes no ? ~ %%");
	p->precision = WHEN_SECOND;
	return read_zone(s, p, e);
}

static int check_marks(struct span *text, struct when_point *p,
    struct err *e)
{
	char last = text->n == 0 ? 0 : text->p[text->n - 1];

	if (!when_qualifier(text, &p->uncertain, &p->approximate))
		return text->p[text->n - 1] == last || last == '%' ||
		    text->p[text->n - 1] == '%' ?
		    err_set(e, ERR_FORMAT, "one of ? ~ %% is enough") :
		    err_set(e, ERR_FORMAT, "? and ~ together are written %%");
	if (count(*text, '?') + count(*text, '~') + count(*text, '%') != 0)
		return err_set(e, ERR_FORMAT,
		    "level 2: ? ~ %% other than at the end of a date");
	if (span_starts(*text, SPAN("..")) || span_ends(*text, SPAN("..")))
		return err_set(e, ERR_FORMAT,
		    ".. stands alone at one end of an interval");
	return 0;
}

static int read_point(struct span text, struct when_point *out, struct err *e)
{
	struct when_point p = { 0 };
	struct scan s;

	if (check_marks(&text, &p, e) < 0)
		return -1;
	s = scan_of(text);
	if (scan_lit(&s, SPAN("Y"))) {
		if (read_long_year(&s, &p, e) < 0)
			return -1;
		*out = p;
		return 0;
	}
	if (scan_lit(&s, SPAN("+")))
		return err_set(e, ERR_FORMAT, "a year takes no +");
	if (read_year(&s, &p, e) < 0)
		return -1;
	if (scan_lit(&s, SPAN("-")) && read_month(&s, &p, e) < 0)
		return -1;
	if (p.precision >= WHEN_SEASON && scan_lit(&s, SPAN("-")) &&
	    read_day(&s, &p, e) < 0)
		return -1;
	if (scan_lit(&s, SPAN("T")) && read_time(&s, &p, e) < 0)
		return -1;
	if (!scan_done(&s))
		return err_set(e, ERR_FORMAT, "after the %s comes something "
		    "that is no part of a date", p.precision == WHEN_DAY ?
		    "day" : p.precision >= WHEN_SEASON ? "month" : "year");
	*out = p;
	return 0;
}

/* What a letter outside level 1 was probably meant to be. */
static const struct { const char *bytes, *reason; } FOREIGN[] = {
	{ "[]{},", "level 2: a set of dates" },
	{ "E", "level 2: a year with an exponent" },
	{ "S", "level 2: significant digits" },
	{ "^", "level 2: a letter for a season" },
	{ "ux", "what is unspecified is written with a capital X" },
	{ "yzt", "Y, T and Z are capital letters" },
	{ "W", "a week is not a date of EDTF" },
	{ "P", "a duration is not a date of EDTF" },
	{ "R", "a repetition is not a date of EDTF" },
	{ "()", "brackets are not in EDTF since 2019" },
	{ " \t\r\n", "there is a space or a line end in it" },
};

static bool among(const char *bytes, char c)
{
	return c != 0 && span_find(span_of(bytes), c) < span_of(bytes).n;
}

static int check_bytes(struct span text, struct err *e)
{
	if (text.n == 0)
		return err_set(e, ERR_FORMAT, "there is no date");
	if (text.n > WHEN_MAX)
		return err_set(e, ERR_LIMIT, "a date is at most %d bytes",
		    WHEN_MAX);
	if (span_is(text, "open") || span_is(text, "unknown") ||
	    span_ends(text, SPAN("/open")))
		return err_set(e, ERR_FORMAT, "an open end is written ..");
	if (span_starts(text, SPAN("unknown/")) ||
	    span_ends(text, SPAN("/unknown")))
		return err_set(e, ERR_FORMAT,
		    "an unknown end of an interval is left empty");
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if ((c >= '0' && c <= '9') || c == '-')
			continue; /* most bytes of most dates */
		for (size_t k = 0; k < sizeof(FOREIGN) / sizeof(FOREIGN[0]);
		    k++)
			if (among(FOREIGN[k].bytes, c))
				return err_set(e, ERR_FORMAT, "%s",
				    FOREIGN[k].reason);
		if (!among("0123456789-/.:+TZXY?~%", c))
			return err_set(e, ERR_FORMAT,
			    "byte 0x%02x has no place in a date",
			    (unsigned)(unsigned char)c);
	}
	return 0;
}

/* One end of an interval. */
static int read_end(struct span text, struct when_point *out, struct err *e)
{
	struct when_point p = { 0 };

	if (text.n == 0) {
		p.unknown = true;
	} else if (span_is(text, "..")) {
		p.open = true;
	} else {
		if (read_point(text, &p, e) < 0)
			return -1;
		if (p.precision == WHEN_SECOND)
			return err_set(e, ERR_FORMAT,
			    "an interval has no time of day");
		if (p.year_x != 0 || p.month_x || p.day_x)
			return err_set(e, ERR_FORMAT,
			    "level 2: X within an interval");
	}
	*out = p;
	return 0;
}

static int read_interval(struct span from, struct span to, struct when *w,
    struct err *e)
{
	int64_t unused;
	bool no_from, no_to;

	w->interval = true;
	if (read_end(from, &w->from, e) < 0 || read_end(to, &w->to, e) < 0)
		return -1;
	no_from = w->from.open || w->from.unknown;
	no_to = w->to.open || w->to.unknown;
	if (no_from && no_to)
		return err_set(e, ERR_FORMAT,
		    "an interval names a date at one end at least");
	w->first = INT64_MIN;
	w->last = INT64_MAX;
	if (!no_from)
		days_of(&w->from, &w->first, &unused);
	if (!no_to)
		days_of(&w->to, &unused, &w->last);
	if (w->last < w->first)
		return err_set(e, ERR_FORMAT,
		    "the second date is before the first");
	return 0;
}

int when_parse(struct span text, struct when *out, struct err *e)
{
	struct when w = { 0 };
	size_t slash = span_find(text, '/');

	if (check_bytes(text, e) < 0)
		return -1;
	if (slash < text.n) {
		struct span to = span_skip(text, slash + 1);

		if (span_find(to, '/') < to.n)
			return err_set(e, ERR_FORMAT,
			    "an interval has two ends and one /");
		if (read_interval((struct span){ text.p, slash }, to, &w,
		    e) < 0)
			return -1;
	} else {
		if (read_point(text, &w.from, e) < 0)
			return -1;
		days_of(&w.from, &w.first, &w.last);
	}
	*out = w;
	return 0;
}

bool when_is_day(const struct when *w)
{
	const struct when_point *p = &w->from;

	return !w->interval && (p->precision == WHEN_DAY ||
	    p->precision == WHEN_SECOND) && !p->month_x && !p->day_x &&
	    p->year_x == 0 && !p->uncertain && !p->approximate &&
	    w->first == w->last;
}

int when_cmp(const struct when *a, const struct when *b)
{
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->last < b->last ? -1 : a->last > b->last;
}
