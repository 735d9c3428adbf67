/* encoding.c - which encoding bytes are in, and from it to UTF-8 */
#include "uni/uni.h"

#include <errno.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unistd.h>

#include "base/utf8.h"

#define PIECE_BYTES (64 * 1024)       /* read at a time */
#define PIECE_UNITS (64 * 1024)       /* of UTF-16, between */
#define PIECE_UTF8 (3 * PIECE_UNITS)  /* written at a time */

/* ---- guessing ---- */
static const struct {
	const char *bytes;
	size_t n;
	const char *name;
} MARKS[] = { /* UTF-32LE begins as UTF-16LE does, so it stands first */
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	{ "\xff\xfe\0\0", 4, "UTF-32LE" },
	{ "\0\0\xfe\xff", 4, "UTF-32BE" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
};

/* True for UTF-8 that may end within a character. */
static bool is_utf8(struct span s)
{
	struct span tail = span_skip(s, utf8_valid_bytes(s));
	unsigned char lead = tail.n == 0 ? 0 : (unsigned char)tail.p[0];
	size_t want = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;

	for (size_t i = 1; i < tail.n; i++)
		if (((unsigned char)tail.p[i] & 0xc0) != 0x80)
			return false;
	return tail.n == 0 || (tail.n < want && lead >= 0xc2 && lead <= 0xf4);
}

static int ask_icu(UCharsetDetector *det, struct span head, struct arena *a,
    const char **name)
{
	UErrorCode code = U_ZERO_ERROR;
	const UCharsetMatch **found;
	int32_t count = 0;

	ucsdet_setText(det, head.p, (int32_t)head.n, &code);
	found = ucsdet_detectAll(det, &count, &code);
	for (int32_t i = 0; U_SUCCESS(code) && i < count; i++) {
		const char *n = ucsdet_getName(found[i], &code);

		/* It knows names that no converter has. */
		if (U_SUCCESS(code) && uni_encoding_known(n)) {
			*name = arena_cstr(a, span_of(n));
			return 0;
		}
	}
	return -1;
}

int uni_guess(struct span head, struct arena *a, const char **name,
    struct err *e)
{
	UErrorCode code = U_ZERO_ERROR;
	UCharsetDetector *det;
	int found;

	for (size_t i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++) {
		if (span_starts(head, (struct span){ MARKS[i].bytes,
		    MARKS[i].n })) {
			*name = MARKS[i].name;
			return 0;
		}
	}
	if (head.n > UNI_GUESS_MAX)
		head.n = UNI_GUESS_MAX;
	/* Zero bytes are valid UTF-8 and mean UTF-16 without a mark. */
	if (is_utf8(head) && span_find(head, '\0') == head.n) {
		*name = "UTF-8";
		return 0;
	}
	det = ucsdet_open(&code);
	if (U_FAILURE(code))
		return err_set(e, ERR_IO, "detector: %s", u_errorName(code));
	found = ask_icu(det, head, a, name);
	ucsdet_close(det);
	return found == 0 ? 0 : err_set(e, ERR_FORMAT, "no known encoding");
}

/* ---- converting ---- */
static UConverter *converter(const char *name)
{
	UErrorCode code = U_ZERO_ERROR;
	UConverter *c;

	/* ICU takes an empty name for the locale's encoding, and what stands
	 * behind a comma for options. */
	if (name[0] == '\0' || strlen(name) > UNI_NAME_MAX ||
	    strchr(name, ',') != NULL)
		return NULL;
	c = ucnv_open(name, &code);
	return U_SUCCESS(code) ? c : NULL;
}

bool uni_encoding_known(const char *name)
{
	UConverter *c = converter(name);

	ucnv_close(c); /* accepts NULL */
	return c != NULL;
}

struct pipe {
	const char *name;
	UConverter *from, *to;
	int in_fd, out_fd;
	uint64_t done; /* bytes in the pieces before */
	bool started;  /* past where a byte order mark may stand */
	char *in, *out;
	UChar *units;
};

static int write_all(int fd, const char *p, size_t n, struct err *e)
{
	while (n > 0) {
		ssize_t got = write(fd, p, n);

		if (got < 0 && errno != EINTR)
			return err_set(e, ERR_IO, "write: %s",
			    strerror(errno));
		if (got > 0) {
			p += got;
			n -= (size_t)got;
		}
	}
	return 0;
}

/* Writes units as UTF-8.  A surrogate at their end waits in the converter
 * for its other half. */
static int put(struct pipe *p, const UChar *from, const UChar *end, bool last,
    struct err *e)
{
	UErrorCode code = U_ZERO_ERROR;
	char *to = p->out;

	if (!p->started && from < end && *from == 0xfeff)
		from++;
	p->started = p->started || from < end;
	ucnv_fromUnicode(p->to, &to, p->out + PIECE_UTF8, &from, end, NULL,
	    last, &code);
	if (U_FAILURE(code))
		return err_set(e, ERR_FORMAT, "after byte %llu: not %s",
		    (unsigned long long)p->done, p->name);
	return write_all(p->out_fd, p->out, (size_t)(to - p->out), e);
}

/* The place of the bytes that stopped the converter at `at`. */
static int refuse(struct pipe *p, const char *at, struct err *e)
{
	UErrorCode code = U_ZERO_ERROR;
	char bad[32];
	int8_t n = sizeof(bad);

	ucnv_getInvalidChars(p->from, bad, &n, &code);
	return err_set(e, ERR_FORMAT, "byte %llu: not %s",
	    (unsigned long long)(p->done + (uint64_t)(at - p->in) -
	    (uint64_t)(U_SUCCESS(code) ? n : 0)), p->name);
}

/* Converts n bytes of in. */
static int convert_piece(struct pipe *p, size_t n, struct err *e)
{
	const char *at = p->in, *end = p->in + n;
	bool last = n == 0;
	UErrorCode code;

	do {
		UChar *to = p->units;

		code = U_ZERO_ERROR;
		ucnv_toUnicode(p->from, &to, p->units + PIECE_UNITS, &at, end,
		    NULL, last, &code);
		if (U_FAILURE(code) && code != U_BUFFER_OVERFLOW_ERROR)
			return refuse(p, at, e);
		if (put(p, p->units, to, last && code == U_ZERO_ERROR, e) < 0)
			return -1;
	} while (code == U_BUFFER_OVERFLOW_ERROR);
	p->done += n;
	return 0;
}

static int convert_all(struct pipe *p, struct err *e)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	ssize_t n;

	p->in = arena_raw(&a, PIECE_BYTES);
	p->units = arena_raw(&a, PIECE_UNITS * sizeof(*p->units));
	p->out = arena_raw(&a, PIECE_UTF8);
	do {
		n = read(p->in_fd, p->in, PIECE_BYTES);
		if (n < 0 && errno != EINTR)
			return err_set(e, ERR_IO, "read: %s",
			    strerror(errno));
		if (n >= 0 && convert_piece(p, (size_t)n, e) < 0)
			return -1;
	} while (n != 0);
	return 0;
}

int uni_convert(const char *encoding, int in_fd, int out_fd, struct err *e)
{
	struct pipe p = { .name = encoding, .in_fd = in_fd,
		.out_fd = out_fd, .from = converter(encoding),
		.to = converter("UTF-8") };
	UErrorCode code = U_ZERO_ERROR;
	int rc;

	if (p.from == NULL || p.to == NULL) {
		rc = err_set(e, ERR_FORMAT, "'%.*s' is no known encoding",
		    UNI_NAME_MAX, encoding);
	} else {
		ucnv_setToUCallBack(p.from, UCNV_TO_U_CALLBACK_STOP, NULL,
		    NULL, NULL, &code);
		ucnv_setFromUCallBack(p.to, UCNV_FROM_U_CALLBACK_STOP, NULL,
		    NULL, NULL, &code);
		rc = U_SUCCESS(code) ? convert_all(&p, e)
		    : err_set(e, ERR_IO, "%s", u_errorName(code));
	}
	ucnv_close(p.from);
	ucnv_close(p.to);
	return rc;
}
