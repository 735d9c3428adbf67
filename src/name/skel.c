/* skel.c - sounds to a skeleton: doubles joined, endings taken off */
#include "name/skel.h"

#include <string.h>

#include "name/inside.h"

#define FATHER_LEAST 2 /* sounds that a father's name keeps */

static bool is_vowel(uint8_t sound)
{
	return sound >= NAME_A && sound <= NAME_U;
}

/* ---- sounds that stand together ---- */

static void drop(struct name_raw *r, int i)
{
	memmove(&r->code[i], &r->code[i + 1], (size_t)(r->n - i - 1));
	memmove(&r->at[i], &r->at[i + 1], (size_t)(r->n - i) *
	    sizeof(r->at[0]));
	r->n--;
}

/* т+с is ц, д+ж is one sound, ng is ң (Теңіз, Тенгиз), щ by parts. */
static bool joins(uint8_t x, uint8_t y, uint8_t *both)
{
	*both = x == NAME_T && y == NAME_S ? NAME_TS
	    : x == NAME_D && y == NAME_J ? NAME_J
	    : x == NAME_N && y == NAME_G ? NAME_N
	    : x == NAME_SH && y == NAME_CH ? NAME_SH
	    : x == NAME_T && y == NAME_SH ? NAME_CH : x;
	return *both != x || x == y || (x == NAME_N && y == NAME_G) ||
	    (x == NAME_SH && y == NAME_CH);
}

static void join(struct name_raw *r)
{
	int n = 0;

	for (int i = 0; i < r->n; i++) {
		uint8_t both;

		if (n > 0 && joins(r->code[n - 1], r->code[i], &both)) {
			r->code[n - 1] = both;
			continue;
		}
		r->code[n] = r->code[i];
		r->at[n++] = r->at[i];
	}
	r->at[n] = r->at[r->n];
	r->n = n;
}

/* ---- endings ---- */

#define S(...) { __VA_ARGS__ }
struct ending {
	uint8_t n, least; /* sounds of it; that must stand before it */
	uint8_t code[8];
};

/* After Kazakh, Russian, Uzbek, Azerbaijani and Kyrgyz usage. */
static const struct ending fathers[] = {
	{ 6, 2, S(NAME_I, NAME_N, NAME_I, NAME_CH, NAME_N, NAME_A) },
	{ 6, 2, S(NAME_I, NAME_N, NAME_I, NAME_SH, NAME_N, NAME_A) },
	{ 4, 2, S(NAME_O, NAME_V, NAME_I, NAME_CH) },
	{ 4, 2, S(NAME_E, NAME_V, NAME_I, NAME_CH) },
	{ 4, 2, S(NAME_O, NAME_V, NAME_N, NAME_A) },
	{ 4, 2, S(NAME_E, NAME_V, NAME_N, NAME_A) },
	{ 4, 2, S(NAME_I, NAME_CH, NAME_N, NAME_A) },
	{ 4, 2, S(NAME_K, NAME_I, NAME_Z, NAME_I) },
	{ 4, 2, S(NAME_G, NAME_I, NAME_Z, NAME_I) },
	{ 4, 2, S(NAME_O, NAME_G, NAME_L, NAME_I) },
	{ 4, 2, S(NAME_O, NAME_G, NAME_L, NAME_U) },
	{ 4, 2, S(NAME_U, NAME_G, NAME_L, NAME_I) },
	{ 3, 3, S(NAME_U, NAME_L, NAME_I) },
	{ 4, 2, S(NAME_U, NAME_U, NAME_L, NAME_U) },
};
static const struct ending feminine[] = {
	{ 3, 2, S(NAME_O, NAME_V, NAME_A) },
	{ 3, 2, S(NAME_E, NAME_V, NAME_A) },
	{ 3, 2, S(NAME_I, NAME_N, NAME_A) },
	{ 5, 1, S(NAME_S, NAME_K, NAME_A, NAME_I, NAME_A) },
	{ 5, 1, S(NAME_TS, NAME_K, NAME_A, NAME_I, NAME_A) },
};
static const struct ending surname[] = {
	{ 2, 2, S(NAME_O, NAME_V) },
	{ 2, 2, S(NAME_E, NAME_V) },
	{ 2, 2, S(NAME_I, NAME_N) },
	{ 3, 1, S(NAME_S, NAME_K, NAME_I) },
	{ 3, 1, S(NAME_TS, NAME_K, NAME_I) },
};
#undef S

static bool ends(const struct name_raw *r, const struct ending *e)
{
	int n = e->n;

	while (n > 0 && e->code[n - 1] == NAME_NONE)
		n--;
	return r->n >= n + e->least && memcmp(&r->code[r->n - n], e->code,
	    (size_t)n) == 0;
}

