#include "db/db.h"

#include <assert.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct db {
	sqlite3 *conn;
	sqlite3_stmt **ready; /* one per query, prepared on first use */
	sqlite3_stmt *now;    /* the query started last */
	const struct db_query *table;
	int count, query;     /* query: the number of now */
	enum db_role role;
	bool faulted;         /* a bind or a read failed; db_next reports it */
	bool ended;           /* now has given all its rows */
	char path[160];       /* for messages: cut where it is longer */
};

static int fail(struct db *db, struct err *e)
{
	int code = sqlite3_errcode(db->conn) & 0xff;
	int os = sqlite3_system_errno(db->conn);
	const char *what = sqlite3_errmsg(db->conn);

	if (code == SQLITE_CANTOPEN && os != 0)
		what = strerror(os);
	return err_set(e, code == SQLITE_TOOBIG ? ERR_LIMIT : ERR_IO, "%s: %s",
	    db->path, what);
}

static int fail_query(struct db *db, struct err *e)
{
	(void)fail(db, e);
	return err_in(e, "query %d", db->query);
}

/* Nothing in the file may act on us: no functions run from its schema, no
 * double-quoted text taken for values, cells checked as pages are read. */
static int harden(struct db *db, struct err *e)
{
	static const int off[] = { SQLITE_DBCONFIG_TRUSTED_SCHEMA,
		SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL,
		SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION };

	if (sqlite3_db_config(db->conn, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) !=
	    SQLITE_OK)
		return fail(db, e);
	for (size_t i = 0; i < sizeof(off) / sizeof(off[0]); i++)
		if (sqlite3_db_config(db->conn, off[i], 0, NULL) != SQLITE_OK)
			return fail(db, e);
	(void)sqlite3_limit(db->conn, SQLITE_LIMIT_LENGTH, DB_VALUE_MAX);
	(void)sqlite3_limit(db->conn, SQLITE_LIMIT_WORKER_THREADS, 0);
	sqlite3_busy_timeout(db->conn, DB_BUSY_MS);
	if (sqlite3_exec(db->conn, "PRAGMA cell_size_check = ON", NULL, NULL,
	    NULL) != SQLITE_OK)
		return fail(db, e);
	/* SQLite opens a file without looking at it.  We look now. */
	if (sqlite3_exec(db->conn, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL,
	    NULL, NULL) != SQLITE_OK)
		return fail(db, e);
	return 0;
}

