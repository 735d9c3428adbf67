#include "httpd/httpd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/scan.h"
#include "base/utc.h"

#include "../tap.h"
#include "httpd_client.h"

static atomic_int served;
static char name[] = "site";
static struct httpd_made *made, *brief; /* of /made, /short */

static bool posts(struct span path)
{
	return span_is(path, "/form") || span_is(path, "/later");
}

/* What lights a candle: somebody else's thread, a moment later. */
static void *resume(void *work)
{
	const struct timespec moment = { .tv_nsec = 20000000 };

	(void)nanosleep(&moment, NULL);
	httpd_resume(work);
	return NULL;
}

static int later(const struct httpd_request *q, struct httpd_answer *out,
    struct err *e)
{
	pthread_t t;

	httpd_wait(q, name);
	out->later = true;
	if (pthread_create(&t, NULL, resume, q->work) != 0)
		return err_set(e, ERR_IO, "no thread");
	(void)pthread_detach(t);
	return 0;
}

/* The made-up site behind the door. */
static int site(void *ctx, const struct httpd_request *q, struct arena *a,
    struct httpd_answer *out, struct err *e)
{
	atomic_fetch_add(&served, 1);
	out->type = "text/html; charset=utf-8";
	if (q->post && span_is(q->path, "/later") && q->kept == NULL)
		return later(q, out, e);
	if (q->post) {
		out->cache = HTTPD_NO_STORE;
		out->body = span_of(arena_fmt(a, "%s body=%.*s.", q->kept ==
		    name ? "kept" : "at once", (int)q->body.n, q->body.p));
		return 0;
	}
	if (span_is(q->path, "/made") || span_is(q->path, "/short")) {
		out->made = httpd_made_take(span_is(q->path, "/made") ? made
		    : brief);
		return 0;
	}
	out->etag = SPAN("\"v1\"");
	if (span_is(q->path, "/fail"))
		return err_set(e, ERR_IO, "the shelf is empty");
	if (span_is(q->path, "/big")) {
		char *p = arena_take(a, BIG, 1);

		memset(p, 'b', BIG);
		out->body = (struct span){ p, BIG };
	} else if (span_is(q->path, "/move")) {
		out->status = 302;
		out->location = SPAN("/kk/\xd2\x9b\r\nSet-Cookie: a");
	} else if (span_is(q->path, "/file")) {
		out->download = true;
		out->cache = HTTPD_IMMUTABLE;
		out->body = SPAN("<script>");
	} else if (span_is(q->path, "/none")) {
		out->status = 404;
		out->cache = HTTPD_SECONDS;
		out->body = SPAN("nothing here");
	} else {
		char *p = arena_fmt(a, "%s path=%.*s query=%.*s lang=%.*s.",
		    (char *)ctx, (int)q->path.n, q->path.p, (int)q->query.n,
		    q->query.p, (int)q->languages.n, q->languages.p);

		out->body = span_of(p);
	}
	return 0;
}

static const struct httpd_limits LIMITS = { .connections = 16,
	.idle_seconds = 1, .connection_bytes = 16384, .threads = 2,
	.posts = posts };

/* The same, with our side left open: the server decides when it is over. */
static void ask_open(const struct httpd *h, const char *text)
{
	int fd = dial(h);

	tell_text(fd, text);
	(void)hear(fd);
	(void)close(fd);
}

