/* Candles: the line that is one, tokens good once, a journal that keeps what
 * was acknowledged. */
#include <fcntl.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utc.h"
#include "candle/light.h"

#include "../tap.h"

#define NOW now_s /* a minute past the hour, so that none ends meanwhile */

static int64_t now_s;

static char dir[] = "/tmp/test_candle.XXXXXX";
static char who[CODE_ID_CHARS + 1];

/* The eight digits for a head. */
static void prove(const char *token, size_t head, int bits, char out[9])
{
	char line[128];

	for (unsigned i = 0;; i++) {
		int n = snprintf(line, sizeof(line), "%.*s %08x", (int)head,
		    token, i);

		if (candle_proof_holds((struct span){ line, (size_t)n },
		    bits)) {
			snprintf(out, 9, "%08x", i);
			return;
		}
	}
}

static void test_heads(void)
{
	static const struct { const char *text; bool good; } T[] = {
		{ "p.1767225600.20.AAAAAAAAAAAAAAAB.all", true },
		{ "w.1767225600.00.AAAAAAAAAAAAAAAB.all", true },
		{ "w.1767225600.20.AAAAAAAAAAAAAAAB.all", false },
		{ "p.1767225600.00.AAAAAAAAAAAAAAAB.all", false },
		{ "p.1767225600.31.AAAAAAAAAAAAAAAB.all", false },
		{ "p.1767225600.20.AAAAAAAAAAAAAAAB.al", false },
		{ "p.1767225600.20.AAAAAAAAAAAAAAAB.all ", false },
		{ "p.1767225600.20.AAAAAAAAAAAAAAA=.all", false },
		{ "p.1767225600.20.AAAAAAAAAAAAAAA.all", false },
		{ "p.176722560.20.AAAAAAAAAAAAAAAB.all", false },
		{ "p.-767225600.20.AAAAAAAAAAAAAAAB.all", false },
		{ "q.1767225600.20.AAAAAAAAAAAAAAAB.all", false },
		{ "p.1767225600.20.AAAAAAAAAAAAAAAB.0123456789AB", false },
		{ "", false },
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		struct candle_head h;
		char out[CANDLE_HEAD_MAX] = "";
		bool got = candle_head_parse(span_of(T[i].text), &h);

		if (got)
			(void)candle_head_print(&h, out);
		CHECK(got == T[i].good && (!got ||
		    strcmp(out, T[i].text) == 0), "head %s", T[i].text);
	}
}

static void test_lines(void)
{
	const char *head = "p.1767225600.12.AAAAAAAAAAAAAAAB.all";
	const char *wait = "w.1767225600.00.AAAAAAAAAAAAAAAB.all";
	char digits[9], line[128];
	struct candle_head h;

	prove(head, strlen(head), 12, digits);
	snprintf(line, sizeof(line), "%s %s", head, digits);
	CHECK(candle_line_parse(span_of(line), &h) && h.bits == 12, "a candle");
	line[strlen(line) - 1] ^= 1;
	CHECK(!candle_line_parse(span_of(line), &h), "another digit is none");
	snprintf(line, sizeof(line), "%s %sa", head, digits);
	CHECK(!candle_line_parse(span_of(line), &h), "nor one digit more");
	CHECK(!candle_line_parse(span_of(head), &h), "nor none");
	CHECK(candle_line_parse(span_of(wait), &h) && !h.proven, "waited");
	snprintf(line, sizeof(line), "%s %s", wait, digits);
	CHECK(!candle_line_parse(span_of(line), &h), "waited has no proof");
}

static void test_harder(void)
{
	static const struct { int bits; uint64_t n; int want; } T[] = {
		{ 20, 0, 20 }, { 20, 10000, 20 }, { 20, 10001, 21 },
		{ 20, 20001, 22 }, { 20, 80001, 24 }, { 20, 1 << 30, 24 },
		{ 30, 1 << 30, 30 } };

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++)
		CHECK(candle_harder(T[i].bits, T[i].n) == T[i].want,
		    "%d bits, %llu in ten seconds", T[i].bits,
		    (unsigned long long)T[i].n);
}

/* ---- a journal ---- */

static sem_t lit;

static void done(struct candle *x)
{
	(void)x;
	(void)sem_post(&lit);
}

static struct candles *open_here(uint64_t *passed)
{
	struct candles *c = NULL;
	struct err e = { 0 };
	int fd = -1;

