/* make.c - entries gathered: each text, each sound, each form once */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "find/maker.h"

void find_maker_closep(struct find_maker **p)
{
	struct find_maker *m = *p;

	if (m == NULL)
		return;
	find_rows_closep(&m->texts);
	find_rows_closep(&m->chunks);
	find_rows_closep(&m->skels);
	find_rows_closep(&m->sounds);
	find_rows_closep(&m->forms);
	find_rows_closep(&m->paths);
	find_rows_closep(&m->things);
	find_rows_closep(&m->tags);
	find_rows_closep(&m->sets);
	find_rows_closep(&m->members);
	find_table_closep(&m->by_chunk);
	find_table_closep(&m->by_skel);
	find_table_closep(&m->by_form);
	find_table_closep(&m->by_tag);
	find_table_closep(&m->by_set);
	free(m);
	*p = NULL;
}

int find_maker_open(struct find_maker **out, struct err *e)
{
	struct find_maker *m = calloc(1, sizeof(*m));

	if (m == NULL)
		return err_set(e, ERR_LIMIT, "search: out of memory");
	m->texts.size = 1;
	m->chunks.size = sizeof(struct maker_chunk);
	m->skels.size = sizeof(struct name_skel);
	m->sounds.size = sizeof(struct find_sound);
	m->forms.size = sizeof(struct maker_form);
	m->paths.size = m->members.size = sizeof(uint32_t);
	m->things.size = sizeof(struct maker_thing);
	m->tags.size = sizeof(struct maker_tag);
	m->sets.size = sizeof(struct maker_set);
	*out = m;
	return 0;
}

/* ---- texts and sounds ---- */

static int put_text(struct find_maker *m, struct span s, uint32_t *at,
    struct err *e)
{
	if (find_rows_room(&m->texts, s.n, e) < 0)
		return -1;
	memcpy((char *)m->texts.p + m->texts.n, s.p, s.n);
	*at = (uint32_t)m->texts.n;
	m->texts.n += s.n;
	return 0;
}

static bool same_skel(const void *ctx, uint32_t row, const void *key)
{
	const struct find_maker *m = ctx;
	const struct name_skel *a = MAKER_AT(m->skels, struct name_skel, row);

	return memcmp(a, key, sizeof(*a)) == 0;
}

static int skel_of(struct find_maker *m, const struct name_skel *s,
    uint32_t *out, struct err *e)
{
	uint64_t h = find_hash(s, sizeof(*s), 3);

	*out = find_table_get(&m->by_skel, h, same_skel, m, s);
	if (*out != UINT32_MAX)
		return 0;
	*out = (uint32_t)m->skels.n;
	if (find_rows_room(&m->skels, 1, e) < 0 ||
	    find_table_put(&m->by_skel, h, *out, e) < 0)
		return -1;
	*MAKER_AT(m->skels, struct name_skel, m->skels.n++) = *s;
	return 0;
}

/* The words of a text that have sounds. */
static int put_words(struct find_maker *m, struct span text, uint32_t *word,
    uint32_t *words, struct err *e)
{
	struct find_word w[FIND_CHUNK_WORDS];
	int n = find_words(text, w, FIND_CHUNK_WORDS, NULL);

	*word = (uint32_t)m->sounds.n;
	*words = 0;
	if (find_rows_room(&m->sounds, FIND_CHUNK_WORDS, e) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		struct find_sound *s = MAKER_AT(m->sounds, struct find_sound,
		    m->sounds.n);
		struct name_skel k;

		if (!find_sounds(&w[i], &k))
			continue;
		if (skel_of(m, &k, &s->skel, e) < 0)
			return -1;
		s->fold = w[i].fold;
		m->sounds.n++;
		(*words)++;
	}
	return 0;
}

static bool same_chunk(const void *ctx, uint32_t row, const void *key)
{
	const struct find_maker *m = ctx;
	const struct maker_chunk *c = MAKER_AT(m->chunks, struct maker_chunk,
	    row);
	const struct span *s = key;

	return c->bytes == s->n && memcmp((char *)m->texts.p + c->text, s->p,
	    s->n) == 0;
}

static int chunk_of(struct find_maker *m, struct span text, uint32_t *out,
    struct err *e)
{
	uint64_t h = find_hash(text.p, text.n, 1);
	struct maker_chunk *c;

