#!/usr/bin/env bash
# cards: pictures to share, of a person and of the wall.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

cat >people.yaml <<'YAML'
source: example-news
says:
- title: Exampletown news
  lang: en
---
person: doe-jane
lang: kk
from: example-news
says:
- name: Джейн Доу
- name: Jane Doe
  lang: en
- status: killed
- born.date: 2005-01-01
- died.date: 2031-02-06
- died.place: Үлгіқала
- life: Әнші еді.
- label: LABEL ONE
  who: prosecutor
- note: CANARYNOTE never to be seen
---
person: roe-john
lang: en
from: example-news
says:
- name: John Roe
- status: missing
- seen.date: 2031-02-04
---
person: moe-mo
lang: ar
from: example-news
says:
- name: محمد مثال
- status: killed
- died.date: 2031-02-05
YAML
cat >label.yaml <<'YAML'
person: doe-jane
lang: en
from: example-news
says:
- label: ANOTHER LABEL, much longer than the one before
  who: ministry
- note: CANARYNOTE another one
- relative: CANARYRELATIVE of hers
YAML
fresh
k import people.yaml >said 2>&1
id() { k export --what people --format jsonl 2>/dev/null | python3 -c '
import json, sys
for line in sys.stdin:
    if sys.argv[1] in line:
        print(json.loads(line)["id"])' "$1" | head -1; }
jane=$(id "Jane Doe") roe=$(id "John Roe") moe=$(id "محمد")
site=https://memorial.example
size() { # size FILE W H: of a PNG
	python3 -c '
import struct, sys
b = open(sys.argv[1], "rb").read()
w, h = struct.unpack(">II", b[16:24])
assert b[:8] == b"\x89PNG\r\n\x1a\n" and [w, h] == [int(x) for x in sys.argv[2:]], (w, h)
assert len(b) < 400000, len(b)' "$@"
}
leads() { # leads FILE ADDRESS: the code of a picture
	zbarimg -q --raw "$1" >code 2>/dev/null || { echo "no code"; return 1; }
	cat code
	[ "$(cat code)" = "$2" ]
}
pictures() { (cd "$1" && find . -path '*/card/*' -print0 | LC_ALL=C sort -z |
	xargs -0 sha256sum); }

# ---- build --cards ----
ok "built with cards" k build out --cards --address $site
ok "a page of a person is no card yet" [ -s "out/kk/person/$jane.html" ]
for t in kk ru en; do
	ok "$t: a person's card" size "out/$t/card/$jane.png" 1200 630
	ok "$t: and its story" size "out/$t/card/$jane-story.png" 1080 1920
	ok "$t: the wall's card" size "out/$t/card/wall.png" 1200 630
	ok "$t: and its story" size "out/$t/card/wall-story.png" 1080 1920
	ok "$t: the code leads to the page" leads "out/$t/card/$jane.png" \
		"$site/$t/person/$jane.html"
done
ok "of a missing person too" size "out/en/card/$roe.png" 1200 630
ok "the story's code" leads "out/ru/card/$moe-story.png" \
	"$site/ru/person/$moe.html"
ok "the wall's code" leads out/kk/card/wall.png "$site/kk/"
ok "a sheet is a PDF" [ "$(head -c 8 "out/kk/sheet/$jane.pdf")" = %PDF-1.4 ]
ok "without fonts" [ "$(pdffonts "out/kk/sheet/$jane.pdf" | wc -l)" = 2 ]
pdftoppm -r 150 -png "out/kk/sheet/$jane.pdf" sheet
ok "its code can be read" leads sheet-1.png "$site/kk/person/$jane.html"
k build out --cards --address $site >said 2>&1
ok "the same bytes again: nothing is written" has said "; 0 written"
pictures out >pictures.one

# ---- only what is public ----
cp -r a/public copy
ok "a copy of public/ gives the same cards" \
	"$bin" -C copy build out-copy --cards --address $site
ok "byte for byte" diff -r out out-copy
ok "no private word in any file" not grep -rqa CANARY out
k import label.yaml >said 2>&1
ok "built again" k build out --cards --address $site
pictures out >pictures.two
ok "what a state calls somebody changes no card" cmp pictures.one pictures.two
ok "nor do private words: they are in no file" not grep -rqa CANARY out

# ---- a place told in two languages ----
cards() { # cards NAME: made, and Jane's kept as NAME
	k build out --cards --address $site >said 2>&1 || cat said
	cp "out/kk/card/$jane.png" "$1"
}
place() { # place HANDLE NAME LANG NAME LANG
	printf 'place: %s\nsays:\n- name: %s\n  lang: %s\n- name: %s\n  lang: %s\n' \
		"$@" >place.yaml
	k record place.yaml >said 2>&1 || cat said
}
cards told.png
printf 'person: doe-jane\nlang: en\nsays:\n- died.place: Exampletown\n' >p.yaml
k record p.yaml >said 2>&1
cards untold.png
ok "one place or two? a card does not tell" not cmp -s told.png untold.png
place exampletown Үлгіқала kk Exampletown en
cards known.png
ok "where the record knows its names, it does" cmp told.png known.png
place mysaltau Мысалтау kk Sampleville en
printf 'person: doe-jane\nlang: en\nsays:\n- died.place: Sampleville\n' >p.yaml
k record p.yaml >said 2>&1
cards other.png
ok "another place in another language is a disagreement" \
	cmp untold.png other.png

# ---- without ----
ok "built without cards" k build out --address $site
ok "there are none" [ ! -e out/kk/card ] 
ok "nor sheets" [ ! -e out/kk/sheet ]
k build bare --cards >said 2>&1
ok "no address: no code to scan" not leads "bare/kk/card/$jane.png" ""
cat >here.yaml <<YAML
archive:
says:
- archive.address: https://kept.example/
YAML

# ---- what fonts cannot write ----
fresh
cat >odd.yaml <<'YAML'
person: odd
lang: en
says:
- name: "Jane ͸͹ Doe"
- status: killed
YAML
k import odd.yaml >said 2>&1
k build odd --cards >said 2>&1
ok "what no font has is told, not drawn as boxes" has said \
	"no font here can write"
done_testing
