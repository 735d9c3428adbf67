/* dossier.c - entries of dossiers into statements (doc/dossier.md) */
#include <string.h>

#include "base/code.h"
#include "base/file.h"
#include "bring/bring.h"
#include "decide/decide.h"
#include "dossier/dossier.h"
#include "vault/vault.h"

#define EVIDENCE_MAX ((uint64_t)4 << 30) /* bytes of one file */

struct one_file {
	const char *path;
	struct dossier d;
	char (*id)[STMT_ID_CHARS + 1]; /* of each entry, once stated */
};

static int read_file(struct bring_taking *t, struct one_file *f,
    struct err *e)
{
	SCOPED_FD fd = -1;

	if (bring_named_open(f->path, &fd, e) < 0)
		return -1;
	if (dossier_read(fd, t->mem, &f->d, e) < 0)
		return err_in(e, "%s", f->path);
	f->id = arena_take(t->mem, (size_t)f->d.count + 1, sizeof(*f->id));
	return 0;
}

static bool has_handle(enum stmt_kind kind)
{
	return kind == STMT_PERSON || kind == STMT_SOURCE ||
	    kind == STMT_EVENT || kind == STMT_BODY || kind == STMT_PLACE;
}

/* Every document's subject gets its id before anything refers to it. */
static int name_subjects(struct bring_taking *t, struct one_file *f,
    struct err *e)
{
	for (int i = 0; i < f->d.count; i++) {
		const struct dossier_entry *x = &f->d.entries[i];
		struct span id;
		int got;

		if (!has_handle(x->kind))
			continue;
		got = bring_named_thing(t, x->kind, x->subject, true, &id, e);
		if (got == 0)
			return err_set(e, ERR_ABSENT, "%s:%d: no %s %.*s in"
			    " this archive", f->path, x->line,
			    stmt_kind_name(x->kind), (int)x->subject.n,
			    x->subject.p);
		if (got < 0)
			return err_in(e, "%s:%d", f->path, x->line);
	}
	return 0;
}

/* "kind/id" of a thing that must be known. */
static int refer(struct bring_taking *t, enum stmt_kind kind,
    struct span handle, struct span *out, struct err *e)
{
	struct span id;
	int got = bring_named_thing(t, kind, handle, false, &id, e);

	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "no %s '%.*s' in this archive"
		    " or these files: write a document for it",
		    stmt_kind_name(kind), (int)handle.n, handle.p);
	*out = span_of(arena_fmt(t->mem, "%s/%.*s", stmt_kind_name(kind),
	    (int)id.n, id.p));
	return 0;
}

/* A subject value: "handle", or "kind:handle" / "kind/handle" where the
 * property allows several kinds. */
static int refer_value(struct bring_taking *t, const struct stmt_property *p,
    struct span value, struct span *out, struct err *e)
{
	for (int k = 0; k < STMT_KINDS; k++) {
		const char *name = stmt_kind_name((enum stmt_kind)k);
		size_t n = strlen(name);

		if ((p->targets & 1U << k) == 0)
			continue;
		if (value.n > n + 1 && span_starts(value, span_of(name)) &&
		    (value.p[n] == ':' || value.p[n] == '/'))
			return refer(t, (enum stmt_kind)k,
			    span_trim(span_skip(value, n + 1)), out, e);
	}
	for (int k = 0; k < STMT_KINDS; k++) {
		struct span id;
		int got;

		if ((p->targets & 1U << k) == 0)
			continue;
		got = bring_named_thing(t, (enum stmt_kind)k, value, false,
		    &id, e);
		if (got != 0)
			return got < 0 ? -1 : refer(t, (enum stmt_kind)k,
			    value, out, e);
	}
	return err_set(e, ERR_ABSENT, "nothing is named '%.*s' in this"
	    " archive or these files", (int)value.n, value.p);
}

