#!/usr/bin/env bash
# A wall of more names than stand on one stone: letters, places, days.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

python3 - >big.csv <<'END'
print("No,Name,Died,Place")
first = ["Ada", "Bea", "Ёжи", "Ән", "Éva", "Жан"]
for i in range(2050):
    day = f"2031-02-{i % 3 + 1:02}" if i % 5 else "2031-02"
    place = ["Exampletown", "exampletown", "Sampleford", ""][i % 4]
    print(f"{i},{first[i % 6]} Made-up {i},{day},{place}")
END
cat >big.ini <<'END'
[source]
handle = big-list
title = A list of invented people
lang = en
kind = list

[file]
format = csv
key = No

[columns]
No = public
Name = name lang=kk-Cyrl
Died = died.date
Place = died.place lang=en
END
fresh
ok "a list is taken in" k import --map big.ini big.csv
ok "pages are built" k build site

home=site/en/index.html
names() { grep -c '<li><a href="[./]*record/' "$1"; }
ok "not all of it stands on the first page" test "$(names $home)" -lt 100
ok "but some of each letter" bash -c 'for n in Ada Bea Ёжи Ән Éva Жан; do
    grep -q "$n Made-up" "$0" || exit 1; done' "$home"
ok "which is said" has $home 'These are some of the names'
ok "letters lead on, with their counts" bash -c \
    'grep -q "wall/letter/41.html.*A.*342" "$0" &&
    grep -q "wall/letter/401.html.*Ё.*342" "$0"' "$home"
ok "an accent makes no letter of its own, another letter does" bash -c \
    'grep -q "Éva Made-up" site/en/wall/letter/45.html &&
    test ! -e site/en/wall/letter/c9.html -a -e site/en/wall/letter/4d8.html'
total=0
for f in site/en/wall/letter/*.html; do total=$((total + $(names "$f"))); done
ok "every name stands under one letter ($total)" test "$total" -eq 2050

ok "places by how many, whatever their case" bash -c \
    'test "$(grep -c "wall/place/" site/en/by-place.html)" -eq 3 &&
    grep "wall/place/" site/en/by-place.html | head -1 | grep -q 1,026'
ok "and those of no place" test "$(names site/en/wall/place/other.html)" \
    -eq 512
ok "days in their order" bash -c \
    'test "$(grep -o "wall/day/[a-z0-9]*" site/en/by-day.html | tr "\n" " ")" = \
    "wall/day/20310201 wall/day/20310202 wall/day/20310203 wall/day/other "'
ok "and those of no exact day" test "$(names site/en/wall/day/other.html)" \
    -eq 410
total=0
for f in site/en/wall/day/*.html; do total=$((total + $(names "$f"))); done
ok "every name stands on one day ($total)" test "$total" -eq 2050
done_testing