	if (file_open_dir(AT_FDCWD, dir, &fd, &e) < 0 ||
	    candle_open(&c, fd, 10, passed, &e) < 0)
		printf("# %s\n", e.text);
	file_close(&fd);
	return c;
}

/* Takes a token, proves it, lights. */
static bool light(struct candles *c, const char *whom, struct candle *x)
{
	char token[CANDLE_TOKEN_MAX], digits[9];
	size_t head;

	if (!candle_issue(c, span_of(whom), false, NOW, token))
		return false;
	head = strlen(token) - CANDLE_MAC - 1;
	prove(token, head, 10, digits);
	if (candle_check(c, span_of(token), span_of(digits), NOW, x) !=
	    CANDLE_LIT)
		return false;
	x->done = done;
	candle_light(c, x);
	(void)sem_wait(&lit);
	return !x->failed;
}

static uint64_t count(struct candles *c, const char *whom)
{
	struct candle_count n;

	candle_count_of(c, span_of(whom), NOW, &n);
	return n.proven;
}

static void test_tokens(void)
{
	uint64_t passed = 9;
	struct candles *c = open_here(&passed), *second = NULL;
	char token[CANDLE_TOKEN_MAX], other[CANDLE_TOKEN_MAX], digits[9];
	struct candle x = { .done = done };
	size_t head;
	struct err e = { 0 };
	struct span d = { digits, 8 };
	int fd = -1;

	CHECK(c != NULL && passed == 0, "an empty folder");
	CHECK(file_open_dir(AT_FDCWD, dir, &fd, &e) == 0 &&
	    candle_open(&second, fd, 10, &passed, &e) < 0 &&
	    e.kind == ERR_DENIED, "one process alone");
	file_close(&fd);
	CHECK(candle_issue(c, span_of(who), false, NOW, token), "a token");
	CHECK(!candle_issue(c, SPAN("nobody"), false, NOW, other), "for whom");
	head = strlen(token) - CANDLE_MAC - 1;
	prove(token, head, 10, digits);
	CHECK(candle_check(c, span_of(token), SPAN("0000000g"), NOW, &x) ==
	    CANDLE_NO_PROOF, "no proof");
	CHECK(candle_check(c, span_of(token), SPAN(""), NOW, &x) ==
	    CANDLE_BAD, "nothing");
	token[head + 3] ^= 1;
	CHECK(candle_check(c, span_of(token), d, NOW, &x) == CANDLE_BAD,
	    "not ours");
	token[head + 3] ^= 1;
	token[5] ^= 1;
	CHECK(candle_check(c, span_of(token), d, NOW, &x) == CANDLE_BAD,
	    "changed");
	token[5] ^= 1;
	CHECK(candle_check(c, span_of(token), d, NOW + CANDLE_GOOD_S + 1,
	    &x) == CANDLE_OLD, "too late");
	CHECK(candle_check(c, span_of(token), d, NOW + CANDLE_GOOD_S, &x) ==
	    CANDLE_LIT, "in time");
	CHECK(candle_check(c, span_of(token), d, NOW, &x) == CANDLE_SPENT,
	    "once");
	candle_closep(&c);
	c = open_here(&passed);
	CHECK(candle_check(c, span_of(token), d, NOW, &x) == CANDLE_BAD,
	    "not after a restart");
	candle_closep(&c);
}

static void test_waiting(void)
{
	uint64_t passed;
	struct candles *c = open_here(&passed);
	char token[CANDLE_TOKEN_MAX];
	struct candle x = { .done = done };
	struct candle_count n;
	int turns = 1;

	CHECK(candle_issue(c, SPAN("all"), true, NOW, token), "a turn");
	CHECK(candle_check(c, span_of(token), SPAN(""), NOW + 7, &x) ==
	    CANDLE_EARLY && x.head.time == NOW + CANDLE_WAIT_S, "not yet");
	CHECK(candle_check(c, span_of(token), SPAN(""), NOW + 8, &x) ==
	    CANDLE_LIT, "now");
	candle_light(c, &x);
	(void)sem_wait(&lit);
	candle_count_of(c, SPAN(""), NOW + 8, &n);
	CHECK(n.waited == 1 && n.proven == 0 && n.burning == 1, "apart");
	while (candle_issue(c, SPAN("all"), true, NOW, token))
		turns++;
	CHECK(turns == (CANDLE_QUEUE_S - CANDLE_WAIT_S) * 1000 /
	    CANDLE_TURN_MS + 1, "%d turns, then none", turns);
	CHECK(candle_issue(c, SPAN("all"), true, NOW + 1, token),
	    "a second later one more");
	candle_closep(&c);
}

