/* po_rules.c - what tools/po.py asks of ICU while the program is built
 *
 *   po_rules plural TAG   the plurals that whole numbers have: "one few many"
 *   po_rules latin        Kazakh lines, from Cyrillic to Latin letters */
#include <stdio.h>
#include <string.h>

#include "uni/uni.h"

#define LINE_MAX_BYTES 16384

static int plurals(const char *tag, struct err *e)
{
	SCOPED(uni_local) *l = NULL;
	const char *name;

	if (uni_local_open(&l, tag, e) < 0)
		return -1;
	for (int i = 0; (name = uni_local_form_name(l, i)) != NULL; i++)
		printf("%s%s", i == 0 ? "" : " ", name);
	printf("\n");
	return 0;
}

static int latin(struct err *e)
{
	char line[LINE_MAX_BYTES];

	while (fgets(line, sizeof(line), stdin) != NULL) {
		SCOPED(arena) a = { .cap = 1 << 20 };
		struct span out;

		if (strchr(line, '\n') == NULL)
			return err_set(e, ERR_LIMIT, "a line is too long");
		if (uni_kk_latin(span_of(line), &a, &out, e) < 0)
			return -1;
		fwrite(out.p, 1, out.n, stdout);
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct err e = { 0 };
	int rc = -1;

	if (argc == 3 && strcmp(argv[1], "plural") == 0)
		rc = plurals(argv[2], &e);
	else if (argc == 2 && strcmp(argv[1], "latin") == 0)
		rc = latin(&e);
	else
		(void)err_set(&e, ERR_FORMAT, "po_rules plural TAG | latin");
	if (rc < 0)
		fprintf(stderr, "po_rules: %s\n", e.text);
	return rc < 0;
}
