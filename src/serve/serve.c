#include "serve/serve.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/code.h"
#include "base/file.h"
#include "days/days.h"
#include "export/public.h"
#include "httpd/httpd.h"
#include "serve/cache.h"
#include "serve/candle.h"
#include "serve/card.h"
#include "serve/data.h"
#include "serve/view.h"

#define FILE_BYTES_MAX ((size_t)60 << 20) /* of one file that is served */
#define TRIES 6
#define TRY_MS 200 /* between: while a command is changing the archive */

static const struct httpd_limits limits = {
	.connections = 16384, .idle_seconds = 20, .connection_bytes = 8192,
};
#define THREADS_MAX 16
#define FILES 256 /* besides connections */

static void plain(struct httpd_answer *out, int status, struct span words)
{
	*out = (struct httpd_answer){ .status = status, .body = words,
	    .type = "text/plain; charset=utf-8" };
}

/* The answer's tag: a hash of its bytes. */
static void tag(struct httpd_answer *out, struct arena *a)
{
	uint8_t hash[CRYPT_HASH];
	char hex[33] = "";

	crypt_sha256(out->body, hash);
	code_hex(hash, 16, hex);
	out->etag = span_of(arena_fmt(a, "\"%s\"", hex));
}

/* ---- files of public/ ---- */

static void dress(enum export_public kind, struct arena *a,
    struct httpd_answer *out)
{
	switch (kind) {
	case EXPORT_CHECKPOINT:
		out->cache = HTTPD_SECONDS;
		out->type = "text/plain; charset=utf-8";
		break;
	case EXPORT_TILE: /* of this width, for ever */
		out->cache = HTTPD_IMMUTABLE;
		out->type = "application/octet-stream";
		break;
	case EXPORT_EVIDENCE: /* can be taken back, and holds anything */
		tag(out, a);
		out->type = "application/octet-stream";
		out->download = true;
		break;
	case EXPORT_PROPERTIES:
		tag(out, a);
		out->type = "text/tab-separated-values; charset=utf-8";
		break;
	default: /* lines of a payload can be withheld */
		tag(out, a);
		out->type = "text/plain; charset=utf-8";
		break;
	}
}

static int answer_file(const struct serve_place *p, struct span path,
    const struct serve_view *v, struct arena *a, struct httpd_answer *out,
    struct err *e)
{
	enum export_public kind = export_public_of(path, v->acts);
	int got = 1;

	plain(out, 404, SPAN("There is no such file.\n"));
	if (kind == EXPORT_NONE)
		return 0;
	if (kind == EXPORT_CHECKPOINT)
		out->body = arena_copy(a, v->from.checkpoint);
	else
		got = file_read(p->public_fd, arena_cstr(a, path),
		    FILE_BYTES_MAX, a, &out->body, e);
	if (got < 0 && e->kind == ERR_LIMIT) {
		plain(out, 501, SPAN("This file is too large to be served"
		    " here. It is in the folder of each copy.\n"));
		return 0;
	}
	if (got == 1) {
		out->status = 200;
		dress(kind, a, out);
	}
	return got < 0 ? -1 : 0;
}

/* ---- pages ---- */

/* What somebody looks for is kept nowhere. */
static int search(struct serve_view *v, const struct httpd_request *q,
    struct page *page, struct err *e)
{
	struct span text = { 0 };

	(void)httpd_query(q->query, SPAN("q"), &v->scratch, &text);
	return folio_search(&v->from, q->path, text, span_ends(q->path,
	    SPAN(".json")), &v->scratch, page, e);
}

struct server {
	const struct serve_place *place;
	struct serve_views *views;
	struct serve_cache *cache;
	struct serve_lights lights;
	struct serve_cards *cards;
	struct serve_data data;
};

/* Is what is at this address not the same for all who ask? */
static bool depends(struct span path)
{
	return span_is(path, "/");
}

/* A page that is the same for all who ask is kept for the next. */
static void keep(struct server *s, struct serve_view *v, struct span path,
    const struct page *page, const struct serve_lit *before,
    struct httpd_answer *out)
{
	struct httpd_made *made;
	struct err why;

	out->packs = true;
	if (httpd_made_open(&made, out, &why) < 0)
		return; /* it is given as it is */
	if (!v->behind)
		serve_cache_add(s->cache, v->stamp, path, page, made, before);
	*out = (struct httpd_answer){ .status = 200, .made = made };
}

static int answer_page(struct server *s, struct serve_view *v,
    const struct httpd_request *q, struct arena *a, struct httpd_answer *out,
    struct err *e)
{
	struct serve_lit before;
	struct page page = { 0 };
	int got = search(v, q, &page, e);

	serve_cache_before(s->cache, &before);

	if (got == 0 && v->from.find == NULL && (span_ends(q->path,
	    SPAN("/search")) || span_ends(q->path, SPAN("/search.json")))) {
		plain(out, 503, SPAN("Іздеу қазір жаңартылып жатыр. Бірнеше"
		    " секундтан кейін қайталап көріңіз.\nПоиск сейчас"
		    " обновляется. Попробуйте через несколько секунд.\nThe"
		    " search is being made again. Try in some seconds.\n"));
		return 0;
	}
	if (got < 0 || (got == 0 && folio_make(&v->from, q->path,
	    q->languages, &v->scratch, &page, e) < 0))
		return -1;
	*out = (struct httpd_answer){ .status = page.status,
	    .type = page.type, .body = arena_copy(a, page.body),
	    .location = arena_copy(a, page.location),
	    .framed = page.framed,
	    .by_language = span_is(q->path, "/"),
	    .cache = page.fixed ? HTTPD_IMMUTABLE : HTTPD_NO_CACHE };
	/* An answer to a question has no tag by which it could be known again. */
	if (page.status == 200 && !page.fixed && got == 0)
		tag(out, a);
	if (page.status == 200 && got == 0 && !depends(q->path))
		keep(s, v, q->path, &page, &before, out);
	return 0;
}

