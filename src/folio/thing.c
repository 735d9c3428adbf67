/* thing.c - an event, an institution or a place: all that is said of it */
#include "folio/sides.h"

static const char *const order[] = { "name", "title", "date", "time", "place",
	"part.of", "place.at", "event.by", "what", "circumstances", "toll",
	NULL };

int folio_thing(struct page_job *j, const struct folio_ask *ask, struct err *e)
{
	struct tmpl_list *sections = tmpl_rows(j->model, "sections");
	const struct page_cite *c;
	struct page_talk t;

	if (page_cite(j, ask->thing.kind, span_of(ask->thing.id), &c, e) < 0 ||
	    page_talk_about(j, &ask->thing, 0, &t, e) < 0)
		return -1;
	page_talk_thread(&t);
	page_text(j, j->model, "title", c->text, c->lang);
	tmpl_flag(j->model, "dead_here", false);
	if (ask->thing.kind == STMT_PLACE && folio_place_put(j, ask, e) < 0)
		return -1;
	if (page_section(j, &t, order, sections,
	    TONGUE("What is said of it"), e) < 0)
		return -1;
	return page_section(j, &t, NULL, sections,
	    TONGUE("What else is said"), e);
}
