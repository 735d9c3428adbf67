#!/usr/bin/env bash
# import and record of dossiers, as a user runs them.  TAP.
. "$(dirname "$0")/lib.sh"
new_archive a
said() { # said PYTHON: something was stated for which that holds
	holds "[s for s in all_ if $1]"
}
shown() { holds "[s for s in shown if $1]"; }
value() { # value PYTHON MEMBER: of the one statement
	statements | python3 -c '
import json, sys
got = [s for s in map(json.loads, sys.stdin) if eval(sys.argv[1])]
print(got[0][sys.argv[2]])' "$1" "$2"
}

mkdir -p d/files
cp /bin/ls d/files/photo.jpg
echo CANARYFILE >d/files/letter.txt
cat >d/people.yaml <<'E2'
person: doe-jane
lang: en
from: example-news
who: police
on: 2031-02-05
says:
- name: Jane Doe
- name: Джейн Доу
  lang: ru
  who: ""
- status: killed
- died.date: 2031-02-02/2031-02-03
  who: her brother
  from: ""
- died.date: 2031-02-02
  at: p=3
  on: 2031-02-06
- label: took part in mass disorder
  who: body:example-court
  as: charge
- label: took no part in anything
  who: person:doe-john
  stance: denies
  re: charge
- refused: died.cause
- with: doe-john
- note: CANARYNOTE the brother asked not to be named
- quote: CANARYQUOTE
  private: yes
- age: 49
- photo: files/photo.jpg
- evidence: files/letter.txt
---
person: doe-john
lang: en
says:
- name: John Doe
- life: |
    Two lines,
    the second one.
E2
cat >d/sources.yaml <<'E2'
source: example-news
says:
- title: Three dead after a night in Exampletown
  lang: en
- publisher: Example News
  lang: en
- published: 2031-02-03
---
body: example-court
lang: en
says:
- name: Example Court
E2
cp -r a fresh1
ok "a dossier whose source is nowhere" refuses 1 "d/people.yaml:" \
	"no source 'example-news' in this archive or these files" -- \
	import d/people.yaml
ok "two files that name each other, in any order" counts entries=20 \
	statements_same=0 refused_count=0 -- import d/people.yaml d/sources.yaml
ok "a default is taken" shown 's["says"] == "status" and
	s["who"] == "police" and s["on"] == "2031-02-05" and s["from"]'
ok "and taken away" shown 's["says"] == "died.date" and
	s["who"] == "her brother" and "from" not in s'
ok "or replaced" shown 's.get("at") == "p=3" and s["on"] == "2031-02-06"'
ok "a language of its own" shown 's["value"] == "Джейн Доу" and
	s["lang"] == "ru" and "who" not in s'
ok "no language but for texts" not said 's["says"] == "age" and "lang" in s'
ok "an answer" shown 's["says"] == "label" and s.get("stance") == "denies" and
	[o for o in shown if o["id"] == s["re"] and "stance" not in o]'
ok "a body says it" shown 's["says"] == "label" and
	s["who"].startswith("body/") and [o for o in shown if
	o["about"] == s["who"] and o["value"] == "Example Court"]'
ok "a person as value" shown 's["says"] == "with" and [o for o in shown if
	o["about"] == s["value"] and o["value"] == "John Doe"]'
ok "numbers are texts" shown 's["says"] == "age" and s["value"] == "49"'
ok "a longer text" shown 's["value"].startswith("Two lines,\nthe second")'
ok "a note is withheld" said 's["says"] == "note" and s["withheld"]'
ok "so is what the keeper says" said 's["says"] == "quote" and s["withheld"]'
ok "neither is public" not grep -rqE "CANARYNOTE|CANARYQUOTE" a/public
ok "files are named by their hash" holds '
	[s for s in all_ if s["says"] == "photo"
	and s["value"] == "sha256:'"$(sha256sum <d/files/photo.jpg | cut -c1-64)"'"]'
