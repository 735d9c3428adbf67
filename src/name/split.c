/* split.c - a text cut into words, hyphened ones into their pieces */
#include "name/split.h"

#include <string.h>

#include "base/utf8.h"
#include "uni/uni.h"

#define QUOTED_MAX 60 /* bytes of a nickname in single quotes */

struct cut {
	struct name *out;
	struct name_look *look;
	struct span text, rest; /* what is read; what is left of it */
	uint32_t close;         /* what ends the brackets or quotes; 0: none */
	int opened;             /* the first word in them */
	const char *word;       /* where the word begins; NULL: in none */
	const char *end;        /* behind the last word */
	int letters, upper, latin, cyrillic, other;
	enum name_script other_script;
	struct span first[2];   /* the first Latin, the first Cyrillic letter */
	bool lower, comma;
};

static bool is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == '`' || cp == 0xb4 || cp == 0x2018 ||
	    cp == 0x2019 || cp == 0x201b || cp == 0x2032 ||
	    (cp >= 0x2b9 && cp <= 0x2bf) || cp == 0x2c8 || cp == 0x5f3 ||
	    cp == 0x5f4;
}

static bool is_hyphen(uint32_t cp)
{
	return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x5be ||
	    cp == 0x2212;
}

static uint32_t closing(uint32_t cp)
{
	static const uint16_t pairs[][2] = { { '(', ')' }, { '[', ']' },
		{ '{', '}' }, { '"', '"' }, { 0xab, 0xbb },
		{ 0x201c, 0x201d }, { 0x201e, 0x201c }, { 0xff08, 0xff09 } };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (pairs[i][0] == cp)
			return pairs[i][1];
	return 0;
}

static enum name_script script_of(uint32_t cp)
{
	switch (uni_script_of(cp)) {
	case UNI_NONE: return NAME_NO_SCRIPT;
	case UNI_CYRILLIC: return NAME_CYRILLIC;
	case UNI_LATIN: return NAME_LATIN;
	case UNI_ARABIC: return NAME_ARABIC;
	case UNI_HEBREW: return NAME_HEBREW;
	case UNI_OTHER: break;
	}
	return NAME_OTHER_SCRIPT;
}

static void count_letter(struct cut *c, uint32_t cp, enum name_script s,
    struct span at)
{
	bool upper = uni_lower(cp) != cp;

	if (c->letters++ == 0)
		c->lower = !upper;
	c->upper += upper;
	if (s == NAME_LATIN && c->latin++ == 0)
		c->first[0] = at;
	if (s == NAME_CYRILLIC && c->cyrillic++ == 0)
		c->first[1] = at;
	if (s > NAME_LATIN && c->other++ == 0)
		c->other_script = s;
}

/* ---- the end of a word ---- */

static void read_part(const struct cut *c, struct name_part *p)
{
	bool latin = c->latin > c->cyrillic;

	p->script = (uint8_t)(c->other > c->latin + c->cyrillic ?
	    c->other_script : latin ? NAME_LATIN : NAME_CYRILLIC);
	if (c->latin > 0 && c->cyrillic > 0) {
		p->flags |= NAME_LOOKALIKE;
		if (!(c->out->flags & NAME_ODD))
			c->out->odd = c->first[latin ? 1 : 0];
		c->out->flags |= NAME_ODD;
	}
	name_skel(p->text, &p->skel, NULL);
}

static bool add_part(struct cut *c, struct span word)
{
	struct name *n = c->out;
	struct name_look *l = &c->look[n->count];
	struct name_part *p = &n->part[n->count];
	struct span gap = { c->end, c->end == NULL ? 0
	    : (size_t)(word.p - c->end) };
	uint32_t cp = 0;

	if (n->count == NAME_PARTS_MAX) {
		n->flags |= NAME_TOO_LONG;
		return false;
	}
	*p = (struct name_part){ .text = word };
	*l = (struct name_look){ .comma = c->comma, .lower = c->lower,
		.letters = (uint8_t)(c->letters > 255 ? 255 : c->letters),
		.caps = c->letters > 1 && c->upper == c->letters,
		.aside = c->close != 0, .kinds = name_words_of(word) };
	if (utf8_next(&gap, &cp) && gap.n == 0)
		l->between = is_hyphen(cp) ? '-' : cp == '/' || cp == ' ' ?
		    (char)cp : 0;
	if (l->between == '-')
		p->flags |= NAME_JOINED;
	l->kinds |= name_words_ending(word);
	read_part(c, p);
	l->given = name_words_given(&p->skel);
	c->end = word.p + word.n;
	c->comma = false;
	n->count++;
	return true;
}

/* The Arabic article is written together with its word. */
static size_t article_bytes(const struct cut *c, struct span word)
{
	if (c->other_script != NAME_ARABIC || c->letters < 5 ||
	    !span_starts(word, SPAN("ال")))
		return 0;
	return name_words_of(word) != 0 ? 0 : sizeof("ال") - 1;
}

