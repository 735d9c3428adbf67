/* citing.c - how to cite a person's page: dated by the log, not by the
 * clock, so that the same log gives the same words */
#include "base/code.h"
#include "base/utc.h"
#include "folio/inside.h"

#define FORM_MAX 300 /* bytes of a name in a citation */

static struct span escaped(struct page_job *j, struct span text,
    const char *const pairs[][2], int count)
{
	struct buf b;

	buf_open(&b, j->a, 20 * text.n + 1);
	for (size_t i = 0; i < text.n; i++) {
		const char *to = NULL;

		for (int k = 0; k < count; k++)
			if (text.p[i] == pairs[k][0][0])
				to = pairs[k][1];
		if (to != NULL)
			buf_str(&b, to);
		else
			buf_byte(&b, text.p[i] == '\n' ? ' ' : text.p[i]);
	}
	return buf_span(&b);
}

static struct span tex(struct page_job *j, struct span text)
{
	static const char *const pairs[][2] = { { "\\",
		"\\textbackslash{}" }, { "{", "\\textbraceleft{}" },
		{ "}", "\\textbraceright{}" }, /* a lone brace counts */
		{ "%", "\\%" }, { "&", "\\&" }, { "#", "\\#" },
		{ "_", "\\_" }, { "$", "\\$" }, { "~", "\\textasciitilde{}" },
		{ "^", "\\textasciicircum{}" } };

	return escaped(j, text, pairs, 10);
}

static struct span wiki(struct page_job *j, struct span text)
{
	static const char *const pairs[][2] = { { "|", "{{!}}" },
		{ "[", "&#91;" }, { "]", "&#93;" }, { "{", "&#123;" },
		{ "}", "&#125;" }, { "<", "&lt;" }, { ">", "&gt;" } };

	return escaped(j, text, pairs, 7);
}

/* The latest act that speaks of the person. */
static int latest(struct page_job *j, const struct page_talk *t,
    uint64_t *act, int64_t *time, struct err *e)
{
	struct index_act *x;
	int count;

	*act = 0;
	for (int i = 0; i < t->count; i++) {
		*act = t->at[i].act > *act ? t->at[i].act : *act;
		if (t->at[i].finding_id.n > 0 && t->at[i].finding_act > *act)
			*act = t->at[i].finding_act;
	}
	if (index_acts(j->from->ix, *act, 1, j->a, &x, &count, e) < 0)
		return -1;
	*time = count == 1 ? x->time : 0;
	return 0;
}

struct cited {
	struct span name, site, where, date, lang, origin;
	const char *id;
	uint64_t act;
};

static void put_forms(struct page_job *j, const struct cited *c,
    struct tmpl_map *m)
{
	struct span title = tex(j, c->name), site = tex(j, c->site);
	bool url = span_starts(c->where, SPAN("http"));
	const char *line = url ? arena_fmt(j->a, "  url = {%.*s},\n",
	    (int)c->where.n, c->where.p) : "";

	tmpl_text(m, "c_bibtex", span_of(arena_fmt(j->a, "@misc{kulpytas-%s,\n"
	    "  title = {{%.*s}},\n  howpublished = {%.*s},\n"
	    "  date = {%.*s},\n  year = {%.4s},\n%s"
	    "  note = {%s, act %llu of %.*s},\n  langid = {%.*s}\n}", c->id,
	    (int)title.n, title.p, (int)site.n, site.p, (int)c->date.n,
	    c->date.p, c->date.p, line, c->id, (unsigned long long)c->act,
	    (int)c->origin.n, c->origin.p, (int)c->lang.n, c->lang.p)));
	tmpl_flag(m, "c_wiki", false);
	if (!url)
		return; /* {{cite web}} needs an address */
	title = wiki(j, c->name);
	site = wiki(j, c->site);
	tmpl_text(m, "c_wiki", span_of(arena_fmt(j->a, "{{cite web |title="
	    "%.*s |website=%.*s |url=%.*s |date=%.*s |language=%.*s |id=%s, act"
	    " %llu}}", (int)title.n, title.p, (int)site.n, site.p,
	    (int)c->where.n, c->where.p, (int)c->date.n, c->date.p,
	    (int)c->lang.n, c->lang.p, c->id,
	    (unsigned long long)c->act)));
}

int folio_citing(struct page_job *j, const struct index_thing *person,
    const struct page_talk *t, struct err *e)
{
	struct cited c = { .id = person->id, .lang = j->lang };
	struct tmpl_map *m = tmpl_sub(j->model, "cite");
	struct index_name name = { 0 };
	uint8_t hash[CRYPT_HASH];
	char day[UTC_CHARS];
	struct buf root;
	int64_t time;
	int got = page_called(j, person, &name, e);

	if (got < 0 || folio_archive_text(j, "archive.title", &c.site,
	    e) < 0 ||
	    latest(j, t, &c.act, &time, e) < 0 ||
	    tlog_root(j->from->log, c.act + 1, hash, e) < 0)
		return -1;
	c.origin = page_origin(j);
	if (got == 0)
		name.form = page_word(j, TONGUE("A person whose name is not"
		    " known"));
	if (c.site.n == 0)
		c.site = page_word(j, TONGUE("A memorial"));
	c.name = page_clip(j, name.form, FORM_MAX);
	c.id = arena_fmt(j->a, "%s", person->id);
	utc_print(time, day);
	c.date = arena_copy(j->a, (struct span){ day, 10 });
	c.where = page_url(j, arena_fmt(j->a, "person/%s.html", c.id));
	if (c.where.n == 0)
		c.where = span_of(arena_fmt(j->a, "%.*s/person/%s",
		    (int)c.origin.n, c.origin.p, c.id));
	page_text(j, m, "c_name", c.name, name.lang);
	tmpl_text(m, "c_site", c.site);
	tmpl_text(m, "c_date", tongue_date(tongue_english(), c.date, j->a));
	tmpl_text(m, "c_where", c.where);
	tmpl_text(m, "c_id", span_of(c.id));
	tmpl_u64(m, "c_act", c.act);
	tmpl_text(m, "c_act_href", page_act_href(j, c.act,
	    (struct span){ 0 }));
	/* The log as that act left it: later acts change nothing here. */
	tmpl_u64(m, "c_size", c.act + 1);
	buf_open(&root, j->a, 64);
	code_base64(&root, hash, CRYPT_HASH);
	tmpl_text(m, "c_root", buf_span(&root));
	tmpl_text(m, "c_origin", c.origin);
	put_forms(j, &c, m);
	return 0;
}
