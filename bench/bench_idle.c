/* bench_idle PORT IDLE SLOW SPREAD SECONDS: visitors who ask for nothing.
 * IDLE connections are open, every second one since a request that was
 * answered.  Of SLOW ones half send an endless head, a byte a second, half
 * take the wall, READ bytes a second.  They come evenly over SPREAD seconds:
 * where that is the server's patience, it cuts them off as evenly.  Who is
 * cut off comes again at once.  Says "ready" when all are there, goes on for
 * SECONDS or till SIGTERM, then says what was held, how many came again and
 * what it cost itself. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/scan.h"

#define TICKS 100 /* a second: each slow one has its own of them */
#define READ 2048 /* bytes */
#define HOST " HTTP/1.1\r\nHost: bench.test\r\n"

enum kind { FRESH, ASKED, DRIPS, READS };
struct line { /* one connection */
	int fd; /* -1: cut off, or not yet there */
	enum kind kind;
};
static struct line *lines;
static size_t idle, slow, opened, again;
static int poll_fd, port;
static volatile sig_atomic_t ended;

static void end(int signal)
{
	(void)signal;
	ended = 1;
}

static void stop(const char *why)
{
	fprintf(stderr, "bench_idle: %s: %s\n", why, strerror(errno));
	_exit(1);
}

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void tell(struct line *l, const char *text)
{
	/* What fails here is told by the hang-up that follows. */
	(void)!send(l->fd, text, strlen(text), MSG_NOSIGNAL);
}

static void dial(struct line *l)
{
	static unsigned from; /* more than one address has ports for */
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_in own = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + from++ % 8) };
	struct epoll_event e = { .events = EPOLLRDHUP, .data.ptr = l };
	const int small = 4096, segment = 1400, on = 1;

	l->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (l->fd < 0)
		stop("socket");
	(void)setsockopt(l->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on,
	    sizeof(on));
	if (l->kind == READS) { /* as over a line that is slow */
		(void)setsockopt(l->fd, SOL_SOCKET, SO_RCVBUF, &small,
		    sizeof(small));
		(void)setsockopt(l->fd, IPPROTO_TCP, TCP_MAXSEG, &segment,
		    sizeof(segment));
	}
	if (bind(l->fd, (struct sockaddr *)&own, sizeof(own)) < 0 ||
	    connect(l->fd, (struct sockaddr *)&a, sizeof(a)) < 0)
		stop("connect");
	if (l->kind == ASKED) {
		e.events |= EPOLLIN;
		tell(l, "GET /log/vkey" HOST "\r\n");
	} else if (l->kind == DRIPS) {
		tell(l, "GET /en/" HOST "X-Slow: ");
	} else if (l->kind == READS) {
		tell(l, "GET /en/" HOST "\r\n");
	}
	if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, l->fd, &e) < 0)
		stop("epoll");
}

/* Reads what is there, at most n bytes of it; false where it was cut off. */
static bool hear(struct line *l, size_t n)
{
	static char bytes[65536];
	ssize_t got = recv(l->fd, bytes, n < sizeof(bytes) ? n
	    : sizeof(bytes), MSG_DONTWAIT);

	return got > 0 || (got < 0 && errno == EAGAIN);
}

static void dial_again(struct line *l)
{
	(void)close(l->fd);
	dial(l);
	again++;
}

/* What a slow one does once a second. */
static void step(struct line *l)
{
	if (l->fd < 0)
		return;
	if (l->kind == DRIPS)
		tell(l, "x");
	else if (!hear(l, READ))
		dial_again(l);
}

/* Those that the last tick has for. */
static void step_some(unsigned tick)
{
	struct line *first = lines + idle;

	for (size_t i = tick % TICKS; i < slow; i += TICKS)
		step(&first[i]);
}

/* Idle and slow ones come mixed. */
static void dial_next(void)
{
	const size_t all = idle + slow, i = opened++;

	/* Each is met once, since this prime divides no such sum. */
	dial(&lines[i * 999983 % all]);
}

/* Till now_us is past `until`; opens the lines by then, all there are. */
static void run(int64_t from, int64_t until)
{
	struct epoll_event e[256];
	const size_t all = idle + slow;
	static unsigned tick;
	static int64_t next;
	int64_t now;

	while (!ended && (now = now_us()) < until) {
		int n, wait;

		while (opened < all && (int64_t)opened * (until - from) <=
		    (now - from) * (int64_t)all)
			dial_next();
		if (now >= next) {
			step_some(tick++);
			next = (next == 0 ? now : next) + 1000000 / TICKS;
		}
		wait = (int)((next - now_us()) / 1000);
		n = epoll_wait(poll_fd, e, 256, wait < 0 ? 0 : wait + 1);
		for (int i = 0; i < n; i++) {
			struct line *l = e[i].data.ptr;

			if (e[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR) ||
			    !hear(l, SIZE_MAX))
				dial_again(l);
		}
	}
	while (!ended && opened < all)
		dial_next();
}

static void allow_files(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &files);
	}
}

static double cpu(void)
{
	struct rusage u;

	(void)getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv)
{
	uint64_t v[5] = { 0 };
	size_t all;
	double before;
	int64_t start = now_us(), since;

	for (int i = 0; i < 5 && i + 1 < argc; i++) {
		struct scan s = scan_of(span_of(argv[i + 1]));

		(void)scan_u64(&s, 1 << 20, &v[i]);
	}
	if (argc != 6 || v[1] + v[2] == 0) {
		fputs("bench_idle PORT IDLE SLOW SPREAD SECONDS\n", stderr);
		return 2;
	}
	port = (int)v[0];
	idle = v[1];
	slow = v[2];
	all = idle + slow;
	allow_files();
	(void)signal(SIGTERM, end);
	poll_fd = epoll_create1(EPOLL_CLOEXEC);
	lines = calloc(all, sizeof(*lines));
	if (poll_fd < 0 || lines == NULL)
		stop("memory");
	for (size_t i = 0; i < all; i++)
		lines[i] = (struct line){ .fd = -1, .kind = i < idle ? i % 2
		    ? ASKED : FRESH : i % 2 ? READS : DRIPS };
	run(start, start + (int64_t)v[3] * 1000000);
	puts("ready");
	fflush(stdout);
	since = now_us();
	before = cpu();
	again = 0;
	run(since, since + (int64_t)v[4] * 1000000);
	since = now_us() - since;
	printf("held %zu, %.0f a second came again, %.3f processors\n", opened,
	    (double)again * 1e6 / (double)since,
	    (cpu() - before) * 1e6 / (double)since);
	return 0;
}
