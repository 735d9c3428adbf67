#!/usr/bin/env bash
# compare: files, maps, lists of an archive; what is written, what is refused.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

# Two lists of the same 300 invented people: surname and initials in Russian,
# whole names in Latin letters.
python3 - <<'X'
import random
r = random.Random(11)
S = [("ба", "ba"), ("дор", "dor"), ("мин", "min"), ("ту", "tu"),
     ("кес", "kes"), ("ри", "ri"), ("зан", "zan"), ("ло", "lo"),
     ("пе", "pe"), ("жум", "zhum"), ("ша", "sha"), ("гир", "gir"),
     ("на", "na"), ("хо", "kho"), ("вел", "vel"), ("ос", "os")]
def word(n):
    s = [r.choice(S) for _ in range(n)]
    return "".join(x[0] for x in s).capitalize(), \
        "".join(x[1] for x in s).capitalize()
a = open("a.csv", "w", encoding="utf-8")
b = open("b.csv", "w", encoding="utf-8")
whole = open("whole.csv", "w", encoding="utf-8")
a.write("№;Фамилия И. О.;Дата рождения;Дата смерти\n")
b.write("no,Name,Born,Died,Phone\n")
whole.write("id,surname,given name,born\n")
for i in range(1, 301):
    f, g, p = word(3), word(3), word(2)
    y, m, d = r.randint(1950, 2003), r.randint(1, 12), r.randint(1, 28)
    a.write("%d;%sов %s. %s.;%02d.%02d.%d;%02d.01.2031\n" % (
        i, f[0], g[0][0], p[0][0], d, m, y, i % 20 + 1))
    if i <= 200:
        b.write("x%d,%s %sov,%d-%02d-%02d,2031-01-%02d,CANARY%d\n" % (
            i, g[1], f[1], y, m, d, i % 20 + 1, i))
    whole.write("%d,%sов,%s,%d-%02d-%02d\n" % (i, f[0], g[0], y, m, d))
    if i % 10 == 0:
        whole.write("%dagain,%sov,%s,%d\n" % (i, f[1], g[1], y))
X
ok "two files are compared" "$bin" compare a.csv b.csv --one-to-one \
	--out pairs.csv --clusters clusters.csv --report report.md
right() { # right FILE LEAST MOST: pairs x<N>,<N> from one half on
	python3 - "$@" <<'X'
import csv, sys
rows = [r for r in csv.DictReader(open(sys.argv[1], encoding="utf-8"))
        if float(r["probability"]) >= 0.5]
good = [r for r in rows if r["a"].replace("again", "") ==
        r["b"].lstrip("x").replace("again", "")]
print(len(rows), len(good))
sys.exit(not (int(sys.argv[2]) <= len(good) <= int(sys.argv[3]) and
              len(rows) - len(good) <= 2))
X
}
ok "those on both are found" right pairs.csv 190 200
ok "the header says what is what" has pairs.csv \
	'a,b,row_a,row_b,probability,weight,tie,through,bits surname'
ok "an initial is a comparison of its own" has pairs.csv "bits initial"
ok "each row stands in a cluster" test "$(wc -l <clusters.csv)" = 501
adds_up() { # the table of the report
	python3 - report.md <<'X'
import re, sys
t = {}
for l in open(sys.argv[1], encoding="utf-8"):
    m = re.match(r"\| (on both|only on A|only on B|all) \|\s*(\d*)\s*\|"
                 r"\s*(\d*)\s*\|\s*(\d+)\s*\|", l)
    if m:
        t[m[1]] = [int(x or 0) for x in m.groups()[1:]]
for i in range(3):
    assert sum(t[k][i] for k in t if k != "all") == t["all"][i], t
assert t["all"][:2] == [300, 200], t
X
}
ok "the report's counts add up" adds_up
ok "the report names who is on one alone" has report.md "## Only on A" \
	"## On both" "300 rows"
ok "a file with itself" "$bin" compare whole.csv --out twice.csv
ok "who stands twice is found" right twice.csv 27 30
"$bin" compare a.csv b.csv --threads 1 --out one.csv 2>/dev/null
"$bin" compare a.csv b.csv --threads 5 --out five.csv 2>/dev/null
ok "threads change nothing" cmp one.csv five.csv
ok "without --out pairs are the result" bash -c \
	'"$0" compare a.csv b.csv 2>/dev/null | cmp - one.csv' "$bin"

