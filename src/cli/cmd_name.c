/* kulpytas name: how a name is understood, and how alike two are */
#include <string.h>

#include "base/scan.h"
#include "cli/cli.h"
#include "name/like.h"

#define OUT_MAX ((size_t)1 << 18) /* bytes */
#define PEOPLE 1000               /* among whom, where nobody says */

static const char *const scripts[] = { "none", "cyrillic", "latin", "arabic",
	"hebrew", "other" };
static const char *const verdicts[] = { "one", "perhaps", "two", "no name" };
static const struct { uint16_t flag; const char *code, *words; } notes[] = {
	{ NAME_NOBODY, "nobody", "this says that there is no name" },
	{ NAME_TOO_LONG, "too-long", "too long: the rest was not read" },
	{ NAME_SCRIPTS, "scripts", "words of more than one script" },
	{ NAME_ODD, "lookalike", "a letter of another script in a word" },
	{ NAME_UNSEEN, "unseen", "characters of no width were passed over" },
	{ NAME_DIGITS, "digits", "digits were passed over" },
	{ NAME_BROKEN, "broken", "bytes that are not UTF-8 were passed over" },
	{ NAME_GUESSED, "guessed",
	    "which part is the given name was guessed from the order" },
};
#define NOTES (sizeof(notes) / sizeof(notes[0]))

/* ---- for people ---- */

static void print_name(const struct name *n, struct buf *b)
{
	buf_add(b, n->text);
	buf_str(b, "\n");
	for (int i = 0; i < n->count; i++) {
		const struct name_part *p = &n->part[i];
		char sounds[NAME_SKEL_TEXT];

		name_skel_text(&p->skel, sounds);
		buf_fmt(b, "  %-10s ", name_role_text(
		    (enum name_role)p->role));
		buf_add(b, p->text);
		buf_fmt(b, "%s  %s, %s\n", p->flags & NAME_INITIAL ? "." : "",
		    scripts[p->script], sounds);
	}
	for (size_t i = 0; i < NOTES; i++) {
		if (!(n->flags & notes[i].flag))
			continue;
		buf_fmt(b, "  note: %s", notes[i].words);
		if (notes[i].flag == NAME_ODD) {
			buf_str(b, ": ");
			buf_add(b, n->odd);
			buf_fmt(b, " at byte %zu",
			    (size_t)(n->odd.p - n->text.p));
		}
		buf_str(b, "\n");
	}
}

/* Letters that differ in brackets: Зан[ы]баев. */
static void print_marked(const struct name *n, int first, int count,
    const struct span *mark, int marks, struct buf *b)
{
	for (int i = 0; i < count; i++) {
		struct span text = n->part[first + i].text;
		size_t done = 0;

		if (i > 0)
			buf_str(b, " ");
		for (int k = 0; k < marks; k++) {
			size_t at = (size_t)(mark[k].p - text.p);

			if (mark[k].p < text.p || at >= text.n)
				continue;
			buf_add(b, (struct span){ text.p + done, at - done });
			buf_str(b, "[");
			buf_add(b, mark[k]);
			buf_str(b, "]");
			done = at + mark[k].n;
		}
		buf_add(b, span_skip(text, done));
	}
}

static void print_like(const struct name *a, const struct name *b,
    const struct name_like *l, uint64_t people, struct buf *out)
{
	static const char *const said[] = { "nothing speaks against one name",
		"perhaps one name: letters differ as they do by mistake",
		"two names", "one of them is no name: nothing can be said" };
	struct name_marks m;

	for (int i = 0; i < l->count; i++) {
		const struct name_pair *p = &l->pair[i];

		buf_fmt(out, "%-10s %+5.1f  ", name_role_text(
		    (enum name_role)p->role), (double)p->weight);
		name_like_words(a, b, p, out);
		if (p->kind == NAME_NEAR || p->kind == NAME_ALIKE) {
			name_like_marks(a, b, p, &m);
			if (m.a_count + m.b_count > 0) {
				buf_str(out, " (");
				print_marked(a, p->a, p->a_count, m.a,
				    m.a_count, out);
				buf_str(out, " ");
				print_marked(b, p->b, p->b_count, m.b,
				    m.b_count, out);
				buf_str(out, ")");
			}
		}
		buf_str(out, "\n");
	}
	buf_fmt(out, "%s\n", said[l->verdict]);
	if (l->verdict != NAME_CANNOT_SAY)
		buf_fmt(out, "probability %.*f that they are one person's,"
		    " by names alone, among %llu people\n",
		    l->probability < 0.001 || l->probability > 0.999 ? 6 : 3,
		    l->probability, (unsigned long long)people);
}

/* ---- for programs ---- */

