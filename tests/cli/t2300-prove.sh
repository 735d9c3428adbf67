#!/usr/bin/env bash
# One statement, proved to somebody who has nothing but the log's key.
. "$KULPYTAS_ROOT/tests/cli/lib.sh"
. "$KULPYTAS_ROOT/tests/cli/sample.sh"

sample a
vkey=$(cat a/public/log/vkey)
id=$(ids a CANARYHOME)
check() { "$bin" check "$@"; }
ok "prove" bash -c '"$1" -C a prove "$2" >proof' - "$bin" "$id"
ok "check" check proof --vkey "$vkey"
check proof --vkey "$vkey" >said 2>&1
ok "says what" has said "CANARYHOME street" "Lived in" "$id"
ok "says who and where" has said "example.test/memorial/keeper/first" \
	"act 3 of" "5 acts"
ok "says what it cannot show" has said "cannot show" withheld newest
ok "for programs" bash -c '"$1" check proof --vkey "$2" --json |
	python3 -c "import json, sys; x = json.load(sys.stdin)
assert x[\"ok\"] and x[\"act\"] == 3 and x[\"size\"] == 5, x"' - "$bin" "$vkey"
ok "from a bare copy" bash -c '"$1" -C a/public prove "$2" |
	cmp - proof' - "$bin" "$id"
ok "without a key" not check proof
"$bin" init b --title B --origin example.test/memorial >/dev/null 2>&1
ok "another key" not check proof --vkey "$(cat b/public/log/vkey)"

# Keys that came later have their acts in it.
k key add "$(k key new second 2>/dev/null)" --role keeper >/dev/null 2>&1
printf 'person: doe-jane\nsays:\n- age: 41\n' >age.yaml
k record age.yaml --key second 2>/dev/null
k prove "$(ids a '"age"')" >proof2 2>/dev/null
ok "a later keeper" bash -c '"$1" check proof2 --vkey "$2" |
	grep -q keeper/second' - "$bin" "$vkey"
ok "three parts" [ "$(grep -c '^c2sp.org/tlog-proof@v1' proof2)" = 3 ]

k prove act/2 --tlog-proof >plain 2>/dev/null
ok "a plain tlog-proof" bash -c 'head -2 plain | tail -1 |
	grep -qx "index 2" && tail -1 plain | grep -q "example.test/memorial"'

# Every byte counts.  What a changed base64 of another spelling or of an
# unknown signature may still do: nothing, here there are none.
ok "any byte changed" python3 - "$bin" "$vkey" <<'X'
import subprocess, sys
data = open("proof2", "rb").read()
bad = []
for at in list(range(0, len(data), 83)) + [len(data) - 1]:
    for way in (data[:at] + bytes([data[at] ^ 1]) + data[at + 1:],
                data[:at]):
        open("changed", "wb").write(way)
        run = subprocess.run([sys.argv[1], "check", "changed", "--vkey",
                              sys.argv[2]], capture_output=True)
        if run.returncode != 1 or b"does not hold" not in run.stderr:
            bad.append((at, len(way), run.returncode, run.stderr[-200:]))
open("changed", "wb").write(data + b"\n")
run = subprocess.run([sys.argv[1], "check", "changed", "--vkey", sys.argv[2]],
                     capture_output=True)
if run.returncode != 1:
    bad.append("a line more")
sys.exit(repr(bad[:3]) if bad else 0)
X
ok "a keys act left out" bash -c 'python3 - <<X
data = open("proof2", "rb").read()
parts = data.split(b"\nact ")
cut = parts[0] + b"\nact " + parts[1] + b"\nact " + parts[3]
open("cut", "wb").write(cut)
X
! "$1" check cut --vkey "$2"' - "$bin" "$vkey"
ok "no such statement" refuses 1 "no such statement" -- prove \
	AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
k withhold "$id" --reason protection --key first 2>/dev/null
ok "withheld" refuses 1 "withheld" -- prove "$id"
ok "an old proof still holds, and says what it cannot know" \
	check proof --vkey "$vkey"
done_testing
