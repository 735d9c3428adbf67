#include "candle/signed.h"

#include <stdlib.h>
#include <string.h>

#include "base/scan.h"
#include "base/utc.h"
#include "candle/inside.h"

#define DAY 86400

struct candle_signed {
	atomic_int users;
	struct candle_counts counts;
	uint8_t of[CRYPT_HASH];
};

int candle_signed_open(struct candle_signed **out,
    const uint8_t of[CRYPT_HASH], struct err *e)
{
	struct candle_signed *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return err_set(e, ERR_IO, "candles: out of memory");
	atomic_init(&s->users, 1);
	memcpy(s->of, of, CRYPT_HASH);
	if (candle_counts_open(&s->counts, e) < 0) {
		candle_signed_closep(&s);
		return -1;
	}
	*out = s;
	return 0;
}

struct candle_signed *candle_signed_share(struct candle_signed *s)
{
	if (s != NULL)
		atomic_fetch_add(&s->users, 1);
	return s;
}

void candle_signed_closep(struct candle_signed **p)
{
	struct candle_signed *s = *p;

	*p = NULL;
	if (s == NULL || atomic_fetch_sub(&s->users, 1) != 1)
		return;
	candle_counts_closep(&s->counts);
	free(s);
}

bool candle_signed_is_of(const struct candle_signed *s,
    const uint8_t of[CRYPT_HASH])
{
	return s != NULL && memcmp(s->of, of, CRYPT_HASH) == 0;
}

int candle_signed_add(struct candle_signed *s, struct span text,
    struct span day, struct arena *a, struct err *e)
{
	struct span counts, line;
	struct scan rows;
	int64_t t = 0;

	if (candle_day_counts(text, day, a, &counts, e) < 0)
		return -1;
	(void)utc_parse(span_of(arena_fmt(a, "%.10sT00:00:00Z", day.p)), &t);
	rows = scan_of(counts);
	while (scan_line(&rows, CANDLE_LINE_MAX, &line)) {
		struct span whom = { line.p, span_find(line, ' ') };
		struct scan r = scan_of(span_skip(line, whom.n));
		struct candle_count n = { 0 };

		if (span_is(whom, "sum"))
			whom.n = 0;
		if (!scan_lit(&r, SPAN(" ")) || !scan_u64(&r, UINT64_MAX,
		    &n.proven) || !scan_lit(&r, SPAN(" ")) || !scan_u64(&r,
		    UINT64_MAX, &n.waited) || !candle_counts_more(&s->counts,
		    whom, &n, t / DAY))
			return err_set(e, ERR_LIMIT, "candles for too many");
	}
	return 0;
}

void candle_signed_of(const struct candle_signed *s, struct span whom,
    struct candle_sum *out)
{
	struct candle_count n;

	candle_counts_of(&s->counts, whom, 0, &n);
	*out = (struct candle_sum){ n.proven, n.waited,
		candle_counts_day(&s->counts, whom) };
}

bool candle_signed_next(const struct candle_signed *s, size_t *at,
    struct span *whom)
{
	while (*at < s->counts.room) {
		*whom = candle_counts_whom(&s->counts, (*at)++);
		if (whom->n > 0)
			return true;
	}
	return false;
}
