#include "serve/candle.h"

#include <stdio.h>
#include <string.h>

#include "base/utc.h"

void serve_candle_open(struct serve_lights *l, int dirfd, int bits)
{
	struct err e = { 0 };
	uint64_t passed = 0;

	l->candles = NULL;
	if (dirfd < 0)
		return;
	if (candle_open(&l->candles, dirfd, bits, &passed, &e) < 0)
		fprintf(stderr, "kulpytas serve: no candles are lit here: "
		    "%s\n", e.text);
	if (passed > 0)
		fprintf(stderr, "kulpytas serve: %llu lines in candles/ are"
		    " none and are not counted\n", (unsigned long long)passed);
}

static bool is_json(struct span path)
{
	return span_ends(path, SPAN(".json"));
}

/* Bytes of "/kk-Latn/" before the rest of an address. */
static size_t behind_tongue(struct span path)
{
	size_t n = span_find(span_skip(path, 1), '/') + 2;

	return n < path.n ? n : path.n;
}

bool serve_candle_posts(struct span path)
{
	struct span rest = span_skip(path, behind_tongue(path));

	return folio_tongue(path) && (span_is(rest, "candle") ||
	    span_is(rest, "candle.json"));
}

/* ---- what is answered ---- */

static void say_json(struct httpd_answer *out, int status, struct span body)
{
	*out = (struct httpd_answer){ .status = status, .body = body,
	    .type = "application/json", .cache = HTTPD_NO_STORE };
}

static int say_page(struct serve_view *v, const struct httpd_request *q,
    int status, const struct folio_candling *ask, struct arena *a,
    struct httpd_answer *out, struct err *e)
{
	struct page page = { 0 };

	if (folio_candle(&v->from, q->path, ask, &v->scratch, &page, e) < 0)
		return -1;
	*out = (struct httpd_answer){ .status = status, .type = page.type,
	    .body = arena_copy(a, page.body), .cache = HTTPD_NO_STORE };
	return 1;
}

/* Readers get the page that says there is none, in their language. */
static int say_nobody(struct serve_view *v, const struct httpd_request *q,
    struct arena *a, struct httpd_answer *out, struct err *e)
{
	struct page page = { 0 };

	say_json(out, 404, SPAN("{\"error\":\"nobody\"}\n"));
	if (is_json(q->path))
		return 1;
	if (folio_make(&v->from, q->path, (struct span){ 0 }, &v->scratch,
	    &page, e) < 0)
		return -1;
	out->type = page.type;
	out->body = arena_copy(a, page.body);
	return 1;
}

/* A form with a new token, or without where the queue is full. */
static int say_form(struct serve_lights *l, struct serve_view *v,
    const struct httpd_request *q, struct folio_candling *ask, int status,
    struct arena *a, struct httpd_answer *out, struct err *e)
{
	const int64_t now = utc_now();
	char token[CANDLE_TOKEN_MAX];
	struct candle_head h;

	if (!candle_issue(l->candles, ask->whom, true, now, token)) {
		ask->what = FOLIO_CANDLE_FULL;
		return say_page(v, q, 503, ask, a, out, e);
	}
	ask->token = arena_copy(a, span_of(token));
	if (candle_head_parse((struct span){ token, ask->token.n -
	    CANDLE_MAC - 1 }, &h))
		ask->seconds = h.time - now;
	return say_page(v, q, status, ask, a, out, e);
}

/* ---- GET ---- */

static int give(struct serve_lights *l, struct serve_view *v,
    const struct httpd_request *q, struct arena *a, struct httpd_answer *out,
    struct err *e)
{
	struct folio_candling ask = { .what = FOLIO_CANDLE_FIRST };
	char token[CANDLE_TOKEN_MAX];
	struct candle_head h = { 0 };
	struct span head;
	int got = 0;

	if (!httpd_query(q->query, SPAN("for"), a, &ask.whom))
		ask.whom = SPAN(CANDLE_ALL); /* an address typed by hand */
	got = folio_candle_for(&v->from, ask.whom, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return say_nobody(v, q, a, out, e);
	if (!is_json(q->path))
		return say_form(l, v, q, &ask, 200, a, out, e);
	if (!candle_issue(l->candles, ask.whom, false, utc_now(), token))
		return err_set(e, ERR_FORMAT, "no token");
	head = (struct span){ token, strlen(token) - CANDLE_MAC - 1 };
	(void)candle_head_parse(head, &h);
	say_json(out, 200, span_of(arena_fmt(a, "{\"head\":\"%.*s\",\"bits\":"
	    "%d,\"token\":\"%s\"}\n", (int)head.n, head.p, h.bits, token)));
	return 1;
}

/* ---- POST ---- */

static const struct {
	int status;
	enum folio_candle_what what;
	const char *word;
} refusals[] = {
	[CANDLE_BAD] = { 403, FOLIO_CANDLE_AGAIN, "unknown" },
	[CANDLE_NO_PROOF] = { 403, FOLIO_CANDLE_AGAIN, "no proof" },
	[CANDLE_OLD] = { 410, FOLIO_CANDLE_AGAIN, "old" },
	[CANDLE_SPENT] = { 409, FOLIO_CANDLE_AGAIN, "spent" },
	[CANDLE_EARLY] = { 429, FOLIO_CANDLE_EARLY, "early" },
};

static int refuse_page(struct serve_lights *l, const struct httpd_request *q,
    enum candle_state state, const struct candle *x, struct arena *a,
    struct httpd_answer *out, struct err *e)
{
	struct folio_candling ask = { .what = refusals[state].what };
	struct serve_view *v = NULL;
	int got = 0;

