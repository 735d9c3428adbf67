/* table.c - one thing as a line of CSV or a JSON object */
#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "export/inside.h"

/* id, kind, main.name, names, same.as, records, sources, rows and rows.gone
 * are ours; all others are properties. */
static const char *const people[] = { "id", "kind", "main.name", "names",
	"status", "category", "name.family", "name.given", "name.patronymic",
	"sex", "age", "born.date", "born.place", "citizenship", "nationality",
	"home", "work", "study", "seen.date", "seen.place", "detained.date",
	"detained.place", "wounded.date", "wounded.place", "died.date",
	"died.time", "died.place", "died.cause", "found.date", "found.place",
	"returned.date", "buried.date", "buried.place", "same.as", "records",
	"sources" };
static const char *const sources[] = { "id", "handle", "title",
	"source.kind", "publisher", "published", "language", "address",
	"archived", "link", "licence", "rows", "rows.gone" };
const struct export_table export_people = { people,
	sizeof(people) / sizeof(people[0]) };
const struct export_table export_sources = { sources,
	sizeof(sources) / sizeof(sources[0]) };

#define BETWEEN SPAN(" | ")

static bool is_whole_name(struct span property)
{
	return span_is(property, "name") ||
	    span_is(property, "name.official") ||
	    span_is(property, "name.birth") || span_is(property, "name.nick");
}

int export_name(struct index *ix, const struct index_thing *thing,
    const struct export_said *said, int count, struct arena *a,
    struct index_name *out, struct err *e)
{
	int got = index_name_of(ix, thing, SPAN("en"), a, out, e);

	if (got != 0)
		return got < 0 ? -1 : 0;
	memset(out, 0, sizeof(*out));
	for (int i = 0; i < count && out->form.n == 0; i++)
		if (export_asserts(&said[i]) &&
		    (span_is(said[i].property, "name") ||
		    span_is(said[i].property, "title"))) {
			out->form = said[i].value;
			out->lang = said[i].lang;
		}
	return 0;
}

int export_rows_of(struct index *ix, const struct index_thing *source,
    struct arena *a, struct export_rows *out, struct err *e)
{
	struct index_source *list;
	int count;

