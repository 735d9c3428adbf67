/* decision.c - decisions checked, signed and published; chains in words */
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "cli/decision.h"

#define ROOM ((size_t)1 << 30)

int cli_decision_subject(struct index *ix, const char *word, struct arena *a,
    struct span *out, struct err *e)
{
	static const enum stmt_kind kinds[] = { STMT_RECORD, STMT_PERSON };
	struct span text = span_of(word);
	char id[CODE_ID_CHARS + 1] = "";
	struct index_thing t;
	bool is_id;
	int got;

	for (int i = 0; i < 2; i++) {
		struct span kind = span_of(stmt_kind_name(kinds[i]));

		if (text.n > kind.n && span_starts(text, kind) &&
		    text.p[kind.n] == '/') {
			*out = text;
			return 0; /* looked up where it is used */
		}
	}
	is_id = code_id_forgive(text, id);
	for (int i = 0; i < 2 && is_id; i++) {
		got = index_thing(ix, kinds[i], span_of(id), &t, e);
		if (got < 0)
			return -1;
		if (got == 1) {
			*out = span_of(arena_fmt(a, "%s/%s",
			    stmt_kind_name(kinds[i]), id));
			return 0;
		}
	}
	got = index_thing_by_handle(ix, STMT_PERSON, text, &t, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_ABSENT, "'%s' is no record and no person"
		    " of this archive: give record/ID, person/ID or a person's"
		    " handle (kulpytas show NAME tells them)", word);
	*out = span_of(arena_fmt(a, "person/%s", t.id));
	return 0;
}

struct span cli_decision_name(struct index *ix,
    const struct index_thing *thing, struct arena *a)
{
	struct err why = { 0 };
	struct index_name name;
	struct index_record r;
	struct span best = { 0 };

	if (index_name_of(ix, thing, SPAN("en"), a, &name, &why) == 1)
		return name.form;
	if (thing->kind != STMT_RECORD || index_record(ix, thing, a, &r,
	    &why) != 1)
		return best;
	for (int i = 0; i < r.fact_count; i++)
		if (!r.facts[i].refused && span_starts(r.facts[i].property,
		    SPAN("name")) && (best.n == 0 ||
		    span_is(r.facts[i].property, "name")))
			best = r.facts[i].value;
	return best;
}

static void print_thing(FILE *f, struct index *ix,
    const struct index_thing *t, struct arena *a)
{
	struct span name = cli_decision_name(ix, t, a);

	fprintf(f, "%s/%s", stmt_kind_name(t->kind), t->id);
	if (name.n > 0) {
		fprintf(f, " (");
		cli_print_line(f, name);
		fprintf(f, ")");
	}
}

void cli_decision_chain(struct decide *d, struct index *ix, FILE *f)
{
	SCOPED(arena) a = { .cap = ROOM };
	struct err why = { 0 };
	struct decide_link *link;
	int n;

	if (decide_chain(d, &a, &link, &n, &why) < 0) {
		fprintf(f, "  (%s)\n", why.text);
		return;
	}
	for (int i = 0; i < n; i++) {
		char time[UTC_CHARS];

		fprintf(f, "  ");
		print_thing(f, ix, &link[i].a, &a);
		fprintf(f, "\n    %s ", link[i].apart ? "is not"
		    : "is the same as");
		print_thing(f, ix, &link[i].b, &a);
		if (link[i].here) {
			fprintf(f, "\n    said just now, not signed yet\n");
			continue;
		}
		utc_print(link[i].stmt.time, time);
		fprintf(f, "\n    act %llu, %.10s, ",
		    (unsigned long long)link[i].stmt.act, time);
		cli_print_line(f, link[i].stmt.keeper);
		fprintf(f, ", statement %s\n", link[i].stmt.id);
	}
}

struct signing {
	struct keep_archive a;
	struct crypt_secret *keeper;
	struct index *ix;
	struct decide *d;
	struct keep_pen *pen;
};

static int add_all(struct signing *s, const struct decide_one *list,
    int count, struct err *e)
{
	for (int i = 0; i < count; i++) {
		if (decide_add(s->d, &list[i], e) >= 0)
			continue;
		cli_decision_chain(s->d, s->ix, stderr);
		err_in(e, "%s %.*s %.*s", decide_word_name(list[i].word),
		    (int)list[i].a.n, list[i].a.p, (int)list[i].b.n,
		    list[i].b.p);
		return list[i].line == 0 ? -1 : err_in(e, "line %d",
		    list[i].line);
	}
	return 0;
}

static int sign(struct signing *s, const struct cli_call *c,
    const struct decide_one *list, int count, struct decide_done *out,
    struct err *e)
{
	const struct crypt_secret *signers[1];

	if (keep_archive_open(&s->a, c->archive, KEEP_WRITE, NULL, e) < 0 ||
	    keep_archive_index(&s->a, true, &s->ix, e) < 0 ||
	    decide_open(&s->d, s->ix, e) < 0 ||
	    add_all(s, list, count, e) < 0)
		return -1;
	if (decide_count(s->d) == 0) {
		memset(out, 0, sizeof(*out));
		return 0;
	}
	if (keep_archive_keeper(&s->a, cli_login(c), &s->keeper, e) < 0)
		return -1;
	signers[0] = s->keeper;
	if (keep_pen_open(&s->pen, &s->a, signers, 1, e) < 0 ||
	    decide_write(s->d, s->pen, out, e) < 0)
		return -1;
	decide_closep(&s->d);
	index_closep(&s->ix);
	return keep_pen_publish(s->pen, e);
}

int cli_decision_sign(const struct cli_call *c, const struct decide_one *list,
    int count, struct decide_done *out, struct err *e)
{
	struct signing *s = calloc(1, sizeof(*s));
	int rc;

	if (s == NULL)
		return err_set(e, ERR_IO, "out of memory");
	s->a.fd = s->a.public_fd = s->a.private_fd = s->a.lock_fd = -1;
	rc = sign(s, c, list, count, out, e);
	keep_pen_closep(&s->pen);
	decide_closep(&s->d);
	index_closep(&s->ix);
	crypt_secret_closep(&s->keeper);
	keep_archive_closep(&s->a);
	free(s);
	return rc;
}
