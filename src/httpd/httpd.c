#include "httpd/httpd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/scan.h"
#include "httpd/dress.h"
#include "httpd/watch.h"

#define LISTEN_BACKLOG 4096
#define ANSWER_HEAD 1536 /* bytes, at most */
#define FIELD_COST 80    /* bytes, of one header besides its text */
#define FORM "application/x-www-form-urlencoded"
#ifdef KULPYTAS_TESTING
#define HELD_MAX (64 << 20)
#else
#define HELD_MAX HTTPD_HELD_MAX
#endif

struct httpd {
	struct MHD_Daemon *daemon;
	struct httpd_watch *watch;
	struct httpd_limits limits;
	httpd_serve *serve;
	void *ctx;
	int fd;              /* listens; libmicrohttpd's once it runs */
	uint16_t port;
	atomic_int answering;   /* answers queued and not yet sent */
	atomic_size_t held;     /* bytes of arenas under way */
};

/* One request.  Until there is an answer the connection owns it, then the
 * answer does.  Very many may be half there: the arena takes its first block
 * when all of the head is. */
struct httpd_work {
	struct arena arena;
	struct httpd *h;
	struct span uri; /* as sent, with the query; cut above the limit */
	bool too_long;
	bool complete; /* its head was let through */
	bool posts;    /* its path takes forms */
	bool counted;  /* among those answering */
	bool packs;    /* the client takes gzip */
	char *body;
	size_t body_bytes;
	struct MHD_Connection *c; /* while it waits */
	void *kept;
	size_t held;
	char text[]; /* of uri */
};

static void free_work(void *p)
{
	struct httpd_work *w = p;

	if (w == NULL)
		return;
	atomic_fetch_sub(&w->h->held, w->held);
	if (w->counted)
		atomic_fetch_sub(&w->h->answering, 1);
	arena_closep(&w->arena);
	free(w);
}

/* Keeps libmicrohttpd from decoding anything. */
static size_t leave_escapes(void *cls, struct MHD_Connection *c, char *s)
{
	(void)cls;
	(void)c;
	return strlen(s);
}

/* It would log addresses. */
static void drop_log(void *cls, const char *fmt, va_list ap)
{
	(void)cls;
	(void)fmt;
	(void)ap;
}

static struct httpd_watched *watched(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(c,
	    MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return i == NULL ? NULL : i->socket_context;
}

/* The work that a connection owns is this from now on. */
static void own(struct MHD_Connection *c, struct httpd_work *w)
{
	void **at = httpd_watch_own(watched(c));

	if (at != NULL)
		*at = w;
}

/* libmicrohttpd calls this with the first line of a request, before it
 * takes the address apart: we do that ourselves. */
static void *on_uri(void *cls, const char *uri, struct MHD_Connection *c)
{
	struct httpd_work *w;
	struct span all = span_of(uri);
	const bool too_long = all.n > HTTPD_PATH_MAX;

	if (too_long)
		all.n = 0;
	w = calloc(1, sizeof(*w) + all.n);
	if (w == NULL)
		return NULL; /* the connection is closed, see on_request */
	w->arena.cap = HTTPD_ARENA;
	w->h = cls;
	w->too_long = too_long;
	memcpy(w->text, all.p, all.n);
	w->uri = (struct span){ w->text, all.n };
	own(c, w);
	return w;
}

static void on_connection(void *cls, struct MHD_Connection *c,
    void **context, enum MHD_ConnectionNotificationCode what)
{
	struct httpd *h = cls;
	const union MHD_ConnectionInfo *i;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		/* Of a request for whose head it had no memory on_completed
		 * is not told. */
		void **left = httpd_watch_own(*context);

		if (left != NULL)
			free_work(*left);
		httpd_watch_remove(h->watch, *context);
		*context = NULL;
		return;
	}
	i = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	*context = i == NULL ? NULL : httpd_watch_add(h->watch, i->connect_fd);
	httpd_watch_rest(*context, h->limits.idle_seconds * 1000LL);
}

/* The mark left in place of the work when its answer is queued. */
static char answered;

static void on_completed(void *cls, struct MHD_Connection *c, void **state,
    enum MHD_RequestTerminationCode why)
{
	struct httpd *h = cls;

	(void)why;
	if (*state == &answered)
		atomic_fetch_sub(&h->answering, 1);
	else
		free_work(*state);
	*state = NULL;
	own(c, NULL);
	httpd_watch_rest(watched(c), h->limits.idle_seconds * 1000LL);
}

