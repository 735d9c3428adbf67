/*
 * card.h - pictures and sheets, drawn when they are asked for
 *
 * Drawing one takes some ten milliseconds: threads of its own do it, of lower
 * priority, so that however many are asked for pages go on.  What was drawn
 * is kept for this state of the archive, up to SERVE_CARD_BYTES.
 */
#ifndef SERVE_CARD_H
#define SERVE_CARD_H

#include "httpd/httpd.h"
#include "serve/view.h"

#define SERVE_CARD_BYTES ((size_t)64 << 20)
#define SERVE_CARDS 2048     /* that are kept */
#define SERVE_CARD_QUEUE 128 /* that wait; more are told to come again */

struct serve_cards;
/* threads: that draw. */
int serve_cards_open(struct serve_cards **out, struct serve_views *views,
    unsigned threads, struct err *e) MUST_CHECK;
/* After the server: who waits is answered first. */
void serve_cards_closep(struct serve_cards **c);

/* 1 answered (or later: see httpd_wait), 0 where the path is no card's or
 * there is none, -1. */
int serve_card(struct serve_cards *c, const struct httpd_request *q,
    struct arena *a, struct httpd_answer *out, struct err *e) MUST_CHECK;

#endif
