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

static bool is_state(struct span kind)
{
	static const char *const kinds[] = { "state", "police", "guard",
		"army", "security", "court", "prosecution" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (span_is(kind, kinds[i]))
			return true;
	return false;
}

/* The latest word on its kind that is not denied. */
static int kind_of(struct page_job *j, const struct index_thing *body,
    bool *out, struct err *e)
{
	struct index_list list;

	if (index_about(j->from->ix, body, j->a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++)
		if (!list.at[i].hidden && !list.at[i].s.denies &&
		    span_is(list.at[i].s.says, "body.kind"))
			*out = is_state(list.at[i].s.value);
	return 0;
}

int folio_official(struct page_job *j, struct span who, struct err *e)
{
	struct page_speaker s = { who, false };
	struct index_thing body;
	int got;

	for (int i = 0; i < j->speakers; i++)
		if (span_eq(j->speaker[i].who, who))
			return j->speaker[i].official;
	if (span_starts(who, SPAN("body/")))
		got = index_thing(j->from->ix, STMT_BODY, span_skip(who, 5),
		    &body, e);
	else
		got = index_called(j->from->ix, STMT_BODY, who, j->a, &body,
		    e);
	if (got < 0 || (got == 1 && kind_of(j, &body, &s.official, e) < 0))
		return -1;
	if (j->speaker == NULL)
		j->speaker = arena_take(j->a, SPEAKERS, sizeof(s));
	if (j->speakers < SPEAKERS)
		j->speaker[j->speakers++] = s;
	return s.official;
}
