/* One more row against many: bench_link LIST.csv (of make_lists.py).  All but a
 * thousand rows, spread over the list, are compared with each other; then each
 * of those is looked for, and timed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "link/link.h"
#include "name/skel.h"

#define LATER 1000

static const struct link_field fields[] = {
	{ { "surname", 7 }, LINK_FAMILY, LINK_YMD },
	{ { "given", 5 }, LINK_GIVEN, LINK_YMD },
	{ { "father", 6 }, LINK_FATHER, LINK_YMD },
	{ { "born", 4 }, LINK_BORN, LINK_YMD },
	{ { "sex", 3 }, LINK_SEX, LINK_YMD },
	{ { "region", 6 }, LINK_PLACE, LINK_YMD },
	{ { "died", 4 }, LINK_DIED, LINK_YMD },
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

/* The cells behind the first four of a line. */
static void split(char *line, struct span cell[7])
{
	char *p = line;

	for (int i = 0; i < 11; i++) {
		size_t n = strcspn(p, ",\n");

		if (i >= 4)
			cell[i - 4] = (struct span){ p, n };
		p += n + 1;
	}
}

static int by_size(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return a < b ? -1 : a > b;
}

int main(int argc, char **argv)
{
	static double ms[LATER];
	struct link_options o = { .keep = 0.05 };
	struct link_pair near[LINK_NEAR_MAX];
	struct link_found f;
	struct link *l;
	struct span cell[7];
	struct err e = { 0 };
	char line[4096];
	long rows = 0, n = 0, every;
	FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
	double start;
	int count, found = 0;

	if (file == NULL || name_start(&e) < 0 || link_open(&l, fields, 7, 1,
	    &e) < 0) {
		fprintf(stderr, "bench_link LIST.csv %s\n", e.text);
		return 1;
	}
	while (fgets(line, sizeof(line), file) != NULL)
		rows++;
	every = rows / LATER + 1;
	rewind(file);
	(void)!fgets(line, sizeof(line), file);
	for (long i = 0; fgets(line, sizeof(line), file) != NULL; i++) {
		split(line, cell);
		if (i % every != 0 && link_add(l, 0, cell, &e) < 0)
			return 1;
	}
	if (link_run(l, &o, &f, &e) < 0)
		return 1;
	start = now_ms();
	memset(cell, 0, sizeof(cell));
	if (link_near(l, 0, cell, near, &count, &e) < 0)
		return 1;
	printf("first row: %.0f ms (makes the table of blocks)\n", now_ms() -
	    start);
	rewind(file);
	(void)!fgets(line, sizeof(line), file);
	for (long i = 0; fgets(line, sizeof(line), file) != NULL; i++) {
		if (i % every != 0 || n == LATER)
			continue;
		split(line, cell);
		start = now_ms();
		if (link_near(l, 0, cell, near, &count, &e) < 0)
			return 1;
		ms[n++] = now_ms() - start;
		found += count > 0;
	}
	qsort(ms, (size_t)n, sizeof(ms[0]), by_size);
	printf("one more row: median %.2f ms, p99 %.2f, worst %.2f (at most"
	    " 5); %d of %ld have a likely fellow\n", ms[n / 2], ms[n * 99 /
	    100], ms[n - 1], found, n);
	link_closep(&l);
	return 0;
}