static struct span header(struct MHD_Connection *c, const char *name)
{
	return span_of(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

/* If-None-Match: a list of tags, weak ones too, or a star. */
static bool etag_matches(struct span list, struct span etag)
{
	if (etag.n == 0)
		return false;
	if (span_is(span_trim(list), "*"))
		return true;
	while (list.n > 0) {
		struct span tag = { list.p, span_find(list, ',') };

		list = span_skip(list, tag.n + 1);
		tag = span_trim(tag);
		if (span_starts(tag, SPAN("W/")))
			tag = span_skip(tag, 2);
		if (span_eq(tag, etag))
			return true;
	}
	return false;
}

static void refuse(struct httpd_answer *out, int status, struct span why)
{
	*out = (struct httpd_answer){ .status = status, .body = why,
		.type = "text/plain; charset=utf-8" };
}

/* A form as browsers send it, of a length we take? */
static bool form_unfit(struct MHD_Connection *c, struct httpd_answer *out)
{
	const struct span length = header(c, "Content-Length");
	const struct span type = header(c, "Content-Type");
	struct span kind = { type.p, span_find(type, ';') };
	struct scan s = scan_of(length);
	uint64_t n;

	kind = span_trim(kind);
	if (span_is(header(c, "Sec-Fetch-Site"), "cross-site"))
		refuse(out, 403, SPAN("A form of another site is not taken.\n"));
	else if (length.p == NULL || header(c, "Transfer-Encoding").p != NULL)
		refuse(out, 411, SPAN("The length must be told.\n"));
	else if (!scan_u64(&s, HTTPD_BODY_MAX, &n) || !scan_done(&s))
		refuse(out, 413, SPAN("This form is too long.\n"));
	else if (kind.n != sizeof(FORM) - 1 || strncasecmp(kind.p, FORM,
	    kind.n) != 0)
		refuse(out, 415, SPAN("Only " FORM " is taken here.\n"));
	else
		return false;
	return true;
}

/* Is so much of the connection's memory taken by the head of the request
 * that the head of an answer may not fit?  libmicrohttpd would hang up. */
static bool head_unfit(const struct httpd *h, struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(c,
	    MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	const int fields = MHD_get_connection_values(c, MHD_HEADER_KIND |
	    MHD_COOKIE_KIND | MHD_GET_ARGUMENT_KIND, NULL, NULL);

	return i != NULL && i->header_size + header(c, "Cookie").n +
	    (size_t)fields * FIELD_COST + ANSWER_HEAD >
	    h->limits.connection_bytes;
}

/* Requests that are answered from their head alone, unread what follows. */
static bool turned_away(struct httpd_work *w, struct MHD_Connection *c,
    const char *method, struct httpd_answer *out)
{
	const struct span length = header(c, "Content-Length");
	const struct span path = { w->uri.p, span_find(w->uri, '?') };

	w->posts = w->h->limits.posts != NULL && w->h->limits.posts(path);
	if (head_unfit(w->h, c))
		refuse(out, 431, SPAN("The head of this request is too"
		    " long.\n"));
	else if (w->too_long)
		refuse(out, 414, SPAN("This address is too long.\n"));
	else if (w->posts && strcmp(method, "POST") == 0)
		return form_unfit(c, out);
	else if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		refuse(out, 405, SPAN("Only GET and HEAD are served here.\n"));
	else if (header(c, "Transfer-Encoding").p != NULL ||
	    (length.p != NULL && !span_is(length, "0")))
		refuse(out, 400, SPAN("A GET has no body here.\n"));
	else
		return false;
	return true;
}

/* "gzip", and not "gzip;q=0". */
static bool takes_gzip(struct span list)
{
	while (list.n > 0) {
		struct span one = { list.p, span_find(list, ',') };
		struct span name = span_trim((struct span){ one.p,
		    span_find(one, ';') });
		struct span rest = span_trim(span_skip(one, span_find(one,
		    ';') + 1));

		if (span_is(name, "gzip")) {
			if (!span_starts(rest, SPAN("q=0")))
				return true;
			while (rest.n > 2 && strchr("0.", rest.p[rest.n -
			    1]) != NULL)
				rest.n--;
			return rest.n > 2;
		}
		list = span_skip(list, one.n + 1);
	}
	return false;
}

/* Of what is made already: has the client it, first as it takes it, then the
 * other way? */
static void known(struct httpd_work *w, const struct httpd_request *q,
    struct httpd_answer *out)
{
	const struct span plain = httpd_made_answer(out->made)->etag;
	struct span packed;

	if (q->etag_seen.n == 0)
		return;
	packed = httpd_packed_tag(plain, &w->arena);
	for (int i = 0; i < 2 && out->status != 304; i++) {
		const bool packs = i == 0 ? w->packs : !w->packs;

		if (etag_matches(q->etag_seen, packs ? packed : plain)) {
			out->status = 304;
			w->packs = packs;
		}
	}
}

/* What we answer to a request that is complete. */
static void decide(struct httpd_work *w, struct MHD_Connection *c,
    const char *method, struct httpd_answer *out)
{
	struct httpd_request q = { .head = strcmp(method, "HEAD") == 0,
	    .post = strcmp(method, "POST") == 0, .work = w,
	    .body = { w->body, w->body_bytes }, .kept = w->kept };
	const struct span raw = { w->uri.p, span_find(w->uri, '?') };
	struct err e = { 0 };

	if (!httpd_path(raw, &w->arena, &q.path)) {
		refuse(out, 400, SPAN("This address is not valid.\n"));
		return;
	}
	q.query = span_skip(w->uri, raw.n + 1);
	q.etag_seen = header(c, "If-None-Match");
	q.languages = header(c, "Accept-Language");
	w->packs = takes_gzip(header(c, "Accept-Encoding"));
	*out = (struct httpd_answer){ .status = 200,
		.type = "text/plain; charset=utf-8" };
	if (w->h->serve(w->h->ctx, &q, &w->arena, out, &e) < 0) {
		fprintf(stderr, "kulpytas: %s\n", e.text);
		refuse(out, 500, SPAN("This page could not be made. "
		    "The reason is in the server's log.\n"));
		return;
	}
	if (out->made != NULL) {
		known(w, &q, out);
		return;
	}
	/* The body stays: its length is told, its bytes are not sent. */
	if (out->status == 200 && etag_matches(q.etag_seen, out->etag))
		out->status = 304;
}

/* Answers under way together stay under a ceiling, however slowly they are
 * taken.  Past it a large answer becomes a short one that holds nothing;
 * small ones are made all the same, or a few slow readers would close us. */
static struct MHD_Response *respond(struct httpd_work *w, struct httpd_answer *out)
{
	const size_t held = w->arena.used + sizeof(*w);

	if (atomic_fetch_add(&w->h->held, held) + held > HELD_MAX &&
	    held > HTTPD_SMALL) {
		atomic_fetch_sub(&w->h->held, held);
		refuse(out, 503, SPAN("Too many answers are under way.\n"));
		return MHD_create_response_from_buffer(out->body.n,
		    (void *)(uintptr_t)out->body.p, MHD_RESPMEM_PERSISTENT);
	}
	w->held = held;
	return MHD_create_response_from_buffer_with_free_callback_cls(
	    out->body.n, (void *)(uintptr_t)out->body.p, free_work, w);
}

/* ---- answers that come later ---- */

void httpd_wait(const struct httpd_request *q, void *kept)
{
	q->work->kept = kept;
	MHD_suspend_connection(q->work->c);
}

void httpd_resume(struct httpd_work *w)
{
	MHD_resume_connection(w->c); /* w may be gone from here on */
}

/* Time to take an answer. */
static int64_t time_for(const struct httpd *h, size_t bytes)
{
	return h->limits.idle_seconds * 1000LL +
	    (int64_t)(bytes / HTTPD_SLOWEST) * 1000;
}

/* What is made already, with headers and all; out->status may be 304. */
static enum MHD_Result answer_made(struct httpd_work *w,
    struct MHD_Connection *c, struct httpd_answer *out)
{
	struct httpd_made *made = out->made;
	struct MHD_Response *r;
	enum MHD_Result rc = MHD_NO;

	httpd_watch_take(watched(c), time_for(w->h,
	    httpd_made_answer(made)->body.n));
	if (out->status != 304) {
		rc = MHD_queue_response(c, 200, httpd_made_response(made,
		    w->packs));
	} else {
		r = httpd_made_unchanged(made, w->packs, &w->arena);
		if (r != NULL) {
			rc = MHD_queue_response(c, 304, r);
			MHD_destroy_response(r);
		}
	}
	httpd_made_closep(&made); /* the connection holds what it needs */
	free_work(w);
	return rc;
}

/* Queues the answer.  From here on the work is the answer's. */
static enum MHD_Result answer(struct httpd_work *w, struct MHD_Connection *c,
    struct httpd_answer *out)
{
	struct httpd *h = w->h;
	struct MHD_Response *r;
	enum MHD_Result rc = MHD_NO;

	if (out->made != NULL && httpd_made_alive() > HELD_MAX &&
	    httpd_made_answer(out->made)->body.n > HTTPD_SMALL) {
		httpd_made_closep(&out->made);
		refuse(out, 503, SPAN("Too many answers are under way.\n"));
	}
	if (out->made != NULL)
		return answer_made(w, c, out);
	r = respond(w, out);
	if (r != NULL && httpd_dress(r, out, w->posts, &w->arena)) {
		httpd_watch_take(watched(c), time_for(h,
		    out->body.n));
		rc = MHD_queue_response(c, (unsigned)out->status, r);
	}
	if (r == NULL || w->held == 0)
		free_work(w); /* the short answer does not hold it */
	if (r != NULL)
		MHD_destroy_response(r); /* the other: when all is sent */
	return rc;
}

/* A piece of the body; false where it is more than was told. */
static bool take_body(struct httpd_work *w, const char *p, size_t *bytes)
{
	if (!w->posts || *bytes > HTTPD_BODY_MAX - w->body_bytes)
		return false;
	if (w->body == NULL)
		w->body = arena_raw(&w->arena, HTTPD_BODY_MAX);
	memcpy(w->body + w->body_bytes, p, *bytes);
	w->body_bytes += *bytes;
	*bytes = 0;
	return true;
}

/* Called when the head of a request is there, with pieces of its body, when
 * all of it is there, and after it was resumed.  An answer at the first call
 * ends the connection. */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *c,
    const char *url, const char *method, const char *version,
    const char *data, size_t *bytes, void **state)
{
	struct httpd *h = cls;
	struct httpd_work *w = *state;
	struct httpd_answer out = { 0 };

	(void)url;
	(void)version;
	if (w == NULL || *state == &answered)
		return MHD_NO;
	if (*bytes != 0)
		return w->complete && take_body(w, data, bytes) ? MHD_YES
		    : MHD_NO;
	if (!w->complete && !turned_away(w, c, method, &out)) {
		w->complete = true;
		return MHD_YES;
	}
	httpd_watch_serve(watched(c));
	if (!w->counted)
		atomic_fetch_add(&h->answering, 1);
	w->counted = true;
	w->c = c;
	if (w->complete)
		decide(w, c, method, &out);
	if (out.later)
		return MHD_YES;
	w->counted = false; /* the connection's to take off, see answered */
	*state = &answered;
	own(c, NULL);
	return answer(w, c, &out);
}

/* "127.0.0.1:8470", "[::1]:8470", "8470". */
static int parse_listen(struct span listen, struct sockaddr_in6 *six,
    struct sockaddr_in *four, struct err *e)
{
	struct span host = SPAN("127.0.0.1"), digits = listen;
	char name[INET6_ADDRSTRLEN] = "";
	struct scan s;
	uint64_t port;
	bool brackets = false;

	for (size_t i = listen.n; i > 0 && digits.n == listen.n; i--)
		if (listen.p[i - 1] == ':') {
			digits = span_skip(listen, i);
			host = (struct span){ listen.p, i - 1 };
		}
	brackets = host.n > 2 && host.p[0] == '[' &&
	    host.p[host.n - 1] == ']';
	if (brackets)
		host = (struct span){ host.p + 1, host.n - 2 };
	if (host.n < sizeof(name))
		memcpy(name, host.p, host.n);
	s = scan_of(digits);
	*six = (struct sockaddr_in6){ .sin6_family = AF_INET6 };
	*four = (struct sockaddr_in){ .sin_family = AF_INET };
	if (!scan_u64(&s, UINT16_MAX, &port) || !scan_done(&s) ||
	    inet_pton(brackets ? AF_INET6 : AF_INET, name, brackets
	    ? (void *)&six->sin6_addr : (void *)&four->sin_addr) != 1)
		return err_set(e, ERR_MISUSED, "'%.*s' is no address to listen "
		    "at; 127.0.0.1:8470, [::1]:8470 and 8470 are",
		    (int)(listen.n < 80 ? listen.n : 80), listen.p);
	six->sin6_port = four->sin_port = htons((uint16_t)port);
	return brackets ? 6 : 4;
}

static int listen_at(struct httpd *h, struct span listen_text, struct err *e)
{
	struct sockaddr_in6 six;
	struct sockaddr_in four;
	const struct sockaddr *a = (const struct sockaddr *)&four;
	socklen_t n = sizeof(four);
	const int on = 1, kind = parse_listen(listen_text, &six, &four, e);

	if (kind < 0)
		return -1;
	if (kind == 6) {
		a = (const struct sockaddr *)&six;
		n = sizeof(six);
	}
	h->fd = socket(a->sa_family, SOCK_STREAM | SOCK_CLOEXEC |
	    SOCK_NONBLOCK, 0);
	if (h->fd < 0 || setsockopt(h->fd, SOL_SOCKET, SO_REUSEADDR, &on,
	    sizeof(on)) < 0 || bind(h->fd, a, n) < 0 ||
	    listen(h->fd, LISTEN_BACKLOG) < 0)
		return err_set(e, ERR_IO, "listening at %.*s: %s%s",
		    (int)listen_text.n, listen_text.p, strerror(errno),
		    errno == EADDRINUSE ? "; choose another port" : "");
	n = sizeof(six);
	if (getsockname(h->fd, (struct sockaddr *)&six, &n) < 0)
		return err_set(e, ERR_IO, "getsockname: %s", strerror(errno));
	h->port = ntohs(six.sin6_port); /* at the same place in both kinds */
	return 0;
}

static int start(struct httpd *h, struct err *e)
{
	const struct httpd_limits *l = &h->limits;
	const unsigned threads = l->threads < l->connections ? l->threads
	    : l->connections;
	const struct MHD_OptionItem pool[] = {
		{ threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END,
		    (intptr_t)threads, NULL },
		{ MHD_OPTION_END, 0, NULL },
	};

	h->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD |
	    MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, h,
	    MHD_OPTION_EXTERNAL_LOGGER, drop_log, NULL,
	    MHD_OPTION_LISTEN_SOCKET, h->fd,
	    MHD_OPTION_CONNECTION_LIMIT, l->connections,
	    MHD_OPTION_CONNECTION_TIMEOUT, l->idle_seconds,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, l->connection_bytes,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_URI_LOG_CALLBACK, on_uri, h,
	    MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, NULL,
	    MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
	    MHD_OPTION_NOTIFY_COMPLETED, on_completed, h,
	    MHD_OPTION_ARRAY, pool, MHD_OPTION_END);
	if (h->daemon == NULL)
		return err_set(e, ERR_IO, "httpd: the server does not start: "
		    "%s", strerror(errno));
	return 0;
}

int httpd_open(struct httpd **out, struct span listen,
    const struct httpd_limits *limits, httpd_serve *serve, void *ctx,
    struct err *e)
{
	SCOPED(httpd) *h = calloc(1, sizeof(*h));

