/* One statement: its canonical line, read and written (FORMAT 4). */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "note/note.h"
#include "stmt/inside.h"
#include "when/when.h"

#define AT_MAX 64 /* bytes */

/* The members in their order. */
enum { ABOUT, AT, FROM, LANG, ON, RE, SALT, SAYS, STANCE, VALUE, WHO, MEMBERS };
#define MEMBER(name) { "\"" #name "\":", sizeof(#name) + 2, \
	offsetof(struct stmt, name) }
static const struct {
	const char *key; /* with quotes and colon */
	size_t key_bytes, offset;
} MEMBER_OF[MEMBERS] = {
	[ABOUT] = MEMBER(about), [AT] = MEMBER(at), [FROM] = MEMBER(from),
	[LANG] = MEMBER(lang), [ON] = MEMBER(on), [RE] = MEMBER(re),
	[SALT] = MEMBER(salt), [SAYS] = MEMBER(says),
	[STANCE] = MEMBER(stance), [VALUE] = MEMBER(value),
	[WHO] = MEMBER(who),
};

static struct span *member(struct stmt *s, int m)
{
	return (struct span *)(void *)((char *)s + MEMBER_OF[m].offset);
}

static struct span member_of(const struct stmt *s, int m)
{
	return *(const struct span *)(const void *)
	    ((const char *)s + MEMBER_OF[m].offset);
}

static int row_take(struct scan *line, struct stmt *s, struct err *e)
{
	struct stmt_row r = { .s = *line };
	int got;

	while ((got = stmt_row_next(&r, e)) > 0)
		;
	if (got < 0)
		return -1;
	s->is_row = true;
	s->value = (struct span){ line->at, (size_t)(r.s.at - line->at) };
	*line = r.s;
	return 0;
}

static int member_take(struct scan *line, int m, struct arena *a,
    struct stmt *s, struct err *e)
{
	struct stmt_string text = { 0 };

	if (m == VALUE && line->at < line->end && *line->at == '{')
		return row_take(line, s, e);
	if (stmt_string_scan(line, &text, e) < 0)
		return -1;
	if (text.raw.n == 0)
		return err_set(e, ERR_FORMAT, "FORMAT 4.4: empty");
	if ((text.marks & STMT_UNFIT) != 0)
		return err_set(e, ERR_FORMAT, "FORMAT 4.4: control characters"
		    " or overrides");
	*member(s, m) = stmt_string_text(&text, a);
	return 0;
}

/* The object, member by member; their order is their canon. */
static int members_take(struct scan *line, struct arena *a, struct stmt *s,
    struct err *e)
{
	int m = 0;

	if (!stmt_take(line, '{'))
		return err_set(e, ERR_FORMAT, "FORMAT 4: not an object");
	do {
		size_t left = (size_t)(line->end - line->at);

		while (m < MEMBERS && (left < MEMBER_OF[m].key_bytes ||
		    line->at[1] != MEMBER_OF[m].key[1] ||
		    memcmp(line->at, MEMBER_OF[m].key,
		    MEMBER_OF[m].key_bytes) != 0))
			m++;
		if (m == MEMBERS)
			return err_set(e, ERR_FORMAT, "FORMAT 4: a key that is"
			    " unknown, there twice or out of order");
		line->at += MEMBER_OF[m].key_bytes;
		if (member_take(line, m, a, s, e) < 0)
			return err_in(e, "%.*s",
			    (int)MEMBER_OF[m].key_bytes - 3,
			    MEMBER_OF[m].key + 1);
		m++;
	} while (stmt_take(line, ','));
	if (!stmt_take(line, '}') || !scan_done(line))
		return err_set(e, ERR_FORMAT, "FORMAT 4: the object does not"
		    " end where the line ends");
	return 0;
}

static bool salt_valid(struct span salt)
{
	uint8_t bytes[STMT_SALT_BYTES];

	return code_unbase64url(salt, bytes, sizeof(bytes));
}

/* "<id>" or "<id>#<column>" */
static bool re_valid(struct span re)
{
	struct span id = { re.p, span_find(re, '#') };
	uint8_t hash[CRYPT_HASH];

	return stmt_id_parse(id, hash) && re.n != id.n + 1;
}

static int from_check(struct span from, struct err *e)
{
	struct stmt_subject source;

	if (stmt_subject_parse(from, &source, e) < 0)
		return err_in(e, "from");
	if (source.kind != STMT_SOURCE)
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: from: not a"
		    " source");
	return 0;
}

/* Words, or a subject: what begins like one is one. */
static int who_check(struct span who, struct err *e)
{
	struct stmt_subject s;

	if (!span_starts(who, SPAN("body/")) &&
	    !span_starts(who, SPAN("person/")))
		return 0;
	return stmt_subject_parse(who, &s, e) < 0 ? err_in(e, "who") : 0;
}

static int optional_check(struct stmt *s, struct err *e)
{
	struct when on;

	if (s->at.n > AT_MAX)
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: at: more than %d"
		    " bytes", AT_MAX);
	if (s->on.n > WHEN_MAX)
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: on: not a date");
	if (s->on.n != 0 && when_parse(s->on, &on, e) < 0)
		return err_in(e, "FORMAT 4.1: on");
	if (s->re.n != 0 && !re_valid(s->re))
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: re: not the id of a"
		    " statement");
	if (s->lang.n != 0 && !stmt_lang_valid(s->lang))
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: lang: not a BCP 47"
		    " tag in its own case");
	s->denies = s->stance.n != 0;
	if (s->denies && !span_is(s->stance, "denies"))
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: stance: only"
		    " \"denies\"");
	if (s->from.n != 0 && from_check(s->from, e) < 0)
		return -1;
	return s->who.n == 0 ? 0 : who_check(s->who, e);
}

