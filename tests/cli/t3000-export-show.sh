#!/usr/bin/env bash
# export, show and rebuild as a user runs them.  TAP.
set -uo pipefail
bin=$KULPYTAS_BIN
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export XDG_STATE_HOME="$tmp/state" XDG_CACHE_HOME="$tmp/cache"
cd "$tmp" || exit 1

count=0 failed=0
ok() { # ok TEXT COMMAND...
	local text=$1
	shift
	count=$((count + 1))
	if "$@" >"$tmp/why" 2>&1; then
		echo "ok $count - $text"
	else
		echo "not ok $count - $text"
		failed=$((failed + 1))
		head -20 "$tmp/why" | sed 's/^/# /'
	fi
}
not() { ! "$@"; }
has() { grep -qF -- "$2" "$1"; }
k() { "$bin" -C a "$@"; }

# ---- invented people ----
cat >people.yaml <<'YAML'
source: example-news
says:
- title: Three dead after a night in Exampletown
  lang: en
- publisher: Example News
  lang: en
---
person: doe-jane
lang: en
from: example-news
says:
- name: Jane Doe
- name: Джейн Доу
  lang: ru
- status: killed
- died.date: 2031-02-02
  who: police
- died.date: 2031-02-03
  who: her brother
- label: took part in mass disorder
  who: prosecution
  as: charge
- label: took no part in anything
  who: neighbours
  stance: denies
  re: charge
- note: CANARYNOTE the brother asked not to be named
---
person: doe-john
lang: en
says:
- name: John Doe
- status: killed
YAML
printf 'No,Name,Born,Phone\r\n1,"Roe, Richard",03.02.2001,CANARYPHONE1\r\n2,"=1+1 ""Wood""",04.02.2002,CANARYPHONE2\r\n3,\033[31mRed,,CANARYPHONE3\r\n' >list.csv
cat >list.ini <<'INI'
[source]
handle = example-list
title = List of the dead
publisher = Example Police
language = en
kind = list
lang = en

[file]
format = csv
key = No

[columns]
No = public
Name = name lang=en
Born = born.date format=dmy
Phone = private
INI
ok "init" "$bin" init a --title "Memorial of Exampletown" \
	--origin memorial.example/test
ok "import a dossier" k import people.yaml
ok "import a list" k import list.csv --map list.ini

# ---- export ----
for what in people statements sources; do
	for format in csv jsonl; do
		ok "export $what as $format" sh -c "\"$bin\" -C a export \
			--what $what --format $format >$what.$format"
	done
done
ok "export all statements" sh -c "\"$bin\" -C a export --what statements \
	--format jsonl --private >all.jsonl"
ok "export all people" sh -c "\"$bin\" -C a export --what people \
	--format csv --private >all.csv"
cp -r a/public copy
ok "export from a copy of public/" sh -c "\"$bin\" -C copy export \
	--what statements --format jsonl >copy.jsonl"
ok "gives the same bytes" cmp copy.jsonl statements.jsonl
ok "a copy has nothing private" not "$bin" -C copy export \
	--what statements --format jsonl --private
ok "no unknown kind" not k export --what graves --format csv
ok "no unknown format" not k export --what people --format xls
ok "a full disk is told" sh -c "! \"$bin\" -C a export --what statements \
	--format jsonl >/dev/full"
k verify --json >verify.json 2>verify.err
ok "nothing private in public exports" sh -c \
	"! grep -l CANARY people.csv people.jsonl statements.csv statements.jsonl sources.csv sources.jsonl copy.jsonl"
ok "the keepers' own has it" grep -q CANARYPHONE2 all.jsonl
ok "and the people too" not grep -q CANARYPHONE people.csv

cat >check.py <<'PY'
import base64, csv, hashlib, json, sys
def lines(name):
    with open(name, encoding="utf-8", newline="\n") as f:
        return [json.loads(line) for line in f.read().split("\n")[:-1]]
def table(name):
    with open(name, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))
