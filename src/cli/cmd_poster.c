#include <fcntl.h>
#include <string.h>

#include "base/code.h"
#include "base/file.h"
#include "base/scan.h"
#include "card/card.h"
#include "cli/cli.h"
#include "draw/draw.h"
#include "index/trace.h"

#define POSTER_ROOM ((size_t)3 << 30) /* bytes of arena */

static int take_paper(const struct cli_call *c, struct card_poster *p,
    struct err *e)
{
	static const struct { const char *name; double w, h; } papers[] = {
		{ "A0", 841, 1189 }, { "A1", 594, 841 }, { "A2", 420, 594 },
		{ "A3", 297, 420 }, { "A4", 210, 297 }, { "A5", 148, 210 } };
	const char *name = cli_option(c, "paper");

	if (name == NULL)
		name = p->person.n > 0 ? "A4" : "A2";
	for (size_t i = 0; i < sizeof(papers) / sizeof(papers[0]); i++)
		if (strcmp(name, papers[i].name) == 0) {
			p->w = papers[i].w;
			p->h = papers[i].h;
			return 0;
		}
	return err_set(e, ERR_MISUSED, "--paper %s: A0 A1 A2 A3 A4 or A5",
	    name);
}

static int take_number(const struct cli_call *c, const char *name, int most,
    int *out, struct err *e)
{
	const char *given = cli_option(c, name);
	struct scan s = scan_of(span_of(given));
	uint64_t n;

	if (given == NULL)
		return 0;
	if (!scan_u64(&s, (uint64_t)most, &n) || !scan_done(&s) || n == 0)
		return err_set(e, ERR_MISUSED, "--%s %s: a number from 1 to %d",
		    name, given, most);
	*out = (int)n;
	return 0;
}

static int take_order(const struct cli_call *c, struct card_poster *p,
    struct err *e)
{
	static const char *const words[] = { "name", "place", "day" };
	const char *by = cli_option(c, "by");

	for (int i = 0; by != NULL && i < 3; i++)
		if (strcmp(by, words[i]) == 0) {
			p->by = (enum card_by)i;
			return 0;
		}
	return by == NULL ? 0 : err_set(e, ERR_MISUSED, "--by %s: name, place"
	    " or day", by);
}

static int take_person(const struct cli_call *c, char id[CODE_ID_CHARS],
    struct card_poster *p, struct err *e)
{
	const char *given = cli_option(c, "person");

	if (given == NULL)
		return 0;
	if (!code_id_forgive(span_of(given), id))
		return err_set(e, ERR_MISUSED, "--person %s is no id: `kulpytas"
		    " find NAME` tells ids", given);
	p->person = (struct span){ id, CODE_ID_CHARS };
	return 0;
}

static int take_options(const struct cli_call *c, char id[CODE_ID_CHARS],
    struct card_poster *p, struct err *e)
{
	const char *lang = cli_option(c, "lang");
	const char *file = cli_option(c, "out");

	p->tongue = lang == NULL ? &tongue_list[0] : tongue_find(span_of(
	    lang));
	if (p->tongue == NULL)
		return err_set(e, ERR_MISUSED, "--lang %s: a language of the"
		    " pages: kk, ru, en", lang);
	if (file == NULL || (!span_ends(span_of(file), SPAN(".pdf")) &&
	    !span_ends(span_of(file), SPAN(".svg"))))
		return err_set(e, ERR_MISUSED, "--out FILE.pdf or FILE.svg"
		    " says what to write");
	p->svg = span_ends(span_of(file), SPAN(".svg"));
	p->engrave = cli_option(c, "engrave") != NULL;
	p->dark = cli_option(c, "dark") != NULL;
	if (p->dark && (p->engrave || cli_option(c, "light") != NULL))
		return err_set(e, ERR_MISUSED, "--dark, --light or --engrave:"
		    " one of them");
	if (take_person(c, id, p, e) < 0 || take_paper(c, p, e) < 0 ||
	    take_order(c, p, e) < 0 || take_number(c, "columns", 24,
	    &p->columns, e) < 0)
		return -1;
	return take_number(c, "sheets", CARD_SHEETS_MAX, &p->sheets, e);
}

/* Why there are no codes, and what would make them. */
static void say_uncoded(const struct card_posted *d)
{
	if (!d->addressed) {
		fprintf(stderr, "no codes to scan beside the names: it is not"
		    " known where the pages are published; give --address"
		    " URL, or record archive.address\n");
		return;
	}
	fprintf(stderr, "no codes to scan beside the names: there is no room"
	    " for %.0f mm each", CARD_CODE_MM);
	if (d->scan_paper != NULL)
		fprintf(stderr, "; --paper %s has it", d->scan_paper);
	if (d->scan_sheets > 0)
		fprintf(stderr, "%s --sheets %d", d->scan_paper != NULL
		    ? ", or" : "; give", d->scan_sheets);
	fprintf(stderr, "\n");
}

static void say(const struct card_posted *d)
{
	fprintf(stderr, "%lld name%s on %d sheet%s, %d column%s",
	    (long long)d->names, d->names == 1 ? "" : "s", d->sheets,
	    d->sheets == 1 ? "" : "s", d->columns, d->columns == 1 ? ""
	    : "s");
	if (d->capital > 0)
		fprintf(stderr, "; capitals of %.1f mm", d->capital);
	fprintf(stderr, "; %zu bytes\n", d->bytes.n);
	if (d->missing > 0)
		fprintf(stderr, "%d characters have no font here and were left"
		    " out: install fonts-noto-core or fonts-noto-cjk\n",
		    d->missing);
	if (d->capital > 0 && d->scanned == 0)
		say_uncoded(d);
}

static int post(const struct cli_call *c, const struct card_poster *p,
    struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(index) *ix = NULL;
	SCOPED(arena) mem = { .cap = POSTER_ROOM };
	struct card_from from = { .ix = NULL };
	struct card_posted done;

	if (cli_address(c, &from.address, e) < 0 ||
	    keep_archive_open(&a, c->archive, KEEP_READ, NULL, e) < 0 ||
	    keep_archive_index(&a, false, &ix, e) < 0 ||
	    index_hold(ix, false, e) < 0)
		return -1;
	from.ix = ix; /* the public one: nothing private comes onto paper */
	if (!draw_has_face())
		fprintf(stderr, "the face that sheets are made for is not"
		    " installed (fonts-sil-gentiumplus): another is taken\n");
	if (card_poster(&from, p, &mem, &done, e) < 0 ||
	    file_replace(AT_FDCWD, cli_option(c, "out"), 0644, done.bytes,
	    e) < 0)
		return -1;
	say(&done);
	printf("%s\n", cli_option(c, "out"));
	return 0;
}

int cli_poster(const struct cli_call *c, struct err *e)
{
	struct card_poster p = { .w = 0 };
	char id[CODE_ID_CHARS];
	int rc;

	if (tongue_start(e) < 0 || take_options(c, id, &p, e) < 0)
		return -1;
	rc = post(c, &p, e);
	draw_thread_stop();
	return rc;
}
