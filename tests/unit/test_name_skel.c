#include "name/name.h"
#include "name/skel.h"

#include <string.h>

#include "../tap.h"

static void test_sounds(void)
{
	static const char *const T[][2] = {
		{ "", "" }, { "12-", "" }, { "\xff\xd0", "" },
		{ "Жұбаназаров", "zhubanazarov" },
		{ "Zhubanazarov", "zhubanazarov" },
		{ "Joubanazarov", "zhubanazarov" },
		{ "Саурыққызы", "saurik" }, { "Саурыковна", "saurik" },
		{ "Айсұлу", "aisulu" }, { "Тынышбайұлы", "tinishb" },
		{ "Достоевская", "dostoevski" }, { "и\xcc\x86од", "ed" },
		{ "Cергей", "sergei" }, { "Ser\xe2\x80\x8bik", "serik" },
		{ "محمد", "mhmd" }, { "יעקב", "ikb" },
		{ NULL, NULL }
	};

	for (int i = 0; T[i][0] != NULL; i++) {
		struct name_skel s;
		char text[NAME_SKEL_TEXT];

		name_skel(span_of(T[i][0]), &s, NULL);
		name_skel_text(&s, text);
		CHECK(strcmp(text, T[i][1]) == 0, "sounds of '%s': %s",
		    T[i][0], text);
	}
}

static int distance(const char *x, const char *y, int limit)
{
	struct name_skel a, b;
	int d, back;

	name_skel(span_of(x), &a, NULL);
	name_skel(span_of(y), &b, NULL);
	d = name_skel_distance(&a, &b, limit);
	back = name_skel_distance(&b, &a, limit);
	return d == back ? d : -1;
}

static int steps_cost(const char *x, const char *y)
{
	struct name_step step[NAME_STEPS_MAX];
	struct name_skel a, b;
	int n, sum = 0, i = 0, k = 0;

	name_skel(span_of(x), &a, NULL);
	name_skel(span_of(y), &b, NULL);
	n = name_skel_steps(&a, &b, step);
	for (int s = 0; s < n; s++) {
		sum += step[s].cost;
		i += step[s].i >= 0;
		k += step[s].k >= 0;
	}
	return i == a.n && k == b.n ? sum : -1;
}

static void test_distances(void)
{
	static const struct { const char *x, *y; int d; } T[] = {
		{ "Марат", "Marat", 0 }, { "Марат", "Мурат", 70 },
		{ "Марат", "Марта", 90 }, { "Марат", "", 420 },
		{ "Рафих", "Рафик", 35 }, { "محمد", "Muhammad", 26 },
		{ "Серик", "Берик", 100 }, { NULL, NULL, 0 }
	};

	for (int i = 0; T[i].x != NULL; i++) {
		CHECK(distance(T[i].x, T[i].y, 1000) == T[i].d,
		    "%s, %s: %d", T[i].x, T[i].y, distance(T[i].x, T[i].y,
		    1000));
		CHECK(steps_cost(T[i].x, T[i].y) == T[i].d, "steps of %s, %s",
		    T[i].x, T[i].y);
	}
	CHECK(distance("Марат", "Мурат", 69) == 70 &&
	    distance("Марат", "Жубаназаров", 100) == 101, "limits");
}

static void test_long(void)
{
	char text[20000];
	uint16_t at[NAME_SKEL_MAX + 1];
	struct name_skel s;

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 2 == 0 ? 'r' : 'a';
	name_skel((struct span){ text, sizeof(text) }, &s, at);
	CHECK(s.n == NAME_SKEL_MAX && (s.flags & NAME_CUT) != 0 && at[0] == 0
	    && at[1] == 1, "a word of 20,000 letters is cut");
	name_skel(SPAN("Даулет"), &s, at);
	CHECK(s.n == 6 && at[1] == 2 && at[6] == 12 &&
	    name_skel_bones(&s) == 0x373, "where sounds begin; bones");
	name_skel(SPAN("Dawlet"), &s, NULL);
	CHECK(name_skel_bones(&s) == 0x373 && name_skel_hash(&s) != 0,
	    "the same bones");
}

static void test_particles(void)
{
	static const struct { const char *word[4]; int count, want; }
	    cases[] = {
		{ { "van", "der", "Berg" }, 3, 2 }, { { "von", "Doe" }, 2, 1 },
		{ { "Van" }, 1, 0 }, { { "al", "Masri" }, 2, 1 },
		{ { "\u0430\u043b\u044c", "\u041c\u0430\u0441\u0440\u0438" }, 2,
		    1 }, { { "de", "la", "Torre" }, 3, 2 },
		{ { "de", "la" }, 2, 1 }, { { "Doe", "van" }, 2, 0 },
		{ { "ibn", "Khalid" }, 2, 1 }, { { "e", "Doe" }, 2, 0 },
		{ { "\u0444\u043e\u043d", "\u0434\u0435\u0440", "Doe" }, 3, 2 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct span w[4];
		int got;

		for (int k = 0; k < cases[i].count; k++)
			w[k] = span_of(cases[i].word[k]);
		got = name_words_particles(w, cases[i].count);
		CHECK(got == cases[i].want, "%s %s: %d", cases[i].word[0],
		    cases[i].count > 1 ? cases[i].word[1] : "", got);
	}
}

int main(void)
{
	struct err e = { 0 };

	CHECK(name_start(&e) == 0, "the tables are read: %s", e.text);
	test_sounds();
	test_distances();
	test_long();
	test_particles();
	return DONE();
}