static void end_word(struct cut *c, const char *at)
{
	struct span word = { c->word, 0 };
	size_t article;

	if (c->word == NULL)
		return;
	c->word = NULL;
	word.n = (size_t)(at - word.p);
	if (c->letters > 0) {
		article = article_bytes(c, word);
		if (article == 0) {
			(void)add_part(c, word);
		} else if (add_part(c, (struct span){ word.p, article }) &&
		    add_part(c, span_skip(word, article))) {
			c->out->part[c->out->count - 1].flags |= NAME_JOINED;
			c->look[c->out->count - 2].binds = true;
		}
	}
	c->letters = c->upper = c->latin = c->cyrillic = c->other = 0;
	c->other_script = NAME_NO_SCRIPT;
}

/* ---- characters ---- */

/* A nickname in single quotes, not the apostrophe of 'Abd or O'Neil. */
static bool opens_quote(const struct cut *c, uint32_t cp)
{
	struct span s = c->rest;
	uint32_t next = 0, last = cp;

	if (cp != '\'' && cp != 0x2018)
		return false;
	if (s.n > QUOTED_MAX)
		s.n = QUOTED_MAX;
	while (utf8_next(&s, &next)) {
		struct span then = s;
		uint32_t after = ' ';

		if ((next == '\'' || next == 0x2019) && last != cp &&
		    (!utf8_next(&then, &after) ||
		    script_of(after) == NAME_NO_SCRIPT))
			return true;
		last = next;
	}
	return false;
}

static void open_aside(struct cut *c, uint32_t close)
{
	c->close = close;
	c->opened = c->out->count;
}

static void punctuation(struct cut *c, uint32_t cp, const char *at)
{

	end_word(c, at);
	if (c->close != 0 && (cp == c->close || (c->close == 0x2019 &&
	    cp == '\'') || (c->close == 0x201d && cp == '"'))) {
		c->close = 0;
	} else if (c->close == 0 && closing(cp) != 0) {
		open_aside(c, closing(cp));
	} else if (c->close == 0 && opens_quote(c, cp)) {
		open_aside(c, 0x2019);
	} else if (cp == '.' && c->out->count > 0 && c->end == at) {
		c->look[c->out->count - 1].dot = true;
	} else if ((cp == ',' || cp == 0x60c || cp == ';') && c->close == 0) {
		c->comma = c->out->count > 0;
	}
}

/* Is there a letter right behind? */
static bool letter_next(struct span s)
{
	uint32_t cp;

	return utf8_next(&s, &cp) && script_of(cp) != NAME_NO_SCRIPT;
}

static bool in_word(const struct cut *c, uint32_t cp)
{
	if (c->word == NULL || c->letters == 0)
		return false;
	if (uni_is_mark(cp) || cp == 0x640 || (cp >= '0' && cp <= '9'))
		return true;
	if (c->close == 0x2019 && (cp == '\'' || cp == 0x2019))
		return letter_next(c->rest);
	return is_apostrophe(cp) || (cp == '"' && c->other_script ==
	    NAME_HEBREW && letter_next(c->rest));
}

static void take(struct cut *c, uint32_t cp, const char *at)
{
	enum name_script s = script_of(cp);

	if (cp >= '0' && cp <= '9')
		c->out->flags |= NAME_DIGITS;
	if (uni_is_unseen(cp)) {
		/* Persian writes the non-joiner by rule. */
		if (cp != 0x200c || c->other == 0)
			c->out->flags |= NAME_UNSEEN;
		return;
	}
	if (s == NAME_NO_SCRIPT && !in_word(c, cp)) {
		punctuation(c, cp, at);
		return;
	}
	if (s == NAME_NO_SCRIPT)
		return;
	if (c->word == NULL)
		c->word = at;
	count_letter(c, cp, s, (struct span){ at, (size_t)(c->rest.p - at) });
}

static void set_scripts(struct name *n)
{
	int seen = 0;

	for (int i = 0; i < n->count; i++)
		seen |= 1 << n->part[i].script;
	if ((seen & (seen - 1)) != 0)
		n->flags |= NAME_SCRIPTS;
}

void name_split(struct span text, struct name *out,
    struct name_look look[NAME_PARTS_MAX])
{
	struct cut c = { .out = out, .look = look, .text = text,
		.rest = text };
	const char *at;
	uint32_t cp;
	bool all = true;

	out->text = text;
	out->odd = (struct span){ text.p, 0 };
	out->count = 0;
	out->flags = 0;
	if (text.n > NAME_BYTES_MAX) {
		out->flags |= NAME_TOO_LONG;
		c.rest.n = NAME_BYTES_MAX;
		while (c.rest.n > 0 && (text.p[c.rest.n] & 0xc0) == 0x80)
			c.rest.n--;
	}
	for (at = c.rest.p; c.rest.n > 0; at = c.rest.p) {
		if (utf8_next(&c.rest, &cp)) {
			take(&c, cp, at);
			continue;
		}
		out->flags |= NAME_BROKEN;
		end_word(&c, at);
		c.rest = span_skip(c.rest, 1);
	}
	end_word(&c, at);
	/* Brackets that nobody closed, or around everything, mean nothing. */
	for (int i = c.opened; c.close != 0 && i < out->count; i++)
		look[i].aside = false;
	for (int i = 0; i < out->count; i++)
		all = all && look[i].aside;
	for (int i = 0; all && i < out->count; i++)
		look[i].aside = false;
	set_scripts(out);
}
