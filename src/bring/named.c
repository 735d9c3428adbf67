/* named.c - what a run of import has named: handles and statements */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "bring/bring.h"
#include "vault/put.h"

#define BUCKETS 65536

struct name {
	struct name *next;
	enum stmt_kind kind;
	struct span handle, id;
};
struct said {
	struct said *next;
	uint8_t sameness[CRYPT_HASH];
	char id[STMT_ID_CHARS + 1];
};
struct bring_kept { /* a file whose bytes are to be kept */
	struct bring_kept *next;
	const char *path;
	uint64_t max; /* bytes */
	uint8_t hash[CRYPT_HASH];
};
struct bring_named {
	struct name *name[BUCKETS];
	struct said *said[BUCKETS];
};

static size_t bucket_of(struct span s)
{
	uint64_t h = 1469598103934665603ULL; /* FNV-1a, 64 bit */

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (uint8_t)s.p[i]) * 1099511628211ULL;
	return (size_t)(h >> 32) % BUCKETS;
}

static void prepare(struct bring_taking *t)
{
	if (t->named == NULL)
		t->named = arena_take(t->mem, 1, sizeof(*t->named));
}

static int make_thing(struct bring_taking *t, enum stmt_kind kind,
    struct span handle, struct span *id, struct err *e)
{
	char minted[CODE_ID_CHARS + 1], statement[STMT_ID_CHARS + 1];
	struct stmt s = { .says = SPAN("handle"), .value = handle };

	if (keep_pen_mint(t->pen, t->ix, minted, e) < 0)
		return -1;
	*id = arena_copy(t->mem, span_of(minted));
	s.about = span_of(arena_fmt(t->mem, "%s/%s", stmt_kind_name(kind),
	    minted));
	return keep_pen_put(t->pen, t->record ? STMT_DO_RECORD : STMT_IMPORT,
	    &s, false, statement, e);
}

int bring_named_thing(struct bring_taking *t, enum stmt_kind kind,
    struct span handle, bool make, struct span *id, struct err *e)
{
	struct name **at, *n;
	struct index_thing thing;
	int got;

	prepare(t);
	at = &t->named->name[bucket_of(handle)];
	for (n = *at; n != NULL; n = n->next)
		if (n->kind == kind && span_eq(n->handle, handle)) {
			*id = n->id;
			return 1;
		}
	if (code_id_valid(handle))
		got = index_thing(t->ix, kind, handle, &thing, e);
	else
		got = index_thing_by_handle(t->ix, kind, handle, &thing, e);
	if (got < 0)
		return -1;
	if (got == 1)
		*id = arena_copy(t->mem, span_of(thing.id));
	else if (!make || code_id_valid(handle))
		return 0;
	else if (make_thing(t, kind, handle, id, e) < 0)
		return -1;
	n = arena_take(t->mem, 1, sizeof(*n));
	n->kind = kind;
	n->handle = arena_copy(t->mem, handle);
	n->id = *id;
	n->next = *at;
	*at = n;
	return 1;
}

int bring_named_say(struct bring_taking *t, enum stmt_verb verb, struct stmt *s,
    bool withheld, char id[STMT_ID_CHARS + 1], struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 26 };
	uint8_t sameness[CRYPT_HASH];
	struct index_stmt was;
	struct said **at, *x;
	int got;

	prepare(t);
	stmt_sameness(s, sameness);
	at = &t->named->said[(sameness[0] << 8 | sameness[1]) % BUCKETS];
	for (x = *at; x != NULL; x = x->next)
		if (memcmp(x->sameness, sameness, CRYPT_HASH) == 0) {
			memcpy(id, x->id, sizeof(x->id));
			return 0;
		}
	got = index_same(t->ix, sameness, &mem, &was, e);
	if (got < 0)
		return -1;
	if (got == 1) {
		memcpy(id, was.id, sizeof(was.id));
		t->done->statements_same++;
		if (withheld && !was.withheld)
			keep_say("published already: %s; withhold takes it"
			    " back", was.id);
	} else if (keep_pen_put(t->pen, verb, s, withheld, id, e) < 0) {
		return -1;
	}
	x = arena_take(t->mem, 1, sizeof(*x));
	memcpy(x->sameness, sameness, CRYPT_HASH);
	memcpy(x->id, id, sizeof(x->id));
	x->next = *at;
	*at = x;
	return got == 0;
}

/* ---- files ---- */

int bring_named_open(const char *path, int *out, struct err *e)
{
	SCOPED_FD fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK |
	    O_NOCTTY);
	struct stat st;

	if (fd < 0)
		return err_set(e, errno == ENOENT ? ERR_ABSENT : ERR_IO,
		    "%s: %s", path, strerror(errno));
	if (fstat(fd, &st) < 0)
		return err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_FORMAT, "%s: not a regular file", path);
	*out = fd;
	fd = -1; /* the caller owns it now */
	return 0;
}

static int hash_file(int fd, uint64_t max, uint8_t hash[CRYPT_HASH],
    struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 17 };
	char *piece = arena_raw(&mem, 1 << 16);
	struct crypt_hash h;
	uint64_t total = 0;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_set(e, ERR_IO, "%s", strerror(errno));
	crypt_hash_open(&h);
	for (;;) {
		ssize_t n = read(fd, piece, 1 << 16);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(e, ERR_IO, "%s", strerror(errno));
		if (n == 0)
			break;
		total += (uint64_t)n;
		if (total > max)
			return err_set(e, ERR_LIMIT, "larger than %llu bytes",
			    (unsigned long long)max);
		crypt_hash_add(&h, (struct span){ piece, (size_t)n });
	}
	crypt_hash_end(&h, hash);
	return 0;
}

int bring_named_keep(struct bring_taking *t, const char *path, int fd,
    uint64_t max, uint8_t hash[CRYPT_HASH], struct err *e)
{
	struct bring_kept *k;

	if (!t->later)
		return vault_keep(t->archive->private_fd, fd, max, hash, e);
	if (hash_file(fd, max, hash, e) < 0)
		return -1;
	k = arena_take(t->mem, 1, sizeof(*k));
	k->path = arena_cstr(t->mem, span_of(path));
	k->max = max;
	memcpy(k->hash, hash, CRYPT_HASH);
	k->next = t->kept;
	t->kept = k;
	return 0;
}

int bring_named_kept(struct bring_taking *t, struct err *e)
{
	for (const struct bring_kept *k = t->kept; k != NULL; k = k->next) {
		uint8_t hash[CRYPT_HASH];
		SCOPED_FD fd = -1;

		if (bring_named_open(k->path, &fd, e) < 0)
			return -1;
		if (vault_keep(t->archive->private_fd, fd, k->max, hash,
		    e) < 0)
			return err_in(e, "%s", k->path);
		if (memcmp(hash, k->hash, CRYPT_HASH) != 0)
			return err_set(e, ERR_DENIED, "%s changed while it"
			    " was read: nothing was imported", k->path);
	}
	return 0;
}
