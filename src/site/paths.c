/* paths.c - sets of paths, and the list that a build leaves */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/code.h"
#include "base/file.h"
#include "base/scan.h"
#include "site/inside.h"

#define KEYS_MAX 100000 /* of one page */
#define ALL SPAN("*")
#define LIST_ASIDE ".list.new"
#define PIECE ((size_t)128 << 10) /* bytes written at once */
#define SUMS SPAN("sums ")

void *site_grow(struct arena *a, const void *at, size_t *room, size_t size)
{
	struct arena mem = { .cap = SITE_PATHS_BYTES };
	size_t more = *room == 0 ? 256 : *room * 2;
	void *p = arena_raw(&mem, more * size);

	if (*room > 0)
		memcpy(p, at, *room * size);
	arena_closep(a);
	*a = mem;
	*room = more;
	return p;
}

void site_paths_note(struct site_paths *p, const struct site_entry *x)
{
	if (p->count == p->room)
		p->at = site_grow(&p->list, p->at, &p->room, sizeof(*p->at));
	p->at[p->count++] = *x;
}

void site_paths_add(struct site_paths *p, struct span path)
{
	struct site_entry x = { .size = -1 };

	if (p->mem.cap == 0)
		p->mem.cap = SITE_PATHS_BYTES;
	x.path = arena_copy(&p->mem, path);
	site_paths_note(p, &x);
}

static int by_bytes(const void *a, const void *b)
{
	const struct site_entry *x = a, *y = b;

	return span_cmp(x->path, y->path);
}

void site_paths_sort(struct site_paths *p)
{
	size_t n = 0;

	if (p->count == 0)
		return;
	qsort(p->at, p->count, sizeof(*p->at), by_bytes);
	for (size_t i = 0; i < p->count; i++)
		if (n == 0 || !span_eq(p->at[n - 1].path, p->at[i].path))
			p->at[n++] = p->at[i];
	p->count = n;
}

const struct site_entry *site_paths_find(const struct site_paths *p,
    struct span path)
{
	const struct site_entry x = { .path = path };

	return p->count == 0 ? NULL : bsearch(&x, p->at, p->count,
	    sizeof(*p->at), by_bytes);
}

void site_paths_closep(struct site_paths *p)
{
	arena_closep(&p->mem);
	arena_closep(&p->list);
}

/* ---- read ---- */

static bool take_hex(struct scan *s, uint8_t out[CRYPT_HASH])
{
	struct span rest = scan_rest(s), hex = { rest.p, 2 * CRYPT_HASH };

	if (rest.n < hex.n || !code_unhex(hex, out, CRYPT_HASH))
		return false;
	*s = scan_of(span_skip(rest, hex.n));
	return true;
}

/* "acts 72 ROOT PROGRAM", in hexadecimal. */
static bool read_state(struct span line, struct site_state *out)
{
	struct scan s = scan_of(line);
	struct site_state x = { .known = true };

	if (!scan_lit(&s, SPAN("acts ")) || !scan_u64(&s, MERKLE_SIZE_MAX,
	    &x.acts) || !scan_lit(&s, SPAN(" ")) || !take_hex(&s, x.root) ||
	    !scan_lit(&s, SPAN(" ")) || !take_hex(&s, x.program) ||
	    !scan_done(&s))
		return false;
	*out = x;
	return true;
}

/* "sums 8a3b00ff:0123456789abcdef,...": what lists said together then. */
static bool read_sums(struct site_paths *p, struct span line,
    struct index_sums *out)
{
	const size_t each = 26;
	struct span text = span_skip(line, SUMS.n);
	size_t n = (text.n + 1) / each;

