#include <fcntl.h>
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/utc.h"
#include "cli/cli.h"
#include "audit/proof.h"

static void print_field(const char *name, struct span value)
{
	if (value.n == 0)
		return;
	printf("%-10s ", name);
	cli_print_safe(stdout, value);
	printf("\n");
}

static void print_words(const struct audit_proof *p,
    const struct audit_proof_shown *x)
{
	char id[STMT_ID_CHARS], time[UTC_CHARS], root[64] = "";
	const struct stmt *s = &x->s;

	stmt_id(x->id, id);
	utc_print(x->act->time, time);
	code_base64_put(x->head.root, CRYPT_HASH, root);
	print_field("about", s->about);
	print_field("says", s->property == NULL ? s->says
	    : stmt_label(s->property, SPAN("en")));
	print_field("stance", s->stance);
	print_field("value", s->value);
	print_field("language", s->lang);
	print_field("who", s->who);
	print_field("on", s->on);
	print_field("source", s->from);
	print_field("there at", s->at);
	print_field("answers", s->re);
	print_field("statement", (struct span){ id, STMT_ID_CHARS });
	print_field("signed by", span_of(x->standing.keeper));
	print_field("signed on", (struct span){ time, UTC_CHARS });
	printf("%-10s act %" PRIu64 " of ", "in the log", p->act);
	cli_print_safe(stdout, span_of(x->head.origin));
	printf(", %" PRIu64 " acts, root %s\n", x->head.size, root);
	printf("\nThis holds. What such a proof cannot show: what was said"
	    " after act %" PRIu64 "\n(that it was withheld, answered,"
	    " corrected or weighed); acts about keys that\nwere left out; and"
	    " whether this checkpoint is the newest.\n", p->act);
}

static int print_json(const struct audit_proof *p,
    const struct audit_proof_shown *x, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 20 };
	char id[STMT_ID_CHARS], time[UTC_CHARS];
	struct span out;
	struct buf b;

	stmt_id(x->id, id);
	utc_print(x->act->time, time);
	buf_open(&b, &mem, 1 << 17);
	buf_fmt(&b, "{\"ok\":true,\"id\":\"%.*s\",\"statement\":",
	    STMT_ID_CHARS, id);
	buf_add(&b, p->line); /* canonical JSON itself */
	buf_fmt(&b, ",\"act\":%" PRIu64 ",\"time\":\"%.*s\",\"keeper\":",
	    p->act, UTC_CHARS, time);
	buf_json(&b, span_of(x->standing.keeper));
	buf_str(&b, ",\"origin\":");
	buf_json(&b, span_of(x->head.origin));
	buf_fmt(&b, ",\"size\":%" PRIu64 ",\"root\":\"", x->head.size);
	code_base64(&b, x->head.root, CRYPT_HASH);
	buf_str(&b, "\",\"not_shown\":[\"later acts\",\"acts about keys that"
	    " were left out\",\"newer checkpoints\"]}\n");
	return buf_end(&b, &out, e) < 0 ? -1 : cli_out(out, e);
}

int cli_check(const struct cli_call *c, struct err *e)
{
	SCOPED(arena) mem = { .cap = 4 * AUDIT_PROOF_MAX };
	const char *vkey = cli_option(c, "vkey");
	struct audit_proof_shown shown;
	struct audit_proof proof;
	struct note_key key;
	struct span bytes;
	int got;

	if (vkey == NULL)
		return err_set(e, ERR_MISUSED, "give the log's key with --vkey,"
		    " and have it from elsewhere than this proof");
	if (note_key_parse(span_of(vkey), &key, e) < 0) {
		e->kind = ERR_MISUSED;
		return err_in(e, "--vkey");
	}
	got = file_read(AT_FDCWD, c->word[0], AUDIT_PROOF_MAX, &mem, &bytes, e);
	if (got == 0)
		return err_set(e, ERR_ABSENT, "%s is not there", c->word[0]);
	if (got < 0 || audit_proof_parse(bytes, &mem, &proof, e) < 0 ||
	    audit_proof_check(&proof, &key, &mem, &shown, e) < 0)
		return err_in(e, "does not hold");
	if (cli_option(c, "json") != NULL)
		return print_json(&proof, &shown, e);
	print_words(&proof, &shown);
	return 0;
}