/* ---- the server ---- */

/* 0, or -1: *again tells whether it may come out better in a moment. */
static int once(struct server *s, const struct httpd_request *q,
    struct arena *a, struct httpd_answer *out, bool *again, struct err *e)
{
	static const struct span below[] = { { "/log/", 5 },
		{ "/payload/", 9 }, { "/evidence/", 10 } };
	bool is_file = span_is(q->path, "/properties");
	struct serve_view *v = NULL;
	int rc;

	*again = true;
	if (serve_view_take(s->views, &v, e) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(below) / sizeof(below[0]); i++)
		is_file = is_file || span_starts(q->path, below[i]);
	rc = serve_data(&s->data, v, q, a, out, e);
	if (rc != 0)
		is_file = true;
	else if (is_file)
		rc = answer_file(s->place, span_skip(q->path, 1), v, a, out,
		    e);
	else
		rc = answer_page(s, v, q, a, out, e);
	rc = rc < 0 ? -1 : 0;
	*again = !is_file; /* what was read of a file fills the arena */
	if (rc < 0 && !is_file)
		serve_view_closep(&v);
	else
		serve_view_give(s->views, v);
	return rc;
}

/* While lines are withheld, the index and the payloads do not agree for a
 * moment: what fails is tried again with what is there then. */
static int answer(void *ctx, const struct httpd_request *q, struct arena *a,
    struct httpd_answer *out, struct err *e)
{
	const struct timespec wait = { .tv_nsec = TRY_MS * 1000000L };
	struct server *s = ctx;
	struct serve_stamp now;
	bool again;
	int got = serve_candle(&s->lights, q, a, out, e);

	if (got == 0) {
		got = serve_card(s->cards, q, a, out, e);
		if (got > 0 && !out->later && out->status == 200)
			tag(out, a);
	}
	if (got != 0)
		return got < 0 ? -1 : 0;
	serve_views_stamp(s->views, &now);
	out->made = serve_cache_find(s->cache, &now, q->path);
	if (out->made != NULL)
		return 0;
	for (int i = 1; once(ctx, q, a, out, &again, e) < 0; i++) {
		if (i == TRIES || !again)
			return -1;
		(void)nanosleep(&wait, NULL);
	}
	return 0;
}

/* Files that may be open: connections, and some.  Returns how many
 * connections there may be. */
static unsigned allow_files(unsigned connections)
{
	struct rlimit l;

	if (getrlimit(RLIMIT_NOFILE, &l) < 0)
		return FILES;
	if (l.rlim_cur >= connections + FILES)
		return connections;
	l.rlim_cur = l.rlim_max < connections + FILES ? l.rlim_max
	    : connections + FILES;
	(void)setrlimit(RLIMIT_NOFILE, &l);
	return l.rlim_cur > 2 * FILES ? (unsigned)l.rlim_cur - FILES
	    : (unsigned)l.rlim_cur / 2 + 1;
}

static int wait_for_stop(int stop_fd, struct err *e)
{
	struct pollfd stop = { .fd = stop_fd, .events = POLLIN };

	while (poll(&stop, 1, -1) < 0)
		if (errno != EINTR)
			return err_set(e, ERR_IO, "serve: %s",
			    strerror(errno));
	return 0;
}

static int tell_zone(struct serve_view *v, struct err *e)
{
	struct err why = { 0 };
	struct span name;
	struct zone z;

	if (days_zone(v->from.ix, &v->scratch, &z, &name, &why, e) < 0)
		return -1;
	if (why.kind != ERR_NONE)
		fprintf(stderr, "kulpytas serve: days of remembrance go by"
		    " UTC: archive.zone: %s\n", why.text);
	return 0;
}

int serve_run(const struct serve_place *p, struct err *e)
{
	struct server s = { .place = p };
	struct httpd_limits l = limits;
	struct serve_view *v = NULL;
	struct httpd *h = NULL;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	bool data = false;
	int rc = -1;

	l.threads = cores < 2 ? 2 : cores > THREADS_MAX ? THREADS_MAX
	    : (unsigned)cores;
	l.connections = allow_files(l.connections);
	serve_candle_open(&s.lights, p->candles_fd, p->candle_bits);
	if (serve_views_open(&s.views, p, s.lights.candles, e) < 0 ||
	    serve_cache_open(&s.cache, s.lights.candles, SERVE_CACHE_BYTES,
	    e) < 0)
		goto out;
	s.lights.views = s.views;
	if (serve_data_open(&s.data, p->public_fd, e) < 0)
		goto out;
	data = true;
	if (s.lights.candles != NULL)
		l.posts = serve_candle_posts;
	/* What is broken from the start is told here, not to visitors. */
	if (serve_view_take(s.views, &v, e) < 0 || tell_zone(v, e) < 0)
		goto out;
	serve_view_give(s.views, v);
	if (serve_cards_open(&s.cards, s.views, l.threads / 2, e) < 0)
		goto out;
	if (httpd_open(&h, p->listen, &l, answer, &s, e) < 0)
		goto out;
	if (p->ready != NULL)
		p->ready(p->ctx, httpd_port(h));
	rc = wait_for_stop(p->stop_fd, e);
out:
	httpd_closep(&h); /* before what its threads use */
	serve_cache_closep(&s.cache);
	serve_cards_closep(&s.cards);
	serve_views_closep(&s.views);
	candle_closep(&s.lights.candles);
	if (data)
		serve_data_close(&s.data);
	return rc;
}
