#include "card/card.h"

#include <string.h>

#include "base/code.h"
#include "card/inside.h"

#define BATCH 1024
#define BATCH_ROOM ((size_t)4 << 20)
#define ADDRESS_MAX 64 /* bytes */

struct place {
	const struct tongue *t;
	bool sheet, story;
	struct span id;   /* or "wall" */
};

static bool take(struct span *s, struct span head)
{
	if (!span_starts(*s, head))
		return false;
	*s = span_skip(*s, head.n);
	return true;
}

/* "/kk/card/ID-story.png", "/kk/sheet/ID.pdf" */
static bool read_path(struct span path, struct place *out)
{
	size_t slash;

	*out = (struct place){ .t = NULL };
	if (path.n > ADDRESS_MAX || !take(&path, SPAN("/")))
		return false;
	slash = span_find(path, '/');
	out->t = tongue_find((struct span){ path.p, slash });
	path = span_skip(path, slash + 1);
	out->sheet = take(&path, SPAN("sheet/"));
	if (out->t == NULL || (!out->sheet && !take(&path, SPAN("card/"))))
		return false;
	if (!span_ends(path, out->sheet ? SPAN(".pdf") : SPAN(".png")))
		return false;
	path.n -= 4;
	if (!out->sheet && span_ends(path, SPAN("-story"))) {
		out->story = true;
		path.n -= 6;
	}
	out->id = path;
	return code_id_valid(path) || (!out->sheet && span_is(path, "wall"));
}

bool card_path(struct span path)
{
	struct place at;

	return read_path(path, &at);
}

static int make_sheet(const struct card_from *from, const struct place *at,
    struct arena *a, struct card *out, struct err *e)
{
	const struct card_poster p = { .tongue = at->t, .w = 210, .h = 297,
	    .person = at->id };
	struct card_posted posted;

	if (card_poster(from, &p, a, &posted, e) < 0)
		return -1;
	out->type = "application/pdf";
	out->body = posted.bytes;
	out->missing = posted.missing;
	return 1;
}

int card_make(const struct card_from *from, struct span path,
    struct arena *a, struct card *out, struct err *e)
{
	struct card_job j = { .from = from, .a = a };
	struct card card = { .type = "image/png" };
	struct index_thing thing;
	struct place at;
	int got;

	if (!read_path(path, &at))
		return 0;
	j.t = at.t;
	j.story = at.story;
	if (span_is(at.id, "wall")) {
		got = card_of_wall(&j, &card, e) < 0 ? -1 : 1;
	} else {
		got = card_find(from, at.id, &thing, e);
		if (got == 1)
			got = at.sheet ? make_sheet(from, &at, a, &card, e)
			    : card_of_person(&j, &thing, &card, e) < 0 ? -1
			    : 1;
	}
	if (got == 1)
		*out = card;
	return got;
}

/* ---- all of them ---- */

static int tell(card_each_path *each, void *ctx, const struct tongue *t,
    const char *id, struct err *e)
{
	static const char *const tail[] = { ".png", "-story.png", ".pdf" };
	struct arena a = { .cap = 4096 };
	int rc = 0;

	for (int i = 0; i < 3 && rc == 0; i++) {
		struct buf b;

		if (i == 2 && strcmp(id, "wall") == 0)
			break;
		buf_open(&b, &a, ADDRESS_MAX * 2);
		buf_fmt(&b, "/%s/%s/%s%s", t->tag, i == 2 ? "sheet" : "card",
		    id, tail[i]);
		rc = each(ctx, buf_span(&b), e);
	}
	arena_closep(&a);
	return rc;
}

/* Persons all have one, since each has a page that names it; of records
 * those that stand on the wall themselves. */
static int each_person(const struct card_from *from, const struct tongue *t,
    card_each_path *each, void *ctx, struct err *e)
{
	int count = BATCH;

	for (int64_t skip = 0; count == BATCH; skip += BATCH) {
		SCOPED(arena) a = { .cap = BATCH_ROOM };
		struct index_thing *thing;

		if (index_things(from->ix, STMT_PERSON, skip, BATCH, &a,
		    &thing, &count, e) < 0)
			return -1;
		for (int i = 0; i < count; i++)
			if (tell(each, ctx, t, thing[i].id, e) < 0)
				return -1;
	}
	return 0;
}

static int each_record(const struct card_from *from, const struct tongue *t,
    card_each_path *each, void *ctx, struct err *e)
{
	for (int s = INDEX_DEAD; s <= INDEX_ALIVE; s++) {
		int count = BATCH;

		for (int64_t skip = 0; count == BATCH; skip += BATCH) {
			SCOPED(arena) a = { .cap = CARD_ROOM };
			struct index_name *name;

			if (index_wall(from->ix, card_lang(t),
			    (enum index_status)s, skip, BATCH, &a, &name,
			    &count, e) < 0)
				return -1;
			for (int i = 0; i < count; i++)
				if (name[i].thing.kind == STMT_RECORD &&
				    tell(each, ctx, t, name[i].thing.id,
				    e) < 0)
					return -1;
		}
	}
	return 0;
}

int card_each(const struct card_from *from, card_each_path *each, void *ctx,
    struct err *e)
{
	for (int i = 0; i < tongue_count; i++) {
		const struct tongue *t = &tongue_list[i];

		if (tell(each, ctx, t, "wall", e) < 0 ||
		    each_person(from, t, each, ctx, e) < 0 ||
		    each_record(from, t, each, ctx, e) < 0)
			return -1;
	}
	return 0;
}
