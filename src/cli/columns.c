/* columns.c - two texts side by side in 80 columns */
#include "cli/columns.h"

#include "base/utf8.h"
#include "cli/cli.h"
#include "uni/uni.h"

#define LABEL 16
#define CELL 30 /* LABEL + 2 + CELL + 2 + CELL is CLI_COLUMNS */
#define LINES 8 /* of one cell; what is more is cut, and said to be */

static const struct {
	uint32_t from, to;
	int columns;
} ranges[] = {
	{ 0x300, 0x36f, 0 }, { 0x483, 0x489, 0 }, { 0x591, 0x5bd, 0 },
	{ 0x5bf, 0x5bf, 0 }, { 0x5c1, 0x5c2, 0 }, { 0x5c4, 0x5c5, 0 },
	{ 0x610, 0x61a, 0 }, { 0x64b, 0x65f, 0 }, { 0x670, 0x670, 0 },
	{ 0x6d6, 0x6dc, 0 }, { 0x6df, 0x6e4, 0 }, { 0x6e7, 0x6e8, 0 },
	{ 0x6ea, 0x6ed, 0 }, { 0x1100, 0x115f, 2 }, { 0x1ab0, 0x1aff, 0 },
	{ 0x1dc0, 0x1dff, 0 }, { 0x200b, 0x200f, 0 }, { 0x2060, 0x2064, 0 },
	{ 0x20d0, 0x20ff, 0 }, { 0x2e80, 0xa4cf, 2 }, { 0xac00, 0xd7a3, 2 },
	{ 0xf900, 0xfaff, 2 }, { 0xfe00, 0xfe0f, 0 }, { 0xfe20, 0xfe2f, 0 },
	{ 0xfe30, 0xfe6f, 2 }, { 0xfeff, 0xfeff, 0 }, { 0xff00, 0xff60, 2 },
	{ 0xffe0, 0xffe6, 2 }, { 0x1f300, 0x1faff, 2 },
	{ 0x20000, 0x3fffd, 2 },
};

int cli_columns_of(uint32_t cp)
{
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (cp >= ranges[i].from && cp <= ranges[i].to)
			return ranges[i].columns;
	return utf8_unfit(cp) ? 8 : 1; /* shown as \u{202e} */
}

struct piece { /* one line of a cell */
	size_t from, to;
	int wide;
};

/* Columns of the bytes from..to, with their brackets. */
static int wide_of(const struct cli_cell *c, size_t from, size_t to,
    bool terminal)
{
	struct span rest = { c->text.p + from, to - from };
	bool open = false;
	int n = 0;

	while (rest.n > 0) {
		size_t at = to - rest.n;
		bool marked = c->mark != NULL && c->mark[at] != 0;
		uint32_t cp;

		n += !terminal && marked != open;
		open = marked;
		if (!utf8_next(&rest, &cp)) {
			rest = span_skip(rest, 1);
			n += 6;
		} else {
			n += cp == '\n' || cp == '\t' ? 1
			    : cli_columns_of(cp);
		}
	}
	return n + (!terminal && open);
}

/* The end of what fits from `from` on: at a space, or within a word. */
static size_t break_at(const struct cli_cell *c, size_t from, bool terminal)
{
	struct span rest = span_skip(c->text, from);
	size_t space = 0, fits = from;

	while (rest.n > 0) {
		uint32_t cp = 0;
		size_t was = c->text.n - rest.n, end;

		if (!utf8_next(&rest, &cp))
			rest = span_skip(rest, 1);
		end = c->text.n - rest.n;
		if (wide_of(c, from, end, terminal) > CELL) {
			if (cp == ' ')
				return was;
			return space > from ? space : fits > from ? fits
			    : end;
		}
		if (cp == ' ' || cp == '\n')
			space = was;
		if (cp == '\n')
			return was;
		fits = end;
	}
	return c->text.n;
}

static int split(const struct cli_cell *c, bool terminal,
    struct piece out[LINES])
{
	size_t from = 0;
	int n = 0;

	while (from < c->text.n && n < LINES) {
		size_t to = break_at(c, from, terminal);

		out[n++] = (struct piece){ from, to, wide_of(c, from, to,
		    terminal) };
		from = to;
		while (from < c->text.n && (c->text.p[from] == ' ' ||
		    c->text.p[from] == '\n'))
			from++;
	}
	return n;
}

static void set_mark(FILE *f, bool on, bool terminal)
{
	fputs(terminal ? on ? "\033[4m" : "\033[24m" : on ? "[" : "]", f);
}

/* Isolated, so that a name from right to left does not turn its neighbour. */
static void print_piece(FILE *f, const struct cli_cell *c,
    const struct piece *p, bool terminal)
{
	bool rtl = uni_rtl(c->text), open = false;
	size_t at = p->from;

	fputs(rtl ? "\xe2\x81\xa8" : "", f);
	while (at < p->to) {
		bool marked = c->mark != NULL && c->mark[at] != 0;
		size_t end = at + 1;

		while (end < p->to && (c->mark != NULL && c->mark[end] != 0) ==
		    marked && c->text.p[end] != '\t' && c->text.p[at] != '\t')
			end++;
		if (marked != open)
			set_mark(f, marked, terminal);
		open = marked;
		cli_print_safe(f, c->text.p[at] == '\t' ? SPAN(" ")
		    : (struct span){ c->text.p + at, end - at });
		at = end;
	}
	if (open)
		set_mark(f, false, terminal);
	fputs(rtl ? "\xe2\x81\xa9" : "", f);
}

static void pad(FILE *f, int n)
{
	for (; n > 0; n--)
		fputc(' ', f);
}

static size_t clip(struct span s, int most, int *wide)
{
	struct span rest = s;
	uint32_t cp;

	*wide = 0;
	while (rest.n > 0) {
		struct span was = rest;

		if (!utf8_next(&rest, &cp) || *wide + cli_columns_of(cp) >
		    most)
			return s.n - was.n;
		*wide += cli_columns_of(cp);
	}
	return s.n;
}

void cli_columns_row(FILE *f, struct span label, const struct cli_cell cell[2],
    bool terminal)
{
	struct piece piece[2][LINES];
	int n[2], wide;

	for (int i = 0; i < 2; i++)
		n[i] = split(&cell[i], terminal, piece[i]);
	for (int k = 0; k == 0 || k < n[0] || k < n[1]; k++) {
		wide = 0;
		if (k == 0)
			cli_print_safe(f, (struct span){ label.p, clip(label,
			    LABEL, &wide) });
		pad(f, LABEL + 2 - wide);
		for (int i = 0; i < 2; i++) {
			if (k < n[i])
				print_piece(f, &cell[i], &piece[i][k],
				    terminal);
			if (i == 0 && n[1] > k)
				pad(f, CELL + 2 - (k < n[0] ? piece[0][k].wide
				    : 0));
		}
		fputc('\n', f);
	}
	for (int i = 0; i < 2; i++)
		if (n[i] == LINES && piece[i][LINES - 1].to < cell[i].text.n)
			fprintf(f, "  (the %s text goes on: kulpytas show has"
			    " it whole)\n", i == 0 ? "left" : "right");
}
