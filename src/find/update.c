/* update.c - search files made from an index, and kept up with it */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "find/inside.h"
#include "index/known.h"

#define ROOM ((size_t)1 << 30)   /* of arena for lists and changes */
#define ACTS_MOST 64             /* new ones; more: made anew */
#define LISTS 4096               /* whose names are looked for */

struct list {
	struct index_thing thing;
	struct span name;
	bool named;
};
struct update {
	struct index *ix;
	struct find_maker *maker;
	struct arena mem;
	struct list *list;
	int lists;
	int64_t last;
};

static void update_closep(struct update *u)
{
	find_maker_closep(&u->maker);
	arena_closep(&u->mem);
}

/* ---- names of lists ---- */

static int name_list(struct update *u, const struct index_thing *source,
    struct span *out, struct err *e)
{
	struct index_list about;

	*out = (struct span){ 0 };
	if (index_about(u->ix, source, &u->mem, &about, e) < 0)
		return -1;
	for (int i = 0; i < about.count; i++) {
		const struct index_stmt *x = &about.at[i];

		if (!x->hidden && !x->withheld && !x->s.denies &&
		    span_is(x->s.says, "title") && out->n == 0)
			*out = x->s.value;
	}
	return 0;
}

/* All lists, with their names: nothing can be asked while entries come. */
static int read_lists(struct update *u, struct err *e)
{
	struct index_source *source;
	int n;

	if (index_lists(u->ix, &u->mem, &source, &n, e) < 0)
		return -1;
	n = n < LISTS ? n : LISTS;
	u->list = arena_take(&u->mem, (size_t)n + 1, sizeof(*u->list));
	for (u->lists = 0; u->lists < n; u->lists++) {
		struct list *l = &u->list[u->lists];

		l->thing = source[u->lists].thing;
		l->named = true;
		if (name_list(u, &l->thing, &l->name, e) < 0)
			return -1;
	}
	return 0;
}

/* All sources, of which few are asked for: counting rows takes long. */
static int read_sources(struct update *u, struct err *e)
{
	struct index_thing *source;
	int n;

	if (index_things(u->ix, STMT_SOURCE, 0, LISTS, &u->mem, &source, &n,
	    e) < 0)
		return -1;
	u->list = arena_take(&u->mem, (size_t)n + 1, sizeof(*u->list));
	for (u->lists = 0; u->lists < n; u->lists++)
		u->list[u->lists].thing = source[u->lists];
	return 0;
}

static int name_source(struct update *u, int64_t num, struct err *e)
{
	for (int i = 0; i < u->lists; i++) {
		struct list *l = &u->list[i];

		if (l->thing.num != num || l->named)
			continue;
		if (name_list(u, &l->thing, &l->name, e) < 0)
			return -1;
		l->named = true;
	}
	return 0;
}

/* ---- entries ---- */

static struct span line_of(struct span *rest)
{
	struct span line = { rest->p, span_find(*rest, '\n') };

	*rest = span_skip(*rest, line.n + 1);
	return line;
}

/* All but the form. */
static struct find_entry entry_of(const struct update *u,
    const struct index_known *k)
{
	struct find_entry x = { .record = k->thing.kind == STMT_RECORD,
	    .born = k->born, .died = k->died };
	struct span places = k->places;
	int n = 0;

	memcpy(x.id, k->thing.id, sizeof(x.id));
	for (int i = 0; i < u->lists; i++)
		if (u->list[i].thing.num == k->source && u->list[i].name.n > 0 &&
		    k->source != 0)
			x.tag[n++] = u->list[i].name;
	while (places.n > 0 && n < FIND_TAGS)
		x.tag[n++] = line_of(&places);
	return x;
}

