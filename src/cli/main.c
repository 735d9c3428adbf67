#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "crypt/crypt.h"
#include "name/skel.h"
#include "stmt/stmt.h"

#define KEY_HELP "new NAME | add VKEY --role R | list | retire NAME" \
    " [--role R] | compromised NAME --since ACT | wardens N"

const struct cli_command cli_commands[] = {
	{ "init", "DIR --title T --origin NAME [--languages kk,ru,en]"
	    " [--about T] [--keeper WORD] [--passphrase-file F]", "make a new archive",
	    1, 1, "title= origin= languages= about= keeper= passphrase-file=",
	    cli_init },
	{ "import", "FILE... [--map MAP.ini] [--partial] [--dry-run]"
	    " [--json]", "take lists and dossiers into the record"
	    " (--draft-map FILE proposes a map)", 0, -1,
	    "map= partial dry-run json draft-map= key= passphrase-file=",
	    cli_import },
	{ "record", "FILE.yaml... [--dry-run] [--json]",
	    "state what a keeper writes by hand", 1, -1,
	    "dry-run json key= passphrase-file=", cli_record },
	{ "find", "TEXT... [-n N] [--json]", "find a person by a name in any"
	    " script and spelling, with a year or a place", 1, -1,
	    "json n=", cli_find },
	{ "show", "ID|NAME [--json]", "print all that is said about a person,"
	    " a record, a source; a statement with what answers it", 1, 1, "json", cli_show },
	{ "name", "TEXT [TEXT2] [--among N] [--json]", "say how a name is"
	    " understood; of two, how likely they are one person's", 1, 2,
	    "among= json", cli_name },
	{ "withhold", "ID --reason protection|court|error|lost [--versions]"
	    " [--note T]", "withhold a statement, or act/N (--versions: every"
	    " version of a row)", 1, 1,
	    "reason= versions note= key= passphrase-file=", cli_withhold },
	{ "disclose", "ID [--reason consent|court|error|found|decision]"
	    " [--note T]",
	    "take a withholding back", 1, 1,
	    "reason= note= key= passphrase-file=", cli_disclose },
	{ "decide", "A B --same|--different|--undo [--reason T] [--shown P] |"
	    " --file DRAFT", "say that two records or persons are the same, or"
	    " are not, or take that back", 0, 2,
	    "same different undo reason= shown= file= key= passphrase-file=",
	    cli_decide },
	{ "review", "[--pairs FILE] [--blind] [--again] [--from P] [--to P] |"
	    " --svg FILE A B", "judge candidate pairs side by side (--svg draws"
	    " one)", 0, 2,
	    "pairs= blind again from= to= svg= key= passphrase-file=",
	    cli_review },
	{ "release", "ID", "publish the file that an evidence or photo"
	    " statement names", 1, 1, "key= passphrase-file=", cli_release },
	{ "candles", "", "sign the candles of the days that are over", 0, 0,
	    "key= passphrase-file=", cli_candles },
	{ "key", KEY_HELP, "list and change the keys of wardens, keepers, witnesses"
	    " and the log",
	    1, 2, "role= since= key= passphrase-file= json", cli_key },
	{ "sign", "FILE.yaml | ACT", "sign on another machine: write an act"
	    " to hand in, or add a signature to one", 1, 1,
	    "key= passphrase-file=", cli_sign },
	{ "append", "ACT...", "take in acts that sign wrote", 1,
	    -1, "key= passphrase-file=", cli_append },
	{ "verify", "[DIR] [--vkey K] [--since CHECKPOINT] [--json]",
	    "check every byte of an archive or a copy of its public folder",
	    0, 1, "vkey= since= json", cli_verify },
	{ "prove", "ID [--tlog-proof]", "write a proof of one statement (or"
	    " act/N as a .tlog-proof)", 1, 1, "tlog-proof", cli_prove },
	{ "check", "FILE --vkey K", "check a proof that prove wrote", 1, 1,
	    "vkey= json", cli_check },
	{ "compare", "A [B] [--map A.ini] [--map-b B.ini] [--out PAIRS.csv]"
	    " [--clusters F] [--report F] [--one-to-one] [--from P] [--at P]"
	    " [--threads N]", "find who on one list may be who on another; A"
	    " and B are files, or handles of an archive's lists; A alone:"
	    " who stands on it twice", 1, 2,
	    "map= map-b= out= clusters= report= one-to-one from= at= threads=",
	    cli_compare },
	{ "link", "[--draft RULE] [--from P] [--threads N]", "propose which"
	    " persons and records of the archive may be one, for review", 0,
	    0, "draft= from= threads=", cli_link },
	{ "rebuild", "", "make the indexes and search files again", 0, 0, "",
	    cli_rebuild },
	{ "export", "--what people|statements|sources --format csv|jsonl"
	    " [--private]", "print people, statements or sources as data", 0, 0,
	    "what= format= private", cli_export },
	{ "build", "OUT [--cards] [--address URL] [--all]", "write all pages"
	    " and the log as files, for any web server", 1, 1, "cards address= all", cli_build },
	{ "poster", "--out FILE.pdf|FILE.svg [--paper A0..A5] [--lang kk|ru|en]"
	    " [--by name|place|day] [--columns N] [--sheets N]"
	    " [--dark|--light|--engrave] [--person ID] [--address URL]",
	    "draw the wall, or one person's sheet, to print or to engrave", 0, 0,
	    "out= paper= lang= by= columns= sheets= dark light engrave person= address=",
	    cli_poster },
	{ "serve", "[--listen 127.0.0.1:8470] [--address URL]"
	    " [--candle-bits 20]",
	    "serve the pages and the log, where visitors light candles", 0, 0,
	    "listen= address= candle-bits=", cli_serve },
};
const int cli_command_count = sizeof(cli_commands) / sizeof(cli_commands[0]);

