/* Building and checking proofs: RFC 6962 sections 2.1.1 and 2.1.2, checked
 * as RFC 9162 sections 2.1.3.2 and 2.1.4.2 say. */
#include "merkle/merkle.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

/* Entries [first, end) of a tree, as the RFC's D[first:end]. */
struct range {
	uint64_t first, end;
};

static int numbers_fit(uint64_t old, uint64_t size, struct err *e)
{
	if (size > MERKLE_SIZE_MAX)
		return err_set(e, ERR_FORMAT, "tree size %" PRIu64 " is above"
		    " %" PRIu64, size, MERKLE_SIZE_MAX);
	if (old > size)
		return err_set(e, ERR_FORMAT, "a tree of %" PRIu64 " is not"
		    " older than one of %" PRIu64, old, size);
	return 0;
}

static int entry_fits(uint64_t index, uint64_t size, struct err *e)
{
	if (index >= size)
		return err_set(e, ERR_FORMAT, "entry %" PRIu64 " is not in a"
		    " tree of %" PRIu64, index, size);
	return numbers_fit(0, size, e);
}

/* Where the RFC splits: after the largest power of two below the number of
 * entries, of which there are two or more. */
static uint64_t split(struct range d)
{
	uint64_t n = d.end - d.first;

	assert(n > 1);
	return d.first + ((uint64_t)1 << (63 - __builtin_clzll(n - 1)));
}

/* The full subtrees of D[d], as a tree of its own.  d.first is a multiple of
 * a power of two not below d's number of entries, as it is wherever the RFC
 * splits. */
static int tree_of(const struct merkle_reader *r, struct range d,
    struct merkle_tree *out, struct err *e)
{
	uint64_t at = d.first;
	int n = 0;

	out->size = d.end - d.first;
	for (int level = 63; level >= 0; level--) {
		if ((out->size >> level & 1) == 0)
			continue;
		if (r->node(r->ctx, level, at >> level, out->peak[n], e) < 0)
			return -1;
		at += (uint64_t)1 << level;
		n++;
	}
	return 0;
}

int merkle_tree_of(const struct merkle_reader *r, uint64_t size,
    struct merkle_tree *out, struct err *e)
{
	struct merkle_tree t = { 0 };

	if (numbers_fit(0, size, e) < 0 ||
	    tree_of(r, (struct range){ 0, size }, &t, e) < 0)
		return -1;
	*out = t;
	return 0;
}

int merkle_root_of(const struct merkle_reader *r, uint64_t size,
    uint8_t out[CRYPT_HASH], struct err *e)
{
	struct merkle_tree t;

	if (merkle_tree_of(r, size, &t, e) < 0)
		return -1;
	merkle_root(&t, out);
	return 0;
}

/* Adds the hash of D[d] to a proof under construction. */
static int add(const struct merkle_reader *r, struct range d,
    struct merkle_proof *p, struct err *e)
{
	struct merkle_tree t;

	assert(p->count < MERKLE_PROOF_MAX);
	if (tree_of(r, d, &t, e) < 0)
		return -1;
	merkle_root(&t, p->hash[p->count++]);
	return 0;
}

/* Proofs are made from the root down and given from the leaf up. */
static void give(const struct merkle_proof *p, struct merkle_proof *out)
{
	out->count = p->count;
	for (int i = 0; i < p->count; i++)
		memcpy(out->hash[i], p->hash[p->count - 1 - i], CRYPT_HASH);
}

int merkle_inclusion(const struct merkle_reader *r, uint64_t index,
    uint64_t size, struct merkle_proof *out, struct err *e)
{
	struct range d = { 0, size };
	struct merkle_proof p = { 0 };

	if (entry_fits(index, size, e) < 0)
		return -1;
	while (d.end - d.first > 1) {
		uint64_t k = split(d);
		struct range left = { d.first, k }, right = { k, d.end };

		if (add(r, index < k ? right : left, &p, e) < 0)
			return -1;
		d = index < k ? left : right;
	}
	give(&p, out);
	return 0;
}

int merkle_consistency(const struct merkle_reader *r, uint64_t old,
    uint64_t size, struct merkle_proof *out, struct err *e)
{
	struct range d = { 0, size };
	struct merkle_proof p = { 0 };

	if (numbers_fit(old, size, e) < 0)
		return -1;
	while (old > 0 && old < d.end) {
		uint64_t k = split(d);
		struct range left = { d.first, k }, right = { k, d.end };

		if (add(r, old <= k ? right : left, &p, e) < 0)
			return -1;
		d = old <= k ? left : right;
	}
	/* The old tree whole is what the verifier knows already. */
	if (old > 0 && d.first > 0 && add(r, d, &p, e) < 0)
		return -1;
	give(&p, out);
	return 0;
}

