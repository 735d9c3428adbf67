/* journal.c - candles on the disk: one thread writes, one sync for many */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/scan.h"
#include "base/utc.h"
#include "candle/inside.h"

#define DAY 86400
#define MARGIN 3600 /* seconds */
#define HEAD "kulpytas/candles/v1 "
#define HEAD_BYTES (sizeof(HEAD) - 1 + 10 + 1) /* with the day and newline */
#define PIECE (1 << 20) /* bytes read at once */
#define BATCH 65536     /* candles written at once, at most */

static void day_name(int64_t day, char out[11])
{
	char t[UTC_CHARS];

	utc_print(day * DAY, t);
	memcpy(out, t, 10);
	out[10] = '\0';
}

/* ---- what is there ---- */

struct reading {
	struct candles *c;
	int64_t day, sound; /* bytes up to the end of the last whole candle */
	uint64_t passed;    /* lines so far that are none */
	uint64_t doubtful;  /* of them, those behind the last candle */
};

/* A candle of another day is none: its second is that of its token, which is
 * some minutes before it was lit, or a clock set back after. */
static void read_line(struct reading *r, struct span line, int64_t end)
{
	struct candle_head h;

	if (candle_line_parse(line, &h) && h.time < (r->day + 1) * DAY + MARGIN &&
	    h.time >= r->day * DAY - MARGIN) {
		(void)candle_counts_add(&r->c->counts, &h);
		r->passed += r->doubtful;
		r->doubtful = 0;
		r->sound = end;
	} else {
		r->doubtful++;
	}
}

/* All lines of fd from HEAD_BYTES on, a piece at a time. */
static int read_lines(struct reading *r, int fd, char *piece, struct err *e)
{
	int64_t at = HEAD_BYTES;
	ssize_t got;

	r->sound = at;
	while ((got = pread(fd, piece, PIECE, (off_t)at)) > 0) {
		struct span rest = { piece, (size_t)got };
		size_t n;

		while ((n = span_find(rest, '\n')) < rest.n) {
			at += (int64_t)n + 1;
			read_line(r, (struct span){ rest.p, n }, at);
			rest = span_skip(rest, n + 1);
		}
		if (rest.n == (size_t)got && got < PIECE)
			break; /* an end without a newline */
		if (rest.n == PIECE)
			at += PIECE; /* no candle is as long */
	}
	return got < 0 ? err_set(e, ERR_IO, "candles: %s", strerror(errno))
	    : 0;
}

/* Counts a day's candles; cuts off what a crash left behind the last. */
static int read_day(struct reading *r, const char *name, char *piece,
    struct err *e)
{
	char head[HEAD_BYTES + 1] = "", want[HEAD_BYTES + 1] = HEAD;
	SCOPED_FD fd = -1;
	int64_t now;

	memcpy(want + sizeof(HEAD) - 1, name, 10);
	want[HEAD_BYTES - 1] = '\n';
	if (file_append_open(r->c->dirfd, name, &fd, &now, e) < 0)
		return -1;
	if (pread(fd, head, HEAD_BYTES, 0) != (ssize_t)HEAD_BYTES ||
	    memcmp(head, want, HEAD_BYTES) != 0)
		return err_set(e, ERR_FORMAT, "candles/%s: the first line is"
		    " not '%.30s'; move the file aside", name, want);
	r->doubtful = 0;
	if (read_lines(r, fd, piece, e) < 0)
		return -1;
	r->passed += r->doubtful;
	return now > r->sound ? file_append_cut(fd, r->sound, e) : 0;
}

static int read_file(void *ctx, const char *path, int64_t bytes,
    struct err *e)
{
	struct reading *r = ctx;
	struct span name = span_of(path);
	char again[11], *piece;
	int64_t t;
	struct arena a = { .cap = 2 * PIECE };
	int rc;