# A map says what a header does not.
printf 'n1,n2,n3\n' >plain.csv
tail -n +2 whole.csv | cut -d, -f2-4 >>plain.csv
cat >plain.ini <<'X'
[source]
handle = plain
[file]
format = csv
[columns]
n1 = name.family lang=ru
n2 = name.given lang=ru
n3 = born.date
X
ok "a map" "$bin" compare plain.csv --map plain.ini --out mapped.csv
ok "and its list" test "$(wc -l <mapped.csv)" -gt 27

# What cannot be.
says() { # says STATUS TEXT... -- ARGS...
	local want=$1 got=0 texts=()
	shift
	while [ "$1" != -- ]; do
		texts+=("$1")
		shift
	done
	shift
	rm -f no.csv
	"$bin" compare "$@" --out no.csv >out 2>err || got=$?
	cat err
	[ "$got" = "$want" ] && has err "${texts[@]}" && [ ! -e no.csv ] &&
		[ ! -e no.csv.new ]
}
printf 'name,born\n' >none.csv
printf 'name,born\nJane Doe,2001-02-03\n' >single.csv
printf 'name,born\nJane Doe,2001-02-03\nbroken\nJane Doe,2001-02-03\n' >bad.csv
printf '"open\n' >open.csv
ok "no rows" says 1 "nothing to compare" -- none.csv
ok "one row" says 1 "nothing to compare: one row alone" -- single.csv
ok "no such file" says 1 "missing.csv" -- missing.csv
cp a.csv own.csv
ok "a list is not overwritten" bash -c '! "$0" compare own.csv b.csv --out \
	./own.csv 2>err && grep -q "would overwrite" err && cmp own.csv a.csv' \
	"$bin"
ok "one file for two results" bash -c '! "$0" compare a.csv b.csv --out x \
	--report x 2>err && grep -q "name one file" err' "$bin"
ok "a device" bash -c '! "$0" compare a.csv b.csv --report /dev/null 2>err &&
	grep -q "no regular file" err && [ -c /dev/null ]' "$bin"
ok "a map of no list" says 2 "there is one" -- a.csv --map-b missing.ini
ok "what is written is for the keeper" bash -c '[ "$(stat -c %a pairs.csv \
	report.md clusters.csv | sort -u)" = 600 ]'
printf 'PK\003\004xxxxxxxxxxxxxxxxxx' >sheet.xlsx
ok "a spreadsheet: what to do" says 1 "save the sheet as CSV" -- sheet.xlsx
printf '[{"name":"Jane Doe"},\n{"name":"Jo Doe"}]\n' >array.json
ok "a JSON array: what to do" says 1 "an object a line" -- array.json
ok "no such map" says 1 "there is no missing.ini" -- a.csv --map missing.ini
ok "a folder" says 1 "no regular file" -- .
ok "a quote that never closes" says 1 "open.csv" -- open.csv
ok "a probability above 1" says 2 "--from is a probability" -- a.csv --from 2
ok "no threads" says 2 "--threads" -- a.csv --threads 0
ok "three lists" bash -c '"$0" compare a.csv b.csv a.csv; [ $? = 2 ]' "$bin"
sed 's/n3/n4/' plain.ini >wrong.ini
ok "a column that is not there" says 1 "n3" -- plain.csv --map wrong.ini
"$bin" compare bad.csv --out bad-pairs.csv 2>err
ok "a row that cannot be read is told of, the others are compared" has err \
	"2 rows; 1 cannot be read, the first: row 2"
ok "two files of one row" "$bin" compare single.csv single.csv --out s.csv
python3 -c '
print("name,born")
for i in range(30000): print("Unknown Same,2001-01-01")' >same.csv
ok "30,000 times one row: an answer, and what was left out" bash -c \
	'timeout 60 "$0" compare same.csv --out x.csv 2>err &&
	grep -q "left out" err' "$bin"
python3 -c '
print("name,born")
print("\u200bJ\u0430ne\u200d D\u043ee," + "9" * 50)
print("J" * 10000 + " Doe,")
print("12345,unknown")
print("unknown,-")
print("J\u0430ne Doe,2001")' >odd.csv
ok "odd cells" "$bin" compare odd.csv --out odd-pairs.csv
ok "a full disk is said" bash -c \
	'! "$0" compare a.csv b.csv >/dev/full 2>err && grep -q writ err' \
	"$bin"

printf 'name,born\nEx Ample,1901-02-03\nJane Doe,2001-02-03\n' >left.csv
printf 'who,when\nJane Doe,2001-02-03\n' >strange.csv
printf 'id,name,born\n1,Somebody Else,1950\n2,Jane Doe,2001-02-03\n' >right.csv
printf 'name,town\nZzyzx Qwop,Exampletown\n' >far.csv
ok "no column in common: which there are, and the cure" says 1 \
	"no column in common" "A: name, born; B: who, when" "--map-b" -- \
	left.csv strange.csv
