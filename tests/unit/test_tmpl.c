#include "tmpl/tmpl.h"

#include <fcntl.h>
#include <string.h>

#include "base/file.h"

#include "../tap.h"

/* Sources by name; a name not in the table is absent. */
struct file {
	const char *name, *text;
};

static bool source(void *ctx, struct span name, struct span *out)
{
	for (const struct file *f = ctx; f->name != NULL; f++) {
		if (span_is(name, f->name)) {
			*out = span_of(f->text);
			return true;
		}
	}
	return false;
}

static struct span words(void *ctx, struct span english)
{
	if (span_is(english, "Died on"))
		return SPAN("Қайтыс <болды>");
	*(int *)ctx += 1;
	return english;
}

/* Visibly made up: a person, two names, one value of each kind. */
static struct tmpl_map *model(struct arena *a)
{
	struct tmpl_map *m = tmpl_map(a), *row;
	struct tmpl_list *l;

	tmpl_text(m, "name", SPAN("Test <\"O'Person\"> & Co"));
	tmpl_text(m, "empty", SPAN(""));
	tmpl_html(m, "mark", SPAN("<b>bold</b>"));
	tmpl_flag(m, "yes", true);
	tmpl_flag(m, "no", false);
	tmpl_u64(m, "zero", 0);
	tmpl_u64(m, "most", UINT64_MAX);
	tmpl_text(m, "twice", SPAN("old"));
	tmpl_text(m, "twice", SPAN("new"));
	l = tmpl_rows(m, "names");
	row = tmpl_row(l);
	tmpl_text(row, "text", SPAN("A"));
	tmpl_flag(row, "first", true);
	row = tmpl_row(l);
	tmpl_text(row, "text", SPAN("B"));
	tmpl_text(row, "name", SPAN("inner"));
	l = tmpl_rows(row, "names");
	tmpl_text(tmpl_row(l), "text", SPAN("b1"));
	(void)tmpl_rows(m, "none");
	row = tmpl_sub(m, "died");
	tmpl_text(row, "day", SPAN("2022-01-06"));
	tmpl_text(tmpl_sub(row, "place"), "town", SPAN("Qalatest"));
	return m;
}

static const struct file PARTIALS[] = {
	{ "row", "<li>{{text}}</li>\n" },
	{ "outer", "[{{>inner}}]" },
	{ "inner", "{{name}}" },
	{ "bare", "" },
	{ "self", "x{{>self}}" },
	{ "a", "{{>b}}" },
	{ "b", "{{#yes}}{{>a}}{{/yes}}" },
	{ "broken", "line\n{{#open}}" },
	{ "deep", "{{#1}}{{#2}}{{#3}}{{#4}}{{#5}}{{#6}}{{#7}}{{#8}}"
	    "{{/8}}{{/7}}{{/6}}{{/5}}{{/4}}{{/3}}{{/2}}{{/1}}" },
	{ "deep2", "{{#1}}{{#2}}{{#3}}{{#4}}{{#5}}{{#6}}{{>deep}}"
	    "{{/6}}{{/5}}{{/4}}{{/3}}{{/2}}{{/1}}" },
	{ "deep3", "{{>deep2}}" },
	{ "big", NULL }, /* set in main */
	{ NULL, NULL }
};

#define NAME "Test &lt;&quot;O&#39;Person&quot;&gt; &amp; Co"

