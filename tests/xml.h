/*
 * xml.h - is a drawing well-formed?  Tags that match, attributes in double
 * quotes, no bare < or &, nothing that could run or load.
 */
#ifndef TESTS_XML_H
#define TESTS_XML_H

#include <stdbool.h>
#include <string.h>

#include "base/span.h"

#define XML_DEPTH 32

static inline bool xml_entity(const char *p, const char *end)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;",
		"&quot;", "&#39;", "&#x27;", "&apos;" };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		size_t n = strlen(known[i]);

		if ((size_t)(end - p) >= n && memcmp(p, known[i], n) == 0)
			return true;
	}
	return false;
}

/* One tag from its `<`; NULL where it is none.  *kind: 1 opens, -1 closes, 0
 * both. */
static inline const char *xml_tag(const char *p, const char *end,
    struct span *name, int *kind)
{
	bool quoted = false;

	*kind = ++p < end && *p == '/' ? -1 : 1;
	p += *kind < 0;
	name->p = p;
	while (p < end && ((*p >= 'a' && *p <= 'z') || (*p >= 'A' &&
	    *p <= 'Z')))
		p++;
	name->n = (size_t)(p - name->p);
	for (; p < end && name->n > 0; p++) {
		if (*p == '"')
			quoted = !quoted;
		if (*p == '<' || (*p == '&' && !xml_entity(p, end)))
			return NULL;
		if (!quoted && *p == '>') {
			*kind = p[-1] == '/' ? 0 : *kind;
			return p + 1;
		}
	}
	return NULL;
}

static inline bool xml_sound(struct span s)
{
	struct span open[XML_DEPTH], name;
	const char *p = s.p, *end = s.p + s.n;
	int depth = 0, kind;

	while (p < end) {
		if (*p == '>' || (*p == '&' && !xml_entity(p, end)))
			return false;
		if (*p != '<') {
			p++;
			continue;
		}
		p = xml_tag(p, end, &name, &kind);
		if (p == NULL || span_is(name, "script") ||
		    span_is(name, "style") || span_is(name, "image") ||
		    span_is(name, "foreignObject"))
			return false;
		if (kind == 1) {
			if (depth == XML_DEPTH)
				return false;
			open[depth++] = name;
		} else if (kind == -1 && (depth == 0 ||
		    !span_eq(open[--depth], name))) {
			return false;
		}
	}
	return depth == 0;
}

#endif
