/* dress.c - answers as libmicrohttpd's responses: their headers; answers that
 * are made once and given many times, plain and packed */
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/buf.h"
#include "httpd/dress.h"

#define LOCATION_MAX 4096 /* bytes */
#define PACK_MIN 256      /* bytes: what is shorter is not packed */
#define PACK_LEVEL 6

/* A Location is plain ASCII: what is not is escaped, a line break too. */
static const char *location(struct span s, struct arena *a)
{
	struct span out = { NULL, 0 };
	struct err e;
	struct buf b;

	buf_open(&b, a, LOCATION_MAX);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= 0x20 || c >= 0x7f || strchr("\"<>\\^`{|}", c) != NULL)
			buf_fmt(&b, "%%%02X", c);
		else
			buf_byte(&b, (char)c);
	}
	return buf_end(&b, &out, &e) < 0 ? "/" : arena_cstr(a, out);
}

static const char *cache_rule(enum httpd_cache cache)
{
	switch (cache) {
	case HTTPD_SECONDS: return "public, max-age=5";
	case HTTPD_IMMUTABLE: return "public, max-age=31536000, immutable";
	case HTTPD_NO_STORE: return "no-store";
	case HTTPD_NO_CACHE: break;
	}
	return "no-cache";
}

#define POLICY "default-src 'none'; style-src 'self'; " \
	"img-src 'self' data:; font-src 'self'; script-src 'self'; " \
	"connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
#define POLICY_PAGE POLICY "frame-ancestors 'none'"
#define POLICY_FRAMED POLICY "frame-ancestors *"
#define POLICY_FOREIGN "sandbox; default-src 'none'"

/* What follows such a request may be its body. */
static bool closes(int status)
{
	return status == 400 || status == 403 || status == 405 ||
	    status == 411 || status == 413 || status == 414 ||
	    status == 415 || status == 431;
}

bool httpd_dress(struct MHD_Response *r, const struct httpd_answer *out,
    bool posts, struct arena *a)
{
	const struct { const char *name, *value; } all[] = {
		{ "Content-Security-Policy", out->download ? POLICY_FOREIGN
		    : out->framed ? POLICY_FRAMED : POLICY_PAGE },
		{ "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "no-referrer" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Cross-Origin-Resource-Policy", out->framed
		    ? "cross-origin" : "same-origin" },
		{ "Permissions-Policy", "camera=(), geolocation=(), "
		    "microphone=(), payment=(), usb=()" },
		{ "Cache-Control", cache_rule(out->cache) },
		{ "Content-Type", out->status == 304 ? NULL : out->type },
		{ "Content-Disposition", out->download ? "attachment" : NULL },
		{ "ETag", out->etag.n > 0 ? arena_cstr(a, out->etag) : NULL },
		{ "Location", out->location.n > 0 ? location(out->location, a)
		    : NULL },
		{ "Vary", out->by_language ? "Accept-Language" : out->packs
		    ? "Accept-Encoding" : NULL },
		{ "Allow", out->status != 405 ? NULL : posts
		    ? "GET, HEAD, POST" : "GET, HEAD" },
		{ "Retry-After", out->status == 503 ? "10" : NULL },
		{ "Connection", closes(out->status) ? "close" : NULL },
	};

	if (out->status == 431) /* there is no room for more */
		return MHD_add_response_header(r, "Connection", "close") ==
		    MHD_YES;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].value != NULL && MHD_add_response_header(r,
		    all[i].name, all[i].value) != MHD_YES)
			return false;
	return true;
}

/* ---- made once, given many times ---- */

/* Held by its users; its bytes by its responses too, which connections may
 * be taking when the last user has let go. */
struct httpd_made {
	atomic_int users, holders;
	struct httpd_answer x;    /* its spans lie behind this */
	struct MHD_Response *plain;
	_Atomic(struct MHD_Response *) packed;
	atomic_size_t packed_bytes; /* of its body */
	size_t bytes;
	char text[];
};
static atomic_size_t alive; /* bytes of all there are */

size_t httpd_made_alive(void)
{
	return atomic_load(&alive);
}

static void let_go(void *p)
{
	struct httpd_made *m = p;

	if (atomic_fetch_sub(&m->holders, 1) > 1)
		return;
	atomic_fetch_sub(&alive, m->bytes);
	free(m);
}

static struct MHD_Response *respond(struct httpd_made *m)
{
	SCOPED(arena) a = { .cap = 1 << 16 };
	struct MHD_Response *r;

	atomic_fetch_add(&m->holders, 1);
	r = MHD_create_response_from_buffer_with_free_callback_cls(
	    m->x.body.n, (void *)(uintptr_t)m->x.body.p, let_go, m);
	if (r == NULL) {
		let_go(m);
		return NULL;
	}
	if (!httpd_dress(r, &m->x, false, &a)) {
		MHD_destroy_response(r);
		return NULL;
	}
	return r;
}

/* Of the size that it needs: very many are kept. */
int httpd_made_open(struct httpd_made **out, const struct httpd_answer *x,
    struct err *e)
{
	struct httpd_made *m = calloc(1, sizeof(*m) + x->body.n + x->etag.n);

