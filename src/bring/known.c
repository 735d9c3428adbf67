/* known.c - which record of a list is which row of its new version */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/code.h"
#include "bring/known.h"

#define KEY_BUCKETS 262144

void bring_known_tell(const struct list *l, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	size_t n;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	n = strlen(text);
	if (n > 0 && text[n - 1] == '\n')
		text[n - 1] = '\0';
	keep_say("%s%s", l->path, text);
}

/* ---- reading them ---- */

static size_t hash_of(struct span s, size_t room)
{
	uint64_t h = 1469598103934665603ULL; /* FNV-1a, 64 bit */

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (uint8_t)s.p[i]) * 1099511628211ULL;
	return (size_t)(h >> 24) & (room - 1);
}

static struct known *known_of(struct list *l, int64_t num)
{
	size_t i = (size_t)((uint64_t)num * 0x9E3779B97F4A7C15ULL >> 20) &
	    (l->num_room - 1);

	while (l->by_num[i] != NULL && l->by_num[i]->thing.num != num)
		i = (i + 1) & (l->num_room - 1);
	return l->by_num[i];
}

static void remember(struct list *l, struct known *k)
{
	size_t i = (size_t)((uint64_t)k->thing.num * 0x9E3779B97F4A7C15ULL >>
	    20) & (l->num_room - 1);

	while (l->by_num[i] != NULL)
		i = (i + 1) & (l->num_room - 1);
	l->by_num[i] = k;
	i = hash_of(k->key, KEY_BUCKETS);
	k->next = l->by_key[i];
	l->by_key[i] = k;
}

/* The value of the record's row.private; empty where it has none. */
static int private_value(struct list *l, const struct index_record *r,
    struct arena *mem, struct span *out, struct err *e)
{
	struct index_stmt priv;
	uint8_t id[CRYPT_HASH];
	int got;

	*out = (struct span){ 0 };
	if (!stmt_id_parse(span_of(r->private_id), id))
		return 0;
	got = index_statement(l->t->ix, id, mem, &priv, e);
	if (got == 1 && !priv.hidden)
		*out = priv.s.value;
	return got < 0 ? -1 : 0;
}

struct cells {
	struct stmt_cell *at[2]; /* shown, private */
	int count[2];
};

/* The record's cells, verbatim. */
static int read_cells(struct list *l, const struct index_record *r,
    struct arena *mem, struct cells *out, struct err *e)
{
	struct span value[2] = { r->row.hidden ? (struct span){ 0 }
	    : r->row.s.value };

	memset(out, 0, sizeof(*out));
	if (private_value(l, r, mem, &value[1], e) < 0)
		return -1;
	for (int i = 0; i < 2; i++)
		if (value[i].n > 0 && stmt_row_cells(value[i], mem,
		    &out->at[i], &out->count[i], e) < 0)
			return -1;
	return 0;
}

static struct span cell_of(const struct cells *c, struct span column)
{
	for (int i = 0; i < 2; i++)
		for (int k = 0; k < c->count[i]; k++)
			if (span_eq(c->at[i][k].column, column))
				return c->at[i][k].text;
	return (struct span){ 0 };
}

static int read_known_one(struct list *l, struct known *k, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 28 };
	struct index_record r;
	struct cells c;
	int got = index_record(l->t->ix, &k->thing, &mem, &r, e);

	if (got <= 0)
		return got;
	k->gone = r.gone;
	if (l->map.key.n == 0)
		return 0;
	if (read_cells(l, &r, &mem, &c, e) < 0)
		return -1;
	k->key = arena_copy(l->t->mem, cell_of(&c, l->map.key));
	return 0;
}

/* In pieces. */
int bring_known_read(struct list *l, struct err *e)
{
	const int piece = 10000;
	int room = 0, n = piece;

	for (int64_t skip = 0; n == piece; skip += n) {
		SCOPED(arena) mem = { .cap = 1 << 26 };
		struct index_thing *list;

		if (index_rows(l->t->ix, &l->source, skip, piece, &mem,
		    &list, &n, e) < 0)
			return -1;
		if (l->known_count + n > room) {
			struct known *more;

			room = (l->known_count + n) * 2;
			more = arena_take(l->t->mem, (size_t)room,
			    sizeof(*more));
			if (l->known_count > 0)
				memcpy(more, l->known, (size_t)l->known_count *
				    sizeof(*more));
			l->known = more;
		}
		for (int i = 0; i < n; i++)
			l->known[l->known_count++].thing = list[i];
	}
	for (l->num_room = 1024; l->num_room < (size_t)l->known_count * 2;)
		l->num_room *= 2;
	l->by_num = arena_take(l->t->mem, l->num_room, sizeof(*l->by_num));
	l->by_key = arena_take(l->t->mem, KEY_BUCKETS, sizeof(*l->by_key));
	for (int i = 0; i < l->known_count; i++) {
		if (read_known_one(l, &l->known[i], e) < 0)
			return -1;
		remember(l, &l->known[i]);
	}
	return 0;
}

