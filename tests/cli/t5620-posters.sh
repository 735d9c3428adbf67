#!/usr/bin/env bash
# poster: the wall and one person's sheet on paper and for engraving.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

python3 - >list.csv <<'E'
print("No,Name,Died,Place")
for i in range(238):
    print(f"{i},Doe-{i:03} Jane Example,2031-02-0{i % 7 + 1},Town {i % 5}")
E
cat >list.ini <<'E'
[source]
handle = list
title = A list, made up
lang = en
[file]
format = csv
key = No
[columns]
No = public
Name = name lang=en
Died = died.date format=ymd
Place = died.place lang=en
E
cat >pair.yaml <<'YAML'
person: first
lang: en
says:
- name: Aaa Doe
- status: killed
- with: last
- note: CANARYNOTE never
---
person: last
lang: en
says:
- name: Zzz Doe
- status: killed
- life: She sang.
---
person: gone
lang: en
says:
- name: John Roe
- status: missing
YAML
fresh
k import list.csv --map list.ini >said 2>&1
k import pair.yaml >said 2>&1
site=https://memorial.example
paper() { # paper FILE W H: in mm
	pdfinfo "$1" | awk -v w="$2" -v h="$3" '/^Page size/ {
		exit !($3 > w * 2.8346 - 1 && $3 < w * 2.8346 + 1 &&
		$5 > h * 2.8346 - 1 && $5 < h * 2.8346 + 1) }'
}
outlines() { # no font, no picture, no text
	[ "$(pdffonts "$1" | wc -l)" = 2 ] && [ "$(pdfimages -list "$1" |
	wc -l)" = 2 ] && [ -z "$(pdftotext "$1" - | tr -d '\f\n ')" ]
}
codes() { # codes FILE DPI CROP...: how many addresses can be read
	pdftoppm -r "$2" "${@:3}" -gray -png "$1" page
	for f in page*.png; do zbarimg -q --raw "$f"; done 2>/dev/null |
		sort -u | grep -c "^$site/"
	rm -f page*.png
}
sizes=(A0 841 1189 A1 594 841 A2 420 594 A3 297 420 A4 210 297)
for ((i = 0; i < ${#sizes[@]}; i += 3)); do
	p=${sizes[i]}
	ok "$p" k poster --paper "$p" --lang en --out "$p.pdf"
	ok "$p is that large" paper "$p.pdf" "${sizes[i + 1]}" "${sizes[i + 2]}"
	ok "$p is outlines" outlines "$p.pdf"
done
k poster --paper A2 --lang en --out two.pdf >said 2>&1
ok "the same bytes again" cmp A2.pdf two.pdf
ok "with codes to scan where there is room" \
	k poster --paper A0 --lang en --address $site --out codes.pdf
# A part of it, as a telephone's camera sees it from near: each can be read.
n=$(codes codes.pdf 254 -x 500 -y 1800 -W 2400 -H 1600)
ok "they can be read from paper ($n)" [ "$n" -ge 9 ]
says() { # says TEXT ARGS...: of the codes that it has not
	k poster "${@:2}" --lang en --out said.pdf >said 2>&1
	has said "no codes to scan" "$1"
}
ok "no address: it is said that, and what would help" says \
	"give --address URL, or record archive.address" --paper A0
ok "not that there is no room" not grep -q room said
ok "no room: it is said that, and which paper has it" says \
	"there is no room for 15 mm each; --paper" --paper A4 --address $site
ok "not that there is no address" not grep -q -- --address said
paper=$(sed -n 's/.*--paper \(A[0-9]\) has it.*/\1/p' said)
sheets=$(sed -n 's/.*--sheets \([0-9]*\).*/\1/p' said)
k poster --paper "$paper" --address $site --out said.pdf >said 2>&1
ok "that paper ($paper) does" not grep -q "no codes" said
k poster --paper A4 --sheets "$sheets" --address $site --out said.pdf >said 2>&1
ok "so many sheets ($sheets) do too" not grep -q "no codes" said
for by in name place day; do
	ok "by $by" k poster --by $by --paper A2 --dark --out $by.pdf
done
ok "another order, another sheet" not cmp -s name.pdf place.pdf
ok "too small to be read" refuses 1 "too small" "--paper A4" "--sheets 2" -- \
	poster --paper A5 --out x.pdf
ok "nothing was written" [ ! -e x.pdf ]
ok "on several sheets" k poster --paper A5 --sheets 2 --out x.pdf
ok "two of them" [ "$(pdfinfo x.pdf | awk '/^Pages/ { print $2 }')" = 2 ]
ok "an SVG" k poster --paper A2 --out a.svg
ok "is XML" python3 -c 'import xml.dom.minidom as m; m.parse("a.svg")'
ok "and outlines" not grep -qE '<text|<image|font' a.svg
ok "is one sheet" refuses 1 "one sheet" -- poster --sheets 2 --out b.svg
ok "engraved" k poster --paper A1 --engrave --out e.svg
ok "is paths alone" not grep -qE '<(rect|use|a|image|text|linearG)|stroke' e.svg
ok "in black" [ "$(grep -o 'fill="[^"]*"' e.svg | sort -u)" = 'fill="#000000"' ]
ok "engraved as PDF" k poster --paper A1 --engrave --out e.pdf
ok "is outlines" outlines e.pdf

# ---- one person ----
id=$(k export --what people --format jsonl 2>/dev/null | python3 -c '
import json, sys
print([json.loads(l)["id"] for l in sys.stdin if "Zzz" in l][0])')
ok "a person's sheet" k poster --person "$id" --address $site --out p.pdf
ok "is an A4" paper p.pdf 210 297
ok "is outlines" outlines p.pdf
ok "leads to the page" [ "$(codes p.pdf 150)" = 1 ]
ok "on A5, engraved" k poster --person "$id" --paper A5 --engrave --out q.svg
ok "an id as it is written on a sheet" k poster --person \
	"$(echo "$id" | sed 's/..../&-/g; s/-$//' | tr A-Z a-z)" --out r.pdf
ok "nobody" refuses 1 "nobody of the id" "kulpytas find" -- \
	poster --person 000000000000 --out x.pdf
ok "no id" refuses 2 "is no id" -- poster --person jane --out x.pdf

# ---- misused ----
ok "no file" refuses 2 "--out FILE" -- poster
ok "a paper that is none" refuses 2 "A0 A1" -- poster --paper B5 --out x.pdf
ok "an order that is none" refuses 2 "name, place" -- poster --by age --out x.pdf
ok "a language that is none" refuses 2 "--lang xx" -- poster --lang xx --out x.pdf
ok "columns" refuses 2 "1 to 24" -- poster --columns 0 --out x.pdf
ok "dark and engraved" refuses 2 "one of them" -- \
	poster --dark --engrave --out x.pdf
ok "no private word" not grep -qa CANARYNOTE ./*.pdf ./*.svg
fresh
ok "nobody yet" refuses 1 "no name yet" -- poster --out x.pdf
done_testing
