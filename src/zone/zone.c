#include "zone/zone.h"

#include <fcntl.h>

#include "base/file.h"
#include "base/scan.h"
#include "base/utc.h"

#define FOLDER "/usr/share/zoneinfo"
#define DAY 86400
#define SHIFT_MAX (26 * 3600) /* RFC 8536: within -25 and +26 hours */
#define HEAD 44 /* bytes of a TZif header */

/* ---- the file ---- */

static uint64_t big(const char *p, int bytes)
{
	uint64_t v = 0;

	for (int i = 0; i < bytes; i++)
		v = v << 8 | (unsigned char)p[i];
	return v;
}

struct head { /* how many of each */
	char version;
	uint64_t utc, std, leap, time, type, chars;
};

static bool read_head(struct span s, struct head *h)
{
	uint64_t n[6];

	if (s.n < HEAD || !span_starts(s, SPAN("TZif")))
		return false;
	for (int i = 0; i < 6; i++) {
		n[i] = big(s.p + 20 + 4 * i, 4);
		if (n[i] > ZONE_CHANGES_MAX)
			return false;
	}
	*h = (struct head){ s.p[4], n[0], n[1], n[2], n[3], n[4], n[5] };
	return h->type >= 1 && h->type <= 256;
}

/* Bytes of the data behind a header whose times have that width. */
static size_t body(const struct head *h, size_t width)
{
	return (size_t)(h->time * width + h->time + h->type * 6 + h->chars +
	    h->leap * (width + 4) + h->std + h->utc);
}

static int broken(struct err *e, const char *why)
{
	return err_set(e, ERR_FORMAT, "RFC 8536: %s", why);
}

static int read_body(const char *p, const struct head *h, size_t width,
    struct arena *a, struct zone *z, struct err *e)
{
	const char *kinds = p + h->time * width;
	const char *types = kinds + h->time;
	int64_t *at = arena_take(a, (size_t)h->time + 1, sizeof(*at));
	int32_t *shift = arena_take(a, (size_t)h->time + 1, sizeof(*shift));
	int32_t of[256];

	for (size_t i = 0; i < h->type; i++) {
		of[i] = (int32_t)(uint32_t)big(types + 6 * i, 4);
		if (of[i] < -SHIFT_MAX || of[i] > SHIFT_MAX)
			return broken(e, "a shift of more than 26 hours");
	}
	for (size_t i = 0; i < h->time; i++) {
		unsigned kind = (unsigned char)kinds[i];
		uint64_t raw = big(p + width * i, (int)width);

		at[i] = width == 8 ? (int64_t)raw : (int32_t)(uint32_t)raw;
		if (kind >= h->type)
			return broken(e, "a change to a type that is none");
		if (i > 0 && at[i] <= at[i - 1])
			return broken(e, "changes are not in order");
		shift[i] = of[kind];
	}
	z->count = (int)h->time;
	z->at = at;
	z->shift = shift;
	z->first = of[0];
	return 0;
}

/* ---- the rule at its end: <+05>-5, EET-2EEST,M3.5.0/3,M10.5.0/4 ---- */

static bool take_name(struct scan *s)
{
	struct span name;
	const char *from = s->at;

	if (scan_lit(s, SPAN("<")))
		return scan_until(s, '>', 16, &name);
	while (s->at < s->end && ((*s->at >= 'A' && *s->at <= 'Z') ||
	    (*s->at >= 'a' && *s->at <= 'z')))
		s->at++;
	return s->at - from >= 3;
}

/* [+-]h[hh][:mm[:ss]] as seconds. */
static bool take_hours(struct scan *s, int32_t *out)
{
	int32_t sign = scan_lit(s, SPAN("-")) ? -1 : 1;
	uint64_t h = 0, m = 0, sec = 0;
	const char *from;

	if (sign == 1)
		(void)scan_lit(s, SPAN("+"));
	for (from = s->at; s->at < s->end && *s->at >= '0' && *s->at <= '9' &&
	    s->at - from < 3; s->at++)
		h = h * 10 + (uint64_t)(*s->at - '0');
	if (s->at == from || h > 167)
		return false;
	if (scan_lit(s, SPAN(":")) && (!scan_digits(s, 2, &m) || m > 59 ||
	    (scan_lit(s, SPAN(":")) && (!scan_digits(s, 2, &sec) ||
	    sec > 59))))
		return false;
	*out = sign * (int32_t)(h * 3600 + m * 60 + sec);
	return true;
}

static bool take_turn(struct scan *s, struct zone_turn *t)
{
	uint64_t n[3] = { 0 };

	*t = (struct zone_turn){ .kind = '0', .second = 7200 };
	if (!scan_lit(s, SPAN(",")))
		return false;
	if (scan_lit(s, SPAN("M"))) {
		t->kind = 'M';
		if (!scan_u64(s, 12, &n[0]) || n[0] == 0 ||
		    !scan_lit(s, SPAN(".")) || !scan_u64(s, 5, &n[1]) ||
		    n[1] == 0 || !scan_lit(s, SPAN(".")) ||
		    !scan_u64(s, 6, &n[2]))
			return false;
	} else {
		t->kind = scan_lit(s, SPAN("J")) ? 'J' : '0';
		if (!scan_u64(s, 365, &n[2]) || (t->kind == 'J' && n[2] == 0))
			return false;
	}
	t->month = (int)n[0];
	t->week = (int)n[1];
	t->day = (int)n[2];
	return !scan_lit(s, SPAN("/")) || take_hours(s, &t->second);
}