static int add_all(void *ctx, const struct index_known *k, struct err *e)
{
	struct update *u = ctx;
	struct find_entry x = entry_of(u, k);
	struct span more = k->more;

	u->last = k->thing.num > u->last ? k->thing.num : u->last;
	x.form = k->form;
	if (find_maker_add(u->maker, &x, e) < 0)
		return -1;
	while (more.n > 0) {
		x.form = line_of(&more);
		if (x.form.n > 0 && find_maker_add(u->maker, &x, e) < 0)
			return -1;
	}
	return 0;
}

static int state_of(struct index *ix, struct find_state *out, struct err *e)
{
	struct index_head head;

	if (index_head(ix, &head, e) < 0)
		return -1;
	*out = (struct find_state){ .acts = head.acts };
	memcpy(out->root, head.root, sizeof(out->root));
	return 0;
}

static int make_anew(struct update *u, const char *path,
    struct find_state *state, struct err *e)
{
	if (read_lists(u, e) < 0 || find_maker_open(&u->maker, e) < 0 ||
	    index_known_all(u->ix, add_all, u, e) < 0)
		return -1;
	state->last = u->last;
	return find_maker_write(u->maker, path, state, e);
}

/* ---- what came since ---- */

/* Acts of other kinds change what earlier ones are worth. */
static int only_adds(struct update *u, uint64_t number, struct err *e)
{
	struct index_act *act;
	int n;

	if (index_acts(u->ix, number, 1, &u->mem, &act, &n, e) < 0)
		return -1;
	return n == 1 && !act->is_void && (act->verb == STMT_IMPORT ||
	    act->verb == STMT_DO_RECORD || act->verb == STMT_CANDLES);
}

/* Words that change what other statements are worth, or what rows mean. */
static bool reaches_back(const struct index_stmt *x)
{
	static const char *const words[] = { "withheld", "disclosed", "map",
		"finding", "same", "different", "title" };

	if (x->hidden || x->withheld || x->is_void || x->s.denies)
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (span_is(x->s.says, words[i]))
			return true;
	return false;
}

/* Was the thing spoken of before act? */
static int is_older(struct update *u, const struct index_thing *thing,
    uint64_t act, struct err *e)
{
	struct index_list about;

	if (index_about(u->ix, thing, &u->mem, &about, e) < 0)
		return -1;
	return about.count > 0 && about.at[0].act < act;
}

struct news {
	struct find_entry *at;
	int count, room;
};

static void push(struct update *u, struct news *n, struct find_entry x)
{
	if (n->count == n->room) {
		int room = n->room == 0 ? 64 : n->room * 2;
		struct find_entry *more = arena_take(&u->mem, (size_t)room,
		    sizeof(*more));

		if (n->count > 0)
			memcpy(more, n->at, (size_t)n->count * sizeof(*more));
		n->at = more;
		n->room = room;
	}
	n->at[n->count++] = x;
}

static bool same_tags(const struct find_segment *s, uint32_t set,
    const struct find_entry *x)
{
	uint32_t from = set == 0 ? 0 : s->set_member[set - 1];
	uint32_t n = set == 0 ? 0 : s->set_member[set] - from, want = 0;

	for (int i = 0; i < FIND_TAGS; i++) {
		if (x->tag[i].n == 0)
			continue;
		if (want >= n || !span_eq(x->tag[i], find_segment_tag(s,
		    s->member[from + want])))
			return false;
		want++;
	}
	return want == n;
}

/* Marks the forms of news that are there already; false where something is
 * there that is not so now. */
static bool still_so(const struct find *f, struct news *n, bool *there)
{
	uint64_t id = find_id_number(n->at[0].id, n->at[0].record);
	char room[FIND_FORM_BYTES];

	for (int i = 0; i < f->segs; i++) {
		const struct find_segment *s = &f->seg[i];
		uint32_t form = 0;

		for (uint32_t t = 0; t < s->thing_n; t++) {
			struct span text;
			bool so = false;

			if (s->thing[t].id != id)
				continue;
			while (s->form_thing[form + 1] <= t)
				form++;
			text = (struct span){ room, find_segment_form(s,
			    form, room) };
			for (int k = 0; k < n->count && !so; k++) {
				const struct find_entry *x = &n->at[k];

				so = span_eq(x->form, text) &&
				    x->born == s->thing[t].born &&
				    x->died == s->thing[t].died &&
				    same_tags(s, s->thing[t].set, x);
				there[k] = there[k] || so;
			}
			if (!so)
				return false;
		}
	}
	return true;
}