/* SQLite's count of its memory is one lock for all threads. */
static void quiet(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int db_open(struct db **out, const char *path, enum db_role role,
    const struct db_query *table, int count, struct err *e)
{
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
	    (role == DB_READER ? SQLITE_OPEN_READONLY
	    : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	SCOPED(db) *db = calloc(1, sizeof(*db));

	assert(count > 0);
	(void)pthread_once(&once, quiet);
	if (strncmp(path, "file:", 5) == 0) /* SQLite would read an address */
		return err_set(e, ERR_IO, "%s: write ./ before it", path);
	if (db == NULL || (db->ready = calloc((size_t)count,
	    sizeof(sqlite3_stmt *))) == NULL)
		return err_set(e, ERR_IO, "%s: out of memory", path);
	db->table = table;
	db->count = count;
	db->role = role;
	(void)snprintf(db->path, sizeof(db->path), "%s", path);
	if (sqlite3_open_v2(path, &db->conn, flags, NULL) != SQLITE_OK)
		return fail(db, e);
	if (harden(db, e) < 0)
		return -1;
	*out = db;
	db = NULL; /* the caller owns it now */
	return 0;
}

void db_closep(struct db **p)
{
	struct db *db = *p;

	if (db == NULL)
		return;
	for (int i = 0; db->ready != NULL && i < db->count; i++)
		(void)sqlite3_finalize(db->ready[i]);
	(void)sqlite3_close(db->conn);
	free(db->ready);
	free(db);
	*p = NULL;
}

/* Ends the query under way: its locks are let go, its values are no longer
 * borrowed. */
static void finish(struct db *db)
{
	if (db->now == NULL)
		return;
	(void)sqlite3_reset(db->now);
	(void)sqlite3_clear_bindings(db->now);
	db->now = NULL;
}

static int prepare(struct db *db, int q, struct err *e)
{
	const char *rest = NULL;

	db->query = q;
	if (sqlite3_prepare_v3(db->conn, db->table[q].sql, -1,
	    SQLITE_PREPARE_PERSISTENT, &db->ready[q], &rest) != SQLITE_OK)
		return fail_query(db, e);
	/* SQLite would leave a second statement out without a word. */
	assert(db->ready[q] != NULL && rest[strspn(rest, "; \t\n")] == '\0');
	return 0;
}

int db_start(struct db *db, int q, struct err *e)
{
	assert(q >= 0 && q < db->count);
	finish(db);
	if (db->table[q].role > db->role)
		return err_set(e, ERR_DENIED, "%s: query %d writes, and this "
		    "is a reader", db->path, q);
	if (db->ready[q] == NULL && prepare(db, q, e) < 0)
		return -1;
	db->now = db->ready[q];
	db->query = q;
	db->faulted = false;
	db->ended = false;
	return 0;
}

void db_bind_i64(struct db *db, int place, int64_t v)
{
	if (sqlite3_bind_int64(db->now, place, v) != SQLITE_OK)
		db->faulted = true;
}

/* Empty is not NULL: SQLite takes a NULL pointer for the latter. */
static const char *bytes_of(struct span s)
{
	return s.p == NULL ? "" : s.p;
}

void db_bind_text(struct db *db, int place, struct span s)
{
	if (sqlite3_bind_text64(db->now, place, bytes_of(s), s.n,
	    SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK)
		db->faulted = true;
}

void db_bind_blob(struct db *db, int place, struct span s)
{
	if (sqlite3_bind_blob64(db->now, place, bytes_of(s), s.n,
	    SQLITE_STATIC) != SQLITE_OK)
		db->faulted = true;
}

void db_bind_null(struct db *db, int place)
{
	if (sqlite3_bind_null(db->now, place) != SQLITE_OK)
		db->faulted = true;
}

int db_next(struct db *db, struct err *e)
{
	int rc;

	assert(db->now != NULL);
	if (db->faulted)
		return fail_query(db, e);
	if (db->ended)
		return 0; /* another step would run it again */
	rc = sqlite3_step(db->now);
	if (rc == SQLITE_ROW)
		return 1;
	db->ended = true;
	if (rc == SQLITE_DONE)
		return 0;
	db->faulted = true;
	return fail_query(db, e);
}

void db_rest(struct db *db)
{
	finish(db);
}

int64_t db_i64(struct db *db, int column)
{
	return sqlite3_column_int64(db->now, column);
}

/* A value that could not be had must not pass for an empty one. */
static struct span value(struct db *db, int column, const void *p)
{
	if (p == NULL && sqlite3_errcode(db->conn) == SQLITE_NOMEM)
		db->faulted = true;
	return (struct span){ p, (size_t)sqlite3_column_bytes(db->now,
	    column) };
}

struct span db_text(struct db *db, int column)
{
	return value(db, column, sqlite3_column_text(db->now, column));
}

struct span db_blob(struct db *db, int column)
{
	return value(db, column, sqlite3_column_blob(db->now, column));
}

bool db_is_null(struct db *db, int column)
{
	return sqlite3_column_type(db->now, column) == SQLITE_NULL;
}

int db_do(struct db *db, int query, struct err *e)
{
	int got;

	if (db_start(db, query, e) < 0)
		return -1;
	do {
		got = db_next(db, e);
	} while (got > 0);
	finish(db);
	return got;
}

int db_do_all(struct db *db, int first, int last, struct err *e)
{
	for (int q = first; q <= last; q++)
		if (db_do(db, q, e) < 0)
			return -1;
	return 0;
}

int64_t db_changes(struct db *db)
{
	return sqlite3_changes64(db->conn);
}
