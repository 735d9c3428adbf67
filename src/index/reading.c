/* reading.c - one act as the log and the payload tell it */
#include "index/reading.h"

#include <stdio.h>
#include <string.h>

#include "vault/vault.h"

int index_reading_open(struct build_reader *r, const struct index_place *p,
    uint64_t acts, struct err *e)
{
	r->place = p;
	return tlog_open(&r->log, p->public_fd, acts, e) < 0 ? -1
	    : uni_order_open(&r->order, INDEX_ORDER, e);
}

void index_reading_close(struct build_reader *r)
{
	uni_order_closep(&r->order);
	tlog_closep(&r->log);
}

static int broken(const struct build_act *x, struct err *e)
{
	return err_set(e, ERR_DENIED, "payload of act %llu is not what the log"
	    " says: run verify", (unsigned long long)x->n);
}

static int read_lines(const struct build_reader *r, struct build_act *x, struct err *e)
{
	struct span held[STMT_ACT_COMMITMENTS];
	const char *shown; /* where the public payload begins */
	char path[VAULT_PATH_MAX];
	int held_count = 0;

	vault_payload_path(x->n, path);
	if (vault_lines(r->place->public_fd, path, x->mem, x->line,
	    STMT_ACT_COMMITMENTS, &x->count, e) < 0)
		return -1;
	vault_held_path(x->n, path);
	if (r->place->private_fd >= 0 && vault_lines(r->place->private_fd,
	    path, x->mem, held, STMT_ACT_COMMITMENTS, &held_count, e) < 0)
		return -1;
	if (x->count != x->act->count ||
	    (held_count != 0 && held_count != x->count))
		return broken(x, e);
	shown = x->count > 0 ? x->line[0].p : NULL;
	for (int i = 0; i < x->count; i++) {
		uint8_t commitment[CRYPT_HASH];

		x->off[i] = x->line[i].p - shown;
		x->hidden[i] = stmt_is_withheld_line(x->line[i], commitment);
		if (x->hidden[i] && held_count > 0 && held[i].n > 0) {
			x->line[i] = held[i];
			x->off[i] = held[i].p - held[0].p;
			x->held[i] = true;
			x->hidden[i] = false;
		}
		if (!x->hidden[i])
			stmt_commit(x->line[i], commitment);
		if (memcmp(commitment, x->act->commitment[i],
		    CRYPT_HASH) != 0)
			return broken(x, e);
		x->withheld[i] = x->hidden[i] || x->held[i];
	}
	return 0;
}

bool index_reading_is_word(const struct stmt *s)
{
	return span_is(s->says, "withheld") || span_is(s->says, "disclosed");
}

int index_reading_place(const struct build_act *x, const struct stmt *s)
{
	uint8_t id[CRYPT_HASH];

	if (s->subject.kind != STMT_STATEMENT ||
	    !stmt_id_parse(s->subject.id, id))
		return -1;
	for (int i = 0; i < x->count; i++)
		if (memcmp(id, x->act->commitment[i], CRYPT_HASH) == 0)
			return i;
	return -1;
}

static void check_lines(struct build_act *x)
{
	for (int i = 0; i < x->count; i++) {
		struct err why = { 0 };
		const char *rule = "stmt.form";
		bool self;

		if (x->hidden[i])
			continue;
		if (stmt_parse(x->line[i], x->mem, &x->s[i], &why) == 0) {
			self = (x->s[i].subject.kind == STMT_ACT &&
			    x->s[i].subject.act == UINT64_MAX) ||
			    index_reading_place(x, &x->s[i]) >= 0;
			rule = stmt_act_allows(x->act->verb, &x->s[i], self,
			    &why) < 0 ? "act.verb" : "";
		}
		(void)snprintf(x->rule[i], sizeof(x->rule[i]), "%s", rule);
	}
}

/* Lines that words of the same act withhold from birth. */
static void own_words(struct build_act *x)
{
	for (int i = 0; i < x->count; i++) {
		struct stmt *s = &x->s[i];
		int at;

		if (x->hidden[i] || x->rule[i][0] != '\0' || !index_reading_is_word(s))
			continue;
		at = index_reading_place(x, s);
		if (at >= 0)
			x->withheld[at] = span_is(s->says, "withheld");
		if (s->subject.kind != STMT_ACT ||
		    s->subject.act != UINT64_MAX)
			continue;
		for (int k = 0; k < x->count; k++)
			if (x->s[k].property == NULL ||
			    x->s[k].property->sense != STMT_STRUCTURE)
				x->withheld[k] = span_is(s->says, "withheld");
	}
}

int index_reading_act(struct build_reader *r, uint64_t n, struct arena *a,
    struct build_act **out, struct err *e)
{
	struct build_act *x = arena_take(a, 1, sizeof(*x));
	struct err why = { 0 };
	struct span entry;

	x->n = n;
	x->mem = a;
	x->act = arena_take(a, 1, sizeof(*x->act));
	if (tlog_entry(r->log, n, a, &entry, e) < 0)
		return -1;
	x->no_act = stmt_act_parse(entry, x->act, &why) < 0;
	if (!x->no_act) {
		if (read_lines(r, x, e) < 0)
			return -1;
		check_lines(x);
		own_words(x);
	}
	*out = x;
	return 0;
}
