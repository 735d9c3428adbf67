#!/usr/bin/env bash
# build again after one act: each way in which an act changes pages that are
# not about what it is about.  The folder is byte for byte the one that is made
# afresh, and was not made whole.  Each case fails when the question that it
# tells of leaves no key (src/index/trace.c).  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
. "$KULPYTAS_ROOT/tests/cli/build.sh" || exit 1

{
	for source in news other; do
		cat <<YAML
source: example-$source
says:
- title: The $source of Exampletown
  lang: en
- publisher: Example $source
  lang: en
---
YAML
	done
	cat <<'YAML'
body: example-police
says:
- name: Police of Exampletown
  lang: en
---
body: example-station
says:
- name: Station of Exampletown
  lang: en
- part.of: example-police
---
place: example-square
says:
- name: Square of Exampletown
  lang: en
---
event: example-night
lang: en
from: example-news
says:
- title: The night
- date: 2031-02-02
- place: Square of Exampletown
- responsible.body: example-police
---
event: example-meeting
lang: en
says:
- title: A meeting
- event.kind: ceremony
- date: 2032-02-02
YAML
	does "- died.place: Square of Exampletown"
	cat <<'YAML'
---
person: moe-1
lang: en
says:
- name: Mo Moe
- status: missing
- with: doe-1
- responsible.body: example-station
YAML
} >start.yaml
list_of "Jane Roe" "John Roe" "Mo Roe"
fresh
ok "people" k import start.yaml
ok "a list" k import list.csv --map list.ini
for i in 1 2 3 4; do # acts enough, and pages of them
	printf 'person: doe-%d\nlang: en\nsays:\n- memory: "Of %d"\n' "$i" \
		"$i" >one.yaml
	k import one.yaml >/dev/null 2>&1
done
ok "first build" k build out

id_of() { # id_of HANDLE PROPERTY: of its first statement
	k show "$1" --json 2>/dev/null | python3 -c 'import json, sys
print(json.load(sys.stdin)["said"][sys.argv[1]][0]["id"])' "$2"
}
says() { # says WHAT SUBJECT LINES...: an act of these statements
	local text=$1 subject=$2
	shift 2
	{
		printf '%s\nlang: en\nsays:\n' "$subject"
		printf '%s\n' "$@"
	} >one.yaml
	act "$text" k import one.yaml
}
act() { # act WHAT COMMAND...
	local text=$1
	shift
	ok "$text: done" "$@"
	ok "$text" partly
}

# ---- what is said of a thing ----
says "one more is said of a person" "person: doe-1" "- memory: more"
says "a person" "person: doe-9" "- name: Jane Doe the 9." "- status: killed"
says "a person's name, where others mention them" "person: doe-1" \
	"- name: Jane Doe of many names, told first among them"
says "and on the page of who was with them" "person: moe-1" \
	"- with: doe-2"
says "a name again" "person: doe-2" \
	"- name: Jane Doe of two names, told first among them"
says "a source's title" "source: example-news" \
	"- publisher: Example news and weather" \
	"- title: The news of Exampletown, every day"
says "a source with an earlier date" "source: example-other" \
	"- published: 2031-02-09"
says "from another source" "person: doe-3
from: example-other" "- life: told by others"
says "a body's name" "body: example-police" \
	"- name: Exampletown and its police of long standing"
says "what a body is part of" "body: example-station" \
	"- name: Exampletown, station of long standing"
says "a place of another name" "place: example-square" \
	"- name: Old square of Exampletown"
says "a second place of the same name" "place: example-corner" \
	"- name: Square of Exampletown"
says "a place that many died at" "place: example-market" \
	"- name: Market of Exampletown"
says "who died there" "person: doe-4" "- died.place: Market of Exampletown"
says "who said so has a name as a body" "body: example-family" \
	"- name: The family"
says "the family says" "person: doe-4" "- quote: so they said
  who: The family"
says "another is called so" "body: example-relatives" "- name: The family"
says "an event's title" "event: example-night" "- title: The long night"
says "an event's date" "event: example-meeting" "- date: 2032-02-04"
says "an event at a place" "event: example-fire" "- title: A fire" \
	"- date: 2031-02-05" "- place: Market of Exampletown"
says "a place's scene is told of" "event: example-fire" \
	"- memory: the smoke" "- title: A great fire"

