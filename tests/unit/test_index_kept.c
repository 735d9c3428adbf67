/* What an index keeps from question to question, and when it forgets it. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../tap.h"
#include "index/days.h"
#include "index/kept.h"
#include "index/sections.h"

static char dir[] = "/tmp/test_index.XXXXXX";
static char path[64];
static struct err e;
static const struct span en = { "en", 2 };

static int done(struct db *db)
{
	int got = db_next(db, &e);

	db_rest(db);
	return got < 0 ? -1 : 0;
}

static int put_meta(struct db *db, const char *key, struct span v)
{
	if (db_start(db, Q_PUT_META, &e) < 0)
		return -1;
	db_bind_text(db, 1, span_of(key));
	db_bind_text(db, 2, v);
	return done(db);
}

/* One of the dead, who died on day. */
static int put_person(struct db *db, int64_t num, const char *name,
    int64_t day)
{
	char id[CODE_ID_CHARS + 1] = "AAAAAAAAAAAA";

	id[0] = (char)('A' + num);
	if (db_start(db, Q_PUT_THING, &e) < 0)
		return -1;
	db_bind_i64(db, 1, num);
	db_bind_i64(db, 2, STMT_PERSON);
	db_bind_text(db, 3, span_of(id));
	if (done(db) < 0 || db_start(db, Q_PUT_WALL, &e) < 0)
		return -1;
	db_bind_i64(db, 1, num * 4);
	db_bind_i64(db, 2, INDEX_ANY);
	db_bind_i64(db, 3, INDEX_DEAD);
	db_bind_blob(db, 4, span_of(name));
	db_bind_text(db, 5, span_of(name));
	for (int i = 6; i <= 8; i++)
		db_bind_text(db, i, SPAN(""));
	if (done(db) < 0 || db_start(db, Q_PUT_DAY, &e) < 0)
		return -1;
	db_bind_i64(db, 1, num);
	db_bind_i64(db, 2, INDEX_DAY_DIED);
	db_bind_i64(db, 3, index_day_of_year(day));
	db_bind_i64(db, 4, day);
	return done(db);
}

static int make(struct db *db)
{
	return db_do(db, Q_SYNC, &e) < 0 ||
	    db_do_all(db, Q_MAKE_META, Q_MAKE_VOID, &e) < 0 ||
	    put_meta(db, "version", SPAN(INDEX_VERSION)) < 0 ||
	    put_person(db, 1, "Person B", 19000) < 0 ||
	    put_person(db, 2, "Person A", 19000) < 0 ||
	    put_person(db, 3, "Person C", 18999) < 0 ? -1 : 0;
}

static const char *names_of(struct index *ix, struct arena *a, int64_t skip,
    int most)
{
	struct index_range r = { INDEX_BY_DAY, 19000, skip, most };
	struct index_name *name;
	const char *all = "";
	int n;

	if (index_section(ix, en, &r, a, &name, &n, &e) < 0)
		return e.text;
	for (int i = 0; i < n; i++)
		all = arena_fmt(a, "%s%.*s;", all, (int)name[i].form.n,
		    name[i].form.p);
	return all;
}

static void test_order(struct index *ix, struct db *writer)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct index_section *part;
	int64_t count;
	int parts;

	CHECK(strcmp(names_of(ix, &a, 0, 9), "Person A;Person B;") == 0,
	    "in the order of the wall: %s", names_of(ix, &a, 0, 9));
	CHECK(strcmp(names_of(ix, &a, 1, 9), "Person B;") == 0, "from one on");
	CHECK(strcmp(names_of(ix, &a, 0, 1), "Person A;") == 0, "at most one");
	CHECK(*names_of(ix, &a, 2, 9) == '\0', "from the end on");
	CHECK(index_sections(ix, en, INDEX_BY_DAY, &a, &part, &parts, &e) ==
	    0 && parts == 2, "two days: %s", e.text);
	CHECK(index_day_count(ix, INDEX_DAY_DIED, index_day_of_year(19000),
	    &count, &e) == 0 && count == 2, "two of a day");

	CHECK(put_person(writer, 4, "Person AA", 19000) == 0 &&
	    put_person(writer, 5, "Person D", 19001) == 0, "two more: %s",
	    e.text);
	CHECK(strcmp(names_of(ix, &a, 0, 9), "Person A;Person AA;Person B;")
	    == 0, "what was kept is forgotten: %s", names_of(ix, &a, 0, 9));
	CHECK(index_sections(ix, en, INDEX_BY_DAY, &a, &part, &parts, &e) ==
	    0 && parts == 3, "three days");
	CHECK(index_day_count(ix, INDEX_DAY_DIED, index_day_of_year(19000),
	    &count, &e) == 0 && count == 3, "three of a day");
}

static int put_link(struct db *db, int64_t target)
{
	if (db_start(db, Q_PUT_LINK, &e) < 0)
		return -1;
	db_bind_i64(db, 1, target);
	db_bind_i64(db, 2, 256);
	db_bind_i64(db, 3, INDEX_RE);
	return done(db);
}

/* Targets are bits of a hash, which this stands for. */
static int64_t some_hash(uint64_t i)
{
	i = (i + 1) * 0x9e3779b97f4a7c15u;
	i = (i ^ i >> 30) * 0xbf58476d1ce4e5b9u;
	return (int64_t)(i ^ i >> 27);
}

static void test_links(struct index *ix, struct db *writer)
{
	int wrong = 0, missed = 0;

	CHECK(index_inside_linked(ix, 1, &e) == 1, "not held: look");
	for (uint64_t i = 0; i < 1000; i++)
		missed += put_link(writer, some_hash(i)) < 0;
	CHECK(missed == 0, "links: %s", e.text);
	CHECK(index_hold(ix, true, &e) == 0, "held: %s", e.text);
	for (uint64_t i = 0; i < 1000; i++)
		missed += index_inside_linked(ix, some_hash(i), &e) != 1;
	for (uint64_t i = 1000; i < 11000; i++)
		wrong += index_inside_linked(ix, some_hash(i), &e) != 0;
	CHECK(missed == 0, "none that is there is said not to be");
	CHECK(wrong < 60, "%d of 10,000 that are not are looked for", wrong);
	CHECK(index_let_go(ix, &e) == 0, "let go");
	CHECK(put_link(writer, some_hash(20000)) == 0, "one more");
	CHECK(index_hold(ix, true, &e) == 0 && index_inside_linked(ix,
	    some_hash(20000), &e) == 1, "and it is known: %s", e.text);
	CHECK(index_let_go(ix, &e) == 0, "let go");
}

int main(void)
{
	SCOPED(db) *writer = NULL;
	SCOPED(index) *ix = NULL;

	if (mkdtemp(dir) == NULL)
		return 1;
	(void)snprintf(path, sizeof(path), "%s/index", dir);
	CHECK(db_open(&writer, path, DB_WRITER, index_queries, Q__COUNT,
	    &e) == 0 && make(writer) == 0, "an index: %s", e.text);
	CHECK(index_open(&ix, path, -1, -1, &e) == 0, "opened: %s", e.text);
	if (ix != NULL) {
		test_order(ix, writer);
		test_links(ix, writer);
	}
	(void)unlink(path);
	(void)rmdir(dir);
	return DONE();
}
