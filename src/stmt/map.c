/* What the columns of a list mean (FORMAT 6.3): a map statement's value,
 * and a cell read by it. */
#include <stddef.h>
#include <string.h>

#include "stmt/inside.h"
#include "when/when.h"

/* The options in their order. */
static const struct {
	const char *name;
	size_t offset;
} OPTIONS[] = {
	{ "format", offsetof(struct stmt_map, format) },
	{ "lang", offsetof(struct stmt_map, lang) },
	{ "stance", offsetof(struct stmt_map, stance) },
	{ "values", offsetof(struct stmt_map, values) },
	{ "who", offsetof(struct stmt_map, who) },
};
#define OPTION_COUNT (sizeof(OPTIONS) / sizeof(OPTIONS[0]))

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static int options_take(struct span rest, struct stmt_map *m, struct err *e)
{
	struct span option;
	size_t i = 0;

	while (stmt_field(&rest, '\t', &option)) {
		size_t n = span_find(option, '=');
		struct span name = { option.p, n };

		while (i < OPTION_COUNT && !span_is(name, OPTIONS[i].name))
			i++;
		if (i == OPTION_COUNT)
			return err_set(e, ERR_FORMAT, "FORMAT 6.3: an option"
			    " that is unknown, there twice or out of order");
		option = span_skip(option, n + 1);
		if (option.n == 0)
			return err_set(e, ERR_FORMAT, "FORMAT 6.3: %s has no"
			    " value", OPTIONS[i].name);
		*(struct span *)(void *)((char *)m + OPTIONS[i].offset) =
		    option;
		i++;
	}
	return 0;
}

/* "word:code" of "word:code,word:code"; the code has no colon. */
static bool pair_take(struct span *rest, struct span *word, struct span *code)
{
	struct span pair;
	size_t n;

	if (!stmt_field(rest, ',', &pair))
		return false;
	for (n = pair.n; n > 0 && pair.p[n - 1] != ':'; n--)
		;
	*code = span_skip(pair, n);
	*word = (struct span){ pair.p, n == 0 ? 0 : n - 1 };
	return true;
}

static int values_check(struct span values, const struct stmt_property *p,
    struct err *e)
{
	struct span word, code;

	while (pair_take(&values, &word, &code)) {
		if (word.n == 0 || code.n == 0)
			return err_set(e, ERR_FORMAT, "FORMAT 6.3: values:"
			    " not word:code,word:code");
		if (p != NULL && !stmt_word_in(p->codes, code))
			return err_set(e, ERR_FORMAT, "FORMAT 6.3: values: no"
			    " such code of %.*s", (int)p->name.n, p->name.p);
	}
	return 0;
}

/* What the property asks of the options. */
static int options_fit(const struct stmt_map *m, const struct stmt_property *p,
    struct err *e)
{
	bool words = p->type == STMT_TEXT || p->type == STMT_NAME;

	if (p->type == STMT_ROW || p->type == STMT_MAP ||
	    p->type == STMT_VKEY || (p->subjects & 1u << STMT_RECORD) == 0)
		return err_set(e, ERR_FORMAT, "FORMAT 6.3: %.*s is not said of"
		    " a record by a cell", (int)p->name.n, p->name.p);
	if (p->sense == STMT_PRIVATE)
		return err_set(e, ERR_FORMAT, "FORMAT 5.3: %.*s is private: no"
		    " public column means it", (int)p->name.n, p->name.p);
	if (words != (m->lang.n != 0))
		return err_set(e, ERR_FORMAT, "FORMAT 6.3: lang: %s", words ?
		    "missing" : "only texts and names have one");
	if (m->format.n != 0 && p->type != STMT_DATE)
		return err_set(e, ERR_FORMAT, "FORMAT 6.3: format: only dates"
		    " have one");
	if (m->values.n != 0 && p->type != STMT_CODE)
		return err_set(e, ERR_FORMAT, "FORMAT 6.3: values: only codes"
		    " have them");
	return 0;
}

