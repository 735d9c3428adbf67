/*
 * inside.h - what the files of module link share; nobody else opens this
 */
#ifndef LINK_INSIDE_H
#define LINK_INSIDE_H

#include "link/link.h"
#include "name/skel.h"

/* Spreads bits, and can be undone: constants of MurmurHash3 (A. Appleby). */
static inline uint64_t link_mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xff51afd7ed558ccdULL;
	h ^= h >> 29;
	h *= 0xc4ceb9fe1a85ec53ULL;
	return h ^ h >> 32;
}

/* ---- values: every cell is a number from 1, 0 says nothing ---- */
struct link_bytes {          /* bytes to numbers, open addressing */
	struct span *text;   /* by number; [0] is empty */
	uint32_t *slot;
	uint32_t room, count, text_room;
	struct arena *mem;
};
uint32_t link_bytes_put(struct link_bytes *d, struct span s, bool *fresh);

/* One word or several joined, by sound. */
struct link_sound {
	struct name_skel skel;
	uint64_t hash, bones;
	bool initial;        /* one letter standing for a name */
};
/* What a first look needs, in eight bytes: how often each sound, two bits
 * each; how many sounds; whether it is an initial or without vowels. */
#define LINK_BRIEF_SOUNDS ((UINT64_C(1) << 48) - 1)
#define LINK_BRIEF_COUNT(b) ((int)((b) >> 48 & 63))
#define LINK_BRIEF_INITIAL (UINT64_C(1) << 56)
#define LINK_BRIEF_ABJAD (UINT64_C(1) << 57)
struct link_words {
	struct link_sound *at;  /* by number */
	uint64_t *brief;
	uint32_t *slot;
	uint32_t room, count, at_room;
	struct arena *mem;
};
uint32_t link_words_put(struct link_words *w, const struct name_skel *s,
    bool initial);

/* A date as its known parts; 0 is not known. */
struct link_day {
	int16_t year;
	uint8_t month, day;
};
/* False where the cell is no date. */
bool link_day_read(struct span cell, enum link_order order,
    struct link_day *out);

/* How a list writes whole names: which part comes first. */
struct link_votes {
	uint64_t family_first, family_last, plain_first, plain_last;
};
/* What a cell of names was read as: numbers of words. */
struct link_names {
	uint32_t family, family2, given, given2, father;
};
void link_names_read(struct link *l, enum link_kind kind, int list,
    struct span cell, struct link_names *out);
/* Before any of a list's names is read. */
void link_names_vote(struct link_votes *v, struct span cell);

/* ---- a row: slots ---- */
enum link_slot { SLOT_FAMILY, SLOT_GIVEN, SLOT_FATHER, SLOT_FAMILY2,
	SLOT_GIVEN2, SLOT_BORN, SLOT_AGE, SLOT_DIED, SLOT_SEX, SLOT_MORE };
#define LINK_SLOTS_MAX 24

/* In SLOT_FAMILY2 and SLOT_GIVEN2: not a part of the name, but all of it in
 * another writing. */
#define LINK_IS_WRITING 0x80000000u

/* A value of HOW_WORDS: a word's number, or a code's with this bit, where the
 * cell has digits. */
#define LINK_IS_CODE 0x80000000u

/* ---- comparisons ---- */
enum link_how { HOW_FAMILY, HOW_GIVEN, HOW_FATHER, HOW_INITIAL, HOW_ORDER,
	HOW_BORN, HOW_DIED, HOW_SEX, HOW_WORDS, HOW_CODE, HOW_DATE };
#define LINK_LEVELS 12       /* of one comparison; level 0: says nothing */
/* Levels 1 to 3 are "the same" in all but HOW_ORDER: common, middling, rare
 * values; the levels above are in levels.c. */
#define LEVEL_SAME 1
#define LEVEL_RARE 3
struct link_feature {
	enum link_how how;
	int slot;            /* of what has one */
	const char *title;
	bool shared;         /* families have it in common */
	int levels;
	double m[LINK_LEVELS], f[LINK_LEVELS], u[LINK_LEVELS];
	double mass[LEVEL_RARE + 1]; /* share of values in each bucket */
	uint32_t values;     /* one more than the greatest */
	uint32_t *count[2];  /* rows by value and list, for rarity */
	uint64_t filled[2];  /* rows that say something */
	double log_m[LINK_LEVELS], log_f[LINK_LEVELS], log_u[LINK_LEVELS];
	float *log_share;    /* log2 of how frequent, by value */
	double most, nearly; /* bits that a pair can have at most; where the
				two are not the same value */
	uint8_t *bucket;     /* LEVEL_SAME to LEVEL_RARE, by value */
};

