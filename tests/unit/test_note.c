/* Signed notes, keys, checkpoints, proofs. */
#include "note/note.h"

#include <dirent.h>
#include <string.h>

#include "base/code.h"
#include "crypt/secret.h"

#include "../tap.h"

#define DASH "\xe2\x80\x94 "
#define FILE_MAX 400000 /* bytes of a file that a test reads */

/* The key and note that other implementations of signed notes test with. */
#define PETER "PeterNeumann+c74f20a3+" \
	"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define PETER_TEXT \
	"If you think cryptography is the answer to your problem,\n" \
	"then you don't know what your problem is.\n"
#define PETER_SIG DASH "PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8p" \
	"AcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
#define OTHER_SIG DASH "memorial.example/other AAAAAAA=\n" /* well formed */

#define ROOT "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
#define CHECKPOINT "memorial.example/log\n12\n" ROOT "\n"
#define SIGNED CHECKPOINT "\n" OTHER_SIG
#define PROOF "c2sp.org/tlog-proof@v1\n"

static struct span span_mem(const void *p, size_t n)
{
	return (struct span){ p, n };
}

static void test_names(void)
{
	static const struct { const char *name; bool ok; } T[] = {
		{ "a", true }, { "memorial.example/log", true },
		{ "\xd2\x9b\xd0\xb0\xd0\xb7\xd0\xb0\xd2\x9b", true },
		{ "a-b_c/d@e:f", true }, { "\xe2\x80\x94", true },
		{ "", false }, { "a b", false }, { "a+b", false },
		{ " a", false }, { "a\n", false }, { "a\tb", false },
		{ "a\x01", false }, { "a\x7f", false },
		{ "a\xc2\x85", false },     /* U+0085 next line */
		{ "a\xc2\x90", false },     /* U+0090, a control */
		{ "a\xc2\xa0z", false },    /* U+00A0 no-break space */
		{ "\xe1\x9a\x80", false },  /* U+1680 ogham space */
		{ "\xe2\x80\x80", false },  /* U+2000 en quad */
		{ "\xe2\x80\x8a", false },  /* U+200A hair space */
		{ "\xe2\x80\x8b", true },   /* U+200B is no White_Space */
		{ "\xe2\x80\xa8", false },  /* U+2028 line separator */
		{ "\xe2\x80\xa9", false },  /* U+2029 */
		{ "\xe2\x80\xaf", false },  /* U+202F */
		{ "\xe2\x81\x9f", false },  /* U+205F */
		{ "\xe3\x80\x80", false },  /* U+3000 ideographic space */
		{ "a\xff", false }, { "\xc0\x80", false },
		{ "\xed\xa0\x80", false }, { "a\xe2\x80", false },
	};
	char longest[NOTE_NAME_MAX + 1];

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++)
		CHECK(note_name_valid(span_of(T[i].name)) == T[i].ok,
		    "name %zu", i);
	memset(longest, 'n', sizeof(longest));
	CHECK(note_name_valid(span_mem(longest, NOTE_NAME_MAX)), "longest");
	CHECK(!note_name_valid(span_mem(longest, NOTE_NAME_MAX + 1)),
	    "one too long");
	CHECK(!note_name_valid(span_mem("a\0b", 3)), "a NUL");
}

static bool key_ok(struct span vkey, struct arena *a)
{
	struct note_key k;
	struct err e = { 0 };
	struct buf b;

	if (note_key_parse(vkey, &k, &e) < 0) {
		CHECK(e.kind == ERR_FORMAT && e.text[0] != '\0', "a reason");
		return false;
	}
	buf_open(&b, a, 1024);
	note_key_print(&k, &b);
	CHECK(span_eq(buf_span(&b), vkey), "one key, one spelling");
	return true;
}

