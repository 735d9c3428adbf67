/*
 * build.h - the making of an index, shared by build.c, put.c and derive.c
 */
#ifndef INDEX_BUILD_H
#define INDEX_BUILD_H

#include "index/inside.h"
#include "index/rebuild.h"
#include "uni/uni.h"

/* Numbers to numbers, open addressing; 0 is no key. */
struct build_map {
	struct { uint64_t key; int64_t value; } *slot;
	size_t room, used;
};
bool index_build_map_get(const struct build_map *m, uint64_t key,
    int64_t *value);
int index_build_map_put(struct build_map *m, uint64_t key, int64_t value,
    struct err *e) MUST_CHECK;
void index_build_map_closep(struct build_map *m);

struct build_maps { /* the maps of one source, as read last */
	int64_t source;
	bool fresh;
	struct index_maps maps;
	const struct index_maps *wall; /* those of them that the wall needs */
	struct arena mem;
};
#define BUILD_SOURCES 16 /* whose maps are kept at hand */

struct build_reader { /* of the log and its payload; see reading.h */
	const struct index_place *place;
	struct tlog *log;
	struct uni_order *order;
};

struct index_row_work;
struct build_act { /* as it was read */
	uint64_t n;
	struct stmt_act *act;
	struct stmt_standing standing;
	bool is_void, no_act;
	int count;
	struct span line[STMT_ACT_COMMITMENTS]; /* as indexed */
	int64_t off[STMT_ACT_COMMITMENTS];
	bool held[STMT_ACT_COMMITMENTS], hidden[STMT_ACT_COMMITMENTS],
	    withheld[STMT_ACT_COMMITMENTS];
	struct stmt s[STMT_ACT_COMMITMENTS];
	/* NULL: not worked out ahead */
	struct index_row_work *work[STMT_ACT_COMMITMENTS];
	char rule[STMT_ACT_COMMITMENTS][16]; /* of void statements */
	struct arena *mem;
};

struct index_ahead;
struct build {
	const struct index_place *place;
	struct index *ix;       /* its database is open for writing */
	struct build_reader reader;
	struct index_ahead *ahead; /* NULL: acts are read as they come */
	struct stmt_keys *keys;
	bool bulk;              /* no search trees in the database yet */
	int64_t next_thing, first_new;
	int64_t line_new; /* things that the line at hand made */
	struct build_map things; /* kind and id to number */
	struct build_map seen;   /* commitments, to find a replay */
	struct build_map dirty;  /* things to derive anew */
	struct build_map redo;   /* acts whose lines a later word touches */
	struct build_map words;  /* statements that words of other acts touch */
	struct build_map rowed;  /* rows from this pass, by source */
	struct build_map whole;  /* what is one with others: enum index_match */
	struct build_map remap;  /* sources whose map changed after rows */
	struct build_maps maps[BUILD_SOURCES];
	unsigned turn;
	struct arena row_mem;    /* of one row; cleared for the next */
	bool named;              /* a person or record was derived */
	int64_t statements, kinds[STMT_KINDS]; /* put in this pass */
	int64_t walled[INDEX_ALIVE + 1];
};

/* build.c: runs the query that was started and bound; it gives no rows. */
int index_build_done(struct build *b, struct err *e) MUST_CHECK;

/* put.c: one act's statements.  redo: the act was put before. */
int index_build_put_act(struct build *b, uint64_t n, bool redo, struct err *e)
    MUST_CHECK;
int index_build_drop_act(struct build *b, uint64_t n, struct err *e)
    MUST_CHECK;

/* derive.c: wall, rows and events of things. */
int index_build_derive(struct build *b, int64_t thing, struct err *e)
    MUST_CHECK;
/* Makes dirty what is one with this, and knows how rows of it match. */
int index_build_whole(struct build *b, int64_t thing, struct err *e)
    MUST_CHECK;
/* A record seen for the first time, by its row. */
struct build_fresh {
	int64_t record, source, seq;
	const struct stmt *s;
	const struct index_row_work *work; /* or NULL */
};
int index_build_fresh_row(struct build *b, const struct build_fresh *x,
    struct err *e) MUST_CHECK;
int index_build_row_private(struct build *b, int64_t record, int64_t seq,
    const struct stmt *s, struct err *e) MUST_CHECK;

#endif
