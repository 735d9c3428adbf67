/* Files that survive a crash: what they promise, then the same with every
 * disk call failing once and with the program killed at every one. */
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

#include "../tap.h"

static struct err e;

static bool holds(int dir, const char *path, const char *want)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct span s;
	int got = file_read(dir, path, 1 << 16, &a, &s, &e);

	return want == NULL ? got == 0 : got == 1 && span_is(s, want);
}

static char root[] = "/tmp/test_file-XXXXXX";

static int fresh_dir(void)
{
	int dir = -1;

	if (mkdtemp(root) == NULL || file_open_dir(AT_FDCWD, root, &dir, &e) < 0)
		printf("Bail out! %s\n", e.text);
	return dir;
}

static int remove_one(const char *path, const struct stat *st, int type,
    struct FTW *at)
{
	(void)st;
	(void)type;
	return at->level == 0 ? 0 : remove(path);
}

static void clear_dir(void)
{
	CHECK(nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0, "cleared");
}

static void paths(int dir)
{
	static const struct { const char *path; enum err_kind kind; } T[] = {
		{ "", ERR_IO }, { "/etc/passwd", ERR_IO }, { "../x", ERR_IO },
		{ "a/../b", ERR_IO }, { "a//b", ERR_IO }, { "a/", ERR_IO },
		{ "./a", ERR_IO }, { "a/.", ERR_IO }, { "none/x", ERR_ABSENT },
	};
	char longer[300];

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		e.kind = ERR_NONE;
		CHECK(file_replace(dir, T[i].path, 0644, SPAN("x"), &e) < 0 &&
		    e.kind == T[i].kind, "path '%s': %s", T[i].path, e.text);
		CHECK(!file_exists(dir, T[i].path), "and it is not there");
	}
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	CHECK(file_replace(dir, longer, 0644, SPAN("x"), &e) < 0 &&
	    e.kind == ERR_LIMIT, "a long path: %s", e.text);
}

static void reading(int dir)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct span s = SPAN("untouched");
	struct stat st;

	CHECK(file_read(dir, "none", 9, &a, &s, &e) == 0, "no such file");
	CHECK(file_replace(dir, "f", 0600, SPAN("12345"), &e) == 0, "written");
	CHECK(fstatat(dir, "f", &st, 0) == 0 && (st.st_mode & 0777) == 0600,
	    "with its mode");
	CHECK(file_read(dir, "f", 4, &a, &s, &e) < 0 && e.kind == ERR_LIMIT &&
	    span_is(s, "untouched"), "too large: %s", e.text);
	CHECK(file_read(dir, "f", 5, &a, &s, &e) == 1 && span_is(s, "12345"),
	    "just small enough");
	CHECK(file_replace(dir, "empty", 0600, SPAN(""), &e) == 0 &&
	    file_read(dir, "empty", 0, &a, &s, &e) == 1 && s.n == 0, "empty");
	CHECK(symlinkat("f", dir, "link") == 0 &&
	    file_read(dir, "link", 9, &a, &s, &e) < 0, "link: %s", e.text);
	CHECK(mkfifoat(dir, "pipe", 0600) == 0 &&
	    file_read(dir, "pipe", 9, &a, &s, &e) < 0, "pipe: %s", e.text);
	CHECK(mkdirat(dir, "d", 0700) == 0 &&
	    file_read(dir, "d", 9, &a, &s, &e) < 0, "folder: %s", e.text);
	CHECK(file_remove(dir, "f", &e) == 0 && !file_exists(dir, "f") &&
	    file_remove(dir, "f", &e) == 0, "removed, and again");
	CHECK(file_make_dirs(dir, "x/y/z", 0755, &e) == 0 &&
	    file_make_dirs(dir, "x/y/z", 0755, &e) == 0 &&
	    file_replace(dir, "x/y/z/f", 0644, SPAN("deep"), &e) == 0 &&
	    holds(dir, "x/y/z/f", "deep"), "folders within folders");
	CHECK(file_make_dirs(dir, "empty/x", 0755, &e) < 0,
	    "a file is no folder: %s", e.text);
}

struct seen {
	char text[512];
	int calls;
};

static int see(void *ctx, const char *path, int64_t bytes, struct err *er)
{
	struct seen *s = ctx;
	size_t n = strlen(s->text);

	(void)er;
	snprintf(s->text + n, sizeof(s->text) - n, "%s %d;", path, (int)bytes);
	return ++s->calls > 20 ? err_set(er, ERR_LIMIT, "enough") : 0;
}

