#!/usr/bin/env bash
# Lists, maps and dossiers that mean harm: a clear error, bounded memory, and
# nothing half-imported.  TAP.
. "$(dirname "$0")/lib.sh"
new_archive a
printf 'No,Name\n1,Ann Example\n' >good.csv
k import good.csv >/dev/null 2>&1

# Did the sanitizers or the kernel stop it?
crashed() { grep -qE 'Sanitizer|runtime error|Aborted|core dumped' "$1"; }
MEMORY=900000 # KiB, with the sanitizers' own
# Refused with status 1, in bounded memory, without a crash.
stops() { # stops TEXT... -- ARGS...
	cat >"$tmp/peak.py" <<'E2'
import os, resource, sys
status = os.spawnv(os.P_WAIT, sys.argv[2], sys.argv[2:])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write("%d" % peak)
sys.exit(status if status >= 0 else 99)
E2
	local real=$bin got
	echo "#!/bin/sh
exec timeout -s KILL 50 python3 '$tmp/peak.py' '$tmp/peak' '$real' \"\$@\"" \
		>"$tmp/measured"
	chmod +x "$tmp/measured"
	bin=$tmp/measured
	refuses 1 "$@"
	got=$?
	bin=$real
	[ $got = 0 ] || return 1
	crashed "$tmp/err" && return 1
	[ -s "$tmp/err" ] || { echo "no words"; return 1; }
	[ "$(cat "$tmp/peak")" -lt $MEMORY ] || {
		echo "$(cat "$tmp/peak") KiB"
		return 1
	}
	[ "$(cat "$tmp/peak")" -le "$most" ] || most=$(cat "$tmp/peak")
}
most=0

# ---- sizes ----
truncate -s 2G nul.csv nul.jsonl nul.yaml nul.ini
ok "2 GB of NULs as a list" stops "row longer than" -- import nul.csv
ok "as JSON lines" stops nul.jsonl -- import nul.jsonl
ok "as a dossier" stops "nul.yaml" -- import nul.yaml
ok "as a map" stops "nul.ini" -- import good.csv --map nul.ini
ok "to be drafted" stops nul.csv -- import --draft-map nul.csv
yes 'all in one line ' | tr -d '\n' | head -c 70000000 >long.csv
ln long.csv long.yaml
ln long.csv long.jsonl
ok "70 MB of text in one line" stops "row longer than" -- import long.csv
ok "as JSON lines" stops "row longer than" -- import long.jsonl
ok "as a dossier" stops "long.yaml" -- import long.yaml
{ printf 'person: roe\nlang: en\nsays:\n- name: '; cat long.csv; } >text.yaml
ok "as a name" stops "text.yaml: " -- import text.yaml
{ printf 'A,B\n1,"'; cat long.csv; printf '"\n'; } >cell.csv
ok "in one cell" stops "line 2" "row longer than" -- import cell.csv
{ printf 'A,B\n'; head -c 20000 long.csv; printf ',x\n'; } >wide.csv
ok "a cell of 20,000 bytes" stops "row 1: A: a cell of 20000 bytes" -- \
	import wide.csv
python3 -c '
print(",".join("c%d" % i for i in range(10000)))
print(",".join("x" for i in range(10000)))' >columns.csv
ok "10,000 columns" stops "10000 columns" -- import columns.csv
ok "drafted" stops columns.csv -- import --draft-map columns.csv
python3 -c '
print(",".join("c%d" % i for i in range(100000)))' >header.csv
ok "100,000 columns" stops "100000 columns" -- import header.csv
python3 -c '
import json
print(json.dumps({"c%d" % i: "x" for i in range(10000)}))' >columns.jsonl
ok "10,000 members" stops "columns.jsonl: row 1" -- import columns.jsonl
python3 -c '
for i in range(2000):
    print("{\"c%d\":\"x\"}" % i)' >grow.jsonl
ok "2,000 columns, one a row" stops "more than 512 columns" -- \
	import grow.jsonl
{ printf 'A,B\n1,"never closed\n'; yes 'more,lines' | head -20000; } >open.csv
ok "a quote that is never closed" stops "line 2" "quote" -- import open.csv
{ printf '{"a":'; printf '[%.0s' $(seq 100000); } >deep.jsonl
ok "JSON 100,000 deep" stops "deep.jsonl: row 1" -- import deep.jsonl
echo '{"a":"1","a":"2"}' >twice.jsonl
ok "a JSON key twice" stops "twice.jsonl: row 1" -- import twice.jsonl
{ printf '[source]\nhandle = x\n[columns]\n'; seq -f 'c%g = public' 10000; } \
	>lines.ini
