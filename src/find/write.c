/* write.c - what was gathered becomes a file: numbers by order, not by
 * chance, so that the same entries give the same bytes */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "find/maker.h"

#define NEAR_LEAST 4  /* consonants of which two may be left out */
#define PAIRS_MAX 128 /* ways to leave two of fifteen out, one, none */

struct write {
	const struct find_maker *m;
	uint32_t *chunk_new;  /* number in the maker -> in the file */
	uint32_t *chunk_old;  /* and back */
	uint32_t *skel_new, *skel_old;
	uint64_t *bones;      /* of sounds by number in the maker */
	uint64_t *skel_bones; /* by number in the file */
	uint32_t *sound;      /* of forms, FIND_FORM_WORDS at most of each */
	uint32_t *sound_at;   /* [forms + 1] */
	struct find_near *near;
	size_t near_n;
	uint32_t slot_n;
	uint32_t *form_old;   /* number in the file -> in the maker */
	uint32_t *post_bytes, *post_forms, *post_last; /* by skel */
	uint64_t size[FIND_SECTIONS];
	struct find_head head;
	uint8_t *out;
	size_t out_n;
};

static void write_closep(struct write *w)
{
	free(w->chunk_new);
	free(w->chunk_old);
	free(w->skel_new);
	free(w->skel_old);
	free(w->bones);
	free(w->skel_bones);
	free(w->sound);
	free(w->sound_at);
	free(w->near);
	free(w->form_old);
	free(w->post_bytes);
	free(w->post_forms);
	free(w->post_last);
	free(w->out);
}

static int no_room(struct err *e)
{
	return err_set(e, ERR_LIMIT, "search: no room for more names");
}

/* ---- orders ---- */

static int by_frequency(const void *a, const void *b, void *ctx)
{
	const struct find_maker *m = ctx;
	const struct maker_chunk *x = MAKER_AT(m->chunks, struct maker_chunk,
	    *(const uint32_t *)a);
	const struct maker_chunk *y = MAKER_AT(m->chunks, struct maker_chunk,
	    *(const uint32_t *)b);
	const char *text = m->texts.p;

	if (x->forms != y->forms)
		return x->forms > y->forms ? -1 : 1;
	return span_cmp((struct span){ text + x->text, x->bytes },
	    (struct span){ text + y->text, y->bytes });
}

static int by_bones(const void *a, const void *b, void *ctx)
{
	const struct write *w = ctx;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	uint64_t p = w->bones[x], q = w->bones[y];

	return p != q ? (p > q) - (p < q) : memcmp(MAKER_AT(w->m->skels,
	    struct name_skel, x), MAKER_AT(w->m->skels, struct name_skel, y),
	    sizeof(struct name_skel));
}

static int order(uint32_t **as_new, uint32_t **as_old, size_t n,
    int (*by)(const void *, const void *, void *), const void *ctx)
{
	*as_new = calloc(n + 1, sizeof(**as_new));
	*as_old = calloc(n + 1, sizeof(**as_old));
	if (*as_new == NULL || *as_old == NULL)
		return -1;
	for (size_t i = 0; i < n; i++)
		(*as_old)[i] = (uint32_t)i;
	qsort_r(*as_old, n, sizeof(**as_old), by, (void *)(uintptr_t)ctx);
	for (size_t i = 0; i < n; i++)
		(*as_new)[(*as_old)[i]] = (uint32_t)i;
	return 0;
}

/* ---- bones with some left out ---- */

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The distinct keys of bones with `less` left out: how many. */
static int keys_of(uint64_t bones, int less, uint64_t key[PAIRS_MAX])
{
	int count = find_bones_count(bones), n = 0, kept = 0;

	if (less == 0 || (less == 1 && count < 2) ||
	    (less == 2 && count < NEAR_LEAST)) {
		key[0] = bones;
		return less == 0;
	}
	for (int i = 0; i < count; i++) {
		uint64_t one = find_bones_less(bones, i);

		if (less == 1)
			key[n++] = one;
		for (int k = i; less == 2 && k < count - 1; k++)
			key[n++] = find_bones_less(one, k);
	}
	qsort(key, (size_t)n, sizeof(key[0]), by_value);
	for (int i = 0; i < n; i++)
		if (i == 0 || key[i] != key[i - 1])
			key[kept++] = key[i];
	return kept;
}

static int by_slot(const void *a, const void *b)
{
	const struct find_near *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->bones > y->bones) - (x->bones < y->bones);
}