static void walking(int dir)
{
	struct seen s = { 0 };

	clear_dir();
	for (const char *const *p = (const char *const[]){ "w/a/1", "w/a/0/9",
	    "w/a.b", "w/a0", "w/B", "w/.c.new", NULL }; *p != NULL; p++) {
		char parent[32] = "";

		memcpy(parent, *p, (size_t)(strrchr(*p, '/') - *p));
		CHECK(file_make_dirs(dir, parent, 0755, &e) == 0 &&
		    file_replace(dir, *p, 0644, SPAN("xy"), &e) == 0, "%s", *p);
	}
	CHECK(symlinkat("/etc", dir, "w/etc") == 0, "a link");
	CHECK(file_walk(dir, "w", see, &s, &e) == 0 && strcmp(s.text,
	    "w/.c.new 2;w/B 2;w/a.b 2;w/a/0/9 2;w/a/1 2;w/a0 2;w/etc -1;") == 0,
	    "in bytewise order: %s", s.text);
	s = (struct seen){ .calls = 20 };
	CHECK(file_walk(dir, "w", see, &s, &e) < 0 && s.calls == 21 &&
	    strcmp(e.text, "enough") == 0, "each can stop the walk");
	CHECK(file_walk(dir, "nowhere", see, &s, &e) < 0 &&
	    e.kind == ERR_ABSENT, "no such folder: %s", e.text);
	CHECK(file_make_dirs(dir, "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17",
	    0755, &e) == 0 && file_walk(dir, "1", see, &s, &e) < 0 &&
	    e.kind == ERR_LIMIT, "too deep: %s", e.text);
}

static void locks(int dir)
{
	int one = -1, two = -1, other;
	pid_t pid;
	int st = 0;

	CHECK(file_lock(dir, "lock", 0, &one, &e) == 0, "locked");
	CHECK(file_lock(dir, "lock", 30, &two, &e) < 0 && two == -1 &&
	    e.kind == ERR_DENIED, "not twice: %s", e.text);
	other = openat(dir, "lock", O_RDONLY | O_CLOEXEC);
	(void)close(other);
	CHECK(file_lock(dir, "lock", 0, &two, &e) < 0,
	    "closing another descriptor of it does not lose it");
	pid = fork();
	if (pid == 0) {
		(void)close(one); /* the parent's copy still holds it */
		_exit(file_lock(dir, "lock", 3000, &two, &e) == 0 ? 0 : 1);
	}
	usleep(50000);
	file_close(&one);
	waitpid(pid, &st, 0);
	CHECK(st == 0, "the one who waits gets it");
}

static void markers(int dir)
{
	clear_dir();
	CHECK(!file_marked(dir, "mark") && file_mark(dir, "mark", true, &e) ==
	    0 && file_marked(dir, "mark"), "a mark is set");
	CHECK(file_mark(dir, "mark", false, &e) == 0 &&
	    !file_marked(dir, "mark") && holds(dir, "mark", "."),
	    "and taken back");
	CHECK(file_replace_lax(dir, "lax", 0600, SPAN("a"), &e) == 0 &&
	    file_replace_lax(dir, "lax", 0600, SPAN("b"), &e) == 0 &&
	    holds(dir, "lax", "b"), "replaced without a sync");
	CHECK(file_swap_lax(dir, "swap", 0600, SPAN("long"), &e) == 0 &&
	    holds(dir, "swap", "long") && !file_exists(dir, ".swap.new") &&
	    file_swap_lax(dir, "swap", 0600, SPAN("b"), &e) == 0 &&
	    holds(dir, "swap", "b") && holds(dir, ".swap.new", "long") &&
	    file_swap_lax(dir, "swap", 0600, SPAN("cc"), &e) == 0 &&
	    holds(dir, "swap", "cc") && holds(dir, ".swap.new", "b"),
	    "swapped: what stood there is written over next time");
	CHECK(file_make_dirs(dir, "t", 0755, &e) == 0 &&
	    file_replace(dir, "t/1", 0644, SPAN("x"), &e) == 0 &&
	    file_remove_tree(dir, "t", &e) == 0 && !file_exists(dir, "t") &&
	    file_remove_tree(dir, "t", &e) == 0, "a folder of files is removed");
	CHECK(file_make_dirs(dir, "t/u", 0755, &e) == 0 &&
	    file_remove_tree(dir, "t", &e) < 0, "none with folders: %s", e.text);
}

