/* model.c - names to values: small maps, searched from the newest value */
#include "tmpl/tmpl.h"

#include <string.h>

#include "tmpl/tree.h"

const struct tmpl_value *tmpl_find(const struct tmpl_map *m,
    struct span name)
{
	for (size_t i = m->count; i-- > 0; ) {
		const struct tmpl_value *v = &m->values[i];

		/* Length and last byte tell most names apart. */
		if (v->key.n == name.n &&
		    v->key.p[name.n - 1] == name.p[name.n - 1] &&
		    memcmp(v->key.p, name.p, name.n) == 0)
			return v;
	}
	return NULL;
}

struct tmpl_map *tmpl_map(struct arena *a)
{
	struct tmpl_map *m = arena_take(a, 1, sizeof(*m));

	m->arena = a;
	return m;
}

static struct tmpl_value *add(struct tmpl_map *m, const char *key,
    enum tmpl_value_kind kind, bool on)
{
	struct tmpl_value *v = m->values;

	if (m->count == m->room) {
		m->room = m->room * 2 + 8;
		m->values = arena_take(m->arena, m->room, sizeof(*v));
		if (v != NULL)
			memcpy(m->values, v, m->count * sizeof(*v));
	}
	v = &m->values[m->count++];
	*v = (struct tmpl_value){ .key = span_of(key), .kind = kind, .on = on };
	return v;
}

void tmpl_text(struct tmpl_map *m, const char *key, struct span text)
{
	add(m, key, TMPL_TEXT, text.n != 0)->text = text;
}

void tmpl_html(struct tmpl_map *m, const char *key, struct span safe)
{
	add(m, key, TMPL_HTML, safe.n != 0)->text = safe;
}

void tmpl_flag(struct tmpl_map *m, const char *key, bool on)
{
	(void)add(m, key, TMPL_FLAG, on);
}

void tmpl_u64(struct tmpl_map *m, const char *key, uint64_t v)
{
	struct buf digits;

	buf_open(&digits, m->arena, 20);
	buf_u64(&digits, v);
	add(m, key, TMPL_TEXT, v != 0)->text = buf_span(&digits);
}

struct tmpl_map *tmpl_sub(struct tmpl_map *m, const char *key)
{
	return add(m, key, TMPL_SUB, true)->sub = tmpl_map(m->arena);
}

struct tmpl_list *tmpl_rows(struct tmpl_map *m, const char *key)
{
	struct tmpl_list *l = arena_take(m->arena, 1, sizeof(*l));

	l->arena = m->arena;
	return add(m, key, TMPL_ROWS, true)->rows = l;
}

struct tmpl_map *tmpl_row(struct tmpl_list *l)
{
	struct tmpl_map *m = tmpl_map(l->arena);

	if (l->last == NULL)
		l->first = m;
	else
		l->last->next = m;
	return l->last = m;
}
