/*
 * inside.h - what the files of module index share; nobody else opens this
 */
#ifndef INDEX_INSIDE_H
#define INDEX_INSIDE_H

#include "db/db.h"
#include "index/index.h"
#include "index/trace.h"

/* Raise when schema or meaning changes: an older index is made anew. */
#define INDEX_VERSION "kulpytas-index-15"
#define INDEX_ARENA ((size_t)1 << 30)

enum index_flag { INDEX_DENIES = 1, INDEX_VOID = 2, INDEX_WITHHELD = 4,
	INDEX_HIDDEN = 8, INDEX_HELD = 16 };
enum index_how { INDEX_RE, INDEX_ABOUT_STMT, INDEX_ABOUT_ACT };
/* Orders of the wall; LATN, Kazakh in Latin letters, has that of KK. */
enum index_tongue { INDEX_ANY, INDEX_KK, INDEX_RU, INDEX_EN, INDEX_LATN };

#define INDEX_SEQ(act, line) ((int64_t)((act) << 8 | (uint64_t)(line)))

/* The closed list of queries; the order of the first ones is the schema. */
enum index_query {
	Q_PAGE, Q_SECURE, Q_SYNC, Q_JOURNAL, Q_CACHE, Q_TEMP,
	Q_MAKE_META, Q_MAKE_ACT, Q_MAKE_THING, Q_MAKE_STMT, Q_MAKE_LINK,
	Q_MAKE_HANDLE, Q_MAKE_WALL, Q_MAKE_ROW, Q_MAKE_EVENT, Q_MAKE_SAME,
	Q_MAKE_SPOT, Q_MAKE_FELL, Q_MAKE_CALLED, Q_MAKE_MARK,
	Q_MAKE_DAY, Q_MAKE_VOID,
	Q_INDEX_THING, Q_INDEX_STMT_H, Q_INDEX_STMT_THING, Q_INDEX_STMT_SRC,
	Q_INDEX_STMT_SAME, Q_INDEX_LINK, Q_INDEX_HANDLE, Q_INDEX_WALL,
	Q_INDEX_ROW, Q_INDEX_EVENT,
	Q_INDEX_DATE, Q_INDEX_FELL, Q_INDEX_CALLED, Q_INDEX_MARK,
	Q_INDEX_SAME_A, Q_INDEX_SAME_B, Q_INDEX_KIND, Q_INDEX_ACT,
	Q_TRIGGER_ROW,
	Q_TRIGGER_ROW_LESS, Q_TRIGGER_STMT,
	Q_TRIGGER_STMT_LESS, Q_TRIGGER_THING, Q_TRIGGER_THING_LESS,
	Q_TRIGGER_WALL, Q_TRIGGER_WALL_LESS,
	Q_INDEX_ROW_H, Q_ROLLBACK_FILE,
	Q_WRITTEN, Q_BEGIN, Q_HOLD, Q_LET_GO, Q_ROOM, Q_COMMIT, Q_ROLLBACK,
	Q_PUT_META, Q_GET_META, Q_PUT_ACT, Q_PUT_THING, Q_PUT_STMT,
	Q_PUT_LINK, Q_PUT_HANDLE, Q_PUT_WALL, Q_PUT_ROW, Q_PUT_EVENT,
	Q_PUT_SAME, Q_PUT_VOID, Q_PUT_DAY, Q_DROP_DAY,
	Q_PUT_SPOT, Q_PUT_FELL, Q_PUT_CALLED, Q_PUT_MARK, Q_DROP_FELL,
	Q_DROP_CALLED, Q_DROP_MARK,
	Q_ADD_ROW_HASH, Q_DROP_WALL, Q_DROP_ROW, Q_DROP_EVENT, Q_DROP_THING,
	Q_DROP_STMT, Q_DROP_LINK, Q_DROP_HANDLE, Q_DROP_SAME, Q_DROP_VOID,
	Q_LAST_THING, Q_THING, Q_THING_NUM, Q_ID_USED, Q_BY_HANDLE,
	Q_THINGS_OF_ACT, Q_THING_HAS, Q_RECORDS_OF_SOURCE,
	Q_ABOUT, Q_BY_H, Q_OF_ACT, Q_ONE, Q_FROM, Q_ABOUT_PROP, Q_BY_SAME,
	Q_LINKS, Q_LINKS_LIVE, Q_COUNT_LINKS, Q_LINK_TARGETS, Q_VOID_OF,
	Q_WALL, Q_WALL_OF, Q_STANDING, Q_STATUS_OF, Q_WALL_FROM, Q_WALL_BETWEEN,
	Q_COUNT_BETWEEN, Q_DAYS, Q_SPOTS, Q_WITH_DAY, Q_RANKS, Q_OF_DAY, Q_OF_SPOT, Q_NO_DAY,
	Q_NO_SPOT, Q_KNOWN, Q_KNOWN_OF, Q_TOUCHED,
	Q_THINGS, Q_EVENTS, Q_LISTS, Q_ROWS, Q_ROW, Q_ROWS_LIKE,
	Q_DAYS_OF_YEAR, Q_ON_DAY_OF_YEAR, Q_COUNT_DAY_OF_YEAR, Q_DATES,
	Q_COUNT_40TH, Q_ON_40TH,
	Q_DAY_AFTER, Q_DAY_BEFORE, Q_ON_DATE, Q_ON_DATES,
	Q_SAME_OF, Q_SAME_OF_ACT, Q_ACTS, Q_HELD_ACTS, Q_KEY_ACTS, Q_COUNT_WITHHELD,
	Q_COUNT_VOID, Q_COUNT_LISTS, Q_SPOT_NUM, Q_MARKED, Q_MARKED_COUNT,
	Q_TOLD_DAYS, Q_DIED_ON, Q_DATES_OF, Q_CALLED, Q_PLACES, Q_TOLD_SPOTS, Q_DIED_AT, Q_DIED_AT_COUNT,
	Q_PLACED, Q_EVENTS_OF,
	Q_LAST_TIME, Q_CHANGED_STMT, Q_CHANGED_PROP, Q_CHANGED_H,
	Q_CHANGED_LINKS, Q_COUNT_FROM, Q_SUM_WALL, Q_SUM_FELL, Q_SUM_DAY, Q_SUM_CALLED, Q__COUNT
};
extern const struct db_query index_queries[Q__COUNT];

