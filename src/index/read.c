/* read.c - statements: from where the index says they are, parsed */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "index/inside.h"
#include "index/kept.h"
#include "index/told.h"
#include "vault/vault.h"

#define SMALL (128 << 10) /* bytes of a payload kept in memory */
#define SMALL_HELD (1 << 20) /* the same for who asks very much */

int64_t index_inside_h(const uint8_t commitment[CRYPT_HASH])
{
	uint64_t h = 0;

	for (int i = 0; i < 8; i++)
		h = h << 8 | commitment[i];
	return (int64_t)h;
}

void index_inside_drop(struct index_file *f)
{
	arena_closep(&f->mem);
	f->bytes = (struct span){ 0 };
	file_close(&f->fd);
}

void index_inside_forget(struct index *ix, uint64_t act)
{
	for (int i = 0; i < INDEX_FILES; i++)
		if (ix->file[i].act == act)
			index_inside_drop(&ix->file[i]);
}

/* A small file is read whole: most pages need many lines of it. */
static void read_small(struct index_file *f, off_t most)
{
	struct stat st;
	char *p;

	if (fstat(f->fd, &st) < 0 || st.st_size > most || st.st_size <= 0)
		return;
	f->mem.cap = (size_t)most * 2;
	p = arena_raw(&f->mem, (size_t)st.st_size);
	if (pread(f->fd, p, (size_t)st.st_size, 0) == st.st_size)
		f->bytes = (struct span){ p, (size_t)st.st_size };
}

/* Payload files change when lines are withheld: the reader of an index that
 * is older finds other bytes, which do not hash. */
static struct index_file *payload(struct index *ix, uint64_t act, bool held,
    struct err *e)
{
	char path[VAULT_PATH_MAX];
	struct index_file *f;

	for (int i = 0; i < INDEX_FILES; i++) {
		f = &ix->file[i];
		if (f->fd >= 0 && f->act == act && f->held == held)
			return f;
	}
	f = &ix->file[ix->turn++ % INDEX_FILES];
	index_inside_drop(f);
	if (held)
		vault_held_path(act, path);
	else
		vault_payload_path(act, path);
	f->fd = openat(held ? ix->private_fd : ix->public_fd, path,
	    O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (f->fd < 0) {
		err_set(e, ERR_IO, "%s: %s%s", path, strerror(errno),
		    held ? " (lost? then run rebuild)" : "");
		return NULL;
	}
	f->act = act;
	f->held = held;
	read_small(f, ix->held ? SMALL_HELD : SMALL);
	return f;
}

int index_inside_line(struct index *ix, uint64_t act, bool held, int64_t off,
    int64_t len, struct arena *a, struct span *out, struct err *e)
{
	char *p;

	if (len < 0 || len > STMT_LINE_MAX || off < 0)
		return err_set(e, ERR_FORMAT, "the index is broken: run"
		    " rebuild");
	for (int again = 0; again < 2; again++) {
		struct index_file *f = payload(ix, act, held, e);

		if (f == NULL)
			return -1;
		if (off + len <= (int64_t)f->bytes.n) {
			*out = arena_copy(a, (struct span){ f->bytes.p + off,
			    (size_t)len });
			return 0;
		}
		p = arena_raw(a, (size_t)len + 1);
		if (pread(f->fd, p, (size_t)len, off) == len) {
			*out = (struct span){ p, (size_t)len };
			return 0;
		}
		index_inside_forget(ix, act);
	}
	return err_set(e, ERR_IO, "payload of act %llu is shorter than the"
	    " index says: run verify, then rebuild", (unsigned long long)act);
}

/* The plain columns of one row; line_text is still to be read. */
struct found {
	int64_t seq, flags, off, len, time, h;
	struct span keeper;
};

static int read_found(struct index *ix, struct arena *a, int most,
    struct found **out, int *count, struct err *e)
{
	int n = 0, got = 0, room = 8;
	struct found *list = arena_take(a, (size_t)room, sizeof(*list));

