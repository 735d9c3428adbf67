/*
 * index.h - questions over the log.  Read only; derived, delete it any day.
 *
 * One schema, two indexes: the public one is made from public/ alone, the
 * keepers' one with the withheld lines too.  Values are read from the payload
 * files; the index holds where they are.  Results live in the arena given.
 * Errors: ERR_IO, ERR_ABSENT, ERR_FORMAT (made by another version, or
 * broken: rebuild it).  Not shared between threads: open one each.
 */
#ifndef INDEX_INDEX_H
#define INDEX_INDEX_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "stmt/act.h"
#include "stmt/stmt.h"

struct index;

/* private_fd is -1 for a public index. */
int index_open(struct index **out, const char *db_path, int public_fd,
    int private_fd, struct err *e) MUST_CHECK;
void index_closep(struct index **ix);

/* ---- the archive ---- */
struct index_head {
	char origin[NOTE_NAME_MAX + 1];
	uint64_t acts;          /* entries of the log that are indexed */
	uint8_t root[CRYPT_HASH];
	uint64_t statements, withheld, voids, people, records, sources, events,
	    lists;
	int64_t time;           /* of the latest act */
};
int index_head(struct index *ix, struct index_head *out, struct err *e)
    MUST_CHECK;
/* An archive.* text in lang, else in any; empty where there is none. */
int index_archive_text(struct index *ix, const char *property, struct span
    lang, struct arena *a, struct span *out, struct err *e) MUST_CHECK;
/* The same, and the language it is in. */
struct index_said { struct span text, lang; };
int index_archive_said(struct index *ix, const char *property,
    struct span lang, struct arena *a, struct index_said *out, struct err *e)
    MUST_CHECK;

/* ---- things: persons, records, events, places, bodies, sources ---- */
struct index_thing {
	int64_t num;            /* inside this index only; 0: none */
	enum stmt_kind kind;
	char id[CODE_ID_CHARS + 1];
};
/* 1 found, 0 not. */
int index_thing(struct index *ix, enum stmt_kind kind, struct span id,
    struct index_thing *out, struct err *e) MUST_CHECK;
int index_id_used(struct index *ix, struct span id, struct err *e) MUST_CHECK;
int index_thing_by_handle(struct index *ix, enum stmt_kind kind,
    struct span handle, struct index_thing *out, struct err *e) MUST_CHECK;

/* ---- statements ---- */
struct index_stmt {
	uint64_t act;
	int line;               /* in the act's payload, from 0 */
	char id[STMT_ID_CHARS + 1];
	uint8_t commitment[CRYPT_HASH];
	int64_t time;           /* of the act */
	struct span keeper;     /* key name */
	bool withheld;          /* by a word in force */
	bool hidden;            /* and its line cannot be read here: only id,
				   act, line, time are set */
	bool is_void;           /* with void_rule */
	struct span void_rule;
	struct stmt s;          /* parsed; its spans live in the arena */
	struct span line_text;
	struct span finding;    /* "established" ..., empty: reported */
	int answers;            /* statements that name this one in re */
};
struct index_list {
	struct index_stmt *at;
	int count;
};
#define INDEX_LIST_MAX 4096 /* statements a question gives at most */

/* All that is said about a thing and not void, in log order. */
int index_about(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct index_list *out, struct err *e) MUST_CHECK;
/* All that names this statement in `re` or `about`. */
int index_answers(struct index *ix, const uint8_t id[CRYPT_HASH],
    struct arena *a, struct index_list *out, struct err *e) MUST_CHECK;
/* The words (withheld, disclosed) on a whole act. */
int index_words(struct index *ix, uint64_t act, struct arena *a,
    struct index_list *out, struct err *e) MUST_CHECK;
/* One statement by its id: 1, or 0. */
int index_statement(struct index *ix, const uint8_t id[CRYPT_HASH],
    struct arena *a, struct index_stmt *out, struct err *e) MUST_CHECK;
/* That line of an act: 1, or 0. */
int index_line(struct index *ix, uint64_t act, int line, struct arena *a,
    struct index_stmt *out, struct err *e) MUST_CHECK;
/* All statements of one act, hidden and void ones too. */
int index_of_act(struct index *ix, uint64_t act, struct arena *a,
    struct index_list *out, struct err *e) MUST_CHECK;
/* What names this source in `from` but is no row, from one on. */
int index_from(struct index *ix, const struct index_thing *source,
    int64_t skip, int most, struct arena *a, struct index_list *out,
    struct err *e) MUST_CHECK;
int index_from_count(struct index *ix, const struct index_thing *source,
    int64_t *out, struct err *e) MUST_CHECK;
/* All of a statement that says the same (stmt_sameness), not void, perhaps
 * withheld: 1 and it, or 0. */
int index_same(struct index *ix, const uint8_t sameness[CRYPT_HASH],
    struct arena *a, struct index_stmt *out, struct err *e) MUST_CHECK;

/* ---- the wall and the people ---- */
/* The one rule for wall, pages, cards, days.  Of what is said of a status,
 * not denied nor refuted, established outweighs reported, that disputed; of
 * equal weight dead (killed, died) before found alive before missing: a name
 * does not leave the wall because somebody says so.  Nothing said: dead. */
enum index_status { INDEX_DEAD, INDEX_MISSING, INDEX_ALIVE };
struct index_name {
	struct index_thing thing;   /* a person, or a record of no person */
	struct span form, lang;     /* the name to lead with in that language */
	struct span others;         /* other spellings, ", " between; may be "" */
	struct span category;       /* "security-force" ..., or empty */
};
/* Names for readers of lang (kk kk-Latn ru en) in its order, that of kk for
 * kk-Latn; of each status apart.  Returns how many in *count. */
