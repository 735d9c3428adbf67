/*
 * candle.h - who asks for a token, who lights a candle: "/kk/candle" and
 * "/kk/candle.json"
 *
 * GET ?for=WHOM gives a token: a form for who has no script (good after some
 * seconds), or {"head","bits","token"} for a worker.  POST token (and proof)
 * lights: 303 to the page it was lit on, or {"lit","burning"}.  Refused: 403
 * not ours or no proof, 409 spent, 410 too old, 429 too early, 503 the disk
 * or the queue; in JSON with {"error"}.
 */
#ifndef SERVE_CANDLE_H
#define SERVE_CANDLE_H

#include <stdatomic.h>

#include "candle/light.h"
#include "httpd/httpd.h"
#include "serve/view.h"

struct serve_lights {
	struct candles *candles; /* NULL: none */
	struct serve_views *views;
	atomic_bool told;        /* that they cannot be kept */
};
/* Opens the folder of candles; where that cannot be, says why on stderr and
 * leaves candles NULL. */
void serve_candle_open(struct serve_lights *l, int dirfd, int bits);

bool serve_candle_posts(struct span path); /* for httpd */
/* 1, or 0 where the path is none of these. */
int serve_candle(struct serve_lights *l, const struct httpd_request *q,
    struct arena *a, struct httpd_answer *out, struct err *e) MUST_CHECK;

#endif
