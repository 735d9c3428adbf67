/* Keys through time (FORMAT 7, Keys; 7.6; 7.7): scenarios as tables. */
#include "stmt/act.h"

#include <string.h>

#include "crypt/secret.h"

#include "../tap.h"

#define ORIGIN "example.org/memorial"
#define ACTS_MAX 12
#define LINES_MAX 10

/* The keys of all scenarios, by a letter: A to E wardens, x to z keepers, W a
 * witness, 0 to 2 log keys; S has A's name and another key, T A's key and
 * another name; N has a keeper's name of another archive; V is unknown. */
static struct actor {
	char letter;
	const char *name;
	struct crypt_secret *secret;
	struct note_key key;
} actors[] = {
	{ .letter = 'A', .name = "a.example/warden" },
	{ .letter = 'B', .name = "b.example/warden" },
	{ .letter = 'C', .name = "c.example/warden" },
	{ .letter = 'D', .name = "d.example/warden" },
	{ .letter = 'E', .name = "e.example/warden" },
	{ .letter = 'x', .name = ORIGIN "/keeper/x" },
	{ .letter = 'y', .name = ORIGIN "/keeper/y" },
	{ .letter = 'z', .name = ORIGIN "/keeper/z" },
	{ .letter = 'W', .name = "w.example/witness" },
	{ .letter = '0', .name = ORIGIN },
	{ .letter = '1', .name = ORIGIN },
	{ .letter = '2', .name = ORIGIN },
	{ .letter = 'S', .name = "a.example/warden" },
	{ .letter = 'T', .name = "t.example/warden" },
	{ .letter = 'N', .name = "other.example/keeper/n" },
	{ .letter = 'U', .name = ORIGIN "/keeper/U" },
	{ .letter = 'V', .name = "v.example/unknown" },
};
#define ACTORS (sizeof(actors) / sizeof(actors[0]))

static struct arena a = { .cap = 1 << 26 };
static char given[ACTORS][STMT_ID_CHARS]; /* statement of each log key */

static struct actor *actor_of(char letter)
{
	for (size_t i = 0; i < ACTORS; i++)
		if (actors[i].letter == letter)
			return &actors[i];
	printf("Bail out! no actor %c\n", letter);
	return &actors[0];
}

static void actors_make(void)
{
	struct err e = { 0 };
	int failed = 0;

	for (size_t i = 0; i < ACTORS; i++) {
		struct actor *x = &actors[i];

		failed |= crypt_secret_new(&x->secret, span_of(x->name), &e);
		failed |= note_key_of(span_of(x->name), x->letter == 'W' ?
		    NOTE_COSIGNATURE : NOTE_ED25519, crypt_secret_public(
		    x->secret), &x->key, &e);
	}
	failed |= note_key_of(span_of(actor_of('T')->name), NOTE_ED25519,
	    actor_of('A')->key.key, &actor_of('T')->key, &e);
	CHECK(failed == 0, "keys: %s", e.text);
}

/* ---- one act from its words ----
 * +wA gives A the role of a warden (k keeper, l log, t witness); -wA takes
 * it, -*A takes all; !A7 says A is compromised since act 7; k2 that two
 * wardens are needed; n is a note; dA denies that A is a warden; m is a line
 * that is no statement. */
static struct span line_of(const char *word)
{
	static const char *const ROLE[] = { "warden", "keeper", "log",
		"witness", "all" };
	static const char LETTER[] = "wklt*";
	const char *role = "";
	struct stmt s = { 0 };
	char salt[STMT_SALT_CHARS];
	struct actor *who = NULL;
	struct buf b;

