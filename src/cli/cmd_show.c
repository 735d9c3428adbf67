#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "cli/cli.h"
#include "export/export.h"
#include "find/find.h"

#define SHOW_ROOM ((size_t)2 << 30)
#define SHOW_JSON ((size_t)512 << 20)
#define SHOW_MATCHES 100
#define SHOW_CLOSE 60 /* hundredths of a letter changed */

struct show {
	struct keep_archive *archive;
	struct index *ix;
	struct find *find;
	bool json, keepers;
	struct arena mem;
	struct buf out; /* of json */
};

static const enum stmt_kind kinds[] = { STMT_PERSON, STMT_RECORD, STMT_EVENT,
	STMT_SOURCE, STMT_BODY, STMT_PLACE };
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* ---- words for people; what came from outside is made safe ---- */

/* Further lines of a text stand under its first. */
static void print_text(const char *indent, struct span s)
{
	while (s.n > 0) {
		struct span line = { s.p, span_find(s, '\n') };

		cli_print_safe(stdout, line);
		s = span_skip(s, line.n + 1);
		if (s.n > 0)
			printf("\n%s", indent);
	}
}

static void print_part(const char *head, struct span s)
{
	if (s.n == 0)
		return;
	printf("; %s", head);
	print_text("      ", s);
}

static void print_time(int64_t t)
{
	char text[UTC_CHARS];

	utc_print(t, text);
	printf("%.*s", UTC_CHARS, text);
}

/* What a thing is called: a name, a title or a handle. */
static struct span called(struct show *w, const struct index_thing *thing)
{
	struct err why = { 0 };
	struct index_name name;
	struct index_list list;
	struct span best = { 0 };
	int rank = 0;

	if (index_name_of(w->ix, thing, SPAN("en"), &w->mem, &name,
	    &why) == 1)
		return name.form;
	if (index_about(w->ix, thing, &w->mem, &list, &why) < 0)
		return best;
	for (int i = 0; i < list.count; i++) {
		const struct stmt *s = &list.at[i].s;
		int is = list.at[i].hidden || s->denies ? 0
		    : span_is(s->says, "name") || span_is(s->says, "title")
		    ? 2 : span_is(s->says, "handle") ? 1 : 0;

		if (is > rank) {
			rank = is;
			best = s->value;
		}
	}
	return best;
}

/* "source/<id>" and the like, with what it is called. */
static void print_subject(struct show *w, struct span text)
{
	struct stmt_subject s;
	struct index_thing thing;
	struct err why = { 0 };

	cli_print_safe(stdout, text);
	if (stmt_subject_parse(text, &s, &why) == 0 && s.kind <= STMT_SOURCE &&
	    index_thing(w->ix, s.kind, s.id, &thing, &why) == 1) {
		struct span name = called(w, &thing);

		if (name.n > 0) {
			printf(" (");
			print_text("      ", name);
			printf(")");
		}
	}
}

static void print_source(struct show *w, struct span id)
{
	if (id.n == 0)
		return;
	printf("; from ");
	print_subject(w, span_of(arena_fmt(&w->mem, "source/%.*s", (int)id.n,
	    id.p)));
}

static void print_property(struct span property)
{
	const struct stmt_property *p = stmt_property(property);

	if (p != NULL) {
		cli_print_safe(stdout, stmt_label(p, SPAN("en")));
		printf(" (");
	}
	cli_print_safe(stdout, property);
	if (p != NULL)
		printf(")");
}

