/* Names.  The cases are in facts/names.t, for whoever knows names. */
#include "name/like.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#include "../tap.h"

#define FACTS_MAX ((size_t)1 << 20) /* bytes */
#define FACTS_LEAST 450             /* cases */

/* ---- answers ---- */

/* "given Иван, family Петров": parts of one group and role are shown as they
 * were written, an initial with a dot. */
static void put_name(const struct name *n, struct buf *b)
{
	for (int i = 0; i < n->count; i++) {
		const struct name_part *p = &n->part[i], *q = p;

		while (i + 1 < n->count && q[1].group == p->group &&
		    q[1].role == p->role) {
			q++;
			i++;
		}
		buf_str(b, p == n->part ? "" : ", ");
		buf_str(b, name_role_text((enum name_role)p->role));
		buf_str(b, " ");
		buf_add(b, (struct span){ p->text.p, (size_t)(q->text.p -
		    p->text.p) + q->text.n });
		if (q->flags & NAME_INITIAL)
			buf_str(b, ".");
	}
	if (n->count == 0)
		buf_str(b, "nothing");
}

static void put_roles(struct span in, enum name_order order, struct buf *b)
{
	struct name n;

	name_parse(in, order, &n);
	put_name(&n, b);
}

static void is_read(struct span in, struct buf *b)
{
	put_roles(in, NAME_ORDER_UNKNOWN, b);
}

static void family_first(struct span in, struct buf *b)
{
	put_roles(in, NAME_FAMILY_FIRST, b);
}

static void given_first(struct span in, struct buf *b)
{
	put_roles(in, NAME_GIVEN_FIRST, b);
}

static void as_given(struct span in, struct buf *b)
{
	struct name n;

	name_parse_part(in, NAME_GIVEN, &n);
	put_name(&n, b);
}

static void as_family(struct span in, struct buf *b)
{
	struct name n;

	name_parse_part(in, NAME_FAMILY, &n);
	put_name(&n, b);
}

static void noted(struct span in, struct buf *b)
{
	static const struct { uint16_t flag; const char *text; } T[] = {
		{ NAME_NOBODY, "no name" }, { NAME_TOO_LONG, "too long" },
		{ NAME_SCRIPTS, "two scripts" },
		{ NAME_UNSEEN, "zero width" }, { NAME_DIGITS, "digits" },
		{ NAME_BROKEN, "broken" }, { NAME_GUESSED, "order guessed" },
	};
	struct name n;
	const char *comma = "";

	name_parse(in, NAME_ORDER_UNKNOWN, &n);
	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++)
		if (n.flags & T[i].flag) {
			buf_fmt(b, "%s%s", comma, T[i].text);
			comma = ", ";
		}
	if (n.flags & NAME_ODD) {
		buf_fmt(b, "%slook-alike ", comma);
		buf_add(b, n.odd);
		buf_fmt(b, " at byte %zu", (size_t)(n.odd.p - n.text.p));
		comma = ", ";
	}
	if (comma[0] == '\0')
		buf_str(b, "nothing");
}

static void sounds(struct span in, struct buf *b)
{
	char text[NAME_SKEL_TEXT];
	struct name_skel s;

	name_skel(in, &s, NULL);
	name_skel_text(&s, text);
	buf_str(b, text);
}

/* Takes what stands before the next " | ". */
static struct span next_of(struct span *in)
{
	struct span one = { in->p, span_find(*in, '|') };

	*in = span_skip(*in, one.n + 1);
	return span_trim(one);
}

static void sound_alike(struct span in, struct buf *b)
{
	struct name_skel first, other;
	struct span one = next_of(&in);

	name_skel(one, &first, NULL);
	while (in.n > 0) {
		one = next_of(&in);
		name_skel(one, &other, NULL);
		if (!name_skel_same(&first, &other)) {
			buf_str(b, "no: ");
			sounds(one, b);
			return;
		}
	}
	buf_str(b, "yes");
}

struct two {
	struct name a, b;
	struct name_like like;
};

static void compare(struct span in, struct two *t)
{
	name_parse(next_of(&in), NAME_ORDER_UNKNOWN, &t->a);
	name_parse(next_of(&in), NAME_ORDER_UNKNOWN, &t->b);
	name_like(&t->a, &t->b, NULL, &t->like);
}

static void one_name(struct span in, struct buf *b)
{
	static const char *const text[] = { "yes", "perhaps", "no",
		"cannot be said" };
	struct two t;

	compare(in, &t);
	buf_str(b, text[t.like.verdict]);
}

static void one_person(struct span in, struct buf *b)
{
	struct two t;

	compare(in, &t);
	buf_str(b, t.like.verdict == NAME_CANNOT_SAY ? "cannot be said" :
	    t.like.probability >= 0.9 ? "likely" : t.like.probability >= 0.1 ?
	    "perhaps" : "unlikely");
}

