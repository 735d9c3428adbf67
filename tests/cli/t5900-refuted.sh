#!/usr/bin/env bash
# What keepers refuted, what others deny: nobody is called dead for a cell of a
# list that was refuted, no day is remembered that was, and where accounts
# differ it is said.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

cat >list.csv <<'E'
No,Name,When,State,Place
1,Jane Doe,2031-02-01,killed,Exampletown
2,John Doe,2031-02-02,killed,Exampletown
3,Mo Moe,,,Exampletown
4,Poe Po,2031-02-04,killed,Exampletown
E
cat >list.ini <<'E'
[source]
handle = list-one
title = A list, made up
lang = en
[file]
format = csv
key = No
[columns]
No = public
Name = name lang=en
When = died.date format=ymd
State = status
Place = died.place lang=en
E
new_archive a
k import list.csv --map list.ini >said 2>&1 || cat said
read -r jane jane_row < <(rows_of "Jane Doe")
read -r john john_row < <(rows_of "John Doe")
read -r mo _ < <(rows_of "Mo Moe")
text() { sed 's/<[^>]*>//g' "out/en/$1"; }
site() { rm -rf out && k build out "$@" --address https://m.example \
	>said 2>&1 || cat said; }
dead() { # dead NAME: stands among the dead on each of these
	for f in index.html timeline.html by-day.html today.html \
		embed/wall.html; do
		text $f | grep -q "$1" || { echo "not in $f"; return 1; }
	done
}
nowhere() { # nowhere NAME: stands among the dead nowhere
	for f in index.html timeline.html by-day.html by-place.html \
		today.html embed/wall.html calendar.ics map.html; do
		! text $f | sed '/^The missing/,$d' | grep "$1" ||
			{ echo "in $f"; return 1; }
	done
	! grep -rl "$1" out/en/wall out/en/day
}
site
ok "as the list says" dead "Jane Doe"
ok "both" dead "John Doe"

# The status alone, in answer to the row: found alive.
cat >one.yaml <<E
record: $jane
lang: en
says:
- finding: refuted
  re: $jane_row#State
- finding.reason: She was found alive.
  re: $jane_row#State
- finding: refuted
  re: $jane_row#When
- status: found-alive
---
record: $john
lang: en
says:
- finding: refuted
  re: $john_row#When
---
record: $mo
lang: en
says:
- status: missing
E
k record one.yaml >said 2>&1 || cat said
site
ok "refuted and found alive: nowhere among the dead" nowhere "Jane Doe"
ok "only said to be missing, beside its row: neither" nowhere "Mo Moe"
ok "he stands among the missing" grep -q "Mo Moe" out/en/missing.html
ok "a refuted day is on no page of days" not grep -q "John Doe" \
	out/en/timeline.html out/en/calendar.ics out/en/today.html
ok "though he stands on the wall" grep -q "John Doe" out/en/index.html
ok "and in the list, as it was" grep -q "2031-02-01\|1 February 2031" \
	"out/en/record/$jane.html"
cp -r out before
k rebuild >said 2>&1
site
ok "an index made anew says the same" diff -r before out

# Taken back: it is as it was.
sed -n '/^record: '"$john"'/,/^---/p' one.yaml | grep -v -- '---' |
	sed 's/^  re: .*/&\n  stance: denies/' >back.yaml
k record back.yaml >said 2>&1 || cat said
site
ok "the finding is taken back: the day is his again" dead "John Doe"

# Found alive, and missing before that; a day of death is told still.
cat >alive.yaml <<'E'
person: doe-ann
lang: en
says:
- name: Ann Doe
- status: missing
- status: found-alive
- died.date: 2031-02-01
  who: A list
- died.place: Exampletown
  who: A list
E
k record alive.yaml >said 2>&1 || cat said
site
ann=$(code_of doe-ann)
page=person/$ann.html
ok "who was found alive is nowhere among the dead" nowhere "Ann Doe"
ok "the page says first that she was" sh -c \
	'sed -n "/<h1/,/<\/header>/p" "out/en/$0" | grep "found alive"' "$page"
ok "not that she is missing, nor that she died" sh -c \
	'! sed -n "/<h1/,/<\/header>/p" "out/en/$0" | grep -E "Missing|Died|2031"' "$page"
ok "and passes none of it on" not grep -E \
	'deathDate|deathPlace|og:description" content="(Missing|.*2031)' \
	"out/en/$page"
ok "no frame calls her missing" not grep -E "issing|2031" \
	"out/en/embed/$ann.html"