static void test_answers(const struct httpd *h)
{
	static const struct { const char *ask, *code, *has; } cases[] = {
		{ GET("/"), "200", "site path=/ query= lang=." },
		{ GET("/kk/?q=a%20b&x"), "200", "path=/kk/ query=q=a%20b&x " },
		{ GET("/%D2%9B/%25%41?%"), "200",
		    "path=/\xd2\x9b/%A query=% " },
		{ GET("/a%2bb+c"), "200", "path=/a+b+c query= " },
		{ "GET / HTTP/1.0\r\nAccept-Language: kk, ru;q=0.5\r\n\r\n",
		    "200", "lang=kk, ru;q=0.5." },
		{ GET("/none"), "404", "nothing here" },
		{ GET("/none"), "404", "Cache-Control: public, max-age=5\r\n" },
		{ GET("/"), "200", "Cache-Control: no-cache\r\n" },
		{ GET("/file"), "200", "Cache-Control: public, "
		    "max-age=31536000, immutable\r\n" },
		{ GET("/file"), "200", "Content-Disposition: attachment\r\n" },
		{ GET("/file"), "200", "Content-Security-Policy: sandbox; "
		    "default-src 'none'\r\n" },
		{ GET("/move"), "302", "Location: /kk/%D2%9B%0D%0A"
		    "Set-Cookie:%20a\r\n" },
		{ GET("/fail"), "500", "in the server's log" },
		{ GET("/../etc/passwd"), "400", "not valid" },
		{ GET("/a/%2e%2E/b"), "400", "not valid" },
		{ GET("/a/."), "400", "not valid" },
		{ GET("//"), "400", "not valid" },
		{ GET("/a%2fb"), "400", "not valid" },
		{ GET("/a%00b"), "400", "not valid" },
		{ GET("/a%0d%0ab"), "400", "not valid" },
		{ GET("/%ff"), "400", "not valid" },
		{ GET("/%E2%80%AE"), "400", "not valid" },
		{ GET("/%"), "400", "not valid" },
		{ GET("/%4"), "400", "not valid" },
		{ GET("/a\\b"), "400", "not valid" },
		{ GET("/a#b"), "400", "not valid" },
		{ GET("http://h/"), "400", "not valid" },
		{ "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "405",
		    "Allow: GET, HEAD\r\n" },
		{ "BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n", "405", "Allow: " },
		{ "get / HTTP/1.1\r\nHost: h\r\n\r\n", "405", "Allow: " },
		{ "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n", "405",
		    "Allow: " },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		(void)ask(h, cases[i].ask);
		CHECK(status(cases[i].code) && strict() &&
		    strstr(got, cases[i].has) != NULL, "%.*s: %s",
		    (int)strcspn(cases[i].ask, "\r"), cases[i].ask,
		    cases[i].code);
		if (!status(cases[i].code) || !strict())
			printf("# %.300s\n", got);
	}
}

/* Not HTTP: whatever the answer, nothing of the site is in it. */
static void test_garbage(const struct httpd *h)
{
	static const struct { const char *p; size_t n; } cases[] = {
#define RAW(literal) { literal, sizeof(literal) - 1 }
		RAW("\0\0\0\0"), RAW("GET /\r\n\r\n"),
		RAW("GET  /  HTTP/1.1\r\n\r\n"),
		RAW("GET / HTTP/9.9\r\nHost: h\r\n\r\n"),
		RAW("GET / HTTP/1.1\r\n\r\n"), /* no Host */
		RAW("GET /a\0b HTTP/1.1\r\nHost: h\r\n\r\n"),
		RAW("\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03"), /* TLS */
		RAW("\r\n\r\n\r\n\r\n"), RAW("GET / HTTP/1.1\r\nHo"),
		RAW("GET / HTTP/1.1\r\nHost: h\r\n: v\r\n\r\n"),
	};

	enum { N = sizeof(cases) / sizeof(cases[0]) };
	int fds[N];

	for (int i = 0; i < N; i++) {
		fds[i] = dial(h);
		tell(fds[i], cases[i].p, cases[i].n);
		(void)shutdown(fds[i], SHUT_WR);
	}
	for (int i = 0; i < N; i++) {
		(void)hear(fds[i]);
		(void)close(fds[i]);
		CHECK(strstr(got, "Server:") == NULL &&
		    strstr(got, "127.0.0.1") == NULL, "garbage %d: %.12s", i,
		    got);
	}
	(void)ask(h, GET("/"));
	CHECK(status("200"), "still served");
}

static void test_head_etag(const struct httpd *h)
{
	static const struct { const char *tags, *code; } cases[] = {
		{ "\"v1\"", "304" }, { "W/\"v1\"", "304" }, { "*", "304" },
		{ "\"v0\", \"v1\"", "304" }, { "\"v0\",W/\"v1\" ", "304" },
		{ "\"v0\"", "200" }, { "v1", "200" }, { ",,,", "200" },
		{ "\"v1", "200" }, { "W/W/\"v1\"", "200" },
	};
	char text[200];

	(void)ask(h, "HEAD /big HTTP/1.1\r\n" LAST "\r\n");
	CHECK(status("200") && strict() && body()[0] == '\0' &&
	    strstr(got, "Content-Length: 8388608\r\n") != NULL, "HEAD");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		(void)snprintf(text, sizeof(text), "GET / HTTP/1.1\r\n" LAST
		    "If-None-Match: %s\r\n\r\n", cases[i].tags);
		(void)ask(h, text);
		CHECK(status(cases[i].code) && strict() &&
		    strstr(got, "\r\nETag: \"v1\"\r\n") != NULL,
		    "If-None-Match: %s: %s", cases[i].tags, cases[i].code);
		if (status("304"))
			CHECK(body()[0] == '\0' &&
			    strstr(got, "Content-Length: 0") == NULL,
			    "no body, and its length is not said to be 0");
	}
	(void)ask(h, "GET /none HTTP/1.1\r\n" LAST
	    "If-None-Match: *\r\n\r\n");
	CHECK(status("404"), "what is not there is never unmodified");
}