static const struct {
	const char *in, *out;
} GOOD[] = {
	{ "", "" },
	{ "plain } text { only }}", "plain } text { only }}" },
	{ "{{name}}", NAME },
	{ "{{ name }}{{\tname\t}}", NAME NAME },
	{ "{{unknown}}|{{unknown.x}}|{{{unknown}}}", "||" },
	{ "{{name.x}}|{{died.day.x}}|{{died.x}}", "||" },
	{ "{{{mark}}}{{&mark}}{{& mark }}",
	    "<b>bold</b><b>bold</b><b>bold</b>" },
	{ "{{mark}}", "&lt;b&gt;bold&lt;/b&gt;" },
	{ "{{zero}} {{most}}", "0 18446744073709551615" },
	{ "{{twice}}", "new" },
	{ "{{died.day}} {{died.place.town}}", "2022-01-06 Qalatest" },
	{ "{{#died}}{{day}}{{#place}} {{town}}{{/place}}{{/died}}",
	    "2022-01-06 Qalatest" },
	{ "{{#died.place}}{{town}}{{day}}{{/died.place}}", "Qalatest" },
	/* what is true */
	{ "{{#yes}}y{{/yes}}{{^yes}}n{{/yes}}", "y" },
	{ "{{#no}}y{{/no}}{{^no}}n{{/no}}", "n" },
	{ "{{#none}}y{{/none}}{{^none}}n{{/none}}", "n" },
	{ "{{#names}}y{{/names}}{{^names}}n{{/names}}", "yy" },
	{ "{{#empty}}y{{/empty}}{{^empty}}n{{/empty}}", "n" },
	{ "{{#zero}}y{{/zero}}{{^zero}}n{{/zero}}", "n" },
	{ "{{#most}}y{{/most}}{{^most}}n{{/most}}", "y" },
	{ "{{#died}}y{{/died}}{{^died}}n{{/died}}", "y" },
	{ "{{#unknown}}y{{/unknown}}{{^unknown}}n{{/unknown}}", "n" },
	{ "{{#mark}}y{{/mark}}", "y" },
	/* rows and what they hide */
	{ "{{#names}}{{text}},{{/names}}", "A,B," },
	{ "{{#names}}{{#first}}1{{/first}}{{^first}}+{{/first}}{{/names}}",
	    "1+" },
	{ "{{#names}}{{#names}}{{text}}{{/names}};{{/names}}", "AB;b1;" },
	{ "{{#died}}{{#names}}{{day}} {{/names}}{{/died}}",
	    "2022-01-06 2022-01-06 " },
	{ "{{#none}}{{#names}}x{{/names}}{{/none}}.", "." },
	/* the innermost text */
	{ "{{#twice}}<{{.}}>{{/twice}}", "<new>" },
	{ "{{#most}}{{#yes}}{{.}}{{/yes}}{{/most}}", "18446744073709551615" },
	{ "{{#mark}}{{{.}}}{{/mark}}", "<b>bold</b>" },
	{ "{{#twice}}{{#died}}[{{.}}]{{day}}{{/died}}{{/twice}}",
	    "[]2022-01-06" },
	{ "[{{.}}]{{#.}}x{{/.}}{{^.}}y{{/.}}", "[]y" },
	/* comments and lines that stand alone */
	{ "a{{! {{ no }}b", "ab" },
	{ "a\n{{! b\n c }}\nd", "a\nd" },
	{ "a\n  {{#yes}}\t\nb\n {{/yes}}\nc\n", "a\nb\nc\n" },
	{ "a\r\n{{#yes}}\r\nb\r\n{{/yes}}\r\nc", "a\r\nb\r\nc" },
	{ "{{#yes}}\nb\n{{/yes}}", "b\n" },
	{ "{{^no}}\nb\n{{/no}}  ", "b\n" },
	{ " {{#yes}} b {{/yes}} \n", "  b  \n" },
	{ "a {{! here }}\nb", "a \nb" },
	{ "  {{name}}\n", "  " NAME "\n" },
	{ "{{#names}}\n- {{text}}\n{{/names}}\n", "- A\n- B\n" },
	{ "{{#yes}}{{#yes}}\nx{{/yes}}{{/yes}}", "\nx" },
	{ "|\n{{#no}}\n{{/no}}\n|", "|\n|" },
	/* partials */
	{ "<ul>\n{{#names}}\n  {{>row}}\n{{/names}}\n</ul>",
	    "<ul>\n<li>A</li>\n<li>B</li>\n</ul>" },
	{ "{{>outer}} {{> inner }}", "[" NAME "] " NAME },
	{ "a{{>bare}}b{{>bare}}", "ab" },
	{ "{{>deep2}}{{>deep}}.", "." },
	/* words */
	{ "{{#_}}Died on{{/_}} {{died.day}}",
	    "Қайтыс &lt;болды&gt; 2022-01-06" },
	{ "{{#_}}\n\tDied\r\n   on {{/_}}.", "Қайтыс &lt;болды&gt;." },
	{ "{{# _ }}No & such{{/ _ }}", "No &amp; such" },
	{ "a\n{{#_}}x{{/_}}\nb", "a\nx\nb" },
	{ NULL, NULL }
};