	for (int i = 0; i < 5; i++)
		if (word[1] == LETTER[i])
			role = ROLE[i];
	stmt_salt(salt);
	s.salt = (struct span){ salt, sizeof(salt) };
	if (word[0] == 'k' || word[0] == 'n' || word[0] == 'm') {
		s.about = SPAN("archive/00000000001B");
		s.says = word[0] == 'n' ? SPAN("note") :
		    SPAN("archive.wardens");
		s.value = word[0] == 'm' ? SPAN("many") : span_of(word + 1);
		if (word[0] == 'n') {
			s.value = SPAN("a note");
			s.lang = SPAN("en");
		}
	} else {
		who = actor_of(word[0] == '!' ? word[1] : word[0] == 'd' ?
		    word[1] : word[2]);
		s.about = span_of(arena_fmt(&a, "key/%s", who->name));
	}
	if (word[0] == '+' || word[0] == 'd') {
		s.says = span_of(arena_fmt(&a, "key.%s", word[0] == 'd' ?
		    "warden" : role));
		if (word[0] == 'd')
			s.stance = SPAN("denies");
		buf_open(&b, &a, 1000);
		note_key_print(&who->key, &b);
		s.value = buf_span(&b);
	} else if (word[0] == '-') {
		s.says = SPAN("key.retired");
		s.value = span_of(role);
		if (word[1] == 'l')
			s.re = (struct span){ given[who - actors],
				STMT_ID_CHARS };
	} else if (word[0] == '!') {
		s.says = SPAN("key.compromised");
		s.value = span_of(word + 2);
	}
	buf_open(&b, &a, STMT_LINE_MAX);
	stmt_print(&s, &b);
	if (word[0] == '+' && word[1] == 'l' && given[who - actors][0] == 0) {
		uint8_t hash[CRYPT_HASH];

		stmt_commit(buf_span(&b), hash);
		stmt_id(hash, given[who - actors]);
	}
	return buf_span(&b);
}

struct made {
	struct stmt_act act;
	struct span line[LINES_MAX];
	int count;
};

static void words_to_lines(const char *words, struct made *m)
{
	struct span rest = span_of(words);

	m->count = 0;
	while (rest.n > 0 && m->count < LINES_MAX) {
		size_t n = span_find(rest, ' ');

		m->line[m->count++] = line_of(arena_cstr(&a, (struct span){
		    rest.p, n }));
		rest = span_skip(rest, n + 1);
	}
	/* lines stand in the order of their commitments */
	for (int i = 1; i < m->count; i++)
		for (int j = i; j > 0; j--) {
			uint8_t x[CRYPT_HASH], y[CRYPT_HASH];
			struct span was = m->line[j];

			stmt_commit(m->line[j - 1], x);
			stmt_commit(m->line[j], y);
			if (memcmp(x, y, sizeof(x)) <= 0)
				break;
			m->line[j] = m->line[j - 1];
			m->line[j - 1] = was;
		}
}

static int by_name(const struct actor *x, const struct actor *y)
{
	return strcmp(x->name, y->name);
}

/* signers: letters; ~ before one makes its signature wrong. */
static void sign(struct buf *b, const char *signers)
{
	struct { struct actor *who; bool wrong; } s[16], t;
	struct span text = arena_copy(&a, buf_span(b));
	int n = 0;

	for (bool wrong = false; *signers != '\0'; signers++) {
		if (*signers == '~') {
			wrong = true;
			continue;
		}
		s[n].who = actor_of(*signers);
		s[n++].wrong = wrong;
		wrong = false;
	}
	for (int i = 1; i < n; i++)
		for (int j = i; j > 0 && by_name(s[j - 1].who, s[j].who) > 0;
		    j--) {
			t = s[j];
			s[j] = s[j - 1];
			s[j - 1] = t;
		}
	buf_byte(b, '\n');
	for (int i = 0; i < n; i++) {
		uint8_t sig[CRYPT_SIG];

		crypt_secret_sign(s[i].who->secret, text, sig);
		sig[9] ^= (uint8_t)s[i].wrong;
		note_sig_print(&s[i].who->key, sig, b);
	}
}

struct row {
	const char *signers, *verb, *words, *rule; /* rule: "" it stands */
};

