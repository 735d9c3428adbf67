/* Dossiers: what people write becomes entries, or is refused by its line. */
#include "dossier/dossier.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

#include "../tap.h"

#define ROOM ((size_t)64 << 20)
#define ID43 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static int file_of(struct span bytes)
{
	int fd = memfd_create("dossier", MFD_CLOEXEC);

	if (fd < 0 || write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n ||
	    lseek(fd, 0, SEEK_SET) != 0)
		printf("Bail out! no file in memory\n");
	return fd;
}

static int read_text(struct span text, struct arena *a, struct dossier *d,
    struct err *e)
{
	SCOPED_FD fd = file_of(text);

	return dossier_read(fd, a, d, e);
}

static void put(struct buf *b, const char *name, struct span s)
{
	if (s.p == NULL)
		return;
	buf_fmt(b, " %s=%.*s", name, (int)s.n, s.p);
}

/* One entry a line, what is absent left out. */
static struct span show(const struct dossier *d, struct arena *a)
{
	struct buf b;

	buf_open(&b, a, 1 << 20);
	for (int i = 0; i < d->count; i++) {
		const struct dossier_entry *t = &d->entries[i];

		buf_fmt(&b, "%d %s %.*s %.*s=%.*s", t->line,
		    stmt_kind_name(t->kind), (int)t->subject.n, t->subject.p,
		    (int)t->property.n, t->property.p, (int)t->value.n,
		    t->value.p);
		put(&b, "lang", t->lang);
		put(&b, "from", t->from);
		put(&b, t->who_is_subject ? "WHO" : "who", t->who);
		put(&b, "on", t->on);
		put(&b, "at", t->at);
		put(&b, "as", t->as);
		put(&b, "re", t->re);
		buf_str(&b, t->denies ? " denies" : "");
		buf_str(&b, t->keep_private == 1 ? " private\n" :
		    t->keep_private == 0 ? " open\n" : "\n");
	}
	return buf_span(&b);
}

