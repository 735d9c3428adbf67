/* feed.c - what was added, answered, withheld: the latest acts as Atom
 * (RFC 4287)
 *
 * A statement that is withheld is counted, never told: neither its words nor
 * about whom it was. */
#include <string.h>

#include "base/utc.h"
#include "base/utf8.h"
#include "folio/inside.h"

#define LATEST 60   /* acts in the feed */
#define BULK 200    /* statements of an act that is only counted */
#define LOOK 400    /* acts that are looked at for them */
#define NAMES_MAX 5 /* people named of one act; of more only how many */
#define FEED_MAX PAGE_BYTES_MAX
#define FORM_MAX 300

struct feed {
	struct page_job *j;
	struct buf out;
	char tag[NOTE_NAME_MAX + 32]; /* "tag:memorial.example,2022-01-05:" */
	struct span path; /* of the origin behind its host */
};

/* XML 1.0 has no place for controls, not even as references. */
static void put_xml(struct buf *b, struct span text)
{
	while (text.n > 0) {
		struct span was = text;
		uint32_t cp;

		if (!utf8_next(&text, &cp))
			return;
		was.n -= text.n;
		if (!utf8_unfit(cp))
			buf_html(b, was);
	}
}

static void put_time(struct buf *b, const char *element, int64_t time)
{
	char t[UTC_CHARS];

	utc_print(time, t);
	buf_fmt(b, "<%s>%.*s</%s>\n", element, UTC_CHARS, t, element);
}

static void put_element(struct buf *b, const char *element, struct span text)
{
	buf_fmt(b, "<%s>", element);
	put_xml(b, text);
	buf_fmt(b, "</%s>\n", element);
}

/* RFC 4151: who has the name, when they had it, and what they call so.  What
 * is no letter of a host's name becomes a dash. */
static void make_tag(struct feed *f, struct span origin, int64_t founded)
{
	size_t host = span_find(origin, '/'), at = 4;
	char day[UTC_CHARS];

	utc_print(founded, day);
	memcpy(f->tag, "tag:", 4);
	for (size_t i = 0; i < host && i < NOTE_NAME_MAX; i++) {
		char c = origin.p[i];
		bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    c == '.' || c == '-' || (c >= 'A' && c <= 'Z');

		f->tag[at++] = fits ? c : '-';
	}
	f->tag[at++] = ',';
	memcpy(f->tag + at, day, 10);
	memcpy(f->tag + at + 10, ":", 2);
	f->path = span_skip(origin, host);
}

