/*
 * watch.h - connections that take too long are cut off.  For httpd.c alone.
 *
 * libmicrohttpd closes a silent connection; one that sends or takes a byte
 * now and then it keeps for ever.  Here each connection has a time by which
 * what it is at must be over.  And when places get scarce, those that have
 * been without a whole request longest give theirs up, then those that have
 * been taking an answer longest, so that neither idle clients nor slow ones
 * can keep others out.  Whose they are is not asked: behind a proxy all come
 * from one address.
 */
#ifndef HTTPD_WATCH_H
#define HTTPD_WATCH_H

#include <stdint.h>

#include "base/err.h"

struct httpd_watch;
struct httpd_watched; /* one connection; NULL is none */

int httpd_watch_open(struct httpd_watch **out, unsigned connections,
    struct err *e) MUST_CHECK;
void httpd_watch_closep(struct httpd_watch **w);

struct httpd_watched *httpd_watch_add(struct httpd_watch *w, int fd);
/* An answer is being made: it may take its time. */
void httpd_watch_serve(struct httpd_watched *c);
/* The answer must be taken, or a request be there, in ms from now. */
void httpd_watch_take(struct httpd_watched *c, int64_t ms);
void httpd_watch_rest(struct httpd_watched *c, int64_t ms);
/* A place for the caller's own, NULL at first; NULL where c is. */
void **httpd_watch_own(struct httpd_watched *c);
/* Before fd is closed. */
void httpd_watch_remove(struct httpd_watch *w, struct httpd_watched *c);

#endif
