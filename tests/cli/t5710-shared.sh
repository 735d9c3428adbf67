#!/usr/bin/env bash
# What is passed on: the feed, Open Graph, JSON-LD, citations, frames, files
# of data; and that nothing withheld or private is in any of it.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
server=
stop() {
	[ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null
	server=
}
trap 'stop; chmod -R u+rwX "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
start() { # start [OPTIONS]
	stop
	: >out
	"$bin" -C a serve --listen 127.0.0.1:0 "$@" >out 2>err &
	server=$!
	for _ in $(seq 200); do
		url=$(cat out)
		[ -n "$url" ] && return 0
		sleep 0.05
	done
	cat err
	return 1
}
get() { # get PATH [CURL OPTIONS]: body in ./body, head in ./head
	curl -sS --max-time 20 -D head -o body "${@:2}" "${url%/}$1" &&
		head -1 head | grep -q ' 200 '
}
page() { get "$1" && has body "${@:2}"; }
lacks() { get "$1" && ! grep -qF -- "$2" body; }

fresh
cat >people.yaml <<'YAML'
source: made-up-gazette
lang: en
says:
- publisher: Made-up Gazette
- title: "News </script><script>alert(1)</script>"
- published: 2031-02-05
- address: https://gazette.example/a
---
person: doe-jane
lang: en
from: made-up-gazette
says:
- name: Jane Doe
- name: "Jane </script> [x|y] {z} \"Quote\" & Co_%$#"
  lang: de
- name: Жанна Доу
  lang: ru
- status: killed
- born.date: 1999-05-01
- died.date: 2022-01-05
- died.place: Exampletown
- label: CANARY-LABEL took part in disorder
  who: prosecution
- dream: "a line\u2028break"
- memory: CANARY-WITHHELD told in confidence
  as: secret
- note: CANARY-NOTE asked not to be named
- relative: CANARY-RELATIVE a brother
---
person: doe-john
lang: en
says:
- name: John Doe
- status: killed
- died.date: 2022-01-06
  who: his sister
- died.date: 2022-01-07
  who: an office
---
person: roe-sam
lang: en
says:
- name: Sam Roe
- status: missing
- died.date: 2022-01-05
---
person: hid-den
lang: en
says:
- name: CANARY-GONE Person
- status: killed
YAML
cat >life.yaml <<'YAML'
person: doe-jane
lang: en
says:
- life: She built <b>boats</b> & sang.
YAML
ok "people are taken in" k import people.yaml
ok "and more is told" k import life.yaml
k export --what people --format csv >people.csv
id_of() { grep -F "$1" people.csv | grep -m1 -oE '[0-9A-HJKMNP-TV-Z]{12}' | head -1; }
jane=$(id_of "Jane Doe") john=$(id_of "John Doe") sam=$(id_of "Sam Roe")
hid=$(id_of CANARY-GONE)
statements >all.jsonl
said_by() { jq -r "select(.about == \"person/$1\" and .says == \"$2\").id" all.jsonl; }
start --address https://memorial.example/

# ---- the feed ----
cat >feed.py <<'PY'
import sys, xml.etree.ElementTree as E
from datetime import datetime
A = "{http://www.w3.org/2005/Atom}"
feed = E.parse(sys.argv[1]).getroot()
absolute = len(sys.argv) > 2
assert feed.tag == A + "feed"
def one(e, name):
    got = e.findall(A + name)
    assert len(got) == 1 and (got[0].text or "").strip(), (name, got)
    return got[0].text
def date(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
def common(e):
    one(e, "id"); one(e, "title"); date(one(e, "updated"))
    assert one(e, "id").startswith("tag:example.test,20")
    assert e.find(A + "author/" + A + "name").text
    links = e.findall(A + "link")
    assert len([l for l in links if l.get("rel") == "alternate"]) == 1
    for l in links:
        assert l.get("type") and l.get("href")
        assert l.get("href").startswith("https://memorial.example/") == absolute
common(feed)
if absolute:
    assert [l for l in feed.findall(A + "link") if l.get("rel") == "self"]
entries = feed.findall(A + "entry")
ids = [one(e, "id") for e in entries]
assert len(set(ids)) == len(ids) >= 3
times = [date(one(e, "updated")) for e in entries]
assert times == sorted(times, reverse=True)
for e in entries:
    common(e)
    assert e.find(A + "content").get("type") == "text"
    assert e.find(A + "category").get("term") in (
        "found", "import", "record", "decide", "withhold", "disclose", "keys")
print(*ids, sep="\n")
PY
ok "the feed" get /en/feed.atom
ok "has its type" grep -qi '^content-type: application/atom+xml' head
cp body feed.atom
ok "is well formed" xmllint --noout feed.atom
ok "has all that RFC 4287 asks for" python3 feed.py feed.atom absolute
ok "names whom an act tells of" has feed.atom 'Jane Doe'
python3 feed.py feed.atom absolute >ids.before

# ---- the head of a page ----
cat >head.py <<'PY'
import html.parser, json, sys
class Head(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.og, self.link, self.json, self.inside = {}, {}, "", False
        self.scripts = 0
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "meta":
            self.og[a.get("property") or a.get("name")] = a.get("content")
        if tag == "link":
            self.link[(a["rel"], a.get("type") or a.get("hreflang"))] = a["href"]
        self.scripts += tag == "script" and a.get("type") is None and \
            not a.get("src")
        self.inside = tag == "script" and a.get("type") == "application/ld+json"
    def handle_data(self, data):
        self.json += data if self.inside else ""
    def handle_endtag(self, tag):
        self.inside = False
h = Head()
h.feed(open(sys.argv[1], encoding="utf-8").read())
og, link, ld = h.og, h.link, json.loads(h.json) if h.json else None
assert h.scripts == 0, "a script that would run"
for condition in sys.argv[2:]:
    assert eval(condition), (condition, og, link, ld)
PY
head_of() { get "$1" && python3 head.py body "${@:2}"; }
home=https://memorial.example/en/person/$jane.html
ok "Open Graph tells of the person" head_of "/en/person/$jane.html" \
	"og['og:title'] == 'Jane Doe'" "og['og:type'] == 'profile'" \
	"og['og:url'] == '$home'" "og['og:locale'] == 'en_GB'" \
	"og['og:description'] == 'She built <b>boats</b> & sang.'" \
	"og['twitter:card'] == 'summary_large_image'" \
	"og['og:image'] == 'https://memorial.example/en/card/$jane.png'" \
	"og['og:image:width'] == '1200' and og['og:image:height'] == '630'" \
	"og['og:image:alt'] == 'Jane Doe'" \
	"link[('canonical', None)] == '$home'" \
	"link[('alternate', 'application/atom+xml')] == '../feed.atom'" \
	"link[('alternate', 'text/calendar')] == '../calendar.ics'"
ok "in the reader's language" head_of "/ru/person/$jane.html" \
	"og['og:title'] == 'Жанна Доу'" "og['og:locale'] == 'ru_RU'"
ok "JSON-LD tells what nobody disputes" head_of "/en/person/$jane.html" \
	"ld['@type'] == 'Person' and ld['name'] == 'Jane Doe'" \
	"ld['birthDate'] == '1999-05-01' and ld['deathDate'] == '2022-01-05'" \
	"ld['deathPlace']['name'] == 'Exampletown'" \
	"ld['url'] == ld['@id'] == '$home'" \
	"'Жанна Доу' in ld['alternateName']" \
	"any('</script>' in n for n in ld['alternateName'])" \
	"ld['subjectOf'][0]['name'].startswith('News </script>')" \
	"ld['subjectOf'][0]['datePublished'] == '2031-02-05'"
ok "no text of it ends its script" eval 'test "$(grep -c "</script" body)" = \
	"$(grep -c "<script" body)"'
ok "nor is what they were called in it" eval \
	'! grep -E "<meta|ld.json" body | grep -F CANARY-LABEL'
ok "a date that accounts differ on is not told" head_of \
	"/en/person/$john.html" "'deathDate' not in ld"
ok "who is missing has not died" head_of "/en/person/$sam.html" \
	"'deathDate' not in ld" "og['og:description'] == 'Missing.'"
ok "the wall" head_of /en/ "og['og:type'] == 'website'" \
	"og['og:url'] == 'https://memorial.example/en/'" \
	"link[('canonical', None)] == 'https://memorial.example/en/'"
get /en/nothing-here.html
ok "a page that is not there has no address" eval \
	'! python3 head.py body "link[(\"canonical\", None)]"'
ok "the policy lets no script stand" grep -qi "script-src 'self'" head

ok "the picture is there" eval 'get "/en/card/$jane.png" && python3 -c "
import struct
b = open(\"body\", \"rb\").read(24)
assert b[:4] == b\"\x89PNG\" and struct.unpack(\">II\", b[16:]) == (1200, 630)
"'
page "/en/person/$jane.html" "card/$jane.png" "card/$jane-story.png" \
	"sheet/$jane.pdf" >/dev/null
ok "links to pictures and a sheet" test $? = 0
ok "the address, to copy" has body "readonly value=\"$home\""
ok "a person's calendar" has body "person/$jane.ics"
ok "none where no day is told" lacks "/en/person/$sam.html" "$sam.ics"

# ---- citations ----
page "/en/person/$jane.html" >/dev/null
ok "Chicago" has body '“<bdi>Jane Doe</bdi>.” Last modified' "<bdi>$home</bdi>"
ok "BibTeX" has body "@misc{kulpytas-$jane," 'title = {{Jane Doe}}' \
	"url = {$home}" 'act 3 of example.test/memorial'
ok "Wikipedia" has body "{{cite web |title=Jane Doe |website=Example memorial |url=$home |date="
ok "the act and the log's root after it" grep -q \
	'href="../act/3.html">Act 3</a> · size 4 · <span' body
grep -A99 'class="cite"' body | sed '/<\/details>/q' >cite.before

# ---- frames ----
ok "a frame of one name" page "/en/embed/$jane.html" 'Jane Doe' \
	'<bdi>1 May 1999</bdi> – <bdi>5 January 2022</bdi>' 'target="_blank" rel="noopener"' \
	"href=\"../person/$jane.html\""
ok "may stand in any page" grep -qi "frame-ancestors \*" head
ok "has no script" eval '! grep -q "<script" body'
ok "one whose day is disputed has all of them" eval 'get \
	"/en/embed/$john.html" && grep -qE "[67] January 2022 / [67] January" body'
ok "who is missing has no day of death" eval \
	"page '/en/embed/$sam.html' Missing. && ! grep -qF 2022 body"
ok "a frame of the wall" page /en/embed/wall.html 'Jane Doe' 'John Doe'
ok "may stand there too" grep -qi "frame-ancestors \*" head
ok "without the missing" lacks /en/embed/wall.html 'Sam Roe'
get "/en/person/$jane.html"
ok "other pages may not" grep -qi "frame-ancestors 'none'" head
ok "words to copy for one's own page" has body \
	"&lt;iframe src=\"https://memorial.example/en/embed/$jane.html\""

# ---- data ----
for what in people statements sources; do
	for format in csv jsonl; do
		k export --what $what --format $format >want 2>said
		ok "data/$what.$format is what export says" eval \
			"get /data/$what.$format && cmp body want"
	done
done
tag=$(grep -i '^etag' head | tr -d '\r' | cut -d' ' -f2)
ok "what is known is not sent again" eval 'curl -sS -o body -w "%{http_code}" \
	-H "If-None-Match: $tag" "${url%/}/data/sources.jsonl" | grep -qx 304'
ok "no other file" not get /data/private.csv
ok "nor a folder" not get /data/
get /data/files.txt
ok "the names of all files of the log" eval \
	'(cd a/public && find . -type f | sed "s,^./,," | sort) >want
	sort body | diff - want'
mirror() {
	mkdir m && for f in $(cat body); do
		mkdir -p "m/$(dirname "$f")"
		curl -sS -o "m/$f" "${url%/}/$f" || return 1
	done
	"$bin" verify m
}
ok "by which a mirror is made, that verifies" mirror
ok "the page of data" page /en/data.html data/people.csv data/statements.jsonl \
	feed.atom calendar.ics log/checkpoint 'states no licence' \
	'example.test/memorial, 4,' 'https://memorial.example/data/files.txt'

# ---- what is withheld is nowhere ----
for id in "$(said_by "$jane" memory)" "$(said_by "$hid" name)" \
	"$(said_by "$hid" status)"; do
	k withhold "$id" --reason protection >said 2>&1 || cat said
done
start --address https://memorial.example
nowhere() {
	local p bad=0
	for p in /en/feed.atom /ru/feed.atom /en/calendar.ics \
		"/en/person/$jane.html" "/en/person/$jane.ics" \
		"/en/embed/$jane.html" /en/embed/wall.html /en/data.html \
		/data/{people,statements,sources}.{csv,jsonl} \
		/en/today.html; do
		get "$p" || { echo "no $p"; bad=1; }
		grep -aoE 'CANARY-(WITHHELD|NOTE|RELATIVE|GONE)' body &&
			{ echo "in $p"; bad=1; }
	done
	return $bad
}
ok "nothing withheld or private stands anywhere" nowhere
get /en/feed.atom && cp body feed.atom
ok "the feed says that something was withheld, and why" has feed.atom \
	'withholding' 'to protect someone'
python3 feed.py feed.atom absolute >ids.after
ok "entries keep their ids" eval \
	'test "$(tail -n +4 ids.after)" = "$(cat ids.before)"'
ok "it is still whole" xmllint --noout feed.atom
get "/en/person/$jane.html"
grep -A99 'class="cite"' body | sed '/<\/details>/q' >cite.after
ok "a citation stays as it was" diff cite.before cite.after
ok "who is withheld whole has no name in a frame" not page \
	"/en/embed/$hid.html" CANARY

# ---- kept, for many at once ----
get /data/people.csv && get /data/statements.jsonl
ok "what is kept is given to all who ask at once" eval 'test "$(curl -s -Z \
	--parallel-max 16 -o /dev/null -w "%{http_code}\n" $(for i in $(seq 40)
	do echo "${url}data/people.csv -o /dev/null" \
		"${url}data/statements.jsonl -o /dev/null"; done) | sort -u)" = 200'

# ---- a copy ----
ok "build" k build site --address https://memorial.example
ok "nothing withheld in it" eval \
	'! grep -raqE "CANARY-(WITHHELD|NOTE|RELATIVE|GONE)" site'
for path in en/feed.atom "en/person/$jane.ics" "en/embed/$jane.html" \
	en/embed/wall.html data/people.jsonl data/files.txt; do
	get "/$path"
	ok "$path is the same as served" eval \
		'sed "/Candles lit/d" body | cmp - "site/$path"'
done
ok "without an address there are no whole ones" eval \
	'k build bare && ! grep -rq "https://memorial.example" bare &&
	! grep -q "rel=.canonical" bare/en/index.html'
ok "without pictures none is promised" python3 head.py \
	"bare/en/person/$jane.html" "'og:image' not in og" \
	"og['twitter:card'] == 'summary'"
ok "and the feed is still right" python3 feed.py bare/en/feed.atom
ok "its copy verifies" "$bin" verify bare

# Twenty sources with titles as long as a statement may be, a lone brace.
python3 - <<'PY'
says = ["source: long-%d\nlang: en\nsays:\n- title: \"%s\"\n" %
        (i, ("T%d<" % i) * 6000) for i in range(20)]
says += ["person: long-named\nlang: en\nfrom: long-%d\nsays:\n"
         "- name: \"{ Jo %d\"\n" % (i, i) for i in range(20)]
open("long.yaml", "w").write("---\n".join(says))
PY
k import long.yaml >said 2>&1 || cat said
ok "long titles keep no copy from being built" k build long.site \
	--address https://memorial.example
long=$(code_of long-named)
ok "what machines read is whole" python3 - "long.site/en/person/$long.html" <<'PY'
import html, json, re, sys
page = open(sys.argv[1], encoding="utf-8").read()
ld = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
about = json.loads(ld.group(1))["subjectOf"]
assert len(about) == 20 and all(len(a["name"]) < 500 for a in about)
bib = html.unescape(re.search(r"@misc\{.*?</code>", page, re.S).group(0))
bib = bib.removesuffix("</code>")
assert bib.count("{") == bib.count("}"), bib
PY
done_testing
