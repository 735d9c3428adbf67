/*
 * bring.h - lists and dossiers into the record: what import, record and
 * sign share
 */
#ifndef BRING_BRING_H
#define BRING_BRING_H

#include "keep/archive.h"
#include "intake/intake.h"

#define BRING_REFUSED_MAX 1000 /* bad rows that are listed */

struct bring_refused {
	const char *file;
	uint64_t row;
	struct span column;
	const char *reason;
};
struct bring_done {
	uint64_t rows, records_new, records_same, records_changed,
	    records_gone, records_back, entries, statements_same;
	uint64_t refused_count;
	struct bring_refused refused[BRING_REFUSED_MAX];
	struct arena mem;
};

/* Where statements go, and what this command has named so far. */
struct decide;
struct bring_named; /* handles and statements of this run */
struct bring_taking {
	struct keep_archive *archive;
	struct keep_pen *pen;
	struct index *ix;         /* the keepers' */
	struct bring_named *named;
	struct bring_done *done;
	struct arena *mem;        /* of the whole command */
	bool record;              /* the command record: its verbs */
	bool later;               /* files are kept by bring_named_kept */
	struct decide *who;       /* words on pairs so far, of dossiers */
	struct bring_kept *kept;    /* those, and */
	struct bring_seen *lists;   /* the lists of this run, last first */
};

/* Dossiers: all files together, so that they may name each other. */
int bring_dossiers(struct bring_taking *t, const char *const *files, int count,
    struct err *e) MUST_CHECK;
/* One list; map NULL: everything private. */
int bring_list(struct bring_taking *t, const char *file, const char *map,
    bool partial, struct err *e) MUST_CHECK;

/* ---- archive.c: what programs read of an archive ---- */
/* "https://memorial.example", perhaps with a path. */
bool bring_archive_address(struct span s);
/* ERR_FORMAT or ERR_ABSENT for a zone, an address, a contact that would be
 * of no use, with what would be. */
int bring_archive_check(struct span property, struct span value,
    struct err *e) MUST_CHECK;

/* ---- shared ---- */
/* A regular file, opened; FIFOs and folders are refused. */
int bring_named_open(const char *path, int *fd, struct err *e) MUST_CHECK;
/* The hash of fd's bytes, which go to private/originals: now, or (t->later)
 * with bring_named_kept, so that a command that fails leaves nothing. */
int bring_named_keep(struct bring_taking *t, const char *path, int fd,
    uint64_t max, uint8_t hash[CRYPT_HASH], struct err *e) MUST_CHECK;
int bring_named_kept(struct bring_taking *t, struct err *e) MUST_CHECK;
/* The id of a thing by handle: of this run, of the archive, or (make) a new
 * one with its `handle` statement.  1, or 0 where there is none. */
int bring_named_thing(struct bring_taking *t, enum stmt_kind kind,
    struct span handle, bool make, struct span *id, struct err *e)
    MUST_CHECK;
/* States s unless the record or this run holds the same already, withheld
 * or not; id gets its id either way.  Returns 1 where it is new, 0 where it
 * was there. */
int bring_named_say(struct bring_taking *t, enum stmt_verb verb, struct stmt *s,
    bool withheld, char id[STMT_ID_CHARS + 1], struct err *e) MUST_CHECK;

#endif
