/*
 * intake.h - lists and dossiers into the record: what import, record and
 * sign share
 */
#ifndef CLI_INTAKE_H
#define CLI_INTAKE_H

#include "cli/archive.h"
#include "intake/intake.h"

#define CLI_REFUSED_MAX 1000 /* bad rows that are listed */

struct cli_refused {
	const char *file;
	uint64_t row;
	struct span column;
	const char *reason;
};
struct cli_done {
	uint64_t rows, records_new, records_same, records_changed,
	    records_gone, records_back, entries, statements_same;
	uint64_t refused_count;
	struct cli_refused refused[CLI_REFUSED_MAX];
	struct arena mem;
};

/* Where statements go, and what this command has named so far. */
struct cli_named; /* handles and statements of this run */
struct cli_taking {
	struct cli_archive *archive;
	struct cli_pen *pen;
	struct index *ix;         /* the keepers' */
	struct cli_named *named;
	struct cli_done *done;
	struct arena *mem;        /* of the whole command */
	bool record;              /* the command record: its verbs */
	bool later;               /* files are kept by cli_named_kept */
	struct cli_kept *kept;    /* those, and */
	struct cli_seen *lists;   /* the lists of this run, last first */
};

/* Dossiers: all files together, so that they may name each other. */
int cli_dossiers(struct cli_taking *t, const char *const *files, int count,
    struct err *e) MUST_CHECK;
/* One list; map NULL: everything private. */
int cli_list(struct cli_taking *t, const char *file, const char *map,
    bool partial, struct err *e) MUST_CHECK;

/* ---- shared ---- */
/* A regular file, opened; FIFOs and folders are refused. */
int cli_named_open(const char *path, int *fd, struct err *e) MUST_CHECK;
/* The hash of fd's bytes, which go to private/originals: now, or (t->later)
 * with cli_named_kept, so that a command that fails leaves nothing. */
int cli_named_keep(struct cli_taking *t, const char *path, int fd,
    uint64_t max, uint8_t hash[CRYPT_HASH], struct err *e) MUST_CHECK;
int cli_named_kept(struct cli_taking *t, struct err *e) MUST_CHECK;
/* The id of a thing by handle: of this run, of the archive, or (make) a new
 * one with its `handle` statement.  1, or 0 where there is none. */
int cli_named_thing(struct cli_taking *t, enum stmt_kind kind,
    struct span handle, bool make, struct span *id, struct err *e)
    MUST_CHECK;
/* States s unless the record or this run holds the same already, withheld
 * or not; id gets its id either way.  Returns 1 where it is new, 0 where it
 * was there. */
int cli_named_say(struct cli_taking *t, enum stmt_verb verb, struct stmt *s,
    bool withheld, char id[STMT_ID_CHARS + 1], struct err *e) MUST_CHECK;

#endif
