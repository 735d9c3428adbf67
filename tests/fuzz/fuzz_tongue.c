/* What browsers ask for: any bytes, and one of our languages or none; what
 * people say of a day: any bytes, in every language. */
#include "tongue/tongue.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span in = { (const char *)p, n };
	const struct tongue *t = tongue_wanted(in);
	struct err e = { 0 };

	if (tongue_start(&e) < 0)
		return 0;
	if (t != NULL && (t < tongue_list || t >= tongue_list + tongue_count))
		__builtin_trap();
	for (int i = 0; i <= tongue_count && n <= 4096; i++) {
		SCOPED(arena) a = { .cap = 1 << 20 };

		t = i < tongue_count ? &tongue_list[i]
		    : tongue_find(SPAN("ar-XB"));
		if (t != NULL) {
			(void)tongue_date(t, in, &a);
			(void)tongue_time(t, in, &a);
		}
	}
	return 0;
}
