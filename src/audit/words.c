/* audit_words.c - what words withhold, and which files are released */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "base/file.h"

static int by_seq(const void *x, const void *y)
{
	const struct audit_word *a = x, *b = y;

	return (a->seq > b->seq) - (a->seq < b->seq);
}

static void weigh_one(struct audit *a, const struct audit_word *w,
    uint32_t place)
{
	uint8_t *flag = audit_flag(a, place);

	if ((*flag & AUDIT_STRUCTURE) != 0)
		return;
	*flag &= (uint8_t)~(AUDIT_WITHHELD | AUDIT_LOST);
	if (w->withheld)
		*flag |= AUDIT_WITHHELD;
	if (w->withheld && w->lost)
		*flag |= AUDIT_LOST;
}

/* In the order in which they were said, so that the latest counts. */
static void weigh_words(struct audit *a)
{
	if (a->words.count > 0)
		qsort(a->words.at, a->words.count, sizeof(*a->words.at),
		    by_seq);
	for (size_t i = 0; i < a->words.count; i++) {
		const struct audit_word *w = &a->words.at[i];

		if (!w->whole_act) {
			weigh_one(a, w, (uint32_t)w->target);
			continue;
		}
		for (int k = 0; w->target < a->head.size &&
		    k < a->act[w->target].count; k++)
			weigh_one(a, w, a->act[w->target].first +
			    (uint32_t)k);
	}
}

static void tell_line(struct audit *a, uint64_t n, int i,
    const char *rule, const char *reason)
{
	struct audit_finding f = { .act = n };
	char id[STMT_ID_CHARS];

	(void)snprintf(f.rule, sizeof(f.rule), "%s", rule);
	vault_payload_path(n, f.file);
	stmt_id(audit_commitment(a, a->act[n].first + (uint32_t)i), id);
	audit_tell(&a->failures, &f, "line %d, statement %.*s: %s", i + 1,
	    STMT_ID_CHARS, id, reason);
}

static void weigh_line(struct audit *a, uint64_t n, int i)
{
	uint8_t mark = a->act[n].mark;
	uint8_t flag = *audit_flag(a, a->act[n].first + (uint32_t)i);
	bool keys = (mark & AUDIT_KEYS) != 0;

	if ((flag & AUDIT_FAULT) != 0)
		return;
	if ((flag & AUDIT_HIDDEN) != 0) {
		a->withheld++;
		if ((flag & AUDIT_UNHELD) != 0 &&
		    (flag & AUDIT_LOST) == 0 && a->unheld++ == 0)
			a->unheld_act = n;
		if ((mark & AUDIT_STANDS) == 0)
			return; /* a void act's own word has no standing */
		if (keys)
			tell_line(a, n, i, "payload.line", "what an act says"
			    " of keys cannot be withheld");
		else if ((flag & AUDIT_WITHHELD) == 0)
			tell_line(a, n, i, "payload.line", "withheld, but no"
			    " word in force says so");
	} else if ((flag & AUDIT_WITHHELD) != 0 && !keys) {
		tell_line(a, n, i, "payload.leak", "withheld, and its line is"
		    " still there");
	}
}

/* ---- files ---- */

static int by_hash(const void *x, const void *y)
{
	const struct audit_file *a = x, *b = y;
	int d = memcmp(a->hash, b->hash, CRYPT_HASH);

	return d != 0 ? d : (a->place > b->place) - (a->place < b->place);
}

/* The act of a statement: the last whose first one is not beyond it. */
static uint64_t act_of(const struct audit *a, uint32_t place)
{
	uint64_t low = 0, high = a->head.size;

	while (high - low > 1) {
		uint64_t middle = low + (high - low) / 2;

		if (a->act[middle].first > place)
			high = middle;
		else
			low = middle;
	}
	return low;
}

static bool in_force(const struct audit *a, uint32_t place)
{
	return (*audit_flag(a, place) & (AUDIT_WITHHELD |
	    AUDIT_VOID | AUDIT_HIDDEN)) == 0;
}

/* Keeps of the files those that must be there: released in force, and named
 * in force as evidence (FORMAT 7.5), each once; and days of candles. */
static void needed_files(struct audit *a)
{
	struct audit_file *f = a->files.at;
	size_t n = a->files.count, kept = 0;

	if (n > 0)
		qsort(f, n, sizeof(*f), by_hash);
	for (size_t i = 0, end; i < n; i = end) {
		const struct audit_file first = f[i];
		struct audit_file released = first;
		bool named = false, found = false;

		for (end = i; end < n && memcmp(first.hash, f[end].hash,
		    CRYPT_HASH) == 0; end++) {
			if (!in_force(a, f[end].place))
				continue;
			if (f[end].candles) {
				f[kept++] = f[end];
			} else if (!f[end].released) {
				named = true;
			} else if (!found) {
				released = f[end];
				found = true;
			}
		}
		if (found && named)
			f[kept++] = released;
	}
	a->files.count = kept;
}

/* A day's candles: their proofs, and the counts made again. */
static int check_candles(struct audit *a, const struct audit_file *x,
    const char *path, struct err *why)
{
	SCOPED(arena) mem = { .cap = CANDLE_SIGNED_ROOM };
	struct span text;
	int got = file_read(a->public_fd, path, CANDLE_SIGNED_MAX, &mem,
	    &text, why);

	if (got <= 0)
		return got < 0 ? -1 : err_set(why, ERR_ABSENT, "is missing");
	return candle_day_check(text, (struct span){ x->day, x->day[0] == 0
	    ? 0 : sizeof(x->day) }, &mem, why);
}

static void check_files(struct audit *a)
{
	needed_files(a);
	for (size_t i = 0; i < a->files.count; i++) {
		const struct audit_file *x = &a->files.at[i];
		struct audit_finding f = { .act = act_of(a, x->place) };
		struct err why = { 0 };
		int got;

		vault_evidence_path(x->hash, f.file);
		got = vault_check(a->public_fd, f.file, x->hash, &why);
		a->evidence++;
		if (got == 1 && x->candles && check_candles(a, x, f.file,
		    &why) < 0) {
			(void)snprintf(f.rule, sizeof(f.rule), "candles.count");
			audit_tell(&a->failures, &f, "%s", why.text);
		}
		if (got == 1)
			continue;
		(void)snprintf(f.rule, sizeof(f.rule), "%s",
		    got < 0 && why.kind == ERR_DENIED ? "evidence.hash"
		    : "evidence.missing");
		audit_tell(&a->failures, &f, "%s", got == 0 ?
		    "was released and is missing" : why.text);
	}
}

void audit_weigh(struct audit *a)
{
	weigh_words(a);
	for (uint64_t n = 0; n < a->head.size; n++)
		for (int i = 0; i < a->act[n].count; i++)
			weigh_line(a, n, i);
	check_files(a);
}