static int put_near(struct write *w, const uint64_t *bones, size_t n)
{
	uint64_t key[PAIRS_MAX];
	size_t all = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t b = 0; b < n; b++)
			for (int less = 0; less <= 2; less++) {
				int k = keys_of(bones[b], less, key);

				for (int i = 0; pass == 1 && i < k; i++)
					w->near[w->near_n++] =
					    (struct find_near){ find_near_hash(
					    key[i], less), (uint32_t)b };
				all += pass == 0 ? (size_t)k : 0;
			}
		if (pass == 0)
			w->near = calloc(all + 1, sizeof(*w->near));
		if (w->near == NULL)
			return -1;
	}
	qsort(w->near, w->near_n, sizeof(*w->near), by_slot);
	w->slot_n = 1;
	while (w->slot_n < w->near_n / 2)
		w->slot_n *= 2;
	return 0;
}

/* ---- sizes ---- */

static uint32_t varint_bytes(uint32_t v)
{
	uint32_t n = 1;

	for (; v >= 128; v >>= 7)
		n++;
	return n;
}

static uint8_t *put_varint(uint8_t *p, uint32_t v)
{
	for (; v >= 128; v >>= 7)
		*p++ = (uint8_t)(v | 128);
	*p++ = (uint8_t)v;
	return p;
}

/* The sounds of a form, each once, by their numbers in the file; initials
 * only where there is nothing else. */
static int read_sounds(const struct write *w, size_t form,
    uint32_t out[FIND_FORM_WORDS])
{
	const struct find_maker *m = w->m;
	const struct maker_form *f = MAKER_AT(m->forms, struct maker_form,
	    form);
	int n = 0, words = 0;

	for (int initials = 0; initials < 2 && n == 0; initials++, words = 0)
		for (uint32_t i = 0; i < f->chunks; i++) {
			const struct maker_chunk *c = MAKER_AT(m->chunks,
			    struct maker_chunk, *MAKER_AT(m->paths, uint32_t,
			    f->path + i));

			for (uint32_t k = 0; k < c->words &&
			    words < FIND_FORM_WORDS; k++, words++) {
				uint32_t at = MAKER_AT(m->sounds, struct
				    find_sound, c->word + k)->skel;
				bool one = (MAKER_AT(m->skels, struct
				    name_skel, at)->flags &
				    FIND_INITIAL_FLAG) != 0;
				bool twice = one && initials == 0;

				at = w->skel_new[at];
				for (int j = 0; j < n; j++)
					twice = twice || out[j] == at;
				if (!twice)
					out[n++] = at;
			}
		}
	return n;
}

/* They are gone through several times. */
static int keep_sounds(struct write *w)
{
	const struct find_maker *m = w->m;
	size_t n = 0;

	/* No form has more than its chunks have words. */
	for (size_t f = 0; f < m->forms.n; f++) {
		size_t most = (size_t)MAKER_AT(m->forms, struct maker_form,
		    f)->chunks * FIND_CHUNK_WORDS;

		n += most < FIND_FORM_WORDS ? most : FIND_FORM_WORDS;
	}
	w->sound = calloc(n + 1, sizeof(*w->sound));
	w->sound_at = calloc(m->forms.n + 1, sizeof(*w->sound_at));
	if (w->sound == NULL || w->sound_at == NULL || n > UINT32_MAX)
		return -1;
	for (size_t f = 0; f < m->forms.n; f++) {
		uint32_t at[FIND_FORM_WORDS];
		int k = read_sounds(w, f, at);

		memcpy(&w->sound[w->sound_at[f]], at, (size_t)k *
		    sizeof(at[0]));
		w->sound_at[f + 1] = w->sound_at[f] + (uint32_t)k;
	}
	return 0;
}

static int sounds_of(const struct write *w, size_t form,
    const uint32_t **out)
{
	*out = &w->sound[w->sound_at[form]];
	return (int)(w->sound_at[form + 1] - w->sound_at[form]);
}

/* Forms stand in the order of the rarest of their sounds, by which they will
 * be looked for: those of one family lie together. */
