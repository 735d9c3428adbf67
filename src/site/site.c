#include "site/site.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "card/card.h"
#include "export/data.h"
#include "export/public.h"
#include "index/candles.h"
#include "site/inside.h"

#define BUILDING ".kulpytas-building"
#define BATCH 1024 /* acts that are looked at together */

struct build {
	const struct site_place *place;
	uint64_t acts;
	struct arena mem, list;
	struct site_page *page; /* in the order of folio_each */
	size_t pages, room;
	uint64_t order;
	struct site_paths files; /* of public/, but the checkpoint */
	struct site_page data[EXPORT_DATA]; /* all that is said, as data */
	struct site_paths all;   /* paths in the folder */
	struct site_paths old;   /* of an earlier build */
	struct site_state was, now;
	bool takes;              /* words may have been withheld since */
	struct arena made[SITE_THREADS];
	struct site_done done;
};

static void build_closep(struct build *b)
{
	arena_closep(&b->mem);
	arena_closep(&b->list);
	site_paths_closep(&b->files);
	site_paths_closep(&b->all);
	site_paths_closep(&b->old);
	for (int i = 0; i < SITE_THREADS; i++)
		arena_closep(&b->made[i]);
}

/* ---- what is to be there ---- */

/* "/kk/" is kk/index.html; out has SITE_PATH_MAX + 1 bytes. */
static int path_of(struct span address, char *out, struct span *path,
    struct err *e)
{
	const struct span index = span_ends(address, SPAN("/"))
	    ? SPAN("index.html") : SPAN("");
	struct span s = span_skip(address, 1);

	if (address.n == 0 || address.p[0] != '/' ||
	    s.n + index.n > SITE_PATH_MAX)
		return err_set(e, ERR_FORMAT, "'%.*s' is no address of a"
		    " page", (int)(address.n < 80 ? address.n : 80),
		    address.p);
	memcpy(out, s.p, s.n);
	memcpy(out + s.n, index.p, index.n);
	*path = (struct span){ out, s.n + index.n };
	if (!site_path_fits(*path) ||
	    export_public_of(*path, UINT64_MAX) != EXPORT_NONE)
		return err_set(e, ERR_FORMAT, "'%.*s' is no address of a"
		    " page", (int)address.n, address.p);
	return 0;
}

/* The same page in another language is made next, while what it is made from
 * is at hand. */
static uint64_t order_of(struct build *b, struct span address)
{
	static const struct site_page none;
	const struct site_page *last = b->pages > 0 ? &b->page[b->pages - 1]
	    : &none;
	const struct span tail = span_skip(address, 1);
	const struct span tongue = { tail.p, span_find(tail, '/') };

	return tongue.n < tail.n && span_starts(span_skip(last->address, 1),
	    tongue) ? last->order + 1 : 0;
}

static int note(struct build *b, struct span address, bool card,
    struct err *e)
{
	char room[SITE_PATH_MAX + 1];
	struct site_page p = { .made.size = -1, .card = card };

	if (path_of(address, room, &p.made.path, e) < 0)
		return -1;
	if (b->pages == b->room)
		b->page = site_grow(&b->list, b->page, &b->room,
		    sizeof(*b->page));
	p.order = order_of(b, address);
	p.address = arena_copy(&b->mem, address);
	p.made.path = p.made.path.n == address.n - 1
	    ? span_skip(p.address, 1) : arena_copy(&b->mem, p.made.path);
	b->page[b->pages++] = p;
	return 0;
}

static int note_page(void *ctx, struct span address, struct err *e)
{
	return note(ctx, address, false, e);
}

static int note_card(void *ctx, struct span address, struct err *e)
{
	return note(ctx, address, true, e);
}

/* Only what the checkpoint covers; no links, no leftovers. */
static int note_file(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	struct build *b = ctx;

	(void)e;
	switch (export_public_of(span_of(path), b->acts)) {
	case EXPORT_NONE:
		return 0;
	case EXPORT_CHECKPOINT:
		return 0;
	default:
		if (bytes < 0)
			return 0;
		site_paths_add(&b->files, span_of(path));
		return 0;
	}
}

