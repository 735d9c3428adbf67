/* record.c - a row of a list: its cells now, and what they mean */
#include <string.h>

#include "index/inside.h"
#include "uni/uni.h"

static uint64_t stir(uint64_t h, struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (uint8_t)s.p[i]) * 1099511628211ULL;
	return h;
}

uint64_t index_row_hash(const struct stmt_cell *cells, int count)
{
	uint64_t sum = 0;

	for (int i = 0; i < count; i++) {
		uint64_t h = 14695981039346656037ULL;

		if (cells[i].text.n == 0)
			continue; /* an empty cell says nothing */
		h = stir(h, cells[i].column);
		h = stir(h, (struct span){ "", 1 });
		h = stir(h, cells[i].text);
		/* FNV-1a leaves its low bits to the last bytes: mixed, since
		 * what follows is a sum. */
		h = (h ^ h >> 33) * 0xff51afd7ed558ccdULL;
		h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53ULL;
		sum += h ^ h >> 33;
	}
	return sum;
}

static int find_cell(const struct stmt_cell *cells, int count,
    struct span column)
{
	for (int i = 0; i < count; i++)
		if (span_eq(cells[i].column, column))
			return i;
	return -1;
}

int index_inside_maps(struct index *ix, int64_t source, struct arena *a,
    struct index_maps *out, struct err *e)
{
	struct index_list list;
	struct stmt_map *maps;
	int n = 0;

	if (db_start(ix->db, Q_ABOUT_PROP, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, source);
	db_bind_i64(ix->db, 2, stmt_property_index(SPAN("map")));
	if (index_inside_list(ix, a, &list, e) < 0)
		return -1;
	maps = arena_take(a, (size_t)list.count + 1, sizeof(*maps));
	for (int i = 0; i < list.count; i++) {
		struct err why = { 0 };
		struct stmt_map m;
		int at = 0;

		if (list.at[i].hidden || (list.at[i].withheld &&
		    ix->private_fd < 0) ||
		    stmt_map_parse(list.at[i].s.value, &m, &why) < 0)
			continue;
		/* The latest reading of a column and property counts. */
		while (at < n && !(span_eq(maps[at].column, m.column) &&
		    span_eq(maps[at].property, m.property)))
			at++;
		if (!list.at[i].s.denies) {
			maps[at] = m;
			n += at == n;
		} else if (at < n) {
			memmove(&maps[at], &maps[at + 1],
			    (size_t)(n - at - 1) * sizeof(*maps));
			n--;
		}
	}
	*out = (struct index_maps){ maps, n };
	return 0;
}

static int one_fact(const struct stmt_map *m, struct span cell,
    struct arena *a, struct index_fact *f, struct err *e)
{
	struct err why = { 0 };
	struct span nfc;
	int got;

	memset(f, 0, sizeof(*f));
	f->column = m->column;
	f->cell = f->value = cell;
	f->property = m->property;
	f->lang = m->lang;
	f->who = m->who;
	f->denies = span_is(m->stance, "denies");
	if (uni_nfc(cell, a, &nfc, e) < 0)
		return -1;
	got = stmt_map_cell(m, nfc, a, &f->value, &why);
	if (got < 0) {
		f->refused = true;
		f->value = cell;
	}
	return got == 0 ? 0 : 1;
}

int index_inside_facts(const struct stmt_cell *cells, int cell_count,
    const struct stmt_map *maps, int map_count, struct arena *a,
    struct index_fact **out, int *count, struct err *e)
{
	struct index_fact *f = arena_take(a, (size_t)(cell_count + map_count +
	    1), sizeof(*f));
	int n = 0;

