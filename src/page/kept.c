/* kept.c - the candles of the days that keepers signed */
#include <string.h>

#include "base/file.h"
#include "index/candles.h"
#include "page/page.h"
#include "vault/vault.h"

/* The last word on a day counts. */
static bool is_last(const struct index_list *list, int i)
{
	for (int k = i + 1; k < list->count; k++)
		if (span_eq(list->at[k].s.on, list->at[i].s.on))
			return false;
	return true;
}

static int read_day(int public_fd, const struct stmt *s,
    struct candle_signed *out, struct err *e)
{
	SCOPED(arena) a = { .cap = CANDLE_SIGNED_ROOM };
	char path[VAULT_PATH_MAX];
	uint8_t hash[CRYPT_HASH];
	struct span text;
	int got;

	if (!vault_hash_parse(s->value, hash))
		return err_set(e, ERR_FORMAT, "not a hash");
	vault_evidence_path(hash, path);
	got = vault_check(public_fd, path, hash, e);
	if (got == 1)
		got = file_read(public_fd, path, CANDLE_SIGNED_MAX, &a, &text,
		    e);
	if (got <= 0)
		return got < 0 ? -1 : err_set(e, ERR_ABSENT, "%s is missing",
		    path);
	return candle_signed_add(out, text, s->on, &a, e);
}

/* Which files these are. */
static void name_of(const struct index_list *list, uint8_t out[CRYPT_HASH])
{
	struct crypt_hash h;

	crypt_hash_open(&h);
	for (int i = 0; i < list->count; i++)
		crypt_hash_add(&h, (struct span){ (const char *)
		    list->at[i].commitment, CRYPT_HASH });
	crypt_hash_end(&h, out);
}

int page_kept(struct index *ix, int public_fd, struct candle_signed *was,
    struct candle_signed **out, int *bad, struct err *e)
{
	SCOPED(arena) a = { .cap = (size_t)64 << 20 };
	SCOPED(candle_signed) *s = NULL;
	struct index_list list;
	uint8_t of[CRYPT_HASH];

	*bad = 0;
	if (index_candles(ix, &a, &list, e) < 0)
		return -1;
	name_of(&list, of);
	if (candle_signed_is_of(was, of)) {
		*out = candle_signed_share(was);
		return 0;
	}
	if (candle_signed_open(&s, of, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		struct err why = { 0 };

		*bad += is_last(&list, i) && read_day(public_fd,
		    &list.at[i].s, s, &why) < 0;
	}
	*out = s;
	s = NULL; /* the caller owns it now */
	return 0;
}
