/* Trees, proofs and tiles against a naive reading of RFC 6962. */
#include "merkle/merkle.h"

#include <ftw.h>
#include <string.h>

#include "base/code.h"

#include "../tap.h"

#define SIZES 80 /* every tree up to this one */
#define JSON_MAX 16384 /* bytes of a vector */

static uint8_t leaves[SIZES + 1][CRYPT_HASH];

/* MTH(D[first:end]) word for word. */
static void naive_root(int first, int end, uint8_t out[CRYPT_HASH])
{
	uint8_t left[CRYPT_HASH], right[CRYPT_HASH];
	int n = end - first, k = 1;

	if (n == 0) {
		crypt_sha256(SPAN(""), out);
		return;
	}
	if (n == 1) {
		memcpy(out, leaves[first], CRYPT_HASH);
		return;
	}
	while (2 * k < n)
		k *= 2;
	naive_root(first, first + k, left);
	naive_root(first + k, end, right);
	merkle_node(left, right, out);
}

/* PATH(m, D[first:end]) */
static void naive_path(int m, int first, int end, struct merkle_proof *p)
{
	int n = end - first, k = 1;

	if (n == 1)
		return;
	while (2 * k < n)
		k *= 2;
	if (m < k) {
		naive_path(m, first, first + k, p);
		naive_root(first + k, end, p->hash[p->count++]);
	} else {
		naive_path(m - k, first + k, end, p);
		naive_root(first, first + k, p->hash[p->count++]);
	}
}

/* SUBPROOF(m, D[first:end], whole) */
static void naive_subproof(int m, int first, int end, bool whole,
    struct merkle_proof *p)
{
	int n = end - first, k = 1;

	if (m == n) {
		if (!whole)
			naive_root(first, end, p->hash[p->count++]);
		return;
	}
	while (2 * k < n)
		k *= 2;
	if (m <= k) {
		naive_subproof(m, first, first + k, whole, p);
		naive_root(first + k, end, p->hash[p->count++]);
	} else {
		naive_subproof(m - k, first + k, end, false, p);
		naive_root(first, first + k, p->hash[p->count++]);
	}
}

/* The reader: only full subtrees inside a tree of *ctx entries. */
static int node_of(void *ctx, int level, uint64_t index,
    uint8_t out[CRYPT_HASH], struct err *e)
{
	uint64_t size = *(uint64_t *)ctx;

	if (level > 10 || (index + 1) << level > size)
		return err_set(e, ERR_ABSENT, "no node %d/%d", level,
		    (int)index);
	naive_root((int)(index << level), (int)((index + 1) << level), out);
	return 0;
}

static bool same(const uint8_t *a, const uint8_t *b)
{
	return memcmp(a, b, CRYPT_HASH) == 0;
}

static bool same_proof(const struct merkle_proof *a,
    const struct merkle_proof *b)
{
	return a->count == b->count &&
	    memcmp(a->hash, b->hash, (size_t)a->count * CRYPT_HASH) == 0;
}

/* The reference tree that Certificate Transparency implementations share:
 * its entries, and its root after each. */
static void test_known(void)
{
	static const struct { const char *in, *root; } T[] = {
		{ "", "6e340b9cffb37a989ca544e6bb780a2c"
		    "78901d3fb33738768511a30617afa01d" },
		{ "00", "fac54203e7cc696cf0dfcb42c92a1d9d"
		    "baf70ad9e621f4bd8d98662f00e3c125" },
		{ "10", "aeb6bcfe274b70a14fb067a5e5578264"
		    "db0fa9b51af5e0ba159158f329e06e77" },
		{ "2021", "d37ee418976dd95753c1c73862b9398f"
		    "a2a2cf9b4ff0fdfe8b30cd95209614b7" },
		{ "3031", "4e3bbb1f7b478dcfe71fb631631519a3"
		    "bca12c9aefca1612bfce4c13a86264d4" },
		{ "40414243", "76e67dadbcdf1e10e1b74ddc608abd2f"
		    "98dfb16fbce75277b5232a127f2087ef" },
		{ "5051525354555657", "ddb89be403809e325750d3d263cd7892"
		    "9c2942b7942a34b77e122c9594a74c8c" },
		{ "606162636465666768696a6b6c6d6e6f",
		    "5dc9da79a70659a9ad559cb701ded9a2"
		    "ab9d823aad2f4960cfe370eff4604328" },
	};
	struct merkle_tree t = { 0 };
	uint8_t want[CRYPT_HASH], got[CRYPT_HASH], in[16];

	for (size_t i = 0; i < 8; i++) {
		size_t n = strlen(T[i].in) / 2;

		CHECK(code_unhex(span_of(T[i].in), in, n) &&
		    code_unhex(span_of(T[i].root), want, sizeof(want)),
		    "known %zu: is hex", i);
		merkle_leaf((struct span){ (const char *)in, n }, got);
		merkle_add(&t, got);
		merkle_root(&t, got);
		CHECK(same(got, want), "known %zu: root of %zu", i, i + 1);
	}
}

