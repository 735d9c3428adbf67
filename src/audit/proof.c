#include "audit/proof.h"

#include <inttypes.h>
#include <string.h>

#include "base/scan.h"

#define PROOF_BYTES (NOTE_BYTES_MAX + NOTE_EXTRA_MAX + 16384)
#define FIXED_PARTS 8 /* room to begin with */

/* ---- form ---- */

/* A tlog-proof up to the empty line that ends the part: the third, after its
 * hashes and after the checkpoint's text. */
static bool take_proof(struct scan *s, struct span *out)
{
	struct span rest = scan_rest(s);
	size_t at = 0;

	for (int empty = 0; empty < 3; empty++) {
		for (;;) {
			size_t n = span_find(span_skip(rest, at), '\n');

			if (at + n >= rest.n || at > PROOF_BYTES)
				return false;
			at += n + 1;
			if (n == 0)
				break;
		}
	}
	*out = (struct span){ rest.p, at - 1 };
	s->at += at;
	return true;
}

static int take_part(struct scan *s, struct arena *a,
    struct audit_proof_part *p, struct err *e)
{
	uint64_t bytes, count;

	if (!scan_lit(s, SPAN("act ")) ||
	    !scan_u64(s, MERKLE_SIZE_MAX, &p->index) ||
	    !scan_lit(s, SPAN(" ")) ||
	    !scan_u64(s, STMT_ACT_BYTES, &bytes) ||
	    !scan_lit(s, SPAN(" ")) ||
	    !scan_u64(s, STMT_ACT_COMMITMENTS, &count) ||
	    !scan_lit(s, SPAN("\n")))
		return err_set(e, ERR_FORMAT, "FORMAT 10: no line `act <index>"
		    " <bytes> <count>`");
	if (scan_rest(s).n < bytes)
		return err_set(e, ERR_FORMAT, "FORMAT 10: act %" PRIu64 " is"
		    " cut off", p->index);
	p->entry = (struct span){ s->at, (size_t)bytes };
	s->at += bytes;
	p->count = (int)count;
	p->line = arena_take(a, (size_t)count + 1, sizeof(*p->line));
	for (int i = 0; i < p->count; i++)
		if (!scan_until(s, '\n', STMT_LINE_MAX, &p->line[i]))
			return err_set(e, ERR_FORMAT, "FORMAT 10: act %" PRIu64
			    ": line %d is cut off", p->index, i + 1);
	if (!take_proof(s, &p->proof))
		return err_set(e, ERR_FORMAT, "FORMAT 10: act %" PRIu64 ": its"
		    " tlog-proof is cut off", p->index);
	return 0;
}

int audit_proof_parse(struct span bytes, struct arena *a,
    struct audit_proof *out, struct err *e)
{
	struct audit_proof p = { .count = 0 };
	struct scan s = scan_of(bytes);
	int room = FIXED_PARTS;

	if (bytes.n > AUDIT_PROOF_MAX)
		return err_set(e, ERR_LIMIT, "a proof of more than %zu bytes",
		    AUDIT_PROOF_MAX);
	if (!scan_lit(&s, SPAN(AUDIT_PROOF_HEAD)) ||
	    !scan_lit(&s, SPAN("statement ")) ||
	    !scan_u64(&s, MERKLE_SIZE_MAX, &p.act) ||
	    !scan_lit(&s, SPAN("\n")) ||
	    !scan_line(&s, STMT_LINE_MAX, &p.line))
		return err_set(e, ERR_FORMAT, "FORMAT 10: not a proof of a"
		    " statement");
	p.part = arena_take(a, (size_t)room, sizeof(*p.part));
	while (!scan_done(&s)) {
		if (p.count == AUDIT_PROOF_PARTS)
			return err_set(e, ERR_LIMIT, "a proof of more than %d"
			    " parts", AUDIT_PROOF_PARTS);
		if (p.count == room) {
			struct audit_proof_part *more = arena_take(a,
			    (size_t)room * 2, sizeof(*more));

			memcpy(more, p.part, (size_t)room * sizeof(*more));
			p.part = more;
			room *= 2;
		}
		if (take_part(&s, a, &p.part[p.count], e) < 0)
			return -1;
		if (p.count > 0 ? p.part[p.count].index <=
		    p.part[p.count - 1].index : p.part[0].index != 0)
			return err_set(e, ERR_FORMAT, "FORMAT 10: the parts do"
			    " not begin with act 0 and ascend");
		p.count++;
	}
	if (p.count == 0 || p.part[p.count - 1].index != p.act)
		return err_set(e, ERR_FORMAT, "FORMAT 10: the last part is not"
		    " the statement's act");
	*out = p;
	return 0;
}

