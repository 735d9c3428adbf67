/* Names.  Whatever the bytes: nothing of the text is lost (parts lie in it,
 * in its order, and with what stands between them are the text again), and
 * two names are as alike one way round as the other. */
#include "name/like.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check_name(struct span text, const struct name *n)
{
	char again[NAME_BYTES_MAX];
	size_t done = 0, at = 0;
	int group = 0;

	assert(n->count <= NAME_PARTS_MAX && span_eq(n->text, text));
	for (int i = 0; i < n->count; i++) {
		struct span s = n->part[i].text;

		assert(s.n > 0 && s.p >= text.p + done);
		assert(s.p + s.n <= text.p + text.n);
		assert(utf8_valid(s) && n->part[i].role < NAME_ROLES);
		at = (size_t)(s.p - text.p);
		assert(at + s.n <= NAME_BYTES_MAX);
		memcpy(again + done, text.p + done, at - done);
		memcpy(again + at, s.p, s.n);
		done = at + s.n;
		assert(n->part[i].group == group ||
		    n->part[i].group == group + 1);
		group = n->part[i].group;
	}
	assert(done == 0 || memcmp(again, text.p, done) == 0);
	assert(n->odd.n == 0 || (n->flags & NAME_ODD));
	assert(!(n->flags & NAME_NOBODY) || n->count == 0 ||
	    (n->part[0].flags & NAME_NO_NAME));
}

static void inside(const struct name *n, const struct span *mark, int count)
{
	for (int i = 0; i < count; i++)
		assert(mark[i].n > 0 && mark[i].p >= n->text.p &&
		    mark[i].p + mark[i].n <= n->text.p + n->text.n);
}

static void check_like(const struct name *a, const struct name *b)
{
	SCOPED(arena) mem = { .cap = 1 << 20 };
	struct name_like l, back;
	struct name_marks m;
	struct buf words;
	uint32_t seen_a = 0, seen_b = 0;

	name_like(a, b, NULL, &l);
	name_like(b, a, NULL, &back);
	assert(l.probability >= 0 && l.probability <= 1 &&
	    isfinite(l.weight) && l.count <= NAME_PAIRS_MAX);
	assert(l.verdict != NAME_CANNOT_SAY ||
	    back.verdict == NAME_CANNOT_SAY);
	buf_open(&words, &mem, 1 << 18);
	for (int i = 0; i < l.count; i++) {
		const struct name_pair *p = &l.pair[i];
		uint32_t x = ((1U << p->a_count) - 1) << p->a;
		uint32_t y = ((1U << p->b_count) - 1) << p->b;

		assert(p->a + p->a_count <= a->count &&
		    p->b + p->b_count <= b->count && (x | y) != 0);
		assert(!(seen_a & x) && !(seen_b & y)); /* each part once */
		seen_a |= x;
		seen_b |= y;
		name_like_marks(a, b, p, &m);
		inside(a, m.a, m.a_count);
		inside(b, m.b, m.b_count);
		name_like_words(a, b, p, &words);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static bool started;
	static struct name whole, first, second, cell;
	struct span text = { (const char *)p, n }, half;
	struct err e = { 0 };

	if (!started && name_start(&e) < 0)
		return 1;
	started = true;
	name_parse(text, (enum name_order)(n % 3), &whole);
	check_name(text, &whole);
	name_parse_part(text, (enum name_role)(n % NAME_PARTICLE), &cell);
	check_name(text, &cell);
	/* Likeness is slow: one variant in two, of long texts in eight. */
	if (n > 1 && p[n / 2] % (n > 512 ? 8 : 2) != 0)
		return 0;
	half = (struct span){ text.p, span_find(text, '|') };
	name_parse(half, NAME_ORDER_UNKNOWN, &first);
	name_parse(span_skip(text, half.n + 1), NAME_ORDER_UNKNOWN, &second);
	check_like(&first, &second);
	if (n > 0 && n < 128 && p[n - 1] % 4 == 0) /* sixteen parts, twice */
		check_like(&cell, &whole);
	name_add(&first, &second);
	assert(first.count <= NAME_PARTS_MAX);
	return 0;
}
