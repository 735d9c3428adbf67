/* search.c - who is meant by a name, and why */
#include <stdio.h>
#include <string.h>

#include "find/find.h"
#include "folio/inside.h"

#define MOST 20          /* people on the page */
#define MOST_TYPED 8     /* while somebody types */
#define ASKED_MAX 300    /* bytes of a question that are shown again */
#define FORM_MAX 300
#define JSON_MAX ((size_t)256 << 10)

/* How a word fits, in the reader's words. */
static const char *const how_words[] = { TONGUE("written so"),
	TONGUE("sounds the same"), TONGUE("begins so"),
	TONGUE("first letter"), TONGUE("similar"), TONGUE("year"),
	TONGUE("place or list"), TONGUE("not found") };

static void put_why(struct page_job *j, struct tmpl_map *m,
    const struct find_hit *hit)
{
	struct tmpl_list *rows = tmpl_rows(m, "why");

	for (int i = 0; i < hit->words; i++) {
		const struct find_why *y = &hit->why[i];
		struct tmpl_map *row = tmpl_row(rows);
		bool other = y->how != FIND_NOT && y->how != FIND_SPELLED &&
		    y->how != FIND_YEAR;

		tmpl_text(row, "asked", page_clip(j, y->asked, FORM_MAX));
		tmpl_text(row, "found", other ? page_clip(j, y->found,
		    FORM_MAX) : (struct span){ 0 });
		tmpl_text(row, "how", page_word(j, how_words[y->how]));
		tmpl_flag(row, "missed", y->how == FIND_NOT);
		tmpl_flag(row, "more", i + 1 < hit->words);
	}
}

/* Nothing of who is not among the dead: "1995-?" would say that they are. */
static int years_of(struct page_job *j, const struct find_person *p,
    struct span *out, struct err *e)
{
	char born[16] = "?", died[16] = "?";
	enum index_status status;

	*out = (struct span){ 0 };
	if (index_status_of(j->from->ix, &p->thing, &status, e) < 0)
		return -1;
	if (status != INDEX_DEAD || (p->born == 0 && p->died == 0))
		return 0;
	if (p->born > 0)
		(void)snprintf(born, sizeof(born), "%d", p->born);
	if (p->died > 0)
		(void)snprintf(died, sizeof(died), "%d", p->died);
	*out = span_of(arena_fmt(j->a, "%s\xe2\x80\x93%s", born, died));
	return 0;
}

static int name_of(struct page_job *j, const struct find_person *p,
    struct index_name *out, struct err *e)
{
	int got = index_name_of(j->from->ix, &p->thing, j->lang, j->a, out,
	    e);

	if (got == 0)
		*out = (struct index_name){ .form = p->hit->form };
	out->form = page_clip(j, out->form, FORM_MAX);
	return got < 0 ? -1 : 0;
}

static int put_person(struct page_job *j, const struct find_person *p,
    struct tmpl_map *m, struct err *e)
{
	struct index_name name;
	struct span years;

	if (name_of(j, p, &name, e) < 0 || years_of(j, p, &years, e) < 0)
		return -1;
	page_name(j, m, "form", name.form, name.lang);
	tmpl_text(m, "href", page_href(j, &p->thing));
	tmpl_text(m, "years", years);
	tmpl_text(m, "also", span_eq(name.form, p->hit->form)
	    ? (struct span){ 0 } : page_clip(j, p->hit->form, FORM_MAX));
	tmpl_flag(m, "row", p->thing.kind == STMT_RECORD);
	tmpl_flag(m, "others", p->others > 0);
	page_count(j, m, "others_said", TONGUE_MANY("{n} further person of"
	    " this name", "{n} further people of this name"), p->others);
	put_why(j, m, p->hit);
	return 0;
}

/* The address of this page in another language keeps the question. */
static struct span rest_of(struct page_job *j, struct span asked)
{
	static const char hex[] = "0123456789ABCDEF";
	struct buf b;

