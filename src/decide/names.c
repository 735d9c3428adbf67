/*
 * names.c - names side by side, by their sounds: a letter is marked where the
 * other name has no sound like it, whatever the scripts
 */
#include <string.h>

#include "decide/inside.h"
#include "name/like.h"

#define VALUES 6 /* names of one side that are compared */

struct names {
	int count;
	struct name *at;
};

static void parse(struct span text, struct span property, struct name *out)
{
	static const struct {
		const char *property;
		enum name_role role;
	} part[] = {
		{ "name.family", NAME_FAMILY }, { "name.given", NAME_GIVEN },
		{ "name.patronymic", NAME_PATRONYMIC },
		{ "name.birth", NAME_BIRTH }, { "name.nick", NAME_NICK },
	};

	for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++)
		if (span_is(property, part[i].property)) {
			name_parse_part(text, part[i].role, out);
			return;
		}
	name_parse(text, NAME_ORDER_UNKNOWN, out);
}

/* The values of one side: " | " stands between them. */
static struct names split(struct span text, struct span property,
    struct arena *mem)
{
	struct names n = { 0, arena_take(mem, VALUES, sizeof(*n.at)) };

	while (text.n > 0 && n.count < VALUES) {
		const char *bar = memmem(text.p, text.n, " | ", 3);
		size_t end = bar == NULL ? text.n : (size_t)(bar - text.p);

		parse((struct span){ text.p, end }, property,
		    &n.at[n.count++]);
		text = span_skip(text, bar == NULL ? end : end + 3);
	}
	return n;
}

static void set(uint8_t *mark, struct span whole, const struct span *part,
    int count)
{
	for (int i = 0; i < count; i++)
		memset(mark + (part[i].p - whole.p), 1, part[i].n);
}

/* Marks one name where its nearest on the other side has nothing alike. */
static void mark_one(const struct name *x, const struct names *others,
    uint8_t *mark, struct span whole)
{
	struct name_like best = { .probability = -1 }, l;
	const struct name *y = NULL;

	for (int i = 0; i < others->count; i++) {
		name_like(x, &others->at[i], NULL, &l);
		if (l.probability > best.probability) {
			best = l;
			y = &others->at[i];
		}
	}
	for (int i = 0; y != NULL && i < best.count; i++) {
		struct name_marks m;

		name_like_marks(x, y, &best.pair[i], &m);
		set(mark, whole, m.a, m.a_count);
	}
}

void decide_inside_names(struct decide_line *l, struct span property,
    struct arena *mem)
{
	struct names a = split(l->a, property, mem);
	struct names b = split(l->b, property, mem);

	for (int i = 0; i < a.count && b.count > 0; i++)
		mark_one(&a.at[i], &b, l->mark_a, l->a);
	for (int i = 0; i < b.count && a.count > 0; i++)
		mark_one(&b.at[i], &a, l->mark_b, l->b);
}
