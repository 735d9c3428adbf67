#include "jail/jail.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/utc.h"
#include "base/utf8.h"

#include "../tap.h"

/* A sanitizer's own runtime would be killed by the strict filter, so there
 * what is forbidden fails instead; see src/jail/cell.c. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

static const struct jail_limits LIMITS = { .memory = 64 << 20,
	.cpu_seconds = 1, .out_bytes = 1 << 20 };

static int say(int out, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(out, p, n);

		if (done <= 0)
			return -1;
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

/* What is tried in the jail: each returns 0 where it got through. */
static int try_open(void)
{
	return open("/etc/passwd", O_RDONLY) < 0 ? -1 : 0;
}

static int try_create(void)
{
	return open("/tmp/jail-was-here", O_WRONLY | O_CREAT, 0600) < 0 ? -1
	    : 0;
}

static int try_stat(void)
{
	struct stat st;

	return stat("/etc/passwd", &st);
}

static int try_unlink(void)
{
	return unlink("/tmp/jail-was-here");
}

static int try_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) < 0 ? -1 : 0;
}

static int try_fork(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return child < 0 ? -1 : 0;
}

static int try_exec(void)
{
	return execl("/bin/true", "true", (char *)NULL);
}

static int try_kill(void)
{
	return kill(getppid(), 0);
}

static int try_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static int try_code_later(void)
{
	static _Alignas(4096) char page[4096];

	return mprotect(page, sizeof(page), PROT_READ | PROT_EXEC);
}

static int try_limits(void)
{
	struct rlimit r = { RLIM_INFINITY, RLIM_INFINITY };

	return setrlimit(RLIMIT_CPU, &r);
}

static int try_dup(void)
{
	return dup(3) < 0 ? -1 : 0;
}

static const struct { int (*act)(void); bool kills; const char *what; }
    TRIES[] = {
	{ try_open, false, "open a file" },
	{ try_create, false, "make a file" },
	{ try_stat, false, "ask about a file" },
	{ try_unlink, true, "remove a file" },
	{ try_socket, true, "open a socket" },
	{ try_fork, true, "fork" },
	{ try_exec, true, "run a program" },
	{ try_kill, true, "signal the parent" },
	{ try_code, true, "make memory run" },
	{ try_code_later, true, "make data run" },
	{ try_limits, true, "raise its limits" },
	{ try_dup, true, "copy a descriptor" },
};

static int forbidden(int in, int out, void *arg, struct err *e)
{
	(void)in;
	(void)out;
	if (TRIES[*(int *)arg].act() < 0)
		return err_set(e, ERR_DENIED, "refused");
	return 0;
}

/* -1 failed; else how many bytes the child wrote. */
static int run(jail_work *work, void *arg, int in, struct err *e)
{
	SCOPED(arena) a = { .cap = 16 << 20 };
	struct span got;

	*e = (struct err){ 0 };
	if (jail_run(work, arg, in, &LIMITS, &a, &got, e) < 0)
		return -1;
	return (int)got.n;
}

static void test_forbidden(int in)
{
	struct err e;

	for (int i = 0; i < (int)(sizeof(TRIES) / sizeof(TRIES[0])); i++) {
		int rc = run(forbidden, &i, in, &e);
		bool stopped = e.kind == ERR_LIMIT &&
		    strstr(e.text, "may not do") != NULL;
		bool refused = e.kind == ERR_DENIED;

		CHECK(rc == -1 && (TRIES[i].kills && !SANITIZED ? stopped
		    : refused), "to %s: %s",
		    TRIES[i].what, e.text);
	}
	CHECK(access("/tmp/jail-was-here", F_OK) < 0, "no file was made");
}

static int greedy(int in, int out, void *arg, struct err *e)
{
	char *p = calloc(256, 1 << 20);

	(void)in;
	(void)arg;
	if (p == NULL)
		return err_set(e, ERR_LIMIT, "no memory");
	memset(p, 'x', 256 << 20);
	return say(out, p, 1);
}

static int greedy_arena(int in, int out, void *arg, struct err *e)
{
	SCOPED(arena) a = { .cap = (size_t)1 << 40 };

	(void)in;
	(void)arg;
	(void)e;
	for (int i = 0; i < 256; i++)
		(void)arena_take(&a, 1, 1 << 20);
	return say(out, "x", 1);
}

static int endless(int in, int out, void *arg, struct err *e)
{
	(void)in;
	(void)out;
	(void)arg;
	(void)e;
	for (volatile uint64_t i = 0; i != UINT64_MAX; i++)
		continue;
	return 0;
}

static int talker(int in, int out, void *arg, struct err *e)
{
	static const char line[4096];

	(void)in;
	(void)arg;
	while (say(out, line, sizeof(line)) == 0)
		continue;
	return err_set(e, ERR_IO, "nobody listens");
}

