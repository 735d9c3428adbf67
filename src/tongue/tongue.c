#include "tongue/tongue.h"

#include <string.h>

#include "tongue/words.h"

const struct tongue tongue_list[] = {
	{ "kk", "Қазақша", false },
	{ "ru", "Русский", false },
	{ "en", "English", false },
};
const int tongue_count = (int)(sizeof(tongue_list) / sizeof(tongue_list[0]));

const struct tongue *tongue_find(struct span tag)
{
	for (int i = 0; i < tongue_count; i++)
		if (span_is(tag, tongue_list[i].tag))
			return &tongue_list[i];
	return NULL;
}

const struct tongue *tongue_english(void)
{
	return &tongue_list[tongue_count - 1];
}

struct span tongue_word(const struct tongue *t, struct span english)
{
	struct span out;

	return tongue_words_find(t->tag, english, &out) ? out : english;
}