static int journal(int flags)
{
	char path[64], t[UTC_CHARS];

	utc_print(NOW, t);
	snprintf(path, sizeof(path), "%s/%.10s", dir, t);
	return open(path, O_RDWR | flags | O_CLOEXEC);
}

static void test_burning(void)
{
	uint64_t passed;
	struct candles *c = open_here(&passed);
	struct candle x;
	struct candle_count n;

	CHECK(light(c, who, &x) && light(c, who, &x) && light(c, "all", &x),
	    "three");
	candle_count_of(c, span_of(who), NOW + 23 * 3600, &n);
	CHECK(n.proven == 2 && n.burning == 2, "burn a day");
	candle_count_of(c, span_of(who), NOW + 24 * 3600, &n);
	CHECK(n.proven == 2 && n.burning == 0, "the count stays");
	candle_count_of(c, SPAN(""), NOW, &n);
	CHECK(n.proven == 3 && n.waited == 1 && n.burning == 4, "all");
	candle_count_of(c, SPAN("000000000000"), NOW, &n);
	CHECK(n.proven == 0 && n.burning == 0, "nobody");
	candle_closep(&c);
}

/* What a crash may leave behind the last whole line. */
static void test_torn(void)
{
	static const struct { const char *text; size_t n; uint64_t passed; }
	    T[] = {
		{ "p.1767225600.10.AAAA", 20, 0 },
		{ "\0\0\0\0\0\0\0\0", 8, 0 },
		{ "\0\0\0\n\0\0", 6, 1 },
		{ "p.1767225600.10.AAAAAAAAAAAAAAAB.all 00000000\n", 46, 1 },
		{ "w.1667225600.00.AAAAAAAAAAAAAAAB.all\n", 37, 1 },
	};
	uint64_t passed;
	struct candles *c;

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		int fd = journal(O_APPEND);
		off_t was = lseek(fd, 0, SEEK_END);
		ssize_t n = write(fd, T[i].text, T[i].n);

		c = open_here(&passed);
		CHECK(n == (ssize_t)T[i].n && c != NULL && passed ==
		    T[i].passed && count(c, who) == 2 &&
		    lseek(fd, 0, SEEK_END) == was, "torn end %zu", i);
		candle_closep(&c);
		(void)close(fd);
	}
}

/* Damage in the middle costs its own line alone. */
static void test_damage(void)
{
	uint64_t passed;
	int fd = journal(0);
	struct candles *c;
	struct candle x;
	char was;
	bool read_it = pread(fd, &was, 1, 35) == 1;

	CHECK(read_it && pwrite(fd, "#", 1, 35) == 1, "one byte");
	c = open_here(&passed);
	CHECK(passed == 1 && light(c, who, &x), "is told, and goes on");
	candle_closep(&c);
	CHECK(pwrite(fd, &was, 1, 35) == 1, "mended");
	(void)close(fd);
	c = open_here(&passed);
	CHECK(passed == 0 && count(c, who) == 3, "nothing was lost");
	candle_closep(&c);
}

#ifdef KULPYTAS_TESTING
/* The disk fails at each call: what was acknowledged is there, always. */
static void test_faults(void)
{
	static const enum file_fault kinds[] = { FILE_FAULT_EIO,
		FILE_FAULT_ENOSPC, FILE_FAULT_SHORT };
	uint64_t passed, good = 3, refused = 0;

	for (int n = 0; n < 3; n++)
		for (size_t k = 0; k < 3; k++) {
			struct candles *c = open_here(&passed);
			struct candle x;

			file_fault_at(n, kinds[k]);
			for (int i = 0; i < 3; i++) {
				bool ok = light(c, who, &x);

				good += ok;
				refused += !ok;
			}
			file_fault_at(-1, FILE_FAULT_EIO);
			CHECK(count(c, who) == good, "call %d", n);
			candle_closep(&c);
			c = open_here(&passed);
			CHECK(passed == 0 && count(c, who) >= good,
			    "call %d, read again: %llu", n,
			    (unsigned long long)good);
			good = count(c, who);
			candle_closep(&c);
		}
	CHECK(refused > 0, "%llu were refused", (unsigned long long)refused);
}
#endif