static void put_id(struct feed *f, const char *what)
{
	buf_fmt(&f->out, "<id>%s", f->tag);
	for (size_t i = 0; i < f->path.n; i++) {
		char c = f->path.p[i];

		buf_byte(&f->out, (c >= 'a' && c <= 'z') || (c >= 'A' &&
		    c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
		    c == '.' || c == '-' ? c : '-');
	}
	buf_fmt(&f->out, "/%s</id>\n", what);
}

static void put_link(struct feed *f, const char *rel, const char *type,
    const char *rest)
{
	struct span url = page_url(f->j, rest);

	if (url.n == 0 && strcmp(rel, "self") == 0)
		return;
	buf_fmt(&f->out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
	put_xml(&f->out, url.n > 0 ? url : span_of(rest));
	buf_str(&f->out, "\"/>\n");
}

/* ---- one act ---- */

struct told { /* of what may be told */
	struct index_thing person[NAMES_MAX];
	int people;             /* may be more than that */
	int rows, answers, shown;
	struct span reason[4];  /* of words that withhold or disclose */
	int reasons;
};

static void note_person(struct told *t, const struct index_thing *p)
{
	for (int i = 0; i < t->people && i < NAMES_MAX; i++)
		if (t->person[i].num == p->num)
			return;
	if (t->people < NAMES_MAX)
		t->person[t->people] = *p;
	t->people++;
}

static void note_reason(struct told *t, struct span code)
{
	for (int i = 0; i < t->reasons; i++)
		if (span_eq(t->reason[i], code))
			return;
	if (t->reasons < 4)
		t->reason[t->reasons++] = code;
}

static int tell(struct page_job *j, uint64_t act, struct told *t,
    struct err *e)
{
	struct index_list list;

	if (index_of_act(j->from->ix, act, j->a, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++) {
		const struct index_stmt *x = &list.at[i];
		struct index_thing p;
		int got;

		if (x->hidden || x->is_void || x->withheld)
			continue;
		t->shown++;
		t->answers += x->s.re.n > 0 && !span_is(x->s.says, "row");
		if (span_is(x->s.says, "withheld") ||
		    span_is(x->s.says, "disclosed"))
			note_reason(t, x->s.value);
		if (x->s.subject.kind == STMT_RECORD)
			t->rows += x->s.is_row;
		if (x->s.subject.kind != STMT_PERSON)
			continue;
		got = index_thing(j->from->ix, STMT_PERSON, x->s.subject.id,
		    &p, e);
		if (got < 0)
			return -1;
		if (got == 1)
			note_person(t, &p);
	}
	return 0;
}

/* "Jane Doe, John Doe", or how many. */
static int names(struct feed *f, const struct told *t, struct buf *b,
    struct err *e)
{
	struct page_job *j = f->j;

	if (t->people > NAMES_MAX) {
		buf_add(b, page_word(j, TONGUE("more than five people")));
		return 0;
	}
	for (int i = 0; i < t->people; i++) {
		struct index_name n = { 0 };
		int got = page_called(j, &t->person[i], &n, e);

		if (got < 0)
			return -1;
		if (got == 0)
			n.form = page_word(j, TONGUE("A person whose name is"
			    " not known"));
		buf_str(b, i > 0 ? ", " : "");
		buf_add(b, page_clip(j, n.form, FORM_MAX));
	}
	return 0;
}

static void put_count(struct page_job *j, struct buf *b, const char *word,
    int n)
{
	if (n == 0)
		return;
	buf_add(b, page_word(j, word));
	buf_fmt(b, ": %d\n", n);
}

static void put_words(struct feed *f, const struct index_act *x,
    const struct told *t, struct buf *b)
{
	struct page_job *j = f->j;
	struct span property = x->verb == STMT_DISCLOSE ? SPAN("disclosed")
	    : SPAN("withheld");

	put_count(j, b, TONGUE("Statements"), x->statements);
	put_count(j, b, TONGUE("Rows of lists"), t->rows);
	put_count(j, b, TONGUE("Answers and corrections"), t->answers);
	put_count(j, b, TONGUE("Withheld"), x->withheld);
	for (int i = 0; i < t->reasons; i++) {
		struct span why = tongue_code(j->tongue, property,
		    t->reason[i]);

		buf_add(b, page_word(j, TONGUE("Reason")));
		buf_fmt(b, ": %.*s\n", (int)why.n, why.p);
	}
}

static int put_act(struct feed *f, const struct index_act *x, struct err *e)
{
	struct page_job *j = f->j;
	struct told *t = arena_take(j->a, 1, sizeof(*t));
	struct span verb = tongue_verb(j->tongue, x->verb);
	const char *page = arena_fmt(j->a, "act/%llu.html",
	    (unsigned long long)x->number);
	struct buf title, words;

	if (x->statements < BULK && tell(j, x->number, t, e) < 0)
		return -1;
	buf_open(&title, j->a, 4096);
	buf_open(&words, j->a, 4096);
	buf_add(&title, page_word(j, TONGUE("Act")));
	buf_fmt(&title, " %llu \u00b7 ", (unsigned long long)x->number);
	buf_add(&title, verb);
	if (t->people > 0)
		buf_str(&title, ": ");
	if (names(f, t, &title, e) < 0)
		return -1;
	put_words(f, x, t, &words);
	buf_str(&f->out, "<entry>\n");
	put_id(f, arena_fmt(j->a, "act/%llu/%s",
	    (unsigned long long)x->number, j->tongue->tag));
	put_element(&f->out, "title", buf_span(&title));
	put_time(&f->out, "published", x->time);
	put_time(&f->out, "updated", x->time);
	buf_str(&f->out, "<author><name>");
	put_xml(&f->out, x->keeper);
	buf_fmt(&f->out, "</name></author>\n<category term=\"%s\" label=\"",
	    stmt_verb_name(x->verb));
	put_xml(&f->out, verb);
	buf_str(&f->out, "\"/>\n");
	put_link(f, "alternate", "text/html", page);
	for (int i = 0; i < t->people && t->people <= NAMES_MAX; i++)
		put_link(f, "related", "text/html", arena_fmt(j->a,
		    "person/%s.html", t->person[i].id));
	buf_str(&f->out, "<content type=\"text\">");
	put_xml(&f->out, buf_span(&words));
	buf_str(&f->out, "</content>\n</entry>\n");
	return 0;
}

/* ---- the feed ---- */

static int put_acts(struct feed *f, uint64_t acts, struct err *e)
{
	uint64_t first = acts > LOOK ? acts - LOOK : 0;
	struct index_act *act;
	int count, put = 0;

	if (index_acts(f->j->from->ix, first, LOOK, f->j->a, &act, &count,
	    e) < 0)
		return -1;
	for (int i = count - 1; i >= 0 && put < LATEST; i--) {
		/* Candles are signed each day; void acts say nothing. */
		if (act[i].is_void || act[i].verb == STMT_CANDLES)
			continue;
		if (put_act(f, &act[i], e) < 0)
			return -1;
		put++;
	}
	return 0;
}

int folio_feed(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct feed f = { .j = j };
	struct index_head *head = arena_take(j->a, 1, sizeof(*head));
	struct index_act *found;
	struct span site;
	int count;

	(void)ask;
	if (index_head(j->from->ix, head, e) < 0 ||
	    folio_archive_text(j, "archive.title", &site, e) < 0 ||
	    index_acts(j->from->ix, 0, 1, j->a, &found, &count, e) < 0)
		return -1;
	if (site.n == 0)
		site = page_word(j, TONGUE("A memorial"));
	make_tag(&f, span_of(head->origin), count == 1 ? found->time : 0);
	buf_open(&f.out, j->a, FEED_MAX);
	buf_fmt(&f.out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed"
	    " xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n",
	    j->tongue->tag);
	put_id(&f, arena_fmt(j->a, "log/%s", j->tongue->tag));
	put_element(&f.out, "title", site);
	put_element(&f.out, "subtitle", page_word(j,
	    TONGUE("What was added, answered, withheld")));
	put_time(&f.out, "updated", head->time);
	put_link(&f, "self", "application/atom+xml", "feed.atom");
	put_link(&f, "alternate", "text/html", "log.html");
	buf_str(&f.out, "<author><name>");
	put_xml(&f.out, site);
	buf_str(&f.out, "</name></author>\n<generator>kulpytas</generator>"
	    "\n");
	if (put_acts(&f, head->acts, e) < 0)
		return -1;
	buf_str(&f.out, "</feed>\n");
	return buf_end(&f.out, &j->body, e);
}