int stmt_map_parse(struct span value, struct stmt_map *out, struct err *e)
{
	const struct stmt_property *p;
	struct stmt_map m = { 0 };

	if (!stmt_field(&value, '\t', &m.column) || m.column.n == 0 ||
	    !stmt_field(&value, '\t', &m.property) ||
	    !stmt_property_name_valid(m.property))
		return err_set(e, ERR_FORMAT, "FORMAT 6.3: not a column, a tab"
		    " and the name of a property");
	if (options_take(value, &m, e) < 0)
		return -1;
	if (m.format.n != 0 && !stmt_word_in(SPAN("dmy,mdy,ymd"), m.format))
		return err_set(e, ERR_FORMAT, "FORMAT 6.3: format: dmy, mdy or"
		    " ymd");
	if (m.lang.n != 0 && !stmt_lang_valid(m.lang))
		return err_set(e, ERR_FORMAT, "FORMAT 6.3: lang: not a BCP 47"
		    " tag");
	if (m.stance.n != 0 && !span_is(m.stance, "denies"))
		return err_set(e, ERR_FORMAT, "FORMAT 6.3: stance: only"
		    " denies");
	p = stmt_property(m.property);
	if (values_check(m.values, p, e) < 0 ||
	    (p != NULL && options_fit(&m, p, e) < 0))
		return -1;
	*out = m;
	return 0;
}

void stmt_map_print(const struct stmt_map *m, struct buf *out)
{
	buf_add(out, m->column);
	buf_byte(out, '\t');
	buf_add(out, m->property);
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		struct span option = *(const struct span *)(const void *)
		    ((const char *)m + OPTIONS[i].offset);

		if (option.n == 0)
			continue;
		buf_byte(out, '\t');
		buf_str(out, OPTIONS[i].name);
		buf_byte(out, '=');
		buf_add(out, option);
	}
}

/* ---- cells ---- */

/* Without the blanks that lists have around their cells. */
static struct span trim(struct span s)
{
	static const char *const BLANKS[] = { " ", "\t", "\r", "\n",
		"\xc2\xa0", "\xef\xbb\xbf" };

	for (size_t i = 0; i < sizeof(BLANKS) / sizeof(BLANKS[0]); ) {
		struct span blank = span_of(BLANKS[i]);

		i++;
		if (span_starts(s, blank)) {
			s = span_skip(s, blank.n);
			i = 0;
		} else if (span_ends(s, blank)) {
			s.n -= blank.n;
			i = 0;
		}
	}
	return s;
}

static bool says_nothing(struct span cell)
{
	static const char *const NOTHING[] = { "", "-", "\xe2\x80\x93",
		"\xe2\x80\x94", "?", "n/a", "N/A", "н/д", "Н/Д" };

	for (size_t i = 0; i < sizeof(NOTHING) / sizeof(NOTHING[0]); i++)
		if (span_is(cell, NOTHING[i]))
			return true;
	return false;
}

struct parts { /* of a date in numbers */
	int count;
	uint64_t value[3];
	int digits[3];
};

static struct span spaces_skip(struct span s)
{
	while (s.n > 0 && s.p[0] == ' ')
		s = span_skip(s, 1);
	return s;
}

/* The separator at s with spaces around it; ' ' where it is only those. */
static char separator_take(struct span *s)
{
	struct span after = spaces_skip(*s);
	char sep = after.n == s->n ? '\0' : ' ';

	if (after.n > 0 && (after.p[0] == '.' || after.p[0] == '/' ||
	    after.p[0] == '-')) {
		sep = after.p[0];
		after = spaces_skip(span_skip(after, 1));
	}
	*s = after;
	return sep;
}

/* One to three numbers, the same separator between them. */
static bool parts_take(struct span s, struct parts *out)
{
	char first = '\0', sep;

	*out = (struct parts){ 0 };
	for (;;) {
		int n = out->count;

		for (; s.n > 0 && digit(s.p[0]) && out->digits[n] < 5;
		    s = span_skip(s, 1)) {
			out->value[n] = out->value[n] * 10 +
			    (uint64_t)(s.p[0] - '0');
			out->digits[n]++;
		}
		if (out->digits[n] == 0)
			return false;
		out->count++;
		if (s.n == 0)
			return true;
		sep = separator_take(&s);
		if (out->count == 3 || sep == '\0' ||
		    (out->count == 2 && sep != first))
			return false;
		first = sep;
	}
}

