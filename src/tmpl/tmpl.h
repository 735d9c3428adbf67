/*
 * tmpl.h - mustache: parse, render, escape by default
 *
 * Source: the mustache(5) manual: variables, sections, inverted sections,
 * comments, partials, dotted names, {{.}}, standalone tags.  Not taken:
 * set-delimiter tags and lambdas, but one: {{#_}}English words{{/_}} is
 * replaced by those words in the reader's language (its body may hold no
 * tag).  {{{name}}} prints only values that were given as HTML; any other
 * is an error, so that no template can forget to escape.
 *
 * False are: a name that the model does not know, false, an empty text, an
 * empty list, and 0.  Only texts and numbers can be printed.  {{.}} is the
 * text or number whose section it stands in.  Words are trimmed and their
 * white space is one space, so that they may be wrapped.  A partial does not
 * take over the indentation of its tag.
 *
 * A template and a model live in the arena they were given; a template also
 * borrows the sources it was parsed from.  Pure.
 */
#ifndef TMPL_TMPL_H
#define TMPL_TMPL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

#define TMPL_BYTES_MAX (256 * 1024) /* of one template */
#define TMPL_DEPTH_MAX 16           /* sections and partials within others */
#define TMPL_NAME_MAX 64            /* bytes of a tag's name */
#define TMPL_STEPS_MAX (1 << 24)    /* tags and texts in one rendering */

/* ---- the model ---- */
struct tmpl_map; /* names to values */
struct tmpl_list;
struct tmpl_map *tmpl_map(struct arena *a);
/* Keys are literals that outlive the model; text is borrowed. A key put
 * twice: the later value counts. */
void tmpl_text(struct tmpl_map *m, const char *key, struct span text);
void tmpl_html(struct tmpl_map *m, const char *key, struct span safe);
void tmpl_flag(struct tmpl_map *m, const char *key, bool on);
void tmpl_u64(struct tmpl_map *m, const char *key, uint64_t v);
struct tmpl_map *tmpl_sub(struct tmpl_map *m, const char *key);
struct tmpl_list *tmpl_rows(struct tmpl_map *m, const char *key);
struct tmpl_map *tmpl_row(struct tmpl_list *l); /* a new last row */

/* ---- templates ---- */
struct tmpl; /* parsed, read only, may be rendered by several threads */

/* Gives the source of template or partial `name` (letters, digits, - and _,
 * without ".mustache"); false where there is none. */
typedef bool tmpl_source(void *ctx, struct span name, struct span *out);
/* Parses template `name` and the partials it names; a circle is an error.
 * ERR_ABSENT, ERR_FORMAT, ERR_LIMIT with the place:
 * "person.mustache:12: section 'x' is never closed". */
int tmpl_parse(struct tmpl **out, struct arena *a, struct span name,
    tmpl_source *source, void *ctx, struct err *e) MUST_CHECK;

/* The words in the reader's language; gives them back as they are where it
 * has none.  The result is plain text and is escaped. */
typedef struct span tmpl_words(void *ctx, struct span english);
/* A name that the model does not know renders as nothing, as mustache has
 * it.  words may be NULL: English.  Errors: ERR_FORMAT (a value printed that
 * is no text, {{{name}}} that is no HTML), ERR_LIMIT (out ran over, too many
 * steps); out then holds a part. */
int tmpl_render(const struct tmpl *t, const struct tmpl_map *model,
    tmpl_words *words, void *ctx, struct buf *out, struct err *e) MUST_CHECK;

/* Calls each for every {{#_}} text of t and its partials, for the check that all languages
 * have it. */
void tmpl_each_words(const struct tmpl *t,
    void (*each)(void *ctx, struct span english), void *ctx);

#endif
