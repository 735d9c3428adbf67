/*
 * data.h - the files of data/: what of the record lies ready to be taken
 *
 * One list for what is served and what is built; each made by export_run
 * from what is public alone.
 */
#ifndef EXPORT_DATA_H
#define EXPORT_DATA_H

#include "export/export.h"

struct export_data {
	const char *path; /* "data/people.csv" */
	const char *type; /* of media */
	enum export_what what;
	enum export_format format;
	bool names;       /* no record: the names of all files of public/ that
			     the checkpoint covers, one a line, for mirrors */
};
#define EXPORT_DATA 7
extern const struct export_data export_data_files[EXPORT_DATA];
/* Gives one of them to sink; of the log of that many acts. */
struct export_data_from {
	struct index *ix;
	int public_fd;
	uint64_t acts;
	export_sink *sink;
	void *ctx;
};
int export_data_make(const struct export_data *d,
    const struct export_data_from *from, struct err *e) MUST_CHECK;
/* NULL where the path is none of them. */
const struct export_data *export_data_of(struct span path);

#endif
