/*
 * speaker.c - whether somebody who speaks is an institution of the state
 *
 * Only the archive says so: a `body` of that name whose body.kind is one of
 * the state's (doc/design/0014).  Of whom it says nothing, nothing is said.
 */
#include "index/told.h"
#include "folio/sides.h"

#define SPEAKERS 128 /* kept while a page is made */

struct page_speaker {
	struct span who;
	bool official;
};

int folio_official(struct page_job *j, struct span who, struct err *e)
{
	struct page_speaker s = { who, false };
	int got;

	for (int i = 0; i < j->speakers; i++)
		if (span_eq(j->speaker[i].who, who))
			return j->speaker[i].official;
	got = index_official(j->from->ix, who, j->a, e);
	if (got < 0)
		return -1;
	s.official = got == 1;
	if (j->speaker == NULL)
		j->speaker = arena_take(j->a, SPEAKERS, sizeof(s));
	if (j->speakers < SPEAKERS)
		j->speaker[j->speakers++] = s;
	return s.official;
}
