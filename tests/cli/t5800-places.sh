#!/usr/bin/env bash
# Days, numbers, places, and what the state says beside what is documented,
# from a made-up archive.  Prints TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

cat >people.yaml <<'END'
source: made-up-gazette
says:
- publisher: Made-up Gazette
  lang: en
---
body: made-up-police
lang: en
says:
- body.kind: police
- name: Police of Exampletown
---
body: made-up-radio
lang: en
says:
- body.kind: media
- name: Made-up Radio
---
place: exampletown
says:
- name: Exampletown
  lang: en
- name: Примертаун
  lang: ru
- place.at: 10.5,-30.25
  who: Made-up Gazette
  from: made-up-gazette
---
place: testburg
lang: en
says:
- name: Testburg <b>
- place.at: 12,-28
---
place: mapless
lang: en
says:
- name: Mapless
---
place: twin-one
lang: en
says:
- name: Twinton
- place.at: 11,-29
---
place: twin-two
lang: en
says:
- name: Twinton
- place.at: 13,-29
---
person: doe-jane
lang: en
from: made-up-gazette
says:
- name: Jane Doe
- status: killed
- age: 20
  who: her brother
- age: 21
  who: Police of Exampletown, via Made-up Radio
- died.date: 2031-02-01
  who: her brother
- died.date: 2031-02-02
  who: Police of Exampletown
- died.place: EXAMPLETOWN, the old bridge
  who: her brother
- label: CALLED-A took part in disorder
  who: Police of Exampletown (a spokesman)
  as: charge
- label: she was on her way home
  who: neighbours
  stance: denies
  re: charge
- proceedings: CONVICTED by nobody
  who: Police of Exampletown
- proceedings: ACQUITTED by everybody
  who: her lawyer
- refused: died.cause
  who: Exampletown morgue
  on: 2031-02-10
- died.cause: CAUSE-TOLD a wound
  who: a nurse
- relative: CANARY-RELATIVE a brother
---
person: poe-ann
lang: en
says:
- name: Ann Poe
- status: killed
- died.date: 2031-02-01
- died.place: Примертаун
  lang: ru
- label: CALLED-A took part in disorder
  who: Police of Exampletown
---
person: loe-max
lang: en
says:
- name: Max Loe
- status: killed
- died.date: 2031-02-03~
- died.place: Twinton
---
person: moe-tim
lang: en
says:
- name: Tim Moe
- status: killed
- died.date: 2031-02-05
- died.place: Mapless
---
person: woe-una
lang: en
says:
- name: Una Woe
- status: killed
---
person: roe-sam
lang: en
says:
- name: Sam Roe
- status: missing
- died.place: Exampletown
  who: a rumour
---
event: late
lang: en
who: Made-up Gazette
from: made-up-gazette
says:
- title: AT-NINE the bridge was closed
- date: 2031-02-01
- time: 21:10
- place: Testburg <b>
---
event: early
lang: en
who: Made-up Gazette
from: made-up-gazette
says:
- title: AT-SIX the bridge was opened
- date: 2031-02-01
- time: morning
---
event: the-order
lang: en
who: Made-up Radio
says:
- event.kind: order
  who: ""
- title: ORDER-TEXT to clear the bridge
- date: 2031-02-01
- event.by: the mayor
---
event: vague
lang: en
says:
- title: VAGUE some day in the month
- date: 2031-02
---
event: undated
lang: en
says:
- title: UNDATED nobody knows when
---
event: number-one
lang: en
who: Police of Exampletown
says:
- event.kind: announcement
  who: ""
- title: NUMBER-A
- date: 2031-02-02
- toll: 7
  as: seven
- toll.of: people on the bridge
  re: seven
- toll: 7
  stance: denies
  re: seven
