/* table.c - rows in: fields to slots, cells to numbers */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "link/inside.h"
#include "uni/uni.h"

#define MEMORY ((size_t)64 << 30)
#define CELL_BYTES 512 /* of a cell that count */

/* ---- fields and features ---- */

static void add_feature(struct link *l, enum link_how how, int slot,
    const char *title, bool shared)
{
	struct link_feature *f;

	for (int i = 0; i < l->features; i++)
		if (l->feature[i].slot == slot && l->feature[i].how == how)
			return;
	if (l->features == LINK_FEATURES_MAX)
		return;
	f = &l->feature[l->features++];
	f->how = how;
	f->slot = slot;
	f->title = title;
	f->shared = shared;
	f->levels = link_level_count(how);
}

static void add_names(struct link *l)
{
	add_feature(l, HOW_FAMILY, SLOT_FAMILY, "surname", true);
	add_feature(l, HOW_GIVEN, SLOT_GIVEN, "given name", false);
	add_feature(l, HOW_FATHER, SLOT_FATHER, "patronymic", true);
	add_feature(l, HOW_INITIAL, SLOT_GIVEN, "initial", false);
	add_feature(l, HOW_INITIAL, SLOT_FATHER, "patronymic's initial",
	    true);
	add_feature(l, HOW_ORDER, SLOT_GIVEN, "order of names", false);
	l->has_given = true;
	for (int i = 0; i < l->features; i++) {
		enum link_how how = l->feature[i].how;

		if (how == HOW_FAMILY)
			l->family_at = i;
		else if (how == HOW_GIVEN)
			l->given_at = i;
		else if (how == HOW_FATHER)
			l->father_at = i;
		else if (how == HOW_ORDER)
			l->order_at = i;
	}
}

static int new_slot(struct link *l)
{
	return l->slots < LINK_SLOTS_MAX ? l->slots++ : -1;
}

static int add_field(struct link *l, int i)
{
	static const enum link_how how[] = { [LINK_DATE] = HOW_DATE,
		[LINK_PLACE] = HOW_WORDS, [LINK_WORDS] = HOW_WORDS,
		[LINK_CODE] = HOW_CODE };
	const struct link_field *f = &l->field[i];
	const char *title = arena_cstr(&l->mem, f->title);

	switch (f->kind) {
	case LINK_FAMILY:
	case LINK_GIVEN:
	case LINK_FATHER:
		add_names(l);
		return 0;
	case LINK_NAME:
		add_names(l);
		return new_slot(l);
	case LINK_BORN:
	case LINK_AGE:
		add_feature(l, HOW_BORN, SLOT_BORN, "birth", false);
		l->has_born = true;
		return f->kind == LINK_BORN ? SLOT_BORN : SLOT_AGE;
	case LINK_DIED:
		add_feature(l, HOW_DIED, SLOT_DIED, "death", true);
		return SLOT_DIED;
	case LINK_SEX:
		add_feature(l, HOW_SEX, SLOT_SEX, "sex", false);
		return SLOT_SEX;
	default:
		if (l->features == LINK_FEATURES_MAX)
			return -1;
		add_feature(l, how[f->kind], l->slots, title,
		    f->kind != LINK_CODE);
		return new_slot(l);
	}
}

int link_open(struct link **out, const struct link_field *fields, int count,
    int lists, struct err *e)
{
	SCOPED(link) *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return err_set(e, ERR_IO, "out of memory");
	if (count < 1 || count > LINK_FIELDS_MAX)
		return err_set(e, ERR_LIMIT, "%d columns to compare; 1 to %d"
		    " can be", count, LINK_FIELDS_MAX);
	l->mem.cap = MEMORY;
	for (int i = 0; i < LINK_THREADS_MAX; i++)
		l->side[i].cap = MEMORY;
	l->words.mem = l->codes.mem = l->cells.mem = &l->mem;
	l->lists = lists;
	l->fields = count;
	l->slots = SLOT_MORE;
	l->family_at = l->given_at = l->father_at = l->order_at = -1;
	for (int i = 0; i < count; i++) {
		l->field[i] = fields[i];
		l->field[i].title = arena_copy(&l->mem, fields[i].title);
		l->slot_of[i] = add_field(l, i);
	}
	l->chunk = arena_take(&l->mem, LINK_ROWS_MAX / LINK_CHUNK + 1,
	    sizeof(*l->chunk));
	*out = l;
	l = NULL; /* the caller owns it now */
	return 0;
}

void link_closep(struct link **l)
{
	if (*l == NULL)
		return;
	for (int i = 0; i < LINK_THREADS_MAX; i++)
		arena_closep(&(*l)->side[i]);
	arena_closep(&(*l)->mem);
	free(*l);
	*l = NULL;
}

uint32_t link_rows(const struct link *l)
{
	return l->rows;
}

/* ---- cells ---- */