static void test_trees(void)
{
	struct merkle_tree t = { 0 };

	for (uint64_t n = 0; n <= SIZES; n++) {
		struct merkle_reader r = { node_of, &n };
		struct merkle_tree read = { 0 };
		uint8_t want[CRYPT_HASH], a[CRYPT_HASH], b[CRYPT_HASH];
		struct err e = { 0 };

		naive_root(0, (int)n, want);
		merkle_root(&t, a);
		CHECK(t.size == n && same(a, want), "added %d", (int)n);
		CHECK(merkle_root_of(&r, n, b, &e) == 0 && same(b, want),
		    "root of %d %s", (int)n, e.text);
		CHECK(merkle_tree_of(&r, n, &read, &e) == 0 &&
		    read.size == n, "tree of %d", (int)n);
		CHECK(memcmp(read.peak, t.peak, CRYPT_HASH *
		    (size_t)__builtin_popcountll(n)) == 0, "its peaks");
		merkle_add(&t, leaves[n]);
		merkle_add(&read, leaves[n]);
		merkle_root(&t, a);
		merkle_root(&read, b);
		CHECK(same(a, b), "both go on from %d", (int)n);
	}
}

/* The spoil functions say how many spoilt variants of a proof pass. */
static bool inclusion_holds(uint64_t index, uint64_t size,
    const struct merkle_proof *p, const uint8_t *leaf, const uint8_t *root)
{
	struct err e = { 0 };

	return merkle_inclusion_check(index, size, leaf, p, root, &e) == 0;
}

static int spoil_inclusion(uint64_t m, uint64_t n,
    const struct merkle_proof *p, const uint8_t *root)
{
	struct merkle_proof q = *p;
	uint8_t other[CRYPT_HASH];
	int passed = 0;

	for (int i = 0; i < p->count; i++) {
		q.hash[i][(size_t)i % CRYPT_HASH] ^= 0x10;
		passed += inclusion_holds(m, n, &q, leaves[m], root);
		q = *p;
	}
	for (q.count = 0; q.count <= p->count + 2; q.count++)
		passed += q.count != p->count &&
		    inclusion_holds(m, n, &q, leaves[m], root);
	q = *p;
	memmove(q.hash[1], q.hash[0], CRYPT_HASH * (size_t)p->count);
	memcpy(q.hash[0], root, CRYPT_HASH);
	q.count++;
	passed += inclusion_holds(m, n, &q, leaves[m], root);
	passed += inclusion_holds(m, n, p, root, root) && n > 1;
	passed += inclusion_holds(m, n, p, leaves[(m + 1) % n], root) && n > 1;
	memcpy(other, root, CRYPT_HASH);
	other[31] ^= 1;
	passed += inclusion_holds(m, n, p, leaves[m], other);
	for (uint64_t i = 0; i < n + 2; i++)
		passed += i != m && inclusion_holds(i, n, p, leaves[m], root);
	return passed;
}