	for (int i = 0; i < map_count; i++) {
		int at = find_cell(cells, cell_count, maps[i].column);
		int got;

		if (at < 0)
			continue;
		got = one_fact(&maps[i], cells[at].text, a, &f[n], e);
		if (got < 0)
			return -1;
		n += got;
	}
	for (int i = 0; i < cell_count; i++) {
		int mapped = 0;

		for (int k = 0; k < map_count && !mapped; k++)
			mapped = span_eq(maps[k].column, cells[i].column);
		if (!mapped)
			f[n++] = (struct index_fact){ .column = cells[i].column,
			    .value = cells[i].text, .cell = cells[i].text };
	}
	*out = f;
	*count = n;
	return 0;
}

bool index_fact_counts(const struct index_fact *f)
{
	return !f->refused && !f->denies && !span_is(f->finding, "refuted");
}

/* ---- names ---- */

static struct span value_of(const struct index_fact *facts, int count,
    const char *property, struct span *lang)
{
	for (int i = 0; i < count; i++) {
		if (!index_fact_counts(&facts[i]) ||
		    !span_is(facts[i].property, property))
			continue;
		*lang = facts[i].lang;
		return facts[i].value;
	}
	return (struct span){ 0 };
}

int index_inside_names(const struct index_fact *facts, int count,
    struct arena *a, struct index_form *out)
{
	static const char *const part[] = { "name.family", "name.given",
	    "name.patronymic" };
	struct span lang = { 0 };
	struct buf b;
	int n = 0;

	for (int i = 0; i < count && n < INDEX_FORMS; i++)
		if (index_fact_counts(&facts[i]) &&
		    (span_is(facts[i].property, "name") ||
		    span_is(facts[i].property, "name.official")))
			out[n++] = (struct index_form){ facts[i].value,
			    facts[i].lang };
	if (n > 0)
		return n;
	buf_open(&b, a, 4 * STMT_NAME_MAX);
	for (int i = 0; i < 3; i++) {
		struct span s = value_of(facts, count, part[i], &lang);

		if (s.n > 0 && b.n > 0)
			buf_byte(&b, ' ');
		buf_add(&b, s);
	}
	if (b.n == 0)
		return 0;
	out[0] = (struct index_form){ buf_span(&b), lang };
	return 1;
}

bool index_inside_latin(const struct index_form *f)
{
	return uni_script(f->form) == UNI_LATIN;
}

bool index_inside_kazakh(const struct index_form *f)
{
	return span_starts(f->lang, SPAN("kk")) &&
	    uni_script(f->form) == UNI_CYRILLIC;
}

/* How well a form suits a reader. */
static int suits(const struct index_form *f, enum index_tongue tongue)
{
	struct span lang = f->lang;
	bool kk = span_starts(lang, SPAN("kk"));
	bool ru = span_starts(lang, SPAN("ru"));
	bool kk_latin = span_starts(lang, SPAN("kk-Latn"));
	bool rtl = span_starts(lang, SPAN("ar")) ||
	    span_starts(lang, SPAN("he")) || span_starts(lang, SPAN("fa"));

	switch (tongue) {
	case INDEX_KK:
		return kk && !kk_latin ? 4 : ru ? 3 : kk ? 2 : rtl ? 0 : 1;
	case INDEX_RU:
		return ru ? 4 : kk && !kk_latin ? 3 : rtl ? 0 : 1;
	case INDEX_LATN:
		return kk_latin ? 3 : !index_inside_latin(f) ? 0
		    : lang.n == 0 ? 2 : 1;
	default:
		return span_starts(lang, SPAN("en")) ? 4 : kk_latin ? 3
		    : ru || kk ? 1 : rtl ? 0 : 2;
	}
}

/* Pairs of bytes that two forms share: how alike they are, roughly. */
static int alike(struct span a, struct span b)
{
	int n = 0;

	for (size_t i = 0; i + 1 < a.n && i < 256; i++)
		n += b.n > 1 && memmem(b.p, b.n, a.p + i, 2) != NULL;
	return n;
}

/* Among forms that suit as well, the one that most others resemble leads (a
 * misprint seldom does), then the longer, then the first by its bytes: never
 * the order of commitments, which is chance. */
static bool leads(const struct index_form *f, int count, int i, int best)
{
	int mine = 0, its = 0;

	for (int k = 0; k < count; k++) {
		mine += k == i ? 0 : alike(f[i].form, f[k].form);
		its += k == best ? 0 : alike(f[best].form, f[k].form);
	}
	if (mine != its)
		return mine > its;
	if (f[i].form.n != f[best].form.n)
		return f[i].form.n > f[best].form.n;
	return span_cmp(f[i].form, f[best].form) < 0;
}

int index_inside_lead(const struct index_form *f, int count,
    enum index_tongue tongue)
{
	int best = 0;

