/*
 * inside.h - what the files of dossier share; all of it is pure, so that it
 * is tested and fuzzed without a jail
 */
#ifndef DOSSIER_INSIDE_H
#define DOSSIER_INSIDE_H

#include <stdint.h>

#include "dossier/dossier.h"

/* At most 60 bytes of s, whole characters, with '?' for what would move a
 * terminal: for messages, dossier_snip(s).text. */
struct dossier_snip {
	char text[64];
};
struct dossier_snip dossier_snip(struct span s);

/* ---- yaml.c: a YAML file as a stream of events ---- */
enum dossier_event_kind { DOSSIER_DOC = 'D', DOSSIER_DOC_END = 'd',
	DOSSIER_MAPPING = '{', DOSSIER_MAPPING_END = '}',
	DOSSIER_SEQUENCE = '[', DOSSIER_SEQUENCE_END = ']',
	DOSSIER_SCALAR = 's',
	DOSSIER_EMPTY = '0' };   /* nothing stands there */
struct dossier_event {
	enum dossier_event_kind kind;
	int line;
	struct span text;
};
#define DOSSIER_DEPTH_MAX 8
typedef int64_t dossier_pull(void *ctx, void *buf, size_t n, struct err *e);
typedef int dossier_push(void *ctx, const struct dossier_event *ev,
    struct err *e);
/* Reads YAML from pull (0 at its end, -1), gives events to push.  Aliases,
 * anchors, tags, and what is too long or too deep are refused. */
int dossier_yaml_read(dossier_pull *pull, void *pull_ctx, dossier_push *push,
    void *push_ctx, struct err *e) MUST_CHECK;
/* An event as bytes, for the pipe: and back.  get: 1 and *used, 0 more bytes
 * are needed, -1 these are none. */
#define DOSSIER_EVENT_HEAD 9 /* kind, line, length */
void dossier_event_head(const struct dossier_event *ev,
    unsigned char out[DOSSIER_EVENT_HEAD]);
int dossier_event_get(struct span bytes, struct dossier_event *out,
    size_t *used, struct err *e) MUST_CHECK;

/* ---- reader.c, entry.c, join.c: events into entries ---- */
struct dossier_reader;       /* the state between events */
int dossier_reader_open(struct dossier_reader **out, struct arena *a,
    struct err *e) MUST_CHECK;
int dossier_reader_event(void *reader, const struct dossier_event *ev,
    struct err *e) MUST_CHECK;
/* After the last event: joins `re` to `as`. */
int dossier_reader_end(struct dossier_reader *r, struct dossier *out,
    struct err *e) MUST_CHECK;

/* What a document says for all its entries; p NULL: nothing. */
struct dossier_defaults {
	struct span lang, from, who, on;
};
/* Checks all that one entry shows, applies the defaults.  Absent spans of t
 * have p NULL; `who` and `from` given as "" have p but no bytes. */
int dossier_entry_check(struct dossier_entry *t,
    const struct dossier_defaults *d, struct arena *a, struct err *e)
    MUST_CHECK;
/* Joins every `re` to the entry or statement that it answers. */
int dossier_entries_join(const struct dossier *d, struct arena *a,
    struct err *e) MUST_CHECK;
/* Takes bytes for one more text out of a; ERR_LIMIT where it has no room. */
int dossier_room(const struct arena *a, size_t bytes, struct err *e)
    MUST_CHECK;

#endif
