#include "base/file.h"

#include "base/file_disk.h"

#ifdef KULPYTAS_TESTING

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/scan.h"

static long fault_left = -1;
static enum file_fault fault_what;
static bool asked_environment;

void file_fault_at(long n, enum file_fault what)
{
	asked_environment = true;
	fault_left = n;
	fault_what = what;
}

static void ask_environment(void)
{
	static const struct { const char *word; enum file_fault what; } T[] = {
		{ "eio:", FILE_FAULT_EIO },
		{ "enospc:", FILE_FAULT_ENOSPC },
		{ "short:", FILE_FAULT_SHORT },
		{ "kill:", FILE_FAULT_KILL },
	};
	struct scan s = scan_of(span_of(getenv("KULPYTAS_FAULT")));
	uint64_t n;

	asked_environment = true;
	for (size_t i = 0; i < sizeof(T) / sizeof(T[0]); i++)
		if (scan_lit(&s, span_of(T[i].word)) && scan_u64(&s, 1 << 30, &n))
			file_fault_at((long)n, T[i].what);
}

/* Tells the test, which watches for this file, that the fault was met. */
static void leave_mark(void)
{
	const char *path = getenv("KULPYTAS_FAULT_HIT");
	int fd = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_CLOEXEC,
	    0600);

	if (fd >= 0)
		(void)close(fd);
}

bool file_fault_hit(bool *half)
{
	if (!asked_environment)
		ask_environment();
	*half = false;
	if (fault_left < 0 || fault_left-- > 0)
		return false;
	leave_mark();
	if (fault_what == FILE_FAULT_KILL)
		raise(SIGKILL);
	*half = fault_what == FILE_FAULT_SHORT;
	errno = fault_what == FILE_FAULT_EIO ? EIO : ENOSPC;
	return true;
}

#else

void file_fault_at(long n, enum file_fault what)
{
	(void)n;
	(void)what;
}

#endif
