/* The parent's side: starting the child, its output, how it ended. */
#include "jail/jail.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/scan.h"
#include "base/utf8.h"
#include "jail/cell.h"

#define JAIL_CHUNK 65536 /* bytes read at once */
#define STOPPED "the reader of this file was stopped: "

struct jail {
	pid_t child;       /* 0 when it has been waited for */
	int out, report;   /* our ends of its pipes */
	struct jail_limits limits;
	uint64_t seen;     /* bytes it wrote that we read */
	bool refused;      /* we stopped it; why says the reason */
	struct err why;
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

/* How long the child may be silent while somebody waits for it. */
static int64_t silence_ms(const struct jail_limits *limits)
{
#ifdef KULPYTAS_TESTING
	struct scan s = scan_of(span_of(getenv("KULPYTAS_JAIL_SILENCE_MS")));
	uint64_t ms;

	if (scan_u64(&s, 1000000, &ms))
		return (int64_t)ms;
#endif
	return 10000 + (int64_t)limits->cpu_seconds * 10000;
}

/* Kills the child and keeps why; returns -1. */
static int refuse(struct jail *j, struct err *e)
{
	if (!j->refused && j->child > 0)
		(void)kill(j->child, SIGKILL);
	j->refused = true;
	j->why = *e;
	return -1;
}

/* Waits until fd has something or its writer is gone. */
static int await(struct jail *j, int fd, struct err *e)
{
	const int64_t wait = silence_ms(&j->limits);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int n;

	do {
		n = poll(&p, 1, wait > INT32_MAX ? INT32_MAX : (int)wait);
	} while (n < 0 && errno == EINTR);
	if (n > 0)
		return 0;
	if (n < 0)
		(void)err_set(e, ERR_IO, "waiting for the reader of this "
		    "file: %s", strerror(errno));
	else
		(void)err_set(e, ERR_LIMIT, STOPPED "it was silent for "
		    "%lld seconds",
		    (long long)(wait / 1000));
	return refuse(j, e);
}

int jail_open(struct jail **out, jail_work *work, void *arg, int in,
    const struct jail_limits *limits, struct err *e)
{
	int a[2] = { -1, -1 }, b[2] = { -1, -1 };
	struct jail_cell cell = { work, arg, in, -1, -1, getpid(), limits };
	SCOPED(jail) *j = calloc(1, sizeof(*j));

	if (j == NULL)
		return err_set(e, ERR_IO, "jail: out of memory");
	j->limits = *limits;
	if (pipe2(a, O_CLOEXEC) == 0 && pipe2(b, O_CLOEXEC) == 0)
		j->child = fork();
	else
		j->child = -1;
	cell.out = a[1];
	cell.report = b[1];
	if (j->child == 0)
		jail_cell_live(&cell);
	j->out = a[0];
	j->report = b[0];
	if (j->child < 0)
		(void)err_set(e, ERR_IO, "jail: %s", strerror(errno));
	close_fd(&a[1]);
	close_fd(&b[1]);
	if (j->child < 0)
		return -1;
	*out = j;
	j = NULL; /* the caller owns it now */
	return 0;
}

int64_t jail_read(struct jail *j, void *buf, size_t n, struct err *e)
{
	const size_t most = n < JAIL_CHUNK ? n : JAIL_CHUNK;
	ssize_t got;

	if (j->refused) {
		*e = j->why;
		return -1;
	}
	if (await(j, j->out, e) < 0)
		return -1;
	do {
		got = read(j->out, buf, most);
	} while (got < 0 && errno == EINTR);
	if (got < 0) {
		(void)err_set(e, ERR_IO, "reading from the jail: %s",
		    strerror(errno));
		return refuse(j, e);
	}
	if ((uint64_t)got > j->limits.out_bytes - j->seen) {
		(void)err_set(e, ERR_LIMIT, STOPPED "it wrote more than "
		    "%llu bytes",
		    (unsigned long long)j->limits.out_bytes);
		return refuse(j, e);
	}
	j->seen += (uint64_t)got;
	return got;
}

/* The child's own words.  It may have been taken over, so they are taken as
 * bytes from anywhere: one known kind, valid UTF-8, nothing that moves a
 * terminal. */
static int heard(const struct jail_report *r, struct err *e)
{
	char text[sizeof(e->text)];
	struct span left = { r->text, strnlen(r->text, sizeof(r->text)) };
	enum err_kind kind = r->kind > ERR_NONE && r->kind <= ERR_DENIED
	    ? (enum err_kind)r->kind : ERR_FORMAT;
	size_t n = 0;

	while (left.n > 0 && n < sizeof(text) - 4) {
		uint32_t cp;

		if (!utf8_next(&left, &cp)) {
			left = span_skip(left, 1);
			cp = '?';
		}
		if (cp < 0x20 || utf8_unfit(cp))
			cp = '?';
		n += utf8_put(cp, text + n);
	}
	return err_set(e, kind, "%.*s", (int)n, text);
}

/* Why the kernel ended it. */
static int stopped(int status, struct err *e)
{
	static const char *const why[] = {
		[SIGSYS] = "it tried what it may not do",
		[SIGXCPU] = "it took too much time",
		[SIGKILL] = "it was killed (time or memory)",
		[SIGABRT] = "it gave up (out of memory, or a fault in it)",
		[SIGSEGV] = "it crashed", [SIGBUS] = "it crashed",
		[SIGILL] = "it crashed", [SIGFPE] = "it crashed",
	};
	const size_t sig = WIFSIGNALED(status) ? (size_t)WTERMSIG(status) : 0;

	if (sig < sizeof(why) / sizeof(why[0]) && why[sig] != NULL)
		return err_set(e, ERR_LIMIT, STOPPED "%s", why[sig]);
	return err_set(e, ERR_LIMIT, STOPPED "it ended without a reason (%d)",
	    sig != 0 ? (int)sig : WEXITSTATUS(status));
}

static int reap(struct jail *j)
{
	int status = 0;

	while (waitpid(j->child, &status, 0) < 0 && errno == EINTR)
		continue;
	j->child = 0;
	return status;
}

int jail_end(struct jail *j, struct err *e)
{
	struct jail_report r = { 0 };
	size_t n = 0;
	ssize_t got = 1;
	int status;

	close_fd(&j->out); /* a child still writing is told by EPIPE */
	/* Its end of this pipe closes when it dies, and not before. */
	while (!j->refused && got > 0 && n < sizeof(r)) {
		if (await(j, j->report, e) < 0)
			break;
		got = read(j->report, (char *)&r + n, sizeof(r) - n);
		n += got > 0 ? (size_t)got : 0;
	}
	if (n > 0)
		(void)kill(j->child, SIGKILL); /* it has said all it may */
	status = reap(j);
	if (j->refused) {
		*e = j->why;
		return -1;
	}
	if (n == sizeof(r))
		return heard(&r, e);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	return stopped(status, e);
}

void jail_closep(struct jail **p)
{
	struct jail *j = *p;

	if (j == NULL)
		return;
	if (j->child > 0) {
		(void)kill(j->child, SIGKILL);
		(void)reap(j);
	}
	close_fd(&j->out);
	close_fd(&j->report);
	free(j);
	*p = NULL;
}

int jail_run(jail_work *work, void *arg, int in,
    const struct jail_limits *limits, struct arena *a, struct span *out,
    struct err *e)
{
	SCOPED(jail) *j = NULL;
	char *chunk = arena_take(a, JAIL_CHUNK, 1);
	struct buf b;
	int64_t n;

	buf_open(&b, a, (size_t)limits->out_bytes);
	if (jail_open(&j, work, arg, in, limits, e) < 0)
		return -1;
	while ((n = jail_read(j, chunk, JAIL_CHUNK, e)) > 0)
		buf_add(&b, (struct span){ chunk, (size_t)n });
	if (n < 0 || jail_end(j, e) < 0)
		return -1;
	return buf_end(&b, out, e);
}