static bool make(const struct row *r, uint64_t index, struct made *m)
{
	struct stmt_act act = { .origin = SPAN(ORIGIN) };
	struct err e = { 0 };
	struct buf b;

	words_to_lines(r->words, m);
	if (strcmp(r->verb, "elsewhere") == 0)
		act.origin = SPAN("elsewhere.example");
	else if (!stmt_verb_of(span_of(r->verb), &act.verb))
		return false;
	if (act.origin.n != sizeof(ORIGIN) - 1)
		act.verb = STMT_DO_RECORD;
	act.base_size = index;
	act.base_root[0] = 1;
	act.time = 1925089445 + (int64_t)index;
	act.count = m->count;
	for (int i = 0; i < m->count; i++)
		stmt_commit(m->line[i], act.commitment[i]);
	buf_open(&b, &a, STMT_ACT_BYTES);
	if (stmt_act_print(&act, &b, &e) < 0)
		return false;
	sign(&b, r->signers);
	if (stmt_act_parse(buf_span(&b), &m->act, &e) < 0) {
		printf("# %s\n", e.text);
		return false;
	}
	return true;
}

/* Roles now in force: "Aw Bw xk 0l", ! after a compromised key. */
static const char *state_of(const struct stmt_keys *k)
{
	static char text[200];
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < ACTORS; i++) {
		for (int j = 0; j < stmt_keys_count(k); j++) {
			const struct stmt_key_info *f = stmt_keys_at(k, j);

			if (f->key.id != actors[i].key.id ||
			    strcmp(f->key.name, actors[i].name) != 0)
				continue;
			if (!f->warden && !f->keeper && !f->witness &&
			    !f->log && !f->compromised)
				continue;
			n += (size_t)snprintf(text + n, sizeof(text) - n,
			    "%s%c%s%s%s%s%s", n == 0 ? "" : " ",
			    actors[i].letter, f->warden ? "w" : "",
			    f->keeper ? "k" : "", f->witness ? "t" : "",
			    f->log ? "l" : "", f->compromised ? "!" : "");
		}
	}
	return text;
}

/* As a reader does: plays all, again where that is asked for. */
static int play_all(struct stmt_keys *k, const struct made *m, int count,
    struct stmt_standing *out)
{
	struct err e = { 0 };
	int rewinds = 0;

	for (int i = 0; i < count; i++) {
		SCOPED(stmt_keys) *copy = NULL;
		static struct stmt_standing same;

		/* A copy is played on, and takes nothing from the first. */
		if (stmt_keys_copy(k, &copy, &e) < 0 ||
		    stmt_keys_play(copy, (uint64_t)i, &m[i].act, m[i].line,
		    m[i].count, &same, &e) < 0 ||
		    stmt_keys_play(k, (uint64_t)i, &m[i].act, m[i].line,
		    m[i].count, &out[i], &e) < 0)
			return -1;
		if (same.ok != out[i].ok || strcmp(same.rule, out[i].rule) !=
		    0 || stmt_keys_stale(copy) != stmt_keys_stale(k) ||
		    stmt_keys_count(copy) != stmt_keys_count(k))
			CHECK(false, "act %d: a copy says otherwise", i);
		if (stmt_keys_stale(k)) {
			stmt_keys_rewind(k);
			rewinds++;
			i = -1;
		}
	}
	return rewinds;
}

struct scenario {
	const char *name;
	int rewinds;
	const char *state;
	struct row row[ACTS_MAX];
};

