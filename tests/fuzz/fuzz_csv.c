/* RFC 4180: the whole text at once and byte by byte give the same cells. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "intake/inside.h"

/* Both records are of copies of the same bytes. */
static void compare(const struct intake_record *x,
    const struct intake_record *y)
{
	assert(x->count == y->count && x->bytes == y->bytes);
	assert(x->junk == y->junk && x->lines == y->lines);
	for (int i = 0; i < x->count && i < INTAKE_COLUMNS_MAX; i++)
		assert(span_eq(x->cells[i], y->cells[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct intake_record whole, part;
	char *all = malloc(n + 1), *again = malloc(n + 1);
	const char delimiter = n == 0 ? ',' :
	    intake_csv_delimiter((struct span){ (const char *)p, n });
	size_t at = 0;

	if (all == NULL || again == NULL || n > 65536)
		goto out;
	memcpy(all, p, n);
	memcpy(again, p, n);
	while (at < n) {
		struct err e = { 0 };
		size_t some = (n - at) / 2;
		int got = intake_csv_record(all + at, n - at, true, delimiter,
		    &whole, &e);

		if (got < 0)
			break;
		assert(got == 1 && whole.bytes > 0);
		assert(whole.bytes <= n - at && whole.count > 0);
		/* A prefix gives the same record or asks for more. */
		got = intake_csv_record(again + at, some, false, delimiter,
		    &part, &e);
		assert(got >= 0);
		if (got == 0)
			got = intake_csv_record(again + at, n - at, true,
			    delimiter, &part, &e);
		assert(got == 1);
		compare(&whole, &part);
		at += whole.bytes;
	}
out:
	free(all);
	free(again);
	return 0;
}
