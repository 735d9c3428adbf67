/* Lists and their maps: every row given or named, every file read or refused
 * with a reason. */
#include "intake/intake.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "intake/inside.h"

#include "../tap.h"

static const char MAP[] = "[source]\nhandle = a\n[columns]\n";

/* A file that holds these bytes, at its start. */
static int file_of(struct span bytes)
{
	int fd = memfd_create("list", MFD_CLOEXEC);

	if (fd < 0 || (bytes.n > 0 &&
	    write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n) ||
	    lseek(fd, 0, SEEK_SET) != 0)
		printf("Bail out! no file in memory\n");
	return fd;
}

static void show_row(const struct intake_row *row, struct buf *b)
{
	buf_fmt(b, "%llu", (unsigned long long)row->number);
	if (row->bad)
		buf_fmt(b, " bad(%.*s) %s", (int)row->column.n, row->column.p,
		    row->reason);
	for (int i = 0; i < row->public_count; i++) {
		buf_byte(b, i == 0 ? ' ' : '|');
		buf_add(b, row->public_cells[i].column);
		buf_byte(b, '=');
		buf_add(b, row->public_cells[i].text);
	}
	for (int i = 0; i < row->private_count; i++) {
		buf_str(b, i == 0 ? " -" : "|");
		buf_add(b, row->private_cells[i].column);
		buf_byte(b, '=');
		buf_add(b, row->private_cells[i].text);
	}
	if (row->key.n > 0) {
		buf_str(b, " key ");
		buf_add(b, row->key);
	}
	buf_byte(b, '\n');
}

/* All rows of fd as text; what went wrong is its last line. */
static void show_rows(int fd, struct intake_map *map, struct arena *a,
    struct buf *b)
{
	SCOPED(intake_rows) *r = NULL;
	SCOPED(arena) row_arena = { .cap = 1 << 20 };
	struct intake_row row;
	struct err e = { 0 };
	int got = intake_rows_open(&r, fd, a, map, &e);

	if (got == 0)
		do {
			arena_clear(&row_arena);
			got = intake_rows_next(r, &row_arena, &row, &e);
			if (got > 0)
				show_row(&row, b);
		} while (got > 0);
	if (got < 0)
		buf_fmt(b, "error %d: %s\n", (int)e.kind, e.text);
}

/* file by ini; ini NULL: without a map, file is called name. */
static struct span read_list(struct span file, const char *ini,
    const char *name, struct arena *a)
{
	SCOPED_FD fd = file_of(file);
	struct intake_map map;
	struct err e = { 0 };
	struct buf b;
	int rc;

	buf_open(&b, a, 1 << 20);
	rc = ini == NULL ?
	    intake_map_default(span_of(name), fd, a, &map, &e) :
	    intake_map_read(span_of(ini), a, &map, &e);
	if (rc < 0)
		buf_fmt(&b, "map: %s\n", e.text);
	else
		show_rows(fd, &map, a, &b);
	return buf_span(&b);
}

/* ---- rows ---- */

struct list_case {
	const char *what;
	struct span file;
	const char *ini; /* added to MAP; NULL: no map */
	const char *out;
};
#define BYTES(literal) { literal, sizeof(literal) - 1 }
#define AB "a = public\nb = public\n"

