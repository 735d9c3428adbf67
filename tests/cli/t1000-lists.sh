#!/usr/bin/env bash
# import of lists, and --draft-map, as a user runs them.  TAP.
. "$(dirname "$0")/lib.sh"
# Every column of the draft: "column<TAB>what it is".
columns() { sed -n '/^\[columns\]/,$p' "$1" | sed '1d; /^;/d'; }
is() { # is DRAFT COLUMN PATTERN
	columns "$1" | grep -qE "^$2 = $3" || { cat "$1"; return 1; }
}
head_of() { # [source] of a map
	printf '[source]\nhandle = %s\n[file]\n' "$1"
}

# ---- every way in which a list is written ----
people=$'1,"Roe, ""Dick""",03.02.2001,+7 701 555 01 01\n2,"Poe\nlines",04.12.1999,\n3,Doe Jane,-,x\n'
header='No,Name,Born,Phone'
crlf() { sed 's/$/\r/'; }
semicolons() { # cells here hold no ; or tab
	python3 -c '
import csv, sys
w = csv.writer(sys.stdout, delimiter=sys.argv[1], lineterminator="\n")
w.writerows(csv.reader(sys.stdin))' "$1"
}
printf '%s\n%s' "$header" "$people" >plain.csv
printf '\xef\xbb\xbf' | cat - plain.csv >bom.csv
printf '%s\r\n1,"Roe, ""Dick""",03.02.2001,+7 701 555 01 01\r\n2,"Poe\nlines",04.12.1999,\r\n3,Doe Jane,-,x\r\n' \
	"$header" >crlf.csv
semicolons ';' <plain.csv >semicolon.csv
semicolons $'\t' <plain.csv >tab.csv
semicolons $'\t' <plain.csv >tabs.tsv
iconv -t UTF-16 plain.csv >utf16.csv
for f in plain.csv bom.csv crlf.csv semicolon.csv tab.csv tabs.tsv \
	utf16.csv; do
	fresh
	k import --draft-map "$f" >draft.ini 2>err
	ok "$f: the draft names every column" test \
		"$(columns draft.ini | cut -d' ' -f1 | tr '\n' ' ')" = \
		"No Name Born Phone "
	ok "$f: the telephone is private" is draft.ini Phone private
	ok "$f: the name is a name" is draft.ini Name "name lang="
	ok "$f: the date is one" is draft.ini Born "born.date format=dmy"
	ok "$f: the draft imports" counts rows=3 records_new=3 \
		refused_count=0 -- import "$f" --map draft.ini
	ok "$f: cells are verbatim" holds \
		'sorted(r["Name"] for r in rows(shown)) == ["Doe Jane", "Poe\nlines", "Roe, \"Dick\""]'
	ok "$f: telephones are withheld" holds \
		'[r for r in rows(all_, "row.private") if r["Phone"].startswith("+7")] and not rows(shown, "row.private")'
	ok "$f: none is in public/" not grep -rqF "+7 701" a/public
done
cat >list.jsonl <<'E2'
{"No":1,"Name":"Roe, \"Dick\"","Born":"2001-02-03","Phone":"+7 701 555 01 01"}
{"No":2,"Name":"Doe \u00e9","Born":null,"Phone":""}

{"No":3,"Name":"Poe","Born":"1999-12-04"}
E2
sed -i '/^$/d' list.jsonl
fresh
k import --draft-map list.jsonl >draft.ini 2>err
ok "list.jsonl: the draft names every column" test \
	"$(columns draft.ini | cut -d' ' -f1 | tr '\n' ' ')" = \
	"No Name Born Phone "
ok "list.jsonl: the draft imports" counts rows=3 records_new=3 -- \
	import list.jsonl --map draft.ini
ok "list.jsonl: again adds nothing" counts records_same=3 statements_new=0 \
	-- import list.jsonl --map draft.ini
