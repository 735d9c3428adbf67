/* calendar.c - iCalendar text (RFC 5545): lines folded, values escaped */
#include "base/utc.h"
#include "base/utf8.h"
#include "days/days.h"

#define FOLD 75 /* octets of a line without its end (RFC 5545 3.1) */
#define LINE_MAX ((size_t)1 << 20)

void days_ics_line(struct buf *b, const char *name, struct span value)
{
	size_t at = span_of(name).n + 1;

	buf_str(b, name);
	buf_byte(b, ':');
	while (value.n > 0) {
		size_t n = 1; /* bytes of one character */

		while (n < value.n && ((unsigned char)value.p[n] & 0xc0) ==
		    0x80)
			n++;
		if (at + n > FOLD) {
			buf_str(b, "\r\n ");
			at = 1;
		}
		buf_add(b, (struct span){ value.p, n });
		value = span_skip(value, n);
		at += n;
	}
	buf_str(b, "\r\n");
}

struct span days_ics_text(struct span text, struct arena *a)
{
	uint32_t cp;
	struct buf b;
	char one[4];

	buf_open(&b, a, 2 * text.n + 1);
	while (utf8_next(&text, &cp)) {
		if (cp == '\n')
			buf_str(&b, "\\n");
		else if (cp == '\t')
			buf_byte(&b, ' ');
		else if (!utf8_unfit(cp)) {
			if (cp == '\\' || cp == ';' || cp == ',')
				buf_byte(&b, '\\');
			buf_add(&b, (struct span){ one, utf8_put(cp, one) });
		}
	}
	return buf_span(&b);
}

/* An address: no line ends and nothing else that would end it. */
static void put_url(struct buf *b, const char *name, struct span url)
{
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] <= ' ')
			return;
	if (url.n > 0)
		days_ics_line(b, name, url);
}

static void put_text(struct buf *b, const char *name, struct span text)
{
	SCOPED(arena) a = { .cap = LINE_MAX };

	if (text.n > 0 && text.n < LINE_MAX / 8)
		days_ics_line(b, name, days_ics_text(text, &a));
}

static void put_day(struct buf *b, const char *name, int64_t day)
{
	int64_t y;
	int m, d;

	utc_civil(day, &y, &m, &d);
	buf_fmt(b, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, (int)y, m, d);
}

static void put_time(struct buf *b, const char *name, int64_t utc)
{
	char t[UTC_CHARS];

	utc_print(utc, t);
	buf_fmt(b, "%s:%.4s%.2s%.2sT%.2s%.2s%.2sZ\r\n", name, t, t + 5,
	    t + 8, t + 11, t + 14, t + 17);
}

void days_ics_begin(struct buf *b, const struct days_calendar *c)
{
	buf_str(b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
	    "PRODID:-//kulpytas//days of remembrance//EN\r\n"
	    "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
	put_text(b, "NAME", c->name); /* RFC 7986, and what came before it */
	put_text(b, "X-WR-CALNAME", c->name);
	put_text(b, "DESCRIPTION", c->about);
	put_text(b, "X-WR-CALDESC", c->about);
	put_text(b, "X-WR-TIMEZONE", c->zone);
	put_url(b, "URL", c->url);
	buf_str(b, "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n"
	    "X-PUBLISHED-TTL:P1D\r\n");
}

static void put_days(struct buf *b, const struct days_event *v)
{
	put_day(b, "DTSTART", v->day);
	put_day(b, "DTEND", v->day + 1); /* the first day that is not in it */
	if (!v->yearly)
		return;
	if (index_day_of_year(v->day) == 229) /* else leap years alone */
		buf_str(b, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n");
	else
		buf_str(b, "RRULE:FREQ=YEARLY\r\n");
}

void days_ics_event(struct buf *b, const struct days_event *v)
{
	if (v->day < utc_days(1, 1, 1) || v->day > utc_days(9999, 12, 30))
		return;
	buf_str(b, "BEGIN:VEVENT\r\n");
	days_ics_line(b, "UID", v->uid);
	put_time(b, "DTSTAMP", v->stamp);
	put_time(b, "LAST-MODIFIED", v->stamp);
	if (v->timed) {
		put_time(b, "DTSTART", v->start);
		if (v->ends)
			put_time(b, "DTEND", v->end);
	} else {
		put_days(b, v);
	}
	put_text(b, "SUMMARY", v->summary);
	put_text(b, "DESCRIPTION", v->text);
	put_text(b, "LOCATION", v->place);
	put_url(b, "URL", v->url);
	/* It takes nobody's time and rings nowhere. */
	buf_str(b, "CLASS:PUBLIC\r\nTRANSP:TRANSPARENT\r\n"
	    "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\nEND:VEVENT\r\n");
}

void days_ics_end(struct buf *b)
{
	buf_str(b, "END:VCALENDAR\r\n");
}
