#!/usr/bin/env bash
# Pages as somebody reads them who comes for the first time: an empty wall, a
# name alone, somebody who is missing, claims in the order of their days,
# places and rows in the reader's words.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

text() { sed 's/<[^>]*>//g' "out/$1"; }
site() { rm -rf out && k build out >said 2>&1 || cat said; }

fresh
site
ok "an empty wall says so" grep -q "No name stands here yet" out/en/index.html
ok "and counts nobody" not grep -q '0 people\|by-place' out/en/index.html

cat >all.yaml <<'E'
person: doe-jane
lang: en
says:
- name: Jane Doe
- status: killed
- sex: female
- died.place: EXAMPLETOWN
- label: said last of her
  who: office
  on: 2031-03-09
- label: said first of her
  who: office
  on: 2031-02-01
  as: first
- label: no such thing
  who: her brother
  stance: denies
  re: first
- label: said without a day
  who: office
- refused: returned.date
  who: morgue
- refused: returned.place
  who: morgue
- returned.detail: not at all
---
person: doe-john
lang: en
says:
- name: John Doe
- status: killed
---
person: roe-rita
lang: en
says:
- name: Rita Roe
- status: missing
---
person: roe-max
lang: en
says:
- name: Max Roe
- status: found-alive
---
place: exampletown
says:
- name: Exampletown
  lang: en
- name: Примерск
  lang: ru
---
event: night
lang: en
who: witnesses
says:
- title: A night
- what: A night and a day of it
- date: 2031-02-01
E
cat >list.csv <<'E'
No,Name
1,Poe Po
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
E
ok "people, a place, an event" k import all.yaml
ok "a list" k import list.csv --map list.ini
site
page() { grep -l "<h1[^>]*><bdi[^>]*>$2" out/"$1"/person/*.html | head -1; }
in_order='said first of her,said last of her,said without a day,'
claims() { # claims FILE: in the order in which they stand
	sed '/<table class="used"/,$d' "$1" |
		grep -o 'said [a-z]* of her\|said without a day' | uniq |
		tr '\n' ','
}
jane=$(page en "Jane Doe") john=$(page en "John Doe")
rita=$(page en "Rita Roe") max=$(page en "Max Roe")
official=out/en/official.html

ok "claims come by the day on which they were said" test \
	"$(claims "$jane")" = "$in_order"
ok "beside what is documented too" test "$(claims $official)" = "$in_order"
ok "and with each, whether anything answers it" test "$(
	grep -c 'No answer to this is recorded' $official)" -eq 2
ok "what is refused is named first" grep -q \
	'Body returned: date <span class="mark">— refused' $official
ok "no id stands twice" test -z "$(grep -o ' id="[^"]*"' $official | sort |
	uniq -d)"
ok "the form for a woman, in Russian" grep -q '>убита<' "${jane/en/ru}"
ok "and that alone" not grep -q 'убит / ' "${jane/en/ru}"
ok "both forms where nobody said" grep -q 'убит / убита' "${john/en/ru}"

ok "a name alone asks those who knew it" has "$john" \
	"Only this name is known" "If you knew this person" "method.html#tell"
ok "and how to be safe is told" has out/en/method.html 'id="tell"' \
	"Do not name relatives"
ok "of who is missing one is not asked as of the dead" has "$rita" \
	"what became of them"
ok "nowhere on the page" not grep -q "knew this" "$rita"
ok "nor of who was found alive" not grep -q 'you may tell' "$max"

ok "a place is called as its readers call it" grep -q '<h2>.*Примерск' \
	out/ru/by-place.html
ok "in each language" grep -q '<h2>.*Exampletown' out/en/by-place.html
ok "of a town the name is no person's" grep -q '<dt[^>]*>Название' \
	out/ru/place/*.html
ok "a row is a row in words" grep -q 'строка 1' out/ru/record/*.html
ok "in each language" grep -q '1-жол' out/kk/record/*.html
ok "and nowhere as programs write it" not grep -rq 'row=' out/ru/record \
	out/ru/list
ok "a title that begins what is told is not said twice" test "$(
	text en/timeline.html | grep -c 'A night')" -eq 1
ok "acts in the feed have their number" grep -q '<title>Act 1 · ' \
	out/en/feed.atom
cat >title.yaml <<'E'
archive: this
says:
- archive.title: Үлгі қабырғасы
  lang: kk-Cyrl
E
ok "a title in Kazakh" k record title.yaml
site
ok "is in Latin letters where others read it" not grep -l \
	'Үлгі қабырғасы' out/kk-Latn/feed.atom out/kk-Latn/calendar.ics
ok "where it is shared too" not grep 'content="Үлгі қабырғасы' \
	out/kk-Latn/index.html "${jane/en/kk-Latn}"
ok "by rule" grep -q '<title>Ülgı qabyrğasy<' \
	out/kk-Latn/feed.atom
ok "help of one command, either way" test "$("$bin" build --help)" = \
	"$("$bin" help build)"
done_testing