/* A file beside the dossier, kept by its hash. */
static int keep_file(struct bring_taking *t, const struct one_file *f,
    struct span value, struct span *out, struct err *e)
{
	const char *slash = strrchr(f->path, '/');
	int dir = slash == NULL ? 0 : (int)(slash - f->path) + 1;
	uint8_t hash[CRYPT_HASH];
	char hex[2 * CRYPT_HASH + 1] = "";
	const char *path;
	SCOPED_FD fd = -1;

	if (vault_hash_parse(value, hash)) {
		*out = value;
		return 0;
	}
	path = arena_fmt(t->mem, "%.*s%.*s", dir, f->path, (int)value.n,
	    value.p);
	if (bring_named_open(path, &fd, e) < 0)
		return -1;
	if (bring_named_keep(t, path, fd, EVIDENCE_MAX, hash, e) < 0)
		return err_in(e, "%s", path);
	code_hex(hash, CRYPT_HASH, hex);
	*out = span_of(arena_fmt(t->mem, "sha256:%s", hex));
	return 0;
}

static int archive_subject(struct bring_taking *t, struct span *out,
    struct err *e)
{
	struct index_list list;

	if (index_of_act(t->ix, 0, t->mem, &list, e) < 0)
		return -1;
	for (int i = 0; i < list.count; i++)
		if (!list.at[i].hidden &&
		    list.at[i].s.subject.kind == STMT_ARCHIVE) {
			*out = list.at[i].s.about;
			return 0;
		}
	return err_set(e, ERR_FORMAT, "act 0 names no archive");
}

static int about_of(struct bring_taking *t, const struct dossier_entry *x,
    struct span *out, struct err *e)
{
	if (x->kind == STMT_ARCHIVE)
		return archive_subject(t, out, e);
	if (has_handle(x->kind) || x->kind == STMT_RECORD)
		return refer(t, x->kind, x->subject, out, e);
	*out = span_of(arena_fmt(t->mem, "%s/%.*s", stmt_kind_name(x->kind),
	    (int)x->subject.n, x->subject.p));
	return 0;
}

static enum stmt_verb verb_of(const struct bring_taking *t,
    const struct stmt_property *p)
{
	if (span_is(p->name, "same") || span_is(p->name, "same.shown") ||
	    span_is(p->name, "differs") || span_is(p->name, "finding") ||
	    span_is(p->name, "finding.reason"))
		return STMT_DECIDE;
	if (t->record && span_starts(p->name, SPAN("archive.")))
		return STMT_KEYS; /* a warden's word, FORMAT 3.5 */
	return t->record ? STMT_DO_RECORD : STMT_IMPORT;
}

/* The entry that carries this name (before any #column) in its `as`; -1. */
static int named_entry(const struct one_file *f, struct span name)
{
	name.n = span_find(name, '#');
	for (int i = 0; i < f->d.count; i++)
		if (f->d.entries[i].as.n > 0 &&
		    span_eq(f->d.entries[i].as, name))
			return i;
	return -1;
}

static int who_of(struct bring_taking *t, const struct dossier_entry *x,
    struct span *out, struct err *e)
{
	size_t slash = span_find(x->who, '/');
	enum stmt_kind kind;

	*out = x->who;
	if (!x->who_is_subject)
		return 0;
	if (!stmt_kind_of((struct span){ x->who.p, slash }, &kind))
		return err_set(e, ERR_FORMAT, "who: no such kind");
	return refer(t, kind, span_skip(x->who, slash + 1), out, e);
}

/* Why a word on a pair is refused, link by link. */
static void say_chain(struct bring_taking *t)
{
	struct err why = { 0 };
	struct decide_link *link;
	int n;

	if (decide_chain(t->who, t->mem, &link, &n, &why) < 0)
		return;
	for (int i = 0; i < n; i++)
		keep_say("  %s/%s %s %s/%s: %s%s", stmt_kind_name(
		    link[i].a.kind), link[i].a.id, link[i].apart ? "is not"
		    : "is the same as", stmt_kind_name(link[i].b.kind),
		    link[i].b.id, link[i].here ? "said in these files"
		    : "statement ", link[i].here ? "" : link[i].stmt.id);
}

