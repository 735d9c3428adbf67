/* The child's side: giving up every power but three descriptors, for good,
 * then the work.  The order matters: each step needs what a later one takes
 * away. */
#include "jail/cell.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/scan.h"

/* A sanitizer's runtime opens files and reserves terabytes of addresses: in
 * such builds what is forbidden fails, where otherwise it kills, the address
 * space is not limited, and standard error stays open for its report. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CELL_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define CELL_SANITIZED 1
#endif
#endif
#ifndef CELL_SANITIZED
#define CELL_SANITIZED 0
#endif

enum { CELL_IN = 3, CELL_OUT, CELL_REPORT, CELL_FDS };

static int fail(struct err *e, const char *step)
{
	return err_set(e, ERR_IO, "jail: %s: %s", step, strerror(errno));
}

int jail_landlock(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);

	return abi < 0 ? 0 : (int)abi;
}

/* No handler of the parent's runs here, and its death is ours. */
static int settle(const struct jail_cell *cell, struct err *e)
{
	sigset_t none;

	for (int sig = 1; sig < 32; sig++)
		(void)signal(sig, sig == SIGPIPE ? SIG_IGN : SIG_DFL);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		return fail(e, "parent's death");
	if (getppid() != cell->parent)
		_exit(1); /* it died before we asked to be told */
	return 0;
}

/* The address space in use, in bytes: the first field of statm, in pages. */
static int address_space(rlim_t *out, struct err *e)
{
	char text[128];
	struct scan s;
	uint64_t pages;
	ssize_t n;
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return fail(e, "/proc/self/statm");
	n = read(fd, text, sizeof(text));
	(void)close(fd);
	s = scan_of((struct span){ text, n < 0 ? 0 : (size_t)n });
	if (!scan_u64(&s, UINT64_MAX >> 20, &pages))
		return err_set(e, ERR_IO, "jail: /proc/self/statm: no number");
	*out = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
	return 0;
}

/* A limit that is stricter already stands. */
static int limit(int what, rlim_t soft, rlim_t hard, struct err *e)
{
	struct rlimit now, r;

	if (getrlimit((__rlimit_resource_t)what, &now) < 0)
		return fail(e, "limits");
	r.rlim_max = hard < now.rlim_max ? hard : now.rlim_max;
	r.rlim_cur = soft < r.rlim_max ? soft : r.rlim_max;
	if (setrlimit((__rlimit_resource_t)what, &r) < 0)
		return fail(e, "limits");
	return 0;
}

static int limit_all(const struct jail_limits *l, struct err *e)
{
	rlim_t space = 0, cpu = (rlim_t)l->cpu_seconds;

	if (address_space(&space, e) < 0)
		return -1;
	if (limit(RLIMIT_CPU, cpu, cpu + 1, e) < 0 ||
	    limit(RLIMIT_CORE, 0, 0, e) < 0 ||
	    limit(RLIMIT_NOFILE, CELL_FDS, CELL_FDS, e) < 0)
		return -1;
	if (CELL_SANITIZED)
		return 0;
	if (limit(RLIMIT_FSIZE, 0, 0, e) < 0)
		return -1;
	space = l->memory > RLIM_INFINITY - space ? RLIM_INFINITY
	    : space + l->memory;
	return limit(RLIMIT_AS, space, space, e);
}

/* Our three descriptors become 3, 4, 5; every other one is closed. */
static int keep_three(const struct jail_cell *cell, struct err *e)
{
	const int from[] = { cell->in, cell->out, cell->report };
	int aside[3];

	for (int i = 0; i < 3; i++)
		if ((aside[i] = fcntl(from[i], F_DUPFD, 16)) < 0)
			return fail(e, "descriptors");
	for (int i = 0; i < 3; i++)
		if (dup2(aside[i], CELL_IN + i) < 0)
			return fail(e, "descriptors");
	if (close_range(CELL_FDS, ~0U, 0) < 0 ||
	    close_range(0, CELL_SANITIZED ? 1 : 2, 0) < 0)
		return fail(e, "descriptors");
	return 0;
}

/* No file below any directory: a ruleset that handles everything and allows
 * nothing.  Without landlock in the kernel, seccomp has to do. */