/* Nothing but the whole key, unchanged, is a key. */
static void test_key_parts(struct arena *a)
{
	struct span whole = SPAN(PETER);
	char text[sizeof(PETER)];
	int passed = 0;
	struct note_key k;
	struct err e = { 0 };

	for (size_t i = 0; i <= whole.n; i++)
		for (size_t n = 0; n + i <= whole.n; n++)
			passed += n != whole.n && note_key_parse(
			    span_mem(whole.p + i, n), &k, &e) == 0;
	CHECK(passed == 0, "parts of a key: %d passed", passed);
	for (size_t i = 0; i < whole.n; i++)
		for (int bit = 0; bit < 8; bit++) {
			memcpy(text, PETER, sizeof(text));
			text[i] = (char)(text[i] ^ 1 << bit);
			passed += note_key_parse(span_mem(text, whole.n), &k,
			    &e) == 0;
		}
	CHECK(passed == 0, "flipped bits in a key: %d passed", passed);
	CHECK(key_ok(whole, a), "the whole key");
}

static void test_keys(struct arena *a)
{
	static const char *const BAD[] = { "", "+", "++", "a+b",
		"PeterNeumann+C74F20A3+"
		"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		/* a type nobody knows, with the id that would be right */
		"PeterNeumann+173116ae+"
		"ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		/* a key of another length, likewise */
		"PeterNeumann+cc469956+"
		"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
		PETER "\n", " " PETER, PETER " " };
	uint8_t key[CRYPT_KEY] = { 1, 2, 3 };
	struct note_key log, witness;
	struct err e = { 0 };
	struct buf b;

	test_key_parts(a);
	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
		CHECK(!key_ok(span_of(BAD[i]), a), "no key %zu", i);
	CHECK(note_key_of(SPAN("w.example"), NOTE_ED25519, key, &log, &e) == 0
	    && note_key_of(SPAN("w.example"), NOTE_COSIGNATURE, key, &witness,
	    &e) == 0, "two types");
	CHECK(log.id != witness.id, "have two ids");
	buf_open(&b, a, 1024);
	note_key_print(&witness, &b);
	CHECK(key_ok(buf_span(&b), a), "a witness's key");
	CHECK(note_key_of(SPAN("w example"), NOTE_ED25519, key, &log, &e) < 0,
	    "%s", e.text);
	CHECK(note_key_of(SPAN("w"), (enum note_type)2, key, &log, &e) < 0,
	    "%s", e.text);
}

struct note_case {
	const char *bytes;
	int sigs; /* 0: refused */
	size_t text_bytes;
};