static void cut(struct name_raw *r, int n)
{
	r->at[n] = r->at[r->n];
	r->n = n;
}

/* The ending, then vowels: Акзия-улы and Акзи-евич have one father. */
static bool cut_father(struct name_raw *r)
{
	const int count = sizeof(fathers) / sizeof(fathers[0]);

	for (int i = 0; i < count; i++) {
		int n = fathers[i].n;

		while (fathers[i].code[n - 1] == NAME_NONE)
			n--;
		if (!ends(r, &fathers[i]))
			continue;
		cut(r, r->n - n);
		while (r->n > FATHER_LEAST && is_vowel(r->code[r->n - 1]))
			cut(r, r->n - 1);
		return true;
	}
	return false;
}

static uint8_t cut_endings(struct name_raw *r)
{
	uint8_t flags = 0;

	for (int i = 0; i < 5; i++)
		if (ends(r, &feminine[i])) {
			/* -ская to -ский; the others lose their a */
			cut(r, r->n - 1);
			if (i >= 3)
				drop(r, r->n - 2);
			flags |= NAME_FEMININE;
			break;
		}
	for (int i = 0; i < 5; i++)
		if (ends(r, &surname[i]))
			flags |= NAME_SURNAME;
	return flags;
}

/* ---- the door ---- */

void name_skel(struct span word, struct name_skel *out,
    uint16_t at[NAME_SKEL_MAX + 1])
{
	struct name_raw r;

	name_sound_read(word, &r);
	*out = (struct name_skel){ .flags = r.flags };
	/* Before doubles are joined: Саурық-қызы ends in a k. */
	if (!(r.flags & NAME_ABJAD) && cut_father(&r))
		out->flags |= NAME_FATHERS;
	join(&r);
	if (!(out->flags & (NAME_ABJAD | NAME_FATHERS)))
		out->flags |= cut_endings(&r);
	if (r.n > NAME_SKEL_MAX) {
		cut(&r, NAME_SKEL_MAX);
		out->flags |= NAME_CUT;
	}
	out->n = (uint8_t)r.n;
	memcpy(out->code, r.code, (size_t)r.n);
	if (at != NULL)
		memcpy(at, r.at, ((size_t)r.n + 1) * sizeof(at[0]));
}

bool name_skel_same(const struct name_skel *a, const struct name_skel *b)
{
	return a->n == b->n && memcmp(a->code, b->code, a->n) == 0;
}

/* 64 bits, eight sounds a step; constants of MurmurHash3's finalizer. */
uint64_t name_skel_hash(const struct name_skel *s)
{
	uint64_t h = s->n, part;

	for (size_t i = 0; i < NAME_SKEL_MAX; i += 8) {
		size_t n = NAME_SKEL_MAX - i < 8 ? NAME_SKEL_MAX - i : 8;

		part = 0;
		memcpy(&part, &s->code[i], n);
		h = (h ^ part) * 0xff51afd7ed558ccdULL;
		h ^= h >> 32;
		h *= 0xc4ceb9fe1a85ec53ULL;
		h ^= h >> 29;
	}
	return h == 0 ? 1 : h;
}

uint64_t name_skel_bones(const struct name_skel *s)
{
	static const uint8_t class[NAME_SOUNDS] = {
		[NAME_B] = 1, [NAME_P] = 1, [NAME_V] = 2, [NAME_F] = 2,
		[NAME_D] = 3, [NAME_T] = 3, [NAME_Z] = 4, [NAME_S] = 4,
		[NAME_TS] = 4, [NAME_J] = 5, [NAME_SH] = 5, [NAME_CH] = 5,
		[NAME_G] = 6, [NAME_K] = 6, [NAME_H] = 6, [NAME_L] = 7,
		[NAME_M] = 8, [NAME_N] = 9, [NAME_R] = 10
	};
	uint64_t bones = 0;
	uint8_t last = 0;
	int shift = 0;

	for (int i = 0; i < s->n && shift < 60; i++) {
		uint8_t c = class[s->code[i]];

		if (c == 0 || c == last)
			continue;
		bones |= (uint64_t)c << shift;
		shift += 4;
		last = c;
	}
	return bones;
}

void name_skel_text(const struct name_skel *s, char out[NAME_SKEL_TEXT])
{
	size_t n = 0;

	for (int i = 0; i < s->n; i++) {
		const char *text = name_sound_text(
		    (enum name_sound)s->code[i]);
		size_t len = strlen(text);

		memcpy(out + n, text, len);
		n += len;
	}
	out[n] = '\0';
}