#define FOUND1 { "A", "found", "+wA +kx +ky +l0 k1", "" }
#define FOUND3 { "ABC", "found", "+wA +wB +wC +kx +ky +l0 k2", "" }
static const struct scenario SCENARIOS[] = {
	{ "one warden", 0, "Aw xk yk 0l", { FOUND1,
		{ "x", "record", "n", "" }, { "y", "import", "n", "" },
		{ "xy", "decide", "n", "" }, { "A", "record", "n",
		"act.signature" }, { "0", "record", "n", "act.signature" },
		{ "V", "record", "n", "act.signature" },
		{ "Vx", "record", "n", "" },
		{ "~Vx", "record", "n", "" },
		{ "x~y", "record", "n", "act.signature" },
		{ "x~A", "record", "n", "act.signature" } } },
	{ "act 0 and the acts after it", 0, "Aw xk yk 0l", { FOUND1,
		{ "A", "found", "+wB +l1 k1", "act.verb" },
		{ "x", "elsewhere", "n", "act.origin" } } },
	{ "nothing stands where nothing is founded", 0, "", {
		{ "x", "record", "n", "act.verb" },
		{ "A", "found", "+wA +kx +l0 k1", "act.verb" },
		{ "x", "record", "n", "act.signature" } } },
	{ "three wardens", 0, "Aw Bw Cw xk yk 0l", { FOUND3,
		{ "A", "keys", "+kz", "act.signature" },
		{ "AV", "keys", "+kz", "act.signature" },
		{ "x", "keys", "+kz", "act.signature" },
		{ "Ax", "keys", "+kz", "act.signature" },
		{ "A~B", "keys", "+kz", "act.signature" },
		{ "AB~C", "keys", "+kz", "act.signature" } } },
	{ "a warden's signature is missing", 0, "", {
		{ "AB", "found", "+wA +wB +wC +l0 k2", "act.signature" },
		{ "AB", "keys", "+kx", "act.signature" } } },
	{ "a warden's signature is wrong", 0, "", {
		{ "AB~C", "found", "+wA +wB +wC +l0 k2", "act.signature" } } },
	{ "no number", 0, "", { { "A", "found", "+wA +l0", "key.rule" } } },
	{ "two numbers", 0, "", { { "A", "found", "+wA +l0 k1 k1",
		"key.rule" } } },
	{ "one number, and a line that is none", 0, "Aw 0l", { { "A", "found",
		"+wA +l0 k1 k01", "" } } },
	{ "too large a number", 0, "", { { "A", "found", "+wA +l0 k2",
		"key.rule" } } },
	{ "a number of none", 0, "", { { "A", "found", "+wA +l0 k0",
		"key.rule" } } },
	{ "no log key", 0, "", { { "A", "found", "+wA k1", "key.rule" } } },
	{ "no warden", 0, "", { { "x", "found", "+kx +l0 k1", "key.rule" } } },
	{ "add, retire, add again", 0, "Aw Bw Dw yk zk Wt 0l", { FOUND3,
		{ "AB", "keys", "+kz -kx +tW", "" },
		{ "x", "record", "n", "act.signature" },
		{ "z", "record", "n", "" },
		{ "AC", "keys", "+wD", "" },
		{ "CD", "keys", "-*C", "" },
		{ "BC", "keys", "+kx", "act.signature" },
		{ "BD", "keys", "+kx", "" }, { "x", "record", "n", "" },
		{ "AB", "keys", "-kx", "" } } },
	{ "what may not be", 0, "Aw Bw Cw xk yk 0l", { FOUND3,
		{ "AB", "keys", "-kz", "key.rule" },
		{ "AB", "keys", "-kA", "key.rule" },
		{ "AB", "keys", "+kx", "key.rule" },
		{ "AB", "keys", "+kz -kz", "key.rule" },
		{ "AB", "keys", "+kN", "key.rule" },
		{ "AB", "keys", "+kU", "key.rule" },
		{ "AB", "keys", "+kA", "key.rule" },
		{ "AB", "keys", "+wW", "key.rule" },
		{ "AB", "keys", "+w1", "key.rule" },
		{ "AB", "keys", "+lD", "key.rule" },
		{ "AB", "keys", "dD", "key.rule" } } },
	{ "names and keys", 0, "Aw Bw Cw xk yk 0l", { FOUND3,
		{ "AB", "keys", "+wS", "key.rule" },
		{ "AB", "keys", "+tS", "key.rule" },
		{ "AB", "keys", "+wT", "key.rule" },
		{ "AB", "keys", "!z1", "key.rule" },
		{ "AB", "keys", "!x9", "key.rule" },
		{ "AB", "keys", "!x0", "key.rule" },
		{ "AB", "keys", "!01", "key.rule" } } },
	{ "never fewer than k wardens", 0, "Bw Cw xk yk 0l", { FOUND3,
		{ "AB", "keys", "-wA -wB", "key.rule" },
		{ "AB", "keys", "k4", "key.rule" },
		{ "AB", "keys", "k3", "" },
		{ "ABC", "keys", "-wA", "key.rule" },
		{ "ABC", "keys", "-wA k2", "key.rule" },
		{ "AB", "keys", "k2", "act.signature" },
		{ "ABC", "keys", "k2", "" },
		{ "BC", "keys", "-wA", "" },
		{ "BC", "keys", "-wB", "key.rule" } } },
	{ "one line of an act is no statement", 0, "Aw xk yk zk 0l", { FOUND1,
		{ "A", "keys", "+kz m", "" } } },
	{ "a name of a retired key", 0, "Bw Cw xk yk 0l", { FOUND3,
		{ "BC", "keys", "-wA", "" },
		{ "BC", "keys", "+wS", "key.rule" },
		{ "~Ax", "record", "n", "act.signature" },
		{ "Ax", "record", "n", "" } } },
	{ "a new log key", 0, "Aw xk yk 1l", { FOUND1,
		{ "A", "keys", "-l0", "key.rule" },
		{ "A", "keys", "+l1", "" },
		{ "A", "keys", "-*0", "key.rule" },
		{ "A", "keys", "+l0", "key.rule" },
		{ "A", "keys", "-l0", "" },
		{ "A", "keys", "-l0", "key.rule" },
		{ "A", "keys", "-l1", "key.rule" },
		{ "A", "keys", "+l0", "key.rule" } } },
	{ "a keeper compromised", 1, "Aw x! yk 0l", { FOUND1,
		{ "x", "record", "n", "" },
		{ "x", "record", "n", "act.signature" },
		{ "xy", "record", "n", "" }, { "y", "record", "n", "" },
		{ "A", "keys", "!x2", "" },
		{ "x", "record", "n", "act.signature" },
		{ "A", "keys", "+kx", "key.rule" } } },
	{ "a keeper compromised who had signed nothing since", 0,
		"Aw x! yk 0l", { FOUND1, { "x", "record", "n", "" },
		{ "A", "keys", "!x2", "" },
		{ "x", "record", "n", "act.signature" } } },
	{ "a warden compromised: what it changed is undone, keys that stood"
		" by it fall", 1, "A! Bw Cw Ew xk yk 0l", { FOUND3,
		{ "AB", "keys", "+kz", "act.signature" },
		{ "z", "record", "n", "act.signature" },
		{ "zx", "record", "n", "" },
		{ "ABC", "keys", "+wE", "" },
		{ "AB", "keys", "-wC", "act.signature" },
		{ "BE", "keys", "!A1", "" },
		{ "AB", "keys", "!C1", "act.signature" },
		{ "AB", "keys", "+kz", "act.signature" } } },
	{ "a declaration stays though its act falls", 2,
		"A! B! Cw Dw E! xk yk 0l", { { "ABCDE", "found",
		"+wA +wB +wC +wD +wE +kx +ky +l0 k2", "" },
		{ "AB", "keys", "!E1 +kz", "act.signature" },
		{ "CD", "keys", "!B1", "" },
		{ "CE", "keys", "+kz", "act.signature" },
		{ "CD", "keys", "!A1", "" } } },
	{ "nobody declares with the key itself", 0, "Aw Bw Cw xk yk 0l", {
		FOUND3, { "AB", "keys", "!A1 +wD", "act.signature" } } },
	{ "the last warden cannot be declared away", 0, "Aw xk yk 0l", {
		FOUND1, { "A", "keys", "!A1 +wD", "act.signature" } } },
	{ "a declaration leaves too few", 0, "Aw Bw Cw xk yk 0l", { FOUND3,
		{ "BC", "keys", "!A1 k3", "key.rule" },
		{ "BC", "keys", "!A1 -wB", "key.rule" } } },
	{ "a declaration reaches further back", 2, "Aw x! yk 0l", { FOUND1,
		{ "x", "record", "n", "act.signature" },
		{ "x", "record", "n", "act.signature" },
		{ "A", "keys", "!x2", "" }, { "A", "keys", "!x1", "" },
		{ "A", "keys", "!x4", "" } } },
};