def line_id(s):
    line = {k: v for k, v in s.items()
            if k not in ("id", "act", "time", "keeper", "withheld")}
    text = json.dumps(line, sort_keys=True, separators=(",", ":"),
                      ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
public, everything = lines("statements.jsonl"), lines("all.jsonl")
people, records = table("people.csv"), lines("people.jsonl")
verify = json.load(open("verify.json"))
jane = [p for p in people if p["main.name"] == "Jane Doe"]
jane_json = [p for p in records if p.get("name") == "Jane Doe"][0]
cases = {
    "ids": all(line_id(s) == s["id"] for s in everything),
    "complete": len(everything) == verify["statements"],
    "public": len(public) == verify["statements"] - verify["withheld"],
    "withheld": [s for s in everything if not s.get("withheld")] == public,
    "types": all(isinstance(s["act"], int) and s["time"].endswith("Z") and
                 s["keeper"].startswith("memorial.example/test/keeper/")
                 for s in public),
    "order": [s["act"] for s in public] == sorted(s["act"] for s in public),
    "csv": [s["id"] for s in table("statements.csv")] ==
           [s["id"] for s in public],
    "people": sorted((p["kind"], p["main.name"]) for p in people) ==
        [("person", "Jane Doe"), ("person", "John Doe"),
         ("record", ""), ("record", '=1+1 "Wood"'),
         ("record", "Roe, Richard")],
    "unread": [s["value"] for p in records for s in
        p["said"].get("name", []) if s.get("unread")] == ["\x1b[31mRed"],
    "joined": len(jane) == 1 and
        sorted(jane[0]["died.date"].split(" | ")) ==
        ["2031-02-02", "2031-02-03"],
    "names": sorted(jane[0]["names"].split(" | ")) ==
        ["Jane Doe [en]", "Джейн Доу [ru]"],
    "born": sorted(p["born.date"] for p in people)[-2:] ==
        ["2001-02-03", "2002-02-04"],
    "both sides": {s["who"]: s.get("stance") for s in
        jane_json["said"]["label"]} ==
        {"prosecution": None, "neighbours": "denies"},
    "who": sorted(s["who"] for s in jane_json["said"]["died.date"]) ==
        ["her brother", "police"],
    "sources": sorted((s["handle"], s["rows"]) for s in
        table("sources.csv")) == [("example-list", "3"),
        ("example-news", "0")],
}
ok = cases[sys.argv[1]]
print(sys.argv[1], ok, jane, public[:1], sep="\n")
sys.exit(not ok)
PY
for case in ids complete public withheld types order csv people unread \
	joined names born "both sides" who sources; do
	ok "exported: $case" python3 check.py "$case"
done

# ---- show ----
id=$(grep ',Jane Doe,' people.csv | cut -d, -f1)
typed=$(echo "$id" | tr A-Z a-z | sed 's/\(....\)\(....\)/\1-\2 /')
ok "show by id" sh -c "\"$bin\" -C a show $id >by-id"
ok "as people type it" sh -c "\"$bin\" -C a show '$typed' | cmp - by-id"
ok "by kind and id" sh -c "\"$bin\" -C a show person/$id | cmp - by-id"
ok "by handle" sh -c "\"$bin\" -C a show doe-jane | cmp - by-id"
ok "by name" sh -c "\"$bin\" -C a show 'Jane Doe' | cmp - by-id"
ok "who says so" has by-id "said by her brother"
ok "from which source" has by-id "Three dead after a night in Exampletown"
ok "who denies it" has by-id "DENIES"
ok "keepers see notes" has by-id CANARYNOTE
ok "and that they are withheld" has by-id "WITHHELD from the public"
ok "several names are listed" sh -c \
	"\"$bin\" -C a show Doe | grep -c person/ | grep -qx 2"
ok "show as JSON" sh -c "\"$bin\" -C a show doe-jane --json | python3 -c \
	'import json,sys; d = json.load(sys.stdin); sys.exit(d[\"id\"] != \"$id\")'"
"$bin" -C copy show doe-jane >of-copy 2>&1
ok "a copy shows her too" has of-copy "Jane Doe"
ok "but no notes" not has of-copy CANARY
stmt=$(grep '"who":"prosecution"' statements.jsonl | cut -d'"' -f4)
ok "show a statement" sh -c "\"$bin\" -C a show $stmt >stmt"
ok "with its answers" has stmt "took no part in anything"
ok "as JSON" sh -c "\"$bin\" -C a show $stmt --json | python3 -c \
	'import json,sys; d = json.load(sys.stdin); sys.exit(len(d[\"answers\"]) != 1)'"
hidden=$(grep CANARYNOTE all.jsonl | cut -d'"' -f4)
"$bin" -C copy show "$hidden" >hidden 2>&1
ok "a withheld statement is known to be" has hidden WITHHELD
ok "and no more" not has hidden CANARY
ok "show an act" sh -c "\"$bin\" -C a show act/0 | grep -q archive.title"
ok "no act 99" not k show act/99
ok "show a source" sh -c "\"$bin\" -C a show example-list | grep -q 'Example Police'"
ok "nobody of that name" not k show Nobody
record=$(grep 31mRed people.jsonl | cut -d'"' -f4)
k show "$record" >red 2>&1
ok "a record" has red CANARYPHONE3
ok "a terminal is not coloured" not grep -q "$(printf '\033')" red
ok "a name is no option" not k show -- --json

# ---- rebuild ----
cp a/cache/index.db before.db
ok "rebuild" k rebuild
cp a/cache/index.db once.db
cp a/private/cache/index.db private.db
ok "rebuild again" k rebuild
ok "the same bytes" cmp a/cache/index.db once.db
ok "the keepers' too" cmp a/private/cache/index.db private.db
rm -rf a/cache/* a/private/cache/*
ok "without any index" sh -c "\"$bin\" -C a show doe-jane | cmp - by-id"
ok "rebuild a copy" "$bin" -C copy rebuild
printf 'broken' >a/cache/index.db
ok "a broken index is made anew" sh -c "\"$bin\" -C a export \
	--what statements --format jsonl | cmp - statements.jsonl"

echo "1..$count"
[ "$failed" = 0 ]
