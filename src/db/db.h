/*
 * db.h - the one door to SQLite.
 *
 * SQL is a closed list: the caller of db_open hands over a table of queries,
 * and every later call names a query by its number.  No call takes SQL text,
 * so no call can be tricked into running some.
 *
 * Owns:    the connection, and one prepared statement per query.
 * Errors:  ERR_IO with the path (missing, broken, foreign or locked file),
 *          ERR_LIMIT (a value above DB_VALUE_MAX), ERR_DENIED (a query above
 *          the connection's role).
 * Threads: one connection is one thread's at a time; open one for each.
 *
 * One query is under way at a time: db_start ends the one before.  The file
 * is opened "defensive": PRAGMA journal_mode = OFF and writes to the schema
 * table have no effect (journal_mode = MEMORY does).
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

#define DB_VALUE_MAX (64 << 20) /* bytes of one text, blob or row */
#define DB_BUSY_MS 10000        /* how long another writer is waited for */

struct db;

enum db_role { DB_READER, DB_WRITER };

struct db_query {
	enum db_role role; /* least role that may run it */
	const char *sql;   /* one statement; values are ?1 ?2, never pasted */
};

/* A reader needs the file; a writer makes it.  The file's head and schema
 * are read at once, so that what is no index is told here.  The table is
 * borrowed till db_closep. */
int db_open(struct db **out, const char *path, enum db_role role,
    const struct db_query *table, int count, struct err *e) MUST_CHECK;
void db_closep(struct db **db);

int db_start(struct db *db, int query, struct err *e) MUST_CHECK;
void db_bind_i64(struct db *db, int place, int64_t v);
/* Text and blobs are borrowed till the next db_start. */
void db_bind_text(struct db *db, int place, struct span s);
void db_bind_blob(struct db *db, int place, struct span s);
void db_bind_null(struct db *db, int place);

/* Returns 1 for a row, 0 at the end (and ever after), -1 on failure: also
 * where a bind before it failed. */
int db_next(struct db *db, struct err *e) MUST_CHECK;
/* Ends the query under way, which otherwise keeps its lock until the next
 * start: after the last row that is wanted. */
void db_rest(struct db *db);
int64_t db_i64(struct db *db, int column);
struct span db_text(struct db *db, int column); /* dies at the next db_next */
struct span db_blob(struct db *db, int column);
bool db_is_null(struct db *db, int column);

/* db_start and db_next to the end, for a query without values; rows that it
 * gives (a pragma's) are dropped. */
int db_do(struct db *db, int query, struct err *e) MUST_CHECK;
/* Runs several queries in order, first to last: a schema. */
int db_do_all(struct db *db, int first, int last, struct err *e) MUST_CHECK;
int64_t db_changes(struct db *db); /* rows the last writing query touched */

#endif
