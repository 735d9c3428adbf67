/* derive.c - what is worked out for one person, record or event */
#include <string.h>

#include "base/scan.h"
#include "index/build.h"
#include "index/days.h"
#include "index/sections.h"
#include "index/telling.h"
#include "when/when.h"

#define OTHERS_MAX 4096 /* bytes of other spellings shown on the wall */
#define MORE_MAX 16384  /* and of names that are looked for */
#define FACT_PLACES 3
#define DAY_SECONDS 86400
#define FACT_DAYS 8

struct facts { /* what the wall needs to know of a thing */
	int count;
	struct index_fate fate;
	struct span category;
	struct index_form form[INDEX_FORMS];
	/* For a search alone. */
	struct span nick[INDEX_FORMS], place[FACT_PLACES];
	int nicks, places, born, died;
	int64_t on[FACT_DAYS]; /* each day of death that is told */
	int ons;
};

static int drop(struct build *b, int query, int64_t thing, struct err *e)
{
	if (db_start(b->ix->db, query, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, thing);
	return index_build_done(b, e);
}

/* The other spellings, each once. */
static struct span others_of(const struct facts *f, int lead,
    struct arena *a)
{
	struct buf b;

	if (f->count < 2)
		return (struct span){ 0 };
	buf_open(&b, a, OTHERS_MAX);
	for (int i = 0; i < f->count; i++) {
		bool seen = span_eq(f->form[i].form, f->form[lead].form);

		for (int k = 0; k < i && !seen; k++)
			seen = span_eq(f->form[i].form, f->form[k].form);
		if (seen || b.n + f->form[i].form.n + 2 > OTHERS_MAX)
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
static struct span more_of(const struct facts *f, int lead, struct arena *a)
{
	struct buf b;

	buf_open(&b, a, MORE_MAX);
	for (int i = 0; i < f->count; i++) {
		bool seen = span_eq(f->form[i].form, f->form[lead].form);

		for (int k = 0; k < i && !seen; k++)
			seen = span_eq(f->form[i].form, f->form[k].form);
		if (!seen)
			add_line(&b, f->form[i].form);
	}
	for (int i = 0; i < f->nicks; i++)
		add_line(&b, f->nick[i]);
	return buf_span(&b);
}

static bool is_dead(const struct facts *f)
{
	return index_inside_fated(&f->fate) == INDEX_DEAD;
}

/* What only a search needs. */
static void bind_known(struct build *b, const struct facts *f, int lead)
{
	struct db *db = b->ix->db;
	struct span more = { 0 };
	struct buf places;

	if (f->count > 1 || f->nicks > 0)
		more = more_of(f, lead, &b->row_mem);
	if (more.n > 0)
		db_bind_text(db, 9, more);
	if (f->born > 0)
		db_bind_i64(db, 10, f->born);
	if (f->died > 0 && is_dead(f))
		db_bind_i64(db, 11, f->died);
	if (f->places == 0)
		return;
	buf_open(&places, &b->row_mem, MORE_MAX);
	for (int i = 0; i < f->places; i++)
		add_line(&places, f->place[i]);
	db_bind_text(db, 12, buf_span(&places));
}

/* For readers of Kazakh in Latin letters: the name as it was said in them,
 * or in any Latin ones where nobody said it in Kazakh; else nothing, and
 * letters are changed where the name is shown. */
static void bind_latin(struct build *b, const struct facts *f, int lead)
{
	const struct index_form *x = &f->form[index_inside_lead(f->form,
	    f->count, INDEX_LATN)];

	if (x == &f->form[lead] || !index_inside_latin(x) ||
	    (index_inside_kazakh(&f->form[lead]) &&
	    !span_starts(x->lang, SPAN("kk-Latn"))))
		return;
	db_bind_text(b->ix->db, 13, x->form);
	db_bind_text(b->ix->db, 14, x->lang);
}

static int put_wall_row(struct build *b, int64_t thing,
    const struct facts *f, int lead, enum index_tongue tongue,
    struct err *e)
{
	struct arena *a = &b->row_mem;
	struct db *db = b->ix->db;
	struct span key;

	if (uni_order_key(b->order, f->form[lead].form, a, &key, e) < 0)
		return -1;
	if (db_start(db, Q_PUT_WALL, e) < 0)
		return -1;
	db_bind_i64(db, 1, thing * 4 + tongue);
	db_bind_i64(db, 2, tongue);
	db_bind_i64(db, 3, index_inside_fated(&f->fate));
	db_bind_blob(db, 4, key);
	db_bind_text(db, 5, f->form[lead].form);
	db_bind_text(db, 6, f->form[lead].lang);
	db_bind_text(db, 7, others_of(f, lead, a));
	db_bind_text(db, 8, f->category);
	if (tongue == INDEX_ANY || tongue == INDEX_KK) {
		bind_latin(b, f, lead);
		bind_known(b, f, lead);
	}
	return index_build_done(b, e);
}

static int put_told(struct build *b, int64_t thing, const struct facts *f,
    const struct index_telling *t, struct err *e)
{
	return index_telling_put(b, thing, f->count > 0 && is_dead(f), t, e);
}

static int put_day(struct build *b, int64_t thing, enum index_day_kind kind,
    int64_t day, struct err *e)
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

/* Who may live has no day of death, whatever else is said. */
static int put_days(struct build *b, int64_t thing, const struct facts *f,
    struct err *e)
{
	if (!is_dead(f))
		return 0;
	for (int i = 0; i < f->ons; i++)
		if (put_day(b, thing, INDEX_DAY_DIED, f->on[i], e) < 0 ||
		    put_day(b, thing, INDEX_DAY_40TH, f->on[i] +
		    INDEX_40TH, e) < 0)
			return -1;
	return 0;
}

static int put_wall(struct build *b, int64_t thing, const struct facts *f,
    struct err *e)
{
	int lead[INDEX_EN + 1];

	if (put_days(b, thing, f, e) < 0)
		return -1;
	if (f->count == 0)
		return 0;
	for (int t = INDEX_KK; t <= INDEX_EN; t++)
		lead[t] = index_inside_lead(f->form, f->count,
		    (enum index_tongue)t);
	if (lead[INDEX_KK] == lead[INDEX_RU] &&
	    lead[INDEX_RU] == lead[INDEX_EN])
		return put_wall_row(b, thing, f, lead[INDEX_KK], INDEX_ANY,
		    e);
	for (int t = INDEX_KK; t <= INDEX_EN; t++)
		if (put_wall_row(b, thing, f, lead[t], (enum index_tongue)t,
		    e) < 0)
			return -1;
	return 0;
}

/* 1994-05, 1994?, 1994/1996: the first year, where all its digits are
 * known. */
static int year_of(struct span date)
{
	struct scan s = scan_of(date);
	uint64_t y;

	return scan_digits(&s, 4, &y) && (s.at == s.end || *s.at < '0' ||
	    *s.at > '9') ? (int)y : 0;
}

static void put_in_days(struct facts *f, int64_t day)
{
	for (int i = 0; i < f->ons; i++)
		if (f->on[i] == day)
			return;
	if (f->ons < FACT_DAYS)
		f->on[f->ons++] = day;
}

static void add_day(struct facts *f, struct span date)
{
	struct err why = { 0 };
	struct when w;

	if (when_parse(date, &w, &why) < 0 || !when_is_day(&w) ||
	    w.first <= -719162) /* the year 1 */
		return;
	put_in_days(f, w.first);
}

/* What is said of a name or a date beside what the wall shows. */
static void add_known(struct facts *f, struct span property,
    struct span value)
{
	if (span_is(property, "name.birth") ||
	    span_is(property, "name.nick")) {
		if (f->nicks < INDEX_FORMS)
			f->nick[f->nicks++] = value;
	} else if (span_is(property, "born.date")) {
		f->born = f->born == 0 ? year_of(value) : f->born;
	} else if (span_is(property, "died.date")) {
		f->died = f->died == 0 ? year_of(value) : f->died;
		add_day(f, value);
	} else if (span_is(property, "died.place") ||
	    span_is(property, "home")) {
		for (int i = 0; i < f->places; i++)
			if (span_eq(f->place[i], value))
				return;
		if (f->places < FACT_PLACES && value.n > 0)
			f->place[f->places++] = value;
	}
}

static void of_row(struct facts *f, const struct index_fact *fact, int n,
    struct arena *a)
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

/* ---- rows ---- */

static bool wall_needs(struct span property)
{
	return span_starts(property, SPAN("name")) ||
	    span_is(property, "status") || span_is(property, "category") ||
	    span_is(property, "born.date") ||
	    span_is(property, "died.date") ||
	    span_is(property, "died.place") || span_is(property, "home") ||
	    span_is(property, "label") || span_is(property, "refused") ||
	    span_is(property, "classified");
}

static struct build_maps *maps_of(struct build *b, int64_t source,
    struct err *e)
{
	struct build_maps *m = NULL;

	for (int i = 0; i < BUILD_SOURCES && m == NULL; i++)
		if (b->maps[i].source == source)
			m = &b->maps[i];
	if (m == NULL)
		m = &b->maps[b->turn++ % BUILD_SOURCES];
	if (m->source == source && m->fresh)
		return m;
	arena_closep(&m->mem);
	m->mem.cap = INDEX_ARENA;
	m->source = source;
	m->fresh = false;
	if (index_inside_maps(b->ix, source, &m->mem, &m->maps, e) < 0)
		return NULL;
	m->wall.map = arena_take(&m->mem, (size_t)m->maps.count + 1,
	    sizeof(*m->wall.map));
	m->wall.count = 0;
	for (int i = 0; i < m->maps.count; i++)
		if (wall_needs(m->maps.map[i].property))
			m->wall.map[m->wall.count++] = m->maps.map[i];
	m->fresh = true;
	return m;
}

/* Where in the list a row stood when it was last said: row=17. */
static int64_t row_number(const struct stmt *s)
{
	struct scan at = scan_of(s->at);
	uint64_t n;

	return scan_lit(&at, SPAN("row=")) && scan_u64(&at, INT64_MAX, &n)
	    ? (int64_t)n : INT64_MAX;
}

static int put_row(struct build *b, int64_t record, int64_t source,
    const int64_t n[6], struct err *e)
{
	struct db *db = b->ix->db;

	if (db_start(db, Q_PUT_ROW, e) < 0)
		return -1;
	db_bind_i64(db, 1, record);
	db_bind_i64(db, 2, source);
	for (int i = 0; i < 4; i++)
		db_bind_i64(db, 3 + i, n[i]);
	db_bind_i64(db, 7, n[4]);
	db_bind_i64(db, 8, n[5]);
	return index_build_done(b, e);
}

int index_build_fresh_row(struct build *b, int64_t record, int64_t source,
    int64_t seq, const struct stmt *s, struct err *e)
{
	struct build_maps *m = maps_of(b, source, e);
	struct arena *a = &b->row_mem;
	int64_t n[6] = { row_number(s), seq, 0, 0, 0, INDEX_OPEN };
	struct facts f = { .count = 0 };
	struct index_telling t = { .count = 0 };
	struct stmt_cell *cell;
	struct index_fact *fact;
	int count, facts;

	arena_clear(a);
	if (m == NULL || index_build_map_put(&b->rowed, (uint64_t)source, 1,
	    e) < 0 || stmt_row_cells(s->value, a, &cell, &count, e) < 0 ||
	    index_inside_facts(cell, count, m->wall.map, m->wall.count, a,
	    &fact, &facts, e) < 0)
		return -1;
	of_row(&f, fact, facts, a);
	n[4] = (int64_t)index_row_hash(cell, count);
	for (int i = 0; i < facts; i++)
		index_telling_fact(&t, &fact[i]);
	if (put_row(b, record, source, n, e) < 0 ||
	    put_told(b, record, &f, &t, e) < 0)
		return -1;
	return put_wall(b, record, &f, e);
}

int index_build_row_private(struct build *b, int64_t record, int64_t seq,
    const struct stmt *s, struct err *e)
{
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct stmt_cell *cell;
	uint64_t h;
	int count, got;

	if (stmt_row_cells(s->value, &a, &cell, &count, e) < 0 ||
	    db_start(b->ix->db, Q_ROW, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, record);
	got = db_next(b->ix->db, e);
	if (got <= 0 || db_i64(b->ix->db, 3) != 0)
		return got < 0 ? -1 : index_build_map_put(&b->dirty,
		    (uint64_t)record, 1, e);
	h = (uint64_t)db_i64(b->ix->db, 5) + index_row_hash(cell, count);
	if (db_start(b->ix->db, Q_ADD_ROW_HASH, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, record);
	db_bind_i64(b->ix->db, 2, (int64_t)h);
	db_bind_i64(b->ix->db, 3, seq);
	return index_build_done(b, e);
}

/* The maps of the list that a record's rows are from; NULL with no error:
 * it has no row. */
static struct build_maps *source_maps(struct build *b,
    const struct index_list *list, struct err *e)
{
	struct index_thing source;

	for (int i = list->count - 1; i >= 0; i--) {
		const struct stmt *s = &list->at[i].s;
		int got;

		if (list->at[i].hidden || s->denies || !span_is(s->says,
		    "row"))
			continue;
		got = index_thing(b->ix, STMT_SOURCE, span_skip(s->from, 7),
		    &source, e);
		return got == 1 ? maps_of(b, source.num, e) : NULL;
	}
	return NULL;
}

/* ---- who is one with whom ---- */

/* Do statements tell of this person, beyond who they are? */
static int has_own(struct build *b, const struct index_thing *person,
    struct arena *a, struct err *e)
{
	static const char *const none[] = { "same", "same.shown", "handle",
		"finding", "finding.reason" };
	struct index_list list;
	int own = 0;

	if (index_inside_about(b->ix, person, a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count && own == 0; i++) {
		const struct stmt *s = &list.at[i].s;

		own = !list.at[i].hidden && (s->property == NULL ||
		    s->property->sense != STMT_PRIVATE);
		for (size_t k = 0; k < sizeof(none) / sizeof(none[0]); k++)
			own &= !span_is(s->says, none[k]);
	}
	return own;
}

/* The list that tells of a record; 0 where none does. */
static int source_of(struct build *b, const struct index_thing *record,
    struct arena *a, int64_t *out, struct err *e)
{
	struct index_list list;
	struct index_thing source;

	*out = 0;
	if (index_inside_about(b->ix, record, a, &list, e) < 0)
		return -1;
	for (int i = list.count - 1; i >= 0; i--) {
		const struct stmt *s = &list.at[i].s;
		int got;

		if (list.at[i].hidden || s->denies || !span_is(s->says,
		    "row"))
			continue;
		got = index_thing(b->ix, STMT_SOURCE, span_skip(s->from, 7),
		    &source, e);
		if (got == 1)
			*out = source.num;
		return got < 0 ? -1 : 0;
	}
	return 0;
}

static int weigh(struct build *b, const struct index_thing *one, int count,
    struct arena *a, enum index_match *out, struct err *e)
{
	int64_t first = 0;

	*out = INDEX_ALONE;
	for (int i = 0; i < count && *out == INDEX_ALONE; i++) {
		int64_t source = 0;
		int own = 0;

		if (one[i].kind == STMT_PERSON)
			own = has_own(b, &one[i], a, e);
		else if (source_of(b, &one[i], a, &source, e) < 0)
			return -1;
		if (own < 0)
			return -1;
		if (own == 1 || (source != 0 && first != 0 &&
		    source != first))
			*out = INDEX_MATCHED;
		first = first == 0 ? source : first;
	}
	return 0;
}

static int64_t match_of(const struct build *b, int64_t thing)
{
	int64_t match;

	return index_build_map_get(&b->whole, (uint64_t)thing, &match) ? match
	    : INDEX_OPEN;
}

int index_build_whole(struct build *b, int64_t num, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct index_thing *one;
	enum index_match match = INDEX_OPEN;
	int64_t known;
	int n;

	if (index_build_map_get(&b->whole, (uint64_t)num, &known))
		return 0;
	if (db_start(b->ix->db, Q_THING_NUM, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, num);
	if (index_inside_things(b->ix, &a, 1, &one, &n, e) < 0)
		return -1;
	if (n == 0 || (one->kind != STMT_PERSON && one->kind != STMT_RECORD))
		return 0;
	if (index_whole(b->ix, one, &a, &one, &n, e) < 0 ||
	    (n > 1 && weigh(b, one, n, &a, &match, e) < 0))
		return -1;
	for (int i = 0; n > 1 && i < n; i++)
		if (index_build_map_put(&b->whole, (uint64_t)one[i].num,
		    match, e) < 0 || index_build_map_put(&b->dirty,
		    (uint64_t)one[i].num, 1, e) < 0)
			return -1;
	return 0;
}

static void of_statement(struct facts *f, const struct index_stmt *x);

/* What statements tell; of a record, beside its row. */
static int of_things(struct build *b, const struct index_thing *t,
    struct facts *f, struct index_telling *told, struct arena *a,
    struct err *e)
{
	struct index_list list;

	if (index_about(b->ix, t, a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		of_statement(f, &list.at[i]);
		index_telling_stmt(told, &list.at[i]);
	}
	return 0;
}

static int derive_record(struct build *b, const struct index_thing *t,
    struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct build_maps *maps;
	struct index_record r;
	struct facts f = { 0 };
	struct index_list list;
	struct index_telling *told = arena_take(&a, 1, sizeof(*told));
	int64_t n[6] = { 0 };
	uint64_t h = 0;
	int got;

	if (index_inside_about(b->ix, t, &a, &list, e) < 0)
		return -1;
	maps = source_maps(b, &list, e);
	if (maps == NULL)
		return e->kind == ERR_NONE ? 0 : -1;
	got = index_inside_record(b->ix, &list, &maps->maps, &a, &r, e);
	if (got <= 0)
		return got;
	for (int i = 0; i < list.count; i++) {
		struct index_stmt *x = &list.at[i];
		struct stmt_cell *cell;
		int count;

		if (x->hidden || !x->s.is_row)
			continue;
		if (strcmp(x->id, r.row_id) != 0 &&
		    strcmp(x->id, r.private_id) != 0)
			continue;
		n[strcmp(x->id, r.row_id) == 0 ? 1 : 2] =
		    INDEX_SEQ(x->act, x->line);
		if (stmt_row_cells(x->s.value, &a, &cell, &count, e) < 0)
			return -1;
		h += index_row_hash(cell, count);
	}
	n[0] = row_number(&r.row.s);
	n[3] = r.gone;
	n[4] = (int64_t)h;
	n[5] = match_of(b, t->num);
	if (put_row(b, t->num, r.source.num, n, e) < 0)
		return -1;
	if (n[5] != INDEX_OPEN)
		return 0; /* the person who leads stands on the wall */
	of_row(&f, r.facts, r.fact_count, &a);
	for (int i = 0; i < r.fact_count; i++)
		index_telling_fact(told, &r.facts[i]);
	if (of_things(b, t, &f, told, &a, e) < 0 ||
	    put_told(b, t->num, &f, told, e) < 0)
		return -1;
	return put_wall(b, t->num, &f, e);
}

/* ---- persons and events ---- */

static void of_statement(struct facts *f, const struct index_stmt *x)
{
	if (x->hidden || x->s.denies || span_is(x->finding, "refuted"))
		return;
	if ((span_is(x->s.says, "name") ||
	    span_is(x->s.says, "name.official")) && f->count < INDEX_FORMS)
		f->form[f->count++] = (struct index_form){ x->s.value,
		    x->s.lang };
	if (span_is(x->s.says, "status"))
		index_inside_fate(&f->fate, x->s.value, x->finding);
	if (span_is(x->s.says, "category") && f->category.n == 0)
		f->category = x->s.value;
	add_known(f, x->s.says, x->s.value);
}

/* The person who leads stands on the wall, for all that is one with them. */
static int derive_person(struct build *b, const struct index_thing *t,
    struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct index_thing *one;
	struct facts f = { 0 };
	struct index_telling *told = arena_take(&a, 1, sizeof(*told));
	int count;

	if (index_whole(b->ix, t, &a, &one, &count, e) < 0)
		return -1;
	if (one[0].num != t->num)
		return 0;
	for (int i = 0; i < count; i++) {
		struct facts more = { 0 };
		struct index_record r;
		int got = 0;

		if (one[i].kind == STMT_RECORD)
			got = index_record(b->ix, &one[i], &a, &r, e);
		if (got < 0 || of_things(b, &one[i], &f, told, &a, e) < 0)
			return -1;
		if (got == 1)
			of_row(&more, r.facts, r.fact_count, &a);
		for (int k = 0; got == 1 && k < r.fact_count; k++)
			index_telling_fact(told, &r.facts[k]);
		for (int k = 0; k < more.count && f.count < INDEX_FORMS; k++)
			f.form[f.count++] = more.form[k];
		for (int k = 0; k < more.nicks && f.nicks < INDEX_FORMS; k++)
			f.nick[f.nicks++] = more.nick[k];
		for (int k = 0; k < more.places; k++)
			add_known(&f, SPAN("home"), more.place[k]);
		f.born = f.born == 0 ? more.born : f.born;
		f.died = f.died == 0 ? more.died : f.died;
		for (int k = 0; k < more.ons; k++)
			put_in_days(&f, more.on[k]);
		index_inside_fates(&f.fate, &more.fate);
	}
	return put_told(b, t->num, &f, told, e) < 0 ? -1
	    : put_wall(b, t->num, &f, e);
}

/* Where in its day an event stands: what has no hour stands last. */
static int64_t clock_of(const struct index_stmt *x)
{
	struct when_time t;
	struct err why = { 0 };

	return !x->hidden && !x->s.denies && span_is(x->s.says, "time") &&
	    when_time_parse(x->s.value, &t, &why) == 0 ? t.first
	    : DAY_SECONDS;
}

static int derive_event(struct build *b, const struct index_thing *t,
    struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct index_list list;
	struct index_telling *told = arena_take(&a, 1, sizeof(*told));
	int64_t first = INT64_MAX, last = INT64_MAX;
	int64_t clock = DAY_SECONDS;
	bool ceremony = false, day = false;

	if (index_about(b->ix, t, &a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct stmt *s = &list.at[i].s;
		struct when w;
		struct err why = { 0 };

		index_telling_stmt(told, &list.at[i]);
		if (clock == DAY_SECONDS)
			clock = clock_of(&list.at[i]);
		if (list.at[i].hidden || s->denies)
			continue;
		if (span_is(s->says, "event.kind"))
			ceremony |= span_is(s->value, "ceremony") &&
			    !span_is(list.at[i].finding, "refuted");
		if (first != INT64_MAX || !span_is(s->says, "date") ||
		    when_parse(s->value, &w, &why) < 0)
			continue;
		first = w.first;
		last = w.last;
		day = when_is_day(&w);
	}
	told->mark[INDEX_ACCOUNTS] = false; /* of persons alone */
	if ((ceremony && day && put_day(b, t->num, INDEX_DAY_CEREMONY, first,
	    e) < 0) || index_telling_put(b, t->num, false, told, e) < 0)
		return -1;
	if (db_start(b->ix->db, Q_PUT_EVENT, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, t->num);
	db_bind_i64(b->ix->db, 2, first);
	db_bind_i64(b->ix->db, 3, last);
	db_bind_i64(b->ix->db, 4, clock);
	return index_build_done(b, e);
}

int index_build_derive(struct build *b, int64_t num, struct err *e)
{
	SCOPED(arena) a = { .cap = 4096 };
	struct index_thing *t;
	int64_t has;
	int n;

	arena_clear(&b->row_mem);
	if (db_start(b->ix->db, Q_THING_NUM, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, num);
	if (index_inside_things(b->ix, &a, 1, &t, &n, e) < 0)
		return -1;
	if (n == 0)
		return 0;
	if (drop(b, Q_DROP_WALL, num, e) < 0 ||
	    drop(b, Q_DROP_ROW, num, e) < 0 ||
	    drop(b, Q_DROP_EVENT, num, e) < 0 ||
	    drop(b, Q_DROP_DAY, num, e) < 0 ||
	    drop(b, Q_DROP_FELL, num, e) < 0 ||
	    drop(b, Q_DROP_CALLED, num, e) < 0 ||
	    drop(b, Q_DROP_MARK, num, e) < 0 ||
	    index_inside_number(b->ix, Q_THING_HAS, num, &has, e) < 0)
		return -1;
	if (has == 0)
		return drop(b, Q_DROP_THING, num, e);
	switch (t->kind) {
	case STMT_PERSON: return derive_person(b, t, e);
	case STMT_RECORD: return derive_record(b, t, e);
	case STMT_EVENT: return derive_event(b, t, e);
	case STMT_PLACE:
	case STMT_BODY: return index_telling_names(b, t, e);
	default: return 0;
	}
}
