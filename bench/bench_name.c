/* How true the probabilities of name_like are, and how fast it is.
 *
 * Reads lines "same TAB name TAB name" from stdin, same 1 or 0 (see
 * bench/name_like.py); argument: how many people the pairs were taken from.
 * Argument 2: a pair that is not the same stands for that many.  Argument 3:
 * o, rarity is counted in the first list (stdin is a file); v, show what is
 * judged wrong. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "name/like.h"

#define BANDS 10
#define ROOM (1 << 20)

/* How many people of the first list have a name that sounds so. */
static struct { uint64_t key; int count; } seen[ROOM];
static int people_seen;

static int *count_of(const struct name_skel *s, int role)
{
	uint64_t key = name_skel_hash(s) * 31 + (uint64_t)role + 1;
	size_t i = key & (ROOM - 1);

	while (seen[i].key != 0 && seen[i].key != key)
		i = (i + 1) & (ROOM - 1);
	seen[i].key = key;
	return &seen[i].count;
}

/* Those, and as many again by the tables as a short list may have missed. */
static double share_of(const void *ctx, const struct name_skel *s,
    enum name_role role)
{
	return (*count_of(s, (int)role) + 50 * name_like_share(ctx, s, role))
	    / (people_seen + 50);
}

static void learn(const char *text)
{
	static char last[8192];
	static struct name n;

	if (strcmp(last, text) == 0)
		return;
	(void)snprintf(last, sizeof(last), "%s", text);
	name_parse(span_of(last), NAME_ORDER_UNKNOWN, &n);
	for (int i = 0; i < n.count; i++)
		++*count_of(&n.part[i].skel, n.part[i].role);
	people_seen++;
}

static double seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	static char line[8192];
	static struct name a, b;
	double people = argc > 1 ? strtod(argv[1], NULL) : 1000;
	double stands = argc > 2 ? strtod(argv[2], NULL) : 1;
	struct name_prior prior = name_like_prior(people);
	double in[BANDS] = { 0 }, said[BANDS] = { 0 }, true_[BANDS] = { 0 };
	double upper = 0, above = 0, all = 0, ece = 0, brier = 0, parse = 0, like = 0, worst = 0;
	double hit = 0, found = 0, same_all = 0;
	long count = 0;
	bool show = argc > 3 && strchr(argv[3], 'v') != NULL;
	bool own = argc > 3 && strchr(argv[3], 'o') != NULL;
	struct err e = { 0 };

	if (name_start(&e) < 0) {
		fprintf(stderr, "%s\n", e.text);
		return 1;
	}
	while (own && fgets(line, sizeof(line), stdin) != NULL) {
		char *x = strchr(line, '\t');

		if (x == NULL)
			continue;
		x[1 + strcspn(x + 1, "\t")] = '\0';
		learn(x + 1);
	}
	if (own) {
		rewind(stdin);
		prior.share = share_of;
	}
	while (fgets(line, sizeof(line), stdin) != NULL) {
		char *x = strchr(line, '\t');
		char *y = x != NULL ? strchr(x + 1, '\t') : NULL;
		double w, t0, t1, t2;
		struct name_like l;
		bool same = line[0] == '1';
		int band;

		if (y == NULL)
			continue;
		*y++ = '\0';
		y[strcspn(y, "\n")] = '\0';
		t0 = seconds();
		name_parse(span_of(x + 1), NAME_ORDER_UNKNOWN, &a);
		name_parse(span_of(y), NAME_ORDER_UNKNOWN, &b);
		t1 = seconds();
		name_like(&a, &b, &prior, &l);
		t2 = seconds();
		parse += t1 - t0;
		like += t2 - t1;
		worst = t2 - t0 > worst ? t2 - t0 : worst;
		w = same ? 1 : stands;
		band = (int)(l.probability * BANDS);
		band = band == BANDS ? BANDS - 1 : band;
		in[band] += w;
		said[band] += w * l.probability;
		true_[band] += same;
		all += w;
		brier += w * (l.probability - same) * (l.probability - same);
		same_all += same;
		hit += l.probability >= 0.5 ? w : 0;
		found += l.probability >= 0.5 && same;
		count++;
		if (show && same != (l.probability >= 0.5))
			printf("%d %.4f %s | %s\n", same, l.probability,
			    x + 1, y);
	}
	for (int i = 0; i < BANDS; i++)
		if (in[i] > 0) {
			printf("%.1f-%.1f  %10.0f pairs  said %.3f  true "
			    "%.3f\n", i / 10.0, (i + 1) / 10.0, in[i],
			    said[i] / in[i], true_[i] / in[i]);
			ece += fabs(said[i] - true_[i]);
			upper += i > 0 ? fabs(said[i] - true_[i]) : 0;
			above += i > 0 ? in[i] : 0;
		}
	printf("%ld pairs, expected calibration error %.4f (of those above .1"
	    " %.3f), Brier %.6f\n", count, ece / all, upper / above,
	    brier / all);
	printf("p >= .5: precision %.4f recall %.4f F1 %.4f\n", found / hit,
	    found / same_all, 2 * found / (hit + same_all));
	printf("parse %.2f us a name, likeness %.2f us a pair, worst %.0f us\n",
	    parse / 2 / (double)count * 1e6, like / (double)count * 1e6,
	    worst * 1e6);
	return 0;
}