static int vkey_check(const struct stmt *s, struct err *e)
{
	size_t n = s->subject.id.n;

	if (s->value.n <= n || s->value.p[n] != '+' ||
	    !span_starts(s->value, s->subject.id))
		return err_set(e, ERR_FORMAT, "FORMAT 5.2: value: the key has"
		    " another name than its subject");
	return 0;
}

/* What the line of the table asks of subject, lang and value. */
static int property_check(const struct stmt *s, struct err *e)
{
	const struct stmt_property *p = s->property;
	bool words = p->type == STMT_TEXT || p->type == STMT_NAME;
	struct stmt_property own;

	if ((p->subjects & 1u << s->subject.kind) == 0)
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: not said about a"
		    " %s", stmt_kind_name(s->subject.kind));
	if (words != (s->lang.n != 0))
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: lang: %s", words ?
		    "missing" : "only texts and names have one");
	if ((p->type == STMT_ROW) != s->is_row)
		return err_set(e, ERR_FORMAT, "FORMAT 4: value: %s",
		    s->is_row ? "only rows are objects" : "not an object");
	if (s->is_row)
		return 0;
	if (stmt_value_type(p, s->value, e) < 0)
		return err_in(e, "value");
	if (p->type == STMT_VKEY)
		return vkey_check(s, e);
	if (s->subject.kind == STMT_ARCHIVE && span_is(s->says, "property"))
		return stmt_property_parse(s->value, &own, e);
	return 0;
}

int stmt_parse(struct span line, struct arena *a, struct stmt *out,
    struct err *e)
{
	struct scan rest = scan_of(line);
	struct stmt s = { 0 };

	if (line.n > STMT_LINE_MAX)
		return err_set(e, ERR_FORMAT, "FORMAT 4: more than %d bytes",
		    STMT_LINE_MAX);
	if (members_take(&rest, a, &s, e) < 0)
		return -1;
	if (s.about.n == 0 || s.says.n == 0 || s.value.n == 0 ||
	    !salt_valid(s.salt))
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: about, says or"
		    " value is missing, or salt is not 22 characters of"
		    " base64url");
	if (stmt_subject_parse(s.about, &s.subject, e) < 0)
		return err_in(e, "about");
	if (optional_check(&s, e) < 0)
		return -1;
	s.property = stmt_property(s.says);
	if (s.property == NULL && !stmt_property_name_valid(s.says))
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: says: no name of a"
		    " property");
	if (s.property == NULL && s.is_row)
		return err_set(e, ERR_FORMAT, "FORMAT 4: value: only rows are"
		    " objects");
	if (s.property != NULL && property_check(&s, e) < 0)
		return err_in(e, "%.*s", (int)s.says.n, s.says.p);
	*out = s;
	return 0;
}

/* ---- lines that are withheld ---- */

#define WITHHELD_HEAD "{\"withheld\":\""
#define WITHHELD_TAIL "\"}"

bool stmt_is_withheld_line(struct span line, uint8_t commitment[CRYPT_HASH])
{
	struct scan s = scan_of(line);
	struct span id;
	uint8_t hash[CRYPT_HASH];

	if (!scan_lit(&s, SPAN(WITHHELD_HEAD)) ||
	    !scan_until(&s, '"', STMT_ID_CHARS, &id) ||
	    !scan_lit(&s, SPAN("}")) || !scan_done(&s) ||
	    !stmt_id_parse(id, hash))
		return false;
	memcpy(commitment, hash, sizeof(hash));
	return true;
}

void stmt_withheld_line(const uint8_t commitment[CRYPT_HASH], struct buf *b)
{
	char id[STMT_ID_CHARS];

	stmt_id(commitment, id);
	buf_add(b, SPAN(WITHHELD_HEAD));
	buf_add(b, (struct span){ id, sizeof(id) });
	buf_add(b, SPAN(WITHHELD_TAIL));
}

/* ---- writing ---- */

void stmt_print(const struct stmt *s, struct buf *out)
{
	char before = '{';

	for (int m = 0; m < MEMBERS; m++) {
		struct span text = member_of(s, m);

		if (text.n == 0)
			continue;
		buf_byte(out, before);
		buf_add(out, (struct span){ MEMBER_OF[m].key,
		    MEMBER_OF[m].key_bytes });
		if (m == VALUE && s->is_row)
			buf_add(out, text);
		else
			buf_json(out, text);
		before = ',';
	}
	buf_byte(out, '}');
}

void stmt_salt(char out[STMT_SALT_CHARS])
{
	uint8_t bytes[STMT_SALT_BYTES];

	crypt_random(bytes, sizeof(bytes));
	code_base64url_put(bytes, sizeof(bytes), out);
}

void stmt_commit(struct span line, uint8_t out[CRYPT_HASH])
{
	crypt_sha256(line, out);
}

void stmt_id(const uint8_t commitment[CRYPT_HASH], char out[STMT_ID_CHARS])
{
	code_base64url_put(commitment, CRYPT_HASH, out);
}

void stmt_sameness(const struct stmt *s, uint8_t out[CRYPT_HASH])
{
	struct crypt_hash h;

	crypt_hash_open(&h);
	for (int m = 0; m < MEMBERS; m++) {
		struct span text = member_of(s, m);
		uint8_t head[1 + 4] = { (uint8_t)m };

		if (m == SALT || m == AT || text.n == 0)
			continue;
		for (int i = 0; i < 4; i++)
			head[1 + i] = (uint8_t)(text.n >> 8 * i);
		crypt_hash_add(&h, (struct span){ (const char *)head,
		    sizeof(head) });
		crypt_hash_add(&h, text);
	}
	crypt_hash_end(&h, out);
}
