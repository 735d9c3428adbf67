/* timeline.c - what happened, day by day, as it is told */
#include "page/inside.h"

static const char *const when_keys[] = { "date", "time", NULL };
static const char *const what_keys[] = { "title", "what", "place", "event.by",
	"toll", NULL };

/* Does all that is told of it come from one mouth and one source?  Then that
 * is said once. */
static const struct page_say *one_voice(const struct page_talk *t)
{
	const struct page_say *voice = NULL;

	for (int i = 0; i < t->count; i++) {
		const struct page_say *s = &t->at[i];

		if (span_is(s->property, "event.kind") ||
		    span_is(s->property, "toll.of"))
			continue;
		if (s->finding_id.n > 0 || s->denies || (voice != NULL &&
		    (!span_eq(voice->who, s->who) ||
		    !span_eq(voice->source, s->source) ||
		    (voice->on.n > 0 && s->on.n > 0 &&
		    !span_eq(voice->on, s->on)))))
			return NULL;
		if (voice == NULL || voice->on.n == 0)
			voice = s;
	}
	return voice;
}

static int put_event(struct page_job *j, const struct index_thing *event,
    struct tmpl_map *m, struct err *e)
{
	const struct page_say *voice;
	struct page_talk t;

	if (page_talk_about(j, event, 0, &t, e) < 0)
		return -1;
	page_talk_thread(&t);
	tmpl_text(m, "href", page_href(j, event));
	voice = one_voice(&t);
	tmpl_flag(m, "one_voice", voice != NULL);
	if (voice != NULL && page_say_put(j, voice, m, e) < 0)
		return -1;
	if (page_groups(j, &t, when_keys, tmpl_rows(m, "when"), e) < 0)
		return -1;
	return page_groups(j, &t, what_keys, tmpl_rows(m, "groups"), e);
}

int page_timeline(struct page_job *j, const struct page_ask *ask,
    struct err *e)
{
	struct tmpl_list *rows = tmpl_rows(j->model, "events");
	struct index_thing *event;
	int count;

	if (index_events(j->from->ix, ask->skip, ask->most, j->a, &event,
	    &count, e) < 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (put_event(j, &event[i], tmpl_row(rows), e) < 0)
			return -1;
	page_title(j, TONGUE("Timeline"));
	return 0;
}
