/* bench_candles PORT CONNECTIONS CANDLES PAGE: lights CANDLES over that many
 * connections at a server started with --candle-bits 8, tokens taken and
 * proved before; then PAGE is asked for by 64 more, alone, beside as many
 * candles as come, and beside PACE of them a second.  Prints rates and
 * latencies, one "name value" a line. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/scan.h"
#include "candle/light.h"

#define READERS 64
#define PACE 20000 /* candles a second that an anniversary is held to bring */
#define ROOM 131072 /* bytes of one answer */
#define WORDS "/en/candle.json"

struct post {
	char text[360];
	size_t n;
};
struct line { /* one connection */
	int fd;
	bool page;
	int64_t since;
	size_t got, want; /* bytes; want 0: the head is not there yet */
	struct post *post; /* NULL: asks for a token, or the page */
};
static struct line *lines;
static struct post *posts;
static char answer[ROOM], page_ask[256];
static int64_t *took; /* microseconds, of each candle */
static int poll_fd, port, failed;
static unsigned asked, answered, total, pages;
static int64_t start, pace; /* microseconds; candles a second, 0: all */
static struct line **idle;  /* that wait for their turn */
static int idles;

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void stop(const char *why)
{
	fprintf(stderr, "bench_candles: %s\n", why);
	_exit(1);
}

static void dial(struct line *l)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct epoll_event e = { .events = EPOLLIN, .data.ptr = l };
	const int on = 1;

	l->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (l->fd < 0 || connect(l->fd, (struct sockaddr *)&a,
	    sizeof(a)) < 0 || setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &on,
	    sizeof(on)) < 0 || epoll_ctl(poll_fd, EPOLL_CTL_ADD, l->fd,
	    &e) < 0)
		stop("cannot connect");
}

static void tell(struct line *l, const char *p, size_t n)
{
	l->since = now_us();
	l->got = l->want = 0;
	if (send(l->fd, p, n, MSG_NOSIGNAL) != (ssize_t)n)
		stop("cannot send");
}

/* Is it time for one more? */
static bool due(void)
{
	return pace == 0 || asked < pace * (now_us() - start) / 1000000;
}

/* The next thing for a connection to ask; false where all was asked. */
static bool next(struct line *l, bool lighting)
{
	static const char ask[] = "GET " WORDS "?for=all HTTP/1.1\r\n"
	    "Host: h\r\n\r\n";

	if (l->page) {
		tell(l, page_ask, strlen(page_ask));
		return true;
	}
	if (asked == total)
		return false;
	if (!due()) {
		idle[idles++] = l;
		return false;
	}
	l->post = &posts[asked++];
	if (lighting)
		tell(l, l->post->text, l->post->n);
	else
		tell(l, ask, sizeof(ask) - 1);
	return true;
}

/* The digits for a token, and the request that spends it. */
static void prove(struct post *p, struct span token)
{
	char text[CANDLE_LINE_MAX + 1], body[160];
	size_t head = token.n - CANDLE_MAC - 1;
	unsigned i = 0;
	int n, bits = (token.p[13] - '0') * 10 + token.p[14] - '0';

	if (token.n < CANDLE_MAC + 20 || head > CANDLE_HEAD_MAX)
		stop("no token");
	do {
		n = snprintf(text, sizeof(text), "%.*s %08x", (int)head,
		    token.p, i++);
	} while (!candle_proof_holds((struct span){ text, (size_t)n }, bits));
	n = snprintf(body, sizeof(body), "token=%.*s&proof=%08x",
	    (int)token.n, token.p, i - 1);
	n = snprintf(p->text, sizeof(p->text), "POST " WORDS " HTTP/1.1\r\n"
	    "Host: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: %d\r\n\r\n%s", n, body);
	p->n = (size_t)n;
}

/* One whole answer is in `answer`. */
static void take(struct line *l, bool lighting)
{
	const char *body = memmem(answer, l->got, "\"token\":\"", 9);
	bool ok = memcmp(answer, "HTTP/1.1 200", 12) == 0;

	if (l->page) {
		pages += ok;
		failed += !ok;
		return;
	}
	took[answered++] = now_us() - l->since;
	failed += !ok;
	if (!lighting && body != NULL && ok)
		prove(l->post, (struct span){ body + 9,
		    span_find((struct span){ body + 9, 200 }, '"') });
	else if (!lighting)
		stop("the server gives no token");
}

/* What has come: true where an answer is whole.  Answers of pages come in
 * pieces, of which only how many bytes is looked at. */
