/* list.c - rows of a list into records (FORMAT 6, doc/map.md) */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/code.h"
#include "base/file.h"
#include "base/utc.h"
#include "bring/known.h"

#define LIST_MAX ((uint64_t)16 << 30) /* bytes of a list */

struct bring_seen {
	struct bring_seen *next;
	struct span handle;
};

/* ---- the source ---- */

static int say(struct list *l, const char *says, struct span value,
    struct span lang, struct err *e)
{
	char id[STMT_ID_CHARS + 1];
	struct stmt s = { .about = l->about, .says = span_of(says),
	    .value = value, .lang = lang };

	return bring_named_say(l->t, STMT_IMPORT, &s, false, id, e) < 0 ? -1
	    : 0;
}

static int say_facts(struct list *l, struct err *e)
{
	for (int i = 0; i < l->map.fact_count; i++) {
		const struct intake_fact *f = &l->map.facts[i];
		char *says = arena_cstr(l->t->mem, f->property);

		if (say(l, says, f->value, f->lang, e) < 0)
			return err_in(e, "[source] %s", says);
	}
	return 0;
}

/* The latest word on (column, property); NULL where there is none. */
static const struct index_stmt *latest_map(const struct index_list *list,
    const struct stmt_map *m)
{
	for (int i = list->count - 1; i >= 0; i--) {
		struct stmt_map was;
		struct err why;

		if (!list->at[i].hidden && span_is(list->at[i].s.says, "map")
		    && stmt_map_parse(list->at[i].s.value, &was, &why) == 0 &&
		    span_eq(was.column, m->column) &&
		    span_eq(was.property, m->property))
			return &list->at[i];
	}
	return NULL;
}

/* A map statement is said again after it was taken back, so this does not
 * go by sameness. */
static int say_map(struct list *l, const struct index_list *was,
    const struct stmt_map *m, bool denies, struct err *e)
{
	const struct index_stmt *x = latest_map(was, m);
	char id[STMT_ID_CHARS + 1];
	struct stmt s = { .about = l->about, .says = SPAN("map"),
	    .stance = denies ? SPAN("denies") : SPAN("") };
	struct buf b;

	buf_open(&b, l->t->mem, STMT_LINE_MAX / 2);
	stmt_map_print(m, &b);
	if (buf_end(&b, &s.value, e) < 0)
		return -1;
	if (x != NULL && x->s.denies == denies &&
	    (denies || span_eq(x->s.value, s.value)))
		return 0;
	return keep_pen_put(l->t->pen, STMT_IMPORT, &s, false, id, e);
}

static bool still_mapped(const struct list *l, const struct stmt_map *m)
{
	for (int i = 0; i < l->map.column_count; i++)
		for (int k = 0; k < l->map.columns[i].map_count; k++)
			if (span_eq(l->map.columns[i].maps[k].column,
			    m->column) && span_eq(
			    l->map.columns[i].maps[k].property, m->property))
				return true;
	return false;
}

static int say_maps(struct list *l, struct err *e)
{
	struct index_list was = { 0 };

	if (l->source.num != 0 && index_about(l->t->ix, &l->source,
	    l->t->mem, &was, e) < 0)
		return -1;
	for (int i = 0; i < l->map.column_count; i++)
		for (int k = 0; k < l->map.columns[i].map_count; k++)
			if (say_map(l, &was, &l->map.columns[i].maps[k],
			    false, e) < 0)
				return -1;
	for (int i = 0; i < was.count; i++) {
		struct stmt_map m;
		struct err why;

		if (!was.at[i].hidden && span_is(was.at[i].s.says, "map") &&
		    stmt_map_parse(was.at[i].s.value, &m, &why) == 0 &&
		    !still_mapped(l, &m) && say_map(l, &was, &m, true,
		    e) < 0)
			return -1;
	}
	return 0;
}

/* The list's bytes as they came, behind a salted commitment. */
static int keep_bytes(struct list *l, int fd, struct err *e)
{
	char hex[2 * CRYPT_HASH + 1] = "", id[STMT_ID_CHARS + 1];
	uint8_t hash[CRYPT_HASH];
	struct stmt s = { .about = l->about, .says = SPAN("evidence") };

	if (bring_named_keep(l->t, l->path, fd, LIST_MAX, hash, e) < 0)
		return -1;
	code_hex(hash, CRYPT_HASH, hex);
	s.value = span_of(arena_fmt(l->t->mem, "sha256:%s", hex));
	return bring_named_say(l->t, STMT_IMPORT, &s, true, id, e) < 0 ? -1 : 0;
}

