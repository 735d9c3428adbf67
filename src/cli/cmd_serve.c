#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/scan.h"
#include "cli/cli.h"
#include "draw/draw.h"
#include "find/find.h"
#include "serve/serve.h"

#define LOOK_MS 1000 /* how often the keeper of the index looks */

/* ---- the index follows the log: in a child, since the server itself
 * writes nothing ---- */

struct seen {
	ino_t ino;
	off_t size;
	struct timespec time;
};

static struct seen look(int public_fd)
{
	struct seen s = { 0 };
	struct stat st;

	if (fstatat(public_fd, "log/checkpoint", &st, 0) == 0) {
		s.ino = st.st_ino;
		s.size = st.st_size;
		s.time = st.st_mtim;
	}
	return s;
}

static bool same(const struct seen *a, const struct seen *b)
{
	return a->ino == b->ino && a->size == b->size &&
	    a->time.tv_sec == b->time.tv_sec &&
	    a->time.tv_nsec == b->time.tv_nsec;
}

static int update(const char *archive, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(index) *ix = NULL;
	SCOPED(find) *find = NULL;

	if (keep_archive_open(&a, archive, KEEP_READ, NULL, e) < 0 ||
	    keep_archive_index(&a, false, &ix, e) < 0)
		return -1;
	return keep_archive_find(&a, false, ix, &find, e);
}

/* Till the pipe's other end goes.  What a command wrote that brings the
 * index up to date itself is left to it: a change is acted on when it is
 * LOOK_MS old. */
static void follow(const char *archive, int public_fd, int alive)
{
	struct pollfd end = { .fd = alive, .events = POLLIN };
	struct seen done = { 0 }, was = { 0 };
	struct err said = { 0 };

	while (poll(&end, 1, LOOK_MS) == 0) {
		struct seen now = look(public_fd);
		struct err e = { 0 };

		if (same(&now, &done) || !same(&now, &was)) {
			was = now;
			continue;
		}
		if (update(archive, &e) == 0) {
			done = now;
			said.kind = ERR_NONE;
		} else if (strcmp(said.text, e.text) != 0) {
			fprintf(stderr, "kulpytas serve: %s\n", e.text);
			said = e; /* once, not each second */
		}
	}
}

struct follower {
	pid_t pid;
	int alive; /* our end of the pipe */
};

static int start_follower(const char *archive, int public_fd,
    struct follower *out, struct err *e)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_set(e, ERR_IO, "serve: %s", strerror(errno));
	(void)fflush(NULL);
	out->pid = fork();
	if (out->pid == 0) {
		(void)close(ends[1]);
		follow(archive, public_fd, ends[0]);
		_exit(0);
	}
	(void)close(ends[0]);
	out->alive = ends[1];
	if (out->pid < 0) {
		(void)close(ends[1]);
		return err_set(e, ERR_IO, "serve: %s", strerror(errno));
	}
	return 0;
}

static void end_follower(struct follower *f)
{
	(void)close(f->alive);
	(void)kill(f->pid, SIGTERM); /* an index half made is made again */
	while (waitpid(f->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
}

/* ---- the command ---- */

static void say_ready(void *ctx, uint16_t port)
{
	struct span listen = span_of(ctx);
	size_t host = listen.n;

	while (host > 0 && listen.p[host - 1] != ':')
		host--;
	if (host == 0)
		printf("http://127.0.0.1:%u/\n", port);
	else
		printf("http://%.*s%u/\n", (int)host, listen.p, port);
	(void)fflush(stdout);
}

/* From here on SIGINT and SIGTERM come as bytes. */
static int catch_stop(int *out, struct err *e)
{
	sigset_t stop;

	(void)sigemptyset(&stop);
	(void)sigaddset(&stop, SIGINT);
	(void)sigaddset(&stop, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &stop, NULL) < 0)
		return err_set(e, ERR_IO, "serve: %s", strerror(errno));
	*out = signalfd(-1, &stop, SFD_CLOEXEC);
	return *out < 0 ? err_set(e, ERR_IO, "serve: %s", strerror(errno))
	    : 0;
}

#define BITS 20 /* of a candle's proof: a million hashes, about a second */

/* The folder where candles are kept, in an archive that is more than a copy
 * of public/; without it pages are served all the same. */
static void open_candles(const struct keep_archive *a, int *out)
{
	struct err e = { 0 };

	if (a->fd >= 0 && (file_make_dirs(a->fd, "candles", 0755, &e) < 0 ||
	    file_open_dir(a->fd, "candles", out, &e) < 0))
		fprintf(stderr, "kulpytas serve: no candles are lit here: "
		    "%s\n", e.text);
}

static int candle_bits(const struct cli_call *c, int *out, struct err *e)
{
	const char *given = cli_option(c, "candle-bits");
	struct scan s = scan_of(span_of(given));
	uint64_t n = BITS;

	if (given != NULL && (!scan_u64(&s, 26, &n) || !scan_done(&s) ||
	    n < 8))
		return err_set(e, ERR_MISUSED, "--candle-bits %s: a number from"
		    " 8 (an instant) to 26 (a minute); 20 is a second",
		    given);
	*out = (int)n;
	return 0;
}

static int prepare(const struct cli_call *c, struct keep_archive *a,
    struct err *e)
{
	SCOPED(index) *ix = NULL; /* made now, opened again by each thread */
	SCOPED(find) *find = NULL;

	if (keep_archive_open(a, c->archive, KEEP_READ, NULL, e) < 0 ||
	    keep_archive_index(a, false, &ix, e) < 0)
		return -1;
	return keep_archive_find(a, false, ix, &find, e);
}

int cli_serve(const struct cli_call *c, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	const char *given = cli_option(c, "listen");
	const char *listen = given == NULL ? "127.0.0.1:8470" : given;
	SCOPED_FD stop_fd = -1, candles_fd = -1;
	struct serve_place p = { .ready = say_ready };
	struct follower f = { .alive = -1 };
	int rc;

	if (candle_bits(c, &p.candle_bits, e) < 0 ||
	    cli_address(c, &p.address, e) < 0 || prepare(c, &a, e) < 0)
		return -1;
	open_candles(&a, &candles_fd);
	file_close(&a.private_fd); /* nothing private is read from here on */
	if (start_follower(a.path, a.public_fd, &f, e) < 0)
		return -1;
	rc = catch_stop(&stop_fd, e);
	if (rc == 0) {
		p.db_path = a.db;
		p.find_path = a.find;
		p.public_fd = a.public_fd;
		p.candles_fd = candles_fd;
		p.listen = span_of(listen);
		p.stop_fd = stop_fd;
		p.ctx = (void *)(uintptr_t)listen;
		rc = serve_run(&p, e);
		draw_thread_stop();
	}
	end_follower(&f);
	return rc;
}