static int order_forms(struct write *w)
{
	const struct find_maker *m = w->m;
	const uint32_t *at;
	uint32_t *first, *key;
	size_t n = m->skels.n + 1;

	w->form_old = calloc(m->forms.n + 1, sizeof(*w->form_old));
	key = calloc(m->forms.n + 1, sizeof(*key));
	first = calloc(n + 1, sizeof(*first));
	for (size_t f = 0; first != NULL && key != NULL && f < m->forms.n;
	    f++) {
		int k = sounds_of(w, f, &at);
		uint32_t best = (uint32_t)n - 1;

		for (int i = 0; i < k; i++)
			if (i == 0 || w->post_forms[at[i]] <
			    w->post_forms[best])
				best = at[i];
		key[f] = best;
		first[best + 1]++;
	}
	for (size_t i = 0; first != NULL && i < n; i++)
		first[i + 1] += first[i];
	for (size_t f = 0; first != NULL && key != NULL &&
	    w->form_old != NULL && f < m->forms.n; f++)
		w->form_old[first[key[f]]++] = (uint32_t)f;
	free(first);
	free(key);
	return first == NULL || key == NULL || w->form_old == NULL ? -1 : 0;
}

static int count_posts(struct write *w)
{
	const struct find_maker *m = w->m;
	const uint32_t *at;
	size_t n = m->skels.n + 1;

	if (keep_sounds(w) < 0)
		return -1;
	w->post_bytes = calloc(n, sizeof(*w->post_bytes));
	w->post_forms = calloc(n, sizeof(*w->post_forms));
	w->post_last = calloc(n, sizeof(*w->post_last));
	if (w->post_bytes == NULL || w->post_forms == NULL ||
	    w->post_last == NULL)
		return -1;
	for (size_t f = 0; f < m->forms.n; f++) {
		int k = sounds_of(w, f, &at);

		for (int i = 0; i < k; i++)
			w->post_forms[at[i]]++;
	}
	if (order_forms(w) < 0)
		return -1;
	for (size_t f = 0; f < m->forms.n; f++) {
		int k = sounds_of(w, w->form_old[f], &at);

		for (int i = 0; i < k; i++) {
			w->post_bytes[at[i]] += varint_bytes((uint32_t)f -
			    w->post_last[at[i]]);
			w->post_last[at[i]] = (uint32_t)f;
		}
	}
	return 0;
}

static void count_all(struct write *w, size_t bones)
{
	const struct find_maker *m = w->m;
	uint64_t *n = w->head.n;

	n[FIND_N_BONES] = bones;
	n[FIND_N_SKEL] = m->skels.n;
	n[FIND_N_NEAR] = w->near_n;
	n[FIND_N_SLOT] = w->slot_n;
	n[FIND_N_CHUNK] = m->chunks.n;
	n[FIND_N_FORM] = m->forms.n;
	n[FIND_N_THING] = m->things.n;
	n[FIND_N_SET] = m->sets.n;
	n[FIND_N_MEMBER] = m->members.n;
	n[FIND_N_TAG] = m->tags.n;
	for (size_t i = 0; i < m->chunks.n; i++) {
		const struct maker_chunk *c = MAKER_AT(m->chunks,
		    struct maker_chunk, i);

		n[FIND_N_TEXT] += c->bytes;
		n[FIND_N_WORD] += c->words;
	}
	for (size_t i = 0; i < m->tags.n; i++) {
		const struct maker_tag *t = MAKER_AT(m->tags,
		    struct maker_tag, i);

		n[FIND_N_TAGTEXT] += t->bytes;
		n[FIND_N_TAGWORD] += t->words;
	}
	for (size_t i = 0; i < m->paths.n; i++)
		n[FIND_N_PATH] += varint_bytes(w->chunk_new[*MAKER_AT(
		    m->paths, uint32_t, i)]);
	for (size_t i = 0; i < m->skels.n; i++)
		n[FIND_N_POST] += w->post_bytes[i];
}

/* ---- sections ---- */

static uint8_t *section(const struct write *w, int i)
{
	uint8_t *p = w->out + sizeof(struct find_head);

	for (int k = 0; k < i; k++)
		p += w->size[k];
	return p;
}

static void write_sounds(struct write *w)
{
	const struct find_maker *m = w->m;
	uint64_t *bones = (void *)section(w, 0);
	uint32_t *first = (void *)section(w, 1);
	struct name_skel *skel = (void *)section(w, 2);
	uint32_t *post = (void *)section(w, 3), *forms = (void *)section(w, 4);
	uint32_t *slot = (void *)section(w, 5);
	size_t n = 0, at = 0;

	for (size_t i = 0; i < m->skels.n; i++) {
		skel[i] = *MAKER_AT(m->skels, struct name_skel,
		    w->skel_old[i]);
		if (i == 0 || w->skel_bones[i] != w->skel_bones[i - 1]) {
			bones[n] = w->skel_bones[i];
			first[n++] = (uint32_t)i;
		}
		post[i + 1] = post[i] + w->post_bytes[i];
		forms[i] = w->post_forms[i];
	}
	first[n] = (uint32_t)m->skels.n;
	memcpy(section(w, 6), w->near, w->near_n * sizeof(*w->near));
	for (uint32_t i = 0; i < w->slot_n; i++) {
		while (at < w->near_n && (uint64_t)w->near[at].hash *
		    w->slot_n >> 32 < i)
			at++;
		slot[i] = (uint32_t)at;
	}
	slot[w->slot_n] = (uint32_t)w->near_n;
}