	if (span_starts(name, SPAN("./")))
		name = span_skip(name, 2);
	if (name.n != 10 || bytes < 0 || !utc_parse(span_of(arena_fmt(&a,
	    "%.10sT00:00:00Z", name.p)), &t)) {
		arena_closep(&a);
		return 0; /* the lock, an aside */
	}
	r->day = t / DAY;
	day_name(r->day, again);
	piece = arena_raw(&a, PIECE);
	rc = read_day(r, again, piece, e);
	arena_closep(&a);
	return rc;
}

/* ---- writing ---- */

/* The file of that day, made where it is not there yet. */
static int open_day(struct candles *c, int64_t day, struct err *e)
{
	struct arena a = { .cap = 4096 };
	char name[11];
	int rc = 0;

	if (c->fd >= 0 && c->day == day)
		return 0;
	day_name(day, name);
	file_close(&c->fd);
	if (!file_exists(c->dirfd, name))
		rc = file_replace(c->dirfd, name, 0644, span_of(arena_fmt(&a,
		    HEAD "%s\n", name)), e);
	arena_closep(&a);
	if (rc == 0)
		rc = file_append_open(c->dirfd, name, &c->fd, &c->bytes, e);
	c->day = day;
	return rc;
}

static int write_all(struct candles *c, const struct candle *first,
    struct arena *a, bool *broken, struct err *e)
{
	struct span text;
	struct buf b;

	*broken = false;
	buf_open(&b, a, BATCH * (CANDLE_LINE_MAX + 1));
	for (; first != NULL; first = first->next)
		buf_add(&b, (struct span){ first->line, first->bytes });
	if (buf_end(&b, &text, e) < 0 ||
	    open_day(c, utc_now() / DAY, e) < 0)
		return -1;
	if (c->bytes + (int64_t)text.n > CANDLE_DAY_MAX)
		return err_set(e, ERR_LIMIT, "the day's file is full");
	if (file_append(c->fd, text, broken, e) < 0)
		return -1;
	c->bytes += (int64_t)text.n;
	return 0;
}

static void note_recent(struct candles *c, int64_t now, uint32_t n)
{
	for (int64_t i = c->recent_at + 1; i <= now && i <= c->recent_at + 16;
	    i++)
		c->recent[i % 16] = 0;
	if (now > c->recent_at)
		c->recent_at = now;
	c->recent[c->recent_at % 16] += n;
}

/* What has come meanwhile, at most BATCH of them; NULL: stop. */
static struct candle *take(struct candles *c)
{
	struct candle *first, *last;

	while (c->first == NULL && !c->stop)
		(void)pthread_cond_wait(&c->more, &c->lock);
	first = last = c->first;
	for (int i = 1; last != NULL && last->next != NULL && i < BATCH; i++)
		last = last->next;
	if (first == NULL)
		return NULL;
	c->first = last->next;
	if (c->first == NULL)
		c->last = &c->first;
	last->next = NULL;
	return first;
}

static void settle(struct candles *c, const struct candle *first, bool ok)
{
	uint32_t n = 0;

	for (; ok && first != NULL; first = first->next, n++)
		(void)candle_counts_add(&c->counts, &first->head);
	note_recent(c, utc_now(), n);
}

static void *writer(void *ctx)
{
	struct candles *c = ctx;
	struct arena a = { .cap = 64 << 20 };
	struct candle *first, *next;
	struct err said = { 0 };

	(void)pthread_mutex_lock(&c->lock);
	while ((first = take(c)) != NULL) {
		bool dead = c->broken, broken = false;
		struct err e = { 0 };
		int rc;

		(void)pthread_mutex_unlock(&c->lock);
		rc = dead ? -1 : write_all(c, first, &a, &broken, &e);
		arena_clear(&a);
		(void)pthread_mutex_lock(&c->lock);
		settle(c, first, rc == 0);
		c->broken |= broken;
		if (rc < 0 && !dead)
			said = e;
		c->why = said;
		(void)pthread_mutex_unlock(&c->lock);
		for (; first != NULL; first = next) {
			next = first->next; /* done frees it */
			first->failed = rc < 0;
			first->done(first);
		}
		(void)pthread_mutex_lock(&c->lock);
	}
	(void)pthread_mutex_unlock(&c->lock);
	arena_closep(&a);
	return NULL;
}

