/* words.c - the tables of words and of given names */
#include "name/words.h"

#include <string.h>

#include "base/utf8.h"
#include "name/inside.h"
#include "name/name.h"
#include "name/name_table.h" /* made from data/names */
#include "uni/uni.h"

#define WORD_MAX 64   /* bytes of a folded word; a longer one is in no table */
#define ROOM 4096     /* places of each table, a power of two */
#define FORMS 1024
#define ENDING_MAX 10 /* letters */
#define STEM 2        /* letters that stand before an ending, at least */

static struct { uint64_t key; uint32_t kinds; } words[ROOM];
static uint64_t given[ROOM], fathers[ROOM];
static struct { uint64_t key; uint16_t row; } forms[FORMS];
static int form_count; /* in the order of keys */

static const char *const kinds[] = { "title", "title?", "suffix", "particle",
	"particle?", "article", "whole", "son", "ben", "child", "abu", "abd",
	"born", "alias", "nobody", "filler", "surname", "-family",
	"-family?", "-male", "-female", "-uly" };

/* ---- one spelling for what is compared ---- */

static bool passed_over(uint32_t cp)
{
	return uni_is_mark(cp) || uni_is_unseen(cp) || cp == '\'' ||
	    cp == '`' || cp == '"' || cp == 0xb4 || cp == 0x640 ||
	    (cp >= 0x2b0 && cp < 0x300) || cp == 0x5f3 || cp == 0x5f4 ||
	    (cp >= 0x2018 && cp <= 0x201f) || cp == 0x2032 || cp == 0x2033;
}

/* Letters that are not another with a mark, yet written for it; after
 * common Russian, Arabic and Hebrew practice. */
static uint32_t plain(uint32_t cp)
{
	static const uint16_t to[][2] = {
		{ 0x451, 0x435 }, { 0x456, 0x438 }, { 0x454, 0x435 },
		{ 0x491, 0x433 }, { 0x493, 0x433 }, { 0x49b, 0x43a },
		{ 0x4a3, 0x43d }, { 0x4af, 0x443 }, { 0x4b1, 0x443 },
		{ 0x4bb, 0x445 }, { 0x4b3, 0x445 }, { 0x4d9, 0x430 },
		{ 0x4e9, 0x43e }, { 0x131, 'i' }, { 0x259, 'a' },
		{ 0x142, 'l' }, { 0x111, 'd' }, { 0xf8, 'o' }, { 0xe6, 'a' },
		{ 0xf0, 'd' }, { 0xfe, 't' }, { 0x649, 0x64a },
		{ 0x6cc, 0x64a }, { 0x6a9, 0x643 }, { 0x629, 0x647 },
		{ 0x671, 0x627 }, { 0x5da, 0x5db }, { 0x5dd, 0x5de },
		{ 0x5df, 0x5e0 }, { 0x5e3, 0x5e4 }, { 0x5e5, 0x5e6 },
		{ 0x5be, '-' }, { 0x2010, '-' }, { 0x2011, '-' },
	};

	cp = uni_base(uni_lower(cp));
	for (size_t i = 0; cp >= 0x80 && i < sizeof(to) / sizeof(to[0]); i++)
		if (to[i][0] == cp)
			return to[i][1];
	return cp;
}

size_t name_words_fold(struct span word, char *out, size_t max)
{
	size_t n = 0;
	uint32_t cp;

	while (word.n > 0) {
		if (!utf8_next(&word, &cp)) {
			word = span_skip(word, 1);
			continue;
		}
		if (passed_over(cp))
			continue;
		if (n + 4 > max)
			return 0;
		n += utf8_put(plain(cp), out + n);
	}
	return n;
}

/* ---- tables ---- */

static uint64_t hash(const char *p, size_t n) /* FNV-1a, then mixed */
{
	uint64_t h = 0xcbf29ce484222325;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (uint8_t)p[i]) * 0x100000001b3;
	h ^= h >> 29;
	return h == 0 ? 1 : h;
}

static size_t place_of(uint64_t key)
{
	size_t i = key & (ROOM - 1);

	while (words[i].key != 0 && words[i].key != key)
		i = (i + 1) & (ROOM - 1);
	return i;
}

static uint64_t *key_in(uint64_t table[ROOM], uint64_t key)
{
	size_t i = key & (ROOM - 1);

	while (table[i] != 0 && table[i] != key)
		i = (i + 1) & (ROOM - 1);
	return &table[i];
}

static int add_word(struct span word, uint32_t kind, int *count,
    struct err *e)
{
	char text[WORD_MAX];
	size_t n = name_words_fold(word, text, sizeof(text)), at;
	uint64_t key = hash(text, n);

	if (n == 0 || *count == ROOM / 2)
		return err_set(e, ERR_LIMIT, "words.tsv: '%.*s': %s",
		    (int)word.n, word.p, n == 0 ? "too long" : "too many");
	at = place_of(key);
	*count += words[at].key == 0;
	words[at].key = key;
	words[at].kinds |= kind;
	return 0;
}

static int add_given(struct span word, int *count, struct err *e)
{
	struct name_skel s;
	uint64_t key, *at;

	name_skel(word, &s, NULL);
	key = name_skel_hash(&s);
	at = key_in(given, key);
	if (s.n == 0 || *count == ROOM / 2)
		return err_set(e, ERR_LIMIT, "given.tsv: '%.*s': %s",
		    (int)word.n, word.p, s.n == 0 ? "no name" : "too many");
	*count += *at == 0;
	*at = key;
	/* As name_skel leaves Никит of Никитич. */
	while (s.n > 2 && s.code[s.n - 1] <= NAME_U)
		s.code[--s.n] = NAME_NONE;
	key = name_skel_hash(&s);
	*key_in(fathers, key) = key;
	return 0;
}

