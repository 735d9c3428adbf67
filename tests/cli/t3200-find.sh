#!/usr/bin/env bash
# find and show: a person by a name, however it is spelt.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

cat >list.csv <<'CSV'
No,Name,Born,Died,Place
1,Пробаев Ерасыл Тестұлы,03.02.1994,05.01.2022,Мысалқала
2,Пробаева Айгерім,01.05.1990,06.01.2022,Үлгітау
3,Тестов Р.К.,,,Мысалқала
4,Үлгібай Нұрсұлтан,12.12.1999,05.01.2022,
CSV
cat >list.ini <<'INI'
[source]
handle = example-list
title = List of Exampletown
kind = list
lang = en
[file]
format = csv
key = No
[columns]
No = public
Name = name lang=kk
Born = born.date format=dmy
Died = died.date format=dmy
Place = died.place lang=kk
INI
cat >people.yaml <<'YAML'
person: doe-jane
lang: en
says:
- name: Jane Doe
- name: Джейн Доу
  lang: ru
- name.nick: Sparrowmade
- name.birth: Roemade
- born.date: 1971-04-05
- status: killed
---
person: canary
lang: en
says:
- name: Zqcanaryqz Withheldname
- name: Plain Shownname
- status: killed
YAML
fresh
k import list.csv --map list.ini >/dev/null 2>&1
k import people.yaml >/dev/null 2>&1