void audit_proof_print(const struct audit_proof *p, struct buf *out)
{
	buf_str(out, AUDIT_PROOF_HEAD);
	buf_fmt(out, "statement %" PRIu64 "\n", p->act);
	buf_add(out, p->line);
	buf_byte(out, '\n');
	for (int i = 0; i < p->count; i++) {
		const struct audit_proof_part *x = &p->part[i];

		buf_fmt(out, "act %" PRIu64 " %zu %d\n", x->index, x->entry.n,
		    x->count);
		buf_add(out, x->entry);
		for (int k = 0; k < x->count; k++) {
			buf_add(out, x->line[k]);
			buf_byte(out, '\n');
		}
		buf_add(out, x->proof);
		buf_byte(out, '\n');
	}
}

/* ---- what it shows ---- */

/* The act is in the log of the one checkpoint, which the key signed. */
static int check_part(const struct audit_proof_part *x,
    const struct note_key *log_key, struct span *checkpoint,
    struct tlog_head *head, struct err *e)
{
	struct note_proof p;
	uint8_t leaf[CRYPT_HASH];

	if (note_proof_parse(x->proof, &p, e) < 0)
		return -1;
	if (p.index != x->index)
		return err_set(e, ERR_DENIED, "the tlog-proof is of act %"
		    PRIu64, p.index);
	if (checkpoint->n == 0) {
		*checkpoint = p.checkpoint;
		if (tlog_head_of(*checkpoint, log_key, 1, head, e) < 0)
			return -1;
	} else if (!span_eq(*checkpoint, p.checkpoint)) {
		return err_set(e, ERR_DENIED, "FORMAT 10: its checkpoint is"
		    " not that of the other parts");
	}
	merkle_leaf(x->entry, leaf);
	return merkle_inclusion_check(x->index, head->size, leaf, &p.hashes,
	    head->root, e);
}

/* Plays all parts once.  Each must stand: a proof holds no void acts. */
static int play_parts(const struct audit_proof *p, struct stmt_keys *keys,
    struct audit_proof_shown *out, struct err *e)
{
	for (int i = 0; i < p->count; i++) {
		const struct audit_proof_part *x = &p->part[i];
		bool keyed;

		if (stmt_act_parse(x->entry, out->act, e) < 0)
			return err_in(e, "act %" PRIu64, x->index);
		keyed = out->act->verb == STMT_FOUND ||
		    out->act->verb == STMT_KEYS;
		if (!span_is(out->act->origin, out->head.origin))
			return err_set(e, ERR_DENIED, "act %" PRIu64 ": of"
			    " another archive than the checkpoint", x->index);
		if (keyed ? x->count != out->act->count : x->count != 0 ||
		    i + 1 < p->count)
			return err_set(e, ERR_FORMAT, "FORMAT 10: act %" PRIu64
			    ": not the lines that such an act has here",
			    x->index);
		if (stmt_keys_play(keys, x->index, out->act, x->line,
		    x->count, &out->standing, e) < 0)
			return -1;
		if (!out->standing.ok && !stmt_keys_stale(keys))
			return err_set(e, ERR_DENIED, "act %" PRIu64 ": %s:"
			    " %s", x->index, out->standing.rule,
			    out->standing.reason);
		if (stmt_keys_stale(keys))
			return 0;
	}
	return 0;
}

static int check_statement(const struct audit_proof *p, struct arena *a,
    struct audit_proof_shown *out, struct err *e)
{
	const struct stmt_act *act = out->act;
	uint8_t other[CRYPT_HASH];
	bool self, held = false;

	stmt_commit(p->line, out->id);
	for (int i = 0; i < act->count; i++)
		held |= memcmp(act->commitment[i], out->id, CRYPT_HASH) == 0;
	if (!held)
		return err_set(e, ERR_DENIED, "FORMAT 4.1: the act does not"
		    " hold this statement");
	if (stmt_parse(p->line, a, &out->s, e) < 0)
		return -1;
	self = out->s.subject.kind == STMT_ACT &&
	    out->s.subject.act == UINT64_MAX;
	if (out->s.subject.kind == STMT_STATEMENT &&
	    stmt_id_parse(out->s.subject.id, other))
		for (int i = 0; i < act->count; i++)
			self |= memcmp(act->commitment[i], other,
			    CRYPT_HASH) == 0;
	return stmt_act_allows(act->verb, &out->s, self, e);
}

int audit_proof_check(const struct audit_proof *p, const struct note_key *log_key,
    struct arena *a, struct audit_proof_shown *out, struct err *e)
{
	struct audit_proof_shown shown = { .act = arena_take(a, 1,
	    sizeof(struct stmt_act)) };
	SCOPED(stmt_keys) *keys = NULL;
	struct span checkpoint = { 0 };

	for (int i = 0; i < p->count; i++)
		if (check_part(&p->part[i], log_key, &checkpoint, &shown.head,
		    e) < 0)
			return err_in(e, "act %" PRIu64, p->part[i].index);
	if (stmt_keys_open(&keys, e) < 0 ||
	    play_parts(p, keys, &shown, e) < 0)
		return -1;
	while (stmt_keys_stale(keys)) {
		stmt_keys_rewind(keys);
		if (play_parts(p, keys, &shown, e) < 0)
			return -1;
	}
	if (check_statement(p, a, &shown, e) < 0)
		return -1;
	*out = shown;
	return 0;
}
