/*
 * inside.h - what the files of module find share; nobody else opens this
 *
 * One file ("segment"), little-endian, sections in this order, each aligned
 * to 8 bytes, each of a length that follows from the counts of the head:
 *
 *   bones   the distinct rows of consonants, in order, first one highest
 *   skel    the distinct sounds of words, in the order of their bones
 *   near    bones with up to two consonants left out -> bones
 *   chunk   the distinct texts between spaces, the most frequent first
 *   word    of the chunks: which sounds, and a hash of the spelling
 *   form    the distinct names: numbers of chunks; and their first sounds
 *           once more in one number, to pass over most at a glance
 *   thing   who bears them
 *   tag     texts of places and lists, and which bearers have which
 *   post    for each skel the forms that have it, delta and varint
 */
#ifndef FIND_INSIDE_H
#define FIND_INSIDE_H

#include "find/find.h"
#include "find/rebuild.h"
#include "name/skel.h"

#define FIND_MAGIC "KPFIND01"
#define FIND_ORDER 0x0A0B0C0DU    /* of bytes on this machine */
#define FIND_CHUNKS 12            /* of one form; the rest is cut */
#define FIND_CHUNK_WORDS 4        /* of one chunk that are looked for */
#define FIND_FORM_WORDS 12        /* of one form that are looked for */
#define FIND_CHUNK_BYTES 120      /* longer ones are cut in pieces */
#define FIND_TAG_BYTES 250
#define FIND_BYTES_MAX ((size_t)4 << 30)
#define FIND_SEGMENTS 3

/* Our own mark in name_skel.flags: the word is an initial. */
#define FIND_INITIAL_FLAG 128

/* ---- text.c: words ---- */
struct find_word {
	struct span text;
	uint32_t fold;       /* hash of the spelling but for case */
	uint32_t number;     /* of a word of digits alone, else 0 */
	uint8_t letters;     /* at most 255 */
	bool dot;            /* a full stop follows */
};
/* The words of any bytes, at most max; *rest gets where it stopped. */
int find_words(struct span text, struct find_word *out, int max,
    struct span *rest);
/* The sounds of a word, with our mark; false where it has none. */
bool find_sounds(const struct find_word *w, struct name_skel *out);
/* Bones with the first consonant in the highest four bits. */
uint64_t find_bones(const struct name_skel *s);
/* Without its i-th consonant (0 the first). */
uint64_t find_bones_less(uint64_t bones, int i);
int find_bones_count(uint64_t bones);
uint32_t find_near_hash(uint64_t bones, int left_out);
uint64_t find_hash(const void *p, size_t n, uint64_t seed);
/* Changes when the tables or rules of names do. */
uint64_t find_tables(void);
void find_id_text(uint64_t id, char out[13], bool *record);
uint64_t find_id_number(const char id[13], bool record);

/* ---- segment.c: one file, mapped and checked ---- */
enum find_count { FIND_N_BONES, FIND_N_SKEL, FIND_N_NEAR, FIND_N_SLOT,
	FIND_N_CHUNK, FIND_N_TEXT, FIND_N_WORD, FIND_N_FORM, FIND_N_PATH,
	FIND_N_THING, FIND_N_SET, FIND_N_MEMBER, FIND_N_TAG, FIND_N_TAGTEXT,
	FIND_N_TAGWORD, FIND_N_POST, FIND_COUNTS };
struct find_head {
	char magic[8];
	uint32_t order, head_bytes;
	uint64_t bytes, sum, tables;
	uint64_t beneath;    /* sum of the segment that this one adds to */
	struct find_state state;
	uint64_t n[FIND_COUNTS];
};
struct find_near {
	uint32_t hash, bones;
};
struct find_sound { /* a word of a chunk or a tag */
	uint32_t skel;
	uint32_t fold;
};
struct find_bearer {
	uint64_t id;
	uint16_t born, died;
	uint32_t set;        /* of tags; 0 has none */
};
struct find_segment {
	const uint8_t *map;
	size_t bytes;
	struct find_head head;
	uint32_t bones_n, skel_n, slot_n, chunk_n, form_n, thing_n, set_n,
	    tag_n;
	const uint64_t *bones;
	const uint32_t *bones_skel;   /* [bones_n + 1] */
	const struct name_skel *skel; /* [skel_n] */
	const uint32_t *skel_post;    /* [skel_n + 1] bytes of post */
	const uint32_t *skel_forms;   /* [skel_n] */
	const uint32_t *slot;         /* [slot_n + 1] of near */
	const struct find_near *near;
	const uint32_t *chunk_text;   /* [chunk_n + 1] */
	const char *text;
	const uint32_t *chunk_word;   /* [chunk_n + 1] */
	const struct find_sound *word;
	const uint32_t *form_path;    /* [form_n + 1] bytes of path */
	const uint8_t *path;
	const uint32_t *form_thing;   /* [form_n + 1] */
	const struct find_bearer *thing;
	const uint32_t *set_member;   /* [set_n + 1] */
	const uint32_t *member;       /* tags */
	const uint32_t *tag_text;     /* [tag_n + 1] */
	const char *tagtext;
	const uint32_t *tag_word;     /* [tag_n + 1] */
	const struct find_sound *tagword;
	const uint8_t *post;
	const uint64_t *glance;       /* [form_n] */
};
/* The sounds of a form that has three words or fewer: FIND_GLANCE_BITS each,
 * from the lowest, the number + 1, 0 for none; or FIND_GLANCE_MORE. */
