/* cluster.c - pairs to clusters in which nobody is a stranger; and why */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "link/inside.h"

#define CLUSTER_MAX 64  /* rows that a cluster takes */
#define AGAINST -7.0    /* log2 odds of a pair that speaks against joining */
#define CLIP 12.0       /* one pair says no more than that */

struct joiner {
	struct link *l;
	struct link_memo *memo;
	uint32_t *label;     /* lowest row */
	uint32_t *next;      /* ring of a cluster's rows */
};

static uint32_t size_of(const struct joiner *j, uint32_t row)
{
	uint32_t n = 1;

	for (uint32_t i = j->next[row]; i != row && n <= CLUSTER_MAX;
	    i = j->next[i])
		n++;
	return n;
}

/* Log2 odds that two rows are one person, as far as joining goes; -INFINITY
 * where they speak against it: another given name, and nothing in birth or
 * number that would make up for that.  So a sibling is never joined by a third row
 * that could be either. */
static double odds_of(const struct joiner *j, uint32_t x, uint32_t y)
{
	struct link_score s;
	uint64_t pattern = link_levels(j->l, j->memo, x, y);
	int given = 0;

	for (int k = 0; k < j->l->features; k++)
		if (j->l->feature[k].how == HOW_GIVEN)
			given = link_level(pattern, k);
	link_score(j->l, link_row(j->l, x), link_row(j->l, y), pattern, &s);
	if (s.odds < AGAINST || (given >= 8 && s.held))
		return -INFINITY;
	return s.held && s.odds > 0 ? 0 : s.odds;
}

/* Do the clusters of a and b fit: on average, and no pair against it? */
static bool fit(const struct joiner *j, uint32_t a, uint32_t b)
{
	double sum = 0;
	uint32_t x = a, y = b;

	if (size_of(j, a) + size_of(j, b) > CLUSTER_MAX)
		return false;
	do {
		do {
			double odds = odds_of(j, x, y);

			if (isinf(odds))
				return false;
			sum += odds > CLIP ? CLIP : odds;
			y = j->next[y];
		} while (y != b);
		x = j->next[x];
	} while (x != a);
	return sum > 0;
}

static void join(struct joiner *j, uint32_t a, uint32_t b)
{
	uint32_t label = j->label[a] < j->label[b] ? j->label[a]
	    : j->label[b];
	uint32_t x = j->next[a], i;

	j->next[a] = j->next[b];
	j->next[b] = x;
	i = a;
	do {
		j->label[i] = label;
		i = j->next[i];
	} while (i != a);
}

static int likeliest_first(const void *x, const void *y)
{
	const struct link_pair *a = x, *b = y;

	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return a->a != b->a ? (a->a < b->a ? -1 : 1)
	    : a->b < b->b ? -1 : a->b > b->b;
}

/* ---- pairs that follow from others ---- */

struct links {               /* of one cluster, as a table of probabilities */
	uint32_t row[CLUSTER_MAX];
	int n;
	float p[CLUSTER_MAX][CLUSTER_MAX];
	bool there[CLUSTER_MAX][CLUSTER_MAX]; /* among the pairs found */
};

/* The likeliest way from each to each: R. W. Floyd, Comm. ACM 5 (1962). */
static void walk_through(struct links *c)
{
	for (int k = 0; k < c->n; k++)
		for (int i = 0; i < c->n; i++)
			for (int x = 0; x < c->n; x++)
				if (c->p[i][k] * c->p[k][x] > c->p[i][x])
					c->p[i][x] = c->p[i][k] * c->p[k][x];
}

static int place_of(const struct links *c, uint32_t row)
{
	for (int i = 0; i < c->n; i++)
		if (c->row[i] == row)
			return i;
	return -1;
}