static void batches(int dir)
{
	struct file_batch *b = NULL;
	char path[32];
	bool all = true;

	clear_dir();
	CHECK(file_batch_open(&b, dir, &e) == 0 &&
	    file_batch_put(b, "n/e/w", 0644, SPAN("1"), &e) == 0 &&
	    file_batch_put(b, "n/e/w", 0644, SPAN("2"), &e) == 0 &&
	    holds(dir, "n/e/w", NULL) && holds(dir, "n/e/.w.new", "2"),
	    "put writes aside");
	CHECK(file_batch_commit(b, &e) == 0 && holds(dir, "n/e/w", "2") &&
	    holds(dir, "n/e/.w.new", NULL), "the last put counts");
	for (int i = 0; i < 100; i++) {
		snprintf(path, sizeof(path), "d%d/f%d", i % 13, i);
		all = all && file_batch_put(b, path, 0644, span_of(path), &e) == 0;
	}
	all = all && file_batch_commit(b, &e) == 0;
	for (int i = 0; i < 100; i++) {
		snprintf(path, sizeof(path), "d%d/f%d", i % 13, i);
		all = all && holds(dir, path, path);
	}
	CHECK(all, "a hundred at once, the batch used again: %s", e.text);
	CHECK(file_batch_put(b, "n/e/w", 0644, SPAN("3"), &e) == 0, "one more");
	file_batch_closep(&b);
	CHECK(b == NULL && holds(dir, "n/e/w", "2") &&
	    holds(dir, "n/e/.w.new", NULL), "without commit nothing changes");
	CHECK(file_batch_open(&b, dir, &e) == 0 &&
	    file_batch_put(b, "ok", 0644, SPAN("x"), &e) == 0 &&
	    file_batch_put(b, "n/e/w/x", 0644, SPAN("x"), &e) < 0 &&
	    file_batch_commit(b, &e) < 0 && holds(dir, "ok", NULL),
	    "a failed put spoils the commit: %s", e.text);
	file_batch_closep(&b);
	file_batch_closep(&b);
}

#ifdef KULPYTAS_TESTING

static int replace(int dir, const char *text)
{
	return file_replace(dir, "head", 0644, span_of(text), &e);
}

static int put_many(int dir, const char *text, int count)
{
	struct file_batch *b = NULL;
	char path[32];
	int rc = file_batch_open(&b, dir, &e);

	for (int i = 0; i < count && rc == 0; i++) {
		snprintf(path, sizeof(path), "t%d/%d", i % 3, i);
		rc = file_batch_put(b, path, 0644, span_of(text), &e);
	}
	if (rc == 0)
		rc = file_batch_put(b, "head", 0644, span_of(text), &e);
	if (rc == 0)
		rc = file_batch_commit(b, &e);
	file_batch_closep(&b);
	return rc;
}

static int few(int dir, const char *text)
{
	return put_many(dir, text, 4);
}

static int many(int dir, const char *text)
{
	return put_many(dir, text, 12);
}

/* Each file that is there is one of the two, whole; an aside may be left only
 * by a kill. */
static int check_one(void *ctx, const char *path, int64_t bytes, struct err *er)
{
	int dir = ((int *)ctx)[0], killed = ((int *)ctx)[1];
	const char *name = strrchr(path, '/');

	(void)bytes;
	name = name == NULL ? path : name + 1;
	if (name[0] == '.')
		return killed ? 0 : err_set(er, ERR_FORMAT, "%s is left", path);
	if (!holds(dir, path, "the old text") && !holds(dir, path, "new"))
		return err_set(er, ERR_FORMAT, "%s is neither", path);
	return 0;
}

static void torture(int dir, const char *what, enum file_fault fault,
    int (*work)(int dir, const char *text))
{
	int met = 1;
	long n;

	for (n = 0; met; n++) {
		int st = 0, ctx[2] = { dir, fault == FILE_FAULT_KILL };
		bool again, whole;
		pid_t pid;

		again = work(dir, "the old text") == 0 &&
		    holds(dir, "head", "the old text");
		fflush(stdout);
		pid = fork();
		if (pid == 0) {
			file_fault_at(n, fault);
			_exit(work(dir, "new") == 0 ? 0 : 1);
		}
		waitpid(pid, &st, 0);
		met = st != 0;
		whole = file_walk(dir, ".", check_one, ctx, &e) == 0;
		CHECK(again && whole && (met || holds(dir, "head", "new")) &&
		    n < 500, "%s: call %ld: %s", what, n,
		    whole ? "old or new" : e.text);
		if (!whole || n == 500)
			break;
	}
	CHECK(n > 4, "%s: %ld disk calls", what, n - 1);
}

static void tortures(int dir)
{
	static const struct { const char *name; enum file_fault fault; } F[] = {
		{ "EIO", FILE_FAULT_EIO }, { "ENOSPC", FILE_FAULT_ENOSPC },
		{ "short", FILE_FAULT_SHORT }, { "kill", FILE_FAULT_KILL },
	};
	char what[32];

	for (size_t i = 0; i < sizeof(F) / sizeof(F[0]); i++) {
		clear_dir();
		snprintf(what, sizeof(what), "replace, %s", F[i].name);
		torture(dir, what, F[i].fault, replace);
		clear_dir();
		snprintf(what, sizeof(what), "few, %s", F[i].name);
		torture(dir, what, F[i].fault, few);
		clear_dir();
		snprintf(what, sizeof(what), "many, %s", F[i].name);
		torture(dir, what, F[i].fault, many);
	}
}

#endif

int main(void)
{
	int dir = fresh_dir();

	paths(dir);
	reading(dir);
	walking(dir);
	locks(dir);
	markers(dir);
	batches(dir);
#ifdef KULPYTAS_TESTING
	tortures(dir);
#endif
	clear_dir();
	file_close(&dir);
	CHECK(rmdir(root) == 0, "nothing is left behind");
	return DONE();
}
