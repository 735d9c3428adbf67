/* person.c - one person: the life first, then what happened, claim by claim */
#include "folio/inside.h"

#define RECORDS_MAX 64 /* joined rows whose cells stand on the page */

static const char *const names[] = { "name", "name.official", "name.birth",
	"name.family", "name.given", "name.patronymic", "name.nick", NULL };
static const char *const told[] = { "photo", "life", "work", "study", "dream",
	"quote", "memory", "family.wish", "award", NULL };
static const char *const life[] = { "born.date", "born.place", "age",
	"age.detail", "sex", "nationality", "citizenship", "home", "category",
	"photo.alt", NULL };
static const char *const happened[] = { "status", "with", "seen.date",
	"seen.time", "seen.place", "seen.detail", "detained.date",
	"detained.time", "detained.place", "detained.detail", "wounded.date",
	"wounded.time", "wounded.place", "wounded.detail", "died.date",
	"died.time", "died.place", "died.cause", "died.weapon", "died.detail",
	"found.date", "found.time", "found.place", "found.detail",
	"returned.date", "returned.time", "returned.place", "returned.detail",
	"buried.date", "buried.time", "buried.place", "buried.detail",
	"circumstances", "body", "examination", NULL };
static const char *const law[] = { "proceedings", "responsible",
	"responsible.body", NULL };
static const char *const later[] = { "evidence", "evidence.alt",
	"link", "listed", NULL };
/* What a page may hold and still only a name is known. */
static const char *const bare[] = { "status", "category", "listed", "with",
	NULL };

static bool among(const char *const *list, struct span property)
{
	for (; *list != NULL; list++)
		if (span_is(property, *list))
			return true;
	return false;
}

/* Only a name: nothing is said but names and what a list's heading says. */
static bool only_name(const struct page_talk *t)
{
	for (int i = 0; i < t->count; i++)
		if (!among(names, t->at[i].property) &&
		    !among(bare, t->at[i].property))
			return false;
	return true;
}

static bool any_said(const struct page_talk *t, const char *const *list)
{
	for (int i = 0; i < t->count; i++)
		if (among(list, t->at[i].property) && !t->at[i].denies)
			return true;
	return false;
}

struct made { /* what the page is made of */
	struct index_thing *one; /* the person who leads first */
	int count;
	bool leads;              /* this is that person */
	struct index_record *record;
	int records;
};

static struct span subject(struct page_job *j, const struct index_thing *t)
{
	return span_of(arena_fmt(j->a, "%s/%s", stmt_kind_name(t->kind),
	    t->id));
}

/* The rows of lists that were joined, by whom; other pages of this person. */
static int put_one(struct page_job *j, struct made *made,
    const struct index_thing *t, struct tmpl_list *rows,
    struct tmpl_list *apart, struct err *e)
{
	static const char *const list[2] = { "list", "list_href" };
	static const char *const page[2] = { "same", "same_href" };
	struct index_record *r = &made->record[made->records];
	struct tmpl_map *m;
	int got;

	if (t->kind == STMT_PERSON) {
		m = tmpl_row(rows);
		return page_mention(j, m, page, subject(j, t), e) < 0 ? -1
		    : page_joined_put(j, t, m, apart, e);
	}
	got = index_record(j->from->ix, t, j->a, r, e);
	if (got <= 0)
		return got;
	m = tmpl_row(rows);
	made->records++;
	tmpl_text(m, "href", page_href(j, t));
	tmpl_text(m, "at", tongue_at(j->tongue, r->at, j->a));
	tmpl_flag(m, "gone", r->gone);
	if (page_mention(j, m, list, r->row.s.from, e) < 0)
		return -1;
	return page_joined_put(j, t, m, apart, e);
}

static int put_made(struct page_job *j, const struct index_thing *person,
    struct made *made, struct err *e)
{
	static const char *const key[2] = { "led_by", "led_by_href" };
	struct tmpl_list *rows = tmpl_rows(j->model, "records");
	struct tmpl_list *pages = tmpl_rows(j->model, "pages");
	struct tmpl_list *apart = tmpl_rows(j->model, "apart");
	struct tmpl_map *own = tmpl_sub(j->model, "own");
	int shown = 0, got = 0;