static void test_inclusion(void)
{
	for (uint64_t n = 1; n <= SIZES; n++) {
		struct merkle_reader r = { node_of, &n };
		int wrong = 0, refused = 0, spoilt = 0;
		uint8_t root[CRYPT_HASH];

		naive_root(0, (int)n, root);
		for (uint64_t m = 0; m < n; m++) {
			struct merkle_proof p = { 0 }, want = { 0 };
			struct err e = { 0 };

			naive_path((int)m, 0, (int)n, &want);
			wrong += merkle_inclusion(&r, m, n, &p, &e) < 0 ||
			    !same_proof(&p, &want);
			refused += !inclusion_holds(m, n, &p, leaves[m],
			    root);
			spoilt += spoil_inclusion(m, n, &p, root);
		}
		CHECK(wrong == 0 && refused == 0, "inclusion in %d: %d wrong,"
		    " %d refused", (int)n, wrong, refused);
		CHECK(spoilt == 0, "inclusion in %d: %d spoilt proofs passed",
		    (int)n, spoilt);
	}
}

static bool consistency_holds(uint64_t old, uint64_t size,
    const struct merkle_proof *p, const uint8_t *old_root,
    const uint8_t *root)
{
	struct err e = { 0 };

	return merkle_consistency_check(old, size, old_root, root, p, &e)
	    == 0;
}

static int spoil_consistency(uint64_t m, uint64_t n,
    const struct merkle_proof *p, const uint8_t *old_root,
    const uint8_t *root)
{
	struct merkle_proof q = *p;
	uint8_t other[CRYPT_HASH];
	int passed = 0;

	for (int i = 0; i < p->count; i++) {
		q.hash[i][(size_t)i % CRYPT_HASH] ^= 0x10;
		passed += consistency_holds(m, n, &q, old_root, root);
		q = *p;
	}
	for (q.count = 0; q.count <= p->count + 2; q.count++)
		passed += q.count != p->count &&
		    consistency_holds(m, n, &q, old_root, root);
	q = *p;
	memmove(q.hash[1], q.hash[0], CRYPT_HASH * (size_t)p->count);
	memcpy(q.hash[0], old_root, CRYPT_HASH);
	q.count++;
	passed += consistency_holds(m, n, &q, old_root, root);
	memcpy(other, root, CRYPT_HASH);
	other[0] ^= 0x80;
	/* The empty tree precedes every tree. */
	passed += m != 0 && consistency_holds(m, n, p, old_root, other);
	memcpy(other, old_root, CRYPT_HASH);
	other[0] ^= 0x80;
	passed += consistency_holds(m, n, p, other, root);
	passed += m != n && consistency_holds(m, n, p, root, old_root);
	return passed;
}

static void test_consistency(void)
{
	for (uint64_t n = 0; n <= SIZES; n++) {
		struct merkle_reader r = { node_of, &n };
		int wrong = 0, refused = 0, spoilt = 0;
		uint8_t root[CRYPT_HASH], old_root[CRYPT_HASH];

		naive_root(0, (int)n, root);
		for (uint64_t m = 0; m <= n; m++) {
			struct merkle_proof p = { 0 }, want = { 0 };
			struct err e = { 0 };

			naive_root(0, (int)m, old_root);
			if (m > 0)
				naive_subproof((int)m, 0, (int)n, true, &want);
			wrong += merkle_consistency(&r, m, n, &p, &e) < 0 ||
			    !same_proof(&p, &want);
			refused += !consistency_holds(m, n, &p, old_root,
			    root);
			spoilt += spoil_consistency(m, n, &p, old_root, root);
		}
		CHECK(wrong == 0 && refused == 0, "consistency to %d: %d"
		    " wrong, %d refused", (int)n, wrong, refused);
		CHECK(spoilt == 0, "consistency to %d: %d spoilt passed",
		    (int)n, spoilt);
	}
}

