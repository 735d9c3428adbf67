#include "base/file.h"
#include "index/inside.h"
#include "tlog/tlog.h"
#include "vault/vault.h"

static int play_one(struct index *ix, struct tlog *log, uint64_t n,
    struct stmt_keys *keys, struct err *e)
{
	SCOPED(arena) a = { .cap = INDEX_ARENA };
	struct span lines[STMT_ACT_COMMITMENTS], entry;
	struct stmt_standing standing;
	char path[VAULT_PATH_MAX];
	struct stmt_act *act = arena_take(&a, 1, sizeof(*act));
	int count;

	vault_payload_path(n, path);
	if (tlog_entry(log, n, &a, &entry, e) < 0 ||
	    stmt_act_parse(entry, act, e) < 0 ||
	    vault_lines(ix->public_fd, path, &a, lines,
	    STMT_ACT_COMMITMENTS, &count, e) < 0)
		return -1;
	return stmt_keys_play(keys, n, act, lines, count, &standing, e);
}

int index_keys(struct index *ix, struct stmt_keys **out, struct err *e)
{
	SCOPED(stmt_keys) *keys = NULL;
	SCOPED(tlog) *log = NULL;
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct index_head head;
	uint64_t *acts = arena_take(&a, INDEX_LIST_MAX, sizeof(*acts));
	int n = 0, got = 0;

	index_inside_on_all(ix);
	if (index_inside_state(ix, &head, e) < 0 ||
	    tlog_open(&log, ix->public_fd, head.acts, e) < 0 ||
	    stmt_keys_open(&keys, e) < 0 ||
	    db_start(ix->db, Q_KEY_ACTS, e) < 0)
		return -1;
	while (n < INDEX_LIST_MAX && (got = db_next(ix->db, e)) == 1)
		acts[n++] = (uint64_t)db_i64(ix->db, 0);
	db_rest(ix->db);
	if (got < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (play_one(ix, log, acts[i], keys, e) < 0)
			return -1;
		if (stmt_keys_stale(keys)) {
			stmt_keys_rewind(keys);
			i = -1;
		}
	}
	*out = keys;
	keys = NULL; /* the caller owns it now */
	return 0;
}
