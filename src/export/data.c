#include "export/data.h"

#include <string.h>

#include "base/file.h"
#include "export/public.h"

#define CSV "text/csv; charset=utf-8; header=present"
#define LINES "application/jsonl; charset=utf-8"

const struct export_data export_data_files[EXPORT_DATA] = {
	{ "data/files.txt", "text/plain; charset=utf-8", 0, 0, true },
	{ "data/people.csv", CSV, EXPORT_PEOPLE, EXPORT_CSV, false },
	{ "data/people.jsonl", LINES, EXPORT_PEOPLE, EXPORT_JSONL, false },
	{ "data/sources.csv", CSV, EXPORT_SOURCES, EXPORT_CSV, false },
	{ "data/sources.jsonl", LINES, EXPORT_SOURCES, EXPORT_JSONL, false },
	{ "data/statements.csv", CSV, EXPORT_STATEMENTS, EXPORT_CSV,
	    false },
	{ "data/statements.jsonl", LINES, EXPORT_STATEMENTS, EXPORT_JSONL,
	    false },
};

const struct export_data *export_data_of(struct span path)
{
	for (int i = 0; i < EXPORT_DATA; i++)
		if (span_is(path, export_data_files[i].path))
			return &export_data_files[i];
	return NULL;
}

static int name_file(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	const struct export_data_from *from = ctx;

	if (bytes < 0 || export_public_of(span_of(path), from->acts) ==
	    EXPORT_NONE)
		return 0;
	return from->sink(from->ctx, span_of(path), e) < 0 ||
	    from->sink(from->ctx, SPAN("\n"), e) < 0 ? -1 : 0;
}

/* The checkpoint first: what comes after is at least what it needs. */
static int name_files(const struct export_data_from *from, struct err *e)
{
	static const char *const folder[] = { "log", "payload", "evidence" };
	struct export_data_from f = *from;

	for (int i = 0; i < 3; i++)
		if (file_exists(from->public_fd, folder[i]) && file_walk(
		    from->public_fd, folder[i], name_file, &f, e) < 0)
			return -1;
	return !file_exists(from->public_fd, "properties") ? 0
	    : name_file(&f, "properties", 0, e);
}

int export_data_make(const struct export_data *d,
    const struct export_data_from *from, struct err *e)
{
	struct export_call call = { .what = d->what, .format = d->format,
		.sink = from->sink, .ctx = from->ctx };
	struct export_done done;

	return d->names ? name_files(from, e) : export_run(from->ix, &call,
	    &done, e);
}
