#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "index/ahead.h"

#define LOCK_WAIT_MS 600000 /* a large index may be in the making */

/* ---- numbers to numbers ---- */

static size_t place_of(const struct build_map *m, uint64_t key)
{
	size_t i = (size_t)(key * 0x9E3779B97F4A7C15ULL >> 20) & (m->room - 1);

	while (m->slot[i].key != 0 && m->slot[i].key != key)
		i = (i + 1) & (m->room - 1);
	return i;
}

bool index_build_map_get(const struct build_map *m, uint64_t key, int64_t *value)
{
	size_t i;

	if (m->room == 0)
		return false;
	i = place_of(m, key);
	if (m->slot[i].key == 0)
		return false;
	*value = m->slot[i].value;
	return true;
}

static int grow(struct build_map *m, struct err *e)
{
	struct build_map big = { .room = m->room == 0 ? 1024 : m->room * 2 };

	big.slot = calloc(big.room, sizeof(*big.slot));
	if (big.slot == NULL)
		return err_set(e, ERR_IO, "index: out of memory");
	for (size_t i = 0; i < m->room; i++)
		if (m->slot[i].key != 0)
			big.slot[place_of(&big, m->slot[i].key)] = m->slot[i];
	big.used = m->used;
	free(m->slot);
	*m = big;
	return 0;
}

int index_build_map_put(struct build_map *m, uint64_t key, int64_t value,
    struct err *e)
{
	size_t i;

	if (m->used * 3 >= m->room * 2 && grow(m, e) < 0)
		return -1;
	i = place_of(m, key);
	m->used += m->slot[i].key == 0;
	m->slot[i].key = key;
	m->slot[i].value = value;
	return 0;
}

void index_build_map_closep(struct build_map *m)
{
	free(m->slot);
	memset(m, 0, sizeof(*m));
}

/* ---- the making ---- */

static void build_closep(struct build *b)
{
	index_build_map_closep(&b->things);
	index_build_map_closep(&b->seen);
	index_build_map_closep(&b->dirty);
	index_build_map_closep(&b->redo);
	index_build_map_closep(&b->words);
	index_build_map_closep(&b->rowed);
	index_build_map_closep(&b->remap);
	index_build_map_closep(&b->whole);
	for (int i = 0; i < BUILD_SOURCES; i++)
		arena_closep(&b->maps[i].mem);
	arena_closep(&b->row_mem);
	index_ahead_closep(&b->ahead);
	index_reading_close(&b->reader);
	stmt_keys_closep(&b->keys);
	index_closep(&b->ix);
}

int index_build_done(struct build *b, struct err *e)
{
	return db_next(b->ix->db, e) < 0 ? -1 : 0;
}

static int put_meta(struct build *b, const char *key, struct span value,
    struct err *e)
{
	if (db_start(b->ix->db, Q_PUT_META, e) < 0)
		return -1;
	db_bind_text(b->ix->db, 1, span_of(key));
	db_bind_blob(b->ix->db, 2, value);
	return index_build_done(b, e);
}

/* This run of the machine.  An index is never synced: it is safe from a
 * kill, and one that was made before the machine stopped is made anew.  The
 * id lies beside the index, whose bytes are the log's alone. */
static struct span boot_id(struct arena *a)
{
	SCOPED_FD dir = open("/proc/sys/kernel/random", O_RDONLY |
	    O_DIRECTORY | O_CLOEXEC);
	SCOPED_FD fd = dir < 0 ? -1 : openat(dir, "boot_id", O_RDONLY |
	    O_CLOEXEC);
	char *p = arena_take(a, 64, 1);
	ssize_t n = fd < 0 ? 0 : read(fd, p, 63);

	return n > 0 ? (struct span){ p, (size_t)n } : SPAN("-");
}

