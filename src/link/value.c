/* value.c - cells to numbers: words by sound, codes by their bytes, days */
#include <string.h>

#include "base/utc.h"
#include "link/inside.h"
#include "when/when.h"

static uint64_t hash_bytes(struct span s)
{
	uint64_t h = s.n * 0x9e3779b97f4a7c15ULL, part;

	for (size_t i = 0; i < s.n; i += 8) {
		part = 0;
		memcpy(&part, s.p + i, s.n - i < 8 ? s.n - i : 8);
		h = link_mix(h ^ part) + 0x9e3779b97f4a7c15ULL;
	}
	return h;
}

/* Twice the room, with what is there copied; the old is let go with mem. */
static void *grown(struct arena *mem, const void *old, size_t count,
    size_t room, size_t size)
{
	void *p = arena_take(mem, room, size);

	if (count > 0)
		memcpy(p, old, count * size);
	return p;
}

/* ---- bytes ---- */

static void bytes_slot(struct link_bytes *d, uint32_t number)
{
	uint32_t i = (uint32_t)hash_bytes(d->text[number]) & (d->room - 1);

	while (d->slot[i] != 0)
		i = (i + 1) & (d->room - 1);
	d->slot[i] = number;
}

static void bytes_grow(struct link_bytes *d)
{
	if (d->text_room == d->count) {
		d->text_room = d->text_room == 0 ? 1024 : d->text_room * 2;
		d->text = grown(d->mem, d->text, d->count, d->text_room,
		    sizeof(*d->text));
		if (d->count == 0)
			d->count = 1; /* 0 says nothing */
	}
	if (d->count * 2 < d->room)
		return;
	d->room = d->room == 0 ? 4096 : d->room * 2;
	d->slot = arena_take(d->mem, d->room, sizeof(*d->slot));
	for (uint32_t i = 1; i < d->count; i++)
		bytes_slot(d, i);
}

uint32_t link_bytes_put(struct link_bytes *d, struct span s, bool *fresh)
{
	uint32_t i;

	*fresh = false;
	bytes_grow(d);
	i = (uint32_t)hash_bytes(s) & (d->room - 1);
	for (; d->slot[i] != 0; i = (i + 1) & (d->room - 1))
		if (span_eq(d->text[d->slot[i]], s))
			return d->slot[i];
	*fresh = true;
	d->text[d->count] = arena_copy(d->mem, s);
	return d->slot[i] = d->count++;
}

/* ---- words ---- */

static void words_slot(struct link_words *w, uint32_t number)
{
	uint32_t i = (uint32_t)(w->at[number].hash >> 8) & (w->room - 1);

	while (w->slot[i] != 0)
		i = (i + 1) & (w->room - 1);
	w->slot[i] = number;
}

static void words_grow(struct link_words *w)
{
	if (w->at_room == w->count) {
		w->at_room = w->at_room == 0 ? 1024 : w->at_room * 2;
		w->at = grown(w->mem, w->at, w->count, w->at_room,
		    sizeof(*w->at));
		w->brief = grown(w->mem, w->brief, w->count, w->at_room,
		    sizeof(*w->brief));
		if (w->count == 0)
			w->count = 1;
	}
	if (w->count * 2 < w->room)
		return;
	w->room = w->room == 0 ? 4096 : w->room * 2;
	w->slot = arena_take(w->mem, w->room, sizeof(*w->slot));
	for (uint32_t i = 1; i < w->count; i++)
		words_slot(w, i);
}

static uint64_t brief_of(const struct name_skel *s, bool initial)
{
	uint64_t brief = (uint64_t)s->n << 48;

	for (int i = 0; i < s->n; i++) {
		int shift = 2 * (s->code[i] - 1);

		if ((brief >> shift & 3) < 3)
			brief += (uint64_t)1 << shift;
	}
	return brief | (initial ? LINK_BRIEF_INITIAL : 0) |
	    (s->flags & NAME_ABJAD ? LINK_BRIEF_ABJAD : 0);
}

uint32_t link_words_put(struct link_words *w, const struct name_skel *s,
    bool initial)
{
	uint64_t hash;
	uint32_t i;

	if (s->n == 0)
		return 0;
	words_grow(w);
	/* An alphabet without vowels is a word of its own: its distances
	 * are others. */
	hash = link_mix(name_skel_hash(s) + (initial ? 1 : 0) +
	    (s->flags & NAME_ABJAD ? 2 : 0));
	i = (uint32_t)(hash >> 8) & (w->room - 1);
	for (; w->slot[i] != 0; i = (i + 1) & (w->room - 1)) {
		const struct link_sound *x = &w->at[w->slot[i]];

		if (x->hash == hash && x->initial == initial &&
		    ((x->skel.flags ^ s->flags) & NAME_ABJAD) == 0 &&
		    name_skel_same(&x->skel, s))
			return w->slot[i];
	}
	w->at[w->count] = (struct link_sound){ *s, hash,
		name_skel_bones(s), initial };
	w->brief[w->count] = brief_of(s, initial);
	return w->slot[i] = w->count++;
}