	*out = find_table_get(&m->by_chunk, h, same_chunk, m, &text);
	if (*out != UINT32_MAX)
		return 0;
	if (find_rows_room(&m->chunks, 1, e) < 0)
		return -1;
	c = MAKER_AT(m->chunks, struct maker_chunk, m->chunks.n);
	if (put_text(m, text, &c->text, e) < 0 ||
	    put_words(m, text, &c->word, &c->words, e) < 0)
		return -1;
	c->bytes = (uint32_t)text.n;
	c->forms = 0;
	*out = (uint32_t)m->chunks.n++;
	return find_table_put(&m->by_chunk, h, *out, e);
}

/* ---- forms ---- */

struct form_key {
	const uint32_t *chunk;
	size_t n;
};

static bool same_form(const void *ctx, uint32_t row, const void *key)
{
	const struct find_maker *m = ctx;
	const struct maker_form *f = MAKER_AT(m->forms, struct maker_form,
	    row);
	const struct form_key *k = key;

	return f->chunks == k->n && memcmp(MAKER_AT(m->paths, uint32_t,
	    f->path), k->chunk, k->n * sizeof(uint32_t)) == 0;
}

/* Spaces of any kind, controls and what is no UTF-8 part chunks. */
static size_t chunk_bytes(struct span s)
{
	struct span rest = s;
	uint32_t c;

	while (rest.n > 0) {
		struct span at = rest;

		if (!utf8_next(&rest, &c) || c <= ' ' || c == 0xA0 ||
		    (c >= 0x2000 && c <= 0x200A) || c == 0x3000 ||
		    s.n - rest.n > FIND_CHUNK_BYTES)
			return s.n - at.n;
	}
	return s.n;
}

static int form_of(struct find_maker *m, struct span text, uint32_t *out,
    struct err *e)
{
	uint32_t chunk[FIND_CHUNKS];
	struct form_key k = { chunk, 0 };
	struct maker_form *f;
	uint64_t h;

	while (text.n > 0 && k.n < FIND_CHUNKS) {
		size_t n = chunk_bytes(text);

		if (n > 0 && chunk_of(m, (struct span){ text.p, n },
		    &chunk[k.n++], e) < 0)
			return -1;
		/* A chunk that was only too long goes on at once. */
		text = span_skip(text, n == 0 ? 1 : n);
	}
	h = find_hash(chunk, k.n * sizeof(uint32_t), 2);
	*out = find_table_get(&m->by_form, h, same_form, m, &k);
	if (*out != UINT32_MAX)
		return 0;
	if (find_rows_room(&m->forms, 1, e) < 0 ||
	    find_rows_room(&m->paths, k.n, e) < 0)
		return -1;
	for (size_t i = 0; i < k.n; i++)
		MAKER_AT(m->chunks, struct maker_chunk, chunk[i])->forms++;
	f = MAKER_AT(m->forms, struct maker_form, m->forms.n);
	*f = (struct maker_form){ (uint32_t)m->paths.n, (uint32_t)k.n };
	if (k.n > 0)
		memcpy(MAKER_AT(m->paths, uint32_t, m->paths.n), chunk,
		    k.n * sizeof(uint32_t));
	m->paths.n += k.n;
	*out = (uint32_t)m->forms.n++;
	return find_table_put(&m->by_form, h, *out, e);
}

/* ---- places and lists ---- */

static bool same_tag(const void *ctx, uint32_t row, const void *key)
{
	const struct find_maker *m = ctx;
	const struct maker_tag *t = MAKER_AT(m->tags, struct maker_tag, row);
	const struct span *s = key;

	return t->bytes == s->n && memcmp((char *)m->texts.p + t->text, s->p,
	    s->n) == 0;
}

static int tag_of(struct find_maker *m, struct span text, uint32_t *out,
    struct err *e)
{
	struct maker_tag *t;
	uint64_t h;