	if (m == NULL)
		return err_set(e, ERR_IO, "httpd: out of memory");
	atomic_init(&m->users, 1);
	atomic_init(&m->holders, 1);
	m->x = *x;
	if (x->body.n > 0)
		memcpy(m->text, x->body.p, x->body.n);
	if (x->etag.n > 0)
		memcpy(m->text + x->body.n, x->etag.p, x->etag.n);
	m->x.body.p = m->text;
	m->x.etag.p = m->text + x->body.n;
	m->bytes = x->body.n;
	atomic_fetch_add(&alive, m->bytes);
	m->plain = respond(m);
	if (m->plain == NULL) {
		let_go(m);
		return err_set(e, ERR_IO, "httpd: out of memory");
	}
	*out = m;
	return 0;
}

struct httpd_made *httpd_made_take(struct httpd_made *m)
{
	atomic_fetch_add(&m->users, 1);
	return m;
}

void httpd_made_closep(struct httpd_made **p)
{
	struct httpd_made *m = *p;
	struct MHD_Response *packed;

	*p = NULL;
	if (m == NULL || atomic_fetch_sub(&m->users, 1) > 1)
		return;
	packed = atomic_load(&m->packed);
	MHD_destroy_response(m->plain);
	if (packed != NULL)
		MHD_destroy_response(packed);
	let_go(m);
}

const struct httpd_answer *httpd_made_answer(const struct httpd_made *m)
{
	return &m->x;
}

/* gzip with no name and no time: the same bytes each time. */
static bool gzip(struct span in, char *out, size_t room, size_t *bytes)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)in.p,
		.avail_in = (uInt)in.n, .next_out = (Bytef *)out,
		.avail_out = (uInt)room };
	int rc;

	if (deflateInit2(&z, PACK_LEVEL, Z_DEFLATED, 15 + 16, 8,
	    Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	rc = deflate(&z, Z_FINISH);
	*bytes = z.total_out;
	(void)deflateEnd(&z);
	return rc == Z_STREAM_END; /* else it is no shorter */
}

/* Another tag, since other bytes: "HASH" is "HASH-gz". */
struct span httpd_packed_tag(struct span etag, struct arena *a)
{
	return etag.n < 2 ? etag : span_of(arena_fmt(a, "%.*s-gz\"",
	    (int)etag.n - 1, etag.p));
}

struct packed { /* what a packed response holds */
	struct httpd_made *made;
	char text[];
};

static void let_packed_go(void *p)
{
	struct packed *k = p;
	struct httpd_made *made = k->made;

	free(k);
	let_go(made);
}

static struct packed *packed_open(struct httpd_made *m, struct span text)
{
	struct packed *k = calloc(1, sizeof(*k) + text.n);

	if (k == NULL)
		return NULL;
	atomic_fetch_add(&m->holders, 1);
	k->made = m;
	memcpy(k->text, text.p, text.n);
	return k;
}

static struct MHD_Response *pack(struct httpd_made *m)
{
	SCOPED(arena) a = { .cap = HTTPD_ARENA };
	const size_t room = m->x.body.n - m->x.body.n / 16;
	char *p = arena_raw(&a, room);
	struct httpd_answer x = m->x;
	struct MHD_Response *r;
	struct packed *k = NULL;
	size_t bytes;

	if (gzip(m->x.body, p, room, &bytes))
		k = packed_open(m, (struct span){ p, bytes });
	if (k == NULL)
		return NULL;
	r = MHD_create_response_from_buffer_with_free_callback_cls(bytes,
	    k->text, let_packed_go, k);
	if (r == NULL) {
		let_packed_go(k);
		return NULL;
	}
	atomic_store(&m->packed_bytes, bytes);
	x.etag = httpd_packed_tag(x.etag, &a);
	if (!httpd_dress(r, &x, false, &a) || MHD_add_response_header(r,
	    "Content-Encoding", "gzip") != MHD_YES) {
		MHD_destroy_response(r);
		return NULL;
	}
	return r;
}

/* Packed when it is first asked for; of two threads that do, one wins. */
static struct MHD_Response *packed_of(struct httpd_made *m)
{
	struct MHD_Response *r = atomic_load(&m->packed), *none = NULL;

	if (r != NULL || !m->x.packs || m->x.body.n < PACK_MIN)
		return r;
	r = pack(m);
	if (r == NULL || atomic_compare_exchange_strong(&m->packed, &none, r))
		return r;
	MHD_destroy_response(r);
	return none;
}

struct MHD_Response *httpd_made_response(struct httpd_made *m, bool packs)
{
	struct MHD_Response *r = packs ? packed_of(m) : NULL;

	return r != NULL ? r : m->plain;
}

/* That a 200 has not changed: its length is told, but not its type and how
 * it is packed, since nothing is sent. */
struct MHD_Response *httpd_made_unchanged(struct httpd_made *m, bool packs,
    struct arena *a)
{
	struct httpd_answer x = m->x;
	struct MHD_Response *r;

	x.status = 304;
	if (packs && packed_of(m) != NULL) {
		x.etag = httpd_packed_tag(x.etag, a);
		x.body.n = atomic_load(&m->packed_bytes);
	}
	atomic_fetch_add(&m->holders, 1);
	r = MHD_create_response_from_buffer_with_free_callback_cls(x.body.n,
	    (void *)(uintptr_t)x.body.p, let_go, m);
	if (r == NULL) {
		let_go(m);
		return NULL;
	}
	if (!httpd_dress(r, &x, false, a)) {
		MHD_destroy_response(r);
		return NULL;
	}
	return r;
}
