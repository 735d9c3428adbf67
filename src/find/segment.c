/* segment.c - one search file: its layout, mapped, checked */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "find/inside.h"

#define COUNT_MAX ((uint64_t)1 << 31)

bool find_segment_sizes(const uint64_t n[FIND_COUNTS],
    uint64_t out[FIND_SECTIONS])
{
	const uint64_t size[FIND_SECTIONS] = {
		8 * n[FIND_N_BONES], 4 * (n[FIND_N_BONES] + 1),
		sizeof(struct name_skel) * n[FIND_N_SKEL],
		4 * (n[FIND_N_SKEL] + 1), 4 * n[FIND_N_SKEL],
		4 * (n[FIND_N_SLOT] + 1),
		sizeof(struct find_near) * n[FIND_N_NEAR],
		4 * (n[FIND_N_CHUNK] + 1), n[FIND_N_TEXT],
		4 * (n[FIND_N_CHUNK] + 1),
		sizeof(struct find_sound) * n[FIND_N_WORD],
		4 * (n[FIND_N_FORM] + 1), n[FIND_N_PATH],
		4 * (n[FIND_N_FORM] + 1),
		sizeof(struct find_bearer) * n[FIND_N_THING],
		4 * (n[FIND_N_SET] + 1 + n[FIND_N_MEMBER]),
		4 * (n[FIND_N_TAG] + 1) * 2, n[FIND_N_TAGTEXT],
		sizeof(struct find_sound) * n[FIND_N_TAGWORD],
		n[FIND_N_POST], 8 * n[FIND_N_FORM]
	};

	for (int i = 0; i < FIND_COUNTS; i++)
		if (n[i] > COUNT_MAX)
			return false;
	for (int i = 0; i < FIND_SECTIONS; i++)
		out[i] = (size[i] + 7) & ~(uint64_t)7;
	return true;
}

/* Four lanes, as xxHash64 has them: any one changed bit changes the sum. */
uint64_t find_segment_sum(const uint8_t *p, size_t n)
{
	const uint64_t x = 0x9E3779B185EBCA87ULL, y = 0xC2B2AE3D27D4EB4FULL;
	uint64_t lane[4] = { 1, 2, 3, 4 }, word, sum = n;

	for (; n >= 32; n -= 32, p += 32)
		for (int i = 0; i < 4; i++) {
			memcpy(&word, p + 8 * i, 8);
			lane[i] = (lane[i] ^ word) * x;
			lane[i] = (lane[i] << 31 | lane[i] >> 33) * y;
		}
	for (; n > 0; n--)
		lane[0] = (lane[0] ^ *p++) * x;
	for (int i = 0; i < 4; i++) {
		sum = (sum ^ lane[i]) * x;
		sum ^= sum >> 32;
	}
	return sum;
}

static int broken(const char *what, struct err *e)
{
	return err_set(e, ERR_FORMAT, "the search file is broken (%s): make it"
	    " again with kulpytas rebuild", what);
}

/* Rising offsets from 0 to end. */
static bool rises(const uint32_t *at, uint64_t count, uint64_t end)
{
	uint32_t last = 0;

	for (uint64_t i = 0; i <= count; i++) {
		if (at[i] < last)
			return false;
		last = at[i];
	}
	return at[0] == 0 && last == end;
}

static bool sounds_fit(const struct find_segment *s)
{
	for (uint32_t i = 0; i < s->skel_n; i++) {
		const struct name_skel *k = &s->skel[i];

		if (k->n > NAME_SKEL_MAX)
			return false;
		for (int c = 0; c < NAME_SKEL_MAX; c++)
			if (k->code[c] >= NAME_SOUNDS)
				return false;
	}
	return true;
}

static bool words_fit(const struct find_sound *w, uint64_t n, uint32_t skels)
{
	for (uint64_t i = 0; i < n; i++)
		if (w[i].skel >= skels)
			return false;
	return true;
}

static bool below(const uint32_t *v, uint64_t n, uint32_t end)
{
	for (uint64_t i = 0; i < n; i++)
		if (v[i] >= end)
			return false;
	return true;
}

