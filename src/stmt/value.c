/* Values by their type (FORMAT 4.2 to 4.4, 5.2). */
#include <string.h>

#include "base/utf8.h"
#include "merkle/merkle.h"
#include "note/note.h"
#include "stmt/inside.h"
#include "when/when.h"

#define INTEGER_MAX 999999999
#define LANG_MAX 64     /* bytes */
#define HANDLE_MAX 64   /* bytes */
#define ADDRESS_MAX 2048 /* bytes */
#define KEY_NAME_MAX 200 /* bytes, FORMAT 3.3 */

static bool lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

bool stmt_text_fits(struct span text)
{
	uint32_t cp;

	while (text.n != 0) {
		if (!utf8_next(&text, &cp) || utf8_unfit(cp))
			return false;
	}
	return true;
}

/* ---- subjects ---- */

bool stmt_id_parse(struct span id, uint8_t out[CRYPT_HASH])
{
	return code_unbase64url(id, out, CRYPT_HASH);
}

static bool act_parse(struct span id, uint64_t *out)
{
	struct scan s = scan_of(id);

	*out = UINT64_MAX;
	return span_is(id, "this") ||
	    (scan_u64(&s, MERKLE_SIZE_MAX, out) && scan_done(&s));
}

int stmt_subject_parse(struct span text, struct stmt_subject *out,
    struct err *e)
{
	size_t slash = span_find(text, '/');
	struct stmt_subject s = { .id = span_skip(text, slash + 1) };
	uint8_t hash[CRYPT_HASH];
	bool ok;

	if (slash == text.n ||
	    !stmt_kind_of((struct span){ text.p, slash }, &s.kind))
		return err_set(e, ERR_FORMAT, "FORMAT 4.2: no such kind of"
		    " subject");
	switch (s.kind) {
	case STMT_KEY:
		ok = s.id.n <= KEY_NAME_MAX && note_name_valid(s.id);
		break;
	case STMT_STATEMENT:
		ok = stmt_id_parse(s.id, hash);
		break;
	case STMT_ACT:
		ok = act_parse(s.id, &s.act);
		break;
	default:
		ok = code_id_valid(s.id);
		break;
	}
	if (!ok)
		return err_set(e, ERR_FORMAT, "FORMAT %s: the id of a %s is"
		    " wrong", s.kind == STMT_KEY ? "3.3" : "4.3",
		    stmt_kind_name(s.kind));
	*out = s;
	return 0;
}

/* ---- types ---- */

/* Subtags of BCP 47 in the case that RFC 5646 2.1.1 recommends. */
static bool all(struct span tag, bool (*is)(char), bool or_digit)
{
	for (size_t i = 0; i < tag.n; i++)
		if (!is(tag.p[i]) && !(or_digit && digit(tag.p[i])))
			return false;
	return tag.n != 0;
}

static bool script(struct span t)
{
	return t.n == 4 && upper(t.p[0]) && all(span_skip(t, 1), lower, false);
}

static bool region(struct span t)
{
	return (t.n == 2 && all(t, upper, false)) ||
	    (t.n == 3 && all(t, digit, false));
}

/* Language, script, region, then variants, extensions and private subtags,
 * whose own registries are not looked at. */
bool stmt_lang_valid(struct span tag)
{
	struct span rest = tag, t;

	if (tag.n > LANG_MAX || !stmt_field(&rest, '-', &t) ||
	    (t.n != 2 && t.n != 3) || !all(t, lower, false))
		return false;
	if (!stmt_field(&rest, '-', &t))
		return true;
	if (script(t) && !stmt_field(&rest, '-', &t))
		return true;
	if (region(t) && !stmt_field(&rest, '-', &t))
		return true;
	for (char open = '\0';; (void)stmt_field(&rest, '-', &t)) {
		bool opens = t.n == 1 && open != 'x';
		bool variant = t.n > 4 || (t.n == 4 && digit(t.p[0]));

		if (!all(t, lower, true) || t.n > 8 ||
		    (open == '\0' && !opens && !variant))
			return false;
		if (opens)
			open = t.p[0];
		if (rest.p == NULL)
			return !opens;
	}
}

/* The script a tag names; Kazakh without one is in Cyrillic letters. */
static struct span script_of(struct span tag)
{
	size_t n = span_find(tag, '-');
	struct span rest = span_skip(tag, n < tag.n ? n + 1 : n);

	rest.n = span_find(rest, '-');
	if (rest.n == 4)
		return rest;
	return n == 2 && span_starts(tag, SPAN("kk")) ? SPAN("Cyrl")
	    : (struct span){ 0 };
}

int stmt_lang_fit(struct span have, struct span want)
{
	struct span a = { have.p, span_find(have, '-') };
	struct span b = { want.p, span_find(want, '-') };

	if (a.n == 0 || !span_eq(a, b))
		return 1;
	return span_eq(script_of(have), script_of(want)) ? 3 : 2;
}

