/*
 * serve.h - the public server: pages and the log over HTTP.  It holds no
 * key, opens no private file and writes nothing but candles.
 */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

struct serve_place {
	const char *db_path;   /* public index, made by the caller; when it is
				  replaced or grows, new requests see it */
	const char *find_path; /* search file, likewise; where it is missing
				  or broken there is no search */
	int public_fd;
	int candles_fd;        /* the folder of candles; -1: none are lit */
	int candle_bits;       /* zero bits that a proof has at the least */
	struct span address;   /* where it is published, as in page_from */
	struct span listen;    /* "127.0.0.1:8470" */
	int stop_fd;           /* readable: stop */
	void (*ready)(void *ctx, uint16_t port);
	void *ctx;
};
/* Serves until stop_fd is readable. */
int serve_run(const struct serve_place *p, struct err *e) MUST_CHECK;

#endif
