/* set.c - templates, interface words and static files, as they are built in */
#include <stdlib.h>

#include "page/job.h"
#include "page/static_files.h"
#include "page/template_files.h"

#define TEMPLATES 96
#define SET_ROOM ((size_t)16 << 20) /* bytes of parsed templates */

struct page_set {
	struct arena mem;
	struct {
		struct span name;
		struct tmpl *t;
	} at[TEMPLATES];
	int count;
};

static void page_set_closep(struct page_set **p)
{
	if (*p == NULL)
		return;
	arena_closep(&(*p)->mem);
	free(*p);
	*p = NULL;
}

void page_closep(struct page_set **p)
{
	page_set_closep(p);
}

static bool source_of(void *ctx, struct span name, struct span *out)
{
	const struct page_template_file *f;
	struct arena a = { .cap = 4096 };

	(void)ctx;
	f = page_template_find(span_of(arena_fmt(&a, "%.*s.mustache",
	    (int)name.n, name.p)));
	arena_closep(&a);
	if (f != NULL)
		*out = f->bytes;
	return f != NULL;
}

/* Fragments, which only others name, are not pages but parse alone too. */
int page_open(struct page_set **out, struct err *e)
{
	SCOPED(page_set) *set = calloc(1, sizeof(*set));

	if (tongue_start(e) < 0)
		return -1;
	if (set == NULL || page_template_file_count > TEMPLATES)
		return err_set(e, ERR_LIMIT, "pages: no room");
	set->mem.cap = SET_ROOM;
	for (; set->count < (int)page_template_file_count; set->count++) {
		struct span name = span_of(
		    page_template_files[set->count].name);

		name.n -= 9; /* .mustache */
		set->at[set->count].name = name;
		if (tmpl_parse(&set->at[set->count].t, &set->mem, name,
		    source_of, NULL, e) < 0)
			return -1;
	}
	*out = set;
	set = NULL; /* the caller owns it now */
	return 0;
}

struct span page_word(const struct page_job *j, const char *english)
{
	return tongue_word(j->tongue, span_of(english));
}

static struct span words(void *ctx, struct span english)
{
	const struct tongue *const *t = ctx;

	return tongue_word(*t, english);
}

int page_render(const struct page_job *j, const char *name, struct span *out,
    struct err *e)
{
	const struct page_set *set = j->from->set;
	const struct tongue *tongue = j->tongue;
	struct buf b;

	for (int i = 0; i < set->count; i++) {
		if (!span_is(set->at[i].name, name))
			continue;
		buf_open(&b, j->a, PAGE_BYTES_MAX);
		if (tmpl_render(set->at[i].t, j->model, words, &tongue, &b,
		    e) < 0)
			return -1;
		return buf_end(&b, out, e);
	}
	return err_set(e, ERR_ABSENT, "no template %s", name);
}

bool page_static(struct span name, struct page *out)
{
	const struct page_static_file *f = page_static_find(name);

	if (f == NULL)
		return false;
	out->status = 200;
	out->body = f->bytes;
	out->type = span_ends(name, SPAN(".css")) ? "text/css; charset=utf-8"
	    : span_ends(name, SPAN(".svg")) ? "image/svg+xml"
	    : span_ends(name, SPAN(".js")) ? "text/javascript; charset=utf-8"
	    : span_ends(name, SPAN(".woff2")) ? "font/woff2"
	    : "application/octet-stream";
	return true;
}

const char *page_static_name(int i)
{
	return (size_t)i < page_static_file_count
	    ? page_static_files[i].name : NULL;
}