struct index_file {
	uint64_t act;
	bool held;
	int fd; /* -1: free slot */
	struct arena mem;
	struct span bytes; /* of a small one, as they were when it was opened */
};
#define INDEX_FILES 32 /* payload files kept open */

struct index {
	struct db *db;
	int public_fd, private_fd;
	uint64_t acts; /* while it is made: of the log */
	struct index_file file[INDEX_FILES];
	unsigned turn;
	struct index_trace *trace; /* NULL: nobody asks */
	bool held;                 /* and lists that were read are kept */
	struct arena memo_mem;     /* from one hold to the next */
	struct index_memo *memo;
	struct { int64_t num, count; } from; /* counted last, likewise */
	int64_t memo_written;      /* SQLite's word for the state they are of */
	bool keeps;                /* opened to be read; not while it is made */
	struct index_kept *kept;   /* kept.h */
};

/* What index_about, index_of_act, index_from gave, for who asks again. */
#define INDEX_MEMOS 4096
#define INDEX_MEMO_BYTES ((size_t)24 << 20) /* kept from page to page */
enum index_asked { INDEX_ASKED_NONE, INDEX_ASKED_ABOUT, INDEX_ASKED_ACT,
	INDEX_ASKED_FROM, INDEX_ASKED_BY };
struct index_memo {
	enum index_asked what;
	int64_t num, skip; /* of the thing, of the act */
	struct index_list list;
};

/* ---- trace.c: what an answer rests on; for every question of a page ---- */
enum index_rests { INDEX_ON_THING, INDEX_ON_FROM, INDEX_ON_ROWS };
void index_inside_on(struct index *ix, enum index_rests what,
    const struct index_thing *thing);
void index_inside_on_thing(struct index *ix, enum stmt_kind kind,
    struct span id);
void index_inside_on_act(struct index *ix, uint64_t act);
void index_inside_on_h(struct index *ix, int64_t h);
void index_inside_on_kind(struct index *ix, enum stmt_kind kind); /* on any */
void index_inside_on_all(struct index *ix);
/* What rows say together (sums.c): the wall, by name, place and day; who belongs to a day of the year
 * (0: which days there are); what is called so. */
void index_inside_on_wall(struct index *ix);
void index_inside_on_day(struct index *ix, int kind, int of_year);
void index_inside_on_called(struct index *ix, enum stmt_kind kind,
    struct span key);
enum index_key { INDEX_KEY_WALL = 'W', INDEX_KEY_DAY = 'D',
	INDEX_KEY_DAYS = 'M', INDEX_KEY_CALLED = 'C',
	INDEX_KEY_CANDLES = 'L' };
