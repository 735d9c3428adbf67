/* people.c - who the bearers of the forms found are */
#include <string.h>

#include "find/inside.h"

const char *find_how_name(enum find_how how)
{
	static const char *const names[] = { "spelled", "sounds", "begins",
		"initial", "near", "year", "place", "not" };

	return names[how];
}

/* 1 and the thing it stands for; 0 where the index does not have it. */
static int resolve(struct index *ix, const struct find_thing *t,
    struct index_thing *out, struct err *e)
{
	struct index_thing person;
	int got = index_thing(ix, t->record ? STMT_RECORD : STMT_PERSON,
	    span_of(t->id), out, e);

	if (got != 1)
		return got;
	got = index_person_of(ix, out, &person, e);
	if (got == 1)
		*out = person;
	return got < 0 ? -1 : 1;
}

int find_people_of(struct index *ix, const struct find_answer *answer,
    int most, struct arena *a, struct find_person **out, int *count,
    struct err *e)
{
	struct find_person *list = arena_take(a, (size_t)most + 1,
	    sizeof(*list));
	int n = 0;

	for (int i = 0; i < answer->count && n < most; i++) {
		const struct find_hit *hit = &answer->hit[i];

		for (int k = 0; k < hit->things && n < most; k++) {
			struct find_person p = { .hit = hit,
			    .born = hit->thing[k].born,
			    .died = hit->thing[k].died };
			int got = resolve(ix, &hit->thing[k], &p.thing, e);
			bool seen = false;

			if (got < 0)
				return -1;
			for (int j = 0; j < n && !seen; j++)
				seen = list[j].thing.num == p.thing.num;
			if (got == 1 && !seen)
				list[n++] = p;
		}
		if (n > 0 && list[n - 1].hit == hit)
			list[n - 1].others = hit->bearers -
			    (uint64_t)hit->things;
	}
	*out = list;
	*count = n;
	return 0;
}