/* ---- for the caller ---- */

int candle_open(struct candles **out, int dirfd, int bits, uint64_t *passed,
    struct err *e)
{
	struct candles *c __attribute__((cleanup(candle_closep))) = calloc(1, sizeof(*c));
	struct reading r = { .c = c };

	if (c == NULL)
		return err_set(e, ERR_IO, "candles: out of memory");
	c->dirfd = c->lock_fd = c->fd = -1;
	c->bits = bits;
	c->last = &c->first;
	if (pthread_mutex_init(&c->lock, NULL) != 0 ||
	    pthread_cond_init(&c->more, NULL) != 0)
		return err_set(e, ERR_IO, "candles: no lock");
	if (candle_counts_open(&c->counts, e) < 0 ||
	    candle_issuer_open(&c->issuer, e) < 0 ||
	    file_open_dir(dirfd, ".", &c->dirfd, e) < 0 ||
	    file_lock(dirfd, "lock", 0, &c->lock_fd, e) < 0 ||
	    file_walk(c->dirfd, ".", read_file, &r, e) < 0)
		return -1;
	if (pthread_create(&c->writer, NULL, writer, c) != 0)
		return err_set(e, ERR_IO, "candles: no thread");
	c->started = true;
	*passed = r.passed;
	*out = c;
	c = NULL; /* the caller owns it now */
	return 0;
}

void candle_closep(struct candles **p)
{
	struct candles *c = *p;

	if (c == NULL)
		return;
	if (c->started) {
		(void)pthread_mutex_lock(&c->lock);
		c->stop = true;
		(void)pthread_cond_signal(&c->more);
		(void)pthread_mutex_unlock(&c->lock);
		(void)pthread_join(c->writer, NULL);
	}
	candle_counts_closep(&c->counts);
	candle_issuer_closep(&c->issuer);
	file_close(&c->fd);
	file_close(&c->lock_fd);
	file_close(&c->dirfd);
	(void)pthread_cond_destroy(&c->more);
	(void)pthread_mutex_destroy(&c->lock);
	free(c);
	*p = NULL;
}

void candle_light(struct candles *c, struct candle *x)
{
	x->next = NULL;
	(void)pthread_mutex_lock(&c->lock);
	*c->last = x;
	c->last = &x->next;
	(void)pthread_cond_signal(&c->more);
	(void)pthread_mutex_unlock(&c->lock);
}

void candle_count_of(struct candles *c, struct span whom, int64_t now,
    struct candle_count *out)
{
	(void)pthread_mutex_lock(&c->lock);
	candle_counts_of(&c->counts, whom, now, out);
	(void)pthread_mutex_unlock(&c->lock);
}

int candle_recent(struct candles *c, int64_t now,
    char out[CANDLE_RECENT][CODE_ID_CHARS + 1])
{
	int n;

	(void)pthread_mutex_lock(&c->lock);
	n = candle_counts_recent(&c->counts, now, out);
	(void)pthread_mutex_unlock(&c->lock);
	return n;
}

int candle_bits(struct candles *c, int64_t now)
{
	uint64_t n = 0;

	(void)pthread_mutex_lock(&c->lock);
	for (int64_t i = now - 9; i <= now; i++)
		if (i >= 0 && i > c->recent_at - 16 && i <= c->recent_at)
			n += c->recent[i % 16];
	(void)pthread_mutex_unlock(&c->lock);
	return candle_harder(c->bits, n);
}

void candle_why(struct candles *c, struct err *out)
{
	(void)pthread_mutex_lock(&c->lock);
	*out = c->why;
	(void)pthread_mutex_unlock(&c->lock);
}