	for (int i = 1; i < count; i++) {
		int here = suits(&f[i], tongue);
		int there = suits(&f[best], tongue);

		if (here > there || (here == there && leads(f, count, i,
		    best)))
			best = i;
	}
	return best;
}

/* ---- questions ---- */

static int latest_of(const struct index_list *list, const char *property)
{
	for (int i = list->count - 1; i >= 0; i--)
		if (!list->at[i].hidden && !list->at[i].s.denies &&
		    span_is(list->at[i].s.says, property))
			return i;
	return -1;
}

/* The cells of both parts of the latest row. */
static int cells_of(const struct index_list *list, struct arena *a,
    struct stmt_cell **out, int *count, struct err *e)
{
	static const char *const part[2] = { "row", "row.private" };
	struct stmt_cell *got[2];
	int n[2] = { 0, 0 };

	for (int k = 0; k < 2; k++) {
		int at = latest_of(list, part[k]);

		if (at >= 0 && stmt_row_cells(list->at[at].s.value, a,
		    &got[k], &n[k], e) < 0)
			return -1;
	}
	*out = arena_take(a, (size_t)(n[0] + n[1] + 1), sizeof(**out));
	for (int k = 0; k < 2; k++)
		if (n[k] > 0)
			memcpy(*out + (k == 0 ? 0 : n[0]), got[k],
			    (size_t)n[k] * sizeof(**out));
	*count = n[0] + n[1];
	return 0;
}

int index_inside_record(struct index *ix, const struct index_list *list,
    const struct index_maps *maps, struct arena *a, struct index_record *out,
    struct err *e)
{
	struct index_record r = { 0 };
	struct index_maps read;
	struct stmt_cell *cells;
	int cell_count, at = latest_of(list, "row");

	if (at < 0)
		return 0;
	r.row = list->at[at];
	r.at = r.row.s.at;
	memcpy(r.row_id, r.row.id, sizeof(r.row_id));
	for (int i = 0; i < list->count; i++)
		if (!list->at[i].hidden &&
		    span_is(list->at[i].s.says, "row.gone"))
			r.gone = !list->at[i].s.denies;
	at = latest_of(list, "row.private");
	if (at >= 0)
		memcpy(r.private_id, list->at[at].id, sizeof(r.private_id));
	if (index_thing(ix, STMT_SOURCE, span_skip(r.row.s.from, 7),
	    &r.source, e) < 0 || cells_of(list, a, &cells, &cell_count,
	    e) < 0)
		return -1;
	if (maps == NULL) {
		if (index_inside_maps(ix, r.source.num, a, &read, e) < 0)
			return -1;
		maps = &read;
	}
	if (index_inside_facts(cells, cell_count, maps->map, maps->count, a,
	    &r.facts, &r.fact_count, e) < 0)
		return -1;
	for (int i = 0; i < list->count; i++) {
		const struct index_stmt *x = &list->at[i];

		if (!x->hidden && !x->s.denies && span_is(x->s.says, "row") &&
		    index_inside_weigh(ix, x, &r, a, e) < 0)
			return -1;
	}
	*out = r;
	return 1;
}

int index_record(struct index *ix, const struct index_thing *record,
    struct arena *a, struct index_record *out, struct err *e)
{
	struct index_list list;

	if (index_inside_about(ix, record, a, &list, e) < 0)
		return -1;
	return index_inside_record(ix, &list, NULL, a, out, e);
}