static void in_words(struct span in, struct buf *b)
{
	struct two t;

	compare(in, &t);
	for (int i = 0; i < t.like.count; i++) {
		buf_str(b, i > 0 ? "; " : "");
		name_like_words(&t.a, &t.b, &t.like.pair[i], b);
	}
}

static void put_marks(const struct span *mark, int count, struct buf *b)
{
	for (int i = 0; i < count; i++) {
		buf_str(b, i > 0 ? " " : "");
		buf_add(b, mark[i]);
	}
	if (count == 0)
		buf_str(b, "-");
}

static void letters(struct span in, struct buf *b)
{
	struct name_marks m;
	struct two t;

	compare(in, &t);
	for (int i = 0; i < t.like.count; i++) {
		name_like_marks(&t.a, &t.b, &t.like.pair[i], &m);
		buf_str(b, i > 0 ? "; " : "");
		put_marks(m.a, m.a_count, b);
		buf_str(b, " | ");
		put_marks(m.b, m.b_count, b);
	}
}

static const struct {
	const char *question;
	void (*answer)(struct span in, struct buf *b);
} QUESTIONS[] = {
	{ "is read as", is_read },
	{ "is, family name first, read as", family_first },
	{ "is, given name first, read as", given_first },
	{ "is, as a given name, read as", as_given },
	{ "is, as a family name, read as", as_family },
	{ "is noted for", noted },
	{ "sounds", sounds },
	{ "sound alike", sound_alike },
	{ "are spellings of one name", one_name },
	{ "are one person's, by names alone", one_person },
	{ "compare so", in_words },
	{ "differ in the letters", letters },
};
#define QUESTION_COUNT (sizeof(QUESTIONS) / sizeof(QUESTIONS[0]))

static int asked[QUESTION_COUNT];

static void ask(const struct span line[3], int number)
{
	SCOPED(arena) a = { .cap = 1 << 16 };
	struct buf b;
	size_t q = 0;
	struct span got;

	while (q < QUESTION_COUNT && !span_is(line[0], QUESTIONS[q].question))
		q++;
	if (q == QUESTION_COUNT) {
		CHECK(false, "names.t:%d: unknown question '%.*s'", number,
		    (int)line[0].n, line[0].p);
		return;
	}
	asked[q]++;
	buf_open(&b, &a, 4096);
	QUESTIONS[q].answer(line[1], &b);
	got = buf_span(&b);
	CHECK(span_eq(got, line[2]), "names.t:%d: %.*s %.*s %.*s", number,
	    (int)line[1].n, line[1].p, (int)line[0].n, line[0].p,
	    (int)got.n, got.p);
	if (!span_eq(got, line[2]))
		printf("# the file says: %.*s\n", (int)line[2].n, line[2].p);
}

static int facts(struct span text)
{
	struct span line[3], one;
	int n = 0, number = 0, cases = 0;

	while (text.n != 0) {
		size_t end = span_find(text, '\n');

		one = (struct span){ text.p, end };
		text = span_skip(text, end + 1);
		number++;
		if (span_starts(one, SPAN("#")))
			continue;
		if (one.n != 0 && n < 3) {
			line[n++] = one;
			if (n < 3 || (text.n != 0 && text.p[0] != '\n'))
				continue;
		}
		CHECK(n == 0 || n == 3, "names.t:%d: a case has three lines",
		    number);
		if (n == 3) {
			ask(line, number - 2);
			cases++;
		}
		n = 0;
	}
	return cases;
}

int main(int argc, char **argv)
{
	SCOPED(arena) a = { .cap = 2 * FACTS_MAX };
	struct err e = { 0 };
	struct span text = SPAN("");
	const char *folder = getenv("MESON_SOURCE_ROOT");
	SCOPED_FD dir = -1;
	int cases;

#ifdef TEST_DIR
	if (folder == NULL)
		folder = TEST_DIR "/..";
#endif
	CHECK(name_start(&e) == 0, "the tables are read: %s", e.text);
	CHECK(file_open_dir(AT_FDCWD, folder != NULL ? folder : ".", &dir,
	    &e) == 0 && file_read(dir, argc > 1 ? argv[1] :
	    "tests/facts/names.t", FACTS_MAX, &a, &text, &e) == 1,
	    "read names.t: %s", e.text);
	cases = facts(text);
	CHECK(cases >= FACTS_LEAST, "%d cases", cases);
	for (size_t q = 0; q < QUESTION_COUNT; q++)
		CHECK(asked[q] > 0, "asked: %s", QUESTIONS[q].question);
	return DONE();
}
