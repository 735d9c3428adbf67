#include "cli/cli.h"

int cli_rebuild(const struct cli_call *c, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };

	if (keep_archive_open(&a, c->archive, KEEP_READ, NULL, e) < 0 ||
	    keep_archive_remake(&a, e) < 0)
		return -1;
	fprintf(stderr, "made again from %llu acts: %s\n",
	    (unsigned long long)a.head.size, a.private_fd < 0
	    ? "the public index" : "the public and the keepers' index");
	return 0;
}
