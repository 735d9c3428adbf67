#!/usr/bin/env bash
# build again after acts: only what they touched is made, and the folder is
# byte for byte the one that is made afresh.  Acts by chance, from a seed:
# KULPYTAS_ACTS=SEED,STEPS; KULPYTAS_START=ACTS before them: pages of acts rest on
# single ones from 256 on.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
. "$KULPYTAS_ROOT/tests/cli/build.sh" || exit 1

cat >start.yaml <<'YAML'
source: example-news
says:
- title: Three dead in Exampletown
  lang: en
---
source: other-news
says:
- title: Other news
  lang: en
---
body: example-police
says:
- name: Police of Exampletown
  lang: en
---
event: example-night
lang: en
from: example-news
says:
- title: The night
- date: 2031-02-02
YAML
does >>start.yaml
list_of "Jane Doe" "John Doe" "Mo Moe" "Poe Po"
new_archive a
ok "people" k import start.yaml
# Acts enough, so that one is few of them.
for i in $(seq "${KULPYTAS_START:-24}"); do
	printf 'person: doe-%d\nlang: en\nsays:\n- memory: "Candle %d"\n' \
		$((i % 8 + 1)) "$i" >one.yaml
	k import one.yaml >/dev/null 2>&1
done
ok "first build" k build out

# Those of an act and its proof show the log's size: they change each time.
spared() { [ $(($(pages) - $(made))) -ge "$1" ] || { cat said; return 1; }; }

ok "nothing happened: as it was" again
ok "and hardly a page was made" spared 150
printf 'person: doe-3\nlang: en\nsays:\n- memory: more\n' >one.yaml
k import one.yaml >/dev/null 2>&1
ok "one act: as if made anew" again
ok "and not those of other people" spared 30
printf 'x' >>out/en/sources.html
find out/ru/person -name '*.html' | head -1 | while read -r f; do
	echo lost >"$f"
done
rm "$(find out/kk/person -name '*.html' | head -1)"
ok "what was lost or cut off is made again" again
echo same-size >f
f=$(find out/en/person -name '*.html' | head -1)
head -c "$(stat -c %s "$f")" /dev/zero >f && cp f "$f"
k build out >/dev/null 2>&1
ok "what only looks right stays, ..." cmp -s f "$f"
ok "... till all is made" sh -c '"$0" -C a build --all out 2>/dev/null &&
	diff -r anew out' "$bin"
k build other --address https://memorial.example >/dev/null 2>&1
k build out --address https://memorial.example >/dev/null 2>&1
ok "asked otherwise, all is made otherwise" diff -r other out
k build out >/dev/null 2>&1
sed -i 's/^acts \([0-9]*\) ../acts \1 00/' out/.kulpytas-site
ok "made of another log: all is made" again
sed -i '2d' out/.kulpytas-site
ok "made of nobody knows what: all is made" again

# Half a page aside, of a build that was killed, may say what is withheld since.
page=$(find out/en/person -name '*.html' | head -1)
aside=$(dirname "$page")/.$(basename "$page").new
printf 'person: doe-4\nlang: en\nsays:\n- memory: once more\n' >one.yaml
k import one.yaml >/dev/null 2>&1
mv out/en/timeline.html kept
mkdir -p out/en/timeline.html/x
ok "a build that fails leaves its mark" sh -c '! "$0" -C a build out &&
	test -e out/.kulpytas-building' "$bin"
rm -r out/en/timeline.html
mv kept out/en/timeline.html
echo CANARY >"$aside"
ok "the next one sweeps" again
ok "and takes the mark away" not test -e out/.kulpytas-building
ok "one build at a time in a folder" sh -c '! flock out "$0" -C a build out \
	2>err && grep -q "another build is at work" err' "$bin"

# What is withheld goes before anything is written: a disk that is full, or
# whatever fails, leaves a hole and not the words.
full() { # full BLOCKS: a build that can write no longer files
	sh -c 'ulimit -f "$2"; trap "" XFSZ; ! "$0" -C a build "$1"' "$bin" out \
		"$1" 2>err
}
for blocks in 0 1 8 64; do
	printf 'person: doe-2\nlang: en\nsays:\n- memory: CANARY%s\n' "$blocks" \
		>one.yaml
	k import one.yaml >/dev/null 2>&1
	k build out >/dev/null 2>&1
	printf 'person: doe-2\nlang: en\nsays:\n- memory: later\n' >one.yaml
	k import one.yaml >/dev/null 2>&1
	grep -rlq "CANARY$blocks" out/en/person out/payload ||
		echo "# not there at all"
	id=$(k export --what statements --format jsonl 2>/dev/null |
		sed -n "s/.*\"id\":\"\([^\"]*\)\".*CANARY$blocks.*/\1/p" | head -1)
	k withhold "$id" --reason protection >/dev/null 2>&1
	k verify >/dev/null 2>&1
	ok "files of $blocks blocks at most: the build fails" full "$blocks"
	ok "and the words are gone" not grep -rq "CANARY$blocks" out
	ok "built when there is room: as if made anew" again
