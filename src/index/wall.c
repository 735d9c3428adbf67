/* wall.c - what the wall shows of one thing, worked out and put */
#include "index/wall.h"

#include <stddef.h>
#include <string.h>

#include "base/scan.h"
#include "index/days.h"
#include "index/sections.h"
#include "when/when.h"

#define OTHERS_MAX 4096 /* bytes of other spellings shown on the wall */
#define MORE_MAX 16384  /* and of names that are looked for */

void index_wall_open(struct index_facts *f)
{
	memset(f, 0, offsetof(struct index_facts, form));
}

/* ---- gathering ---- */

/* 1994-05, 1994?, 1994/1996: the first year, where all its digits are
 * known. */
static int year_of(struct span date)
{
	struct scan s = scan_of(date);
	uint64_t y;

	return scan_digits(&s, 4, &y) && (s.at == s.end || *s.at < '0' ||
	    *s.at > '9') ? (int)y : 0;
}

static void put_in_days(struct index_facts *f, int64_t day)
{
	for (int i = 0; i < f->ons; i++)
		if (f->on[i] == day)
			return;
	if (f->ons < INDEX_FACT_DAYS)
		f->on[f->ons++] = day;
}

static void add_day(struct index_facts *f, struct span date)
{
	struct err why = { 0 };
	struct when w;

	if (when_parse(date, &w, &why) < 0 || !when_is_day(&w) ||
	    w.first <= -719162) /* the year 1 */
		return;
	put_in_days(f, w.first);
}

static void add_nick(struct index_facts *f, struct span value)
{
	if (f->nicks < INDEX_FORMS)
		f->nick[f->nicks++] = value;
}

static void add_place(struct index_facts *f, struct span value)
{
	for (int i = 0; i < f->places; i++)
		if (span_eq(f->place[i], value))
			return;
	if (f->places < INDEX_FACT_PLACES && value.n > 0)
		f->place[f->places++] = value;
}

/* What is said of a name or a date beside what the wall shows. */
static void add_known(struct index_facts *f, struct span property,
    struct span value)
{
	if (span_is(property, "name.birth") ||
	    span_is(property, "name.nick")) {
		add_nick(f, value);
	} else if (span_is(property, "born.date")) {
		f->born = f->born == 0 ? year_of(value) : f->born;
	} else if (span_is(property, "died.date")) {
		f->died = f->died == 0 ? year_of(value) : f->died;
		add_day(f, value);
	} else if (span_is(property, "died.place") ||
	    span_is(property, "home")) {
		add_place(f, value);
	}
}

static void add_form(struct index_facts *f, struct index_form form)
{
	if (f->count < INDEX_FORMS)
		f->form[f->count++] = form;
}

void index_wall_stmt(struct index_facts *f, const struct index_stmt *x)
{
	if (x->hidden || x->s.denies || span_is(x->finding, "refuted"))
		return;
	if (span_is(x->s.says, "name") || span_is(x->s.says,
	    "name.official"))
		add_form(f, (struct index_form){ x->s.value, x->s.lang });
	if (span_is(x->s.says, "status"))
		index_inside_fate(&f->fate, x->s.value, x->finding);
	if (span_is(x->s.says, "category") && f->category.n == 0)
		f->category = x->s.value;
	add_known(f, x->s.says, x->s.value);
}

void index_wall_row(struct index_facts *f, const struct index_fact *fact,
    int n, struct arena *a)
{
	f->count = index_inside_names(fact, n, a, f->form);
	for (int i = 0; i < n; i++) {
		if (!index_fact_counts(&fact[i]))
			continue;
		if (span_is(fact[i].property, "status"))
			index_inside_fate(&f->fate, fact[i].value,
			    fact[i].finding);
		if (span_is(fact[i].property, "category") &&
		    f->category.n == 0)
			f->category = fact[i].value;
		add_known(f, fact[i].property, fact[i].value);
	}
}

void index_wall_join(struct index_facts *f, const struct index_facts *more)
{
	for (int i = 0; i < more->count; i++)
		add_form(f, more->form[i]);
	for (int i = 0; i < more->nicks; i++)
		add_nick(f, more->nick[i]);
	for (int i = 0; i < more->places; i++)
		add_place(f, more->place[i]);
	f->born = f->born == 0 ? more->born : f->born;
	f->died = f->died == 0 ? more->died : f->died;
	for (int i = 0; i < more->ons; i++)
		put_in_days(f, more->on[i]);
	index_inside_fates(&f->fate, &more->fate);
}

