/* Parts and likeness as other modules use them; which name is what, and which
 * two are one, is in test_name_facts.c. */
#include "name/like.h"

#include <string.h>
#include <time.h>

#include "../tap.h"

static double seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The parts and what stands between them are the text again. */
static bool whole(struct span text, const struct name *n)
{
	char again[NAME_BYTES_MAX + 8];
	size_t done = 0;

	if (text.n > NAME_BYTES_MAX)
		return true;
	for (int i = 0; i < n->count; i++) {
		struct span s = n->part[i].text;
		size_t at = (size_t)(s.p - text.p);

		if (s.p < text.p || at < done || at + s.n > text.n)
			return false;
		memcpy(again + done, text.p + done, at - done);
		memcpy(again + at, s.p, s.n);
		done = at + s.n;
	}
	memcpy(again + done, text.p + done, text.n - done);
	return memcmp(again, text.p, text.n) == 0;
}

static void test_nothing_lost(void)
{
	static const char *const bits[] = { "Иван", "ов", "ұлы", "уулу", "-",
		" ", ".", ",", "'", "\"", "(", ")", "al", "عبد", "ال", "כהן",
		"de", "Р", "\xff", "\xe2\x80\x8b", "1", "née", "«", "»", "ибн",
		"Abd", "י", "o'g'li", "/", "\xcc\x81" };
	const uint64_t count = sizeof(bits) / sizeof(bits[0]);
	uint64_t x = 88172645463325252;
	static struct name n, cell;
	char text[256];
	int lost = 0;

	for (int i = 0; i < 20000; i++) {
		size_t bytes = 0;
		struct span s = { text, 0 };

		for (int k = 0; k < 12; k++) {
			const char *bit;

			x ^= x << 13;
			x ^= x >> 7;
			x ^= x << 17;
			bit = bits[x % count];
			memcpy(text + bytes, bit, strlen(bit));
			bytes += strlen(bit);
		}
		s.n = bytes;
		name_parse(s, (enum name_order)(i % 3), &n);
		name_parse_part(s, NAME_FAMILY, &cell);
		lost += !whole(s, &n) || !whole(s, &cell);
	}
	CHECK(lost == 0, "20,000 texts, %d of them lost something", lost);
}

static double time_of(const char *bit, size_t bytes)
{
	static char text[1 << 20];
	static struct name n;
	double start;

	for (size_t i = 0; i < bytes; i++)
		text[i] = bit[i % strlen(bit)];
	start = seconds();
	for (int i = 0; i < 200; i++)
		name_parse((struct span){ text, bytes }, NAME_ORDER_UNKNOWN,
		    &n);
	return seconds() - start;
}

static void test_bounded(void)
{
	static const char *const bits[] = { "'", "(\"", "a-", "Ab ", ".", "М",
		"\xff", "а'а" };

	for (size_t i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
		double small = time_of(bits[i], 1 << 11);
		double large = time_of(bits[i], 1 << 20);

		CHECK(large < 10 * small + 0.05, "a megabyte of %s takes no"
		    " longer than two kilobytes: %.4f s, %.4f s", bits[i],
		    large, small);
	}
}

static void compare(const char *x, const char *y,
    const struct name_prior *prior, struct name_like *out)
{
	static struct name a, b;

	name_parse(span_of(x), NAME_ORDER_UNKNOWN, &a);
	name_parse(span_of(y), NAME_ORDER_UNKNOWN, &b);
	name_like(&a, &b, prior, out);
}

/* Everybody is called so, or nobody else. */
static double often(const void *ctx, const struct name_skel *s,
    enum name_role role)
{
	(void)s;
	(void)role;
	return *(const double *)ctx;
}

static void test_rarity(void)
{
	double common = 0.2, rare = 1e-6;
	struct name_prior p = name_like_prior(1000);
	struct name_like few, many;

	p.share = often;
	p.ctx = &rare;
	compare("Асан Тестов", "Asan Testov", &p, &few);
	p.ctx = &common;
	compare("Асан Тестов", "Asan Testov", &p, &many);
	CHECK(few.probability > 0.99 && many.probability < 0.1, "rare names"
	    " weigh more: %f, %f", few.probability, many.probability);
	compare("Асан Тестов", "Ерлан Тестов", NULL, &few);
	compare("Асан Тестов", "Асан Тестов", NULL, &many);
	CHECK(few.probability < 0.05 && many.probability > 0.9,
	    "another given name: %f, %f", few.probability, many.probability);
}

static void test_symmetric(void)
{
	static const char *const T[][2] = {
		{ "Тестов Р.Е.", "Ruslan Testov" },
		{ "Нұр Сұлтан Тестов", "Nursultan Testov" },
		{ "عبد الرحمن الهاشمي", "Abdulrahman Hashimi" },
		{ "Juan de la Cruz", "Delacruz Juan" },
		{ "Петрова (Сидорова) Анна", "Анна Сидорова" },
		{ "Тестов Асан Серікұлы", "Образцов Ерлан" },
	};

	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++) {
		struct name_like x, y;

		compare(T[i][0], T[i][1], NULL, &x);
		compare(T[i][1], T[i][0], NULL, &y);
		CHECK(x.verdict == y.verdict && x.count == y.count &&
		    x.probability - y.probability < 1e-6 &&
		    y.probability - x.probability < 1e-6, "%s | %s: %f, %f",
		    T[i][0], T[i][1], x.probability, y.probability);
	}
}

static void test_cells(void)
{
	static struct name row, cell;
	struct name_like l;
	static struct name other;

	name_parse_part(SPAN("Тестов"), NAME_FAMILY, &row);
	name_parse_part(SPAN("Р"), NAME_GIVEN, &cell);
	name_add(&row, &cell);
	name_parse_part(SPAN("неизвестно"), NAME_PATRONYMIC, &cell);
	name_add(&row, &cell);
	CHECK(row.count == 3 && row.part[1].role == NAME_GIVEN &&
	    (row.part[1].flags & NAME_INITIAL) && row.part[1].group == 1 &&
	    (row.part[2].flags & NAME_NO_NAME) && !(row.flags & NAME_NOBODY),
	    "a row of cells, one of them unknown");
	name_parse(SPAN("Руслан Ерланұлы Тестов"), NAME_ORDER_UNKNOWN,
	    &other);
	name_like(&row, &other, NULL, &l);
	CHECK(l.verdict == NAME_ONE && l.probability > 0.5, "its likeness:"
	    " %f", l.probability);
	name_parse_part(SPAN("-"), NAME_GIVEN, &row);
	name_parse_part(SPAN(""), NAME_FAMILY, &cell);
	name_add(&row, &cell);
	CHECK(row.flags & NAME_NOBODY, "cells without a name");
}

int main(void)
{
	struct err e = { 0 };

	CHECK(name_start(&e) == 0, "the tables are read: %s", e.text);
	test_nothing_lost();
	test_bounded();
	test_rarity();
	test_symmetric();
	test_cells();
	return DONE();
}