static int crasher(int in, int out, void *arg, struct err *e)
{
	(void)in;
	(void)out;
	(void)e;
	*(volatile char *)arg = 1;
	return 0;
}

static int aborter(int in, int out, void *arg, struct err *e)
{
	(void)in;
	(void)out;
	(void)arg;
	(void)e;
	abort();
}

static int leaver(int in, int out, void *arg, struct err *e)
{
	(void)in;
	(void)arg;
	(void)e;
	(void)say(out, "x", 1);
	_exit(7);
}

#ifdef KULPYTAS_TESTING
/* Pretends to end, and stays. */
static int lurker(int in, int out, void *arg, struct err *e)
{
	char c;

	(void)arg;
	(void)close(out); /* does nothing: the parent is not fooled */
	(void)close(5);
	while (read(in, &c, 1) >= 0)
		continue;
	return err_set(e, ERR_IO, "woken");
}
#endif

static void test_stopped(int in)
{
	static const struct { jail_work *work; const char *what, *word;
	    bool strict; } cases[] = {
		{ greedy, "too much memory", "no memory", true },
		{ greedy_arena, "an arena too large", "out of memory", true },
		{ endless, "an endless loop", "too much time", false },
		{ talker, "too much output", "more than 1048576", false },
		{ crasher, "a crash", "", false },
		{ aborter, "an abort", "", false },
		{ leaver, "leaving early", "without a reason (7)", false },
	};
	struct err e;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (cases[i].strict && SANITIZED)
			continue; /* address space is not limited there */
		CHECK(run(cases[i].work, NULL, in, &e) == -1 &&
		    e.kind == ERR_LIMIT &&
		    strstr(e.text, cases[i].word) != NULL, "%s: %s",
		    cases[i].what, e.text);
	}
}

/* Upper case, streamed. */
static int louder(int in, int out, void *arg, struct err *e)
{
	char p[65536];
	ssize_t n;

	while ((n = read(in, p, sizeof(p))) > 0) {
		for (ssize_t i = 0; i < n; i++)
			if (p[i] >= 'a' && p[i] <= 'z')
				p[i] = (char)(p[i] - 32);
		if (say(out, p, (size_t)n) < 0)
			return err_set(e, ERR_IO, "write");
	}
	return n < 0 ? err_set(e, ERR_IO, "read") : say(out, arg, 3);
}

static int make_input(size_t n)
{
	char p[4096];
	int fd = memfd_create("in", MFD_CLOEXEC);

	memset(p, 'k', sizeof(p));
	for (size_t done = 0; done < n; done += sizeof(p))
		if (write(fd, p, sizeof(p)) != (ssize_t)sizeof(p))
			return -1;
	(void)lseek(fd, 0, SEEK_SET);
	return fd;
}

static void test_stream(void)
{
	const int64_t bytes = 50 << 20;
	const struct jail_limits wide = { .memory = 1 << 20,
		.cpu_seconds = 20, .out_bytes = (uint64_t)bytes + 3 };
	SCOPED(jail) *j = NULL;
	struct err e = { 0 };
	static char p[65536];
	int in = make_input((size_t)bytes);
	int64_t n, all = 0, wrong = 0;
	char last[3] = "";

	CHECK(in >= 0 && jail_open(&j, louder, (char[]){ "end" }, in, &wide,
	    &e) == 0, "open: %s", e.text);
	while ((n = jail_read(j, p, sizeof(p), &e)) > 0) {
		for (int64_t i = 0; i < n; i++)
			wrong += all + i < bytes && p[i] != 'K';
		if (all + n > bytes && n >= 3)
			memcpy(last, p + n - 3, 3);
		else if (all + n > bytes)
			memcpy(last + 3 - n, p, (size_t)n);
		all += n;
	}
	CHECK(n == 0 && all == bytes + 3 && wrong == 0,
	    "50 MB and the last bytes up to the limit: %s", e.text);
	CHECK(memcmp(last, "end", 3) == 0, "the argument reaches the child");
	CHECK(jail_read(j, p, sizeof(p), &e) == 0, "the end stays the end");
	CHECK(jail_end(j, &e) == 0, "it ended well: %s", e.text);
	(void)close(in);
}

static int quitter(int in, int out, void *arg, struct err *e)
{
	(void)in;
	(void)out;
	e->kind = (enum err_kind)*(int *)arg;
	memset(e->text, 0x01, sizeof(e->text)); /* no NUL anywhere */
	memcpy(e->text, "row 3: \x1b[31m\xff\xe2\x80\xae \xd2\x9b!", 19);
	return -1;
}

static int plain(int in, int out, void *arg, struct err *e)
{
	(void)in;
	(void)out;
	(void)arg;
	return err_set(e, ERR_FORMAT, "row 3: no name");
}