static const struct note_case NOTES[] = {
	{ PETER_TEXT "\n" PETER_SIG, 1, sizeof(PETER_TEXT) - 1 },
	{ PETER_TEXT "\n" OTHER_SIG PETER_SIG OTHER_SIG, 3,
	    sizeof(PETER_TEXT) - 1 },
	/* the last blank line counts */
	{ "a\n\nb\n\n" OTHER_SIG, 1, 5 },
	{ "a\n\n" OTHER_SIG "\n" OTHER_SIG, 1, 3 + sizeof(OTHER_SIG) - 1 },
	{ "a\n\n\n" OTHER_SIG, 1, 3 },
	{ "\n\n" OTHER_SIG, 1, 1 },
	{ "", 0, 0 }, { "\n", 0, 0 }, { "\n\n", 0, 0 }, { "a", 0, 0 },
	{ "\n" OTHER_SIG, 0, 0 },
	{ OTHER_SIG, 0, 0 },
	{ "a\n" OTHER_SIG, 0, 0 },
	{ "a\n\n", 0, 0 },
	{ "a\n\n" OTHER_SIG "\n", 0, 0 },
	{ "a\n\n" OTHER_SIG "x", 0, 0 },
	{ "a\n\n" DASH "o AAAAAAA=", 0, 0 },
	{ "a\n\n" OTHER_SIG "not a signature\n", 0, 0 },
	{ "a\n\n- o AAAAAAA=\n", 0, 0 },
	{ "a\n\n\xe2\x80\x93 o AAAAAAA=\n", 0, 0 }, /* an en dash */
	{ "a\n\n\xe2\x80\x94o AAAAAAA=\n", 0, 0 },
	{ "a\n\n " DASH "o AAAAAAA=\n", 0, 0 },
	{ "a\n\n" DASH " AAAAAAA=\n", 0, 0 },
	{ "a\n\n" DASH "o  AAAAAAA=\n", 0, 0 },
	{ "a\n\n" DASH "o p AAAAAAA=\n", 0, 0 },
	{ "a\n\n" DASH "o+p AAAAAAA=\n", 0, 0 },
	{ "a\n\n" DASH "o\xc2\xa0p AAAAAAA=\n", 0, 0 },
	{ "a\n\n" DASH "o\n", 0, 0 },
	{ "a\n\n" DASH "o \n", 0, 0 },
	{ "a\n\n" DASH "o AAAAAAA= \n", 0, 0 },
	{ "a\n\n" DASH "o AAAAAA==\n", 0, 0 },  /* an id and no signature */
	{ "a\n\n" DASH "o AAAA\n", 0, 0 },
	{ "a\n\n" DASH "o AAAAAAB=\n", 0, 0 },  /* a bit that says nothing */
	{ "a\n\n" DASH "o AAAAAAA\n", 0, 0 },
	{ "a\n\n" DASH "o AAAAAA_=\n", 0, 0 },
	{ "a\n\n" DASH "o AAAA\nAAA=\n", 0, 0 },
	{ "a\tb\n\n" OTHER_SIG, 0, 0 },
	{ "a\r\n\r\n" OTHER_SIG, 0, 0 },
	{ "a\x01\n\n" OTHER_SIG, 0, 0 },
	{ "a\x1f\n\n" OTHER_SIG, 0, 0 },
	{ "a\xff\n\n" OTHER_SIG, 0, 0 },
	{ "a\xc0\xaf\n\n" OTHER_SIG, 0, 0 },
	{ "a\xed\xa0\x80\n\n" OTHER_SIG, 0, 0 },
	{ "a\xe2\x80\n\n" OTHER_SIG, 0, 0 },
};

static void test_notes(void)
{
	struct note n = { .sig_count = 77 };
	struct err e = { 0 };

	for (size_t i = 0; i < sizeof(NOTES) / sizeof(NOTES[0]); i++) {
		const struct note_case *t = &NOTES[i];
		int rc;

		n.sig_count = 77;
		rc = note_parse(span_of(t->bytes), &n, &e);
		if (t->sigs == 0)
			CHECK(rc < 0 && e.kind == ERR_FORMAT &&
			    n.sig_count == 77, "note %zu: %s", i, e.text);
		else
			CHECK(rc == 0 && n.sig_count == t->sigs &&
			    n.text.n == t->text_bytes &&
			    n.text.p == t->bytes, "note %zu", i);
	}
	CHECK(note_parse(SPAN("a\0\n\n" OTHER_SIG), &n, &e) < 0, "a NUL");
}

static struct span grown(struct buf *b, int sigs, size_t text_bytes)
{
	buf_clear(b);
	for (size_t i = 1; i < text_bytes; i++)
		buf_byte(b, 'x');
	buf_add(b, SPAN("\n\n"));
	for (int i = 0; i < sigs; i++)
		buf_add(b, SPAN(OTHER_SIG));
	return buf_span(b);
}

