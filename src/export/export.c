#include "export/export.h"

#include <string.h>

#include "base/utc.h"
#include "export/inside.h"

#define AT_ONCE 16384 /* things asked for at once */

struct run {
	struct index *ix;
	const struct export_call *call;
	struct export_done done;
};

static int give(const struct run *r, struct buf *b, struct err *e)
{
	struct span text;

	if (buf_end(b, &text, e) < 0)
		return -1;
	return text.n == 0 ? 0 : r->call->sink(r->call->ctx, text, e);
}

/* ---- statements ---- */

void export_statement(const struct index_stmt *x, struct buf *out)
{
	char time[UTC_CHARS];

	utc_print(x->time, time);
	buf_fmt(out, "{\"id\":\"%s\",\"act\":%llu,\"time\":\"%.*s\","
	    "\"keeper\":", x->id, (unsigned long long)x->act, UTC_CHARS,
	    time);
	buf_json(out, x->keeper);
	if (x->withheld)
		buf_str(out, ",\"withheld\":true");
	buf_byte(out, ',');
	/* The line is an object with members: all but its first brace. */
	buf_add(out, span_skip(x->line_text, 1));
}

static const char header[] = "id,act,time,keeper,withheld,about,says,value,"
    "lang,stance,who,from,at,on,re,finding\r\n";

static void csv_statement(const struct index_stmt *x, struct buf *out)
{
	const struct stmt *s = &x->s;
	const struct span cell[] = { s->about, s->says, s->value, s->lang,
		s->stance, s->who, s->from, s->at, s->on, s->re, x->finding };
	char time[UTC_CHARS];

	utc_print(x->time, time);
	buf_fmt(out, "%s,%llu,%.*s,", x->id, (unsigned long long)x->act,
	    UTC_CHARS, time);
	buf_csv(out, x->keeper);
	buf_str(out, x->withheld ? ",yes" : ",");
	for (size_t i = 0; i < sizeof(cell) / sizeof(cell[0]); i++) {
		buf_byte(out, ',');
		buf_csv(out, cell[i]);
	}
	buf_str(out, "\r\n");
}

static void put_statement(struct run *r, const struct index_stmt *x,
    struct buf *b)
{
	if (x->is_void) {
		r->done.voids++;
	} else if (x->hidden || (x->withheld && !r->call->with_private)) {
		r->done.hidden++;
	} else {
		r->done.lines++;
		if (r->call->format == EXPORT_CSV) {
			csv_statement(x, b);
		} else {
			export_statement(x, b);
			buf_byte(b, '\n');
		}
	}
}

static int statements(struct run *r, struct err *e)
{
	SCOPED(arena) a = { .cap = EXPORT_ARENA };
	struct index_head head;

	if (index_head(r->ix, &head, e) < 0)
		return -1;
	if (r->call->format == EXPORT_CSV && r->call->sink(r->call->ctx,
	    span_of(header), e) < 0)
		return -1;
	for (uint64_t n = 0; n < head.acts; n++) {
		struct index_list list;
		struct buf b;

		arena_clear(&a);
		if (index_of_act(r->ix, n, &a, &list, e) < 0)
			return -1;
		buf_open(&b, &a, EXPORT_PIECE);
		for (int i = 0; i < list.count; i++)
			put_statement(r, &list.at[i], &b);
		if (give(r, &b, e) < 0)
			return err_in(e, "act %llu", (unsigned long long)n);
	}
	return 0;
}

/* ---- things ---- */

static int one_thing(struct run *r, const struct index_thing *thing,
    const struct export_table *t, struct arena *a, struct err *e)
{
	struct index_thing person;
	struct buf b;
	int got = thing->kind == STMT_RECORD
	    ? index_person_of(r->ix, thing, &person, e) : 0;

	if (got != 0)
		return got < 0 ? -1 : 0; /* it stands with that person */
	buf_open(&b, a, EXPORT_PIECE);
	if (r->call->format == EXPORT_CSV) {
		if (export_line(r->ix, thing, t, r->call->with_private, a, &b,
		    e) < 0)
			return -1;
	} else {
		if (export_thing(r->ix, thing, r->call->with_private, a, &b,
		    e) < 0)
			return -1;
		buf_byte(&b, '\n');
	}
	r->done.lines++;
	return give(r, &b, e);
}

static int things(struct run *r, enum stmt_kind kind,
    const struct export_table *t, struct err *e)
{
	SCOPED(arena) list_mem = { .cap = (size_t)64 << 20 };
	SCOPED(arena) a = { .cap = EXPORT_ARENA };
	struct index_thing *list;
	int64_t skip = 0;
	int count;

	do {
		arena_clear(&list_mem);
		if (index_things(r->ix, kind, skip, AT_ONCE, &list_mem, &list,
		    &count, e) < 0)
			return -1;
		for (int i = 0; i < count; i++) {
			arena_clear(&a);
			if (one_thing(r, &list[i], t, &a, e) < 0)
				return err_in(e, "%s/%s",
				    stmt_kind_name(list[i].kind), list[i].id);
		}
		skip += count;
	} while (count == AT_ONCE);
	return 0;
}

static int all_things(struct run *r, const struct export_table *t,
    struct err *e)
{
	SCOPED(arena) a = { .cap = 1 << 16 };
	struct buf b;

	buf_open(&b, &a, 1 << 14);
	export_header(t, &b);
	if (r->call->format == EXPORT_CSV && give(r, &b, e) < 0)
		return -1;
	if (t == &export_sources)
		return things(r, STMT_SOURCE, t, e);
	if (things(r, STMT_PERSON, t, e) < 0)
		return -1;
	return things(r, STMT_RECORD, t, e);
}

int export_run(struct index *ix, const struct export_call *c,
    struct export_done *done, struct err *e)
{
	struct run r = { .ix = ix, .call = c };
	int rc;

	switch (c->what) {
	case EXPORT_PEOPLE:
		rc = all_things(&r, &export_people, e);
		break;
	case EXPORT_SOURCES:
		rc = all_things(&r, &export_sources, e);
		break;
	default:
		rc = statements(&r, e);
		break;
	}
	if (rc == 0)
		*done = r.done;
	return rc;
}