static void print_said(struct show *w, const struct export_said *s)
{
	const struct stmt_property *p = stmt_property(s->property);

	printf("  ");
	if (s->property.n == 0) {
		cli_print_safe(stdout, s->column);
		printf(": ");
	}
	if (p != NULL && p->type == STMT_SUBJECT)
		print_subject(w, s->value);
	else
		print_text("  ", s->value);
	if (s->lang.n > 0) {
		printf(" [");
		cli_print_safe(stdout, s->lang);
		printf("]");
	}
	printf("\n      said by ");
	if (s->who.n == 0)
		printf("%s", s->from.n > 0 ? "the source" : "the keepers");
	else
		print_subject(w, s->who);
	print_source(w, s->from);
	print_part("at ", s->at);
	print_part("on ", s->on);
	print_part("answers ", s->re);
	print_part("column ", s->property.n > 0 ? s->column
	    : (struct span){ 0 });
	print_part("finding: ", s->finding);
	printf("%s%s%s\n      statement %s, act %llu, ",
	    s->denies ? "; DENIES this" : "",
	    s->refused ? "; the cell is no such value" : "",
	    s->withheld ? "; WITHHELD from the public" : "", s->id,
	    (unsigned long long)s->act);
	print_time(s->time);
	printf("\n");
}

/* ---- things ---- */

static int print_thing(struct show *w, const struct index_thing *thing,
    struct err *e)
{
	struct span name = called(w, thing);
	struct index_thing *records, person;
	struct export_said *said;
	int count, n = 0, got = 0;

	if (thing->kind == STMT_PERSON && index_records_of(w->ix, thing,
	    &w->mem, &records, &n, e) < 0)
		return -1;
	if (thing->kind == STMT_PERSON || thing->kind == STMT_RECORD)
		got = index_person_of(w->ix, thing, &person, e);
	if (got < 0 || export_said(w->ix, thing, w->keepers, &w->mem, &said,
	    &count, e) < 0)
		return -1;
	printf("%s/%s  ", stmt_kind_name(thing->kind), thing->id);
	print_text("", name);
	printf("\n");
	if (got == 1)
		printf("the same as person/%s\n", person.id);
	for (int i = 0; i < n; i++)
		printf("joined: record/%s\n", records[i].id);
	for (int i = 0; i < count; i++) {
		if (i == 0 || !span_eq(said[i].property,
		    said[i - 1].property)) {
			printf("\n");
			if (said[i].property.n > 0)
				print_property(said[i].property);
			else
				printf("Columns without a meaning yet");
			printf("\n");
		}
		print_said(w, &said[i]);
	}
	return 0;
}

static int show_thing(struct show *w, const struct index_thing *thing,
    struct err *e)
{
	if (!w->json)
		return print_thing(w, thing, e);
	return export_thing(w->ix, thing, w->keepers, &w->mem, &w->out, e);
}

/* ---- statements ---- */

static void json_statement(struct show *w, const struct index_stmt *x)
{
	char time[UTC_CHARS];

	if (!x->hidden && x->line_text.n > 0 && !x->is_void) {
		export_statement(x, &w->out);
		return;
	}
	utc_print(x->time, time);
	buf_fmt(&w->out, "{\"id\":\"%s\",\"act\":%llu,\"time\":\"%.*s\","
	    "\"keeper\":", x->id, (unsigned long long)x->act, UTC_CHARS,
	    time);
	buf_json(&w->out, x->keeper);
	if (x->withheld || x->hidden)
		buf_str(&w->out, ",\"withheld\":true");
	if (x->is_void) {
		buf_str(&w->out, ",\"void\":");
		buf_json(&w->out, x->void_rule);
	}
	buf_byte(&w->out, '}');
}

static void print_statement(struct show *w, const struct index_stmt *x)
{
	printf("statement %s\n  act %llu, line %d, ", x->id,
	    (unsigned long long)x->act, x->line + 1);
	print_time(x->time);
	printf(", signed by ");
	cli_print_safe(stdout, x->keeper);
	if (x->is_void) {
		printf("\n  VOID: ");
		cli_print_safe(stdout, x->void_rule);
	}
	if (x->withheld || x->hidden)
		printf("\n  WITHHELD%s", x->hidden ? "" : " from the public");
	if (x->finding.n > 0)
		printf("\n  finding: %.*s", (int)x->finding.n, x->finding.p);
	if (!x->hidden && x->s.about.n > 0) {
		printf("\n  about ");
		print_subject(w, x->s.about);
		printf("\n  ");
		print_property(x->s.says);
	}
	printf("\n");
	if (!x->hidden) {
		printf("  ");
		cli_print_safe(stdout, x->line_text);
		printf("\n");
	}
}