done
printf 'person: doe-2\nlang: en\nsays:\n- memory: nothing withheld\n' >one.yaml
k import one.yaml >/dev/null 2>&1
ok "where nothing was withheld a build that fails takes no page away" sh -c '
	find out -name "*.html" | sort >before
	sh -c "ulimit -f 0; trap \"\" XFSZ; ! \"\$0\" -C a build out" "$0" 2>err &&
	find out -name "*.html" | sort | cmp before -' "$bin"
k build out >/dev/null 2>&1

# Who is one with whom: a name said of one is the name of the other, where
# somebody else's page mentions that one.
printf 'person: doe-8\nlang: en\nfrom: other-news\nsays:\n- memory: of 8\n' \
	>one.yaml
k import one.yaml >/dev/null 2>&1
ok "two are one" k decide doe-7 doe-8 --same
ok "as if made anew" again
printf 'person: doe-7\nlang: en\nsays:\n- name: %s\n' \
	"Jane Doe the 8. of Exampletown" >one.yaml
k import one.yaml >/dev/null 2>&1
ok "one more name of the one" again
grep -rl "Jane Doe the 8. of Exampletown" out/en/source >where
ok "stands where the other is mentioned" test -s where

cat >chance.py <<'PY'
import json, os, random, subprocess, sys
seed, steps = (int(x) for x in sys.argv[1].split(","))
rng = random.Random(seed)
bin = os.environ["KULPYTAS_BIN"]
def k(*args):
    return subprocess.run([bin, "-C", "a", *args], capture_output=True,
                          text=True)
def write(name, text):
    with open(name, "w") as f:
        f.write(text)
def said():
    out = k("export", "--what", "statements", "--format", "jsonl").stdout
    return [json.loads(l) for l in out.splitlines()]
def of(kind):
    return sorted({s["about"] for s in said()
                   if s.get("about", "").startswith(kind + "/")})
def record(text):
    write("act.yaml", text)
    return k("record", "act.yaml")
def head(about):
    kind, code = about.split("/")
    return "%s: %s\nlang: en\nsays:\n" % (kind, code)
def plain(rows):
    return [s for s in rows if s.get("says") in ("life", "memory", "name",
            "died.date", "status") and s["about"].startswith("person/")]
count = 0
def unique(text):
    global count
    count += 1
    return "%s %d-%d" % (text, seed, count)
def add():
    about = rng.choice(of("person") + of("event") + of("body"))
    return record(head(about) + rng.choice(["- memory: ", "- note.x: ",
        "- name: "]).replace("- note.x: ", "- link: https://e.example/")
        + unique("said").replace(" ", "-") + "\n")
def new():
    return record("person: %s\nlang: en\nfrom: %s\nsays:\n- name: %s\n"
        "- status: %s\n" % (unique("new").replace(" ", "-"),
        rng.choice(["example-news", "other-news"]), unique("Nobody"),
        rng.choice(["killed", "missing", "found-alive"])))
def source():
    return record(head(rng.choice(of("source"))) + "- title: %s\n" %
                  unique("Title"))
def body():
    return record(head(rng.choice(of("body"))) + "- name: %s\n" %
                  unique("Police"))
def finding():
    s = rng.choice(plain(said()))
    return record(head(s["about"]) + "- finding: %s\n  re: %s\n"
        "- finding.reason: %s\n  re: %s\n" % (rng.choice(["established",
        "disputed", "refuted"]), s["id"], unique("because"), s["id"]))
def answer():
    s = rng.choice(plain(said()))
    return record(head(s["about"]) + "- %s: %s\n  re: %s\n  stance: denies\n"
        % (s["says"], s["value"], s["id"]))
def join(word="same"):
    one, two = rng.sample(of("person") + of("record"), 2)
    return record(head(one) + "- %s: %s\n" % (word, two.split("/")[1]))
def apart():
    return k("decide", *rng.sample(of("person") + of("record"), 2),
             "--different")
def undo():
    pairs = [s for s in said() if s.get("says") in ("same", "differs")]
    if not pairs:
        return join()
    for s in rng.sample(pairs, len(pairs)):
        r = k("decide", s["about"], s["value"], "--undo")
        if r.returncode == 0:
            break
    return r
def decide():
    one, two = rng.sample(of("person") + of("record"), 2)
    return k("decide", one, two, "--same")
def withhold():
    return k("withhold", rng.choice(plain(said()))["id"], "--reason",
             "protection")
def disclose():
    out = k("export", "--what", "statements", "--format", "jsonl").stdout
    held = [json.loads(l)["id"] for l in out.splitlines()
            if json.loads(l).get("withheld")]
    return k("disclose", rng.choice(held), "--reason", "consent") if held \
        else withhold()