/* Numbers that make no sense are said to be so, and nothing is written. */
static void test_numbers(void)
{
	uint64_t size = SIZES, huge = MERKLE_SIZE_MAX + 1;
	struct merkle_reader r = { node_of, &size };
	struct merkle_proof p = { .count = 77 };
	struct merkle_tree t = { .size = 77 };
	uint8_t root[CRYPT_HASH] = { 0 };
	struct err e = { 0 };

	CHECK(merkle_inclusion(&r, 5, 5, &p, &e) < 0 && p.count == 77 &&
	    e.kind == ERR_FORMAT, "%s", e.text);
	CHECK(merkle_inclusion(&r, 0, 0, &p, &e) < 0 && p.count == 77,
	    "%s", e.text);
	CHECK(merkle_inclusion(&r, UINT64_MAX, huge, &p, &e) < 0, "%s",
	    e.text);
	CHECK(merkle_consistency(&r, 6, 5, &p, &e) < 0 && p.count == 77 &&
	    e.kind == ERR_FORMAT, "%s", e.text);
	CHECK(merkle_tree_of(&r, huge, &t, &e) < 0 && t.size == 77 &&
	    e.kind == ERR_FORMAT, "%s", e.text);
	CHECK(merkle_tree_of(&r, SIZES + 1, &t, &e) < 0 && t.size == 77 &&
	    e.kind == ERR_ABSENT, "the reader's own error: %s", e.text);
	CHECK(merkle_inclusion(&r, 1, SIZES + 1, &p, &e) < 0 &&
	    p.count == 77 && e.kind == ERR_ABSENT, "%s", e.text);
	p.count = 0;
	CHECK(merkle_inclusion_check(0, 0, root, &p, root, &e) < 0 &&
	    e.kind == ERR_FORMAT, "%s", e.text);
	CHECK(merkle_inclusion_check(UINT64_MAX, UINT64_MAX, root, &p, root,
	    &e) < 0 && e.kind == ERR_FORMAT, "%s", e.text);
	CHECK(merkle_consistency_check(huge, huge, root, root, &p, &e) < 0 &&
	    e.kind == ERR_FORMAT, "%s", e.text);
	CHECK(merkle_consistency_check(0, 0, root, root, &p, &e) < 0 &&
	    e.kind == ERR_DENIED, "a made-up root of nothing: %s", e.text);
}

static void test_paths(void)
{
	static const struct { uint64_t n; const char *path; } N[] = {
		{ 0, "000" }, { 7, "007" }, { 999, "999" },
		{ 1000, "x001/000" }, { 1234067, "x001/x234/067" },
		{ 1000000, "x001/x000/000" },
		{ UINT64_MAX, "x018/x446/x744/x073/x709/x551/615" },
	};
	static const char *const BAD[] = { "", "0", "00", "0000", "1000",
		"x000/067", "x001", "x001/", "001/000", "x001/x000", "x001/00",
		"x001/0000", "x001/-01", "X001/000", " 000", "000/", "+00",
		"x018/x446/x744/x073/x709/x551/616",
		"x999/x999/x999/x999/x999/x999/x999/999", "000\n", "00a" };
	char path[MERKLE_PATH_MAX];
	uint64_t n;

	for (size_t i = 0; i < sizeof(N) / sizeof(N[0]); i++) {
		merkle_number_path(N[i].n, path);
		CHECK(strcmp(path, N[i].path) == 0, "number %s", path);
		CHECK(merkle_number_parse(span_of(path), &n) && n == N[i].n,
		    "and back");
	}
	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
		n = 77;
		CHECK(!merkle_number_parse(span_of(BAD[i]), &n) && n == 77,
		    "no number: %zu", i);
	}
}

static void test_tile_paths(void)
{
	static const struct {
		struct merkle_tile tile;
		const char *path;
	} T[] = {
		{ { 0, 1067, 12 }, "tile/0/x001/067.p/12" },
		{ { MERKLE_ENTRIES, 0, 256 }, "tile/entries/000" },
		{ { MERKLE_ENTRIES, 273, 112 }, "tile/entries/273.p/112" },
		{ { 63, 1234067, 256 }, "tile/63/x001/x234/067" },
		{ { 10, 1, 255 }, "tile/10/001.p/255" },
		{ { MERKLE_ENTRIES, UINT64_MAX, 255 }, "tile/entries/"
		    "x018/x446/x744/x073/x709/x551/615.p/255" },
	};
	static const char *const BAD[] = { "", "tile/", "tile/0", "tile/0/",
		"tile/64/000", "tile/00/000", "tile/-1/000", "tile/0/000/",
		"tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0",
		"tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/1/",
		"tile/0/0.p/1", "tile/entry/000", "tile/entries/x000/001",
		"/tile/0/000", "Tile/0/000", "tile//000", "tile/0/../000",
		"tile/0/000.P/1", "tile/0/000 " };
	char path[MERKLE_PATH_MAX];
	struct merkle_tile t;

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		merkle_tile_path(&T[i].tile, path);
		CHECK(strcmp(path, T[i].path) == 0, "tile %s", path);
		CHECK(merkle_tile_parse(span_of(path), &t) &&
		    t.level == T[i].tile.level && t.index == T[i].tile.index &&
		    t.width == T[i].tile.width, "and back");
	}
	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
		t.width = 77;
		CHECK(!merkle_tile_parse(span_of(BAD[i]), &t) &&
		    t.width == 77, "no tile: '%s'", BAD[i]);
	}
}

