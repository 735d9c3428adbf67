#include "tongue/tongue.h"

#include <string.h>

#include "tongue/inside.h"
#include "tongue/words.h"
#include "uni/uni.h"

#define ROW(tag, name, rtl, of) { tag, name, rtl, of },
const struct tongue tongue_list[] = { TONGUE_WORDS_LANGUAGES(ROW) };
#define TONGUES (sizeof(tongue_list) / sizeof(tongue_list[0]))
const int tongue_count = TONGUE_WORDS_OFFERED;

static struct uni_local *locals[TONGUES]; /* NULL before tongue_start */

int tongue_start(struct err *e)
{
	for (size_t i = 0; i < TONGUES; i++) {
		const struct tongue *t = &tongue_list[i];

		if (locals[i] == NULL && uni_local_open(&locals[i],
		    t->of != NULL ? t->of : t->tag, e) < 0)
			return -1;
	}
	return 0;
}

static int place_of(const struct tongue *t)
{
	return (int)(t - tongue_list);
}

const struct uni_local *tongue_inside_local(const struct tongue *t)
{
	return locals[place_of(t)];
}

const struct tongue *tongue_find(struct span tag)
{
	for (size_t i = 0; i < TONGUES; i++)
		if (span_is(tag, tongue_list[i].tag))
			return &tongue_list[i];
	return NULL;
}

const struct tongue *tongue_english(void)
{
	return &tongue_list[TONGUE_WORDS_ENGLISH];
}

struct span tongue_word(const struct tongue *t, struct span english)
{
	struct span out;

	return tongue_words_find(place_of(t), english, &out) ? out : english;
}

struct span tongue_label(const struct tongue *t, struct span property)
{
	const struct stmt_property *p = stmt_property(property);
	struct span out;

	if (p == NULL)
		return property;
	return tongue_words_label(place_of(t), property, &out) ? out
	    : stmt_label(p, SPAN("en"));
}

struct span tongue_number(const struct tongue *t, uint64_t n, struct arena *a)
{
	const struct uni_local *l = locals[place_of(t)];
	struct buf b;

	if (l == NULL)
		return span_of(arena_fmt(a, "%llu", (unsigned long long)n));
	buf_open(&b, a, 256);
	uni_local_number(l, n, &b);
	return buf_span(&b);
}

/* The i-th of texts with NUL between; the last where there are fewer. */
static struct span form_at(struct span all, int i)
{
	size_t n = span_find(all, '\0');

	while (i-- > 0 && n < all.n) {
		all = span_skip(all, n + 1);
		n = span_find(all, '\0');
	}
	return (struct span){ all.p, n };
}

struct span tongue_count_of(const struct tongue *t, const char *many,
    uint64_t n, struct arena *a)
{
	size_t one = strlen(many);
	struct span all = { many, one + 1 + strlen(many + one + 1) };
	const struct uni_local *l = locals[place_of(t)];
	struct span form, number = tongue_number(t, n, a);
	const char *at;
	struct buf b;

	if (!tongue_words_find(place_of(t), all, &all))
		l = locals[TONGUE_WORDS_ENGLISH];
	form = form_at(all, l != NULL ? uni_local_form(l, n) : n != 1);
	at = memmem(form.p, form.n, "{n}", 3);
	if (at == NULL)
		return form;
	buf_open(&b, a, form.n + number.n);
	buf_add(&b, (struct span){ form.p, (size_t)(at - form.p) });
	buf_add(&b, number);
	buf_add(&b, span_skip(form, (size_t)(at - form.p) + 3));
	return buf_span(&b);
}

struct span tongue_at(const struct tongue *t, struct span at,
    struct arena *a)
{
	static const struct { const char *key, *words; } parts[] = {
		{ "row=", TONGUE("row {n}") }, { "p=", TONGUE("page {n}") },
		{ "t=", "{n}" } };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct span words, n = span_skip(at, strlen(parts[i].key));
		const char *hole;

		if (!span_starts(at, span_of(parts[i].key)) || n.n == 0)
			continue;
		words = tongue_word(t, span_of(parts[i].words));
		hole = memmem(words.p, words.n, "{n}", 3);
		return hole == NULL ? at : span_of(arena_fmt(a, "%.*s%.*s%.*s",
		    (int)(hole - words.p), words.p, (int)n.n, n.p,
		    (int)(words.p + words.n - hole - 3), hole + 3));
	}
	return at;
}

bool tongue_name(const struct tongue *t, struct span *name,
    struct span *lang, struct arena *a)
{
	struct err why = { 0 };
	struct span out;
	bool ru = span_starts(*lang, SPAN("ru"));

	if (t->of == NULL || uni_script(*name) != UNI_CYRILLIC ||
	    !(ru || lang->n == 0 || span_starts(*lang, SPAN("kk")) ||
	    span_starts(*lang, SPAN("und"))) ||
	    uni_kk_latin(*name, a, &out, &why) < 0)
		return false;
	*name = out;
	*lang = ru ? SPAN("ru-Latn") : SPAN("kk-Latn");
	return true;
}
