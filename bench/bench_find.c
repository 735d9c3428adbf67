/*
 * bench_find.c - search over the names of bench/make_names.py, in process
 *
 * bench_find DIR: reads DIR/names.tsv (key TAB name) and DIR/queries.tsv
 * (class TAB text TAB key); makes the search file, asks each question three
 * times and counts the quickest, prints "class count median p99 worst
 * recall@1 recall@5" a line, then what the file is like. A hit is a form
 * borne by somebody of whom all is true that the question says: its key
 * begins with the question's, part by part.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "find/find.h"
#include "find/rebuild.h"
#include "name/skel.h"

#include <fcntl.h>

#define TIMES 3
#define FILE_MAX_BYTES ((size_t)3 << 30)
#define CLASSES 32

static double now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Lines and their fields. */
static bool next(struct span *rest, struct span field[3])
{
	struct span line = { rest->p, span_find(*rest, '\n') };

	if (rest->n == 0)
		return false;
	*rest = span_skip(*rest, line.n + 1);
	for (int i = 0; i < 3; i++) {
		field[i] = (struct span){ line.p, span_find(line, '\t') };
		line = span_skip(line, field[i].n + 1);
	}
	return true;
}

/* The number of a row as an id, and back. */
static void id_of(uint32_t n, char out[13])
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

	memset(out, '0', 12);
	out[12] = '\0';
	for (int i = 11; n > 0; n /= 32)
		out[i--] = digits[n % 32];
}

static uint32_t row_of(const char id[13])
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	uint32_t n = 0;

	for (int i = 0; i < 12; i++)
		n = n * 32 + (uint32_t)(strchr(digits, id[i]) - digits);
	return n;
}

/* family/given/father: a part that the question leaves empty fits any. */
static bool fits(struct span asked, struct span key)
{
	while (asked.n > 0) {
		struct span a = { asked.p, span_find(asked, '/') };
		struct span k = { key.p, span_find(key, '/') };

		/* "12~" is any given name with that first letter. */
		if (a.n > 0 && a.p[a.n - 1] == '~') {
			size_t tilde = span_find(k, '~');

			k = span_skip(k, tilde + 1);
			a.n--;
		} else if (span_find(k, '~') < k.n) {
			k.n = span_find(k, '~');
		}
		if (a.n > 0 && !span_eq(a, k))
			return false;
		asked = span_skip(asked, span_find(asked, '/') + 1);
		key = span_skip(key, span_find(key, '/') + 1);
	}
	return true;
}

struct class {
	struct span name;
	double *ms;
	int n, room, at1, at5;
};
static struct class classes[CLASSES];
static int class_count;

static struct class *class_of(struct span name)
{
	for (int i = 0; i < class_count; i++)
		if (span_eq(classes[i].name, name))
			return &classes[i];
	if (class_count == CLASSES)
		exit(1);
	classes[class_count].name = name;
	return &classes[class_count++];
}

static void note(struct class *c, double ms, int rank)
{
	if (c->n == c->room) {
		double *more = calloc((size_t)c->room * 2 + 64, sizeof(*more));

		if (more == NULL)
			exit(1);
		if (c->n > 0)
			memcpy(more, c->ms, (size_t)c->n * sizeof(*more));
		free(c->ms);
		c->ms = more;
		c->room = c->room * 2 + 64;
	}
	c->ms[c->n++] = ms;
	c->at1 += rank == 1;
	c->at5 += rank >= 1 && rank <= 5;
}

static void print(const struct class *c)
{
	qsort(c->ms, (size_t)c->n, sizeof(*c->ms), by_size);
	printf("%-14.*s %6d  %8.4f %8.4f %8.4f  %.4f %.4f\n",
	    (int)c->name.n, c->name.p, c->n, c->ms[c->n / 2],
	    c->ms[(size_t)c->n * 99 / 100], c->ms[c->n - 1],
	    (double)c->at1 / c->n, (double)c->at5 / c->n);
}

static int fail(const struct err *e)
{
	fprintf(stderr, "bench_find: %s\n", e->text);
	return 1;
}

static int build(struct span names, const char *path, struct span *keys,
    uint32_t *count, struct err *e)
{
	SCOPED(find_maker) *m = NULL;
	struct find_state state = { .acts = 1 };
	struct span field[3];

	if (find_maker_open(&m, e) < 0)
		return -1;
	while (next(&names, field)) {
		struct find_entry x = { .form = field[1], .born = 1950 +
		    (int)(*count * 7919 % 60), .died = 2022 };

		id_of(*count, x.id);
		keys[(*count)++] = field[0];
		if (find_maker_add(m, &x, e) < 0)
			return -1;
	}
	return find_maker_write(m, path, &state, e);
}