static void test_note_limits(struct arena *a)
{
	const size_t rest = 1 + sizeof(OTHER_SIG) - 1;
	struct note n;
	struct err e = { 0 };
	struct buf b;

	buf_open(&b, a, 1 << 18);
	CHECK(note_parse(grown(&b, NOTE_SIGS_MAX, 2), &n, &e) == 0 &&
	    n.sig_count == NOTE_SIGS_MAX, "most signatures");
	CHECK(note_parse(grown(&b, NOTE_SIGS_MAX + 1, 2), &n, &e) < 0 &&
	    e.kind == ERR_LIMIT, "%s", e.text);
	CHECK(note_parse(grown(&b, 1, NOTE_BYTES_MAX - rest), &n, &e) == 0,
	    "longest note");
	CHECK(note_parse(grown(&b, 1, NOTE_BYTES_MAX + 1 - rest), &n, &e) < 0
	    && e.kind == ERR_LIMIT, "%s", e.text);
	/* a post-quantum signature of some 5 kB is somebody else's affair */
	for (int bytes = 6000; bytes < 12000; bytes += 3000) {
		buf_clear(&b);
		buf_add(&b, SPAN("a\n\n" DASH "pq.example "));
		for (int i = 0; i < bytes / 3; i++)
			buf_add(&b, SPAN("AAAA"));
		buf_byte(&b, '\n');
		CHECK((note_parse(buf_span(&b), &n, &e) == 0) ==
		    (bytes <= NOTE_SIG_BYTES_MAX), "%d bytes", bytes);
	}
}

static int verify(struct span bytes, const struct note_key *key,
    uint64_t *when)
{
	struct note n;
	struct err e = { 0 };
	int rc;

	if (note_parse(bytes, &n, &e) < 0)
		return -2;
	rc = note_verify(&n, key, when, &e);
	CHECK((rc < 0) == (e.kind == ERR_DENIED), "verify: %d %s", rc, e.text);
	return rc;
}

static void test_verify_known(void)
{
	char bytes[] = PETER_TEXT "\n" PETER_SIG;
	uint64_t when = 77;
	struct note_key k;
	struct note n;
	struct err e = { 0 };
	int held = 0;

	CHECK(note_key_parse(SPAN(PETER), &k, &e) == 0, "key");
	CHECK(verify(span_of(bytes), &k, &when) == 1 && when == 77, "signed");
	CHECK(verify(SPAN(PETER_TEXT "\n" OTHER_SIG), &k, NULL) == 0,
	    "not signed");
	CHECK(verify(SPAN(PETER_TEXT "\n" OTHER_SIG PETER_SIG), &k, NULL) == 1,
	    "signed beside others");
	CHECK(verify(SPAN("x" PETER_TEXT "\n" PETER_SIG), &k, NULL) == -1,
	    "another text");
	CHECK(verify(SPAN(PETER_TEXT "\n" PETER_SIG PETER_SIG), &k, NULL) == 1,
	    "signed twice");
	CHECK(verify(SPAN(PETER_TEXT "\n" PETER_SIG
	    DASH "PeterNeumann x08gowA=\n"), &k, NULL) == -1,
	    "a right one does not excuse a wrong one");
	CHECK(verify(SPAN(PETER_TEXT "\n" DASH "PeterNeuman x08go/ZJ\n"), &k,
	    NULL) == 0, "same id, other name: unknown");
	CHECK(verify(SPAN(PETER_TEXT "\n" DASH "PeterNeumann x08gowAAAAAA\n"),
	    &k, NULL) == -1, "too short for a signature");
	for (size_t i = 0; i < sizeof(bytes) - 1; i++) {
		bytes[i] ^= 1;
		if (note_parse(span_of(bytes), &n, &e) == 0)
			held += note_verify(&n, &k, NULL, &e) == 1;
		bytes[i] ^= 1;
	}
	CHECK(held == 0, "a changed byte: %d held", held);
}

