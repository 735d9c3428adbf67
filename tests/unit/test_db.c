#include "db/db.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../tap.h"

enum { Q_PAGE, Q_JOURNAL, Q_SCHEMA, Q_INDEX, Q_PUT, Q_GET, Q_ALL, Q_COUNT,
	Q_DROP, Q_BAD, Q_QUOTED, Q_SERIES, QUERIES };
static const struct db_query TABLE[QUERIES] = {
	[Q_PAGE] = { DB_WRITER, "PRAGMA page_size = 8192" },
	[Q_JOURNAL] = { DB_WRITER, "PRAGMA journal_mode = MEMORY" },
	[Q_SCHEMA] = { DB_WRITER, "CREATE TABLE thing (id INTEGER PRIMARY KEY,"
	    " text TEXT, bytes BLOB) STRICT;" },
	[Q_INDEX] = { DB_WRITER, "CREATE INDEX thing_text ON thing (text)" },
	[Q_PUT] = { DB_WRITER, "INSERT INTO thing VALUES (?1, ?2, ?3)" },
	[Q_GET] = { DB_READER, "SELECT text, bytes FROM thing WHERE id = ?1" },
	[Q_ALL] = { DB_READER, "SELECT id FROM thing ORDER BY id" },
	[Q_COUNT] = { DB_READER, "SELECT count(*) FROM thing" },
	[Q_DROP] = { DB_WRITER, "DELETE FROM thing WHERE id >= ?1" },
	[Q_BAD] = { DB_READER, "SELECT nothing FROM nowhere" },
	[Q_QUOTED] = { DB_READER, "SELECT \"thing\"" },
	[Q_SERIES] = { DB_READER, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL"
	    " SELECT x + 1 FROM n WHERE x < 3) SELECT x FROM n ORDER BY x" },
};

static char dir[] = "/tmp/test_db.XXXXXX";
static char path[64];

static int put(struct db *db, int64_t id, struct span text, struct span blob,
    struct err *e)
{
	if (db_start(db, Q_PUT, e) < 0)
		return -1;
	db_bind_i64(db, 1, id);
	db_bind_text(db, 2, text);
	db_bind_blob(db, 3, blob);
	return db_next(db, e);
}

static int64_t count(struct db *db, struct err *e)
{
	if (db_start(db, Q_COUNT, e) < 0 || db_next(db, e) != 1)
		return -1;
	return db_i64(db, 0);
}

static void test_write(void)
{
	SCOPED(db) *db = NULL;
	struct err e = { 0 };
	struct span none = { NULL, 0 };

	CHECK(db_open(&db, path, DB_WRITER, TABLE, QUERIES, &e) == 0,
	    "a writer makes the file: %s", e.text);
	CHECK(db_do(db, Q_JOURNAL, &e) == 0, "a pragma may give rows");
	CHECK(db_do_all(db, Q_PAGE, Q_INDEX, &e) == 0, "schema: %s", e.text);
	CHECK(put(db, 1, SPAN("\xd0\x96\xd0\xb0\xd2\xa3\0z"), SPAN("\0\xff\0"),
	    &e) == 0, "a row: %s", e.text);
	CHECK(db_changes(db) == 1, "one change");
	CHECK(put(db, 1, SPAN("again"), none, &e) == -1 && e.kind == ERR_IO &&
	    strstr(e.text, "UNIQUE") != NULL, "same key: %s", e.text);
	CHECK(db_next(db, &e) == -1, "a failed query stays failed");
	CHECK(put(db, 2, none, none, &e) == 0, "empty text and blob");
	CHECK(db_start(db, Q_PUT, &e) == 0, "start");
	db_bind_i64(db, 1, INT64_MIN);
	db_bind_null(db, 2);
	db_bind_null(db, 3);
	CHECK(db_next(db, &e) == 0, "nulls: %s", e.text);
	CHECK(count(db, &e) == 3, "three rows");
	CHECK(db_start(db, Q_PUT, &e) == 0, "start");
	db_bind_i64(db, 7, 1);
	CHECK(db_next(db, &e) == -1 && e.kind == ERR_IO,
	    "a place that is not there: %s", e.text);
	CHECK(db_do(db, Q_BAD, &e) == -1 && strstr(e.text, "query 9") != NULL,
	    "names the query: %s", e.text);
	CHECK(db_do(db, Q_QUOTED, &e) == -1,
	    "double quotes are never a text: %s", e.text);
	CHECK(count(db, &e) == 3, "usable after failures");
}