	*out = (struct export_rows){ 0, 0 };
	if (index_lists(ix, a, &list, &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (list[i].thing.num == source->num)
			*out = (struct export_rows){ list[i].rows,
			    list[i].gone };
	return 0;
}

/* ---- CSV ---- */

void export_header(const struct export_table *t, struct buf *out)
{
	for (int i = 0; i < t->count; i++)
		buf_fmt(out, "%s%s", i == 0 ? "" : ",", t->column[i]);
	buf_str(out, "\r\n");
}

struct cell { /* values that are joined, each once */
	struct buf text;
	const struct export_said *said;
	int count;
};

static void join(struct cell *c, struct span s)
{
	if (c->text.n > 0)
		buf_add(&c->text, BETWEEN);
	buf_add(&c->text, s);
}

static bool said_before(const struct export_said *said, int i)
{
	for (int k = i - 1; k >= 0 &&
	    span_eq(said[k].property, said[i].property); k--)
		if (export_asserts(&said[k]) &&
		    span_eq(said[k].value, said[i].value) &&
		    span_eq(said[k].lang, said[i].lang))
			return true;
	return false;
}

static void join_property(struct cell *c, const char *property)
{
	for (int i = 0; i < c->count; i++)
		if (span_is(c->said[i].property, property) &&
		    export_asserts(&c->said[i]) &&
		    !said_before(c->said, i))
			join(c, c->said[i].value);
}

/* "Name [kk-Cyrl] | ..." */
static void join_names(struct cell *c)
{
	for (int i = 0; i < c->count; i++) {
		if (!is_whole_name(c->said[i].property) ||
		    !export_asserts(&c->said[i]) || said_before(c->said, i))
			continue;
		join(c, c->said[i].value);
		buf_str(&c->text, " [");
		buf_add(&c->text, c->said[i].lang);
		buf_str(&c->text, "]");
	}
}

static void join_sources(struct cell *c)
{
	for (int i = 0; i < c->count; i++) {
		bool seen = c->said[i].from.n == 0;

		for (int k = 0; k < i && !seen; k++)
			seen = span_eq(c->said[k].from, c->said[i].from);
		if (!seen)
			join(c, c->said[i].from);
	}
}

static int join_records(struct cell *c, struct index *ix,
    const struct index_thing *thing, struct arena *a, struct err *e)
{
	struct index_thing *list;
	int n = 0;

	if (thing->kind == STMT_PERSON &&
	    index_records_of(ix, thing, a, &list, &n, e) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		join(c, span_of(list[i].id));
	return 0;
}

/* A person whom keepers joined to another one. */
static int same_as(struct index *ix, const struct index_thing *thing,
    struct index_thing *out, struct err *e)
{
	return thing->kind == STMT_PERSON
	    ? index_person_of(ix, thing, out, e) : 0;
}

static int fill_cell(struct cell *c, const char *column, struct index *ix,
    const struct index_thing *thing, struct arena *a, struct err *e)
{
	struct index_thing other;
	struct export_rows rows;
	struct index_name name;
	int got;

	if (strcmp(column, "id") == 0) {
		join(c, span_of(thing->id));
	} else if (strcmp(column, "kind") == 0) {
		join(c, span_of(stmt_kind_name(thing->kind)));
	} else if (strcmp(column, "main.name") == 0) {
		if (export_name(ix, thing, c->said, c->count, a, &name,
		    e) < 0)
			return -1;
		join(c, name.form);
	} else if (strcmp(column, "names") == 0) {
		join_names(c);
	} else if (strcmp(column, "sources") == 0) {
		join_sources(c);
	} else if (strcmp(column, "records") == 0) {
		return join_records(c, ix, thing, a, e);
	} else if (strcmp(column, "same.as") == 0) {
		got = same_as(ix, thing, &other, e);
		if (got == 1)
			join(c, span_of(other.id));
		return got < 0 ? -1 : 0;
	} else if (strncmp(column, "rows", 4) == 0) {
		if (export_rows_of(ix, thing, a, &rows, e) < 0)
			return -1;
		buf_u64(&c->text, (uint64_t)(column[4] == '\0' ? rows.rows
		    : rows.gone));
	} else {
		join_property(c, column);
	}
	return 0;
}

int export_line(struct index *ix, const struct index_thing *thing,
    const struct export_table *t, bool with_private, struct arena *a,
    struct buf *out, struct err *e)
{
	struct export_said *said;
	struct cell c;

	if (export_said(ix, thing, with_private, a, &said, &c.count, e) < 0)
		return -1;
	c.said = said;
	buf_open(&c.text, a, EXPORT_PIECE);
	for (int i = 0; i < t->count; i++) {
		struct span text;

		buf_clear(&c.text);
		if (fill_cell(&c, t->column[i], ix, thing, a, e) < 0 ||
		    buf_end(&c.text, &text, e) < 0)
			return -1;
		if (i > 0)
			buf_byte(out, ',');
		buf_csv(out, text);
	}
	buf_str(out, "\r\n");
	return 0;
}

/* ---- JSON ---- */

static void member(struct buf *b, const char *name, struct span value)
{
	if (value.n == 0)
		return;
	buf_fmt(b, ",\"%s\":", name);
	buf_json(b, value);
}

static void put_said(const struct export_said *s, struct buf *b)
{
	char time[UTC_CHARS];

	utc_print(s->time, time);
	buf_str(b, "{\"value\":");
	buf_json(b, s->value);
	member(b, "lang", s->lang);
	member(b, "who", s->who);
	member(b, "from", s->from);
	member(b, "at", s->at);
	member(b, "on", s->on);
	member(b, "re", s->re);
	member(b, "record", span_of(s->record));
	member(b, "column", s->column);
	if (s->denies)
		buf_str(b, ",\"stance\":\"denies\"");
	member(b, "finding", s->finding);
	if (s->refused)
		buf_str(b, ",\"unread\":true");
	if (s->withheld)
		buf_str(b, ",\"withheld\":true");
	member(b, "id", span_of(s->id));
	buf_fmt(b, ",\"act\":%llu,\"time\":\"%.*s\"}",
	    (unsigned long long)s->act, UTC_CHARS, time);
}

/* "said":{"born.date":[{...},...],...}; cells without a meaning stand under
 * "cells", each with its column. */
static void put_all_said(const struct export_said *said, int count,
    struct buf *b)
{
	int i = 0;

	buf_str(b, ",\"said\":{");
	for (; i < count && said[i].property.n > 0; i++) {
		bool first = i == 0 || !span_eq(said[i].property,
		    said[i - 1].property);

		if (first) {
			buf_str(b, i == 0 ? "" : "],");
			buf_json(b, said[i].property);
			buf_str(b, ":[");
		} else {
			buf_byte(b, ',');
		}
		put_said(&said[i], b);
	}
	buf_str(b, i > 0 ? "]}" : "}");
	if (i == count)
		return;
	buf_str(b, ",\"cells\":[");
	for (int first = i; i < count; i++) {
		buf_str(b, i == first ? "" : ",");
		put_said(&said[i], b);
	}
	buf_byte(b, ']');
}

static int put_person(struct index *ix, const struct index_thing *thing,
    struct arena *a, struct buf *b, struct err *e)
{
	struct index_thing other, *list;
	int n = 0, got = same_as(ix, thing, &other, e);

	if (got < 0 || (thing->kind == STMT_PERSON &&
	    index_records_of(ix, thing, a, &list, &n, e) < 0))
		return -1;
	if (got == 1)
		member(b, "same.as", span_of(other.id));
	for (int i = 0; i < n; i++)
		buf_fmt(b, "%s\"%s\"", i == 0 ? ",\"records\":[" : ",",
		    list[i].id);
	buf_str(b, n > 0 ? "]" : "");
	return 0;
}

int export_thing(struct index *ix, const struct index_thing *thing,
    bool with_private, struct arena *a, struct buf *out, struct err *e)
{
	struct export_said *said;
	struct export_rows rows;
	struct index_name name;
	int count;

	if (export_said(ix, thing, with_private, a, &said, &count, e) < 0 ||
	    export_name(ix, thing, said, count, a, &name, e) < 0)
		return -1;
	buf_fmt(out, "{\"id\":\"%s\",\"kind\":\"%s\"", thing->id,
	    stmt_kind_name(thing->kind));
	member(out, "name", name.form);
	member(out, "lang", name.lang);
	if (put_person(ix, thing, a, out, e) < 0)
		return -1;
	if (thing->kind == STMT_SOURCE) {
		if (export_rows_of(ix, thing, a, &rows, e) < 0)
			return -1;
		buf_fmt(out, ",\"rows\":%lld,\"rows.gone\":%lld",
		    (long long)rows.rows, (long long)rows.gone);
	}
	put_all_said(said, count, out);
	buf_byte(out, '}');
	return 0;
}