static const struct list_case CSV[] = {
	{ "plain", BYTES("a,b\n1,2\n3,4\n"), AB, "1 a=1|b=2\n2 a=3|b=4\n" },
	{ "no newline at the end", BYTES("a,b\r\n1,2"), AB, "1 a=1|b=2\n" },
	{ "CRLF", BYTES("a,b\r\n1,2\r\n"), AB, "1 a=1|b=2\n" },
	{ "a byte order mark", BYTES("\xef\xbb\xbf" "a,b\n1,2\n"), AB,
	    "1 a=1|b=2\n" },
	{ "the map's order", BYTES("b,a\n1,2\n"), AB, "1 a=2|b=1\n" },
	{ "private columns", BYTES("a,b\n1,2\n"), "a = private\nb = public\n",
	    "1 b=2 -a=1\n" },
	{ "a key", BYTES("a,b\n1,2\n"), AB "[file]\nkey = b\n",
	    "1 a=1|b=2 key 2\n" },
	{ "quotes", BYTES("\"a\",\"b\"\n\"1,2\",\"say \"\"x\"\"\"\n"), AB,
	    "1 a=1,2|b=say \"x\"\n" },
	{ "newlines in cells", BYTES("a,b\n\"1\r\n2\n\",3\n4,5\n"), AB,
	    "1 a=1\r\n2\n|b=3\n2 a=4|b=5\n" },
	{ "quotes in the middle stay", BYTES("a,b\n1 \"x\" 2,5\"\n"), AB,
	    "1 a=1 \"x\" 2|b=5\"\n" },
	{ "empty cells stay", BYTES("a,b\n,\"\"\"\"\n"), AB, "1 a=|b=\"\n" },
	{ "spaces stay", BYTES("a,b\n 1 ,\t2\n"), AB, "1 a= 1 |b=\t2\n" },
	{ "a lone CR stays", BYTES("a,b\n1\r2,\r3\n"), AB,
	    "1 a=1\r2|b=\r3\n" },
	{ "overrides stay verbatim", BYTES("a,b\n\xe2\x80\xae,1\n"), AB,
	    "1 a=\xe2\x80\xae|b=1\n" },
	{ "semicolons", BYTES("a;b\n1,5;2\n"), AB "[file]\ndelimiter = ;\n",
	    "1 a=1,5|b=2\n" },
	{ "tabs", BYTES("a\tb\n1\t2\n"), AB "[file]\nformat = tsv\n",
	    "1 a=1|b=2\n" },
	{ "no header", BYTES("1,2\n3,4\n"), "1 = public\n2 = public\n[file]\n"
	    "header = no\n", "1 1=1|2=2\n2 1=3|2=4\n" },
	{ "blank lines at the end", BYTES("a,b\n1,2\n\n\r\n,\n\n"), AB,
	    "1 a=1|b=2\n" },
	{ "blank lines before the header", BYTES("\n,,\na,b\n1,2\n"), AB,
	    "1 a=1|b=2\n" },
	{ "blank lines in the middle", BYTES("a,b\n\n,\n1,2\n"), AB,
	    "1 bad() an empty row\n2 bad() an empty row\n3 a=1|b=2\n" },
	{ "only a header", BYTES("a,b\n"), AB, "" },
	{ "too few cells", BYTES("a,b\n1\n3,4\n"), AB,
	    "1 bad() 1 cells where the header has 2\n2 a=3|b=4\n" },
	{ "too many cells", BYTES("a,b\n1,2,\n"), AB,
	    "1 bad() 3 cells where the header has 2\n" },
	{ "words after a quote", BYTES("a,b\n1,\"2\" x\n3,4\n"), AB,
	    "1 bad(b) text after a closing quote: quotes within a quoted cell "
	    "are doubled\n2 a=3|b=4\n" },
	{ "NUL", BYTES("a,b\n1,2\0003\n3,4\n"), AB,
	    "1 bad(b) the cell holds a NUL byte\n2 a=3|b=4\n" },
	{ "not UTF-8", BYTES("a,b\n1,x\xcf\n3,4\n"), AB,
	    "1 bad(b) byte 2 of the cell is not UTF-8: is another encoding to "
	    "be named in the map?\n2 a=3|b=4\n" },
	{ "an encoding", BYTES("a,b\n\xc8\xec\xff,2\n"), AB
	    "[file]\nencoding = windows-1251\n", "1 a=Имя|b=2\n" },
	{ "UTF-16", BYTES("\xff\xfe" "a\0,\0b\0\n\0001\0,\0\xd9\x04\n\0"), AB
	    "[file]\nencoding = UTF-16LE\n", "1 a=1|b=ә\n" },

	{ "empty", BYTES(""), AB, "error 2: the list is empty\n" },
	{ "only blank lines", BYTES("\n\n"), AB,
	    "error 2: the list is empty\n" },
	{ "a quote never closed", BYTES("a,b\n1,2\n3,\"4\n5,6\n"), AB,
	    "1 a=1|b=2\nerror 2: line 3: a quote that is never closed\n" },
	{ "columns that the map lacks", BYTES("a,b,c,d\n"), AB,
	    "error 2: the map does not name all columns: \"c\" \"d\"\n" },
	{ "columns that the file lacks", BYTES("a,c\n"), "a = public\n"
	    "c = public\ne = private\n",
	    "error 2: the file lacks columns of the map: \"e\"\n" },
	{ "a name twice", BYTES("a,b,a\n"), AB, "error 2: the header: columns "
	    "1 and 3 are both called \"a\": give them different names, or say "
	    "\"header = no\" in the map\n" },
	{ "no name", BYTES("a,,b\n"), AB, "error 2: the header: column 2 has "
	    "no name: give it one, or say \"header = no\" in the map\n" },
	{ "a header that is not UTF-8", BYTES("a,\xc8\n"), AB,
	    "error 2: the header: column 2: its name is not UTF-8: say which "
	    "encoding the file has in the map (--draft-map proposes one)\n" },
	{ "UTF-16 unannounced", BYTES("a\0,\0b\0\n\0"), AB,
	    "error 2: the header: column 1: a NUL byte in its name: is this "
	    "UTF-16, or no text at all?\n" },
	{ "CR alone", BYTES("a,b\r1,2\r3,4"), AB, "error 2: the header: "
	    "column 2: lines that end with CR alone: save the list with LF or "
	    "CRLF\n" },
};

