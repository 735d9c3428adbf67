#include <stdio.h>

#include "base/file.h"
#include "merkle/merkle.h"
#include "vault/vault.h"

static void number_path(const char *folder, uint64_t n,
    char out[VAULT_PATH_MAX])
{
	char path[MERKLE_PATH_MAX];

	merkle_number_path(n, path);
	(void)snprintf(out, VAULT_PATH_MAX, "%s/%s", folder, path);
}

void vault_payload_path(uint64_t act, char out[VAULT_PATH_MAX])
{
	number_path("payload", act, out);
}

void vault_held_path(uint64_t act, char out[VAULT_PATH_MAX])
{
	number_path("held", act, out);
}

int vault_lines(int dirfd, const char *path, struct arena *a,
    struct span *lines, int max, int *count, struct err *e)
{
	struct span s;
	int n = 0;
	int got = file_read(dirfd, path, VAULT_LINES_MAX, a, &s, e);

	if (got < 0)
		return -1;
	while (got == 1 && s.n > 0) {
		size_t end = span_find(s, '\n');

		if (end == s.n)
			return err_set(e, ERR_FORMAT, "%s: the last line is"
			    " cut off", path);
		if (n < max)
			lines[n] = (struct span){ s.p, end };
		n++;
		s = span_skip(s, end + 1);
	}
	*count = n;
	return 0;
}
