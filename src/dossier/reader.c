/* YAML events into documents, documents into entries. */
#include <string.h>

#include "dossier/inside.h"
#include "uni/uni.h"

/* What is expected next. */
enum state { AT_START, AT_DOC, AT_KEY, AT_VALUE, AT_ENTRIES, AT_ENTRY,
	AT_ENTRY_KEY, AT_ENTRY_VALUE, AT_DOC_END };

/* Keys of documents and of entries; a bit each, so that none stands twice. */
enum { LANG, FROM, WHO, ON, AT, STANCE, AS, RE, PRIVATE, SUBJECT, SAYS,
	PROPERTY, NO_KEY };
static const char *const KEYS[] = { "lang", "from", "who", "on", "at",
	"stance", "as", "re", "private" };

struct dossier_reader {
	struct arena *arena;
	enum state state;
	int key;                 /* whose value comes */
	unsigned doc_seen, entry_seen;
	int doc_line, doc_first; /* its first entry */
	enum stmt_kind kind;
	struct span subject;
	struct dossier_defaults defaults;
	struct dossier_entry entry;
	struct dossier_entry *entries;
	int count, room;
};

int dossier_room(const struct arena *a, size_t bytes, struct err *e)
{
	/* The same again for the normal form, and for what follows. */
	if (bytes * 16 + 65536 > a->cap - a->used)
		return err_set(e, ERR_LIMIT, "the dossier needs more than %zu "
		    "bytes of memory: split it", a->cap);
	return 0;
}

static int wrong(const struct dossier_event *ev, const char *what,
    struct err *e)
{
	return err_set(e, ERR_FORMAT, "line %d: %s", ev->line, what);
}

/* The scalar's text, kept, in normal form. */
static int keep(struct dossier_reader *r, const struct dossier_event *ev,
    struct span *out, struct err *e)
{
	if (ev->kind == DOSSIER_EMPTY)
		return wrong(ev, "nothing stands here: leave the line out "
		    "(or write \"\" to take a default away)", e);
	if (ev->kind != DOSSIER_SCALAR)
		return wrong(ev, "one text should stand here, not a list or "
		    "further keys (quote it where it begins with [ or {, or "
		    "holds \": \")", e);
	if (dossier_room(r->arena, ev->text.n, e) < 0)
		return -1;
	*out = arena_copy(r->arena, ev->text);
	if (uni_nfc(*out, r->arena, out, e) < 0)
		return err_in(e, "line %d", ev->line);
	return 0;
}

static int key_of(struct span name)
{
	for (int i = 0; i < (int)(sizeof(KEYS) / sizeof(KEYS[0])); i++)
		if (span_is(name, KEYS[i]))
			return i;
	return NO_KEY;
}

static int take_once(struct dossier_reader *r, const struct dossier_event *ev,
    unsigned *seen, struct err *e)
{
	if ((*seen & 1u << r->key) != 0)
		return err_set(e, ERR_FORMAT, "line %d: %s", ev->line,
		    r->key == SUBJECT ? "a document has one subject" :
		    r->key == PROPERTY ? "an entry has one property; begin "
		    "another with \"- \"" : "the key stands twice");
	*seen |= 1u << r->key;
	return 0;
}

/* ---- the document ---- */

static int open_doc(struct dossier_reader *r, const struct dossier_event *ev,
    struct err *e)
{
	if (ev->kind == DOSSIER_EMPTY) { /* nothing between two --- */
		r->state = AT_DOC_END;
		return 0;
	}
	if (ev->kind != DOSSIER_MAPPING)
		return wrong(ev, "a document begins with \"person: HANDLE\" "
		    "(or source, event, body, place ...)", e);
	r->doc_line = ev->line;
	r->doc_first = r->count;
	r->doc_seen = 0;
	r->defaults = (struct dossier_defaults){ .lang = { NULL, 0 } };
	r->state = AT_KEY;
	return 0;
}

static int end_doc(struct dossier_reader *r, struct err *e)
{
	if ((r->doc_seen & 1u << SUBJECT) == 0)
		return err_set(e, ERR_FORMAT, "line %d: the document says not "
		    "about whom: \"person: HANDLE\" (or source, event, body, "
		    "place, record, statement, archive)", r->doc_line);
	if (r->count == r->doc_first)
		return err_set(e, ERR_FORMAT, "line %d: the document has no "
		    "entries under \"says:\"", r->doc_line);
	for (int i = r->doc_first; i < r->count; i++) {
		struct dossier_entry *t = &r->entries[i];

		t->kind = r->kind;
		t->subject = r->subject;
		if (dossier_entry_check(t, &r->defaults, r->arena, e) < 0)
			return err_in(e, "line %d", t->line);
	}
	r->state = AT_DOC_END;
	return 0;
}

