/* near.c - one more row against those that were compared */
#include "link/inside.h"

#define LOOKED_MAX 65536 /* rows that are looked at */

struct near {
	struct link *l;
	uint32_t row;
	struct link_pair *out;
	int count;
	uint8_t *seen;       /* bits, by row */
};

/* Keeps the likeliest, in order. */
static void keep(struct near *n, const struct link_pair *p)
{
	int i = n->count;

	if (i == LINK_NEAR_MAX) {
		if (n->out[i - 1].probability >= p->probability)
			return;
		i--;
	} else {
		n->count++;
	}
	for (; i > 0 && n->out[i - 1].probability < p->probability; i--)
		n->out[i] = n->out[i - 1];
	n->out[i] = *p;
}

static void look(struct near *n, uint32_t other)
{
	struct link *l = n->l;
	struct link_score s;
	uint64_t pattern;
	double p;

	if ((n->seen[other / 8] >> other % 8 & 1) != 0)
		return;
	n->seen[other / 8] |= (uint8_t)(1 << other % 8);
	pattern = link_levels(l, l->memo, other, n->row);
	link_score(l, link_row(l, other), link_row(l, n->row), pattern, &s);
	p = link_probability(s.odds, s.held);
	if (p >= l->options.keep)
		keep(n, &(struct link_pair){ other, n->row, (float)p,
			(float)(s.odds - s.prior), false, false });
}

int link_near(struct link *l, int list, const struct span *cells,
    struct link_pair out[LINK_NEAR_MAX], int *count, struct err *e)
{
	SCOPED(arena) mem = { .cap = LINK_ROWS_MAX };
	struct near n = { .l = l, .row = l->rows, .out = out };
	uint32_t looked = 0, list0 = l->list0;

	if (link_keys_index(l, e) < 0 || link_add(l, list, cells, e) < 0)
		return -1;
	l->list0 = list0; /* where list 1 begins does not change */
	link_settle(l, n.row);
	if (l->memo == NULL)
		l->memo = link_memo_open(&l->mem);
	n.seen = arena_take(&mem, n.row / 8 + 1, 1);
	for (int r = 0; r < link_keys_rules(l); r++) {
		const uint32_t *row;
		uint32_t size = link_keys_block(l, r, link_row(l, n.row),
		    &row);

		for (uint32_t i = 0; i < size && looked < LOOKED_MAX; i++) {
			if (l->lists == 2 && (row[i] >= l->list0) ==
			    (list == 1))
				continue;
			look(&n, row[i]);
			looked++;
		}
	}
	*count = n.count;
	return 0;
}
