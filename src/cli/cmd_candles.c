/* cmd_candles.c - a keeper signs the candles of the days that are over */
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utc.h"
#include "candle/candle.h"
#include "cli/cli.h"
#include "vault/put.h"

#define DAY 86400
#define DAYS_MAX 4096 /* signed by one command */

struct days {
	struct keep_archive *a;
	struct keep_pen *pen;
	struct arena *mem;
	struct span about;        /* "archive/..." */
	struct index_list signed_; /* what is said of the archive */
	int dirfd;
	int64_t day[DAYS_MAX];
	int count, done;
};

/* ---- which days ---- */

static void note_day(struct days *d, int64_t day)
{
	for (int i = 0; i < d->count; i++)
		if (d->day[i] == day)
			return;
	if (d->count < DAYS_MAX)
		d->day[d->count++] = day;
}

/* What was lit after midnight may be of a token of the day before. */
static int each_journal(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	struct days *d = ctx;
	struct span name = span_of(path);
	int64_t t;

	(void)e;
	if (span_starts(name, SPAN("./")))
		name = span_skip(name, 2);
	if (bytes < 0 || name.n != 10 || !utc_parse(span_of(arena_fmt(d->mem,
	    "%.10sT00:00:00Z", name.p)), &t))
		return 0;
	note_day(d, t / DAY - 1);
	note_day(d, t / DAY);
	return 0;
}

static bool is_signed(const struct days *d, const char *day)
{
	for (int i = 0; i < d->signed_.count; i++) {
		const struct index_stmt *x = &d->signed_.at[i];

		if (!x->is_void && !x->hidden && !x->withheld &&
		    span_is(x->s.says, "candles") && span_is(x->s.on, day))
			return true;
	}
	return false;
}

/* ---- one day ---- */

/* Into private/originals and public/evidence, as any file. */
static int keep_file(struct days *d, struct span text,
    uint8_t hash[CRYPT_HASH], struct err *e)
{
	SCOPED_FD fd = memfd_create("candles", MFD_CLOEXEC);
	size_t at = 0;

	while (fd >= 0 && at < text.n) {
		ssize_t n = write(fd, text.p + at, text.n - at);

		if (n <= 0)
			return err_set(e, ERR_IO, "candles: no memory");
		at += (size_t)n;
	}
	if (fd < 0 || lseek(fd, 0, SEEK_SET) < 0)
		return err_set(e, ERR_IO, "candles: no memory");
	return vault_keep(d->a->private_fd, fd, CANDLE_SIGNED_MAX, hash,
	    e) < 0 ? -1 : vault_release(d->a->private_fd, d->a->public_fd,
	    hash, e);
}

static int sign_day(struct days *d, int64_t day, struct err *e)
{
	SCOPED(arena) mem = { .cap = CANDLE_SIGNED_ROOM };
	struct stmt s = { .about = d->about, .says = SPAN("candles") };
	char id[STMT_ID_CHARS + 1], t[UTC_CHARS];
	char hex[2 * CRYPT_HASH + 1] = "";
	struct candle_count sum = { 0 };
	uint8_t hash[CRYPT_HASH];
	const char *name;
	struct span text;

	utc_print(day * DAY, t);
	name = arena_fmt(d->mem, "%.10s", t);
	if (is_signed(d, name))
		return 0;
	if (utc_now() < (day + 1) * DAY + CANDLE_OVER_S) {
		fprintf(stderr, "%s: not over yet\n", name);
		return 0;
	}
	if (candle_day_make(d->dirfd, day, &mem, &text, &sum, e) < 0)
		return -1;
	if (sum.proven + sum.waited == 0)
		return 0;
	if (candle_day_check(text, span_of(name), &mem, e) < 0 ||
	    keep_file(d, text, hash, e) < 0)
		return err_in(e, "%s", name);
	code_hex(hash, CRYPT_HASH, hex);
	s.on = span_of(name);
	s.value = span_of(arena_fmt(d->mem, "sha256:%s", hex));
	d->done++;
	printf("%s %" PRIu64 " %" PRIu64 "\n", name, sum.proven, sum.waited);
	return keep_pen_put(d->pen, STMT_CANDLES, &s, false, id, e);
}

static int archive_of(struct index *ix, struct days *d, struct err *e)
{
	static const struct index_thing archive; /* number 0 */
	struct index_list list;

	if (index_of_act(ix, 0, d->mem, &list, e) < 0 ||
	    index_about(ix, &archive, d->mem, &d->signed_, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++)
		if (list.at[i].s.subject.kind == STMT_ARCHIVE)
			d->about = list.at[i].s.about;
	return d->about.n > 0 ? 0 : err_set(e, ERR_FORMAT,
	    "act 0 names no archive");
}

int cli_candles(const struct cli_call *c, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(arena) mem = { .cap = (size_t)1 << 30 };
	SCOPED(crypt_secret) *keeper = NULL;
	SCOPED(index) *ix = NULL;
	SCOPED(keep_pen) *pen = NULL;
	SCOPED_FD dirfd = -1;
	const struct crypt_secret *signers[1];
	struct days *d = arena_take(&mem, 1, sizeof(*d));

	d->a = &a;
	d->mem = &mem;
	if (keep_archive_open(&a, c->archive, KEEP_WRITE, NULL, e) < 0 ||
	    keep_archive_keeper(&a, cli_login(c), &keeper, e) < 0 ||
	    keep_archive_index(&a, true, &ix, e) < 0 ||
	    archive_of(ix, d, e) < 0)
		return -1;
	signers[0] = keeper;
	if (file_exists(a.fd, "candles") && (file_open_dir(a.fd, "candles",
	    &dirfd, e) < 0 || file_walk(dirfd, ".", each_journal, d, e) < 0))
		return -1;
	d->dirfd = dirfd;
	if (keep_pen_open(&pen, &a, signers, 1, e) < 0)
		return -1;
	d->pen = pen;
	for (int i = 0; i < d->count; i++)
		if (sign_day(d, d->day[i], e) < 0)
			return -1;
	if (keep_pen_publish(pen, e) < 0)
		return -1;
	fprintf(stderr, "%d day%s signed%s\n", d->done, d->done == 1 ? ""
	    : "s", d->count == 0 ? ": no candle was lit here yet" : "");
	return 0;
}