static void json_name(const struct name *n, struct buf *b)
{
	const char *comma = "";

	buf_str(b, "{\"text\":");
	buf_json(b, n->text);
	buf_str(b, ",\"parts\":[");
	for (int i = 0; i < n->count; i++) {
		const struct name_part *p = &n->part[i];
		char sounds[NAME_SKEL_TEXT];

		name_skel_text(&p->skel, sounds);
		buf_fmt(b, "%s{\"role\":\"%s\",\"text\":", i > 0 ? "," : "",
		    name_role_text((enum name_role)p->role));
		buf_json(b, p->text);
		buf_fmt(b, ",\"at\":%zu,\"group\":%d,\"initial\":%s,"
		    "\"script\":\"%s\",\"sounds\":\"%s\"}",
		    (size_t)(p->text.p - n->text.p), p->group,
		    p->flags & NAME_INITIAL ? "true" : "false",
		    scripts[p->script], sounds);
	}
	buf_str(b, "],\"notes\":[");
	for (size_t i = 0; i < NOTES; i++)
		if (n->flags & notes[i].flag) {
			buf_fmt(b, "%s\"%s\"", comma, notes[i].code);
			comma = ",";
		}
	buf_str(b, "]");
	if (n->flags & NAME_ODD) {
		buf_str(b, ",\"lookalike\":");
		buf_json(b, n->odd);
		buf_fmt(b, ",\"lookalike_at\":%zu",
		    (size_t)(n->odd.p - n->text.p));
	}
	buf_str(b, "}");
}

static void json_marks(const struct name *n, const struct span *mark,
    int count, const char *name, struct buf *b)
{
	buf_fmt(b, ",\"%s\":[", name);
	for (int i = 0; i < count; i++)
		buf_fmt(b, "%s[%zu,%zu]", i > 0 ? "," : "",
		    (size_t)(mark[i].p - n->text.p), mark[i].n);
	buf_str(b, "]");
}

static void json_like(const struct name *a, const struct name *b,
    const struct name_like *l, struct buf *out)
{
	struct name_marks m;

	buf_fmt(out, "{\"verdict\":\"%s\",\"probability\":%.6f,\"weight\":"
	    "%.2f,\"pairs\":[", verdicts[l->verdict], l->probability,
	    l->weight);
	for (int i = 0; i < l->count; i++) {
		const struct name_pair *p = &l->pair[i];

		name_like_marks(a, b, p, &m);
		buf_fmt(out, "%s{\"a\":[%d,%d],\"b\":[%d,%d],\"role\":\"%s\","
		    "\"kind\":\"%s\",\"weight\":%.2f", i > 0 ? "," : "",
		    p->a, p->a_count, p->b, p->b_count,
		    name_role_text((enum name_role)p->role),
		    name_kind_text((enum name_kind)p->kind),
		    (double)p->weight);
		json_marks(a, m.a, m.a_count, "a_marks", out);
		json_marks(b, m.b, m.b_count, "b_marks", out);
		buf_str(out, "}");
	}
	buf_str(out, "]}");
}

int cli_name(const struct cli_call *c, struct err *e)
{
	SCOPED(arena) mem = { .cap = 4 * OUT_MAX };
	static struct name n[2];
	const char *among = cli_option(c, "among");
	bool json = cli_option(c, "json") != NULL;
	struct scan s = scan_of(span_of(among));
	struct name_like like;
	struct name_prior prior;
	uint64_t people = PEOPLE;
	struct span out;
	struct buf b;

	if (among != NULL && (!scan_u64(&s, 10000000000, &people) ||
	    !scan_done(&s) || people == 0))
		return err_set(e, ERR_MISUSED, "--among %s: a number of people"
		    " is wanted, such as 1000", among);
	prior = name_like_prior((double)people);
	buf_open(&b, &mem, OUT_MAX);
	for (int i = 0; i < c->count; i++)
		name_parse(span_of(c->word[i]), NAME_ORDER_UNKNOWN, &n[i]);
	if (c->count == 2)
		name_like(&n[0], &n[1], &prior, &like);
	if (json)
		buf_str(&b, "{\"names\":[");
	for (int i = 0; i < c->count; i++) {
		if (i > 0)
			buf_str(&b, json ? "," : "\n");
		if (json)
			json_name(&n[i], &b);
		else
			print_name(&n[i], &b);
	}
	if (json)
		buf_str(&b, c->count == 2 ? "],\"like\":" : "]");
	if (c->count == 2 && json)
		json_like(&n[0], &n[1], &like, &b);
	if (c->count == 2 && !json) {
		buf_str(&b, "\n");
		print_like(&n[0], &n[1], &like, people, &b);
	}
	if (json)
		buf_str(&b, "}\n");
	if (buf_end(&b, &out, e) < 0)
		return -1;
	if (json)
		return cli_out(out, e);
	cli_print_safe(stdout, out);
	return 0;
}