static int plan(struct build *b, struct err *e)
{
	static const char *const folder[] = { "log", "payload", "evidence" };
	const int public_fd = b->place->public_fd;
	struct index_head head;
	struct stat st;
	const struct page_from *from = b->place->from;
	const struct card_from cards = { from->ix, from->address };

	if (index_head(from->ix, &head, e) < 0)
		return -1;
	b->acts = b->now.acts = head.acts;
	memcpy(b->now.root, head.root, CRYPT_HASH);
	if (site_paths_read(&b->old, &b->was, b->place->out_fd, e) < 0 ||
	    folio_each(from, note_page, b, e) < 0 ||
	    (from->cards && card_each(&cards, note_card, b, e) < 0))
		return -1;
	for (size_t i = 0; i < sizeof(folder) / sizeof(folder[0]); i++)
		if (file_exists(public_fd, folder[i]) &&
		    file_walk(public_fd, folder[i], note_file, b, e) < 0)
			return -1;
	if (fstatat(public_fd, "properties", &st, AT_SYMLINK_NOFOLLOW) ==
	    0 && note_file(b, "properties", S_ISREG(st.st_mode) ? 0 : -1,
	    e) < 0)
		return -1;
	return 0;
}

/* ---- what need not be made again ---- */

/* Another program, or the same asked otherwise, makes other pages. */
static int know_program(struct build *b, struct err *e)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	const struct page_from *from = b->place->from;
	uint8_t hash[CRYPT_HASH];
	struct span all;
	struct buf text;

	if (!site_program(hash))
		return 0; /* then all is made */
	buf_open(&text, &a, 65536);
	buf_add(&text, (struct span){ (const char *)hash, CRYPT_HASH });
	buf_byte(&text, from->cards ? 'c' : '-');
	buf_add(&text, from->address);
	if (buf_end(&text, &all, e) < 0)
		return -1;
	crypt_sha256(all, b->now.program);
	b->now.known = true;
	return 0;
}

/* What lists say together now; of the state that is to be built. */
static int take_sums(struct build *b, struct err *e)
{
	struct index *ix = b->place->from->ix;
	struct index_head head;

	if (index_hold(ix, false, e) < 0 || index_head(ix, &head, e) < 0)
		return -1;
	if (head.acts != b->acts)
		return err_set(e, ERR_IO, "the archive changed meanwhile");
	return index_sums(ix, &b->mem, &b->now.sums, e) < 0 ? -1
	    : index_let_go(ix, e);
}

/* Whose candles are others than before: what is signed is no statement about
 * them. */
static void sum_candles(struct build *b)
{
	SCOPED(arena) list = { .cap = SITE_PATHS_BYTES };
	const struct candle_signed *s = b->place->from->kept;
	struct index_sums counts = { NULL, 0 };
	struct span whom = { 0 };
	size_t at = 0, room = 0;
	bool more = s != NULL;

	while (more) { /* of all first, then of each */
		struct candle_sum n;

		candle_signed_of(s, whom, &n);
		if (counts.count == room)
			counts.at = site_grow(&list, counts.at, &room,
			    sizeof(*counts.at));
		counts.at[counts.count++] = index_candles_count(whom,
		    n.proven * 0x9e3779b97f4a7c15 + n.waited *
		    0xc2b2ae3d27d4eb4f + (uint64_t)n.day);
		more = candle_signed_next(s, &at, &whom);
	}
	index_candles_sum(&b->now.sums, &b->mem, &counts);
}

/* Has an act since taken words away?  Keys can undo acts. */
static int look_for_taken(struct build *b, struct err *e)
{
	SCOPED(arena) a = { .cap = SITE_PATHS_BYTES };

	for (uint64_t n = b->was.acts; n < b->acts && !b->takes; n += BATCH) {
		struct index_act *act;
		int count;

		arena_clear(&a);
		if (index_acts(b->place->from->ix, n, BATCH, &a, &act, &count,
		    e) < 0)
			return -1;
		for (int i = 0; i < count; i++)
			b->takes = b->takes ||
			    act[i].verb == STMT_WITHHOLD ||
			    act[i].verb == STMT_KEYS;
	}
	return 0;
}

/* What changed since the folder was made. */
static int find_changes(struct build *b, struct index_trace *out,
    struct err *e)
{
	struct tlog_head was = { .size = b->was.acts };
	struct err why = { 0 };

	out->all = b->place->all || !b->was.known || !b->now.known ||
	    memcmp(b->was.program, b->now.program, CRYPT_HASH) != 0 ||
	    b->was.acts > b->acts;
	memcpy(was.root, b->was.root, CRYPT_HASH);
	b->takes = !b->was.known || b->was.acts > b->acts ||
	    tlog_extends(b->place->from->log, &was, &why) < 0;
	if (b->takes)
		out->all = true; /* of another log */
	if (!out->all && b->was.acts == b->acts) {
		b->now.sums = b->was.sums;
		return 0;
	}
	if (take_sums(b, e) < 0)
		return -1;
	sum_candles(b);
	if (!b->takes && look_for_taken(b, e) < 0)
		return -1;
	if (out->all)
		return 0;
	if (index_changed(b->place->from->ix, b->was.acts, out, e) < 0)
		return -1;
	index_sums_differ(&b->was.sums, &b->now.sums, out);
	return 0;
}

