/* The table of properties (FORMAT 5): made once from the embedded TSV. */
#include <assert.h>
#include <string.h>

#include "stmt/inside.h"
#include "stmt/properties.h" /* made from data/properties.tsv */

#define PROPERTIES_MAX 256
#define SLOTS 1024 /* of the hash: a power of two, mostly empty */
#define PROPERTY_NAME_MAX 64 /* bytes */

static struct stmt_property table[PROPERTIES_MAX];
static int table_count;
static short slot[SLOTS]; /* 1 + index; 0 is empty */

#define KIND(name) { name, sizeof(name) - 1 }
static const struct span KINDS[STMT_KINDS] = { KIND("person"), KIND("record"),
	KIND("event"), KIND("place"), KIND("body"), KIND("source"),
	KIND("key"), KIND("statement"), KIND("act"), KIND("archive") };

const char *stmt_kind_name(enum stmt_kind kind)
{
	return KINDS[kind].p;
}

bool stmt_kind_of(struct span name, enum stmt_kind *out)
{
	for (int i = 0; i < STMT_KINDS; i++) {
		if (span_eq(name, KINDS[i])) {
			*out = (enum stmt_kind)i;
			return true;
		}
	}
	return false;
}

bool stmt_field(struct span *rest, char stop, struct span *out)
{
	size_t n;

	if (rest->p == NULL)
		return false;
	n = span_find(*rest, stop);
	*out = (struct span){ rest->p, n };
	*rest = n == rest->n ? (struct span){ NULL, 0 } :
	    span_skip(*rest, n + 1);
	return true;
}

bool stmt_word_in(struct span words, struct span word)
{
	struct span one;

	while (stmt_field(&words, ',', &one))
		if (span_eq(one, word))
			return true;
	return false;
}

bool stmt_property_name_valid(struct span name)
{
	char before = '.';

	if (name.n == 0 || name.n > PROPERTY_NAME_MAX)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = c >= 'a' && c <= 'z';

		if (before == '.' ? !letter : !letter && c != '.' &&
		    c != '-' && !(c >= '0' && c <= '9'))
			return false;
		before = c;
	}
	return before != '.' && before != '-';
}

static bool kinds_parse(struct span words, unsigned *out)
{
	unsigned kinds = 0;
	struct span word;
	enum stmt_kind kind;

	while (stmt_field(&words, ',', &word)) {
		if (!stmt_kind_of(word, &kind) || (kinds & 1u << kind) != 0)
			return false;
		kinds |= 1u << kind;
	}
	*out = kinds;
	return kinds != 0;
}

static bool codes_valid(struct span words)
{
	struct span word;

	while (stmt_field(&words, ',', &word))
		if (!stmt_property_name_valid(word) ||
		    stmt_word_in(words, word))
			return false;
	return true;
}

static bool type_parse(struct span text, struct stmt_property *p)
{
	static const char *const TYPES[] = { [STMT_TEXT] = "text",
		[STMT_NAME] = "name", [STMT_DATE] = "date",
		[STMT_TIME] = "time", [STMT_INTEGER] = "integer",
		[STMT_CODE] = "code:", [STMT_LANG] = "lang",
		[STMT_HANDLE] = "handle", [STMT_SUBJECT] = "subject:",
		[STMT_PROPERTY] = "property", [STMT_ADDRESS] = "address",
		[STMT_POINT] = "point", [STMT_HASH] = "hash",
		[STMT_VKEY] = "vkey", [STMT_ROW] = "row", [STMT_MAP] = "map" };

	for (int i = STMT_TEXT; i <= STMT_MAP; i++) {
		struct span name = span_of(TYPES[i]);

		p->type = (enum stmt_type)i;
		if (span_eq(text, name))
			return i != STMT_CODE && i != STMT_SUBJECT;
		if (!span_starts(text, name))
			continue;
		if (i == STMT_CODE) {
			p->codes = span_skip(text, name.n);
			return codes_valid(p->codes);
		}
		if (i == STMT_SUBJECT)
			return kinds_parse(span_skip(text, name.n),
			    &p->targets);
	}
	return false;
}

static bool sense_parse(struct span text, enum stmt_sense *out)
{
	static const char *const SENSES[] = { "public", "guarded", "private",
		"structure" };

	for (int i = STMT_PUBLIC; i <= STMT_STRUCTURE; i++) {
		if (span_is(text, SENSES[i])) {
			*out = (enum stmt_sense)i;
			return true;
		}
	}
	return false;
}

