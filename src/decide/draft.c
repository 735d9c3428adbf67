/* draft.c - decisions as lines that a keeper reads and strikes from */
#include <string.h>

#include "base/utf8.h"
#include "decide/inside.h"
#include "jdoc/jdoc.h"

bool decide_inside_probability(struct scan *s, int *out)
{
	struct scan c = *s;
	uint64_t whole, digit;
	int value, scale = DECIDE_SURE;

	if (!scan_u64(&c, 1, &whole))
		return false;
	value = (int)whole * scale;
	if (scan_lit(&c, SPAN("."))) {
		if (!scan_digits(&c, 1, &digit))
			return false;
		do {
			scale /= 10;
			value += (int)digit * scale;
		} while (scale > 1 && scan_digits(&c, 1, &digit));
	}
	if (value > DECIDE_SURE)
		return false;
	*s = c;
	*out = value;
	return true;
}

bool decide_draft_probability(struct span text, int *out)
{
	struct scan s = scan_of(text);
	int value;

	if (!decide_inside_probability(&s, &value) || !scan_done(&s))
		return false;
	*out = value;
	return true;
}

bool decide_inside_subject(struct span text)
{
	struct stmt_subject s;
	struct err why = { 0 };

	return stmt_subject_parse(text, &s, &why) == 0 &&
	    (s.kind == STMT_RECORD || s.kind == STMT_PERSON);
}

static void skip_blank(struct scan *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\t'))
		s->at++;
}

/* What stands up to the next blank; may be empty. */
static struct span take_word(struct scan *s)
{
	struct span out;

	skip_blank(s);
	out.p = s->at;
	while (s->at < s->end && *s->at != ' ' && *s->at != '\t')
		s->at++;
	out.n = (size_t)(s->at - out.p);
	return out;
}

static int take_reason(struct scan *s, struct arena *a, struct span *out,
    struct err *e)
{
	struct span text = scan_rest(s);
	struct jdoc *v;
	size_t n = 1;

	while (n < text.n && text.p[n] != '"')
		n += text.p[n] == '\\' && n + 1 < text.n ? 2 : 1;
	if (n >= text.n)
		return err_set(e, ERR_FORMAT, "the reason has no closing"
		    " quote");
	text.n = n + 1;
	if (jdoc_parse(text, a, &v, e) < 0)
		return err_in(e, "the reason");
	if (v->kind != JDOC_STRING || v->text.n == 0 ||
	    v->text.n > DECIDE_REASON_MAX)
		return err_set(e, ERR_LIMIT, "the reason is empty or longer"
		    " than %d bytes", DECIDE_REASON_MAX);
	s->at += text.n;
	*out = v->text;
	return 0;
}

static int read_line(struct span line, struct arena *a,
    struct decide_one *out, struct err *e)
{
	struct scan s = scan_of(line);
	struct decide_one x = { .shown = -1, .word = DECIDE_WORDS };
	struct span word = take_word(&s);

	for (int i = 0; i < DECIDE_WORDS; i++)
		if (span_is(word, decide_word_name((enum decide_word)i)))
			x.word = (enum decide_word)i;
	if (x.word == DECIDE_WORDS)
		return err_set(e, ERR_FORMAT, "a line begins with same,"
		    " different or undo, or is struck out with - or #");
	x.a = take_word(&s);
	x.b = take_word(&s);
	if (!decide_inside_subject(x.a) || !decide_inside_subject(x.b))
		return err_set(e, ERR_FORMAT, "after %s stand two of record/ID"
		    " or person/ID", decide_word_name(x.word));
	skip_blank(&s);
	(void)decide_inside_probability(&s, &x.shown);
	skip_blank(&s);
	if (s.at < s.end && *s.at == '"' &&
	    take_reason(&s, a, &x.reason, e) < 0)
		return -1;
	skip_blank(&s);
	if (s.at < s.end && *s.at != '#')
		return err_set(e, ERR_FORMAT, "what follows the two is neither"
		    " a probability (0.9931) nor a \"reason\" nor words"
		    " after #");
	*out = x;
	return 0;
}

static size_t count_lines(struct span text)
{
	size_t n = 1;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	return n;
}

int decide_draft_read(struct span text, struct arena *a,
    struct decide_one **out, int *count, struct err *e)
{
	struct decide_one *list;
	size_t lines = count_lines(text);
	int n = 0, line_no = 0;

	if (text.n > DECIDE_DRAFT_BYTES || lines > 2 * DECIDE_MAX)
		return err_set(e, ERR_LIMIT, "the draft is too long: sign it"
		    " in parts of %d lines", DECIDE_MAX);
	if (!utf8_valid(text))
		return err_set(e, ERR_FORMAT, "not UTF-8");
	list = arena_take(a, lines + 1, sizeof(*list));
	while (text.n > 0) {
		struct span line = { text.p, span_find(text, '\n') };
		struct span words;

		text = span_skip(text, line.n + 1);
		line_no++;
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		words = span_trim(line);
		if (words.n == 0 || words.p[0] == '#' || words.p[0] == '-')
			continue;
		if (line.n > DECIDE_LINE_MAX)
			return err_set(e, ERR_LIMIT, "line %d is longer than"
			    " %d bytes", line_no, DECIDE_LINE_MAX);
		if (read_line(words, a, &list[n], e) < 0)
			return err_in(e, "line %d", line_no);
		list[n++].line = line_no;
	}
	*out = list;
	*count = n;
	return 0;
}

void decide_draft_print(const struct decide_one *x, struct buf *out)
{
	buf_str(out, decide_word_name(x->word));
	buf_byte(out, ' ');
	buf_add(out, x->a);
	buf_byte(out, ' ');
	buf_add(out, x->b);
	if (x->shown >= 0)
		buf_fmt(out, " %d.%04d", x->shown / DECIDE_SURE,
		    x->shown % DECIDE_SURE);
	if (x->reason.n > 0) {
		buf_byte(out, ' ');
		buf_json(out, x->reason);
	}
	buf_byte(out, '\n');
}