	buf_open(&b, j->a, 16 + 3 * ASKED_MAX);
	buf_str(&b, "search?q=");
	for (size_t i = 0; i < asked.n; i++) {
		unsigned char c = (unsigned char)asked.p[i];

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z')) {
			buf_byte(&b, (char)c);
			continue;
		}
		buf_byte(&b, '%');
		buf_byte(&b, hex[c >> 4]);
		buf_byte(&b, hex[c & 15]);
	}
	return buf_span(&b);
}

static int make_page(struct page_job *j, struct span text,
    const struct find_answer *answer, const struct find_person *people,
    int count, struct page *out, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "found");
	struct span asked = page_clip(j, text, ASKED_MAX);

	for (int i = 0; i < count; i++)
		if (put_person(j, &people[i], tmpl_row(rows), e) < 0)
			return -1;
	j->rest = rest_of(j, asked);
	tmpl_text(j->model, "asked", asked);
	tmpl_flag(j->model, "nobody", count == 0 && answer->words > 0);
	tmpl_flag(j->model, "partly", answer->cut);
	page_title(j, TONGUE("Search"));
	if (folio_frame(j, NULL, e) < 0 ||
	    page_render(j, "search", &out->body, e) < 0)
		return -1;
	out->type = "text/html; charset=utf-8";
	return 0;
}

static int make_json(struct page_job *j, const struct find_person *people,
    int count, struct page *out, struct err *e)
{
	struct buf b;

	buf_open(&b, j->a, JSON_MAX);
	buf_str(&b, "[");
	for (int i = 0; i < count; i++) {
		const struct find_hit *hit = people[i].hit;
		struct index_name name;
		struct span years;

		if (name_of(j, &people[i], &name, e) < 0 || years_of(j,
		    &people[i], &years, e) < 0)
			return -1;
		(void)tongue_name(j->tongue, &name.form, &name.lang, j->a);
		buf_str(&b, i == 0 ? "{\"name\":" : ",{\"name\":");
		buf_json(&b, name.form);
		buf_str(&b, ",\"href\":");
		buf_json(&b, span_of(arena_fmt(j->a, "%s/%s.html",
		    stmt_kind_name(people[i].thing.kind),
		    people[i].thing.id)));
		buf_str(&b, ",\"years\":");
		buf_json(&b, years);
		if (!span_eq(name.form, hit->form)) {
			buf_str(&b, ",\"also\":");
			buf_json(&b, page_clip(j, hit->form, FORM_MAX));
		}
		buf_fmt(&b, ",\"cost\":%d,\"why\":[", hit->cost);
		for (int w = 0; w < hit->words; w++) {
			const struct find_why *y = &hit->why[w];

			buf_str(&b, w == 0 ? "{\"asked\":"
			    : ",{\"asked\":");
			buf_json(&b, y->asked);
			buf_str(&b, ",\"found\":");
			buf_json(&b, y->found);
			buf_fmt(&b, ",\"how\":\"%s\",\"words\":",
			    find_how_name(y->how));
			buf_json(&b, page_word(j, how_words[y->how]));
			buf_byte(&b, '}');
		}
		buf_str(&b, "]}");
	}
	buf_str(&b, "]\n");
	out->type = "application/json";
	return buf_end(&b, &out->body, e);
}

int folio_search(const struct page_from *from, struct span path,
    struct span text, bool typing, struct arena *a, struct page *out,
    struct err *e)
{
	struct page_job j = { .from = from, .a = a, .tongue = tongue_english() };
	struct find_ask ask = { text, typing ? MOST_TYPED : MOST, typing };
	struct find_answer answer;
	struct find_person *people;
	int n;

	if (from->find == NULL || !folio_in_tongue(&j, path) ||
	    !(span_is(j.rest, "search") || span_is(j.rest, "search.json")))
		return 0;
	memset(out, 0, sizeof(*out));
	out->status = 200;
	if (find_ask(from->find, &ask, a, &answer, e) < 0 ||
	    find_people_of(from->ix, &answer, ask.most, a, &people, &n,
	    e) < 0)
		return -1;
	if (span_is(j.rest, "search.json"))
		return make_json(&j, people, n, out, e) < 0 ? -1 : 1;
	return make_page(&j, text, &answer, people, n, out, e) < 0 ? -1 : 1;
}
