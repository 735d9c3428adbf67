/* candle.c - candles on the pages, and the page of who lights one without a
 * script */
#include "base/utc.h"
#include "folio/inside.h"
#include "index/candles.h"

/* The page shows how many burn for whom. */
static void counts(struct page_job *j, struct span whom)
{
	j->lit = j->lit.n == 0 || span_eq(j->lit, whom) ? arena_copy(j->a,
	    whom) : SPAN(CANDLE_ALL);
}

static void say(const struct tongue *t, const struct candle_count *n,
    struct arena *a, struct folio_candles_said *out)
{
	out->burning = tongue_count_of(t, TONGUE_MANY("{n} candle burns now",
	    "{n} candles burn now"), n->burning, a);
	if (n->burning == 0)
		out->burning = tongue_word(t, span_of(TONGUE("No candle burns"
		    " now")));
	out->lit = tongue_count_of(t, TONGUE_MANY("{n} candle was lit in all",
	    "{n} candles were lit in all"), n->proven, a);
	if (n->proven == 0)
		out->lit = tongue_word(t, span_of(TONGUE("none was lit yet")));
}

void folio_candles_said(struct span path, const struct candle_count *n,
    struct arena *a, struct folio_candles_said *out)
{
	struct page_job j = { .a = a, .tongue = tongue_english() };

	(void)folio_in_tongue(&j, path);
	say(j.tongue, n, a, out);
}

static void put_waited(struct page_job *j, struct tmpl_map *m, uint64_t n)
{
	tmpl_flag(m, "waited", n > 0);
	page_count(j, m, "waited_said", TONGUE_MANY("{n} was lit without a"
	    " script and is counted apart", "{n} were lit without a script and"
	    " are counted apart"), n);
}

/* Where nobody lights any: those that keepers signed, as of the last day
 * that has one.  A day without one changes no page. */
static void put_kept(struct page_job *j, struct span whom)
{
	const struct candle_signed *s = j->from->kept;
	struct candle_sum sum = { .day = -1 };
	struct tmpl_map *m;

	index_candles_on(j->from->ix, whom);
	if (s != NULL)
		candle_signed_of(s, whom, &sum);
	tmpl_flag(j->model, "kept", sum.day >= 0);
	if (sum.day < 0)
		return;
	m = tmpl_sub(j->model, "kept");
	tmpl_flag(m, "proven", sum.proven > 0);
	page_count(j, m, "lit_said", TONGUE_MANY("{n} candle was lit in all",
	    "{n} candles were lit in all"), sum.proven);
	put_waited(j, m, sum.waited);
	tmpl_text(m, "kept_date", tongue_date(j->tongue, days_edtf(sum.day,
	    j->a), j->a));
}

void folio_candles_put(struct page_job *j, const char *whom)
{
	struct candles *c = j->from->candles;
	struct folio_candles_said said;
	struct candle_count n;
	struct tmpl_map *m;

	tmpl_flag(j->model, "candles", c != NULL);
	if (c == NULL) {
		put_kept(j, folio_candle_counted(span_of(whom)));
		return;
	}
	counts(j, span_of(whom));
	candle_count_of(c, folio_candle_counted(span_of(whom)), utc_now(), &n);
	m = tmpl_sub(j->model, "candles");
	tmpl_text(m, "whom", arena_copy(j->a, span_of(whom)));
	say(j->tongue, &n, j->a, &said);
	tmpl_u64(m, "proven", n.proven);
	tmpl_u64(m, "burning", n.burning);
	tmpl_text(m, "lit_said", said.lit);
	tmpl_text(m, "burning_said", said.burning);
	put_waited(j, m, n.waited);
}

int folio_candle_lit(struct page_job *j, struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "lit");
	char whom[CANDLE_RECENT][CODE_ID_CHARS + 1];
	int n = j->from->candles == NULL ? 0 : candle_recent(
	    j->from->candles, utc_now(), whom);

	counts(j, SPAN(CANDLE_ALL));
	for (int i = 0; i < n; i++) {
		struct index_thing thing;
		struct index_name name;
		struct tmpl_map *m;
		int got = index_thing(j->from->ix, STMT_PERSON,
		    span_of(whom[i]), &thing, e);

		if (got == 1)
			got = index_name_of(j->from->ix, &thing, j->lang,
			    j->a, &name, e);
		if (got < 0)
			return -1;
		if (got == 0)
			continue;
		m = tmpl_row(rows);
		folio_wall_name(j, &name, m);
		tmpl_flag(m, "burns", true);
	}
	return 0;
}

