/* `re` and `as`: which entry of a dossier answers which. */
#include <stdlib.h>
#include <string.h>

#include "dossier/inside.h"

struct named {
	struct span as;
	int entry;
};

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = span_cmp(x->as, y->as);

	return c != 0 ? c : (x->entry > y->entry) - (x->entry < y->entry);
}

static int find(const struct named *all, int count, struct span as)
{
	int low = 0, high = count;

	while (low < high) {
		int mid = low + (high - low) / 2;

		if (span_cmp(all[mid].as, as) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < count && span_eq(all[low].as, as) ? all[low].entry : -1;
}

/* <id> or <id>#<column>. */
static bool is_id(struct span re)
{
	const size_t n = span_find(re, '#');
	uint8_t commitment[CRYPT_HASH];

	return stmt_id_parse((struct span){ re.p, n }, commitment) &&
	    (n == re.n || n + 1 < re.n);
}

static int gather(const struct dossier *d, struct named *all,
    int *count, struct err *e)
{
	*count = 0;
	for (int i = 0; i < d->count; i++)
		if (d->entries[i].as.n > 0)
			all[(*count)++] =
			    (struct named){ d->entries[i].as, i };
	if (*count > 1)
		qsort(all, (size_t)*count, sizeof(*all), by_name);
	for (int i = 1; i < *count; i++)
		if (span_eq(all[i - 1].as, all[i].as))
			return err_set(e, ERR_FORMAT, "line %d: as: \"%s\" is "
			    "the name of line %d already",
			    d->entries[all[i].entry].line,
			    dossier_snip(all[i].as).text,
			    d->entries[all[i - 1].entry].line);
	return 0;
}

/* A statement's id is made from what it answers: no circle can be signed.
 * Every entry is walked once; mark tells in which walk. */
static int refuse_circles(const struct dossier *d, const int *target,
    int *mark, struct err *e)
{
	for (int i = 0; i < d->count; i++) {
		int at = i;

		while (at >= 0 && mark[at] == 0) {
			mark[at] = i + 1;
			at = target[at];
		}
		if (at >= 0 && mark[at] == i + 1)
			return err_set(e, ERR_FORMAT, "line %d: re: \"%s\": "
			    "entries that answer each other in a circle",
			    d->entries[at].line,
			    dossier_snip(d->entries[at].re).text);
	}
	return 0;
}

int dossier_entries_join(const struct dossier *d, struct arena *a,
    struct err *e)
{
	const size_t n = (size_t)d->count;
	struct named *all;
	int *target, count;

	if (dossier_room(a, n * (sizeof(*all) + 2 * sizeof(*target)) / 16 + 1,
	    e) < 0)
		return -1;
	all = arena_raw(a, n * sizeof(*all));
	target = arena_take(a, 2 * n, sizeof(*target));
	if (gather(d, all, &count, e) < 0)
		return -1;
	for (int i = 0; i < d->count; i++) {
		const struct dossier_entry *t = &d->entries[i];

		target[i] = -1;
		if (t->re.p == NULL || is_id(t->re))
			continue;
		target[i] = find(all, count, t->re);
		if (target[i] < 0)
			return err_set(e, ERR_FORMAT, "line %d: re: \"%s\" is "
			    "neither the `as` of an entry in this file nor a "
			    "statement's id", t->line,
			    dossier_snip(t->re).text);
	}
	return refuse_circles(d, target, target + n, e);
}
