/* What the cells of a column look like.  One telephone number is enough to
 * keep a column private: the keeper who reads the draft can open it. */
#include <string.h>

#include "base/scan.h"
#include "base/utf8.h"
#include "intake/inside.h"
#include "uni/uni.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_email(struct span s)
{
	size_t at = span_find(s, '@');

	return at > 0 && at < s.n && s.p[at - 1] != ' ' &&
	    span_find(span_skip(s, at), '.') < s.n - at;
}

/* Digits in a row, with what stands between those of telephone numbers. */
static void find_numbers(struct span s, bool *phone, bool *number)
{
	size_t digits = 0, solid = 0;
	char first = '\0';

	for (size_t i = 0; i <= s.n; i++) {
		char c = i < s.n ? s.p[i] : 'x';

		if (is_digit(c)) {
			if (digits++ == 0)
				first = i > 0 && s.p[i - 1] == '+' ? '+' : c;
			if (++solid >= 9)
				*number = true;
			continue;
		}
		solid = 0;
		if (c != '\0' && strchr(" ()-.+", c) != NULL)
			continue;
		if (digits >= 10 && digits <= 15 && (digits == 11 ||
		    digits == 10 || first == '+'))
			*phone = true;
		digits = 0;
	}
}

static bool is_street(struct span s)
{
	static const char *const WORDS[] = { "ул.", "улиц", "кв.", "мкр",
		"микрорайон", "пр-т", "проспект", "көше", "street", " st.",
		"avenue", "apt" };
	bool number = false, word = false;

	for (size_t i = 0; i < s.n; i++)
		number |= is_digit(s.p[i]);
	for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
		word |= memmem(s.p, s.n, WORDS[i], strlen(WORDS[i])) != NULL;
	return number && word;
}

/* Three numbers with . / or - between: which of them is what? */
static bool add_date(struct intake_looks *l, struct span cell)
{
	struct scan s = scan_of(cell);
	uint64_t n[3];
	char sep = '\0';
	const char *from = s.at;
	bool year_first;

	for (int i = 0; i < 3; i++) {
		uint64_t v = 0;

		while (!scan_done(&s) && is_digit(*s.at) && v < 10000)
			v = v * 10 + (uint64_t)(*s.at++ - '0');
		n[i] = v;
		if (i == 2 || scan_done(&s))
			break;
		if (strchr("./-", *s.at) == NULL || (sep != '\0' &&
		    *s.at != sep))
			return false;
		sep = *s.at++;
	}
	year_first = cell.n > 4 && !is_digit(from[4]) && n[0] > 31;
	if (!scan_done(&s) || sep == '\0' || cell.n < 8 ||
	    (!year_first && n[2] < 1000))
		return false;
	l->dates++;
	l->slashes += sep == '/';
	if (year_first)
		l->ymd++;
	else if (n[0] > 12)
		l->dmy++;
	else if (n[1] > 12)
		l->mdy++;
	return true;
}

static void add_number(struct intake_looks *l, struct span cell)
{
	struct scan s = scan_of(cell);
	uint64_t v, minute;

	if (scan_u64(&s, 999999999, &v) && scan_done(&s)) {
		l->integers++;
		l->rising += l->integers == 1 || v > l->last;
		l->last = v;
		l->years += v >= 1800 && v <= 2100;
		return;
	}
	s = scan_of(cell);
	if (scan_digits(&s, 2, &v) && scan_lit(&s, SPAN(":")) &&
	    scan_digits(&s, 2, &minute))
		l->times += v < 24 && minute < 60;
}

/* Letters that Kazakh has and Russian has not. */
static bool has_kazakh(struct span s)
{
	static const uint32_t CAPITALS[] = { 0x492, 0x49a, 0x4a2, 0x4ae, 0x4b0,
		0x4ba, 0x4d8, 0x4e8 }; /* the small ones follow each */
	uint32_t cp;

	while (utf8_next(&s, &cp))
		for (size_t i = 0; i < 8; i++)
			if (cp >> 1 == CAPITALS[i] >> 1)
				return true;
	return false;
}

static void see(struct intake_looks *l, struct span cell, struct arena *a)
{
	for (int i = 0; i < l->seen_count; i++)
		if (span_eq(l->seen[i], cell))
			return;
	if (l->seen_count == INTAKE_SEEN_MAX || cell.n > 64)
		l->many = true;
	else
		l->seen[l->seen_count++] = arena_copy(a, cell);
}

void intake_looks_add(struct intake_looks *l, struct span cell,
    struct arena *a)
{
	bool phone = false, number = false;

	cell = span_trim(cell);
	if (cell.n == 0 || span_is(cell, "-"))
		return;
	l->cells++;
	find_numbers(cell, &phone, &number);
	l->emails += is_email(cell);
	l->phones += phone;
	l->numbers += number;
	l->streets += is_street(cell);
	if (!add_date(l, cell))
		add_number(l, cell);
	l->kazakh += has_kazakh(cell);
	l->script[uni_script(cell)]++;
	see(l, cell, a);
}

const char *intake_looks_private(const struct intake_looks *l)
{
	if (l->emails > 0)
		return "cells that look like e-mail addresses";
	if (l->phones > 0)
		return "cells that look like telephone numbers";
	if (l->numbers > 0)
		return "cells that look like numbers of identity";
	return NULL;
}

const char *intake_looks_lang(const struct intake_looks *l)
{
	static const char *const LANG[6] = { NULL, "ru", "en", "ar", "he",
		NULL };
	int most = UNI_NONE;

	for (int i = UNI_CYRILLIC; i <= UNI_OTHER; i++)
		if (l->script[i] > l->script[most] || most == UNI_NONE)
			most = l->script[i] > 0 ? i : most;
	if (most == UNI_CYRILLIC && l->kazakh * 20 >= l->script[most])
		return "kk-Cyrl"; /* one name in twenty is enough */
	return LANG[most];
}
