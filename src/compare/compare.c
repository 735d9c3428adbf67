/* compare.c - a comparison from lists to clusters */
#include <stdlib.h>

#include "base/file.h"
#include "compare/inside.h"
#include "name/skel.h"

int compare_open(struct compare **out, struct err *e)
{
	SCOPED(compare) *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return err_set(e, ERR_IO, "out of memory");
	if (name_start(e) < 0)
		return -1;
	c->mem.cap = (size_t)64 << 30;
	c->list[0].fd = c->list[1].fd = -1;
	*out = c;
	c = NULL; /* the caller owns it now */
	return 0;
}

void compare_closep(struct compare **c)
{
	if (*c == NULL)
		return;
	link_closep(&(*c)->link);
	file_close(&(*c)->list[0].fd);
	file_close(&(*c)->list[1].fd);
	arena_closep(&(*c)->mem);
	free(*c);
	*c = NULL;
}

int compare_run(struct compare *c, const struct compare_options *o,
    struct err *e)
{
	c->options = *o;
	if (compare_columns_join(c, e) < 0 ||
	    link_open(&c->link, c->field, c->fields, c->lists, e) < 0)
		return -1;
	for (int i = 0; i < c->lists; i++)
		if ((c->list[i].ix != NULL ? compare_rows_archive(c, i, e)
		    : compare_rows_file(c, i, e)) < 0)
			return -1;
	for (int i = 0; i < c->lists; i++)
		if (c->list[i].rows == 0)
			return err_set(e, ERR_FORMAT, "there is nothing to"
			    " compare: no row of %.*s can be read%s%s",
			    (int)c->list[i].name.n, c->list[i].name.p,
			    c->list[i].bad > 0 ? "; the first: " : "",
			    c->list[i].first_bad);
	if (link_run(c->link, &c->options.link, &c->found, e) < 0)
		return -1;
	c->label = arena_take(&c->mem, link_rows(c->link) + 1,
	    sizeof(*c->label));
	return link_clusters(c->link, &c->found, o->at, c->label, e);
}
