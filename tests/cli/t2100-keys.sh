#!/usr/bin/env bash
# Keys: several wardens, acts signed elsewhere, a stolen key, a new log key.
. "$KULPYTAS_ROOT/tests/cli/lib.sh"
. "$KULPYTAS_ROOT/tests/cli/sample.sh"

at_b() { XDG_STATE_HOME="$tmp/state-b" "$bin" -C b "$@"; }
fresh_copy() { # b as a keeper elsewhere has it: a copy, and keys of their own
	mkdir -p b/private/keys
	chmod -R go= b/private
	rm -rf b/public b/cache b/private/cache
	cp -r a/public a/archive.conf b/
}
size() { sed -n 2p a/public/log/checkpoint; }

sample a
vkey=$(cat a/public/log/vkey)
printf 'kulpytas tests\n' >words
ok "a second key, under a passphrase" bash -c '"$1" -C a key new second \
	--passphrase-file words >second.vkey' - "$bin"
printf 'person: doe-jane\nsays:\n- age: 40\n' >more.yaml
ok "it has no role yet" refuses 1 "nothing was signed" -- record more.yaml \
	--key second --passphrase-file words
ok "a name is for one key" refuses 1 "" -- key new second
ok "made a warden and keeper" k key add "$(cat second.vkey)" \
	--role warden,keeper
ok "the archive stands" k verify
ok "list" bash -c '"$1" -C a key list 2>/dev/null |
	grep -q "^warden,keeper  since act 5 .*keeper/second"' - "$bin"
ok "it signs" k record more.yaml --key second --passphrase-file words
ok "not without its passphrase" refuses 1 passphrase -- record \
	more.yaml --key second
ok "three wardens of two" refuses 1 "wardens would be left" -- key wardens 3
ok "from now on two" k key wardens 2
ok "the archive stands" k verify

# One warden's key lives elsewhere.
fresh_copy
mv a/private/keys/second b/private/keys/
ok "a third key, elsewhere" bash -c 'XDG_STATE_HOME=$PWD/state-b "$1" -C b key \
	new third >third.vkey' - "$bin"
before=$(size)
ok "signed by one of two" bash -c '"$1" -C a key add "$(cat third.vkey)" \
	--role keeper >act1 2>why.txt && grep -q "1 of the 2" why.txt' - "$bin"
ok "nothing was published" [ "$(size)" = "$before" ]
ok "it does not stand yet" refuses 1 "1 of the 2 wardens" -- append act1
ok "signed by the other" bash -c 'XDG_STATE_HOME=$PWD/state-b "$1" -C b sign act1 \
	--key second --passphrase-file words >act2' - "$bin"
ok "once" not at_b sign act2 --key second --passphrase-file words
ok "changed on the way" bash -c 'sed "s/keeper\/third/keeper\/thirt/" act2 \
	>act3; ! "$1" -C a append act3' - "$bin"
ok "taken in" k append act2
ok "once" refuses 1 "already" -- append act2
ok "the archive stands" k verify
ok "has the key" bash -c '"$1" -C a key list 2>/dev/null |
	grep -q "^keeper .*keeper/third"' - "$bin"

# A keeper elsewhere.
fresh_copy
cat >elsewhere.yaml <<'X'
person: roe-richard
lang: en
says:
- name: Richard Roe
- status: missing
- note: CANARYHANDED is private
X
ok "sign a dossier elsewhere" bash -c 'XDG_STATE_HOME=$PWD/state-b "$1" -C b sign \
	elsewhere.yaml --key third >act4' - "$bin"
ok "the copy is as it was" diff -r a/public b/public
printf 'person: doe-jane\nlang: en\nsays:\n- work: gardener\n' >work.yaml
ok "taken in" k append act4
ok "the archive stands" k verify
ok "its private line is held" bash -c '! grep -rq CANARYHANDED a/public &&
	grep -rq CANARYHANDED a/private/held'
ok "signed by its keeper" bash -c '"$1" -C a export --what statements \
	--format jsonl | grep "Richard Roe" | grep -q keeper/third' - "$bin"
