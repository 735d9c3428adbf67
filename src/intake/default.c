/* A list without a map: everything private. */
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/utf8.h"
#include "intake/inside.h"

#define HEAD 65536 /* bytes that are looked at */

static bool ends(struct span name, const char *end)
{
	const size_t n = strlen(end);

	return name.n >= n && strncasecmp(name.p + name.n - n, end, n) == 0;
}

static int rewind_fd(int fd, struct err *e)
{
	if (lseek(fd, 0, SEEK_SET) == 0)
		return 0;
	return err_set(e, ERR_IO, "going back to the start: %s",
	    strerror(errno));
}

/* UTF-8 where the head is; else what ICU thinks, in its jail. */
static int find_encoding(int fd, struct arena *aside, struct arena *a,
    const char **out, struct err *e)
{
	char *head = arena_raw(aside, HEAD);
	ssize_t n = pread(fd, head, HEAD, 0);
	struct span s = { head, 0 };

	if (n < 0)
		return err_set(e, ERR_IO, "reading: %s", strerror(errno));
	s.n = (size_t)n;
	if (span_starts(s, SPAN("PK\3\4")) || span_starts(s,
	    SPAN("\xd0\xcf\x11\xe0")))
		return err_set(e, ERR_FORMAT, "this is a spreadsheet or an"
		    " archive: save the sheet as CSV in UTF-8");
	if (span_starts(s, SPAN("%PDF-")))
		return err_set(e, ERR_FORMAT, "this is a PDF: its table must"
		    " be made a CSV first");
	*out = "UTF-8";
	if (span_find(s, '\0') == s.n && /* the last letter may be cut */
	    s.n - utf8_valid_bytes(s) < (s.n == HEAD ? 4 : 1))
		return 0;
	return intake_feed_guess(s, fd, a, out, e);
}

int intake_map_default(struct span file_name, int fd, struct arena *a,
    struct intake_map *out, struct err *e)
{
	SCOPED(arena) aside = { .cap = 4 << 20 };
	struct intake_map map = { .header = true };
	struct intake_feed *f;
	struct span head;

	if (find_encoding(fd, &aside, a, &map.encoding, e) < 0)
		return -1;
	f = arena_raw(&aside, sizeof(*f));
	if (intake_feed_open(f, fd, map.encoding, e) < 0) {
		intake_feed_close(f);
		return -1;
	}
	intake_feed_close(f);
	if (rewind_fd(fd, e) < 0)
		return -1;
	head = span_trim((struct span){ f->window + f->at, f->n - f->at });
	if (span_starts(head, SPAN("[{")) || span_starts(head, SPAN("[\n")))
		return err_set(e, ERR_FORMAT, "this is one JSON array: JSON"
		    " lines are wanted, an object a line (jq -c '.[]' makes"
		    " them)");
	map.delimiter = intake_csv_delimiter(head);
	if (ends(file_name, ".jsonl") || ends(file_name, ".ndjson") ||
	    span_starts(head, SPAN("{")))
		map.format = INTAKE_JSONL;
	else if (ends(file_name, ".tsv") || map.delimiter == '\t')
		map.format = INTAKE_TSV;
	if (map.format == INTAKE_TSV)
		map.delimiter = '\t';
	map.handle = intake_handle_of(file_name, a);
	map.facts = arena_take(a, 1, sizeof(*map.facts));
	map.facts[0] = (struct intake_fact){ SPAN("source.kind"), SPAN("list"),
		{ NULL, 0 } };
	map.fact_count = 1;
	*out = map;
	return 0;
}
