/*
 * bench_act.c - one more act, durable, one after the other, against SQLite
 *
 * bench_act ARCHIVE N: adds N hundred (1 to 9) acts of one statement each to the
 * archive, each published before the next begins, then does as many commits
 * of the same line in SQLite (WAL, synchronous=FULL) beside it, in turns.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "keep/archive.h"

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

static int one_act(struct keep_archive *a, const struct crypt_secret *keeper,
    struct index *ix, struct err *e)
{
	const struct crypt_secret *signers[1] = { keeper };
	SCOPED(keep_pen) *pen = NULL;
	char id[CODE_ID_CHARS + 1], about[32], statement[STMT_ID_CHARS + 1];
	struct stmt s = { .says = SPAN("life"), .lang = SPAN("en"),
	    .value = SPAN("an invented person for a measurement") };

	if (keep_pen_open(&pen, a, signers, 1, e) < 0 ||
	    keep_pen_mint(pen, ix, id, e) < 0)
		return -1;
	(void)snprintf(about, sizeof(about), "person/%s", id);
	s.about = span_of(about);
	if (keep_pen_put(pen, STMT_DO_RECORD, &s, false, statement, e) < 0)
		return -1;
	return keep_pen_publish(pen, e);
}

static sqlite3 *open_peer(const char *archive)
{
	char path[4096];
	sqlite3 *db = NULL;

	(void)snprintf(path, sizeof(path), "%s/bench-peer.db", archive);
	(void)unlink(path);
	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA"
	    " synchronous=FULL; CREATE TABLE s(id INTEGER PRIMARY KEY,"
	    " line TEXT)", NULL, NULL, NULL) != SQLITE_OK)
		return NULL;
	return db;
}

int main(int argc, char **argv)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(crypt_secret) *keeper = NULL;
	SCOPED(index) *ix = NULL;
	struct err e = { 0 };
	/* COUNT is in hundreds: one digit. */
	int n = argc > 2 ? (int)(argv[2][0] - '0') * 100 : 200;
	double *ours = calloc((size_t)n + 1, sizeof(*ours));
	double *peers = calloc((size_t)n + 1, sizeof(*peers));
	double sum = 0, peer_sum = 0;
	sqlite3 *db;

	if (argc < 2 || ours == NULL || peers == NULL || crypt_start(&e) < 0 ||
	    stmt_start(&e) < 0 || keep_archive_open(&a, argv[1], KEEP_WRITE,
	    NULL, &e) < 0 || keep_archive_keeper(&a,
	    (struct keep_login){ 0 }, &keeper, &e) < 0 ||
	    keep_archive_index(&a, true, &ix, &e) < 0 ||
	    (db = open_peer(argv[1])) == NULL) {
		fprintf(stderr, "bench_act: %s\n", e.text);
		return 1;
	}
	for (int i = 0; i < n; i++) {
		double t = now_ms();

		if (one_act(&a, keeper, ix, &e) < 0) {
			fprintf(stderr, "bench_act: %s\n", e.text);
			return 1;
		}
		ours[i] = now_ms() - t;
		sum += ours[i];
		t = now_ms();
		if (sqlite3_exec(db, "INSERT INTO s(line) VALUES ('an invented"
		    " person for a measurement')", NULL, NULL, NULL) !=
		    SQLITE_OK)
			return 1;
		peers[i] = now_ms() - t;
		peer_sum += peers[i];
	}
	sqlite3_close(db);
	qsort(ours, (size_t)n, sizeof(*ours), by_size);
	qsort(peers, (size_t)n, sizeof(*peers), by_size);
	printf("%d acts: median %.2f ms, p90 %.2f, mean %.2f; SQLite WAL FULL:"
	    " median %.2f ms, p90 %.2f, mean %.2f; ratio of medians %.1f, of"
	    " means %.1f (at most 8)\n", n, ours[n / 2], ours[n * 9 / 10],
	    sum / n, peers[n / 2], peers[n * 9 / 10], peer_sum / n,
	    ours[n / 2] / peers[n / 2], sum / peer_sum);
	free(ours);
	free(peers);
	return 0;
}