static int rank_of(const struct find_answer *answer, struct span asked,
    const struct span *keys)
{
	for (int i = 0; i < answer->count; i++)
		for (int t = 0; t < answer->hit[i].things; t++)
			if (fits(asked, keys[row_of(
			    answer->hit[i].thing[t].id)]))
				return i + 1;
	return 0;
}

static int ask_all(const char *path, struct span queries,
    const struct span *keys, bool show, struct err *e)
{
	SCOPED(find) *f = NULL;
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct class all = { .name = SPAN("all") };
	struct span field[3];
	double t = now_ms();

	if (find_open(&f, path, e) < 0)
		return -1;
	printf("opened and checked in %.1f ms\n", now_ms() - t);
	printf("class          queries median  p99      worst ms  @1     @5\n");
	while (next(&queries, field)) {
		struct find_ask ask = { .text = field[1], .most = 10 };
		struct find_answer answer;
		double best = 1e9;
		int rank;

		for (int i = 0; i < TIMES; i++) {
			arena_clear(&a);
			t = now_ms();
			if (find_ask(f, &ask, &a, &answer, e) < 0)
				return -1;
			t = now_ms() - t;
			best = t < best ? t : best;
		}
		rank = rank_of(&answer, field[2], keys);
		note(class_of(field[0]), best, rank);
		note(&all, best, rank);
		if (show && rank != 1) {
			fprintf(stderr, "%.*s\t%d\t%.*s", (int)field[0].n,
			    field[0].p, rank, (int)field[1].n, field[1].p);
			for (int i = 0; i < 3 && i < answer.count; i++)
				fprintf(stderr, "\t%.*s (%d)",
				    (int)answer.hit[i].form.n,
				    answer.hit[i].form.p, answer.hit[i].cost);
			fprintf(stderr, "\t%.*s\n", (int)field[2].n,
			    field[2].p);
		}
	}
	for (int i = 0; i < class_count; i++)
		print(&classes[i]);
	print(&all);
	printf("bytes a person: %.1f\n", (double)find_bytes(f) /
	    (double)find_people(f));
	return 0;
}

static int add_some(const char *path, struct err *e)
{
	double ms[1000];
	struct find_state state = { .acts = 2 };

	for (int i = 0; i < 1000; i++) {
		struct find_entry x = { .form = SPAN("Жаңабеков Ерасыл"
		    " Тестұлы"), .born = 1999 };
		char form[64];
		double t = now_ms();

		(void)snprintf(form, sizeof(form), "Жаңабеков Ерасыл%c%c"
		    " Тестұлы", 'a' + i % 26, 'a' + i / 26 % 26);
		x.form = span_of(form);
		id_of((uint32_t)i, x.id);
		if (find_add(path, &x, 1, &state, e) < 0)
			return -1;
		ms[i] = now_ms() - t;
	}
	qsort(ms, 1000, sizeof(ms[0]), by_size);
	printf("one more: median %.3f ms, p99 %.3f, worst %.3f\n", ms[500],
	    ms[990], ms[999]);
	return 0;
}

int main(int argc, char **argv)
{
	SCOPED(arena) a = { .cap = FILE_MAX_BYTES };
	struct err e = { 0 };
	struct span names, queries, *keys;
	uint32_t count = 0;
	char path[4096], file[4096];
	double t;

	if (argc < 2 || name_start(&e) < 0)
		return fail(&e);
	(void)snprintf(path, sizeof(path), "%s/names.tsv", argv[1]);
	if (file_read(AT_FDCWD, path, FILE_MAX_BYTES, &a, &names, &e) < 0)
		return fail(&e);
	(void)snprintf(path, sizeof(path), "%s/queries.tsv", argv[1]);
	if (file_read(AT_FDCWD, path, FILE_MAX_BYTES, &a, &queries, &e) < 0)
		return fail(&e);
	keys = calloc(names.n / 8 + 1, sizeof(*keys));
	(void)snprintf(file, sizeof(file), "%s/find", argv[1]);
	t = now_ms();
	if (keys == NULL || build(names, file, keys, &count, &e) < 0)
		return fail(&e);
	printf("%u names, built in %.2f s\n", count, (now_ms() - t) / 1e3);
	if (ask_all(file, queries, keys, argc > 2, &e) < 0 ||
	    add_some(file, &e) < 0)
		return fail(&e);
	free(keys);
	return 0;
}