static const struct {
	const char *in;
	enum err_kind kind;
	const char *why;
} BAD[] = {
	{ "{{", ERR_FORMAT, "page.mustache:1: a tag is never closed" },
	{ "a\nb {{name", ERR_FORMAT, "page.mustache:2: a tag is never" },
	{ "{{{mark}}", ERR_FORMAT, "a tag is never closed" },
	{ "{{}}", ERR_FORMAT, "without a proper name" },
	{ "{{#}}", ERR_FORMAT, "without a proper name" },
	{ "{{a b}}", ERR_FORMAT, "without a proper name" },
	{ "{{a..b}}", ERR_FORMAT, "without a proper name" },
	{ "{{.a}}", ERR_FORMAT, "without a proper name" },
	{ "{{a.}}", ERR_FORMAT, "without a proper name" },
	{ "{{=<% %>=}}", ERR_FORMAT, "without a proper name" },
	{ "{{ {name} }}", ERR_FORMAT, "without a proper name" },
	{ "{{қаза}}", ERR_FORMAT, "without a proper name" },
	{ "{{>../etc/passwd}}", ERR_FORMAT, "without a proper name" },
	{ "{{>.}}", ERR_FORMAT, "without a proper name" },
	{ "\n\n{{#x}}\n{{/y}}", ERR_FORMAT,
	    "page.mustache:4: section 'y' is closed but not the one open" },
	{ "{{/x}}", ERR_FORMAT, "'x' is closed" },
	{ "\n{{#x}}\n", ERR_FORMAT,
	    "page.mustache:2: section 'x' is never closed" },
	{ "{{#x}}{{^y}}\n{{/y}}", ERR_FORMAT, "'x' is never closed" },
	{ "{{#a}}{{#b}}{{/a}}{{/b}}", ERR_FORMAT, "'a' is closed" },
	{ "\n{{>gone}}", ERR_ABSENT,
	    "page.mustache:2: no template 'gone'" },
	{ "{{>broken}}", ERR_FORMAT,
	    "broken.mustache:2: section 'open' is never closed" },
	{ "{{>self}}", ERR_LIMIT, "partials in a circle" },
	{ "{{>page}}", ERR_LIMIT, "page.mustache:1: partials in a circle" },
	{ "{{>a}}", ERR_LIMIT, "partials in a circle" },
	{ "{{>deep3}}", ERR_LIMIT, "or more than 16 deep" },
	{ "{{#x}}{{>deep2}}{{/x}}", ERR_LIMIT, "or more than 16 deep" },
	{ "{{>big}}", ERR_LIMIT, "page.mustache:1: 'big': above 262144" },
	{ "{{_}}", ERR_FORMAT, "'_' is for words only" },
	{ "{{^_}}x{{/_}}", ERR_FORMAT, "'_' is for words only" },
	{ "{{#_}}x", ERR_FORMAT, "words without both ends" },
	{ "x{{/_}}", ERR_FORMAT, "words without both ends" },
	{ "{{#_}}a {{name}} b{{/_}}", ERR_FORMAT, "without tags" },
	{ "{{#_}} \n {{/_}}", ERR_FORMAT, "words are text" },
	{ "caf\xe9", ERR_FORMAT, "no valid UTF-8" },
	{ NULL, ERR_NONE, NULL }
};

/* Templates that parse and cannot be rendered. */
static const struct {
	const char *in, *why;
} UNFIT[] = {
	{ "\n{{{name}}}", "page.mustache:2: 'name' was not given as HTML" },
	{ "{{&zero}}", "'zero' was not given as HTML" },
	{ "{{#name}}{{{.}}}{{/name}}", "'.' was not given as HTML" },
	{ "{{names}}", "'names' was not given as text" },
	{ "{{died}}", "'died' was not given as text" },
	{ "{{{yes}}}", "'yes' was not given as HTML" },
	{ "{{yes}}", "'yes' was not given as text" },
	{ NULL, NULL }
};