static int lock_land(struct err *e)
{
	/* Debian 12's headers know version 2; newer ones add rights. */
	const int abi = jail_landlock();
	const int files = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
	const uint64_t set[] = { ((uint64_t)1 << files) - 1,
		0x3 /* bind, connect */, 0x3 /* abstract sockets, signals */ };
	const size_t words = abi >= 6 ? 3 : abi >= 4 ? 2 : 1;
	long fd;

	if (abi == 0)
		return 0;
	fd = syscall(SYS_landlock_create_ruleset, set,
	    words * sizeof(set[0]), 0);
	if (fd < 0 || syscall(SYS_landlock_restrict_self, fd, 0) < 0)
		return fail(e, "landlock");
	(void)close((int)fd);
	return 0;
}

/* Calls that take whatever arguments: memory given back, waiting, the end,
 * and the descriptors that are there. */
static const int CELL_FREE[] = {
	SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev),
	SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(fstat),
	SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk),
	SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(getpid),
	SCMP_SYS(gettid), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall), SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday), SCMP_SYS(getrandom), SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

/* Asking for a file by name: libraries do it for optional things (a seed,
 * a locale, the size of a descriptor) and can go on when told no. */
static const int CELL_REFUSED[] = {
	SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(newfstatat),
	SCMP_SYS(access), SCMP_SYS(readlink),
};

static int add_rules(scmp_filter_ctx f)
{
	const struct scmp_arg_cmp get_flags = SCMP_A1(SCMP_CMP_EQ, F_GETFL, 0);
	const struct scmp_arg_cmp not_code = SCMP_A2(SCMP_CMP_MASKED_EQ,
	    PROT_EXEC, 0);
	const struct scmp_arg_cmp self = SCMP_A0(SCMP_CMP_EQ,
	    (scmp_datum_t)getpid(), 0);
	int rc = 0;

	for (size_t i = 0; i < sizeof(CELL_FREE) / sizeof(int); i++)
		rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, CELL_FREE[i], 0);
	rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_code);
	rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
	    not_code);
	/* abort() signals itself, and only itself. */
	rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, self);
	/* The parent takes the end of a pipe for the end of the child: close
	 * does nothing and says it did. */
	rc |= seccomp_rule_add(f, SCMP_ACT_ERRNO(0), SCMP_SYS(close), 0);
	/* fdopen asks whether its descriptor is open for reading. */
	rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
	    get_flags);
	if (CELL_SANITIZED)
		return rc; /* all else is refused there */
	for (size_t i = 0; i < sizeof(CELL_REFUSED) / sizeof(int); i++)
		rc |= seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES),
		    CELL_REFUSED[i], 0);
	return rc;
}

static int filter_calls(struct err *e)
{
	scmp_filter_ctx f = seccomp_init(CELL_SANITIZED
	    ? SCMP_ACT_ERRNO(EACCES) : SCMP_ACT_KILL_PROCESS);
	int rc;

	if (f == NULL || seccomp_attr_set(f, SCMP_FLTATR_ACT_BADARCH,
	    SCMP_ACT_KILL_PROCESS) != 0 || add_rules(f) != 0)
		return err_set(e, ERR_IO, "jail: seccomp: bad rules");
	rc = seccomp_load(f);
	if (rc < 0)
		return err_set(e, ERR_IO, "jail: seccomp: %s: foreign files "
		    "are not read without it", strerror(-rc));
	seccomp_release(f);
	return 0;
}

static int strip(const struct jail_cell *cell, struct err *e)
{
	if (settle(cell, e) < 0 || limit_all(cell->limits, e) < 0)
		return -1;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return fail(e, "privileges");
	if (lock_land(e) < 0)
		return -1;
	return filter_calls(e);
}

/* No handler registered with atexit runs: they are the parent's. */
_Noreturn void jail_cell_live(const struct jail_cell *cell)
{
	struct jail_report r = { 0 };
	struct err e = { 0 };
	const char *p = (const char *)&r;
	int report = cell->report;
	int rc = keep_three(cell, &e);

	if (rc == 0) {
		report = CELL_REPORT;
		rc = strip(cell, &e);
	}
	if (rc == 0)
		rc = cell->work(CELL_IN, CELL_OUT, cell->arg, &e);
	if (rc == 0)
		_exit(0);
	r.kind = (uint32_t)e.kind;
	memcpy(r.text, e.text, sizeof(r.text));
	while (write(report, p, sizeof(r)) < 0 && errno == EINTR)
		continue;
	_exit(1);
}