finds() { # finds NAME QUESTION...: first in the answer
	local want=$1
	shift
	k find "$@" >found 2>err
	cat found err
	head -1 found | grep -qF -- "$want"
}
says() { # says TEXT COMMAND...
	local text=$1
	shift
	"$@" >said 2>&1
	cat said
	grep -qF -- "$text" said
}
ok "as it is spelt" finds "Пробаев Ерасыл Тестұлы" Пробаев Ерасыл
ok "in another order, one argument" finds "Пробаев Ерасыл" "ерасыл пробаев"
ok "in Russian letters" finds "Үлгібай Нұрсұлтан" "Нурсултан Ульгибай"
ok "in Latin letters" finds "Пробаев Ерасыл" Probayev Yerasyl
ok "in the alphabet of 2021" finds "Пробаева Айгерім" "Probaeva Aigerım"
ok "with two slips" finds "Үлгібай Нұрсұлтан" "Нурслутан Улгибой"
ok "with a first letter" finds "Тестов Р.К." "Testov R."
ok "with a year" finds "(1994-2022)" "Пробаев 1994"
ok "with a place" finds "Пробаев Ерасыл" "Пробаев Мысалкала"
ok "and says so" grep -qF "Мысалкала: of Мысалқала" found
ok "with a list" finds "Пробаева" "Пробаева Exampletown"
ok "by one of several spellings" finds "Jane Doe" "Джейн Доу"
ok "which is named" grep -qF "also Джейн Доу" found
ok "by a nickname" finds "Jane Doe" sparowmade
ok "by a name before" finds "Jane Doe" Roemade
ok "half a word" finds "Jane Doe" Sparr
ok "says why" says "Прабоев: near Пробаев" k find Прабоев Ерасыл
ok "nobody" says "nobody here has a name like 'Qwrtpsd'" not k find Qwrtpsd
ok "that is a failure" not k find Qwrtpsd
ok "no text" says "usage: kulpytas find" k find
ok "-n" sh -c "\"$bin\" -C a find Пробаев -n 1 | grep -c / | grep -qx 1"
ok "--n" sh -c "\"$bin\" -C a find Пробаев --n=1 | grep -c / | grep -qx 1"
ok "-n 0" says "want a number from 1 to 100" not k find Doe -n 0
ok "-n x" says "want a number from 1 to 100" not k find Doe -n x
ok "-n is no option elsewhere" says "usage: kulpytas show" k show Doe -n 3
ok "JSON" sh -c "\"$bin\" -C a find 'Probaev E.' --json | python3 -c '
import json, sys
d = json.load(sys.stdin)
m = d[\"matches\"][0]
assert m[\"kind\"] == \"record\" and m[\"born\"] == 1994, m
assert m[\"form\"] == m[\"name\"] and m[\"cost\"] < 20, m
assert [w[\"how\"] for w in m[\"why\"]] == [\"sounds\", \"initial\"], m
assert m[\"why\"][0][\"asked\"] == \"Probaev\", m'"
ok "JSON of nobody" sh -c "\"$bin\" -C a find Qwrtpsd --json |
	python3 -c 'import json, sys; assert json.load(sys.stdin)[\"matches\"] == []'"
long=$(printf 'ab %.0s' $(seq 5000))
ok "a very long question" says "not all of it was looked at" \
	k find Jane "$long"
ok "any bytes" sh -c "\"$bin\" -C a find \$'Doe\\xff\\xfe\\x01' >any; grep -q 'Jane Doe' any"
ok "nothing but spaces" says "whom to find?" not k find "  "
ok "more than can be asked" says "at most 16384 bytes" \
	not k find "$long $long"
ok "a question is cut between letters" says "like 'x$(printf 'ж%.0s' \
	$(seq 49))'" not k find "x$(printf 'ж%.0s' $(seq 90))"
printf 'No,Name\n1,"Forged\nperson/AAAAAAAAAAAA  Linemade"\n' >forged.csv
cat >forged.ini <<'INI'
[source]
handle = forged
title = A made-up list with a line
lang = en
[file]
format = csv
key = No
[columns]
No = public
Name = name lang=en
INI
k import forged.csv --map forged.ini >/dev/null 2>&1
ok "a name with a line in it is one line" says 'Forged\u{000a}person/AAA' \
	k find Forged Linemade

# ---- show ----
ok "show by any spelling" says "Jane Doe" k show "Джэйн Доу"
ok "one, whole" grep -qF "born.date" said
ok "show a near name lists who might be meant" says "Нұрсұлтан" \
	k show "Нурсултан Улгабаев"

# ---- the file follows the archive ----
ok "it is there" test -s a/private/cache/find
cp a/private/cache/find was
cat >more.yaml <<'YAML'
person: doe-john
lang: en
says:
- name: Jonathanmade Newcomer
- status: killed
YAML
ok "one more" k record more.yaml
ok "is found" finds "Jonathanmade Newcomer" "Джонатанмейд Ньюкомер"
ok "without making all again" cmp a/private/cache/find was
ok "in a file beside it" test -s a/private/cache/find.2
cat >again.yaml <<'YAML'
person: doe-john
lang: en
says:
- name: Secondspelling Newcomer
YAML
ok "another spelling of him" k record again.yaml
ok "is found" finds "Newcomer" "Secondspeling"
ok "he is there once" sh -c "\"$bin\" -C a find Newcomer | grep -c person/ | grep -qx 1"

ok "rebuild" k rebuild
ok "makes one file again" not test -e a/private/cache/find.2
ok "the public one too" test -s a/cache/find
cp a/cache/find first
k rebuild >/dev/null 2>&1
ok "the same bytes" cmp a/cache/find first

damage() { # damage NAME COMMAND...: it is made again, and nothing crashes
	local name=$1
	shift
	"$@"
	ok "$name: found all the same" finds "Jane Doe" "Jane Doe"
	ok "$name: mended" finds "Jane Doe" "Jane Doe"
}
f=a/private/cache/find
damage "cut short" truncate -s 1000 $f
damage "empty" truncate -s 0 $f
damage "gone" rm $f
damage "a flipped byte" sh -c "printf '\\377' |
	dd of=$f bs=1 seek=3000 conv=notrunc 2>/dev/null"
damage "another head" sh -c "printf 'KPFIND99' |
	dd of=$f bs=1 conv=notrunc 2>/dev/null"
damage "a folder in its place" sh -c "rm $f; mkdir $f; rmdir $f"
damage "a broken part" sh -c "head -c 5000 /dev/urandom >$f.2"

# ---- what is withheld ----
"$bin" -C a/public find Zqcanaryqz >pub 2>&1
ok "a copy finds what is public" grep -q Zqcanaryqz pub
id=$(k show Zqcanaryqz --json | python3 -c '
import json, sys
for line in [json.load(sys.stdin)]:
    print(next(s["id"] for s in line["statements"]
               if "Zqcanaryqz" in json.dumps(s)))' 2>/dev/null)
[ -n "$id" ] || id=$(k show Zqcanaryqz | grep -A3 Zqcanaryqz |
	sed -n 's/.*statement \([A-Za-z0-9_-]*\),.*/\1/p' | head -1)
k find Zqcanaryqz >/dev/null 2>&1
cp -r a/public copy
ok "withhold a name" k withhold "$id" --reason court
ok "not a byte of it in the public file" not grep -qaF Zqcanaryqz a/cache/find
ok "the keepers find it" finds "" Zqcanaryqz
rm -rf copy
cp -r a/public copy
ok "the public does not" not "$bin" -C copy find Zqcanaryqz
ok "but by the other name" sh -c "\"$bin\" -C copy find Shownname |
	grep -q 'Plain Shownname'"
"$bin" -C a/public find Shownname >/dev/null 2>&1
ok "nor is it in any file of theirs" not grep -rqaF Zqcanaryqz \
	"$XDG_CACHE_HOME" copy a/cache a/public
rm -rf a/private/cache a/cache
ok "without any cache" finds "Jane Doe" Doe
ok "a file for the keepers alone" sh -c \
	"stat -c %a a/private/cache/find | grep -qx 600"
done_testing