/* ---- rows ---- */

static int print_row(const struct stmt_cell *cells, int count,
    struct arena *mem, struct span *out, struct err *e)
{
	struct stmt_cell *copy = arena_take(mem, (size_t)count + 1,
	    sizeof(*copy));
	struct buf b;

	if (count > 0)
		memcpy(copy, cells, (size_t)count * sizeof(*copy));
	buf_open(&b, mem, STMT_LINE_MAX);
	if (stmt_row_print(copy, count, &b, e) < 0)
		return -1;
	return buf_end(&b, out, e);
}

int bring_known_put(struct list *l, const struct bring_cells *c, struct err *e)
{
	const struct intake_row *row = c->row;
	char id[STMT_ID_CHARS + 1], at[32], about[32];
	struct stmt s = { .about = { about, 0 }, .at = { at, 0 },
	    .from = l->from, .re = span_of(c->re),
	    .says = c->hidden ? SPAN("row.private") : SPAN("row"),
	    .is_row = true };

	s.about.n = (size_t)snprintf(about, sizeof(about), "record/%s",
	    c->record);
	s.at.n = (size_t)snprintf(at, sizeof(at), "row=%" PRIu64, row->number);
	if (c->hidden ? print_row(row->private_cells, row->private_count,
	    l->mem, &s.value, e) < 0 : print_row(row->public_cells,
	    row->public_count, l->mem, &s.value, e) < 0)
		return -1;
	return keep_pen_put(l->t->pen, STMT_IMPORT, &s, c->hidden, id, e);
}

/* Cells that say something. */
static int filled(const struct stmt_cell *cells, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++)
		n += cells[i].text.n > 0;
	return n;
}

static bool all_in(const struct stmt_cell *cells, int count,
    const struct cells *c)
{
	for (int i = 0; i < count; i++)
		if (!span_eq(cell_of(c, cells[i].column), cells[i].text))
			return false;
	return true;
}

/* However they are split into shown and private ones. */
static bool same_cells(const struct cells *c, const struct intake_row *row)
{
	return filled(c->at[0], c->count[0]) + filled(c->at[1], c->count[1])
	    == filled(row->public_cells, row->public_count) +
	    filled(row->private_cells, row->private_count) &&
	    all_in(row->public_cells, row->public_count, c) &&
	    all_in(row->private_cells, row->private_count, c);
}

int bring_known_gone(struct list *l, const struct index_thing *record,
    bool back, struct err *e)
{
	char id[STMT_ID_CHARS + 1], about[32];
	struct stmt s = { .from = l->from, .says = SPAN("row.gone"),
	    .value = span_of(l->today),
	    .stance = back ? SPAN("denies") : SPAN("") };

	(void)snprintf(about, sizeof(about), "record/%s", record->id);
	s.about = span_of(about);
	return keep_pen_put(l->t->pen, STMT_IMPORT, &s, false, id, e);
}

/* Is an earlier row of the record withheld?  Then what it showed may not
 * come back by way of the list. */
static int row_withheld(struct list *l, const struct index_thing *record,
    struct err *e)
{
	struct index_list all;

	if (index_about(l->t->ix, record, l->mem, &all, e) < 0)
		return -1;
	for (int i = 0; i < all.count; i++)
		if (all.at[i].withheld && !all.at[i].hidden &&
		    span_is(all.at[i].s.says, "row"))
			return 1;
	return 0;
}

static void keep_back(struct list *l, const struct intake_row *row,
    const struct index_thing *record)
{
	if (l->kept_back++ < BRING_SAID_MAX)
		bring_known_tell(l, ": row %" PRIu64 ": a row of record %s is withheld, so"
		    " it stays as it is\n", row->number, record->id);
}

/* Did the earlier row show what this map keeps private? */
static void count_bared(struct list *l, const struct cells *was,
    const struct intake_row *row)
{
	for (int i = 0; i < row->private_count; i++)
		for (int k = 0; k < was->count[0]; k++)
			if (was->at[0][k].text.n > 0 && span_eq(
			    was->at[0][k].column,
			    row->private_cells[i].column)) {
				l->bared++;
				return;
			}
}

/* The record's parts as this map splits them: 1 something differed and is
 * stated again, 0. */