static void show_list(struct show *w, const struct index_list *list,
    const char *words, const char *member)
{
	if (w->json)
		buf_fmt(&w->out, ",\"%s\":[", member);
	else if (list->count > 0)
		printf("\n%s\n", words);
	for (int i = 0; i < list->count; i++) {
		if (w->json) {
			buf_str(&w->out, i == 0 ? "" : ",");
			json_statement(w, &list->at[i]);
		} else {
			print_statement(w, &list->at[i]);
		}
	}
	if (w->json)
		buf_byte(&w->out, ']');
}

static int show_statement(struct show *w, const uint8_t id[CRYPT_HASH],
    struct err *e)
{
	struct index_stmt x;
	struct index_list answers;
	int got = index_statement(w->ix, id, &w->mem, &x, e);

	if (got <= 0)
		return got;
	if (index_answers(w->ix, id, &w->mem, &answers, e) < 0)
		return -1;
	if (w->json) {
		buf_str(&w->out, "{\"statement\":");
		json_statement(w, &x);
		if (x.finding.n > 0) {
			buf_str(&w->out, ",\"finding\":");
			buf_json(&w->out, x.finding);
		}
	} else {
		print_statement(w, &x);
	}
	show_list(w, &answers, "What was said about it:", "answers");
	if (w->json)
		buf_byte(&w->out, '}');
	return 1;
}

/* ---- acts ---- */

static int show_act(struct show *w, uint64_t number, struct err *e)
{
	struct index_list list;
	struct index_act *act;
	char time[UTC_CHARS];
	int n;

	if (index_acts(w->ix, number, 1, &w->mem, &act, &n, e) < 0)
		return -1;
	if (n == 0)
		return 0;
	if (index_of_act(w->ix, number, &w->mem, &list, e) < 0)
		return -1;
	utc_print(act->time, time);
	if (w->json) {
		buf_fmt(&w->out, "{\"act\":%llu,\"time\":\"%.*s\",\"verb\":"
		    "\"%s\",\"keeper\":", (unsigned long long)number,
		    UTC_CHARS, time, stmt_verb_name(act->verb));
		buf_json(&w->out, act->keeper);
		if (act->is_void) {
			buf_str(&w->out, ",\"void\":");
			buf_json(&w->out, act->rule);
		}
	} else {
		printf("act %llu: %s, %.*s, signed by ",
		    (unsigned long long)number, stmt_verb_name(act->verb),
		    UTC_CHARS, time);
		cli_print_safe(stdout, act->keeper);
		if (act->is_void) {
			printf("\nVOID: ");
			cli_print_safe(stdout, act->rule);
			printf(": ");
			cli_print_safe(stdout, act->reason);
		}
		printf("\n");
	}
	show_list(w, &list, "Its statements:", "statements");
	if (w->json)
		buf_byte(&w->out, '}');
	return 1;
}

/* ---- what was asked for ---- */

static int by_id(struct show *w, struct span word, struct err *e)
{
	struct index_thing thing;
	char id[CODE_ID_CHARS];

	if (!code_id_forgive(word, id))
		return 0;
	for (size_t i = 0; i < KINDS; i++) {
		int got = index_thing(w->ix, kinds[i], (struct span){ id,
		    CODE_ID_CHARS }, &thing, e);

		if (got == 1)
			got = show_thing(w, &thing, e) < 0 ? -1 : 1;
		if (got != 0)
			return got;
	}
	return 0;
}

static int by_handle(struct show *w, struct span word, struct err *e)
{
	struct index_thing thing;

	for (size_t i = 0; i < KINDS && stmt_handle_valid(word); i++) {
		int got = index_thing_by_handle(w->ix, kinds[i], word, &thing,
		    e);

		if (got == 1)
			got = show_thing(w, &thing, e) < 0 ? -1 : 1;
		if (got != 0)
			return got;
	}
	return 0;
}