/* What is made once: plain or packed, each by its own tag. */
static void test_made(const struct httpd *h)
{
	static const struct { const char *path, *more, *code, *has, *not; }
	    cases[] = {
		{ "/made", "", "200", "Content-Length: 20000\r\n", "gzip" },
		{ "/made", "", "200", "ETag: \"m1\"\r\n", "gzip" },
		{ "/made", "", "200", "Vary: Accept-Encoding\r\n", "gzip" },
		{ "/made", "Accept-Encoding: br, gzip;q=0.5\r\n", "200",
		    "Content-Encoding: gzip\r\n", "20000" },
		{ "/made", "Accept-Encoding: gzip\r\n", "200",
		    "ETag: \"m1-gz\"\r\n", "mmmm" },
		{ "/made", "Accept-Encoding: gzip\r\n", "200",
		    "Vary: Accept-Encoding\r\n", "mmmm" },
		{ "/made", "Accept-Encoding: gzip;q=0\r\n", "200",
		    "mmmmmm", "gzip" },
		{ "/made", "Accept-Encoding: gzip; q=0.000, br\r\n", "200",
		    "mmmmmm", "gzip" },
		{ "/made", "Accept-Encoding: xgzip\r\n", "200", "mmmmmm",
		    "gzip" },
		{ "/made", "If-None-Match: \"m1\"\r\n", "304",
		    "ETag: \"m1\"\r\n", "mmmm" },
		{ "/made", "If-None-Match: \"m1-gz\"\r\nAccept-Encoding:"
		    " gzip\r\n", "304", "ETag: \"m1-gz\"\r\n", "mmmm" },
		{ "/made", "If-None-Match: \"m2\"\r\n", "200", "mmmm",
		    "gzip" },
		{ "/short", "Accept-Encoding: gzip\r\n", "200", "\r\n\r\nm",
		    "gzip" },
	};
	char text[300];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		(void)snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\n" LAST
		    "%s\r\n", cases[i].path, cases[i].more);
		(void)ask(h, text);
		CHECK(status(cases[i].code) && strict() && strstr(got,
		    cases[i].has) != NULL && strstr(got, cases[i].not) ==
		    NULL, "made once, case %zu: %s", i, cases[i].code);
	}
	(void)ask(h, "HEAD /made HTTP/1.1\r\n" LAST "\r\n");
	CHECK(status("200") && strstr(got, "Content-Length: 20000\r\n") &&
	    body()[0] == '\0', "its HEAD");
}

static long told_length(const struct httpd *h, const char *more)
{
	char text[300];
	struct scan s;
	const char *p;
	uint64_t n;

	(void)snprintf(text, sizeof(text), "GET /made HTTP/1.1\r\n" LAST
	    "%s\r\n", more);
	(void)ask(h, text);
	p = strstr(got, "\r\nContent-Length: ");
	if (p == NULL)
		return -1;
	s = scan_of(span_of(p + 18));
	return scan_u64(&s, BIG, &n) ? (long)n : -1;
}

/* RFC 9110 8.6: the length that a 304 tells is that of the 200 that it
 * stands for; what it does not send is not described (15.4.5). */
static void test_unchanged(const struct httpd *h)
{
#define GZIP "Accept-Encoding: gzip\r\n"
#define SEEN "If-None-Match: "
	static const struct { const char *more; bool packed; } cases[] = {
		{ SEEN "\"m1\"\r\n", false },
		{ SEEN "\"m1-gz\"\r\n" GZIP, true },
		{ SEEN "W/\"m1-gz\"\r\n" GZIP, true },
		{ SEEN "\"m1\", \"m1-gz\"\r\n" GZIP, true },
		{ SEEN "\"m1-gz\", \"m1\"\r\n", false },
		{ SEEN "*\r\n" GZIP, true }, { SEEN "*\r\n", false },
		{ SEEN "\"m1\"\r\n" GZIP, false },
	};
	const long plain = told_length(h, ""), packed = told_length(h, GZIP);

	CHECK(plain == 20000 && packed > 0 && packed < plain,
	    "%ld bytes, packed %ld", plain, packed);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const long n = told_length(h, cases[i].more);

		CHECK(status("304") && n == (cases[i].packed ? packed
		    : plain) && body()[0] == '\0' && strstr(got,
		    cases[i].packed ? "ETag: \"m1-gz\"\r\n"
		    : "ETag: \"m1\"\r\n") != NULL && strstr(got,
		    "\r\nContent-Type: ") == NULL && strstr(got,
		    "\r\nContent-Encoding: ") == NULL && strstr(got,
		    "Vary: Accept-Encoding\r\n") != NULL,
		    "unchanged, case %zu: its length is %ld", i, n);
	}
}