	if (index_whole(j->from->ix, person, j->a, &made->one, &made->count,
	    e) < 0 || page_joined_put(j, person, own, apart, e) < 0)
		return -1;
	made->leads = made->one[0].num == person->num;
	made->record = arena_take(j->a, RECORDS_MAX + 1,
	    sizeof(*made->record));
	if (!made->leads)
		return page_mention(j, j->model, key, subject(j,
		    &made->one[0]), e) < 0 ? -1 : 0;
	for (int i = 1; i < made->count; i++) {
		bool row = made->one[i].kind == STMT_RECORD;

		if (row && shown++ >= RECORDS_MAX)
			continue;
		if (put_one(j, made, &made->one[i], row ? rows : pages, apart,
		    e) < 0)
			return -1;
	}
	if (made->count > 1 && made->count <= RECORDS_MAX)
		got = page_joined_contested(j, made->one, made->count, e);
	tmpl_flag(j->model, "contested", got == 1);
	tmpl_flag(j->model, "has_records", made->records > 0);
	tmpl_flag(j->model, "more_records", shown > RECORDS_MAX);
	if (shown > RECORDS_MAX)
		page_count(j, j->model, "more_said", TONGUE_MANY(
		    "{n} further row", "{n} further rows"),
		    (uint64_t)(shown - RECORDS_MAX));
	return got < 0 ? -1 : 0;
}

static int put_heading(struct page_job *j, const struct index_thing *person,
    const struct page_talk *t, struct err *e)
{
	struct index_name lead = { 0 };
	struct tmpl_list *rows;
	int got = index_name_of(j->from->ix, person, j->lang, j->a, &lead, e);

	if (got < 0)
		return -1;
	if (got == 0)
		lead.form = page_word(j, TONGUE("A person whose name is not"
		    " known"));
	page_name(j, j->model, "title", lead.form, lead.lang);
	/* Its letters changed by rule: as it was said, it is another one. */
	if (tongue_name(j->tongue, &lead.form, &lead.lang, j->a))
		lead.form = (struct span){ 0 };
	rows = tmpl_rows(j->model, "spellings");
	for (int i = 0; i < t->count; i++) {
		const struct page_say *s = &t->at[i];
		bool seen = span_eq(s->value, lead.form) || s->denies;

		if (!span_is(s->property, "name") &&
		    !span_is(s->property, "name.official"))
			continue;
		for (int k = 0; k < i && !seen; k++)
			seen = span_eq(t->at[k].value, s->value) &&
			    span_starts(t->at[k].property, SPAN("name"));
		if (!seen)
			page_text(j, tmpl_row(rows), "form", s->value,
			    s->lang);
	}
	return 0;
}

/* What they were called is a claim: who said it first, its answers beside
 * it, then denials that answer no single one. */
static int put_labels(struct page_job *j, struct page_talk *t, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "labels");
	struct tmpl_list *loose = tmpl_rows(j->model, "denials");
	int *order, n = page_talk_by_day(j, t, SPAN("label"), &order);

	tmpl_flag(j->model, "called", page_talk_has(t, "label"));
	for (int i = 0; i < n; i++) {
		struct page_say *s = &t->at[order[i]];

		if (s->parent >= 0)
			continue;
		s->used = true;
		if (page_fits(j, s) && page_say_whole(j, t, order[i],
		    tmpl_row(s->denies ? loose : rows), e) < 0)
			return -1;
	}
	return 0;
}

/* What is not known, refused, classified: lines like any other. */
static int put_silence(struct page_job *j, struct page_talk *t,
    struct err *e)
{
	static const struct { const char *property, *words; } kinds[] = {
		{ "unknown", TONGUE("not known") },
		{ "refused", TONGUE("refused") },
		{ "classified", TONGUE("classified") },
	};
	struct tmpl_list *rows = tmpl_rows(j->model, "silence");

	for (int k = 0; k < 3; k++)
		for (int i = 0; i < t->count; i++) {
			struct page_say *s = &t->at[i];
			struct tmpl_map *m;

			if (s->parent >= 0 || !span_is(s->property,
			    kinds[k].property))
				continue;
			s->used = true;
			if (!page_fits(j, s))
				continue;
			tmpl_flag(j->model, "has_silence", true);
			m = tmpl_row(rows);
			tmpl_text(m, "silent", page_word(j, kinds[k].words));
			if (page_say_whole(j, t, i, m, e) < 0)
				return -1;
		}
	return 0;
}

