/*
 * httpd.h - the one door to libmicrohttpd: request, answer, limits, the loop
 *
 * Keeps no client address anywhere: it is neither given to the caller nor
 * logged.  Every answer carries the strict headers of httpd.c (content
 * security policy without inline, nosniff, no referrer, no framing but where an
 * answer asks for it), but for what is no HTTP at all or has a head beyond
 * connection_bytes, less what an answer's head needs: that is told in a line
 * (431) and closed.
 *
 * Slow clients: a request must be there idle_seconds after the connection
 * was made or the answer before it was sent; an answer must be taken at
 * HTTPD_SLOWEST bytes a second after that time.  Else the connection is cut,
 * earlier where places are scarce (watch.h).
 */
#ifndef HTTPD_HTTPD_H
#define HTTPD_HTTPD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

#define HTTPD_PATH_MAX 1024  /* bytes of path and query: longer is 414 */
#define HTTPD_BODY_MAX 1024  /* bytes of a form: more is 413 */
#define HTTPD_ARENA (64 << 20) /* bytes one answer may take */
#define HTTPD_HELD_MAX (512 << 20) /* bytes of all answers under way: above
				      it those over HTTPD_SMALL are 503 */
#define HTTPD_SMALL (1 << 20)  /* bytes */
#define HTTPD_SLOWEST 4096     /* bytes a second */

struct httpd_limits {
	unsigned connections;     /* at once, all clients together; the next
				     wait to be accepted */
	unsigned idle_seconds;    /* a silent connection is closed */
	size_t connection_bytes;  /* memory per connection: two heads */
	unsigned threads;
	/* Which paths take the POST of a form (raw, as sent); NULL: none.
	 * Of another type it is 415, of no told length 411, sent by another
	 * site's page (Sec-Fetch-Site) 403. */
	bool (*posts)(struct span path);
};

struct httpd_request {
	struct span path;  /* percent-decoded once, valid UTF-8, begins with /,
			      no NUL, no "." or ".." or empty segment but a
			      last one; otherwise the door answers 400 */
	struct span query; /* raw, without ? */
	bool head;         /* HEAD; other methods but GET, and POST where limits
			      say so, are answered 405 */
	bool post;
	struct span body;  /* of a POST, raw: httpd_query reads it */
	struct httpd_work *work; /* for httpd_wait */
	void *kept;        /* what httpd_wait was given: the second call */
	struct span etag_seen; /* If-None-Match, or empty: any bytes */
	struct span languages; /* Accept-Language, or empty: any bytes */
};
/* The answer comes later: call wait, hand q->work to whom calls resume, from
 * any thread, once; then return with later set.  The answer is asked for
 * again, with kept; the arena is still that of the first call.  Whoever is
 * to call resume must outlive the server. */
void httpd_wait(const struct httpd_request *q, void *kept);
void httpd_resume(struct httpd_work *work);

/* The path of a request as above; false where it is not fit.  An escaped
 * slash, a backslash, controls and # are refused as well. */
bool httpd_path(struct span raw, struct arena *a, struct span *out);

/* The first value of `name` in a query, percent-decoded, + as space; false
 * where it is absent, badly escaped, not valid UTF-8 or holds a NUL.  name
 * is compared as it stands in the query: use plain letters. */
bool httpd_query(struct span query, struct span name, struct arena *a,
    struct span *out);

struct httpd_made;
enum httpd_cache { HTTPD_NO_CACHE, HTTPD_SECONDS, HTTPD_IMMUTABLE,
	HTTPD_NO_STORE };
struct httpd_answer {
	int status;           /* 200, 301, 302, 304, 400, 404, 500 ... */
	const char *type;     /* Content-Type */
	struct span body;     /* in the request's arena, or static */
	enum httpd_cache cache;
	struct span etag;     /* with its quotes, or empty; the door answers
				 304 itself where it matches etag_seen */
	struct span location; /* of a redirect */
	bool by_language;     /* Accept-Language made it what it is */
	bool later;           /* see httpd_wait: nothing else is set */
	bool framed;          /* may stand in a frame of any site's page */
	bool packs;           /* text that may be sent packed, where it is made
				 once (httpd_made) */
	struct httpd_made *made; /* instead of all else; the door's then */
	bool download;        /* Content-Disposition: attachment, and a
				 sandboxing policy: foreign bytes */
};

/* A 200 made once, with its headers, and given many times by any thread; it
 * copies what x points at.  The door sends it gzipped to who takes that. */
int httpd_made_open(struct httpd_made **out, const struct httpd_answer *x,
    struct err *e) MUST_CHECK;
struct httpd_made *httpd_made_take(struct httpd_made *m); /* once more */
void httpd_made_closep(struct httpd_made **m);

/* Makes the answer.  -1 is answered with a plain 500 and the error goes to
 * stderr without anything of the request. Called from several threads. */
typedef int httpd_serve(void *ctx, const struct httpd_request *q,
    struct arena *a, struct httpd_answer *out, struct err *e);

struct httpd;
/* listen is "127.0.0.1:8470", "[::1]:8470" or "8470" (loopback).  Port 0
 * takes a free one; httpd_port tells.  ERR_IO where the port is taken. */
int httpd_open(struct httpd **out, struct span listen,
    const struct httpd_limits *limits, httpd_serve *serve, void *ctx,
    struct err *e) MUST_CHECK;
uint16_t httpd_port(const struct httpd *h);
void httpd_closep(struct httpd **h); /* finishes answers under way */

#endif