ok "one of two lists without rows" says 1 "no row of none.csv can be read" \
	-- left.csv none.csv
ok "nobody on both is an answer" "$bin" compare left.csv far.csv --out f.csv \
	--report far.md --clusters f-clusters.csv
ok "of no pairs" test "$(wc -l <f.csv)" = 1
ok "with counts" has far.md "| only on A | 2 | | 2 |" "| all | 2 | 1 | 3 |"
ok "clusters have numbers of their own: both lists may use one id" bash -c \
	'"$0" compare left.csv right.csv --clusters c.csv --out s.csv &&
	sort c.csv | cut -d, -f1-3 | tr "\n" " " | grep -q \
	"^1,A,1 2,A,2 2,B,2 3,B,1 "' "$bin"

# Lists of an archive, private cells too; nothing of it is public.
fresh
cat >b.ini <<'X'
[source]
handle = list-b
title = List B made up
lang = en
[file]
format = csv
key = no
[columns]
no = public
Name = name lang=en
Born = born.date
Died = died.date
Phone = private
X
cat >a.ini <<'X'
[source]
handle = list-a
title = List A made up
lang = en
[file]
format = csv
delimiter = ;
key = №
[columns]
№ = public
Фамилия И. О. = name lang=ru
Дата рождения = born.date format=dmy
Дата смерти = died.date format=dmy
X
k import b.csv --map b.ini >/dev/null 2>&1
ok "a file against a list of an archive" k compare a.csv list-b \
	--one-to-one --out archive.csv
ok "a map of a list of the archive goes not unread" bash -c '! "$0" -C a \
	compare list-b --map b.ini 2>err && grep -q "meaning already" err' \
	"$bin"
ok "records are named by their ids" has archive.csv ",record/"
ok "as many as from the files" test "$(grep -c record/ archive.csv)" -ge 190
# What keepers decided corrects the probabilities.
k import a.csv --map a.ini >/dev/null 2>&1
ok "link proposes pairs of the archive" k link
ok "they are for keepers' eyes" bash -c '[ "$(stat -c %a \
	a/private/cache/pairs.csv)" = 600 ] && [ ! -e a/public/pairs.csv ]'
ok "nothing was joined by it" holds \
	'not [s for s in all_ if s.get("says") == "same"]'
python3 - <<'X' >verdicts
import csv
n = 0
for r in csv.DictReader(open("a/private/cache/pairs.csv", encoding="utf-8")):
    n += 1
    print("same" if n <= 60 else "different", r["a"], r["b"], r["probability"])
    if n == 80:
        break
X
k decide --file verdicts >/dev/null 2>&1
before=$(wc -l <a/private/cache/pairs.csv)
ok "link learns from verdicts" bash -c '"$0" -C a link 2>&1 | grep -q \
	"decided pairs: 60 the same, 20 different; probabilities are corrected"' \
	"$bin"
k link 2>told
ok "and says what to expect of them, precision and recall" grep -qE \
	'^Pairs at or above 0.50: [0-9]+.  By their own probabilities [0-9.]+ in a hundred of them are right, and [0-9.]+ in a hundred' \
	told
ok "decided pairs are not proposed again" test \
	"$(wc -l <a/private/cache/pairs.csv)" -le $((before - 80))
ok "a draft by a rule" bash -c '"$0" -C a link --draft surname+death \
	>draft 2>/dev/null && grep -q "^same record/" draft' "$bin"
ok "that decide takes" bash -c 'grep -v "^same.* person/" draft | head -20 \
	>some; "$0" -C a decide --file some' "$bin"
ok "a rule of no field" bash -c '! "$0" -C a link --draft shoe 2>err &&
	grep -q "there is no .shoe., there is: surname" err' "$bin"
ok "an empty rule" bash -c '! "$0" -C a link --draft "" 2>err &&
	grep -q "at least one field" err' "$bin"
python3 -c '
print("name,born,\"c\u202e\x1b[31m\nB: 9 rows\"")
for i in range(2): print("Jane\u202e\x7f Doe,2001-02-03,x")' >odd-title.csv
"$bin" compare odd-title.csv --out x.csv 2>err
ok "what a list says of itself stays on its line" bash -c \
	'! grep -q "^B: 9" err && grep -q "compared: name born c" err'
cp -r a/public copy
ok "a public copy links nothing" bash -c '! "$0" -C copy link 2>err && grep -q \
	"keepers. work" err' "$bin"
ok "the archive stands" sound
ok "no such list" bash -c '! "$0" -C a compare a.csv nolist 2>err && grep -q \
	"neither a file nor the handle" err' "$bin"
done_testing