static int parse(struct tmpl **t, struct arena *a, const char *text,
    struct err *e)
{
	static char big[TMPL_BYTES_MAX + 2];
	struct file files[32] = { { "page", text } };

	memset(big, 'x', TMPL_BYTES_MAX + 1);
	memcpy(files + 1, PARTIALS, sizeof(PARTIALS));
	for (struct file *f = files; f->name != NULL; f++)
		if (f->text == NULL)
			f->text = big;
	return tmpl_parse(t, a, SPAN("page"), source, files, e);
}

static void test_good(void)
{
	for (int i = 0; GOOD[i].in != NULL; i++) {
		SCOPED(arena) a = { .cap = 8 << 20 };
		struct err e = { 0 };
		struct tmpl *t;
		struct buf b;
		int calls = 0, ok;

		buf_open(&b, &a, 65536);
		ok = parse(&t, &a, GOOD[i].in, &e) == 0 && tmpl_render(t,
		    model(&a), words, &calls, &b, &e) == 0;
		CHECK(ok && span_is(buf_span(&b), GOOD[i].out),
		    "renders %d %s", i, e.text);
		if (!ok || !span_is(buf_span(&b), GOOD[i].out))
			printf("# got: %.*s\n", (int)b.n, b.p);
		buf_clear(&b);
		if (ok && tmpl_render(t, model(&a), words, &calls, &b, &e) < 0)
			ok = 0;
		if (!ok || !span_is(buf_span(&b), GOOD[i].out))
			CHECK(false, "renders %d again", i);
	}
}

static void test_bad(void)
{
	for (int i = 0; BAD[i].in != NULL; i++) {
		SCOPED(arena) a = { .cap = 8 << 20 };
		struct err e = { 0 };
		struct tmpl *t = NULL;

		CHECK(parse(&t, &a, BAD[i].in, &e) < 0 && t == NULL &&
		    e.kind == BAD[i].kind && strstr(e.text, BAD[i].why),
		    "refused %d: %s", i, e.text);
	}
	for (int i = 0; UNFIT[i].in != NULL; i++) {
		SCOPED(arena) a = { .cap = 8 << 20 };
		struct err e = { 0 };
		struct tmpl *t;
		struct buf b;

		buf_open(&b, &a, 65536);
		CHECK(parse(&t, &a, UNFIT[i].in, &e) == 0 &&
		    tmpl_render(t, model(&a), NULL, NULL, &b, &e) < 0 &&
		    e.kind == ERR_FORMAT && strstr(e.text, UNFIT[i].why),
		    "not rendered %d: %s", i, e.text);
	}
}

static void test_depth(void)
{
	static const struct { int sections; int got; } T[] = {
		{ 1, 0 }, { TMPL_DEPTH_MAX, 0 }, { TMPL_DEPTH_MAX + 1, -1 },
		{ 5000, -1 }, { 0, 0 }
	};

	for (int i = 0; T[i].sections != 0; i++) {
		SCOPED(arena) a = { .cap = 8 << 20 };
		struct err e = { 0 };
		struct tmpl *t = NULL;
		struct buf b, out;
		int got;

		buf_open(&b, &a, 1 << 20);
		buf_open(&out, &a, 100);
		for (int k = 0; k < T[i].sections; k++)
			buf_str(&b, k % 2 ? "{{#yes}}" : "{{^no}}");
		buf_str(&b, "{{name}}");
		for (int k = T[i].sections; k-- > 0; )
			buf_str(&b, k % 2 ? "{{/yes}}" : "{{/no}}");
		buf_byte(&b, '\0');
		got = parse(&t, &a, b.p, &e);
		CHECK(got == T[i].got, "%d sections: %s", T[i].sections,
		    e.text);
		if (got == 0)
			CHECK(tmpl_render(t, model(&a), NULL, NULL, &out, &e)
			    == 0 && span_is(buf_span(&out), NAME),
			    "%d sections rendered", T[i].sections);
	}
}