	while (n < most && (got = db_next(ix->db, e)) == 1) {
		struct found *f;

		if (n == room) {
			f = arena_take(a, (size_t)room * 2, sizeof(*list));
			memcpy(f, list, (size_t)n * sizeof(*list));
			list = f;
			room *= 2;
		}
		f = &list[n++];
		f->seq = db_i64(ix->db, 0);
		f->flags = db_i64(ix->db, 1);
		f->off = db_i64(ix->db, 2);
		f->len = db_i64(ix->db, 3);
		f->time = db_i64(ix->db, 4);
		f->keeper = arena_copy(a, db_text(ix->db, 5));
		f->h = db_i64(ix->db, 6);
	}
	db_rest(ix->db);
	if (got < 0)
		return -1;
	*out = list;
	*count = n;
	return 0;
}

static int fill_void(struct index *ix, const struct found *f,
    struct arena *a, struct index_stmt *x, struct err *e)
{
	if (db_start(ix->db, Q_VOID_OF, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, f->seq);
	switch (db_next(ix->db, e)) {
	case 1:
		x->void_rule = arena_copy(a, db_text(ix->db, 0));
		return 0;
	case 0:
		x->void_rule = SPAN("act");
		return 0;
	default:
		return -1;
	}
}

static int fill(struct index *ix, const struct found *f, struct arena *a,
    struct index_stmt *x, struct err *e)
{
	uint8_t got[CRYPT_HASH];
	struct err why = { 0 };

	memset(x, 0, sizeof(*x));
	x->act = (uint64_t)f->seq >> 8;
	x->line = (int)(f->seq & 255);
	x->time = f->time;
	x->keeper = f->keeper;
	x->withheld = (f->flags & INDEX_WITHHELD) != 0;
	x->hidden = (f->flags & INDEX_HIDDEN) != 0;
	x->is_void = (f->flags & INDEX_VOID) != 0;
	if (x->is_void && fill_void(ix, f, a, x, e) < 0)
		return -1;
	if (index_inside_line(ix, x->act, (f->flags & INDEX_HELD) != 0,
	    f->off, f->len, a, &x->line_text, e) < 0)
		return -1;
	if (x->hidden) {
		if (!stmt_is_withheld_line(x->line_text, x->commitment))
			return err_set(e, ERR_FORMAT, "act %llu line %d: no"
			    " withheld line: run rebuild",
			    (unsigned long long)x->act, x->line + 1);
		stmt_id(x->commitment, x->id);
		x->line_text = (struct span){ 0 };
		return 0;
	}
	stmt_commit(x->line_text, got);
	if (index_inside_h(got) != f->h)
		return err_set(e, ERR_DENIED, "act %llu line %d is not what"
		    " was indexed: run verify, then rebuild",
		    (unsigned long long)x->act, x->line + 1);
	memcpy(x->commitment, got, CRYPT_HASH);
	stmt_id(got, x->id);
	if (x->withheld && ix->private_fd < 0) { /* a leak: not shown either */
		x->hidden = true;
		x->line_text = (struct span){ 0 };
		return 0;
	}
	if (stmt_parse(x->line_text, a, &x->s, &why) < 0 && !x->is_void)
		return err_set(e, ERR_FORMAT, "%s", why.text);
	return 0;
}

/* The latest finding counts, and one that is taken back is none. */
static struct span weight(const struct index_stmt *finding)
{
	return finding->s.denies ? (struct span){ 0 } : finding->s.value;
}

static int compare_answers(struct index *ix, struct arena *a,
    struct index_stmt *x, struct err *e)
{
	const int64_t h = index_inside_h(x->commitment);
	int got = index_inside_linked(ix, h, e), n;
	struct found *f;

	if (got <= 0)
		return got;
	if (db_start(ix->db, Q_LINKS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, h);
	if (read_found(ix, a, 256, &f, &n, e) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		struct index_stmt y;

		if (fill(ix, &f[i], a, &y, e) < 0)
			return -1;
		if (y.hidden || y.s.re.n < STMT_ID_CHARS ||
		    memcmp(y.s.re.p, x->id, STMT_ID_CHARS) != 0)
			continue;
		if (span_is(y.s.says, "finding")) {
			if (y.s.re.n == STMT_ID_CHARS) /* else of a cell */
				x->finding = weight(&y);
		} else if (!span_is(y.s.says, "finding.reason")) {
			x->answers++;
		}
	}
	return 0;
}

/* Does the cell stand in that row as it does now? */
static bool as_it_was(const struct index_stmt *row, const struct index_fact *f,
    struct arena *a)
{
	struct stmt_cell *cell;
	struct err why = { 0 };
	int count;

