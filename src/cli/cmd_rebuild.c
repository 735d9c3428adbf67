#include "cli/archive.h"

int cli_rebuild(const struct cli_call *c, struct err *e)
{
	SCOPED(cli_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };

	if (cli_archive_open(&a, c->archive, CLI_READ, NULL, e) < 0 ||
	    cli_archive_update(&a, true, e) < 0)
		return -1;
	fprintf(stderr, "made again from %llu acts: %s\n",
	    (unsigned long long)a.head.size, a.private_fd < 0
	    ? "the public index" : "the public and the keepers' index");
	return 0;
}
