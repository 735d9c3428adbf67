#include "audit/handed.h"

#include <string.h>

int audit_handed_head(struct scan *s, struct err *e)
{
	if (!scan_lit(s, span_of(AUDIT_HANDED_HEAD)))
		return err_set(e, ERR_FORMAT, "FORMAT 12: not an act handed in"
		    " (line 1 is not kulpytas/handed/v1)");
	return 0;
}

/* The place in the act of a statement with this id; -1. */
static int place_of(const struct stmt_act *act, struct span id)
{
	uint8_t c[CRYPT_HASH];

	if (!stmt_id_parse(id, c))
		return -1;
	for (int i = 0; i < act->count; i++)
		if (memcmp(act->commitment[i], c, CRYPT_HASH) == 0)
			return i;
	return -1;
}

/* One line as a statement; says which lines it withholds from birth. */
static int check_line(struct audit_handed *h, struct arena *a, int i,
    struct stmt *s, struct err *e)
{
	uint8_t c[CRYPT_HASH];
	int at = -1;
	bool self;

	stmt_commit(h->line[i], c);
	if (memcmp(c, h->act.commitment[i], CRYPT_HASH) != 0)
		return err_set(e, ERR_DENIED, "FORMAT 4.1: does not hash to"
		    " its commitment");
	if (stmt_parse(h->line[i], a, s, e) < 0)
		return -1;
	self = s->subject.kind == STMT_ACT && s->subject.act == UINT64_MAX;
	if (s->subject.kind == STMT_STATEMENT)
		at = place_of(&h->act, s->subject.id);
	return stmt_act_allows(h->act.verb, s, self || at >= 0, e);
}

static bool is_structure(const struct stmt *s)
{
	return s->property != NULL && s->property->sense == STMT_STRUCTURE;
}

static int check_lines(struct audit_handed *h, struct arena *a, struct err *e)
{
	struct stmt *s = arena_take(a, STMT_ACT_COMMITMENTS, sizeof(*s));

	for (int i = 0; i < h->act.count; i++)
		if (check_line(h, a, i, &s[i], e) < 0)
			return err_in(e, "statement %d", i + 1);
	for (int i = 0; i < h->act.count; i++) {
		bool word = span_is(s[i].says, "withheld");

		if (!word && !span_is(s[i].says, "disclosed"))
			continue;
		for (int k = 0; k < h->act.count; k++)
			if (!is_structure(&s[k]) && ((s[i].subject.kind ==
			    STMT_ACT && s[i].subject.act == UINT64_MAX) ||
			    (s[i].subject.kind == STMT_STATEMENT &&
			    place_of(&h->act, s[i].subject.id) == k)))
				h->withheld[k] = word;
	}
	return 0;
}

int audit_handed_next(struct scan *s, struct arena *a, struct audit_handed *out,
    struct err *e)
{
	uint64_t bytes;

	if (scan_done(s))
		return 0;
	if (!scan_lit(s, SPAN("act ")) || !scan_u64(s, STMT_ACT_BYTES,
	    &bytes) || !scan_lit(s, SPAN("\n")))
		return err_set(e, ERR_FORMAT, "FORMAT 12: no line `act"
		    " <bytes>`");
	if (scan_rest(s).n < bytes)
		return err_set(e, ERR_FORMAT, "FORMAT 12: the act is cut off");
	memset(out, 0, sizeof(*out));
	out->entry = (struct span){ s->at, (size_t)bytes };
	s->at += bytes;
	if (stmt_act_parse(out->entry, &out->act, e) < 0)
		return -1;
	for (int i = 0; i < out->act.count; i++)
		if (!scan_until(s, '\n', STMT_LINE_MAX, &out->line[i]))
			return err_set(e, ERR_FORMAT, "FORMAT 12: statement %d"
			    " is missing or too long", i + 1);
	return check_lines(out, a, e) < 0 ? -1 : 1;
}

void audit_handed_print(const struct audit_handed *h, struct buf *out)
{
	buf_fmt(out, "act %zu\n", h->entry.n);
	buf_add(out, h->entry);
	for (int i = 0; i < h->act.count; i++) {
		buf_add(out, h->line[i]);
		buf_byte(out, '\n');
	}
}
