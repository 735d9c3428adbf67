#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/cli.h"
#include "draw/draw.h"
#include "site/site.h"

#define TRIES 5 /* where the archive changes while it is copied */

static bool is_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 &&
	    (path[n] == '/' || path[n] == '\0');
}

/* The folder, or what is there already of the way to it. */
static int resolve(const char *out, char path[PATH_MAX], struct err *e)
{
	char word[PATH_MAX];

	if ((size_t)snprintf(word, sizeof(word), "%s", out) >= sizeof(word))
		return err_set(e, ERR_LIMIT, "path too long");
	while (realpath(word, path) == NULL) {
		char *slash = strrchr(word, '/');

		if (slash == NULL && strcmp(word, ".") != 0)
			memcpy(word, ".", 2);
		else if (slash != NULL && slash != word)
			*slash = '\0';
		else
			return err_set(e, ERR_ABSENT, "%s: no way to it",
			    out);
	}
	return 0;
}

/* Not into what is copied or kept private. */
static int check_place(const struct keep_archive *a, const char *out,
    struct err *e)
{
	static const char *const kept[] = { "public", "private", "cache" };
	char path[PATH_MAX], folder[PATH_MAX + 16];
	bool bad = false;

	if (resolve(out, path, e) < 0)
		return -1;
	if (a->fd < 0)
		bad = is_below(path, a->path);
	for (size_t i = 0; a->fd >= 0 && i < sizeof(kept) / sizeof(kept[0]);
	    i++) {
		(void)snprintf(folder, sizeof(folder), "%s/%s", a->path,
		    kept[i]);
		bad = bad || is_below(path, folder);
	}
	if (bad)
		return err_set(e, ERR_DENIED, "%s lies in the archive itself:"
		    " name a folder elsewhere", out);
	return 0;
}

/* One build of what the archive is now; *head is what was built. */
static int build(const struct cli_call *c, struct page_from from,
    struct tlog_head *head, struct site_done *done, struct err *e)
{
	const char *out = c->word[0];
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(index) *ix = NULL;
	SCOPED(tlog) *log = NULL;
	SCOPED(candle_signed) *kept = NULL;
	SCOPED_FD out_fd = -1;
	int bad = 0;
	struct site_place place = { .from = &from,
	    .all = cli_option(c, "all") != NULL };

	if (keep_archive_open(&a, c->archive, KEEP_READ, NULL, e) < 0 ||
	    keep_archive_index(&a, false, &ix, e) < 0 ||
	    tlog_open(&log, a.public_fd, a.head.size, e) < 0 ||
	    check_place(&a, out, e) < 0 ||
	    file_make_dirs(AT_FDCWD, out, 0755, e) < 0 ||
	    file_open_dir(AT_FDCWD, out, &out_fd, e) < 0)
		return -1;
	if (site_check(out_fd, e) < 0)
		return err_in(e, "%s", out);
	if (page_kept(ix, a.public_fd, NULL, &kept, &bad, e) < 0)
		return -1;
	if (bad > 0)
		fprintf(stderr, "candles of %d signed day%s do not hold and"
		    " stand on no page: `kulpytas verify` says why\n", bad,
		    bad == 1 ? "" : "s");
	from.kept = kept;
	from.ix = ix;
	from.log = log;
	from.checkpoint = a.checkpoint;
	*head = a.head;
	place.db_path = a.db;
	place.public_fd = a.public_fd;
	place.out_fd = out_fd;
	return site_build(&place, done, e);
}

/* Did the archive stay as it was built?  1, 0 or -1. */
static int is_still(const char *archive, const struct tlog_head *head,
    struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };

	if (keep_archive_open(&a, archive, KEEP_READ, NULL, e) < 0)
		return -1;
	return a.head.size == head->size &&
	    memcmp(a.head.root, head->root, CRYPT_HASH) == 0;
}

/* A change of the archive while it is copied leaves a mixture: again then. */
static int build_still(const struct cli_call *c,
    const struct page_from *from, struct site_done *done, struct err *e)
{
	for (int i = 0; i < TRIES; i++) {
		struct tlog_head head = { .size = 0 };
		struct err why = { 0 };
		int still;

		if (build(c, *from, &head, done, e) == 0)
			why.kind = ERR_NONE;
		else if (head.size == 0)
			return -1;
		else
			why = *e;
		still = is_still(c->archive, &head, e);
		if (still < 0)
			return -1;
		if (still == 1 && why.kind == ERR_NONE)
			return 0;
		if (still == 1) {
			*e = why;
			return -1;
		}
	}
	return err_set(e, ERR_IO, "the archive changes all the time: build"
	    " again when it is still");
}

int cli_build(const struct cli_call *c, struct err *e)
{
	struct page_from from = { .set = NULL };
	struct page_set *set = NULL;
	struct site_done done;
	int rc;

	if (cli_address(c, &from.address, e) < 0 || page_open(&set, e) < 0)
		return -1;
	from.set = set;
	from.cards = cli_option(c, "cards") != NULL;
	rc = build_still(c, &from, &done, e);
	page_closep(&set);
	draw_thread_stop();
	if (rc < 0)
		return -1;
	fprintf(stderr, "%llu pages and %llu files, %llu bytes; %llu written,"
	    " %llu removed; %llu pages were made\n", (unsigned long long)done.pages,
	    (unsigned long long)done.files, (unsigned long long)done.bytes,
	    (unsigned long long)done.written,
	    (unsigned long long)done.removed, (unsigned long long)done.made);
	if (from.cards)
		fprintf(stderr, "%llu of these are cards and sheets\n",
		    (unsigned long long)done.cards);
	if (done.missing > 0)
		fprintf(stderr, "in %llu of them something was left out that no"
		    " font here can write: install fonts-noto-core\n",
		    (unsigned long long)done.missing);
	printf("%s\n", c->word[0]);
	return 0;
}