static int doc_key(struct dossier_reader *r, const struct dossier_event *ev,
    struct err *e)
{
	if (ev->kind == DOSSIER_MAPPING_END)
		return end_doc(r, e);
	if (ev->kind != DOSSIER_SCALAR)
		return wrong(ev, "a key is a word", e);
	r->key = key_of(ev->text);
	if (span_is(ev->text, "says"))
		r->key = SAYS;
	else if (stmt_kind_of(ev->text, &r->kind) && r->kind != STMT_KEY &&
	    r->kind != STMT_ACT)
		r->key = SUBJECT;
	else if (r->key > ON)
		return err_set(e, ERR_FORMAT, "line %d: a document has no key "
		    "\"%s\" (entries stand under \"says:\")", ev->line,
		    dossier_snip(ev->text).text);
	r->state = r->key == SAYS ? AT_ENTRIES : AT_VALUE;
	return take_once(r, ev, &r->doc_seen, e);
}

static int check_subject(const struct dossier_reader *r, struct err *e)
{
	uint8_t commitment[CRYPT_HASH];

	switch (r->kind) {
	case STMT_ARCHIVE:
		if (span_is(r->subject, "this"))
			return 0;
		return err_set(e, ERR_FORMAT, "write \"archive: this\"");
	case STMT_STATEMENT:
		if (stmt_id_parse(r->subject, commitment))
			return 0;
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: a statement's id "
		    "has 43 characters");
	case STMT_RECORD:
		if (code_id_valid(r->subject))
			return 0;
		return err_set(e, ERR_FORMAT, "FORMAT 4.3: a record is named "
		    "by its id of twelve characters");
	default:
		if (stmt_handle_valid(r->subject) || code_id_valid(r->subject))
			return 0;
		return err_set(e, ERR_FORMAT, "FORMAT 5.2: a handle is a-z "
		    "0-9 . - and begins with a letter or digit, at most 64; "
		    "an id has twelve characters");
	}
}

static int doc_value(struct dossier_reader *r, const struct dossier_event *ev,
    struct err *e)
{
	struct dossier_defaults *d = &r->defaults;
	struct span *const to[] = { [LANG] = &d->lang, [FROM] = &d->from,
		[WHO] = &d->who, [ON] = &d->on };

	r->state = AT_KEY;
	if (r->key != SUBJECT)
		return keep(r, ev, to[r->key], e);
	if (keep(r, ev, &r->subject, e) < 0)
		return -1;
	if (check_subject(r, e) < 0)
		return err_in(e, "line %d", ev->line);
	return 0;
}

/* ---- its entries ---- */

static int open_entry(struct dossier_reader *r, const struct dossier_event *ev,
    struct err *e)
{
	if (ev->kind == DOSSIER_SEQUENCE_END) {
		r->state = AT_KEY;
		return 0;
	}
	if (ev->kind != DOSSIER_MAPPING)
		return wrong(ev, "an entry is written \"- property: value\"",
		    e);
	memset(&r->entry, 0, sizeof(r->entry));
	r->entry.line = ev->line;
	r->entry.keep_private = -1;
	r->entry_seen = 0;
	r->state = AT_ENTRY_KEY;
	return 0;
}

static int end_entry(struct dossier_reader *r, const struct dossier_event *ev,
    struct err *e)
{
	if ((r->entry_seen & 1u << PROPERTY) == 0)
		return err_set(e, ERR_FORMAT, "line %d: the entry has no "
		    "property", r->entry.line);
	if (r->count == DOSSIER_ENTRIES_MAX)
		return wrong(ev, "too many entries: split the dossier", e);
	if (r->count == r->room) {
		const int room = r->room == 0 ? 64 : r->room * 2;
		struct dossier_entry *more;

		if (dossier_room(r->arena, (size_t)room * sizeof(*more) / 16,
		    e) < 0)
			return -1;
		more = arena_raw(r->arena, (size_t)room * sizeof(*more));
		if (r->count > 0)
			memcpy(more, r->entries,
			    (size_t)r->count * sizeof(*more));
		r->entries = more;
		r->room = room;
	}
	r->entries[r->count++] = r->entry;
	r->state = AT_ENTRY;
	return 0;
}

