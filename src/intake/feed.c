/* The bytes of a list: read from its file, or from a jailed child that turns
 * its encoding into UTF-8. */
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "intake/inside.h"
#include "jail/jail.h"
#include "uni/uni.h"

static const struct jail_limits CONVERT = { .memory = 128u << 20,
	.cpu_seconds = 600, .out_bytes = (uint64_t)1 << 40 };
static const struct jail_limits GUESS = { .memory = 128u << 20,
	.cpu_seconds = 10, .out_bytes = 256 };

static int convert(int in, int out, void *arg, struct err *e)
{
	return uni_convert(arg, in, out, e);
}

static int read_some(struct intake_feed *f, char *p, size_t room,
    size_t *got, struct err *e)
{
	int64_t n;

	if (f->jail != NULL) {
		n = jail_read(f->jail, p, room, e);
		if (n < 0)
			return -1;
	} else {
		do {
			n = read(f->fd, p, room);
		} while (n < 0 && errno == EINTR);
		if (n < 0)
			return err_set(e, ERR_IO, "reading: %s",
			    strerror(errno));
	}
	*got = (size_t)n;
	return 0;
}

int intake_feed_more(struct intake_feed *f, struct err *e)
{
	size_t got = 0;

	if (f->n - f->at >= INTAKE_RAW_MAX)
		return err_set(e, ERR_LIMIT, "a row longer than %zu bytes: is "
		    "a quote not closed, or is this no list?", INTAKE_RAW_MAX);
	if (f->at > 0)
		memmove(f->window, f->window + f->at, f->n - f->at);
	f->n -= f->at;
	f->at = 0;
	do { /* pipes give little at once, and half a row is read again */
		if (read_some(f, f->window + f->n, sizeof(f->window) - f->n,
		    &got, e) < 0)
			return -1;
		f->n += got;
		f->ended = got == 0;
	} while (!f->ended && f->n <= sizeof(f->window) / 2);
	if (f->ended && f->jail != NULL) {
		int rc = jail_end(f->jail, e);

		jail_closep(&f->jail);
		return rc;
	}
	return 0;
}

int intake_feed_open(struct intake_feed *f, int fd, const char *encoding,
    struct err *e)
{
	f->fd = fd;
	f->jail = NULL;
	f->at = f->n = 0;
	f->ended = false;
	if (strcasecmp(encoding, "UTF-8") != 0) {
		union { const char *in; void *out; } name = { encoding };

		if (jail_open(&f->jail, convert, name.out, fd, &CONVERT, e) < 0)
			return -1;
	}
	if (intake_feed_more(f, e) < 0)
		return -1;
	if (f->n >= 3 && memcmp(f->window, "\xef\xbb\xbf", 3) == 0)
		f->at = 3;
	return 0;
}

void intake_feed_close(struct intake_feed *f)
{
	jail_closep(&f->jail);
}

/* ---- the encoding of a file without a map ---- */

/* The child is a copy of us: it has the head in its memory. */
static int guess(int in, int out, void *arg, struct err *e)
{
	SCOPED(arena) a = { .cap = 16 << 20 };
	const struct span *head = arg;
	const char *name;

	(void)in;
	if (uni_guess(*head, &a, &name, e) < 0)
		return -1;
	if (write(out, name, strlen(name)) < 0)
		return err_set(e, ERR_IO, "writing: %s", strerror(errno));
	return 0;
}

int intake_feed_guess(struct span head, int fd, struct arena *a,
    const char **encoding, struct err *e)
{
	struct span name;

	if (jail_run(guess, &head, fd, &GUESS, a, &name, e) < 0)
		return -1;
	*encoding = arena_cstr(a, name);
	if (!uni_encoding_known(*encoding))
		*encoding = "UTF-8";
	return 0;
}
