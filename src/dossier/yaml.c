/* YAML as a stream of events: libyaml reads, in a jail; what dossiers have no
 * use for is refused as soon as it is seen. */
#include <limits.h>
#include <string.h>
#include <yaml.h>

#include "dossier/inside.h"

struct source {
	dossier_pull *pull;
	void *ctx;
	size_t bytes;
	struct err *e;
	bool failed;
};

static int read_source(void *data, unsigned char *p, size_t room, size_t *got)
{
	struct source *s = data;
	int64_t n = s->pull(s->ctx, p, room, s->e);

	s->failed = n < 0;
	if (n < 0)
		return 0;
	s->bytes += (size_t)n;
	if (s->bytes > DOSSIER_BYTES_MAX) {
		(void)err_set(s->e, ERR_LIMIT, "a dossier larger than %d "
		    "bytes", DOSSIER_BYTES_MAX);
		s->failed = true;
		return 0;
	}
	*got = (size_t)n;
	return 1;
}

static int line_of(yaml_mark_t mark)
{
	return mark.line < INT_MAX - 1 ? (int)mark.line + 1 : INT_MAX;
}

static int refuse(const yaml_event_t *in, const char *what, struct err *e)
{
	return err_set(e, ERR_FORMAT, "line %d: %s", line_of(in->start_mark),
	    what);
}

static int scalar(const yaml_event_t *in, struct dossier_event *ev,
    struct err *e)
{
	if (in->data.scalar.anchor != NULL)
		return refuse(in, "a dossier has no anchors (&)", e);
	if (in->data.scalar.tag != NULL)
		return refuse(in, "a dossier has no tags (!)", e);
	ev->kind = DOSSIER_SCALAR;
	ev->text = (struct span){ (const char *)in->data.scalar.value,
		in->data.scalar.length };
	if (ev->text.n > STMT_LINE_MAX)
		return err_set(e, ERR_LIMIT, "line %d: a text of %zu bytes: at"
		    " most %d; longer ones are evidence files", ev->line,
		    ev->text.n, STMT_LINE_MAX);
	if (ev->text.n == 0 &&
	    in->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
		ev->kind = DOSSIER_EMPTY;
	return 1;
}

/* 1 an event to be given on, 0 none, -1. */
static int translate(const yaml_event_t *in, int *depth,
    struct dossier_event *ev, struct err *e)
{
	ev->line = line_of(in->start_mark);
	ev->text = (struct span){ "", 0 };
	switch (in->type) {
	case YAML_DOCUMENT_START_EVENT:
		ev->kind = DOSSIER_DOC;
		return 1;
	case YAML_DOCUMENT_END_EVENT:
		ev->kind = DOSSIER_DOC_END;
		return 1;
	case YAML_ALIAS_EVENT:
		return refuse(in, "a dossier has no aliases (*): say it "
		    "again, or put the text in quotes", e);
	case YAML_SCALAR_EVENT:
		return scalar(in, ev, e);
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		if (in->data.mapping_start.anchor != NULL)
			return refuse(in, "a dossier has no anchors (&)", e);
		if (in->data.mapping_start.tag != NULL)
			return refuse(in, "a dossier has no tags (!)", e);
		if (++*depth > DOSSIER_DEPTH_MAX)
			return refuse(in, "nested too deep", e);
		ev->kind = in->type == YAML_MAPPING_START_EVENT ?
		    DOSSIER_MAPPING : DOSSIER_SEQUENCE;
		return 1;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		(*depth)--;
		ev->kind = in->type == YAML_MAPPING_END_EVENT ?
		    DOSSIER_MAPPING_END : DOSSIER_SEQUENCE_END;
		return 1;
	default:
		return 0;
	}
}

static int say_problem(const yaml_parser_t *p, const struct source *s,
    struct err *e)
{
	if (s->failed)
		return -1; /* e says why */
	if (p->error == YAML_MEMORY_ERROR)
		return err_set(e, ERR_LIMIT, "not enough memory");
	if (p->error == YAML_READER_ERROR)
		return err_set(e, ERR_FORMAT, "byte %zu: %s: a dossier is "
		    "text in UTF-8", p->problem_offset + 1,
		    p->problem != NULL ? p->problem : "not readable");
	return err_set(e, ERR_FORMAT, "line %d: %s%s%s",
	    line_of(p->problem_mark),
	    p->problem != NULL ? p->problem : "not YAML",
	    p->context != NULL ? " " : "", p->context != NULL ? p->context :
	    "");
}

int dossier_yaml_read(dossier_pull *pull, void *pull_ctx, dossier_push *push,
    void *push_ctx, struct err *e)
{
	struct source s = { .pull = pull, .ctx = pull_ctx, .e = e };
	struct dossier_event ev;
	yaml_parser_t p;
	yaml_event_t in;
	bool ended = false;
	int depth = 0, rc = 0;

	if (!yaml_parser_initialize(&p))
		return err_set(e, ERR_LIMIT, "not enough memory");
	yaml_parser_set_encoding(&p, YAML_UTF8_ENCODING);
	yaml_parser_set_input(&p, read_source, &s);
	while (rc == 0 && !ended) {
		if (!yaml_parser_parse(&p, &in)) {
			rc = say_problem(&p, &s, e);
			break;
		}
		ended = in.type == YAML_STREAM_END_EVENT;
		rc = translate(&in, &depth, &ev, e);
		if (rc > 0)
			rc = push(push_ctx, &ev, e);
		yaml_event_delete(&in);
	}
	yaml_parser_delete(&p);
	return rc;
}

/* ---- events on the pipe ---- */

static void put32(uint32_t v, unsigned char *out)
{
	for (int i = 0; i < 4; i++)
		out[i] = (unsigned char)(v >> (8 * i));
}

static uint32_t get32(const char *p)
{
	uint32_t v = 0;

	for (int i = 3; i >= 0; i--)
		v = v << 8 | (unsigned char)p[i];
	return v;
}

void dossier_event_head(const struct dossier_event *ev,
    unsigned char out[DOSSIER_EVENT_HEAD])
{
	out[0] = (unsigned char)ev->kind;
	put32((uint32_t)ev->line, out + 1);
	put32((uint32_t)ev->text.n, out + 5);
}

int dossier_event_get(struct span bytes, struct dossier_event *out,
    size_t *used, struct err *e)
{
	uint32_t line, n;

	if (bytes.n < DOSSIER_EVENT_HEAD)
		return 0;
	line = get32(bytes.p + 1);
	n = get32(bytes.p + 5);
	if (bytes.p[0] == '\0' || strchr("Dd{}[]s0", bytes.p[0]) == NULL ||
	    line > INT_MAX || n > STMT_LINE_MAX)
		return err_set(e, ERR_FORMAT, "the reader of this file said "
		    "what it may not");
	if (bytes.n - DOSSIER_EVENT_HEAD < n)
		return 0;
	*out = (struct dossier_event){ (enum dossier_event_kind)bytes.p[0],
		(int)line, { bytes.p + DOSSIER_EVENT_HEAD, n } };
	*used = DOSSIER_EVENT_HEAD + n;
	return 1;
}