bool index_wall_needs(struct span property)
{
	return span_starts(property, SPAN("name")) ||
	    span_is(property, "status") || span_is(property, "category") ||
	    span_is(property, "born.date") ||
	    span_is(property, "died.date") ||
	    span_is(property, "died.place") || span_is(property, "home") ||
	    span_is(property, "label") || span_is(property, "refused") ||
	    span_is(property, "classified");
}

/* ---- working out ---- */

static bool stood_before(const struct index_facts *f, int i, int lead)
{
	bool seen = span_eq(f->form[i].form, f->form[lead].form);

	for (int k = 0; k < i && !seen; k++)
		seen = span_eq(f->form[i].form, f->form[k].form);
	return seen;
}

/* The other spellings, each once. */
static struct span others_of(const struct index_facts *f, int lead,
    struct arena *a)
{
	struct buf b;

	if (f->count < 2)
		return (struct span){ 0 };
	buf_open(&b, a, OTHERS_MAX);
	for (int i = 0; i < f->count; i++) {
		if (stood_before(f, i, lead) ||
		    b.n + f->form[i].form.n + 2 > OTHERS_MAX)
			continue;
		if (b.n > 0)
			buf_str(&b, ", ");
		buf_add(&b, f->form[i].form);
	}
	return buf_span(&b);
}

static void add_line(struct buf *b, struct span s)
{
	if (s.n == 0 || b->n + s.n + 1 > MORE_MAX)
		return;
	if (b->n > 0)
		buf_byte(b, '\n');
	buf_add(b, s);
}

/* All names but the one that leads, each once. */
static struct span more_of(const struct index_facts *f, int lead,
    struct arena *a)
{
	struct buf b;

	buf_open(&b, a, MORE_MAX);
	for (int i = 0; i < f->count; i++)
		if (!stood_before(f, i, lead))
			add_line(&b, f->form[i].form);
	for (int i = 0; i < f->nicks; i++)
		add_line(&b, f->nick[i]);
	return buf_span(&b);
}

static struct span places_of(const struct index_facts *f, struct arena *a)
{
	struct buf b;

	if (f->places == 1 && f->place[0].n < MORE_MAX)
		return f->place[0];
	buf_open(&b, a, MORE_MAX);
	for (int i = 0; i < f->places; i++)
		add_line(&b, f->place[i]);
	return buf_span(&b);
}

/* For readers of Kazakh in Latin letters: the name as it was said in them,
 * or in any Latin ones where nobody said it in Kazakh; else nothing, and
 * letters are changed where the name is shown. */
static void latin_of(const struct index_facts *f, int lead,
    struct index_wall_line *out)
{
	const struct index_form *x = &f->form[index_inside_lead(f->form,
	    f->count, INDEX_LATN)];

	if (x == &f->form[lead] || !index_inside_latin(x) ||
	    (index_inside_kazakh(&f->form[lead]) &&
	    !span_starts(x->lang, SPAN("kk-Latn"))))
		return;
	out->latin = x->form;
	out->latin_lang = x->lang;
}

struct sight { /* what lines are worked out of, and with */
	const struct index_facts *f;
	struct uni_order *order;
	struct arena *a;
};

static int line_of(const struct sight *s, int lead,
    enum index_tongue tongue, struct index_wall *w, struct err *e)
{
	const struct index_facts *f = s->f;
	struct index_wall_line l = { .tongue = tongue,
		.form = f->form[lead].form, .lang = f->form[lead].lang };

	if (uni_order_key(s->order, l.form, s->a, &l.key, e) < 0)
		return -1;
	l.others = others_of(f, lead, s->a);
	if (tongue == INDEX_ANY || tongue == INDEX_KK) {
		latin_of(f, lead, &l);
		if (f->count > 1 || f->nicks > 0)
			w->more = more_of(f, lead, s->a);
	}
	w->line[w->count++] = l;
	return 0;
}

static int lines_of(const struct sight *s, struct index_wall *w,
    struct err *e)
{
	int lead[INDEX_EN + 1];

	for (int t = INDEX_KK; t <= INDEX_EN; t++)
		lead[t] = index_inside_lead(s->f->form, s->f->count,
		    (enum index_tongue)t);
	if (lead[INDEX_KK] == lead[INDEX_RU] &&
	    lead[INDEX_RU] == lead[INDEX_EN])
		return line_of(s, lead[INDEX_KK], INDEX_ANY, w, e);
	for (int t = INDEX_KK; t <= INDEX_EN; t++)
		if (line_of(s, lead[t], (enum index_tongue)t, w, e) < 0)
			return -1;
	return 0;
}