static const struct list_case JSONL[] = {
	{ "lines", BYTES("{\"a\":\"1\",\"b\":\"x\"}\n{\"b\":\"y\",\"a\":\"2\"}"
	    "\r\n"), AB, "1 a=1|b=x\n2 a=2|b=y\n" },
	{ "values that are no strings", BYTES("{\"a\":1.50,\"b\":true}\n"
	    "{\"a\":[1, {}],\"b\":null}\n"), AB,
	    "1 a=1.50|b=true\n2 a=[1, {}]\n" },
	{ "short and empty", BYTES("{\"b\":\"\"}\n{}\n"), AB, "1 b=\n2\n" },
	{ "blank lines", BYTES("{\"a\":\"1\"}\n \n{\"a\":\"2\"}\n\n\n"), AB,
	    "1 a=1\n2 bad() an empty row\n3 a=2\n" },
	{ "a column that the map lacks", BYTES("{\"c\":\"1\"}\n{\"a\":\"2\"}"),
	    AB, "1 bad(c) the map does not name the column \"c\"\n2 a=2\n" },
	{ "no JSON", BYTES("{\"a\":1,}\n[1]\n{\"a\":\"\xff\"}\n{\"a\":1}"),
	    AB, "1 bad() byte 8: a string should stand here\n2 bad() the line "
	    "is no JSON object\n3 bad() byte 7: not UTF-8\n4 a=1\n" },
	{ "a name twice", BYTES("{\"a\":1,\"a\":2}\n"), AB, "1 bad() byte 13: "
	    "the name \"a\" stands twice in one object\n" },
	{ "nothing", BYTES(""), AB, "" },
};

static void test_lists(const struct list_case *c, size_t count,
    const char *more)
{
	for (size_t i = 0; i < count; i++) {
		SCOPED(arena) a = { .cap = 64 << 20 };
		const char *ini = arena_fmt(&a, "%s%s%s", MAP, c[i].ini, more);
		struct span out = read_list(c[i].file, ini, "", &a);

		CHECK(span_is(out, c[i].out), "list: %s", c[i].what);
		if (!span_is(out, c[i].out))
			printf("# got: %.*s", (int)out.n, out.p);
	}
}