/* Finds a's pairs among all, which stand in order. */
static uint64_t first_of(const struct link_found *f, uint32_t a)
{
	uint64_t low = 0, high = f->pairs;

	while (low < high) {
		uint64_t mid = low + (high - low) / 2;

		if (f->pair[mid].a < a)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void read_cluster(const struct joiner *j, const struct link_found *f,
    uint32_t from, struct links *c)
{
	uint32_t row = from;

	c->n = 0;
	do {
		c->row[c->n++] = row;
		row = j->next[row];
	} while (row != from && c->n < CLUSTER_MAX);
	memset(c->p, 0, sizeof(c->p));
	memset(c->there, 0, sizeof(c->there));
	for (int i = 0; i < c->n; i++)
		for (uint64_t k = first_of(f, c->row[i]); k < f->pairs &&
		    f->pair[k].a == c->row[i]; k++) {
			int to = place_of(c, f->pair[k].b);

			if (to < 0)
				continue;
			c->p[i][to] = c->p[to][i] = f->pair[k].probability;
			c->there[i][to] = c->there[to][i] = true;
		}
}

/* Raises the pairs of a cluster to what follows from the others, and adds
 * those that were never compared. */
static void complete(const struct joiner *j, struct link_found *f,
    struct links *c, struct link_pair *more, uint64_t *count)
{
	walk_through(c);
	for (int i = 0; i < c->n; i++)
		for (int x = 0; x < c->n; x++) {
			uint32_t a = c->row[i], b = c->row[x];
			uint64_t k = first_of(f, a);

			if (a >= b || (j->l->lists == 2 && (a >= j->l->list0 ||
			    b < j->l->list0)))
				continue;
			while (c->there[i][x] && f->pair[k].b != b)
				k++;
			if (!c->there[i][x] && c->p[i][x] > 0)
				more[(*count)++] = (struct link_pair){ a, b,
					c->p[i][x], (float)(odds_of(j, a, b) -
					j->l->log_prior), false, true };
			else if (c->there[i][x] && c->p[i][x] >
			    f->pair[k].probability) {
				f->pair[k].probability = c->p[i][x];
				f->pair[k].through = true;
			}
		}
}

static void join_pairs(struct joiner *j, const struct link_found *f, double p)
{
	SCOPED(arena) mem = { .cap = (size_t)32 << 30 };
	struct link_pair *pair = arena_raw(&mem, (f->pairs + 1) *
	    sizeof(*pair));
	uint64_t n = 0;

	for (uint64_t i = 0; i < f->pairs; i++)
		if (f->pair[i].probability >= (float)p)
			pair[n++] = f->pair[i];
	qsort(pair, n, sizeof(*pair), likeliest_first);
	for (uint64_t i = 0; i < n; i++)
		if (j->label[pair[i].a] != j->label[pair[i].b] &&
		    fit(j, pair[i].a, pair[i].b))
			join(j, pair[i].a, pair[i].b);
}

int link_clusters(struct link *l, struct link_found *f, double p,
    uint32_t *label, struct err *e)
{
	SCOPED(arena) mem = { .cap = (size_t)32 << 30 };
	struct joiner j = { .l = l, .label = label };
	struct links *c = arena_take(&mem, 1, sizeof(*c));
	struct link_pair *more;
	uint64_t n = 0, room = 0;

	if (l->keys == NULL)
		return err_set(e, ERR_FORMAT, "clusters come after comparing");
	j.memo = link_memo_open(&mem);
	j.next = arena_take(&mem, l->rows, sizeof(*j.next));
	for (uint32_t i = 0; i < l->rows; i++)
		j.next[i] = label[i] = i;
	join_pairs(&j, f, p);
	for (uint32_t i = 0; i < l->rows; i++)
		if (label[i] == i)
			room += (uint64_t)size_of(&j, i) * (size_of(&j, i) -
			    1) / 2;
	more = arena_raw(&l->mem, (f->pairs + room + 1) * sizeof(*more));
	for (uint32_t i = 0; i < l->rows; i++)
		if (label[i] == i && j.next[j.next[i]] != i) {
			read_cluster(&j, f, i, c);
			complete(&j, f, c, more + f->pairs, &n);
		}
	memcpy(more, f->pair, f->pairs * sizeof(*more));
	f->pair = more;
	f->pairs += n;
	link_pairs_sort(f);
	return 0;
}
