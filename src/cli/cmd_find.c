/* kulpytas find: a person by a name, however it is spelt */
#include <string.h>

#include "base/scan.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "find/find.h"

#define FIND_ROOM ((size_t)1 << 30)
#define OUT_MAX ((size_t)4 << 20) /* bytes */
#define MOST 10

struct search {
	struct index *ix;
	struct find *find;
	struct arena mem;
	struct buf out; /* of json */
};

static void search_closep(struct search *s)
{
	index_closep(&s->ix);
	find_closep(&s->find);
	arena_closep(&s->mem);
}

/* ---- for people ---- */

static const char *const how_words[] = { "spelt so", "the same sounds as",
	"begins", "the initial of", "near", "a year of this life",
	"of", "not found" };

static void print_why(const struct find_hit *hit)
{
	printf("    ");
	for (int i = 0; i < hit->words; i++) {
		const struct find_why *y = &hit->why[i];

		printf("%s", i == 0 ? "" : "; ");
		cli_print_line(stdout, y->asked);
		printf(": %s", how_words[y->how]);
		if (y->how == FIND_SPELLED || y->how == FIND_YEAR ||
		    y->how == FIND_NOT)
			continue;
		printf(" ");
		cli_print_line(stdout, y->found);
	}
	printf("\n");
}

static void print_years(int born, int died)
{
	if (born > 0 && died > 0)
		printf(" (%d-%d)", born, died);
	else if (born > 0)
		printf(" (born %d)", born);
	else if (died > 0)
		printf(" (died %d)", died);
}

/* ---- for programs ---- */

static void json_why(struct buf *b, const struct find_hit *hit)
{
	buf_str(b, ",\"why\":[");
	for (int i = 0; i < hit->words; i++) {
		const struct find_why *y = &hit->why[i];

		buf_str(b, i == 0 ? "{\"asked\":" : ",{\"asked\":");
		buf_json(b, y->asked);
		buf_fmt(b, ",\"how\":\"%s\"", find_how_name(y->how));
		if (y->how != FIND_NOT) {
			buf_str(b, ",\"found\":");
			buf_json(b, y->found);
		}
		buf_fmt(b, ",\"cost\":%d}", y->cost);
	}
	buf_byte(b, ']');
}

static void json_person(struct buf *b, const struct find_person *p,
    struct span name)
{
	buf_fmt(b, "{\"id\":\"%s\",\"kind\":\"%s\",\"name\":", p->thing.id,
	    stmt_kind_name(p->thing.kind));
	buf_json(b, name);
	buf_str(b, ",\"form\":");
	buf_json(b, p->hit->form);
	if (p->born > 0)
		buf_fmt(b, ",\"born\":%d", p->born);
	if (p->died > 0)
		buf_fmt(b, ",\"died\":%d", p->died);
	buf_fmt(b, ",\"cost\":%d", p->hit->cost);
	json_why(b, p->hit);
	if (p->others > 0)
		buf_fmt(b, ",\"namesakes\":%llu",
		    (unsigned long long)p->others);
	buf_byte(b, '}');
}

/* ---- the command ---- */

static int put_person(struct search *s, const struct find_person *p,
    bool json, bool first, struct err *e)
{
	struct index_name name;
	int got = index_name_of(s->ix, &p->thing, SPAN("en"), &s->mem, &name,
	    e);

	if (got < 0)
		return -1;
	if (got == 0)
		name.form = p->hit->form;
	if (json) {
		if (!first)
			buf_byte(&s->out, ',');
		json_person(&s->out, p, name.form);
		return 0;
	}
	printf("%s/%s  ", stmt_kind_name(p->thing.kind), p->thing.id);
	cli_print_line(stdout, name.form);
	print_years(p->born, p->died);
	if (!span_eq(name.form, p->hit->form)) {
		printf(", also ");
		cli_print_line(stdout, p->hit->form);
	}
	printf("\n");
	print_why(p->hit);
	if (p->others > 0)
		printf("    and %llu more of this name\n",
		    (unsigned long long)p->others);
	return 0;
}

static int put_all(struct search *s, const struct find_answer *answer,
    struct span text, int most, bool json, struct err *e)
{
	struct find_person *people;
	struct span out;
	int n;

	if (find_people_of(s->ix, answer, most, &s->mem, &people, &n, e) < 0)
		return -1;
	if (!json && n == 0) {
		struct span some = { text.p, text.n < 100 ? text.n : 100 };

		some.n = utf8_valid_bytes(some);
		return err_set(e, ERR_ABSENT, "nobody here has a name like"
		    " '%.*s'%s", (int)some.n, some.p, answer->cut ? "; not"
		    " all of it was looked at: ask with fewer words" : "");
	}
	if (json) {
		buf_str(&s->out, "{\"cut\":");
		buf_str(&s->out, answer->cut ? "true" : "false");
		buf_str(&s->out, ",\"matches\":[");
	}
	for (int i = 0; i < n; i++)
		if (put_person(s, &people[i], json, i == 0, e) < 0)
			return -1;
	if (!json) {
		if (answer->cut)
			fprintf(stderr, "not all of it was looked at: ask with"
			    " fewer or longer words\n");
		return 0;
	}
	buf_str(&s->out, "]}\n");
	return buf_end(&s->out, &out, e) < 0 ? -1 : cli_out(out, e);
}

static int how_many(const struct cli_call *c, int *out, struct err *e)
{
	const char *given = cli_option(c, "n");
	struct scan s = scan_of(span_of(given));
	uint64_t n = MOST;

	if (given != NULL && (!scan_u64(&s, FIND_MOST, &n) ||
	    !scan_done(&s) || n == 0))
		return err_set(e, ERR_MISUSED, "-n %s: want a number from 1 to"
		    " %d", given, FIND_MOST);
	*out = (int)n;
	return 0;
}

int cli_find(const struct cli_call *c, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(search) s = { .mem = { .cap = FIND_ROOM } };
	struct find_answer answer;
	struct find_ask ask;
	struct buf text;
	bool keepers;

	if (how_many(c, &ask.most, e) < 0 || keep_archive_open(&a,
	    c->archive, KEEP_READ, NULL, e) < 0)
		return -1;
	buf_open(&text, &s.mem, FIND_TEXT_MAX + 1);
	for (int i = 0; i < c->count; i++) {
		buf_str(&text, i == 0 ? "" : " ");
		buf_str(&text, c->word[i]);
	}
	ask.text = span_trim(buf_span(&text));
	if (text.over)
		return err_set(e, ERR_LIMIT, "at most %d bytes can be asked"
		    " for", FIND_TEXT_MAX);
	if (ask.text.n == 0)
		return err_set(e, ERR_MISUSED, "whom to find? a name or a part"
		    " of one is wanted");
	ask.typing = true;
	buf_open(&s.out, &s.mem, OUT_MAX);
	keepers = a.private_fd >= 0;
	if (keep_archive_index(&a, keepers, &s.ix, e) < 0 ||
	    keep_archive_find(&a, keepers, s.ix, &s.find, e) < 0 ||
	    find_ask(s.find, &ask, &s.mem, &answer, e) < 0)
		return -1;
	return put_all(&s, &answer, ask.text, ask.most,
	    cli_option(c, "json") != NULL, e);
}
