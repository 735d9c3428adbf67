#include "index/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "index/inside.h"
#include "index/kept.h"
#include "uni/uni.h"
#include "vault/vault.h"

int index_inside_version(struct index *ix, struct err *e)
{
	bool same;
	int got;

	if (db_start(ix->db, Q_GET_META, e) < 0)
		return -1;
	db_bind_text(ix->db, 1, SPAN("version"));
	got = db_next(ix->db, e);
	same = got == 1 && span_is(db_text(ix->db, 0), INDEX_VERSION);
	db_rest(ix->db);
	if (got < 0 || same)
		return got < 0 ? -1 : 0;
	return err_set(e, ERR_FORMAT, "the index was made by another version:"
	    " run rebuild");
}

int index_open(struct index **out, const char *db_path, int public_fd,
    int private_fd, struct err *e)
{
	SCOPED(index) *ix = calloc(1, sizeof(*ix));

	if (ix == NULL)
		return err_set(e, ERR_IO, "index: out of memory");
	ix->public_fd = public_fd;
	ix->private_fd = private_fd;
	ix->memo_mem.cap = INDEX_ARENA;
	ix->keeps = true;
	for (int i = 0; i < INDEX_FILES; i++)
		ix->file[i].fd = -1;
	if (db_open(&ix->db, db_path, DB_READER, index_queries, Q__COUNT,
	    e) < 0 || index_inside_version(ix, e) < 0)
		return -1;
	*out = ix;
	ix = NULL; /* the caller owns it now */
	return 0;
}

void index_closep(struct index **p)
{
	struct index *ix = *p;

	if (ix == NULL)
		return;
	for (int i = 0; i < INDEX_FILES; i++)
		index_inside_drop(&ix->file[i]);
	arena_closep(&ix->memo_mem);
	index_inside_kept_closep(&ix->kept);
	db_closep(&ix->db);
	free(ix);
	*p = NULL;
}

static void forget(struct index *ix)
{
	ix->memo = NULL;
	ix->from.num = 0;
	arena_clear(&ix->memo_mem);
}

int index_hold(struct index *ix, bool again, struct err *e)
{
	int64_t written;

	if (db_do(ix->db, Q_ROOM, e) < 0 || db_do(ix->db, Q_HOLD, e) < 0 ||
	    index_inside_number(ix, Q_WRITTEN, -1, &written, e) < 0)
		return -1;
	if (written != ix->memo_written)
		forget(ix);
	ix->memo_written = written;
	ix->held = again;
	return 0;
}

int index_let_go(struct index *ix, struct err *e)
{
	ix->held = false;
	return db_do(ix->db, Q_LET_GO, e);
}

void index_tidy(struct index *ix)
{
	if (ix->memo_mem.used > INDEX_MEMO_BYTES)
		forget(ix);
}

int index_inside_number(struct index *ix, int query, int64_t bind,
    int64_t *out, struct err *e)
{
	int got;

	if (db_start(ix->db, query, e) < 0)
		return -1;
	if (bind >= 0)
		db_bind_i64(ix->db, 1, bind);
	got = db_next(ix->db, e);
	if (got < 0)
		return -1;
	*out = got == 1 ? db_i64(ix->db, 0) : 0;
	db_rest(ix->db);
	return 0;
}

static int meta(struct index *ix, const char *key, struct arena *a,
    struct span *out, struct err *e)
{
	int got;

	if (db_start(ix->db, Q_GET_META, e) < 0)
		return -1;
	db_bind_text(ix->db, 1, span_of(key));
	got = db_next(ix->db, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_FORMAT, "the index is not whole: run"
		    " rebuild");
	*out = arena_copy(a, db_blob(ix->db, 0));
	db_rest(ix->db);
	return 0;
}

/* A count that is kept in meta; what was never counted is none. */
static int count_of(struct index *ix, const char *key, uint64_t *out,
    struct err *e)
{
	int got;

