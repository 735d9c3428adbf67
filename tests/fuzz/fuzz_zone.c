/* Files of time zones (RFC 8536). */
#include "zone/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPED(arena) a = { .cap = 1 << 22 };
	struct err e = { 0 };
	struct zone z;

	if (zone_parse((struct span){ (const char *)data, size }, &a, &z,
	    &e) == 0)
		for (int64_t t = -4000000000; t < 8000000000; t += 98765432)
			if (zone_day(&z, zone_utc(&z, t)) > 100000)
				return 0;
	return 0;
}
