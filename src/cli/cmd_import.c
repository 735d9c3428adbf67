#include <string.h>

#include "base/file.h"
#include "bring/bring.h"
#include "cli/cli.h"
#include "index/trace.h"
#include "dossier/dossier.h"

static int draft_map(const char *file, struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 28 };
	SCOPED_FD fd = -1;
	const char *slash = strrchr(file, '/');
	struct span out;
	struct buf b;

	if (bring_named_open(file, &fd, e) < 0)
		return -1;
	buf_open(&b, &mem, INTAKE_MAP_BYTES);
	if (intake_map_draft(span_of(slash == NULL ? file : slash + 1), fd,
	    &b, e) < 0 || buf_end(&b, &out, e) < 0)
		return err_in(e, "%s", file);
	return cli_out(out, e);
}

static int print_json(const struct bring_done *d, uint64_t statements,
    struct err *e)
{
	SCOPED(arena) mem = { .cap = 1 << 24 };
	struct span out;
	struct buf b;

	buf_open(&b, &mem, 1 << 22);
	buf_fmt(&b, "{\"rows\":%llu,\"records_new\":%llu,\"records_same\":%llu,"
	    "\"records_changed\":%llu,\"records_gone\":%llu,"
	    "\"records_back\":%llu,\"entries\":%llu,\"statements_same\":%llu,"
	    "\"statements_new\":%llu,\"refused_count\":%llu,\"refused\":[",
	    (unsigned long long)d->rows, (unsigned long long)d->records_new,
	    (unsigned long long)d->records_same,
	    (unsigned long long)d->records_changed,
	    (unsigned long long)d->records_gone,
	    (unsigned long long)d->records_back,
	    (unsigned long long)d->entries,
	    (unsigned long long)d->statements_same,
	    (unsigned long long)statements,
	    (unsigned long long)d->refused_count);
	for (uint64_t i = 0; i < d->refused_count && i < BRING_REFUSED_MAX;
	    i++) {
		buf_fmt(&b, "%s{\"file\":", i == 0 ? "" : ",");
		buf_json(&b, span_of(d->refused[i].file));
		buf_fmt(&b, ",\"row\":%llu,\"column\":",
		    (unsigned long long)d->refused[i].row);
		buf_json(&b, d->refused[i].column);
		buf_str(&b, ",\"reason\":");
		buf_json(&b, span_of(d->refused[i].reason));
		buf_byte(&b, '}');
	}
	buf_str(&b, "]}\n");
	return buf_end(&b, &out, e) < 0 ? -1 : cli_out(out, e);
}

static void print_words(const struct bring_done *d, uint64_t statements)
{
	for (uint64_t i = 0; i < d->refused_count && i < BRING_REFUSED_MAX;
	    i++) {
		cli_print_safe(stderr, span_of(d->refused[i].file));
		fprintf(stderr, ": row %llu: ",
		    (unsigned long long)d->refused[i].row);
		if (d->refused[i].column.n > 0) {
			cli_print_safe(stderr, d->refused[i].column);
			fprintf(stderr, ": ");
		}
		cli_print_safe(stderr, span_of(d->refused[i].reason));
		fprintf(stderr, "\n");
	}
	if (d->refused_count > BRING_REFUSED_MAX)
		fprintf(stderr, "... and %llu more rows\n",
		    (unsigned long long)(d->refused_count - BRING_REFUSED_MAX));
	if (d->rows > 0)
		fprintf(stderr, "rows %llu: new %llu, same %llu, changed %llu,"
		    " gone %llu, back %llu, refused %llu\n",
		    (unsigned long long)d->rows,
		    (unsigned long long)d->records_new,
		    (unsigned long long)d->records_same,
		    (unsigned long long)d->records_changed,
		    (unsigned long long)d->records_gone,
		    (unsigned long long)d->records_back,
		    (unsigned long long)d->refused_count);
	fprintf(stderr, "new statements: %llu\n",
	    (unsigned long long)statements);
}