/* The cell behind a letter that says what it is read as. */
static struct span keyed(char kind, struct span cell,
    char room[CELL_BYTES + 1])
{
	cell = span_trim(cell);
	if (cell.n > CELL_BYTES)
		cell.n = utf8_valid_bytes((struct span){ cell.p,
		    CELL_BYTES });
	room[0] = kind;
	memcpy(room + 1, cell.p, cell.n);
	return (struct span){ room, cell.n + 1 };
}

/* What says nothing; a placeholder is no name. */
static bool is_nothing(struct span cell)
{
	static const char *const words[] = { "-", "--", "?", "n/a", "N/A",
		"NA", "unknown", "Unknown", "UNKNOWN", "none", "null", "NULL",
		"nan", "неизвестно", "Неизвестно", "неизвестный",
		"Неизвестный", "неизвестен", "неизв.", "н/д", "нет данных",
		"нет", "белгісіз", "Белгісіз", "—", "–", "...", "xxx",
		"غير معروف", "مجهول", "לא ידוע" };

	cell = span_trim(cell);
	if (cell.n == 0)
		return true;
	/* Most cells are none of these: Cyrillic capitals but Б and Н, digits. */
	if (cell.n > 24 || (cell.p[0] >= '0' && cell.p[0] <= '9') ||
	    ((uint8_t)cell.p[0] == 0xd0 && cell.n > 1 &&
	    (uint8_t)cell.p[1] != 0x9d && (uint8_t)cell.p[1] != 0x91 &&
	    (uint8_t)cell.p[1] < 0xb0))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (span_is(cell, words[i]))
			return true;
	return false;
}

static void *room_for(struct arena *mem, void *old, uint32_t *room,
    uint32_t count, size_t size)
{
	uint32_t more = *room == 0 ? 4096 : *room * 2;
	void *p;

	if (count < *room)
		return old;
	while (more <= count)
		more *= 2;
	p = arena_take(mem, more, size);
	if (*room > 0)
		memcpy(p, old, *room * size);
	*room = more;
	return p;
}

static const struct link_names *names_of(struct link *l, enum link_kind kind,
    int list, struct span cell)
{
	char room[CELL_BYTES + 1];
	bool fresh;
	uint32_t n = link_bytes_put(&l->cells, keyed((char)('a' + (int)kind * 2
	    + (kind == LINK_NAME ? list : 0)), cell, room), &fresh);

	l->names = room_for(&l->mem, l->names, &l->names_room, n,
	    sizeof(*l->names));
	if (fresh)
		link_names_read(l, kind, list, span_skip(l->cells.text[n], 1),
		    &l->names[n]);
	return &l->names[n];
}

static bool no_vowels(const struct link *l, uint32_t word)
{
	return word != 0 && (l->words.at[word].skel.flags & NAME_ABJAD) != 0;
}

/* A second writing of a name stands beside the first; one with vowels goes
 * before one without. */
static void put_names(struct link *l, uint32_t *row,
    const struct link_names *n)
{
	const struct { enum link_slot at, beside; uint32_t one, two; } t[] = {
		{ SLOT_FAMILY, SLOT_FAMILY2, n->family, n->family2 },
		{ SLOT_GIVEN, SLOT_GIVEN2, n->given, n->given2 },
	};

	for (int i = 0; i < 2; i++) {
		uint32_t *at = &row[t[i].at], *beside = &row[t[i].beside];
		uint32_t one = t[i].one;

		if (*at == 0) {
			*at = one;
			if (*beside == 0)
				*beside = t[i].two;
		} else if (one != 0 && one != *at) {
			if (no_vowels(l, *at) && !no_vowels(l, one)) {
				uint32_t was = *at;

				*at = one;
				one = was;
			}
			*beside = one | LINK_IS_WRITING;
		}
	}
	if (row[SLOT_FATHER] == 0 || (no_vowels(l, row[SLOT_FATHER]) &&
	    n->father != 0))
		row[SLOT_FATHER] = n->father;
}

static uint32_t day_of(struct link *l, enum link_order order,
    struct span cell)
{
	char room[CELL_BYTES + 1];
	struct link_day day;
	uint32_t n;
	bool fresh;

	if (!link_day_read(cell, order, &day))
		return 0;
	n = link_bytes_put(&l->codes, keyed('d', (struct span){
	    (const char *)&day, sizeof(day) }, room), &fresh);
	l->days = room_for(&l->mem, l->days, &l->days_room, n,
	    sizeof(*l->days));
	l->days[n] = day;
	return n;
}

static uint32_t age_of(struct span cell)
{
	uint32_t age = 0;
	size_t i = 0;

	cell = span_trim(cell);
	for (; i < cell.n && i < 3 && cell.p[i] >= '0' && cell.p[i] <= '9';
	    i++)
		age = age * 10 + (uint32_t)(cell.p[i] - '0');
	return i == 0 || age > 130 ? 0 : age + 1;
}

/* Folded, spaces at most one; at most CELL_BYTES. */
static struct span plain(struct span cell, char out[CELL_BYTES])
{
	SCOPED(arena) a = { .cap = 1 << 20 };
	struct err why;
	struct span low;
	size_t n = 0;
	bool ascii = true;