/* POSIX counts west of UTC. */
static bool take_rule(struct span text, struct zone *z)
{
	struct scan s = scan_of(text);

	if (!take_name(&s) || !take_hours(&s, &z->usual))
		return false;
	z->usual = -z->usual;
	if (!scan_done(&s)) {
		z->summer = true;
		z->other = z->usual + 3600;
		if (!take_name(&s))
			return false;
		if (s.at < s.end && *s.at != ',') {
			if (!take_hours(&s, &z->other))
				return false;
			z->other = -z->other;
		}
		if (!take_turn(&s, &z->begin) || !take_turn(&s, &z->end))
			return false;
	}
	z->rule = true;
	return scan_done(&s) && z->usual <= SHIFT_MAX &&
	    z->usual >= -SHIFT_MAX && z->other <= SHIFT_MAX &&
	    z->other >= -SHIFT_MAX;
}

int zone_parse(struct span tzif, struct arena *a, struct zone *out,
    struct err *e)
{
	struct span rest = tzif, rule;
	struct zone z = { 0 };
	struct head h;
	size_t width = 4;

	if (tzif.n > ZONE_FILE_MAX)
		return err_set(e, ERR_LIMIT, "a zone of more than %d bytes",
		    ZONE_FILE_MAX);
	if (!read_head(rest, &h) || rest.n - HEAD < body(&h, 4))
		return broken(e, "no file of a time zone");
	if (h.version >= '2') { /* the same again, with wider times */
		rest = span_skip(rest, HEAD + body(&h, 4));
		width = 8;
		if (!read_head(rest, &h) || rest.n - HEAD < body(&h, 8))
			return broken(e, "its second part is broken");
	}
	if (read_body(rest.p + HEAD, &h, width, a, &z, e) < 0)
		return -1;
	rest = span_skip(rest, HEAD + body(&h, width));
	if (width == 8) {
		rule = span_skip(rest, 1);
		rule.n = span_find(rule, '\n');
		if (rest.n < 2 || rest.p[0] != '\n' || rule.n == rest.n - 1)
			return broken(e, "no rule at its end");
		if (rule.n > 0 && !take_rule(rule, &z))
			return broken(e, "the rule at its end is none");
	}
	*out = z;
	return 0;
}

/* ---- finding one ---- */

bool zone_name_valid(struct span name)
{
	if (name.n == 0 || name.n > ZONE_NAME_MAX)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');

		if (!letter && (i == 0 || name.p[i - 1] == '/'))
			return false;
		if (!letter && (c < '0' || c > '9') && c != '+' && c != '-' &&
		    c != '_' && (c != '/' || i + 1 == name.n))
			return false;
	}
	return true;
}

int zone_read(struct span name, struct arena *a, struct zone *out,
    struct err *e)
{
	struct span bytes;
	int got;

	if (!zone_name_valid(name))
		return err_set(e, ERR_FORMAT, "'%.*s' is no name of a time"
		    " zone: as in Asia/Almaty", (int)(name.n < 80 ? name.n
		    : 80), name.p);
	/* Many are links to others there. */
	got = file_read(AT_FDCWD, arena_fmt(a, FOLDER "/%.*s", (int)name.n,
	    name.p), ZONE_FILE_MAX, a, &bytes, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "there is no time zone %.*s in "
		    FOLDER " (package tzdata)", (int)name.n, name.p);
	return zone_parse(bytes, a, out, e) < 0 ? err_in(e, FOLDER "/%.*s",
	    (int)name.n, name.p) : 0;
}

/* ---- asking it ---- */

static int64_t turn_day(const struct zone_turn *t, int64_t year)
{
	int64_t first = utc_days(year, 1, 1), day;
	bool leap = utc_days(year, 3, 1) - first == 60;
	int weekday;

	if (t->kind == '0')
		return first + t->day;
	if (t->kind == 'J')
		return first + t->day - 1 + (leap && t->day >= 60);
	first = utc_days(year, t->month, 1);
	weekday = (int)(((first + 4) % 7 + 7) % 7); /* of 1970-01-01: 4 */
	day = first + (t->day - weekday + 7) % 7 + 7 * (t->week - 1);
	while (day >= (t->month == 12 ? utc_days(year + 1, 1, 1)
	    : utc_days(year, t->month + 1, 1)))
		day -= 7;
	return day;
}

static int32_t by_rule(const struct zone *z, int64_t utc)
{
	int64_t days = (utc + z->usual) / DAY, year, begin, end;
	int month, day;

	if (!z->summer)
		return z->usual;
	utc_civil(days - (utc + z->usual < 0), &year, &month, &day);
	begin = turn_day(&z->begin, year) * DAY + z->begin.second - z->usual;
	end = turn_day(&z->end, year) * DAY + z->end.second - z->other;
	if (begin < end)
		return utc >= begin && utc < end ? z->other : z->usual;
	return utc >= end && utc < begin ? z->usual : z->other;
}

int32_t zone_shift(const struct zone *z, int64_t utc)
{
	int low = 0, high = z->count; /* the first change after utc */

	while (low < high) {
		int mid = (low + high) / 2;

		if (z->at[mid] <= utc)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == z->count && z->rule)
		return by_rule(z, utc);
	return low == 0 ? z->first : z->shift[low - 1];
}

int64_t zone_utc(const struct zone *z, int64_t local)
{
	/* What held a day before and a day after: one of them holds now. */
	int32_t before = zone_shift(z, local - DAY);
	int32_t after = zone_shift(z, local + DAY);

	if (zone_shift(z, local - before) == before)
		return local - before;
	if (zone_shift(z, local - after) == after)
		return local - after;
	return local - before;
}

int64_t zone_day(const struct zone *z, int64_t utc)
{
	int64_t local = utc + zone_shift(z, utc);

	return local / DAY - (local % DAY < 0);
}