# A day that somebody denies is not told as if all agreed.
printf 'record: %s\nlang: en\nsays:\n- died.date: 2031-02-02\n  who: His %s\n  re: %s\n  stance: denies\n' \
	"$john" family "$john_row#When" >deny.yaml
k record deny.yaml >said 2>&1 || cat said
site
ok "who says so is told on the day" grep -q "accounts of the day differ" \
	out/en/day/02-02.html
ok "a frame leaves that day out" not grep 2031 "out/en/embed/$john.html"
ok "and in the calendar" sh -c \
	'tr -d "\r" <out/en/calendar.ics | sed -z "s/\n //g" |
	grep -A9 "DTSTART;VALUE=DATE:20310202" |
	grep -q "accounts of the day differ"'
printf 'record: %s\nlang: en\nsays:\n- died.date: 2031-02-06/2031-02-07\n  who: A nurse\n' \
	"$(rows_of "Poe Po" | cut -d' ' -f1)" >other.yaml
k record other.yaml >said 2>&1 || cat said
site
ok "a vague account that leaves no room for the day differs too" \
	grep -q "accounts of the day differ" out/en/day/02-04.html
printf 'record: %s\nlang: en\nsays:\n- died.date: 2031-02-05\n  who: A nurse\n' \
	"$(rows_of "Poe Po" | cut -d' ' -f1)" >other.yaml
k record other.yaml >said 2>&1 || cat said
site
ok "of whom two days are told stands on the wall under both" sh -c \
	'grep -q "Poe Po" out/en/wall/day/20310204.html &&
	grep -q "Poe Po" out/en/wall/day/20310205.html'
ok "and is remembered on both, and it is said" sh -c 'for d in 04 05; do
	grep -A3 "Poe Po" "out/en/day/02-$d.html" |
	grep -q "accounts of the day differ" || exit 1; done'
# A life as the police tell it is no description of somebody.
cat >state.yaml <<'E'
body: made-up-police
says:
- name: Made-up Police
  lang: en
- body.kind: police
---
person: doe-kim
lang: en
says:
- name: Kim Doe
- status: killed
- life: STATE-WORDS one of the crowd.
  who: body:made-up-police
E
k record state.yaml >said 2>&1 || cat said
site --cards
kim=$(code_of doe-kim)
ok "the page tells it" grep -q STATE-WORDS "out/en/person/$kim.html"
ok "no description does" not grep -E '(description|ld.json).*STATE-WORDS' \
	"out/en/person/$kim.html"
printf 'person: doe-kim\nlang: en\nsays:\n- life: Loved to sing.\n' >own.yaml
cp "out/en/card/$kim.png" one.png
k record own.yaml >said 2>&1 || cat said
site --cards
ok "the family's words are" grep -q 'description" content="Loved to sing' \
	"out/en/person/$kim.html"
ok "and stand on the card" not cmp -s one.png "out/en/card/$kim.png"
# ---- dead, missing or alive: one rule everywhere ----
# What keepers found outweighs what lists report; taken back, it does not.
cat >fates.csv <<'E'
No,Name,When,State,Place
1,Rae Roe,2031-02-01,killed,Exampletown
2,Ray Roe,2031-02-02,killed,Exampletown
3,Rex Roe,2031-02-03,killed,Exampletown
4,Ria Roe,2031-02-04,killed,Exampletown
E
sed 's/list-one/list-two/' list.ini >fates.ini
k import fates.csv --map fates.ini >said 2>&1 || cat said
read -r rae _ < <(rows_of "Rae Roe")
read -r ray ray_row < <(rows_of "Ray Roe")
read -r rex rex_row < <(rows_of "Rex Roe")
read -r ria ria_row < <(rows_of "Ria Roe")
says() { # says SUBJECT LINES...: is recorded
	{
		printf '%s\nlang: en\nsays:\n' "$1"
		printf '%s\n' "${@:2}"
	} >one.yaml
	k record one.yaml >said 2>&1 || cat said
}
said_of() { # said_of RECORD PROPERTY: the id of that statement
	statements | python3 -c '
import json, sys
for line in sys.stdin:
    s = json.loads(line)
    if s["about"] == "record/" + sys.argv[1] and s["says"] == sys.argv[2]:
        print(s["id"])' "$1" "$2"
}
poster() { # poster NAMES: so many stand on it
	k poster --out all.svg >said 2>&1
	cat said
	grep -q "^$1 names" said
}
site
n=$(k poster --out all.svg 2>&1 | sed -n 's/^\([0-9]*\) names.*/\1/p')
says "record: $rae" "- status: found-alive" "  who: A neighbour"
site --cards
ok "one who says so takes no name off the wall" dead "Rae Roe"
ok "nor off the poster" poster "$n"
cp "out/en/card/$rae.png" dead.png
alive=$(said_of "$rae" status)
says "record: $rae" "- finding: established" "  re: $alive"
site --cards
ok "found alive, established: nowhere among the dead" nowhere "Rae Roe"
ok "nor on the poster" poster $((n - 1))
ok "nor on the card" not cmp -s dead.png "out/en/card/$rae.png"
cp "out/en/card/$rae.png" alive.png
says "record: $rae" "- died.place: Nowhereville" "- age: 21"
site --cards
ok "which tells nothing of a death" cmp alive.png "out/en/card/$rae.png"
says "record: $rae" "- finding: established" "  re: $alive" \
	"  stance: denies"
