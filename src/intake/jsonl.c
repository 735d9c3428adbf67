#include "intake/inside.h"
#include "jdoc/jdoc.h"

int intake_json_members(struct span line, struct arena *a,
    struct intake_member **out, int *count, struct err *e)
{
	struct intake_member *all;
	struct jdoc *v;
	int n = 0;

	if (jdoc_parse(line, a, &v, e) < 0)
		return -1;
	if (v->kind != JDOC_OBJECT)
		return err_set(e, ERR_FORMAT, "the line is no JSON object");
	all = arena_raw(a, (size_t)v->count * sizeof(*all));
	for (const struct jdoc *m = v->first; m != NULL; m = m->next) {
		if (m->name.n == 0)
			return err_set(e, ERR_FORMAT, "a member without a "
			    "name");
		if (m->kind != JDOC_NULL)
			all[n++] = (struct intake_member){ m->name, m->text };
	}
	*out = all;
	*count = n;
	return 0;
}
