#include "when/when.h"

#include "base/utf8.h"
#include "when/when_parts.h"

/* How an end of an interval is declined: Russian and Kazakh need it. */
enum form { ALONE, SINCE, TILL };

/* One language.  In patterns: %d day, %y year, %z the last year of a span,
 * %m month or season, %g its genitive, %a its accusative, %f and %t the
 * Kazakh endings "from" and "to" of the word before.  Pairs are what stands
 * before and after; with two ends, before each. */
struct tongue {
	const char *month[12], *season[4], *month_g[12], *season_g[4];
	const char *season_a[4];
	const char *day[3], *whole[3], *year[3]; /* whole: month, season */
	const char *some_month, *some_day, *some_month_day, *some_year;
	const char *some_first; /* of the years 1 BCE to 9 or 99 */
	bool dash;              /* between two ends, which stand alone */
	const char *span[2], *on[2], *till[2], *no_end[2], *no_start[2];
	const char *bce[2], *mark[4][2]; /* none, about, perhaps, both */
	const char *part_mark[3], *part[4]; /* parts of the day, and hours */
	const char *clock, *hour, *times[2], *within[3];
};

static const struct tongue EN = {
	.month = { "January", "February", "March", "April", "May", "June",
	    "July", "August", "September", "October", "November",
	    "December" },
	.season = { "spring", "summer", "autumn", "winter" },
	.day = { "%d %m %y", "%d %m %y", "%d %m %y" },
	.whole = { "%m %y", "%m %y", "%m %y" },
	.year = { "%y", "%y", "%y" },
	.some_month = "some month in %y", .some_day = "some day in %y",
	.some_month_day = "some day in %m %y",
	.some_year = "some year from %y to %z",
	.some_first = "some year from 1 BCE to %z CE",
	.span = { "from ", " to " }, .on = { "from ", " on" },
	.till = { "until ", "" }, .no_end = { "from ", ", end unknown" },
	.no_start = { "until ", ", start unknown" },
	.bce = { "", " BCE" },
	.mark = { { "", "" }, { "about ", "" }, { "perhaps ", "" },
	    { "perhaps about ", "" } },
	.part_mark = { "", " (approximately)", " (perhaps)" },
	.clock = "", .hour = " h", .times = { "from ", " to " },
	.within = { "between ", " and ", "" },
	.part = { "at night", "in the morning", "in the afternoon",
	    "in the evening" },
};

