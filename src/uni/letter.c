/* letter.c - one character at a time */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "uni/uni.h"

uint32_t uni_upper(uint32_t cp)
{
	return (uint32_t)u_toupper((UChar32)cp);
}

uint32_t uni_lower(uint32_t cp)
{
	return (uint32_t)u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT);
}

bool uni_is_mark(uint32_t cp)
{
	return (U_GET_GC_MASK((UChar32)cp) & (U_GC_MN_MASK | U_GC_ME_MASK)) !=
	    0;
}

bool uni_is_unseen(uint32_t cp)
{
	return u_hasBinaryProperty((UChar32)cp,
	    UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

uint32_t uni_compose(uint32_t letter, uint32_t mark)
{
	UErrorCode code = U_ZERO_ERROR;
	UChar32 both = unorm2_composePair(unorm2_getNFCInstance(&code),
	    (UChar32)letter, (UChar32)mark);

	return both < 0 ? 0 : (uint32_t)both;
}

uint32_t uni_base(uint32_t cp)
{
	UErrorCode code = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
	UChar parts[8];

	for (int depth = 0; depth < 4; depth++) {
		int32_t n = unorm2_getRawDecomposition(nfc, (UChar32)cp,
		    parts, 8, &code);

		if (n <= 0 || U_FAILURE(code))
			break;
		cp = parts[0];
		if (U16_IS_LEAD(parts[0]) && n > 1)
			cp = (uint32_t)U16_GET_SUPPLEMENTARY(parts[0],
			    parts[1]);
	}
	return cp;
}