ok "a map of 10,000 lines" stops "lines.ini: line 516" "512 columns" -- \
	import good.csv --map lines.ini
{ printf '[source]\nhandle = x\n[columns]\n'
	yes 'Name = public' | head -10000; } >same.ini
ok "a map that says one thing 10,000 times" stops "line 5: Name" -- \
	import good.csv --map same.ini
seq -f '%g' 1 100000 | sed 's/.*/\n/' >empty.csv
ok "a list of empty lines" stops "empty.csv" -- import empty.csv
: >none.csv
ok "an empty list" stops "the list is empty" -- import none.csv
: >none.yaml
ok "an empty dossier" stops "none.yaml: the dossier is empty" -- import none.yaml

# ---- YAML ----
python3 - <<'E2'
lol = ["a: &a [x,x,x,x,x,x,x,x,x]"]
for i in range(1, 10):
    n, p = chr(97 + i), chr(96 + i)
    lol.append("%s: &%s [%s]" % (n, n, ",".join(["*" + p] * 9)))
open("laughs.yaml", "w").write("\n".join(lol) + "\n")
open("nest.yaml", "w").write("person: x\nsays: " + "[" * 100000 + "\n")
open("maps.yaml", "w").write("person: x\nsays: " + "{a: " * 50000 + "\n")
open("steps.yaml", "w").write("".join(" " * i + "a:\n" for i in range(3000)))
open("docs.yaml", "w").write("---\n" * 200000)
open("many.yaml", "w").write("person: x\nlang: en\nsays:\n" +
    "- nickname: x\n" * 100000)
open("override.yaml", "w").write(
    "person: x\nlang: en\nsays:\n- name: Ann \u202etxt.exe\n")
open("who.yaml", "w").write(
    "person: x\nlang: en\nsays:\n- name: Ann\n  who: a \u2066b\n")
open("esc.yaml", "w").write(
    "person: x\nlang: en\nsays:\n- name: \"Ann \\e[31m\"\n")
E2
ok "a billion laughs" stops "laughs.yaml: line 1" -- import laughs.yaml
ok "100,000 lists in lists" stops "nest.yaml: line 2" -- import nest.yaml
ok "50,000 maps in maps" stops "maps.yaml: line 2" -- import maps.yaml
ok "3,000 steps in" stops "steps.yaml: line " -- import steps.yaml
ok "200,000 empty documents" stops "docs.yaml: " -- import docs.yaml
ok "100,000 entries of no property" stops "many.yaml: line 4" -- \
	import many.yaml
ok "an override in a name" stops "override.yaml: line 4: name: FORMAT 4.4" \
	-- import override.yaml
ok "in who" stops "who.yaml: line " "FORMAT 4.4" -- import who.yaml
ok "an escape in a name" stops "esc.yaml: line 4: name: FORMAT 4.4" -- \
	import esc.yaml
printf 'person: x\nlang: en\nsays:\n- name: Ann\nperson: y\n' >two.yaml
ok "a key twice" stops "two.yaml: line 5" -- import two.yaml
printf 'person: x\nlang: en\nsays:\n- name: \xff\xfe\n' >bytes.yaml
ok "bytes that are no UTF-8" stops "bytes.yaml: " "UTF-8" -- import bytes.yaml
printf 'person: x\nlang: en\nsays:\n- name: A\0B\n' >nul2.yaml
ok "a NUL in a name" stops "nul2.yaml: " -- import nul2.yaml

# ---- cells ----
printf 'No,Name\n1,A\0B\n2,\xff\xfe\xff\n3,ok\n' >bytes.csv
printf '[source]\nhandle = b\n[columns]\nNo = public\nName = public\n' >b.ini
ok "NULs and bytes that are no UTF-8 in cells" stops \
	"bytes.csv: row 1: Name: the cell holds a NUL byte" \
	"bytes.csv: row 2: Name: byte 1" "2 rows are refused" -- \
	import bytes.csv --map b.ini