static void make_some(void)
{
	static char text[20000];
	struct err e = { 0 };
	struct httpd_answer x = { .status = 200, .type = "text/plain",
		.etag = SPAN("\"m1\""), .packs = true,
		.body = { text, sizeof(text) } };

	memset(text, 'm', sizeof(text));
	CHECK(httpd_made_open(&made, &x, &e) == 0, "made once");
	x.body.n = 1;
	CHECK(httpd_made_open(&brief, &x, &e) == 0, "and a short one");
	memset(text, 'x', sizeof(text)); /* it has bytes of its own */
}

static int count_of(const char *what)
{
	int n = 0;

	for (const char *p = got; (p = strstr(p, what)) != NULL; p++)
		n++;
	return n;
}

static void test_bodies(const struct httpd *h)
{
	static char flood[1 << 20];
	int64_t start = utc_ticks_ms();
	int before = atomic_load(&served), fd;

	ask_open(h, KEEP("/1") KEEP("/2") GET("/3"));
	CHECK(count_of("HTTP/1.1 200") == 3 && count_of("path=/3") == 1 &&
	    strstr(got, "path=/1") < strstr(got, "path=/2"), "pipelined");
	ask_open(h, "GET /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 40\r\n\r\n"
	    GET("/2"));
	CHECK(status("400") && count_of("HTTP/1.1") == 1,
	    "a body is no second request");
	ask_open(h, "GET /1 HTTP/1.1\r\nHost: h\r\n"
	    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" GET("/2"));
	CHECK(status("400") && count_of("HTTP/1.1") == 1, "chunks neither");
	ask_open(h, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n"
	    "a=b&c=d&e" GET("/2"));
	CHECK(status("405") && strict() && count_of("HTTP/1.1") == 1, "POST");
	CHECK(atomic_load(&served) == before + 3, "the site saw three");
	fd = dial(h);
	tell_text(fd, "PUT / HTTP/1.1\r\nHost: h\r\n"
	    "Content-Length: 99999999999\r\n\r\n");
	CHECK(hear(fd) > 0 && status("405"), "answered before its body");
	tell(fd, flood, sizeof(flood));
	tell(fd, flood, sizeof(flood));
	(void)close(fd);
	CHECK(utc_ticks_ms() - start < 3000, "and quickly");
}

#define POST(path, more, body) "POST " path " HTTP/1.1\r\nHost: h\r\n" more \
	"\r\n" body
#define TYPE "Content-Type: application/x-www-form-urlencoded\r\n"

/* Forms: small ones, of our own pages, where the site takes them. */
static void test_forms(const struct httpd *h)
{
	static const struct { const char *ask, *code, *has; } cases[] = {
		{ POST("/form", TYPE "Content-Length: 7\r\n"
		    "Connection: close\r\n", "a=b&c=d"), "200",
		    "at once body=a=b&c=d." },
		{ POST("/form", "Content-Type: Application/X-www-form-"
		    "urlencoded ; charset=UTF-8\r\nContent-Length: 1\r\n"
		    "Connection: close\r\n", "a"), "200", "no-store" },
		{ POST("/form", TYPE "Content-Length: 0\r\n"
		    "Connection: close\r\n", ""), "200", "body=." },
		{ POST("/later", TYPE "Content-Length: 3\r\n"
		    "Connection: close\r\n", "a=b"), "200",
		    "kept body=a=b." },
		{ POST("/form", "Content-Type: application/json\r\n"
		    "Content-Length: 2\r\n", "{}"), "415", "" },
		{ POST("/form", "Content-Type: application/x-www-form-"
		    "urlencodedx\r\nContent-Length: 2\r\n", "{}"), "415", "" },
		{ POST("/form", "Content-Length: 2\r\n", "{}"), "415", "" },
		{ POST("/form", TYPE, ""), "411", "" },
		{ POST("/form", TYPE "Transfer-Encoding: chunked\r\n",
		    "1\r\na\r\n0\r\n\r\n"), "411", "" },
		{ POST("/form", TYPE "Content-Length: 1025\r\n", ""), "413",
		    "" },
		{ POST("/form", TYPE "Content-Length: 99999999999999\r\n",
		    ""), "413", "" },
		{ POST("/form", TYPE "Content-Length: 3\r\n"
		    "Sec-Fetch-Site: cross-site\r\n", "a=b"), "403", "" },
		{ POST("/form/", TYPE "Content-Length: 3\r\n", "a=b"), "405",
		    "Allow: GET, HEAD\r\n" },
		{ "PUT /form HTTP/1.1\r\nHost: h\r\n\r\n", "405",
		    "Allow: GET, HEAD, POST\r\n" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ask_open(h, cases[i].ask);
		CHECK(status(cases[i].code) && strict() && count_of(
		    "HTTP/1.1") == 1 && strstr(got, cases[i].has) != NULL,
		    "form %zu: %s", i, cases[i].code);
		if (!status(cases[i].code) || !strict())
			printf("# %.300s\n", got);
	}
	ask_open(h, POST("/later", TYPE "Content-Length: 3\r\n", "a=b")
	    POST("/form", TYPE "Content-Length: 3\r\n", "c=d")
	    POST("/later", TYPE "Content-Length: 3\r\n"
	    "Connection: close\r\n", "e=f"));
	CHECK(count_of("HTTP/1.1 200") == 3 && count_of("kept body=a=b.") ==
	    1 && count_of("at once body=c=d.") == 1 &&
	    count_of("kept body=e=f.") == 1, "one after the other");
}

/* Who hangs up while waiting, and a server that ends meanwhile. */
static void test_later(void)
{
	struct httpd *h = NULL;
	struct err e = { 0 };
	int fds[8];

	CHECK(httpd_open(&h, SPAN("127.0.0.1:0"), &LIMITS, site, name,
	    &e) == 0, "one more");
	for (int i = 0; i < 8; i++) {
		fds[i] = dial(h);
		tell_text(fds[i], POST("/later", TYPE "Content-Length: 3\r\n"
		    "Connection: close\r\n", "a=b"));
	}
	for (int i = 0; i < 4; i++)
		(void)close(fds[i]);
	(void)usleep(10000);
	httpd_closep(&h);
	for (int i = 4; i < 8; i++) {
		CHECK(hear(fds[i]) > 0 && status("200"), "answered at the end");
		(void)close(fds[i]);
	}
}

static void test_large(const struct httpd *h)
{
	static char text[70000];
	size_t n = 0, head;

	memset(text, 'x', sizeof(text) - 1);
	memcpy(text, "GET /?", 6);
	memcpy(text + 1100, " HTTP/1.1\r\nHost: h\r\n\r\n", 23);
	(void)ask(h, text);
	CHECK(status("414") && strict(), "an address of 1,095 bytes");
	memset(text, 'x', sizeof(text) - 1);
	memcpy(text, "GET /", 5);
	(void)ask(h, text);
	CHECK(!status("200"), "an address without end: %.12s", got);
	memcpy(text, "GET / HTTP/1.1\r\nHost: h\r\nA: ", 28);
	(void)ask(h, text);
	CHECK(!status("200"), "a header without end: %.12s", got);
	for (n = 25; n + 6 < sizeof(text); n += 6)
		memcpy(text + n, "A: b\r\n", 6);
	(void)ask(h, text);
	CHECK(!status("200"), "headers without end: %.12s", got);
	n = ask(h, GET("/big"));
	head = (size_t)(body() - got);
	CHECK(status("200") && n == head + BIG && strspn(body(), "b") == BIG,
	    "8 MB arrive whole");
}

struct reader {
	int fd;
	size_t bytes;
};

static void *read_late(void *arg)
{
	const struct timespec wait = { .tv_nsec = 300000000 };
	struct reader *r = arg;

	(void)nanosleep(&wait, NULL);
	r->bytes = hear(r->fd);
	return NULL;
}

static void test_close(struct httpd **h)
{
	struct reader r = { .fd = dial(*h) };
	int idle = dial(*h);
	int before = atomic_load(&served);
	pthread_t t;

	tell_text(r.fd, GET("/big"));
	while (atomic_load(&served) == before)
		(void)poll(NULL, 0, 1);
	if (pthread_create(&t, NULL, read_late, &r) != 0)
		return;
	httpd_closep(h);
	(void)pthread_join(t, NULL);
	CHECK(r.bytes > BIG && *h == NULL,
	    "an answer under way is finished: %zu bytes", r.bytes);
	(void)close(r.fd);
	(void)close(idle);
}

/* The error of a page goes to standard error, and no address with it. */
static void test_log(const struct httpd *h)
{
	char text[200] = "";
	int log = memfd_create("log", MFD_CLOEXEC);
	int kept = dup(STDERR_FILENO);
	ssize_t n;

	(void)dup2(log, STDERR_FILENO);
	(void)ask(h, GET("/fail"));
	(void)dup2(kept, STDERR_FILENO);
	n = pread(log, text, sizeof(text) - 1, 0);
	CHECK(n > 0 && strcmp(text, "kulpytas: the shelf is empty\n") == 0,
	    "logged: %s", n > 0 ? "the reason alone" : "nothing");
	(void)close(kept);
	(void)close(log);
}

static void test_listen(const struct httpd *h)
{
	static const char *const bad[] = { "", ":", "x", "65536", "007",
		"localhost:80", "127.0.0.1", "127.0.0.1:", "[::1]", "::1:80",
		"[127.0.0.1]:0", "1.2.3:0", "0 ", "[::1%lo]:0", "127.0.0.1:-1",
		"[]:0", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:0" };
	static const char *const good[] = { "0", "127.0.0.1:0", "[::1]:0" };
	struct httpd *other = NULL;
	struct httpd_limits one = LIMITS;
	struct err e = { 0 };
	char text[32];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(httpd_open(&other, span_of(bad[i]), &LIMITS, site, NULL,
		    &e) == -1 && e.kind == ERR_MISUSED, "%s", e.text);
	one.threads = 1;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		int rc = httpd_open(&other, span_of(good[i]), &one, site,
		    name, &e);

		if (rc < 0 && i == 2) {
			printf("# no IPv6 here: %s\n", e.text);
			continue;
		}
		CHECK(rc == 0 && httpd_port(other) != 0, "%s", good[i]);
		if (i < 2)
			(void)ask(other, GET("/"));
		CHECK(i == 2 || status("200"), "and it answers");
		httpd_closep(&other);
	}
	(void)snprintf(text, sizeof(text), "%u", httpd_port(h));
	CHECK(httpd_open(&other, span_of(text), &LIMITS, site, NULL, &e) ==
	    -1 && e.kind == ERR_IO && strstr(e.text, "another port") != NULL,
	    "%s", e.text);
	httpd_closep(&other);
}

static void test_query(void)
{
	static const struct { const char *query, *name, *value; } cases[] = {
		{ "q=a", "q", "a" }, { "q=", "q", "" }, { "q", "q", "" },
		{ "", "q", NULL }, { "x=1&q=2&q=3", "q", "2" },
		{ "q=a+b%2Bc%20d", "q", "a b+c d" }, { "qq=1", "q", NULL },
		{ "q=%D2%9B", "q", "\xd2\x9b" }, { "q=\xd2\x9b", "q",
		    "\xd2\x9b" }, { "q=%D2", "q", NULL }, { "q=%", "q", NULL },
		{ "q=%zz", "q", NULL }, { "q=%00", "q", NULL },
		{ "q=a=b", "q", "a=b" }, { "&&q=1&", "q", "1" },
		{ "q=%2526", "q", "%26" }, { "Q=1", "q", NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		SCOPED(arena) a = { .cap = 65536 };
		struct span v = { NULL, 0 };
		bool found = httpd_query(span_of(cases[i].query),
		    span_of(cases[i].name), &a, &v);

		CHECK(found == (cases[i].value != NULL) && (!found ||
		    span_is(v, cases[i].value)), "query %s", cases[i].query);
	}
}

int main(void)
{
	struct httpd *h = NULL;
	struct err e = { 0 };

	test_query();
	CHECK(httpd_open(&h, SPAN("127.0.0.1:0"), &LIMITS, site, name,
	    &e) == 0, "open: %s", e.text);
	if (h == NULL)
		return DONE();
	make_some();
	test_answers(h);
	test_made(h);
	test_unchanged(h);
	test_garbage(h);
	test_head_etag(h);
	test_bodies(h);
	test_forms(h);
	test_later();
	test_large(h);
	test_log(h);
	test_listen(h);
	test_close(&h);
	httpd_made_closep(&made);
	httpd_made_closep(&brief);
	return DONE();
}
