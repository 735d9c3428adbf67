/* How a list is to be read: [source], [file] and [columns] of its map. */
#include "intake/inside.h"

#include <string.h>

#include "base/utf8.h"
#include "uni/uni.h"

#define FACTS_MAX 64

enum { DELIMITER, ENCODING, FORMAT, HEADER, KEY, FILE_KEYS };

struct reader {
	struct intake_map map;
	struct arena *arena;
	struct span lang;            /* of the texts in [source] */
	struct span file[FILE_KEYS]; /* values of [file] */
	int fact_lines[FACTS_MAX];
};

/* A whole value, in quotes or without. */
static int plain_value(struct reader *r, struct span *v, struct err *e)
{
	if (v->p[0] != '"')
		return 0;
	struct span rest = *v;
	if (intake_ini_quoted(&rest, r->arena, v, e) < 0)
		return -1;
	if (rest.n > 0)
		return err_set(e, ERR_FORMAT, "words after a closing quote: "
		    "quotes within quotes are doubled");
	if (v->n == 0)
		return err_set(e, ERR_FORMAT, "an empty value");
	return 0;
}

/* ---- [source] ---- */

static const struct stmt_property *source_property(struct reader *r,
    struct span name)
{
	const struct stmt_property *p = stmt_property(name);

	if (p == NULL || (p->subjects & 1u << STMT_SOURCE) == 0)
		p = stmt_property(span_of(arena_fmt(r->arena, "source.%.*s",
		    (int)(name.n < 60 ? name.n : 60), name.p)));
	if (p == NULL || (p->subjects & 1u << STMT_SOURCE) == 0 ||
	    p->type == STMT_HASH || p->type == STMT_MAP ||
	    p->type == STMT_HANDLE || span_starts(p->name, SPAN("finding")))
		return NULL;
	return p;
}

static int source_word(struct reader *r, const struct intake_word *w,
    struct err *e)
{
	struct intake_map *map = &r->map;
	const struct stmt_property *p;
	struct span v = w->value;

	if (plain_value(r, &v, e) < 0)
		return -1;
	if (span_is(w->name, "handle")) {
		if (map->handle.n > 0)
			return err_set(e, ERR_FORMAT, "it stands twice");
		if (!stmt_handle_valid(v))
			return err_set(e, ERR_FORMAT, "FORMAT 5.2: a handle "
			    "is a-z 0-9 . - and begins with a letter or "
			    "digit, at most 64");
		map->handle = v;
		return 0;
	}
	if (span_is(w->name, "lang")) {
		if (r->lang.n > 0)
			return err_set(e, ERR_FORMAT, "it stands twice");
		if (!stmt_lang_valid(v))
			return err_set(e, ERR_FORMAT, "not a language tag "
			    "(BCP 47)");
		r->lang = v;
		return 0;
	}
	p = source_property(r, w->name);
	if (p == NULL)
		return err_set(e, ERR_FORMAT, "[source] has no such key");
	if (map->fact_count == FACTS_MAX)
		return err_set(e, ERR_LIMIT, "more than %d keys in [source]",
		    FACTS_MAX);
	if (uni_nfc(v, r->arena, &v, e) < 0 || stmt_value_check(p, v, e) < 0)
		return -1;
	r->fact_lines[map->fact_count] = w->line;
	map->facts[map->fact_count++] = (struct intake_fact){ p->name, v,
		{ NULL, 0 } };
	return 0;
}

/* The texts need the language that [source] gives, perhaps further down. */
static int source_end(struct reader *r, struct err *e)
{
	if (r->map.handle.n == 0)
		return err_set(e, ERR_FORMAT, "[source] needs a handle: the "
		    "name of the list for ever");
	for (int i = 0; i < r->map.fact_count; i++) {
		struct intake_fact *f = &r->map.facts[i];
		const struct stmt_property *p = stmt_property(f->property);

		if (p->type != STMT_TEXT && p->type != STMT_NAME)
			continue;
		if (r->lang.n == 0)
			return err_set(e, ERR_FORMAT, "line %d: a text needs "
			    "\"lang = ...\" in [source]", r->fact_lines[i]);
		f->lang = r->lang;
	}
	return 0;
}

/* ---- [file] ---- */

static int file_word(struct reader *r, const struct intake_word *w,
    struct err *e)
{
	static const char *const KEYS[FILE_KEYS] = { "delimiter", "encoding",
		"format", "header", "key" };
	struct span v = w->value;

	for (int i = 0; i < FILE_KEYS; i++) {
		if (!span_is(w->name, KEYS[i]))
			continue;
		if (r->file[i].n > 0)
			return err_set(e, ERR_FORMAT, "it stands twice");
		if (plain_value(r, &v, e) < 0)
			return -1;
		r->file[i] = v;
		return 0;
	}
	return err_set(e, ERR_FORMAT, "[file] has no such key");
}

