/* Search files.  The bytes are a file themselves, and they are changes to a
 * whole one (two bytes where, one byte what, again and again); its head is
 * put right each time, so that what is behind the sum is reached.  Whatever
 * opens is asked. */
#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "find/inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

#define SIZE_MAX_ 65536

/* A whole one of a few people. */
static struct span whole(struct arena *a)
{
	static const char *const form[] = { "Жұмабаев Ерасыл Болатұлы",
	    "Тестов Р.К.", "Zhumabayev Yerasyl", "محمد الاختبار",
	    "Примеров Руслан", "Примеров Рустам Тестович-Пробный" };
	SCOPED(find_maker) *m = NULL;
	struct find_state state = { .acts = 1 };
	struct err e = { 0 };
	char path[] = "/tmp/fuzz_find.XXXXXX";
	struct span out = { 0 };
	int fd = mkstemp(path), rc = find_maker_open(&m, &e);

	for (int i = 0; rc == 0 && i < 6; i++) {
		struct find_entry x = { .form = span_of(form[i]),
		    .id = "00000000000A", .born = 1990 + i };

		x.tag[0] = SPAN("Алматы");
		rc = find_maker_add(m, &x, &e);
	}
	if (rc == 0)
		rc = find_maker_write(m, path, &state, &e);
	if (rc == 0)
		rc = file_read(AT_FDCWD, path, SIZE_MAX_, a, &out, &e);
	(void)close(fd);
	(void)unlink(path);
	assert(rc == 1);
	return out;
}

static void put_right(uint8_t *p, size_t n)
{
	struct find_head h;

	if (n < sizeof(h))
		return;
	memcpy(&h, p, sizeof(h));
	memcpy(h.magic, FIND_MAGIC, 8);
	h.order = FIND_ORDER;
	h.head_bytes = sizeof(h);
	h.bytes = n;
	h.tables = find_tables();
	memcpy(p, &h, sizeof(h));
	h.sum = find_segment_sum(p + 32, n - 32) ^ n;
	memcpy(p, &h, sizeof(h));
}

static void ask(uint8_t *p, size_t n)
{
	static const char *const text[] = { "Жұмабаев Ерасыл", "Testov R",
	    "mohamed", "Примеров Рсулан 1994", "Алматы Руслан", "а", "" };
	struct find f = { .segs = 1 };
	struct err e = { 0 };

	put_right(p, n);
	if (find_segment_take(&f.seg[0], p, n, &e) < 0)
		return;
	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++) {
		struct arena a = { .cap = 1 << 24 };
		struct find_ask q = { span_of(text[i]), 5, i % 2 == 1 };
		struct find_answer out;

		assert(find_ask(&f, &q, &a, &out, &e) == 0);
		assert(out.count <= 5);
		arena_closep(&a);
	}
	find_scratch_closep(&f.scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct arena a = { .cap = 1 << 22 };
	static struct span good;
	uint64_t *room;
	struct err e = { 0 };

	if (good.n == 0) {
		if (name_start(&e) < 0)
			abort();
		good = whole(&a);
	}
	room = calloc(SIZE_MAX_ / 8, 8);
	if (room == NULL)
		return 0;
	if (n <= SIZE_MAX_) {
		if (n > 0)
			memcpy(room, p, n);
		ask((uint8_t *)room, n);
	}
	memcpy(room, good.p, good.n);
	for (size_t i = 0; i + 2 < n && i < 300; i += 3)
		((uint8_t *)room)[(size_t)(p[i] << 8 | p[i + 1]) % good.n] =
		    p[i + 2];
	ask((uint8_t *)room, good.n);
	free(room);
	return 0;
}