# ИИН, phone, address, relative under their Russian names, in windows-1251
printf '%s\n' '№;ФИО;Пол;Дата рождения;ИИН;Телефон;Адрес;Мать;Что-то' \
	'1;Иванова Пример;ж;01.02.1990;900201400001;87015550102;ул. Мира 1;Анна;а' \
	'2;Петров Пример;м;13.02.1991;910213300002;87015550103;ул. Мира 2;Вера;б' |
	iconv -t windows-1251 >cp1251.csv
fresh
k import --draft-map cp1251.csv >draft.ini 2>err
ok "windows-1251: the encoding is proposed" has draft.ini \
	"encoding = windows-1251"
for column in ИИН Телефон Адрес Мать Что-то; do
	ok "windows-1251: $column is private" is draft.ini "$column" 'private$'
done
ok "windows-1251: sex is read" is draft.ini Пол 'sex values='
ok "windows-1251: the draft imports" counts rows=2 records_new=2 -- \
	import cp1251.csv --map draft.ini
ok "windows-1251: in UTF-8 now" has <(k export --what statements \
	--format jsonl) "Иванова Пример"
ok "windows-1251: nothing private is public" not grep -rqE \
	"900201400001|87015550102|Мира|Анна" a/public
ok "the bytes are kept as they came" sh -c \
	'find a/private/originals -type f -exec cmp -s cp1251.csv {} \; -print |
	grep -q .'
ok "the archive stands" sound

# ---- the same again, and what changed ----
cat >map.ini <<'E2'
[source]
handle = example-list
title = List of the dead
lang = en
published = 2031-02-20
[file]
key = No
[columns]
No = public
Name = name lang=en
Born = born.date format=dmy
Note = private
E2
cat >v1.csv <<'E2'
No,Name,Born,Note
1,Ann Example,01.02.1990,CANARY1
2,Bob Example,-,CANARY2
3,Cid Example,,CANARY3
4,Cid Example,,CANARY3
4,Cid Example,,CANARY3
E2
fresh
imp() { # imp COUNTS... -- FILE...
	local want=()
	while [ "$1" != -- ]; do want+=("$1"); shift; done
	shift
	counts "${want[@]}" -- import "$@" --map map.ini
}
ok "a list" imp rows=5 records_new=5 records_same=0 refused_count=0 -- v1.csv
ok "facts come of it" has <(k export --what people --format jsonl) 1990-02-01
cp a/public/log/checkpoint before
ok "the same file adds nothing" imp records_same=5 records_new=0 \
	records_gone=0 statements_new=0 -- v1.csv
ok "not even a checkpoint" cmp before a/public/log/checkpoint
(head -1 v1.csv; tail -n +2 v1.csv | tac) >moved.csv
ok "rows that moved are the same" imp records_same=5 records_new=0 \
	records_changed=0 records_gone=0 statements_new=2 -- moved.csv
sed 's/Bob Example,-/Bob Example,03.04.1991/' v1.csv >v2.csv
ok "one changed cell" imp records_same=4 records_changed=1 records_new=0 \
	records_gone=0 -- v2.csv
ok "the new row answers the old, about the same record" holds \
	'[n for n in all_ if n["says"] == "row" and n.get("re") and
	n["value"]["Born"] == "03.04.1991" and [o for o in all_
	if o["id"] == n["re"] and o["about"] == n["about"]]]'
{ cat v2.csv; echo '5,Dee Example,,CANARY5'; } >v3.csv
ok "one row more" imp records_same=5 records_new=1 records_changed=0 \
	records_gone=0 -- v3.csv
grep -v '^1,' v3.csv >v4.csv
ok "one row less" imp records_same=5 records_gone=1 records_new=0 -- v4.csv
ok "it is said which" has err "v4.csv: gone: record "
ok "marked, and kept" holds '[g for g in shown if g["says"] == "row.gone"
	and "stance" not in g and [r for r in shown if r["says"] == "row" and
	r["about"] == g["about"] and r["value"]["Name"] == "Ann Example"]]'