/* The entries of one thing that the files do not have yet: 1, or 0 where
 * they must be made anew. */
static int news_of(struct update *u, const struct find *f,
    const struct index_thing *thing, uint64_t act, struct news *out,
    struct err *e)
{
	struct news mine = { 0 };
	struct index_known k;
	struct find_entry x;
	struct span more;
	bool *there;
	int older = is_older(u, thing, act, e);
	int got = older < 0 ? -1 : index_known_of(u->ix, thing, &u->mem, &k,
	    e);

	if (got <= 0) /* never on the wall, or not any more */
		return got < 0 ? -1 : !older;
	if (name_source(u, k.source, e) < 0)
		return -1;
	x = entry_of(u, &k);
	x.form = k.form;
	push(u, &mine, x);
	for (more = k.more; more.n > 0;) {
		x.form = line_of(&more);
		push(u, &mine, x);
	}
	there = arena_take(&u->mem, (size_t)mine.count, sizeof(*there));
	if (older && !still_so(f, &mine, there))
		return 0;
	for (int i = 0; i < mine.count; i++)
		if (!there[i])
			push(u, out, mine.at[i]);
	return 1;
}

/* 1 done, 0 they must be made anew. */
static int add_news(struct update *u, const char *path, const struct find *f,
    const struct find_state *was, const struct find_state *now,
    struct err *e)
{
	struct news news = { 0 };

	if (read_sources(u, e) < 0)
		return -1;
	for (uint64_t act = was->acts; act < now->acts; act++) {
		struct index_list said;
		struct index_thing *thing;
		int n, got = only_adds(u, act, e);

		if (got <= 0)
			return got;
		if (index_of_act(u->ix, act, &u->mem, &said, e) < 0 ||
		    index_touched(u->ix, act, &u->mem, &thing, &n, e) < 0)
			return -1;
		for (int i = 0; i < said.count; i++)
			if (reaches_back(&said.at[i]))
				return 0;
		for (int i = 0; i < n; i++) {
			struct index_thing person;

			if (thing[i].kind != STMT_PERSON &&
			    thing[i].kind != STMT_RECORD)
				continue;
			/* What is said of one that is joined is the person's
			 * who leads. */
			got = index_person_of(u->ix, &thing[i], &person, e);
			if (got < 0)
				return -1;
			got = got == 1 ? 0 : news_of(u, f, &thing[i],
			    was->acts, &news, e);
			if (got <= 0)
				return got;
		}
	}
	if (news.count > 10000)
		return 0;
	return find_add(path, news.at, news.count, now, e) < 0 ? -1 : 1;
}

int find_update(const char *path, struct index *ix, bool afresh,
    struct err *e)
{
	SCOPED(update) u = { .ix = ix, .mem = { .cap = ROOM } };
	SCOPED(find) *f = NULL;
	struct find_state was, now;
	struct err why = { 0 };

	if (state_of(ix, &now, e) < 0)
		return -1;
	/* What cannot be read is made anew. */
	if (!afresh && find_open(&f, path, &why) == 0) {
		find_state(f, &was);
		if (was.acts == now.acts && memcmp(was.root, now.root,
		    sizeof(was.root)) == 0)
			return 0;
		now.last = was.last;
		if (was.acts < now.acts && now.acts - was.acts <= ACTS_MOST &&
		    add_news(&u, path, f, &was, &now, &why) == 1)
			return 0;
	}
	now.last = 0;
	return make_anew(&u, path, &now, e);
}