static const struct tongue RU = {
	.month = { "январь", "февраль", "март", "апрель", "май", "июнь",
	    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь" },
	.season = { "весна", "лето", "осень", "зима" },
	.month_g = { "января", "февраля", "марта", "апреля", "мая", "июня",
	    "июля", "августа", "сентября", "октября", "ноября",
	    "декабря" },
	.season_g = { "весны", "лета", "осени", "зимы" },
	.season_a = { "весну", "лето", "осень", "зиму" },
	.day = { "%d %g %y года", "%d %g %y года", "%d %g %y года" },
	.whole = { "%m %y года", "%g %y года", "%a %y года" },
	.year = { "%y год", "%y года", "%y год" },
	.some_month = "один из месяцев %y года",
	.some_day = "один из дней %y года",
	.some_month_day = "один из дней %g %y года",
	.some_year = "один из %y–%z годов",
	.some_first = "один из годов с 1 года до н. э. по %z год н. э.",
	.span = { "с ", " по " }, .on = { "с ", " и далее" },
	.till = { "по ", " включительно" },
	.no_end = { "с ", ", окончание неизвестно" },
	.no_start = { "по ", ", начало неизвестно" },
	.bce = { "", " до н. э." },
	.mark = { { "", "" }, { "", " (приблизительно)" },
	    { "", " (возможно)" }, { "", " (приблизительно, возможно)" } },
	.part_mark = { "", " (приблизительно)", " (возможно)" },
	.clock = "", .hour = " ч", .times = { "с ", " до " },
	.within = { "между ", " и ", "" },
	.part = { "ночью", "утром", "днём", "вечером" },
};

static const struct tongue KK = {
	.month = { "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
	    "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан" },
	.season = { "көктем", "жаз", "күз", "қыс" },
	.day = { "%y жылғы %d %m", "%y жылғы %d %m%f бастап",
	    "%y жылғы %d %m%t дейін" },
	.whole = { "%y жылғы %m", "%y жылғы %m%f бастап",
	    "%y жылғы %m%t дейін" },
	.year = { "%y жыл", "%y жылдан бастап", "%y жылға дейін" },
	.some_month = "%y жылдың бір айы", .some_day = "%y жылдың бір күні",
	.some_month_day = "%y жылғы %m айының бір күні",
	.some_year = "%y–%z жылдардың бірі",
	.some_first = "б.з.д. 1 жыл мен б.з. %z жыл аралығындағы бір жыл",
	.dash = true, .span = { "", " – " }, .on = { "", "" },
	.till = { "", "" }, .no_end = { "", ", аяқталуы белгісіз" },
	.no_start = { "", ", басталуы белгісіз" },
	.bce = { "б.з.д. ", "" },
	.mark = { { "", "" }, { "шамамен ", "" }, { "", " (мүмкін)" },
	    { "шамамен ", " (мүмкін)" } },
	.part_mark = { "", " (шамамен)", " (мүмкін)" },
	.clock = "сағат ", .hour = "", .times = { "", " – " },
	.within = { "", "–", " аралығында" },
	.part = { "түнде", "таңертең", "күндіз", "кешке" },
};

/* Endings after each month, then each season: from, to. */
static const char *const KK_END[16][2] = {
	{ "дан", "ға" }, { "нан", "ға" }, { "дан", "ға" }, { "ден", "ге" },
	{ "дан", "ға" }, { "нан", "ға" }, { "ден", "ге" }, { "дан", "ға" },
	{ "тен", "ке" }, { "нан", "ға" }, { "дан", "ға" }, { "нан", "ға" },
	{ "нен", "ге" }, { "дан", "ға" }, { "ден", "ге" }, { "тан", "қа" },
};

/* The alphabet of 2021, as far as the words above need it. */
static const struct { uint32_t from; const char *to; } LATIN[] = {
	{ U'а', "a" }, { U'ә', "ä" }, { U'б', "b" }, { U'в', "v" },
	{ U'г', "g" }, { U'ғ', "ğ" }, { U'д', "d" }, { U'е', "e" },
	{ U'ж', "j" }, { U'з', "z" }, { U'и', "i" }, { U'й', "i" },
	{ U'к', "k" }, { U'қ', "q" }, { U'л', "l" }, { U'м', "m" },
	{ U'н', "n" }, { U'ң', "ñ" }, { U'о', "o" }, { U'ө', "ö" },
	{ U'п', "p" }, { U'р', "r" }, { U'с', "s" }, { U'т', "t" },
	{ U'у', "u" }, { U'ұ', "ū" }, { U'ү', "ü" }, { U'ф', "f" },
	{ U'х', "h" }, { U'һ', "h" }, { U'ш', "ş" }, { U'ы', "y" },
	{ U'і', "ı" }, { U'я', "ia" },
};

struct voice {
	const struct tongue *t;
	bool latin;
	struct buf *out;
	int upto; /* not 0: the last of two days of one month */
};

static struct voice voice_of(struct span lang, struct buf *out)
{
	struct span base = { lang.p, span_find(lang, '-') };
	bool kk = span_is(base, "kk");

	return (struct voice){ kk ? &KK : span_is(base, "ru") ? &RU : &EN,
	    kk && (span_is(lang, "kk-Latn") ||
	    span_starts(lang, SPAN("kk-Latn-"))), out, 0 };
}

/* One character of the pattern. */
static void say_char(const struct voice *v, struct span *s)
{
	struct span was = *s;
	uint32_t cp;

	if (!utf8_next(s, &cp))
		return;
	for (size_t i = 0; v->latin && i < sizeof(LATIN) / sizeof(LATIN[0]);
	    i++)
		if (LATIN[i].from == cp) {
			buf_str(v->out, LATIN[i].to);
			return;
		}
	buf_add(v->out, (struct span){ was.p, was.n - s->n });
}

static void say(const struct voice *v, const char *words)
{
	struct span s = span_of(words);

	while (s.n != 0)
		say_char(v, &s);
}

/* Years before 0 count from 1 BCE, which is year 0. */
static void say_year(const struct voice *v, int64_t year)
{
	buf_u64(v->out, (uint64_t)(year <= 0 ? 1 - year : year));
}

static void say_name(const struct voice *v, const struct when_point *p,
    char what)
{
	const struct tongue *t = v->t;
	bool season = p->month > 12;
	int i = season ? p->month - 21 : p->month - 1;

	if (what == 'f' || what == 't')
		say(v, KK_END[season ? 12 + i : i][what == 't']);
	else if (what == 'g')
		say(v, season ? t->season_g[i] : t->month_g[i]);
	else if (what == 'a' && season)
		say(v, t->season_a[i]);
	else
		say(v, season ? t->season[i] : t->month[i]);
}

static void say_pattern(const struct voice *v, const char *pattern,
    const struct when_point *p)
{
	struct span s = span_of(pattern);
	int64_t more = p->year_x == 2 ? 99 : 9;

	while (s.n != 0) {
		char what = s.p[0] == '%' ? s.p[1] : 0;

		if (what == 0) {
			say_char(v, &s);
			continue;
		}
		s = span_skip(s, 2);
		if (what == 'd') {
			buf_u64(v->out, (uint64_t)p->day);
			if (v->upto != 0)
				buf_fmt(v->out, "–%d", v->upto);
		} else if (what == 'y') /* the earlier one comes first */
			say_year(v, p->year - (p->year < 0 && p->year_x != 0 ?
			    more : 0));
		else if (what == 'z')
			say_year(v, p->year + (p->year < 0 ? 0 : more));
		else
			say_name(v, p, what);
	}
}

static const char *pattern_of(const struct tongue *t,
    const struct when_point *p, enum form form)
{
	if (p->year_x != 0)
		return p->year == 0 ? t->some_first : t->some_year;
	if (p->precision == WHEN_MONTH && p->month_x)
		return t->some_month;
	if (p->day_x)
		return p->month_x ? t->some_day : t->some_month_day;
	return p->precision >= WHEN_DAY ? t->day[form] :
	    p->precision >= WHEN_SEASON ? t->whole[form] : t->year[form];
}

static int mark_of(bool approximate, bool uncertain)
{
	return (approximate ? 1 : 0) + (uncertain ? 2 : 0);
}

static void say_clock(const struct voice *v, int32_t second, int fields)
{
	buf_fmt(v->out, "%02d", (int)(second / 3600));
	if (fields > 1)
		buf_fmt(v->out, ":%02d", (int)(second / 60 % 60));
	if (fields > 2)
		buf_fmt(v->out, ":%02d", (int)(second % 60));
}

static void say_zone(const struct voice *v, const struct when_point *p)
{
	int m = p->zone_minutes < 0 ? -p->zone_minutes : p->zone_minutes;

	buf_str(v->out, " (UTC");
	if (m != 0)
		buf_fmt(v->out, "%s%02d", p->zone_minutes < 0 ? "−" : "+",
		    m / 60);
	if (m != 0 && !p->zone_hours)
		buf_fmt(v->out, ":%02d", m % 60);
	buf_str(v->out, ")");
}

static void say_point(const struct voice *v, const struct when_point *p,
    enum form form)
{
	const struct tongue *t = v->t;
	int mark = mark_of(p->approximate, p->uncertain);
	bool bce = p->year < 0 || (p->year == 0 && p->year_x == 0);

	say(v, t->mark[mark][0]);
	say(v, bce ? t->bce[0] : "");
	say_pattern(v, pattern_of(t, p, form), p);
	say(v, bce ? t->bce[1] : "");
	if (p->precision == WHEN_SECOND) {
		buf_str(v->out, ", ");
		say_clock(v, p->second, 3);
		if (p->has_zone)
			say_zone(v, p);
	}
	say(v, t->mark[mark][1]);
}

/* "6–7 January 2022" rather than "from 6 January 2022 to 7 ...". */
static bool same_month(const struct when_point *a, const struct when_point *b)
{
	return a->precision == WHEN_DAY && b->precision == WHEN_DAY &&
	    a->year == b->year && a->month == b->month && a->day < b->day &&
	    mark_of(a->approximate || b->approximate,
	    a->uncertain || b->uncertain) == 0;
}

/* Russian says "со 2 января": the second, "второго". */
static void say_from(const struct voice *v, const char *before,
    const struct when_point *p, enum form form)
{
	bool second = p->precision == WHEN_DAY && p->day == 2;

	say(v, v->t == &RU && second ? "со " : before);
	say_point(v, p, form);
}

static void say_interval(struct voice *v, const struct when *w)
{
	const struct tongue *t = v->t;
	const char *const *ends;

	if (w->from.open || w->from.unknown) {
		ends = w->from.open ? t->till : t->no_start;
		say(v, ends[0]);
		say_point(v, &w->to, TILL);
		say(v, ends[1]);
	} else if (w->to.open || w->to.unknown) {
		ends = w->to.open ? t->on : t->no_end;
		say_from(v, ends[0], &w->from, SINCE);
		say(v, ends[1]);
	} else if (same_month(&w->from, &w->to)) {
		v->upto = w->to.day;
		say_point(v, &w->from, ALONE);
	} else {
		say_from(v, t->span[0], &w->from, t->dash ? ALONE : SINCE);
		say(v, t->span[1]);
		say_point(v, &w->to, t->dash ? ALONE : TILL);
	}
}

void when_words(const struct when *w, struct span lang, struct buf *out)
{
	struct voice v = voice_of(lang, out);

	if (w->interval)
		say_interval(&v, w);
	else
		say_point(&v, &w->from, ALONE);
}

/* HH, HH:MM or HH:MM:SS with its mark. */
static void say_time(const struct voice *v, struct span text, bool first)
{
	const struct tongue *t = v->t;
	bool perhaps = false, about = false;
	struct scan s;
	struct err e;
	int32_t at;
	int fields, mark;

	if (!when_qualifier(&text, &perhaps, &about))
		return;
	s = scan_of(text);
	if (when_clock(&s, &at, &fields, &e) < 0)
		return;
	mark = mark_of(about, perhaps);
	say(v, t->mark[mark][0]);
	say(v, first ? t->clock : "");
	say_clock(v, at, fields);
	say(v, fields == 1 ? t->hour : "");
	say(v, t->mark[mark][1]);
}

/* An hour: between 19:00 and 20:00. */
static void say_hour(const struct voice *v, const struct when_time *w)
{
	const struct tongue *t = v->t;

	say(v, t->clock);
	say(v, t->within[0]);
	say_clock(v, w->first, 2);
	say(v, t->within[1]);
	say_clock(v, w->last + 1, 2);
	say(v, t->within[2]);
	say(v, t->part_mark[mark_of(w->approximate, w->uncertain)]);
}

void when_time_words(const struct when_time *t, struct span text,
    struct span lang, struct buf *out)
{
	struct voice v = voice_of(lang, out);
	size_t slash = span_find(text, '/');

	if (t->part != 0) {
		say(&v, v.t->part[t->part - 1]);
		say(&v, v.t->part_mark[mark_of(t->approximate,
		    t->uncertain)]);
	} else if (t->interval) {
		say(&v, v.t->times[0]);
		say_time(&v, (struct span){ text.p, slash }, true);
		say(&v, v.t->times[1]);
		say_time(&v, span_skip(text, slash + 1), false);
	} else if (span_find(text, ':') == text.n) {
		say_hour(&v, t);
	} else {
		say_time(&v, text, true);
	}
}

void when_day_of_year_words(int month, int day, struct span lang,
    struct buf *out)
{
	struct voice v = voice_of(lang, out);

	if (day > 0)
		buf_fmt(out, "%d ", day);
	say(&v, day > 0 && v.t == &RU ? v.t->month_g[month - 1]
	    : v.t->month[month - 1]);
}