static int usage(FILE *f, int code)
{
	fprintf(f, "usage: kulpytas [-C DIR] COMMAND ...\n\n");
	for (int i = 0; i < cli_command_count; i++)
		fprintf(f, "  %-9s %s\n", cli_commands[i].name,
		    cli_commands[i].help);
	fprintf(f, "\nkulpytas help COMMAND says more. The archive is -C DIR,"
	    " $KULPYTAS or the current folder.\n`man kulpytas` explains"
	    " each option.\n");
	return code;
}

static const struct cli_command *find(const char *name)
{
	for (int i = 0; i < cli_command_count; i++)
		if (strcmp(name, cli_commands[i].name) == 0)
			return &cli_commands[i];
	return NULL;
}

static int misused(const struct cli_command *c)
{
	fprintf(stderr, "usage: kulpytas %s %s\n", c->name, c->args);
	return 2;
}

/* Does the command know the option?  1 a flag, 2 with a value, 0 no. */
static int knows(const struct cli_command *c, struct span name)
{
	struct span rest = span_of(c->options);

	while (rest.n > 0) {
		struct span word = { rest.p, span_find(rest, ' ') };

		rest = span_skip(rest, word.n + 1);
		if (span_eq(word, name))
			return 1;
		if (word.n == name.n + 1 && span_starts(word, name) &&
		    word.p[name.n] == '=')
			return 2;
	}
	return 0;
}

/* Takes the option at argv[*i]; false where it is none of the command's. */
static bool take_option(const struct cli_command *cmd, struct cli_call *c,
    int argc, char **argv, int *i)
{
	char *name = argv[*i] + (argv[*i][1] == '-' ? 2 : 1);
	char *equals = strchr(name, '=');
	struct span word = { name, equals == NULL ? strlen(name)
	    : (size_t)(equals - name) };
	int kind = knows(cmd, word);
	const char *value = "";

	if (kind == 0 || c->option_count == 32 || (kind == 1 && equals))
		return false;
	if (kind == 2 && equals == NULL && *i + 1 == argc)
		return false;
	if (kind == 2)
		value = equals != NULL ? equals + 1 : argv[++*i];
	if (equals != NULL)
		*equals = '\0';
	if (cli_option(c, name) != NULL)
		return false;
	c->option[c->option_count].name = name;
	c->option[c->option_count++].value = value;
	return true;
}