ok "and kept" sh -c 'find a/private/originals -type f \
	-exec cmp -s d/files/letter.txt {} \; -print | grep -q .'
ok "but not published" not grep -rqF CANARYFILE a/public
ok "show names the person" has <(k show doe-jane 2>&1) "Jane Doe"
ok "the archive stands" sound

cp a/public/log/checkpoint before
ok "again, nothing" counts statements_new=0 statements_same=20 -- \
	import d/sources.yaml d/people.yaml
ok "not even a checkpoint" cmp before a/public/log/checkpoint
ok "record takes the same file" counts statements_new=0 -- \
	record d/people.yaml
rm -rf a "$XDG_STATE_HOME" && cp -r fresh1 a
ok "one after the other" counts statements_same=0 -- import d/sources.yaml
ok "the same handles" counts statements_same=0 entries=16 -- \
	import d/people.yaml
ok "each is one thing" holds \
	'len([s for s in shown if s["says"] == "handle"]) == 4'
sed -i 's/^- age: 49/- age: 50/; s/John Doe/John Q. Doe/' d/people.yaml
ok "an edit adds the difference" counts statements_new=2 statements_same=14 \
	-- import d/people.yaml
ok "what was said stays" shown 's["value"] == "John Doe"'
sed -i 's/^- age: 50/- age: 50\n  private: yes/' d/people.yaml
ok "what is private too late" counts statements_new=0 -- import d/people.yaml
ok "is said to be published" has err "published already: "
id=$(value 's["value"] == "John Doe"' id)
k withhold "$id" --reason protection >/dev/null 2>&1
sed -i 's/John Q. Doe/John Doe/' d/people.yaml
ok "what was withheld is not said again" counts statements_new=0 -- \
	import d/people.yaml
ok "and stays withheld" not grep -rqF '"John Doe"' a/public
ok "the archive stands" sound

# ---- what a keeper states ----
jane=$(value 's["says"] == "handle" and s["value"] == "doe-jane"' about)
john=$(value 's["says"] == "handle" and s["value"] == "doe-john"' about)
death=$(value 's["says"] == "died.date" and s.get("at") == "p=3"' id)
cat >finding.yaml <<E2
person: doe-jane
lang: en
says:
- finding: established
  re: $death
- finding.reason: two papers agree
  re: $death
- same: doe-john
  stance: denies
- memory: she sang
E2
acts() { k verify --json 2>/dev/null | python3 -c \
	'import json, sys; print(json.load(sys.stdin)["acts"])'; }
before=$(acts)
ok "findings" counts statements_new=4 -- record finding.yaml
ok "are decided, what is remembered is recorded" test "$(acts)" = \
	$((before + 2))
ok "a finding has its statement" shown 's["says"] == "finding" and
	s["re"] == "'"$death"'" and s["value"] == "established"'
ok "two who are different" shown 's["says"] == "same" and
	s["stance"] == "denies" and s["about"] == "'"$jane"'" and
	s["value"] == "'"$john"'"'
ok "again, nothing" counts statements_new=0 -- record finding.yaml
printf 'archive: this\nlang: en\nsays:\n- note: a word about the work\n' \
	>archive.yaml
ok "a note about the archive" counts statements_new=2 -- record archive.yaml
ok "the archive stands" sound
printf 'person: poe\nlang: en\nsays:\n- name: Poe\n- photo: d/files/letter.txt\n' \
	>poe.yaml
ok "a dry run writes nothing" refuses 0 "new statements: 3" "dry run" -- \
	record --dry-run poe.yaml

# ---- refused, whole, with file, line and rule ----
wrong() { # wrong WHAT TEXT..., the dossier on stdin
	local what=$1
	shift
	cat >wrong.yaml
	ok "$what" refuses 1 "wrong.yaml" "$@" -- import wrong.yaml
}
person=$'person: roe\nlang: en\nsays:\n- name: Richard Roe\n'
{ echo "$person"; echo '- nmae: X'; } |
	wrong "no such property" "line 6" "nmae" "FORMAT 5.1"