bool stmt_handle_valid(struct span h)
{
	if (h.n == 0 || h.n > HANDLE_MAX || !(lower(h.p[0]) || digit(h.p[0])))
		return false;
	for (size_t i = 1; i < h.n; i++)
		if (!lower(h.p[i]) && !digit(h.p[i]) && h.p[i] != '.' &&
		    h.p[i] != '-')
			return false;
	return true;
}

static bool integer_valid(struct span value)
{
	struct scan s = scan_of(value);
	uint64_t v;

	return scan_u64(&s, INTEGER_MAX, &v) && scan_done(&s);
}

static bool address_valid(struct span value)
{
	static const char *const SCHEMES[] = { "https://", "http://",
		"mailto:", "geo:" };

	if (value.n > ADDRESS_MAX)
		return false;
	for (size_t i = 0; i < value.n; i++)
		if (value.p[i] == ' ' || value.p[i] == '\t' ||
		    value.p[i] == '\n')
			return false;
	for (size_t i = 0; i < sizeof(SCHEMES) / sizeof(SCHEMES[0]); i++) {
		struct span scheme = span_of(SCHEMES[i]);

		if (span_starts(value, scheme))
			return value.n > scheme.n;
	}
	return false;
}

/* Degrees up to most either way, at most six decimals; zero has no sign. */
static bool degrees(struct scan *s, uint64_t most)
{
	bool minus = scan_lit(s, SPAN("-"));
	uint64_t whole, part = 0;
	int digits = 0;

	if (!scan_u64(s, most, &whole))
		return false;
	if (scan_lit(s, SPAN("."))) {
		for (uint64_t d; scan_digits(s, 1, &d); digits++)
			part = part * 10 + d;
		if (digits < 1 || digits > 6)
			return false;
	}
	return (whole < most || part == 0) &&
	    !(minus && whole == 0 && part == 0);
}

static bool point_valid(struct span value)
{
	struct scan s = scan_of(value);

	return value.n <= 32 && degrees(&s, 90) && scan_lit(&s, SPAN(",")) &&
	    degrees(&s, 180) && scan_done(&s);
}

static bool hash_valid(struct span value)
{
	uint8_t hash[CRYPT_HASH];

	return span_starts(value, SPAN("sha256:")) &&
	    code_unhex(span_skip(value, 7), hash, sizeof(hash));
}

static int subject_valid(unsigned targets, struct span value, struct err *e)
{
	struct stmt_subject s;

	if (stmt_subject_parse(value, &s, e) < 0)
		return -1;
	if ((targets & 1u << s.kind) == 0)
		return err_set(e, ERR_FORMAT, "FORMAT 5.2: not a subject of"
		    " the right kind");
	return 0;
}

/* The types that are told by yes and no. */
static bool plain_valid(const struct stmt_property *p, struct span value,
    const char **what)
{
	switch (p->type) {
	case STMT_NAME:
		*what = "a name of at most 1024 bytes";
		return value.n <= STMT_NAME_MAX;
	case STMT_INTEGER:
		*what = "a number from 0 to 999999999";
		return integer_valid(value);
	case STMT_CODE:
		*what = "one of its words";
		return stmt_word_in(p->codes, value);
	case STMT_LANG:
		*what = "a BCP 47 tag";
		return stmt_lang_valid(value);
	case STMT_HANDLE:
		*what = "a handle: a-z 0-9 . -";
		return stmt_handle_valid(value);
	case STMT_PROPERTY:
		*what = "the name of a property";
		return stmt_property_name_valid(value);
	case STMT_ADDRESS:
		*what = "an address: https:// http:// mailto: geo:";
		return address_valid(value);
	case STMT_POINT:
		*what = "latitude,longitude in degrees";
		return point_valid(value);
	case STMT_HASH:
		*what = "sha256: and 64 hex digits";
		return hash_valid(value);
	default:
		return true;
	}
}

int stmt_value_type(const struct stmt_property *p, struct span value,
    struct err *e)
{
	const char *what = "";
	struct when_time time;
	struct stmt_map map;
	struct note_key key;
	struct when date;

	switch (p->type) {
	case STMT_DATE:
		return value.n > WHEN_MAX ? err_set(e, ERR_FORMAT,
		    "FORMAT 5.2: not a date") : when_parse(value, &date, e);
	case STMT_TIME:
		return when_time_parse(value, &time, e);
	case STMT_SUBJECT:
		return subject_valid(p->targets, value, e);
	case STMT_VKEY:
		return note_key_parse(value, &key, e);
	case STMT_MAP:
		return stmt_map_parse(value, &map, e);
	default:
		if (plain_valid(p, value, &what))
			return 0;
		return err_set(e, ERR_FORMAT, "FORMAT 5.2: not %s", what);
	}
}

int stmt_value_check(const struct stmt_property *p, struct span value,
    struct err *e)
{
	if (value.n == 0)
		return err_set(e, ERR_FORMAT, "FORMAT 4.4: the value is"
		    " empty");
	if (p != NULL && p->type == STMT_ROW)
		return 0;
	if (!stmt_text_fits(value))
		return err_set(e, ERR_FORMAT, "FORMAT 4.4: the value is not"
		    " UTF-8, or has control characters or overrides");
	return p == NULL ? 0 : stmt_value_type(p, value, e);
}
