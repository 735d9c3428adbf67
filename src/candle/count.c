/* count.c - how many candles, and how many of them burn */
#include <stdlib.h>
#include <string.h>

#include "candle/inside.h"

#define HOURS 24
#define FIRST_ROOM 1024

struct candle_slot {
	char whom[CODE_ID_CHARS]; /* zero bytes: empty */
	uint64_t proven, waited;
	int64_t newest;           /* hour since 1970 */
	uint32_t hour[HOURS];     /* lit in each of the 24 to newest */
};

int candle_counts_open(struct candle_counts *c, struct err *e)
{
	c->slot = calloc(FIRST_ROOM, sizeof(*c->slot));
	c->sum = calloc(1, sizeof(*c->sum));
	if (c->slot == NULL || c->sum == NULL)
		return err_set(e, ERR_IO, "candles: out of memory");
	c->room = FIRST_ROOM;
	return 0;
}

void candle_counts_closep(struct candle_counts *c)
{
	free(c->slot);
	free(c->sum);
	*c = (struct candle_counts){ 0 };
}

/* The slot of whom, or the empty one where it would be. */
static struct candle_slot *look(struct candle_slot *slot, size_t room,
    struct span whom)
{
	uint64_t h = 0xcbf29ce484222325; /* FNV-1a */

	for (size_t i = 0; i < whom.n; i++)
		h = (h ^ (unsigned char)whom.p[i]) * 0x100000001b3;
	for (h ^= h >> 29;; h++) {
		struct candle_slot *s = &slot[h & (room - 1)];
		size_t n = strnlen(s->whom, sizeof(s->whom));

		if (n == 0 || span_eq((struct span){ s->whom, n }, whom))
			return s;
	}
}

static bool grow(struct candle_counts *c)
{
	struct candle_slot *wider;

	if (c->used < c->room / 4 * 3)
		return true;
	if (c->used >= CANDLE_PEOPLE_MAX)
		return false;
	wider = calloc(c->room * 2, sizeof(*wider));
	if (wider == NULL)
		return false;
	for (size_t i = 0; i < c->room; i++) {
		struct candle_slot *s = &c->slot[i];

		if (s->whom[0] != '\0')
			*look(wider, c->room * 2, (struct span){ s->whom,
			    strnlen(s->whom, sizeof(s->whom)) }) = *s;
	}
	free(c->slot);
	c->slot = wider;
	c->room *= 2;
	return true;
}

static void add(struct candle_slot *s, const struct candle_head *h)
{
	const int64_t hour = h->time / 3600;

	if (h->proven)
		s->proven++;
	else
		s->waited++;
	if (hour >= s->newest + HOURS)
		memset(s->hour, 0, sizeof(s->hour));
	else
		for (int64_t i = s->newest + 1; i <= hour; i++)
			s->hour[i % HOURS] = 0;
	if (hour > s->newest)
		s->newest = hour;
	if (hour > s->newest - HOURS)
		s->hour[hour % HOURS]++;
}

/* To the front, from where it was or from outside. */
static void put_recent(struct candle_counts *c, struct span whom)
{
	int i = 0;

	if (whom.n != CODE_ID_CHARS)
		return;
	while (i < c->recents && memcmp(c->recent[i], whom.p, whom.n) != 0)
		i++;
	if (i == c->recents && i < CANDLE_RECENT)
		c->recents++;
	if (i == CANDLE_RECENT)
		i--;
	memmove(c->recent[1], c->recent[0], (size_t)i * CODE_ID_CHARS);
	memcpy(c->recent[0], whom.p, whom.n);
}

int candle_counts_recent(const struct candle_counts *c, int64_t now,
    char out[CANDLE_RECENT][CODE_ID_CHARS + 1])
{
	int n = 0;

	for (int i = 0; i < c->recents; i++) {
		struct candle_count count;

		candle_counts_of(c, (struct span){ c->recent[i],
		    CODE_ID_CHARS }, now, &count);
		if (count.burning == 0)
			continue;
		memcpy(out[n], c->recent[i], CODE_ID_CHARS);
		out[n++][CODE_ID_CHARS] = '\0';
	}
	return n;
}

/* NULL where there is no room for one more. */
static struct candle_slot *slot_for(struct candle_counts *c,
    struct span whom)
{
	struct candle_slot *s = look(c->slot, c->room, whom);

	if (s->whom[0] != '\0')
		return s;
	if (!grow(c))
		return NULL;
	s = look(c->slot, c->room, whom);
	memcpy(s->whom, whom.p, whom.n);
	c->used++;
	return s;
}

bool candle_counts_add(struct candle_counts *c, const struct candle_head *h)
{
	struct span whom = span_of(h->whom);
	struct candle_slot *s;

	add(c->sum, h);
	put_recent(c, whom);
	s = slot_for(c, whom);
	if (s != NULL)
		add(s, h);
	return s != NULL;
}

bool candle_counts_more(struct candle_counts *c, struct span whom,
    const struct candle_count *n, int64_t day)
{
	struct candle_slot *s = whom.n == 0 ? c->sum : slot_for(c, whom);

	if (s == NULL)
		return false;
	s->proven += n->proven;
	s->waited += n->waited;
	if (s->newest < day * HOURS)
		s->newest = day * HOURS;
	return true;
}

int64_t candle_counts_day(const struct candle_counts *c, struct span whom)
{
	const struct candle_slot *s = whom.n == 0 ? c->sum
	    : look(c->slot, c->room, whom);

	return s->proven + s->waited == 0 ? -1 : s->newest / HOURS;
}

struct span candle_counts_whom(const struct candle_counts *c, size_t i)
{
	return (struct span){ c->slot[i].whom, strnlen(c->slot[i].whom,
	    sizeof(c->slot[i].whom)) };
}

void candle_counts_of(const struct candle_counts *c, struct span whom,
    int64_t now, struct candle_count *out)
{
	const struct candle_slot *s = whom.n == 0 ? c->sum
	    : look(c->slot, c->room, whom);
	const int64_t hour = now / 3600;

	*out = (struct candle_count){ s->proven, s->waited, 0 };
	for (int64_t i = s->newest; i > s->newest - HOURS && i >= 0; i--)
		if (i > hour - HOURS && i <= hour)
			out->burning += s->hour[i % HOURS];
}
