/* Runs a fuzzer's parser over the corpus where there is no libFuzzer: each
 * sample whole, cut short, and with single bytes changed.  The parser has
 * passed when nothing has crashed; the sanitizers watch. */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#include "../tap.h"

#define SAMPLE_MAX ((size_t)1 << 20) /* bytes */
#define CHANGES 400                  /* variants of one sample */

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* In memory of its own, so that one byte too far is seen. */
static void feed(struct span s)
{
	uint8_t *p = malloc(s.n == 0 ? 1 : s.n);

	if (p == NULL)
		return;
	if (s.n != 0)
		memcpy(p, s.p, s.n);
	(void)LLVMFuzzerTestOneInput(p, s.n);
	free(p);
}

static uint64_t next(uint64_t *state) /* xorshift: the same in every run */
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void vary(struct span s, struct arena *a)
{
	static const char ODD[] = "\0\n\r\t \"'\\/%&<>{}[]:,;-09~\x7f\x80\xc0\xff";
	uint64_t state = 0x9e3779b97f4a7c15;
	size_t changes = s.n == 0 ? 0 : s.n > 65536 ? CHANGES / 20 : CHANGES;
	char *p = arena_cstr(a, s);

	for (size_t i = 0; i < changes; i++) {
		size_t at = next(&state) % s.n;
		char was = p[at];

		p[at] = ODD[next(&state) % sizeof(ODD)];
		if (i % 4 == 0)
			p[at] = (char)(was ^ (1 << i / 4 % 8));
		feed((struct span){ p, s.n });
		p[at] = was;
		if (i % 4 == 1)
			feed((struct span){ p, at });
	}
}

static int each(void *ctx, const char *path, int64_t bytes, struct err *e)
{
	struct arena a = { .cap = 3 * SAMPLE_MAX };
	int dir = *(int *)ctx;
	struct span s;

	if (bytes >= 0 && file_read(dir, path, SAMPLE_MAX, &a, &s, e) == 1) {
		feed(s);
		vary(s, &a);
		CHECK(true, "%s", path);
	}
	arena_closep(&a);
	return 0;
}

int main(int argc, char **argv)
{
	struct err e = { 0 };
	SCOPED_FD dir = -1;

	feed(SPAN(""));
	CHECK(argc == 2 && file_open_dir(AT_FDCWD, argv[1], &dir, &e) == 0,
	    "the empty input, and a corpus to read");
	if (dir >= 0 && file_walk(dir, ".", each, &dir, &e) < 0)
		CHECK(false, "%s", e.text);
	return DONE();
}
