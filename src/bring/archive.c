/* archive.c - what is said of the archive and read by programs: of the right
 * type it can still be nonsense, which nobody would be told before pages are
 * made */
#include <string.h>

#include "bring/bring.h"
#include "zone/zone.h"

#define ADDRESS_MAX 300 /* bytes */

bool bring_archive_address(struct span s)
{
	struct span host = span_skip(s, span_starts(s, SPAN("https://")) ? 8
	    : span_starts(s, SPAN("http://")) ? 7 : s.n);
	bool fits = host.n > 0 && host.p[0] != '/' && s.n <= ADDRESS_MAX;

	for (size_t i = 0; i < host.n && fits; i++)
		fits = host.p[i] > ' ' && host.p[i] < 0x7f &&
		    memchr("\"<>\\^`{|}?#", host.p[i], 11) == NULL;
	return fits;
}

int bring_archive_check(struct span property, struct span value,
    struct err *e)
{
	SCOPED(arena) a = { .cap = (size_t)8 << 20 };
	struct zone z;

	if (span_is(property, "archive.zone") && zone_read(value, &a, &z,
	    e) < 0)
		return err_in(e, "the zone whose clocks the memorial goes by,"
		    " as Asia/Almaty");
	if (span_is(property, "archive.address") &&
	    !bring_archive_address(value))
		return err_set(e, ERR_FORMAT, "'%.*s' is not where a memorial"
		    " is published: as https://memorial.example",
		    (int)(value.n < 80 ? value.n : 80), value.p);
	if (span_is(property, "archive.contact") &&
	    !span_starts(value, SPAN("mailto:")) &&
	    !span_starts(value, SPAN("https://")) &&
	    !span_starts(value, SPAN("http://")))
		return err_set(e, ERR_FORMAT, "'%.*s' is no way to write to"
		    " the keepers: as mailto:keepers@memorial.example or"
		    " https://memorial.example/contact",
		    (int)(value.n < 80 ? value.n : 80), value.p);
	return 0;
}