	if (stmt_row_cells(row->s.value, a, &cell, &count, &why) < 0)
		return false;
	for (int i = 0; i < count; i++)
		if (span_eq(cell[i].column, f->column))
			return span_eq(cell[i].text, f->cell);
	return false;
}

int index_inside_weigh(struct index *ix, const struct index_stmt *row,
    struct index_record *r, struct arena *a, struct err *e)
{
	const bool now = strcmp(row->id, r->row_id) == 0;
	struct found *f;
	int n;

	if (db_start(ix->db, Q_LINKS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, index_inside_h(row->commitment));
	if (read_found(ix, a, 4096, &f, &n, e) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		struct index_stmt y;

		if (fill(ix, &f[i], a, &y, e) < 0)
			return -1;
		if (y.hidden || !span_is(y.s.says, "finding") ||
		    y.s.re.n <= STMT_ID_CHARS + 1 ||
		    memcmp(y.s.re.p, row->id, STMT_ID_CHARS) != 0)
			continue;
		for (int k = 0; k < r->fact_count; k++) {
			struct index_fact *to = &r->facts[k];

			if (to->weighed > f[i].seq || !span_eq(to->column,
			    span_skip(y.s.re, STMT_ID_CHARS + 1)) ||
			    (!now && !as_it_was(row, to, a)))
				continue;
			to->finding = weight(&y);
			to->weighed = f[i].seq;
		}
	}
	return 0;
}

int index_inside_list(struct index *ix, struct arena *a,
    struct index_list *out, struct err *e)
{
	struct found *f;
	int n;