static void test_sign(struct arena *a, const struct crypt_secret *s)
{
	struct span text = SPAN(CHECKPOINT);
	uint8_t sig[CRYPT_SIG];
	struct note_key k;
	struct err e = { 0 };
	struct buf b;

	CHECK(note_key_of(crypt_secret_name(s), NOTE_ED25519,
	    crypt_secret_public(s), &k, &e) == 0, "own key");
	crypt_secret_sign(s, text, sig);
	buf_open(&b, a, 4096);
	buf_add(&b, text);
	buf_byte(&b, '\n');
	note_sig_print(&k, sig, &b);
	CHECK(verify(buf_span(&b), &k, NULL) == 1, "own note");
	buf_add(&b, SPAN(PETER_SIG));
	CHECK(verify(buf_span(&b), &k, NULL) == 1, "with a stranger's");
}

/* Adds a cosignature of text at time. */
static void cosign(struct buf *b, const struct crypt_secret *s,
    const struct note_key *k, uint64_t time, const char *said)
{
	uint8_t bytes[4 + 8 + CRYPT_SIG];
	char message[512];

	snprintf(message, sizeof(message), "cosignature/v1\ntime %s\n%s", said,
	    CHECKPOINT);
	for (int i = 0; i < 4; i++)
		bytes[i] = (uint8_t)(k->id >> (24 - 8 * i));
	for (int i = 0; i < 8; i++)
		bytes[4 + i] = (uint8_t)(time >> (56 - 8 * i));
	crypt_secret_sign(s, span_of(message), bytes + 12);
	buf_fmt(b, DASH "%s ", k->name);
	code_base64(b, bytes, sizeof(bytes));
	buf_byte(b, '\n');
}

static void test_cosign(struct arena *a, const struct crypt_secret *s)
{
	static const struct {
		uint64_t time;
		const char *said;
		int verdict;
	} T[] = {
		{ 1679315147, "1679315147", 1 }, { 0, "0", 1 },
		{ INT64_MAX, "9223372036854775807", 1 },
		{ (uint64_t)INT64_MAX + 1, "9223372036854775808", -1 },
		{ 1679315147, "1679315148", -1 },
		{ 1679315147, "01679315147", -1 },
	};
	struct note_key witness, log;
	struct err e = { 0 };
	uint64_t when;
	struct buf b;

	CHECK(note_key_of(crypt_secret_name(s), NOTE_COSIGNATURE,
	    crypt_secret_public(s), &witness, &e) == 0 &&
	    note_key_of(crypt_secret_name(s), NOTE_ED25519,
	    crypt_secret_public(s), &log, &e) == 0, "a witness");
	buf_open(&b, a, 4096);
	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		buf_clear(&b);
		buf_add(&b, SPAN(CHECKPOINT "\n"));
		cosign(&b, s, &witness, T[i].time, T[i].said);
		when = 77;
		CHECK(verify(buf_span(&b), &witness, &when) == T[i].verdict &&
		    when == (T[i].verdict == 1 ? T[i].time : 77),
		    "cosignature %zu", i);
		CHECK(verify(buf_span(&b), &log, NULL) == 0,
		    "is no signature of the log's type");
	}
	buf_clear(&b);
	buf_add(&b, SPAN(CHECKPOINT "\n"));
	cosign(&b, s, &witness, 5, "5");
	cosign(&b, s, &witness, 9, "9");
	cosign(&b, s, &witness, 7, "7");
	CHECK(verify(buf_span(&b), &witness, &when) == 1 && when == 9,
	    "the latest time of three");
	CHECK(verify(buf_span(&b), &witness, NULL) == 1, "nobody asks when");
}

