#include "find/find.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../tap.h"
#include "base/file.h"
#include "find/inside.h"
#include "find/rebuild.h"
#include "name/skel.h"

static char dir[64];
static char path[128];

static const struct {
	const char *id, *form, *place;
	int born, died;
} people[] = {
	{ "000000000001", "Жұмабаев Ерасыл Болатұлы", "Алматы", 1994, 2022 },
	{ "000000000002", "Жумабаева Айгерим", "Семей", 1990, 2022 },
	{ "000000000003", "Zhumabayev Yerasyl", "Almaty", 0, 0 },
	{ "000000000004", "Тестов Р.К.", NULL, 0, 0 },
	{ "000000000005", "Тестов К.Р.", NULL, 0, 0 },
	{ "000000000006", "Примеров Руслан Тестович", NULL, 1971, 2022 },
	{ "000000000007", "Примеров Рустам Тестович", NULL, 1980, 2022 },
	{ "000000000008", "محمد الاختبار", NULL, 0, 0 },
	{ "000000000009", "Нұрсұлтан Үлгібай", NULL, 1999, 0 },
	{ "00000000000A", "Қайрат Әбдіғали-Тест", NULL, 0, 0 },
	{ "00000000000B", "Примеров Руслан", NULL, 1994, 2022 },
	{ "00000000000C", "Примеров Руслан", NULL, 1955, 2022 },
};
#define PEOPLE ((int)(sizeof(people) / sizeof(people[0])))

static struct find_entry entry(int i)
{
	struct find_entry x = { .form = span_of(people[i].form),
	    .born = people[i].born, .died = people[i].died };

	memcpy(x.id, people[i].id, sizeof(x.id));
	x.tag[0] = span_of(people[i].place);
	return x;
}

static void build(const char *to, int count)
{
	SCOPED(find_maker) *m = NULL;
	struct find_state state = { .acts = 5, .last = 7 };
	struct err e = { 0 };
	int rc = find_maker_open(&m, &e);

	for (int i = 0; rc == 0 && i < count; i++) {
		struct find_entry x = entry(i);

		rc = find_maker_add(m, &x, &e);
	}
	if (rc == 0)
		rc = find_maker_write(m, to, &state, &e);
	CHECK(rc == 0, "%d entries written %s", count, e.text);
}

/* The ids of an answer's first bearers, "1 2 A"; at most most forms. */
static const char *ask(struct find *f, const char *text, int most,
    bool typing, struct find_answer *out, struct arena *a)
{
	static char ids[512];
	struct find_ask q = { span_of(text), most, typing };
	struct err e = { 0 };
	size_t n = 0;

	ids[0] = '\0';
	if (find_ask(f, &q, a, out, &e) < 0)
		return "failed";
	for (int i = 0; i < out->count && n < sizeof(ids) - 8; i++)
		n += (size_t)snprintf(ids + n, sizeof(ids) - n, "%s%s",
		    i == 0 ? "" : " ", out->hit[i].thing[0].id + 11);
	return ids;
}

