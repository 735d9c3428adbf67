#!/usr/bin/env python3
"""find_peers.py DIR PEER: the questions of DIR/queries.tsv asked of a peer:
gin or gist (PostgreSQL 15, pg_trgm; PGHOST and PGDATABASE say where) or fts5
(SQLite, trigram), some of each class, in one process and one after another.

Prints "class count median p99 worst recall@1 recall@5" a line, as bench_find
does.  Names and questions are made lower case; nothing else is done for the
peers, as nothing else is in their manuals.
"""
import collections
import pathlib
import sqlite3
import subprocess
import sys
import time

ROWS = 60  # asked for, so that ten distinct forms are among them
EACH = {"gin": 20, "gist": 20, "fts5": 8}


def fits(asked, key):
    for a, k in zip(asked.split("/"), key.split("/")):
        if a.endswith("~"):
            a, k = a[:-1], k.split("~")[-1]
        else:
            k = k.split("~")[0]
        if a and a != k:
            return False
    return True


def rank_of(rows, names, asked):
    """rows: numbers, best first; namesakes share a place"""
    forms = []
    for row in rows:
        key, name = names[row]
        if name not in forms:
            forms.append(name)
        if fits(asked, key):
            return forms.index(name) + 1
    return 0


def report(results):
    by_class = collections.defaultdict(list)
    for name, ms, rank in results:
        by_class[name].append((ms, rank))
        by_class["all"].append((ms, rank))
    for name in [n for n in by_class if n != "all"] + ["all"]:
        found = by_class[name]
        ms = sorted(x[0] for x in found)
        at1 = sum(rank == 1 for _, rank in found) / len(found)
        at5 = sum(1 <= rank <= 5 for _, rank in found) / len(found)
        print(f"{name:14} {len(ms):6}  {ms[len(ms) // 2]:8.3f} "
              f"{ms[len(ms) * 99 // 100]:8.3f} {ms[-1]:8.3f}  "
              f"{at1:.4f} {at5:.4f}")


def psql(script):
    done = subprocess.run(["psql", "-XqAt", "-F", "\t", "-v",
                           "ON_ERROR_STOP=1"], input=script, text=True,
                          capture_output=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


ASK = """
CREATE OR REPLACE FUNCTION ask(q text, how text) RETURNS text AS $$
DECLARE t timestamptz := clock_timestamp(); ids text;
BEGIN
  IF how = 'gin' THEN
    SELECT string_agg(id::text, ' ') INTO ids FROM (SELECT id FROM names
      WHERE name % q ORDER BY similarity(name, q) DESC, id LIMIT {rows}) x;
  ELSE
    SELECT string_agg(id::text, ' ') INTO ids FROM (SELECT id FROM names
      ORDER BY name <-> q LIMIT {rows}) x;
  END IF;
  RETURN extract(epoch FROM clock_timestamp() - t) * 1000 || ':' ||
    coalesce(ids, '');
END $$ LANGUAGE plpgsql;
""".replace("{rows}", str(ROWS))


def postgres(folder, how, names, questions):
    def quoted(s):
        return "'" + s.replace("'", "''") + "'"
    start = time.time()
    rows = "".join(f"{i}\t{name.lower()}\n"
                   for i, (_, name) in enumerate(names))
    psql("CREATE EXTENSION IF NOT EXISTS pg_trgm; DROP TABLE IF EXISTS names;"
         " CREATE UNLOGGED TABLE names(id int, name text);\n"
         "COPY names FROM stdin;\n" + rows + "\\.\n")
    psql(f"SET maintenance_work_mem = '1GB'; CREATE INDEX ON names USING {how}"
         f"(name {how}_trgm_ops); ANALYZE names;")
    size = int(psql("SELECT pg_total_relation_size('names');"))
    print(f"built in {time.time() - start:.1f} s\n"
          f"bytes a person: {size / len(names):.1f}")
    out = psql(ASK + f"SELECT ask('warm', '{how}');\n" + "".join(
        f"SELECT ask({quoted(text.lower())}, '{how}');\n"
        for _, text, _ in questions))
    for (name, _, key), line in zip(questions, out.splitlines()[1:]):
        ms, _, ids = line.partition(":")
        yield name, float(ms), rank_of(map(int, ids.split()), names, key)


def fts5(folder, how, names, questions):
    start = time.time()
    path = folder / "fts5.db"
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize=trigram,"
               " content='', columnsize=0)")
    db.executemany("INSERT INTO names(rowid, name) VALUES (?, ?)",
                   ((i, name) for i, (_, name) in enumerate(names)))
    db.execute("INSERT INTO names(names) VALUES ('optimize')")
    db.commit()
    print(f"built in {time.time() - start:.1f} s\n"
          f"bytes a person: {path.stat().st_size / len(names):.1f}")
    for name, text, key in questions:
        grams = {text[i:i + 3].replace('"', "") for i in range(len(text) - 2)}
        match = " OR ".join(f'"{g}"' for g in sorted(grams) if len(g) == 3)
        start = time.perf_counter()
        rows = [r[0] for r in db.execute(
            "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank"
            f" LIMIT {ROWS}", (match,))] if match else []
        ms = (time.perf_counter() - start) * 1000
        yield name, ms, rank_of(rows, names, key)
    db.close()
    path.unlink()


def main():
    folder, how = pathlib.Path(sys.argv[1]), sys.argv[2]
    names = [line.rstrip("\n").split("\t") for line in
             (folder / "names.tsv").open(encoding="utf-8")]
    questions, count = [], collections.Counter()
    for line in (folder / "queries.tsv").open(encoding="utf-8"):
        name, text, key = line.rstrip("\n").split("\t")
        count[name] += 1
        if count[name] <= EACH[how]:
            questions.append((name, text, key))
    ask = fts5 if how == "fts5" else postgres
    report(list(ask(folder, how, names, questions)))


main()