/* Is it the page of one thing or act?  Others stand for the whole. */
static bool is_deep(struct span path)
{
	size_t first = span_find(path, '/');

	return first < path.n && span_find(span_skip(path, first + 1), '/') <
	    path.n - first - 1;
}

static bool may_stay(const struct build *b, const struct site_page *p,
    const struct site_entry *old, const struct index_trace *changed)
{
	struct index_trace rests;

	if (old == NULL || old->size < 0)
		return false;
	rests = (struct index_trace){ .key = old->key, .count = old->keys,
	    .all = old->all };
	if (b->was.acts != b->acts && (!is_deep(p->made.path) ||
	    index_trace_meet(&rests, changed)))
		return false;
	return site_has(b->place->out_fd, p->made.path, old->size);
}

static int choose(struct build *b, struct err *e)
{
	struct index_trace changed = { .mem = &b->mem };

	if (know_program(b, e) < 0 || find_changes(b, &changed, e) < 0)
		return -1;
	for (size_t i = 0; i < b->pages; i++) {
		struct site_page *p = &b->page[i];
		const struct site_entry *old = changed.all ? NULL
		    : site_paths_find(&b->old, p->made.path);

		p->keep = may_stay(b, p, old, &changed);
		/* Till it is made again it rests on what it did. */
		if (old != NULL)
			p->made = *old;
	}
	for (int i = 0; i < EXPORT_DATA; i++) {
		struct site_page *p = &b->data[i];
		const struct site_entry *old;

		p->made = (struct site_entry){ .all = true, .size = -1,
			.path = span_of(export_data_files[i].path) };
		old = changed.all ? NULL : site_paths_find(&b->old,
		    p->made.path);
		if (old != NULL) /* all else as it is */
			p->made.size = old->size;
		p->keep = old != NULL && b->was.acts == b->acts && site_has(
		    b->place->out_fd, old->path, old->size);
	}
	return 0;
}

/* ---- making it so ---- */

static int by_order(const void *a, const void *b)
{
	const struct site_page *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return span_cmp(x->address, y->address);
}

static int make_pages(struct build *b, struct err *e)
{
	const struct site_making m = { b->place, b->acts, b->page, b->pages,
		b->data, b->made };

	qsort(b->page, b->pages, sizeof(*b->page), by_order);
	if (site_make(&m, e) < 0)
		return -1;
	for (int i = 0; i < EXPORT_DATA; i++) {
		b->done.files++;
		b->done.written += b->data[i].written;
		b->done.bytes += (uint64_t)b->data[i].made.size;
	}
	for (size_t i = 0; i < b->pages; i++) {
		b->done.pages += !b->page[i].card;
		b->done.cards += b->page[i].card;
		b->done.missing += b->page[i].missing;
		b->done.made += !b->page[i].keep;
		b->done.written += b->page[i].written;
		b->done.bytes += (uint64_t)b->page[i].made.size;
	}
	return 0;
}

static int copy_files(struct build *b, struct err *e)
{
	for (size_t i = 0; i < b->files.count; i++) {
		int64_t size = 0;
		int rc = site_copy(b->place->public_fd,
		    b->place->out_fd, b->files.at[i].path, &size, e);

		if (rc < 0)
			return -1;
		b->done.files++;
		b->done.written += (uint64_t)rc;
		b->done.bytes += (uint64_t)size;
	}
	return 0;
}

static int drop(void *ctx, struct span path, struct err *e)
{
	struct build *b = ctx;
	int rc = site_remove(b->place->out_fd, path, e);

	if (rc < 0)
		return -1;
	b->done.removed += (uint64_t)rc;
	return 0;
}

/* All paths there are; of pages, what they rest on. */
static void gather(struct build *b)
{
	b->all.count = 0;
	for (size_t i = 0; i < b->pages; i++)
		site_paths_note(&b->all, &b->page[i].made);
	for (size_t i = 0; i < b->files.count; i++)
		site_paths_add(&b->all, b->files.at[i].path);
	for (int i = 0; i < EXPORT_DATA; i++)
		site_paths_note(&b->all, &b->data[i].made);
	site_paths_add(&b->all, SPAN("log/checkpoint"));
	site_paths_sort(&b->all);
}

