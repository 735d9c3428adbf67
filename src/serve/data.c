#include "serve/data.h"

#include <string.h>

#include "base/code.h"

#define MADE_MAX ((size_t)60 << 20) /* bytes of one that is made here */
#define KEEP_MAX ((size_t)16 << 20) /* bytes of one that is kept */

int serve_data_open(struct serve_data *d, int public_fd, struct err *e)
{
	memset(d, 0, sizeof(*d));
	d->public_fd = public_fd;
	if (pthread_mutex_init(&d->lock, NULL) != 0)
		return err_set(e, ERR_IO, "serve: out of memory");
	return 0;
}

static void forget(struct serve_data *d)
{
	for (int i = 0; i < EXPORT_DATA; i++) {
		arena_closep(&d->kept[i].mem);
		d->kept[i].bytes = (struct span){ 0 };
	}
}

void serve_data_close(struct serve_data *d)
{
	forget(d);
	(void)pthread_mutex_destroy(&d->lock);
}

static int take(void *ctx, struct span bytes, struct err *e)
{
	struct buf *b = ctx;

	buf_add(b, bytes);
	return b->over ? err_set(e, ERR_LIMIT, "too large") : 0;
}

/* The log's size and root: each change of what is public is an act. */
static int tag_of(const struct serve_view *v, char out[40], struct err *e)
{
	struct index_head head;
	char hex[33] = "";

	if (index_head(v->from.ix, &head, e) < 0)
		return -1;
	code_hex(head.root, 16, hex);
	memcpy(out, "\"", 1);
	memcpy(out + 1, hex, 32);
	memcpy(out + 33, "\"", 2);
	return 0;
}

static void say(struct httpd_answer *out, int status, struct span words)
{
	*out = (struct httpd_answer){ .status = status, .body = words,
	    .type = "text/plain; charset=utf-8", .cache = HTTPD_NO_STORE };
}

static int make(struct serve_data *d, const struct serve_view *v,
    const struct export_data *f, struct arena *a, struct span *out,
    struct err *e)
{
	struct buf b;
	const struct export_data_from from = { v->from.ix, d->public_fd,
		v->acts, take, &b };

	buf_open(&b, a, MADE_MAX);
	return export_data_make(f, &from, e) < 0 || buf_end(&b, out, e) < 0
	    ? -1 : 0;
}

/* 1 and what is kept of this state; 0: it is to be made, by us; -1: somebody
 * else is at it, or at another file. */
static int look(struct serve_data *d, const char *tag, int i,
    struct arena *a, struct span *out)
{
	int got = 1;

	(void)pthread_mutex_lock(&d->lock);
	if (strcmp(d->tag, tag) != 0) {
		forget(d);
		memcpy(d->tag, tag, strlen(tag) + 1);
	}
	if (d->kept[i].bytes.p != NULL)
		*out = arena_copy(a, d->kept[i].bytes);
	else
		got = d->making ? -1 : 0;
	if (got == 0)
		d->making = true;
	(void)pthread_mutex_unlock(&d->lock);
	return got;
}

/* Made; kept where it is still of the state that is asked for. */
static void keep(struct serve_data *d, const char *tag, int i,
    struct span bytes)
{
	(void)pthread_mutex_lock(&d->lock);
	d->making = false;
	if (bytes.p != NULL && bytes.n <= KEEP_MAX && strcmp(d->tag, tag) ==
	    0 && d->kept[i].bytes.p == NULL) {
		d->kept[i].mem.cap = 2 * KEEP_MAX;
		d->kept[i].bytes = arena_copy(&d->kept[i].mem, bytes);
	}
	(void)pthread_mutex_unlock(&d->lock);
}

int serve_data(struct serve_data *d, const struct serve_view *v,
    const struct httpd_request *q, struct arena *a, struct httpd_answer *out,
    struct err *e)
{
	const struct export_data *f = export_data_of(span_skip(q->path, 1));
	struct span bytes = { 0 };
	char tag[40];
	int i, got, rc = 0;

	if (f == NULL)
		return 0;
	i = (int)(f - export_data_files);
	if (tag_of(v, tag, e) < 0)
		return -1;
	got = look(d, tag, i, a, &bytes);
	if (got < 0) {
		say(out, 503, SPAN("This file is being made for somebody else."
		    " Try again in some seconds.\n"));
		return 1;
	}
	if (got == 0) {
		rc = make(d, v, f, a, &bytes, e);
		keep(d, tag, i, rc < 0 ? (struct span){ 0 } : bytes);
	}
	if (rc < 0 && e->kind == ERR_LIMIT) {
		say(out, 501, SPAN("This file is too large to be made here. It"
		    " lies in the folder of each built copy, and kulpytas"
		    " export makes it from any copy.\n"));
		return 1;
	}
	if (rc < 0)
		return -1;
	*out = (struct httpd_answer){ .status = 200, .type = f->type,
	    .body = bytes, .etag = span_of(arena_fmt(a, "%s", tag)),
	    .cache = HTTPD_NO_CACHE };
	return 1;
}
