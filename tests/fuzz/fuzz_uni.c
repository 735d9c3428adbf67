#include "uni/uni.h"

#include <assert.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"

/* What holds for every text. */
static void check_text(struct span in, struct arena *a)
{
	struct err e = { 0 };
	struct span nfc, fold, again;
	bool valid = utf8_valid(in);

	(void)uni_script(in);
	(void)uni_rtl(in);
	if (uni_nfc(in, a, &nfc, &e) < 0) {
		assert(e.kind == (valid ? ERR_LIMIT : ERR_FORMAT));
		return;
	}
	assert(valid && uni_fold(in, a, &fold, &e) == 0 &&
	    uni_kk_latin(in, a, &again, &e) == 0);
	assert(uni_is_nfc(nfc) && uni_is_nfc(fold));
	assert(uni_is_nfc(in) == span_eq(in, nfc));
	assert(uni_fold(nfc, a, &again, &e) == 0 && span_eq(fold, again));
}

static void check_order(struct span in, struct arena *a)
{
	static struct uni_order *order; /* opening one takes long */
	struct err e = { 0 };
	struct span nfc, key, same;

	if (order == NULL && uni_order_open(&order, "kk", &e) < 0)
		return;
	if (uni_order_key(order, in, a, &key, &e) == 0 &&
	    uni_nfc(in, a, &nfc, &e) == 0 &&
	    uni_order_key(order, nfc, a, &same, &e) == 0)
		assert(span_eq(key, same));
}

static void check_convert(const char *name, struct span in)
{
	struct err e = { 0 };
	int from = memfd_create("in", 0), to = memfd_create("out", 0);

	if (write(from, in.p, in.n) == (ssize_t)in.n &&
	    lseek(from, 0, SEEK_SET) == 0)
		(void)!uni_convert(name, from, to, &e);
	close(from);
	close(to);
}

/* The last byte chooses what is called with those before it. */
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const char *const NAMES[] = { "UTF-8", "UTF-16", "UTF-32LE",
		"windows-1251", "Shift_JIS", "GB18030", "UTF-7", "SCSU" };
	struct span in = { (const char *)p, n == 0 ? 0 : n - 1 };
	unsigned what = n == 0 ? 0 : p[n - 1] % 32;
	SCOPED(arena) a = { .cap = 256 << 20 };
	struct err e = { 0 };
	const char *name;

	if (what < 8)
		check_convert(NAMES[what], in);
	else if (what < 12)
		check_order(in, &a);
	else if (what >= 16)
		check_text(in, &a);
	else if (uni_guess(in, &a, &name, &e) == 0)
		assert(uni_encoding_known(name));
	return 0;
}