	if (read_found(ix, a, INDEX_LIST_MAX, &f, &n, e) < 0)
		return -1;
	out->at = arena_take(a, (size_t)n + 1, sizeof(*out->at));
	out->count = 0;
	for (int i = 0; i < n; i++) {
		if (fill(ix, &f[i], a, &out->at[out->count], e) < 0)
			return -1;
		out->count++;
	}
	return 0;
}

/* Findings and answers, for lists that people look at. */
static int add_answers(struct index *ix, struct arena *a,
    struct index_list *list, struct err *e)
{
	for (int i = 0; i < list->count; i++)
		if (!list->at[i].hidden && compare_answers(ix, a,
		    &list->at[i], e) < 0)
			return -1;
	return 0;
}

int index_inside_about(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct index_list *out, struct err *e)
{
	index_inside_on(ix, INDEX_ON_THING, thing);
	if (db_start(ix->db, Q_ABOUT, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, thing->num);
	return index_inside_list(ix, a, out, e);
}

/* ---- what was given is given again, while the index is held ---- */

static struct index_memo *place(struct index *ix, const struct index_memo *m)
{
	return &ix->memo[((uint64_t)m->num * 3 + (uint64_t)m->skip +
	    (uint64_t)m->what) % INDEX_MEMOS];
}

static bool remembered(struct index *ix, const struct index_memo *ask,
    struct index_list *out)
{
	const struct index_memo *m = ix->held && ix->memo != NULL
	    ? place(ix, ask) : NULL;

	if (m == NULL || m->what != ask->what || m->num != ask->num ||
	    m->skip != ask->skip)
		return false;
	*out = m->list;
	return true;
}

/* Where lists that may be asked for again are put. */
static struct arena *memory(struct index *ix, struct arena *a)
{
	return ix->held ? &ix->memo_mem : a;
}

static void remember(struct index *ix, const struct index_memo *ask,
    const struct index_list *list)
{
	struct index_memo *m;

	if (!ix->held)
		return;
	if (ix->memo == NULL)
		ix->memo = arena_take(&ix->memo_mem, INDEX_MEMOS,
		    sizeof(*ix->memo));
	m = place(ix, ask);
	*m = *ask;
	m->list = *list;
}

int index_about(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct index_list *out, struct err *e)
{
	const struct index_memo ask = { INDEX_ASKED_ABOUT, thing->num, 0,
		{ NULL, 0 } };

	index_inside_on(ix, INDEX_ON_THING, thing);
	if (remembered(ix, &ask, out))
		return 0;
	a = memory(ix, a);
	if (index_inside_about(ix, thing, a, out, e) < 0 ||
	    add_answers(ix, a, out, e) < 0)
		return -1;
	remember(ix, &ask, out);
	return 0;
}

/* Those by one property, of a list of all that is said. */
static void only(const struct index_list *all, int property, struct arena *a,
    struct index_list *out)
{
	out->at = arena_take(a, (size_t)all->count + 1, sizeof(*out->at));
	out->count = 0;
	for (int i = 0; i < all->count; i++)
		if (!all->at[i].hidden && stmt_property_index(
		    all->at[i].s.says) == property)
			out->at[out->count++] = all->at[i];
}

int index_about_by(struct index *ix, const struct index_thing *thing,
    const char *property, struct arena *a, struct index_list *out,
    struct err *e)
{
	const int number = stmt_property_index(span_of(property));
	const struct index_memo whole = { INDEX_ASKED_ABOUT, thing->num, 0,
		{ NULL, 0 } }, ask = { INDEX_ASKED_BY, thing->num, number,
		{ NULL, 0 } };
	struct index_list all;

	index_inside_on(ix, INDEX_ON_THING, thing);
	if (remembered(ix, &ask, out))
		return 0;
	if (remembered(ix, &whole, &all)) {
		only(&all, number, a, out);
		return 0;
	}
	a = memory(ix, a);
	if (db_start(ix->db, Q_ABOUT_PROP, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, thing->num);
	db_bind_i64(ix->db, 2, number);
	if (index_inside_list(ix, a, out, e) < 0 ||
	    add_answers(ix, a, out, e) < 0)
		return -1;
	remember(ix, &ask, out);
	return 0;
}

int index_line(struct index *ix, uint64_t act, int line, struct arena *a,
    struct index_stmt *out, struct err *e)
{
	struct index_list all;

	index_inside_on_act(ix, act);
	if (db_start(ix->db, Q_ONE, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, INDEX_SEQ(act, line));
	if (index_inside_list(ix, a, &all, e) < 0)
		return -1;
	if (all.count > 0)
		*out = all.at[0];
	return all.count > 0;
}

int index_of_act(struct index *ix, uint64_t act, struct arena *a,
    struct index_list *out, struct err *e)
{
	const struct index_memo ask = { INDEX_ASKED_ACT, (int64_t)act, 0,
		{ NULL, 0 } };

	index_inside_on_act(ix, act);
	if (remembered(ix, &ask, out))
		return 0;
	a = memory(ix, a);
	if (db_start(ix->db, Q_OF_ACT, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, (int64_t)act);
	if (index_inside_list(ix, a, out, e) < 0 ||
	    add_answers(ix, a, out, e) < 0)
		return -1;
	remember(ix, &ask, out);
	return 0;
}

int index_from(struct index *ix, const struct index_thing *source,
    int64_t skip, int most, struct arena *a, struct index_list *out,
    struct err *e)
{
	const struct index_memo ask = { INDEX_ASKED_FROM, source->num,
		skip * INDEX_LIST_MAX + most, { NULL, 0 } };

	index_inside_on(ix, INDEX_ON_FROM, source);
	if (remembered(ix, &ask, out))
		return 0;
	if (db_start(ix->db, Q_FROM, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, source->num);
	db_bind_i64(ix->db, 2, skip);
	db_bind_i64(ix->db, 3, most);
	if (index_inside_list(ix, memory(ix, a), out, e) < 0)
		return -1;
	remember(ix, &ask, out);
	return 0;
}

int index_from_count(struct index *ix, const struct index_thing *source,
    int64_t *out, struct err *e)
{
	index_inside_on(ix, INDEX_ON_FROM, source);
	if (!ix->held || ix->from.num != source->num) {
		if (index_inside_number(ix, Q_COUNT_FROM, source->num,
		    &ix->from.count, e) < 0)
			return -1;
		ix->from.num = source->num;
	}
	*out = ix->from.count;
	return 0;
}

int index_answers(struct index *ix, const uint8_t id[CRYPT_HASH],
    struct arena *a, struct index_list *out, struct err *e)
{
	char text[STMT_ID_CHARS + 1] = "";
	struct index_list all;

	index_inside_on_h(ix, index_inside_h(id));
	stmt_id(id, text);
	if (db_start(ix->db, Q_LINKS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, index_inside_h(id));
	if (index_inside_list(ix, a, &all, e) < 0)
		return -1;
	*out = (struct index_list){ all.at, 0 };
	for (int i = 0; i < all.count; i++) {
		struct index_stmt x = all.at[i];

		if (!x.hidden && ((x.s.re.n >= STMT_ID_CHARS &&
		    memcmp(x.s.re.p, text, STMT_ID_CHARS) == 0) ||
		    span_is(x.s.subject.id, text)))
			out->at[out->count++] = x;
	}
	return 0;
}

int index_words(struct index *ix, uint64_t act, struct arena *a,
    struct index_list *out, struct err *e)
{
	index_inside_on_act(ix, act);
	if (db_start(ix->db, Q_LINKS_LIVE, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, (int64_t)act);
	db_bind_i64(ix->db, 2, INDEX_ABOUT_ACT);
	return index_inside_list(ix, a, out, e);
}

int index_statement(struct index *ix, const uint8_t id[CRYPT_HASH],
    struct arena *a, struct index_stmt *out, struct err *e)
{
	struct index_list all;

	index_inside_on_h(ix, index_inside_h(id));
	if (db_start(ix->db, Q_BY_H, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, index_inside_h(id));
	if (index_inside_list(ix, a, &all, e) < 0)
		return -1;
	for (int i = 0; i < all.count; i++) {
		if (memcmp(all.at[i].commitment, id, CRYPT_HASH) != 0)
			continue;
		*out = all.at[i];
		if (!out->hidden && compare_answers(ix, a, out, e) < 0)
			return -1;
		return 1;
	}
	return 0;
}

int index_same(struct index *ix, const uint8_t sameness[CRYPT_HASH],
    struct arena *a, struct index_stmt *out, struct err *e)
{
	struct index_list all;

	index_inside_on_all(ix);
	if (db_start(ix->db, Q_BY_SAME, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, index_inside_h(sameness));
	if (index_inside_list(ix, a, &all, e) < 0)
		return -1;
	for (int i = 0; i < all.count; i++) {
		uint8_t got[CRYPT_HASH];

		if (all.at[i].hidden)
			continue;
		stmt_sameness(&all.at[i].s, got);
		if (memcmp(got, sameness, CRYPT_HASH) == 0) {
			*out = all.at[i];
			return 1;
		}
	}
	return 0;
}

int index_archive_text(struct index *ix, const char *property,
    struct span lang, struct arena *a, struct span *out, struct err *e)
{
	struct index_said got;

	if (index_archive_said(ix, property, lang, a, &got, e) < 0)
		return -1;
	*out = got.text;
	return 0;
}

/* All that is said of the archive by one property. */
static int archive_list(struct index *ix, int property, struct arena *a,
    struct index_list *out, struct err *e)
{
	/* Texts of the archive are statements of no thing: thing 0. */
	if (db_start(ix->db, Q_ABOUT_PROP, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, 0);
	db_bind_i64(ix->db, 2, property);
	return index_inside_list(ix, a, out, e);
}

int index_archive_said(struct index *ix, const char *property,
    struct span lang, struct arena *a, struct index_said *out, struct err *e)
{
	const int number = stmt_property_index(span_of(property));
	const struct index_ask ask = { INDEX_KEPT_TEXT, { number } };
	struct index_list list;
	struct index_said got = { 0 };
	struct index_keep kept;
	int best = 0, keeps = index_inside_kept(ix, &ask, &kept, e);

	if (keeps == 1 && *kept.slot != NULL)
		list = *(struct index_list *)*kept.slot;
	else if (keeps < 0 || archive_list(ix, number, keeps == 1 ? kept.mem
	    : a, &list, e) < 0)
		return -1;
	if (keeps == 1 && *kept.slot == NULL) {
		*kept.slot = arena_take(kept.mem, 1, sizeof(list));
		memcpy(*kept.slot, &list, sizeof(list));
	}
	for (int i = 0; i < list.count; i++) {
		int fit = stmt_lang_fit(list.at[i].s.lang, lang);

		if (fit >= best) {
			best = fit;
			got.text = list.at[i].s.value;
			got.lang = list.at[i].s.lang;
		}
	}
	out->text = arena_copy(a, got.text);
	out->lang = arena_copy(a, got.lang);
	return 0;
}