static void test_limit(void)
{
	SCOPED(db) *db = NULL;
	struct err e = { 0 };
	const size_t n = (size_t)DB_VALUE_MAX + 1;
	char *big = calloc(1, n);

	CHECK(db_open(&db, path, DB_WRITER, TABLE, QUERIES, &e) == 0, "open");
	CHECK(put(db, 9, SPAN("x"), (struct span){ big, n }, &e) == -1 &&
	    e.kind == ERR_LIMIT, "a value too large: %s", e.text);
	CHECK(put(db, 9, SPAN("x"), (struct span){ big, n / 4 }, &e) == 0,
	    "a large value: %s", e.text);
	CHECK(db_start(db, Q_DROP, &e) == 0, "start");
	db_bind_i64(db, 1, 9);
	CHECK(db_next(db, &e) == 0 && db_changes(db) == 1, "deleted");
	free(big);
}

static void test_read(void)
{
	static const int64_t ids[] = { INT64_MIN, 1, 2 };
	SCOPED(db) *db = NULL;
	struct err e = { 0 };
	int n = 0;

	CHECK(db_open(&db, path, DB_READER, TABLE, QUERIES, &e) == 0,
	    "a reader: %s", e.text);
	CHECK(db_do(db, Q_SCHEMA, &e) == -1 && e.kind == ERR_DENIED,
	    "no writing: %s", e.text);
	CHECK(db_start(db, Q_GET, &e) == 0, "start");
	db_bind_i64(db, 1, 1);
	CHECK(db_next(db, &e) == 1, "row 1");
	CHECK(span_eq(db_text(db, 0), SPAN("\xd0\x96\xd0\xb0\xd2\xa3\0z")),
	    "text with a NUL");
	CHECK(span_eq(db_blob(db, 1), SPAN("\0\xff\0")), "blob");
	CHECK(!db_is_null(db, 0), "not null");
	CHECK(db_next(db, &e) == 0 && db_next(db, &e) == 0,
	    "the end, and again");
	CHECK(db_start(db, Q_GET, &e) == 0, "start");
	db_bind_i64(db, 1, 2);
	CHECK(db_next(db, &e) == 1 && !db_is_null(db, 0) &&
	    !db_is_null(db, 1) && db_text(db, 0).n == 0, "empty is not null");
	CHECK(db_start(db, Q_GET, &e) == 0, "start");
	db_bind_i64(db, 1, INT64_MIN);
	CHECK(db_next(db, &e) == 1 && db_is_null(db, 0) && db_is_null(db, 1) &&
	    db_text(db, 0).n == 0, "null");
	CHECK(db_start(db, Q_GET, &e) == 0 && db_next(db, &e) == 0,
	    "no value is left from the query before");
	CHECK(db_start(db, Q_ALL, &e) == 0, "start");
	while (n < 3 && db_next(db, &e) == 1 && db_i64(db, 0) == ids[n])
		n++;
	CHECK(n == 3 && db_next(db, &e) == 0, "three ids in order");
	CHECK(db_do(db, Q_SERIES, &e) == 0, "rows are dropped");
}

static void write_file(const char *name, struct span bytes)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	CHECK(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n,
	    "test file");
	(void)close(fd);
}

