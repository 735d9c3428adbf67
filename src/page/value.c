/* value.c - a value as its type has it: words, dates, links, pictures */
#include <string.h>

#include "base/code.h"
#include "index/told.h"
#include "page/job.h"

static void plain(struct page_job *j, struct tmpl_map *m, struct span text)
{
	page_text(j, m, "v", text, (struct span){ 0 });
}

/* As a link may have it: what no address has is %XX; the words stay. */
static void put_address(struct page_job *j, struct span value,
    struct tmpl_map *m)
{
	struct buf b;

	if (!span_starts(value, SPAN("https://")) &&
	    !span_starts(value, SPAN("http://")) &&
	    !span_starts(value, SPAN("mailto:")))
		return;
	buf_open(&b, j->a, 3 * value.n + 1);
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];

		if (c > ' ' && c < 0x7f && strchr("\"<>\\^`{|}", c) == NULL)
			buf_byte(&b, value.p[i]);
		else
			buf_fmt(&b, "%%%02X", c);
	}
	tmpl_text(m, "v_away", buf_span(&b));
}

/* What the picture shows, as someone said of it; or NULL. */
static const struct page_say *alt_of(const struct page_talk *t, const struct page_say *s)
{
	const char *want = span_is(s->property, "photo") ? "photo.alt"
	    : "evidence.alt";
	const struct page_say *any = NULL;

	for (int i = 0; i < t->count; i++) {
		if (!span_is(t->at[i].property, want))
			continue;
		if (s->id.n > 0 && span_eq(t->at[i].re, s->id))
			return &t->at[i];
		if (any == NULL && t->at[i].re.n == 0)
			any = &t->at[i];
	}
	return any;
}

/* A file by its hash: shown or linked only once it was released. */
static void put_file(struct page_job *j, const struct page_talk *t,
    const struct page_say *s, struct tmpl_map *m)
{
	struct span hex = span_skip(s->value, 7), href;
	const struct page_say *alt;

	if (t == NULL || !page_talk_released(t, s->value) || hex.n != 64) {
		plain(j, m, page_word(j, TONGUE("It is kept by the keepers"
		    " and not shown here.")));
		return;
	}
	href = span_of(arena_fmt(j->a, "%.*sevidence/sha256/%.2s/%.*s",
	    (int)j->root.n, j->root.p, hex.p, (int)hex.n, hex.p));
	alt = alt_of(t, s);
	if (span_is(s->property, "photo")) {
		tmpl_text(m, "v_image", href);
		if (alt != NULL)
			page_text(j, m, "v_alt", alt->value, alt->lang);
		else
			page_text(j, m, "v_alt", tongue_label(j->tongue,
			    s->property), (struct span){ 0 });
		plain(j, m, (struct span){ 0 });
	} else {
		tmpl_text(m, "v_href", href);
		if (alt != NULL)
			page_text(j, m, "v", alt->value, alt->lang);
	}
}

/* Words that are a place's lead to its page. */
static int put_place(struct page_job *j, const struct page_say *s,
    struct tmpl_map *m, struct err *e)
{
	struct index_thing place;
	int got = 0;

	if (span_is(s->property, "place") || span_ends(s->property,
	    SPAN(".place")))
		got = index_called(j->from->ix, STMT_PLACE, s->value, j->a,
		    &place, e);
	if (got == 1)
		tmpl_text(m, "v_href", page_href(j, &place));
	return got < 0 ? -1 : 0;
}

/* Where a language has two forms ("убит / убита"), the one for a woman or a
 * man, if everybody who tells the sex tells the same. */
static struct span by_sex(const struct page_talk *t, struct span words)
{
	struct span sex = { 0 };
	const char *bar = memmem(words.p, words.n, " / ", 3);
	size_t at = bar == NULL ? 0 : (size_t)(bar - words.p);

	for (int i = 0; bar != NULL && t != NULL && i < t->count; i++) {
		const struct page_say *s = &t->at[i];

		if (!span_is(s->property, "sex"))
			continue;
		if (s->denies || (sex.n > 0 && !span_eq(sex, s->value)))
			return words;
		sex = s->value;
	}
	if (span_is(sex, "male"))
		return (struct span){ words.p, at };
	return span_is(sex, "female") ? span_skip(words, at + 3) : words;
}

static int put_typed(struct page_job *j, const struct page_talk *t,
    const struct page_say *s, struct tmpl_map *m, struct err *e)
{
	static const char *const link[2] = { "v", "v_href" };

	switch (s->kind->type) {
	case STMT_DATE:
		plain(j, m, tongue_date(j->tongue, s->value, j->a));
		return 0;
	case STMT_TIME:
		plain(j, m, tongue_time(j->tongue, s->value, j->a));
		return 0;
	case STMT_CODE:
		plain(j, m, by_sex(t, tongue_code(j->tongue, s->property,
		    s->value)));
		return 0;
	case STMT_LANG:
		plain(j, m, tongue_language(j->tongue, s->value));
		return 0;
	case STMT_PROPERTY:
		plain(j, m, tongue_label(j->tongue, s->value));
		return 0;
	case STMT_SUBJECT:
		return page_mention(j, m, link, s->value, e) < 0 ? -1 : 0;
	case STMT_ADDRESS:
		put_address(j, s->value, m);
		return 0;
	case STMT_HASH:
		put_file(j, t, s, m);
		return 0;
	case STMT_TEXT:
		return put_place(j, s, m, e);
	default:
		return 0;
	}
}

static void put_finding(struct page_job *j, const struct page_say *s,
    struct tmpl_map *m)
{
	struct span none = { 0 };

	tmpl_text(m, "v_finding", s->finding.n > 0 ? tongue_code(j->tongue, none,
	    s->finding) : none);
	tmpl_flag(m, "v_refuted", span_is(s->finding, "refuted"));
	tmpl_text(m, "v_why", s->why);
	tmpl_text(m, "v_finding_href", s->finding_id.n > 0 ?
	    page_act_href(j, s->finding_act, s->finding_id) : none);
}

int page_value_put(struct page_job *j, const struct page_talk *t,
    const struct page_say *s, struct tmpl_map *m, struct err *e)
{
	static const char *const empty[] = { "v_href", "v_away", "v_image",
		"v_alt", "v_denies" };

	for (size_t i = 0; i < sizeof(empty) / sizeof(empty[0]); i++)
		tmpl_text(m, empty[i], (struct span){ 0 });
	page_text(j, m, "v", s->value, s->lang);
	if (s->denies)
		tmpl_text(m, "v_denies", page_word(j, s->re.n > 0 ?
		    TONGUE("Denies it:") :
		    TONGUE("Says that this is not so:")));
	put_finding(j, s, m);
	if (s->kind == NULL || s->refused_cell)
		return 0;
	return put_typed(j, t, s, m, e);
}