/* Where the sections lie, by the counts of the head. */
static const uint8_t *place(struct find_segment *s, const uint8_t *p,
    const uint64_t size[FIND_SECTIONS])
{
	const uint8_t *at[FIND_SECTIONS + 1];

	for (int i = 0; i < FIND_SECTIONS; i++) {
		at[i] = p;
		p += size[i];
	}
	s->bones = (const void *)at[0];
	s->bones_skel = (const void *)at[1];
	s->skel = (const void *)at[2];
	s->skel_post = (const void *)at[3];
	s->skel_forms = (const void *)at[4];
	s->slot = (const void *)at[5];
	s->near = (const void *)at[6];
	s->chunk_text = (const void *)at[7];
	s->text = (const void *)at[8];
	s->chunk_word = (const void *)at[9];
	s->word = (const void *)at[10];
	s->form_path = (const void *)at[11];
	s->path = at[12];
	s->form_thing = (const void *)at[13];
	s->thing = (const void *)at[14];
	s->set_member = (const void *)at[15];
	s->member = s->set_member + s->set_n + 1;
	s->tag_text = (const void *)at[16];
	s->tag_word = s->tag_text + s->tag_n + 1;
	s->tagtext = (const void *)at[17];
	s->tagword = (const void *)at[18];
	s->post = at[19];
	s->glance = (const void *)at[20];
	return p;
}

static int check(const struct find_segment *s, struct err *e)
{
	const uint64_t *n = s->head.n;

	if (!rises(s->bones_skel, s->bones_n, s->skel_n) ||
	    !rises(s->skel_post, s->skel_n, n[FIND_N_POST]) ||
	    !rises(s->slot, s->slot_n, n[FIND_N_NEAR]) ||
	    (s->slot_n & (s->slot_n - 1)) != 0)
		return broken("sounds", e);
	if (!rises(s->chunk_text, s->chunk_n, n[FIND_N_TEXT]) ||
	    !rises(s->chunk_word, s->chunk_n, n[FIND_N_WORD]) ||
	    !words_fit(s->word, n[FIND_N_WORD], s->skel_n) ||
	    !words_fit(s->tagword, n[FIND_N_TAGWORD], s->skel_n))
		return broken("words", e);
	if (!rises(s->form_path, s->form_n, n[FIND_N_PATH]) ||
	    !rises(s->form_thing, s->form_n, s->thing_n))
		return broken("names", e);
	if (!rises(s->set_member, s->set_n, n[FIND_N_MEMBER]) ||
	    !below(s->member, n[FIND_N_MEMBER], s->tag_n) ||
	    !rises(s->tag_text, s->tag_n, n[FIND_N_TAGTEXT]) ||
	    !rises(s->tag_word, s->tag_n, n[FIND_N_TAGWORD]))
		return broken("places", e);
	for (uint64_t i = 0; i < n[FIND_N_NEAR]; i++)
		if (s->near[i].bones >= s->bones_n)
			return broken("neighbours", e);
	for (uint32_t i = 0; i < s->thing_n; i++)
		if (s->thing[i].set > s->set_n)
			return broken("bearers", e);
	for (uint32_t i = 1; i < s->bones_n; i++)
		if (s->bones[i] <= s->bones[i - 1])
			return broken("order", e);
	return sounds_fit(s) ? 0 : broken("sounds", e);
}

static int check_head(const struct find_head *h, uint64_t bytes,
    struct err *e)
{
	if (memcmp(h->magic, FIND_MAGIC, 8) != 0 || h->order != FIND_ORDER ||
	    h->head_bytes != sizeof(*h) || h->tables != find_tables())
		return err_set(e, ERR_FORMAT, "the search file was made by"
		    " another version: make it again with kulpytas rebuild");
	return h->bytes == bytes ? 0 : broken("size", e);
}

int find_segment_head(struct find_head *out, const char *path, struct err *e)
{
	SCOPED_FD fd = open(path, O_RDONLY | O_CLOEXEC);
	struct find_head h;
	struct stat st;

	if (fd < 0)
		return err_set(e, errno == ENOENT ? ERR_ABSENT : ERR_IO,
		    "%s: %s", path, strerror(errno));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) ||
	    pread(fd, &h, sizeof(h), 0) != (ssize_t)sizeof(h))
		return broken("short", e);
	if (check_head(&h, (uint64_t)st.st_size, e) < 0)
		return -1;
	*out = h;
	return 0;
}

