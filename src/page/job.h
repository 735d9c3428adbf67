/*
 * job.h - what pages are made with; folio opens it, and nobody else
 *
 * A page is made by a job: the maker that its address leads to (in folio) fills
 * the model, frame.c adds what every page has, a template prints it.  Keys of
 * nested rows are always set: mustache looks outward for what is not.
 */
#ifndef PAGE_JOB_H
#define PAGE_JOB_H

#include "page/page.h"
#include "tmpl/tmpl.h"
#include "tongue/tongue.h"

struct page_job {
	const struct page_from *from;
	struct arena *a;
	const struct tongue *tongue;
	struct span lang;       /* "kk" */
	struct span rest;       /* the address behind "/kk/" */
	bool absent;            /* it says that there is no such page */
	struct span abroad;     /* in the other languages, where it is another */
	struct span address;    /* of the copy, or empty: set by page_frame */
	struct span root, here; /* "../../", "../": to the top, to "/kk/" */
	struct tmpl_map *model;
	size_t room;            /* bytes that statements may still fill */
	int cut;                /* statements left out because it was full */
	struct span lit;        /* as struct page has it */
	struct page_cite *cite; /* what was looked up already */
	int cites;
	struct page_speaker *speaker; /* likewise */
	int speakers;
	bool nowhere;           /* a page that no address is of */
	struct span body;       /* what a maker of no template made */
};
#define PAGE_FILL ((size_t)3 << 20) /* bytes of statements on one page */

/* ---- set.c: templates, words, files ---- */
struct span page_word(const struct page_job *j, const char *english);
/* The file of static/ of that name. */
bool page_static(struct span name, struct page *out);
const char *page_static_name(int i); /* NULL at the end */
int page_render(const struct page_job *j, const char *name, struct span *out,
    struct err *e) MUST_CHECK;

/* ---- frame.c: what every page has ---- */
int page_where(struct page_job *j, struct err *e) MUST_CHECK; /* address */
/* The log's origin, as its checkpoint says it: no question to the index,
 * whose head changes with every act. */
struct span page_origin(const struct page_job *j);
/* "https://memorial.example/kk/" and this, or empty where it is unknown. */
struct span page_url(const struct page_job *j, const char *rest);
int page_frame(struct page_job *j, const char *menu, struct err *e)
    MUST_CHECK;
void page_pager(struct page_job *j, const char *head, uint64_t number,
    uint64_t pages);
/* key becomes { text, plain, said, lang, rtl, tongue }: lang and mark only
 * where it is not the page's; plain is for where no markup can be, <title>
 * and attributes; false where text is empty. */
void page_text(const struct page_job *j, struct tmpl_map *m, const char *key,
    struct span text, struct span lang);
/* The same of a person's name: on pages in kk-Latn its Cyrillic letters are
 * Latin by rule, and `said` is how it was said. */
void page_name(const struct page_job *j, struct tmpl_map *m, const char *key,
    struct span form, struct span lang);
/* text, isolated (U+2068, U+2069) where it runs against the page. */
struct span page_alone(const struct page_job *j, struct span text);
void page_title(struct page_job *j, const char *english);
/* At most max bytes, cut between characters. */
struct span page_clip(struct page_job *j, struct span s, size_t max);
struct span page_href(const struct page_job *j, const struct index_thing *t);
struct span page_act_href(const struct page_job *j, uint64_t act,
    struct span id);
/* A number as the reader groups its digits; 0 is no section. */
void page_number(const struct page_job *j, struct tmpl_map *m,
    const char *key, uint64_t n);
/* n things of a TONGUE_MANY; a text, and a section, for 0 too. */
void page_count(const struct page_job *j, struct tmpl_map *m,
    const char *key, const char *many, uint64_t n);
/* "and 12 further names" as key `others`; no section for 0. */
void page_further(const struct page_job *j, struct tmpl_map *m, uint64_t n);
struct span page_utc(const struct page_job *j, int64_t time);

/* ---- cite.c: things that are mentioned ---- */
struct page_cite {
	struct index_thing thing;
	struct span text, lang; /* what it is called */
	struct span date;       /* of a source: EDTF or empty */
	struct span title, title_lang;
};
/* What a person or a row is called by readers of this page, in their letters:
 * for where page_name cannot say how it was said.  1, 0 without a name. */