ok "once" imp records_same=5 records_gone=0 statements_new=0 -- v4.csv
ok "and back" imp records_same=6 records_back=1 records_new=0 -- v3.csv
ok "that is said too" holds \
	'[g for g in shown if g["says"] == "row.gone" and
	g.get("stance") == "denies"]'
sed '$d' v1.csv >twins.csv
ok "of two rows alike one goes" imp records_gone=2 records_new=0 \
	records_changed=1 records_same=3 -- twins.csv
ok "both are back" imp records_back=2 records_new=0 -- v3.csv
# (2) got its date back with v3; keys that stand twice take nobody's record
printf 'No,Name,Born,Note\n1,Eve Example,,\n1,Ann Example,01.02.1990,CANARY1\n' |
	cat - <(tail -n +3 v3.csv) >keys.csv
ok "a key twice takes no other's record" imp records_new=1 records_changed=0 \
	records_same=6 -- keys.csv
ok "the archive stands" sound
ok "private cells are not public" not grep -rqF CANARY a/public

# ---- another map ----
fresh
imp -- v1.csv
sed 's/Note = private/Note = public/' map.ini >open.ini
ok "a column is opened: restated, no new records" counts records_changed=5 \
	records_new=0 records_gone=0 -- import v1.csv --map open.ini
ok "it is public now" grep -rqF CANARY2 a/public
ok "and once" counts records_same=5 statements_new=0 -- \
	import v1.csv --map open.ini
ok "closed again" counts records_changed=5 records_new=0 -- \
	import v1.csv --map map.ini
ok "what stays published is said" has err "stay published"
sed 's/born.date format=dmy/died.date format=dmy/' map.ini >died.ini
ok "another property: no row is touched" counts records_same=5 \
	records_changed=0 records_new=0 statements_new=2 -- \
	import v1.csv --map died.ini
ok "the old reading is taken back" holds '[m for m in shown if
	m["says"] == "map" and m.get("stance") == "denies" and
	m["value"].startswith("Born\tborn.date")]'
ok "and taken up again" counts statements_new=2 records_same=5 -- \
	import v1.csv --map map.ini
sed 's/^key = No$//' map.ini >nokey.ini
ok "a dash in a mapped column is a cell like others" counts records_same=5 \
	records_new=0 records_gone=0 -- import v1.csv --map nokey.ini
{ echo "$(head -1 v1.csv),More"; tail -n +2 v1.csv | sed 's/$/,/'; } >wide.csv
{ cat nokey.ini; echo 'More = public'; } >wide.ini
ok "a new column without cells makes no new records" counts records_new=0 \
	records_gone=0 rows=5 -- import wide.csv --map wide.ini
ok "the archive stands" sound

