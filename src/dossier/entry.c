/* One entry of a dossier, judged by the table of properties. */
#include "base/file.h"
#include "base/scan.h"
#include "dossier/inside.h"
#include "when/when.h"

#define AT_MAX 64 /* bytes, FORMAT 4.1 */
#define AS_MAX 64

static bool is_name(struct span s)
{
	return stmt_handle_valid(s) || code_id_valid(s);
}

/* A path below the dossier's folder. */
static bool is_path(struct span s)
{
	struct span rest = s;

	if (s.n == 0 || s.n > FILE_PATH_MAX || s.p[0] == '/' ||
	    s.p[s.n - 1] == '/')
		return false;
	while (rest.n > 0) {
		size_t n = span_find(rest, '/');
		struct span part = { rest.p, n };

		if (n == 0 || span_is(part, ".."))
			return false;
		rest = span_skip(rest, n + 1);
	}
	return true;
}

static int check_value(const struct stmt_property *p, struct span value,
    struct err *e)
{
	if (value.n == 0)
		return err_set(e, ERR_FORMAT, "FORMAT 4.4: an empty value");
	if (p == NULL)
		return stmt_value_check(p, value, e);
	switch (p->type) {
	case STMT_SUBJECT:
		if (is_name(value))
			return 0;
		return err_set(e, ERR_FORMAT, "a handle or an id should stand "
		    "here");
	case STMT_HASH:
		if (span_starts(value, SPAN("sha256:")))
			return stmt_value_check(p, value, e);
		if (is_path(value))
			return stmt_value_check(NULL, value, e);
		return err_set(e, ERR_FORMAT, "a file's path should stand "
		    "here, relative to the dossier, without \"..\"");
	case STMT_ROW:
	case STMT_MAP:
		return err_set(e, ERR_FORMAT, "rows and maps come from lists, "
		    "not from dossiers");
	default:
		return stmt_value_check(p, value, e);
	}
}

static int check_property(const struct dossier_entry *t,
    const struct stmt_property *p, struct err *e)
{
	if (p != NULL && (p->subjects & 1u << t->kind) == 0)
		return err_set(e, ERR_FORMAT, "FORMAT 5.1: it is not said of "
		    "a %s", stmt_kind_name(t->kind));
	return check_value(p, t->value, e);
}

static int check_lang(struct dossier_entry *t, const struct stmt_property *p,
    struct span fallback, struct err *e)
{
	bool words = p != NULL && (p->type == STMT_TEXT ||
	    p->type == STMT_NAME);

	if (t->lang.p == NULL && words)
		t->lang = fallback;
	if (t->lang.p == NULL && words)
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: a text needs "
		    "\"lang:\", here or above");
	if (t->lang.p == NULL)
		return 0;
	if (p != NULL && !words)
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: only texts and "
		    "names have a lang");
	if (!stmt_lang_valid(t->lang))
		return err_set(e, ERR_FORMAT, "lang: not a language tag (BCP "
		    "47)");
	return 0;
}

/* "body:HANDLE" and "person:HANDLE" are subjects, all else is words. */
static int check_who(struct dossier_entry *t, struct span fallback,
    struct arena *a, struct err *e)
{
	struct scan s;

	if (t->who.p == NULL)
		t->who = fallback;
	if (t->who.n == 0)
		return 0;
	s = scan_of(t->who);
	if (scan_lit(&s, SPAN("body:")) || scan_lit(&s, SPAN("person:"))) {
		struct span kind = { t->who.p, (size_t)(s.at - t->who.p) - 1 };
		struct span name = scan_rest(&s);

		if (name.n > 0 && name.p[0] == ' ')
			return stmt_value_check(NULL, t->who, e);
		if (!is_name(name))
			return err_set(e, ERR_FORMAT, "who: no handle or id "
			    "after \"%.*s:\"", (int)kind.n, kind.p);
		t->who_is_subject = true;
		t->who = span_of(arena_fmt(a, "%.*s/%.*s", (int)kind.n, kind.p,
		    (int)name.n, name.p));
		return 0;
	}
	if (stmt_value_check(NULL, t->who, e) < 0)
		return err_in(e, "who");
	return 0;
}

static int check_rest(struct dossier_entry *t, const struct dossier_defaults *d,
    struct err *e)
{
	uint8_t commitment[CRYPT_HASH];
	struct when date;

	if (t->from.p == NULL)
		t->from = d->from;
	if (t->from.n > 0 && !is_name(t->from))
		return err_set(e, ERR_FORMAT, "from: the handle of a source "
		    "should stand here");
	if (t->on.p == NULL)
		t->on = d->on;
	if (t->on.p != NULL && when_parse(t->on, &date, e) < 0)
		return err_in(e, "on");
	if (t->at.p != NULL && (t->at.n == 0 || t->at.n > AT_MAX))
		return err_set(e, ERR_FORMAT, "FORMAT 4.1: at: 1 to %d bytes",
		    AT_MAX);
	if (t->at.n > 0 && stmt_value_check(NULL, t->at, e) < 0)
		return err_in(e, "at");
	if (t->as.p == NULL)
		return 0;
	if (t->as.n == 0 || t->as.n > AS_MAX || span_find(t->as, '#') <
	    t->as.n || stmt_id_parse(t->as, commitment))
		return err_set(e, ERR_FORMAT, "as: a name of 1 to %d bytes, "
		    "without #", AS_MAX);
	return 0;
}

int dossier_entry_check(struct dossier_entry *t,
    const struct dossier_defaults *d, struct arena *a, struct err *e)
{
	const struct stmt_property *p = stmt_property(t->property);

	if (dossier_room(a, t->who.n + d->who.n, e) < 0)
		return -1;
	if (check_property(t, p, e) < 0 ||
	    check_lang(t, p, d->lang, e) < 0 ||
	    check_who(t, d->who, a, e) < 0 || check_rest(t, d, e) < 0)
		return err_in(e, "%s", dossier_snip(t->property).text);
	return 0;
}
