/* The map: what is shown, where, and nothing that could do harm. */
#include <math.h>
#include <string.h>

#include "map/inside.h"
#include "tap.h"
#include "xml.h"

static bool holds(struct span s, const char *text)
{
	return memmem(s.p, s.n, text, strlen(text)) != NULL;
}

static void test_points(void)
{
	static const struct { const char *text; bool ok; double lat, lon; }
	cases[] = {
		{ "43.25667,76.92861", true, 43.25667, 76.92861 },
		{ "-34.6,-58.4", true, -34.6, -58.4 },
		{ "0,0", true, 0, 0 }, { "90,180", true, 90, 180 },
		{ "91,0", false, 0, 0 }, { "0,181", false, 0, 0 },
		{ "", false, 0, 0 }, { "1", false, 0, 0 },
		{ "1,2,3", false, 0, 0 }, { "1,2 ", false, 0, 0 },
		{ "nan,1", false, 0, 0 }, { "1e9,1", false, 0, 0 },
		{ "1.1234567,2", false, 0, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		double lat = -1, lon = -1;
		bool ok = map_point_of(span_of(cases[i].text), &lat, &lon);

		CHECK(ok == cases[i].ok, "point \"%s\"", cases[i].text);
		CHECK(!ok || (fabs(lat - cases[i].lat) < 1e-9 &&
		    fabs(lon - cases[i].lon) < 1e-9), "its place");
	}
}

/* All points lie in the view, away from its edge. */
static void test_views(void)
{
	static const struct { const char *what; int n; double at[4][2]; }
	cases[] = {
		{ "one place", 1, { { 43.3, 76.9 } } },
		{ "a country", 3, { { 43.3, 76.9 }, { 51.2, 51.4 },
		    { 50.4, 80.3 } } },
		{ "across the 180th meridian", 3, { { -17.7, 178 },
		    { -13.8, -171.8 }, { -21.1, -175.2 } } },
		{ "the far north", 2, { { 78.2, 15.6 }, { 71, 25 } } },
		{ "the poles", 2, { { 90, 0 }, { -90, 180 } } },
		{ "all around", 4, { { 0, -120 }, { 10, 0 }, { 20, 90 },
		    { -30, 170 } } },
		{ "two at one point", 2, { { 31.5, 34.4 }, { 31.5, 34.4 } } },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct map_point p[4];
		struct map_of m = { .at = p, .count = cases[i].n };
		struct map_view v;
		bool inside = true;

		for (int k = 0; k < m.count; k++)
			p[k] = (struct map_point){ cases[i].at[k][0],
				cases[i].at[k][1], SPAN("x"), { 0 }, 1 };
		v = map_view_of(&m);
		for (int k = 0; k < m.count; k++) {
			double x, y;

			map_view_place(&v, p[k].lat, p[k].lon, &x, &y);
			inside = inside && x >= 0 && x <= 1 && y >= -1e-9 &&
			    y <= 1 + 1e-9;
		}
		CHECK(inside, "%s: all in view", cases[i].what);
		CHECK(v.tall >= 18 && v.wide <= 360.001, "%s: %g by %g",
		    cases[i].what, v.wide, v.tall);
	}
}

static void test_drawn(void)
{
	static const struct map_point p[] = {
		{ 43.26, 76.93, { "<b>Almaty</b> & \"co\"", 20 },
		    { "place/A\"B.html", 14 }, 17 },
		{ 42.3, 69.6, { "شيمكنت", 12 }, { 0 }, 3 },
		{ 43.34, 52.86, { "Zhanaozen", 9 }, { 0 }, 0 },
	};
	const struct map_of m = { SPAN("A & B"), SPAN("<i>"), p, 3 };
	SCOPED(arena) a = { .cap = 1 << 24 };
	struct err e = { 0 };
	struct buf b;
	struct span s;

	buf_open(&b, &a, 1 << 20);
	CHECK(map_draw(&m, &b, &e) == 0, "drawn %s", e.text);
	s = buf_span(&b);
	CHECK(xml_sound(s), "well-formed");
	CHECK(holds(s, "role=\"group\"") && holds(s, "<title id=\"map-t\">A"
	    " &amp; B") && holds(s, "&lt;b&gt;Almaty"), "titles, escaped");
	CHECK(holds(s, "href=\"place/A&quot;B.html\""), "a link, escaped");
	CHECK(holds(s, "fill=\"none\" stroke-width=\"2\""), "a ring for none");
	CHECK(holds(s, "d=\"M") && s.n > 3000 && s.n < 60000,
	    "outlines, %zu bytes", s.n);
	CHECK(!holds(s, "style=") && !holds(s, "nan") && !holds(s, "inf"),
	    "no style, no number that is none");
}

static void test_edges(void)
{
	static struct map_point p[MAP_POINTS_MAX + 1];
	struct map_of m = { SPAN("t"), SPAN("d"), p, 0 };
	SCOPED(arena) a = { .cap = 1 << 26 };
	struct err e = { 0 };
	struct buf b;

	buf_open(&b, &a, 4 << 20);
	CHECK(map_draw(&m, &b, &e) == 0 && xml_sound(buf_span(&b)),
	    "no place at all");
	for (int i = 0; i <= MAP_POINTS_MAX; i++)
		p[i] = (struct map_point){ 40 + i % 25 * 0.4, 60 + i / 25 *
		    0.9, SPAN("A town"), SPAN("x.html"), (uint64_t)i };
	m.count = MAP_POINTS_MAX;
	buf_open(&b, &a, 4 << 20);
	CHECK(map_draw(&m, &b, &e) == 0 && xml_sound(buf_span(&b)),
	    "as many as there may be, %zu bytes", b.n);
	m.count++;
	CHECK(map_draw(&m, &b, &e) < 0 && e.kind == ERR_LIMIT, "one more");
	m.count = 1;
	p[0].lat = NAN;
	CHECK(map_draw(&m, &b, &e) < 0 && e.kind == ERR_FORMAT, "no number");
	p[0].lat = 90.5;
	CHECK(map_draw(&m, &b, &e) < 0 && e.kind == ERR_FORMAT,
	    "beyond the pole");
	p[0].lat = 1;
	buf_open(&b, &a, 100);
	CHECK(map_draw(&m, &b, &e) < 0 && e.kind == ERR_LIMIT, "no room");
}

struct box {
	double left, top, right, bottom;
};

static bool meet(const struct box *a, const struct box *b)
{
	return a->left < b->right && b->left < a->right &&
	    a->top < b->bottom && b->top < a->bottom;
}

/* No two labels that a width shows lie on each other, whatever the points. */
static void test_labels(void)
{
	static const double wide[] = { 0, 280, MAP_WIDE_2, MAP_WIDE_3 };
	static struct map_label l[200];
	unsigned seed = 7;
	int shown = 0, clashes = 0;

	for (int i = 0; i < 200; i++) {
		seed = seed * 1103515245U + 12345U;
		l[i] = (struct map_label){ .x = (seed >> 16) % 1000 / 1000.0,
			.y = (seed >> 8) % 1000 / 1000.0, .r = 4,
			.chars = 4 + (int)(seed >> 20) % 16 };
	}
	map_label_all(l, 200);
	for (int t = 1; t <= 3; t++)
		for (int i = 0; i < 200; i++)
			for (int k = 0; k < i; k++) {
				struct box b[2];
				int at[2] = { i, k };

				if (l[i].tier == 0 || l[k].tier == 0 ||
				    l[i].tier > t || l[k].tier > t)
					continue;
				for (int q = 0; q < 2; q++) {
					const struct map_label *m = &l[at[q]];
					double n = m->chars * MAP_LETTER;
					double x = m->x * wide[t] + m->dx -
					    (m->end ? n : 0);
					double y = m->y * wide[t] * 2 / 3 +
					    m->dy;

					b[q] = (struct box){ x, y - 13, x + n,
						y + 4 };
				}
				clashes += meet(&b[0], &b[1]);
			}
	for (int i = 0; i < 200; i++)
		shown += l[i].tier > 0;
	CHECK(shown > 20, "%d of 200 labels stand somewhere", shown);
	CHECK(clashes == 0, "%d of them on each other", clashes);
}

/* Hostile names and coordinates, any number of them. */
static void test_fuzz(void)
{
	static const char *const names[] = { "", "<", "&", "\"'>", "]]>",
		("\xe2\x80\xae" "abc"), "<svg onload=1>", "名前", "é́́́́",
		"a very long name of a place that nobody could ever read" };
	static struct map_point p[64];
	unsigned seed = 1;
	int bad = 0;

	for (int round = 0; round < 300; round++) {
		SCOPED(arena) a = { .cap = 1 << 26 };
		struct map_of m = { SPAN("t"), SPAN("d"), p, 0 };
		struct err e = { 0 };
		struct buf b;

		seed = seed * 1103515245U + 12345U;
		m.count = (int)(seed >> 16) % 64;
		for (int i = 0; i < m.count; i++) {
			seed = seed * 1103515245U + 12345U;
			p[i].lat = (double)((seed >> 8) % 181) - 90;
			p[i].lon = (double)((seed >> 4) % 361) - 180;
			p[i].label = span_of(names[(seed >> 12) % 10]);
			p[i].href = span_of(names[(seed >> 20) % 10]);
			p[i].dead = (seed >> 9) % 3 == 0 ? 0 : seed;
		}
		buf_open(&b, &a, 4 << 20);
		if (map_draw(&m, &b, &e) < 0 || !xml_sound(buf_span(&b)) ||
		    holds(buf_span(&b), "nan"))
			bad++;
	}
	CHECK(bad == 0, "300 maps of anything, %d not sound", bad);
}

int main(void)
{
	test_points();
	test_views();
	test_drawn();
	test_edges();
	test_labels();
	test_fuzz();
	return DONE();
}