/* A name that is theirs, if perhaps otherwise spelt. */
static bool is_close(const struct find_person *p)
{
	return p->hit->cost <= SHOW_CLOSE;
}

static int list_people(struct show *w, const struct find_person *list, int n,
    struct err *e)
{
	if (w->json)
		buf_str(&w->out, "{\"matches\":[");
	for (int i = 0; i < n; i++) {
		const struct index_thing *t = &list[i].thing;
		struct index_name name = { .form = list[i].hit->form };

		if (index_name_of(w->ix, t, SPAN("en"), &w->mem, &name,
		    e) < 0)
			return -1;
		if (w->json) {
			buf_fmt(&w->out, "%s{\"id\":\"%s\",\"kind\":\"%s\","
			    "\"name\":", i == 0 ? "" : ",", t->id,
			    stmt_kind_name(t->kind));
			buf_json(&w->out, name.form);
			buf_byte(&w->out, '}');
		} else {
			printf("%s/%s  ", stmt_kind_name(t->kind), t->id);
			print_text("", name.form);
			printf("\n");
		}
	}
	if (w->json)
		buf_str(&w->out, "]}");
	return 1;
}

/* One whose name it is, or all whose name it might be. */
static int by_name(struct show *w, struct span word, struct err *e)
{
	struct find_ask ask = { word, FIND_MOST, true };
	struct find_answer answer;
	struct find_person *list;
	int n, close = 0;

	if (keep_archive_find(w->archive, w->keepers, w->ix, &w->find,
	    e) < 0 || find_ask(w->find, &ask, &w->mem, &answer, e) < 0 ||
	    find_people_of(w->ix, &answer, SHOW_MATCHES, &w->mem, &list, &n,
	    e) < 0)
		return -1;
	while (close < n && is_close(&list[close]))
		close++;
	if (close == 1)
		return show_thing(w, &list[0].thing, e) < 0 ? -1 : 1;
	n = close > 0 ? close : n;
	return n == 0 ? 0 : list_people(w, list, n, e);
}

static int show(struct show *w, struct span word, struct err *e)
{
	struct stmt_subject s;
	struct err why = { 0 };
	uint8_t id[CRYPT_HASH];
	int got = 0;

	if (stmt_subject_parse(word, &s, &why) == 0) {
		word = s.id; /* "person/..." is fine too */
		if (s.kind == STMT_ACT)
			return show_act(w, s.act, e);
	}
	if (stmt_id_parse(word, id))
		got = show_statement(w, id, e);
	if (got == 0)
		got = by_id(w, word, e);
	if (got == 0)
		got = by_handle(w, word, e);
	return got == 0 ? by_name(w, word, e) : got;
}

static void show_closep(struct show *w)
{
	index_closep(&w->ix);
	find_closep(&w->find);
	arena_closep(&w->mem);
}

int cli_show(const struct cli_call *c, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(show) w = { .mem = { .cap = SHOW_ROOM } };
	struct span text;
	int got;

	w.json = cli_option(c, "json") != NULL;
	buf_open(&w.out, &w.mem, SHOW_JSON);
	if (keep_archive_open(&a, c->archive, KEEP_READ, NULL, e) < 0)
		return -1;
	w.keepers = a.private_fd >= 0;
	w.archive = &a;
	if (keep_archive_index(&a, w.keepers, &w.ix, e) < 0)
		return -1;
	got = show(&w, span_trim(span_of(c->word[0])), e);
	if (got == 0)
		return err_set(e, ERR_ABSENT, "nothing here has this id, handle"
		    " or name: %s", c->word[0]);
	if (got < 0 || !w.json)
		return got < 0 ? -1 : 0;
	buf_byte(&w.out, '\n');
	if (buf_end(&w.out, &text, e) < 0)
		return -1;
	return cli_out(text, e);
}
