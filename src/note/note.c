#include "note/note.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/code.h"
#include "base/scan.h"
#include "base/utf8.h"

#define ID_BYTES 4
#define TIME_BYTES 8
#define SIG_BASE64_MAX ((NOTE_SIG_BYTES_MAX + 2) / 3 * 4)
#define DASH "\xe2\x80\x94 " /* U+2014 and a space */

bool note_text_valid(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] < 0x20 && text.p[i] != '\n')
			return false;
	return utf8_valid(text);
}

static uint64_t big_endian(const uint8_t *in, int n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | *in++;
	return v;
}

/* "— name base64\n" */
static int sig_parse(struct scan *s, struct note_sig *out, struct err *e)
{
	uint8_t bytes[NOTE_SIG_BYTES_MAX];
	size_t n;

	if (!scan_lit(s, SPAN(DASH)))
		return err_set(e, ERR_FORMAT, "signed-note: no dash and space"
		    " before a signature");
	if (!scan_until(s, ' ', NOTE_NAME_MAX, &out->name) ||
	    !note_name_valid(out->name))
		return err_set(e, ERR_FORMAT, "signed-note: no key name of at"
		    " most %d bytes, without spaces and plus", NOTE_NAME_MAX);
	if (!scan_until(s, '\n', SIG_BASE64_MAX, &out->base64) ||
	    !code_unbase64(out->base64, bytes, sizeof(bytes), &n))
		return err_set(e, ERR_FORMAT, "signed-note: no base64 of at"
		    " most %d bytes and a newline", NOTE_SIG_BYTES_MAX);
	if (n <= ID_BYTES)
		return err_set(e, ERR_FORMAT, "signed-note: %zu bytes are no"
		    " key id and signature", n);
	out->id = (uint32_t)big_endian(bytes, ID_BYTES);
	return 0;
}

static int sigs_parse(struct span lines, struct note *n, struct err *e)
{
	struct scan s = scan_of(lines);

	for (n->sig_count = 0; !scan_done(&s); n->sig_count++) {
		if (n->sig_count == NOTE_SIGS_MAX)
			return err_set(e, ERR_LIMIT, "signed-note: more than"
			    " %d signatures", NOTE_SIGS_MAX);
		if (sig_parse(&s, &n->sig[n->sig_count], e) < 0)
			return err_in(e, "signature %d", n->sig_count + 1);
	}
	if (n->sig_count == 0)
		return err_set(e, ERR_FORMAT, "signed-note: no signature");
	return 0;
}

int note_parse(struct span bytes, struct note *out, struct err *e)
{
	struct note n;
	size_t blank; /* where the last blank line's newline is */

	if (bytes.n > NOTE_BYTES_MAX)
		return err_set(e, ERR_LIMIT, "signed-note: more than %d bytes",
		    NOTE_BYTES_MAX);
	if (!note_text_valid(bytes))
		return err_set(e, ERR_FORMAT, "signed-note: not UTF-8 without"
		    " control characters");
	if (!span_ends(bytes, SPAN("\n")))
		return err_set(e, ERR_FORMAT, "signed-note: no final newline");
	for (blank = bytes.n - 1; blank > 0; blank--)
		if (bytes.p[blank] == '\n' && bytes.p[blank - 1] == '\n')
			break;
	if (blank == 0)
		return err_set(e, ERR_FORMAT, "signed-note: no blank line"
		    " between text and signatures");
	n.text = (struct span){ bytes.p, blank };
	if (sigs_parse(span_skip(bytes, blank + 1), &n, e) < 0)
		return -1;
	*out = n;
	return 0;
}

/* What a cosigner signs: two lines, then the text. */
static bool cosigned(const struct note *n, const struct note_key *key,
    const uint8_t *time_sig, uint64_t *when)
{
	char text[NOTE_BYTES_MAX + 64];
	uint64_t time = big_endian(time_sig, TIME_BYTES);
	int head;

	if (time > INT64_MAX || n->text.n > NOTE_BYTES_MAX)
		return false;
	head = snprintf(text, 64, "cosignature/v1\ntime %" PRIu64 "\n", time);
	memcpy(text + head, n->text.p, n->text.n);
	if (!crypt_verify(key->key, (struct span){ text,
	    (size_t)head + n->text.n }, time_sig + TIME_BYTES))
		return false;
	if (when != NULL && time > *when)
		*when = time;
	return true;
}

static bool sig_holds(const struct note *n, const struct note_sig *sig,
    const struct note_key *key, uint64_t *when)
{
	uint8_t bytes[ID_BYTES + TIME_BYTES + CRYPT_SIG];
	size_t got;

	if (!code_unbase64(sig->base64, bytes, sizeof(bytes), &got))
		return false;
	switch (key->type) {
	case NOTE_ED25519:
		return got == ID_BYTES + CRYPT_SIG &&
		    crypt_verify(key->key, n->text, bytes + ID_BYTES);
	case NOTE_COSIGNATURE:
		return got == sizeof(bytes) &&
		    cosigned(n, key, bytes + ID_BYTES, when);
	}
	return false;
}

int note_verify(const struct note *n, const struct note_key *key,
    uint64_t *when, struct err *e)
{
	struct span name = span_of(key->name);
	uint64_t latest = 0;
	int found = 0;

	for (int i = 0; i < n->sig_count; i++) {
		const struct note_sig *sig = &n->sig[i];

		if (sig->id != key->id || !span_eq(sig->name, name))
			continue;
		if (!sig_holds(n, sig, key, &latest))
			return err_set(e, ERR_DENIED, "signed-note: signature"
			    " %d, by %.160s, is wrong", i + 1, key->name);
		found = 1;
	}
	if (found == 1 && key->type == NOTE_COSIGNATURE && when != NULL)
		*when = latest;
	return found;
}

void note_sig_print(const struct note_key *key, const uint8_t sig[CRYPT_SIG],
    struct buf *out)
{
	uint8_t bytes[ID_BYTES + CRYPT_SIG];

	assert(key->type == NOTE_ED25519);
	for (int i = 0; i < ID_BYTES; i++)
		bytes[i] = (uint8_t)(key->id >> (24 - 8 * i));
	memcpy(bytes + ID_BYTES, sig, CRYPT_SIG);
	buf_add(out, SPAN(DASH));
	buf_str(out, key->name);
	buf_byte(out, ' ');
	code_base64(out, bytes, sizeof(bytes));
	buf_byte(out, '\n');
}
