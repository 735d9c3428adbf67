#include <fcntl.h>
#include <stdlib.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/take.h"
#include "vault/vault.h"

static int take_file(struct cli_take *t, const char *path, struct arena *mem,
    struct err *e)
{
	SCOPED(arena) work = { .cap = 4 * VAULT_LINES_MAX };
	struct span bytes;
	struct scan s;
	int got = file_read(AT_FDCWD, path, AUDIT_HANDED_MAX, mem, &bytes, e);

	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "is not there");
	s = scan_of(bytes);
	if (audit_handed_head(&s, e) < 0)
		return -1;
	if (scan_done(&s))
		return err_set(e, ERR_FORMAT, "FORMAT 12: holds no act");
	for (int n = 1;; n++) {
		struct audit_handed *h = arena_take(mem, 1, sizeof(*h));

		arena_clear(&work);
		got = audit_handed_next(&s, &work, h, e);
		if (got == 0)
			return 0;
		if (got < 0 || cli_take_act(t, h, e) < 0)
			return err_in(e, "act %d in it", n);
	}
}

int cli_append(const struct cli_call *c, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(arena) mem = { .cap = (size_t)2 << 30 };
	SCOPED(cli_take) *t = NULL;
	uint64_t from;

	if (keep_archive_open(&a, c->archive, KEEP_WRITE, NULL, e) < 0 ||
	    cli_take_open(&t, &a, c, e) < 0)
		return -1;
	from = a.head.size;
	for (int i = 0; i < c->count; i++)
		if (take_file(t, c->word[i], &mem, e) < 0)
			return err_in(e, "nothing was taken: %s",
			    c->word[i]);
	if (cli_take_publish(t, e) < 0)
		return -1;
	for (uint64_t n = from; n < a.head.size; n++)
		printf("act/%llu\n", (unsigned long long)n);
	return 0;
}
