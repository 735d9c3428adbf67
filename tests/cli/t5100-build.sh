#!/usr/bin/env bash
# build: a whole memorial in a folder.  TAP.
set -uo pipefail
bin=$KULPYTAS_BIN
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export XDG_STATE_HOME="$tmp/state" XDG_CACHE_HOME="$tmp/cache"
cd "$tmp" || exit 1

count=0 failed=0
ok() { # ok TEXT COMMAND...
	local text=$1
	shift
	count=$((count + 1))
	if "$@" >"$tmp/why" 2>&1; then
		echo "ok $count - $text"
	else
		echo "not ok $count - $text"
		failed=$((failed + 1))
		head -20 "$tmp/why" | sed 's/^/# /'
	fi
}
not() { ! "$@"; }
has() { grep -qF -- "$2" "$1"; }
k() { "$bin" -C a "$@"; }
says() { # says TEXT COMMAND...: on stderr
	local text=$1
	shift
	"$@" 2>said
	cat said
	grep -qF -- "$text" said
}
clean() { ! grep -rlF -- "$2" "$1"; }

cat >people.yaml <<'YAML'
source: example-news
says:
- title: Three dead after a night in Exampletown
  lang: en
---
person: doe-jane
lang: en
from: example-news
says:
- name: Jane Doe
- status: killed
- life: CANARYLIFE to be withheld later
- note: CANARYNOTE never to be seen
---
event: example-night
lang: en
says:
- title: The night
- date: 2031-02-02
YAML
cat >more.yaml <<'YAML'
person: doe-john
lang: en
says:
- name: John Doe
- status: missing
YAML
"$bin" init a --title "Memorial of Exampletown" \
	--origin memorial.example/test >/dev/null 2>&1
k import people.yaml >/dev/null 2>&1

# ---- what there is ----
ok "build" k build out
for file in index.html kk/index.html ru/index.html en/index.html \
	log/checkpoint log/vkey payload/000 payload/001 properties; do
	ok "has $file" test -s "out/$file"
done
who=$(k show doe-jane --json 2>/dev/null | cut -d'"' -f4)
for tongue in kk ru en; do
	ok "her page in $tongue" has "out/$tongue/person/$who.html" "Jane Doe"
done
ok "it verifies" "$bin" verify out
ok "nothing private" clean out CANARYNOTE
ok "no key" clean out PRIVATE
cat >links.py <<'PY'
import html.parser, os, sys, urllib.parse
bad = []
class Links(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src", "action") and value is not None:
                self.see(value)
    def see(self, link):
        u = urllib.parse.urlsplit(link)
        if u.scheme or u.netloc:
            return
        if u.path.startswith("/"):
            bad.append((page, link, "absolute"))
            return
        if not u.path:
            return
        path = os.path.normpath(os.path.join(os.path.dirname(page),
                                             urllib.parse.unquote(u.path)))
        if u.path.endswith("/"):
            path = os.path.join(path, "index.html")
        if path.startswith("..") or not os.path.isfile(path):
            bad.append((page, link, "no such file"))
os.chdir("out")
pages = [os.path.join(d, f)[2:] for d, _, fs in os.walk(".") for f in fs
         if f.endswith(".html")]
for page in pages:
    with open(page, encoding="utf-8") as f:
        Links().feed(f.read())
for b in bad[:20]:
    print(*b)
sys.exit(bool(bad) or len(pages) < 10)
PY
ok "every link leads somewhere in it" python3 links.py

# ---- the same bytes ----
ok "build elsewhere" k build deep/er/out2
ok "the same bytes" diff -r out deep/er/out2
touch -d '2001-01-01' marker
find out -type f -exec touch -d '2000-01-01' {} +
ok "build again: nothing to write" says "; 0 written, 0 removed" k build out
ok "nothing was touched" sh -c "! find out -type f -newer marker | grep ."
cp -r a/public copy
ok "from a copy of public/" "$bin" -C copy build out3
ok "the same bytes" diff -r out out3
ok "from what was built" "$bin" -C out build out4
ok "the same bytes" diff -r out out4
rm -rf a/cache
ok "without an index" k build out5
ok "the same bytes" diff -r out out5
rm -rf out3 out4 out5 deep

# ---- only what changed; what was ours and is no more goes ----
k import more.yaml >/dev/null 2>&1
mkdir out/fr
echo old >out/fr/old.html
echo fr/old.html >>out/.kulpytas-site
echo mine >out/CNAME
printf 'x' >>out/en/index.html
printf 'x' >>out/payload/001
ok "build after an act" k build out
john=$(k show doe-john --json 2>/dev/null | cut -d'"' -f4)
ok "the new page" has "out/en/person/$john.html" "John Doe"
ok "the old page is gone" not test -e out/fr
ok "what is not ours stays" has out/CNAME mine
rm out/CNAME
ok "it verifies" "$bin" verify out
k build fresh >/dev/null 2>&1
ok "as if made anew" diff -r out fresh
id=$(k show doe-jane --json 2>/dev/null | python3 -c \
	'import json,sys; print(json.load(sys.stdin)["said"]["life"][0]["id"])')
ok "it is there" not clean out CANARYLIFE
ok "withhold" k withhold "$id" --reason protection
ok "build" k build out
ok "it is gone" clean out CANARYLIFE
ok "it verifies" "$bin" verify out

# ---- leftovers of public/ are no part of it ----
cp -r a/public copy2
size=$(sed -n 2p copy2/log/checkpoint)
mkdir -p copy2/payload/x001 copy2/evidence/sha256/aa copy2/log/tile/1/000.p
echo '{}' >"copy2/payload/$(printf %03d "$size")"
echo junk >copy2/log/.checkpoint.new
echo junk >copy2/log/tile/1/000.p/1
echo junk >copy2/evidence/sha256/aa/notes.txt
echo junk >copy2/secrets
ln -s /etc/passwd "copy2/evidence/sha256/aa/$(printf 'a%.0s' $(seq 64))"
rm copy2/properties
ln -s /etc/passwd copy2/properties
ok "build from a folder with more in it" "$bin" -C copy2 build out6
rm -f out6/properties
ok "only what is the archive's" sh -c "diff -r out out6 |
	grep -v -e 'Only in out: properties' -e 'kulpytas-site' \
	-e '^[<>0-9]' | grep . && exit 1; exit 0"
ok "no link's file" clean out6 root:x:

# ---- refused ----
mkdir theirs
echo precious >theirs/file
ok "not over a foreign folder" says "nothing was touched" not k build theirs
ok "it is as it was" sh -c 'test "$(ls -A theirs)" = file'
ok "not over the archive" not k build a
ok "not into public/" not k build a/public/site
ok "nor private/" not k build a/private/inbox
ok "nor makes a folder there" not test -e a/public/site
ok "not through .." not k build out/../a/public/site
printf 'kulpytas-site/v1\n../theirs/file\n' >fresh/.kulpytas-site
ok "a list that points outside is refused" not k build fresh
printf 'something else\n' >fresh/.kulpytas-site
ok "a foreign list too" not k build fresh
ok "nothing was lost" has theirs/file precious
ok "no archive here" not "$bin" -C theirs build out7
ok "nothing is left of that" not test -e out7

# ---- interrupted ----
k build whole >/dev/null 2>&1
for ms in 05 10 20 40 80; do
	(timeout -s KILL "0.$ms" "$bin" -C a build cut; true) >/dev/null 2>&1
done
[ -e cut ] || mkdir cut
ok "build after interruptions" k build cut
ok "the same bytes" diff -r whole cut

echo "1..$count"
[ "$failed" = 0 ]
