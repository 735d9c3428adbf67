/* sound.c - letters to sounds, by data/names/letters.tsv */
#include "name/inside.h"

#include <string.h>

#include "base/utf8.h"
#include "name/name_table.h" /* made from data/names */
#include "name/words.h"
#include "uni/uni.h"

#define RULES_MAX 1024
#define LETTERS_MAX 6   /* of one rule */
#define WORD_MAX 96     /* letters of a word that are looked at */
#define BUCKETS 512

enum side { SIDE_ANY, SIDE_EDGE, SIDE_VOWEL, SIDE_CONSONANT, SIDE_FRONT };

struct rule {
	uint32_t letter[LETTERS_MAX];
	uint8_t letters, sounds;
	uint8_t sound[LETTERS_MAX];
	uint8_t left, right;    /* enum side */
	bool abjad;
	int16_t next;           /* of its bucket, longest first; -1: none */
};
static struct rule rules[RULES_MAX];
static int rule_count;
static int16_t bucket[BUCKETS];
static struct { uint32_t from, to; } looks[64];
static int look_count;

static const char *const sound_names[NAME_SOUNDS] = { "-", "a", "e", "i",
	"o", "u", "b", "p", "v", "f", "d", "t", "z", "s", "ts", "j", "sh",
	"ch", "g", "k", "h", "l", "m", "n", "r" };

const char *name_sound_text(enum name_sound s)
{
	return s == NAME_J ? "zh" : s == NAME_NONE ? "" : sound_names[s];
}

enum name_sound name_sound_of(struct span word)
{
	for (int i = 0; i < NAME_SOUNDS; i++)
		if (span_is(word, sound_names[i]))
			return (enum name_sound)i;
	return NAME_SOUNDS;
}

bool name_sound_line(struct span *table, struct span field[NAME_FIELDS])
{
	while (table->n > 0) {
		struct span line = { table->p, span_find(*table, '\n') };

		*table = span_skip(*table, line.n + 1);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		for (int i = 0; i < NAME_FIELDS; i++) {
			field[i].p = line.p;
			field[i].n = span_find(line, '\t');
			line = span_skip(line, field[i].n + 1);
		}
		return true;
	}
	return false;
}

/* ---- the table ---- */

static size_t bucket_of(uint32_t letter)
{
	return letter * 2654435761U >> 23 & (BUCKETS - 1);
}

static enum side side_of(char c)
{
	return c == '^' || c == '$' ? SIDE_EDGE : c == 'v' ? SIDE_VOWEL
	    : c == 'c' ? SIDE_CONSONANT : c == 'e' ? SIDE_FRONT : SIDE_ANY;
}

/* Longer rules first; of equal ones those that ask for more. */
static bool before(const struct rule *x, const struct rule *y)
{
	int ax = (x->left != SIDE_ANY) + (x->right != SIDE_ANY);
	int ay = (y->left != SIDE_ANY) + (y->right != SIDE_ANY);

	return x->letters != y->letters ? x->letters > y->letters : ax > ay;
}

static void add_rule(int i)
{
	int16_t *p = &bucket[bucket_of(rules[i].letter[0])];

	while (*p >= 0 && !before(&rules[i], &rules[*p]))
		p = &rules[*p].next;
	rules[i].next = *p;
	*p = (int16_t)i;
}

static int read_rule(struct span field[NAME_FIELDS], struct err *e)
{
	struct rule *r = &rules[rule_count];
	struct span letters = field[1], sounds = field[2];
	uint32_t cp;

	if (rule_count == RULES_MAX)
		return err_set(e, ERR_LIMIT, "letters.tsv: too many rows");
	*r = (struct rule){ 0 };
	r->abjad = span_is(field[0], "arab") || span_is(field[0], "hebr");
	while (r->letters < LETTERS_MAX && utf8_next(&letters, &cp))
		r->letter[r->letters++] = cp;
	if (span_is(sounds, "-"))
		sounds.n = 0;
	while (sounds.n > 0 && r->sounds < LETTERS_MAX) {
		struct span word = { sounds.p, span_find(sounds, ' ') };
		enum name_sound s = name_sound_of(word);

		if (s == NAME_SOUNDS)
			return err_set(e, ERR_FORMAT, "letters.tsv: no sound"
			    " '%.*s'", (int)word.n, word.p);
		r->sound[r->sounds++] = (uint8_t)s;
		sounds = span_skip(sounds, word.n + 1);
	}
	if (field[3].n == 3) {
		r->left = (uint8_t)side_of(field[3].p[0]);
		r->right = (uint8_t)side_of(field[3].p[2]);
	}
	if (r->letters == 0 || letters.n > 0 || sounds.n > 0)
		return err_set(e, ERR_FORMAT, "letters.tsv: '%.*s'",
		    (int)field[1].n, field[1].p);
	add_rule(rule_count++);
	return 0;
}

int name_start(struct err *e)
{
	const struct name_table_file *f = name_table_find(
	    SPAN("letters.tsv"));
	struct span field[NAME_FIELDS], table = f->bytes;
	uint32_t from, to;

	rule_count = look_count = 0;
	for (int i = 0; i < BUCKETS; i++)
		bucket[i] = -1;
	while (name_sound_line(&table, field)) {
		if (!span_is(field[0], "look")) {
			if (read_rule(field, e) < 0)
				return -1;
			continue;
		}
		if (look_count == 64 || !utf8_next(&field[1], &from) ||
		    !utf8_next(&field[2], &to))
			return err_set(e, ERR_FORMAT, "letters.tsv: look");
		looks[look_count].from = from;
		looks[look_count++].to = to;
	}
	return name_near_start(e) < 0 ? -1 : name_words_start(e);
}

