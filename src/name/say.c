/* say.c - why two names are alike, letter by letter and in words */
#include <string.h>

#include "name/like.h"

/* The sounds of one or more parts, and where each is written. */
struct sounds {
	struct name_skel skel;
	struct span at[NAME_SKEL_MAX];
};

static void read_sounds(const struct name *n, int first, int count,
    struct sounds *s)
{
	memset(s, 0, sizeof(*s));
	for (int i = 0; i < count; i++) {
		struct span text = n->part[first + i].text;
		uint16_t at[NAME_SKEL_MAX + 1];
		struct name_skel one;
		int met;

		name_skel(text, &one, at);
		s->skel.flags = one.flags;
		met = one.n > 0 && s->skel.n > 0 &&
		    s->skel.code[s->skel.n - 1] == one.code[0];
		for (int k = met; k < one.n && s->skel.n < NAME_SKEL_MAX;
		    k++) {
			s->skel.code[s->skel.n] = one.code[k];
			s->at[s->skel.n++] = (struct span){ text.p + at[k],
				(size_t)(at[k + 1] - at[k]) };
		}
	}
}

/* Spans that touch become one. */
static void mark(struct span s, struct span list[NAME_SKEL_MAX], int *count)
{
	if (s.n == 0)
		return;
	if (*count > 0 && list[*count - 1].p + list[*count - 1].n == s.p)
		list[*count - 1].n += s.n;
	else if (*count > 0 && s.p + s.n == list[*count - 1].p)
		list[*count - 1] = (struct span){ s.p, s.n +
			list[*count - 1].n };
	else if (*count < NAME_SKEL_MAX)
		list[(*count)++] = s;
}

void name_like_marks(const struct name *a, const struct name *b,
    const struct name_pair *pair, struct name_marks *out)
{
	struct name_step step[NAME_STEPS_MAX];
	struct sounds x, y;
	int n;

	out->a_count = out->b_count = 0;
	if (pair->kind == NAME_AS_INITIAL || pair->kind == NAME_FORM ||
	    pair->kind == NAME_SAME)
		return;
	if (pair->kind == NAME_MISSING || pair->kind == NAME_DIFFERS) {
		for (int i = 0; i < pair->a_count; i++)
			mark(a->part[pair->a + i].text, out->a,
			    &out->a_count);
		for (int i = 0; i < pair->b_count; i++)
			mark(b->part[pair->b + i].text, out->b,
			    &out->b_count);
		return;
	}
	read_sounds(a, pair->a, pair->a_count, &x);
	read_sounds(b, pair->b, pair->b_count, &y);
	n = name_skel_steps(&x.skel, &y.skel, step);
	for (int i = 0; i < n; i++) {
		/* Vowels that Arabic or Hebrew leave out are none. */
		if (step[i].cost == 0 || (step[i].cost < 15 &&
		    ((x.skel.flags | y.skel.flags) & NAME_ABJAD)))
			continue;
		if (step[i].i >= 0)
			mark(x.at[step[i].i], out->a, &out->a_count);
		if (step[i].k >= 0)
			mark(y.at[step[i].k], out->b, &out->b_count);
	}
}

const char *name_kind_text(enum name_kind k)
{
	static const char *const text[NAME_KINDS] = { "same", "alike", "form",
		"near",
		"initial", "missing", "differs" };

	return text[k];
}

static struct span text_of(const struct name *n, int first, int count)
{
	const struct name_part *p = &n->part[first], *q = p + count - 1;

	/* Of one text, unless the parts came from several cells. */
	if (q->text.p < p->text.p)
		return p->text;
	return (struct span){ p->text.p, (size_t)(q->text.p - p->text.p) +
		q->text.n };
}

static uint8_t script_of(const struct name *n, int first, int count)
{
	return n->part[first + count - 1].script;
}

void name_like_words(const struct name *a, const struct name *b,
    const struct name_pair *pair, struct buf *out)
{
	enum name_kind kind = (enum name_kind)pair->kind;
	bool scripts, abjad = false;

	if (kind == NAME_MISSING) {
		buf_add(out, pair->a_count > 0 ? text_of(a, pair->a,
		    pair->a_count) : text_of(b, pair->b, pair->b_count));
		buf_str(out, ": only in the ");
		buf_str(out, pair->a_count > 0 ? "first" : "second");
		return;
	}
	scripts = script_of(a, pair->a, pair->a_count) !=
	    script_of(b, pair->b, pair->b_count);
	buf_add(out, text_of(a, pair->a, pair->a_count));
	buf_str(out, kind == NAME_DIFFERS ? " / " : kind <= NAME_ALIKE ?
	    " = " : " ~ ");
	buf_add(out, text_of(b, pair->b, pair->b_count));
	for (int i = 0; i < pair->a_count; i++)
		abjad = abjad || (a->part[pair->a + i].skel.flags &
		    NAME_ABJAD);
	for (int i = 0; i < pair->b_count; i++)
		abjad = abjad || (b->part[pair->b + i].skel.flags &
		    NAME_ABJAD);
	buf_str(out, kind == NAME_DIFFERS ? ": another name" :
	    kind == NAME_AS_INITIAL ? ": an initial" :
	    kind == NAME_FORM ? ": another form of it" :
	    kind == NAME_NEAR ? ": some letters differ" :
	    kind == NAME_SAME ? ": the same" :
	    scripts ? ": the same in another script" :
	    ": another spelling of the same");
	if (kind == NAME_ALIKE && scripts && abjad)
		buf_str(out, ", as far as it writes vowels");
	if (pair->a_count != pair->b_count)
		buf_str(out, ", joined");
	if (pair->swapped)
		buf_str(out, ", in another place");
}