static int is_new(void *ctx, struct span path, struct err *e)
{
	(void)path;
	(void)e;
	++*(size_t *)ctx;
	return 0;
}

/* The checkpoint comes after all that it needs, and before what only an
 * older one needed goes. */
static int finish(struct build *b, struct err *e)
{
	const struct span checkpoint = b->place->from->checkpoint;
	const struct site_paths none = { 0 };
	int rc = site_put(b->place->out_fd, SPAN("log/checkpoint"),
	    checkpoint, e);

	if (rc < 0)
		return -1;
	b->done.files++;
	b->done.written += (uint64_t)rc;
	b->done.bytes += checkpoint.n;
	gather(b);
	if (site_paths_without(&b->old, &b->all, drop, b, e) < 0)
		return -1;
	return site_paths_write(&b->all, &none, &b->now, b->place->out_fd, e);
}

/* All that may be there from now on stands in the list.  Till it is done,
 * what stays rests on the acts of before. */
static int announce(struct build *b, struct err *e)
{
	size_t news = 0;

	if (site_paths_without(&b->all, &b->old, is_new, &news, e) < 0)
		return -1;
	return news == 0 ? 0 : site_paths_write(&b->all, &b->old, &b->was,
	    b->place->out_fd, e);
}

/* Files of public/ that are as they were say nothing that is withheld; any
 * page may. */
static int must_go(struct build *b, struct span path, struct err *e)
{
	switch (export_public_of(path, UINT64_MAX)) {
	case EXPORT_NONE:
		return 1;
	case EXPORT_CHECKPOINT:
		return 0;
	default:
		return site_differs(b->place->public_fd, b->place->out_fd,
		    path, e);
	}
}

/* Before anything is written: whatever fails later (a full disk) leaves a
 * hole, and not the words. */
static int take_away(struct build *b, struct err *e)
{
	for (size_t i = 0; b->takes && i < b->old.count; i++) {
		struct span path = b->old.at[i].path;
		int got = must_go(b, path, e);

		if (got < 0 || (got == 1 && site_remove(b->place->out_fd,
		    path, e) < 0))
			return -1;
	}
	return 0;
}

/* A build that is killed leaves half a file aside, which may say what is
 * withheld since: the next one finds the mark and sweeps. */
static int begin(struct build *b, struct err *e)
{
	const int out_fd = b->place->out_fd;
	const bool broken = file_exists(out_fd, BUILDING);

	for (size_t i = 0; broken && i < b->old.count; i++)
		site_sweep(out_fd, b->old.at[i].path);
	for (int i = 0; broken && i < EXPORT_DATA; i++)
		site_sweep(out_fd, span_of(export_data_files[i].path));
	if (take_away(b, e) < 0)
		return -1;
	gather(b);
	return announce(b, e) < 0 || site_put(out_fd, SPAN(BUILDING), SPAN("A build is under way, or"
	    " was interrupted.\n"), e) < 0 ? -1 : 0;
}

int site_build(const struct site_place *place, struct site_done *done,
    struct err *e)
{
	SCOPED(build) b = { .place = place, .mem.cap = SITE_PATHS_BYTES };

	/* File systems that know no locks on folders go without. */
	if (flock(place->out_fd, LOCK_EX | LOCK_NB) < 0 &&
	    errno == EWOULDBLOCK)
		return err_set(e, ERR_DENIED, "another build is at work in"
		    " this folder: wait till it is done");
	if (plan(&b, e) < 0 || choose(&b, e) < 0)
		return -1;
	if (begin(&b, e) < 0 || make_pages(&b, e) < 0 ||
	    copy_files(&b, e) < 0 || finish(&b, e) < 0 ||
	    site_remove(place->out_fd, SPAN(BUILDING), e) < 0)
		return -1;
	*done = b.done;
	return 0;
}

int site_check(int out_fd, struct err *e)
{
	struct dirent *entry;
	int fd, got = 0;
	DIR *d;

	if (file_exists(out_fd, SITE_LIST))
		return 0; /* site_build reads it before it touches anything */
	fd = openat(out_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	d = fd < 0 ? NULL : fdopendir(fd);
	if (d == NULL) {
		file_close(&fd);
		return err_set(e, ERR_IO, "cannot look into the folder: %s",
		    strerror(errno));
	}
	while ((entry = readdir(d)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0) {
			got = err_set(e, ERR_DENIED, "the folder holds '%.80s'"
			    " and was not made by build: nothing was touched;"
			    " name an empty or a new one", entry->d_name);
			break;
		}
	(void)closedir(d);
	return got;
}