#define FIND_GLANCE_BITS 21
#define FIND_GLANCE_MORE UINT64_MAX
/* Bytes of each section by the counts; false where they cannot be. */
#define FIND_SECTIONS 21
bool find_segment_sizes(const uint64_t n[FIND_COUNTS],
    uint64_t out[FIND_SECTIONS]);
uint64_t find_segment_sum(const uint8_t *p, size_t n);
/* The head alone, of a file of the right size: its sum is not checked. */
int find_segment_head(struct find_head *out, const char *path, struct err *e)
    MUST_CHECK;
int find_segment_open(struct find_segment *out, const char *path,
    struct err *e) MUST_CHECK;
/* Of bytes that stay where they are; aligned to 8. */
int find_segment_take(struct find_segment *out, const uint8_t *p, size_t n,
    struct err *e) MUST_CHECK;
void find_segment_closep(struct find_segment *s);
/* The next number of a varint row, or false at its end or where broken. */
static inline bool find_varint(const uint8_t **p, const uint8_t *end,
    uint32_t *out)
{
	uint32_t v = 0;

	for (int shift = 0; shift < 35 && *p < end; shift += 7) {
		uint8_t b = *(*p)++;

		v |= (uint32_t)(b & 127) << shift;
		if (b < 128) {
			*out = v;
			return true;
		}
	}
	return false;
}
/* The chunks of a form: how many. */
int find_segment_chunks(const struct find_segment *s, uint32_t form,
    uint32_t out[FIND_CHUNKS]);
struct span find_segment_chunk(const struct find_segment *s, uint32_t chunk);
/* The form as text: at most FIND_FORM_BYTES. */
#define FIND_FORM_BYTES (FIND_CHUNKS * (FIND_CHUNK_BYTES + 1))
size_t find_segment_form(const struct find_segment *s, uint32_t form,
    char out[FIND_FORM_BYTES]);
struct span find_segment_tag(const struct find_segment *s, uint32_t tag);

/* ---- make.c ---- */
/* All entries of a segment that was opened. */
int find_maker_take(struct find_maker *m, const struct find_segment *s,
    struct err *e) MUST_CHECK;
/* PATH, PATH.1, PATH.2; out has FIND_PATH_MAX bytes. */
#define FIND_PATH_MAX 4096
int find_part(const char *path, int level, char out[FIND_PATH_MAX],
    struct err *e) MUST_CHECK;
int find_maker_put(struct find_maker *m, const char *path, uint64_t beneath,
    const struct find_state *state, struct err *e) MUST_CHECK;

/* ---- find.c ---- */
struct find {
	struct find_segment seg[FIND_SEGMENTS];
	int segs;
	int level[FIND_SEGMENTS]; /* of each: the number in its name */
	struct find_scratch *scratch;
};

/* ---- ask.c: one segment asked ---- */
struct find_asked { /* a word of the question */
	struct find_word w;
	struct name_skel skel;
	uint64_t bones;
	bool sounds, initial, begins;
	int limit;           /* of the distance that is still a match */
	uint8_t first[NAME_SOUNDS]; /* the first sound against others */
	/* Read as a father's name or a woman's whose ending is misspelt: for
	 * those of the same kind alone. */
	struct find_reading {
		struct name_skel skel;
		uint64_t bones;
		int cost;
	} reading[2];
	int readings;
};
struct find_found { /* a form, weighed */
	int cost;
	uint32_t form;
	int segment;
};
struct find_match { /* what a word of the question fits in a form */
	int8_t chunk, word;  /* -1: not in the form */
	uint8_t how, cost;
};
struct find_heap {
	struct find_found at[FIND_MOST + 1];
	int count, most;
};
struct find_question {
	struct find_asked word[FIND_WORDS];
	int words;
	struct find_heap heap;
	int64_t work;        /* forms that may still be weighed */
	bool cut;
};
void find_scratch_closep(struct find_scratch **s);
int find_ask_segment(struct find *f, int segment, struct find_question *q,
    struct err *e) MUST_CHECK;
/* Has the dictionary these very sounds? */
bool find_ask_known(const struct find *f, const struct name_skel *s);
/* Which word of the form each word of the question fits; the cost. */
int find_ask_match(struct find *f, int segment, struct find_question *q,
    uint32_t form, struct find_match out[FIND_WORDS]);

#endif