printf 'No,Name\n1,"Ann \xe2\x80\xaetxt.exe \x1b[31mred"\n' >bidi.csv
ok "an override in a cell" counts records_new=1 -- import bidi.csv --map b.ini
ok "is kept as it is" holds \
	'[s for s in shown if s["says"] == "row" and s["value"].get("Name") == "Ann \u202etxt.exe \u001b[31mred"]'
record=$(statements | python3 -c '
import json, sys
for s in map(json.loads, sys.stdin):
    if s["says"] == "row" and "\u202e" in s["value"].get("Name", ""):
        print(s["about"][7:])')
k show "$record" >shown 2>&1
ok "and shown so that it moves no terminal" sh -c \
	'grep -qF "\\u{202e}txt.exe" shown && ! LC_ALL=C grep -q "$(printf "\033")" shown'
printf 'No,"Na\xe2\x80\xae\x1bme"\n1\n' >header.csv
k import header.csv --map b.ini >out 2>&1
ok "a column's name neither" sh -c \
	'! LC_ALL=C grep -qE "$(printf "\033|\342\200\256")" out'

# ---- no files at all ----
mkfifo pipe.csv pipe.yaml pipe.ini
mkdir folder.csv folder.yaml
for f in pipe.csv pipe.yaml folder.csv folder.yaml /dev/zero; do
	ok "$f" stops "$f: not a regular file" -- import "$f"
done
ok "a FIFO to be drafted" stops "not a regular file" -- \
	import --draft-map pipe.csv
ok "a FIFO as a map" stops "pipe.ini" -- import good.csv --map pipe.ini
ln -s loop.csv loop.csv
ok "a link to itself" stops "loop.csv" -- import loop.csv
printf 'person: x\nlang: en\nsays:\n- name: Ann\n- photo: pipe.csv\n' >p.yaml
ok "a FIFO as a photo" stops "p.yaml:5" "not a regular file" -- import p.yaml

# ---- names of files ----
name=$'\e[31m\nevil\xff$(touch owned);`touch owned`.csv'
printf 'No,Name\n1\n' >"$name"
ok "a name that means harm" stops "row 1: 1 cells" -- import -- "$name"
ok "moves no terminal" sh -c '! LC_ALL=C grep -q "$(printf "\033")" err'
ok "and runs nothing" not test -e owned
cp good.csv ./--map.csv
ok "a name like an option" counts rows=1 -- import -- --map.csv
long=$(printf 'n%.0s' $(seq 240)).csv
cp good.csv "$long"
ok "a long name" counts rows=1 -- import "$long"
cp good.csv "./.csv"
ok "a name that is none" counts rows=1 -- import .csv
ok "the archive stands" sound

# ---- the museum ----
# Each sample as what it is, all others as list and as dossier: refused with
# words and nothing changed, or taken and something new.
offer() { # offer AS SAMPLE
	local as=$1 got=0 args=()
	case $as in
	map.ini) cp "$2" "$as" && args=(good.csv --map map.ini) ;;
	*) cp "$2" "$as" && args=("$as") ;;
	esac
	[ -e after ] || bytes_of a >after
	mv after before
	timeout -s KILL 50 "$bin" -C a import "${args[@]}" --json >json 2>err ||
		got=$?
	bytes_of a >after
	crashed err && return 1
	case $got in
	0)
		cmp -s before after && grep -qv '"statements_new":0,' json &&
			{ echo "status 0, and nothing is new"; return 1; }
		return 0 ;;
	1)
		cmp before after && [ -s err ] ;;
	*)
		echo "status $got"
		return 1 ;;
	esac
}
rm -f after
i=0
for sample in "$root"/tests/corpus/bad/*; do
	name=$(basename "$sample")
	case $name in
	*.why) continue ;;
	csv-*) as="$name.csv" ;;
	jsonl-*) as="$name.jsonl" ;;
	dossier-*) as="$name.yaml" ;;
	map-*) as=map.ini ;;
	*)
		i=$((i + 1))
		as="$name.csv"
		# a large one would be a good list of many rows
		[ $((i % 2)) = 0 ] && [ "$(stat -c %s "$sample")" -lt 65536 ] ||
			as="$name.yaml" ;;
	esac
	ok "$name as ${as##*.}" offer "$as" "$sample"
done
ok "the archive stands" sound
rm -rf a/cache a/private/cache
ok "and so does an index made of it" k show "$record"
echo "# the most memory that a command took: $most KiB"
done_testing