static void test_questions(void)
{
	static const struct {
		const char *text, *first;
		enum find_how how; /* of the first word */
	} T[] = {
		{ "Жұмабаев Ерасыл", "1", FIND_SPELLED },
		{ "ерасыл ЖҰМАБАЕВ", "1", FIND_SPELLED },
		{ "Жумабаев Ерасыл Булатович", "1", FIND_SOUNDS },
		{ "Jumabaev Erasyl Bolatuly", "1", FIND_SOUNDS },
		{ "Zhumabayev Yerasyl", "3", FIND_SPELLED },
		{ "Жұмабаева", "2", FIND_SOUNDS },
		{ "Жумабаев Е.", "3", FIND_SOUNDS },
		{ "Жумобаев Ерасил", "3", FIND_NEAR },
		{ "Тестов Р", "4", FIND_SPELLED },
		{ "Тестов К. Р.", "5", FIND_SPELLED },
		{ "R. Testov", "4", FIND_INITIAL },
		{ "Примеров Рустам", "7", FIND_SPELLED },
		{ "Приемров Рсулан Тестович", "6", FIND_NEAR },
		{ "Mohammed", "8", FIND_SOUNDS },
		{ "محمد", "8", FIND_SPELLED },
		{ "Ulgibai Nursultan", "9", FIND_SOUNDS },
		{ "Абдигали Кайрат", "A", FIND_SOUNDS },
		{ "Жумабаев Болат Алматы", "1", FIND_SOUNDS },
		{ "Нур Султан Улгибай", "9", FIND_SOUNDS },
		{ "Үлгібай Нұр-сұлтан", "9", FIND_SPELLED },
		{ "Нұрсұлтан 1999", "9", FIND_SPELLED },
		{ "\xd0\x96\xe2\x80\x8b\xd2\xb1мабаев", "1", FIND_SPELLED },
	};
	SCOPED(find) *f = NULL;
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct find_answer got;
	struct err e = { 0 };

	build(path, PEOPLE);
	CHECK(find_open(&f, path, &e) == 0, "opens %s", e.text);
	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]) && f != NULL; i++) {
		const char *ids = ask(f, T[i].text, 5, false, &got, &a);

		CHECK(ids[0] == T[i].first[0] && got.hit[0].why[0].how ==
		    T[i].how, "'%s': %s, want %s; how %d cost %d", T[i].text,
		    ids, T[i].first, got.count > 0
		    ? (int)got.hit[0].why[0].how : -1,
		    got.count > 0 ? got.hit[0].cost : -1);
	}
	CHECK(strcmp(ask(f, "", 5, false, &got, &a), "") == 0 &&
	    strcmp(ask(f, " .,- \xff\xfe", 5, false, &got, &a), "") == 0 &&
	    strcmp(ask(f, "12345678901234567890", 5, false, &got, &a), "")
	    == 0, "nothing asked, nothing found");
	CHECK(strcmp(ask(f, "Қабдол", 5, false, &got, &a), "") == 0,
	    "nobody: %s", ask(f, "Қабдол", 5, false, &got, &a));
}

static void test_namesakes(void)
{
	SCOPED(find) *f = NULL;
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct find_answer got;
	struct err e = { 0 };

	if (find_open(&f, path, &e) < 0)
		return;
	(void)ask(f, "Примеров Руслан 1955", 5, false, &got, &a);
	CHECK(got.count > 0 && got.hit[0].bearers == 2 &&
	    got.hit[0].things == 2 && strcmp(got.hit[0].thing[0].id,
	    "00000000000C") == 0 && got.hit[0].thing[0].born == 1955 &&
	    got.hit[0].why[2].how == FIND_YEAR,
	    "one form, two people; whose year it is stands first");
	(void)ask(f, "Примеров Руслан", 5, false, &got, &a);
	CHECK(got.count > 1 && got.hit[0].bearers == 2 &&
	    got.hit[1].bearers == 1, "a fuller name comes after");
	(void)ask(f, "Жумабаев Семей", 5, false, &got, &a);
	CHECK(got.count > 0 && strcmp(got.hit[0].thing[0].id + 11, "2") == 0 &&
	    got.hit[0].why[1].how == FIND_PLACE &&
	    span_is(got.hit[0].why[1].found, "Семей"), "by the place");
}

static void test_typing(void)
{
	static const char *const T[][2] = { { "Жұма", "1" }, { "zhumab", "1" },
	    { "Примеров Руст", "7" }, { "Үлг", "9" }, { "Тестов Р", "4" },
	    { "Нурс", "9" } };
	SCOPED(find) *f = NULL;
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct find_answer got;
	struct err e = { 0 };

	if (find_open(&f, path, &e) < 0)
		return;
	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		bool in = false;

		(void)ask(f, T[i][0], 5, true, &got, &a);
		for (int k = 0; k < got.count && k < 3; k++)
			in = in || got.hit[k].thing[0].id[11] == T[i][1][0];
		CHECK(in, "typed '%s' so far", T[i][0]);
	}
	(void)ask(f, "Жұма", 5, true, &got, &a);
	CHECK(got.count > 0 && got.hit[0].why[0].how == FIND_BEGINS,
	    "says that it begins so");
	CHECK(strcmp(ask(f, "Приме ", 5, true, &got, &a), "") == 0 ||
	    got.hit[0].why[0].how != FIND_BEGINS, "a finished word is whole");
}

