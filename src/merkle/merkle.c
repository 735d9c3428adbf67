#include "merkle/merkle.h"

#include <assert.h>
#include <string.h>

void merkle_leaf(struct span entry, uint8_t out[CRYPT_HASH])
{
	struct crypt_hash h;

	crypt_hash_open(&h);
	crypt_hash_add(&h, (struct span){ "\x00", 1 });
	crypt_hash_add(&h, entry);
	crypt_hash_end(&h, out);
}

void merkle_node(const uint8_t left[CRYPT_HASH],
    const uint8_t right[CRYPT_HASH], uint8_t out[CRYPT_HASH])
{
	char both[1 + 2 * CRYPT_HASH];

	both[0] = 1;
	memcpy(both + 1, left, CRYPT_HASH);
	memcpy(both + 1 + CRYPT_HASH, right, CRYPT_HASH);
	crypt_sha256((struct span){ both, sizeof(both) }, out);
}

/* The peaks of a tree of n entries stand for the ones in n's binary form:
 * 6 = 110 is a subtree of four and one of two. */
static int peaks(uint64_t n)
{
	return __builtin_popcountll(n);
}

void merkle_add(struct merkle_tree *t, const uint8_t leaf[CRYPT_HASH])
{
	int top = peaks(t->size);

	assert(t->size < UINT64_MAX);
	memcpy(t->peak[top], leaf, CRYPT_HASH);
	for (uint64_t n = t->size; (n & 1) == 1; n >>= 1, top--)
		merkle_node(t->peak[top - 1], t->peak[top], t->peak[top - 1]);
	t->size++;
}

void merkle_root(const struct merkle_tree *t, uint8_t out[CRYPT_HASH])
{
	int i = peaks(t->size) - 1;

	if (i < 0) {
		crypt_sha256(SPAN(""), out);
		return;
	}
	memcpy(out, t->peak[i], CRYPT_HASH);
	while (i-- > 0)
		merkle_node(t->peak[i], out, out);
}
