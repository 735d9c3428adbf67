/* text.c - words of a name or a question, and what they sound like */
#include <stdatomic.h>
#include <string.h>

#include "base/code.h"
#include "base/utf8.h"
#include "find/inside.h"

uint64_t find_hash(const void *p, size_t n, uint64_t seed)
{
	const uint8_t *b = p;
	uint64_t h = seed ^ (n * 0x9E3779B97F4A7C15ULL), part;

	while (n > 0) {
		size_t k = n < 8 ? n : 8;

		part = 0;
		memcpy(&part, b, k);
		h = (h ^ part) * 0xFF51AFD7ED558CCDULL;
		h ^= h >> 32;
		b += k;
		n -= k;
	}
	h *= 0xC4CEB9FE1A85EC53ULL;
	return h ^ h >> 29;
}

/* ---- letters ---- */

enum kind { GAP, INSIDE, NOTHING };

/* Spaces and signs part words; apostrophes and marks stand inside; what has
 * no width is not there. */
static enum kind kind_of(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || c == '\'' || c == '`' ? INSIDE
		    : GAP;
	if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A &&
	    c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF ||
	    (c >= 0xFE00 && c <= 0xFE0F) || c == 0x34F || c == 0x640)
		return NOTHING;
	if (c < 0xC0)
		return c == 0xAA || c == 0xB5 || c == 0xBA || c == 0xB4
		    ? INSIDE : GAP;
	if ((c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x3003) ||
	    (c >= 0x3008 && c <= 0x3011) || c == 0x1680 || c == 0x5BE ||
	    c == 0x60C || c == 0x61B || c == 0x61F || c == 0x6D4)
		return c == 0x2018 || c == 0x2019 ? INSIDE : GAP;
	return INSIDE;
}

/* Small letters of the scripts that have them, as far as names need: what is
 * not known here differs by case, and is then found by its sounds. */
static uint32_t small(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
		return c + 32;
	if (c >= 0x410 && c <= 0x42F)
		return c + 32;
	if (c >= 0x400 && c <= 0x40F)
		return c + 80;
	if (c == 0x130)
		return 'i';
	if (c == 0x4C0)
		return 0x4CF;
	if (c >= 0x4C1 && c <= 0x4CE)
		return c + (c & 1);
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
		return c + (c & 1);
	if ((c >= 0x100 && c <= 0x17F) || (c >= 0x1E00 && c <= 0x1EFF) ||
	    (c >= 0x460 && c <= 0x52F) || (c >= 0x218 && c <= 0x21F))
		return c | 1;
	return c;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Takes one word from the front; false where none is left. */
static bool next_word(struct span *s, struct find_word *w)
{
	uint64_t h = 0xCBF29CE484222325ULL;
	const char *from = NULL, *to = NULL;
	uint32_t c, number = 0;
	bool digits = true;

	*w = (struct find_word){ .letters = 0 };
	while (s->n > 0) {
		struct span at = *s;
		enum kind kind;

		if (!utf8_next(s, &c)) {
			*s = span_skip(*s, 1);
			c = ' ';
		}
		kind = kind_of(c);
		if (kind == NOTHING)
			continue;
		if (kind == GAP) {
			if (from == NULL)
				continue;
			w->dot = c == '.';
			*s = at; /* it is seen again, and passed over */
			break;
		}
		if (from == NULL)
			from = at.p;
		to = s->p;
		w->letters = (uint8_t)(w->letters + (w->letters < 255));
		digits = digits && is_digit(c) && number < 100000000;
		number = digits ? number * 10 + (c - '0') : 0;
		h = (h ^ small(c)) * 0x100000001B3ULL;
	}
	if (from == NULL)
		return false;
	w->text = (struct span){ from, (size_t)(to - from) };
	w->fold = (uint32_t)(h ^ h >> 32);
	w->number = digits ? number : 0;
	return true;
}

int find_words(struct span text, struct find_word *out, int max,
    struct span *rest)
{
	int n = 0;

	while (n < max && next_word(&text, &out[n]))
		n++;
	if (rest != NULL)
		*rest = text;
	return n;
}

/* A letter alone, or two with a full stop: Ж. Zh. Ю */
bool find_sounds(const struct find_word *w, struct name_skel *out)
{
	name_skel(w->text, out, NULL);
	out->flags &= NAME_ABJAD | NAME_FATHERS | NAME_FEMININE;
	if (out->n > 0 && (w->letters == 1 || (w->letters <= 2 && w->dot)))
		out->flags |= FIND_INITIAL_FLAG;
	return out->n > 0;
}

/* ---- bones ---- */

uint64_t find_bones(const struct name_skel *s)
{
	uint64_t low = name_skel_bones(s), high = 0;

	for (int shift = 60; low != 0 && shift > 0; shift -= 4, low >>= 4)
		high |= (low & 15) << shift;
	return high;
}

uint64_t find_bones_less(uint64_t bones, int i)
{
	uint64_t tail = ~(uint64_t)0 >> (4 * i);

	return (bones & ~tail) | (bones << 4 & tail);
}

int find_bones_count(uint64_t bones)
{
	int n = 0;

	for (; bones != 0; bones <<= 4)
		n++;
	return n;
}

uint32_t find_near_hash(uint64_t bones, int left_out)
{
	uint64_t h = (bones + (uint64_t)left_out + 1) * 0x9E3779B97F4A7C15ULL;

	h ^= h >> 32;
	h *= 0xD6E8FEB86659FD93ULL;
	return (uint32_t)(h >> 32);
}

/* ---- the tables of names ---- */

static uint64_t tables(void)
{
	static const char *const sample[] = { "Нұрланқызы", "Olegovich",
		"Petrovna", "Ахметова", "Smirnovskaya", "Ковальский",
		"oʻgʻli", "Сейітұлы", "Khrushchev", "Dzhakishev", "Nguyen" };
	uint64_t h = 1;
	struct name_skel s;
	char letter[4];

	for (uint32_t c = 'A'; c < 0x700; c++) {
		size_t n = c == 0x1BF ? 0 : utf8_put(c, letter);

		if (c == 0x250)
			c = 0x3FF; /* no letters of ours between */
		name_skel((struct span){ letter, n }, &s, NULL);
		h = find_hash(&s, 2 + (size_t)s.n, h);
	}
	for (size_t i = 0; i < sizeof(sample) / sizeof(sample[0]); i++) {
		name_skel(span_of(sample[i]), &s, NULL);
		h = find_hash(&s, sizeof(s), h);
	}
	return h;
}

/* Asked with each file, and the same as long as the program runs. */
uint64_t find_tables(void)
{
	static _Atomic uint64_t known;
	uint64_t h = atomic_load(&known);

	if (h == 0) {
		h = tables();
		atomic_store(&known, h);
	}
	return h;
}

/* ---- ids: sixty bits, and one for records ---- */

static const char digits[33] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void find_id_text(uint64_t id, char out[13], bool *record)
{
	*record = id >> 63 != 0;
	for (int i = 0; i < 12; i++)
		out[i] = digits[id >> (55 - 5 * i) & 31];
	out[12] = '\0';
}

uint64_t find_id_number(const char id[13], bool record)
{
	uint64_t v = record;

	v <<= 3;
	for (int i = 0; i < 12; i++) {
		const char *at = id[i] == '\0' ? NULL : strchr(digits, id[i]);

		v = v << 5 | (at == NULL ? 0 : (uint64_t)(at - digits));
	}
	return v;
}