static void test_foreign(void)
{
	static const char junk[4096] = "Dear reader, this is a letter.";
	static const struct { struct span bytes; const char *what; } cases[] = {
		{ { junk, sizeof(junk) }, "a letter" },
		{ { "SQLite format 3\0\x10\0\1\1\0", 21 }, "a cut head" },
		{ { "\x7f" "ELF", 4 }, "four bytes" },
	};
	char other[80];
	struct err e = { 0 };
	SCOPED(db) *db = NULL;

	(void)snprintf(other, sizeof(other), "%s/other.db", dir);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		write_file(other, cases[i].bytes);
		for (int role = DB_READER; role <= DB_WRITER; role++)
			CHECK(db_open(&db, other, (enum db_role)role, TABLE,
			    QUERIES, &e) == -1 && e.kind == ERR_IO &&
			    strstr(e.text, other) != NULL, "%s: %s",
			    cases[i].what, e.text);
	}
	(void)unlink(other);
	CHECK(db_open(&db, other, DB_READER, TABLE, QUERIES, &e) == -1 &&
	    strstr(e.text, "No such file") != NULL, "missing: %s", e.text);
	CHECK(access(other, F_OK) < 0, "a reader makes no file");
	CHECK(db_open(&db, dir, DB_WRITER, TABLE, QUERIES, &e) == -1,
	    "a directory: %s", e.text);
	CHECK(db_open(&db, "file:x?mode=memory", DB_WRITER, TABLE, QUERIES,
	    &e) == -1, "an address: %s", e.text);
	CHECK(db == NULL, "nothing was handed over");
}

/* Reads everything; whatever comes, it must come as an error or a value. */
static int read_all(const char *name, struct err *e)
{
	SCOPED(db) *db = NULL;
	int got;

	if (db_open(&db, name, DB_READER, TABLE, QUERIES, e) < 0)
		return -1;
	for (int64_t id = 0; id < 200; id++) {
		if (db_start(db, Q_GET, e) < 0)
			return -1;
		db_bind_i64(db, 1, id);
		got = db_next(db, e);
		if (got < 0)
			return -1;
		if (got == 1)
			(void)!span_eq(db_text(db, 0), db_blob(db, 1));
	}
	return db_do(db, Q_ALL, e);
}

/* Overwrites pieces of a good file, here and there. */
static void test_broken(void)
{
	char name[80];
	int told = 0, runs = 0;
	struct err e = { 0 };
	struct stat st;
	char fill[600];

	(void)snprintf(name, sizeof(name), "%s/broken.db", dir);
	memset(fill, 'a', sizeof(fill));
	{
		SCOPED(db) *db = NULL;

		CHECK(db_open(&db, name, DB_WRITER, TABLE, QUERIES, &e) == 0 &&
		    db_do_all(db, Q_JOURNAL, Q_INDEX, &e) == 0, "make");
		for (int64_t i = 0; i < 200; i++)
			if (put(db, i, (struct span){ fill, 600 }, SPAN("b"),
			    &e) < 0)
				CHECK(0, "put: %s", e.text);
	}
	CHECK(read_all(name, &e) == 0 && stat(name, &st) == 0, "it is good");
	for (off_t at = 0; at < st.st_size; at += at < 4096 ? 13 : 1511) {
		static const char wrong[16] = "\xff\xff\x7f\x01\x05\x0d\xfe\x80"
		    "\xff\xff\x7f\x01\x05\x0d\xfe";
		char kept[16];
		int fd = open(name, O_RDWR);

		if (pread(fd, kept, 16, at) > 0 &&
		    pwrite(fd, wrong, 16, at) == 16) {
			runs++;
			told += read_all(name, &e) < 0;
			told += pwrite(fd, kept, 16, at) < 0;
		}
		(void)close(fd);
	}
	/* Most bytes of the file are text, where SQLite keeps no sums. */
	CHECK(told > 10, "%d of %d damages told, no crash", told, runs);
	CHECK(truncate(name, st.st_size / 2) == 0 && read_all(name, &e) < 0 &&
	    strstr(e.text, name) != NULL, "half a file: %s", e.text);
	(void)unlink(name);
}

int main(void)
{
	if (mkdtemp(dir) == NULL)
		return 1;
	(void)snprintf(path, sizeof(path), "%s/test.db", dir);
	test_write();
	test_limit();
	test_read();
	test_foreign();
	test_broken();
	(void)unlink(path);
	CHECK(rmdir(dir) == 0, "nothing is left behind");
	return DONE();
}