static int take_all(struct bring_taking *t, const struct cli_call *c,
    struct err *e)
{
	const char **dossier = arena_take(t->mem, (size_t)c->count + 1,
	    sizeof(*dossier));
	const char *map = cli_option(c, "map");
	int dossiers = 0, lists = 0;

	for (int i = 0; i < c->count; i++) {
		if (dossier_is(span_of(c->word[i])))
			dossier[dossiers++] = c->word[i];
		else
			lists++;
	}
	if (t->record && lists > 0)
		return err_set(e, ERR_FORMAT, "record takes dossiers (.yaml);"
		    " a list goes to import");
	if (map != NULL && lists != 1)
		return err_set(e, ERR_MISUSED, "--map is for one list; this"
		    " names %d", lists);
	if (bring_dossiers(t, dossier, dossiers, e) < 0)
		return -1;
	for (int i = 0; i < c->count; i++)
		if (!dossier_is(span_of(c->word[i])) &&
		    bring_list(t, c->word[i], map, cli_option(c, "partial") !=
		    NULL, e) < 0)
			return -1;
	return 0;
}

static int finish(struct bring_taking *t, const struct cli_call *c,
    struct err *e)
{
	bool refused = t->done->refused_count > 0 &&
	    cli_option(c, "partial") == NULL;
	bool dry = cli_option(c, "dry-run") != NULL;

	if (!refused && !dry && (bring_named_kept(t, e) < 0 ||
	    keep_pen_publish(t->pen, e) < 0))
		return -1;
	if (cli_option(c, "json") != NULL) {
		if (print_json(t->done, refused ? 0 : keep_pen_count(t->pen),
		    e) < 0)
			return -1;
	} else {
		print_words(t->done, refused ? 0 : keep_pen_count(t->pen));
	}
	if (refused)
		return err_set(e, ERR_FORMAT, "nothing was imported, since"
		    " %llu rows are refused (--partial takes the others)",
		    (unsigned long long)t->done->refused_count);
	if (dry)
		fprintf(stderr, "dry run: nothing was written\n");
	return 0;
}

static int run(const struct cli_call *c, bool record, struct err *e)
{
	SCOPED(keep_archive) a = { .fd = -1, .public_fd = -1,
	    .private_fd = -1, .lock_fd = -1 };
	SCOPED(crypt_secret) *keeper = NULL;
	SCOPED(index) *ix = NULL;
	SCOPED(keep_pen) *pen = NULL;
	SCOPED(arena) mem = { .cap = (size_t)8 << 30 };
	struct bring_done *done = arena_take(&mem, 1, sizeof(*done));
	struct bring_taking t = { .archive = &a, .done = done, .mem = &mem,
	    .record = record, .later = true };
	const struct crypt_secret *signers[1];
	int rc;

	done->mem.cap = 1 << 24;
	if (keep_archive_open(&a, c->archive, KEEP_WRITE, NULL, e) < 0 ||
	    keep_archive_keeper(&a, cli_login(c), &keeper, e) < 0 ||
	    keep_archive_index(&a, true, &ix, e) < 0 ||
	    index_hold(ix, false, e) < 0)
		return -1;
	signers[0] = keeper;
	if (keep_pen_open(&pen, &a, signers, 1, e) < 0)
		return -1;
	t.ix = ix;
	t.pen = pen;
	rc = take_all(&t, c, e);
	index_closep(&ix);
	if (rc == 0)
		rc = finish(&t, c, e);
	arena_closep(&done->mem);
	return rc;
}

int cli_import(const struct cli_call *c, struct err *e)
{
	const char *draft = cli_option(c, "draft-map");

	if (draft != NULL)
		return draft_map(draft, e);
	if (c->count == 0)
		return err_set(e, ERR_MISUSED, "name the files to import");
	return run(c, false, e);
}

int cli_record(const struct cli_call *c, struct err *e)
{
	return run(c, true, e);
}