static void test_checkpoints(struct arena *a)
{
	static const struct { const char *text; int64_t size; } T[] = {
		{ CHECKPOINT, 12 },
		{ "o\n0\n" ROOT "\n", 0 },
		{ "o p+q\n1\n" ROOT "\n", 1 }, /* the name rule is for keys */
		{ "o\n1099511627776\n" ROOT "\n", (int64_t)1 << 40 },
		{ "o\n1\n" ROOT "\nmore\nand more\n", 1 },
		{ "", -1 }, { "o\n", -1 }, { "\n1\n" ROOT "\n", -1 },
		{ "o\n1\n", -1 }, { "o\n1\n" ROOT, -1 },
		{ "o\n\n1\n" ROOT "\n", -1 }, { "o\n01\n" ROOT "\n", -1 },
		{ "o\n00\n" ROOT "\n", -1 }, { "o\n-1\n" ROOT "\n", -1 },
		{ "o\n+1\n" ROOT "\n", -1 }, { "o\n 1\n" ROOT "\n", -1 },
		{ "o\n1 \n" ROOT "\n", -1 }, { "o\n1.0\n" ROOT "\n", -1 },
		{ "o\n0x1\n" ROOT "\n", -1 },
		{ "o\n1099511627777\n" ROOT "\n", -1 },
		{ "o\n18446744073709551617\n" ROOT "\n", -1 },
		{ "o\n1\n" ROOT " \n", -1 }, { "o\n1\nAAAA\n", -1 },
		{ "o\n1\nA" ROOT "\n", -1 },
		{ "o\n1\n" ROOT "\n\n", -1 },
		{ "o\n1\n" ROOT "\nmore\n\nmore\n", -1 },
		{ "o\n1\n" ROOT "\nmore", -1 },
		{ "o\r\n1\r\n" ROOT "\r\n", -1 },
		{ "o\xff\n1\n" ROOT "\n", -1 },
		{ "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", -1 },
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		struct span text = span_of(T[i].text);
		struct note_checkpoint c = { .size = 77 };
		struct err e = { 0 };
		struct buf b;

		if (note_checkpoint_parse(text, &c, &e) < 0) {
			CHECK(T[i].size < 0 && c.size == 77 &&
			    e.kind == ERR_FORMAT, "%zu: %s", i, e.text);
			continue;
		}
		buf_open(&b, a, 4096);
		note_checkpoint_print(c.origin, c.size, c.root, &b);
		buf_add(&b, c.extension);
		CHECK(T[i].size >= 0 && c.size == (uint64_t)T[i].size &&
		    span_eq(buf_span(&b), text), "%zu: and back", i);
	}
}

static void test_proofs(struct arena *a)
{
	static const struct { const char *bytes; int hashes; } T[] = {
		{ PROOF "index 0\n\n" SIGNED, 0 },
		{ PROOF "index 11\n" ROOT "\n" ROOT "\n\n" SIGNED, 2 },
		{ PROOF "extra AAAA\nindex 3\n" ROOT "\n\n" SIGNED, 1 },
		{ "", -1 }, { PROOF, -1 }, { PROOF "\n" SIGNED, -1 },
		{ "c2sp.org/tlog-proof@v2\nindex 0\n\n" SIGNED, -1 },
		{ " " PROOF "index 0\n\n" SIGNED, -1 },
		{ PROOF "index 12\n\n" SIGNED, -1 }, /* beyond the tree */
		{ PROOF "index 00\n\n" SIGNED, -1 },
		{ PROOF "index 01\n\n" SIGNED, -1 },
		{ PROOF "index -1\n\n" SIGNED, -1 },
		{ PROOF "index\n\n" SIGNED, -1 },
		{ PROOF "index 1 \n\n" SIGNED, -1 },
		{ PROOF "Index 1\n\n" SIGNED, -1 },
		{ PROOF "extra \nindex 0\n\n" SIGNED, -1 },
		{ PROOF "extra\nindex 0\n\n" SIGNED, -1 },
		{ PROOF "extra AAA\nindex 0\n\n" SIGNED, -1 },
		{ PROOF "extra AAAA\nextra AAAA\nindex 0\n\n" SIGNED, -1 },
		{ PROOF "index 0\nextra AAAA\n\n" SIGNED, -1 },
		{ PROOF "index 0\nindex 0\n\n" SIGNED, -1 },
		{ PROOF "index 0\nAAAA\n\n" SIGNED, -1 },
		{ PROOF "index 0\n" ROOT "\n" SIGNED, -1 },
		{ PROOF "index 0\n\n", -1 },
		{ PROOF "index 0\n\n" CHECKPOINT, -1 }, /* unsigned */
		{ PROOF "index 0\n\na\n\n" OTHER_SIG, -1 },
		{ PROOF "index 0\n\n\n" SIGNED, -1 },
		{ PROOF "index 0\r\n\r\n" SIGNED, -1 },
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		struct span bytes = span_of(T[i].bytes);
		struct note_proof p = { .index = 77 };
		struct err e = { 0 };
		struct buf b;

		if (note_proof_parse(bytes, &p, &e) < 0) {
			CHECK(T[i].hashes < 0 && p.index == 77 &&
			    e.kind == ERR_FORMAT, "%zu: %s", i, e.text);
			continue;
		}
		buf_open(&b, a, 8192);
		note_proof_print(&p, &b);
		CHECK(p.hashes.count == T[i].hashes &&
		    span_eq(buf_span(&b), bytes), "%zu: and back", i);
	}
}

