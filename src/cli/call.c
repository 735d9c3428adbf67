/* call.c - what every command uses of the command line */
#include <string.h>

#include "base/utf8.h"
#include "bring/bring.h"
#include "cli/cli.h"

const char *cli_option(const struct cli_call *c, const char *name)
{
	for (int i = 0; i < c->option_count; i++)
		if (strcmp(c->option[i].name, name) == 0)
			return c->option[i].value;
	return NULL;
}

int cli_out(struct span s, struct err *e)
{
	if (s.n > 0 && fwrite(s.p, 1, s.n, stdout) != s.n)
		return err_set(e, ERR_IO, "cannot write the result");
	return 0;
}

static void print(FILE *f, struct span s, bool one_line)
{
	uint32_t cp;

	while (s.n > 0) {
		struct span was = s;

		if (!utf8_next(&s, &cp)) {
			fprintf(f, "\\x{%02x}", (unsigned char)s.p[0]);
			s = span_skip(s, 1);
		} else if (cp == '\n' || cp == '\t' ? one_line
		    : utf8_unfit(cp)) {
			fprintf(f, "\\u{%04x}", (unsigned)cp);
		} else {
			(void)fwrite(was.p, 1, was.n - s.n, f);
		}
	}
}

void cli_print_safe(FILE *f, struct span s)
{
	print(f, s, false);
}

void cli_print_line(FILE *f, struct span s)
{
	print(f, s, true);
}

int cli_address(const struct cli_call *c, struct span *out, struct err *e)
{
	const char *given = cli_option(c, "address");

	*out = span_of(given);
	if (given == NULL)
		return 0;
	if (!bring_archive_address(*out))
		return err_set(e, ERR_MISUSED, "--address %s: where this"
		    " memorial is published, as https://memorial.example",
		    given);
	while (span_ends(*out, SPAN("/")))
		out->n--;
	return 0;
}

struct keep_login cli_login(const struct cli_call *c)
{
	return (struct keep_login){ cli_option(c, "key"),
	    cli_option(c, "passphrase-file") };
}
