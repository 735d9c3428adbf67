/* A dossier from its file: libyaml in a jail, its events through a pipe. */
#include "dossier/dossier.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/utf8.h"
#include "dossier/inside.h"
#include "jail/jail.h"

/* libyaml keeps the text of one node and its own window, not the file. */
static const struct jail_limits LIMITS = { .memory = (size_t)512 << 20,
	.cpu_seconds = 120, .out_bytes = (uint64_t)1 << 30 };

/* ---- in the child ---- */

struct pipe_end {
	int in, out;
	size_t n;
	char bytes[65536];
};

static int64_t pull(void *ctx, void *buf, size_t n, struct err *e)
{
	const struct pipe_end *p = ctx;
	ssize_t got;

	do {
		got = read(p->in, buf, n);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return err_set(e, ERR_IO, "reading: %s", strerror(errno));
	return got;
}

static int flush(struct pipe_end *p, struct err *e)
{
	for (size_t at = 0; at < p->n;) {
		ssize_t n = write(p->out, p->bytes + at, p->n - at);

		if (n < 0 && errno != EINTR)
			return err_set(e, ERR_IO, "writing: %s",
			    strerror(errno));
		at += n < 0 ? 0 : (size_t)n;
	}
	p->n = 0;
	return 0;
}

static int push(void *ctx, const struct dossier_event *ev, struct err *e)
{
	struct pipe_end *p = ctx;
	unsigned char head[DOSSIER_EVENT_HEAD];

	dossier_event_head(ev, head);
	if (p->n + sizeof(head) + ev->text.n > sizeof(p->bytes) &&
	    flush(p, e) < 0)
		return -1;
	memcpy(p->bytes + p->n, head, sizeof(head));
	p->n += sizeof(head);
	memcpy(p->bytes + p->n, ev->text.p, ev->text.n);
	p->n += ev->text.n;
	return 0;
}

static int work(int in, int out, void *arg, struct err *e)
{
	static struct pipe_end p; /* the child's own copy */

	(void)arg;
	p.in = in;
	p.out = out;
	if (dossier_yaml_read(pull, &p, push, &p, e) < 0) {
		struct err late = { 0 };

		/* What came before the fault may have one of its own,
		 * further up in the file. */
		(void)flush(&p, &late);
		return -1;
	}
	return flush(&p, e);
}

/* ---- here ---- */

struct window {
	size_t at, n;
	char bytes[2 * (STMT_LINE_MAX + DOSSIER_EVENT_HEAD)];
};

/* Gives on all whole events of the window. */
static int drain(struct window *w, struct dossier_reader *r, struct err *e)
{
	struct dossier_event ev;
	size_t used;
	int got;

	while ((got = dossier_event_get((struct span){ w->bytes + w->at,
	    w->n - w->at }, &ev, &used, e)) > 0) {
		if (dossier_reader_event(r, &ev, e) < 0)
			return -1;
		w->at += used;
	}
	if (w->at > 0)
		memmove(w->bytes, w->bytes + w->at, w->n - w->at);
	w->n -= w->at;
	w->at = 0;
	return got;
}

int dossier_read(int fd, struct arena *a, struct dossier *out, struct err *e)
{
	SCOPED(jail) *j = NULL;
	struct dossier_reader *r;
	struct window w = { .at = 0, .n = 0 };
	int64_t n;

	if (dossier_reader_open(&r, a, e) < 0)
		return -1;
	if (jail_open(&j, work, NULL, fd, &LIMITS, e) < 0)
		return -1;
	while ((n = jail_read(j, w.bytes + w.n, sizeof(w.bytes) - w.n,
	    e)) > 0) {
		w.n += (size_t)n;
		if (drain(&w, r, e) < 0)
			return -1;
	}
	if (n < 0 || jail_end(j, e) < 0)
		return -1;
	if (w.n > 0)
		return err_set(e, ERR_FORMAT, "the reader of this file "
		    "stopped in the middle of a word");
	return dossier_reader_end(r, out, e);
}

bool dossier_is(struct span file_name)
{
	static const char *const ENDS[] = { ".yaml", ".yml" };

	for (size_t i = 0; i < 2; i++) {
		const size_t n = strlen(ENDS[i]);

		if (file_name.n > n && strncasecmp(file_name.p + file_name.n -
		    n, ENDS[i], n) == 0)
			return true;
	}
	return false;
}

struct dossier_snip dossier_snip(struct span s)
{
	struct dossier_snip out = { "" };
	size_t n = 0;
	uint32_t cp;

	while (n < 56 && utf8_next(&s, &cp))
		n += utf8_put(cp < 0x20 || utf8_unfit(cp) ? '?' : cp,
		    out.text + n);
	if (s.n > 0)
		memcpy(out.text + n, "...", 4);
	return out;
}
