/* proof.c - that an act stands in the log: c2sp.org/tlog-proof@v1 */
#include "folio/inside.h"

#define PROOF_MAX 131072 /* bytes */

int folio_proof(const struct page_from *from, uint64_t act, struct arena *a,
    struct span *out, struct err *e)
{
	struct note_proof *p = arena_take(a, 1, sizeof(*p));
	struct buf b;

	p->index = act;
	p->checkpoint = from->checkpoint;
	if (tlog_inclusion(from->log, act, &p->hashes, e) < 0)
		return -1;
	buf_open(&b, a, PROOF_MAX);
	note_proof_print(p, &b);
	return buf_end(&b, out, e);
}
