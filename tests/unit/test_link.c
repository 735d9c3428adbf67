#include "link/link.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "name/skel.h"

#include "../tap.h"

/* People made of syllables: nobody has these names. */
static const char *const SYL[][2] = { { "ба", "ba" }, { "дор", "dor" },
	{ "мин", "min" }, { "ту", "tu" }, { "кес", "kes" }, { "ри", "ri" },
	{ "зан", "zan" }, { "ло", "lo" }, { "пе", "pe" }, { "жум", "zhum" },
	{ "ша", "sha" }, { "гир", "gir" }, { "на", "na" }, { "хо", "kho" },
	{ "вел", "vel" }, { "ос", "os" } };

static unsigned seed;
static unsigned rnd(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

struct person {
	int family[3], given[3], father[2];
	int year, month, day, sex, place, died;
};

static void word(char *out, const int *syl, int n, int latin,
    const char *end)
{
	out[0] = '\0';
	for (int i = 0; i < n; i++)
		(void)snprintf(out + strlen(out), 40, "%s", SYL[syl[i]][latin]);
	(void)snprintf(out + strlen(out), 20, "%s", end);
}

static struct person someone(void)
{
	struct person p = { .year = 1950 + (int)rnd(50), .month = 1 +
		(int)rnd(12), .day = 1 + (int)rnd(28), .sex = (int)rnd(2),
		.place = (int)rnd(12), .died = 1 + (int)rnd(20) };

	for (int i = 0; i < 3; i++) {
		p.family[i] = (int)rnd(16);
		p.given[i] = (int)rnd(16);
		p.father[i % 2] = (int)rnd(16);
	}
	return p;
}

static const struct link_field FIELDS[] = {
	{ { "surname", 7 }, LINK_FAMILY, LINK_YMD },
	{ { "given", 5 }, LINK_GIVEN, LINK_YMD },
	{ { "father", 6 }, LINK_FATHER, LINK_YMD },
	{ { "born", 4 }, LINK_BORN, LINK_YMD },
	{ { "died", 4 }, LINK_DIED, LINK_YMD },
	{ { "sex", 3 }, LINK_SEX, LINK_YMD },
	{ { "place", 5 }, LINK_PLACE, LINK_YMD },
};
static const char *const PLACES[] = { "Exampletown", "Testville", "Sampleby",
	"Upper Demo", "Lower Demo", "Mockford", "Fixture", "Stubham",
	"Dummyton", "Probe", "Trialton", "Caseburg" };

struct looks { /* how a list writes a person */
	bool latin, no_father, no_birth, year_alone;
};

static int add(struct link *l, int list, const struct person *p,
    const struct looks *w, struct err *e)
{
	char family[160], given[160], father[160], born[40] = "", died[40];
	struct span cell[7];

	word(family, p->family, 3, w->latin, w->latin ? (p->sex ? "ova"
	    : "ov") : p->sex ? "ова" : "ов");
	word(given, p->given, 3, w->latin, "");
	word(father, p->father, 2, w->latin, w->latin ? (p->sex ? "kyzy"
	    : "uly") : p->sex ? "овна" : "ович");
	if (!w->no_birth)
		(void)snprintf(born, sizeof(born), w->year_alone ? "%d" :
		    "%d-%02d-%02d", p->year, p->month, p->day);
	(void)snprintf(died, sizeof(died), "2031-01-%02d", p->died);
	cell[0] = span_of(family);
	cell[1] = span_of(given);
	cell[2] = span_of(w->no_father ? "" : father);
	cell[3] = span_of(born);
	cell[4] = span_of(died);
	cell[5] = span_of(p->sex ? "f" : "m");
	cell[6] = span_of(PLACES[p->place]);
	return link_add(l, list, cell, e);
}

#define PEOPLE 400
#define ALL 800

/* List 0 in Cyrillic, list 1 in Latin, both of the same people; every eighth
 * is a brother or sister of the one before. */
static struct link *two_lists(struct err *e)
{
	static struct person p[PEOPLE];
	struct link *l = NULL;

	seed = 7;
	for (int i = 0; i < PEOPLE; i++) {
		p[i] = someone();
		if (i % 8 == 1) {
			memcpy(p[i].family, p[i - 1].family,
			    sizeof(p[i].family));
			memcpy(p[i].father, p[i - 1].father,
			    sizeof(p[i].father));
			p[i].place = p[i - 1].place;
			p[i].died = p[i - 1].died;
		}
	}
	if (link_open(&l, FIELDS, 7, 2, e) < 0)
		return NULL;
	for (int k = 0; k < 2; k++)
		for (int i = 0; i < PEOPLE; i++) {
			struct looks w = { .latin = k, .no_father = k &&
				i % 3 == 0, .no_birth = k && i % 4 == 1,
				.year_alone = k && i % 4 == 2 };

			if (add(l, k, &p[i], &w, e) < 0)
				return NULL;
		}
	return l;
}

static int run(struct link *l, int threads, bool one_to_one,
    struct link_found *f, struct err *e)
{
	struct link_options o = { .threads = threads, .keep = 0.01,
		.one_to_one = one_to_one };

	return link_run(l, &o, f, e);
}

static void test_two_lists(void)
{
	SCOPED(link) *l = NULL;
	struct link_found f;
	struct err e = { 0 };
	int right = 0, wrong = 0, sibling = 0, sums = 0;

	l = two_lists(&e);
	CHECK(l != NULL && run(l, 2, false, &f, &e) == 0, "runs: %s", e.text);
	for (uint64_t i = 0; i < f.pairs; i++) {
		const struct link_pair *p = &f.pair[i];
		struct link_why why[LINK_WHY_MAX];
		double sum = 0, probability;
		int n, apart = (int)(p->b - PEOPLE) - (int)p->a;

		if (p->probability >= 0.5f) {
			right += apart == 0;
			wrong += apart != 0;
			sibling += apart == 1 || apart == -1;
		}
		if (link_explain(l, p->a, p->b, why, &n, &probability,
		    &e) < 0)
			continue;
		for (int k = 0; k < n; k++)
			sum += why[k].bits;
		sums += fabs(1 / (1 + exp2(-sum)) - probability) < 1e-6 ||
		    probability == 0.49;
	}
	CHECK(right >= PEOPLE - 4 && wrong == 0, "%d of %d found, %d wrong",
	    right, PEOPLE, wrong);
	CHECK(sibling == 0, "no brother is taken for the other");
	CHECK((uint64_t)sums == f.pairs, "the parts of a weight add up: %d of"
	    " %d", sums, (int)f.pairs);
	CHECK(f.expected > 0.9 * PEOPLE && f.expected < 1.1 * PEOPLE,
	    "expected matches: %.1f", f.expected);
}

static void test_threads(void)
{
	struct link_found f[3];
	struct link *l[3];
	struct err e = { 0 };
	bool same = true;

	for (int i = 0; i < 3; i++) {
		l[i] = two_lists(&e);
		if (l[i] == NULL || run(l[i], i == 2 ? 7 : i + 1, false,
		    &f[i], &e) < 0)
			same = false;
	}
	for (int i = 1; i < 3 && same; i++) {
		same = f[i].pairs == f[0].pairs && f[i].candidates ==
		    f[0].candidates;
		for (uint64_t k = 0; k < f[0].pairs && same; k++)
			same = f[i].pair[k].a == f[0].pair[k].a &&
			    f[i].pair[k].b == f[0].pair[k].b &&
			    memcmp(&f[i].pair[k].probability,
			    &f[0].pair[k].probability, sizeof(float)) == 0;
	}
	CHECK(same, "1, 2 and 7 threads give the same bytes");
	for (int i = 0; i < 3; i++)
		link_closep(&l[i]);
}

/* Two brothers, and a third row that could be either: only an initial. */
static void test_third(void)
{
	SCOPED(link) *l = NULL;
	struct link_found f;
	struct err e = { 0 };
	static uint32_t label[ALL + 8];
	struct span cell[7] = { { 0 } };
	uint32_t n;

	seed = 7;
	if (link_open(&l, FIELDS, 7, 1, &e) < 0)
		return;
	for (int i = 0; i < PEOPLE / 2; i++) {
		struct person p = someone();
		struct looks cyrillic = { 0 }, latin = { .latin = true,
			.no_birth = i % 2 == 0 };

		if (add(l, 0, &p, &cyrillic, &e) < 0 ||
		    (i % 2 == 0 && add(l, 0, &p, &latin, &e) < 0))
			return;
	}
	n = link_rows(l);
	cell[0] = SPAN("Бадорминов");
	cell[2] = SPAN("Тукесович");
	cell[4] = SPAN("2031-01-05");
	cell[6] = SPAN("Probe");
	cell[1] = SPAN("Ризанло");
	CHECK(link_add(l, 0, cell, &e) == 0, "one brother");
	cell[1] = SPAN("Ришагир");
	CHECK(link_add(l, 0, cell, &e) == 0, "the other");
	cell[1] = SPAN("Р.");
	CHECK(link_add(l, 0, cell, &e) == 0, "who is on a list as Р.");
	CHECK(run(l, 1, false, &f, &e) == 0 && link_clusters(l, &f, 0.5,
	    label, &e) == 0, "clusters: %s", e.text);
	CHECK(label[n] != label[n + 1], "brothers are not joined by a third");
	for (uint64_t i = 0; i < f.pairs; i++)
		if (f.pair[i].a == n && f.pair[i].b == n + 1)
			CHECK(f.pair[i].probability < 0.5f, "nor likely one:"
			    " %.3f", (double)f.pair[i].probability);
}

static void test_one_to_one(void)
{
	SCOPED(link) *l = two_lists(&(struct err){ 0 });
	struct link_found f;
	struct err e = { 0 };
	static int seen[ALL];
	bool once = true;

	CHECK(l != NULL && run(l, 1, true, &f, &e) == 0, "runs: %s", e.text);
	for (uint64_t i = 0; i < f.pairs; i++)
		once &= seen[f.pair[i].a]++ == 0 && seen[f.pair[i].b]++ == 0;
	CHECK(once && f.pairs >= PEOPLE - 4, "each row once at most");
}

/* Twins agree in all but the given name: one list has the one, the other the
 * other. */
static void test_twins(void)
{
	SCOPED(link) *l = two_lists(&(struct err){ 0 });
	struct link_found f;
	struct err e = { 0 };
	int sure = 0, seen = 0;

	seed = 7;
	for (int i = 0; l != NULL && i < 40; i++) {
		struct looks w = { .latin = 1 };
		struct person p = someone();

		if (i % 8 != 3)
			continue;
		for (int k = 0; k < 3; k++)
			p.given[k] = (p.given[k] + 5) % 16;
		if (add(l, 1, &p, &w, &e) < 0)
			return;
	}
	CHECK(l != NULL && run(l, 1, false, &f, &e) == 0, "runs: %s", e.text);
	for (uint64_t i = 0; i < f.pairs; i++) {
		seen += f.pair[i].b >= 2 * PEOPLE;
		sure += f.pair[i].b >= 2 * PEOPLE && f.pair[i].probability >=
		    0.5f;
	}
	CHECK(seen >= 5 && sure == 0, "%d pairs of twins are told of, %d"
	    " taken for one", seen, sure);
}

/* One more row finds who it is. */
static void test_near(void)
{
	SCOPED(link) *l = two_lists(&(struct err){ 0 });
	struct link_pair near[LINK_NEAR_MAX];
	struct link_found f;
	struct err e = { 0 };
	struct span cell[7] = { { 0 } };
	int count, first = 0;

	cell[0] = SPAN("Nobodyov");
	CHECK(l != NULL && link_near(l, 1, cell, near, &count, &e) < 0 &&
	    e.kind == ERR_ABSENT, "not before comparing: %s", e.text);
	cell[1] = SPAN("Qwertybek");
	cell[3] = SPAN("1931-02-03");
	CHECK(link_add(l, 1, cell, &e) == 0 && run(l, 1, false, &f, &e) == 0,
	    "runs");
	CHECK(link_near(l, 0, cell, near, &count, &e) == 0 && count > 0 &&
	    near[0].a == 2 * PEOPLE, "who was like no other is found");
	seed = 7;
	for (int i = 0; i < 40; i++) {
		struct person p = someone();
		char family[160], given[160], born[40];

		if (i % 8 == 1)
			continue; /* that one was given another's family */
		word(family, p.family, 3, 1, p.sex ? "ova" : "ov");
		word(given, p.given, 3, 1, "");
		(void)snprintf(born, sizeof(born), "%d-%02d-%02d", p.year,
		    p.month, p.day);
		cell[0] = span_of(family);
		cell[1] = span_of(given);
		cell[3] = span_of(born);
		if (link_near(l, 1, cell, near, &count, &e) < 0)
			break;
		first += count > 0 && near[0].a == (uint32_t)i &&
		    near[0].probability > 0.5f;
	}
	CHECK(first == 35, "%d of 35 are found first", first);
	cell[0] = SPAN("Quxquuxov");
	cell[1] = SPAN("Xyzzy");
	cell[3] = SPAN("1900");
	CHECK(link_near(l, 1, cell, near, &count, &e) == 0 && count == 0,
	    "a stranger finds nobody");
}

/* As many keys as a table of blocks has slots at first: a search for one
 * that is not among them ends all the same. */
static void test_near_full(void)
{
	static const char *const names[16] = { "Badorov", "Mintuev",
		"Kesriev", "Zanlov", "Pezhumov", "Shagirov", "Nakhov",
		"Velosov", "Tukesov", "Lopezov", "Girsharov", "Risanov",
		"Khonaev", "Osvelov", "Dorbamov", "Zhumpekov" };
	SCOPED(link) *l = NULL;
	struct link_pair near[LINK_NEAR_MAX];
	struct link_found f;
	struct err e = { 0 };
	struct span cell[7] = { { 0 } };
	int count;

	if (link_open(&l, FIELDS, 7, 1, &e) < 0)
		return;
	for (int i = 0; i < 16; i++) {
		char born[40];

		(void)snprintf(born, sizeof(born), "%d-05-12", 1950 + i);
		cell[0] = span_of(names[i]);
		cell[1] = span_of(names[(i + 5) % 16]);
		cell[3] = span_of(born);
		if (link_add(l, 0, cell, &e) < 0)
			return;
	}
	cell[0] = SPAN("Nobodyov");
	cell[1] = SPAN("Person");
	cell[3] = SPAN("2031-01-01");
	CHECK(run(l, 1, false, &f, &e) == 0 && link_near(l, 0, cell, near,
	    &count, &e) == 0 && count == 0, "nobody is near: %s", e.text);
}

static void test_hostile(void)
{
	SCOPED(link) *l = NULL;
	struct link_found f = { 0 };
	struct err e = { 0 };
	static uint32_t label[30000];
	char big[12000];
	struct span cell[7] = { { 0 } };
	uint64_t left = 0;

	CHECK(link_open(&l, FIELDS, 7, 1, &e) == 0 && run(l, 1, false, &f,
	    &e) < 0 && e.kind == ERR_FORMAT, "no rows: %s", e.text);
	link_closep(&l);
	CHECK(link_open(&l, FIELDS, 0, 1, &e) < 0 && e.kind == ERR_LIMIT,
	    "no fields: %s", e.text);
	memset(big, 'x', sizeof(big));
	if (link_open(&l, FIELDS, 7, 1, &e) < 0)
		return;
	for (int i = 0; i < 20000; i++) {
		cell[0] = SPAN("Same");
		cell[1] = SPAN("One");
		cell[2] = i == 5 ? (struct span){ big, sizeof(big) }
		    : i == 6 ? SPAN("\xff\xfe\x80") : SPAN("");
		cell[3] = i % 2 ? SPAN("99/99/9999") : SPAN("unknown");
		if (link_add(l, 0, cell, &e) < 0)
			break;
	}
	CHECK(link_rows(l) == 20000 && run(l, 2, false, &f, &e) == 0 &&
	    link_clusters(l, &f, 0.5, label, &e) == 0,
	    "20,000 times the same row: %s", e.text);
	for (int i = 0; i < f.rules; i++)
		left += f.rule[i].left_out;
	CHECK(f.candidates < 1000000 && left > 100000000, "what is too much"
	    " is left out and counted: %llu", (unsigned long long)left);
	link_closep(&l);
	if (link_open(&l, FIELDS, 7, 2, &e) < 0)
		return;
	for (int i = 0; i < 2; i++)
		CHECK(link_add(l, i, cell, &e) == 0, "a row");
	CHECK(run(l, 1, false, &f, &e) == 0, "two files of one row: %s",
	    e.text);
	link_closep(&l);
	if (link_open(&l, FIELDS, 7, 1, &e) < 0)
		return;
	memset(cell, 0, sizeof(cell));
	for (int i = 0; i < 3; i++)
		CHECK(link_add(l, 0, cell, &e) == 0, "an empty row");
	CHECK(run(l, 1, false, &f, &e) == 0 && f.pairs == 0 &&
	    f.candidates == 0, "empty rows: nothing is found: %s", e.text);
}

/* Ages against births, whole names against parts, days in other orders. */
static void test_fields(void)
{
	static const struct link_field fields[] = {
		{ { "name", 4 }, LINK_NAME, LINK_YMD },
		{ { "surname", 7 }, LINK_FAMILY, LINK_YMD },
		{ { "given", 5 }, LINK_GIVEN, LINK_YMD },
		{ { "born", 4 }, LINK_BORN, LINK_DMY },
		{ { "age", 3 }, LINK_AGE, LINK_YMD },
		{ { "died", 4 }, LINK_DIED, LINK_YMD },
	};
	SCOPED(link) *l = NULL;
	struct link_found f;
	struct err e = { 0 };
	int right = 0, wrong = 0, births = 0;

	seed = 99;
	if (link_open(&l, fields, 6, 2, &e) < 0)
		return;
	for (int k = 0; k < 2; k++) {
		seed = 99;
		for (int i = 0; i < 300; i++) {
			struct person p = someone();
			char family[160], given[160], whole[340], born[40],
			    age[40], died[40];
			struct span cell[6] = { { 0 } };

			word(family, p.family, 3, k, k ? "ov" : "ов");
			word(given, p.given, 3, k, "");
			(void)snprintf(whole, sizeof(whole), "%s %s", given,
			    family);
			(void)snprintf(born, sizeof(born), "%02d.%02d.%d",
			    p.day, p.month, p.year);
			(void)snprintf(age, sizeof(age), "%d", 2030 - p.year);
			(void)snprintf(died, sizeof(died), "2031-01-%02d",
			    p.died);
			cell[0] = span_of(k ? whole : "");
			cell[1] = span_of(k ? "" : family);
			cell[2] = span_of(k ? "" : given);
			cell[3] = span_of(k ? "" : born);
			cell[4] = span_of(k ? age : "");
			cell[5] = span_of(k && i % 2 ? "" : died);
			if (link_add(l, k, cell, &e) < 0)
				return;
		}
	}
	CHECK(run(l, 1, true, &f, &e) == 0, "runs: %s", e.text);
	for (uint64_t i = 0; i < f.pairs; i++)
		if (f.pair[i].probability >= 0.5f) {
			struct link_why why[LINK_WHY_MAX];
			double x;
			int n;

			if (link_explain(l, f.pair[i].a, f.pair[i].b, why, &n,
			    &x, &e) < 0)
				return;
			for (int k = 0; k < n; k++)
				births += strcmp(why[k].field, "birth") == 0 &&
				    why[k].bits > 1;
			right += f.pair[i].b - 300 == f.pair[i].a;
			wrong += f.pair[i].b - 300 != f.pair[i].a;
		}
	CHECK(right >= 295 && wrong <= 1, "names whole and in parts, ages and"
	    " births: %d right, %d wrong", right, wrong);
	CHECK(births >= 295, "an age counts by the other's death too: %d",
	    births);
}

int main(void)
{
	struct err e = { 0 };

	CHECK(name_start(&e) == 0, "tables: %s", e.text);
	test_two_lists();
	test_threads();
	test_third();
	test_one_to_one();
	test_twins();
	test_near();
	test_near_full();
	test_hostile();
	test_fields();
	return DONE();
}