#define LINK_CHUNK 65536     /* rows */
#define LINK_THREADS_MAX 64
struct link {
	int lists, fields;
	struct link_field field[LINK_FIELDS_MAX];
	int slot_of[LINK_FIELDS_MAX];
	int slots;           /* a row's width */
	int features;
	struct link_feature feature[LINK_FEATURES_MAX];
	bool has_given, has_born;
	int family_at, given_at, father_at, order_at; /* features; -1: none */

	uint32_t rows, list0; /* list0: rows of list 0 come first */
	uint32_t **chunk;    /* LINK_CHUNK rows of slots each */
	struct link_words words;
	struct link_bytes codes;  /* and days as their bytes */
	struct link_day *days;    /* by number of code, where it is a day */
	uint32_t days_room;
	struct link_bytes cells;  /* name cells read already */
	struct link_names *names; /* by number of cell */
	uint32_t names_room;
	struct link_votes votes[2];

	double prior, prior_family;
	struct arena mem;
	int threads;
	struct link_options options;
	struct link_keys *keys;
	uint32_t counted_words; /* when values were counted */
	struct link_memo *memo; /* for what is explained one by one */
	double log_prior, log_family, log_rest;
	struct arena side[LINK_THREADS_MAX]; /* of threads, for results */
};
static inline const uint32_t *link_row(const struct link *l, uint32_t i)
{
	return l->chunk[i / LINK_CHUNK] + (size_t)(i % LINK_CHUNK) *
	    (size_t)l->slots;
}

/* levels.c: the pattern of a pair, four bits a comparison. */
struct link_memo;            /* distances seen; one a thread */
struct link_memo *link_memo_open(struct arena *mem);
uint64_t link_levels(const struct link *l, struct link_memo *m, uint32_t a,
    uint32_t b);
/* table.c: whole names are read, now that it is known how lists write them. */
void link_settle(struct link *l, uint32_t from);

/* By their briefs: too few sounds in common to be worth a closer look. */
bool link_strangers(uint64_t x, uint64_t y);
int link_birth_level(const struct link *l, const struct link_feature *f,
    const uint32_t *a, const uint32_t *b);
const char *link_level_text(const struct link_feature *f, int level,
    enum link_level_class *sort);
int link_level_count(enum link_how how);
static inline int link_level(uint64_t pattern, int feature)
{
	return (int)(pattern >> 4 * feature & 15);
}

/* block.c: pairs worth comparing. */
#define LINK_BLOCK_MAX 600   /* rows of one block */
int link_keys_make(struct link *l, struct link_found *f, struct err *e)
    MUST_CHECK;
/* One in `of` of all blocks, each pair once, in a fixed order by task. */
typedef void link_each_pair(void *ctx, int task, uint32_t a, uint32_t b);
#define LINK_TASKS 256
/* The rows of the block that a row would be in; 0 where there is none. */
uint32_t link_keys_block(const struct link *l, int rule, const uint32_t *row,
    const uint32_t **out);
int link_keys_index(struct link *l, struct err *e) MUST_CHECK; /* before */
int link_keys_rules(const struct link *l);
struct link_walk {
	link_each_pair *each;
	void *ctx;
	uint32_t of;
};
/* Task t of LINK_TASKS; rule_pairs[] is added to. */
void link_keys_walk(const struct link *l, int task, const struct link_walk *w,
    uint64_t rule_pairs[LINK_RULES_MAX]);
uint64_t link_keys_total(const struct link *l); /* pairs at most */

/* work.c: tasks 0 to n - 1 over l->threads threads; thread is 0 up. */
typedef void link_task(void *ctx, int task, int thread);
void link_tasks(const struct link *l, int n, link_task *task, void *ctx,
    const char *what);

/* model.c: rarities, chances, and what the classes look like. */
void link_model_rarity(struct link *l);
void link_model_fit(struct link *l);
/* A feature's value in a row, as an index into count and bucket. */
uint32_t link_value(const struct link *l, const struct link_feature *f,
    const uint32_t *row);

/* score.c */
struct link_score {
	double prior, family, bits[LINK_FEATURES_MAX]; /* log2 */
	double odds;         /* log2, of all */
	bool held;           /* no evidence on given name or birth */
};
void link_score(const struct link *l, const uint32_t *a, const uint32_t *b,
    uint64_t pattern, struct link_score *out);
double link_probability(double odds, bool held);

#endif