static int proof_of(struct buf *b, size_t extra, char spoilt, int hashes)
{
	struct note_proof p;
	struct err e = { 0 };

	buf_clear(b);
	buf_add(b, SPAN(PROOF));
	if (extra > 0)
		buf_add(b, SPAN("extra "));
	for (size_t i = 0; i < extra; i++)
		buf_byte(b, i == 1023 && spoilt != 0 ? spoilt : 'A');
	buf_add(b, extra > 0 ? SPAN("\nindex 3\n") : SPAN("index 3\n"));
	for (int i = 0; i < hashes; i++)
		buf_add(b, SPAN(ROOT "\n"));
	buf_add(b, SPAN("\n" SIGNED));
	return note_proof_parse(buf_span(b), &p, &e);
}

static void test_proof_limits(struct arena *a)
{
	struct buf b;

	buf_open(&b, a, 1 << 20);
	CHECK(proof_of(&b, NOTE_EXTRA_MAX, 0, 0) == 0, "most extra");
	CHECK(proof_of(&b, NOTE_EXTRA_MAX + 4, 0, 0) < 0, "too much extra");
	CHECK(proof_of(&b, 2048, '=', 0) < 0, "padding in the middle");
	CHECK(proof_of(&b, 2048, '!', 0) < 0, "no base64 in the middle");
	CHECK(proof_of(&b, 2046, 0, 0) < 0, "half a group at the end");
	CHECK(proof_of(&b, 0, 0, MERKLE_PROOF_MAX) == 0, "most hashes");
	CHECK(proof_of(&b, 0, 0, MERKLE_PROOF_MAX + 1) < 0,
	    "too many hashes");
}

static bool slurp(const char *path, struct span *out)
{
	static char bytes[FILE_MAX];
	FILE *f = fopen(path, "r");

	if (f == NULL)
		return false;
	*out = (struct span){ bytes, fread(bytes, 1, sizeof(bytes), f) };
	(void)fclose(f);
	return true;
}

static int refused(const char *name, struct span bytes, struct err *e)
{
	struct note_checkpoint c;
	struct note_proof p;
	struct note_key k;
	struct note n;

	if (strncmp(name, "note-", 5) == 0)
		return note_parse(bytes, &n, e) < 0;
	if (strncmp(name, "checkpoint-", 11) == 0)
		return note_checkpoint_parse(bytes, &c, e) < 0;
	if (strncmp(name, "tlog-proof-", 11) == 0)
		return note_proof_parse(bytes, &p, e) < 0;
	if (strncmp(name, "vkey-", 5) == 0)
		return note_key_parse(bytes, &k, e) < 0;
	return -1; /* another module's */
}

