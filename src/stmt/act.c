/* Acts: their text, and what each verb may state (FORMAT 3). */
#include "stmt/act.h"

#include <stdlib.h>
#include <string.h>

#include "base/scan.h"
#include "base/utc.h"

#define HEAD "kulpytas/act/v1\n"
#define NAME_MAX_BYTES 200 /* FORMAT 3.3 */
#define ROOT_CHARS 44      /* base64 of a hash */
#define SIG_CHARS 92       /* base64 of key id and Ed25519 signature */

static const char *const VERBS[STMT_VERBS] = { "found", "import", "record",
	"decide", "withhold", "disclose", "keys", "candles" };

const char *stmt_verb_name(enum stmt_verb v)
{
	return VERBS[v];
}

bool stmt_verb_of(struct span name, enum stmt_verb *out)
{
	for (int i = 0; i < STMT_VERBS; i++) {
		if (span_is(name, VERBS[i])) {
			*out = (enum stmt_verb)i;
			return true;
		}
	}
	return false;
}

static bool hash_take(struct scan *s, uint8_t out[CRYPT_HASH])
{
	struct span line;
	size_t n;

	return scan_line(s, ROOT_CHARS, &line) &&
	    code_unbase64(line, out, CRYPT_HASH, &n) && n == CRYPT_HASH;
}

static bool base_take(struct scan *s, struct stmt_act *act)
{
	if (scan_lit(s, SPAN("0 -\n"))) {
		act->base_size = 0;
		memset(act->base_root, 0, CRYPT_HASH);
		return true;
	}
	return scan_u64(s, MERKLE_SIZE_MAX, &act->base_size) &&
	    act->base_size > 0 && scan_lit(s, SPAN(" ")) &&
	    hash_take(s, act->base_root);
}

static int commitments_take(struct scan *s, struct stmt_act *act,
    struct err *e)
{
	uint64_t count;

	if (!scan_u64(s, STMT_ACT_COMMITMENTS, &count) || count == 0 ||
	    !scan_lit(s, SPAN("\n")))
		return err_set(e, ERR_FORMAT, "FORMAT 3: no count from 1 to"
		    " %d", STMT_ACT_COMMITMENTS);
	act->count = (int)count;
	for (int i = 0; i < act->count; i++) {
		if (!hash_take(s, act->commitment[i]))
			return err_set(e, ERR_FORMAT, "FORMAT 3: commitment %d"
			    " is not base64 of %d bytes", i + 1, CRYPT_HASH);
		if (i > 0 && memcmp(act->commitment[i - 1],
		    act->commitment[i], CRYPT_HASH) >= 0)
			return err_set(e, ERR_FORMAT, "FORMAT 3.1: commitment"
			    " %d is out of order or there twice", i + 1);
	}
	if (!scan_done(s))
		return err_set(e, ERR_FORMAT, "FORMAT 3: text after the"
		    " commitments");
	return 0;
}

static int sigs_check(const struct note *n, struct err *e)
{
	if (n->sig_count > STMT_ACT_SIGS)
		return err_set(e, ERR_FORMAT, "FORMAT 3.2: more than %d"
		    " signatures", STMT_ACT_SIGS);
	for (int i = 0; i < n->sig_count; i++) {
		if (n->sig[i].name.n > NAME_MAX_BYTES)
			return err_set(e, ERR_FORMAT, "FORMAT 3.3: a key name"
			    " of more than %d bytes", NAME_MAX_BYTES);
		if (n->sig[i].base64.n != SIG_CHARS)
			return err_set(e, ERR_FORMAT, "FORMAT 3: signature %d"
			    " is not Ed25519", i + 1);
		if (i > 0 && span_cmp(n->sig[i - 1].name,
		    n->sig[i].name) >= 0)
			return err_set(e, ERR_FORMAT, "FORMAT 3.2: signatures"
			    " are not sorted by key name, or one repeats");
	}
	return 0;
}