	if (text.n > FIND_TAG_BYTES) {
		text.n = FIND_TAG_BYTES;
		text.n = utf8_valid_bytes(text);
	}
	h = find_hash(text.p, text.n, 4);
	*out = find_table_get(&m->by_tag, h, same_tag, m, &text);
	if (*out != UINT32_MAX)
		return 0;
	if (find_rows_room(&m->tags, 1, e) < 0)
		return -1;
	t = MAKER_AT(m->tags, struct maker_tag, m->tags.n);
	if (put_text(m, text, &t->text, e) < 0 ||
	    put_words(m, text, &t->word, &t->words, e) < 0)
		return -1;
	t->bytes = (uint32_t)text.n;
	*out = (uint32_t)m->tags.n++;
	return find_table_put(&m->by_tag, h, *out, e);
}

static bool same_set(const void *ctx, uint32_t row, const void *key)
{
	const struct find_maker *m = ctx;
	const struct maker_set *s = MAKER_AT(m->sets, struct maker_set, row);
	const struct form_key *k = key;

	return s->members == k->n && memcmp(MAKER_AT(m->members, uint32_t,
	    s->member), k->chunk, k->n * sizeof(uint32_t)) == 0;
}

/* The number of a set of tags, from 1; 0 is the empty set. */
static int set_of(struct find_maker *m, const struct span tag[FIND_TAGS],
    uint32_t *out, struct err *e)
{
	uint32_t member[FIND_TAGS];
	struct form_key k = { member, 0 };
	uint64_t h;

	*out = 0;
	for (int i = 0; i < FIND_TAGS; i++) {
		bool twice = false;

		if (tag[i].n == 0)
			continue;
		if (tag_of(m, tag[i], &member[k.n], e) < 0)
			return -1;
		for (size_t j = 0; j < k.n; j++)
			twice = twice || member[j] == member[k.n];
		k.n += !twice;
	}
	if (k.n == 0)
		return 0;
	h = find_hash(member, k.n * sizeof(uint32_t), 5);
	*out = find_table_get(&m->by_set, h, same_set, m, &k);
	if (*out != UINT32_MAX) {
		(*out)++;
		return 0;
	}
	if (find_rows_room(&m->sets, 1, e) < 0 ||
	    find_rows_room(&m->members, k.n, e) < 0)
		return -1;
	*MAKER_AT(m->sets, struct maker_set, m->sets.n) = (struct maker_set){
		(uint32_t)m->members.n, (uint32_t)k.n };
	memcpy(MAKER_AT(m->members, uint32_t, m->members.n), member,
	    k.n * sizeof(uint32_t));
	m->members.n += k.n;
	*out = (uint32_t)++m->sets.n;
	return find_table_put(&m->by_set, h, *out - 1, e);
}

/* ---- entries ---- */

static uint16_t year(int y)
{
	return y < 0 || y > UINT16_MAX ? 0 : (uint16_t)y;
}

static int put_thing(struct find_maker *m, struct span form,
    const struct span tag[FIND_TAGS], struct find_bearer b, struct err *e)
{
	struct maker_thing *t;

	if (find_rows_room(&m->things, 1, e) < 0)
		return -1;
	t = MAKER_AT(m->things, struct maker_thing, m->things.n);
	t->b = b;
	if (form_of(m, form, &t->form, e) < 0 ||
	    set_of(m, tag, &t->b.set, e) < 0)
		return -1;
	m->things.n++;
	return 0;
}

int find_maker_add(struct find_maker *m, const struct find_entry *x,
    struct err *e)
{
	return put_thing(m, x->form, x->tag, (struct find_bearer){
	    .id = find_id_number(x->id, x->record), .born = year(x->born),
	    .died = year(x->died) }, e);
}

int find_maker_take(struct find_maker *m, const struct find_segment *s,
    struct err *e)
{
	char room[FIND_FORM_BYTES];

	for (uint32_t f = 0; f < s->form_n; f++) {
		struct span form = { room, find_segment_form(s, f, room) };

		for (uint32_t t = s->form_thing[f];
		    t < s->form_thing[f + 1]; t++) {
			struct span tag[FIND_TAGS] = { { 0 } };
			uint32_t set = s->thing[t].set, from, n = 0;

			from = set == 0 ? 0 : s->set_member[set - 1];
			if (set != 0)
				n = s->set_member[set] - from;
			for (uint32_t i = 0; i < n && i < FIND_TAGS; i++)
				tag[i] = find_segment_tag(s,
				    s->member[from + i]);
			if (put_thing(m, form, tag, s->thing[t], e) < 0)
				return -1;
		}
	}
	return 0;
}
