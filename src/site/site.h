/*
 * site.h - all pages to files, with a copy of public/: a whole memorial in
 * a folder.  Same archive, same bytes.
 *
 * The folder is itself a copy of public/ (log/checkpoint lies at its root),
 * so that it can be verified and served again.  Of public/ only what the
 * checkpoint covers is taken; the checkpoint comes last.  Not durable: all
 * of it can be made again.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "folio/folio.h"

struct site_place {
	const struct page_from *from;
	const char *db_path;  /* of from->ix: each thread opens its own */
	int public_fd, out_fd;
	bool all;             /* make each page again, whatever it rests on */
};
struct site_done {
	uint64_t pages, files;  /* there are now; files: of public/ */
	uint64_t made;          /* pages that were made; the others rest on
				   nothing that acts since have changed */
	uint64_t written;       /* of both, those whose bytes changed */
	uint64_t removed;       /* of an earlier build */
	uint64_t cards;         /* pictures and sheets, where from->cards */
	uint64_t missing;       /* of those, with letters that no font has */
	uint64_t bytes;         /* of all files */
};
/* Writes below out_fd: only files whose bytes changed are touched, files that
 * an earlier build made and this one does not are removed (it keeps the list
 * in out/.kulpytas-site, with what each page rests on; a folder with files
 * but no such list is refused by the caller's check, site_check).  An
 * interrupted build leaves a list of all that may be there: the next one
 * tidies up.  Pages in no folder of their language are made each time. */
int site_build(const struct site_place *place, struct site_done *done,
    struct err *e) MUST_CHECK;
/* 0 where out_fd is empty or was made by site_build; else ERR_DENIED. */
int site_check(int out_fd, struct err *e) MUST_CHECK;

#endif
