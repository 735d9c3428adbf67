/* render.c - walks the ops; what is open stands in a row of frames */
#include "tmpl/tmpl.h"

#include "tmpl/tree.h"

/* What is rendered now: the whole, a section or a partial.  A section may
 * bring names (map) or a value for {{.}} (dot). */
struct frame {
	const struct tmpl_map *map;
	const struct tmpl_value *dot;
	bool rows;                  /* map is a row of a list */
	const struct tmpl_op *back; /* a partial: what comes behind it */
};

struct render {
	struct frame frames[TMPL_DEPTH_MAX + 1];
	int top;
	tmpl_words *words;
	void *ctx;
	struct buf *out;
};

static const struct tmpl_value *find(const struct render *r,
    const struct tmpl_op *op)
{
	struct span part = { op->text.p, op->first };
	const struct tmpl_value *v = NULL;
	const struct frame *f = &r->frames[r->top];

	if (op->first == 0) {
		while (f->map == NULL && f->dot == NULL)
			f--;
		return f->dot;
	}
	for (int i = r->top; i >= 0 && v == NULL; i--)
		if (r->frames[i].map != NULL)
			v = tmpl_find(r->frames[i].map, part);
	/* Further parts are looked for in what the first one is, only. */
	for (size_t at = op->first; v != NULL && at < op->text.n; at += part.n) {
		part = span_skip(op->text, ++at);
		part.n = span_find(part, '.');
		v = v->kind != TMPL_SUB ? NULL : tmpl_find(v->sub, part);
	}
	return v;
}

static int print(struct render *r, const struct tmpl_op *op, struct err *e)
{
	const struct tmpl_value *v = find(r, op);
	bool html = op->kind == TMPL_OP_HTML;

	if (v == NULL)
		return 0;
	if (v->kind != TMPL_HTML && (html || v->kind != TMPL_TEXT)) {
		err_set(e, ERR_FORMAT, "'%.*s' was not given as %s",
		    (int)op->text.n, op->text.p, html ? "HTML" : "text");
		return tmpl_in(op->file, op->text.p, e);
	}
	(html ? buf_add : buf_html)(r->out, v->text);
	return 0;
}

/* Opens a section; false where its value is.  There is a frame for it:
 * tmpl_parse counted the depth. */
static bool enter(struct render *r, const struct tmpl_op *op)
{
	const struct tmpl_value *v = find(r, op);
	bool on = v != NULL && (v->kind == TMPL_ROWS
	    ? v->rows->first != NULL : v->on);
	struct frame *f = &r->frames[r->top + 1];

	if (on != (op->kind == TMPL_OP_SECTION))
		return false;
	*f = (struct frame){ .rows = on && v->kind == TMPL_ROWS };
	if (f->rows)
		f->map = v->rows->first;
	else if (on && v->kind == TMPL_SUB)
		f->map = v->sub;
	else if (on && v->kind != TMPL_FLAG)
		f->dot = v;
	r->top++;
	return true;
}

/* Ends a section, or starts it again with the next row. */
static const struct tmpl_op *leave(struct render *r, const struct tmpl_op *op)
{
	struct frame *f = &r->frames[r->top];

	if (f->rows && f->map->next != NULL) {
		f->map = f->map->next;
		return op->to;
	}
	r->top--;
	return op;
}

/* Does one op; *at becomes the next, NULL at the end of a file. */
static int step(struct render *r, const struct tmpl_op **at, struct err *e)
{
	const struct tmpl_op *op = *at;

	switch (op->kind) {
	case TMPL_OP_TEXT:
		buf_add(r->out, op->text);
		break;
	case TMPL_OP_PRINT:
	case TMPL_OP_HTML:
		if (print(r, op, e) < 0)
			return -1;
		break;
	case TMPL_OP_WORDS:
		buf_html(r->out, r->words == NULL ? op->text
		    : r->words(r->ctx, op->text));
		break;
	case TMPL_OP_SECTION:
	case TMPL_OP_INVERTED:
		if (!enter(r, op))
			op = op->to;
		break;
	case TMPL_OP_END:
		op = leave(r, op);
		break;
	case TMPL_OP_PARTIAL:
		r->frames[++r->top] = (struct frame){ .back = op->next };
		*at = op->file->ops;
		return 0;
	}
	*at = op->next;
	return 0;
}

int tmpl_render(const struct tmpl *t, const struct tmpl_map *model,
    tmpl_words *words, void *ctx, struct buf *out, struct err *e)
{
	struct render r = { .words = words, .ctx = ctx, .out = out,
		.frames[0].map = model };
	const struct tmpl_op *at = t->ops;

	for (int steps = 0; steps < TMPL_STEPS_MAX && !out->over; steps++) {
		if (at != NULL && step(&r, &at, e) < 0)
			return -1;
		if (at == NULL && r.top == 0)
			return 0;
		if (at == NULL)
			at = r.frames[r.top--].back;
	}
	return err_set(e, ERR_LIMIT, "%.*s.mustache: %s", (int)t->name.n,
	    t->name.p, out->over ? "the page is too large" : "endless");
}

void tmpl_each_words(const struct tmpl *t,
    void (*each)(void *ctx, struct span english), void *ctx)
{
	for (; t != NULL; t = t->next)
		for (struct tmpl_op *op = t->ops; op != NULL; op = op->next)
			if (op->kind == TMPL_OP_WORDS)
				each(ctx, op->text);
}
