/*
 * pdf.c - a drawing as PDF 1.4: letters as forms, made once, used many times
 *
 * No font, no picture, no compression: a reader sees what is there.  Objects:
 * 1 catalog, 2 pages, 3 info, 4 resources, then two a page (page, content)
 * and its links, then the forms.
 */
#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "base/utf8.h"
#include "draw/inside.h"

#define POINTS (72 / 25.4) /* a millimetre */

static void colour(struct buf *b, uint32_t rgb)
{
	for (int shift = 16; shift >= 0; shift -= 8) {
		draw_number(b, (double)((rgb >> shift) & 255) / 255);
		buf_byte(b, ' ');
	}
	buf_str(b, "rg\n");
}

static void rect(struct buf *b, struct draw_box at)
{
	const double v[] = { at.x, at.y, at.w, at.h };

	for (int i = 0; i < 4; i++) {
		draw_number(b, v[i]);
		buf_byte(b, ' ');
	}
	buf_str(b, "re\n");
}

void draw_pdf_squares(struct draw *d, const struct draw_box *box, int count,
    uint32_t rgb)
{
	struct buf *b = &draw_line_page(d)->body;

	colour(b, rgb);
	for (int i = 0; i < count; i++)
		rect(b, box[i]);
	buf_str(b, "f\n");
}

void draw_pdf_rect(struct draw *d, struct draw_box at, uint32_t rgb)
{
	draw_pdf_squares(d, &at, 1, rgb);
}

/* A string in brackets: what is not plain ASCII does not come here. */
static void literal(struct buf *b, struct span s)
{
	buf_byte(b, '(');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '(' || s.p[i] == ')' || s.p[i] == '\\')
			buf_byte(b, '\\');
		if (s.p[i] >= ' ' && s.p[i] <= '~')
			buf_byte(b, s.p[i]);
	}
	buf_byte(b, ')');
}

void draw_pdf_link(struct draw *d, struct draw_box at, struct span address)
{
	struct draw_page *page = draw_line_page(d);
	struct buf *b = &page->links;
	const double v[] = { at.x * POINTS, (d->sheet.h - at.y - at.h) *
	    POINTS, (at.x + at.w) * POINTS, (d->sheet.h - at.y) * POINTS };

	buf_str(b, "<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[");
	for (int i = 0; i < 4; i++) {
		draw_number(b, v[i]);
		buf_byte(b, ' ');
	}
	buf_str(b, "]/A<</S/URI/URI");
	literal(b, address);
	buf_str(b, ">>>>");
	buf_byte(b, '\n');
	page->link_count++;
}

static void put_flat(struct draw *d, struct buf *b,
    const struct draw_set *set, double x, double y)
{
	for (int i = 0; i < set->count; i++) {
		const struct draw_glyph *g = &set->glyph[i];
		const double place[3] = { set->size / DRAW_EM,
		    x + (double)g->x * set->size,
		    y + (double)g->y * set->size };

		draw_steps(d, b, draw_outline_of(d, g->font, g->glyph), place);
	}
	buf_str(b, "f\n");
}

/* Within one q ... Q the origin goes from letter to letter. */
void draw_pdf_put(struct draw *d, const struct draw_set *set, double x,
    double y, uint32_t rgb)
{
	struct buf *b = &draw_line_page(d)->body;
	int64_t at_x = 0, at_y = 0;

	colour(b, rgb);
	if (d->sheet.flat) {
		put_flat(d, b, set, x, y);
		return;
	}
	buf_fmt(b, "q %.7f 0 0 %.7f ", set->size / DRAW_EM, set->size /
	    DRAW_EM);
	draw_number(b, x);
	buf_byte(b, ' ');
	draw_number(b, y);
	buf_str(b, " cm\n");
	for (int i = 0; i < set->count; i++) {
		const struct draw_glyph *g = &set->glyph[i];
		int64_t gx = (int64_t)((double)g->x * DRAW_EM);
		int64_t gy = (int64_t)((double)g->y * DRAW_EM);

		buf_fmt(b, "1 0 0 1 %lld %lld cm/g%d Do\n",
		    (long long)(gx - at_x), (long long)(gy - at_y),
		    draw_form(d, draw_outline_of(d, g->font, g->glyph)));
		at_x = gx;
		at_y = gy;
	}
	buf_str(b, "Q\n");
}

/* ---- the file ---- */

struct file {
	struct buf out;
	uint64_t *at; /* where each object begins */
	int count, room;
};

static int begin(struct file *f)
{
	f->at[++f->count] = buf_span(&f->out).n;
	buf_fmt(&f->out, "%d 0 obj\n", f->count);
	return f->count;
}

static void end(struct file *f)
{
	buf_str(&f->out, "\nendobj\n");
}

static void put_stream(struct file *f, const char *head, struct span body)
{
	(void)begin(f);
	buf_fmt(&f->out, "<<%s/Length %zu>>\nstream\n", head, body.n);
	buf_add(&f->out, body);
	buf_str(&f->out, "endstream");
	end(f);
}

/* As UTF-16 in hex, since PDF 1.4 knows no other Unicode. */
static void put_text(struct buf *b, struct span s)
{
	uint32_t cp;

	buf_str(b, "<FEFF");
	while (utf8_next(&s, &cp)) {
		if (cp < 0x10000)
			buf_fmt(b, "%04X", cp);
		else
			buf_fmt(b, "%04X%04X", 0xd800 + ((cp - 0x10000) >>
			    10), 0xdc00 + ((cp - 0x10000) & 0x3ff));
	}
	buf_byte(b, '>');
}