static int file_format(struct reader *r, struct err *e)
{
	struct span v = r->file[FORMAT];
	struct intake_map *map = &r->map;

	if (v.n == 0 || span_is(v, "csv"))
		map->format = INTAKE_CSV;
	else if (span_is(v, "tsv"))
		map->format = INTAKE_TSV;
	else if (span_is(v, "jsonl"))
		map->format = INTAKE_JSONL;
	else
		return err_set(e, ERR_FORMAT, "format: csv, tsv or jsonl");
	map->delimiter = map->format == INTAKE_TSV ? '\t' : ',';
	v = r->file[DELIMITER];
	if (v.n > 0 && map->format == INTAKE_JSONL)
		return err_set(e, ERR_FORMAT, "delimiter: JSON lines have "
		    "none");
	if (span_is(v, "tab"))
		map->delimiter = '\t';
	else if (span_is(v, ",") || span_is(v, ";"))
		map->delimiter = v.p[0];
	else if (v.n > 0)
		return err_set(e, ERR_FORMAT, "delimiter: , ; or tab");
	return 0;
}

static int file_end(struct reader *r, struct err *e)
{
	struct intake_map *map = &r->map;
	const struct span header = r->file[HEADER];

	if (file_format(r, e) < 0)
		return err_in(e, "[file]");
	map->encoding = "UTF-8";
	if (r->file[ENCODING].n > 0)
		map->encoding = arena_cstr(r->arena, r->file[ENCODING]);
	if (!uni_encoding_known(map->encoding))
		return err_set(e, ERR_FORMAT, "[file]: encoding: \"%s\" is "
		    "none that is known",
		    intake_snip(r->file[ENCODING]).text);
	map->header = !span_is(header, "no");
	if (map->header && header.n > 0 && !span_is(header, "yes"))
		return err_set(e, ERR_FORMAT, "[file]: header: yes or no");
	if (header.n > 0 && map->format == INTAKE_JSONL)
		return err_set(e, ERR_FORMAT, "[file]: header: JSON lines "
		    "have none");
	map->key = r->file[KEY];
	if (map->key.n == 0)
		return 0;
	for (int i = 0; i < map->column_count; i++)
		if (span_eq(map->columns[i].name, map->key))
			return 0;
	return err_set(e, ERR_FORMAT, "[file]: key: no column \"%s\" under "
	    "[columns]", intake_snip(map->key).text);
}

/* ---- the whole ---- */

static int take_word(struct reader *r, const struct intake_word *w,
    struct err *e)
{
	if (span_is(w->section, "source"))
		return source_word(r, w, e);
	if (span_is(w->section, "file"))
		return file_word(r, w, e);
	if (span_is(w->section, "columns"))
		return intake_map_column(&r->map, w, r->arena, e);
	return err_set(e, ERR_FORMAT, "there is no section [%s]: [source], "
	    "[file], [columns]", intake_snip(w->section).text);
}

static void open_reader(struct reader *r, struct arena *a)
{
	memset(r, 0, sizeof(*r));
	r->arena = a;
	r->map.facts = arena_take(a, FACTS_MAX, sizeof(*r->map.facts));
	r->map.columns = arena_take(a, INTAKE_COLUMNS_MAX,
	    sizeof(*r->map.columns));
}

int intake_map_read(struct span ini, struct arena *a, struct intake_map *out,
    struct err *e)
{
	struct intake_ini in = { .rest = ini };
	struct intake_word w;
	struct reader r;
	int got;

	if (ini.n > INTAKE_MAP_BYTES)
		return err_set(e, ERR_LIMIT, "a map of %zu bytes: at most %d",
		    ini.n, INTAKE_MAP_BYTES);
	if (!utf8_valid(ini) || span_find(ini, '\0') < ini.n)
		return err_set(e, ERR_FORMAT, "byte %zu: a map is text in "
		    "UTF-8", utf8_valid_bytes(ini) + 1);
	if (span_starts(ini, SPAN("\xef\xbb\xbf")))
		in.rest = span_skip(ini, 3);
	open_reader(&r, a);
	while ((got = intake_ini_next(&in, a, &w, e)) > 0)
		if (take_word(&r, &w, e) < 0)
			return err_in(e, "line %d: %s", w.line,
			    intake_snip(w.name).text);
	if (got < 0 || source_end(&r, e) < 0)
		return -1;
	if (r.map.column_count == 0)
		return err_set(e, ERR_FORMAT, "no column under [columns]");
	if (file_end(&r, e) < 0)
		return -1;
	*out = r.map;
	return 0;
}
