#include "tmpl/tmpl.h"

/* The input is the template "page"; what it takes in stands here. */
static bool source(void *ctx, struct span name, struct span *out)
{
	if (span_is(name, "page"))
		*out = *(struct span *)ctx;
	else if (span_is(name, "row"))
		*out = SPAN("{{#rows}}\n {{text}}{{>cell}}\n{{/rows}}\n");
	else if (span_is(name, "cell"))
		*out = SPAN("{{#_}}Cell{{/_}}{{{html}}}");
	else
		return false;
	return true;
}

static struct span words(void *ctx, struct span english)
{
	*(size_t *)ctx += english.n;
	return english;
}

static struct tmpl_map *model(struct arena *a)
{
	struct tmpl_map *m = tmpl_map(a), *row;
	struct tmpl_list *l = tmpl_rows(m, "rows");

	tmpl_text(m, "text", SPAN("<Test>"));
	tmpl_html(m, "html", SPAN("<b>"));
	tmpl_flag(m, "yes", true);
	tmpl_u64(m, "n", 7);
	tmpl_text(tmpl_sub(tmpl_sub(m, "a"), "b"), "c", SPAN("deep"));
	for (int i = 0; i < 3; i++) {
		row = tmpl_row(l);
		tmpl_u64(row, "n", (uint64_t)i);
		tmpl_text(tmpl_row(tmpl_rows(row, "rows")), "x", SPAN("y"));
	}
	return m;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span page = { (const char *)p, n };
	SCOPED(arena) a = { .cap = 64 << 20 };
	struct err e = { 0 };
	struct tmpl *t;
	struct buf out;
	size_t seen = 0;

	buf_open(&out, &a, 1 << 16);
	if (tmpl_parse(&t, &a, SPAN("page"), source, &page, &e) == 0)
		(void)!tmpl_render(t, model(&a), words, &seen, &out, &e);
	return 0;
}