static void put_info(struct draw *d, struct file *f)
{
	char t[UTC_CHARS];

	utc_print(d->sheet.time, t);
	(void)begin(f);
	buf_str(&f->out, "<</Title");
	put_text(&f->out, d->sheet.title);
	buf_str(&f->out, "/Producer(kulpytas)");
	buf_fmt(&f->out, "/CreationDate(D:%.4s%.2s%.2s%.2s%.2s%.2sZ)>>", t,
	    t + 5, t + 8, t + 11, t + 14, t + 17);
	end(f);
}

/* Objects a page takes: itself, its content, its links. */
static int objects_of(const struct draw_page *p)
{
	return 2 + p->link_count;
}

static void put_head(struct draw *d, struct file *f, int first_form)
{
	struct buf *b = &f->out;
	int at = 5;

	buf_str(b, "%PDF-1.4\n%\xc3\xa4\xc3\xb6\n");
	(void)begin(f);
	buf_str(b, "<</Type/Catalog/Pages 2 0 R");
	if (d->sheet.lang.n > 0) {
		buf_str(b, "/Lang");
		literal(b, d->sheet.lang);
	}
	buf_str(b, "/ViewerPreferences<</DisplayDocTitle true>>>>");
	end(f);
	(void)begin(f);
	buf_fmt(b, "<</Type/Pages/Count %d/Kids[", d->pages);
	for (int i = 0; i < d->pages; i++) {
		buf_fmt(b, "%d 0 R ", at);
		at += objects_of(&d->page[i]);
	}
	buf_str(b, "]>>");
	end(f);
	put_info(d, f);
	(void)begin(f);
	buf_str(b, "<</XObject<<");
	for (int i = 0; i < d->forms; i++)
		buf_fmt(b, "/g%d %d 0 R\n", i + 1, first_form + i);
	buf_str(b, ">>>>");
	end(f);
}

static int put_page(struct draw *d, struct file *f, struct draw_page *p,
    struct err *e)
{
	struct buf *b = &f->out;
	int self = begin(f);
	struct span body, links;
	struct buf all;

	buf_str(b, "<</Type/Page/Parent 2 0 R/Resources 4 0 R/MediaBox[0 0 ");
	draw_number(b, d->sheet.w * POINTS);
	buf_byte(b, ' ');
	draw_number(b, d->sheet.h * POINTS);
	buf_fmt(b, "]/Contents %d 0 R", self + 1);
	if (p->link_count > 0) {
		buf_str(b, "/Annots[");
		for (int i = 0; i < p->link_count; i++)
			buf_fmt(b, "%d 0 R ", self + 2 + i);
		buf_byte(b, ']');
	}
	buf_str(b, ">>");
	end(f);
	if (buf_end(&p->body, &body, e) < 0 ||
	    buf_end(&p->links, &links, e) < 0)
		return err_in(e, "the drawing is too large");
	buf_open(&all, &d->mem, DRAW_BYTES_MAX);
	buf_fmt(&all, "%.6f 0 0 -%.6f 0 ", POINTS, POINTS);
	draw_number(&all, d->sheet.h * POINTS);
	buf_str(&all, " cm\n");
	buf_add(&all, body);
	put_stream(f, "", buf_span(&all));
	while (links.n > 0) {
		size_t n = span_find(links, '\n');

		(void)begin(f);
		buf_add(b, (struct span){ links.p, n });
		end(f);
		links = span_skip(links, n + 1);
	}
	return 0;
}

static void put_form(struct draw *d, struct file *f,
    const struct draw_outline *o)
{
	char head[160];
	struct buf body;

	buf_open(&body, &d->mem, 1 << 20);
	draw_steps(d, &body, o, NULL);
	buf_str(&body, "f\n");
	(void)snprintf(head, sizeof(head), "/Type/XObject/Subtype/Form/BBox["
	    "%d %d %d %d]", o->box[0] - 1, o->box[1] - 1, o->box[2] + 1,
	    o->box[3] + 1);
	put_stream(f, head, buf_span(&body));
}

int draw_pdf_end(struct draw *d, struct arena *a, struct span *out,
    struct err *e)
{
	struct file f = { .count = 0 };
	uint64_t table;
	int first_form = 5;

	for (int i = 0; i < d->pages; i++)
		first_form += objects_of(&d->page[i]);
	f.room = first_form + d->forms;
	f.at = arena_take(&d->mem, (size_t)f.room + 1, sizeof(*f.at));
	buf_open(&f.out, &d->mem, DRAW_BYTES_MAX);
	put_head(d, &f, first_form);
	for (int i = 0; i < d->pages; i++)
		if (put_page(d, &f, &d->page[i], e) < 0)
			return -1;
	for (int i = 0; i < d->forms; i++)
		put_form(d, &f, d->form[i]);
	table = buf_span(&f.out).n;
	buf_fmt(&f.out, "xref\n0 %d\n0000000000 65535 f \n", f.count + 1);
	for (int i = 1; i <= f.count; i++)
		buf_fmt(&f.out, "%010llu 00000 n \n",
		    (unsigned long long)f.at[i]);
	buf_fmt(&f.out, "trailer\n<</Size %d/Root 1 0 R/Info 3 0 R>>\n"
	    "startxref\n%llu\n%%%%EOF\n", f.count + 1,
	    (unsigned long long)table);
	if (buf_end(&f.out, out, e) < 0)
		return err_in(e, "the drawing is too large");
	*out = arena_copy(a, *out);
	return 0;
}
