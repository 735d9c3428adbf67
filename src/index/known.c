/* known.c - names, years and places of things, for a search */
#include "index/known.h"

#include <string.h>

#include "index/inside.h"

static void read_known(struct index *ix, struct index_known *out)
{
	struct db *db = ix->db;
	struct span id = db_text(db, 2);

	memset(out, 0, sizeof(*out));
	out->thing.num = db_i64(db, 0);
	out->thing.kind = (enum stmt_kind)db_i64(db, 1);
	if (id.n == CODE_ID_CHARS)
		memcpy(out->thing.id, id.p, CODE_ID_CHARS);
	out->form = db_text(db, 3);
	out->more = db_text(db, 4);
	out->born = (int)db_i64(db, 5);
	out->died = (int)db_i64(db, 6);
	out->places = db_text(db, 7);
	out->source = db_i64(db, 8);
}

int index_known_all(struct index *ix, index_known_each *each, void *ctx,
    struct err *e)
{
	struct index_known k;
	int got = 0;

	if (db_start(ix->db, Q_KNOWN, e) < 0)
		return -1;
	while ((got = db_next(ix->db, e)) == 1) {
		read_known(ix, &k);
		if (each(ctx, &k, e) < 0) {
			got = -1;
			break;
		}
	}
	db_rest(ix->db);
	return got;
}

int index_known_of(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct index_known *out, struct err *e)
{
	int got;

	index_inside_on(ix, INDEX_ON_THING, thing);
	if (db_start(ix->db, Q_KNOWN_OF, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, thing->num);
	got = db_next(ix->db, e);
	if (got == 1) {
		read_known(ix, out);
		out->form = arena_copy(a, out->form);
		out->more = arena_copy(a, out->more);
		out->places = arena_copy(a, out->places);
	}
	db_rest(ix->db);
	return got;
}

int index_touched(struct index *ix, uint64_t act, struct arena *a,
    struct index_thing **out, int *count, struct err *e)
{
	if (db_start(ix->db, Q_TOUCHED, e) < 0)
		return -1;
	db_bind_i64(ix->db, 1, (int64_t)act);
	return index_inside_things(ix, a, STMT_ACT_COMMITMENTS, out, count,
	    e);
}
