/* put.c - one act into the index */
#include <stdio.h>
#include <string.h>

#include "base/code.h"
#include "index/ahead.h"

/* Kind and the 55 bits that an id is made of; what is no id, by a hash. */
static uint64_t id_key(enum stmt_kind kind, struct span id)
{
	uint8_t hash[CRYPT_HASH];
	struct crypt_hash h;
	char k = (char)kind;
	uint64_t bits;

	if (code_id_bits(id, &bits))
		return bits << 5 | (uint64_t)kind << 1 | 1;
	crypt_hash_open(&h);
	crypt_hash_add(&h, (struct span){ &k, 1 });
	crypt_hash_add(&h, id);
	crypt_hash_end(&h, hash);
	return (uint64_t)index_inside_h(hash) | (uint64_t)1 << 62 | 1;
}

/* The number of a thing; a new one where it was not known. */
static int thing_of(struct build *b, enum stmt_kind kind, struct span id,
    int64_t *out, struct err *e)
{
	uint64_t key = id_key(kind, id);
	struct index_thing t;
	int got;

	if (index_build_map_get(&b->things, key, out))
		return 0;
	got = b->bulk ? 0 : index_thing(b->ix, kind, id, &t, e);
	if (got < 0)
		return -1;
	if (got == 1) {
		*out = t.num;
		return index_build_map_put(&b->things, key, t.num, e);
	}
	*out = b->next_thing++;
	b->kinds[kind]++;
	if (db_start(b->ix->db, Q_PUT_THING, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, *out);
	db_bind_i64(b->ix->db, 2, kind);
	db_bind_text(b->ix->db, 3, id);
	if (db_next(b->ix->db, e) < 0)
		return -1;
	return index_build_map_put(&b->things, key, *out, e);
}

/* The latest word on a line, of its own or of its act, from any act. */
static int word_in_force(struct build *b, const struct build_act *x, int i,
    bool *withheld, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	int64_t target[2] = { index_inside_h(x->act->commitment[i]),
	    (int64_t)x->n };
	int64_t latest = -1;

	if (x->s[i].property != NULL &&
	    x->s[i].property->sense == STMT_STRUCTURE)
		return 0;
	for (int k = 0; k < 2; k++) {
		struct index_list list;

		if (db_start(b->ix->db, Q_LINKS_LIVE, e) < 0)
			return -1;
		db_bind_i64(b->ix->db, 1, target[k]);
		db_bind_i64(b->ix->db, 2, k == 0 ? INDEX_ABOUT_STMT
		    : INDEX_ABOUT_ACT);
		if (index_inside_list(b->ix, &a, &list, e) < 0)
			return -1;
		for (int w = 0; w < list.count; w++) {
			struct index_stmt *y = &list.at[w];

			if (y->hidden || !index_reading_is_word(&y->s) ||
			    INDEX_SEQ(y->act, y->line) < latest)
				continue;
			latest = INDEX_SEQ(y->act, y->line);
			*withheld = span_is(y->s.says, "withheld");
		}
	}
	return 0;
}

/* ---- writing ---- */

static int put_link(struct build *b, int64_t target, int64_t seq,
    enum index_how how, struct err *e)
{
	if (db_start(b->ix->db, Q_PUT_LINK, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, target);
	db_bind_i64(b->ix->db, 2, seq);
	db_bind_i64(b->ix->db, 3, how);
	return index_build_done(b, e);
}

static int put_links(struct build *b, const struct build_act *x, int i,
    struct err *e)
{
	const struct stmt *s = &x->s[i];
	int64_t seq = INDEX_SEQ(x->n, i);
	uint8_t id[CRYPT_HASH];

	if (s->re.n >= STMT_ID_CHARS && stmt_id_parse((struct span){ s->re.p,
	    STMT_ID_CHARS }, id) && put_link(b, index_inside_h(id), seq,
	    INDEX_RE, e) < 0)
		return -1;
	if (s->subject.kind == STMT_STATEMENT &&
	    stmt_id_parse(s->subject.id, id)) {
		if (put_link(b, index_inside_h(id), seq, INDEX_ABOUT_STMT,
		    e) < 0)
			return -1;
		if (index_reading_is_word(s) && index_reading_place(x, s) < 0)
			return index_build_map_put(&b->words,
			    (uint64_t)index_inside_h(id) | 1,
			    index_inside_h(id), e);
	}
	if (s->subject.kind == STMT_ACT) {
		uint64_t n = s->subject.act == UINT64_MAX ? x->n
		    : s->subject.act;

		if (put_link(b, (int64_t)n, seq, INDEX_ABOUT_ACT, e) < 0)
			return -1;
		if (index_reading_is_word(s) && n != x->n)
			return index_build_map_put(&b->redo, n + 1, (int64_t)n, e);
	}
	return 0;
}

static int put_handle(struct build *b, struct span handle, int64_t thing,
    int64_t seq, struct err *e)
{
	if (db_start(b->ix->db, Q_PUT_HANDLE, e) < 0)
		return -1;
	db_bind_text(b->ix->db, 1, handle);
	db_bind_i64(b->ix->db, 2, thing);
	db_bind_i64(b->ix->db, 3, seq);
	return index_build_done(b, e);
}

static int put_same(struct build *b, const struct stmt *s, int64_t thing,
    int64_t seq, struct err *e)
{
	struct stmt_subject to;
	int64_t other;

	if (stmt_subject_parse(s->value, &to, e) < 0 ||
	    thing_of(b, to.kind, to.id, &other, e) < 0 ||
	    index_build_map_put(&b->dirty, (uint64_t)other, 1, e) < 0 ||
	    index_build_map_put(&b->dirty, (uint64_t)thing, 1, e) < 0 ||
	    db_start(b->ix->db, Q_PUT_SAME, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, seq);
	db_bind_i64(b->ix->db, 2, thing);
	db_bind_i64(b->ix->db, 3, other);
	db_bind_i64(b->ix->db, 4, index_inside_word(s));
	return index_build_done(b, e);
}

/* Rows that were read with the old map are read again at the end. */
static int map_changed(struct build *b, int64_t source, struct err *e)
{
	int64_t any;

	for (int i = 0; i < BUILD_SOURCES; i++)
		if (b->maps[i].source == source)
			b->maps[i].fresh = false;
	if (source >= b->first_new &&
	    !index_build_map_get(&b->rowed, (uint64_t)source, &any))
		return 0;
	return index_build_map_put(&b->remap, (uint64_t)source, source, e);
}

/* What a statement means for the things it is about. */
static int put_meaning(struct build *b, const struct build_act *x, int i,
    int64_t thing, int64_t src, struct err *e)
{
	const struct stmt *s = &x->s[i];
	int64_t seq = INDEX_SEQ(x->n, i);
	bool first = thing >= b->first_new;
	int64_t any;

	if (span_is(s->says, "handle"))
		return put_handle(b, s->value, thing, seq, e);
	if (span_is(s->says, "map"))
		return map_changed(b, thing, e);
	if ((span_is(s->says, "same") || span_is(s->says, "differs")) &&
	    put_same(b, s, thing, seq, e) < 0)
		return -1;
	if (s->subject.kind == STMT_RECORD && first && s->is_row &&
	    !index_build_map_get(&b->dirty, (uint64_t)thing, &any)) {
		if (span_is(s->says, "row") && s->re.n == 0 && !s->denies &&
		    thing >= b->line_new)
			return index_build_fresh_row(b, &(struct build_fresh){
			    .record = thing, .source = src, .seq = seq,
			    .s = s, .work = x->work[i] }, e);
		if (span_is(s->says, "row.private"))
			return index_build_row_private(b, thing, seq, s, e);
	}
	if (s->subject.kind == STMT_PERSON || s->subject.kind == STMT_RECORD ||
	    s->subject.kind == STMT_EVENT || s->subject.kind == STMT_PLACE ||
	    s->subject.kind == STMT_BODY)
		return index_build_map_put(&b->dirty, (uint64_t)thing, 1, e);
	return 0;
}

static int put_stmt(struct build *b, const struct build_act *x, int i,
    int64_t thing, int64_t src, struct err *e)
{
	const struct stmt *s = &x->s[i];
	struct db *db = b->ix->db;
	bool is_void = x->is_void || x->rule[i][0] != '\0';
	bool shown = !x->hidden[i] && !is_void && (!x->withheld[i] ||
	    b->place->private_fd >= 0);

	b->statements++;
	if (db_start(db, Q_PUT_STMT, e) < 0)
		return -1;
	db_bind_i64(db, 1, INDEX_SEQ(x->n, i));
	db_bind_i64(db, 2, index_inside_h(x->act->commitment[i]));
	if (shown && thing >= 0)
		db_bind_i64(db, 3, thing);
	if (shown)
		db_bind_i64(db, 4, stmt_property_index(s->says));
	if (shown && src > 0 && !s->is_row)
		db_bind_i64(db, 5, src);
	db_bind_i64(db, 6, (s->denies ? INDEX_DENIES : 0) |
	    (is_void ? INDEX_VOID : 0) |
	    (x->withheld[i] ? INDEX_WITHHELD : 0) |
	    (x->hidden[i] ? INDEX_HIDDEN : 0) |
	    (x->held[i] ? INDEX_HELD : 0));
	db_bind_i64(db, 7, x->off[i]);
	db_bind_i64(db, 8, (int64_t)x->line[i].n);
	if (shown && !s->is_row) {
		uint8_t same[CRYPT_HASH];

		stmt_sameness(s, same);
		db_bind_i64(db, 9, index_inside_h(same));
	}
	return index_build_done(b, e);
}

static int put_void(struct build *b, const struct build_act *x, int i,
    struct err *e)
{
	if (db_start(b->ix->db, Q_PUT_VOID, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, INDEX_SEQ(x->n, i));
	db_bind_text(b->ix->db, 2, span_of(x->rule[i]));
	return index_build_done(b, e);
}

static int put_line(struct build *b, const struct build_act *x, int i,
    struct err *e)
{
	const struct stmt *s = &x->s[i];
	bool shown = !x->hidden[i] && !x->is_void && x->rule[i][0] == '\0' &&
	    (!x->withheld[i] || b->place->private_fd >= 0);
	int64_t thing = -1, src = 0;

	b->line_new = b->next_thing;
	if (shown && s->subject.kind == STMT_ARCHIVE)
		thing = 0;
	else if (shown && s->subject.kind != STMT_KEY &&
	    s->subject.kind != STMT_STATEMENT && s->subject.kind != STMT_ACT &&
	    thing_of(b, s->subject.kind, s->subject.id, &thing, e) < 0)
		return -1;
	if (shown && s->from.n > 7 && thing_of(b, STMT_SOURCE,
	    span_skip(s->from, 7), &src, e) < 0)
		return -1;
	if (put_stmt(b, x, i, thing, src, e) < 0)
		return -1;
	if (!x->is_void && !x->hidden[i] && x->rule[i][0] != '\0')
		return put_void(b, x, i, e);
	if (!shown || put_links(b, x, i, e) < 0)
		return shown ? -1 : 0;
	return thing > 0 ? put_meaning(b, x, i, thing, src, e) : 0;
}

static int put_head(struct build *b, const struct build_act *x, struct err *e)
{
	struct db *db = b->ix->db;
	int64_t withheld = 0;

	for (int i = 0; i < x->count; i++)
		withheld += x->withheld[i];
	if (db_start(db, Q_PUT_ACT, e) < 0)
		return -1;
	db_bind_i64(db, 1, (int64_t)x->n);
	db_bind_i64(db, 2, x->act->time);
	db_bind_i64(db, 3, x->act->verb);
	db_bind_text(db, 4, span_of(x->standing.keeper));
	db_bind_i64(db, 5, x->count);
	db_bind_i64(db, 6, withheld);
	if (x->is_void) {
		db_bind_text(db, 7, span_of(x->standing.rule));
		db_bind_text(db, 8, span_of(x->standing.reason));
	}
	return index_build_done(b, e);
}

/* Does the log hold one of these commitments already? */
static int check_replay(struct build *b, struct build_act *x, struct err *e)
{
	int64_t other;

	for (int i = 0; i < x->act->count; i++) {
		int64_t h = index_inside_h(x->act->commitment[i]);
		bool twice = index_build_map_get(&b->seen, (uint64_t)h | 1, &other)
		    && other == h;

		if (!twice && !b->bulk) {
			if (db_start(b->ix->db, Q_BY_H, e) < 0)
				return -1;
			db_bind_i64(b->ix->db, 1, h);
			switch (db_next(b->ix->db, e)) {
			case 1: twice = true; break;
			case -1: return -1;
			default: break;
			}
		}
		if (twice && !x->is_void) {
			x->is_void = true;
			memcpy(x->standing.rule, "act.replay", 11);
			(void)snprintf(x->standing.reason,
			    sizeof(x->standing.reason), "a commitment that"
			    " the log already holds");
		}
	}
	for (int i = 0; i < x->act->count; i++) {
		int64_t h = index_inside_h(x->act->commitment[i]);

		if (index_build_map_put(&b->seen, (uint64_t)h | 1, h, e) < 0)
			return -1;
	}
	return 0;
}

/* An entry that is no act: kept in the list of acts, as void. */
static int put_no_act(struct build *b, struct build_act *x, struct err *e)
{
	memset(x->act, 0, sizeof(*x->act));
	x->act->verb = STMT_VERBS;
	x->is_void = true;
	memcpy(x->standing.rule, "act.form", 9);
	(void)snprintf(x->standing.reason, sizeof(x->standing.reason),
	    "not an act");
	return put_head(b, x, e);
}

static int stand(struct build *b, struct build_act *x, bool redo,
    struct err *e)
{
	struct index_act *was;
	int n;

	if (!redo) {
		if (check_replay(b, x, e) < 0)
			return -1;
		if (x->is_void)
			return 0; /* what it says of keys is not said again */
		if (stmt_keys_play(b->keys, x->n, x->act, x->line, x->count,
		    &x->standing, e) < 0)
			return -1;
		x->is_void = !x->standing.ok;
		return 0;
	}
	if (index_acts(b->ix, x->n, 1, x->mem, &was, &n, e) < 0)
		return -1;
	if (n != 1)
		return err_set(e, ERR_FORMAT, "the index is broken: rebuild");
	x->is_void = was->is_void;
	(void)snprintf(x->standing.keeper, sizeof(x->standing.keeper),
	    "%.*s", (int)was->keeper.n, was->keeper.p);
	(void)snprintf(x->standing.rule, sizeof(x->standing.rule), "%.*s",
	    (int)was->rule.n, was->rule.p);
	(void)snprintf(x->standing.reason, sizeof(x->standing.reason),
	    "%.*s", (int)was->reason.n, was->reason.p);
	return 0;
}

static int put_read(struct build *b, struct build_act *x, bool redo,
    struct err *e)
{
	if (x->no_act)
		return put_no_act(b, x, e);
	if (stand(b, x, redo, e) < 0)
		return -1;
	for (int i = 0; redo && i < x->count; i++)
		if (word_in_force(b, x, i, &x->withheld[i], e) < 0)
			return -1;
	if (put_head(b, x, e) < 0)
		return -1;
	/* What says how rows are read comes before the rows, wherever the
	 * order of commitments put it. */
	for (int rows = 0; rows < 2; rows++)
		for (int i = 0; i < x->count; i++)
			if (x->s[i].is_row == (rows == 1) &&
			    put_line(b, x, i, e) < 0)
				return err_in(e, "act %llu",
				    (unsigned long long)x->n);
	return 0;
}

int index_build_put_act(struct build *b, uint64_t n, bool redo, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct build_act *x;
	int rc;

	if (b->ahead == NULL || redo)
		return index_reading_act(&b->reader, n, &a, &x, e) < 0 ? -1
		    : put_read(b, x, redo, e);
	if (index_ahead_next(b->ahead, n, &x, e) < 0)
		return -1;
	rc = put_read(b, x, false, e);
	index_ahead_done(b->ahead);
	return rc;
}

/* Both sides of what the act says of pairs. */
static int dirty_pairs(struct build *b, uint64_t n, struct err *e)
{
	int got;

	if (db_start(b->ix->db, Q_SAME_OF_ACT, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, (int64_t)n);
	while ((got = db_next(b->ix->db, e)) == 1)
		for (int side = 0; side < 2; side++)
			if (index_build_map_put(&b->dirty,
			    (uint64_t)db_i64(b->ix->db, side), 1, e) < 0)
				return -1;
	return got;
}

int index_build_drop_act(struct build *b, uint64_t n, struct err *e)
{
	static const int drop[] = { Q_DROP_STMT, Q_DROP_LINK, Q_DROP_HANDLE,
	    Q_DROP_SAME, Q_DROP_VOID };
	SCOPED(arena) a = { .cap = 1 << 20 };
	int64_t *things = arena_take(&a, STMT_ACT_COMMITMENTS + 1,
	    sizeof(*things));
	int count = 0, got = 0;

	if (dirty_pairs(b, n, e) < 0 ||
	    db_start(b->ix->db, Q_THINGS_OF_ACT, e) < 0)
		return -1;
	db_bind_i64(b->ix->db, 1, (int64_t)n);
	while (count < STMT_ACT_COMMITMENTS &&
	    (got = db_next(b->ix->db, e)) == 1)
		things[count++] = db_i64(b->ix->db, 0);
	for (int i = 0; got >= 0 && i < count; i++)
		if (things[i] > 0 && index_build_map_put(&b->dirty,
		    (uint64_t)things[i], 1, e) < 0)
			return -1;
	for (int i = 0; got >= 0 && i < 5; i++) {
		if (db_start(b->ix->db, drop[i], e) < 0)
			return -1;
		db_bind_i64(b->ix->db, 1, (int64_t)n);
		if (db_next(b->ix->db, e) < 0)
			return -1;
	}
	index_inside_forget(b->ix, n);
	return got < 0 ? -1 : 0;
}