/* ---- days ---- */

static bool fits(int64_t y, uint64_t m, uint64_t d)
{
	return y >= 0 && y <= 9999 && m <= 12 && d <= 31;
}

/* What both ends of a span of days have in common. */
static bool read_edtf(struct span cell, struct link_day *out)
{
	struct when w;
	struct err why;
	int64_t y1, y2;
	int m1, m2, d1, d2;

	if (when_parse(cell, &w, &why) < 0 || w.first == INT64_MIN ||
	    w.last == INT64_MAX)
		return false;
	utc_civil(w.first, &y1, &m1, &d1);
	utc_civil(w.last, &y2, &m2, &d2);
	if (y1 != y2 || !fits(y1, 1, 1))
		return false;
	*out = (struct link_day){ (int16_t)y1, (uint8_t)(m1 == m2 ? m1 : 0),
		(uint8_t)(m1 == m2 && d1 == d2 ? d1 : 0) };
	return true;
}

/* Numbers with anything between: at most three.  0: no such thing. */
static int read_numbers(struct span cell, uint64_t n[3], size_t width[3])
{
	int count = 0;

	for (size_t i = 0; i < cell.n; ) {
		size_t from = i;

		if (cell.p[i] < '0' || cell.p[i] > '9') {
			if ((cell.p[i] < ' ' || cell.p[i] > '/') && cell.p[i] != '\t')
				return 0; /* letters: no numbers alone */
			i++;
			continue;
		}
		if (count == 3)
			return 0;
		n[count] = 0;
		while (i < cell.n && cell.p[i] >= '0' && cell.p[i] <= '9' &&
		    i - from < 9)
			n[count] = n[count] * 10 + (uint64_t)(cell.p[i++] -
			    '0');
		width[count++] = i - from;
	}
	return count;
}

/* One number: 1994, 199403 or 19940322. */
static bool read_one(uint64_t n, size_t width, struct link_day *out)
{
	uint64_t day = 0, month = 0;

	if (width == 8) {
		day = n % 100;
		n /= 100;
	}
	if (width >= 6) {
		month = n % 100;
		n /= 100;
	}
	if ((width != 4 && width != 6 && width != 8) || n < 1000 || n > 2999 ||
	    !fits((int64_t)n, month, day))
		return false;
	*out = (struct link_day){ (int16_t)n, (uint8_t)month, (uint8_t)day };
	return true;
}

static bool read_parts(const uint64_t n[3], const size_t width[3], int count,
    enum link_order order, struct link_day *out)
{
	uint64_t y, m, d = 0;

	if (count == 2) { /* a month of a year */
		y = width[0] >= 3 ? n[0] : n[1];
		m = width[0] >= 3 ? n[1] : n[0];
	} else if (width[0] >= 3) {
		y = n[0];
		m = n[1];
		d = n[2];
	} else {
		y = n[2];
		m = order == LINK_MDY ? n[0] : n[1];
		d = order == LINK_MDY ? n[1] : n[0];
		if (width[2] == 2)
			y += y < 30 ? 2000 : 1900;
	}
	if (m > 12 && d <= 12 && d > 0) { /* the other way round after all */
		uint64_t t = m;

		m = d;
		d = t;
	}
	if (y < 1000 || y > 2999 || !fits((int64_t)y, m, d))
		return false;
	*out = (struct link_day){ (int16_t)y, (uint8_t)m, (uint8_t)d };
	return true;
}

bool link_day_read(struct span cell, enum link_order order,
    struct link_day *out)
{
	uint64_t n[3];
	size_t width[3];
	int count;

	cell = span_trim(cell);
	/* "2022-01-05T00:00:00" and "2022-01-05 00:00" are days. */
	if (cell.n > 10 && (cell.p[10] == 'T' || cell.p[10] == ' ') &&
	    cell.p[4] == '-' && cell.p[7] == '-')
		cell.n = 10;
	count = read_numbers(cell, n, width);
	if (count == 1)
		return read_one(n[0], width[0], out);
	if (count > 1)
		return read_parts(n, width, count, order, out);
	return cell.n <= WHEN_MAX && read_edtf(cell, out);
}
