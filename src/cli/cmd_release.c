#include <string.h>

#include "cli/cli.h"
#include "vault/put.h"

struct found {
	struct index_stmt stmt;
	uint8_t hash[CRYPT_HASH];
	bool released; /* already, by a statement in force */
};

static int find(struct index *ix, const char *word, struct arena *mem,
    struct found *f, struct err *e)
{
	struct span id = span_of(word);
	uint8_t commitment[CRYPT_HASH];
	struct index_thing thing;
	struct index_list list = { .count = 0 };
	int got;

	if (span_starts(id, SPAN("statement/")))
		id = span_skip(id, 10);
	if (!stmt_id_parse(id, commitment))
		return err_set(e, ERR_FORMAT, "'%s' is no statement's id (43"
		    " characters, `kulpytas show` has it)", word);
	got = index_statement(ix, commitment, mem, &f->stmt, e);
	if (got < 0)
		return -1;
	if (got == 0 || f->stmt.is_void || f->stmt.hidden)
		return err_set(e, ERR_ABSENT, "no statement %s that can be"
		    " read here", word);
	if ((!span_is(f->stmt.s.says, "photo") &&
	    !span_is(f->stmt.s.says, "evidence")) ||
	    !vault_hash_parse(f->stmt.s.value, f->hash))
		return err_set(e, ERR_FORMAT, "FORMAT 7.5: %s names no file:"
		    " it says `%.*s`", word, (int)f->stmt.s.says.n,
		    f->stmt.s.says.p);
	if (f->stmt.withheld)
		return err_set(e, ERR_DENIED, "%s is withheld, so its file is"
		    " not released: disclose it first", word);
	if (index_thing(ix, f->stmt.s.subject.kind, f->stmt.s.subject.id,
	    &thing, e) < 0 || index_about(ix, &thing, mem, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++)
		if (span_is(list.at[i].s.says, "released") &&
		    !list.at[i].withheld && !list.at[i].s.denies &&
		    span_eq(list.at[i].s.value, f->stmt.s.value))
			f->released = true;
	return 0;
}

/* The file first, so that the checkpoint that needs it comes after it. */
static int release(struct keep_archive *a, struct keep_pen *pen,
    const struct found *f, struct err *e)
{
	char id[STMT_ID_CHARS + 1], path[VAULT_PATH_MAX];
	struct stmt s = { .about = f->stmt.s.about, .says = SPAN("released"),
	    .value = f->stmt.s.value, .re = span_of(f->stmt.id) };

	vault_evidence_path(f->hash, path);
	if (vault_release(a->private_fd, a->public_fd, f->hash, e) < 0)
		return -1;
	/* Where this fails, the file stays: whether the checkpoint that needs
	 * it was published cannot be known for sure. */
	if (!f->released && (keep_pen_put(pen, STMT_DO_RECORD, &s, false, id,
	    e) < 0 || keep_pen_publish(pen, e) < 0))
		return -1;
	printf("%s\n", path);
	fprintf(stderr, f->released ? "was released before; the file is in its"
	    " place\n" : "released: anybody can copy it from now on\n");
	return 0;
}

int cli_release(const struct cli_call *c, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(arena) mem = { .cap = (size_t)1 << 30 };
	SCOPED(crypt_secret) *keeper = NULL;
	SCOPED(index) *ix = NULL;
	SCOPED(keep_pen) *pen = NULL;
	const struct crypt_secret *signers[1];
	struct found f = { .released = false };

	if (keep_archive_open(&a, c->archive, KEEP_WRITE, NULL, e) < 0 ||
	    keep_archive_keeper(&a, cli_login(c), &keeper, e) < 0 ||
	    keep_archive_index(&a, true, &ix, e) < 0 ||
	    find(ix, c->word[0], &mem, &f, e) < 0)
		return -1;
	signers[0] = keeper;
	if (keep_pen_open(&pen, &a, signers, 1, e) < 0)
		return -1;
	return release(&a, pen, &f, e);
}