static int check_pair(struct bring_taking *t, const struct stmt *s,
    struct err *e)
{
	if (!span_is(s->says, "same") && !span_is(s->says, "differs"))
		return 0;
	if (decide_take(t->who, s, e) == 0)
		return 0;
	say_chain(t);
	return -1;
}

static int state(struct bring_taking *t, struct one_file *f, int i,
    struct span re, struct err *e)
{
	const struct dossier_entry *x = &f->d.entries[i];
	const struct stmt_property *p = stmt_property(x->property);
	struct stmt s = { .says = x->property, .value = x->value,
	    .lang = x->lang, .at = x->at, .on = x->on, .re = re,
	    .denies = x->denies,
	    .stance = x->denies ? SPAN("denies") : SPAN("") };
	bool withheld;
	int got = 0;

	if (p == NULL)
		return err_set(e, ERR_FORMAT, "no property '%.*s'",
		    (int)x->property.n, x->property.p);
	withheld = p->sense == STMT_PRIVATE || x->keep_private == 1 ||
	    (p->sense == STMT_GUARDED && x->keep_private != 0);
	if (!x->denies && bring_archive_check(x->property, x->value, e) < 0)
		return -1;
	if (about_of(t, x, &s.about, e) < 0 || who_of(t, x, &s.who, e) < 0)
		return -1;
	if (x->from.n > 0 && refer(t, STMT_SOURCE, x->from, &s.from, e) < 0)
		return -1;
	if (p->type == STMT_SUBJECT)
		got = refer_value(t, p, x->value, &s.value, e);
	else if (p->type == STMT_HASH)
		got = keep_file(t, f, x->value, &s.value, e);
	if (got < 0 || check_pair(t, &s, e) < 0)
		return -1;
	t->done->entries++;
	return bring_named_say(t, verb_of(t, p), &s, withheld, f->id[i], e) < 0
	    ? -1 : 0;
}

/* One round over the entries whose `re` is known by now; returns how many
 * are left, -1. */
static int round_of(struct bring_taking *t, struct one_file *f, int *stated,
    struct err *e)
{
	int left = 0;

	*stated = 0;
	for (int i = 0; i < f->d.count; i++) {
		const struct dossier_entry *x = &f->d.entries[i];
		struct span re = x->re;
		int at = x->re.n > 0 ? named_entry(f, x->re) : -1;

		if (f->id[i][0] != '\0')
			continue;
		if (at >= 0 && f->id[at][0] == '\0') {
			left++;
			continue;
		}
		if (at >= 0)
			re = span_of(arena_fmt(t->mem, "%s%.*s", f->id[at],
			    (int)(re.n - span_find(re, '#')),
			    re.p + span_find(re, '#')));
		if (state(t, f, i, re, e) < 0)
			return err_in(e, "%s:%d: %.*s", f->path, x->line,
			    (int)x->property.n, x->property.p);
		++*stated;
	}
	return left;
}

int bring_dossiers(struct bring_taking *t, const char *const *files, int count,
    struct err *e)
{
	struct one_file *f = arena_take(t->mem, (size_t)count + 1,
	    sizeof(*f));
	SCOPED(decide) *who = NULL;

	if (decide_open(&who, t->ix, e) < 0)
		return -1;
	t->who = who;
	for (int i = 0; i < count; i++) {
		f[i].path = files[i];
		if (read_file(t, &f[i], e) < 0)
			return -1;
	}
	for (int i = 0; i < count; i++)
		if (name_subjects(t, &f[i], e) < 0)
			return -1;
	for (int i = 0; i < count; i++) {
		int left = 1, stated = 1;

		while (left > 0 && stated > 0)
			left = round_of(t, &f[i], &stated, e);
		if (left < 0)
			return -1;
		if (left > 0)
			return err_set(e, ERR_FORMAT, "%s: entries answer each"
			    " other in a circle (re, as)", f[i].path);
	}
	return 0;
}