#define INDEX_KEY_BYTES 255 /* of a text that count for its key */
uint32_t index_inside_key(char what, struct span id);
uint32_t index_inside_key_n(char what, int64_t n);
void index_inside_note(struct index_trace *t, uint32_t key);

/* The bytes at (off, len) of act's payload or held file. */
int index_inside_line(struct index *ix, uint64_t act, bool held, int64_t off,
    int64_t len, struct arena *a, struct span *out, struct err *e) MUST_CHECK;
void index_inside_forget(struct index *ix, uint64_t act);
void index_inside_drop(struct index_file *f);
/* Rows of a query whose columns are those of Q_ABOUT, read and parsed. */
int index_inside_list(struct index *ix, struct arena *a,
    struct index_list *out, struct err *e) MUST_CHECK;
/* index_about without findings and counts of answers. */
int index_inside_about(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct index_list *out, struct err *e) MUST_CHECK;
/* The keepers' findings on cells of that row, the latest of the record or an
 * earlier one: these hold for cells that are as they were (FORMAT 7.2). */
int index_inside_weigh(struct index *ix, const struct index_stmt *row,
    struct index_record *r, struct arena *a, struct err *e) MUST_CHECK;
int64_t index_inside_h(const uint8_t commitment[CRYPT_HASH]);
int index_inside_version(struct index *ix, struct err *e) MUST_CHECK;
/* Which log, which size, which root: what is known without counting. */
int index_inside_state(struct index *ix, struct index_head *out,
    struct err *e) MUST_CHECK;
/* One number from a query with at most one bound thing. */
int index_inside_number(struct index *ix, int query, int64_t bind,
    int64_t *out, struct err *e) MUST_CHECK;
int index_inside_things(struct index *ix, struct arena *a, int most,
    struct index_thing **out, int *count, struct err *e) MUST_CHECK;

/* Rows of queries that begin with a thing. */
void index_inside_thing(struct index *ix, struct index_thing *out);
/* Whose row of the wall a reader of lang sees. */
enum index_tongue index_inside_tongue(struct span lang);

/* The name in a row of a query whose columns begin as those of Q_WALL, for
 * readers of lang; all of its rows, at most that many. */
void index_inside_name_read(struct index *ix, struct span lang,
    struct arena *a, struct index_name *out);
int index_inside_names_read(struct index *ix, struct span lang, int most,
    struct arena *a, struct index_name **out, int *count, struct err *e)
    MUST_CHECK;
/* The number of a place by its folded name. */
int64_t index_inside_spot(struct span key);
#define INDEX_ORDER "kk" /* of names, for readers of any language */

/* What a statement says of a pair, as the table `same` keeps it. */
enum index_word index_inside_word(const struct stmt *s);

/* ---- names of a thing: how it stands on the wall ---- */
struct index_form {
	struct span form, lang;
};
/* Is it in Latin letters, or Kazakh in Cyrillic ones? */
bool index_inside_latin(const struct index_form *f);
bool index_inside_kazakh(const struct index_form *f);
/* ---- status.c: what is said of somebody's status, weighed ---- */
struct index_fate {
	uint8_t weight[INDEX_ALIVE + 1]; /* of the best word for each; 0: none */
};
/* A status that is not denied, with the keepers' finding on it. */
void index_inside_fate(struct index_fate *f, struct span value,
    struct span finding);
void index_inside_fates(struct index_fate *f, const struct index_fate *more);
enum index_status index_inside_fated(const struct index_fate *f);

#define INDEX_FORMS 64 /* spellings of one name that are looked at */
/* Which form leads for a reader of tongue. */
int index_inside_lead(const struct index_form *f, int count,
    enum index_tongue tongue);
/* From the facts of a record: its names; composed of parts where no column
 * is the whole name. */
int index_inside_names(const struct index_fact *facts, int count,
    struct arena *a, struct index_form *out);
/* Facts of cells by maps. */
int index_inside_facts(const struct stmt_cell *cells, int cell_count,
    const struct stmt_map *maps, int map_count, struct arena *a,
    struct index_fact **out, int *count, struct err *e) MUST_CHECK;
struct index_maps {
	struct stmt_map *map;
	int count;
};
/* index_record with the maps of its source where they are at hand (NULL:
 * they are read), from the list of all that is said about it. */
int index_inside_record(struct index *ix, const struct index_list *list,
    const struct index_maps *maps, struct arena *a, struct index_record *out,
    struct err *e) MUST_CHECK;
int index_inside_maps(struct index *ix, int64_t source, struct arena *a,
    struct index_maps *out, struct err *e) MUST_CHECK;

#endif
