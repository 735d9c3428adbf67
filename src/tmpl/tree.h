/*
 * tree.h - what parse.c and model.c make and render.c walks; no other module
 * opens it.  A source becomes a flat chain of ops.  A section knows where it ends and
 * its end where it starts, so rendering is a loop and not a recursion.
 */
#ifndef TMPL_TREE_H
#define TMPL_TREE_H

#include "tmpl/tmpl.h"

enum tmpl_op_kind {
	TMPL_OP_TEXT,     /* text as it is */
	TMPL_OP_PRINT,    /* {{text}} */
	TMPL_OP_HTML,     /* {{{text}}} */
	TMPL_OP_SECTION,  /* {{#text}}; to: its end */
	TMPL_OP_INVERTED, /* {{^text}}; to: its end */
	TMPL_OP_END,      /* {{/text}}; to: its start */
	TMPL_OP_WORDS,    /* {{#_}}text{{/_}} */
	TMPL_OP_PARTIAL   /* {{>text}} */
};

struct tmpl_op {
	struct tmpl_op *next, *to;
	struct tmpl *file; /* where it stands; of a partial: what it takes in */
	enum tmpl_op_kind kind;
	int depth;         /* of a partial: the sections around it */
	size_t first;      /* bytes of the name's first part; 0 for {{.}} */
	struct span text;  /* or name, which is a part of the source */
};

struct tmpl { /* the first of a chain is the template, its partials follow */
	struct tmpl *next;
	struct span name, source;
	struct tmpl_op *ops;
	int depth; /* of sections and partials, the partials' own included */
};

enum tmpl_value_kind { TMPL_TEXT, TMPL_HTML, TMPL_FLAG, TMPL_SUB, TMPL_ROWS };

struct tmpl_value {
	struct span key;
	enum tmpl_value_kind kind;
	bool on; /* true as a section; a list is asked for its first row */
	union {
		struct span text;
		struct tmpl_map *sub;
		struct tmpl_list *rows;
	};
};

struct tmpl_map {
	struct arena *arena;
	struct tmpl_value *values;
	size_t count, room;
	struct tmpl_map *next; /* the next row of a list */
};

struct tmpl_list {
	struct arena *arena;
	struct tmpl_map *first, *last;
};

/* The last value put under this name, or NULL. */
const struct tmpl_value *tmpl_find(const struct tmpl_map *m,
    struct span name);
/* Adds the place to e: "person.mustache:12". */
int tmpl_in(const struct tmpl *f, const char *at, struct err *e);

#endif
