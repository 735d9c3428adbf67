#!/usr/bin/env bash
# A keeper signs the days of candles; verify counts them again.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
. "$KULPYTAS_ROOT/tests/cli/build.sh" || exit 1

fresh
cat >people.yaml <<'YAML'
person: doe-jane
lang: en
says:
- name: Jane Doe
- status: killed
YAML
k import people.yaml >/dev/null 2>&1
k export --what people --format csv >people.csv
who=$(grep -m1 -oE '\b[0-9A-HJKMNP-TV-Z]{12}\b' people.csv | head -1)

# Journals as a server leaves them: two days, and one lit after midnight.
python3 - "$who" <<'PY'
import base64, hashlib, os, sys
def line(t, n, whom, bits=10):
    chance = base64.urlsafe_b64encode(n.to_bytes(12, "big")).decode()
    if not bits:
        return "w.%010d.00.%s.%s" % (t, chance, whom)
    head = "p.%010d.%02d.%s.%s" % (t, bits, chance, whom)
    for i in range(1 << 32):
        text = "%s %08x" % (head, i)
        h = hashlib.sha256(text.encode()).digest()
        if int.from_bytes(h, "big") >> (256 - bits) == 0:
            return text
who = sys.argv[1]
day = 1767225600
os.mkdir("a/candles")
def journal(name, lines):
    with open("a/candles/" + name, "w") as f:
        f.write("\n".join(["kulpytas/candles/v1 " + name] + lines) + "\n")
journal("2026-01-01", [line(day + 10, 2, who), line(day + 5, 1, "all"),
    line(day + 20, 3, who, 0)])
journal("2026-01-02", [line(day + 86390, 4, who), line(day + 86400, 5, who)])
PY

ok "signs the days that are over" k candles
k candles >again 2>err
ok "once" test ! -s again
ok "and says so" has err "0 days signed"
one=$(grep -rl 'v1 2026-01-01' a/public/evidence)
two=$(grep -rl 'v1 2026-01-02' a/public/evidence)
ok "a file a day" test -n "$one" -a -n "$two"
ok "with the counts" has "$one" "all 1 0" "$who 2 1" "sum 3 1"
ok "by the second of the token" has "$two" "$who 1 0" "sum 1 0"
ok "which verifies" k verify
ok "and in an index made anew" sound
ok "in a bare copy too" "$bin" verify a/public
ok "as an act of its own" eval 'statements | jq -r .says | grep -cx candles |
	grep -qx 2'
broken() { # broken RULE
	"$bin" -C a verify --json >verdict.json 2>/dev/null && return 1
	jq -e --arg r "$1" 'any(.failures[]; .rule == $r)' verdict.json
}
cp "$one" kept
sed -i "s/^sum 3 1/sum 9 1/" "$one"
ok "a changed count is seen" broken evidence.hash
rm "$one"
ok "a missing file too" broken evidence.missing
cp kept "$one"
ok "put back it stands" k verify
ok "no import states candles" eval 'printf "person: doe-jane\nsays:\n- candles: sha256:%064d\n" 0 >c.yaml
	not k import c.yaml'
ok "built for any server" eval 'k build site && find site -path "*evidence*" -type f | grep -q .'
rm -r a/candles
ok "without a folder there is nothing to sign" k candles
date=$(date -u +%F)
mkdir a/candles
printf 'kulpytas/candles/v1 %s\nw.%010d.00.AAAAAAAAAAAAAAAB.all\n' "$date" \
	"$(date -u +%s)" >"a/candles/$date"
k candles >out 2>err
ok "today waits till it is over" eval 'test ! -s out && has err "not over yet"'

# ---- on pages of copies ----
fresh
k import people.yaml >/dev/null 2>&1
printf 'person: moe-mo\nlang: en\nsays:\n- name: Mo Moe\n- status: killed\n' \
	>mo.yaml
k import mo.yaml >/dev/null 2>&1
for i in $(seq 16); do
	printf 'person: moe-mo\nlang: en\nsays:\n- memory: "Of %d"\n' "$i" >one.yaml
	k import one.yaml >/dev/null 2>&1
done
who=$(code_of doe-jane) mo=$(code_of moe-mo)
light() { # light DAY SECOND NUMBER WHOM [SLOWLY]: into the journal of the day
	python3 - "$@" <<'PY'
import base64, hashlib, os, sys
name, t, n, whom = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
chance = base64.urlsafe_b64encode(n.to_bytes(12, "big")).decode()
text = "w.%010d.00.%s.%s" % (t, chance, whom)
for i in range(1 << 32 if len(sys.argv) < 6 else 0):
    text = "p.%010d.08.%s.%s %08x" % (t, chance, whom, i)
    if hashlib.sha256(text.encode()).digest()[0] == 0:
        break
os.makedirs("a/candles", exist_ok=True)
new = not os.path.exists("a/candles/" + name)
with open("a/candles/" + name, "a") as f:
    f.write(("kulpytas/candles/v1 " + name + "\n" if new else "") + text + "\n")
PY
}
site() { k build pages 2>said || cat said; }
told() { sed -n '/id="candles"/,/<\/section>/p' "pages/en/$1" | sed 's/<[^>]*>//g'; }
tells() { told "$1" >told; shift; has told "$@"; }
site
ok "before any is signed nothing is said of candles" not grep -rq \
	'id="candles"' pages/en
light 2026-01-01 1767225610 1 "$who"
light 2026-01-01 1767225611 2 "$who"
light 2026-01-01 1767225612 3 "$who" slowly
light 2026-01-01 1767225613 4 all
site
ok "nor of what is not signed" not grep -rq 'id="candles"' pages/en
k candles >/dev/null 2>&1
ok "a signed day: as if made anew, and not all was" partly pages
ok "the page tells what was signed, as of which day" tells \
	"person/$who.html" "2 candles were lit in all" \
	"1 was lit without a script and is counted apart" \
	"as of: 1 January 2026"
ok "and nothing can be lit there" not grep -q '<form class="candle"' \
	"pages/en/person/$who.html"
ok "who has none has none" not grep -q 'id="candles"' "pages/en/person/$mo.html"
ok "the wall has all" tells index.html "3 candles were lit in all" \
	"1 was lit without" "as of: 1 January 2026"
ls --full-time "pages/en/person/$who.html" >was
light 2026-01-03 1767398401 5 "$mo"
k candles >/dev/null 2>&1
ok "another day: again" partly pages
ok "the other has one now" tells "person/$mo.html" \
	"1 candle was lit in all" "as of: 3 January 2026"
ok "the wall one more" tells index.html "4 candles were lit in all" \
	"as of: 3 January 2026"
ls --full-time "pages/en/person/$who.html" | cmp -s - was
ok "a page whose candles are as they were was not touched" [ $? = 0 ]
rm -rf copy
cp -r a/public copy
ok "a copy of public/ makes the same" sh -c '"$0" -C copy build of-copy \
	2>/dev/null && diff -r pages of-copy' "$bin"
f=$(grep -rl 'v1 2026-01-03' copy/evidence)
chmod u+w "$f"
sed -i "s/^sum 1 0/sum 7 0/" "$f"
"$bin" -C copy build bad >/dev/null 2>said
ok "a day that does not hold is not counted" sh -c 'grep -q \
	"candles of 1 signed day do not hold" said &&
	! grep -q "id=\"candles\"" "bad/en/person/$0.html"' "$mo"
done_testing