---
event: number-two
lang: en
who: Made-up Radio
says:
- title: NUMBER-B
- date: 2031-05-02
- toll: 19
END
ok "an archive with places is made" new_archive a
ok "places and institutions are taken in" k import people.yaml
ok "pages are built" k build site
[ "$failed" = 0 ] || { echo "Bail out! there are no pages"; exit 1; }
en=site/en
place_of() { grep -lF "<h1><bdi>$1" $en/place/*.html | head -1; }
before() { # FILE A B
	local a b
	a=$(grep -nF -- "$2" "$1" | head -1 | cut -d: -f1)
	b=$(grep -nF -- "$3" "$1" | head -1 | cut -d: -f1)
	[ -n "$a" ] && [ -n "$b" ] && [ "$a" -lt "$b" ]
}
day() { sed -n "/<section class=\"day\" id=\"$1\">/,/<\/section>/p" $en/timeline.html; }
day_has() { day "$1" | grep -qF -- "$2"; }

# ---- the days ----
ok "a heading a day, in words" grep -q '<h2>1 February 2031</h2>' $en/timeline.html
ok "within the day by the hour" before $en/timeline.html AT-SIX AT-NINE
ok "what has no hour stands last" before $en/timeline.html AT-NINE ORDER-TEXT
ok "an order is called one in words" day_has d-2031-02-01 '<p class="kind">order</p>'
ok "a vague date has its own heading" day_has d-2031-02 'VAGUE'
ok "and says so" day_has d-2031-02 'The day is not told more exactly.'
ok "of the undated too" day_has d-unknown UNDATED
ok "who died that day" day_has d-2031-02-01 'Ann Poe'
ok "under each day that is told" day_has d-2031-02-01 'Jane Doe'
ok "the other one as well" day_has d-2031-02-02 'Jane Doe'
ok "marked where accounts differ" day_has d-2031-02-02 'accounts differ'
ok "a day of which only a death is told has a heading" day_has d-2031-02-05 'Tim Moe'
ok "a day that is about is none" not grep -q 'Max Loe' $en/timeline.html
ok "days to choose from" grep -q 'href="#d-2031-02-05" aria-label="5: 5 February 2031">5<' $en/timeline.html
ok "in Kazakh" grep -q '<h2>2031 жылғы 1 ақпан</h2>' site/kk/timeline.html

# ---- numbers ----
ok "numbers are drawn" grep -q '<svg[^>]*class="counts-chart"' $en/counts.html
ok "the state's are squares" grep -q 'class="cn-official"' $en/counts.html
ok "a broken radio is no state" grep -q 'class="cn-other"' $en/counts.html
ok "taken back: in words" has $en/counts.html 'taken back'
ok "a break in time says how long" grep -q '89 days in between' $en/counts.html
ok "the table has the same" has $en/counts.html 'people on the bridge'
ok "no style, no script in it" not grep -qE '<style|style=|<script' $en/counts.html $en/map.html

# ---- places ----
ok "a map" grep -q '<svg[^>]*class="map"' $en/map.html
ok "one place by case, comma and language" grep -q 'Exampletown</bdi></a> <b>2</b>' $en/map.html
ok "one without coordinates is told so" grep -q 'Mapless</bdi></a> <b>1</b> <span' $en/map.html
ok "a name of two places belongs to none" grep -q '<li><bdi>Twinton</bdi> <b>1</b>' $en/map.html
ok "of whom no place is told" grep -q 'no place of death is told: *<b>1</b>' $en/map.html
ok "places of events" grep -q 'Testburg &lt;b&gt;</bdi></a></li>' $en/map.html
ok "in the reader's language" grep -q 'Примертаун</bdi></a> <b>2</b>' site/ru/map.html
town=$(place_of Exampletown)
ok "a place has a page" test -n "$town"
ok "with a small map" grep -q 'class="map"' "$town"
ok "who died there" has "$town" '>Jane Doe<' '>Ann Poe<'
ok "not who is missing" not grep -q 'Sam Roe' "$town"
ok "what happened there" has "$(place_of 'Testburg')" AT-NINE
ok "words that are a place lead there" grep -q "href=\"../place/$(basename "$town")\"><bdi>EXAMPLETOWN" $en/person/*.html
ok "the page is linked" grep -q "href=\"place/$(basename "$town")\"" $en/map.html

# ---- what the state says, and what is documented ----
o=$en/official.html
ok "the name stands before what they were called" before $o '>Ann Poe<' CALLED-A
ok "the claim says that the state makes it" grep -q 'a spokesman)</bdi></span> <span class="category">state' $o
ok "the answer stands beside it" has $o 'she was on her way home' 'Denies it:'
side() { sed -n "/class=\"$1\"/,/<\/div>/p" $o; }
ok "proceedings of the state on its side" sh -c "$(declare -f side); o=$o; side said | grep -q CONVICTED && ! side said | grep -q ACQUITTED"
ok "others' on the other" grep -q ACQUITTED $o
ok "words and of how many" grep -q 'CALLED-A took part in disorder</bdi></td><td class="number">2<' $o
ok "an order and the dead of the days behind it" has $o ORDER-TEXT '5 February 2031</bdi></b>' 'Tim Moe'
ok "what was refused beside what is told" before $o 'Exampletown morgue' CAUSE-TOLD
ok "ages that differ, side by side" has $o '>20<' '>21<'
ok "in Russian" has site/ru/official.html 'Что говорит государство'
for p in called refused accounts; do
	ok "a page of its own: $p" grep -q 'Jane Doe' $en/$p.html
done
ok "nothing private" not grep -rqF CANARY-RELATIVE site/en site/ru site/kk

# ---- of whom nothing is said, nothing is said ----
sed '/^body:/,/^---/d' people.yaml >plain.yaml
mv a b
ok "the same without institutions" new_archive a
ok "is taken in" k import plain.yaml
ok "and built" k build plain
ok "nobody is called the state" not grep -qE 'class="category">state|cn-official' plain/en/official.html plain/en/counts.html
ok "which is said" has plain/en/official.html 'so none is called one'

# ---- what is added later is followed ----
mv a c; mv b a
printf '%s\n' 'place: mapless' 'says:' '- place.at: 10,-29' >mapless.yaml
ok "a correction of a place is followed" k import mapless.yaml
ok "built again" k build site2
ok "it is on the map now" not grep -q 'Mapless</bdi></a> <b>1</b> <span' site2/en/map.html

# ---- many events, many dead of one day ----
python3 - >many.yaml <<'END'
for i in range(1200):
    print(f"event: e-{i}\nlang: en\nsays:\n- title: Event {i}\n"
          f"- date: 2031-{i // 120 + 1:02d}-{i % 28 + 1:02d}\n---")
for i in range(60):
    print(f"person: p-{i}\nlang: en\nsays:\n- name: Person {i:02d} Example\n"
          "- status: killed\n- died.date: 2031-01-02\n"
          f"- died.place: Village {i}\n---")
print("event: last\nlang: en\nsays:\n- title: The last one\n- date: 2032-01-01")
END
mv a d
ok "an archive of 1,201 events" new_archive a
ok "is taken in" k import many.yaml
ok "and built" k build many
ok "in pages" test -f many/en/timeline-7.html -a ! -f many/en/timeline-8.html
ok "none is large" sh -c '[ $(wc -c <many/en/timeline-3.html) -lt 400000 ]'
ok "40 names a day" test "$(grep -o 'Person [0-9]* Example' many/en/timeline*.html | wc -l)" = 40
ok "and how many more" grep -q 'by-day.html">and 20 further names<' many/en/timeline.html
ok "texts that are no place" grep -q 'Village 7' many/en/map.html
ok "no map where there is no place" not grep -q 'class="map"' many/en/map.html
done_testing