static void test_reports(int in)
{
	int kinds[] = { -1, 0, 77, ERR_ABSENT };
	struct err e;

	CHECK(run(plain, NULL, in, &e) == -1 && e.kind == ERR_FORMAT &&
	    strcmp(e.text, "row 3: no name") == 0, "its words: %s", e.text);
	for (int i = 0; i < 4; i++) {
		struct span text;

		CHECK(run(quitter, &kinds[i], in, &e) == -1 &&
		    e.kind == (i == 3 ? ERR_ABSENT : ERR_FORMAT),
		    "kind %d", kinds[i]);
		text = span_of(e.text);
		CHECK(text.n < sizeof(e.text) && utf8_valid(text) &&
		    strchr(e.text, 0x1b) == NULL &&
		    strchr(e.text, 0x01) == NULL &&
		    span_starts(text, SPAN("row 3: ?[31m??")),
		    "hostile words made harmless: %.40s", e.text);
	}
}

static void handle(int sig)
{
	(void)sig;
}

/* What the child must not have: the parent's way out, other descriptors,
 * the parent's handlers. */
static pid_t parent;

static void leave_trace(void)
{
	if (getpid() != parent)
		(void)!write(4, "trace", 5);
}

static int looks(int in, int out, void *arg, struct err *e)
{
	char c;

	if (in != 3 || out != 4 || lseek(*(int *)arg, 0, SEEK_CUR) != -1 ||
	    errno != EBADF)
		return err_set(e, ERR_IO, "a descriptor is left");
	if (read(0, &c, 1) != -1 || write(1, "x", 1) != -1)
		return err_set(e, ERR_IO, "standard input or output is left");
	printf("this stays in a buffer");
	return 0;
}

static int signalled(int in, int out, void *arg, struct err *e)
{
	struct sigaction now;

	(void)in;
	(void)out;
	(void)arg;
	if (sigaction(SIGTERM, NULL, &now) < 0 || now.sa_handler != SIG_DFL)
		return err_set(e, ERR_IO, "the parent's handler is left");
	return 0;
}

static int open_fds(void)
{
	DIR *d = opendir("/proc/self/fd");
	int n = 0;

	while (d != NULL && readdir(d) != NULL)
		n++;
	(void)closedir(d);
	return n;
}

static void test_alone(int in)
{
	struct err e;
	int other = open("/dev/null", O_RDONLY);
	int high = fcntl(other, F_DUPFD, 200);

	CHECK(run(looks, &high, in, &e) == 0, "three descriptors: %s", e.text);
	(void)signal(SIGTERM, handle);
	CHECK(run(signalled, NULL, in, &e) == 0, "no handlers: %s", e.text);
	(void)signal(SIGTERM, SIG_DFL);
	CHECK(run(looks, &high, 0, &e) == 0, "in may be 0: %s", e.text);
	(void)close(other);
	(void)close(high);
}

static void test_early(int in)
{
	SCOPED(jail) *j = NULL;
	struct err e = { 0 };
	char c;

	CHECK(jail_open(&j, talker, NULL, in, &LIMITS, &e) == 0 &&
	    jail_read(j, &c, 1, &e) == 1, "it talks");
	CHECK(jail_end(j, &e) == -1 && e.kind == ERR_IO &&
	    strcmp(e.text, "nobody listens") == 0, "ended early: %s", e.text);
	jail_closep(&j);
	CHECK(j == NULL, "closed");
	for (int i = 0; i < 20; i++) {
		if (jail_open(&j, endless, NULL, in, &LIMITS, &e) < 0)
			CHECK(0, "open: %s", e.text);
		jail_closep(&j); /* still running */
	}
	jail_closep(&j);
}

#ifdef KULPYTAS_TESTING
static void test_silent(void)
{
	struct err e;
	int ends[2];
	int64_t start = utc_ticks_ms();

	if (pipe2(ends, O_CLOEXEC) < 0)
		return;
	(void)setenv("KULPYTAS_JAIL_SILENCE_MS", "1000", 1);
	CHECK(run(lurker, NULL, ends[0], &e) == -1 &&
	    e.kind == ERR_LIMIT && strstr(e.text, "silent") != NULL,
	    "waiting for ever: %s", e.text);
	CHECK(utc_ticks_ms() - start < 5000, "stopped in time");
	(void)unsetenv("KULPYTAS_JAIL_SILENCE_MS");
	(void)close(ends[0]);
	(void)close(ends[1]);
}
#endif

int main(void)
{
	int in = make_input(4096), before;

	setvbuf(stdout, NULL, _IOLBF, 0);
	parent = getpid();
	(void)atexit(leave_trace);
	before = open_fds();
	printf("# landlock version %d\n", jail_landlock());
	test_forbidden(in);
	test_stopped(in);
	test_stream();
	test_reports(in);
	test_alone(in);
	test_early(in);
#ifdef KULPYTAS_TESTING
	test_silent();
#endif
	CHECK(open_fds() == before, "no descriptor is left open");
	CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD,
	    "no child is left behind");
	(void)close(in);
	return DONE();
}