	if (serve_view_take(l->views, &v, e) < 0)
		return -1;
	if (httpd_query(q->body, SPAN("for"), a, &ask.whom))
		got = folio_candle_for(&v->from, ask.whom, e);
	if (got == 0) {
		got = say_nobody(v, q, a, out, e);
	} else if (got > 0 && state == CANDLE_EARLY) {
		(void)httpd_query(q->body, SPAN("token"), a, &ask.token);
		ask.seconds = x->head.time - utc_now();
		got = say_page(v, q, refusals[state].status, &ask, a, out, e);
	} else if (got > 0) {
		got = say_form(l, v, q, &ask, refusals[state].status, a, out,
		    e);
	}
	serve_view_give(l->views, v);
	return got < 0 ? -1 : 1;
}

static void resume(struct candle *x)
{
	httpd_resume(x->ctx);
}

static int light(struct serve_lights *l, const struct httpd_request *q,
    struct arena *a, struct httpd_answer *out, struct err *e)
{
	struct candle *x = arena_take(a, 1, sizeof(*x));
	struct span token = { 0 }, proof = { 0 };
	enum candle_state state;

	(void)httpd_query(q->body, SPAN("token"), a, &token);
	(void)httpd_query(q->body, SPAN("proof"), a, &proof);
	state = candle_check(l->candles, token, proof, utc_now(), x);
	if (state != CANDLE_LIT && !is_json(q->path))
		return refuse_page(l, q, state, x, a, out, e);
	if (state != CANDLE_LIT) {
		say_json(out, refusals[state].status, span_of(arena_fmt(a,
		    "{\"error\":\"%s\"}\n", refusals[state].word)));
		return 1;
	}
	x->done = resume;
	x->ctx = q->work;
	httpd_wait(q, x);
	out->later = true;
	candle_light(l->candles, x);
	return 1;
}

static int say_failed(struct serve_lights *l, const struct httpd_request *q,
    const struct candle *x, struct arena *a, struct httpd_answer *out,
    struct err *e)
{
	struct folio_candling ask = { .what = FOLIO_CANDLE_FAILED,
	    .whom = span_of(x->head.whom) };
	struct serve_view *v = NULL;
	struct err why;
	int rc;

	candle_why(l->candles, &why);
	if (!atomic_exchange(&l->told, true))
		fprintf(stderr, "kulpytas serve: a candle was not kept: %s\n",
		    why.text);
	say_json(out, 503, SPAN("{\"error\":\"not kept\"}\n"));
	if (is_json(q->path))
		return 1;
	if (serve_view_take(l->views, &v, e) < 0)
		return -1;
	rc = say_page(v, q, 503, &ask, a, out, e);
	serve_view_give(l->views, v);
	return rc;
}

/* It is on the disk, or could not be put there. */
static int say_lit(struct serve_lights *l, const struct httpd_request *q,
    struct arena *a, struct httpd_answer *out, struct err *e)
{
	const struct candle *x = q->kept;
	struct span whom = span_of(x->head.whom), home;
	struct folio_candles_said said;
	struct candle_count n;
	struct buf b;

	if (x->failed)
		return say_failed(l, q, x, a, out, e);
	if (is_json(q->path)) {
		candle_count_of(l->candles, folio_candle_counted(whom),
		    utc_now(), &n);
		folio_candles_said(q->path, &n, a, &said);
		buf_open(&b, a, 4096);
		buf_fmt(&b, "{\"lit\":%llu,\"burning\":%llu,\"words\":{"
		    "\"lit\":", (unsigned long long)n.proven,
		    (unsigned long long)n.burning);
		buf_json(&b, said.lit);
		buf_str(&b, ",\"burning\":");
		buf_json(&b, said.burning);
		buf_str(&b, "}}\n");
		say_json(out, 200, buf_span(&b));
		return 1;
	}
	home = folio_candle_home(whom, a);
	*out = (struct httpd_answer){ .status = 303, .cache = HTTPD_NO_STORE,
	    .type = "text/plain; charset=utf-8",
	    .location = span_of(arena_fmt(a, "/%.*s/%.*s",
	    (int)behind_tongue(q->path) - 2, q->path.p + 1, (int)home.n,
	    home.p)) };
	return 1;
}

int serve_candle(struct serve_lights *l, const struct httpd_request *q,
    struct arena *a, struct httpd_answer *out, struct err *e)
{
	struct serve_view *v = NULL;
	int rc;

	if (l->candles == NULL || !serve_candle_posts(q->path))
		return 0;
	if (q->kept != NULL)
		return say_lit(l, q, a, out, e);
	if (q->post)
		return light(l, q, a, out, e);
	if (serve_view_take(l->views, &v, e) < 0)
		return -1;
	rc = give(l, v, q, a, out, e);
	serve_view_give(l->views, v);
	return rc;
}