int index_wall(struct index *ix, struct span lang, enum index_status status,
    int64_t skip, int most, struct arena *a, struct index_name **out,
    int *count, struct err *e) MUST_CHECK;
int index_wall_count(struct index *ix, enum index_status status,
    int64_t *people, int64_t *records, struct err *e) MUST_CHECK;
/* Of the human being that a person or record is; with a name or without. */
int index_status_of(struct index *ix, const struct index_thing *thing,
    enum index_status *out, struct err *e) MUST_CHECK;
/* How one thing leads on the wall; 0 where it has no name. */
int index_name_of(struct index *ix, const struct index_thing *thing,
    struct span lang, struct arena *a, struct index_name *out, struct err *e)
    MUST_CHECK;

/* ---- who is who (FORMAT 7.1) ---- */
/* A word on a pair: one and the same, two different, or neither any more. */
enum index_word { INDEX_JOINED, INDEX_APART, INDEX_BACK };
struct index_join {
	struct index_thing other;
	enum index_word word;
	bool about;             /* said about the thing asked for, and other is
				   its value; else the other way round */
	bool force;             /* the latest word on this pair */
	uint64_t act;
	int line;
};
/* All words on pairs of this person or record, in log order. */
int index_joins(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct index_join **out, int *count, struct err *e)
    MUST_CHECK;
/* All that is one with this by joins in force, itself too: the person who
 * leads, other persons by id, records in the order of the log. */
int index_whole(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct index_thing **out, int *count, struct err *e)
    MUST_CHECK;
/* All records of that whole, for the person who leads it; none for others. */
int index_records_of(struct index *ix, const struct index_thing *person,
    struct arena *a, struct index_thing **out, int *count, struct err *e)
    MUST_CHECK;
/* 1 and the person who leads; 0 where there is none, or it is this one. */
int index_person_of(struct index *ix, const struct index_thing *thing,
    struct index_thing *out, struct err *e) MUST_CHECK;
/* Of a row: joined to nobody; to a person of whom only this list tells; to
 * one of whom another list tells, or statements of their own. */
enum index_match { INDEX_OPEN, INDEX_ALONE, INDEX_MATCHED, INDEX_MATCHES };
int index_match(struct index *ix, const struct index_thing *record,
    enum index_match *out, struct err *e) MUST_CHECK;
/* How many rows of a list are which. */
int index_match_count(struct index *ix, const struct index_thing *source,
    int64_t out[INDEX_MATCHES], struct err *e) MUST_CHECK;

/* ---- lists of things ---- */
/* Things of a kind in log order. */
int index_things(struct index *ix, enum stmt_kind kind, int64_t skip,
    int most, struct arena *a, struct index_thing **out, int *count,
    struct err *e) MUST_CHECK;
/* Events by date and hour; undated last, and within a day without an hour. */
int index_events(struct index *ix, int64_t skip, int most, struct arena *a,
    struct index_thing **out, int *count, struct err *e) MUST_CHECK;
/* Sources that have rows, with how many and how many are gone. */
struct index_source {
	struct index_thing thing;
	int64_t rows, gone;
};
int index_lists(struct index *ix, struct arena *a, struct index_source **out,
    int *count, struct err *e) MUST_CHECK;
/* The records of a list in the order of their rows as first seen. */
int index_rows(struct index *ix, const struct index_thing *source,
    int64_t skip, int most, struct arena *a, struct index_thing **out,
    int *count, struct err *e) MUST_CHECK;

/* ---- a record: its cells now, and what they mean ---- */
struct index_fact {
	struct span column, property, value, lang, who; /* property empty: the
	    column means nothing yet; value then is the cell */
	bool denies;
	bool refused;           /* the type does not take the cell */
	struct span cell;
	struct span finding;    /* of the keepers on this cell, or empty */
	int64_t weighed;        /* where in the log that stands */
};
bool index_fact_counts(const struct index_fact *f); /* read, not refuted */
struct index_record {
	struct index_thing source;
	struct span at;
	bool gone;
	char row_id[STMT_ID_CHARS + 1], private_id[STMT_ID_CHARS + 1];
	struct index_stmt row;      /* the latest row statement */
	int fact_count;
	struct index_fact *facts;   /* in the order of columns; with a private
				       index those of row.private too */
};
/* 1, or 0 where the thing is no record with a row. */
int index_record(struct index *ix, const struct index_thing *record,
    struct arena *a, struct index_record *out, struct err *e) MUST_CHECK;
/* Keepers' index: records of source whose cells, public and private, may be
 * these (index_row_hash; the caller compares), first seen first. */
int index_rows_like(struct index *ix, const struct index_thing *source,
    uint64_t hash, struct arena *a, struct index_thing **out, int *count,
    struct err *e) MUST_CHECK;
/* A sum over cells that are not empty of a hash of column, NUL, cell: whatever
 * the order, however they are split.  Rows that fall together make work. */
uint64_t index_row_hash(const struct stmt_cell *cells, int count);

/* ---- acts ---- */
struct index_act {
	uint64_t number;
	int64_t time;
	enum stmt_verb verb;
	struct span keeper;
	int statements, withheld;
	bool is_void;
	struct span rule, reason;
};
/* Acts first to first + most - 1. */
int index_acts(struct index *ix, uint64_t first, int most, struct arena *a,
    struct index_act **out, int *count, struct err *e) MUST_CHECK;

/* Plays found and keys acts: the keys now in force. */
int index_keys(struct index *ix, struct stmt_keys **out, struct err *e)
    MUST_CHECK;

#endif
