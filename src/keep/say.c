#include <stdarg.h>
#include <stdio.h>

#include "keep/archive.h"

static void (*door)(const char *text);

void keep_words(void (*say)(const char *text))
{
	door = say;
}

void keep_say(const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	if (door == NULL)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	door(text);
}