/* tlog-tiles, "Partial Tiles": a tree of 70,000, and one of 256. */
static void test_widths(void)
{
	static const struct {
		int level;
		uint64_t index, size;
		int width;
	} T[] = {
		{ 0, 0, 70000, 256 }, { 0, 272, 70000, 256 },
		{ 0, 273, 70000, 112 }, { 0, 274, 70000, 0 },
		{ MERKLE_ENTRIES, 272, 70000, 256 },
		{ MERKLE_ENTRIES, 273, 70000, 112 },
		{ MERKLE_ENTRIES, 274, 70000, 0 },
		{ 1, 0, 70000, 256 }, { 1, 1, 70000, 17 }, { 1, 2, 70000, 0 },
		{ 2, 0, 70000, 1 }, { 2, 1, 70000, 0 }, { 3, 0, 70000, 0 },
		{ 0, 0, 256, 256 }, { 0, 1, 256, 0 }, { 1, 0, 256, 1 },
		{ 2, 0, 256, 0 }, { 0, 0, 0, 0 }, { 0, 0, 1, 1 },
		{ 63, 0, UINT64_MAX, 0 }, { 7, 0, UINT64_MAX, 255 },
		{ -2, 0, 256, 0 }, { 64, 0, UINT64_MAX, 0 },
		{ 0, UINT64_MAX, UINT64_MAX, 0 },
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++)
		CHECK(merkle_tile_width(T[i].level, T[i].index, T[i].size) ==
		    T[i].width, "width of tile %d/%d is %d", T[i].level,
		    (int)T[i].index, T[i].width);
}

/* Every full subtree lies in the tile that merkle_tile_of names: its span of
 * entries, worked out from the tile's coordinates, is the subtree's. */
static void test_tile_of(void)
{
	static const uint64_t S[] = { 0, 1, 255, 256, 257, 70000, 131072 };
	int wrong = 0, seen = 0;

	for (size_t i = 0; i < sizeof(S) / sizeof(S[0]); i++)
	for (int level = 0; level < 20; level++)
	for (uint64_t at = 0; at << level <= S[i]; at++) {
		bool full = (at + 1) << level <= S[i];
		struct merkle_tile t = { 0 };
		int first, count;
		uint64_t unit, start;

		if (merkle_tile_of(level, at, S[i], &t, &first, &count) !=
		    full)
			wrong++;
		if (!full)
			continue;
		seen++;
		unit = (uint64_t)1 << 8 * t.level;
		start = (t.index * 256 + (uint64_t)first) * unit;
		wrong += start != at << level ||
		    (uint64_t)count * unit != (uint64_t)1 << level ||
		    count > 128 || first + count > t.width ||
		    t.width != merkle_tile_width(t.level, t.index, S[i]);
	}
	CHECK(wrong == 0 && seen > 300000, "tile of %d subtrees: %d wrong",
	    seen, wrong);
}

static void test_tile_of_edges(void)
{
	struct merkle_tile t;
	int first, count;

	CHECK(merkle_tile_of(16, 0, 70000, &t, &first, &count) &&
	    t.level == 2 && t.index == 0 && t.width == 1 && first == 0 &&
	    count == 1, "65,536 entries: one hash of level 2");
	CHECK(merkle_tile_of(3, 8749, 70000, &t, &first, &count) &&
	    t.level == 0 && t.index == 273 && t.width == 112 &&
	    first == 104 && count == 8, "the last eight of 70,000");
	CHECK(!merkle_tile_of(3, 8750, 70000, &t, &first, &count) &&
	    !merkle_tile_of(-1, 0, 70000, &t, &first, &count) &&
	    !merkle_tile_of(64, 0, UINT64_MAX, &t, &first, &count) &&
	    !merkle_tile_of(0, UINT64_MAX, 5, &t, &first, &count),
	    "what is not there");
}