	if (db_start(ix->db, Q_GET_META, e) < 0)
		return -1;
	db_bind_text(ix->db, 1, span_of(key));
	got = db_next(ix->db, e);
	if (got < 0)
		return -1;
	*out = got == 1 ? (uint64_t)db_i64(ix->db, 0) : 0;
	db_rest(ix->db);
	return 0;
}

int index_inside_state(struct index *ix, struct index_head *out,
    struct err *e)
{
	SCOPED(arena) a = { .cap = 1 << 16 };
	struct index_head h = { 0 };
	struct span origin, root;

	if (meta(ix, "origin", &a, &origin, e) < 0 ||
	    meta(ix, "root", &a, &root, e) < 0 ||
	    count_of(ix, "size", &h.acts, e) < 0)
		return -1;
	if (origin.n > NOTE_NAME_MAX || root.n != CRYPT_HASH)
		return err_set(e, ERR_FORMAT, "the index is broken: run"
		    " rebuild");
	memcpy(h.origin, origin.p, origin.n);
	memcpy(h.root, root.p, CRYPT_HASH);
	*out = h;
	return 0;
}

int index_head(struct index *ix, struct index_head *out, struct err *e)
{
	static const int ask[] = { Q_COUNT_WITHHELD, Q_COUNT_VOID,
	    Q_COUNT_LISTS, Q_LAST_TIME };
	const struct index_ask asked = { INDEX_KEPT_HEAD, { 0 } };
	struct index_keep kept;
	struct index_head h;
	int64_t n[4];
	int keeps = index_inside_kept(ix, &asked, &kept, e);

	index_inside_on_all(ix);
	if (keeps == 1 && *kept.slot != NULL) {
		*out = *(struct index_head *)*kept.slot;
		return 0;
	}
	if (keeps < 0 || index_inside_state(ix, &h, e) < 0 ||
	    count_of(ix, "stmt", &h.statements, e) < 0 ||
	    count_of(ix, "kind0", &h.people, e) < 0 ||
	    count_of(ix, "kind1", &h.records, e) < 0 ||
	    count_of(ix, "kind2", &h.events, e) < 0 ||
	    count_of(ix, "kind5", &h.sources, e) < 0)
		return -1;
	for (int i = 0; i < 4; i++)
		if (index_inside_number(ix, ask[i], -1, &n[i], e) < 0)
			return -1;
	h.withheld = (uint64_t)n[0];
	h.voids = (uint64_t)n[1];
	h.lists = (uint64_t)n[2];
	h.time = n[3];
	if (keeps == 1) {
		*kept.slot = arena_take(kept.mem, 1, sizeof(h));
		memcpy(*kept.slot, &h, sizeof(h));
	}
	*out = h;
	return 0;
}

/* ---- things ---- */

void index_inside_thing(struct index *ix, struct index_thing *out)
{
	struct span id = db_text(ix->db, 2);

	memset(out, 0, sizeof(*out));
	out->num = db_i64(ix->db, 0);
	out->kind = (enum stmt_kind)db_i64(ix->db, 1);
	if (id.n == CODE_ID_CHARS)
		memcpy(out->id, id.p, CODE_ID_CHARS);
}

static int one_thing(struct index *ix, struct index_thing *out,
    struct err *e)
{
	int got = db_next(ix->db, e);

	if (got == 1)
		index_inside_thing(ix, out);
	db_rest(ix->db);
	return got;
}

int index_thing(struct index *ix, enum stmt_kind kind, struct span id,
    struct index_thing *out, struct err *e)
{
	index_inside_on_thing(ix, kind, id);
	if (db_start(ix->db, Q_THING, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, kind);
	db_bind_text(ix->db, 2, id);
	return one_thing(ix, out, e);
}

int index_id_used(struct index *ix, struct span id, struct err *e)
{
	int used;

	if (db_start(ix->db, Q_ID_USED, e) < 0)
		return -1;
	db_bind_text(ix->db, 1, id);
	if (db_next(ix->db, e) < 0)
		return -1;
	used = db_i64(ix->db, 0) > 0;
	db_rest(ix->db);
	return used;
}

int index_thing_by_handle(struct index *ix, enum stmt_kind kind,
    struct span handle, struct index_thing *out, struct err *e)
{
	index_inside_on_all(ix);
	if (db_start(ix->db, Q_BY_HANDLE, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, kind);
	db_bind_text(ix->db, 2, handle);
	return one_thing(ix, out, e);
}

int index_inside_things(struct index *ix, struct arena *a, int most,
    struct index_thing **out, int *count, struct err *e)
{
	struct index_thing *list;
	int n = 0, got = 0;