def rows():
    lines = open("list.csv").read().splitlines()
    i = rng.randrange(1, len(lines))
    lines[i] = lines[i].split(",")[0] + ",%s,2031-02-0%d" % (unique("Row"),
        rng.randint(1, 9))
    if rng.random() < 0.5:
        lines.append("%d,%s,2031-02-05" % (len(lines) + 1, unique("More")))
    elif len(lines) > 3:
        lines.pop()
    write("list.csv", "\n".join(lines) + "\n")
    return k("import", "list.csv", "--map", rng.choice(["list.ini",
             "list.ini", "less.ini"]))
def rows_said():
    return [s for s in said() if s.get("says") == "row"]
def cell(): # the keepers' finding on one cell, or taken back
    held = rows_said()
    if not held:
        return add()
    s = rng.choice(held)
    return record(head(s["about"]) + "- finding: %s\n  re: %s#%s\n%s" %
        (rng.choice(["refuted", "refuted", "disputed", "established"]),
         s["id"], rng.choice(["When", "Name", "No"]),
         rng.choice(["", "", "  stance: denies\n"])))
def beside(): # said of a record beside its row
    held = of("record")
    return record(head(rng.choice(held)) + rng.choice(["- status: %s\n" %
        rng.choice(["missing", "found-alive", "killed"]),
        "- died.date: 2031-02-0%d\n" % rng.randint(1, 9),
        "- died.place: Place %d\n" % rng.randint(1, 3),
        "- name: %s\n" % unique("Beside")]) + "  who: somebody\n") \
        if held else add()
def event():
    return record("event: %s\nlang: en\nsays:\n- event.kind: %s\n"
        "- title: %s\n- date: 2031-02-0%d\n- place: Place %d\n"
        "- toll: %d\n  who: %s\n" % (unique("ev").replace(" ", "-"),
        rng.choice(["ceremony", "order", "happening"]), unique("Event"),
        rng.randint(1, 9), rng.randint(1, 3), rng.randint(1, 99),
        rng.choice(["body:example-police", "others"])))
def place():
    held = of("place")
    return record((head(rng.choice(held)) if held and rng.random() < 0.5 else
        "place: %s\nlang: en\nsays:\n" % unique("pl").replace(" ", "-")) +
        "- name: Place %d\n- place.at: \"%d.5,%d.25\"\n" % (rng.randint(1,
        3), rng.randint(-80, 80), rng.randint(-179, 179)))
def label():
    s = rng.choice(of("person"))
    return record(head(s) + rng.choice(["- label: %s\n  who: "
        "body:example-police\n" % unique("word"), "- label: word\n"
        "  who: family\n  stance: denies\n", "- refused: died.cause\n"
        "  who: body:example-police\n", "- died.place: Place %d\n" %
        rng.randint(1, 3), "- born.date: 199%d-01-01\n" %
        rng.randint(0, 9)]))
def archive():
    return record("archive:\nlang: en\nsays:\n- archive.about: %s\n" %
                  unique("Of us"))
acts = [add, add, new, source, body, finding, finding, answer, join, join,
        apart, decide, undo, withhold, disclose, rows, rows, cell, cell,
        beside, event, place, label]
k("import", "list.csv", "--map", "list.ini")
done, made, all_ = {}, 0, 0
due = sorted(set(acts), key=acts.index) # each at least once
rng.shuffle(due)
for i in range(steps):
    names = []
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        act = due.pop() if due and rng.random() < 0.7 else rng.choice(acts)
        r = act()
        if r.returncode != 0:
            due.insert(0, act)
        names.append("%s%s" % (act.__name__, "" if r.returncode == 0
                               else "(refused)"))
        if r.returncode != 0 and os.environ.get("KULPYTAS_ACTS"):
            print(act.__name__, r.stderr, file=sys.stderr)
        key = (act.__name__, r.returncode == 0)
        done[key] = done.get(key, 0) + 1
    r = k("build", "out")
    if r.returncode != 0:
        sys.exit("%d %s: %s" % (i, names, r.stderr))
    words = r.stderr.split()
    made += int(words[-4])
    all_ += int(words[0])
    subprocess.run(["rm", "-rf", "anew"])
    k("build", "anew")
    r = subprocess.run(["diff", "-r", "anew", "out"], capture_output=True,
                       text=True)
    if r.returncode != 0:
        sys.exit("step %d, %s:\n%s" % (i, names, r.stdout[:3000]))
print("of %d pages %d were made" % (all_, made))
for key in sorted(done):
    print(key, done[key])
missing = {a.__name__ for a in acts} - {n for n, ok in done if ok}
if missing and steps >= 40:
    sys.exit("never done: %s" % missing)
if made >= all_:
    sys.exit("all were made")
PY
ok "acts by chance" python3 chance.py "${KULPYTAS_ACTS:-7,16}"
[ -z "${KULPYTAS_ACTS:-}" ] || cat why
ok "it verifies" "$bin" verify out
done_testing