bool folio_candle_burns(struct page_job *j, const struct index_thing *t)
{
	struct candle_count n;

	if (j->from->candles == NULL || t->kind != STMT_PERSON)
		return false;
	counts(j, SPAN(CANDLE_ALL));
	candle_count_of(j->from->candles, span_of(t->id), utc_now(), &n);
	return n.burning > 0;
}

struct span folio_candle_counted(struct span whom)
{
	return span_is(whom, CANDLE_ALL) ? SPAN("") : whom;
}

struct span folio_candle_home(struct span whom, struct arena *a)
{
	return span_is(whom, CANDLE_ALL) ? SPAN("index.html#candles")
	    : span_of(arena_fmt(a, "person/%.*s.html#candles", (int)whom.n,
	    whom.p));
}

int folio_candle_for(const struct page_from *from, struct span whom,
    struct err *e)
{
	enum index_status status = INDEX_DEAD;
	struct index_thing thing;
	int got;

	if (span_is(whom, CANDLE_ALL))
		return 1;
	if (!candle_whom_valid(whom))
		return 0;
	got = index_thing(from->ix, STMT_PERSON, whom, &thing, e);
	if (got == 1 && index_status_of(from->ix, &thing, &status, e) < 0)
		return -1;
	/* A candle says that somebody is dead. */
	return got == 1 ? status == INDEX_DEAD : got;
}

/* Whose page it is. */
static int put_whom(struct page_job *j, struct span whom, struct err *e)
{
	struct index_thing thing;
	struct index_name name = { 0 };
	int got;

	tmpl_text(j->model, "whom", whom);
	tmpl_text(j->model, "whom_href", span_of(arena_fmt(j->a, "%.*s%.*s",
	    (int)j->here.n, j->here.p, (int)folio_candle_home(whom, j->a).n,
	    folio_candle_home(whom, j->a).p)));
	if (span_is(whom, CANDLE_ALL))
		return 0;
	got = index_thing(j->from->ix, STMT_PERSON, whom, &thing, e);
	if (got > 0)
		got = index_name_of(j->from->ix, &thing, j->lang, j->a, &name,
		    e);
	page_name(j, j->model, "name", name.form, name.lang);
	return got < 0 ? -1 : 0;
}

int folio_candle(const struct page_from *from, struct span path,
    const struct folio_candling *ask, struct arena *a, struct page *out,
    struct err *e)
{
	struct page_job j = { .from = from, .a = a, .tongue = tongue_english() };
	static const char *const flags[] = { "first", "early", "again",
		"full", "failed" };

	if (!folio_in_tongue(&j, path) || !span_is(j.rest, "candle"))
		return err_set(e, ERR_FORMAT, "no page for candles");
	/* In another language it begins anew. */
	j.rest = span_of(arena_fmt(a, "candle?for=%.*s", (int)ask->whom.n,
	    ask->whom.p));
	for (int i = 0; i < 5; i++)
		tmpl_flag(j.model, flags[i], (int)ask->what == i);
	tmpl_text(j.model, "token", ask->token);
	page_count(&j, j.model, "seconds_said", TONGUE_MANY("Stay a moment with"
	    " this name. Then press, when {n} second has passed.", "Stay a"
	    " moment with this name. Then press, when {n} seconds have"
	    " passed."), ask->seconds > 0 ? (uint64_t)ask->seconds : 0);
	page_title(&j, TONGUE("Light a candle"));
	if (put_whom(&j, ask->whom, e) < 0 || folio_frame(&j, NULL, e) < 0 ||
	    page_render(&j, "candle", &out->body, e) < 0)
		return -1;
	out->type = "text/html; charset=utf-8";
	return 0;
}