int stmt_act_parse(struct span entry, struct stmt_act *out, struct err *e)
{
	struct stmt_act act;
	struct span line;
	struct scan s;

	if (note_parse(entry, &act.note, e) < 0)
		return err_in(e, "FORMAT 3");
	s = scan_of(act.note.text);
	if (!scan_lit(&s, SPAN(HEAD)))
		return err_set(e, ERR_FORMAT, "FORMAT 3: line 1 is not"
		    " kulpytas/act/v1");
	if (!scan_line(&s, NAME_MAX_BYTES, &act.origin) ||
	    !note_name_valid(act.origin))
		return err_set(e, ERR_FORMAT, "FORMAT 3.3: no origin of at"
		    " most %d bytes, without spaces and plus", NAME_MAX_BYTES);
	if (!base_take(&s, &act))
		return err_set(e, ERR_FORMAT, "FORMAT 3: line 3 is not a size"
		    " and a root");
	if (!scan_line(&s, UTC_CHARS, &line) || !utc_parse(line, &act.time))
		return err_set(e, ERR_FORMAT, "FORMAT 3: line 4 is not a time"
		    " in UTC");
	if (!scan_line(&s, 16, &line) || !stmt_verb_of(line, &act.verb))
		return err_set(e, ERR_FORMAT, "FORMAT 3.5: no such verb");
	if (commitments_take(&s, &act, e) < 0 || sigs_check(&act.note, e) < 0)
		return -1;
	*out = act;
	return 0;
}

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, CRYPT_HASH);
}

int stmt_act_print(struct stmt_act *act, struct buf *out, struct err *e)
{
	char time[UTC_CHARS];

	if (act->count < 1 || act->count > STMT_ACT_COMMITMENTS)
		return err_set(e, ERR_LIMIT, "FORMAT 3: an act holds 1 to %d"
		    " statements", STMT_ACT_COMMITMENTS);
	if (act->origin.n > NAME_MAX_BYTES || !note_name_valid(act->origin))
		return err_set(e, ERR_FORMAT, "FORMAT 3.3: no origin of at"
		    " most %d bytes, without spaces and plus", NAME_MAX_BYTES);
	qsort(act->commitment, (size_t)act->count, CRYPT_HASH, by_bytes);
	for (int i = 1; i < act->count; i++)
		if (by_bytes(act->commitment[i - 1], act->commitment[i]) == 0)
			return err_set(e, ERR_FORMAT, "FORMAT 3.1: a statement"
			    " is there twice");
	buf_add(out, SPAN(HEAD));
	buf_add(out, act->origin);
	buf_byte(out, '\n');
	buf_u64(out, act->base_size);
	buf_byte(out, ' ');
	if (act->base_size == 0)
		buf_byte(out, '-');
	else
		code_base64(out, act->base_root, CRYPT_HASH);
	utc_print(act->time, time);
	buf_byte(out, '\n');
	buf_add(out, (struct span){ time, sizeof(time) });
	buf_fmt(out, "\n%s\n%d\n", VERBS[act->verb], act->count);
	for (int i = 0; i < act->count; i++) {
		code_base64(out, act->commitment[i], CRYPT_HASH);
		buf_byte(out, '\n');
	}
	return 0;
}

static bool one_of(struct span says, const char *const *names)
{
	for (; *names != NULL; names++)
		if (span_is(says, *names))
			return true;
	return false;
}

int stmt_act_allows(enum stmt_verb verb, const struct stmt *s, bool self,
    struct err *e)
{
	static const char *const DECIDE[] = { "same", "same.shown",
		"differs", "finding", "finding.reason", "note", NULL };
	static const char *const NOT_IMPORT[] = { "same", "same.shown",
		"differs", "finding", "withheld", "disclosed", "property",
		"candles", NULL };
	static const char *const NOT_RECORD[] = { "row", "row.private",
		"row.gone", "map", NULL };
	struct span says = s->says;
	bool note = span_is(says, "note"), withheld = span_is(says, "withheld");
	bool keys = span_starts(says, SPAN("key.")) ||
	    span_starts(says, SPAN("archive."));
	bool ok = self && withheld; /* 3.6 */

	switch (verb) {
	case STMT_FOUND:
	case STMT_KEYS: /* never withheld: all must be able to check keys */
		ok = keys || note || span_is(says, "property");
		break;
	case STMT_IMPORT:
		ok |= !keys && !one_of(says, NOT_IMPORT);
		break;
	case STMT_DO_RECORD:
		ok |= !keys && !one_of(says, NOT_IMPORT) &&
		    !one_of(says, NOT_RECORD);
		break;
	case STMT_DECIDE:
		ok |= one_of(says, DECIDE);
		break;
	case STMT_WITHHOLD:
		ok |= withheld || note;
		break;
	case STMT_DISCLOSE:
		ok |= span_is(says, "disclosed") || note;
		break;
	case STMT_CANDLES:
		ok |= span_is(says, "candles") || note;
		break;
	case STMT_VERBS:
		break;
	}
	if (ok)
		return 0;
	return err_set(e, ERR_FORMAT, "FORMAT 3.5: an act `%s` may not state"
	    " `%.*s`", verb < STMT_VERBS ? VERBS[verb] : "?", (int)says.n,
	    says.p);
}