static bool parse(const struct cli_command *cmd, int argc, char **argv,
    struct cli_call *c)
{
	bool options = true;

	for (int i = 0; i < argc; i++) {
		if (options && strcmp(argv[i], "--") == 0) {
			options = false;
		} else if (options && (strncmp(argv[i], "--", 2) == 0 ||
		    (strcmp(argv[i], "-n") == 0 && knows(cmd,
		    SPAN("n")) == 2))) {
			if (!take_option(cmd, c, argc, argv, &i)) {
				fprintf(stderr, "kulpytas %s: what is '%s'?\n",
				    cmd->name, argv[i]);
				return false;
			}
		} else if (c->count == CLI_ARGS_MAX) {
			return false;
		} else {
			c->word[c->count++] = argv[i];
		}
	}
	return c->count >= cmd->least &&
	    (cmd->most < 0 || c->count <= cmd->most);
}

/* What the modules below have to say, on a line of its own. */
static void say(const char *text)
{
	cli_print_safe(stderr, span_of(text));
	fprintf(stderr, "\n");
}

static int run(const struct cli_command *cmd, const struct cli_call *c)
{
	struct err e = { 0 };

	if (crypt_start(&e) < 0 || stmt_start(&e) < 0 ||
	    name_start(&e) < 0 || cmd->run(c, &e) < 0) {
		if (e.kind != ERR_NONE) {
			fprintf(stderr, "kulpytas %s: ", cmd->name);
			cli_print_safe(stderr, span_of(e.text));
			fprintf(stderr, "\n");
		}
		return e.kind == ERR_MISUSED ? 2 : 1;
	}
	if (fflush(stdout) != 0) {
		fprintf(stderr, "kulpytas %s: cannot write the result\n",
		    cmd->name);
		return 1;
	}
	return 0;
}

/* Of one command, or NULL: which there are. */
static int help(const char *name)
{
	const struct cli_command *cmd = name != NULL ? find(name) : NULL;

	if (cmd == NULL && name != NULL)
		fprintf(stderr, "kulpytas: no command '%s'\n\n", name);
	if (cmd == NULL)
		return name != NULL ? usage(stderr, 2) : usage(stdout, 0);
	printf("kulpytas %s %s\n\n%s\n", cmd->name, cmd->args, cmd->help);
	if (cmd->options[0] != '\0')
		printf("\noptions (= takes a value): %s\n", cmd->options);
	return 0;
}

int main(int argc, char **argv)
{
	static struct cli_call c;
	const struct cli_command *cmd;
	const char *env = getenv("KULPYTAS");

	(void)signal(SIGPIPE, SIG_IGN);
	keep_words(say);
	c.archive = env != NULL && env[0] != '\0' ? env : ".";
	if (argc >= 3 && strcmp(argv[1], "-C") == 0) {
		c.archive = argv[2];
		argc -= 2;
		argv += 2;
	}
	if (argc < 2)
		return usage(stderr, 2);
	if (strcmp(argv[1], "--version") == 0) {
		printf("kulpytas %s\n", KULPYTAS_VERSION);
		return 0;
	}
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)
		return help(argc > 2 ? argv[2] : NULL);
	if (argc == 3 && strcmp(argv[2], "--help") == 0)
		return help(argv[1]);
	cmd = find(argv[1]);
	if (cmd == NULL) {
		fprintf(stderr, "kulpytas: no command '%s'\n\n", argv[1]);
		return usage(stderr, 2);
	}
	if (!parse(cmd, argc - 2, argv + 2, &c))
		return misused(cmd);
	return run(cmd, &c);
}