	list = arena_take(a, (size_t)most + 1, sizeof(*list));
	while (n < most && (got = db_next(ix->db, e)) == 1)
		index_inside_thing(ix, &list[n++]);
	db_rest(ix->db);
	if (got < 0)
		return -1;
	*out = list;
	*count = n;
	return 0;
}

int index_things(struct index *ix, enum stmt_kind kind, int64_t skip,
    int most, struct arena *a, struct index_thing **out, int *count,
    struct err *e)
{
	index_inside_on_kind(ix, kind);
	if (db_start(ix->db, Q_THINGS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, kind);
	db_bind_i64(ix->db, 2, skip);
	db_bind_i64(ix->db, 3, most);
	return index_inside_things(ix, a, most, out, count, e);
}

int index_events(struct index *ix, int64_t skip, int most, struct arena *a,
    struct index_thing **out, int *count, struct err *e)
{
	index_inside_on_kind(ix, STMT_EVENT);
	if (db_start(ix->db, Q_EVENTS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, skip);
	db_bind_i64(ix->db, 2, most);
	return index_inside_things(ix, a, most, out, count, e);
}

int index_rows(struct index *ix, const struct index_thing *source,
    int64_t skip, int most, struct arena *a, struct index_thing **out,
    int *count, struct err *e)
{
	index_inside_on(ix, INDEX_ON_ROWS, source);
	if (db_start(ix->db, Q_ROWS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, source->num);
	db_bind_i64(ix->db, 2, skip);
	db_bind_i64(ix->db, 3, most);
	return index_inside_things(ix, a, most, out, count, e);
}

int index_rows_like(struct index *ix, const struct index_thing *source,
    uint64_t hash, struct arena *a, struct index_thing **out, int *count,
    struct err *e)
{
	index_inside_on_all(ix);
	if (db_start(ix->db, Q_ROWS_LIKE, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, source->num);
	db_bind_i64(ix->db, 2, (int64_t)hash);
	return index_inside_things(ix, a, INDEX_LIST_MAX, out, count, e);
}

int index_lists(struct index *ix, struct arena *a, struct index_source **out,
    int *count, struct err *e)
{
	const int most = 1024;
	struct index_source *list;
	int n = 0, got = 0;

	index_inside_on_all(ix);
	if (db_start(ix->db, Q_LISTS, e) < 0)
		return -1;
	list = arena_take(a, (size_t)most, sizeof(*list));
	while (n < most && (got = db_next(ix->db, e)) == 1) {
		index_inside_thing(ix, &list[n].thing);
		list[n].rows = db_i64(ix->db, 3);
		list[n++].gone = db_i64(ix->db, 4);
	}
	db_rest(ix->db);
	if (got < 0)
		return -1;
	*out = list;
	*count = n;
	return 0;
}

/* ---- the wall ---- */

enum index_tongue index_inside_tongue(struct span lang)
{
	if (span_starts(lang, SPAN("kk")))
		return INDEX_KK;
	return span_starts(lang, SPAN("ru")) ? INDEX_RU : INDEX_EN;
}

/* A name that was said in Latin letters: the Cyrillic one joins the others. */
static void take_latin(struct index *ix, struct arena *a,
    struct index_name *out)
{
	struct span latin = db_text(ix->db, 7), form = out->form;

	if (latin.n == 0)
		return;
	out->form = arena_copy(a, latin);
	out->lang = arena_copy(a, db_text(ix->db, 8));
	out->others = span_of(arena_fmt(a, "%.*s%s%.*s", (int)form.n, form.p,
	    out->others.n > 0 ? ", " : "", (int)out->others.n,
	    out->others.p));
}

void index_inside_name_read(struct index *ix, struct span lang,
    struct arena *a, struct index_name *out)
{
	index_inside_thing(ix, &out->thing);
	out->form = arena_copy(a, db_text(ix->db, 3));
	out->lang = arena_copy(a, db_text(ix->db, 4));
	out->others = arena_copy(a, db_text(ix->db, 5));
	out->category = arena_copy(a, db_text(ix->db, 6));
	if (span_is(lang, "kk-Latn"))
		take_latin(ix, a, out);
}

int index_inside_names_read(struct index *ix, struct span lang, int most,
    struct arena *a, struct index_name **out, int *count, struct err *e)
{
	struct index_name *list = arena_take(a, (size_t)most + 1,
	    sizeof(*list));
	int n = 0, got = 0;

	while (n < most && (got = db_next(ix->db, e)) == 1)
		index_inside_name_read(ix, lang, a, &list[n++]);
	db_rest(ix->db);
	if (got < 0)
		return -1;
	*out = list;
	*count = n;
	return 0;
}

int index_wall(struct index *ix, struct span lang, enum index_status status,
    int64_t skip, int most, struct arena *a, struct index_name **out,
    int *count, struct err *e)
{
	index_inside_on_wall(ix);
	if (db_start(ix->db, Q_WALL, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, status);
	db_bind_i64(ix->db, 2, index_inside_tongue(lang));
	db_bind_i64(ix->db, 3, skip);
	db_bind_i64(ix->db, 4, most);
	return index_inside_names_read(ix, lang, most, a, out, count, e);
}

int index_wall_count(struct index *ix, enum index_status status,
    int64_t *people, int64_t *records, struct err *e)
{
	bool dead = status == INDEX_DEAD;
	uint64_t n[2];

	index_inside_on_wall(ix);
	if (count_of(ix, dead ? "wall0-0" : "wall1-0", &n[0], e) < 0 ||
	    count_of(ix, dead ? "wall0-1" : "wall1-1", &n[1], e) < 0)
		return -1;
	*people = (int64_t)n[0];
	*records = (int64_t)n[1];
	return 0;
}

int index_name_of(struct index *ix, const struct index_thing *thing,
    struct span lang, struct arena *a, struct index_name *out, struct err *e)
{
	int got;

	index_inside_on(ix, INDEX_ON_THING, thing);
	if (db_start(ix->db, Q_WALL_OF, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, thing->num);
	db_bind_i64(ix->db, 2, index_inside_tongue(lang));
	got = db_next(ix->db, e);
	if (got == 1)
		index_inside_name_read(ix, lang, a, out);
	db_rest(ix->db);
	return got;
}

/* ---- acts ---- */

int index_acts(struct index *ix, uint64_t first, int most, struct arena *a,
    struct index_act **out, int *count, struct err *e)
{
	struct index_act *list = arena_take(a, (size_t)most + 1,
	    sizeof(*list));
	int n = 0, got = 0;

	for (int i = 0; i < most; i++)
		index_inside_on_act(ix, first + (uint64_t)i);
	if (db_start(ix->db, Q_ACTS, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, (int64_t)first);
	db_bind_i64(ix->db, 2, most);
	while (n < most && (got = db_next(ix->db, e)) == 1) {
		struct index_act *x = &list[n++];

		x->number = (uint64_t)db_i64(ix->db, 0);
		x->time = db_i64(ix->db, 1);
		x->verb = (enum stmt_verb)db_i64(ix->db, 2);
		x->keeper = arena_copy(a, db_text(ix->db, 3));
		x->statements = (int)db_i64(ix->db, 4);
		x->withheld = (int)db_i64(ix->db, 5);
		x->is_void = !db_is_null(ix->db, 6);
		x->rule = arena_copy(a, db_text(ix->db, 6));
		x->reason = arena_copy(a, db_text(ix->db, 7));
	}
	db_rest(ix->db);
	if (got < 0)
		return -1;
	*out = list;
	*count = n;
	return 0;
}
