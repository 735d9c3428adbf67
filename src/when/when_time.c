#include "when/when_parts.h"

static const char *const PARTS[] = { "night", "morning", "day", "evening" };

/* One time; *last is the last second that it may be. */
static int read_one(struct span text, struct when_time *t, struct err *e)
{
	static const int SECONDS[] = { 0, 3600, 60, 1 };
	struct scan s;
	int32_t second;
	int fields;

	if (!when_qualifier(&text, &t->uncertain, &t->approximate))
		return err_set(e, ERR_FORMAT, "one of ~ ? is enough");
	if (t->uncertain && t->approximate)
		return err_set(e, ERR_FORMAT,
		    "%% is for dates: a time takes ~ or ?");
	for (int i = 0; i < 4; i++) {
		if (!span_is(text, PARTS[i]))
			continue;
		t->part = i + 1;
		t->first = (i == 0 ? 22 : 6 * i) * 3600;
		t->last = 6 * (i + 1) * 3600 - 1;
		return 0;
	}
	s = scan_of(text);
	if (when_clock(&s, &second, &fields, e) < 0)
		return -1;
	if (!scan_done(&s))
		return err_set(e, ERR_FORMAT,
		    "after the time comes something that is no part of it");
	t->first = second;
	t->last = second + SECONDS[fields] - 1;
	return 0;
}

int when_time_parse(struct span text, struct when_time *out, struct err *e)
{
	struct when_time t = { 0 }, to = { 0 };
	size_t slash = span_find(text, '/');

	if (text.n == 0)
		return err_set(e, ERR_FORMAT, "there is no time of day");
	if (text.n > WHEN_TIME_MAX)
		return err_set(e, ERR_LIMIT,
		    "a time of day is at most %d bytes", WHEN_TIME_MAX);
	t.interval = slash < text.n;
	if (read_one((struct span){ text.p, slash }, &t, e) < 0)
		return -1;
	if (t.interval) {
		if (read_one(span_skip(text, slash + 1), &to, e) < 0)
			return -1;
		if (t.part != 0 || to.part != 0)
			return err_set(e, ERR_FORMAT,
			    "a part of the day stands alone");
		t.last = to.last;
		t.approximate = t.approximate || to.approximate;
		t.uncertain = t.uncertain || to.uncertain;
	}
	*out = t;
	return 0;
}