/* Where year, month and day stand among count parts; -1 nowhere. */
static void order_of(struct span format, int count, int at[3])
{
	bool year_first = format.p[0] == 'y';
	const char *order = year_first ? "ymd" : count == 3 ? format.p : "my";

	at[0] = at[1] = at[2] = -1;
	for (int i = 0; i < count; i++) {
		char c = count == 1 ? 'y' : order[i];

		at[c == 'y' ? 0 : c == 'm' ? 1 : 2] = i;
	}
}

/* A date in numbers as EDTF: the day, or what is there of it. */
static int date_cell(struct span format, struct span cell, struct arena *a,
    struct span *out, struct err *e)
{
	struct parts parts;
	struct when date;
	int at[3];
	char *text;

	if (!parts_take(cell, &parts))
		return err_set(e, ERR_FORMAT, "not a date in numbers, %.3s",
		    format.p);
	order_of(format, parts.count, at);
	if (parts.digits[at[0]] == 2)
		return err_set(e, ERR_FORMAT, "the year has two digits: which"
		    " century is not said");
	if (parts.digits[at[0]] != 4)
		return err_set(e, ERR_FORMAT, "no year of four digits where"
		    " %.3s has it", format.p);
	for (int i = 1; i < 3; i++)
		if (at[i] >= 0 && parts.digits[at[i]] > 2)
			return err_set(e, ERR_FORMAT, "a day or month of more"
			    " than two digits");
	text = arena_raw(a, WHEN_MAX);
	out->p = text;
	text[0] = '\0';
	for (size_t i = 0; i < 4; i++) {
		uint64_t scale = i == 0 ? 1000 : i == 1 ? 100 : i == 2 ? 10 : 1;

		text[i] = (char)('0' + parts.value[at[0]] / scale % 10);
	}
	out->n = 4;
	for (int i = 1; i < 3 && at[i] >= 0; i++) {
		text[out->n++] = '-';
		text[out->n++] = (char)('0' + parts.value[at[i]] / 10);
		text[out->n++] = (char)('0' + parts.value[at[i]] % 10);
	}
	return when_parse(*out, &date, e);
}

/* A cell that begins with four digits may be EDTF whatever the format. */
static int date_read(const struct stmt_map *m, struct span cell,
    struct arena *a, struct span *out, struct err *e)
{
	struct when date;

	*out = cell;
	if (cell.n > WHEN_MAX)
		return err_set(e, ERR_FORMAT, "too long for a date");
	if (m->format.n != 3)
		return when_parse(cell, &date, e);
	if (cell.n >= 4 && digit(cell.p[0]) && digit(cell.p[1]) &&
	    digit(cell.p[2]) && digit(cell.p[3]) &&
	    when_parse(cell, &date, e) == 0)
		return 0;
	return date_cell(m->format, cell, a, out, e);
}

/* "19 years" is 19. */
static struct span integer_read(struct span cell)
{
	static const char *const WORDS[] = { "лет", "год", "года", "жас",
		"жаста", "years", "year", "years old" };
	size_t n = 0;
	struct span word;

	while (n < cell.n && digit(cell.p[n]))
		n++;
	word = trim(span_skip(cell, n));
	for (size_t i = 0; n > 0 && i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
		if (span_is(word, WORDS[i]))
			return (struct span){ cell.p, n };
	return cell;
}

static struct span code_read(struct span values, struct span cell)
{
	struct span word, code;

	while (pair_take(&values, &word, &code))
		if (span_eq(word, cell))
			return code;
	return cell;
}

int stmt_map_cell(const struct stmt_map *m, struct span cell, struct arena *a,
    struct span *out, struct err *e)
{
	const struct stmt_property *p = stmt_property(m->property);
	struct span value = trim(cell);

	if (says_nothing(value) && !(p != NULL && p->type == STMT_CODE &&
	    code_read(m->values, value).p != value.p))
		return 0;
	if (p != NULL && p->type == STMT_INTEGER)
		value = integer_read(value);
	if (p != NULL && p->type == STMT_CODE)
		value = code_read(m->values, value);
	if (p != NULL && p->type == STMT_DATE &&
	    date_read(m, value, a, &value, e) < 0)
		return -1;
	if (stmt_value_check(p, value, e) < 0)
		return -1;
	*out = value;
	return 1;
}
