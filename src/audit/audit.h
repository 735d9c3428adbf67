/*
 * audit.h - an archive or a copy of it, read as a stranger reads it
 * (FORMAT 9)
 *
 * audit_log reads the log: tiles, entries, acts, keys.  audit_lines reads the lines beside it, on both cores, and then weighs what words
 * withhold and which files are released.  What is wrong is listed, and the
 * reading goes on.  Memory: about 45 bytes a statement and 8 an act, and one
 * payload for each thread.
 */
#ifndef AUDIT_H
#define AUDIT_H

#include "candle/candle.h"
#include "stmt/act.h"
#include "tlog/tlog.h"
#include "vault/vault.h"

#define AUDIT_MOST 1000   /* findings kept; the rest is counted */
#define AUDIT_NO_ACT UINT64_MAX
#define AUDIT_THREADS 2
#define AUDIT_BLOCK 65536 /* statements in one block of the table */

struct audit_finding {
	uint64_t act; /* or AUDIT_NO_ACT */
	char rule[24], file[VAULT_PATH_MAX], reason[256];
};
struct audit_list {
	int count;
	uint64_t more; /* beyond AUDIT_MOST */
	struct audit_finding *at;
};

enum { /* marks of an act */
	AUDIT_PARSED = 1,    /* it is an act, so it has lines */
	AUDIT_STANDS = 2,
	AUDIT_REPLAY = 4,    /* holds a commitment of an earlier act */
	AUDIT_BASE = 8,      /* names a state that this log never had */
	AUDIT_KEYS = 16,     /* found or keys: never withheld */
	AUDIT_LOOK = 32      /* something about its lines is to be told */
};
struct audit_act {
	uint32_t first; /* place in the table of its first statement */
	uint16_t count; /* statements */
	uint8_t verb, mark;
};
enum { /* flags of a statement */
	AUDIT_HIDDEN = 1,    /* the line is {"withheld":...} */
	AUDIT_STRUCTURE = 2,
	AUDIT_VOID = 4,
	AUDIT_FAULT = 8,     /* told already, or not to be read */
	AUDIT_WITHHELD = 16, /* by a word in force */
	AUDIT_LOST = 32,     /* the word says so */
	AUDIT_UNHELD = 64    /* hidden, and private/held has it not */
};
struct audit_block {
	uint8_t commitment[AUDIT_BLOCK][CRYPT_HASH];
	uint8_t flag[AUDIT_BLOCK];
};

/* withheld or disclosed, by act seq >> 8, line seq & 255. */
struct audit_word {
	uint64_t seq, target; /* a statement's place, or an act */
	bool whole_act, withheld, lost;
};
/* A file's hash in a statement: released, or named as evidence. */
struct audit_file {
	uint8_t hash[CRYPT_HASH];
	uint32_t place;
	bool released;
	bool candles; /* of this day */
	char day[10];
};
struct audit_words {
	size_t count, room;
	struct audit_word *at;
};
struct audit_files {
	size_t count, room;
	struct audit_file *at;
};

/* An act that is not in the log yet, judged as if it were its next. */
struct audit_extra {
	const struct stmt_act *act;
	const struct span *lines;
	struct stmt_standing standing; /* what came of it */
};

struct audit {
	int public_fd, private_fd; /* borrowed */
	struct tlog_head head;
	struct audit_extra *extra; /* or NULL */
	struct tlog *log;
	struct stmt_keys *keys;    /* as they are at the end */
	struct audit_act *act; /* head.size of them */
	struct audit_block **block;
	size_t block_room;
	uint32_t statements;
	uint32_t *slot;            /* open addressing: place + 1 */
	size_t slots;
	uint64_t random[4];        /* of the hash of this table */
	struct merkle_tree tree;   /* of the entries so far */
	struct tlog_head named;    /* the base looked up last */
	uint64_t next;             /* entry that should come */
	bool unjudged;             /* keys are lost: acts cannot be judged */
	bool stale;
	struct audit_list failures, voids;
	struct audit_words words;
	struct audit_files files; /* after audit_lines: those that
					 must be there, each once, sorted */
	uint64_t withheld, evidence, unheld;
	uint64_t unheld_act;       /* the first of those */
	int64_t latest;            /* time of an act so far */
	uint64_t odd_times;        /* acts dated before an earlier one */
};

/* What is to be read.  head is a checkpoint whose signature the caller
 * weighs.  private_fd -1: a copy. */
struct audit_place {
	int public_fd, private_fd;
	struct tlog_head head;
};
/* Step 1; extra may be NULL.  -1 only where the audit itself cannot go on
 * (memory, a limit of keys). */
int audit_log(struct audit **out, const struct audit_place *place,
    struct audit_extra *extra, struct err *e) MUST_CHECK;
/* Steps 2 and 3. */
int audit_lines(struct audit *a, struct err *e) MUST_CHECK;
void audit_closep(struct audit **a);

/* Inside the audit. */
void audit_tell(struct audit_list *l,
    const struct audit_finding *f, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
void audit_list_closep(struct audit_list *l);
uint8_t *audit_commitment(const struct audit *a, uint32_t place);
uint8_t *audit_flag(const struct audit *a, uint32_t place);
/* The place of a commitment in the table, or UINT32_MAX. */
uint32_t audit_place(const struct audit *a,
    const uint8_t commitment[CRYPT_HASH]);
/* Makes room for one more of size bytes in an array that doubles. */
int audit_room(void **at, size_t *room, size_t count, size_t size,
    struct err *e) MUST_CHECK;
void audit_weigh(struct audit *a);

#endif
