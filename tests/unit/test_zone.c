/* Files of time zones: each is read as the C library reads it; broken ones
 * are refused.  What clocks show is in facts/days.t. */
#include "zone/zone.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"

#include "tap.h"

#define FOLDER "/usr/share/zoneinfo"
#define STEP (int64_t)(86400 * 5 + 3600 * 7 + 613)

static const char *const names[] = { "Asia/Almaty", "Asia/Aqtau",
	"Asia/Oral", "Asia/Tehran", "Asia/Gaza", "Europe/Kyiv",
	"Europe/London", "Europe/Dublin", "America/Argentina/Buenos_Aires",
	"America/Santiago", "Africa/Casablanca", "Australia/Lord_Howe",
	"Pacific/Apia", "Pacific/Chatham", "Antarctica/Troll", "UTC" };

/* The C library's zone is the process's: here there is one thread. */
static int32_t by_libc(const char *name, int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm tm;

	(void)setenv("TZ", name, 1);
	tzset();
	return localtime_r(&t, &tm) == NULL ? INT32_MAX
	    : (int32_t)tm.tm_gmtoff;
}

static void test_as_libc(const char *name)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct err e = { 0 };
	struct zone z;
	int wrong = 0;

	if (zone_read(span_of(name), &a, &z, &e) < 0) {
		CHECK(false, "%s is read: %s", name, e.text);
		return;
	}
	/* 1900 to 2150 */
	for (int64_t t = -2208988800; t < 5680281600; t += STEP)
		wrong += zone_shift(&z, t) != by_libc(name, t);
	for (int i = 0; i < z.count; i++)
		for (int64_t d = -1; d <= 1; d++)
			wrong += z.at[i] > -2208988800 && zone_shift(&z,
			    z.at[i] + d) != by_libc(name, z.at[i] + d);
	CHECK(wrong == 0, "%s is as the C library has it (%d wrong)", name,
	    wrong);
}

static void test_names(void)
{
	static const struct { const char *name; bool fits; } cases[] = {
		{ "Asia/Almaty", true }, { "UTC", true }, { "Etc/GMT+6", true },
		{ "America/Port-au-Prince", true }, { "", false },
		{ "/etc/passwd", false }, { "../../etc/passwd", false },
		{ "Asia/../UTC", false }, { "Asia//Almaty", false },
		{ "Asia/", false }, { "Asia Almaty", false },
		{ ".hidden", false }, { "Asia/.x", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK(zone_name_valid(span_of(cases[i].name)) ==
		    cases[i].fits, "'%s' is %s name", cases[i].name,
		    cases[i].fits ? "a" : "no");
}

static void test_absent(void)
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct err e = { 0 };
	struct zone z;

	CHECK(zone_read(SPAN("Mars/Olympus"), &a, &z, &e) < 0 &&
	    e.kind == ERR_ABSENT && strstr(e.text, "tzdata") != NULL,
	    "a zone that is not there is told, with the cure");
	CHECK(zone_read(SPAN("Asia"), &a, &z, &e) < 0, "a folder is none");
}

/* Each cut, and each byte changed, is read or refused, never more. */
static void test_broken(void)
{
	SCOPED(arena) a = { .cap = 1 << 26 };
	struct err e = { 0 };
	struct span file;
	struct zone z;
	int fd, cut = 0;

	if (file_open_dir(AT_FDCWD, FOLDER, &fd, &e) < 0 || file_read(fd,
	    "Europe/Kyiv", ZONE_FILE_MAX, &a, &file, &e) != 1) {
		CHECK(false, "a file to break");
		return;
	}
	file_close(&fd);
	for (size_t n = 0; n < file.n; n++) {
		SCOPED(arena) one = { .cap = 1 << 20 };
		char *p = malloc(n + 1); /* so that reading beyond is seen */

		if (p == NULL)
			abort();
		memcpy(p, file.p, n);
		cut += zone_parse((struct span){ p, n }, &one, &z, &e) == 0;
		free(p);
	}
	CHECK(cut == 0, "what is cut off anywhere is refused (%d)", cut);
	for (size_t n = 0; n < file.n; n++) {
		SCOPED(arena) one = { .cap = 1 << 22 };
		char *p = arena_cstr(&one, file);

		p[n] = (char)(p[n] ^ 0x85);
		if (zone_parse((struct span){ p, file.n }, &one, &z, &e) == 0)
			(void)zone_utc(&z, zone_day(&z, 1893456000));
	}
	CHECK(true, "changed bytes are read or refused");
}

int main(void)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		test_as_libc(names[i]);
	test_names();
	test_absent();
	test_broken();
	return DONE();
}