static int put_all(struct page_job *j, struct page_talk *t, struct err *e)
{
	struct tmpl_list *first = tmpl_rows(j->model, "first_sections");
	struct tmpl_list *then = tmpl_rows(j->model, "sections");

	tmpl_flag(j->model, "no_life", !any_said(t, told));
	if (put_labels(j, t, e) < 0 || put_silence(j, t, e) < 0 ||
	    page_section(j, t, told, tmpl_rows(j->model, "words"),
	    TONGUE("The life"), e) < 0 ||
	    page_section(j, t, life, first, TONGUE("The person"), e) < 0 ||
	    page_section(j, t, happened, first, TONGUE("What happened"),
	    e) < 0 || page_section(j, t, law, then,
	    TONGUE("Proceedings and responsibility"), e) < 0 ||
	    page_section(j, t, later, then,
	    TONGUE("Evidence"), e) < 0)
		return -1;
	if (page_section(j, t, names, tmpl_rows(j->model, "name_sections"),
	    TONGUE("Where the name stands"), e) < 0)
		return -1;
	return page_section(j, t, NULL, then, TONGUE("What else is said"),
	    e);
}

/* Where all of this is from, each source once. */
static void put_sources(struct page_job *j)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "cited");

	tmpl_flag(j->model, "has_cited", false);
	for (int i = 0; i < j->cites; i++) {
		const struct page_cite *c = &j->cite[i];
		struct tmpl_map *m;

		if (c->thing.kind != STMT_SOURCE)
			continue;
		m = tmpl_row(rows);
		page_text(j, m, "cited_by", c->text, c->lang);
		page_text(j, m, "cited_title", c->title, c->title_lang);
		tmpl_text(m, "cited_href", page_href(j, &c->thing));
		tmpl_text(m, "cited_date", tongue_date(j->tongue, c->date,
		    j->a));
		tmpl_flag(j->model, "has_cited", true);
	}
}

int folio_person(struct page_job *j, const struct folio_ask *ask,
    struct err *e)
{
	struct page_whole whole = { &ask->thing, 1 };
	struct made made = { .records = 0 };
	struct page_talk t;
	enum index_status status;
	struct span contact;
	int facts = 0;

	if (put_made(j, &ask->thing, &made, e) < 0 ||
	    index_archive_text(j->from->ix, "archive.contact", j->lang, j->a,
	    &contact, e) < 0 || index_status_of(j->from->ix, &made.one[0],
	    &status, e) < 0)
		return -1;
	if (made.leads)
		whole = (struct page_whole){ made.one, made.count <=
		    RECORDS_MAX ? made.count : RECORDS_MAX };
	for (int i = 0; i < made.records; i++)
		facts += made.record[i].fact_count;
	if (page_talk_whole(j, whole, facts, &t, e) < 0)
		return -1;
	for (int i = 0; i < made.records; i++)
		page_talk_facts(&t, &made.record[i], j->a);
	page_talk_thread(&t);
	t.status = status;
	tmpl_flag(j->model, "is_missing", status == INDEX_MISSING);
	tmpl_flag(j->model, "is_alive", status == INDEX_ALIVE);
	for (int i = 0; i < t.count; i++)
		if (span_starts(t.at[i].property, SPAN("died.")) ||
		    span_starts(t.at[i].property, SPAN("buried.")))
			tmpl_flag(j->model, "death_told", true);
	tmpl_flag(j->model, "only_name", made.leads && only_name(&t));
	tmpl_text(j->model, "contact", contact);
	/* A candle says that somebody is dead. */
	if (status == INDEX_DEAD)
		folio_candles_put(j, ask->thing.id);
	if (put_heading(j, &ask->thing, &t, e) < 0 ||
	    folio_epitaph(j, &t, e) < 0 ||
	    folio_share_person(j, &ask->thing, &t, e) < 0 ||
	    folio_citing(j, &ask->thing, &t, e) < 0 || put_all(j, &t, e) < 0)
		return -1;
	put_sources(j);
	return 0;
}
