/* Rows that no program of ours writes, and a keeper may still sign. */
#include "../tap.h"
#include "forged.h"
#include "index/rebuild.h"

#define RECORD "00000000001B"

/* A row of the list, which answers no earlier one. */
static const char *row(const char *name)
{
	char salt[STMT_SALT_CHARS];

	stmt_salt(salt);
	return arena_fmt(&mem, "{\"about\":\"record/" RECORD "\",\"at\":"
	    "\"row=1\",\"from\":\"source/" RECORD "\",\"salt\":\"%.*s\","
	    "\"says\":\"row\",\"value\":{\"name\":\"%s\"}}",
	    STMT_SALT_CHARS, salt, name);
}

static void test_second_row(void)
{
	SCOPED(index) *ix = NULL;
	struct index_record r = { .fact_count = 0 };
	struct index_thing record;
	struct log l;
	char path[96];

	log_open(&l);
	found(&l);
	ACT(&l, STMT_IMPORT, FIRST, "source/" RECORD "|map|name\tname\tlang=en");
	ACT(&l, STMT_IMPORT, FIRST, row("Test Person One"));
	ACT(&l, STMT_IMPORT, FIRST, row("Test Person Two"));
	(void)snprintf(path, sizeof(path), "%s/index.db", l.dir);
	CHECK(index_rebuild(&(struct index_place){ .db_path = path,
	    .public_fd = l.public_fd, .private_fd = -1 }, &l.head, &e) == 0,
	    "a second row that answers none is indexed: %s", e.text);
	CHECK(index_open(&ix, path, l.public_fd, -1, &e) == 0 &&
	    index_thing(ix, STMT_RECORD, SPAN(RECORD), &record, &e) == 1 &&
	    index_record(ix, &record, &mem, &r, &e) == 1,
	    "and read: %s", e.text);
	CHECK(r.fact_count == 1 && span_is(r.facts[0].value,
	    "Test Person Two"), "by the map of its list");
	CHECK(r.row.act == 3, "the latest counts: act %d", (int)r.row.act);
	index_closep(&ix);
	log_close(&l);
}

int main(void)
{
	if (forged_start() < 0)
		return 1;
	test_second_row();
	forged_stop();
	return DONE();
}
