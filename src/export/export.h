/*
 * export.h - the record as data: people, statements, sources as CSV or JSON
 * lines
 *
 * Values stand as they were said, byte for byte: what opens a CSV must not
 * take a value that begins with = + - @ for a formula.  Same index, same
 * bytes.  Memory is bounded by the largest thing or act, not by how many.
 */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "base/buf.h"
#include "index/index.h"

enum export_what { EXPORT_PEOPLE, EXPORT_STATEMENTS, EXPORT_SOURCES };
enum export_format { EXPORT_CSV, EXPORT_JSONL };
/* Takes one finished piece (whole lines). */
typedef int export_sink(void *ctx, struct span bytes, struct err *e);

struct export_call {
	enum export_what what;
	enum export_format format;
	bool with_private;      /* with a keepers' index: all; else only
				   what is public */
	export_sink *sink;
	void *ctx;
};
struct export_done {
	uint64_t lines;         /* given, without a CSV's header */
	uint64_t hidden;        /* statements left out: withheld */
	uint64_t voids;         /* statements left out: void */
};
/* People: a line for each person and each record of no person; what is said
 * about a person's records stands with the person.  A cell of a CSV holds
 * all values, " | " between, but not what is denied or refuted.
 * Statements in jsonl: one object a statement: id, act (a number), time,
 * keeper, "withheld":true where it is, and its line's members. */
int export_run(struct index *ix, const struct export_call *c,
    struct export_done *done, struct err *e) MUST_CHECK;

/* ---- one thing ---- */
struct export_said { /* empty where absent */
	struct span property;   /* empty: a column that has no meaning yet */
	struct span value, lang, who, from, at, on, re, finding;
	struct span column;     /* of the row that says it */
	char record[CODE_ID_CHARS + 1]; /* what says it of a person */
	char id[STMT_ID_CHARS + 1]; /* of the statement or the row */
	uint64_t act;
	int64_t time;
	bool denies, withheld;
	bool refused;           /* a cell that its type does not take */
	int order;              /* in the log */
};
/* Everything said about a thing and its records, void words aside, by
 * property and then in log order. */
int export_said(struct index *ix, const struct index_thing *thing,
    bool with_private, struct arena *a, struct export_said **out, int *count,
    struct err *e) MUST_CHECK;
/* The same as one JSON object, no newline. */
int export_thing(struct index *ix, const struct index_thing *thing,
    bool with_private, struct arena *a, struct buf *out, struct err *e)
    MUST_CHECK;
/* One statement that is not hidden, as above, no newline. */
void export_statement(const struct index_stmt *x, struct buf *out);

#endif
