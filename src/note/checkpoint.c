#include "note/note.h"

#include <inttypes.h>

#include "base/code.h"
#include "base/scan.h"

#define HASH_CHARS 44 /* base64 of 32 bytes */
#define PROOF_HEAD "c2sp.org/tlog-proof@v1\n"

/* Takes a line that is the base64 of one hash. */
static bool take_hash(struct scan *s, uint8_t out[CRYPT_HASH])
{
	struct scan c = *s;
	struct span line;
	size_t n;

	if (!scan_line(&c, HASH_CHARS, &line) ||
	    !code_unbase64(line, out, CRYPT_HASH, &n) || n != CRYPT_HASH)
		return false;
	*s = c;
	return true;
}

static void add_hash(struct buf *out, const uint8_t hash[CRYPT_HASH])
{
	code_base64(out, hash, CRYPT_HASH);
	buf_byte(out, '\n');
}

int note_checkpoint_parse(struct span text, struct note_checkpoint *out,
    struct err *e)
{
	struct scan s = scan_of(text), rest;
	struct note_checkpoint c;
	struct span line;

	if (!note_text_valid(text))
		return err_set(e, ERR_FORMAT, "tlog-checkpoint: not UTF-8"
		    " without control characters");
	if (!scan_line(&s, NOTE_NAME_MAX, &c.origin))
		return err_set(e, ERR_FORMAT, "tlog-checkpoint: line 1: no"
		    " origin of at most %d bytes", NOTE_NAME_MAX);
	if (!scan_u64(&s, MERKLE_SIZE_MAX, &c.size) ||
	    !scan_lit(&s, SPAN("\n")))
		return err_set(e, ERR_FORMAT, "tlog-checkpoint: line 2: size"
		    " is not a number of at most %" PRIu64, MERKLE_SIZE_MAX);
	if (!take_hash(&s, c.root))
		return err_set(e, ERR_FORMAT, "tlog-checkpoint: line 3: root"
		    " is not base64 of %d bytes", CRYPT_HASH);
	rest = s;
	c.extension = scan_rest(&rest);
	while (!scan_done(&rest))
		if (!scan_line(&rest, NOTE_BYTES_MAX, &line))
			return err_set(e, ERR_FORMAT, "tlog-checkpoint: an"
			    " extension line is empty or has no end");
	*out = c;
	return 0;
}

void note_checkpoint_print(struct span origin, uint64_t size,
    const uint8_t root[CRYPT_HASH], struct buf *out)
{
	buf_add(out, origin);
	buf_fmt(out, "\n%" PRIu64 "\n", size);
	add_hash(out, root);
}

/* Base64 of any length, checked in pieces: only the last may be padded. */
static bool base64_valid(struct span s)
{
	uint8_t bytes[768];
	size_t n;

	while (s.n > 1024) {
		if (!code_unbase64((struct span){ s.p, 1024 }, bytes,
		    sizeof(bytes), &n) || n != sizeof(bytes))
			return false;
		s = span_skip(s, 1024);
	}
	return s.n > 0 && code_unbase64(s, bytes, sizeof(bytes), &n);
}

/* The lines from the second to the blank one. */
static int proof_lines(struct scan *s, struct note_proof *p, struct err *e)
{
	p->has_extra = scan_lit(s, SPAN("extra "));
	p->extra = (struct span){ "", 0 };
	if (p->has_extra && (!scan_line(s, NOTE_EXTRA_MAX, &p->extra) ||
	    !base64_valid(p->extra)))
		return err_set(e, ERR_FORMAT, "tlog-proof: extra is not base64"
		    " of at most %d bytes", NOTE_EXTRA_MAX);
	if (!scan_lit(s, SPAN("index ")) ||
	    !scan_u64(s, MERKLE_SIZE_MAX, &p->index) ||
	    !scan_lit(s, SPAN("\n")))
		return err_set(e, ERR_FORMAT, "tlog-proof: no line 'index' and"
		    " a number of at most %" PRIu64, MERKLE_SIZE_MAX);
	p->hashes.count = 0;
	while (!scan_lit(s, SPAN("\n"))) {
		if (p->hashes.count == MERKLE_PROOF_MAX)
			return err_set(e, ERR_LIMIT, "tlog-proof: more than"
			    " %d hashes", MERKLE_PROOF_MAX);
		if (!take_hash(s, p->hashes.hash[p->hashes.count]))
			return err_set(e, ERR_FORMAT, "tlog-proof: hash %d is"
			    " not base64 of %d bytes", p->hashes.count + 1,
			    CRYPT_HASH);
		p->hashes.count++;
	}
	return 0;
}

int note_proof_parse(struct span bytes, struct note_proof *out, struct err *e)
{
	struct scan s = scan_of(bytes);
	struct note_checkpoint c;
	struct note_proof p;
	struct note n;

	if (!scan_lit(&s, SPAN(PROOF_HEAD)))
		return err_set(e, ERR_FORMAT, "tlog-proof: line 1 is not"
		    " c2sp.org/tlog-proof@v1");
	if (proof_lines(&s, &p, e) < 0)
		return -1;
	p.checkpoint = scan_rest(&s);
	if (note_parse(p.checkpoint, &n, e) < 0 ||
	    note_checkpoint_parse(n.text, &c, e) < 0)
		return err_in(e, "tlog-proof");
	if (p.index >= c.size)
		return err_set(e, ERR_FORMAT, "tlog-proof: entry %" PRIu64
		    " is not in a tree of %" PRIu64, p.index, c.size);
	*out = p;
	return 0;
}

void note_proof_print(const struct note_proof *p, struct buf *out)
{
	buf_add(out, SPAN(PROOF_HEAD));
	if (p->has_extra) {
		buf_add(out, SPAN("extra "));
		buf_add(out, p->extra);
		buf_byte(out, '\n');
	}
	buf_fmt(out, "index %" PRIu64 "\n", p->index);
	for (int i = 0; i < p->hashes.count; i++)
		add_hash(out, p->hashes.hash[i]);
	buf_byte(out, '\n');
	buf_add(out, p->checkpoint);
}