static void test_limits(void)
{
	SCOPED(arena) a = { .cap = 64 << 20 };
	struct err e = { 0 };
	struct tmpl *t;
	struct tmpl_map *m = tmpl_map(&a);
	struct tmpl_list *l = tmpl_rows(m, "r");
	struct buf b;
	char long_name[TMPL_NAME_MAX + 8];

	buf_open(&b, &a, 10);
	CHECK(parse(&t, &a, "{{name}}{{name}}", &e) == 0 && tmpl_render(t,
	    model(&a), NULL, NULL, &b, &e) < 0 && e.kind == ERR_LIMIT,
	    "output above its ceiling: %s", e.text);
	for (int i = 0; i < 100; i++)
		(void)tmpl_row(l);
	buf_clear(&b);
	CHECK(parse(&t, &a, "{{#r}}{{#r}}{{#r}}{{#r}}{{#r}}{{#r}}{{#r}}"
	    "{{/r}}{{/r}}{{/r}}{{/r}}{{/r}}{{/r}}{{/r}}", &e) == 0 &&
	    tmpl_render(t, m, NULL, NULL, &b, &e) < 0 && e.kind == ERR_LIMIT,
	    "rows within rows without end: %s", e.text);
	memset(long_name, 'n', sizeof(long_name));
	memcpy(long_name, "{{", 2);
	memcpy(long_name + TMPL_NAME_MAX + 2, "}}", 3);
	CHECK(parse(&t, &a, long_name, &e) == 0, "a long name");
	memcpy(long_name + TMPL_NAME_MAX + 2, "n}}", 4);
	CHECK(parse(&t, &a, long_name, &e) < 0, "a name that is too long");
	CHECK(tmpl_parse(&t, &a, SPAN("a/b"), source, NULL, &e) < 0 &&
	    e.kind == ERR_ABSENT, "a template of an odd name: %s", e.text);
}

static void count(void *ctx, struct span english)
{
	*(size_t *)ctx += english.n;
}

static void test_words(void)
{
	static const struct file FILES[] = {
		{ "page", "{{#_}}One{{/_}}{{>two}}{{>two}}{{#_}}Thr  ee{{/_}}" },
		{ "two", "{{#no}}{{#_}}Two{{/_}}{{/no}}" },
		{ NULL, NULL }
	};
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct err e = { 0 };
	struct tmpl *t;
	size_t bytes = 0;

	if (tmpl_parse(&t, &a, SPAN("page"), source, (void *)(uintptr_t)FILES,
	    &e) == 0)
		tmpl_each_words(t, count, &bytes);
	CHECK(bytes == 3 + 3 + 6, "words of a template and its partials, once");
}

/* ---- the museum: each file in corpus/bad named tmpl-... is refused ---- */
struct museum {
	int dir, count;
};

static bool exhibit(void *ctx, struct span name, struct span *out)
{
	*out = ((struct file *)ctx)->text == NULL ? SPAN("")
	    : span_of(((struct file *)ctx)->text);
	return span_is(name, ((struct file *)ctx)->name);
}

static int visit(void *ctx, const char *path, int64_t bytes, struct err *e)
{
	struct museum *m = ctx;
	SCOPED(arena) a = { .cap = 64 << 20 };
	struct span text, name = span_of(path);
	struct file file = { path, NULL };
	struct tmpl *t = NULL;

	if (!span_starts(name, SPAN("tmpl-")) ||
	    span_ends(name, SPAN(".why")) ||
	    file_read(m->dir, path, (size_t)bytes, &a, &text, e) != 1)
		return 0;
	m->count++;
	file.text = arena_cstr(&a, text);
	CHECK(tmpl_parse(&t, &a, name, exhibit, &file, e) < 0 && t == NULL,
	    "refused: %s", e->text);
	return 0;
}

static void test_museum(void)
{
	struct museum m = { -1, 0 };
	struct err e = { 0 };

	CHECK(file_open_dir(AT_FDCWD, TEST_DIR "/corpus/bad", &m.dir, &e) == 0
	    && file_walk(m.dir, ".", visit, &m, &e) == 0 && m.count >= 12,
	    "%d hostile templates", m.count);
	file_close(&m.dir);
}

int main(void)
{
	test_good();
	test_bad();
	test_depth();
	test_limits();
	test_words();
	test_museum();
	return DONE();
}