site --cards
ok "taken back: as it was" dead "Rae Roe"
ok "on the card too" not cmp -s alive.png "out/en/card/$rae.png"
says "record: $ray" "- finding: disputed" "  re: $ray_row#State" \
	"- status: found-alive" "  who: A neighbour"
site
ok "disputed, and reported alive: nowhere" nowhere "Ray Roe"
says "record: $ray" "- finding: disputed" "  re: $ray_row#State" \
	"  stance: denies"
site
ok "that is taken back too" dead "Ray Roe"
says "record: $rex" "- finding: refuted" "  re: $rex_row#State" \
	"- finding.reason: WHY-REX" "  re: $rex_row#State" \
	"- status: found-alive" "- finding: refuted" "  re: $rex_row#When"
site
ok "a cell that is refuted" nowhere "Rex Roe"
sed -i '/Rex/s/Exampletown/Exampleville/' fates.csv
k import fates.csv --map fates.ini >said 2>&1 || cat said
site
ok "stays so when the list changes another cell" nowhere "Rex Roe"
ok "and the page says why" sh -c 'grep -q WHY-REX "out/en/record/$0.html" &&
	grep -qi refuted "out/en/record/$0.html"' "$rex"
rm -rf before
cp -r out before
k rebuild >said 2>&1
site
ok "an index made anew has it so" diff -r before out
sed -i '/Rex/s/killed/died/;/Rex/s/2031-02-03/2031-02-05/' fates.csv
k import fates.csv --map fates.ini >said 2>&1 || cat said
site
ok "a cell that changed is another word" dead "Rex Roe"
# Of two that are one, what is said of the one holds for the other.
says "person: roe-lead" "- name: Ria Roe" "- status: found-alive" \
	"  who: Her mother"
says "person: roe-other" "- memory: She sang."
says "record: $ria" "- finding: refuted" "  re: $ria_row#State"
k decide roe-lead "record/$ria" --same >said 2>&1 || cat said
k decide roe-lead roe-other --same >said 2>&1 || cat said
site
ok "joined to a person who was found alive: nowhere" nowhere "Ria Roe"
ok "no page of theirs tells of a death where it passes them on" sh -c '
	for h in roe-lead roe-other; do
		id=$("$0" -C a show $h --json | cut -d"\"" -f4)
		! sed -n "/<h1/,/<\/header>/p" "out/en/person/$id.html" |
			grep -E "Died|2031" || exit 1
		! grep deathDate "out/en/person/$id.html" || exit 1
		! grep 2031 "out/en/embed/$id.html" || exit 1
	done' "$bin"
# ---- more accounts than a line has room for ----
says "person: doe-many" "- name: Many Doe" "- status: killed" \
	"- died.date: 2031-02-01" "- died.date: 2031-02-02" \
	"- died.date: 2031-02-03" "- died.date: 2031-02-04"
site
many=out/en/person/$(code_of doe-many).html
ok "four stand beneath the name, no more are spoken of" sh -c \
	'sed -n "/epitaph/,/<\/ul>/p" "$0" | grep -q "4 February" &&
	! grep "other account" "$0"' "$many"
says "person: doe-many" "- died.date: 2031-02-05" "- died.date: 2031-02-06" \
	"- died.date: 2031-02-06" "  who: A nurse"
site
ok "of six it is said that there are two others, with a link to them" sh -c \
	'sed -n "/epitaph/,/<\/ul>/p" "$0" | grep -q \
	"href=\"#said-died.date\".*2 other accounts below.*</a>" &&
	grep -q "id=\"said-died.date\"" "$0"' "$many"
ok "it verifies" k verify
done_testing