	if (text.n + 1 != each * n && text.n > 0)
		return false;
	out->at = arena_take(&p->mem, n + 1, sizeof(*out->at));
	for (size_t i = 0; i < n; i++) {
		const char *at = text.p + each * i;
		uint8_t b[12];

		if (!code_unhex((struct span){ at, 8 }, b, 4) ||
		    !code_unhex((struct span){ at + 9, 16 }, b + 4, 8))
			return false;
		for (int k = 0; k < 12; k++)
			if (k < 4)
				out->at[i].key = out->at[i].key << 8 | b[k];
			else
				out->at[i].sum = out->at[i].sum << 8 | b[k];
	}
	out->count = n;
	return true;
}

/* "8a3b00ff,..." or "*"; what does not fit is as if it were not there. */
static bool read_keys(struct site_paths *p, struct span keys,
    struct site_entry *out)
{
	size_t n = (keys.n + 1) / 9;

	out->all = span_eq(keys, ALL);
	if (out->all || keys.n == 0)
		return true;
	if (n > KEYS_MAX || keys.n != 9 * n - 1)
		return false;
	out->key = arena_take(&p->mem, n, sizeof(*out->key));
	for (size_t i = 0; i < n; i++) {
		uint8_t b[4];

		if (!code_unhex((struct span){ keys.p + 9 * i, 8 }, b, 4))
			return false;
		out->key[i] = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
		    (uint32_t)b[2] << 8 | b[3];
	}
	out->keys = n;
	return true;
}

/* "PATH", or "PATH<tab>SIZE<tab>KEYS". */
static int read_line(struct site_paths *p, struct span line, struct err *e)
{
	struct site_entry x = { .path = { line.p, span_find(line, '\t') },
		.size = -1 };
	struct span rest = span_skip(line, x.path.n + 1);
	struct scan s = scan_of((struct span){ rest.p, span_find(rest, '\t') });
	uint64_t size;

	if (!site_path_fits(x.path))
		return err_set(e, ERR_FORMAT, SITE_LIST ": a line is no path"
		    " of ours; nothing was touched");
	if (rest.n > 0 && scan_u64(&s, INT64_MAX, &size) && scan_done(&s) &&
	    read_keys(p, span_skip(rest, span_find(rest, '\t') + 1), &x))
		x.size = (int64_t)size;
	site_paths_note(p, &x);
	return 0;
}

int site_paths_read(struct site_paths *p, struct site_state *state,
    int out_fd, struct err *e)
{
	struct span rest;
	bool old;
	int got;

	p->mem.cap = SITE_PATHS_BYTES;
	got = file_read(out_fd, SITE_LIST, SITE_PATHS_BYTES / 2, &p->mem,
	    &rest, e);
	if (got <= 0)
		return got;
	old = span_starts(rest, SITE_LIST_OLD);
	if (!old && !span_starts(rest, SITE_LIST_HEAD))
		return err_set(e, ERR_FORMAT, SITE_LIST ": not a list of"
		    " ours");
	rest = span_skip(rest, SITE_LIST_HEAD.n);
	if (!old && span_starts(rest, SPAN("acts "))) {
		struct span line = { rest.p, span_find(rest, '\n') };

		(void)read_state(line, state);
		rest = span_skip(rest, line.n + 1);
	}
	if (!old && span_starts(rest, SUMS)) {
		struct span line = { rest.p, span_find(rest, '\n') };

		state->known &= read_sums(p, line, &state->sums);
		rest = span_skip(rest, line.n + 1);
	} else {
		state->known = false;
	}
	while (rest.n > 0) {
		struct span line = { rest.p, span_find(rest, '\n') };

		rest = span_skip(rest, line.n + 1);
		if (read_line(p, line, e) < 0)
			return -1;
	}
	site_paths_sort(p);
	return 1;
}

/* ---- written ---- */

/* Takes the lower of two heads; a's where they are equal. */
static const struct site_entry *next_of(const struct site_paths *a,
    size_t *i, const struct site_paths *b, size_t *k, bool *in_b)
{
	int way = *i == a->count ? 1 : *k == b->count ? -1
	    : span_cmp(a->at[*i].path, b->at[*k].path);

	*in_b = way >= 0;
	if (way > 0)
		return &b->at[(*k)++];
	*k += way == 0;
	return &a->at[(*i)++];
}

