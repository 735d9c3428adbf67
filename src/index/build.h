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
	struct index_maps wall; /* those of them that the wall needs */
	struct arena mem;
};
#define BUILD_SOURCES 16 /* whose maps are kept at hand */

struct build {
	const struct index_place *place;
	struct index *ix;       /* its database is open for writing */
	struct tlog *log;
	struct stmt_keys *keys;
	struct uni_order *order;
	bool bulk;              /* no search trees in the database yet */
	int64_t next_thing, first_new;
	struct build_map things; /* kind and id to number */
	struct build_map seen;   /* commitments, to find a replay */
	struct build_map dirty;  /* things to derive anew */
	struct build_map redo;   /* acts whose lines a later word touches */
	struct build_map words;  /* statements that words of other acts touch */
	struct build_map rowed;  /* sources that have rows from this pass */
	struct build_map whole;  /* what is one with others: enum index_match */
	struct build_map remap;  /* sources whose map changed after rows */
	struct build_maps maps[BUILD_SOURCES];
	unsigned turn;
	struct arena row_mem;    /* of one row; cleared for the next */
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
int index_build_fresh_row(struct build *b, int64_t record, int64_t source,
    int64_t seq, const struct stmt *s, struct err *e) MUST_CHECK;
int index_build_row_private(struct build *b, int64_t record, int64_t seq,
    const struct stmt *s, struct err *e) MUST_CHECK;

#endif
