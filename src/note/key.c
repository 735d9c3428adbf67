#include "note/note.h"

#include <inttypes.h>
#include <string.h>

#include "base/code.h"
#include "base/scan.h"
#include "base/utf8.h"

#define ID_BYTES 4

/* Unicode's White_Space. */
static bool space(uint32_t cp)
{
	return (cp >= 0x09 && cp <= 0x0d) || cp == ' ' || cp == 0x85 ||
	    cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) ||
	    cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
	    cp == 0x3000;
}

static bool control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

bool note_name_valid(struct span name)
{
	uint32_t cp;

	if (name.n == 0 || name.n > NOTE_NAME_MAX)
		return false;
	while (utf8_next(&name, &cp))
		if (cp == '+' || space(cp) || control(cp))
			return false;
	return name.n == 0; /* else the rest is not UTF-8 */
}

int note_key_of(struct span name, enum note_type type,
    const uint8_t key[CRYPT_KEY], struct note_key *out, struct err *e)
{
	const char mark[2] = { '\n', (char)type };
	struct note_key k = { .type = type };
	uint8_t hash[CRYPT_HASH];
	struct crypt_hash h;

	if (!note_name_valid(name))
		return err_set(e, ERR_FORMAT, "signed-note: key name is not 1"
		    " to %d bytes without spaces and plus", NOTE_NAME_MAX);
	if (type != NOTE_ED25519 && type != NOTE_COSIGNATURE)
		return err_set(e, ERR_FORMAT, "signed-note: key type %u is"
		    " unknown", (unsigned)type);
	memcpy(k.name, name.p, name.n);
	memcpy(k.key, key, CRYPT_KEY);
	crypt_hash_open(&h);
	crypt_hash_add(&h, name);
	crypt_hash_add(&h, (struct span){ mark, sizeof(mark) });
	crypt_hash_add(&h, (struct span){ (const char *)key, CRYPT_KEY });
	crypt_hash_end(&h, hash);
	for (int i = 0; i < ID_BYTES; i++)
		k.id = k.id << 8 | hash[i];
	*out = k;
	return 0;
}

int note_key_parse(struct span vkey, struct note_key *out, struct err *e)
{
	struct scan s = scan_of(vkey);
	uint8_t id[ID_BYTES], bytes[1 + CRYPT_KEY];
	struct span name, hex;
	struct note_key k;
	size_t n;

	if (!scan_until(&s, '+', NOTE_NAME_MAX, &name) ||
	    !scan_until(&s, '+', 2 * ID_BYTES, &hex) ||
	    !code_unhex(hex, id, ID_BYTES))
		return err_set(e, ERR_FORMAT, "signed-note: a key is"
		    " name+8 hex digits+base64");
	if (!code_unbase64(scan_rest(&s), bytes, sizeof(bytes), &n) ||
	    n != sizeof(bytes))
		return err_set(e, ERR_FORMAT, "signed-note: key is not base64"
		    " of a type and %d bytes", CRYPT_KEY);
	if (note_key_of(name, (enum note_type)bytes[0], bytes + 1, &k, e) < 0)
		return -1;
	for (int i = 0; i < ID_BYTES; i++)
		if (id[i] != (uint8_t)(k.id >> (24 - 8 * i)))
			return err_set(e, ERR_FORMAT, "signed-note: key id is"
			    " %08" PRIx32 " by its name and bytes", k.id);
	*out = k;
	return 0;
}

void note_key_print(const struct note_key *k, struct buf *out)
{
	uint8_t bytes[1 + CRYPT_KEY];

	bytes[0] = (uint8_t)k->type;
	memcpy(bytes + 1, k->key, CRYPT_KEY);
	buf_fmt(out, "%s+%08" PRIx32 "+", k->name, k->id);
	code_base64(out, bytes, sizeof(bytes));
}