static int restate(struct list *l, const struct known *k,
    const struct index_record *was, const struct intake_row *row,
    struct err *e)
{
	struct span shown, hidden, before;
	struct cells cells;
	int changed = 0;

	if (print_row(row->public_cells, row->public_count, l->mem, &shown,
	    e) < 0 || print_row(row->private_cells, row->private_count,
	    l->mem, &hidden, e) < 0 ||
	    private_value(l, was, l->mem, &before, e) < 0)
		return -1;
	if (!span_eq(shown, was->row.s.value)) {
		int kept = row_withheld(l, &k->thing, e);

		if (kept == 1)
			keep_back(l, row, &k->thing);
		if (kept != 0)
			return kept < 0 ? -1 : 0;
		if (read_cells(l, was, l->mem, &cells, e) < 0 ||
		    bring_known_put(l, &(struct bring_cells){ row, false,
		    k->thing.id, was->row_id }, e) < 0)
			return -1;
		count_bared(l, &cells, row);
		changed = 1;
	}
	if ((before.n == 0 && row->private_count == 0) ||
	    span_eq(hidden, before))
		return changed;
	return bring_known_put(l, &(struct bring_cells){ row, true, k->thing.id,
	    was->private_id }, e) < 0 ? -1 : 1;
}

/* The row is that record's; was NULL: it stays as it is. */
static int use(struct list *l, struct known *k,
    const struct index_record *was, const struct intake_row *row,
    struct err *e)
{
	int changed = was == NULL ? 0 : restate(l, k, was, row, e);

	if (changed < 0)
		return -1;
	k->used = true;
	if (changed == 1)
		l->t->done->records_changed++;
	else
		l->t->done->records_same++;
	if (!k->gone)
		return 0;
	l->t->done->records_back++;
	return bring_known_gone(l, &k->thing, true, e);
}

/* A record whose cells are all those of the row: 1 used, 0 there is none. */
int bring_known_same(struct list *l, const struct intake_row *row,
    struct err *e)
{
	uint64_t h = index_row_hash(row->public_cells, row->public_count) +
	    index_row_hash(row->private_cells, row->private_count);
	struct index_thing *like;
	struct index_record was;
	struct cells c;
	int n;

	if (index_rows_like(l->t->ix, &l->source, h, l->mem, &like, &n,
	    e) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		struct known *k = known_of(l, like[i].num);

		if (k == NULL || k->used)
			continue;
		if (index_record(l->t->ix, &k->thing, l->mem, &was, e) < 0 ||
		    read_cells(l, &was, l->mem, &c, e) < 0)
			return -1;
		if (same_cells(&c, row))
			return use(l, k, &was, row, e) < 0 ? -1 : 1;
	}
	return 0;
}

/* A record that the row has changed (by its key), or that was withheld as
 * the row is: 1 used, 0 there is none. */
int bring_known_changed(struct list *l, const struct intake_row *row,
    struct err *e)
{
	struct index_record was;
	struct known *k = row->key.n == 0 ? NULL :
	    l->by_key[hash_of(row->key, KEY_BUCKETS)];
	struct span shown;

	while (k != NULL && (k->used || !span_eq(k->key, row->key)))
		k = k->next;
	if (k != NULL) {
		if (index_record(l->t->ix, &k->thing, l->mem, &was, e) < 0)
			return -1;
		return use(l, k, &was, row, e) < 0 ? -1 : 1;
	}
	if (l->withheld == NULL)
		return 0;
	if (print_row(row->public_cells, row->public_count, l->mem, &shown,
	    e) < 0)
		return -1;
	for (struct withheld *w = l->withheld; w != NULL; w = w->next) {
		if (w->known->used || !span_eq(w->value, shown))
			continue;
		keep_back(l, row, &w->known->thing);
		return use(l, w->known, NULL, row, e) < 0 ? -1 : 1;
	}
	return 0;
}

int bring_known_withheld(struct list *l, struct err *e)
{
	for (int i = 0; i < l->known_count; i++) {
		SCOPED(arena) mem = { .cap = 1 << 28 };
		struct index_list all;

		if (l->known[i].used)
			continue;
		if (index_about(l->t->ix, &l->known[i].thing, &mem, &all,
		    e) < 0)
			return -1;
		for (int k = 0; k < all.count; k++) {
			struct withheld *w;

			if (!all.at[k].withheld || all.at[k].hidden ||
			    !span_is(all.at[k].s.says, "row"))
				continue;
			w = arena_take(l->t->mem, 1, sizeof(*w));
			w->known = &l->known[i];
			w->value = arena_copy(l->t->mem, all.at[k].s.value);
			w->next = l->withheld;
			l->withheld = w;
		}
	}
	return 0;
}