static void test_default(void)
{
	static const struct list_case table[] = {
		{ "x.csv", BYTES("a;b,c;d\n1;2;3\n"), NULL,
		    "1 -a=1|b,c=2|d=3\n" },
		{ "x.tsv", BYTES("a,b\n1,2\n"), NULL, "1 -a,b=1,2\n" },
		{ "x.txt", BYTES("a\tb\n1\t2\n"), NULL, "1 -a=1|b=2\n" },
		{ "x.csv", BYTES("\xef\xbb\xbf" "a,b\n1,2\n"), NULL,
		    "1 -a=1|b=2\n" },
		{ "x.csv", BYTES("\xff\xfe" "a\0,\0b\0\n\0001\0,\0\xd9\x04"
		    "\n\0"), NULL, "1 -a=1|b=ә\n" },
		{ "x.json", BYTES("{\"a\":1}\n{\"b\":2,\"a\":3}\n"), NULL,
		    "1 -a=1\n2 -a=3|b=2\n" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		SCOPED(arena) a = { .cap = 64 << 20 };
		struct span out = read_list(table[i].file, NULL,
		    table[i].what, &a);

		CHECK(span_is(out, table[i].out), "without a map: %zu", i);
		if (!span_is(out, table[i].out))
			printf("# got: %.*s", (int)out.n, out.p);
	}
}

static void test_handles(void)
{
	static const struct { const char *name, *handle; } table[] = {
		{ "List of the Dead.csv", "list-of-the-dead" },
		{ "/tmp/a/l.v2.csv", "l.v2" }, { ".csv", "csv" },
		{ "Список_2022.csv", "spisok-2022" }, { "---.csv", "list" },
		{ "Қаза болғандар.tsv", "qaza-bolgandar" },
		{ "قائمة.csv", "642627626645629" },
	};
	SCOPED(arena) a = { .cap = 1 << 20 };
	char longest[300];
	struct span h;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		h = intake_handle_of(span_of(table[i].name), &a);
		CHECK(i == 1 || (stmt_handle_valid(h) &&
		    span_is(h, table[i].handle)), "a handle of %s: %.*s",
		    table[i].name, (int)h.n, h.p);
	}
	memset(longest, 'a', sizeof(longest));
	h = intake_handle_of((struct span){ longest, sizeof(longest) }, &a);
	CHECK(h.n == 64 && stmt_handle_valid(h), "a long name is cut");
}

/* ---- limits ---- */

/* head, then cell n times, then tail. */
static struct span repeat(const char *head, const char *cell, size_t n,
    const char *tail, struct arena *a)
{
	struct buf b;

	buf_open(&b, a, 32 << 20);
	buf_str(&b, head);
	for (size_t i = 0; i < n; i++)
		buf_str(&b, cell);
	buf_str(&b, tail);
	return buf_span(&b);
}