/* Copies the words of a chunk or tag with the file's numbers. */
static uint32_t copy_words(const struct write *w, uint32_t from, uint32_t n,
    struct find_sound *out, uint32_t at)
{
	for (uint32_t i = 0; i < n; i++) {
		const struct find_sound *s = MAKER_AT(w->m->sounds,
		    struct find_sound, from + i);

		out[at + i] = (struct find_sound){ w->skel_new[s->skel],
		    s->fold };
	}
	return at + n;
}

static void write_texts(struct write *w)
{
	const struct find_maker *m = w->m;
	uint32_t *text = (void *)section(w, 7), *word = (void *)section(w, 9);
	char *bytes = (void *)section(w, 8);
	struct find_sound *sounds = (void *)section(w, 10);

	for (size_t i = 0; i < m->chunks.n; i++) {
		const struct maker_chunk *c = MAKER_AT(m->chunks,
		    struct maker_chunk, w->chunk_old[i]);

		memcpy(bytes + text[i], (char *)m->texts.p + c->text,
		    c->bytes);
		text[i + 1] = text[i] + c->bytes;
		word[i + 1] = copy_words(w, c->word, c->words, sounds,
		    word[i]);
	}
	text = (void *)section(w, 16);
	word = text + m->tags.n + 1;
	bytes = (void *)section(w, 17);
	sounds = (void *)section(w, 18);
	for (size_t i = 0; i < m->tags.n; i++) {
		const struct maker_tag *t = MAKER_AT(m->tags,
		    struct maker_tag, i);

		memcpy(bytes + text[i], (char *)m->texts.p + t->text,
		    t->bytes);
		text[i + 1] = text[i] + t->bytes;
		word[i + 1] = copy_words(w, t->word, t->words, sounds,
		    word[i]);
	}
}

/* Bearers by form, those of one form in the order they came. */
static int write_things(struct write *w)
{
	const struct find_maker *m = w->m;
	uint32_t *first = (void *)section(w, 13);
	struct find_bearer *thing = (void *)section(w, 14);
	uint32_t *set = (void *)section(w, 15);
	uint32_t *form_new = calloc(m->forms.n + 1, sizeof(*form_new));

	if (form_new == NULL)
		return -1;
	for (size_t f = 0; f < m->forms.n; f++)
		form_new[w->form_old[f]] = (uint32_t)f;
	for (size_t i = 0; i < m->things.n; i++)
		first[form_new[MAKER_AT(m->things, struct maker_thing, i)
		    ->form] + 1]++;
	for (size_t f = 0; f < m->forms.n; f++)
		first[f + 1] += first[f];
	for (size_t i = 0; i < m->things.n; i++) {
		const struct maker_thing *t = MAKER_AT(m->things,
		    struct maker_thing, i);

		thing[first[form_new[t->form]]++] = t->b;
	}
	free(form_new);
	for (size_t f = m->forms.n; f > 0; f--)
		first[f] = first[f - 1];
	first[0] = 0;
	for (size_t i = 0; i < m->sets.n; i++)
		set[i + 1] = set[i] + MAKER_AT(m->sets, struct maker_set,
		    i)->members;
	if (m->members.n > 0)
		memcpy(set + m->sets.n + 1, m->members.p, m->members.n *
		    sizeof(uint32_t));
	return 0;
}

/* All sounds of a form, initials too. */
static uint64_t glance_of(const struct write *w, size_t form)
{
	const struct find_maker *m = w->m;
	const struct maker_form *f = MAKER_AT(m->forms, struct maker_form,
	    form);
	uint64_t v = 0;
	int n = 0;

	for (uint32_t i = 0; i < f->chunks; i++) {
		const struct maker_chunk *c = MAKER_AT(m->chunks,
		    struct maker_chunk, *MAKER_AT(m->paths, uint32_t,
		    f->path + i));

		for (uint32_t k = 0; k < c->words; k++) {
			uint64_t at = w->skel_new[MAKER_AT(m->sounds, struct
			    find_sound, c->word + k)->skel] + 1;

			if (n == 3 || at >> FIND_GLANCE_BITS != 0)
				return FIND_GLANCE_MORE;
			v |= at << (FIND_GLANCE_BITS * n++);
		}
	}
	return v;
}

