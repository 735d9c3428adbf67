/* issue.c - tokens: given out, known again, good once */
#include <stdlib.h>
#include <string.h>

#include "candle/inside.h"

#define SKEW_S 5 /* a clock that was set back a little */

int candle_issuer_open(struct candle_issuer *i, struct err *e)
{
	i->spent = calloc(CANDLE_RING / 64, sizeof(*i->spent));
	if (i->spent == NULL)
		return err_set(e, ERR_IO, "candles: out of memory");
	crypt_random(i->key, sizeof(i->key));
	return 0;
}

void candle_issuer_closep(struct candle_issuer *i)
{
	crypt_wipe(i->key, sizeof(i->key));
	free(i->spent);
	i->spent = NULL;
}

/* A turn in the queue of those who wait: the second from which it is, or -1
 * where it is too long. */
static int64_t take_turn(struct candle_issuer *i, int64_t now)
{
	const int64_t soonest = (now + CANDLE_WAIT_S) * 1000;
	int_fast64_t next = atomic_load(&i->turn_ms), mine;

	do {
		mine = next > soonest ? next : soonest;
		if (mine > (now + CANDLE_QUEUE_S) * 1000)
			return -1;
	} while (!atomic_compare_exchange_weak(&i->turn_ms, &next,
	    mine + CANDLE_TURN_MS));
	return mine / 1000;
}

static void mac_of(const struct candle_issuer *i, struct span head,
    char out[CANDLE_MAC])
{
	uint8_t mac[CRYPT_HASH];

	crypt_mac(i->key, head, mac);
	code_base64url_put(mac, 16, out);
}

static void put_number(uint8_t *out, uint64_t v)
{
	for (int i = 8; i-- > 0; v >>= 8)
		out[i] = (uint8_t)v;
}

static uint64_t number_of(const uint8_t *p)
{
	uint64_t v = 0;

	for (int i = 0; i < 8; i++)
		v = v << 8 | p[i];
	return v;
}

bool candle_issue(struct candles *c, struct span whom, bool waiting,
    int64_t now, char out[CANDLE_TOKEN_MAX])
{
	struct candle_issuer *i = &c->issuer;
	struct candle_head h = { .proven = !waiting, .time = now };
	uint64_t number;
	size_t n;

	if (!candle_whom_valid(whom) || now < 0)
		return false;
	if (waiting && (h.time = take_turn(i, now)) < 0)
		return false;
	h.bits = waiting ? 0 : candle_bits(c, now);
	memcpy(h.whom, whom.p, whom.n);
	number = atomic_fetch_add(&i->next, 1);
	atomic_fetch_and(&i->spent[number % CANDLE_RING / 64],
	    ~((uint64_t)1 << number % 64));
	crypt_random(h.chance, CANDLE_CHANCE - 8);
	put_number(h.chance + CANDLE_CHANCE - 8, number);
	n = candle_head_print(&h, out);
	out[n] = '.';
	mac_of(i, (struct span){ out, n }, out + n + 1);
	out[n + 1 + CANDLE_MAC] = '\0';
	return true;
}

/* Is it ours?  Takes the token apart. */
static bool known(struct candle_issuer *i, struct span token,
    struct span *head, struct candle_head *out)
{
	char mac[CANDLE_MAC];

	if (token.n < CANDLE_MAC + 1 || token.n >= CANDLE_TOKEN_MAX)
		return false;
	*head = (struct span){ token.p, token.n - CANDLE_MAC - 1 };
	if (token.p[head->n] != '.' || !candle_head_parse(*head, out))
		return false;
	mac_of(i, *head, mac);
	return crypt_same(mac, token.p + head->n + 1, CANDLE_MAC);
}

/* True for one caller alone. */
static bool spend(struct candle_issuer *i, uint64_t number)
{
	const uint64_t bit = (uint64_t)1 << number % 64;

	return (atomic_fetch_or(&i->spent[number % CANDLE_RING / 64], bit) &
	    bit) == 0;
}

enum candle_state candle_check(struct candles *c, struct span token,
    struct span proof, int64_t now, struct candle *out)
{
	struct candle_issuer *i = &c->issuer;
	struct candle_head h, again;
	struct span head;
	uint64_t number;

	if (!known(i, token, &head, &h) || proof.n != (h.proven
	    ? CANDLE_PROOF : 0))
		return CANDLE_BAD;
	out->head = h;
	if (!h.proven && now < h.time)
		return CANDLE_EARLY;
	number = number_of(h.chance + CANDLE_CHANCE - 8);
	if (now > h.time + CANDLE_GOOD_S || now < h.time - SKEW_S ||
	    atomic_load(&i->next) - number > CANDLE_RING / 2)
		return CANDLE_OLD;
	memcpy(out->line, head.p, head.n);
	out->bytes = head.n;
	if (h.proven) {
		out->line[out->bytes++] = ' ';
		memcpy(out->line + out->bytes, proof.p, proof.n);
		out->bytes += proof.n;
	}
	if (!candle_line_parse((struct span){ out->line, out->bytes },
	    &again))
		return CANDLE_NO_PROOF;
	if (!spend(i, number))
		return CANDLE_SPENT;
	out->line[out->bytes++] = '\n';
	return CANDLE_LIT;
}

int candle_harder(int bits, uint64_t in_ten_seconds)
{
	uint64_t limit = (uint64_t)CANDLE_BUSY * 10;

	for (int i = 0; i < CANDLE_HARDER && bits < CANDLE_BITS_MAX &&
	    in_ten_seconds > limit; i++, limit *= 2)
		bits++;
	return bits;
}