	if (h == NULL)
		return err_set(e, ERR_IO, "httpd: out of memory");
	h->fd = -1;
	h->limits = *limits;
	h->serve = serve;
	h->ctx = ctx;
	if (listen_at(h, listen, e) < 0 ||
	    httpd_watch_open(&h->watch, limits->connections, e) < 0 ||
	    start(h, e) < 0)
		return -1;
	*out = h;
	h = NULL; /* the caller owns it now */
	return 0;
}

uint16_t httpd_port(const struct httpd *h)
{
	return h->port;
}

/* Answers under way get as long as a silent connection would. */
static void finish(struct httpd *h)
{
	const struct timespec step = { .tv_nsec = 5000000 };
	int64_t steps = h->limits.idle_seconds * 200LL;

	h->fd = MHD_quiesce_daemon(h->daemon);
	while (steps-- > 0 && atomic_load(&h->answering) > 0)
		(void)nanosleep(&step, NULL);
	MHD_stop_daemon(h->daemon);
}

void httpd_closep(struct httpd **p)
{
	struct httpd *h = *p;

	if (h == NULL)
		return;
	if (h->daemon != NULL)
		finish(h);
	if (h->fd >= 0)
		(void)close(h->fd);
	httpd_watch_closep(&h->watch);
	free(h);
	*p = NULL;
}