static int open_source(struct list *l, struct err *e)
{
	struct bring_seen *seen;
	struct span id;
	int got = index_thing_by_handle(l->t->ix, STMT_SOURCE, l->map.handle,
	    &l->source, e);

	if (got < 0)
		return -1;
	if (got == 0)
		l->source.num = 0;
	for (seen = l->t->lists; seen != NULL; seen = seen->next)
		if (span_eq(seen->handle, l->map.handle))
			return err_set(e, ERR_FORMAT, "two lists of one command"
			    " are called %.*s: give them maps, each with its"
			    " handle", (int)l->map.handle.n, l->map.handle.p);
	seen = arena_take(l->t->mem, 1, sizeof(*seen));
	seen->handle = l->map.handle;
	seen->next = l->t->lists;
	l->t->lists = seen;
	if (bring_named_thing(l->t, STMT_SOURCE, l->map.handle, true, &id,
	    e) < 0)
		return -1;
	l->about = l->from = span_of(arena_fmt(l->t->mem, "source/%.*s",
	    (int)id.n, id.p));
	l->fresh = l->source.num == 0;
	return 0;
}

/* ---- the rows of a file ---- */

static int new_record(struct list *l, const struct intake_row *row,
    struct err *e)
{
	char id[CODE_ID_CHARS + 1];

	if (keep_pen_mint(l->t->pen, l->t->ix, id, e) < 0 ||
	    bring_known_put(l, &(struct bring_cells){ row, false, id, "" },
	    e) < 0)
		return -1;
	l->t->done->records_new++;
	if (row->private_count == 0)
		return 0;
	return bring_known_put(l, &(struct bring_cells){ row, true, id, "" }, e);
}

static bool is_found(const struct list *l, uint64_t row)
{
	return row < l->found_room && (l->found[row / 8] >> row % 8 & 1) != 0;
}

static void set_found(struct list *l, uint64_t row)
{
	if (row >= l->found_room) {
		uint64_t room = (row + 1) * 2 + 65536;
		uint8_t *more = arena_take(l->t->mem, (size_t)room / 8 + 1, 1);

		if (l->found_room > 0)
			memcpy(more, l->found, (size_t)l->found_room / 8 + 1);
		l->found = more;
		l->found_room = room;
	}
	l->found[row / 8] |= (uint8_t)(1U << row % 8);
}

static void refuse(struct list *l, uint64_t row, struct span column,
    const char *reason)
{
	struct bring_done *d = l->t->done;
	struct bring_refused *r = &d->refused[d->refused_count <
	    BRING_REFUSED_MAX ? d->refused_count : BRING_REFUSED_MAX - 1];

	l->refused = true;
	if (d->refused_count++ >= BRING_REFUSED_MAX)
		return;
	r->file = l->path;
	r->row = row;
	r->column = arena_copy(&d->mem, column);
	r->reason = arena_cstr(&d->mem, span_of(reason));
}

/* FIRST: rows that are the same find their records.  THEN: the others are
 * changes by their key, or new.  So a row that moved or a key that stands
 * twice takes nobody else's record. */
enum round { FIRST, THEN };

static int take_row(struct list *l, enum round round,
    const struct intake_row *row, struct err *e)
{
	int got = 0;

	if (round == FIRST && !l->fresh) {
		got = bring_known_same(l, row, e);
		if (got == 1)
			set_found(l, row->number);
		l->left += got == 0;
		return got < 0 ? -1 : 0;
	}
	if (!l->fresh)
		got = bring_known_changed(l, row, e);
	if (got == 0)
		got = new_record(l, row, e);
	return got < 0 ? -1 : 0;
}

static int take_rows(struct list *l, enum round round, int fd, bool partial,
    struct err *e)
{
	SCOPED(intake_rows) *rows = NULL;
	SCOPED(arena) mem = { .cap = 1 << 28 };
	struct bring_done *d = l->t->done;
	struct intake_row row;
	int got;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_set(e, ERR_IO, "going back: %s", strerror(errno));
	if (intake_rows_open(&rows, fd, l->t->mem, &l->map, e) < 0)
		return -1;
	l->mem = &mem;
	while ((got = intake_rows_next(rows, &mem, &row, e)) == 1) {
		struct err why = { 0 };

		d->rows += round == FIRST;
		if (row.bad && round == FIRST)
			refuse(l, row.number, row.column, row.reason);
		if (!row.bad && (partial || d->refused_count == 0) &&
		    !(round == THEN && is_found(l, row.number)) &&
		    take_row(l, round, &row, &why) < 0) {
			if (why.kind != ERR_FORMAT && why.kind != ERR_LIMIT)
				return err_set(e, why.kind, "row %" PRIu64
				    ": %s", row.number, why.text);
			refuse(l, row.number, (struct span){ 0 }, why.text);
		}
		arena_clear(&mem);
	}
	return got;
}