static bool same_file(const char *x, const char *y)
{
	SCOPED(arena) a = { .cap = 1 << 26 };
	struct span p, q;
	struct err e = { 0 };

	return file_read(AT_FDCWD, x, 1 << 25, &a, &p, &e) == 1 &&
	    file_read(AT_FDCWD, y, 1 << 25, &a, &q, &e) == 1 &&
	    span_eq(p, q);
}

static void test_broken(void)
{
	SCOPED(arena) a = { .cap = 1 << 26 };
	char other[160];
	struct err e = { 0 };
	struct span whole;
	char *copy;
	int opened = 0, tried = 0;

	(void)snprintf(other, sizeof(other), "%s/other", dir);
	build(other, PEOPLE);
	CHECK(same_file(path, other), "the same entries, the same bytes");
	if (file_read(AT_FDCWD, other, 1 << 25, &a, &whole, &e) != 1)
		return;
	copy = arena_raw(&a, whole.n);
	for (size_t i = 0; i < whole.n; i += i < 512 ? 1 : 97) {
		struct find *f = NULL;

		memcpy(copy, whole.p, whole.n);
		copy[i] = (char)(copy[i] ^ 1 << (i % 8));
		(void)!file_replace_lax(AT_FDCWD, other, 0644, (struct span){
		    copy, whole.n }, &e);
		opened += find_open(&f, other, &e) == 0;
		tried++;
		find_closep(&f);
	}
	CHECK(opened == 0 && tried > 500, "%d of %d changed bits went unseen",
	    opened, tried);
	opened = 0;
	for (size_t n = 0; n < whole.n; n += n < 600 ? 7 : 301) {
		struct find *f = NULL;

		(void)!file_replace_lax(AT_FDCWD, other, 0644, (struct span){
		    whole.p, n }, &e);
		opened += find_open(&f, other, &e) == 0;
		find_closep(&f);
	}
	CHECK(opened == 0 && e.kind == ERR_FORMAT, "cut short: %s", e.text);
	(void)unlink(other);
	{
		struct find *f = NULL;

		CHECK(find_open(&f, other, &e) < 0 && e.kind == ERR_ABSENT,
		    "not there: %s", e.text);
	}
	build(other, 0);
	{
		SCOPED(find) *f = NULL;
		struct find_answer got;

		CHECK(find_open(&f, other, &e) == 0 && strcmp(ask(f, "Тестов",
		    5, true, &got, &a), "") == 0, "a file of nobody");
	}
}

/* What was added one by one is found as if it had been there. */
static void test_add(void)
{
	SCOPED(arena) a = { .cap = 1 << 26 };
	struct find_state state = { .acts = 6 }, is;
	struct find_answer got;
	struct err e = { 0 };
	char other[160], part[176];
	int found = 0, rc = 0;

	(void)snprintf(other, sizeof(other), "%s/grows", dir);
	build(other, PEOPLE);
	for (int i = 0; i < 450 && rc == 0; i++) {
		char form[64];
		struct find_entry x = { .born = 1900 + i % 100 };

		(void)snprintf(form, sizeof(form), "Добавлен%c%cов Тест%c",
		    'a' + i % 20, 'a' + i / 20 % 20, 'a' + i / 400);
		x.form = span_of(form);
		(void)snprintf(x.id, sizeof(x.id), "0000000%05u",
		    (unsigned)i % 100000);
		state.acts++;
		rc = find_add(other, &x, 1, &state, &e);
	}
	CHECK(rc == 0, "450 added %s", e.text);
	{
		SCOPED(find) *f = NULL;

		if (find_open(&f, other, &e) < 0)
			return;
		find_state(f, &is);
		CHECK(is.acts == 456 && find_people(f) == PEOPLE + 450 &&
		    f->segs == 3, "three files, the state of the last");
		for (int i = 0; i < 450; i += 7) {
			char form[64], id[13];

			(void)snprintf(form, sizeof(form),
			    "Тест%c Добавлен%c%cов", 'a' + i / 400,
			    'a' + i % 20, 'a' + i / 20 % 20);
			(void)snprintf(id, sizeof(id), "0000000%05u",
			    (unsigned)i % 100000);
			arena_clear(&a);
			(void)ask(f, form, 5, false, &got, &a);
			for (int k = 0; k < got.count; k++)
				found += strcmp(got.hit[k].thing[0].id,
				    id) == 0;
		}
		CHECK(found == 65, "all that were added: %d of 65", found);
		CHECK(ask(f, "Жұмабаев Ерасыл", 5, false, &got, &a)[0] ==
		    '1', "and who was there before");
	}
	build(other, PEOPLE);
	(void)snprintf(part, sizeof(part), "%s.2", other);
	CHECK(access(part, F_OK) < 0 && same_file(path, other),
	    "made anew nothing of it stays");
}

