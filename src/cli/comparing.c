/* comparing.c - what compare and link share */
#include "cli/comparing.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/scan.h"
#include "base/utc.h"

#define TELL_AFTER_MS 2000
#define BAR 24

/* ---- progress, on a terminal alone ---- */

static void show(void *ctx, const char *what, double done)
{
	struct cli_progress *p = ctx;
	int64_t now = utc_ticks_ms();
	int full = (int)(done * BAR);
	double left;

	if (p->what == NULL || strcmp(p->what, what) != 0) {
		p->what = what;
		p->phase = now;
	}
	if (now - p->from < TELL_AFTER_MS)
		return;
	p->shown = true;
	if (done < 0) {
		fprintf(stderr, "\r%-10s \033[K", what);
		return;
	}
	left = done > 0.02 ? (double)(now - p->phase) / 1000 * (1 - done) /
	    done : 0;
	fprintf(stderr, "\r%-10s [", what);
	for (int i = 0; i < BAR; i++)
		fputc(i < full ? '=' : ' ', stderr);
	fprintf(stderr, "] %3.0f %%, %.0f s left \033[K", 100 * done, left);
}

void cli_progress_end(const struct cli_progress *p)
{
	if (p->shown)
		fprintf(stderr, "\r\033[K");
}

/* ---- options ---- */

static int probability(const struct cli_call *c, const char *name,
    double *out, struct err *e)
{
	const char *text = cli_option(c, name);
	char *end;

	if (text == NULL)
		return 0;
	*out = strtod(text, &end);
	if (end == text || *end != '\0' || !(*out >= 0 && *out <= 1))
		return err_set(e, ERR_MISUSED, "--%s is a probability from 0"
		    " to 1, such as 0.5", name);
	return 0;
}

int cli_comparing(const struct cli_call *c, struct cli_progress *p,
    struct compare_options *o, struct err *e)
{
	const char *threads = cli_option(c, "threads");
	uint64_t n = 0;
	struct scan s;

	*p = (struct cli_progress){ .from = utc_ticks_ms() };
	*o = (struct compare_options){ .at = 0.5 };
	o->link.keep = 0.05;
	if (threads != NULL) {
		s = scan_of(span_of(threads));
		if (!scan_u64(&s, 64, &n) || !scan_done(&s) || n == 0)
			return err_set(e, ERR_MISUSED, "--threads is a number"
			    " from 1 to 64");
	}
	o->link.threads = (int)n;
	o->link.one_to_one = cli_option(c, "one-to-one") != NULL;
	if (isatty(STDERR_FILENO)) {
		o->link.progress = show;
		o->link.ctx = p;
	}
	return probability(c, "from", &o->link.keep, e) < 0 ? -1
	    : probability(c, "at", &o->at, e);
}