static void test_scenario(const struct scenario *sc)
{
	static struct made made[ACTS_MAX];
	static struct stmt_standing st[ACTS_MAX];
	SCOPED(stmt_keys) *k = NULL;
	struct err e = { 0 };
	int count = 0, rewinds;

	memset(given, 0, sizeof(given));
	for (; count < ACTS_MAX && sc->row[count].signers != NULL; count++)
		if (!make(&sc->row[count], (uint64_t)count, &made[count])) {
			CHECK(false, "%s: act %d is made", sc->name, count);
			return;
		}
	if (stmt_keys_open(&k, &e) < 0)
		return;
	rewinds = play_all(k, made, count, st);
	for (int i = 0; i < count; i++)
		CHECK(st[i].ok == (sc->row[i].rule[0] == '\0') &&
		    (st[i].ok || strcmp(st[i].rule, sc->row[i].rule) == 0),
		    "%s: act %d, %s %s by %s: %s: %s", sc->name, i,
		    sc->row[i].verb, sc->row[i].words, sc->row[i].signers,
		    st[i].ok ? "stands" : st[i].rule, st[i].reason);
	CHECK(strcmp(state_of(k), sc->state) == 0, "%s: in the end %s",
	    sc->name, state_of(k));
	CHECK(rewinds == sc->rewinds, "%s: %d rewinds", sc->name, rewinds);
}