static void write_entry(struct buf *out, const struct site_entry *x,
    bool bare)
{
	static const char digit[] = "0123456789abcdef";

	buf_add(out, x->path);
	if (x->size >= 0 && !bare) {
		buf_byte(out, '\t');
		buf_u64(out, (uint64_t)x->size);
		buf_byte(out, '\t');
		if (x->all)
			buf_add(out, ALL);
		for (size_t i = 0; i < x->keys && !x->all; i++) {
			char text[9] = ",";

			for (int k = 0; k < 8; k++)
				text[k + 1] = digit[x->key[i] >> (28 - 4 * k) &
				    15];
			buf_add(out, (struct span){ text + (i == 0),
			    9 - (size_t)(i == 0) });
		}
	}
	buf_byte(out, '\n');
}

static void write_state(struct buf *out, const struct site_state *state)
{
	char root[2 * CRYPT_HASH + 1] = "", program[2 * CRYPT_HASH + 1] = "";

	if (!state->known)
		return;
	code_hex(state->root, CRYPT_HASH, root);
	code_hex(state->program, CRYPT_HASH, program);
	buf_fmt(out, "acts %llu %s %s\nsums ", (unsigned long long)state->acts,
	    root, program);
	for (size_t i = 0; i < state->sums.count; i++)
		buf_fmt(out, "%s%08x:%016llx", i == 0 ? "" : ",",
		    state->sums.at[i].key,
		    (unsigned long long)state->sums.at[i].sum);
	buf_byte(out, '\n');
}

static int write_list(const struct site_paths *a, const struct site_paths *b,
    const struct site_state *state, FILE *f, struct err *e)
{
	SCOPED(arena) mem = { .cap = SITE_PATHS_BYTES };
	size_t i = 0, k = 0;
	struct span text;
	struct buf out;

	buf_open(&out, &mem, SITE_PATHS_BYTES / 4);
	buf_add(&out, SITE_LIST_HEAD);
	write_state(&out, state);
	while (i < a->count || k < b->count) {
		size_t was = i;
		bool in_b;
		const struct site_entry *x = next_of(a, &i, b, &k, &in_b);

		write_entry(&out, x, i == was);
		if (out.n < PIECE && (i < a->count || k < b->count))
			continue;
		if (buf_end(&out, &text, e) < 0)
			return -1;
		if (fwrite(text.p, 1, text.n, f) != text.n)
			return err_set(e, ERR_IO, SITE_LIST ": cannot be"
			    " written: is the disk full?");
		arena_clear(&mem);
		buf_open(&out, &mem, SITE_PATHS_BYTES / 4);
	}
	return 0;
}

int site_paths_write(const struct site_paths *a, const struct site_paths *b,
    const struct site_state *state, int out_fd, struct err *e)
{
	const int flags = O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(out_fd, LIST_ASIDE, flags, 0644), rc;
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	int64_t size;

	if (f == NULL) {
		file_close(&fd);
		return err_set(e, ERR_IO, SITE_LIST ": cannot be written");
	}
	rc = write_list(a, b, state, f, e);
	if (fclose(f) != 0 && rc == 0)
		rc = err_set(e, ERR_IO, SITE_LIST ": cannot be written: is"
		    " the disk full?");
	if (rc == 0)
		rc = site_put_file(out_fd, LIST_ASIDE, SPAN(SITE_LIST), &size,
		    e);
	(void)unlinkat(out_fd, LIST_ASIDE, 0);
	return rc < 0 ? -1 : 0;
}

int site_paths_without(const struct site_paths *a,
    const struct site_paths *b, site_path_each *each, void *ctx,
    struct err *e)
{
	size_t i = 0, k = 0;

	while (i < a->count) {
		bool in_b;
		struct span path = next_of(a, &i, b, &k, &in_b)->path;

		if (!in_b && each(ctx, path, e) < 0)
			return -1;
	}
	return 0;
}