/* Rows are few: each form goes to its place at once. */
static int add_form(struct span word, int row, struct err *e)
{
	struct name_skel s;
	uint64_t key;
	int i = form_count;

	if (form_count == FORMS)
		return err_set(e, ERR_LIMIT, "forms.tsv: too many");
	name_skel(word, &s, NULL);
	key = name_skel_hash(&s);
	for (; i > 0 && forms[i - 1].key > key; i--)
		forms[i] = forms[i - 1];
	forms[i].key = key;
	forms[i].row = (uint16_t)row;
	form_count++;
	return 0;
}

static uint32_t kind_of(struct span word)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (span_is(word, kinds[i]))
			return (uint32_t)1 << i;
	return 0;
}

/* Takes the next word of a list "a, b, c". */
static struct span next_word(struct span *list)
{
	struct span word = span_trim((struct span){ list->p,
		span_find(*list, ',') });

	*list = span_skip(*list, span_find(*list, ',') + 1);
	return word;
}

int name_words_start(struct err *e)
{
	struct span table = name_table_find(SPAN("words.tsv"))->bytes;
	struct span field[NAME_FIELDS];
	int count = 0;

	memset(words, 0, sizeof(words));
	memset(given, 0, sizeof(given));
	memset(fathers, 0, sizeof(fathers));
	while (name_sound_line(&table, field)) {
		uint32_t kind = kind_of(field[0]);

		if (kind == 0)
			return err_set(e, ERR_FORMAT, "words.tsv: no kind"
			    " '%.*s'", (int)field[0].n, field[0].p);
		while (field[2].n > 0)
			if (add_word(next_word(&field[2]), kind, &count,
			    e) < 0)
				return -1;
	}
	table = name_table_find(SPAN("given.tsv"))->bytes;
	count = 0;
	while (name_sound_line(&table, field))
		while (field[1].n > 0)
			if (add_given(next_word(&field[1]), &count, e) < 0)
				return -1;
	table = name_table_find(SPAN("forms.tsv"))->bytes;
	form_count = 0;
	for (int row = 0; name_sound_line(&table, field); row++)
		while (field[1].n > 0) {
			struct span word = next_word(&field[1]);

			if (add_form(word, row, e) < 0 ||
			    add_given(word, &count, e) < 0)
				return -1;
		}
	return 0;
}

/* ---- questions ---- */

uint32_t name_words_of(struct span word)
{
	char text[WORD_MAX];
	size_t n = name_words_fold(word, text, sizeof(text));

	return n == 0 ? 0 : words[place_of(hash(text, n))].kinds;
}

uint32_t name_words_pair(struct span first, char between, struct span second)
{
	char text[2 * WORD_MAX + 1];
	size_t n = name_words_fold(first, text, WORD_MAX), m;

	if (n == 0)
		return 0;
	text[n++] = between;
	m = name_words_fold(second, text + n, WORD_MAX);
	return m == 0 ? 0 : words[place_of(hash(text, n + m))].kinds;
}

int name_words_particles(const struct span *word, int count)
{
	const uint32_t joins = WORD_PARTICLE | WORD_PARTICLE_OR |
	    WORD_ARTICLE | WORD_SON | WORD_BEN;
	int n = 0;

	while (n + 1 < count)
		if (n + 2 < count && (name_words_pair(word[n], ' ',
		    word[n + 1]) & WORD_PARTICLE) != 0)
			n += 2;
		else if (utf8_count(word[n]) > 1 && (name_words_of(word[n]) &
		    joins) != 0)
			n++;
		else
			break;
	return n;
}

uint32_t name_words_ending(struct span word)
{
	char text[1 + WORD_MAX + 4];
	size_t n = name_words_fold(word, text + 1, WORD_MAX), at = 1;
	struct span left = { text + 1, n }, rest;
	uint32_t cp, kind = 0;
	size_t letters = utf8_count(left), skipped = 0;

	while (kind == 0 && utf8_next(&left, &cp)) {
		char was;

		at = (size_t)(left.p - text);
		if (++skipped < STEM || letters - skipped > ENDING_MAX ||
		    left.n == 0)
			continue;
		was = text[at - 1];
		text[at - 1] = '-';
		rest = (struct span){ text + at - 1, left.n + 1 };
		kind = words[place_of(hash(rest.p, rest.n))].kinds;
		text[at - 1] = was;
	}
	return kind;
}

bool name_words_given(const struct name_skel *s)
{
	return s->n > 0 && !(s->flags & NAME_FATHERS) &&
	    *key_in(given, name_skel_hash(s)) != 0;
}

bool name_words_father(const struct name_skel *s)
{
	return s->n > 0 && *key_in(fathers, name_skel_hash(s)) != 0;
}

static int first_form(uint64_t key)
{
	int low = 0, high = form_count;

	while (low < high) {
		int mid = low + (high - low) / 2;

		if (forms[mid].key < key)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool name_words_forms(const struct name_skel *s, const struct name_skel *t)
{
	uint64_t x = name_skel_hash(s), y = name_skel_hash(t);

	for (int i = first_form(x); i < form_count && forms[i].key == x; i++)
		for (int k = first_form(y); k < form_count && forms[k].key ==
		    y; k++)
			if (forms[i].row == forms[k].row)
				return true;
	return false;
}