int page_called(struct page_job *j, const struct index_thing *thing,
    struct index_name *out, struct err *e) MUST_CHECK;
int page_cite(struct page_job *j, enum stmt_kind kind, struct span id,
    const struct page_cite **out, struct err *e) MUST_CHECK;
/* key and key_href of a thing ("person/..."): key false, 0 returned, where
 * there is none. */
int page_mention(struct page_job *j, struct tmpl_map *m,
    const char *const key[2], struct span subject, struct err *e) MUST_CHECK;

/* ---- talk.c: what is said of a thing, by statements and by rows ---- */
struct page_say {
	struct span property, value, lang, who, source, at, on, re;
	const struct stmt_property *kind; /* NULL: not in our table */
	struct span id, column; /* of the statement; of a row's cell */
	uint64_t act;
	bool denies, refused_cell, used;
	int parent;             /* what it answers among these, or -1 */
	int kids;
	struct span finding, why, finding_id; /* of the keepers, or empty */
	uint64_t finding_act;
};
struct page_talk {
	struct page_say *at;
	int count, room;
	enum stmt_kind kind;    /* of what it is said */
	struct index_list list; /* where findings and releases are */
	enum index_status status; /* of a person's page alone */
};
/* All that is said about thing, with room for more that is added; thread it
 * after the last. */
int page_talk_about(struct page_job *j, const struct index_thing *thing,
    int more, struct page_talk *out, struct err *e) MUST_CHECK;
/* The same of several things that are one, in log order. */
struct page_whole {
	const struct index_thing *at;
	int count;
};
int page_talk_whole(struct page_job *j, struct page_whole one, int more,
    struct page_talk *out, struct err *e) MUST_CHECK;
/* All that is said of the human being that a person is, rows too, threaded. */
int page_talk_person(struct page_job *j, const struct index_thing *person,
    struct page_talk *out, struct err *e) MUST_CHECK;
void page_talk_stmt(struct page_talk *t, const struct index_stmt *x);
void page_talk_facts(struct page_talk *t, const struct index_record *r,
    struct arena *a);
void page_talk_thread(struct page_talk *t);
bool page_talk_has(const struct page_talk *t, const char *property);
/* Which of t tell this property, by the day on which it was said, those of no
 * day after them; the number of them. */
int page_talk_by_day(struct page_job *j, const struct page_talk *t,
    struct span property, int **order);
bool page_talk_released(const struct page_talk *t, struct span hash);

/* ---- value.c, say.c: one of them as shown ---- */
int page_value_put(struct page_job *j, const struct page_talk *t,
    const struct page_say *s, struct tmpl_map *m, struct err *e) MUST_CHECK;
/* Takes room for one more on this page; false, and counted, where full. */
bool page_fits(struct page_job *j, const struct page_say *s);
/* Who, source, when, proof. */
int page_say_put(struct page_job *j, const struct page_say *s,
    struct tmpl_map *m, struct err *e) MUST_CHECK;
/* Value, say, and the answers to say i. */
int page_say_whole(struct page_job *j, struct page_talk *t, int i,
    struct tmpl_map *m, struct err *e) MUST_CHECK;
int page_say_answers(struct page_job *j, struct page_talk *t, int i,
    struct tmpl_map *m, struct err *e) MUST_CHECK;

/* ---- group.c: values of a property side by side ---- */
/* A row of `rows` for each of these properties, in this order; NULL: for all
 * that are not used yet. */
int page_groups(struct page_job *j, struct page_talk *t,
    const char *const *properties, struct tmpl_list *rows, struct err *e)
    MUST_CHECK;
/* A section of such groups; no row where there is none. */
int page_section(struct page_job *j, struct page_talk *t,
    const char *const *properties, struct tmpl_list *sections,
    const char *title, struct err *e) MUST_CHECK;

/* ---- joined.c ---- */
/* Who joined this to what it is one with: rows `joins` of m.  What it is
 * not: rows of apart. */
int page_joined_put(struct page_job *j, const struct index_thing *thing,
    struct tmpl_map *m, struct tmpl_list *apart, struct err *e) MUST_CHECK;
/* Do words in force say that two of these are different?  1, 0. */
int page_joined_contested(struct page_job *j, const struct index_thing *one,
    int count, struct err *e) MUST_CHECK;

#endif