/* name, type, subjects, sensitivity, a first label. */
static int fields_parse(struct span *rest, struct stmt_property *out,
    struct err *e)
{
	struct stmt_property p = { 0 };
	struct span field;

	if (!stmt_field(rest, '\t', &p.name) ||
	    !stmt_property_name_valid(p.name))
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: no name of a"
		    " property: a-z 0-9 . -");
	if (!stmt_field(rest, '\t', &field) || !type_parse(field, &p))
		return err_set(e, ERR_FORMAT, "FORMAT 5.2: no such type");
	if (!stmt_field(rest, '\t', &field) || !kinds_parse(field, &p.subjects))
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: no kinds of"
		    " subjects");
	if (!stmt_field(rest, '\t', &field) || !sense_parse(field, &p.sense))
		return err_set(e, ERR_FORMAT, "FORMAT 5.3: no such"
		    " sensitivity");
	if (!stmt_field(rest, '\t', &p.label_en) || p.label_en.n == 0)
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: no label");
	*out = p;
	return 0;
}

int stmt_property_parse(struct span value, struct stmt_property *out,
    struct err *e)
{
	struct stmt_property p;

	if (!span_starts(value, SPAN("x.")))
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: the name of an"
		    " archive's own property begins with x.");
	if (fields_parse(&value, &p, e) < 0)
		return -1;
	if (value.p != NULL)
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: more than five"
		    " fields");
	if (p.type == STMT_VKEY || p.type == STMT_ROW || p.type == STMT_MAP ||
	    p.sense == STMT_STRUCTURE)
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: an archive's own"
		    " property is no vkey, row, map or structure");
	p.label_ru = p.label_en;
	p.label_kk = p.label_en;
	*out = p;
	return 0;
}

static unsigned hash_of(struct span name)
{
	uint32_t h = (uint32_t)name.n;

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ (unsigned char)name.p[i]) * 0x01000193u;
	return (h ^ h >> 15) & (SLOTS - 1);
}

static int add(struct span line, struct err *e)
{
	struct stmt_property p;
	unsigned at;

	if (table_count == PROPERTIES_MAX)
		return err_set(e, ERR_LIMIT, "more than %d properties",
		    PROPERTIES_MAX);
	if (fields_parse(&line, &p, e) < 0)
		return -1;
	if (!stmt_field(&line, '\t', &p.label_ru) || p.label_ru.n == 0 ||
	    !stmt_field(&line, '\t', &p.label_kk) || p.label_kk.n == 0 ||
	    line.p != NULL)
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: not seven fields");
	if (table_count > 0 && span_cmp(table[table_count - 1].name,
	    p.name) >= 0)
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: not sorted");
	table[table_count++] = p;
	for (at = hash_of(p.name); slot[at] != 0; at = (at + 1) & (SLOTS - 1))
		;
	slot[at] = (short)table_count;
	return 0;
}

int stmt_start(struct err *e)
{
	struct span rest = stmt_table(), line;
	int number = 1;

	if (table_count != 0)
		return 0;
	assert(span_ends(rest, SPAN("\n")));
	rest.n--;
	for (; stmt_field(&rest, '\n', &line); number++) {
		if (span_starts(line, SPAN("#")) || add(line, e) == 0)
			continue;
		table_count = 0;
		memset(slot, 0, sizeof(slot));
		return err_in(e, "properties.tsv: line %d", number);
	}
	return 0;
}

int stmt_property_count(void)
{
	return table_count;
}

const struct stmt_property *stmt_property_at(int i)
{
	assert(i >= 0 && i < table_count);
	return &table[i];
}

int stmt_property_index(struct span name)
{
	unsigned at = hash_of(name);

	for (; slot[at] != 0; at = (at + 1) & (SLOTS - 1))
		if (span_eq(table[slot[at] - 1].name, name))
			return slot[at] - 1;
	return -1;
}

const struct stmt_property *stmt_property(struct span name)
{
	int i = stmt_property_index(name);

	return i < 0 ? NULL : &table[i];
}

struct span stmt_label(const struct stmt_property *p, struct span lang)
{
	size_t n = span_find(lang, '-');
	struct span primary = { lang.p, n };

	if (span_is(primary, "kk"))
		return p->label_kk;
	return span_is(primary, "ru") ? p->label_ru : p->label_en;
}

struct span stmt_table(void)
{
	return stmt_table_files[0].bytes;
}