static bool hear(struct line *l)
{
	ssize_t n = recv(l->fd, answer, sizeof(answer) - 1, 0);
	const char *end, *length;
	struct scan s;
	uint64_t bytes;

	if (n <= 0)
		stop("the server hung up");
	if (l->want == 0) {
		answer[n] = '\0';
		end = strstr(answer, "\r\n\r\n");
		length = strstr(answer, "Content-Length: ");
		if (end == NULL || length == NULL)
			stop("an answer without a length");
		s = scan_of(span_of(length + 16));
		if (!scan_u64(&s, ROOM * 16, &bytes))
			stop("a strange length");
		l->want = (size_t)(end + 4 - answer) + bytes;
	}
	l->got += (size_t)n;
	return l->got >= l->want;
}

/* Till all is answered (candles), or for ms; returns the microseconds. */
static int64_t run(int first, int count, bool lighting, int64_t ms)
{
	struct epoll_event e[256];

	start = now_us();
	asked = answered = 0;
	idles = 0;
	for (int i = first; i < first + count; i++)
		(void)next(&lines[i], lighting);
	while (ms > 0 ? now_us() - start < ms * 1000 : answered < total) {
		int n = epoll_wait(poll_fd, e, 256, idles > 0 ? 1 : 100);

		for (int i = 0; i < n; i++) {
			struct line *l = e[i].data.ptr;

			if (!hear(l))
				continue;
			take(l, lighting);
			(void)next(l, lighting);
		}
		while (idles > 0 && asked < total && due())
			(void)next(idle[--idles], lighting);
	}
	return now_us() - start;
}

static int by_time(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void say(const char *what, int64_t us)
{
	qsort(took, answered, sizeof(*took), by_time);
	printf("%s_per_second %.0f\n%s_p50_ms %.1f\n%s_p99_ms %.1f\n"
	    "%s_max_ms %.1f\n", what, answered * 1e6 / (double)us, what,
	    (double)took[answered / 2] / 1e3, what,
	    (double)took[answered - 1 - answered / 100] / 1e3, what,
	    (double)took[answered - 1] / 1e3);
}

int main(int argc, char **argv)
{
	struct rlimit files;
	uint64_t v[3] = { 0 };
	int n;
	int64_t us;

	for (int i = 0; i < 3 && i + 1 < argc; i++) {
		struct scan s = scan_of(span_of(argv[i + 1]));

		(void)scan_u64(&s, 1 << 24, &v[i]);
	}
	if (argc != 5 || v[1] == 0 || v[2] < 100)
		stop("PORT CONNECTIONS CANDLES PAGE");
	port = (int)v[0];
	n = (int)v[1];
	total = (unsigned)v[2];
	snprintf(page_ask, sizeof(page_ask), "GET %.150s HTTP/1.1\r\n"
	    "Host: h\r\n\r\n", argv[4]);
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &files);
	}
	poll_fd = epoll_create1(EPOLL_CLOEXEC);
	lines = calloc((size_t)n + READERS, sizeof(*lines));
	idle = calloc((size_t)n + 1, sizeof(struct line *));
	posts = calloc(total, sizeof(*posts));
	took = calloc(total, sizeof(*took));
	if (poll_fd < 0 || lines == NULL || idle == NULL || posts == NULL || took == NULL)
		stop("no memory");
	for (int i = 0; i < n; i++)
		dial(&lines[i]);
	us = run(0, n, false, 0);
	say("tokens", us);
	us = run(0, n, true, 0);
	say("candles", us);
	(void)sleep(11); /* till proofs are as easy as before */
	(void)run(0, n, false, 0);
	for (int i = n; i < n + READERS; i++) {
		lines[i].page = true;
		dial(&lines[i]); /* not before: the server closes idle ones */
	}
	pages = 0;
	us = run(n, READERS, true, 3000);
	printf("pages_alone_per_second %.0f\n", pages * 1e6 / (double)us);
	pages = 0;
	us = run(0, n, true, 0);
	printf("pages_meanwhile_per_second %.0f\n", pages * 1e6 / (double)us);
	say("candles_with_pages", us);
	for (int i = n; i < n + READERS; i++)
		(void)close(lines[i].fd); /* readers rest */
	(void)sleep(11);
	(void)run(0, n, false, 0);
	for (int i = n; i < n + READERS; i++)
		dial(&lines[i]);
	for (int i = n; i < n + READERS; i++)
		(void)next(&lines[i], true);
	pages = 0;
	pace = PACE;
	us = run(0, n, true, 0);
	printf("pages_beside_pace_per_second %.0f\n", pages * 1e6 / (double)us);
	say("candles_at_pace", us);
	printf("failed %d\n", failed);
	return failed != 0;
}