static int entry_key(struct dossier_reader *r, const struct dossier_event *ev,
    struct err *e)
{
	const struct stmt_property *p;

	if (ev->kind == DOSSIER_MAPPING_END)
		return end_entry(r, ev, e);
	if (ev->kind != DOSSIER_SCALAR)
		return wrong(ev, "a key is a word", e);
	r->state = AT_ENTRY_VALUE;
	r->key = key_of(ev->text);
	if (r->key != NO_KEY)
		return take_once(r, ev, &r->entry_seen, e);
	p = stmt_property(ev->text);
	if (p == NULL && (!span_starts(ev->text, SPAN("x.")) ||
	    ev->text.n > 64))
		return err_set(e, ERR_FORMAT, "line %d: \"%s\" is neither a "
		    "property (FORMAT 5.1) nor a key of an entry", ev->line,
		    dossier_snip(ev->text).text);
	r->key = PROPERTY;
	r->entry.line = ev->line;
	r->entry.property = p != NULL ? p->name :
	    arena_copy(r->arena, ev->text);
	return take_once(r, ev, &r->entry_seen, e);
}

static int entry_value(struct dossier_reader *r, const struct dossier_event *ev,
    struct err *e)
{
	struct dossier_entry *t = &r->entry;
	struct span *const to[] = { [LANG] = &t->lang, [FROM] = &t->from,
		[WHO] = &t->who, [ON] = &t->on, [AT] = &t->at, [AS] = &t->as,
		[RE] = &t->re, [PROPERTY] = &t->value };
	struct span word;

	r->state = AT_ENTRY_KEY;
	if (r->key != STANCE && r->key != PRIVATE)
		return keep(r, ev, to[r->key], e);
	if (keep(r, ev, &word, e) < 0)
		return -1;
	if (r->key == STANCE) {
		if (!span_is(word, "denies"))
			return wrong(ev, "stance: \"denies\" is the one word",
			    e);
		t->denies = true;
		return 0;
	}
	t->keep_private = span_is(word, "yes") ? 1 : 0;
	if (t->keep_private == 0 && !span_is(word, "no"))
		return wrong(ev, "private: yes or no", e);
	return 0;
}

int dossier_reader_event(void *reader, const struct dossier_event *ev,
    struct err *e)
{
	struct dossier_reader *r = reader;

	switch (r->state) {
	case AT_START:
		if (ev->kind != DOSSIER_DOC)
			break;
		r->state = AT_DOC;
		return 0;
	case AT_DOC:
		return open_doc(r, ev, e);
	case AT_KEY:
		return doc_key(r, ev, e);
	case AT_VALUE:
		return doc_value(r, ev, e);
	case AT_ENTRIES:
		if (ev->kind != DOSSIER_SEQUENCE)
			return wrong(ev, "after \"says:\" come entries: "
			    "\"- property: value\"", e);
		r->state = AT_ENTRY;
		return 0;
	case AT_ENTRY:
		return open_entry(r, ev, e);
	case AT_ENTRY_KEY:
		return entry_key(r, ev, e);
	case AT_ENTRY_VALUE:
		return entry_value(r, ev, e);
	case AT_DOC_END:
		if (ev->kind != DOSSIER_DOC_END)
			break;
		r->state = AT_START;
		return 0;
	}
	return wrong(ev, "a document should begin or end here", e);
}

int dossier_reader_open(struct dossier_reader **out, struct arena *a,
    struct err *e)
{
	struct dossier_reader *r;

	if (dossier_room(a, sizeof(*r), e) < 0)
		return -1;
	r = arena_take(a, 1, sizeof(*r));
	r->arena = a;
	*out = r;
	return 0;
}

int dossier_reader_end(struct dossier_reader *r, struct dossier *out,
    struct err *e)
{
	const struct dossier d = { r->count, r->entries };

	if (r->state != AT_START)
		return err_set(e, ERR_FORMAT, "the file ends within a "
		    "document");
	if (r->count == 0)
		return err_set(e, ERR_FORMAT, "the dossier is empty");
	if (dossier_entries_join(&d, r->arena, e) < 0)
		return -1;
	*out = d;
	return 0;
}
