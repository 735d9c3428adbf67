/* A dossier, without the jail: libyaml, its events, the entries; and the same
 * bytes taken as the pipe between them. */
#include <assert.h>
#include <string.h>

#include "dossier/inside.h"

static int64_t pull(void *ctx, void *buf, size_t n, struct err *e)
{
	struct span *left = ctx;
	size_t give = n < left->n ? n : left->n;

	(void)e;
	if (give > 0)
		memcpy(buf, left->p, give);
	*left = span_skip(*left, give);
	return (int64_t)give;
}

static void check(const struct dossier *d)
{
	assert(d->count > 0);
	for (int i = 0; i < d->count; i++) {
		const struct dossier_entry *t = &d->entries[i];

		assert(t->line > 0 && t->subject.n > 0 && t->value.n > 0);
		assert(t->property.n > 0 && t->at.n <= 64);
		assert(t->keep_private >= -1 && t->keep_private <= 1);
	}
}

static void as_events(struct span bytes, struct arena *a)
{
	struct dossier_reader *r;
	struct dossier_event ev;
	struct dossier d;
	struct err e = { 0 };
	size_t used;

	if (dossier_reader_open(&r, a, &e) < 0)
		return;
	while (dossier_event_get(bytes, &ev, &used, &e) > 0) {
		assert(used <= bytes.n);
		bytes = span_skip(bytes, used);
		if (dossier_reader_event(r, &ev, &e) < 0)
			return;
	}
	if (dossier_reader_end(r, &d, &e) == 0)
		check(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	SCOPED(arena) a = { .cap = (size_t)64 << 20 };
	const struct span bytes = { (const char *)p, n };
	struct span left = bytes;
	struct dossier_reader *r;
	struct dossier d;
	struct err e = { 0 };

	if (n > 65536 || stmt_start(&e) < 0)
		return 0;
	as_events(bytes, &a);
	if (dossier_reader_open(&r, &a, &e) == 0 &&
	    dossier_yaml_read(pull, &left, dossier_reader_event, r, &e) == 0 &&
	    dossier_reader_end(r, &d, &e) == 0)
		check(&d);
	return 0;
}