int index_wall_of(const struct index_facts *f, struct uni_order *order,
    struct arena *a, struct index_wall *out, struct err *e)
{
	struct sight s = { f, order, a };

	out->count = out->days = 0;
	out->more = out->places = (struct span){ 0 };
	out->status = index_inside_fated(&f->fate);
	out->dead = f->count > 0 && out->status == INDEX_DEAD;
	out->category = f->category;
	out->born = f->born;
	/* Who may live has no day of death, whatever else is said. */
	out->died = out->status == INDEX_DEAD ? f->died : 0;
	for (int i = 0; i < f->ons && out->status == INDEX_DEAD; i++)
		out->day[out->days++] = f->on[i];
	if (f->count == 0)
		return 0;
	if (f->places > 0)
		out->places = places_of(f, a);
	return lines_of(&s, out, e);
}

int64_t index_wall_number(const struct stmt *s)
{
	struct scan at = scan_of(s->at);
	uint64_t n;

	return scan_lit(&at, SPAN("row=")) && scan_u64(&at, INT64_MAX, &n)
	    ? (int64_t)n : INT64_MAX;
}

int index_wall_work(const struct stmt *s, const struct index_maps *maps,
    struct uni_order *order, struct arena *a, struct index_row_work *out,
    struct err *e)
{
	struct index_facts f;
	struct index_telling t;
	struct stmt_cell *cell;
	struct index_fact *fact;
	int count, facts;

	if (stmt_row_cells(s->value, a, &cell, &count, e) < 0 ||
	    index_inside_facts(cell, count, maps->map, maps->count, a,
	    &fact, &facts, e) < 0)
		return -1;
	index_wall_open(&f);
	index_telling_open(&t);
	index_wall_row(&f, fact, facts, a);
	for (int i = 0; i < facts; i++)
		index_telling_fact(&t, &fact[i]);
	out->number = index_wall_number(s);
	out->hash = (int64_t)index_row_hash(cell, count);
	if (index_wall_of(&f, order, a, &out->wall, e) < 0)
		return -1;
	index_telling_tale(&t, out->wall.dead, a, &out->tale);
	out->maps = maps;
	return 0;
}

/* ---- into the database ---- */

/* What only a search needs. */
static void bind_known(struct db *db, const struct index_wall *w)
{
	if (w->more.n > 0)
		db_bind_text(db, 9, w->more);
	if (w->born > 0)
		db_bind_i64(db, 10, w->born);
	if (w->died > 0)
		db_bind_i64(db, 11, w->died);
	if (w->places.p != NULL)
		db_bind_text(db, 12, w->places);
}

static int put_line(struct build *b, int64_t thing,
    const struct index_wall *w, const struct index_wall_line *l,
    struct err *e)
{
	struct db *db = b->ix->db;

	b->walled[w->status] += l->tongue == INDEX_ANY ||
	    l->tongue == INDEX_EN;
	if (db_start(db, Q_PUT_WALL, e) < 0)
		return -1;
	db_bind_i64(db, 1, thing * 4 + l->tongue);
	db_bind_i64(db, 2, l->tongue);
	db_bind_i64(db, 3, w->status);
	db_bind_blob(db, 4, l->key);
	db_bind_text(db, 5, l->form);
	db_bind_text(db, 6, l->lang);
	db_bind_text(db, 7, l->others);
	db_bind_text(db, 8, w->category);
	if (l->tongue == INDEX_ANY || l->tongue == INDEX_KK) {
		if (l->latin.n > 0) {
			db_bind_text(db, 13, l->latin);
			db_bind_text(db, 14, l->latin_lang);
		}
		bind_known(db, w);
	}
	return index_build_done(b, e);
}

int index_wall_day(struct build *b, int64_t thing, int kind, int64_t day,
    struct err *e)
{
	struct db *db = b->ix->db;

	if (db_start(db, Q_PUT_DAY, e) < 0)
		return -1;
	db_bind_i64(db, 1, thing);
	db_bind_i64(db, 2, kind);
	db_bind_i64(db, 3, index_day_of_year(day));
	db_bind_i64(db, 4, day);
	return index_build_done(b, e);
}

int index_wall_put(struct build *b, int64_t thing,
    const struct index_wall *w, struct err *e)
{
	for (int i = 0; i < w->days; i++)
		if (index_wall_day(b, thing, INDEX_DAY_DIED, w->day[i],
		    e) < 0)
			return -1;
	for (int i = 0; i < w->count; i++)
		if (put_line(b, thing, w, &w->line[i], e) < 0)
			return -1;
	return 0;
}