# ---- what was withheld does not come back ----
fresh
imp -- v1.csv
statements >all.jsonl
row=$(python3 -c '
import json
for l in open("all.jsonl"):
    s = json.loads(l)
    if s["says"] == "row" and s["value"]["Name"] == "Ann Example":
        print(s["id"])' )
ok "a row is withheld" k withhold "$row" --reason protection
ok "the list again" imp records_same=5 records_new=0 statements_new=0 -- v1.csv
sed 's/Ann Example,01.02.1990/Ann Example,02.02.1990/' v1.csv >ann.csv
ok "the list with that row changed" imp records_new=0 records_changed=0 \
	-- ann.csv
ok "it is said that it stays" has err "is withheld, so it stays"
ok "nothing of it is public" not grep -rqF "Ann Example" a/public
ok "the archive stands" sound

# ---- bad rows ----
fresh
cat >bad.csv <<'E2'
No,Name,Born,Note
1,Ann Example,01.02.1990,x
2,Bob Example,-
3,"Cid" Example,,x

4,Dee Example,,x
E2
printf '5,\xff\xfe,,\n' >>bad.csv
ok "bad rows: nothing is imported, all are named" refuses 1 \
	"bad.csv: row 2: 3 cells where the header has 4" \
	"bad.csv: row 3: Name: text after a closing quote" \
	"bad.csv: row 4: an empty row" "bad.csv: row 6: Name: byte 1" \
	"nothing was imported, since 4 rows are refused (--partial" -- \
	import bad.csv --map map.ini
k import bad.csv --map map.ini --json >json 2>err
ok "--json says so too" python3 -c '
import json
got = json.load(open("json"))
assert got["refused_count"] == 4 and got["statements_new"] == 0, got
assert [r["row"] for r in got["refused"]] == [2, 3, 4, 6], got
assert got["refused"][1]["column"] == "Name", got
assert all(r["file"] == "bad.csv" and r["reason"] for r in got["refused"])'
ok "--partial takes the others" counts rows=6 records_new=2 refused_count=4 \
	-- import bad.csv --map map.ini --partial
printf 'No,Name,Born,Note\n1,Ann Example\n4,Dee Example,,x\n' >worse.csv
ok "a refused row is not marked as gone" counts records_gone=0 \
	records_same=1 refused_count=1 -- import worse.csv --map map.ini --partial
ok "that is said" has err "none of the 1 records without a row is marked"
ok "two lists, one bad: neither is imported" refuses 1 "row 2" -- \
	import v1.csv bad.csv
fresh
ok "dry run: nothing is written" refuses 0 "new 5" "dry run" -- \
	import v1.csv --map map.ini --dry-run
{ head -1 v1.csv; seq 2000 | sed 's/.*/&,Name &,,note/'; } >long.csv
ok "of a long list neither" refuses 0 "new 2000" "dry run" -- \
	import long.csv --map map.ini --dry-run
ok "the archive stands" sound

# ---- columns ----
printf 'No,Name,Note\n1,A,\n' >lacks.csv
ok "a column that the file lacks" refuses 1 'lacks.csv' \
	'the file lacks columns of the map: "Born"' -- \
	import lacks.csv --map map.ini
printf 'No,Name,Born,Note,IIN\n1,A,,,5\n' >extra.csv
ok "a column that the map lacks" refuses 1 'extra.csv' \
	'the map does not name all columns: "IIN"' -- \
	import extra.csv --map map.ini
printf 'No,Name,Name\n1,A,B\n' >twice.csv
ok "a column twice" refuses 1 "are both called" -- import twice.csv
sed 's/^key = No/key = Nr/' map.ini >nr.ini
ok "a key that is no column" refuses 1 'nr.ini: ' 'no column "Nr"' -- \
	import v1.csv --map nr.ini
ok "a map that is not there" refuses 1 "nowhere.ini is not there" -- \
	import v1.csv --map nowhere.ini
ok "a list that is not there" refuses 1 "nowhere.csv" -- import nowhere.csv
ok "a map for two lists" refuses 2 "--map is for one list" -- \
	import v1.csv v2.csv --map map.ini
{ head_of x; printf 'format = csv\n[columns]\nNo = nmae lang=en\n'; } >typo.ini
ok "a property that is none" refuses 1 "typo.ini: line 6: No" "nmae" -- \
	import v1.csv --map typo.ini

# ---- no map ----
fresh
ok "without a map" counts records_new=5 -- import v1.csv
ok "it is said that all stays private" has err \
	"no map, so every column stays private" "--draft-map"
ok "and it does" not grep -rqE "Example,|CANARY" a/public
statements >all.jsonl
ok "the rows are there for the keepers" has all.jsonl CANARY3 "Ann Example"
ok "again: nothing" counts statements_new=0 records_same=5 -- import v1.csv
sed 's/^handle.*/handle = v1/' map.ini >v1.ini
ok "then with a map that has the same handle" counts records_new=0 \
	records_changed=5 -- import v1.csv --map v1.ini
fresh
ok "two lists in one command" counts rows=10 records_new=10 -- \
	import v1.csv v2.csv
mkdir -p other
cp v2.csv other/v1.csv
ok "two of one name are refused" refuses 1 "two lists of one command" -- \
	import v1.csv other/v1.csv
ok "none of these is a dossier" refuses 1 "a list goes to import" -- \
	record v1.csv
ok "the archive stands" sound
done_testing