/* ---- the shared vectors: JSON, read just well enough for these files ---- */

static const char *member(const char *json, const char *key)
{
	const char *at = strstr(json, key);

	return at == NULL ? "" : at + strlen(key) + strspn(at + strlen(key),
	    "\": \n");
}

static uint64_t number(const char *json, const char *key)
{
	uint64_t v = 0;

	for (const char *p = member(json, key); *p >= '0' && *p <= '9'; p++)
		v = v * 10 + (uint64_t)(*p - '0');
	return v;
}

/* False for a hash of a wrong length: no proof of ours can hold such. */
static bool hash_at(const char *p, uint8_t out[CRYPT_HASH])
{
	size_t n;

	return code_unbase64((struct span){ p, strcspn(p, "\"") }, out,
	    CRYPT_HASH, &n) && n == CRYPT_HASH;
}

static bool proof_at(const char *json, struct merkle_proof *p)
{
	const char *at = member(json, "\"proof");

	p->count = 0;
	if (*at != '[')
		return true; /* null */
	for (at += strspn(at, "[ \n"); *at == '"'; at += strspn(at, ", \n")) {
		if (p->count == MERKLE_PROOF_MAX ||
		    !hash_at(at + 1, p->hash[p->count++]))
			return false;
		at += strcspn(at + 1, "\"") + 2;
	}
	return true;
}

static bool vector_holds(const char *json)
{
	uint8_t a[CRYPT_HASH], b[CRYPT_HASH];
	struct merkle_proof p;

	if (!proof_at(json, &p))
		return false;
	if (strstr(json, "\"leafIdx\"") != NULL)
		return hash_at(member(json, "\"leafHash"), a) &&
		    hash_at(member(json, "\"root"), b) &&
		    inclusion_holds(number(json, "\"leafIdx"),
		    number(json, "\"treeSize"), &p, a, b);
	return hash_at(member(json, "\"root1"), a) &&
	    hash_at(member(json, "\"root2"), b) &&
	    consistency_holds(number(json, "\"size1"),
	    number(json, "\"size2"), &p, a, b);
}

static int vector_count[2]; /* that must fail, that must hold */

static int vector_file(const char *path, const struct stat *st, int kind,
    struct FTW *where)
{
	static char json[JSON_MAX];
	FILE *f;
	size_t n;
	bool ok;

	(void)st;
	(void)where;
	if (kind != FTW_F || strstr(path, ".json") == NULL)
		return 0;
	f = fopen(path, "r");
	if (f == NULL)
		return 0;
	n = fread(json, 1, sizeof(json) - 1, f);
	json[n] = '\0';
	(void)fclose(f);
	/* Its roots are words, where ours are hashes. */
	if (strstr(path, "sizes-are-equal-one-and-proof-is-empty") != NULL)
		return 0;
	ok = strncmp(member(json, "\"wantErr"), "false", 5) == 0;
	vector_count[ok]++;
	CHECK(vector_holds(json) == ok, "vector %s", strstr(path, "testdata"));
	return 0;
}

#define VECTORS TEST_DIR "/../../shared/vectors/merkle-testdata/"

static void test_vectors(void)
{
	static const char *const SETS[] = { VECTORS "inclusion",
	    VECTORS "consistency" };

	for (size_t i = 0; i < 2; i++)
		if (nftw(SETS[i], vector_file, 8, FTW_PHYS) < 0)
			CHECK(true, "# SKIP not at hand: %s", SETS[i]);
	printf("# shared vectors: %d that hold, %d that must not\n",
	    vector_count[1], vector_count[0]);
}

int main(void)
{
	struct err e = { 0 };

	CHECK(crypt_start(&e) == 0, "start");
	for (int i = 0; i <= SIZES; i++) {
		char entry[3] = { 'e', (char)i, (char)(i >> 4) };

		merkle_leaf((struct span){ entry, (size_t)i % 4 == 3 ? 2 : 3 },
		    leaves[i]);
	}
	test_known();
	test_trees();
	test_inclusion();
	test_consistency();
	test_numbers();
	test_paths();
	test_tile_paths();
	test_widths();
	test_tile_of();
	test_tile_of_edges();
	test_vectors();
	return DONE();
}
