#include "site/site.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "card/card.h"
#include "export/data.h"
#include "export/public.h"
#include "site/inside.h"

#define PAGE_ARENA ((size_t)2 << 30) /* bytes one page may take to make */

struct build {
	const struct page_from *from;
	int public_fd, out_fd;
	uint64_t acts;
	struct site_paths pages; /* addresses, in the order of page_each */
	struct site_paths cards;
	struct site_paths files; /* of public/, but the checkpoint */
	struct site_paths all;   /* paths in the folder */
	struct site_paths old;   /* of an earlier build */
	struct site_done done;
};

static void build_closep(struct build *b)
{
	site_paths_closep(&b->pages);
	site_paths_closep(&b->cards);
	site_paths_closep(&b->files);
	site_paths_closep(&b->all);
	site_paths_closep(&b->old);
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

static int note_page(void *ctx, struct span address, struct err *e)
{
	char room[SITE_PATH_MAX + 1];
	struct build *b = ctx;
	struct span path;

	if (path_of(address, room, &path, e) < 0)
		return -1;
	site_paths_add(&b->pages, address);
	site_paths_add(&b->all, path);
	return 0;
}

static int note_card(void *ctx, struct span address, struct err *e)
{
	char room[SITE_PATH_MAX + 1];
	struct build *b = ctx;
	struct span path;

	if (path_of(address, room, &path, e) < 0)
		return -1;
	site_paths_add(&b->cards, address);
	site_paths_add(&b->all, path);
	return 0;
}

static struct card_from cards_of(const struct build *b)
{
	return (struct card_from){ b->from->ix, b->from->address };
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
		site_paths_add(&b->all, span_of(path));
		return 0;
	default:
		if (bytes < 0)
			return 0;
		site_paths_add(&b->all, span_of(path));
		site_paths_add(&b->files, span_of(path));
		return 0;
	}
}

static int plan(struct build *b, struct err *e)
{
	static const char *const folder[] = { "log", "payload", "evidence" };
	const struct card_from cards = cards_of(b);
	struct index_head head;
	struct stat st;

	if (index_head(b->from->ix, &head, e) < 0 || (b->from->cards &&
	    card_each(&cards, note_card, b, e) < 0))
		return -1;
	b->acts = head.acts;
	if (site_paths_read(&b->old, b->out_fd, e) < 0 ||
	    page_each(b->from, note_page, b, e) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(folder) / sizeof(folder[0]); i++)
		if (file_exists(b->public_fd, folder[i]) &&
		    file_walk(b->public_fd, folder[i], note_file, b, e) < 0)
			return -1;
	if (fstatat(b->public_fd, "properties", &st, AT_SYMLINK_NOFOLLOW) ==
	    0 && note_file(b, "properties", S_ISREG(st.st_mode) ? 0 : -1,
	    e) < 0)
		return -1;
	for (int i = 0; i < EXPORT_DATA; i++)
		site_paths_add(&b->all, span_of(export_data_files[i].path));
	site_paths_sort(&b->all);
	return 0;
}

/* ---- making it so ---- */

static int make_page(struct build *b, struct span address, struct arena *a,
    struct err *e)
{
	char room[SITE_PATH_MAX + 1];
	struct page page = { 0 };
	struct span path;
	int rc;

	if (path_of(address, room, &path, e) < 0 ||
	    page_make(b->from, address, SPAN(""), a, &page, e) < 0)
		return -1;
	if (page.status == 302)
		return err_set(e, ERR_FORMAT, "a redirect has no file");
	rc = site_put(b->out_fd, path, page.body, e);
	if (rc < 0)
		return -1;
	b->done.pages++;
	b->done.written += (uint64_t)rc;
	b->done.bytes += page.body.n;
	return 0;
}

static int make_pages(struct build *b, struct err *e)
{
	SCOPED(arena) a = { .cap = PAGE_ARENA };

	for (size_t i = 0; i < b->pages.count; i++) {
		struct span at = b->pages.at[i];

		arena_clear(&a);
		if (make_page(b, at, &a, e) < 0)
			return err_in(e, "%.*s", (int)at.n, at.p);
	}
	return 0;
}

static int make_card(struct build *b, struct span address, struct err *e)
{
	SCOPED(arena) a = { .cap = PAGE_ARENA };
	const struct card_from from = cards_of(b);
	char room[SITE_PATH_MAX + 1];
	struct card card = { .missing = 0 };
	struct span path;
	int rc = path_of(address, room, &path, e);

	if (rc == 0)
		rc = card_make(&from, address, &a, &card, e);
	if (rc == 0)
		return err_set(e, ERR_ABSENT, "no such card");
	if (rc < 0 || (rc = site_put(b->out_fd, path, card.body, e)) < 0)
		return -1;
	b->done.cards++;
	b->done.missing += card.missing > 0;
	b->done.written += (uint64_t)rc;
	b->done.bytes += card.body.n;
	return 0;
}

static int make_cards(struct build *b, struct err *e)
{
	for (size_t i = 0; i < b->cards.count; i++) {
		struct span at = b->cards.at[i];

		if (make_card(b, at, e) < 0)
			return err_in(e, "%.*s", (int)at.n, at.p);
	}
	return 0;
}

static int copy_files(struct build *b, struct err *e)
{
	for (size_t i = 0; i < b->files.count; i++) {
		int64_t size = 0;
		int rc = site_copy(b->public_fd, b->out_fd, b->files.at[i],
		    &size, e);

		if (rc < 0)
			return -1;
		b->done.files++;
		b->done.written += (uint64_t)rc;
		b->done.bytes += (uint64_t)size;
	}
	return 0;
}

static int make_data(struct build *b, struct err *e)
{
	const struct site_data d = { b->from->ix, b->public_fd, b->out_fd,
		b->acts };

	for (int i = 0; i < EXPORT_DATA; i++) {
		int64_t size = 0;
		int rc = site_data_put(&d, &export_data_files[i], &size, e);

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
	int rc = site_remove(b->out_fd, path, e);

	if (rc < 0)
		return -1;
	b->done.removed += (uint64_t)rc;
	return 0;
}

/* The checkpoint comes after all that it needs, and before what only an
 * older one needed goes. */
static int finish(struct build *b, struct err *e)
{
	const struct site_paths none = { 0 };
	int rc = site_put(b->out_fd, SPAN("log/checkpoint"),
	    b->from->checkpoint, e);

	if (rc < 0)
		return -1;
	b->done.files++;
	b->done.written += (uint64_t)rc;
	b->done.bytes += b->from->checkpoint.n;
	if (site_paths_without(&b->old, &b->all, drop, b, e) < 0)
		return -1;
	return site_paths_write(&b->all, &none, b->out_fd, e);
}

int site_build(const struct page_from *from, int public_fd, int out_fd,
    struct site_done *done, struct err *e)
{
	SCOPED(build) b = { .from = from, .public_fd = public_fd,
	    .out_fd = out_fd };

	if (plan(&b, e) < 0 ||
	    site_paths_write(&b.all, &b.old, out_fd, e) < 0 ||
	    make_pages(&b, e) < 0 || make_cards(&b, e) < 0 ||
	    copy_files(&b, e) < 0 || make_data(&b, e) < 0 ||
	    finish(&b, e) < 0)
		return -1;
	*done = b.done;
	return 0;
}

int site_check(int out_fd, struct err *e)
{
	SCOPED(site_paths) old = { 0 };
	struct dirent *entry;
	int fd, got = site_paths_read(&old, out_fd, e);
	DIR *d;

	if (got != 0)
		return got < 0 ? -1 : 0;
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