static void test_limits(void)
{
	static const struct {
		const char *what, *head, *cell;
		size_t n;
		const char *tail, *out;
	} table[] = {
		{ "10,000 columns", "c", ",c", 9999, "\n",
		    "error 3: 10000 columns: at most 512\n" },
		{ "a cell as long as may be", "a,b\n", "x", 16384, ",2\n",
		    NULL },
		{ "a cell too long", "a,b\n", "x", 16385, ",2\n3,4\n",
		    "1 bad(a) a cell of 16385 bytes: at most 16384\n"
		    "2 a=3|b=4\n" },
		{ "a row too long once it is JSON", "a,b\n1,\"", "\"\"",
		    16384, "\"\n3,4\n", "1 bad() 32783 bytes of public cells: "
		    "at most 30000\n2 a=3|b=4\n" },
		{ "a line that goes on", "a,b\n", "x", 3 << 20, ",2\n",
		    "error 3: line 2: a row longer than 1048576 bytes: is a "
		    "quote not closed, or is this no list?\n" },
		{ "a quote that goes on", "a,b\n1,2\n\"", "x\n", 3 << 20, "",
		    "1 a=1|b=2\nerror 3: line 3: a row longer than 1048576 "
		    "bytes: is a quote not closed, or is this no list?\n" },
		{ "a million blank lines", "a,b\n1,2\n", "\n", 1000000, "",
		    "1 a=1|b=2\n" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		SCOPED(arena) a = { .cap = 128 << 20 };
		struct span file = repeat(table[i].head, table[i].cell,
		    table[i].n, table[i].tail, &a);
		const char *ini = arena_fmt(&a, "%s%s", MAP, AB);
		struct span out = read_list(file, ini, "", &a);

		CHECK(table[i].out == NULL ? out.n > 16384 &&
		    span_starts(out, SPAN("1 a=x")) :
		    span_is(out, table[i].out), "limit: %s", table[i].what);
		if (table[i].out != NULL && !span_is(out, table[i].out))
			printf("# got: %.*s", (int)(out.n < 300 ? out.n : 300),
			    out.p);
	}
}

/* A line that never ends is not read to its end. */
static void test_endless(void)
{
	SCOPED(arena) a = { .cap = 8 << 20 };
	SCOPED_FD fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	struct intake_map map;
	struct err e = { 0 };
	struct buf b;

	buf_open(&b, &a, 1 << 16);
	if (intake_map_read(span_of(arena_fmt(&a, "%s%s", MAP, AB)), &a, &map,
	    &e) == 0)
		show_rows(fd, &map, &a, &b);
	CHECK(span_starts(buf_span(&b), SPAN("error 3: line 1: a row longer")),
	    "an endless line");
}

/* ---- maps ---- */

static void test_map_good(void)
{
	static const char INI[] = "\xef\xbb\xbf; a comment\r\n[source]\r\n"
	    "handle = example-list   ; for ever\n"
	    "title = \"List; of the \"\"dead\"\"\"  # quoted\n"
	    "lang = en\npublished = 2031-02-20\n"
	    "address = https://list.example/a;b#c\nkind = list\n\n"
	    "[file]\nformat = csv\ndelimiter = ;    ; , ; or tab\n"
	    "encoding = windows-1251\nheader = yes\nkey = \"#\"\n[columns]\n"
	    "\"#\" = public\n Name = name lang=ru ; as written\n"
	    "Name = name.official lang=ru who=\"the office; in words\"\n"
	    "\"a = \"\"b\"\"\nc\" = private\n"
	    "Born = born.date format=dmy\n"
	    "Sex=sex values=\"m.:male,f.:female\"\n"
	    "Label = label lang=ru stance=denies\n";
	SCOPED(arena) a = { .cap = 16 << 20 };
	struct intake_map m;
	struct err e = { 0 };

	if (intake_map_read(span_of(INI), &a, &m, &e) < 0) {
		CHECK(false, "the map is read: %s", e.text);
		return;
	}
	CHECK(span_is(m.handle, "example-list") && m.fact_count == 4 &&
	    m.column_count == 6, "the map is read");
	CHECK(span_is(m.facts[0].property, "title") &&
	    span_is(m.facts[0].value, "List; of the \"dead\"") &&
	    span_is(m.facts[0].lang, "en"), "a title with ; and quotes");
	CHECK(span_is(m.facts[2].value, "https://list.example/a;b#c") &&
	    m.facts[2].lang.n == 0, "an address with ; and #");
	CHECK(span_is(m.facts[3].property, "source.kind"), "kind");
	CHECK(m.delimiter == ';' && m.header && span_is(m.key, "#") &&
	    strcmp(m.encoding, "windows-1251") == 0, "[file]");
	CHECK(m.columns[0].use == INTAKE_PUBLIC &&
	    m.columns[0].map_count == 0, "shown without a meaning");
	CHECK(m.columns[1].map_count == 2 &&
	    span_is(m.columns[1].maps[1].who, "the office; in words"),
	    "mapped twice");
	CHECK(span_is(m.columns[2].name, "a = \"b\"\nc") &&
	    m.columns[2].use == INTAKE_PRIVATE, "a name over two lines");
	CHECK(span_is(m.columns[3].maps[0].format, "dmy") &&
	    span_is(m.columns[4].maps[0].values, "m.:male,f.:female") &&
	    span_is(m.columns[5].maps[0].stance, "denies"), "options");
}

#define SOURCE "[source]\nhandle = a\n"
#define COLUMN "[columns]\na = public\n"

static void test_map_bad(void)
{
	static const struct { const char *ini, *why; } table[] = {
		{ "", "[source] needs a handle" },
		{ SOURCE, "no column under [columns]" },
		{ "a = b\n", "line 1: no [section] yet" },
		{ "[source\n", "line 1: a section is written [name]" },
		{ "[other]\na = b\n", "line 2: a: there is no section" },
		{ "[source]\nhandle\n", "line 2: no = after \"handle\"" },
		{ "[source]\n = a\n", "line 2: no name before =" },
		{ "[source]\nhandle = ; a\n", "line 2: \"handle\" has no value" },
		{ "[source]\nhandle = A\n", "line 2: handle: FORMAT 5.2" },
		{ SOURCE "handle = b\n", "line 3: handle: it stands twice" },
		{ SOURCE "title = x\n" COLUMN, "line 3: a text needs \"lang" },
		{ SOURCE "title = \"x\n", "line 3: title: a quote that is" },
		{ SOURCE "title = \"x\" y\n", "line 3: title: words after" },
		{ SOURCE "lang = english!\n", "line 3: lang: not a language" },
		{ SOURCE "published = 2031-13\n", "line 3: published: " },
		{ SOURCE "kind = gossip\n", "line 3: kind: " },
		{ SOURCE "evidence = x\n", "line 3: evidence: [source] has no" },
		{ SOURCE "born.date = 2001\n", "[source] has no such key" },
		{ SOURCE "[file]\ncolour = red\n", "[file] has no such key" },
		{ SOURCE COLUMN "[file]\nformat = xls\n", "csv, tsv or jsonl" },
		{ SOURCE COLUMN "[file]\ndelimiter = :\n", ", ; or tab" },
		{ SOURCE COLUMN "[file]\nencoding = klingon\n",
		    "\"klingon\" is none that is known" },
		{ SOURCE COLUMN "[file]\nheader = maybe\n", "yes or no" },
		{ SOURCE COLUMN "[file]\nkey = b\n", "no column \"b\"" },
		{ SOURCE COLUMN "a = public\n", "the column stands twice" },
		{ SOURCE COLUMN "a = age\n", "the column stands twice" },
		{ SOURCE "[columns]\na = age\na = age\n", "mapped to age twice" },
		{ SOURCE "[columns]\na = age\na = private\n", "stands twice" },
		{ SOURCE "[columns]\na = nonsense\n",
		    "\"nonsense\" is neither private nor public nor" },
		{ SOURCE "[columns]\na = name\n", "lang" },
		{ SOURCE "[columns]\na = age lang=ru\n", "lang" },
		{ SOURCE "[columns]\na = age format=dmy\n", "format" },
		{ SOURCE "[columns]\na = born.date format=dym\n", "format" },
		{ SOURCE "[columns]\na = sex values=m:man\n", "values" },
		{ SOURCE "[columns]\na = age colour=red\n", "an option is" },
		{ SOURCE "[columns]\na = age who=x who=y\n", "stands twice" },
		{ SOURCE "[columns]\na = age who=\"x\"y\n", "words after" },
		{ SOURCE "[columns]\na = private lang=ru\n", "has no options" },
		{ SOURCE "[columns]\na = relative lang=ru\n", "private" },
		{ SOURCE "[columns]\na = same\n", "cannot mean same" },
		{ SOURCE "[columns]\na = photo\n", "cannot mean photo" },
		{ SOURCE "[columns]\na = title lang=ru\n", "title" },
		{ SOURCE "[columns]\n\"a\tb\" = age\n", "holds a tab" },
		{ SOURCE "[columns]\n\"a = age\n", "a quote that is not" },
		{ SOURCE "x = \xff\n", "byte 25: a map is text in UTF-8" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		SCOPED(arena) a = { .cap = 16 << 20 };
		struct intake_map m;
		struct err e = { 0 };
		int rc = intake_map_read(span_of(table[i].ini), &a, &m, &e);

		CHECK(rc < 0 && strstr(e.text, table[i].why) != NULL,
		    "map refused: %s", rc < 0 ? e.text : table[i].why);
	}
}

/* ---- drafts ---- */

/* Writes a draft, then reads the list by it. */
static struct span draft(const char *name, struct span file, struct span *rows,
    struct arena *a)
{
	SCOPED_FD fd = file_of(file);
	struct span ini = SPAN("");
	struct err e = { 0 };
	struct buf b;

	buf_open(&b, a, 1 << 20);
	if (intake_map_draft(span_of(name), fd, &b, &e) < 0)
		buf_fmt(&b, "error: %s", e.text);
	if (buf_end(&b, &ini, &e) < 0)
		return ini;
	*rows = read_list(file, arena_cstr(a, ini), "", a);
	return ini;
}

/* The line of that column, without its comment. */
static bool says(struct span ini, const char *line, struct arena *a)
{
	const char *whole = arena_fmt(a, "\n%s\n", line);

	return memmem(ini.p, ini.n, whole, strlen(whole)) != NULL;
}

static void test_draft(void)
{
	static const struct {
		const char *name;
		struct span file;
		const char *lines[16];
	} table[] = {
		{ "Список.csv", BYTES("№;ФИО;Дата рождения;Пол;Возраст;ИИН;"
		    "Телефон;Адрес;Место смерти;Город;Примечание;Чудо\n"
		    "1;Вымышленный Пример;31.12.2001;м;20;000000000000;"
		    "+7 700 000 00 00;ул. Ничья 1;Примерск;Примерск;x;y\n"
		    "2;Образцова Проба;01.02.1990;ж;31;;;;Примерск;;;z\n"),
		    { "handle = spisok", "delimiter = ;", "encoding = UTF-8",
		    "key = №", "№ = public", "ФИО = name lang=ru",
		    "Дата рождения = born.date format=dmy",
		    "Пол = sex values=\"м:male,ж:female\"", "Возраст = age",
		    "ИИН = private", "Телефон = private", "Адрес = private",
		    "Место смерти = died.place lang=ru", "Город = public",
		    "Примечание = private", "Чудо = private" } },
		{ "k.csv", BYTES("Тегі,Есімі,Әкесінің аты,Туған күні,Жасы,"
		    "Жынысы,ЖСН,Туыстары\nМысалов,Үлгі,Үлгіұлы,2001-12-31,20,"
		    "ер,1,x\n"), { "Тегі = name.family lang=ru",
		    "Есімі = name.given lang=kk-Cyrl",
		    "Әкесінің аты = name.patronymic lang=kk-Cyrl",
		    "Туған күні = born.date format=ymd", "Жасы = age",
		    "Жынысы = sex values=\"ер:male\"", "ЖСН = private",
		    "Туыстары = private" } },
		{ "e.csv", BYTES("Name,Surname,Date of birth,Age,Sex,Phone,"
		    "Email,Address,Citizenship,Status,Witness\n"
		    "Ex,Ample,12/31/2001,20,Male,1,x,y,Nowhere,killed,w\n"
		    "Jo,Doe,01/02/1990,31,F,1,x,y,Nowhere,Missing,w\n"),
		    { "Name = name.given lang=en",
		    "Surname = name.family lang=en",
		    "Date of birth = born.date format=mdy", "Age = age",
		    "Sex = sex values=\"Male:male,F:female\"",
		    "Phone = private", "Email = private", "Address = private",
		    "Citizenship = citizenship lang=en",
		    "Status = status values=\"killed:killed,Missing:missing\"",
		    "Witness = private" } },
		{ "cells.csv", BYTES("City,Age,Name of hospital,Died,"
		    "Place of death\na@b.example,eighty,x,01/02/2022,"
		    "87000000000\n"), { "City = private", "Age = public",
		    "Name of hospital = private", "Died = public",
		    "Place of death = private" } },
		{ "odd.csv", BYTES("\"a=b\",\"x;y\",\" s \",\"two\nlines\","
		    "[c],; d\n1,2,3,4,5,6\n"), { "\"a=b\" = private",
		    "\"x;y\" = private", "\" s \" = private",
		    "\"two\nlines\" = private", "\"[c]\" = private",
		    "\"; d\" = private" } },
		{ "twice.csv", BYTES("a,a\n1,2\n"), { "header = no",
		    "1 = private", "2 = private" } },
		{ "w.csv", BYTES("\xd4\xc8\xce,\xcf\xee\xeb,\xc3\xee\xf0\xee"
		    "\xe4\n\xc2\xfb\xec\xfb\xf8\xeb\xe5\xed\xed\xfb\xe9 \xcf"
		    "\xf0\xe8\xec\xe5\xf0,\xec,\xcf\xf0\xe8\xec\xe5\xf0\xf1"
		    "\xea\n"), { "encoding = windows-1251",
		    "ФИО = name lang=ru", "Пол = sex values=\"м:male\"",
		    "Город = public" } },
		{ "j.jsonl", BYTES("{\"name\":\"Ex Ample\"}\n{\"name\":\"Jo\","
		    "\"born\":\"2001\",\"iin\":\"1\"}\n"), { "format = jsonl",
		    "name = name lang=en", "born = born.date",
		    "iin = private" } },
		{ "ar.tsv", BYTES("الاسم\tالعمر\nمثال خيالي\t20\n"),
		    { "format = tsv", "الاسم = name lang=ar",
		    "العمر = age" } },
		{ "others.csv", BYTES("n,Mother's last name,Отчество заявителя,"
		    "ФИО сына,Әкесінің аты-жөні,Nombre de la madre,Prénom de"
		    " la mère,Vorname der Mutter,Anne adı,نام پدر,שם האם,"
		    "الاسم الأول للأم,Name des Vaters\n"
		    "1,Ex,Ex,Ex,Ex,Ex,Ex,Ex,Ex,Ex,Ex,Ex,Ex\n"),
		    { "Mother's last name = private",
		    "Отчество заявителя = private", "ФИО сына = private",
		    "Әкесінің аты-жөні = private",
		    "Nombre de la madre = private",
		    "Prénom de la mère = private",
		    "Vorname der Mutter = private", "Anne adı = private",
		    "نام پدر = private", "שם האם = private",
		    "الاسم الأول للأم = private",
		    "Name des Vaters = private" } },
		{ "whole.csv", BYTES("\"Фамилия, имя, отчество\",Город\n"
		    "Вымышленный Пример Пробович,Примерск\n"),
		    { "Фамилия, имя, отчество = name lang=ru" } },
		{ "tr.csv", BYTES("Ad Soyad,Doğum yeri,Doğum tarihi\n"
		    "Ex Ample,1,1990-02-03\nJo Doe,2,1991-02-03\n"),
		    { "Ad Soyad = name lang=en", "Doğum yeri = public",
		    "Doğum tarihi = born.date format=ymd" } },
		{ "he.csv", BYTES("שם,גיל\nדוגמה בדויה,20\n"),
		    { "שם = name lang=he", "גיל = age" } },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		SCOPED(arena) a = { .cap = 64 << 20 };
		struct span rows = SPAN("");
		struct span ini = draft(table[i].name, table[i].file, &rows,
		    &a);
		bool all = true;

		for (int j = 0; j < 16 && table[i].lines[j] != NULL; j++) {
			bool is = says(ini, table[i].lines[j], &a);

			CHECK(is, "draft of %s: line %d", table[i].name, j);
			all = all && is;
		}
		CHECK(span_starts(rows, SPAN("1 ")), "and the list is read by "
		    "it: %s", table[i].name);
		if (!all)
			printf("# %.*s\n", (int)ini.n, ini.p);
	}
}

int main(void)
{
	struct err e = { 0 };

	CHECK(stmt_start(&e) == 0, "the table of properties");
	test_lists(CSV, sizeof(CSV) / sizeof(CSV[0]), "");
	test_lists(JSONL, sizeof(JSONL) / sizeof(JSONL[0]),
	    "[file]\nformat = jsonl\n");
	test_default();
	test_handles();
	test_limits();
	test_endless();
	test_map_good();
	test_map_bad();
	test_draft();
	return DONE();
}