static int write_forms(struct write *w)
{
	const struct find_maker *m = w->m;
	uint32_t *path = (void *)section(w, 11);
	uint8_t *start = section(w, 12), *p = start, *post = section(w, 19);
	const uint32_t *post_at = (void *)section(w, 3);
	uint64_t *glance = (void *)section(w, 20);
	const uint32_t *at;

	memset(w->post_last, 0, (m->skels.n + 1) * sizeof(*w->post_last));
	memset(w->post_bytes, 0, (m->skels.n + 1) * sizeof(*w->post_bytes));
	for (size_t f = 0; f < m->forms.n; f++) {
		const struct maker_form *x = MAKER_AT(m->forms,
		    struct maker_form, w->form_old[f]);
		int k = sounds_of(w, w->form_old[f], &at);

		for (uint32_t i = 0; i < x->chunks; i++)
			p = put_varint(p, w->chunk_new[*MAKER_AT(m->paths,
			    uint32_t, x->path + i)]);
		path[f + 1] = (uint32_t)(p - start);
		glance[f] = glance_of(w, w->form_old[f]);
		for (int i = 0; i < k; i++) {
			uint8_t *q = post + post_at[at[i]] +
			    w->post_bytes[at[i]];
			uint8_t *end = put_varint(q, (uint32_t)f -
			    w->post_last[at[i]]);

			w->post_bytes[at[i]] += (uint32_t)(end - q);
			w->post_last[at[i]] = (uint32_t)f;
		}
	}
	return write_things(w);
}

static int prepare(struct write *w)
{
	const struct find_maker *m = w->m;
	uint64_t *bones;
	size_t n = 0;
	int rc;

	w->bones = calloc(m->skels.n + 1, sizeof(*w->bones));
	w->skel_bones = calloc(m->skels.n + 1, sizeof(*w->skel_bones));
	if (w->bones == NULL || w->skel_bones == NULL)
		return -1;
	for (size_t i = 0; i < m->skels.n; i++)
		w->bones[i] = find_bones(MAKER_AT(m->skels, struct name_skel,
		    i));
	if (order(&w->chunk_new, &w->chunk_old, m->chunks.n, by_frequency,
	    m) < 0 || order(&w->skel_new, &w->skel_old, m->skels.n, by_bones,
	    w) < 0)
		return -1;
	bones = calloc(m->skels.n + 1, sizeof(*bones));
	for (size_t i = 0; bones != NULL && i < m->skels.n; i++) {
		w->skel_bones[i] = w->bones[w->skel_old[i]];
		if (i == 0 || w->skel_bones[i] != w->skel_bones[i - 1])
			bones[n++] = w->skel_bones[i];
	}
	rc = bones == NULL ? -1 : put_near(w, bones, n);
	free(bones);
	if (rc < 0 || count_posts(w) < 0)
		return -1;
	count_all(w, n);
	return 0;
}

int find_maker_put(struct find_maker *m, const char *path, uint64_t beneath,
    const struct find_state *state, struct err *e)
{
	SCOPED(write) w = { .m = m };
	struct find_head *h = &w.head;

	if (prepare(&w) < 0 || !find_segment_sizes(h->n, w.size))
		return no_room(e);
	w.out_n = sizeof(*h);
	for (int i = 0; i < FIND_SECTIONS; i++)
		w.out_n += w.size[i];
	w.out = w.out_n > FIND_BYTES_MAX ? NULL : calloc(1, w.out_n);
	if (w.out == NULL)
		return no_room(e);
	memcpy(h->magic, FIND_MAGIC, 8);
	h->order = FIND_ORDER;
	h->head_bytes = sizeof(*h);
	h->bytes = w.out_n;
	h->tables = find_tables();
	h->beneath = beneath;
	h->state = *state;
	write_sounds(&w);
	write_texts(&w);
	if (write_forms(&w) < 0)
		return no_room(e);
	memcpy(w.out, h, sizeof(*h));
	h->sum = find_segment_sum(w.out + 32, w.out_n - 32) ^ h->bytes;
	memcpy(w.out + 24, &h->sum, 8);
	return file_replace_lax(AT_FDCWD, path, 0644, (struct span){
	    (const char *)w.out, w.out_n }, e);
}