/* Plays one more act made from the row. */
static bool play_row(struct stmt_keys *k, const struct row *r, uint64_t index,
    struct stmt_standing *out)
{
	static struct made m;
	struct err e = { 0 };

	return make(r, index, &m) && stmt_keys_play(k, index, &m.act, m.line,
	    m.count, out, &e) == 0;
}

static void test_questions(void)
{
	const struct row found = { "BA", "found", "+wA +wB +kx +ky +l0 k2",
		"" };
	const struct row more = { "AB", "keys", "+l1", "" };
	const struct row both = { "yx", "record", "n", "" };
	const struct row bad = { "AB", "keys", "!x1 +l2", "" };
	static struct stmt_standing st;
	SCOPED(stmt_keys) *k = NULL;
	const struct stmt_key_info *f;
	struct note_key log[2];
	struct err e = { 0 };

	memset(given, 0, sizeof(given));
	if (stmt_keys_open(&k, &e) < 0)
		return;
	CHECK(stmt_keys_count(k) == 0 && stmt_keys_wardens_needed(k) == 0 &&
	    stmt_keys_log(k, log, 2) == 0 && stmt_keys_find(k,
	    SPAN(ORIGIN)) == NULL, "before the founding");
	CHECK(play_row(k, &found, 0, &st) && st.ok &&
	    strcmp(st.keeper, "a.example/warden") == 0, "founded by A");
	CHECK(stmt_keys_wardens_needed(k) == 2 && stmt_keys_count(k) == 5,
	    "two wardens needed, five keys");
	CHECK(play_row(k, &more, 1, &st) && st.ok && stmt_keys_log(k, log,
	    2) == 2 && log[1].id == actor_of('1')->key.id &&
	    log[0].id == actor_of('0')->key.id, "two log keys, newest last");
	CHECK(stmt_keys_log(k, log, 1) == 1 &&
	    log[0].id == actor_of('1')->key.id, "the newest");
	f = stmt_keys_find(k, SPAN(ORIGIN));
	CHECK(f != NULL && f->log && f->since == 1 &&
	    f->key.id == actor_of('1')->key.id, "found by name");
	CHECK(play_row(k, &both, 2, &st) && st.ok &&
	    strcmp(st.keeper, ORIGIN "/keeper/x") == 0, "signed by x first");
	CHECK(play_row(k, &bad, 3, &st) && st.ok && stmt_keys_stale(k),
	    "x is compromised since act 1");
	f = stmt_keys_find(k, SPAN(ORIGIN "/keeper/x"));
	CHECK(f != NULL && !f->keeper && f->compromised &&
	    f->compromised_since == 1, "and says so");
	stmt_keys_rewind(k);
	CHECK(!stmt_keys_stale(k) && stmt_keys_count(k) == 0, "rewound");
	memset(given, 0, sizeof(given));
	CHECK(play_row(k, &found, 0, &st) && st.ok &&
	    play_row(k, &both, 2, &st) && st.ok &&
	    strcmp(st.keeper, ORIGIN "/keeper/y") == 0,
	    "the act stands by y alone");
}