/* A day as it is signed: made from journals, and each way to be wrong. */
static void test_day(void)
{
	static const char HEAD[] = "kulpytas/candles/v1 2026-01-01\n";
	static const char ONE[] = "w.1767225600.00.AAAAAAAAAAAAAAAB.all\n";
	static const char TWO[] = "w.1767225600.00.AAAAAAAAAAAAAAAC.all\n";
	static const char LATE[] = "w.1767312000.00.AAAAAAAAAAAAAAAC.all\n";
	static const char NOT[] =
	    "p.1767225600.30.AAAAAAAAAAAAAAAC.all 00000000\n";
	static const char SUM[] = "counts\nall 0 2\nsum 0 2\n";
	const struct { const char *part[5]; bool good; const char *what; }
	    T[] = {
		{ { HEAD, ONE, TWO, SUM, "" }, true, "as made" },
		{ { HEAD, "counts\nsum 0 0\n", "", "", "" }, true, "none" },
		{ { HEAD, TWO, ONE, SUM, "" }, false, "out of order" },
		{ { HEAD, ONE, ONE, SUM, "" }, false, "twice" },
		{ { HEAD, ONE, LATE, SUM, "" }, false, "another day" },
		{ { HEAD, NOT, ONE, SUM, "" }, false, "no proof" },
		{ { HEAD, ONE, SUM, "", "" }, false, "one too many" },
		{ { HEAD, ONE, TWO, "counts\nall 2 0\nsum 2 0\n", "" }, false,
		    "with proof" },
		{ { HEAD, ONE, TWO, "counts\nall 0 2\nsum 0 3\n", "" }, false,
		    "a greater sum" },
		{ { HEAD, ONE, TWO, SUM, "x" }, false, "text after" },
		{ { HEAD, ONE, TWO, "", "" }, false, "no counts" },
		{ { "kulpytas/candles/v1 2026-01-02\n", ONE, TWO, SUM, "" },
		    false, "a file of another day" },
		{ { "", "", "", "", "" }, false, "nothing" },
	};
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct err e = { 0 };

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		const char *const *p = T[i].part;
		const char *text = arena_fmt(&a, "%s%s%s%s%s", p[0], p[1],
		    p[2], p[3], p[4]);

		CHECK((candle_day_check(span_of(text), SPAN("2026-01-01"), &a,
		    &e) == 0) == T[i].good, "a signed day: %s", T[i].what);
	}
	CHECK(candle_day_check(SPAN(""), SPAN("2026"), &a, &e) < 0, "no day");
}

/* From this test's own journal: lines of two days, one of them twice. */
static void test_day_made(void)
{
	SCOPED(arena) a = { .cap = (size_t)1 << 31 };
	struct candle_count sum = { 0 };
	struct err e = { 0 };
	struct span text = { 0 }, again;
	char t[UTC_CHARS];
	int fd = -1, got;

	utc_print(NOW, t);
	got = file_open_dir(AT_FDCWD, dir, &fd, &e);
	CHECK(got == 0 && candle_day_make(fd, NOW / 86400, &a, &text, &sum,
	    &e) == 0 && sum.proven >= 4 && sum.waited == 1, "made %s", e.text);
	CHECK(candle_day_check(text, (struct span){ t, 10 }, &a, &e) == 0,
	    "and checked %s", e.text);
	CHECK(candle_day_make(fd, NOW / 86400, &a, &again, &sum, &e) == 0 &&
	    span_eq(text, again), "the same bytes");
	CHECK(candle_day_make(fd, NOW / 86400 - 1, &a, &again, &sum, &e) ==
	    0 && sum.proven + sum.waited == 0, "nothing the day before");
	file_close(&fd);
}

int main(void)
{
	struct err e = { 0 };
	int fd = -1;

	if (crypt_start(&e) < 0 || mkdtemp(dir) == NULL ||
	    sem_init(&lit, 0, 0) < 0)
		return 1;
	now_s = utc_now() / 3600 * 3600 + 60;
	code_id(77, who);
	test_heads();
	test_lines();
	test_harder();
	test_tokens();
	test_waiting();
	test_burning();
	test_torn();
	test_damage();
	test_day();
	test_day_made();
#ifdef KULPYTAS_TESTING
	test_faults();
#endif
	if (file_open_dir(AT_FDCWD, "/tmp", &fd, &e) == 0)
		(void)!file_remove_tree(fd, dir + 5, &e);
	file_close(&fd);
	return DONE();
}
