/* What serve keeps of pages: bounded, and nothing of an earlier state. */
#include "serve/cache.h"

#include <string.h>

#include "tap.h"

#define MOST ((size_t)100 << 10)
#define TEXT 5000

static char text[TEXT];

/* Of files that changed long ago. */
static struct serve_stamp stamp_of(int n)
{
	struct serve_stamp s;

	memset(&s, 0, sizeof(s));
	s.file[1].size = n;
	s.file[1].time.tv_sec = 1000000;
	return s;
}

static bool holds(struct serve_cache *c, const struct serve_stamp *s,
    const char *path)
{
	struct httpd_made *m = serve_cache_find(c, s, span_of(path));
	bool is = m != NULL;

	httpd_made_closep(&m);
	return is;
}

static void add(struct serve_cache *c, const struct serve_stamp *s,
    const char *path, size_t bytes)
{
	const struct page page = { .status = 200, .type = "text/plain",
		.body = { text, bytes } };
	const struct httpd_answer x = { .status = 200, .type = page.type,
		.body = page.body };
	struct httpd_made *m = NULL;
	struct serve_lit before;
	struct err e = { 0 };

	serve_cache_before(c, &before);
	if (httpd_made_open(&m, &x, &e) < 0)
		return;
	serve_cache_add(c, s, span_of(path), &page, m, &before);
	httpd_made_closep(&m);
}

static void test_bound(struct serve_cache *c)
{
	const struct serve_stamp s = stamp_of(1);
	char path[32];
	size_t most = 0;

	CHECK(!holds(c, &s, "/en/0"), "empty at first");
	for (int i = 0; i < 1000; i++) {
		(void)snprintf(path, sizeof(path), "/en/%d", i);
		add(c, &s, path, TEXT);
		if (serve_cache_bytes(c) > most)
			most = serve_cache_bytes(c);
		if (i > 0 && !holds(c, &s, "/en/0"))
			CHECK(false, "/en/0 was asked for and is gone");
	}
	CHECK(most <= MOST && most > MOST / 2, "%zu bytes, at most %zu", most,
	    MOST);
	CHECK(holds(c, &s, "/en/999") && holds(c, &s, "/en/998"),
	    "the latest are there");
	CHECK(!holds(c, &s, "/en/1") && !holds(c, &s, "/en/500"),
	    "the oldest are not");
	add(c, &s, "/en/huge", TEXT);
	CHECK(holds(c, &s, "/en/huge"), "one more");
}

static void test_states(struct serve_cache *c)
{
	const struct serve_stamp one = stamp_of(1), two = stamp_of(2);
	struct serve_stamp young = stamp_of(3);

	CHECK(!holds(c, &two, "/en/999"), "nothing of the state before");
	CHECK(serve_cache_bytes(c) == 0, "it was let go");
	CHECK(!holds(c, &two, "/en/a"), "as seen last");
	add(c, &one, "/en/a", TEXT);
	CHECK(!holds(c, &two, "/en/a"), "what was made of an older state");
	add(c, &two, "/en/a", TEXT);
	CHECK(holds(c, &two, "/en/a"), "what was made of this one");
	(void)clock_gettime(CLOCK_REALTIME, &young.file[1].time);
	CHECK(!holds(c, &young, "/en/a"), "a change");
	add(c, &young, "/en/a", TEXT);
	CHECK(!holds(c, &young, "/en/a"), "just after it nothing is kept");
}

int main(void)
{
	struct serve_cache *c = NULL;
	struct err e = { 0 };

	memset(text, 't', sizeof(text));
	CHECK(serve_cache_open(&c, NULL, MOST, &e) == 0, "open");
	if (c == NULL)
		return DONE();
	test_bound(c);
	test_states(c);
	serve_cache_closep(&c);
	CHECK(c == NULL, "closed");
	return DONE();
}