static void test_good(void)
{
	static const struct { const char *what, *in, *out; } table[] = {
		{ "one entry", "person: doe-jane\nsays:\n- age: 49\n",
		    "3 person doe-jane age=49\n" },
		{ "text without quotes", "person: a\nlang: en\nsays:\n"
		    "- name: yes\n- life: 2031\n- work: ~\n- dream: null\n",
		    "4 person a name=yes lang=en\n5 person a life=2031 "
		    "lang=en\n6 person a work=~ lang=en\n7 person a dream=null "
		    "lang=en\n" },
		{ "defaults and their end", "person: a\nlang: ru\nfrom: s\n"
		    "who: police\non: 2031-02\nsays:\n- name: x\n- name: y\n"
		    "  lang: en\n  from: t\n  who: body:b\n  on: 2031\n- "
		    "age: 1\n  from: \"\"\n  who: ''\n",
		    "7 person a name=x lang=ru from=s who=police on=2031-02\n"
		    "8 person a name=y lang=en from=t WHO=body/b on=2031\n"
		    "13 person a age=1 from= who= on=2031-02\n" },
		{ "defaults after the entries", "says:\n- name: x\nlang: ru\n"
		    "person: a\n", "2 person a name=x lang=ru\n" },
		{ "all keys", "person: a\nsays:\n- label: x\n  lang: en\n"
		    "  who: a court\n  at: p=3\n  stance: denies\n  as: l\n"
		    "  re: " ID43 "#Name\n  private: yes\n- finding: disputed\n"
		    "  re: l\n  private: no\n",
		    "3 person a label=x lang=en who=a court at=p=3 as=l re="
		    ID43 "#Name denies private\n"
		    "11 person a finding=disputed re=l open\n" },
		{ "documents", "---\nsource: s\nsays:\n- published: 2031\n"
		    "---\nplace: p\nsays:\n- place.at: 1.5,2.5\n---\n"
		    "archive: this\nlang: en\nsays:\n- note: x\n---\n"
		    "statement: " ID43 "\nlang: en\nsays: [ note: y ]\n---\n",
		    "4 source s published=2031\n8 place p place.at=1.5,2.5\n"
		    "13 archive this note=x lang=en\n17 statement " ID43
		    " note=y lang=en\n" },
		{ "subjects, files and long texts", "person: a\nlang: en\n"
		    "says:\n- with: b\n- photo: pictures/a.jpg\n- life: |\n"
		    "    one\n    two\n- memory: >\n    one\n    two\n",
		    "4 person a with=b\n5 person a photo=pictures/a.jpg\n"
		    "6 person a life=one\ntwo\n lang=en\n9 person a memory="
		    "one two\n lang=en\n" },
		{ "normal form", "person: a\nlang: ru\nsays:\n- name: "
		    "\xd0\xb8\xcc\x86\n", "4 person a name=\xd0\xb9 lang=ru\n" },
		{ "who of words with a colon", "person: a\nsays:\n- age: 1\n"
		    "  who: \"body: a morgue\"\n- age: 2\n  who: person:b\n",
		    "3 person a age=1 who=body: a morgue\n"
		    "5 person a age=2 WHO=person/b\n" },
		{ "a property of its own", "person: a\nsays:\n- x.own: 1\n",
		    "3 person a x.own=1\n" },
		{ "a mark, CRLF, comments", "\xef\xbb\xbf# x\r\nperson: a\r\n"
		    "says:\r\n- age: 1 # y\r\n", "4 person a age=1\n" },
		{ "re points forwards", "person: a\nlang: en\nsays:\n"
		    "- label: x\n  re: b\n- label: y\n  as: b\n",
		    "4 person a label=x lang=en re=b\n"
		    "6 person a label=y lang=en as=b\n" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		SCOPED(arena) a = { .cap = ROOM };
		struct span out = SPAN("");
		struct err e = { 0 };
		struct dossier d;

		if (read_text(span_of(table[i].in), &a, &d, &e) == 0)
			out = show(&d, &a);
		CHECK(span_is(out, table[i].out), "read: %s %s", table[i].what,
		    e.text);
		if (!span_is(out, table[i].out))
			printf("# got: %.*s\n", (int)out.n, out.p);
	}
}

#define DOC "person: a\nlang: en\nsays:\n"

static void test_bad(void)
{
	static const struct { const char *in, *why; } table[] = {
		{ "", "the dossier is empty" },
		{ "# only a comment\n", "the dossier is empty" },
		{ "---\n---\n", "the dossier is empty" },
		{ "just words\n", "line 1: a document begins with" },
		{ "- a\n- b\n", "line 1: a document begins with" },
		{ "says:\n- age: 1\n", "line 1: the document says not about" },
		{ "person: a\n", "line 1: the document has no entries" },
		{ "person: a\nsays: []\n", "the document has no entries" },
		{ "person: a\nsays: x\n", "line 2: after \"says:\" come" },
		{ "person: a\nbody: b\n", "line 2: a document has one" },
		{ "person: a\nlang: en\nlang: ru\n", "line 3: the key stands" },
		{ "person: a\nage: 1\n", "line 2: a document has no key" },
		{ "person: a\nas: x\n", "line 2: a document has no key" },
		{ "key: a\n", "line 1: a document has no key \"key\"" },
		{ "person: A\n", "line 1: FORMAT 5.2: a handle" },
		{ "person:\n", "line 1: nothing stands here" },
		{ "person: [a]\n", "line 1: one text should stand" },
		{ "record: a\n", "line 1: FORMAT 4.3" },
		{ "statement: a\n", "line 1: FORMAT 4.1" },
		{ "archive: that\n", "line 1: write \"archive: this\"" },
		{ "? [a]\n: b\n", "line 1: a key is a word" },
		{ DOC "- x\n", "line 4: an entry is written" },
		{ DOC "- who: x\n", "line 4: the entry has no property" },
		{ DOC "- age: 1\n  sex: male\n", "line 5: an entry has one" },
		{ DOC "- age: 1\n  colour: red\n", "line 5: \"colour\" is" },
		{ DOC "- age: 1\n  who: a\n  who: b\n", "line 6: the key stands" },
		{ DOC "- age:\n", "line 4: nothing stands here" },
		{ DOC "- age: \"\"\n", "line 4: age: FORMAT 4.4" },
		{ DOC "- age: 007\n", "line 4: age: " },
		{ DOC "- age: [1]\n", "line 4: one text should stand here" },
		{ DOC "- born.date: 31.12.2001\n", "line 4: born.date: " },
		{ DOC "- sex: m\n", "line 4: sex: " },
		{ DOC "- title: x\n", "line 4: title: FORMAT 5.1: it is not" },
		{ DOC "- row: x\n", "line 4: row: FORMAT 5.1" },
		{ "record: 000000000000\nsays:\n- row: x\n",
		    "line 3: row: rows and maps come" },
		{ "person: a\nsays:\n- name: x\n", "line 3: name: FORMAT 4.1: a" },
		{ DOC "- age: 1\n  lang: en\n", "line 4: age: FORMAT 4.1: only" },
		{ DOC "- name: x\n  lang: e_n\n", "line 4: name: lang: not a" },
		{ DOC "- age: 1\n  on: yesterday\n", "line 4: age: on: " },
		{ DOC "- age: 1\n  from: A B\n", "line 4: age: from: the handle" },
		{ DOC "- age: 1\n  who: body:A\n", "line 4: age: who: no handle" },
		{ DOC "- age: 1\n  who: \"\\u202e\"\n", "line 4: age: who: " },
		{ DOC "- age: 1\n  stance: asserts\n", "line 5: stance: " },
		{ DOC "- age: 1\n  private: true\n", "line 5: private: yes or no" },
		{ DOC "- age: 1\n  at: \"\"\n", "line 4: age: FORMAT 4.1: at" },
		{ DOC "- age: 1\n  as: a#b\n", "line 4: age: as: a name" },
		{ DOC "- with: \"J D\"\n", "line 4: with: a handle or an id" },
		{ DOC "- photo: /etc/passwd\n", "line 4: photo: a file's path" },
		{ DOC "- photo: a/../b\n", "line 4: photo: a file's path" },
		{ DOC "- photo: sha256:0\n", "line 4: photo: " },
		{ DOC "- life: \"a\\x07\"\n", "line 4: life: " },
		{ DOC "- age: 1\n  re: nobody\n", "line 4: re: \"nobody\" is" },
		{ DOC "- age: 1\n  as: x\n- age: 2\n  as: x\n",
		    "line 6: as: \"x\" is the name of line 4 already" },
		{ DOC "- age: 1\n  as: x\n  re: x\n", "line 4: re: \"x\": entries" },
		{ DOC "- age: 1\n  re: z\n- age: 2\n  as: x\n  re: y\n- age: 3\n"
		    "  as: y\n  re: z\n- age: 4\n  as: z\n  re: x\n",
		    "in a circle" },
		{ "person: &x a\n", "line 1: a dossier has no anchors" },
		{ "&x person: a\n", "line 1: a dossier has no anchors" },
		{ "person: *x\n", "line 1: a dossier has no aliases" },
		{ "person: !!str a\n", "line 1: a dossier has no tags" },
		{ DOC "- <<: x\n", "line 4: \"<<\" is neither" },
		{ DOC "- age: 1\n - x\n", "line 5: " },
		{ DOC "- life: \"x\n", "line" },
		{ DOC "\t- age: 1\n", "line" },
		{ "person: a\xff\n", "a dossier is text in UTF-8" },
		{ "[[[[[[[[[[[[", "line 1: a document begins" },
		{ "person: a\nsays:\n- age: [[[[[[[[[[[[[[[[", "line 3: " },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		SCOPED(arena) a = { .cap = ROOM };
		struct err e = { 0 };
		struct dossier d;
		int rc = read_text(span_of(table[i].in), &a, &d, &e);

		CHECK(rc < 0 && strstr(e.text, table[i].why) != NULL,
		    "refused: %s", rc < 0 ? e.text : table[i].why);
	}
}

static void test_limits(void)
{
	SCOPED(arena) a = { .cap = ROOM };
	SCOPED(arena) small = { .cap = 1 << 18 };
	struct err e = { 0 };
	struct dossier d;
	struct buf b;
	int rc;

	buf_open(&b, &a, 8 << 20);
	buf_str(&b, DOC "- life: ");
	for (int i = 0; i < STMT_LINE_MAX + 1; i++)
		buf_byte(&b, 'x');
	rc = read_text(buf_span(&b), &a, &d, &e);
	CHECK(rc < 0 && e.kind == ERR_LIMIT &&
	    strstr(e.text, "line 4: a text of 32769 bytes") != NULL,
	    "a long text: %s", e.text);
	buf_clear(&b);
	buf_str(&b, DOC);
	for (int i = 0; i < 20000; i++)
		buf_str(&b, "- age: 1\n");
	rc = read_text(buf_span(&b), &a, &d, &e);
	CHECK(rc == 0 && d.count == 20000 && d.entries[19999].line == 20003,
	    "many entries");
	rc = read_text(buf_span(&b), &small, &d, &e);
	CHECK(rc < 0 && e.kind == ERR_LIMIT, "no room: %s", e.text);
	buf_clear(&b);
	buf_str(&b, "person: a\nsays:\n- age: ");
	for (int i = 0; i < 1 << 20; i++)
		buf_byte(&b, '[');
	rc = read_text(buf_span(&b), &a, &d, &e);
	CHECK(rc < 0, "a million brackets: %s", e.text);
}

int main(void)
{
	struct err e = { 0 };

	CHECK(stmt_start(&e) == 0, "the table of properties");
	CHECK(dossier_is(SPAN("a.yaml")) && dossier_is(SPAN("A.YML")) &&
	    !dossier_is(SPAN("a.csv")) && !dossier_is(SPAN(".yaml")),
	    "a dossier by its name");
	test_good();
	test_bad();
	test_limits();
	return DONE();
}