static void test_museum(void)
{
	DIR *d = opendir(TEST_DIR "/corpus/bad");
	struct dirent *at;
	int seen = 0;

	while (d != NULL && (at = readdir(d)) != NULL) {
		struct err e = { 0 };
		struct span bytes = { NULL, 0 };
		char path[4096];
		int rc;

		if (strstr(at->d_name, ".why") != NULL)
			continue;
		snprintf(path, sizeof(path), TEST_DIR "/corpus/bad/%s",
		    at->d_name);
		if (!slurp(path, &bytes))
			continue;
		rc = refused(at->d_name, bytes, &e);
		if (rc < 0)
			continue;
		seen++;
		CHECK(rc == 1, "%s: %s", at->d_name, e.text);
	}
	if (d != NULL)
		(void)closedir(d);
	CHECK(seen >= 10, "%d pieces in the museum", seen);
}

/* Entries of a bundle into a tree; -1 where lengths do not add up. */
static int add_bundle(struct span s, struct merkle_tree *t)
{
	while (s.n > 0) {
		uint8_t hash[CRYPT_HASH];
		size_t n;

		if (s.n < 2)
			return -1;
		n = (size_t)(unsigned char)s.p[0] << 8 | (unsigned char)s.p[1];
		if (s.n < 2 + n)
			return -1;
		merkle_leaf(span_mem(s.p + 2, n), hash);
		merkle_add(t, hash);
		s = span_skip(s, 2 + n);
	}
	return 0;
}

/* The leaf hashes of a tile into a tree. */
static void add_tile(struct span s, struct merkle_tree *t)
{
	for (; s.n >= CRYPT_HASH; s = span_skip(s, CRYPT_HASH))
		merkle_add(t, (const uint8_t *)s.p);
}

/* Public data that other implementations test with, where it is at hand. */
#define TESSERA TEST_DIR "/../../shared/vectors/tessera-log/"

static void test_tessera_size(int size)
{
	struct merkle_tree entries = { 0 }, leaves = { 0 };
	uint8_t a[CRYPT_HASH], b[CRYPT_HASH];
	struct note_checkpoint c = { 0 };
	struct err e = { 0 };
	struct span bytes;
	struct note n;
	char path[4096];

	snprintf(path, sizeof(path), TESSERA "tile/entries/000.p/%d", size);
	if (size > 0 && slurp(path, &bytes))
		CHECK(add_bundle(bytes, &entries) == 0, "bundle %d", size);
	snprintf(path, sizeof(path), TESSERA "tile/0/000.p/%d", size);
	if (size > 0 && slurp(path, &bytes))
		add_tile(bytes, &leaves);
	snprintf(path, sizeof(path), TESSERA "checkpoint.%d", size);
	if (!slurp(path, &bytes)) {
		CHECK(true, "# SKIP no shared vectors: %s", path);
		return;
	}
	CHECK(note_parse(bytes, &n, &e) == 0 &&
	    note_checkpoint_parse(n.text, &c, &e) == 0 &&
	    c.size == (uint64_t)size, "checkpoint %d %s", size, e.text);
	merkle_root(&entries, a);
	merkle_root(&leaves, b);
	CHECK(entries.size == c.size && memcmp(a, c.root, CRYPT_HASH) == 0,
	    "its entries have its root");
	CHECK(leaves.size == c.size && memcmp(b, c.root, CRYPT_HASH) == 0,
	    "its tile has its root");
}

int main(void)
{
	SCOPED(crypt_secret) *s = NULL;
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct err e = { 0 };

	CHECK(crypt_start(&e) == 0, "start");
	test_names();
	test_keys(&a);
	test_notes();
	test_note_limits(&a);
	test_verify_known();
	CHECK(crypt_secret_new(&s, SPAN("memorial.example/log"), &e) == 0,
	    "a key");
	if (s != NULL) {
		test_sign(&a, s);
		test_cosign(&a, s);
	}
	test_checkpoints(&a);
	test_proofs(&a);
	test_proof_limits(&a);
	test_museum();
	for (int size = 0; size < 16; size++)
		test_tessera_size(size);
	return DONE();
}
