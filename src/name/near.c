/* near.c - how far apart two skeletons are, by data/names/near.tsv
 *
 * Damerau-Levenshtein distance (optimal string alignment) with costs by pair
 * of sounds: R. A. Wagner, M. J. Fischer, "The String-to-String Correction
 * Problem", J. ACM 21 (1974); neighbours that changed places after F. J.
 * Damerau, Comm. ACM 7 (1964). */
#include <string.h>

#include "base/scan.h"
#include "name/inside.h"
#include "name/name_table.h" /* made from data/names */

#define SWAP 90 /* neighbours that changed places */

/* [1]: where one of the two leaves vowels out. */
static uint8_t costs[2][NAME_SOUNDS][NAME_SOUNDS];

static int read_cost(struct span field, uint8_t *out, struct err *e)
{
	struct scan s = scan_of(field);
	uint64_t v;

	if (!scan_u64(&s, 255, &v) || !scan_done(&s))
		return err_set(e, ERR_FORMAT, "near.tsv: cost '%.*s'",
		    (int)field.n, field.p);
	*out = (uint8_t)v;
	return 0;
}

int name_near_start(struct err *e)
{
	struct span table = name_table_find(SPAN("near.tsv"))->bytes;
	struct span field[NAME_FIELDS];

	for (int t = 0; t < 2; t++)
		for (int i = 0; i < NAME_SOUNDS; i++)
			for (int k = 0; k < NAME_SOUNDS; k++)
				costs[t][i][k] = i == k ? 0 : NAME_EDIT;
	while (name_sound_line(&table, field)) {
		enum name_sound x = name_sound_of(field[0]);
		enum name_sound y = name_sound_of(field[1]);

		if (x == NAME_SOUNDS || y == NAME_SOUNDS)
			return err_set(e, ERR_FORMAT, "near.tsv: sound"
			    " '%.*s'", (int)field[0].n, field[0].p);
		for (int t = 0; t < 2; t++) {
			if (read_cost(field[2 + t], &costs[t][x][y], e) < 0)
				return -1;
			costs[t][y][x] = costs[t][x][y];
		}
	}
	return 0;
}

static int least(int x, int y)
{
	return x < y ? x : y;
}

#define ROOM (NAME_SKEL_MAX + 1)

static bool swapped(const struct name_skel *a, const struct name_skel *b,
    int i, int k)
{
	return i > 1 && k > 1 && a->code[i - 1] == b->code[k - 2] &&
	    a->code[i - 2] == b->code[k - 1];
}

/* One row of the table from those before it; returns its least value. */
static int fill(const struct name_skel *a, const struct name_skel *b, int i,
    uint16_t d[][ROOM])
{
	uint8_t (*c)[NAME_SOUNDS] = costs[((a->flags | b->flags) &
	    NAME_ABJAD) != 0];
	uint8_t x = a->code[i - 1];
	int smallest;

	d[i][0] = (uint16_t)(d[i - 1][0] + c[x][NAME_NONE]);
	smallest = d[i][0];
	for (int k = 1; k <= b->n; k++) {
		uint8_t y = b->code[k - 1];
		int v = d[i - 1][k - 1] + c[x][y];

		v = least(v, d[i - 1][k] + c[x][NAME_NONE]);
		v = least(v, d[i][k - 1] + c[y][NAME_NONE]);
		if (x != y && swapped(a, b, i, k))
			v = least(v, d[i - 2][k - 2] + SWAP);
		d[i][k] = (uint16_t)v;
		smallest = least(smallest, v);
	}
	return smallest;
}

static void first_row(const struct name_skel *a, const struct name_skel *b,
    uint16_t d[][ROOM])
{
	bool abjad = ((a->flags | b->flags) & NAME_ABJAD) != 0;

	d[0][0] = 0;
	for (int k = 1; k <= b->n; k++)
		d[0][k] = (uint16_t)(d[0][k - 1] +
		    costs[abjad][b->code[k - 1]][NAME_NONE]);
}

int name_skel_distance(const struct name_skel *a, const struct name_skel *b,
    int limit)
{
	uint16_t d[ROOM][ROOM];
	int before = 0;

	first_row(a, b, d);
	for (int i = 1; i <= a->n; i++) {
		int smallest = fill(a, b, i, d);

		/* A swap reaches back over one row. */
		if (smallest > limit && before > limit)
			return limit + 1;
		before = smallest;
	}
	return d[a->n][b->n] > limit ? limit + 1 : d[a->n][b->n];
}

int name_skel_steps(const struct name_skel *a, const struct name_skel *b,
    struct name_step out[NAME_STEPS_MAX])
{
	uint8_t (*c)[NAME_SOUNDS] = costs[((a->flags | b->flags) &
	    NAME_ABJAD) != 0];
	uint16_t d[ROOM][ROOM];
	int n = 0, i = a->n, k = b->n;

	first_row(a, b, d);
	for (int row = 1; row <= a->n; row++)
		(void)fill(a, b, row, d);
	while (i > 0 || k > 0) {
		struct name_step *s = &out[n++];
		int x = i > 0 ? a->code[i - 1] : 0;
		int y = k > 0 ? b->code[k - 1] : 0;

		if (i > 0 && k > 0 && d[i][k] == d[i - 1][k - 1] + c[x][y]) {
			*s = (struct name_step){ (int8_t)--i, (int8_t)--k,
				c[x][y] };
		} else if (i > 0 && k > 0 && swapped(a, b, i, k) &&
		    d[i][k] == d[i - 2][k - 2] + SWAP) {
			*s = (struct name_step){ (int8_t)(i - 1),
				(int8_t)(k - 2), SWAP / 2 };
			out[n++] = (struct name_step){ (int8_t)(i - 2),
				(int8_t)(k - 1), SWAP / 2 };
			i -= 2;
			k -= 2;
		} else if (i > 0 && d[i][k] == d[i - 1][k] + c[x][NAME_NONE]) {
			*s = (struct name_step){ (int8_t)--i, -1,
				c[x][NAME_NONE] };
		} else {
			*s = (struct name_step){ -1, (int8_t)--k,
				c[y][NAME_NONE] };
		}
	}
	for (int x = 0; x < n / 2; x++) {
		struct name_step t = out[x];

		out[x] = out[n - 1 - x];
		out[n - 1 - x] = t;
	}
	return n;
}