int find_segment_take(struct find_segment *out, const uint8_t *p, size_t n,
    struct err *e)
{
	struct find_segment s = { .map = p, .bytes = n };
	uint64_t size[FIND_SECTIONS], all = sizeof(s.head);

	if (n < sizeof(s.head))
		return broken("short", e);
	memcpy(&s.head, p, sizeof(s.head));
	if (check_head(&s.head, n, e) < 0)
		return -1;
	if (!find_segment_sizes(s.head.n, size))
		return broken("size", e);
	for (int i = 0; i < FIND_SECTIONS; i++)
		all += size[i];
	if (all != n)
		return broken("size", e);
	/* The sum is over all but itself. */
	if (s.head.sum != (find_segment_sum(p + 32, n - 32) ^ s.head.bytes))
		return broken("sum", e);
	s.bones_n = (uint32_t)s.head.n[FIND_N_BONES];
	s.skel_n = (uint32_t)s.head.n[FIND_N_SKEL];
	s.slot_n = (uint32_t)s.head.n[FIND_N_SLOT];
	s.chunk_n = (uint32_t)s.head.n[FIND_N_CHUNK];
	s.form_n = (uint32_t)s.head.n[FIND_N_FORM];
	s.thing_n = (uint32_t)s.head.n[FIND_N_THING];
	s.set_n = (uint32_t)s.head.n[FIND_N_SET];
	s.tag_n = (uint32_t)s.head.n[FIND_N_TAG];
	(void)place(&s, p + sizeof(s.head), size);
	if (check(&s, e) < 0)
		return -1;
	*out = s;
	return 0;
}

int find_segment_open(struct find_segment *out, const char *path,
    struct err *e)
{
	SCOPED_FD fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *p;

	if (fd < 0)
		return err_set(e, errno == ENOENT ? ERR_ABSENT : ERR_IO,
		    "%s: %s", path, strerror(errno));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return err_set(e, ERR_IO, "%s: no file", path);
	if (st.st_size < (off_t)sizeof(struct find_head) ||
	    (uint64_t)st.st_size > FIND_BYTES_MAX)
		return broken("size", e);
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		return err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
	if (find_segment_take(out, p, (size_t)st.st_size, e) < 0) {
		(void)munmap(p, (size_t)st.st_size);
		return -1;
	}
	return 0;
}

void find_segment_closep(struct find_segment *s)
{
	if (s->map != NULL)
		(void)munmap((void *)(uintptr_t)s->map, s->bytes);
	s->map = NULL;
}

/* ---- reading ---- */

int find_segment_chunks(const struct find_segment *s, uint32_t form,
    uint32_t out[FIND_CHUNKS])
{
	const uint8_t *p = s->path + s->form_path[form];
	const uint8_t *end = s->path + s->form_path[form + 1];
	int n = 0;

	while (n < FIND_CHUNKS && find_varint(&p, end, &out[n]) &&
	    out[n] < s->chunk_n)
		n++;
	return n;
}

struct span find_segment_chunk(const struct find_segment *s, uint32_t chunk)
{
	uint32_t from = s->chunk_text[chunk];

	return (struct span){ s->text + from, s->chunk_text[chunk + 1] -
	    from };
}

size_t find_segment_form(const struct find_segment *s, uint32_t form,
    char out[FIND_FORM_BYTES])
{
	uint32_t chunk[FIND_CHUNKS];
	int count = find_segment_chunks(s, form, chunk);
	size_t n = 0;

	for (int i = 0; i < count; i++) {
		struct span t = find_segment_chunk(s, chunk[i]);

		if (t.n > FIND_CHUNK_BYTES)
			continue;
		if (n > 0)
			out[n++] = ' ';
		memcpy(out + n, t.p, t.n);
		n += t.n;
	}
	return n;
}

struct span find_segment_tag(const struct find_segment *s, uint32_t tag)
{
	uint32_t from = s->tag_text[tag];

	return (struct span){ s->tagtext + from, s->tag_text[tag + 1] -
	    from };
}
