/*
 * watch.h - connections that take too long are cut off.  For httpd.c alone.
 *
 * libmicrohttpd closes a silent connection; one that sends or takes a byte
 * now and then it keeps for ever.  Here each connection has a time by which
 * what it is at must be over.  And when places get scarce, those that have
 * been without a whole request longest give theirs up, so that idle clients
 * cannot keep others out.
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
/* It must be done in ms from now; -1: it may take its time. */
void httpd_watch_set(struct httpd_watched *c, int64_t ms);
/* The same, and it is waited for a request. */
void httpd_watch_rest(struct httpd_watched *c, int64_t ms);
/* Before fd is closed. */
void httpd_watch_remove(struct httpd_watch *w, struct httpd_watched *c);

#endif