/* One name part that very many bear, and questions made to hurt. */
static void test_hostile(void)
{
	SCOPED(find_maker) *m = NULL;
	SCOPED(find) *f = NULL;
	SCOPED(arena) a = { .cap = 1 << 27 };
	struct find_state state = { .acts = 1 };
	struct find_answer got;
	struct err e = { 0 };
	char *text = arena_raw(&a, 20001);
	int rc = find_maker_open(&m, &e);
	clock_t start;

	for (int i = 0; rc == 0 && i < 60000; i++) {
		char form[64];
		struct find_entry x = { .id = "000000000001" };

		(void)snprintf(form, sizeof(form), "Неизвестный %c%c%c%c",
		    'a' + i % 17, 'a' + i / 17 % 17, 'a' + i / 289 % 17,
		    'a' + i / 4913);
		x.form = span_of(form);
		rc = find_maker_add(m, &x, &e);
	}
	memset(text, 'x', 20000);
	for (int i = 0; i < 3 && rc == 0; i++) {
		struct find_entry x = { .id = "000000000002", .form = { text,
		    20000 } };

		for (int k = 0; i > 0 && k < 20000; k += i == 1 ? 40 : 2)
			text[k] = ' ';
		rc = find_maker_add(m, &x, &e);
	}
	if (rc == 0)
		rc = find_maker_write(m, path, &state, &e);
	CHECK(rc == 0 && find_open(&f, path, &e) == 0, "written %s", e.text);
	if (f == NULL)
		return;
	start = clock();
	(void)ask(f, "Неизвестный", 10, true, &got, &a);
	CHECK(got.count == 10 && got.cut, "a word of 60,000: ten, and says"
	    " that there are more");
	for (int round = 0; round < 4; round++) {
		struct find_ask q = { { text, 20000 }, 100, true };

		for (int i = 0; i < 20000; i++)
			text[i] = round == 0 ? 'a' : round == 1
			    ? "ab "[i % 3] : round == 2 ? "\xe2\x80\x8b"[i % 3]
			    : (char)(i * 7919 >> 3);
		CHECK(find_ask(f, &q, &a, &got, &e) == 0 && got.cut,
		    "20,000 bytes, kind %d", round);
	}
	(void)ask(f, "а б в г д е ж з и к л м н о п", 100, true, &got, &a);
	CHECK(got.words == FIND_WORDS && got.cut, "letters alone");
	(void)ask(f, "Неизвестный неизвестный неизвестный неизвестный",
	    10, false, &got, &a);
	CHECK(got.count == 10, "the same word again and again");
	CHECK(clock() - start < 4 * CLOCKS_PER_SEC, "all that in no time");
}

int main(void)
{
	struct err e = { 0 };
	const char *base = getenv("TMPDIR");

	(void)snprintf(dir, sizeof(dir), "%.40s/find.XXXXXX", base == NULL
	    ? "/tmp" : base);
	CHECK(mkdtemp(dir) != NULL && name_start(&e) == 0, "start %s",
	    e.text);
	(void)snprintf(path, sizeof(path), "%s/find", dir);
	test_questions();
	test_namesakes();
	test_typing();
	test_broken();
	test_add();
	test_hostile();
	(void)!file_remove_tree(AT_FDCWD, dir, &e);
	return DONE();
}