static int put_all_meta(struct build *b, const struct tlog_head *head,
    struct err *e)
{
	if (put_meta(b, "origin", span_of(head->origin), e) < 0 ||
	    put_meta(b, "root", (struct span){ (const char *)head->root,
	    CRYPT_HASH }, e) < 0 ||
	    db_start(b->ix->db, Q_PUT_META, e) < 0)
		return -1;
	db_bind_text(b->ix->db, 1, SPAN("size"));
	db_bind_i64(b->ix->db, 2, (int64_t)head->size);
	if (index_build_done(b, e) < 0 || db_start(b->ix->db, Q_PUT_META, e) < 0)
		return -1;
	db_bind_text(b->ix->db, 1, SPAN("version"));
	db_bind_text(b->ix->db, 2, SPAN(INDEX_VERSION));
	return index_build_done(b, e);
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* What a map holds, in order, so that every run does the same; keys: the
 * keys, else the values.  The map is emptied. */
static int drain(struct build_map *m, bool keys, struct arena *a,
    int64_t **out, size_t *count, struct err *e)
{
	size_t n = 0;

	*out = arena_take(a, m->used + 1, sizeof(**out));
	for (size_t i = 0; i < m->room; i++)
		if (m->slot[i].key != 0)
			(*out)[n++] = keys ? (int64_t)m->slot[i].key
			    : m->slot[i].value;
	qsort(*out, n, sizeof(**out), by_value);
	*count = n;
	index_build_map_closep(m);
	return m->used == 0 ? 0 : err_set(e, ERR_FORMAT, "index");
}

/* Statements that words of later acts withhold or disclose: their acts are
 * put again, now that the words are known. */
static int redo_words(struct build *b, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	int64_t *list;
	size_t n;

	if (drain(&b->words, false, &a, &list, &n, e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (db_start(b->ix->db, Q_BY_H, e) < 0)
			return -1;
		db_bind_i64(b->ix->db, 1, list[i]);
		switch (db_next(b->ix->db, e)) {
		case 1: {
			int64_t act = db_i64(b->ix->db, 0) >> 8;

			if (index_build_map_put(&b->redo, (uint64_t)act + 1, act,
			    e) < 0)
				return -1;
			break;
		}
		case -1: return -1;
		default: break;
		}
	}
	if (drain(&b->redo, false, &a, &list, &n, e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if ((uint64_t)list[i] >= b->ix->acts)
			continue; /* an act that is not in the log */
		if (index_build_drop_act(b, (uint64_t)list[i], e) < 0 ||
		    index_build_put_act(b, (uint64_t)list[i], true, e) < 0)
			return -1;
	}
	/* Putting an act again names the same words once more. */
	index_build_map_closep(&b->words);
	index_build_map_closep(&b->redo);
	return 0;
}

static int remap(struct build *b, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	int64_t *list;
	size_t n;

	if (drain(&b->remap, true, &a, &list, &n, e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		int got;

		if (db_start(b->ix->db, Q_RECORDS_OF_SOURCE, e) < 0)
			return -1;
		db_bind_i64(b->ix->db, 1, list[i]);
		while ((got = db_next(b->ix->db, e)) == 1)
			if (index_build_map_put(&b->dirty,
			    (uint64_t)db_i64(b->ix->db, 0), 1, e) < 0)
				return -1;
		if (got < 0)
			return -1;
	}
	return 0;
}

/* A row that changed, or who is one with whom, changes all of that person. */
static int spread(struct build *b, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	int64_t *list;
	size_t n;

	if (drain(&b->dirty, true, &a, &list, &n, e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (index_build_map_put(&b->dirty, (uint64_t)list[i], 1, e) < 0 ||
		    index_build_whole(b, list[i], e) < 0)
			return -1;
	return 0;
}

static int derive_all(struct build *b, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	int64_t *list;
	size_t n;

	if (remap(b, e) < 0 || spread(b, e) < 0 ||
	    drain(&b->dirty, true, &a, &list, &n, e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (index_build_derive(b, list[i], e) < 0)
			return -1;
	return 0;
}

static int open_build(struct build *b, const struct index_place *p,
    const char *db_path, const struct tlog_head *head, struct err *e)
{
	b->place = p;
	b->next_thing = 1;
	b->row_mem.cap = INDEX_ARENA;
	b->ix = calloc(1, sizeof(*b->ix));
	if (b->ix == NULL)
		return err_set(e, ERR_IO, "index: out of memory");
	b->ix->public_fd = p->public_fd;
	b->ix->private_fd = p->private_fd;
	b->ix->acts = head->size;
	for (int i = 0; i < INDEX_FILES; i++)
		b->ix->file[i].fd = -1;
	if (db_open(&b->ix->db, db_path, DB_WRITER, index_queries, Q__COUNT,
	    e) < 0)
		return -1;
	return index_reading_open(&b->reader, p, head->size, e);
}

/* A number that changes when an act declares a key compromised. */
static uint64_t compromises(const struct build *b)
{
	uint64_t sum = 0;

	for (int i = 0; i < stmt_keys_count(b->keys); i++) {
		const struct stmt_key_info *k = stmt_keys_at(b->keys, i);

		sum += k->compromised ? ((uint64_t)1 << 40) -
		    k->compromised_since : 0;
	}
	return sum;
}

/* Plays keys through all acts; true where a later act took standing from
 * earlier ones, so that the playing must begin again. */
static int put_all(struct build *b, uint64_t from, uint64_t to, bool *stale,
    struct err *e)
{
	uint64_t before = b->bulk ? 0 : compromises(b);

	/* Added to an index that is there, these keys have not seen who signed
	 * the earlier acts. */
	for (uint64_t n = from; n < to; n++) {
		if (index_build_put_act(b, n, false, e) < 0)
			return -1;
		if (stmt_keys_stale(b->keys) ||
		    (!b->bulk && compromises(b) != before)) {
			*stale = true;
			return 0;
		}
	}
	*stale = false;
	return 0;
}

static int put_count(struct build *b, struct span key, int64_t n,
    struct err *e)
{
	if (db_start(b->ix->db, Q_PUT_META, e) < 0)
		return -1;
	db_bind_text(b->ix->db, 1, key);
	db_bind_i64(b->ix->db, 2, n);
	return index_build_done(b, e);
}

/* Counts of what was put before there were triggers to keep them.  On the
 * wall stand rows alone so far, none of them joined. */
static int put_counts(struct build *b, struct err *e)
{
	char key[64];

	if (put_count(b, SPAN("stmt"), b->statements, e) < 0)
		return -1;
	for (int i = 0; i < STMT_KINDS; i++) {
		(void)snprintf(key, sizeof(key), "kind%d", i);
		if (b->kinds[i] > 0 && put_count(b, span_of(key),
		    b->kinds[i], e) < 0)
			return -1;
	}
	for (int i = 0; i <= INDEX_ALIVE; i++) {
		(void)snprintf(key, sizeof(key), "wall%d-%d", i, STMT_RECORD);
		if (b->walled[i] > 0 && put_count(b, span_of(key),
		    b->walled[i], e) < 0)
			return -1;
	}
	for (size_t i = 0; i < b->rowed.room; i++) {
		(void)snprintf(key, sizeof(key), "row%lld-%d", (long long)
		    b->rowed.slot[i].key, INDEX_OPEN);
		if (b->rowed.slot[i].key != 0 && put_count(b, span_of(key),
		    b->rowed.slot[i].value, e) < 0)
			return -1;
	}
	return 0;
}

static int make_aside(const char *path, mode_t mode, struct err *e)
{
	SCOPED_FD fd = -1;

	(void)unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	return fd < 0 ? err_set(e, ERR_IO, "%s: %s", path, strerror(errno))
	    : 0;
}

/* Makes the whole index in a new file; keys may know compromises already. */
static int make_once(struct build *b, const char *aside,
    const struct index_place *p, const struct tlog_head *head, bool *stale,
    struct err *e)
{
	struct db *db;

	if (make_aside(aside, p->private_fd >= 0 ? 0600 : 0644, e) < 0 ||
	    open_build(b, p, aside, head, e) < 0)
		return -1;
	db = b->ix->db;
	b->bulk = true;
	b->first_new = 1;
	if (db_do_all(db, Q_PAGE, Q_MAKE_VOID, e) < 0 ||
	    db_do(db, Q_BEGIN, e) < 0 ||
	    index_ahead_open(&b->ahead, p, head->size, e) < 0 ||
	    put_all(b, 0, head->size, stale, e) < 0)
		return -1;
	index_ahead_closep(&b->ahead);
	if (*stale)
		return 0;
	index_build_map_closep(&b->seen);
	if (put_counts(b, e) < 0 ||
	    db_do_all(db, Q_INDEX_THING, Q_TRIGGER_WALL_LESS, e) < 0)
		return -1;
	if (p->private_fd >= 0 && db_do(db, Q_INDEX_ROW_H, e) < 0)
		return -1;
	b->bulk = false;
	b->first_new = b->next_thing;
	if (redo_words(b, e) < 0 || derive_all(b, e) < 0 ||
	    put_all_meta(b, head, e) < 0 ||
	    db_do(db, Q_COMMIT, e) < 0)
		return -1;
	return 0;
}

/* One maker at a time, readers of one copy included. */
static int lock_index(const struct index_place *p, int *out, struct err *e)
{
	char path[4096];

	if ((size_t)snprintf(path, sizeof(path), "%s.lock", p->db_path) >=
	    sizeof(path))
		return err_set(e, ERR_LIMIT, "index: path too long");
	return file_lock(AT_FDCWD, path, LOCK_WAIT_MS, out, e);
}

static int boot_path(const struct index_place *p, char out[4096],
    struct err *e)
{
	return (size_t)snprintf(out, 4096, "%s.boot", p->db_path) >= 4096
	    ? err_set(e, ERR_LIMIT, "index: path too long") : 0;
}

/* The index that was made aside, into the place of the old. */
static int put_into_place(const struct index_place *p, const char *aside,
    struct err *e)
{
	SCOPED(arena) a = { .cap = 1 << 16 };
	char journal[4096], boot[4096];

	/* What an earlier index left beside itself belongs to it alone. */
	(void)snprintf(journal, sizeof(journal), "%.4000s-journal",
	    p->db_path);
	(void)unlink(journal);
	if (boot_path(p, boot, e) < 0 || file_replace_lax(AT_FDCWD, boot, 0600,
	    boot_id(&a), e) < 0)
		return -1;
	if (rename(aside, p->db_path) < 0)
		return err_set(e, ERR_IO, "%s: %s", p->db_path,
		    strerror(errno));
	return 0;
}

static bool same_boot(const struct index_place *p)
{
	SCOPED(arena) a = { .cap = 1 << 16 };
	struct err why = { 0 };
	struct span was;
	char path[4096];

	return boot_path(p, path, &why) == 0 && file_read(AT_FDCWD, path, 64,
	    &a, &was, &why) == 1 && span_eq(was, boot_id(&a));
}

/* Is the index that was opened one of an earlier state of this log?  Then
 * *size is that state's. */
static bool is_prefix(struct build *b, const struct tlog_head *head,
    uint64_t *size)
{
	struct tlog_head was = { .size = 0 };
	struct index_head old;
	struct err why = { 0 };

	if (index_inside_version(b->ix, &why) < 0 ||
	    index_inside_state(b->ix, &old, &why) < 0)
		return false;
	was.size = old.acts;
	memcpy(was.root, old.root, CRYPT_HASH);
	*size = old.acts;
	return strcmp(old.origin, head->origin) == 0 &&
	    old.acts <= head->size && tlog_extends(b->reader.log, &was, &why) == 0;
}

static int add_acts(struct build *b, uint64_t from,
    const struct tlog_head *head, bool *stale, struct err *e)
{
	struct db *db = b->ix->db;

	if ((b->keys == NULL && index_keys(b->ix, &b->keys, e) < 0) ||
	    index_inside_number(b->ix, Q_LAST_THING, -1, &b->next_thing,
	    e) < 0)
		return -1;
	b->first_new = ++b->next_thing;
	if (put_all(b, from, head->size, stale, e) < 0)
		return -1;
	if (*stale)
		return db_do(db, Q_ROLLBACK, e);
	if (redo_words(b, e) < 0 || derive_all(b, e) < 0 ||
	    put_all_meta(b, head, e) < 0)
		return -1;
	return db_do(db, Q_COMMIT, e);
}

struct index_hand {
	struct build b;
	dev_t device;           /* of the file that is open */
	ino_t inode;
	struct tlog_head at;    /* what it was brought up to */
};

void index_hand_closep(struct index_hand **h)
{
	if (*h == NULL)
		return;
	build_closep(&(*h)->b);
	free(*h);
	*h = NULL;
}

/* Is the file that was opened still the index? */
static bool same_file(const struct index_hand *h, const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && st.st_dev == h->device &&
	    st.st_ino == h->inode;
}

static int take_hand(struct index_hand **out, const struct index_place *p,
    const struct tlog_head *head, struct err *e)
{
	SCOPED(index_hand) *h = calloc(1, sizeof(*h));
	struct stat st;

	if (h == NULL)
		return err_set(e, ERR_IO, "index: out of memory");
	if (access(p->db_path, R_OK | W_OK) < 0 || !same_boot(p) ||
	    stat(p->db_path, &st) < 0)
		return err_set(e, ERR_ABSENT, "%s", p->db_path);
	/* The rollback file is cut to nothing at the end, so it keeps no word
	 * that is withheld. */
	if (open_build(&h->b, p, p->db_path, head, e) < 0 ||
	    db_do(h->b.ix->db, Q_CACHE, e) < 0 ||
	    db_do(h->b.ix->db, Q_SECURE, e) < 0 ||
	    db_do(h->b.ix->db, Q_ROLLBACK_FILE, e) < 0 ||
	    db_do(h->b.ix->db, Q_SYNC, e) < 0)
		return -1;
	h->device = st.st_dev;
	h->inode = st.st_ino;
	*out = h;
	h = NULL; /* the caller owns it now */
	return 0;
}

/* Nothing of what it learnt from the database or from files but the keys
 * outlives an update: others may have changed them since. */
static int forget(struct build *b, const struct index_place *p,
    const struct tlog_head *head, struct err *e)
{
	struct build_map *const maps[] = { &b->things, &b->seen, &b->dirty,
	    &b->redo, &b->words, &b->rowed, &b->whole, &b->remap };

	for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++)
		index_build_map_closep(maps[i]);
	for (int i = 0; i < BUILD_SOURCES; i++) {
		arena_closep(&b->maps[i].mem);
		b->maps[i] = (struct build_maps){ .source = 0 };
	}
	for (int i = 0; i < INDEX_FILES; i++)
		index_inside_drop(&b->ix->file[i]);
	b->place = b->reader.place = p;
	b->ix->acts = head->size;
	tlog_closep(&b->reader.log);
	return tlog_open(&b->reader.log, p->public_fd, head->size, e);
}

static int update(struct index_hand *h, const struct tlog_head *head,
    struct err *e)
{
	struct build *b = &h->b;
	uint64_t size = 0;
	bool stale = false;

	/* One transaction for the look and the work: a reader outside of one
	 * asks the disk for a rollback file at each question. */
	if (db_do(b->ix->db, Q_BEGIN, e) < 0)
		return -1;
	if (!is_prefix(b, head, &size) || head->size - size > size + 64)
		return err_set(e, ERR_FORMAT, "index: of another state");
	if (h->at.size != size)
		stmt_keys_closep(&b->keys);
	h->at = *head;
	if (size == head->size)
		return db_do(b->ix->db, Q_ROLLBACK, e);
	if (add_acts(b, size, head, &stale, e) < 0)
		return -1;
	return stale ? err_set(e, ERR_FORMAT, "index: keys are stale") : 0;
}

/* Adds what is new: 1 done, 0 it must be made anew (also where it cannot be
 * read: a derived thing). */
static int try_update(const struct index_place *p,
    const struct tlog_head *head)
{
	SCOPED(index_hand) *h = p->hand == NULL ? NULL : *p->hand;
	struct err why = { 0 };

	if (p->hand != NULL)
		*p->hand = NULL; /* until it is known to be good */
	if (h != NULL && !same_file(h, p->db_path))
		index_hand_closep(&h);
	if ((h == NULL ? take_hand(&h, p, head, &why)
	    : forget(&h->b, p, head, &why)) < 0 || update(h, head, &why) < 0)
		return 0;
	if (p->hand != NULL) {
		*p->hand = h;
		h = NULL;
	}
	return 1;
}

int index_hand_keys(struct index_hand *h, const struct tlog_head *head,
    struct stmt_keys **out, struct err *e)
{
	if (h == NULL || h->at.size != head->size || memcmp(h->at.root,
	    head->root, CRYPT_HASH) != 0)
		return 0;
	if (h->b.keys == NULL && index_keys(h->b.ix, &h->b.keys, e) < 0)
		return -1;
	return stmt_keys_copy(h->b.keys, out, e) < 0 ? -1 : 1;
}

static int aside_path(const struct index_place *p, char out[4096],
    struct err *e)
{
	return (size_t)snprintf(out, 4096, "%s.new", p->db_path) >= 4096
	    ? err_set(e, ERR_LIMIT, "index: path too long") : 0;
}

static int rebuild(const struct index_place *p, const struct tlog_head *head,
    struct err *e)
{
	SCOPED(stmt_keys) *keys = NULL;
	char aside[4096];
	bool stale = true;

	if (aside_path(p, aside, e) < 0)
		return -1;
	if (stmt_keys_open(&keys, e) < 0)
		return -1;
	while (stale) {
		SCOPED(build) b = { 0 };
		int rc;

		b.keys = keys;
		rc = make_once(&b, aside, p, head, &stale, e);
		b.keys = NULL;
		if (rc < 0)
			return err_in(e, "index");
		if (stale)
			stmt_keys_rewind(keys);
	}
	return put_into_place(p, aside, e);
}

int index_rebuild(const struct index_place *p, const struct tlog_head *head,
    struct err *e)
{
	SCOPED_FD lock = -1;

	if (lock_index(p, &lock, e) < 0)
		return -1;
	return rebuild(p, head, e);
}

/* ---- the keepers' index from a public one ---- */

static int copy_file(const char *from, const char *to, struct err *e)
{
	SCOPED_FD in = open(from, O_RDONLY | O_CLOEXEC);
	SCOPED_FD out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
	    0600);
	ssize_t n = 1;

	while (in >= 0 && out >= 0 && n > 0)
		n = copy_file_range(in, NULL, out, NULL, 1 << 24, 0);
	if (in < 0 || out < 0 || n < 0)
		return err_set(e, ERR_IO, "%s: %s", to, strerror(errno));
	return 0;
}

static int held_acts(struct build *b, struct arena *a, int64_t **out,
    int *count, struct err *e)
{
	int got = 0, n = 0;

	*out = arena_take(a, (size_t)b->ix->acts + 1, sizeof(**out));
	if (db_start(b->ix->db, Q_HELD_ACTS, e) < 0)
		return -1;
	while ((uint64_t)n < b->ix->acts &&
	    (got = db_next(b->ix->db, e)) == 1)
		(*out)[n++] = db_i64(b->ix->db, 0);
	db_rest(b->ix->db);
	*count = n;
	return got < 0 ? -1 : 0;
}

/* Acts with withheld lines are put again, now with those lines.  1 done, 0
 * there are so many that making it whole is quicker. */
static int add_held(struct build *b, const struct tlog_head *head,
    struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct db *db = b->ix->db;
	int64_t *act;
	int n;

	if (held_acts(b, &a, &act, &n, e) < 0)
		return -1;
	if ((uint64_t)n > 64 + head->size / 8)
		return 0;
	if (db_do(db, Q_CACHE, e) < 0 || db_do(db, Q_SYNC, e) < 0 ||
	    db_do(db, Q_JOURNAL, e) < 0 || db_do(db, Q_BEGIN, e) < 0 ||
	    db_do(db, Q_INDEX_ROW_H, e) < 0 || index_inside_number(b->ix,
	    Q_LAST_THING, -1, &b->next_thing, e) < 0)
		return -1;
	b->first_new = ++b->next_thing;
	for (int i = 0; i < n; i++)
		if (index_build_drop_act(b, (uint64_t)act[i], e) < 0 ||
		    index_build_put_act(b, (uint64_t)act[i], true, e) < 0)
			return -1;
	if (redo_words(b, e) < 0 || derive_all(b, e) < 0 ||
	    put_all_meta(b, head, e) < 0 ||
	    db_do(db, Q_COMMIT, e) < 0)
		return -1;
	return 1;
}

/* 0 it must be made whole, 1 done; 2 done, and names are as in public_db. */
static int from_public(const struct index_place *p, const char *public_db,
    const struct tlog_head *head, struct err *e)
{
	SCOPED(build) b = { 0 };
	char aside[4096];
	uint64_t size;
	int got;

	if (aside_path(p, aside, e) < 0 ||
	    copy_file(public_db, aside, e) < 0 ||
	    open_build(&b, p, aside, head, e) < 0)
		return -1;
	if (!is_prefix(&b, head, &size) || size != head->size)
		return 0;
	got = add_held(&b, head, e);
	if (got == 1) {
		db_closep(&b.ix->db);
		return put_into_place(p, aside, e) < 0 ? -1 : 1 + !b.named;
	}
	return got;
}

int index_make_from(const struct index_place *p, const char *public_db,
    bool afresh, const struct tlog_head *head, struct err *e)
{
	SCOPED_FD lock = -1;
	struct err why = { 0 };
	int got;

	if (lock_index(p, &lock, e) < 0)
		return -1;
	if (!afresh && try_update(p, head) == 1)
		return 0;
	got = from_public(p, public_db, head, &why);
	return got > 0 ? got - 1 : rebuild(p, head, e);
}

int index_update(const struct index_place *p, const struct tlog_head *head,
    struct err *e)
{
	SCOPED_FD lock = -1;

	if (lock_index(p, &lock, e) < 0)
		return -1;
	return try_update(p, head) == 1 ? 0 : rebuild(p, head, e);
}