sed -n '1,/^act/p' act4 | head -2 >half
ok "half a file" refuses 1 "FORMAT 12" -- append half
ok "not such a file" refuses 1 "FORMAT 12" -- append list.csv
ok "of another archive" bash -c '"$1" init other --title O --origin \
	other.test/x >/dev/null 2>&1; ! "$1" -C other append act4' - "$bin"
fresh_copy
sed -i 's/Richard/Dick/' elsewhere.yaml
at_b sign elsewhere.yaml --key third >act5 2>/dev/null
ok "dated ahead of the clock" bash -c '! KULPYTAS_NOW=$(($(date +%s) - 5000)) \
	"$1" -C a append act5' - "$bin"
python3 - <<'X'
data = open("act5").read().split("\n")
data[4] = "3 " + data[4].split(" ")[1]
open("act7", "w").write("\n".join(data))
X
ok "of a log that never was" refuses 1 "" -- append act7

# A stolen key: what it did from some act on falls, and nothing that is
# withheld comes to light by it.
ok "the third key withholds" bash -c '
	cp b/private/keys/third a/private/keys/ &&
	"$1" -C a withhold "$2" --reason protection --key third' - "$bin" \
	"$(ids a CANARYHOME)"
stolen=$(size)
printf 'person: doe-jane\nlang: en\nsays:\n- work: INVENTED\n' >forged.yaml
k record forged.yaml --key third >/dev/null 2>&1
ok "it invents something" grep -rq INVENTED a/public/payload
rm a/private/keys/third
ok "the archive stands" k verify
ok "declared" bash -c '"$1" -C a key compromised third --since act/$2 >act8 \
	2>/dev/null' - "$bin" "$((stolen - 1))"
fresh_copy
at_b sign act8 --key second --passphrase-file words >act9 2>/dev/null
ok "taken in" k append act9 --key first
ok "the archive stands" k verify
k verify --json >verdict.json 2>/dev/null
ok "its acts are void" has verdict.json '"void":[{"act":' act.signature
ok "what it withheld is withheld still" bash -c '
	! grep -rq CANARYHOME a/public a/cache'
ok "what it invented is on no page" bash -c '"$1" -C a build pages &&
	! grep -rl INVENTED pages/en/person' - "$bin"
ok "it signs no more" bash -c 'cp b/private/keys/third a/private/keys/ &&
	! "$1" -C a record elsewhere.yaml --key third; rc=$?
	rm a/private/keys/third; exit $rc' - "$bin"

# A new key of the log.
cp a/public/log/checkpoint before.checkpoint
ok "a second log key" bash -c '"$1" -C a key new log-2 >log2.vkey' - "$bin"
k key add "$(cat log2.vkey)" --role log >act10 2>/dev/null
fresh_copy
at_b sign act10 --key second --passphrase-file words >act11 2>/dev/null
ok "announced" k append act11
ok "signed by both" [ "$(grep -c '^— example.test/memorial ' \
	a/public/log/checkpoint)" = 2 ]
ok "either key will do" bash -c 'for v; do XDG_STATE_HOME=$PWD/state-c \
	"$0" verify a/public --vkey "$v" || exit 1; done' "$bin" "$vkey" \
	"$(cat log2.vkey)"
k key retire log >act12 2>/dev/null
fresh_copy
at_b sign act12 --key second --passphrase-file words >act13 2>/dev/null
ok "the old one retired" k append act13
ok "its secret is set aside" bash -c '[ ! -e a/private/keys/log ] &&
	ls a/private/keys | grep -q "^log.retired-"'
printf 'person: roe-richard\nsays:\n- age: 30\n' >after.yaml
ok "the archive goes on" k record after.yaml --key first
ok "the archive stands" k verify
ok "signed by the new key alone" [ "$(grep -c '^— ' \
	a/public/log/checkpoint)" = 1 ]
ok "the old key alone leads nowhere" bash -c '! XDG_STATE_HOME=$PWD/state-d \
	"$0" verify a/public --vkey "$1"' "$bin" "$vkey"
ok "with a checkpoint that it signed it does" env XDG_STATE_HOME="$tmp/state-d" \
	"$bin" verify a/public --vkey "$vkey" --since before.checkpoint
ok "who saw one before needs none" env XDG_STATE_HOME="$tmp/state-c" \
	"$bin" verify a/public --vkey "$vkey"
done_testing
