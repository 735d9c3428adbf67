/*
 * dossier.h - reading what people write down in YAML (doc/dossier.md)
 *
 * All input is hostile: libyaml runs in a jail, what it says is read with
 * bounds.  Nothing is written.  Errors: ERR_FORMAT, ERR_LIMIT or ERR_IO, with
 * the line and the rule ("line 17: age: FORMAT 5.2: ..."); the caller adds
 * the file's name.
 */
#ifndef DOSSIER_DOSSIER_H
#define DOSSIER_DOSSIER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "stmt/stmt.h"

#define DOSSIER_BYTES_MAX (64 << 20)
#define DOSSIER_ENTRIES_MAX 1000000

struct dossier_entry {
	int line;                /* in the file */
	enum stmt_kind kind;     /* of the document's subject */
	struct span subject;     /* a handle, an id, a statement's id, or
	                            "this" of the archive */
	struct span property, value; /* value: NFC; subjects still handles;
	                                files still paths */
	struct span lang, from, at, on, as, re; /* from: handle or id; re: an
	    `as` of this file, or a statement's id perhaps with #column */
	struct span who;         /* words */
	bool who_is_subject;     /* who is "body/HANDLE" or "person/HANDLE" */
	bool denies;
	int keep_private;        /* 1 yes, 0 no, -1 not said */
};
struct dossier {
	int count;
	struct dossier_entry *entries; /* in file order, defaults applied */
};

/* Whole file or nothing; fd is at its start.  All that can be checked without
 * an archive is: properties, types, subjects, languages, `as` and `re` (which
 * may point forwards, but never in a circle).  A property under "x." is
 * checked as far as a table that lacks it can.  ERR_LIMIT where a has no room
 * for it: give twenty times the file and 1 MiB. */
int dossier_read(int fd, struct arena *a, struct dossier *out, struct err *e)
    MUST_CHECK;

/* Is this file a dossier rather than a list?  By its name: .yaml or .yml. */
bool dossier_is(struct span file_name);

#endif