printf '%s- born.date: 31.01.1990\n' "$person" |
	wrong "no date" "line 5: born.date: a year has"
printf '%s- age: 007\n' "$person" | wrong "no number" "line 5" "FORMAT 5.2"
printf '%s- status: sleeping\n' "$person" |
	wrong "no code" "line 5" "status"
printf '%s- published: 2031-02-03\n' "$person" |
	wrong "not said of a person" "line 5" "FORMAT 5.1"
printf '%s- with: nobody-here\n' "$person" |
	wrong "nobody of that name" ":5" "nobody-here"
printf '%s- work: clerk\n  from: nothing-here\n' "$person" |
	wrong "no source of that name" ":5" "no source 'nothing-here'"
printf '%s- work: clerk\n  who: body:none-here\n' "$person" |
	wrong "no body of that name" ":5" "no body 'none-here'"
printf '%s- work: clerk\n  re: nothing\n' "$person" |
	wrong "an answer to nothing" "line 5" 're: "nothing"'
printf '%s- label: a\n  as: x\n- label: b\n  as: x\n' "$person" |
	wrong "a name used twice" "line 7" "line 5"
printf '%s- photo: files/none.jpg\n' "$person" |
	wrong "no such file" ":5" "none.jpg"
printf '%s- photo: ../etc/passwd\n' "$person" |
	wrong "a file above" "line 5" '".."'
printf '%s- photo: /etc/passwd\n' "$person" |
	wrong "a file elsewhere" "line 5" "relative to the dossier"
printf '%s- photo: d/files\n' "$person" |
	wrong "a folder" ":5" "not a regular file"
printf 'person: roe\nsays:\n- name: Richard Roe\n' |
	wrong "a name without a language" "line 3" "FORMAT 4.1"
printf 'person: Roe\nlang: en\nsays:\n- name: Richard Roe\n' |
	wrong "no handle" "line 1" "FORMAT 5.2"
printf 'record: 0123456789AB\nlang: en\nsays:\n- note: x\n' |
	wrong "a record that is nowhere" "wrong.yaml"
printf 'person: 000000000000\nlang: en\nsays:\n- name: Nobody\n' |
	wrong "an id that is nowhere" ":4" "no person 000000000000"
printf 'archive: this\nlang: en\nsays:\n- archive.title: Mine now\n' |
	wrong "the archive's title is no keeper's" ":4" "archive.title" \
	"FORMAT 3.5"
printf 'archive: this\nsays:\n- archive.wardens: 2\n' |
	wrong "nor are the wardens" ":3" "FORMAT 3.5"
printf 'statement: %s\nsays:\n- withheld: court\n' "$death" |
	wrong "withholding has its own command" ":3" "FORMAT 3.5"
printf 'person: roe\nlang: en\nsays:\n- name: Roe\n---\nperson: poe\n' |
	wrong "the second document is wrong: none is taken" "line 6"
printf '%s' "$person" >good.yaml
printf 'person: x y\n' >wrong.yaml
ok "one of two files is wrong: none is taken" refuses 1 "wrong.yaml" -- \
	import good.yaml wrong.yaml
printf '%s- photo: d/files/photo2.jpg\n- with: nobody-here\n' "$person" \
	>wrong.yaml
cp /bin/cat d/files/photo2.jpg
ok "no file is kept for what is refused" refuses 1 ":6" -- import wrong.yaml
printf 'No,Name\n1\n' >wrong.csv
ok "a list beside it is wrong" refuses 1 "row 1" -- import good.yaml wrong.csv
printf 'No,Name\n1,X\n' >right.csv
ok "both in one command" counts records_new=1 entries=1 -- \
	import good.yaml right.csv
ok "the archive stands" sound
done_testing