/* An act about keys is checked against its lines, whoever gives them. */
static void test_lines(void)
{
	const struct row found = { "A", "found", "+wA +kx +l0 k1", "" };
	const struct row more = { "A", "keys", "+ky +kz", "" };
	static struct stmt_standing st;
	static struct made m;
	SCOPED(stmt_keys) *k = NULL;
	struct span line[2];
	struct err e = { 0 };
	struct buf b;

	memset(given, 0, sizeof(given));
	if (stmt_keys_open(&k, &e) < 0 || !play_row(k, &found, 0, &st) ||
	    !make(&more, 1, &m))
		return;
	line[0] = m.line[1];
	line[1] = m.line[0];
	CHECK(stmt_keys_play(k, 1, &m.act, line, 2, &st, &e) == 0 && !st.ok &&
	    strcmp(st.rule, "payload.line") == 0, "lines out of order");
	line[0] = m.line[0];
	buf_open(&b, &a, 100);
	stmt_withheld_line(m.act.commitment[1], &b);
	line[1] = buf_span(&b);
	CHECK(stmt_keys_play(k, 1, &m.act, line, 2, &st, &e) == 0 && !st.ok &&
	    strcmp(st.rule, "payload.line") == 0, "a line withheld");
	CHECK(stmt_keys_play(k, 1, &m.act, m.line, 1, &st, &e) == 0 &&
	    !st.ok && stmt_keys_count(k) == 3, "a line missing");
	CHECK(stmt_keys_play(k, 1, &m.act, m.line, 2, &st, &e) == 0 &&
	    st.ok && stmt_keys_count(k) == 5, "as it was made");
	m.act.verb = STMT_DO_RECORD;
	m.act.base_size = 3;
	CHECK(stmt_keys_play(k, 2, &m.act, NULL, 0, &st, &e) == 0 &&
	    strcmp(st.rule, "act.base") == 0, "a log that is not yet there");
	m.act.base_size = 0;
	CHECK(stmt_keys_play(k, 2, &m.act, NULL, 0, &st, &e) == 0 &&
	    strcmp(st.rule, "act.base") == 0, "no log");
}

int main(void)
{
	struct err e = { 0 };

	CHECK(crypt_start(&e) == 0 && stmt_start(&e) == 0, "start: %s", e.text);
	actors_make();
	for (size_t i = 0; i < sizeof(SCENARIOS) / sizeof(SCENARIOS[0]); i++)
		test_scenario(&SCENARIOS[i]);
	test_questions();
	test_lines();
	for (size_t i = 0; i < ACTORS; i++)
		crypt_secret_closep(&actors[i].secret);
	arena_closep(&a);
	return DONE();
}