static int take_file(struct list *l, int fd, bool partial, struct err *e)
{
	if (!l->fresh && bring_known_read(l, e) < 0)
		return -1;
	if (take_rows(l, FIRST, fd, partial, e) < 0)
		return -1;
	if (l->left == 0 || (l->t->done->refused_count > 0 && !partial))
		return 0;
	if (bring_known_withheld(l, e) < 0)
		return -1;
	return take_rows(l, THEN, fd, partial, e);
}

static int mark_gone(struct list *l, struct err *e)
{
	uint64_t gone = 0;

	for (int i = 0; i < l->known_count; i++) {
		struct known *k = &l->known[i];

		if (k->used || k->gone)
			continue;
		gone++;
		if (l->refused)
			continue;
		if (bring_known_gone(l, &k->thing, false, e) < 0)
			return -1;
		l->t->done->records_gone++;
		if (gone <= BRING_SAID_MAX)
			bring_known_tell(l, ": gone: record %s (kept)\n", k->thing.id);
	}
	if (l->refused && gone > 0)
		bring_known_tell(l, ": rows were refused, so none of the %" PRIu64
		    " records without a row is marked as gone\n", gone);
	return 0;
}

static void say_bared(const struct list *l)
{
	if (l->bared > 0)
		bring_known_tell(l, ": %" PRIu64 " earlier rows show cells that this map"
		    " keeps private, and they stay published: see withhold\n",
		    l->bared);
}

static int read_map(struct list *l, int fd, const char *map, struct err *e)
{
	const char *slash = strrchr(l->path, '/');
	struct span ini;
	int got;

	if (map == NULL)
		return intake_map_default(span_of(slash == NULL ? l->path
		    : slash + 1), fd, l->t->mem, &l->map, e);
	got = file_read(AT_FDCWD, map, INTAKE_MAP_BYTES, l->t->mem, &ini, e);
	if (got == 0)
		return err_set(e, ERR_ABSENT, "%s is not there", map);
	if (got < 0 || intake_map_read(ini, l->t->mem, &l->map, e) < 0)
		return err_in(e, "%s", map);
	return 0;
}

/* A forgotten --map must not take back what a list publishes. */
static int already_mapped(struct list *l, struct err *e)
{
	struct index_list said;
	struct index_thing source;
	int got = index_thing_by_handle(l->t->ix, STMT_SOURCE, l->map.handle,
	    &source, e);

	if (got <= 0 || index_about(l->t->ix, &source, l->t->mem, &said,
	    e) < 0)
		return got == 0 ? 0 : -1;
	for (int i = 0; i < said.count; i++)
		if (!said.at[i].hidden && span_is(said.at[i].s.says, "map"))
			return err_set(e, ERR_FORMAT, "%s: this list was"
			    " imported with a map: give it again with --map"
			    " (a map may also make columns private)", l->path);
	return 0;
}

int bring_list(struct bring_taking *t, const char *file, const char *map,
    bool partial, struct err *e)
{
	struct list l = { .t = t, .path = file };
	SCOPED_FD fd = -1;
	char now[UTC_CHARS];

	if (bring_named_open(file, &fd, e) < 0)
		return -1;
	utc_print(utc_now(), now);
	(void)snprintf(l.today, sizeof(l.today), "%.10s", now);
	if (read_map(&l, fd, map, e) < 0)
		return -1;
	if (map == NULL && already_mapped(&l, e) != 0)
		return -1;
	if (map == NULL)
		bring_known_tell(&l, ": no map, so every column stays private; to publish"
		    " any: kulpytas import --draft-map FILE > MAP.ini, read"
		    " it, import again with --map MAP.ini\n");
	if (open_source(&l, e) < 0 || say_facts(&l, e) < 0 ||
	    say_maps(&l, e) < 0 || take_file(&l, fd, partial, e) < 0)
		return err_in(e, "%s", file);
	if (t->done->refused_count > 0 && !partial)
		return 0; /* the caller refuses the whole command */
	if (mark_gone(&l, e) < 0 || keep_bytes(&l, fd, e) < 0)
		return err_in(e, "%s", file);
	say_bared(&l);
	return 0;
}