static bool same(const uint8_t a[CRYPT_HASH], const uint8_t b[CRYPT_HASH])
{
	return memcmp(a, b, CRYPT_HASH) == 0;
}

/* Where a check stands: the node's place in its level, and the last place
 * of that level (the RFC's fn and sn). */
struct climb {
	uint64_t at, last;
};

static void up(struct climb *c)
{
	*c = (struct climb){ c->at >> 1, c->last >> 1 };
}

/* One hash of the proof: true where it is the left neighbour.  A node that
 * is last and has no right neighbour rises until it has a left one. */
static bool step(struct climb *c)
{
	bool left = (c->at & 1) == 1 || c->at == c->last;

	while (left && (c->at & 1) == 0 && c->at != 0)
		up(c);
	up(c);
	return left;
}

int merkle_inclusion_check(uint64_t index, uint64_t size,
    const uint8_t leaf[CRYPT_HASH], const struct merkle_proof *proof,
    const uint8_t root[CRYPT_HASH], struct err *e)
{
	struct climb c = { index, size - 1 };
	uint8_t hash[CRYPT_HASH];
	int i;

	assert(proof->count >= 0 && proof->count <= MERKLE_PROOF_MAX);
	if (entry_fits(index, size, e) < 0)
		return -1;
	memcpy(hash, leaf, CRYPT_HASH);
	for (i = 0; i < proof->count && c.last != 0; i++) {
		if (step(&c))
			merkle_node(proof->hash[i], hash, hash);
		else
			merkle_node(hash, proof->hash[i], hash);
	}
	if (i < proof->count || c.last != 0)
		return err_set(e, ERR_DENIED, "inclusion proof: %d is the"
		    " wrong number of hashes", proof->count);
	if (!same(hash, root))
		return err_set(e, ERR_DENIED, "inclusion proof: entry %"
		    PRIu64 " does not lead to the root", index);
	return 0;
}

/* Works out both roots from the proof of a tree that grew from old, which
 * is neither 0 nor size; false where the number of hashes is wrong.  An old
 * tree that is one full subtree is known already: old_hash holds it. */
static bool roots_of(struct climb c, const struct merkle_proof *proof,
    uint8_t old_hash[CRYPT_HASH], uint8_t hash[CRYPT_HASH])
{
	int i = 0;

	if (proof->count == 0)
		return false;
	while ((c.at & 1) == 1)
		up(&c);
	if (c.at != 0)
		memcpy(old_hash, proof->hash[i++], CRYPT_HASH);
	memcpy(hash, old_hash, CRYPT_HASH);
	for (; i < proof->count && c.last != 0; i++) {
		if (step(&c)) {
			merkle_node(proof->hash[i], old_hash, old_hash);
			merkle_node(proof->hash[i], hash, hash);
		} else {
			merkle_node(hash, proof->hash[i], hash);
		}
	}
	return i == proof->count && c.last == 0;
}

int merkle_consistency_check(uint64_t old, uint64_t size,
    const uint8_t old_root[CRYPT_HASH], const uint8_t root[CRYPT_HASH],
    const struct merkle_proof *proof, struct err *e)
{
	uint8_t old_hash[CRYPT_HASH], hash[CRYPT_HASH];
	bool fits;

	assert(proof->count >= 0 && proof->count <= MERKLE_PROOF_MAX);
	if (numbers_fit(old, size, e) < 0)
		return -1;
	memcpy(old_hash, old_root, CRYPT_HASH);
	memcpy(hash, old == size ? old_root : root, CRYPT_HASH);
	if (old == 0)
		crypt_sha256(SPAN(""), old_hash); /* the empty tree */
	if (old == 0 || old == size)
		fits = proof->count == 0;
	else
		fits = roots_of((struct climb){ old - 1, size - 1 }, proof,
		    old_hash, hash);
	if (!fits)
		return err_set(e, ERR_DENIED, "consistency proof: %d is the"
		    " wrong number of hashes", proof->count);
	if (!same(old_hash, old_root) || !same(hash, root))
		return err_set(e, ERR_DENIED, "the tree of %" PRIu64 " is no"
		    " continuation of that of %" PRIu64, size, old);
	return 0;
}
