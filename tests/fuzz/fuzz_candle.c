/* Heads, lines and forms of candles: what is read is what was written. */
#include <stdlib.h>
#include <string.h>

#include "candle/candle.h"
#include "httpd/httpd.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check(bool promise)
{
	if (!promise)
		__builtin_trap();
}

/* One spelling: printed again it is the same bytes. */
static void check_head(const struct candle_head *h, struct span text)
{
	char again[CANDLE_HEAD_MAX];
	size_t n = candle_head_print(h, again);

	check(n < CANDLE_HEAD_MAX && again[n] == '\0');
	check(span_eq((struct span){ again, n }, text));
	check(candle_whom_valid(span_of(h->whom)));
	check(h->proven ? h->bits >= CANDLE_BITS_MIN &&
	    h->bits <= CANDLE_BITS_MAX : h->bits == 0);
}

static void check_line(struct span line)
{
	struct candle_head h;
	struct span head = { line.p, span_find(line, ' ') };

	if (candle_head_parse(head, &h))
		check_head(&h, head);
	if (!candle_line_parse(line, &h))
		return;
	check_head(&h, head);
	check(line.n <= CANDLE_LINE_MAX);
	check(!h.proven || candle_proof_holds(line, h.bits));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const char *const names[] = { "token", "proof", "for" };
	struct span all = { (const char *)p, n }, rest = all, out;
	SCOPED(arena) a = { .cap = 16 << 20 };

	while (rest.n > 0) {
		struct span line = { rest.p, span_find(rest, '\n') };

		check_line(line);
		rest = span_skip(rest, line.n + 1);
	}
	if (n > HTTPD_BODY_MAX)
		return 0; /* the door has answered 413 */
	for (int i = 0; i < 3; i++)
		if (httpd_query(all, span_of(names[i]), &a, &out))
			check_line(out);
	return 0;
}