/* ---- a word ---- */

struct letters {
	int n;
	uint32_t cp[WORD_MAX + 1]; /* lower case, composed; 0 behind the last */
	uint16_t at[WORD_MAX + 1]; /* the byte where it begins */
	int cyrillic, latin;
};

static void read_letters(struct span word, struct letters *l)
{
	struct span rest = word;
	uint32_t cp;

	l->n = l->cyrillic = l->latin = 0;
	while (l->n < WORD_MAX && rest.n > 0) {
		size_t at = (size_t)(rest.p - word.p);

		if (at > UINT16_MAX)
			break;
		if (!utf8_next(&rest, &cp)) {
			rest = span_skip(rest, 1); /* no UTF-8: passed over */
			continue;
		}
		if (cp < 0x80) {
			cp = cp >= 'A' && cp <= 'Z' ? cp | 32 : cp;
			l->latin += cp >= 'a' && cp <= 'z';
		} else if (uni_is_unseen(cp)) {
			continue;
		} else {
			uint32_t both = l->n > 0 && uni_is_mark(cp)
			    ? uni_compose(l->cp[l->n - 1], cp) : 0;

			if (both != 0)
				l->cp[l->n - 1] = both;
			if (uni_is_mark(cp))
				continue;
			cp = uni_lower(cp);
			l->cyrillic += cp >= 0x400 && cp < 0x530;
			l->latin += cp < 0x250 || (cp >= 0x1e00 && cp < 0x1f00);
		}
		l->cp[l->n] = cp;
		l->at[l->n++] = (uint16_t)at;
	}
	l->cp[l->n] = 0;
	l->at[l->n] = (uint16_t)(rest.p - word.p > UINT16_MAX ? UINT16_MAX
	    : rest.p - word.p);
}

/* A word of two scripts: look-alikes become what most letters are. */
static void mend_looks(struct letters *l)
{
	for (int i = 0; i < l->n; i++) {
		bool is_latin = l->cp[i] < 0x400;

		if (is_latin == (l->latin > l->cyrillic))
			continue;
		for (int k = 0; k < look_count; k++)
			if (looks[k].from == l->cp[i]) {
				l->cp[i] = looks[k].to;
				break;
			}
	}
}

static bool is_vowel(uint8_t sound)
{
	return sound >= NAME_A && sound <= NAME_U;
}

/* The first sound of a letter by itself; NAME_SOUNDS where it has no rule. */
static uint8_t sound_alone(uint32_t letter)
{
	for (int tries = 0; tries < 2; tries++) {
		for (int i = bucket[bucket_of(letter)]; i >= 0;
		    i = rules[i].next)
			if (rules[i].letters == 1 && rules[i].letter[0] ==
			    letter && rules[i].left == SIDE_ANY &&
			    rules[i].right == SIDE_ANY)
				return rules[i].sounds > 0
				    ? rules[i].sound[0] : (uint8_t)NAME_NONE;
		letter = uni_base(letter); /* without its marks */
	}
	return NAME_SOUNDS;
}

static bool fits_left(enum side side, const struct name_raw *r)
{
	uint8_t last = r->n > 0 ? r->code[r->n - 1] : NAME_NONE;

	return side == SIDE_ANY || (side == SIDE_EDGE ? r->n == 0
	    : r->n > 0 && (side == SIDE_VOWEL) == is_vowel(last));
}

static bool fits_right(enum side side, uint32_t next)
{
	uint8_t s;

	if (side == SIDE_ANY)
		return true;
	s = next == 0 ? (uint8_t)NAME_SOUNDS : sound_alone(next);
	if (side == SIDE_EDGE)
		return s == NAME_SOUNDS;
	if (side == SIDE_FRONT)
		return s == NAME_E || s == NAME_I;
	return s != NAME_SOUNDS && (side == SIDE_VOWEL) == is_vowel(s);
}

static const struct rule *rule_at(const struct letters *l, int at,
    const struct name_raw *out)
{
	for (int i = bucket[bucket_of(l->cp[at])]; i >= 0;
	    i = rules[i].next) {
		const struct rule *r = &rules[i];

		if (memcmp(r->letter, &l->cp[at], (size_t)(r->letters <=
		    l->n - at ? r->letters : 0) * sizeof(r->letter[0])) == 0 &&
		    r->letters <= l->n - at &&
		    fits_left((enum side)r->left, out) &&
		    fits_right((enum side)r->right, l->cp[at + r->letters]))
			return r;
	}
	return NULL;
}

void name_sound_read(struct span word, struct name_raw *out)
{
	struct letters l;
	uint16_t end = 0;

	read_letters(word, &l);
	*out = (struct name_raw){ 0 };
	if (l.latin > 0 && l.cyrillic > 0) {
		out->flags |= NAME_MIXED;
		mend_looks(&l);
	}
	for (int i = 0; i < l.n; ) {
		const struct rule *r = rule_at(&l, i, out);

		if (r == NULL && uni_base(l.cp[i]) != l.cp[i]) {
			l.cp[i] = uni_base(l.cp[i]);
			r = rule_at(&l, i, out);
		}
		if (r == NULL) {
			i++;
			continue;
		}
		if (r->abjad)
			out->flags |= NAME_ABJAD;
		for (int k = 0; k < r->sounds && out->n < NAME_RAW_MAX; k++) {
			out->at[out->n] = l.at[i];
			out->code[out->n++] = r->sound[k];
		}
		i += r->letters;
		end = l.at[i];
	}
	out->at[out->n] = end;
}