	cell = span_trim(cell);
	if (cell.n > CELL_BYTES)
		cell.n = utf8_valid_bytes((struct span){ cell.p,
		    CELL_BYTES });
	for (size_t i = 0; i < cell.n; i++)
		ascii &= (cell.p[i] & 0x80) == 0;
	if (ascii || uni_fold(cell, &a, &low, &why) < 0)
		low = cell;
	for (size_t i = 0; i < low.n && n < CELL_BYTES; i++) {
		char c = low.p[i];

		if (c != ' ' || (n > 0 && out[n - 1] != ' '))
			out[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
	}
	return (struct span){ out, n };
}

/* 1 and 2: a man, a woman, as far as a cell says so. */
static uint32_t sex_of(struct span cell)
{
	static const char *const words[][2] = { { "m", "f" },
		{ "м", "ж" }, { "ер", "әйел" }, { "1", "2" },
		{ "ذكر", "أنثى" }, { "זכר", "נקבה" }, { "homme", "femme" },
		{ "erkek", "kadın" } };
	char room[CELL_BYTES];
	struct span low = plain(cell, room);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		for (uint32_t k = 0; k < 2; k++) {
			struct span w = span_of(words[i][k]);

			if (span_eq(low, w) || (i < 2 && low.n > w.n &&
			    span_starts(low, w)))
				return k + 1;
		}
	return 0;
}

static bool has_digit(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

static uint32_t code_of(struct link *l, struct span cell)
{
	char room[CELL_BYTES + 1], low[CELL_BYTES];
	bool fresh;

	return link_bytes_put(&l->codes, keyed('c', plain(cell, low), room),
	    &fresh);
}

static uint32_t words_of(struct link *l, struct span cell)
{
	const struct link_names *n;

	if (has_digit(cell))
		return code_of(l, cell) | LINK_IS_CODE;
	/* As if it were one long given name: any script, one sound. */
	n = names_of(l, LINK_WORDS, 0, cell);
	return n->given;
}

static void put_cell(struct link *l, int list, int i, struct span cell,
    uint32_t *row)
{
	const struct link_field *f = &l->field[i];
	char room[CELL_BYTES + 1];
	bool fresh;

	switch (f->kind) {
	case LINK_NAME: /* read when all votes are in */
		row[l->slot_of[i]] = link_bytes_put(&l->cells, keyed((char)
		    ('y' + list), cell, room), &fresh);
		if (fresh)
			link_names_vote(&l->votes[list], cell);
		break;
	case LINK_FAMILY:
	case LINK_GIVEN:
	case LINK_FATHER:
		put_names(l, row, names_of(l, f->kind, list, cell));
		break;
	case LINK_BORN:
	case LINK_DIED:
	case LINK_DATE:
		if (row[l->slot_of[i]] == 0)
			row[l->slot_of[i]] = day_of(l, f->order, cell);
		break;
	case LINK_AGE:
		row[SLOT_AGE] = age_of(cell);
		break;
	case LINK_SEX:
		row[SLOT_SEX] = sex_of(cell);
		break;
	case LINK_CODE:
		row[l->slot_of[i]] = code_of(l, cell);
		break;
	default:
		row[l->slot_of[i]] = words_of(l, cell);
	}
}

int link_add(struct link *l, int list, const struct span *cells,
    struct err *e)
{
	uint32_t *row;

	if (l->rows == LINK_ROWS_MAX)
		return err_set(e, ERR_LIMIT, "more than %d rows",
		    LINK_ROWS_MAX);
	if (l->rows % LINK_CHUNK == 0)
		l->chunk[l->rows / LINK_CHUNK] = arena_take(&l->mem,
		    (size_t)LINK_CHUNK * (size_t)l->slots, sizeof(uint32_t));
	row = l->chunk[l->rows / LINK_CHUNK] + (size_t)(l->rows % LINK_CHUNK) *
	    (size_t)l->slots;
	for (int i = 0; i < l->fields; i++)
		if (l->slot_of[i] >= 0 && !is_nothing(cells[i]))
			put_cell(l, list, i, cells[i], row);
	l->rows++;
	if (list == 0)
		l->list0 = l->rows;
	return 0;
}

/* ---- when all rows are there ---- */

void link_settle(struct link *l, uint32_t from)
{
	for (int i = 0; i < l->fields; i++) {
		if (l->field[i].kind != LINK_NAME || l->slot_of[i] < 0)
			continue;
		for (uint32_t r = from; r < l->rows; r++) {
			uint32_t *row = l->chunk[r / LINK_CHUNK] + (size_t)(r %
			    LINK_CHUNK) * (size_t)l->slots;
			uint32_t cell = row[l->slot_of[i]];

			if (cell != 0)
				put_names(l, row, names_of(l, LINK_NAME, l->lists
				    == 2 && r >= l->list0, span_skip(
				    l->cells.text[cell], 1)));
			row[l->slot_of[i]] = 0;
		}
	}
}
