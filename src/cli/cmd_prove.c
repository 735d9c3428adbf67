#include <string.h>

#include "cli/cli.h"
#include "audit/proof.h"
#include "vault/vault.h"

#define PAGE 512 /* acts asked for at once */

struct proving {
	struct keep_archive *a;
	struct index *ix;
	struct tlog *log;
	struct arena *mem;
	struct audit_proof proof;
};

static int print_inclusion(struct proving *p, uint64_t act, struct buf *b,
    struct err *e)
{
	struct note_proof n = { .index = act, .checkpoint = p->a->checkpoint };

	if (tlog_inclusion(p->log, act, &n.hashes, e) < 0)
		return -1;
	note_proof_print(&n, b);
	return 0;
}

static int add_part(struct proving *p, uint64_t act, bool lines,
    struct err *e)
{
	struct audit_proof_part *x = &p->proof.part[p->proof.count];
	char path[VAULT_PATH_MAX];
	struct buf b;

	if (p->proof.count == AUDIT_PROOF_PARTS)
		return err_set(e, ERR_LIMIT, "more than %d acts about keys",
		    AUDIT_PROOF_PARTS);
	x->index = act;
	x->line = arena_take(p->mem, STMT_ACT_COMMITMENTS, sizeof(*x->line));
	vault_payload_path(act, path);
	if (tlog_entry(p->log, act, p->mem, &x->entry, e) < 0 ||
	    (lines && vault_lines(p->a->public_fd, path, p->mem, x->line,
	    STMT_ACT_COMMITMENTS, &x->count, e) < 0))
		return -1;
	buf_open(&b, p->mem, 2 * NOTE_BYTES_MAX);
	if (print_inclusion(p, act, &b, e) < 0)
		return -1;
	p->proof.count++;
	return buf_end(&b, &x->proof, e);
}

/* Act 0, each valid act about keys before the statement's, and that one. */
static int add_parts(struct proving *p, uint64_t act, struct err *e)
{
	bool keyed = false;

	for (uint64_t first = 0; first <= act; first += PAGE) {
		SCOPED(arena) mem = { .cap = 1 << 26 };
		struct index_act *list;
		int count;

		if (index_acts(p->ix, first, PAGE, &mem, &list, &count,
		    e) < 0)
			return -1;
		for (int i = 0; i < count && list[i].number <= act; i++) {
			bool keys = list[i].verb == STMT_FOUND ||
			    list[i].verb == STMT_KEYS;

			if (list[i].number == act)
				keyed = keys;
			else if (keys && !list[i].is_void &&
			    add_part(p, list[i].number, true, e) < 0)
				return -1;
		}
	}
	return add_part(p, act, keyed, e);
}

static int prove(struct proving *p, const uint8_t id[CRYPT_HASH],
    struct buf *out, struct err *e)
{
	struct index_stmt x;
	int got = index_statement(p->ix, id, p->mem, &x, e);

	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "no such statement in this"
		    " archive");
	if (x.withheld || x.hidden)
		return err_set(e, ERR_DENIED, "it is withheld, and a proof"
		    " would hold its words");
	if (x.is_void)
		return err_set(e, ERR_DENIED, "it is void (%.*s): there is"
		    " nothing to prove", (int)x.void_rule.n, x.void_rule.p);
	p->proof.act = x.act;
	p->proof.line = x.line_text;
	p->proof.part = arena_take(p->mem, AUDIT_PROOF_PARTS + 1,
	    sizeof(*p->proof.part));
	if (add_parts(p, x.act, e) < 0)
		return -1;
	audit_proof_print(&p->proof, out);
	return 0;
}

/* The act that the word names: act/N, or that of a statement. */
static int find_act(struct proving *p, struct span word,
    const uint8_t *id, uint64_t *out, struct err *e)
{
	struct stmt_subject s;
	struct index_stmt x;
	int got;

	if (id != NULL) {
		got = index_statement(p->ix, id, p->mem, &x, e);
		if (got == 0)
			return err_set(e, ERR_ABSENT, "no such statement in"
			    " this archive");
		*out = x.act;
		return got < 0 ? -1 : 0;
	}
	if (stmt_subject_parse(word, &s, e) < 0 || s.kind != STMT_ACT)
		return err_set(e, ERR_FORMAT, "'%.*s' is neither a"
		    " statement's id (43 characters, `kulpytas show` has it) nor act/N",
		    (int)word.n, word.p);
	*out = s.act;
	return 0;
}

int cli_prove(const struct cli_call *c, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(arena) mem = { .cap = (size_t)1 << 30 };
	SCOPED(index) *ix = NULL;
	SCOPED(tlog) *log = NULL;
	struct span word = span_of(c->word[0]), out;
	bool plain = cli_option(c, "tlog-proof") != NULL;
	struct proving p = { .a = &a, .mem = &mem };
	uint8_t id[CRYPT_HASH];
	bool is_id;
	uint64_t act = 0;
	struct buf b;

	if (span_starts(word, SPAN("statement/")))
		word = span_skip(word, 10);
	is_id = stmt_id_parse(word, id);
	if (!is_id && !plain)
		return err_set(e, ERR_FORMAT, "'%s' is no statement's id (43"
		    " characters, `kulpytas show` has it); an act is proved with"
		    " --tlog-proof", c->word[0]);
	if (keep_archive_open(&a, c->archive, KEEP_READ, NULL, e) < 0 ||
	    keep_archive_index(&a, false, &ix, e) < 0 ||
	    tlog_open(&log, a.public_fd, a.head.size, e) < 0)
		return -1;
	p.ix = ix;
	p.log = log;
	buf_open(&b, &mem, AUDIT_PROOF_MAX);
	if (plain ? find_act(&p, word, is_id ? id : NULL, &act, e) < 0 ||
	    print_inclusion(&p, act, &b, e) < 0 : prove(&p, id, &b, e) < 0)
		return -1;
	return buf_end(&b, &out, e) < 0 ? -1 : cli_out(out, e);
}