# ---- answers ----
life=$(id_of doe-5 life) died=$(id_of doe-5 died.date)
says "a denial in another dossier" "person: doe-6" "- life: it was not so
  re: $life
  stance: denies"
says "an answer in a source's name" "person: doe-6
from: example-other" "- died.date: 2031-02-09
  re: $died"
says "a finding" "person: doe-5" "- finding: refuted
  re: $life" "- finding.reason: because
  re: $life"
says "a finding on the day" "person: doe-5" "- finding: disputed
  re: $died"
says "taken back" "person: doe-5" "- finding: established
  re: $died"
title=$(id_of example-other title)
says "a source's statement answered" "person: doe-7" "- memory: not so
  re: $title
  stance: denies"

# ---- days, and how the wall stands ----
says "another day of death" "person: doe-8" "- died.date: 2031-03-09"
says "a day that has others" "person: doe-7" "- died.date: 2031-03-09"
says "that day's name" "person: doe-7" "- name: Jane Aa Doe"
says "a name on days that show it in short" "person: doe-3" \
	"- name: Jane Bb Doe of the third day"
says "missing" "person: lost-1" "- name: Jo Lost" "- status: missing"
says "dead, it is said later" "person: lost-1" "- status: killed" \
	"- died.date: 2031-02-02"
says "a ceremony" "event: example-vigil" "- title: A vigil" \
	"- event.kind: ceremony" "- date: 2032-03-09"
says "a ceremony of that day called otherwise" "event: example-vigil" \
	"- title: A long vigil"
says "a toll" "event: example-toll" "- title: A number" "- toll: 3" \
	"- date: 2031-02-06"
says "refused" "person: doe-2" "- refused: body"

says "a place alone, of who stands on the wall" "person: doe-5" \
	"- died.place: Nowhere of Exampletown"
says "one more who died at a place" "person: doe-6" \
	"- died.place: Nowhere of Exampletown"
says "found alive, who was dead" "person: lost-1" "- status: found-alive"

# ---- lists ----
sed -i 's/John Roe/John Roe the elder/' list.csv
act "a row that changed" k import list.csv --map list.ini
echo "4,Poe Roe,2031-02-04" >>list.csv
act "one more row" k import list.csv --map list.ini
sed -i '/Mo Roe/d' list.csv
act "a row that is gone" k import list.csv --map list.ini
act "columns that mean something else" k import list.csv --map less.ini
act "and again" k import list.csv --map list.ini
row=$(k export --what statements --format jsonl 2>/dev/null |
	sed -n 's/.*"about":"record\/\([^"]*\)".*Jane Roe.*/\1/p' | head -1)
act "a row is one with a person" k decide "record/$row" doe-6 --same
sed -i 's/Jane Roe/Jane Roe the elder of Exampletown/' list.csv
act "a joined row that changed" k import list.csv --map list.ini
says "said of who has that row" "person: doe-6" "- memory: of the row"
act "back" k decide "record/$row" doe-6 --undo
act "different" k decide "record/$row" doe-6 --different
sed 's/^Name = .*/Name = public/' list.ini >nameless.ini
act "a column that is no name any more" k import list.csv --map nameless.ini
act "and is one again" k import list.csv --map list.ini

# ---- who is one with whom ----
says "with whom" "person: moe-1" "- with: doe-8"
act "two are one" k decide doe-7 doe-8 --same
says "the name of the one is the other's" "person: doe-7" \
	"- name: Jane Doe the 8. of Exampletown, told first"
says "three are one" "person: doe-9" "- same: doe-7"
says "a name of the third" "person: doe-9" \
	"- name: Jane Doe the 9. of all Exampletown, and the 8., told first"
act "two are one no more" k decide doe-7 doe-8 --undo
act "different" k decide doe-1 doe-2 --different
act "and back" k decide doe-1 doe-2 --undo

# ---- what is always made whole ----
whole() { again && [ "$(made)" = "$(pages)" ]; }
says_whole() { # where all is made, the folder must be right all the same
	local text=$1
	shift
	ok "$text: done" "$@"
	ok "$text" whole
}
printf 'archive: this\nlang: en\nsays:\n- archive.about: Of us\n' >one.yaml
says_whole "of the archive" k record one.yaml
says_whole "withheld" k withhold "$life" --reason protection
says_whole "disclosed" k disclose "$life" --reason consent

ok "it verifies" "$bin" verify out
done_testing
